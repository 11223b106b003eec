"""Marked words and what stands around them: who is taken to have said them, by which cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chancery.extract.clauses import (
    CLOSERS,
    Phrase,
    actor_at,
    ancestors,
    clause_of,
    first_verb,
    negated,
    preposition_of,
    split_clauses,
    subject_of,
    trimmed,
)
from chancery.extract.quoting.carried import carried, share_chains
from chancery.extract.quoting.content import is_finite, opened_clause
from chancery.extract.quoting.frames import frame_after, frame_before
from chancery.extract.quoting.prompts import prompt_of
from chancery.extract.quoting.reading import SET_OFF, TERMINAL, Attribution, Piece, Reading
from chancery.extract.quoting.records import quote_of
from chancery.extract.quoting.speakers import according, speaker_of
from chancery.extract.quoting.titles import is_title
from chancery.language.document import Doc
from chancery.records import Doubt, Evidence, Form, Quote, Span, identified
from chancery.rules.speech import SpeechRule


def find_marked(reading: Reading) -> Iterator[Quote | Doubt]:
    """Yield the direct and mixed quotes, and a doubt for each lone mark."""
    for mark in reading.lone:
        where = Span(mark.start, mark.end)
        evidence = (Evidence.of(reading.doc.story, mark.start, mark.end, "where"),)
        doubt = Doubt(reading.doc.story.id, where, "a quotation mark without a partner", evidence, "quotes.pairing")
        yield identified(doubt)
    attributions = [attribute(reading, piece) for piece in reading.pieces]
    reading.claimed = tuple(
        Phrase(piece.first, piece.left, piece.right)
        for piece, attribution in zip(reading.pieces, attributions, strict=True)
        if attribution is not None
    )
    reading.direct_cues = {one.cue.head for one in attributions if one and one.cue and one.form == "direct"}
    share_chains(reading, attributions)
    previous: tuple[Piece, Attribution] | None = None
    for number, piece in enumerate(reading.pieces):
        attribution = attributions[number] or carried(reading, piece, previous)
        if attribution is None:
            continue
        previous = (piece, attribution)
        yield quote_of(reading, piece, attribution)


def attribute(reading: Reading, piece: Piece) -> Attribution | None:
    """The attribution of marked words by what stands around them."""
    before, after = frame_before(reading, piece), frame_after(reading, piece)
    return (
        _cue_before(reading, piece, before)
        or _cue_after(reading, piece, before, after)
        or _argument_around(reading, piece, before, after)
        or _clause_around(reading, piece, before, after)
        or _gap_before(reading, piece, before)
    )


def _cue_before(reading: Reading, piece: Piece, frame: range) -> Attribution | None:
    """ "Ruiz told reporters: ", "he then added, ", "Ruiz said ": the nearest verb before the marks is one of speech."""
    tokens = reading.doc.tokens
    if not frame or is_title(reading, piece):
        return None
    last = tokens[frame[-1]]
    text = reading.doc.story.text
    colon = last.text == ":"
    cue = None
    for at in reversed(frame):
        if reading.quoted[at] or frame[-1] - at > 24:
            break
        token = tokens[at]
        if token.upos not in ("VERB", "AUX"):
            continue
        if rule := reading.any_cue(at):
            cue = at
            break
        if not token.dep.startswith("acl") and token.dep not in ("amod", "compound"):
            break
    if cue is None or (rule := reading.any_cue(cue)) is None or negated(reading.doc, cue):
        return _label(reading, piece, frame) if colon and cue is None else None
    middle = last.text == "," and any(reading.quoted[at] for at in range(max(0, cue - 8), cue))
    starts_upper = text[piece.marks.first : piece.marks.first + 1].isupper()
    adjacent = frame[-1] == cue or (last.lemma == "that" and frame[-1] - 1 == cue)
    comma = last.text == ","
    whole = bool(TERMINAL.search(text[: piece.marks.last])) or text[piece.marks.last - 1 : piece.marks.last] == ","
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
    return _by_cue(reading, piece, cue, rule, form, "before", frame)


def _label(reading: Reading, piece: Piece, frame: range) -> Attribution | None:
    """ "Ruiz: "We leave."": a name and a colon."""
    if len(frame) > 7 or frame[0] != reading.doc.sentence_of(frame[0]).first:
        return None
    phrase = trimmed(reading.doc, frame[0], frame[0], frame[-1] + 1)
    phrase = Phrase(reading.doc.head_of(phrase.first, phrase.last), phrase.first, phrase.last)
    if reading.doc.tokens[phrase.head].upos != "PROPN" or actor_at(reading.cast, phrase) is None:
        return None
    return Attribution("direct", "speech.label", 0.8, None, phrase)


def _cue_after(reading: Reading, piece: Piece, before: range, after: range) -> Attribution | None:
    """ "...," Ruiz said; "...?" asked the mayor: the first verb after the marks is one of speech."""
    if not after:
        return None
    tokens, text = reading.doc.tokens, reading.doc.story.text
    words = text[piece.marks.first : piece.marks.last]
    start = after[0]
    set_off = words.endswith(SET_OFF)
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
        if reading.quoted[at] or token.text in (".", ";", ":"):
            return None
        if (
            token.upos not in ("VERB", "AUX")
            or token.dep.startswith("acl")
            or token.dep in ("amod", "compound", "aux", "aux:pass", "cop")
        ):
            continue
        if _inside_relative(reading, at, start):
            continue
        rule = reading.any_cue(at)
        if rule is None or negated(reading.doc, at) or at - start > 18:
            return None
        if (
            not before
            or tokens[before[-1]].text in (":", ",", ";")
            or all(reading.quoted[n] or tokens[n].text in CLOSERS for n in before)
        ):
            return _by_cue(reading, piece, at, rule, "direct", "after", after) if "direct" in rule.forms else None
        attribution = _by_cue(reading, piece, at, rule, "mixed", "after", after)
        return replace(attribution, content=trimmed(reading.doc, piece.first, before[0], piece.right))
    return None


def _inside_relative(reading: Reading, at: int, start: int) -> bool:
    for above in ancestors(reading.doc, at, 6):
        if above < start:
            return False
        if reading.doc.tokens[above].dep.startswith("acl"):
            return True
    return False


def _clause_around(reading: Reading, piece: Piece, before: range, after: range) -> Attribution | None:
    """The words stand in the clause of a verb of speech: "said the talks had been "productive"."""
    if is_title(reading, piece):
        return None
    doc, tokens = reading.doc, reading.doc.tokens
    sentence = doc.sentence_of(piece.first)
    heads = [
        at
        for at in range(piece.first, piece.last)
        if not piece.first <= tokens[at].head < piece.last or tokens[at].head == at
    ]
    for head in heads[:3]:
        path = [head, *ancestors(doc, head)]
        for step, at in enumerate(path):
            if (by := according(reading, at, piece)) is not None:
                return by
            for child in doc.dependents(at, "parataxis", "ccomp"):
                rule = reading.cue(child.index)
                if (
                    rule
                    and child.index >= before.start
                    and not reading.quoted[child.index]
                    and child.dep == "parataxis"
                    and "mixed" in rule.forms
                ):
                    if not negated(doc, child.index) and subject_of(doc, child.index):
                        content = clause_of(doc, at, {child.index})
                        return replace(
                            _by_cue(reading, piece, child.index, rule, "mixed", "within", after), content=content
                        )
            if step == 0 or reading.quoted[at] or tokens[at].sentence != sentence.index:
                continue
            rule = reading.any_cue(at)
            if rule is None or "mixed" not in rule.forms or at < before.start:
                continue
            below = tokens[path[step - 1]]
            if not _carries(reading, rule, below.index) or negated(doc, at):
                if below.dep.startswith(("nsubj", "csubj")):
                    break
                continue
            frame = before if before and before[0] <= at < piece.left else after
            bare = below.dep == "obj" and "indirect" in rule.forms
            around = _by_cue(reading, piece, at, rule, "mixed", "within", frame)
            return replace(around, content=None if bare else clause_of(doc, below.index))
    return None


