"""The codebook of events: verbs and nouns, the PLOVER class that they say, and what must be known for one to count.

It stands in the folder ``events``: the words that code asks about in ``vocabulary.toml``, the rules in a file a class.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from chancery.errors import RuleError
from chancery.records import PLOVER_CLASSES
from chancery.rules.plover import load_plover
from chancery.rules.toml import Example, Table, nearest, proven, read_tables

SHIPPED = Path(__file__).with_name("en")

NEEDS = ("who", "whom", "both", "two", "any", "force")
PLACES = ("", "object", "destination", "needed", "target")
LISTS = ("verbs", "nouns", "objects", "not_objects", "prepositions", "after_who", "after_whom")
FLAGS = (
    "mutual",
    "complement",
    "clause_whom",
    "whom_inside",
    "traveller",
    "persons",
    "person",
    "named",
    "office",
    "army",
    "bare",
    "only_prepositions",
    "needs_clause",
    "soldiers",
    "anonymous",
    "armed",
    "own",
    "phrases",
    "crowd",
    "weapon",
    "body",
    "troops",
    "lawful",
    "powers",
    "civil",
    "something",
    "suffered",
    "negated",
    "rescue",
    "sitting",
    "charges",
    "worry",
    "opinion",
    "signed",
    "praise",
    "approval",
    "intended",
    "admission",
    "cancelled",
    "staff",
)
KEYS = ("what", "mode", "needs", "place", "confidence", *LISTS, *FLAGS)
FIELDS = ("who", "whom")
VOCABULARY = "vocabulary"
MAPS = {"irregular": 'withdrew = "withdraw"', "nominals": 'delivery = "deliver"'}
"""The lists of words that give each word a verb, with an example."""
# The files in the order in which they are read. Where a verb and its objects fit rules of two classes, the first decides.
ORDER = (
    VOCABULARY, "consult", "agree", "support", "cooperate", "aid", "concede", "retreat", "request", "accuse", "reject",
    "threaten", "protest", "sanction", "assault", "mobilize", "coerce",
)  # fmt: skip


@dataclass(frozen=True)
class EventRule:
    """Words that say one class of event. The keys are explained at the top of ``vocabulary.toml``."""

    name: str
    what: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    not_objects: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    after_who: frozenset[str] = frozenset()
    after_whom: frozenset[str] = frozenset()
    needs: str = "both"
    place: str = ""
    flags: frozenset[str] = frozenset()
    confidence: float = 0.8
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()
    decided_by: str = ""
    """What decided where no rule of the codebook did: ``heads.relation.relations-en-0.1``."""
    file: str = ""

    @property
    def id(self) -> str:
        """The name under which records carry the rule: ``events.consult.visit``."""
        return self.decided_by or f"events.{self.what.lower()}.{self.name}"

    def __contains__(self, flag: str) -> bool:
        return flag in self.flags


@dataclass(frozen=True)
class Vocabulary:
    """The words that are no rules. What each list is for stands beside it in ``vocabulary.toml``."""

    light: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    cancels: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    hearers: frozenset[str] = frozenset()
    report_nouns: frozenset[str] = frozenset()
    announces: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    leagues: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    mishaps: frozenset[str] = frozenset()
    disasters: frozenset[str] = frozenset()
    blasts: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    vows: frozenset[str] = frozenset()
    hostile: frozenset[str] = frozenset()
    upcoming: frozenset[str] = frozenset()
    imminent: frozenset[str] = frozenset()
    envoys: frozenset[str] = frozenset()
    bygone: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    factives: frozenset[str] = frozenset()
    nature: frozenset[str] = frozenset()
    followers: frozenset[str] = frozenset()
    frontiers: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    adherents: frozenset[str] = frozenset()
    sporting: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    arsenal: frozenset[str] = frozenset()
    troops: frozenset[str] = frozenset()
    crowds: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    named_sites: frozenset[str] = frozenset()
    blows: frozenset[str] = frozenset()
    unmake: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    undergone: frozenset[str] = frozenset()
    facing: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    sequel: frozenset[str] = frozenset()
    stretches: frozenset[str] = frozenset()
    arranges: frozenset[str] = frozenset()
    aspects: frozenset[str] = frozenset()
    speaking_out: frozenset[str] = frozenset()
    judging: frozenset[str] = frozenset()
    conversation: frozenset[str] = frozenset()
    hearsay: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    routine: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    publics: frozenset[str] = frozenset()
    captors: frozenset[str] = frozenset()
    houses: frozenset[str] = frozenset()
    creatures: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()
    goodwill: frozenset[str] = frozenset()
    crimes: frozenset[str] = frozenset()
    enacted: frozenset[str] = frozenset()
    premises: frozenset[str] = frozenset()
    inquired: frozenset[str] = frozenset()
    advising: frozenset[str] = frozenset()
    journeys: frozenset[str] = frozenset()
    backing: frozenset[str] = frozenset()
    promising: frozenset[str] = frozenset()
    spaceflight: frozenset[str] = frozenset()
    revenge: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    laws: frozenset[str] = frozenset()
    decreed: frozenset[str] = frozenset()
    lawmaking: frozenset[str] = frozenset()
    stubborn: frozenset[str] = frozenset()
    penalties: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    active: frozenset[str] = frozenset()
    thoughts: frozenset[str] = frozenset()
    damning: frozenset[str] = frozenset()
    answering: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    wrongs: frozenset[str] = frozenset()
    praising: frozenset[str] = frozenset()
    considers: frozenset[str] = frozenset()
    irregular: Mapping[str, str] = field(default_factory=dict)
    nominals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EventRules:
    """The rules with their index by verb and noun, and the vocabulary that tells plans from deeds."""

    rules: tuple[EventRule, ...] = ()
    words: Vocabulary = Vocabulary()
    by_verb: Mapping[str, tuple[EventRule, ...]] = field(default_factory=dict)
    by_noun: Mapping[str, EventRule] = field(default_factory=dict)
    by_narrow_noun: Mapping[str, tuple[EventRule, ...]] = field(default_factory=dict)
    by_negated: Mapping[str, tuple[EventRule, ...]] = field(default_factory=dict)
    sure: float = 0.85
    """The share that the relation head must give a class where no rule speaks; below it nothing is written."""

    @classmethod
    def of(cls, rules: Sequence[EventRule], words: Vocabulary) -> EventRules:
        """The rules with their index; of one verb's rules those that ask for an object come first, then those for a person."""
        by_verb: dict[str, tuple[EventRule, ...]] = {}
        by_negated: dict[str, tuple[EventRule, ...]] = {}
        for rule in sorted(rules, key=lambda rule: (not rule.objects, "person" not in rule)):
            index = by_negated if "negated" in rule else by_verb
            for verb in rule.verbs:
                index[verb] = (*index.get(verb, ()), rule)
        by_noun = {noun: rule for rule in rules for noun in rule.nouns if not rule.objects}
        by_narrow_noun: dict[str, tuple[EventRule, ...]] = {}
        for rule in rules:
            for noun in dict.fromkeys(rule.nouns if rule.objects else ()):
                by_narrow_noun[noun] = (*by_narrow_noun.get(noun, ()), rule)
        return cls(tuple(rules), words, by_verb, by_noun, by_narrow_noun, by_negated)

    def of_verb(
        self, lemma: str, particle: str, roleset: str | None, objects: Collection[str]
    ) -> tuple[EventRule, ...]:
        """The rules for a verb with this particle, sense and these nouns as its object: those that ask for such an
        object, in the codebook's order, before those of force and of support that ask for none; else those that ask for none.

        >>> free = EventRule("release", "RETREAT", verbs=("release",), objects=frozenset({"hostage"}))
        >>> rules = EventRules.of([free], Vocabulary())
        >>> [bool(rules.of_verb("release", "", None, [noun])) for noun in ("hostage", "statement")]
        [True, False]
        """
        keys = [f"{lemma} {particle}"] if particle else [lemma]
        if roleset:
            keys.append(roleset)
        nouns = set(objects)
        for key in keys:
            rules = tuple(rule for rule in self.by_verb.get(key, ()) if not rule.not_objects & nouns)
            wide = tuple(rule for rule in rules if not rule.objects)
            if narrow := tuple(rule for rule in rules if rule.objects & nouns):
                return narrow + tuple(rule for rule in wide if rule.what in ("ASSAULT", "COERCE", "PROTEST", "SUPPORT"))
            if wide:
                return wide
        return tuple(
            rule
            for rule in self.by_verb.get(lemma, ())
            if particle and rule.objects & nouns and not rule.not_objects & nouns
        )

    def narrow_nouns(self, lemma: str) -> tuple[EventRule, ...]:
        """The rules for a noun that ask for a phrase behind it: "withdrawal from the union"."""
        return self.by_narrow_noun.get(lemma, ())

    def of_noun(self, lemma: str) -> EventRule | None:
        """The rule for a noun."""
        return self.by_noun.get(lemma)


