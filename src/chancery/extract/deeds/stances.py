"""Events that are said by taking a position: who "demands", "offers" or "refuses" something has done that.

The rules of positions name the class of the act (``event`` in ``rules/en/positions.toml``). Where a rule of the codebook of events has taken the
word up, that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chancery.extract.clauses import ancestors, modal_of, subject_of
from chancery.extract.deeds.mention import Mention, Party
from chancery.extract.deeds.needs import OFFICE, bears, is_business, is_political
from chancery.extract.deeds.nouns import asked_by
from chancery.extract.deeds.parties import distinct, parties_at
from chancery.extract.deeds.sheet import Sheet
from chancery.extract.deeds.suffering import JUDGES, suffers
from chancery.extract.deeds.times import time_of
from chancery.extract.deeds.voices import is_performed
from chancery.extract.deeds.who import of_told
from chancery.extract.deeds.whom import threatened
from chancery.language.document import Token
from chancery.records import Position
from chancery.rules.events import EventRule
from chancery.rules.positions import PositionRules

DUTY = "positions.must"
"""The rule of "must" and "should": an event only where it is told who is to do something."""
_TURNING_DOWN = frozenset(
    {"reject", "veto", "block", "oppose", "defeat", "withdraw", "shelve", "scrap", "decline", "refuse"}
)
_BY_WORDS = frozenset({"positions.oppose_not"})
"""What only who is quoted does by saying it: "We do not support the resolution"."""
_STATES = frozenset(
    {
        "be",
        "have",
        "know",
        "understand",
        "see",
        "feel",
        "like",
        "win",
        "lose",
        "get",
        "want",
        "need",
        "remain",
        "enjoy",
        "live",
        "benefit",
        "worry",
    }
)
"""What is no deed that somebody could be told to do."""
_AT_ODDS = frozenset({"party", "side", "faction", "belligerent"})
_HARM = frozenset(
    {
        "measure",
        "cost",
        "consequence",
        "punishment",
        "crackdown",
        "deportation",
        "deport",
        "tariff",
        "retaliation",
        "impose",
        "prosecute",
    }
)


def acts_of(
    sheet: Sheet, mentions: Iterable[Mention], positions: Iterable[Position], rules: PositionRules
) -> Iterator[Mention]:
    """The events that the *positions* are, but for words that one of the *mentions* covers."""
    mentions, positions = list(mentions), list(positions)
    covered = {at for mention in mentions for at in mention.words}
    protests = {at for mention in mentions if mention.rule.what == "PROTEST" for at in mention.words}
    for position in positions:
        what = rules.event_of(position.by)
        if what is None or position.holder is None:
            continue
        pieces = {piece.field: piece for piece in position.evidence}
        word, holder, content = (
            sheet.doc.tokens_in(piece.start, piece.end) if (piece := pieces.get(field)) else []
            for field in ("stance", "holder", "content")
        )
        if not word or covered.intersection(word):
            continue
        covered.update(word)
        at = word[0]
        if sheet.doc.tokens[at].dep.startswith(("acl", "advcl")) and protests.intersection(ancestors(sheet.doc, at, 2)):
            continue  # "marched, demanding his release": the march makes the demand
        if _is_asked_of(sheet, at):
            continue  # "urges them to resist the temptation": they would
        doers = of_told(sheet, sheet.doc.tokens[at])
        if doers is not None and position.holder not in {party.actor for party in doers}:
            continue  # "police fired at students protesting against it": the students are against it
        what = _class_of(sheet, at) or what
        if what in ("AGREE", "THREATEN") and _is_supposed(sheet, at):
            continue
        if position.by == "positions.call_for" and not any(
            t.text.lower() in ("for", "on", "upon", "to") for t in sheet.doc.tokens[at + 1 : at + 9]
        ):
            continue  # "call the beheading an accident"
        if position.by in _BY_WORDS and not is_performed(sheet, sheet.doc.tokens[at]):
            continue  # "the president did not want it", said by another
        if position.by == "positions.not_tolerated" and not any(sheet.doc.dependents(at, "nsubj:pass")):
            continue
        if position.by == "positions.will_harm" and (what != "THREATEN" or not bears(sheet, position.holder, OFFICE)):
            continue  # "the police would hit us"
        rule = EventRule(position.by, what, decided_by=position.by)
        who = (Party(position.holder, holder[-1] if holder else at), *_beside(sheet, positions, position))
        whom = tuple(Party(actor, _named_at(sheet, actor, at)) for actor in position.target if actor != position.holder)
        if position.by == DUTY:
            whom = _told_to(sheet, at, position.holder)
            if not whom and not _is_told_to_all(sheet, at):
                continue  # "the talks should go on", "our country must be strong": nobody is asked
        else:
            whom = tuple(party for party in whom if not _acts_too(sheet, at, party))
        whom = tuple(party for party in whom if not (what in JUDGES and _suffers_it(sheet, party)))
        if what == "THREATEN":
            whom = tuple(party for party in whom if not _is_fellow(sheet, position.holder, party))
            # "Khamenei warns that Iran will retaliate": Iran is who would do it.
            whom = tuple(party for party in whom if sheet.doc.tokens[party.token].dep != "nsubj")
            told = (party for party in threatened(sheet, sheet.doc.tokens[at]) if party.actor != position.holder)
            whom = whom or tuple(party for party in distinct(told) if not _is_fellow(sheet, position.holder, party))
        if what == "REQUEST" and not whom and sheet.doc.tokens[at].upos == "NOUN":
            whom = tuple(p for p in asked_by(sheet, sheet.doc.tokens[at]) if p.actor != position.holder)
        if is_turned_down(sheet, at) or (what == "AGREE" and _is_harm(sheet, at, content)):
            continue
        whom = tuple(
            party
            for party in whom
            if sheet.doc.tokens[party.token].lemma.lower() not in sheet.words.troops or what not in ("AGREE", "REJECT")
        )
        if is_business(sheet, who, rule) or (what == "AGREE" and not is_political(sheet, rule, who, whom, at)):
            continue
        will = what in ("REQUEST", "ACCUSE") and modal_of(sheet.doc, at) in ("will", "shall")
        yield Mention(rule, at, (at, word[-1] + 1), "planned" if will else "happened", who, whom, time_of(sheet, at), None, tuple(content[:1]),
                      noun=sheet.doc.tokens[at].upos == "NOUN")  # fmt: skip


def _told_to(sheet: Sheet, at: int, holder: str) -> tuple[Party, ...]:
    """Who must do something by what the holder says, where they are not his own: "Ruiz said Peru must free them" asks it of Peru.

    Forms that it reads:

        Ruiz said Peru must withdraw; "Peru needs to return to the table," Ruiz said
        the truce must hold; Peru should be proud; prisoners must be freed          nobody
    """
    doc = sheet.doc
    verb, deed = _duty_and_deed(sheet, at)
    if deed.upos != "VERB" or deed.lemma.lower() in _STATES:
        return ()
    if any(doc.dependents(deed.index, "aux:pass", "cop", "nsubj:pass")):
        return ()
    subjects = (child for child in doc.dependents(verb.index, "nsubj") if child.dep == "nsubj" and child.index < at)
    parties = (party for child in subjects if child.upos != "PRON" for party in parties_at(sheet, child.index))
    asked = (party for party in parties if party.actor != holder and not _is_fellow(sheet, holder, party))
    return tuple(distinct(asked))


def _is_asked_of(sheet: Sheet, at: int) -> bool:
    """Whether somebody else is asked to do it: "urges young people to resist"."""
    token = sheet.doc.tokens[at]
    head = sheet.doc.tokens[token.head]
    if token.dep != "xcomp" or not any(c.index < at for c in sheet.doc.dependents(head.index, "obj")):
        return False
    rules = (rule for form in sheet.forms(head) for rule in sheet.rules.by_verb.get(form, ()))
    return any(rule.what == "REQUEST" and not rule.objects for rule in rules)


def _duty_and_deed(sheet: Sheet, at: int) -> tuple[Token, Token]:
    """The verb whose subject has the duty, and what is to be done: "must leave" gives "leave" twice, "needs to leave" both."""
    doc, duty = sheet.doc, sheet.doc.tokens[at]
    if duty.dep == "aux":
        return doc.tokens[duty.head], doc.tokens[duty.head]
    return duty, next(doc.dependents(at, "xcomp", "ccomp", "advcl"), duty)


def _is_told_to_all(sheet: Sheet, at: int) -> bool:
    """ "the parties should come to the table", "all sides must stop": those at odds, whom nobody names, are told to do something."""
    doc = sheet.doc
    verb, deed = _duty_and_deed(sheet, at)
    subjects = [c for c in doc.dependents(verb.index, "nsubj") if c.dep == "nsubj" and c.index < at]
    if deed.upos != "VERB" or deed.lemma.lower() in _STATES or any(doc.dependents(deed.index, "aux:pass")):
        return False
    return any(c.tag == "NNS" and c.lemma.lower() in _AT_ODDS for c in subjects)


def _beside(sheet: Sheet, positions: Iterable[Position], one: Position) -> Iterator[Party]:
    """ "Both Chile and Peru called for it": the others who take the position by the same word."""
    word = next(piece for piece in one.evidence if piece.field == "stance")
    if any(sheet.doc.tokens[at].upos == "NOUN" for at in sheet.doc.tokens_in(word.start, word.end)):
        return
    seen = {one.holder}
    for other in positions:
        pieces = {piece.field: piece for piece in other.evidence}
        if other.holder is None or other.holder in seen or other.by != one.by or pieces["stance"].start != word.start:
            continue
        seen.add(other.holder)
        named = pieces.get("holder")
        at = sheet.doc.tokens_in(named.start, named.end) if named is not None else []
        if at:
            yield Party(other.holder, at[-1])


def is_turned_down(sheet: Sheet, at: int) -> bool:
    """ "Peru rejected a resolution that calls for a truce": nobody calls for it."""
    doc = sheet.doc
    paper = doc.tokens[doc.tokens[at].head]
    if not doc.tokens[at].dep.startswith("acl") or paper.dep not in ("obj", "nsubj:pass"):
        return False
    return doc.tokens[paper.head].lemma.lower() in _TURNING_DOWN


def _is_supposed(sheet: Sheet, at: int) -> bool:
    """ "when we are ready to move on", "a risk that we are willing to take", "women have a threat of jail": nobody has done that."""
    doc, token = sheet.doc, sheet.doc.tokens[at]
    if token.upos == "NOUN":
        above = doc.tokens[token.head].lemma.lower()
        return token.lemma.lower() == "threat" and (above == "have" or above in sheet.words.facing)
    if token.lemma.lower() == "commit":  # "what we have committed to do", "the resources that we have committed"
        whats = any(c.tag == "WP" or c.text.lower() == "what" for c in doc.dependents(at, "obj", "obl", "advmod"))
        return token.dep == "acl:relcl" or whats
    if token.upos != "ADJ":
        return False
    if token.dep == "xcomp" and doc.tokens[token.head].lemma.lower() in ("keep", "leave", "hold", "make", "throw"):
        return True  # "vows to keep the borders open to refugees"
    marks = {c.lemma.lower() for c in doc.dependents(at, "mark", "advmod")}
    return token.dep in ("acl:relcl", "advcl") and (
        token.dep == "acl:relcl" or bool(marks & {"when", "if", "once", "until", "unless"})
    )


def _is_harm(sheet: Sheet, at: int, content: Sequence[int]) -> bool:
    """ "measures that we are prepared to put in place", "promises harsher punishment": nothing that somebody would be glad of."""
    doc = sheet.doc
    words = {doc.tokens[n].lemma.lower() for n in (*content, *ancestors(doc, at, 2))}
    fighting = "action" in words and bool(words & {"legal", "military"})
    return fighting or bool(words & (sheet.words.against | sheet.words.hostile | _HARM))


def _acts_too(sheet: Sheet, at: int, party: Party) -> bool:
    """ "Chile and Peru are ready to respond": Peru is no target; it stands in the subject."""
    subject = subject_of(sheet.doc, at) or subject_of(sheet.doc, sheet.doc.tokens[at].head)
    if subject is None:
        return False
    return any(sheet.cast.at(index) == party.actor for index in range(subject.first, min(subject.last, at)))


def _is_fellow(sheet: Sheet, holder: str, party: Party) -> bool:
    """ "the minister warned that Peru would retaliate": his own country."""
    his, its = sheet.cast.record(holder), sheet.cast.record(party.actor)
    return its.type == "state" and its.country is not None and its.country == his.country


def _suffers_it(sheet: Sheet, party: Party) -> bool:
    """ "demanded Lee's release": Lee is not the one who is asked."""
    token = sheet.doc.tokens[party.token]
    return suffers(sheet, sheet.doc.tokens[token.head], token)


def _class_of(sheet: Sheet, at: int) -> str | None:
    """The class by which the codebook has a verb of blame or protest: who "condemns" an attack accuses."""
    noun = sheet.rules.of_noun(sheet.doc.tokens[at].lemma.lower())
    if sheet.doc.tokens[at].upos == "NOUN":
        return noun.what if noun is not None and noun.what == "ACCUSE" else None
    rules = (rule for form in sheet.forms(sheet.doc.tokens[at]) for rule in sheet.rules.by_verb.get(form, ()))
    return next(
        (
            rule.what
            for rule in rules
            if not rule.objects and "crowd" not in rule and rule.what in ("ACCUSE", "PROTEST")
        ),
        None,
    )


def _named_at(sheet: Sheet, actor: str, near: int) -> int:
    """The token nearest to *near* at which the actor is named."""
    spots = [token.index for token in sheet.doc.tokens if sheet.cast.at(token.index) == actor]
    return min(spots, key=lambda at: (abs(at - near), at), default=near)
