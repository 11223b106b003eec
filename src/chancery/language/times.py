"""When: the expressions of time in a story, each with the days that it covers.

Absolute dates stand for themselves. The others are counted from the day of publication in the publisher's own zone, and where
that is not known from the dateline; "two days later" from the day that the story named last. What cannot be counted out keeps
its words and its TIMEX3 value and has no interval.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
    found: list[tuple[int, int, int, TimeRule, re.Match[str]]] = []
    for order, rule in enumerate(rules.rules):
        for match in rule.pattern.finditer(text):
            if not rule.after or _stands_after(text, match.start(), rule.after):
                found.append((match.start(), match.end(), order, rule, match))
    found.sort(key=lambda item: (item[0] - item[1], item[2], item[0]))
    taken: list[tuple[int, int, TimeRule, re.Match[str]]] = []
    for start, end, _, rule, match in found:
        if all(end <= other[0] or start >= other[1] for other in taken):
            taken.append((start, end, rule, match))
    taken.sort(key=lambda item: item[0])
    times: list[Time] = []
    last: _Reading | None = None
    for start, end, rule, match in taken:
        reader = _Counting(rules, published, last, look(start, end), text[match.end() : match.end() + 30])
        reading = reader.read(rule.means, match)
        if reading is None:
            continue
        if reading.first is not None and reading.type == "DATE":
            last = reading
        start, end = _trimmed(match)
        origin = reading.basis if reading.basis != "publication" else basis
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
            )
        )
    return times


_JOIN = re.compile(r"(?:\s*[-–—]\s*|\s+(?:to|and|through|until|till)\s+)$", re.IGNORECASE)


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


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The expression without what only introduces it."""
    if match.groupdict().get("said"):
        return match.span("said")
    lead = re.match(r"(?:on|in|from|between|over|during|within|at|for)\s+(?=\S)", match.group(), re.IGNORECASE)
    if lead and not re.match(r"(?:over|in|within|during|for|at|on)\s+(?:the\s+)?(?:weekend|past|last|previous|next|coming|recent)\s",
                             match.group() + " ", re.IGNORECASE):  # fmt: skip
        return match.start() + lead.end(), match.end()
    return match.start(), match.end()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# ---- what a clause looks at ------------------------------------------------------------------------------------------

_FORWARD = re.compile(
    r"\b(?:will|shall|won['’]t|['’]ll|would|may|might|(?:is|are|was|were|be) (?:set|due|scheduled|expected|planned|slated|likely|about|"
    r"going|to)|plans?|planned|planning|scheduled|upcoming|ahead of|intends?|hopes?|prepar\w+|agreed to|next|meet|meets|"
    r"coming|deadline)\b",
    re.IGNORECASE,
)
_PLANS = frozenset(
    "plan schedule expect set due slate intend hope want aim vow promise prepare agree propose invite plan arrange "
    "look wait call ask urge demand order require seek decide threaten offer pledge commit".split()
)
_SAYING = frozenset("say tell add report write announce note state quote speak declare".split())


def direction_of_words(text: str, start: int, end: int) -> Direction:
    """Where the sentence looks, judged by its words alone."""
    before = re.split(r"[.!?]\s+(?=[A-Z\"“])|\n", text[max(0, start - 200) : start])[-1]
    after = re.split(r"[.!?]\s+(?=[A-Z\"“])|\n", text[end : end + 120])[0]
    if _FORWARD.search(before) or re.match(r"[^.,;]*\bwill\b", after):
        return "forward"
    return "back" if re.search(r"\b(?:was|were|had|did|said|\w{3,}ed)\b", before + after) else None


