"""Bodies by their noun: "Chile's foreign ministry", "the aqueduct company of Bogotá", then "the company" and "the ministry"."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.casting.bodies import mention_if_acting, name_before
from chancery.extract.casting.drafts import Draft, Found
from chancery.extract.casting.grammar import (
    acts,
    body_of,
    case_of,
    first_of_list,
    is_definite,
    is_plural,
    place_within,
    relation,
    speaks,
)
from chancery.extract.casting.titles import NOT_TITLE
from chancery.extract.casting.work import Work
from chancery.language.document import Token

_ONLY_SPEAKING = {"BUS", "EDU", "NGO", "PTY", "REB", "MED"}
"""Kinds of bodies of which a story speaks much and that are seldom its actors: cast by a noun alone only where they speak."""
_BY_NOBODY = {"own", "only", "same", "other", "new", "old", "whole", "entire", "first", "second", "third", "next", "last", "local", "particular", "current", "former", "big", "small", "parent"}  # fmt: skip
"""Adjectives that do not tell one body from another: "the same company" is no name."""
_PLAIN = {"police", "parliament", "government"}
"""Bodies that act without an article."""
_ALONE = {"police", "parliament", "congress", "senate"}
"""Bodies that have no article where a country stands at the head of the sentence."""
_OF_STATE = {"government", "LEG", "MIL", "COP"}
_BACK = 4
"""How many sentences before "the company" the company may have been named."""
_NOT_OF_FIRM = {"party", "church", "university", "alliance", "league"}


def cast_nouns(work: Work) -> None:
    """Bodies that a noun tells, with its country or leader, with other words of its own, or alone where it is the second mention."""
    waiting = []
    for token in work.tokens:
        if token.upos not in {"NOUN", "PROPN"} or not _is_free(work, token):
            continue
        kind = body_of(work, token)
        loose = work.titles.speaks(token.lemma)
        if kind is not None:
            if not _cast_noun(work, token, kind):
                waiting.append((token, kind, kind in _ONLY_SPEAKING))
        elif loose is not None:
            waiting.append((token, loose, True))
    for token, kind, only_speaking in waiting:
        _settle_noun(work, token, kind, only_speaking)


def _is_free(work: Work, token: Token) -> bool:
    """Whether a body's noun may be a body here: no part of a name or title, not "party leader", not "parties"."""
    at = token.index
    named = work.found.get(at)
    if (named and not (named.kind == "ORG" and named.last == named.first + 1)) or at in work.at:
        return False
    if not work.is_open(at) or (is_plural(token) and token.text.lower() != "police"):
        return False
    return relation(token) not in {"compound", "amod"}


# ---- with its country or leader ----------------------------------------------------------------------------------


def _cast_noun(work: Work, token: Token, kind: str) -> bool:
    """A body by its noun with its country or leader; False when the words name neither."""
    head = token.index
    first = _first_word(work, head)
    if (beside := work.found.get(head + 1)) and beside.kind in {"entry", "ORG"} and beside.first == head + 1:
        if body := work.at.get(head + 1):
            work.at.setdefault(head, body)  # "the news agency Fars": the name behind it says which.
        return True
    start, end = first, head + 1
    left = name_before(work, first)
    leader = work.at.get(left.last - 1) if left and left.kind == "PER" else None
    if left and left.country and left.kind in {"state", "demonym", "seat", "people"}:
        country, why, start = left.country, left, left.first
    elif left and leader and leader.leader and kind == "government":
        if leader.country is None:
            return False
        country, why, start = leader.country, left, left.first
    elif left and left.kind in {"entry", "ORG"} and left.last == first:
        return False  # "the European Union delegation in Dakar"
    elif (right := _name_behind(work, head)) and right.country:
        country, why, end = right.country, right, right.last
    elif (place := place_within(work, first, head)) and place.country:
        country, why = place.country, place  # "Punjab police"
    elif (ahead := _land_ahead(work, head)) and ahead.country:
        country, why = ahead.country, ahead
    else:
        return False
    name = work.words(start, end)
    identity = f"{country} {(name if leader else work.doc.words(first, head + 1)).lower()}"
    body = work.by_name.get(("noun", identity))
    if body is None:
        body = _draft(work, name, kind, country, (start, end), 0.75)
        body.kept = False
        body.because = work.evidence(why.first, why.last, "country")
        work.add(body, "noun", identity)
    body.form(name)
    mention_if_acting(work, body, first, head + 1)
    return True


