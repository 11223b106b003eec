"""References: which nouns, names and pronouns of a story mean the same person or thing.

Antecedents are scored word by word, as in Dobrovolskii (2021), over the words that head a noun phrase and not over spans;
the spans come from the tree. A small trained head scores every pair of a word and an earlier one from the vectors that the
encoder has made of them anyway and from what can be told by looking: distance, number, sex, names, words in common,
who is subject of what. A word joins the earlier group that its members' scores together speak for most, or stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from chancery.errors import ModelError
from chancery.language.document import Doc, Reference, Token
from chancery.language.threads import one_thread
from chancery.rules.countries import Countries

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NEAR = 40
"""A pronoun's antecedent is looked for among so many mentions before it."""
NEAR_NOUN = 16
"""A noun's or name's is looked for among so many, and among those that share a word with it."""
ALIKE = 12
"""Of the earlier mentions that share a word with a noun or name, the last so many are looked at."""

PRONOUNS = {
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), "you"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves", "'s", "’s"), "we"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they"),
    **dict.fromkeys(("this", "that"), "this"),
    **dict.fromkeys(("these", "those"), "these"),
    **dict.fromkeys(("who", "whom", "whose", "which"), "who"),
    **dict.fromkeys(("both", "neither", "each"), "both"),
}
_REFLEXIVE = ("self", "selves")
_KINDS = (
    "name",
    "noun",
    "joined",
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "this",
    "these",
    "who",
    "both",
    "other",
)
_KIND = {kind: at for at, kind in enumerate(_KINDS)}
_PLACES = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod:poss", "nmod", "appos", "conj", "root", "compound", "flat",
           "vocative", "dislocated", "obl:agent", "obl:unmarked", "acl:relcl", "xcomp", "parataxis", "other")  # fmt: skip
