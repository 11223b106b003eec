"""What the finding of events looks up once a story: the words, where times and places stand, what is quoted.

Every step reads the same sheet and writes nothing on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chancery.extract.deeds.forms import forms
from chancery.language.document import Doc, Place, Predicate, Time, Token
from chancery.records import Quote
from chancery.rules.events import EventRules, Vocabulary
from chancery.rules.sureness import UNKNOWN, Sureness

if TYPE_CHECKING:
    from chancery.extract.actors import Cast


@dataclass(frozen=True)
class Sheet:
    """A story with its cast, its quotes and the codebook."""

    doc: Doc
    cast: Cast
    quotes: tuple[Quote, ...]
    rules: EventRules
    quoted: tuple[tuple[int, int], ...]  # First and last character of what stands between quotation marks.
    days: Mapping[int, int]  # For each token inside of a time, the time's number.
    spots: Mapping[int, int]  # For each token inside of a place, the place's number.
    predicates: Mapping[int, Sequence[Predicate]]  # By sentence.
    present: bool = False  # Whether the body tells what happened in the present tense.
    sureness: Sureness = UNKNOWN
    dated: Mapping[int, Sequence[int]] = field(default_factory=dict)  # For each word the numbers of its times.
    voice: str | None = None  # Whose statement the story is: whom its own "we" means.
    starts: Mapping[int, int] = field(default_factory=dict)  # Where "since" stands before a time, by the time's number.

    @property
    def words(self) -> Vocabulary:
        """The codebook's lists of words."""
        return self.rules.words

    @property
    def published(self) -> str:
        """The day of the story, as ``2019-02-19``; empty where nobody knows it."""
        return (self.doc.story.published or "")[:10]

    def forms(self, token: Token) -> tuple[str, ...]:
        """What the lemma of the token may be."""
        return forms(token, self.words.irregular)

    def speaks_at(self, index: int) -> tuple[str, int] | None:
        """Who says the words between quotation marks in which the token stands, and the token at which the story names him."""
        start = self.doc.tokens[index].start
        inside = [
            (piece.end - piece.start, n)
            for n, quote in enumerate(self.quotes)
            if quote.speaker is not None and quote.form in ("direct", "mixed")
            for piece in quote.evidence
            if piece.field == "words" and piece.start <= start < piece.end
        ]
        if not inside:
            return None
        quote = self.quotes[min(inside)[1]]
        named = next((piece for piece in quote.evidence if piece.field == "speaker"), None)
        at = self.doc.tokens_in(named.start, named.end) if named is not None else []
        return (quote.speaker, at[-1] if at else index) if quote.speaker is not None else None

    def is_quoted(self, token: Token) -> bool:
        """Whether the word stands between quotation marks: it is the speaker's, and tells no event."""
        return any(start <= token.start < end for start, end in self.quoted)


def sheet_of(doc: Doc, cast: Cast, quotes: Sequence[Quote], rules: EventRules, sureness: Sureness = UNKNOWN) -> Sheet:
    """The sheet of a story; which words its times date is written on it by ``dates.with_days``."""
    quoted = tuple(
        (piece.start, piece.end)
        for quote in quotes
        if quote.form in ("direct", "mixed")
        for piece in quote.evidence
        if piece.field == "words"
    )
    predicates: dict[int, list[Predicate]] = {}
    for predicate in doc.predicates:
        predicates.setdefault(doc.tokens[predicate.token].sentence, []).append(predicate)
    days, spots = _at_tokens(doc, doc.times), _at_tokens(doc, doc.places)
    present = _tells_in_present(doc, quoted)
    return Sheet(doc, cast, tuple(quotes), rules, quoted, days, spots, predicates, present, sureness)


def _tells_in_present(doc: Doc, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether the body tells what happened in the present tense, as briefs and chronologies do: "Iran frees a student"."""
    present = past = 0
    for sentence in doc.sentences:
        if sentence.part != "body":
            continue
        for token in doc.tokens[sentence.first : sentence.last]:
            if token.upos != "VERB" or token.dep not in ("root", "ccomp", "conj", "parataxis"):
                continue
            if any(start <= token.start < end for start, end in quoted):
                continue
            helpers = {child.tag for child in doc.dependents(token.index, "aux", "aux:pass", "cop")}
            if token.tag == "VBD" or "VBD" in helpers:
                past += 1
            elif (token.tag in ("VBZ", "VBP") and token.lemma.lower() not in ("have", "say")) or (
                token.tag == "VBN" and helpers & {"VBZ", "VBP"}
            ):
                present += 1
    return present > past


def _at_tokens(doc: Doc, layer: Sequence[Time | Place]) -> dict[int, int]:
    """For each token inside of a time or place, its number in the layer."""
    out: dict[int, int] = {}
    numbered = iter(enumerate(layer))
    current = next(numbered, None)
    for token in doc.tokens:
        while current is not None and current[1].end <= token.start:
            current = next(numbered, None)
        if current is not None and current[1].start < token.end and token.start < current[1].end:
            out[token.index] = current[0]
    return out
