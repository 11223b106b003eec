"""Events that a noun says: "held talks", "the attack on", "a visit by", "the Feb. 27-28 summit"."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import is_want_of_goods, preposition_of
from chancery.extract.deeds.holders import agent_of, noun_parties, says_their, speakers_in, their_parties
from chancery.extract.deeds.mention import FIRM, Mention, Party
from chancery.extract.deeds.needs import has_force, is_campaign, is_political, stands_alone
from chancery.extract.deeds.nounstatus import status_by_deed, status_by_phrase
from chancery.extract.deeds.parties import parties_at
from chancery.extract.deeds.phrases import is_armed
from chancery.extract.deeds.places import place_of
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.status import status_beside, status_of
from chancery.extract.deeds.times import time_of
from chancery.extract.deeds.who import doers_of, marchers
from chancery.extract.deeds.whom import by_roles, obliques_of
from chancery.language.document import Token
from chancery.rules.events import EventRule

_OF_THE_BODY = frozenset({"cardiac", "heart", "panic", "asthma", "anxiety", "shark", "respiratory"})
_OF_SPACE = frozenset(
    {"space", "lunar", "moon", "mars", "solar", "robotic", "interstellar", "asteroid", "pluto", "jupiter", "venus"}
)
_FLIGHT = frozenset({"land", "launch", "orbit", "send", "fly", "reach", "enter"})


def noun_mention(sheet: Sheet, token: Token) -> Mention | None:
    """The event that the noun says, under a light verb or by itself."""
    doc = sheet.doc
    lemma = token.lemma.lower()
    rule = sheet.rules.of_noun(lemma) or sheet.rules.of_noun(token.text.lower())
    if rule is None:
        return None
    rule = _by_phrase(sheet, token, rule)
    if rule.what == "CONSULT" and any(
        c.lemma.lower() in ("press", "news", "media") for c in doc.dependents(token.index, "compound", "amod")
    ):
        return None  # "held a press conference"
    if lemma == "retreat" and (token.upos == "PROPN" or token.text[0].isupper()):
        return None  # "the Leaders' Retreat"
    if rule.name == "threats" and token.dep == "obj" and doc.tokens[token.head].lemma.lower() in sheet.words.facing:
        return None  # "countering Iran's threat"
    if any(time.start <= token.start < time.end for time in doc.times):
        return None  # "Mar 5" is no march
    if rule.what == "THREATEN" and preposition_of(doc, token.index) == "under":
        return None  # "the tomb has been under threat"
    posed = any(c.lemma.lower() in ("pose", "present", "face") for c in doc.dependents(token.index, "acl"))
    if lemma == "threat" and (posed or (token.tag == "NN" and not any(doc.dependents(token.index, "acl")))):
        return None  # "the ISIS threat in Africa"; its threat "to resume tests" is one
    if lemma == "mission" and any(c.lemma.lower() == "diplomatic" for c in doc.dependents(token.index, "amod")):
        return None  # an embassy
    if rule.what == "RETREAT" and token.dep in ("obj", "nsubj:pass") and lemma in ("ceasefire", "cease-fire", "truce"):
        if any(form in sheet.words.breaks for form in sheet.forms(doc.tokens[token.head])):
            return None  # "ended a three-month ceasefire"
    if rule.what == "RETREAT" and preposition_of(doc, token.index) in ("of", "to"):
        if doc.tokens[token.head].lemma.lower() in ("violation", "breach", "collapse", "end", "breakdown"):
            return None  # "violations of Yemen's ceasefire"
    beside = {c.lemma.lower() for c in doc.dependents(token.index, "compound", "amod")}
    if rule.what in ("ASSAULT", "COERCE") and beside & _OF_THE_BODY:
        return None  # "a cardiac arrest", "a heart attack"
    if lemma == "probe" and (beside & _OF_SPACE or doc.tokens[token.head].lemma.lower() in _FLIGHT):
        return None  # "landed the probe on the comet"
    if lemma == "session" and preposition_of(doc, token.index) in ("before", "to"):
        return None  # "spoke before a joint session of the Congress"
    if is_want_of_goods(doc, token):
        return None
    if lemma == "call" and not _is_conversation(sheet, token):
        rule = sheet.rules.of_noun("demand")  # "calls by the council to reopen schools"
        asks = any(preposition_of(doc, c.index) in ("by", "for", "from") for c in doc.dependents(token.index, "nmod"))
        if rule is None or not (asks or any(doc.dependents(token.index, "acl"))):
            return None
    if rule.what == "PROTEST" and _is_by_the_way(sheet, token):
        return None
    helps = rule.what == "AID" and token.dep == "obl" and preposition_of(doc, token.index) == "with"
    if rule.name == "with_help" and not helps:
        return None
    if lemma == "strike" and rule.what == "ASSAULT" and _is_walkout(sheet, token):
        walkout = sheet.rules.of_noun("walkout")
        if walkout is None:
            return None
        rule = walkout
    governor, status = _governor_of(sheet, token, rule)
    if status is None:
        return None
    who, whom = noun_parties(sheet, token, rule)
    if not who and "mutual" not in rule:
        who = agent_of(sheet, token)
    if not who and lemma in ("call", "visit", "trip"):
        # "a phone call made by Ruiz to Lee"
        who = agent_of(sheet, token)
        seen = {party.actor for party in (*who, *whom)}
        made = [clause for clause in doc.dependents(token.index, "acl") if who and clause.tag == "VBN"]
        whom += tuple(
            p
            for clause in made
            for p in obliques_of(sheet, clause.index, frozenset({"to", "with"}))
            if p.actor not in seen
        )
    if governor is not None and token.dep in ("obj", "nsubj:pass", "obl", "nmod"):
        taken = {party.actor for party in (*who, *whom)}
        if "mutual" in rule:
            who, whom = _without_own(sheet, token, who), _without_own(sheet, token, whom)
        subject = tuple(
            p
            for p in doers_of(sheet, doc.tokens[governor])
            if p.actor not in taken and (p.token < governor or preposition_of(doc, p.token) == "by")
        )
        if "mutual" in rule and taken and _is_of_others(sheet, token, doc.tokens[governor]):
            subject = ()
        whom = (*who, *whom) if "mutual" in rule else whom
        who = subject if "mutual" in rule else (who or subject)
        if governor is not None and "mutual" in rule:
            seen = {party.actor for party in (*who, *whom)}
            whom += tuple(p for p in obliques_of(sheet, governor, frozenset({"with"})) if p.actor not in seen)
        elif not whom:
            seen = {party.actor for party in who}
            whom = tuple(p for p in obliques_of(sheet, governor, rule.after_whom) if p.actor not in seen)
        predicate = sheet.doc.predicate_at.get(governor)
        if "mutual" in rule and predicate is not None and len({p.actor for p in (*who, *whom)}) == 1:
            seen = {party.actor for party in (*who, *whom)}
            whom += tuple(p for p in by_roles(sheet, predicate, rule) if p.actor not in seen)
        if "mutual" in rule and not who:
            who, whom = whom[:1], whom[1:]
    if rule.what == "ASSAULT" and governor is not None and token.dep == "nsubj" and not whom:
        whom = _left_dead(sheet, doc.tokens[governor], who)
    if rule.what == "REQUEST" and who and not whom:
        seen = {party.actor for party in who}
        whom = tuple(party for party in asked_by(sheet, token) if party.actor not in seen)
    if rule.what == "MOBILIZE" and len({party.actor for party in (*who, *whom)}) > 1 and lemma in ("exercise", "drill"):
        rule = next((other for other in sheet.rules.rules if other.name == "joint_drills"), rule)
    if helps and not whom:
        seen = {party.actor for party in who}
        whom = tuple(party for party in doers_of(sheet, doc.tokens[token.head]) if party.actor not in seen)
    time = time_of(sheet, token.index) or (time_of(sheet, governor) if governor is not None else None)
    place = place_of(sheet, token.index, rule) or (place_of(sheet, governor, rule) if governor is not None else None)
    if rule.what == "PROTEST" and is_campaign(sheet, token, who, whom):
        return None
    if place is None:
        # "the attack that struck an airport in Abha"
        for clause in doc.dependents(token.index, "acl"):
            if clause.upos == "VERB" and any(
                form in sheet.words.phases for form in (*sheet.forms(clause), clause.lemma)
            ):
                place = place or place_of(sheet, clause.index, rule)
    if "armed" in rule and not is_armed(sheet, token):
        return None
    if rule.what == "PROTEST":
        # "the George Floyd protests" are not his.
        who = tuple(
            p
            for p in who
            if (doc.tokens[p.token].dep != "compound" or sheet.cast.record(p.actor).type not in ("person", "igo"))
            and doc.tokens[p.token].lemma.lower() not in ("country", "nation", "city")
        )  # nor are "the G20 demonstrations" the group's
    if not who and rule.what == "PROTEST":
        who = marchers(sheet, token)
    if "mutual" in rule and not who and not whom and token.dep == "obl":
        who, whom = speakers_in(sheet, token)
    if "mutual" in rule and not who and not whom and says_their(sheet, token):
        who, whom = their_parties(sheet, token)
    if status == "?":
        status = status_by_phrase(sheet, token, time, rule) or status_by_deed(sheet, token, rule, who, whom)
        if status is None:
            return None
    firm = status_beside(sheet, status, time)
    if firm is None:
        return None
    if (rule.needs == "both" and not (who and whom) and not _is_known(sheet, token, rule, whom)) or (
        rule.needs == "who" and not who
    ):
        return None
    people = [record for party in whom if (record := sheet.cast.record(party.actor)).type == "person"]
    held = token.lemma.lower() in ("arrest", "imprisonment") and any(p.name[:1].isupper() for p in people)
    alone = False  # "yesterday's attack on the hospital in Afrin": told with its place and day.
    if rule.needs == "force" and not has_force(sheet, who, whom):
        alone = not who and stands_alone(sheet, token, rule, governor, place, time)
        if held or (token.lemma.lower() == "assassination" and people):
            pass  # "Lee's arrest": only a state arrests.
        elif not alone or any(sheet.cast.record(party.actor).type != "organization" for party in whom):
            return None
    if (who or whom) and not held and not alone and not is_political(sheet, rule, who, whom, token.index):
        return None
    definite = any(
        c.lemma.lower() in ("the", "this", "that", "these", "those") for c in doc.dependents(token.index, "det")
    ) or any(c.dep == "nmod:poss" for c in doc.dependents(token.index))
    return Mention(rule, token.index, (token.index, token.index + 1), firm, who, whom, time, place,
                    (governor,) if governor is not None else (), True, definite)  # fmt: skip


_WALKOUTS = frozenset(
    {"hunger", "general", "rail", "tube", "transport", "nationwide", "national", "wildcat", "labor", "labour", "indefinite", "teacher", "doctor", "nurse", "pilot", "railway",
     "civil-service", "union", "hour", "day", "week", "worker", "metro", "lorry", "trucker", "student", "taxi", "dock", "postal", "solidarity"}
)  # fmt: skip
_WORKERS = frozenset(
    {"staff", "worker", "union", "pilot", "teacher", "driver", "doctor", "nurse", "employee", "miner", "student", "handler", "crew", "lawyer", "farmer", "prisoner", "inmate"}
)  # fmt: skip


def _is_walkout(sheet: Sheet, token: Token) -> bool:
    """ "a hunger strike", "a four-hour strike by airport staff": nobody is struck."""
    doc = sheet.doc
    beside = {c.lemma.lower() for c in doc.dependents(token.index, "compound", "amod")}
    if beside & {"air", "drone", "missile", "military", "rocket", "artillery", "nuclear", "retaliatory", "deadly"}:
        return False
    by = {c.lemma.lower() for c in doc.dependents(token.index, "nmod") if preposition_of(doc, c.index) in ("by", "of")}
    return bool(beside & _WALKOUTS or by & _WORKERS)


def _is_of_others(sheet: Sheet, token: Token, verb: Token) -> bool:
    """ "the palace announced a visit by Lee", "talks between Peru and Chile": those who tell of it have no part in it."""
    doc = sheet.doc
    inside = [c for c in doc.dependents(token.index, "nmod") if c.index > token.index]
    inside += [c for one in tuple(inside) for c in doc.dependents(one.index, "nmod")]
    return verb.lemma.lower() in ("announce", "confirm", "report") and any(
        preposition_of(doc, child.index) in ("by", "between") for child in inside
    )


def _is_known(sheet: Sheet, token: Token, rule: EventRule, whom: Sequence[Party]) -> bool:
    """ "the impeachment of President Yoon", "the expulsion of the Russian diplomats": told of whom, though not by whom."""
    the = any(child.lemma.lower() == "the" for child in sheet.doc.dependents(token.index, "det"))
    return rule.what == "SANCTION" and the and bool(whom) and token.lemma.lower() in sheet.words.undergone


def _left_dead(sheet: Sheet, verb: Token, who: Sequence[Party]) -> tuple[Party, ...]:
    """ "the airstrikes left nine Palestinians dead": the Palestinians."""
    if not set(sheet.forms(verb)) & sheet.words.blows:
        return ()
    struck = [p for child in sheet.doc.dependents(verb.index, "obj") for p in parties_at(sheet, child.index)]
    return tuple(p for p in struck if p.actor not in {party.actor for party in who})


def _by_phrase(sheet: Sheet, token: Token, rule: EventRule) -> EventRule:
    """The rule of the noun that asks for one of the phrases behind it: "withdrawal from the union"; else *rule*."""
    narrow = sheet.rules.narrow_nouns(token.lemma.lower())
    if not narrow:
        return rule
    phrases = set[str]()
    for child in sheet.doc.dependents(token.index, "nmod"):
        case = preposition_of(sheet.doc, child.index)
        phrases.add(f"{case} {child.lemma.lower()}")
        actor = sheet.cast.at(child.index)
        if actor is not None and sheet.cast.record(actor).type == "igo":
            phrases.add(f"{case} body")
    return next((other for other in narrow if other.objects & phrases), rule)


def _without_own(sheet: Sheet, token: Token, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """ "he will continue our talks with Chile": we are no party beside him who holds them for us."""
    ours = {c.index for c in sheet.doc.dependents(token.index, "nmod") if c.text.lower() in ("our", "its")}
    return tuple(party for party in parties if party.token not in ours)


def _is_by_the_way(sheet: Sheet, token: Token) -> bool:
    """ "withheld its dues in protest", "an election rally": no protest on the street."""
    doc = sheet.doc
    if token.upos == "PROPN" and token.lemma.lower() == "rally":
        return True  # "the Dakar Rally"
    bare = not any(doc.dependents(token.index, "det", "amod", "compound", "nmod:poss", "nummod"))
    if token.text.lower() == "protest" and bare and preposition_of(doc, token.index) == "in":
        return True
    return any(
        child.lemma.lower()
        in ("election", "campaign", "electoral", "victory", "political", "official", "formal", "diplomatic")
        for child in doc.dependents(token.index, "compound", "amod")
    )


def _is_conversation(sheet: Sheet, token: Token) -> bool:
    """ "a telephone call", "a call between Biden and Xi", "his call to King Salman"; not "a call for peace"."""
    for child in sheet.doc.dependents(token.index):
        if child.lemma.lower() in sheet.words.conversation:
            return True
        if child.dep == "nmod" and preposition_of(sheet.doc, child.index) in ("between", "with", "to"):
            actor = sheet.cast.at(child.index)
            if actor is not None and sheet.cast.record(actor).type == "person":
                return True
    return False


def _governor_of(sheet: Sheet, token: Token, rule: EventRule) -> tuple[int | None, str | None]:
    """The light or phase verb that the noun hangs on, and the status that it gives; ``?`` when the day must tell."""
    doc = sheet.doc
    head = doc.tokens[token.head] if token.head != token.index else None
    if (
        head
        and head.upos == "NOUN"
        and head.lemma.lower() in sheet.words.measures
        and preposition_of(doc, token.index) == "of"
    ):
        token, head = head, doc.tokens[head.head] if head.head != head.index else None  # "a series of airstrikes"
    lemma = head.lemma.lower() if head else ""
    if head and rule.what == "ASSAULT" and lemma == "responsibility" and head.dep == "obj":
        verb = doc.tokens[head.head]  # "claimed responsibility for the attack"
        if any(form in ("claim", "accept", "admit", "take", "assume") for form in sheet.forms(verb)):
            return verb.index, status_of(sheet, verb.index, rule)
    if head and rule.what == "ASSAULT" and token.dep == "obl" and preposition_of(doc, token.index) == "for":
        claimed = {c.lemma.lower() for c in doc.dependents(head.index, "obj")} & {"responsibility", "credit"}
        if claimed and lemma in ("claim", "accept", "admit", "take", "assume"):
            return head.index, status_of(sheet, head.index, rule)  # "claimed responsibility on Monday for the attack"
    if head and rule.what == "ASSAULT" and lemma == "claim" and head.upos == "VERB" and token.dep == "obj":
        return head.index, status_of(sheet, head.index, rule)  # "claimed dozens of attacks on the troops"
    if head and rule.what == "ASSAULT" and lemma == "responsible" and preposition_of(doc, token.index) == "for":
        above = status_of(sheet, head.index, rule)
        return head.index, "alleged" if above in (*FIRM, "alleged") else None  # "Peru was responsible for the attack"
    if head and head.upos == "VERB":
        particle = next(
            (c.lemma.lower() for c in doc.dependents(head.index, "compound") if c.dep == "compound:prt"), ""
        )
        phrases = [f"{form} {particle}" if particle else form for form in sheet.forms(head)]
        if token.dep in ("obj", "nsubj:pass") and any(phrase in sheet.words.cancels for phrase in phrases):
            return head.index, "called_off" if status_of(sheet, head.index, rule) in (*FIRM, "planned") else None
        light = token.dep in ("obj", "nsubj:pass") and any(phrase in sheet.words.light for phrase in phrases)
        if token.dep == "obl" and preposition_of(doc, token.index) in ("in", "at"):
            part = any(c.lemma.lower() == "part" for c in doc.dependents(head.index, "obj"))
            if lemma == "participate" or (lemma == "take" and part):
                return head.index, status_of(sheet, head.index, rule)
        phase = token.dep == "nsubj" and any(form in sheet.words.phases for form in sheet.forms(head))
        if light or phase:
            if (
                lemma == "have"
                and not any(c.dep == "obl" for c in doc.dependents(head.index))
                and not noun_parties(sheet, token, rule)[1]
            ):
                return head.index, status_of(sheet, head.index, rule)
            planned = lemma in sheet.words.arranges and rule.what != "SUPPORT"
            done = any(c.lemma.lower() == "successful" for c in doc.dependents(token.index, "amod"))
            planned = planned and not (lemma == "announce" and (done or rule.what in ("ASSAULT", "COERCE")))
            if planned and light:
                return head.index, "planned" if status_of(sheet, head.index, rule) in FIRM else None
            return head.index, status_of(sheet, head.index, rule)
    if "bare" not in rule:
        return None, None
    if "armed" in rule and head is not None and head.upos == "VERB" and token.dep in ("obj", "nsubj", "nsubj:pass"):
        above = status_of(sheet, head.index, rule)
        return None, "happened" if above in FIRM else "?"
    if any(c.lemma.lower() in ("no", "any", "every", "such") for c in doc.dependents(token.index, "det")):
        return None, None
    return None, "?"


def asked_by(sheet: Sheet, request: Token) -> tuple[Party, ...]:
    """ "Lee resigned at Peru's request", "Lee rejected the request of Peru": whoever does what he was asked, or answers, was asked."""
    verb = sheet.doc.tokens[request.head]
    if verb.upos != "VERB" or verb.index == request.index:
        return ()
    case = preposition_of(sheet.doc, request.index)
    follows = request.dep == "obl" and case == "at"
    answers = request.dep in ("obj", "obl", "nsubj:pass") and set(sheet.forms(verb)) & sheet.words.answering
    if not (follows or (answers and case in ("", "to", "with"))):
        return ()
    return tuple(p for p in doers_of(sheet, verb) if sheet.cast.record(p.actor).type != "media")
