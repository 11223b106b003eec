"""The Doc: a story with the layers that reading adds. Every finder reads this and nothing else.

Token positions (``first``, ``last``, ``head``) count the tokens of the whole story, white space left out; ``last`` is
exclusive. Character positions (``start``, ``end``) count the story's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chancery.records import PartRole, Story

_GRAINS = tuple(
    (re.compile(form), unit)
    for form, unit in (
        (r".*T\d\d:\d\d", "minute"),
        (r"PT?.*S$", "second"),
        (r"PT.*M$", "minute"),
        (r"PT.*H$", "hour"),
        (r".*T[A-Z]{2}$", "daypart"),
        (r"P[\dX.]+D$", "day"),
        (r"P[\dX.]+W$", "week"),
        (r"P[\dX.]*M$|P.*\d+M$", "month"),
        (r"P[\dX.]+Q$", "quarter"),
        (r"P[\dX.]+Y$", "year"),
        (r"P[\dX.]+DE$", "decade"),
        (r"P[\dX.]+CE$", "century"),
        (r"[\dX]{4}-W[\dX]{2}-WE$", "weekend"),
        (r"[\dX]{4}-W[\dX]{2}-\d$", "day"),
        (r"[\dX]{4}-W[\dX]{2}$", "week"),
        (r"[\dX]{4}-[\dX]{2}-[\dX]{2}(?:$|/)", "day"),
        (r"[\dX]{4}-[\dX]{2}(?:$|/)", "month"),
        (r"[\dX]{4}-Q\d$", "quarter"),
        (r"[\dX]{4}-H\d$", "half"),
        (r"[\dX]{4}-(?:SP|SU|FA|WI)$", "season"),
        (r"[\dX]{4}(?:$|/)", "year"),
        (r"\d{3}$", "decade"),
        (r"(?:BC)?\d{2}$", "century"),
    )
)
"""What a TIMEX3 value counts in, by its form."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark. ``head`` is its governor's place in ``Doc.tokens``, a root's its own."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    tag: str
    morph: str
    dep: str
    head: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first:last`` (last exclusive), its characters, and the part of the story it stands in."""

    index: int
    first: int
    last: int
    start: int
    end: int
    part: PartRole
    paragraph: int


@dataclass(frozen=True, slots=True)
class Argument:
    """Tokens ``first:last`` that fill a role of a predicate: ARG0, ARG1, ARGM-TMP ..."""

    first: int
    last: int
    role: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A token that says an act or state, with its PropBank roleset and arguments in text order."""

    token: int
    roleset: str
    confidence: float
    arguments: tuple[Argument, ...]

    def argument(self, *roles: str) -> Argument | None:
        """The first argument with one of these roles, in the order of *roles*."""
        for role in roles:
            for argument in self.arguments:
                if argument.role == role:
                    return argument
        return None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written: PER, LOC, ORG, NORP, TITLE, FAC or EVENT over tokens ``first:last``."""

    first: int
    last: int
    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time with its TIMEX3 type and value and the interval that it covers.

    "Feb. 6 to 8" is one stretch for whoever asks when, and two expressions for TIMEX3: those are its ``parts``.
    Where the words leave open which ("Tuesday" with no tense to go by), ``readings`` holds the first and last day of each
    reading, the one that the other fields give first; it is empty where only one is left.
    """

    start: int
    end: int
    type: str
    value: str
    earliest: str | None
    latest: str | None
    edtf: str | None
    basis: str | None
    parts: tuple[Time, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def granularity(self) -> str | None:
        """The unit that the words count in: ``minute``, ``daypart``, ``day``, ``weekend``, ``week``, ``month``, ``quarter``,
        ``half``, ``season``, ``year``, ``decade``, ``century`` and for lengths also ``hour`` and ``second``; None for "now".

        >>> Time(0, 8, "DATE", "2019-W07", None, None, None, None).granularity
        'week'
        """
        return next((unit for form, unit in _GRAINS if form.match(self.value)), None)


@dataclass(frozen=True, slots=True)
class Place:
    """A place name with what it resolves to."""

    start: int
    end: int
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """One of several mentions of the same: its head word, and tokens ``first:last`` of the whole phrase."""

    head: int
    first: int
    last: int


@dataclass(frozen=True)
class Doc:
    """A story with its layers."""

    story: Story
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    names: tuple[Name, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    references: tuple[tuple[Reference, ...], ...] = ()
    vectors: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)
    """A row a token, for the reference head; it is let go once references are found."""
    states: NDArray[np.float16] | None = field(default=None, compare=False, repr=False)
    """Two rows a token side by side, for the relation head; they are let go once records are found."""

    @cached_property
    def children(self) -> Sequence[Sequence[int]]:
        """For each token, its dependents' places in text order."""
        out: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                out[token.head].append(token.index)
        return out

    @cached_property
    def predicate_at(self) -> dict[int, Predicate]:
        """The predicate of each token that is one."""
        return {predicate.token: predicate for predicate in self.predicates}

    def subtree(self, index: int) -> tuple[int, int]:
        """First and last (exclusive) token of everything that hangs on the token at *index*, itself included."""
        first, last, todo, seen = index, index + 1, [index], {index}
        while todo:
            at = todo.pop()
            first, last = min(first, at), max(last, at + 1)
            # A Doc made by hand may hold a cycle; the reader's trees do not.
            todo.extend(child for child in self.children[at] if child not in seen)
            seen.update(self.children[at])
        return first, last

    def head_of(self, first: int, last: int) -> int:
        """The token of ``first:last`` whose governor stands outside: the syntactic head of the stretch."""
        for index in range(first, last):
            head = self.tokens[index].head
            if head == index or not first <= head < last:
                return index
        return first

    def dependents(self, index: int, *deps: str) -> Iterator[Token]:
        """Direct dependents with one of these relations (all when none is named; ``nsubj`` also means ``nsubj:pass``)."""
        for child in self.children[index]:
            token = self.tokens[child]
            if not deps or token.dep in deps or token.dep.split(":")[0] in deps:
                yield token

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Start and end in the text of tokens ``first:last``."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The story's text over tokens ``first:last``."""
        start, end = self.characters(first, last)
        return self.story.text[start:end]

    def tokens_in(self, start: int, end: int) -> list[int]:
        """The tokens that share a character with ``start:end`` of the text."""
        return [token.index for token in self.tokens if token.start < end and start < token.end]

    def sentence_of(self, index: int) -> Sentence:
        """The sentence that the token at *index* stands in."""
        return self.sentences[self.tokens[index].sentence]
