"""Whom an event is about, where its rule found nobody: whose the thing is that it is done to.

Forms that it reads:

    Morocco condemned an attack by Syrian soldiers         Syria
    Oman welcomed the prime minister's decision            the prime minister
    Peru rejected the U.S. proposal                        the United States
    Chile demanded that Bolivia withdraw                   Bolivia
    Cuba is ready to send doctors to Togo                  Togo
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.mention import Mention, Party
from chancery.extract.deeds.needs import OFFICE, without_private
from chancery.extract.deeds.parties import is_apart, owners_behind, parties_at
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.suffering import is_done_to, is_forum, judged_of, suffers
from chancery.extract.deeds.whom import clause_parties
from chancery.language.document import Argument, Doc, Predicate
from chancery.rules.events import EventRule

_ROLES = ("ARG1", "ARG2", "ARG3", "ARGM-GOL")
_AT_SOMEBODY = frozenset(
    {
        "ACCUSE",
        "SUPPORT",
        "REJECT",
        "REQUEST",
        "THREATEN",
        "AGREE",
        "SANCTION",
        "AID",
        "COERCE",
        "CONCEDE",
        "COOPERATE",
        "ASSAULT",
    }
)
_WITH_OTHERS = frozenset({"THREATEN", "SUPPORT", "AGREE", "CONCEDE", "REJECT"})
_OF_CRIMES = frozenset({"SANCTION", "COERCE", "ASSAULT"})
_ACTS_ON = frozenset(
    {
        "impact",
        "effect",
        "effects",
        "toll",
        "influence",
        "consequence",
        "consequences",
        "burden",
        "report",
        "position",
        "view",
        "stance",
    }
)
"""Nouns that take an "on" of their own, past the deed that stands between."""
_VIEWS = frozenset(
    {
        "policy",
        "record",
        "stance",
        "position",
        "view",
        "comment",
        "remark",
        "speech",
        "statement",
        "book",
        "report",
        "debate",
    }
)
"""Nouns behind which an "on" only tells what they are about."""
_PLATFORMS = frozenset({"Twitter", "Facebook", "Instagram", "YouTube", "TikTok", "Telegram", "X", "Weibo", "TV", "CNN"})
_OF_HOME = frozenset({"COERCE", "AGREE", "SANCTION", "CONCEDE", "RETREAT"})
_DONE = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION"})
_WHOSE = ("by", "of", "against", "from", "with", "to", "on")
"""The prepositions behind which stands whose a thing is, the surest first."""


def with_whom(sheet: Sheet, mention: Mention) -> Mention:
    """The mention with whom it is about, where it has a who and no whom and its predicate tells."""
    if not mention.who or mention.whom or mention.rule.what not in _AT_SOMEBODY:
        return mention
    predicate = sheet.doc.predicate_at.get(mention.token)
    if predicate is None:
        return mention
    without = {party.actor for party in mention.who}
    for argument in _arguments(predicate):
        if argument.first < mention.token and any(argument.first <= one.token < argument.last for one in mention.who):
            continue  # "Chile and Peru are ready to respond"
        if mention.rule.what == "AID" and sheet.doc.tokens[argument.first].text.lower() == "from":
            continue  # "rescued hostages from the rebels"
        if mention.rule.what in _OF_CRIMES and sheet.doc.tokens[argument.first].text.lower() in ("in", "for", "over"):
            continue  # "convicted four men in the murder of Lee"
        if found := tuple(party for party in _whose(sheet, argument, mention.rule) if party.actor not in without):
            found = tuple(party for party in found if not _is_own(sheet, party, mention))
            if mention.rule.what == "ACCUSE":
                found = tuple(party for party in found if not is_forum(sheet, party.token, party.actor))
            return replace(mention, whom=without_private(sheet, mention.rule, mention.who, found)[1])
    if mention.rule.what in ("AGREE", "THREATEN", "REJECT"):
        inside = clause_parties(sheet, sheet.doc.tokens[mention.token], without)
        return replace(mention, whom=tuple(party for party in inside if not _is_own(sheet, party, mention)))
    return mention


def with_doer(sheet: Sheet, mention: Mention, told: Sequence[Mention]) -> Mention:
    """The mention of blame with whoever is told before to have done what is blamed: "Peru launched a missile. Chile condemned the launch." Peru.

    Nobody, where others did the like in the sentences before.
    """
    if mention.rule.what != "ACCUSE" or not mention.who or mention.whom:
        return mention
    doc = sheet.doc
    deed = next((c for c in doc.dependents(mention.token, "obj", "nsubj:pass", "iobj") if c.upos == "NOUN"), None)
    rule = sheet.rules.of_noun(deed.lemma.lower()) if deed is not None else None
    if deed is None or rule is None or rule.what not in _DONE:
        return mention
    if not {c.text.lower() for c in doc.dependents(deed.index, "det")} & {"the", "this", "these", "that", "those"}:
        return mention
    if any(c.dep != "nmod:unmarked" and c.index not in sheet.days for c in doc.dependents(deed.index, "nmod")):
        return mention  # "the attack on Lima": perhaps another
    here = doc.tokens[mention.token].sentence
    before = [
        other
        for other in told
        if other.rule.what == rule.what
        and other.who
        and other.token != deed.index
        and other.token < mention.token
        and here - doc.tokens[other.token].sentence <= 4
    ]
    sides = {frozenset(party.actor for party in other.who) for other in before}
    if len(sides) != 1 or sides & {frozenset(party.actor for party in mention.who)}:
        return mention
    doers = tuple(party for party in before[-1].who if party.actor not in {one.actor for one in mention.who})
    return replace(mention, whom=doers)


def _is_own(sheet: Sheet, party: Party, mention: Mention) -> bool:
    """ "Blinken offered the United States' help", "warned that his country would retaliate": no target, but his own country."""
    record = sheet.cast.record(party.actor)
    owned = sheet.doc.tokens[party.token].dep == "nmod:poss"
    if record.type not in ("state", "government") or not (owned or mention.rule.what in _WITH_OTHERS):
        return False
    doers = [sheet.cast.record(one.actor) for one in mention.who]
    return record.country is not None and any(
        doer.country == record.country and doer.sector in OFFICE and (owned or record.type == "state") for doer in doers
    )


def _arguments(predicate: Predicate) -> Iterator[Argument]:
    for role in _ROLES:
        yield from (argument for argument in predicate.arguments if argument.role == role)


def _whose(sheet: Sheet, argument: Argument, rule: EventRule) -> list[Party]:
    """Whose the thing is, or who it is; where a deed is judged, not who suffers it."""
    doc = sheet.doc
    head = _head_of(doc, argument)
    token = doc.tokens[head]
    if token.upos in ("VERB", "AUX"):
        if rule.what in ("REJECT", "AGREE") and token.tag != "VB":
            return []  # "denies that Lee was the target", "agreed that Iran must release them"
        subjects = [child for child in doc.dependents(head, "nsubj") if child.upos != "PRON"]
        if rule.what == "REQUEST":  # "demanded that Lee be freed": Lee is not the one who is asked
            subjects = [child for child in subjects if child.dep == "nsubj"]
        return [party for child in subjects for party in parties_at(sheet, child.index)]
    if rule.what == "REQUEST" and is_done_to(sheet, head):
        return []
    named = rule.name in ("concern", "ties") and token.lemma.lower() in rule.objects  # "shared Japan's concern"
    given = rule.what == "AID" and "phrases" not in rule
    named = named or (given and bool({token.lemma.lower(), token.text.lower()} & rule.objects))  # "sent peacekeepers"
    if not named and (found := parties_at(sheet, head)):
        return found
    found = next((found for at in _holders(sheet, head, rule) if (found := parties_at(sheet, at))), [])
    return [party for party in found if not is_apart(sheet, head, party.actor)]


def _head_of(doc: Doc, argument: Argument) -> int:
    """The head of the argument; of "an attack by" the noun, not its preposition."""
    head = doc.head_of(argument.first, argument.last)
    if doc.tokens[head].upos in ("ADP", "SCONJ"):
        inside = [at for at in range(argument.first, argument.last) if doc.tokens[at].head == head]
        return inside[0] if inside else head
    return head


def _is_of_body(sheet: Sheet, index: int) -> bool:
    """ "adopted European Union sanctions against Iran": those are the union's, not against it."""
    actor = sheet.cast.at(index)
    return actor is not None and sheet.cast.record(actor).type == "igo"


