"""The first step: the names of the story, those of the lexicon and those that the reader marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from chancery.extract.casting.countries import count_countries
from chancery.extract.casting.drafts import Found
from chancery.extract.casting.grammar import HE, POSSESSIVE, SHE, is_body_noun, is_definite, is_glued, relation
from chancery.extract.casting.titles import KIN, NOT_TITLE, is_title
from chancery.extract.casting.work import Work
from chancery.language.document import Name
from chancery.rules.countries import first_word, key

PARTICLES = {"La", "De", "Al", "Van", "Von", "Bin", "Le", "El", "Ibn", "Abu", "Ben", "Di", "Da", "Del", "al", "bin", "de"}  # fmt: skip
"""Words of a person's name that alone are nobody's."""
_READ = {"PER": 1, "ORG": 2, "NORP": 3}
"""The reader's kinds of names, the lexicon's before them."""
_LIKE_NAMES = {"Jordan", "Chad", "Georgia", "Israel", "Wagner", "Kenya", "Guinea", "Cuba", "Dawn", "Bild", "Paris", "Ira", "Santiago", "Victoria", "Sofia", "London", "Diet", "Sana"}  # fmt: skip
"""Countries, seats and bodies whose names persons bear."""
_AFTER_NEW = {"Jersey", "Mexico", "Guinea", "Caledonia"}
"""New Jersey is not Jersey's."""
_CREDITS = {"image", "images", "photo", "photos", "picture", "photograph", "credit", "video", "file"}
THINGS = {
    "covid",
    "covid-19",
    "coronavirus",
    "novichok",
    "sarin",
    "ebola",
    "brexit",
    "bible",
    "quran",
    "koran",
    "christianity",
    "islam",
}
"""What the reader takes for a person or a body and what is neither."""
_NO_PERSONS = THINGS | {"twitter", "facebook", "god", "allah", "jesus", "christ"}
_OFFICE_ENDS = {"Affairs", "Defense", "Defence", "Interior", "State", "Finance", "Justice", "Trade", "Energy", "Commerce", "Security", "Treasury", "Relations", "Cooperation", "Representatives", "Staff"}  # fmt: skip
_JOINED_NOUNS = {"ministry", "department", "union", "district", "commission", "board", "council", "committee", "hospital", "university", "institute", "tribunal", "federation", "league"}  # fmt: skip
"""Nouns in lower case that belong to the name before them: "Jal Shakti ministry"."""
_SHORT_TITLES = {"mr", "mrs", "ms", "dr", "sen", "rep", "gen", "president"}


def find_names(work: Work) -> None:
    """Join the lexicon's names and the reader's: the longer wins, of equal ones the lexicon."""
    spans = [*_of_lexicon(work), *_of_reader(work)]
    spans.sort(key=lambda f: (-(f.last - f.first), _READ.get(f.kind, 0), f.first))
    _take_longest(work, spans)
    for found in spans:
        if found.kind not in _READ:
            for at in range(found.first, found.last):
                work.inside.setdefault(at, found)
    count_countries(work, spans)
    _settle_entries(work, spans)


def _take_longest(work: Work, spans: Sequence[Found]) -> None:
    """Of names that overlap keep the first of *spans*."""
    persons = {(found.first, found.last) for found in spans if found.kind == "PER"}
    parts = {t.text for f in spans if f.kind == "PER" and f.last > f.first + 1 for t in work.tokens[f.first : f.last]}
    for found in spans:
        words = work.doc.words(found.first, found.last)
        # "Sudesh Amman ... Amman": read as a person both times, he is no capital.
        if (found.first, found.last) in persons and (
            (found.kind in {"state", "entry"} and words in parts & _LIKE_NAMES)
            or (found.kind == "seat" and words in parts)
        ):
            continue
        if all(at not in work.found for at in range(found.first, found.last)):
            work.names.append(found)
            work.found.update(dict.fromkeys(range(found.first, found.last), found))
    work.names.sort(key=lambda f: f.first)


