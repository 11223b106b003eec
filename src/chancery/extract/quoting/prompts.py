"""The question that words answer: "Asked on Thursday whether ..., Ruiz said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chancery.extract.clauses import Phrase, stems_of, subject_of, trimmed
from chancery.extract.quoting.reading import Attribution, Piece, Reading
from chancery.language.document import Doc, Sentence

_QUESTION_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "when", "where", "who", "which", "about", "for", "on"}
)
_INDIRECT = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who", "which", "about"})


def prompt_of(reading: Reading, cue: int, speaker: Phrase | None) -> Phrase | None:
    """The question that the words answer.

    Forms that it reads:

        Asked on Thursday whether ..., Ruiz said        said in response to a question on whether ...
        Asked whether ..., Ruiz paused. "No," she said.
    """
    doc = reading.doc
    sentence = doc.sentence_of(cue)
    if (asked := _asked_in(reading, sentence, cue)) is not None:
        return question_of(doc, asked, cue, speaker)
    if (question := _in_response(reading, cue)) is not None:
        return question
    opening = next(
        (
            one
            for one in doc.sentences[max(0, sentence.index - 8) : sentence.index + 1]
            if _opens(reading, one, sentence)
        ),
        sentence,
    )
    if not reading.quoted[opening.first] or not opening.index:
        return None
    before = doc.sentences[opening.index - 1]
    if before.paragraph != opening.paragraph or (asked := _asked_in(reading, before, cue)) is None:
        return None
    root = next((at for at in range(before.first, before.last) if doc.tokens[at].head == at), None)
    answers = subject_of(doc, root) if root is not None and root > asked else None
    return question_of(doc, asked, root, answers) if root is not None and answers is not None else None


def _opens(reading: Reading, one: Sentence, last: Sentence) -> bool:
    """Whether all from the sentence *one* up to the cue's is one stretch of marked words, *one* its beginning."""
    if one.paragraph != last.paragraph or not reading.quoted[one.first]:
        return False
    unbroken = all(reading.quoted[at] for at in range(one.first, last.first))
    return unbroken and (one.index == 0 or not reading.quoted[one.first - 1])


def _asked_in(reading: Reading, sentence: Sentence, cue: int) -> int | None:
    """The verb that says that a question was put: "Asked", "when pressed"."""
    tokens = reading.doc.tokens
    return next(
        (
            at
            for at in range(sentence.first, sentence.last)
            if tokens[at].text.lower().endswith("ed")
            and any(stem in reading.rules.prompts for stem in stems_of(tokens[at]))
            and not reading.quoted[at]
            and at != cue
            and (at == sentence.first or tokens[at - 1].lemma.lower() in ("when", ",", "and", "if"))
        ),
        None,
    )


def _in_response(reading: Reading, cue: int) -> Phrase | None:
    """ "said in response to a question from Lee on whether ...": the question behind the cue."""
    doc, tokens = reading.doc, reading.doc.tokens
    sentence = doc.sentence_of(cue)
    for at in range(cue + 1, min(cue + 10, sentence.last)):
        if tokens[at].lemma.lower() == "question" and tokens[at].upos == "NOUN" and not reading.quoted[at]:
            limit = next(
                (n for n in range(at, sentence.last) if reading.quoted[n] or tokens[n].text in (".", ";")),
                sentence.last,
            )
            first = next((n for n in range(at + 1, limit) if tokens[n].lemma.lower() in _INDIRECT), None)
            return trimmed(doc, first, first, limit) if first is not None and limit - first >= 3 else None
    return None


def answered(reading: Reading, said: Sequence[tuple[Piece, Attribution]]) -> list[tuple[Piece, Attribution]]:
    """The attributions, each answer with the question that another has just put between marks.

    "Did he know?" asked the prosecutor.¶ "He explained it to me," Ruiz replied.
    """
    found: list[tuple[Piece, Attribution]] = []
    for number, (piece, attribution) in enumerate(said):
        if number and attribution.form == "direct" and attribution.prompt is None and attribution.cue is not None:
            earlier, asked = said[number - 1]
            words = reading.doc.story.text[earlier.marks.first : earlier.marks.last]
            here, there = reading.doc.sentence_of(piece.left), reading.doc.sentence_of(earlier.right - 1)
            if (
                words.rstrip("'’").endswith("?")
                and (
                    here.paragraph == there.paragraph + 1
                    or (here.paragraph == there.paragraph and asked.cue is not None)
                )
                and here.part == there.part
                and (asked.speaker is None or asked.speaker != attribution.speaker)
                and (asked.cue is None or asked.cue.head != attribution.cue.head)
                and (here.paragraph == there.paragraph or reading.quoted[_first_of_paragraph(reading, here)])
            ):
                attribution = replace(attribution, prompt=Phrase(earlier.first, earlier.first, earlier.last))
        found.append((piece, attribution))
    return found


def _first_of_paragraph(reading: Reading, sentence: Sentence) -> int:
    one = sentence
    while one.index and reading.doc.sentences[one.index - 1].paragraph == one.paragraph:
        one = reading.doc.sentences[one.index - 1]
    return one.first


def question_of(doc: Doc, asked: int, cue: int, speaker: Phrase | None) -> Phrase | None:
    """The question after a verb of asking at *asked*: from its question word to the comma before who answers."""
    tokens = doc.tokens
    sentence = doc.sentence_of(asked)
    answer = min([cue, *([speaker.first] if speaker and speaker.first > asked else [])])
    limit = sentence.last
    if asked < answer:
        limit = next((at for at in range(answer - 1, asked, -1) if tokens[at].text == ","), answer)
    first = None
    for at in range(asked + 1, min(asked + 9, limit)):
        if tokens[at].lemma.lower() in _QUESTION_WORDS and not _dates(doc, at):
            first = at
            break
    if first is None or first >= limit:
        return None
    phrase = trimmed(doc, first, first, limit)
    return phrase if phrase.last - phrase.first >= 2 else None


def _dates(doc: Doc, at: int) -> bool:
    """Whether the preposition at *at* belongs to a time: "on Thursday"."""
    end = doc.tokens[at].end
    return any(time.start - end <= 1 and time.end > end and time.start >= doc.tokens[at].start for time in doc.times)
