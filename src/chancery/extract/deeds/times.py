"""When: the day that belongs to a word, or that its clause shares with another."""

from __future__ import annotations

from dataclasses import replace

from chancery.extract.clauses import ancestors, preposition_of
from chancery.extract.deeds.mention import VERBAL, Mention
from chancery.extract.deeds.phrases import is_event
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Time, Token


def time_of(sheet: Sheet, index: int, depth: int = 0) -> Time | None:
    """The resolved day that belongs to the word; the nearest of several, else the one that its clause shares."""
    owned = sheet.dated.get(index, ())
    best = min(owned, key=lambda n: abs(sheet.doc.times[n].start - sheet.doc.tokens[index].start), default=None)
    if best is not None:
        return _open_since(sheet, index, best)
    return _shared_time(sheet, index, depth) if depth < 3 and sheet.dated else None


def when_said(sheet: Sheet, mention: Mention) -> Mention:
    """The mention with the day on which it was said, where it is done by words that somebody who does it is quoted with."""
    if mention.time is not None or mention.rule.what not in VERBAL or mention.status != "happened":
        return mention
    at, doers = sheet.doc.tokens[mention.token].start, {party.actor for party in mention.who}
    said = [
        (piece.end - piece.start, n)
        for n, quote in enumerate(sheet.quotes)
        if quote.speaker in doers
        for piece in quote.evidence
        if piece.field in ("words", "content") and piece.start <= at < piece.end
    ]
    if not said:
        return mention
    quote = sheet.quotes[min(said)[1]]
    day = next((piece.start for piece in quote.evidence if piece.field == "said_at"), None)
    time = next((time for time in sheet.doc.times if time.start == day), None)
    return replace(mention, time=time) if time is not None and time.earliest else mention


def _open_since(sheet: Sheet, index: int, number: int) -> Time | None:
    """ "have been protesting since early June": open at its end; under any other verb "since" dates nothing."""
    doc, time = sheet.doc, sheet.doc.times[number]
    since = sheet.starts.get(number)
    if since is None:
        return time
    helpers = {child.lemma.lower() for child in doc.dependents(index, "aux")}
    began = (time.earliest or "")[:10]
    if "have" not in helpers or doc.tokens[index].upos != "VERB" or (sheet.published and began > sheet.published):
        return None
    opens = (time.edtf or time.earliest or "").split("/")[0]
    return replace(time, start=since, latest=None, edtf=f"{opens}/..", parts=())


def _shared_time(sheet: Sheet, index: int, depth: int) -> Time | None:
    """The day of the clause that this verb's clause goes with, where the language says that it is the same day.

    Forms that it reads:

        On Monday, Ruiz met Lee and signed a pact.         the day stands before all that "and" joins
        Chile attacked and occupied Peru in 2014.          one object, one day
        Crowds clashed on Friday when Lee spoke.           "when", either way round
        Ruiz flew to Lima on Friday, where he met Lee.     the same person, at the end of the way
        On Friday Ruiz spoke, accusing Peru of theft.      speech that goes with the deed
        Members protested by shouting during the talks.    the deed and how it is done
        During a 2018 trip to Peru, Ruiz refused a visit.  the day of what it happened during
        The talks scheduled for Friday were called off.    the day that the plan names
    """
    doc, token = sheet.doc, sheet.doc.tokens[index]
    if token.upos not in ("VERB", "AUX"):
        verbs = (child for child in doc.dependents(index, "acl") if child.dep == "acl" and child.tag == "VBN")
        return next(
            (
                time_of(sheet, verb.index, depth + 2)
                for verb in verbs
                if any(form in words for words in (sheet.words.plans, sheet.words.light) for form in sheet.forms(verb))
            ),
            None,
        )
    sequel = any(child.lemma.lower() in sheet.words.sequel for child in doc.dependents(index, "advmod"))
    head, relation = doc.tokens[token.head], token.dep.split(":")[0]
    mark = next((child.lemma.lower() for child in doc.dependents(index, "advmod", "mark")), "")
    if head.index == index or sequel:
        pass
    elif relation == "conj" and head.upos == "VERB":
        time = time_of(sheet, head.index, depth + 1)
        if time is not None and _leads(sheet, time, head) and not _has_own_subject(sheet, token):
            return time
    elif relation == "advcl" and head.upos == "VERB" and token.tag in ("VBD", "VBG", "VBN"):
        if mark in ("when", "as") and token.tag == "VBD" and head.tag in ("VBD", "VBN"):
            return time_of(sheet, head.index, depth + 1)
        if token.tag == "VBG" and not mark and index > head.index:
            return time_of(sheet, head.index, depth + 1)
    elif (
        token.dep == "acl:relcl"
        and mark == "where"
        and any(child.lemma.lower() in ("he", "she", "they") for child in doc.dependents(index, "nsubj"))
    ):
        verb = next((at for at in ancestors(doc, head.index, 3) if doc.tokens[at].upos == "VERB"), None)
        return time_of(sheet, verb, depth + 1) if verb is not None and verb < index else None
    for child in doc.dependents(index, "obl", "advcl", "conj"):
        if child.dep == "obl" and preposition_of(doc, child.index) in ("during", "at") and is_event(sheet, child):
            if (numbers := sheet.dated.get(child.index)) and (found := doc.times[min(numbers)]).earliest:
                return found
        if child.dep == "advcl" and child.upos == "VERB" and token.tag in ("VBD", "VBN"):
            when = {word.lemma.lower() for word in doc.dependents(child.index, "advmod", "mark")}
            if ("when" in when and child.tag in ("VBD", "VBG", "VBN")) or ("by" in when and child.tag == "VBG"):
                return time_of(sheet, child.index, depth + 2)
        if child.dep == "conj" and child.index - index <= 3 and child.upos == "VERB":
            if not any(word.index < child.index for word in doc.dependents(index, "obj", "obl")):
                return time_of(sheet, child.index, 3)
    return None


def _leads(sheet: Sheet, time: Time, verb: Token) -> bool:
    """Whether the day stands before the verb and its subject."""
    subjects = [child.start for child in sheet.doc.dependents(verb.index, "nsubj")]
    return time.start < min([verb.start, *subjects])


def _has_own_subject(sheet: Sheet, verb: Token) -> bool:
    return any(True for _ in sheet.doc.dependents(verb.index, "nsubj"))
