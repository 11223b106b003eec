"""Chancery reads the news and keeps the record: who did what to whom, who said what, who wants what.

>>> import chancery
>>> reading = chancery.read("The ministers met in Geneva on Monday.", published="2019-02-28")  # doctest: +SKIP
>>> chancery.open("korea.db").events(actor="PRK", between="2019-02").df()  # doctest: +SKIP

Everything heavy (the model, pandas) is loaded when it is first needed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from chancery.errors import ChanceryError, ModelError, RuleError, SourceError, StoreError
from chancery.records import (
    Actor,
    Doubt,
    Event,
    Evidence,
    Part,
    Position,
    Quote,
    Role,
    Silence,
    Span,
    Story,
    When,
    Where,
    from_json,
    to_json,
)  # fmt: skip

if TYPE_CHECKING:
    from chancery.reading import Reading
    from chancery.store.ask import Database

__all__ = [
    "Actor",
    "ChanceryError",
    "Database",
    "Doubt",
    "Event",
    "Evidence",
    "ModelError",
    "Part",
    "Position",
    "Quote",
    "Reading",
    "Role",
    "RuleError",
    "Silence",
    "SourceError",
    "Span",
    "StoreError",
    "Story",
    "When",
    "Where",
    "from_json",
    "open",
    "read",
    "to_json",
]


def read(text: str, **about: Any) -> Reading:
    """Read one story in memory: its records, and the layers that they come from.

    *about* is what is known of it: ``published`` (RFC 3339, or a day), ``headline``, ``byline``, ``source``, ``url``,
    ``given_id``; and ``rules``, folders of your own rules.
    """
    from chancery.reading import read_text

    return read_text(text, **about)


def open(path: str | os.PathLike[str]) -> Database:  # noqa: A001  chancery.open is its name.
    """Open a database that ``chancery read`` has made, to ask it questions."""
    from chancery.merge.quotes import join_quotes
    from chancery.store.ask import open_database

    return open_database(os.fspath(path), join_quotes)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("chancery")
        except PackageNotFoundError:
            return "0+not-installed"
    if name == "Reading":
        from chancery.reading import Reading

        return Reading
    if name == "Database":
        from chancery.store.ask import Database

        return Database
    raise AttributeError(f"module 'chancery' has no attribute {name!r}")
