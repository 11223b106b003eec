"""The same saying in several stories, whole, trimmed or translated anew, is one saying with its variants."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar

from chancery.store.lines import Report, Saying, words_of

SHINGLE = 4
"""How many words in a row are compared."""
LEAST = 5
"""Fewer words are nobody's alone: "we will see" is said every day."""
CONTAINED = 0.8
"""Which share of the shorter one's shingles the longer one must have."""
ALIKE = 0.75
"""Which share of all their words two translations of one saying must have in common."""
NEAR = 7
"""How many days apart at most the same saying is reported."""
SAID_NEAR = 2
"""How many days apart at most two stories put the same saying."""

Item = TypeVar("Item", str, tuple[str, ...])

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def join_quotes(reports: Iterable[Report]) -> tuple[Saying, ...]:
    """The sayings that the *reports* tell of, by first day and id; each report is in one saying.

    Direct and mixed quotes of five words and more are one saying where the longer one has the shorter one's words
    (in rows of four, whatever the marks, case, brackets and dots), or where the same speaker says nearly the same words
    in the same week (translations); and where speakers do not contradict and days are near. Everything else stands alone.

    The longest wordings come first and gather the shorter ones, so that two sayings never become one through a scrap
    that stands in both. The result does not depend on the order of the reports; the work grows with the number of
    shingles, not of pairs.
    """
    ordered = sorted({report.quote.id: report for report in reports}.values(), key=_rank)
    joinable = [
        report for report in ordered if report.quote.form != "indirect" and len(words_of(report.quote)) >= LEAST
    ]
    together = _gathered(joinable)
    taken = {report.quote.id for group in together for report in group}
    alone = [[report] for report in ordered if report.quote.id not in taken]
    sayings = [Saying(_head(group), tuple(sorted(group, key=_when))) for group in [*together, *alone]]
    return tuple(sorted(sayings, key=lambda saying: (_when(saying.reports[0]), saying.head.quote.id)))


# ---- gathering -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """A saying in the making: the longest wording, and whoever was found to have said it."""

    lead: Report
    shingles: frozenset[tuple[str, ...]]
    words: frozenset[str]
    members: list[Report] = field(default_factory=list)
    speakers: dict[tuple[object, ...], Report] = field(default_factory=dict)
    """One report for each way in which the speaker is named."""

    def takes(self, report: Report) -> bool:
        """Whether the day fits the longest wording and the speaker everybody named so far."""
        return near(report, self.lead) and not any(contradict(report, other) for other in self.speakers.values())

    def take(self, report: Report) -> None:
        """Put the report in."""
        self.members.append(report)
        self.speakers.setdefault((report.names, report.type, report.country), report)


def _gathered(ordered: Sequence[Report]) -> list[list[Report]]:
    """The groups of reports that tell of one saying; *ordered* has the longest first."""
    shingled = [_shingles(words_of(report.quote)) for report in ordered]
    worded = [frozenset(words_of(report.quote)) for report in ordered]
    rare_shingles = Counter(shingle for shingles in shingled for shingle in shingles)
    rare_words = Counter(word for words in worded for word in words)
    groups: list[_Group] = []
    by_shingle: dict[tuple[str, ...], list[int]] = {}
    by_word: dict[tuple[str, int | None, str], list[int]] = {}
    for report, shingles, words in zip(ordered, shingled, worded, strict=True):
        # A group that has enough of the shingles has one of the rarest few: only those are looked up.
        few = _rarest(shingles, rare_shingles, CONTAINED)
        found = {at for shingle in few for at in by_shingle.get(shingle, ())}
        week = _week(report)
        named = [(name, word) for name in _surnames(report) for word in _rarest(words, rare_words, ALIKE)]
        weeks = (None,) if week is None else (week - 1, week, week + 1)
        found |= {at for name, word in named for one in weeks for at in by_word.get((name, one, word), ())}
        best: tuple[float, int] | None = None
        for at in sorted(found):
            share = _same(groups[at], report, shingles, words)
            if share and groups[at].takes(report) and (best is None or share > best[0]):
                best = (share, at)
        if best is not None:
            groups[best[1]].take(report)
            continue
        for shingle in shingles:
            by_shingle.setdefault(shingle, []).append(len(groups))
        for name, word in named:
            by_word.setdefault((name, week, word), []).append(len(groups))
        groups.append(_Group(report, shingles, words))
        groups[-1].take(report)
    return [group.members for group in groups]


