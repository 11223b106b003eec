"""The lexicon of titles."""

from pathlib import Path

import pytest

from chancery.errors import RuleError
from chancery.rules.titles import load_titles

TITLES = load_titles([Path(__file__).parents[2] / "src/chancery/rules/en/titles.toml"])


@pytest.mark.parametrize(
    ("title", "sector"),
    [
        ("Foreign Minister", "GOV"), ("Secretary of State", "GOV"), ("Special Representative for North Korea", "GOV"),
        ("rebel leader", "REB"), ("opposition leader", "OPP"), ("army chief", "MIL"), ("General", "MIL"),
        ("former president", "ELI"), ("member of parliament", "LEG"), ("chief executive officer", "BUS"), ("director", None),
    ],
)  # fmt: skip
def test_a_title_gives_a_sector(title, sector):
    """
    The last noun, unless a phrase or the word before it says otherwise.
    """
    assert TITLES.sector(title) == sector


@pytest.mark.parametrize(
    ("said", "held", "fits"),
    [
        ("envoy", "Special Representative for North Korea", True),
        ("minister", "Foreign Minister", True),
        ("leader", "president", True),
        ("spokesman", "envoy", False),
    ],
)
def test_a_description_fits_a_title(said, held, fits):
    """
    "The envoy" may be the special representative, not the spokesman.
    """
    assert TITLES.fits(said, held) is fits


def test_sexes_groups_and_bodies():
    """
    What the other tables say.
    """
    assert (TITLES.sex("State Department spokeswoman"), TITLES.sex("minister")) == ("f", "")
    assert (TITLES.group("rebel"), TITLES.group("source"), TITLES.group("table")) == ("REB", "", None)
    assert (TITLES.body("ministry"), TITLES.body("government"), TITLES.body("table")) == ("GOV", "government", None)
    assert TITLES.phrase(["Secretary", "of", "State", "Mike"]) == 3


@pytest.mark.parametrize("text", ["[offices]\nGOV = 'x'", "[heads]\nGOV = ['x']", "[heads"])
def test_a_wrong_file_is_refused_with_its_name(tmp_path, text):
    """
    The message says which file.
    """
    own = tmp_path / "titles.toml"
    own.write_text(text, "utf-8")

    with pytest.raises(RuleError, match=r"titles\.toml"):
        load_titles([own])