def _settle_entries(work: Work, spans: Sequence[Found]) -> None:
    """Which body a name of the lexicon is, now that the story's countries are known: "Senate" in a story of Manila."""
    read = {(f.first, f.last): f.kind for f in spans if f.kind in _READ}
    for found in [f for f in spans if f.kind == "entry"]:
        words = work.doc.words(found.first, found.last)
        found.entry = work.countries.entry(words, work.hints)
        found.country = found.entry.country if found.entry else None
        if found.entry is None:
            found.kind = read.get((found.first, found.last), "ORG")
            if len(words) < 5 and (found.first, found.last) not in read and found in work.names:
                work.names.remove(found)  # "PAN" is no party where no story of Mexico speaks of it.
                work.found = {at: f for at, f in work.found.items() if f is not found}
    for found in work.names:
        if found.entry:
            work.hints.update(n for n in (found.entry.name, *found.entry.names) if n in work.countries.led)


# ---- the lexicon's -----------------------------------------------------------------------------------------------


def _of_lexicon(work: Work) -> Iterator[Found]:
    """At each word the longest name of the lexicon that begins there."""
    places = {at: name for name in work.doc.names if name.type == "LOC" for at in range(name.first, name.last)}
    at = 0
    while at < len(work.tokens):
        step = 1
        if half := _halved(work, at):
            yield half
        longest = work.countries.starts.get(first_word(work.tokens[at].text), 0)
        if longest and work.is_open(at):
            for last in range(min(at + longest, work.doc.sentence_of(at).last), at, -1):
                found = _known(work, at, last, places)
                if found:
                    yield found
                    step = last - at
                    break
        at += step


def _halved(work: Work, at: int) -> Found | None:
    """The first of "North and South Korea", whose second half it shares."""
    words = [token.text for token in work.tokens[at : at + 4]]
    if len(words) < 4 or {words[0], words[2]} != {"North", "South"} or words[1] not in {"and", "or"}:
        return None
    country = work.countries.country_of(f"{words[0]} {words[3]}")
    return Found(at, at + 1, "state", country) if country and work.is_open(at) else None


_FIRMS = frozenset(
    {
        "Group",
        "Inc",
        "Corp",
        "Corporation",
        "Ltd",
        "LLC",
        "Holdings",
        "Technologies",
        "Systems",
        "Software",
        "Bank",
        "Airlines",
    }
)
"""Words that make initials a firm's."""


def _known(work: Work, first: int, last: int, places: dict[int, Name]) -> Found | None:
    """What the lexicon knows the words as; *places* has the reader's place at each of its tokens."""
    end, countries = work.tokens[last - 1], work.countries
    if end.end - work.tokens[first].start > 70 or end.text in {".", ","}:
        return None
    words = work.doc.words(first, last)
    if not countries.is_known(words):
        return None
    if _is_cut(work, first, last, places) or (len(key(words)) < 5 and work.is_shouted(first)):
        return None
    entry = countries.entry(words)
    if entry and words.isupper() and last < len(work.tokens) and work.tokens[last].text.strip(".") in _FIRMS:
        return None  # "the SCO Group" is no alliance
    if entry and not (countries.needs_article(words) and not _is_after_the(work, first)):
        return Found(first, last, "entry", entry.country)
    adjective = countries.demonym(words)
    if adjective == "USA" and first > 0 and work.tokens[first - 1].text in _OTHER_AMERICAS:
        return None
    if (country := countries.country_of(words)) and not (adjective and work.tokens[first].upos == "ADJ"):
        return Found(first, last, "state", country)
    if country := countries.people(words):
        return Found(first, last, "people" if _are_people(work, first, last) else "demonym", country)
    if adjective:
        return Found(first, last, "demonym", adjective)
    seat = countries.seat(words)
    return Found(first, last, "seat", seat) if seat else None


