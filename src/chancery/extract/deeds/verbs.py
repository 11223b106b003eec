"""Events that a verb says: "met", "called on X to", "was arrested", "signed the treaty"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from chancery.extract.clauses import RELATIVE, ancestors, modal_of, negated, preposition_of, subject_of
from chancery.extract.deeds.attacks import dealers_of, is_aimed
from chancery.extract.deeds.holders import agent_of, noun_parties
from chancery.extract.deeds.mention import VERBAL, Mention, Party
from chancery.extract.deeds.needs import (
    ARMS,
    OFFICE,
    are_people,
    bears,
    has_clause,
    has_crowd,
    is_campaign,
    is_crowd,
    is_decreed,
    is_enough,
    is_political,
    is_violence,
    strikes_people,
    without_private,
)
from chancery.extract.deeds.parties import parties_at
from chancery.extract.deeds.phrases import is_armed
from chancery.extract.deeds.places import place_near, place_of
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.status import is_judged, status_beside, status_of, status_of_refusal
from chancery.extract.deeds.times import time_of
from chancery.extract.deeds.voices import is_performed, status_of_words
from chancery.extract.deeds.who import doers_beside, doers_of, marchers
from chancery.extract.deeds.whom import clause_parties, inside_of, land_struck, obliques_of, whom_of
from chancery.language.document import Doc, Place, Token
from chancery.records import Actor
from chancery.rules.events import EventRule

_SHARED = frozenset({"SUPPORT", "SANCTION", "COOPERATE"})
_FROM = frozenset({"by", "from"})
_HARSH = frozenset(
    {"call", "prolong", "restrict", "limit", "curb", "bar", "ban", "outlaw", "punish", "prohibit", "tighten"}
)
_OF_ONESELF = frozenset({"defend", "tout", "hail"})
"""Verbs whose object is one's own where a pronoun owns it."""
_PLAIN = frozenset(
    {
        "act",
        "state",
        "move",
        "country",
        "regime",
        "man",
        "woman",
        "decision",
        "step",
        "person",
        "leader",
        "policy",
        "statement",
        "action",
        "government",
        "attack",
        "precedent",
        "way",
        "escalation",
        "rhetoric",
        "path",
        "game",
        "behavior",
        "behaviour",
        "conduct",
        "development",
        "comment",
        "remark",
        "claim",
        "language",
        "approach",
        "plan",
        "proposal",
        "law",
        "bill",
        "idea",
        "speech",
    }
)
"""Nouns that say little: of "a brutal regime" the adjective tells."""
_THINGS = frozenset(
    {
        "supply",
        "economy",
        "world",
        "talk",
        "talks",
        "food",
        "budget",
        "country",
        "process",
        "peace",
        "aid",
        "legislation",
        "bill",
        "future",
        "trade",
    }
)
"""What is held hostage in a manner of speaking."""
_PARTS = frozenset({"part", "role", "involvement", "hand", "knowledge", "link", "connection"})
_NAMING = frozenset({"call", "brand", "dub", "label", "term", "declare"})
_TASKS = frozenset(
    {"task", "mission", "responsibility", "duty", "job", "role", "mandate", "protection", "oversight", "implementation"}
)
_CHORES = frozenset(
    {"draft", "form", "find", "lead", "oversee", "protect", "implement", "investigate", "monitor", "ensure", "prepare", "develop", "write", "carry", "enforce",
     "maintain", "manage", "negotiate", "restore", "run", "secure", "supervise", "coordinate", "review", "study", "design", "build", "organize", "guard"}
)  # fmt: skip
"""With what somebody is charged who is given a task."""
_OWED = frozenset(
    {
        "honor",
        "honour",
        "comply",
        "respect",
        "abide",
        "cooperate",
        "implement",
        "fulfil",
        "fulfill",
        "observe",
        "adhere",
    }
)
"""Who does not do so breaks what he has agreed to."""
_CLAIMS = frozenset({"claim", "allege", "charge", "complain", "contend"})
_FEEDS = frozenset(
    {
        "finance",
        "fund",
        "arm",
        "sponsor",
        "support",
        "shelter",
        "train",
        "supply",
        "harbor",
        "harbour",
        "back",
        "aid",
        "host",
    }
)
_EVILS = frozenset(
    {"attack", "bombing", "terrorism", "terror", "terrorist", "militant", "rebel", "insurgent", "insurgency", "militia", "jihadist", "extremist", "extremism",
     "coup", "separatist", "gunman", "guerrilla", "mercenary", "assassination", "plot", "hacker"}
)  # fmt: skip
_FALSE = frozenset({"fabricate", "falsify", "rig", "fake", "distort", "doctor"})
_COMMITS = frozenset({"perpetrate", "commit", "orchestrate", "mastermind", "instigate"})
_FAIR = frozenset(
    {
        "free",
        "fair",
        "credible",
        "legitimate",
        "legal",
        "transparent",
        "acceptable",
        "democratic",
        "justified",
        "honest",
    }
)
"""What somebody or something is said not to be by who blames it."""
_HOLDING = frozenset({"package", "program", "programme", "scheme"})
_MEETS = frozenset(
    {
        "attend",
        "meet",
        "visit",
        "travel",
        "join",
        "participate",
        "hold",
        "take",
        "go",
        "host",
        "sign",
        "send",
        "talk",
        "speak",
    }
)
_SEAS = frozenset({"sea", "ocean", "water", "waters", "bay", "gulf"})
_BOMBS = frozenset(
    {"bomb", "mine", "landmine", "ied", "rocket", "missile", "grenade", "shell", "attack", "gunman", "shoot", "ambush"}
)
_CRASHES = frozenset({"crash", "collide", "derail", "capsize", "plunge", "skid", "overturn", "sink"})
_SENT_OFF = frozenset({"expel", "deport", "evict", "banish"})
_GUNS = frozenset(
    {
        "mortar",
        "artillery",
        "sniper",
        "gun",
        "machine-gun",
        "tank",
        "rocket",
        "small-arms",
        "cross-border",
        "enemy",
        "rifle",
        "shell",
        "police",
        "friendly",
    }
)
"""Words before "fire" that say that it is shot."""
_SUITS = frozenset({"lawsuit", "suit", "case", "appeal", "petition", "challenge", "claim", "complaint", "request"})
_OFFICIAL = frozenset(
    {"authority", "authorities", "official", "prosecutor", "police", "court", "judge", "government", "investigator"}
)


