"""What a rule reads as a deed, but no analyst would write down: daily work at home, opinions, advice to one's own people.

Forms that it leaves out:

    Peru warned its citizens against travelling          advice to one's own people
    President Putin flew to Magnitogorsk                 a journey at home
    Peru evacuated 300 residents after the flood         help at home, but for captives and those who fled to it
    The agency is investigating the crash                an inquiry into an accident
    The senator supports social justice                  an opinion of something at large
    The president promised to lower the price of bread   a promise to nobody but the voters
    Peru announced its intention to cut ties             the deed that is intended is the event
    Forces had committed the massacre                    nothing is promised
"""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.clauses import negated, preposition_of
from chancery.extract.deeds.mention import Mention, Party
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.stances import is_turned_down
from chancery.language.document import Token
from chancery.rules.events import EventRule

_KIND = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"SANCTION", "ASSAULT", "COERCE", "REJECT", "THREATEN", "MOBILIZE", "PROTEST"})
_POWERS = frozenset({"state", "government", "igo", "armed_group"})


def is_news(sheet: Sheet, mention: Mention) -> bool:
    """Whether the deed would stand in a record of who did what to whom in public life."""
    token = sheet.doc.tokens[mention.token]
    if mention.rule.decided_by.startswith("positions.") and _is_told_of_another(sheet, mention, token):
        return False
    if mention.rule.what in ("ASSAULT", "REQUEST") and _is_of_creatures(sheet, token):
        return False
    if _is_interview(sheet, mention) or _is_talk(sheet, mention, token):
        return False
    match mention.rule.what:
        case "REQUEST" | "THREATEN":
            return not (
                _is_advice(sheet, mention, token)
                or _is_view(sheet, mention, token)
                or _is_promised(sheet, mention, token)
            )
        case "CONSULT":
            return not (_is_at_home(sheet, mention, token) or _is_sitting(sheet, mention))
        case "AID":
            return not (
                _is_rescue_at_home(sheet, mention, token)
                or _is_permit(sheet, mention, token)
                or _is_to_own(sheet, mention, token)
            )
        case "ACCUSE":
            return not _is_inquiry(sheet, mention, token)
        case "SUPPORT":
            return not (
                _is_opinion(sheet, mention, token)
                or _is_against(sheet, token)
                or _is_daily_approval(sheet, mention, token)
                or (token.upos == "NOUN" and _is_taken_back(sheet, token))
            )
        case "REJECT":
            first = token.lemma.lower() == "refusal" and any(
                c.lemma.lower() == "first" for c in sheet.doc.dependents(token.index, "amod")
            )
            first = first or (token.lemma.lower() == "rule" and not _is_against_or_out(sheet, token))
            first = first or _is_left_alone(sheet, mention, token)
            return not (first or _is_opinion(sheet, mention, token) or _is_of_firms(sheet, mention))
        case "AGREE":
            return not (
                _is_intention(sheet, mention, token)
                or _is_own_promise(sheet, mention, token)
                or _is_crime(sheet, token)
            )
        case "PROTEST":
            return sheet.doc.tokens[token.head].lemma.lower() not in ("anniversary", "commemorate", "memory")
        case "RETREAT":
            return not (_is_taken_back(sheet, token) or _is_out_of_race(sheet, mention, token))
        case "COOPERATE":
            return not _is_among_offices(sheet, mention)
        case "CONCEDE":
            return not _is_taste(sheet, mention, token)
        case "SANCTION":
            return not _is_trade(sheet, mention, token)
    return True


