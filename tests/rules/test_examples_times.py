"""Every shipped rule for times against its own sentences."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import chancery.rules.times
from chancery.language.times import tag_times
from chancery.rules.times import load_times

RULES = load_times([Path(chancery.rules.times.__file__).with_name("en") / "times.toml"])
DAY = date(2019, 2, 19)


@pytest.mark.parametrize(
    "rule,example",
    [(r, e) for r in RULES.rules for e in r.match],
    ids=lambda x: getattr(x, "id", getattr(x, "text", "")),
)
def test_rule_finds_its_examples(rule, example):
    found = {example.text[t.start : t.end]: t.edtf for t in tag_times(example.text, RULES, DAY)}
    assert example.words in found
    assert any(example.words in match.group() for match in rule.pattern.finditer(example.text))
    assert not example.edtf or found[example.words] == example.edtf


@pytest.mark.parametrize(
    "rule,example",
    [(r, e) for r in RULES.rules for e in r.no_match],
    ids=lambda x: getattr(x, "id", getattr(x, "text", "")),
)
def test_rule_leaves_the_others(rule, example):
    assert not tag_times(example.text, replace(RULES, rules=(rule,)), DAY)
