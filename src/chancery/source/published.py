"""When was it published: the instant or the day that a masthead, a page or a JSON field says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date, perhaps with time and zone, and the characters of a line that say it.

    ``published`` is RFC 3339 with offset; a bare day where the line gives no time or no zone; None without a year.
    """

    start: int
    end: int
    published: str | None


def stamp_in(line: str) -> Stamp | None:
    """The first date of *line* with the time and zone that stand beside it, or None.

    Forms that it reads:

        February 19, 2019 | 05:07 pm PT        Nov 7, 2018 / 9:15 AM EST       Friday, January 4, 2019
        16 May 2018 04:20 UTC                  7 July 2018, 16.40 CEST         5:07 PM ET, Tue Feb 19, 2019
        2019-02-19T17:07:00-08:00              2019-02-19 1507 GMT             19.02.2019 17:07 +0100
    """
    line = line.replace("\xa0", " ")
    day = _DAY.search(line)
    if day is None:
        return None
    start, end = day.span()
    clock = after = _clock(_CLOCK_AFTER.match(line, end))
    if after is not None:
        end = after.end()
    else:
        clock = before = _clock(_CLOCK_BEFORE.search(line[max(0, start - 40) : start]))
        start = max(0, start - 40) + before.start() if before is not None else start
    return Stamp(start, end, _published(day, clock))


def published_from(value: str) -> str | None:
    """*value* as ``Story.published`` has it: RFC 3339 with offset or a bare day; None when it says neither.

    >>> published_from("2019-02-19 17:07:00-0800"), published_from("20190219"), published_from("yesterday")
    ('2019-02-19T17:07:00-08:00', '2019-02-19', None)
    """
    value = value.strip()
    if not 8 <= len(value) <= 80:
        return None
    try:
        moment = datetime.fromisoformat(value.replace("z", "Z"))
    except (ValueError, OverflowError):
        return _from_words(value)
    # A time without an offset could lie on either side of midnight somewhere, but its own day is what was printed.
    return _rfc3339(moment) if moment.tzinfo is not None and len(value) > 10 else moment.date().isoformat()


def _from_words(value: str) -> str | None:
    stamp = stamp_in(value)
    return stamp.published if stamp is not None and (stamp.end - stamp.start) * 10 >= len(value) * 8 else None


def _clock(found: re.Match[str] | None) -> re.Match[str] | None:
    return found if found is not None and (found["mark"] or found["half"] or found["zone"]) else None


def _published(day: re.Match[str], clock: re.Match[str] | None) -> str | None:
    on = _date(day)
    if on is None:
        return None
    moment = _moment(on, clock) if clock is not None else None
    return _rfc3339(moment) if moment is not None else on.isoformat()


def _rfc3339(moment: datetime) -> str:
    try:
        return moment.replace(microsecond=0).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return moment.date().isoformat()


def _date(found: re.Match[str]) -> date | None:
    part = found.groupdict()
    year = part["y1"] or part["y2"] or part["y3"] or part["y4"] or part["y5"]
    number = part["d1"] or part["d2"] or part["d3"] or part["d4"] or part["d5"]
    word = part["m1"] or part["m2"]
    month = _MONTHS[word[:3].lower()] if word else int(part["m3"] or part["m4"] or part["m5"])
    if year is None:
        return None
    day = int(number)
    if part["m5"] and month > 12 >= day:  # 19/02/2019 and 02/19/2019; 03/04/2019 could be either and is refused.
        month, day = day, month
    elif part["m5"] and day <= 12 and day != month:
        return None
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def _moment(on: date, clock: re.Match[str]) -> datetime | None:
    part = clock.groupdict()
    hour, minute = int(part["hour"]), int(part["minute"] or 0)
    half = (part["half"] or "").lower()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        naive = datetime(on.year, on.month, on.day, hour, minute, int(part["second"] or 0))  # noqa: DTZ001
        return _with_zone(naive, part["zone"] or "")
    except (ValueError, OverflowError):
        return None


def _with_zone(naive: datetime, words: str) -> datetime | None:
    name = re.sub(r"[\s().]", "", words).upper().removesuffix("TIME")
    if not name:
        return None
    if name in _REGIONS:
        return naive.replace(tzinfo=ZoneInfo(_REGIONS[name]))
    if name in _OFFSETS:
        return naive.replace(tzinfo=timezone(timedelta(hours=_OFFSETS[name])))
    offset = re.fullmatch(r"(?:GMT|UTC)?([+\-−])(\d{1,2}):?(\d{2})?", name)
    if offset is None:
        return None
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return naive.replace(tzinfo=timezone(ahead if offset[1] == "+" else -ahead))


