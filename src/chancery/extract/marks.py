"""Quotation marks and their partners, from the characters alone.

Marks that are read: curly, straight and low double marks, guillemets either way round, single marks (curly and
straight) as outer marks or inside double ones. Apostrophes are told apart. A quotation that goes on in the next
paragraph repeats its opening mark there and is closed once; one that is never closed ends with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_CANDIDATE = re.compile("[\"“”„‟«»'‘’‚‹›]|``|''")
_SINGLE = "'‘’‚‹›"
_OPENS_AFTER = "([{-–—/:,;…"
_ELISIONS = re.compile(r"['‘’](?:\d\ds?|tis|twas|em|cause|til|bout|n|round)\b", re.IGNORECASE)
_PARTNERS = {"“": "”", "”": "”", "„": "“”‟", "‟": "”", '"': '"', "«": "»", "»": "«", "‹": "›", "›": "‹"}
_PARTNERS |= {"'": "'", "‘": "’'", "‚": "‘’", "’": "’", "``": "''"}


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between marks: ``start:end`` with the marks, ``first:last`` the words alone, in characters.

    ``goes_on``: the words continue in the next paragraph's quotation; ``continues``: they began before. A piece
    that goes on has no closing mark of its own. ``unclosed``: the closing mark is missing; the words end with their paragraph.
    """

    start: int
    end: int
    first: int
    last: int
    continues: bool = False
    goes_on: bool = False
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class Lone:
    """A mark without a partner."""

    start: int
    end: int


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    end: int
    continues: bool = False


def pair_marks(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    closes_early: Callable[[int, int], bool] = lambda start, end: False,
) -> Iterator[Marked | Lone]:
    """Yield the outermost marked words and the lone double marks of *text*, in text order.

    *paragraphs* are half-open stretches of characters. *closes_early* is asked whether an open quotation in
    ``start:end`` holds a reporting clause ("... is open, said Al."): then its mark is lone and does not go on into
    the next paragraph.

    >>> [text[m.first : m.last] for text in ["He's “in” the dogs' 'big house'."] for m in pair_marks(text, [(0, 99)])]
    ['in', 'big house']
    """
    carried: _Open | None = None
    for number, (start, end) in enumerate(paragraphs):
        end = min(end, len(text))
        opened: list[_Open] = []
        open_ended: list[_Open] = []
        found: list[Marked | Lone] = []
        begin = _first_word(text, start, end)
        if carried is not None:
            length = len(carried.mark)
            opened = [_Open(carried.mark, begin, begin + length, continues=True)]
            begin += length
        for match in _CANDIDATE.finditer(text, begin, end):
            mark = match.group()
            if mark[0] in _SINGLE and mark != "''":
                _single(text, match.start(), end, mark, opened, found, open_ended)
            else:
                _double(text, match.start(), match.end(), mark, opened, found)
        outer = next((entry for entry in opened if entry.mark[0] not in _SINGLE or entry.continues), None)
        if outer is None and open_ended and open_ended[-1].start > max((piece.end for piece in found), default=0):
            outer = open_ended[-1]
        carried = None
        if outer is not None:
            after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            last = _last_word(text, outer.end, end)
            if (
                after is not None
                and last > outer.end
                and _repeats(text, after, outer.mark)
                and not closes_early(outer.end, last)
            ):
                found = [piece for piece in found if piece.start < outer.start]
                found.append(Marked(outer.start, last, outer.end, last, outer.continues, goes_on=True))
                carried = outer
            elif outer.mark[0] not in _SINGLE or outer.continues:
                found.append(Lone(outer.start, outer.end))
                if _is_sentence(text[outer.end : last]) and not closes_early(outer.end, last):
                    found = [piece for piece in found if piece.start <= outer.start]
                    found.append(Marked(outer.start, last, outer.end, last, outer.continues, unclosed=True))
        yield from sorted(found, key=lambda piece: piece.start)


