"""Transcripts of briefings, read as dialogue: a turn is a direct quote, the question before an answer its prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chancery.extract.clauses import noun_phrase, times_in, when_of
from chancery.language.document import Doc, Time
from chancery.records import Evidence, Quote, Span, identified

if TYPE_CHECKING:
    from chancery.extract.quoting.reading import Reading

_OCCASIONS = frozenset({"briefing", "conference", "interview", "gaggle", "call", "hearing", "availability"})
_ASKED = re.compile(r"[ \t\xa0]*(Q)[ \t\xa0]+(?=[A-Z(\"“‘])")
_LABEL = re.compile(
    r"[ \t\xa0]*((?:(?:MR|MS|MRS|DR|AMBASSADOR|SECRETARY|SENATOR|PRESIDENT)\.?[ \xa0])?[A-Z][A-Z'’.\- ]{0,40})(?: \([^)\n]{1,60}\))?:[ \t\xa0]+(?=\S)"
)


def find_turns(reading: Reading) -> Iterator[Quote]:
    """Yield a direct quote for each turn of a transcript, with the question before it as prompt."""
    rule = reading.rules.by_name("transcript")
    questions = set(rule.phrases) if rule else {"QUESTION", "Q"}
    prompt: tuple[int, int] | None = None
    occasion = _occasion_before(reading)
    for start, end, label_start, label_end in reading.turns:
        text = reading.doc.story.text
        label = text[label_start:label_end]
        words = Evidence.of(reading.doc.story, start, end, "words")
        asks = label.strip(". ") in questions
        evidence = [words, Evidence.of(reading.doc.story, label_start, label_end, "speaker")]
        if prompt is not None and not asks:
            evidence.append(Evidence.of(reading.doc.story, *prompt, "prompt"))
        venue, time = occasion if occasion is not None else (None, None)
        if venue is not None:
            evidence.append(Evidence.of(reading.doc.story, venue.start, venue.end, "venue"))
        if time is not None:
            evidence.append(Evidence.of(reading.doc.story, time.start, time.end, "said_at"))
        first, last = reading.token(label_start), reading.token(label_end)
        actors = reading.cast.of(first, last) if first < last else ()
        actors = actors or tuple(actor for at in range(first, last) if (actor := reading.cast.at(at)) is not None)
        yield identified(
            Quote(
                story=reading.doc.story.id,
                form="direct",
                words=words.text,
                evidence=tuple(evidence),
                by="speech.transcript",
                confidence=rule.confidence if rule else 0.9,
                speaker=None if asks or not actors else actors[-1],
                speaker_as=label,
                said_at=when_of(reading.doc, time),
                venue=venue.of(text) if venue is not None else None,
                prompt=text[slice(*prompt)] if prompt is not None and not asks else None,
            )
        )
        prompt = (start, end) if asks else None


def _occasion_before(reading: Reading) -> tuple[Span, Time | None] | None:
    """The briefing or interview that the words before the first turn speak of, with its day: "Thursday's news briefing"."""
    doc = reading.doc
    if not reading.turns:
        return None
    for token in doc.tokens[: reading.token(reading.turns[0][2])]:
        if token.upos == "NOUN" and token.lemma in _OCCASIONS and doc.sentence_of(token.index).part == "body":
            phrase = noun_phrase(doc, token.index)
            first, last = doc.subtree(token.index)
            times = [
                one for one in times_in(doc, first, last) if one.earliest is not None and one.type in ("DATE", "TIME")
            ]
            return Span(*doc.characters(phrase.first, phrase.last)), times[0] if times else None
    return None


def turns_of(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """The turns of a transcript: start and end of the words, start and end of the label. None in other stories."""
    text = doc.story.text
    labels = []
    for start, _ in paragraphs:
        match = _LABEL.match(text, start) or _ASKED.match(text, start)
        if match and text[match.end() : match.end() + 1] in ('"', "“", "‘", "«"):
            return  # Labels before marked words: the marks tell where the words end.
        if match:
            labels.append((match.start(1), match.end(1), match.end()))
    if sum(text[last : last + 1] == ":" or text[last : last + 2] == " (" for _, last, _ in labels) < 3:
        return
    for number, (first, last, begin) in enumerate(labels):
        if number + 1 < len(labels):
            end = labels[number + 1][0]
        else:
            end = _told_after(text, paragraphs, text[first:last], begin)
        while end > begin and text[end - 1].isspace():
            end -= 1
        if end > begin:
            yield begin, end, first, last


def _told_after(text: str, paragraphs: Sequence[tuple[int, int]], label: str, begin: int) -> int:
    """Where the last turn ends: before a paragraph that tells of its speaker by name ("Mr. Brannock did not say ...")."""
    surname = label.rsplit(maxsplit=1)[-1].capitalize()
    tells = re.compile(rf"[ \t]*(?:(?:Mr|Ms|Mrs|Dr)\.? )?{re.escape(surname)} [a-z]")
    return next((start for start, _ in paragraphs if start > begin and tells.match(text, start)), len(text))
