"""Deeds that are done by speaking, where they stand between quotation marks: what the speaker does by his own words, and the verb of the story
of which only the words are somebody's.

Forms that it reads:

    "We strongly condemn the attack," Ruiz said        ACCUSE by Ruiz
    "I would like to thank Oman," Ruiz said            SUPPORT
    "We will not accept this," Ruiz said               REJECT
    Ruiz "strongly condemned" the attack               ACCUSE: the marks are the story's own clause
    "Our thoughts are with Oman," Ruiz said            SUPPORT, as "My condolences to Oman"

What else stands between the marks is what the speaker tells, and no event.
"""

from __future__ import annotations

from chancery.extract.clauses import modal_of, negated, preposition_of
from chancery.extract.deeds.mention import VERBAL, Mention, Party
from chancery.extract.deeds.parties import FIRST, parties_at
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Token
from chancery.records import Status

SPOKEN = VERBAL | {"CONCEDE"}
"""The classes that are done by saying so."""
_WISHING = frozenset({"want", "like", "wish", "have", "need", "join", "let", "love"})
"""Verbs that soften what is said: "I would like to thank"."""
_OURS = frozenset({"my", "our"})
_CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "xcomp"})


def is_spoken(sheet: Sheet, token: Token) -> bool:
    """Whether the quoted verb says what its speaker does by it, or is the story's own."""
    return is_performed(sheet, token) or is_storys(sheet, token)


def is_done_by_saying(sheet: Sheet, mention: Mention) -> bool:
    """Whether the deed of a quoted verb is one of words; who agrees that something is so, or thanks nobody in particular, does nothing."""
    if mention.rule.what not in SPOKEN:
        return False
    lemma = sheet.doc.tokens[mention.token].lemma.lower()
    return lemma != "agree" and (lemma != "thank" or bool(mention.whom))


def is_storys(sheet: Sheet, token: Token) -> bool:
    """Ruiz "strongly condemned" the attack: the subject stands before the marks."""
    if token.tag not in ("VBD", "VBZ", "VBP", "VBN", "VBG") and not (
        token.tag == "VB" and negated(sheet.doc, token.index)
    ):
        return False
    subjects = [c for c in sheet.doc.dependents(token.index, "nsubj") if c.index < token.index]
    return bool(subjects) and not any(sheet.is_quoted(c) for c in subjects) and subjects[-1].dep == "nsubj"


def is_performed(sheet: Sheet, token: Token) -> bool:
    """Whether "I" or "we", quoted, is the subject of the verb, or of the one to which it is joined."""
    if not sheet.is_quoted(token):
        return False
    doc, at = sheet.doc, token
    for _ in range(4):
        if at.dep.split(":")[0] not in _CLAUSES:
            return False
        subjects = [c for c in doc.dependents(at.index, "nsubj") if c.index < at.index]
        if subjects:
            said = sheet.speaks_at(subjects[0].index)
            return said is not None and (subjects[0].text.lower() in FIRST or _is_himself(sheet, subjects[0], said[0]))
        head = doc.tokens[at.head]
        wished = at.dep == "xcomp" and at.tag == "VB" and head.lemma.lower() in _WISHING
        if head.index == at.index or not (wished or at.dep == "conj") or not sheet.is_quoted(head):
            return False
        at = head
    return False


def _is_himself(sheet: Sheet, subject: Token, speaker: str) -> bool:
    """ "Oman strongly condemns this," Oman's minister said: whether the subject is who speaks, or the state for which he does."""
    actor = sheet.cast.at(subject.index)
    if actor is None or subject.upos == "PRON":
        return False
    record, his = sheet.cast.record(actor), sheet.cast.record(speaker)
    if actor == speaker:
        return True
    states = record.type in ("state", "government") and record.country is not None and record.country == his.country
    return states and (his.type != "person" or his.sector in ("GOV", "MIL"))