def _double(text: str, at: int, end: int, mark: str, opened: list[_Open], found: list[Marked | Lone]) -> None:
    """Open or close a double mark, on the stack *opened*."""
    within = next((n for n, entry in enumerate(opened) if entry.mark[0] not in _SINGLE), None)
    if within is None:
        if mark == '"' and text[at - 1 : at].isdigit() and not opened:
            return  # 5'10": inches.
        if (
            mark == "''"
            or (mark == "”" and not _may_open(text, at, end))
            or (mark == '"' and not _may_open(text, at, end))
        ):
            if mark != "''":
                found.append(Lone(at, end))
            return
        opened.append(_Open(mark, at, end))
        return
    entry = opened[within]
    if mark in _PARTNERS[entry.mark]:
        if mark == '"' and _may_open(text, at, end) and not _may_close(text, at, end):
            # A straight mark that can only open: the one before it was never closed.
            found.append(Lone(entry.start, entry.end))
            del opened[within:]
            opened.append(_Open(mark, at, end))
            return
        del opened[within:]
        _close(entry, at, end, opened, found)
    elif mark == entry.mark and mark != '"' and _may_open(text, at, end):
        found.append(Lone(entry.start, entry.end))
        del opened[within:]
        opened.append(_Open(mark, at, end))
    elif mark == '"' and entry.mark in "“„" and not _may_open(text, at, end):
        # “Mixed keyboards": a straight mark closes what a curly one opened.
        del opened[within:]
        _close(entry, at, end, opened, found)
    elif mark == "”" and entry.mark == '"' and not _may_open(text, at, end):
        del opened[within:]
        _close(entry, at, end, opened, found)


def _single(
    text: str,
    at: int,
    limit: int,
    mark: str,
    opened: list[_Open],
    found: list[Marked | Lone],
    open_ended: list[_Open],
) -> None:
    """Open or close a single mark; what is neither is an apostrophe. One that nothing closes in its paragraph is *open_ended*."""
    end = at + 1
    within = next((n for n, entry in enumerate(opened) if entry.mark[0] in _SINGLE), None)
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return  # don't
    if within is not None and mark in _PARTNERS[opened[within].mark] and _may_close(text, at, end):
        # 'the leaders' meeting': the plural's apostrophe is followed by a word, and another mark closes.
        plural = before == "s" and re.match(r" [a-z]", text[end : end + 2])
        if (
            plural
            and (later := _later_close(text, end, limit))
            and not re.search(r"[\"“”]|[ (]['‘]\w", text[end:later])
        ):
            return
        entry = opened[within]
        del opened[within:]
        _close(entry, at, end, opened, found)
    elif within is None and mark in "'‘‚‹›" and _may_open(text, at, end) and not _ELISIONS.match(text, at):
        if _later_close(text, end, limit, 2400 if mark == "‘" else 600):
            opened.append(_Open(mark, at, end))
        elif mark == "‘" and not opened:
            open_ended.append(_Open(mark, at, end))


def _later_close(text: str, at: int, limit: int, reach: int = 600) -> int | None:
    """Where the next single mark that can only close stands before *limit* and the end of the paragraph."""
    for match in re.finditer("['’›‹]", text[at : min(limit, at + reach)]):
        place = at + match.start()
        if _may_close(text, place, place + 1) and not _may_open(text, place, place + 1):
            return place
    return None


def _close(entry: _Open, at: int, end: int, opened: list[_Open], found: list[Marked | Lone]) -> None:
    """Note the words between *entry* and the mark at *at*, unless they stand inside other marked words or are none."""
    if opened or not text_between(entry.end, at):
        return
    found[:] = [piece for piece in found if piece.start < entry.start]
    found.append(Marked(entry.start, end, entry.end, at, entry.continues))


def text_between(first: int, last: int) -> bool:
    """Whether there is anything between two marks."""
    return last > first


def _is_sentence(words: str) -> bool:
    """Whether the words after a mark that is never closed are whole sentences up to the paragraph's end."""
    return (
        len(words.split()) >= 4 and words.lstrip(" [(…'‘")[:1].isupper() and words.rstrip()[-1:] in (".", "?", "!", "…")
    )


def _may_open(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    starts = not before or before.isspace() or before in _OPENS_AFTER or before in "\"“„«'‘"
    # A spaced-out straight mark ( " so " ) opens where none is open; guillemets may be spaced too.
    return starts and bool(after) and (not after.isspace() or text[at] in '«»"')


def _may_close(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    return bool(before) and (not before.isspace() or text[at] in '«»"') and not after.isalnum()


def _first_word(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _last_word(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _repeats(text: str, paragraph: tuple[int, int], mark: str) -> bool:
    """Whether the paragraph begins with the same opening mark."""
    start, end = paragraph
    return text.startswith(mark, _first_word(text, start, min(end, len(text))))
