"""The places that no list of towns has."""

from pathlib import Path

import pytest

from chancery.errors import RuleError
from chancery.rules.load import SHIPPED
from chancery.rules.places import TOWNS, load_places

KNOWN = load_places([SHIPPED / "places.toml"])


@pytest.mark.parametrize(
    "name, country, precision",
    [
        ("Panmunjom", "KOR", "site"),
        ("DMZ", None, "site"),
        ("Crimea", "UKR", "admin1"),
        ("the Sahel", None, "region"),
        ("Strait of Hormuz", None, "water"),
        ("Suez Canal", "EGY", "water"),
        ("Baden-Wurttemberg", "DEU", "admin1"),
        ("Mt. Everest", None, "region"),
        ("Fort Bragg", "USA", "site"),
        ("Cumbria", "GBR", "admin2"),
    ],
)
def test_a_place_is_found_by_each_of_its_names(name, country, precision):
    """
    A site, a state, a county, a region, a water, under its own name or another, with or without accents.
    """
    (spot,) = KNOWN.spots(name)
    assert (spot.country, spot.precision) == (country, precision)


def test_one_name_may_stand_for_several_places():
    """
    The Punjab of India and that of Pakistan; a town in many states.
    """
    assert {spot.country for spot in KNOWN.spots("Punjab")} == {"IND", "PAK"}
    assert {"MO", "IL", "MA"} <= {town.region for town in KNOWN.towns("Springfield")}


def test_an_abbreviation_stands_for_a_state():
    """
    In the manner of the wires and of the post; and a state knows its postal code.
    """
    assert KNOWN.abbreviated("Calif.").name == KNOWN.abbreviated("CA").name == "California"
    assert KNOWN.code(KNOWN.abbreviated("B.C.")) == "BC"


def test_every_abbreviation_belongs_to_a_state_of_the_list():
    """
    A slip of the pen would leave a state without its postal code.
    """
    for country, name in KNOWN._codes:
        assert any(spot.country == country and spot.precision == "admin1" for spot in KNOWN.spots(name)), name


def test_every_point_lies_near_its_country():
    """
    A slip of a sign would put Crimea into the Atlantic: each point is within a few hundred kilometres of a town of its country.
    """
    towns = {}
    for line in TOWNS.read_text(encoding="utf-8").splitlines():
        for row in line.partition("\t")[2].split(";"):
            country, _, lat, lon, *_ = row.split(",")
            towns.setdefault(country, []).append((float(lat), float(lon)))
    for spot in {spot for found in KNOWN._spots.values() for spot in found}:
        if spot.country in towns and spot.name not in FAR_FROM_HOME:
            near = min(max(abs(lat - spot.lat), abs(lon - spot.lon)) for lat, lon in towns[spot.country])
            assert near < (1.2 if spot.precision in ("site", "admin2") else 4), spot


FAR_FROM_HOME = {"Svalbard", "Novaya Zemlya", "Franz Josef Land", "Kara Sea", "Hudson Bay", "Northwest Passage", "Aleutian Islands"}  # fmt: skip


def test_the_towns_stand_in_order():
    """
    They are found by halving, so a line out of place would be lost: every hundredth is looked up.
    """
    lines = TOWNS.read_text(encoding="utf-8").splitlines()
    names = [line.partition("\t")[0] for line in lines]
    assert names == sorted(names)
    assert all(KNOWN.towns(name) for name in (names[0], *names[::100], names[-1]))
    assert KNOWN.towns("no town of this name") == () == KNOWN.towns("") == KNOWN.towns("zzzz")


@pytest.mark.parametrize(
    "text, problem",
    [
        ("[site]\nX = { lat = 100, lon = 0 }", "no point on earth"),
        ("[site]\nX = { lat = 1 }", "no point"),
        ("[spot]\nX = { lat = 1, lon = 1 }", "unknown precision"),
        ("[site]\nX = { lat = 1, lon = 1, city = 'Y' }", "not understood"),
        ("[site]\nX = [1]", "no point"),
        ("[admin1.FRA]\nX = 'Y'", "not understood"),
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


def test_a_file_of_your_own_takes_the_name(tmp_path: Path):
    """
    A later file's place takes the place of all of that name in the shipped one.
    """
    (tmp_path / "places.toml").write_text("[site]\nPunjab = { country = 'GBR', lat = 51.5, lon = -0.4 }")
    known = load_places([SHIPPED / "places.toml", tmp_path / "places.toml"])
    assert [spot.country for spot in known.spots("Punjab")] == ["GBR"]