def _holders(sheet: Sheet, head: int, rule: EventRule) -> Iterator[int]:
    """Where it may stand whose a thing is, the surest place first."""
    doc, noun = sheet.doc, sheet.doc.tokens[head]
    below = [child for child in doc.dependents(head, "nmod", "amod", "compound") if child.upos != "PRON"]
    if rule.what == "CONCEDE":
        below = [
            child for child in below if child.dep not in ("compound", "amod")
        ]  # "apologised for the Vukovar massacre"
    if rule.name == "impose" and noun.lemma.lower() in rule.objects:
        below = [child for child in below if child.dep != "amod" and not _is_of_body(sheet, child.index)]
    if judged_of(rule, noun):
        below = [child for child in below if not suffers(sheet, noun, child)]
    if rule.name in ("concern", "commitment") and noun.lemma.lower() in rule.objects:
        below = [child for child in below if child.dep != "nmod:poss"]  # "shared Japan's concern"
    cases = {child.index: preposition_of(doc, child.index) for child in below}
    yield from (child.index for child in below if child.dep == "nmod" and cases[child.index] == "by")
    if judged_of(rule, noun):
        # "the seizure of a tanker by Iran", where the tree hangs "by" on the tanker
        suffering = (child for child in doc.dependents(head, "nmod") if preposition_of(doc, child.index) == "of")
        yield from (
            c.index
            for one in suffering
            for c in doc.dependents(one.index, "nmod")
            if preposition_of(doc, c.index) == "by"
        )
    yield from (child.index for child in below if child.dep == "nmod:poss")
    for case in _WHOSE[1:]:
        yield from (child.index for child in below if child.dep == "nmod" and cases[child.index] == case)
    if rule.what in ("SANCTION", "COERCE", "ASSAULT"):
        things = [noun, *(child for child in below if child.dep == "nmod" and cases[child.index] in ("on", "of"))]
        for thing in things:
            yield from owners_behind(sheet, thing)
        for clause in below:
            if clause.dep == "amod" and clause.tag == "VBN" and set(sheet.forms(clause)) & sheet.words.owned:
                # "a Korean-flagged tanker"
                yield from (c.index for c in doc.dependents(clause.index, "obl", "compound") if c.index < clause.index)
    yield from (child.index for child in below if child.dep in ("amod", "compound"))
    if noun.lemma.lower() in sheet.words.measures or rule.what in ("SANCTION", "COERCE", "ASSAULT"):
        # "dozens of Chinese apps", "the ports of the Chilean coast"
        for child in below:
            if child.dep == "nmod" and cases[child.index] == "of":
                yield from (
                    c.index for c in doc.dependents(child.index, "amod", "compound", "nmod") if c.upos != "PRON"
                )


