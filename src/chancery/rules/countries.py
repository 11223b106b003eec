"""Countries, bodies and office-holders as the news names them: the lexicon of ``REGISTRY``.

Words are compared without full stops, accents and a leading "the"; capitals count ("US" is not "us"), but a long name
may stand in capitals throughout. Every lookup answers None for words that it does not know.

The shipped files keep bodies and office-holders as lines of text, which read like a register and load fast:

    [bodies.intelligence]
    type = "organization"
    sector = "SPY"
    rows = '''
    ISR Mossad
    AFG National Directorate of Security; *NDS
    '''

    [leaders]
    checked = "2026-03"
    FRA = '''
    president:
    2017-05-14 - m Emmanuel Macron
    '''

An office of another sector than the government's says it: ``army chief | MIL:``. A name after ``*`` is the body's only in a story that names its country. Days may be years or months; ``-`` is an
office still held when the register was checked. A file of the user's own may hold plain tables instead
(``bodies = [{name = ..., type = ..., sector = ...}]``, ``leaders = [[country, name, office, from, to, sex, ...]]``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from chancery.errors import RuleError
from chancery.records import ActorType
from chancery.rules.toml import read_toml

Sex: TypeAlias = Literal["f", "m"]
"""The sex that a forename or a leader's record gives; "" where it gives none."""

