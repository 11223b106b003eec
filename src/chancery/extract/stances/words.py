"""Positions that a verb, a noun, an adjective or the name of a role says.

Oman demands that ...      its demand for ...      is opposed to ...      an advocate of ...
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chancery.extract.clauses import (
    OPENERS,
    Phrase,
    ancestors,
    argument_of,
    clause_of,
    is_want_of_goods,
    modal_of,
    negated,
    noun_phrase,
    preposition_of,
    split_things,
    subject_of,
    trimmed,
)
from chancery.extract.stances.contents import Content, contents_of, named, things_at
from chancery.extract.stances.issues import known_issue
from chancery.extract.stances.taken import Taken
from chancery.extract.stances.telling import Telling
from chancery.language.document import Token
from chancery.rules.positions import PositionRule

_UNREAL_MODALS = frozenset({"could", "might", "may", "can", "should", "must", "cannot", "ca", "need", "ought"})
_ABLE = frozenset({"can", "could", "cannot", "ca"})
_LISTING = frozenset({"include", "expand", "comprise", "grow", "cover", "range"})
_STAYING = frozenset({"make", "remain", "stay", "be", "stand", "become", "seem", "appear", "keep"})
_NOUNS = ("NOUN", "PROPN", "PRON")


def by_verb(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "Washington demands that ...": the verb says the stance; its subject holds it, or whoever says the sentence."""
    doc, verb = telling.doc, token.index
    if token.tag == "VBN" and any(doc.dependents(verb, "cop")):
        return  # "is committed to the treaty": an adjective, read as a verb.
    if (
        token.tag == "VBG"
        and verb
        and doc.tokens[verb - 1].upos == "VERB"
        and token.head == verb - 1
        and token.dep == "advcl"
    ):
        return  # "imposed blocking sanctions"
    if token.dep == "amod" or _is_negated(telling, verb) != rule.negated or _is_idle(telling, verb, rule):
        return
    if rule.under and (token.dep != "ccomp" or doc.tokens[token.head].lemma.lower() not in rule.under):
        return
    if rule.verdicts:
        contents = tuple(_judged(telling, token, rule))
    elif rule.objects:
        contents = tuple(_behind_object(telling, verb, rule))
    elif not rule.contents and not rule.prepositions:
        contents = (_predicate(telling, verb),)
    else:
        contents = contents_of(doc, verb, rule)
    if not contents:
        return
    contents = tuple(one for one in contents if not _takes_its_own(telling, verb, one))
    contents = _together(contents) if rule.whole else contents
    if rule.others:
        contents = tuple(one for one in contents if one.subject is not None)
    welcomes = token.lemma.lower() == "welcome" and modal_of(doc, verb) in ("will", "would")
    if welcomes and not any(known_issue(doc, one.phrase, telling.rules) for one in contents):
        return  # "will welcome the newly arrived"
    if rule.stance in ("demand", "seek", "accept"):
        hopes = token.lemma.lower() == "hope"
        claims = token.lemma.lower() in ("insist", "argue", "hope")
        contents = tuple(one for one in contents if not _is_fact(telling, one, claims=claims, hopes=hopes))
    phrase = _subject_of(telling, token) if rule.holder != "speaker" else None
    if "*" in rule.verbs and rule.negated and phrase is not None and doc.tokens[phrase.head].text.lower() == "i":
        known = any(known_issue(doc, one.phrase, telling.rules) for one in contents)
        if not known or modal_of(doc, verb) == "would":
            return  # "I'm not going to give a speech"
    if (
        token.dep == "acl:relcl"
        and all(one.phrase.last - one.phrase.first < 3 for one in contents)
        and "infinitive" in rule.contents
        and rule.stance == "support"
    ):
        return  # "the mandate, which he voted to repeal"
    if token.dep == "acl:relcl" and rule.stance == "seek":
        own = [child.text.lower() for child in doc.dependents(token.index, "nsubj") if child.index < token.index]
        if own and not {"who", "which", "that"} & set(own):
            contents = tuple(one for one in contents if not _is_gapped(telling, one))
            if not contents:
                return  # "any update they want to provide"
    if rule.holder == "we" and (phrase is None or doc.tokens[phrase.head].text.lower() != "we"):
        return
    if rule.holder in ("self", "we"):
        quote = telling.quote_at(verb)
        told = quote is not None and quote.form == "indirect"
        if not telling.is_own(phrase, verb) or not (told or known_issue(doc, contents[0].phrase, telling.rules)):
            return
    if rule.holder != "speaker":
        holders = telling.holders(phrase, verb)
        if not holders and phrase is not None:
            person = telling.known_person(telling.cast.at(phrase.head))
            known = any(known_issue(doc, one.phrase, telling.rules) for one in contents)
            holders = (person,) if person is not None and known else ()
            if (
                not holders
                and rule.stance in ("demand", "seek")
                and any(is_of_public(telling, one) for one in contents)
            ):
                named = telling.cast.at(phrase.head)
                holders = (named,) if named is not None and telling.is_named(named) else ()
        if not holders and (above := _told_with(telling, token)) is not None:
            phrase = above
            holders = telling.holders(phrase, verb)
        if rule.stance in ("demand", "seek") or rule.holder == "self":
            holders = tuple(holder for holder in holders if telling.actors[holder].sector not in ("JUD", "COP"))
        if rule.holder == "self" and rule.stance == "offer":
            holders = tuple(holder for holder in holders if telling.actors[holder].sector != "BUS")
        agreed = rule.stance == "accept" or token.lemma.lower() == "agree"
        if agreed and token.dep == "acl:relcl" and any(telling.actors[one].type == "people" for one in holders):
            return  # "nurses who agree to work in small towns"
        if agreed and len(holders) > 1:
            return  # What two agree on is an arrangement, and an event.
    else:
        speaker = telling.speaker(verb)
        holders = (speaker,) if speaker is not None and telling.actors[speaker].sector != "JUD" else ()
        holders = (
            () if rule.holder == "speaker" and telling.quote_at(verb) is None and telling.voice is None else holders
        )
    for holder in holders:
        for content in contents:
            yield Taken(rule, verb, holder, phrase, content)


