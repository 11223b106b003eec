"""Claims: what a number says about persons, and by which word: nine were killed, twelve were wounded, thirty are missing.

Forms that it reads:

    killed nine; nine were killed; nine people killed in     the verb's object, or the subject of its passive
    nine died                                                the subject
    left nine dead; 12 dead, 30 injured                      a state
    12 deaths; a death toll of 12; no casualties             a noun
    killed or wounded 200                                    casualties
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chancery.extract.clauses import modal_of, negated, preposition_of, stems_of
from chancery.extract.tolls.quantities import Quantity, forms_of, holder_of, is_object
from chancery.language.document import Doc, Token
from chancery.rules.sizes import SizeRule, SizeRules

_SUBSETS = frozenset({"including", "among", "amongst", "of", "like", "such as", "besides", "out of"})
_TOLL_PREPOSITIONS = frozenset({"to", "of", "at", "past", "above", "as"})
_AND = frozenset({"and", "&", ","})
_LEAVES = frozenset({"leave", "kill", "wound", "injure"})
_EVEN = frozenset({"killed", "wounded"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of persons with its kind, and the word that says the kind."""

    quantity: Quantity
    kind: SizeRule
    anchor: int


def claims(doc: Doc, found: Sequence[Quantity], rules: SizeRules) -> list[Claim]:
    """The claims among the quantities of one sentence, in text order; what "and" joins is one number."""
    out: list[Claim] = []
    for quantity in found:
        if quantity.unit or not counts_persons(doc, quantity, rules):
            continue
        kind, anchor = _kind_of(doc, quantity, rules)
        if kind is None or not _holds(doc, quantity, anchor):
            continue
        claim = Claim(quantity, kind, anchor)
        if out and (whole := _joined(doc, out[-1], claim)):
            out[-1] = whole
        else:
            out.append(claim)
    return out


def _joined(doc: Doc, one: Claim, other: Claim) -> Claim | None:
    """Both as one, where they are parts of one phrase: "nine soldiers and two civilians" are eleven persons."""
    a, b = one.quantity, other.quantity
    if one.kind is not other.kind or one.anchor != other.anchor:
        return None
    between = {token.text.lower() for token in doc.tokens[a.last : b.first]}
    if not between or not between <= _AND:
        return None
    if holder_of(doc, a.top).index != holder_of(doc, b.top).index:
        return None
    lows = [low for low in (a.low, b.low) if low is not None]
    high = None if a.high is None or b.high is None else a.high + b.high
    return Claim(Quantity(a.first, b.last, sum(lows) if lows else None, high, a.noun, a.top), one.kind, one.anchor)


def counts_persons(doc: Doc, quantity: Quantity, rules: SizeRules) -> bool:
    """Whether the number stands alone, or before a noun for persons or a people's name."""
    if quantity.noun is None:
        return True
    token = doc.tokens[quantity.noun]
    if any(rules.is_person(form) or form in rules.of_noun for form in forms_of(token)):
        return True
    return any(name.type == "NORP" and name.first <= token.index < name.last for name in doc.names)


def _kind_of(doc: Doc, quantity: Quantity, rules: SizeRules) -> tuple[SizeRule | None, int]:
    noun = doc.tokens[quantity.noun] if quantity.noun is not None else None
    article = doc.tokens[quantity.first].text.lower() in ("a", "an")  # "a cardiac arrest"
    for form in sorted(forms_of(noun)) if noun is not None and not article else ():
        if kind := rules.of_noun.get(form):
            return kind, quantity.noun or 0
    holder = holder_of(doc, quantity.top)
    if preposition_of(doc, quantity.top) in _SUBSETS or preposition_of(doc, holder.index) in _SUBSETS - {"of"}:
        return None, 0
    head = doc.tokens[holder.head]
    if beside := _state_behind(doc, quantity, rules):
        return beside
    if head.index != holder.index:
        passive = holder.dep == "nsubj:pass" or (
            holder.dep == "nsubj" and head.tag == "VBN" and not any(doc.dependents(head.index, "aux", "obj"))
        )
        if (is_object(doc, quantity, holder) or passive) and head.upos in ("VERB", "ADJ"):
            if (kind := _of_verb(doc, head, rules)) and not _shared(doc, head, rules):
                return kind, head.index
            if kind is not None and kind.name in _EVEN:
                return next(other for other in rules.kinds if other.name == "casualties"), head.index
        if holder.dep in ("nsubj", "nsubj:pass"):
            for stem in stems_of(head):
                if head.upos == "VERB" and (kind := rules.of_act.get(stem)):
                    return kind, head.index
            if kind := rules.of_state.get(head.lemma.lower()) or rules.of_state.get(head.text.lower()):
                return kind, head.index
    for child in doc.dependents(quantity.noun if quantity.noun is not None else quantity.top, "acl"):
        # "nine people killed in the attack", "those who were killed"
        if child.index > quantity.first and child.tag == "VBN" and (kind := _of_verb(doc, child, rules)):
            return kind, child.index
    if (noun is None or any(map(rules.is_person, forms_of(noun)))) and (toll := _toll_before(doc, quantity)):
        return next((kind for kind in rules.kinds if kind.name == "killed"), None), toll
    return None, 0


