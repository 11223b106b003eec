"""Forenames: whom "he" and "she" can mean."""

import re
from pathlib import Path

import pytest

from chancery.errors import RuleError
from chancery.rules.countries import FAMILY_FIRST, REGISTRY, load_countries
from chancery.rules.load import SHIPPED, load_rules
from chancery.rules.toml import read_toml

COUNTRIES = load_countries([SHIPPED / name for name in REGISTRY])
LISTS = {sex: table["names"].split() for sex, table in read_toml(SHIPPED / "forenames.toml").items()}
STATISTICS = load_countries([SHIPPED / "countries.toml"]).forenames


@pytest.mark.parametrize(
    ("sex", "names"),
    [
        ("f", "Lorraine Bernadette Jacinda Marisol Ségolène Chiara Annegret Małgorzata Oksana Yingluck Sanae Yoko Ngozi Sheila"),
        ("f", "Mehriban Benazir Megawati Tzipi Dilma Sirimavo Vigdís Kolinda Anne-Marie"),
        ("m", "Giles Olaf Anton Bud Chuck Mitch Rick Jürgen Łukasz Søren Zoltán Shinzo Fumio Uhuru Cyril Oluwaseun Jean-Claude"),
        ("m", "Mohammed Mohamed Muhammad Mohammad Recep Nursultan Narendra Gotabaya Joko Prayuth Benjamin Giorgos Vytautas"),
    ],
)  # fmt: skip
def test_names_of_all_regions_tell_the_sex(sex, names):
    """
    With accents or without them.
    """
    told = {name: COUNTRIES.sex(name) for name in names.split()}

    assert told == dict.fromkeys(told, sex)


@pytest.mark.parametrize(
    "name",
    "Andrea Jean Nicola Kim Dana Robin Sasha Laurence Rene Simone Michele Leslie Taylor Jan Joan Gabriele Noor Sheikh Sultan Harris".split(),
)  # fmt: skip
def test_a_name_of_both_sexes_tells_none(name):
    """
    Andrea is a man in Rome and a woman in Berlin, and Harris is Kamala's name too.
    """
    assert COUNTRIES.sex(name) == ""


def test_no_name_stands_in_two_lists():
    """
    Each once, in order, without accents, as names are looked up.
    """
    everything = [name for names in LISTS.values() for name in names]

    assert set(LISTS) == {"female", "male", "both"}
    assert len(everything) == len(set(everything))
    assert all(names == sorted(names) for names in LISTS.values())
    assert [name for name in everything if not re.fullmatch(r"[A-Z][A-Za-z]+(?:[-'][A-Z]?[a-z]+)*", name)] == []


def test_the_lists_add_to_the_statistics_and_contradict_none_of_them():
    """
    What the gazetteer has stands there alone; [both] takes back only what it says.
    """
    assert [name for sex in ("female", "male") for name in LISTS[sex] if name in STATISTICS] == []
    assert [name for name in LISTS["both"] if name not in STATISTICS] == []
    assert len(LISTS["female"]) + len(LISTS["male"]) >= 2500


def test_no_name_of_the_lists_contradicts_an_office_holder():
    """
    The register says of each of 3,604 leaders whether it is he or she.
    """
    ours = {name: sex[0] for sex in ("female", "male") for name in LISTS[sex]}
    wrong = {
        leader.name
        for leader in COUNTRIES.leaders
        if leader.country not in FAMILY_FIRST and ours.get(leader.name.split()[0], leader.sex) != leader.sex
    }

    assert wrong == set()


def test_a_user_s_own_file_adds_names_and_has_the_last_word(tmp_path):
    """
    One new name, one that we have otherwise, one that shall tell nothing.
    """
    text = "[female]\nnames = 'Ruritanja Ólaf'\n\n[both]\nnames = '''\nGiles\n'''\n"
    (tmp_path / "forenames.toml").write_text(text, "utf-8")
    countries = load_rules(tmp_path).countries

    assert [countries.sex(name) for name in ("Ruritanja", "Olaf", "Giles", "Lorraine")] == ["f", "f", "", "f"]
    assert load_rules(tmp_path).countries.states == COUNTRIES.states


def test_names_in_a_lexicon_of_the_user_s_own_win_too(tmp_path):
    """
    Under [forenames], as the gazetteer has them.
    """
    (tmp_path / "countries.toml").write_text("[forenames]\nmale = 'Lorraine'\n", "utf-8")

    assert load_rules(tmp_path).countries.sex("Lorraine") == "m"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("forenames.toml", "female = 'Ana'"),
        ("forenames.toml", "[female]\nname = 'Ana'"),
        ("forenames.toml", "[women]\nnames = 'Ana'"),
        ("forenames.toml", "[female]\nnames = ['Ana']"),
        ("countries.toml", "[forenames]\nwomen = 'Ana'"),
    ],
)
def test_a_wrong_file_of_names_is_refused_with_its_name(tmp_path, name, text):
    """
    The message says which file.
    """
    (tmp_path / name).write_text(text, "utf-8")

    with pytest.raises(RuleError, match=re.escape(name)):
        load_rules(tmp_path)


def test_the_script_that_writes_the_gazetteer_leaves_the_file_alone():
    """
    It writes countries.toml and nothing else.
    """
    script = (Path(__file__).parents[2] / "scripts/make_countries.py").read_text("utf-8")

    assert re.findall(r'OUT / "([^"]+)"', script) == ["countries.toml"]
