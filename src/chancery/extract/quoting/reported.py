"""Reported clauses without marks of their own: "Ruiz said on Monday that she would leave"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chancery.extract.clauses import (
    CLOSERS,
    RELATIVE,
    Phrase,
    actor_at,
    argument_of,
    clause_of,
    evidence_of,
    first_verb,
    modal_of,
    negated,
    preposition_of,
    split_clauses,
    stems_of,
    subject_of,
    trimmed,
)
from chancery.extract.quoting.content import is_finite, opened_clause, timed
from chancery.extract.quoting.prompts import prompt_of
from chancery.extract.quoting.reading import Attribution, Reading
from chancery.extract.quoting.records import record_of
from chancery.extract.quoting.speakers import according, is_unfit
from chancery.records import Quote
from chancery.rules.speech import SpeechRule

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


def find_reported(reading: Reading) -> Iterator[Quote]:
    """Yield the reported clauses that hold no marked words of their own."""
    doc = reading.doc
    for token in doc.tokens:
        if reading.quoted[token.index]:
            continue
        if token.text.lower() == "according" and token.index + 1 < len(doc.tokens):
            yield from _indirect_according(reading, token.index)
        rule = reading.cue(token.index)
        if rule is None or token.index in reading.direct_cues or "indirect" not in rule.forms:
            continue
        if not _asserts(reading, token.index):
            continue
        content = _reported(reading, token.index, rule)
        speaker = subject_of(doc, token.index)
        if content is None or speaker is None or is_unfit(reading, speaker, rule):
            continue
        if speaker.first < content.last and content.first < speaker.last and token.dep != "parataxis":
            continue
        parts = split_clauses(doc, content, only_that=True) if _holds_quote(reading, content) else (content,)
        told = [part for part in parts if part.last - part.first >= 3 and not _holds_quote(reading, part)]
        if not told:
            continue
        if len(parts) > 1:
            told = [part for part in told if first_verb(doc, part.first, part.last) is not None]
        attribution = Attribution(
            "indirect",
            f"speech.{rule.name}.clause",
            round(rule.confidence - (0.0 if actor_at(reading.cast, speaker) else 0.15), 2),
            Phrase(token.index, token.index, token.index + 1),
            speaker,
            None,
            prompt_of(reading, token.index, speaker),
        )
        for part in told:
            yield record_of(reading, attribution, evidence_of(doc, "words", part.first, part.last), [content])


def _indirect_according(reading: Reading, at: int) -> Iterator[Quote]:
    head = reading.doc.tokens[reading.doc.tokens[at].head].head
    if reading.doc.tokens[head].dep == "acl:relcl":
        return
    attribution = according(reading, head, None)
    if attribution is None or attribution.content is None or _holds_quote(reading, attribution.content):
        return
    content = attribution.content
    if content.last - content.first >= 3:
        bare = replace(attribution, form="indirect", content=None)
        yield record_of(reading, bare, evidence_of(reading.doc, "words", content.first, content.last), [content])


def _asserts(reading: Reading, cue: int) -> bool:
    """Whether the cue says that something was said: not denied, not merely possible, not an order."""
    doc, token = reading.doc, reading.doc.tokens[cue]
    if negated(doc, cue) or modal_of(doc, cue) is not None or token.morph.find("Mood=Imp") >= 0:
        return False
    if any(child.lemma.lower() in ("if", "unless", "whether") for child in doc.dependents(cue, "mark")):
        return False
    if any(child.lemma.lower() == "to" for child in doc.dependents(cue, "mark")):
        return doc.tokens[token.head].lemma.lower() in ("go", "continue")
    passive = any(child.dep in ("aux:pass", "nsubj:pass") for child in doc.dependents(cue))
    return not passive or any(preposition_of(doc, child.index) == "by" for child in doc.dependents(cue, "obl"))


def _reported(reading: Reading, cue: int, rule: SpeechRule) -> Phrase | None:
    """The clause that the cue reports."""
    doc, token = reading.doc, reading.doc.tokens[cue]
    if (fronted := _fronted(reading, cue)) is not None:
        return fronted
    said = argument_of(doc, cue, "ARG1")
    if said is not None and not said.first <= cue < said.last and not reading.quoted[said.first]:
        opened = opened_clause(reading, cue, said)
        verb = first_verb(doc, opened.first, opened.last)
        finite = (
            verb is not None
            and verb > opened.first
            and doc.tokens[verb - 1].lemma.lower() != "to"
            and not _participle(reading, opened, verb)
        )
        if finite and doc.tokens[said.first].lemma.lower() not in _UNREPORTED and not _asks(reading, opened):
            return opened
        if doc.tokens[said.first].lemma.lower() in _UNREPORTED:
            return None
    for child in doc.dependents(cue, "ccomp"):
        if reading.quoted[child.index]:
            continue
        clause = clause_of(doc, child.index, [at for at in doc.children[child.index] if at == cue])
        if (
            clause.first <= cue < clause.last
            or _asks(reading, clause)
            or (
                doc.tokens[child.index].upos not in ("VERB", "AUX", "ADJ")
                and first_verb(doc, clause.first, clause.last) is None
            )
        ):
            continue
        clause = opened_clause(reading, cue, clause)
        opener = doc.tokens[clause.first]
        if opener.lemma.lower() in _UNREPORTED:
            continue
        return clause
    if token.dep.split(":")[0] == "parataxis" and token.head != cue and not reading.quoted[token.head]:
        above = doc.tokens[token.head]
        first, _ = doc.subtree(cue)
        bounded = first > 0 and (doc.tokens[first - 1].text in CLOSERS or doc.tokens[first].text == ",")
        if above.index < cue and bounded and above.sentence == token.sentence:
            return clause_of(doc, above.index, {cue})
    if "infinitive" in rule.complements:
        for child in doc.dependents(cue, "xcomp"):
            if not reading.quoted[child.index] and child.upos in ("VERB", "AUX") and child.index > cue:
                return clause_of(doc, child.index)
    return None


def _fronted(reading: Reading, cue: int) -> Phrase | None:
    """ "The bridge was destroyed, officials said on Monday.": the sentence up to the comma before who says it."""
    doc, tokens = reading.doc, reading.doc.tokens
    sentence = doc.sentence_of(cue)
    speaker = subject_of(doc, cue)
    if speaker is None or tokens[speaker.head].lemma.lower() in RELATIVE:
        return None
    inverted = speaker.first > cue
    comma = cue - 1 if inverted else speaker.first - 1
    if comma <= sentence.first or (not inverted and not 0 <= cue - speaker.last <= 12):
        return None
    if tokens[comma].text != "," or reading.quoted[comma] or reading.quoted[comma - 1]:
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
    if _asks(reading, Phrase(first, first, comma)) or opener.upos == "SCONJ" or opener.lemma.lower() in _SUBORDINATE:
        return None
    if (
        opener.upos in ("ADP", "VERB")
        and opener.tag != "NNP"
        and not any(tokens[at].text == "," for at in range(first, comma))
    ):
        return None
    if not any(is_finite(tokens[at]) and not tokens[at].dep.startswith("acl") for at in range(first, comma)):
        return None
    if inverted:
        return trimmed(doc, first, first, comma)
    rest = range(cue + 1, sentence.last)
    pause = next((at for at in rest if tokens[at].text == ","), sentence.last)
    if pause - cue <= 6 and not any(is_finite(tokens[at]) for at in range(cue + 1, pause)):
        rest = range(cue + 1, pause)
    starts = tokens[cue + 1] if cue + 1 < sentence.last else None
    if starts is not None and (
        starts.lemma.lower() == "that"
        or (
            starts.text not in (",", ".")
            and starts.upos not in ("ADP", "PUNCT", "ADV")
            and not timed(reading, cue + 1)
            and any(is_finite(tokens[at]) for at in rest)
        )
    ):
        return None
    if (
        starts is not None
        and starts.upos == "ADP"
        and any(tokens[at].lemma.lower() == "that" and tokens[at].upos == "SCONJ" for at in rest[:6])
    ):
        return None
    if any(reading.quoted[at] for at in range(first, comma)) and first_verb(doc, first, comma) is None:
        return None
    return trimmed(doc, first, first, comma)


def _asks(reading: Reading, clause: Phrase) -> bool:
    """Whether the clause is the question that was put: "Asked whether ..."."""
    return any(stem in reading.rules.prompts for stem in stems_of(reading.doc.tokens[clause.first]))


def _participle(reading: Reading, clause: Phrase, verb: int) -> bool:
    """Whether there is no finite verb: a noun with what hangs on it ("the closure of ...")."""
    tokens = reading.doc.tokens
    return not any(
        tokens[at].upos == "AUX" or tokens[at].tag in ("VBD", "VBZ", "VBP", "MD") for at in range(verb, clause.last)
    )


def _holds_quote(reading: Reading, phrase: Phrase) -> bool:
    return any(reading.quoted[at] for at in range(phrase.first, phrase.last)) and any(
        claim.first < phrase.last and phrase.first < claim.last for claim in reading.claimed
    )
