"""The day on which words were said: told beside the cue, or gone on from the words before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.extract.clauses import Phrase, stems_of, time_of, times_in, when_of
from chancery.extract.quoting.reading import Attribution, Reading
from chancery.language.document import Time
from chancery.records import Doubt, Evidence, Quote, When, identified

_MEETING = frozenset(
    {"meet", "speak", "talk", "confer", "host", "visit", "travel", "discuss", "hold", "convene", "call", "welcome"}
)
_AT_MEETINGS = frozenset(
    "emphasize emphasise reiterate underscore stress note reaffirm highlight affirm underline welcome convey express reassure commend "
    "urge acknowledge raise discuss".split()
)


def dated(reading: Reading, records: Sequence[Quote | Doubt]) -> Iterator[Quote | Doubt]:
    """The records, each quote that goes on from a dated one with that one's day.

    Forms that it reads:

        Ruiz told a briefing on Monday that ... "We leave," he said.    the same speaker, the same paragraph
        Ruiz spoke with Lee on Monday. Ruiz reaffirmed that ...         what was said when they met
    """
    latest: dict[tuple[str, int], Evidence] = {}
    whens: dict[Evidence, When] = {}
    meetings = _meetings(reading) if any(isinstance(one, Quote) and one.said_at is None for one in records) else ()
    for record in records:
        if isinstance(record, Doubt) or record.speaker is None:
            yield record
            continue
        paragraph = reading.doc.sentence_of(
            min(reading.token(record.evidence[0].start), len(reading.doc.tokens) - 1)
        ).paragraph
        key = (record.speaker, paragraph)
        piece = next((piece for piece in record.evidence if piece.field == "said_at"), None)
        if piece is not None and record.said_at is not None:
            latest[key], whens[piece] = piece, record.said_at
        elif _goes_on(reading, record):
            if (known := latest.get(key)) is not None:
                yield _with_day(reading, record, known, whens[known])
                continue
            if (met := _met(reading, record, paragraph, meetings)) is not None:
                day = Evidence.of(reading.doc.story, met.start, met.end, "said_at")
                if (when := when_of(reading.doc, met)) is not None:
                    yield _with_day(reading, record, day, when)
                    continue
        yield record


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


def _with_day(reading: Reading, quote: Quote, piece: Evidence, when: When) -> Quote:
    return identified(replace(quote, evidence=(*quote.evidence, piece), said_at=when))


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