REGISTRY = ("countries.toml", "bodies.toml", "leaders.toml", "forenames.toml")
"""The files of the lexicon; a folder of the user's own may hold any of them."""

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
    """A body that acts: ministry, alliance, armed group, outlet ...

    *bound* are the names that others bear too ("the Senate"): they mean this body where the story names its country.
    """

    name: str
    type: ActorType
    sector: str
    country: str | None = None
    names: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody in an office from a day to a day (ISO, or a year, or a month).

    ``until`` is None while the office is held; *checked* says up to when that was known.
    """

    country: str
    name: str
    office: str
    since: str
    until: str | None
    sex: str = ""
    names: tuple[str, ...] = ()
    checked: str = ""
    sector: str = ""

    def holds(self, day: str | None) -> bool:
        """Whether the office was held on *day* (ISO); on an unknown day, always.

        An office that was held when the register was checked is taken as held for a year after, and no longer.
        """
        if day is None:
            return True
        if self.until is None:
            return self.since <= day and (not self.checked or day <= _year_after(self.checked))
        return self.since <= day and day[: len(self.until)] <= self.until

    @property
    def high(self) -> bool:
        """Whether the office is that of a head of state, government or alliance, or a foreign minister."""
        return self.office in _BY_SURNAME

    def left(self, day: str | None) -> bool:
        """Whether the office is known to have been left before *day*: its holder is a former one."""
        return day is not None and self.until is not None and day[: len(self.until)] > self.until


@dataclass(frozen=True)
class Countries:
    """The lexicon, indexed for looking up the words of a story.

    >>> from chancery.rules.load import SHIPPED
    >>> countries = load_countries([SHIPPED / name for name in REGISTRY])
    >>> countries.country_of("the U.S."), countries.demonym("North Korean"), countries.seat("the Kremlin")
    ('USA', 'PRK', 'RUS')
    >>> countries.leader("Kim", "2019-02-19", {"USA", "PRK"}).name
    'Kim Jong Un'
    >>> countries.holder("FRA", "president", "2011-03-01").name
    'Nicolas Sarkozy'
    """

    states: Mapping[str, State]
    bodies: tuple[Entry, ...]
    leaders: tuple[Leader, ...]
    forenames: Mapping[str, str]
    _names: Mapping[str, str] = field(repr=False)
    _adjectives: Mapping[str, str] = field(repr=False)
    _people: Mapping[str, str] = field(repr=False)
    _seats: Mapping[str, str] = field(repr=False)
    _entries: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    _bound: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    _surnames: Mapping[str, tuple[Leader, ...]] = field(repr=False)
    _full: Mapping[str, tuple[Leader, ...]] = field(repr=False)
    _offices: Mapping[tuple[str, str], tuple[Leader, ...]] = field(repr=False)
    _articled: frozenset[str] = field(default=frozenset(), repr=False)
    led: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    """The forenames of the statistics: those that the references' head has learned from."""
    starts: Mapping[str, int] = field(default_factory=dict)
    """Of each first word of a name, how many tokens the longest name that begins with it may have."""

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

    def entry(self, words: str, countries: Mapping[str, int] | None = None) -> Entry | None:
        """The body that *words* name, in a story that names *countries* as often as they say.

        A name that several bodies bear is that of the country named most often; of none when two are named as often,
        or a third one three times as often, and nobody has the name to itself. Without *countries* the first that
        bears it is meant.
        """
        folded = key(words)
        own, bound = self._entries.get(folded, ()), self._bound.get(folded, ())
        if countries is None:
            return (*own, *bound)[0] if own or bound else None
        named = [(countries[e.country], e) for e in (*own, *bound) if e.country and countries.get(e.country)]
        if named and bound:
            most = max(count for count, _ in named)
            best = [entry for count, entry in named if count == most]
            if len(best) == 1 and (len(named) == 1 or 3 * most >= max(countries.values())):
                return best[0]
        return own[0] if own else None

    def is_bound(self, words: str) -> bool:
        """Whether *words* name a body only where the story names its country."""
        folded = key(words)
        return folded in self._bound and folded not in self._entries

    def needs_article(self, words: str) -> bool:
        """Whether *words* are a body's name after "the" only: "the Times", but not "in Times of trouble"."""
        return key(words) in self._articled

    def is_known(self, words: str) -> bool:
        """Whether any lookup would answer for *words*."""
        folded = key(words)
        return any(
            folded in table
            for table in (self._names, self._adjectives, self._people, self._seats, self._entries, self._bound)
        )

    def leader_named(
        self, words: str, day: str | None = None, countries: Collection[str] | None = None
    ) -> Leader | None:
        """The office-holder of this full name, the one in office on *day* first, else the latest before it.

        Many people are called David Davis: with *countries*, those that the story names, only heads of state and
        government and foreign ministers of the day are known without their country, and of those whose term is yet
        to come only they.
        """
        found = self._full.get(_person_key(words), ())
        if found and countries is not None:
            found = tuple(
                x
                for x in found
                if (x.country in countries and (x.high or day is None or x.since <= day))
                or (day and x.high and x.holds(day))
            )
        return _in_time(found, day)

    def leader(self, surname: str, day: str | None, countries: Collection[str]) -> Leader | None:
        """The office-holder on *day* whom the bare *surname* means in a story that names *countries*.

        Only one of another country is no hint, two that fit are no answer. Heads of state and government and foreign
        ministers are called by surname alone; so are former heads, and future ones two years ahead of their office.
        """
        known = self._surnames.get(_person_key(surname), ())
        fitting = [x for x in known if x.country in countries and _called_by_surname(x, day)]
        people = {leader.name for leader in fitting if leader.holds(day)} or {leader.name for leader in fitting}
        if len(people) != 1:
            heads = {x.name for x in fitting if x.name in people and x.holds(day) and x.office in _HEADS}
            if len(heads) != 1:
                return None
            people = heads
        return _in_time(tuple(leader for leader in fitting if leader.name in people), day)

    def is_surname(self, words: str) -> bool:
        """Whether an office-holder of a state, of whatever day, is called by these words alone."""
        return any(leader.country in self.states for leader in self._surnames.get(_person_key(words), ()))

    def titled(self, surname: str, day: str | None, countries: Collection[str]) -> tuple[Leader, ...]:
        """Everybody of the *surname* who holds any office on *day* in one of the *countries*: "General Milley"."""
        known = self._surnames.get(_person_key(surname), ())
        return tuple(x for x in known if day and x.country in countries and x.holds(day))

    def holder(self, country: str, office: str, day: str | None) -> Leader | None:
        """Who held the office of *country* on *day*; None where that is not known, or two persons may have.

        The office is asked for by any of its names: "premier" is a prime minister, "secretary of state" America's
        foreign minister.
        """
        if day is None:
            return None
        for name in _OFFICE_NAMES.get(office, (office,)):
            holding = [x for x in self._offices.get((country, name), ()) if x.holds(day)]
            if holding:
                return holding[0] if len({x.name for x in holding}) == 1 else None
        return None

    def belongs(self, leader: Leader) -> tuple[str | None, str]:
        """The country of an office-holder, and the sector: that of the office, else of the body that is led."""
        if leader.country in self.states:
            return leader.country, leader.sector or "GOV"
        body = self.entry(leader.country)
        if body is None or body.type == "igo":
            return None, leader.sector or "IGO"
        return body.country, leader.sector or body.sector

    def sex(self, forename: str) -> str:
        """``f`` or ``m`` when the forename is given to one sex only, else nothing."""
        return self.forenames.get(_fold(forename), "")

    def is_counted(self, forename: str) -> bool:
        """Whether the forename is one of the statistics'."""
        return _fold(forename) in self.counted

    def name_of(self, iso: str) -> str:
        """The name of the country or body with this code."""
        return self.states[iso].name if iso in self.states else iso


