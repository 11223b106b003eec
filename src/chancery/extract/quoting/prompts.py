"""The question that words answer: "Asked on Thursday whether ..., Ruiz said"."""

from __future__ import annotations

from chancery.extract.clauses import Phrase, stems_of, trimmed
from chancery.extract.quoting.reading import Reading
from chancery.language.document import Doc

_QUESTION_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "when", "where", "who", "which", "about", "for", "on"}
)


def prompt_of(reading: Reading, cue: int, speaker: Phrase | None) -> Phrase | None:
    """The question that the words answer: "Asked on Thursday whether ..., Ruiz said"."""
    doc, tokens = reading.doc, reading.doc.tokens
    sentence = doc.sentence_of(cue)
    asked = next(
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
    return question_of(doc, asked, cue, speaker) if asked is not None else None


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