_PLACE = {place: at for at, place in enumerate(_PLACES)}
_TYPES = ("", "PER", "LOC", "ORG", "NORP", "FAC", "EVENT", "TITLE")
_TYPE = {kind: at for at, kind in enumerate(_TYPES)}
_FORMS = ("bare", "the", "a", "this", "possessive", "number", "other")
_FORM = {form: at for at, form in enumerate(_FORMS)}
_DETERMINERS = {"the": "the", "a": "a", "an": "a", "this": "this", "that": "this", "these": "this", "those": "this"}
_FEMALE = frozenset({"woman", "girl", "mother", "wife", "daughter", "sister", "queen", "actress", "lady", "princess", "widow", "aunt", "niece", "grandmother", "businesswoman", "spokeswoman", "congresswoman", "chairwoman", "policewoman", "waitress", "heroine", "duchess", "countess", "baroness", "nun", "girlfriend", "bride", "granddaughter", "mrs.", "ms.", "miss", "mrs", "ms", "madame"})  # fmt: skip
_MALE = frozenset({"man", "boy", "father", "husband", "son", "brother", "king", "actor", "gentleman", "prince", "widower", "uncle", "nephew", "grandfather", "businessman", "spokesman", "congressman", "chairman", "policeman", "waiter", "hero", "duke", "count", "baron", "monk", "boyfriend", "groom", "grandson", "mr.", "mr", "sir", "lord"})  # fmt: skip
_SAYING = frozenset({"say", "tell", "add", "announce", "report", "state", "claim", "warn", "note", "explain", "confirm", "deny", "write", "tweet", "declare", "argue", "insist", "ask", "reply", "answer", "cry", "think", "observe", "continue", "remark"})  # fmt: skip
_ONE, _MANY, _EITHER = 1, 2, 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: its head token, tokens ``first:last``, and what can be told of it by looking."""

    head: int
    first: int
    last: int
    kind: int
    place: int
    type: int
    form: int
    number: int
    sex: int
    """0 unknown, 1 female, 2 male, 3 no person: as the head learned it, from pronouns, titles and the commonest names."""
    known: int
    """The same from all names, for what cannot be: nothing but a contradiction comes of the names that are not so common."""
    words: frozenset[str]
    key: str
    full: str
    sentence: int
    paragraph: int
    clause: int
    """The verb above."""
    quoted: bool
    speaks: bool
    """Subject of a verb of saying."""
    relative: bool


# ---- mentions ------------------------------------------------------------------------------------------------------

_PHRASE = frozenset({"NOUN", "PROPN", "PRON"})
_INSIDE_NAMES = ("flat", "fixed", "goeswith")
_LEFT_OUT = frozenset({"case", "mark", "cc", "punct", "cop", "aux", "nsubj", "nsubj:pass", "csubj", "advcl", "parataxis",
                       "discourse", "expl", "aux:pass", "vocative", "dislocated", "obl:unmarked", "reparandum", "orphan",
                       "nsubj:outer", "csubj:outer", "cc:preconj"})  # fmt: skip
_BRACKETS = frozenset("([{")
_BEFORE_MORE = frozenset({":", "–", "—", "--", "-"})
_LEFT_OUT_OF_PREDICATES = _LEFT_OUT | {"advmod", "obl", "acl:relcl:outer"}


def find_mentions(doc: Doc, sex_of: Countries | None = None) -> list[Mention]:
    """Every noun phrase of *doc* by its head, in text order; a coordination after its first conjunct."""
    named, bearers = _names(doc), _bearers(doc)
    quoted = _inside_quotes(doc)
    out: list[Mention] = []

    def add(token: Token, first: int, last: int, *, joined: bool) -> None:
        out.append(_mention(doc, token, first, last, named, bearers, quoted, sex_of, joined=joined))

    for token in doc.tokens:
        if not _heads_phrase(doc, token):
            continue
        first, last = span_of(doc, token)
        add(token, first, last, joined=False)
        others = [t for t in doc.dependents(token.index, "conj") if t.upos in _PHRASE]
        if others:
            add(token, first, max(span_of(doc, t)[1] for t in others), joined=True)
    return out


def _heads_phrase(doc: Doc, token: Token) -> bool:
    if token.upos not in _PHRASE and not (
        token.upos == "DET" and token.text.lower() in PRONOUNS and token.dep != "det"
    ):
        return False
    if token.dep in _INSIDE_NAMES or token.dep.startswith(("flat", "fixed")):
        return False
    if token.dep == "compound" and token.upos != "PROPN":
        return False
    return any(map(str.isalnum, token.text))


def span_of(doc: Doc, token: Token) -> tuple[int, int]:
    """The tokens of the noun phrase that *token* heads: its dependents, without what hangs on it as a predicate or conjunct."""
    if token.upos == "PRON" and token.text.lower() in PRONOUNS:
        return token.index, token.index + 1
    predicate = any(True for _ in doc.dependents(token.index, "cop"))
    without = _LEFT_OUT_OF_PREDICATES if predicate else _LEFT_OUT
    first, last = token.index, token.index + 1
    for child in doc.children[token.index]:
        other = doc.tokens[child]
        owns = other.tag == "POS" and other.dep == "case"
        if (other.dep in without and not owns) or other.dep.startswith("conj"):
            continue
        one, end = doc.subtree(child)
        begins = doc.tokens[one].text if child > token.index else ""
        if begins in (_BEFORE_MORE if other.dep == "appos" else _BRACKETS):
            continue  # "Ruiz (2011)", "two demands: an amnesty and a pardon"
        if other.dep == "advmod" and child < token.index and end == child + 1:
            continue  # "even the state"
        first, last = min(first, one), max(last, end)
    edge = doc.sentences[token.sentence]
    first, last = max(first, edge.first), min(last, edge.last)
    while first < token.index and doc.tokens[first].upos in ("PUNCT", "ADP", "CCONJ", "SCONJ"):
        first += 1
    while (
        last - 1 > token.index and doc.tokens[last - 1].upos == "PUNCT" and doc.tokens[last - 1].text not in ")]\"”’'"
    ):
        last -= 1
    return first, last


def _mention(
    doc: Doc, token: Token, first: int, last: int, named: dict[int, str], bearers: dict[str, set[str]],
    quoted: Sequence[bool], sex_of: Countries | None, *, joined: bool,
) -> Mention:  # fmt: skip
    lower = token.text.lower()
    pronoun = PRONOUNS.get(lower) if token.upos in ("PRON", "DET") else None
    type_ = named.get(token.index, "")
    if joined:
        kind = "joined"
    elif token.upos in ("PRON", "DET"):
        kind = pronoun or "other"
    else:
        kind = "name" if token.upos == "PROPN" or type_ in ("PER", "ORG", "LOC", "FAC", "EVENT") else "noun"
    words = frozenset(
        t.text.lower()
        for t in doc.tokens[first:last]
        if t.upos in ("NOUN", "PROPN", "ADJ", "NUM") and (t.index == token.index or t.dep in _DESCRIBES)
    )
    form = "bare"
    start = doc.tokens[first].text.lower()
    if start in _DETERMINERS:
        form = _DETERMINERS[start]
    elif any(True for _ in doc.dependents(token.index, "nmod:poss")):
        form = "possessive"
    elif doc.tokens[first].upos == "NUM":
        form = "number"
    elif doc.tokens[first].upos == "DET":
        form = "other"
    dep = token.dep if token.dep in _PLACE else token.dep.split(":")[0]
    known, common = (0, True) if joined else _sex(doc, token, pronoun, type_, first, bearers, sex_of)
    return Mention(
        head=token.index,
        first=first,
        last=last,
        kind=_KIND[kind],
        place=_PLACE.get(dep, _PLACE["other"]),
        type=_TYPE.get(type_, 0),
        form=_FORM[form],
        number=_MANY if joined else _number(token, pronoun),
        sex=known if common else 0,
        known=known,
        words=words,
        key="&" if joined else pronoun or token.lemma.lower(),
        full=" ".join(t.text.lower() for t in doc.tokens[first:last] if t.upos not in ("DET", "PUNCT")),
        sentence=token.sentence,
        paragraph=doc.sentences[token.sentence].paragraph,
        clause=_verb_above(doc, token),
        quoted=quoted[token.index],
        speaks=token.dep == "nsubj" and doc.tokens[token.head].lemma.lower() in _SAYING,
        relative=token.dep.startswith("acl:relcl"),
    )


_DESCRIBES = frozenset({"amod", "compound", "flat", "nummod", "nmod:desc", "nmod:unmarked", "appos"})


def _number(token: Token, pronoun: str | None) -> int:
    if pronoun in ("i", "he", "she", "it", "this"):
        return _ONE
    if pronoun in ("we", "they", "these", "both"):
        return _MANY
    if "Number=Plur" in token.morph or token.tag in ("NNS", "NNPS"):
        return _MANY
    return _ONE if "Number=Sing" in token.morph else _EITHER


def _sex(
    doc: Doc, token: Token, pronoun: str | None, type_: str, first: int, bearers: dict[str, set[str]], sex_of: Countries | None
) -> tuple[int, bool]:  # fmt: skip
    """0 unknown, 1 female, 2 male, 3 no person; and whether words tell it that the head has learned from.

    A surname alone has the sex of the story's bearers: "Thomas" is Clara Thomas.
    """
    if pronoun:
        return {"she": 1, "he": 2, "it": 3, "this": 3}.get(pronoun, 0), True
    if type_ in ("LOC", "ORG", "FAC", "EVENT", "NORP"):
        return 3, True
    around = [t.text.lower() for t in doc.tokens[max(first - 1, 0) : token.index + 1]]
    if _FEMALE.intersection(around) and not _MALE.intersection(around):
        return 1, True
    if _MALE.intersection(around) and not _FEMALE.intersection(around):
        return 2, True
    if token.upos == "PROPN" and sex_of is not None:
        before = next((t.text for t in doc.tokens[first : token.index] if t.upos == "PROPN"), None)
        if before is None and token.text in bearers:
            sexes = {sex_of.sex(name) for name in bearers[token.text]}
            found = sexes.pop() if len(sexes) == 1 else ""
            return _SEX[found], sex_of.is_counted(token.text) and sex_of.sex(token.text) == found
        for name in (token.text, before):
            if name is not None and sex_of.sex(name):
                return _SEX[sex_of.sex(name)], sex_of.is_counted(name)
    return 0, True


_SEX = {"": 0, "f": 1, "m": 2}


def _names(doc: Doc) -> dict[int, str]:
    out = {}
    for name in doc.names:
        for at in range(name.first, name.last):
            out[at] = name.type
    return out


def _bearers(doc: Doc) -> dict[str, set[str]]:
    """Of each surname in the full names of *doc*, the forenames that stand before it; nothing of what begins a full name too."""
    full = [name for name in doc.names if name.type == "PER" and name.last > name.first + 1]
    out: dict[str, set[str]] = {}
    for name in full:
        out.setdefault(doc.tokens[name.last - 1].text, set()).add(doc.tokens[name.first].text)
    for name in full:
        out.pop(doc.tokens[name.first].text, None)
    return out


def _verb_above(doc: Doc, token: Token) -> int:
    at = token.index
    for _ in range(12):
        head = doc.tokens[at].head
        if head == at:
            return at
        at = head
        if doc.tokens[at].upos in ("VERB", "AUX"):
            return at
    return at


def _inside_quotes(doc: Doc) -> list[bool]:
    out, inside, paragraph = [], False, -1
    for token in doc.tokens:
        here = doc.sentences[token.sentence].paragraph
        if here != paragraph:
            paragraph, inside = here, False
        if token.text in ("“", "«"):
            inside = True
        elif token.text in ("”", "»"):
            inside = False
        elif token.text in ('"', "``", "''"):
            inside = not inside
        out.append(inside)
    return out


# ---- pairs ---------------------------------------------------------------------------------------------------------

SLOTS = (
    ("kinds", len(_KINDS) * len(_KINDS)),
    ("apart", 12),
    ("sentences", 8),
    ("places", len(_PLACES) * len(_PLACES)),
    ("number", 9),
    ("sex", 16),
    ("types", len(_TYPES) * len(_TYPES)),
    ("forms", len(_FORMS) * len(_FORMS)),
    ("words", 10),
    ("inside", 4),
    ("clause", 6),
    ("quoted", 8),
    ("often", 6),
    ("first", 4),
    ("near", 7),
    ("speaks", 6),
)
"""What is told of a pair by looking, each one number of so many."""
OFFSETS = np.cumsum([0, *(size for _, size in SLOTS)])
ALONE_SLOTS = (("kind", len(_KINDS)), ("place", len(_PLACES)), ("type", len(_TYPES)), ("form", len(_FORMS)),
               ("number", 3), ("sex", 4), ("quoted", 2), ("alike", 4), ("relative", 2))  # fmt: skip
"""What is told of a mention alone."""
ALONE_OFFSETS = np.cumsum([0, *(size for _, size in ALONE_SLOTS)])


@dataclass(frozen=True)
class Pairs:
    """The pairs to score: mention ``later[k]`` may mean the same as ``earlier[k]``; one row of ``told`` each."""

    later: Ints
    earlier: Ints
    told: Ints
    """``[pairs, len(SLOTS)]``, moved by ``OFFSETS`` already."""
    alone: Ints
    """``[mentions, len(ALONE_SLOTS)]``, moved by ``ALONE_OFFSETS``."""


_COLUMNS = ("kind", "place", "type", "form", "number", "sex", "known", "sentence", "clause", "head", "first", "last", "quoted",
            "paragraph", "speaks", "relative")  # fmt: skip


class PairMaker:
    """Says which pairs of a document's mentions are worth a score, and what can be told of each by looking."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self._count = len(mentions)
        self._column = {
            name: np.array([getattr(m, name) for m in mentions], dtype=np.int64).reshape(-1) for name in _COLUMNS
        }
        self._column["key_number"], self._column["often"] = _repeats(mentions)
        self._shared, alike = _sharing(mentions)
        self._far = np.array([pair for pair in self._shared if pair[1] < pair[0] - NEAR_NOUN], dtype=np.int64).reshape(
            -1, 2
        )
        self._wanted = np.array([at * self._count + k for at, k in self._shared], dtype=np.int64)
        self._how = np.array(list(self._shared.values()), dtype=np.int64)
        self._governor = np.array([token.head for token in doc.tokens], dtype=np.int64)
        self._reflexive = np.array(
            [doc.tokens[m.head].text.lower().endswith(_REFLEXIVE) for m in mentions], dtype=np.bool_
        )
        self._leads = np.zeros(self._count, dtype=np.int64)
        self._leads[np.unique(self._column["sentence"], return_index=True)[1]] = 1
        names = ("kind", "place", "type", "form", "number", "sex", "quoted")
        told = [*(self._column[name] for name in names), alike, self._column["relative"]]
        self.alone: Ints = np.stack(told, axis=1) + ALONE_OFFSETS[None, :-1]

    def pairs(self, first: int = 0, last: int | None = None) -> Pairs:
        """The pairs of the later mentions ``first:last``, sorted by the later and the earlier one."""
        later, earlier = self._chosen(first, self._count if last is None else last)
        told = self._told(earlier, later)
        return Pairs(later, earlier, told + OFFSETS[None, :-1], self.alone)

    def _chosen(self, start: int, stop: int) -> tuple[Ints, Ints]:
        kind = self._column["kind"]
        order = np.arange(start, stop)
        later, earlier = np.repeat(order, NEAR), (order[:, None] - np.arange(1, NEAR + 1)[None]).ravel()
        near = (earlier >= 0) & ((kind[later] >= _KIND["i"]) | (later - earlier <= NEAR_NOUN))
        later, earlier = later[near], earlier[near]
        fits = (kind[later] != _KIND["joined"]) | (self._column["number"][earlier] == _MANY)
        far = self._far[(self._far[:, 0] >= start) & (self._far[:, 0] < stop)]
        later = np.concatenate([later[fits], far[:, 0]])
        earlier = np.concatenate([earlier[fits], far[:, 1]])
        in_order = np.lexsort((earlier, later))
        return later[in_order], earlier[in_order]

    def _told(self, a: Ints, b: Ints) -> Ints:
        """Of earlier mentions *a* and later ones *b*: a number for each of ``SLOTS``."""
        column = self._column
        head, first, last, clause = column["head"], column["first"], column["last"], column["clause"]
        sentence, quoted, nominal = column["sentence"], column["quoted"], column["kind"] < _KIND["i"]
        governor, here = self._governor, column["paragraph"][a] == column["paragraph"][b]

        def pair(name: str, size: int) -> Ints:
            both: Ints = column[name][a] * size + column[name][b]
            return both

        known = column["known"]
        differ = (known[a] + known[b] == 3) & (known[a] * known[b] == 2)  # A woman and a man.
        inside = np.select(
            [
                (first[a] <= head[b]) & (head[b] < last[a]),
                (first[b] <= head[a]) & (head[a] < last[b]),
                (governor[head[b]] == head[a]) | (governor[head[a]] == head[b]),
            ],
            [1, 2, 3],
            0,
        )
        between = np.select(
            [
                (clause[a] == clause[b]) & self._reflexive[b],
                clause[a] == clause[b],
                sentence[a] != sentence[b],
                governor[clause[b]] == clause[a],
                governor[clause[a]] == clause[b],
            ],
            [1, 2, 0, 3, 4],
            5,
        )
        told: Ints = np.stack(
            [
                pair("kind", len(_KINDS)),
                _step(b - a, (1, 2, 3, 4, 6, 9, 14, 20, 30, 45, 80)),
                _step(sentence[b] - sentence[a], (0, 1, 2, 3, 5, 9, 20)),
                pair("place", len(_PLACES)),
                pair("number", 3),
                np.where(differ, pair("known", 4), pair("sex", 4)),
                pair("type", len(_TYPES)),
                pair("form", len(_FORMS)),
                self._words(a, b),
                inside,
                between,
                pair("quoted", 2) + np.where(sentence[a] == sentence[b], 4, 0),
                _step(column["often"][a], (1, 2, 4, 8, 16)),
                self._leads[a] + np.where(column["place"][a] <= 1, 2, 0),
                np.where(nominal[a], 1 + _step(head[b] - last[a], (2, 6, 12, 24, 48)), 0),
                column["speaks"][a] * (1 - quoted[a]) + 2 * (quoted[b] + here * quoted[b]),
            ],
            axis=1,
        )
        return told

    def _words(self, a: Ints, b: Ints) -> Ints:
        """How two mentions' words compare: 1 to 8 for nouns and names that share one, 9 for equal pronouns, else 0."""
        key = self._column["key_number"]
        words = np.where((key[a] == key[b]) & (self._column["kind"][b] >= _KIND["i"]), 9, 0)
        if len(self._wanted) and len(b):
            places = b * self._count + a
            found = np.searchsorted(places, self._wanted)
            there = found < len(places)
            there[there] = places[found[there]] == self._wanted[there]
            words[found[there]] = self._how[there]
        return words


