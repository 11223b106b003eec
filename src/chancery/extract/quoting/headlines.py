"""Marked words of a headline that the story quotes again: who says them there says them here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.extract.clauses import Phrase
from chancery.extract.quoting.reading import Attribution, Piece, Reading
from chancery.extract.quoting.speakers import is_source
from chancery.records import Form

_WORD = re.compile(r"\w+")


def headlined(reading: Reading, said: Sequence[tuple[Piece, Attribution]]) -> Iterator[tuple[Piece, Attribution]]:
    """Yield the marked words of headlines that are attributed to nobody there, with the speaker that the body gives them.

    "Inside the scramble: 'We're counting the same six votes'" ... "We're counting the same six votes over and over," said an aide.
    """
    doc = reading.doc
    taken = {piece.left for piece, _ in said}
    for piece in reading.pieces:
        if doc.sentence_of(piece.left).part != "headline" or piece.left in taken:
            continue
        words = _words(reading, piece)
        if len(words) < 2:
            continue
        for other, attribution in said:
            if other.left > piece.left and attribution.speaker is not None and _holds(_words(reading, other), words):
                form: Form = "direct" if attribution.form == "direct" and len(words) >= 4 else "mixed"
                yield (
                    piece,
                    Attribution(
                        form, "speech.headlined", round(attribution.confidence - 0.1, 2), None, attribution.speaker
                    ),
                )
                break


def labelled(reading: Reading, piece: Piece, before: range, after: range) -> Attribution | None:
    """The speaker that a headline names before or after a colon.

    Fishermen to minister: "Come and count the fish"        "We will not leave": army chief
    """
    doc = reading.doc
    tokens = doc.tokens
    if doc.sentence_of(piece.left).part != "headline":
        return None
    if before and tokens[before[-1]].text == ":":
        last = next((at for at in before if tokens[at].upos == "ADP" or tokens[at].text == ":"), before[-1])
        phrase = _noun_phrase(reading, before[0], last)
        return Attribution("direct", "speech.headline.label", 0.7, None, phrase) if phrase is not None else None
    if not before and after and tokens[after[0]].text in (":", "-", "–", "—"):
        phrase = _noun_phrase(reading, after[0] + 1, after.stop)
        return Attribution("direct", "speech.headline.label", 0.7, None, phrase) if phrase is not None else None
    return None


def _noun_phrase(reading: Reading, first: int, last: int) -> Phrase | None:
    """The stretch, where it is nothing but a few words that name somebody."""
    tokens = reading.doc.tokens
    if not first < last <= first + 7 or any(
        tokens[at].upos in ("VERB", "AUX", "SCONJ", "PUNCT") or reading.quoted[at] for at in range(first, last)
    ):
        return None
    phrase = Phrase(reading.doc.head_of(first, last), first, last)
    named = tokens[phrase.head].upos in ("PROPN", "NOUN") and tokens[phrase.head].tag != "NN"
    return phrase if is_source(reading, phrase) or named else None


def _words(reading: Reading, piece: Piece) -> list[str]:
    text = reading.doc.story.text[piece.marks.first : piece.marks.last]
    return _WORD.findall(text.lower().replace("’", "'"))


def _holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether the words of *part* stand together in *whole*."""
    return any(list(whole[at : at + len(part)]) == list(part) for at in range(len(whole) - len(part) + 1))
