"""How a title is read: which words beside a name or around a noun say an office, and whose office it is."""

from __future__ import annotations

from chancery.extract.casting.drafts import Found, Title
from chancery.extract.casting.grammar import POSSESSIVE, case_of, is_body_noun, is_possessive, place_within, relation
from chancery.extract.casting.work import Work

KIN = {"nephew", "son", "daughter", "wife", "husband", "sister", "brother", "father", "mother", "widow"}
NOT_TITLE = {
    "today", "yesterday", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "majesty", "excellency", "highness", "the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "this", "that",
    "and", "or", "but",
}  # fmt: skip
"""Words at which a title or a name ends."""
_LINKS = {"of", "for", "to", "at", "in", "on"}
"""What joins a title's noun to what its holder is for: "minister for Europe"."""
_SHORT = {"sen", "rep", "gen", "gov", "col", "lt", "adm", "pres", "amb", "capt", "sgt", "maj", "cmdr", "private", "pvt"}
_BEFORE = {"former", "then", "vice", "deputy"}
_OCCUPATION_ENDS = ("ist", "er", "or", "ian", "man", "woman", "ant", "ee", "ess", "eur", "medic", "ent", "ic", "crat", "ier")  # fmt: skip
_OFFICE_NOUNS = {"large", "affairs", "parliament", "state", "government", "staff", "defence", "defense"}
"""Common nouns that a title may end in: "secretary of state", "ambassador at large"."""
_APPOSED = {"appos", "nmod", "root", "parataxis", "acl", "list", "flat", "compound"}


# ---- beside a name -----------------------------------------------------------------------------------------------


def title_before(work: Work, first: int) -> Title | None:
    """The title that ends where a name begins: "[South Korea's] [Foreign Minister] Kang Kyung-wha"."""
    start = work.doc.sentence_of(first).first
    comma = first - 1
    if comma > start and work.tokens[comma].text == ",":
        return _title_before_comma(work, start, comma, first)
    if comma - 2 > start and work.tokens[comma].text == ")" and work.tokens[comma - 2].text == "(":
        return _title_ending(work, start, comma - 2)  # "Member of Parliament (MP) Yvette Cooper"
    return _title_ending(work, start, first) or _occupation(work, start, first)


def title_after(work: Work, first: int, last: int) -> Title | None:
    """The apposition after a name: "Ana Ruiz, the foreign minister of Chile," and "Ruiz, who is the minister"."""
    limit = work.doc.sentence_of(first).last
    begin = _apposition(work, last, limit)
    head = None if begin is None else _head_behind(work, begin, limit)
    if begin is None or head is None or work.tokens[head].tag == "NNS":
        return None
    end = head + 1
    while end < limit and not work.is_person(end) and _goes_on(work, end, limit):
        end += 1
    # "Trump, Putin and other leaders": a list, not an apposition; so is a subject with its own verb.
    closed = end < limit and work.tokens[end].text in {",", ")"}
    if relation(work.tokens[head]) not in _APPOSED and not closed:
        return None
    if end < limit and work.is_person(end):
        return None  # "Ruiz, Green Party nominee Luz Roe": the title is the next person's.
    while end > head + 1 and work.tokens[end - 1].text.lower() in _LINKS | {"the", "and", "'s", "’s", "-"}:
        end -= 1
    return title_around(work, begin, head, end)


def _apposition(work: Work, at: int, limit: int) -> int | None:
    """Where the words begin that a comma or "who is" behind a name opens, articles left out."""
    if at + 1 >= limit or work.tokens[at].text not in {",", "(", "—", "–", "who"}:
        return None
    at += work.tokens[at].text != "who"
    if work.tokens[at].text.lower() == "who" and at + 1 < limit and work.tokens[at + 1].lemma == "be":
        at += 2
    while at < limit and work.tokens[at].text.lower() in NOT_TITLE - {"and", "or", "but", "this", "that"}:
        at += 1
    return at


def _head_behind(work: Work, begin: int, limit: int) -> int | None:
    """The noun of the title that an apposition begins with: the last of "deputy prime minister", the first of a phrase."""
    head = None
    for at in range(begin, min(limit, begin + 12)):
        token = work.tokens[at]
        if is_title(work, at):
            head = at
            if work.titles.phrase([t.text for t in work.tokens[at : at + 8]]):
                break
        elif token.text.lower() in {"'s", "’s", "-", "–"} or (at in work.found and not work.is_person(at)):
            continue
        elif token.upos not in {"NOUN", "PROPN", "ADJ"} or head is not None:
            break
    return head


