"""The sentence around marked words: what of it stands before them and what after."""

from __future__ import annotations

from chancery.extract.quoting.reading import SET_OFF, TERMINAL, Piece, Reading


def frame_before(reading: Reading, piece: Piece) -> range:
    """The tokens of the sentence before the marked words."""
    tokens, at = reading.doc.tokens, piece.left
    if at == 0:
        return range(0)
    sentence = reading.doc.sentence_of(at)
    if at == sentence.first and tokens[at - 1].text in (":", ",") and not reading.quoted[at - 1]:
        sentence = reading.doc.sentence_of(at - 1)
    first = sentence.first
    for back in range(at - 1, sentence.first - 1, -1):
        if (tokens[back].text in (".", "?", "!") and not reading.quoted[back]) or back + 1 in reading.stops:
            first = back + 1
            break
    return range(max(first, reading.bounds[0]), at)


def frame_after(reading: Reading, piece: Piece) -> range:
    """The tokens of the sentence after the marked words."""
    doc, at = reading.doc, piece.right
    if at >= reading.bounds[1]:
        return range(at, at)
    words = doc.story.text[piece.marks.first : piece.marks.last]
    sentence = doc.sentence_of(at - 1)
    following = doc.sentence_of(at)
    begins_low = doc.tokens[at].text[:1].islower()
    if words.endswith((".", "…")) and not begins_low:
        return range(at, at)
    if following.index != sentence.index:
        if following.paragraph != sentence.paragraph:
            return range(at, at)
        reach = 12 if words.rstrip("])’'").endswith(",") else 6
        cue = next((n for n in range(at, min(at + reach, following.last)) if reading.any_cue(n)), None)
        if not words.rstrip("])’'").endswith(SET_OFF) and (cue is None or TERMINAL.search(words)):
            return range(at, at)
        if not begins_low and cue is None:
            return range(at, at)
    return range(at, min(following.last, reading.bounds[1]))
