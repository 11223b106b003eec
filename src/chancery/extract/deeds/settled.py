"""Events where no rule of the codebook speaks: the relation head decides, and abstains where it is not sure.

The head is asked about a verb that has somebody who does it and somebody or something that it is done to, where no rule took it up. What it
says is an event when its share is high enough and somebody is known to whom it is done; who, whom, when, where and whether it
happened are read as for any other event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from chancery.extract.clauses import ELSEWHERE, noun_phrase, preposition_of
from chancery.extract.deeds.mention import VERBAL, Mention, Party
from chancery.extract.deeds.needs import is_interview, is_political
from chancery.extract.deeds.parties import distinct, parties_at, party_at
from chancery.extract.deeds.places import place_of
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.status import status_beside, status_of
from chancery.extract.deeds.times import time_of
from chancery.extract.deeds.who import doers_of
from chancery.language.document import Doc, Predicate, Token
from chancery.language.pairs import NONE, Pair, PairHead, Stretch, Verdict, apart
from chancery.records import MUTUAL
from chancery.rules.events import EventRule

DOER = "ARG0"
DONE_TO = ("ARG1", "ARG2", "ARG3", "ARG4")
MOST = 5
"""Of so many pairs of one verb the head is asked."""
LONGEST = 14
"""Of a longer phrase the head is shown its first words."""
_CUTS = frozenset({",", "–", "—", "(", ";", "who", "which", "that", "where"})
_SKIPPED = frozenset({"ADP", "PUNCT", "SCONJ", "PART", "CCONJ"})


def settled(sheet: Sheet, mentions: Iterable[Mention], head: PairHead | None) -> Iterator[Mention]:
    """What the head finds at the predicates that no mention covers, in text order; nothing without a head."""
    if head is None or sheet.doc.states is None:
        return
    covered = _covered(sheet, mentions)
    for predicate in sorted(sheet.doc.predicates, key=lambda predicate: predicate.token):
        if predicate.token not in covered and (mention := _settle(sheet, predicate, head)):
            yield mention


@dataclass(frozen=True)
class Asked:
    """What the head is asked about one verb: who does it, and somebody or something that it may be done to."""

    pair: Pair
    who: tuple[Party, ...]
    whom: tuple[Party, ...]


def asked_at(sheet: Sheet, predicate: Predicate) -> Iterator[Asked]:
    """The pairs of the verb, the likeliest first: what fills the roles of those to whom it is done, then everybody else of its clause.

    Forms that it reads:

        Chile gave Vietnam six boats                    Chile, Vietnam
        Chile sent engineers to the port of Callao in Peru      Chile, Peru
        Chile approved the extradition of two Peruvian bankers  Chile, the bankers
    """
    doc = sheet.doc
    token = doc.tokens[predicate.token]
    doer = predicate.argument(DOER)
    source = phrase_of(doc, doer.first, doer.last) if doer is not None else None
    who = (tuple(parties_at(sheet, doc.head_of(*source))) if source is not None else ()) or doers_of(sheet, token)
    if not who:
        return
    if source is None or not any(source[0] <= party.token < source[1] for party in who):
        source = around(doc, who[0].token)
    known = {party.actor for party in who}
    says = (token.index, token.index + 1)
    others = [argument for role in DONE_TO if (argument := predicate.argument(role)) is not None]
    seen, things = set[str](), list[Stretch]()
    for other in others:
        target = phrase_of(doc, other.first, other.last)
        if target is None or not apart(source, target):
            continue
        whom = tuple(party for party in parties_at(sheet, doc.head_of(*target)) if party.actor not in known)
        if whom and not seen & {party.actor for party in whom}:
            seen |= {party.actor for party in whom}
            yield Asked(Pair(source, target, says), who, whom)
        elif not whom:
            things.append(target)
    direct = bool(seen)
    for party in _in_clause(sheet, token):
        target = around(doc, party.token)
        if party.actor in known | seen or not apart(source, target):
            continue
        seen.add(party.actor)
        yield Asked(Pair(source, target, says), who, (party,))
    if things and not direct:
        yield Asked(Pair(source, things[0], says), who, ())


def _in_clause(sheet: Sheet, token: Token) -> list[Party]:
    """Everybody named in the clause of the verb, but for its subject and for clauses with a subject of their own, in text order."""
    doc, found, todo = sheet.doc, list[Party](), [token.index]
    passive = any(doc.dependents(token.index, "aux:pass")) or token.dep == "acl"
    while todo:
        at = todo.pop()
        if at != token.index and (party := party_at(sheet, at)) is not None:
            found.append(party)
        for child in doc.dependents(at):
            kind = child.dep.partition(":")[0]
            if kind in ("parataxis", "punct", "discourse") or child.dep == "acl:relcl":
                continue
            if at == token.index and (kind in ("csubj", "conj") or (kind == "nsubj" and not passive)):
                continue
            if kind in ("obl", "nmod") and preposition_of(doc, child.index) in ELSEWHERE:
                continue
            if kind in ("ccomp", "advcl") and any(doc.dependents(child.index, "nsubj", "nsubj:pass", "expl")):
                continue
            todo.append(child.index)
    return sorted(found, key=lambda party: party.token)


def around(doc: Doc, index: int) -> Stretch:
    """The words that name somebody: at "Cypriot" in "the ban on Cypriot ships" the ships."""
    token = doc.tokens[index]
    phrase = noun_phrase(doc, token.head if token.dep in ("amod", "compound") else index)
    return phrase_of(doc, phrase.first, phrase.last) or (index, index + 1)


def phrase_of(doc: Doc, first: int, last: int) -> Stretch | None:
    """The phrase without what stands before and behind its noun: no preposition, no relative clause, no aside."""
    while first < last and doc.tokens[first].upos in _SKIPPED:
        first += 1
    head = doc.head_of(first, last) if first < last else first
    for at in range(head + 1, last):
        token = doc.tokens[at]
        if token.text.lower() in _CUTS or token.dep.startswith("acl"):
            last = at
            break
    last = min(last, first + LONGEST)
    while last > first and doc.tokens[last - 1].upos in ("PUNCT", "ADP", "CCONJ"):
        last -= 1
    return (first, last) if last > first else None


def _covered(sheet: Sheet, mentions: Iterable[Mention]) -> set[int]:
    out: set[int] = set()
    for mention in mentions:
        reach = (at for at in mention.reach if mention.noun or sheet.doc.tokens[at].upos in ("NOUN", "PROPN"))
        out.update(mention.words, reach)
    return out


def _settle(sheet: Sheet, predicate: Predicate, head: PairHead) -> Mention | None:
    doc, token = sheet.doc, sheet.doc.tokens[predicate.token]
    if token.upos != "VERB" or token.dep in ("amod", "compound") or sheet.is_quoted(token):
        return None
    if _is_unsettled(sheet, token):
        return None
    status = status_of(sheet, token.index, None)
    if status is None and token.tag not in ("VBZ", "VBP"):
        return None
    for asked in islice(asked_at(sheet, predicate), MOST):
        verdict = head.verdicts(doc, [asked.pair])[0]
        sure = verdict.what != NONE and verdict.share >= sheet.rules.sure
        if sure and (mention := _told(sheet, token, head, asked, verdict)) is not None:
            return mention
    return None


def _told(sheet: Sheet, token: Token, head: PairHead, asked: Asked, verdict: Verdict) -> Mention | None:
    """The mention of what the head is sure of."""
    who, whom = asked.who, asked.whom
    rule = EventRule(head.version, verdict.what, decided_by=head.name)
    status = status_of(sheet, token.index, rule)
    if status is None:
        return None
    whom = tuple(party for party in whom or _owners(sheet, rule, asked) if not is_own_state(sheet, party, who))
    if not whom and not (verdict.what in MUTUAL and len(who) > 1):
        return None  # mostly said, not done: "emphasized the importance of cooperation"
    if is_interview(sheet, rule, whom) or not is_political(sheet, rule, who, whom, token.index):
        return None
    time = time_of(sheet, token.index)
    firm = status_beside(sheet, status, time)
    if firm is None:
        return None
    return Mention(rule, token.index, (token.index, token.index + 1), firm, who, whom, time, place_of(sheet, token.index, rule),
                   (), False, verdict=verdict)  # fmt: skip


def is_own_state(sheet: Sheet, party: Party, who: Sequence[Party]) -> bool:
    """ "Blinken highlighted the United States' support": his own state is not whom."""
    record = sheet.cast.record(party.actor)
    if record.type not in ("state", "government") or record.country is None:
        return False
    return any(sheet.cast.record(doer.actor).country == record.country for doer in who)


def _is_unsettled(sheet: Sheet, token: Token) -> bool:
    """Whether the word leaves open what is done: "said", "declined to comment" (read as quotes, silences and positions), "has",
    "makes", and verbs of domestic business in whose name the head is too sure ("approves a vaccine", "warns of risks").
    """
    words = sheet.words
    if any(form in words.speech or form in words.light or form in words.unsettled for form in sheet.forms(token)):
        return True
    return any(
        child.lemma.lower() in sheet.words.silent for child in sheet.doc.dependents(token.index, "xcomp", "ccomp")
    )


def _owners(sheet: Sheet, rule: EventRule, asked: Asked) -> tuple[Party, ...]:
    """Of a thing that words are about, whose it is: "rejected Iran's offer"."""
    doc = sheet.doc
    assert asked.pair.target is not None
    head = doc.head_of(*asked.pair.target)
    owners = [
        party
        for child in doc.dependents(head, "nmod", "amod", "compound")
        if child.dep == "nmod:poss"
        or (child.dep == "nmod" and preposition_of(doc, child.index) in ("of", "by", "from", "against", "on"))
        or child.dep in ("amod", "compound")
        if (party := party_at(sheet, child.index)) and party.actor not in {doer.actor for doer in asked.who}
    ]
    return tuple(distinct(owners)) if rule.what in VERBAL else tuple(distinct(owners))[:1]
