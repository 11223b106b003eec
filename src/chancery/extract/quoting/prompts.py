"""The question that words answer: "Asked on Thursday whether ..., Ruiz said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chancery.extract.clauses import Phrase, stems_of, subject_of, trimmed
from chancery.extract.quoting.pronouns import can_be
from chancery.extract.quoting.reading import Attribution, Piece, Reading
from chancery.extract.quoting.speakers import who_speaks
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
    return asked_before(reading, before) if before.paragraph == opening.paragraph else None


def asked_before(reading: Reading, before: Sentence) -> Phrase | None:
    """The question that a sentence says was put, to whoever is its subject: "Asked whether ..., Ruiz paused."."""
    doc = reading.doc
    if (asked := _asked_in(reading, before, -1)) is None:
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


def taking_turns(reading: Reading, said: Sequence[tuple[Piece, Attribution]]) -> list[tuple[Piece, Attribution]]:
    """The attributions, where "he" who answers is not who has just asked but who spoke before.

    "Is it safe?" Finch asked.¶ "I'd shut them down," he said.
    """
    found: list[tuple[Piece, Attribution]] = []
    for piece, attribution in said:
        speaker = attribution.speaker
        if found and speaker is not None and attribution.cue is not None and _is_pronoun(reading, speaker):
            earlier, asked = found[-1]
            words = reading.doc.story.text[earlier.marks.first : earlier.marks.last].rstrip("'’")
            near = 0 <= _paragraph(reading, piece) - _paragraph(reading, earlier) <= 1
            apart = asked.cue is None or asked.cue.head != attribution.cue.head
            named = asked.speaker is not None and not _is_pronoun(reading, asked.speaker)
            if words.endswith("?") and near and apart and named and asked.speaker is not None:
                asker = who_speaks(reading, asked.speaker)
                if asker is not None and who_speaks(reading, speaker) == asker:
                    other = _other(reading, found, asker, reading.doc.tokens[speaker.head].text)
                    attribution = replace(attribution, speaker=other or speaker)
        elif (
            found
            and attribution.cue is None
            and attribution.by == "speech.carried.quote"
            and found[-1][1].speaker is not None
        ):
            attribution = replace(attribution, speaker=found[-1][1].speaker)
        found.append((piece, attribution))
    return found


def _other(reading: Reading, found: Sequence[tuple[Piece, Attribution]], asker: str, pronoun: str) -> Phrase | None:
    """Who spoke last before the asker and can be meant."""
    for _, attribution in reversed(found):
        if attribution.speaker is None or _is_pronoun(reading, attribution.speaker):
            continue
        actor = who_speaks(reading, attribution.speaker)
        if actor is not None and actor != asker and can_be(reading, actor, pronoun):
            return attribution.speaker
    return None


def _is_pronoun(reading: Reading, phrase: Phrase) -> bool:
    return reading.doc.tokens[phrase.head].text.lower() in ("he", "she")


def _paragraph(reading: Reading, piece: Piece) -> int:
    return reading.doc.sentence_of(piece.left).paragraph


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
