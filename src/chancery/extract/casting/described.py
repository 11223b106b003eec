"""Persons and groups whom the story only describes: "the envoy", "a State Department spokeswoman", "two U.S. officials"."""

from __future__ import annotations

from dataclasses import replace

from chancery.extract.casting.drafts import Draft, Found, Title
from chancery.extract.casting.grammar import (
    POSSESSIVE,
    SPOKEN,
    acts,
    body_of,
    case_of,
    counted,
    is_deed,
    is_definite,
    is_plural,
    lands_of,
    relation,
    speaks,
    undergoes,
)
from chancery.extract.casting.offices import cover, take_title
from chancery.extract.casting.people import person_of
from chancery.extract.casting.titles import end_of_phrase, sector_of, title_around
from chancery.extract.casting.work import Work
from chancery.language.document import Token
from chancery.records import ActorType, Role
from chancery.rules.countries import Leader

_ANYBODY = {"any", "no", "every", "each"}
_OF_THE_PLACE = {"GOV", "LEG", "JUD", "COP", "CVL"}
_IN_OFFICE = {"GOV", "LEG", "JUD", "MIL"}
_VAGUE = {"group", "party", "member", "government", "state", "nation", "country"}
_STRANGERS = {"migrant", "refugee", "diplomat", "ambassador", "envoy", "passenger", "negotiator", "delegate"}
"""Groups that are not of the country that they are in."""
_ACCUSED = {"accused", "suspect", "defendant"}
_CHARGES = {"charge", "accuse", "arrest", "suspect", "indict", "arraign", "prosecute", "remand"}
_MOBS = {"mob"}
_BANDS = {"group", "faction", "gang", "cell", "outfit"}
_ARMED_WORDS = {
    "militant",
    "rebel",
    "armed",
    "insurgent",
    "terrorist",
    "guerrilla",
    "jihadist",
    "separatist",
    "paramilitary",
}
_KINDS = {"rights", "veterans", "women", "sports", "arms", "affairs", "operations", "communications", "relations"}
"""Plurals that tell of what kind a group is: "human rights groups"."""
_ANYWHERE = {"official", "spokesman", "spokeswoman", "spokesperson", "aide"}
"""A company has officials and a spokesman too."""


def cast_described(work: Work) -> None:
    """Persons and groups that the story only describes: settle "the envoy", cast "two U.S. officials"."""
    for token in work.tokens:
        at = token.index
        if token.upos not in {"NOUN", "PROPN"} or token.dep == "nmod:desc":
            continue
        if at in work.found or at in work.at or at in work.heads or not work.is_open(at):
            continue
        if relation(token) in {"compound", "amod", "flat"}:
            continue
        if _cast_accused(work, token):
            continue
        lemma = token.lemma.lower()
        if token.text.lower().endswith("men") and is_plural(token):
            lemma = f"{token.text.lower()[:-3]}man"  # "gunmen", whose lemma may be "gunme"
        if not is_plural(token):
            if work.titles.is_head(lemma):
                _cast_description(work, token)
            elif lemma in _MOBS or _is_band(work, token) or (work.titles.group(lemma) == "REB" and lemma != "militia"):
                _cast_attacker(work, token)
        elif (sector := work.titles.group(lemma)) is not None:
            _cast_group(work, token, sector or None)


# ---- one person --------------------------------------------------------------------------------------------------


def _cast_description(work: Work, token: Token) -> None:
    """Settle "the envoy", "the U.S. special representative for North Korea", "a State Department spokeswoman"."""
    head = token.index
    end = max(end_of_phrase(work, head), head + work.titles.phrase([t.text for t in work.tokens[head : head + 8]]))
    title = title_around(work, _start(work, head), head, end)  # "Chile's attorney general"
    if any(is_plural(before) for before in work.tokens[title.first : head]):
        return  # "attorneys general" are no general.
    if named := _named_behind(work, title) or _called(work, title):
        take_title(work, named, title)
        return
    determiner = next((t.lemma.lower() for t in work.doc.dependents(head, "det")), "")
    if determiner in _ANYBODY or _is_said_of_somebody(work, head):
        return
    if not determiner and _start(work, head) > work.doc.sentence_of(head).first:
        determiner = "the"
    words = work.words(title.first, title.last)
    headline = work.doc.sentence_of(head).part == "headline"
    if determiner == "the" or title.country or (headline and not determiner):
        anywhere = bool(title.country or headline)
        fitting = _fitting(work, words, title, anywhere=anywhere, loose=bool(determiner or headline))
        if determiner in {"the", ""} and len(fitting) == 1:
            work.mention(fitting[0], title.first, title.last)
            cover(work, fitting[0], title.first, title.last, head)
            return
        if len(fitting) > 1:
            return
    if determiner in {"the", ""} and (holder := _holder(work, title)):
        person = person_of(work, holder, (title.first, title.last), "actors.office", 0.75)
        person.form(words)
        take_title(work, person, title)
        work.mention(person, title.first, title.last)
        return
    if _tells_who(work, token, title, words) and (acts(work, head, head + 1) or _is_dealt_with(work, token, title)):
        _unnamed(work, words, "person", title)


