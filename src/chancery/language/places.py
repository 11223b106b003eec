"""Where: the place names of a story, each with its country and, unless it is a country, its pin.

Read are the names that the names layer calls LOC or FAC, the countries that the lexicon knows, the sites, regions and waters of ``places.toml``,
and towns that stand behind a preposition of place. Left out are names inside of names ("University of Texas", "Samoa Observer"), and a capital or
a seat of power that stands for its government ("Seoul said", "talks with Tehran"): that is an actor.

A country has no pin: an event "in France" did not happen in the middle of France. Which of several places of a name is meant is weighed:
how many people live there, whether the story names the country or the state, whether another place of the story lies near, and before all
what stands beside it ("Paris, Texas", "the Afghan city of Jalalabad", "Harbin in Heilongjiang province"). A place of which nothing fits keeps its words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from chancery.language.document import Doc, Name, Place
from chancery.rules.countries import Countries, first_word
from chancery.rules.places import Gazetteer, Town, first_letters

_COMMON = frozenset(
    "of and the mobile reading bath nice march sale most ham order man police university union hurricane enterprise eden bush clinton "
    "trump obama biden ford media early hope liberty independence victory union republic orange temple normal chance center police "
    "summit hill triangle earth kingdom cross crown globe sun star eagle lion power energy price best white black brown green king queen prince duke "
    "bishop young long council court mission junction central park bridge field forest lake bay valley mountain river street corps marines "
    "reform unity justice freedom progress industry commerce economy peace hero ransom winner speaker senate justice star gas oil".split()
)
"""Towns that a story names only with their state beside them."""

_DIRECTIONS = frozenset(
    "north south east west central northern southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern "
    "southwestern north-east north-west south-east south-west north-eastern north-western south-eastern south-western upper lower inner outer mid "
    "mainland downtown greater rural coastal upstate metropolitan suburban occupied old far midtown uptown".split()
)
_LOCATIVE = frozenset(
    "in at near inside outside across throughout within around into onto through via off over along beyond above from to".split()
)
_KINDS = {
    "province": "admin1", "state": "admin1", "governorate": "admin1", "oblast": "admin1", "krai": "admin1", "prefecture": "admin1",
    "region": "admin1", "republic": "admin1", "canton": "admin1", "voivodeship": "admin1", "territory": "admin1", "department": "admin1",
    "county": "admin2", "district": "admin2", "parish": "admin2", "municipality": "admin2", "township": "admin2", "borough": "admin2", "raion": "admin2",
}  # fmt: skip
"""What a word behind a name makes of it: "Kunduz province" is more than the town."""

_SETTLEMENTS = frozenset("city town village port capital suburb resort hamlet settlement outskirts".split())
_SETTLED = _SETTLEMENTS - {"outskirts"} | set(
    "province district governorate oblast municipality county prefecture island neighbourhood neighborhood".split()
)
_FACILITIES = frozenset(
    "airport airfield airbase base station port harbour harbor bridge square park hospital stadium arena theatre theater museum cathedral church mosque "
    "temple palace castle prison jail camp crossing dam beach hotel hall tower university college school library zoo mall market cemetery "
    "court courthouse embassy consulate refinery mine plant reactor centre center terminal garden gardens road street avenue boulevard highway interstate route".split()
)
_NAMED_AFTER_TOWNS = frozenset(
    "airport airfield airbase base port prison jail refinery hospital zoo embassy consulate plant island bay forest beach harbour harbor".split()
)
_BODIES = frozenset(
    "Police Department Ministry Observer Times Post Tribune Herald Journal Gazette News University College School Council Commission Committee Party Army "
    "Navy Force Forces Air Court Senate Congress Parliament Assembly Embassy Institute Association Authority Agency Bank Airlines Airways Club FC "
    "Foundation Federation Union Society Corporation Company Inc Group Fund Bureau Guard Legislature House Supreme District Circuit Bar "
    "Chamber Exchange Stock Daily Globe Chronicle Sun Mirror Telegraph Examiner Express Star Standard Review Rangers City United "
    "Marathon Open Cup Games Olympics Festival Awards Treaty Accord Accords Agreement Declaration Protocol Convention Act War Street Road Avenue "
    "TV Television Radio Media Network Symphony Orchestra Opera Ballet Philharmonic Museum Zoo Constitution Dollar Plan Doctrine".split()
)
_STORMS = frozenset("hurricane typhoon cyclone storm operation uss hms miss mister mrs mr ms dr sir captain".split())
_ADJOINING = frozenset(
    "based born led backed held controlled run shot made built bound trained educated wide occupied area raised".split()
)

_COUNTRY_POINTS, _SPOT_POINTS, _STATE_POINTS, _COUNTY_POINTS = 24.0, 17.0, 16.0, 13.0
_SMALL = 15_000
"""A smaller town is only one where something in the story points at it."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """Characters and tokens of a place name, with the name that it stands in, if any."""

    start: int
    end: int
    first: int
    last: int
    words: str
    type: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What a name may mean, and how many points speak for it before the story is asked."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    points: float
    region: str = ""
    population: int = 1_000_000
    known_as: bool = False


def add_places(doc: Doc, countries: Countries, known: Gazetteer) -> Doc:
    """*doc* with its places, in text order, none overlapping another; *known* has the places that are no countries."""
    return replace(doc, places=tuple(_Story(doc, countries, known).places()))


class _Story:
    """The place names of one story, and what each says about the others."""

    def __init__(self, doc: Doc, countries: Countries, known: Gazetteer) -> None:
        self.doc, self.text, self.tokens = doc, doc.story.text, doc.tokens
        self.countries, self.known = countries, known
        self.within: dict[int, Name] = {at: name for name in doc.names for at in range(name.first, name.last)}
        self.located = {
            doc.words(name.first, name.last) for name in doc.names if name.type == "LOC" and name.confidence > _UNSURE
        }
        self.hints: Counter[str] = Counter()
        self.own: Counter[tuple[str, str]] = Counter()
        self.mentions: list[_Mention] = []

    def places(self) -> Iterator[Place]:
        """The story's places."""
        taken = 0
        for mention in sorted(self._found(), key=lambda m: (m.start, -m.end)):
            if mention.start >= taken and mention.end > mention.start:
                if mention.words == "Washington" and (capital := _COLUMBIA.match(self.text, mention.end)):
                    last = next(
                        i for i in range(mention.last, len(self.tokens) + 1) if self.tokens[i - 1].end >= capital.end()
                    )
                    mention = replace(mention, end=capital.end(), last=last, words="Washington, D.C.")
                taken = mention.end
                self.mentions.append(mention)
        self._look_around()
        out: list[Place] = []
        for number, mention in enumerate(self.mentions):
            if self._is_in_another_name(mention) or self._is_person(mention):
                continue
            if self._stands_for_government(mention):
                continue
            place = self._resolved(number, mention)
            if place is not None:
                out.append(place)
        for place in out:
            if place.country is None and place.precision is None and (at := self.buildings.get(place.name)):
                place = replace(
                    place, country=at.country, lat=at.lat, lon=at.lon, precision="site"
                )  # Said only further down.
            yield place

    # ---- 1. names of places --------------------------------------------------------------------------------------

    def _found(self) -> Iterator[_Mention]:
        for name in self.doc.names:
            if name.type in ("LOC", "GPE", "FAC"):
                yield from self._parts(name)
            elif name.type in ("EVENT", "TITLE"):
                yield from self._in_title(name)
            else:
                yield from self._misread(name)
        yield from self._in_lexicon()

    def _misread(self, name: Name) -> Iterator[_Mention]:
        """A place that the names layer takes for something else: "US" for a people, "Turkey" for a body; "Abdullah of Jordan" holds one."""
        first, last = name.first, name.last
        for at in range(first, last - 1):
            if self.tokens[at].text == "of" and name.type == "PER":
                first = at + 1
        words = self.doc.words(first, last)
        before = self.tokens[first - 1].text if first else ""
        if self.countries.country_of(words) and not (
            name.type == "NORP" and self.countries.demonym(words) and not words.isupper()
        ):
            if name.type != "PER" or first > name.first or name.confidence < _SURE or before == "of":
                yield self._mention(first, last, "LOC", name.confidence)
        elif name.type == "ORG" and any(spot.precision == "site" for spot in self.known.spots(words)):
            yield self._mention(first, last, "FAC", name.confidence)
        elif (
            name.type in ("ORG", "PER")
            and words in self.located
            and name.confidence < (_UNSURE if before.lower() in ("in", "near", "to", "from", "at") else _SURE + 0.05)
        ):
            yield self._mention(first, last, "LOC", 1.0)  # A place wherever else the story names it.
        elif name.type in ("ORG", "PER") and first and before.lower() in _LOCATIVE | {"of"}:
            kind = self.tokens[first - 2].lemma.lower() if first > 1 and before == "of" else ""
            if kind in _SETTLED or (before != "of" and name.confidence < _UNSURE and self._is_placed(last)):
                yield self._mention(first, last, "LOC", 1.0)

    def _is_placed(self, last: int) -> bool:
        """Whether a comma and a country or state stand behind."""
        if last + 1 >= len(self.tokens) or self.tokens[last].text != ",":
            return False
        return any(
            self.countries.country_of(words) or self._is_state(words)
            for words in (self.doc.words(last + 1, end) for end in range(last + 2, min(last + 5, len(self.tokens) + 1)))
        )

    def _mention(self, first: int, last: int, kind: str, confidence: float = 1.0) -> _Mention:
        start, end = self.doc.characters(first, last)
        if self.text[end - 2 : end] in ("'s", "’s"):
            end -= 2
        return _Mention(start, end, first, last, " ".join(self.text[start:end].split()), kind, confidence)

    def _parts(self, name: Name) -> Iterator[_Mention]:
        """The places that a name of the names layer holds: "Liège, Belgium" are two, "southern Poland" is Poland."""
        first, pieces = name.first, []
        whole = self._mention(name.first, name.last, name.type, name.confidence)
        if not self._is_known(whole.words):
            for at in range(name.first, name.last):
                if self.tokens[at].text in (",", "/", "and", "-", "–"):
                    pieces.append((first, at))
                    first = at + 1
        pieces.append((first, name.last))
        parts = [self._mention(*piece, name.type, name.confidence) for piece in pieces if piece[0] < piece[1]]
        if len(parts) > 1 and not all(self._is_known(part.words) for part in parts):
            if "," not in whole.words:
                parts = [whole]
        for part in parts:
            trimmed = self._trimmed(part)
            if trimmed is not None:
                yield from self._halves(trimmed)

    def _trimmed(self, mention: _Mention) -> _Mention | None:
        """The mention without article, possessive, closing marks and, where the rest is a place, the side of it that is meant."""
        first, last = mention.first, mention.last
        while last > first and self.tokens[last - 1].text in _MARKS:
            last -= 1
        while first < last and self.tokens[first].text.lower() in ("the", "(", '"', "“"):
            if self.doc.words(first, min(first + 2, last)) == "The Hague":
                break
            first += 1
        if first == last:
            return None
        first = self._whole_hyphened(first, last)
        inner = first
        while inner < last and self.tokens[inner].text.lower() in _DIRECTIONS:
            inner += 1
        if inner == last and last - first < 2:
            return None  # "the West", "southeastern"
        if first < inner < last:
            whole, rest = self.doc.words(first, last), self.doc.words(inner, last)
            written_small = self.tokens[first].text[0].islower()
            if (written_small and self._is_known(rest)) or (
                not self._is_known(whole) and self.countries.country_of(rest)
            ):
                first = inner
        if (
            last - first > 1
            and self.tokens[last - 1].text in _SETTLEMENTS
            and self._is_known(self.doc.words(first, last - 1))
        ):
            last -= 1
        out = self._mention(first, last, mention.type, mention.confidence)
        end = out.end
        if (
            out.words.endswith(".")
            and not self.known.abbreviated(out.words)
            and self._is_known(out.words[:-1])
            and out.words.count(".") == 1
        ):
            end -= 1
        elif self.text[end : end + 1] == "." and self.known.abbreviated(out.words + "."):
            return replace(out, end=end + 1, words=out.words + ".")
        return replace(out, end=end, words=out.words[: len(out.words) - (out.end - end)])

    def _whole_hyphened(self, first: int, last: int) -> int:
        """Where the name begins that the names layer has cut at a hyphen: "Port-au-" belongs to "Prince"."""
        at = first
        while (
            at > 1 and self.tokens[at - 1].text in ("-", "–") and self.tokens[at - 2].end == self.tokens[at - 1].start
        ):
            at -= 2
        return (
            at
            if at < first and self.tokens[at].text[:1].isupper() and self._is_known(self.doc.words(at, last))
            else first
        )

    def _halves(self, mention: _Mention) -> Iterator[_Mention]:
        """Both ends of "the Baghdad-Amman highway"."""
        before, mark, behind = mention.words.partition("-")
        before, mark, behind = (before, mark, behind) if mark else mention.words.partition("–")
        if mark and not self._is_known(mention.words) and self._is_known(before) and self._is_known(behind):
            middle = mention.start + len(before)
            yield replace(mention, end=middle, words=before)
            yield replace(mention, start=middle + 1, words=behind)
        else:
            yield mention

    def _in_title(self, name: Name) -> Iterator[_Mention]:
        """The countries and states in "Prime Minister of Tunisia" and "the 2020 United States presidential election"."""
        at = name.first
        while at < name.last:
            step = 1
            if self.tokens[at].text[:1].isupper():
                for length in (4, 3, 2, 1):
                    if at + length > name.last or (length > 1 and not self.tokens[at + length - 1].text[-1].isalnum()):
                        continue
                    words = self.doc.words(at, at + length)
                    if not (self.countries.country_of(words) or self._is_state(words)):
                        continue
                    step = length
                    behind = self.tokens[at + length].text if at + length < name.last else ""
                    dated = at > name.first and self.tokens[at - 1].text.isdigit()
                    if name.type == "TITLE" or dated or behind[:1].islower() or behind[:1].isdigit():
                        yield self._mention(at, at + length, "LOC", name.confidence)
                    break
            at += step

    def _in_lexicon(self) -> Iterator[_Mention]:
        """The countries, and the known places of several words, that the names layer has not got; and towns behind a preposition."""
        starts, more = self.countries.starts, self.known.starts
        at, size = 0, len(self.tokens)
        while at < size:
            token, step = self.tokens[at], 1
            text = token.text
            if text[:1].isupper():
                name = self.within.get(at)
                if name is None or name.type in ("LOC", "GPE", "NORP"):
                    if first_word(text) in starts or first_letters(text) in more:
                        for length in (4, 3, 2, 1):
                            last = at + length
                            if last > size or (length > 1 and not self._goes_on(at, last)):
                                continue
                            words = self.doc.words(at, last)
                            if length == 1 and name is not None and name.type == "NORP":
                                continue
                            if self.countries.country_of(words) or (length > 1 and self.known.spots(words)):
                                yield self._mention(at, last, "LOC" if name else "")
                                step = length
                                break
                if step == 1 and name is None:
                    yield from self._behind_preposition(at)
            if "-" in text and step == 1:
                yield from self._hyphened(at)
            at += step

    def _goes_on(self, first: int, last: int) -> bool:
        """Whether the tokens stand on one line and in one name as far as the names layer goes."""
        end = self.tokens[last - 1].text
        if not end[-1].isalnum() and not (end[-1] == "." and len(end) > 1):
            return False
        if any(self.within[i].type not in ("LOC", "GPE", "NORP") for i in range(first, last) if i in self.within):
            return False
        return "\n" not in self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _behind_preposition(self, at: int) -> Iterator[_Mention]:
        """A larger town that the names layer has overlooked, where "in" or "near" stands before it."""
        token = self.tokens[at]
        before = self.tokens[at - 1].text.lower() if at else ""
        if token.upos != "PROPN" or not before:
            return
        last = at + 1
        while (
            last < len(self.tokens) and last - at < 4 and self.tokens[last].upos == "PROPN" and last not in self.within
        ):
            last += 1
        settled = before == "of" and at > 1 and self.tokens[at - 2].lemma.lower() in _SETTLED
        if (settled or (before in ("in", "near", "at") and self._is_placed(last))) and self._goes_on(at, last):
            yield self._mention(at, last, "LOC")
            return
        behind = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        if token.text in self.located and not (behind[:1].isupper() and at + 1 not in self.within):
            yield self._mention(at, at + 1, "LOC")
            return
        if before == "the" or (at and self.countries.demonym(self.tokens[at - 1].text)):
            if any(
                spot.precision in ("region", "water") and spot.country is None for spot in self.known.spots(token.text)
            ):
                yield self._mention(at, at + 1, "LOC")
            return
        if before not in ("in", "near"):
            return
        for length in (3, 2, 1):
            last = at + length
            if last > len(self.tokens) or any(i in self.within for i in range(at, last)) or not self._goes_on(at, last):
                continue
            if any(not self.tokens[i].text[:1].isupper() for i in range(at, last)):
                continue
            behind = self.tokens[last].text if last < len(self.tokens) else "."
            if behind[:1].isupper() and self.within.get(last) is None:
                continue
            words = self.doc.words(at, last)
            if self._is_state(words) or any(t.population > 50_000 and not t.known_as for t in self.known.towns(words)):
                if words.lower() not in _COMMON:
                    yield self._mention(at, last, "")
                return

    def _hyphened(self, at: int) -> Iterator[_Mention]:
        """The place in "Brussels-based", "ex-UK"."""
        token = self.tokens[at]
        if token.text == "-" and 0 < at < len(self.tokens) - 1:  # The tokenizer has cut it already.
            before, behind = self.tokens[at - 1], self.tokens[at + 1]
            if (
                before.end == token.start
                and behind.start == token.end
                and behind.text in _ADJOINING
                and before.text[:1].isupper()
            ):
                first = at - 1
                while (
                    first
                    and self.tokens[first - 1].text[:1].isupper()
                    and self._is_known(self.doc.words(first - 1, at))
                ):
                    first -= 1
                if self._is_known(self.doc.words(first, at)) and before.text.lower() not in _COMMON:
                    yield self._mention(first, at, "LOC")
            return
        left, _, right = token.text.partition("-")
        if left[:1].isupper() and right in _ADJOINING and self._is_known(left) and left.lower() not in _COMMON:
            yield _Mention(token.start, token.start + len(left), at, at + 1, left, "LOC")
        elif left.lower() in ("ex", "non", "anti", "pro") and self.countries.country_of(right):
            yield _Mention(token.end - len(right), token.end, at, at + 1, right, "LOC")

    def _is_state(self, words: str) -> bool:
        return any(spot.precision == "admin1" for spot in self.known.spots(words))

    def _is_known(self, words: str) -> bool:
        """Whether a country, a known place or a larger town has this name."""
        return bool(
            self.countries.country_of(words)
            or self.known.spots(words)
            or any(town.population > _SMALL for town in self.known.towns(words))
        )

    # ---- 2. what is no place -------------------------------------------------------------------------------------

    def _is_in_another_name(self, mention: _Mention) -> bool:
        """ "Samoa Observer", "Youth Forum Zimbabwe", "nine billion US dollars", "Hurricane Katrina"."""
        name = self.within.get(mention.first)
        if name is not None and name.type in ("TITLE", "EVENT"):
            return False
        before = self.tokens[mention.first - 1] if mention.first else None
        behind = self.tokens[mention.last] if mention.last < len(self.tokens) else None
        located = before is not None and before.text.lower() in _LOCATIVE
        if (
            behind is not None
            and behind.start == self.tokens[mention.last - 1].end + 1
            and mention.end + 1 >= behind.start
        ):
            if behind.text[:1].isupper() and "\n" not in self.text[mention.end : behind.start]:
                other = self.within.get(mention.last)
                kind = other.type if other is not None else ""
                if kind == "ORG" and not located:
                    return True
                if kind in ("", "ORG", "LOC", "FAC", "EVENT") and behind.text in _BODIES and mention.type != "FAC":
                    return not self._is_site_head(mention, behind.text)
            if behind.lemma.lower() == "dollar":
                return True
            if (
                name is not None
                and name.type == "NORP"
                and behind.upos == "PROPN"
                and self.tokens[mention.last - 1].head == behind.index
            ):
                return mention.last not in self.within or self.within[mention.last].type == "PER"
        if mention.words.lower() in _STORMS:
            return True
        if before is None or self.tokens[mention.first].start - before.end > 1:
            return False
        if (
            before.text.lower() in ("of", "on", "for")
            and mention.first > 1
            and self.tokens[mention.first - 2].text in _BODIES
        ):
            other = self.within.get(mention.first - 2)
            return other is None or other.type == "ORG"
        if before.text == "and" and mention.first > 1 and self.within.get(mention.first - 2) is not None:
            other = self.within[mention.first - 2]
            return (
                other.type == "ORG"
                and "of" in self.doc.words(other.first, other.last).split()
                and name is not other
                and self._is_known(self.tokens[mention.first - 2].text)
            )
        if before.text.lower() in _STORMS or before.text == "Police":
            return True
        if (
            "\n" in self.text[before.end : mention.start]
            or not before.text[:1].isupper()
            or before.text.lower() in _DIRECTIONS
        ):
            return False
        other = self.within.get(mention.first - 1)
        if other is not None and other.type == "ORG" and name is not other:
            return True
        return (
            other is None
            and before.upos == "PROPN"
            and mention.first - 1 != self.doc.sentence_of(mention.first).first
            and not self.countries.demonym(before.text)
            and "." not in before.text
            and before.text not in _TITLED
            and (before.head == mention.last - 1 or self.tokens[mention.last - 1].head == before.index)
            and {before.dep, self.tokens[mention.last - 1].dep} & {"compound", "flat"} != set()
        )

    def _is_site_head(self, mention: _Mention, word: str) -> bool:
        """ "Brussels Airport" may be a place; "Texas University" is none."""
        return bool(self.known.spots(f"{mention.words} {word}"))

    def _is_person(self, mention: _Mention) -> bool:
        """ "Jordan" in a story of Michael Jordan, where nothing says "in"."""
        if mention.words not in self.people:
            return False
        before = self.tokens[mention.first - 1].text.lower() if mention.first else ""
        return before not in ("in", "near", "at", "into", "inside", "outside", "around", "across")

    def _stands_for_government(self, mention: _Mention) -> bool:
        """Whether a capital or a seat of power is its government here: who speaks, is spoken with, has a policy."""
        name = self.within.get(mention.first)
        body = name is not None and name.type == "ORG" and mention.type == "FAC"  # "the Pentagon said"
        if mention.last - mention.first > 4 or (self.countries.seat(mention.words) is None and not body):
            return False
        doc, tokens = self.doc, self.tokens
        head = doc.head_of(mention.first, mention.last)
        for _ in range(10):
            if tokens[head].dep.split(":")[0] != "conj":
                break
            head = tokens[head].head
        token = tokens[head]
        governor, case = tokens[token.head], ""
        for child in doc.dependents(head, "case"):
            if child.index < head:
                case = child.lemma.lower()
                break
        spots = self.known.spots(mention.words)
        if spots and spots[0].precision == "site":  # The White House: a place where it is only gone to or stood in.
            return not (
                (token.dep in ("obl", "nmod") and case in _LOCATIVE | {"outside of"})
                or (token.dep == "obj" and governor.lemma in _VISITED)
                or (
                    token.dep in ("obl", "nmod")
                    and case == "of"
                    and governor.lemma in _FACILITIES | {"front", "visit", "tour"}
                )
            )
        if token.dep == "nsubj":
            return governor.upos == "VERB" and governor.lemma not in _CITY_VERBS
        if token.dep in ("obl", "nmod", "obl:agent"):
            return case in ("with", "between", "against") or (
                case == "by" and governor.upos == "VERB" and token.dep == "obl:agent"
            )
        if token.dep == "nmod:poss":
            return governor.index in doc.predicate_at or governor.lemma in _POLICIES
        if token.dep == "compound":
            return governor.lemma in ("government", "regime", "administration", "leadership")
        return token.dep in ("obj", "iobj") and governor.lemma in _TOLD

    # ---- 3. what the story says about itself ---------------------------------------------------------------------

    def _look_around(self) -> None:
        """Gather the countries and states that the story names, and the towns that can only be one."""
        self.people = {
            self.tokens[name.last - 1].text
            for name in self.doc.names
            if name.type == "PER"
            and name.last - name.first > 1
            and all(self.tokens[i].text[0].isupper() for i in range(name.first, name.last))
        }
        self.people.update(
            self.tokens[at + 1].text
            for at in range(len(self.tokens) - 1)
            if self.tokens[at].text.lower() in _STORMS and self.tokens[at].text.istitle()
        )
        self.demonyms: set[str] = set()
        for token in self.tokens:
            if token.text[:1].isupper() and (iso := self.countries.demonym(token.text)):
                self.hints[iso] += 1
                self.demonyms.add(token.text.lower())
        self.states: Counter[str] = Counter()
        self.anchors: list[tuple[float, float, int]] = []
        self.options: list[list[_Candidate]] = []
        for mention in self.mentions:
            options = self._candidates(mention)
            self.options.append(options)
            if not options:
                continue
            best = max(options, key=lambda c: c.points)
            certain = len(options) == 1 or best.points >= _COUNTRY_POINTS
            if best.precision == "country" and best.country and certain:
                self.hints[best.country] += 1
            elif best.precision in ("admin1", "admin2", "site", "region") and best.country:
                countries = {c.country for c in options if c.points > best.points - 4}
                if len(countries) == 1 and mention.words not in _TWO_MEANINGS:
                    self.hints[best.country] += 1
                    self.own[best.country, mention.words] += 1
                    if best.precision == "admin1" and best.country == "USA":
                        self.states[best.region] += 1
        self.first = self.hints.most_common(1)[0][0] if self.hints else None
        self.towns: dict[str, set[str]] = {}  # The names of towns, by country, that can hardly lie elsewhere.
        self.settled: dict[str, _Candidate] = {}
        self.buildings: dict[str, _Candidate] = {}
        for number, mention in enumerate(self.mentions):
            beside = self._beside(number)
            if beside and (told := self._best(number, (), beside)) is not None:
                self.settled.setdefault(mention.words, told)
        for number, mention in enumerate(self.mentions):
            likely = self.settled.get(mention.words) or self._best(number, ())
            if likely is None or likely.lat is None or likely.lon is None:
                continue
            if likely.precision in ("admin1", "admin2", "city", "site"):
                self.anchors.append((likely.lat, likely.lon, number))
            if likely.precision == "city" and likely.country and self._is_alone(likely, self.options[number]):
                self.towns.setdefault(likely.country, set()).add(mention.words)

    def _is_alone(self, likely: _Candidate, options: Sequence[_Candidate]) -> bool:
        """Whether no town abroad has the name and a tenth of the people."""
        return all(other.country == likely.country or other.points < likely.points - 2.3 for other in options)

    def _candidates(self, mention: _Mention) -> list[_Candidate]:
        words, out = mention.words, []
        if (
            mention.start > 1
            and self.text[mention.start - 2 : mention.start] in (", ", " (")
            and (state := self.known.abbreviated(words))
        ):
            return [
                _Candidate(
                    state.name,
                    state.country,
                    state.lat,
                    state.lon,
                    "admin1",
                    _COUNTRY_POINTS,
                    self.known.code(state) or "",
                )
            ]
        if party := _PARTY.fullmatch(words):
            if state := self.known.abbreviated(party.group(1)) or self.known.abbreviated(party.group(1) + "."):
                self.hints["USA"] += 1
                self.states[self.known.code(state) or ""] += 1
        if words.replace(".", "") in ("DC", "Washington, DC", "Washington DC", "District of Columbia"):
            return [_Candidate("Washington", "USA", 38.9, -77.04, "city", _SPOT_POINTS, "DC")]
        kind = self._kind(mention)
        iso = None if kind and self._is_state(words) else self.countries.country_of(words)
        if iso:
            points = 15.0 if words in _TWO_MEANINGS else _COUNTRY_POINTS
            out.append(_Candidate(self.countries.name_of(iso), iso, None, None, "country", points))
            if points == _COUNTRY_POINTS:
                return out
        spots = self.known.spots(words)
        bare = words
        if not spots and (titled := _FORMAL.match(words)):
            return self._candidates(replace(mention, words=words[titled.end() :]))  # "the State of Michigan"
        for word in (*_KINDS, "city", "town"):
            if words.lower().endswith(" " + word) and len(words) > len(word) + 2:
                bare = words[: -len(word) - 1]
                if word in _KINDS:
                    spots = spots or tuple(s for s in self.known.spots(bare) if s.precision in ("admin1", "admin2"))
        for spot in spots:
            points = {"admin1": _STATE_POINTS, "admin2": _COUNTY_POINTS}.get(spot.precision, _SPOT_POINTS)
            code = self.known.code(spot) or "" if spot.precision == "admin1" else ""
            out.append(_Candidate(spot.name, spot.country, spot.lat, spot.lon, spot.precision, points, code))
        if len(words) > 2 and not (words.isupper() and len(words) < 4) and not (kind == "admin2" and spots):
            for town in self.known.towns(words) or (self.known.towns(bare) if bare != words else ()):
                out.append(self._town(words, town, kind))
        if (
            not out
            and " " in words
            and (words.partition(" ")[0].lower() in _DIRECTIONS or self.countries.demonym(words.partition(" ")[0]))
        ):
            return self._candidates(replace(mention, words=words.partition(" ")[2]))  # "East Ayrshire", "French Alps"
        if not out and mention.type == "LOC":
            out = [
                self._town(words, town, kind)
                for more in (" Village", " City", " Town")
                for town in self.known.towns(words + more)
            ]
        return out

    def _town(self, words: str, town: Town, kind: str | None) -> _Candidate:
        points = math.log(town.population + 1) - (1.0 if town.population > 500_000 else 2.5) * town.known_as
        points += 2.0 * (self.countries.seat(words) == town.country and town.population > 100_000)
        return _Candidate(
            words, town.country, town.lat, town.lon, kind or "city", points, town.region, town.population, town.known_as
        )

    def _kind(self, mention: _Mention) -> str | None:
        """What a word beside the name makes of it: "Kunduz province", "the state of Georgia"."""
        kind = _KINDS.get(mention.words.rpartition(" ")[2].lower())
        if kind is None and mention.last < len(self.tokens):
            kind = _KINDS.get(self.tokens[mention.last].text)
        if kind is None and mention.first > 1 and self.tokens[mention.first - 1].text == "of":
            kind = _KINDS.get(self.tokens[mention.first - 2].lemma.lower())
        return kind

    # ---- 4. which one --------------------------------------------------------------------------------------------

    def _beside(self, number: int) -> tuple[_Candidate, ...]:
        """The states and countries that stand beside a name and say where it lies: "Tyler, Texas, United States", "Syria's Idlib"."""
        found: list[_Candidate] = []
        mention = self.mentions[number]
        at = number
        while at + 1 < len(self.mentions) and at - number < 3:
            one, other = self.mentions[at], self.mentions[at + 1]
            between = self.text[one.end : other.start]
            if not _BESIDE.fullmatch(between):
                break
            larger = self._larger(at + 1)
            if larger is None:
                break
            found.append(larger)
            at += 1
        if not found and (near := _ABBREVIATED.match(self.text, mention.end)):
            spot = self.known.abbreviated(near.group(1)) or self.known.abbreviated(near.group(1).rstrip("."))
            if spot is not None:
                found.append(
                    _Candidate(spot.name, spot.country, spot.lat, spot.lon, "admin1", 0, self.known.code(spot) or "")
                )
            elif near.group(1) in ("D.C.", "DC", "D.C"):
                found.append(_Candidate("D.C.", "USA", 38.9, -77.04, "admin1", 0, "DC"))
        if not found and number:
            before = self.mentions[number - 1]
            if _WHOSE.fullmatch(self.text[before.end : mention.start]) and (larger := self._larger(number - 1)):
                found.append(larger)
        if not found and mention.first > 1:
            found.extend(self._said_before(mention))
        return tuple(found)

    def _larger(self, number: int) -> _Candidate | None:
        """The country or state that a mention is, whatever else its name may be."""
        options = [
            c for c in self.options[number] if c.precision in ("country", "admin1", "admin2") and c.points > 12.9
        ]
        return max(options, key=lambda c: c.points + 2.0 * (c.country in self.hints), default=None)

    def _said_before(self, mention: _Mention) -> Iterator[_Candidate]:
        """ "the Afghan city of Jalalabad": what the adjective says."""
        tokens = self.tokens
        at = mention.first - 1
        if tokens[at].text == "of" and tokens[at - 1].lemma.lower() in _SETTLEMENTS | _KINDS.keys():
            at -= 1
        elif tokens[at].lemma.lower() in _SETTLEMENTS | _KINDS.keys():
            pass
        elif iso := self.countries.demonym(tokens[at].text):
            yield _Candidate("", iso, None, None, "country", 0)
            return
        else:
            return
        for back in range(at - 1, max(at - 4, -1), -1):
            if iso := self.countries.demonym(tokens[back].text):
                yield _Candidate("", iso, None, None, "country", 0)
                return

    def _best(
        self, number: int, anchors: Sequence[tuple[float, float, int]], beside: Collection[_Candidate] | None = None
    ) -> _Candidate | None:
        """The likeliest meaning of a mention; None when nothing speaks for any."""
        mention, best, most, contradicted = self.mentions[number], None, -math.inf, False
        if beside is None:
            beside = self._beside(number)
        states = {option.country for option in self.options[number] if option.precision == "admin1"}
        # "Iowa, Nevada and South Carolina" are three states.
        beside = [larger for larger in beside if larger.precision != "admin1" or larger.country not in states]
        ranks = [_RANK.get(option.precision, 0) for option in self.options[number]]
        beside = [larger for larger in beside if ranks and min(ranks) < _RANK[larger.precision]]
        as_state = self._reads_as_state(number) if mention.words in _TWO_MEANINGS else 0.0
        for option in self.options[number]:
            points, pointed = option.points, option.points >= _COUNTY_POINTS and option.precision != "city"
            # A name is no hint about itself.
            hinted = self.hints[option.country] - self.own[option.country, mention.words] if option.country else 0
            if hinted and option.country == "USA" and option.precision == "city":
                points += 1.5  # The United States are in every other story; their states say more.
            elif hinted:
                points += 2.5 + min(1.5, 0.3 * hinted) + 1.0 * (option.country == self.first)
            others = len(self.towns.get(option.country or "", _NOTHING) - {mention.words})
            if others and not hinted:
                points += 1.5 + min(1.5, 0.5 * others)
            if option.precision == "admin1" and mention.words in _TWO_MEANINGS:
                points += as_state
            rank = _RANK.get(option.precision, 0)
            fits = [self._lies_in(option, larger) for larger in beside if rank < _RANK[larger.precision]]
            if fits:
                if any(fit < 0 for fit in fits):
                    points -= 12
                else:
                    points += 15 * len(fits) - min(fits)
                    pointed = True
            if (
                option.country == "USA"
                and option.region
                and self.states.get(option.region)
                and option.precision != "admin1"
            ):
                points += 4 if option.population > _SMALL else 2.5
                pointed = True
            if option.lat is not None and option.lon is not None and option.precision not in ("region", "water"):
                near = min(
                    (
                        _kilometres(option.lat, option.lon, lat, lon)
                        for lat, lon, other in anchors
                        if self.mentions[other].words != mention.words
                    ),
                    default=math.inf,
                )
                points += 4 if near < 60 else 3 if near < 150 else 1.5 if near < 400 else 0
                pointed = pointed or near < 150
            few = 1_000_000 if option.known_as and len(self.options[number]) > 1 else 100_000
            if (
                option.precision != "country"
                and option.population < few
                and not pointed
                and self.hints
                and not others
                and not hinted
            ):
                continue  # A town of a country of which the story says nothing.
            if option.population < _SMALL and not pointed:
                alone = sum(other.country == option.country for other in self.options[number]) == 1
                if not (alone and option.country == self.first) or mention.type == "":
                    continue
            if option.precision == "city" and mention.words.lower() in _COMMON and not fits:
                continue
            if points > most:
                best, most, contradicted = option, points, any(fit < 0 for fit in fits)
        if contradicted and best is not None and best.population < _LARGE:
            return None  # Everything of this name lies elsewhere than the story says.
        return best

    def _lies_in(self, option: _Candidate, larger: _Candidate) -> float:
        """How badly a place fits into a larger one: negative where it cannot lie there."""
        if larger.country and option.country and option.country != larger.country:
            return -1.0
        if option.precision == "country":
            return -1.0
        if larger.region and option.region and larger.country == "USA":
            return 0.0 if larger.region == option.region and (option.precision != "admin1") else -1.0
        if larger.lat is None or larger.lon is None or option.lat is None or option.lon is None:
            return 0.0
        away = _kilometres(option.lat, option.lon, larger.lat, larger.lon)
        reach = 300 if larger.precision == "admin2" else 1200
        return -1.0 if away > reach else away / 60

    def _reads_as_state(self, number: int) -> float:
        """Whether "Georgia", "New York" or "Washington" is the state here: points for, below nothing against."""
        mention, points = self.mentions[number], 0.0
        before = self.text[max(0, mention.start - 40) : mention.start]
        behind = self.text[mention.end : mention.end + 30]
        if _STATE_BEFORE.search(before) or _STATE_BEHIND.match(behind):
            points += 12
        name = self.within.get(mention.first)
        if name is not None and name.type == "TITLE":
            points += 12
        elif mention.first > 1 and self.tokens[mention.first - 1].text == "of":
            whose = self.within.get(mention.first - 2)
            if whose is not None and whose.type == "PER":
                points += 8  # "Jerrold Nadler of New York"
        for other in (number - 1, number + 1):
            if 0 <= other < len(self.mentions):
                one, two = sorted((number, other))
                text = self.text[self.mentions[one].end : self.mentions[two].start]
                neighbour = self.options[other]
                states = any(c.precision == "admin1" and c.country == "USA" for c in neighbour)
                if states and re.fullmatch(r",? (?:and |or )?", text) and self.mentions[other].words != mention.words:
                    if not (text == ", " and self.mentions[other].words in _TWO_MEANINGS):
                        points += 6
                if (
                    other < number
                    and text == ", "
                    and any(c.precision == "city" and c.country == "USA" for c in neighbour)
                ):
                    state = next((c.region for c in self.options[number] if c.precision == "admin1"), "")
                    if any(c.region == state and c.precision == "city" for c in neighbour):
                        points += 12
        if mention.words == "Georgia":
            american = sum(count for iso, count in self.hints.items() if iso == "USA")
            nearer = sum(self.hints[iso] for iso in ("GEO", "ARM", "AZE", "RUS")) + 3 * bool(
                _CAUCASUS.search(self.text)
            )
            points += 3.0 * (american > nearer) - 6.0 * (nearer >= american) - 2.0
        elif mention.words == "Washington":
            points -= 5.0
        else:
            points -= 3.0
        return points

    def _resolved(self, number: int, mention: _Mention) -> Place | None:
        best = None
        beside = self._beside(number)
        if not beside or mention.words in _TWO_MEANINGS:
            best = self.settled.get(mention.words) if mention.words not in _TWO_MEANINGS else None
        best = best or self._best(number, self.anchors, beside)
        start, end, words = mention.start, mention.end, mention.words
        if words.rpartition(" ")[2] in _ELSEWHERE or words.partition(" ")[0] in _ELSEWHERE:
            return None
        if best is None:
            if self.countries.demonym(words) or self.countries.entry(words):
                return None
            if words.lower() in _FACILITIES:
                return None
            if mention.type == "FAC" or (mention.type == "LOC" and _is_facility(words)):
                return self._facility(number, mention)
            if nature := _NATURE.get(words.rpartition(" ")[2]) or _NATURE.get(words.partition(" ")[0]):
                place = self._facility(number, mention)
                if place is not None and place.lat is not None:
                    return replace(place, precision=nature)
            if words.lower() in self.demonyms or words.lower() in _FACILITIES or _PARTY.fullmatch(words):
                return None
            if words.endswith((" County", " Parish")) and "USA" in self.hints and not beside:
                beside = tuple(
                    c for options in self.options for c in options if c.precision == "admin1" and c.country == "USA"
                )
                beside = beside if len({c.region for c in beside}) == 1 else ()  # The only state that the story names.
                if not beside:
                    return Place(start, end, words, "USA", None, None, None)
            if words.endswith((" County", " Parish")) and beside and beside[0].country == "USA" and beside[0].region:
                county = self._county(number, beside[0])
                if county is not beside[0]:
                    return Place(start, end, words, "USA", county.lat, county.lon, "admin2")
            if mention.type != "LOC" or (mention.confidence < _SURE and not beside) or words[:1].islower():
                return None
            if beside:  # The town itself is in no list; the story says what it lies in.
                larger = beside[0]
                return Place(
                    start,
                    end,
                    words,
                    larger.country,
                    larger.lat,
                    larger.lon,
                    None if larger.precision == "country" else larger.precision,
                )
            return Place(start, end, words, None, None, None, None)
        if best.precision == "admin2" and best.country == "USA" and not self.known.spots(words):
            best = self._county(number, best)
        return Place(start, end, best.name, best.country, best.lat, best.lon, best.precision)

    def _county(self, number: int, best: _Candidate) -> _Candidate:
        """An American county of which the lists have only a namesake town: it lies where the story's towns of that state lie, the nearest in the text."""
        mention, near = self.mentions[number], []
        for lat, lon, other in self.anchors:
            meant = self.settled.get(self.mentions[other].words) or self._best(other, ())
            if (
                other != number
                and meant is not None
                and meant.precision == "city"
                and meant.region == best.region
                and meant.country == "USA"
            ):
                near.append((abs(self.mentions[other].start - mention.start), lat, lon))
        if not near or best.lat is None or best.lon is None:
            return best
        if best.precision != "admin1" and any(_kilometres(lat, lon, best.lat, best.lon) < 100 for _, lat, lon in near):
            return best
        _, lat, lon = min(near)
        return replace(best, lat=lat, lon=lon)

    def _facility(self, number: int, mention: _Mention) -> Place | None:
        """A building or street: it lies in the town that its name, its sentence, or another sentence about it says."""
        words = mention.words.split()
        at = self._standing_in(number)
        for length in (3, 2, 1):
            if at is not None or len(words) <= length:
                continue
            name = " ".join(words[:length])
            # "Mesquite Convention Center" in a story of Mesquite; "Kalibo Airport", "Jakarta Bay" in any.
            same = next((i for i, other in enumerate(self.mentions) if other.words == name and i != number), None)
            if same is not None:
                at = self.settled.get(name) or self._best(same, self.anchors)
                at = at if at is not None and at.precision == "city" else None
            elif words[-1].lower() in _NAMED_AFTER_TOWNS:
                for town in sorted(self.known.towns(name), key=lambda t: -t.population)[:1]:
                    large = town.population > _LARGE
                    if (large or not town.known_as) and (
                        town.country in self.hints or (large and words[-1] not in _NATURE)
                    ):
                        at = self._town(mention.words, town, "site")
        if at is None:
            sentence, around = self.doc.sentence_of(mention.first), []
            for other, near in enumerate(self.mentions):
                if other != number and sentence.start <= near.start < sentence.end and near.type != "FAC":
                    best = self.settled.get(near.words) or self._best(other, self.anchors)
                    if best is not None and best.precision in ("city", "admin2", "site"):
                        around.append((abs(near.start - mention.start), best))
            distance, nearest = min(around, key=lambda item: item[0], default=(math.inf, None))
            at = nearest if distance < _CLOSE else None
        if at is not None:
            self.buildings.setdefault(mention.words, at)
            return Place(mention.start, mention.end, mention.words, at.country, at.lat, at.lon, "site")
        if mention.type != "LOC" or mention.confidence < _SURE:
            return None
        return Place(mention.start, mention.end, mention.words, None, None, None, None)

    def _standing_in(self, number: int) -> _Candidate | None:
        """The town beside a building: "Hyde Park in London", "London's Hyde Park"."""
        mention = self.mentions[number]
        if number + 1 < len(self.mentions):
            other = self.mentions[number + 1]
            if _BESIDE.fullmatch(self.text[mention.end : other.start]):
                best = self.settled.get(other.words) or self._best(number + 1, self.anchors)
                if best is not None and best.precision == "city":
                    return best
        if number and _WHOSE.fullmatch(self.text[self.mentions[number - 1].end : mention.start]):
            best = self._best(number - 1, self.anchors)
            if best is not None and best.precision == "city":
                return best
        return self.buildings.get(mention.words)


