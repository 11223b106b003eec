"""What the steps share: the story, the rules of speech, the marked words, and how words are attributed."""

from __future__ import annotations

import re
from bisect import bisect_left
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chancery.extract.clauses import Phrase, actor_at, senses_of, stems_of
from chancery.extract.marks import Lone, Marked, pair_marks
from chancery.extract.quoting.transcripts import turns_of
from chancery.language.document import Doc
from chancery.records import Form
from chancery.rules.speech import SpeechRule, SpeechRules

if TYPE_CHECKING:
    from chancery.extract.actors import Cast

SET_OFF = (",", "?", "!", "…", "—", "–", "-", "...")
TERMINAL = re.compile(r"[.?!…]['’‘\"”“»«)\]]*$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is taken to have said the words, and why: the cue and the way in which it was found."""

    form: Form
    by: str
    confidence: float
    cue: Phrase | None = None
    speaker: Phrase | None = None
    content: Phrase | None = None
    prompt: Phrase | None = None
    sources: tuple[Phrase, ...] = ()
    frame: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Marked words in tokens: ``left:right`` with the marks, ``first:last`` the words alone."""

    marks: Marked
    left: int
    first: int
    last: int
    right: int


class Reading:
    """One story while its quotes are found: each step reads what the steps before it have left here."""

    def __init__(self, doc: Doc, cast: Cast, rules: SpeechRules) -> None:
        self.doc, self.cast, self.rules = doc, cast, rules
        self.starts = [token.start for token in doc.tokens]
        self._cues: dict[int, SpeechRule | None] = {}
        self._any_cues: dict[int, SpeechRule | None] = {}
        self.paragraphs = _paragraphs(doc)
        self.turns = tuple(turns_of(doc, self.paragraphs))
        self.quoted = bytearray(len(doc.tokens))
        self.times_at = bytearray(len(doc.tokens))
        for time in doc.times:
            for at in range(self.token(time.start), self.token(time.end)):
                self.times_at[at] = 1
        self.pieces: list[Piece] = []
        self.lone: list[Lone] = []
        turn_spans = [(first, last) for first, last, *_ in self.turns]
        for turn in turn_spans:
            self.cover(self.token(turn[0]), self.token(turn[1]))
        for mark in pair_marks(doc.story.text, self.paragraphs, self._reports):
            if any(first <= mark.start < last for first, last in turn_spans):
                continue
            if isinstance(mark, Lone):
                self.lone.append(mark)
            elif (piece := self._piece(mark)) is not None:
                self.pieces.append(piece)
                self.cover(piece.left, piece.right)
        self.bounds = (0, len(doc.tokens))
        self.sure: set[int] = set()  # the pronouns whose meaning the sentences before them settle
        text = doc.story.text
        # Where marked words end with a sentence's end: the token behind them.
        self.stops = {piece.right for piece in self.pieces if TERMINAL.search(text[: piece.marks.last])}
        self.claimed: tuple[Phrase, ...] = ()
        self.direct_cues: set[int] = set()

    def inside(self, piece: Piece) -> Reading | None:
        """The reading of what stands inside of marked words, where marks stand in it again; None where none do."""
        within = replace(piece.marks, start=piece.marks.first, end=piece.marks.last)
        marks = [
            mark
            for mark in pair_marks(self.doc.story.text, [(within.start, within.end)])
            if isinstance(mark, Marked) and mark.end <= within.end
        ]
        if not marks:
            return None
        inner = copy(self)
        inner.quoted = bytearray(len(self.doc.tokens))
        inner.bounds = (piece.first, piece.last)
        inner.pieces = [found for mark in marks if (found := self._piece(mark)) is not None]
        for found in inner.pieces:
            inner.cover(found.left, found.right)
        return inner

    def token(self, character: int) -> int:
        """The token at or after the character."""
        return bisect_left(self.starts, character)

    def actor_of(self, phrase: Phrase) -> str | None:
        """The actor whom the phrase names, by a person's name in it first."""
        for name in self.doc.names:
            inside = phrase.first <= name.first and name.last <= phrase.last
            if name.type == "PER" and inside and (name.last == phrase.last or name.first <= phrase.head < name.last):
                for at in range(name.last - 1, name.first - 1, -1):
                    if (actor := self.cast.at(at)) is not None:
                        return actor
        return actor_at(self.cast, phrase)

    def cover(self, first: int, last: int) -> None:
        """Count the tokens as words of somebody."""
        for at in range(first, last):
            self.quoted[at] = 1

    def _piece(self, mark: Marked) -> Piece | None:
        text = self.doc.story.text
        first, last = mark.first, mark.last
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        left, right = self.token(mark.start), self.token(mark.end)
        begin, end = self.token(first), self.token(last)
        if begin >= end:
            return None
        return Piece(replace(mark, first=first, last=last), left, begin, end, right)

    def _reports(self, start: int, end: int) -> bool:
        """Whether the open quotation's last clause is a reporting one: "... is open, said Al."."""
        comma = self.doc.story.text.rfind(",", start, end)
        if comma < 0:
            return False
        first, last = self.token(comma) + 1, self.token(end)
        return last - first <= 7 and any(self.cue(at) for at in range(first, last))

    def cue(self, at: int) -> SpeechRule | None:
        """The rule that makes the token a verb of speech."""
        token = self.doc.tokens[at]
        if token.upos not in ("VERB", "AUX") and token.tag not in ("VBD", "VBZ", "VBP"):
            return None
        if at not in self._cues:
            self._cues[at] = self._cue_at(at)
        return self._cues[at]

    def _cue_at(self, at: int) -> SpeechRule | None:
        token = self.doc.tokens[at]
        if token.text == "Said" and at != self.doc.sentence_of(at).first and self.doc.tokens[at - 1].text[:1].isalpha():
            return None  # "Sultan Qaboos bin Said"
        return next((rule for sense in senses_of(self.doc, at) if (rule := self.rules.rule_of(*sense))), None)

    def any_cue(self, at: int) -> SpeechRule | None:
        """As ``cue`` where marked words stand right beside the verb, so that its sense does not matter."""
        token = self.doc.tokens[at]
        if token.upos not in ("VERB", "AUX") and token.tag not in ("VBD", "VBZ", "VBP"):
            return None
        if at not in self._any_cues:
            self._any_cues[at] = self._any_cue_at(at)
        return self._any_cues[at]

    def _any_cue_at(self, at: int) -> SpeechRule | None:
        token = self.doc.tokens[at]
        if rule := self.cue(at):
            return rule
        if token.upos != "VERB":
            return None
        stems = stems_of(token)
        if at + 1 < len(self.doc.tokens):
            # "as Ms. Chen put it", "he went on": the verb with the little word after it.
            following = self.doc.tokens[at + 1].text.lower()
            stems = (*(f"{stem}_{following}" for stem in stems), *stems)
        return next((rule for stem in stems if (rule := self.rules.rule_of(stem))), None)


def _paragraphs(doc: Doc) -> tuple[tuple[int, int], ...]:
    """The paragraphs of the story as stretches of characters that leave nothing out."""
    starts: list[int] = []
    last = None
    for sentence in doc.sentences:
        key = (sentence.part, sentence.paragraph)
        if key != last:
            starts.append(sentence.start)
            last = key
    return tuple(zip(starts, [*starts[1:], len(doc.story.text)], strict=True)) if starts else ()
