"""One event, several mentions: which mentions tell of the same, and what they say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chancery.extract.clauses import ancestors
from chancery.extract.deeds.mention import FIRM, Mention
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Time


def merged(sheet: Sheet, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with those of one event put together, the best of them leading, in text order."""
    out: list[Mention] = []
    for mention in mentions:
        for place, other in enumerate(out):
            if _same(sheet, other, mention):
                out[place] = _joined(sheet, other, mention)
                break
        else:
            out.append(mention)
    return sorted(out, key=lambda mention: mention.token)


def _same(sheet: Sheet, a: Mention, b: Mention) -> bool:
    doc = sheet.doc
    headline = doc.sentence_of(a.token).part == "headline" and doc.sentence_of(b.token).part != "headline"
    if a.rule.what != b.rule.what or not _compatible(a, b, loose=headline):
        return False
    same_parties = a.parties == b.parties or (
        bool(a.parties & b.parties) and (a.parties <= b.parties or b.parties <= a.parties)
    )
    word_a, word_b = doc.tokens[a.token].lemma.lower(), doc.tokens[b.token].lemma.lower()
    if (
        a.time is not None
        and b.time is not None
        and (a.time.earliest, a.time.latest) == (b.time.earliest, b.time.latest)
    ):
        return bool(same_parties or not a.parties or not b.parties)
    if a.rule.what == "ASSAULT" and _is_toll(sheet, a, b):
        return True
    if headline:
        # A headline says what the story tells.
        if (
            not a.parties
            or a.rule.what == "PROTEST"
            or (a.parties & b.parties and (word_a == word_b or a.parties == b.parties))
        ):
            return True
    together = (a.lands == b.lands and len(a.lands) > 1) or (a.parties == b.parties and len(a.parties) > 1)
    if word_b in ("discuss", "discussion", "talk") and together and b.time is None:
        return b.place is None and (
            not b.people or bool(a.people & b.people)
        )  # Two ministers met; "the two sides discussed".
    if not b.parties or not a.parties:
        return b.noun and b.definite and (word_a == word_b or (a.noun and b.time is None))
    if a.rule.mode == b.rule.mode == "visit" and (a.place is None) != (b.place is None):
        return same_parties and b.noun and b.definite  # One journey and another, unless "the trip" takes it up.
    if same_parties and a.rule.what in ("CONSULT", "AGREE", "COOPERATE"):
        return (a.place is not None and b.place is not None) or word_a == word_b or (b.definite and b.noun)
    return a.parties == b.parties and word_a == word_b


def _is_toll(sheet: Sheet, a: Mention, b: Mention) -> bool:
    """Whether the second says what the first cost: "attacked a checkpoint, killing nine", "nine were killed and five injured"."""
    doc = sheet.doc
    verb, below = doc.tokens[b.token], doc.tokens[a.token]
    if b.noun or verb.sentence != below.sentence or not any(form in sheet.words.blows for form in sheet.forms(verb)):
        return False
    if a.who and b.who and a.who[0].actor != b.who[0].actor:
        return False
    chain = verb
    while chain.dep == "conj" and chain.head not in (a.token, chain.index):
        chain = doc.tokens[chain.head]
    if chain.dep == "conj":
        return chain.head == a.token and any(form in sheet.words.blows for form in sheet.forms(below))
    if chain.dep == "advcl":
        above = set(ancestors(doc, chain.index, 3))
        carried = a.noun and bool(above & set(a.reach))  # "launched airstrikes on the town, killing nine"
        return chain.tag == "VBG" and (a.token in above or carried)
    return chain.dep == "acl:relcl" and a.noun and chain.head == a.token


def _compatible(a: Mention, b: Mention, *, loose: bool = False) -> bool:
    if (a.status in FIRM) != (b.status in FIRM) or (a.status != b.status and a.status not in FIRM):
        return False
    if a.time is not None and b.time is not None:
        if (a.time.earliest or "")[:10] > (b.time.latest or "9") or (b.time.earliest or "") > (a.time.latest or "9"):
            return False
    if a.place is not None and b.place is not None and a.place.name != b.place.name:
        if loose and a.place.country == b.place.country:
            return True  # A headline names the province, the story the town.
        return a.place.country == b.place.country and "country" in (a.place.precision, b.place.precision)
    return True


def _joined(sheet: Sheet, a: Mention, b: Mention) -> Mention:
    """One mention with what the other adds; the fuller one, in the body before the headline, leads."""

    def rank(mention: Mention) -> tuple[int, bool, float]:
        fields = (mention.time is not None) + (mention.place is not None) + min(2, len(mention.parties))
        return fields, sheet.doc.sentence_of(mention.token).part == "body", mention.confidence

    first = rank(a) >= rank(b) or (a.rule.what == "ASSAULT" and _is_toll(sheet, a, b))
    lead, other = (a, b) if first else (b, a)
    narrow = lead.time
    if narrow is None or (other.time is not None and _length(other.time) < _length(narrow)):
        narrow = other.time
    place = lead.place
    if place is None or (other.place is not None and place.precision == "country" and other.place.precision == "city"):
        place = other.place
    who, whom = (lead.who, lead.whom) if len(lead.parties) >= len(other.parties) else (other.who, other.whom)
    confidence = round(min(0.95, max(lead.confidence, other.confidence) + 0.03), 2)
    also = tuple(sorted({*lead.also, *other.also, other.token}))
    return replace(lead, time=narrow, place=place, who=who, whom=whom, confidence=confidence, also=also)


def _length(time: Time) -> int:
    """About how many days the time covers."""
    if not time.earliest or not time.latest:
        return 10**6
    years = int(time.latest[:4]) - int(time.earliest[:4])
    return (
        years * 372
        + (int(time.latest[5:7]) - int(time.earliest[5:7])) * 31
        + int(time.latest[8:10])
        - int(time.earliest[8:10])
    )