def status_of_words(sheet: Sheet, token: Token) -> Status | None:
    """Whether what "I" or "we" say is done by saying it: told in the present, or wished ("I want to thank"); None where it is not."""
    doc = sheet.doc
    sentence = doc.sentence_of(token.index)
    if any(word.text == "?" for word in doc.tokens[token.index : sentence.last]) or negated(doc, token.index):
        return None
    at = token
    while at.dep in ("conj", "xcomp") and doc.tokens[at.head].index != at.index:
        if {c.lemma.lower() for c in doc.dependents(at.index, "mark", "advmod")} & {"if", "whether", "when"}:
            return None
        if negated(doc, at.index):
            return None
        above = doc.tokens[at.head]
        if at.dep == "xcomp" and above.lemma.lower() not in _WISHING:
            return None
        if at.dep == "conj" and at.tag in ("VBP", "VBZ", "VBD"):
            break
        at = above
    if negated(doc, at.index) or any(
        c.lemma.lower() in ("if", "whether", "when", "unless", "as", "because")
        for c in doc.dependents(at.index, "mark")
    ):
        return None
    modal = modal_of(doc, at.index)
    if modal is not None and not (at.index != token.index and modal in ("would", "'d", "’d", "must")):
        return None
    helpers = {c.text.lower() for c in doc.dependents(at.index, "aux")}
    if at.upos == "ADJ":
        return "happened" if any(c.tag in ("VBP", "VBZ") for c in doc.dependents(at.index, "cop")) else None
    if at.tag in ("VBP", "VBZ", "VB"):
        return "happened" if at.tag in ("VBP", "VBZ") or at.index != token.index or not helpers - {"do"} else None
    if at.tag == "VBG" and helpers & {"am", "are", "is", "'re", "’re", "'m", "’m"}:
        return "happened"
    return None


def mourned(sheet: Sheet, token: Token) -> Mention | None:
    """ "Our thoughts are with the people of Oman", "My heart goes out to them", "We are with Oman", "My condolences to the families"."""
    doc, words = sheet.doc, sheet.words.thoughts
    rules = sheet.rules.by_verb.get("be with", ())
    if not rules:
        return None
    lemma = token.lemma.lower()
    behind: list[Token] = []
    feeling: Token | None = None
    if lemma in words and token.dep.startswith("nsubj"):
        head = doc.tokens[token.head]
        if any(doc.dependents(head.index, "cop")) and preposition_of(doc, head.index) == "with":
            feeling, behind = token, [head]
        elif head.lemma.lower() in ("be", "go", "remain", "stay"):
            feeling = token
            behind = [
                c for c in doc.dependents(head.index, "obl") if preposition_of(doc, c.index) in ("with", "to", "out to")
            ]
    elif lemma in words and (
        any(c.text.lower() in _OURS for c in doc.dependents(token.index, "nmod:poss"))
        or (token.text[:1].isupper() and token.dep in ("root", "ccomp", "parataxis") and sheet.is_quoted(token))
    ):
        feeling = token
        behind = [c for c in doc.dependents(token.index, "nmod") if preposition_of(doc, c.index) in ("to", "with")]
        if doc.tokens[token.head].upos == "VERB" and token.dep not in ("root", "ccomp", "parataxis", "conj"):
            return None
    elif token.text.lower() in FIRST and token.dep == "nsubj" and sheet.is_quoted(token):
        head = doc.tokens[token.head]
        now = any(c.tag == "VBP" for c in doc.dependents(head.index, "cop"))
        if now and preposition_of(doc, head.index) == "with":
            feeling, behind = token, [head]
    if feeling is None or not behind or negated(doc, doc.tokens[feeling.head].index):
        return None
    who = _whose(sheet, feeling)
    doers = {party.actor for party in who}
    whom = tuple(party for one in behind for party in _felt_for(sheet, one) if party.actor not in doers)
    if not who or (feeling.lemma.lower() not in words and not whom):
        return None
    first, last = sorted(
        (feeling.index, max(feeling.index, *(c.index for c in behind if preposition_of(doc, c.index))))
    )
    return Mention(
        rules[0],
        feeling.index,
        (feeling.index, feeling.index + 1),
        "happened",
        who,
        whom,
        None,
        None,
        (first, last),
        False,
    )


def _whose(sheet: Sheet, feeling: Token) -> tuple[Party, ...]:
    """Whose the thoughts are: of whoever is quoted or whose statement it is, or of whom "his" names."""
    owner = next(sheet.doc.dependents(feeling.index, "nmod:poss"), None)
    if feeling.text.lower() in FIRST or owner is None or owner.text.lower() in _OURS:
        said = sheet.speaks_at(feeling.index)
        if said is None and sheet.voice is not None and not sheet.is_quoted(feeling):
            return (Party(sheet.voice, feeling.index),)
        return (Party(*said),) if said is not None else ()
    return tuple(parties_at(sheet, owner.index)) if owner is not None else ()


def _felt_for(sheet: Sheet, noun: Token) -> list[Party]:
    """For whom somebody feels: who is named, or whose the people and families are."""
    if found := parties_at(sheet, noun.index):
        return found
    below = sheet.doc.dependents(noun.index, "nmod", "amod")
    return [
        party
        for child in below
        if child.upos != "PRON" or child.text.lower() == "his"
        for party in parties_at(sheet, child.index)
    ]
