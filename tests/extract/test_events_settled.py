"""Events where no rule speaks: what the relation head is asked, what it says, and when it abstains. The head here is a stand-in."""

from dataclasses import replace

import numpy as np
import pytest

from chancery.language.pairs import Verdict

TEXT = "Norway hoodwinked Sweden on Monday."


class Head:
    """
    Gives every pair the same class with the same share, and remembers what it was asked.
    """

    version = "test-1"
    name = "heads.relation.test-1"

    def __init__(self, what, share):
        self.verdict = Verdict(tuple(sorted([(what, share), ("NONE", 1.0 - share)], key=lambda one: -one[1])))
        self.asked = []

    def verdicts(self, doc, pairs):
        self.asked += [
            tuple(doc.words(*stretch) if stretch else None for stretch in (pair.source, pair.target)) for pair in pairs
        ]
        return [self.verdict for _ in pairs]


@pytest.fixture(scope="module")
def found(shipped):
    """For a sentence its records, with a head of the test's own."""
    from chancery.pipeline import find, read_stories
    from chancery.source.text import story_from_text

    reader, rules = shipped

    def records(text, head):
        story = story_from_text(text, given_id=text, published="2019-02-19")
        doc = next(read_stories([story], reader, rules))
        doc = replace(doc, states=np.zeros((len(doc.tokens), 2), dtype=np.float16))
        return list(find(doc, rules, head))

    return records


@pytest.fixture(scope="module")
def told(found):
    """For a sentence its events."""
    from chancery.records import Actor, Event

    def events(text, head):
        records = found(text, head)
        names = {record.id: record.name for record in records if isinstance(record, Actor)}
        return [
            (event.what, [names[one] for one in event.who], [names[one] for one in event.whom], event.by)
            for event in records
            if isinstance(event, Event)
        ]

    return events


@pytest.fixture(scope="module")
def confidence(found):
    """How sure the only event of a sentence is."""
    from chancery.records import Event

    def of(text, head):
        (event,) = (record for record in found(text, head) if isinstance(record, Event))
        return event.confidence

    return of


def test_the_head_decides_where_no_rule_speaks(told):
    head = Head("ACCUSE", 0.97)
    assert told(TEXT, head) == [("ACCUSE", ["Norway"], ["Sweden"], "heads.relation.test-1")]
    assert head.asked == [("Norway", "Sweden")]


def test_below_its_threshold_it_abstains(told):
    assert told(TEXT, Head("ACCUSE", 0.6)) == []
    assert told(TEXT, Head("NONE", 0.99)) == []


def test_what_a_rule_has_taken_up_it_does_not_decide(told):
    head = Head("ASSAULT", 0.99)
    events = told("Norway condemned Sweden on Monday.", head)
    assert [event[0] for event in events] == ["ACCUSE"]


def test_what_it_says_makes_an_event_of_a_rule_more_or_less_sure(confidence):
    """
    Norway condemned Sweden: surer where the head says so too, less sure where it sees nothing done or was not asked.
    """
    text = "Norway condemned Sweden on Monday."
    agreed, silent, contrary = (confidence(text, head) for head in (Head("ACCUSE", 0.97), None, Head("NONE", 0.97)))
    assert agreed > silent > contrary


def test_about_verbs_of_domestic_business_it_is_not_asked(told):
    head = Head("SUPPORT", 0.99)
    assert told("The Norwegian government appointed Sweden's envoy on Monday.", head) == []
    assert head.asked == []


def test_an_interview_is_no_consultation(told):
    assert told("Foreign Minister Sergei Lavrov hoodwinked Reuters in Moscow on Monday.", Head("CONSULT", 0.99)) == []
    assert (
        len(told("Foreign Minister Sergei Lavrov hoodwinked Turkey in Moscow on Monday.", Head("CONSULT", 0.99))) == 1
    )


def test_what_did_not_happen_is_no_event(told):
    assert told("Norway did not hoodwink Sweden on Monday.", Head("ACCUSE", 0.99)) == []


def test_without_a_head_only_rules_speak(told):
    assert told(TEXT, None) == []


class Named(Head):
    """
    Says *what* of the pair with the target *whom*, and of every other that nothing is done.
    """

    def __init__(self, what, whom):
        super().__init__(what, 0.97)
        self.whom = whom

    def verdicts(self, doc, pairs):
        said = super().verdicts(doc, pairs)
        nothing = Verdict((("NONE", 0.99), ("ACCUSE", 0.01)))
        whom = [doc.words(*pair.target) if pair.target else None for pair in pairs]
        return [verdict if one == self.whom else nothing for verdict, one in zip(said, whom, strict=True)]


def test_the_head_is_asked_about_everybody_in_the_clause(told):
    head = Named("AID", "Senegal")
    assert told("Norway shepherded sixty lorries across the desert to Senegal on Monday.", head) == [
        ("AID", ["Norway"], ["Senegal"], head.name)
    ]


def test_and_about_nobody_of_another_clause(told):
    head = Named("AID", "Senegal")
    assert told("Norway hoodwinked Sweden after Senegal had won the vote.", head) == []
    assert ("Norway", "Senegal") not in head.asked


def test_the_head_finds_whom_a_rule_has_left_open(told):
    """
    It adds no event: the class is the rule's, and so is what the record says of who decided.
    """
    text = "Turkey refused to reopen the crossing for Cypriot ships on Monday."
    (event,) = told(text, None)
    assert event[:3] == ("REJECT", ["Turkey"], [])
    (event,) = told(text, Named("REJECT", "Cypriot ships"))
    assert event[:3] == ("REJECT", ["Turkey"], ["Cyprus"])
    assert not event[3].startswith("heads.")


def test_whom_is_left_open_where_the_head_says_another_class(told):
    (event,) = told(
        "Turkey refused to reopen the crossing for Cypriot ships on Monday.", Named("SANCTION", "Cypriot ships")
    )
    assert event[:3] == ("REJECT", ["Turkey"], [])


@pytest.mark.parametrize(
    "text",
    [
        "Turkey refused to lift the ban on Monday after talks with Greece.",
        "At a conference of Greece's allies, Turkey refused to lift the ban on Monday.",
        "Turkey refused to lift the ban on Monday, which Greece had foreseen.",
    ],
)
def test_who_stands_beside_the_deed_is_not_whom(told, text):
    head = Head("REJECT", 0.97)
    assert [event[2] for event in told(text, head) if event[0] == "REJECT" and event[1] == ["Turkey"]] == [[]]


def test_what_is_done_to_nobody_known_is_no_event(told):
    """
    Nor is what is told of one's own state.
    """
    head = Head("SUPPORT", 0.97)
    assert told("Norway hoodwinked visitors from afar on Monday.", head) == []
    assert told("Secretary of State Antony Blinken trumpeted the United States' support on Monday.", head) == []
    assert head.asked
