"""Records made anew from the stories that are stored: what changed is written, one transaction a story.

A recoding that is cut short goes on where it stopped, as long as it is asked for with the same rules.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from chancery.records import Record, Story, from_json
from chancery.store.changes import Change, changes
from chancery.store.migrations import open_to_ask, open_to_write
from chancery.store.write import Transaction, clean, exact_records, parties_of, record_row

PAGE = 64
MARK = "rules:"


class Recoder:
    """The one who recodes a database. Take ``stories``, read them, and give each to ``recode``.

    *mark* tells the rules apart: an unfinished run with the same mark is gone on with, unless *restart*. With *dry* nothing
    is written, and every story is told as if it had been.
    """

    def __init__(
        self, path: Path, *, mark: str, command: Sequence[str] = (), version: str = "", dry: bool = False, restart: bool = False
    ) -> None:  # fmt: skip
        self.dry = dry
        self.db = open_to_ask(path) if dry else open_to_write_old(path)
        self.run: int | None = None
        if not dry:
            words = json.dumps([*(clean(word) for word in command), MARK + mark], ensure_ascii=False)
            self.run = None if restart else _unfinished(self.db, mark)
            if self.run is None:
                insert = "INSERT INTO read_run (started, version, command) VALUES (?, ?, ?)"
                self.run = self.db.execute(insert, (_now(), version, words)).lastrowid
        (self.done,) = self.db.execute("SELECT count(*) FROM story WHERE run IS ?", (self.run,)).fetchone()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None and not self.dry:
                self.db.execute("UPDATE read_run SET finished = ? WHERE number = ?", (_now(), self.run))
                self.db.execute("PRAGMA optimize")
        finally:
            self.db.close()

    def stories(self) -> Iterator[Story]:
        """Every story that this recoding has not done yet, by id; a page in memory at a time."""
        last = ""
        query = "SELECT id, json, text FROM story WHERE id > ? AND run IS NOT ? ORDER BY id LIMIT ?"
        while rows := self.db.execute(query, (last, self.run, PAGE)).fetchall():
            for name, body, text in rows:
                last = name
                story: Story = from_json({**json.loads(body), "text": text})
                yield story

    def recode(self, story: Story, records: Iterable[Record], sentences: Sequence[tuple[int, int]]) -> list[Change]:
        """Put *records* in the place of the story's, and tell what that changes; all in one transaction."""
        new = tuple(exact_records(story, records))
        if self.dry:
            return list(changes(self._stored(story.id), new))
        with Transaction(self.db):
            old = self._stored(story.id)
            self._replace({record.id for record in old}, new)
            spans = json.dumps([list(pair) for pair in sentences], separators=(",", ":"))
            self.db.execute("UPDATE story SET sentences = ?, run = ? WHERE id = ?", (spans, self.run, story.id))
            count = "UPDATE read_run SET taken_in = taken_in + 1, accepted = accepted + 1 WHERE number = ?"
            self.db.execute(count, (self.run,))
        return list(changes(old, new))

    def _stored(self, story: str) -> list[Record]:
        query = "SELECT json FROM record WHERE story = ? ORDER BY kind, start, id"
        return [from_json(json.loads(row[0])) for row in self.db.execute(query, (story,))]

    def _replace(self, old: set[str], new: Sequence[Record]) -> None:
        """Records that stay are not touched; parties and records that go are deleted, those that come inserted."""
        gone = [(name,) for name in sorted(old - {record.id for record in new})]
        self.db.execute("PRAGMA defer_foreign_keys = ON")
        self.db.executemany("DELETE FROM party WHERE record = ?", gone)
        self.db.executemany("DELETE FROM record WHERE id = ?", gone)
        come = [record for record in new if record.id not in old]
        for record in come:
            row = record_row(record)
            self.db.execute(f"INSERT OR IGNORE INTO record VALUES ({','.join('?' * len(row))})", row)
        parties = [(record.id, role, actor) for record in come for role, actor in parties_of(record)]
        self.db.executemany("INSERT OR IGNORE INTO party VALUES (?,?,?)", parties)


def open_to_write_old(path: Path) -> sqlite3.Connection:
    """A connection that may write to a database that is there; ``StoreError`` where it is not, and no file is made."""
    open_to_ask(path).close()
    return open_to_write(path)


def _unfinished(db: sqlite3.Connection, mark: str) -> int | None:
    """The last run that was cut short with this mark."""
    query = "SELECT number, command FROM read_run WHERE finished IS NULL ORDER BY number DESC"
    return next((number for number, command in db.execute(query) if json.loads(command)[-1:] == [MARK + mark]), None)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
