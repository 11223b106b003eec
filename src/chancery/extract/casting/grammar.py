"""Questions of grammar that several steps ask: who acts, what only says where or whose, what case a word stands in."""

from __future__ import annotations

from chancery.extract.casting.drafts import Found
from chancery.extract.casting.work import Work
from chancery.extract.deeds.forms import forms
from chancery.language.document import Token

HE, SHE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
POSSESSIVE = {"'s", "’s", "'", "’"}
SPOKEN = {"say", "tell", "add", "announce", "report", "state", "claim", "warn", "note", "explain", "confirm", "deny", "write", "tweet", "declare", "argue", "insist", "reiterate", "ask"}  # fmt: skip
"""Verbs that tell what somebody said."""
SPEAKING = SPOKEN | {
    "decline", "refuse", "respond", "comment", "reply", "answer", "reject", "dismiss", "accuse", "blame", "estimate", "find", "suggest", "conclude", "acknowledge",
    "concede", "admit", "maintain", "contend", "allege", "assert", "promise", "pledge", "vow", "threaten", "urge", "demand", "recommend", "specify", "disclose",
    "describe", "call", "apologize", "apologise", "defend", "criticize", "criticise", "condemn", "welcome", "praise", "stress", "emphasize", "believe", "expect",
    "predict", "refer", "dispute", "object", "complain", "advise", "propose", "indicate", "reveal", "discuss", "elaborate", "address", "hope", "want", "oppose", "back",
    "attribute", "cite", "caution", "counter", "question", "charge",
}  # fmt: skip
"""Verbs whose subject speaks, or keeps silent: "declined", "did not specify"."""
_REPORTS = {"report", "study", "survey", "poll", "statement", "letter", "analysis", "audit", "review", "memo", "memorandum", "paper", "estimate", "figure", "email", "e-mail", "communique", "communiqué", "note", "notice", "filing", "inquiry", "investigation", "post", "document", "release"}  # fmt: skip
"""What speaks for the body that it is by, from or of."""
_LOCATIVE = {"in", "at", "near", "inside", "across", "throughout", "within", "outside", "around", "into", "onto", "through", "via", "off", "over", "along", "beyond", "above"}  # fmt: skip
_MOTION = {"go", "travel", "fly", "head", "return", "visit", "trip", "come", "arrive", "leave", "depart", "flight", "way", "drive", "move", "flee", "send", "deploy", "cross", "tour", "journey", "walk", "sail", "export", "ship", "bring", "take", "invite", "route", "road", "access", "border", "deport", "extradite", "evacuate", "withdraw", "pull", "import", "escape", "refugee", "migrant"}  # fmt: skip
_REACHING = {"visit", "leave", "enter", "tour", "reach", "cross", "flee"}
"""Verbs whose object is where somebody goes: "visited Vietnam" has no preposition to tell."""
_DEALINGS = {"AGREE", "AID", "COOPERATE", "SANCTION"}
"""The classes of which a rule may say that who stands behind "to" or "from" gets or loses something."""


def relation(token: Token) -> str:
    """The token's relation to its governor without its subtype: ``nsubj`` for ``nsubj:pass``."""
    return token.dep.split(":")[0]


def is_plural(token: Token) -> bool:
    """Whether the word is a noun or name in the plural."""
    return token.tag in {"NNS", "NNPS"}


def is_glued(work: Work, at: int) -> bool:
    """Whether nothing stands between the token and the next, as in "Kyung-wha"."""
    return work.tokens[at].end == work.tokens[at + 1].start


def is_possessive(work: Work, at: int) -> bool:
    """Whether the token is the mark of "Chile's"."""
    return at > 0 and work.tokens[at].text in POSSESSIVE


def is_definite(work: Work, head: int) -> bool:
    """Whether the noun has "the"."""
    return any(token.lemma.lower() == "the" for token in work.doc.dependents(head, "det"))


def case_of(work: Work, head: int) -> str:
    """The preposition of the noun: "with" of "with the two envoys"; empty where it has none."""
    return next((t.lemma.lower() for t in work.doc.dependents(head, "case") if t.index < head), "")


def first_of_list(work: Work, head: int) -> int:
    """The first of a list that the token stands in: "Seoul and Washington" behave as "Seoul" does."""
    for _ in range(10):
        if relation(work.tokens[head]) != "conj":
            break
        head = work.tokens[head].head
    return head


def counted(work: Work, head: int) -> int:
    """What counts or gathers the noun: of "tens of thousands of students" the tens; the noun itself where nothing does."""
    for _ in range(3):
        governor = work.tokens[work.tokens[head].head]
        if relation(work.tokens[head]) != "nmod" or case_of(work, head) != "of" or governor.index > head:
            break
        if governor.lemma.lower() not in work.deeds.words.measures:
            break
        head = governor.index
    return head


