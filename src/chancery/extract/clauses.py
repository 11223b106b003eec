"""What a finder asks of a sentence: who does it, what the clause is, whether it is negated, and when.

Everything here reads dependencies first and the roles of the predicate second.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from chancery.language.document import Doc, Time, Token
from chancery.records import Evidence, When

if TYPE_CHECKING:
    from chancery.extract.actors import Cast

NEGATIVE = frozenset({"not", "n't", "n’t", "never", "no"})
MODALS = frozenset({"would", "could", "might", "may", "should", "must", "can"})
OPENERS = frozenset("\"“”„«»'‘’`,;:-–—([") | {"``", "''"}
CLOSERS = frozenset("\"“”„«»'‘’,;:-–—)].!?…") | {"``", "''", "...", "--"}
RELATIVE = frozenset({"who", "which", "that", "whom"})
LOOSE = frozenset(
    {
        "case",
        "mark",
        "appos",
        "acl:relcl",
        "parataxis",
        "acl",
        "punct",
        "conj",
        "cc",
        "dep",
        "advcl",
        "list",
        "discourse",
    }
)

TOWARDS = frozenset(
    {
        "near",
        "along",
        "off",
        "at",
        "on",
        "to",
        "toward",
        "towards",
        "into",
        "around",
        "against",
        "outside",
        "by",
        "across",
    }
)
"""Prepositions of those to whom forces are brought up."""
ELSEWHERE = frozenset({
    "in", "after", "before", "following", "amid", "amidst", "during", "since", "under", "near", "over", "regarding", "concerning", "about",
    "according to", "because of", "due to", "including", "like", "as", "without", "despite", "until", "through", "along", "across", "outside",
    "inside", "within", "between", "among", "by", "at", "amongst", "behind", "beyond", "beside", "besides", "except", "per", "via",
})  # fmt: skip
"""The prepositions behind which nobody stands to whom it is done, but a place, a time, a cause, a subject."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of tokens ``first:last`` with its head."""

    head: int
    first: int
    last: int


def roleset_of(doc: Doc, index: int) -> str | None:
    """The roleset read at the token, if it is a predicate."""
    predicate = doc.predicate_at.get(index)
    return predicate.roleset if predicate else None


def stems_of(token: Token) -> tuple[str, ...]:
    """The lemma of a verb or noun, and the stems that its regular endings leave, where the lemma was read wrongly.

    >>> stems_of(Token(0, 0, 6, "agreed", "agre", "VERB", "VBD", "", "root", 0, 0))
    ('agre', 'agree', 'agreed', 'agr')
    """
    return _stems(token.text.lower(), token.lemma.lower())


@lru_cache(maxsize=8192)
def _stems(word: str, lemma: str) -> tuple[str, ...]:
    found = [_IRREGULAR[word], lemma] if word in _IRREGULAR else [lemma]
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            found += [stem + replacement for replacement in replacements]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    found.append(word)
    if word.endswith("eed"):
        found.append(word[:-3])
    return tuple(dict.fromkeys(found))


