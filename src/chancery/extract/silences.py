"""Silences: what somebody would not say, how he put it, and about what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chancery.extract.clauses import (
    Phrase,
    actor_at,
    argument_of,
    clause_of,
    evidence_of,
    negated,
    noun_phrase,
    preposition_of,
    stems_of,
    subject_of,
    times_in,
    trimmed,
    when_of,
)
from chancery.extract.quoting.prompts import question_of
from chancery.language.document import Doc, Token
from chancery.records import Doubt, Evidence, Quote, Silence, identified
from chancery.rules.silences import SilenceRule, SilenceRules

if TYPE_CHECKING:
    from chancery.extract.actors import Cast
    from chancery.rules.load import Rules

_ASKED = frozenset({"asked", "pressed", "questioned"})


def find_silences(doc: Doc, cast: Cast, quotes: Sequence[Quote | Doubt], rules: Rules) -> Iterator[Silence]:
    """Yield each refusal or failure to say something, in text order.

    Forms that it reads:

        Palladino did not respond directly when asked about reports that ...
        He had no details of the meetings.          The ministry declined to comment.
        "I am not going to get ahead of the president," he said.

    One that stands inside of a quote names that quote, and its speaker is the silent one.
    """
    yield from find_unsaid(doc, cast, quotes, rules.silences)


def find_unsaid(doc: Doc, cast: Cast, quotes: Sequence[Quote | Doubt], rules: SilenceRules) -> Iterator[Silence]:
    """What ``find_silences`` yields, from the rules of silence alone."""
    spoken = [quote for quote in quotes if isinstance(quote, Quote)]
    spans = [(piece.start, piece.end, quote) for quote in spoken if (piece := piece_of(quote, "words"))]
    marked = [(start, end, quote) for start, end, quote in spans if quote.form != "indirect"]
    by_verb: dict[str, list[SilenceRule]] = {}
    for rule in rules.rules:
        for verb in rule.verbs:
            by_verb.setdefault(verb, []).append(rule)
    found: list[tuple[int, Silence]] = []
    for token in doc.tokens:
        if token.upos not in ("VERB", "AUX"):
            continue
        for rule in [rule for stem in stems_of(token) for rule in by_verb.get(stem, ())]:
            within = next((quote for start, end, quote in marked if start <= token.start < end), None)
            if within is None and (silence := _silence(doc, cast, spans, rule, token)) is not None:
                found.append((token.start, silence))
                break
    found += _own_words(doc, rules, spans)
    for _, silence in sorted(found, key=lambda pair: pair[0]):
        yield silence


def piece_of(quote: Quote, field: str) -> Evidence | None:
    """The evidence of one field of a quote."""
    return next((piece for piece in quote.evidence if piece.field == field), None)


def _silence(
    doc: Doc, cast: Cast, spans: Sequence[tuple[int, int, Quote]], rule: SilenceRule, token: Token
) -> Silence | None:
    """The silence that the verb at *token* says by *rule*, if it does."""
    verb = token.index
    who: Phrase | None
    passive = any(child.dep in ("nsubj:pass", "aux:pass") for child in doc.dependents(verb))
    if passive != rule.passive or (rule.negated and not negated(doc, verb)):
        return None
    if not rule.negated and not rule.objects_negated and negated(doc, verb):
        return None
    if (
        rule.negated
        and token.lemma.lower() != "say"
        and any(child.lemma.lower() == "have" for child in doc.dependents(verb, "aux"))
    ):
        return None  # "They had not discussed it": no word is withheld.
    last, noun = verb + 1, None
    about: Phrase | None = None
    if rule.complements:
        complement = next((child for child in _followers(doc, verb) if set(stems_of(child)) & rule.complements), None)
        if complement is None or complement.lemma == "be":
            return None
        if complement.lemma == "go" and not any(
            preposition_of(doc, child.index) in ("into", "beyond") for child in doc.dependents(complement.index, "obl")
        ):
            return None
        last, noun = complement.index + 1, complement.index
    if rule.objects:
        thing = _object(doc, verb, rule)
        if thing is None and (rule.name != "did_not_respond" or any(_content(doc, verb, rule))):
            return None
        if thing is not None:
            if rule.objects_negated and not _none_of(doc, verb, thing):
                return None
            last, noun = max(last, thing + 1), thing
            if rule.name == "did_not_respond":
                phrase = noun_phrase(doc, thing)
                last = max(last, phrase.last)
    if rule.name == "unreached" and not any(
        preposition_of(doc, child.index) == "for" for child in doc.dependents(verb, "obl")
    ):
        if not _person(cast, doc, verb):
            return None
    if rule.name == "no_word_from":
        source = next((child.index for child in _prepositional(doc, [verb, noun], ("from",))), None)
        if source is None or noun is None:
            return None
        who = _bare(doc, noun_phrase(doc, source))
        first, last = noun_phrase(doc, noun).first, noun + 1
    else:
        if passive:
            subject = next(doc.dependents(verb, "nsubj"), None)
            who = noun_phrase(doc, subject.index) if subject else None
        else:
            who = subject_of(doc, verb)
        first = min(
            [
                verb,
                *(
                    child.index
                    for child in doc.dependents(verb, "aux", "advmod")
                    if child.index < verb and child.lemma.lower() != "when"
                ),
            ]
        )
        while first - 1 >= doc.sentence_of(verb).first and doc.tokens[first - 1].upos in ("AUX", "PART", "ADV"):
            first -= 1
        beside = _beside(doc, first)
        if beside is not None and (who is None or who.last != first):
            who = beside
        if who is not None:
            first = max(first, who.last if who.last <= verb else first)
        about = _about(doc, verb, noun, rule, last) if rule.name != "referred" else None
    if who is None or (
        doc.tokens[who.head].lemma.lower() in ("it", "that", "which", "there", "this") and actor_at(cast, who) is None
    ):
        return None
    adverb = next(
        (child for child in doc.dependents(verb, "advmod") if child.index == last and child.text.endswith("ly")), None
    )
    if adverb is not None:
        last += 1
    if rule.passive:
        last = max(
            [
                last,
                *(
                    _subtree_end(doc, child.index)
                    for child in doc.dependents(verb, "obl")
                    if preposition_of(doc, child.index) == "for"
                ),
            ]
        )
    if rule.name == "referred":
        last = max(
            [
                last,
                *(
                    _subtree_end(doc, child.index)
                    for child in doc.dependents(verb, "obl")
                    if preposition_of(doc, child.index) == "to"
                ),
            ]
        )
    asked = next(
        (at for at in range(*_sentence(doc, verb)) if doc.tokens[at].text.lower() in _ASKED and at != verb), None
    )
    if asked is not None:
        question = question_of(doc, asked, verb, who)
        about = about or (without_preposition(doc, question, ("about", "on", "for")) if question else None)
    if about is not None and about.first < last < about.last and about.first <= verb:
        about = None
    within = next((quote for start, end, quote in spans if start <= token.start < end), None)
    evidence = [
        evidence_of(doc, "how", first, last),
        evidence_of(doc, "who", who.first, who.last),
    ]
    if about is not None:
        evidence.append(evidence_of(doc, "about", about.first, about.last))
    time = None
    if asked is not None:
        end = about.first if about is not None and about.first > asked else min(asked + 4, len(doc.tokens))
        time = next((one for one in times_in(doc, asked, end) if one.earliest), None)
    if time is not None:
        evidence.append(Evidence.of(doc.story, time.start, time.end, "asked_at"))
    actor = actor_at(cast, who)
    if actor is None and within is not None and doc.tokens[who.head].upos == "PRON":
        actor = within.speaker
    if actor is None and doc.tokens[who.head].upos == "PRON":
        return None  # "You don't say that": nobody whom the story names is silent.
    if any(child.lemma.lower() in ("if", "unless") for child in doc.dependents(verb, "mark")):
        return None
    return identified(
        Silence(
            story=doc.story.id,
            how=doc.words(first, last),
            evidence=tuple(evidence),
            by=f"silences.{rule.name}",
            confidence=round(rule.confidence - (0.0 if actor else 0.2), 2),
            who=actor,
            about=doc.words(about.first, about.last) if about else None,
            asked_at=when_of(doc, time),
            within=within.id if within else None,
        )
    )


def _beside(doc: Doc, first: int) -> Phrase | None:
    """The noun phrase that ends right before the token *first*: "..., the official did not answer"."""
    tokens, at = doc.tokens, first - 1
    sentence = doc.sentence_of(first)
    if (
        at < sentence.first
        or tokens[at].upos not in ("NOUN", "PROPN", "PRON")
        or tokens[at].lemma.lower() in ("who", "which", "that")
    ):
        return None
    start = at
    while (
        start - 1 >= sentence.first
        and tokens[start - 1].upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM")
        and tokens[at].upos != "PRON"
    ):
        start -= 1
    if start - 1 >= sentence.first and tokens[start - 1].upos in ("ADP", "PART"):
        return None
    return Phrase(at, start, at + 1)


def _followers(doc: Doc, verb: int) -> Iterator[Token]:
    """The infinitive right after the verb: "declined to comment", "refused again to say"."""
    for at in range(verb + 1, min(verb + 4, doc.sentence_of(verb).last - 1)):
        if doc.tokens[at].lemma.lower() == "to" and doc.tokens[at + 1].upos in ("VERB", "AUX"):
            yield doc.tokens[at + 1]
            return


def _subtree_end(doc: Doc, index: int) -> int:
    return noun_phrase(doc, index).last


def _sentence(doc: Doc, at: int) -> tuple[int, int]:
    sentence = doc.sentence_of(at)
    return sentence.first, sentence.last


def _person(cast: Cast, doc: Doc, verb: int) -> bool:
    subject = next(doc.dependents(verb, "nsubj"), None)
    actor = actor_at(cast, noun_phrase(doc, subject.index)) if subject else None
    return actor is not None


def _object(doc: Doc, verb: int, rule: SilenceRule) -> int | None:
    """The noun of the rule that the verb governs, directly or after a preposition."""
    for child in doc.dependents(verb, "obj", "obl", "nsubj", "iobj"):
        direct = child.dep == "obj" or (child.dep.startswith("nsubj") and "be" in rule.verbs)
        if rule.objects & set(stems_of(child)) and (direct or preposition_of(doc, child.index) == "to"):
            return child.index
    token = doc.tokens[verb]
    if (
        "be" in rule.verbs
        and token.head != verb
        and token.dep in ("cop", "aux")
        and rule.objects & set(stems_of(doc.tokens[token.head]))
    ):
        return token.head
    return None


def _content(doc: Doc, verb: int, rule: SilenceRule) -> Iterator[Token]:
    """What hangs on a verb of answering other than how and when: "respond to the attack"."""
    asked = next(
        (at for at in range(verb, doc.sentence_of(verb).last) if doc.tokens[at].text.lower() in _ASKED), len(doc.tokens)
    )
    for child in doc.dependents(verb, "obj", "obl", "ccomp", "xcomp"):
        if child.index < verb or child.index > asked:
            continue
        if child.dep.split(":")[-1] not in ("tmod", "unmarked", "npmod"):
            first, last = doc.subtree(child.index)
            if not any(
                doc.characters(first, last)[0] <= time.start < doc.characters(first, last)[1] for time in doc.times
            ):
                yield child


def _none_of(doc: Doc, verb: int, noun: int) -> bool:
    """Whether there is none of it: "no details", "did not give any details"."""
    negative = any(child.lemma.lower() == "no" for child in doc.dependents(noun, "det", "advmod"))
    return negative or (negated(doc, verb) and True)


def _prepositional(doc: Doc, heads: Sequence[int | None], prepositions: Sequence[str]) -> Iterator[Token]:
    for head in heads:
        if head is not None:
            for child in doc.dependents(head, "obl", "nmod"):
                if preposition_of(doc, child.index) in prepositions:
                    yield child


def _bare(doc: Doc, phrase: Phrase) -> Phrase:
    """The phrase without its preposition."""
    first = phrase.first
    while first < phrase.head and doc.tokens[first].dep in ("case", "fixed"):
        first += 1
    return Phrase(phrase.head, first, phrase.last)


def _about(doc: Doc, verb: int, noun: int | None, rule: SilenceRule, last: int) -> Phrase | None:
    """What is not said: the clause, object or prepositional phrase after the verb, its complement or its noun."""
    asked = next(
        (at for at in range(verb, doc.sentence_of(verb).last) if doc.tokens[at].text.lower() in _ASKED), len(doc.tokens)
    )
    heads = [head for head in (noun, verb) if head is not None]
    for head in heads:
        said = argument_of(doc, head, "ARG1", "ARG2")
        if said is not None and last <= said.first < asked and not _broken(doc, verb, said.first):
            return without_preposition(doc, said, rule.prepositions)
        for child in doc.dependents(head, "ccomp", "obj", "obl", "nmod", "advcl", "acl"):
            if child.index < last or child.index == noun or child.index > asked or _broken(doc, verb, child.index):
                continue
            relation = child.dep.split(":")[0]
            if relation in ("ccomp", "obj"):
                return clause_of(doc, child.index)
            if relation in ("obl", "nmod") and preposition_of(doc, child.index) in rule.prepositions:
                first, end = doc.subtree(child.index)
                return without_preposition(doc, trimmed(doc, child.index, first, end), rule.prepositions)
    return None


def _broken(doc: Doc, first: int, last: int) -> bool:
    """Whether a sentence ends between the two tokens, although the reader read on."""
    return any(doc.tokens[at].text in (".", "?", "!") for at in range(first, last))


def without_preposition(doc: Doc, phrase: Phrase, prepositions: Sequence[str]) -> Phrase:
    """The phrase without the preposition that joins it."""
    first = phrase.first
    while (
        first < phrase.last - 1
        and doc.tokens[first].upos in ("ADP", "SCONJ")
        and doc.tokens[first].text.lower() in prepositions
    ):
        first += 1
    return Phrase(max(phrase.head, first), first, phrase.last)


def _own_words(doc: Doc, rules: SilenceRules, spans: Sequence[tuple[int, int, Quote]]) -> Iterator[tuple[int, Silence]]:
    """Yield the silences that speakers put in their own words, between marks."""
    starts = [token.start for token in doc.tokens]
    patterns = [(rule, re.compile("|".join(rule.phrases), re.IGNORECASE)) for rule in rules.rules if rule.phrases]
    for rule, pattern in patterns:
        for start, end, quote in spans:
            if quote.form == "indirect" or quote.speaker is None:
                continue
            for match in pattern.finditer(doc.story.text, start, end):
                who = piece_of(quote, "speaker")
                how_end = match.end() - (len(match.group()) - len(match.group().rstrip()))
                evidence = [Evidence.of(doc.story, match.start(), how_end, "how")]
                if who is not None:
                    evidence.append(Evidence(who.start, who.end, who.text, "who"))
                about = _rest_of_clause(doc, starts, match.end(), end)
                if about is not None:
                    evidence.append(Evidence.of(doc.story, *about, "about"))
                yield (
                    match.start(),
                    identified(
                        Silence(
                            story=doc.story.id,
                            how=doc.story.text[match.start() : how_end],
                            evidence=tuple(evidence),
                            by=f"silences.{rule.name}",
                            confidence=rule.confidence,
                            who=quote.speaker,
                            about=doc.story.text[slice(*about)] if about else None,
                            within=quote.id,
                        )
                    ),
                )


def _rest_of_clause(doc: Doc, starts: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    """The words from *start* to the end of the sentence or to a dash, inside of the quotation."""
    first = bisect_left(starts, start)
    last = first
    while (
        last < len(doc.tokens)
        and doc.tokens[last].end <= end
        and doc.tokens[last].text not in (".", "?", "!", ";", "--", "—")
    ):
        last += 1
    while first < last and doc.tokens[first].text in ("...", "…", ","):
        first += 1
    while last > first and doc.tokens[last - 1].text in (",", "...", "…"):
        last -= 1
    return doc.characters(first, last) if last > first else None
