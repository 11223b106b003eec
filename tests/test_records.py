"""The nouns keep their promises: content ids, exact evidence, and a round trip through JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.records import (
    KINDS,
    Actor,
    Doubt,
    Event,
    Evidence,
    Role,
    Span,
    Story,
    When,
    evidence_errors,
    from_json,
    identified,
    to_json,
)

TEXT = "Ana Ruiz met Bo Lindqvist in Oslo on Monday."
STORY = identified(Story(id="", given_id="oslo.txt", text=TEXT, published="2019-02-19"))


def actor(**changes):
    values = {
        "story": STORY.id,
        "name": "Ana Ruiz",
        "type": "person",
        "evidence": (Evidence.of(STORY, 0, 8, "name"),),
        "by": "actors.name",
        "confidence": 0.9,
    }
    return identified(Actor(**values | changes))


def test_a_span_runs_forward():
    """
    An empty or backward span is a wrong call.
    """
    with pytest.raises(ValueError, match="runs forward"):
        Span(3, 3)


def test_the_same_content_has_the_same_id():
    """
    Ids come from content alone, and another value gives another id.
    """
    assert actor().id == actor().id
    assert actor().id != actor(country="ESP").id


def test_a_story_under_another_path_is_the_same_story():
    """
    The path that a report was read from says nothing about what it is.
    """
    again = identified(Story(id="", given_id="copies/oslo.txt", text=TEXT, published="2019-02-19"))

    assert again.id == STORY.id


def test_records_come_back_from_json_as_they_went():
    """
    Every field, with evidence, intervals and roles, survives the published shape.
    """
    ruiz = actor(roles=(Role("minister", "ESP", since="2018", evidence=(Evidence.of(STORY, 0, 8, "role"),)),))
    event = identified(
        Event(
            STORY.id,
            "CONSULT",
            "happened",
            (Evidence.of(STORY, 9, 12, "what"),),
            "events.meet",
            0.8,
            who=(ruiz.id,),
            when=When("2019-02-18", "2019-02-18", "2019-02-18", "on Monday", "publication"),
        )
    )
    for record in (STORY, ruiz, event):
        assert from_json(json.loads(json.dumps(to_json(record)))) == record


def test_a_role_says_from_and_to():
    """
    Python keeps those words for itself, JSON does not have to.
    """
    assert to_json(Role("minister", since="2018", until="2020"))["from"] == "2018"


def test_an_unknown_kind_is_a_wrong_call():
    """
    The message lists the kinds that exist.
    """
    with pytest.raises(ValueError, match=r"unknown kind .*actor"):
        from_json({"kind": "rumour"})


def test_evidence_that_differs_from_the_story_is_named():
    """
    One letter off is one line, with what the record and what the story says.
    """
    wrong = actor(evidence=(Evidence(0, 8, "Ana Ruis", "name"),))

    (line,) = evidence_errors(STORY, wrong)

    assert "'Ana Ruis'" in line
    assert "'Ana Ruiz'" in line
    assert not evidence_errors(STORY, actor())


def test_a_record_without_evidence_is_an_error():
    """
    No value without a span that says it.
    """
    assert evidence_errors(STORY, actor(evidence=())) == [f"actor {actor(evidence=()).id}: no evidence"]


@given(st.text(min_size=1), st.data())
def test_evidence_cut_from_any_text_is_exact(text, data):
    """
    Whatever the characters, a slice of the story bears itself out.
    """
    story = Story(id="s", given_id="g", text=text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    doubt = identified(Doubt("s", Span(start, end), "odd", (Evidence.of(story, start, end, "where"),), "test.any"))

    assert not evidence_errors(story, doubt)
    assert doubt.id.startswith("doubt-")


def test_every_kind_is_known_by_its_name():
    """
    The table of kinds is the table of classes.
    """
    assert set(KINDS) == {"story", "actor", "event", "quote", "silence", "position", "doubt"}
