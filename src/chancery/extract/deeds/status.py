"""Whether it happened: what the clause of a verb says of it, and the clauses above."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import (
    ancestors,
    finite_head,
    foremost_of,
    is_verb_misread,
    modal_of,
    negated,
    preposition_of,
)
from chancery.extract.deeds.mention import FIRM, VERBAL
from chancery.extract.deeds.phrases import above_comma
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.times import time_of
from chancery.language.document import Time, Token
from chancery.records import Status
from chancery.rules.events import EventRule

_PAST_OF = frozenset({"after", "because", "since", "although", "though"})
_HARMED = frozenset(
    {"kill", "injure", "wound", "hurt", "die", "dead", "injured", "wounded", "arrest", "detain", "displace"}
)
"""What is said of those to whom a deed of force is done, which is told behind "when" or "after"."""
_ANSWERS = frozenset(
    {"response", "reaction", "protest", "anger", "outrage", "retaliation", "fury", "backlash", "outcry"}
)
_OWNS_UP = frozenset({"report", "admit", "acknowledge", "confirm"})
_JUDGED = frozenset({"convict", "sentence", "jail", "imprison", "charge", "indict"})
_COLLECTIVE = frozenset(
    {"army", "police", "military", "force", "navy", "coalition", "guard", "crew", "staff", "aircraft"}
)
"""Singulars that take a plural verb: "the Afghan army launch airstrikes"."""


def status_of(sheet: Sheet, index: int, rule: EventRule | None, depth: int = 0) -> Status | None:
    """What the clause says of its verb; None for what did not happen, is only wished, asked or supposed."""
    doc, token = sheet.doc, sheet.doc.tokens[index]
    if depth > 6 or _is_question(sheet, token):
        return None
    if _is_reported(sheet, token) and token.tag in ("VBD", "VBG", "VBN", "VBZ", "VBP"):
        return "alleged"
    if negated(doc, index):
        return None
    marks = {c.lemma.lower() for c in doc.dependents(index, "mark", "advmod")}
    if "if" in marks or "unless" in marks:
        return (
            "conditional"
            if "if" in marks and rule is not None and rule.what in ("THREATEN", "CONCEDE", "SANCTION")
            else None
        )
    if marks & {"whether", "how", "why", "when", "where"} - ({"when", "where"} if token.tag == "VBD" else set()):
        if "when" not in marks:
            return None
    own = _tense_of(sheet, token, rule, depth)
    if own is None:
        return None
    if own == "planned" and any(
        mark.lemma.lower() in ("if", "unless")
        for child in doc.dependents(index, "advcl")
        for mark in doc.dependents(child.index, "mark")
    ):
        return "conditional"
    if any(c.lemma.lower() in sheet.words.hearsay for c in doc.dependents(index, "advmod")):
        return "alleged"
    return _in_context(sheet, doc.tokens[token.head] if _is_tried(token, doc.tokens[token.head], rule) else token, own)


def _is_tried(token: Token, head: Token, rule: EventRule | None) -> bool:
    """ "tried to storm the palace", "push to capture the town": a deed of force whether it succeeds or not."""
    tries = head.lemma.lower() in ("attempt", "try", "push", "battle", "struggle") and head.upos == "VERB"
    return tries and token.dep == "xcomp" and rule is not None and rule.what in ("ASSAULT", "PROTEST")


def status_of_refusal(sheet: Sheet, token: Token) -> Status | None:
    """ "will not negotiate", "said it would never withdraw": who will not do it refuses; None for any other form."""
    doc = sheet.doc
    modal = modal_of(doc, token.index)
    if not negated(doc, token.index) or _is_question(sheet, token) or token.tag != "VB":
        return None
    if modal not in ("will", "wo", "'ll", "’ll", "shall") and not (
        modal == "would" and _is_reported_past(sheet, token)
    ):
        return None
    if token.dep.split(":")[0] in ("advcl", "acl", "csubj") or any(
        doc.dependents(token.index, "aux:pass", "nsubj:pass")
    ):
        return None
    hedged = {c.lemma.lower() for c in doc.dependents(token.index, "mark", "advmod")}
    return None if hedged & {"if", "whether", "only", "likely", "probably", "perhaps"} else "happened"


def _is_reported(sheet: Sheet, token: Token) -> bool:
    """ "reports that the two sides were discussing": what stands right behind "reports that"."""
    doc, sentence = sheet.doc, sheet.doc.sentence_of(token.index)
    for at in range(token.index - 1, max(sentence.first, token.index - 8), -1):
        if doc.tokens[at].text.lower() == "that":
            return doc.tokens[at - 1].text.lower() in sheet.words.report_nouns and doc.tokens[at - 1].upos == "NOUN"
        if doc.tokens[at].upos == "VERB":
            return False
    return False


def _is_question(sheet: Sheet, token: Token) -> bool:
    sentence = sheet.doc.sentence_of(token.index)
    return sheet.doc.tokens[sentence.last - 1].text == "?"


def _tense_of(sheet: Sheet, token: Token, rule: EventRule | None, depth: int) -> Status | None:
    """What the form of the verb says by itself: "met", "will meet", "is meeting", "to meet"."""
    doc = sheet.doc
    modal = modal_of(doc, token.index)
    if modal in ("will", "'ll", "’ll", "shall", "wo"):
        return "planned"
    if modal == "would":
        return (
            "planned" if _is_reported_past(sheet, token) and not (rule and rule.what in ("ASSAULT", "COERCE")) else None
        )
    if modal is not None:
        return None
    helpers = list(doc.dependents(token.index, "aux", "cop"))
    lemmas = {c.lemma.lower() for c in helpers}
    gerund = token.tag == "VBG" and not helpers  # "claimed responsibility to kidnapping"
    if not gerund and any(c.lemma.lower() == "to" and c.dep in ("mark", "aux") for c in doc.dependents(token.index)):
        return _of_infinitive(sheet, token, rule, depth, ahead="be" in lemmas)
    if (
        token.tag == "VBD"
        or _is_past_misread(sheet, token)
        or (token.tag == "VBN" and "have" in lemmas)
        or (token.tag == "VBN" and any(c.tag == "VBD" for c in helpers))
    ):
        return "happened"
    present = any(c.tag in ("VBZ", "VBP") for c in helpers)
    if token.upos == "ADJ":
        return "happened" if present or any(c.tag in ("VBD", "VBN") for c in helpers) else None  # "is critical of"
    if token.tag == "VBG" and lemmas & {"be", "have"}:
        # "said that it was consulting": the past is that of saying.
        told = token.dep == "ccomp" and _is_reported_past(sheet, token)
        return "ongoing" if present or "have" in lemmas or told else "happened"
    if token.tag == "VBN" and any(c.text.lower() == "being" for c in helpers) and not present:
        # "led to four men being arrested by police"
        above = doc.tokens[token.head]
        if above.tag == "VBG" and above.lemma.lower() in ("lead", "result") and above.head != above.index:
            above = doc.tokens[above.head]
        bound = {c.lemma.lower() for c in doc.dependents(token.index, "mark", "case")}
        if (
            token.dep in ("acl", "advcl", "ccomp")
            and bound & {"to", "with", "in"}
            and above.upos == "VERB"
            and depth < 4
        ):
            led = status_of(sheet, above.index, None, depth + 1)
            return led if led in FIRM else None
    if token.tag == "VBN" and present:
        return "ongoing" if "be" in lemmas and any(c.text.lower() == "being" for c in helpers) else "happened"
    if token.tag in ("VBN", "VBG"):
        return _of_participle(sheet, token, rule, depth)
    misread = token.upos != "VERB" and is_verb_misread(doc, token)  # "suspends his campaign and endorses Ruiz"
    if token.tag in ("VBZ", "VBP") or misread or (token.tag == "VB" and _is_finite(sheet, token, helpers)):
        return _of_present(sheet, token, rule)
    head = doc.tokens[token.head]
    if token.tag == "VB" and token.dep == "xcomp" and head.lemma.lower() == "help":
        return status_of(sheet, head.index, rule, depth + 1)
    if token.tag == "VB" and token.dep == "conj" and head.index != token.index:
        return status_of(sheet, head.index, rule, depth + 1)
    return None


def _is_finite(sheet: Sheet, token: Token, helpers: Sequence[Token]) -> bool:
    """ "Turkish jets bomb bases": a plural's present, which was read as an infinitive."""
    subjects = [c for c in sheet.doc.dependents(token.index, "nsubj") if c.dep == "nsubj" and c.index < token.index]
    several = any(c.tag in ("NNS", "NNPS") or c.lemma.lower() in _COLLECTIVE for c in subjects)
    if token.dep == "ccomp" and several and not helpers:
        # "officials say airstrikes kill nine"; not "ask that troops leave"
        above = sheet.doc.tokens[token.head]
        told = set(sheet.forms(above)) & (sheet.words.speech | {"show", "find", "confirm", "report", "claim", "reveal"})
        return bool(told) and not set(sheet.forms(above)) & sheet.words.wishes
    return token.dep == "root" and not helpers and several