def by_noun(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "its demand that ...": the noun says the stance; its owner holds it, or the subject of "voiced", "made", "has"."""
    doc, noun = telling.doc, token.index
    governor = doc.tokens[token.head]
    denied = any(child.lemma.lower() in ("no", "little") for child in doc.dependents(noun, "det", "amod", "advmod"))
    if denied != rule.negated or telling.is_unreal(noun):
        return
    if is_want_of_goods(doc, token):
        return
    if rule.holder == "speaker":
        yield from _said_to_be(telling, token, rule)
        return
    if rule.stance == "seek" and any(
        doc.tokens[above].upos in ("VERB", "NOUN")
        and doc.tokens[above].lemma.lower()
        in ("support", "back", "assist", "help", "welcome", "commend", "note", "praise", "encourage")
        for above in ancestors(doc, noun, 3)
    ):
        return  # "We support El Salvador in its efforts to ..."
    owner = telling.owner_of(token)
    if owner is None and preposition_of(doc, noun) in (
        "against",
        "despite",
        "amid",
        "about",
        "after",
        "following",
        "by",
        "due to",
        "because of",
    ):
        return  # "pushed back against calls for an inquiry"
    holders = telling.holders(owner, noun)
    carried = token.dep.split(":")[0] in ("obj", "obl", "conj", "xcomp") and governor.upos == "VERB"
    if carried and governor.lemma.lower() in telling.rules.words("dropping"):
        return
    if not holders and owner is None and carried and governor.lemma.lower() in telling.rules.words("voicing"):
        if _is_negated(telling, governor.index) or _is_idle(telling, governor.index, rule):
            return
        owner = subject_of(doc, governor.index)
        holders = telling.holders(owner, governor.index)
    repeated = carried and governor.lemma.lower() in telling.rules.words("voicing")
    if not holders and owner is not None and doc.tokens[owner.head].upos == "PRON" and repeated:
        owner = subject_of(doc, governor.index)  # "North Korea repeated its demand": the one who repeats it.
        holders = telling.holders(owner, governor.index)
    if rule.under and preposition_of(doc, noun) not in rule.under:
        return
    if rule.under and governor.upos == "VERB":
        owner = subject_of(doc, governor.index)  # "resigned in protest at the deal"
        holders = telling.holders(owner, governor.index)
        carried = True
    if not holders and owner is None and "protest" in rule.nouns:
        group = telling.protesters()
        holders = (group,) if group is not None else ()
    if not holders:
        return
    contents = tuple(_listed(telling, token)) if _lists(telling, token) else contents_of(doc, noun, rule)
    if owner is not None:
        contents = tuple(one for one in contents if not one.phrase.first <= owner.head < one.phrase.last)
    if contents and all(one.phrase.first > noun and only_party(telling, one.phrase) for one in contents):
        # "alliance commitments to Japan and Korea": without the noun nothing is said.
        whole = noun_phrase(doc, noun)
        first = max(whole.first, owner.last if owner is not None and owner.last <= noun else whole.first)
        while first < noun and doc.tokens[first].dep in ("case", "punct", "det"):
            first += 1
        contents = (Content(Phrase(noun, first, max(contents[-1].phrase.last, noun + 1))),)
    contents += tuple(_as_well(telling, token)) if contents else ()
    contents = (*_before(telling, token, rule, contents), *contents)
    if (
        not contents
        and rule.stance in ("seek", "demand")
        and token.dep.startswith("nsubj")
        and governor.lemma.lower() not in _LISTING
    ):
        contents = tuple(_is_to(telling, token))
    if not contents and token.dep.split(":")[0] in ("obl", "nmod") and "request" in rule.nouns:
        contents = tuple(_at_request(telling, token))
    if not contents and (carried or (token.dep == "nsubj" and "protest" in rule.nouns)):
        contents = tuple(_beside(telling, token, rule))
    contents = _together(contents) if rule.whole else contents
    for holder in holders:
        for content in contents:
            yield Taken(rule, noun, holder, owner, content)


def _together(contents: tuple[Content, ...]) -> tuple[Content, ...]:
    """The contents of a list as one, where each alone would say little."""
    if len(contents) < 2:
        return contents
    first, last = contents[0].phrase, contents[-1].phrase
    return (Content(Phrase(first.head, first.first, max(last.last, first.last)), contents[0].subject),)


def _said_to_be(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "It is time to end the war": who says so wants it."""
    doc, speaker = telling.doc, telling.speaker(token.index)
    if speaker is not None and telling.actors[speaker].sector == "JUD":
        return
    is_so = any(
        child.lemma.lower() == "be" and child.index < token.index for child in doc.dependents(token.index, "cop", "aux")
    )
    plain = token.lemma.lower() != "time" or not any(
        child.dep in ("det", "amod", "nmod:poss") and child.lemma.lower() not in ("high", "the")
        for child in doc.dependents(token.index)
    )
    carrier = token.index
    if token.dep == "xcomp" and doc.tokens[token.head].lemma.lower() == "remain":
        carrier, is_so = token.head, True
    subject = next(doc.dependents(carrier, "nsubj", "expl", "csubj"), None)
    told = subject is not None and subject.upos in ("NOUN", "PROPN") and "subject" in rule.contents
    if (
        subject is not None
        and subject.text.lower() not in ("it", "now", "this", "that")
        and not subject.dep.startswith("csubj")
        and not told
    ):
        return
    aside = token.dep in ("acl:relcl", "advcl") or (token.dep == "csubj" and token.upos == "ADJ")
    if aside or telling.is_told_by_another(token):
        return
    denied = _is_negated(telling, token.index) != rule.negated
    if speaker is None or not is_so or not plain or denied or telling.is_unreal(token.index):
        return
    whatever = any(before.lemma.lower() == "whatever" for before in doc.tokens[max(0, token.index - 3) : token.index])
    if modal_of(doc, token.index) in _UNREAL_MODALS or whatever:
        return
    for content in contents_of(doc, token.index, rule):
        yield Taken(rule, token.index, speaker, None, content)


def by_adjective(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "is opposed to ...", "remains committed to ...", "eager for ..."."""
    doc, at = telling.doc, token.index
    governor = doc.tokens[token.head]
    if rule.holder == "speaker":
        yield from _said_to_be(telling, token, rule)
        return
    denied = _is_negated(telling, at)
    if token.dep == "acl:relcl" and token.head and negated(doc, token.head):
        denied = not denied  # "that is not a plan that he is willing to accept"
    if (
        token.upos == "VERB"
        and token.tag in ("VBD", "VBN")
        and not any(doc.dependents(at, "aux:pass", "cop"))
        and (token.tag == "VBD" or token.dep not in ("xcomp", "acl", "amod", "advcl"))
    ):
        return  # "The judge determined that ..."
    above = token.dep.split(":")[0] == "xcomp" and governor.lemma.lower() in _STAYING
    if above:
        denied = denied or _is_negated(telling, governor.index)
    if denied != rule.negated or telling.is_unreal(at):
        return
    if modal_of(doc, governor.index if above else at) in _UNREAL_MODALS:
        return
    contents = contents_of(doc, at, rule) or (contents_of(doc, governor.index, rule) if above else ())
    subject = next((child for child in doc.dependents(at, "nsubj", "expl")), None)
    phrase = (
        noun_phrase(doc, subject.index)
        if subject is not None and subject.upos in _NOUNS and subject.text.lower() not in ("that", "which", "who")
        else None
    )
    if phrase is None and token.dep == "acl:relcl":
        phrase = noun_phrase(doc, token.head)
    elif phrase is None and (above or token.dep.split(":")[0] in ("conj", "advcl", "xcomp", "amod", "acl")):
        phrase = noun_phrase(doc, token.head) if governor.upos in _NOUNS else subject_of(doc, token.head)
    holders = telling.holders(phrase, at)
    said = argument_of(doc, at, "ARG1", "ARG0") if not holders else None
    if said is not None and said.last <= at:
        phrase, holders = said, telling.holders(said, at)  # "The United States, she wrote, stands ready ..."
    for holder in holders:
        for content in contents:
            yield Taken(rule, at, holder, phrase, content)


def by_side(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "is against the deal", "are in favour of the deal": the preposition says the stance."""
    doc = telling.doc
    head = doc.tokens[token.head]
    if token.upos == "ADP":
        predicate, thing = head, head
    else:
        if preposition_of(doc, token.index) != "in":
            return
        of = next(
            (child for child in doc.dependents(token.index, "nmod", "acl", "advcl") if child.index > token.index), None
        )
        if of is None:
            return
        predicate, thing = token, of
    subject = next((child for child in doc.dependents(predicate.index, "nsubj") if child.index < token.index), None)
    is_so = any(child.lemma.lower() == "be" for child in doc.dependents(predicate.index, "cop"))
    if subject is None or not is_so or _is_negated(telling, predicate.index) or telling.is_unreal(predicate.index):
        return
    phrase = noun_phrase(doc, subject.index)
    first = token.index + 1 if token.upos == "ADP" else thing.index
    last = max(doc.subtree(thing.index)[1], first + 1)
    content = trimmed(doc, thing.index, first if token.upos == "ADP" else doc.subtree(thing.index)[0], last)
    begin = content.first
    while begin < thing.index and doc.tokens[begin].text.lower() in ("of", "in", "favour", "favor"):
        begin += 1
    for holder in telling.holders(phrase, predicate.index):
        yield Taken(rule, token.index, holder, phrase, Content(Phrase(content.head, begin, content.last)))


def by_agent(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """ "was an advocate for ...", "Lee, a critic of ...": the name of a role says the stance."""
    doc, at = telling.doc, token.index
    governor = doc.tokens[token.head]
    if _is_negated(telling, at) or telling.is_unreal(at):
        return
    subject = next((child for child in doc.dependents(at, "nsubj") if child.index < at), None)
    if subject is not None:
        phrase = noun_phrase(doc, subject.index)
    elif token.dep == "appos":
        phrase = noun_phrase(doc, token.head)
    elif token.tag == "NNS" and telling.cast.at(at) is not None and "against" in rule.prepositions:
        phrase = Phrase(at, at, at + 1)  # "Protesters against the airport gathered": they are the group itself.
    elif token.dep in ("xcomp", "obj") and governor.lemma.lower() in _STAYING:
        called = subject_of(doc, governor.index)
        if called is None:
            return
        phrase = called
    else:
        return
    contents = contents_of(doc, at, rule)
    for holder in telling.holders(phrase, at):
        for content in contents:
            yield Taken(rule, at, holder, phrase, content)


def _takes_its_own(telling: Telling, verb: int, content: Content) -> bool:
    """ "promised to oppose the bill": the inner verb says the stance, and is found on its own."""
    doc, head = telling.doc, telling.doc.tokens[content.phrase.head]
    if head.head != verb or head.tag != "VB" or doc.tokens[verb].lemma.lower() not in telling.rules.words("going_on"):
        return False
    return any(
        _is_governed(telling, head, rule)
        for rule in telling.rules.naming((head.lemma.lower(),), verb=False)
        if rule.stance in ("support", "oppose", "refuse", "demand") and rule.verbs and not rule.negated
    )


def _is_governed(telling: Telling, verb: Token, rule: PositionRule) -> bool:
    """Whether something stands behind the verb in a way that the rule takes."""
    doc = telling.doc
    plain = {"obj": "object", "xcomp": "infinitive", "ccomp": "clause"}
    return any(
        plain.get(child.dep) in rule.contents or preposition_of(doc, child.index) in rule.prepositions
        for child in doc.dependents(verb.index, "obj", "xcomp", "ccomp", "obl")
        if child.index > verb.index
    )


def _is_gapped(telling: Telling, content: Content) -> bool:
    """Whether an infinitive lacks its object, because the noun before the clause is meant: "the update they want to give"."""
    doc, head = telling.doc, telling.doc.tokens[content.phrase.head]
    return head.tag == "VB" and not any(
        child.index > head.index for child in doc.dependents(head.index, "obj", "ccomp")
    )


def _is_fact(telling: Telling, content: Content, *, claims: bool = False, hopes: bool = False) -> bool:
    """Whether a clause tells what is: "insisted that she was never pressured"; *claims*: or what will be, or
    may be where somebody *hopes*.
    """
    doc, head = telling.doc, telling.doc.tokens[content.phrase.head]
    if not any(content.phrase.first <= one.index < head.index for one in doc.dependents(head.index, "nsubj", "expl")):
        return False
    carried = list(doc.dependents(head.index, "aux", "cop", "aux:pass"))
    unsure = ("can", "could", "may", "might")
    if claims and any(
        one.lemma.lower() in unsure or (one.lemma.lower() in ("will", "would") and not hopes) for one in carried
    ):
        return True
    if any(one.tag == "MD" or one.lemma.lower() == "to" for one in carried) or any(
        mark.text.lower() == "to" for mark in doc.dependents(head.index, "mark")
    ):
        return False
    words = [token.lemma.lower() for token in doc.tokens[content.phrase.first : content.phrase.last]]
    if "right" in words and "have" in words:
        return False  # "insists it has the right to enrich uranium"
    return head.tag in ("VBD", "VBZ") or any(one.tag in ("VBD", "VBZ") for one in carried)


def is_of_public(telling: Telling, content: Content) -> bool:
    """Whether something is asked of a state, a government or a body: who asks that speaks in public."""
    for phrase in (content.asked, content.subject):
        if phrase is not None and telling.doc.tokens[phrase.head].lemma.lower() in telling.rules.words("institutions"):
            return True
        actor = telling.cast.at(phrase.head) if phrase is not None else None
        if actor is not None and telling.actors[actor].type in ("state", "government", "igo", "organization"):
            return True
    return False


def _subject_of(telling: Telling, token: Token) -> Phrase | None:
    """The verb's subject; an active verb has none behind "by" ("condemned attacks by all parties")."""
    doc = telling.doc
    itself = next((child for child in doc.dependents(token.index, "expl") if child.text.lower() == "it"), None)
    if itself is not None:
        return noun_phrase(doc, itself.index)  # "it expected India to ...", read as an empty "it".
    before = doc.tokens[token.index - 1] if token.index else token
    if token.tag == "VBG" and token.dep == "advcl" and before.tag in ("NNS", "NNPS") and before.head == token.head:
        if before.dep in ("obj", "obl") and not any(doc.dependents(token.index, "nsubj", "mark")):
            return noun_phrase(doc, before.index)  # "fired on protesters opposing the plan"
    phrase = subject_of(doc, token.index)
    active = token.tag in ("VBZ", "VBP") or (token.tag == "VBD" and any(doc.dependents(token.index, "obj")))
    behind = phrase is not None and phrase.first > token.index and doc.tokens[phrase.first - 1].text.lower() == "by"
    if active and behind and not any(doc.dependents(token.index, "aux:pass")):
        own = next((child for child in doc.dependents(token.index, "nsubj") if child.index < token.index), None)
        if own is not None:
            return noun_phrase(doc, own.index)
        return subject_of(doc, token.head) if token.dep in ("conj", "parataxis", "advcl") else None
    return phrase


def _told_with(telling: Telling, token: Token) -> Phrase | None:
    """The subject of "emphasized that ... and urged ...", where the second verb was read into the clause of the first."""
    doc = telling.doc
    first = doc.tokens[token.head]
    finite = token.tag in ("VBP", "VBD", "VBZ")
    if token.dep != "conj" or not finite or any(doc.dependents(token.index, "nsubj", "aux")):
        return None
    if first.tag == token.tag and first.dep != "ccomp":
        return None
    start = first.head if first.dep == "ccomp" else first.index
    above = next(
        (
            doc.tokens[at]
            for at in (start, *ancestors(doc, start))
            if doc.tokens[at].tag == token.tag and at < token.index
        ),
        None,
    )
    return subject_of(doc, above.index) if above is not None and above.upos == "VERB" else None


# ---- the verb


def _is_negated(telling: Telling, verb: int) -> bool:
    """Whether the verb is denied; "no longer" too, and "not only" is no denial."""
    doc = telling.doc
    for child in doc.dependents(verb, "advmod"):
        if child.lemma.lower() == "not" and child.index + 1 < len(doc.tokens):
            if doc.tokens[child.index + 1].lemma.lower() in ("only", "just", "merely"):
                return False
        if (
            child.text.lower() in ("longer", "hardly")
            and child.index
            and doc.tokens[child.index - 1].lemma.lower() == "no"
        ):
            return True
    token = doc.tokens[verb]
    for subject in doc.dependents(verb, "nsubj"):
        if any(one.lemma.lower() in ("neither", "nor") for one in doc.dependents(subject.index)):
            return True
    if doc.tokens[token.head].text.lower() == "going" and token.dep == "xcomp" and negated(doc, token.head):
        return True
    return negated(doc, verb)


def _is_idle(telling: Telling, verb: int, rule: PositionRule) -> bool:
    """Whether the verb is only possible or wanted of somebody: "could reject", "called on Oman to support"."""
    doc, token = telling.doc, telling.doc.tokens[verb]
    modal = modal_of(doc, verb)
    late = ("immediately", "yet", "initially", "necessarily")
    if rule.negated and any(child.lemma.lower() in late for child in doc.dependents(verb, "advmod")):
        return True  # "did not immediately endorse"
    if "longer" in rule.modals:
        if not any(child.text.lower() == "longer" for child in doc.dependents(verb, "advmod")):
            return True
    elif rule.modals:
        going = any(
            doc.tokens[token.head].lemma.lower() == "go" and child.text.lower() == "to"
            for child in doc.dependents(verb, "mark")
        )
        if modal not in rule.modals and not ("going" in rule.modals and going):
            return True
        return telling.is_unreal(verb)
    if (modal in _UNREAL_MODALS and not (rule.negated and modal in _ABLE)) or telling.is_unreal(verb):
        return True
    before = " ".join(one.text.lower() for one in doc.tokens[max(0, verb - 2) : verb])
    if before.endswith("used to") or any(one.text.lower() in ("if", "should") for one in doc.dependents(verb, "mark")):
        return True
    if any(
        child.text.lower() in ("of", "for", "without", "against", "from", "before")
        for child in doc.dependents(verb, "mark")
    ):
        return True
    heads = (verb, token.head) if token.dep == "conj" else (verb,)
    if token.tag == "VBG" and any(
        mark.text.lower() in ("on", "about", "over", "regarding") and mark.index < one
        for one in heads
        for mark in doc.dependents(one, "mark", "case")
    ):
        return True  # "exchanged views on supporting democracy"
    if token.tag == "VBG" and token.dep == "advcl" and modal_of(doc, token.head) in _UNREAL_MODALS:
        return True  # "by supporting the bill, we can ..."
    if any(child.text.lower() == "to" and child.dep == "mark" for child in doc.dependents(verb)):
        return not _goes_on(telling, token)
    if token.dep.split(":")[0] == "conj" and token.tag == "VB" and modal is None:
        first = doc.tokens[token.head]
        if first.upos == "VERB" and (modal_of(doc, first.index) in _UNREAL_MODALS):
            return True
        if any(child.text.lower() == "to" for child in doc.dependents(first.index, "mark")):
            return not _goes_on(telling, first)
    joined = token.dep == "conj" and doc.tokens[token.head].tag == "VBP"  # "We welcome X and encourage Y."
    if token.tag == "VB" and modal is None and not joined and not any(doc.dependents(verb, "aux")):
        # "that Oman support the plan" is wanted; a command is no stance of its own.
        return True
    passive = any(child.dep == "aux:pass" for child in doc.dependents(verb)) or (
        token.tag in ("VBN", "VBD")
        and token.dep in ("acl", "advcl", "amod")
        and not any(doc.dependents(verb, "aux", "nsubj", "mark"))
    )
    agent = any(
        child.dep == "obl:agent" or preposition_of(doc, child.index) == "by" for child in doc.dependents(verb, "obl")
    )
    return passive and not agent and rule.holder == "subject"


def _goes_on(telling: Telling, token: Token) -> bool:
    """Whether an infinitive is really done: "continues to urge", "marched to demand"."""
    doc, above = telling.doc, telling.doc.tokens[token.head]
    if above.lemma.lower() in telling.rules.words("going_on"):
        return not _is_negated(telling, above.index) and modal_of(doc, above.index) not in _UNREAL_MODALS
    return (
        token.dep == "advcl"
        and above.upos == "VERB"
        and above.tag in ("VBD", "VBZ", "VBP", "VBN", "VBG")
        and not _wants(telling, above)
        and not _is_negated(telling, above.index)
    )


def _wants(telling: Telling, token: Token) -> bool:
    """Whether the verb is itself one of wanting, so that what it governs is only wanted."""
    rules = telling.rules.naming((token.lemma.lower(),), verb=False)
    return any("infinitive" in rule.contents and rule.verbs for rule in rules)


def _predicate(telling: Telling, verb: int) -> Content:
    """The verb with what follows it: "recognise the result" of "will not recognise the result"."""
    doc = telling.doc
    apart = [
        child.index for child in doc.dependents(verb, "parataxis", "conj", "advcl", "ccomp") if child.dep != "ccomp"
    ]
    apart += [child.index for child in doc.dependents(verb) if child.index < verb]
    phrase = clause_of(doc, verb, apart)
    return Content(Phrase(verb, verb, max(phrase.last, verb + 1)))


def _behind_object(telling: Telling, verb: int, rule: PositionRule) -> Iterator[Content]:
    """What the noun that the verb must govern stands for: "dropped its demand that ...", "reserves the right to ..."."""
    doc = telling.doc
    token = doc.tokens[verb]
    if token.dep == "acl:relcl" and doc.tokens[token.head].lemma.lower() in rule.objects and "object" in rule.contents:
        relatives = [child for child in doc.dependents(verb, "obj") if child.upos == "PRON" and child.index < verb]
        subjects = [
            child
            for child in doc.dependents(verb, "nsubj")
            if child.upos != "PRON" or child.text.lower() in ("it", "he", "she", "they")
        ]
        if relatives and subjects:
            yield Content(named(doc, token.head, verb))  # "measures, which the government dropped"
            return
    below = [
        one
        for child in doc.dependents(verb, "advmod")
        if child.index > verb
        for one in doc.dependents(child.index, "obl", "nmod")
    ]
    for child in (*doc.dependents(verb, "obj", "obl", "xcomp", "nsubj", "compound"), *below):
        passive = child.dep == "nsubj:pass"
        if (
            (child.index < verb and not passive)
            or child.lemma.lower() not in rule.objects
            or child.upos not in ("NOUN", "ADJ", "ADV")
        ):
            continue
        preposition = preposition_of(doc, child.index)
        if (
            preposition
            and preposition not in rule.prepositions
            and not any(
                f"{word.text.lower()} {preposition}" in rule.prepositions
                for word in doc.dependents(verb, "advmod", "compound")
            )
        ):
            continue
        if not preposition and not rule.contents and rule.holder == "subject":
            continue  # "back a bill" backs it; "back away from a bill" does not.
        found = contents_of(doc, child.index, _OF_NOUN) or (
            contents_of(doc, verb, _OF_VERB) if "infinitive" in rule.contents else ()
        )
        if not found and "infinitive" in rule.contents:
            end = noun_phrase(doc, child.index).last
            found = tuple(
                Content(trimmed(doc, one.index, *doc.subtree(one.index)))
                for one in doc.dependents(verb, "advcl", "xcomp")
                if doc.subtree(one.index)[0] == end and doc.tokens[end].text.lower() == "to"
            )
        if rule.holder == "self" and not rule.contents:
            yield _predicate(telling, verb)
        elif rule.holder == "speaker":
            subject = subject_of(doc, verb) if not found else None
            whole = clause_of(doc, verb, [one.index for one in doc.dependents(verb, "conj", "parataxis")])
            yield Content(whole, subject)
        elif found:
            yield from found
        elif "object" in rule.contents or preposition:
            yield from (Content(phrase) for phrase in things_at(doc, child.index))
        return


_OF_NOUN = PositionRule(
    "of_noun", "demand", contents=("clause", "infinitive", "gerund"), prepositions=("for", "of", "to", "on", "that")
)
_OF_VERB = PositionRule(
    "of_verb", "demand", contents=("clause", "infinitive", "gerund"), prepositions=("to", "of", "for")
)


def _judged(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Content]:
    """ "called the move unlawful", "considers it inappropriate to run": what is judged so."""
    doc = telling.doc
    for child in doc.dependents(token.index, "xcomp", "obj", "obl", "advcl"):
        if child.index < token.index or child.lemma.lower() not in rule.verdicts:
            continue
        if child.dep != "xcomp" and preposition_of(doc, child.index) != "as":
            continue
        thing = next(
            (
                one
                for one in doc.dependents(token.index, "obj", "iobj", "nsubj")
                if token.index < one.index < child.index
            ),
            None,
        )
        below = next(
            (one for one in doc.dependents(child.index, "nsubj") if token.index < one.index < child.index), None
        )
        thing = thing or below
        done = [
            one
            for one in (
                *doc.dependents(child.index, "xcomp", "advcl", "ccomp", "csubj"),
                *doc.dependents(token.index, "xcomp", "advcl", "ccomp"),
            )
            if one.index > child.index
        ]
        if thing is not None and thing.upos in ("NOUN", "PROPN"):
            yield from (Content(phrase) for phrase in things_at(doc, thing.index))
        elif done and (thing is None or thing.text.lower() == "it"):
            yield Content(clause_of(doc, done[0].index))
        return


# ---- the noun


def only_party(telling: Telling, phrase: Phrase) -> bool:
    """Whether a phrase is nothing but the name of a party, or "both countries"."""
    doc = telling.doc
    words = {token.lemma.lower() for token in doc.tokens[phrase.first : phrase.last]}
    if words <= {"both", "all", "two", "the", "side", "party", "country", "region", "world"}:
        return True
    small = phrase.last - phrase.first <= 7
    return (
        small
        and not any(
            token.upos in ("VERB", "NOUN") and telling.cast.at(token.index) is None
            for token in doc.tokens[phrase.first : phrase.last]
        )
        and any(telling.cast.at(at) is not None for at in range(phrase.first, phrase.last))
    )


def _before(telling: Telling, noun: Token, rule: PositionRule, contents: tuple[Content, ...]) -> Iterator[Content]:
    """ "need for de-escalation" of "need for de-escalation and for all parties to ...": the thing before the clause."""
    doc = telling.doc
    for child in doc.dependents(noun.index, "nmod"):
        joined = [one.index for one in doc.dependents(child.index, "conj")]
        if not contents or not joined or preposition_of(doc, child.index) not in rule.prepositions:
            continue
        if noun.index < child.index < joined[0] < contents[0].phrase.first:
            yield Content(trimmed(doc, child.index, child.index, clause_of(doc, child.index, joined).last))


def _as_well(telling: Telling, noun: Token) -> Iterator[Content]:
    """ "commitment to X, as well as the right of all ...": the second thing, read as joined to the noun."""
    doc = telling.doc
    for child in doc.dependents(noun.index, "conj"):
        joins = next((one for one in doc.dependents(child.index, "cc") if one.text.lower() == "as"), None)
        if joins is not None and any(doc.dependents(child.index, "det")):
            yield from (Content(phrase) for phrase in things_at(doc, child.index))


def _at_request(telling: Telling, noun: Token) -> Iterator[Content]:
    """ "the suspension of parliament at the request of Johnson": what is done at it is what was asked for."""
    doc = telling.doc
    if preposition_of(doc, noun.index) not in ("at", "per", "upon", "on"):
        return
    above = doc.tokens[noun.head]
    first, _ = doc.subtree(noun.index)
    if above.upos == "NOUN":
        phrase = noun_phrase(doc, above.index)
        yield Content(
            Phrase(phrase.head, phrase.first, min(phrase.last, first) if first > phrase.head else phrase.last)
        )
    elif above.upos == "VERB":
        apart = [
            child.index
            for child in doc.dependents(above.index)
            if child.index == noun.index or child.dep in ("punct", "parataxis", "conj", "advcl", "cc")
        ]
        yield Content(clause_of(doc, above.index, apart))


def _lists(telling: Telling, noun: Token) -> bool:
    """ "Protesters' demands include ...": the verb behind the noun lists what it holds."""
    verb = telling.doc.tokens[noun.head]
    return noun.dep == "nsubj" and verb.upos == "VERB" and verb.lemma.lower() in _LISTING


def _listed(telling: Telling, noun: Token) -> Iterator[Content]:
    """Each thing that stands in such a list, gerunds and clauses among them."""
    doc, verb = telling.doc, noun.head
    first = next(
        (
            child
            for child in doc.dependents(verb, "obj", "obl", "xcomp", "ccomp", "advcl")
            if child.index > verb and child.dep.split(":")[-1] not in ("tmod", "unmarked", "npmod")
        ),
        None,
    )
    if first is None:
        return
    whole = clause_of(doc, first.index)
    begin = whole.first
    while begin < whole.head and doc.tokens[begin].dep in ("case", "cc", "fixed"):
        begin += 1
    whole = Phrase(whole.head, begin, whole.last)
    things = split_things(doc, whole)
    if len(things) > 1:
        yield from (Content(thing) for thing in things)
        return
    yield from (Content(phrase) for phrase in _apart(telling, whole))


def _apart(telling: Telling, whole: Phrase) -> Iterator[Phrase]:
    """A list cut at its commas, where each part begins anew: a gerund, "that", an article."""
    doc, tokens = telling.doc, telling.doc.tokens
    edges = [whole.first]
    for at in range(whole.first + 1, whole.last - 1):
        begin = at + 1
        while begin < whole.last and (tokens[begin].text in OPENERS or tokens[begin].lemma.lower() == "and"):
            begin += 1
        if tokens[at].text == "," and begin < whole.last:
            opens = (
                tokens[begin].tag == "VBG"
                or tokens[begin].text.lower() == "that"
                or tokens[begin].upos in ("DET", "ADJ", "NOUN")
            )
            if opens and at - edges[-1] > 1:
                edges.append(begin)
    for first, last in pairwise([*edges, whole.last]):
        end = last
        while end - 1 > first and (tokens[end - 1].text in OPENERS or tokens[end - 1].dep == "cc"):
            end -= 1
        begin = first + 1 if tokens[first].text.lower() == "that" and end - first > 2 else first
        yield Phrase(doc.head_of(begin, end), begin, end)


def _is_to(telling: Telling, noun: Token) -> Iterator[Content]:
    """ "Our goal is a lasting peace", "Johnson's intent is for the UK to leave": what the noun is said to be."""
    doc, head = telling.doc, telling.doc.tokens[noun.head]
    if not any(child.lemma.lower() == "be" and child.index > noun.index for child in doc.dependents(head.index, "cop")):
        return
    apart = [
        child.index
        for child in doc.dependents(head.index)
        if child.index <= noun.index or child.dep in ("cop", "punct", "aux", "parataxis")
    ]
    apart += [child.index for child in doc.dependents(head.index, "conj") if any(doc.dependents(child.index, "nsubj"))]
    phrase = clause_of(doc, head.index, apart)
    yield Content(phrase)


def _beside(telling: Telling, noun: Token, rule: PositionRule) -> Iterator[Content]:
    """ "threw its weight behind ..." and the like: the thing hangs on the verb that carries the noun."""
    doc = telling.doc
    for child in doc.dependents(noun.head, "obl", "xcomp", "advcl"):
        if child.index <= noun.index:
            continue
        if child.dep == "obl" and preposition_of(doc, child.index) in rule.prepositions:
            yield from (Content(phrase) for phrase in things_at(doc, child.index))
            return
