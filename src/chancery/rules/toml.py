"""TOML rule files, read and checked: every table a rule, every rule with the sentences that prove it.

A loader names the keys that its rules may hold; everything else is refused with a ``RuleError`` that says the file,
the rule, the problem and what would be right.
"""

from __future__ import annotations

import difflib
import re
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

    def error(self, problem: str, remedy: str = "", *, key: str = "") -> RuleError:
        """The exception that names this table's file and rule, and the line of the rule or of its *key*."""
        return RuleError(place_of(self.file, self.name, key), f"rule '{self.name}': {problem}", remedy)

    def strings(self, key: str) -> tuple[str, ...]:
        """The list of strings under *key*; empty where the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(f"'{key}' is not a list of words", f'{key} = ["one", "two"]', key=key)
        return tuple(value)

    def string(self, key: str, default: str = "") -> str:
        """The string under *key*."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.error(f"'{key}' is not a string", f'{key} = "..."', key=key)
        return value

    def flag(self, key: str) -> bool:
        """The truth value under *key*, false where it is missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"'{key}' is neither true nor false", f"{key} = true", key=key)
        return value

    def number(self, key: str, default: float) -> float:
        """The number between 0 and 1 under *key*."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.error(f"'{key}' is not a number from 0 to 1", f"{key} = {default}", key=key)
        return float(value)

    def some_of(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """The list under *key*, each of it one of *known*."""
        for value in (values := self.strings(key)):
            if value not in known:
                raise self.error(f"unknown {key} '{value}'", nearest(value, known, "known"), key=key)
        return values

    def one_of(self, key: str, known: Sequence[str]) -> str:
        """The string under *key*, one of *known*."""
        value = self.string(key)
        if value not in known:
            raise self.error(f"unknown {key} '{value}'", nearest(value, known, "known"), key=key)
        return value

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise for the first key that the rule may not hold."""
        for key in self.values:
            if key not in (names := sorted(known)):
                raise self.error(f"unknown key '{key}'", nearest(key, names), key=key)

    def examples(self, key: str, fields: Sequence[str] = ()) -> tuple[Example, ...]:
        """The examples under ``match`` or ``no_match``, in file order; *fields* names what a match may expect."""
        entries = self.values.get(key, [])
        if not isinstance(entries, list):
            raise self.error(f"'{key}' is not a list of tables", f"[[{self.name}.{key}]]")
        return tuple(self._example(key, number, entry, fields) for number, entry in enumerate(entries))

    def _example(self, key: str, number: int, entry: Any, fields: Sequence[str]) -> Example:
        allowed = ["text", *(fields if key == "match" else ["why"])]
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            place = place_of(self.file, f"{self.name}.{key}", number=number)
            remedy = f'[[{self.name}.{key}]] with text = "..."'
            raise RuleError(place, f"rule '{self.name}': an example under '{key}' has no text", remedy)
        for name, value in entry.items():
            if name not in allowed or not isinstance(value, str):
                place = place_of(self.file, f"{self.name}.{key}", name, number)
                problem = f"rule '{self.name}': unknown key '{name}' in an example"
                raise RuleError(place, problem, nearest(name, allowed))
        expects = tuple((name, value) for name, value in entry.items() if name not in ("text", "why"))
        return Example(entry["text"], expects, entry.get("why", ""))


def nearest(word: str, known: Sequence[str], label: str = "known keys") -> str:
    """The remedy for an unknown *word*: the known one that it is most like, and all of them.

    >>> nearest("verb", ["mode", "verbs"])
    "did you mean 'verbs'? known keys: mode, verbs"
    """
    near = difflib.get_close_matches(word, known, 1, 0.6) or difflib.get_close_matches(word.upper(), known, 1, 0.6)
    listed = f"{label}: {', '.join(known)}"
    return f"did you mean '{near[0]}'? {listed}" if near else listed


def place_of(file: str, name: str, key: str = "", number: int = 0) -> str:
    """The file with the line of the table *name* (of several, the one with this *number*), or of its *key*, where it has one."""
    line = line_of(Path(file), name, key, number)
    return f"{file}:{line}" if line else file


def line_of(path: Path, name: str, key: str = "", number: int = 0) -> int | None:
    """The line, from 1, of the table *name* in *path*, or of *key* in it; None where no such line is found.

    Tables and keys are looked for as people write them: ``[name]``, ``[[name.match]]``, ``key = ...``, each on a line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    heads = [at for at, line in enumerate(lines, start=1) if _head(line) == name]
    if len(heads) <= number:
        return None
    start = heads[number]
    for at, line in enumerate(lines[start:], start=start + 1) if key else ():
        if _head(line) is not None:
            break
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return at
    return start


def comment_above(path: Path, line: int) -> str:
    """The comment that stands right above a line of a file, in one piece; empty where there is none."""
    out: list[str] = []
    for text in reversed(path.read_text(encoding="utf-8").splitlines()[: line - 1]):
        if not text.startswith("#"):
            break
        out.append(text.lstrip("#").strip())
    return " ".join(reversed(out))


def table_text(path: Path, name: str) -> tuple[int, str] | None:
    """The line of the table *name* in *path*, and its text with the comment above it and its examples; None where it is not."""
    line = line_of(path, name)
    if line is None:
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    first = line - 1
    while first > 0 and lines[first - 1].startswith("#"):
        first -= 1
    last = line
    while last < len(lines) and ((head := _head(lines[last])) is None or head.partition(".")[0] == name):
        last += 1
    # The comment above the next table is not this one's.
    while last > line and (not lines[last - 1].strip() or (lines[last - 1].startswith("#") and last < len(lines))):
        last -= 1
    return line, "\n".join(lines[first:last])


def _head(line: str) -> str | None:
    match = re.match(r"\s*\[\[?\s*([^\[\]=]+?)\s*\]\]?\s*(?:#.*)?$", line)
    return re.sub(r"[\"'\s]", "", match[1]) if match else None


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a file of rules. Raises ``RuleError`` for one that cannot be read or is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise RuleError(str(path), f"cannot be read ({problem.strerror})") from problem
    except tomllib.TOMLDecodeError as problem:
        told = re.search(r"^(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", str(problem))
        said = (
            str(problem) if not told else f"{told[1]}, {f'column {told[3]}' if told[2] else 'at the end of the file'}"
        )
        place = f"{path}:{told[2]}" if told and told[2] else str(path)
        raise RuleError(place, f"not TOML ({said})", _remedy(said)) from problem
    except UnicodeDecodeError as problem:
        raise RuleError(str(path), f"not TOML ({problem})", "one [table] a rule, in UTF-8") from problem


def _remedy(said: str) -> str:
    """What most often is the reason for what the TOML reader says."""
    for words, remedy in (
        ("Invalid value", 'words stand in quotation marks, lists in brackets: verbs = ["meet", "confer"]'),
        ("Unclosed array", 'a list ends with a bracket: verbs = ["meet", "confer"]'),
        ("Illegal character", "a string ends on its line, with the mark it began with"),
        ("Unterminated string", "a string ends with the mark it began with"),
        ("Cannot declare", "each rule has a name of its own in its file"),
        ("Cannot overwrite", "a key stands once in a rule"),
        ("Expected '=' after a key", 'a key, "=", a value: needs = "both"'),
    ):
        if words in said:
            return remedy
    return "one [table] a rule, in UTF-8"


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
