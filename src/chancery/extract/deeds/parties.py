"""Which actors the words of a phrase mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.forms import is_of_its_own
from chancery.extract.deeds.mention import Party
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Token
from chancery.records import Actor

FIRST = frozenset({"i", "we"})
"""By these words somebody who is quoted means himself or his body."""
_ACTING = frozenset({"media", "person", "state", "government", "organization", "igo", "armed_group", "people"})
_LANDS = frozenset({"country", "nation", "government", "junta", "administration", "regime", "cabinet"})
_COMMON_DEPS = ("nmod:poss", "compound", "amod", "nmod", "flat", "appos")
_VESSELS = frozenset({"USS", "HMS", "HMAS", "HMCS", "INS", "RMS", "USNS"})
_AGAINST_IT = frozenset({"opposition", "separatist", "dissident", "exiled", "ethnic"})


def party_at(sheet: Sheet, index: int) -> Party | None:
    """The actor at the token or, for "Russian forces", at the word that says whose they are."""
    actor = sheet.cast.at(index)
    if actor is None and sheet.doc.tokens[index].text.lower() in FIRST:
        if (said := sheet.speaks_at(index)) is not None:
            return Party(*said)  # "We condemn this": who is quoted
        if sheet.voice is not None and not sheet.is_quoted(sheet.doc.tokens[index]):
            return Party(sheet.voice, index)
    if index in sheet.spots and index >= 2 and sheet.doc.tokens[index - 1].text == "," and index - 2 in sheet.spots:
        if sheet.doc.places[sheet.spots[index - 2]].precision != "country":
            return None  # "in Tamil Nadu, India"
    if index and sheet.doc.tokens[index - 1].text in _VESSELS:
        return None  # "the USS Georgia"
    if sheet.doc.tokens[index].lemma.lower() in sheet.words.others:
        for child in sheet.doc.dependents(index, "appos"):
            if (named := sheet.cast.at(child.index)) is not None:
                return Party(named, child.index)  # "his former rival, Joe Biden"
    if (named := _named_beside(sheet, index, actor)) is not None:
        return Party(named, index)
    if (
        actor is not None
        and index
        and sheet.doc.tokens[index - 1].text == "("
        and sheet.cast.record(actor).type == "media"
    ):
        return None  # "nine were killed (Xinhua)"
    if is_of_participle(sheet, index) or (
        actor is not None and (_holds_with(sheet, index, actor) or _names_deed(sheet, index, actor))
    ):
        return None
    if actor is not None and _acts(sheet, actor):
        return Party(actor, index)
    if index in sheet.spots and (state := _state_at(sheet, index)):
        return state
    token = sheet.doc.tokens[index]
    lemma, followers = token.lemma.lower(), sheet.words.followers
    if (
        (lemma in ("country", "nation") or token.text.lower() == "they")
        and actor is None
        and (own := _of_teller(sheet, token)) is not None
    ):
        return Party(own, index)
    if lemma in _LANDS or is_of_its_own(token, followers):
        if any(c.lemma.lower() in _AGAINST_IT for c in sheet.doc.dependents(index, "compound", "amod")):
            return None  # "Peru's main opposition leader" is not Peru
        for child in sheet.doc.dependents(index, *_COMMON_DEPS):
            if child.dep == "nmod:poss" and lemma == "counterpart":
                continue
            if child.dep == "nmod" and preposition_of(sheet.doc, child.index) not in ("of", "from"):
                continue
            if child.dep == "appos" and sheet.doc.tokens[child.index - 1].text == "(":
                continue  # "two people were injured. (Al Jazeera)"
            actor = sheet.cast.at(child.index)
            if lemma in _LANDS and lemma not in followers and child.upos != "PRON":
                continue  # "the Arab country"
            if child.upos == "PRON" and lemma in _LANDS and (man := _of_office(sheet, actor)):
                return Party(man, index)
            if actor is not None and is_apart(sheet, index, actor):
                continue
            his = child.upos == "PRON" and actor is not None and sheet.cast.record(actor).type == "person"
            if actor is not None and _acts(sheet, actor) and not (his and lemma not in sheet.words.troops):
                return Party(actor, index)  # "its troops"; "his employees" are not he
    return _speakers_land(sheet, token) if lemma in ("country", "nation") and actor is None else None


def _speakers_land(sheet: Sheet, token: Token) -> Party | None:
    """ "Minister Ruiz announces that the country will send aid": his country, or he where the story names it nowhere else."""
    doc = sheet.doc
    if token.dep != "nsubj" or {c.text.lower() for c in doc.dependents(token.index)} != {"the"}:
        return None
    verb = doc.tokens[token.head]
    while verb.dep in ("conj", "xcomp") and verb.head != verb.index:
        verb = doc.tokens[verb.head]
    above = doc.tokens[verb.head]
    said = set(sheet.forms(above)) & (sheet.words.speech | sheet.words.announces)
    if verb.dep != "ccomp" or not said:
        return None
    subjects = [c for c in doc.dependents(above.index, "nsubj") if c.dep == "nsubj" and c.index < verb.index]
    man = _of_office(sheet, sheet.cast.at(subjects[-1].index)) if subjects else None
    if man is None:
        return None
    land = sheet.cast.record(man).country
    for record in sheet.cast.records:
        if isinstance(record, Actor) and record.type == "state" and record.country == land:
            return Party(record.id, token.index)
    return Party(man, token.index)


def is_of_participle(sheet: Sheet, index: int) -> bool:
    """ "a US-brokered truce", "Iran-backed rebels": who stands before the hyphen is no party of the deed that is told."""
    tokens = sheet.doc.tokens
    if (
        index + 2 >= len(tokens)
        or tokens[index + 1].text not in ("-", "–")
        or tokens[index + 2].tag not in ("VBN", "VBD")
    ):
        return False
    if set(sheet.forms(tokens[index + 2])) & sheet.words.owned:
        return False  # "a Korean-flagged tanker"
    return sheet.cast.at(index) != sheet.cast.at(index + 2)


def is_apart(sheet: Sheet, index: int, actor: str) -> bool:
    """Whether what the noun says is not the actor before it: "Trump supporters", "alleged ISIL sympathisers", "two Korean baseball players"."""
    noun, kind = sheet.doc.tokens[index], sheet.cast.record(actor).type
    words = {noun.lemma.lower(), noun.text.lower().removesuffix("s")}
    if words & sheet.words.sporting:
        return kind in ("state", "government")
    if words & sheet.words.others:
        return True
    if not words & sheet.words.adherents:
        return False
    return kind == "person" or any(
        child.text.lower() in ("alleged", "suspected") for child in sheet.doc.dependents(index, "amod")
    )


def _holds_with(sheet: Sheet, index: int, actor: str) -> bool:
    """Whether the name only tells with whom those hold who stand behind it, or where a sportsman is from."""
    token = sheet.doc.tokens[index]
    for _ in range(4):
        if token.dep not in ("compound", "amod") or token.head <= token.index:
            return False
        token = sheet.doc.tokens[token.head]
        if sheet.cast.at(token.index) != actor:
            return is_apart(sheet, token.index, actor)
    return False


def _names_deed(sheet: Sheet, index: int, actor: str) -> bool:
    """ "the George Floyd killing", "the Torreón massacre": after whom or what a deed is called."""
    token = sheet.doc.tokens[index]
    head = sheet.doc.tokens[token.head]
    if token.dep != "compound" or head.upos != "NOUN" or sheet.cast.record(actor).type != "person":
        return False
    return head.lemma.lower() in sheet.words.undergone and sheet.cast.at(head.index) != actor


def _of_teller(sheet: Sheet, noun: Token) -> str | None:
    """Who tells what "the country", or "they" whom nothing else explains, does.

    Forms that it reads:

        Peru's foreign ministry announced that the country was suspending ties     the ministry
        Peru announced that they have filed a lawsuit                              Peru
    """
    doc = sheet.doc
    below = [child.text.lower() for child in doc.dependents(noun.index) if child.dep != "punct"]
    if noun.dep != "nsubj" or below != ([] if noun.upos == "PRON" else ["the"]):
        return None
    verb = doc.tokens[noun.head]
    above = doc.tokens[verb.head]
    if verb.dep != "ccomp" or not any(
        form in sheet.words.speech | sheet.words.announces for form in sheet.forms(above)
    ):
        return None
    tellers = {
        a for c in doc.dependents(above.index, "nsubj") if c.index < above.index and (a := sheet.cast.at(c.index))
    }
    if len(tellers) != 1:
        return None
    record = sheet.cast.record(teller := tellers.pop())
    official = record.type in ("state", "government") or record.sector in ("GOV", "MIL")
    return teller if official and record.country is not None else None


def _of_office(sheet: Sheet, actor: str | None) -> str | None:
    """The actor, where it is a person of office, by whom his country acts: "Ruiz said his country would send aid"."""
    record = sheet.cast.record(actor) if actor is not None else None
    office = (
        record is not None
        and record.type == "person"
        and record.sector in ("GOV", "MIL")
        and record.country is not None
    )
    return actor if office else None


def _named_beside(sheet: Sheet, index: int, actor: str | None) -> str | None:
    """ "the Nigerian militant group Boko Haram", "the former Russian spy Alexander Litvinenko": who is named, and not the country."""
    if sheet.doc.tokens[index].upos != "NOUN" or (
        actor is not None and sheet.cast.record(actor).type not in ("state", "government")
    ):
        return None
    if sheet.doc.tokens[index].tag == "NN" and index + 1 < len(sheet.doc.tokens):
        behind = sheet.doc.tokens[index + 1]
        beside = behind.head == index or (
            behind.head == sheet.doc.tokens[index].head and behind.dep.startswith("nsubj")
        )
        man = sheet.cast.at(behind.index) if behind.upos == "PROPN" and beside else None
        if man is not None and sheet.cast.record(man).type == "person":
            return man
    for child in sheet.doc.dependents(index, "appos", "flat", "compound"):
        other = sheet.cast.at(child.index)
        if other is not None and sheet.cast.record(other).type == "armed_group" and not is_apart(sheet, index, other):
            return other
    return None


def _state_at(sheet: Sheet, index: int) -> Party | None:
    """The state whose name stands here as a place that something is done to: "sent aid to Pakistan"."""
    place = sheet.doc.places[sheet.spots[index]]
    if place.precision != "country" or preposition_of(sheet.doc, index) not in (
        "to",
        "into",
        "at",
        "on",
        "against",
        "with",
        "for",
    ):
        return None
    for record in sheet.cast.records:
        if isinstance(record, Actor) and record.type == "state" and record.country == place.country:
            return Party(record.id, index)
    return None


def _acts(sheet: Sheet, actor: str) -> bool:
    record = sheet.cast.record(actor)
    return record.type in _ACTING or (record.type == "unknown" and "source" not in record.name.lower())


def parties_at(sheet: Sheet, index: int) -> list[Party]:
    """The actors of a phrase and of what "and" joins to it."""
    doc = sheet.doc
    heads = [index, *(c.index for c in doc.dependents(index, "conj") if c.upos in ("NOUN", "PROPN", "PRON"))]
    for name in doc.dependents(index, "flat"):
        # "President Ruiz and rebel leader Lee": the tree hangs the second on the first's name.
        heads += [c.index for c in doc.dependents(name.index, "conj") if c.upos in ("NOUN", "PROPN")]
    if doc.tokens[index].tag == "NNS":
        # "lawyers Li Yuhan and Yu Wensheng"
        named = (
            c
            for c in doc.dependents(index, "appos", "flat")
            if c.upos == "PROPN" and doc.subtree(c.index)[0] == index + 1
        )
        heads += [c.index for name in named for c in (name, *doc.dependents(name.index, "conj")) if c.upos == "PROPN"]
    return distinct(party for head in heads for party in _of_phrase(sheet, head))


def _of_phrase(sheet: Sheet, head: int) -> Iterator[Party]:
    """Who stands at the head of a phrase: of "thousands of students" the students; of "Thai and Lao troops" both."""
    doc = sheet.doc
    party = party_at(sheet, head)
    if party is None and sheet.cast.at(head) is None and (together := sheet.cast.several_at(head)):
        yield from (Party(actor, head) for actor in together if _acts(sheet, actor))  # "the two leaders", "they"
        return
    if party is None and doc.tokens[head].lemma.lower() in sheet.words.measures:
        for child in doc.dependents(head, "nmod"):
            if child.index > head and preposition_of(doc, child.index) == "of":
                yield from parties_at(sheet, child.index)
        return
    own = sheet.cast.record(party.actor).country if party is not None else None
    lands = [
        child
        for child in doc.dependents(head, "amod", "nmod", "compound")
        if any(doc.dependents(child.index, "conj"))
        and (
            child.dep in ("amod", "compound")
            or (child.index > head and preposition_of(doc, child.index) in ("of", "from"))
        )
    ]  # "Thai and Lao troops", "the presidents of Kenya and Uganda"
    several = [party] if party is not None else []
    for child in lands:
        half = sheet.cast.at(child.index) if child.text in ("North", "South") and child.dep == "compound" else None
        if half is not None and sheet.cast.record(half).type == "state":
            several.append(Party(half, child.index))  # "North and South Korea"
    if doc.tokens[head].tag == "NNS" and doc.tokens[head].lemma.lower() in sheet.words.followers:
        for land in (one for child in lands for one in (child, *doc.dependents(child.index, "conj"))):
            actor = sheet.cast.at(land.index)
            record = sheet.cast.record(actor) if actor is not None else None
            if (
                record is not None
                and record.type in ("state", "igo")
                and (record.country is None or record.country != own)
            ):
                several.append(Party(record.id, land.index))
    yield from sorted(several, key=lambda one: one.token)
    for child in doc.dependents(head, "nmod", "appos"):
        if child.index > head and any(
            c.text.lower() in ("including", "such") for c in doc.dependents(child.index, "case")
        ):
            yield from parties_at(sheet, child.index)  # "by world leaders including Ruiz and Lee"


def owners_behind(sheet: Sheet, noun: Token) -> Iterator[int]:
    """ "properties owned by Peru", "a convoy belonging to the rebels", "goods imported from Peru": where it stands whose a thing is, behind a participle."""
    for clause in sheet.doc.dependents(noun.index, "acl"):
        belongs = clause.text.lower() == "belonging"
        if (
            clause.dep == "acl"
            and clause.tag in ("VBN", "VBG")
            and (belongs or set(sheet.forms(clause)) & sheet.words.owned)
        ):
            for child in sheet.doc.dependents(clause.index, "obl"):
                if preposition_of(sheet.doc, child.index) in (("to",) if belongs else ("by", "from", "in")):
                    yield child.index


def parties_in(sheet: Sheet, first: int, last: int) -> list[Party]:
    """The actors that are named between two tokens, but for those inside of a time."""
    return distinct(
        Party(actor, at)
        for at in range(first, last)
        if (actor := sheet.cast.at(at)) and _acts(sheet, actor) and at not in sheet.days
    )


def distinct(parties: Iterable[Party]) -> list[Party]:
    """Each actor once, at the token where it stands first, in the order in which they stand last."""
    return list({party.actor: party for party in reversed(list(parties))}.values())[::-1]


def two_sides(sheet: Sheet, first: int, last: int) -> tuple[Party, ...]:
    """ "the two sides": the two states that the story is about, where there are two that it names most."""
    words = [token.text.lower() for token in sheet.doc.tokens[first:last]]
    if (
        last - first > 4
        or not {"two", "both"} & set(words)
        or words[-1] not in ("sides", "countries", "nations", "governments")
    ):
        return ()
    states = [actor for actor in sheet.cast.records if isinstance(actor, Actor) and actor.type == "state"]
    states.sort(key=lambda actor: -len(actor.mentions))
    if len(states) < 2 or (len(states) > 2 and len(states[2].mentions) * 2 > len(states[1].mentions)):
        return ()
    return tuple(Party(actor.id, last - 1) for actor in states[:2])
