"""CSV: one table a kind, lists joined by " | ", actors by name with their ids beside them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from chancery.records import KINDS
from chancery.store.ask import Database
from chancery.store.export.jsonl import export_jsonl
from chancery.store.write import PARTIES

_INSIDE = {
    "when": ("earliest", "latest", "edtf", "words", "basis"),
    "said_at": ("earliest", "latest", "edtf", "words", "basis"),
    "asked_at": ("earliest", "latest", "edtf", "words", "basis"),
    "where": ("name", "country", "lat", "lon", "precision"),
}


def export_csv(database: Database, *, kind: str, min_confidence: float = 0.0) -> Iterator[str]:
    """Yield the lines of one kind's table, the header first, in the order of ``export_jsonl``."""
    names = columns(kind)
    yield csv_line(names)
    for line in export_jsonl(database, kind=kind, min_confidence=min_confidence):
        row = flat(json.loads(line), database)
        yield csv_line([row.get(name) for name in names])


def columns(kind: str) -> list[str]:
    """The columns of a kind's table, in the order of the record's fields."""
    out = []
    for entry in fields(KINDS[kind]):
        if entry.name in _INSIDE and kind != "doubt":
            out += [f"{entry.name}_{name}" for name in _INSIDE[entry.name]]
        elif entry.name in PARTIES.get(kind, ()):
            out += [entry.name, f"{entry.name}_id"]
        else:
            out.append(entry.name)
    return out


def flat(record: Mapping[str, Any], database: Database) -> dict[str, Any]:
    """A record as one row: intervals and places in columns of their own, actors named."""
    kind = record["kind"]
    out: dict[str, Any] = {}
    for name, value in record.items():
        if name in PARTIES.get(kind, ()):
            ids = [value] if isinstance(value, str) else value or []
            out[name], out[f"{name}_id"] = " | ".join(database.names(ids)), " | ".join(ids)
        elif name in _INSIDE and kind != "doubt":
            whole: Mapping[str, Any] = value or {}
            out |= {f"{name}_{inside}": whole.get(inside) for inside in _INSIDE[name]}
        elif name == "evidence":
            out[name] = " | ".join(
                f"{piece['field']} {piece['start']}..{piece['end']}: {piece['text']}" for piece in value
            )
        elif isinstance(value, list):
            out[name] = " | ".join(_short(item) for item in value)
        elif isinstance(value, Mapping):
            out[name] = _short(value)
        else:
            out[name] = value
    return out


def csv_line(values: Sequence[Any]) -> str:
    r"""One line of CSV. A cell that a spreadsheet would take for a formula is given a ' in front.

    >>> csv_line(["=1+1", -3, None])
    "'=1+1,-3,\r\n"
    """
    out = io.StringIO()
    csv.writer(out).writerow([_inert(value) for value in values])
    return out.getvalue()


def _inert(value: Any) -> Any:
    # Hostile text must not become a formula in somebody's spreadsheet (=HYPERLINK, @SUM, +cmd ...).
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


def _short(item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    if "unit" in item:
        low, high = ("" if item[end] is None else f"{item[end]}" for end in ("low", "high"))
        return f"{item['what']} {low}..{high} {item['unit']}"
    if "title" in item:
        return str(item["title"])
    if "role" in item:
        return f"{item['role']} {item['start']}..{item['end']}"
    return f"{item.get('start')}..{item.get('end')}"