def verb_mention(sheet: Sheet, token: Token, taken: set[int]) -> Mention | None:
    """The event that the verb says, by the first rule that its clause allows; the nouns that it takes up join *taken*."""
    doc = sheet.doc
    particle = next(
        (child.lemma.lower() for child in doc.dependents(token.index, "compound") if child.dep == "compound:prt"),
        "",
    )
    after = doc.tokens[token.index + 1].text.lower() if token.index + 1 < len(doc.tokens) else ""
    if not particle and any(f"{lemma} {after}" in sheet.rules.by_verb for lemma in sheet.forms(token)):
        particle = after  # "called on China to", "stepped down", "voted against"
    if not particle and token.lemma.lower() == "vote" and _is_against(doc, token):
        particle = "against"  # "voted 234-22 against prisoners receiving the right"
    objects = [child for child in doc.dependents(token.index, "obj", "nsubj") if child.dep in ("obj", "nsubj:pass")]
    if not objects and token.lemma.lower() == "question":
        objects = list(doc.dependents(token.index, "iobj"))
    objects = [
        child for child in objects if child.upos != "PROPN" or child.index not in sheet.days
    ]  # "scheduled to meet Sunday"
    if particle and not objects:
        # "seal off an area", whose object the tree takes for a place
        after_it = (
            c for c in doc.dependents(token.index, "obl") if c.index > token.index and c.index not in sheet.days
        )
        objects += [
            c for c in after_it if c.dep == "obl" and c.upos == "NOUN" and not any(doc.dependents(c.index, "case"))
        ]
    if token.dep == "acl:relcl":
        # "a plan which they rejected", "those who were arrested": what the pronoun stands for.
        stands = doc.tokens[token.head]
        objects = [stands if c.lemma.lower() in RELATIVE and c.upos in ("PRON", "DET") else c for c in objects]
    if any(c.dep == "nsubj" and c.index < token.index for c in doc.dependents(token.index)):
        # "Ukraine accused Russia": a second subject behind the verb is what it is done to.
        objects += [c for c in doc.dependents(token.index, "nsubj") if c.index > token.index and c.dep == "nsubj"]
    if token.dep == "acl" and token.tag == "VBN" and not any(doc.dependents(token.index, "mark")):
        objects.append(
            doc.tokens[token.head]
        )  # "nine men arrested"; not "the statement that crimes had been committed"
    if not objects and token.tag == "VBN" and not set(sheet.forms(token)) & sheet.words.active:
        objects += _shared_subjects(sheet, token)
    objects += [doc.tokens[at] for child in objects for at in doc.children[child.index] if doc.tokens[at].dep == "conj"]
    # "a series of airstrikes", "thousands of people"
    measures = (
        child
        for child in objects
        if child.lemma.lower() in sheet.words.measures
        or child.text in "$€£%"
        or (child.upos in ("DET", "NUM", "PRON", "ADJ") and child.dep == "obj")  # "all of its troops", "two of them"
    )
    objects += [
        c
        for held in tuple(measures)
        for c in doc.dependents(held.index, "nmod")
        if preposition_of(doc, c.index) == "of"
    ]
    lemmas = {child.lemma.lower() for child in objects} | {child.text.lower() for child in objects}
    lemmas |= {
        below.lemma.lower()
        for child in objects
        if child.lemma.lower() in _HOLDING
        for below in doc.dependents(child.index, "compound")
    }  # "its aid package"
    if lemmas & (sheet.words.people | sheet.words.unnamed | sheet.words.followers):
        lemmas.add("anybody")
    for child in objects:
        # "martial law", "state of emergency"
        for below in doc.dependents(child.index, "amod", "compound", "nmod"):
            if below.index == child.index - 1:
                lemmas.add(f"{below.text.lower()} {child.lemma.lower()}")
            elif child.lemma.lower() in ("end", "halt", "stop") and preposition_of(doc, below.index) == "to":
                lemmas.add(f"end to {below.lemma.lower()}")  # "announced an end to the siege"
            elif below.index > child.index and preposition_of(doc, below.index) == "of":
                lemmas |= {
                    f"{child.lemma.lower()} of {below.lemma.lower()}",
                    f"of {below.lemma.lower()}",
                }  # "cleared Ruiz of fraud"
            elif below.index > child.index and preposition_of(doc, below.index) == "on":
                lemmas.add(f"{child.lemma.lower()} on {below.lemma.lower()}")  # "a ban on imports"
    for child in objects:
        lemmas |= _hyphenated(doc, child)  # "a stay-at-home order"
    behind_to = (c for c in doc.dependents(token.index, "advcl") if c.upos == "NOUN" and token.upos == "ADJ")
    for child in (*doc.dependents(token.index, "obl"), *behind_to):
        stands = doc.tokens[token.head] if token.dep == "acl:relcl" and child.lemma.lower() in RELATIVE else child
        case = preposition_of(doc, child.index)
        if not case:
            # "is open to talks": the tree makes the "to" a mark.
            case = next((mark.text.lower() for mark in doc.dependents(child.index, "mark")), "")
        if case == "until":
            lemmas.add("until day")
        lemmas.add(f"{case} {stands.lemma.lower()}")  # "to list", "into custody", "the treaty from which it withdrew"
        actor = sheet.cast.at(child.index)
        acronym = (
            child.upos == "PROPN" and len(child.text) > 3 and child.text.isupper() and child.index not in sheet.spots
        )
        if (actor is not None and sheet.cast.record(actor).type == "igo") or (acronym and actor is None):
            lemmas.add(f"{case} body")  # "from UNESCO", "from JCPOA"
    subjects = (child for child in doc.dependents(token.index, "nsubj") if child.dep == "nsubj")
    lemmas.update(f"by {child.lemma.lower()}" for child in subjects)  # "a bomb exploded"
    names = [child for child in doc.dependents(token.index, "xcomp") if child.upos in ("ADJ", "NOUN")]
    if len(names) > 1 and not objects and names[0].upos == "NOUN":
        objects = names[:1]
    behind = [child for child in objects if child.dep == "obj" and child.index > token.index]
    if len(behind) == 2 and not names and token.lemma.lower() in _NAMING and behind[1].upos in ("NOUN", "ADJ"):
        # "called the raid an act of war": the tree makes both its objects.
        names, objects = behind[1:], [child for child in objects if child is not behind[1]]
    if not names and token.lemma.lower() in _NAMING and behind:
        names = _behind_marks(sheet, behind[0])
    if not objects:
        # "releases imprisoned journalist Roxana Saberi": the tree makes the participle a clause.
        objects += [
            c
            for name in doc.dependents(token.index, "xcomp")
            if is_misread(sheet, name)
            for c in doc.dependents(name.index, "obj")
        ]
    if not objects:
        # "found Karadzic guilty": the tree makes him the subject of "guilty".
        objects += [c for name in names for c in doc.dependents(name.index, "nsubj") if c.index > token.index]
    for child in names:
        if negated(doc, child.index):
            lemmas.add(f"not {child.lemma.lower()}")  # "pleaded not guilty"
        elif child not in objects:
            lemmas |= _told_of(sheet, child, "as")  # "called the vote illegal"
    for child in doc.dependents(token.index, "obl"):
        if preposition_of(doc, child.index) == "as":
            lemmas |= _told_of(sheet, child, "as")  # "described it as an act of war"
    for child in doc.dependents(token.index, "ccomp", "parataxis"):
        if (told := _judged(sheet, child)) & {
            name for f in sheet.forms(token) for r in sheet.rules.by_verb.get(f, ()) for name in r.objects
        }:
            # "said the raid was a mistake": it is said of the raid.
            lemmas |= told
            objects = [*objects, *(c for c in doc.dependents(child.index, "nsubj") if c.index < child.index)]
    for child in doc.dependents(token.index, "ccomp"):
        if _is_disowned(sheet, child):
            lemmas.add("disowned")
        if agents := _culprits(sheet, child):
            lemmas.add("does wrong")  # "said that the killings were committed by rebels"
            objects = [*objects, *agents]
        if told := _wronged(sheet, token, child):
            lemmas |= told
            objects = [*objects, *(c for c in doc.dependents(child.index, "nsubj") if c.index < child.index)]
    for child in doc.dependents(token.index, "xcomp", "ccomp", "advcl"):
        if child.tag in ("VB", "VBG") and child.index > token.index:
            marks = {mark.text.lower() for mark in doc.dependents(child.index, "mark")}
            if not negated(doc, child.index):  # "vowed not to attack"
                stems = {child.lemma.lower(), child.text.lower()} if child.tag == "VB" else {child.lemma.lower()}
                lemmas |= {
                    f"{mark} {stem}" for mark in marks & {"to", "from", "of", "for"} for stem in stems
                }  # "voted to adopt"
                if child.dep == "xcomp" and child.tag == "VBG" and not marks:
                    lemmas.add(f"doing {child.lemma.lower()}")  # "ceased fighting"
            if "to" in marks:
                named = (*doc.dependents(child.index, "nsubj"), *doc.dependents(token.index, "iobj"))
                lemmas |= {f"{c.lemma.lower()} to do" for c in named if token.index < c.index < child.index}
            if "to" in marks and (child.dep != "advcl" or any(doc.dependents(token.index, "iobj"))):
                lemmas.add("to do")  # "told the army to leave"
            if "to" in marks and negated(doc, child.index):
                lemmas.add(f"not to {child.lemma.lower()}")  # "decided not to attend"
            if "from" in marks and child.tag == "VBG":
                lemmas.add("from doing")  # "blocked the government from deploying"
        if child.dep == "ccomp" and child.index > token.index and modal_of(doc, child.index) == "must":
            lemmas.add("that must")  # "told Peru that it must leave"
    predicate = doc.predicate_at.get(token.index)
    roleset = predicate.roleset if predicate and not particle else None
    if (
        token.lemma.lower() == "ask"
        and token.tag == "VBN"
        and not any(doc.dependents(token.index, "aux", "nsubj:pass"))
    ):
        return None  # "Asked whether there would be a summit, Trump ...": a reporter asks.
    if particle == after == "with" and token.lemma.lower() == "charge" and not _is_task(sheet, token):
        particle = ""  # "was charged with fraud by a prosecutor"
    fitting = (sheet.rules.of_verb(lemma, particle, roleset, lemmas) for lemma in sheet.forms(token))
    for rule in next(filter(None, fitting), ()):
        if mention := _by_rule(sheet, rule, token, particle, objects, taken):
            return mention
    if particle == after == "with":
        # The task that somebody is charged with has a rule of its own.
        plain = (sheet.rules.of_verb(lemma, "", roleset, lemmas) for lemma in sheet.forms(token))
        for rule in next(filter(None, plain), ()):
            if mention := _by_rule(sheet, rule, token, "", objects, taken):
                return mention
    for verb in (f"{form} {particle}".strip() for form in sheet.forms(token)):
        for rule in sheet.rules.by_negated.get(verb, ()):
            if rule.objects and not rule.objects & lemmas:
                continue
            if mention := _by_rule(sheet, rule, token, particle, objects, taken):
                return mention
    return None


def _hyphenated(doc: Doc, noun: Token) -> set[str]:
    """The noun with the hyphenated word before it: "stay-at-home order"."""
    first = noun.index - 1
    while first >= 2 and doc.tokens[first - 1].text == "-":
        first -= 2
    if noun.index - first < 3:
        return set()
    return {"".join(t.text for t in doc.tokens[first : noun.index]).lower() + f" {noun.lemma.lower()}"}


def _is_task(sheet: Sheet, verb: Token) -> bool:
    """ "charged with drafting a law", "charged with the task": no crime."""
    doc = sheet.doc
    behind = [c for c in doc.dependents(verb.index, "obl", "advcl") if c.index > verb.index]
    behind = [
        c
        for c in behind
        if "with" in (preposition_of(doc, c.index), *(m.text.lower() for m in doc.dependents(c.index, "mark")))
    ]
    return any(
        c.lemma.lower() in _TASKS or (c.tag == "VBG" and c.upos == "VERB" and c.lemma.lower() in _CHORES)
        for c in behind
    )


def _is_against(doc: Doc, verb: Token) -> bool:
    return any(
        c.index > verb.index
        and preposition_of(doc, c.index) == "against"
        and not any(doc.dependents(verb.index, "xcomp"))
        for c in doc.dependents(verb.index, "obl")
    )


def _behind_marks(sheet: Sheet, thing: Token) -> list[Token]:
    """ "called the release of the data "irresponsible"": an adjective between quotation marks that the tree hangs on the noun before it."""
    doc = sheet.doc
    first, last = doc.subtree(thing.index)
    return [
        word
        for word in doc.tokens[max(first, thing.index) : last]
        if word.upos == "ADJ"
        and word.dep == "amod"
        and word.head < word.index
        and doc.tokens[word.index - 1].tag == "``"
    ]


def _told_of(sheet: Sheet, word: Token, mark: str) -> set[str]:
    """What a word says of somebody, under *mark*: "as act", "as act of war"; of a plain noun also "as brutal" ("a brutal regime")."""
    doc, lemma = sheet.doc, word.lemma.lower()
    told = {f"{mark} {lemma}"}
    for below in doc.dependents(word.index, "nmod"):
        if below.index > word.index and preposition_of(doc, below.index) == "of":
            told.add(f"{mark} {lemma} of {below.lemma.lower()}")
    beside = [*doc.dependents(word.index, "amod", "compound")]
    beside += [c for one in beside for c in doc.dependents(one.index, "conj")]
    besides = {below.lemma.lower() for below in beside}
    joined = (
        {c.lemma.lower() for c in doc.dependents(word.index, "conj") if c.upos == "ADJ"}
        if word.upos == "ADJ"
        else set()
    )
    told |= {f"{mark} {one}" for one in joined}  # "dirty and shameful"
    if lemma in _PLAIN:
        told |= {f"{mark} {below}" for below in besides}
    plain = {one.removeprefix(f"{mark} ") for one in told} | besides
    told |= {f"{mark} {below} {lemma}" for below in besides}
    if plain & sheet.words.damning:
        told.add(f"{mark} damning")
    if plain & sheet.words.praising:
        told.add(f"{mark} praising")
    return told


