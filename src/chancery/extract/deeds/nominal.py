"""Deeds told by the noun of their verb, with what the verb is done to: the rules of the verb decide, as they do for the verb itself.

Forms that it reads:

    the lifting of sanctions on Syria by the United States      CONCEDE, as "lifted sanctions"
    Germany's delivery of tanks to Ukraine                      AID, as "delivered tanks"
    the signing of a pact by France and Mali                    SUPPORT, as "signed a pact"
    the recall of its ambassador, Peru's closure of the border  SANCTION, as "recalled its ambassador"

A noun that the codebook itself knows ("attack", "withdrawal") is read here only where a rule asks for what it is done to: "the suspension of aid".
"""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.clauses import ancestors, modal_of, negated, preposition_of
from chancery.extract.deeds.mention import Mention, Party
from chancery.extract.deeds.needs import is_enough, is_political, without_private
from chancery.extract.deeds.nounstatus import UNREAL, status_by_phrase
from chancery.extract.deeds.parties import distinct, parties_at
from chancery.extract.deeds.places import place_of
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.status import status_beside, status_of
from chancery.extract.deeds.times import time_of
from chancery.extract.deeds.who import doers_of
from chancery.extract.deeds.whom import inside_of, obliques_of
from chancery.language.document import Token
from chancery.records import Status
from chancery.rules.events import EventRule

_NOT_OF_NOUNS = (
    "complement", "negated", "needs_clause", "crowd", "suffered", "traveller", "persons", "something", "troops", "army", "soldiers",
)  # fmt: skip
"""Marks of rules that ask for what only the clause of a verb has."""
_DOERS = frozenset({"state", "government", "igo", "armed_group", "organization"})


def nominal_mention(sheet: Sheet, token: Token, taken: set[int]) -> Mention | None:
    """The deed that the noun says by its verb's rule; what it is done to joins *taken*."""
    doc = sheet.doc
    verb = sheet.words.nominals.get(token.lemma.lower()) or sheet.words.nominals.get(token.text.lower())
    if verb is None:
        return None
    objects = [c for c in doc.dependents(token.index, "nmod") if preposition_of(doc, c.index) == "of"]
    objects += [c for one in tuple(objects) for c in doc.dependents(one.index, "conj")]
    if not objects:
        return None
    lemma, _, particle = verb.partition(" ")
    known = sheet.rules.of_noun(token.lemma.lower()) is not None
    for rule in sheet.rules.of_verb(lemma, particle, None, _names(sheet, token, objects)):
        if any(flag in rule for flag in _NOT_OF_NOUNS) or (known and not rule.objects):
            continue
        if mention := _by_rule(sheet, rule, token, objects):
            taken.update(child.index for child in objects)
            return mention
    return None


def _names(sheet: Sheet, token: Token, objects: list[Token]) -> set[str]:
    """What the verb's rules ask of its objects and of the phrases beside it: "sanctions", "trade sanctions", "from body"."""
    doc = sheet.doc
    names = {word for child in objects for word in (child.lemma.lower(), child.text.lower())}
    for child in objects:
        for below in doc.dependents(child.index, "amod", "compound", "nmod"):
            if below.index == child.index - 1:
                names.add(f"{below.text.lower()} {child.lemma.lower()}")
            elif below.index > child.index and preposition_of(doc, below.index) == "of":
                names |= {f"{child.lemma.lower()} of {below.lemma.lower()}", f"of {below.lemma.lower()}"}
    for one in (token, *objects):
        for child in doc.dependents(one.index, "nmod", "obl"):
            case = preposition_of(doc, child.index)
            names.add(f"{case} {child.lemma.lower()}")
            actor = sheet.cast.at(child.index)
            if actor is not None and sheet.cast.record(actor).type == "igo":
                names.add(f"{case} body")
    return names


