"""Ministries, alliances, armed groups, outlets, companies by their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from chancery.extract.casting.drafts import Draft, Found
from chancery.extract.casting.grammar import (
    body_of,
    is_located,
    is_possessive,
    only_says_whose,
    place_within,
    relation,
    takes_part,
)
from chancery.extract.casting.names import THINGS
from chancery.extract.casting.titles import is_title
from chancery.extract.casting.touched import has_part
from chancery.extract.casting.work import Work
from chancery.language.document import Token
from chancery.records import ActorType

_COMMON_BODIES = {"ministry", "government", "parliament", "congress", "house", "court", "army", "police"}
_NO_BODIES = THINGS | {
    "constitution", "act", "treaty", "agreement", "bill", "medal", "award", "war", "resolution", "prize", "deal", "summit",
    "games", "cup", "majesty", "hiv", "aids", "icbm", "icbms", "gdp", "accord", "accords", "protocol", "convention", "day", "image", "amendment", "election", "package", "series", "roadmap", "webinar", "charter", "charters",
}  # fmt: skip
"""What the reader takes for bodies and what are none, by the last word of the name."""

_HOUSES = re.compile(
    r"\b(House of (Representatives|Commons|Lords|Delegates|Assembly|Councillors|Councilors|Deputies)"
    r"|Chamber of (Deputies|Councillors|Councilors|Representatives)|Council of States|State Duma)\b"
)
_GUARDS = re.compile(r"\b(Coast|National|Border|Presidential|Republican|Revolutionary) Guards?\b")


def cast_bodies(work: Work) -> None:
    """Ministries, alliances, armed groups, outlets, companies by name; ``cast_nouns`` then those with a noun only."""
    bracketed: dict[str, list[int]] = defaultdict(list)
    for token in work.tokens[1:]:
        if work.tokens[token.index - 1].text == "(":
            bracketed[token.text].append(token.index)
    for found in work.names:
        if found.kind == "entry":
            _cast_entry(work, found)
        elif found.kind == "ORG":
            _cast_organization(work, found, bracketed)


def _mention_named(work: Work, body: Draft, first: int, last: int) -> None:
    """A body that is named is in the story, whatever it does there; one that only says where is kept where it also acts."""
    mention_if_acting(work, body, first, last)
    if body.kept or is_located(work, first, last):
        return
    head = work.tokens[work.doc.head_of(first, last)]
    stands_alone = relation(head) not in {"compound", "amod", "flat"}
    official = body.by == "actors.lexicon" and body.sector in {"GOV", "IGO", "MIL", "LEG", "JUD", "REB", "SPY"}
    governor = work.tokens[head.head]
    fights = (
        body.sector == "REB" and relation(head) == "compound" and has_part(work, governor)
    )  # "killed an al-Qaeda commander"
    if stands_alone or fights or (official and not only_says_whose(work, head)):
        body.keep()
        work.mention(body, first, last)


def mention_if_acting(work: Work, body: Draft, first: int, last: int) -> None:
    """A mention, once the body takes part in something; until then a weak one, and where it only says where none."""
    if is_located(work, first, last):
        return
    if not body.kept and takes_part(work, first, last):
        body.keep()
    if body.kept:
        work.mention(body, first, last)
    else:
        body.weak.append((first, last))


def name_before(work: Work, first: int) -> Found | None:
    """The name right before a word: "Chile" of "Chile's ministry", "U.S." of "U.S. officials"."""
    at = first - 1
    return work.found.get(at - 1 if is_possessive(work, at) else at)


# ---- by name -----------------------------------------------------------------------------------------------------


def _cast_entry(work: Work, found: Found) -> None:
    """A body of the lexicon."""
    entry = found.entry
    if entry is None:
        return
    country, name = entry.country, entry.name
    left = name_before(work, found.first)
    if left and left.country and left.country != country and entry.type == "organization":
        # "the Nigerian Senate" is not the one that the lexicon knows.
        country, name = left.country, work.doc.words(left.first, found.last)
    body = work.by_name.get(("body", name))
    if body is None:
        named = (found.first, found.last)
        body = Draft(name, entry.type, "actors.lexicon", 0.95, country, entry.sector, named=named, kept=False)
        if country and left and left.country == country:
            body.because = work.evidence(left.first, left.last, "country")
        work.add(body, "body", name)
    body.form(work.words(found.first, found.last))
    _mention_named(work, body, found.first, found.last)


def _cast_organization(work: Work, found: Found, bracketed: Mapping[str, Sequence[int]]) -> None:
    """A body that the reader marked; *bracketed* says where a word opens a bracket."""
    words, named = work.words(found.first, found.last), (found.first, found.last)
    last_word = words.split()[-1].lower().strip(".")
    if re.fullmatch(r"[\W\d]+", words) or words.lower() in _COMMON_BODIES or last_word in _NO_BODIES:
        return
    if re.search(r"\b(Bill|Charter|Declaration|Treaty) of\b", words):
        return  # "the Economic Bill of Rights"
    if _ends_title(work, found) or _abbreviates_thing(work, found, bracketed):
        return
    body = work.by_name.get(("body", words)) or _abbreviated(work, words) or _shortened(work, words)
    if body is None:
        sector = _sector_in(work, found)
        country, why = _country_in(work, found)
        kind: ActorType = "organization"
        if sector == "government":
            kind, sector = "government", "GOV"
        elif sector == "MED":
            kind = "media"
        body = Draft(words, kind, "actors.name", 0.75, country, sector, named=named, kept=False)
        if why:
            body.because = work.evidence(*why, "country")
        work.add(body, "body", words)
    body.form(words)
    _mention_named(work, body, found.first, found.last)


def _ends_title(work: Work, found: Found) -> bool:
    """ "Special Representative for Korean Peninsula Peace and Security Affairs Noh Kyu-duk": an office, and no body."""
    at = found.first - 1
    if at > 0 and work.tokens[at].text.lower() == "the":
        at -= 1
    return (
        at > 0
        and work.tokens[at].text.lower() in {"of", "for"}
        and is_title(work, at - 1)
        and found.last < len(work.tokens)
        and work.is_person(found.last)
    )


def _abbreviates_thing(work: Work, found: Found, bracketed: Mapping[str, Sequence[int]]) -> bool:
    """ "an intercontinental ballistic missile (ICBM)": initials of plain words are a thing's, and no body's."""
    words = work.doc.words(found.first, found.last)
    if not re.fullmatch(r"[A-Z]{2,7}s?", words):
        return False
    size = len(words.rstrip("s"))
    for at in bracketed.get(words, ()):
        before = work.tokens[at - 1 - size : at - 1] if at > size else ()
        if all(token.text[:1].islower() for token in before) and _first_letters(before) == words[:size]:
            return True
    return False


def _first_letters(tokens: Sequence[Token]) -> str:
    return "".join(token.text[0] for token in tokens).upper()


def _abbreviated(work: Work, words: str) -> Draft | None:
    """The body whose initials *words* are: "NEOC" after "National Emergency Operation Centre"."""
    if not re.fullmatch(r"[A-Z]{2,7}", words):
        return None
    for body in work.drafts:
        if body.type != "person" and any(_initials(form) == words for form in body.forms if " " in form):
            return body
    return None


def _initials(form: str) -> str:
    return "".join(word[0] for word in form.replace("-", " ").split() if word[0].isupper())


def _shortened(work: Work, words: str) -> Draft | None:
    """The one body whose name ends in *words*: "National Police" after "Haitian National Police"."""
    if " " not in words:
        return None
    whole = [b for b in work.drafts if b.type != "person" and any(form.endswith(f" {words}") for form in b.forms)]
    return whole[0] if len(whole) == 1 else None


def _sector_in(work: Work, found: Found) -> str | None:
    """The sector of the last noun of a body in the name; houses of parliaments, guards and national boards by their whole name."""
    if _HOUSES.search(words := work.words(found.first, found.last)):
        return "LEG"
    if _GUARDS.search(words):
        return "MIL"
    if re.search(
        r"\b(National|Federal)\b.*\b(Safety|Relations|Security|Labor|Electoral|Election|Intelligence|Reserve) Board$",
        words,
    ):
        return "GOV"
    sectors = (body_of(work, work.tokens[at]) for at in range(found.last - 1, found.first - 1, -1))
    return next((sector for sector in sectors if sector is not None), None)


def _country_in(work: Work, found: Found) -> tuple[str | None, tuple[int, int] | None]:
    """The country inside of a body's name or right before it: "Russian Foreign Ministry", "Chile's Codelco"."""
    for at in range(found.first, found.last):
        inner = work.inside.get(at)
        if inner is None or not inner.country:
            continue
        if inner.kind in {"state", "demonym", "people"} or (inner.entry and at == found.first):
            return inner.country, (inner.first, inner.last)
    left = name_before(work, found.first)
    if left and left.country:
        owner = left.kind == "entry" and is_possessive(work, found.first - 1)  # "the U.S. Treasury's Office of ..."
        if left.kind in {"state", "demonym"} or owner:
            return left.country, (left.first, left.last)
    if _sector_in(work, found) and (place := place_within(work, found.first, found.last)):
        return place.country, (place.first, place.last)
    return None, None
