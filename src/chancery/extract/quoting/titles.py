"""Marks that hold no speech: titles of works, names, nicknames, glosses."""

from __future__ import annotations

from chancery.extract.clauses import stems_of
from chancery.extract.quoting.reading import TERMINAL, Piece, Reading

_SPEAKS = frozenset({"i", "we", "you", "he", "she", "they", "it", "me", "us", "my", "our", "your", "there"})


def is_title(reading: Reading, piece: Piece) -> bool:
    """Whether the marks hold the title of a work, a name or a nickname, not speech.

    Capitals alone do not make a title of "I WON THIS ELECTION!".
    """
    tokens = reading.doc.tokens
    words = [token for token in tokens[piece.first : piece.last] if token.text[:1].isalpha()]
    around = range(max(0, piece.left - (2 if _leads_to_name(reading, piece.left - 1) else 1)), piece.left)
    named = any(tokens[at].lemma.lower() in reading.rules.works and not _owned(reading, at) for at in around)
    if len(words) <= 8 and named:
        return True
    if reading.doc.sentence_of(piece.left).part == "headline":
        return False  # Every word has its capital there.
    content = [word for word in words if word.upos in ("NOUN", "PROPN", "ADJ", "VERB", "ADV")]
    if not (len(content) >= 2 and len(words) <= 10 and all(word.text[0].isupper() for word in content)):
        return False
    said = reading.doc.story.text[piece.marks.first : piece.marks.last]
    if len(said.split()) == 1:
        return False  # referred to him as "Chinese-American"
    spoken = any(word.text.lower() in _SPEAKS for word in words) and any(word.upos in ("VERB", "AUX") for word in words)
    return not (spoken and (TERMINAL.search(said) or said.endswith(",")))


def _leads_to_name(reading: Reading, at: int) -> bool:
    """Whether the word right before the marks may stand between a work and its title: "the film called", "a book, "; not "the ship had"."""
    token = reading.doc.tokens[at]
    return at > 0 and (token.text == "," or any(stem in reading.rules.naming for stem in stems_of(token)))


def _owned(reading: Reading, at: int) -> bool:
    """Whether they are somebody's words: "in his words"."""
    if reading.doc.tokens[at].lemma.lower() not in ("word", "phrase", "term"):
        return False
    return any(child.dep == "nmod:poss" for child in reading.doc.dependents(at))


def is_gloss(reading: Reading, piece: Piece) -> bool:
    """Whether the marked words stand alone in brackets, as a word explained: an anti-Brexit ("British exit") march; or are so-called."""
    tokens = reading.doc.tokens
    if piece.left > 2 and [token.text.lower() for token in tokens[piece.left - 3 : piece.left]] == [
        "so",
        "-",
        "called",
    ]:
        return True
    return (
        piece.left > 0
        and piece.right < len(tokens)
        and tokens[piece.left - 1].text in ("(", "[")
        and tokens[piece.right].text in (")", "]")
        and piece.last - piece.first <= 6
    )
