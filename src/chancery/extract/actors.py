"""Who acts in a story: persons, states, bodies and groups, each once, with every mention that can be settled.

The order is that of certainty: the lexicon and the names that reading marked; then who is who among the persons, their
titles and countries; then bodies and states; then groups without a name; then "the envoy" and "he". What cannot be
settled is left alone: a mention missing does less harm than a mention of somebody else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from chancery.language.document import Doc, Reference, Token
from chancery.records import Actor, ActorType, Doubt, Evidence, Role, Span, identified
from chancery.rules.countries import FAMILY_FIRST, Countries, Entry, Leader, first_word, key, surname_of
from chancery.rules.events import EventRules
from chancery.rules.load import Rules
from chancery.rules.titles import Titles


@dataclass(frozen=True)
class Cast:
    """The actors of one story, and which words mean which of them."""

    records: tuple[Actor | Doubt, ...]
    _doc: Doc
    _at: Mapping[int, str]
    _several: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def of(self, first: int, last: int) -> tuple[str, ...]:
        """The ids of the actors that the noun phrase over tokens *first:last* denotes, joined ones each.

        "the two sides" and "they" give everybody whom they mean; what is not settled gives none.
        """
        if not 0 <= first < last <= len(self._doc.tokens):
            return ()
        found: list[str] = []
        todo, seen = [self._doc.head_of(first, last)], set()
        while todo:
            head = todo.pop(0)
            seen.add(head)
            actor = self._at.get(head) or self._named_beside(head, first, last)
            found += [one for one in ((actor,) if actor else self.several_at(head)) if one not in found]
            todo += [
                t.index for t in self._doc.dependents(head, "conj") if first <= t.index < last and t.index not in seen
            ]
        return tuple(found)

    def at(self, token: int) -> str | None:
        """The id of the actor that the token is a mention of, or part of one."""
        return self._at.get(token)

    def several_at(self, token: int) -> tuple[str, ...]:
        """The ids of the actors that the token means together: "the two leaders", "they"; empty where it means one or none."""
        return self._several.get(token, ())

    def record(self, id: str) -> Actor:  # noqa: A002 - it is called id everywhere
        """The actor with this id; ``KeyError`` when the story has none."""
        for record in self.records:
            if record.id == id and isinstance(record, Actor):
                return record
        raise KeyError(id)

    def label(self, id: str) -> str:  # noqa: A002
        """The name of the actor with this id."""
        return self.record(id).name

    def _named_beside(self, head: int, first: int, last: int) -> str | None:
        """The person whose name hangs on a title: "Secretary Pompeo", parsed with "Secretary" as head."""
        for token in self._doc.dependents(head, "flat", "appos", "nmod:desc", "nmod:unmarked"):
            if first <= token.index < last and token.index in self._at:
                return self._at[token.index]
        return None


def find_actors(doc: Doc, rules: Rules) -> Cast:
    """The cast of the story, its records in text order, ids made from content; two runs give the same.

    Forms that it reads:

        U.S. Secretary of State Mike Pompeo said ...       (person, country, sector, role)
        Ana Ruiz, the foreign minister of Chile, ...
        his counterpart Kim Hyok Chol
        Trump, Kim                                          (office-holders of the day whose country is named)
        Pyongyang has insisted on ...                       (the state; "to Pyongyang" is a place)
        the Trump administration, Chile's foreign ministry
        two U.S. officials said ...                         (a group without a name)
        the envoy, he, her                                  (where only one actor fits)

    A bare surname that two persons bear becomes a Doubt when nothing nearer decides.
    """
    casting = _Casting(doc, rules.countries, rules.titles, rules.events)
    casting.find_names()
    casting.cast_people()
    casting.take_terms_of_service()
    casting.cast_bodies()
    casting.cast_states()
    casting.cast_described()
    casting.settle_references()
    casting.settle_pronouns()
    casting.settle_counterparts()
    return casting.cast()


_NO_ACTORS = {"credit", "byline", "masthead", "signoff", "dateline"}
_LIKE_NAMES = {
    "Jordan",
    "Chad",
    "Georgia",
    "Israel",
    "Wagner",
    "Kenya",
    "Guinea",
    "Cuba",
    "Dawn",
    "Bild",
    "Paris",
    "Ira",
    "Santiago",
    "Victoria",
    "Sofia",
    "London",
    "Diet",
    "Sana",
}
_WIRES = {"Reuters", "Thomson Reuters", "AP", "Associated Press", "AFP", "Agence France-Presse", "UPI", "dpa", "DPA"}
_AFTER_NEW = {"Jersey", "Mexico", "Guinea", "Caledonia"}
"""New Jersey is not Jersey's."""
_COMMON_WORDS = {"May", "Park", "Brown", "Major", "Rice", "Bush", "Hunt", "Cook", "Straw", "Key", "Gates", "Baker", "Hu", "Li", "King", "Prince", "Pence", "Lam", "Wang", "Moon", "Abbott", "Rudd"}  # fmt: skip
_LOCATIVE = {"in", "at", "near", "inside", "across", "throughout", "within", "outside", "around", "into", "onto", "through", "via", "off", "over", "along", "beyond", "above"}  # fmt: skip
_MOTION = {"go", "travel", "fly", "head", "return", "visit", "trip", "come", "arrive", "leave", "depart", "flight", "way", "drive", "move", "flee", "send", "deploy", "cross", "tour", "journey", "walk", "sail", "export", "ship", "bring", "take", "invite", "route", "road", "access", "border", "deport", "extradite", "evacuate", "withdraw", "pull", "import", "escape", "refugee", "migrant"}  # fmt: skip
_SPOKEN = {"say", "tell", "add", "announce", "report", "state", "claim", "warn", "note", "explain", "confirm", "deny", "write", "tweet", "declare", "argue", "insist", "reiterate", "ask"}  # fmt: skip
_FAMILY_NAMES = {"Kim", "Lee", "Park", "Choi", "Kang", "Chung", "Moon", "Ri", "Pak", "Choe", "Jang", "Yang", "Wang", "Li", "Zhang", "Xi", "Hu", "Wen", "Nguyen", "Tran", "Pham", "Cho", "Yoon", "Yun", "Suh", "Roh", "Ban", "Han", "Lim", "Song", "Hwang", "Shin", "Kwon", "Hyon", "No", "Liu", "Chen", "Zhao", "Zhou", "Qin", "Tsai", "Ma", "Hong", "Chang", "Paek", "Thae", "Jo", "Tang", "Dai", "Le"}  # fmt: skip
_PARTICLES = {
    "La",
    "De",
    "Al",
    "Van",
    "Von",
    "Bin",
    "Le",
    "El",
    "Ibn",
    "Abu",
    "Ben",
    "Di",
    "Da",
    "Del",
    "al",
    "bin",
    "de",
}
_HE, _SHE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_NOT_TITLE = {
    "today",
    "yesterday",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "majesty",
    "excellency",
    "highness",
    "the",
    "a",
    "an",
    "his",
    "her",
    "their",
    "its",
    "our",
    "my",
    "your",
    "this",
    "that",
    "and",
    "or",
    "but",
}
_STANCES = {"commitment", "willingness", "readiness", "openness", "support", "demand", "offer", "opposition", "refusal", "insistence", "pledge", "request", "proposal", "objection", "aggression"}  # fmt: skip
_OFFICE_ENDS = {"Affairs", "Defense", "Defence", "Interior", "State", "Finance", "Justice", "Trade", "Energy", "Commerce", "Security", "Treasury", "Relations", "Cooperation", "Representatives", "Staff"}  # fmt: skip
_SHORT_TITLES = {"mr", "mrs", "ms", "dr", "sen", "rep", "gen", "president"}
_TURN_TITLES = {"mr", "ms", "mrs", "dr", "secretary", "ambassador", "minister", "president", "senator", "general", "chancellor", "commissioner", "admiral"}  # fmt: skip
_ACTING = {"nsubj", "obj", "iobj", "vocative"}
_STATING = {"condemn", "welcome", "urge", "call", "support", "commend", "stand", "remain", "continue", "congratulate", "reaffirm", "express", "applaud", "reiterate", "deplore", "denounce", "appreciate", "thank", "join", "recognize", "mourn", "extend", "seek", "demand", "reject", "honor", "believe", "regret", "note", "take", "be"}  # fmt: skip
_HOME = 0.6
"""A country that makes up this share of a story's countries is the one that the story is about."""


_Owner = TypeVar("_Owner")


@dataclass
class _Found:
    """Words that the lexicon or the reader calls a name: tokens ``first:last`` and what they are."""

    first: int
    last: int
    kind: str  # state, demonym, people, seat, entry, PER, ORG, NORP
    country: str | None = None
    entry: Entry | None = None


@dataclass
class _Draft:
    """An actor in the making."""

    name: str
    type: ActorType
    by: str
    confidence: float
    country: str | None = None
    sector: str | None = None
    forms: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    weak: list[tuple[int, int]] = field(default_factory=list)  # mentions only where others make it an actor
    adjectives: list[tuple[int, int]] = field(default_factory=list)  # "Chilean": it is meant, but not mentioned
    named: tuple[int, int] | None = None
    because: Evidence | None = None
    leader: Leader | None = None
    sex: str = ""
    kept: bool = True
    offices: list[str] = field(default_factory=list)
    target: tuple[str, Evidence] | None = None  # "for North Korea": whom an envoy is sent to

    def form(self, words: str) -> None:
        """Remember *words* as a form of the name."""
        if words not in self.forms:
            self.forms.append(words)


