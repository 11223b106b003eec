"""Every shipped rule for times against its own sentences."""

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
    found = {example.text[t.start : t.end]: t for t in tag_times(example.text, RULES, DAY)}
    bare = set(found)
    assert any(example.words.endswith(words) and len(words) >= len(example.words) - 8 for words in bare), bare
    if example.edtf:
        assert example.edtf in {t.edtf for t in found.values()}


@pytest.mark.parametrize(
    "rule,example",
    [(r, e) for r in RULES.rules for e in r.no_match],
    ids=lambda x: getattr(x, "id", getattr(x, "text", "")),
)
def test_rule_leaves_the_others(rule, example):
    only = type(RULES)((rule,), RULES.words)
    assert not tag_times(example.text, only, DAY)
