"""Positions that a whole clause says, in somebody's words: what must be done, a command, and what hangs on a condition.

"The prisoners must be released"        He said both sides should return to talks
"Release them now"                      "Sanctions will stay until they disarm"
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chancery.extract.clauses import Phrase, clause_of, first_verb, modal_of, negated, noun_phrase, subject_of, trimmed
from chancery.extract.stances.contents import Content
from chancery.extract.stances.issues import known_issue
from chancery.extract.stances.taken import Taken
from chancery.extract.stances.telling import Telling
from chancery.language.document import Token
from chancery.rules.positions import PositionRule

_NOBODY = frozenset({"you", "i", "it", "there", "that", "this", "which", "who", "nobody", "they"})
_FIRST = frozenset({"we", "i"})


def by_duty(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "Parliament must be recalled", said by somebody who holds positions: the clause is what he demands."""
    doc = telling.doc
    found = _duty(telling, token)
    if found is None:
        return
    head, subject = found
    if telling.is_unreal(head.index) or any(
        child.lemma.lower() == "have" for child in doc.dependents(head.index, "aux")
    ):
        return
    to_do = [head, *doc.dependents(head.index, "xcomp", "advcl")]
    if any(one.lemma.lower() in rule.not_contents for one in to_do[:2]):
        return
    why = doc.tokens[head.head].text.lower() == "why"
    if head.dep.split(":")[0] not in ("root", "ccomp", "conj", "parataxis") and not why:
        return  # "as everything must be manufactured" tells why, and demands nothing.
    quote = telling.quote_at(head.index)
    if head.dep == "parataxis" and (marked := telling.quote_at(head.index, marked=True)) is not None:
        quote = marked
    holder = telling.party(quote.speaker) if quote is not None else telling.voice
    asked = doc.tokens[subject].lemma.lower() in telling.rules.words("institutions")
    if holder is None and quote is not None and quote.speaker is not None and asked and telling.is_named(quote.speaker):
        holder = quote.speaker  # Who asks something of a government speaks in public.
    named = None
    above = doc.tokens[head.head]
    if (
        head.dep == "ccomp"
        and above.lemma.lower() in telling.rules.words("believing")
        and not telling.is_unreal(above.index)
    ):
        named = subject_of(doc, above.index)  # "Oman believes that the talks should go on"
        believer = telling.holder(named, above.index)
        named = named if believer is not None else None
        holder = believer or holder
    if holder is None:
        return
    if quote is not None:
        above = doc.tokens[head.head]
        first, _ = telling.edges_at(head.index)
        if head.dep == "ccomp" and first <= above.index < head.index:
            knowers = [at.index for at in doc.dependents(above.index, "nsubj")]
            if (
                knowers
                and doc.tokens[knowers[0]].text.lower() not in _FIRST
                and telling.party(telling.cast.at(knowers[0])) != holder
            ):
                return  # "He said Kim understood that drills must continue": what another knows is nobody's demand.
    said = doc.tokens[subject].text.lower()
    bare = said in _NOBODY and not (token.text.lower() == "must" and _is_passive(telling, head))
    if bare or said in ("people", "one", "somebody", "someone", "question"):
        return
    if (
        doc.tokens[subject].text.lower() == "we"
        and quote is not None
        and telling.quote_at(head.index, marked=True) is not None
    ):
        holder = telling.behind(holder) or holder
    content = _whole(telling, head, subject)
    if said == "we" and _is_passive(telling, head) and known_issue(doc, content.phrase, telling.rules) is None:
        return  # "We have to be guided by the science": nobody is asked for anything.
    yield Taken(rule, token.index, holder, named, content, within=quote)


def _duty(telling: Telling, token: Token) -> tuple[Token, int] | None:
    """The verb that is a duty, and the subject's place: "must leave", "need to leave", "has to leave"."""
    doc = telling.doc
    if token.upos == "AUX" and token.tag == "MD":
        head = doc.tokens[token.head]
        subject = next((child for child in doc.dependents(head.index, "nsubj") if child.index < token.index), None)
        if head.index < token.index:
            return None
        if subject is None and head.dep == "conj" and any(doc.dependents(head.index, "obj")):
            first = doc.tokens[head.head]
            shared = next((one for one in doc.dependents(first.index, "nsubj") if one.index < token.index), None)
            if shared is not None and shared.text.lower() not in _NOBODY | _FIRST:
                return head, token.index  # "Oman has the right to it but should pay": the second thing it is to do.
        return (head, subject.index) if subject is not None else None
    if token.upos == "VERB" and token.tag in ("VBZ", "VBP", "VB"):
        # "needs to leave": the infinitive is what must be done.
        if token.tag == "VB" and (modal_of(doc, token.index) != "will" or token.lemma.lower() == "have"):
            return None
        if negated(doc, token.index):
            return None
        infinitive = next(
            (
                child
                for child in doc.dependents(token.index, "xcomp", "ccomp", "advcl")
                if child.index > token.index
                and any(mark.text.lower() == "to" for mark in doc.dependents(child.index, "mark"))
            ),
            None,
        )
        subject = next((child for child in doc.dependents(token.index, "nsubj") if child.index < token.index), None)
        if infinitive is None or subject is None or any(doc.dependents(token.index, "obj")):
            return None
        if infinitive.lemma.lower() == "do" and doc.tokens[infinitive.index + 1].lemma.lower() == "with":
            return None  # "the topics have to do with trade"
        to = next(mark.index for mark in doc.dependents(infinitive.index, "mark") if mark.text.lower() == "to")
        if to - token.index > 2:
            return None  # "have until May to appeal"
        return token, subject.index
    return None


