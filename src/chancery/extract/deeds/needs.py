"""What must be known of who and whom for an event to count: the ``needs`` and the marks of a rule."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import preposition_of, subject_of
from chancery.extract.deeds.mention import VERBAL, Party
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Place, Time, Token
from chancery.records import Actor
from chancery.rules.events import EventRule

OFFICE = frozenset({"GOV", "MIL", "IGO", "LEG", "JUD", "REB", "OPP", "SPY", "COP", "PTY", "UAF", "NGO", "ELI"})
FORCE = frozenset({"MIL", "REB", "COP", "UAF", "SPY", "GOV", "LEG", "JUD", "IGO"})
ARMS = frozenset({"MIL", "REB", "COP", "UAF"})

_ARMED = frozenset(
    {
        "air force",
        "army",
        "navy",
        "forces",
        "troops",
        "fighters",
        "guard",
        "marines",
        "commandos",
        "security force",
        "defense force",
        "defence force",
        "guard corps",
        "brigade",
        "brigades",
        "mujahideen",
        "battalion",
        "jihad",
    }
)
_SENT = frozenset({
    "official", "minister", "diplomat", "negotiator", "envoy", "delegation", "delegate", "lawmaker", "leader", "representative", "senator", "mediator",
})  # fmt: skip
"""Those who travel for a state or a body: "U.S. officials travelled to Havana"."""
_EARLIER = {"similar", "earlier", "previous"}
_PUBLIC = frozenset(
    {
        "law",
        "bill",
        "government",
        "parliament",
        "legislation",
        "decree",
        "treaty",
        "regime",
        "constitution",
        "referendum",
        "sanction",
        "sanctions",
        "impeachment",
        "junta",
    }
)
"""Things of the state, by which a sentence is about public life where it names nobody of it."""


def stands_alone(
    sheet: Sheet, token: Token, rule: EventRule, governor: int | None, place: Place | None, time: Time | None
) -> bool:
    """Whether an attack of nobody known is told with its place and day, or with those that it struck and one of the two."""
    doc = sheet.doc
    if "anonymous" not in rule or (place is None and time is None) or token.lemma.lower() == "strike":
        return False
    if token.lemma.lower() == "fighting" and (governor is None or place is None):
        return False
    if any(c.lemma.lower() in sheet.words.nature for c in doc.dependents(token.index, "compound", "amod", "nmod")):
        return False
    told = any(c.lemma.lower() in ("the", "this", "that") for c in doc.dependents(token.index, "det"))
    new = not told or any(doc.dependents(token.index, "amod"))  # "The shooting took place in": of which it told before.
    aims = (c.index for c in doc.dependents(token.index, "nmod") if c.index not in sheet.days)
    aimed = any(preposition_of(doc, at) in ("on", "against") for at in aims)
    if aimed and time is not None:
        return True  # "the May 18 raid on the offices of the paper"
    if place is not None and (time is not None or (governor is not None and new)):
        return True
    verbs = [governor] if governor is not None else []
    verbs += [c.index for c in doc.dependents(token.index, "acl") if c.dep == "acl:relcl"]
    return any(form in sheet.words.blows for verb in verbs for form in sheet.forms(doc.tokens[verb]))


def is_interview(sheet: Sheet, rule: EventRule, whom: Sequence[Party]) -> bool:
    """ "The minister spoke to Reuters": whether the talk is with nobody but the media."""
    return rule.what == "CONSULT" and bool(whom) and all(sheet.cast.record(p.actor).type == "media" for p in whom)


def is_enough(
    sheet: Sheet,
    rule: EventRule,
    who: Sequence[Party],
    whom: Sequence[Party],
    place: Place | None,
    objects: Sequence[Token],
) -> bool:
    """Whether the parties and the place are those that the rule asks for."""
    count = len({party.actor for party in (*who, *whom)})
    if rule.place == "target" and who and place is not None:
        return True
    if "traveller" in rule and not any(
        _of_office(sheet, party.actor) or sheet.doc.tokens[party.token].lemma.lower() in _SENT for party in who
    ):
        return False
    if (
        rule.what in ("ASSAULT", "COERCE")
        and who
        and all(
            sheet.cast.record(p.actor).type == "organization"
            and sheet.cast.record(p.actor).sector not in OFFICE
            and not _is_armed_by_name(sheet.cast.record(p.actor))
            for p in who
        )
    ):
        return False  # "Typhoon Phanfone strikes Philippines"
    if "persons" in rule and not all(sheet.cast.record(p.actor).type == "person" for p in (*who[:1], *whom[:1])):
        return False
    if "person" in rule and not (
        any(
            sheet.cast.record(party.actor).type == "person"
            or (
                rule.mode == "release" and sheet.cast.record(party.actor).type == "people"
            )  # "freed five South Koreans"
            for party in whom
        )
        or has_name(sheet, objects, "PER")
    ):
        return False
    if "named" in rule and not has_name(sheet, objects, "PER", "ORG"):
        return False
    if rule.what == "COERCE" and any(is_crowd(sheet, party.actor) for party in who):
        return False  # "Protesters blocked the road": they protest.
    if "body" in rule and not (
        len(who) == 1
        and not whom
        and any(word in sheet.cast.record(who[0].actor).name.lower() for word in sheet.words.bodies)
        and not objects
    ):
        return False
    if is_interview(sheet, rule, whom):
        return False
    if "civil" in rule and any(
        bears(sheet, p.actor, ARMS) or sheet.cast.record(p.actor).name[:1].islower() for p in (*who, *whom)
    ):
        return False
    if rule.place == "object" and place is None and not whom:
        return False
    if rule.place in ("destination", "needed") and place is None:
        return False
    if "army" in rule and not any(
        sheet.cast.record(p.actor).type == "armed_group" or sheet.cast.record(p.actor).sector in ("MIL", "REB", "UAF")
        for p in who
    ):
        return False
    if "soldiers" in rule and not any(bears(sheet, p.actor, ARMS) or is_crowd(sheet, p.actor) for p in who):
        return False
    match rule.needs:
        case "force":
            return has_force(sheet, who, whom)
        case "who" if "anonymous" in rule:
            return bool(who or whom) or place is not None  # "Thousands marched in London."
        case "who":
            return bool(who)
        case "whom":
            return bool(whom)
        case "both":
            return bool(who and whom)
        case "two":
            return bool(who) and count >= 2
    return count >= 1


def has_name(sheet: Sheet, objects: Sequence[Token], *types: str) -> bool:
    """Whether a name of one of the types stands there, even of somebody who is no actor of the story."""
    names = [name for name in sheet.doc.names if name.type in types]
    return any(name.first <= thing.index < name.last for thing in objects for name in names)


def strikes_people(sheet: Sheet, objects: Sequence[Token], place: Place | None, time: Time | None) -> bool:
    """Whether people without a name suffered it, at a place or on a day that the story tells: "four people were killed in"."""
    return (place is not None or time is not None) and are_people(sheet, objects)


def are_people(sheet: Sheet, objects: Sequence[Token]) -> bool:
    """Whether people without a name are among those to whom it is done."""
    return any(
        child.lemma.lower() in sheet.words.people
        or any(c.text.lower() in ("suspected", "alleged") for c in sheet.doc.dependents(child.index, "amod"))
        for child in objects
        if child.upos == "NOUN"
    )


def is_decreed(sheet: Sheet, rule: EventRule, verb: Token) -> bool:
    """ "the curfew was lifted on Monday", "martial law was declared": only those who govern do it, so nobody need be told."""
    if rule.what not in ("COERCE", "CONCEDE") or not rule.objects:
        return False
    things = [child for child in sheet.doc.dependents(verb.index, "nsubj") if child.dep == "nsubj:pass"]
    return any({child.lemma.lower(), child.text.lower()} & sheet.words.decreed for child in things)


def is_violence(sheet: Sheet, verb: Token) -> bool:
    """ "a car bombing kills twelve people", "nine were killed by a roadside bomb": a weapon or an attack does it, so somebody did."""
    doc = sheet.doc
    for child in doc.dependents(verb.index, "nsubj", "obl"):
        case = preposition_of(doc, child.index)
        if child.dep == "nsubj:pass" or (child.dep != "nsubj" and case not in ("by", "in")):
            continue
        rule = sheet.rules.of_noun(child.lemma.lower()) or sheet.rules.of_noun(child.text.lower())
        words = {child.lemma.lower(), *(c.lemma.lower() for c in doc.dependents(child.index, "compound", "amod"))}
        attack = rule is not None and rule.what == "ASSAULT" and child.lemma.lower() not in ("shooting", "stabbing")
        if (
            attack or child.lemma.lower() in ("bomb", "bomber", "mine", "landmine", "ied", "rocket", "missile")
        ) and not words & (sheet.words.nature | _EARLIER):
            return True
    return False


def has_force(sheet: Sheet, who: Sequence[Party], whom: Sequence[Party]) -> bool:
    """Whether both sides are known, or one that bears arms or governs, or whom alone is of public life."""
    if (who and whom) or any(bears(sheet, party.actor, FORCE) for party in (*who, *whom)):
        return True
    if any(is_crowd(sheet, party.actor) for party in who):
        return True
    return not who and any(_is_of_note(sheet, party.actor) for party in whom)


def is_campaign(sheet: Sheet, noun: Token, who: Sequence[Party], whom: Sequence[Party]) -> bool:
    """ "Trump held a rally in Tulsa": a candidate's rally is no protest, unless it is against somebody."""
    if noun.lemma.lower() not in ("rally", "march") or whom or not who:
        return False
    against = any(preposition_of(sheet.doc, c.index) == "against" for c in sheet.doc.dependents(noun.index, "nmod"))
    return not against and all(sheet.cast.record(party.actor).type == "person" for party in who)


