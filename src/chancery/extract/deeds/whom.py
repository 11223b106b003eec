"""Whom or with whom it is done, beside a verb."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.mention import Party
from chancery.extract.deeds.parties import distinct, parties_at, party_at
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Predicate, Token
from chancery.rules.events import EventRule

_HELPS = frozenset(
    {"meet", "visit", "help", "support", "assist", "back", "protect", "defend", "aid", "arm", "join", "host", "fund"}
)


def whom_of(sheet: Sheet, token: Token, rule: EventRule, objects: Sequence[Token]) -> tuple[Party, ...]:
    """Whom or with whom it is done: the object, whoever owns it, or who stands behind one of the rule's prepositions."""
    doc = sheet.doc
    found: list[Party] = []
    if "only_prepositions" not in rule:
        for child in objects:
            if child.dep == "conj":
                continue
            if not rule.objects or "phrases" in rule:
                found += parties_at(sheet, child.index)
            if (rule.objects and rule.place != "target") or (not found and "whom_inside" in rule):
                found += _inside_of(sheet, child.index, rule)
        if rule.objects and len({child.dep for child in objects} & {"obj", "nsubj:pass"}) == 2:
            # "Vietnam was given six boats", "the paper was denied a licence"
            found += [p for c in objects if c.dep == "nsubj:pass" for p in parties_at(sheet, c.index)]
        found += [p for c in doc.dependents(token.index, "iobj") for p in parties_at(sheet, c.index)]
    found += obliques_of(sheet, token.index, rule.prepositions)
    predicate = doc.predicate_at.get(token.index)
    if not found and predicate is not None:
        found += by_roles(sheet, predicate, rule)
    if not found and rule.needs == "two" and "with" in rule.prepositions:
        # "clashed in front of parliament with the police": the "with" hangs on the wrong word.
        for at in range(token.index + 1, min(token.index + 9, doc.sentence_of(token.index).last)):
            word = doc.tokens[at]
            if word.upos in ("VERB", "PUNCT", "CCONJ", "SCONJ"):
                break
            if word.text.lower() == "with" and word.dep == "case" and word.head > at:
                found += parties_at(sheet, word.head)
                break
    if not found and "complement" in rule and rule.what == "REQUEST":
        # "demanded that North Korea give up its weapons": asked of North Korea.
        for child in doc.dependents(token.index, "ccomp"):
            found += [p for c in doc.dependents(child.index, "nsubj") for p in parties_at(sheet, c.index)]
    return tuple(distinct(found))


def by_roles(sheet: Sheet, predicate: Predicate, rule: EventRule) -> list[Party]:
    """Whom the roles name, read along the line: the phrase that an argument begins with, or one behind a preposition."""
    found: list[Party] = []
    for argument in predicate.arguments:
        if argument.role not in ("ARG1", "ARG2", "ARG3", "ARGM-GOL", "ARGM-COM") or argument.first < predicate.token:
            continue
        wanted = not rule.objects and "only_prepositions" not in rule
        last: Party | None = None
        for at in range(argument.first, min(argument.last, argument.first + 14)):
            token = sheet.doc.tokens[at]
            if token.upos in ("ADP", "SCONJ", "VERB", "PUNCT", "CCONJ", "AUX", "PART"):
                if last is not None and not (token.text in ("'s", "’s") and "whom_inside" not in rule):
                    return [*found, last]
                last = None
                wanted = token.text.lower() in rule.prepositions
                if token.upos == "VERB":
                    break
            elif wanted and at not in sheet.days:
                last = (party_at(sheet, at) if token.upos in ("NOUN", "PROPN") else None) or (
                    None if token.upos == "NOUN" else last
                )
        if last is not None:
            found.append(last)
            return found
    return found


def _inside_of(sheet: Sheet, index: int, rule: EventRule) -> list[Party]:
    """Whose the object is or what it is against: "Russia's decision", "sanctions on Iran"."""
    found: list[Party] = []
    if rule.what == "SUPPORT" and sheet.doc.tokens[index].lemma.lower() in sheet.words.against:
        return found  # "endorsed an audit of the bank"
    for child in sheet.doc.dependents(index, "nmod", "amod", "compound"):
        case = preposition_of(sheet.doc, child.index)
        if child.dep == "nmod" and child.index > index:
            inside = ("by", "from") if rule.what == "REQUEST" else ("of", "by", "against", "from")
            if case in rule.prepositions or ("whom_inside" in rule and case in inside):
                found += parties_at(sheet, child.index)
            if rule.what in ("SUPPORT", "AGREE") and case in rule.prepositions and not found:
                found += _owners_of(sheet, child.index)
        elif ("whom_inside" in rule and child.dep == "nmod:poss" and not rule.prepositions) or rule.what not in (
            "SANCTION",
            "CONCEDE",
            "AID",
            "MOBILIZE",
            "COOPERATE",
            "THREATEN",
            "SUPPORT",
            *(() if "whom_inside" in rule else ("AGREE",)),  # "reiterated the U.S. commitment"
        ):
            found += parties_at(sheet, child.index)
    return found


def _owners_of(sheet: Sheet, index: int) -> list[Party]:
    """ "the defense of Japan and Korea", "Ukraine's sovereignty": whose the thing is."""
    found: list[Party] = []
    for child in sheet.doc.dependents(index, "nmod"):
        if child.upos != "PRON" and (
            child.dep == "nmod:poss" or preposition_of(sheet.doc, child.index) in ("of", "with")
        ):
            found += parties_at(sheet, child.index)
    return found


def obliques_of(sheet: Sheet, verb: int, prepositions: frozenset[str], relation: str = "obl") -> list[Party]:
    """The actors behind one of the prepositions that hang on the verb, or on a noun as ``nmod``."""
    found: list[Party] = []
    for child in sheet.doc.dependents(verb, relation):
        if preposition_of(sheet.doc, child.index) in prepositions and child.index not in sheet.days:
            found += parties_at(sheet, child.index)
    return found


def clause_parties(sheet: Sheet, token: Token, without: set[str]) -> tuple[Party, ...]:
    """ "agreed to hold further meetings with Kim": Kim."""
    clauses = list(sheet.doc.dependents(token.index, "xcomp", "ccomp"))
    clauses += [
        c for c in sheet.doc.dependents(token.index, "advcl") if c.tag == "VBG" and 0 < c.index - token.index <= 3
    ]
    for held in sheet.doc.dependents(token.index, "obj"):
        clauses += sheet.doc.dependents(held.index, "acl")  # "stressed its readiness to meet Kim"
    for child in clauses:
        first, last = sheet.doc.subtree(child.index)
        for at in range(first, last):
            case = preposition_of(sheet.doc, at)
            verb = sheet.doc.tokens[sheet.doc.tokens[at].head]
            if case == "with" or (sheet.doc.tokens[at].dep == "obj" and verb.lemma.lower() in _HELPS):
                found = parties_at(sheet, at) or _owners_of(sheet, at)
                parties = [party for party in found if party.actor not in without]
                if parties:
                    return tuple(parties)
    return ()
