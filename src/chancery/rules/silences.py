"""The rules of silence: how somebody says that he will not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chancery.errors import RuleError
from chancery.rules.toml import Example, Table, proven, read_tables, read_toml

FIELDS = ("who", "how", "about", "asked_by")
KEYS = ("how", "own", "official", "neither", "teller", "spoke", "asked", "through", "not_about", "confidence")
WORDS = "words"
"""The table of lists of words that the templates of a file may name."""
WHO, END = "@who", "$"
MOST = 4
"""How many words stand at most where a template leaves words open or lets one repeat."""
ANY = 5

_IRREGULAR = {
    "be": "be am is are was were been being 's 're 'm ’s ’re ’m", "have": "have has had having 've 's ’ve ’s 'd ’d",
    "do": "do does did doing done", "say": "say says said saying", "give": "give gives gave given giving",
    "make": "make makes made making", "speak": "speak speaks spoke spoken speaking", "tell": "tell tells told telling",
    "draw": "draw draws drew drawn drawing", "keep": "keep keeps kept keeping", "go": "go goes went gone going",
    "get": "get gets got getting", "take": "take takes took taken taking", "leave": "leave leaves left leaving",
    "answer": "answer answers answered answering", "offer": "offer offers offered offering", "let": "let lets letting",
    "stay": "stay stays stayed staying", "bat": "bat bats batted batting", "put": "put puts putting",
    "prefer": "prefer prefers preferred preferring", "choose": "choose chooses chose chosen choosing",
    "opt": "opt opts opted opting", "demur": "demur demurs demurred demurring", "hang": "hang hangs hung hanging", "stop": "stop stops stopped stopping", "refer": "refer refers referred referring", "pass": "pass passes passed passing",
    "defer": "defer defers deferred deferring", "sidestep": "sidestep sidesteps sidestepped sidestepping",
    "shrug": "shrug shrugs shrugged shrugging", "wave": "wave waves waved waving", "swat": "swat swats swatted swatting",
}  # fmt: skip
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a template: which words may stand there, and how often."""

    words: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    """Several words that stand there together, the longest first."""
    least: int = 1
    most: int = 1
    looks: bool = False
    """It only looks at what comes next, and takes nothing."""
    barred: bool = False
    """It looks for what must not come next."""
    who: bool = False
    ends: bool = False
    """The end of the clause fits as well."""


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """One way of not saying. See ``en/silences.toml`` for what each key means."""

    name: str
    how: tuple[tuple[Item, ...], ...]
    own: bool
    official: bool
    neither: bool
    teller: bool
    spoke: bool
    asked: bool
    through: frozenset[str]
    not_about: frozenset[str]
    confidence: float
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()


@dataclass(frozen=True)
class SilenceRules:
    """The silence rules in file order."""

    rules: tuple[SilenceRule, ...] = ()
    starts: Mapping[str, tuple[tuple[SilenceRule, tuple[Item, ...]], ...]] = field(init=False)
    """The templates that can begin with a word, in lower case."""

    def __post_init__(self) -> None:
        starts: dict[str, list[tuple[SilenceRule, tuple[Item, ...]]]] = {}
        for rule in self.rules:
            for template in rule.how:
                for word in sorted(_first_words(template)):
                    starts.setdefault(word, []).append((rule, template))
        object.__setattr__(self, "starts", {word: tuple(templates) for word, templates in starts.items()})


def load_silences(paths: Sequence[Path]) -> SilenceRules:
    """The rules of *paths*, later files winning; lists of words are joined. Raises ``RuleError``."""
    lists: dict[str, tuple[str, ...]] = {}
    for path in paths:
        words = read_toml(path).get(WORDS, {})
        if not isinstance(words, dict):
            raise RuleError(str(path), f"'{WORDS}' is not a table", "[words] with one list a line")
        table = Table(str(path), WORDS, words)
        lists |= {name: table.strings(name) for name in words}
    rules = []
    for table in read_tables(paths):
        if table.name == WORDS:
            continue
        match, no_match = proven(table, KEYS, FIELDS)
        templates = table.strings("how")
        if not templates:
            raise table.error("it needs 'how'", 'how = ["~decline to comment"]')
        rules.append(
            SilenceRule(
                name=table.name,
                how=tuple(parsed(template, lists, table) for template in templates),
                own=table.flag("own"),
                official=table.flag("official"),
                neither=table.flag("neither"),
                teller=table.flag("teller"),
                spoke=table.flag("spoke"),
                asked=table.flag("asked"),
                through=frozenset(table.strings("through")),
                not_about=frozenset(table.strings("not_about")),
                confidence=table.number("confidence", 0.85),
                match=match,
                no_match=no_match,
            )
        )
    return SilenceRules(tuple(rules))


def parsed(template: str, lists: Mapping[str, Sequence[str]], table: Table) -> tuple[Item, ...]:
    """The items of a *template*, its lists filled in. Raises ``RuleError`` for a list that the file does not have."""
    return tuple(_item(piece, lists, table) for piece in template.split())


def _item(piece: str, lists: Mapping[str, Sequence[str]], table: Table) -> Item:
    if piece == WHO:
        return Item(who=True)
    if piece == "..":
        return Item(least=0, most=ANY)
    looks, barred = piece[0] in "&!", piece[0] == "!"
    body = piece[1:] if looks else piece
    least, most = (0, 1) if body.endswith("?") else (0, MOST) if body.endswith("*") else (1, 1)
    body = body.rstrip("?*")
    words: list[str] = []
    for word in body.split("|"):
        inflected = word.startswith("~")
        name = word.removeprefix("~")
        if name.startswith("<") and name.endswith(">"):
            if name[1:-1] not in lists:
                raise table.error(
                    f"'how' names the list {name}, which the file does not have", f"[{WORDS}] with {name[1:-1]} = [...]"
                )
            some = lists[name[1:-1]]
        else:
            some = [name]
        words += [form for one in some for form in (forms_of(one) if inflected else [one])]
    phrases = sorted((tuple(one.split()) for one in words if " " in one), key=len, reverse=True)
    single = frozenset(one for one in words if " " not in one) - {END}
    return Item(single, tuple(phrases), least, most, looks, barred, ends=END in words)


def forms_of(verb: str) -> Iterator[str]:
    """The forms of a verb.

    >>> list(forms_of("deny"))
    ['deny', 'denies', 'denied', 'denying']
    """
    if verb in _IRREGULAR:
        yield from _IRREGULAR[verb].split()
        return
    yield verb
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    elif verb.endswith("e"):
        yield from (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    else:
        yield from (f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s", f"{verb}ed", f"{verb}ing")


def _first_words(template: Sequence[Item]) -> frozenset[str]:
    words: frozenset[str] = frozenset()
    for item in template:
        if not item.looks:
            words |= item.words | {phrase[0] for phrase in item.phrases}
        if item.least and not item.looks:
            break
    return words
