"""Reading in practice: the reader and the rules loaded once, many stories through them, one bad story costing itself only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from chancery.language.document import Doc
from chancery.language.pairs import PairHead
from chancery.records import Actor, Doubt, Event, Position, Quote, Record, Silence, Story
from chancery.store.write import with_id


@dataclass(frozen=True)
class Reading:
    """What reading one story gave."""

    story: Story
    records: tuple[Record, ...]
    doc: Doc

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who is who."""
        return tuple(record for record in self.records if isinstance(record, Actor))

    @property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom."""
        return tuple(record for record in self.records if isinstance(record, Event))

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Who said what."""
        return tuple(record for record in self.records if isinstance(record, Quote))

    @property
    def silences(self) -> tuple[Silence, ...]:
        """Who would not say what."""
        return tuple(record for record in self.records if isinstance(record, Silence))

    @property
    def positions(self) -> tuple[Position, ...]:
        """Who demands, offers, refuses what."""
        return tuple(record for record in self.records if isinstance(record, Position))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What was seen and not settled."""
        return tuple(record for record in self.records if isinstance(record, Doubt))


@dataclass(frozen=True)
class Failed:
    """A story whose reading crashed, and why."""

    story: Story
    reason: str


class Kit(Protocol):
    """What reads: anything that turns stories into docs with their records, in the order given."""

    head: PairHead | None
    """What tells which event stands between two phrases; None where the model has no such head."""

    def read(self, stories: Sequence[Story]) -> Iterator[tuple[Doc, Iterable[Record]]]:
        """Docs with their records."""
        ...


MakeKit: TypeAlias = Callable[[Sequence[str]], Kit]
"""Makes a kit from folders of the user's own rules. It must be a module's function: other processes call it by name."""


class ModelKit:
    """The real one: the shipped model and rules. A *careful* one asks the larger head, too, and takes about twice as long."""

    def __init__(self, rules: Sequence[str] = (), careful: bool = False) -> None:
        from chancery.language.reader import Reader
        from chancery.rules.load import load_rules

        self.rules = load_rules(*(Path(folder) for folder in rules))
        self.reader = Reader.load()
        self.head: PairHead | None = self.reader.relations
        if careful and self.head is not None:
            self.head = _with_larger(self.head)

    def read(self, stories: Sequence[Story]) -> Iterator[tuple[Doc, Iterable[Record]]]:
        """Docs with their records, in the order given."""
        from chancery.pipeline import find, read_stories

        for doc in read_stories(stories, self.reader, self.rules):
            yield doc, find(doc, self.rules, self.head)


OF_LARGER = 0.8
"""What the larger head weighs where both answer: of the examples kept aside in training most are right (.75 and .8; they are likeliest at
.9)."""


def _with_larger(head: PairHead) -> PairHead:
    """The head together with the larger one, where the model has that."""
    from chancery.language.engine import SHIPPED
    from chancery.language.larger import LargerHead
    from chancery.language.pairs import Panel

    larger = LargerHead.load(SHIPPED)
    return head if larger is None else Panel(head, larger, weights=(1.0 - OF_LARGER, OF_LARGER))


@lru_cache(maxsize=2)
def make_kit(rules: tuple[str, ...] = ()) -> Kit:
    """The model and rules, loaded once a process."""
    return ModelKit(rules)


@lru_cache(maxsize=2)
def make_careful_kit(rules: tuple[str, ...] = ()) -> Kit:
    """As ``make_kit``, with the larger relation head."""
    return ModelKit(rules, careful=True)


def read_all(stories: Sequence[Story], kit: Kit) -> Iterator[Reading | Failed]:
    """Read *stories* together; if that crashes, one at a time, so that only the story that crashes is lost."""
    try:
        readings: list[Reading | Failed] = list(_read(stories, kit))
    except Exception:  # noqa: BLE001  Whatever it is, it must cost one story at most.
        readings = [read_alone(story, kit, let_go=True) for story in stories]
    yield from readings


def read_text(text: str, *, rules: Sequence[str] = (), given_id: str = "text", **about: Any) -> Reading:
    """One story in memory; see ``chancery.read``."""
    from chancery.source.text import story_from_text

    story = story_from_text(text, given_id=given_id, **about)
    return next(_read([story], make_kit(tuple(rules))))


def read_alone(story: Story, kit: Kit, let_go: bool = False) -> Reading | Failed:
    """One story; unless they are *let_go*, its doc keeps the states that the relation head asks for."""
    # Whatever a strange text does to the reader or a finder, the other stories of the run must not pay for it.
    try:
        return next(_read([story], kit, let_go))
    except Exception as problem:  # noqa: BLE001
        return Failed(story, f"reading it crashed: {type(problem).__name__}: {problem}")


def _read(stories: Sequence[Story], kit: Kit, let_go: bool = True) -> Iterator[Reading]:
    docs = 0
    for doc, found in kit.read(stories):
        docs += 1
        records = map(with_id, found)
        # The states are large, and of use to finding only.
        yield Reading(doc.story, tuple(records), replace(doc, states=None) if let_go else doc)
    if docs != len(stories):
        raise RuntimeError(f"the reader gave {docs} docs for {len(stories)} stories")
