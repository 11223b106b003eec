"""Countries that a deed touches by a thing: whose goods, ports and borders they are that something is done to, or at."""

from __future__ import annotations

from collections.abc import Collection

from chancery.extract.casting.grammar import case_of, counted, first_of_list, relation, things_of
from chancery.extract.casting.work import Work
from chancery.extract.clauses import TOWARDS
from chancery.extract.deeds.forms import forms, is_of_its_own
from chancery.language.document import Token

_TOWARDS = TOWARDS | {"in"}
_TRADE = {"import", "export", "sale", "purchase"}
_TAKEN = {"RETREAT", "SANCTION", "CONCEDE", "AID", "COOPERATE"}
_SIDES = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent")
_SHUTS = {"sanction", "embargo", "blacklist"}
_SHUTS_GOODS = {
    "ban",
    "halt",
    "stop",
    "suspend",
    "block",
    "embargo",
    "prohibit",
    "restrict",
    "boycott",
    "freeze",
    "bar",
}
_OWNERS = {"by", "from", "in"}


def is_owner(work: Work, at: int) -> bool:
    """ "properties owned by Peru", "goods imported from Peru and Chile": whose the thing is, behind a participle."""
    token = work.tokens[first_of_list(work, at)]
    clause = work.tokens[token.head]
    if clause.tag not in {"VBN", "VBG"} or clause.dep != "acl" or case_of(work, token.index) not in _OWNERS:
        return False
    return bool(set(forms(clause, work.deeds.words.irregular)) & work.deeds.words.owned)


def is_faced(work: Work, at: int) -> bool:
    """Whether forces are brought up to a country, or a way into it is shut.

    Forms that it reads:

        massed troops near the Eritrean frontier, along the border with Eritrea
        sent a warship to the Red Sea off Yemen; deployed soldiers to Mali
        closed all its crossings into Peru
    """
    token = work.tokens[first_of_list(work, at)]
    case = ""
    frontier = False
    for _ in range(4):
        governor, kind = work.tokens[token.head], relation(token)
        case = case_of(work, token.index) or case
        if governor.index == token.index:
            return False
        if kind in {"obl", "obj"} and governor.upos == "VERB":
            if moves_forces(work, governor):
                return kind == "obl" and case in _TOWARDS and (frontier or token.index == at or case != "in")
            return frontier and is_known_by(work, token)
        if kind in {"nmod", "amod", "compound"} and governor.lemma.lower() in work.deeds.words.frontiers:
            token, frontier = governor, True
            continue
        if kind == "nmod" and moves_forces(work, work.tokens[governor.head]) and governor.dep == "obj":
            return case in _TOWARDS  # "troops near the border"
        return False
    return False


