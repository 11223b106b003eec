"""Bytes to characters: UTF-8 first, then what the bytes or their wrapper declare, then a guess."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from chancery.errors import SourceError


def text_from_bytes(data: bytes, *, place: str, declared: str | None = None) -> str:
    """The characters of *data*; bytes that are no text raise ``SourceError``.

    Order: byte order mark, UTF-8, the *declared* charset, a guess over the first 64 KB, Windows-1252.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _decoded(data, charset, place)
    if _is_binary(data):
        raise SourceError(place, "binary data, not text", "give plain text, HTML or JSON Lines")
    for name in ("utf-8", declared):
        try:
            return data.decode(name) if name else _guessed(data, place)
        except (UnicodeDecodeError, LookupError, UnicodeError):
            continue
    return _guessed(data, place)


def _decoded(data: bytes, charset: str, place: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeError as error:
        raise SourceError(place, f"not {charset} in spite of its mark: {error}", "save the file as UTF-8") from None


def _is_binary(data: bytes) -> bool:
    head = data[:65536]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return data.startswith(_MAGIC) or b"\x00" * 2 in head or controls * 50 > len(head)


def _guessed(data: bytes, place: str) -> str:
    # English with a few curly quotes is Windows-1252; a statistical guess is for what is mostly not ASCII.
    high = sum(map((127).__lt__, data[:65536]))
    best = from_bytes(data[:65536]).best() if high * 10 > len(data[:65536]) else None
    for charset in (best.encoding if best is not None else None, "cp1252"):
        try:
            text = data.decode(charset) if charset else ""
        except (UnicodeError, LookupError):
            continue
        if text and _is_language(text):
            return text
    raise SourceError(place, "the encoding could not be told", "save the file as UTF-8")


def _is_language(text: str) -> bool:
    """Whether most characters are letters, digits or blanks: what a wrong charset yields is mostly signs."""
    head = text[:20000]
    return sum(1 for sign in head if sign.isalnum() or sign.isspace()) * 10 >= len(head) * 6


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1a\x1b\x00") + b"\x7f"
_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf",
    b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"PAR1", b"SQLite format 3\x00", b"\x7fELF", b"{\\rtf", b"RIFF",
)  # fmt: skip


def declared_charset(head: bytes) -> str | None:
    """The charset that an HTML page names: ``<meta charset=...>`` or ``content="text/html; charset=..."``."""
    found = re.search(rb"(?i)<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:\-]{2,40})", head[:8192])
    return found[1].decode("ascii", "replace") if found else None