def is_crowd(sheet: Sheet, actor: str) -> bool:
    """Whether the actor is called protesters, demonstrators, rioters."""
    name = sheet.cast.record(actor).name.lower()
    return any(word in name for word in sheet.words.crowds)


def has_crowd(sheet: Sheet, token: Token, who: Sequence[Party]) -> bool:
    """Whether protesters do it: "hundreds of protesters gathered"."""
    if any(is_crowd(sheet, party.actor) for party in who):
        return True
    subject = subject_of(sheet.doc, token.index)
    return subject is not None and any(
        sheet.doc.tokens[at].lemma.lower() in sheet.words.crowds
        for at in range(subject.first, min(subject.last, subject.first + 12))
    )


def _is_of_note(sheet: Sheet, actor: str) -> bool:
    """Whether what is done to the actor alone makes news: of public life, a people, or a person with a name and a calling."""
    record = sheet.cast.record(actor)
    named = record.type == "person" and record.name[:1].isupper() and record.sector is not None
    group = record.type == "media" or (
        record.type == "unknown" and record.sector == "MED"
    )  # "two journalists were killed"
    return named or group or record.sector in OFFICE or record.type == "people"


def bears(sheet: Sheet, actor: str, sectors: frozenset[str]) -> bool:
    """Whether the actor is a state or of one of the sectors."""
    record = sheet.cast.record(actor)
    of_state = record.type == "unknown" and record.country is not None and record.sector is None  # "British officers"
    of_state = of_state or _are_authorities(record)
    of_state = of_state or ("MIL" in sectors and _is_armed_by_name(record))
    return record.type in ("state", "armed_group") or record.sector in sectors or of_state