def _argument_around(reading: Reading, piece: Piece, before: range, after: range) -> Attribution | None:
    """The words stand in what a predicate of speech says: the nearest such predicate."""
    if is_title(reading, piece):
        return None
    doc = reading.doc
    sentence = doc.sentence_of(piece.first)
    best: tuple[int, int, SpeechRule, Phrase] | None = None
    for at in range(sentence.first, sentence.last):
        predicate = doc.predicate_at.get(at)
        if (
            before.start > at
            or predicate is None
            or reading.quoted[at]
            or (rule := reading.any_cue(at)) is None
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
    opened = opened_clause(reading, cue, trimmed(doc, said.first, said.first, max(said.last, piece.right)))
    content = next(
        (part for part in split_clauses(doc, opened) if part.first <= piece.first and piece.last <= part.last),
        opened,
    )
    return replace(_by_cue(reading, piece, cue, rule, "mixed", "within", frame), content=content)


def _gap_before(reading: Reading, piece: Piece, frame: range) -> Attribution | None:
    """ "a trip he said was aimed at "...": a verb of speech with its subject before it and the rest of its clause behind it."""
    if is_title(reading, piece):
        return None
    tokens = reading.doc.tokens
    for at in reversed(frame[1:-1]):
        follows = tokens[at + 1]
        if tokens[at - 1].upos not in ("PRON", "PROPN", "NOUN") or not is_finite(follows) or reading.quoted[at + 1]:
            continue
        rule = reading.cue(at)
        if rule is None or "indirect" not in rule.forms or negated(reading.doc, at):
            continue
        last = max(piece.right, reading.doc.sentence_of(at).last)
        content = trimmed(reading.doc, at + 1, at + 1, last)
        return replace(_by_cue(reading, piece, at, rule, "mixed", "within", frame), content=content)
    return None


def _carries(reading: Reading, rule: SpeechRule, below: int) -> bool:
    """Whether the cue's dependent at *below* is what is said, not who says it or where."""
    token = reading.doc.tokens[below]
    relation = token.dep.split(":")[0]
    if relation in ("ccomp", "xcomp", "obj", "parataxis", "dep"):
        return True
    if relation == "conj":
        return False
    if "indirect" in rule.forms:
        return False
    return relation == "obl" and preposition_of(reading.doc, below) in (
        "of",
        "as",
        "about",
        "to",
        "for",
        "over",
        "against",
        "with",
    )


def _by_cue(
    reading: Reading, piece: Piece, cue: int, rule: SpeechRule, form: Form, way: str, frame: range
) -> Attribution:
    """The attribution to the subject of a verb of speech."""
    speaker = speaker_of(reading, cue, frame)
    confidence = rule.confidence if speaker else rule.confidence - 0.2
    if way == "within":
        confidence -= 0.05
    content = None
    if form == "mixed":
        below = next(
            (child.index for child in reading.doc.dependents(cue, "ccomp", "xcomp") if not child.index < cue - 30),
            None,
        )
        if below is not None and _covers(reading.doc, below, piece):
            content = clause_of(reading.doc, below)
    prompt = prompt_of(reading, cue, speaker)
    phrase = Phrase(cue, cue, cue + 1)
    stretch = (frame[0], frame[-1] + 1) if frame else None
    return Attribution(
        form, f"speech.{rule.name}.{way}", round(confidence, 2), phrase, speaker, content, prompt, stretch
    )


def _covers(doc: Doc, head: int, piece: Piece) -> bool:
    """Whether the subtree at *head* reaches over the marked words."""
    first, last = doc.subtree(head)
    return first <= piece.first and piece.last <= last
