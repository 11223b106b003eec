"""
Silences, from built docs: who would not say, how, and about what.
"""

from chancery.extract.silences import find_unsaid
from chancery.records import evidence_errors
from chancery.rules.silences import SilenceRule, SilenceRules
from tests.extract.build import built


class Nobody:
    """
    A cast that knows no actor.
    """

    records = ()

    def at(self, token):
        return None

    def several_at(self, token):
        return ()

    def of(self, first, last):
        return ()


def rule(name, verbs, **given):
    defaults = dict.fromkeys(("complements", "objects"), frozenset()) | dict.fromkeys(("prepositions", "phrases"), ())
    flags = dict.fromkeys(("negated", "passive", "objects_negated"), False)
    return SilenceRule(**{"name": name, "verbs": frozenset(verbs), "confidence": 0.9, **defaults, **flags, **given})


RULES = SilenceRules(
    (
        rule("declined", ["decline"], complements=frozenset({"comment"}), prepositions=("on",)),
        rule("did_not_say", ["say"], negated=True),
        rule("had_no", ["have"], objects=frozenset({"detail"}), objects_negated=True),
    )
)


def told(table):
    doc = built(table)
    for silence in find_unsaid(doc, Nobody(), (), RULES):
        assert not evidence_errors(doc.story, silence)
        yield {piece.field: piece.text for piece in silence.evidence}


def test_declined_to_comment():
    """
    The embassy declined to comment.
    """
    table = "The/DT/2/det embassy/NN/3/nsubj declined/VBD/0/root to/TO/5/mark comment/VB/3/xcomp ././3/punct"

    assert list(told(table)) == [{"who": "The embassy", "how": "declined to comment"}]


def test_would_not_say():
    """
    Ruiz would not say whether they met.
    """
    table = (
        "Ruiz/NNP/4/nsubj would/MD/4/aux not/RB/4/advmod say/VB/0/root whether/IN/7/mark "
        "they/PRP/7/nsubj met/VBD/4/ccomp ././4/punct"
    )

    assert list(told(table)) == [{"who": "Ruiz", "how": "would not say", "about": "whether they met"}]


def test_had_no_details():
    """
    Ruiz had no details.
    """
    table = "Ruiz/NNP/2/nsubj had/VBD/0/root no/DT/4/det details/NNS/2/obj ././2/punct"

    assert list(told(table)) == [{"who": "Ruiz", "how": "had no details"}]


def test_what_was_said_is_no_silence():
    """
    Ruiz had details.
    """
    assert list(told("Ruiz/NNP/2/nsubj had/VBD/0/root details/NNS/2/obj ././2/punct")) == []
