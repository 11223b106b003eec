"""When: the expressions of time in a story, each with the days that it covers.

Absolute dates stand for themselves. The others are counted from the day of publication in the publisher's own zone, or from a
line with a date over the text, and where neither is known from the dateline; "two days later" from the day that the story named
last, a clock from the day of its sentence. Tense and cue say on which side a bare "Tuesday" or "in May" lies; where they leave it
open, the side that is past comes first and both are kept as ``readings``. What cannot be counted out keeps its words and its TIMEX3
value and has no interval.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, TypeAlias

from chancery.language.document import Doc, Time, Token
from chancery.rules.times import TimeRule, TimeRules

Direction: TypeAlias = Literal["back", "forward"] | None
"""Where the clause looks: "they met on Tuesday" back, "they will meet on Tuesday" forward, None where nothing says it."""


def add_times(doc: Doc, rules: TimeRules) -> Doc:
    """*doc* with its expressions of time, in text order, none overlapping another."""
    published, basis = _published(doc, rules)
    clauses = _Clauses(doc)
    times = tag_times(doc.story.text, rules, published, basis, clauses.direction)
    return replace(doc, times=tuple(times))


def tag_times(
    text: str,
    rules: TimeRules,
    published: date | None,
    basis: str = "publication",
    direction: Callable[[int, int], Direction] | None = None,
) -> list[Time]:
    """The expressions of time in *text*, counted from *published*; *direction* tells where the clause around one looks."""
    look = direction or (lambda start, end: direction_of_words(text, start, end))
    published, basis = _own_day(text, rules, published, basis)
    times: list[Time] = []
    readings: list[_Reading] = []
    last: _Reading | None = None
    long_past = 0
    found = _found(text, rules)
    todo = _longest(found)
    while todo:
        start, end, _, rule, match = one = todo.popleft()
        reader = _Counting(rules, published, last, lambda a=start, b=end: look(a, b))  # type: ignore[misc]
        reader.tells_history = long_past >= 3
        reading = reader.read(rule.means, match)
        if reading is None:
            # What is no time after all makes room for another in its place.
            found.remove(one)
            todo.extendleft(reversed(_longest(other for other in found if start <= other[0] and other[1] <= end)))
            continue
        if reading.type == "TIME" and rule.means == "clock":
            reading = _with_day(text, start, end, reading, published, times, readings, look, rules)
        if reading.first is not None and reading.type != "DURATION":
            last = reading
            told_of = reading.first.year if reading.basis in ("absolute", "event") else None
            old = told_of is not None and published is not None and published.year - told_of >= 30
            long_past += 1 if old else -1000
        origin = reading.basis if reading.basis != "publication" else basis
        readings.append(reading)
        times.append(
            Time(
                start,
                end,
                reading.type,
                reading.value,
                _iso(reading.first),
                _iso(reading.last),
                reading.edtf,
                origin if reading.first is not None else None,
                tuple(_ends(rule.means, match, start, end, reading, origin)),
                reading.others,
            )
        )
    return times


_Found: TypeAlias = tuple[int, int, int, TimeRule, re.Match[str]]
"""First and last character, the rule's rank, the rule, and its match."""


def _found(text: str, rules: TimeRules) -> list[_Found]:
    """All that the rules find, the longest first, then by the rules' rank, then in text order."""
    found: list[_Found] = []
    for order, rule, match in rules.candidates(text):
        start, end = _said(match)
        if rule.after and not _stands_after(text, start, rule.after):
            continue
        if rule.not_after and _stands_after(text, start, rule.not_after):
            continue
        found.append((start, end, order, rule, match))
    found.sort(key=lambda item: (item[0] - item[1], item[2], item[0]))
    return found


def _longest(found: Iterable[_Found]) -> deque[_Found]:
    """Of *found* those that overlap nothing before them in it, in text order."""
    starts: list[int] = []
    taken: list[_Found] = []
    for one in found:
        at = bisect_right(starts, one[0])
        if (at and taken[at - 1][1] > one[0]) or (at < len(taken) and taken[at][0] < one[1]):
            continue
        starts.insert(at, one[0])
        taken.insert(at, one)
    return deque(taken)


def _said(match: re.Match[str]) -> tuple[int, int]:
    """The expression without what only tells that it is one."""
    groups = match.re.groupindex
    for name in ("said", "said2"):
        if name in groups and match.start(name) >= 0:
            return match.span(name)
    return match.span()


_DATELINE = re.compile(r"(?:[A-Z][a-z]+day, )?(?:[A-Z][a-z]+ \d{1,2},|\d{1,2} [A-Z][a-z]+,?) \d{4}$", re.MULTILINE)


def _own_day(text: str, rules: TimeRules, published: date | None, basis: str) -> tuple[date | None, str]:
    """The day that a line of its own near the top of *text* gives, where it lies within two days after or ten before *published*.

    Some outlets stamp a story when it is archived; "Thursday, May 7, 2015" over its first line is the day that it counts from.
    """
    if published is None:
        return published, basis
    for line in _DATELINE.finditer(text, 0, 600):
        if line.start() and text[line.start() - 1] != "\n":
            continue
        for _, rule, match in rules.candidates(line.group()):
            if rule.means != "date" or match.span() != (0, len(line.group())):
                continue
            reading = _Counting(rules, None, None, lambda: None).read("date", match)
            if reading and reading.first and -2 <= (published - reading.first).days <= 10:
                return (published, basis) if reading.first == published else (reading.first, "dateline")
    return published, basis


_SENTENCE = re.compile(r"(?<!a\.m)(?<!p\.m)(?<!\b[A-Z][a-z]{2})(?<!\bSept)[.!?][\"'”’)]*\s+(?=[A-Z\"“])|\n")


def _with_day(
    text: str,
    start: int,
    end: int,
    clock: _Reading,
    published: date | None,
    times: Sequence[Time],
    readings: Sequence[_Reading],
    look: Callable[[int, int], Direction],
    rules: TimeRules,
) -> _Reading:
    """A clock with the day that its sentence gives it: "On Tuesday ... at 5 p.m.", "10 a.m. (1500 GMT) on Tuesday"."""
    at = clock.value.partition("T")[2]
    if clock.first is not None:
        return clock
    if (
        times
        and readings[-1].type == "TIME"
        and text[times[-1].end : start].strip() in ("(", "/", ",")
        and "T" in readings[-1].value
    ):
        before = readings[-1]
        day = _noted_day(before.value)
        hour = re.match(r"\d\d", before.value.partition("T")[2])
        if day is not None and hour:
            gap = int(at[:2]) - int(hour.group())
            # No zone is more than half a day from Greenwich: "11 p.m. (0400 GMT)" is the day after.
            day += timedelta(days=1 if gap < -12 else -1 if gap > 14 else 0)
            known = before.first is not None
            return replace(
                clock,
                value=f"{day.isoformat()}T{at}",
                first=day if known else None,
                last=day if known else None,
                edtf=day.isoformat() if known else None,
                basis=before.basis if known else None,
            )
    following = _FOLLOWING_DAY.match(text, end)
    if following and published is not None:
        for _, rule, match in rules.candidates(text[following.end() : following.end() + 40]):
            if rule.means in ("weekday", "date", "shifted_day") and match.start() == 0 and not rule.after:
                reading = _Counting(rules, published, None, lambda: look(start, end)).read(rule.means, match)
                if reading and reading.first and reading.first == reading.last:
                    return _clock_on(reading, at, reading.basis)
    for time, reading in zip(reversed(times), reversed(readings), strict=True):
        if reading.first is None or reading.first != reading.last:
            continue
        between = text[time.end : start]
        if len(between) > 300:
            break
        if not _SENTENCE.search(between):
            return _clock_on(reading, at, reading.basis)
        # The sentence names no day: TIMEX3 asks for one, and the story's last is the likeliest.
        return replace(clock, value=f"{reading.first.isoformat()}T{at}")
    return clock