def _judged(sheet: Sheet, clause: Token) -> set[str]:
    """What a clause says that somebody or something is: "is threat" for "that Peru was a threat"; nothing where it is denied or said of oneself."""
    doc = sheet.doc
    if clause.tag == "VBN" and clause.lemma.lower() in _FALSE and not negated(doc, clause.index):
        passive = any(c.dep == "nsubj:pass" for c in doc.dependents(clause.index, "nsubj"))
        return {"is damning"} if passive and modal_of(doc, clause.index) is None else set()
    if clause.upos not in ("NOUN", "ADJ") or not any(doc.dependents(clause.index, "cop")):
        return set()
    if negated(doc, clause.index):
        unfair = clause.lemma.lower() in _FAIR and modal_of(doc, clause.index) is None
        own = any(c.text.lower() in ("i", "we", "it", "there") for c in doc.dependents(clause.index, "nsubj", "expl"))
        return {"is damning"} if unfair and not own else set()
    if any(
        child.text.lower() in ("i", "we", "there", "who", "which")
        for child in doc.dependents(clause.index, "nsubj", "expl")
    ):
        return set()
    if any(child.lemma.lower() in ("if", "whether", "unless") for child in doc.dependents(clause.index, "mark")):
        return set()
    it = any(child.text.lower() == "it" for child in doc.dependents(clause.index, "nsubj", "expl"))
    if it and any(
        child.index > clause.index and child.dep != "acl:relcl"
        for child in doc.dependents(clause.index, "xcomp", "ccomp", "csubj", "advcl", "acl")
    ):
        return set()  # "it would be inappropriate to meet": of one's own plans as often
    if preposition_of(doc, clause.index) == "behind":
        return {"is behind"}
    if preposition_of(doc, clause.index) or modal_of(doc, clause.index) in (
        "may",
        "might",
        "could",
        "can",
        "should",
        "must",
    ):
        return set()
    return _told_of(sheet, clause, "is")


def _is_disowned(sheet: Sheet, clause: Token) -> bool:
    """ "said it was not behind the raid", "that they had nothing to do with it", "had played no part in it": what is laid at one's own door, denied."""
    doc = sheet.doc
    subject = next((c for c in doc.dependents(clause.index, "nsubj") if c.index < clause.index), None)
    if subject is None or subject.text.lower() not in ("it", "he", "she", "they", "we", "i"):
        return False
    if modal_of(doc, clause.index) is not None:
        return False
    lemma = clause.lemma.lower()
    if negated(doc, clause.index):
        return (
            lemma in ("responsible", "involve", "involved", "guilty") or preposition_of(doc, clause.index) == "behind"
        )
    if lemma not in ("have", "play"):
        return False
    for thing in doc.dependents(clause.index, "obj"):
        none = any(c.text.lower() == "no" for c in doc.dependents(thing.index, "det"))
        with_it = any(c.lemma.lower() == "do" for c in doc.dependents(thing.index, "acl"))
        if (thing.text.lower() == "nothing" and with_it) or (none and thing.lemma.lower() in _PARTS):
            return True
    return False


def _wronged(sheet: Sheet, above: Token, clause: Token) -> set[str]:
    """What a clause says that another did: "does wrong" for "that Peru had violated the truce", "that another" for whatever else somebody did."""
    doc = sheet.doc
    subjects = [c for c in doc.dependents(clause.index, "nsubj") if c.index < clause.index]
    involved = clause.lemma.lower() == "involve" and any(
        preposition_of(doc, c.index) == "in" for c in doc.dependents(clause.index, "obl")
    )
    if (
        clause.upos != "VERB"
        or len(subjects) != 1
        or (subjects[0].dep != "nsubj" and not involved)
        or subjects[0].upos == "PRON"
    ):
        return set()
    owed = clause.lemma.lower() in _OWED or (
        clause.lemma.lower() == "fail" and any(c.lemma.lower() in _OWED for c in doc.dependents(clause.index, "xcomp"))
    )
    broken = owed and negated(doc, clause.index) == (clause.lemma.lower() != "fail")
    if (
        (negated(doc, clause.index) and not broken)
        or modal_of(doc, clause.index) is not None
        or not parties_at(sheet, subjects[0].index)
    ):
        return set()
    if any(
        c.lemma.lower() in ("if", "whether", "how", "why", "when")
        for c in doc.dependents(clause.index, "mark", "advmod")
    ):
        return set()
    told = {"that another"} if above.index < clause.index else set()
    things = {c.lemma.lower() for c in doc.dependents(clause.index, "obj")}
    feeds = bool(set(sheet.forms(clause)) & _FEEDS and things & _EVILS)
    forces = above.lemma.lower() in _CLAIMS and any(
        rule.what == "ASSAULT" and not rule.objects
        for form in sheet.forms(clause)
        for rule in sheet.rules.by_verb.get(form, ())
    )
    return told | (
        {"does wrong"}
        if involved or broken or feeds or forces or set(sheet.forms(clause)) & sheet.words.wrongs
        else set()
    )


def _culprits(sheet: Sheet, clause: Token) -> list[Token]:
    """By whom a clause says that a crime was committed: "the killings were perpetrated by the militia"."""
    doc = sheet.doc
    if clause.tag != "VBN" or not set(sheet.forms(clause)) & _COMMITS or negated(doc, clause.index):
        return []
    if modal_of(doc, clause.index) is not None or not any(
        c.dep == "nsubj:pass" for c in doc.dependents(clause.index, "nsubj")
    ):
        return []
    return [
        c
        for c in doc.dependents(clause.index, "obl")
        if preposition_of(doc, c.index) == "by" and parties_at(sheet, c.index)
    ]


def spoken_verdict(sheet: Sheet, word: Token) -> Mention | None:
    """ "The raid is an act of aggression," Ruiz said: what a sentence between marks says of something, where the tree makes it no clause of "said"."""
    doc, above = sheet.doc, sheet.doc.tokens[word.head]
    if word.dep not in ("root", "parataxis", "conj", "ccomp") or word.upos not in ("NOUN", "ADJ"):
        return None
    if word.dep != "root" and not sheet.is_quoted(above) and word.dep != "parataxis":
        return None
    if (word.dep == "ccomp" and sheet.is_quoted(above)) or _is_asked(sheet, word):
        return None
    if not (told := _judged(sheet, word)) or (said := sheet.speaks_at(word.index)) is None:
        return None
    rule = next(
        (rule for rule in sheet.rules.by_verb.get("say", ()) if rule.objects & told and "phrases" in rule), None
    )
    if rule is None:
        return None
    subjects = [c for c in doc.dependents(word.index, "nsubj") if c.index < word.index]
    who = (Party(*said),)
    whom = tuple(
        p
        for c in subjects
        for p in (*parties_at(sheet, c.index), *inside_of(sheet, c.index, rule))
        if p.actor != said[0]
    )
    if not subjects or not (
        is_enough(sheet, rule, who, whom, None, subjects) and is_political(sheet, rule, who, whom, word.index)
    ):
        return None
    reach = (subjects[0].index, word.index)
    return Mention(rule, word.index, (word.index, word.index + 1), "happened", who, whom, None, None, reach, False)


def _is_asked(sheet: Sheet, token: Token) -> bool:
    sentence = sheet.doc.sentence_of(token.index)
    return any(word.text == "?" for word in sheet.doc.tokens[max(sentence.first, sentence.last - 2) : sentence.last])


def is_misread(sheet: Sheet, token: Token) -> bool:
    """Whether a participle before its noun was read as a clause of its own: "releases imprisoned journalist Saberi"."""
    doc = sheet.doc
    return (
        token.tag == "VBN"
        and token.dep in ("xcomp", "ccomp", "acl", "csubj")
        and not any(doc.dependents(token.index, "aux", "nsubj", "mark"))
        and any(child.index > token.index for child in doc.dependents(token.index, "obj"))
    )