def lands_of(work: Work, noun: int) -> list[int]:
    """The countries whose office-holders a plural noun gathers: "the foreign ministers of Japan and China", "officials from Ghana,
    Togo and Benin"; empty where fewer than two are named.
    """
    if not is_plural(work.tokens[noun]):
        return []
    for child in work.doc.dependents(noun, "nmod"):
        if child.index < noun or case_of(work, child.index) not in {"of", "from"}:
            continue
        named = [child.index, *(c.index for c in work.doc.dependents(child.index, "conj"))]
        if len(named) > 1 and all((found := work.found.get(at)) and found.kind == "state" for at in named):
            return named
    return []


def body_of(work: Work, token: Token) -> str | None:
    """What kind of body the noun says: a sector such as "COP" or "government"."""
    before = work.tokens[token.index - 1].text.lower() if token.index else ""
    pair = work.titles.body(f"{before}-{token.text.lower()}")  # "coast guard", "air force"
    return pair or work.titles.body(token.lemma) or work.titles.body(token.text)


def is_body_noun(work: Work, at: int) -> bool:
    """Whether the noun is a body's: ministry, party, army."""
    return body_of(work, work.tokens[at]) is not None


def only_says_whose(work: Work, head: Token) -> bool:
    """Whether the word only says whose something is: "the foreign minister of Chile", "Chile's ministry", "Ruiz of Chile"."""
    governor = work.tokens[work.tokens[first_of_list(work, head.index)].head]
    return work.titles.is_head(governor.lemma) or is_body_noun(work, governor.index) or work.is_person(governor.index)


def is_located(work: Work, first: int, last: int) -> bool:
    """Whether the words only say where: "in Hanoi", "to Vietnam" after a verb of motion."""
    tokens = work.tokens
    head = first_of_list(work, work.doc.head_of(first, last))
    if tokens[head].dep in {"appos", "nmod:unmarked", "list", "flat"}:
        city = tokens[tokens[head].head]
        if city.upos == "PROPN" and tokens[first - 1].text == ",":
            head = first_of_list(work, city.index)  # "in Seoul, South Korea"
    governor = tokens[tokens[head].head]
    if relation(tokens[head]) not in {"obl", "nmod"}:
        return tokens[head].dep == "obj" and governor.lemma in _REACHING
    case = case_of(work, head)
    if _is_fired_at(work, head, case) or is_dealt_with(work, head, case):
        return False
    moves = governor.lemma.lower() in _MOTION
    return case in _LOCATIVE or (case in {"to", "from", "for", "toward", "towards"} and moves)


def _is_fired_at(work: Work, head: int, case: str) -> bool:
    """ "fired dozens of rockets into Israel", "dropped bombs on Syria": not where, but at whom."""
    if case not in {"into", "at", "on", "onto", "toward", "towards"}:
        return False
    governor = work.tokens[work.tokens[head].head]
    objects = things_of(work, governor)
    return any(
        rule.what == "ASSAULT" and case in rule.prepositions
        for rule in work.deeds.of_verb(governor.lemma.lower(), "", None, objects)
    )


def things_of(work: Work, verb: Token, *, written: bool = True) -> set[str]:
    """What the verb is done to or with, as lemmas and as *written*; of "a team of doctors", "$50 million in aid" both words."""
    out: set[str] = set()
    for child in work.doc.dependents(verb.index, "obj", "nsubj"):
        if child.dep not in {"obj", "nsubj:pass"}:
            continue
        out |= {child.lemma.lower()} | ({child.text.lower()} if written else set())
        if child.lemma.lower() in work.deeds.words.measures or child.text in "$€£":
            for thing in work.doc.dependents(child.index, "nmod"):
                if case_of(work, thing.index) in {"of", "in"}:
                    out |= {thing.lemma.lower()} | ({thing.text.lower()} if written else set())
    return out


def is_dealt_with(work: Work, head: int, case: str) -> bool:
    """ "sent 100 tanks to Poland", "recalled its ambassador from Mali": no place, but who gets the thing or loses it."""
    governor = work.tokens[work.tokens[head].head]
    if case not in {"to", "for", "from"} or governor.upos != "VERB":
        return False
    objects = things_of(work, governor, written=False)
    return any(
        rule.what in _DEALINGS and case in rule.prepositions and (rule.objects & objects or rule.name == "extradite")
        for form in forms(governor, work.deeds.words.irregular)
        for rule in work.deeds.of_verb(form, "", None, objects)
    )


def acts(work: Work, first: int, last: int) -> bool:
    """Whether the words are somebody who does something, "Trump thanked Moon"; not "Trump is tired", "Moon was seen"."""
    head = first_of_list(work, counted(work, first_of_list(work, work.doc.head_of(first, last))))
    token = work.tokens[head]
    if is_located(work, first, last):
        return False
    if relation(token) == "nsubj":
        return token.dep != "nsubj:pass" and not any(True for _ in work.doc.dependents(token.head, "cop"))
    return token.dep == "obl:agent"


