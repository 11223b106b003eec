"""Whom or with whom it is done, beside a verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chancery.extract.clauses import ELSEWHERE, TOWARDS, preposition_of
from chancery.extract.deeds.mention import Party
from chancery.extract.deeds.parties import distinct, is_of_participle, owners_behind, parties_at, party_at
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.suffering import is_done_to, is_forum, judged_of, suffers, suffers_behind
from chancery.language.document import Predicate, Token
from chancery.records import Actor
from chancery.rules.events import EventRule

_OTHER_MATTERS = frozenset({"amid", "after", "over", "despite", "before", "during", "about", "following"})
"""Behind these stands no party of a deed: "held exercises amid tensions with Iran"."""
_HELPS = frozenset(
    {"meet", "visit", "help", "support", "assist", "back", "protect", "defend", "aid", "arm", "join", "host", "fund"}
)

_HURLS = frozenset({"fire", "launch", "shoot", "lob", "hurl", "throw", "drop"})
_FALLS_ON = frozenset({"AID", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT", "SANCTION", "ASSAULT", "COERCE"})
_HONORS = frozenset({"honor", "honour", "memory", "solidarity", "tribute", "support"})
_HOUSES = frozenset({"embassy", "consulate", "legation", "mission"})


def _orders_somebody(sheet: Sheet, token: Token) -> bool:
    """ "ordered Peru to leave"; not "ordered the closure of the border with Peru"."""
    return any(child.tag == "VB" for child in sheet.doc.dependents(token.index, "xcomp", "ccomp", "advcl"))


def whom_of(sheet: Sheet, token: Token, rule: EventRule, objects: Sequence[Token]) -> tuple[Party, ...]:
    """Whom or with whom it is done: the object, whoever owns it, or who stands behind one of the rule's prepositions."""
    doc = sheet.doc
    found: list[Party] = []
    if rule.what == "ASSAULT" and any(child.dep == "obj" for child in objects):
        # "attacked the town with jets and ground forces"
        rule = replace(rule, prepositions=rule.prepositions - {"with"})
    if token.lemma.lower() == "order" and rule.what == "REQUEST" and not _orders_somebody(sheet, token):
        return tuple(distinct(p for child in objects for p in parties_at(sheet, child.index)))
    if "only_prepositions" not in rule and rule.what != "MOBILIZE":  # whom one deploys, one does nothing to
        for child in objects:
            if child.dep == "conj":
                continue
            if token.lemma.lower() in _HURLS and child.lemma.lower() in sheet.words.weapons | sheet.words.arsenal:
                continue  # "a Hezbollah missile was fired at Shlomi"
            if not rule.objects or "phrases" in rule:
                found += parties_at(sheet, child.index)
            if (rule.objects and rule.place != "target") or (not found and "whom_inside" in rule):
                found += inside_of(sheet, child.index, rule)
        if rule.objects and len({child.dep for child in objects} & {"obj", "nsubj:pass"}) == 2:
            # "Vietnam was given six boats", "the paper was denied a licence"
            found += [p for c in objects if c.dep == "nsubj:pass" for p in parties_at(sheet, c.index)]
        found += [p for c in doc.dependents(token.index, "iobj") for p in parties_at(sheet, c.index)]
    found += [
        p
        for p in obliques_of(sheet, token.index, rule.prepositions)
        if not (rule.what == "REQUEST" and is_done_to(sheet, p.token))
    ]
    if not found and rule.what == "PROTEST":
        found += _besieged(sheet, token)
    if not found and rule.what == "SUPPORT":
        # "held a minute of silence in Lee's honor", "in memory of Lee"
        honors = (c for c in doc.dependents(token.index, "obl") if c.lemma.lower() in _HONORS)
        found += [p for c in honors if preposition_of(doc, c.index) == "in" for p in _owners_of(sheet, c.index)]
    if rule.what == "MOBILIZE":
        found += faced(sheet, (token, *objects))
    predicate = doc.predicate_at.get(token.index)
    if not found and rule.what != "MOBILIZE" and predicate is not None:
        found += by_roles(sheet, predicate, rule)
    if not found and rule.needs == "two" and "with" in rule.prepositions:
        # "clashed in front of parliament with the police": the "with" hangs on the wrong word.
        for at in range(token.index + 1, min(token.index + 9, doc.sentence_of(token.index).last)):
            word = doc.tokens[at]
            if word.upos in ("VERB", "PUNCT", "CCONJ", "SCONJ") or word.text.lower() in _OTHER_MATTERS:
                break
            if word.text.lower() == "with" and word.dep == "case" and word.head > at:
                found += parties_at(sheet, word.head)
                break
    if not found and "complement" in rule and rule.what == "REQUEST":
        # "demanded that North Korea give up its weapons": asked of North Korea.
        for child in doc.dependents(token.index, "ccomp"):
            subjects = (c for c in doc.dependents(child.index, "nsubj") if c.dep == "nsubj")
            found += [p for c in subjects for p in parties_at(sheet, c.index)]
    if not found and rule.what == "THREATEN":
        found += threatened(sheet, token)
    if rule.what == "ACCUSE":
        found = [party for party in found if not is_forum(sheet, party.token, party.actor)]
    return tuple(distinct(found))


