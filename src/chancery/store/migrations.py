"""Opening a database: is it ours, is it of this version, and if it is older, bring it up.

Migrations are numbered functions, run in order, each in one transaction. ``PRAGMA user_version`` holds the last number;
``PRAGMA application_id`` says that the file is Chancery's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from chancery.errors import StoreError

APPLICATION_ID = 0x43484E43  # "CHNC"
SCHEMA = Path(__file__).with_name("schema.sql")


def to_version_1(db: sqlite3.Connection) -> None:
    """The first shape: see ``schema.sql``."""
    for statement in statements(SCHEMA.read_text(encoding="utf-8")):
        db.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (to_version_1,)
VERSION = len(MIGRATIONS)


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection that may write, the file made or brought up to this version; ``StoreError`` if it is not ours."""
    try:
        db = sqlite3.connect(path, timeout=60, isolation_level=None)
    except sqlite3.Error as problem:
        raise StoreError(
            str(path), f"cannot be opened ({problem})", "does the folder exist, and may you write there?"
        ) from problem
    try:
        version = _checked_version(db, path)
        if version < VERSION:
            migrate(db, path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as problem:
        db.close()
        raise _not_usable(path, problem) from problem
    except BaseException:
        db.close()
        raise
    return db


def open_to_ask(path: Path) -> sqlite3.Connection:
    """A connection that only reads; ``StoreError`` if there is no such file or it is not ours."""
    if not path.is_file():
        raise StoreError(str(path), "no such database", f"make one with: chancery read PATH... --db {path}")
    address = path.absolute().as_uri()
    # A database on a read-only disk has no place for its -shm file: then nobody can be writing, and immutable is right.
    for options in ("mode=ro", "mode=ro&immutable=1"):
        db = sqlite3.connect(f"{address}?{options}", uri=True, timeout=60, isolation_level=None)
        try:
            version = _checked_version(db, path)
        except sqlite3.OperationalError as problem:
            db.close()
            if options != "mode=ro":
                raise _not_usable(path, problem) from problem
            continue
        except sqlite3.Error as problem:
            db.close()
            raise _not_usable(path, problem) from problem
        except BaseException:
            db.close()
            raise
        if version == VERSION:
            return db
        db.close()
        if version == 0:
            raise StoreError(
                str(path), "an empty file, not a database", f"make one with: chancery read PATH... --db {path}"
            )
        open_to_write(path).close()
        return open_to_ask(path)
    raise AssertionError("one of the two ways of opening returns or raises")


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Run every migration that the database has not seen, each in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated while this one waited.
        version = _checked_version(db, path)
        for number in range(version, VERSION):
            MIGRATIONS[number](db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def statements(script: str) -> list[str]:
    """The statements of an SQL script, one by one (``executescript`` would commit an open transaction)."""
    out, rest = [], ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            out.append(rest.strip())
            rest = ""
    return out


def _checked_version(db: sqlite3.Connection, path: Path) -> int:
    application: int = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    tables: int = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID and (tables or application or version):
        raise StoreError(str(path), "a SQLite file of another program, not of Chancery", "give another path to --db")
    if version > VERSION:
        raise StoreError(
            str(path),
            f"written by a newer Chancery (database version {version}, this one knows {VERSION})",
            "upgrade Chancery, or read the stories into a new file",
        )
    return version


def _not_usable(path: Path, problem: sqlite3.Error) -> StoreError:
    if "not a database" in str(problem):
        return StoreError(str(path), "not a SQLite database", "give another path to --db")
    remedy = "is another program writing to it, is the disk full, may you read and write there?"
    return StoreError(str(path), f"cannot be used ({problem})", remedy)