_OTHER_AMERICAS = frozenset({"Central", "South", "Latin", "Meso", "Pan"})
"""Before "American" these make it no state's: "Central American migrants"."""


def _is_cut(work: Work, first: int, last: int, places: dict[int, Name]) -> bool:
    """ "New Jersey" is not Jersey: whether the words are part of a longer place."""
    if (place := places.get(first)) and place.last > last:
        return True
    if (place := places.get(last - 1)) and place.first < first:
        return True
    return first > 0 and work.tokens[first - 1].text == "New" and work.tokens[first].text in _AFTER_NEW


def _is_after_the(work: Work, first: int) -> bool:
    return first > 0 and work.tokens[first - 1].text in {"the", "The", "THE"}


def _are_people(work: Work, first: int, last: int) -> bool:
    """Whether a word for both is the people: "Chileans", "the Dutch protested", and not "Chilean wine", "Dutch police"."""
    head = work.tokens[work.doc.head_of(first, last)]
    if head.text.endswith("s") and not head.text.endswith("ss"):
        return True
    return head.upos in {"NOUN", "PROPN"} and relation(head) not in {"amod", "compound"}


# ---- the reader's ------------------------------------------------------------------------------------------------


def _of_reader(work: Work) -> Iterator[Found]:
    """The reader's names of persons, bodies and peoples, cut to what is name in them."""
    persons = {work.doc.words(name.first, name.last) for name in work.doc.names if name.type == "PER"}
    firms = _firms(work)
    for first, last, kind in _joined(work):
        if kind == "PER" and (_is_called_body(work, first) or work.doc.words(first, last) in firms):
            kind = "ORG"
        if kind == "ORG":
            last = _body_end(work, first, last)
        if kind in _READ and work.is_open(first):
            yield from _trimmed(work, first, last, kind, persons)
    yield from _linked_bodies(work)


def _firms(work: Work) -> set[str]:
    """What the reader took for persons and the story calls a firm: "Halvorsen Staal, ... The company ...", "Daehan Materials"."""
    out: set[str] = set()
    spans = [name for name in work.doc.names if name.type == "PER"]
    for name in spans:
        words = work.doc.words(name.first, name.last)
        if name.last > name.first + 1 and work.titles.is_firm(work.tokens[name.last - 1].text):
            out.add(words)
    for chain in work.doc.references:
        heads = [work.tokens[one.head] for one in chain]
        called = any(
            token.tag == "NN" and _is_firms_noun(work, token.lemma) and is_definite(work, token.index)
            for token in heads
        )
        if called and not any(token.text.lower() in HE | SHE or work.titles.is_head(token.lemma) for token in heads):
            at = {token.index for token in heads}
            out |= {work.doc.words(n.first, n.last) for n in spans if at & set(range(n.first, n.last))}
    # "Ferrovia" after "Ferrovia Technical Services", where no man of the story is called so.
    whole = {work.doc.words(name.first, name.last) for name in work.doc.names if name.type == "ORG"} | out
    first = {words.split()[0] for words in whole if " " in words}
    men = {
        token.text
        for n in spans
        for token in work.tokens[n.first : n.last]
        if n.last > n.first + 1 and work.doc.words(n.first, n.last) not in out
    }
    return out | {
        words for n in spans if (words := work.doc.words(n.first, n.last)) in first - men and words not in PARTICLES
    }


def _is_firms_noun(work: Work, noun: str) -> bool:
    return "BUS" in {work.titles.body(noun), work.titles.speaks(noun)}


