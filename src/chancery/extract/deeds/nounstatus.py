"""Whether it happened, where a noun says it and no verb tells: by its day, its adjective, what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import ancestors, modal_of, negated, preposition_of
from chancery.extract.deeds.holders import BLAMED
from chancery.extract.deeds.mention import FIRM, VERBAL, Party
from chancery.extract.deeds.needs import has_force
from chancery.extract.deeds.phrases import words_before
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.status import status_of
from chancery.extract.deeds.suffering import suffers
from chancery.language.document import Time, Token
from chancery.records import Status
from chancery.rules.events import EventRule

# The classes whose nouns tell of what was done, where both parties are known; and the verbs under which nothing is done yet.
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SUPPORT", "SANCTION", "RETREAT", "CONCEDE", "AID", "AGREE"})
UNSURE = frozenset({"prevent", "avoid", "fear"})
UNREAL = frozenset({
    "prevent", "avoid", "fear", "deter", "demand", "seek", "urge", "call", "want", "threaten", "warn", "expect", "propose", "oppose",
    "consider", "discuss", "request", "deny", "stop", "avert", "ask", "require", "reject", "veto", "block", "await", "anticipate",
})  # fmt: skip
_CAUSES = frozenset(
    {
        "disrupt",
        "delay",
        "paralyze",
        "paralyse",
        "halt",
        "hit",
        "cause",
        "spark",
        "trigger",
        "ignite",
        "start",
        "set",
        "prompt",
    }
)


def status_by_phrase(sheet: Sheet, token: Token, time: Time | None, rule: EventRule | None = None) -> Status | None:
    """The status of a noun that no verb carries: by its day, its adjective, its preposition, its clause."""
    doc = sheet.doc
    if time is not None and time.earliest and time.latest and sheet.published:
        if time.latest[:10] < sheet.published:
            return "happened"
        if time.earliest[:10] > sheet.published:
            return "planned"
    before, preposition = words_before(sheet, token)
    modifiers = {c.lemma.lower() for c in doc.dependents(token.index, "amod", "compound", "nummod")} | before
    modifiers |= {c.text.lower() for c in doc.dependents(token.index, "amod")}  # "proposed", whose lemma is "propose"
    if any(word in sheet.words.upcoming for word in modifiers):
        return None if modifiers & sheet.words.unsure else "planned"
    preposition = preposition or preposition_of(doc, token.index)
    if preposition in ("before", "ahead of", "until", "prior to", "ahead"):
        if rule is not None and rule.what in ("ASSAULT", "COERCE"):
            # "all that was before the invasion": told of as past, where the telling is; nobody announces an attack.
            verb = next(
                (at for at in ancestors(doc, token.index) if doc.tokens[at].upos in ("VERB", "AUX", "ADJ")), None
            )
            tags = (
                {doc.tokens[verb].tag, *(c.tag for c in doc.dependents(verb, "aux", "cop"))}
                if verb is not None
                else set()
            )
            return "happened" if "VBD" in tags else None
        return "planned"
    if preposition in ("after", "following", "since") or (
        rule is not None and rule.what == "REQUEST" and preposition in ("at", "upon", "on", "per", "despite")
    ):
        return "happened"
    if any(word in sheet.words.bygone for word in modifiers):
        return "happened"
    for clause in doc.dependents(token.index, "acl"):
        if clause.dep == "acl" and clause.tag in ("VBN", "VBD") and clause.lemma.lower() in BLAMED:
            return "alleged"  # "an attack attributed to the Taliban"
        past = clause.tag == "VBD" if clause.dep == "acl:relcl" else clause.tag == "VBN"
        known = any(form in words for words in (sheet.words.phases, sheet.words.light) for form in sheet.forms(clause))
        if past and known and not negated(doc, clause.index) and modal_of(doc, clause.index) is None:
            if not any(form in sheet.words.plans for form in sheet.forms(clause)):
                return "happened"  # "an attack that killed nine", "talks held in Oslo"
    above = doc.tokens[token.head]
    if (
        token.dep in ("obj", "nsubj:pass")
        and above.lemma.lower() in BLAMED
        and status_of(sheet, above.index, None) in FIRM
    ):
        return "alleged"
    verb = next((at for at in ancestors(doc, token.index) if doc.tokens[at].upos in ("VERB", "ADJ", "AUX")), None)
    if rule is not None and rule.what == "AID" and preposition == "with" and verb is not None and token.dep == "obl":
        status = status_of(sheet, verb, None)  # "built the railway with help from China"
        return status if status in FIRM else None
    if preposition == "by" and rule is not None and rule.what in ("ASSAULT", "PROTEST") and verb is not None:
        caused = token.dep.startswith("obl") and doc.tokens[verb].lemma.lower() in _CAUSES
        status = status_of(sheet, verb, None) if caused and token.head == verb else None
        if status in (*FIRM, "alleged"):
            return status  # "the explosion was caused by a Chilean air strike"
    if preposition in ("during", "at", "in") and verb is not None and token.dep == "obl":
        status = status_of(sheet, verb, None)
        return status if status == "happened" else None
    if token.dep == "nsubj" and token.head != token.index:
        head = doc.tokens[token.head]
        past = head.tag == "VBD" or any(
            c.tag == "VBD" or c.lemma == "have" for c in doc.dependents(head.index, "aux", "cop")
        )
        if (
            past
            and modal_of(doc, head.index) is None
            and any(c.dep == "nmod:poss" for c in doc.dependents(token.index))
        ):
            return "happened"
    second = bool(modifiers & {"second", "third"})
    if second and verb is not None and status_of(sheet, verb, None) != "happened":
        return "planned"
    if second and preposition == "for":
        return "planned"
    return None


def _is_told_by(sheet: Sheet, token: Token) -> bool:
    """ "the abduction of schoolgirls by rebels": both sides are told, though one has no name."""
    doc = sheet.doc
    things = [c for c in doc.dependents(token.index, "nmod") if preposition_of(doc, c.index) == "of"]
    behind = [c for one in (token, *things) for c in doc.dependents(one.index, "nmod", "obl")]
    return bool(things) and any(preposition_of(doc, c.index) == "by" for c in behind)


def _is_undergone(sheet: Sheet, token: Token) -> bool:
    """ "extended Lee's arrest", "the arrest of Lee angered Peru", "after his abduction": told of as done; not what is wished or planned ("sought his arrest")."""
    doc = sheet.doc
    the = any(c.lemma.lower() == "the" for c in doc.dependents(token.index, "det"))
    if not any(
        (c.dep == "nmod:poss" or (the and c.upos == "PROPN" and preposition_of(doc, c.index) == "of"))
        and suffers(sheet, token, c)
        for c in doc.dependents(token.index, "nmod")
    ):
        return False
    if preposition_of(doc, token.index) in ("for", "to", "against", "without", "of", "about"):
        return False
    verb = next((doc.tokens[at] for at in ancestors(doc, token.index, 4) if doc.tokens[at].upos == "VERB"), None)
    return verb is None or not any(
        form in words for words in (sheet.words.wishes, sheet.words.plans) for form in sheet.forms(verb)
    )


def _is_of_something(sheet: Sheet, token: Token, rule: EventRule) -> bool:
    """ "A rebel attack on a prison lets hundreds flee": one deed of force and what it is done to, of which something is told."""
    if rule.what not in ("ASSAULT", "COERCE") or not any(sheet.doc.dependents(token.index, "det", "nmod:poss")):
        return False
    goals = (c for c in sheet.doc.dependents(token.index, "nmod") if c.index > token.index)
    return any(preposition_of(sheet.doc, c.index) in rule.after_whom for c in goals)


def status_by_deed(
    sheet: Sheet, token: Token, rule: EventRule, who: Sequence[Party], whom: Sequence[Party]
) -> Status | None:
    """ "condemned Russia's war against Ukraine": a deed of force with both its parties, or one under a verb that takes it
    for done, is told of as done.
    """
    doc = sheet.doc
    if rule.what not in DEEDS and not (rule.what in VERBAL and who):
        return None
    if not (who or whom):
        return None
    owned = any(c.dep == "nmod:poss" for c in doc.dependents(token.index, "nmod")) and rule.what in (
        "ASSAULT", "COERCE", "RETREAT", "SANCTION", "ACCUSE", "REQUEST", "REJECT", "THREATEN"
    )  # fmt: skip
    owned = owned or (rule.what in ("ASSAULT", "COERCE", "SANCTION", "RETREAT") and _is_told_by(sheet, token))
    told = token.dep == "nsubj" and _is_of_something(sheet, token, rule)
    both = bool(who and whom) or (bool(who) and (owned or told)) or (bool(whom) and _is_undergone(sheet, token))
    if rule.what in VERBAL and rule.what != "AGREE":
        verb = next((at for at in ancestors(doc, token.index, 4) if doc.tokens[at].upos in ("VERB", "AUX")), None)
        wished = (
            verb is not None
            and any(
                form in words
                for words in (sheet.words.wishes, sheet.words.plans)
                for form in sheet.forms(doc.tokens[verb])
            )
            and doc.tokens[verb].lemma.lower() != "discuss"
            and not (owned and doc.tokens[verb].lemma.lower() in ("reject", "refuse", "decline", "oppose"))
        )
        unsure = verb is not None and (negated(doc, verb) or modal_of(doc, verb) is not None)
        told = both or (bool(who) and rule.what != "SUPPORT")  # "despite Iran's threats"
        return "happened" if told and not wished and not unsure else None
    if rule.what == "MOBILIZE" and not who:
        return None
    if not both and not has_force(sheet, who, whom):
        return None
    for at in ancestors(doc, token.index, 4):
        if doc.tokens[at].upos in ("VERB", "AUX"):
            lemma = doc.tokens[at].lemma.lower()
            unreal = modal_of(doc, at) is not None or lemma in sheet.words.plans or lemma in UNSURE
            if told and owned and at == token.head and modal_of(doc, at) in ("may", "might", "could"):
                unreal = False  # "Peru's blockade of the port may amount to"
            unreal = unreal or (lemma in UNREAL and not (who and whom and owned))
            if unreal or negated(doc, at):
                return None
            factive = any(form in sheet.words.factives for form in sheet.forms(doc.tokens[at]))
            return "happened" if factive or (both and rule.what != "MOBILIZE") else None
    return "happened" if both and rule.what != "MOBILIZE" else None
