"""``chancery.source.published``: the date of a masthead, a page, a field."""

import pytest

from chancery.source.published import published_from, stamp_in

MASTHEADS = {
    "February 19, 2019 | 05:07 pm PT": "2019-02-19T17:07:00-08:00",
    "July 19, 2019 | 05:07 pm PT": "2019-07-19T17:07:00-07:00",
    "Feb 19, 2019 5:07 PM PST": "2019-02-19T17:07:00-08:00",
    "May 24, 2018 / 2:47 PM EDT": "2018-05-24T14:47:00-04:00",
    "May 24, 2018 / 2:47 PM ET": "2018-05-24T14:47:00-04:00",
    "Nov. 7, 2018 / 9:15 AM EST": "2018-11-07T09:15:00-05:00",
    "16 May 2018 04:20 UTC": "2018-05-16T04:20:00+00:00",
    "Meridian Post, 7 July 2018, 16.40 CEST": "2018-07-07T16:40:00+02:00",
    "5:07 PM ET, Tue February 19, 2019": "2019-02-19T17:07:00-05:00",
    "Published 1507 GMT, Feb 19, 2019": "2019-02-19T15:07:00+00:00",
    "June 12, 2018 12:15 AM IST": "2018-06-12T00:15:00+05:30",
    "Sept. 3rd, 2019 at 5 p.m. (JST)": "2019-09-03T17:00:00+09:00",
    "March 9, 2018 | 10:45 am KST": "2018-03-09T10:45:00+09:00",
    "12 June 2018 9:00 GMT+8": "2018-06-12T09:00:00+08:00",
    "12 June 2018 10.20 Eastern Time": "2018-06-12T10:20:00-04:00",
    "12 January 2018 10.20 CET": "2018-01-12T10:20:00+01:00",
    "Tue, 19 Feb 2019 17:07:00 GMT": "2019-02-19T17:07:00+00:00",
    "2019-02-19T17:07:00.123Z": "2019-02-19T17:07:00+00:00",
    "Friday, January 4, 2019": "2019-01-04",
    "FEBRUARY 19, 2019": "2019-02-19",
    "June 12, 2018 12:15": "2018-06-12",
    "2018-06-12 25:61 GMT": "2018-06-12",
    "19/02/2019": "2019-02-19",
    "03/04/2019": None,
    "February 31, 2019": None,
    "Feb 19": None,
}


@pytest.mark.parametrize("line", MASTHEADS)
def test_masthead_says_when(line):
    """
    A date with time and zone is an instant, without them a day; what could be two days is none.
    """
    assert stamp_in(line).published == MASTHEADS[line]


@pytest.mark.parametrize("line", ["", "Trump may meet Kim", "Room 2019", "1507 GMT", "May says no to 12 rivals"])
def test_no_date_is_found_where_there_is_none(line):
    """
    Months that are names, and numbers that are no days, give nothing.
    """
    assert stamp_in(line) is None


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("2019-02-19T17:07:00-08:00", "2019-02-19T17:07:00-08:00"),
        ("2019-02-19 17:07:00-0800", "2019-02-19T17:07:00-08:00"),
        ("2019-02-19T17:07:00z", "2019-02-19T17:07:00+00:00"),
        ("2019-02-19T17:07:00", "2019-02-19"),
        ("2019-02-19", "2019-02-19"),
        ("Tue, 19 Feb 2019 17:07:00 GMT", "2019-02-19T17:07:00+00:00"),
        ("yesterday", None),
        ("", None),
        ("on the evening of which we spoke, 19 Feb 2019, nothing came", None),
    ],
)
def test_field_says_when(value, published):
    """
    A field holds an instant, or a day, or is refused.
    """
    assert published_from(value) == published
