"""Who is meant by a bare surname: a person of the story, or an office-holder of the day."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.casting.drafts import Draft, Found, Title
from chancery.extract.casting.titles import title_before
from chancery.extract.casting.work import Work
from chancery.rules.countries import FAMILY_FIRST, Leader, surname_of

_FAMILY_NAMES = {"Kim", "Lee", "Park", "Choi", "Kang", "Chung", "Moon", "Ri", "Pak", "Choe", "Jang", "Yang", "Wang", "Li", "Zhang", "Xi", "Hu", "Wen", "Nguyen", "Tran", "Pham", "Cho", "Yoon", "Yun", "Suh", "Roh", "Ban", "Han", "Lim", "Song", "Hwang", "Shin", "Kwon", "Hyon", "No", "Liu", "Chen", "Zhao", "Zhou", "Qin", "Tsai", "Ma", "Hong", "Chang", "Paek", "Thae", "Jo", "Tang", "Dai", "Le"}  # fmt: skip
"""Family names that stand first."""
_UNDER = {"deputy", "vice", "under", "assistant", "junior", "shadow"}
_BESIDE_OFFICE = {"minister", "secretary", "of", "for", "the", "and", "affairs", "mr", "ms", "mrs", "mr.", "former", "then", "acting", "'s", "’s", "-", "u.s", "us", "new"}  # fmt: skip
_ALSO = {
    "foreign minister": ("external", "cabinet"),
    "secretary of state": ("foreign",),
    "defense minister": ("defence",),
    "defense secretary": ("defence", "war"),
    "defence secretary": ("defense",),
}
"""Other words that say the office."""


def surnames(person: Draft) -> set[str]:
    """The single words that the news may call a person by."""
    words = person.name.split()
    if len(words) == 1:
        return {person.name}
    if words[0] in _FAMILY_NAMES and (len(words) == 3 or "-" in words[-1] or person.country in FAMILY_FIRST):
        return {words[0]}
    return {surname_of(person.name, person.country), surname_of(person.name, None)}


def bearers_of(work: Work, word: str) -> list[Draft]:
    """The persons of the story whom the word may mean: by surname, else by any part of the name."""
    sure = [p for p in work.people if word in surnames(p) or word in p.forms]
    return sure or [p for p in work.people if word in p.name.split()]


def chosen_bearer(work: Work, found: Found, bearers: Sequence[Draft], leader: Leader | None) -> Draft | None:
    """Which of its bearers a surname means here, None where it is the *leader* who is not among them, or nobody can say."""
    if not bearers:
        return None
    office = [p for p in bearers if leader and p.leader and p.leader.name == leader.name]
    others = [p for p in bearers if p not in office]
    if not others or (len(bearers) == 1 and not leader):
        return bearers[0]
    if leader and _is_beside_leader(work, found, leader):
        return office[0] if office else None
    near = [p for p in bearers if _is_in_paragraph(work, p, found)]
    if len(near) == 1:
        return near[0]
    if office:
        return office[0] if office[0].mentions and min(office[0].mentions)[0] < found.first else None
    before = [p for p in others if min(p.mentions)[0] < found.first]
    if leader and not before:
        return None
    return before[0] if len(before) == 1 else others[0] if len(others) == 1 else None


def _is_in_paragraph(work: Work, person: Draft, found: Found) -> bool:
    """Whether the person has been mentioned before in the paragraph of the name."""
    paragraph = work.doc.sentence_of(found.first).paragraph
    return any(
        first < found.first and work.doc.sentence_of(first).paragraph == paragraph for first, _ in person.mentions
    )


def _is_beside_leader(work: Work, found: Found, leader: Leader) -> bool:
    """ "Trump-Kim", "Trump and Kim": the company that the name keeps says that it is the leader."""
    for join, beside in ((found.first - 1, found.first - 2), (found.last, found.last + 1)):
        if 0 <= beside < len(work.tokens) and work.tokens[join].text in {"-", "–", "—", "and", "/"}:
            other = work.leader_called(work.tokens[beside].text)
            if other and other.name != leader.name:
                return True
    return False


def leader_of(work: Work, found: Found, word: str) -> Leader | None:
    """The office-holder whom a bare name means: Trump in a story of the USA, "General Milley", "Pope Francis"."""
    leader = work.leader_called(word) or _titled_leader(work, found, word)
    known = None if leader else work.leader_named(word) or leader_before(work, found)
    if known and (known.country in work.hints or known.office == "pope"):
        leader = known
    return leader


def leader_before(work: Work, found: Found) -> Leader | None:
    """The office-holder whose name begins one word before: "Pope" of "Pope Francis"."""
    return work.leader_named(work.doc.words(found.first - 1, found.last)) if found.first else None


def _titled_leader(work: Work, found: Found, word: str) -> Leader | None:
    """Who holds the office that the title before a bare name says: "Secretary of Defense Austin", "General Milley"."""
    named = work.countries.titled(word, work.day, work.hints)
    title = title_before(work, found.first) if named else None
    if title is None:
        return None
    said = work.titles.head_of(work.doc.words(title.head, title.last))
    fitting = {
        x.name: x
        for x in named
        if "spokes" not in x.office
        and work.titles.head_of(x.office) == said
        and title.country in {None, x.country}
        and _may_mean(work, title, x.office)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def has_other_title(work: Work, found: Found, leader: Leader) -> bool:
    """Whether the words before a bare name give its bearer another office than the leader's: "Special Representative Kim"."""
    title = title_before(work, found.first)
    if title is None:
        return False
    said = work.titles.head_of(work.doc.words(title.head, title.last))
    if said in {"leader", "chairman", "marshal", "mr", "king", "chief"}:
        return False
    return not (work.titles.fits(said, leader.office) and _may_mean(work, title, leader.office))


def _may_mean(work: Work, title: Title, office: str) -> bool:
    """Whether the words beside a title's noun leave it open or say the *office*: a health minister is no prime minister."""
    said = {t.text.lower().strip(".") for t in work.tokens[title.first : title.last] if t.index not in work.inside}
    if said & _UNDER and not said & _UNDER & set(office.split()):
        return False
    if work.titles.head_of(office) not in {"minister", "secretary"}:
        return True
    beside = {word[:5] for word in said - _UNDER - _BESIDE_OFFICE}
    return not beside or bool(beside & {word[:5] for word in [*office.split(), *_ALSO.get(office, ())]})