def _is_passive(telling: Telling, head: Token) -> bool:
    return any(telling.doc.dependents(head.index, "aux:pass", "nsubj:pass")) or any(
        any(telling.doc.dependents(one.index, "aux:pass")) for one in telling.doc.dependents(head.index, "xcomp")
    )


def _whole(telling: Telling, head: Token, subject: int) -> Content:
    """The clause from its subject to its end, inside of the words that are quoted."""
    doc = telling.doc
    others = [at.index for at in doc.dependents(head.index, "parataxis") if at.index > head.index]
    others += [
        at.index
        for at in doc.dependents(head.index, "conj")
        if at.index > head.index and any(doc.dependents(at.index, "nsubj"))
    ]
    others += [
        at.index
        for at in doc.dependents(head.index, "ccomp")
        if at.index < head.index or doc.tokens[at.index].lemma.lower() == "say"
    ]
    others += [
        at.index
        for at in doc.dependents(head.index)
        if at.index < subject
        and at.dep.split(":")[0] in ("advmod", "cc", "advcl", "obl", "mark", "discourse", "parataxis")
    ]
    phrase = clause_of(doc, head.index, others)
    low, high = telling.edges_at(head.index)
    first, last = max(phrase.first, low), min(phrase.last, high)
    while first < head.index and doc.tokens[first].upos in ("ADV", "CCONJ", "SCONJ", "PUNCT"):
        first += 1
    named = noun_phrase(doc, subject)
    return Content(trimmed(doc, head.index, first, max(last, head.index + 1)), named)


