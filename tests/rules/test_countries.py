"""The lexicon of countries, bodies and office-holders."""

import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from chancery.errors import RuleError
from chancery.rules.countries import REGISTRY, load_countries, surname_of

EN = Path(__file__).parents[2] / "src/chancery/rules/en"
SHIPPED = [EN / name for name in REGISTRY]
COUNTRIES = load_countries(SHIPPED)


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
    own.write_text(
        'bodies = [{ name = "NATO", type = "igo", sector = "MIL" }]\n'
        'leaders = [["FRA", "Ana Ruiz", "president", "2027-05-14", "", "f"]]\n',
        "utf-8",
    )
    countries = load_countries([*SHIPPED, own])

    assert countries.entry("NATO").sector == "MIL"
    assert countries.entry("UN") is not None
    assert countries.leader_named("Ana Ruiz").office == "president"
    assert countries.holder("FRA", "president", "2027-06-01").name == "Ana Ruiz"


@pytest.mark.parametrize(
    "text",
    [
        'bodies = [{ name = "X", type = "club", sector = "GOV" }]',
        'bodies = [{ name = "X", kind = "igo" }]',
        'states = [{ iso = "XXX" }]',
        'leaders = [["USA", "X"]]',
        'leaders = { USA = "president:\\nsince 2017 Ana Ruiz" }',
        'leaders = { USA = "2017-01-20 - f Ana Ruiz" }',
        'bodies.parties = { type = "club", sector = "PTY", rows = "CHL Partido Uno" }',
        'bodies.parties = { type = "organization", sector = "PTY", rows = "CHL" }',
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


def test_every_code_of_a_country_is_that_of_a_state():
    """
    ISO 3166-1 alpha-3, and XKX for Kosovo, which has none of its own.
    """
    assert [iso for iso in COUNTRIES.states if not re.fullmatch("[A-Z]{3}", iso)] == []
    assert COUNTRIES.country_of("Kosovo") == "XKX"
    assert {body.country for body in COUNTRIES.bodies} - {None} <= set(COUNTRIES.states)
    assert [name for name in COUNTRIES.led if COUNTRIES.entry(name) is None] == []


def test_no_name_is_both_a_body_and_a_place():
    """
    What a country, a people or a capital is called is no body's name; and no two bodies have one name to themselves.
    """
    own = defaultdict(set)
    for body in COUNTRIES.bodies:
        for name in {body.name, *body.names} - set(body.bound):
            own[name].add((body.name, body.country))
            assert COUNTRIES.country_of(name) is None, name
            assert COUNTRIES.demonym(name) is None, name
            assert COUNTRIES.seat(name) is None, name

    assert {name: found for name, found in own.items() if len(found) > 1} == {}


SHARED = re.compile("spokes|^deputy|^vice|member of|Kremlin aide|^official|opposition leader|White House adviser")
"""Offices that several hold at once."""
TWO_AT_ONCE = {
    ("RUS", "president"),  # the Soviet Union's and Russia's
    ("KHM", "prime minister"),  # the first and the second
    ("LBY", "leader"), ("LBY", "prime minister"),  # two governments
}  # fmt: skip


def test_terms_of_one_office_do_not_overlap():
    """
    Dates are days, months or years; nobody leaves before he comes; who follows comes when the other goes.
    """
    held = defaultdict(list)
    for leader in COUNTRIES.leaders:
        for day in (leader.since, leader.until or "2000"):
            assert re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", day), leader
        assert leader.until is None or leader.since[: len(leader.until)] <= leader.until, leader
        assert leader.sex in {"f", "m"}, leader
        held[leader.country, leader.office].append(leader)
    overlaps = [
        (first.name, second.name)
        for (country, office), terms in held.items()
        if not SHARED.search(office) and (country, office) not in TWO_AT_ONCE
        for first, second in combinations(sorted(terms, key=lambda term: term.since), 2)
        if first.until is None or second.since < first.until[: len(second.since)]
    ]

    assert overlaps == []


def test_every_large_state_has_heads_and_foreign_ministers_over_the_years():
    """
    Looked up for one day in each of six years.
    """
    days = ["1992-06-01", "1999-06-01", "2006-06-01", "2014-06-01", "2019-06-01", "2025-06-01"]
    for iso in ("USA", "GBR", "FRA", "RUS", "CHN", "JPN", "IND", "ISR", "TUR", "IRN"):
        office = "prime minister" if iso in {"GBR", "JPN", "IND", "ISR"} else "president"
        assert [day for day in days if not COUNTRIES.holder(iso, office, day)] == []
        assert [day for day in days[2:] if not COUNTRIES.holder(iso, "foreign minister", day)] == []


@pytest.mark.parametrize(
    ("country", "office", "day", "name"),
    [
        ("CHL", "president", "2012-02-01", "Sebastián Piñera"),
        ("CHL", "president", "2015-02-01", "Michelle Bachelet"),
        ("USA", "foreign minister", "2019-02-19", "Mike Pompeo"),
        ("GBR", "foreign minister", "2019-08-01", "Dominic Raab"),
        ("DEU", "prime minister", "2010-01-01", "Angela Merkel"),
        ("JPN", "premier", "2008-01-01", "Yasuo Fukuda"),
        ("KOR", "president", "2017-04-01", None),  # nobody: the last one was removed, the next not elected
        ("FRA", "president", "2017-05-14", None),  # both, on the day of the handing over
        ("FRA", "president", None, None),
        ("FRA", "beekeeper", "2017-01-01", None),
        ("FRA", "president", "2031-01-01", None),  # long after the register was checked
    ],
)
def test_who_the_president_is_depends_on_the_day(country, office, day, name):
    """
    One holder or none; nobody is kept in office for ever.
    """
    holder = COUNTRIES.holder(country, office, day)

    assert (holder.name if holder else None) == name


@pytest.mark.parametrize(
    ("surname", "day", "countries", "name"),
    [
        ("Miller", "2024-03-01", {"USA"}, None),  # a spokesman is named in full first
        ("Austin", "2022-03-01", {"USA"}, None),
        ("Kerry", "2015-03-01", {"USA"}, "John Kerry"),
        ("Kerry", "2019-03-01", {"USA"}, None),  # a former minister too
        ("Obama", "2019-03-01", {"USA"}, "Barack Obama"),
        ("Macron", "2016-11-01", {"FRA"}, "Emmanuel Macron"),
        ("Macron", "2010-11-01", {"FRA"}, None),  # nobody knew him
        ("Charles", "2023-11-01", {"GBR"}, None),
        ("Abiy", "2021-11-01", {"ETH"}, "Abiy Ahmed"),
        ("Ahmed", "2021-11-01", {"ETH"}, None),  # his father's name
        ("Lwin", "2013-11-01", {"MMR"}, None),
    ],
)
def test_a_bare_surname_is_that_of_a_head_or_a_foreign_minister(surname, day, countries, name):
    """
    Others are introduced by their full names.
    """
    leader = COUNTRIES.leader(surname, day, countries)

    assert (leader.name if leader else None) == name


def test_a_full_name_that_many_bear_needs_its_country():
    """
    David Davis was a minister of Britain; who holds the highest office today is known everywhere.
    """
    assert COUNTRIES.leader_named("David Davis", "2017-01-01", {"GBR"}).office == "Brexit secretary"
    assert COUNTRIES.leader_named("David Davis", "2017-01-01", {"AUS"}) is None
    assert COUNTRIES.leader_named("Angela Merkel", "2017-01-01", {"AUS"}).country == "DEU"
    assert COUNTRIES.leader_named("Chris Wright", "2020-01-01", {"USA"}) is None  # not yet
    assert COUNTRIES.leader_named("Jonas Gahr Store", "2023-01-01") is not None


def test_names_that_several_bodies_bear():
    """
    "The Senate" is that of the country that the story names most; of two named as often it is nobody's.
    """
    assert COUNTRIES.entry("Senate", {"PHL": 3, "USA": 1}).country == "PHL"
    assert COUNTRIES.entry("Senate", {"PHL": 2, "USA": 2}) is None
    assert COUNTRIES.entry("Congress", {"IND": 2}).name == "Indian National Congress"
    assert COUNTRIES.entry("Senate", {"DNK": 2}) is None
    assert COUNTRIES.entry("NATO", {}).type == "igo"
    assert COUNTRIES.is_bound("PTI")
    assert not COUNTRIES.is_bound("CIA")
    assert COUNTRIES.needs_article("Times")
    assert not COUNTRIES.needs_article("Times of India")


def test_who_leads_an_armed_group_belongs_to_it():
    """
    Country and sector are the body's; those of an alliance have no country.
    """
    nasrallah = COUNTRIES.leader_named("Hassan Nasrallah", "2010-01-01")

    assert COUNTRIES.belongs(nasrallah) == ("LBN", "REB")
    assert COUNTRIES.belongs(COUNTRIES.leader_named("Kofi Annan", "2003-01-01")) == (None, "IGO")
    assert COUNTRIES.belongs(COUNTRIES.leader_named("Mark Milley", "2021-01-01")) == ("USA", "MIL")
    assert COUNTRIES.belongs(COUNTRIES.leader_named("Tony Blair", "2003-01-01")) == ("GBR", "GOV")