def _is_dealt_with(work: Work, token: Token, title: Title) -> bool:
    """Whether the one holder of an office of a state is met, told, helped or blamed, or does something behind "by".

    Forms that it reads: "a meeting with Zambia's health minister", "asked the Greek premier to", "was warned by Chile's prosecutor"
    """
    if title.country is None or work.titles.sector(work.words(title.first, title.last)) not in _IN_OFFICE:
        return False
    if not (is_definite(work, token.index) or work.tokens[title.first - 1].text in POSSESSIVE):
        return False
    governor, case = work.tokens[token.head], case_of(work, token.index)
    if token.dep in {"obl", "nmod"} and case in {"with", "by"}:
        rule = work.deeds.by_noun.get(governor.lemma.lower())
        return governor.upos == "VERB" or (rule is not None and governor.upos == "NOUN")
    return undergoes(work, token)


def _start(work: Work, head: int) -> int:
    """Where the words of a title may begin: in "the Deputy Secretary and President" behind him whom the story has met as the first."""
    first = work.doc.sentence_of(head).first
    for at in range(head - 1, max(first, head - 4), -1):
        if work.tokens[at].text.lower() == "and" and (other := work.at.get(at - 1)) and other.type == "person":
            return at + 1
    return first


def _cast_attacker(work: Work, token: Token) -> None:
    """Cast "a gunman", "the suicide bomber", "a mob": who does a deed of force and has no name."""
    head = token.index
    title = title_around(work, work.doc.sentence_of(head).first, head, head + 1)
    determiner = next((t.lemma.lower() for t in work.doc.dependents(head, "det")), "")
    governor = work.tokens[token.head]
    if determiner in _ANYBODY or _is_said_of_somebody(work, head) or _named_behind(work, title):
        return
    if acts(work, head, head + 1) and governor.upos == "VERB" and is_deed(work, governor):
        mob = token.lemma.lower() in _MOBS
        kind: ActorType = "people" if mob else "armed_group" if _is_band(work, token) else "person"
        draft = _unnamed(work, work.words(title.first, title.last), kind, title)
        draft.sector = draft.sector or ("CVL" if mob else "REB")


def _is_band(work: Work, token: Token) -> bool:
    """ "a militant group", "an armed gang": several who bear arms, without a name."""
    after = work.tokens[token.index + 1] if token.index + 1 < len(work.tokens) else token
    if token.lemma.lower() not in _BANDS or after.upos == "PROPN":
        return False  # "the militant group Boko Haram" has a name
    beside = {c.lemma.lower() for c in work.doc.dependents(token.index, "amod", "compound")}
    return bool(beside & _ARMED_WORDS)


def _cast_accused(work: Work, token: Token) -> bool:
    """ "Police arrested the accused": the one person of whom the story tells by name that he was charged, arrested or accused."""
    head = token.index
    determiner = next((t for t in work.doc.dependents(head, "det")), None)
    if token.text.lower() not in _ACCUSED or determiner is None or determiner.lemma.lower() != "the":
        return False
    held = [person for person in work.people if person.name[:1].isupper() and _is_charged(work, person)]
    if len(held) != 1 or _is_said_of_somebody(work, head):
        return False
    work.mention(held[0], determiner.index, head + 1)
    return True


def _is_charged(work: Work, person: Draft) -> bool:
    """ "Lee was arrested", "Lee, charged with murder, appeared": by name, in words that are nobody's speech."""
    for first, last in person.mentions:
        token = work.tokens[work.doc.head_of(first, last)]
        above = work.tokens[token.head]
        clauses = [above] if token.dep in {"obj", "nsubj:pass"} else []
        clauses += [c for c in work.doc.dependents(token.index, "acl") if c.tag == "VBN"]
        if token.dep == "nsubj":
            clauses += [c for c in work.doc.dependents(above.index, "advcl") if c.tag == "VBN"]
        if any(clause.upos == "VERB" and clause.lemma.lower() in _CHARGES for clause in clauses):
            return True
    return False


def _named_behind(work: Work, title: Title) -> Draft | None:
    """ "A State Department spokeswoman travelling with him, Claire Hadley, declined ...": the person in apposition."""
    for at in range(title.head + 1, min(title.head + 9, work.doc.sentence_of(title.head).last)):
        child, named = work.tokens[at], work.at.get(at)
        if named is None or named.type != "person" or child.dep != "appos" or not title.first <= child.head < at:
            continue
        if child.head == title.head or work.tokens[at - 1].text == ",":
            return named
    return None


