"""What a word of wanting governs: each clause, each thing to do and each thing, apart where several are joined.

demands that Oman leave           the clause, "Oman" is to do it
wants Oman to leave               the same
urged Oman to leave               the infinitive, "Oman" is asked
plans on leaving                  the gerund behind a preposition
seeks A, B and C                  three things
the plan which it rejected        the thing before the relative clause
the plan was rejected by Oman     the subject of the passive
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from chancery.extract.clauses import (
    Phrase,
    argument_of,
    clause_of,
    first_verb,
    noun_phrase,
    preposition_of,
    split_things,
    subject_of,
    trimmed,
)
from chancery.language.document import Doc, Token
from chancery.rules.positions import PositionRule

_RELATIVE = frozenset({"that", "which", "who", "whom"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "VERB", "SYM", "X"})
_QUESTIONS = frozenset({"whether", "if", "how", "why", "when", "where"})
_BELONGING = frozenset({"in", "of", "on", "between", "with", "for", "against", "across", "among", "from", "over"})
_TIMES = frozenset(
    {
        "time",
        "day",
        "way",
        "reason",
        "moment",
        "place",
        "night",
        "week",
        "month",
        "year",
        "row",
        "point",
        "case",
        "extent",
        "degree",
        "everything",
        "thing",
    }
)


@dataclass(frozen=True, slots=True)
class Content:
    """One thing that is wanted or refused: its stretch, who is to do it, and of whom it is asked."""

    phrase: Phrase
    subject: Phrase | None = None
    asked: Phrase | None = None


def contents_of(doc: Doc, at: int, rule: PositionRule) -> tuple[Content, ...]:
    """Everything that the word at *at* governs and the rule takes, in text order; empty where there is nothing."""
    asked = _asked(doc, at, rule)
    for found in (
        _passive(doc, at, rule),
        _clauses(doc, at, rule, asked),
        _things(doc, at, rule, asked),
        _antecedent(doc, at, rule),
        _argument(doc, at, rule),
        _subject(doc, at, rule),
    ):
        whole = tuple(
            replace(content, asked=content.asked or asked) for content in found if _is_something(doc, content)
        )
        whole = whole[:1] + tuple(one for one in whole[1:] if doc.tokens[one.phrase.first].lemma.lower() != "include")
        if whole:
            return whole
    return ()


def _is_something(doc: Doc, content: Content) -> bool:
    """Whether the stretch holds more than a pronoun or a mark, and is no question."""
    tokens = doc.tokens[content.phrase.first : content.phrase.last]
    if tokens[0].text.lower() in _QUESTIONS | {"what", "who", "which", "nothing", "no"} or tokens[0].tag == "MD":
        return False
    if tokens[0].text.lower() == "also":
        return False  # "our concerns, also through our statements"
    if tokens[0].text.lower() == "each" and len(tokens) == 2:
        return False  # "each other"
    return any(token.upos in ("NOUN", "PROPN", "VERB") or token.text == "$" for token in tokens) or (
        len(tokens) < 3 and any(token.upos in ("ADJ", "NUM") for token in tokens)
    )


# ---- of whom


def _asked(doc: Doc, at: int, rule: PositionRule) -> Phrase | None:
    """Of whom it is wanted: the object that is told to do it, or what follows "on", "from", "of"."""
    for child in doc.dependents(at, "obj", "iobj", "obl", "nmod"):
        if child.index < at or child.dep.split(":")[-1] in ("tmod", "unmarked"):
            continue
        preposition = preposition_of(doc, child.index)
        told = child.dep in ("obj", "iobj") and not preposition and "object" in rule.target
        if (preposition and preposition in rule.target) or (told and (child.dep == "iobj" or _told(doc, at))):
            return noun_phrase(doc, child.index)
    return None


def _told(doc: Doc, at: int) -> bool:
    """Whether an object of the verb is somebody: a thing to do or a clause stands beside it."""
    return any(
        child.index > at and (_kind(doc, child) in ("infinitive", "clause") or _is_named_infinitive(doc, child))
        for child in doc.dependents(at, "xcomp", "ccomp", "advcl")
    )


def _is_named_infinitive(doc: Doc, child: Token) -> bool:
    return child.tag == "VB" and any(mark.text.lower() == "to" for mark in doc.dependents(child.index, "mark"))


# ---- clauses


def _kind(doc: Doc, child: Token) -> str | None:
    """What a clause is: an infinitive, a gerund or a clause of its own; None for a question or something else."""
    marks = [mark for mark in doc.dependents(child.index, "mark", "case", "advmod") if mark.index < child.index]
    openers = {mark.text.lower() for mark in marks if mark.dep in ("mark", "case")}
    if openers & _QUESTIONS or any(mark.text.lower() in _QUESTIONS and mark.tag == "WRB" for mark in marks):
        return None
    aux = list(doc.dependents(child.index, "aux", "cop"))
    finite = child.tag in ("VBD", "VBZ", "VBP") or any(one.tag in ("VBD", "VBZ", "VBP", "MD") for one in aux)
    if (
        "to" in openers
        and not finite
        and child.tag != "VBG"
        and (child.tag == "VB" or any(one.tag == "VB" for one in aux))
    ):
        return "infinitive"
    if child.tag == "VBG" and not finite:
        return "gerund"
    has_subject = any(one.index < child.index for one in doc.dependents(child.index, "nsubj", "csubj", "expl"))
    if child.dep.startswith(("ccomp", "acl", "parataxis")) and has_subject and (finite or child.tag in ("VB", "VBN")):
        return "clause"
    if (child.dep == "ccomp" and finite) or (child.dep == "xcomp" and has_subject and "that" in openers):
        return "clause"
    return None


def _clauses(doc: Doc, at: int, rule: PositionRule, asked: Phrase | None) -> Iterator[Content]:
    """The infinitives, gerunds and clauses that hang on the word."""
    governor = doc.tokens[at]
    for child in doc.dependents(at, "ccomp", "xcomp", "advcl", "acl", "csubj", "conj"):
        if child.index < at or (child.dep == "acl:relcl" and not _is_that_clause(doc, at, child)):
            continue
        kind = "clause" if child.dep == "acl:relcl" else _kind(doc, child)
        if kind is None or kind not in rule.contents or child.dep == "conj":
            continue
        if kind == "infinitive":
            thing = _object(doc, at, child)
            if child.dep == "advcl" and governor.upos == "VERB" and not _is_asked_to(doc, at, child, rule, asked):
                continue
            called = thing is not None and thing.dep == "obl"
            if thing is not None and (called or "object" not in rule.target) and asked is None:
                yield from _raised(doc, thing, child)
                yield from _small_clauses(doc, at)
                return
            yield from _to_do(doc, child, asked)
            yield from _joined_to_governor(doc, at, child, asked)
            return
        if kind == "gerund":
            preposition = _opener(doc, child)
            if preposition not in rule.prepositions and not (
                not preposition and "gerund" in rule.contents and child.dep not in ("advcl", "acl")
            ):
                continue
            yield from _to_do(doc, child, asked)
            return
        if kind == "clause":
            yield from _that(doc, child)
            return


def _is_that_clause(doc: Doc, noun: int, child: Token) -> bool:
    """ "its demand that Ukraine disarm", read as a relative clause: its "that" is none."""
    following = doc.tokens[noun + 1] if noun + 1 < len(doc.tokens) else None
    return (
        doc.tokens[noun].upos == "NOUN"
        and following is not None
        and following.text == "that"
        and (following.tag == "IN" or any(mark.text == "that" for mark in doc.dependents(child.index, "mark")))
    )


def _is_asked_to(doc: Doc, at: int, child: Token, rule: PositionRule, asked: Phrase | None) -> bool:
    """Whether "to ..." behind the verb is what it governs and no mere purpose: "called on Oman to leave"."""
    if asked is not None or not any(doc.dependents(at, "obj")):
        return True
    predicate = doc.predicate_at.get(at)
    argument = predicate.argument("ARG1", "ARG2") if predicate else None
    return argument is not None and argument.first <= child.index < argument.last


def _object(doc: Doc, at: int, clause: Token) -> Token | None:
    """The noun between the verb and its infinitive."""
    between = [child for child in doc.dependents(at, "obj", "iobj", "obl", "nsubj") if at < child.index < clause.index]
    for child in between:
        if child.dep.split(":")[-1] in ("unmarked", "tmod", "npmod"):
            continue  # "agreed Thursday to ..."
        if child.upos != "PRON" and (child.dep != "obl" or preposition_of(doc, child.index) == "for"):
            return child
    return next((child for child in doc.dependents(clause.index, "nsubj") if child.index < clause.index), None)


def _raised(doc: Doc, thing: Token, clause: Token) -> Iterator[Content]:
    """ "Oman to leave" behind "wants"."""
    subject = noun_phrase(doc, thing.index)
    parts = _joined_verbs(doc, clause.index)
    for number, (head, first, last) in enumerate(parts):
        phrase = trimmed(doc, head, subject.first if number == 0 else first, last)
        yield Content(phrase, subject)


def _small_clauses(doc: Doc, at: int) -> Iterator[Content]:
    """ "and the government shut out of talks", joined to "wants foreign forces to leave"."""
    for child in doc.dependents(at, "conj"):
        subject = next((one for one in doc.dependents(child.index, "nsubj") if one.index < child.index), None)
        plain = child.tag in ("VB", "VBN", "VBD") and not any(doc.dependents(child.index, "aux", "mark"))
        if subject is not None and plain and doc.tokens[subject.index].upos in ("NOUN", "PROPN"):
            phrase = clause_of(doc, child.index)
            first = phrase.first
            while first < child.index and doc.tokens[first].dep in ("cc", "punct"):
                first += 1
            yield Content(trimmed(doc, child.index, first, phrase.last), noun_phrase(doc, subject.index))


def _to_do(doc: Doc, clause: Token, asked: Phrase | None) -> Iterator[Content]:
    """Each thing to do: "to refrain from X" and "engage in Y"."""
    subject = next(
        (noun_phrase(doc, one.index) for one in doc.dependents(clause.index, "nsubj") if one.index < clause.index), None
    )
    for head, first, last in _joined_verbs(doc, clause.index):
        yield Content(trimmed(doc, head, first, last), subject or asked)


def _joined_to_governor(doc: Doc, at: int, clause: Token, asked: Phrase | None) -> Iterator[Content]:
    """ "called on it to cease X and instead engage in Y", where the second thing to do was read as joined to "called"."""
    if doc.tokens[at].tag == "VB":
        return
    for child in doc.dependents(at, "conj"):
        if child.index > clause.index and child.tag == "VB" and not any(doc.dependents(child.index, "nsubj", "aux")):
            phrase = clause_of(
                doc, child.index, [one.index for one in doc.dependents(child.index, "advcl", "parataxis")]
            )
            yield Content(trimmed(doc, child.index, _without_opener(doc, phrase), phrase.last), asked)


def _joined_verbs(doc: Doc, head: int) -> list[tuple[int, int, int]]:
    """The verb at *head* and those joined to it that have something of their own, each with its stretch."""
    others = [
        child
        for child in doc.dependents(head, "conj")
        if child.index > head
        and child.tag in (("VBG",) if doc.tokens[head].tag == "VBG" else ("VB", "VBN", "NN", "NNS", "JJ"))
        and child.upos in ("VERB", "AUX", "ADJ", "NOUN")
        and not any(doc.dependents(child.index, "nsubj"))
        and (_has_own(doc, child.index) or doc.tokens[child.index - 1].text == ",")
    ]
    others += [
        child
        for child in doc.dependents(head, "conj")
        if doc.tokens[head].tag == "VB"
        and child.tag in ("VB", "VBP")
        and child not in others
        and child.index > head + 2
        and any(doc.dependents(head, "obj"))
        and not any(doc.dependents(child.index, "nsubj"))
        and doc.tokens[child.index - 1].lemma.lower() == "and"
    ]
    others += [
        child
        for child in doc.dependents(head, "advcl")
        if child.index > head
        and child.tag == "VBG"
        and any(mark.text.lower() == "while" for mark in doc.dependents(child.index, "mark"))
    ]
    others.sort(key=lambda child: child.index)
    if others and not _has_own(doc, head):
        others = []  # "take action against, and impose costs on, the military"
    told = [child.index for child in doc.dependents(head, "conj") if child.tag in ("VBD", "VBZ", "VBP")]
    plain = doc.tokens[head].tag in ("VB", "VBG")
    whole = clause_of(doc, head, [*(child.index for child in others), *(told if plain else [])])
    first, last = _without_opener(doc, whole), whole.last
    to = next((mark.index for mark in doc.dependents(head, "mark") if mark.text.lower() == "to"), None)
    named = first > 0 and doc.tokens[first - 1].text.lower() == "for"  # "time for him to deliver"
    named = named or any(child.index < head for child in doc.dependents(head, "nsubj"))
    if to is not None and first < to and not named:
        first = to - (doc.tokens[to - 1].text.lower() in ("not", "never"))  # "agreed last month" "to abandon it"
    parts = [(head, first, min(last, others[0].index) if others else last)]
    for number, child in enumerate(others):
        part = clause_of(doc, child.index)
        end = others[number + 1].index if number + 1 < len(others) else part.last
        start = part.first
        while start < child.index and (
            doc.tokens[start].dep in ("cc", "punct")
            or doc.tokens[start].text.lower() in ("while", "also", "instead", "then", "either", "or")
        ):
            start += 1
        parts.append((child.index, start, min(part.last, end)))
    return [(at, first, _back(doc, first, last)) for at, first, last in parts]


def _back(doc: Doc, first: int, last: int) -> int:
    """The end of a stretch without the comma and "and" before what follows."""
    while last - 1 > first and doc.tokens[last - 1].dep in ("cc", "punct", "mark", "case"):
        last -= 1
    return last


def _without_opener(doc: Doc, phrase: Phrase) -> int:
    """Where the clause begins behind "that", "for" or a preposition; an infinitive keeps its "to"."""
    first = phrase.first
    while first < phrase.head and (
        doc.tokens[first].dep in ("cc", "punct", "fixed")
        or (doc.tokens[first].dep == "case" and doc.tokens[first].head == phrase.head)
        or (doc.tokens[first].dep == "mark" and doc.tokens[first].text.lower() != "to")
        or (doc.tokens[first].dep == "mark" and doc.tokens[phrase.head].tag == "VBG")
    ):
        first += 1
    return first


def _has_own(doc: Doc, verb: int) -> bool:
    """Whether a verb has an object or complement of its own behind it."""
    return any(
        child.index > verb for child in doc.dependents(verb, "obj", "obl", "xcomp", "ccomp", "advcl", "nmod", "iobj")
    )


def _opener(doc: Doc, child: Token) -> str:
    """The word that opens a gerund: "on", "to"; an empty string."""
    return next(
        (mark.text.lower() for mark in doc.dependents(child.index, "mark", "case") if mark.index < child.index), ""
    )


def _that(doc: Doc, clause: Token) -> Iterator[Content]:
    """The clause, and each that ", that" or "and that" joins to it; a demanded one apart at its verbs."""
    apart = [child.index for child in doc.dependents(clause.index, "parataxis")]
    whole = clause_of(doc, clause.index, apart)
    edges = [whole.first, *_joined_that(doc, whole), whole.last]
    for number, (first, last) in enumerate(pairwise(edges)):
        head = clause.index if number == 0 else doc.head_of(first, last)
        begin, end = first, _back(doc, first, last)
        while begin < end - 1 and (
            doc.tokens[begin].dep in ("cc", "punct")
            or doc.tokens[begin].text.lower() in ("that", "and", ",")
            or (doc.tokens[begin].dep == "mark" and number == 0)
        ):
            begin += 1
        subject = next(
            (
                token
                for token in doc.tokens[begin:end]
                if token.dep.startswith("nsubj") and begin <= token.head < end and token.index < token.head
            ),
            None,
        )
        named = noun_phrase(doc, subject.index) if subject else None
        verb = doc.tokens[head]
        if verb.tag == "VB" or any(one.tag == "MD" for one in doc.dependents(head, "aux")):
            for place, (at, start, stop) in enumerate(_joined_verbs(doc, head)):
                if start < end:
                    yield Content(trimmed(doc, at, begin if place == 0 else start, min(stop, end)), named)
        else:
            yield Content(trimmed(doc, min(max(head, begin), end - 1), begin, end), named)


def _joined_that(doc: Doc, phrase: Phrase) -> Iterator[int]:
    """Where another clause is joined: the "that" of ", that ..." and "and that ...", whatever the tree says."""
    for at in range(phrase.first + 3, phrase.last - 2):
        token, before = doc.tokens[at], doc.tokens[at - 1]
        if token.text == "that" and token.dep == "mark" and (before.text == "," or before.lemma.lower() == "and"):
            yield at


# ---- things


def _things(doc: Doc, at: int, rule: PositionRule, asked: Phrase | None) -> Iterator[Content]:
    """The objects, and what follows one of the rule's prepositions; each that is joined apart."""
    for child in doc.dependents(at, "obj", "obl", "nmod", "xcomp", "ccomp", "iobj"):
        if child.index < at or child.upos not in _NOMINAL or child.dep.split(":")[-1] in ("tmod", "unmarked", "agent"):
            continue
        preposition = preposition_of(doc, child.index)
        direct = (
            child.dep in ("obj", "iobj")
            and not preposition
            and "object" in rule.contents
            and doc.tokens[at].upos == "VERB"
        )
        if not direct and (not preposition or preposition not in rule.prepositions):
            continue
        if asked is not None and asked.first <= child.index < asked.last:
            continue
        start = doc.tokens[child.index].start
        if preposition in ("on", "in", "at") and any(time.start <= start < time.end for time in doc.times):
            continue  # "agreed on Monday"
        if (
            not direct
            and "object" not in rule.target
            and any(
                one.index < child.index
                and not preposition_of(doc, one.index)
                and not any(time.start <= one.start < time.end for time in doc.times)
                for one in doc.dependents(at, "obj")
            )
        ):
            continue  # "calling it a safety device for residents" calls for nothing.
        done = _done(doc, at, child)
        if done is not None:
            yield done
            return
        phrases = [part for phrase in things_at(doc, child.index) for part in _cut_at(doc, phrase, preposition)]
        phrases[-1] = _with_place(doc, at, phrases[-1], rule)
        yield from (Content(phrase) for phrase in phrases)
        return


