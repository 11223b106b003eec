"""Where places lie: states, regions, waters and sites from ``places.toml``, towns from ``towns.tsv``.

Names are compared without accents, capitals, hyphens, apostrophes and full stops. One name may stand for several places; who asks
gets them all.
"""

from __future__ import annotations

import mmap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from chancery.errors import RuleError
from chancery.rules.toml import read_toml

PRECISIONS = ("city", "site", "region", "water", "admin1", "admin2")
TOWNS = Path(__file__).with_name("towns.tsv")
_KEYS = frozenset({"country", "lat", "lon", "names"})
_REMEDY = (
    "write { country = ..., lat = ..., lon = ..., names = [...] } or, under a country's code, [lat, lon, names ...]"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with a point inside of it; ``country`` is None for waters and for what lies in several states."""

    name: str
    country: str | None
    lat: float
    lon: float
    precision: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town: ``region`` is GeoNames' code of its state or province (in the USA the postal code), ``known_as`` says that the name is another than its first."""

    country: str
    region: str
    lat: float
    lon: float
    population: int
    known_as: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """Places by name.

    >>> from chancery.rules.load import SHIPPED
    >>> gazetteer = load_places([SHIPPED / "places.toml"])
    >>> [spot.country for spot in gazetteer.spots("Punjab")], gazetteer.abbreviated("Ill.").name
    (['IND', 'PAK'], 'Illinois')
    >>> max(gazetteer.towns("Zürich"), key=lambda town: town.population).country
    'CHE'
    """

    _spots: Mapping[str, tuple[Spot, ...]]
    _abbreviations: Mapping[str, Spot]
    _codes: Mapping[tuple[str | None, str], str]
    starts: frozenset[str] = field(default=frozenset())
    """The first words of the names of more than one word, in lower case."""

    def spots(self, words: str) -> tuple[Spot, ...]:
        """The states, regions, waters and sites of this name."""
        return self._spots.get(key(words), ())

    def abbreviated(self, words: str) -> Spot | None:
        """The state that an abbreviation after a town stands for."""
        return self._abbreviations.get(words)

    def code(self, spot: Spot) -> str | None:
        """The postal code of a state, as a town's ``region`` has it in the USA."""
        return self._codes.get((spot.country, spot.name))

    def towns(self, words: str) -> tuple[Town, ...]:
        """The towns of this name, those that are only also known by it included."""
        folded = key(words)
        found = towns_of(folded)
        if found:
            return found
        for other in _spellings(folded):
            if found := towns_of(other):
                return tuple(replace(town, known_as=True) for town in found if town.country in _ARABIC)
        return ()


def _spellings(folded: str) -> Iterator[str]:
    """Other ways to write an Arabic name in our letters: with another article, without it, with or without a mute h."""
    article, _, rest = folded.partition(" ")
    bare = rest if article in _ARTICLES and rest else folded
    ends = (bare, bare[:-1] if bare.endswith("h") else bare + "h")
    for end in ends:
        for before in ("", *(f"{one} " for one in (_ARTICLES if bare != folded else _ARTICLES[:1]))):
            if before + end != folded:
                yield before + end


_ARTICLES = ("al", "ar", "as", "ash", "at", "an", "az", "ad", "el")
_ARABIC = frozenset(
    "ARE BHR DJI DZA EGY ERI IRQ JOR KWT LBN LBY MAR MRT OMN PSE QAT SAU SDN SOM SYR TCD TUN YEM".split()
)


@lru_cache(maxsize=65536)
def key(words: str) -> str:
    """*words* as names are compared.

    >>> key("Saint-Étienne"), key("St. Étienne"), key("Deir ez-Zor"), key("N’Djamena")
    ('st etienne', 'st etienne', 'deir ez zor', 'ndjamena')
    """
    if not words.isascii():
        words = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    parts = words.lower().translate(_FOLDED).split()
    if len(parts) > 1:
        parts = [_SHORT.get(part, part) for part in parts]
        if parts[0] == "the":
            parts = parts[1:]
    return " ".join(parts)


_FOLDED = str.maketrans({"-": " ", "–": " ", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
                         **dict.fromkeys(".'’‘`ʼʿʻʾ", "")})  # fmt: skip
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@lru_cache(maxsize=65536)
def first_letters(text: str) -> str:
    """The leading letters or digits of a word, as names are indexed by.

    >>> first_letters("Côte d'Azur"), first_letters("Cox's"), first_letters("St. Peter's Square")
    ('cote', 'cox', 'st')
    """
    folded = key(text.replace("'", " ").replace("’", " "))
    return folded.partition(" ")[0]


def load_places(paths: Sequence[Path]) -> Gazetteer:
    """The places of *paths*, a name in a later file taking the place of the same name in an earlier one. Raises ``RuleError``."""
    spots: dict[str, tuple[Spot, ...]] = {}
    abbreviations: dict[str, tuple[str | None, str]] = {}
    codes: dict[tuple[str | None, str], str] = {}
    starts: set[str] = set()
    for path in paths:
        here: dict[str, list[Spot]] = {}
        for heading, table in read_toml(path).items():
            if heading == "abbreviations":
                for country, rows in table.items():
                    for name, forms in rows.items():
                        codes[country, name] = forms[0]
                        abbreviations.update(dict.fromkeys(forms, (country, name)))
                continue
            if heading not in PRECISIONS:
                raise RuleError(
                    f"{path.name}: [{heading}]", "unknown precision", f"known precisions: {', '.join(PRECISIONS)}"
                )
            for spot, names in _rows(path, heading, table):
                for name in (spot.name, *names):
                    form = key(name)
                    if spot not in here.setdefault(form, []):
                        here[form].append(spot)
                    if " " in form or "'" in name:
                        starts.update((first_letters(form), first_letters(name)))
        spots.update({form: tuple(found) for form, found in here.items()})
    states = {
        (spot.country, spot.name): spot for found in spots.values() for spot in found if spot.precision == "admin1"
    }
    return Gazetteer(
        spots,
        {form: states[about] for form, about in abbreviations.items() if about in states},
        codes,
        frozenset(starts),
    )


def _rows(path: Path, precision: str, table: Mapping[str, Any]) -> Iterator[tuple[Spot, Iterable[str]]]:
    for name, about in table.items():
        if isinstance(about, Mapping) and name.isupper() and len(name) == 3 and "lat" not in about:
            for inner, row in about.items():
                yield _spot(path, inner, row, precision, name)
        else:
            yield _spot(path, name, about, precision, None)


def _spot(path: Path, name: str, about: Any, precision: str, country: str | None) -> tuple[Spot, Iterable[str]]:
    place = f"{path.name}: place '{name}'"
    names: Iterable[str] = ()
    if isinstance(about, list):
        lat, lon, names = (*about[:2], about[2:]) if len(about) > 1 else (None, None, ())
    elif isinstance(about, Mapping) and set(about) <= _KEYS:
        lat, lon, names = about.get("lat"), about.get("lon"), about.get("names", ())
        country = about.get("country", country)
    else:
        raise RuleError(place, "not understood", _REMEDY)
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        raise RuleError(place, "no point", "give lat and lon in degrees")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise RuleError(place, f"no point on earth: {lat}, {lon}", "lat is -90 to 90, lon -180 to 180")
    return Spot(name, country, float(lat), float(lon), precision), names


# ---- towns: a sorted file, searched where it lies ------------------------------------------------------------------


@lru_cache(maxsize=16384)
def towns_of(folded: str) -> tuple[Town, ...]:
    """The towns whose name folds to *folded*."""
    line = _line(folded.encode())
    if line is None:
        return ()
    return tuple(_town(row) for row in line.decode().split(";"))


def _town(row: str) -> Town:
    country, region, lat, lon, population, *known_as = row.split(",")
    return Town(country, region, float(lat), float(lon), int(population), bool(known_as))


def _line(folded: bytes) -> bytes | None:
    """What stands behind *folded* in the file: found by halving, a few dozen looks a name, nothing read ahead."""
    pages = _pages()
    low, high = 0, len(pages)
    while low < high:
        middle = (low + high) // 2
        start = pages.rfind(b"\n", low, middle) + 1 or low
        end = pages.find(b"\n", middle, high)
        end = high if end < 0 else end
        name, _, rest = pages[start:end].partition(b"\t")
        if name == folded:
            return rest
        if name < folded:
            low = end + 1
        else:
            high = start
    return None


@lru_cache(maxsize=1)
def _pages() -> mmap.mmap:
    with TOWNS.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