_HEADS = {
    "president", "prime minister", "leader", "chancellor", "king", "queen", "emir", "sultan", "supreme leader",
    "chief executive", "crown prince", "emperor", "pope",
}  # fmt: skip
_BY_SURNAME = _HEADS | {
    "vice president", "foreign minister", "secretary of state", "foreign secretary", "secretary-general",
    "president of the commission", "president of the council", "high representative", "director general", "state counsellor",
    "general secretary", "opposition leader",
}  # fmt: skip
_OFFICE_NAMES = {
    "president": ("president",),
    "prime minister": ("prime minister", "chancellor"),
    "premier": ("prime minister",),
    "taoiseach": ("prime minister",),
    "foreign minister": ("foreign minister", "foreign secretary", "secretary of state"),
    "foreign secretary": ("foreign secretary",),
    "secretary of state": ("secretary of state",),
    "defense minister": ("defense minister", "defense secretary", "defence secretary"),
    "defence minister": ("defense minister", "defense secretary", "defence secretary"),
    "defense secretary": ("defense secretary", "defence secretary"),
    "monarch": ("king", "queen", "emir", "sultan", "emperor"),
    "leader": ("leader", "supreme leader"),
}
_EARLY = 2
"""Years before an office in which its holder to be is called by surname already: the candidate."""