def _by_rule(sheet: Sheet, rule: EventRule, token: Token, objects: list[Token]) -> Mention | None:
    """The mention by *rule*, where it is told as done, by somebody who can do it."""
    doc = sheet.doc
    time = time_of(sheet, token.index)
    head = doc.tokens[token.head]
    light = token.dep in ("obj", "nsubj:pass") and head.upos == "VERB"
    light = light and bool(set(sheet.forms(head)) & ({"announce", "order"} | (sheet.words.light - sheet.words.plans)))
    status = _by_verb(sheet, head, rule) if light else _status(sheet, token, rule)
    if status is None or (firm := status_beside(sheet, status, time)) is None:
        return None
    who = tuple(distinct(_doers(sheet, token, objects))) or (doers_of(sheet, head) if light else ())
    if not who:
        return None
    time = time or (time_of(sheet, head.index) if light else None)
    whom = tuple(p for p in distinct(_sufferers(sheet, token, rule, objects)) if p.actor not in {x.actor for x in who})
    if "mutual" in rule and not whom:
        who, whom = who[:1], who[1:]
    who, whom = without_private(sheet, rule, who, whom)
    place = place_of(sheet, token.index, rule)
    if not who or not is_enough(sheet, rule, who, whom, place, objects):
        return None
    if not is_political(sheet, rule, who, whom, token.index):
        return None
    reach = tuple(child.index for child in objects)
    return Mention(rule, token.index, (token.index, token.index + 1), firm, who, whom, time, place, reach, True, True)


def _doers(sheet: Sheet, token: Token, objects: list[Token]) -> Iterator[Party]:
    """Who does it: behind "by", wherever the tree hangs that; else the owner, or the state before the noun."""
    doc = sheet.doc
    behind = [c for one in (token, *objects) for c in doc.dependents(one.index, "nmod", "obl")]
    by = [c for c in behind if c.index > token.index and preposition_of(doc, c.index) == "by"]
    between = [c for c in behind if c.index > token.index and preposition_of(doc, c.index) == "between"]
    owners = [c for c in doc.dependents(token.index, "nmod") if c.dep == "nmod:poss"]
    before = [c for c in doc.dependents(token.index, "amod", "compound") if c.index < token.index]
    for child in by or between or owners or before:
        for party in parties_at(sheet, child.index):
            if child not in before or sheet.cast.record(party.actor).type in _DOERS:
                yield party


def _sufferers(sheet: Sheet, token: Token, rule: EventRule, objects: list[Token]) -> Iterator[Party]:
    """To whom it is done: what stands behind "of", whose it is, or who stands behind one of the verb's prepositions."""
    for child in objects:
        if not rule.objects or "phrases" in rule:
            yield from parties_at(sheet, child.index)
        if rule.objects:
            yield from inside_of(sheet, child.index, rule)
    yield from obliques_of(sheet, token.index, rule.prepositions - {"by", "of"}, "nmod")


def _by_verb(sheet: Sheet, verb: Token, rule: EventRule) -> Status | None:
    """The status under a light verb: "began the delivery of tanks"; what is announced or ordered is done where saying does it."""
    status = status_of(sheet, verb.index, rule)
    if not set(sheet.forms(verb)) & {"announce", "order"}:
        return status
    if status not in ("happened", "ongoing"):
        return None
    return (
        "happened"
        if rule.what in ("SANCTION", "CONCEDE", "SUPPORT", "COERCE")
        else "planned"
        if rule.what == "AID"
        else None
    )


def _status(sheet: Sheet, token: Token, rule: EventRule) -> Status | None:
    """Whether it is told as done: by its day or its preposition, or by a verb that does not put it in doubt."""
    if any(c.lemma.lower() in ("no", "any", "every", "such") for c in sheet.doc.dependents(token.index, "det")):
        return None
    told = status_by_phrase(sheet, token, time_of(sheet, token.index), rule)
    if told is not None:
        return told
    doc = sheet.doc
    if preposition_of(doc, token.index) in ("for", "to", "without", "about", "against", "on", "of"):
        return None
    for at in ancestors(doc, token.index, 4):
        verb = doc.tokens[at]
        if verb.upos not in ("VERB", "AUX"):
            continue
        if (
            modal_of(doc, at) is not None
            or negated(doc, at)
            or status_of(sheet, at, None) not in ("happened", "ongoing")
        ):
            return None
        doubted = UNREAL | sheet.words.wishes | sheet.words.plans | sheet.words.cancels | {"halt"}
        factive = set(sheet.forms(verb)) & sheet.words.factives
        return "happened" if factive or not set(sheet.forms(verb)) & doubted else None
    return None