def _is_past_misread(sheet: Sheet, token: Token) -> bool:
    """ "said that American airstrikes killed nine": a past that was read as a participle, for its own subject does it to an object."""
    if token.tag != "VBN" or token.dep not in ("root", "ccomp", "advcl", "conj", "parataxis"):
        return False
    children = list(sheet.doc.dependents(token.index))
    if any(c.dep.split(":")[0] == "aux" or c.dep == "nsubj:pass" for c in children):
        return False
    acts = any(c.dep == "nsubj" and c.index < token.index for c in children)
    return acts and any(c.dep == "obj" and c.index > token.index for c in children)


def _of_infinitive(sheet: Sheet, token: Token, rule: EventRule | None, depth: int, *, ahead: bool) -> Status | None:
    """ "plans to visit", "began to withdraw", "the decision to launch"; a headline's "Trump to visit" is planned."""
    doc = sheet.doc
    head = doc.tokens[token.head]
    if token.dep == "root" and _is_short(sheet, token):
        return "planned"
    if head.index == token.index:
        return "planned" if ahead else None
    lemma = head.lemma.lower()
    if token.dep == "advcl" and rule is not None and rule.what == "PROTEST" and head.upos == "VERB":
        # "gathered in the square to protest against the law": who comes together for it does it
        above = status_of(sheet, head.index, rule, depth + 1)
        return above if above in (*FIRM, "planned") else None
    if (first := foremost_of(doc, token)) is not None:
        becomes = first[1]
        if becomes is token:
            return "happened"  # "Ruiz, the first president to visit Peru"
        return None if negated(doc, becomes.index) else _of_becoming(sheet, becomes)
    if lemma == "be" and token.dep in ("xcomp", "ccomp") and head.upos in ("AUX", "VERB"):
        return "planned" if head.tag in ("VBZ", "VBP") and not negated(doc, head.index) else None  # "is to hold talks"
    if token.tag == "VBN" and lemma in (sheet.words.reports | sheet.words.hearers):
        # "claim to have shot down a jet", "is thought to have been killed by"
        return "alleged" if any(c.lemma.lower() == "have" for c in doc.dependents(token.index, "aux")) else None
    if lemma in sheet.words.plans and head.upos == "VERB" and token.dep in ("xcomp", "acl", "ccomp", "advcl"):
        if lemma in {"agree", "invite", "propose"}:
            return None
        above = status_of(sheet, head.index, rule, depth + 1)
        return "planned" if above in (*FIRM, "planned") else None
    if lemma in sheet.words.imminent and head.upos == "ADJ" and token.dep in ("xcomp", "advcl"):
        # "is about to restore ties", "are due to meet"; what "was about to" happen may not have
        now = any(c.tag in ("VBZ", "VBP") for c in doc.dependents(head.index, "cop"))
        return "planned" if now and not negated(doc, head.index) else None
    if lemma in sheet.words.aspects and (token.dep == "xcomp" or (lemma == "vote" and token.dep == "advcl")):
        return status_of(sheet, head.index, rule, depth + 1)
    if lemma == "deny":
        return "denied"
    if _is_tried(token, head, rule):
        above = status_of(sheet, head.index, rule, depth + 1)
        return above if above in FIRM else None
    if token.dep == "acl" and lemma in ("decision", "move"):
        # "condemned the decision to launch a missile", "over Peru's decision to expel its envoy"
        governor = doc.tokens[head.head]
        known = head.dep == "obj" and any(form in sheet.words.factives for form in sheet.forms(governor))
        owned = any(
            (c.dep == "nmod:poss" and c.upos != "PRON")
            or (c.index < token.index and preposition_of(doc, c.index) in ("of", "by"))
            for c in doc.dependents(head.index, "nmod")
        )  # "the decision of Peru to expel him"
        unsure = negated(doc, governor.index) or modal_of(doc, governor.index) is not None
        return "happened" if (known or owned) and not unsure else None
    if token.dep == "acl" and lemma in ("plan", "agreement", "deal", "intention") and head.dep == "obj":
        above = status_of(sheet, head.head, None, depth + 1)  # "announced plans to withdraw its troops"
        told = any(form in sheet.words.announces for form in sheet.forms(doc.tokens[head.head]))
        return "planned" if told and above in FIRM else None
    if (
        token.dep in ("advcl", "xcomp")
        and rule is not None
        and rule.what in VERBAL
        and lemma in sheet.words.speaking_out
    ):
        # "summoned the envoy to protest", "goes on television to dismiss the charge"; who "goes to Lima to urge" has not urged yet
        if lemma == "go" and not any(
            preposition_of(doc, c.index) in ("on", "before") for c in doc.dependents(head.index, "obl")
        ):
            return None
        return "happened" if status_of(sheet, head.index, None, depth + 1) == "happened" else None
    if token.dep == "advcl" and rule is not None and rule.what == "CONSULT" and head.upos == "VERB":
        # "flies to Seoul to meet Lee"
        return "planned" if status_of(sheet, head.index, None, depth + 1) in (*FIRM, "planned") else None
    return None


