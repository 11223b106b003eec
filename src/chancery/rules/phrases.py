"""Phrases: words of rules found in words of a text, whatever their case, number and hyphens.

A phrase in lower case matches any case and the plural; one with a capital matches only as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

_HYPHENS = re.compile(r"[-‐‑–]+")
_APOSTROPHES = str.maketrans("’‘", "''")
_PARTS = re.compile(r"[^'\s]+|'[^'\s]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, with the forms under which a phrase may know it, and its place."""

    text: str
    forms: frozenset[str]
    at: int


@dataclass(frozen=True)
class Phrases:
    """Phrases with what each of them says, found by their first word."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Iterable[tuple[str, str]]) -> Self:
        """The phrases, each with what it says; the longer before the shorter."""
        by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, means in said:
            parts = split(phrase)
            by_first.setdefault(parts[0], []).append((parts, means))
        return cls({first: tuple(sorted(these, key=lambda one: -len(one[0]))) for first, these in by_first.items()})

    def found(self, words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
        """Each phrase that stands in the words: the places ``first:last`` among them and what it says.

        >>> words = words_of([("pro-democracy", "pro-democracy", 0), ("Activists", "activist", 1)])
        >>> list(Phrases.of([("pro democracy activist", "yes")]).found(words))
        [(0, 3, 'yes')]
        """
        for at, word in enumerate(words):
            for form in word.forms:
                for parts, means in self.by_first.get(form, ()):
                    last = at + len(parts)
                    if last <= len(words) and all(part in words[at + n].forms for n, part in enumerate(parts)):
                        yield at, last, means


def split(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, cut at hyphens and before "'s".

    >>> split("women's re-election")
    ('women', "'s", 're', 'election')
    """
    return tuple(_PARTS.findall(_HYPHENS.sub(" ", phrase.translate(_APOSTROPHES))))


def words_of(tokens: Iterable[tuple[str, str, int]]) -> list[Word]:
    """The words of (text, lemma, place) as phrases see them: hyphens and marks left out, each with its forms."""
    out = []
    for text, lemma, at in tokens:
        parts = split(text)
        if not parts or not any(letter.isalnum() or letter == "$" for letter in text):
            if text.translate(_APOSTROPHES) == "'s":
                out.append(Word("'s", frozenset({"'s"}), at))
            continue
        for part in parts:
            low = part.lower()
            forms = {part, low, low.removesuffix("s")}
            if len(parts) == 1:
                forms.add(lemma.lower())
            out.append(Word(part, frozenset(forms), at))
    return out
