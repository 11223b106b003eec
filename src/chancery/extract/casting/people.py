"""The persons of the story, by full name and by surname."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from chancery.extract.casting.drafts import Draft, Found
from chancery.extract.casting.names import PARTICLES
from chancery.extract.casting.offices import describe
from chancery.extract.casting.surnames import (
    bearers_of,
    chosen_bearer,
    has_other_title,
    leader_before,
    leader_of,
    surnames,
)
from chancery.extract.casting.work import Work
from chancery.language.document import Token
from chancery.records import Doubt, Evidence, Span, identified
from chancery.rules.countries import Leader

_COMMON_WORDS = {"May", "Park", "Brown", "Major", "Rice", "Bush", "Hunt", "Cook", "Straw", "Key", "Gates", "Baker", "Hu", "Li", "King", "Prince", "Pence", "Lam", "Wang", "Moon", "Abbott", "Rudd"}  # fmt: skip
"""Surnames of leaders that are words too: outside of any name they mean nobody."""
_TURN_TITLES = {"mr", "ms", "mrs", "dr", "secretary", "ambassador", "minister", "president", "senator", "general", "chancellor", "commissioner", "admiral"}  # fmt: skip


def cast_people(work: Work) -> None:
    """Persons by their full names; then the surnames, which mean one of them or an office-holder of the day."""
    full: list[Found] = []
    bare: list[Found] = []
    for found in work.names:
        if found.kind == "PER":
            (full if " " in work.words(found.first, found.last) else bare).append(found)
    for found in [*full, *_missed_leaders(work)]:
        _cast_full(work, found)
    known = {name for person in work.people for name in surnames(person)}
    for found in work.names:
        words = work.doc.words(found.first, found.last)
        if found.kind in {"ORG", "NORP"} and found.last == found.first + 1 and words not in _COMMON_WORDS:
            # "the Trump administration": a surname that the reader took for a body's name.
            if words in known or work.leader_called(words):
                found.kind = "PER"
                bare.append(found)
    bare += _missed_surnames(work, known)
    for found in sorted(bare, key=lambda f: f.first):
        _cast_bare(work, found)
    for person in work.people:
        describe(work, person)


def _cast_full(work: Work, found: Found) -> None:
    """A full name: a person of the story already, under this or another form of it, else a new one."""
    words = work.words(found.first, found.last)
    plain = " ".join(word for word in words.split() if not re.fullmatch(r"[A-Z]\.?", word))
    leader = work.leader_named(words) or work.leader_named(plain) or leader_before(work, found)
    person = next(
        (p for p in work.people if (leader and p.leader and p.leader.name == leader.name) or _is_same(p, words)), None
    )
    if person is None:
        person = _add_person(work, words, (found.first, found.last), leader, "actors.name", 0.9)
    elif len(words) > len(person.name) and not person.leader:
        person.name, person.named = words, (found.first, found.last)
    person.form(words)
    work.mention(person, found.first, found.last)


def _cast_bare(work: Work, found: Found) -> None:
    """One word: a person of the story by surname, else an office-holder, else somebody of that name only."""
    word, named = work.doc.words(found.first, found.last), (found.first, found.last)
    if word.isupper() and len(word) > 3:
        word = word.capitalize()  # "MR PRICE:" of a transcript.
    bearers = bearers_of(work, word)
    leader = leader_of(work, found, word)
    if leader and not bearers and has_other_title(work, found, leader):
        leader = None
    person = chosen_bearer(work, found, bearers, leader)
    if person is None and len(bearers) > 1 and not leader:
        _doubt(work, found, f"{word} may be " + " or ".join(sorted(p.name for p in bearers)))
        return
    if person is None and leader:
        person = person_of(work, leader, named, "actors.leader", 0.85)
    if person is None:
        person = _add_person(work, word, named, None, "actors.name", 0.7)
    person.form(word)
    work.mention(person, found.first, found.last)


def person_of(work: Work, leader: Leader, named: tuple[int, int], by: str, confidence: float) -> Draft:
    """The office-holder as a person of the story, taken up where he is none yet."""
    person = next((p for p in work.people if p.leader and p.leader.name == leader.name), None)
    return person or _add_person(work, leader.name, named, leader, by, confidence)


def _add_person(
    work: Work, name: str, named: tuple[int, int], leader: Leader | None, by: str, confidence: float
) -> Draft:
    person = Draft(name, "person", by, confidence, named=named, leader=leader)
    if leader:
        person.sex = leader.sex
        person.country, sector = work.countries.belongs(leader)
        if leader.holds(work.day):
            person.sector = sector
            person.offices += [leader.office] if leader.high else []
        elif leader.left(work.day):
            person.sector = sector if sector in {"MIL", "REB"} else "ELI"  # A general stays one.
            person.offices += [f"former {leader.office}"] if leader.high else []
        person.because = _hint(work, leader.country)
    forename, *others = name.split(maxsplit=1)
    if others or work.countries.is_counted(forename):  # A rarer name alone may as well be a surname: "Henning".
        person.sex = person.sex or work.countries.sex(forename)
    work.people.append(person)
    work.drafts.append(person)
    return person


def _hint(work: Work, country: str) -> Evidence | None:
    """The first words of the story that name the country of an office-holder."""
    for found in work.names:
        if found.country == country:
            return work.evidence(found.first, found.last, "country")
    return None


def _missed_leaders(work: Work) -> Iterator[Found]:
    """Full names of office-holders that the reader did not mark."""
    for token in work.tokens:
        at = token.index
        if not token.text[:1].isupper() or at in work.found or not work.is_open(at):
            continue
        end = work.doc.sentence_of(at).last
        for last in range(min(at + 5, end), at + 1, -1):
            if any(i in work.found for i in range(at, last)):
                continue
            if work.leader_named(work.doc.words(at, last)):
                yield _add_name(work, at, last)
                break


def _missed_surnames(work: Work, known: Collection[str]) -> Iterator[Found]:
    """Capitalised words outside of any name that are the surname of a person of the story, or of a leader."""
    for token in work.tokens:
        at = token.index
        if token.text.islower() or at in work.found or not work.is_open(at):
            continue
        if _labels_turn(work, token) or _is_surname(work, token, known):
            yield _add_name(work, at, at + 1)


def _is_surname(work: Work, token: Token, known: Collection[str]) -> bool:
    """Whether the word is one of the *known* surnames, or such a leader's that is no common word."""
    if not token.text[:1].isupper() or token.upos not in {"PROPN", "NOUN", "X"}:
        return False
    if token.text in known and token.text not in PARTICLES and not work.is_shouted(token.index):
        return True
    return token.text not in _COMMON_WORDS and work.leader_called(token.text) is not None


