"""Asking the record: lazy answers to the questions that the command line, Python and URLs put in the same words."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeAlias, TypeVar

from chancery.errors import StoreError
from chancery.records import Actor, Doubt, Event, Position, Quote, Record, Silence, Story, from_json, to_json
from chancery.store.migrations import open_to_ask
from chancery.store.write import matchable

DEFAULT_CONFIDENCE = 0.5
"""What is below is kept and left out of answers unless ``min_confidence`` says otherwise."""

FOUND_START, FOUND_END = "\x02", "\x03"
"""Marks around the found words in ``Found.snippet``."""

Between: TypeAlias = str | tuple[str | None, str | None]
"""A day, month, year or EDTF interval ("2019-02", "2019-02/2019-04", "2019-02/.."), or a pair of such ends."""

T = TypeVar("T")
R = TypeVar("R", bound=Record)


class Answer(Generic[T]):
    """A lazy answer: each iteration asks the database anew and holds one row at a time."""

    def __init__(self, rows: Callable[[], Iterator[T]], flat: Callable[[T], dict[str, Any]] = to_json) -> None:
        self._rows = rows
        self._flat = flat

    def __iter__(self) -> Iterator[T]:
        return self._rows()

    def list(self) -> list[T]:
        """Everything at once."""
        return list(self)

    def dicts(self) -> Iterator[dict[str, Any]]:
        """Each as its JSON object."""
        return (self._flat(row) for row in self)

    def df(self) -> Any:
        """A pandas DataFrame, one row each."""
        try:
            import pandas as pd
        except ImportError as problem:
            raise ImportError("df() needs pandas; install it with: pip install 'chancery[frames]'") from problem
        return pd.DataFrame(list(self.dicts()))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a chronology: an event with its actors' names and the story that tells it."""

    event: Event
    who: tuple[str, ...]
    whom: tuple[str, ...]
    story: str
    given_id: str
    source: str | None
    published: str | None
    words: str

    def flat(self) -> dict[str, Any]:
        """The line as it is printed and exported."""
        event = self.event
        return {
            "day": event.when.edtf or event.when.earliest if event.when else None,
            "what": event.what,
            "mode": event.mode,
            "who": list(self.who),
            "whom": list(self.whom),
            "where": event.where.name if event.where else None,
            "status": event.status,
            "source": self.source,
            "given_id": self.given_id,
            "published": self.published,
            "words": self.words,
            "confidence": event.confidence,
            "by": event.by,
            "story": self.story,
            "event": event.id,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """A story that holds the searched words, with the place around them."""

    story: str
    given_id: str
    published: str | None
    source: str | None
    headline: str | None
    snippet: str


class Database:
    """The record on disk, open for questions. It can be used in a ``with`` statement."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.db = open_to_ask(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def stories(self, *, between: Between | None = None, source: str | None = None) -> Answer[Story]:
        """Stories by publication, then id."""
        where, values = _Where(), {"source": source}
        if source is not None:
            where.add("source = :source")
        if between is not None:
            first, last = day_range(between)
            values |= {"first": first, "last": last}
            where.add("substr(published, 1, 10) BETWEEN :first AND :last")
        query = f"SELECT json, text FROM story {where} ORDER BY coalesce(published, ''), id"
        return Answer(lambda: (_story(row) for row in self.db.execute(query, values)))

    def story(self, name: str) -> Story:
        """The one story with this id, start of an id, given id, or file name (stem); ``StoreError`` if none or several."""
        # The start of an id with or without its "story-".
        start = "substr(id, 1, length(:name)) = :name OR substr(id, 7, length(:name)) = :name"
        for condition in ("id = :name", "given_id = :name", start):
            rows = self.db.execute(f"SELECT json, text FROM story WHERE {condition} LIMIT 5", {"name": name}).fetchall()
            if rows:
                return self._only(name, rows)
        ids = [
            story_id
            for story_id, given_id in self.db.execute("SELECT id, given_id FROM story ORDER BY id")
            if name in (Path(given_id).name, Path(given_id).stem)
        ]
        rows = [
            self.db.execute("SELECT json, text FROM story WHERE id = ?", (story_id,)).fetchone() for story_id in ids[:5]
        ]
        return self._only(name, rows)

    def sentences(self, story: str) -> tuple[tuple[int, int], ...]:
        """Where the sentences of a story stand, as its reader saw them."""
        row = self.db.execute("SELECT sentences FROM story WHERE id = ?", (story,)).fetchone()
        return tuple((start, end) for start, end in json.loads(row[0])) if row else ()

    def records(self, *, story: str, min_confidence: float = DEFAULT_CONFIDENCE) -> Answer[Record]:
        """Every record of one story, by kind and place."""
        return self._ask(None, story=story, min_confidence=min_confidence)

    def actors(self, actor: str | None = None, **filters: Any) -> Answer[Actor]:
        """Actors by name, a story each; *actor* is a name, a part of one, or a country (ISO 3166-1 alpha-3)."""
        return self._ask("actor", actor=actor, order="names, story, id", **filters)

    def events(self, **filters: Any) -> Answer[Event]:
        """Events by day. Filters: actor, between, what, status, country, story, min_confidence."""
        return self._ask("event", **filters)

    def quotes(self, **filters: Any) -> Answer[Quote]:
        """Quotes by day. Filters: actor, between, what (form), story, min_confidence."""
        return self._ask("quote", **filters)

    def silences(self, **filters: Any) -> Answer[Silence]:
        """Silences by day. Filters: actor, between, story, min_confidence."""
        return self._ask("silence", **filters)

    def positions(self, **filters: Any) -> Answer[Position]:
        """Positions by day. Filters: actor, between, what (stance), story, min_confidence."""
        return self._ask("position", **filters)

    def doubts(self, **filters: Any) -> Answer[Doubt]:
        """What was seen and not settled."""
        return self._ask("doubt", **filters)

    def timeline(self, **filters: Any) -> Answer[Entry]:
        """Events as lines of a chronology, by first day; those without a day last. Filters as for ``events``."""

        def entries() -> Iterator[Entry]:
            for event in self._ask("event", **filters):
                row = self.db.execute(
                    "SELECT given_id, source, published, text FROM story WHERE id = ?", (event.story,)
                ).fetchone()
                words = around(row[3], event)
                given_id, source, published = row[:3]
                who, whom = self.names(event.who), self.names(event.whom)
                yield Entry(event, who, whom, event.story, given_id, source, published, words)

        return Answer(entries, Entry.flat)

    def names(self, actors: Sequence[str]) -> tuple[str, ...]:
        """The names of actors, by id."""
        query = "SELECT json_extract(json, '$.name') FROM record WHERE id = ?"
        found = ((actor, self.db.execute(query, (actor,)).fetchone()) for actor in actors)
        return tuple(str(row[0]) if row else actor for actor, row in found)

    def search(self, words: str, *, limit: int = 50) -> Answer[Found]:
        """Stories that hold all of *words* ("phrases" in double quotes), best first.

        Words are looked up in the word index; when it has nothing, parts of words are, in the trigram index.
        """
        terms = search_terms(words)
        if not terms:
            raise ValueError("search needs at least one word")
        query = " ".join(f'"{term}"' for term in terms)

        def found() -> Iterator[Found]:
            for index, usable in (("story_words", True), ("story_trigrams", all(len(term) > 2 for term in terms))):
                rows = (
                    self.db.execute(_SEARCH.format(index=index), (FOUND_START, FOUND_END, query, limit))
                    if usable
                    else ()
                )
                some = False
                for row in rows:
                    some = True
                    yield Found(*row)
                if some:
                    return

        return Answer(found)

    def rejects(self) -> Answer[dict[str, Any]]:
        """What came in and did not become a story."""
        return self._rows(
            "SELECT given_id, place, reason, remedy, sha256, run FROM reject ORDER BY given_id, place, id"
        )

    def duplicates(self) -> Answer[dict[str, Any]]:
        """Stories that came again under another name."""
        return self._rows("SELECT story, given_id, run FROM duplicate ORDER BY story, given_id")

    def runs(self) -> Answer[dict[str, Any]]:
        """Each run of reading with its balance."""
        return self._rows("SELECT * FROM read_run ORDER BY number")

    def _rows(self, query: str) -> Answer[dict[str, Any]]:
        def rows() -> Iterator[dict[str, Any]]:
            cursor = self.db.execute(query)
            names = [column[0] for column in cursor.description]
            return (dict(zip(names, row, strict=True)) for row in cursor)

        return Answer(rows, dict)

    def _ask(
        self,
        kind: str | None,
        *,
        actor: str | None = None,
        between: Between | None = None,
        what: str | None = None,
        status: str | None = None,
        country: str | None = None,
        story: str | None = None,
        min_confidence: float = DEFAULT_CONFIDENCE,
        order: str | None = None,
    ) -> Answer[Any]:
        where = _Where("confidence >= :confidence")
        values: dict[str, Any] = {"confidence": min_confidence, "kind": kind, "story": story, "status": status}
        values |= {"what": what.casefold() if what else None, "country": country}
        if kind is not None:
            where.add("kind = :kind")
        if story is not None:
            where.add("story = :story")
        if what is not None:
            where.add("lower(what) = :what")
        if status is not None:
            where.add("status = :status")
        if country is not None:
            where.add("country = :country")
        if between is not None:
            first, last = day_range(between)
            values |= {"first": first, "last": last}
            where.add("(earliest IS NOT NULL OR latest IS NOT NULL)")
            where.add("coalesce(latest, '9999') >= :first AND coalesce(earliest, '0000') <= :last")
        if actor is not None:
            values |= {"actor": actor, "names": f"%{_like(matchable(actor))}%"}
            land = "OR country = :actor" if re.fullmatch("[A-Z]{3}", actor) else ""
            who = f"kind = 'actor' AND (id = :actor OR names LIKE :names ESCAPE '\\' {land})"
            taking_part = f"SELECT record FROM party WHERE actor IN (SELECT id FROM record WHERE {who})"
            where.add(who if kind == "actor" else f"id IN ({taking_part})")
        order = order or "kind, coalesce(earliest, latest, '9999'), coalesce(latest, '9999'), story, start, id"
        if story is not None:
            order = "kind, start, id"
        query = f"SELECT json FROM record {where} ORDER BY {order}"
        return Answer(lambda: (from_json(json.loads(row[0])) for row in self.db.execute(query, values)))

    def _only(self, name: str, rows: Sequence[Any]) -> Story:
        if not rows:
            raise StoreError(str(self.path), f"no story {name!r}", "search for it with: chancery search WORDS --db ...")
        if len(rows) > 1:
            ids = ", ".join(_story(row).id for row in rows)
            raise StoreError(str(self.path), f"several stories are called {name!r}", f"give one of the ids: {ids}")
        return _story(rows[0])


def open_database(path: Path | str) -> Database:
    """The record in the file *path*, for questions; ``StoreError`` if there is none or it is not ours."""
    return Database(path)


def day_range(between: Between) -> tuple[str, str]:
    """First and last day of a day, month, year or interval; open ends are as far as days go.

    >>> day_range("2019-02")
    ('2019-02-01', '2019-02-28')
    >>> day_range("2019-02-27/..")
    ('2019-02-27', '9999-12-31')
    """
    ends = (between.split("/") if "/" in between else [between, between]) if isinstance(between, str) else between
    if len(ends) != 2:
        raise ValueError(f"an interval has two ends, got {between!r}")
    return _day(ends[0], last=False), _day(ends[1], last=True)


def search_terms(words: str) -> list[str]:
    """The words and "phrases" of a search, without quotation marks.

    >>> search_terms('Kim "nuclear test" site')
    ['Kim', 'nuclear test', 'site']
    """
    found = re.findall(r'"([^"]*)"|([^\s"]+)', words)
    return [term for phrase, word in found if (term := (phrase or word).strip()) and re.search(r"\w", term)]


def around(text: str, record: Record) -> str:
    """The stretch of the story that a record's evidence covers, cut where it runs very long."""
    start = min(piece.start for piece in record.evidence)
    end = max(piece.end for piece in record.evidence)
    if end - start > 300:
        start, end = record.evidence[0].start, record.evidence[0].end
    return " ".join(text[start:end].split())


_SEARCH = """
    SELECT story.id, given_id, published, source, story.headline, snippet({index}, 1, ?, ?, '…', 24)
    FROM {index} JOIN story ON story.number = {index}.rowid
    WHERE {index} MATCH ? ORDER BY bm25({index}, 4.0, 1.0), story.id LIMIT ?
"""


class _Where:
    def __init__(self, *conditions: str) -> None:
        self.conditions = list(conditions)

    def add(self, condition: str) -> None:
        self.conditions.append(f"({condition})")

    def __str__(self) -> str:
        return "WHERE " + " AND ".join(self.conditions) if self.conditions else ""


def _like(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _story(row: tuple[str, str]) -> Story:
    body: Mapping[str, Any] = {**json.loads(row[0]), "text": row[1]}
    story: Story = from_json(body)
    return story


def _day(end: str | None, *, last: bool) -> str:
    if end in (None, "", ".."):
        return "9999-12-31" if last else "0000-01-01"
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(end)[:10])
    if not match:
        raise ValueError(f"a day is YYYY, YYYY-MM or YYYY-MM-DD, got {end!r}")
    year, month, day = (int(piece) if piece else 0 for piece in match.groups())
    month = month or (12 if last else 1)
    if not 1 <= month <= 12:
        raise ValueError(f"a month is 01 to 12, got {end!r}")
    length = calendar.monthrange(year or 4, month)[1]
    if day > length:
        raise ValueError(f"{year:04d}-{month:02d} has {length} days, got {end!r}")
    return f"{year:04d}-{month:02d}-{day or (length if last else 1):02d}"