def _with_place(doc: Doc, at: int, phrase: Phrase, rule: PositionRule) -> Phrase:
    """The thing with what follows it on the verb: "new aid" "in any form", "a vote" "before July", but no day."""
    for child in doc.dependents(at, "advcl", "xcomp"):
        first, last = doc.subtree(child.index)
        if (
            rule.stance in ("support", "oppose", "refuse")
            and first == phrase.last
            and doc.tokens[first].text.lower() == "to"
        ):
            return Phrase(phrase.head, phrase.first, _back(doc, first, last))
    for child in doc.dependents(at, "obl"):
        first, last = doc.subtree(child.index)
        preposition = preposition_of(doc, child.index)
        days = any(
            True
            for time in doc.times
            if doc.tokens[child.index].start < time.end
            and time.start < doc.tokens[last - 1].end
            and doc.tokens[first].start <= time.start
        )
        between = doc.tokens[phrase.last : first]
        aside = bool(between) and len(between) <= 3 and between[0].text == "(" and between[-1].text == ")"
        if (
            (first == phrase.last or aside)
            and preposition in _BELONGING | {"before", "by", "as", "without", "within", "until", "to"}
            and preposition not in rule.target
            and (not days or preposition in ("before", "by", "until", "within"))
        ):
            if preposition == "by" and any(doc.dependents(at, "aux:pass", "nsubj:pass")):
                continue
            phrase = Phrase(phrase.head, phrase.first, _back(doc, first, last))
    return phrase


