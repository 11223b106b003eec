"""Who suffers the deed that a noun says: he is not the one who is blamed for it, praised for it, or asked to do it.

Forms that it reads:

    condemned attacks on Chilean farmers         the farmers suffer them
    deplored the killing of a Peruvian judge     the judge suffers it; so does Lee in "Lee's arrest"
    demanded the release of Lee                  Lee is released; somebody else is asked
    condemned Peru's expulsion of Lee            Peru does it, Lee suffers it
"""

from __future__ import annotations

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Token
from chancery.rules.events import EventRule

_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"})
_TOWARDS = frozenset({"on", "against", "to", "toward", "towards", "at", "in", "into", "upon", "between"})
_BLAMING = frozenset({"blame", "pin", "lay", "fault"})
_POWERS = frozenset({"state", "government", "igo", "armed_group"})
JUDGES = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})
"""The classes of what is said about a deed."""


def judged_of(rule: EventRule, noun: Token) -> bool:
    """Whether *rule* tells of a deed that *noun* says; where the noun is itself the blame ("an investigation into Lee"), it does not."""
    return rule.what in JUDGES and not (rule.what == "ACCUSE" and noun.lemma.lower() in rule.objects)


def suffers_behind(sheet: Sheet, noun: Token, case: str) -> bool:
    """Whether who stands behind *noun* with the preposition *case* suffers the deed that the noun says."""
    lemma = noun.lemma.lower()
    if case in ("on", "upon", "for") and sheet.doc.tokens[noun.head].lemma.lower() in _BLAMING:
        return False  # "blamed the attack on Peru"
    if lemma in sheet.words.undergone:
        return case == "of" or case in _TOWARDS
    rule = sheet.rules.of_noun(lemma)
    if lemma in sheet.words.against or (rule is not None and rule.what in _HARM):
        return case in _TOWARDS or (case == "of" and (rule is None or "of" in rule.after_whom))
    return False


def suffers(sheet: Sheet, noun: Token, child: Token) -> bool:
    """Whether *child*, which hangs on *noun*, names who suffers the deed that the noun says."""
    if child.dep != "nmod:poss":
        return child.dep == "nmod" and suffers_behind(sheet, noun, preposition_of(sheet.doc, child.index) or "")
    if noun.lemma.lower() not in sheet.words.undergone:
        return False
    if any(preposition_of(sheet.doc, c.index) == "of" for c in sheet.doc.dependents(noun.index, "nmod")):
        return False
    actor = sheet.cast.at(child.index)
    return actor is not None and sheet.cast.record(actor).type not in _POWERS


def is_done_to(sheet: Sheet, index: int) -> bool:
    """Whether something is to be done to who stands there: "called for Lee, who was held in May, to be freed"."""
    if preposition_of(sheet.doc, index) != "for":
        return False
    return any(
        any(one.role == "ARG1" and one.first <= index < one.last <= predicate.token for one in predicate.arguments)
        and any(c.dep == "aux:pass" and c.text.lower() == "be" for c in sheet.doc.dependents(predicate.token))
        for predicate in sheet.doc.predicates
    )


_STAGES = frozenset(
    {
        "twitter",
        "facebook",
        "telegram",
        "instagram",
        "youtube",
        "weibo",
        "tiktok",
        "x",
        "truth social",
        "whatsapp",
        "linkedin",
        "reddit",
        "cnn",
        "fox news",
    }
)
"""Where somebody says what he says."""


def is_forum(sheet: Sheet, index: int, actor: str) -> bool:
    """Whether a body or a court hears the complaint: "lodged a complaint with the Security Council"."""
    record = sheet.cast.record(actor)
    case = preposition_of(sheet.doc, index)
    if case in ("on", "via", "over") and record.name.lower() in _STAGES:
        return True  # "lashed out at Lee on Twitter"
    return case in ("with", "to", "before", "in", "at") and (record.type == "igo" or record.sector == "JUD")
