"""What the steps speak of: words found to be a name, a title around its noun, an actor in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from chancery.records import ActorType, Evidence, Role
from chancery.rules.countries import Entry, Leader


@dataclass(eq=False)
class Found:
    """Words that the lexicon or the reader calls a name: tokens ``first:last`` and what they are."""

    first: int
    last: int
    kind: str  # state, demonym, people, seat, entry, PER, ORG, NORP
    country: str | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title over tokens ``first:last`` with its head, its holder's country and the words that say so."""

    first: int
    head: int
    last: int
    country: str | None
    why: tuple[int, int] | None
    sector: str | None
    own: str  # "his", where it is somebody's: "his counterpart"


@dataclass(eq=False)
class Draft:
    """An actor in the making."""

    name: str
    type: ActorType
    by: str
    confidence: float
    country: str | None = None
    sector: str | None = None
    forms: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    weak: list[tuple[int, int]] = field(default_factory=list)  # mentions only where others make it an actor
    adjectives: list[tuple[int, int]] = field(default_factory=list)  # "Chilean": it is meant, but not mentioned
    named: tuple[int, int] | None = None
    because: Evidence | None = None  # for its country
    leader: Leader | None = None
    sex: str = ""
    kept: bool = True
    offices: list[str] = field(default_factory=list)
    target: tuple[str, Evidence] | None = None  # "for North Korea": whom an envoy is sent to

    def form(self, words: str) -> None:
        """Remember *words* as a form of the name."""
        if words not in self.forms:
            self.forms.append(words)

    def keep(self) -> None:
        """Make it an actor, and its weak mentions mentions."""
        self.kept = True
        self.mentions += self.weak
        self.weak.clear()

    def titles(self) -> list[str]:
        """What the story and the lexicon say that a person is."""
        return [*(role.title for role in self.roles), *self.offices]
