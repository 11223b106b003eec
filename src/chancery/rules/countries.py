"""Countries, bodies and office-holders as the news names them: the lexicon ``countries.toml``.

Words are compared without full stops, accents and a leading "the"; capitals count ("US" is not "us"), but a long name
may stand in capitals throughout. Every lookup answers None for words that it does not know.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from chancery.errors import RuleError
from chancery.records import ActorType

Sex: TypeAlias = Literal["f", "m"]
"""The sex that a forename or a leader's record gives; "" where it gives none."""

LONGEST = 10
"""No name in the lexicon has more tokens than this."""


@dataclass(frozen=True, slots=True)
class State:
    """A country: its code, its names, its adjectives and people, and what stands for its government."""

    iso: str
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: str | None = None
    seats: tuple[str, ...] = ()
    sovereign: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A body that acts: ministry, alliance, armed group, outlet ..."""

    name: str
    type: ActorType
    sector: str
    country: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody in an office from a day to a day; ``until`` is None while the office is held."""

    country: str
    name: str
    office: str
    since: str
    until: str | None
    sex: str = ""
    names: tuple[str, ...] = ()

    def holds(self, day: str | None) -> bool:
        """Whether the office was held on *day* (ISO); on an unknown day, always."""
        if day is None:
            return True
        return self.since <= day and (self.until is None or day[: len(self.until)] <= self.until)


@dataclass(frozen=True)
class Countries:
    """The lexicon, indexed for looking up the words of a story.

    >>> from chancery.rules.load import SHIPPED
    >>> countries = load_countries([SHIPPED / "countries.toml"])
    >>> countries.country_of("the U.S."), countries.demonym("North Korean"), countries.seat("the Kremlin")
    ('USA', 'PRK', 'RUS')
    >>> countries.leader("Kim", "2019-02-19", {"USA", "PRK"}).name
    'Kim Jong Un'
    """

    states: Mapping[str, State]
    bodies: Mapping[str, Entry]
    leaders: tuple[Leader, ...]
    forenames: Mapping[str, str]
    _names: Mapping[str, str] = field(repr=False)
    _adjectives: Mapping[str, str] = field(repr=False)
    _people: Mapping[str, str] = field(repr=False)
    _seats: Mapping[str, str] = field(repr=False)
    _entries: Mapping[str, Entry] = field(repr=False)
    _surnames: Mapping[str, tuple[Leader, ...]] = field(repr=False)
    _full: Mapping[str, tuple[Leader, ...]] = field(repr=False)
    starts: frozenset[str] = frozenset()

    def country_of(self, words: str) -> str | None:
        """The code of the country that *words* name."""
        return self._names.get(key(words))

    def demonym(self, words: str) -> str | None:
        """The code of the country that an adjective or the name of a people belongs to."""
        folded = key(words)
        return self._adjectives.get(folded) or self._people.get(folded)

    def people(self, words: str) -> str | None:
        """The code of the country whose people *words* name: "Russians"."""
        return self._people.get(key(words))

    def seat(self, words: str) -> str | None:
        """The code of the country whose government *words* can stand for: a capital, "the Kremlin"."""
        return self._seats.get(key(words))

    def entry(self, words: str) -> Entry | None:
        """The body that *words* name."""
        return self._entries.get(key(words))

    def is_known(self, words: str) -> bool:
        """Whether any lookup would answer for *words*."""
        folded = key(words)
        return any(
            folded in table for table in (self._names, self._adjectives, self._people, self._seats, self._entries)
        )

    def leader_named(self, words: str, day: str | None = None) -> Leader | None:
        """The office-holder of this full name, the one in office on *day* first, else the latest before it."""
        found = self._full.get(_person_key(words), ())
        return _in_time(found, day)

    def leader(self, surname: str, day: str | None, countries: Collection[str]) -> Leader | None:
        """The office-holder on *day* whom the bare *surname* means in a story that names *countries*.

        Only one of another country is no hint, two that fit are no answer.
        """
        fitting = [leader for leader in self._surnames.get(_person_key(surname), ()) if leader.country in countries]
        people = {leader.name for leader in fitting if leader.holds(day)} or {leader.name for leader in fitting}
        if len(people) != 1:
            heads = {x.name for x in fitting if x.name in people and x.holds(day) and x.office in _HEADS}
            if len(heads) != 1:
                return None
            people = heads
        return _in_time(tuple(leader for leader in fitting if leader.name in people), day)

    def sex(self, forename: str) -> str:
        """``f`` or ``m`` when the forename is given to one sex only, else nothing."""
        return self.forenames.get(_fold(forename), "")

    def name_of(self, iso: str) -> str:
        """The name of the country or body with this code."""
        return self.states[iso].name if iso in self.states else iso


_HEADS = {"president", "prime minister", "leader", "chancellor", "king", "supreme leader"}