def threatened(sheet: Sheet, verb: Token) -> list[Party]:
    """Who must not do something, or must, for a threat not to be carried out.

    Forms that it reads:

        threatened to use force if Taiwan declares independence         Taiwan
        warned that it would cut off gas unless Ukraine pays            Ukraine
        warned that thousands would starve if Sudan ...                 nobody: it is not the warner's doing
    """
    doc = sheet.doc
    does = [c for c in doc.dependents(verb.index, "xcomp", "ccomp", "advcl") if c.index > verb.index]
    own = {party.actor for child in doc.dependents(verb.index, "nsubj") for party in parties_at(sheet, child.index)}
    warns = verb.lemma.lower() == "warn"
    found = list[Party]()
    for clause in (verb, *does):
        subjects = [c for c in doc.dependents(clause.index, "nsubj") if c is not clause]
        if warns and clause is not verb:
            theirs = {party.actor for child in subjects for party in parties_at(sheet, child.index)}
            if not any(c.text.lower() in ("it", "they", "he", "she") for c in subjects) and not own & theirs:
                continue
        for condition in doc.dependents(clause.index, "advcl"):
            marks = {c.lemma.lower() for c in doc.dependents(condition.index, "mark")}
            if condition.index > clause.index and marks & {"if", "unless", "until"} and not (warns and clause is verb):
                asked = (c for c in doc.dependents(condition.index, "nsubj") if c.upos != "PRON")
                found += [party for child in asked for party in parties_at(sheet, child.index)]
    return [party for party in found if party.actor not in own]


def faced(sheet: Sheet, words: Sequence[Token]) -> list[Party]:
    """ "massed troops near the Eritrean frontier", "sent a warship to the Red Sea off Yemen": to whom forces are brought up."""
    doc, found = sheet.doc, list[Party]()
    for word in words:
        for child in doc.dependents(word.index, "obl", "nmod"):
            if child.index < word.index or preposition_of(doc, child.index) not in TOWARDS or child.index in sheet.days:
                continue
            if child.lemma.lower() in sheet.words.frontiers:
                holders = [c.index for c in doc.dependents(child.index, "nmod", "amod", "compound")]
                holders += owners_behind(sheet, child)  # "waters claimed by Turkey"
                found += [p for at in holders for p in _lands_at(sheet, at)]
            else:
                found += _lands_at(sheet, child.index)
    return found


def land_struck(sheet: Sheet, verb: Token, rule: EventRule, who: Sequence[Party]) -> tuple[Party, ...]:
    """ "fired a missile at Shlomi, Israel": the state that is named with its town; "at Haifa": the town's, where it is another's than who fired
    and has a part in the story.
    """
    doc = sheet.doc
    homes = {sheet.cast.record(party.actor).country for party in who}
    for child in doc.dependents(verb.index, "obl"):
        if preposition_of(doc, child.index) not in rule.prepositions or child.index not in sheet.spots:
            continue
        for state in doc.dependents(child.index, "nmod", "appos"):
            actor = sheet.cast.at(state.index)
            if state.index > child.index and actor is not None and sheet.cast.record(actor).type == "state":
                return (Party(actor, state.index),)
        land = doc.places[sheet.spots[child.index]].country
        if land is None or land in homes or not homes or None in homes:
            continue
        for record in sheet.cast.records:
            if isinstance(record, Actor) and record.type == "state" and record.country == land:
                return (Party(record.id, child.index),)
    return ()


