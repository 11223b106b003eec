"""Verbs that the tree takes for nouns: "British police arrest six people", where "arrest" has an object and its subject stands right before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chancery.language.document import Doc, Token

_GROUPS = frozenset(
    {"police", "troop", "soldier", "officer", "agent", "force", "protester", "rebel", "militant", "gunman"}
)
_NUMBER = frozenset({"NNS", "NNPS"})
_TRADES = frozenset({"exchange", "trade"})


def with_bare_verbs(doc: Doc, verbs: Mapping[str, object]) -> Doc:
    """The doc with those of *verbs* told for what they are that the tree takes for nouns.

    Forms that it reads:

        British police arrest six people             "police" is no part of the noun "arrest", and "six people" is its object
        A militant group beheads Kim Sun-il          "beheads" is no plural
        Chile and Peru exchange fire                 "fire" is exchanged
    """
    new: dict[int, Token] = {}
    for token in doc.tokens:
        if token.upos == "NOUN" and token.tag in ("VBP", "VBZ", "VBD") and _has_subject(doc, token):
            new[token.index] = replace(token, upos="VERB")
        if (
            token.dep in ("root", "parataxis", "ccomp", "conj")
            and token.text.islower()
            and token.upos in ("NOUN", "VERB")
        ):
            new |= (
                _with_subject(doc, token, verbs)
                or _behind_place(doc, token, verbs)
                or _singular(doc, token, verbs)
                or _exchange(doc, token)
            )
    if not new:
        return doc
    return replace(doc, tokens=tuple(new.get(token.index, token) for token in doc.tokens))


def _has_subject(doc: Doc, token: Token) -> bool:
    """ "Half a million Italians protest": whose tag says that it is a verb."""
    return any(c.dep == "nsubj" and c.index < token.index for c in doc.dependents(token.index))


def _with_subject(doc: Doc, token: Token, verbs: Mapping[str, object]) -> dict[int, Token]:
    """ "British police arrest six people": the plural before it is its subject."""
    if token.tag not in ("NN", "VBP", "VB") or token.text not in verbs or not token.index:
        return {}
    before = doc.tokens[token.index - 1]
    many = before.tag in _NUMBER or before.lemma.lower() in _GROUPS
    if before.head != token.index or before.dep != "compound" or not many:
        return {}
    left = [c for c in doc.dependents(token.index) if c.index < before.index]
    if any(c.dep.split(":")[0] in ("nsubj", "aux", "mark", "case", "cop") for c in left):
        return {}
    behind = [c for c in doc.dependents(token.index) if c.index > token.index and c.dep in ("obj", "nsubj")]
    if not behind:
        return {}
    out = {token.index: replace(token, upos="VERB", tag="VBP", lemma=token.text)}
    out[before.index] = replace(before, dep="nsubj")
    out |= {c.index: replace(c, dep="obj") for c in behind[:1]}
    out |= {
        c.index: replace(c, head=before.index)
        for c in left
        if c.dep in ("amod", "compound", "det", "nummod", "nmod:poss")
    }
    return out


def _behind_place(doc: Doc, token: Token, verbs: Mapping[str, object]) -> dict[int, Token]:
    """ "Authorities in Peru arrest a banker": the place was read as a part of the noun "arrest"."""
    if token.tag != "NN" or token.text not in verbs or not token.index:
        return {}
    place = doc.tokens[token.index - 1]
    if place.head != token.index or place.dep != "compound" or place.upos != "PROPN":
        return {}
    children = list(doc.dependents(token.index))
    subject = next((c for c in children if c.dep == "nsubj" and c.tag in _NUMBER), None)
    case = [c for c in children if c.dep == "case" and c.index < place.index]
    if subject is None or not case or not any(c.dep == "obj" and c.index > token.index for c in children):
        return {}
    out = {token.index: replace(token, upos="VERB", tag="VBP", lemma=token.text)}
    out[place.index] = replace(place, dep="nmod", head=subject.index)
    between = (
        c for c in children if case[0].index <= c.index < place.index and c.dep in ("case", "det", "amod", "compound")
    )
    return out | {c.index: replace(c, head=place.index) for c in between}


def _singular(doc: Doc, token: Token, verbs: Mapping[str, object]) -> dict[int, Token]:
    """ "A militant group beheads Kim": a plural with a subject before it and a name right behind."""
    stem = token.text[:-1]
    if token.tag != "NNS" or stem not in verbs or token.index + 1 >= len(doc.tokens):
        return {}
    children = list(doc.dependents(token.index))
    if any(c.dep in ("cop", "amod", "compound", "det", "nummod", "case", "aux") for c in children):
        return {}
    if not any(c.dep == "nsubj" and c.index < token.index for c in children):
        return {}
    behind = [c for c in children if c.index > token.index and c.dep in ("obj", "flat", "appos", "nsubj")]
    if not behind or behind[0].upos not in ("PROPN", "NOUN"):
        return {}
    out = {token.index: replace(token, upos="VERB", tag="VBZ", lemma=stem)}
    return out | {behind[0].index: replace(behind[0], dep="obj")}


def _exchange(doc: Doc, token: Token) -> dict[int, Token]:
    """ "Chile and Peru exchange fire": the verb was read as a part of its object."""
    if token.upos != "NOUN" or not token.index:
        return {}
    before = doc.tokens[token.index - 1]
    children = list(doc.dependents(token.index))
    if before.lemma.lower() not in _TRADES or before.head != token.index or before.dep != "compound":
        return {}
    if not any(c.dep == "nsubj" and c.index < before.index for c in children):
        return {}
    out = {c.index: replace(c, head=before.index) for c in children if c.index != before.index}
    head = before.index if token.head == token.index else token.head
    out[before.index] = replace(before, upos="VERB", tag="VBP", dep=token.dep, head=head)
    out[token.index] = replace(token, dep="obj", head=before.index)
    for other in doc.tokens:
        if other.head == token.index and other.index not in out:
            out[other.index] = replace(other, head=before.index)
    return out