def _labels_turn(work: Work, token: Token) -> bool:
    """Whether the word names whose turn it is in a transcript: "MR PRICE:"."""
    at = token.index
    if not token.text.isupper() or len(token.text) < 3 or at == 0 or at + 1 >= len(work.tokens):
        return False
    apart = work.tokens[at - 1].text == "." and at > 1  # "MS" and its full stop may be two tokens.
    before = work.tokens[at - 2 if apart else at - 1].text.strip(".")
    return work.tokens[at + 1].text == ":" and before.isupper() and before.lower() in _TURN_TITLES


def _add_name(work: Work, first: int, last: int) -> Found:
    found = Found(first, last, "PER")
    work.names.append(found)
    work.found.update(dict.fromkeys(range(first, last), found))
    return found


def _doubt(work: Work, found: Found, reason: str) -> None:
    if any(doubt.reason == reason for doubt in work.doubts):
        return
    start, end = work.doc.characters(found.first, found.last)
    evidence = (work.evidence(found.first, found.last, "where"),)
    work.doubts.append(identified(Doubt(work.doc.story.id, Span(start, end), reason, evidence, "actors.surname")))


def _is_same(person: Draft, words: str) -> bool:
    """Whether *words* is a form of the person's name: equal, its end, or with the middle left out."""
    mine, other = _folded(person.name), _folded(words)
    if mine == other or other in [_folded(form) for form in person.forms]:
        return True
    short, long = sorted((mine, other), key=len)
    if len(short) < 2 or len(long) == len(short):
        return False
    if len(short) > 2 and long[: len(short)] == short:
        return True  # "Khalid bin Salman" and "Khalid bin Salman al Saud"
    return long[-len(short) :] == short or (short[0] == long[0] and short[-1] == long[-1] and len(short) == 2)


def _folded(words: str) -> list[str]:
    return words.lower().replace("-", " ").replace(".", "").replace("\u200d", "").split()