def undergoes(work: Work, token: Token) -> bool:
    """Whether the token is whom a deed is done to: "killed nine gunmen", "fired at protesters", "the attack on civilians"."""
    for clause in work.doc.dependents(token.index, "acl"):
        passive = clause.tag == "VBN" or any(work.doc.dependents(clause.index, "aux:pass", "nsubj:pass"))
        if passive and is_deed(work, clause):
            return True  # "protesters who were arrested"
    token = work.tokens[counted(work, first_of_list(work, token.index))]
    governor, case = work.tokens[token.head], case_of(work, token.index)
    if governor.index == token.index:
        return False
    if governor.upos == "NOUN":
        rule = work.deeds.by_noun.get(governor.lemma.lower()) or work.deeds.by_noun.get(governor.text.lower())
        return relation(token) == "nmod" and rule is not None and case in {"by", "on", "against", "between", "with"}
    aimed_at = token.dep == "obl" and case in {"at", "on", "with", "against"}
    if token.dep == "obl" and case == "from":  # "retook the town from separatists"
        rules = (
            rule for form in forms(governor, work.deeds.words.irregular) for rule in work.deeds.by_verb.get(form, ())
        )
        return any(rule.what == "ASSAULT" and case in rule.prepositions for rule in rules)
    return (aimed_at or token.dep in {"obj", "nsubj:pass"}) and governor.upos == "VERB" and is_deed(work, governor)


def is_deed(work: Work, verb: Token) -> bool:
    """Whether the verb says what is done to somebody: force, coercion, mercy, help, blame, a meeting."""
    rules = work.deeds.by_verb.get(verb.lemma.lower(), ())
    return any(
        rule.what in {"ASSAULT", "COERCE", "CONCEDE", "RETREAT"}
        or (rule.what in {"SANCTION", "AID", "ACCUSE", "REQUEST", "THREATEN", "CONSULT"} and not rule.objects)
        for rule in rules
    )


def speaks(work: Work, head: int) -> bool:
    """Whether the word is who speaks or will not: "the company denied", "according to the union", "a survey by the firm found"."""
    token = work.tokens[first_of_list(work, head)]
    governor = work.tokens[token.head]
    if relation(token) == "nsubj":
        silent = governor.lemma.lower() in {"return", "make", "give", "have", "be"} and _is_denied(work, governor)
        if token.dep == "nsubj:pass":
            return governor.lemma.lower() in {"draw", "reach"} and _is_denied(work, governor)
        return governor.lemma.lower() in SPEAKING or silent
    if token.dep == "obl:agent":
        return governor.lemma.lower() in SPEAKING
    if relation(token) in {"nmod", "obl"}:
        case = case_of(work, token.index)
        if case == "to" and any(t.lemma.lower() == "accord" for t in work.tokens[max(0, head - 8) : head]):
            return any(t.lemma.lower() == "accord" for t in work.doc.dependents(token.index, "case"))
        if case in {"by", "from", "of"} and governor.lemma.lower() in _REPORTS:
            return speaks(work, governor.index) if governor.index != token.index else False
    if token.dep == "nmod:poss" and governor.lemma.lower() in _REPORTS:
        return speaks(work, governor.index)
    return False


def _is_denied(work: Work, verb: Token) -> bool:
    return any(t.lemma.lower() in {"not", "n't", "no", "never"} for t in work.doc.dependents(verb.index))


def takes_part(work: Work, first: int, last: int) -> bool:
    """Whether the words are somebody who acts, is acted on or dealt with: "thanked Moon", "talks with Moon"."""
    head = first_of_list(work, work.doc.head_of(first, last))
    token = work.tokens[head]
    governor, base = work.tokens[token.head], relation(token)
    if is_located(work, first, last):
        return False
    if base in {"nsubj", "obj", "iobj", "vocative"} or token.dep == "obl:agent":
        return True
    if token.dep == "nmod:poss":
        return not work.titles.is_head(governor.lemma) and work.titles.body(governor.lemma) is None
    if base not in {"obl", "nmod"}:
        return base == "conj"
    case = case_of(work, head)
    if case in {"with", "between", "against", "by", "on", "toward", "towards"}:
        return True
    if case == "of" and governor.lemma.lower() in {"government", "governments", "minister", "people"}:
        return is_plural(governor)  # "the governments of Austria, Bulgaria and Canada"
    if base == "obl":
        return _is_fired_at(work, head, case) or case in {"to", "from", "for", "of", "about", "like"}
    return governor.index in work.doc.predicate_at and not work.titles.is_head(governor.lemma)


_GREAT_TOWN = 300_000
_GREATER = 5


def place_within(work: Work, first: int, last: int) -> Found | None:
    """The state, province or great town named within the words that lies in one country: "governor of Wisconsin", "Tokyo District Court"."""
    for size in (3, 2, 1):
        for at in range(first, last - size + 1):
            token = work.tokens[at]
            if token.upos != "PROPN" or not token.text[:1].isupper():
                continue
            words = work.doc.words(at, at + size)
            countries = {spot.country for spot in work.gazetteer.spots(words)}
            if countries:
                if len(countries) == 1 and None not in countries:
                    return Found(at, at + size, "place", countries.pop())
                continue
            towns = sorted(work.gazetteer.towns(words), key=lambda town: -town.population)
            others = [town.population for town in towns if town.country != towns[0].country]
            if towns and towns[0].population >= max(_GREAT_TOWN, _GREATER * max(others, default=0)):
                return Found(at, at + size, "place", towns[0].country)
    return None