def _of_becoming(sheet: Sheet, told: Token) -> Status | None:
    """ "becomes the first to", "was the first to", "will be the first to"; nothing where one may become it."""
    modal = modal_of(sheet.doc, told.index)
    if modal is not None:
        return "planned" if modal in ("will", "shall", "'ll", "’ll") else None
    if any(c.lemma.lower() == "to" and c.dep == "mark" for c in sheet.doc.dependents(told.index)):
        return None
    return "happened"


def _of_participle(sheet: Sheet, token: Token, rule: EventRule | None, depth: int) -> Status | None:
    """A participle without a helper: "accused of theft", "killing nine", "after meeting Kim"."""
    doc = sheet.doc
    head = above_comma(sheet, token)
    if token.dep == "conj" and token.tag == head.tag == "VBG" and set(sheet.forms(head)) & sheet.words.considers:
        return None  # "were discussing an exchange and declaring an end to the war": it may be what they discuss
    if token.dep == "conj" and head.index != token.index:
        return status_of(sheet, head.index, rule, depth + 1)
    if token.tag == "VBN":
        told = token.dep.startswith("acl") or token.dep in ("advcl", "root") or _is_short(sheet, token)
        return "happened" if told else None
    if token.dep == "xcomp" and set(sheet.forms(head)) & sheet.words.aspects:
        return status_of(sheet, head.index, rule, depth + 1)  # "started deporting"
    marks = {c.lemma.lower() for c in doc.dependents(token.index, "mark", "case")}
    if "with" in marks and any(c.dep == "nsubj" for c in doc.dependents(token.index, "nsubj")):
        # "traded fire, with Peru targeting two villages"; the tree may take the clause before it for a noun
        above = status_of(sheet, head.index, None, depth + 1) if head.upos in ("VERB", "AUX") else None
        return "happened" if above in ("happened", "ongoing") or (head.upos == "NOUN" and head.dep == "root") else None
    if token.dep in ("ccomp", "xcomp") and not marks and set(sheet.forms(head)) & _OWNS_UP:
        return status_of(
            sheet, head.index, None, depth + 1
        )  # "reported arresting nine members", "admits bombing roads"
    if is_judged(sheet, token) and rule is not None and rule.what == "ASSAULT":
        sure = head.lemma.lower() in ("convict", "sentence", "jail", "imprison")
        above = status_of(sheet, head.index, None, depth + 1)
        return None if above not in FIRM else "happened" if sure else "alleged"
    if rule is not None and rule.what == "ASSAULT" and _is_claimed(sheet, token):
        return status_of(sheet, head.index if head.upos == "VERB" else head.head, None, depth + 1)
    if marks == {"while"} and rule is not None and rule.what in VERBAL:
        marks = set[str]()  # "while reaffirming its support"
    if marks & {"after", "since", "by"} and token.dep == "advcl":
        blamed = head.tag == "VBG" and any(c.lemma.lower() in ("of", "for") for c in doc.dependents(head.index, "mark"))
        return None if "by" in marks and blamed else "happened"  # "condemned Peru for acting by arming rebels"
    if "before" in marks:
        return None
    if token.dep == "advcl" and rule is not None and rule.what in VERBAL and head.index != token.index:
        beside = marks == {"with"} and any(c.index < token.index for c in doc.dependents(token.index, "nsubj"))
        joins = marks == {"in"} and head.lemma.lower() == "join"
        if (beside and token.tag == "VBG") or joins:  # "with Peru blaming Chile", "join Peru in blaming Chile"
            return "happened" if status_of(sheet, head.index, None, depth + 1) in FIRM else None
    if token.dep == "acl" and not marks and rule is not None and rule.what in (*VERBAL, "PROTEST"):
        return _behind_noun(sheet, token)
    if token.dep == "acl" and not marks and rule is not None and rule.what in ("COERCE", "ASSAULT", "SANCTION"):
        # "protests against the authorities preventing candidates from running"
        cause = doc.tokens[head.head]
        cases = {c.lemma.lower() for c in doc.dependents(head.index, "case")}
        if cause.lemma.lower() in _ANSWERS and cases & {"to", "against", "at", "over"} and head.dep in ("nmod", "obl"):
            return "happened"
    if token.dep == "acl" and not marks and rule is not None and rule.what in ("COERCE", "SANCTION"):
        return _by_law(sheet, head, depth)
    if marks & {"of", "for"} and head.lemma.lower() in sheet.words.reports:
        return "alleged"
    if marks == {"for"} and token.dep == "advcl" and any(form in sheet.words.judging for form in sheet.forms(head)):
        return (
            "alleged" if status_of(sheet, head.index, None, depth + 1) in FIRM else None
        )  # "condemned Peru for rejecting it"
    if token.dep == "advcl" and not marks and head.index != token.index:
        above = status_of(sheet, head.index, rule, depth + 1)
        follows = token.index > head.index and doc.tokens[token.index - 1].text == ","
        return above if above == "happened" and rule is not None and (rule.what in VERBAL or follows) else None
    return "ongoing" if token.dep == "root" and _is_short(sheet, token) else None


