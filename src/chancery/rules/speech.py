"""The rules of speech: which verbs carry words, in which forms, and where words are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from chancery.records import Form
from chancery.rules.toml import Example, proven, read_tables

FORMS: tuple[Form, ...] = get_args(Form)
FIELDS = ("speaker", "words", "form", "content", "prompt")
KEYS = ("verbs", "nouns", "phrases", "forms", "complements", "actor", "confidence")
COMPLEMENTS = ("clause", "that", "infinitive", "gerund", "charge")
VOCABULARY = "vocabulary"
LISTS = (
    "venues",
    "works",
    "prompts",
    "sources",
    "things",
    "writings",
    "telling",
    "naming",
    "people",
    "measures",
    "carriers",
)


@dataclass(frozen=True, slots=True)
class SpeechRule:
    """Verbs that carry words. ``say`` means every sense of the verb, ``say.01`` that roleset only.

    ``actor``: the speaker must be an actor that the story knows. ``nouns``: "his claim that ..." carries words, too.
    """

    name: str
    verbs: tuple[str, ...]
    phrases: tuple[str, ...]
    forms: tuple[str, ...]
    complements: tuple[str, ...]
    confidence: float
    actor: bool = False
    nouns: frozenset[str] = frozenset()
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()


@dataclass(frozen=True)
class SpeechRules:
    """The speech rules, found by verb or roleset, with the small vocabularies that finding quotes uses.

    ``venues``: nouns that something is said at, in or to (briefing, interview). ``works``: nouns before the title of
    a work (film, operation). ``prompts``: verbs that put a question (ask, press).
    ``sources``: nouns for people and papers that know (official, report). ``things``: nouns whose asserting is no speech (study, poll).
    ``writings``: nouns for what is spoken or written by somebody (statement, letter). ``telling``: verbs whose object is told
    (tell, inform). ``naming``: verbs that give a name (call, dub): in the passive nobody speaks.
    ``measures``: what things go according to and what says nothing (plan, taste). ``carriers``: verbs that bring a noun of speech
    forth ("issued a warning that").
    """

    rules: tuple[SpeechRule, ...] = ()
    venues: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()
    prompts: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    writings: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    by_verb: Mapping[str, SpeechRule] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Sequence[SpeechRule], **words: Sequence[str]) -> SpeechRules:
        """The rules with their index by verb, and the vocabularies by name; of two rules that name a verb the one with more forms wins
        it, of equals the later.
        """
        index: dict[str, SpeechRule] = {}
        for rule in rules:
            for verb in rule.verbs:
                if verb not in index or len(rule.forms) >= len(index[verb].forms):
                    index[verb] = rule
        lists = {name: frozenset(words.get(name, ())) for name in LISTS}
        return cls(tuple(rules), by_verb=index, **lists)

    def rule_of(self, lemma: str, roleset: str | None = None) -> SpeechRule | None:
        """The rule for a verb: by its roleset where a rule names it, else by its lemma.

        A verb that only stands with rolesets in the rules is not a cue in another sense, and is one where no roleset
        was read.

        >>> rules = SpeechRules.of([SpeechRule("said", ("say", "add.02"), (), FORMS, (), 0.9)])
        >>> [bool(rules.rule_of(*verb)) for verb in (("say", "say.02"), ("add", "add.03"), ("add", None))]
        [True, False, True]
        """
        if roleset and roleset in self.by_verb:
            return self.by_verb[roleset]
        if lemma in self.by_verb:
            return self.by_verb[lemma]
        if roleset is None:
            return next((self.by_verb[key] for n in range(1, 4) if (key := f"{lemma}.0{n}") in self.by_verb), None)
        return None

    def by_name(self, name: str) -> SpeechRule | None:
        """The rule of this name."""
        return next((rule for rule in self.rules if rule.name == name), None)


def load_speech(paths: Sequence[Path]) -> SpeechRules:
    """The rules of *paths*, later files winning. Raises ``RuleError``."""
    rules, words = [], {name: tuple[str, ...]() for name in LISTS}
    for table in read_tables(paths):
        if table.name == VOCABULARY:
            table.refuse_unknown(LISTS)
            words = {name: table.strings(name) for name in LISTS}
            continue
        match, no_match = proven(table, KEYS, FIELDS)
        forms = table.some_of("forms", FORMS)
        verbs, phrases = table.strings("verbs"), table.strings("phrases")
        nouns = frozenset(table.strings("nouns"))
        if not forms or not (verbs or phrases or nouns):
            raise table.error(
                "it needs 'forms' and 'verbs', 'nouns' or 'phrases'", 'verbs = ["say"], forms = ["direct"]'
            )
        complements = table.some_of("complements", COMPLEMENTS)
        confidence = table.number("confidence", 0.85)
        actor = table.flag("actor")
        rules.append(
            SpeechRule(table.name, verbs, phrases, forms, complements, confidence, actor, nouns, match, no_match)
        )
    return SpeechRules.of(rules, **words)
