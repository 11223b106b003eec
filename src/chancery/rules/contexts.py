"""Contexts: which words say that an event is about trade, an election, an epidemic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chancery.rules.phrases import Phrases
from chancery.rules.plover import load_plover
from chancery.rules.toml import Example, proven, read_tables

KEYS = ("words", "except")


@dataclass(frozen=True)
class ContextRule:
    """The words of one context."""

    name: str
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()


@dataclass(frozen=True)
class ContextRules:
    """The contexts in PLOVER's order, their words, and the phrases in which these words say something else."""

    contexts: tuple[ContextRule, ...] = ()
    words: Phrases = field(default_factory=Phrases)
    unless: Phrases = field(default_factory=Phrases)


def load_contexts(paths: Sequence[Path]) -> ContextRules:
    """The contexts in *paths*, later files winning. Raises ``RuleError`` for one that PLOVER does not have or nothing proves."""
    known, rules = tuple(load_plover().contexts), []
    for table in read_tables(paths):
        if table.name not in known:
            raise table.error("no context of PLOVER", f"known: {', '.join(known)}")
        match, no_match = proven(table, KEYS, ())
        if not table.strings("words"):
            raise table.error("it has no words", 'words = ["trade", "tariff"]')
        rules.append(ContextRule(table.name, table.strings("words"), table.strings("except"), match, no_match))
    rules.sort(key=lambda rule: known.index(rule.name))
    return ContextRules(
        tuple(rules),
        Phrases.of((word, rule.name) for rule in rules for word in rule.words),
        Phrases.of((word, rule.name) for rule in rules for word in rule.unless),
    )
