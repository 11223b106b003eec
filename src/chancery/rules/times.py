"""The words and patterns that say a time, from ``times.toml``.

A pattern is a regular expression in which ``{month}``, ``{weekday}``, ``{number}`` ... stand for the words of the table of that
name (``{month2}`` for a second one), ``{day}``, ``{year}``, ``{hour}``, ``{minute}`` for digits, and a space for any white space
inside of one paragraph. Where a group is called ``said``, it alone is the expression: what stands before it only tells that it is one. Letters match in either case, the words of tables with capitals only as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chancery.errors import RuleError
from chancery.rules.toml import read_toml

MEANINGS = (
    "date", "month", "year", "decade", "century", "season", "quarter", "half", "weekday", "named_day", "unit", "shifted_day",
    "ago", "later", "around", "span", "duration", "set", "clock", "part", "reference",
)  # fmt: skip

_DIGITS = {
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
    "year": r"(?:1[0-9]\d\d|20\d\d)",
    "hour": r"(?:2[0-3]|[01]?\d)",
    "minute": r"[0-5]\d",
    "monthnumber": r"(?:1[0-2]|0?[1-9])",
    "figure": r"\d{1,4}",
}
_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
_SPACE = r"(?:(?:\s(?!\n))+)"


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

    ``after``: the words or mark of which one must stand before it; empty when anything may.
    """

    id: str
    pattern: re.Pattern[str]
    means: str
    after: tuple[str, ...]
    match: tuple[TimeExample, ...]
    no_match: tuple[TimeExample, ...]


@dataclass(frozen=True)
class TimeRules:
    """The rules in order, and the tables of words that they share."""

    rules: tuple[TimeRule, ...]
    words: Mapping[str, Mapping[str, Any]]

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
    return TimeRules(tuple(_rule(path, name, table, words) for name, (path, table) in tables.items()), words)


def _rule(path: Path, name: str, table: Mapping[str, Any], words: Mapping[str, Mapping[str, Any]]) -> TimeRule:
    place = f"{path.name}: rule '{name}'"
    for field in ("pattern", "means", "match", "no_match"):
        if not table.get(field):
            raise RuleError(place, f"no {field}", "a rule has pattern, means, and examples under match and no_match")
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
        return f"(?P<{table_name}{number}>(?{flag}:{options}))"

    text = _SLOT.sub(slot, table["pattern"].replace(" ", "\x00")).replace("\x00", _SPACE)
    try:
        pattern = re.compile(rf"(?<![\w$€£.,/-])(?:{text})(?![\w/])", re.IGNORECASE)
    except re.error as error:
        raise RuleError(
            place, f"not a regular expression: {error}", "see the examples in the shipped times.toml"
        ) from error
    match = tuple(_example(place, example) for example in table["match"])
    no_match = tuple(_example(place, example) for example in table["no_match"])
    return TimeRule(f"times.{name}", pattern, table["means"], tuple(table.get("after", ())), match, no_match)


def _option(word: str) -> str:
    """A word of a table as a pattern; only "Feb" and the like may end in a full stop."""
    short = word[:1].isupper() and len(word) <= 4 and word not in ("May", "June", "July")
    shown = re.escape(word).replace(r"\ ", _SPACE)
    if word[:1].isupper() and word.isalpha() and len(word) > 3:
        shown = f"(?:{shown}|{shown.upper()})"  # "MARCH 3, 2021" heads many a release.
    return shown + r"\b" + (r"\.?" if short else "")


def _example(place: str, table: Mapping[str, Any]) -> TimeExample:
    if not isinstance(table, Mapping) or "text" not in table:
        raise RuleError(place, "an example without text", 'write { text = "...", words = "...", edtf = "..." }')
    return TimeExample(table["text"], table.get("words"), table.get("edtf"), table.get("published"))
