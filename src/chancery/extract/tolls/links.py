"""Links: how near the word of a toll stands to the word of an event, by the tree of the sentence.

the attack killed nine; nine died in the attack; nine died when gunmen attacked     subject, place, clause of time
attacked a bus, killing nine and wounding 12                                        the toll clause
an attack that killed nine; the attack caused nine deaths                           what the event is said to have done
attacked a bus and killed nine                                                      the next verb, with no doer of its own
"""

from __future__ import annotations

from collections.abc import Collection

from chancery.extract.clauses import preposition_of, stems_of
from chancery.language.document import Doc, Token
from chancery.rules.sizes import SizeRules

_NOT_ITS = frozenset({"before", "since", "until", "till", "without", "unlike", "despite"})
_ACTIVE = frozenset({"VB", "VBD", "VBG", "VBP", "VBZ"})


def linked(doc: Doc, rules: SizeRules, anchors: Collection[int], anchor: int, token: int, depth: int = 0) -> int | None:
    """How near the word *anchor* of a toll is to the word *token* of an event: 0 the same, then by the tree; None for not."""
    if anchor == token:
        return 0
    at, head = doc.tokens[anchor], doc.tokens[doc.tokens[anchor].head]
    dep = at.dep.split(":")[0]
    if dep == "xcomp" and head.index == token:
        return 1
    for child in doc.dependents(anchor, "nsubj", "obl", "nmod", "advcl"):
        # "the attack killed nine", "died in the attack", "died when gunmen attacked"
        if _is_or_holds(doc, child, token):
            return 2
    for joined in doc.dependents(anchor, "conj"):
        # "Nine were injured and ten arrested after gunmen attacked"
        if joined.upos in ("VERB", "ADJ") and any(
            _is_or_holds(doc, child, token) for child in doc.dependents(joined.index, "obl", "advcl")
        ):
            return 3
    if dep in ("advcl", "acl") and at.tag == "VBG":
        if head.index == token:
            return 2
        if dep == "advcl" and any(child.index == token for child in doc.dependents(head.index, "nsubj", "obj")):
            return 3  # "The attack hit a market, killing nine"
    if dep == "acl" and at.dep != "acl:relcl" and at.tag == "VBG" and doc.tokens[anchor - 1].text == ",":
        # ", killing nine" that was read as the last noun's
        over = head
        for _ in range(3):
            if over.index == token:
                return 3
            over = doc.tokens[over.head]
    if at.dep == "acl:relcl" and head.index == token:
        return 2
    if dep in ("conj", "parataxis") and depth < 2:
        if head.index == token:
            return 3 if token in anchors or goes_on(doc, rules, at, token) else None
        if head.upos in ("VERB", "ADJ", "NOUN") and goes_on(doc, rules, at, token):
            above = linked(doc, rules, anchors, head.index, token, depth + 1)
            return None if above is None else above + 1
    if dep in ("obj", "obl", "nmod", "nsubj") and at.upos == "NOUN" and depth < 2:
        # "caused 12 deaths", "resulted in 12 deaths", "12 deaths were reported in the attack"
        above = linked(doc, rules, anchors, head.index, token, depth + 1)
        return None if above is None else above + 1
    return None


def _is_or_holds(doc: Doc, child: Token, token: int) -> bool:
    """Whether the word is the event's, or names it one noun further: "in a series of attacks", "when gunmen opened fire"."""
    marks = {mark.text.lower() for mark in doc.dependents(child.index, "mark", "advmod", "case")}
    if marks & _NOT_ITS:
        return False
    if child.index == token:
        return True
    if child.upos in ("NOUN", "PROPN"):
        return any(
            inner.index == token
            for inner in doc.dependents(child.index, "nmod", "conj", "acl")
            if child.dep != "nsubj:pass"
        )
    return child.dep == "advcl" and any(
        inner.index == token for inner in doc.dependents(child.index, "obj", "conj", "nsubj")
    )


def goes_on(doc: Doc, rules: SizeRules, verb: Token, token: int) -> bool:
    """Whether a verb joined to another tells of the same: with no doer of its own, and of nothing else that happened."""
    for child in doc.dependents(verb.index, "nsubj", "obl", "nmod", "advcl"):
        if child.dep == "nsubj" and verb.tag in _ACTIVE and not _is_act(rules, verb):
            if child.upos == "PRON" or doc.tokens[child.index].lemma.lower() in (
                "attack",
                "blast",
                "explosion",
            ):
                continue
            return False
        if child.dep.split(":")[0] in ("obl", "nmod") and preposition_of(doc, child.index) in (
            "in",
            "by",
            "during",
            "from",
            "after",
        ):
            if not _is_known(doc, child, token):
                return False
    return True


def _is_act(rules: SizeRules, verb: Token) -> bool:
    return any(stem in rules.of_act for stem in stems_of(verb))


def _is_known(doc: Doc, noun: Token, token: int) -> bool:
    """A place, a time, the event itself, or "the attack" that was just told."""
    if noun.index == token or noun.upos in ("PROPN", "PRON"):
        return True
    if any(time.start <= noun.start < time.end for time in doc.times):
        return True
    return any(child.lemma.lower() in ("the", "this", "that") for child in doc.dependents(noun.index, "det"))