def _cut_at(doc: Doc, phrase: Phrase, preposition: str) -> Iterator[Phrase]:
    """ "an end to the crackdown" "and for" "the release of prisoners": cut where the preposition comes again."""
    first, tokens = phrase.first, doc.tokens
    for at in range(phrase.first + 1, phrase.last - 2):
        if preposition and tokens[at].lemma.lower() in ("and", "or") and tokens[at + 1].text.lower() == preposition:
            yield trimmed(doc, doc.head_of(first, at), first, at)
            first = at + 2
    yield trimmed(doc, phrase.head if first == phrase.first else doc.head_of(first, phrase.last), first, phrase.last)


def _done(doc: Doc, at: int, thing: Token) -> Content | None:
    """ "sanctions lifted before it disarms" behind "wants": the thing with what is to become of it."""
    for child in doc.dependents(at, "xcomp", "ccomp", "advcl"):
        if (
            child.index > thing.index
            and child.tag in ("VBN", "JJ")
            and not any(doc.dependents(child.index, "mark", "aux", "cop"))
        ):
            subject = noun_phrase(doc, thing.index)
            phrase = clause_of(doc, child.index)
            return Content(trimmed(doc, child.index, subject.first, max(phrase.last, subject.last)), subject)
    return None


def things_at(doc: Doc, head: int) -> tuple[Phrase, ...]:
    """The thing at *head* and what is joined to it, apart where each stands on its own: "a halt, an end and guarantees"."""
    joined = [child for child in doc.dependents(head, "conj") if child.index > head]
    if len(joined) == 1 and not _apart(doc, doc.tokens[head], joined[0]):
        joined = []
    if joined and doc.tokens[head].upos == "NOUN" and all(child.upos == "PROPN" for child in joined):
        joined = []  # "its allies, Korea and Japan"
    if any(doc.tokens[doc.subtree(child.index)[0]].lemma.lower() == "include" for child in joined):
        joined = []  # "integration, including the accession of Albania"
    sizes = [doc.subtree(child.index)[1] - doc.tokens[child.index].index + 1 for child in joined]
    if joined and max(sizes) <= 3 and joined[0].index - head >= 5:
        joined = []  # "cooperation for the safety of our citizens, the region, and the world"
    heads = [head, *(child.index for child in joined)]
    phrases: list[Phrase] = []
    for one in heads:
        loose = [
            child.index
            for child in doc.dependents(one)
            if child.dep in ("case", "cc", "parataxis", "appos", "fixed")
            or child.index in heads
            or (
                child.dep in ("acl:relcl", "advcl")
                and child.index > one
                and doc.tokens[doc.subtree(child.index)[0] - 1].text == ","
            )
        ]
        phrase = clause_of(doc, one, loose)
        phrase = _grown(doc, Phrase(one, _without_opener(doc, phrase), phrase.last))
        phrases += _cut(doc, phrase, several=len(heads) > 1)
    return tuple(phrases)


