"""Writing what was read: one transaction a story, nothing twice, nothing lost.

In = accepted + duplicate + rejected, always: the counts are written in the same transaction as what they count.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from chancery.errors import StoreError
from chancery.records import (
    Actor,
    Doubt,
    Event,
    Evidence,
    Position,
    Quote,
    Record,
    Silence,
    Span,
    Story,
    When,
    evidence_errors,
    identified,
    to_json,
)  # fmt: skip
from chancery.store.migrations import open_to_write

PARTIES = {
    "event": ("who", "whom", "according_to"),
    "quote": ("speaker", "to"),
    "silence": ("who", "asked_by"),
    "position": ("holder", "on_behalf_of", "target"),
}
"""The fields of each kind that name actors of the same story by id."""


class Rejected(Protocol):
    """What did not become a story (``chancery.source.reject.Reject``)."""

    @property
    def given_id(self) -> str:
        """What the input calls it."""

    @property
    def place(self) -> str:
        """The file, and the line where there is one."""

    @property
    def reason(self) -> str:
        """What is wrong."""

    @property
    def remedy(self) -> str:
        """What would help."""

    @property
    def sha256(self) -> str:
        """The digest of what came."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What one run took in and what became of it; ``already_in`` counts those accepted that an earlier run had read."""

    accepted: int = 0
    already_in: int = 0
    duplicate: int = 0
    rejected: int = 0

    @property
    def taken_in(self) -> int:
        """Everything that came: accepted + duplicate + rejected."""
        return self.accepted + self.duplicate + self.rejected

    def __str__(self) -> str:
        already = f" ({self.already_in} of them already in)" if self.already_in else ""
        return f"read {self.taken_in} = {self.accepted} accepted{already} + {self.duplicate} duplicate + {self.rejected} rejected"


