"""What stands around a noun, read off the line or the tree."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.deeds.mention import VERBAL
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Token


def words_before(sheet: Sheet, token: Token) -> tuple[frozenset[str], str]:
    """The words of the noun's phrase that stand before it, and the preposition before them; read off the line."""
    doc, sentence, at, words = sheet.doc, sheet.doc.sentence_of(token.index), token.index - 1, set()
    while at >= sentence.first and (
        doc.tokens[at].upos in ("ADJ", "DET", "NUM", "PROPN", "NOUN", "PART") or doc.tokens[at].text == "-"
    ):
        words.add(doc.tokens[at].text.lower())
        at -= 1
    if at < sentence.first or doc.tokens[at].upos not in ("ADP", "SCONJ"):
        return frozenset(words), ""
    if (
        at > sentence.first
        and doc.tokens[at].text.lower() == "of"
        and doc.tokens[at - 1].text.lower() in ("ahead", "because", "instead")
    ):
        return frozenset(words), f"{doc.tokens[at - 1].text.lower()} of"
    return frozenset(words), doc.tokens[at].text.lower()


def words_behind(sheet: Sheet, index: int) -> Iterator[int]:
    """The tokens of the phrases "in ...", "with ...", "on ..." that follow a noun without a break."""
    doc, sentence = sheet.doc, sheet.doc.sentence_of(index)
    for at in range(index + 1, sentence.last):
        token = doc.tokens[at]
        if token.upos == "ADP" and token.text.lower() in ("in", "on", "at", "with", "from", "between", "of"):
            continue
        if (
            at in sheet.days
            or at in sheet.spots
            or token.text in (",", "-", "and")
            or (
                token.upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART")
                and not sheet.rules.of_noun(token.lemma.lower())
            )
        ):
            yield at
        else:
            return


def is_city(sheet: Sheet, index: int) -> bool:
    """Whether a town is named there."""
    number = sheet.spots.get(index)
    return number is not None and sheet.doc.places[number].precision == "city"


def is_armed(sheet: Sheet, token: Token) -> bool:
    """Whether a weapon stands in the noun's phrase: "ballistic missile launch", "launch of a rocket"."""
    return any(
        child.lemma.lower() in sheet.words.weapons
        or any(sheet.doc.tokens[at].lemma.lower() in sheet.words.weapons for at in sheet.doc.children[child.index])
        for child in sheet.doc.dependents(token.index, "compound", "amod", "nmod")
    )


def is_event(sheet: Sheet, token: Token) -> bool:
    """Whether a rule knows the noun."""
    return sheet.rules.of_noun(token.lemma.lower()) is not None


def has_verb_between(sheet: Sheet, index: int, other: int) -> bool:
    """Whether another clause's verb stands between the word and what follows it."""
    return any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in sheet.doc.tokens[index + 1 : other])


def is_of_words(sheet: Sheet, verb: Token) -> bool:
    """Whether the verb says something that is done by speaking, whatever its object."""
    rules = [r for form in sheet.forms(verb) for r in sheet.rules.by_verb.get(form, ()) if not r.objects]
    return bool(rules) and all(rule.what in VERBAL for rule in rules)


def above_comma(sheet: Sheet, token: Token) -> Token:
    """The governor of a clause; of "ordered Peru to leave, overruling the decree" it is "ordered", where the tree has "leave"."""
    doc = sheet.doc
    head = doc.tokens[token.head]
    bound = any(doc.dependents(token.index, "mark", "nsubj", "case"))
    if token.dep != "advcl" or token.tag != "VBG" or bound or token.index < head.index:
        return head
    if doc.tokens[token.index - 1].text != "," or not is_of_words(sheet, token):
        return head
    if (
        head.tag == "VB"
        and head.dep == "xcomp"
        and any(c.text.lower() == "to" for c in doc.dependents(head.index, "mark"))
    ):
        return doc.tokens[head.head]
    return head