class _Clauses:
    """The tree's answer to where a clause looks; the words' answer where there is no tree."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [token.start for token in doc.tokens]

    def direction(self, start: int, end: int) -> Direction:
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
            if head.index != token.index and (head.lemma.lower() in _PLANS or token.dep in ("acl", "xcomp", "advcl")):
                return "forward" if head.lemma.lower() in _PLANS or token.dep == "acl" else "on"
            return "on"
        if token.tag == "VBG" and lemmas & {"be"}:
            if any(child.tag in ("VBZ", "VBP") for child in helpers):
                return "forward"
            return "back"
        if token.tag in ("VBZ", "VBP"):
            return "none" if token.lemma.lower() in _SAYING else "forward"
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


def _days(first: date, last: date, basis: str = "absolute", value: str | None = None) -> _Reading:
    """A stretch of days; whole months and years get their short forms."""
    edtf = _edtf(first, last)
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


def _shifted(day: date, unit: str, count: int) -> date | None:
    """*day* moved by *count* units, the last day of a shorter month taken."""
    try:
        if unit in ("D", "W"):
            return day + timedelta(days=count * (7 if unit == "W" else 1))
        if unit in ("TH", "TM"):
            return day
        months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit] * count
        year, month = _add_months(day.year, day.month, months)
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def _around(day: date, unit: str) -> tuple[date, date]:
    """The whole unit that *day* stands in."""
    if unit == "W":
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
    "D": "P{}D",
    "W": "P{}W",
    "M": "P{}M",
    "Y": "P{}Y",
    "DE": "P{}0Y",
    "CE": "P{}00Y",
    "TH": "PT{}H",
    "TM": "PT{}M",
}


class _Counting:
    """Counts out one expression; one method a meaning."""

    def __init__(
        self, rules: TimeRules, published: date | None, last: _Reading | None, look: Direction, rest: str
    ) -> None:
        self.rules, self.published, self.last, self.look, self.rest = rules, published, last, look, rest
        self.groups: Mapping[str, str | None] = {}
        self.words = ""

    def read(self, means: str, match: re.Match[str]) -> _Reading | None:
        """The reading of *match*, or None when it is no time after all."""
        self.groups, self.words = match.groupdict(), match.group().lower()
        try:
            reading: _Reading | None = getattr(self, f"_{means}")()
        except (ValueError, OverflowError):
            return None
        return reading

    def _word(self, table: str, group: str | None = None) -> int | None:
        word = self.groups.get(group or table)
        value = self.rules.value(table, word) if word else None
        return int(value) if value is not None else None

    def _text(self, table: str, group: str | None = None) -> str | None:
        word = self.groups.get(group or table)
        return str(self.rules.value(table, word)) if word else None

    def _int(self, group: str) -> int | None:
        word = re.match(r"\d+", self.groups.get(group) or "")
        return int(word.group()) if word else None

    def _number(self) -> int | None:
        """How many; 0 for "several"; None when nothing says it."""
        for figure, word in (("figure", "number"), ("figure2", "number2")):
            if self._int(figure) is not None:
                return self._int(figure)
            if (value := self._word("number", word)) is not None:
                return value
        return None

    def _stage(self) -> int | None:
        """0 early, 1 mid, 2 late; None when the whole is meant."""
        word = re.match(r"(?:the )?(early|beginning|start|mid|middle|late|end)\b", self.words)
        return _PARTS[word.group(1)] if word else None

    # ---- days

    def _date(self) -> _Reading | None:
        if "9/11" in self.words or (self.groups.get("day") is None):
            return _days(date(2001, 9, 11), date(2001, 9, 11))
        month = self._word("month") if self.groups.get("month") else self._int("monthnumber")
        day, year = self._int("day"), self._int("year")
        if self.groups.get("monthnumber") and month is not None and day is not None and month > 12:
            month, day = day, month
        month2 = self._word("month", "month2") or month
        day2 = self._int("day2") or day
        if month is None or month2 is None or day is None or day2 is None:
            return None
        if year is not None:
            return _days(date(year, month, day), date(year, month2, day2))
        if self.published is None:
            return _Reading("DATE", f"XXXX-{month:02d}-{day:02d}", basis=None)
        first = self._nearest(month, day)
        if first is None:
            return None
        return _days(first, date(first.year + (month2 < month), month2, day2), "publication")

    def _nearest(self, month: int, day: int) -> date | None:
        """The year that fits best: near the publication, on the side that the clause looks at, on the weekday that is named."""
        assert self.published is not None
        weekday = self._word("weekday")
        best: tuple[float, date] | None = None
        for year in range(self.published.year - 1, self.published.year + 2):
            try:
                day_then = date(year, month, day)
            except ValueError:
                continue
            distance = float((day_then - self.published).days)
            cost = abs(distance)
            if (self.look == "back" and distance > 0) or (self.look == "forward" and distance < 0):
                cost *= 6
            if weekday is not None and day_then.weekday() != weekday:
                cost += 1000
            if best is None or cost < best[0]:
                best = (cost, day_then)
        return best[1] if best else None

    def _named_day(self) -> _Reading | None:
        feast = self._text("feast")
        if feast is None:
            return None
        month, day = map(int, feast.split("-"))
        year = self._int("year")
        if year:
            return _days(date(year, month, day), date(year, month, day))
        if self.published is None:
            return _Reading("DATE", f"XXXX-{feast}", basis=None)
        first = self._nearest(month, day)
        return _days(first, first, "publication") if first else None

    def _weekday(self) -> _Reading | None:
        weekday = self._word("weekday")
        if weekday is None:
            return None
        if self.published is None:
            return _Reading("DATE", f"XXXX-WXX-{weekday + 1}", basis=None)
        side = self.groups.get("side")
        back = (self.published.weekday() - weekday) % 7
        ahead = (weekday - self.published.weekday()) % 7
        if side and side.lower() in ("last", "past", "previous"):
            day = self.published - timedelta(days=back or 7)
        elif side and side.lower() in ("next", "coming", "upcoming"):
            day = self.published + timedelta(days=ahead or 7)
        elif side:
            day = self.published + timedelta(days=weekday - self.published.weekday())
        elif self.look == "forward":
            day = self.published + timedelta(days=ahead)
        else:
            day = self.published - timedelta(days=back)
        if self.groups.get("weekday2"):
            second = self._word("weekday", "weekday2") or 0
            return _days(day, day + timedelta(days=(second - day.weekday()) % 7), "publication")
        part = self._daypart()
        return _days(day, day, "publication", f"{day.isoformat()}T{part}" if part else None)

    def _daypart(self) -> str | None:
        for word, part in self.rules.words.get("daypart", {}).items():
            if re.search(rf"\b{word}\b", self.words):
                return str(part)
        return "NI" if "night" in self.words else None

    def _shifted_day(self) -> _Reading | None:
        count = self._word("shift")
        if count is None:
            return None
        if self.published is None:
            return _Reading("DATE", "PRESENT_REF" if count == 0 else "XXXX-XX-XX", basis=None)
        day = self.published + timedelta(days=count)
        part = self._daypart()
        return _days(day, day, "publication", f"{day.isoformat()}T{part}" if part else None)

    # ---- weeks, months, years

    def _unit(self) -> _Reading | None:
        unit = self._text("unit") or "WE"
        side = self._word("side")
        if self.published is None:
            return _Reading("DATE", "XXXX", basis=None)
        if unit == "WE" and side is None:
            side = 0 if self.look == "forward" or self.published.weekday() >= 5 else -1
        elif unit == "WE" and side == -1 and self.published.weekday() == 6:
            side = -1
        day = self._shifted_unit(self.published, unit, side or 0)
        if day is None:
            return None
        if unit == "D":
            return self._day_unit(side or 0)
        first, last = _around(day, unit)
        value = f"{first.isocalendar().year}-W{first.isocalendar().week:02d}" if unit in ("W", "WE") else None
        value = f"{value}-WE" if value and unit == "WE" else value
        if self.words.startswith("earlier"):
            return _days(first, min(last, self.published), "publication", value)
        if self.words.startswith("later"):
            return _days(max(first, self.published), last, "publication", value)
        if (stage := self._stage()) is not None and unit in ("M", "Y"):
            return _third(first, last, stage, "publication")
        return _days(first, last, "publication", value)

    def _day_unit(self, side: int) -> _Reading | None:
        # "the next day" is counted from the day before it, "the last day" from no day at all.
        return None

    @staticmethod
    def _shifted_unit(day: date, unit: str, count: int) -> date | None:
        return _shifted(day, "W" if unit == "WE" else unit, count)

    def _month(self) -> _Reading | None:
        month = self._word("month")
        if month is None:
            return None
        month2 = self._word("month", "month2")
        year, basis = self._int("year"), "absolute"
        if year is None:
            if self.published is None:
                return _Reading("DATE", f"XXXX-{month:02d}", basis=None)
            year, basis = self._nearest_month(month), "publication"
        first, last = _month(year, month)
        if month2 is not None:
            end = _month(year, month2)[1]
            first = _month(year - 1, month)[0] if month2 < month else first
            return _days(first, end, basis)
        stage = self._stage()
        return _days(first, last, basis) if stage is None else _third(first, last, stage, basis)

    def _nearest_month(self, month: int) -> int:
        assert self.published is not None
        now = self.published
        side = (self.groups.get("side") or "").lower()
        if side in ("last", "past", "previous"):
            return now.year if month < now.month else now.year - 1
        if side in ("next", "coming", "upcoming") or self.look == "forward":
            return now.year if month >= now.month and not (side and month == now.month) else now.year + 1
        if side in ("this", "current"):
            return now.year
        return now.year if month <= now.month else now.year - 1

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
            return _third(*_year(year), stage, "absolute")
        return _days(*_year(year))

    def _decade(self) -> _Reading | None:
        year = self._int("year") or self._word("decadename")
        if year is None:
            short = self._int("figure")
            year = 1900 + short if short is not None else None
        if year is None:
            return None
        return _Reading("DATE", f"{year // 10}", date(year, 1, 1), date(year + 9, 12, 31), f"{year // 10}X")

    def _century(self) -> _Reading | None:
        number = self._int("figure")
        if number is None or not 1 <= number <= 22:
            return None
        if (self.groups.get("era") or "").upper() in ("BC", "BCE"):
            return _Reading("DATE", f"BC{number - 1:02d}", basis=None)
        first = max(1, (number - 1) * 100)
        return _Reading(
            "DATE", f"{number - 1:02d}", date(first, 1, 1), date((number - 1) * 100 + 99, 12, 31), f"{number - 1:02d}XX"
        )

    def _season(self) -> _Reading | None:
        season = self._text("season")
        if season is None:
            return None
        year, basis = self._int("year"), "absolute"
        code, month = _SEASONS[season]
        if year is None:
            if self.published is None:
                return _Reading("DATE", f"XXXX-{season}", basis=None)
            basis, side = "publication", self._word("side") or 0
            year = self.published.year
            start = date(year, month, 1)
            if side < 0 and _shifted(start, "M", 3) > self.published:  # type: ignore[operator]
                year -= 1
            elif side > 0 and start <= self.published:
                year += 1
            elif side == 0 and season == "WI" and self.published.month <= 2:
                year -= 1
        first = date(year, month, 1)
        end_year, end_month = _add_months(year, month, 2)
        return _Reading("DATE", f"{year}-{season}", first, _month(end_year, end_month)[1], f"{year}-{code}", basis)

    def _quarter(self) -> _Reading | None:
        figure = self._int("figure") or self._int("figure2")
        half = self.groups.get("part", "quarter") == "half"
        if figure is None:
            figure = self._word("ordinal")
            figure = (2 if half else 4) if figure == -1 else figure
        year, basis = self._int("year") or self._int("year2"), "absolute"
        if year is None:
            if self.published is None or figure is None:
                return None
            basis = "publication"
            year = self.published.year + {"last": -1, "next": 1}.get((self.groups.get("which") or "").lower(), 0)
        if figure is None or (half and figure > 2):
            return None
        size = 6 if half else 3
        first = date(year, size * (figure - 1) + 1, 1)
        last = _month(year, size * figure)[1]
        code = 39 + figure if half else 32 + figure
        return _Reading("DATE", f"{year}-{'H' if half else 'Q'}{figure}", first, last, f"{year}-{code}", basis)

    def _part(self) -> _Reading | None:
        """ "the last week of June", "the end of the year"."""
        whole = self._whole()
        if whole is None:
            return None
        first, last, basis = whole
        ordinal = self._word("ordinal")
        if ordinal is None:
            stage = self._stage()
            if stage == 2 and (last - first).days > 300:
                first = date(last.year, 12, 1)
                return _days(first, last, basis)
            return _third(first, last, stage or 0, basis)
        if (last - first).days > 31:
            return None
        if ordinal == -1:
            return _days(last - timedelta(days=6), last, basis)
        start = first + timedelta(days=7 * (ordinal - 1))
        return _days(start, min(last, start + timedelta(days=6)), basis)

    def _whole(self) -> tuple[date, date, str] | None:
        unit, year = self._text("unit"), self._int("year") or self._int("year2")
        if self.groups.get("month"):
            return self._month_whole()
        if year is not None:
            return (*_year(year), "absolute")
        if self.published is None or unit is None or unit in ("D", "WE"):
            return None
        side = next(
            (
                count
                for word, count in (("next", 1), ("last", -1))
                if re.search(rf"of {word}\b|in {word}\b", self.words)
            ),
            0,
        )
        day = _shifted(self.published, unit, side)
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
        if self.published is None or not number:
            return _Reading("DATE", "PAST_REF", basis=None)
        day = _shifted(self.published, unit, -number)
        if day is not None and self.groups.get("half") and unit in ("Y", "DE"):
            day = _shifted(day, "M", -6 if unit == "Y" else -60)
        return _days(*_around(day, unit), "publication") if day else None

    def _later(self) -> _Reading | None:
        unit = next((unit for group in ("length", "length2", "length3") if (unit := self._text("length", group))), None)
        way = (self.groups.get("way") or self.groups.get("way2") or "").lower()
        if unit is None:
            return None
        way = "that" if self.groups.get("length3") else way
        number = self._number()
        number = 1 if number is None else number
        sign = {"same": 0, "that": 0, "this very": 0}.get(
            way, -1 if way in ("earlier", "previous", "preceding", "before", "beforehand", "before that") else 1
        )
        if not number or self.last is None or self.last.first is None or self.last.last is None:
            return None if way == "that" else _Reading("DATE", "XXXX-XX-XX", basis=None)
        if unit == "D" and self.last.first != self.last.last:
            return None if way == "that" else _Reading("DATE", "XXXX-XX-XX", basis=None)
        start = self.last.last if sign > 0 else self.last.first
        day = _shifted(start, unit, sign * number)
        return _days(*_around(day, unit), "event") if day else None

    def _span(self) -> _Reading | None:
        unit, number = self._text("length"), self._number()
        if unit is None:
            return None
        value = _PERIODS[unit].format(number or "X")
        number = 1 if number is None and self.groups.get("way") is None else number
        ahead = bool(re.search(r"\b(?:next|coming)\b", self.words))
        if not number or self.published is None or unit in ("TH", "TM"):
            return _Reading("DURATION", value, basis=None)
        other = _shifted(self.published, unit, number if ahead else -number)
        if other is None:
            return None
        first, last = sorted((self.published, other))
        return _Reading("DURATION", value, first, last, f"{first.isoformat()}/{last.isoformat()}", "publication")

    def _duration(self) -> _Reading | None:
        unit = self._text("length") or self._text("length", "length2")
        number = self._number()
        if unit is None or (number is not None and number > 2000):
            return None
        if number is None:
            number = 1 if re.match(r"an?\b", self.words) else 0
        value = _PERIODS[unit].format(number or "X")
        return _Reading("DURATION", value, basis=None)

    def _set(self) -> _Reading | None:
        weekday = self.groups.get("weekday") or (self.groups.get("weekdays") or "")[:-1]
        if weekday:
            return _Reading("SET", f"XXXX-WXX-{int(self.rules.words['weekday'][weekday.capitalize()]) + 1}", basis=None)
        unit = self._text("length") or self._text("length", "length2")
        if unit is None:
            return _Reading("SET", "P1Y" if self.groups.get("season") else "P1D", basis=None)
        number = 2 if "other" in self.words else self._number() or 1
        return _Reading("SET", _PERIODS[unit].format(number), basis=None)

    def _reference(self) -> _Reading | None:
        """Now, once, some day: TIMEX3 gives them a value and no day."""
        reference = self._text("reference")
        return _Reading("DATE", reference, basis=None) if reference else None

    def _clock(self) -> _Reading | None:
        hour = self._int("hour") if self.groups.get("hour") else self._int("hour2")
        minute = self._int("minute") if self.groups.get("minute") else self._int("minute2")
        if four := self.groups.get("four"):
            hour, minute = int(four[:2]), int(four[2:])
        if hour is None or hour > 23:
            return None
        half = (self.groups.get("half") or self.groups.get("half2") or "").lower()
        if half:
            if hour > 12:
                return None
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        clock = f"T{hour:02d}:{minute or 0:02d}"
        day = self._clock_day()
        if day is None:
            # Of a clock alone only TIMEX3 asks for a day; the story does not say that it is today's.
            return _Reading("TIME", f"{self.published.isoformat()}{clock}" if self.published else clock, basis=None)
        return _Reading("TIME", f"{day.value}{clock}", day.first, day.last, day.edtf, day.basis)

    def _clock_day(self) -> _Reading | None:
        """The day that stands beside the clock: "10 a.m. on Tuesday", "9 p.m. yesterday"."""
        if self.groups.get("weekday"):
            day = self._weekday()
        elif self.groups.get("month"):
            day = self._date()
        elif self.groups.get("shift"):
            day = self._shifted_day()
        elif self.groups.get("way"):
            self.groups = {**self.groups, "length": "day"}
            day = self._later()
        else:
            return None
        return None if day is None or day.first is None else replace(day, value=day.value[:10])


def _third(first: date, last: date, stage: int, basis: str) -> _Reading:
    """The early, middle or late third: of a month to the day, of a year to the month."""
    if (last - first).days > 100:
        start = date(first.year, 4 * stage + 1, 1)
        return _days(start, _month(first.year, 4 * stage + 4)[1], basis)
    start = first + timedelta(days=10 * stage)
    return _days(start, last if stage == 2 else start + timedelta(days=9), basis)


def intervals(times: Iterable[Time]) -> list[tuple[str, str]]:
    """The days covered by each time that has any."""
    return [(time.earliest, time.latest) for time in times if time.earliest and time.latest]