def _body_end(work: Work, first: int, last: int) -> int:
    """ "Union Jal Shakti" is taken to its noun, "ministry", "Ferrovia Technical" to "Services"; "the Boeing company" is Boeing."""
    if last >= len(work.tokens) or work.tokens[last].sentence != work.tokens[first].sentence:
        return last
    after, head = work.tokens[last], work.tokens[work.doc.head_of(first, last)]
    for end in range(last, min(last + 3, work.doc.sentence_of(first).last)):
        if not work.tokens[end].text[:1].isupper() or work.doc.sentence_of(first).part == "headline":
            break
        if work.titles.is_firm(work.tokens[end].text):
            return end + 1
    if head.head != last and after.head != head.index:
        return last
    if (
        after.text[:1].isupper()
        or work.countries.is_known(work.doc.words(first, last))
        or after.tag != "NN"
        or head.head != last
    ):
        return last
    return last + 1 if after.lemma in _JOINED_NOUNS else last


def _linked_bodies(work: Work) -> Iterator[Found]:
    """What the reader cut before "of", "on", "for": "Commission on Presidential Debates"."""
    persons = {at for n in work.doc.names if n.type == "PER" for at in range(n.first, n.last)}
    for token in work.tokens:
        first, sentence = token.index, work.doc.sentence_of(token.index)
        if not token.text[:1].isupper() or token.tag not in {"NN", "NNP"} or not is_body_noun(work, first):
            continue
        last = first + 1
        if (
            sentence.part == "headline"
            or not work.is_open(first)
            or last + 1 >= sentence.last
            or work.tokens[last].text not in {"of", "on", "for"}
        ):
            continue
        last += 1 + (work.tokens[last + 1].text == "the")
        begin = last
        while last < sentence.last and _is_capital(work, last, begin):
            last += 1
        while last > begin and work.tokens[last - 1].text in {"and", "of", ","}:
            last -= 1
        words = work.doc.words(begin, last)
        if last > begin and not work.countries.is_known(words) and not persons & set(range(begin, last)):
            while first > sentence.first and work.tokens[first - 1].tag == "NNP" and first - 1 not in persons:
                first -= 1
            if not work.countries.is_known(work.doc.words(first, token.index)):
                yield Found(first, last, "ORG")


def _is_capital(work: Work, at: int, begin: int) -> bool:
    token = work.tokens[at]
    if token.text in {"and", "of"} and at > begin and at + 1 < len(work.tokens):
        return work.tokens[at + 1].text[:1].isupper()
    return token.text[:1].isupper() and token.upos in {"PROPN", "NOUN", "ADJ"}


def _is_called_body(work: Work, first: int) -> bool:
    """ "the energy company Burisma": a body's noun right before a name says that it is no man's."""
    before = work.tokens[first - 1] if first else None
    named = before is not None and before.text.islower() and before.tag == "NN"
    return named and work.titles.body(work.tokens[first - 1].lemma) in {"BUS", "MED", "NGO", "PTY", "REB", "EDU"}


def _joined(work: Work) -> Iterator[tuple[int, int, str]]:
    """What stands together is one: "Antony J." "Blinken", "Office" of the "Foreign Affairs Commission"."""
    names = sorted(work.doc.names, key=lambda name: name.first)
    at = 0
    while at < len(names):
        first, last, kind = names[at].first, names[at].last, names[at].type
        while (
            at + 1 < len(names)
            and names[at + 1].type == kind
            and (
                (kind == "PER" and _is_one_person(work, first, last, names[at + 1].first))
                or (kind == "ORG" and _is_one_body(work, first, last, names[at + 1].first))
            )
        ):
            at, last = at + 1, names[at + 1].last
        yield first, last, kind
        at += 1


def _is_one_person(work: Work, first: int, last: int, after: int) -> bool:
    """ "Antony J." "Blinken", and not "Trump" "-Kim"."""
    together = after == last and work.tokens[last].sentence == work.tokens[first].sentence
    return together and work.tokens[last].text not in {"-", "–", "—"}


def _is_one_body(work: Work, first: int, last: int, after: int) -> bool:
    """ "Office" of the "Foreign Affairs Commission", and not "Chile's" "Codelco"."""
    if work.tokens[after].sentence != work.tokens[first].sentence or work.tokens[last - 1].text in POSSESSIVE:
        return False
    between = [token.text.lower() for token in work.tokens[last:after]]
    return not between or (
        between[0] in {"of", "for"} and between[1:] in ([], ["the"]) and is_body_noun(work, last - 1)
    )


