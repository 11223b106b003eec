"""
Who wants what over time and what changed, who said what in how many outlets, who would not say.
"""

import pytest

import chancery
from chancery.records import Actor, Evidence, Position, Quote, Silence, When, identified
from chancery.source.text import story_from_text
from chancery.store.ask import Database
from chancery.store.lines import Told, similar, stances
from chancery.store.write import Writer

NEWS = (
    # given id, source, published, text
    ("a", "Wire", "2019-02-01", "North Korea refused to close Yongbyon. Trump declined to comment on Yongbyon."),
    ("b", "Post", "2019-02-01", "North Korea refused to close Yongbyon."),
    ("c", "Wire", "2019-02-20", "Pyongyang offered to close Yongbyon. “We will close Yongbyon for good soon,” Kim said."),
    ("d", "Post", "2019-02-21", "“We will close Yongbyon for good,” Kim Jong Un said. North Korea offered to close Yongbyon."),
    ("e", "Wire", "2019-03-09", "North Korea dropped its offer to close Yongbyon. Kim demanded aid."),
)  # fmt: skip
STANCES = {"refused": "refuse", "offered": "offer", "dropped its offer": "withdraw", "demanded": "demand"}
ACTORS = {
    "North Korea": ("state", "PRK"), "Pyongyang": ("state", "PRK"), "Kim Jong Un": ("person", "PRK"), "Kim": ("person", "PRK"),
    "Trump": ("person", "USA"),
}  # fmt: skip


def records_of(story):
    """
    What the sentences of the news above say.
    """
    text = story.text

    def piece(words, field):
        at = text.index(words)
        return Evidence.of(story, at, at + len(words), field)

    actors = {}
    for name, (kind, country) in ACTORS.items():
        if name in text and not any(name in longer for longer in actors):
            given = "North Korea" if name == "Pyongyang" else name
            actors[name] = identified(Actor(story.id, given, kind, (piece(name, "name"),), "test", 0.9, country))
    yield from actors.values()
    for word, stance in STANCES.items():
        if word in text:
            name = next(name for name in ("North Korea", "Pyongyang") if name in text) if word != "demanded" else "Kim"
            content = "to close Yongbyon" if word != "demanded" else "aid"
            issue = "denuclearization" if word != "demanded" else "aid"
            pieces = (piece(content, "content"), piece(name, "holder"))
            holder = actors[name].id
            when = When("2019-02-19", "2019-02-19", "2019-02-19") if story.given_id == "c" else None
            yield identified(
                Position(story.id, stance, content, pieces, "test", 0.9, holder=holder, issue=issue, when=when)
            )
    if "“" in text:
        words = text.split("“")[1].split("”")[0]
        name = "Kim Jong Un" if "Kim Jong Un" in text else "Kim"
        yield identified(
            Quote(
                story.id,
                "direct",
                words,
                (piece(words, "words"),),
                "test",
                0.9,
                speaker=actors[name].id,
                venue="speech",
            )
        )
    if "declined" in text:
        about = piece("Yongbyon.", "about")
        yield identified(
            Silence(
                story.id, "declined to comment", (piece("declined to comment", "how"), about), "test", 0.9,
                actors["Trump"].id, "Yongbyon",
            )
        )  # fmt: skip


@pytest.fixture(params=(False, True), ids=("in order", "the other way round"))
def record(tmp_path, request):
    """
    The database, whichever story came first.
    """
    path = tmp_path / "x.db"
    with Writer(path) as writer:
        for given_id, source, published, text in reversed(NEWS) if request.param else NEWS:
            story = story_from_text(text, given_id=given_id, source=source, published=published)
            assert writer.admit(story)
            ends = [at + 1 for at, mark in enumerate(text) if mark == "."]
            sentences = [(start, end) for start, end in zip([0, *ends], ends, strict=False)]
            writer.write_story(story, records_of(story), sentences)
    with chancery.open(path) as database:
        yield database


def lines(stands):
    """
    One line a stance.
    """
    return [
        f"{stand.party} {stand.told.day or stand.told.reported + ' r'} {stand.told.record.stance}: {stand.change}"
        for stand in stands
    ]


OVER_TIME = [
    "North Korea 2019-02-01 r refuse: new",
    "North Korea 2019-02-01 r refuse: also reported",
    "North Korea 2019-02-19 offer: changed from refuse",
    "North Korea 2019-02-21 r offer: repeated",
    "North Korea 2019-03-09 r withdraw: withdrawn",
]


def test_a_partys_stance_on_an_issue_over_time(record):
    """
    By party, issue and day: what is new, repeated, changed and withdrawn; Pyongyang is North Korea.
    """
    assert lines(record.stances(holder="PRK", issue="Denuclearization")) == OVER_TIME
    assert lines(record.stances()) == ["Kim 2019-03-09 r demand: new", *OVER_TIME]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"as_of": "2019-02-20"}, [OVER_TIME[2]]),
        ({"as_of": "2019-02", "holder": "North Korea"}, [OVER_TIME[3]]),
        ({"as_of": "2018"}, []),
        ({"issue": "aid"}, ["Kim 2019-03-09 r demand: new"]),
        ({"what": "withdraw"}, ["North Korea 2019-03-09 r withdraw: withdrawn"]),
        ({"holder": "USA"}, []),
        ({"target": "USA"}, []),
    ],
)
def test_stances_chosen(record, filters, expected):
    """
    As known on a day: what was published later is left out, and the last word of each party and issue is given.
    """
    assert lines(record.stances(**filters)) == expected