def load_countries(paths: Sequence[Path]) -> Countries:
    """The lexicon in *paths*, later files winning; ``RuleError`` names the file, the entry and the remedy."""
    states: dict[str, State] = {}
    bodies: dict[tuple[str, str | None], Entry] = {}
    leaders: dict[tuple[str, str, str, str], Leader] = {}
    forenames: dict[str, str] = {}
    counted: set[str] = set()
    for path in paths:
        data = read_toml(path)
        for table in data.get("states", []):
            state = _made(State, table, path, "iso")
            states[state.iso] = state
        own = data.get("bodies", [])
        for body in _bodies(own, path):
            if isinstance(own, list):  # A plain table stands for every body of its name.
                bodies = {which: other for which, other in bodies.items() if which[0] != body.name}
            bodies[body.name, body.country] = body
        for leader in _leaders(data.get("leaders", []), path):
            leaders[leader.country, leader.name, leader.since, leader.office] = leader
        forenames.update(_forenames(data, path))
        counted.update(name for names in data.get("forenames", {}).values() for name in names.split())
    return _indexed(states, tuple(bodies.values()), tuple(leaders.values()), forenames, frozenset(counted))


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
    bodies: Sequence[Entry],
    leaders: Sequence[Leader],
    forenames: Mapping[str, str],
    counted: frozenset[str],
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
    entries: dict[str, list[Entry]] = {}
    bound: dict[str, list[Entry]] = {}
    articled: set[str] = set()
    for body in bodies:
        for word in (body.name, *body.names):
            bearers = (bound if word in body.bound else entries).setdefault(key(word), [])
            if body not in bearers:
                bearers.append(body)
            if word.startswith("The ") and word.count(" ") == 1:
                articled.add(key(word))
    surnames: dict[str, list[Leader]] = {}
    full: dict[str, list[Leader]] = {}
    offices: dict[tuple[str, str], list[Leader]] = {}
    called: dict[tuple[str, str], tuple[str, str]] = {}  # Many held several offices.
    for leader in leaders:
        offices.setdefault((leader.country, leader.office), []).append(leader)
        for name in (leader.name, *leader.names):
            forms = called.get((name, leader.country)) or _forms(name, leader.country)
            called[name, leader.country] = forms
            _append(full, forms[0], leader)
            if forms[1]:
                _append(surnames, forms[1], leader)
    starts: dict[str, int] = {}
    for name in chain(names, adjectives, people, seats, entries, bound):
        # Full stops and an article before the name make it longer than it looks.
        size = min(LONGEST, len(_TOKENS.findall(name)) + 2)
        first = first_word(name)
        starts[first] = max(size, starts.get(first, 0))
    return Countries(
        states=dict(states),
        bodies=tuple(bodies),
        leaders=tuple(leaders),
        forenames=dict(forenames),
        _names=names,
        _adjectives=adjectives,
        _people=people,
        _seats=seats,
        _entries={word: tuple(found) for word, found in entries.items()},
        _bound={word: tuple(found) for word, found in bound.items()},
        _surnames={word: tuple(found) for word, found in surnames.items()},
        _full={word: tuple(found) for word, found in full.items()},
        _offices={which: tuple(found) for which, found in offices.items()},
        _articled=frozenset(articled),
        counted=counted,
        led=frozenset(leader.country for leader in leaders) - states.keys(),
        starts=starts,
    )


def _append(table: dict[str, list[Leader]], word: str, leader: Leader) -> None:
    """Put *leader* under *word*, once: all the names of one come in a row."""
    found = table.setdefault(word, [])
    if not found or found[-1] is not leader:
        found.append(leader)


def _forms(name: str, country: str) -> tuple[str, str]:
    """The whole name and the surname, as they are looked up; no surname where the news uses none alone."""
    if _FORENAMES_ONLY.search(name) or (country in NO_SURNAMES and " " in name):
        return _person_key(name), ""
    return _person_key(name), _person_key(surname_of(name, country))


_FORENAMES_ONLY = re.compile(
    r"^(?:King|Queen|Prince|Crown Prince|Emperor|Pope|Sultan|Ayatollah|Sheikh|Sayyid) | bin | [IVX]+$"
)
"""A name without a surname: nobody calls King Charles III by "Charles" alone."""

NO_SURNAMES = frozenset({"MMR", "ETH", "ERI", "SOM", "MYS", "THA", "ISL", "MNG", "BTN"})
"""Where the last word of a name is the father's or nobody's: "Abiy" is Abiy Ahmed, "Ahmed" is not."""

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


_TOKENS = re.compile(r"\w+|[^\w\s]")


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
    plain = words.translate(_UNDIVIDED)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


_UNDIVIDED = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"})  # fmt: skip
"""Letters with a stroke or without a dot are no base letter with a mark."""


def _in_time(found: Sequence[Leader], day: str | None) -> Leader | None:
    """The term that *day* falls into, else the last one that had begun; without a day, the last."""
    if not found:
        return None
    begun = [leader for leader in found if day is None or leader.since <= day]
    holding = [leader for leader in begun if leader.holds(day)]
    return max(holding or begun or found, key=lambda leader: leader.since)


_TERM = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?) +(-|\d{4}(?:-\d\d(?:-\d\d)?)?) +([fm-]) +(\S.*)")


