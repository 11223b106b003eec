"""Who stands behind a blow that an attack or a weapon deals: "Chilean air strikes destroyed several houses"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.holders import agent_of, noun_parties
from chancery.extract.deeds.mention import Party
from chancery.extract.deeds.needs import ARMS, bears
from chancery.extract.deeds.parties import parties_at
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.whom import obliques_of
from chancery.language.document import Token
from chancery.rules.events import EventRule

_BEHIND = frozenset({"by", "in", "during", "following", "from"})
_WEAPONS = frozenset(
    {
        "missile",
        "rocket",
        "shell",
        "mortar",
        "drone",
        "bomb",
        "munition",
        "artillery",
        "fire",
        "gunfire",
        "bullet",
        "round",
        "barrage",
        "shelling",
        "helicopter",
        "gunship",
        "chopper",
        "warplane",
        "plane",
        "aircraft",
        "jet",
        "tank",
    }
)
_EMPTY = frozenset(
    {"sea", "ocean", "water", "waters", "air", "sky", "space", "orbit", "bay", "gulf", "desert", "ground", "range"}
)
"""At which nobody is shot: "fired a missile into the sea"."""
_FOES = frozenset(
    {
        "insurgent",
        "rebel",
        "militant",
        "fighter",
        "guerrilla",
        "separatist",
        "terrorist",
        "gunman",
        "jihadist",
        "militia",
        "position",
        "stronghold",
        "hideout",
        "target",
        "insurgency",
    }
)
_AGAINST = frozenset(
    {
        "counter-insurgency",
        "counterinsurgency",
        "counter-terrorism",
        "counterterrorism",
        "anti-terrorist",
        "anti-terror",
    }
)
_GAMES = frozenset({"exercise", "drill", "test", "maneuver", "manoeuvre", "parade", "simulation", "simulate"})
_SALVOS = frozenset({"rocket", "rockets", "mortar", "mortars", "shell", "shells"})


def is_aimed(sheet: Sheet, verb: Token, rule: EventRule, objects: Sequence[Token], who: Sequence[Party]) -> bool:
    """Whether soldiers or rebels fire at something, or a state sends them against foes, that have no name.

    Forms that it reads:

        Chilean forces launched eight missiles at a dam        not "into the sea"
        rebels fired two rockets from the valley               rebels test none
        Chile launched a military operation against the insurgents
    """
    doc = sheet.doc
    if not who or not all(bears(sheet, party.actor, ARMS) for party in who):
        return False
    goals = [c for c in doc.dependents(verb.index, "obl") if preposition_of(doc, c.index) in rule.prepositions]
    goals += [
        c
        for thing in objects
        for c in doc.dependents(thing.index, "nmod")
        if preposition_of(doc, c.index) in rule.prepositions
    ]
    sentence = doc.sentence_of(verb.index)
    if any(word.lemma.lower() in _GAMES for word in doc.tokens[sentence.first : sentence.last]):
        return False
    if rule.name == "wage":
        beside = {c.lemma.lower() for thing in objects for c in doc.dependents(thing.index, "compound", "amod")}
        things = {word for thing in objects for word in (thing.lemma.lower(), thing.text.lower())}
        if beside & _AGAINST or "cluster" in beside or things & {"phosphorus", "chlorine", "sarin", "napalm"}:
            return True
        if things & {"operation", "operations"} and all(sheet.cast.record(p.actor).type == "armed_group" for p in who):
            return True  # rebels carry out no others
        return any(
            goal.lemma.lower() in _FOES and preposition_of(doc, goal.index) in ("against", "on") for goal in goals
        )
    if rule.name != "fire_at":
        return False
    rebels = all(sheet.cast.record(party.actor).type == "armed_group" for party in who)
    if rebels and verb.lemma.lower() == "fire" and {c.lemma.lower() for c in objects} & _SALVOS:
        return True
    return any(goal.lemma.lower() not in _EMPTY and goal.index not in sheet.days for goal in goals)


def dealers_of(sheet: Sheet, verb: Token) -> tuple[Party, ...]:
    """Who deals the blow of the verb by an attack or a weapon; nobody for anything else.

    Forms that it reads:

        Chilean air strikes destroyed several houses           was destroyed by a Chilean missile strike
        nine people were killed in Chilean shelling            Chilean artillery hits a village
        shells fired by Chilean forces killed three            was hit by a round fired by Chilean police
        gunfire from a Chilean warship killed nine
    """
    for noun in _behind(sheet, verb):
        rule = sheet.rules.of_noun(noun.lemma.lower()) or sheet.rules.of_noun(noun.text.lower())
        if rule is not None and rule.what == "ASSAULT":
            found = noun_parties(sheet, noun, rule)[0] or agent_of(sheet, noun)
        elif noun.lemma.lower() in _WEAPONS:
            found = tuple(parties_at(sheet, noun.index)) or agent_of(sheet, noun) or _makers(sheet, noun)
            if not found and noun.lemma.lower() in ("fire", "gunfire", "shelling"):
                # "gunfire from a Chilean warship killed nine"
                found = tuple(obliques_of(sheet, noun.index, frozenset({"from"}), "nmod"))
        else:
            continue
        if found:
            return found
    return ()


def _behind(sheet: Sheet, verb: Token) -> Iterator[Token]:
    """The nouns by which the blow is dealt: its subject, what stands behind "by", "in", "during"."""
    passive = any(child.dep == "nsubj:pass" for child in sheet.doc.dependents(verb.index, "nsubj"))
    for child in sheet.doc.dependents(verb.index, "nsubj", "obl"):
        if (child.dep == "nsubj" and not passive) or (
            child.dep.startswith("obl") and preposition_of(sheet.doc, child.index) in _BEHIND
        ):
            yield child


def _makers(sheet: Sheet, weapon: Token) -> tuple[Party, ...]:
    """ "a Chilean drone", "Chilean loitering munitions": whose the weapon is, where a land or an armed group stands before it."""
    return tuple(
        party
        for child in sheet.doc.dependents(weapon.index, "amod", "compound", "nmod")
        if child.index < weapon.index
        for party in parties_at(sheet, child.index)
        if sheet.cast.record(party.actor).type in ("state", "armed_group")
        or sheet.cast.record(party.actor).sector in ("MIL", "REB")
    )
