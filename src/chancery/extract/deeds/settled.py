"""Events where no rule of the codebook speaks: the relation head decides, and abstains where it is not sure.

The head is asked about a verb or noun that has somebody who does it and something that it is done to, where no rule took it up. What it
says is an event when its share is high enough; who, whom, when, where and whether it happened are read as for any other event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.mention import VERBAL, Mention, Party
from chancery.extract.deeds.needs import is_interview, is_political
from chancery.extract.deeds.parties import distinct, parties_at, party_at
from chancery.extract.deeds.places import place_of
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.status import status_beside, status_of
from chancery.extract.deeds.times import time_of
from chancery.extract.deeds.who import doers_of
from chancery.language.document import Argument, Doc, Predicate, Token
from chancery.language.pairs import NONE, Pair, Stretch
from chancery.language.relations import RelationHead
from chancery.rules.events import EventRule

DOER = "ARG0"
DONE_TO = ("ARG1", "ARG2", "ARG3", "ARG4")
LONGEST = 14
"""Of a longer phrase the head is shown its first words."""
_CUTS = frozenset({",", "–", "—", "(", ";", "who", "which", "that", "where"})
_SKIPPED = frozenset({"ADP", "PUNCT", "SCONJ", "PART", "CCONJ"})


def settled(sheet: Sheet, mentions: Iterable[Mention], head: RelationHead | None) -> Iterator[Mention]:
    """What the head finds at the predicates that no mention covers, in text order; nothing without a head."""
    if head is None or sheet.doc.states is None:
        return
    covered = _covered(sheet, mentions)
    for predicate in sorted(sheet.doc.predicates, key=lambda predicate: predicate.token):
        if predicate.token not in covered and (mention := _settle(sheet, predicate, head)):
            yield mention


def pair_of(sheet: Sheet, predicate: Predicate) -> tuple[Stretch, Stretch, Argument] | None:
    """The phrases of who does it and of what it is done to, cut to what names them, and the second one whole; None without either.

    It is done to somebody rather than something: of "gave Vietnam six boats" to Vietnam.
    """
    doc = sheet.doc
    doer = predicate.argument(DOER)
    others = [argument for role in DONE_TO if (argument := predicate.argument(role)) is not None]
    somebody = (one for one in others if parties_at(sheet, doc.head_of(one.first, one.last)))
    other = next(somebody, others[0] if others else None)
    if doer is None or other is None:
        return None
    source, target = phrase_of(doc, doer.first, doer.last), phrase_of(doc, other.first, other.last)
    if source is None or target is None or (source[0] < target[1] and target[0] < source[1]):
        return None
    return source, target, other


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


def _settle(sheet: Sheet, predicate: Predicate, head: RelationHead) -> Mention | None:
    doc, token = sheet.doc, sheet.doc.tokens[predicate.token]
    if token.upos != "VERB" or token.dep in ("amod", "compound") or sheet.is_quoted(token):
        return None
    if _is_unsettled(sheet, token) or (found := pair_of(sheet, predicate)) is None:
        return None
    source, target, other = found
    who = tuple(parties_at(sheet, doc.head_of(*source))) or doers_of(sheet, token)
    if not who:
        return None
    status = status_of(sheet, token.index, None)
    if status is None and token.tag not in ("VBZ", "VBP"):
        return None
    verdict = head.verdicts(doc, [Pair(source, target, (token.index, token.index + 1))])[0]
    if verdict.what == NONE or verdict.share < sheet.rules.sure:
        return None
    rule = EventRule(head.version, verdict.what, decided_by=head.name, confidence=verdict.share)
    status = status_of(sheet, token.index, rule)
    if status is None:
        return None
    whom = _done_to(sheet, rule, target, other)
    whom = tuple(party for party in whom if party.actor not in {doer.actor for doer in who})
    if is_interview(sheet, rule, whom) or not is_political(sheet, rule, who, whom, token.index):
        return None
    time = time_of(sheet, token.index)
    firm = status_beside(sheet, status, time)
    if firm is None:
        return None
    confidence = round(min(0.95, verdict.share - (0.0 if whom else 0.05)), 2)
    return Mention(rule, token.index, (token.index, token.index + 1), firm, who, whom, time, place_of(sheet, token.index, rule),
                   (), False, False, confidence)  # fmt: skip


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


def _done_to(sheet: Sheet, rule: EventRule, target: tuple[int, int], other: Argument) -> tuple[Party, ...]:
    """Whom the target means: the actors that it is, else, of a thing that words are about, whose it is ("rejected Iran's offer")."""
    doc = sheet.doc
    head = doc.head_of(*target)
    if parties := parties_at(sheet, head):
        return tuple(parties)
    owners = [
        party
        for child in doc.dependents(head, "nmod", "amod", "compound")
        if child.dep == "nmod:poss"
        or (child.dep == "nmod" and preposition_of(doc, child.index) in ("of", "by", "from", "against", "on"))
        or child.dep in ("amod", "compound")
        if (party := party_at(sheet, child.index))
    ]
    return tuple(distinct(owners)) if rule.what in VERBAL else tuple(distinct(owners))[:1]