def _draft(work: Work, name: str, kind: str, country: str | None, named: tuple[int, int], confidence: float) -> Draft:
    body = Draft(name, "organization", "actors.body", confidence, country, kind, named=named)
    if kind == "government":
        body.type, body.sector = "government", "GOV"
    elif kind == "MED":
        body.type = "media"
    elif kind == "REB":
        body.type = "armed_group"
    return body


def _name_behind(work: Work, head: int) -> Found | None:
    """Whose body it is behind its noun: "the ministry of Chile", "the court in The Hague"."""
    if head + 2 >= len(work.tokens) or work.tokens[head + 1].text.lower() not in {"of", "in"}:
        return None
    right = work.found.get(head + 2 + (work.tokens[head + 2].text.lower() == "the"))
    seated = right is not None and right.kind == "seat" and work.tokens[head + 1].text == "in"
    return right if seated or (right is not None and right.kind == "state") else None


def _land_ahead(work: Work, head: int) -> Found | None:
    """ "In Bolivia, Congress refused", "In Peru, the army said": the country with which the sentence begins."""
    token = work.tokens[head]
    if (
        body_of(work, token) not in _OF_STATE
        or token.dep != "nsubj"
        or (token.lemma.lower() not in _ALONE and not is_definite(work, head))
    ):
        return None
    if any(work.doc.dependents(head, "nmod", "amod", "compound")):
        return None
    for child in work.doc.dependents(token.head, "obl"):
        found = work.found.get(child.index)
        if child.index < head and case_of(work, child.index) == "in" and found is not None and found.kind == "state":
            opens = work.doc.sentence_of(head).first
            return found if work.tokens[opens].text == "In" and found.first <= opens + 2 else None
    return None


# ---- with words of its own, or alone -----------------------------------------------------------------------------


def _settle_noun(work: Work, token: Token, kind: str, only_speaking: bool) -> None:
    """Settle "the ministry", "police": the one body of that noun, or the only one that fits, or one of its own when it acts."""
    head = token.index
    first = _first_word(work, head)
    short = work.doc.words(first, head + 1)
    definite = is_definite(work, head)
    named = only_speaking and any(work.is_person(t.index) for t in work.doc.dependents(head, "nmod:poss"))
    active = speaks(work, head) or ((named or not only_speaking) and acts(work, first, head + 1))
    fitting = _of_noun(work, short, active)
    if definite and len(fitting) == 1 and not (_has_owner(work, head) or _is_named_apart(work, head, fitting[0])):
        _keep(work, fitting[0], first, head + 1)
        return
    if own := _own_words(work, token, first):
        if (left := _called_before(work, own[0], head, only_speaking)) is not None:
            _keep(work, left, own[0], head + 1)
        elif len(same := _of_noun(work, work.doc.words(own[0], head + 1), active)) == 1:
            _keep(work, same[0], *own)
        elif (active and _is_told_by_noun(work, own, head)) or speaks(work, head) or _is_spoken_for(work, head):
            _cast_own(work, token, kind, own)
        elif not _is_told_by_noun(work, own, head) or _is_fought(work, token):
            _cast_plain(work, token, kind, only_speaking, first)
        return
    if not fitting and definite and active and (body := _in_chain(work, head) or _only_fitting(work, token, kind)):
        _keep(work, body, first, head + 1)
        return
    if len(fitting) < 2:
        _cast_plain(work, token, kind, only_speaking, first)


def _cast_plain(work: Work, token: Token, kind: str, only_speaking: bool, first: int) -> None:
    """ "The ministry", "police", "the central government": a body of its own where it acts."""
    head, short = token.index, work.doc.words(first, token.index + 1)
    plain = bool({token.lemma.lower(), token.text.lower()} & _PLAIN) or is_definite(work, head)
    if only_speaking or not plain or not (acts(work, first, head + 1) or _is_fought(work, token)):
        return
    body = _draft(work, short, kind, None, (first, head + 1), 0.55)
    body.form(short)
    work.add(body, "noun", short.lower())
    work.mention(body, first, head + 1)


def _is_fought(work: Work, token: Token) -> bool:
    """ "clashed with police", "attacked the army", "clashes between protesters and police": a party of a deed of force."""
    governor, first = work.tokens[token.head], work.tokens[first_of_list(work, token.index)]
    noun = work.tokens[first.head]
    if relation(first) == "nmod" and noun.upos == "NOUN" and token.index > noun.index:
        rule = work.deeds.of_noun(noun.lemma.lower()) or work.deeds.of_noun(noun.text.lower())
        cases = {"with", "between", "by", "against", "on"}
        return rule is not None and rule.what in {"ASSAULT", "COERCE"} and case_of(work, first.index) in cases
    if token.dep == "obj" or (token.dep == "obl" and case_of(work, token.index) in {"with", "at", "on", "against"}):
        rules = work.deeds.by_verb.get(governor.lemma.lower(), ())
        return any(rule.what in {"ASSAULT", "PROTEST"} and not rule.objects for rule in rules)
    return False


