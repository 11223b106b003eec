"""Every shipped rule for events against its own sentences, read by the model that ships."""

from pathlib import Path

import pytest

import chancery.rules.events
from chancery.errors import RuleError
from chancery.rules.events import ORDER, event_files, load_events
from chancery.rules.load import load_rules

FOLDER = Path(chancery.rules.events.__file__).with_name("en")
RULES = load_events(event_files(FOLDER))
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


def test_each_file_holds_one_class():
    """
    Who looks for the rules of a class finds them all in its file.
    """
    files = event_files(FOLDER)
    assert [path.stem for path in files] == list(ORDER)
    for path in files[1:]:
        assert {rule.what for rule in load_events([path]).rules} == {path.stem.upper()}


HUM = '[hum]\nwhat = "CONSULT"\nverbs = ["{verb}"]\nneeds = "who"\n[[hum.match]]\ntext = "A."\n[[hum.no_match]]\ntext = "B."\n'


@pytest.mark.parametrize("name", ["events.toml", "events/consult.toml", "events/of_mine.toml"])
def test_rules_of_ones_own_are_added_from_a_file_or_a_folder(tmp_path, name):
    (tmp_path / "events").mkdir()
    (tmp_path / name).write_text(HUM.format(verb="hum"))
    rules = load_rules(tmp_path).events
    assert [rule.id for rule in rules.by_verb["hum"]] == ["events.consult.hum"]
    assert rules.by_verb["meet"] == RULES.by_verb["meet"]


def test_a_rule_of_ones_own_takes_the_place_of_the_shipped_one_of_its_name(tmp_path):
    (tmp_path / "events.toml").write_text(HUM.format(verb="hum").replace("hum", "meet"))
    rules = load_rules(tmp_path).events
    assert rules.rules[0].verbs == ("meet",)
    assert "confer" not in rules.by_verb


def test_a_vocabulary_of_ones_own_adds_words(tmp_path):
    (tmp_path / "events.toml").write_text('[vocabulary]\nlight = ["perform"]\n')
    rules = load_rules(tmp_path).events
    assert "perform" in rules.words.light
    assert "hold" in rules.words.light


def test_two_rules_of_one_name_in_one_folder_are_refused(tmp_path):
    for name in ("agree", "consult"):
        (tmp_path / f"{name}.toml").write_text(HUM.format(verb=name))
    with pytest.raises(RuleError, match=r"consult.toml.*rule 'hum': 'agree.toml' has a rule of this name"):
        load_events([tmp_path / "agree.toml", tmp_path / "consult.toml"])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[vocabulary]\nlihgt = ["hold"]\n', "rule 'vocabulary': unknown key 'lihgt'"),
        ('[vocabulary]\nirregular = ["withdrew"]\n', "rule 'vocabulary': 'irregular' does not give each form its verb"),
    ],
)
def test_an_error_in_a_vocabulary_names_file_and_list(tmp_path, text, problem):
    (tmp_path / "events").mkdir()
    path = tmp_path / "events" / "vocabulary.toml"
    path.write_text(text)
    with pytest.raises(RuleError, match=problem) as caught:
        load_rules(tmp_path)
    assert str(path) in str(caught.value)
