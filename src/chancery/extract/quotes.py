"""Quotes: words that a story puts in someone's mouth, between marks or as a reported clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chancery.extract.clauses import (
    CLOSERS,
    RELATIVE,
    Phrase,
    actor_at,
    actors_at,
    ancestors,
    argument_of,
    clause_of,
    evidence_of,
    first_verb,
    modal_of,
    negated,
    noun_phrase,
    preposition_of,
    senses_of,
    split_clauses,
    stems_of,
    subject_of,
    time_of,
    times_in,
    trimmed,
    when_of,
)
from chancery.extract.marks import Lone, Marked, pair_marks
from chancery.language.document import Doc, Time, Token
from chancery.records import Doubt, Evidence, Form, Quote, Span, When, identified
from chancery.rules.speech import SpeechRule, SpeechRules

if TYPE_CHECKING:
    from chancery.extract.actors import Cast
    from chancery.rules.load import Rules

_LABEL = re.compile(
    r"[ \t]*((?:(?:MR|MS|MRS|DR|AMBASSADOR|SECRETARY|SENATOR|PRESIDENT)\.?[ ])?[A-Z][A-Z'’.\- ]{0,40})(?: \([^)\n]{1,60}\))?:[ \t]+(?=\S)"
)
_TERMINAL = re.compile(r"[.?!…]['’\")\]]*$")
_SET_OFF = (",", "?", "!", "…", "—", "–", "-", "...")
_QUESTION_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "when", "where", "who", "which", "about", "for", "on"}
)
_UNREPORTED = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who", "which"})
_SUBORDINATE = frozenset(
    {
        "after",
        "when",
        "if",
        "as",
        "while",
        "although",
        "though",
        "because",
        "since",
        "but",
        "hour",
        "day",
        "before",
        "once",
    }
)
_MEETING = frozenset(
    {"meet", "speak", "talk", "confer", "host", "visit", "travel", "discuss", "hold", "convene", "call", "welcome"}
)
_AT_MEETINGS = frozenset(
    "emphasize emphasise reiterate underscore stress note reaffirm highlight affirm underline welcome convey express reassure commend "
    "urge acknowledge raise discuss".split()
)
_ADJUNCTS = frozenset({"after", "before", "at", "during", "of", "on", "in", "following", "about", "to"})


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
    frame: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Marked words in tokens: ``left:right`` with the marks, ``first:last`` the words alone."""

    marks: Marked
    left: int
    first: int
    last: int
    right: int


def find_quotes(doc: Doc, cast: Cast, rules: Rules) -> Iterator[Quote | Doubt]:
    """Yield each quotation in text order, with its speaker where the story names one.

    Forms that it reads:

        "We leave in May," Ana Ruiz said.                    direct
        Asked about May, Ruiz said: "We leave."              direct, with the prompt
        Ruiz said the talks had been "productive".           mixed: the clause around the words is the content
        Ruiz said on Monday that she would leave.            indirect
        MS. RUIZ: We leave in May.                           a transcript's turn

    Marked words that nobody is said to have said (scare quotes, titles of works) are no quotation. A mark without a
    partner becomes a Doubt, and the rest of the story is still read.
    """
    yield from find_speech(doc, cast, rules.speech)


def find_speech(doc: Doc, cast: Cast, rules: SpeechRules) -> Iterator[Quote | Doubt]:
    """What ``find_quotes`` yields, from the rules of speech alone."""
    reading = _Reading(doc, cast, rules)
    found: list[tuple[int, Quote | Doubt]] = [(record.evidence[0].start, record) for record in reading.transcript()]
    found += [(record.evidence[0].start, record) for record in reading.marked()]
    found += [(record.evidence[0].start, record) for record in reading.indirect()]
    seen = set()
    for record in reading.dated([record for _, record in sorted(found, key=lambda pair: pair[0])]):
        if record.id not in seen:
            seen.add(record.id)
            yield record