_FOLLOWING_DAY = re.compile(r"\s*\([^()\n]{1,30}\),?\s*(?:on\s+)?(?=[A-Z\d]|tomorrow|yesterday)|,?\s*on\s+(?=[A-Z\d])")


def _noted_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _clock_on(day: _Reading, at: str, basis: str | None) -> _Reading:
    assert day.first is not None
    return _Reading("TIME", f"{day.first.isoformat()}T{at}", day.first, day.first, day.first.isoformat(), basis)


_JOIN = re.compile(r"(?:\s*[-–—/]\s*|\s+(?:to|and|through|until|till)\s+)$", re.IGNORECASE)


def _ends(
    means: str, match: re.Match[str], start: int, end: int, reading: _Reading, origin: str | None
) -> Iterator[Time]:
    """The two ends of a stretch, "Feb. 6" and "8", as the expressions that they are."""
    first, last = reading.first, reading.last
    seconds = [match.start(group) for group in ("day2", "month2", "year2", "weekday2") if match.groupdict().get(group)]
    if (
        not seconds
        or first is None
        or last is None
        or first == last
        or means not in ("date", "month", "year", "weekday")
    ):
        return
    text, second = match.string, min(seconds)
    joined = _JOIN.search(text[start:second])
    if joined is None or joined.start() == 0:
        return
    unit = {"date": "D", "month": "M", "year": "Y", "weekday": "D"}[means]
    for begin, stop, day in ((start, start + joined.start(), first), (second, end, last)):
        one = _days(*_around(day, unit))
        yield Time(begin, stop, "DATE", one.value, _iso(one.first), _iso(one.last), one.edtf, origin)


def _stands_after(text: str, start: int, words: tuple[str, ...]) -> bool:
    before = " ".join(text[max(0, start - 24) : start].split()).lower()
    if not before:
        return False
    for word in words:
        if before.endswith(word) and (not word[0].isalpha() or not before[: -len(word)][-1:].isalnum()):
            return True
    return False


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# ---- what a clause looks at ------------------------------------------------------------------------------------------