def test_days_of_stories_stand_in_for_days_not_told(record):
    """
    From and to choose by the day of its own, else by that of the story; the records are chosen alike.
    """
    assert len(record.stances(between=("2019-02-19", "2019-02-21")).list()) == 2
    assert len(record.positions(between=("2019-02-19", "2019-02-21")).list()) == 2
    assert len(record.positions(between="2019-02-20").list()) == 0


def test_a_stance_says_where_it_stands(record):
    """
    The sentence, the story, the earlier stance; everything of the record besides.
    """
    line = record.stances(what="offer").dicts().__next__()

    assert line["sentence"] == "Pyongyang offered to close Yongbyon."
    assert (line["given_id"], line["source"], line["reported"]) == ("c", "Wire", "2019-02-20")
    assert (line["holder_name"], line["party"], line["stance"]) == (["North Korea"], "North Korea", "offer")


def test_what_is_held_for_a_state_is_found_by_its_name(tmp_path):
    """
    A spokesman's "we" is his government's.
    """
    story = story_from_text("“We demand aid,” Ri said for Chile.", given_id="s", published="2019-02-01")

    def actor(name, kind, country):
        at = story.text.index(name)
        return identified(
            Actor(story.id, name, kind, (Evidence.of(story, at, at + len(name), "name"),), "test", 0.9, country)
        )

    ri, chile = actor("Ri", "person", None), actor("Chile", "state", "CHL")
    content = (Evidence.of(story, 11, 14, "content"),)
    position = Position(story.id, "demand", "aid", content, "test", 0.9, holder=ri.id, on_behalf_of=chile.id)
    with Writer(tmp_path / "x.db") as writer:
        assert writer.admit(story)
        writer.write_story(story, [ri, chile, identified(position)])

    with chancery.open(tmp_path / "x.db") as database:
        line = database.stances(holder="Chile").dicts().__next__()

    assert (line["party"], line["on_behalf_of_name"]) == ("Ri", ["Chile"])


def test_a_saying_with_its_outlets_and_variants(record):
    """
    Two outlets, one trimmed; told once, or each by itself.
    """
    saying = record.sayings(speaker="Kim").dicts().__next__()

    assert saying["words"] == "We will close Yongbyon for good soon,"
    assert saying["outlets"] == ["Post", "Wire"]
    assert [(one["words"], one["given_id"]) for one in saying["variants"]] == [
        ("We will close Yongbyon for good,", "d")
    ]
    assert saying["variants"][0]["spans"] == [{"start": 1, "end": 33}]
    assert len(record.told("quote", speaker="Kim").list()) == len(record.quotes(speaker="Kim").list()) == 2
    assert record.quotes(venue="speech", form="direct", as_of="2019-02-20").list()[0].words == saying["words"]
    assert record.quotes(to_whom="Trump").list() == []


def test_silences_by_who_and_about(record):
    """
    The words of what was not said, or of how.
    """
    told = record.told("silence", who="Trump", about="yongbyon").list()

    assert [(one.names["who"], one.reported, one.sentence) for one in told] == [
        (("Trump",), "2019-02-01", "Trump declined to comment on Yongbyon.")
    ]
    assert record.silences(about="missiles").list() == record.silences(who="Kim").list() == []
    assert record.silences(as_of="2019-01").list() == []


def test_what_is_asked_wrongly(record):
    """
    An unknown filter is named; without a way to join there are no sayings.
    """
    with pytest.raises(TypeError, match="unknown filter 'holders'; known: actor"):
        record.positions(holders="Kim")
    with Database(record.path) as alone, pytest.raises(ValueError, match="without a way to join"):
        alone.sayings()


def test_what_the_story_says_of_a_change():
    """
    "Reiterated" is repeated though nothing earlier is known; "softened" stands beside what changed.
    """

    def stand(day, stance, change=None, content="to close Yongbyon"):
        position = Position(day, stance, content, (), "test", 1.0, issue="denuclearization", change=change)
        return "PRK", Told(position, {}, day, None, day, "")

    rows = [
        stand("2019-01-01", "demand", "reiterated"),
        stand("2019-01-02", "demand", "softened"),
        stand("2019-01-03", "seek", "softened"),
    ]

    assert [one.change for one in stances(rows)] == ["repeated", "softened", "changed from demand (softened)"]


def test_two_stories_of_a_day_change_nothing():
    """
    One says refuse, the other offer: both stand.
    """

    def stand(story, stance):
        position = Position(story, stance, "to close Yongbyon", (), "test", 1.0, issue="denuclearization")
        return "PRK", Told(position, {}, story, None, "2019-01-01", "")

    assert [one.change for one in stances([stand("a", "refuse"), stand("b", "offer"), stand("c", "refuse")])] == [
        "new",
        "new",
        "also reported",
    ]


def test_like_contents():
    """
    Compared by the stems of what tells something.
    """

    def about(content):
        return Position("s", "seek", content, (), "test", 1.0)

    assert similar(about("the lifting of sanctions"), about("sanctions lifted before it disarms"))
    assert not similar(about("the lifting of sanctions"), about("a peace treaty"))