def _lands_at(sheet: Sheet, index: int) -> list[Party]:
    """The states or armed groups that stand there and in its list."""
    return [
        p
        for p in parties_at(sheet, index)
        if sheet.cast.record(p.actor).type in ("state", "government", "armed_group", "people")
    ]


def _besieged(sheet: Sheet, verb: Token) -> list[Party]:
    """ "demonstrated outside the Egyptian embassy": Egypt."""
    return [
        party
        for site in sheet.doc.dependents(verb.index, "obl")
        if site.lemma.lower() in _HOUSES
        and {"outside", "at", "near", "before", "front", "to"}
        & {c.text.lower() for c in sheet.doc.dependents(site.index, "case")}
        for party in parties_at(sheet, site.index)
    ]


def by_roles(sheet: Sheet, predicate: Predicate, rule: EventRule) -> list[Party]:
    """Whom the roles name, read along the line: the phrase that an argument begins with, or one behind a preposition."""
    found: list[Party] = []
    for argument in predicate.arguments:
        if argument.role not in ("ARG1", "ARG2", "ARG3", "ARGM-GOL", "ARGM-COM") or argument.first < predicate.token:
            continue
        wanted = not rule.objects and "only_prepositions" not in rule
        last: Party | None = None
        noun: Token | None = None
        for at in range(argument.first, min(argument.last, argument.first + 14)):
            token = sheet.doc.tokens[at]
            if token.upos in ("ADP", "SCONJ", "VERB", "PUNCT", "CCONJ", "AUX", "PART"):
                owns = token.text in ("'s", "’s", "'", "’")
                if last is not None and rule.what in ("REJECT", "AGREE") and token.upos in ("AUX", "VERB"):
                    return found  # "denies Lee was the target"
                if last is not None and not (owns and ("whom_inside" not in rule or _is_sufferer(sheet, rule, last))):
                    return [*found, last]
                last = None
                wanted = token.text.lower() in rule.prepositions
                if wanted and noun is not None and noun.lemma.lower() in sheet.words.frontiers:
                    wanted = False  # "struck a mosque near the border with Chile"
                if wanted and noun is not None and judged_of(rule, noun):
                    wanted = not suffers_behind(sheet, noun, token.text.lower())
                if token.upos == "VERB":
                    break
            elif noun is not None and token.tag == "DT" and at == noun.index + 1:
                break  # "the weight the government gives to it": another clause begins
            elif wanted and at not in sheet.days and not is_of_participle(sheet, at):
                last = (party_at(sheet, at) if token.upos in ("NOUN", "PROPN") else None) or (
                    None if token.upos == "NOUN" else last
                )
            noun = token if token.upos == "NOUN" else None if token.upos == "VERB" else noun
        if last is not None:
            found.append(last)
            return found
    return found


def _is_sufferer(sheet: Sheet, rule: EventRule, owner: Party) -> bool:
    """ "Lee's arrest": Lee suffers it."""
    token = sheet.doc.tokens[owner.token]
    return judged_of(rule, sheet.doc.tokens[token.head]) and suffers(sheet, sheet.doc.tokens[token.head], token)