def _trimmed(work: Work, first: int, last: int, kind: str, persons: Collection[str]) -> Iterator[Found]:
    """The name without articles, titles and countries before it; "Trump-Kim" as two."""
    tokens = work.tokens
    while last > first + 1 and tokens[last - 1].text in POSSESSIVE | {",", "."}:
        last -= 1
    if kind == "PER":
        last = _hyphened_end(work, first, last)
        joint = next((at for at in range(first + 1, last) if tokens[at].text.lower() == "and"), last)
        last = joint  # "Antony Blinken And Republic of Korea" in a headline
        first = _behind_title(work, first, last)
        dash = [at for at in range(first + 1, last - 1) if tokens[at].text in {"-", "–", "—"}]
        if len(dash) == 1 and _are_leaders(work, first, dash[0], last):
            yield Found(first, dash[0], kind)
            yield Found(dash[0] + 1, last, kind)
            return
        first = _behind_office(work, first, last, persons)
    while last > first + 1 and tokens[first].text.lower() in NOT_TITLE:
        first += 1
    while last > first + 1 and _is_loose_end(work, last - 1):
        last -= 1
    if not _is_nobody(work, first, last, kind):
        yield Found(first, last, kind)


def _is_loose_end(work: Work, at: int) -> bool:
    """Whether a name cannot end in the word: "Ruiz and", "Chile's"; the "in" of "Moon Jae-in" is no preposition."""
    if work.tokens[at - 1].text == "-" and is_glued(work, at - 1):
        return False
    return work.tokens[at].upos in {"ADP", "CCONJ", "DET"} or work.tokens[at].text in {"-", "'s", "’s"}


def _hyphened_end(work: Work, first: int, last: int) -> int:
    """ "Kang Kyung" is taken to its end: "-wha"."""
    tokens = work.tokens
    if last - first > 2 and tokens[last - 1].text == "-":
        last -= 1
    while (
        last - first > 1
        and last + 1 < len(tokens)
        and tokens[last].text == "-"
        and is_glued(work, last - 1)
        and is_glued(work, last)
        and tokens[last + 1].text[:1].islower()
    ):
        last += 2
    return last


def _behind_title(work: Work, first: int, last: int) -> int:
    """ "President Ana Ruiz": the name begins behind its title; "Mother Teresa" keeps hers."""
    for at in range(last - 2, first - 1, -1):
        low = work.tokens[at].text.lower().strip(".")
        if (work.titles.is_head(low) and low not in KIN) or low in _SHORT_TITLES:
            return at + 1
    return first


def _behind_office(work: Work, first: int, last: int, persons: Collection[str]) -> int:
    """ "Minister of Foreign Affairs Mohammed bin Abdulrahman", "First Minister of Scotland Nicola Sturgeon"."""
    if work.tokens[first].text.lower() in {"of", "for"}:
        office = [at for at in range(first, last - 1) if work.tokens[at].text in _OFFICE_ENDS]
        first = office[-1] + 1 if office else first + 1
    elif (
        first > 1
        and work.tokens[first - 1].text == "of"
        and work.tokens[first - 2].lemma.lower() in ("minister", "secretary")
    ):
        first += last - first > 2  # "Minister of Unification Lee In-young"
    while last - first > 2 and (
        work.countries.country_of(work.tokens[first].text)
        or work.countries.entry(work.tokens[first].text)
        or work.doc.words(first + 1, last) in persons
    ):
        first += 1
    return first


def _are_leaders(work: Work, first: int, dash: int, last: int) -> bool:
    return all(
        work.countries.is_surname(words) for words in (work.doc.words(first, dash), work.doc.words(dash + 1, last))
    )


