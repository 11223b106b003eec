"""The rules of positions: which verbs and nouns say what a party demands, seeks, offers or refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from chancery.records import Stance
from chancery.rules.toml import Example, proven, read_tables

STANCES: tuple[Stance, ...] = get_args(Stance)
FIELDS = ("holder", "stance", "target", "content", "issue")
CONTENTS = ("clause", "infinitive", "object")
KEYS = (
    "stance", "verbs", "negated", "contents", "prepositions", "target", "nouns", "objects", "conjunctions", "issue_only", "infinitives", "duties", "not_issues",
    "modals", "confidence",
)  # fmt: skip
ISSUES = "issues"


@dataclass(frozen=True, slots=True)
class PositionRule:
    """One way of taking a position. See ``en/positions.toml`` for what each key means."""

    name: str
    stance: Stance
    verbs: frozenset[str]
    negated: bool
    contents: tuple[str, ...]
    prepositions: tuple[str, ...]
    target: tuple[str, ...]
    nouns: frozenset[str]
    objects: frozenset[str]
    conjunctions: frozenset[str]
    issue_only: bool
    not_issues: frozenset[str]
    modals: frozenset[str]
    confidence: float
    infinitives: bool = False
    duties: frozenset[str] = frozenset()
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()

    def names(self, lemma: str, roleset: str | None) -> bool:
        """Whether a verb is one of the rule's: by its lemma, or by its roleset where one was read."""
        if lemma in self.verbs or (roleset is not None and roleset in self.verbs):
            return True
        return roleset is None and any(verb.partition(".")[0] == lemma for verb in self.verbs)


@dataclass(frozen=True)
class PositionRules:
    """The position rules in file order, and the words that tell what a position is about."""

    rules: tuple[PositionRule, ...] = ()
    issues: tuple[tuple[str, tuple[str, ...]], ...] = ()


def load_positions(paths: Sequence[Path]) -> PositionRules:
    """The rules of *paths*, later files winning. Raises ``RuleError``."""
    rules, issues = [], dict[str, tuple[str, ...]]()
    for table in read_tables(paths):
        if table.name == ISSUES:
            issues = {name: table.strings(name) for name in table.values}
            continue
        match, no_match = proven(table, KEYS, FIELDS)
        verbs, nouns, conjunctions = table.strings("verbs"), table.strings("nouns"), table.strings("conjunctions")
        duties = table.strings("duties")
        if not (verbs or nouns or conjunctions or duties):
            raise table.error("it needs 'verbs', 'nouns', 'conjunctions' or 'duties'", 'verbs = ["demand.01"]')
        rules.append(
            PositionRule(
                name=table.name,
                stance=cast("Stance", table.one_of("stance", STANCES)),
                verbs=frozenset(verbs),
                negated=table.flag("negated"),
                contents=table.some_of("contents", CONTENTS),
                prepositions=table.strings("prepositions"),
                target=table.strings("target"),
                nouns=frozenset(nouns),
                objects=frozenset(table.strings("objects")),
                conjunctions=frozenset(conjunctions),
                issue_only=table.flag("issue_only"),
                not_issues=frozenset(table.strings("not_issues")),
                modals=frozenset(table.strings("modals")),
                confidence=table.number("confidence", 0.8),
                infinitives=table.flag("infinitives"),
                duties=frozenset(duties),
                match=match,
                no_match=no_match,
            )
        )
    return PositionRules(tuple(rules), tuple(issues.items()))