def inside_of(sheet: Sheet, index: int, rule: EventRule) -> list[Party]:
    """Whose the object is or what it is against: "Russia's decision", "sanctions on Iran"."""
    found: list[Party] = []
    if rule.what == "SUPPORT" and sheet.doc.tokens[index].lemma.lower() in sheet.words.against:
        return found  # "endorsed an audit of the bank"
    noun = sheet.doc.tokens[index]
    for child in sheet.doc.dependents(index, "nmod", "amod", "compound"):
        case = preposition_of(sheet.doc, child.index)
        if rule.what == "ASSAULT" and child.dep == "nmod:poss" and child.upos == "PRON":
            continue  # "launching his war"
        if judged_of(rule, noun) and suffers(sheet, noun, child):
            continue  # "condemned attacks on Chilean farmers", "demanded the release of Lee"
        if rule.name == "concern" and child.dep == "nmod:poss" and noun.lemma.lower() in rule.objects:
            continue  # "shared Japan's concern"
        if child.dep == "nmod" and child.index > index:
            inside = ("by", "from") if rule.what == "REQUEST" else ("of", "by", "against", "from")
            if case in rule.prepositions or ("whom_inside" in rule and case in inside):
                found += parties_at(sheet, child.index)
            if rule.what in ("SUPPORT", "AGREE") and case in rule.prepositions and not found:
                found += _owners_of(sheet, child.index)
            if (
                rule.what in ("SANCTION", "SUPPORT")
                and noun.lemma.lower() in sheet.words.envoys
                and case in ("to", "in")
            ):
                found += parties_at(sheet, child.index)  # "recalled its ambassador to Mexico"
            if rule.what == "REQUEST" and case == "for" and not found and rule.objects:
                found += _behind(sheet, child.index, "from")  # "a subpoena for documents from Ruiz"
            if rule.what == "SANCTION" and case == "on" and not found:
                found += _behind(sheet, child.index, "from")  # "tariffs on steel from Brazil"
            if rule.what == "SUPPORT" and "whom_inside" in rule and not found:
                found += _shared_with(sheet, child.index)
        elif (
            "whom_inside" in rule
            and (child.dep == "nmod:poss" or (child.dep == "amod" and rule.what == "SANCTION"))
            and not rule.prepositions
        ) or rule.what not in (
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


def _shared_with(sheet: Sheet, index: int) -> list[Party]:
    """ "a resumption of ties with Syria", "the agreement between Greece and Syria": with whom a thing is had in common."""
    if preposition_of(sheet.doc, index) in ("with", "between"):
        return parties_at(sheet, index)
    if preposition_of(sheet.doc, index) != "of":
        return []
    return _behind(sheet, index, "with", "between")


def _behind(sheet: Sheet, index: int, *cases: str) -> list[Party]:
    """The actors behind one of the prepositions that hang on a noun."""
    inner = (child.index for child in sheet.doc.dependents(index, "nmod"))
    return [p for at in inner if preposition_of(sheet.doc, at) in cases for p in parties_at(sheet, at)]


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


_SHARED = frozenset({
    "meeting", "talk", "discussion", "dialogue", "negotiation", "summit", "conversation", "cooperation", "consultation", "coordination", "relation",
    "relationship", "tie", "partnership", "engagement", "trade", "exchange", "deal", "treaty", "alliance", "friendship", "contact", "diplomacy", "peace",
})  # fmt: skip


def _below_nouns(sheet: Sheet, first: int, last: int) -> set[int]:
    """The nouns of the clause with which nothing is done together: "measures to counter the exit from the deal with Iran"."""
    return {
        at
        for at in range(first, last)
        if sheet.doc.tokens[at].upos == "NOUN"
        and (sheet.doc.tokens[at].lemma.lower() not in _SHARED or sheet.doc.tokens[at].dep == "nmod")
    }


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
        apart = _below_nouns(sheet, first, last)
        for at in range(first, last):
            case = preposition_of(sheet.doc, at)
            verb = sheet.doc.tokens[sheet.doc.tokens[at].head]
            if preposition_of(sheet.doc, verb.index) in ELSEWHERE:
                continue  # "refused to lift the ban after talks with Kim"
            if (case == "with" and sheet.doc.tokens[at].head not in apart) or (
                sheet.doc.tokens[at].dep == "obj" and verb.lemma.lower() in _HELPS
            ):
                found = parties_at(sheet, at) or _owners_of(sheet, at)
                parties = [party for party in found if party.actor not in without]
                if parties:
                    return tuple(parties)
    for child in clauses:
        if parties := [party for party in _within(sheet, child) if party.actor not in without]:
            return tuple(parties)
    return ()


def _within(sheet: Sheet, verb: Token) -> tuple[Party, ...]:
    """ "offered to send doctors to Italy", "threatened to attack Korean ships": to whom the deed would be done."""
    objects = list(sheet.doc.dependents(verb.index, "obj"))
    nouns = {child.lemma.lower() for child in objects}
    for form in sheet.forms(verb):
        for rule in sheet.rules.of_verb(form, "", None, nouns):
            if rule.what in _FALLS_ON and verb.tag in ("VB", "VBG") and (found := whom_of(sheet, verb, rule, objects)):
                return found
    return ()