def is_judged(sheet: Sheet, token: Token) -> bool:
    """ "was sentenced for shooting a student", "charged officers with torturing medics": for what somebody stands before a court."""
    head = sheet.doc.tokens[token.head]
    if token.tag != "VBG" or token.dep not in ("advcl", "xcomp") or head.lemma.lower() not in _JUDGED:
        return False
    marks = {c.lemma.lower() for c in sheet.doc.dependents(token.index, "mark", "case")}
    return bool(marks & {"for", "of", "with"})


def _is_claimed(sheet: Sheet, token: Token) -> bool:
    """ "claimed responsibility for kidnapping the workers": who claims it did it."""
    doc, head = sheet.doc, sheet.doc.tokens[token.head]
    if not any(c.lemma.lower() in ("for", "to") for c in doc.dependents(token.index, "mark", "case")):
        return False
    if head.lemma.lower() == "responsibility" and head.dep == "obj":
        return doc.tokens[head.head].lemma.lower() in ("claim", "take", "accept", "admit")
    owned = any(c.lemma.lower() in ("responsibility", "credit") for c in doc.dependents(head.index, "obj"))
    return owned and head.lemma.lower() in ("claim", "take", "accept", "admit")


def _by_law(sheet: Sheet, law: Token, depth: int = 0) -> Status | None:
    """ "signed a decree banning the veil", "passed a law that bars them": done by whoever made it law; None for other nouns and for drafts."""
    verb = sheet.doc.tokens[law.head]
    if law.lemma.lower() not in sheet.words.laws or law.dep not in ("obj", "nsubj:pass") or verb.upos != "VERB":
        return None
    made = any(form in sheet.words.lawmaking for form in sheet.forms(verb))
    above = status_of(sheet, verb.index, None, depth + 1) if made else None
    return above if above in FIRM else None


