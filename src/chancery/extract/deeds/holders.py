"""Whose a noun is that says an event, and with or on whom: "X's attack on Y", "talks between X and Y"."""

from __future__ import annotations

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.mention import Party
from chancery.extract.deeds.parties import distinct, parties_at, parties_in
from chancery.extract.deeds.phrases import is_city
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.suffering import JUDGES, suffers
from chancery.extract.deeds.who import doers_of
from chancery.language.document import Token
from chancery.rules.events import EventRule

BLAMED = frozenset({"blame", "attribute", "ascribe", "pin"})
"""Verbs by which a deed is said to be somebody's: "an attack blamed on"."""


_ABETS = frozenset(
    {"enable", "support", "back", "fund", "finance", "abet", "facilitate", "sponsor", "inspire", "prompt", "aid"}
)
"""Verbs behind which stands who helped a deed, and did not do it."""


def agent_of(sheet: Sheet, token: Token) -> tuple[Party, ...]:
    """ "an attack carried out by Chile"; "Chile's seizure of the ship and arrest of its crew": who does the second."""
    doc = sheet.doc
    if token.dep == "obj" and doc.tokens[token.head].tag != "VBN":
        # "praised the evacuation of its citizens by Chile": the tree hangs "by" on the verb.
        for child in doc.dependents(token.head, "obl"):
            if preposition_of(doc, child.index) == "by" and child.index > token.index:
                return tuple(parties_at(sheet, child.index))
    for verb in doc.dependents(token.index, "acl"):
        if verb.dep == "acl" and (verb.tag == "VBN" or verb.lemma.lower() in BLAMED) and not _judges(sheet, verb):
            cases = ("by", "on", "to") if verb.lemma.lower() in BLAMED else ("by",)
            for child in doc.dependents(verb.index, "obl"):
                if preposition_of(doc, child.index) in cases and (found := parties_at(sheet, child.index)):
                    return tuple(found)
    verb = doc.tokens[token.head]
    if token.dep in ("obj", "nsubj:pass") and verb.lemma.lower() in BLAMED:
        # "the attack was blamed on Al-Shabab", "Kenya blamed the attack on Al-Shabab"
        for child in doc.dependents(verb.index, "obl"):
            if preposition_of(doc, child.index) in ("on", "to") and (found := parties_at(sheet, child.index)):
                return tuple(found)
    if token.dep == "conj" and not any(doc.dependents(token.index, "det")):
        shared = doc.dependents(token.head, "nmod")
        owners = [c for c in shared if c.dep == "nmod:poss" and c.index < token.head]
        if owners and not any(c.dep == "nmod:poss" for c in doc.dependents(token.index, "nmod")):
            return tuple(parties_at(sheet, owners[0].index))
    return ()


def _judges(sheet: Sheet, verb: Token) -> bool:
    """ "an attack condemned by Peru", "a man suspected by Peru": who thinks so of a deed did not do it."""
    if verb.lemma.lower() in BLAMED:
        return False
    if verb.lemma.lower() in _ABETS:
        return True  # "a war enabled by Belarus"
    return any(
        form in sheet.words.reports
        or any(rule.what in JUDGES and not rule.objects for rule in sheet.rules.by_verb.get(form, ()))
        for form in sheet.forms(verb)
    )


def _accused_of(sheet: Sheet, token: Token) -> list[Party] | None:
    """ "arrested seven men over their massacre of villagers": theirs who are arrested for it, not the police's; None for any other noun."""
    verb = sheet.doc.tokens[token.head]
    if token.dep != "obl" or preposition_of(sheet.doc, token.index) not in ("for", "over", "due", "because", "due to"):
        return None
    if not any(
        rule.what in ("COERCE", "SANCTION", "ACCUSE")
        for form in sheet.forms(verb)
        for rule in sheet.rules.by_verb.get(form, ())
    ):
        return None
    return [party for child in sheet.doc.dependents(verb.index, "obj") for party in parties_at(sheet, child.index)]


def _named_after(sheet: Sheet, token: Token, owner: Token) -> list[Party]:
    """ "After his arrest on Friday, Lee stayed in Lima": he is Lee, who is named behind."""
    verb = sheet.doc.tokens[token.head]
    if owner.upos != "PRON" or token.dep != "obl" or verb.upos != "VERB" or token.index > verb.index:
        return []
    return [
        party
        for child in sheet.doc.dependents(verb.index, "nsubj")
        if child.index > token.index and child.upos == "PROPN"
        for party in parties_at(sheet, child.index)
        if sheet.cast.record(party.actor).type == "person"
    ]


