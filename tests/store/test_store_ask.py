import builtins

import pytest
from fake_reading import news, write

from chancery.errors import StoreError
from chancery.store.ask import Database, day_range, search_terms


@pytest.fixture
def record(db):
    """
    The database, open.
    """
    with Database(db) as database:
        yield database


def lines(entries):
    """
    A chronology as text.
    """
    return [
        f"{entry.event.when.edtf if entry.event.when else '?'} {', '.join(entry.who)} {entry.event.what} "
        f"{', '.join(entry.whom)}"
        for entry in entries
    ]


MONDAY = "2019-02-25 North Korea THREATEN United States"
THURSDAY = "2019-02-28 Trump CONSULT Kim"
UNKNOWN = "? Kim CONSULT Trump"


def test_timeline_by_day(record):
    """
    Earliest first; what is below the default confidence only when asked for, and without a day last.
    """
    assert lines(record.timeline()) == [MONDAY, THURSDAY]
    assert lines(record.timeline(min_confidence=0)) == [MONDAY, THURSDAY, UNKNOWN]


@pytest.mark.parametrize(
    "filters, expected",
    (
        ({"actor": "PRK"}, [MONDAY, THURSDAY]),
        ({"actor": "korea"}, [MONDAY]),
        ({"actor": "kor"}, []),
        ({"actor": "Trump"}, [THURSDAY]),
        ({"actor": "%"}, []),
        ({"what": "threaten"}, [MONDAY]),
        ({"between": "2019-02-26/.."}, [THURSDAY]),
        ({"between": "2019-02"}, [MONDAY, THURSDAY]),
        ({"between": ("2019-03", None)}, []),
        ({"status": "planned"}, []),
        ({"country": "VNM", "what": "CONSULT"}, [THURSDAY]),
    ),
)
def test_timeline_filters(record, filters, expected):
    """
    Each filter alone and together; a name matches by whole words.
    """
    assert lines(record.timeline(**filters)) == expected


def test_records_of_each_kind(record):
    """
    The listings behind the commands and the Python face.
    """
    assert [actor.name for actor in record.actors()] == ["Kim", "North Korea", "Trump", "United States"]
    assert [actor.name for actor in record.actors("USA")] == ["Trump", "United States"]
    assert [quote.words for quote in record.quotes(actor="Trump")] == ["It was good,"]
    assert [silence.how for silence in record.silences()] == ["declined to comment"]
    assert [position.content for position in record.positions(what="demand")] == ["sanctions"]
    assert [doubt.reason for doubt in record.doubts()] == ["a puzzle"]


def test_answers_are_lazy_and_can_be_asked_again(record):
    """
    Nothing runs before the first row is taken.
    """
    answer = record.events()
    assert answer.list() == answer.list()
    assert len(answer.df()) == 2


def test_a_frame_without_pandas_says_what_to_install(record, monkeypatch):
    """
    It is an extra.
    """
    real = builtins.__import__

    def without(name, *args, **options):
        if name == "pandas":
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"pip install 'chancery\[frames\]'"):
        record.events().df()


def test_search(record):
    """
    All words, phrases, and parts of words where no word fits; the found words are marked.
    """
    found = record.search('threatened "united states"').list()
    assert "\x02threatened\x03 \x02United States\x03" in found[0].snippet
    assert "\x02threat\x03ened" in record.search("threat").list()[0].snippet
    assert record.search("absent").list() == []
    assert record.search('NEAR( AND "*').list() == []
    with pytest.raises(ValueError, match="at least one word"):
        record.search('"" *')


def test_a_story_by_every_name(record):
    """
    Its id, the start of one, what the input called it, and its file's stem.
    """
    story = news(published="2019-03-01", source="The Wire")
    for name in (story.id, story.id[:12], story.id[6:14], "wire.txt", "wire"):
        assert record.story(name) == story
    with pytest.raises(StoreError, match="no story 'nothing'"):
        record.story("nothing")


def test_a_name_of_several_stories_asks_which(db):
    """
    The answer gives their ids.
    """
    write(db, news("other/wire.txt", "Kim met Trump."))
    with Database(db) as database, pytest.raises(StoreError, match="several stories"):
        database.story("wire")


def test_days():
    """
    Days, months, years, intervals; what is none of these is refused with its value.
    """
    assert day_range("2020-02") == ("2020-02-01", "2020-02-29")
    assert day_range("2019/2020-01") == ("2019-01-01", "2020-01-31")
    assert day_range(("2019-02-03", None)) == ("2019-02-03", "9999-12-31")
    for wrong in ("feb", "2019-13", "2019-02-30", "2019-2", "1/2/3"):
        with pytest.raises(ValueError):
            day_range(wrong)


def test_search_terms():
    """
    Marks that mean something to FTS5 mean nothing to us.
    """
    assert search_terms('a* "b c" -d ( ^') == ["a*", "b c", "-d"]
