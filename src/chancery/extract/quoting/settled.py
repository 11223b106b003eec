"""Who speaks where no name tells: "he said", and words that no cue leads. A trained head chooses among the actors around.

Everything that it looks at can be said in words (``features_of``); ``training/speakers.py`` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chancery.extract.quoting.reading import Reading
from chancery.records import Actor, Doubt, Evidence, Quote, identified
from chancery.rules.speakers import SpeakerHead

PRONOUNS: Mapping[str, str] = {"he": "he", "she": "he", "they": "they", "it": "they"}
"""The pronouns that the head settles, each with its kind."""
_SEX = {"he": "m", "she": "f"}
_FITTING = {
    "he": ("person",),
    "they": ("organization", "igo", "government", "armed_group", "media", "people", "unknown", "state"),
}
_REACH = 14
"""So many sentences back a candidate may have been mentioned last."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention of an actor by the token that heads it."""

    at: int
    actor: str
    quoted: bool
    subject: bool
    speaks: bool
    owner: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A quote whose speaker is asked for: where it stands (token), what kind of word stands for him, and the word."""

    at: int
    kind: str
    word: str
    first: int
    last: int


def settle_speakers(reading: Reading, records: Sequence[Quote | Doubt], head: SpeakerHead) -> Iterator[Quote | Doubt]:
    """The records in text order, the speakers that no name tells chosen by the head where it is sure enough."""
    if not head.weights:
        yield from records
        return
    mentions = mentions_of(reading)
    said: list[tuple[int, str]] = []
    for record in records:
        settled = record
        if isinstance(record, Quote) and (asked := asked_of(reading, record)) is not None:
            settled = _settled(reading, record, asked, mentions, said, head)
        if isinstance(settled, Quote) and settled.speaker is not None and settled.evidence:
            said.append((reading.token(settled.evidence[0].start), settled.speaker))
        yield settled


def _settled(
    reading: Reading,
    record: Quote,
    asked: Asked,
    mentions: Sequence[Mentioned],
    said: Sequence[tuple[int, str]],
    head: SpeakerHead,
) -> Quote:
    candidates = features_of(reading, asked, mentions, said)
    if len(candidates) < 2:
        return record
    likely = head.probabilities(list(candidates.values()))
    best = max(range(len(likely)), key=likely.__getitem__)
    chosen = list(candidates)[best]
    if likely[best] < head.sure or not chosen or chosen == record.speaker:
        return record
    said_by = replace(
        record,
        speaker=chosen,
        speaker_by=head.version,
        confidence=round(min(record.confidence, 0.3 + 0.5 * likely[best]), 2),
    )
    if not asked.word:
        # Where no word here stands for the speaker, his nearest mention says who he is.
        own = [one for one in mentions if one.actor == chosen and not one.quoted]
        nearest = min(own, key=lambda one: (abs(one.at - asked.at), one.at), default=None)
        if nearest is None:
            return record
        token = reading.doc.tokens[nearest.at]
        spans = [span for span in reading.cast.record(chosen).mentions if span.start <= token.start < span.end]
        where = min(spans, key=lambda span: span.end - span.start)
        piece = Evidence.of(reading.doc.story, where.start, where.end, "speaker")
        said_by = replace(said_by, speaker_as=piece.text, evidence=(*record.evidence, piece))
    return identified(said_by)


def asked_of(reading: Reading, record: Quote) -> Asked | None:
    """What the quote asks of the head; None where a name tells who speaks, or the words are no whole utterance."""
    words = record.evidence[0]
    first, last = reading.token(words.start), reading.token(words.end)
    if record.speaker_as is None:
        alone = record.form == "direct" and record.speaker is None and record.by != "speech.transcript"
        return Asked(first, "words", "", first, last) if alone else None
    word = record.speaker_as.lower()
    if word not in PRONOUNS:
        return None
    piece = next(piece for piece in record.evidence if piece.field == "speaker")
    if reading.token(piece.start) in reading.sure:
        return None
    return Asked(reading.token(piece.start), PRONOUNS[word], word, first, last)


def mentions_of(reading: Reading) -> list[Mentioned]:
    """Every mention of an actor, in text order."""
    doc, found = reading.doc, []
    for record in reading.cast.records:
        if not isinstance(record, Actor):
            continue
        for mention in record.mentions:
            first, last = reading.token(mention.start), reading.token(mention.end)
            if not first < last <= len(doc.tokens):
                continue
            at = doc.head_of(first, last)
            token = doc.tokens[at]
            relation = token.dep.split(":")[0]
            found.append(
                Mentioned(
                    at,
                    record.id,
                    bool(reading.quoted[at]),
                    relation == "nsubj",
                    relation == "nsubj" and reading.any_cue(token.head) is not None,
                    token.dep in ("nmod:poss", "compound"),
                )
            )
    return sorted(found, key=lambda one: (one.at, one.actor))


def features_of(
    reading: Reading, asked: Asked, mentions: Sequence[Mentioned], said: Sequence[tuple[int, str]]
) -> dict[str, tuple[str, ...]]:
    """What speaks for and against each candidate, by actor; "" stands for nobody of them. *said* are the quotes before: token, speaker."""
    doc = reading.doc
    here = doc.sentence_of(min(asked.at, len(doc.tokens) - 1))
    near = [one for one in mentions if one.at < asked.at and here.index - doc.tokens[one.at].sentence <= _REACH]
    behind = []
    if asked.kind == "words":
        stop = doc.sentence_of(min(asked.last, len(doc.tokens) - 1)).paragraph + 1
        behind = [one for one in mentions if one.at >= asked.last and doc.sentence_of(one.at).paragraph <= stop]
    before: dict[str, list[Mentioned]] = {}
    for one in near:
        before.setdefault(one.actor, []).append(one)
    names = [*before, *(one.actor for one in behind if one.actor not in before)]
    fitting = [actor for actor in dict.fromkeys(names) if _fits(reading, actor, asked)]
    by_last = sorted(
        fitting, key=lambda actor: -max((one.at for one in before.get(actor, ()) if not one.quoted), default=-1)
    )
    by_subject = sorted(
        fitting,
        key=lambda actor: -max((one.at for one in before.get(actor, ()) if one.subject and not one.quoted), default=-1),
    )
    found = {}
    for actor in fitting:
        own = before.get(actor, [])
        features = list(_of_candidate(reading, asked, here.index, actor, own, said))
        features.append(f"nearest:{min(by_last.index(actor), 3)}")
        features.append(f"nearest subject:{min(by_subject.index(actor), 3)}")
        if len(fitting) == 1:
            features.append("only one")
        if not own:
            features.append(f"only behind:{behind[0].actor == actor}")
        if any(asked.first <= one.at < asked.last for one in mentions if one.actor == actor):
            features.append("named in the words")
        found[actor] = tuple(f"{prefix}{name}" for name in features for prefix in ("", f"{asked.kind}|"))
    if not fitting or asked.kind != "he":
        found[""] = (f"{asked.kind}|nobody",)
    else:
        found[""] = (f"{asked.kind}|nobody", f"{asked.kind}|nobody:{reading.cast.at(asked.at) is None}")
    return found


def _fits(reading: Reading, actor: str, asked: Asked) -> bool:
    record = reading.cast.record(actor)
    if asked.kind == "words":
        return record.type not in ("state", "people")
    sex = reading.cast.sex(actor)
    return record.type in _FITTING[asked.kind] and (asked.word not in _SEX or sex in ("", _SEX[asked.word]))


def _of_candidate(
    reading: Reading, asked: Asked, sentence: int, actor: str, own: Sequence[Mentioned], said: Sequence[tuple[int, str]]
) -> Iterator[str]:
    doc = reading.doc
    paragraph = doc.sentences[sentence].paragraph
    yield f"type:{reading.cast.record(actor).type}"
    if asked.word in _SEX:
        yield f"sex known:{reading.cast.sex(actor) != ''}"
    if asked.word and reading.cast.at(asked.at) == actor:
        yield "reference"
    told = [one for one in own if not one.quoted]
    if told:
        last = told[-1]
        apart = doc.sentences[sentence].paragraph - doc.sentence_of(last.at).paragraph
        yield f"sentence:{min(sentence - doc.tokens[last.at].sentence, 5)}"
        yield f"paragraph:{min(apart, 2)}"
        yield "place:" + (
            "speaks" if last.speaks else "subject" if last.subject else "owner" if last.owner else "other"
        )
        yield f"often:{min(len(told), 8).bit_length()}"
        if any(one.speaks for one in told[-3:]):
            yield "spoke lately"
        opener = next((one for one in doc.sentences[: sentence + 1] if one.paragraph == paragraph), None)
        if opener is not None and any(opener.first <= one.at < opener.last and one.subject for one in told):
            yield "opens the paragraph"
    elif own:
        yield "only in words"
    for rank, (at, speaker) in enumerate(reversed(said[-3:])):
        if speaker == actor and not any(one == actor for _, one in said[len(said) - rank :]):
            gap = paragraph - doc.sentence_of(min(at, len(doc.tokens) - 1)).paragraph
            yield f"speaker:{rank}"
            yield f"speaker:{rank}:{min(gap, 2)}"