def _behind_noun(sheet: Sheet, token: Token) -> Status | None:
    """ "a resolution condemning the attack", "workers demanding better pay": as the verb above has it, else going on."""
    verb = next((at for at in ancestors(sheet.doc, token.index, 5) if sheet.doc.tokens[at].upos == "VERB"), None)
    if verb is None:
        return "ongoing"
    if any(preposition_of(sheet.doc, c.index) == "by" for c in sheet.doc.dependents(token.head, "nmod")):
        if sheet.doc.tokens[token.head].lemma.lower() in (
            "statement",
            "letter",
            "remark",
            "comment",
            "speech",
            "tweet",
        ):
            return "happened"  # "statements by Peru blaming them"
    above = status_of(sheet, verb, None, 4)
    return above if above in (*FIRM, "planned", "alleged") else None


def _of_present(sheet: Sheet, token: Token, rule: EventRule | None) -> Status | None:
    """The present tells of what happened in headlines and briefs, and of what is said now; of a day ahead it plans."""
    if token.dep == "acl:relcl" and rule is not None and rule.what in ("COERCE", "SANCTION"):
        return _by_law(sheet, sheet.doc.tokens[token.head])
    main = not token.dep.startswith(("acl", "advcl"))
    if token.dep == "advcl" and rule is not None and rule.what in VERBAL:
        beside = {"although", "though", "while", "whereas", "as", "because", *(("after",) if sheet.present else ())}
        main = bool(beside & {c.lemma.lower() for c in sheet.doc.dependents(token.index, "mark", "advmod")})
    leads = token.dep == "root" and _is_lead(sheet, token)  # "A court in Somalia jails a journalist."
    above = sheet.doc.tokens[token.head]
    leads = leads or (
        token.dep == "ccomp" and above.lemma.lower() == "say" and above.tag in ("VBP", "VBZ") and _is_lead(sheet, token)
    )  # "Libyan officials say NATO airstrikes kill nine."
    if _is_short(sheet, token) or (sheet.present and main) or leads:
        return "happened"
    if sheet.present and token.dep == "advcl" and rule is not None and rule.what not in VERBAL:
        # "Nine people are killed when gunmen open fire": told as the rest is.
        marks = {c.lemma.lower() for c in sheet.doc.dependents(token.index, "mark", "advmod")}
        if marks & {"when", "as", "after", "while", "since"} and status_of(sheet, token.head, None, 4) in FIRM:
            return "happened"
    if token.dep == "advcl" and rule is not None and rule.what in ("ASSAULT", "COERCE"):
        # "Fifteen killed when rebels ambush a convoy", "nine people are dead after gunmen attack a school"
        marks = {c.lemma.lower() for c in sheet.doc.dependents(token.index, "mark", "advmod")}
        head = sheet.doc.tokens[token.head]
        now = {c.tag for c in sheet.doc.dependents(head.index, "aux", "cop")} <= {"VBZ", "VBP"}
        harmed = now and head.lemma.lower() in _HARMED and head.tag in ("VBN", "JJ", "VBP", "VBZ")
        misread = head.upos == "NOUN" and head.dep == "root"  # "After Peru seizes a ship, Chile's parliament votes to"
        if marks & {"when", "as", "after", "since"} and (harmed or misread):
            return "happened"
    sentence = sheet.doc.sentence_of(token.index)
    if rule is not None and rule.what in VERBAL and (sentence.paragraph <= 1 or token.tag == "VBZ"):
        return "happened" if main else None
    time = time_of(sheet, token.index)
    if time is not None and sheet.published and time.earliest and time.earliest[:10] >= sheet.published:
        return "planned"
    return None