def _is_credited(work: Work, first: int) -> bool:
    """ "Image: Ana Ruiz.": who took a picture is not in the story."""
    return first > 1 and work.tokens[first - 1].text == ":" and work.tokens[first - 2].text.lower() in _CREDITS


def _is_bracketed(work: Work, first: int, last: int) -> bool:
    """ "Alan Threadgold (Lab, Mersey South)": his party or his pet name, and nobody else."""
    if last != first + 1 or first < 2 or work.tokens[first - 1].text != "(":
        return False
    return any(name.last == first - 1 and name.type == "PER" for name in work.doc.names)


def _names_thing(work: Work, first: int, last: int) -> bool:
    """ "Covid", "R-Okla.", the "Mining" of "Minister of Mining", and the man in "James Webb Telescope": a thing, or what a thing is called after; "the Trump administration" is his."""
    if re.fullmatch(r"[RDI]\s?-\s?[A-Z].*", work.doc.words(first, last)):
        return True
    if last == first + 1:
        word = work.tokens[first].text
        if word.lower() in _NO_PERSONS or re.fullmatch(r"\W*\w\W*", word):
            return True
        return _is_portfolio(work, first) or _is_town(work, first)
    if last >= len(work.tokens):
        return False
    head, after = work.tokens[work.doc.head_of(first, last)], work.tokens[last]
    called = head.head == last and relation(head) in {"compound", "flat", "amod"} and after.upos == "PROPN"
    return called and after.text[:1].isupper() and work.titles.body(after.lemma) is None


def _is_portfolio(work: Work, at: int) -> bool:
    """Whether the word says what an office is for: "the Cabinet Secretary for Agriculture"."""
    if at < 2 or work.tokens[at - 1].text not in {"of", "for"}:
        return False
    return work.tokens[at - 2].lemma.lower() in {
        "minister",
        "ministry",
        "secretary",
        "undersecretary",
        "department",
        "commissioner",
    }


def _is_town(work: Work, at: int) -> bool:
    """Whether the one word is read as a place in the story (more often than as a person, or it is a known town), or stands where a town does, and no person bears it."""
    word = work.tokens[at].text
    if any(
        n.type == "PER" and n.last > n.first + 1 and word in work.doc.words(n.first, n.last).split()
        for n in work.doc.names
    ):
        return False
    read = [n.type for n in work.doc.names if work.doc.words(n.first, n.last) == word]
    # "to visit Wiranto", where he is read as a man elsewhere and no town is called so, makes him no town.
    if "LOC" in read and (read.count("LOC") >= read.count("PER") or work.gazetteer.towns(word)):
        return True
    where = at > 0 and work.tokens[at - 1].text.lower() in {"in", "near", "from", "around", "outside"}
    return where and bool(work.gazetteer.towns(word))


def _is_nobody(work: Work, first: int, last: int, kind: str) -> bool:
    """Whether what the reader marked is no name of its kind."""
    tokens, words = work.tokens, work.doc.words(first, last)
    if words in PARTICLES or not any(c.isupper() for c in words) or tokens[first].upos == "PRON":
        return True
    if kind == "PER" and (
        _is_credited(work, first) or _is_bracketed(work, first, last) or _names_thing(work, first, last)
    ):
        return True
    if kind == "PER" and all(
        work.titles.is_head(t.text) or t.tag == "NNPS" or t.text.lower() in NOT_TITLE for t in tokens[first:last]
    ):
        return True  # "President", "Muslims" and "Her Majesty" are no person's name.
    of = last > first + 1 and tokens[first + 1].text.lower() in {"of", "for"}
    if of and tokens[first].text.lower() in {"government", "governments"}:
        return True  # "the Governments of Austria, Bulgaria and Canada" are states, each by its name.
    # Nor are "Special Representative" and "Secretary of State" a body's.
    return kind == "ORG" and (is_title(work, last - 1) or (of and is_title(work, first)))
