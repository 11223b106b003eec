"""The clause that a verb of speech reports, freed of what stands between the verb and it."""

from __future__ import annotations

from chancery.extract.clauses import Phrase, first_verb, stems_of, trimmed
from chancery.extract.quoting.reading import Reading
from chancery.language.document import Token

_ADJUNCTS = frozenset({"after", "before", "at", "during", "of", "on", "in", "following", "about", "to"})


def opened_clause(reading: Reading, cue: int, said: Phrase) -> Phrase:
    """The clause without what stands between the verb of speech and it: "on Friday that", "a news briefing", "after that trip"."""
    tokens, first = reading.doc.tokens, said.first
    if first < cue:
        return said
    last = said.last
    verb = first_verb(reading.doc, first, last)
    if verb is None:
        return said
    told = any(stem in reading.rules.telling for stem in stems_of(tokens[cue]))
    for at in range(first, min(first + 10, verb)):
        below = tokens[tokens[at].head]
        heard = tokens[below.head].lemma.lower() in reading.rules.venues
        if below.dep.startswith("acl") and first <= below.head < at and not told and not heard:
            break  # "announced a deal that it would not sign", "repeated its demand that ..."
        if tokens[at].lemma.lower() == "that" and tokens[at].upos == "SCONJ" and at + 1 < last and at > first:
            return trimmed(reading.doc, at + 1, at + 1, last)
    moved = True
    while moved and first < verb - 1:
        moved = False
        at = first
        if tokens[at].upos in ("ADP", "SCONJ") and tokens[at].lemma.lower() in _ADJUNCTS:
            at += 1
        elif not _hearer(reading, first, verb) and not timed(reading, first):
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
    return trimmed(reading.doc, first, first, last)


def _hearer(reading: Reading, at: int, verb: int) -> bool:
    """Whether the words at *at* name an occasion or people that are told, not the clause's subject."""
    for ahead in range(at, min(at + 4, verb)):
        if reading.doc.tokens[ahead].lemma.lower() in reading.rules.venues:
            return reading.doc.tokens[ahead + 1].upos in ("PRON", "DET", "PROPN", "ADP", "SCONJ", "NOUN")
    return False


def timed(reading: Reading, at: int) -> bool:
    """Whether an expression of time begins at the token."""
    start = reading.doc.tokens[at].start
    return any(time.start == start for time in reading.doc.times)


def is_finite(token: Token) -> bool:
    """Whether the token is a finite verb, or helps one."""
    return token.upos == "AUX" or token.tag in ("VBD", "VBZ", "VBP", "MD")