def noun_parties(sheet: Sheet, token: Token, rule: EventRule) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Whose it is, and with or on whom: "X's attack on Y", "the Trump-Kim summit", "talks between X and Y"."""
    doc = sheet.doc
    who: list[Party] = []
    whom: list[Party] = []
    first = min(
        [
            token.index,
            *(c.index for c in doc.dependents(token.index, "nmod", "compound", "amod") if c.index < token.index),
        ]
    )
    for child in doc.dependents(token.index):
        if child.index in sheet.days or (child.dep.split(":")[0] not in ("nmod", "compound", "amod")):
            continue
        before = child.index < token.index
        if before and child.dep != "nmod:poss" and is_city(sheet, child.index):
            continue
        if before and child.dep == "nmod:poss" and "mutual" not in rule and suffers(sheet, token, child):
            whom += _named_after(sheet, token, child) or parties_at(sheet, child.index)  # "extended his arrest"
            continue
        if before and child.upos == "PRON" and (accused := _accused_of(sheet, token)) is not None:
            who += accused
            continue
        if before and child.dep == "nmod:poss" and _is_ranked(sheet, token):
            continue  # "Ireland's largest cocaine seizure": where it was
        if before and token.lemma.lower() == "coup" and "mutual" not in rule:
            states = [
                p for p in parties_at(sheet, child.index) if sheet.cast.record(p.actor).type in ("state", "government")
            ]
            if states:
                whom += states  # "Niger's coup"
                continue
        if before and child.lemma.lower() == "lead" and "mutual" not in rule:
            # "a Saudi-led blockade"
            who += [
                Party(actor, leader.index)
                for leader in doc.dependents(child.index, "obl", "nsubj", "compound")
                if leader.index < child.index and (actor := sheet.cast.at(leader.index)) is not None
            ]
            continue
        if before:
            start, _ = doc.subtree(child.index)
            who += (
                parties_in(sheet, min(start, first), token.index)
                if "mutual" in rule
                else parties_at(sheet, child.index)
            )
            continue
        case = preposition_of(doc, child.index)
        parties = parties_at(sheet, child.index)
        if "mutual" in rule and (
            case in rule.prepositions or (case == "to" and token.lemma.lower() in ("call", "visit", "trip", "tour"))
        ):
            (
                whom if who and case in ("with", "to") else who if case in ("between", "of", "by", "among") else whom
            ).extend(parties)
        elif case in rule.after_who:
            who += parties
        elif (
            case == "of"
            and "mutual" not in rule
            and "of" not in rule.after_who
            and "by" in rule.after_who
            and (by := _by_inside(sheet, child))
        ):
            who += by  # "the release of the tanker by Iran": the tree hangs "by" on the tanker.
            whom += parties if case in rule.after_whom else []
        elif case in rule.after_whom:
            if "by" in rule.after_who:
                # "the seizure of a Greek tanker by Iran", where the tree hangs "by" on the tanker
                who += [
                    p
                    for c in doc.dependents(child.index, "nmod")
                    if preposition_of(doc, c.index) == "by"
                    for p in parties_at(sheet, c.index)
                ]
            whom += parties or [
                party
                for holder in doc.dependents(child.index, "nmod")
                if holder.dep == "nmod:poss" or preposition_of(doc, holder.index) == "of"
                for party in parties_at(sheet, holder.index)
            ]  # "the raid on the offices of the paper"
    if "mutual" in rule and token.lemma.lower() in sheet.words.journeys and not whom:
        # "a trip by Lee to Peru", "a trip to Peru by Lee": the tree hangs the second on the first.
        travellers = [c for c in doc.dependents(token.index, "nmod") if c.index > token.index]
        who += [] if who else [party for goal in travellers for party in _by_inside(sheet, goal)]
        whom += [
            party
            for traveller in travellers
            for goal in doc.dependents(traveller.index, "nmod")
            if preposition_of(doc, goal.index) == "to"
            for party in parties_at(sheet, goal.index)
        ]
    if "mutual" in rule and not who:
        who, whom = whom[:1], whom[1:]
    who = distinct(who)
    return tuple(who), tuple(p for p in distinct(whom) if p.actor not in {x.actor for x in who})


def _is_ranked(sheet: Sheet, token: Token) -> bool:
    """Whether the noun is the worst, the first, the largest of its kind."""
    return any(
        word.tag in ("JJS", "RBS") or word.text.lower() in ("first", "second", "third")
        for below in sheet.doc.dependents(token.index, "amod", "compound")
        for word in (below, *sheet.doc.dependents(below.index, "advmod"))
    )


def _by_inside(sheet: Sheet, thing: Token) -> list[Party]:
    """Who stands behind "by" on the thing that a deed is done to."""
    return [
        party
        for child in sheet.doc.dependents(thing.index, "nmod", "obl")
        if child.index > thing.index and preposition_of(sheet.doc, child.index) == "by"
        for party in parties_at(sheet, child.index)
    ]


def speakers_in(sheet: Sheet, token: Token) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """ "In a call on Monday, Ruiz urged Lee to ...": Ruiz and Lee, where both are persons of office or more than one speaks."""
    verb = sheet.doc.tokens[token.head]
    if verb.upos != "VERB" or preposition_of(sheet.doc, token.index) not in ("in", "during"):
        return (), ()
    who = doers_of(sheet, verb)
    whom = tuple(
        party
        for child in sheet.doc.dependents(verb.index, "obj", "iobj")
        for party in parties_at(sheet, child.index)
        if sheet.cast.record(party.actor).type == "person" and party.actor not in {one.actor for one in who}
    )
    people = [party for party in who if sheet.cast.record(party.actor).type == "person"]
    return (who, whom) if people and len({p.actor for p in (*who, *whom)}) > 1 else ((), ())


def says_their(sheet: Sheet, token: Token) -> bool:
    """Whether the noun is "theirs"."""
    return any(c.dep == "nmod:poss" and c.text.lower() == "their" for c in sheet.doc.dependents(token.index))


def their_parties(sheet: Sheet, token: Token) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """ "X listens to Y during their meeting": X and Y, the only two persons named before."""
    sentence = sheet.doc.sentence_of(token.index)
    people = [p for p in parties_in(sheet, sentence.first, token.index) if sheet.cast.record(p.actor).type == "person"]
    return (tuple(people[:1]), tuple(people[1:])) if len(people) == 2 else ((), ())
