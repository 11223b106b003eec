"""Which actors the words of a phrase mean."""

from __future__ import annotations

from collections.abc import Iterable

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.mention import Party
from chancery.extract.deeds.sheet import Sheet
from chancery.records import Actor

_ACTING = frozenset({"person", "state", "government", "organization", "igo", "armed_group", "people"})
_COMMON_DEPS = ("nmod:poss", "compound", "amod", "nmod", "flat", "appos")


def party_at(sheet: Sheet, index: int) -> Party | None:
    """The actor at the token or, for "Russian forces", at the word that says whose they are."""
    actor = sheet.cast.at(index)
    if index in sheet.spots and index >= 2 and sheet.doc.tokens[index - 1].text == "," and index - 2 in sheet.spots:
        if sheet.doc.places[sheet.spots[index - 2]].precision != "country":
            return None  # "in Tamil Nadu, India"
    if (named := _named_group(sheet, index, actor)) is not None:
        return Party(named, index)
    if actor is not None and _acts(sheet, actor):
        return Party(actor, index)
    if index in sheet.spots and (state := _state_at(sheet, index)):
        return state
    token = sheet.doc.tokens[index]
    if token.lemma.lower() in sheet.words.followers or token.text.lower() in sheet.words.followers:
        for child in sheet.doc.dependents(index, *_COMMON_DEPS):
            if child.dep == "nmod:poss" and token.lemma.lower() == "counterpart":
                continue
            if child.dep == "nmod" and preposition_of(sheet.doc, child.index) not in ("of", "from"):
                continue
            actor = sheet.cast.at(child.index)
            his = child.upos == "PRON" and actor is not None and sheet.cast.record(actor).type == "person"
            if (
                actor is not None
                and _acts(sheet, actor)
                and not (his and token.lemma.lower() not in sheet.words.troops)
            ):
                return Party(actor, index)  # "its troops"; "his employees" are not he
    return None


def _named_group(sheet: Sheet, index: int, actor: str | None) -> str | None:
    """ "the Nigerian militant group Boko Haram", "the Colombian FARC rebel group": the group, and not its country."""
    if sheet.doc.tokens[index].upos != "NOUN" or (
        actor is not None and sheet.cast.record(actor).type not in ("state", "government")
    ):
        return None
    for child in sheet.doc.dependents(index, "appos", "flat", "compound"):
        other = sheet.cast.at(child.index)
        if other is not None and sheet.cast.record(other).type == "armed_group":
            return other
    return None


def _state_at(sheet: Sheet, index: int) -> Party | None:
    """The state whose name stands here as a place that something is done to: "sent aid to Pakistan"."""
    place = sheet.doc.places[sheet.spots[index]]
    if place.precision != "country" or preposition_of(sheet.doc, index) not in (
        "to",
        "into",
        "at",
        "on",
        "against",
        "with",
        "for",
    ):
        return None
    for record in sheet.cast.records:
        if isinstance(record, Actor) and record.type == "state" and record.country == place.country:
            return Party(record.id, index)
    return None


def _acts(sheet: Sheet, actor: str) -> bool:
    return sheet.cast.record(actor).type in _ACTING


def parties_at(sheet: Sheet, index: int) -> list[Party]:
    """The actors of a phrase and of what "and" joins to it."""
    heads = [index, *(c.index for c in sheet.doc.dependents(index, "conj") if c.upos in ("NOUN", "PROPN", "PRON"))]
    return distinct(party for head in heads if (party := party_at(sheet, head)))


def parties_in(sheet: Sheet, first: int, last: int) -> list[Party]:
    """The actors that are named between two tokens, but for those inside of a time."""
    return distinct(
        Party(actor, at)
        for at in range(first, last)
        if (actor := sheet.cast.at(at)) and _acts(sheet, actor) and at not in sheet.days
    )


def distinct(parties: Iterable[Party]) -> list[Party]:
    """Each actor once, at the token where it stands first, in the order in which they stand last."""
    return list({party.actor: party for party in reversed(list(parties))}.values())[::-1]


def two_sides(sheet: Sheet, first: int, last: int) -> tuple[Party, ...]:
    """ "the two sides": the two states that the story is about, where there are two that it names most."""
    words = [token.text.lower() for token in sheet.doc.tokens[first:last]]
    if (
        last - first > 4
        or not {"two", "both"} & set(words)
        or words[-1] not in ("sides", "countries", "nations", "governments")
    ):
        return ()
    states = [actor for actor in sheet.cast.records if isinstance(actor, Actor) and actor.type == "state"]
    states.sort(key=lambda actor: -len(actor.mentions))
    if len(states) < 2 or (len(states) > 2 and len(states[2].mentions) * 2 > len(states[1].mentions)):
        return ()
    return tuple(Party(actor.id, last - 1) for actor in states[:2])
