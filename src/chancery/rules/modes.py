"""Modes: PLOVER's closer description of each class of event, by the words of the event's clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chancery.records import PLOVER_CLASSES
from chancery.rules.phrases import Phrases
from chancery.rules.plover import load_plover
from chancery.rules.toml import Example, proven, read_tables

LISTS = ("acts", "words", "content", "deeds", "unless", "except")
KEYS = ("mode", "what", *LISTS)


@dataclass(frozen=True)
class ModeRule:
    """The words of one mode. The keys are explained at the top of ``modes.toml``."""

    name: str
    mode: str
    what: frozenset[str]
    unless: frozenset[str] = frozenset()
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()


@dataclass(frozen=True)
class ModeRules:
    """The modes in the order of the file, with their phrases by where these must stand, and PLOVER's modes of each class."""

    modes: tuple[ModeRule, ...] = ()
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    acts: Phrases = field(default_factory=Phrases)
    words: Phrases = field(default_factory=Phrases)
    content: Phrases = field(default_factory=Phrases)
    deeds: Phrases = field(default_factory=Phrases)
    exceptions: Phrases = field(default_factory=Phrases)


def load_modes(paths: Sequence[Path]) -> ModeRules:
    """The modes in *paths*, later files winning. Raises ``RuleError`` for one that its class does not have or nothing proves."""
    plover = {name: tuple(coded.modes) for name, coded in load_plover().classes.items()}
    rules, said = [], {name: [] for name in LISTS}  # type: tuple[list[ModeRule], dict[str, list[tuple[str, str]]]]
    for table in read_tables(paths):
        match, no_match = proven(table, KEYS, ())
        if not no_match:
            raise table.error(
                "it has no counter-example", f'[[{table.name}.no_match]] with text = "..." and why = "..."'
            )
        what = table.some_of("what", PLOVER_CLASSES)
        known = sorted({mode for one in what for mode in plover[one]})
        mode = table.one_of("mode", known)
        for name in LISTS:
            said[name] += [(phrase, table.name) for phrase in table.strings(name)]
        if not any(table.strings(name) for name in ("acts", "words", "content", "deeds")):
            raise table.error("it has no words", 'words = ["by phone"]')
        rules.append(ModeRule(table.name, mode, frozenset(what), frozenset(table.strings("unless")), match, no_match))
    return ModeRules(
        tuple(rules),
        plover,
        Phrases.of(said["acts"]),
        Phrases.of(said["words"]),
        Phrases.of(said["content"]),
        Phrases.of(said["deeds"]),
        Phrases.of(said["except"]),
    )
