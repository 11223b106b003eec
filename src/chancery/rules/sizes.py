"""Sizes: the words for numbers and amounts, and whose numbers belong to an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from chancery.records import PLOVER_CLASSES
from chancery.rules.toml import Example, Table, proven, read_tables

LISTS = ("verbs", "acts", "states", "nouns", "things", "beside", "with_verbs")
FLAGS = ("toll", "tally", "doers", "plain", "currency", "own_unit")
KEYS = ("unit", "events", "sequel", *LISTS, *FLAGS)
BOUNDS = ("at_least", "at_most", "nearly", "about", "plain")
FIELDS = ("says",)


@dataclass(frozen=True)
class SizeRule:
    """One kind of size ("killed"). The keys are explained at the top of ``sizes.toml``."""

    name: str
    unit: str = ""
    events: frozenset[str] = frozenset()
    sequel: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    with_verbs: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()

    def __contains__(self, flag: str) -> bool:
        return flag in self.flags


@dataclass(frozen=True)
class SizeRules:
    """The kinds of sizes and how numbers are written."""

    kinds: tuple[SizeRule, ...] = ()
    values: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    short_scales: Mapping[str, float] = field(default_factory=dict)
    vague: Mapping[tuple[str, ...], tuple[float, float]] = field(default_factory=dict)
    bounds: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    after: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    currencies: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    elsewhere: frozenset[tuple[str, ...]] = frozenset()

    @cached_property
    def of_verb(self) -> Mapping[str, SizeRule]:
        """The kind that a verb says of its object."""
        return {verb: kind for kind in self.kinds for verb in kind.verbs}

    @cached_property
    def of_act(self) -> Mapping[str, SizeRule]:
        """The kind that a verb says of its subject."""
        return {verb: kind for kind in self.kinds for verb in kind.acts}

    @cached_property
    def of_state(self) -> Mapping[str, SizeRule]:
        """The kind that an adjective says."""
        return {word: kind for kind in self.kinds for word in kind.states}

    @cached_property
    def of_noun(self) -> Mapping[str, SizeRule]:
        """The kind that a counted noun says by itself."""
        return {word: kind for kind in self.kinds for word in kind.nouns}

    def is_person(self, word: str) -> bool:
        """Whether the noun (its lemma, lower case) means a person.

        >>> rules = SizeRules(persons=frozenset({"soldier"}), endings=("man",), without=frozenset({"ottoman"}))
        >>> [rules.is_person(word) for word in ("soldier", "barman", "ottoman", "tank")]
        [True, True, False, False]
        """
        return word in self.persons or (word.endswith(self.endings) and word not in self.without)


def load_sizes(paths: Sequence[Path]) -> SizeRules:
    """The rules in *paths*, later files winning.

    Raises ``RuleError`` for an unknown class, key or bound, and for a kind that no sentences prove.
    """
    kinds: list[SizeRule] = []
    numbers: dict[str, Mapping[str, float]] = {}
    phrases: dict[str, dict[tuple[str, ...], str]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    vague: dict[tuple[str, ...], tuple[float, float]] = {}
    for table in read_tables(paths):
        match table.name:
            case "values" | "scales" | "short_scales":
                numbers[table.name] = _numbers(table)
            case "vague":
                vague = _intervals(table)
            case "bounds" | "after":
                table.refuse_unknown(BOUNDS)
                phrases[table.name] = {
                    tuple(words.split()): bound for bound in table.values for words in table.strings(bound)
                }
            case "currencies":
                phrases[table.name] = {tuple(words.split()): table.string(words) for words in table.values}
            case "persons":
                table.refuse_unknown(("nouns", "endings", "without"))
                lists |= {name: table.strings(name) for name in table.values}
            case "elsewhere" | "groups":
                table.refuse_unknown(("words",))
                lists[table.name] = table.strings("words")
            case _:
                kinds.append(_kind(table))
    return SizeRules(
        kinds=tuple(kinds),
        values=numbers.get("values", {}),
        scales=numbers.get("scales", {}),
        short_scales=numbers.get("short_scales", {}),
        vague=vague,
        bounds=phrases.get("bounds", {}),
        after=phrases.get("after", {}),
        currencies=phrases.get("currencies", {}),
        persons=frozenset(lists.get("nouns", ())),
        endings=lists.get("endings", ()),
        without=frozenset(lists.get("without", ())),
        groups=frozenset(lists.get("groups", ())),
        elsewhere=frozenset(tuple(words.split()) for words in lists.get("elsewhere", ())),
    )


def _numbers(table: Table) -> dict[str, float]:
    for word, value in table.values.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise table.error(f"'{word}' is not a number", f"{word} = 12")
    return dict(table.values)


def _intervals(table: Table) -> dict[tuple[str, ...], tuple[float, float]]:
    out = {}
    for words, value in table.values.items():
        if not isinstance(value, list) or len(value) != 2 or not value[0] <= value[1]:
            raise table.error(f"'{words}' is not an interval", f'"{words}" = [24, 99]')
        out[tuple(words.split())] = (value[0], value[1])
    return out


def _kind(table: Table) -> SizeRule:
    match, no_match = proven(table, KEYS, FIELDS)
    if not no_match:
        raise table.error("it has no counter-example", f'[[{table.name}.no_match]] with text = "..." and why = "..."')
    if not table.string("unit") and not table.flag("currency") and not table.flag("own_unit"):
        raise table.error("it has no unit", 'unit = "persons"')
    return SizeRule(
        name=table.name,
        unit=table.string("unit"),
        events=frozenset(table.some_of("events", PLOVER_CLASSES)),
        sequel=frozenset(table.some_of("sequel", PLOVER_CLASSES)),
        flags=frozenset(flag for flag in FLAGS if table.flag(flag)),
        match=match,
        no_match=no_match,
        **{name: frozenset(table.strings(name)) for name in LISTS},
    )
