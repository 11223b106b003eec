"""The rules of positions as they are loaded: shipped, a user's own, and those that cannot be used."""

import pytest

from chancery.errors import RuleError
from chancery.rules.load import load_rules
from chancery.rules.positions import load_positions

SHIPPED = load_rules().positions


def loaded(tmp_path, text):
    """The shipped rules with those of a folder of the user's own."""
    (tmp_path / "positions.toml").write_text(text)
    return load_rules(tmp_path).positions


def test_a_users_issues_are_added_and_tried_first(tmp_path):
    """
    [issues] of a user: a new issue, and a word more for a shipped one; the others stay.
    """
    rules = loaded(tmp_path, '[issues]\nfishing = ["trawler", "quota"]\nsanctions = ["travel ban"]\n')
    issues = dict(rules.issues)

    assert rules.issues[0] == ("fishing", ("trawler", "quota"))
    assert set(dict(SHIPPED.issues)["sanctions"]) | {"travel ban"} == set(issues["sanctions"])
    assert set(dict(SHIPPED.issues)) < set(issues)


def test_a_users_words_for_parties_and_changes_are_added(tmp_path):
    """
    [parties] and [changes] grow as well.
    """
    rules = loaded(tmp_path, '[parties]\npapers = ["open letter"]\n[changes]\nsoftened = ["thaw"]\n')

    assert rules.words("papers") == SHIPPED.words("papers") | {"open letter"}
    assert "thaw" in dict(rules.changes)["softened"]
    assert "soften" in dict(rules.changes)["softened"]


def test_a_users_rule_takes_the_place_of_one_of_its_name(tmp_path):
    """
    [demand] of a user: his alone; every other rule stays.
    """
    rules = loaded(tmp_path, '[demand]\nstance = "demand"\nverbs = ["crave"]\n[[demand.match]]\ntext = "x"\n')
    names = [rule.name for rule in rules.rules]

    assert names == [rule.name for rule in SHIPPED.rules]
    assert next(rule for rule in rules.rules if rule.name == "demand").verbs == {"crave"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('[x]\nstance = "demand"\n[[x.match]]\ntext = "y"', "it needs one of 'verbs', 'nouns'"),
        ('[x]\nstance = "love"\nverbs = ["love"]\n[[x.match]]\ntext = "y"', "unknown stance 'love'"),
        (
            '[x]\nstance = "demand"\nverbs = ["y"]\nholder = "reader"\n[[x.match]]\ntext = "y"',
            "unknown holder 'reader'",
        ),
        ('[parties]\npaper = ["x"]', "unknown key 'paper'"),
        ('[changes]\nturned = ["x"]', "unknown key 'turned'"),
        ('[issues]\nfish = "cod"', "'fish' is not a list of words"),
    ],
)
def test_what_cannot_be_used_is_refused(content, problem, tmp_path):
    """
    The error says what is wrong.
    """
    file = tmp_path / "positions.toml"
    file.write_text(content)

    with pytest.raises(RuleError) as refused:
        load_positions([file])

    assert problem in str(refused.value)