def _by_rule(
    sheet: Sheet, rule: EventRule, token: Token, particle: str, objects: Sequence[Token], taken: set[int]
) -> Mention | None:
    """The mention that the verb at *token* is by *rule*, where the clause and its parties allow it."""
    doc = sheet.doc
    if "negated" in rule:
        status = status_of_refusal(sheet, token)
    elif is_performed(sheet, token):
        status = status_of_words(sheet, token)
    else:
        status = status_of(sheet, token.index, rule)
    if status is None and rule.name == "plead_not_guilty" and token.tag in ("VBD", "VBZ", "VBG"):
        status = "happened"  # what is negated is the guilt
    if status is None:
        if rule.objects and "negated" not in rule:
            taken.update(child.index for child in objects)
        return None
    who = doers_of(sheet, token)
    if "something" in rule and not objects and not _has_object(sheet, token):
        return None
    if "crowd" in rule and not has_crowd(sheet, token, who):
        return None
    if "troops" in rule and not any(
        set(sheet.forms(doc.tokens[party.token])) & sheet.words.troops
        or (bears(sheet, party.actor, ARMS) and not _is_state(sheet, party))
        for party in who
    ):
        return None
    if "crowd" in rule and len(who) > 1:
        marching = tuple(party for party in who if is_crowd(sheet, party.actor))
        who = marching or who  # "protesters and police clashed"
    if "lawful" in rule and not any(
        sheet.cast.record(p.actor).sector in ("MIL", "COP", "SPY")
        or (
            set(sheet.forms(doc.tokens[p.token])) & sheet.words.troops
            and sheet.cast.record(p.actor).type in ("state", "government")
        )
        for p in who
    ):
        return None
    official = [sheet.cast.record(party.actor).type in ("state", "government", "igo") for party in who]
    if "powers" in rule and not (official and all(official)):
        return None
    if not who and rule.what == "PROTEST":
        who = marchers(sheet, token)
    if not who and rule.what in ("COERCE", "MOBILIZE", "CONCEDE"):
        who = _tellers(sheet, token, rule)
    if rule.what == "ASSAULT":
        who = tuple(p for p in who if not _is_storm(sheet, p))
        if not who and (not rule.objects or rule.name in ("destroy", "take", "beat", "explosion")):
            who = dealers_of(sheet, token)
    whom = whom_of(sheet, token, rule, objects)
    if rule.place == "target" and not whom:
        whom = land_struck(sheet, token, rule, who)
    if rule.what == "ASSAULT" and not whom:
        whom = _land_hit(sheet, objects, who)
    if not who and len(whom) > 1 and all(_is_between(sheet, party) for party in whom) and rule.what in _SHARED:
        who, whom = whom[:1], whom[1:]  # "Ties between Chile and Peru were restored"
    if ("traveller" in rule or rule.name == "meet") and not whom:
        whom = _awaited(sheet, token)
    if rule.what == "AID" and who and not whom and token.dep == "acl" and token.tag == "VBN":
        whom = _receivers(sheet, token)
    if "suffered" in rule:
        told = tuple(obliques_of(sheet, token.index, _FROM))
        told += tuple(p for child in objects for p in obliques_of(sheet, child.index, _FROM, "nmod"))
        if told or not whom:  # "Ruiz faces accusations by Lee": Lee accuses
            who, whom = told, who or _owners_of_subject(sheet, token)
    if not who and rule.what in ("SANCTION", "COERCE") and token.lemma.lower() in _SENT_OFF:
        # "Two Russian diplomats were expelled from Poland": Poland expels them
        who = tuple(p for p in obliques_of(sheet, token.index, frozenset({"from"})) if _is_state(sheet, p))
        if who:
            whom = tuple(p for child in objects if child.dep == "nsubj:pass" for p in parties_at(sheet, child.index))
    whom = tuple(party for party in whom if party.actor not in {other.actor for other in who})
    if (
        rule.what in ("SUPPORT", "AGREE", "CONCEDE")
        and who
        and sheet.cast.record(who[0].actor).sector in ("GOV", "LEG")
    ):
        home = sheet.cast.record(who[0].actor).country
        whom = tuple(
            p
            for p in whom
            if sheet.cast.record(p.actor).type != "state" or home is None or sheet.cast.record(p.actor).country != home
        )  # "the Diet ratified the deal of Japan and Peru"
    if rule.name == "said_to_wrong" and who and sheet.cast.record(who[0].actor).sector in ("GOV", "MIL"):
        home = sheet.cast.record(who[0].actor).country
        whom = tuple(
            p
            for p in whom
            if sheet.cast.record(p.actor).type not in ("state", "government")
            or home is None
            or sheet.cast.record(p.actor).country != home
        )
    if rule.name == "take_back" and any(child.lemma.lower() in _SUITS for child in objects):
        if who and all(sheet.cast.record(party.actor).sector == "JUD" for party in who):
            return None  # "the court dismissed the lawsuit": it was not the court's
    if rule.name == "convict" and token.lemma.lower() == "expel" and who:
        if all(sheet.cast.record(party.actor).sector in ARMS for party in who):
            return None  # "the army expelled the rebels from the town"
    if rule.name == "appeal" and token.lemma.lower() == "protest" and who:
        if all(sheet.cast.record(party.actor).type == "people" for party in who):
            return None  # "Palestinians protested the ban": on the street
    if rule.what in ("COERCE", "SANCTION"):
        # "Police caught both and they were jailed"
        whom = tuple(
            p
            for p in whom
            if doc.tokens[p.token].upos != "PRON" or sheet.cast.record(p.actor).sector not in ("COP", "JUD")
        )
    who, whom = without_private(sheet, rule, who, whom)
    if rule.what == "PROTEST" and not rule.objects and token.lemma.lower() == "march" and who:
        if all(sheet.cast.record(party.actor).type in ("state", "government", "igo") for party in who):
            return None  # "the two Koreas marched together"
    if "complement" in rule and _is_speech_only(sheet, token, rule):
        return None
    if _is_other_sense(sheet, rule, token, particle, objects):
        return None
    if rule.what == "PROTEST" and any(is_campaign(sheet, child, who, whom) for child in objects):
        taken.update(child.index for child in objects)
        return None
    if rule.objects and any(
        det.text.lower() in ("no", "neither")
        for child in objects
        if {child.lemma.lower(), child.text.lower()} & rule.objects
        for det in doc.dependents(child.index, "det")
    ):
        return None  # "has no confidence in", "issued no threat"
    if rule.what == "PROTEST" and rule.objects and _is_of_war(sheet, objects, who):
        return None
    if rule.name == "warn" and _is_counsel(sheet, token, who, whom):
        return None
    place = place_of(sheet, token.index, rule)
    if place is None and rule.name == "visit":
        place = _abroad_in(sheet, objects, who)
    if place is None and rule.what == "PROTEST":
        place = _home_of(sheet, token, rule) or (place_near(sheet, token.index, rule) if not who else None)
        if place is None and not who and token.dep == "advcl":
            place = place_of(sheet, token.head, rule)  # "stranded at an airport in Manila after staff staged a walkout"
    if place is None and rule.what in ("ASSAULT", "COERCE") and "anonymous" in rule and not who:
        place = place_near(sheet, token.index)
    if is_judged(sheet, token) and not any(
        bears(sheet, party.actor, ARMS) and not _is_state(sheet, party) for party in who
    ):
        return None  # what private people are tried for is no deed of force between parties
    if place is None and "weapon" in rule:
        # "two rockets hit the Israeli resort of Eilat"
        inside = (
            c.index for one in objects for c in (one, *doc.dependents(one.index, "nmod")) if c.index in sheet.spots
        )
        place = next((doc.places[sheet.spots[at]] for at in inside), None)
    time = time_of(sheet, token.index)
    if (rule.name == "reach" and token.lemma.lower() == "announce") or (rule.name in ("reach", "sign") and not who):
        between = frozenset({"between"})
        sides = [p for child in objects for p in obliques_of(sheet, child.index, between, "nmod")]
        sides = sides or obliques_of(sheet, token.index, between)  # "was reached between Israel and Bahrain"
        who = tuple(sides) or who  # "announced a deal between Israel and Bahrain": it is theirs
        whom = tuple(party for party in whom if party.actor not in {other.actor for other in who})
    if "clause_whom" in rule and not whom:
        whom = clause_parties(sheet, token, {party.actor for party in who})
    if "armed" in rule and not any(
        _is_of_arms(sheet, child) for child in (*objects, *doc.dependents(token.index, "obl"))
    ):
        return None
    if rule.what == "ASSAULT" and not who and _is_of_nature(sheet, token):
        return None
    nobody = (
        "anonymous" in rule
        and not who
        and not whom
        and (
            strikes_people(sheet, objects, place, time)
            or (rule.what == "ASSAULT" and are_people(sheet, objects) and is_violence(sheet, token))
            or (rule.name == "coerce" and are_people(sheet, objects) and _is_seizure(sheet, token))
            or ("weapon" in rule and (place is not None or time is not None))
        )
    )
    nobody = nobody or (
        "anonymous" in rule and not who and (place is not None or time is not None) and _is_named(sheet, whom)
    )
    nobody = nobody or (
        rule.name == "give_aid" and bool(who) and not whom and _is_gift_abroad(sheet, token, objects, who)
    )
    nobody = nobody or (rule.what == "PROTEST" and not who and _has_unnamed(sheet, token))
    nobody = nobody or (
        not who and not whom and (place is not None or time is not None) and is_decreed(sheet, rule, token)
    )
    unnamed = rule.needs == "who" and rule.what in VERBAL and not who and bool(whom) and _has_unnamed(sheet, token)
    office = (
        (rule.needs == "both" or "person" in rule)
        and bool(who)
        and not whom
        and _is_done_to_people(sheet, rule, token, objects)
    )
    passive = rule.needs in ("who", "both") and not who and _is_known_passive(sheet, rule, token, whom)
    aimed = rule.needs == "both" and not whom and is_aimed(sheet, token, rule, objects, who)
    if not nobody and (
        not (unnamed or office or passive or aimed or is_enough(sheet, rule, who, whom, place, objects))
        or not (
            is_political(sheet, rule, who, whom, token.index) or (unnamed and _has_unnamed(sheet, token, _OFFICIAL))
        )
    ):
        return None
    if "needs_clause" in rule and not whom and not has_clause(sheet, token):
        return None
    if rule.objects and rule.name != "lay_to":  # the attack that is laid to somebody is told, too
        taken.update(child.index for child in objects if not _is_other_deed(sheet, rule, child))
    if rule.what == "ASSAULT":
        # "the rebels' attack killed nine", "nine were killed by Chilean shelling": the attack is no second event, and its doers did it.
        for child in doc.dependents(token.index, "nsubj", "obl"):
            noun_rule = sheet.rules.of_noun(child.lemma.lower()) or sheet.rules.of_noun(child.text.lower())
            behind = (
                not rule.objects
                and child.dep.startswith("obl")
                and preposition_of(doc, child.index)
                in (
                    "by",
                    "in",
                    "during",
                    "following",
                )
            )
            if noun_rule is not None and noun_rule.what == rule.what and (child.dep == "nsubj" or behind):
                taken.add(child.index)
                if who:
                    struck = () if whom or rule.name != "assault" else noun_parties(sheet, child, noun_rule)[1]
                    whom = whom or tuple(p for p in struck if p.actor not in {other.actor for other in who})
                    continue
                who = noun_parties(sheet, child, noun_rule)[0] or agent_of(sheet, child)
                if child.dep == "nsubj" and not who:  # "gunfire from a Chilean warship killed nine"
                    who = tuple(obliques_of(sheet, child.index, frozenset({"from"}), "nmod"))
                if behind and not who:  # "were killed in a fight with the rebels"
                    who = tuple(obliques_of(sheet, child.index, frozenset({"with"}), "nmod"))
                whom = tuple(party for party in whom if party.actor not in {other.actor for other in who})
                time, place = time or time_of(sheet, child.index), place or place_of(sheet, child.index, noun_rule)
    if rule.name == "coerce" and not who:
        # "arrested in a raid by Chilean police"
        for child in doc.dependents(token.index, "obl"):
            noun_rule = sheet.rules.of_noun(child.lemma.lower())
            if child.lemma.lower() in ("raid", "crackdown", "sweep") and noun_rule is not None:
                if preposition_of(doc, child.index) in ("in", "during"):
                    taken.add(child.index)
                    who = noun_parties(sheet, child, noun_rule)[0] or agent_of(sheet, child)
        whom = tuple(party for party in whom if party.actor not in {other.actor for other in who})
    if (
        rule.what == "ASSAULT"
        and not who
        and any(child.dep == "nsubj:pass" for child in doc.dependents(token.index, "nsubj"))
    ):
        who = tuple(party for party in doers_beside(sheet, token) if party.actor not in {other.actor for other in whom})
    vehicle = token.lemma.lower() == "ram"  # "rammed his car into a crowd"
    if (
        ("own" in rule or rule.what == "ASSAULT")
        and ("own" in rule) != _is_own(sheet, token, objects, who)
        and not vehicle
    ):
        return None
    status = status_beside(sheet, status, time)
    if status is None:
        return None
    what = _words_of(sheet, token, particle, rule, objects)
    reach = [child.index for child in objects]
    reach += [
        child.index for child in doc.dependents(token.index, "xcomp", "ccomp", "obl") if child.index - token.index < 25
    ]
    return Mention(rule, token.index, what, status, who, whom, time, place, tuple(reach), False, True)  # fmt: skip


