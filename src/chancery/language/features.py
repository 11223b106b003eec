"""What the reading model sees of a word beside its word pieces: shape, prefix and suffix, hashed to buckets, and a mark.

The encoder's vocabulary is uncased and knows no white space, so capitals and gaps reach the model only through these.
Training and reading call the same functions; a change here makes every trained model useless.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", int, NDArray[np.int64])

SHAPE_BUCKETS = 512
PREFIX_BUCKETS = 1024
SUFFIX_BUCKETS = 4096

MAX_WORD_PIECES = 8
"""A word's further pieces are dropped."""
MAX_WINDOW_WORDS = 160
MAX_WINDOW_PIECES = 254
"""Without the ``[CLS]`` before and the ``[SEP]`` after."""

DISTANCE_CLIP = 24
"""Distances of a word to its predicate are cut to ``-DISTANCE_CLIP .. DISTANCE_CLIP``, then moved to be >= 0."""
MAX_ROLE_WORDS = 100
"""Of a longer sentence, only the words within half of this of the predicate are looked at."""


def shape(word: str) -> str:
    """The word's orthographic shape: ``X`` upper, ``x`` lower, ``d`` digit, else itself; runs cut to three."""
    out: list[str] = []
    for char in word[:24]:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if len(out) >= 3 and out[-1] == out[-2] == out[-3] == kind:
            continue
        out.append(kind)
    return "".join(out[:12])


def bucket(kind: str, text: str, buckets: int) -> int:
    """A stable bucket in ``1..buckets``; 0 stands for padding."""
    return crc32(f"{kind}:{text}".encode()) % buckets + 1


@lru_cache(maxsize=65536)
def features(word: str) -> tuple[int, int, int]:
    """The buckets of a word's shape, its first two and its last three characters, case kept."""
    return (
        bucket("shape", shape(word), SHAPE_BUCKETS),
        bucket("prefix", word[:2], PREFIX_BUCKETS),
        bucket("suffix", word[-3:], SUFFIX_BUCKETS),
    )


GLUED, SPACED, BROKEN = 1, 2, 3
"""What stands before a word: nothing, white space, the end of a paragraph."""

CASES = 7
MARKS = 1 + 4 * CASES
"""How many marks there are; 0 is that of no word."""


@lru_cache(maxsize=65536)
def case(word: str) -> int:
    """How a word is written, in ``0..CASES - 1``.

    >>> [case(word) for word in ("talks", "Seoul", "A", "NATO", "iPhone", "Feb.27", "--")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    if any(char.isdigit() for char in word):
        return 5
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return 6
    upper = [char.isupper() for char in letters]
    if not any(upper):
        return 0
    if all(upper):
        return 2 if len(letters) == 1 else 3
    return 1 if upper[0] and not any(upper[1:]) else 4


def mark(how: Number, before: Number | int) -> Number:
    """The mark of a piece: its word's ``case``, and what stands before the word (0 for a word's further pieces)."""
    return 1 + before * CASES + how


def distance(word: int, predicate: int) -> int:
    """The distance bucket of a word to its predicate; ``DISTANCE_CLIP`` is the predicate itself."""
    return max(-DISTANCE_CLIP, min(DISTANCE_CLIP, word - predicate)) + DISTANCE_CLIP