def _grown(doc: Doc, phrase: Phrase) -> Phrase:
    """The thing with what it owns, where that was read as a second thing: "the people of Burma's" "ability to ..."."""
    head = doc.tokens[phrase.head]
    governor = doc.tokens[head.head]
    for sibling in doc.dependents(governor.index, "nmod"):
        if (
            governor.upos == "NOUN"
            and doc.subtree(sibling.index)[0] == phrase.last
            and preposition_of(doc, sibling.index) in _BELONGING
        ):
            phrase = Phrase(phrase.head, phrase.first, doc.subtree(sibling.index)[1])
    for sibling in doc.dependents(governor.index, "obj", "obl", "nmod"):
        if (
            sibling.index < phrase.last
            or sibling.dep.split(":")[-1] in ("tmod", "unmarked")
            or preposition_of(doc, sibling.index)
        ):
            continue
        first, last = doc.subtree(sibling.index)
        between = doc.tokens[phrase.last : first]
        if first < phrase.last:
            continue
        if first == phrase.last or all(token.upos in ("PUNCT", "ADJ", "DET", "PART", "PROPN") for token in between):
            return Phrase(sibling.index, phrase.first, max(last, phrase.last))
    return phrase


def _apart(doc: Doc, first: Token, second: Token) -> bool:
    """Whether two joined things are two: each has an article, a preposition or an owner of its own."""
    own = {child.dep for child in doc.dependents(second.index) if child.index < second.index}
    if "case" in own or (second.tag == first.tag == "VBG" and second.upos == "VERB"):
        return True
    mine = {child.dep for child in doc.dependents(first.index) if child.index < first.index}
    articles = {child.text.lower() for child in doc.dependents(second.index, "det", "nmod:poss")}
    if not articles:
        return False
    return bool(mine & {"det", "amod", "nmod:poss"}) or any(doc.dependents(first.index, "nmod"))