def _keep(work: Work, body: Draft, first: int, last: int) -> None:
    body.keep()
    work.mention(body, first, last)


def _of_noun(work: Work, words: str, active: bool) -> list[Draft]:
    """The bodies whose name has the noun: "Ministry of Mines" and "foreign ministry" for "ministry"; those not kept where it acts."""
    low = words.lower()
    out: list[Draft] = []
    for (where, name), body in work.by_name.items():
        if where not in {"noun", "body"} or not (body.kept or active) or body in out:
            continue
        if any(_is_called(form.lower(), low) for form in {name, *body.forms}):
            out.append(body)
    return out


def _is_called(name: str, words: str) -> bool:
    """Whether "the *words*" may be whose name is *name*: it ends in them, also before "of", "for", "on"."""
    if f" {name}".endswith(f" {words}"):
        return True
    return any(f" {name}".partition(link)[0].endswith(f" {words}") for link in (" of ", " for ", " on ", " in "))


def _has_owner(work: Work, head: int) -> bool:
    """Whether a name or noun says whose it is: "Pell's campaign"."""
    return any(token.upos != "PRON" for token in work.doc.dependents(head, "nmod:poss"))


def _is_named_apart(work: Work, head: int, body: Draft) -> bool:
    """ "the Biden campaign", where the story has a "Trump campaign"."""
    return any(
        token.upos == "PROPN"
        and token.index < head
        and not any(token.text in form for form in {body.name, *body.forms})
        for token in work.doc.dependents(head, "compound")
    )


def _own_words(work: Work, token: Token, first: int) -> tuple[int, int] | None:
    """The words that tell this body from others of its noun: "[Pell's] campaign", "[aqueduct] company [of Bogotá]"; None where none do."""
    head, sentence = token.index, work.doc.sentence_of(token.index)
    if any(t.upos == "PRON" for t in work.doc.dependents(head, "nmod:poss")):
        return None  # "her campaign"
    start, end = first, head + 1
    owner = next((t for t in work.doc.dependents(head, "nmod:poss") if t.index < head), None)
    if owner is not None:
        named = work.found.get(owner.index)
        start = named.first if named and named.kind == "PER" else work.doc.subtree(owner.index)[0]
    elif left := name_before(work, first):
        if left.last == first and left.kind in {"entry", "ORG", "PER"}:
            start = left.first
    for left_of in work.doc.dependents(head, "compound"):
        if left_of.upos == "PROPN" and left_of.index not in work.found:
            start = min(start, work.doc.subtree(left_of.index)[0])  # "Yes on 6 campaign"
    while start < first and work.tokens[start].text.lower() in NOT_TITLE:
        start += 1
    if start < sentence.first or head - start > 7:
        return None
    for behind in work.doc.dependents(head, "nmod"):
        last = work.doc.subtree(behind.index)[1]
        link = work.tokens[head + 1].text.lower() if head + 1 < sentence.last else ""
        if behind.upos == "PROPN" and link in {"of", "for", "on", "in", "at"} and behind.index <= head + 4:
            if last <= head + 6 and not any(t.text == "," for t in work.tokens[head:last]):
                end = max(end, last)
    told = any(t.text.lower() not in _BY_NOBODY | NOT_TITLE and t.upos != "DET" for t in work.tokens[start:head])
    return (start, end) if told or end > head + 1 else None


def _called_before(work: Work, first: int, head: int, only_speaking: bool) -> Draft | None:
    """ "the KCNA agency", "the Boeing company" are whom the name says."""
    left = work.found.get(head - 1)
    if left is None or left.first != first or left.kind not in {"entry", "ORG"}:
        return None
    calls = only_speaking and work.titles.speaks(work.tokens[head].lemma) is None
    return (work.at.get(head - 1) or _weak(work, head - 1)) if calls or work.tokens[head].lemma == "agency" else None


def _is_told_by_noun(work: Work, own: tuple[int, int], head: int) -> bool:
    """Whether more than adjectives tells the body: "water institute", "Pell's campaign", not "international tribunal"."""
    return own[1] > head + 1 or any(t.upos in {"NOUN", "PROPN"} for t in work.tokens[own[0] : head])