def _bodies(given: Any, path: Path) -> Iterator[Entry]:
    """The bodies of a file: plain tables, or families of lines "country name; other name; *bound name"."""
    if isinstance(given, list):
        for table in given:
            body = _made(Entry, table, path, "name")
            _check_type(body.type, path, body.name)
            yield body
        return
    for family, table in given.items():
        kind, sector = table.get("type"), table.get("sector")
        _check_type(kind, path, family)
        for line in table.get("rows", "").splitlines():
            if not line or line[0] == "#":
                continue
            countries, _, words = line.partition(" ")
            marked = [word.strip() for word in words.split(";")]
            names = tuple(word.removeprefix("*") for word in marked)
            if not all(names) or not sector:
                raise RuleError(f"{path.name}: {family}: {line}", "a body without a name", "country name; other name")
            bound = tuple(word[1:] for word in marked if word[0] == "*")
            for country in countries.split(","):
                yield Entry(names[0], kind, sector, None if country == "-" else country, names[1:], bound)


def _leaders(given: Any, path: Path) -> Iterator[Leader]:
    """The office-holders of a file: plain rows, or for each country lines "office:" and "from to sex name; other name"."""
    if isinstance(given, list):
        for row in given:
            if len(row) < 6:
                raise RuleError(
                    f"{path.name}: {row}", "a leader with a field missing", "country, name, office, from, to, gender"
                )
            country, name, office, since, until, sex, *others = row
            yield Leader(country, name, office, since, until or None, sex, tuple(others))
        return
    checked = given.get("checked", "")
    for country, text in given.items():
        if country == "checked":
            continue
        office = sector = ""
        for line in text.splitlines():
            if not line or line[0] == "#":
                continue
            if line[-1] == ":":
                office, _, sector = line[:-1].partition(" | ")
                continue
            term = _TERM.fullmatch(line)
            if term is None or not office:
                raise RuleError(f"{path.name}: {country}: {line}", "no term of office", "2017-05-14 - m Ana Ruiz")
            since, until, sex, words = term.groups()
            names = tuple(word.strip() for word in words.split(";"))
            yield Leader(
                country,
                names[0],
                office,
                since,
                None if until == "-" else until,
                "" if sex == "-" else sex,
                names[1:],
                checked if until == "-" else "",
                sector,
            )


def _forenames(data: Mapping[str, Any], path: Path) -> Iterator[tuple[str, str]]:
    """The forenames of a file, folded, with their sex; "" for those of both, which undoes what an earlier file says.

    A lexicon has them under ``[forenames]``, a file of forenames under ``[female]``, ``[male]`` and ``[both]``.
    """
    found = dict(data.get("forenames", {}))
    if path.name == "forenames.toml":
        for sex, table in data.items():
            if not isinstance(table, dict) or set(table) != {"names"}:
                raise RuleError(f"{path.name}: {sex}", "no table of names", "[female] with names = '...'")
            found[sex] = table["names"]
    for sex, names in found.items():
        if sex not in _SEXES or not isinstance(names, str):
            raise RuleError(f"{path.name}: {sex}", "no list of forenames", _known(tuple(_SEXES)))
        yield from ((_fold(name), _SEXES[sex]) for name in names.split())


_SEXES = {"female": "f", "male": "m", "both": ""}


def _check_type(kind: Any, path: Path, name: str) -> None:
    if kind not in get_args(ActorType):
        raise RuleError(f"{path.name}: {name}", f"unknown type '{kind}'", _known(get_args(ActorType)))


def _called_by_surname(leader: Leader, day: str | None) -> bool:
    """Whether the news of *day* calls the office-holder by surname alone, without a full name before."""
    if day is None:
        return leader.office in _HEADS
    if leader.holds(day):
        return leader.high
    if leader.office not in _HEADS:
        return False
    return leader.since[:4] <= str(int(day[:4]) + _EARLY)


def _year_after(month: str) -> str:
    return f"{int(month[:4]) + 1}{month[4:]}-31"[:10]


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
