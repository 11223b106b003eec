"""The words and patterns that say a time, from ``times.toml``.

A pattern is a regular expression in which ``{month}``, ``{weekday}``, ``{number}`` ... stand for the words of the table of that
name (``{month2}`` for a second one), ``{day}``, ``{year}``, ``{hour}``, ``{minute}`` for digits, and a space for any white space
inside of one paragraph. Where a group is called ``said`` (or ``said2``), it alone is the expression: what stands before it only
tells that it is one. Letters match in either case, the words of tables with capitals only as they are written.

``cues`` says which words must stand near for the pattern to be tried at all: each is the name of a table, ``digit``, or a word,
several with ``|`` between them when any of them will do. A rule without cues is tried everywhere, which costs time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from chancery.errors import RuleError
from chancery.rules.toml import read_toml

MEANINGS = (
    "date", "month", "year", "year_of_era", "decade", "century", "season", "quarter", "quarter_compared", "fiscal", "weekday", "named_day",
    "unit", "shifted_day", "day_part", "ago", "later", "some_way", "span", "duration", "duration_range", "duration_half", "set",
    "clock", "part", "first_of", "reference",
)  # fmt: skip

_DIGITS = {
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
    "year": r"(?:1[0-9]\d\d|20\d\d)",
    "hour": r"(?:2[0-3]|[01]?\d)",
    "minute": r"[0-5]\d",
    "monthnumber": r"(?:1[0-2]|0?[1-9])",
    "figure": r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d{1,2})?)",
}
_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
_SPACE = r"(?:(?:\s(?!\n))+)"
_LOOKBEHIND = re.compile(r"\(\?<[!=][^()]*\)")
_CUE = re.compile(r"[A-Za-z]+|\d+")
_FAR = 72
_NEAR = 60
"""Cues so many characters apart belong to different stretches; a stretch reaches so many beyond its outermost cues."""


@dataclass(frozen=True)
class TimeExample:
    """A sentence with the words that the rule must find in it and the EDTF form that they come to."""

    text: str
    words: str | None
    edtf: str | None
    published: str | None


@dataclass(frozen=True)
class TimeRule:
    """One way to say a time, what kind of time it means, and the sentences that prove it.

    ``after``: the words or mark of which one must stand before it; empty when anything may. ``not_after``: of which none may.
    ``cues``: the bits of the cues that must stand near; 0 when it is tried everywhere.
    """

    id: str
    pattern: re.Pattern[str]
    means: str
    after: tuple[str, ...]
    not_after: tuple[str, ...]
    cues: int
    match: tuple[TimeExample, ...]
    no_match: tuple[TimeExample, ...]


@dataclass(frozen=True)
class TimeRules:
    """The rules in order, the tables of words that they share, and for each word in lower case the bits that it cues."""

    rules: tuple[TimeRule, ...]
    words: Mapping[str, Mapping[str, Any]]
    cues: Mapping[str, int] = field(default_factory=dict)
    digits: int = 0

    def candidates(self, text: str) -> Iterator[tuple[int, TimeRule, re.Match[str]]]:
        """Every match of every rule, with the rule's rank. Where stretches of text overlap, one match may come twice."""
        for rank, rule in enumerate(self.rules):
            if not rule.cues:
                for match in rule.pattern.finditer(text):
                    yield rank, rule, match
        for first, last, cued in self._stretches(text):
            for rank, rule in self._cued(cued):
                for match in rule.pattern.finditer(text, first, last):
                    yield rank, rule, match

    def _stretches(self, text: str) -> Iterator[tuple[int, int, int]]:
        """First and last character around each knot of cues, with its bits."""
        cues, digits = self.cues, self.digits
        first, last, cued = -1, 0, 0
        for found in _CUE.finditer(text):
            word = found.group()
            bits = cues.get(word.lower(), 0) if word[0] > "9" else digits
            if not bits:
                continue
            start = found.start()
            if first >= 0 and start - last > _FAR:
                yield max(0, first - _NEAR), last + _NEAR, cued
                first, cued = start, 0
            elif first < 0:
                first = start
            last = found.end()
            cued |= bits
        if first >= 0:
            yield max(0, first - _NEAR), last + _NEAR, cued

    def _cued(self, cued: int) -> Sequence[tuple[int, TimeRule]]:
        known = self._by_cues.get(cued)
        if known is None:
            known = [(n, rule) for n, rule in enumerate(self.rules) if rule.cues and rule.cues & cued == rule.cues]
            self._by_cues[cued] = known
        return known

    @cached_property
    def _by_cues(self) -> dict[int, Sequence[tuple[int, TimeRule]]]:
        return {}

    def value(self, table: str, word: str) -> Any:
        """What *word* stands for in *table*; None when it stands there not.

        >>> TimeRules((), {"month": {"Feb": 2}}).value("month", "Feb.")
        2
        """
        return self.words.get(table, {}).get(" ".join(word.rstrip(".").lower().split()), self._exact(table, word))

    def _exact(self, table: str, word: str) -> Any:
        word, found = word.rstrip("."), self.words.get(table, {})
        return found.get(word, found.get(word.capitalize()))