class _Reading:
    """One story while its quotes are found."""

    def __init__(self, doc: Doc, cast: Cast, rules: SpeechRules) -> None:
        self.doc, self.cast, self.rules = doc, cast, rules
        self.starts = [token.start for token in doc.tokens]
        self.paragraphs = _paragraphs(doc)
        self.turns = tuple(_turns(doc, self.paragraphs))
        self.quoted = bytearray(len(doc.tokens))
        self.pieces: list[Piece] = []
        self.lone: list[Lone] = []
        turn_spans = [(first, last) for first, last, *_ in self.turns]
        for turn in turn_spans:
            self._cover(self._token(turn[0]), self._token(turn[1]))
        for mark in pair_marks(doc.story.text, self.paragraphs, self._reports):
            if any(first <= mark.start < last for first, last in turn_spans):
                continue
            if isinstance(mark, Lone):
                self.lone.append(mark)
            elif (piece := self._piece(mark)) is not None:
                self.pieces.append(piece)
                self._cover(piece.left, piece.right)
        self.claimed: list[Phrase] = []
        self.direct_cues: set[int] = set()

    def _token(self, character: int) -> int:
        return bisect_left(self.starts, character)

    def _cover(self, first: int, last: int) -> None:
        for at in range(first, last):
            self.quoted[at] = 1

    def _piece(self, mark: Marked) -> Piece | None:
        text = self.doc.story.text
        first, last = mark.first, mark.last
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        left, right = self._token(mark.start), self._token(mark.end)
        begin, end = self._token(first), self._token(last)
        if begin >= end:
            return None
        return Piece(replace(mark, first=first, last=last), left, begin, end, right)

    def _reports(self, start: int, end: int) -> bool:
        """Whether the open quotation's last clause is a reporting one: "... is open, said Al."."""
        comma = self.doc.story.text.rfind(",", start, end)
        if comma < 0:
            return False
        first, last = self._token(comma) + 1, self._token(end)
        return last - first <= 7 and any(self._cue(at) for at in range(first, last))

    def _cue(self, at: int) -> SpeechRule | None:
        """The rule that makes the token a verb of speech."""
        token = self.doc.tokens[at]
        if token.upos not in ("VERB", "AUX"):
            return None
        if token.text == "Said" and at != self.doc.sentence_of(at).first and self.doc.tokens[at - 1].text[:1].isalpha():
            return None  # "Sultan Qaboos bin Said"
        return next((rule for sense in senses_of(self.doc, at) if (rule := self.rules.rule_of(*sense))), None)

    def _any_cue(self, at: int) -> SpeechRule | None:
        """As ``_cue`` where marked words stand right beside the verb, so that its sense does not matter."""
        token = self.doc.tokens[at]
        if rule := self._cue(at):
            return rule
        if token.upos != "VERB":
            return None
        return next((rule for stem in stems_of(token) if (rule := self.rules.rule_of(stem))), None)

    # ---- transcripts

    def transcript(self) -> Iterator[Quote]:
        """Yield a direct quote for each turn of a transcript, with the question before it as prompt."""
        rule = self.rules.by_name("transcript")
        questions = set(rule.phrases) if rule else {"QUESTION", "Q"}
        prompt: tuple[int, int] | None = None
        for start, end, label_start, label_end in self.turns:
            text = self.doc.story.text
            label = text[label_start:label_end]
            words = Evidence.of(self.doc.story, start, end, "words")
            asks = label.strip(". ") in questions
            evidence = [words, Evidence.of(self.doc.story, label_start, label_end, "speaker")]
            if prompt is not None and not asks:
                evidence.append(Evidence.of(self.doc.story, *prompt, "prompt"))
            first, last = self._token(label_start), self._token(label_end)
            actors = self.cast.of(first, last) if first < last else ()
            yield identified(
                Quote(
                    story=self.doc.story.id,
                    form="direct",
                    words=words.text,
                    evidence=tuple(evidence),
                    by="speech.transcript",
                    confidence=rule.confidence if rule else 0.9,
                    speaker=None if asks or not actors else actors[-1],
                    speaker_as=label,
                    prompt=text[slice(*prompt)] if prompt is not None and not asks else None,
                )
            )
            prompt = (start, end) if asks else None

    # ---- between marks

    def marked(self) -> Iterator[Quote | Doubt]:
        """Yield the direct and mixed quotes, and a doubt for each lone mark."""
        for mark in self.lone:
            where = Span(mark.start, mark.end)
            evidence = (Evidence.of(self.doc.story, mark.start, mark.end, "where"),)
            doubt = Doubt(self.doc.story.id, where, "a quotation mark without a partner", evidence, "quotes.pairing")
            yield identified(doubt)
        attributions = [self._attribute(piece) for piece in self.pieces]
        self.direct_cues = {one.cue.head for one in attributions if one and one.cue and one.form == "direct"}
        self._share_chains(attributions)
        previous: tuple[Piece, Attribution] | None = None
        for number, piece in enumerate(self.pieces):
            attribution = attributions[number] or self._carried(piece, previous)
            if attribution is None:
                continue
            previous = (piece, attribution)
            yield self._quote(piece, attribution)

    def _attribute(self, piece: Piece) -> Attribution | None:
        """The attribution of marked words by what stands around them."""
        before, after = self._frame_before(piece), self._frame_after(piece)
        return (
            self._cue_before(piece, before)
            or self._cue_after(piece, before, after)
            or self._argument_around(piece, before, after)
            or self._clause_around(piece, before, after)
            or self._gap_before(piece, before)
        )

    def _frame_before(self, piece: Piece) -> range:
        """The tokens of the sentence before the marked words."""
        tokens, at = self.doc.tokens, piece.left
        if at == 0:
            return range(0)
        sentence = self.doc.sentence_of(at)
        if at == sentence.first and tokens[at - 1].text in (":", ",") and not self.quoted[at - 1]:
            sentence = self.doc.sentence_of(at - 1)
        first = sentence.first
        for back in range(at - 1, sentence.first - 1, -1):
            closes = self.quoted[back] and _TERMINAL.search(self.doc.story.text[tokens[back].start : tokens[back].end])
            inside = self.quoted[back] and back + 1 < at and self.quoted[back + 1]
            if (tokens[back].text in (".", "?", "!") and not self.quoted[back]) or (closes and not inside):
                first = back + 1
                break
        return range(first, at)

    def _frame_after(self, piece: Piece) -> range:
        """The tokens of the sentence after the marked words."""
        doc, at = self.doc, piece.right
        if at >= len(doc.tokens):
            return range(at, at)
        words = doc.story.text[piece.marks.first : piece.marks.last]
        sentence = doc.sentence_of(at - 1)
        following = doc.sentence_of(at)
        begins_low = doc.tokens[at].text[:1].islower()
        if words.endswith((".", "…")) and not begins_low:
            return range(at, at)
        if following.index != sentence.index:
            if following.paragraph != sentence.paragraph or not words.endswith(_SET_OFF):
                return range(at, at)
            cue = next((n for n in range(at, min(at + 6, following.last)) if self._any_cue(n)), None)
            if not begins_low and cue is None:
                return range(at, at)
        return range(at, following.last)

    def _cue_before(self, piece: Piece, frame: range) -> Attribution | None:
        """ "Ruiz told reporters: ", "he then added, ", "Ruiz said ": the nearest verb before the marks is one of speech."""
        tokens = self.doc.tokens
        if not frame or self._title(piece):
            return None
        last = tokens[frame[-1]]
        text = self.doc.story.text
        colon = last.text == ":"
        cue = None
        for at in reversed(frame):
            if self.quoted[at] or frame[-1] - at > 24:
                break
            token = tokens[at]
            if token.upos not in ("VERB", "AUX"):
                continue
            if rule := self._any_cue(at):
                cue = at
                break
            if not token.dep.startswith("acl") and token.dep not in ("amod", "compound"):
                break
        if cue is None or (rule := self._any_cue(cue)) is None or negated(self.doc, cue):
            return self._label(piece, frame) if colon and cue is None else None
        middle = last.text == "," and any(self.quoted[at] for at in range(max(0, cue - 8), cue))
        starts_upper = text[piece.marks.first : piece.marks.first + 1].isupper()
        adjacent = frame[-1] == cue or (last.lemma == "that" and frame[-1] - 1 == cue)
        comma = last.text == ","
        whole = bool(_TERMINAL.search(text[: piece.marks.last])) or text[piece.marks.last - 1 : piece.marks.last] == ","
        if not (
            colon
            or adjacent
            or middle
            or (comma and starts_upper)
            or (starts_upper and whole and piece.last - piece.first > 3)
        ):
            return None
        form: Form = "direct" if (colon or middle or starts_upper) and last.lemma != "that" else "mixed"
        if form not in rule.forms:
            return None
        return self._by_cue(piece, cue, rule, form, "before", frame)

    def _label(self, piece: Piece, frame: range) -> Attribution | None:
        """ "Ruiz: "We leave."": a name and a colon."""
        if len(frame) > 7 or frame[0] != self.doc.sentence_of(frame[0]).first:
            return None
        phrase = trimmed(self.doc, frame[0], frame[0], frame[-1] + 1)
        phrase = Phrase(self.doc.head_of(phrase.first, phrase.last), phrase.first, phrase.last)
        if self.doc.tokens[phrase.head].upos != "PROPN" or actor_at(self.cast, phrase) is None:
            return None
        return Attribution("direct", "speech.label", 0.8, None, phrase)

    def _cue_after(self, piece: Piece, before: range, after: range) -> Attribution | None:
        """ "...," Ruiz said; "...?" asked the mayor: the first verb after the marks is one of speech."""
        if not after:
            return None
        tokens, text = self.doc.tokens, self.doc.story.text
        words = text[piece.marks.first : piece.marks.last]
        start = after[0]
        set_off = words.endswith(_SET_OFF)
        if tokens[start].text == "," and start + 1 < after.stop:
            start, set_off = start + 1, True
        if (
            not (set_off or words.endswith("."))
            or tokens[start].dep == "cc"
            or tokens[start].lemma in ("which", "that", "but", "and")
        ):
            return None
        for at in range(start, min(after.stop, start + 30)):
            token = tokens[at]
            if self.quoted[at] or token.text in (".", ";", ":"):
                return None
            if (
                token.upos not in ("VERB", "AUX")
                or token.dep.startswith("acl")
                or token.dep in ("amod", "compound", "aux", "aux:pass", "cop")
            ):
                continue
            if self._inside_relative(at, start):
                continue
            rule = self._any_cue(at)
            if rule is None or negated(self.doc, at) or at - start > 18:
                return None
            if (
                not before
                or tokens[before[-1]].text in (":", ",", ";")
                or all(self.quoted[n] or tokens[n].text in CLOSERS for n in before)
            ):
                return self._by_cue(piece, at, rule, "direct", "after", after) if "direct" in rule.forms else None
            attribution = self._by_cue(piece, at, rule, "mixed", "after", after)
            return replace(attribution, content=trimmed(self.doc, piece.first, before[0], piece.right))
        return None

    def _inside_relative(self, at: int, start: int) -> bool:
        for above in ancestors(self.doc, at, 6):
            if above < start:
                return False
            if self.doc.tokens[above].dep.startswith("acl"):
                return True
        return False

    def _clause_around(self, piece: Piece, before: range, after: range) -> Attribution | None:
        """The words stand in the clause of a verb of speech: "said the talks had been "productive"."""
        if self._title(piece):
            return None
        doc, tokens = self.doc, self.doc.tokens
        sentence = doc.sentence_of(piece.first)
        heads = [
            at
            for at in range(piece.first, piece.last)
            if not piece.first <= tokens[at].head < piece.last or tokens[at].head == at
        ]
        for head in heads[:3]:
            path = [head, *ancestors(doc, head)]
            for step, at in enumerate(path):
                if (by := self._according(at, piece)) is not None:
                    return by
                for child in doc.dependents(at, "parataxis", "ccomp"):
                    rule = self._cue(child.index)
                    if (
                        rule
                        and child.index >= before.start
                        and not self.quoted[child.index]
                        and child.dep == "parataxis"
                        and "mixed" in rule.forms
                    ):
                        if not negated(doc, child.index) and subject_of(doc, child.index):
                            content = clause_of(doc, at, {child.index})
                            return replace(
                                self._by_cue(piece, child.index, rule, "mixed", "within", after), content=content
                            )
                if step == 0 or self.quoted[at] or tokens[at].sentence != sentence.index:
                    continue
                rule = self._any_cue(at)
                if rule is None or "mixed" not in rule.forms or at < before.start:
                    continue
                below = tokens[path[step - 1]]
                if not self._carries(rule, below.index) or negated(doc, at):
                    if below.dep.startswith(("nsubj", "csubj")):
                        break
                    continue
                frame = before if before and before[0] <= at < piece.left else after
                bare = below.dep == "obj" and "indirect" in rule.forms
                around = self._by_cue(piece, at, rule, "mixed", "within", frame)
                return replace(around, content=None if bare else clause_of(doc, below.index))
        return None

    def _argument_around(self, piece: Piece, before: range, after: range) -> Attribution | None:
        """The words stand in what a predicate of speech says: the nearest such predicate."""
        if self._title(piece):
            return None
        doc = self.doc
        sentence = doc.sentence_of(piece.first)
        best: tuple[int, int, SpeechRule, Phrase] | None = None
        for at in range(sentence.first, sentence.last):
            predicate = doc.predicate_at.get(at)
            if (
                before.start > at
                or predicate is None
                or self.quoted[at]
                or (rule := self._any_cue(at)) is None
                or "mixed" not in rule.forms
            ):
                continue
            for argument in predicate.arguments:
                if argument.role not in ("ARG1", "ARG2", "ARG3", "C-ARG1") or argument.last - argument.first < 2:
                    continue
                inside = argument.first <= piece.first and piece.last <= argument.last + 1
                if "indirect" not in rule.forms and first_verb(doc, argument.first, piece.left) is not None:
                    continue
                if inside and not negated(doc, at) and (best is None or argument.last - argument.first < best[0]):
                    best = (
                        argument.last - argument.first,
                        at,
                        rule,
                        Phrase(argument.first, argument.first, argument.last),
                    )
        if best is None:
            return None
        _, cue, rule, said = best
        frame = before if before and before[0] <= cue < piece.left else after
        opened = self._opened(cue, trimmed(doc, said.first, said.first, max(said.last, piece.right)))
        content = next(
            (part for part in split_clauses(doc, opened) if part.first <= piece.first and piece.last <= part.last),
            opened,
        )
        return replace(self._by_cue(piece, cue, rule, "mixed", "within", frame), content=content)

    def _gap_before(self, piece: Piece, frame: range) -> Attribution | None:
        """ "a trip he said was aimed at "...": a verb of speech with its subject before it and the rest of its clause behind it."""
        if self._title(piece):
            return None
        tokens = self.doc.tokens
        for at in reversed(frame[1:-1]):
            follows = tokens[at + 1]
            if tokens[at - 1].upos not in ("PRON", "PROPN", "NOUN") or not _finite(follows) or self.quoted[at + 1]:
                continue
            rule = self._cue(at)
            if rule is None or "indirect" not in rule.forms or negated(self.doc, at):
                continue
            last = max(piece.right, self.doc.sentence_of(at).last)
            content = trimmed(self.doc, at + 1, at + 1, last)
            return replace(self._by_cue(piece, at, rule, "mixed", "within", frame), content=content)
        return None

    def _opened(self, cue: int, said: Phrase) -> Phrase:
        """The clause without what stands between the verb of speech and it: "on Friday that", "a news briefing", "after that trip"."""
        tokens, first = self.doc.tokens, said.first
        if first < cue:
            return said
        last = said.last
        verb = first_verb(self.doc, first, last)
        if verb is None:
            return said
        for at in range(first, min(first + 10, verb)):
            if tokens[at].lemma.lower() == "that" and tokens[at].upos == "SCONJ" and at + 1 < last and at > first:
                return trimmed(self.doc, at + 1, at + 1, last)
        moved = True
        while moved and first < verb - 1:
            moved = False
            at = first
            if tokens[at].upos in ("ADP", "SCONJ") and tokens[at].lemma.lower() in _ADJUNCTS:
                at += 1
            elif not self._hearer(first, verb) and not self._timed(first):
                break
            while (at < verb and tokens[at].upos in ("DET", "ADJ", "NUM")) or (
                at < verb and tokens[at].dep == "nmod:poss" and at == first
            ):
                at += 1
            while (
                at < verb
                and tokens[at].upos in ("NOUN", "PROPN")
                and (
                    tokens[at].upos != "PROPN"
                    or at == first
                    or tokens[at - 1].upos in ("DET", "ADP", "SCONJ", "PROPN", "NUM", "ADJ")
                )
            ):
                at += 1
            if first < at < verb and tokens[at].upos in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "ADP", "SCONJ"):
                first, moved = at, True
        return trimmed(self.doc, first, first, last)

    def _hearer(self, at: int, verb: int) -> bool:
        """Whether the words at *at* name an occasion or people that are told, not the clause's subject."""
        for ahead in range(at, min(at + 4, verb)):
            if self.doc.tokens[ahead].lemma.lower() in self.rules.venues:
                return self.doc.tokens[ahead + 1].upos in ("PRON", "DET", "PROPN", "ADP", "SCONJ", "NOUN")
        return False

    def _timed(self, at: int) -> bool:
        start = self.doc.tokens[at].start
        return any(time.start == start for time in self.doc.times)

    def _carries(self, rule: SpeechRule, below: int) -> bool:
        """Whether the cue's dependent at *below* is what is said, not who says it or where."""
        token = self.doc.tokens[below]
        relation = token.dep.split(":")[0]
        if relation in ("ccomp", "xcomp", "obj", "parataxis", "dep"):
            return True
        if relation == "conj":
            return False
        if "indirect" in rule.forms:
            return False
        return relation == "obl" and preposition_of(self.doc, below) in (
            "of",
            "as",
            "about",
            "to",
            "for",
            "over",
            "against",
            "with",
        )

    def _according(self, at: int, piece: Piece | None) -> Attribution | None:
        """ "..., according to the governor"."""
        rule = self.rules.by_name("according")
        if rule is None:
            return None
        for child in self.doc.dependents(at, "obl", "nmod", "advcl"):
            if piece is not None and piece.left <= child.index < piece.right:
                continue
            speaker = noun_phrase(self.doc, child.index)
            if preposition_of(self.doc, child.index) in rule.phrases and self._source(speaker):
                case = next(self.doc.dependents(child.index, "case")).index
                content = clause_of(self.doc, at, {child.index})
                return Attribution(
                    "mixed", "speech.according", rule.confidence, Phrase(case, case, case + 2), speaker, content
                )
        return None

    def _source(self, phrase: Phrase) -> bool:
        """Whether the phrase can be asked: an actor, a name, or people who know."""
        token = self.doc.tokens[phrase.head]
        return (
            actor_at(self.cast, phrase) is not None
            or token.upos == "PROPN"
            or token.lemma.lower() in self.rules.sources
        )

    def _title(self, piece: Piece) -> bool:
        """Whether the marks hold the title of a work, a name or a nickname, not speech."""
        tokens = self.doc.tokens
        words = [token for token in tokens[piece.first : piece.last] if token.text[:1].isalpha()]
        around = [tokens[at].lemma.lower() for at in range(max(0, piece.left - 2), piece.left)]
        if len(words) <= 8 and any(word in self.rules.works for word in around):
            return True
        content = [word for word in words if word.upos in ("NOUN", "PROPN", "ADJ", "VERB", "ADV")]
        return len(content) >= 2 and len(words) <= 10 and all(word.text[0].isupper() for word in content)

    def _by_cue(self, piece: Piece, cue: int, rule: SpeechRule, form: Form, way: str, frame: range) -> Attribution:
        """The attribution to the subject of a verb of speech."""
        speaker = self._speaker(cue, frame)
        confidence = rule.confidence if speaker else rule.confidence - 0.2
        if way == "within":
            confidence -= 0.05
        content = None
        if form == "mixed":
            below = next(
                (child.index for child in self.doc.dependents(cue, "ccomp", "xcomp") if not child.index < cue - 30),
                None,
            )
            if below is not None and doc_covers(self.doc, below, piece):
                content = clause_of(self.doc, below)
        prompt = self._prompt(cue, speaker)
        phrase = Phrase(cue, cue, cue + 1)
        stretch = (frame[0], frame[-1] + 1) if frame else None
        return Attribution(
            form, f"speech.{rule.name}.{way}", round(confidence, 2), phrase, speaker, content, prompt, stretch
        )

    def _speaker(self, cue: int, frame: range | None = None) -> Phrase | None:
        """Who speaks: the cue's subject, else the name that stands right beside the cue."""
        doc, tokens = self.doc, self.doc.tokens
        subject = subject_of(doc, cue)
        if subject is not None and not all(self.quoted[at] for at in range(subject.first, subject.last)):
            return subject
        for at in (cue + 1, cue - 1):
            if frame is None or at not in frame or self.quoted[at]:
                continue
            if tokens[at].upos in ("PROPN", "PRON", "NOUN", "DET", "ADJ") and tokens[at].lemma not in ("that", "it"):
                step = 1 if at > cue else -1
                end = at
                while (
                    end + step in frame
                    and tokens[end + step].upos in ("PROPN", "NOUN", "DET", "ADJ", "ADP")
                    and not self.quoted[end + step]
                ):
                    end += step
                first, last = min(at, end), max(at, end) + 1
                while first < last and tokens[first].upos == "ADP":
                    first += 1
                return Phrase(doc.head_of(first, last), first, last) if first < last else None
        return None

    def _prompt(self, cue: int, speaker: Phrase | None) -> Phrase | None:
        """The question that the words answer: "Asked on Thursday whether ..., Ruiz said"."""
        doc, tokens = self.doc, self.doc.tokens
        sentence = doc.sentence_of(cue)
        asked = next(
            (
                at
                for at in range(sentence.first, sentence.last)
                if tokens[at].text.lower().endswith("ed")
                and any(stem in self.rules.prompts for stem in stems_of(tokens[at]))
                and not self.quoted[at]
                and at != cue
                and (at == sentence.first or tokens[at - 1].lemma.lower() in ("when", ",", "and", "if"))
            ),
            None,
        )
        return question_of(doc, asked, cue, speaker) if asked is not None else None

    def _share_chains(self, attributions: list[Attribution | None]) -> None:
        """Give every piece of a quotation that goes on through paragraphs the speaker that one of them has."""
        first = 0
        while first < len(self.pieces):
            last = first
            while (
                last + 1 < len(self.pieces)
                and self.pieces[last].marks.goes_on
                and self.pieces[last + 1].marks.continues
            ):
                last += 1
            if last > first:
                known = next((a for n in (*range(first, last + 1),) if (a := attributions[n]) and a.speaker), None)
                for n in range(first, last + 1):
                    if attributions[n] is None and known is not None:
                        attributions[n] = Attribution(
                            "direct", "speech.continued", round(known.confidence - 0.05, 2), None, known.speaker
                        )
                    elif attributions[n] is None:
                        attributions[n] = Attribution("direct", "speech.continued", 0.6)
            first = last + 1

    def _carried(self, piece: Piece, previous: tuple[Piece, Attribution] | None) -> Attribution | None:
        """A whole sentence between marks without a cue: its paragraph's last speaker goes on, else nobody is named."""
        doc, text = self.doc, self.doc.story.text
        words = text[piece.marks.first : piece.marks.last]
        tokens = doc.tokens[piece.first : piece.last]
        if (
            not _TERMINAL.search(words)
            or not words.lstrip("[(… .")[:1].isupper()
            or self._frame_before(piece)
            or self._title(piece)
        ):
            return None
        if sum(token.text[0].isalpha() for token in tokens) < 4 or not any(
            token.upos in ("VERB", "AUX") for token in tokens
        ):
            return None
        sentence = doc.sentence_of(piece.left)
        if previous is not None and previous[1].speaker is not None:
            earlier = doc.sentence_of(previous[0].left)
            nearby = doc.sentence_of(previous[0].right - 1).index >= sentence.index - 1
            if earlier.paragraph == sentence.paragraph and nearby:
                return Attribution("direct", "speech.carried.quote", 0.8, None, previous[1].speaker)
        if sentence.index and (before := doc.sentences[sentence.index - 1]).paragraph == sentence.paragraph:
            root = next((at for at in range(before.first, before.last) if doc.tokens[at].head == at), None)
            if root is not None and not self.quoted[root] and (rule := self._cue(root)) and "indirect" in rule.forms:
                speaker = subject_of(doc, root)
                if speaker is not None and not negated(doc, root):
                    return Attribution("direct", "speech.carried.clause", 0.7, None, speaker)
        if previous is not None and previous[1].speaker is not None and previous[1].form == "direct":
            # A paragraph that is a quotation alone, after one that a quotation leads: the speaker goes on.
            earlier = doc.sentence_of(previous[0].right - 1)
            led = next(
                (
                    one
                    for one in doc.sentences[max(0, earlier.index - 12) : earlier.index + 1]
                    if one.paragraph == earlier.paragraph
                ),
                earlier,
            )
            if sentence.paragraph == earlier.paragraph + 1 and self.quoted[led.first]:
                return Attribution("direct", "speech.carried.paragraph", 0.7, None, previous[1].speaker)
        return Attribution("direct", "speech.alone", 0.55)

    def _quote(self, piece: Piece, attribution: Attribution) -> Quote:
        """The record of marked words."""
        if (content := attribution.content) is not None:
            # Content that begins or ends among the marked words holds them all, with their marks.
            first = piece.left if piece.left <= content.first < piece.right else content.first
            last = piece.right if piece.left < content.last <= piece.right else content.last
            while first < content.head and self.doc.tokens[first].dep == "case":
                first += 1
            attribution = replace(attribution, content=Phrase(content.head, first, last))
        words = Evidence.of(self.doc.story, piece.marks.first, piece.marks.last, "words")
        bars = [Phrase(piece.left, piece.left, piece.right)]
        return self._record(attribution, words, bars)

    def _record(self, attribution: Attribution, words: Evidence, bars: Sequence[Phrase]) -> Quote:
        """The record of an attribution, with the evidence of each of its fields."""
        doc = self.doc
        evidence = [words]
        named = {
            "content": attribution.content, "speaker": attribution.speaker, "cue": attribution.cue, "prompt": attribution.prompt,
        }  # fmt: skip
        said = {}
        for name, phrase in named.items():
            if phrase is not None:
                said[name] = evidence_of(doc, name, phrase.first, phrase.last)
                evidence.append(said[name])
        time = self._said_at(attribution, bars)
        if time is not None:
            evidence.append(Evidence.of(doc.story, time.start, time.end, "said_at"))
        to, venue = self._audience(attribution, bars)
        if venue is not None:
            evidence.append(evidence_of(doc, "venue", venue.first, venue.last))
        if to is not None:
            evidence.append(evidence_of(doc, "to", to.first, to.last))
        return identified(
            Quote(
                story=doc.story.id,
                form=attribution.form,
                words=words.text,
                evidence=tuple(evidence),
                by=attribution.by,
                confidence=attribution.confidence,
                content=said["content"].text if "content" in said else None,
                speaker=actor_at(self.cast, attribution.speaker),
                speaker_as=said["speaker"].text if "speaker" in said else None,
                cue=said["cue"].text if "cue" in said else None,
                to=actors_at(doc, self.cast, to),
                said_at=when_of(doc, time),
                venue=doc.words(venue.first, venue.last) if venue else None,
                prompt=said["prompt"].text if "prompt" in said else None,
            )
        )

    def dated(self, records: Sequence[Quote | Doubt]) -> Iterator[Quote | Doubt]:
        """The records, each quote that goes on from a dated one with that one's day.

        Forms that it reads:

            Ruiz told a briefing on Monday that ... "We leave," he said.    the same speaker, the same paragraph
            Ruiz spoke with Lee on Monday. Ruiz reaffirmed that ...         what was said when they met
        """
        latest: dict[tuple[str, int], Evidence] = {}
        whens: dict[Evidence, When] = {}
        meetings = self._meetings() if any(isinstance(one, Quote) and one.said_at is None for one in records) else ()
        for record in records:
            if isinstance(record, Doubt) or record.speaker is None:
                yield record
                continue
            paragraph = self.doc.sentence_of(
                min(self._token(record.evidence[0].start), len(self.doc.tokens) - 1)
            ).paragraph
            key = (record.speaker, paragraph)
            piece = next((piece for piece in record.evidence if piece.field == "said_at"), None)
            if piece is not None and record.said_at is not None:
                latest[key], whens[piece] = piece, record.said_at
            elif self._goes_on(record):
                if (known := latest.get(key)) is not None:
                    yield self._with_day(record, known, whens[known])
                    continue
                if (met := self._met(record, paragraph, meetings)) is not None:
                    day = Evidence.of(self.doc.story, met.start, met.end, "said_at")
                    if (when := when_of(self.doc, met)) is not None:
                        yield self._with_day(record, day, when)
                        continue
            yield record

    def _goes_on(self, quote: Quote) -> bool:
        """Whether the quote is told in the past tense and tells no time of its own: "he added"; not "he has said"."""
        if quote.by in ("speech.according", "speech.transcript", "speech.alone"):
            return False
        cue = next((piece for piece in quote.evidence if piece.field == "cue"), None)
        if cue is None:
            return True
        at = self._token(cue.start)
        helpers = {child.lemma.lower() for child in self.doc.dependents(at, "aux")}
        if "have" in helpers or any(
            child.lemma.lower() in ("later", "earlier", "previously", "once", "often", "before", "repeatedly")
            for child in self.doc.dependents(at, "advmod")
        ):
            return False
        return not any(
            child.dep == "obl" and self._timed_at(child.index) for child in self.doc.dependents(at, "obl")
        ) and self.doc.tokens[at].tag in ("VBD", "VBG", "VBN")

    def _timed_at(self, index: int) -> bool:
        start = self.doc.tokens[index].start
        return any(time.start <= start < time.end for time in self.doc.times)

    def _with_day(self, quote: Quote, piece: Evidence, when: When) -> Quote:
        return identified(replace(quote, evidence=(*quote.evidence, piece), said_at=when))

    def _meetings(self) -> tuple[tuple[int, frozenset[str], Time], ...]:
        """Where a paragraph opens with people who met or spoke on a day: the paragraph, who they are, the day."""
        doc, found, seen = self.doc, list[tuple[int, frozenset[str], Time]](), set[int]()
        for sentence in doc.sentences:
            if sentence.part != "body" or sentence.paragraph in seen:
                continue
            verb = next(
                (
                    at
                    for at in range(sentence.first, sentence.last)
                    if doc.tokens[at].dep == "root" and not self.quoted[at]
                ),
                None,
            )
            if verb is None or doc.tokens[verb].lemma.lower() not in _MEETING or doc.tokens[verb].tag != "VBD":
                continue
            seen.add(sentence.paragraph)
            if (time := time_of(doc, verb)) is not None:
                found.append(
                    (
                        sentence.paragraph,
                        frozenset(filter(None, map(self.cast.at, range(sentence.first, sentence.last)))),
                        time,
                    )
                )
        return tuple(found)

    def _met(self, quote: Quote, paragraph: int, meetings: Sequence[tuple[int, frozenset[str], Time]]) -> Time | None:
        """The day of the meeting that the words were said at: told right before, with a verb of such accounts."""
        cue = next((piece for piece in quote.evidence if piece.field == "cue"), None)
        if cue is None or not any(stem in _AT_MEETINGS for stem in stems_of(self.doc.tokens[self._token(cue.start)])):
            return None
        near = [one for one in meetings if 0 <= paragraph - one[0] <= 2]
        return near[-1][2] if near and quote.speaker in near[-1][1] else None

    def _said_at(self, attribution: Attribution, bars: Sequence[Phrase]) -> Time | None:
        """The day on which it was said, where the words around the cue tell it."""
        if attribution.cue is None:
            return None
        doc, cue = self.doc, attribution.cue.head
        if attribution.by == "speech.according":
            return self._by_source(attribution)
        barred = [*bars, *(phrase for phrase in (attribution.content, attribution.prompt) if phrase)]
        if time := time_of(doc, cue, barred):
            return time
        governor = doc.tokens[doc.tokens[cue].head]
        if doc.tokens[cue].tag == "VBG" and doc.tokens[cue].dep.split(":")[0] in ("advcl", "acl", "xcomp"):
            # "declared an emergency on Friday, claiming ...", "released a statement on Friday saying ..."
            verb = governor.index if governor.upos == "VERB" else governor.head
            if doc.tokens[verb].upos == "VERB" and verb < cue and (time := time_of(doc, verb, barred)):
                return time
        if attribution.prompt is not None:
            # "Asked on Thursday how important ...": the day between the verb of asking and the question.
            sentence = doc.sentence_of(cue)
            for time in times_in(doc, sentence.first, sentence.last):
                at = self._token(time.start)
                if (
                    0 < attribution.prompt.first - at <= 6
                    and at < cue
                    and time.earliest
                    and time.type in ("DATE", "TIME")
                ):
                    return time
        return None

    def _by_source(self, attribution: Attribution) -> Time | None:
        """ "according to officials on Saturday": the day right behind the source."""
        doc, speaker = self.doc, attribution.speaker
        if speaker is None:
            return None
        sentence = doc.sentence_of(speaker.head)
        for time in times_in(doc, speaker.first, sentence.last):
            at = self._token(time.start)
            gap = range(speaker.last, at)
            if at >= speaker.first and len(gap) <= 1 and all(doc.tokens[n].upos in ("ADP", "ADV") for n in gap):
                return time if time.earliest and time.type in ("DATE", "TIME") else None
        return None

    def _audience(self, attribution: Attribution, bars: Sequence[Phrase]) -> tuple[Phrase | None, Phrase | None]:
        """To whom it was said, and at what occasion: "told a news briefing", "told Kim in an interview"."""
        if attribution.cue is None or attribution.by == "speech.according":
            return None, None
        doc, cue = self.doc, attribution.cue.head
        barred = [*bars, *([attribution.content] if attribution.content else [])]
        to: Phrase | None = None
        venue: Phrase | None = None
        for child in doc.dependents(cue, "obj", "iobj", "obl"):
            if (
                self.quoted[child.index]
                or any(bar.first <= child.index < bar.last for bar in barred)
                or child.dep == "obl:agent"
            ):
                continue
            phrase = noun_phrase(doc, child.index)
            preposition = preposition_of(doc, child.index)
            addressed = not preposition and child.dep in ("obj", "iobj", "obl")
            if child.lemma in self.rules.venues or child.text in self.rules.venues:
                venue = venue or self._without_case(phrase)
            elif (addressed and actor_at(self.cast, phrase)) or (preposition == "to" and actor_at(self.cast, phrase)):
                to = to or self._without_case(phrase)
        return to, venue

    def _without_case(self, phrase: Phrase) -> Phrase:
        first = phrase.first
        while first < phrase.head and self.doc.tokens[first].dep == "case":
            first += 1
        return Phrase(phrase.head, first, phrase.last)

    # ---- reported clauses

    def indirect(self) -> Iterator[Quote]:
        """Yield the reported clauses that hold no marked words of their own."""
        doc = self.doc
        for token in doc.tokens:
            if self.quoted[token.index]:
                continue
            if token.text.lower() == "according" and token.index + 1 < len(doc.tokens):
                yield from self._indirect_according(token.index)
            rule = self._cue(token.index)
            if rule is None or token.index in self.direct_cues or "indirect" not in rule.forms:
                continue
            if not self._asserts(token.index):
                continue
            content = self._reported(token.index, rule)
            speaker = subject_of(doc, token.index)
            if content is None or speaker is None or self._unfit(speaker, rule):
                continue
            if speaker.first < content.last and content.first < speaker.last and token.dep != "parataxis":
                continue
            parts = split_clauses(doc, content, only_that=True) if self._holds_quote(content) else (content,)
            told = [part for part in parts if part.last - part.first >= 3 and not self._holds_quote(part)]
            if not told:
                continue
            if len(parts) > 1:
                told = [part for part in told if first_verb(doc, part.first, part.last) is not None]
            attribution = Attribution(
                "indirect",
                f"speech.{rule.name}.clause",
                round(rule.confidence - (0.0 if actor_at(self.cast, speaker) else 0.15), 2),
                Phrase(token.index, token.index, token.index + 1),
                speaker,
                None,
                self._prompt(token.index, speaker),
            )
            for part in told:
                yield self._record(attribution, evidence_of(doc, "words", part.first, part.last), [content])

    def _indirect_according(self, at: int) -> Iterator[Quote]:
        head = self.doc.tokens[self.doc.tokens[at].head].head
        if self.doc.tokens[head].dep == "acl:relcl":
            return
        attribution = self._according(head, None)
        if attribution is None or attribution.content is None or self._holds_quote(attribution.content):
            return
        content = attribution.content
        if content.last - content.first >= 3:
            bare = replace(attribution, form="indirect", content=None)
            yield self._record(bare, evidence_of(self.doc, "words", content.first, content.last), [content])

    def _asserts(self, cue: int) -> bool:
        """Whether the cue says that something was said: not denied, not merely possible, not an order."""
        doc, token = self.doc, self.doc.tokens[cue]
        if negated(doc, cue) or modal_of(doc, cue) is not None or token.morph.find("Mood=Imp") >= 0:
            return False
        if any(child.lemma.lower() in ("if", "unless", "whether") for child in doc.dependents(cue, "mark")):
            return False
        if any(child.lemma.lower() == "to" for child in doc.dependents(cue, "mark")):
            return doc.tokens[token.head].lemma.lower() in ("go", "continue")
        passive = any(child.dep in ("aux:pass", "nsubj:pass") for child in doc.dependents(cue))
        return not passive or any(preposition_of(doc, child.index) == "by" for child in doc.dependents(cue, "obl"))

    def _reported(self, cue: int, rule: SpeechRule) -> Phrase | None:
        """The clause that the cue reports."""
        doc, token = self.doc, self.doc.tokens[cue]
        if (fronted := self._fronted(cue)) is not None:
            return fronted
        said = argument_of(doc, cue, "ARG1")
        if said is not None and not said.first <= cue < said.last and not self.quoted[said.first]:
            opened = self._opened(cue, said)
            verb = first_verb(doc, opened.first, opened.last)
            finite = (
                verb is not None
                and verb > opened.first
                and doc.tokens[verb - 1].lemma.lower() != "to"
                and not self._participle(opened, verb)
            )
            if finite and doc.tokens[said.first].lemma.lower() not in _UNREPORTED and not self._asks(opened):
                return opened
            if doc.tokens[said.first].lemma.lower() in _UNREPORTED:
                return None
        for child in doc.dependents(cue, "ccomp"):
            if self.quoted[child.index]:
                continue
            clause = clause_of(doc, child.index, [at for at in doc.children[child.index] if at == cue])
            if (
                clause.first <= cue < clause.last
                or self._asks(clause)
                or (
                    doc.tokens[child.index].upos not in ("VERB", "AUX", "ADJ")
                    and first_verb(doc, clause.first, clause.last) is None
                )
            ):
                continue
            clause = self._opened(cue, clause)
            opener = doc.tokens[clause.first]
            if opener.lemma.lower() in _UNREPORTED:
                continue
            return clause
        if token.dep.split(":")[0] == "parataxis" and token.head != cue and not self.quoted[token.head]:
            above = doc.tokens[token.head]
            first, _ = doc.subtree(cue)
            bounded = first > 0 and (doc.tokens[first - 1].text in CLOSERS or doc.tokens[first].text == ",")
            if above.index < cue and bounded and above.sentence == token.sentence:
                return clause_of(doc, above.index, {cue})
        if "infinitive" in rule.complements:
            for child in doc.dependents(cue, "xcomp"):
                if not self.quoted[child.index] and child.upos in ("VERB", "AUX") and child.index > cue:
                    return clause_of(doc, child.index)
        return None

    def _fronted(self, cue: int) -> Phrase | None:
        """ "The bridge was destroyed, officials said on Monday.": the sentence up to the comma before who says it."""
        doc, tokens = self.doc, self.doc.tokens
        sentence = doc.sentence_of(cue)
        speaker = subject_of(doc, cue)
        if speaker is None or tokens[speaker.head].lemma.lower() in RELATIVE:
            return None
        inverted = speaker.first > cue
        comma = cue - 1 if inverted else speaker.first - 1
        if comma <= sentence.first or (not inverted and not 0 <= cue - speaker.last <= 12):
            return None
        if tokens[comma].text != "," or self.quoted[comma] or self.quoted[comma - 1]:
            return None
        first = next(
            (at + 1 for at in range(comma - 1, sentence.first, -1) if tokens[at].text in (".", "?", "!", ";")),
            sentence.first,
        )
        if tokens[first].text.isupper():
            # "SEOUL (Pacific Ledger) - North Korea is ...": the dateline is not what was said.
            dashes = (at for at in range(first, min(first + 12, comma)) if tokens[at].text in ("-", "–", "—", "--"))
            first = next((at + 1 for at in dashes if tokens[at - 1].end < tokens[at].start), first)
        opener = tokens[first]
        if self._asks(Phrase(first, first, comma)) or opener.upos == "SCONJ" or opener.lemma.lower() in _SUBORDINATE:
            return None
        if (
            opener.upos in ("ADP", "VERB")
            and opener.tag != "NNP"
            and not any(tokens[at].text == "," for at in range(first, comma))
        ):
            return None
        if not any(_finite(tokens[at]) and not tokens[at].dep.startswith("acl") for at in range(first, comma)):
            return None
        if inverted:
            return trimmed(doc, first, first, comma)
        rest = range(cue + 1, sentence.last)
        pause = next((at for at in rest if tokens[at].text == ","), sentence.last)
        if pause - cue <= 6 and not any(_finite(tokens[at]) for at in range(cue + 1, pause)):
            rest = range(cue + 1, pause)
        starts = tokens[cue + 1] if cue + 1 < sentence.last else None
        if starts is not None and (
            starts.lemma.lower() == "that"
            or (
                starts.text not in (",", ".")
                and starts.upos not in ("ADP", "PUNCT", "ADV")
                and not self._timed(cue + 1)
                and any(_finite(tokens[at]) for at in rest)
            )
        ):
            return None
        if (
            starts is not None
            and starts.upos == "ADP"
            and any(tokens[at].lemma.lower() == "that" and tokens[at].upos == "SCONJ" for at in rest[:6])
        ):
            return None
        if any(self.quoted[at] for at in range(first, comma)) and first_verb(doc, first, comma) is None:
            return None
        return trimmed(doc, first, first, comma)

    def _asks(self, clause: Phrase) -> bool:
        """Whether the clause is the question that was put: "Asked whether ..."."""
        return any(stem in self.rules.prompts for stem in stems_of(self.doc.tokens[clause.first]))

    def _participle(self, clause: Phrase, verb: int) -> bool:
        """Whether there is no finite verb: a noun with what hangs on it ("the closure of ...")."""
        tokens = self.doc.tokens
        return not any(
            tokens[at].upos == "AUX" or tokens[at].tag in ("VBD", "VBZ", "VBP", "MD") for at in range(verb, clause.last)
        )

    def _unfit(self, speaker: Phrase, rule: SpeechRule) -> bool:
        """Whether the subject is no speaker: "it was announced", "the results suggest"."""
        token = self.doc.tokens[speaker.head]
        if rule.name != "said" and token.lemma.lower() in self.rules.things:
            return True
        if (
            token.lemma.lower() in ("there", "i", "we", "you", "one", "what", "which", "this", "that")
            and actor_at(self.cast, speaker) is None
        ):
            return True
        return rule.actor and not self._source(speaker)

    def _holds_quote(self, phrase: Phrase) -> bool:
        return any(self.quoted[at] for at in range(phrase.first, phrase.last)) and any(
            claim.first < phrase.last and phrase.first < claim.last for claim in self._claims()
        )

    def _claims(self) -> Sequence[Phrase]:
        """The marked words that became quotes."""
        if not self.claimed:
            self.claimed = [
                Phrase(piece.first, piece.left, piece.right)
                for piece in self.pieces
                if self._attribute(piece) is not None
            ] or [Phrase(0, 0, 0)]
        return self.claimed


