"""What the reading model takes for the same as somebody who is cast already: "it", "they", "the group"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from chancery.extract.casting.drafts import Draft
from chancery.extract.casting.grammar import HE, SHE, SPEAKING, is_plural
from chancery.extract.casting.work import Work
from chancery.language.document import Reference, Token
from chancery.records import ActorType

_THEY = {"they", "them", "their", "theirs", "themselves"}
_SEVERAL = _THEY | {"both", "these", "those"}
_WE = {"we", "us", "our", "ours", "ourselves"}
_BODY_TYPES: frozenset[ActorType] = frozenset({"organization", "igo", "government", "armed_group", "media"})
_NOUNS_FOR: Mapping[str, frozenset[ActorType]] = {
    "country": frozenset({"state"}), "nation": frozenset({"state"}), "state": frozenset({"state"}),
    "kingdom": frozenset({"state"}), "republic": frozenset({"state"}), "group": _BODY_TYPES, "organization": _BODY_TYPES,
    "organisation": _BODY_TYPES, "body": _BODY_TYPES, "bloc": _BODY_TYPES, "alliance": _BODY_TYPES, "movement": _BODY_TYPES,
    "firm": _BODY_TYPES, "paper": frozenset({"media"}), "outlet": frozenset({"media"}), "network": _BODY_TYPES,
}  # fmt: skip
"""What a noun with "the" may stand for."""
_Owner = TypeVar("_Owner")


def settle_references(work: Work) -> None:
    """What the reading model takes for the same as somebody whom names and titles have settled: "it", "they", "the group".

    Names and titles are surer than the model: it never joins two actors, and a mention that fits no actor is left alone.
    """
    for chain in work.doc.references:
        owners = [(one.head, draft) for one in chain if (draft := _owner_of(work, one))]
        several = [(one.head, many) for one in chain if len(many := _together(work, one)) > 1]
        if not owners and not several:
            continue
        _learn_sex(work, chain, owners)
        for one in chain:
            at = one.head
            if at in work.at or at in work.found or at in work.heads or not work.is_open(at):
                continue
            token = work.tokens[at]
            if several and _means_several(token) and token.text.lower() not in _WE:
                work.several[at] = _nearest(at, several)
                continue
            fitting = [(where, draft) for where, draft in owners if _can_be(work, token, draft)]
            if fitting and not _is_overtaken(work, token, _nearest(at, fitting)):
                first, last = (at, at + 1) if token.upos in {"PRON", "DET"} else (one.first, one.last)
                _refer(work, _nearest(at, fitting), first, last, at)


def _is_overtaken(work: Work, token: Token, draft: Draft) -> bool:
    """Whether "he" means rather the one person who speaks before it in its paragraph, where the model's has no mention."""
    low = token.text.lower()
    sex = "m" if low in HE else "f" if low in SHE else ""
    if not sex or work.quoted[token.index]:
        return False
    sentence = work.doc.sentence_of(token.index)
    paragraph = [one for one in work.doc.sentences if one.paragraph == sentence.paragraph and one.part == sentence.part]
    before = range(paragraph[0].first, token.index)
    if any(work.at.get(at) is draft for at in before):
        return False
    speakers = {
        id(person)
        for at in before
        if work.tokens[at].dep == "nsubj"
        and not work.quoted[at]
        and work.tokens[work.tokens[at].head].lemma in SPEAKING
        if (person := work.person_at(at)) and person.sex in {"", sex}
    }
    return len(speakers) == 1


def _learn_sex(work: Work, chain: Sequence[Reference], owners: Sequence[tuple[int, Draft]]) -> None:
    """Whether a person whose name does not tell is "he" or "she": the pronoun that stands nearest behind a mention of hers says it."""
    nearest: dict[int, tuple[int, str, Draft]] = {}
    for one in chain:
        if work.quoted[one.head]:
            continue
        low = work.tokens[one.head].text.lower()
        sex = "m" if low in HE else "f" if low in SHE else ""
        before = [pair for pair in owners if pair[0] < one.head]
        if not sex or not before:
            continue
        at, draft = max(before, key=lambda pair: pair[0])
        gap = one.head - at
        if draft.type == "person" and not draft.sex and gap < nearest.get(id(draft), (10**9, "", draft))[0]:
            nearest[id(draft)] = (gap, sex, draft)
    for _, sex, draft in nearest.values():
        draft.sex = sex


def _owner_of(work: Work, one: Reference) -> Draft | None:
    """Whom the mention means; of a long phrase its head alone says it."""
    return work.actor_at(one.head) if one.last - one.first < 12 else work.at.get(one.head)


def _together(work: Work, one: Reference) -> list[Draft]:
    """Whom "Kim and Trump" means: the actors at its conjuncts."""
    heads = [t.index for t in work.doc.dependents(one.head, "conj") if t.index < one.last]
    found: list[Draft] = []
    for head in [one.head, *heads] if heads else []:
        draft = work.at.get(head)
        if draft is not None and draft not in found:
            found.append(draft)
    return found


def _means_several(token: Token) -> bool:
    """Whether the word may mean several actors: "they", "both", "the leaders"."""
    return token.text.lower() in _SEVERAL or is_plural(token)


def _can_be(work: Work, token: Token, draft: Draft) -> bool:
    """Whether a pronoun or noun can be a word for the actor, by number, sex and kind."""
    low, lemma = token.text.lower(), token.lemma.lower()
    person = draft.type == "person"
    if low in HE or low in SHE:
        return person and draft.sex in {"", "m" if low in HE else "f"}
    if low in {"it", "its", "itself"}:
        return draft.type == "state" or draft.type in _BODY_TYPES
    if low in _THEY:
        return not person and draft.type not in {"state", "government"}
    if low in {"who", "whom", "whose"}:
        return person or draft.type in {"people", "armed_group", "unknown"}
    if token.upos in {"PRON", "DET"} or not _is_pointed_at(work, token):
        return False
    if work.titles.is_head(lemma):
        return person and not is_plural(token) and _may_hold(work, draft, token)
    kind = work.titles.body(lemma)
    if kind is not None:
        return not person and (kind in {draft.sector, draft.type} or draft.sector is None)
    return draft.type in _NOUNS_FOR.get(lemma, ())


def _is_pointed_at(work: Work, token: Token) -> bool:
    """Whether the noun has "the", "this" or "that"."""
    return any(t.lemma.lower() in {"the", "this", "that"} for t in work.doc.dependents(token.index, "det"))


def _may_hold(work: Work, person: Draft, token: Token) -> bool:
    """Whether nothing known of the person speaks against "the envoy"."""
    held = person.titles()
    return not held or any(work.titles.fits(token.text, title) for title in held)


def _refer(work: Work, draft: Draft, first: int, last: int, head: int) -> None:
    """A mention by reference; it makes no actor of what only says where."""
    if not draft.kept:
        draft.weak.append((first, last))
        return
    if (first, last) not in draft.mentions:
        draft.mentions.append((first, last))
    work.at.setdefault(head, draft)


def _nearest(at: int, owners: Sequence[tuple[int, _Owner]]) -> _Owner:
    """The owner whose mention stands nearest before token *at*, else the first after it."""
    before = [pair for pair in owners if pair[0] < at]
    return max(before, key=lambda pair: pair[0])[1] if before else min(owners, key=lambda pair: pair[0])[1]