def _is_spoken_for(work: Work, head: int) -> bool:
    """Whether what the reading model takes for the same as the noun speaks: "The company denied ...", "It said ..."."""
    return any(
        speaks(work, one.head)
        for chain in work.doc.references
        if any(one.head == head for one in chain)
        for one in chain
    )


def _cast_own(work: Work, token: Token, kind: str, own: tuple[int, int]) -> None:
    """A body that has only its noun and words around it for a name."""
    name = work.words(*own)
    country, why = None, None
    for at in range(*own):
        inner = work.inside.get(at)
        if inner and inner.country and inner.kind in {"state", "demonym", "seat"} and at < token.index:
            country, why = inner.country, inner
    body = _draft(work, name, kind, country, own, 0.6)
    if why:
        body.because = work.evidence(why.first, why.last, "country")
    body.form(name)
    short = work.words(_first_word(work, token.index), token.index + 1)
    if " " in short:
        body.form(short)
    work.add(body, "noun", name.lower())
    work.mention(body, *own)


def _in_chain(work: Work, head: int) -> Draft | None:
    """The body that the reading model takes for the same as the noun."""
    for chain in work.doc.references:
        if any(one.head == head for one in chain):
            for one in chain:
                body = work.at.get(one.head)
                if body is not None and one.head < head and body.kept and body.type in {"organization", "media", "igo"}:
                    return body
    return None


def _only_fitting(work: Work, token: Token, kind: str) -> Draft | None:
    """The only body named in the sentences before that may be "the company", "the agency"; of several the subject."""
    if any(one.head < token.index for one in _others(work, token.index)):
        return None  # The reading model takes it for something else that the story names.
    here = work.doc.sentence_of(token.index)
    for back in range(here.index, max(-1, here.index - _BACK - 1), -1):
        sentence = work.doc.sentences[back]
        if sentence.part != here.part:
            break
        end = min(sentence.last, token.index)
        named = [(at, work.at.get(at) or _weak(work, at)) for at in range(sentence.first, end)]
        near = [(at, body) for at, body in named if body is not None and _may_be(work, body, token, kind)]
        bodies = list(dict.fromkeys(body for _, body in near))
        subjects = list(dict.fromkeys(b for at, b in near if relation(work.tokens[first_of_list(work, at)]) == "nsubj"))
        if len(subjects) == 1:
            return subjects[0]
        if bodies:
            return bodies[0] if len(bodies) == 1 else None
    return None


def _others(work: Work, head: int) -> Iterator[Token]:
    """The other mentions of the noun's chain that have a noun of their own."""
    for chain in work.doc.references:
        if any(one.head == head for one in chain):
            for one in chain:
                other = work.tokens[one.head]
                if one.head != head and other.upos in {"NOUN", "PROPN"} and other.lemma != work.tokens[head].lemma:
                    yield other


def _weak(work: Work, at: int) -> Draft | None:
    """The body that is named at the token and no actor yet."""
    return next((d for d in work.drafts if any(first <= at < last for first, last in d.weak)), None)


def _may_be(work: Work, body: Draft, token: Token, kind: str) -> bool:
    """Whether a body without the noun in its name may be called by it: a firm "the company", a body of the state "the agency"."""
    lemma = token.lemma.lower()
    if kind == "MED":
        return body.type == "media"
    if body.type != "organization":
        return False
    if kind == "BUS" or lemma == "union":
        return (
            body.sector in {None, kind}
            and body.by != "actors.lexicon"
            and not set(body.name.lower().split()) & _NOT_OF_FIRM
        )
    if lemma == "agency":
        return body.sector == "GOV" and body.by != "actors.lexicon"
    return False


def _first_word(work: Work, head: int) -> int:
    """The first of the plain words (adjectives, nouns) that stand before a noun, names of countries left out."""
    first = head
    start = work.doc.sentence_of(head).first
    while first > start:
        token = work.tokens[first - 1]
        plain = token.upos in {"NOUN", "PROPN", "ADJ"} and token.text.lower() not in NOT_TITLE
        if plain and first - 1 not in work.found:
            first -= 1
        elif token.text in {"-", "–"} and first - 2 >= start and _is_hyphened(work, first - 2):
            first -= 2
        else:
            break
    return first


def _is_hyphened(work: Work, at: int) -> bool:
    """Whether the word before a hyphen belongs to the words behind it: "five-nation", "state-run"."""
    return work.tokens[at].upos in {"NOUN", "PROPN", "ADJ", "ADV", "NUM"} and at not in work.found