def event_files(folder: Path) -> tuple[Path, ...]:
    """The files of the codebook in *folder*: ``events.toml``, then those of ``events/`` in the order of the classes.

    A file of ``events/`` under a name of the user's own comes after them, by the alphabet.
    """
    place = {name: number for number, name in enumerate(ORDER)}
    inside = sorted((folder / "events").glob("*.toml"), key=lambda path: (place.get(path.stem, len(ORDER)), path.name))
    single = folder / "events.toml"
    return ((single,) if single.is_file() else ()) + tuple(inside)


def load_events(paths: Sequence[Path]) -> EventRules:
    """The codebook in *paths*, the rules of a later folder winning; the lists of its vocabularies are put together.

    Raises ``RuleError`` for an unknown class, key or need, for a rule that no sentences prove, and for two rules of one
    name in one folder.
    """
    words = Vocabulary()
    rules: dict[str, EventRule] = {}
    tables: dict[str, Table] = {}
    for path in paths:
        for table in read_tables([path]):
            if table.name == VOCABULARY:
                words = _joined(words, _vocabulary(table))
                continue
            other = tables.get(table.name)
            if other is not None and Path(other.file).parent == path.parent:
                raise table.error(f"'{Path(other.file).name}' has a rule of this name, too", "one name a rule")
            tables[table.name] = table
            rules[table.name] = _rule(table)
    return EventRules.of(tuple(rules.values()), words)


