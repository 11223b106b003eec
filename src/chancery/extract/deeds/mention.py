"""One place in a story that says an event, with those who have a part in it; mentions of one event become one record."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.language.document import Place, Time
from chancery.language.pairs import Verdict
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
    confidence: float = 0.5  # Set by `weighed`.
    lands: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    verdict: Verdict | None = None  # What the relation head said of it, where it was asked.
    also: tuple[int, ...] = ()  # The tokens of the mentions that were joined to it.

    @property
    def words(self) -> frozenset[int]:
        """The tokens that say it."""
        return frozenset((self.token, *range(*self.what)))

    @property
    def parties(self) -> frozenset[str]:
        """The actors on either side."""
        return frozenset(party.actor for party in (*self.who, *self.whom))