def _same(group: _Group, report: Report, shingles: frozenset[tuple[str, ...]], words: frozenset[str]) -> float:
    """How much of the report the group's longest wording has; 0 where it is not the same."""
    contained = len(shingles & group.shingles) / len(shingles)
    if contained >= CONTAINED:
        return 1 + contained
    if len(words) < ALIKE * len(group.words) or len(group.words) < ALIKE * len(words):
        return 0.0
    if not set(_surnames(report)) & set(_surnames(group.lead)):
        return 0.0
    alike = len(words & group.words) / len(words | group.words)
    return alike if alike >= ALIKE else 0.0


def _rarest(items: Iterable[Item], counts: Counter[Item], share: float) -> list[Item]:
    """The rarest items, so many that whoever has *share* of all of them has one of these."""
    ordered = sorted(items, key=lambda item: (counts[item], item))
    return ordered[: len(ordered) - math.ceil(share * len(ordered)) + 1]


def _shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


# ---- who and when ----------------------------------------------------------------------------------------------------


def contradict(one: Report, other: Report) -> bool:
    """Whether two different speakers are named: "Pompeo" is Mike Pompeo, "an official" may be anybody.

    A ministry and its spokesman do not contradict, unless they are of different countries.
    """
    names, others = _named(one), _named(other)
    if not names or not others:
        return False
    if any(set(name) <= set(second) or set(second) <= set(name) for name in names for second in others):
        return False
    if (one.type == "person") != (other.type == "person"):
        return one.country is not None and other.country is not None and one.country != other.country
    return True


def _named(report: Report) -> list[tuple[str, ...]]:
    """The speaker's names as words; a description ("senior official") is none."""
    return [
        tuple(re.findall(r"\w+", name.casefold()))
        for name in report.names
        if name.split() and name.split()[-1][:1].isupper()
    ]


def _surnames(report: Report) -> Iterator[str]:
    """The last words of the speaker's names."""
    return iter(dict.fromkeys(name[-1] for name in _named(report) if name))


def near(one: Report, other: Report) -> bool:
    """Whether they can be of one day: the days of speaking where both are told, else those of publication."""
    if (said := _said(one)) and (second := _said(other)):
        return _apart(said, second) <= SAID_NEAR
    first, last = _day(one.published), _day(other.published)
    return first is None or last is None or abs((first - last).days) <= NEAR


def _week(report: Report) -> int | None:
    """The week of publication, counted in steps of ``NEAR`` days."""
    day = _day(report.published)
    return day.toordinal() // NEAR if day else None


def _said(report: Report) -> tuple[date, date] | None:
    when = report.quote.said_at
    first, last = (_day(when.earliest), _day(when.latest)) if when else (None, None)
    return (first or last, last or first) if first or last else None  # type: ignore[return-value]


def _apart(one: tuple[date, date], other: tuple[date, date]) -> int:
    return max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)


@lru_cache(maxsize=4096)
def _day(value: str | None) -> date | None:
    if value is None or not _DAY.match(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


# ---- order -----------------------------------------------------------------------------------------------------------


def _rank(report: Report) -> tuple[int, str, str]:
    """The longest first; of equal ones the earliest, then by id."""
    return (-len(words_of(report.quote)), *_when(report))


def _when(report: Report) -> tuple[str, str]:
    return (report.published or "9999", report.quote.id)


def _head(group: Sequence[Report]) -> Report:
    """The wording that most sources give, of two the longer; in the report that came first."""
    origins: dict[tuple[str, ...], set[str]] = {}
    for report in group:
        origins.setdefault(words_of(report.quote), set()).add(report.origin)
    # A report that names the speaker tells more than one that does not.
    return min(
        group,
        key=lambda report: (
            -len(origins[words_of(report.quote)]),
            -len(words_of(report.quote)),
            not _named(report),
            *_when(report),
        ),
    )