def load_countries(paths: Sequence[Path]) -> Countries:
    """The lexicon in *paths*, later files winning; ``RuleError`` names the file, the entry and the remedy."""
    states: dict[str, State] = {}
    bodies: dict[str, Entry] = {}
    leaders: dict[tuple[str, str, str], Leader] = {}
    forenames: dict[str, str] = {}
    for path in paths:
        data = _read(path)
        for table in data.get("states", []):
            state = _made(State, table, path, "iso")
            states[state.iso] = state
        for table in data.get("bodies", []):
            body = _made(Entry, table, path, "name")
            if body.type not in get_args(ActorType):
                raise RuleError(f"{path.name}: {body.name}", f"unknown type '{body.type}'", _known(get_args(ActorType)))
            bodies[body.name] = body
        for row in data.get("leaders", []):
            if len(row) < 6:
                raise RuleError(
                    f"{path.name}: {row}", "a leader with a field missing", "country, name, office, from, to, gender"
                )
            country, name, office, since, until, sex, *others = row
            leader = Leader(country, name, office, since, until or None, sex, tuple(others))
            leaders[(country, name, since)] = leader
        for sex, names in data.get("forenames", {}).items():
            forenames.update(dict.fromkeys(names.split(), sex[0]))
    return _indexed(states, bodies, tuple(leaders.values()), forenames)


def key(words: str) -> str:
    """*words* as the lexicon compares them.

    >>> key("the U.S."), key("Côte d’Ivoire"), key("NORTH KOREA")
    ('US', "Cote d'Ivoire", 'North Korea')
    """
    folded = " ".join(_fold(words).replace("’", "'").replace(".", "").split())
    if folded[:4] in {"the ", "The "}:
        folded = folded[4:]
    if len(folded) > 6 and folded.isupper():
        folded = folded.title()
    return folded


def _indexed(
    states: Mapping[str, State],
    bodies: Mapping[str, Entry],
    leaders: Sequence[Leader],
    forenames: Mapping[str, str],
) -> Countries:
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    people: dict[str, str] = {}
    seats: dict[str, str] = {}
    # A sovereign state has the name before a territory that shares it.
    for state in sorted(states.values(), key=lambda s: (not s.sovereign, s.iso)):
        for table, words in (
            (names, (state.name, *state.names)),
            (adjectives, state.adjectives),
            (people, state.people),
            (seats, (*([state.capital] if state.capital and state.sovereign else []), *state.seats)),
        ):
            for word in words:
                table.setdefault(key(word), state.iso)
    # "Singapore" and "Luxembourg" are states before they are capitals.
    seats = {word: iso for word, iso in seats.items() if word not in names}
    entries = {key(word): body for body in bodies.values() for word in (body.name, *body.names)}
    surnames: dict[str, list[Leader]] = {}
    full: dict[str, list[Leader]] = {}
    for leader in leaders:
        for name in (leader.name, *leader.names):
            full.setdefault(_person_key(name), []).append(leader)
            surnames.setdefault(_person_key(surname_of(name, leader.country)), []).append(leader)
    starts = {first_word(words) for table in (names, adjectives, people, seats, entries) for words in table}
    return Countries(
        states=dict(states),
        bodies=dict(bodies),
        leaders=tuple(leaders),
        forenames=dict(forenames),
        _names=names,
        _adjectives=adjectives,
        _people=people,
        _seats=seats,
        _entries=entries,
        _surnames={word: tuple(dict.fromkeys(found)) for word, found in surnames.items()},
        _full={word: tuple(dict.fromkeys(found)) for word, found in full.items()},
        starts=frozenset(starts),
    )


FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM", "HKG"})
"""Where the family name comes first."""


def surname_of(name: str, country: str | None) -> str:
    """The word of *name* that the news uses alone.

    >>> surname_of("Stephen Biegun", "USA"), surname_of("Kim Jong Un", "PRK"), surname_of("Bashar al-Assad", "SYR")
    ('Biegun', 'Kim', 'Assad')
    """
    words = name.split()
    if words[-1] in {"Jr.", "Jr", "Sr.", "Sr", "II", "III"} and len(words) > 1:
        words = words[:-1]
    if country in FAMILY_FIRST and 1 < len(words) <= 3:
        return words[0]
    return words[-1].removeprefix("al-").removeprefix("el-").removeprefix("Al-")


@lru_cache(maxsize=65536)
def first_word(words: str) -> str:
    """The leading letters or digits of *words*, full stops left out, in lower case."""
    folded = key(words)
    end = next((i for i, c in enumerate(folded) if not c.isalnum()), len(folded))
    return folded[:end].lower()


def _person_key(words: str) -> str:
    return " ".join(_fold(words).replace("-", " ").replace(".", "").lower().split())


def _fold(words: str) -> str:
    if words.isascii():
        return words  # The most by far; only the others carry accents.
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


def _in_time(found: Sequence[Leader], day: str | None) -> Leader | None:
    """The term that *day* falls into, else the last one that had begun; without a day, the last."""
    if not found:
        return None
    begun = [leader for leader in found if day is None or leader.since <= day]
    holding = [leader for leader in begun if leader.holds(day)]
    return max(holding or begun or found, key=lambda leader: leader.since)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(path.name, str(error), "write it as TOML, in UTF-8") from error


def _made(cls: type[Any], table: Mapping[str, Any], path: Path, identity: str) -> Any:
    known = set(cls.__dataclass_fields__)
    wrong = sorted(set(table) - known)
    place = f"{path.name}: {table.get(identity, table)}"
    if wrong:
        raise RuleError(place, f"unknown field '{wrong[0]}'", _known(sorted(known)))
    try:
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in table.items()})
    except TypeError as error:
        raise RuleError(place, str(error), f"needed: {identity} and name") from error


def _known(names: Sequence[str]) -> str:
    return f"known: {', '.join(names)}"