def _is_armed_by_name(record: Actor) -> bool:
    """ "the Royal Thai Air Force", "opposition forces", "Coalition troops": a body whose last word says that it bears arms."""
    if record.type not in ("organization", "unknown") or record.sector not in (None, "OPP", "GOV"):
        return False
    words = record.name.lower().split()
    return words[-1] in _ARMED or " ".join(words[-2:]) in _ARMED


def has_clause(sheet: Sheet, token: Token) -> bool:
    """Whether it is said what is agreed or asked: by a clause, an object that is a deed, or "to", "on", "for"."""
    if token.index + 1 < len(sheet.doc.tokens) and sheet.doc.tokens[token.index + 1].text == ",":
        # "Hataman agreed, saying ..."; but "agreed, for the first time, to hold talks"
        return any(
            child.tag == "VB" and any(c.text.lower() == "to" for c in sheet.doc.dependents(child.index, "mark"))
            for child in sheet.doc.dependents(token.index, "xcomp", "ccomp")
        )
    for child in sheet.doc.dependents(token.index, "xcomp", "ccomp", "advcl"):
        if child.dep == "advcl" and not (child.tag in ("VB", "VBG") and child.index - token.index <= 3):
            continue
        bound = any(
            c.text.lower() in ("to", "on") for c in sheet.doc.dependents(child.index, "mark")
        )  # "committed to working"
        if (child.tag != "VBG" or bound) and child.index > token.index and child.lemma.lower() != "say":
            return True
    for child in sheet.doc.dependents(token.index, "obj"):
        if child.index > token.index and child.index in sheet.doc.predicate_at:
            return True  # "demanded an explanation", "urged restraint"
    return any(
        preposition_of(sheet.doc, c.index) in ("to", "on", "for") for c in sheet.doc.dependents(token.index, "obl")
    )


