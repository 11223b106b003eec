"""Whom an event is done to, where neither its rule nor the roles of its verb told: the relation head decides between those in the clause.

The head is asked about who does it and each of the others of the clause, with the word that says it; where it says the event's own class, that
is whom. So it adds no event and changes none.

Forms that it reads:

    Chile agreed to lend a billion dollars to Peru          Peru
    Chile refuses to reopen the port for Peruvian ships     the ships' country
    Chile announced the release of two Peruvian fishermen   the fishermen
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.extract.clauses import ELSEWHERE, preposition_of
from chancery.extract.deeds.mention import Mention, Party
from chancery.extract.deeds.parties import party_at
from chancery.extract.deeds.settled import MOST, around, is_own_state
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.suffering import JUDGES, suffers
from chancery.language.pairs import Pair, PairHead, apart

_LEADS = frozenset({"obj", "iobj", "obl", "nmod", "amod", "compound", "xcomp", "conj", "nsubj", "appos"})
_BEFORE = frozenset({"nsubj", "amod", "compound", "nmod"})
"""What may stand before the word that says it: a passive's subject, and what is told of a noun."""
SURE = 0.6
"""From this share of the event's class on, the head is believed."""


def completed(sheet: Sheet, mention: Mention, head: PairHead | None) -> Mention:
    """The mention with whom it is done to, where it has a who and no whom and the head is sure of one of its clause."""
    if head is None or sheet.doc.states is None or not mention.who or mention.whom or len(mention.who) > 1:
        return mention
    source = around(sheet.doc, mention.who[0].token)
    for party in _others(sheet, mention)[:MOST]:
        target = around(sheet.doc, party.token)
        if not apart(source, target):
            continue
        verdict = head.verdicts(sheet.doc, [Pair(source, target, mention.what)])[0]
        if verdict.what == mention.rule.what and verdict.share >= SURE:
            return replace(mention, whom=(party,), verdict=verdict)
    return mention


def _others(sheet: Sheet, mention: Mention) -> Sequence[Party]:
    """Those whom the deed may reach, those nearest behind the word that says it first; nobody where who does it stands elsewhere."""
    doc = sheet.doc
    if doc.tokens[mention.who[0].token].sentence != doc.tokens[mention.token].sentence:
        return ()
    without = {party.actor for party in mention.who}
    found = dict[str, Party]()
    for party in _reached(sheet, mention):
        if party.actor not in without and not is_own_state(sheet, party, mention.who):
            found.setdefault(party.actor, party)
    return sorted(found.values(), key=lambda party: (party.token < mention.token, abs(party.token - mention.token)))


def _reached(sheet: Sheet, mention: Mention) -> Iterator[Party]:
    """Everybody to whom the words lead by objects, infinitives and the prepositions of those to whom something is done."""
    doc = sheet.doc
    barred = {at for party in mention.who for at in range(*around(doc, party.token))}
    todo, seen = [mention.token, *_light_verb(sheet, mention.token)], set[int]()
    passive = any(doc.dependents(mention.token, "aux:pass"))
    judges, asks = mention.rule.what in JUDGES, mention.rule.what == "REQUEST"
    while todo:
        at = todo.pop()
        seen.add(at)
        token = doc.tokens[at]
        if at != mention.token and at not in barred and (party := party_at(sheet, at)) is not None:
            if not (judges and mention.rule.what != "REJECT" and suffers(sheet, doc.tokens[token.head], token)):
                yield party
        for child in doc.dependents(at):
            kind = child.dep.partition(":")[0]
            if child.index in seen or child.dep == "acl:relcl" or (child.index < mention.token and kind not in _BEFORE):
                continue
            if kind == "nsubj" and not (passive and at == mention.token):
                continue
            case = preposition_of(doc, child.index) if kind in ("obl", "nmod") else ""
            if case in ELSEWHERE and not (case == "by" and judges and at != mention.token):
                continue
            if asks and kind in ("acl", "advcl", "xcomp"):
                continue  # "his calls to dissolve the council": the council is not the one who is asked
            if mention.rule.what == "CONSULT" and case not in ("with", "to"):
                continue
            if kind in _LEADS or (kind in ("acl", "advcl") and child.tag == "VB") or (kind == "acl" and judges):
                todo.append(child.index)


def _light_verb(sheet: Sheet, at: int) -> Iterator[int]:
    """The verb whose object says the deed: "announced a suspension of aid", "gave approval"."""
    token = sheet.doc.tokens[at]
    if token.upos != "VERB" and token.dep == "obj":
        yield token.head
