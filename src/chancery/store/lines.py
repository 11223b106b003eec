"""Lines of answers: a record with its story's name and day and the sentence that says it; stances, and what changed.

Pure: what the database gives goes in, what is printed comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeAlias

from chancery.records import ActorType, Event, Position, Quote, Silence, to_json
from chancery.rules.plover import load_plover

Named: TypeAlias = Mapping[str, tuple[str, ...]]
"""The names of those who take each part in a record: who, speaker, holder ..."""

FIRM = frozenset({"demand", "refuse", "condition", "threaten", "oppose"})
SOFT = frozenset({"seek", "offer", "accept", "support", "withdraw"})


@dataclass(frozen=True, slots=True)
class Told:
    """An event, quote, silence or position, the names in it, and the story and sentence that tell it."""

    record: Event | Quote | Silence | Position
    names: Named
    given_id: str
    source: str | None
    published: str | None
    sentence: str
    """The sentence, or the sentences, in which it stands."""

    @property
    def day(self) -> str | None:
        """When it was, was said, asked or held, as the story tells; None where it does not."""
        when = when_of(self.record)
        return (when.edtf or when.earliest or when.latest) if when else None

    @property
    def reported(self) -> str | None:
        """The day on which the story came out."""
        return self.published[:10] if self.published else None

    @property
    def sorts_at(self) -> str:
        """The day by which it stands in order: its own, else that of its story."""
        when = when_of(self.record)
        return (when and (when.earliest or when.latest)) or self.reported or "9999"

    def flat(self) -> dict[str, Any]:
        """The line as it is printed and exported: the whole record, and what is told of it."""
        names = {f"{role}_name": list(names) for role, names in self.names.items()}
        return {
            **to_json(self.record),
            **(coded(self.record) if isinstance(self.record, Event) else {}),
            "day": self.day,
            "reported": self.reported,
            **names,
            "given_id": self.given_id,
            "source": self.source,
            "sentence": self.sentence,
        }


def coded(event: Event) -> dict[str, Any]:
    """PLOVER's quad code and score of an event, and its CAMEO code."""
    plover = load_plover()
    return {
        "quad": plover.quad(event.what),
        "score": plover.score(event.what, event.mode),
        "cameo": plover.cameo(event.what, event.mode, event.context, event.by),
    }


@dataclass(frozen=True, slots=True)
class Stand:
    """What a party wants on an issue at one time, and what that changes against what it wanted there before."""

    told: Told
    party: str
    issue: str | None
    change: str
    """``new``, ``repeated``, ``also reported`` (by another story of that day), ``withdrawn``, ``changed from X`` (a stance);
    ``softened``, ``hardened`` where a story says so."""
    before: str | None = None
    """Id of the earlier position that it repeats, changes or withdraws."""

    def flat(self) -> dict[str, Any]:
        """The line as it is printed and exported."""
        return {**self.told.flat(), "party": self.party, "changed": self.change, "before": self.before}


@dataclass(frozen=True, slots=True)
class Report:
    """A quote as one story gives it, with what the story says of its speaker and when it came out."""

    quote: Quote
    names: tuple[str, ...] = ()
    """The speaker's name and aliases; empty where nobody is named."""
    type: ActorType = "unknown"
    country: str | None = None
    source: str | None = None
    published: str | None = None
    told: Told | None = field(default=None, compare=False, repr=False)

    @property
    def origin(self) -> str:
        """Who answers for it: the outlet, else the story."""
        return self.source or self.quote.story


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said once: the wording that most sources give (of two the longer), and every report of it."""

    head: Report
    reports: tuple[Report, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The outlets that give it, in any wording."""
        return tuple(sorted({report.origin for report in self.reports}))

    @property
    def variants(self) -> tuple[Report, ...]:
        """The reports in other words than the head's."""
        return tuple(report for report in self.reports if words_of(report.quote) != words_of(self.head.quote))

    def flat(self) -> dict[str, Any]:
        """The line as it is printed and exported: the head as a record, with the outlets and the variants."""
        head = self.head.told.flat() if self.head.told else to_json(self.head.quote)
        return {
            **head,
            "outlets": list(self.sources),
            "reports": [report.quote.id for report in self.reports],
            "variants": [_variant(report) for report in self.variants],
        }


def _variant(report: Report) -> dict[str, Any]:
    quote = report.quote
    return {
        "quote": quote.id,
        "words": quote.words,
        "story": quote.story,
        "given_id": report.told.given_id if report.told else None,
        "source": report.source,
        "published": report.published,
        "spans": [{"start": piece.start, "end": piece.end} for piece in quote.evidence if piece.field == "words"],
    }