def pairs_of(doc: Doc, mentions: Sequence[Mention]) -> Pairs:
    """All pairs of a document that are worth a score."""
    return PairMaker(doc, mentions).pairs()


def _step(values: Ints, steps: Sequence[int]) -> Ints:
    """How many of *steps* each value exceeds."""
    found: Ints = np.searchsorted(np.asarray(steps), values, side="left").astype(np.int64)
    return found


def _repeats(mentions: Sequence[Mention]) -> tuple[Ints, Ints]:
    """Of each mention a number that is its ``key``'s, and how many mentions before had the same."""
    numbers: dict[str, int] = {}
    of = np.array([numbers.setdefault(m.key, len(numbers)) for m in mentions], dtype=np.int64)
    seen = [0] * len(numbers)
    before = np.zeros(len(mentions), dtype=np.int64)
    for at, number in enumerate(of.tolist()):
        before[at] = seen[number]
        seen[number] += 1
    return of, before


def _sharing(mentions: Sequence[Mention]) -> tuple[dict[tuple[int, int], int], Ints]:
    """Pairs of nouns and names with a word in common and how (1 to 8), and how alike the nearest earlier one is to each (0 to 3)."""
    by_word: dict[str, list[int]] = {}
    by_initials: dict[str, int] = {}
    shared: dict[tuple[int, int], int] = {}
    alike = np.zeros(len(mentions), dtype=np.int64)
    for at, b in enumerate(mentions):
        if b.kind >= _KIND["joined"]:
            continue
        near: set[int] = set()
        for word in b.words:
            near.update(by_word.get(word, ())[-ALIKE:])
        for k in sorted(near)[-2 * ALIKE :]:
            a = mentions[k]
            if a.full == b.full:
                how = 5
            elif a.key == b.key:
                how = 4 if b.words <= a.words else 3 if a.words <= b.words else 2
            else:
                how = 6 if b.words <= a.words else 7 if a.words <= b.words else 1
            shared[at, k] = how
            alike[at] = max(alike[at], 3 if how == 5 else 2 if how in (2, 3, 4) else 1)
        short = b.key.replace(".", "")
        if b.kind == _KIND["name"] and (other := by_initials.get(short)) is not None and (at, other) not in shared:
            shared[at, other] = 8
        for word in b.words:
            by_word.setdefault(word, []).append(at)
        if b.kind == _KIND["name"] and b.last - b.first > 1:
            by_initials["".join(word[0] for word in b.full.split() if word[0].isalpha())] = at
    return shared, alike


