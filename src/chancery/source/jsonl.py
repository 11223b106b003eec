"""JSON Lines in: one JSON object a line, each a story."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from chancery.errors import SourceError
from chancery.records import Story
from chancery.source.published import published_from
from chancery.source.reject import Reject
from chancery.source.text import settle, story_from_text

FIELDS = ("text", "id", "headline", "byline", "published", "source", "url")
LONGEST_LINE = 10_000_000


def stories_from_jsonl(stream: BinaryIO, *, place: str, mapping: Mapping[str, str] = {}) -> Iterator[Story | Reject]:
    """Yield a story or a reject for each line of *stream* that is not blank, in order; never more than a line in memory.

    Keys that it reads: ``text``, and where known ``id``, ``headline``, ``byline``, ``published`` (RFC 3339, or a
    day), ``source``, ``url``. *mapping* renames, our field to their key: ``{"headline": "title"}``. Other keys are
    left alone. A story without an ``id`` is called by its place, such as ``wire.jsonl:4``.
    """
    for line in _lines(stream):
        where = f"{place}:{line.number}"
        if line.cut:
            reason = f"a line of {line.length:,} bytes; the longest that is read has {LONGEST_LINE:,}"
            yield Reject(where, where, reason, "one story a line; split the line", line.sha256)
            continue
        if not line.data.strip():
            continue
        given_id = where
        try:
            record = _object(line.data, where)
            given_id = _given_id(record, mapping, where)
            yield story_from_object(record, given_id=given_id, place=where, mapping=mapping)
        except SourceError as error:
            yield Reject.of(line.data, given_id=given_id, place=error.place, reason=error.problem, remedy=error.remedy)


def story_from_object(
    record: Mapping[str, Any], *, given_id: str, place: str, mapping: Mapping[str, str] = {}
) -> Story:
    """The story that one JSON object holds; a missing text or a value of the wrong type raises ``SourceError``."""
    value = {name: _string(record, name, mapping, place) for name in FIELDS if name != "id"}
    text = value["text"]
    if text is None:
        raise SourceError(place, f"no text under {mapping.get('text', 'text')!r}", _remedy("text", record, mapping))
    if not settle(text).strip():
        raise SourceError(place, "the text is empty", "leave out stories without a text")
    return story_from_text(
        text,
        given_id=given_id,
        headline=value["headline"],
        byline=value["byline"],
        published=_published(value["published"], mapping, place),
        source=value["source"],
        url=value["url"],
    )


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    data: bytes
    length: int
    cut: bool
    sha256: str = ""


def _lines(stream: BinaryIO) -> Iterator[_Line]:
    """The lines of *stream*; one that is too long is counted and digested, and its bytes let go."""
    number = 0
    while data := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(data) <= LONGEST_LINE or data.endswith(b"\n"):
            yield _Line(number, data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data, len(data), False)
            continue
        digest, length = hashlib.sha256(data), len(data)
        while not data.endswith(b"\n") and (data := stream.readline(1 << 20)):
            digest.update(data)
            length += len(data)
        yield _Line(number, b"", length, True, digest.hexdigest())


def _object(data: bytes, place: str) -> Mapping[str, Any]:
    try:
        record = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError(place, f"not UTF-8 at byte {error.start}", "save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise SourceError(place, f"not JSON: {str(error)[:120]}", "one JSON object a line") from None
    if not isinstance(record, dict):
        raise SourceError(place, f"not a JSON object but {_kind(record)}", "one JSON object a line")
    return record


def _given_id(record: Mapping[str, Any], mapping: Mapping[str, str], place: str) -> str:
    value = record.get(mapping.get("id", "id"))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**100 else place
    return _string(record, "id", mapping, place) or place


def _string(record: Mapping[str, Any], name: str, mapping: Mapping[str, str], place: str) -> str | None:
    key = mapping.get(name, name)
    value = record.get(key)
    if value is None or value == "":
        return "" if value == "" and name == "text" else None
    if not isinstance(value, str):
        raise SourceError(
            place, f"{key!r} is {_kind(value)}, not a string", f"write {key!r} as a string, or leave it out"
        )
    return value if name == "text" else " ".join(settle(value).split()) or None


def _published(value: str | None, mapping: Mapping[str, str], place: str) -> str | None:
    published = published_from(value) if value is not None else None
    if value is not None and published is None:
        key = mapping.get("published", "published")
        raise SourceError(
            place, f"{key!r} is no date: {value[:60]!r}", "RFC 3339 such as 2019-02-19T17:07:00-08:00, or a day"
        )
    return published


def _remedy(name: str, record: Mapping[str, Any], mapping: Mapping[str, str]) -> str:
    keys = ", ".join(sorted(str(key)[:40] for key in record)[:12]) or "none"
    return f"name the key that holds it with --map {name}=KEY (keys here: {settle(keys)})"


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null")
