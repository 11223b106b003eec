"""The record of an event, with the characters that say each part of it."""

from __future__ import annotations

from chancery.extract.clauses import evidence_of, when_of
from chancery.extract.deeds.mention import FIRM, Mention, Party
from chancery.extract.deeds.needs import is_decreed
from chancery.extract.deeds.sheet import Sheet
from chancery.records import MUTUAL, Event, Evidence, Where, identified


def record_of(sheet: Sheet, mention: Mention) -> Event | None:
    """The record of a mention; None when nobody has a part in it and nothing places it."""
    rule, doc = mention.rule, sheet.doc
    if not mention.parties and not (
        ("anonymous" in rule or (not mention.noun and is_decreed(sheet, rule, doc.tokens[mention.token])))
        and mention.status in FIRM
        and (mention.place is not None or mention.time is not None)
    ):
        return None
    if mention.noun and rule.needs == "any" and "anonymous" not in rule:
        settled = (mention.time is not None) + (mention.place is not None) + (len(mention.parties) > 1)
        if not settled:
            return None
    at = doc.tokens[mention.token].start
    holder = next(
        (q for q in sheet.quotes for e in q.evidence if e.field in ("content", "words") and e.start <= at < e.end),
        None,
    )
    speaker = (holder.speaker,) if holder is not None and holder.speaker else ()
    evidence = [evidence_of(doc, "what", *mention.what), _clause_of(sheet, mention)]
    evidence += [_named(sheet, "who", party) for party in mention.who]
    evidence += [_named(sheet, "whom", party) for party in mention.whom]
    if mention.time is not None:
        evidence.append(Evidence.of(doc.story, mention.time.start, mention.time.end, "when"))
    where = None
    if mention.place is not None:
        place = mention.place
        evidence.append(Evidence.of(doc.story, place.start, place.end, "where"))
        where = Where(place.name, place.country, place.lat, place.lon, place.precision)
    return identified(
        Event(
            story=doc.story.id,
            what=rule.what,
            mode=rule.mode,
            status=mention.status,
            evidence=tuple(evidence),
            by=rule.id,
            confidence=mention.confidence,
            who=tuple(party.actor for party in mention.who),
            whom=tuple(party.actor for party in mention.whom),
            when=when_of(doc, mention.time),
            where=where,
            according_to=speaker,
            within=holder.id if holder is not None else None,
            mutual=_is_mutual(sheet, mention),
        )
    )


def _is_mutual(sheet: Sheet, mention: Mention) -> bool:
    """Whether all who have a part stand side by side: "Chile and Peru met", "Chile and Peru accused each other"."""
    together = mention.rule.what in MUTUAL or "mutual" in mention.rule or _is_on_each_other(sheet, mention)
    return together and not mention.whom and len(mention.who) > 1


def _is_on_each_other(sheet: Sheet, mention: Mention) -> bool:
    """ "accused each other", "recalled their ambassadors from one another": whom the verb's own words say."""
    doc = sheet.doc
    for child in doc.dependents(mention.token, "obj", "iobj", "obl"):
        words = {child.text.lower(), *(below.text.lower() for below in doc.dependents(child.index))}
        if {"each", "other"} <= words or {"one", "another"} <= words:
            return True
    return False


def _named(sheet: Sheet, field: str, party: Party) -> Evidence:
    """The words of the mention that the party stands in."""
    token = sheet.doc.tokens[party.token]
    for span in sheet.cast.record(party.actor).mentions:
        if span.start <= token.start and token.end <= span.end:
            return Evidence.of(sheet.doc.story, span.start, span.end, field)
    return evidence_of(sheet.doc, field, party.token, party.token + 1)


def _clause_of(sheet: Sheet, mention: Mention) -> Evidence:
    """The stretch of the sentence from the first to the last word that says a part of the event."""
    doc = sheet.doc
    sentence = doc.sentence_of(mention.token)
    spots = [mention.token, *mention.reach, *(p.token for p in (*mention.who, *mention.whom))]
    first, last = mention.what
    for at in spots:
        if sentence.first <= at < sentence.last:
            first, last = min(first, at), max(last, at + 1)
    for at in mention.reach:
        if at > mention.token:
            last = max(last, min(doc.subtree(at)[1], sentence.last, mention.token + 40))
    start, end = doc.characters(first, last)
    for part in (mention.time, mention.place):
        if part is not None and sentence.start <= part.start < sentence.end:
            start, end = min(start, part.start), max(end, part.end)
    text = doc.story.text
    while end > start + 1 and text[end - 1] in " \n,.;:":
        end -= 1
    return Evidence.of(doc.story, start, end, "event")
