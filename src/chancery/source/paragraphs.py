"""The paragraphs of a settled text, whether or not its lines were wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chancery.records import Span


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The paragraphs of *text* in order, without the blanks around them.

    A blank line always ends a paragraph. Where lines are long, each line is a paragraph; where a typewriter or a mail
    program wrapped them (hardly a line beyond 100 columns, and some go on in lower case), a line that was full goes on in the
    next. A line that is set in, after one that is not, begins a paragraph.
    """
    lines = tuple(_lines(text))
    width = _wrapped_at(text, lines)
    paragraphs: list[Span] = []
    previous: Span | None = None
    for line in lines:
        if previous is not None and width and _goes_on(text, previous, line, width):
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(line)
        previous = line
    return tuple(paragraphs)


def adjoin(text: str, first: Span, second: Span) -> bool:
    """Whether no blank line stands between the paragraphs."""
    return text.count("\n", first.end, second.start) < 2


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            at = start + len(line) - len(line.lstrip())
            yield Span(at, at + len(stripped))
        start += len(line) + 1


def _wrapped_at(text: str, lines: tuple[Span, ...]) -> int:
    """The column at which the lines were wrapped; 0 where they were not."""
    # A bare address may stick out of wrapped text, and so may a headline that was set above it.
    lengths = [line.end - line.start for line in lines if " " in text[line.start : line.end]]
    inside = [length for length in lengths if length <= 100]
    width = max(inside, default=0)
    if width < 50 or len(lengths) - len(inside) > len(lengths) // 7:
        return 0
    evidence = any(
        adjoin(text, a, b) and text[b.start].islower() and not _closed(text, a) and a.end - a.start >= 0.6 * width
        for a, b in pairwise(lines)
    )
    return width if evidence else 0


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    if not adjoin(text, line, following) or (_indent(text, following) >= 2 > _indent(text, line)):
        return False
    length = line.end - line.start
    if length > width:
        return False
    if text[following.start].islower() and length >= width // 2:
        return True
    first_word = _WORD.match(text, following.start)
    fits = length + 1 + (first_word.end() - first_word.start() if first_word else 0)
    # Typists wrap raggedly: a line that does not end a sentence goes on from two thirds of the width.
    return fits > (width - 6 if _closed(text, line) else width * 2 // 3)


def _closed(text: str, line: Span) -> bool:
    return text[line.start : line.end].rstrip("\"'”’)]»")[-1:] in tuple(".!?:")


def _indent(text: str, line: Span) -> int:
    return line.start - (text.rfind("\n", 0, line.start) + 1)


_WORD = re.compile(r"\S{1,100}")
