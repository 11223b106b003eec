"""
Every shipped rule of speech, silence and position against its own examples, as the whole pipeline reads them.
"""

import pytest

from chancery.errors import RuleError
from chancery.extract.actors import find_actors
from chancery.extract.positions import find_positions
from chancery.extract.quotes import find_quotes
from chancery.extract.silences import find_silences
from chancery.language.reader import Reader
from chancery.language.times import add_times
from chancery.records import Part, Quote, Story, evidence_errors, identified
from chancery.rules.load import load_rules
from chancery.rules.speech import load_speech

RULES = load_rules()


@pytest.fixture(scope="module")
def reader():
    return Reader.load()


def read(text, reader):
    """The doc of one text with its cast and the quotes in it; a first line that no full stop ends is a headline."""
    first = text.split("\n\n")[0]
    parts = (Part("body", 0, len(text)),)
    if len(first) < len(text) and first[-1] not in ".?!":
        parts = (Part("headline", 0, len(first)), Part("body", len(first) + 2, len(text)))
    story = identified(Story("", "example", text, parts, published="2019-02-19"))
    doc = add_times(next(iter(reader.read([story]))), RULES.times)
    cast = find_actors(doc, RULES)
    return doc, cast, tuple(find_quotes(doc, cast, RULES))


def said(record, field):
    return next((piece.text for piece in record.evidence if piece.field == field), None)


def cases(family, key):
    return [
        pytest.param(rule, example, id=f"{rule.name}-{number}")
        for rule in family
        for number, example in enumerate(getattr(rule, key))
    ]


def by(record, rule):
    return record.by.split(".")[1] == rule.name


@pytest.mark.parametrize(("rule", "example"), cases(RULES.speech.rules, "match"))
def test_speech_rule_matches(rule, example, reader):
    """
    Some quote in the example has everything that the rule's author expects.
    """
    doc, _, quotes = read(example.text, reader)
    told = [
        {
            "speaker": quote.speaker_as,
            "words": quote.words,
            "form": quote.form,
            "content": quote.content,
            "prompt": quote.prompt,
        }
        for quote in quotes
        if isinstance(quote, Quote) and by(quote, rule)
    ]

    assert any(dict(example.expects).items() <= each.items() for each in told), told
    assert not [error for quote in quotes for error in evidence_errors(doc.story, quote)]


@pytest.mark.parametrize(("rule", "example"), cases(RULES.speech.rules, "no_match"))
def test_speech_rule_does_not_match(rule, example, reader):
    """
    The rule finds nothing in what its author excluded.
    """
    _, _, quotes = read(example.text, reader)

    assert not [quote for quote in quotes if isinstance(quote, Quote) and by(quote, rule)], example.why


@pytest.mark.parametrize(("rule", "example"), cases(RULES.silences.rules, "match"))
def test_silence_rule_matches(rule, example, reader):
    """
    The silence has the silent one, the words and the matter that the rule's author expects.
    """
    doc, cast, quotes = read(example.text, reader)
    silences = list(find_silences(doc, cast, quotes, RULES))
    told = [
        {field: said(silence, field) for field in ("who", "how", "about", "asked_by")}
        for silence in silences
        if by(silence, rule)
    ]

    assert any(dict(example.expects).items() <= each.items() for each in told), told


@pytest.mark.parametrize(("rule", "example"), cases(RULES.silences.rules, "no_match"))
def test_silence_rule_does_not_match(rule, example, reader):
    """
    The rule finds nothing in what its author excluded.
    """
    doc, cast, quotes = read(example.text, reader)

    assert not [silence for silence in find_silences(doc, cast, quotes, RULES) if by(silence, rule)], example.why


@pytest.mark.parametrize(("rule", "example"), cases(RULES.positions.rules, "match"))
def test_position_rule_matches(rule, example, reader):
    """
    The position has the holder, the stance, the target and the content that the rule's author expects.
    """
    doc, cast, quotes = read(example.text, reader)
    told = [
        {
            "holder": said(position, "holder"),
            "stance": position.stance,
            "target": " ".join(cast.record(actor).name for actor in position.target),
            "content": position.content,
            "issue": position.issue,
            "condition": position.condition,
            "change": position.change,
        }
        for position in find_positions(doc, cast, quotes, RULES)
        if by(position, rule)
    ]

    assert any(dict(example.expects).items() <= each.items() for each in told), told


@pytest.mark.parametrize(("rule", "example"), cases(RULES.positions.rules, "no_match"))
def test_position_rule_does_not_match(rule, example, reader):
    """
    The rule finds nothing in what its author excluded.
    """
    doc, cast, quotes = read(example.text, reader)

    assert not [position for position in find_positions(doc, cast, quotes, RULES) if by(position, rule)], example.why


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('[said]\nverbs = ["say"]\nforms = ["direct"]', "it has no example"),
        ('[said]\nverb = ["say"]\n[[said.match]]\ntext = "x"', "unknown key 'verb'"),
        ('[said]\nverbs = ["say"]\nforms = ["sung"]\n[[said.match]]\ntext = "x"', "unknown forms 'sung'"),
        ('[said]\n[[said.match]]\ntext = "x"\nwho = "y"', "unknown key 'who' in an example"),
        ("said = 1", "'said' stands outside of any rule"),
        ("[said", "not TOML"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused(content, problem, tmp_path):
    """
    The error names the file and says what is wrong.
    """
    file = tmp_path / "speech.toml"
    file.write_text(content)

    with pytest.raises(RuleError) as refused:
        load_speech([file])

    assert str(file) in str(refused.value)
    assert problem in str(refused.value)
