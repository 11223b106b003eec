"""Asking the record: lazy answers to the questions that the command line, Python and URLs put in the same words."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeAlias, TypeVar

from chancery.errors import StoreError
from chancery.records import Actor, Doubt, Event, Position, Quote, Record, Silence, Story, from_json, to_json
from chancery.rules.plover import load_plover
from chancery.store.lines import Report, Saying, Stand, Told, stances
from chancery.store.migrations import open_to_ask
from chancery.store.write import PARTIES, matchable

DEFAULT_CONFIDENCE = 0.5
"""What is below is kept and left out of answers unless ``min_confidence`` says otherwise."""

FOUND_START, FOUND_END = "\x02", "\x03"
"""Marks around the found words in ``Found.snippet``."""

Between: TypeAlias = str | tuple[str | None, str | None]
"""A day, month, year or EDTF interval ("2019-02", "2019-02/2019-04", "2019-02/.."), or a pair of such ends."""

Join: TypeAlias = Callable[[Iterable[Report]], Iterable[Saying]]
"""What joins the reports of the same saying (``chancery.merge.quotes.join_quotes``)."""

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

    def __init__(self, path: Path | str, join: Join | None = None) -> None:
        self.path = Path(path)
        self.join = join
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

    def record(self, name: str) -> Record:
        """The one record with this id or start of an id ("event-9be1", "9be1"); ``StoreError`` if none or several."""
        start = "substr(id, 1, length(:name)) = :name OR substr(id, instr(id, '-') + 1, length(:name)) = :name"
        for condition in ("id = :name", start):
            query = f"SELECT id, json FROM record WHERE {condition} ORDER BY id LIMIT 5"
            rows = self.db.execute(query, {"name": name}).fetchall() if name else []
            if len(rows) == 1:
                found: Record = from_json(json.loads(rows[0][1]))
                return found
            if rows:
                ids = ", ".join(row[0] for row in rows)
                raise StoreError(str(self.path), f"several records begin with {name!r}", f"give one of the ids: {ids}")
        remedy = (
            "`chancery events`, `show` and `export jsonl` give ids; a recode or a new reading may have given it another"
        )
        raise StoreError(str(self.path), f"no record {name!r}", remedy)

    def actors(self, actor: str | None = None, **filters: Any) -> Answer[Actor]:
        """Actors by name, a story each; *actor* is a name, a part of one, or a country (ISO 3166-1 alpha-3)."""
        return self._ask("actor", actor=actor, order="names, story, id", **filters)

    def events(self, **filters: Any) -> Answer[Event]:
        """Events by day. Filters: actor, who, whom, between, as_of, what, quad, mode, context, status, where, country, story,
        min_confidence; what, quad and status may be several.
        """
        return self._ask("event", **filters)

    def quotes(self, **filters: Any) -> Answer[Quote]:
        """Quotes by day. Filters: actor, speaker, to_whom, form, venue, between, as_of, what (form), story, min_confidence."""
        return self._ask("quote", **filters)

    def silences(self, **filters: Any) -> Answer[Silence]:
        """Silences by day. Filters: actor, who, about, between, as_of, story, min_confidence."""
        return self._ask("silence", **filters)

    def positions(self, **filters: Any) -> Answer[Position]:
        """Positions by day. Filters: actor, holder, target, issue, between, as_of, what (stance), story, min_confidence."""
        return self._ask("position", **filters)

    def told(self, kind: str, **filters: Any) -> Answer[Told]:
        """Events, quotes, silences or positions as lines: with names, story, day and the sentence that says it.

        They stand in order of their days, those without a day at their story's; *limit* gives so many at most.
        """
        return Answer(lambda: (told for _, told, _ in self._lines(kind, **filters)), Told.flat)

    def stances(self, *, as_of: str | None = None, **filters: Any) -> Answer[Stand]:
        """What each party wants on each issue, by party, issue and day, and what that changes. Filters as for ``positions``.

        A position without a day of its own stands at its story's. With *as_of*, what was published later is left out, and
        of each party and issue the last day's stance is given.
        """

        def lines() -> Iterator[Stand]:
            self._name_parties()
            rows = self._lines("position", as_of=as_of, order=_BY_PARTY, **filters)
            yield from stances(((party, told) for party, told, _ in rows), latest=as_of is not None)

        return Answer(lines, Stand.flat)

    def sayings(self, **filters: Any) -> Answer[Saying]:
        """What was said, each saying once with the outlets and wordings that give it. Filters as for ``quotes``.

        The reports of all quotes that the filters choose are held at once, to be joined.
        """
        join = self.join
        if join is None:
            raise ValueError("this database was opened without a way to join quotes; open it with chancery.open(path)")
        chosen: Join = join

        def reports() -> Iterator[Report]:
            for _, told, speaker in self._lines("quote", **filters):
                about = json.loads(speaker) if speaker else {}
                names = tuple(dict.fromkeys([about["name"], *about["aliases"]])) if about else ()
                kind, country = about.get("type", "unknown"), about.get("country")
                assert isinstance(told.record, Quote)
                yield Report(told.record, names, kind, country, told.source, told.published, told)

        return Answer(lambda: iter(sorted(chosen(reports()), key=_said_first)), Saying.flat)

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

    def _ask(self, kind: str | None, *, order: str | None = None, **filters: Any) -> Answer[Any]:
        where, values = self.chosen(kind, **filters)
        order = order or "kind, coalesce(earliest, latest, '9999'), coalesce(latest, '9999'), story, start, id"
        if filters.get("story") is not None:
            order = "kind, start, id"
        query = f"SELECT json FROM record {where} ORDER BY {order}"
        return Answer(lambda: (from_json(json.loads(row[0])) for row in self.db.execute(query, values)))

    def _lines(
        self, kind: str, *, order: str | None = None, limit: int | None = None, **filters: Any
    ) -> Iterator[tuple[str, Told, str | None]]:
        """Each record of *kind* with its party (for ``_BY_PARTY``), its line, and who takes the first part, as JSON."""
        where, values = self.chosen(kind, **filters)
        party = "party(coalesce(actor.json, record.json))" if order == _BY_PARTY else "NULL"
        # Of quotes, silences and positions at most one takes the first part; of events several may.
        first = "" if kind == "event" else PARTIES[kind][0]
        values["limit"] = -1 if limit is None else limit
        query = f"""
            SELECT record.json, story.given_id, story.source, story.published, story.text, story.sentences,
                   actor.json, {party} AS party
            FROM (SELECT * FROM record {where}) AS record
            JOIN story ON story.id = record.story
            LEFT JOIN party ON party.record = record.id AND party.role = '{first}'
            LEFT JOIN record AS actor ON actor.id = party.actor
            ORDER BY {order or _BY_DAY} LIMIT :limit
        """
        for body, given_id, source, published, text, sentences, actor, label in self.db.execute(query, values):
            record = from_json(json.loads(body))
            roles = (*PARTIES[kind], *(("on_behalf_of",) if kind == "position" else ()))
            names = {role: self.names(_ids(getattr(record, role))) for role in roles}
            sentence = sentence_of(text, json.loads(sentences), record)
            yield label, Told(record, names, given_id, source, published, sentence), actor

    def chosen(
        self,
        kind: str | None,
        *,
        between: Between | None = None,
        as_of: str | None = None,
        about: str | None = None,
        min_confidence: float = DEFAULT_CONFIDENCE,
        **filters: Any,
    ) -> tuple[_Where, dict[str, Any]]:
        """The condition that the filters make, over the table ``record``."""
        where, values = _Where("confidence >= :confidence"), {"confidence": min_confidence, "kind": kind}
        if kind is not None:
            where.add("kind = :kind")
        for name, value in filters.items():
            if name not in _CONDITIONS and name not in _ROLES and name != "actor":
                raise TypeError(
                    f"unknown filter {name!r}; known: {', '.join(sorted([*_CONDITIONS, *_ROLES, 'actor']))}"
                )
            if value is None:
                continue
            if name in _SEVERAL:
                several = [value] if isinstance(value, str | int) else list(value)
                classes = (
                    [what for one in several for what in load_plover().of_quad(int(one))] if name == "quad" else several
                )
                values[name] = json.dumps([str(one).casefold() for one in classes])
                where.add(_CONDITIONS[name])
                continue
            if name in _CONDITIONS:
                values[name] = value if name in ("story", "country") else value.casefold()
                where.add(_CONDITIONS[name])
                continue
            values |= {name: value, f"{name}_names": f"%{_like(matchable(value))}%"}
            land = f"OR country = :{name}" if re.fullmatch("[A-Z]{3}", value) else ""
            who = f"kind = 'actor' AND (id = :{name} OR names LIKE :{name}_names ESCAPE '\\' {land})"
            role = f" AND role = '{_ROLES[name]}'" if name in _ROLES else ""
            taking_part = f"SELECT record FROM party WHERE actor IN (SELECT id FROM record WHERE {who}){role}"
            part = f"id IN ({taking_part})"
            if name == "holder":  # "The minister's own words are his and his government's."
                part += f" OR json_extract(json, '$.on_behalf_of') IN (SELECT id FROM record WHERE {who})"
            where.add(who if kind == "actor" else part)
        if about is not None:
            values["about"] = f"%{_like(about.casefold())}%"
            where.add(_ABOUT)
        if as_of is not None:
            values["as_of"] = day_range(as_of)[1]
            where.add("story IN (SELECT id FROM story WHERE substr(published, 1, 10) <= :as_of)")
        if between is not None:
            first, last = day_range(between)
            values |= {"first": first, "last": last}
            where.add(_REPORTED_BETWEEN if kind in PARTIES and kind != "event" else _BETWEEN)
        return where, values

    def _name_parties(self) -> None:
        """Teach the database the function ``party``: one name for each holder in whatever story.

        A state and its government are one; "Trump" is the only holder of that country whose name ends (or begins) so.
        """
        query = """
            SELECT DISTINCT json_extract(actor.json, '$.name'), actor.what, actor.country
            FROM party JOIN record AS actor ON actor.id = party.actor WHERE party.role = 'holder' ORDER BY 1, 2, 3
        """
        known = [(str(name), kind, country) for name, kind, country in self.db.execute(query)]
        states = {country: name for name, kind, country in reversed(known) if kind == "state" and country}
        people = [(name, country) for name, kind, country in known if kind == "person"]

        def party(body: str) -> str:
            holder = json.loads(body)
            if holder.get("kind") != "actor":
                return next((str(piece["text"]) for piece in holder["evidence"] if piece["field"] == "holder"), "")
            name, kind, country = str(holder["name"]), holder["type"], holder["country"]
            if kind in ("state", "government") and country in states:
                return str(states[country])
            if kind == "person" and " " not in name:
                whole = {
                    other
                    for other, land in people
                    if name in (other.split()[0], other.split()[-1])
                    and other != name
                    and (land == country or not country)
                }
                return whole.pop() if len(whole) == 1 else name
            return name

        self.db.create_function("party", 1, party, deterministic=True)

    def _only(self, name: str, rows: Sequence[Any]) -> Story:
        if not rows:
            raise StoreError(str(self.path), f"no story {name!r}", "search for it with: chancery search WORDS --db ...")
        if len(rows) > 1:
            ids = ", ".join(_story(row).id for row in rows)
            raise StoreError(str(self.path), f"several stories are called {name!r}", f"give one of the ids: {ids}")
        return _story(rows[0])


def open_database(path: Path | str, join: Join | None = None) -> Database:
    """The record in the file *path*, for questions; ``StoreError`` if there is none or it is not ours."""
    return Database(path, join)


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


def sentence_of(text: str, sentences: Sequence[Sequence[int]], record: Event | Quote | Silence | Position) -> str:
    """The sentence in which the record stands, or those that it runs over; cut where they run very long."""
    key = {"event": "what", "quote": "words", "silence": "how", "position": "content"}[record.kind]
    piece = next((piece for piece in record.evidence if piece.field == key), record.evidence[0])
    spans = [(start, end) for start, end in sentences if start < piece.end and end > piece.start]
    start, end = (min(spans)[0], max(spans)[1]) if spans else (piece.start, piece.end)
    told = " ".join(text[start:end].split())
    return told if len(told) <= _LONG else f"{told[:_LONG].rsplit(' ', 1)[0]} …"


def _ids(value: str | Sequence[str] | None) -> Sequence[str]:
    return [value] if isinstance(value, str) else value or ()


def _said_first(saying: Saying) -> tuple[str, str]:
    told = saying.head.told
    return (told.sorts_at if told else "9999", saying.head.quote.id)


_LONG = 500
_CONDITIONS = {
    "story": "story = :story",
    "status": "status IN (SELECT value FROM json_each(:status))",
    "country": "country = :country",
    "what": "lower(what) IN (SELECT value FROM json_each(:what))",
    "quad": "lower(what) IN (SELECT value FROM json_each(:quad))",
    "mode": "lower(json_extract(json, '$.mode')) = :mode",
    "context": ":context IN (SELECT lower(value) FROM json_each(json, '$.context'))",
    "where": "instr(lower(json_extract(json, '$.where.name')), :where) > 0",
    "form": "lower(what) = :form",
    "issue": "lower(json_extract(json, '$.issue')) = :issue",
    "venue": "instr(lower(json_extract(json, '$.venue')), :venue) > 0",
}
_SEVERAL = ("what", "status", "quad")
"""Filters that take one value or several, of which one must hold."""
_ROLES = {"holder": "holder", "target": "target", "speaker": "speaker", "to_whom": "to", "who": "who", "whom": "whom"}
"""Filters that name an actor, and the part that he takes."""
_ABOUT = """lower(coalesce(json_extract(json, '$.about'), '') || ' ' || json_extract(json, '$.how')) LIKE :about ESCAPE '\\'"""
_BETWEEN = (
    "(earliest IS NOT NULL OR latest IS NOT NULL) AND coalesce(latest, '9999') >= :first"
    " AND coalesce(earliest, '0000') <= :last"
)
# What is said and wanted without a day stands at the day of its story.
_REPORTED_BETWEEN = f"""CASE WHEN earliest IS NOT NULL OR latest IS NOT NULL THEN {_BETWEEN} ELSE story IN
    (SELECT id FROM story WHERE substr(published, 1, 10) BETWEEN :first AND :last) END"""
_SORTED = "coalesce(record.earliest, record.latest, substr(story.published, 1, 10), '9999')"
_BY_DAY = f"{_SORTED}, coalesce(story.published, ''), record.story, record.start, record.id"
_BY_PARTY = f"party, coalesce(json_extract(record.json, '$.issue'), ''), {_BY_DAY}"

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
