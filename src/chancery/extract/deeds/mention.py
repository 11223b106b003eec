"""One place in a story that says an event, with those who have a part in it; mentions of one event become one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Place, Time, Token
from chancery.records import Status
from chancery.rules.events import EventRule

# The statuses of what did happen, and the classes that are done by saying.
FIRM = ("happened", "ongoing")
VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})


@dataclass(frozen=True)
class Party:
    """An actor at a token."""

    actor: str
    token: int


@dataclass(frozen=True)
class Mention:
    """One place in the story that says an event."""

    rule: EventRule
    token: int
    what: tuple[int, int]
    status: Status
    who: tuple[Party, ...]
    whom: tuple[Party, ...]
    time: Time | None
    place: Place | None
    reach: tuple[int, ...]
    noun: bool
    definite: bool = False
    confidence: float = 0.7
    lands: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    also: tuple[int, ...] = ()  # The tokens of the mentions that were joined to it.

    @property
    def words(self) -> frozenset[int]:
        """The tokens that say it."""
        return frozenset((self.token, *range(*self.what)))

    @property
    def parties(self) -> frozenset[str]:
        """The actors on either side."""
        return frozenset(party.actor for party in (*self.who, *self.whom))


def confidence_of(
    sheet: Sheet, rule: EventRule, token: Token, who: Sequence[Party], whom: Sequence[Party], time: Time | None
) -> float:
    """How sure the mention is: the rule's own measure, more with both parties or a day, less where the roles are unsure."""
    value = rule.confidence - 0.1
    value += 0.08 * bool(who and whom) + 0.04 * (time is not None)
    predicate = sheet.doc.predicate_at.get(token.index)
    if predicate is not None and predicate.confidence < 0.5:
        value -= 0.05
    return round(min(0.95, max(0.3, value)), 2)
