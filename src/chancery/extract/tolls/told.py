"""An event with the tokens that say it: what the files beside this one work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from chancery.language.document import Doc
from chancery.records import Event

FIRM = frozenset({"happened", "ongoing", "alleged"})


@dataclass(frozen=True)
class Told:
    """An event and every token that says it ("attack", "attacked"), in text order."""

    event: Event
    tokens: tuple[int, ...]

    @cached_property
    def firm(self) -> bool:
        """Whether it is told as done: only then did it cost anything."""
        return self.event.status in FIRM

    def lead(self, doc: Doc) -> int:
        """The token that its evidence ``what`` shows."""
        piece = next((piece for piece in self.event.evidence if piece.field == "what"), None)
        if piece is not None:
            for at in self.tokens:
                if piece.start <= doc.tokens[at].start < piece.end:
                    return at
        return self.tokens[0]


def told(doc: Doc, event: Event, tokens: Iterable[int] = ()) -> Told:
    """The event with the *tokens* of its mentions and those of its evidence ``what``: "launched an attack" has both words."""
    found = set(tokens)
    for piece in event.evidence:
        if piece.field == "what":
            sentence = next((s for s in doc.sentences if s.start <= piece.start < s.end), None)
            for token in doc.tokens[sentence.first : sentence.last] if sentence is not None else ():
                if piece.start <= token.start < piece.end and token.upos in ("VERB", "NOUN", "PROPN", "ADJ"):
                    found.add(token.index)
    return Told(event, tuple(sorted(found)))


def by_sentence(doc: Doc, events: Sequence[Told]) -> dict[int, list[tuple[int, int]]]:
    """For each sentence that tells an event: the numbers of the events with the tokens that say them."""
    out: dict[int, list[tuple[int, int]]] = {}
    for number, event in enumerate(events):
        for token in event.tokens:
            out.setdefault(doc.tokens[token].sentence, []).append((number, token))
    return out