def _land_hit(sheet: Sheet, objects: Sequence[Token], who: Sequence[Party]) -> tuple[Party, ...]:
    """ "struck Gaza", "bombed Damascus": the state or the people of the place, where the story tells of it."""
    homes = {sheet.cast.record(party.actor).country for party in who}
    for child in objects:
        if child.index not in sheet.spots or None in homes:
            continue
        land = sheet.doc.places[sheet.spots[child.index]].country
        if land is None or land in homes:
            continue
        for kind in ("state", "government", "people"):
            for record in sheet.cast.records:
                if isinstance(record, Actor) and record.type == kind and record.country == land:
                    return (Party(record.id, child.index),)
    return ()


def _is_between(sheet: Sheet, party: Party) -> bool:
    """Whether the party is one of those between whom something is."""
    token = sheet.doc.tokens[party.token]
    return "between" in (preposition_of(sheet.doc, at) for at in (token.index, token.head))


def _shared_subjects(sheet: Sheet, token: Token) -> list[Token]:
    """Whom a passive without a subject of its own is done to: "Ruiz was seized and jailed", "Ruiz, accused of theft, left"."""
    doc, head = sheet.doc, sheet.doc.tokens[token.head]
    helpers = list(doc.dependents(token.index, "aux"))
    if any(child.lemma.lower() == "have" for child in helpers) or head.upos != "VERB":
        return []
    above = list(doc.dependents(head.index, "nsubj"))
    if token.dep == "conj":
        passive = any(child.dep == "aux:pass" for child in helpers)
        shared = not helpers and any(child.dep == "nsubj:pass" for child in above)
        return above if passive or shared else []
    if token.dep == "advcl" and not any(doc.dependents(token.index, "mark", "advmod", "nsubj")):
        return [child for child in above if child.upos in ("NOUN", "PROPN", "PRON")]
    return []


def _awaited(sheet: Sheet, token: Token) -> tuple[Party, ...]:
    """ "flew to Pakistan for talks with Khan": Khan."""
    return tuple(
        party
        for purpose in sheet.doc.dependents(token.index, "obl")
        if preposition_of(sheet.doc, purpose.index) == "for"
        and (rule := sheet.rules.of_noun(purpose.lemma.lower())) is not None
        and rule.what == "CONSULT"
        for party in obliques_of(sheet, purpose.index, frozenset({"with"}), "nmod")
    )


def _abroad_in(sheet: Sheet, objects: Sequence[Token], who: Sequence[Party]) -> Place | None:
    """ "visited camps of refugees in northern Sri Lanka": the place in another country that the phrase names."""
    homes = {sheet.cast.record(party.actor).country for party in who}
    for child in objects:
        first, last = sheet.doc.subtree(child.index)
        for at in range(child.index + 1, last if first <= child.index else child.index):
            place = sheet.doc.places[sheet.spots[at]] if at in sheet.spots else None
            if place is not None and place.country is not None and place.country not in homes:
                return place
    return None


def _is_gift_abroad(sheet: Sheet, token: Token, objects: Sequence[Token], who: Sequence[Party]) -> bool:
    """ "delivers 10,000 doses to hospitals in Bosnia": to somebody in another country, whom no name says."""
    doc, homes = sheet.doc, {sheet.cast.record(party.actor).country for party in who}
    if None in homes or not any(bears(sheet, party.actor, OFFICE) for party in who):
        return False
    behind = [
        c for word in (token, *objects) for c in doc.dependents(word.index, "obl", "nmod") if c.index > token.index
    ]
    for child in behind:
        if preposition_of(doc, child.index) not in ("to", "for") or child.index in sheet.days:
            continue
        first, last = doc.subtree(child.index)
        lands = {doc.places[sheet.spots[at]].country for at in range(first, last) if at in sheet.spots}
        if lands - homes - {None}:
            return True
    return False


def _receivers(sheet: Sheet, gift: Token) -> tuple[Party, ...]:
    """ "Zambia receives doses donated by Norway", "uses a vaccine donated by Norway": Zambia."""
    doc = sheet.doc
    for at in ancestors(doc, gift.index, 5):
        verb = doc.tokens[at]
        if verb.upos == "VERB":
            gets = {"receive", "get", "use", "accept", "administer", "deploy", "obtain"}
            return doers_of(sheet, verb) if gets & set(sheet.forms(verb)) else ()
    return ()


def _owners_of_subject(sheet: Sheet, token: Token) -> tuple[Party, ...]:
    """ "Israel's decision drew criticism": Israel, whose the thing is."""
    subjects = sheet.doc.dependents(token.index, "nsubj")
    owners = (c for subject in subjects for c in sheet.doc.dependents(subject.index, "nmod") if c.dep == "nmod:poss")
    return tuple(party for owner in owners for party in parties_at(sheet, owner.index))


def _tellers(sheet: Sheet, token: Token, rule: EventRule) -> tuple[Party, ...]:
    """ "Police said that two suspects were arrested": police, who arrest them; "Spain said that 150 soldiers will be deployed": Spain; the government that a curfew will be lifted."""
    above = sheet.doc.tokens[token.head]
    told = any(form in sheet.words.speech or form in ("confirm", "announce", "report") for form in sheet.forms(above))
    if token.dep != "ccomp" or not told or not any(sheet.doc.dependents(token.index, "aux:pass")):
        return ()
    if rule.what == "MOBILIZE":
        sent = {c.lemma.lower() for c in sheet.doc.dependents(token.index, "nsubj")}
        moved = set(sheet.forms(token)) & {"deploy", "send", "dispatch", "station", "mobilize", "mobilise", "redeploy"}
        own = sheet.words.troops | sheet.words.people | {"agent", "police", "guard", "ship", "reservist"}
        if not moved or not sent & own:
            return ()  # "a drone detection system is being deployed"
        return tuple(
            p
            for p in doers_of(sheet, above)
            if sheet.cast.record(p.actor).type in ("state", "government") or sheet.cast.record(p.actor).sector == "MIL"
        )
    if rule.what == "CONCEDE":
        return tuple(p for p in doers_of(sheet, above) if sheet.cast.record(p.actor).sector == "GOV")
    return tuple(
        p
        for p in doers_of(sheet, above)
        if sheet.cast.record(p.actor).sector == "COP" or sheet.doc.tokens[p.token].lemma.lower() == "authority"
    )


def _is_state(sheet: Sheet, party: Party) -> bool:
    return sheet.cast.record(party.actor).type == "state"


def _is_seizure(sheet: Sheet, token: Token) -> bool:
    """ "Fourteen people were arrested": only a state arrests, so nobody else need be told."""
    passive = any(child.dep == "nsubj:pass" for child in sheet.doc.dependents(token.index, "nsubj"))
    return passive and token.lemma.lower() in ("arrest", "detain", "rearrest", "jail", "deport")


def _is_named(sheet: Sheet, whom: Sequence[Party]) -> bool:
    """Whether all are persons with a name, of whom a story tells that they were seized or killed."""
    records = [sheet.cast.record(party.actor) for party in whom]
    return bool(records) and all(record.type == "person" and record.name[:1].isupper() for record in records)


def _is_done_to_people(sheet: Sheet, rule: EventRule, token: Token, objects: Sequence[Token]) -> bool:
    """Whether it is done to somebody who has an office or a cause, but no name: "praised the students", "sacked his minister"."""
    rules = (other for form in sheet.forms(token) for other in sheet.rules.by_verb.get(form, ()))
    if rule.objects or (rule.what == "ACCUSE" and any(other.what == "ASSAULT" for other in rules)):
        return False
    return any(
        child.lemma.lower() in sheet.words.unnamed and child.upos == "NOUN" and child.dep != "conj" for child in objects
    )


def _is_known_passive(sheet: Sheet, rule: EventRule, token: Token, whom: Sequence[Party]) -> bool:
    """ "The senator was charged with fraud": told of whom, though not by whom."""
    doc = sheet.doc
    if not whom or not (
        rule.what in ("ACCUSE", "SANCTION", "REJECT")
        or ((rule.what == "SUPPORT" or rule.name == "yield") and _is_named(sheet, whom))
        or (rule.name == "ask_to" and token.lemma.lower() == "order" and _is_named(sheet, whom))
    ):
        return False
    if token.tag == "VBN" and token.dep in ("acl", "advcl") and _is_named(sheet, whom):
        return not any(doc.dependents(token.index, "mark"))  # "Ruiz, charged with murder, appeared in court"
    told = any(child.tag in ("VBD", "VBN") for child in doc.dependents(token.index, "aux")) or sheet.present
    subjects = list(doc.dependents(token.index, "nsubj"))
    if not subjects and token.dep == "conj" and token.tag == "VBN":
        above = token.head  # "is arrested and accused"
        told = told or any(child.tag == "VBD" for child in doc.dependents(above, "aux"))
        subjects = list(doc.dependents(above, "nsubj"))
    return told and any(child.dep == "nsubj:pass" for child in subjects)


def _home_of(sheet: Sheet, token: Token, rule: EventRule) -> Place | None:
    """Where those are who do it: "thousands of people in Peru protested"."""
    for child in sheet.doc.dependents(token.index, "nsubj"):
        for noun in (child, *sheet.doc.dependents(child.index, "nmod")):
            if noun.index < token.index and (place := place_of(sheet, noun.index, rule)) is not None:
                return place
    return None