_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}  # fmt: skip
# "ET" follows the summer of New York; "EST" says its own offset, in whatever month it stands.
_REGIONS = {
    "PT": "America/Los_Angeles", "MT": "America/Denver", "CT": "America/Chicago", "ET": "America/New_York",
    "PACIFIC": "America/Los_Angeles", "MOUNTAIN": "America/Denver", "CENTRAL": "America/Chicago",
    "EASTERN": "America/New_York", "UK": "Europe/London", "LONDON": "Europe/London", "PARIS": "Europe/Paris",
    "BEIJING": "Asia/Shanghai", "SEOUL": "Asia/Seoul", "TOKYO": "Asia/Tokyo", "HANOI": "Asia/Ho_Chi_Minh",
    "MOSCOW": "Europe/Moscow", "HONGKONG": "Asia/Hong_Kong", "SINGAPORE": "Asia/Singapore",
}  # fmt: skip
# Where two countries use one abbreviation, the one that international desks print: IST India, BST Britain, CST Chicago.
_OFFSETS = {
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "WAT": 1, "CEST": 2, "EET": 2,
    "CAT": 2, "SAST": 2, "EEST": 3, "MSK": 3, "EAT": 3, "TRT": 3, "IDT": 3, "IRST": 3.5, "IRDT": 4.5, "GST": 4,
    "AFT": 4.5, "PKT": 5, "UZT": 5, "IST": 5.5, "SLST": 5.5, "NPT": 5.75, "BDT": 6, "MMT": 6.5, "ICT": 7, "WIB": 7,
    "HKT": 8, "SGT": 8, "PHT": 8, "MYT": 8, "AWST": 8, "WITA": 8, "KST": 9, "JST": 9, "ACST": 9.5, "AEST": 10,
    "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13, "HST": -10, "AKST": -9, "AKDT": -8, "PST": -8, "PDT": -7,
    "MST": -7, "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4, "ADT": -3, "BRT": -3, "ART": -3, "CLT": -4,
    "NST": -3.5, "NDT": -2.5, "COT": -5, "PET": -5, "VET": -4,
}  # fmt: skip

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d\b"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? {1,2})?"
_DAY = re.compile(
    rf"\b{_WEEKDAY}(?:"
    rf"(?P<m1>{_MONTH}) {{1,2}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? {{0,2}}(?P<y1>{_YEAR}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[ \-](?P<m2>{_MONTH})(?:,?[ \-](?P<y2>{_YEAR}))?"
    r"|(?P<y3>(?:19|20)\d\d)[\-/](?P<m3>\d\d)[\-/](?P<d3>\d\d)(?=T\d|\b)"
    rf"|(?P<d4>\d{{1,2}})\.(?P<m4>\d{{1,2}})\.(?P<y4>{_YEAR})"
    rf"|(?P<d5>\d{{1,2}})/(?P<m5>\d{{1,2}})/(?P<y5>{_YEAR})"
    r")"
)
_ZONE = (
    r"\(?(?:(?:GMT|UTC)?[+\-−]\d{1,2}(?::?\d{2})?|"
    + "|".join(sorted([*(z for z in _REGIONS if len(z) == 2), *_OFFSETS], key=lambda name: (-len(name), name)))
    + r"|(?:Pacific|Mountain|Central|Eastern|London|Paris|Beijing|Seoul|Tokyo|Hanoi|Moscow|Hong Kong|Singapore)"
    r" [Tt]ime)\b\)?"
)
# "1507 GMT" and "5 p.m." are times by the word behind them, "16.40" by its mark; a bare "15" is none.
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.h])?(?P<minute>[0-5]\d))?(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?"
    rf"(?: ?(?P<half>[AaPp]\.?[Mm]\b\.?))?(?: ?(?P<zone>{_ZONE}))?"
)
_CLOCK_AFTER = re.compile(rf"(?:T|,? {{0,2}}(?:[|/·•–—-]|at)? {{0,2}}){_CLOCK}(?![\d/])")
_CLOCK_BEFORE = re.compile(rf"(?<![\d/.:-]){_CLOCK},? {{0,2}}(?:[|/·•–—-]|on)? {{0,2}}$")