def _is_of_sufferer(sheet: Sheet, at: int) -> bool:
    """ "investigates the murders of a Lumad family", "calls for the release of soldier Ana Lee": those whom the word before their noun describes suffered the deed."""
    token = sheet.doc.tokens[at]
    if token.dep not in ("compound", "amod", "nmod:desc"):
        return False
    noun = sheet.doc.tokens[token.head]
    return noun.lemma.lower() not in sheet.words.undergone and suffers(sheet, sheet.doc.tokens[noun.head], noun)


def _is_source(sheet: Sheet, at: int) -> bool:
    """ "investigated as a crime, according to prosecutor Lee": he tells of it."""
    return any(word.text.lower() == "according" for word in sheet.doc.tokens[max(0, at - 4) : at])


def _is_means(sheet: Sheet, party: Party, mention: Mention) -> bool:
    """ "lashed out at Lee on Twitter": where it was said; "calls for jihad against Peru": who would suffer it;
    "discussed the negotiations with Iran": whose they are.
    """
    doc, case = sheet.doc, preposition_of(sheet.doc, party.token)
    above = doc.tokens[doc.tokens[party.token].head]
    if case == "on" and doc.tokens[party.token].text in _PLATFORMS:
        return True
    if mention.rule.what == "REQUEST" and case == "against":
        return True
    return (
        mention.rule.what == "CONSULT"
        and case == "with"
        and doc.tokens[mention.token].lemma.lower() == "discuss"
        and above.upos == "NOUN"
    )


def _is_agreed_of(sheet: Sheet, at: int, mention: Mention) -> bool:
    """ "agreed that Iran must release the vessels": Iran did not agree, nor did anybody agree with it."""
    token = sheet.doc.tokens[at]
    clause = sheet.doc.tokens[token.head]
    return (
        mention.rule.what == "AGREE" and token.dep == "nsubj" and clause.dep == "ccomp" and clause.head == mention.token
    )