def _of_verb(doc: Doc, verb: Token, rules: SizeRules) -> SizeRule | None:
    """The kind that the verb says of what it is done to, its particle or adverb with it ("gun down", "shoot dead")."""
    following = doc.tokens[verb.index + 1].text.lower() if verb.index + 1 < len(doc.tokens) else ""
    particle = next(
        (child.text.lower() for child in doc.dependents(verb.index) if child.dep == "compound:prt"), following
    )
    for stem in stems_of(verb):
        if kind := rules.of_verb.get(f"{stem} {particle}") or rules.of_verb.get(stem):
            return kind
        if stem == "shoot" and any(child.lemma.lower() == "dead" for child in doc.dependents(verb.index)):
            return rules.of_verb.get("shoot dead")
    return None


def _shared(doc: Doc, verb: Token, rules: SizeRules) -> bool:
    """Whether another such verb shares the number: "200 people were killed or wounded"."""
    others = [child for child in doc.dependents(verb.index, "conj") if child.upos in ("VERB", "ADJ")]
    if verb.dep == "conj":
        others.append(doc.tokens[verb.head])
    mine = _of_verb(doc, verb, rules)
    for other in others:
        kind = _of_verb(doc, other, rules) or rules.of_state.get(other.lemma.lower())
        near = abs(other.index - verb.index) <= 2
        if kind is not None and kind is not mine and near and kind.name in _EVEN:
            return True
    return False


def _state_behind(doc: Doc, quantity: Quantity, rules: SizeRules) -> tuple[SizeRule, int] | None:
    """ "12 dead, 30 injured", "left nine soldiers dead": the state, and the verb that leaves them so or the state itself."""
    if quantity.last >= len(doc.tokens):
        return None
    behind = doc.tokens[quantity.last]
    if behind.sentence != doc.tokens[quantity.first].sentence:
        return None
    kind = rules.of_state.get(behind.text.lower())
    if kind is None and behind.tag == "VBN" and quantity.noun is None:
        kind = _of_verb(doc, behind, rules)
    if kind is None:
        return None
    leaves = behind
    for _ in range(5):
        if leaves.lemma.lower() in _LEAVES and leaves.index < quantity.first and leaves.upos == "VERB":
            return kind, leaves.index
        if leaves.dep.split(":")[0] not in ("conj", "amod", "xcomp", "obj", "acl", "nsubj", "nummod"):
            break
        leaves = doc.tokens[leaves.head]
    # In "12 dead, 30 injured" it hangs on what has a number of its own before it.
    return kind, behind.index


def _toll_before(doc: Doc, quantity: Quantity) -> int | None:
    """The verb, or the noun, of "the death toll rose to 35", "brought the death toll to 35", "a death toll of 35"."""
    if preposition_of(doc, quantity.top) not in _TOLL_PREPOSITIONS:
        return None
    sentence = doc.sentence_of(quantity.first)
    for at in range(max(sentence.first, quantity.first - 8), quantity.first):
        if doc.tokens[at].lemma.lower() == "toll" and doc.tokens[at - 1].lemma.lower() in ("death", "the", "its", "a"):
            head = doc.tokens[doc.tokens[at].head]
            return head.index if head.upos == "VERB" and doc.tokens[quantity.top].head == head.index else at
    return None


def _holds(doc: Doc, quantity: Quantity, anchor: int) -> bool:
    """Whether the clause states the number: it is not denied, possible or only aimed at."""
    token = doc.tokens[anchor]
    none = quantity.high == 0
    if token.upos not in ("VERB", "ADJ"):
        return True
    if (negated(doc, anchor) and not none) or modal_of(doc, anchor):
        return False
    return token.tag != "VB" or not any(child.text.lower() == "to" for child in doc.dependents(anchor, "mark"))
