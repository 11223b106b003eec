"""Files, folders and globs in: every input becomes a `Story` or a `Reject`, one at a time."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from chancery.errors import SourceError
from chancery.records import Story
from chancery.source.encoding import text_from_bytes
from chancery.source.jsonl import FIELDS, stories_from_jsonl
from chancery.source.reject import Reject
from chancery.source.text import settle, story_from_text

LARGEST_FILE = 50_000_000


def stories_from(paths: Iterable[str], mapping: Mapping[str, str] = {}) -> Iterator[Story | Reject]:
    """Yield a story or a reject for each thing that *paths* name: files, folders (sorted, all the way down), globs.

    ``.txt`` and ``.html`` hold one story, ``.jsonl`` and ``.ndjson`` one a line; what has another name, or lies about
    it, is known by how it begins. *mapping* renames keys of JSON Lines, our field to their key. Nothing in a file raises:
    what cannot be read is a reject, and the next is read. Hidden files of a folder are passed over.
    """
    unknown = sorted(set(mapping) - set(FIELDS))
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r} to map; known: {', '.join(FIELDS)}")
    return _each(paths, mapping)


def _each(paths: Iterable[str], mapping: Mapping[str, str]) -> Iterator[Story | Reject]:
    for given in paths:
        for path in _files(given):
            yield from _read(path, mapping, named=path == given)


def _files(given: str) -> Iterator[str]:
    if os.path.isdir(given):  # noqa: PTH112 - Path raises for names that no file can have.
        yield from _walk(given)
    elif not os.path.lexists(given) and glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - absolute globs too.
        for path in matches:
            if not os.path.isdir(path):  # noqa: PTH112
                yield path
            elif "**" not in given:
                yield from _walk(path)
        if not matches:
            yield given
    else:
        yield given


def _walk(folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield str(Path(here, name))


def _read(path: str, mapping: Mapping[str, str], *, named: bool) -> Iterator[Story | Reject]:
    name = settle(os.fsencode(path).decode("utf-8", "replace"))
    try:
        _check(path, name, named)
        with Path(path).open("rb") as stream:
            if _suffix(path) in _JSONL or (_suffix(path) not in _STORY and _begins_object(stream.peek(4096)[:4096])):
                yield from stories_from_jsonl(stream, place=name, mapping=mapping)
                return
            data = stream.read(LARGEST_FILE + 1)
            digest, size = hashlib.sha256(data), len(data)
            while size > LARGEST_FILE and (more := stream.read(1 << 20)) and size < 20 * LARGEST_FILE:
                digest.update(more)
                size += len(more)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Reject.of(b"", given_id=name, place=name, reason=reason, remedy="check the path and its permissions")
        return
    except SourceError as error:
        yield Reject.of(b"", given_id=name, place=error.place, reason=error.problem, remedy=error.remedy)
        return
    if size > LARGEST_FILE:
        reason = f"a file of {size:,} bytes or more; the largest that is read has {LARGEST_FILE:,}"
        yield Reject(name, name, reason, "one story a file, or JSON Lines", digest.hexdigest())
        return
    try:
        yield _story(data, path, name)
    except SourceError as error:
        yield Reject.of(data, given_id=name, place=error.place, reason=error.problem, remedy=error.remedy)


def _check(path: str, name: str, named: bool) -> None:
    suffix = _suffix(path)
    if suffix in _OTHER or not (named or suffix in _STORY or suffix in _JSONL or not suffix):
        raise SourceError(name, f"no reader for {suffix} files", "give .txt, .html or .jsonl")
    if not named and not stat.S_ISREG(Path(path).stat().st_mode):
        raise SourceError(name, "not a regular file", "name a pipe or device itself to read it")


def _story(data: bytes, path: str, name: str) -> Story:
    if not data.strip():
        raise SourceError(name, "the file is empty", "leave it out")
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<article"))
    if page or (_suffix(path) in _HTML and b"<" in data):
        return _page(data, name)
    text = text_from_bytes(data, place=name)
    if not settle(text).strip():
        raise SourceError(name, "no words in the file", "leave it out")
    return story_from_text(text, given_id=name)


def _page(data: bytes, name: str) -> Story:
    try:
        # lxml and trafilatura come with the extra; text and JSON Lines are read without them.
        from chancery.source.html import story_from_html
    except ImportError as error:
        raise SourceError(name, f"no reader for HTML: {error}", "pip install 'chancery[html]'") from None
    return story_from_html(data, given_id=name)


def _suffix(path: str) -> str:
    return Path(path).suffix.lower()


def _begins_object(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"')


_HTML = frozenset((".html", ".htm", ".xhtml"))
_STORY = _HTML | {".txt", ".text"}
_JSONL = frozenset((".jsonl", ".ndjson"))
_OTHER = frozenset(
    ".csv .tsv .xls .xlsx .ods .pdf .doc .docx .odt .rtf .png .jpg .jpeg .gif .svg .mp3 .mp4 .zip .gz .bz2 .xz .zst .7z "
    ".tar .parquet .arrow .db .sqlite .xml .rss .atom .toml .yaml .yml .py .js .css .warc".split()
)
