"""JSON Lines: one object a line, the stories first, then the records; the same database gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from chancery.records import KINDS
from chancery.store.ask import Database

# A line is a line to every reader only if nothing inside it looks like the end of one; and no byte of a hostile
# story may speak to a terminal.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def export_jsonl(database: Database, *, kind: str | None = None, min_confidence: float = 0.0) -> Iterator[str]:
    """Yield a line for each story (by publication, id), then for each record (by story, kind, place, id)."""
    if kind not in (None, *KINDS):
        raise ValueError(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    if kind in (None, "story"):
        for story in database.stories().dicts():
            yield json_line(story)
    if kind == "story":
        return
    query = """
        SELECT record.json FROM record JOIN story ON story.id = record.story
        WHERE confidence >= :confidence AND (:kind IS NULL OR kind = :kind)
        ORDER BY coalesce(story.published, ''), story.id, kind, start, record.id
    """
    for (text,) in database.db.execute(query, {"confidence": min_confidence, "kind": kind}):
        yield json_line(json.loads(text))


def json_line(value: Any) -> str:
    r"""*value* as JSON on one line, with a line feed; characters that end lines or steer terminals are escaped.

    >>> json_line({"text": "a\u2028b"})
    '{"text": "a\\u2028b"}\n'
    """
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False)) + "\n"
