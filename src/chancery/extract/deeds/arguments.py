"""What the roles say of each predicate: the seam for whatever decides where no rule of the codebook speaks.

A rule knows its verb and where whom stands beside it. Here stand the parties of any predicate at all, with no rule asked,
so that a trained head can be asked about those that no rule covers: between whom, and at which word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chancery.extract.deeds.mention import Mention, Party
from chancery.extract.deeds.parties import distinct, parties_at, parties_in
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.who import doers_of
from chancery.language.document import Argument, Predicate

DOER = "ARG0"


@dataclass(frozen=True)
class Arguments:
    """A predicate at its token, the parties that do it, and those in its other arguments, each beside its role."""

    token: int
    roleset: str
    doers: tuple[Party, ...]
    others: tuple[tuple[str, Party], ...]


def arguments_of(sheet: Sheet, predicate: Predicate) -> Arguments:
    """The parties of a predicate.

    Who does it is the phrase of its ARG0 ("Chile's envoy", not whatever the phrase contains), else the subject that the tree
    gives a verb. Of the other arguments every actor counts that is named inside, once each, under the first role that names it.
    """
    token = sheet.doc.tokens[predicate.token]
    doers: list[Party] = []
    for argument in predicate.arguments:
        if argument.role == DOER:
            doers += parties_at(sheet, sheet.doc.head_of(argument.first, argument.last))
    if not doers and token.upos == "VERB":
        doers += doers_of(sheet, token)
    seen = {party.actor for party in doers}
    others: list[tuple[str, Party]] = []
    for argument in predicate.arguments:
        if argument.role == DOER:
            continue
        for party in _parties_inside(sheet, argument):
            if party.actor not in seen:
                seen.add(party.actor)
                others.append((argument.role, party))
    return Arguments(predicate.token, predicate.roleset, tuple(distinct(doers)), tuple(others))


def uncovered(sheet: Sheet, mentions: Iterable[Mention]) -> Iterator[Arguments]:
    """The predicates with at least two parties that no mention covers, in text order; quoted words tell no event.

    A mention covers its own words, the light verb over its noun, and the nouns under its verb ("launched an attack"); of
    "agreed to meet Kim" it leaves the meeting.
    """
    covered: set[int] = set()
    for mention in mentions:
        reach = (at for at in mention.reach if mention.noun or sheet.doc.tokens[at].upos in ("NOUN", "PROPN"))
        covered.update((mention.token, *range(*mention.what), *reach))
    for predicate in sorted(sheet.doc.predicates, key=lambda predicate: predicate.token):
        if predicate.token in covered or sheet.is_quoted(sheet.doc.tokens[predicate.token]):
            continue
        arguments = arguments_of(sheet, predicate)
        if len(arguments.doers) + len(arguments.others) > 1:
            yield arguments


def _parties_inside(sheet: Sheet, argument: Argument) -> list[Party]:
    """The parties that the argument is, before those that are only named in it."""
    head = sheet.doc.head_of(argument.first, argument.last)
    return [*parties_at(sheet, head), *parties_in(sheet, argument.first, argument.last)]