def _called(work: Work, title: Title) -> Draft | None:
    """ "a university student named Wong": the person whose name the words go on to say."""
    for clause in work.doc.dependents(title.head, "acl"):
        if clause.lemma.lower() in {"name", "call"}:
            named = work.at.get(clause.index + 1)
            if named and named.type == "person":
                return named
    return None


def _is_said_of_somebody(work: Work, head: int) -> bool:
    """ "his minister", "Ruiz is the minister": the words are another's, or say what somebody is."""
    return any(relation(t) == "cop" or (t.dep == "nmod:poss" and t.upos == "PRON") for t in work.doc.dependents(head))


def _fitting(work: Work, words: str, title: Title, *, anywhere: bool, loose: bool) -> list[Draft]:
    """The persons of the story who may be "the *words*"; one at most of those whom the story only describes.

    "The official" is no envoy whom the story only describes; "senior State Department official" is not the Secretary.
    """
    answering = [p for p in work.people if _answers(work, p, words, title, anywhere)]
    called = work.titles.head_of(words)
    so_called = [p for p in answering if any(work.titles.head_of(role.title) == called for role in p.roles)]
    fitting = [p for p in answering if (loose and p.by != "actors.described") or p in so_called]
    if len(fitting) < 2:
        return fitting
    # "a U.S. official said ... The official declined": not Pompeo, whom a paper might call one too.
    fitting = so_called or fitting
    unnamed = [p for p in fitting if p.by == "actors.described"]
    return sorted(unnamed, key=lambda p: max(first for first, _ in p.mentions))[-1:] or fitting


def _answers(work: Work, person: Draft, words: str, title: Title, anywhere: bool) -> bool:
    """Whether the person may be "the *words*"."""
    if not anywhere and (not person.mentions or min(person.mentions)[0] > title.head):
        return False
    if title.country and person.country != title.country:
        return False
    said = {word.lower() for word in _plain_words(work, title)}
    for held in person.titles():
        if held.startswith("former") and "former" not in said:
            continue
        if work.titles.fits(words, held) and said <= set(held.lower().split()):
            return True
    return False


def _holder(work: Work, title: Title) -> Leader | None:
    """Who is meant by "the president of Turkey": who holds the office on the story's day, unless the sentence tells of another."""
    if title.country is None or work.day is None:
        return None
    named = work.found.get(title.why[0]) or work.inside.get(title.why[0]) if title.why else None
    if title.why and (named is None or named.kind not in {"state", "demonym", "seat"}):
        return None  # "the Texas attorney general"
    sentence = work.doc.sentence_of(title.head)
    for time in work.doc.times:
        if sentence.start <= time.start < sentence.end and time.earliest and time.earliest[:4] < work.day[:4]:
            return None
    length = work.titles.phrase([t.text for t in work.tokens[title.head : title.last]]) or 1
    office = [*_plain_words(work, title), *(t.text for t in work.tokens[title.head : title.head + length])]
    return work.countries.holder(title.country, " ".join(office).lower(), work.day)


def _plain_words(work: Work, title: Title) -> list[str]:
    """The words before a title's noun that are no names: "special" of "U.S. special envoy"."""
    return [work.tokens[at].text for at in range(title.first, title.head) if at not in work.found]


def _tells_who(work: Work, token: Token, title: Title, words: str) -> bool:
    """Whether a description says enough to make somebody an actor: an office, a country, a body.

    An actor, a driver, a teacher are persons of the story only where they speak.
    """
    said = work.titles.sector(words)
    if said == "CVL":
        return work.tokens[token.head].lemma in SPOKEN or speaks(work, token.index)
    return bool(said or title.country or title.sector)


def _unnamed(work: Work, words: str, kind: ActorType, title: Title) -> Draft:
    """The person or group of this description, with the country before it in the name: "U.S. officials"."""
    first = title.first
    if title.why and title.why[1] in {first, first - 1} and title.why[0] < first:
        first = title.why[0]
    name = work.words(first, title.last)
    draft = work.by_name.get(("described", name.lower()))
    if draft is None:
        sector = sector_of(work, title, words)
        if not (title.country or title.sector) and work.titles.sector(words) == "GOV":
            sector = None if work.titles.head_of(words) in _ANYWHERE else sector
        draft = Draft(name, kind, "actors.described", 0.55, title.country, sector, named=(first, title.last))
        draft.sex = work.titles.sex(words)
        if title.why:
            draft.because = work.evidence(*title.why, "country")
        if kind == "person":
            evidence = work.evidence(title.first, title.last, "role")
            draft.roles.append(Role(words, title.country, None, None, (evidence,)))
            work.people.append(draft)
        work.add(draft, "described", name.lower())
    draft.form(name)
    work.mention(draft, first, title.last)
    return draft