# ---- the head ------------------------------------------------------------------------------------------------------

_BLOCK = 256
"""So many mentions are scored at once: little memory grows with the story."""
_WEIGHTS = ("word", "word_bias", "alone", "norm_weight", "norm_bias", "later", "later_bias", "earlier", "both", "told", "score", "score_bias",
            "new_hidden", "new_hidden_bias", "new", "new_bias")  # fmt: skip


@dataclass(frozen=True)
class ReferenceHead:
    """The trained scorer of pairs of mentions; ``training/references.py`` makes its weights."""

    weights: Mapping[str, Floats]

    @classmethod
    def load(cls, path: Path) -> ReferenceHead:
        """The head whose weights lie at *path*; ``ModelError`` where they cannot be used."""
        remedy = "reinstall chancery, or give the folder of a model made for this version"
        try:
            with path.open("rb") as file, np.load(file) as stored:
                weights = {name: np.ascontiguousarray(stored[name], dtype=np.float32) for name in _WEIGHTS}
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(str(path), f"damaged: {error!r}", remedy) from error
        if len(weights["told"]) != OFFSETS[-1] or len(weights["alone"]) != ALONE_OFFSETS[-1]:
            raise ModelError(str(path), "made for other features of pairs", remedy)
        return cls(weights)

    def rows(self, vectors: Floats) -> Floats:
        """What is kept of words' *vectors* ``[words, 384]``: ``[words, size]``."""
        kept: Floats = vectors @ self.weights["word"] + self.weights["word_bias"]
        return kept

    def alone(self, rows: Floats, alone: Ints) -> tuple[Floats, Floats]:
        """Of mentions' *rows* ``[mentions, size]``: what pairs are scored by, and each one's score for beginning a group."""
        w = self.weights
        p: Floats = rows + w["alone"][alone].sum(axis=1)
        p /= 1.0 + np.exp(-p)
        p -= p.mean(axis=1, keepdims=True)
        p /= np.sqrt((p * p).mean(axis=1, keepdims=True) + 1e-5)
        p *= w["norm_weight"]
        p += w["norm_bias"]
        bars: Floats = np.maximum(p @ w["new_hidden"] + w["new_hidden_bias"], 0.0) @ w["new"] + w["new_bias"]
        return p, bars

    def scores(self, p: Floats, pairs: Pairs) -> Floats:
        """A score for each pair; *p* is what ``alone`` gave."""
        if not len(pairs.later):
            return np.zeros(0, dtype=np.float32)
        w = self.weights
        low, high = int(pairs.earlier.min()), int(pairs.later.max()) + 1
        b, a = pairs.later - low, pairs.earlier - low
        here = p[low:high]
        hidden = (here[b] * here[a]) @ w["both"]
        hidden += (here @ w["later"] + w["later_bias"])[b]
        hidden += (here @ w["earlier"])[a]
        for slot in range(len(SLOTS)):
            hidden += w["told"][pairs.told[:, slot]]
        np.maximum(hidden, 0.0, out=hidden)
        found: Floats = (hidden @ w["score"] + w["score_bias"]).astype(np.float32)
        return found