def _has_object(sheet: Sheet, token: Token) -> bool:
    """Whether the roles tell of something that it is done to, where the tree has none."""
    predicate = sheet.doc.predicate_at.get(token.index)
    return predicate is not None and any(
        argument.role in ("ARG1", "ARG2") and argument.first > token.index for argument in predicate.arguments
    )


def _has_unnamed(sheet: Sheet, token: Token, words: frozenset[str] = frozenset()) -> bool:
    """ "Authorities blamed the rebels": those who say it have an office or a cause, but no name."""
    subjects = [child for child in sheet.doc.dependents(token.index, "nsubj") if child.dep == "nsubj"]
    if not subjects and token.dep == "advcl" and token.tag == "VB":
        # "Six women climb the tower to protest against the law"
        subjects = [child for child in sheet.doc.dependents(token.head, "nsubj") if child.dep == "nsubj"]
    return any(child.lemma.lower() in (words or sheet.words.unnamed) for child in subjects)


def _is_other_deed(sheet: Sheet, rule: EventRule, thing: Token) -> bool:
    """ "rejected China's criticism": the criticism is China's own deed, beside what is said about it."""
    other = sheet.rules.of_noun(thing.lemma.lower())
    nouns = list(sheet.doc.dependents(thing.index, "nmod"))
    owned = any(child.dep == "nmod:poss" or preposition_of(sheet.doc, child.index) == "by" for child in nouns)
    return rule.what in VERBAL and other is not None and other.what != rule.what and owned


def _is_other_sense(sheet: Sheet, rule: EventRule, token: Token, particle: str, objects: Sequence[Token]) -> bool:
    """Whether the verb means something else here: "called the remarks ignorant", "demonstrated its leadership"."""
    doc = sheet.doc
    if rule.what == "REQUEST" and token.lemma.lower() == "call" and not particle:
        if objects and not any(child.tag == "VB" for child in doc.dependents(token.index, "xcomp", "advcl")):
            return True  # "called the remarks ignorant"
    if rule.name == "make_appeal" and any(
        child.lemma.lower() == "call"
        and any(below.lemma.lower() in sheet.words.conversation for below in doc.dependents(child.index))
        for child in objects
    ):
        return True  # "a phone call made by Ruiz"
    if rule.name == "fire_at" and any(
        word.lemma.lower() in _SEAS or word.text.lower() in _SEAS
        for child in doc.dependents(token.index, "obl")
        for word in (child, *doc.dependents(child.index, "compound"))
    ):
        return True  # "fired missiles into the Sea of Japan": a test
    if rule.what == "ASSAULT" and token.lemma.lower() == "target" and _is_by_sanctions(sheet, token, objects):
        return True  # "targeting entities with sanctions"
    if (
        rule.what == "ASSAULT"
        and "shoot" in sheet.forms(token)
        and particle == "down"
        and _is_word_to(sheet, token, objects)
    ):
        return True  # "the governor shot her down"
    if rule.what == "REJECT" and token.lemma.lower() == "disagree":
        return not any(preposition_of(doc, child.index) == "with" for child in doc.dependents(token.index, "obl"))
    if rule.name == "will_not" and token.lemma.lower() in ("stop", "halt", "pay") and not objects:
        return not any(doc.dependents(token.index, "xcomp", "advcl", "obl"))  # "we will not stop"
    if rule.what == "ASSAULT" and particle == "hostage" and any(child.lemma.lower() in _THINGS for child in objects):
        return True  # "the food supply is held hostage"
    if rule.what == "SUPPORT" and token.lemma.lower() == "back" and token.index + 1 < len(doc.tokens):
        if doc.tokens[token.index + 1].text.lower() in ("away", "off", "down", "out"):
            return True  # "backed away from his support"
    if rule.what == "SUPPORT" and token.lemma.lower() == "stand" and _is_caption(sheet, token):
        return True  # "President Roosevelt (center) stands with Russian (left) representatives"
    if rule.what == "REJECT" and token.lemma.lower() == "decline" and not objects and not _has_object(sheet, token):
        return not any(doc.dependents(token.index, "xcomp", "ccomp", "advcl"))  # "the party has declined since 1933"
    if (
        rule.what == "ACCUSE"
        and token.lemma.lower() == "question"
        and not any(child.dep != "conj" for child in objects)
    ):
        return True  # "questioned whether the visit was needed"
    if rule.what == "ACCUSE" and token.lemma.lower() == "speak" and particle == "out":
        return not any(
            preposition_of(doc, child.index) in ("against", "about", "over")
            for child in doc.dependents(token.index, "obl")
        )
    if (
        rule.what == "SANCTION"
        and "cancelled" in rule
        and any(child.lemma.lower() == "convention" for child in objects)
    ):
        if set(sheet.forms(token)) & sheet.words.cancels and not any(sheet.cast.at(child.index) for child in objects):
            return True  # "the party cancelled its convention": a gathering
    if (
        rule.name == "mobilize"
        and token.lemma.lower() in ("mobilize", "mobilise")
        and _is_effort(sheet, token, objects)
    ):
        return True  # "is mobilizing on all fronts to tackle the climate crisis"
    armed = any(bears(sheet, p.actor, ARMS) and not _is_state(sheet, p) for p in doers_of(sheet, token))
    if rule.what == "ASSAULT" and token.lemma.lower() == "attack" and not armed and _is_verbal(sheet, token, objects):
        return True  # "attacked the inquiry as a farce", "attacked Ruiz over his taxes"
    if rule.name == "assault" and token.lemma.lower() == "strike" and not objects and not armed:
        workers = list(doc.dependents(token.index, "nsubj")) or [doc.tokens[p.token] for p in doers_of(sheet, token)]
        if any(c.tag == "NNS" for c in workers) and not any(doc.dependents(token.index, "nsubj:pass")):
            return True  # "truck drivers start striking in seven provinces"
    if rule.name == "attack_as" and not _is_verbal(sheet, token, objects):
        return True  # "attacked the town"
    if rule.name == "attack_as" and any(
        sheet.cast.record(p.actor).type == "armed_group" for p in doers_of(sheet, token)
    ):
        return True  # "was attacked by gunmen as he entered his home"
    if (
        rule.name == "concede"
        and _are_courts(sheet, token)
        and any(
            child.lemma.lower() in ("decision", "plan", "law", "policy", "order", "bill", "ruling", "decree")
            for child in objects
        )
    ):
        return True  # "a court overturned Ruiz's decision": it was not the court's
    if (
        rule.name == "concede"
        and token.lemma.lower() in ("cancel", "abandon", "scrap", "drop", "shelve")
        and any(
            child.lemma.lower() == "plan" and clause.lemma.lower() in _MEETS
            for child in objects
            for clause in doc.dependents(child.index, "acl")
        )
    ):
        return True  # "cancels plans to attend the talks": refused
    if rule.name in ("court_blocks", "court_bars", "strike_as") and not _are_courts(sheet, token):
        return True
    if (
        token.text.lower() == "firing"
        and doc.tokens[min(token.index + 1, len(doc.tokens) - 1)].lemma.lower() == "squad"
    ):
        return True
    if rule.what == "ASSAULT" and token.dep == "advcl" and set(sheet.forms(doc.tokens[token.head])) & _CRASHES:
        return True  # "an air force helicopter crashes, killing ten people"
    if rule.name == "allow_to" and token.dep.startswith(("acl", "advcl")):
        return True  # "a referendum allowing the people to vote"
    if rule.name == "ring" and not _is_left_at_that(sheet, token, objects):
        return True  # "called Ruiz unfit"
    if rule.name in ("call_leader", "ring") and (
        len([child for child in objects if child.dep == "obj"]) > 1
        or any(child.upos in ("NOUN", "ADJ", "PROPN") for child in doc.dependents(token.index, "xcomp"))
    ):
        return True  # "called Putin a liar on Saturday"
    if rule.what == "CONCEDE" and token.lemma.lower() == "plead":
        behind = doc.tokens[token.index + 1 : token.index + 4]
        if any(word.text.lower() == "not" for word in behind):
            return True  # "pleads not guilty"
    if rule.what == "RETREAT" and not rule.objects and token.lemma.lower() == "disarm" and objects:
        return True  # "police disarmed a bomb"
    if (
        rule.what == "MOBILIZE"
        and token.lemma.lower() in ("fire", "launch", "shoot")
        and any(
            preposition_of(doc, child.index) in ("at", "on", "against") and child.index not in sheet.days
            for thing in (token, *objects)
            for child in doc.dependents(thing.index, "obl", "nmod")
            if child.lemma.lower() not in ("time", "dawn", "site", "night")
        )
    ):
        return True  # "launched missiles at an airbase": an attack
    if rule.what == "MOBILIZE" and any(
        clause.lemma.lower() in ("aim", "target") for thing in objects for clause in doc.dependents(thing.index, "acl")
    ):
        return True  # "launched missiles aimed at an airbase"
    if (
        rule.what == "MOBILIZE"
        and token.lemma.lower() in ("fire", "launch", "shoot")
        and any(
            form in sheet.words.blows
            for thing in objects
            for clause in doc.dependents(thing.index, "acl")
            if clause.dep == "acl:relcl"
            for form in sheet.forms(clause)
        )
    ):
        return True  # "launched rockets that hit a ship"
    if rule.what == "THREATEN" and any(
        below.lemma.lower() in sheet.words.nature or below.lemma.lower() in ("travel", "weather", "health")
        for child in objects
        for below in doc.dependents(child.index, "compound", "amod")
    ):
        return True  # "issued a hurricane warning"
    if rule.name in ("praise", "welcome") and any(form in _OF_ONESELF for form in sheet.forms(token)):
        owners = [[c for c in doc.dependents(o.index) if c.dep == "nmod:poss"] for o in objects]
        owners = [
            some + [d for c in some for d in doc.dependents(c.index, "nmod")] for some in owners
        ]  # "her niece's claim"
        owned = [any(c.dep == "nmod:poss" and c.upos == "PRON" for c in some) for some in owners]
        if owned and all(owned) and not any(sheet.cast.at(child.index) for child in objects):
            return True  # "defended his record"
    if rule.name == "welcome_it" and any(
        sheet.cast.at(child.index) is not None
        or child.lemma.lower() in sheet.words.people
        or child.lemma.lower() in sheet.words.followers
        or child.upos in ("PROPN", "PRON")
        for child in objects
    ):
        return True  # "welcomed refugees"
    things = objects or [c for verb in doc.dependents(token.index, "conj") for c in doc.dependents(verb.index, "obj")]
    if (
        rule.name == "regret"
        and any(child.lemma.lower() == "regret" for child in objects)
        and _is_anothers(sheet, token, objects)
    ):
        return True  # "expressed regret over Peru's decision": blame
    if rule.name == "retreat" and token.lemma.lower() == "withdraw" and any(child.dep == "obj" for child in objects):
        forces = sheet.words.troops | sheet.words.arsenal | sheet.words.weapons
        if not any(child.lemma.lower() in forces or sheet.cast.at(child.index) is not None for child in objects):
            return True  # "withdrew its compliance"
    if (
        rule.what == "AID"
        and token.lemma.lower() == "release"
        and any(child.lemma.lower() in sheet.words.people or child.lemma.lower() == "peacekeeper" for child in objects)
    ):
        return True  # "released 49 peacekeepers"
    if rule.mode == "release" and token.dep == "advcl":
        above = (other for form in sheet.forms(doc.tokens[token.head]) for other in sheet.rules.by_verb.get(form, ()))
        if any(other.what == "ASSAULT" and not other.objects for other in above):
            return True  # "attacked a prison, freeing 270 inmates"
    if rule.name == "leave" and any(
        child.lemma.lower() in ("dead", "wounded", "injured", "homeless", "killed", "hurt")
        for thing in (token, *objects)
        for child in doc.dependents(thing.index, "xcomp", "acl", "amod", "advcl")
    ):
        return True  # "leaving 12 insurgents dead"
    if rule.name == "send_envoy" and any(c.lemma.lower() == "home" for c in doc.dependents(token.index, "advmod")):
        return True  # "sent a diplomat home"
    if rule.name == "admit_that" and any(child.dep == "obj" for child in objects):
        return True  # "voted to admit South Sudan"
    if (
        rule.what == "MOBILIZE"
        and token.dep == "acl"
        and any(
            form in sheet.words.blows
            for at in ancestors(doc, token.index, 5)
            if doc.tokens[at].upos == "VERB"
            for form in sheet.forms(doc.tokens[at])
        )
    ):
        return True  # "rockets fired by the rebels hit the town"
    if rule.name == "approve" and any(
        child.lemma.lower() in words for child in things for words in (sheet.words.routine, sheet.words.against)
    ):
        return True  # "approved a vaccine", "approved sanctions"
    if rule.name in ("approve", "pass") and any(_is_harsh(sheet, child) for child in things):
        return True  # "passed a law that restricts the right of asylum"
    if rule.what == "AGREE" and any(form in sheet.words.vows for form in sheet.forms(token)):
        for child in doc.dependents(token.index, "xcomp"):
            rules = sheet.rules.by_verb.get(child.lemma.lower(), ())
            if child.lemma.lower() in sheet.words.hostile or any(
                not other.objects
                and "crowd" not in other
                and other.what in ("ASSAULT", "COERCE", "SANCTION", "PROTEST", "REJECT")
                for other in rules
            ):
                return True  # "vowed to resist"
            if any(c.lemma.lower() in sheet.words.against | {"action"} for c in doc.dependents(child.index, "obj")):
                return True  # "promised to begin legal action"
    if rule.name in ("commitment", "accept") and any(
        thing.lemma.lower() in sheet.words.against
        for child in objects
        for clause in doc.dependents(child.index, "acl")
        for thing in doc.dependents(clause.index, "obj")
    ):
        return True  # "announced its intention to seek sanctions"
    if rule.name == "accept" and any(
        clause.lemma.lower() in sheet.words.hostile | {"expel"}
        for child in objects
        for clause in doc.dependents(child.index, "acl")
    ):
        return True  # "accepted a resolution to expel the troops"
    if rule.name == "join" and any(c.tag == "VBG" for c in doc.dependents(token.index, "advcl", "obl", "xcomp")):
        return True  # "joined the European Union in imposing sanctions"
    if rule.name == "agree" and token.lemma.lower() == "agree":
        for clause in doc.dependents(token.index, "ccomp"):
            if (
                clause.index > token.index
                and clause.tag != "VB"
                and modal_of(doc, clause.index)
                not in (
                    "will",
                    "would",
                    "should",
                    "shall",
                    "must",
                    "'ll",
                )
            ):
                return True  # "agreed that the book may be secret": an opinion
    if rule.what == "PROTEST" and not rule.objects and token.lemma.lower() in ("rally", "march") and objects:
        return True  # "rallies the Ukrainian people"
    if rule.what == "PROTEST" and token.lemma.lower() == "demonstrate":
        subjects = [child for child in doc.dependents(token.index, "nsubj") if child.lemma.lower() not in RELATIVE]
        if (
            objects
            or (token.dep == "acl:relcl" and subjects)
            or (token.tag == "VBN" and not any(doc.dependents(token.index, "nsubj")))
        ):
            return True  # "the leadership that it has demonstrated", "as demonstrated by"
    return False