def _goes_on(work: Work, at: int, limit: int) -> bool:
    """Whether a title goes on with the token: "minister [of] [the] [interior] [and] [Justice]"."""
    low = work.tokens[at].text.lower()
    if low == "and":
        return at + 1 < limit and work.tokens[at + 1].upos == "PROPN"
    return low in _LINKS | {"the", "'s", "’s", "-"} or work.tokens[at].upos in {"NOUN", "PROPN", "ADJ"}


def _title_before_comma(work: Work, start: int, comma: int, first: int) -> Title | None:
    """ "The foreign minister of Chile, Ana Ruiz, said": a title to which the name is an apposition."""
    title = _title_ending(work, start, comma)
    name = _head_of_name(work, first)
    if title and work.tokens[name].dep == "appos" and title.first <= work.tokens[name].head < comma:
        return title
    return None


def _occupation(work: Work, start: int, first: int) -> Title | None:
    """ "ophthalmologist Li Wenliang": a noun right before a name, tied to it in the tree, says what somebody is."""
    at = first - 1
    if at < start or at in work.found:
        return None
    noun, name = work.tokens[at], work.tokens[_head_of_name(work, first)]
    tied = noun.head == name.index or (name.head == at and name.dep in {"appos", "flat", "nmod:desc", "nmod:unmarked"})
    if not tied or noun.upos != "NOUN" or noun.tag != "NN" or not noun.text.islower():
        return None
    if is_body_noun(work, at) or not noun.text.endswith(_OCCUPATION_ENDS):
        return None
    return title_around(work, start, at, first)


def _head_of_name(work: Work, first: int) -> int:
    """The syntactic head of the name that begins at *first*."""
    found = work.found.get(first)
    return work.doc.head_of(first, found.last if found else first + 1)


def _title_ending(work: Work, start: int, end: int) -> Title | None:
    """The title whose words end at *end*: "foreign minister", "Secretary of State"."""
    head, linked = None, False  # Between the head and the end stands "of ...", "for ...".
    for at in range(end - 1, max(start, end - 12) - 1, -1):
        if is_title(work, at) and (at == end - 1 or linked):
            head = at
            break
        low = work.tokens[at].text.lower()
        if low in _LINKS:
            linked = True
        elif low == "and" and at < end - 1 and work.tokens[at + 1].text[:1].isupper():
            continue
        elif (at == end - 1 and low in NOT_TITLE) or _stops(work, at):
            break
    if head is None:
        return None
    if head < end - 1:
        if work.tokens[head + 1].text.lower() not in _LINKS:
            return None
        # "the adviser to the energy company Burisma": whose title it is, the words do not say.
        noun = work.tokens[end - 1]
        common = noun.upos == "NOUN" and noun.text.islower() and noun.text not in _OFFICE_NOUNS
        if common and not work.titles.phrase([t.text for t in work.tokens[head:end]]):
            return None
    return title_around(work, start, head, end)