_CLOSE = 80
"""Characters: a building and a town that stand no further apart belong together."""

_SURE, _UNSURE = 0.5, 0.7
_LARGE = 300_000
_RANK = {"country": 3, "admin1": 2, "admin2": 1}
_TITLED = frozenset(
    "President Premier Chancellor King Queen Prince Pope Mayor Governor Gov. Sen. Rep. Senator Minister Secretary".split()
)
_NATURE = {
    **dict.fromkeys("River Creek Lake Bay Reservoir Falls Estuary Harbour Canal Loch".split(), "water"),
    **dict.fromkeys(
        "Mountain Mountains Park Forest Island Islands Valley Canyon Hill Hills Peninsula Reservation Range Mount Ridge".split(),
        "region",
    ),
}
_MARKS = frozenset(["'s", "’s", "'", "’", ",", ";", ":", ".", ")", '"', "”", "of", "in", "and"])
_FORMAL = re.compile(
    r"(?:State|Province|Region|City|Town|Republic|Commonwealth|County|District|Gulf) of (?:the )?(?=[A-Z])"
)
_COLUMBIA = re.compile(r",?\s+(?:D\.\s?C\.|D\.C|DC\b)")
_ELSEWHERE = frozenset(
    "Earth Mars Moon Venus Jupiter Saturn Sun Space Heaven Hell Internet Ebola Rohingya Covid Gazan".split()
)
_NOTHING: frozenset[str] = frozenset()
_PARTY = re.compile(r"[DRI]-([A-Z][\w.]*)")
_TWO_MEANINGS = frozenset({"Georgia", "New York", "Washington"})
_BESIDE = re.compile(
    r",\s+|\s+\(|,?\s+in\s+(?:the\s+)?(?:[a-z-]+\s+)?|,\s+(?:a|an|the)\s+(?:[\w-]+\s+){1,4}in\s+(?:the\s+)?(?:[a-z-]+\s+)?"
    r"|,\s+(?:a|an|the)\s+(?:[\w-]+\s+){0,3}(?:capital|city|town|village|port|suburb|province|district|island)\s+of\s+(?:the\s+)?"
)
_WHOSE = re.compile(
    r"['’]s?\s+(?:[a-z]+\s+){0,2}(?:of\s+)?|\s+(?:city|town|village|province|state|port|region)\s+of\s+"
)
_ABBREVIATED = re.compile(r",?\s+\(?((?:[A-Z]\.\s?){1,3}|[A-Z][a-z]{1,4}\.|[A-Z]{2}\b)")
_STATE_BEFORE = re.compile(
    r"(?:\b(?:states? of|governor of|[Uu]pstate|legislature of|[Ss]enator (?:from|of|for)|(?:western|central|eastern|northern|southern)|Governor of|Gov\. of|Attorney General of) )$"
)
_STATE_BEHIND = re.compile(
    r"\s(?:state|State|Gov\.|Governor|Gov|Sen\.|Senator|Rep\.|Attorney General|Republicans?|Democrats?|lawmakers?|legislat\w+|Legislature|voters|Senate race)\b"
)
_CAUCASUS = re.compile(r"Tbilisi|Abkhaz|South Osseti|Saakashvili|Caucas|Batumi|Ivanishvili")
_CITY_VERBS = frozenset("be host lie see have experience become remain sit wake suffer burn".split())
_VISITED = frozenset("visit leave enter tour reach cross flee storm attack surround evacuate".split())
_POLICIES = frozenset("policy position stance ally government ambassador".split())
_TOLD = frozenset(
    "urge press pressure accuse warn blame ask tell persuade convince force threaten criticize condemn".split()
)


def _is_facility(words: str) -> bool:
    return words.rpartition(" ")[2].lower() in _FACILITIES


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """About how far two points lie apart; good enough to tell near from far."""
    across = abs(lon - other_lon)
    across = min(across, 360 - across) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(lat - other_lat, across)