def _is_left_at_that(sheet: Sheet, token: Token, objects: Sequence[Token]) -> bool:
    """ "calls President Ruiz of Chile." and "calls President Ruiz over the talks": nothing is said that he was called."""
    doc, called = sheet.doc, [child for child in objects if child.dep == "obj" and child.index > token.index]
    if len(called) != 1 or doc.subtree(called[0].index)[0] != token.index + 1:
        return False
    stop = doc.subtree(called[0].index)[1]
    behind = doc.tokens[stop] if stop < len(doc.tokens) else None
    return behind is None or behind.text in (".", ",", ";") or behind.upos in ("ADP", "CCONJ", "SCONJ")


def _is_caption(sheet: Sheet, token: Token) -> bool:
    """Whether the sentence tells who is to be seen in a picture."""
    sentence = sheet.doc.sentence_of(token.index)
    words = [t.text.lower() for t in sheet.doc.tokens[sentence.first : sentence.last]]
    places = ("left", "right", "center", "centre", "pictured")
    return any(a == "(" and b in places for a, b in pairwise(words)) or any("image" in word for word in words)


def _is_by_sanctions(sheet: Sheet, token: Token, objects: Sequence[Token]) -> bool:
    """ "target his war machine with sanctions", "the tariffs target steel": what is aimed is a measure."""
    sentence = sheet.doc.sentence_of(token.index)
    near = {t.lemma.lower() for t in sheet.doc.tokens[sentence.first : sentence.last]}
    return bool(near & sheet.words.penalties) and not near & _BOMBS


def _is_word_to(sheet: Sheet, token: Token, objects: Sequence[Token]) -> bool:
    """ "the governor shot her down": a person, by somebody who bears no arms."""
    struck = [child for child in objects if child.dep == "obj"]
    if not struck or not all(
        child.text.lower() in ("him", "her", "me")
        or ((actor := sheet.cast.at(child.index)) is not None and sheet.cast.record(actor).type == "person")
        for child in struck
    ):
        return False
    return not any(sheet.cast.record(party.actor).sector in ARMS for party in doers_of(sheet, token))


def _is_effort(sheet: Sheet, token: Token, objects: Sequence[Token]) -> bool:
    """Whether means and helpers are brought together for an end, and no forces: "mobilize resources", "to tackle the crisis"."""
    forces = sheet.words.troops | sheet.words.arsenal | sheet.words.weapons | sheet.words.people | sheet.words.followers
    if objects:
        return not any(
            child.lemma.lower() in forces or child.text.lower() in forces or sheet.cast.at(child.index) is not None
            for child in objects
        )
    ends = {clause.lemma.lower() for clause in sheet.doc.dependents(token.index, "xcomp", "advcl")}
    return bool(
        ends
        & {"tackle", "address", "combat", "help", "support", "ensure", "curb", "reduce", "meet", "improve", "raise"}
    )


def _is_verbal(sheet: Sheet, token: Token, objects: Sequence[Token]) -> bool:
    """Whether words attack: something "as" what it is called, or a person of office "over" or "for" something."""
    cases = {preposition_of(sheet.doc, child.index) for child in sheet.doc.dependents(token.index, "obl")}
    cases |= {
        mark.text.lower()
        for clause in sheet.doc.dependents(token.index, "advcl")
        for mark in sheet.doc.dependents(clause.index, "mark")
    }
    if "over" in cases and not any(
        sheet.cast.record(party.actor).type != "person" or sheet.cast.record(party.actor).sector in ARMS
        for party in doers_of(sheet, token)
    ):
        return True  # "the foreign minister attacks Argentina over its decision"
    if "as" in cases and not any(clause.tag == "VBD" for clause in sheet.doc.dependents(token.index, "advcl")):
        return True
    actors = [sheet.cast.at(child.index) for child in objects]
    civil = [
        a is not None and sheet.cast.record(a).type == "person" and sheet.cast.record(a).sector not in ARMS
        for a in actors
    ]
    return (
        bool(civil)
        and all(civil)
        and bool(cases & {"over", "for", "on", "about"} - {""})
        and not any(
            child.index in sheet.days
            or child.index in sheet.spots
            or child.lemma.lower() in ("street", "way", "camera")
            for child in sheet.doc.dependents(token.index, "obl")
            if preposition_of(sheet.doc, child.index) == "on"
        )
    )


def _are_courts(sheet: Sheet, token: Token) -> bool:
    """Whether courts or judges do it."""
    who = doers_of(sheet, token)
    return bool(who) and all(
        sheet.cast.record(party.actor).sector == "JUD"
        or sheet.doc.tokens[party.token].lemma.lower() in ("court", "judge", "tribunal")
        for party in who
    )


def _is_anothers(sheet: Sheet, token: Token, objects: Sequence[Token]) -> bool:
    """Whether what it is about is another's: "regret over Peru's decision", "that Peru left"."""
    doc = sheet.doc
    for thing in (token, *objects):
        for child in doc.dependents(thing.index, "obl", "nmod"):
            if preposition_of(doc, child.index) in ("over", "at", "about", "by", "with"):
                owners = [c for c in doc.dependents(child.index, "nmod") if c.dep == "nmod:poss"]
                if any(c.upos != "PRON" and sheet.cast.at(c.index) is not None for c in owners):
                    return True
        for clause in doc.dependents(thing.index, "ccomp", "acl"):
            if any(c.upos == "PROPN" for c in doc.dependents(clause.index, "nsubj")):
                return True
    return False