def add_references(doc: Doc, head: ReferenceHead | None, sexes: Countries) -> Doc:
    """The document with its groups of mentions that mean the same, each of two or more, in text order.

    *head* scores the vectors that the reader has left in ``doc.vectors``; without either, there are no references.
    """
    if head is None or doc.vectors is None:
        return doc
    mentions = find_mentions(doc, sexes)
    if not mentions:
        return replace(doc, vectors=None)
    maker = PairMaker(doc, mentions)
    joiner = Joiner([m.sex for m in mentions])
    with one_thread():
        p, bars = head.alone(doc.vectors[[m.head for m in mentions]], maker.alone)
        for first in range(0, len(mentions), _BLOCK):
            pairs = maker.pairs(first, min(first + _BLOCK, len(mentions)))
            joiner.add(pairs, head.scores(p, pairs), bars[first : first + _BLOCK])
    groups = [group for group in joiner.groups if len(group) > 1]
    chains = tuple(
        tuple(Reference(mentions[i].head, mentions[i].first, mentions[i].last) for i in group) for group in groups
    )
    return replace(doc, references=chains, vectors=None)


def is_name(one: Mention) -> bool:
    """Whether the mention is a name."""
    return one.kind == _KIND["name"]


def is_pronoun(one: Mention) -> bool:
    """Whether the mention is a pronoun."""
    return one.kind >= _KIND["i"]


