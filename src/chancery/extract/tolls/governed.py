"""Governed: the numbers that an event's own word has as its object, its subject, or in a noun that it has so.

sent 5,000 troops; fired two missiles; pledged $20 million in aid; a deployment of 500 soldiers
thousands of protesters marched; voted 62 to 38; sentenced to 12 years
"""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import preposition_of, stems_of
from chancery.extract.tolls.claims import counts_persons
from chancery.extract.tolls.quantities import Quantity, forms_of, holder_of, is_object
from chancery.extract.tolls.told import Told
from chancery.language.document import Doc, Token
from chancery.rules.sizes import SizeRule, SizeRules

_OF = frozenset({"", "of", "worth", "by", "in", "with"})
_MONEY = frozenset({"with", "of", "by", "in", "worth", "to", "for"})
_REACH = 4  # How many governors lie at most between a number and its event.


def governed(
    doc: Doc, rules: SizeRules, events: Sequence[Told], here: Sequence[tuple[int, int]], quantity: Quantity
) -> tuple[int, SizeRule, str] | None:
    """The event of the sentence that has the number, by its place in *events*, with the kind and the unit; None where none or two do.

    *here* gives for each word of an event in the sentence the event's place and the token.
    """
    noun = doc.tokens[quantity.noun] if quantity.noun is not None else None
    if preposition_of(doc, quantity.top) in ("including", "among", "amongst"):
        return None
    for kind in rules.kinds:
        if "toll" in kind:
            continue
        if "tally" in kind:
            if _is_tally(doc, rules, quantity, noun, kind):
                voted = {number for number, _ in here if events[number].event.what in kind.events}
                return (voted.pop(), kind, kind.unit) if len(voted) == 1 else None
            continue
        if "currency" in kind:
            if not quantity.unit:
                continue
        elif quantity.unit or not _is_thing(doc, rules, quantity, noun, kind):
            continue
        if quantity.low == quantity.high == 1 and doc.tokens[quantity.first].text.lower() in ("a", "an"):
            continue
        unit = quantity.unit or kind.unit or (f"{noun.lemma.lower().removesuffix('s')}s" if noun else "")
        numbers = {
            number
            for number, token in here
            if events[number].event.what in kind.events and _governs(doc, rules, token, quantity, kind, here)
        }
        if len(numbers) == 1:
            return numbers.pop(), kind, unit
    return None


def _is_tally(doc: Doc, rules: SizeRules, quantity: Quantity, noun: Token | None, kind: SizeRule) -> bool:
    """The votes that carried it: "voted 62 to 38", "by 432 votes to 202", "by a vote of 62-38", "with 215 votes in favor"."""
    sentence = doc.sentence_of(quantity.first)
    if quantity.unit or (noun is not None and kind.things.isdisjoint(forms_of(noun))):
        return False
    behind = [doc.tokens[at].text.lower() for at in range(quantity.last, min(quantity.last + 3, sentence.last))]
    before = {
        form
        for at in range(max(sentence.first, quantity.first - 5), quantity.first)
        for form in forms_of(doc.tokens[at])
    }
    against = len(behind) > 1 and behind[0] in ("to", "-", "–", "against") and behind[1].isdigit()
    if noun is None:
        return against and not before.isdisjoint(kind.things)
    return against or " ".join(behind).startswith(("in favor", "in favour", "for "))


def _is_thing(doc: Doc, rules: SizeRules, quantity: Quantity, noun: Token | None, kind: SizeRule) -> bool:
    if "plain" in kind and (noun is None or counts_persons(doc, quantity, rules)):
        return True
    return noun is not None and not kind.things.isdisjoint(forms_of(noun))


def _governs(
    doc: Doc, rules: SizeRules, token: int, quantity: Quantity, kind: SizeRule, here: Sequence[tuple[int, int]]
) -> bool:
    """Whether the event's word has the number as its object (or subject), or in a noun that it has so."""
    others = {at for _, at in here if at != token}
    holder = holder_of(doc, quantity.top)
    if kind.with_verbs:
        return _is_term_of(doc, rules, token, quantity, kind)
    if holder.dep == "nsubj" and holder.head == token:
        return "doers" in kind and not any(doc.dependents(token, "aux:pass"))
    if "plain" in kind and holder.head != token and doc.tokens[token].upos == "VERB":
        return False
    at = holder
    for step in range(_REACH):
        head, dep = doc.tokens[at.head], at.dep.split(":")[0]
        if at.index == token:
            return step > 0
        if at.index in others and step:
            return False
        case = preposition_of(doc, at.index)
        if at.dep in ("obj", "iobj", "nsubj:pass") or (not step and is_object(doc, quantity, at)):
            pass
        elif dep in ("nmod", "compound", "amod", "nummod", "appos") and head.upos in ("NOUN", "PROPN", "SYM"):
            if case not in _OF or (head.upos == "PROPN" and step):
                return False
            if case and not step and "currency" not in kind and not _is_group(doc, rules, head, token):
                return False
        elif dep == "obl":
            if case == "in" or case not in (_MONEY if "currency" in kind else _OF):
                return False
        elif dep != "xcomp" or not step or head.index != token:
            return False
        at = head
    return at.index == token


def _is_group(doc: Doc, rules: SizeRules, noun: Token, token: int) -> bool:
    """Whether "of" behind the noun says how many there are: "a deployment of", "a fleet of"; not "a village of"."""
    return noun.index == token or not rules.groups.isdisjoint(forms_of(noun))


def _is_term_of(doc: Doc, rules: SizeRules, token: int, quantity: Quantity, kind: SizeRule) -> bool:
    """ "sentenced to 12 years", "a 12-year sentence", "jailed for five years"."""
    verb = any(stem in kind.with_verbs for stem in stems_of(doc.tokens[token]))
    around = {doc.tokens[at].lemma.lower() for at in range(quantity.first, min(quantity.last + 4, len(doc.tokens)))}
    around.add(doc.tokens[quantity.top].lemma.lower())
    if not verb and not around & kind.beside:
        return False
    at, case = holder_of(doc, quantity.top), preposition_of(doc, quantity.top)
    if case in ("after", "in", "over", "of", "since", "within", "during") and at.dep != "obj":
        return False
    if case == "for" and not verb:
        return False
    for _ in range(_REACH):
        if at.index == token:
            return True
        if at.dep.split(":")[0] not in ("obj", "obl", "nmod", "compound", "amod", "nummod", "xcomp", "nsubj"):
            return False
        at = doc.tokens[at.head]
    return at.index == token