class Writer:
    """The one who writes to the database during one run. Ask ``admit`` before reading a story, then ``write_story``.

    Use it in a ``with`` statement; a run that leaves by an exception stays unfinished in ``read_run`` and loses nothing
    that was written. ``again`` reads stories anew that are already in and puts the new records in the old ones' place.
    """

    def __init__(self, path: Path, *, command: Sequence[str] = (), version: str = "", again: bool = False) -> None:
        self.path = path
        self.balance = Balance()
        self.came = 0
        self.again = again
        self.db = open_to_write(path)
        self._seen: set[int] = set()
        # Duplicates whose first copy may still be on its way through the reader; finish writes them.
        self._late: list[Story] = []
        run = "INSERT INTO read_run (started, version, command) VALUES (?, ?, ?)"
        self.run = self.db.execute(run, (_now(), version, _json([clean(word) for word in command]))).lastrowid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            self.db.close()

    def admit(self, story: Story) -> bool:
        """Whether *story* must be read. If not, it is counted: already in under this name, or a duplicate."""
        self.came += 1
        key = int.from_bytes(hashlib.sha256(story.id.encode()).digest()[:8], "big")
        here_before = key in self._seen
        self._seen.add(key)
        row = self.db.execute("SELECT given_id FROM story WHERE id = ?", (story.id,)).fetchone()
        if here_before or (row and row[0] != clean(story.given_id)):
            if row:
                self._write_duplicate(story)
            else:
                self._late.append(story)
            return False
        if row and not self.again:
            # Counted in memory: a hundred thousand skipped stories need no hundred thousand transactions.
            self.balance = replace(
                self.balance, accepted=self.balance.accepted + 1, already_in=self.balance.already_in + 1
            )
            return False
        return True

    def write_story(self, story: Story, records: Iterable[Record], sentences: Sequence[tuple[int, int]] = ()) -> None:
        """Write *story* with its records in one transaction, every span checked; what is not exact becomes a Doubt."""
        if not story.text:
            self.write_reject(_Refused(story.given_id, story.given_id, "no text", "", story.sha256), admitted=True)
            return
        rows = tuple(exact_records(story, records))
        after = replace(self.balance, accepted=self.balance.accepted + 1)
        try:
            with Transaction(self.db):
                if self.again:
                    self._forget(story.id)
                if not self._insert_story(story, sentences):
                    # Another run wrote the same story meanwhile.
                    after = replace(after, already_in=after.already_in + 1)
                else:
                    self._insert_records(rows)
                    self._settle_rejects(story)
                self._save(after)
        except UnicodeEncodeError:
            reason = "its text or records hold half of a character (a lone surrogate), which no file can hold"
            self.write_reject(
                _Refused(story.given_id, story.given_id, reason, "save it again as UTF-8", story.sha256), admitted=True
            )

    def write_reject(self, reject: Rejected, *, admitted: bool = False) -> None:
        """Log what did not become a story; *admitted* when it was admitted first and the reading failed."""
        self.came += 0 if admitted else 1
        fields = [
            clean(value) for value in (reject.given_id, reject.place, reject.reason, reject.remedy, reject.sha256)
        ]
        digest = hashlib.sha256("\0".join((fields[0], fields[1], fields[2], fields[4])).encode()).hexdigest()[:20]
        after = replace(self.balance, rejected=self.balance.rejected + 1)
        with Transaction(self.db):
            insert = (
                "INSERT OR IGNORE INTO reject (id, given_id, place, reason, remedy, sha256, run) VALUES (?,?,?,?,?,?,?)"
            )
            self.db.execute(insert, (f"reject-{digest}", *fields, self.run))
            self._save(after)

    def finish(self) -> Balance:
        """Close the run's books and return the balance; ``StoreError`` if something that came in is unaccounted for."""
        for story in self._late:
            self._write_duplicate(story)
        self._late.clear()
        with Transaction(self.db):
            self._save(self.balance)
            self.db.execute("UPDATE read_run SET finished = ? WHERE number = ?", (_now(), self.run))
        if self.came != self.balance.taken_in:
            problem = f"{self.came} came in but {self.balance}"
            raise StoreError(str(self.path), problem, "this is a fault of Chancery; please report it")
        self.db.execute("PRAGMA optimize")
        return self.balance

    def _insert_story(self, story: Story, sentences: Sequence[tuple[int, int]]) -> bool:
        body = to_json(story)
        body.pop("text")
        row = (
            story.id, story.given_id, story.published, story.source, story.headline, story.text,
            _json(body), _json([list(pair) for pair in sentences]), self.run,
        )  # fmt: skip
        insert = """INSERT OR IGNORE INTO story (id, given_id, published, source, headline, text, json, sentences, run)
                    VALUES (?,?,?,?,?,?,?,?,?)"""
        return self.db.execute(insert, row).rowcount == 1

    def _insert_records(self, records: Iterable[Record]) -> None:
        for record in records:
            self.db.execute("INSERT OR IGNORE INTO record VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", record_row(record))
        for record in records:
            for role, actor in parties_of(record):
                self.db.execute("INSERT OR IGNORE INTO party VALUES (?,?,?)", (record.id, role, actor))

    def _settle_rejects(self, story: Story) -> None:
        # A reading that crashed earlier and succeeds now is no reject any more.
        self.db.execute("DELETE FROM reject WHERE given_id = ? AND sha256 = ?", (story.given_id, story.sha256))

    def _forget(self, story_id: str) -> None:
        self.db.execute("DELETE FROM party WHERE record IN (SELECT id FROM record WHERE story = ?)", (story_id,))
        self.db.execute("DELETE FROM record WHERE story = ?", (story_id,))
        row = self.db.execute("SELECT number, headline, text FROM story WHERE id = ?", (story_id,)).fetchone()
        if row:
            for index in ("story_words", "story_trigrams"):
                self.db.execute(f"INSERT INTO {index} ({index}, rowid, headline, text) VALUES ('delete',?,?,?)", row)
            self.db.execute("PRAGMA defer_foreign_keys = ON")
            self.db.execute("DELETE FROM story WHERE id = ?", (story_id,))

    def _write_duplicate(self, story: Story) -> None:
        after = replace(self.balance, duplicate=self.balance.duplicate + 1)
        with Transaction(self.db):
            if self.db.execute("SELECT 1 FROM story WHERE id = ?", (story.id,)).fetchone():
                insert = "INSERT OR IGNORE INTO duplicate (story, given_id, run) VALUES (?,?,?)"
                self.db.execute(insert, (story.id, clean(story.given_id), self.run))
            self._save(after)

    def _save(self, balance: Balance) -> None:
        update = """UPDATE read_run SET taken_in = ?, accepted = ?, already_in = ?, duplicate = ?, rejected = ?
                    WHERE number = ?"""
        counts = (balance.taken_in, balance.accepted, balance.already_in, balance.duplicate, balance.rejected)
        self.db.execute(update, (*counts, self.run))
        self.balance = balance