def _cut(doc: Doc, phrase: Phrase, *, several: bool) -> list[Phrase]:
    """The parts of a list that was read as one thing: ", and a clear date" behind others, "a lift, an end and a promise"."""
    tokens = doc.tokens
    things = split_things(doc, phrase)
    if len(things) > 2:
        opening = {tokens[thing.first].text.lower().removesuffix("n") for thing in things[:2]}
        if opening in ({"a"}, {"the"}) and things[1].last - things[1].first > 2:
            return list(things)
    if several:
        for at in range(phrase.first + 2, phrase.last - 2):
            if tokens[at].lemma.lower() == "and" and tokens[at - 1].text == "," and at > phrase.head:
                return [
                    trimmed(doc, phrase.head, phrase.first, at - 1),
                    trimmed(doc, doc.head_of(at + 1, phrase.last), at + 1, phrase.last),
                ]
    return [trimmed(doc, phrase.head, phrase.first, phrase.last)]


# ---- the thing stands before


def _passive(doc: Doc, at: int, rule: PositionRule) -> Iterator[Content]:
    """ "The plan was rejected by Oman"."""
    subject = next(doc.dependents(at, "nsubj:pass"), None)
    if subject is None or "object" not in rule.contents:
        return
    by = any(
        child.dep == "obl:agent" or preposition_of(doc, child.index) == "by" for child in doc.dependents(at, "obl")
    )
    if not by:
        return
    if subject.lemma.lower() in _RELATIVE and doc.tokens[at].dep == "acl:relcl":
        yield Content(named(doc, doc.tokens[at].head))
    else:
        yield Content(named(doc, subject.index))


