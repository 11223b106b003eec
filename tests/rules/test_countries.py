"""The lexicon of countries, bodies and office-holders."""

from pathlib import Path

import pytest

from chancery.errors import RuleError
from chancery.rules.countries import load_countries, surname_of

COUNTRIES = load_countries([Path(__file__).parents[2] / "src/chancery/rules/en/countries.toml"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("US", "USA"), ("U.S.", "USA"), ("the United States", "USA"), ("America", "USA"), ("DPRK", "PRK"),
        ("NORTH KOREA", "PRK"), ("UK", "GBR"), ("Britain", "GBR"), ("Côte d’Ivoire", "CIV"), ("us", None), ("Ruritania", None),
    ],
)  # fmt: skip
def test_names_of_countries(words, code):
    """
    Short forms count, capitals count, accents and full stops do not.
    """
    assert COUNTRIES.country_of(words) == code


def test_adjectives_peoples_and_seats():
    """
    "Russian" and "Russians" are Russia's, the Kremlin speaks for it, Singapore is a state before it is a capital.
    """
    assert COUNTRIES.demonym("Russian") == COUNTRIES.demonym("Russians") == COUNTRIES.people("Russians") == "RUS"
    assert COUNTRIES.people("Russian") is None
    assert COUNTRIES.seat("the Kremlin") == COUNTRIES.seat("Moscow") == "RUS"
    assert COUNTRIES.seat("Singapore") is None


def test_every_member_of_the_united_nations_has_name_adjective_and_capital():
    """
    193 members.
    """
    sovereign = [state for state in COUNTRIES.states.values() if state.sovereign]

    assert len(sovereign) >= 193
    assert [s.iso for s in sovereign if not (s.adjectives and (s.capital or s.iso in {"MAC", "NRU"}))] == []


def test_bodies():
    """
    One body under many names.
    """
    assert COUNTRIES.entry("U.N.") == COUNTRIES.entry("the United Nations")
    assert COUNTRIES.entry("State Department").country == "USA"
    assert COUNTRIES.entry("Hezbollah").type == "armed_group"


@pytest.mark.parametrize(
    ("surname", "day", "countries", "name"),
    [
        ("Trump", "2019-02-19", {"USA"}, "Donald Trump"),
        ("Trump", "2019-02-19", {"FRA"}, None),
        ("Bush", "1990-02-19", {"USA"}, "George H. W. Bush"),
        ("Bush", "2003-02-19", {"USA"}, "George W. Bush"),
        ("Johnson", "2020-01-01", {"GBR"}, "Boris Johnson"),
        ("Assad", "2019-01-01", {"SYR"}, "Bashar al-Assad"),
        ("Kim", "2019-02-19", {"PRK", "KOR"}, "Kim Jong Un"),
    ],
)
def test_a_surname_means_who_holds_the_office(surname, day, countries, name):
    """
    By the day of the story and the countries that it names.
    """
    leader = COUNTRIES.leader(surname, day, countries)

    assert (leader.name if leader else None) == name


def test_full_names_with_other_spellings():
    """
    Hyphens, accents and initials aside.
    """
    assert COUNTRIES.leader_named("Kim Jong-un", "2019-01-01").country == "PRK"
    assert COUNTRIES.leader_named("Recep Tayyip Erdogan", "2019-01-01").office == "president"
    assert COUNTRIES.leader_named("Ana Ruiz") is None


def test_surnames():
    """
    The family name comes first in Korea, with a mark before it in Syria, before "Jr." in America.
    """
    assert surname_of("Moon Jae-in", "KOR") == "Moon"
    assert surname_of("Ferdinand Marcos Jr.", "PHL") == "Marcos"


def test_a_later_file_takes_the_place_of_the_shipped_entry(tmp_path):
    """
    A user's own lexicon wins, and says nothing about the rest.
    """
    own = tmp_path / "countries.toml"
    own.write_text('bodies = [{ name = "NATO", type = "igo", sector = "MIL" }]\n', "utf-8")
    shipped = Path(__file__).parents[2] / "src/chancery/rules/en/countries.toml"

    assert load_countries([shipped, own]).entry("NATO").sector == "MIL"
    assert load_countries([shipped, own]).entry("UN") is not None


@pytest.mark.parametrize(
    "text",
    [
        'bodies = [{ name = "X", type = "club", sector = "GOV" }]',
        'bodies = [{ name = "X", kind = "igo" }]',
        'states = [{ iso = "XXX" }]',
        'leaders = [["USA", "X"]]',
        "states = [",
    ],
)
def test_a_wrong_file_is_refused_with_its_name(tmp_path, text):
    """
    The message says which file.
    """
    own = tmp_path / "countries.toml"
    own.write_text(text, "utf-8")

    with pytest.raises(RuleError, match=r"countries\.toml"):
        load_countries([own])