def _is_lead(sheet: Sheet, token: Token) -> bool:
    """Whether the word stands in the first sentence of the body."""
    sentence = sheet.doc.sentence_of(token.index)
    before = sheet.doc.sentences[sentence.index - 1] if sentence.index else None
    return sentence.part == "body" and (before is None or before.part != "body")


def _is_short(sheet: Sheet, token: Token) -> bool:
    """Whether the word stands in a headline or a caption, where tenses are their own."""
    return sheet.doc.sentence_of(token.index).part in ("headline", "caption")


def _is_reported_past(sheet: Sheet, token: Token) -> bool:
    for at in ancestors(sheet.doc, token.index, 3):
        above = sheet.doc.tokens[at]
        if above.upos == "VERB":
            return (
                above.tag in ("VBD", "VBN")
                and above.lemma.lower() in sheet.words.speech
                and not any(c.lemma.lower() == "if" for c in sheet.doc.dependents(token.index, "mark"))
            )
    return False


def _in_context(sheet: Sheet, token: Token, own: Status) -> Status | None:
    """What the clauses above make of it: reported, denied, wished for, conditional."""
    doc, at = sheet.doc, token
    for _ in range(8):
        if at.head == at.index:
            return own
        head, dep = above_comma(sheet, at), at.dep.split(":")[0]
        if (true_head := finite_head(doc, at)) is not None:
            at = true_head  # "Peru claims to have shot down a jet and vows revenge": the vow is no claim
            continue
        lemma = head.lemma.lower()
        if (
            any(c.lemma.lower() in ("if", "unless", "whether") for c in doc.dependents(at.index, "mark"))
            and at.index != token.index
        ):
            return None
        if dep == "advcl" and _PAST_OF & {c.lemma.lower() for c in doc.dependents(at.index, "mark")}:
            return own  # "Chile denies that it failed after Peru criticized it": that Peru did stands
        if dep in ("ccomp", "acl", "advcl", "xcomp", "csubj") or (dep == "obl" and at.upos == "VERB"):
            if dep == "acl" and at.dep == "acl" and lemma in sheet.words.report_nouns and not _is_the_papers(sheet, at):
                return _under_noun(sheet, head, own)
            if dep in ("ccomp", "xcomp", "csubj") or (dep == "advcl" and _is_of(sheet, at)):
                if lemma in sheet.words.denials:
                    return "denied"
                if lemma in ("dismiss", "reject") and dep == "ccomp":
                    return "denied"
                if lemma in sheet.words.reports:
                    own = "alleged"
                elif lemma in sheet.words.wishes and dep in ("ccomp", "xcomp") and own != "alleged":
                    if not (
                        lemma in ("say", "tell", "warn", "insist", "suggest")
                        and dep == "ccomp"
                        and own in FIRM
                        and (at.tag == "VBD" or any(c.lemma.lower() == "have" for c in doc.dependents(at.index, "aux")))
                    ):
                        return None
                if negated(doc, head.index) or modal_of(doc, head.index) in (
                    "could",
                    "may",
                    "might",
                    "would",
                    "should",
                ):
                    return None
        at = head
    return own