def _antecedent(doc: Doc, at: int, rule: PositionRule) -> Iterator[Content]:
    """ "the plan (which) it rejected", "the approach it has insisted on"."""
    token = doc.tokens[at]
    if token.upos != "VERB":
        return
    relative = next((one for one in [token, doc.tokens[token.head]] if one.dep == "acl:relcl"), None)
    if relative is not None and doc.tokens[relative.head].lemma.lower() in _TIMES:
        return
    stranded = at + 1 < len(doc.tokens) and doc.tokens[at + 1].lemma.lower() in rule.prepositions
    if relative is not None:
        subjects = [child for child in doc.dependents(at, "nsubj") if child.lemma.lower() not in _RELATIVE]
        taken = any(child.index > at for child in doc.dependents(at, "obj", "ccomp", "xcomp"))
        if subjects and not taken and subjects[0].index < at and ("object" in rule.contents or stranded):
            yield Content(_with_named(doc, named(doc, relative.head, at)))
            return
    yield from _stranded(doc, at, rule)


def _stranded(doc: Doc, verb: int, rule: PositionRule) -> Iterator[Content]:
    """ "a more gradual approach Pyongyang has insisted on", read as if no clause hung on the noun."""
    tokens, after = doc.tokens, verb + 1
    if after >= len(tokens) or tokens[after].lemma.lower() not in rule.prepositions:
        return
    if after + 1 < len(tokens) and tokens[after + 1].upos not in ("PUNCT", "CCONJ"):
        return
    subject = subject_of(doc, verb)
    at = subject.first - 1 if subject is not None else -1
    if at > 0 and tokens[at].lemma.lower() in ("that", "which"):
        at -= 1
    if at < 0 or tokens[at].upos != "NOUN":
        return
    yield Content(named(doc, at, verb))


