"""Events with all that a table of events needs: their actors, their story, PLOVER's and CAMEO's codes. One at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chancery.records import Actor, Event, Evidence, Story, from_json
from chancery.rules.plover import Plover, load_plover
from chancery.store.ask import DEFAULT_CONFIDENCE, Database

FIRM = ("happened", "ongoing")
"""What counts as an event where nobody asks for more."""

AUXILIARY = {"planned": "future", "conditional": "hypothetical", "denied": "negation", "called_off": "negation"}
"""PLOVER's auxiliary modes by our status. It has none for what is alleged."""

HISTORICAL = timedelta(days=90)
"""An event that ended so long before its story came out is told as background: PLOVER's ``historical``."""

WORLD = {"United Nations": "UNO", "European Union": "EUR"}
"""International bodies that have a code of their own in PLOVER; others are IGO."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An event with everything around it; ``coded`` is the day on which its story was read, ``version`` by which Chancery."""

    event: Event
    actors: dict[str, Actor]
    story: Story
    sentences: tuple[tuple[int, int], ...]
    coded: str
    version: str

    @property
    def plover(self) -> Plover:
        """The table of classes."""
        return load_plover()

    @property
    def who(self) -> tuple[Actor, ...]:
        """Who does it."""
        return tuple(self.actors[name] for name in self.event.who if name in self.actors)

    @property
    def whom(self) -> tuple[Actor, ...]:
        """To or with whom."""
        return tuple(self.actors[name] for name in self.event.whom if name in self.actors)

    @property
    def according_to(self) -> tuple[Actor, ...]:
        """Who says so."""
        return tuple(self.actors[name] for name in self.event.according_to if name in self.actors)

    @property
    def score(self) -> float:
        """PLOVER's score of conflict and cooperation."""
        return self.plover.score(self.event.what, self.event.mode)

    @property
    def quad(self) -> int:
        """PLOVER's quad code."""
        return self.plover.quad(self.event.what)

    @property
    def mode(self) -> str | None:
        """The mode where it is one of PLOVER's; a codebook of one's own may have others."""
        return self.event.mode if self.plover.mode(self.event.what, self.event.mode) else None

    @property
    def modes(self) -> tuple[str, ...]:
        """All modes that are PLOVER's, the closest first."""
        told = dict.fromkeys(mode for mode in (self.event.mode, *self.event.modes) if mode)
        return tuple(mode for mode in told if self.plover.mode(self.event.what, mode))

    @property
    def cameo(self) -> str:
        """The CAMEO code."""
        return self.plover.cameo(self.event.what, self.event.mode, self.event.context, self.event.by)

    @property
    def is_hosted(self) -> bool:
        """Whether who is the host; PLOVER puts the visitor first."""
        return self.cameo == "043"

    @property
    def published(self) -> str | None:
        """The day on which the story came out."""
        return self.story.published[:10] if self.story.published else None

    @property
    def days(self) -> tuple[str | None, str | None, bool]:
        """First and last day, and whether the story tells them; where it does not, both are the day of the story."""
        when = self.event.when
        first, last = (when.earliest or when.latest, when.latest or when.earliest) if when else (None, None)
        if first and last:
            return first[:10], last[:10], True
        return self.published, self.published, False

    @property
    def auxiliary(self) -> tuple[str, ...]:
        """PLOVER's auxiliary modes: future, hypothetical, negation, historical."""
        if self.event.status in AUXILIARY:
            return (AUXILIARY[self.event.status],)
        last, told = self.days[1:]
        if told and last and self.published:
            try:
                return (
                    ("historical",)
                    if date.fromisoformat(self.published) - date.fromisoformat(last) > HISTORICAL
                    else ()
                )
            except ValueError:  # A year before 1 or after 9999.
                return ()
        return ()

    def evidence(self, field: str) -> Evidence | None:
        """The first words that say *field*."""
        return next((piece for piece in self.event.evidence if piece.field == field), None)

    def words_for(self, actor: Actor, field: str) -> str:
        """What the event's sentence calls an actor; his name where it does not."""
        for piece in self.event.evidence:
            if piece.field == field and any(span.start <= piece.start < span.end for span in actor.mentions):
                return piece.text
        return actor.name

    @property
    def sentence(self) -> int:
        """The number of the sentence that says it, from 0."""
        start = (self.evidence("what") or self.event.evidence[0]).start
        return next((number for number, (first, last) in enumerate(self.sentences) if first <= start < last), 0)

    @property
    def is_in_lead(self) -> bool:
        """Whether the headline or the first paragraph says it."""
        start = (self.evidence("what") or self.event.evidence[0]).start
        body = next((part for part in self.story.parts if part.role == "body"), None)
        first = body.start if body else 0
        end = self.story.text.find("\n", first)
        return start < (end if end > first else len(self.story.text))


def whole_events(
    database: Database,
    *,
    status: Sequence[str] | None = FIRM,
    min_confidence: float = DEFAULT_CONFIDENCE,
    **filters: Any,
) -> Iterator[Whole]:
    """Yield events by story and place, as ``export_jsonl`` does; filters as for ``Database.events``; one in memory at a time.

    Only what happened or goes on, unless *status* names others; None means all.
    """
    where, values = database.chosen("event", status=status, min_confidence=min_confidence, **filters)
    # What is sorted is small; the texts are fetched one by one.
    query = f"""
        SELECT record.json, record.story FROM (SELECT * FROM record {where}) AS record JOIN story ON story.id = record.story
        ORDER BY coalesce(story.published, ''), story.id, record.start, record.id
    """
    # One cursor for all stories: a connection remembers each that it gave.
    ask = database.db.cursor()
    story: Story | None = None
    actors: dict[str, Actor] = {}
    spans: tuple[tuple[int, int], ...] = ()
    coded = version = ""
    for body, story_id in database.db.execute(query, values):
        if story is None or story_id != story.id:
            about, text, sentences, coded, version = ask.execute(_STORY, (story_id,)).fetchone()
            story = from_json({**json.loads(about), "text": text})
            spans = tuple((start, end) for start, end in json.loads(sentences))
            actors = {name: from_json(json.loads(actor)) for name, actor in ask.execute(_ACTORS, (story_id,))}
        assert story is not None
        yield Whole(from_json(json.loads(body)), actors, story, spans, coded, version)


_STORY = """
    SELECT story.json, text, sentences, substr(read_run.started, 1, 10), read_run.version
    FROM story JOIN read_run ON read_run.number = story.run WHERE story.id = ?
"""
_ACTORS = "SELECT id, json FROM record WHERE story = ? AND kind = 'actor' ORDER BY start, id"


def code_of(actor: Actor) -> str | None:
    """PLOVER's three letters: the country, else what kind of international body it is."""
    if actor.country:
        return actor.country
    if actor.name in WORLD:
        return WORLD[actor.name]
    return {"IGO": "IGO", "NGO": "NGO"}.get(actor.sector or "") or ("IGO" if actor.type == "igo" else None)


def sector_of(actor: Actor) -> str | None:
    """PLOVER's sector. Our MED is the media, its JRN; IGO and NGO stand in its country; the unknown stay unknown."""
    if actor.sector in ("IGO", "NGO"):
        return None
    return "JRN" if actor.sector == "MED" else actor.sector
