"""When: dates in the words of the news, counted from Tuesday, 19 February 2019."""

import itertools
from datetime import date
from pathlib import Path

import pytest

import chancery.rules.times
from chancery.errors import RuleError
from chancery.language.document import Doc
from chancery.language.times import add_times, tag_times
from chancery.records import Story
from chancery.rules.times import load_times

RULES = load_times([Path(chancery.rules.times.__file__).with_name("en") / "times.toml"])


def told(text, published=date(2019, 2, 19)):
    """What the tagger tells of *text*: the words of each time and the days that it covers."""
    return [f"{text[time.start : time.end]} = {time.edtf or time.value}" for time in tag_times(text, RULES, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy is traveling to Hanoi on Tuesday.", ["Tuesday = 2019-02-19"]),
        ("Asked on Thursday how important it was, he was silent.", ["Thursday = 2019-02-14"]),
        ("They will meet on Thursday.", ["Thursday = 2019-02-21"]),
        ("Ministers canceled the April summit.", ["April = 2019-04"]),
        ("Ministers canceled the November summit.", ["November = 2018-11"]),
        ("Oslo prepares April talks.", ["April = 2019-04"]),
        ("They met at an April summit.", ["April = 2018-04"]),
        ("He spent three days there from Feb. 6-8.", ["three days = P3D", "Feb. 6-8 = 2019-02-06/2019-02-08"]),
        ("It aimed at the Feb. 27-28 summit.", ["Feb. 27-28 = 2019-02-27/2019-02-28"]),
        ("A first meeting in Singapore in June produced little.", ["June = 2018-06"]),
        ("Pompeo said of Kim last week it was time.", ["last week = 2019-02-11/2019-02-17"]),
        ("A formal end to the 1950-53 Korean War.", ["1950-53 = 1950/1953"]),
        (
            "It met on February 9, 2019. Two days later it met again.",
            ["February 9, 2019 = 2019-02-09", "Two days later = 2019-02-11"],
        ),
        ("Earlier this month they met.", ["Earlier this month = 2019-02-01/2019-02-19"]),
        ("They may march in second place; he can march.", []),
        ("Some 2000 soldiers marched 1,950 miles.", []),
    ],
)
def test_times_in_the_news(text, expected):
    assert told(text) == expected


def test_nothing_is_counted_from_an_unknown_day():
    """
    Without a day of publication a weekday keeps its words and has no interval.
    """
    (time,) = tag_times("They met on Tuesday.", RULES, None)

    assert (time.earliest, time.latest, time.edtf, time.basis) == (None, None, None, None)


def test_the_day_is_the_publishers_own():
    """
    At five in the afternoon on the Pacific it is tomorrow in Greenwich.
    """
    story = Story("s", "s", "He flew on Tuesday.", published="2019-02-19T17:07:00-08:00")

    assert [time.earliest for time in add_times(Doc(story), RULES).times] == ["2019-02-19"]


def test_times_do_not_overlap_and_stand_in_order():
    text = "On Tuesday, Feb. 19, 2019, at 5 p.m., two days before the Feb. 21-22 talks, they met for the third time this year."
    spans = [(time.start, time.end) for time in tag_times(text, RULES, date(2019, 2, 19))]

    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_a_rule_with_an_unknown_slot_is_refused(tmp_path):
    path = tmp_path / "times.toml"
    path.write_text('[x]\npattern = "{moon}"\nmeans = "date"\nmatch = [{ text = "a" }]\nno_match = [{ text = "b" }]\n')
    with pytest.raises(RuleError, match="unknown slot"):
        load_times([path])


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("The Thursday rally in Kazan", (("2019-02-14", "2019-02-14"), ("2019-02-21", "2019-02-21"))),
        ("The rally in Kazan was held on Thursday.", ()),
        ("The rally in Kazan was postponed until Thursday.", ()),
        ("A rally in Kazan in October", (("2018-10-01", "2018-10-31"), ("2019-10-01", "2019-10-31"))),
        ("The rally in Kazan will be held in October.", ()),
        ("They were seen in Kazan on March 3.", (("2019-03-03", "2019-03-03"), ("2018-03-03", "2018-03-03"))),
        ("The August 15 rally in Kazan", (("2019-08-15", "2019-08-15"), ("2018-08-15", "2018-08-15"))),
    ],
)
def test_where_the_words_leave_it_open_both_readings_are_kept(text, readings):
    (time,) = tag_times(text, RULES, date(2019, 2, 19))

    assert time.readings == readings
    assert not readings or (time.earliest, time.latest) == readings[0]


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("They met last week.", "week"),
        ("They met on Feb. 6.", "day"),
        ("They met on Monday night.", "daypart"),
        ("They met at 5 p.m.", "minute"),
        ("They met over the weekend.", "weekend"),
        ("They met in the 1990s.", "decade"),
        ("They met for three months.", "month"),
        ("They met for 20 minutes.", "minute"),
        ("They meet every summer.", "season"),
        ("They recently met.", None),
        ("Sales fell in the third quarter.", "quarter"),
    ],
)
def test_a_time_tells_how_fine_it_is(text, granularity):
    (time,) = tag_times(text, RULES, date(2019, 2, 19))

    assert time.granularity == granularity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Greenwich's clock has the day of the clock before it, or the day after.
        ("They will land at 10 a.m. (1500 GMT) on Wednesday.", ["2019-02-20T10:00", "2019-02-20T15:00", "2019-02-20"]),
        ("They landed at 11 p.m. (0400 GMT) on Monday.", ["2019-02-18T23:00", "2019-02-19T04:00", "2019-02-18"]),
        (
            "On Sunday the tide rose, and by 6:30 p.m. local time the quay was under water.",
            ["2019-02-17", "2019-02-17T18:30"],
        ),
        ("It ended at midnight on Monday.", ["2019-02-18T24:00"]),
    ],
)
def test_a_clock_has_the_day_of_its_sentence(text, expected):
    assert [time.value for time in tag_times(text, RULES, date(2019, 2, 19))] == expected


def test_a_clock_in_a_sentence_without_a_day_has_a_value_and_no_interval():
    (time,) = tag_times("The doors open at 9 a.m. sharp.", RULES, date(2019, 2, 19))

    assert (time.value, time.earliest) == ("2019-02-19T09:00", None)


def test_a_line_with_a_date_of_its_own_is_where_counting_starts():
    """
    Archives stamp a story days after it was written.
    """
    text = "Bridge reopens\n\nSaturday, February 16, 2019\n\nThe bridge was opened yesterday."
    times = tag_times(text, RULES, date(2019, 2, 19))

    assert [(time.earliest, time.basis) for time in times] == [("2019-02-16", "absolute"), ("2019-02-15", "dateline")]


def test_a_day_without_its_year_is_of_this_year_beside_an_old_one():
    text = "The king, who has reigned since 1999, had fallen ill in December. He was crowned on 3 May."

    assert told(text) == ["1999 = 1999", "December = 2018-12", "3 May = 2018-05-03"]


def test_in_a_story_of_long_ago_a_day_is_of_the_year_that_is_told():
    text = (
        "Born in 1811, he studied from 1827, was jailed in 1831 and freed in April 1832. He fought the duel on 30 May."
    )

    assert told(text)[-1] == "30 May = 1832-05-30"