def exact_records(story: Story, records: Iterable[Record]) -> Iterator[Record]:
    """*records* with ids, actors first, each exact; one that is not becomes a Doubt that says so.

    A reference to a record that was not written is taken out, so that every id leads somewhere.
    """
    kept: list[Record] = []
    doubts: list[Doubt] = []
    for record in map(with_id, records):
        problems = record_errors(story, record)
        if problems:
            doubts.append(doubt_about(story, record, problems[0]))
        else:
            kept.append(record)
    known = {record.id: record.id for record in kept}
    # What others refer to comes first, so that a changed id is known to those who name it.
    rank = {"actor": 0, "quote": 1}
    for record in sorted(kept, key=lambda record: rank.get(record.kind, 2)):
        linked, missing = _linked(record, known)
        if missing:
            doubts.append(doubt_about(story, record, f"{', '.join(missing)} was not written, so the link is left out"))
        known[record.id] = linked.id
        yield linked
    yield from doubts


def with_id(record: Record) -> Record:
    """*record* with its id; one that has an id keeps it."""
    return record if record.id else own_id(record)


def own_id(record: Record) -> Record:
    """*record* with the id that its content gives it, whatever id it has."""
    identify: Any = identified  # Its type variable does not take a union.
    named: Record = identify(record)
    return named


def record_errors(story: Story, record: Record) -> list[str]:
    """Everything in *record* that the text of *story* does not bear out; empty when it is exact."""
    problems = list(evidence_errors(story, record))
    if record.story != story.id:
        problems.append(f"{record.kind} {record.id}: says it is of story {record.story!r}")
    pieces: list[tuple[str, int, int]] = [(piece.field, piece.start, piece.end) for piece in record.evidence]
    if isinstance(record, Actor):
        pieces += [(piece.field, piece.start, piece.end) for role in record.roles for piece in role.evidence]
    if isinstance(record, Doubt):
        pieces.append(("where", record.where.start, record.where.end))
    for field, start, end in pieces:
        # text[-4:-1] is a slice too: a negative place must not pass for a right one.
        if not 0 <= start < end <= len(story.text):
            problems.append(f"{record.kind} {record.id}: {field} at {start}..{end} lies outside of the text")
    if isinstance(record, Event):
        problems.extend(event_errors(record))
    return problems


def event_errors(event: Event) -> Iterator[str]:
    """What an event is told with and no words of its evidence bear out: sizes, contexts, modes beyond the first."""
    said = {field: [piece.text for piece in event.evidence if piece.field == field] for field in ("size", "context")}
    for size in event.sizes:
        if size.words not in said["size"]:
            yield f"event {event.id}: no evidence says {size.words!r} ({size.what})"
        if size.low is None and size.high is None:
            yield f"event {event.id}: {size.words!r} ({size.what}) is no size"
        elif size.low is not None and size.high is not None and size.low > size.high:
            yield f"event {event.id}: {size.words!r} ({size.what}) runs backwards, {size.low}..{size.high}"
    by_mode = sum(name in event.modes for name in event.context)  # PLOVER: some modes are contexts, too.
    if len(said["context"]) < len(event.context) - by_mode:
        yield f"event {event.id}: {len(event.context)} contexts, {len(said['context'])} evidences that say them"
    if event.modes and event.modes[0] != event.mode:
        yield f"event {event.id}: its first mode is {event.modes[0]}, not {event.mode}"


