"""The nouns: what a story is, and what Chancery writes down after reading it.

Every record is frozen, knows its story, and points at the characters that say it. Spans are half-open and count
characters (code points) of the story's text. ``to_json`` and ``from_json`` give and take the published shape
(``docs/records.md``, ``records.schema.json``); ids are made from content, so the same story gives the same bytes twice.
"""

from __future__ import annotations

import functools
import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, ClassVar, Literal, TypeAlias, TypeVar

PartRole: TypeAlias = Literal["masthead", "headline", "caption", "credit", "byline", "dateline", "body", "signoff"]
ActorType: TypeAlias = Literal[
    "person", "state", "government", "organization", "igo", "armed_group", "people", "media", "unknown"
]
Status: TypeAlias = Literal["happened", "ongoing", "planned", "called_off", "alleged", "denied", "conditional"]
Form: TypeAlias = Literal["direct", "mixed", "indirect"]
Stance: TypeAlias = Literal[
    "demand", "seek", "offer", "accept", "refuse", "condition", "withdraw", "threaten", "support", "oppose"
]
Change: TypeAlias = Literal["withdrawn", "softened", "hardened", "reiterated", "new"]

PLOVER_CLASSES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""The classes whose deeds several do to one another."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of one story's text, counted in characters.

    >>> Span(4, 7).of("The sky fell")
    'sky'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span runs forward from 0, got {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters of *text* that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the story with one office: headline, caption, byline, body ..."""

    role: PartRole
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that say one field of a record; ``text`` equals ``story.text[start:end]`` exactly."""

    start: int
    end: int
    text: str
    field: str

    @classmethod
    def of(cls, story: Story, start: int, end: int, field_name: str) -> Evidence:
        """Evidence over ``story.text[start:end]`` for the field *field_name*."""
        return cls(start, end, Span(start, end).of(story.text), field_name)


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days with its EDTF form, the words that say it, and what it was counted from.

    ``earliest`` and ``latest`` are ISO days (or instants); ``edtf`` is ISO 8601-2; ``basis`` is one of ``publication``,
    ``dateline``, ``event``, ``absolute``. All None but ``words``: something was said and not resolved.
    """

    earliest: str | None = None
    latest: str | None = None
    edtf: str | None = None
    words: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place; a country-level place has no pin in its capital (``lat`` and ``lon`` are None, precision ``country``)."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office or description that the story gives an actor. ``since`` and ``until`` are ``from`` and ``to`` in JSON."""

    title: str
    country: str | None = None
    since: str | None = None
    until: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One immutable text with its parts and what its publisher says about it.

    ``published`` is RFC 3339 with offset, a bare day where no more is known, or None.
    """

    kind: ClassVar[str] = "story"
    id: str
    given_id: str
    text: str
    parts: tuple[Part, ...] = ()
    headline: str | None = None
    byline: str | None = None
    credit: str | None = None
    dateline: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    lang: str | None = "en"
    section: str | None = None
    sha256: str = ""

    def parts_of(self, role: PartRole) -> tuple[Part, ...]:
        """The parts with this role, in text order."""
        return tuple(part for part in self.parts if part.role == role)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or is acted on, once a story, with every mention."""

    kind: ClassVar[str] = "actor"
    story: str
    name: str
    type: ActorType
    evidence: tuple[Evidence, ...]
    by: str
    confidence: float
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Span, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """How many or how much of something an event is told with: "at least 24 people were killed" is 24 and more persons killed.

    ``low`` and ``high`` are both counted in; None where the words leave that end open. ``unit`` is ``persons``, a currency
    (``USD``), ``years`` ...; ``words`` is the evidence of the field ``size`` that says it; ``according_to`` are actor ids.
    """

    what: str
    low: float | None
    high: float | None
    unit: str
    words: str
    according_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when and where, and whether it happened. ``who`` and the like are actor ids.

    ``mode`` is PLOVER's closest description and ``modes`` all of them that words say; ``sizes`` keeps different tolls of one
    event side by side. ``mutual`` says that those in ``who`` act on one another and nobody else is acted on: who meet, agree,
    work together, sign a treaty.
    """

    kind: ClassVar[str] = "event"
    story: str
    what: str
    status: Status
    evidence: tuple[Evidence, ...]
    by: str
    confidence: float
    mode: str | None = None
    modes: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    when: When | None = None
    where: Where | None = None
    sizes: tuple[Size, ...] = ()
    according_to: tuple[str, ...] = ()
    within: str | None = None
    mutual: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who passes on what another said: "Yonhap quoted an official as saying". ``actor`` is an actor id or None."""

    words: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a story puts in someone's mouth. ``speaker`` is an actor id or None.

    ``utterance`` is shared by the pieces of one utterance that its cue or a paragraph's end splits, and None where a piece
    stands alone. ``sources`` are those who pass the words on, outermost first; the speaker is who said them.
    """

    kind: ClassVar[str] = "quote"
    story: str
    form: Form
    words: str
    evidence: tuple[Evidence, ...]
    by: str
    confidence: float
    content: str | None = None
    speaker: str | None = None
    speaker_as: str | None = None
    cue: str | None = None
    to: tuple[str, ...] = ()
    said_at: When | None = None
    venue: str | None = None
    prompt: str | None = None
    utterance: str | None = None
    sources: tuple[Source, ...] = ()
    speaker_by: str | None = None
    within: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """What somebody would not say: who, about what, and how he put it."""

    kind: ClassVar[str] = "silence"
    story: str
    how: str
    evidence: tuple[Evidence, ...]
    by: str
    confidence: float
    who: str | None = None
    about: str | None = None
    asked_by: str | None = None
    asked_at: When | None = None
    within: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """What a party demands, seeks, offers, accepts, refuses ... and of whom.

    ``on_behalf_of`` is the state or body for which a person in office holds it; ``condition`` the words that say until,
    unless or if what; ``change`` how it differs from what the holder wanted before, where words say so.
    """

    kind: ClassVar[str] = "position"
    story: str
    stance: Stance
    content: str
    evidence: tuple[Evidence, ...]
    by: str
    confidence: float
    holder: str | None = None
    target: tuple[str, ...] = ()
    issue: str | None = None
    when: When | None = None
    within: str | None = None
    on_behalf_of: str | None = None
    condition: str | None = None
    change: Change | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a stage saw and could not settle. It is stored and shown, never raised."""

    kind: ClassVar[str] = "doubt"
    story: str
    where: Span
    reason: str
    evidence: tuple[Evidence, ...]
    by: str
    confidence: float = 1.0
    id: str = ""


Record: TypeAlias = Actor | Event | Quote | Silence | Position | Doubt
AnyRecord = TypeVar("AnyRecord", bound="Story | Record")

KINDS: Mapping[str, type[Any]] = types.MappingProxyType(
    {cls.kind: cls for cls in (Story, Actor, Event, Quote, Silence, Position, Doubt)}
)
_JSON_NAMES = {"since": "from", "until": "to"}


def identified(record: AnyRecord) -> AnyRecord:
    """*record* with the id that its content gives it.

    >>> doubt = Doubt("s1", Span(0, 1), "a lone mark", (Evidence(0, 1, '"', "where"),), "quotes.pairing")
    >>> identified(doubt).id == identified(identified(doubt)).id
    True
    """
    content = to_json(replace(record, id=""))
    if isinstance(record, Story):
        # The same report under another path is the same story; the same text from another outlet is not.
        content = {name: content[name] for name in ("text", "published", "source", "url")}
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return replace(record, id=f"{record.kind}-{digest}")


def to_json(record: Any) -> dict[str, Any]:
    """The published JSON object of a record (or of a value inside one), ``kind`` first."""
    out: dict[str, Any] = {"kind": record.kind} if hasattr(type(record), "kind") else {}
    for entry in fields(record):
        name = _JSON_NAMES.get(entry.name, entry.name) if isinstance(record, Role) else entry.name
        out[name] = _plain(getattr(record, entry.name))
    return out


def from_json(value: Mapping[str, Any]) -> Any:
    """The record that ``to_json`` wrote; unknown fields are ignored, an unknown kind raises ``ValueError``."""
    kind = value.get("kind")
    if kind not in KINDS:
        raise ValueError(f"unknown kind of record {kind!r}; known: {', '.join(KINDS)}")
    return _build(KINDS[str(kind)], value)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return to_json(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


_hints: Callable[[Any], Mapping[str, Any]] = functools.cache(typing.get_type_hints)


def _build(cls: type[Any], value: Mapping[str, Any]) -> Any:
    hints = _hints(cls)
    known = {}
    for entry in fields(cls):
        name = _JSON_NAMES.get(entry.name, entry.name) if cls is Role else entry.name
        if name in value:
            known[entry.name] = _typed(hints[entry.name], value[name])
    return cls(**known)


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return tuple(_typed(arguments[0], item) for item in value)
    for option in (hint, *arguments):
        if isinstance(option, type) and is_dataclass(option) and isinstance(value, Mapping):
            return _build(option, value)
    return value


def evidence_errors(story: Story, record: Record) -> Sequence[str]:
    """A line for each evidence or mention of *record* that the story's text does not bear out; empty when exact."""
    errors = []
    if not record.evidence:
        errors.append(f"{record.kind} {record.id}: no evidence")
    pieces = list(record.evidence)
    if isinstance(record, Actor):
        pieces += [piece for role in record.roles for piece in role.evidence]
        errors += [
            f"actor {record.id}: mention {mention.start}..{mention.end} lies outside of the text"
            for mention in record.mentions
            if mention.end > len(story.text)
        ]
    for piece in pieces:
        if story.text[piece.start : piece.end] != piece.text or not piece.text:
            errors.append(
                f"{record.kind} {record.id}: {piece.field} at {piece.start}..{piece.end} says {piece.text!r}, "
                f"the story says {story.text[piece.start : piece.end]!r}"
            )
    return errors
