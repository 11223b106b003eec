"""To whom words were said and where: "told a news briefing", "told Kim in an interview that aired on Sunday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chancery.extract.clauses import Phrase, actor_at, noun_phrase, preposition_of, stems_of, without_case
from chancery.extract.quoting.reading import Attribution, Reading
from chancery.language.document import Time, Token

_HEARERS = frozenset({"reporter", "journalist", "press", "lawmaker", "correspondent"})
_AT = frozenset({"in", "at", "on", "during", "to", "via", "through", "before", "by", "over", "into"})
_SPEAKING = frozenset({"speak", "talk", "write", "testify", "appear", "address", "respond", "reply", "tell", "comment"})
_GIVEN = frozenset(
    {
        "air",
        "broadcast",
        "publish",
        "issue",
        "release",
        "hold",
        "give",
        "deliver",
        "date",
        "record",
        "post",
        "send",
        "print",
    }
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who hears the words, at what occasion they are said, and the time that the occasion's own words tell."""

    to: Phrase | None = None
    venue: Phrase | None = None
    time: Time | None = None


def occasion_of(reading: Reading, attribution: Attribution, bars: Sequence[Phrase]) -> Occasion:
    """The occasion that stands with the cue.

    Forms that it reads:

        told a news briefing on Tuesday            in an interview with CNN that aired on Sunday
        told reporters at a rally in Ohio          Speaking to the BBC in Davos, Ruiz said ...
    """
    if attribution.cue is None or attribution.by == "speech.according":
        return Occasion()
    doc, cue = reading.doc, attribution.cue.head
    barred = [*bars, *([attribution.content] if attribution.content else [])]
    to: Phrase | None = None
    venues: list[Token] = []
    for verb in (cue, *_speaking(reading, cue)):
        tells = any(stem in reading.rules.telling for stem in stems_of(doc.tokens[verb]))
        for child in doc.dependents(verb, "obj", "iobj", "obl"):
            if child.dep == "obl:agent" or not _free(reading, child.index, barred):
                continue
            preposition = preposition_of(doc, child.index)
            addressed = preposition == "to" or (tells and not preposition)
            if _is_venue(reading, child):
                if preposition in _AT or addressed:
                    venues.append(child)
            elif addressed and to is None and not reading.times_at[child.index]:
                phrase = noun_phrase(doc, child.index)
                to = without_case(doc, phrase) if actor_at(reading.cast, phrase) else None
            if addressed or child in venues:
                venues += [
                    below
                    for below in doc.dependents(child.index, "nmod")
                    if _is_venue(reading, below)
                    and preposition_of(doc, below.index) in _AT
                    and _free(reading, below.index, barred)
                ]
    venue = next((one for one in venues if one.lemma not in _HEARERS), venues[0] if venues else None)
    if venue is None:
        return Occasion(to)
    if to is None:
        to = _heard_at(reading, venue.index)
    times = (time for one in venues if (time := _time_of(reading, one.index, barred)) is not None)
    return Occasion(to, without_case(doc, noun_phrase(doc, venue.index)), next(times, None))


def _speaking(reading: Reading, cue: int) -> Iterator[int]:
    """ "Speaking at a rally, Ruiz said": the verb that tells of the occasion."""
    for child in reading.doc.dependents(cue, "advcl"):
        if (
            child.tag == "VBG"
            and any(stem in _SPEAKING for stem in stems_of(child))
            and not reading.quoted[child.index]
        ):
            yield child.index


def _free(reading: Reading, at: int, barred: Sequence[Phrase]) -> bool:
    return not reading.quoted[at] and not any(bar.first <= at < bar.last for bar in barred)


def _is_venue(reading: Reading, token: Token) -> bool:
    return token.lemma in reading.rules.venues or token.text in reading.rules.venues


def _heard_at(reading: Reading, venue: int) -> Phrase | None:
    """ "an interview with CNN", "a letter to the president": who hears or reads it."""
    doc = reading.doc
    for child in doc.dependents(venue, "nmod"):
        if preposition_of(doc, child.index) in ("with", "to"):
            phrase = noun_phrase(doc, child.index)
            if actor_at(reading.cast, phrase) is not None:
                return without_case(doc, phrase)
    return None


def _time_of(reading: Reading, venue: int, barred: Sequence[Phrase]) -> Time | None:
    """The day that the occasion's own words tell: "a briefing on Friday", "an interview that aired on Sunday"."""
    doc = reading.doc
    heads = [venue]
    heads += [child.index for child in doc.dependents(venue, "acl") if any(stem in _GIVEN for stem in stems_of(child))]
    for head in heads:
        for child in doc.dependents(head, "nmod", "obl", "advmod", "compound"):
            if not reading.times_at[child.index] or not _free(reading, child.index, barred):
                continue
            time = next((one for one in doc.times if one.start <= child.start < one.end), None)
            if time is not None and time.earliest is not None and time.type in ("DATE", "TIME"):
                return time
    return None