def doubt_about(story: Story, record: Record, problem: str) -> Doubt:
    """A Doubt that stands where *record* stood, with the problem as its reason."""
    first = record.evidence[0] if record.evidence else Evidence(0, 1, "", "")
    start = min(max(first.start, 0), len(story.text) - 1)
    end = min(max(first.end, start + 1), len(story.text))
    evidence = (Evidence.of(story, start, end, "where"),)
    return identified(Doubt(story.id, Span(start, end), f"not written: {problem}", evidence, record.by))


def parties_of(record: Record) -> Iterator[tuple[str, str]]:
    """Each (role, actor id) that *record* names."""
    for role in PARTIES.get(record.kind, ()):
        value = getattr(record, role)
        for actor in (value,) if isinstance(value, str) else value or ():
            yield role, actor
    if isinstance(record, Event):
        for size in record.sizes:
            for actor in size.according_to:
                yield "according_to", actor


def record_row(record: Record) -> tuple[Any, ...]:
    """The row of the table ``record``."""
    what: str | None = None
    status: str | None = None
    names: str | None = None
    country: str | None = None
    when: When | None = None
    match record:
        case Actor():
            what, country = record.type, record.country
            names = matchable(record.name, *record.aliases)
        case Event():
            what, status, when = record.what, record.status, record.when
            country = record.where.country if record.where else None
        case Quote():
            what, when = record.form, record.said_at
        case Silence():
            when = record.asked_at
        case Position():
            what, when = record.stance, record.when
        case Doubt():
            pass
    days = _days(when)
    return (
        record.id, record.story, record.kind, record.evidence[0].start, record.confidence, what, status, names, country,
        *days, _json(to_json(record)),
    )  # fmt: skip


def matchable(*names: str) -> str:
    """Names in one string in which ``LIKE '% word %'`` finds whole words only.

    >>> matchable("North Korea", "D.P.R.K.")
    ' north korea | d p r k '
    """
    return " " + " | ".join(" ".join(re.findall(r"\w+", name.casefold())) for name in names) + " "


def clean(text: str) -> str:
    """*text* with lone surrogates (file names that are not UTF-8) written out, since no database can hold them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _linked(record: Record, known: dict[str, str]) -> tuple[Record, list[str]]:
    changes: dict[str, Any] = {}
    missing: list[str] = []
    for role in (*PARTIES.get(record.kind, ()), "within"):
        value = getattr(record, role, None)
        ids = (value,) if isinstance(value, str) else tuple(value or ())
        found = tuple(known[name] for name in ids if name in known)
        if found != ids:
            missing += [f"{role} {name}" for name in ids if name not in known]
            changes[role] = (found[0] if found else None) if isinstance(value, str) else found
    sources = getattr(record, "sources", ())
    if lost := [source.actor for source in sources if source.actor and source.actor not in known]:
        missing += [f"source {name}" for name in lost]
        changes["sources"] = tuple(replace(one, actor=None) if one.actor in lost else one for one in sources)
    if not changes:
        return record, missing
    return own_id(replace(record, **changes)), missing


def _days(when: When | None) -> tuple[str | None, str | None, str | None]:
    if when is None:
        return None, None, None
    return (when.earliest or "")[:10] or None, (when.latest or "")[:10] or None, when.edtf


@dataclass(frozen=True, slots=True)
class _Refused:
    given_id: str
    place: str
    reason: str
    remedy: str
    sha256: str


class Transaction:
    """BEGIN IMMEDIATE ... COMMIT, or ROLLBACK on any exception."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.db.execute("COMMIT" if kind is None else "ROLLBACK")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