_LEFT_OUT = re.compile(r"\[[^\]]*\]|\([^)]*\)|…|\.\.\.")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BRITISH = re.compile(r"(?<=\w\w\w)(?:is(ations?|e[ds]?|ing)|our)$")
"""Endings that British and American outlets spell differently: "denuclearisation", "labour"."""
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'})


def words_of(quote: Quote) -> tuple[str, ...]:
    """The words of a quote without marks, case, brackets and dots, in one spelling.

    >>> from chancery.records import Quote
    >>> words_of(Quote("s", "direct", "It’s [the deal] ... not over!", (), "", 1.0))
    ("it's", 'not', 'over')
    """
    text = _LEFT_OUT.sub(" ", quote.words).translate(_MARKS).casefold()
    return tuple(_BRITISH.sub(_spelt, word) for word in _WORD.findall(text))


def _spelt(match: re.Match[str]) -> str:
    return "or" if match[0] == "our" else f"iz{match[1]}"


def when_of(record: Event | Quote | Silence | Position) -> Any:
    """The interval that a record has: when it was, was said, asked or held."""
    match record:
        case Event():
            return record.when
        case Quote():
            return record.said_at
        case Silence():
            return record.asked_at
        case Position():
            return record.when


# ---- stances ---------------------------------------------------------------------------------------------------------


def stances(rows: Iterable[tuple[str, Told]], *, latest: bool = False) -> Iterator[Stand]:
    """Yield each stance with what changed; *rows* come by party, issue and day.

    Only what came on an earlier day counts as earlier: what a party wants in one breath, or in several stories of a day,
    is several stances, none of which changes another. *latest* gives the last day's of each party and issue.
    """
    for (party, issue), group in groupby(rows, key=lambda row: (row[0], row[1].record.issue)):  # type: ignore[union-attr]
        earlier: list[Told] = []
        last: list[Stand] = []
        for _, same in groupby((told for _, told in group), key=lambda told: told.sorts_at):
            last = []
            for told in same:
                last.append(_stand(told, party, issue, earlier))
                earlier.append(told)
            if not latest:
                yield from last
        if latest:
            yield from last


def _stand(told: Told, party: str, issue: str | None, earlier: list[Told]) -> Stand:
    position = told.record
    assert isinstance(position, Position)
    older = [one for one in earlier if one.sorts_at != told.sorts_at]
    again = next((one for one in earlier if one.sorts_at == told.sorts_at and same_stance(position, one.record)), None)
    alike = next((one for one in reversed(older) if similar(position, one.record)), None)
    before = again or alike or (older[-1] if older else None)
    change = "new"
    if again is not None:
        change = "also reported"
    elif position.stance == "withdraw":
        change = "withdrawn"
        before = next((one for one in reversed(older) if stance_of(one) != "withdraw"), before)
    elif before is not None:
        was = stance_of(before)
        if was == position.stance:
            change, before = ("repeated", before) if alike else ("new", None)
        elif alike or (issue is not None and (was in FIRM) != (position.stance in FIRM)):
            change = f"changed from {was}"
        else:
            before = None
    said = getattr(position, "change", None)
    if said and again is None:  # "softened" and "hardened" are kept in the story's word.
        change = _TOLD.get(said, said if change in ("new", "repeated") else f"{change} ({said})")
    return Stand(told, party, issue, change, before.record.id if before else None)


_TOLD = {"reiterated": "repeated", "withdrawn": "withdrawn", "new": "new"}
"""What the story itself says of a change, in our words."""


def stance_of(told: Told) -> str:
    """The stance of the line's position."""
    assert isinstance(told.record, Position)
    return told.record.stance


def same_stance(one: Position, other: Any) -> bool:
    """Whether two positions are one: the same stance on the same thing."""
    return bool(one.stance == other.stance) and similar(one, other)


def similar(one: Position, other: Any) -> bool:
    """Whether two positions are about the same thing, by the stems of the words that tell something."""
    first, second = _stems(one.content), _stems(other.content)
    return bool(first and second) and len(first & second) >= 0.5 * min(len(first), len(second))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in re.findall(r"\w+", text.casefold()) if len(word) > 3 and word not in _COMMON)


_COMMON = frozenset(
    {"that", "this", "with", "from", "their", "they", "them", "will", "would", "have", "been", "more", "into", "also", "than",
     "then", "when", "until", "unless", "should", "could", "must", "what", "which", "there", "about", "before", "after"}
)  # fmt: skip
