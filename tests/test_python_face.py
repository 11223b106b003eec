"""The Python face: ``chancery.read`` and ``chancery.open``."""

import pytest
from fake_reading import make_fake, news, write

import chancery
from chancery.reading import Failed, read_all


def test_open_answers_questions(tmp_path):
    """
    The same keywords as on the command line.
    """
    path = tmp_path / "x.db"
    write(path, news())
    record = chancery.open(path)
    assert [story.given_id for story in record.stories()] == ["wire.txt"]
    assert len(record.events(actor="PRK", between="2019-02").list()) == 2
    assert list(record.events(what="THREATEN").df()["status"]) == ["happened"]
    record.close()
    with pytest.raises(chancery.StoreError):
        chancery.open(tmp_path / "absent.db")


def test_read_gives_a_reading(monkeypatch):
    """
    One story in memory, each kind by its name.
    """
    monkeypatch.setattr("chancery.reading.make_kit", make_fake)
    reading = chancery.read("Kim met Trump on Monday. “Good,” Kim said.", headline="They met", published="2019-03-01")
    assert reading.story.headline == "They met"
    assert [actor.name for actor in reading.actors] == ["Trump", "Kim"]
    assert [event.what for event in reading.events] == ["CONSULT"]
    assert [quote.words for quote in reading.quotes] == ["Good,"]
    assert (reading.silences, reading.positions, reading.doubts) == ((), (), ())
    assert reading.doc.story is reading.story


def test_one_bad_story_costs_itself_only():
    """
    The batch is read again, one story at a time.
    """
    stories = [news("a", "Kim met Trump."), news("b", "CRASH"), news("c", "Trump met Kim.")]
    results = list(read_all(stories, make_fake(())))
    assert [isinstance(result, Failed) for result in results] == [False, True, False]
    assert results[1].reason == "reading it crashed: KeyError: 'crash'"


def test_unknown_names_are_unknown():
    """
    As for any module.
    """
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        chancery.nothing  # noqa: B018
