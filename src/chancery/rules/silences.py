"""The rules of silence: how somebody says that he will not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chancery.rules.toml import Example, proven, read_tables

FIELDS = ("who", "how", "about")
KEYS = (
    "verbs",
    "negated",
    "passive",
    "complements",
    "objects",
    "objects_negated",
    "prepositions",
    "phrases",
    "confidence",
)


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """One way of not saying. See ``en/silences.toml`` for what each key means."""

    name: str
    verbs: frozenset[str]
    negated: bool
    passive: bool
    complements: frozenset[str]
    objects: frozenset[str]
    objects_negated: bool
    prepositions: tuple[str, ...]
    phrases: tuple[str, ...]
    confidence: float
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()


@dataclass(frozen=True)
class SilenceRules:
    """The silence rules in file order."""

    rules: tuple[SilenceRule, ...] = ()


def load_silences(paths: Sequence[Path]) -> SilenceRules:
    """The rules of *paths*, later files winning. Raises ``RuleError``."""
    rules = []
    for table in read_tables(paths):
        match, no_match = proven(table, KEYS, FIELDS)
        verbs, phrases = table.strings("verbs"), table.strings("phrases")
        if not verbs and not phrases:
            raise table.error("it needs 'verbs' or 'phrases'", 'verbs = ["decline"]')
        rules.append(
            SilenceRule(
                name=table.name,
                verbs=frozenset(verbs),
                negated=table.flag("negated"),
                passive=table.flag("passive"),
                complements=frozenset(table.strings("complements")),
                objects=frozenset(table.strings("objects")),
                objects_negated=table.flag("objects_negated"),
                prepositions=table.strings("prepositions"),
                phrases=phrases,
                confidence=table.number("confidence", 0.85),
                match=match,
                no_match=no_match,
            )
        )
    return SilenceRules(tuple(rules))
