import sqlite3
from dataclasses import replace

import pytest
from fake_reading import NEWS, found_in, inexact, news, write
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.records import Doubt, identified
from chancery.source.reject import Reject
from chancery.store.ask import Database
from chancery.store.verify import verify
from chancery.store.write import Balance, Writer, exact_records, matchable


def everything(path):
    with Database(path) as database:
        return database.stories().list(), [
            record for story in database.stories() for record in database.records(story=story.id, min_confidence=0)
        ]


def test_a_record_comes_back_equal(db):
    """
    What was written is what is read, field for field.
    """
    story = news(published="2019-03-01", source="The Wire")
    stories, records = everything(db)

    assert stories == [story]
    assert sorted(records, key=lambda record: record.id) == sorted(found_in(story), key=lambda record: record.id)


def test_writing_twice_changes_nothing(db):
    """
    The second run finds the story already in.
    """
    before = everything(db)
    balance = write(db, news(published="2019-03-01", source="The Wire"))

    assert balance == Balance(accepted=1, already_in=1)
    assert everything(db) == before


def test_the_same_story_under_another_name_is_a_duplicate(tmp_path):
    """
    Whether its copy comes in the same run, before it is written, or in a later one.
    """
    path = tmp_path / "x.db"
    with Writer(path) as writer:
        assert writer.admit(news("a"))
        assert not writer.admit(news("b"))
        writer.write_story(news("a"), ())
        assert writer.finish() == Balance(accepted=1, duplicate=1)

    assert write(path, news("c"), news("a"), news("a")) == Balance(accepted=0, already_in=0, duplicate=3)
    with Database(path) as database:
        assert [row["given_id"] for row in database.duplicates()] == ["a", "b", "c"]


def test_a_span_that_is_not_exact_becomes_a_doubt(tmp_path):
    """
    The record is not written; a Doubt says why, where it stood, and links to it are taken out.
    """
    path, story = tmp_path / "x.db", news()
    records = [inexact(one) if one.kind == "actor" and one.name == "Trump" else one for one in found_in(story)]
    with Writer(path) as writer:
        writer.admit(story)
        writer.write_story(story, records)

    _, written = everything(path)
    doubts = [record for record in written if isinstance(record, Doubt)]
    assert any("says 'Trumpx', the story says 'Trump'" in doubt.reason for doubt in doubts)
    assert any("the link is left out" in doubt.reason for doubt in doubts)
    assert not [record for record in written if record.kind == "actor" and record.name == "Trump"]
    with Database(path) as database:
        assert list(verify(database)) == []


def test_links_to_records_with_new_ids_are_kept():
    """
    A quote that lost its speaker gets another id, and what stands within it follows.
    """
    story = news()
    records = list(found_in(story))
    quote = next(record for record in records if record.kind == "quote")
    event = next(record for record in records if record.kind == "event" and record.confidence > 0.5)
    event = identified(replace(event, id="", within=quote.id))
    speaker = next(record for record in records if record.id == quote.speaker)
    rest = [record for record in records if record.kind == "actor" and record != speaker]

    written = list(exact_records(story, [inexact(speaker), *rest, event, quote]))

    new_quote = next(record for record in written if record.kind == "quote")
    assert new_quote.speaker is None
    assert new_quote.id != quote.id
    assert next(record for record in written if record.kind == "event").within == new_quote.id


def test_rejects_are_logged_once_and_counted_always(tmp_path):
    """
    A second run meets the same rejects.
    """
    path = tmp_path / "x.db"
    for _ in range(2):
        with Writer(path) as writer:
            writer.write_reject(Reject("bad.txt", "bad.txt", "empty", "leave it out", "00"))
            writer.write_reject(Reject("\udcff.txt", "\udcff.txt", "empty", "leave it out", "00"))
        assert writer.balance == Balance(rejected=2)
    with Database(path) as database:
        assert len(database.rejects().list()) == 2
        assert [run["rejected"] for run in database.runs()] == [2, 2]


def test_a_crashed_story_that_is_read_later_is_no_reject_any_more(tmp_path):
    """
    The next version may read it.
    """
    path, story = tmp_path / "x.db", news()
    with Writer(path) as writer:
        writer.admit(story)
        writer.write_reject(Reject(story.given_id, "x", "crashed", "", story.sha256), admitted=True)
    assert write(path, story) == Balance(accepted=1)
    with Database(path) as database:
        assert database.rejects().list() == []


def test_reading_again_replaces_the_records(db):
    """
    After a rule has changed, ``--again`` puts the new records in the old ones' place.
    """
    story = news(published="2019-03-01", source="The Wire")
    with Writer(db, again=True) as writer:
        assert writer.admit(story)
        writer.write_story(story, [record for record in found_in(story) if record.kind == "actor"])
        assert writer.finish() == Balance(accepted=1)

    assert {record.kind for record in everything(db)[1]} == {"actor"}
    with Database(db) as database:
        assert list(verify(database)) == []
        assert len(database.search("threatened").list()) == 1


def test_a_failing_transaction_leaves_nothing_behind(tmp_path, monkeypatch):
    """
    A story is in with all its records, or not at all.
    """
    path = tmp_path / "x.db"
    monkeypatch.setattr("chancery.store.write.parties_of", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(path, news())
    assert everything(path) == ([], [])
    with Database(path) as database:
        assert [run["taken_in"] for run in database.runs()] == [0]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=12), st.randoms())
def test_the_order_of_stories_does_not_alter_the_record(tmp_path_factory, numbers, random):
    """
    Whatever the order, whatever comes twice: the same record, and the balance holds.
    """
    stories = [news(f"{number}.txt", NEWS + f"It is number {number}.\n") for number in numbers]
    shuffled = random.sample(stories, len(stories))
    folder = tmp_path_factory.mktemp("order")
    balances = write(folder / "a.db", *stories), write(folder / "b.db", *shuffled)

    assert everything(folder / "a.db") == everything(folder / "b.db")
    assert balances[0] == balances[1]
    assert balances[0].taken_in == len(stories)


def test_the_balance_of_a_run_is_checked_by_the_database(db):
    """
    No hand can write a run whose sums do not add up.
    """
    with sqlite3.connect(db) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE read_run SET rejected = 7")
    raw.close()


def test_names_match_whole_words():
    """
    "USA" is not in "thousand".
    """
    assert matchable("USA") not in matchable("a thousand ships")
    assert matchable("Korea").strip() in matchable("North Korea").split()
