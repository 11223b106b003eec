"""The day on which words were said: told beside the cue, or gone on from the words before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chancery.extract.clauses import Phrase, stems_of, time_of, times_in, when_of
from chancery.extract.quoting.reading import Attribution, Reading
from chancery.language.document import Time
from chancery.records import Doubt, Evidence, Quote, When, identified

_MEETING = frozenset(
    {"meet", "speak", "talk", "confer", "host", "visit", "travel", "discuss", "hold", "convene", "call", "welcome"}
)
_BRIEFINGS = frozenset({"briefing", "conference", "reporter", "journalist", "pres", "press"})
_AT_MEETINGS = frozenset(
    "emphasize emphasise reiterate underscore stress note reaffirm highlight affirm underline welcome convey express reassure commend "
    "urge acknowledge raise discuss".split()
)


def dated(reading: Reading, records: Sequence[Quote | Doubt]) -> Iterator[Quote | Doubt]:
    """The records, each quote that goes on from a dated one with that one's day, and the day of the story for its briefing.

    Forms that it reads:

        Ruiz told a briefing on Monday that ... "We leave," he said.    the same speaker, the same paragraph
        Ruiz spoke with Lee on Monday. Ruiz reaffirmed that ...         what was said when they met
        On Monday the army released a statement that ... "...," read the statement.
        Ruiz flew to Oslo on Monday. ... Lee told a briefing ...        the day of the story, told right before
        Lee told a briefing ... Asked whether ..., Lee said ...         the same briefing
    """
    latest: dict[tuple[str, int], _Day] = {}
    told: dict[str, _Day] = {}
    meetings = _meetings(reading) if any(isinstance(one, Quote) and one.said_at is None for one in records) else ()
    for record in records:
        if isinstance(record, Doubt) or record.speaker is None:
            yield record
            continue
        at = min(reading.token(record.evidence[0].start), len(reading.doc.tokens) - 1)
        paragraph = reading.doc.sentence_of(at).paragraph
        piece = next((piece for piece in record.evidence if piece.field == "said_at"), None)
        day, loss = None, 0.0
        if piece is not None and record.said_at is not None:
            day = _Day(piece, record.said_at, paragraph, briefed=_briefs(record))
        elif _goes_on(reading, record):
            known = told.get(record.speaker)
            if (same := latest.get((record.speaker, paragraph))) is not None:
                day = same
            elif (met := _met(reading, record, paragraph, meetings)) is not None:
                day = _day_of(reading, met, paragraph)
            elif known is not None and _written(reading, record) and paragraph - known.paragraph <= 2:
                day = known
            elif known is not None and known.briefed and record.prompt is not None:
                day, loss = known, 0.1
            elif _briefs(record) and (time := _day_of_the_story(reading, at)) is not None:
                day, loss = _day_of(reading, time, paragraph, briefed=True), 0.1
            if day is not None:
                record = _with_day(record, day, loss)
        if day is not None:
            latest[record.speaker or "", paragraph] = told[record.speaker or ""] = day
        yield record


@dataclass(frozen=True, slots=True)
class _Day:
    """A day on which somebody spoke, with the words that tell it; *briefed*: at a briefing or before reporters."""

    piece: Evidence
    when: When
    paragraph: int
    briefed: bool = False


def _day_of(reading: Reading, time: Time, paragraph: int, *, briefed: bool = False) -> _Day | None:
    when = when_of(reading.doc, time)
    piece = Evidence.of(reading.doc.story, time.start, time.end, "said_at")
    return _Day(piece, when, paragraph, briefed) if when is not None else None


def _briefs(quote: Quote) -> bool:
    """Whether the words were said to the press there and then: at a briefing, to reporters."""
    words = {word.strip(",.").removesuffix("s") for word in (quote.venue or "").lower().split()}
    return bool(words & _BRIEFINGS)


def _written(reading: Reading, quote: Quote) -> bool:
    """Whether it is a statement or a letter that speaks: "the statement said"."""
    return (quote.speaker_as or " ").split()[-1].lower() in reading.rules.writings


def _day_of_the_story(reading: Reading, at: int) -> Time | None:
    """The day of which the story tells right before the words at *at*, where it is the day of its publication or the one before.

    A report of what was said at a briefing names no day where the sentences before have just told it; older briefings are
    told with theirs.
    """
    doc = reading.doc
    published = (doc.story.published or "")[:10]
    here = doc.sentence_of(at)
    if not published or here.part != "body":
        return None
    for sentence in reversed(doc.sentences[: here.index]):
        if sentence.part != "body" or here.paragraph - sentence.paragraph > 3:
            return None
        root = next((n for n in range(sentence.first, sentence.last) if doc.tokens[n].head == n), None)
        if root is None or reading.quoted[root]:
            continue
        time = time_of(doc, root)
        if time is not None and time.granularity in ("day", "daypart", "hour", "minute"):
            day = date.fromisoformat(published)
            return time if time.earliest and time.earliest[:10] in (str(day), str(day - timedelta(days=1))) else None
    return None


def _goes_on(reading: Reading, quote: Quote) -> bool:
    """Whether the quote is told in the past tense and tells no time of its own: "he added"; not "he has said"."""
    if quote.by in ("speech.according", "speech.transcript", "speech.alone"):
        return False
    cue = next((piece for piece in quote.evidence if piece.field == "cue"), None)
    if cue is None:
        return True
    at = reading.token(cue.start)
    helpers = {child.lemma.lower() for child in reading.doc.dependents(at, "aux")}
    if "have" in helpers or any(
        child.lemma.lower() in ("later", "earlier", "previously", "once", "often", "before", "repeatedly")
        for child in reading.doc.dependents(at, "advmod")
    ):
        return False
    return not any(
        child.dep == "obl" and _timed_at(reading, child.index) for child in reading.doc.dependents(at, "obl")
    ) and reading.doc.tokens[at].tag in ("VBD", "VBG", "VBN")


def _timed_at(reading: Reading, index: int) -> bool:
    start = reading.doc.tokens[index].start
    return any(time.start <= start < time.end for time in reading.doc.times)


def _with_day(quote: Quote, day: _Day, loss: float) -> Quote:
    confidence = round(quote.confidence - loss, 2)
    return identified(replace(quote, evidence=(*quote.evidence, day.piece), said_at=day.when, confidence=confidence))


def _meetings(reading: Reading) -> tuple[tuple[int, frozenset[str], Time], ...]:
    """Where a paragraph opens with people who met or spoke on a day: the paragraph, who they are, the day."""
    doc, found, seen = reading.doc, list[tuple[int, frozenset[str], Time]](), set[int]()
    for sentence in doc.sentences:
        if sentence.part != "body" or sentence.paragraph in seen:
            continue
        verb = next(
            (
                at
                for at in range(sentence.first, sentence.last)
                if doc.tokens[at].dep == "root" and not reading.quoted[at]
            ),
            None,
        )
        if verb is None or doc.tokens[verb].lemma.lower() not in _MEETING or doc.tokens[verb].tag != "VBD":
            continue
        seen.add(sentence.paragraph)
        if (time := time_of(doc, verb)) is not None:
            found.append(
                (
                    sentence.paragraph,
                    frozenset(filter(None, map(reading.cast.at, range(sentence.first, sentence.last)))),
                    time,
                )
            )
    return tuple(found)


def _met(
    reading: Reading, quote: Quote, paragraph: int, meetings: Sequence[tuple[int, frozenset[str], Time]]
) -> Time | None:
    """The day of the meeting that the words were said at: told right before, with a verb of such accounts."""
    cue = next((piece for piece in quote.evidence if piece.field == "cue"), None)
    if cue is None or not any(stem in _AT_MEETINGS for stem in stems_of(reading.doc.tokens[reading.token(cue.start)])):
        return None
    near = [one for one in meetings if 0 <= paragraph - one[0] <= 2]
    return near[-1][2] if near and quote.speaker in near[-1][1] else None


def said_at(reading: Reading, attribution: Attribution, bars: Sequence[Phrase]) -> Time | None:
    """The day on which it was said, where the words around the cue tell it."""
    if attribution.cue is None:
        return None
    doc, cue = reading.doc, attribution.cue.head
    if attribution.by == "speech.according":
        return _by_source(reading, attribution)
    barred = [*bars, *(phrase for phrase in (attribution.content, attribution.prompt) if phrase)]
    if time := time_of(doc, cue, barred):
        return time
    governor = doc.tokens[doc.tokens[cue].head]
    if doc.tokens[cue].tag == "VBG" and doc.tokens[cue].dep.split(":")[0] in ("advcl", "acl", "xcomp"):
        # "declared an emergency on Friday, claiming ...", "released a statement on Friday saying ..."
        verb = governor.index if governor.upos == "VERB" else governor.head
        if doc.tokens[verb].upos == "VERB" and verb < cue and (time := time_of(doc, verb, barred)):
            return time
    if attribution.prompt is not None:
        # "Asked on Thursday how important ...": the day between the verb of asking and the question.
        sentence = doc.sentence_of(cue)
        for time in times_in(doc, sentence.first, sentence.last):
            at = reading.token(time.start)
            if 0 < attribution.prompt.first - at <= 6 and at < cue and time.earliest and time.type in ("DATE", "TIME"):
                return time
    return None


def _by_source(reading: Reading, attribution: Attribution) -> Time | None:
    """ "according to officials on Saturday": the day right behind the source."""
    doc, speaker = reading.doc, attribution.speaker
    if speaker is None:
        return None
    sentence = doc.sentence_of(speaker.head)
    for time in times_in(doc, speaker.first, sentence.last):
        at = reading.token(time.start)
        gap = range(speaker.last, at)
        if at >= speaker.first and len(gap) <= 1 and all(doc.tokens[n].upos in ("ADP", "ADV") for n in gap):
            return time if time.earliest and time.type in ("DATE", "TIME") else None
    return None
