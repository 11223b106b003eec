"""To whom words were said and where: "told a news briefing", "told Kim in an interview"."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import Phrase, actor_at, noun_phrase, preposition_of
from chancery.extract.quoting.reading import Attribution, Reading


def audience_of(
    reading: Reading, attribution: Attribution, bars: Sequence[Phrase]
) -> tuple[Phrase | None, Phrase | None]:
    """To whom it was said, and at what occasion: "told a news briefing", "told Kim in an interview"."""
    if attribution.cue is None or attribution.by == "speech.according":
        return None, None
    doc, cue = reading.doc, attribution.cue.head
    barred = [*bars, *([attribution.content] if attribution.content else [])]
    to: Phrase | None = None
    venue: Phrase | None = None
    for child in doc.dependents(cue, "obj", "iobj", "obl"):
        if (
            reading.quoted[child.index]
            or any(bar.first <= child.index < bar.last for bar in barred)
            or child.dep == "obl:agent"
        ):
            continue
        phrase = noun_phrase(doc, child.index)
        preposition = preposition_of(doc, child.index)
        addressed = not preposition and child.dep in ("obj", "iobj", "obl")
        if child.lemma in reading.rules.venues or child.text in reading.rules.venues:
            venue = venue or _without_case(reading, phrase)
        elif (addressed and actor_at(reading.cast, phrase)) or (preposition == "to" and actor_at(reading.cast, phrase)):
            to = to or _without_case(reading, phrase)
    return to, venue


def _without_case(reading: Reading, phrase: Phrase) -> Phrase:
    first = phrase.first
    while first < phrase.head and reading.doc.tokens[first].dep == "case":
        first += 1
    return Phrase(phrase.head, first, phrase.last)