def _finite(token: Token) -> bool:
    return token.upos == "AUX" or token.tag in ("VBD", "VBZ", "VBP", "MD")


def doc_covers(doc: Doc, head: int, piece: Piece) -> bool:
    """Whether the subtree at *head* reaches over the marked words."""
    first, last = doc.subtree(head)
    return first <= piece.first and piece.last <= last


def question_of(doc: Doc, asked: int, cue: int, speaker: Phrase | None) -> Phrase | None:
    """The question after a verb of asking at *asked*: from its question word to the comma before who answers."""
    tokens = doc.tokens
    sentence = doc.sentence_of(asked)
    answer = min([cue, *([speaker.first] if speaker and speaker.first > asked else [])])
    limit = sentence.last
    if asked < answer:
        limit = next((at for at in range(answer - 1, asked, -1) if tokens[at].text == ","), answer)
    first = None
    for at in range(asked + 1, min(asked + 9, limit)):
        if tokens[at].lemma.lower() in _QUESTION_WORDS and not _dates(doc, at):
            first = at
            break
    if first is None or first >= limit:
        return None
    phrase = trimmed(doc, first, first, limit)
    return phrase if phrase.last - phrase.first >= 2 else None


def _dates(doc: Doc, at: int) -> bool:
    """Whether the preposition at *at* belongs to a time: "on Thursday"."""
    end = doc.tokens[at].end
    return any(time.start - end <= 1 and time.end > end and time.start >= doc.tokens[at].start for time in doc.times)


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


def _turns(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """The turns of a transcript: start and end of the words, start and end of the label. None in other stories."""
    text = doc.story.text
    labels = []
    for start, _ in paragraphs:
        if match := _LABEL.match(text, start):
            labels.append((match.start(1), match.end(1), match.end()))
    if len(labels) < 3:
        return
    for number, (first, last, begin) in enumerate(labels):
        end = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        while end > begin and text[end - 1].isspace():
            end -= 1
        if end > begin:
            yield begin, end, first, last