# ---- groups ------------------------------------------------------------------------------------------------------


def _cast_group(work: Work, token: Token, sector: str | None) -> None:
    """Cast "two U.S. officials", "rebels": a group without a name, where it acts."""
    head = token.index
    if lands_of(work, head):
        return  # "the leaders of Ghana and Togo": the two states
    struck = bool(sector) and sector not in {"EDU", "BUS"} and undergoes(work, token)
    acting = acts(work, head, head + 1)
    if not struck and not acting:
        return
    if not acting and any(t.lemma.lower() in {"other", "such"} for t in work.doc.dependents(head, "amod")):
        return
    if is_definite(work, head) and any(True for _ in work.doc.dependents(head, "nummod")):
        return  # "the three officials": they have been named.
    before = work.tokens[head - 1]
    if head and is_plural(before) and head - 1 not in work.found and before.text.lower() not in _KINDS:
        return
    end = max(end_of_phrase(work, head), _end_of_body(work, head))
    title = title_around(work, work.doc.sentence_of(head).first, head, end)
    if any(before.upos == "PUNCT" and before.text == "," for before in work.tokens[title.first : head]):
        return
    if (
        title.country
        and not acting
        and (sector == "GOV" or work.tokens[work.tokens[counted(work, head)].head].lemma.lower() in work.deeds.by_noun)
    ):
        return  # "expelled two Russian diplomats", "an attack by Syrian soldiers": their state's
    kind: ActorType = "unknown"
    if sector == "GOV" and title.country:
        kind = "government"
    elif sector == "REB":
        kind = "armed_group"
    elif sector == "CVL":
        kind = "people"
    elif sector in {"MIL", "COP", "LEG", "JUD"}:
        kind = "organization"
    if token.lemma.lower() in _VAGUE and not (title.country or title.sector or _is_told(work, head, end)):
        return  # "the groups", "both parties"
    if title.country is None and sector in _OF_THE_PLACE and token.lemma.lower() not in _STRANGERS:
        where = _place_behind(work, head)
        if where is not None and where.kind == "seat" and sector not in _IN_OFFICE:
            where = None  # "protesters in Washington"
        if where is not None:
            title = replace(title, country=where.country, why=(where.first, where.last) if where.first > head else None)
            kind = "government" if sector == "GOV" else kind
    draft = _unnamed(work, work.words(title.first, title.last), kind, title)
    if title.sector:
        draft.sector = title.sector
    elif end > head + 1 and end == _end_of_body(work, head):
        draft.sector = None  # The body's name says nothing of them.
    elif sector and draft.sector in {None, "GOV"} and work.titles.before.get(token.text.lower()) is None:
        draft.sector = sector if sector != "GOV" or title.country else None


def _is_told(work: Work, head: int, end: int) -> bool:
    """Whether words beside a vague noun tell which are meant: "student groups", "sixteen states", not "the two countries"."""
    before = list(work.doc.dependents(head, "amod", "compound", "nummod", "det"))
    words = {token.lemma.lower() for token in before}
    if words & {"all", "both", "two", "these", "those"}:
        return False
    if any(token.upos in {"NOUN", "PROPN"} for token in before) or end > head + 1:
        return True
    return bool(words - {"the", "a", "this", "its", "their"}) and not is_definite(work, head)


def _place_behind(work: Work, head: int) -> Found | None:
    """The country where a group is at home: "authorities in the Maldives", "protesters in Peru"."""
    for token in work.doc.dependents(head, "nmod"):
        found = work.found.get(token.index)
        if token.index > head and case_of(work, token.index) in {"in", "across", "from"} and found and found.country:
            in_capital = found.kind == "seat" and case_of(work, token.index) == "in"  # "senators in Washington"
            return found if found.kind == "state" or in_capital else None
    if work.tokens[head].dep.startswith("nsubj"):
        for token in work.doc.dependents(work.tokens[head].head, "obl"):
            found = work.found.get(token.index)
            if (
                token.index < head
                and case_of(work, token.index) == "in"
                and found
                and found.country
                and found.kind == "state"
            ):
                return found  # "In Pakistan, authorities freed nine men"
    return None


def _end_of_body(work: Work, head: int) -> int:
    """Where the body ends that a group works in: "officials in the water ministry"."""
    for token in work.doc.dependents(head, "nmod"):
        first, last = work.doc.subtree(token.index)
        if (
            token.index > head
            and case_of(work, token.index) in {"in", "with", "at"}
            and first == head + 1
            and last <= head + 7
        ):
            found = work.found.get(token.index)
            if body_of(work, token) is not None or (found and found.kind in {"entry", "ORG"}):
                return last
    return head + 1