def is_political(sheet: Sheet, rule: EventRule, who: Sequence[Party], whom: Sequence[Party], at: int) -> bool:
    """Whether somebody of public life has a part, or, in what is only said, is named in the sentence of the word *at*: a coach who
    praises a player makes no event.
    """
    if rule.what == "PROTEST" or (rule.what == "ACCUSE" and whom and sheet.doc.tokens[at].lemma.lower() == "impeach"):
        return True  # nobody is impeached but for his office
    if rule.what == "COOPERATE" and any(is_business(sheet, [party], rule) for party in (*who, *whom)):
        return False  # "Boeing collaborates with the agency"
    if rule.what == "COOPERATE" and _is_one_government(sheet, (*who, *whom)):
        return False  # "the Treasury works with the State Department"
    if "office" in rule and any(sheet.cast.record(party.actor).type == "person" for party in who):
        return True
    if (
        rule.needs == "force"
        and "person" not in rule
        and any(_is_of_note(sheet, party.actor) for party in (*who, *whom))
    ):
        return True
    if any(sheet.cast.record(party.actor).name.lower() in sheet.words.leagues for party in (*who, *whom)):
        return False
    for party in (*who, *whom):
        record = sheet.cast.record(party.actor)
        if record.type == "person" and record.name[:1].islower() and len(who) + len(whom) == 1:
            resigns = rule.name in ("retreat", "resign", "resign_as", "resignation")  # "the president resigned"
            if not ((rule.what in VERBAL or resigns) and record.sector in OFFICE):
                continue
        if (record.type in ("people", "unknown") and record.country) or _are_authorities(record):
            return True
        if rule.what in ("ASSAULT", "MOBILIZE") and _is_armed_by_name(record):
            return True
        if record.type in ("state", "government", "igo", "armed_group") or record.sector in OFFICE:
            return True
    return rule.what in VERBAL and bool(who) and not is_business(sheet, who, rule) and _is_of_state(sheet, at)


def _are_authorities(record: Actor) -> bool:
    """Whether they are those who govern, of whatever country: "the authorities", "several Arab countries"."""
    last = record.name.lower().split()[-1]
    return record.type == "unknown" and last in ("authorities", "prosecutors", "countries", "nations", "governments")


def _is_one_government(sheet: Sheet, parties: Sequence[Party]) -> bool:
    """Whether all are offices of one and the same state."""
    records = [sheet.cast.record(party.actor) for party in parties]
    lands = {record.country for record in records}
    offices = all(record.type == "organization" and record.sector in ("GOV", "MIL", "COP", "SPY") for record in records)
    return offices and len(lands) == 1 and None not in lands


def is_business(sheet: Sheet, parties: Sequence[Party], rule: EventRule) -> bool:
    """Whether all are firms or schools, or, of those who offer, bodies without a public calling: "the firm announced offers worth"."""
    records = [sheet.cast.record(party.actor) for party in parties]
    offers = rule.what == "AGREE"
    if any(record.name.lower() in sheet.words.leagues for record in records):
        return True
    return bool(records) and all(
        record.sector in ("BUS", "EDU") or (offers and record.type == "organization" and record.sector is None)
        for record in records
    )


def _is_of_state(sheet: Sheet, at: int) -> bool:
    """Whether a state, a government, an army or somebody of office is named in the sentence."""
    sentence = sheet.doc.sentence_of(at)
    named = {actor for n in range(sentence.first, sentence.last) if (actor := sheet.cast.at(n))}
    if any(t.upos == "NOUN" and t.lemma.lower() in _PUBLIC for t in sheet.doc.tokens[sentence.first : sentence.last]):
        return True  # "rights groups criticised the law"
    return any(bears(sheet, actor, OFFICE) or sheet.cast.record(actor).type in ("government", "igo") for actor in named)


def _of_office(sheet: Sheet, actor: str) -> bool:
    record = sheet.cast.record(actor)
    sent = record.type == "organization" and record.name.lower().endswith(
        ("delegation", "envoys")
    )  # "a delegation visits"
    return sent or (record.type == "person" and (record.sector in OFFICE or bool(record.roles)))


def without_private(
    sheet: Sheet, rule: EventRule, who: tuple[Party, ...], whom: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The parties without states for which one private person stands: who robs a bank is no country, nor is who is jailed at home.

    Forms that it reads:

        An Australian man threatened to blow up a plane      nobody
        A U.S. doctor was sentenced                          nobody
        Iran detained a British woman                        Iran, the United Kingdom: it is one state's deed to another's citizen
    """

    def private(party: Party) -> bool:
        token = sheet.doc.tokens[party.token]
        state = sheet.cast.record(party.actor).type in ("state", "government")
        one = any(
            c.text.lower() in ("a", "an", "another") for c in sheet.doc.dependents(party.token, "det")
        )  # "an Austrian"
        return state and (
            (token.tag == "NN" and token.lemma.lower() in sheet.words.private) or (one and token.tag != "NNS")
        )

    doers = who if rule.what == "ASSAULT" else tuple(party for party in who if not private(party))
    if rule.what not in ("ACCUSE", "SANCTION", "COERCE", "THREATEN"):
        return doers, whom
    lands = {sheet.cast.record(party.actor).country for party in doers}
    police = bool(doers) and all(
        sheet.cast.record(party.actor).sector in ("COP", "JUD")
        or sheet.doc.tokens[party.token].lemma.lower() == "police"
        for party in doers
    )
    at_home = not doers or police
    return doers, tuple(
        p for p in whom if not (private(p) and (at_home or sheet.cast.record(p.actor).country in lands))
    )
