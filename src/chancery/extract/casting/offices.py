"""What titles make of a person: role, country, sector, sex, the term of an office, whose counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.casting.drafts import Draft, Title
from chancery.extract.casting.grammar import case_of
from chancery.extract.casting.titles import (
    KIN,
    NOT_TITLE,
    end_of_phrase,
    is_holders,
    is_title,
    sector_of,
    title_after,
    title_around,
    title_before,
)
from chancery.extract.casting.work import Work
from chancery.records import Evidence, Role

_ADDRESSES = {"mr", "mrs", "ms", "dr", "sir", "lord", "dame", "lady", "miss"}
_FROM, _TO = {"from", "since", "between"}, {"until", "till", "through", "to"}


def describe(work: Work, person: Draft) -> None:
    """Roles, country and sector from the titles before and after each mention of the person."""
    for first, last in sorted(person.mentions):
        for title in _titles_of(work, first, last):
            take_title(work, person, title)
    for _, last in sorted(person.mentions):
        _take_origin(work, person, last)


def _titles_of(work: Work, first: int, last: int) -> Iterator[Title]:
    if before := title_before(work, first):
        yield before
    if after := title_after(work, first, last):
        yield after


def _take_origin(work: Work, person: Draft, last: int) -> None:
    """ "Akiba Takeo of Japan", "Akiba Takeo of the National Security Secretariat of Japan"."""
    for _ in range(2):
        if person.country is not None or last + 1 >= len(work.tokens) or work.tokens[last].text != "of":
            return
        after = work.found.get(last + 1 + (work.tokens[last + 1].text.lower() == "the"))
        if after is None or after.kind not in {"state", "seat", "entry", "ORG"}:
            return
        if after.country:
            person.country, person.because = after.country, work.evidence(after.first, after.last, "country")
        last = after.last


def take_title(work: Work, person: Draft, title: Title) -> None:
    """Give the person the title, and what it says of country, sector and sex; "Mr" says the sex alone, "his son" nothing."""
    first, last = title.first, title.last
    words = work.words(first, last)
    if words.lower().strip(".") in _ADDRESSES:
        person.sex = person.sex or work.titles.sex(words)
        return
    if title.own and work.titles.head_of(words) in KIN:
        return
    if all(role.title.lower() != words.lower() for role in person.roles):
        since, until, terms = _term(work, last)
        evidence = work.evidence(first, last, "role")
        person.roles.append(Role(words, title.country, since, until, (evidence, *terms)))
    work.heads[title.head] = person
    cover(work, person, first, last, title.head)
    person.sex = person.sex or work.titles.sex(words)
    if title.country and (person.country is None or not person.leader):
        person.country = person.country or title.country
        if title.why and (person.because is None or person.country == title.country):
            person.because = work.evidence(*title.why, "country")
    sector = sector_of(work, title, words) or _sector_beside(work, title)
    if sector and (person.sector is None or (person.sector == "ELI" and sector != "ELI")):
        person.sector = sector
    for at in range(title.head, last):
        inner = work.inside.get(at)
        if inner and inner.country and not is_holders(work, at, title.head):
            person.target = person.target or (inner.country, work.evidence(inner.first, inner.last, "country"))


def _sector_beside(work: Work, title: Title) -> str | None:
    """ "National Security Office Director": a body's noun in the title says whose it is."""
    bodies = [work.titles.body(token.lemma) for token in work.tokens[title.first : title.head]]
    return next(("GOV" if body == "government" else body for body in reversed(bodies) if body), None)


def cover(work: Work, person: Draft, first: int, last: int, head: int) -> None:
    """The words of a title mean its holder, but for names inside it ("State Department spokesman")."""
    for at in range(first, last):
        if at not in work.found and (at <= head or work.tokens[at].head == head):
            work.at.setdefault(at, person)


# ---- terms -------------------------------------------------------------------------------------------------------


def take_terms_of_service(work: Work) -> None:
    """Cast "Ruiz served as foreign minister from 2013 to 2017": an office told by its verb."""
    for token in work.tokens:
        if token.lemma.lower() not in {"serve", "work"} or token.upos != "VERB":
            continue
        holder = next((work.person_at(t.index) for t in work.doc.dependents(token.index, "nsubj")), None)
        for office in work.doc.dependents(token.index, "obl"):
            if holder is None or case_of(work, office.index) != "as" or not is_title(work, office.index):
                continue
            start = next(t.index for t in work.doc.dependents(office.index, "case")) + 1
            while start < office.index and work.tokens[start].text.lower() in NOT_TITLE:
                start += 1
            take_title(work, holder, title_around(work, start, office.index, end_of_phrase(work, office.index)))


def _term(work: Work, at: int) -> tuple[str | None, str | None, list[Evidence]]:
    """From when to when an office was held, where the words behind it say so: "until 2017", "from 2013 to 2017"."""
    since, until, evidence = None, None, []
    end = work.doc.sentence_of(at - 1).last
    while at < end:
        low = work.tokens[at].text.lower()
        if low in {"(", ","} or (low == "and" and since is not None):
            at += 1
            continue
        time = work.time_at.get(work.tokens[at].start)
        if time is not None and work.tokens[at - 1].text == "(" and "/" in (time.edtf or ""):
            low, at = "from", at - 1  # "(2013-2017)"
        elif low in _FROM | _TO and at + 1 < end:
            time = work.time_at.get(work.tokens[at + 1].start)
        else:
            break
        if time is None or time.edtf is None:
            break
        first, _, last = time.edtf.partition("/")
        if low in _FROM and since is None:
            since, until = first, last or None
            evidence.append(Evidence.of(work.doc.story, time.start, time.end, "from"))
        elif low in _TO and until is None:
            until = last or first
            evidence.append(Evidence.of(work.doc.story, time.start, time.end, "to"))
        else:
            break
        while at < end and work.tokens[at].start < time.end:
            at += 1
    return since, until, evidence


# ---- counterparts ------------------------------------------------------------------------------------------------


def settle_counterparts(work: Work) -> None:
    """Somebody's counterpart has his sector, and the country that he is sent to."""
    for person in work.people:
        if not any(work.titles.head_of(role.title) == "counterpart" for role in person.roles):
            continue
        owner = _owner(work, person)
        if owner is None:
            continue
        person.sector = person.sector or owner.sector
        if person.country is None and owner.target:
            person.country, person.because = owner.target
            person.by = "actors.counterpart"


def _owner(work: Work, person: Draft) -> Draft | None:
    """Whose counterpart: the possessor, else the nearest person before in the sentence."""
    heads = (at for at, p in work.heads.items() if p is person and work.tokens[at].lemma.lower() == "counterpart")
    head = next(heads, None)
    if head is None:
        return None
    for token in work.doc.dependents(head, "nmod:poss"):
        if (owner := work.at.get(token.index)) and owner.type == "person":
            return owner
    for at in range(head - 1, work.doc.sentence_of(head).first - 1, -1):
        owner = work.at.get(at)
        if owner and owner is not person and owner.type == "person":
            return owner
    return None