def has_part(work: Work, noun: Token) -> bool:
    """Whether the noun is of a state's own (its troops, judges, ships) and a party to a deed of the codebook."""
    if not is_of_its_own(noun, work.deeds.words.followers) and not _is_traded(work, noun):
        return False
    at = counted(work, first_of_list(work, noun.index))
    governor = work.tokens[work.tokens[at].head]
    if work.tokens[at].dep in {"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "obl"} and governor.upos == "VERB":
        stems = set(forms(governor, work.deeds.words.irregular))
        particles = (
            c.lemma.lower() for c in work.doc.dependents(governor.index, "compound") if c.dep == "compound:prt"
        )
        phrases = stems | {f"{stem} {particle}" for particle in particles for stem in stems}  # "carried out an attack"
        return any(phrase in work.deeds.by_verb or phrase in work.deeds.words.light for phrase in phrases)
    if relation(work.tokens[at]) == "nsubj" and governor.lemma.lower() in {
        "responsible",
        "guilty",
        "complicit",
        "behind",
    }:
        return True  # "suspect Islamic State militants are responsible"
    if relation(work.tokens[at]) != "nmod":
        return False
    if any(word in work.deeds.by_noun for word in (governor.lemma.lower(), governor.text.lower())):
        return True
    return is_known_by(work, governor)  # "imposed sanctions on three Belarusian officials"


def _is_traded(work: Work, noun: Token) -> bool:
    """ "banned imports of Polish apples", "the sale of Brazilian beef": any wares."""
    governor = work.tokens[noun.head]
    return relation(noun) == "nmod" and case_of(work, noun.index) == "of" and governor.lemma.lower() in _TRADE


def deals_with_another(work: Work, noun: Token, country: str) -> bool:
    """Whether a country's own do something with another country's: "Greek instructors drilled Armenian conscripts"."""
    if not is_of_its_own(noun, work.deeds.words.followers):
        return False
    at = counted(work, first_of_list(work, noun.index))
    verb = work.tokens[work.tokens[at].head]
    if work.tokens[at].dep not in _SIDES or verb.upos != "VERB":
        return False
    for child in work.doc.dependents(verb.index, *_SIDES):
        if child.index == at or (
            child.dep == "obl" and case_of(work, child.index) not in {"with", "by", "to", "from", "against"}
        ):
            continue
        lands = (child.index, *(below.index for below in work.doc.dependents(child.index, "amod", "compound", "nmod")))
        others = (
            found.country for land in lands if (found := work.found.get(land)) is not None and found.kind != "seat"
        )
        if any(other not in {None, country} for other in others):
            return True
    return False


def moves_forces(work: Work, verb: Token) -> bool:
    """Whether the verb brings up forces: "massed troops", "deployed a warship"."""
    if verb.upos != "VERB":
        return False
    words = {
        word
        for child in work.doc.dependents(verb.index, "obj", "nsubj")
        if child.dep in {"obj", "nsubj:pass"}
        for word in (child.lemma.lower(), child.text.lower())
    }
    troops = work.deeds.words.troops | work.deeds.words.arsenal
    return any(
        rule.what == "MOBILIZE" and (rule.objects & words or (not rule.objects and words & troops))
        for form in forms(verb, work.deeds.words.irregular)
        for rule in work.deeds.by_verb.get(form, ())
    )


def is_behind_known(work: Work, at: int) -> bool:
    """Whether a country stands behind what its codebook verb does something to, with the rule's own preposition.

    Forms that it reads: "withdrew its troops from Iraq", "halted flights from Iran", "opened the border crossing with Peru"
    """
    token = work.tokens[first_of_list(work, at)]
    case = case_of(work, token.index)
    governor = work.tokens[token.head]
    verb, words = governor, set[str]()
    if relation(token) == "nmod":
        thing = work.tokens[counted(work, governor.index)]
        if thing.dep not in {"obj", "nsubj:pass"}:
            return False
        verb, words = work.tokens[thing.head], {governor.lemma.lower(), governor.text.lower()}
    elif relation(token) == "obl" and case == "from":
        words = things_of(work, governor)
    if verb.upos != "VERB" or not words or words & work.deeds.words.envoys:
        return False
    return any(
        rule.what in _TAKEN and case in rule.prepositions and rule.objects & words
        for form in forms(verb, work.deeds.words.irregular)
        for rule in work.deeds.of_verb(form, "", None, words)
    )


def is_banned(work: Work, verb: Token) -> bool:
    """Whether the object is the sanction that the verb sets: "imposed sanctions on" somebody."""
    return any(is_known_by(work, thing, {"SANCTION"}) for thing in work.doc.dependents(verb.index, "obj", "nsubj"))


def is_shut_out(work: Work, noun: Token) -> bool:
    """ "sanctioned the Iranian missile program", "banned imports of Chilean copper": whose the thing is that is shut out."""
    thing = noun
    if relation(noun) == "nmod" and case_of(work, noun.index) == "of":
        thing = work.tokens[noun.head]
    verb = work.tokens[thing.head]
    if thing.dep not in {"obj", "nsubj:pass"} or verb.upos != "VERB":
        return False
    stems = set(forms(verb, work.deeds.words.irregular))
    if noun is thing and stems & _SHUTS and verb.lemma.lower() != "approve":
        return noun.tag != "NNP"
    return bool(stems & _SHUTS_GOODS) and is_known_by(work, thing, {"SANCTION"})


def is_known_by(work: Work, thing: Token, classes: Collection[str] = ()) -> bool:
    """Whether the noun is the object by which the codebook knows its verb: the sanctions that somebody "imposed".

    Where *classes* are given, a rule of one of them.
    """
    verb = work.tokens[thing.head]
    if thing.dep not in {"obj", "nsubj:pass"} or verb.upos != "VERB":
        return False
    words = {thing.lemma.lower(), thing.text.lower()}
    return any(
        rule.objects & words and (not classes or rule.what in classes)
        for form in forms(verb, work.deeds.words.irregular)
        for rule in work.deeds.by_verb.get(form, ())
    )


def does_deed(work: Work, noun: Token) -> bool:
    """Whether a country before the noun does a deed of force by it: "Turkish shelling", "a Saudi-led blockade"."""
    rule = work.deeds.of_noun(noun.lemma.lower()) or work.deeds.of_noun(noun.text.lower())
    if rule is None or rule.what not in {"ASSAULT", "COERCE"} or noun.upos != "NOUN":
        return False
    return relation(noun) in {"nsubj", "obj", "obl", "nmod"}
