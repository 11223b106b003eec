"""How sure an event is: what is looked at of it."""

import math

import pytest

from chancery.extract.deeds.weighed import LEAST, features_of
from chancery.language.pairs import Verdict

HELP_TO_COME = Verdict((("AGREE", 0.9), ("AID", 0.08), ("NONE", 0.02)))


def test_what_is_planned_may_be_called_an_agreement_by_the_head():
    """
    "Germany will give 5 million" is AID that is planned, and a head that has learned from CAMEO calls that AGREE.
    """
    planned = features_of("AID", "codebook", True, True, False, HELP_TO_COME, "planned")
    assert planned["share"] == pytest.approx(math.log(0.98 + LEAST))
    assert planned["nothing"] == pytest.approx(math.log(0.02 + LEAST))


def test_what_has_happened_may_not():
    """
    "Germany gave 5 million" is no promise any more.
    """
    assert features_of("AID", "codebook", True, True, False, HELP_TO_COME, "happened")["share"] == pytest.approx(
        math.log(0.08 + LEAST)
    )


def test_without_a_head_nothing_is_said_of_shares():
    """
    Who is known and what told it stay.
    """
    assert features_of("AID", "position", True, False, True, None) == {
        "any": 1.0, "who alone": 1.0, "AID": 1.0, "by position": 1.0, "noun": 1.0,
    }  # fmt: skip