def is_personal(one: Mention) -> bool:
    """Whether the mention is "he" or "she", or a form of them."""
    return one.kind in (_KIND["he"], _KIND["she"])


class Joiner:
    """Groups mentions, left to right: each joins the earlier group that its pairs' scores together speak for most, or begins one.

    Where *sexes* are given, one a mention (1 female, 2 male), a group that has one of the two takes in none of the other.
    """

    def __init__(self, sexes: Sequence[int] = ()) -> None:
        self.groups: list[list[int]] = []
        self._group_of: list[int] = []
        self._sexes = sexes
        self._sex_of: list[int] = []

    def add(self, pairs: Pairs, scores: Floats, alone: Floats) -> None:
        """The next ``len(alone)`` mentions, with the pairs of which they are the later."""
        start = len(self._group_of)
        edges = np.searchsorted(pairs.later, np.arange(start, start + len(alone) + 1)).tolist()
        earlier = pairs.earlier.tolist()
        likely = np.exp(np.clip(scores, -30.0, 30.0)).tolist()
        for at, bar in enumerate(np.exp(np.clip(alone, -30.0, 30.0)).tolist()):
            sex = self._sexes[start + at] if self._sexes and self._sexes[start + at] in (1, 2) else 0
            sums: dict[int, float] = {}
            for k in range(edges[at], edges[at + 1]):
                group = self._group_of[earlier[k]]
                if not sex or self._sex_of[group] in (0, sex):
                    sums[group] = sums.get(group, 0.0) + likely[k]
            best = max(sums, key=sums.__getitem__, default=-1)
            if best < 0 or sums[best] <= bar:
                best = len(self.groups)
                self.groups.append([])
                self._sex_of.append(0)
            self._sex_of[best] = self._sex_of[best] or sex
            self._group_of.append(best)
            self.groups[best].append(start + at)


def join(pairs: Pairs, scores: Floats, alone: Floats) -> list[list[int]]:
    """The groups of all mentions of a document."""
    joiner = Joiner()
    joiner.add(pairs, scores, alone)
    return joiner.groups