class _Casting:
    """The work on one story; each public method is a step, in the order of ``find_actors``."""

    def __init__(self, doc: Doc, countries: Countries, titles: Titles, deeds: EventRules) -> None:
        self.doc, self.tokens = doc, doc.tokens
        self.countries, self.titles, self.deeds = countries, titles, deeds
        self.day = (doc.story.published or "")[:10] or None
        self.found: dict[int, _Found] = {}  # by each token that is covered
        self.names: list[_Found] = []
        self.drafts: list[_Draft] = []
        self.at: dict[int, _Draft] = {}
        self.people: list[_Draft] = []
        self.by_name: dict[tuple[str, str], _Draft] = {}
        self.doubts: list[Doubt] = []
        self.heads: dict[int, _Draft] = {}  # title heads that already belong to a person
        self.quoted = _quoted(doc)
        self.things: dict[str, bool] = {}
        self.time_at = {time.start: time for time in doc.times}
        places = [n for n in doc.names if n.type == "LOC" and n.last - n.first > 1]
        self.longer_places = {at: n.last for n in places for at in range(n.first, n.last - 1)}
        self.longer_places_end = {at + 1: n.first for n in places for at in range(n.first + 1, n.last)}
        self.several: dict[int, list[_Draft]] = {}  # tokens that mean several actors together
        self.open = [s.part not in _NO_ACTORS or self._signs(s.first, s.last) for s in doc.sentences]

    # ---- names ---------------------------------------------------------------------------------------------------

    def find_names(self) -> None:
        """Join the lexicon's names and the reader's: the longer wins, of equal ones the lexicon."""
        self.persons = {self.doc.words(name.first, name.last) for name in self.doc.names if name.type == "PER"}
        spans = list(self._lexicon())
        for first, last, kind in self._joined_names():
            if self._open(first) and kind in {"PER", "ORG", "NORP"}:
                spans.extend(self._trimmed(first, last, kind))
        rank = {"PER": 1, "ORG": 2, "NORP": 3}
        spans.sort(key=lambda f: (-(f.last - f.first), rank.get(f.kind, 0), f.first))
        persons = {(found.first, found.last) for found in spans if found.kind == "PER"}
        parts = {
            t.text for f in spans if f.kind == "PER" and f.last > f.first + 1 for t in self.tokens[f.first : f.last]
        }
        for found in spans:
            words = self.doc.words(found.first, found.last)
            # "Sudesh Amman ... Amman": read as a person both times, he is no capital.
            if (found.first, found.last) in persons and (
                (found.kind in {"state", "entry"} and words in parts & _LIKE_NAMES)
                or (found.kind == "seat" and words in parts)
            ):
                continue
            if all(at not in self.found for at in range(found.first, found.last)):
                self.names.append(found)
                self.found.update(dict.fromkeys(range(found.first, found.last), found))
        self.names.sort(key=lambda f: f.first)
        self.inside: dict[int, _Found] = {}
        for found in spans:
            if found.kind not in {"PER", "ORG", "NORP"}:
                for at in range(found.first, found.last):
                    self.inside.setdefault(at, found)
        names = set(map(id, self.names))
        self.hints = Counter(
            f.country
            for f in spans
            if f.country and not (f.kind == "entry" and (id(f) not in names or self._generic(f) or self._wire(f)))
        )
        if self.home:
            self.hints[self.home] += 1
        read = {(f.first, f.last): f.kind for f in spans if f.kind in {"PER", "ORG", "NORP"}}
        for found in [f for f in spans if f.kind == "entry"]:
            words = self.doc.words(found.first, found.last)
            found.entry = self.countries.entry(words, self.hints)
            found.country = found.entry.country if found.entry else None
            if found.entry is None:
                found.kind = read.get((found.first, found.last), "ORG")
                if len(words) < 5 and (found.first, found.last) not in read and found in self.names:
                    self.names.remove(found)  # "PAN" is no party where no story of Mexico speaks of it.
                    self.found = {at: f for at, f in self.found.items() if f is not found}
        for found in self.names:
            if found.entry:
                self.hints.update(n for n in (found.entry.name, *found.entry.names) if n in self.countries.led)

    def _signs(self, first: int, last: int) -> bool:
        """Whether a masthead or byline names an official with his office: "Antony J. Blinken, Secretary of State"."""
        if self.doc.sentence_of(first).part == "credit":
            return False
        for name in self.doc.names:
            if name.type == "PER" and first <= name.first < last:
                end = name.last - (self.tokens[name.last - 1].text == ",")
                if end < last and self.tokens[end].text == ",":
                    title = " ".join(t.text for t in self.tokens[end + 1 : last])
                    if self.titles.sector(title) in {"GOV", "MIL", "LEG", "JUD"}:
                        return True
        return False

    def _generic(self, found: _Found) -> bool:
        return found.kind == "entry" and self.countries.is_bound(self.doc.words(found.first, found.last))

    def _wire(self, found: _Found) -> bool:
        """Whether it is an agency that reports from everywhere: its home is no hint of what the story is about."""
        return self.doc.words(found.first, found.last).removeprefix("The ") in _WIRES

    def _joined_names(self) -> Iterator[tuple[int, int, str]]:
        """The reader's names; what stands together is one: "Antony J." "Blinken", "Office" of the "Foreign Affairs Commission"."""
        names = sorted(self.doc.names, key=lambda name: name.first)
        at = 0
        while at < len(names):
            first, last, kind = names[at].first, names[at].last, names[at].type
            same = self.tokens[first].sentence
            while kind == "PER" and at + 1 < len(names) and names[at + 1].first == last and names[at + 1].type == kind:
                if self.tokens[last].sentence != same or self.tokens[last].text in {"-", "–", "—"}:
                    break
                at, last = at + 1, names[at + 1].last
            while kind == "ORG" and at + 1 < len(names) and names[at + 1].type == kind:
                between = [t.text.lower() for t in self.tokens[last : names[at + 1].first]]
                if self.tokens[names[at + 1].first].sentence != same or (
                    self.tokens[last - 1].text in {"'s", "’s", "'", "’"}
                    or (
                        between
                        and not (
                            between[0] in {"of", "for"}
                            and between[1:] in ([], ["the"])
                            and self._is_body_noun(last - 1)
                        )
                    )
                ):
                    break
                at, last = at + 1, names[at + 1].last
            yield first, last, kind
            at += 1

    def _is_body_noun(self, at: int) -> bool:
        return self.titles.body(self.tokens[at].lemma) is not None or self.titles.body(self.tokens[at].text) is not None

    def _lexicon(self) -> Iterator[_Found]:
        at = 0
        while at < len(self.tokens):
            sentence = self.doc.sentence_of(at)
            step = 1
            longest = self.countries.starts.get(first_word(self.tokens[at].text), 0)
            if longest and self._open(at):
                for last in range(min(at + longest, sentence.last), at, -1):
                    found = self._known(at, last)
                    if found:
                        yield found
                        step = last - at
                        break
            at += step

    def _known(self, first: int, last: int) -> _Found | None:
        words = self.doc.words(first, last)
        token = self.tokens[first]
        if len(words) > 70 or self.tokens[last - 1].text in {".", ","} or not self.countries.is_known(words):
            return None
        if self.longer_places.get(first, last) > last or self.longer_places_end.get(last, first) < first:
            return None  # "New Jersey" is not Jersey.
        if len(key(words)) < 5 and self._shouted(first):
            return None
        if first > 0 and self.tokens[first - 1].text == "New" and self.tokens[first].text in _AFTER_NEW:
            return None
        entry = self.countries.entry(words)
        if entry and not (self.countries.needs_article(words) and not self._after_the(first)):
            return _Found(first, last, "entry", entry.country)
        adjective = self.countries.demonym(words)
        if (country := self.countries.country_of(words)) and not (adjective and token.upos == "ADJ"):
            return _Found(first, last, "state", country)
        if country := self.countries.people(words):
            head = self.tokens[self.doc.head_of(first, last)]
            describes = head.dep.split(":")[0] in {"amod", "compound"} or head.upos == "ADJ"
            plural = head.text.endswith("s") and not head.text.endswith("ss")
            kind = "people" if plural or (not describes and head.upos in {"NOUN", "PROPN"}) else "demonym"
            return _Found(first, last, kind, country)
        if adjective:
            return _Found(first, last, "demonym", adjective)
        seat = self.countries.seat(words)
        return _Found(first, last, "seat", seat) if seat else None

    def _after_the(self, first: int) -> bool:
        return first > 0 and self.tokens[first - 1].text in {"the", "The", "THE"}

    def _trimmed(self, first: int, last: int, kind: str) -> Iterator[_Found]:
        """The name without articles, titles and countries before it; "Trump-Kim" as two."""
        while last > first + 1 and self.tokens[last - 1].text in {"'s", "’s", "'", "’", ",", "."}:
            last -= 1
        if kind == "PER":
            # "Kang Kyung" is taken to its end: "-wha".
            if last - first > 2 and self.tokens[last - 1].text == "-":
                last -= 1
            while (
                last + 1 < len(self.tokens)
                and self.tokens[last].text == "-"
                and self.tokens[last - 1].end == self.tokens[last].start
            ):
                if (
                    self.tokens[last + 1].start != self.tokens[last].end
                    or not self.tokens[last + 1].text[:1].islower()
                    or last - first < 2
                ):
                    break
                last += 2
            for at in range(last - 2, first - 1, -1):
                low = self.tokens[at].text.lower().strip(".")
                if (self.titles.is_head(low) and low not in _KIN) or low in _SHORT_TITLES:
                    first = at + 1
                    break
            dash = [at for at in range(first + 1, last - 1) if self.tokens[at].text in {"-", "–", "—"}]
            if len(dash) == 1 and self._are_leaders(first, dash[0], last):
                yield _Found(first, dash[0], kind)
                yield _Found(dash[0] + 1, last, kind)
                return
        if kind == "PER" and self.tokens[first].text.lower() in {"of", "for"}:
            # "Minister of Foreign Affairs Mohammed bin Abdulrahman": the name begins behind the office.
            office = [at for at in range(first, last - 1) if self.tokens[at].text in _OFFICE_ENDS]
            first = office[-1] + 1 if office else first + 1
        while (
            kind == "PER"
            and last - first > 2
            and (
                self.countries.country_of(self.tokens[first].text)
                or self.countries.entry(self.tokens[first].text)
                or self.doc.words(first + 1, last) in self.persons
            )
        ):
            first += 1  # "First Minister of Scotland Nicola Sturgeon"
        while last > first + 1 and self.tokens[first].text.lower() in _NOT_TITLE:
            first += 1
        while last > first + 1 and (
            self.tokens[last - 1].upos in {"ADP", "CCONJ", "DET"} or self.tokens[last - 1].text in {"-", "'s", "’s"}
        ):
            if self.tokens[last - 2].text == "-" and self.tokens[last - 2].end == self.tokens[last - 1].start:
                break  # "Moon Jae-in": its "in" is no preposition.
            last -= 1
        words = self.doc.words(first, last)
        if words in _PARTICLES:
            return
        if not any(c.isupper() for c in words) or self.tokens[first].upos == "PRON":
            return
        if kind == "PER" and all(
            self.titles.is_head(t.text) or t.tag == "NNPS" or t.text.lower() in _NOT_TITLE
            for t in self.tokens[first:last]
        ):
            return  # "President", "Muslims" and "Her Majesty" are no person's name.
        of = last > first + 1 and self.tokens[first + 1].text.lower() in {"of", "for"}
        if of and self.tokens[first].text.lower() in {"government", "governments"}:
            return  # "the Governments of Austria, Bulgaria and Canada" are states, each by its name.
        if kind == "ORG" and (self._is_title(last - 1) or (of and self._is_title(first))):
            return  # Nor are "Special Representative" and "Secretary of State" a body's.
        yield _Found(first, last, kind)

    def _are_leaders(self, first: int, dash: int, last: int) -> bool:
        return all(
            self.countries.is_surname(words) for words in (self.doc.words(first, dash), self.doc.words(dash + 1, last))
        )

    # ---- persons -------------------------------------------------------------------------------------------------

    def cast_people(self) -> None:
        """Persons by their full names; then the surnames, which mean one of them or an office-holder of the day."""
        full: list[_Found] = []
        bare: list[_Found] = []
        for found in self.names:
            if found.kind != "PER":
                continue
            (full if self._words(found) > 1 else bare).append(found)
        for found in [*full, *self._missed_leaders()]:
            self._cast_full(found)
        surnames = {name for person in self.people for name in _surnames(person)}
        for found in self.names:
            words = self.doc.words(found.first, found.last)
            if found.kind in {"ORG", "NORP"} and found.last == found.first + 1 and words not in _COMMON_WORDS:
                # "the Trump administration": a surname that the reader took for a body's name.
                if words in surnames or self._leader(words):
                    found.kind = "PER"
                    bare.append(found)
        bare += self._missed_surnames()
        for found in sorted(bare, key=lambda f: f.first):
            self._cast_bare(found)
        for person in self.people:
            self._describe(person)

    def _words(self, found: _Found) -> int:
        return len(self.doc.words(found.first, found.last).split())

    def _cast_full(self, found: _Found) -> None:
        words = " ".join(self.doc.words(found.first, found.last).split())
        plain = " ".join(word for word in words.split() if not re.fullmatch(r"[A-Z]\.?", word))
        leader = self._leader_named(words) or self._leader_named(plain)
        before = self.doc.words(found.first - 1, found.last) if found.first else words
        leader = leader or self._leader_named(before)
        person = next(
            (p for p in self.people if (leader and p.leader and p.leader.name == leader.name) or _same(p, words)), None
        )
        if person is None:
            person = self._person(words, found, leader, "actors.name", 0.9)
        elif len(words) > len(person.name) and not person.leader:
            person.name, person.named = words, (found.first, found.last)
        person.form(words)
        self._mention(person, found.first, found.last)

    def _person(self, words: str, found: _Found, leader: Leader | None, by: str, confidence: float) -> _Draft:
        person = _Draft(words, "person", by, confidence, named=(found.first, found.last), leader=leader)
        if leader:
            person.sex = leader.sex
            person.country, sector = self.countries.belongs(leader)
            if leader.holds(self.day):
                person.sector = sector
                person.offices += [leader.office] if leader.high else []
            elif leader.left(self.day):
                person.sector = sector if sector in {"MIL", "REB"} else "ELI"  # A general stays one.
                person.offices += [f"former {leader.office}"] if leader.high else []
            person.because = self._hint(leader.country)
        person.sex = person.sex or self.countries.sex(words.split(maxsplit=1)[0])
        self.people.append(person)
        self.drafts.append(person)
        return person

    def _hint(self, country: str) -> Evidence | None:
        """The first words of the story that name the country of an office-holder."""
        for found in self.names:
            if found.country == country:
                return self._evidence(found.first, found.last, "country")
        return None

    def _missed_leaders(self) -> Iterator[_Found]:
        """Full names of office-holders that the reader did not mark."""
        for token in self.tokens:
            at = token.index
            if at in self.found or not token.text[:1].isupper() or not self._open(at):
                continue
            end = self.doc.sentence_of(at).last
            for last in range(min(at + 5, end), at + 1, -1):
                if any(i in self.found for i in range(at, last)):
                    continue
                if self._leader_named(self.doc.words(at, last)):
                    yield self._add(at, last)
                    break

    def _missed_surnames(self) -> Sequence[_Found]:
        """Capitalised words outside of any name that are the surname of a person of the story, or of a leader."""
        out = []
        surnames = {name for person in self.people for name in _surnames(person)}
        for token in self.tokens:
            at = token.index
            if self._labels_turn(token) and at not in self.found and self._open(at):
                out.append(self._add(at, at + 1))
                continue
            if (
                at in self.found
                or not token.text[:1].isupper()
                or not self._open(at)
                or token.upos not in {"PROPN", "NOUN", "X"}
            ):
                continue
            known = token.text in surnames and token.text not in _PARTICLES and not self._shouted(at)
            if known or (token.text not in _COMMON_WORDS and self._leader(token.text)):
                out.append(self._add(at, at + 1))
        return out

    def _labels_turn(self, token: Token) -> bool:
        """Whether the word names whose turn it is in a transcript: "MR PRICE:"."""
        at = token.index
        if not token.text.isupper() or len(token.text) < 3 or at == 0 or at + 1 >= len(self.tokens):
            return False
        before = self.tokens[at - 1].text.strip(".")
        return self.tokens[at + 1].text == ":" and before.isupper() and before.lower() in _TURN_TITLES

    def _add(self, first: int, last: int) -> _Found:
        found = _Found(first, last, "PER")
        self.names.append(found)
        self.found.update(dict.fromkeys(range(first, last), found))
        return found

    def _leader_named(self, words: str) -> Leader | None:
        return self.countries.leader_named(words, self.day, self.hints)

    def _leader(self, surname: str) -> Leader | None:
        return self.countries.leader(surname, self.day, self.hints)

    def _cast_bare(self, found: _Found) -> None:
        """One word: a person of the story by surname, else an office-holder, else somebody of that name only."""
        words = self.doc.words(found.first, found.last)
        if words.isupper() and len(words) > 3:
            words = words.capitalize()  # "MR PRICE:" of a transcript.
        bearers = [p for p in self.people if words in _surnames(p) or words in p.forms or words in p.name.split()]
        bearers = [p for p in bearers if words in _surnames(p) or words in p.forms] or bearers
        before = self.doc.words(found.first - 1, found.last) if found.first else words  # "Pope Francis"
        known = self._leader_named(words) or self._leader_named(before)
        leader = (self._leader(words) or self._titled_leader(found, words)) or (
            known if known and (known.country in self.hints or known.office == "pope") else None
        )
        if leader and not bearers and self._has_other_title(found, leader):
            leader = None
        chosen = self._bearer(found, bearers, leader)
        if chosen is None and len(bearers) > 1 and not leader:
            self._doubt(found, f"{words} may be " + " or ".join(sorted(p.name for p in bearers)))
            return
        if chosen is None and leader:
            chosen = next((p for p in self.people if p.leader and p.leader.name == leader.name), None)
            if chosen is None:
                chosen = self._person(leader.name, found, leader, "actors.leader", 0.85)
        if chosen is None:
            chosen = self._person(words, found, None, "actors.name", 0.7)
        chosen.form(words)
        self._mention(chosen, found.first, found.last)

    def _titled_leader(self, found: _Found, words: str) -> Leader | None:
        """Who holds the office that the title before a bare name says: "Secretary of Defense Austin", "General Milley"."""
        named = self.countries.titled(words, self.day, self.hints)
        title = self._title_before(found.first) if named else None
        if title is None:
            return None
        said = self.titles.head_of(self.doc.words(title.head, title.last))
        fitting = {
            x.name: x
            for x in named
            if "spokes" not in x.office
            and self.titles.head_of(x.office) == said
            and title.country in {None, x.country}
            and self._may_mean(title, x.office)
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _has_other_title(self, found: _Found, leader: Leader) -> bool:
        """Whether the words before a bare name give its bearer another office than the leader's: "Special Representative Kim"."""
        title = self._title_before(found.first)
        if title is None:
            return False
        said = self.titles.head_of(self.doc.words(title.head, title.last))
        if said in {"leader", "chairman", "marshal", "mr", "king", "chief"}:
            return False
        return not (self.titles.fits(said, leader.office) and self._may_mean(title, leader.office))

    def _may_mean(self, title: _Title, office: str) -> bool:
        """Whether the words beside a title's noun leave it open or say the *office*: a health minister is no prime minister."""
        said = {t.text.lower().strip(".") for t in self.tokens[title.first : title.last] if t.index not in self.inside}
        if said & _UNDER and not said & _UNDER & set(office.split()):
            return False
        if self.titles.head_of(office) not in {"minister", "secretary"}:
            return True
        beside = {word[:5] for word in said - _UNDER - _BESIDE_OFFICE}
        return not beside or bool(beside & {word[:5] for word in [*office.split(), *_ALSO.get(office, ())]})

    def _bearer(self, found: _Found, bearers: Sequence[_Draft], leader: Leader | None) -> _Draft | None:
        if not bearers:
            return None
        office = [p for p in bearers if leader and p.leader and p.leader.name == leader.name]
        others = [p for p in bearers if p not in office]
        if not others:
            return bearers[0]
        if len(bearers) == 1 and not leader:
            return bearers[0]
        # "Trump-Kim", "Trump and Kim": the company that the name keeps says that it is the leader.
        if leader and self._beside_leader(found, leader):
            return office[0] if office else None
        paragraph = self.doc.sentence_of(found.first).paragraph
        near = [
            p
            for p in bearers
            if any(m[0] < found.first and self.doc.sentence_of(m[0]).paragraph == paragraph for m in p.mentions)
        ]
        if len(near) == 1:
            return near[0]
        if office:
            return office[0] if office[0].mentions and min(office[0].mentions)[0] < found.first else None
        before = [p for p in others if min(p.mentions)[0] < found.first]
        if leader and not before:
            return None
        return before[0] if len(before) == 1 else others[0] if len(others) == 1 else None

    def _beside_leader(self, found: _Found, leader: Leader) -> bool:
        for step, joins in ((-1, {"-", "–", "—", "and", "/"}), (1, {"-", "–", "—", "and", "/"})):
            join = found.first - 1 if step < 0 else found.last
            beside = join + step
            if 0 <= join < len(self.tokens) and 0 <= beside < len(self.tokens) and self.tokens[join].text in joins:
                other = self._leader(self.tokens[beside].text)
                if other and other.name != leader.name:
                    return True
        return False

    def _describe(self, person: _Draft) -> None:
        """Roles, country and sector from the titles before and after each mention of the person."""
        for first, last in sorted(person.mentions):
            for title in self._titles_of(first, last):
                self._take_title(person, title)
        for _, last in sorted(person.mentions):
            self._take_origin(person, last)

    def _take_origin(self, person: _Draft, last: int) -> None:
        """ "Akiba Takeo of Japan", "Akiba Takeo of the National Security Secretariat of Japan"."""
        for _ in range(2):
            if person.country is not None or last + 1 >= len(self.tokens) or self.tokens[last].text != "of":
                return
            after = self.found.get(last + 1 + (self.tokens[last + 1].text.lower() == "the"))
            if after is None or after.kind not in {"state", "seat", "entry", "ORG"}:
                return
            if after.country:
                person.country, person.because = after.country, self._evidence(after.first, after.last, "country")
            last = after.last

    def _titles_of(self, first: int, last: int) -> Iterator[_Title]:
        before = self._title_before(first)
        if before:
            yield before
        after = self._title_after(first, last)
        if after:
            yield after

    def _title_before(self, first: int) -> _Title | None:
        """The title that ends where a name begins: "[South Korea's] [Foreign Minister] Kang Kyung-wha"."""
        start = self.doc.sentence_of(first).first
        comma = first - 1
        if comma > start and self.tokens[comma].text == ",":
            # "The foreign minister of Chile, Ana Ruiz, said": the mark before the name belongs to an apposition.
            return self._title_before_comma(start, comma, first)
        if comma - 2 > start and self.tokens[comma].text == ")" and self.tokens[comma - 2].text == "(":
            return self._title_ending(start, comma - 2)  # "Member of Parliament (MP) Yvette Cooper"
        return self._title_ending(start, first) or self._occupation(start, first)

    def _occupation(self, start: int, first: int) -> _Title | None:
        """ "ophthalmologist Li Wenliang": a noun right before a name, tied to it in the tree, says what somebody is."""
        at = first - 1
        if at < start or at in self.found:
            return None
        noun, name = self.tokens[at], self.tokens[self.doc.head_of(first, self._name_end(first))]
        tied = noun.head == name.index or (
            name.head == at and name.dep in {"appos", "flat", "nmod:desc", "nmod:unmarked"}
        )
        if not tied or noun.upos != "NOUN" or noun.tag != "NN" or not noun.text.islower():
            return None
        if self._is_body_noun(at) or not noun.text.endswith(_OCCUPATION_ENDS):
            return None
        return self._title(start, at, first)

    def _title_before_comma(self, start: int, comma: int, first: int) -> _Title | None:
        title = self._title_ending(start, comma)
        name = self.tokens[self.doc.head_of(first, self._name_end(first))]
        if title and name.dep == "appos" and title.first <= name.head < comma:
            return title
        return None

    def _name_end(self, first: int) -> int:
        found = self.found.get(first)
        return found.last if found else first + 1

    def _title_ending(self, start: int, end: int) -> _Title | None:
        head, at, steps = None, end - 1, 0
        after = False  # between the head and the name stands "of ...", "for ..."
        while at >= start and steps < 12:
            token = self.tokens[at]
            low = token.text.lower()
            if self._is_title(at) and (at == end - 1 or after):
                head = at
                break
            if low in {"of", "for", "to", "at", "in", "on"}:
                after = True
            elif low == "and" and steps and self.tokens[at + 1].text[:1].isupper():
                pass
            elif (
                (at == end - 1 and low in _NOT_TITLE)
                or token.upos == "ADP"
                or (at in self.found and self.found[at].kind == "PER")
                or (
                    token.upos in {"VERB", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ"}
                    and low not in {"-", "'s", "’s"}
                    and at not in self.found
                )
            ):
                break
            at, steps = at - 1, steps + 1
        if head is None:
            return None
        if head < end - 1:
            # "the adviser to the energy company Burisma": whose title it is, the words do not say.
            common = (
                self.tokens[end - 1].upos == "NOUN"
                and self.tokens[end - 1].text.islower()
                and self.tokens[end - 1].text
                not in {"large", "affairs", "parliament", "state", "government", "staff", "defence", "defense"}
            )
            phrase = self.titles.phrase([t.text for t in self.tokens[head:end]])
            if self.tokens[head + 1].text.lower() not in {"of", "for", "to", "at", "in", "on"} or (
                common and not phrase
            ):
                return None
        return self._title(start, head, end)

    def _is_title(self, at: int) -> bool:
        token = self.tokens[at]
        low = token.text.lower().strip(".")
        if token.upos not in {"NOUN", "PROPN", "ADJ", "X"} or (at in self.found and self.found[at].kind != "ORG"):
            return False
        if token.text[0].islower() and (
            (low in {"major", "general"} and token.upos != "NOUN") or (token.upos == "ADJ" and low != "chief")
        ):
            return False
        short = {
            "sen",
            "rep",
            "gen",
            "gov",
            "col",
            "lt",
            "adm",
            "pres",
            "amb",
            "capt",
            "sgt",
            "maj",
            "cmdr",
            "private",
            "pvt",
        }
        return (
            self.titles.is_head(low)
            or self.titles.is_head(low.rpartition("-")[2])
            or (low in short and token.text[0].isupper())
        )

    def _title(self, start: int, head: int, end: int) -> _Title:
        """The title around its *head* noun: words before it back to the country or institution, after it to *end*."""
        first = head
        while first > start:
            token = self.tokens[first - 1]
            low = token.text.lower()
            if first - 1 in self.found and self.found[first - 1].kind != "ORG":
                break
            if low in _NOT_TITLE or token.text in {"'s", "’s", "'", "’", ","}:
                if low == "and" and self._two_titles(start, first):
                    first -= 1
                    continue
                break
            if token.text in {"-", "–"} and first - 2 >= start:
                first -= 2
                continue
            if (
                token.upos in {"NOUN", "PROPN", "ADJ"}
                or low in {"former", "then", "vice", "deputy"}
                or token.text == "Under"
            ):
                first -= 1
                continue
            break
        while first < head and self.tokens[first].text.lower() in {"and", "or"}:
            first += 1
        country, why, sector = None, None, None
        title_first = first
        at = first - 1
        if at >= start and self.tokens[at].text in {"'s", "’s", "'", "’"}:
            at -= 1
        if at >= start and (found := self.found.get(at)):
            if found.kind == "entry":
                sector = found.entry.sector if found.entry else None
                country, why = found.country, (found.first, found.last)
                if at == first - 1:
                    title_first = found.first
                if found.first > start and (left := self.found.get(found.first - 1)) and left.country and not country:
                    country, why = left.country, (left.first, left.last)
            elif found.country:
                country, why = found.country, (found.first, found.last)
        for at in range(title_first, end):
            inner = self.inside.get(at)
            if country is None and inner and inner.country and self._belongs(at, head):
                country, why = inner.country, (inner.first, inner.last)
            if sector is None and inner and inner.entry and self._belongs(at, head):
                sector = inner.entry.sector
        own = self.tokens[first - 1].text.lower() if first > start else ""
        return _Title(
            title_first, head, end, country, why, sector, own if own in {"his", "her", "their", "its"} else ""
        )

    def _two_titles(self, start: int, first: int) -> bool:
        """Whether "and" before *first* joins two titles of one person: "Deputy Prime Minister and Minister of ...".

        "The Secretary and King Abdullah" are two persons: a lone noun before "and" is somebody else's title.
        """
        if first - 3 < start or not self.tokens[first].text[0].isupper():
            return False
        near, far = self.tokens[first - 2], self.tokens[first - 3]
        return (
            self._is_title(first - 2)
            and near.upos in {"PROPN", "NOUN"}
            and far.upos in {"PROPN", "NOUN", "ADJ"}
            and first - 3 not in self.found
        )

    def _belongs(self, at: int, head: int) -> bool:
        """Whether a country among a title's words is its holder's: before the head, or "of" it, not "for" or "to" it."""
        if at < head:
            return True
        for back in range(at, head, -1):
            low = self.tokens[back].text.lower()
            if low in {"for", "to", "on", "in"}:
                return low == "for" and self.titles.head_of(self.tokens[head].text).startswith("spokes")
            if low in {"of", "from"}:
                return True
        return False

    def _title_after(self, first: int, last: int) -> _Title | None:
        """The apposition after a name: "Ana Ruiz, the foreign minister of Chile," and "Ruiz, who is the minister"."""
        sentence = self.doc.sentence_of(first)
        at = last
        if at + 1 >= sentence.last or self.tokens[at].text not in {",", "(", "—", "–", "who"}:
            return None
        at += self.tokens[at].text != "who"
        if self.tokens[at].text.lower() == "who" and at + 1 < sentence.last and self.tokens[at + 1].lemma == "be":
            at += 2
        while at < sentence.last and self.tokens[at].text.lower() in _NOT_TITLE - {"and", "or", "but", "this", "that"}:
            at += 1
        begin, head = at, None
        while at < sentence.last and at - begin < 12:
            token = self.tokens[at]
            low = token.text.lower()
            if self._is_title(at):
                head = at
                if self.titles.phrase([t.text for t in self.tokens[at : at + 8]]):
                    break
            elif low in {"'s", "’s", "-", "–"} or (at in self.found and self.found[at].kind != "PER"):
                pass
            elif token.upos not in {"NOUN", "PROPN", "ADJ"} or head is not None:
                break
            at += 1
        if head is None:
            return None
        # "Trump, Putin and other leaders": a list, not an apposition; so is a subject with its own verb.
        apposed = {"appos", "nmod", "root", "parataxis", "acl", "list", "flat", "compound"}
        if self.tokens[head].tag == "NNS":
            return None
        end = head + 1
        while end < sentence.last and not self._is_person(end):
            token = self.tokens[end]
            low = token.text.lower()
            if (
                low in {"of", "for", "to", "at", "on", "in"}
                or low in {"the", "and", "'s", "’s", "-"}
                or token.upos in {"NOUN", "PROPN", "ADJ"}
            ):
                if low == "and" and (end + 1 >= sentence.last or self.tokens[end + 1].upos != "PROPN"):
                    break
                end += 1
                continue
            break
        closed = end < sentence.last and self.tokens[end].text in {",", ")"}
        if self.tokens[head].dep.split(":")[0] not in apposed and not closed:
            return None
        if end < sentence.last and self._is_person(end):
            return None  # "Ruiz, Green Party nominee Luz Roe": the title is the next person's.
        while end > head + 1 and self.tokens[end - 1].text.lower() in {
            "of",
            "for",
            "to",
            "at",
            "on",
            "in",
            "the",
            "and",
            "'s",
            "’s",
            "-",
        }:
            end -= 1
        return self._title(begin, head, end)

    def _is_person(self, at: int) -> bool:
        return at in self.found and self.found[at].kind == "PER"

    def _take_title(self, person: _Draft, title: _Title) -> None:
        first, last = title.first, title.last
        words = " ".join(self.doc.words(first, last).split())
        if words.lower().strip(".") in {"mr", "mrs", "ms", "dr", "sir", "lord", "dame", "lady", "miss"}:
            person.sex = person.sex or self.titles.sex(words)
            return
        sector = (
            title.sector if title.sector and self.titles.sector(words) in {None, "GOV"} else self.titles.sector(words)
        )
        if sector is None:
            # "National Security Office Director": a body's noun in the title says whose it is.
            bodies = [self.titles.body(t.lemma) for t in self.tokens[first : title.head]]
            sector = next(("GOV" if b == "government" else b for b in reversed(bodies) if b), None)
        if title.own and self.titles.head_of(words) in _KIN:
            return
        evidence = self._evidence(first, last, "role")
        if all(role.title.lower() != words.lower() for role in person.roles):
            since, until, terms = self._term(last)
            person.roles.append(Role(words, title.country, since, until, (evidence, *terms)))
        self.heads[title.head] = person
        self._cover(person, first, last, title.head)
        person.sex = person.sex or self.titles.sex(words)
        if title.country and (person.country is None or not person.leader):
            person.country = person.country or title.country
            if (title.why and person.because is None) or (title.why and person.country == title.country):
                person.because = self._evidence(*title.why, "country")
        if sector and person.sector in {None, "ELI"} and not (sector == "ELI" and person.sector):
            person.sector = sector
        for at in range(title.head, last):
            inner = self.inside.get(at)
            if inner and inner.country and not self._belongs(at, title.head):
                person.target = person.target or (inner.country, self._evidence(inner.first, inner.last, "country"))

    def _term(self, at: int) -> tuple[str | None, str | None, list[Evidence]]:
        """From when to when an office was held, where the words behind it say so: "until 2017", "from 2013 to 2017"."""
        since, until, evidence = None, None, []
        end = self.doc.sentence_of(at - 1).last
        while at < end:
            low = self.tokens[at].text.lower()
            if low in {"(", ","} or (low == "and" and since is not None):
                at += 1
                continue
            time = self.time_at.get(self.tokens[at].start)
            if time is not None and self.tokens[at - 1].text == "(" and "/" in (time.edtf or ""):
                low, at = "from", at - 1  # "(2013-2017)"
            elif (
                low not in {"from", "since", "until", "till", "through", "to", "between"}
                or at + 1 >= end
                or (time := self.time_at.get(self.tokens[at + 1].start)) is None
            ):
                break
            if time.edtf is None:
                break
            first, _, last = time.edtf.partition("/")
            if low in {"from", "since", "between"} and since is None:
                since, until = first, last or None
                evidence.append(Evidence.of(self.doc.story, time.start, time.end, "from"))
            elif low not in {"from", "since", "between"} and until is None:
                until = last or first
                evidence.append(Evidence.of(self.doc.story, time.start, time.end, "to"))
            else:
                break
            while at < end and self.tokens[at].start < time.end:
                at += 1
        return since, until, evidence

    def take_terms_of_service(self) -> None:
        """Cast "Ruiz served as foreign minister from 2013 to 2017": an office told by its verb."""
        for token in self.tokens:
            if token.lemma.lower() not in {"serve", "work"} or token.upos != "VERB":
                continue
            holder = next((self._person_at(t.index) for t in self.doc.dependents(token.index, "nsubj")), None)
            for office in self.doc.dependents(token.index, "obl"):
                if holder is None or self._case(office.index) != "as" or not self._is_title(office.index):
                    continue
                start = next(t.index for t in self.doc.dependents(office.index, "case")) + 1
                while start < office.index and self.tokens[start].text.lower() in _NOT_TITLE:
                    start += 1
                self._take_title(holder, self._title(start, office.index, self._after(office.index)))

    def _cover(self, person: _Draft, first: int, last: int, head: int) -> None:
        """The words of a title mean its holder, but for names inside it ("State Department spokesman")."""
        for at in range(first, last):
            if at not in self.found and (at <= head or self.tokens[at].head == head):
                self.at.setdefault(at, person)

    def settle_counterparts(self) -> None:
        """Somebody's counterpart has his sector, and the country that he is sent to."""
        for person in self.people:
            self._counterpart(person)

    def _counterpart(self, person: _Draft) -> None:
        for role in person.roles:
            if self.titles.head_of(role.title) != "counterpart" or not role.evidence:
                continue
            head = next(
                (at for at, p in self.heads.items() if p is person and self.tokens[at].lemma.lower() == "counterpart"),
                None,
            )
            if head is None:
                continue
            owner = self._owner(head, person)
            if owner is None:
                continue
            person.sector = person.sector or owner.sector
            if person.country is None and owner.target:
                person.country, person.because = owner.target
                person.by = "actors.counterpart"

    def _owner(self, head: int, person: _Draft) -> _Draft | None:
        """Whose counterpart: the possessor, else the nearest person before in the sentence."""
        for token in self.doc.dependents(head, "nmod:poss"):
            if (owner := self.at.get(token.index)) and owner.type == "person":
                return owner
        start = self.doc.sentence_of(head).first
        for at in range(head - 1, start - 1, -1):
            owner = self.at.get(at)
            if owner and owner is not person and owner.type == "person":
                return owner
        return None

    # ---- bodies --------------------------------------------------------------------------------------------------

    def cast_bodies(self) -> None:
        """Ministries, alliances, armed groups, outlets, companies: by name, then by noun ("Chile's foreign ministry")."""
        for found in self.names:
            if found.kind == "entry":
                self._cast_entry(found)
            elif found.kind == "ORG":
                self._cast_organization(found)
        waiting = []
        for token in self.tokens:
            kind = self.titles.body(token.lemma) or self.titles.body(token.text)
            if (
                kind is None
                or token.index in self.found
                or token.upos not in {"NOUN", "PROPN"}
                or not self._open(token.index)
            ):
                continue
            if (
                token.index in self.at
                or token.dep.split(":")[0] in {"compound", "amod"}
                or (token.tag in {"NNS", "NNPS"} and token.text.lower() != "police")
            ):
                continue
            if not self._cast_noun(token, kind):
                waiting.append((token, kind))
        for token, kind in waiting:
            self._settle_noun(token, kind)

    def _cast_entry(self, found: _Found) -> None:
        words = " ".join(self.doc.words(found.first, found.last).split())
        entry = found.entry
        if entry is None:
            return
        country, name = entry.country, entry.name
        left = self.found.get(found.first - 1) or (
            self.found.get(found.first - 2) if self._possessive(found.first - 1) else None
        )
        if left and left.country and left.country != country and entry.type == "organization":
            # "the Nigerian Senate" is not the one that the lexicon knows.
            country, name = left.country, self.doc.words(left.first, found.last)
        body = self.by_name.get(("body", name))
        if body is None:
            body = _Draft(
                name,
                entry.type,
                "actors.lexicon",
                0.95,
                country,
                entry.sector,
                named=(found.first, found.last),
                kept=False,
            )
            if country and left and left.country == country:
                body.because = self._evidence(left.first, left.last, "country")
            self.by_name[("body", name)] = body
            self.drafts.append(body)
        body.form(words)
        self._mention_named(body, found.first, found.last)

    def _cast_organization(self, found: _Found) -> None:
        words = " ".join(self.doc.words(found.first, found.last).split())
        last_word = words.split()[-1].lower().strip(".")
        if re.fullmatch(r"[\W\d]+", words) or words.lower() in _COMMON_BODIES or last_word in _NO_BODIES:
            return
        if self._ends_title(found) or self._abbreviates_thing(found):
            return
        body = self.by_name.get(("body", words)) or self._abbreviated(words) or self._shortened(words)
        if body is None:
            sector = self._body_sector(found)
            country, why = self._country_in(found)
            kind: ActorType = "organization"
            if sector == "government":
                kind, sector = "government", "GOV"
            elif sector == "MED":
                kind = "media"
            body = _Draft(
                words, kind, "actors.name", 0.75, country, sector, named=(found.first, found.last), kept=False
            )
            if why:
                body.because = self._evidence(*why, "country")
            self.by_name[("body", words)] = body
            self.drafts.append(body)
        body.form(words)
        self._mention_named(body, found.first, found.last)

    def _ends_title(self, found: _Found) -> bool:
        """ "Special Representative for Korean Peninsula Peace and Security Affairs Noh Kyu-duk": an office, and no body."""
        at = found.first - 1
        if at > 0 and self.tokens[at].text.lower() == "the":
            at -= 1
        return (
            at > 0
            and self.tokens[at].text.lower() in {"of", "for"}
            and self._is_title(at - 1)
            and found.last < len(self.tokens)
            and self._is_person(found.last)
            and not self._is_body_noun(found.last - 1)
        )

    def _abbreviates_thing(self, found: _Found) -> bool:
        """ "an intercontinental ballistic missile (ICBM)": initials of plain words are a thing's, and no body's."""
        words = self.doc.words(found.first, found.last)
        if not re.fullmatch(r"[A-Z]{2,7}s?", words):
            return False
        if words not in self.things:
            size = len(words.rstrip("s"))
            self.things[words] = False
            for at in range(size + 1, len(self.tokens)):
                if self.tokens[at].text != words or self.tokens[at - 1].text != "(":
                    continue
                before = self.tokens[at - 1 - size : at - 1]
                if (
                    all(t.text[:1].islower() for t in before)
                    and "".join(t.text[0] for t in before).upper() == words[:size]
                ):
                    self.things[words] = True
                    break
        return self.things[words]

    def _abbreviated(self, words: str) -> _Draft | None:
        """The body whose initials *words* are: "NEOC" after "National Emergency Operation Centre"."""
        if not re.fullmatch(r"[A-Z]{2,7}", words):
            return None
        for body in self.drafts:
            if body.type == "person":
                continue
            if any(
                "".join(w[0] for w in form.replace("-", " ").split() if w[0].isupper()) == words
                for form in body.forms
                if " " in form
            ):
                return body
        return None

    def _shortened(self, words: str) -> _Draft | None:
        """The one body whose name ends in *words*: "National Police" after "Haitian National Police"."""
        if " " not in words:
            return None
        whole = [b for b in self.drafts if b.type != "person" and any(form.endswith(f" {words}") for form in b.forms)]
        return whole[0] if len(whole) == 1 else None

    def _body_sector(self, found: _Found) -> str | None:
        for at in range(found.last - 1, found.first - 1, -1):
            token = self.tokens[at]
            sector = self.titles.body(token.lemma) or self.titles.body(token.text)
            if sector is not None:
                return sector
        return None

    def _country_in(self, found: _Found) -> tuple[str | None, tuple[int, int] | None]:
        """The country inside of a body's name or right before it: "Russian Foreign Ministry", "Chile's Codelco"."""
        for at in range(found.first, found.last):
            inner = self.inside.get(at)
            if (
                inner
                and inner.country
                and (inner.kind in {"state", "demonym", "people"} or (inner.entry and at == found.first))
            ):
                return inner.country, (inner.first, inner.last)
        at = found.first - 1
        if self._possessive(at):
            at -= 1
        left = self.found.get(at)
        owner = (
            left is not None and left.kind == "entry" and at < found.first - 1
        )  # "the U.S. Treasury's Office of ..."
        if left and left.country and (left.kind in {"state", "demonym"} or owner):
            return left.country, (left.first, left.last)
        return None, None

    def _possessive(self, at: int) -> bool:
        return at > 0 and self.tokens[at].text in {"'s", "’s", "'", "’"}

    def _cast_noun(self, token: Token, kind: str) -> bool:
        """A body by its noun with its country or leader; False when the words name neither."""
        head = token.index
        first = self._np_first(head)
        if (beside := self.found.get(head + 1)) and beside.kind in {"entry", "ORG"} and beside.first == head + 1:
            return True  # "the news agency Fars": the name behind it says which.
        country, why, start, end = None, None, first, head + 1
        at = first - 1
        if self._possessive(at):
            at -= 1
        left = self.found.get(at)
        leader = self.at.get(at) if left and left.kind == "PER" else None
        if left and left.country and left.kind in {"state", "demonym", "seat", "people"}:
            country, why, start = left.country, (left.first, left.last), left.first
        elif leader and leader.leader and kind == "government":
            country, why, start = (
                leader.country,
                (left.first, left.last) if left else None,
                left.first if left else first,
            )
        elif head + 2 < len(self.tokens) and self.tokens[head + 1].text.lower() in {"of", "in"}:
            after = self.tokens[head + 2].index + (1 if self.tokens[head + 2].text.lower() == "the" else 0)
            right = self.found.get(after)
            if (
                right
                and right.country
                and right.kind in {"state", "seat"}
                and (right.kind == "state" or self.tokens[head + 1].text == "in")
            ):
                country, why, end = right.country, (right.first, right.last), right.last
        if country is None:
            return False
        short = self.doc.words(first, head + 1)
        name = " ".join(self.doc.words(start, end).split())
        identity = f"{country} {short.lower()}" if not leader else f"{country} {name.lower()}"
        body = self.by_name.get(("noun", identity))
        if body is None:
            body = _Draft(name, "organization", "actors.body", 0.75, country, kind, named=(start, end), kept=False)
            if kind == "government":
                body.type, body.sector = "government", "GOV"
            elif kind == "MED":
                body.type = "media"
            elif kind == "REB":
                body.type = "armed_group"
            body.because = self._evidence(*why, "country") if why else None
            self.by_name[("noun", identity)] = body
            self.drafts.append(body)
        body.form(name)
        self._mention_if_acting(body, first, head + 1)
        return True

    def _settle_noun(self, token: Token, kind: str) -> None:
        """Settle "the ministry", "police": the one body of that noun, or one of its own when it acts."""
        head = token.index
        first = self._np_first(head)
        short = self.doc.words(first, head + 1)
        definite = any(t.lemma == "the" for t in self.doc.dependents(head, "det"))
        fitting = [
            body
            for (where, name), body in self.by_name.items()
            if body.kept
            and (name.lower() == short.lower() or name.lower().endswith(" " + short.lower()))
            and where in {"noun", "body"}
        ]
        if definite and len(fitting) == 1:
            self._mention(fitting[0], first, head + 1)
            return
        plain = self.tokens[head].lemma in {"police", "parliament", "government"} or definite
        if (
            kind in {"BUS", "EDU", "NGO", "PTY", "REB", "MED"}
            or len(fitting) > 1
            or not plain
            or not self._acts(first, head + 1, strict=True)
        ):
            return
        body = _Draft(
            short,
            "government" if kind == "government" else "organization",
            "actors.body",
            0.55,
            None,
            "GOV" if kind == "government" else kind,
            named=(first, head + 1),
        )
        body.form(short)
        self.by_name[("noun", short.lower())] = body
        self.drafts.append(body)
        self._mention(body, first, head + 1)

    def _np_first(self, head: int) -> int:
        """The first of the plain words (adjectives, nouns) that stand before a noun, names of countries left out."""
        first = head
        start = self.doc.sentence_of(head).first
        while first > start:
            token = self.tokens[first - 1]
            if (
                first - 1 in self.found
                or token.upos not in {"NOUN", "PROPN", "ADJ"}
                or token.text.lower() in _NOT_TITLE
            ):
                if (
                    token.text in {"-", "–"}
                    and first - 2 >= start
                    and self.tokens[first - 2].upos in {"NOUN", "PROPN", "ADJ", "ADV", "NUM"}
                    and first - 2 not in self.found
                ):
                    first -= 2
                    continue
                break
            first -= 1
        return first

    # ---- states --------------------------------------------------------------------------------------------------

    def cast_states(self) -> None:
        """Countries as actors where they act or are acted on; a capital or seat where it stands for the government."""
        for found in self.names:
            if found.kind in {"state", "demonym"} and found.country and self._holds_stance(found):
                self._cast_state(found, found.country, True)
            elif found.kind == "state" and found.country:
                self._cast_state(found, found.country, self._acts(found.first, found.last))
            elif found.kind == "seat" and found.country and self._speaks(found):
                self._cast_state(found, found.country, True)
            elif found.kind == "demonym" and found.country:
                self._state(found, found.country).adjectives.append((found.first, found.last))
            elif found.kind == "people" and found.country and self._acts(found.first, found.last, strict=True):
                self._cast_people(found, found.country)
        if {"PRK", "KOR"} & set(self.hints):
            self._cast_halves()

    def _holds_stance(self, found: _Found) -> bool:
        """ "the U.S. commitment to", "Russian willingness to": whose the stance is acts by having it."""
        head = self.tokens[self.doc.head_of(found.first, found.last)]
        return head.dep.split(":")[0] in {"compound", "amod"} and self.tokens[head.head].lemma.lower() in _STANCES

    def _state(self, found: _Found, country: str) -> _Draft:
        state = self.by_name.get(("state", country))
        if state is None:
            name = self.countries.name_of(country)
            state = _Draft(
                name, "state", "actors.state", 0.95, country, "GOV", named=(found.first, found.last), kept=False
            )
            self.by_name[("state", country)] = state
            self.drafts.append(state)
        return state

    def _cast_state(self, found: _Found, country: str, acts: bool) -> None:
        state = self._state(found, country)
        words = " ".join(self.doc.words(found.first, found.last).split())
        if acts:
            if not state.kept:
                state.named = (found.first, found.last)
            state.kept = True
            state.form(words)
            self._mention(state, found.first, found.last)
        elif found.kind == "state" and not self._located(found.first, found.last):
            head = self.tokens[self.doc.head_of(found.first, found.last)]
            modifies = head.dep.split(":")[0] in {"compound", "amod"}
            if modifies or self._in_office(head):
                (state.adjectives if modifies else state.weak).append((found.first, found.last))
                return
            # Neither a place nor somebody's adjective: "a protecting power for the United States", "critical of Russia".
            state.kept = True
            state.form(words)
            self._mention(state, found.first, found.last)

    def _in_office(self, head: Token) -> bool:
        """Whether the word only says whose something is: "the foreign minister of Chile", "Chile's ministry", "Ruiz of Chile"."""
        governor = self.tokens[self.tokens[self._joined(head.index)].head]
        return (
            self.titles.is_head(governor.lemma) or self._is_body_noun(governor.index) or self._is_person(governor.index)
        )

    def _cast_people(self, found: _Found, country: str) -> None:
        words = self.doc.words(found.first, found.last)
        people = self.by_name.get(("people", country))
        if people is None:
            people = _Draft(words, "people", "actors.people", 0.7, country, "CVL", named=(found.first, found.last))
            self.by_name[("people", country)] = people
            self.drafts.append(people)
        people.form(words)
        self._mention(people, found.first, found.last)

    def _cast_halves(self) -> None:
        """Cast "the North" and "the South" in a story about Korea."""
        for token in self.tokens:
            at = token.index
            if (
                token.text in {"North", "South"}
                and at
                and self.tokens[at - 1].text.lower() == "the"
                and at not in self.found
            ):
                if self.tokens[at].dep.split(":")[0] in {"amod", "compound"} or not self._acts(at, at + 1):
                    continue
                country = "PRK" if token.text == "North" else "KOR"
                if country in self.hints:
                    self._cast_state(_Found(at, at + 1, "state"), country, True)

    def _speaks(self, found: _Found) -> bool:
        """Whether a capital or a house stands for its government here."""
        head = self._joined(self.doc.head_of(found.first, found.last))
        token = self.tokens[head]
        dep = token.dep
        if self.tokens[found.first].text in {"White", "Kremlin", "Downing", "Blue"} and not self._located(
            found.first, found.last
        ):
            return self._acts(found.first, found.last)
        governor = self.tokens[token.head]
        if dep == "nsubj":
            return governor.upos == "VERB" and governor.lemma not in _CITY_VERBS
        if dep in {"obl", "nmod", "obl:agent"}:
            case = self._case(head)
            return case in {"with", "between", "against"} or (
                case == "by" and governor.upos == "VERB" and dep == "obl:agent"
            )
        if dep == "nmod:poss":
            return governor.index in self.doc.predicate_at or governor.lemma in {
                "policy",
                "position",
                "stance",
                "ally",
                "government",
                "ambassador",
            }
        return dep in {"obj", "iobj"} and governor.lemma in {
            "urge",
            "press",
            "pressure",
            "accuse",
            "warn",
            "blame",
            "ask",
            "tell",
            "persuade",
            "convince",
            "force",
            "threaten",
            "criticize",
            "condemn",
        }

    def _case(self, head: int) -> str:
        return next((t.lemma.lower() for t in self.doc.dependents(head, "case") if t.index < head), "")

    def _joined(self, head: int) -> int:
        """The first of a list that the token stands in: "Seoul and Washington" behave as "Seoul" does."""
        for _ in range(10):
            if self.tokens[head].dep.split(":")[0] != "conj":
                break
            head = self.tokens[head].head
        return head

    def _located(self, first: int, last: int) -> bool:
        """Whether the words only say where: "in Hanoi", "to Vietnam" after a verb of motion."""
        head = self._joined(self.doc.head_of(first, last))
        if self.tokens[head].dep in {"appos", "nmod:unmarked", "list", "flat"} and (
            (city := self.tokens[self.tokens[head].head]).upos == "PROPN" and self.tokens[first - 1].text == ","
        ):
            head = self._joined(city.index)  # "in Seoul, South Korea"
        if self.tokens[head].dep.split(":")[0] not in {"obl", "nmod"}:
            # "visited Vietnam" has no preposition to tell.
            token = self.tokens[head]
            return token.dep == "obj" and self.tokens[token.head].lemma in {
                "visit",
                "leave",
                "enter",
                "tour",
                "reach",
                "cross",
                "flee",
            }
        case = self._case(head)
        governor = self.tokens[self.tokens[head].head].lemma.lower()
        if self._is_fired_at(head, case):
            return False
        return case in _LOCATIVE or (case in {"to", "from", "for", "toward", "towards"} and governor in _MOTION)

    def _is_fired_at(self, head: int, case: str) -> bool:
        """ "fired rockets into Israel", "dropped bombs on Syria": not where, but at whom."""
        governor = self.tokens[self.tokens[head].head]
        return case in {"into", "at", "on", "onto", "toward"} and any(
            rule.what == "ASSAULT" and case in rule.prepositions
            for rule in self.deeds.of_verb(
                governor.lemma.lower(),
                "",
                None,
                {child.lemma.lower() for child in self.doc.dependents(governor.index, "obj")},
            )
        )

    def _acts(self, first: int, last: int, strict: bool = False) -> bool:
        """Whether the words are somebody who acts, is acted on or dealt with; *strict*: only who acts."""
        head = self._joined(self.doc.head_of(first, last))
        token = self.tokens[head]
        dep, base = token.dep, token.dep.split(":")[0]
        governor = self.tokens[token.head]
        if self._located(first, last):
            return False
        if base == "nsubj":
            copula = any(True for _ in self.doc.dependents(token.head, "cop"))
            return not (strict and (dep == "nsubj:pass" or copula))
        if dep == "obl:agent":
            return True
        if strict:
            return False
        if base in _ACTING:
            return True
        if dep == "nmod:poss":
            return not self.titles.is_head(governor.lemma) and self.titles.body(governor.lemma) is None
        if base in {"obl", "nmod"}:
            case = self._case(head)
            if case in {"with", "between", "against", "by", "on", "toward", "towards"}:
                return True
            if case == "of" and governor.lemma.lower() in {"government", "governments", "minister", "people"}:
                return governor.tag in {"NNS", "NNPS"}  # "the governments of Austria, Bulgaria and Canada"
            if base == "obl":
                return self._is_fired_at(head, case) or case in {"to", "from", "for", "of", "about", "like"}
            return governor.index in self.doc.predicate_at and not self.titles.is_head(governor.lemma)
        return base == "conj"

    # ---- descriptions --------------------------------------------------------------------------------------------

    def cast_described(self) -> None:
        """Persons and groups that the story only describes: settle "the envoy", cast "two U.S. officials"."""
        for token in self.tokens:
            at = token.index
            if (
                at in self.found
                or at in self.at
                or at in self.heads
                or token.upos not in {"NOUN", "PROPN"}
                or not self._open(at)
            ):
                continue
            lemma = token.lemma.lower()
            plural = token.tag in {"NNS", "NNPS"}
            if token.dep.split(":")[0] in {"compound", "amod", "flat"} or token.dep == "nmod:desc":
                continue
            if not plural and self.titles.is_head(lemma):
                self._cast_description(token)
            elif plural and self.titles.group(lemma) is not None:
                self._cast_group(token, self.titles.group(lemma) or None)

    def _cast_description(self, token: Token) -> None:
        """Settle "the envoy", "the U.S. special representative for North Korea", "a State Department spokeswoman"."""
        head = token.index
        title = self._title(self.doc.sentence_of(head).first, head, self._after(head))
        words = " ".join(self.doc.words(title.first, title.last).split())
        if any(self.tokens[at].tag in {"NNS", "NNPS"} for at in range(title.first, head)):
            return  # "attorneys general" are no general.
        for at in range(head + 1, min(head + 9, self.doc.sentence_of(head).last)):
            child, named = self.tokens[at], self.at.get(at)
            if named is None or named.type != "person" or child.dep != "appos" or not title.first <= child.head < at:
                continue
            if child.head == head or self.tokens[at - 1].text == ",":
                # "A State Department spokeswoman travelling with him, Claire Hadley, declined ..."
                self._take_title(named, title)
                return
        for clause in self.doc.dependents(head, "acl"):
            if clause.lemma.lower() in {"name", "call"} and (named := self.at.get(clause.index + 1)):
                if named.type == "person":
                    self._take_title(named, title)  # "a university student named Wong"
                    return
        determiner = next((t.lemma.lower() for t in self.doc.dependents(head, "det")), "")
        if determiner in {"any", "no", "every", "each"}:
            return
        headline = self.doc.sentence_of(head).part == "headline"
        if any(t.dep == "nmod:poss" and t.upos == "PRON" for t in self.doc.dependents(head)):
            return
        if any(True for _ in self.doc.dependents(head, "cop")):
            return
        if determiner == "the" or title.country or (headline and not determiner):
            fitting = [p for p in self.people if self._answers(p, words, title, head, bool(title.country or headline))]
            # "The official" is no envoy whom the story only describes; "senior State Department official" is not the Secretary.
            called = self.titles.head_of(words)
            loose = bool(determiner or headline)
            so_called = [p for p in fitting if any(self.titles.head_of(r.title) == called for r in p.roles)]
            fitting = [p for p in fitting if (loose and p.by != "actors.described") or p in so_called]
            if len(fitting) > 1:
                # "a U.S. official said ... The official declined": not Pompeo, whom a paper might call one too.
                fitting = so_called or fitting
                unnamed = [p for p in fitting if p.by == "actors.described"]
                fitting = sorted(unnamed, key=lambda p: max(m[0] for m in p.mentions))[-1:] if unnamed else fitting
            if determiner in {"the", ""} and len(fitting) == 1:
                self._mention(fitting[0], title.first, title.last)
                self._cover(fitting[0], title.first, title.last, head)
                return
            if len(fitting) > 1:
                return
        said = self.titles.sector(words)
        telling = said or title.country or title.sector
        if said == "CVL" and self.tokens[token.head].lemma not in _SPOKEN:
            telling = None  # An actor, a driver, a teacher: persons of the story only where they speak.
        if determiner in {"the", ""} and title.country and (holder := self._holder(title)):
            person = next((p for p in self.people if p.leader and p.leader.name == holder.name), None)
            if person is None:
                found = _Found(title.first, title.last, "PER")
                person = self._person(holder.name, found, holder, "actors.office", 0.75)
            person.form(words)
            self._take_title(person, title)
            self._mention(person, title.first, title.last)
            return
        if telling and self._acts(head, head + 1, strict=True):
            self._unnamed(words, "person", title, head, determiner == "the")

    def _holder(self, title: _Title) -> Leader | None:
        """Who is meant by "the president of Turkey": who holds the office on the story's day, unless the sentence tells of another."""
        if title.country is None or self.day is None:
            return None
        sentence = self.doc.sentence_of(title.head)
        for time in self.doc.times:
            if sentence.start <= time.start < sentence.end and time.earliest and time.earliest[:4] < self.day[:4]:
                return None
        said = [*self._plain_words(title.first, title.head), self.tokens[title.head].text]
        length = self.titles.phrase([t.text for t in self.tokens[title.head : title.last]])
        said += [t.text for t in self.tokens[title.head + 1 : title.head + length]]
        return self.countries.holder(title.country, " ".join(said).lower(), self.day)

    def _answers(self, person: _Draft, words: str, title: _Title, head: int, anywhere: bool) -> bool:
        """Whether the person may be "the *words*"."""
        if not anywhere and (not person.mentions or min(person.mentions)[0] > head):
            return False
        if title.country and person.country != title.country:
            return False
        said = {w.lower() for w in self._plain_words(title.first, head)}
        for held in [*(role.title for role in person.roles), *person.offices]:
            if not self.titles.fits(words, held):
                continue
            if held.startswith("former") and "former" not in said:
                continue
            if said <= set(held.lower().split()):
                return True
        return False

    def _plain_words(self, first: int, head: int) -> list[str]:
        return [self.tokens[at].text for at in range(first, head) if at not in self.found]

    def _after(self, head: int) -> int:
        """Where a description's own "of ...", "for ..." ends, at most five words on."""
        for token in self.doc.dependents(head, "nmod"):
            case = self._case(token.index)
            if token.index > head and case in {"of", "for", "to", "at", "from"}:
                first, last = self.doc.subtree(token.index)
                if self._possessive(last - 1):
                    break
                if first == head + 1 and last - first <= 6 and not any(t.text == "," for t in self.tokens[first:last]):
                    return last
        return head + 1

    def _unnamed(self, words: str, kind: ActorType, title: _Title, head: int, definite: bool) -> None:
        lead = (
            title.why[0]
            if title.why and title.why[1] in {title.first, title.first - 1} and title.why[0] < title.first
            else title.first
        )
        name = " ".join(self.doc.words(lead, title.last).split())
        draft = self.by_name.get(("described", name.lower()))
        if draft is None:
            said = self.titles.sector(words)
            sector = title.sector if title.sector and said in {None, "GOV"} else said
            if (
                said == "GOV"
                and self.titles.head_of(words) in {"official", "spokesman", "spokeswoman", "spokesperson", "aide"}
                and not (title.country or title.sector)
            ):
                sector = None  # A company has officials and a spokesman too.
            draft = _Draft(name, kind, "actors.described", 0.55, title.country, sector, named=(lead, title.last))
            draft.sex = self.titles.sex(words)
            if title.why:
                draft.because = self._evidence(*title.why, "country")
            if kind == "person":
                draft.roles.append(
                    Role(words, title.country, None, None, (self._evidence(title.first, title.last, "role"),))
                )
                self.people.append(draft)
            self.by_name[("described", name.lower())] = draft
            self.drafts.append(draft)
        draft.form(name)
        self._mention(draft, lead, title.last)

    def _is_struck(self, token: Token) -> bool:
        """Whether the token is whom a deed of force or mercy is done to: "killed nine gunmen", "fired at protesters"."""
        for clause in self.doc.dependents(token.index, "acl"):
            passive = clause.tag == "VBN" or any(self.doc.dependents(clause.index, "aux:pass", "nsubj:pass"))
            if passive and self._is_deed(clause):
                return True  # "protesters who were arrested"
        governor = self.tokens[token.head]
        if governor.index == token.index or governor.upos != "VERB":
            return False
        relation = token.dep
        if relation not in {"obj", "nsubj:pass"} and not (
            relation == "obl" and self._case(token.index) in {"at", "on", "with", "against"}
        ):
            return False
        return self._is_deed(governor)

    def _is_deed(self, verb: Token) -> bool:
        rules = self.deeds.by_verb.get(verb.lemma.lower(), ())
        return any(rule.what in {"ASSAULT", "COERCE", "CONCEDE", "RETREAT"} for rule in rules)

    def _cast_group(self, token: Token, sector: str | None) -> None:
        """Cast "two U.S. officials", "rebels": a group without a name, where it acts."""
        head = token.index
        struck = sector in {"REB", "MIL", "COP", "CVL"} and self._is_struck(token)
        if not struck and not self._acts(head, head + 1, strict=True):
            return
        definite = any(t.lemma.lower() == "the" for t in self.doc.dependents(head, "det"))
        if definite and any(True for _ in self.doc.dependents(head, "nummod")):
            return  # "the three officials": they have been named.
        title = self._title(self.doc.sentence_of(head).first, head, self._after(head))
        if self.tokens[head - 1].tag in {"NNS", "NNPS"} and head:
            return
        if any(self.tokens[at].upos == "PUNCT" and self.tokens[at].text == "," for at in range(title.first, head)):
            return
        kind: ActorType = "unknown"
        if sector == "GOV" and title.country:
            kind = "government"
        elif sector == "REB":
            kind = "armed_group"
        elif sector == "CVL":
            kind = "people"
        elif sector in {"MIL", "COP", "LEG", "JUD"}:
            kind = "organization"
        self._unnamed(" ".join(self.doc.words(title.first, title.last).split()), kind, title, head, False)
        draft = self.at.get(head)
        if draft and title.sector:
            draft.sector = title.sector
        elif draft and sector and draft.sector in {None, "GOV"} and self.titles.before.get(token.text.lower()) is None:
            draft.sector = sector if sector != "GOV" or title.country else None

    # ---- references ----------------------------------------------------------------------------------------------

    def settle_references(self) -> None:
        """What the reading model takes for the same as somebody whom names and titles have settled: "it", "they", "the group".

        Names and titles are surer than the model: it never joins two actors, and a mention that fits no actor is left alone.
        """
        for chain in self.doc.references:
            owners = [(one.head, draft) for one in chain if (draft := self._owner_of(one))]
            several = [(one.head, many) for one in chain if len(many := self._together(one)) > 1]
            if not owners and not several:
                continue
            for one in chain:
                at = one.head
                if at in self.at or at in self.found or at in self.heads or not self._open(at):
                    continue
                token = self.tokens[at]
                if several and self._is_plural(token) and token.text.lower() not in _WE:
                    self.several[at] = _nearest(at, several)
                    continue
                fitting = [(where, draft) for where, draft in owners if self._can_be(token, draft)]
                if fitting:
                    first, last = (at, at + 1) if token.upos in {"PRON", "DET"} else (one.first, one.last)
                    self._refer(_nearest(at, fitting), first, last, at)

    def _owner_of(self, one: Reference) -> _Draft | None:
        draft = self.at.get(one.head)
        if draft is None and one.last - one.first < 12:
            for token in self.doc.dependents(one.head, "flat", "appos", "nmod:desc"):
                draft = draft or self.at.get(token.index)
        return draft

    def _together(self, one: Reference) -> list[_Draft]:
        """Whom "Kim and Trump" means: the actors at its conjuncts."""
        heads = [t.index for t in self.doc.dependents(one.head, "conj") if t.index < one.last]
        found: list[_Draft] = []
        for head in [one.head, *heads] if heads else []:
            draft = self.at.get(head)
            if draft is not None and draft not in found:
                found.append(draft)
        return found

    def _is_plural(self, token: Token) -> bool:
        low = token.text.lower()
        return low in _THEY or low in {"both", "these", "those"} or token.tag in {"NNS", "NNPS"}

    def _can_be(self, token: Token, draft: _Draft) -> bool:
        """Whether a pronoun or noun can be a word for the actor, by number, sex and kind."""
        low, lemma = token.text.lower(), token.lemma.lower()
        person = draft.type == "person"
        if low in _HE or low in _SHE:
            return person and draft.sex in {"", "m" if low in _HE else "f"}
        if low in {"it", "its", "itself"}:
            return draft.type in {"state", "government", "organization", "igo", "armed_group", "media"}
        if low in _THEY:
            return not person and draft.type not in {"state", "government"}
        if low in {"who", "whom", "whose"}:
            return person or draft.type in {"people", "armed_group", "unknown"}
        if token.upos in {"PRON", "DET"} or not self._definite(token):
            return False
        if self.titles.is_head(lemma):
            return person and token.tag not in {"NNS", "NNPS"} and self._holds_title(draft, token)
        kind = self.titles.body(lemma)
        if kind is not None:
            return not person and (kind in {draft.sector, draft.type} or draft.sector is None)
        if lemma in _NOUNS_FOR:
            return draft.type in _NOUNS_FOR[lemma]
        return False

    def _definite(self, token: Token) -> bool:
        return any(t.lemma.lower() in {"the", "this", "that"} for t in self.doc.dependents(token.index, "det"))

    def _holds_title(self, person: _Draft, token: Token) -> bool:
        """Whether nothing known of the person speaks against "the envoy"."""
        held = [*(role.title for role in person.roles), *person.offices]
        return not held or any(self.titles.fits(token.text, title) for title in held)

    def _refer(self, draft: _Draft, first: int, last: int, head: int) -> None:
        """A mention by reference; it makes no actor of what only says where."""
        if not draft.kept:
            draft.weak.append((first, last))
            return
        if (first, last) not in draft.mentions:
            draft.mentions.append((first, last))
        self.at.setdefault(head, draft)

    # ---- pronouns ------------------------------------------------------------------------------------------------

    def settle_pronouns(self) -> None:
        """He, she, his, her, him: the subject above, else the only person that fits in the sentences before."""
        for token in self.tokens:
            low = token.text.lower()
            if low in {"we", "our", "us"} and not self.quoted[token.index] and self._open(token.index):
                if issuer := self._issuer(token):
                    self._mention(issuer, token.index, token.index + 1)
                continue
            sex = "m" if low in _HE else "f" if low in _SHE else ""
            if not sex or not self._open(token.index) or token.upos not in {"PRON", "DET"} or token.index in self.at:
                continue
            person = self._antecedent(token, sex)
            if person:
                self._mention(person, token.index, token.index + 1)
                person.sex = person.sex or sex

    def _issuer(self, token: Token) -> _Draft | None:
        """Who says "we" in a statement: the state or body that speaks in the present. "The United States condemns ... We call on"."""
        if self.first_i < token.index:
            return None
        issuer = self.home
        for at in range(token.index - 1, -1, -1):
            draft, subject = self.at.get(at), self.tokens[self._joined(at)]
            if draft is None or not draft.kept or draft.type not in {"state", "government", "igo", "organization"}:
                continue
            verb = self.tokens[subject.head]
            states = verb.lemma.lower() in _STATING and verb.tag in {"VBZ", "VBP"}
            if subject.dep == "nsubj" and states and not self.quoted[at] and issuer in {None, draft.country}:
                return draft
        governments = (d for d in self.drafts if d.type in {"state", "government"} and d.kept and d.mentions)
        return next((d for d in governments if issuer is not None and d.country == issuer), None)

    @cached_property
    def first_i(self) -> int:
        """The first word outside of quotation marks by which the writer speaks of himself; where none is, the story's end."""
        own = (t.index for t in self.tokens if t.text in {"I", "my", "My"} and not self.quoted[t.index])
        return next(own, len(self.tokens))

    @cached_property
    def home(self) -> str | None:
        """The country of the government that issued the story, where its source is one: the State Department's is USA."""
        source = self.doc.story.source
        if not source:
            return None
        entry = self.countries.entry(source)
        if entry is None:
            return self.countries.seat(source)
        return entry.country if entry.sector in {"GOV", "MIL"} else None

    def _antecedent(self, token: Token, sex: str) -> _Draft | None:
        at = token.index
        sentence = self.doc.sentence_of(at)
        here = self._persons(sentence.first, at, sex)
        quoted = self.quoted[at]
        if quoted:
            # In a quotation "he" is somebody else than who speaks.
            speaker = self._speaker(at)
            here = [p for p in here if p is not speaker]
            return here[0] if len(here) == 1 and speaker else None
        above = self._subject_above(token, sex)
        if above:
            return above
        barred = self._own_subject(token)
        here = [p for p in here if p is not barred]
        if len(here) == 1:
            return here[0]
        if here:
            return None
        for back in range(sentence.index - 1, max(-1, sentence.index - 5), -1):
            earlier = self.doc.sentences[back]
            if earlier.part != sentence.part:
                break
            persons = [p for p in self._persons(earlier.first, earlier.last, sex, unquoted=True) if p is not barred]
            if not persons:
                continue
            subjects = [p for p in self._subjects(earlier.first, earlier.last, sex) if p is not barred]
            if len(subjects) >= 1:
                return (
                    subjects[-1]
                    if len(set(map(id, subjects))) == 1
                    else self._last_speaker(earlier.first, earlier.last, subjects)
                )
            return persons[0] if len(persons) == 1 else None
        return None

    def _last_speaker(self, first: int, last: int, subjects: Sequence[_Draft]) -> _Draft | None:
        """Of several subjects the one of the sentence's root or of its verb of saying."""
        for at in range(last - 1, first - 1, -1):
            token = self.tokens[at]
            if token.dep == "nsubj" and (
                self.tokens[token.head].dep == "root" or self.tokens[token.head].lemma in _SPOKEN
            ):
                person = self._person_at(at)
                if person in subjects:
                    return person
        return None

    def _person_at(self, at: int) -> _Draft | None:
        draft = self.at.get(at)
        if draft is None:
            for token in self.doc.dependents(at, "flat", "appos", "nmod:desc"):
                draft = draft or self.at.get(token.index)
        return draft if draft and draft.type == "person" else None

    def _persons(self, first: int, last: int, sex: str, unquoted: bool = False) -> list[_Draft]:
        out: list[_Draft] = []
        for at in range(first, last):
            draft = self.at.get(at)
            if (
                draft
                and draft.type == "person"
                and draft.sex in {"", sex}
                and draft not in out
                and not (unquoted and self.quoted[at])
            ):
                if self.tokens[at].dep not in {"nmod:poss", "compound"} or self.tokens[at].upos == "PRON":
                    out.append(draft)
        return out

    def _subjects(self, first: int, last: int, sex: str) -> list[_Draft]:
        out = []
        for at in range(first, last):
            if self.tokens[at].dep.split(":")[0] == "nsubj" and not self.quoted[at]:
                person = self._person_at(at)
                if person and person.sex in {"", sex}:
                    out.append(person)
        return out

    def _subject_above(self, token: Token, sex: str) -> _Draft | None:
        """The subject of the nearest clause around the pronoun's own that is a fitting person and stands before it."""
        at, seen = token.index, 0
        own = token.dep in {"obj", "iobj", "obl"} and token.text.lower() in {"him", "her"}
        skip = token.head if token.dep.split(":")[0] in {"nsubj", "obj", "iobj", "obl"} else -1
        if token.dep == "nmod:poss":
            own = False
        while seen < 30 and self.tokens[at].head != at:
            at, seen = self.tokens[at].head, seen + 1
            if at == skip and (token.dep.startswith("nsubj") or own):
                continue
            for child in self.doc.dependents(at, "nsubj"):
                if child.index < token.index:
                    person = self._person_at(child.index)
                    if person and person.sex in {"", sex}:
                        return person
        return None

    def _own_subject(self, token: Token) -> _Draft | None:
        """Whom an object pronoun cannot mean: the subject of its own verb ("Trump met him")."""
        if token.text.lower() not in {"him", "her"} or token.dep == "nmod:poss":
            return None
        for child in self.doc.dependents(token.head, "nsubj"):
            return self._person_at(child.index)
        return None

    def _speaker(self, at: int) -> _Draft | None:
        """The person who says the sentence that a quoted token stands in."""
        sentence = self.doc.sentence_of(at)
        for index in range(sentence.first, sentence.last):
            token = self.tokens[index]
            if not self.quoted[index] and token.dep == "nsubj" and self.tokens[token.head].lemma in _SPOKEN:
                return self._person_at(index)
        return None

    # ---- the records ---------------------------------------------------------------------------------------------

    def cast(self) -> Cast:
        """The drafts that are kept, as records in text order."""
        self._settle_countries()
        records: list[tuple[int, Actor | Doubt]] = []
        ids: dict[int, str] = {}
        weak: dict[int, str] = {}
        for draft in self.drafts:
            if not draft.kept or not draft.mentions or draft.named is None:
                continue
            record = self._record(draft)
            records.append((record.mentions[0].start, record))
            ids[id(draft)] = record.id
            weak.update({token: record.id for first, last in draft.weak for token in range(first, last)})
            weak.update({token: record.id for first, last in draft.adjectives for token in range(first, last)})
        at = {token: ids[id(owner)] for token, owner in self.at.items() if id(owner) in ids}
        several = {
            token: tuple(ids[id(one)] for one in owners if id(one) in ids) for token, owners in self.several.items()
        }
        records += [(doubt.where.start, doubt) for doubt in self.doubts]
        records.sort(key=lambda pair: (pair[0], pair[1].id))
        return Cast(tuple(record for _, record in records), self.doc, {**weak, **at}, several)

    def _settle_countries(self) -> None:
        """Give officials and bodies that no word nearer places the country that the story is about, where there is one.

        "Police Director Vladimir Rebic" in a story that names Serbia and hardly another country is Serbia's.
        """
        home = self.home
        named = Counter(
            found.country
            for found in self.names
            if found.country
            and found.kind in {"state", "demonym", "seat", "entry"}
            and not self._wire(found)
            and not (found.entry and self.countries.is_bound(self.doc.words(found.first, found.last)))
        )
        if not named:
            return
        country, count = named.most_common(1)[0]
        if home is not None:
            country = home  # In a ministry's release the officials whom no word places are its own.
        elif count < 2 or count < _HOME * named.total():
            return
        if country not in named:
            return
        first = next(found for found in self.names if found.country == country)
        for draft in self.drafts:
            official = draft.sector in {"GOV", "LEG", "MIL", "COP", "JUD", "SPY", "OPP", "PTY", "ELI"}
            plain = draft.by in ({"actors.name"} if home else {"actors.name", "actors.body", "actors.described"})
            if home and (draft.type != "person" or not draft.roles or draft.sector != "GOV"):
                continue  # "As soldiers were razing villages": a ministry tells of others' soldiers.
            if draft.country is None and official and plain and draft.type != "igo":
                draft.country = country
                draft.because = draft.because or self._evidence(first.first, first.last, "country")
                draft.confidence = round(draft.confidence - 0.1, 2)

    def _record(self, draft: _Draft) -> Actor:
        assert draft.named is not None
        evidence = [self._evidence(*draft.named, "name")]
        if draft.because:
            evidence.append(draft.because)
        spans = sorted({self.doc.characters(first, last) for first, last in [*draft.mentions, *draft.weak]})
        return identified(
            Actor(
                story=self.doc.story.id,
                name=draft.name,
                type=draft.type,
                evidence=tuple(evidence),
                by=draft.by,
                confidence=draft.confidence,
                country=draft.country,
                sector=draft.sector,
                aliases=tuple(form for form in draft.forms if form != draft.name),
                roles=tuple(draft.roles),
                mentions=tuple(Span(start, end) for start, end in spans),
            )
        )

    def _mention(self, draft: _Draft, first: int, last: int) -> None:
        if (first, last) not in draft.mentions:
            draft.mentions.append((first, last))
        for at in range(first, last):
            self.at[at] = draft if at not in self.at or self.at[at] is draft else self.at[at]

    def _mention_named(self, body: _Draft, first: int, last: int) -> None:
        """A body that is named is in the story, whatever it does there; one that only says where is kept where it also acts."""
        self._mention_if_acting(body, first, last)
        head = self.tokens[self.doc.head_of(first, last)]
        if (
            not body.kept
            and not self._located(first, last)
            and (
                head.dep.split(":")[0] not in {"compound", "amod", "flat"}
                or (
                    not self._in_office(head)
                    and body.by == "actors.lexicon"
                    and body.sector in {"GOV", "IGO", "MIL", "LEG", "JUD", "REB"}
                )
            )
        ):
            body.kept = True
            body.mentions += body.weak
            body.weak.clear()
            self._mention(body, first, last)

    def _mention_if_acting(self, body: _Draft, first: int, last: int) -> None:
        if self._located(first, last):
            return
        acts = self._acts(first, last)
        if acts and not body.kept:
            body.kept = True
            body.mentions += body.weak
            body.weak.clear()
        if body.kept:
            self._mention(body, first, last)
        else:
            body.weak.append((first, last))

    def _doubt(self, found: _Found, reason: str) -> None:
        if any(doubt.reason == reason for doubt in self.doubts):
            return
        start, end = self.doc.characters(found.first, found.last)
        evidence = (self._evidence(found.first, found.last, "where"),)
        self.doubts.append(identified(Doubt(self.doc.story.id, Span(start, end), reason, evidence, "actors.surname")))

    def _evidence(self, first: int, last: int, name: str) -> Evidence:
        return Evidence.of(self.doc.story, *self.doc.characters(first, last), name)

    def _open(self, at: int) -> bool:
        return self.open[self.tokens[at].sentence]

    def _shouted(self, at: int) -> bool:
        """Whether the sentence is all in capitals, where "IS" and "WHO" may be words."""
        sentence = self.doc.sentence_of(at)
        letters = [c for c in self.doc.story.text[sentence.start : sentence.end] if c.isalpha()]
        return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


@dataclass(frozen=True, slots=True)
class _Title:
    """A title over tokens ``first:last`` with its head, its holder's country and the words that say so."""

    first: int
    head: int
    last: int
    country: str | None
    why: tuple[int, int] | None
    sector: str | None
    own: str


_THEY = {"they", "them", "their", "theirs", "themselves"}
_WE = {"we", "us", "our", "ours", "ourselves"}
_BODY_TYPES: frozenset[ActorType] = frozenset({"organization", "igo", "government", "armed_group", "media"})
_NOUNS_FOR: Mapping[str, frozenset[ActorType]] = {
    "country": frozenset({"state"}), "nation": frozenset({"state"}), "state": frozenset({"state"}),
    "kingdom": frozenset({"state"}), "republic": frozenset({"state"}), "group": _BODY_TYPES, "organization": _BODY_TYPES,
    "organisation": _BODY_TYPES, "body": _BODY_TYPES, "bloc": _BODY_TYPES, "alliance": _BODY_TYPES, "movement": _BODY_TYPES,
    "firm": _BODY_TYPES, "paper": frozenset({"media"}), "outlet": frozenset({"media"}), "network": _BODY_TYPES,
}  # fmt: skip
"""What a noun with "the" may stand for."""
_OCCUPATION_ENDS = (
    "ist",
    "er",
    "or",
    "ian",
    "man",
    "woman",
    "ant",
    "ee",
    "ess",
    "eur",
    "medic",
    "ent",
    "ic",
    "crat",
    "ier",
)
_UNDER = {"deputy", "vice", "under", "assistant", "junior", "shadow"}
_BESIDE_OFFICE = {"minister", "secretary", "of", "for", "the", "and", "affairs", "mr", "ms", "mrs", "mr.", "former", "then", "acting", "'s", "’s", "-", "u.s", "us", "new"}  # fmt: skip
_ALSO = {
    "foreign minister": ("external", "cabinet"),
    "secretary of state": ("foreign",),
    "defense minister": ("defence",),
    "defense secretary": ("defence", "war"),
    "defence secretary": ("defense",),
}
"""Other words that say the office."""
_KIN = {"nephew", "son", "daughter", "wife", "husband", "sister", "brother", "father", "mother", "widow"}
_COMMON_BODIES = {"ministry", "government", "parliament", "congress", "house", "court", "army", "police"}
_NO_BODIES = {
    "constitution", "act", "treaty", "agreement", "bill", "medal", "award", "war", "resolution", "prize", "deal", "summit",
    "games", "cup", "brexit", "majesty", "covid", "covid-19", "coronavirus", "novichok", "sarin", "ebola", "hiv", "aids", "icbm", "icbms", "gdp", "accord", "accords", "protocol", "convention", "day", "image", "amendment", "election",
}  # fmt: skip
_CITY_VERBS = {"be", "host", "lie", "see", "have", "experience", "become", "remain", "sit", "wake", "suffer", "burn"}


def _nearest(at: int, owners: Sequence[tuple[int, _Owner]]) -> _Owner:
    """The owner whose mention stands nearest before token *at*, else the first after it."""
    before = [pair for pair in owners if pair[0] < at]
    return max(before, key=lambda pair: pair[0])[1] if before else min(owners, key=lambda pair: pair[0])[1]


def _surnames(person: _Draft) -> set[str]:
    """The single words that the news may call a person by."""
    words = person.name.split()
    if len(words) == 1:
        return {person.name}
    out = {surname_of(person.name, person.country), surname_of(person.name, None)}
    if words[0] in _FAMILY_NAMES and (len(words) == 3 or "-" in words[-1] or person.country in FAMILY_FIRST):
        out = {words[0]}
    return out


def _same(person: _Draft, words: str) -> bool:
    """Whether *words* is a form of the person's name: equal, its end, or with the middle left out."""
    mine, other = _folded(person.name), _folded(words)
    if mine == other or _folded(words) in [_folded(form) for form in person.forms]:
        return True
    short, long = sorted((mine, other), key=len)
    if len(short) < 2 or len(long) == len(short):
        return False
    if len(short) > 2 and long[: len(short)] == short:
        return True  # "Khalid bin Salman" and "Khalid bin Salman al Saud"
    return long[-len(short) :] == short or (short[0] == long[0] and short[-1] == long[-1] and len(short) == 2)


def _folded(words: str) -> list[str]:
    return words.lower().replace("-", " ").replace(".", "").replace("\u200d", "").split()


def _quoted(doc: Doc) -> list[bool]:
    """For each token whether it stands between quotation marks; a mark left open ends with its paragraph."""
    out, inside, paragraph = [], False, -1
    for token in doc.tokens:
        here = doc.sentences[token.sentence].paragraph if doc.sentences else 0
        if here != paragraph:
            inside, paragraph = False, here
        if token.text in {"“", "``", "«"}:
            inside = True
            out.append(False)
        elif token.text in {"”", "''", "»"}:
            inside = False
            out.append(False)
        elif token.text == '"':
            inside = not inside
            out.append(False)
        else:
            out.append(inside)
    return out