def by_imperative(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "Release them now": a command at the start of what a party says."""
    doc = telling.doc
    quote = telling.quote_at(token.index, marked=True)
    forbidding = negated(doc, token.index) and any(
        one.text.lower() == "do" for one in doc.dependents(token.index, "aux")
    )
    if (
        quote is None
        or token.tag not in ("VB", "VBP")
        or any(doc.dependents(token.index, "nsubj", "mark", "cop"))
        or (any(doc.dependents(token.index, "aux")) and not forbidding)
    ):
        return
    if token.dep.split(":")[0] not in ("root", "ccomp", "parataxis", "conj"):
        return
    first, last = telling.edges_at(token.index)
    before = [
        one
        for one in doc.tokens[first : token.index]
        if one.upos not in ("PUNCT", "INTJ", "ADV", "CCONJ", "PART") and one.head != token.index
    ]
    if before or not any(child.index > token.index for child in doc.dependents(token.index, "obj", "xcomp", "obl")):
        return
    holder = telling.party(quote.speaker)
    if holder is None or telling.is_unreal(token.index):
        return
    phrase = clause_of(doc, token.index, [child.index for child in doc.dependents(token.index, "parataxis")])
    content = Content(trimmed(doc, token.index, max(phrase.first, first, token.index), min(phrase.last, last)))
    yield Taken(rule, token.index, holder, None, content, within=quote)


def by_condition(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "We will maintain sanctions until ...": the main clause with its condition is the content."""
    doc = telling.doc
    clause = _conditional(telling, token)
    if clause is None:
        return
    head, condition = clause
    verb = head.index
    carrier = _carrier(telling, head)
    modal = modal_of(doc, verb) or modal_of(doc, carrier.index)
    going = doc.tokens[head.head].lemma.lower() == "go" and any(
        child.text.lower() == "to" for child in doc.dependents(verb, "mark")
    )
    refused = negated(doc, verb) or (going and negated(doc, head.head))
    stays = head.lemma.lower() in ("stay", "remain", "stand") and telling.quote_at(verb) is not None
    if modal not in rule.modals and not ((refused or stays) and head.tag in ("VB", "VBP", "VBZ", "VBG")):
        return
    word = token.text.lower()
    only = token.index and doc.tokens[token.index - 1].text.lower() in ("only", "not")
    only = only or any(child.text.lower() == "only" for child in doc.dependents(verb, "advmod"))
    promised = modal in ("will", "would", "could", "'ll", "’ll") and _is_own(telling, head, carrier)
    if head.lemma.lower() in rule.not_contents or (
        word in ("if", "when", "after") and not only and not (promised and word == "if")
    ):
        return
    if word == "once" and not refused:
        return
    if telling.is_unreal(verb):
        return
    subject = next((child for child in doc.dependents(carrier.index, "nsubj") if child.index < verb), None)
    named = noun_phrase(doc, subject.index) if subject is not None else subject_of(doc, verb)
    holders = telling.holders(named, verb)
    quote = telling.quote_at(token.index)
    if not holders or (quote is not None and _is_thing(telling, named)):
        speaker = telling.speaker(verb)
        spoken = telling.quote_at(verb, marked=True) is not None
        state = (telling.behind(speaker) or speaker) if speaker is not None and spoken else speaker
        holders = (state,) if state is not None else ()
        named = None
    if not holders or telling.actors[holders[0]].sector == "JUD":
        return
    low, high = telling.edges_at(token.index)
    others = [at.index for at in doc.dependents(verb, "parataxis")]
    others += [at.index for at in doc.dependents(verb, "conj") if any(doc.dependents(at.index, "nsubj"))]
    others += [
        at.index
        for at in doc.dependents(verb, "ccomp", "advmod", "cc", "mark")
        if at.index < verb and at.dep != "advmod"
    ]
    whole = clause_of(doc, carrier.index, others)
    if carrier.dep == "acl:relcl":
        whole = Phrase(carrier.index, low, high)  # "These are sanctions that will be maintained until ..."
    first = max(low, min(whole.first, subject.index if subject is not None else verb))
    phrase = trimmed(doc, verb, first, min(high, max(whole.last, condition.last)))
    outside = _subject_in(telling, condition)
    strict = word not in ("unless", "if")
    if strict and known_issue(doc, phrase, telling.rules) is None and not refused and not (set(outside) - set(holders)):
        return
    for holder in holders[:1]:
        yield Taken(rule, token.index, holder, named, Content(phrase), condition, quote)
        if word in ("until", "unless") and set(outside) - {holder}:
            yield Taken(
                replace(rule, stance="demand"), token.index, holder, named, _asked_for(telling, condition), None, quote
            )


def _asked_for(telling: Telling, condition: Phrase) -> Content:
    """What another is to do before: "they disarm" of "until they disarm"."""
    doc = telling.doc
    subject = next(doc.dependents(condition.head, "nsubj"))
    first = condition.first + 1
    return Content(Phrase(condition.head, first, condition.last), noun_phrase(doc, subject.index))


def _is_own(telling: Telling, head: Token, carrier: Token) -> bool:
    """Whether who speaks tells what he himself will do: "we will leave if ...", "he said he would leave if ..."."""
    subject = next((one for one in telling.doc.dependents(carrier.index, "nsubj") if one.index < head.index), None)
    if subject is None or head.upos != "VERB" or telling.quote_at(head.index) is None:
        return False
    return telling.is_own(noun_phrase(telling.doc, subject.index), head.index)


def _carrier(telling: Telling, head: Token) -> Token:
    """The verb that carries the subject: "continue" of "will continue to be maintained"."""
    for _ in range(3):
        if head.dep.split(":")[0] != "xcomp":
            break
        head = telling.doc.tokens[head.head]
    return head


def _conditional(telling: Telling, token: Token) -> tuple[Token, Phrase] | None:
    """The main verb and the clause that the conjunction opens, where that clause has a finite verb."""
    doc = telling.doc
    clause = doc.tokens[token.head]
    if token.dep in ("mark", "advmod", "case") and clause.index > token.index and clause.dep.split(":")[0] == "advcl":
        head = doc.tokens[clause.head]
        finite = clause.tag in ("VBD", "VBZ", "VBP") or any(
            one.tag in ("VBD", "VBZ", "VBP", "MD") for one in doc.dependents(clause.index, "aux", "cop")
        )
        if head.upos not in ("VERB", "ADJ", "NOUN", "AUX") or not finite:
            return None
        first, last = doc.subtree(clause.index)
        return head, trimmed(doc, clause.index, min(first, token.index), last, keep=(min(first, token.index),))
    return None


def _is_thing(telling: Telling, phrase: Phrase | None) -> bool:
    """Whether the subject is no party at all: "Sanctions will be maintained until ..."."""
    return (
        phrase is not None and telling.cast.at(phrase.head) is None and telling.doc.tokens[phrase.head].upos != "PRON"
    )


def _subject_in(telling: Telling, condition: Phrase) -> tuple[str, ...]:
    """Who must meet the condition."""
    doc = telling.doc
    verb = first_verb(doc, condition.first, condition.last)
    if verb is None:
        return ()
    subject = next(doc.dependents(condition.head, "nsubj"), None)
    if subject is None:
        return ()
    actor = telling.cast.at(subject.index)
    return (actor,) if actor is not None else telling.cast.several_at(subject.index)