_FORWARD = re.compile(
    r"\b(?:will|shall|won['’]t|['’]ll|would|(?-i:may)|might|due (?:to|on|in|for|out|back)|(?:is|are|was|were|be) (?:set|due|scheduled|expected|planned|slated|likely|about|"
    r"going|to)|plans?|planned|planning|scheduled|upcoming|ahead of|intends?|hopes?|prepar\w+|agreed to|next(?! day)|predicts?|forecasts?|meet|meets|"
    r"coming|deadline|expects?|could|as soon as|begins|starts|opens|closes|ends|expires?|resumes?|takes (?:effect|place|office)|kicks off|runs|"
    r"go(?:es)? to the polls|falls)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:(?:postpon|adjourn|extend|suspend|remand|reschedul|deferr?|delay|mov|put off|pushed back)\w*\b[^.;]{0,40}\b(?:until|till|to|for)"
    r"|(?:is|are)\s+(?:due\s+)?(?:on|in|at|for)"
    r"|(?:gave|given|gives?|has|have|had)(?! been| lasted)\b[^.;,]{0,30}\b(?:until|till)|deadline (?:of|is|was))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What puts a day off stands in the past, and the day lies ahead: "postponed until Monday", "gave them until Sunday"."""
_PLANS = frozenset(
    "plan schedule expect set due slate intend hope want aim vow promise prepare agree propose invite plan arrange "
    "look wait call ask urge demand order require seek decide threaten offer pledge commit".split()
)
_TIMETABLE = frozenset(
    "begin start open close end expire resume vote meet face play host hold take go leave arrive return travel fly visit "
    "head kick launch run come fall turn become appear speak address join gather decide elect choose celebrate mark "
    "conclude sail depart land move swear release publish present reopen retire restart finish premiere air perform race "
    "plan intend hope want aim expect schedule wait have need must".split()
)
"""Verbs whose present tells of what is fixed for a day ahead; "wins on Sunday" is how headlines tell of the day before."""


_FELL_THROUGH = re.compile(
    r"\b(?:originally|initially|previously|had been|was to have been)\s+(?:\w+\s+){0,2}?(?:planned|scheduled|set|due|slated|expected|supposed)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
"""Plans that were given up or may have been: they say nothing of the side on which their day lies."""
_CALLED_OFF = re.compile(
    r"\b(?:cancel|postpon|delay|scrap|suspend|boycott|skip|abandon|shelv)\w*\s+(?:(?:the|a|an|his|her|its|their|this)\s+)?$",
    re.IGNORECASE,
)
""" "canceled the June summit": what is called off may lie ahead."""
_LIMIT = re.compile(r"\b(?:until|till|by|before)\s+(?:the\s+)?$", re.IGNORECASE)


_SAID_THEN = re.compile(
    r"\b(?:said|told|announced|reported|wrote|added|confirmed|declared|stated|tweeted|warned|acknowledged)(?:\s+\w+){0,2}?"
    r"(?:\s+(?:on|in|late|early|earlier))*\s+$"
)
"""The day of the saying, whatever is said: "talks could begin on Sunday, the envoy said on Tuesday"."""


_PAST = re.compile(
    r"\b(?:was|were|had|did|said|met|held|took|came|went|fell|rose|made|began|broke|led|won|lost|left|gave|sent|saw|spoke|struck|\w{3,}ed)\b"
)
_UP_TO_NOW = re.compile(r"\b(?:since|as of)\s+$", re.IGNORECASE)


def direction_of_words(text: str, start: int, end: int) -> Direction:
    """Where the sentence looks, judged by its words alone."""
    before = re.split(r"[.!?]\s+(?=[A-Z\"“])|\n", text[max(0, start - 200) : start])[-1]
    after = re.split(r"[.!?]\s+(?=[A-Z\"“])|\n", text[end : end + 120])[0]
    if _MOVED.search(before):
        return "forward"
    if _FELL_THROUGH.search(before) or _CALLED_OFF.search(before):
        return None
    if _SAID_THEN.search(before) or _UP_TO_NOW.search(before):
        return "back"
    if _FORWARD.search(before) or re.match(r"[^.,;]*\bwill\b", after):
        return "forward"
    if _LIMIT.search(before):
        return None
    return "back" if _PAST.search(before + after) else None


class _Clauses:
    """The tree's answer to where a clause looks; the words' answer where there is no tree."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [token.start for token in doc.tokens]

    def direction(self, start: int, end: int) -> Direction:
        text, before = self.doc.story.text, max(0, start - 80)
        if _MOVED.search(text, before, start):
            return "forward"
        if _FELL_THROUGH.search(text, before, start) or _CALLED_OFF.search(text, before, start):
            return None
        if _UP_TO_NOW.search(text, before, start):
            return "back"
        way = self._by_tree(start, end)
        if way == "back":
            return None if _LIMIT.search(text, before, start) else way
        # Where the tree says nothing, the words may say that it is past; that it is ahead they say too easily.
        return "back" if way is None and direction_of_words(text, start, end) == "back" else way

    def _by_tree(self, start: int, end: int) -> Direction:
        doc = self.doc
        first = bisect_right(self.starts, start) - 1
        if first < 0 or not any(token.dep for token in doc.tokens[:1]):
            return direction_of_words(doc.story.text, start, end)
        last = bisect_right(self.starts, end - 1)
        first = max(0, first)
        at = doc.head_of(first, max(first + 1, last))
        for _ in range(12):
            token = doc.tokens[at]
            if not first <= at < last and (answer := self._word(token)) != "on":
                return "forward" if answer == "forward" else "back" if answer == "back" else None
            if token.head == at:
                return None
            at = token.head
        return None

    def _word(self, token: Token) -> str:
        """``forward``, ``back``, ``none``, or ``on``: look further up."""
        doc = self.doc
        if token.upos in ("NOUN", "PROPN"):
            for child in doc.dependents(token.index):
                if child.lemma.lower() in (
                    "upcoming",
                    "planned",
                    "scheduled",
                    "forthcoming",
                    "next",
                    "plan",
                    "schedule",
                ):
                    return "forward"
                if child.dep == "case" and child.text.lower() in ("before", "until", "till", "ahead"):
                    return "forward"
            if any(child.dep == "cop" for child in doc.dependents(token.index)):
                return self._tense(token)
            return "on"
        if token.upos in ("VERB", "AUX", "ADJ"):
            return self._tense(token)
        return "on"

    def _tense(self, token: Token) -> str:
        doc = self.doc
        helpers = list(doc.dependents(token.index, "aux", "cop", "aux:pass"))
        lemmas = {child.lemma.lower() for child in helpers}
        words = {child.text.lower() for child in helpers}
        if lemmas & {"will", "shall", "'ll", "would", "may", "might", "can", "could", "should", "must"} | words & {
            "'ll",
            "’ll",
        }:
            return "back" if "have" in lemmas else "forward"
        if token.lemma.lower() in ("schedule", "set", "due", "slate", "expect", "plan") and token.tag in ("VBN", "JJ"):
            return "forward"
        if any(child.text.lower() == "to" and child.dep == "mark" for child in doc.dependents(token.index)):
            head = doc.tokens[token.head]
            if "be" in lemmas or (head.index != token.index and head.lemma.lower() == "be"):
                return "forward"  # "is to speak"
            if head.index != token.index and (head.lemma.lower() in _PLANS or token.dep in ("acl", "xcomp", "advcl")):
                return "forward" if head.lemma.lower() in _PLANS or token.dep == "acl" else "on"
            return "on"
        if token.tag == "VBG" and lemmas & {"be"} and "have" not in lemmas:
            if any(child.tag in ("VBZ", "VBP") for child in helpers):
                return "forward"
            return "back"
        if token.tag in ("VBZ", "VBP"):
            return "forward" if token.lemma.lower() in _TIMETABLE else "none"
        if token.tag == "VBD" or any(child.tag in ("VBD", "VBZ", "VBP") for child in helpers):
            if token.upos != "VERB" and any(child.tag in ("VBZ", "VBP") for child in helpers):
                return "none"
            return "back"
        if token.tag in ("VBN", "VBG"):
            return "back" if token.tag == "VBN" else "on"
        return "on"


# ---- the day that counting starts from -----------------------------------------------------------------------------


def _published(doc: Doc, rules: TimeRules) -> tuple[date | None, str]:
    """The local day of publication, else the full date of the dateline."""
    story = doc.story
    if story.published:
        try:
            return date.fromisoformat(story.published[:10]), "publication"
        except ValueError:
            pass
    if story.dateline:
        for time in tag_times(story.dateline, rules, None, "dateline"):
            if time.earliest and time.earliest == time.latest:
                return date.fromisoformat(time.earliest), "dateline"
    return None, "publication"


# ---- counting ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reading:
    type: str
    value: str
    first: date | None = None
    last: date | None = None
    edtf: str | None = None
    basis: str | None = "absolute"
    others: tuple[tuple[str, str], ...] = ()


def _days(first: date, last: date, basis: str = "absolute", value: str | None = None) -> _Reading:
    """A stretch of days; whole months and years get their short forms."""
    edtf = _edtf(first, last)
    return _Reading("DATE", value or edtf, first, last, edtf, basis)


def _whole(day: date, unit: str, basis: str) -> _Reading:
    """The whole unit that *day* stands in, with the value and the EDTF form of that unit."""
    first, last = _around(day, unit)
    edtf, value = _edtf(first, last), None
    if unit in ("W", "WE"):
        year, week, _ = first.isocalendar()
        value = f"{year}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    elif unit == "Q":
        quarter = (first.month + 2) // 3
        value, edtf = f"{first.year}-Q{quarter}", f"{first.year}-{32 + quarter}"
    elif unit == "DE":
        value = f"{first.year // 10:03d}"
        edtf = f"{value}X"
    elif unit == "CE":
        value = f"{first.year // 100:02d}"
        edtf = f"{value}XX"
    return _Reading("DATE", value or edtf, first, last, edtf, basis)


def _edtf(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    whole = first.day == 1 and last == _month(last.year, last.month)[1]
    if whole and first.month == 1 and last.month == 12:
        return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}/{last.year:04d}"
    if whole:
        start, end = f"{first:%Y-%m}", f"{last:%Y-%m}"
        return start if start == end else f"{start}/{end}"
    return f"{first.isoformat()}/{last.isoformat()}"


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _add_months(year: int, month: int, count: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def _period(unit: str, number: float) -> str:
    """The TIMEX3 value of so many units; 0 for an unknown number.

    >>> _period("Y", 2.5), _period("DE", 2), _period("TH", 0)
    ('P2.5Y', 'P20Y', 'PTXH')
    """
    if unit == "FN":
        unit, number = "W", number * 2
    if number and unit in ("DE", "CE"):
        unit, number = "Y", number * (10 if unit == "DE" else 100)
    return _PERIODS[unit].format(f"{number:g}" if number else "X")


def _shifted(day: date, unit: str, count: float) -> date | None:
    """*day* moved by *count* units, the last day of a shorter month taken."""
    try:
        if unit in ("D", "W", "FN"):
            return day + timedelta(days=round(count * {"D": 1, "W": 7, "FN": 14}[unit]))
        if unit in ("TH", "TM", "TS"):
            return day
        exact = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit] * count
        year, month = _add_months(day.year, day.month, int(exact))
        moved = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        return moved + timedelta(days=round((exact - int(exact)) * 30))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def _around(day: date, unit: str) -> tuple[date, date]:
    """The whole unit that *day* stands in."""
    if unit in ("W", "FN"):
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if unit == "WE":
        first = day - timedelta(days=day.weekday()) + timedelta(days=5)
        return first, first + timedelta(days=1)
    if unit == "M":
        return _month(day.year, day.month)
    if unit == "Q":
        start = 3 * ((day.month - 1) // 3) + 1
        return date(day.year, start, 1), _month(day.year, start + 2)[1]
    if unit == "Y":
        return _year(day.year)
    if unit == "DE":
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    if unit == "CE":
        return date(max(1, day.year // 100 * 100), 1, 1), date(day.year // 100 * 100 + 99, 12, 31)
    return day, day


_SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}
_PARTS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_PERIODS = {
    "TS": "PT{}S",
    "D": "P{}D",
    "W": "P{}W",
    "M": "P{}M",
    "Q": "P{}Q",
    "Y": "P{}Y",
    "DE": "P{}DE",
    "CE": "P{}CE",
    "TH": "PT{}H",
    "TM": "PT{}M",
}


class _Counting:
    """Counts out one expression; one method a meaning."""

    def __init__(
        self, rules: TimeRules, published: date | None, last: _Reading | None, look: Callable[[], Direction]
    ) -> None:
        self.rules, self.published, self.last, self._look = rules, published, last, look
        self.groups: Mapping[str, str | None] = {}
        self.words = ""
        self.tells_history = self.compared = False

    @cached_property
    def look(self) -> Direction:
        """Where the clause looks; asked only where it matters."""
        return self._look()

    def read(self, means: str, match: re.Match[str]) -> _Reading | None:
        """The reading of *match*, or None when it is no time after all."""
        self.groups, self.words = match.groupdict(), " ".join(match.group().lower().split())
        self.compared = match.string[max(0, match.start() - 5) : match.start()].lower() in ("from ", "than ", "with ")
        try:
            reading: _Reading | None = getattr(self, f"_{means}")()
        except (ValueError, OverflowError):
            return None
        if means == "date" and reading is not None and reading.first is not None and (part := self._daypart()):
            return replace(reading, type="TIME", value=f"{reading.first.isoformat()}T{part}")
        return reading

    def _group(self, *names: str) -> str:
        """What the first of the groups that took part has caught, in lower case; empty when none did."""
        return next((found.lower() for name in names if (found := self.groups.get(name))), "")

    def _word(self, table: str, group: str | None = None) -> int | None:
        word = self.groups.get(group or table)
        value = self.rules.value(table, word) if word else None
        return int(value) if value not in (None, "") else None

    def _text(self, table: str, group: str | None = None) -> str | None:
        word = self.groups.get(group or table)
        value = self.rules.value(table, word) if word else None
        return None if value is None else str(value)

    def _unit_of(self, *groups: str) -> str | None:
        return next((unit for group in groups if (unit := self._text("length", group))), None)

    def _int(self, group: str) -> int | None:
        word = re.match(r"\d+", (self.groups.get(group) or "").replace(",", ""))
        return int(word.group()) if word else None

    def _number(self, figure: str = "figure", number: str = "number") -> float | None:
        """How many; 0 for "several"; None when nothing says it."""
        count: float | None = None
        if written := self.groups.get(figure):
            count = float(written.replace(",", ""))
        elif word := self.groups.get(number):
            value = self.rules.value("number", word)
            if value is None:  # "twenty-three"
                tens, ones = re.split(r"[-\s]", word)
                value = sum(int(self.rules.value("number", part) or 0) for part in (tens, ones))
            count = float(value)
        return count + 0.5 if count and self.groups.get("half") else count

    def _stage(self) -> int | None:
        """0 early, 1 mid, 2 late; None when the whole is meant."""
        word = re.match(r"(?:the )?(?:very )?(early|beginning|start|mid|middle|late|end)\b", self.words)
        return _PARTS[word.group(1)] if word else None

    # ---- days

    def _date(self) -> _Reading | None:
        day = self._int("day") or self._word("dayname")
        if day is None:
            return _days(date(2001, 9, 11), date(2001, 9, 11))
        month = self._word("month") if self.groups.get("month") else self._int("monthnumber")
        year = self._int("year")
        if self.groups.get("monthnumber") and month is not None and month > 12:
            month, day = day, month
        month2 = self._word("month", "month2") or month
        day2 = self._int("day2") or day
        if month is None or month2 is None:
            return None
        if year is not None:
            return _days(date(year - (month2 < month), month, day), date(year, month2, day2))
        if self.published is None:
            return _Reading("DATE", f"XXXX-{month:02d}-{day:02d}", basis=None)
        if which := self._group("which"):
            first = date(self.published.year + _WHICH[which], month, day)
            return _days(first, date(first.year, month2, day2), "publication")
        if (era := self._era()) is not None:
            return _days(date(era, month, day), date(era + (month2 < month), month2, day2), "event")
        return self._near_day(
            lambda year: date(year, month, day),
            lambda first: date(first.year + (month2 < month), month2, day2),
        )

    def _era(self) -> int | None:
        """The year that the story tells of just here, in a story of long ago: "In 1832 ... on 30 May ...".

        News counts a day without its year from the publication; only where all that was dated before lies a generation back
        is it no news.
        """
        last = self.last
        if not self.tells_history or last is None or last.first is None or last.last is None:
            return None
        return last.first.year if (last.last - last.first).days <= 366 and self.look != "forward" else None

    def _near_day(
        self, of_year: Callable[[int], date], until: Callable[[date], date] = lambda first: first
    ) -> _Reading | None:
        """The year that fits best: near the publication, on the side that the clause looks at, on the weekday that is named.

        The year next best is kept as another reading where the clause looks nowhere, unless that lies half a year further off,
        and where the best lies on the other side.
        """
        assert self.published is not None
        weekday = self._word("weekday")
        found: list[tuple[float, date]] = []
        for year in range(self.published.year - 1, self.published.year + 2):
            try:
                day = of_year(year)
            except ValueError:
                continue
            distance = (day - self.published).days
            cost = float(abs(distance))
            if (self.look == "back" and distance > 0) or (self.look == "forward" and distance < 0):
                cost *= 4
            if weekday is not None and day.weekday() != weekday:
                cost += 1000
            found.append((cost, day))
        if not found:
            return None
        found.sort()
        reading = _days(found[0][1], until(found[0][1]), "publication")
        far = (found[0][1] - self.published).days
        against = (self.look == "back" and far > 0) or (self.look == "forward" and far < 0)
        if len(found) > 1 and (against or (self.look is None and found[1][0] - found[0][0] < 183)):
            return _also(reading, _days(found[1][1], until(found[1][1])))
        return reading

    def _named_day(self) -> _Reading | None:
        feast = self._text("feast")
        if feast is None:
            return None
        year = self._int("year")
        if year:
            day = _feast(feast, year)
            return _days(day, day)
        if self.published is None:
            return _Reading("DATE", f"XXXX-{feast}" if "-" in feast and " " not in feast else "XXXX-XX-XX", basis=None)
        if which := self._group("which"):
            day = _feast(feast, self.published.year + _WHICH[which])
            return _days(day, day, "publication")
        return self._near_day(lambda year: _feast(feast, year))

    def _weekday(self) -> _Reading | None:
        weekday = self._word("weekday")
        if weekday is None:
            return None
        part = self._daypart()
        if self.published is None:
            return _Reading("DATE", f"XXXX-WXX-{weekday + 1}", basis=None)
        side = self._group("side")
        back = self.published - timedelta(days=(self.published.weekday() - weekday) % 7)
        ahead = self.published + timedelta(days=(weekday - self.published.weekday()) % 7)
        count = self._word("side")
        open_ = False
        if side and count:
            week = timedelta(days=7 if back == ahead else 0)
            day = back - week if count < 0 else ahead + week
        elif side:
            day = self.published + timedelta(days=weekday - self.published.weekday())
        else:
            day = ahead if self.look == "forward" else back
            open_ = self.look is None and back != ahead
        if self.groups.get("weekday2"):
            second = self._word("weekday", "weekday2") or 0
            return _days(day, day + timedelta(days=(second - day.weekday()) % 7), "publication")
        reading = self._at_part(day, part)
        return _also(reading, _days(ahead, ahead)) if open_ else reading

    def _at_part(self, day: date, part: str | None) -> _Reading:
        """*day*, or the part of it that is named."""
        reading = _days(day, day, "publication")
        if part is None:
            return reading
        at = "12:00" if part == "MI" else part
        return replace(reading, type="TIME", value=f"{day.isoformat()}T{at}")

    def _daypart(self) -> str | None:
        for group in ("daypart", "part", "daypart2", "daypart3"):
            if word := self.groups.get(group):
                return self._text("daypart", group) or str(self.rules.value("daypart", word))
        return "MO" if "hours of" in self.words else None

    def _day_part(self) -> _Reading | None:
        """ "that evening", "in the morning", "spent the night"."""
        part = self._daypart()
        if part is None:
            return None
        counted = re.match(r"(?:that|the same|(the following|the next)|(the previous))\b", self.words)
        if counted and not self.groups.get("daypart2") and not self.groups.get("daypart3"):
            if self.last is None or self.last.first is None or self.last.first != self.last.last:
                return _Reading("TIME", f"XXXX-XX-XXT{part}", basis=None)
            move = 1 if counted.group(1) else -1 if counted.group(2) else 0
            return replace(self._at_part(self.last.first + timedelta(days=move), part), basis="event")
        if self.published is None:
            return _Reading("TIME", f"XXXX-XX-XXT{part}", basis=None)
        # Whose morning it is the words do not say: a value for TIMEX3, no day for the record.
        day = self.published - timedelta(days=1 if self.groups.get("daypart3") else 0)
        return _Reading("TIME", f"{day.isoformat()}T{part}", basis=None)

    def _shifted_day(self) -> _Reading | None:
        count = self._word("shift")
        if count is None:
            return None
        if self.published is None:
            return _Reading("DATE", "PRESENT_REF" if count == 0 else "XXXX-XX-XX", basis=None)
        word = self._group("shift").rpartition(" ")[2]
        part = "NI" if word in ("tonight", "overnight") else self.rules.value("daypart", word)
        return self._at_part(self.published + timedelta(days=count), str(part) if part else None)

    # ---- weeks, months, years

    def _unit(self) -> _Reading | None:
        unit = self._text("unit") or "WE"
        side = self._word("side")
        if self.groups.get("side2"):
            side = -1 if self._group("side2") == "previous" else 0
        if far := self._group("far"):
            side = -2 if far.startswith("before") else 2
        if unit == "D":
            # "the next day" is counted from the day before it, "the last day" from no day at all.
            return None
        if self.published is None:
            return _Reading("DATE", "XXXX", basis=None)
        if side is None or (unit == "WE" and side == 0):
            side = self._open_side(unit)
        day = _shifted(self.published, "W" if unit == "WE" else unit, side)
        if day is None:
            return None
        reading = _whole(day, unit, "publication")
        first, last = reading.first, reading.last
        assert first is not None
        assert last is not None
        if "fiscal" in self.words or "financial" in self.words:
            return replace(_wide_year(first.year), basis="publication")
        if self.words.startswith("earlier"):
            return _days(first, min(last, self.published), "publication", reading.value)
        if self.words.startswith("later"):
            return _days(max(first, self.published), last, "publication", reading.value)
        if (stage := self._stage()) is not None and unit in ("M", "Y"):
            return _third(first, last, stage, "publication")
        return reading

    def _open_side(self, unit: str) -> int:
        """Of "the weekend" and "the week", which: the one just past, or the one ahead."""
        assert self.published is not None
        today = self.published.weekday()
        if unit == "WE":
            return 0 if today >= 5 or self.look == "forward" or (self.look is None and today >= 3) else -1
        return -1 if unit == "W" and today == 0 and self.look == "back" else 0

    def _month(self) -> _Reading | None:
        month = self._word("month")
        if month is None:
            return None
        month2 = self._word("month", "month2")
        year, basis = self._int("year"), "absolute"
        others: tuple[tuple[str, str], ...] = ()
        if year is None and (way := self._group("which2")):
            if self.last is None or self.last.first is None:
                return _Reading("DATE", f"XXXX-{month:02d}", basis=None)
            year, basis = self.last.first.year + {"the following": 1, "the previous": -1}.get(way, 0), "event"
        if year is None:
            if self.published is None:
                return _Reading("DATE", f"XXXX-{month:02d}", basis=None)
            basis = "publication"
            if which := self._group("which"):
                year = self.published.year + _WHICH[which]
            elif not self.groups.get("side") and (era := self._era()) is not None:
                year, basis = era, "event"
            else:
                year = self._nearest_month(month)
                if self._month_is_open(month):
                    other = _month(year + 1, month)
                    others = ((other[0].isoformat(), other[1].isoformat()),)
        first, last = _month(year, month)
        if month2 is not None:
            end = _month(year, month2)[1]
            if month2 < month:
                if self.groups.get("year"):
                    first = _month(year - 1, month)[0]
                else:
                    end = _month(year + 1, month2)[1]
            return _days(first, end, basis)
        stage = self._stage()
        reading = _days(first, last, basis) if stage is None else _third(first, last, stage, basis)
        return replace(reading, others=((str(reading.first), str(reading.last)), *others)) if others else reading

    def _month_is_open(self, month: int) -> bool:
        assert self.published is not None
        return (
            self.look is None
            and not self.groups.get("side")
            and self.groups.get("ahead") is None
            and month != self.published.month
        )

    def _nearest_month(self, month: int) -> int:
        assert self.published is not None
        now = self.published
        side = self._word("side") if self.groups.get("side") else None
        if side is not None and side < 0:
            return now.year if month < now.month else now.year - 1
        if side == 1 or self.groups.get("ahead") is not None or (side is None and self.look == "forward"):
            return now.year if month >= now.month and not (side and month == now.month) else now.year + 1
        if side == 0:
            return now.year
        # Where nothing says on which side, the nearer: in May "the June summit" is the coming one.
        ahead = month - now.month
        return now.year if ahead <= 0 or (self.look is None and side is None and ahead <= 3) else now.year - 1

    def _year(self) -> _Reading | None:
        found = re.search(r"\d{4}", self.words)
        if not found:
            return None
        year = int(found.group())
        second = self.groups.get("year2")
        if second:
            until = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
            if not year < until <= year + 200:
                return None
            return _days(date(year, 1, 1), date(until, 12, 31))
        stage = self._stage()
        if stage is not None:
            return _third(*_around(date(year, 1, 1), "Y"), stage, "absolute")
        return _whole(date(year, 1, 1), "Y", "absolute")

    def _decade(self) -> _Reading | None:
        year = self._int("year") or self._word("decadename")
        if year is None:
            short = self._int("figure")
            year = 1900 + short if short is not None else None
        if year is None:
            return None
        # "the 1800s" are a century, "the 2000s" are still a decade.
        return _whole(date(year, 1, 1), "CE" if year % 100 == 0 and year < 2000 else "DE", "absolute")

    def _year_of_era(self) -> _Reading | None:
        """ "447 BC", "AD 79"."""
        year = self._int("figure") or self._int("figure2")
        if not year:
            return None
        if self._group("era").startswith("b"):
            return _Reading("DATE", f"BC{year:04d}", basis=None)
        return _whole(date(year, 1, 1), "Y", "absolute")

    def _century(self) -> _Reading | None:
        number = self._int("figure") or self._word("centuryname")
        if number is None or not 1 <= number <= 22:
            return None
        if self._group("era") in ("bc", "bce"):
            return _Reading("DATE", f"BC{number - 1:02d}", basis=None)
        first, last = date(max(1, (number - 1) * 100), 1, 1), date((number - 1) * 100 + 99, 12, 31)
        return _Reading("DATE", f"{number - 1:02d}", first, last, f"{number - 1:02d}XX")

    def _season(self) -> _Reading | None:
        season = next(
            (found for group in ("season", "season2", "season3") if (found := self._text("season", group))), None
        )
        if season is None:
            return None
        year, basis = self._int("year"), "absolute"
        code, month = _SEASONS[season]
        if year is None:
            if self.published is None:
                return _Reading("DATE", f"XXXX-{season}", basis=None)
            basis, year = "publication", self._season_year(month)
        first = date(year, month, 1)
        end_year, end_month = _add_months(year, month, 2)
        return _Reading("DATE", f"{year}-{season}", first, _month(end_year, end_month)[1], f"{year}-{code}", basis)

    def _season_year(self, month: int) -> int:
        assert self.published is not None
        now = self.published
        side = self._word("side") if self.groups.get("side") else None
        start = date(now.year, month, 1)
        over = _shifted(start, "M", 3)
        assert over is not None
        if side == 0:
            # In January "this winter" is the one that began in December.
            return now.year - 1 if month == 12 and now.month <= 3 else now.year
        if side == -1:
            return now.year - 1 if over > now else now.year
        if side == 1:
            return now.year + 1 if start <= now else now.year
        if self.look == "forward":
            return now.year + 1 if over <= now else now.year
        return now.year if start <= now else now.year - 1

    def _quarter(self) -> _Reading | None:
        figure = self._int("figure") or self._int("figure2") or self._int("figure3")
        half = (self._group("part", "part2") or "quarter") == "half"
        if figure is None:
            figure = self._word("ordinal") or self._word("ordinal", "ordinal2")
            figure = (2 if half else 4) if figure == -1 else figure
        if figure is None or (half and figure > 2):
            return None
        year, basis = self._int("year") or self._int("year2"), "absolute"
        if year is None:
            if self.published is None:
                return None
            basis = "publication"
            if which := self._group("which", "which2"):
                year = self.published.year + _WHICH.get(which, 0)
            else:
                year = self._quarter_year(figure)
        reading = _half(year, figure, basis) if half else _whole(date(year, 3 * figure - 2, 1), "Q", basis)
        if "fiscal" in self.words or "financial" in self.words:
            return replace(_wide_year(year), value=reading.value, basis=basis)
        return reading

    def _quarter_year(self, figure: int) -> int:
        """Of "the third quarter", which: the last that has begun, or the next that is not over."""
        assert self.published is not None
        now = self.published
        start, end = date(now.year, 3 * figure - 2, 1), _month(now.year, 3 * figure)[1]
        if self.look == "forward":
            return now.year if end >= now else now.year + 1
        return now.year if start <= now else now.year - 1

    def _quarter_compared(self) -> _Reading | None:
        """ "the year-ago quarter", "the latest period", "the same period last year"."""
        way, rest = self._group("way"), self._group("rest").strip()
        if self.published is None or (way == "same" and not rest):
            return None
        known = self.last is not None and re.fullmatch(r"\d{4}-Q\d", self.last.value)
        start = self.last.first if known and self.last else _shifted(self.published, "Q", -1)
        if start is None:
            return None
        if way == "same" and not known:
            year = self._int("year") or self._int("year2") or self.published.year - 1
            return _whole(date(year, 1, 1), "Y", "publication")
        if year2 := self._int("year") or self._int("year2"):
            start = date(year2, start.month, 1)
        elif way != "latest":
            start = date(start.year - 1, start.month, 1)
        return _whole(start, "Q", "event" if known else "publication")

    def _fiscal(self) -> _Reading | None:
        year = self._int("year") or self._int("year2") or self._int("year3")
        if year is None:
            return None
        quarter = self._word("ordinal")
        reading = _wide_year(year)
        return replace(reading, value=f"{year}-Q{quarter}") if quarter else reading

    def _part(self) -> _Reading | None:
        """ "the last week of June", "the end of the year", "the first Tuesday of November"."""
        whole = self._whole()
        if whole is None:
            return None
        first, last, basis = whole
        ordinal = self._word("ordinal")
        if ordinal is None:
            if self.words.endswith("end"):  # "year-end", "the year's end"
                return _days(last, last, basis, _whole(last, "Y", basis).value)
            stage = self._stage()
            if stage == 2 and 300 < (last - first).days < 400:
                return _days(date(last.year, 12, 1), last, basis, _whole(last, "Y", basis).value)
            return _third(first, last, stage or 0, basis)
        if (last - first).days > 31:
            return None
        weekday = self._word("weekday")
        if weekday is not None:
            day = _nth_weekday(first.year, first.month, ordinal, weekday)
            return _days(day, day, basis)
        start = last - timedelta(days=6) if ordinal == -1 else first + timedelta(days=7 * (ordinal - 1))
        end = min(last, start + timedelta(days=6))
        return _days(start, end, basis, _whole(start + timedelta(days=3), "W", basis).value)

    def _first_of(self) -> _Reading | None:
        """ "the first nine months of 2018"."""
        whole, unit, number, ordinal = self._whole(), self._text("length"), self._number(), self._word("ordinal")
        if unit is None or not number or ordinal not in (1, -1):
            return None
        value = _period(unit, number)
        if whole is None:
            return _Reading("DURATION", value, basis=None)
        first, last, basis = whole
        if ordinal == 1:
            end = _shifted(first, unit, number)
            last = min(last, end - timedelta(days=1)) if end else last
        else:
            begin = _shifted(last + timedelta(days=1), unit, -number)
            first = max(first, begin) if begin else first
        return _Reading("DURATION", value, first, last, _edtf(first, last), basis)

    def _whole(self) -> tuple[date, date, str] | None:
        unit, year = self._text("unit"), self._int("year") or self._int("year2")
        if self.groups.get("month"):
            return self._month_whole()
        if year is not None:
            return (*_around(date(year, 1, 1), "Y"), "absolute")
        if self.published is None or unit is None or unit in ("D", "WE"):
            return None
        said = re.search(r"(?:of|in) (next|last)\b", self.words)
        day = _shifted(self.published, unit, _WHICH[said.group(1)] if said else 0)
        return (*_around(day, unit), "publication") if day else None

    def _month_whole(self) -> tuple[date, date, str] | None:
        month, year = self._word("month"), self._int("year")
        if month is None or (year is None and self.published is None):
            return None
        basis = "absolute" if year else "publication"
        return (*_month(year or self._nearest_month(month), month), basis)

    # ---- counted

    def _ago(self) -> _Reading | None:
        unit, number = self._text("length"), self._number()
        if unit is None:
            return None
        ahead = bool(self.groups.get("way"))
        if self.published is None or not number:
            return _Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF", basis=None)
        return self._moved(self.published, unit, number if ahead else -number, "publication")

    def _moved(self, day: date, unit: str, count: float, basis: str) -> _Reading | None:
        """*day* moved, as wide as the unit that is counted; to the day where "today", "this week" says so."""
        on = self._group("on")
        if on:
            named = self.rules.value("shift", on)
            moved = _shifted(day + timedelta(days=int(named or 0)), unit, count)
            return _whole(moved, {"this week": "W", "this month": "M"}.get(on, "D"), basis) if moved else None
        moved = _shifted(day, unit, count)
        if moved is None:
            return None
        # "two decades ago" counts to a year.
        return _whole(moved, {"DE": "Y", "CE": "Y", "FN": "W", "TH": "D", "TM": "D", "TS": "D"}.get(unit, unit), basis)

    def _later(self) -> _Reading | None:
        if self.groups.get("length4"):
            return _days(self.published, self.published, "publication") if self.published else None
        unit = self._unit_of("length", "length2", "length3")
        way = self._group("way", "way2")
        if unit is None:
            return None
        way = "that" if self.groups.get("length3") else way
        number = self._number()
        number = 1 if number is None else number
        sign = {"same": 0, "that": 0}.get(way, -1 if way in _BEFORE else 1)
        kind = "TIME" if unit in ("TH", "TM", "TS") else "DATE"
        if not number:
            return _Reading(kind, "PAST_REF" if sign < 0 else "FUTURE_REF", basis=None)
        last = self.last
        if last is None or last.first is None or last.last is None:
            return self._later_than_nothing(unit, sign * number, kind, way)
        if unit in ("D", "TH", "TM", "TS") and last.first != last.last:
            return self._later_than_nothing(unit, sign * number, kind, way)
        if unit == "Y" and number == 1 and way in ("earlier", "before"):
            # Figures are set against those of the same quarter or month.
            if re.fullmatch(r"\d{4}-Q\d", last.value):
                unit, number = "Q", 4
            elif self.compared and re.fullmatch(r"\d{4}-\d\d", last.value):
                unit, number = "M", 12
        reading = self._moved(last.last if sign > 0 else last.first, unit, sign * number, "event")
        return replace(reading, type=kind) if reading else None

    def _later_than_nothing(self, unit: str, count: float, kind: str, way: str) -> _Reading | None:
        """With no day before it: TIMEX3 counts from the publication, the record from nothing."""
        if way == "that":
            return None
        reading = self._moved(self.published, unit, count, "publication") if self.published else None
        if reading is None or kind == "TIME":
            return _Reading(kind, "XXXX-XX-XX", basis=None)
        return _Reading(kind, reading.value, basis=None)

    def _some_way(self) -> _Reading | None:
        """ "years ago", "recent weeks", "the months ahead": before or after, nobody says how much."""
        past = self._group("way", "way2") in ("ago", "earlier", "before", "recent")
        return _Reading("DATE", "PAST_REF" if past else "FUTURE_REF", basis=None)

    def _span(self) -> _Reading | None:
        unit = self._unit_of("length", "length2")
        number = self._number()
        if unit is None:
            plain = re.search(r"(half|quarter)[- ]century", self.words)
            if not plain:
                return None
            unit, number = "Y", 50 if plain.group(1) == "half" else 25
        elif number is None:
            number = 0 if self._group("length", "length2").endswith("s") else 1
        value = _period(unit, number)
        ahead = bool(re.search(r"\b(?:next|coming)\b", self.words))
        if (
            not number
            or self.published is None
            or unit in ("TH", "TM", "TS")
            or re.search(r"\b(?:first|final)\b", self.words)
        ):
            return _Reading("DURATION", value, basis=None)
        other = _shifted(self.published, unit, number if ahead else -number)
        if other is None:
            return None
        first, last = sorted((self.published, other))
        return _Reading("DURATION", value, first, last, f"{first.isoformat()}/{last.isoformat()}", "publication")

    def _duration(self) -> _Reading | None:
        unit = self._unit_of("length", "length2")
        if unit is None:
            return None
        number = self._number()
        if number is None:
            plural = self._group("length") or self._group("length2")
            number = 0 if plural.endswith("s") else 1
        elif number > 1 and self.groups.get("figure") and not re.search(r"s\b|s['’]|-|fortnight", self.words):
            return None  # "World Cup 2018 day five"
        if number > 100000 or (number > 2000 and unit == "Y"):
            return None
        value = _period(unit, number)
        second = self._text("length", "length2") if self.groups.get("length") else None
        rest = self._number("figure2", "number2")
        if second and rest:
            added = _period(second, rest)[1:]
            value += added[1:] if "T" in value and added.startswith("T") else added
        return _Reading("DURATION", value, basis=None)

    def _duration_range(self) -> _Reading | None:
        unit, low, high = self._text("length"), self._number(), self._number("figure2", "number2")
        if unit is None or not low or not high or low >= high:
            return None
        return _Reading("DURATION", _period(unit, high), basis=None)

    def _duration_half(self) -> _Reading | None:
        unit = self._unit_of("length", "length2")
        if self.groups.get("quarter"):
            unit, number = "Y", 25.0
        elif self.groups.get("length3"):
            unit, number = self._text("length", "length3"), 1.5
        elif unit in ("DE", "CE"):
            unit, number = "Y", 5.0 if unit == "DE" else 50.0
        else:
            unit, number = {"TH": ("TM", 30.0), "Y": ("M", 6.0), "D": ("TH", 12.0), "TM": ("TS", 30.0)}.get(
                unit or "", (unit, 0.5)
            )
        if unit is None:
            return None
        way = self._group("way").strip()
        if not way:
            return _Reading("DURATION", _period(unit, number), basis=None)
        kind = "TIME" if unit in ("TH", "TM", "TS") else "DATE"
        if way == "ago" and self.published is not None:
            return self._moved(self.published, unit, -number, "publication")
        return _Reading(kind, "XXXX-XX-XX", basis=None)

    def _set(self) -> _Reading | None:
        if often := self._text("often") or self._text("often", "often2"):
            return _Reading("SET", often, basis=None)
        if self.groups.get("weekend") or self.words.endswith("weekend"):
            return _Reading("SET", "XXXX-WXX-WE", basis=None)
        if day := self._text("weekdays"):
            return _Reading("SET", f"XXXX-WXX-{day}", basis=None)
        if self.groups.get("weekday"):
            return _Reading("SET", f"XXXX-WXX-{(self._word('weekday') or 0) + 1}", basis=None)
        if season := self._text("season"):
            return _Reading("SET", f"XXXX-{season}", basis=None)
        if (part := self._text("daypart")) and not self.groups.get("said"):
            return _Reading("SET", f"XXXX-XX-XXT{part}", basis=None)
        unit = self._unit_of("length2", "length")
        if unit is None:
            return _Reading("SET", "P3M" if "quarter" in self.words else "P1D", basis=None)
        number = 2.0 if "other" in self.words else 1.0 if self.groups.get("length2") else self._number()
        if number is None:
            number = 0.0 if " few " in self.words else {"second": 2.0, "third": 3.0}.get(self.words.split()[1], 1.0)
        return _Reading("SET", _period(unit, number), basis=None)

    def _reference(self) -> _Reading | None:
        """Now, once, some day: TIMEX3 gives them a value and no day."""
        reference = self._text("reference") or self._text("referencehere", "reference")
        return _Reading("DATE", reference, basis=None) if reference else None

    def _clock(self) -> _Reading | None:
        hour = self._int("hour") if self.groups.get("hour") else self._int("hour2")
        minute = self._int("minute") if self.groups.get("minute") else self._int("minute2")
        half = self._group("half", "half2")[:1]
        if four := self._group("four").replace(":", ""):
            hour, minute = int(four[:2]), int(four[2:])
        elif named := self._group("named"):
            hour = 24 if named == "midnight" else 12
        elif "clock" in self.words:
            spoken = self._word("number") or self._int("hour3")
            half = "a" if self._group("daypart") == "morning" else "p" if self._group("daypart", "daypart2") else ""
            hour = spoken if spoken and spoken <= 12 else None
        if hour is None or hour > 24:
            return None
        if half:
            if hour > 12:
                return None
            hour = hour % 12 + (12 if half == "p" else 0)
        clock = f"T{hour:02d}:{minute or 0:02d}"
        day = self._clock_day()
        if day is None:
            # Of a clock alone only TIMEX3 asks for a day; the story does not say that it is today's.
            return _Reading(
                "TIME", f"{self.published.isoformat() if self.published else 'XXXX-XX-XX'}{clock}", basis=None
            )
        return _Reading("TIME", f"{day.value[:10]}{clock}", day.first, day.last, day.edtf, day.basis)

    def _clock_day(self) -> _Reading | None:
        """The day that stands beside the clock: "10 a.m. on Tuesday", "9 p.m. yesterday"."""
        if self.groups.get("weekday"):
            day = self._weekday()
        elif self.groups.get("month"):
            day = self._date()
        elif self.groups.get("shift"):
            day = self._shifted_day()
        elif self.groups.get("way"):
            self.groups = {**self.groups, "length": "day", "half": None}
            day = self._later()
        else:
            return None
        return None if day is None or day.first is None else replace(day, type="DATE", value=day.first.isoformat())


_WHICH = {"last": -1, "this": 0, "next": 1}
_BEFORE = ("earlier", "previous", "preceding", "before", "beforehand", "before that", "previously")


def _also(reading: _Reading, other: _Reading) -> _Reading:
    """*reading*, with *other* as a second one that the words allow as well."""
    spans = ((one.first, one.last) for one in (reading, other))
    return replace(
        reading, others=tuple((first.isoformat(), last.isoformat()) for first, last in spans if first and last)
    )


def _half(year: int, half: int, basis: str) -> _Reading:
    first, last = date(year, 6 * half - 5, 1), _month(year, 6 * half)[1]
    return _Reading("DATE", f"{year}-H{half}", first, last, f"{year}-{39 + half}", basis)


def _wide_year(year: int) -> _Reading:
    """A fiscal year: whose it is decides when it begins, so the days hold every usual one (July before to June after)."""
    return _Reading("DATE", f"{year}", date(year - 1, 7, 1), date(year + 1, 6, 30), f"{year - 1}-07/{year + 1}-06")


def _nth_weekday(year: int, month: int, count: int, weekday: int) -> date:
    """The *count*-th such weekday of a month; -1 is the last."""
    first, last = _month(year, month)
    if count < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    if day > last:
        raise ValueError(f"no {count}th such day in {year}-{month:02d}")
    return day


def _feast(rule: str, year: int) -> date:
    """The day of a feast in *year*: "12-25"; "11 4 3", the fourth Thursday of November; "easter -2".

    >>> _feast("easter -2", 2013), _feast("11 4 3", 2022)
    (datetime.date(2013, 3, 29), datetime.date(2022, 11, 24))
    """
    words = rule.split()
    if words[0] == "easter":
        return _easter(year) + timedelta(days=int(words[1]))
    if len(words) == 1:
        month, day = map(int, rule.split("-"))
        return date(year, month, day)
    month, count, weekday, *more = map(int, words)
    return _nth_weekday(year, month, count, weekday) + timedelta(days=sum(more))


def _easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _third(first: date, last: date, stage: int, basis: str) -> _Reading:
    """The early, middle or late third: of a month to the day, of a year to the month."""
    days = (last - first).days
    if days > 400:
        years = last.year - first.year + 1
        begin, end = first.year + years * stage // 3, first.year + years * (stage + 1) // 3 - 1
        return _days(
            date(begin, 1, 1), date(end, 12, 31), basis, _whole(first, "DE" if years < 11 else "CE", basis).value
        )
    if days > 300:
        start = date(first.year, 4 * stage + 1, 1)
        return _days(start, _month(first.year, 4 * stage + 4)[1], basis, f"{first.year:04d}")
    if days < 10:
        start = first + timedelta(days=(0, 2, 4)[stage])
        value = _whole(first, "W", basis).value
        return _days(start, last if stage == 2 else start + timedelta(days=2), basis, value)
    if days > 31:
        start = date(first.year, first.month + stage, 1)
        return _days(start, _month(start.year, start.month)[1], basis, _whole(first, "Q", basis).value)
    start = first + timedelta(days=10 * stage)
    return _days(start, last if stage == 2 else start + timedelta(days=9), basis, f"{first:%Y-%m}")


def intervals(times: Iterable[Time]) -> list[tuple[str, str]]:
    """The days covered by each time that has any."""
    return [(time.earliest, time.latest) for time in times if time.earliest and time.latest]
