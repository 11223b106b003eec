"""Every place in a story that says an event, the verbs first, then the nouns that no verb has taken up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.extract.clauses import is_verb_misread
from chancery.extract.deeds.mention import Mention
from chancery.extract.deeds.needs import FORCE, bears
from chancery.extract.deeds.nominal import nominal_mention
from chancery.extract.deeds.nouns import noun_mention
from chancery.extract.deeds.phrases import words_before
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.status import status_of
from chancery.extract.deeds.verbs import is_misread, spoken_verdict, verb_mention
from chancery.extract.deeds.voices import is_done_by_saying, is_spoken, mourned
from chancery.extract.deeds.who import doers_of
from chancery.language.document import Token


def mentions_of(sheet: Sheet) -> Iterator[Mention]:
    """Every place that says an event, in text order; a noun that a verb has taken up says none of its own."""
    found: list[Mention] = []
    taken: set[int] = set()
    for token in sheet.doc.tokens:
        said = (token.upos == "VERB" and token.dep not in ("amod", "compound")) or is_verb_misread(sheet.doc, token)
        quoted = sheet.is_quoted(token)
        if quoted and (mention := spoken_verdict(sheet, token)):
            found.append(mention)
        if (said or _is_stance(sheet, token)) and (not quoted or is_spoken(sheet, token)):
            if is_misread(sheet, token):
                continue
            if (mention := verb_mention(sheet, token, taken)) and (not quoted or is_done_by_saying(sheet, mention)):
                found.append(mention)
    found += (mention for token in sheet.doc.tokens if (mention := mourned(sheet, token)) is not None)
    for token in sheet.doc.tokens:
        if token.upos in ("NOUN", "PROPN") and token.index not in taken and not sheet.is_quoted(token):
            if token.text == "March" and _is_month(sheet, token):
                continue
            if token.dep in ("compound", "flat"):
                continue
            if mention := nominal_mention(sheet, token, taken) or noun_mention(sheet, token):
                found.append(mention)
    found.sort(key=lambda mention: mention.token)
    for mention in _claimed(sheet, found):
        if mention.rule.what == "CONSULT":
            people = frozenset(actor for actor in mention.parties if sheet.cast.record(actor).type == "person")
            yield replace(mention, lands=_lands(sheet, mention), people=people)
        else:
            yield mention


def _is_stance(sheet: Sheet, token: Token) -> bool:
    """Whether an adjective says how somebody stands to another: "is critical of Chile"."""
    doc = sheet.doc
    if token.upos != "ADJ" or token.index + 1 >= len(doc.tokens) or not any(doc.dependents(token.index, "cop")):
        return False
    after = doc.tokens[token.index + 1].text.lower()
    return any(f"{form} {after}" in sheet.rules.by_verb for form in sheet.forms(token))


def _lands(sheet: Sheet, mention: Mention) -> frozenset[str]:
    """The countries of those who take part."""
    return frozenset(land for actor in mention.parties if (land := sheet.cast.record(actor).country))


def _claimed(sheet: Sheet, mentions: Sequence[Mention]) -> list[Mention]:
    """ "The Taliban claimed responsibility": the attack that is told last before it, where nobody is told to have done that."""
    out, doc = list(mentions), sheet.doc
    told_before: set[int] = set()
    for token in doc.tokens:
        if token.lemma.lower() not in ("responsibility", "credit") or token.dep != "obj":
            continue
        verb = doc.tokens[token.head]
        if verb.lemma.lower() not in ("claim", "take", "assume") or status_of(sheet, verb.index, None) not in (
            "happened",
            "ongoing",
        ):
            continue
        who = tuple(party for party in doers_of(sheet, verb) if bears(sheet, party.actor, FORCE))
        place = next(
            (n for n in range(len(out) - 1, -1, -1) if out[n].rule.what == "ASSAULT" and out[n].token < verb.index),
            None,
        )
        if place is None or not who or out[place].who:
            continue
        told = doc.sentence_of(out[place].token)
        if told.index <= 4 or verb.sentence - told.index <= 6:
            out[place] = replace(out[place], who=who)
            told_before.add(verb.index)  # "responsibility for the attack" is that attack.
    return [m for m in out if not (m.rule.what == "ASSAULT" and m.noun and told_before & set(m.reach))]


def _is_month(sheet: Sheet, token: Token) -> bool:
    return token.index in sheet.days or not any(
        child.index < token.index for child in sheet.doc.dependents(token.index, "det", "amod", "compound", "nmod")
    )


def numbered(sheet: Sheet, mentions: list[Mention]) -> list[Mention]:
    """Those of one series share their parties: before "a second summit" of Trump and Kim, "a first meeting" was theirs."""

    def ordinal(mention: Mention) -> bool:
        return mention.noun and bool(
            words_before(sheet, sheet.doc.tokens[mention.token])[0] & {"first", "second", "third"}
        )

    known = next((m for m in mentions if ordinal(m) and m.rule.what == "CONSULT" and len(m.parties) == 2), None)
    if known is None:
        return mentions
    return [
        replace(m, who=known.who, whom=known.whom) if m.rule == known.rule and not m.parties and ordinal(m) else m
        for m in mentions
    ]