def _stops(work: Work, at: int) -> bool:
    """Whether no title goes on across the token: a verb, a mark, another person's name."""
    token = work.tokens[at]
    if at in work.found:
        return work.is_person(at) or token.upos == "ADP"
    return token.upos == "ADP" or (
        token.upos in {"VERB", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ"} and token.text.lower() not in {"-", "'s", "’s"}
    )


# ---- around a noun -----------------------------------------------------------------------------------------------


def is_title(work: Work, at: int) -> bool:
    """Whether the word is the noun of a title: "minister", "vice-chair", "Gen."; not the "general" of "general strike"."""
    token = work.tokens[at]
    low = token.text.lower().strip(".")
    if token.upos not in {"NOUN", "PROPN", "ADJ", "X"} or (at in work.found and work.found[at].kind != "ORG"):
        return False
    if token.text[0].islower() and (
        (low in {"major", "general"} and token.upos != "NOUN") or (token.upos == "ADJ" and low != "chief")
    ):
        return False
    return (
        work.titles.is_head(low)
        or work.titles.is_head(low.rpartition("-")[2])
        or (low in _SHORT and token.text[0].isupper())
    )


def title_around(work: Work, start: int, head: int, end: int) -> Title:
    """The title around its *head* noun: words before it back to the country or institution, after it to *end*."""
    begin = _begin(work, start, head)
    first, country, why, sector = begin, None, None, None
    at = begin - 1
    if at >= start and work.tokens[at].text in POSSESSIVE:
        at -= 1
    if at >= start and (found := work.found.get(at)):
        if found.kind == "entry":
            sector = found.entry.sector if found.entry else None
            country, why = found.country, (found.first, found.last)
            if at == begin - 1:
                first = found.first
            if found.first > start and (left := work.found.get(found.first - 1)) and left.country and not country:
                country, why = left.country, (left.first, left.last)
        elif found.country:
            country, why = found.country, (found.first, found.last)
    for at in range(first, end):
        inner = work.inside.get(at)
        if inner is None or not is_holders(work, at, head):
            continue
        if country is None and inner.country:
            country, why = inner.country, (inner.first, inner.last)
        if sector is None and inner.entry:
            sector = inner.entry.sector
    if country is None and (place := place_within(work, first, end)) and is_holders(work, place.first, head):
        country, why = place.country, (place.first, place.last)
    own = work.tokens[begin - 1].text.lower() if begin > start else ""
    return Title(first, head, end, country, why, sector, own if own in {"his", "her", "their", "its"} else "")


def _begin(work: Work, start: int, head: int) -> int:
    """Where the plain words of a title begin: "[deputy] [foreign] minister", the country before them left out."""
    first = head
    while first > start and (first - 1 not in work.found or work.found[first - 1].kind == "ORG"):
        body = work.found.get(first - 1) if first == head and not _goes_double(work, head) else None
        if body and body.last == first and body.first >= start and _is_linked(work, body):
            first = body.first  # "Commission on Audit chief"
            continue
        token = work.tokens[first - 1]
        low = token.text.lower()
        if low in NOT_TITLE or token.text in POSSESSIVE | {","}:
            if low != "and" or not _are_two_titles(work, start, first):
                break
            first -= 1
        elif token.text in {"-", "–"} and first - 2 >= start:
            first -= 2
        elif token.upos in {"NOUN", "PROPN", "ADJ"} or low in _BEFORE or token.text == "Under":
            first -= 1
        else:
            break
    while first < head and work.tokens[first].text.lower() in {"and", "or"}:
        first += 1
    return first


def _goes_double(work: Work, head: int) -> bool:
    """ "Director General": the title's noun is the next word."""
    return head + 1 < len(work.tokens) and is_title(work, head + 1)


def _is_linked(work: Work, body: Found) -> bool:
    return any(token.text in {"of", "on", "for"} for token in work.tokens[body.first : body.last])


def _are_two_titles(work: Work, start: int, first: int) -> bool:
    """Whether "and" before *first* joins two titles of one person: "Deputy Prime Minister and Minister of ...".

    "The Secretary and King Abdullah" are two persons: a lone noun before "and" is somebody else's title.
    """
    if first - 3 < start or not work.tokens[first].text[0].isupper():
        return False
    near, far = work.tokens[first - 2], work.tokens[first - 3]
    return (
        is_title(work, first - 2)
        and near.upos in {"PROPN", "NOUN"}
        and far.upos in {"PROPN", "NOUN", "ADJ"}
        and first - 3 not in work.found
    )


def is_holders(work: Work, at: int, head: int) -> bool:
    """Whether a country among a title's words is its holder's: before the head, or "of" it, not "for" or "to" it."""
    if at < head:
        return True
    for back in range(at, head, -1):
        low = work.tokens[back].text.lower()
        if low in {"for", "to", "on", "in"}:
            return low == "for" and work.titles.head_of(work.tokens[head].text).startswith("spokes")
        if low in {"of", "from"}:
            return True
    return False


def sector_of(work: Work, title: Title, words: str) -> str | None:
    """The sector that the title's *words* say; that of the body in it where they say no more than "official"."""
    said = work.titles.sector(words)
    return title.sector if title.sector and said in {None, "GOV"} else said


def end_of_phrase(work: Work, head: int) -> int:
    """Where a description's own "of ...", "for ..." ends, at most five words on."""
    for token in work.doc.dependents(head, "nmod"):
        case = case_of(work, token.index)
        if token.index > head and case in {"of", "for", "to", "at", "from"}:
            first, last = work.doc.subtree(token.index)
            if is_possessive(work, last - 1):
                break
            if first == head + 1 and last - first <= 6 and not any(t.text == "," for t in work.tokens[first:last]):
                return last
    return head + 1