def table_errors(path: Path) -> Iterator[RuleError]:
    """Everything that keeps the rules of one file from being used, a table after the other."""
    for table in read_tables([path]):
        try:
            if table.name == VOCABULARY:
                _vocabulary(table)
            else:
                _rule(table)
        except RuleError as problem:
            yield problem


def _vocabulary(table: Table) -> Vocabulary:
    names = [list_.name for list_ in fields(Vocabulary)]
    table.refuse_unknown(names)
    maps = dict[str, dict[str, str]]()
    for name, example in MAPS.items():
        verbs = table.values.get(name, {})
        if not isinstance(verbs, dict) or not all(isinstance(verb, str) and verb for verb in verbs.values()):
            raise table.error(f"'{name}' does not give each form its verb", f"[{VOCABULARY}.{name}] {example}")
        maps[name] = verbs
    lists = {name: frozenset(table.strings(name)) for name in names if name not in MAPS}
    return Vocabulary(**lists, irregular=maps["irregular"], nominals=maps["nominals"])


def _joined(words: Vocabulary, others: Vocabulary) -> Vocabulary:
    """Each list with the other's words, too."""
    lists = (list_.name for list_ in fields(Vocabulary) if list_.name not in MAPS)
    both = {name: getattr(words, name) | getattr(others, name) for name in lists}
    irregular, nominals = {**words.irregular, **others.irregular}, {**words.nominals, **others.nominals}
    return Vocabulary(**both, irregular=irregular, nominals=nominals)


def _rule(table: Table) -> EventRule:
    match, no_match = proven(table, KEYS, FIELDS)
    if not no_match:
        raise table.error("it has no counter-example", f'[[{table.name}.no_match]] with text = "..." and why = "..."')
    if not table.strings("verbs") and not table.strings("nouns"):
        raise table.error("it has neither verbs nor nouns", 'verbs = ["meet"]')
    if table.string("place") not in PLACES:
        raise table.error(
            f"unknown place '{table.string('place')}'", nearest(table.string("place"), PLACES[1:], "known"), key="place"
        )
    what, mode = table.one_of("what", PLOVER_CLASSES), table.string("mode")
    modes = tuple(load_plover().classes[what].modes)
    if mode and mode not in modes:
        remedy = nearest(mode, modes, "known") if modes else f"{what} has no modes; leave it out"
        raise table.error(f"mode '{mode}' is none of {what}", remedy, key="mode")
    return EventRule(
        name=table.name,
        what=what,
        mode=mode or None,
        verbs=table.strings("verbs"),
        nouns=table.strings("nouns"),
        objects=frozenset(table.strings("objects")),
        not_objects=frozenset(table.strings("not_objects")),
        prepositions=frozenset(table.strings("prepositions")),
        after_who=frozenset(table.strings("after_who")),
        after_whom=frozenset(table.strings("after_whom")),
        needs=table.one_of("needs", NEEDS),
        place=table.string("place"),
        flags=frozenset(flag for flag in FLAGS if table.flag(flag)),
        confidence=table.number("confidence", 0.8),
        match=match,
        no_match=no_match,
        file=table.file,
    )
