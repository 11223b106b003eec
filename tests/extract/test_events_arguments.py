"""What the roles say of each predicate, for whatever decides where no rule of the codebook speaks."""

import pytest

from chancery.extract.deeds.arguments import arguments_of, uncovered
from chancery.extract.deeds.dates import with_days
from chancery.extract.deeds.mentions import mentions_of
from chancery.extract.deeds.sheet import sheet_of
from chancery.language.times import add_times
from tests.extract.build import built
from tests.extract.test_events import EVENTS, TIMES, Cast


def sheet(table):
    doc = add_times(built(table), TIMES)
    return with_days(sheet_of(doc, Cast(doc, ("Ruiz", "Lee", "Chile", "Peru")), (), EVENTS))


def said(sheet, arguments):
    """One line: the word, who does it, and the others with their roles."""
    doers = " ".join(party.actor for party in arguments.doers)
    others = " ".join(f"{role}:{party.actor}" for role, party in arguments.others)
    return f"{sheet.doc.tokens[arguments.token].text}: {doers} > {others}".rstrip()


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Ruiz/NNP/2/nsubj outfoxed/VBD/0/root Lee/NNP/2/obj ././2/punct", "outfoxed: Ruiz > ARG1:Lee"),
        ("Chile/NNP/2/nsubj outfoxed/VBD/0/root Peru/NNP/2/obj and/CC/5/cc Lee/NNP/3/conj ././2/punct",
         "outfoxed: Chile > ARG1:Peru ARG1:Lee"),
        ("Ruiz/NNP/2/nsubj slept/VBD/0/root ././2/punct", "slept: Ruiz >"),
    ],
    ids=["one and another", "one and two", "one alone"],
)  # fmt: skip
def test_a_predicate_has_its_doers_and_the_others_with_their_roles(table, expected):
    page = sheet(table)
    assert [said(page, arguments_of(page, predicate)) for predicate in page.doc.predicates] == [expected]


def test_a_predicate_that_no_rule_covers_is_left_for_the_head():
    """
    Ruiz met Lee by a rule; that Chile outfoxed Peru no rule says.
    """
    page = sheet("""
        Ruiz/NNP/2/nsubj met/VBD/0/root Lee/NNP/2/obj ././2/punct
        Chile/NNP/2/nsubj outfoxed/VBD/0/root Peru/NNP/2/obj ././2/punct
        Ruiz/NNP/2/nsubj slept/VBD/0/root ././2/punct
    """)
    left = [said(page, arguments) for arguments in uncovered(page, list(mentions_of(page)))]
    assert left == ["outfoxed: Chile > ARG1:Peru"]