def _is_behind_thanks(sheet: Sheet, at: int, mention: Mention) -> bool:
    """ "thanked the Baltic states for their support of Ukraine": for what they are thanked."""
    doc, verb = sheet.doc, sheet.doc.tokens[mention.token]
    if mention.rule.what != "SUPPORT" or not set(sheet.forms(verb)) & {
        "thank",
        "commend",
        "congratulate",
        "praise",
        "applaud",
    }:
        return False
    thanked = next((c.index for c in doc.dependents(verb.index, "obj", "iobj") if c.index > verb.index), None)
    if thanked is None:
        return False
    behind = [t.index for t in doc.tokens[thanked + 1 : at] if t.text.lower() == "for"]
    return bool(behind) and doc.tokens[at].sentence == verb.sentence


def _is_among_own(sheet: Sheet, party: Party, mention: Mention) -> bool:
    """ "the secretary met U.S. agency staff": his own country's."""
    record = sheet.cast.record(party.actor)
    if mention.rule.what != "CONSULT" or record.type != "state" or record.country is None or not mention.who:
        return False
    doers = [sheet.cast.record(one.actor) for one in mention.who]
    return all(doer.type == "person" and doer.country == record.country and doer.sector in OFFICE for doer in doers)


def _is_holder(sheet: Sheet, at: int) -> bool:
    """ "South Africa's restrictions", "the commitment of the United States"."""
    return sheet.doc.tokens[at].dep == "nmod:poss" or preposition_of(sheet.doc, at) == "of"


def _is_own_house(sheet: Sheet, at: int, mention: Mention) -> bool:
    """ "Chile agreed to move its embassy": a house of the doer's own."""
    doc = sheet.doc
    if doc.tokens[at].lemma.lower() not in ("embassy", "consulate", "headquarters", "office", "mission", "legation"):
        return False
    doers = {party.actor for party in mention.who}
    return any(c.upos == "PRON" and sheet.cast.at(c.index) in doers for c in doc.dependents(at, "nmod"))


def _is_acted_on(sheet: Sheet, at: int, mention: Mention) -> bool:
    """ "the impact of Peru's invasion on Chile": the impact is on Chile."""
    doc, deed = sheet.doc, sheet.doc.tokens[mention.token]
    above = doc.tokens[deed.head]
    if preposition_of(doc, at) == "on" and doc.tokens[doc.tokens[at].head].lemma.lower() in _VIEWS:
        return mention.rule.what in ("ACCUSE", "SUPPORT", "REJECT")  # "criticises Lee's policies on Iraq"
    return (
        deed.dep == "nmod" and above.lemma.lower() in _ACTS_ON and at > deed.index and preposition_of(doc, at) == "on"
    )


def without_own(sheet: Sheet, mention: Mention) -> Mention:
    """The mention without whom that only says whose the doers are, "FARC rebels withdrew", and without the forces that somebody moves:
    "Chile deploys 540 soldiers" does nothing to the soldiers.
    """
    doers = {party.token for party in mention.who}
    others = tuple(
        p
        for p in mention.whom
        if not (sheet.doc.tokens[p.token].dep == "compound" and sheet.doc.tokens[p.token].head in doers)
        and not _is_source(sheet, p.token)
        and not _is_agreed_of(sheet, p.token, mention)
        and not _is_behind_thanks(sheet, p.token, mention)
        and not _is_among_own(sheet, p, mention)
        and not _is_means(sheet, p, mention)
        and not _is_own_house(sheet, p.token, mention)
        and not (
            (mention.rule.what == "REJECT" or (mention.rule.what in _OF_HOME and _is_holder(sheet, p.token)))
            and _is_own(sheet, p, mention)
        )
        and not _is_acted_on(sheet, p.token, mention)
    )
    if mention.rule.what == "ACCUSE":
        others = tuple(p for p in others if not is_forum(sheet, p.token, p.actor))
    if mention.rule.what in ("ACCUSE", "SUPPORT", "REQUEST"):
        others = tuple(p for p in others if not _is_of_sufferer(sheet, p.token))
    if len(others) < len(mention.whom):
        mention = replace(mention, whom=others)
    if mention.rule.what != "MOBILIZE":
        return mention
    doc = sheet.doc
    moved = {
        child.index for child in doc.dependents(mention.token, "obj", "nsubj") if child.dep in ("obj", "nsubj:pass")
    }
    moved |= {at for at in mention.reach if doc.tokens[at].dep in ("obj", "nsubj:pass")}
    whom = tuple(
        p for p in mention.whom if p.token not in moved and doc.tokens[p.token].lemma.lower() not in sheet.words.troops
    )
    return replace(mention, whom=whom) if len(whom) < len(mention.whom) else mention
