"""Attributions become records, each field with the words that say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chancery.extract.clauses import Phrase, actors_at, evidence_of, when_of, without_case
from chancery.extract.quoting.days import said_at
from chancery.extract.quoting.occasion import occasion_of
from chancery.extract.quoting.reading import Attribution, Piece, Reading
from chancery.extract.quoting.speakers import described, named_whole, who_speaks
from chancery.records import Evidence, Quote, Source, identified


def quote_of(reading: Reading, piece: Piece, attribution: Attribution, utterance: str | None = None) -> Quote:
    """The record of marked words."""
    if (content := attribution.content) is not None:
        # Content that begins or ends among the marked words holds them all, with their marks.
        first = piece.left if piece.left <= content.first < piece.right else content.first
        last = piece.right if piece.left < content.last <= piece.right else content.last
        content = without_case(reading.doc, Phrase(content.head, first, last))
        attribution = replace(attribution, content=content)
    if piece.marks.unclosed:
        attribution = replace(attribution, confidence=round(attribution.confidence - 0.15, 2))
    words = Evidence.of(reading.doc.story, piece.marks.first, piece.marks.last, "words")
    bars = [Phrase(piece.left, piece.left, piece.right)]
    return record_of(reading, attribution, words, bars, utterance)


def record_of(
    reading: Reading,
    attribution: Attribution,
    words: Evidence,
    bars: Sequence[Phrase],
    utterance: str | None = None,
    more: Sequence[Evidence] = (),
) -> Quote:
    """The record of an attribution, with the evidence of each of its fields; *more* is what else says the words."""
    doc = reading.doc
    evidence = [words, *more]
    if attribution.speaker is not None:
        attribution = replace(attribution, speaker=described(reading, named_whole(reading, attribution.speaker)))
    named = {
        "content": attribution.content, "speaker": attribution.speaker, "cue": attribution.cue, "prompt": attribution.prompt,
    }  # fmt: skip
    said = {}
    for name, phrase in named.items():
        if phrase is not None:
            said[name] = evidence_of(doc, name, phrase.first, phrase.last)
            evidence.append(said[name])
    occasion = occasion_of(reading, attribution, bars)
    time = said_at(reading, attribution, bars) or occasion.time
    if time is not None:
        evidence.append(Evidence.of(doc.story, time.start, time.end, "said_at"))
    to, venue = occasion.to, occasion.venue
    if venue is not None:
        evidence.append(evidence_of(doc, "venue", venue.first, venue.last))
    if to is not None:
        evidence.append(evidence_of(doc, "to", to.first, to.last))
    speaker = who_speaks(reading, attribution.speaker)
    passing = [phrase for phrase in attribution.sources if speaker is None or who_speaks(reading, phrase) != speaker]
    sources = [evidence_of(doc, "source", phrase.first, phrase.last) for phrase in passing]
    evidence += sources
    return identified(
        Quote(
            story=doc.story.id,
            form=attribution.form,
            words=words.text,
            evidence=tuple(evidence),
            by=attribution.by,
            confidence=attribution.confidence,
            content=said["content"].text if "content" in said else None,
            speaker=speaker,
            speaker_as=said["speaker"].text if "speaker" in said else None,
            cue=said["cue"].text if "cue" in said else None,
            to=actors_at(doc, reading.cast, to),
            said_at=when_of(doc, time),
            venue=doc.words(venue.first, venue.last) if venue else None,
            prompt=said["prompt"].text if "prompt" in said else None,
            utterance=utterance,
            sources=tuple(
                Source(piece.text, who_speaks(reading, phrase)) for piece, phrase in zip(sources, passing, strict=True)
            ),
        )
    )