def _is_the_papers(sheet: Sheet, token: Token) -> bool:
    """ "a report calling for a truce": the report does it; not "reports of soldiers firing"."""
    bound = any(
        c.dep in ("nsubj", "mark") or c.upos == "ADP"
        for c in sheet.doc.dependents(token.index, "nsubj", "mark", "case")
    )
    return token.tag == "VBG" and not bound


def _under_noun(sheet: Sheet, noun: Token, own: Status) -> Status:
    """ "denied reports that", "reports that"."""
    verb = sheet.doc.tokens[noun.head]
    return (
        "denied"
        if verb.lemma.lower() in sheet.words.denials or verb.lemma.lower() in ("reject", "dismiss")
        else "alleged"
    )


def _is_of(sheet: Sheet, token: Token) -> bool:
    return any(c.lemma.lower() in ("of", "for", "that") for c in sheet.doc.dependents(token.index, "mark", "case"))


def status_beside(sheet: Sheet, status: str | None, time: Time | None) -> Status | None:
    """The status beside the day: what lies ahead is planned, what is past is not."""
    if time is not None and time.earliest and time.latest and sheet.published:
        if time.earliest[:10] > sheet.published and status in FIRM:
            return "planned"
        if time.latest[:10] < sheet.published and status in ("planned", "ongoing"):
            return "happened" if status == "ongoing" else None
    return status  # type: ignore[return-value]
