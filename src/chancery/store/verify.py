"""Verifying: does every record say exactly what its story says, and does everything still hold together?"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from chancery.errors import StoreError
from chancery.records import Record, Story, from_json, identified, to_json
from chancery.store.ask import Database
from chancery.store.write import own_id, parties_of, record_errors, record_row


def verify(database: Database) -> Iterator[str]:
    """Yield a line for each thing that is wrong; nothing when the record is whole.

    Checked: the file itself, story digests and ids, every span of every record, record ids, the ids that records
    name, the columns against the published object, and the balance of every run.
    """
    yield from _file_errors(database.db)
    query = "SELECT id, json, text FROM story ORDER BY coalesce(published, ''), id"
    for story_id, body, text in database.db.execute(query):
        try:
            story: Story = from_json({**json.loads(body), "text": text})
            records = list(_records(database.db, story_id))
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            yield f"story {story_id}: cannot be read back ({problem})"
            continue
        yield from story_errors(story, story_id)
        known = {record.id: record for _, record in records}
        for row, record in records:
            yield from (f"{line} (story {story.given_id})" for line in _record_errors(story, row, record, known))
    for (record_id,) in database.db.execute("SELECT id FROM record WHERE story NOT IN (SELECT id FROM story)"):
        yield f"record {record_id}: its story is not in the database"


def story_errors(story: Story, row_id: str) -> Iterator[str]:
    """What is wrong with a story itself: its digest, its id, its parts."""
    digest = hashlib.sha256(story.text.encode("utf-8", "surrogatepass")).hexdigest()
    if story.sha256 and story.sha256 != digest:
        yield f"story {story.id}: its text is not the text that was read (sha256 {digest[:12]}, was {story.sha256[:12]})"
    if row_id != story.id or identified(story).id != story.id:
        yield f"story {story.id}: its id does not belong to its content"
    for part in story.parts:
        if not 0 <= part.start <= part.end <= len(story.text):
            yield f"story {story.id}: part {part.role} at {part.start}..{part.end} lies outside of the text"


def _record_errors(story: Story, row: tuple[Any, ...], record: Record, known: dict[str, Record]) -> Iterator[str]:
    yield from record_errors(story, record)
    if own_id(record).id != record.id:
        yield f"{record.kind} {record.id}: its id does not belong to its content"
    for role, actor in parties_of(record):
        if actor not in known or known[actor].kind != "actor":
            yield f"{record.kind} {record.id}: {role} {actor} is no actor of its story"
    within = getattr(record, "within", None)
    if within and within not in known:
        yield f"{record.kind} {record.id}: within {within} is no record of its story"
    try:
        same = json.loads(row[-1]) == to_json(record) and row[:-1] == record_row(record)[:-1]
    except (IndexError, TypeError, ValueError):
        same = False
    if not same:
        yield f"{record.kind} {record.id}: its columns and its published object differ"


def _records(db: sqlite3.Connection, story_id: str) -> Iterator[tuple[tuple[Any, ...], Record]]:
    for row in db.execute("SELECT * FROM record WHERE story = ? ORDER BY kind, start, id", (story_id,)):
        yield row, from_json(json.loads(row[-1]))


def _file_errors(db: sqlite3.Connection) -> Iterator[str]:
    try:
        for (line,) in db.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield f"file: {line}"
        for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
            yield f"file: a row of {table} names a row of {parent} that is not there"
        for number, taken, accepted, duplicate, rejected in db.execute(
            "SELECT number, taken_in, accepted, duplicate, rejected FROM read_run"
        ):
            if taken != accepted + duplicate + rejected:
                yield f"run {number}: took in {taken}, but {accepted} + {duplicate} + {rejected} are accounted for"
    except sqlite3.DatabaseError as problem:
        raise StoreError(
            "database", f"damaged ({problem})", "restore it from a copy, or read the stories anew"
        ) from problem
