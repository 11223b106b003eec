"""Whom "he", "she" and a statement's "we" mean."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.casting.drafts import Draft
from chancery.extract.casting.grammar import HE, SHE, SPOKEN, first_of_list, relation
from chancery.extract.casting.work import Work
from chancery.language.document import Token

_STATING = {"condemn", "welcome", "urge", "call", "support", "commend", "stand", "remain", "continue", "congratulate", "reaffirm", "express", "applaud", "reiterate", "deplore", "denounce", "appreciate", "thank", "join", "recognize", "mourn", "extend", "seek", "demand", "reject", "honor", "believe", "regret", "note", "take", "be"}  # fmt: skip
"""What a government that issues a statement says of itself in the present."""


def settle_pronouns(work: Work) -> None:
    """He, she, his, her, him: the subject above, else the only person that fits in the sentences before."""
    for token in work.tokens:
        low = token.text.lower()
        if low in {"we", "our", "us"} and not work.quoted[token.index] and work.is_open(token.index):
            if issuer := _issuer(work, token):
                work.mention(issuer, token.index, token.index + 1)
            continue
        sex = "m" if low in HE else "f" if low in SHE else ""
        if not sex or not work.is_open(token.index) or token.upos not in {"PRON", "DET"} or token.index in work.at:
            continue
        person = _antecedent(work, token, sex)
        if person:
            work.mention(person, token.index, token.index + 1)
            person.sex = person.sex or sex


def _issuer(work: Work, token: Token) -> Draft | None:
    """Who says "we" in a statement: the state or body that speaks in the present. "The United States condemns ... We call on"."""
    if work.first_i < token.index:
        return None
    issuer = work.home
    for at in range(token.index - 1, -1, -1):
        draft, subject = work.at.get(at), work.tokens[first_of_list(work, at)]
        if draft is None or not draft.kept or draft.type not in {"state", "government", "igo", "organization"}:
            continue
        verb = work.tokens[subject.head]
        states = verb.lemma.lower() in _STATING and verb.tag in {"VBZ", "VBP"}
        if subject.dep == "nsubj" and states and not work.quoted[at] and issuer in {None, draft.country}:
            return draft
    governments = (d for d in work.drafts if d.type in {"state", "government"} and d.kept and d.mentions)
    return next((d for d in governments if issuer is not None and d.country == issuer), None)


def _antecedent(work: Work, token: Token, sex: str) -> Draft | None:
    """Whom a pronoun means: in its own sentence, else in the nearest of the four before that has a fitting person."""
    at = token.index
    sentence = work.doc.sentence_of(at)
    here = _persons(work, sentence.first, at, sex)
    if work.quoted[at]:
        # In a quotation "he" is somebody else than who speaks.
        speaker = _speaker(work, at)
        here = [p for p in here if p is not speaker]
        return here[0] if len(here) == 1 and speaker else None
    above = _subject_above(work, token, sex)
    if above:
        return above
    barred = _own_subject(work, token)
    here = [p for p in here if p is not barred]
    if here:
        return here[0] if len(here) == 1 else None
    for back in range(sentence.index - 1, max(-1, sentence.index - 5), -1):
        earlier = work.doc.sentences[back]
        if earlier.part != sentence.part:
            break
        persons = [p for p in _persons(work, earlier.first, earlier.last, sex, unquoted=True) if p is not barred]
        if not persons:
            continue
        subjects = [p for p in _subjects(work, earlier.first, earlier.last, sex) if p is not barred]
        if len(set(subjects)) > 1:
            return _last_speaker(work, earlier.first, earlier.last, subjects)
        if subjects:
            return subjects[0]
        return persons[0] if len(persons) == 1 else None
    return None


def _persons(work: Work, first: int, last: int, sex: str, unquoted: bool = False) -> list[Draft]:
    """The persons of this sex, or of no known one, that the words mention, not only as whose something is."""
    out: list[Draft] = []
    for at in range(first, last):
        draft, token = work.at.get(at), work.tokens[at]
        if draft is None or draft.type != "person" or draft.sex not in {"", sex} or draft in out:
            continue
        if (unquoted and work.quoted[at]) or (token.dep in {"nmod:poss", "compound"} and token.upos != "PRON"):
            continue
        out.append(draft)
    return out


def _subjects(work: Work, first: int, last: int, sex: str) -> list[Draft]:
    """The persons of this sex, or of no known one, that are subjects outside of quotations."""
    out = []
    for at in range(first, last):
        if relation(work.tokens[at]) == "nsubj" and not work.quoted[at]:
            person = work.person_at(at)
            if person and person.sex in {"", sex}:
                out.append(person)
    return out


def _last_speaker(work: Work, first: int, last: int, subjects: Sequence[Draft]) -> Draft | None:
    """Of several subjects the one of the sentence's root or of its verb of saying."""
    for at in range(last - 1, first - 1, -1):
        token = work.tokens[at]
        if token.dep == "nsubj" and (work.tokens[token.head].dep == "root" or work.tokens[token.head].lemma in SPOKEN):
            person = work.person_at(at)
            if person in subjects:
                return person
    return None


def _subject_above(work: Work, token: Token, sex: str) -> Draft | None:
    """The subject of the nearest clause around the pronoun's own that is a fitting person and stands before it."""
    at, seen = token.index, 0
    own = token.dep in {"obj", "iobj", "obl"} and token.text.lower() in {"him", "her"}
    skip = token.head if own or relation(token) == "nsubj" else -1
    while seen < 30 and work.tokens[at].head != at:
        at, seen = work.tokens[at].head, seen + 1
        if at == skip:
            continue
        for child in work.doc.dependents(at, "nsubj"):
            if child.index < token.index:
                person = work.person_at(child.index)
                if person and person.sex in {"", sex}:
                    return person
    return None


def _own_subject(work: Work, token: Token) -> Draft | None:
    """Whom an object pronoun cannot mean: the subject of its own verb ("Trump met him")."""
    if token.text.lower() not in {"him", "her"} or token.dep == "nmod:poss":
        return None
    for child in work.doc.dependents(token.head, "nsubj"):
        return work.person_at(child.index)
    return None


def _speaker(work: Work, at: int) -> Draft | None:
    """The person who says the sentence that a quoted token stands in."""
    sentence = work.doc.sentence_of(at)
    for index in range(sentence.first, sentence.last):
        token = work.tokens[index]
        if not work.quoted[index] and token.dep == "nsubj" and work.tokens[token.head].lemma in SPOKEN:
            return work.person_at(index)
    return None
