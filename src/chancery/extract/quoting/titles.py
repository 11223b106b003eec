"""Marks that hold no speech: titles of works, names, nicknames."""

from __future__ import annotations

from chancery.extract.quoting.reading import Piece, Reading


def is_title(reading: Reading, piece: Piece) -> bool:
    """Whether the marks hold the title of a work, a name or a nickname, not speech."""
    tokens = reading.doc.tokens
    words = [token for token in tokens[piece.first : piece.last] if token.text[:1].isalpha()]
    around = [tokens[at].lemma.lower() for at in range(max(0, piece.left - 2), piece.left)]
    if len(words) <= 8 and any(word in reading.rules.works for word in around):
        return True
    content = [word for word in words if word.upos in ("NOUN", "PROPN", "ADJ", "VERB", "ADV")]
    return len(content) >= 2 and len(words) <= 10 and all(word.text[0].isupper() for word in content)
