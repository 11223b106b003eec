"""Quotations inside of quotations: "He told me 'never again'," Ruiz said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.extract.quoting.marked import attribute
from chancery.extract.quoting.reading import Reading
from chancery.extract.quoting.records import quote_of
from chancery.records import Doubt, Quote, identified

_NOBODY_ELSE = frozenset({"i", "we", "you", "one", "someone", "somebody", "anyone", "people"})


def find_nested(reading: Reading, records: Sequence[Quote | Doubt]) -> Iterator[Quote]:
    """Yield what somebody else is said to have said inside of the marked words of *records*, each within its outer quote.

    Marked words inside that have no cue and no speaker of their own are part of the outer quote and no record; so are those
    that its speaker says of himself ("I told him 'no'").
    """
    outer = {
        record.evidence[0].start: record
        for record in records
        if isinstance(record, Quote) and record.form != "indirect"
    }
    for piece in reading.pieces:
        record = outer.get(piece.marks.first)
        if record is None or (inner := reading.inside(piece)) is None:
            continue
        for found in inner.pieces:
            attribution = attribute(inner, found)
            if attribution is None or attribution.cue is None or attribution.speaker is None:
                continue
            if not piece.first <= attribution.cue.head < piece.last:
                continue
            if reading.doc.tokens[attribution.speaker.head].text.lower() in _NOBODY_ELSE:
                continue
            confidence = round(attribution.confidence - 0.1, 2)
            quote = quote_of(inner, found, replace(attribution, confidence=confidence))
            yield identified(replace(quote, within=record.id))
