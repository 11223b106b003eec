"""The times of our own marked sentences: words, type and value."""

import tomllib
from pathlib import Path

import chancery.rules.times
from chancery.language.times import tag_times
from chancery.rules.times import load_times

RULES = load_times([Path(chancery.rules.times.__file__).with_name("en") / "times.toml"])
STORIES = tomllib.loads(Path(__file__).with_name("timex_sentences.toml").read_text(encoding="utf-8"))["story"]


def read(text, published):
    """What the tagger marks in *text*, written as the table writes it."""
    times = [part for time in tag_times(text, RULES, published) for part in time.parts or (time,)]
    return [f"{text[time.start : time.end]} | {time.type} | {time.value}" for time in times]


def test_the_marked_sentences_are_read_alike():
    """
    Words alone tell no tense, so a few weekdays of the present tense are read backward here and forward with the tree.
    """
    cases = [(story["published"], *sentence) for story in STORIES for sentence in story["sentences"]]
    unlike = [(text, marked, found) for day, text, *marked in cases if (found := read(text, day)) != marked]

    assert len(unlike) <= len(cases) // 17, unlike