_IRREGULAR = {
    "wrote": "write", "written": "write", "said": "say", "told": "tell", "sought": "seek", "gave": "give", "given": "give",
    "made": "make", "had": "have", "began": "begin", "swore": "swear", "sworn": "swear", "drew": "draw", "drawn": "draw",
    "withdrew": "withdraw", "withdrawn": "withdraw", "spoke": "speak", "spoken": "speak", "thought": "think", "went": "go",
    "forbade": "forbid", "shot": "shoot", "wept": "weep", "stood": "stand", "wore": "wear", "felt": "feel",
}  # fmt: skip
_ENDINGS = (("ied", ("y",)), ("ies", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")), ("es", ("", "e")), ("s", ("",)))


def senses_of(doc: Doc, index: int) -> tuple[tuple[str, str | None], ...]:
    """The stems of the token, each with the roleset that was read for it."""
    roleset = roleset_of(doc, index)
    number = roleset.rpartition(".")[2] if roleset else None
    stems = stems_of(doc.tokens[index])
    return tuple(
        (stem, roleset if n == 0 and roleset else f"{stem}.{number}" if number else None)
        for n, stem in enumerate(stems)
    )


def argument_of(doc: Doc, verb: int, *roles: str) -> Phrase | None:
    """The stretch that fills one of the roles of the predicate at *verb*, without marks at its edges."""
    predicate = doc.predicate_at.get(verb)
    argument = predicate.argument(*roles) if predicate else None
    if argument is None:
        return None
    last = next((at for at in range(argument.first + 1, argument.last) if _ends(doc, at)), argument.last)
    return trimmed(doc, doc.head_of(argument.first, last), argument.first, last)


def _ends(doc: Doc, at: int) -> bool:
    """Whether a sentence ends at the token, although the reader read on."""
    following = doc.tokens[at + 1].text[:1] if at + 1 < len(doc.tokens) else ""
    return doc.tokens[at].text in (".", "?", "!") and (following.isupper() or following in '"“')


def first_verb(doc: Doc, first: int, last: int) -> int | None:
    """The first verb in the stretch."""
    return next((at for at in range(first, last) if doc.tokens[at].upos in ("VERB", "AUX")), None)


def noun_phrase(doc: Doc, head: int) -> Phrase:
    """The words that name the thing at *head*: without appositions, relative clauses and what is joined to it."""
    first, last = head, head + 1
    for child in doc.children[head]:
        token = doc.tokens[child]
        if token.dep in LOOSE or (
            token.dep.startswith("nmod") and child > head and token.dep != "nmod:poss" and _far(doc, child)
        ):
            continue
        start, end = doc.subtree(child)
        if child > head and any(doc.tokens[at].text == "," for at in range(head + 1, start)):
            continue
        first, last = min(first, start), max(last, end)
    while last - 1 > head and doc.tokens[last - 1].text in CLOSERS:
        last -= 1
    while first < head and doc.tokens[first].text in OPENERS:
        first += 1
    return Phrase(head, first, last)


def _far(doc: Doc, child: int) -> bool:
    first, last = doc.subtree(child)
    return last - first > 8


def finite_head(doc: Doc, token: Token) -> Token | None:
    """The verb to which "and" joins a finite one that the tree has hung on a clause below; None where the tree may stand.

    Forms that it reads:

        Peru claims to have shot down a Chilean jet and vows revenge       "claims", not "shot"
        Peru accuses Chile of arming rebels and threatens war              "accuses", not "arming"
        Peru claims that Chile lied and offers talks                       "claims": what is past beside it is Chile's
        Peru thanked Chile for what it has done and offered talks          "thanked"
    """
    if (
        token.dep != "conj"
        or token.tag not in ("VBD", "VBZ", "VBP")
        or any(doc.dependents(token.index, "nsubj", "aux"))
    ):
        return None
    head, steps = doc.tokens[token.head], 0
    while head.index != head.head and steps < 4 and _is_infinite(doc, head):
        head, steps = doc.tokens[head.head], steps + 1
    if steps:
        return head if head.upos == "VERB" and head.tag in ("VBD", "VBZ", "VBP") else None
    perfect = any(child.text.lower() in ("has", "have") for child in doc.dependents(head.index, "aux"))
    if head.tag == "VBN" and perfect and token.tag == "VBD" and head.dep.split(":")[0] in ("acl", "ccomp", "advcl"):
        finite = (doc.tokens[at] for at in ancestors(doc, head.index, 4) if doc.tokens[at].upos == "VERB")
        return next((verb for verb in finite if verb.tag == "VBD" and verb.index < head.index), None)
    above = doc.tokens[head.head]
    told = head.dep == "ccomp" and above.upos == "VERB" and above.index < head.index
    told = told and head.tag in ("VBD", "VBZ", "VBP") and head.tag != token.tag
    return above if told and above.tag == token.tag else None


def _is_infinite(doc: Doc, token: Token) -> bool:
    """Whether the verb is an infinitive with "to" or a participle without a helper, below another verb."""
    if token.dep.split(":")[0] not in ("xcomp", "advcl", "ccomp", "conj") or token.upos != "VERB":
        return False
    if any(child.text.lower() == "to" for child in doc.dependents(token.index, "mark")):
        return True
    return token.tag == "VBG" and not any(doc.dependents(token.index, "aux"))


def subject_of(doc: Doc, verb: int) -> Phrase | None:
    """Who does what the verb at *verb* says: its subject, an agent after "by", or the subject of the clause above.

    Forms that it reads:

        Ruiz said ...                           said by Ruiz ...
        Ruiz met Lee and said ...               "...", she said, adding ...
        Ruiz, who said ...                      Ruiz was quoted as saying ...
    """
    before = doc.tokens[verb - 1].text if verb else ""
    inverted = next(
        (child for child in doc.dependents(verb, "nsubj") if child.dep == "nsubj" and child.index > verb), None
    )
    if inverted is not None and before in CLOSERS:
        phrase = noun_phrase(doc, inverted.index)  # "..., said a South Korean official"
        return Phrase(phrase.head, max(phrase.first, verb + 1), phrase.last)
    said = _argument(doc, verb)
    if doc.tokens[verb].tag == "VBG" and before == "," and said is not None and said.last == verb - 1:
        # "Trump called off his summit with Kim, blaming ...": not the name that happens to stand before the comma.
        above = next((at for at in ancestors(doc, verb, 3) if doc.tokens[at].upos == "VERB" and at < verb), None)
        if above is not None and (subject := subject_of(doc, above)) is not None:
            return subject
    if said is not None:
        return said
    at, seen = verb, 0
    while seen < 8:
        seen += 1
        passive = any(child.dep in ("nsubj:pass", "aux:pass", "csubj:pass") for child in doc.dependents(at))
        agents = [
            child
            for child in doc.dependents(at, "obl")
            if child.dep == "obl:agent" or (passive and _case(doc, child) == "by")
        ]
        if agents:
            return noun_phrase(doc, agents[0].index)
        subjects = [child for child in doc.dependents(at, "nsubj") if child.dep.split(":")[-1] != "outer"]
        if subjects and (not passive or at != verb):
            return _antecedent(doc, at, subjects[0].index)
        if subjects or (passive and at == verb):
            return None
        token = doc.tokens[at]
        relation = token.dep.split(":")[0]
        if token.head == at:
            return _argument(doc, verb)
        if relation in ("conj", "xcomp", "advcl", "parataxis") and doc.tokens[token.head].upos in (
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        ):
            at = token.head
        elif token.dep == "acl:relcl" or (relation == "acl" and token.tag in ("VBG", "")):
            return noun_phrase(doc, token.head)
        else:
            return _argument(doc, verb)
    return None


def _argument(doc: Doc, verb: int) -> Phrase | None:
    """The agent that the roles of the predicate name, up to the comma after its name."""
    predicate = doc.predicate_at.get(verb)
    argument = predicate.argument("ARG0") if predicate else None
    if argument is None:
        return None
    tokens, first, last = doc.tokens, argument.first, argument.last
    while last < verb and tokens[last].upos == "PROPN" and tokens[last - 1].upos == "PROPN":
        last += 1  # "Mr." and the name after it.
    while (
        first > 0
        and tokens[first - 1].sentence == tokens[first].sentence
        and (
            tokens[first - 1].upos == tokens[first].upos == "PROPN"
            or (
                tokens[first - 1].dep in ("compound", "nmod:desc", "amod", "det")
                and first <= tokens[first - 1].head < last
            )
        )
    ):
        first -= 1  # "President" before the name.
    while first < last - 1 and (
        tokens[first].upos in ("ADP", "SCONJ", "PUNCT", "CCONJ") or tokens[first].text in OPENERS
    ):
        first += 1
    for at in range(first + 1, last):
        if (
            tokens[at].text == ","
            and tokens[at - 1].upos == "NOUN"
            and at + 1 < last
            and tokens[at + 1].upos == "PROPN"
        ):
            # "the vice foreign minister, Kim Kye Gwan,": the name after the office.
            end = at + 1
            while end < last and tokens[end].upos == "PROPN":
                end += 1
            return Phrase(end - 1 if tokens[at + 1].dep in ("compound", "nmod:desc") else at + 1, first, end)
        if tokens[at].text in (",", "(", "--", "—") or (
            tokens[at].lemma.lower() in ("who", "which") and tokens[at].upos == "PRON"
        ):
            last = at
            break
    if not any(tokens[at].upos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") for at in range(first, last)):
        return None
    if tokens[verb].dep == "acl:relcl" and last - first == 1 and tokens[first].lemma.lower() in RELATIVE:
        return None
    head = _named_head(doc, first, last)
    return Phrase(head, first, last)


def _named_head(doc: Doc, first: int, last: int) -> int:
    """The noun that the stretch is about: its syntactic head, where that is one."""
    head = doc.head_of(first, last)
    if doc.tokens[head].upos in ("NOUN", "PROPN", "PRON"):
        return head
    return next((at for at in range(first, last) if doc.tokens[at].upos in ("NOUN", "PROPN", "PRON")), head)


def _antecedent(doc: Doc, verb: int, subject: int) -> Phrase:
    """The subject, or what a relative pronoun stands for."""
    token = doc.tokens[verb]
    if (
        doc.tokens[subject].lemma.lower() in RELATIVE
        and doc.tokens[subject].upos == "PRON"
        and token.dep == "acl:relcl"
    ):
        return noun_phrase(doc, token.head)
    return noun_phrase(doc, subject)


def _case(doc: Doc, token: Token) -> str:
    return next((child.lemma.lower() for child in doc.dependents(token.index, "case")), "")


def preposition_of(doc: Doc, index: int) -> str:
    """The preposition before the phrase at *index* ("to", "because of", "according to"), or an empty string."""
    cases = [child for child in doc.dependents(index, "case") if child.index < index]
    if not cases and doc.tokens[index].upos == "PROPN":
        # "the killing of journalist Jamal Khashoggi": the tree hangs "of" on the calling.
        for title in doc.dependents(index, "compound", "nmod"):
            if title.index < index and title.dep in ("compound", "nmod:desc") and title.upos != "PROPN":
                cases += [child for child in doc.dependents(title.index, "case") if child.index < title.index]
        before = doc.tokens[index - 1]
        if not cases and index and before.upos == "NOUN" and before.head == doc.tokens[index].head:
            # "according to prosecutor Josh Bash": the tree hangs both on the verb.
            if before.dep == doc.tokens[index].dep and before.dep in ("obl", "nmod"):
                cases += [child for child in doc.dependents(before.index, "case") if child.index < before.index]
    words = [
        at for child in cases
        for at in (child.index, *(below for below in doc.children[child.index] if doc.tokens[below].dep == "fixed"))
    ]  # fmt: skip
    return " ".join(doc.tokens[at].text.lower() for at in sorted(words))


def without_case(doc: Doc, phrase: Phrase) -> Phrase:
    """The phrase without the preposition before it."""
    first = phrase.first
    while first < phrase.head and doc.tokens[first].dep == "case":
        first += 1
    return Phrase(phrase.head, first, phrase.last)


def clause_of(doc: Doc, head: int, without: Collection[int] = (), keep: Collection[int] = ()) -> Phrase:
    """The clause at *head*, without a joining "that" and outer marks; the subtrees *without* are left out.

    What is joined to the clause by "and" belongs to it. Where a left-out part stands in the middle it stays inside of the
    stretch, because words are never put together.
    """
    first, last = head, head + 1
    todo = [head]
    while todo:
        at = todo.pop()
        first, last = min(first, at), max(last, at + 1)
        todo.extend(child for child in doc.children[at] if child not in without and doc.tokens[child].dep != "punct")
    return trimmed(doc, head, first, last, keep)


def trimmed(doc: Doc, head: int, first: int, last: int, keep: Collection[int] = ()) -> Phrase:
    """The stretch without marks at its edges and without "that" before it."""
    tokens = doc.tokens
    while (
        first < last - 1
        and first not in keep
        and (
            tokens[first].text in OPENERS
            or (tokens[first].lemma.lower() == "that" and tokens[first].dep == "mark")
            or (tokens[first].dep == "cc" and tokens[first].head >= head)
        )
    ):
        first += 1
    while last - 1 > first and last - 1 not in keep and tokens[last - 1].text in CLOSERS:
        last -= 1
    return Phrase(min(max(head, first), last - 1), first, last)


def negated(doc: Doc, verb: int) -> bool:
    """Whether the verb is denied: "did not say", "never said", "no official said"."""
    predicate = doc.predicate_at.get(verb)
    if any(
        child.lemma.lower() in NEGATIVE and child.dep.split(":")[0] in ("advmod", "det", "aux")
        for child in doc.dependents(verb)
    ):
        return True
    if predicate and (argument := predicate.argument("ARGM-NEG")) and abs(argument.first - verb) <= 4:
        return doc.tokens[argument.first].lemma.lower() in NEGATIVE
    for child in doc.dependents(verb, "nsubj"):
        if child.lemma.lower() in ("nobody", "none") or child.text.lower() == "no one":
            return True
        if any(det.lemma.lower() in ("no", "neither") for det in doc.dependents(child.index, "det")):
            return True
    return False


def is_want_of_goods(doc: Doc, noun: Token) -> bool:
    """ "had great demand for oxygen": what buyers want, and nobody's demand."""
    bare = not any(doc.dependents(noun.index, "det", "nmod:poss"))
    return noun.lemma.lower() == "demand" and noun.tag == "NN" and bare


def modal_of(doc: Doc, verb: int) -> str | None:
    """The modal verb before *verb* ("would", "will"), lower case."""
    for child in doc.dependents(verb, "aux"):
        if child.tag == "MD" or child.lemma.lower() in MODALS or child.lemma.lower() == "will":
            return child.text.lower()
    return None


def ancestors(doc: Doc, index: int, limit: int = 24) -> Iterator[int]:
    """The tokens above *index*, nearest first."""
    for _ in range(limit):
        head = doc.tokens[index].head
        if head == index:
            return
        yield head
        index = head


def actor_at(cast: Cast, phrase: Phrase | None) -> str | None:
    """The actor that a phrase names: the one at its head, else the last one named inside; None where it means several."""
    if phrase is None:
        return None
    actor = cast.at(phrase.head)
    if actor is not None or cast.several_at(phrase.head):
        return actor
    inside = cast.of(phrase.first, phrase.last)
    return inside[-1] if inside else None


def actors_at(doc: Doc, cast: Cast, phrase: Phrase | None) -> tuple[str, ...]:
    """The actors that a phrase and what is joined to it by "and" name, in text order."""
    if phrase is None:
        return ()
    heads = [
        phrase.head,
        *(child.index for child in doc.dependents(phrase.head, "conj") if child.upos in ("NOUN", "PROPN", "PRON")),
    ]
    found: list[str] = []
    for head in heads:
        actor = actor_at(cast, noun_phrase(doc, head) if head != phrase.head else phrase)
        found += (actor,) if actor else cast.several_at(head)
    return tuple(dict.fromkeys(found))


def times_in(doc: Doc, first: int, last: int) -> Iterator[Time]:
    """The times that stand wholly inside of tokens ``first:last``."""
    if first >= last:
        return
    start, end = doc.characters(first, last)
    for time in doc.times:
        if start <= time.start and time.end <= end:
            yield time


def time_of(doc: Doc, verb: int, barred: Iterable[Phrase] = ()) -> Time | None:
    """The resolved day on which the verb at *verb* happens: a time that hangs on it, outside of the *barred* stretches."""
    sentence = sentence_around(doc, verb)
    bars = tuple(barred)
    predicate = doc.predicate_at.get(verb)
    for time in times_in(doc, sentence[0], sentence[1]):
        if time.earliest is None or time.type not in ("DATE", "TIME"):
            continue
        inside = [at for at in range(*sentence) if time.start <= doc.tokens[at].start < time.end]
        if not inside or any(bar.first <= inside[0] < bar.last for bar in bars):
            continue
        head = doc.head_of(inside[0], inside[-1] + 1)
        if inside[0] < doc.sentence_of(verb).first:
            return time
        if _first_verb_above(doc, head) == verb:
            return time
        if predicate and any(
            argument.role == "ARGM-TMP"
            and argument.first <= inside[0] < argument.last
            and argument.last - argument.first <= len(inside) + 3
            for argument in predicate.arguments
        ):
            return time
        if _between(doc, verb, inside[0], inside[-1], bars):
            return time
    return None


def sentence_around(doc: Doc, index: int) -> tuple[int, int]:
    """First and last token of the sentence at *index*, with what was cut off before it at a comma ("On Tuesday,")."""
    sentence = doc.sentence_of(index)
    first = sentence.first
    if sentence.index:
        before = doc.sentences[sentence.index - 1]
        if (
            before.paragraph == sentence.paragraph
            and doc.tokens[before.last - 1].text == ","
            and before.last - before.first <= 8
        ):
            first = before.first
    return first, sentence.last


def _first_verb_above(doc: Doc, index: int) -> int | None:
    for at in ancestors(doc, index, 4):
        told = doc.tokens[at].dep == "iobj"  # "told a news conference on Friday"
        occasion = told or (
            doc.tokens[at].dep == "obl" and preposition_of(doc, at) in ("in", "at", "during", "on", "after")
        )
        if doc.tokens[at].upos in ("VERB", "AUX", "ADJ") or (doc.predicate_at.get(at) and not occasion):
            return at  # A deed, unless something is said "in an interview on Monday".
        if doc.tokens[at].dep.split(":")[0] not in (
            "obl",
            "nmod",
            "advmod",
            "appos",
            "flat",
            "compound",
            "nummod",
            "iobj",
        ):
            return None
    return None


def _between(doc: Doc, verb: int, first: int, last: int, bars: Iterable[Phrase]) -> bool:
    """ "Trump on Thursday said", "said of Kim last week it was": the time stands between the verb and its subject or clause."""
    if any(bar.first > last > first > verb and bar.first - last <= 2 and first - verb <= 5 for bar in bars):
        return True
    # Right before the verb, after its subject.
    subject = next((child.index for child in doc.dependents(verb, "nsubj")), None)
    return subject is not None and subject < first and last + 1 == verb


def when_of(doc: Doc, time: Time | None) -> When | None:
    """The interval of a time, with its words."""
    if time is None:
        return None
    words = doc.story.text[time.start : time.end]
    return When(time.earliest, time.latest, time.edtf, words, time.basis)


def evidence_of(doc: Doc, field: str, first: int, last: int) -> Evidence:
    """Evidence over tokens ``first:last``."""
    return Evidence.of(doc.story, *doc.characters(first, last), field)


def split_clauses(doc: Doc, phrase: Phrase, *, only_that: bool = False) -> tuple[Phrase, ...]:
    """A reported or demanded clause, cut where another with its own subject is joined to it.

    Cut at "and that", and (unless *only_that*) at a comma with "and" or "but" before a subject and its verb.
    """
    tokens, edges = doc.tokens, [phrase.first]
    for at in range(phrase.first + 1, phrase.last - 2):
        joins = tokens[at].lemma.lower() in ("and", "but") and tokens[at].upos == "CCONJ"
        listed = tokens[at].text == "," and tokens[at + 1].upos == "SCONJ" and tokens[at + 1].dep == "mark"
        if ((joins or listed) and tokens[at + 1].lemma.lower() == "that" and tokens[at + 1].upos == "SCONJ") or (
            joins
            and not only_that
            and (tokens[at - 1].text == "," or tokens[at - 2].text == ",")
            and tokens[at - 1].upos == "PUNCT"
            and _starts_clause(doc, at + 1, phrase.last)
        ):
            edges.append(at)
    parts = []
    for first, last in zip(edges, [*edges[1:], phrase.last], strict=True):
        while first < last - 1 and (
            tokens[first].dep == "cc"
            or (tokens[first].upos in ("CCONJ", "PUNCT") and tokens[first].text in (",", "and", "but"))
        ):
            first += 1
        if first < last:
            parts.append(trimmed(doc, first, first, last))
    return tuple(parts)


def _starts_clause(doc: Doc, first: int, last: int) -> bool:
    """Whether a subject and its finite verb stand at *first*."""
    nouns = False
    for at in range(first, min(first + 7, last)):
        token = doc.tokens[at]
        if token.upos == "AUX" or token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return nouns
        if token.upos in ("NOUN", "PROPN", "PRON"):
            nouns = True
        elif token.upos not in ("DET", "ADJ", "NUM", "ADV", "PART", "ADP"):
            return False
    return False


def split_things(doc: Doc, phrase: Phrase) -> tuple[Phrase, ...]:
    """The things that a list names, each apart: "a lifting of sanctions, an end to the war and security guarantees"."""
    tokens, commas, joins = doc.tokens, list[int](), list[int]()
    for at in range(phrase.first + 1, phrase.last - 1):
        if tokens[at].text == "," and tokens[at - 1].upos in ("NOUN", "PROPN", "NUM"):
            commas.append(at)
        elif tokens[at].lemma.lower() == "and" and tokens[at - 1].upos in ("NOUN", "PROPN", "NUM", "PUNCT"):
            joins.append(at)
    last_join = next((at for at in reversed(joins) if not commas or at > commas[-1]), None)
    if first_verb(doc, phrase.first, phrase.last) is not None and any(
        tokens[at].upos == "AUX" or tokens[at].tag in ("VBD", "VBZ", "VBP", "MD")
        for at in range(phrase.first, phrase.last)
    ):
        return (phrase,)
    if commas and last_join is not None:
        edges = [phrase.first, *commas, *([last_join] if last_join != commas[-1] + 1 else []), phrase.last]
    elif last_join is not None and tokens[last_join + 1].upos == "DET" and tokens[phrase.first].upos == "DET":
        edges = [phrase.first, last_join, phrase.last]
    else:
        return (phrase,)
    parts = []
    for first, last in pairwise(edges):
        while first < last and tokens[first].text in (",", "and"):
            first += 1
        if first < last and any(tokens[at].upos in ("NOUN", "PROPN", "VERB") for at in range(first, last)):
            parts.append(trimmed(doc, first, first, last))
    return tuple(parts)


_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "last", "latest", "only", "sole", "highest"}
)


def foremost_of(doc: Doc, token: Token) -> tuple[Token, Token] | None:
    """Who does what an infinitive says of the first or last to do it, and the word that tells whether; None for any other infinitive.

    Forms that it reads:

        Ruiz becomes the first president to visit Peru             Ruiz, "becomes"
        Ruiz is the only senator to back it                        Ruiz, "senator"
        Ruiz, the highest-ranking official to visit Peru, left     Ruiz, "visit"
    """
    if token.tag != "VB" or not any(child.lemma.lower() == "to" for child in doc.dependents(token.index, "mark")):
        return None
    head = doc.tokens[token.head]
    noun, above = head, doc.tokens[head.head]
    if token.dep in ("xcomp", "advcl") and head.lemma.lower() == "become":
        noun = next((c for c in doc.dependents(head.index, "xcomp", "obj") if c.upos in ("NOUN", "PROPN")), head)
        above = head
    elif token.dep not in ("acl", "advcl", "xcomp"):
        return None
    if noun.upos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") or not token.index > noun.index:
        return None
    words = {child.text.lower() for child in doc.dependents(noun.index)}
    words |= {c.text.lower() for child in doc.dependents(noun.index, "amod") for c in doc.dependents(child.index)}
    if noun.lemma.lower() in _ORDINALS:
        words.add(noun.lemma.lower())
    if not (words & _ORDINALS or any(re.fullmatch(r"\d+(st|nd|rd|th)", word) for word in words)):
        return None
    if any(doc.dependents(noun.index, "cop")):
        subjects, told = doc.dependents(noun.index, "nsubj"), noun
    elif above.lemma.lower() == "become" and above is not noun:
        subjects, told = doc.dependents(above.index, "nsubj"), above
    elif noun.dep == "appos":
        return above, token
    else:
        return None
    subject = next((child for child in subjects if child.index < noun.index), None)
    return (subject, told) if subject is not None else None


def is_verb_misread(doc: Doc, token: Token) -> bool:
    """Whether a verb in the present was read as a noun, which its object or subject gives away.

    Forms that it reads: "suspends his campaign and endorses Ruiz", "The House of Commons votes to approve the bill"
    """
    if token.upos not in ("NOUN", "PROPN") or token.tag not in ("NNS", "NNPS", "VBZ", "VBP"):
        return False
    if token.dep not in ("root", "conj", "ccomp", "parataxis"):
        return False
    if any(child.index > token.index for child in doc.dependents(token.index, "obj")):
        return True
    subjects = any(child.dep == "nsubj" and child.index < token.index for child in doc.dependents(token.index, "nsubj"))
    return subjects and token.tag == "NNS" and not any(doc.dependents(token.index, "cop", "det"))
