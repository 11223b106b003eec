"""What a content is about: an issue of the vocabulary, else the noun that it turns on."""

from __future__ import annotations

from chancery.extract.clauses import Phrase
from chancery.language.document import Doc
from chancery.rules.positions import PositionRules


def known_issue(doc: Doc, phrase: Phrase, rules: PositionRules) -> str | None:
    """The first issue of the vocabulary that the stretch names."""
    tokens = doc.tokens[phrase.first : phrase.last]
    words = " " + " ".join(token.lemma.lower() for token in tokens) + " "
    text = " " + " ".join(token.text.lower() for token in tokens) + " "
    for issue, names in rules.issues:
        if any(f" {name} " in words or f" {name} " in text for name in names):
            return issue
    return None


def issue_of(doc: Doc, phrase: Phrase, rules: PositionRules) -> str | None:
    """The issue of the vocabulary, else the head noun of a thing, or the object of what is to be done."""
    if (known := known_issue(doc, phrase, rules)) is not None:
        return known
    head = doc.tokens[phrase.head]
    if head.lemma.lower() in ("need", "have", "ought", "continue"):
        head = next(doc.dependents(head.index, "xcomp"), head)
    if head.upos not in ("NOUN", "PROPN"):
        inside = range(phrase.first, phrase.last)
        objects = [child for child in doc.dependents(head.index, "obj", "nsubj:pass") if child.index in inside]
        objects += [child for child in doc.dependents(head.index, "obl", "xcomp") if child.index in inside]
        head = next((child for child in objects if child.upos == "NOUN"), head)
    if head.upos not in ("NOUN", "VERB", "ADJ"):
        return None
    return head.lemma.lower()
