"""Transcripts of briefings, read as dialogue: a turn is a direct quote, the question before an answer its prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chancery.language.document import Doc
from chancery.records import Evidence, Quote, identified

if TYPE_CHECKING:
    from chancery.extract.quoting.reading import Reading

_LABEL = re.compile(
    r"[ \t]*((?:(?:MR|MS|MRS|DR|AMBASSADOR|SECRETARY|SENATOR|PRESIDENT)\.?[ ])?[A-Z][A-Z'’.\- ]{0,40})(?: \([^)\n]{1,60}\))?:[ \t]+(?=\S)"
)


def find_turns(reading: Reading) -> Iterator[Quote]:
    """Yield a direct quote for each turn of a transcript, with the question before it as prompt."""
    rule = reading.rules.by_name("transcript")
    questions = set(rule.phrases) if rule else {"QUESTION", "Q"}
    prompt: tuple[int, int] | None = None
    for start, end, label_start, label_end in reading.turns:
        text = reading.doc.story.text
        label = text[label_start:label_end]
        words = Evidence.of(reading.doc.story, start, end, "words")
        asks = label.strip(". ") in questions
        evidence = [words, Evidence.of(reading.doc.story, label_start, label_end, "speaker")]
        if prompt is not None and not asks:
            evidence.append(Evidence.of(reading.doc.story, *prompt, "prompt"))
        first, last = reading.token(label_start), reading.token(label_end)
        actors = reading.cast.of(first, last) if first < last else ()
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
                prompt=text[slice(*prompt)] if prompt is not None and not asks else None,
            )
        )
        prompt = (start, end) if asks else None


def turns_of(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """The turns of a transcript: start and end of the words, start and end of the label. None in other stories."""
    text = doc.story.text
    labels = []
    for start, _ in paragraphs:
        if match := _LABEL.match(text, start):
            labels.append((match.start(1), match.end(1), match.end()))
    if len(labels) < 3:
        return
    for number, (first, last, begin) in enumerate(labels):
        end = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        while end > begin and text[end - 1].isspace():
            end -= 1
        if end > begin:
            yield begin, end, first, last