def load_times(paths: Sequence[Path]) -> TimeRules:
    """The rules and words of *paths*, later files winning. Raises ``RuleError`` on what cannot be used."""
    words: dict[str, dict[str, Any]] = {}
    tables: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    for path in paths:
        content = read_toml(path)
        for name, table in content.pop("words", {}).items():
            words.setdefault(name, {}).update(table)
        tables.update({name: (path, table) for name, table in content.items()})
    cues = _Cues(words)
    rules = tuple(_rule(path, name, table, words, cues) for name, (path, table) in tables.items())
    return TimeRules(rules, words, cues.of_word, cues.digits)


class _Cues:
    """Gives each cue a bit, and each word the bits of its cues."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        self.words = words
        self.bits: dict[str, int] = {}
        self.of_word: dict[str, int] = {}
        self.digits = 0

    def bits_of(self, cues: Sequence[str]) -> int:
        bits = 0
        for cue in cues:
            if cue not in self.bits:
                self.bits[cue] = 1 << len(self.bits)
                for name in cue.split("|"):
                    self._note(name, self.bits[cue])
            bits |= self.bits[cue]
        return bits

    def _note(self, name: str, bit: int) -> None:
        if name == "digit":
            self.digits |= bit
            return
        for entry in self.words.get(name, (name,)):
            # Of "the day before yesterday" the longest word is the telling one.
            word = max(re.findall(r"[A-Za-z]+", entry), key=len).lower()
            self.of_word[word] = self.of_word.get(word, 0) | bit


def _rule(
    path: Path, name: str, table: Mapping[str, Any], words: Mapping[str, Mapping[str, Any]], cues: _Cues
) -> TimeRule:
    place = f"{path.name}: rule '{name}'"
    for part in ("pattern", "means", "match", "no_match"):
        if not table.get(part):
            raise RuleError(place, f"no {part}", "a rule has pattern, means, and examples under match and no_match")
    if table["means"] not in MEANINGS:
        raise RuleError(place, f"unknown meaning '{table['means']}'", f"known meanings: {', '.join(MEANINGS)}")

    def slot(found: re.Match[str]) -> str:
        table_name, number = found.groups()
        if table_name in _DIGITS:
            return f"(?P<{table_name}{number}>{_DIGITS[table_name]})"
        if table_name not in words:
            known = ", ".join([*_DIGITS, *words])
            raise RuleError(place, f"unknown slot '{{{table_name}}}'", f"known slots: {known}")
        listed = sorted(words[table_name], key=len, reverse=True)
        # "may" is a verb and "second" a number: names of months and days count only with their capital.
        flag = "-i" if any(word != word.lower() for word in listed) else "i"
        options = "|".join(_option(word) for word in listed)
        if table_name == "number":
            options = rf"(?:{options})(?:(?<=ty)[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?"
        return f"(?P<{table_name}{number}>(?{flag}:{options}))"

    # A look backward needs a fixed width: one white space there.
    written = _LOOKBEHIND.sub(lambda found: found.group().replace(" ", r"\s"), table["pattern"])
    text = _SLOT.sub(slot, written.replace(" ", "\x00")).replace("\x00", _SPACE)
    try:
        pattern = re.compile(rf"(?<![\w$€£.,/-])(?:{text})(?![\w/])", re.IGNORECASE)
    except re.error as error:
        raise RuleError(
            place, f"not a regular expression: {error}", "see the examples in the shipped times.toml"
        ) from error
    match = tuple(_example(place, example) for example in table["match"])
    no_match = tuple(_example(place, example) for example in table["no_match"])
    return TimeRule(
        f"times.{name}",
        pattern,
        table["means"],
        tuple(table.get("after", ())),
        tuple(table.get("not_after", ())),
        cues.bits_of(table.get("cues", ())),
        match,
        no_match,
    )


def _option(word: str) -> str:
    """A word of a table as a pattern; only "Feb" and the like may end in a full stop."""
    short = word[:1].isupper() and not word.isupper() and len(word) <= 4 and word not in ("May", "June", "July")
    shown = re.escape(word).replace(r"\ ", _SPACE)
    if word[:1].isupper() and word.isalpha() and len(word) > 3:
        shown = f"(?:{shown}|{shown.upper()})"  # "MARCH 3, 2021" heads many a release.
    return shown + (r"\b" if word[-1].isalnum() else "") + (r"\.?" if short else "")


def _example(place: str, table: Mapping[str, Any]) -> TimeExample:
    if not isinstance(table, Mapping) or "text" not in table:
        raise RuleError(place, "an example without text", 'write { text = "...", words = "...", edtf = "..." }')
    return TimeExample(table["text"], table.get("words"), table.get("edtf"), table.get("published"))