def _with_named(doc: Doc, phrase: Phrase) -> Phrase:
    """What an apposition stands for, with it: "a halt to the drills, a concession" of "... that it had sought"."""
    head = doc.tokens[phrase.head]
    if head.dep != "appos":
        return phrase
    above = noun_phrase(doc, head.head)
    return Phrase(above.head, min(above.first, phrase.first), phrase.last)


def named(doc: Doc, head: int, before: int | None = None) -> Phrase:
    """The noun with what stands before it and what belongs to it, up to the clause that hangs on it."""
    phrase = noun_phrase(doc, head)
    first = phrase.first
    while first < head and doc.tokens[first].dep == "case" and doc.tokens[first].head == head:
        first += 1
    tokens = doc.tokens
    while (
        first - 1 >= 0
        and tokens[first - 1].sentence == tokens[head].sentence
        and (
            tokens[first - 1].upos in ("ADJ", "DET", "NUM")
            or (tokens[first - 1].text == "," and tokens[first - 2].upos == "ADJ")
        )
        and tokens[first].upos != "DET"
    ):
        first -= 1
    last = phrase.last if before is None else min(phrase.last, before)
    return Phrase(head, first, max(last, head + 1))


def _subject(doc: Doc, at: int, rule: PositionRule) -> Iterator[Content]:
    """ "Attacks will not be tolerated", "A ceasefire is essential": what the word is said of."""
    if "subject" not in rule.contents:
        return
    there = next((one for one in doc.dependents(at, "expl") if one.text.lower() == "there"), None)
    if there is not None and doc.tokens[doc.tokens[at].head].upos not in ("VERB", "AUX"):
        return
    if there is not None:
        whole = clause_of(doc, at, [one.index for one in doc.dependents(at, "parataxis", "conj")])
        yield Content(Phrase(at, there.index, whole.last))
        return
    subject = next((one for one in doc.dependents(at, "nsubj") if one.index < at), None)
    if subject is not None and subject.upos in ("NOUN", "PROPN"):
        low = doc.subtree(subject.index)[0]
        apart = [
            one.index
            for one in doc.dependents(at, "parataxis", "conj", "ccomp")
            if one.dep != "ccomp" or one.index < at
        ]
        whole = clause_of(doc, at, apart)
        yield Content(Phrase(at, max(low, whole.first), whole.last), noun_phrase(doc, subject.index))


# ---- what the roles say


def _argument(doc: Doc, at: int, rule: PositionRule) -> Iterator[Content]:
    """The stretch that the roles give as the thing, where the tree gave nothing."""
    said = argument_of(doc, at, "ARG1", "ARG2")
    if said is None or not at < said.first <= at + 4 or doc.tokens[said.first].sentence != doc.tokens[at].sentence:
        return
    opener = doc.tokens[said.first].text.lower()
    verbal = first_verb(doc, said.first, said.last)
    if opener in _QUESTIONS or opener in ("what", "which", "who"):
        return
    before = doc.tokens[said.first - 1].text.lower() if said.first - 1 > at else ""
    if opener == "to" and verbal == said.first + 1:
        if "infinitive" in rule.contents:
            yield Content(said)
    elif opener in rule.prepositions and said.last - said.first > 1:
        yield from (
            Content(part)
            for part in split_things(doc, Phrase(max(said.head, said.first + 1), said.first + 1, said.last))
        )
    elif before in rule.prepositions or (
        "object" in rule.contents and doc.tokens[said.first].upos in ("DET", "ADJ", "NOUN", "PROPN")
    ):
        yield from (Content(part) for part in split_things(doc, said))
