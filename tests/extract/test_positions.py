"""
Positions, from built docs: who holds it, the stance, of whom, and what.
"""

import pytest

from chancery.extract.positions import find_stances
from chancery.records import Actor, evidence_errors
from chancery.rules.positions import PositionRule, PositionRules
from tests.extract.build import built

RULES = PositionRules(
    (
        PositionRule(
            name="demand", stance="demand", verbs=frozenset({"demand"}), negated=False, contents=("clause", "object"), prepositions=(),
            target=("of",), nouns=frozenset(), objects=frozenset(), conjunctions=frozenset(), issue_only=False, not_issues=frozenset(),
            modals=frozenset(), confidence=0.8,
        ),
    ),
    (("sanctions", ("sanction",)),),
)  # fmt: skip


class States:
    """
    A cast in which every proper noun is a state of that name.
    """

    def __init__(self, doc):
        self.doc = doc
        names = sorted({token.text for token in doc.tokens if token.upos == "PROPN"})
        self.records = tuple(Actor("s", name, "state", (), "test", 1.0, id=name) for name in names)

    def at(self, token):
        return self.doc.tokens[token].text if self.doc.tokens[token].upos == "PROPN" else None

    def several_at(self, token):
        return ()

    def of(self, first, last):
        return tuple(name for token in range(first, last) if (name := self.at(token)))


def told(table):
    doc = built(table)
    for position in find_stances(doc, States(doc), (), RULES):
        assert not evidence_errors(doc.story, position)
        yield position.holder, position.stance, position.target, position.content, position.issue


def test_a_clause_is_demanded_of_its_subject():
    """
    Iran demands that Oman lift sanctions.
    """
    table = "Iran/NNP/2/nsubj demands/VBZ/0/root that/IN/5/mark Oman/NNP/5/nsubj lift/VBP/2/ccomp sanctions/NNS/5/obj ././2/punct"

    assert list(told(table)) == [("Iran", "demand", ("Oman",), "Oman lift sanctions", "sanctions")]


@pytest.mark.parametrize(
    "table",
    [
        "Iran/NNP/4/nsubj did/VBD/4/aux not/RB/4/advmod demand/VB/0/root sanctions/NNS/4/obj ././4/punct",
        "patience/NN/2/nsubj demands/VBZ/0/root sanctions/NNS/2/obj ././2/punct",
    ],
)
def test_denied_or_held_by_nobody(table):
    """
    A negated verb is not its stance, and only parties hold positions.
    """
    assert list(told(table)) == []