def _is_told_of_another(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "Yet they refuse to have me," Lee said: between quotation marks, of somebody who does not speak."""
    if not sheet.is_quoted(token):
        return False
    speakers = {
        quote.speaker
        for quote in sheet.quotes
        for piece in quote.evidence
        if piece.field == "words" and piece.start <= token.start < piece.end
    }
    if mention.whom and mention.rule.what != "AGREE" and _speak_for(sheet, speakers, mention):
        return False  # "We urge the Taliban to hold talks," a spokesman said: the state's word
    return bool(speakers) and None not in speakers and not speakers & {party.actor for party in mention.who}


def _speak_for(sheet: Sheet, speakers: set[str | None], mention: Mention) -> bool:
    """Whether those who speak are of the country whose government is said to act."""
    lands = {sheet.cast.record(one).country for one in speakers if one is not None}
    records = [sheet.cast.record(party.actor) for party in mention.who]
    return bool(lands - {None}) and all(
        one.type in ("state", "government") and one.country in lands - {None} for one in records
    )


def _is_interview(sheet: Sheet, mention: Mention) -> bool:
    """ "Wikinews reached out to Lee", "proposed to Reuters a new approach": the press at its work."""
    if mention.rule.what not in ("CONSULT", "AGREE", "COOPERATE"):
        return False
    sides = ([sheet.cast.record(p.actor) for p in side] for side in (mention.who, mention.whom))
    return any(bool(side) and all(one.type == "media" for one in side) for side in sides)


def _land(sheet: Sheet, party: Party) -> str | None:
    return sheet.cast.record(party.actor).country


def _calling(sheet: Sheet, party: Party) -> str | None:
    record = sheet.cast.record(party.actor)
    return "MED" if record.type == "media" else record.sector


def _lands(sheet: Sheet, mention: Mention) -> set[str | None]:
    return {_land(sheet, party) for party in mention.who}


def _objects(sheet: Sheet, token: Token) -> list[Token]:
    """What it is done to, as the tree has it; for a noun, what stands behind "of" and "into"."""
    doc = sheet.doc
    if token.upos == "NOUN":
        return [
            c
            for c in doc.dependents(token.index, "nmod")
            if preposition_of(doc, c.index) in ("of", "into", "on", "over", "about")
        ]
    found = [c for c in doc.dependents(token.index, "obj", "iobj", "nsubj") if c.dep in ("obj", "iobj", "nsubj:pass")]
    if token.dep == "acl" and token.tag == "VBN":
        found.append(doc.tokens[token.head])
    return found + [doc.tokens[at] for c in found for at in doc.children[c.index] if doc.tokens[at].dep == "conj"]


def _inside(sheet: Sheet, token: Token) -> Iterator[Token]:
    """The words of the phrase at *token*."""
    first, last = sheet.doc.subtree(token.index)
    yield from sheet.doc.tokens[first:last]


def _words(sheet: Sheet, token: Token) -> set[str]:
    return {word.lemma.lower() for word in _inside(sheet, token)} | {
        word.text.lower() for word in _inside(sheet, token)
    }


def _is_owned(sheet: Sheet, token: Token) -> bool:
    """ "its citizens", "their comrades", "his own soldiers"."""
    return any(c.dep == "nmod:poss" and c.upos == "PRON" for c in sheet.doc.dependents(token.index, "nmod"))


def _is_abroad(sheet: Sheet, token: Token, lands: set[str | None]) -> bool:
    """Whether somebody or some place of another country is named in the phrase."""
    for word in _inside(sheet, token):
        actor, spot = sheet.cast.at(word.index), sheet.spots.get(word.index)
        land = sheet.cast.record(actor).country if actor is not None else None
        land = land or (sheet.doc.places[spot].country if spot is not None else None)
        if land is not None and land not in lands:
            return True
    return False


def _is_advice(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "warned its citizens against travelling", "asked residents to stay at home"."""
    sentence = sheet.doc.sentence_of(token.index)
    near = {t.lemma.lower() for t in sheet.doc.tokens[sentence.first : sentence.last]}
    calm = token.lemma.lower() in ("urge", "call", "appeal") and not near & sheet.words.captors
    if not (token.lemma.lower() in sheet.words.advising or calm) or not mention.who:
        return False
    if any(
        sheet.cast.record(p.actor).type == "armed_group" or sheet.cast.record(p.actor).sector == "MIL"
        for p in mention.who
    ):
        return False
    lands = _lands(sheet, mention)
    told = {c.index for c in _objects(sheet, token)}
    if token.lemma.lower() in ("call", "appeal"):
        told |= {
            c.index
            for c in sheet.doc.dependents(token.index, "obl")
            if preposition_of(sheet.doc, c.index) in ("on", "upon", "to")
        }
    for party in mention.whom:
        record = sheet.cast.record(party.actor)
        public = record.country is None and sheet.doc.tokens[party.token].lemma.lower() in sheet.words.publics
        own = record.type in ("people", "unknown") and (record.country in lands or public)
        if party.token not in told or not (own or _is_owned(sheet, sheet.doc.tokens[party.token])):
            return False
    hearers = [sheet.doc.tokens[at] for at in told]
    return bool(hearers) and all(
        (
            c.lemma.lower() in sheet.words.publics
            or any(p.token == c.index for p in mention.whom)
            or _is_people(sheet, c, lands)
        )
        and not _is_abroad(sheet, c, lands)
        for c in hearers
    )


def _is_people(sheet: Sheet, token: Token, lands: set[str | None]) -> bool:
    actor = sheet.cast.at(token.index)
    return actor is not None and sheet.cast.record(actor).type == "people" and sheet.cast.record(actor).country in lands


def _is_view(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "argued for checks and balances", "ordered a list of targets", "lifted its threat", or a firm's word to nobody."""
    doc = sheet.doc
    if mention.rule.what == "THREATEN" and any(
        word.lemma.lower() in sheet.words.nature
        for party in mention.who
        for word in (doc.tokens[party.token], doc.tokens[doc.tokens[party.token].head], *doc.dependents(party.token))
    ):
        return True  # "Tropical Storm Alberto threatens the coast"
    if mention.whom:
        return False
    lemma = token.lemma.lower()
    if token.upos == "VERB" and any(
        c.text.lower() == "you"
        for c in sheet.doc.dependents(token.index, "obj", "iobj", "nsubj")
        if c.index > token.index
    ):
        return True  # "I encourage you to visit"
    if lemma in ("recommend", "recommendation") and {_calling(sheet, party) for party in mention.who} == {"JUD"}:
        return True  # "the judge recommended mental health treatment"
    if lemma == "request" and any(c.lemma.lower() == "budget" for c in doc.dependents(token.index, "compound")):
        return True
    if token.upos == "NOUN" and mention.rule.what == "THREATEN":
        return token.dep == "obj" and bool(
            set(sheet.forms(doc.tokens[token.head])) & {"lift", "withdraw", "drop", "retract"}
        )
    if lemma == "order" and not any(doc.dependents(token.index, "xcomp", "ccomp", "advcl")):
        words = sheet.words
        return not any(
            c.lemma.lower() in words.undergone | words.against | words.people | words.followers | words.unnamed
            or sheet.rules.of_noun(c.lemma.lower()) is not None
            or sheet.cast.at(c.index) is not None
            for c in _objects(sheet, token)
        )
    return lemma in ("argue", "advocate") or _is_of_firms(sheet, mention)


def _is_of_firms(sheet: Sheet, mention: Mention) -> bool:
    return bool(mention.who) and not mention.whom and {_calling(sheet, party) for party in mention.who} <= {"BUS"}


def _is_promised(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "promises to call for an election", "vetoed a resolution calling for a truce": nobody calls for it."""
    if mention.rule.what != "REQUEST":
        return False
    above = sheet.doc.tokens[token.head]
    if token.upos == "NOUN" and token.dep == "obj" and set(sheet.forms(above)) & {"withdraw", "drop", "abandon"}:
        return True  # "withdrew his appeal"
    things = _objects(sheet, token)
    if (
        token.upos == "VERB"
        and things
        and not mention.whom
        and all(c.lemma.lower() in sheet.words.premises for c in things)
    ):
        return not any(_is_abroad(sheet, c, _lands(sheet, mention)) for c in things)  # "orders all bars to close"
    if token.dep == "xcomp" and above.upos == "VERB" and mention.status == "happened":
        return bool(set(sheet.forms(above)) & (sheet.words.vows | sheet.words.plans))
    return is_turned_down(sheet, token.index)


def _is_at_home(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "flew to Magnitogorsk", "a visit to Walter Reed Hospital": a journey in one's own country, to nobody."""
    if mention.whom or len(mention.who) != 1 or not (mention.rule.place or token.lemma.lower() in sheet.words.journeys):
        return False
    if mention.status == "called_off":
        return False
    land = _land(sheet, mention.who[0])
    if mention.place is not None:
        return land is not None and mention.place.country == land
    return any(
        c.lemma.lower() in sheet.words.houses and preposition_of(sheet.doc, c.index) == "to"
        for c in sheet.doc.dependents(token.index, "nmod", "obl")
    )


def _is_sitting(sheet: Sheet, mention: Mention) -> bool:
    """ "Parliament meets on Monday": its daily work."""
    return "sitting" in mention.rule and all(
        sheet.cast.record(p.actor).type != "igo" and sheet.cast.record(p.actor).sector == "LEG" for p in mention.who
    )


def _is_rescue_at_home(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "police rescued nine hikers", "evacuated its diplomats": nobody's but one's own, neither captives nor those who fled to it."""
    if "rescue" not in mention.rule or not mention.who:
        return False
    if token.upos == "NOUN" and set(sheet.forms(sheet.doc.tokens[token.head])) & {
        "order",
        "urge",
        "force",
        "prompt",
        "trigger",
    }:
        return not mention.whom  # "police order evacuations near the blast"
    lands, objects = _lands(sheet, mention), _objects(sheet, token)
    if objects and all(c.lemma.lower() in sheet.words.creatures for c in objects):
        return True
    if any(
        c.lemma.lower() in sheet.words.envoys | {"staff", "personnel"} and not _is_abroad(sheet, c, {*lands, None})
        for c in objects
    ) and any(_is_owned(sheet, c) for c in objects):
        return True
    if any(_land(sheet, p) not in lands or sheet.cast.record(p.actor).type in _POWERS for p in mention.whom):
        return False
    if any(sheet.cast.record(p.actor).type in ("igo", "armed_group") for p in mention.who):
        return False
    words = {word for c in objects for word in _words(sheet, c)}
    sentence = sheet.doc.sentence_of(token.index)
    first = sheet.doc.sentences[max(0, sentence.index - 1)].first
    near = {t.lemma.lower() for t in sheet.doc.tokens[first : sentence.last]}
    if near & sheet.words.captors or words & sheet.words.captors:
        return False
    if any(
        _is_owned(sheet, c) and c.lemma.lower() in sheet.words.troops | {"comrade", "colleague", "pilot"}
        for c in objects
    ):
        return True
    if mention.place is not None and mention.place.country not in (None, *lands):
        return False
    clause = sheet.doc.tokens[sentence.first : sentence.last]
    others = {sheet.cast.record(a).country for t in clause if (a := sheet.cast.at(t.index)) is not None}
    others |= {sheet.doc.places[n].country for t in clause if (n := sheet.spots.get(t.index)) is not None}
    return None not in lands and not others - lands - {None}


def _is_permit(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "authorized the vaccine": leave to sell it."""
    return (
        token.lemma.lower() in ("authorize", "authorise", "approve")
        and any(c.lemma.lower() in sheet.words.routine - {"loan"} for c in _objects(sheet, token))
        and not mention.whom
    )


def _is_inquiry(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "is investigating the crash", "opened an inquiry into the fire", "won its complaint over a patent"."""
    sides = [sheet.cast.record(p.actor) for p in (*mention.who, *mention.whom)]
    if mention.whom and "charges" in mention.rule and mention.who:
        if all(one.type == "organization" and one.sector in (None, "BUS", "MED", "EDU") for one in sides):
            return True  # "the players' union sued DraftKings"
    firms = {sheet.cast.record(p.actor).sector for p in mention.whom} <= {"BUS"}
    if not firms:
        return False
    if mention.who and not mention.whom:
        callings = {_calling(sheet, party) for party in mention.who}
        if callings <= {"MED", "BUS"} and "charges" in mention.rule:
            return True  # "the newspaper published allegations", "after an inquiry from Reuters"
    if "worry" in mention.rule and token.dep == "advcl" and token.tag == "VBG" and token.lemma.lower() == "raise":
        return True  # "a division is called up, raising concerns"
    things = _objects(sheet, token)
    if "worry" in mention.rule and not mention.whom:
        behind = [c for thing in (token, *things) for c in sheet.doc.dependents(thing.index, "nmod", "obl")]
        inside = [c for thing in behind for c in (thing, *sheet.doc.dependents(thing.index, "nmod", "compound"))]
        if any(c.lemma.lower() in sheet.words.nature or c.text.lower().startswith("covid") for c in inside):
            return True  # "shared concerns about the spread of the virus"
    names = {token.lemma.lower(), *(c.lemma.lower() for c in things)}
    if not names & {"investigate", "probe", "investigation", "inquiry", "examine", "inquire"}:
        return False
    things += [
        c
        for thing in (token, *things)
        for c in sheet.doc.dependents(thing.index, "nmod", "obl")
        if preposition_of(sheet.doc, c.index) in ("into", "of")
    ]
    sentence = sheet.doc.sentence_of(token.index)
    near = {t.lemma.lower() for t in sheet.doc.tokens[sentence.first : sentence.last]}
    if token.upos == "NOUN" and token.lemma.lower() == "probe" and near & sheet.words.spaceflight:
        return True  # "its probe has failed to enter the orbit around Venus"
    if token.upos == "NOUN" and not mention.whom and near & {"crash", "collision", "derailment", "accident"}:
        return True  # "the crash remains under investigation"
    causes = sheet.words.nature | sheet.words.disasters
    return any(
        c.lemma.lower() in causes | sheet.words.inquired
        or any(d.lemma.lower() in causes for d in sheet.doc.dependents(c.index, "compound"))
        for c in things
    )


def _is_opinion(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "supports social justice", "opposes the police state": what somebody thinks of a matter that is nobody's deed."""
    if mention.whom or token.upos != "VERB" or "opinion" not in mention.rule:
        return False
    voiced = mention.rule.name == "express_support"
    if (token.lemma.lower() not in sheet.words.backing and not voiced) or _is_adopted(sheet, mention, token):
        return False
    things = [c for c in _objects(sheet, token) if c.upos in ("NOUN", "PROPN")]
    if voiced:
        things = [c for thing in things for c in sheet.doc.dependents(thing.index, "nmod") if c.dep == "nmod"]
    lands = _lands(sheet, mention)
    return bool(things) and all(
        c.upos == "NOUN" and (not _is_somebodys(sheet, c) or _is_any(sheet, c)) and not _is_abroad(sheet, c, lands)
        for c in things
    )


def _is_talk(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "Hawkins called for the decriminalization of drugs", "Pierce endorsed charter schools": what those without an office
    say of a matter at large, as in a campaign.
    """
    if mention.whom or not mention.who or not ("opinion" in mention.rule or mention.rule.what == "REQUEST"):
        return False
    records = [sheet.cast.record(party.actor) for party in mention.who]
    if not all(one.type == "person" and one.sector in (None, "PTY", "CVL", "BUS", "MED", "EDU") for one in records):
        return False
    doc = sheet.doc
    things = [c for c in _objects(sheet, token) if c.upos in ("NOUN", "PROPN")]
    things += [c for word in (token, *things) for c in doc.dependents(word.index, "obl", "nmod", "xcomp", "ccomp", "advcl")
               if c.index > token.index]  # fmt: skip
    things = [c for c in things if c.index not in sheet.days]
    lands = {record.country for record in records}
    return bool(things) and not any(
        c.upos == "PROPN"
        or (_is_somebodys(sheet, c) and not _is_any(sheet, c))
        or _is_abroad(sheet, c, lands)
        or (c.upos == "VERB" and any(rule.what != "SUPPORT" for rule in _rules_of(sheet, c)))
        for c in things
    )


def _is_out_of_race(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "Sanders dropped out": candidates, who hold nothing."""
    if token.lemma.lower() not in ("drop", "bow") or sheet.doc.tokens[token.index + 1].text.lower() != "out":
        return False
    return bool(mention.who) and all(sheet.cast.record(party.actor).type == "person" for party in mention.who)


def _is_to_own(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "announces a bailout for its automotive industry": its own."""
    if mention.whom or not mention.who:
        return False
    doc = sheet.doc
    behind = [
        c
        for word in (token, *_objects(sheet, token))
        for c in doc.dependents(word.index, "obl", "nmod")
        if preposition_of(doc, c.index) in ("for", "to")
    ]
    doers = {party.actor for party in mention.who}
    return any(
        c.dep == "nmod:poss" and c.upos == "PRON" and sheet.cast.at(c.index) in {*doers, None}
        for thing in behind
        for c in doc.dependents(thing.index, "nmod")
    )


def _is_left_alone(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "a judge refuses to block the plan": it goes on."""
    if {_calling(sheet, party) for party in mention.who} != {"JUD"}:
        return False
    return any(
        set(sheet.forms(c))
        & {"block", "ban", "stop", "halt", "overturn", "suspend", "strike", "bar", "delay", "prevent"}
        for c in sheet.doc.dependents(token.index, "xcomp")
    )


def _is_of_creatures(sheet: Sheet, token: Token) -> bool:
    """ "ordered the killing of 300,000 pigs"."""
    return any(
        c.lemma.lower() in sheet.words.creatures and preposition_of(sheet.doc, c.index) == "of"
        for thing in (token, *_objects(sheet, token))
        for c in sheet.doc.dependents(thing.index, "nmod")
    )


def _is_among_offices(sheet: Sheet, mention: Mention) -> bool:
    """ "the department works with Congress": one country's offices."""
    sides = [[sheet.cast.record(p.actor) for p in side] for side in (mention.who, mention.whom)]
    lands = {one.country for side in sides for one in side}
    public = ("GOV", "LEG", "IGO", "MIL", "COP", "JUD", "REB", "PTY", "OPP", "SPY", "UAF")
    if any(sides) and all(one.type == "organization" and one.sector not in public for side in sides for one in side):
        return True  # firms and charities
    return (
        all(sides)
        and len(lands) == 1
        and None not in lands
        and all(
            one.type in ("government", "organization") and one.sector in ("GOV", "LEG")
            for side in sides
            for one in side
        )
    )


def _is_taken_back(sheet: Sheet, token: Token) -> bool:
    """ "withdraws his resignation", "backed away from his support": it is no more."""
    above = sheet.doc.tokens[token.head]
    if token.dep == "obl" and preposition_of(sheet.doc, token.index) == "from":
        return bool(set(sheet.forms(above)) & {"back", "walk", "step", "withdraw", "retreat"})
    return token.dep == "obj" and bool(set(sheet.forms(above)) & {"withdraw", "rescind", "retract", "reject", "refuse"})


def _is_adopted(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "passes a motion supporting same-sex marriage", what a parliament or a body of states says by a vote: no opinion."""
    paper = sheet.doc.tokens[token.head]
    if token.dep.startswith("acl") and paper.lemma.lower() in sheet.words.decided | {"statement", "declaration"}:
        return True
    records = [sheet.cast.record(party.actor) for party in mention.who]
    return bool(records) and all(one.type == "igo" or (one.sector == "LEG" and one.type != "person") for one in records)


def _is_any(sheet: Sheet, thing: Token) -> bool:
    """ "an open immigration policy", "electoral reforms": none that is on a table."""
    if thing.lemma.lower() not in ("policy", "reform", "idea", "position", "stance", "law", "legislation", "solution"):
        return False
    dets = {c.text.lower() for c in sheet.doc.dependents(thing.index, "det")}
    return not dets & {"the", "this", "that", "these", "those"} and not any(
        c.dep in ("nmod:poss", "acl", "acl:relcl", "nmod") for c in sheet.doc.dependents(thing.index)
    )


def _is_somebodys(sheet: Sheet, thing: Token) -> bool:
    """Whether the thing is people, a deed, or on a table where it is decided."""
    words, lemma = sheet.words, thing.lemma.lower()
    rule = sheet.rules.of_noun(lemma)
    return rule is not None or any(
        lemma in group for group in (words.people, words.unnamed, words.followers, words.decided, words.against)
    )


def _is_against(sheet: Sheet, token: Token) -> bool:
    """ "authorizes the prosecutor to begin an investigation", "implements a program"."""
    if token.lemma.lower() == "implement" and any(
        c.lemma.lower() in ("program", "programme", "facility") for c in _objects(sheet, token)
    ):
        return True
    return token.lemma.lower() in ("authorize", "authorise", "approve") and any(
        clause.lemma.lower() in ("investigate", "probe", "prosecute")
        or any(c.lemma.lower() in sheet.words.against for c in sheet.doc.dependents(clause.index, "obj"))
        for clause in sheet.doc.dependents(token.index, "xcomp", "ccomp", "advcl")
    )


def _is_daily_approval(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "approves a rule for nightclubs", "approved the transaction", "approves a resolution to end support"."""
    if token.upos != "VERB":
        return False
    if "signed" in mention.rule and not mention.whom and len(mention.who) == 1:
        into_law = any(c.lemma.lower() == "law" for c in sheet.doc.dependents(token.index, "obl"))
        return into_law or any(c.lemma.lower() == "contract" for c in _objects(sheet, token))
    medicines = {"vaccine", "vaccines", "drug", "drugs", "treatment", "therapy"}
    if "praise" in mention.rule and not mention.whom:
        behind = [*_objects(sheet, token), *sheet.doc.dependents(token.index, "obl")]
        if token.lemma.lower() in ("endorse", "give", "back") and any(_words(sheet, c) & medicines for c in behind):
            return True  # "endorses the rollout of the vaccine"
    if "praise" in mention.rule and token.tag == "VBG" and token.dep == "acl" and not mention.whom:
        return any(sheet.cast.record(p.actor).sector == "MIL" for p in mention.who)  # "soldiers supporting operations"
    if "praise" in mention.rule and token.lemma.lower() == "thank" and not mention.whom:
        return any(
            c.lemma.lower() in ("supporter", "voter", "fan", "viewer", "reader", "you") for c in _objects(sheet, token)
        )
    if "approval" not in mention.rule:
        return False
    if not mention.whom and mention.who and {_calling(sheet, party) for party in mention.who} == {"JUD"}:
        return True  # "rules in favor of an owner"
    things = _objects(sheet, token)
    parts = [c for thing in things if thing.upos == "ADJ" for c in sheet.doc.dependents(thing.index, "nmod", "obl")]
    things = parts or things  # "most of the measures"
    ends = any(
        set(sheet.forms(clause)) & {"end", "ban", "limit", "restrict", "cut", "suspend", "bar", "criminalize"}
        for c in things
        for clause in sheet.doc.dependents(c.index, "acl")
    )
    words = {word for c in things for word in _words(sheet, c)}
    if words & {"vaccine", "vaccines", "drug", "drugs"} or any(
        c.lemma.lower() in sheet.words.undergone for c in things
    ):
        return not mention.whom
    return ends or (bool(things) and not mention.whom and all(c.lemma.lower() in sheet.words.enacted for c in things))


def _is_intention(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "announces its intention to cut ties", "... to visit Peru": to cut them, to visit it is the event."""
    return "intended" in mention.rule and any(
        rule.what in _HOSTILE or (thing.lemma.lower() == "intention" and rule.what in ("CONSULT", "RETREAT"))
        for thing in _objects(sheet, token)
        for clause in sheet.doc.dependents(thing.index, "acl")
        for rule in _rules_of(sheet, clause)
    )


def _rules_of(sheet: Sheet, verb: Token) -> Iterator[EventRule]:
    """The rules of the codebook that the verb and its objects fit."""
    doc = sheet.doc
    after = doc.tokens[verb.index + 1].text.lower() if verb.index + 1 < len(doc.tokens) else ""
    nouns = {word for c in _objects(sheet, verb) for word in (c.lemma.lower(), c.text.lower())}
    nouns |= {f"{preposition_of(doc, c.index)} {c.lemma.lower()}" for c in doc.dependents(verb.index, "obl")}
    for form in sheet.forms(verb):
        for particle in (after, ""):
            if particle and f"{form} {particle}" not in sheet.rules.by_verb:
                continue
            if found := sheet.rules.of_verb(form, particle, None, nouns):
                yield from found
                return


def _is_own_promise(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "promised to lower the price of bread", "offered to kiss the crowd": nothing that is done for or with another."""
    doc = sheet.doc
    if all(sheet.cast.record(p.actor).sector == "JUD" for p in mention.who) and mention.who:
        return True  # "the court agrees to hear the case"
    if token.upos == "NOUN" and set(sheet.forms(doc.tokens[token.head])) & sheet.words.kept:
        return True  # "has delivered its pledge": given before
    if not mention.whom and any(c.lemma.lower() in sheet.words.revenge for c in _objects(sheet, token)):
        return True  # "vowing severe punishment"
    if any(
        negated(doc, c.index) and set(sheet.forms(c)) & sheet.words.stubborn
        for c in doc.dependents(token.index, "xcomp")
    ):
        return True  # "vows not to give in"
    lands = _lands(sheet, mention)
    if mention.whom or len(lands) != 1:
        return False
    things = [c for c in _objects(sheet, token) if c.index > token.index]
    aims = [c for c in things if c.lemma.lower() in ("intention", "desire", "determination")]
    if not (aims or set(sheet.forms(token)) & sheet.words.promising):
        return False
    clauses = [
        c
        for word in (token, *aims)
        for c in doc.dependents(word.index, "xcomp", "ccomp", "advcl", "acl")
        if c.index > token.index and c.upos == "VERB"
    ]
    if token.upos == "NOUN" or aims:
        things = []
    content = [*clauses[:1], *things]
    if not content or any(_is_abroad(sheet, c, lands) for c in content):
        return False
    if any(set(sheet.forms(clause)) & sheet.words.goodwill for clause in clauses[:1]):
        return False
    if any(rule.what in _KIND for clause in clauses[:1] for rule in _rules_of(sheet, clause)):
        return False
    nouns = {
        word.lemma.lower()
        for c in content
        for word in _inside(sheet, c)
        if word.upos in ("NOUN", "VERB") and word.index != token.index
    }
    return not any(
        noun in sheet.words.goodwill or ((rule := sheet.rules.of_noun(noun)) is not None and rule.what in _KIND)
        for noun in nouns
    )


def _is_crime(sheet: Sheet, token: Token) -> bool:
    """ "had committed the massacre"."""
    if any(c.lemma.lower() == "refusal" for c in _objects(sheet, token)):
        return True  # "offered first refusal on the ships"
    return "commit" in sheet.forms(token) and any(
        c.lemma.lower() in sheet.words.crimes
        or ((rule := sheet.rules.of_noun(c.lemma.lower())) is not None and rule.what == "ASSAULT")
        for c in _objects(sheet, token)
    )


def _is_against_or_out(sheet: Sheet, token: Token) -> bool:
    """ "ruled out", "ruled against"; not "ruled that the damage is done"."""
    return any(t.text.lower() in ("out", "against") for t in sheet.doc.tokens[token.index + 1 : token.index + 4])


def _is_taste(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "concedes that he is a supporter of the club"."""
    if "admission" in mention.rule and any(
        c.lemma.lower() in ("expect", "believe", "hope", "think", "like", "love", "want", "fear", "feel", "wish")
        for c in sheet.doc.dependents(token.index, "ccomp")
    ):
        return True  # "admits that he expects to be jailed"
    return "admission" in mention.rule and any(
        c.lemma.lower() in ("supporter", "fan", "admirer", "follower", "lover")
        for c in sheet.doc.dependents(token.index, "ccomp")
    )


def _is_trade(sheet: Sheet, mention: Mention, token: Token) -> bool:
    """ "a deal blocked by a judge", "the firm sacked its workers": business."""
    if mention.whom or not mention.who:
        return False
    sectors: set[str | None] = {sheet.cast.record(p.actor).sector for p in mention.who}
    if "cancelled" in mention.rule and (
        sectors == {"JUD"} or all(sheet.cast.record(p.actor).type == "people" for p in mention.who)
    ):
        return True  # "transport workers reduce services"
    if any(
        c.lemma.lower() in ("merger", "takeover") for thing in _objects(sheet, token) for c in _inside(sheet, thing)
    ):
        return True
    things = _objects(sheet, token)
    flights = bool(things) and all(c.lemma.lower() == "flight" for c in things)
    if flights and not any(_is_abroad(sheet, c, _lands(sheet, mention)) for c in (token,)):
        return True  # "cancelled all flights": its own
    return "staff" in mention.rule and sectors <= {"BUS", "EDU", "MED"}
