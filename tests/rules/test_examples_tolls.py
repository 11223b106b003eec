"""Every shipped rule for sizes, modes and contexts against its own sentences, read by the model that ships."""

from pathlib import Path

import pytest

import chancery.rules.sizes
from chancery.errors import RuleError
from chancery.rules.contexts import load_contexts
from chancery.rules.modes import load_modes
from chancery.rules.plover import load_plover
from chancery.rules.sizes import load_sizes

FOLDER = Path(chancery.rules.sizes.__file__).with_name("en")
SIZES, MODE_RULES, CONTEXT_RULES = (
    load_sizes([FOLDER / "sizes.toml"]),
    load_modes([FOLDER / "modes.toml"]),
    load_contexts([FOLDER / "contexts.toml"]),
)
EVERY = (*SIZES.kinds, *MODE_RULES.modes, *CONTEXT_RULES.contexts)


@pytest.fixture(scope="module")
def told(shipped):
    """The events of one text."""
    from chancery.pipeline import find, read_stories
    from chancery.records import Event
    from chancery.source.text import story_from_text

    reader, rules = shipped
    texts = [example.text for rule in EVERY for example in (*rule.match, *rule.no_match)]
    stories = [story_from_text(text, given_id=text, published="2019-02-19") for text in texts]
    docs = read_stories(stories, reader, rules)
    return {
        text: [record for record in find(doc, rules) if isinstance(record, Event)]
        for text, doc in zip(texts, docs, strict=True)
    }


def sizes(events):
    """What the events say of sizes, as the examples put it: "killed 24.. persons"."""
    end = lambda value: "" if value is None else value  # noqa: E731
    return {f"{s.what} {end(s.low)}..{end(s.high)} {s.unit}" for event in events for s in event.sizes}


def cases(rules, kind):
    pairs = [(rule, example) for rule in rules for example in getattr(rule, kind)]
    return pytest.mark.parametrize(("rule", "example"), pairs, ids=[f"{r.name}: {e.text}" for r, e in pairs])


@cases(SIZES.kinds, "match")
def test_a_size_is_found(told, rule, example):
    assert dict(example.expects)["says"] in sizes(told[example.text]), told[example.text]


@cases(SIZES.kinds, "no_match")
def test_what_is_no_such_size_is_left(told, rule, example):
    assert rule.name not in {size.what for event in told[example.text] for size in event.sizes}


@cases(MODE_RULES.modes, "match")
def test_a_mode_is_found(told, rule, example):
    modes = [event.modes for event in told[example.text] if event.what in rule.what]
    assert any(rule.mode in these for these in modes), told[example.text]


@cases(MODE_RULES.modes, "no_match")
def test_what_is_no_such_mode_is_left(told, rule, example):
    assert rule.mode not in {mode for event in told[example.text] if event.what in rule.what for mode in event.modes}


@cases(CONTEXT_RULES.contexts, "match")
def test_a_context_is_found(told, rule, example):
    assert any(rule.name in event.context for event in told[example.text]), told[example.text]


@cases(CONTEXT_RULES.contexts, "no_match")
def test_what_is_no_such_context_is_left(told, rule, example):
    assert not any(rule.name in event.context for event in told[example.text])


def test_every_mode_and_context_of_plover_has_a_rule():
    assert [rule.name for rule in CONTEXT_RULES.contexts] == list(load_plover().contexts)
    ruled = {(what, rule.mode) for rule in MODE_RULES.modes for what in rule.what}
    missing = {(what, mode) for what, modes in MODE_RULES.known.items() for mode in modes} - ruled
    assert missing == {("COERCE", "misinformation")}


def test_a_size_that_nothing_proves_is_refused(tmp_path):
    path = tmp_path / "sizes.toml"
    path.write_text('[eaten]\nunit = "persons"\nevents = ["ASSAULT"]\nverbs = ["eat"]\n')
    with pytest.raises(RuleError, match="no example"):
        load_sizes([path])


def test_a_vague_word_without_an_interval_is_refused(tmp_path):
    path = tmp_path / "sizes.toml"
    path.write_text("[vague]\nlots = [9, 3]\n")
    with pytest.raises(RuleError, match="not an interval"):
        load_sizes([path])


def test_an_unknown_context_is_refused(tmp_path):
    path = tmp_path / "contexts.toml"
    path.write_text('[weather]\nwords = ["rain"]\n')
    with pytest.raises(RuleError, match="no context of PLOVER"):
        load_contexts([path])


def test_a_mode_that_its_class_does_not_have_is_refused(tmp_path):
    path = tmp_path / "modes.toml"
    path.write_text(
        '[odd]\nmode = "drone"\nwhat = ["CONSULT"]\nwords = ["drone"]\n[[odd.match]]\ntext = "A."\n[[odd.no_match]]\ntext = "B."\n'
    )
    with pytest.raises(RuleError, match="unknown mode"):
        load_modes([path])
