"""Which pieces of marked words are one utterance: split around the cue, in one clause, or run on over paragraphs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from chancery.extract.quoting.reading import Attribution, Piece, Reading


def utterances_of(reading: Reading, said: Sequence[tuple[Piece, Attribution]]) -> list[str | None]:
    """For each piece the id of its utterance, made from the words of all its pieces; None where it stands alone.

    Pieces of one utterance:

        "The plan," Ruiz said, "is dead."                 the same cue
        Ruiz called it "sad" and "a shame".               the same cue
        "We leave," Ruiz said. "It is over."              what follows at once without a cue of its own
        "One. / "Two," Ruiz said.                         a quotation that runs over paragraphs
    """
    groups: list[list[int]] = []
    for number, (piece, attribution) in enumerate(said):
        if groups and _goes_on(said[groups[-1][-1]], piece, attribution):
            groups[-1].append(number)
        else:
            groups.append([number])
    found: list[str | None] = [None] * len(said)
    for group in groups:
        if len(group) == 1:
            continue
        words = "\n".join(
            f"{piece.marks.first} {reading.doc.story.text[piece.marks.first : piece.marks.last]}"
            for piece, _ in (said[number] for number in group)
        )
        content = f"{reading.doc.story.id}\n{words}"
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:20]
        for number in group:
            found[number] = f"utterance-{digest}"
    return found


def _goes_on(before: tuple[Piece, Attribution], piece: Piece, attribution: Attribution) -> bool:
    """Whether the piece belongs to the utterance of the one before."""
    earlier, known = before
    if earlier.marks.goes_on and piece.marks.continues:
        return True
    if known.cue is not None and attribution.cue is not None:
        return known.cue.head == attribution.cue.head
    return attribution.by == "speech.carried.quote" and attribution.speaker == known.speaker
