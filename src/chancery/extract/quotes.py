"""Quotes: words that a story puts in someone's mouth, between marks or as a reported clause.

The order of the steps; ``quoting/`` has a file each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chancery.extract.quoting.days import dated
from chancery.extract.quoting.marked import find_marked
from chancery.extract.quoting.nested import find_nested
from chancery.extract.quoting.reading import Reading
from chancery.extract.quoting.reported import find_reported
from chancery.extract.quoting.settled import settle_speakers
from chancery.extract.quoting.transcripts import find_turns
from chancery.language.document import Doc
from chancery.records import Doubt, Quote
from chancery.rules.speakers import SpeakerHead
from chancery.rules.speech import SpeechRules

if TYPE_CHECKING:
    from chancery.extract.actors import Cast
    from chancery.rules.load import Rules


def find_quotes(doc: Doc, cast: Cast, rules: Rules) -> Iterator[Quote | Doubt]:
    """Yield each quotation in text order, with its speaker where the story names one.

    Forms that it reads:

        "We leave in May," Ana Ruiz said.                    direct
        Asked about May, Ruiz said: "We leave."              direct, with the prompt
        Ruiz said the talks had been "productive".           mixed: the clause around the words is the content
        Ruiz said on Monday that she would leave.            indirect
        MS. RUIZ: We leave in May.                           a transcript's turn
        "He told me 'never again'," Ruiz said.               and what he said, within what Ruiz said

    Marked words that nobody is said to have said (scare quotes, titles of works) are no quotation. A mark without a
    partner becomes a Doubt, and the rest of the story is still read.
    """
    yield from find_speech(doc, cast, rules.speech, rules.speakers)


def find_speech(doc: Doc, cast: Cast, rules: SpeechRules, head: SpeakerHead | None = None) -> Iterator[Quote | Doubt]:
    """What ``find_quotes`` yields, from the rules of speech and, where given, the head that settles speakers."""
    reading = Reading(doc, cast, rules)
    found: list[tuple[int, Quote | Doubt]] = [(record.evidence[0].start, record) for record in find_turns(reading)]
    found += [(record.evidence[0].start, record) for record in find_marked(reading)]
    found += [(record.evidence[0].start, record) for record in find_reported(reading)]
    seen = set()
    ordered = [record for _, record in sorted(found, key=lambda pair: pair[0])]
    records = list(dated(reading, list(settle_speakers(reading, ordered, head or SpeakerHead()))))
    nested = find_nested(reading, records)
    for record in sorted((*records, *nested), key=lambda record: record.evidence[0].start):
        if record.id not in seen:
            seen.add(record.id)
            yield record
