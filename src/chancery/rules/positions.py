"""The rules of positions: which words say what a party demands, seeks, offers or refuses, and who counts as a party."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast, get_args

from chancery.records import PLOVER_CLASSES, Change, Stance
from chancery.rules.toml import Example, Table, proven, read_tables

STANCES: tuple[Stance, ...] = get_args(Stance)
CHANGES: tuple[Change, ...] = get_args(Change)
FIELDS = ("holder", "stance", "target", "content", "issue", "condition", "change")
CONTENTS = ("clause", "infinitive", "gerund", "object", "subject")
HOLDERS = ("subject", "speaker", "self", "we")
WORDS = ("verbs", "nouns", "adjectives", "agents", "sides", "duties", "imperatives", "conjunctions")
KEYS = (
    "stance", *WORDS, "negated", "contents", "prepositions", "target", "objects", "modals", "under", "holder", "of_contents",
    "not_contents", "issue_only", "things_only", "deeds_only", "bodies_only", "whole", "others", "verdicts", "infinitives", "not_issues", "confidence",
    "event",
)  # fmt: skip
ISSUES, PARTIES, CHANGED = "issues", "parties", "changes"
PARTY_KEYS = (
    "parts",
    "papers",
    "voicing",
    "dropping",
    "going_on",
    "doubting",
    "not_really",
    "statements",
    "offices",
    "producing",
    "believing",
    "local",
    "institutions",
)


@dataclass(frozen=True, slots=True)
class PositionRule:
    """One way of taking a position. See ``en/positions.toml`` for what each key means."""

    name: str
    stance: Stance
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    imperatives: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    negated: bool = False
    contents: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    modals: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    holder: str = "subject"
    of_contents: frozenset[str] = frozenset()
    not_contents: frozenset[str] = frozenset()
    issue_only: bool = False
    infinitives: bool = False
    things_only: bool = False
    deeds_only: bool = False
    bodies_only: bool = False
    whole: bool = False
    others: bool = False
    verdicts: frozenset[str] = frozenset()
    not_issues: frozenset[str] = frozenset()
    event: str | None = None
    confidence: float = 0.8
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()

    def names(self, lemma: str, roleset: str | None) -> bool:
        """Whether a verb is one of the rule's: by its lemma, or by its roleset where one was read."""
        if lemma in self.verbs or (roleset is not None and roleset in self.verbs) or "*" in self.verbs:
            return True
        return roleset is None and any(verb.partition(".")[0] == lemma for verb in self.verbs)


@dataclass(frozen=True)
class PositionRules:
    """The position rules in file order, and the words that tell what a position is about and whose it is."""

    rules: tuple[PositionRule, ...] = ()
    issues: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    changes: tuple[tuple[Change, frozenset[str]], ...] = ()

    def event_of(self, by: str) -> str | None:
        """The PLOVER class of the act that a record of the rule called *by* (``positions.demand``) is; None where it is none."""
        return self._events.get(by)

    @cached_property
    def _events(self) -> Mapping[str, str]:
        return {f"positions.{rule.name}": rule.event for rule in self.rules if rule.event}

    def words(self, key: str) -> frozenset[str]:
        """One of the lists of the table ``parties``."""
        return self.parties.get(key, frozenset())

    def naming(self, words: Iterable[str], *, verb: bool) -> Sequence[PositionRule]:
        """The rules that name one of *words* in one way or another, in file order; those of any verb too, if it is a *verb*."""
        places = {place for word in words for place in self._places.get(word, ())}
        if verb:
            places.update(self._places.get("*", ()))
            places.update(place for place, rule in enumerate(self.rules) if rule.imperatives)
        return [self.rules[place] for place in sorted(places)]

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """For each word, the places in ``rules`` of those that name it."""
        found: dict[str, list[int]] = {}
        for place, rule in enumerate(self.rules):
            named = {word.partition(".")[0].partition("_")[0] for key in WORDS for word in getattr(rule, key)}
            for word in named:
                found.setdefault(word, []).append(place)
        return found


def load_positions(paths: Sequence[Path]) -> PositionRules:
    """The rules of *paths*; a later file's rule takes the place of one of its name. Raises ``RuleError``.

    The lists of ``issues``, ``parties`` and ``changes`` are joined instead: a later file adds words and issues, and its
    issues are tried first.
    """
    rules: dict[str, PositionRule] = {}
    issues: dict[str, tuple[str, ...]] = {}
    lists: dict[str, dict[str, frozenset[str]]] = {PARTIES: {}, CHANGED: {}}
    for table in (table for path in paths for table in read_tables([path])):
        if table.name == ISSUES:
            added = {name: table.strings(name) for name in table.values}
            old = {name: words for name, words in issues.items() if name not in added}
            issues = {
                name: tuple(dict.fromkeys((*words, *issues.get(name, ())))) for name, words in added.items()
            } | old
        elif table.name in lists:
            table.refuse_unknown(PARTY_KEYS if table.name == PARTIES else CHANGES)
            for name in table.values:
                lists[table.name][name] = lists[table.name].get(name, frozenset()) | frozenset(table.strings(name))
        else:
            rules[table.name] = _rule(table)
    return PositionRules(
        tuple(rules.values()),
        tuple(issues.items()),
        lists[PARTIES],
        tuple((change, lists[CHANGED][change]) for change in CHANGES if change in lists[CHANGED]),
    )


def _rule(table: Table) -> PositionRule:
    match, no_match = proven(table, KEYS, FIELDS)
    words = {key: frozenset(table.strings(key)) for key in WORDS}
    if not any(words.values()):
        raise table.error(f"it needs one of {_listed(WORDS)}", 'verbs = ["demand.01"]')
    return PositionRule(
        name=table.name,
        stance=cast("Stance", table.one_of("stance", STANCES)),
        **words,
        negated=table.flag("negated"),
        contents=table.some_of("contents", CONTENTS),
        prepositions=table.strings("prepositions"),
        target=table.strings("target"),
        objects=frozenset(table.strings("objects")),
        modals=frozenset(table.strings("modals")),
        under=frozenset(table.strings("under")),
        holder=table.one_of("holder", HOLDERS) if "holder" in table.values else "subject",
        of_contents=frozenset(table.strings("of_contents")),
        not_contents=frozenset(table.strings("not_contents")),
        issue_only=table.flag("issue_only"),
        deeds_only=table.flag("deeds_only"),
        bodies_only=table.flag("bodies_only"),
        whole=table.flag("whole"),
        others=table.flag("others"),
        verdicts=frozenset(table.strings("verdicts")),
        things_only=table.flag("things_only"),
        infinitives=table.flag("infinitives"),
        not_issues=frozenset(table.strings("not_issues")),
        event=table.one_of("event", PLOVER_CLASSES) if "event" in table.values else None,
        confidence=table.number("confidence", 0.8),
        match=match,
        no_match=no_match,
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
