"""TOML rule files, read and checked: every table a rule, every rule with the sentences that prove it.

A loader names the keys that its rules may hold; everything else is refused with a ``RuleError`` that says the file,
the rule, the problem and what would be right.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chancery.errors import RuleError


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule must match (``expects`` says what) or must not match (``why`` says the reason)."""

    text: str
    expects: tuple[tuple[str, str], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a rule file, with the file that it comes from."""

    file: str
    name: str
    values: Mapping[str, Any]

    def error(self, problem: str, remedy: str = "") -> RuleError:
        """The exception that names this table's file and rule."""
        return RuleError(self.file, f"rule '{self.name}': {problem}", remedy)

    def strings(self, key: str) -> tuple[str, ...]:
        """The list of strings under *key*; empty where the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(f"'{key}' is not a list of words", f'{key} = ["one", "two"]')
        return tuple(value)

    def string(self, key: str, default: str = "") -> str:
        """The string under *key*."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.error(f"'{key}' is not a string", f'{key} = "..."')
        return value

    def flag(self, key: str) -> bool:
        """The truth value under *key*, false where it is missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"'{key}' is neither true nor false", f"{key} = true")
        return value

    def number(self, key: str, default: float) -> float:
        """The number between 0 and 1 under *key*."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.error(f"'{key}' is not a number from 0 to 1", f"{key} = {default}")
        return float(value)

    def some_of(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """The list under *key*, each of it one of *known*."""
        for value in (values := self.strings(key)):
            if value not in known:
                raise self.error(f"unknown {key} '{value}'", f"known: {', '.join(known)}")
        return values

    def one_of(self, key: str, known: Sequence[str]) -> str:
        """The string under *key*, one of *known*."""
        value = self.string(key)
        if value not in known:
            raise self.error(f"unknown {key} '{value}'", f"known: {', '.join(known)}")
        return value

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise for the first key that the rule may not hold."""
        for key in self.values:
            if key not in (names := sorted(known)):
                raise self.error(f"unknown key '{key}'", f"known keys: {', '.join(names)}")

    def examples(self, key: str, fields: Sequence[str] = ()) -> tuple[Example, ...]:
        """The examples under ``match`` or ``no_match``, in file order; *fields* names what a match may expect."""
        entries = self.values.get(key, [])
        if not isinstance(entries, list):
            raise self.error(f"'{key}' is not a list of tables", f"[[{self.name}.{key}]]")
        return tuple(self._example(key, entry, fields) for entry in entries)

    def _example(self, key: str, entry: Any, fields: Sequence[str]) -> Example:
        allowed = ["text", *(fields if key == "match" else ["why"])]
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            raise self.error(f"an example under '{key}' has no text", f'[[{self.name}.{key}]] with text = "..."')
        for name, value in entry.items():
            if name not in allowed or not isinstance(value, str):
                raise self.error(f"unknown key '{name}' in an example", f"known keys: {', '.join(allowed)}")
        expects = tuple((name, value) for name, value in entry.items() if name not in ("text", "why"))
        return Example(entry["text"], expects, entry.get("why", ""))


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a file of rules. Raises ``RuleError`` for one that cannot be read or is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise RuleError(str(path), f"cannot be read ({problem.strerror})") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RuleError(str(path), f"not TOML ({problem})", "one [table] a rule, in UTF-8") from problem


def read_tables(paths: Sequence[Path]) -> tuple[Table, ...]:
    """Every table of *paths* in order of first appearance; a later file's table takes an earlier one's place.

    Raises ``RuleError`` for a file that cannot be read or is not TOML, and for a value outside of any table.
    """
    tables: dict[str, Table] = {}
    for path in paths:
        for name, values in read_toml(path).items():
            if not isinstance(values, dict):
                raise RuleError(str(path), f"'{name}' stands outside of any rule", "one [table] a rule")
            tables[name] = Table(str(path), name, values)
    return tuple(tables.values())


def proven(table: Table, keys: Iterable[str], fields: Sequence[str]) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """The ``match`` and ``no_match`` examples of a rule whose keys are all known.

    Raises ``RuleError`` for an unknown key and for a rule that no sentence proves.
    """
    table.refuse_unknown([*keys, "match", "no_match"])
    match = table.examples("match", fields)
    if not match:
        raise table.error("it has no example", f'[[{table.name}.match]] with text = "..."')
    return match, table.examples("no_match")
