"""Whom an event is done to, where neither its rule nor the roles of its verb told: the relation head decides between those in the clause.

The head is asked about who does it and each of the others of the clause, with the word that says it; where it says the event's own class, that
is whom. So it adds no event and changes none.

Forms that it reads:

    Chile agreed to lend a billion dollars to Peru          Peru
    Chile refuses to lift the ban on Peruvian ships         the ships' country
    Chile announced the release of two Peruvian fishermen   the fishermen
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.extract.clauses import ancestors
from chancery.extract.deeds.mention import Mention, Party
from chancery.extract.deeds.settled import MOST, around, in_clause
from chancery.extract.deeds.sheet import Sheet
from chancery.language.pairs import Pair
from chancery.language.relations import RelationHead

SURE = 0.6
"""From this share of the event's class on, the head is believed."""


def completed(sheet: Sheet, mention: Mention, head: RelationHead | None) -> Mention:
    """The mention with whom it is done to, where it has a who and no whom and the head is sure of one of its clause."""
    if head is None or sheet.doc.states is None or not mention.who or mention.whom or len(mention.who) > 1:
        return mention
    for party in _others(sheet, mention)[:MOST]:
        source, target = around(sheet.doc, mention.who[0].token), around(sheet.doc, party.token)
        if source[0] < target[1] and target[0] < source[1]:
            continue
        verdict = head.verdicts(sheet.doc, [Pair(source, target, mention.what)])[0]
        if verdict.what == mention.rule.what and verdict.share >= SURE:
            return replace(mention, whom=(party,))
    return mention


def _others(sheet: Sheet, mention: Mention) -> Sequence[Party]:
    """Everybody else in the clause, those nearest behind the word that says it first; nobody where who does it stands elsewhere."""
    doc = sheet.doc
    if doc.tokens[mention.who[0].token].sentence != doc.tokens[mention.token].sentence:
        return ()
    verb = next(_verbs(sheet, mention.token), mention.token)
    without = {party.actor for party in mention.who}
    lands = {sheet.cast.record(party.actor).country for party in mention.who} - {None}
    found = dict[str, Party]()
    for party in in_clause(sheet, doc.tokens[verb]):
        record = sheet.cast.record(party.actor)
        own = record.type in ("state", "government") and record.country in lands
        if party.actor not in without and not own:
            found.setdefault(party.actor, party)
    return sorted(found.values(), key=lambda party: (party.token < mention.token, abs(party.token - mention.token)))


def _verbs(sheet: Sheet, at: int) -> Iterator[int]:
    """The verb of the clause of a noun, and of "agreed to lend" the first."""
    doc = sheet.doc
    if doc.tokens[at].upos == "VERB":
        yield at
    yield from (above for above in ancestors(doc, at, 3) if doc.tokens[above].upos == "VERB")
