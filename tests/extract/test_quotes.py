"""
Quotations: who said the words, from built docs.
"""

from types import SimpleNamespace

from chancery.extract.quotes import find_quotes
from chancery.records import Doubt, Quote, evidence_errors
from chancery.rules.speakers import SpeakerHead
from chancery.rules.speech import SpeechRule, SpeechRules
from tests.extract.build import built

SAID = SpeechRule("said", ("say", "tell", "add"), (), ("direct", "mixed", "indirect"), ("clause",), 0.9)
RULES = SimpleNamespace(speech=SpeechRules.of([SAID], venues=("briefing",), prompts=("ask",)), speakers=SpeakerHead())


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


def told(table, rules=RULES):
    """What is found in a built doc, one line a record."""
    doc = built(table)
    for record in find_quotes(doc, Nobody(), rules):
        assert not evidence_errors(doc.story, record)
        match record:
            case Quote(speaker_as=None, words=words):
                yield f"somebody: {words}"
            case Quote(speaker_as=speaker, words=words, form=form):
                yield f"{speaker}: {words} ({form})"
            case Doubt(where=where, reason=reason):
                yield f"{reason} at {where.start}"


def test_the_speaker_stands_after_the_words():
    """
    "...," Ruiz said.
    """
    table = "“/``/3/punct We/PRP/3/nsubj leave/VBP/7/ccomp ,/,/3/punct ”/''/3/punct Ruiz/NNP/7/nsubj said/VBD/0/root ././7/punct"

    assert list(told(table)) == ["Ruiz: We leave, (direct)"]


def test_the_speaker_stands_before_the_words():
    """
    Ruiz said: "..."
    """
    table = "Ruiz/NNP/2/nsubj said/VBD/0/root :/:/2/punct “/``/6/punct We/PRP/6/nsubj leave/VBP/2/ccomp ././6/punct ”/''/6/punct"

    assert list(told(table)) == ["Ruiz: We leave. (direct)"]


def test_words_inside_a_reported_clause_are_mixed():
    """
    Ruiz said talks were "useful".
    """
    table = (
        "Ruiz/NNP/2/nsubj said/VBD/0/root talks/NNS/6/nsubj were/VBD/6/cop "
        "“/``/6/punct useful/JJ/2/ccomp ”/''/6/punct ././2/punct"
    )

    assert list(told(table)) == ["Ruiz: useful (mixed)"]


def test_a_reported_clause_is_an_indirect_quote():
    """
    Ruiz said that they left Hanoi.
    """
    table = (
        "Ruiz/NNP/2/nsubj said/VBD/0/root that/IN/5/mark they/PRP/5/nsubj left/VBD/2/ccomp Hanoi/NNP/5/obj ././2/punct"
    )

    assert list(told(table)) == ["Ruiz: they left Hanoi (indirect)"]


def test_a_denied_cue_reports_nothing():
    """
    Ruiz did not say that they left Hanoi.
    """
    table = (
        "Ruiz/NNP/4/nsubj did/VBD/4/aux not/RB/4/advmod say/VB/0/root that/IN/7/mark "
        "they/PRP/7/nsubj left/VBD/4/ccomp Hanoi/NNP/7/obj ././4/punct"
    )

    assert list(told(table)) == []


def test_scare_quotes_are_no_quotation():
    """
    The "zone" lies there.
    """
    table = "The/DT/3/det “/``/3/punct zone/NN/5/nsubj ”/''/3/punct lies/VBZ/0/root there/RB/5/advmod ././5/punct"

    assert list(told(table)) == []


def test_a_lone_mark_is_a_doubt():
    """
    The doubt says where, and the rest is read.
    """
    table = "“/``/3/punct We/PRP/3/nsubj leave/VBP/0/root ././3/punct"

    assert list(told(table)) == ["a quotation mark without a partner at 0"]
