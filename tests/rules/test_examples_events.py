"""Every shipped rule for events against its own sentences, read by the model that ships."""

from pathlib import Path

import pytest

import chancery.rules.events
from chancery.errors import RuleError
from chancery.rules.events import load_events

FILE = Path(chancery.rules.events.__file__).with_name("en") / "events.toml"
RULES = load_events([FILE])
# Sentences that the parser reads wrongly today; each starts to pass when it reads better.
HARD = frozenset({})


@pytest.fixture(scope="module")
def told(shipped):
    """The events of one sentence as (class, rule, who, whom), names joined by a comma."""
    from chancery.extract.actors import find_actors
    from chancery.extract.events import find_events
    from chancery.extract.quotes import find_quotes
    from chancery.language.places import add_places
    from chancery.language.times import add_times
    from chancery.records import Event
    from chancery.source.text import story_from_text

    reader, rules = shipped
    texts = [e.text for rule in RULES.rules for e in (*rule.match, *rule.no_match)]
    stories = [story_from_text(text, given_id=text, published="2019-02-19") for text in texts]
    found = {}
    for text, doc in zip(texts, reader.read(stories), strict=True):
        doc = add_places(add_times(doc, rules.times), rules.countries, rules.places)
        cast = find_actors(doc, rules)
        quotes = tuple(find_quotes(doc, cast, rules))
        names = lambda ids, cast=cast: " ".join(" ".join((cast.record(i).name, *cast.record(i).aliases)) for i in ids)  # noqa: E731
        found[text] = [
            (event.what, names(event.who), names(event.whom))
            for event in find_events(doc, cast, quotes, rules)
            if isinstance(event, Event)
        ]
    return found


CASES = [(rule, example) for rule in RULES.rules for example in rule.match]
OTHERS = [(rule, example) for rule in RULES.rules for example in rule.no_match]


@pytest.mark.parametrize(("rule", "example"), CASES, ids=[f"{r.name}: {e.text}" for r, e in CASES])
def test_a_rule_finds_its_examples(told, rule, example, request):
    if example.text in HARD:
        request.applymarker(pytest.mark.xfail(reason="read wrongly by the parser"))
    events = [event for event in told[example.text] if event[0] == rule.what]
    assert events, told[example.text]
    expected = dict(example.expects)
    everybody = " ".join(" ".join(event[1:]) for event in events)
    for field, at in (("who", 1), ("whom", 2)):
        if words := expected.get(field):
            seen = everybody if "mutual" in rule else " ".join(event[at] for event in events)
            assert words.split()[-1].lower() in seen.lower(), events


@pytest.mark.parametrize(("rule", "example"), OTHERS, ids=[f"{r.name}: {e.text}" for r, e in OTHERS])
def test_a_rule_leaves_its_counter_examples(told, rule, example, request):
    if example.text in HARD:
        request.applymarker(pytest.mark.xfail(reason="read wrongly by the parser"))
    assert rule.what not in {event[0] for event in told[example.text]}


def test_a_rule_without_examples_is_refused(tmp_path):
    path = tmp_path / "events.toml"
    path.write_text('[hum]\nwhat = "CONSULT"\nverbs = ["hum"]\nneeds = "who"\n')
    with pytest.raises(RuleError, match="no example"):
        load_events([path])


def test_an_unknown_class_is_refused(tmp_path):
    path = tmp_path / "events.toml"
    path.write_text(
        '[hum]\nwhat = "HUM"\nverbs = ["hum"]\nneeds = "who"\n[[hum.match]]\ntext = "A hums."\n[[hum.no_match]]\ntext = "B."\n'
    )
    with pytest.raises(RuleError, match="unknown what"):
        load_events([path])
