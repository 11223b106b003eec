"""Which words each time of the story dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chancery.extract.clauses import ancestors, preposition_of
from chancery.extract.deeds.phrases import has_verb_between, is_event, words_behind
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Time, Token


def with_days(sheet: Sheet) -> Sheet:
    """The sheet with, for each word, the numbers of the times that date it."""
    starts: dict[int, int] = {}
    tokens: list[list[int]] = [[] for _ in sheet.doc.times]
    for at, number in sheet.days.items():
        tokens[number].append(at)
    out: dict[int, list[int]] = {}
    for number, (time, inside) in enumerate(zip(sheet.doc.times, tokens, strict=True)):
        for at in _dated_by(sheet, number, time, inside, starts):
            out.setdefault(at, []).append(number)
    return replace(sheet, dated=out, starts=starts)


def _dated_by(sheet: Sheet, number: int, time: Time, inside: Sequence[int], starts: dict[int, int]) -> frozenset[int]:
    """The words that a time dates; where "since" stands before it, *starts* says where."""
    doc = sheet.doc
    if time.type not in ("DATE", "TIME") or time.earliest is None or not inside:
        return frozenset()
    first, last = inside[0], inside[-1] + 1
    before = doc.tokens[first - 1] if first else None
    after = next(
        (
            doc.tokens[at]
            for at in range(last, min(last + 4, len(doc.tokens)))
            if doc.tokens[at].upos in ("NOUN", "PROPN")
        ),
        None,
    )
    next_word = doc.tokens[last] if last < len(doc.tokens) else None
    if (
        after is not None
        and next_word is not None
        and (
            next_word.text in ("'s", "’s")
            or (next_word.upos in ("NOUN", "ADJ") and before is not None and before.upos in ("DET", "ADJ", "PRON"))
        )
    ):
        # "the Feb. 27-28 summit", "Tuesday's talks": the day is the noun's, and of what happens "during Tuesday's session".
        if not is_event(sheet, after) and preposition_of(doc, after.index) in ("in", "during", "at", "on"):
            return frozenset({after.index, after.head} if doc.tokens[after.head].upos == "VERB" else {after.index})
        return frozenset({after.index})
    at = doc.head_of(first, last)
    holder = doc.tokens[doc.tokens[at].head]
    if (said := _said_before(sheet, first, last, holder)) is not None:
        return frozenset({said} if (time.earliest or "")[:10] <= sheet.published else ())
    if holder.index >= last and holder.upos in ("NOUN", "PROPN") and doc.tokens[at].dep in (
        "compound", "nmod:desc", "nmod:unmarked", "nmod", "nummod", "amod", "nmod:poss"
    ):  # fmt: skip
        return frozenset({holder.index})  # "in 2020 United States elections"
    case = before.text.lower() if before is not None else ""
    if case == "of" and holder.index < first and holder.upos in ("NOUN", "PROPN") and not is_event(sheet, holder):
        return frozenset()  # "the Magnitsky Act of 2012"
    if case == "since" and before is not None:
        starts[number] = before.start
    if case in ("until", "before", "by", "after", "than", "till"):
        return frozenset()
    owners = set()
    for predicate in sheet.predicates.get(doc.tokens[first].sentence, ()):
        for argument in predicate.arguments:
            if (
                argument.role == "ARGM-TMP"
                and argument.first <= first < argument.last
                and argument.last - argument.first <= last - first + 4
                and not any(doc.tokens[n].upos == "VERB" for n in range(argument.first, first))
            ):
                owners.add(predicate.token)
    noun = first - 1
    while (
        noun >= 0
        and doc.tokens[noun].upos not in ("VERB", "AUX")
        and doc.tokens[noun].sentence == doc.tokens[first].sentence
        and sheet.rules.of_noun(doc.tokens[noun].lemma.lower()) is None
    ):
        noun -= 1
    if (
        noun >= 0
        and sheet.rules.of_noun(doc.tokens[noun].lemma.lower()) is not None
        and first in words_behind(sheet, noun)
    ):
        # A verb further off, with another between, loses to the noun right before the day.
        owners = {at for at in owners if not any(t.upos == "VERB" for t in doc.tokens[at + 1 : noun])}
        owners.add(noun)
    if (
        doc.tokens[at].dep == "nsubj"
        and holder.lemma.lower() in sheet.words.stretches
        and any(doc.dependents(holder.index, "cop"))
    ):
        # "Friday was the third night that they marched": the day is that of the clause.
        near = [holder.index, *(child.index for child in doc.dependents(holder.index, "nmod"))]
        return frozenset(
            child.index for above in near for child in doc.dependents(above, "acl") if child.upos == "VERB"
        )
    if owners and all(doc.tokens[n].upos == "NOUN" and not is_event(sheet, doc.tokens[n]) for n in owners):
        return frozenset(owners)  # "Ruiz's determination in March": the roles give the day to the noun alone.
    for above in ancestors(doc, at, 6):
        token = doc.tokens[above]
        event_noun = token.upos in ("NOUN", "PROPN") and is_event(sheet, token)
        if token.upos in ("VERB", "AUX", "ADJ") or event_noun:
            if not has_verb_between(sheet, above, first):
                owners.add(above)
            break
        if token.dep == "obj" and any(child.dep == "nmod:poss" for child in doc.dependents(above, "nmod")):
            break  # "the trip follows Ruiz's decision in March": the day of the decision.
        if token.upos == "NOUN" and preposition_of(doc, above) not in (
            "",
            "in",
            "at",
            "to",
            "with",
            "near",
            "from",
            "on",
            "during",
        ):
            break
    return frozenset(owners)


def _said_before(sheet: Sheet, first: int, last: int, holder: Token) -> int | None:
    """ "Oman said on Monday it would not talk": the verb of saying right before the day, where the tree gives the day to the clause behind it."""
    tokens = sheet.doc.tokens
    before = first - 1 - (first > 0 and tokens[first - 1].text.lower() == "on")
    if before < 0 or holder.index < last or holder.dep != "ccomp" or holder.head != before:
        return None
    if not set(sheet.forms(tokens[before])) & sheet.words.speech:
        return None
    subjects = [child.index for child in sheet.doc.dependents(holder.index, "nsubj")]
    return before if subjects and min(subjects) >= last else None