def _is_counsel(sheet: Sheet, token: Token, who: Sequence[Party], whom: Sequence[Party]) -> bool:
    """ "warned the Senate against falling into a trap": what one of a country's offices tells another of is no threat."""
    doc = sheet.doc
    cases = {preposition_of(doc, child.index) for child in doc.dependents(token.index, "obl")}
    if cases & {"about", "of"} and "against" not in cases and not any(doc.dependents(token.index, "ccomp", "xcomp")):
        return True  # "was warned by police about her conduct"
    for clause in doc.dependents(token.index, "ccomp"):
        below = {c.index for c in doc.dependents(clause.index, "nsubj")}
        if modal_of(doc, clause.index) is None and any(party.token in below for party in whom):
            return True  # "warns Israel lacks a plan"
        if any(
            any(o.dep == "nmod:poss" and o.upos == "PRON" for o in doc.dependents(c.index, "nmod"))
            for c in doc.dependents(clause.index, "nsubj")
        ):
            continue  # "warned Peru that its citizens would feel pain"
        others = [sheet.cast.at(c.index) for c in doc.dependents(clause.index, "nsubj") if c.upos != "PRON"]
        sides = {party.actor for party in (*who, *whom)}
        if others and others[0] is not None and others[0] not in sides and not _is_kin(sheet, others[0], who):
            return True  # "warned the United States that Saddam Hussein planned attacks"
    told = [clause for clause in sheet.doc.dependents(token.index, "advcl", "xcomp") if clause.tag == "VBG"]
    lands = [{sheet.cast.record(party.actor).country for party in side} for side in (who[:1], whom)]
    return bool(told) and lands[0] == lands[1] and lands[0] != {None}


def _is_kin(sheet: Sheet, actor: str, who: Sequence[Party]) -> bool:
    """Whether the actor is of the country of one of those who speak."""
    land = sheet.cast.record(actor).country
    return land is not None and any(sheet.cast.record(party.actor).country == land for party in who)


def _is_harsh(sheet: Sheet, law: Token) -> bool:
    """ "a law that restricts ...", "a bill banning ...": one that is against somebody."""
    return any(
        clause.tag != "VBN"
        and rule.what in ("COERCE", "SANCTION", "ACCUSE", "REQUEST")
        and (not rule.objects or form in _HARSH)
        for clause in sheet.doc.dependents(law.index, "acl")
        for form in sheet.forms(clause)
        for rule in sheet.rules.by_verb.get(form, ())
    )


def _is_of_war(sheet: Sheet, objects: Sequence[Token], who: Sequence[Party]) -> bool:
    """Whether the strike is one of arms: "launched missile strikes", "Chile launched strikes"; not "teachers launched a strike"."""
    return any(
        child.lemma.lower() == "strike"
        and (
            is_armed(sheet, child)
            or any(
                c.lemma.lower() in ("air", "missile", "drone", "rocket")
                for c in sheet.doc.dependents(child.index, "compound", "amod")
            )
            or any(
                sheet.cast.record(p.actor).type in ("state", "government", "armed_group")
                or sheet.cast.record(p.actor).sector in ARMS
                for p in who
            )
        )
        for child in objects
    )


def _words_of(sheet: Sheet, token: Token, particle: str, rule: EventRule, objects: Sequence[Token]) -> tuple[int, int]:
    first, last = token.index, token.index + 1
    if particle and sheet.doc.tokens[token.index + 1].text.lower() == particle:
        last = token.index + 2
    elif particle:
        behind = (c.index + 1 for c in sheet.doc.dependents(token.index, "compound") if c.index - token.index <= 2)
        last = max((last, *behind))
    if rule.objects:
        for child in objects:
            if {child.lemma.lower(), child.text.lower()} & rule.objects and abs(child.index - token.index) <= 6:
                first, last = min(first, child.index), max(last, child.index + 1)
    return first, last


def _is_own(sheet: Sheet, verb: Token, objects: Sequence[Token], who: Sequence[Party]) -> bool:
    """Whether the thing that it is done to is the doer's own: "blew up its test site"; people are nobody's thing."""
    doc, doers = sheet.doc, {party.actor for party in who}
    for site in doc.dependents(verb.index, "obl"):
        words = {child.text.lower() for child in doc.dependents(site.index, "amod", "nmod")}
        if doers and ("own" in words or (words & {"its", "their"} and verb.lemma.lower() in sheet.words.unmake)):
            return True
    for thing in objects:
        if thing.lemma.lower() in sheet.words.people or thing.lemma.lower() in sheet.words.followers:
            continue
        holders = [thing, *(child for child in doc.dependents(thing.index, "nmod") if child.dep == "nmod")]
        for child in (child for holder in holders for child in doc.dependents(holder.index, "nmod", "amod")):
            its = child.dep == "nmod:poss" and child.text.lower() in ("its", "their")
            if its or child.text.lower() == "own" or sheet.cast.at(child.index) in doers:
                return bool(doers)
    return False


def _is_of_arms(sheet: Sheet, thing: Token) -> bool:
    """Whether the thing is a weapon or of weapons."""
    lemma = thing.lemma.lower()
    return lemma in sheet.words.weapons or lemma in sheet.words.arsenal or is_armed(sheet, thing)


def _is_storm(sheet: Sheet, party: Party) -> bool:
    """ "was struck by Cyclone Gita": whose name says that it is a storm; "an IED exploded": a thing."""
    if sheet.doc.tokens[party.token].text in ("IED", "IEDs", "VBIED"):
        return True
    words = {c.lemma.lower() for c in sheet.doc.dependents(party.token, "nmod", "compound", "flat")}
    return bool(words & sheet.words.disasters)


def _is_of_nature(sheet: Sheet, token: Token) -> bool:
    """Whether a storm, a disease or an accident does it: that is nobody's deed."""
    doc = sheet.doc
    subject = subject_of(doc, token.index)
    causes = [child.index for child in doc.dependents(token.index, "obl", "nsubj")]
    if subject is not None:
        causes += range(subject.first, min(subject.last, subject.first + 8))
    head = doc.tokens[token.head]
    if token.dep == "advcl" and any(form in sheet.words.mishaps for form in sheet.forms(head)):
        return True  # "the plane crashed, killing nine"
    blasts = [at for at in causes if doc.tokens[at].lemma.lower() in sheet.words.blasts]
    sentence = doc.sentence_of(token.index)
    first = doc.sentences[sentence.index - 1].first if sentence.index else sentence.first
    near = {t.lemma.lower() for t in doc.tokens[first : sentence.last]} | {
        t.text.lower() for t in doc.tokens[first : sentence.last]
    }
    if (blasts or near & sheet.words.disasters) and not near & sheet.words.devices:
        return True  # "killed in an explosion at a mill", "Nine died in a collision. Six were killed in the van."
    if any(
        preposition_of(doc, t.index) == "during"
        and t.lemma.lower() in ("exercise", "drill", "training", "maneuver", "manoeuvre")
        for t in doc.tokens[sentence.first : sentence.last]
    ):
        return True  # "when a mortar bomb exploded during exercises"
    verbs = (token, *doc.dependents(token.index, "conj"))
    clauses = (clause for verb in verbs for clause in doc.dependents(verb.index, "advcl"))
    if any(form in sheet.words.mishaps for c in clauses for form in sheet.forms(c)) and not near & _BOMBS:
        return True  # "nine were killed when their truck plunged into a ravine"
    others = [c for one in verbs[1:] for c in (one, *doc.dependents(one.index, "amod"))]
    causes += [
        c.index for one in others for c in doc.dependents(one.index, "obl")
    ]  # "killed and nine others injured in a fire"
    behind = doc.tokens[token.index + 1 : min(token.index + 5, sentence.last)]
    if behind and behind[0].text.lower() == "in":
        causes += [word.index for word in behind[1:] if word.upos == "NOUN"]  # "killed in a fire burning down a house"
    causes += [
        c.index
        for at in tuple(causes)
        if doc.tokens[at].lemma.lower() not in sheet.words.sites | {"station"}  # "shot at a gas station"
        for c in (
            *doc.dependents(at, "compound", "amod"),
            *(d for d in doc.dependents(at, "nmod") if d.dep == "nmod:desc"),
        )
    ]
    creatures = (c for c in doc.dependents(token.index, "nsubj", "obl") if c.lemma.lower() in sheet.words.creatures)
    if any(c.dep == "nsubj" or preposition_of(doc, c.index) == "by" for c in creatures):
        return True  # "killed by his lions"
    if any(_is_gunfire(sheet, at) or doc.tokens[at].lemma.lower() in ("bomb", "bombing", "bomber") for at in causes):
        return False
    return any(doc.tokens[at].lemma.lower() in sheet.words.nature and doc.tokens[at].upos != "VERB" for at in causes)


def _is_gunfire(sheet: Sheet, at: int) -> bool:
    """ "mortar fire", "cross-border fire", "IDF fire": no blaze."""
    doc, token = sheet.doc, sheet.doc.tokens[at]
    if token.lemma.lower() != "fire" or token.upos != "NOUN":
        return False
    if doc.tokens[token.head].lemma.lower() in ("set", "open", "exchange", "return", "trade"):
        return True  # "was set on fire by the rebels"
    beside = [c for c in doc.dependents(at, "compound", "amod", "nmod") if c.index < at]
    return any(c.lemma.lower() in _GUNS or c.text.lower() in _GUNS for c in beside) or any(
        sheet.cast.record(party.actor).type in ("state", "armed_group") or sheet.cast.record(party.actor).sector in ARMS
        for c in beside
        for party in parties_at(sheet, c.index)
    )


def _is_speech_only(sheet: Sheet, token: Token, rule: EventRule) -> bool:
    """ "declined to comment", "refused to say": a silence, no event. "vowed to return": a clause is needed."""
    if any(child.lemma.lower() == "anonymity" for child in sheet.doc.dependents(token.index, "obl", "obj")):
        return True
    for child in sheet.doc.dependents(token.index, "xcomp", "ccomp"):
        if child.lemma.lower() in sheet.words.silent:
            return rule.what == "REJECT"
    return False
