"""Why a record is what it is."""

import json
from dataclasses import replace

import numpy as np
import pytest
from fake_reading import FakeKit, found_in, news

from chancery.cli.explain import _decided, head_scores
from chancery.errors import ModelError
from chancery.language.document import Doc, Token
from chancery.language.pairs import Pair, Verdict

STORY = "North Korea threatened the United States on Monday. The minister called Kim Jong Un a liar.\n"


def ids(desk, kind="event"):
    """
    Ids of the records of one kind, in the order of the export.
    """
    lines = desk.run("export", "jsonl", "--db", "DB", "--kind", kind).stdout.splitlines()
    return [json.loads(line)["id"] for line in lines]


def test_a_record_without_a_tree(read_desk):
    """
    A reader that gives no words still shows the sentence, what decided, and whether it would decide so again.
    """
    record = ids(read_desk)[0]
    answer = read_desk.run("explain", record, "--db", "DB")
    assert answer.stdout.splitlines()[0].startswith(
        "event    CONSULT  Trump -> Kim  2019-02-28  in Hanoi  happened  0.90 fake.met"
    )
    assert "  [who: Trump] [what: met] [whom: Kim] on [when: Thursday]." in answer.stdout
    assert "  fake.met, the program itself; no rule file names it; confidence 0.90" in answer.stdout
    assert "  read anew, the story gives the same record" in answer.stdout
    assert read_desk.run("explain", record[6:12], "--db", "DB").stdout == answer.stdout


@pytest.mark.parametrize("kind", ["actor", "quote", "silence", "position", "doubt"])
def test_every_kind_is_explained(read_desk, kind):
    """
    Each with its words in brackets.
    """
    for record in ids(read_desk, kind):
        answer = read_desk.run("explain", record, "--db", "DB")
        assert answer.exit_code == 0
        assert "\nthe words\n" in answer.stdout
        assert "]" in answer.stdout
        assert (
            json.loads(read_desk.run("explain", record, "--db", "DB", "--format", "json").stdout)["record"]["id"]
            == record
        )


def test_a_rule_that_is_not_at_hand():
    """
    Whoever read with rules of his own must give them again.
    """
    (event,) = (one for one in found_in(news("x", "Trump met Kim.")) if one.kind == "event")
    decided = _decided(replace(event, by="events.consult.banquet"), ())
    assert decided["how"] == "a rule that is neither shipped nor in a folder given with --rules"
    assert _decided(replace(event, by="heads.relation.test"), ())["how"] == "a trained head of the model"


def test_no_such_record(read_desk):
    """
    Or several.
    """
    answer = read_desk.run("explain", "event-0000000", "--db", "DB")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "no record 'event-0000000'\n  `chancery events`" in answer.stderr
    assert (
        "several records begin with 'event'\n  give one of the ids: event-"
        in read_desk.run("explain", "event", "--db", "DB").stderr
    )


class OtherKit(FakeKit):
    def read(self, stories):
        for doc, records in super().read(stories):
            yield doc, [one for one in records if one.kind != "event"]


def make_other(rules):
    """
    A reader that finds no events any more.
    """
    return OtherKit()


def test_what_today_would_give(read_desk):
    """
    After a change of rules.
    """
    record = ids(read_desk)[0]
    answer = read_desk.run("explain", record, "--db", "DB", make=make_other)
    assert "does not give this record; see `chancery recode`" in answer.stdout


def test_what_a_trained_head_gives():
    """
    It is asked between who and whom, at the word; without its states, or without a head, nothing is told.
    """
    text = "Trump met Kim."
    doc = Doc(
        news("x", text),
        tokens=tuple(
            Token(at, start, end, text[start:end], "", "", "", "", "", 1, 0)
            for at, (start, end) in enumerate([(0, 5), (6, 9), (10, 13), (13, 14)])
        ),
    )
    (event,) = (one for one in found_in(doc.story) if one.kind == "event")
    asked = []

    class Head:
        version = "test"

        def verdicts(self, doc, pairs):
            asked.extend(pairs)
            return [Verdict((("CONSULT", 0.7), ("NONE", 0.3)))]

    assert head_scores(Head(), doc, event) == ()
    ready = replace(doc, states=np.zeros((4, 2), dtype=np.float16))
    assert head_scores(None, ready, event) == ()
    assert head_scores(Head(), ready, event) == (("CONSULT", 0.7), ("NONE", 0.3))
    assert asked == [Pair((0, 1), (2, 3), (1, 2))]


def test_a_story_that_crashes_the_reader(read_desk):
    """
    What is stored is told all the same.
    """

    def make_crash(rules):
        class Crash:
            head = None

            def read(self, stories):
                raise KeyError

        return Crash()

    answer = read_desk.run("explain", ids(read_desk)[0], "--db", "DB", make=make_crash)
    assert answer.exit_code == 0
    assert "its story cannot be read anew" in answer.stdout


@pytest.fixture
def told(desk):
    """
    The first event of a story as the shipped model explains it.
    """
    from chancery.reading import make_kit

    try:
        make_kit(())
    except ModelError as problem:
        pytest.skip(str(problem))
    path = desk.story("model.txt", STORY)
    assert desk.run("read", path, "--db", "DB", make=make_kit).exit_code == 0

    def run(*options, columns="100"):
        return desk.run("explain", ids(desk)[0], "--db", "DB", *options, make=make_kit, COLUMNS=columns).stdout

    return run


def test_the_tree_the_predicate_the_rule_and_the_alternatives(told):
    """
    Of an event all of it; the rule with its line and its examples.
    """
    page = "\n".join(line.rstrip() for line in told().splitlines())
    assert "the clause\n  threatened  root threaten VERB\n  ├── Korea  nsubj Korea PROPN" in page
    assert "  threaten.01  1.00\n    ARG0     North Korea\n" in page
    assert "events.threaten." in page
    assert "(rules/en/events/threaten.toml, line " in page
    assert ".match]]" in page
    assert "\nalternatives\n" in page
    assert "\nhow sure\n  sureness-en-" in page


def test_the_same_as_json(told):
    """
    For programs.
    """
    row = json.loads(told("--format", "json"))
    assert row["tree"]["lemma"] == "threaten"
    assert row["tree"]["marked"]
    assert row["predicates"][0]["roleset"] == "threaten.01"
    assert row["decided"]["file"] == "rules/en/events/threaten.toml"
    assert {"THREATEN", "by codebook", "any"} <= {one["feature"] for one in row["sureness"]["parts"]}
    assert f"[{row['decided']['rule']}]" in row["decided"]["text"].splitlines()
    assert "".join(piece["text"] for piece in row["sentences"][0]) == STORY.partition(" The minister")[0]


@pytest.mark.parametrize("columns", ["80", "120"])
def test_it_fits_the_terminal(told, columns):
    """
    Nothing runs over.
    """
    assert max(map(len, told(columns=columns).splitlines())) <= int(columns)


def test_other_rules_with_the_word_and_why_they_were_not_taken():
    """
    Another sense, another particle, an object that is missing, or nothing.
    """
    from chancery.cli.explain import _why_not
    from chancery.rules.events import EventRule

    rule = EventRule("free", "RETREAT", objects=frozenset({"hostage", "prisoner"}), needs="who")
    assert _why_not(rule, "release.02", "release.01", {"release"}) == "another sense: release.02, here release.01"
    assert _why_not(rule, "let go", "", {"let"}) == "only as “let go”"
    assert _why_not(rule, "release", "", {"release", "film"}) == "only with one of these: hostage, prisoner"
    assert _why_not(rule, "release", "", {"hostage"}).startswith("its words fit; it asks for who")
