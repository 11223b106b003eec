"""Positions: what a party demands, seeks, offers, accepts or refuses, and of whom.

The steps stand in ``stances/``: what a word governs (``contents``), whose it is (``telling``), the ways of taking a
position (``words``, ``sayings``), what it is about (``issues``), and the ``record``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chancery.extract.clauses import negated, senses_of, stems_of
from chancery.extract.stances.record import record_of
from chancery.extract.stances.sayings import by_condition, by_duty, by_imperative
from chancery.extract.stances.taken import Taken
from chancery.extract.stances.telling import Telling
from chancery.extract.stances.words import by_adjective, by_agent, by_noun, by_side, by_verb
from chancery.language.document import Doc, Token
from chancery.records import Doubt, Evidence, Position, Quote
from chancery.rules.positions import PositionRule, PositionRules

if TYPE_CHECKING:
    from chancery.extract.actors import Cast
    from chancery.rules.load import Rules


def find_positions(doc: Doc, cast: Cast, quotes: Sequence[Quote | Doubt], rules: Rules) -> Iterator[Position]:
    """Yield each position in text order.

    Forms that it reads:

        Washington demands that Pyongyang give up ...      North Korea has been seeking A, B and C (three positions)
        the approach Pyongyang has insisted on             it has moved away from demands that ...
        its demand that ...; is opposed to ...             an advocate for ...; signs calling for ...
        "Sanctions will be maintained until ..."           "They must leave"; "Free them now"

    Only states, governments, organizations, armed groups, movements and people with an office hold positions. A negated
    verb is not its stance. What a speaker says inside of a quote as "we" is the position of the country whose office he
    holds; what he says as "I" is his own, on its behalf.
    """
    yield from find_stances(doc, cast, quotes, rules.positions)


def find_stances(doc: Doc, cast: Cast, quotes: Sequence[Quote | Doubt], rules: PositionRules) -> Iterator[Position]:
    """What ``find_positions`` yields, from the rules of positions alone."""
    telling = Telling(doc, cast, [quote for quote in quotes if isinstance(quote, Quote)], rules)
    seen: set[tuple[str, str | None, int]] = set()
    found = []
    for token in doc.tokens:
        for position in _at(telling, token):
            key = (position.stance, position.holder, _start(position))
            if key not in seen:
                seen.add(key)
                found.append(position)
    found = [position for position in found if not any(_is_around(position, other) for other in found)]
    body = [position for position in found if not _in_headline(doc, position)]
    for position in found:
        if not (_in_headline(doc, position) and any(_is_same(position, other) for other in body)):
            yield position


def _is_around(position: Position, other: Position) -> bool:
    """Whether what a party will do is said by another record too: "will continue to urge Oman", "will leave if ..."."""
    if not position.by.startswith("positions.will_") or other.by.startswith("positions.will_"):
        return False
    (word, content), (its_word, its_content) = _spans(position), _spans(other)
    within = content.start <= its_word.start < content.end or its_content.start <= word.start < its_content.end
    return other.holder == position.holder and within


def _spans(position: Position) -> tuple[Evidence, Evidence]:
    """The word that takes the stance, and the content."""
    pieces = {piece.field: piece for piece in position.evidence}
    return pieces["stance"], pieces["content"]


def _start(position: Position) -> int:
    return next((piece.start for piece in position.evidence if piece.field == "content"), 0)


def _in_headline(doc: Doc, position: Position) -> bool:
    return any(part.start <= _start(position) < part.end for part in doc.story.parts_of("headline"))


def _is_same(headline: Position, other: Position) -> bool:
    """Whether the body says in full what the headline says in short: half of its words about the same stance."""
    if (headline.holder, headline.stance) != (other.holder, other.stance):
        return False
    short, full = set(headline.content.lower().split()), set(other.content.lower().split())
    return 2 * len(short & full) >= min(len(short), len(full))


def _at(telling: Telling, token: Token) -> Sequence[Position]:
    """The positions that the word at *token* says, by the first rule that finds any."""
    if token.upos in ("PUNCT", "DET", "PROPN", "NUM", "CCONJ", "SYM", "X"):
        return ()
    words = {token.text.lower(), token.lemma.lower(), *stems_of(token)}
    for rule in telling.rules.naming(words, verb=token.upos == "VERB"):
        found = [
            position for taken in _taken(telling, token, rule) if (position := record_of(telling, taken)) is not None
        ]
        if found:
            return found
    return ()


def _is_called_off(telling: Telling, token: Token) -> bool:
    """ "calls off talks": no call for anything."""
    behind = telling.doc.tokens[token.index + 1 : token.index + 2]
    return token.lemma.lower() == "call" and [word.text for word in behind] == ["off"]


def _taken(telling: Telling, token: Token, rule: PositionRule) -> Iterator[Taken]:
    """What the word says by the rule, in whichever of its ways the rule names the word."""
    lemma, word = token.lemma.lower(), token.text.lower()
    if token.upos == "VERB" or (token.upos == "ADJ" and token.tag in ("VBN", "VBD")):
        named = rule.verbs and any(rule.names(stem, roleset) for stem, roleset in senses_of(telling.doc, token.index))
        if named and not _is_called_off(telling, token):
            yield from by_verb(telling, token, rule)
        if lemma in rule.imperatives or (rule.imperatives and negated(telling.doc, token.index)):
            yield from by_imperative(telling, token, rule)
    if token.upos == "NOUN" and lemma in rule.nouns:
        yield from by_noun(telling, token, rule)
    if token.upos == "NOUN" and lemma in rule.agents:
        yield from by_agent(telling, token, rule)
    if (
        (token.upos in ("ADJ", "VERB", "ADV") or token.tag == "JJ")
        and rule.adjectives
        and rule.adjectives & {word, *stems_of(token)}
    ):
        yield from by_adjective(telling, token, rule)
    if word in rule.sides and token.upos in ("ADP", "NOUN"):
        yield from by_side(telling, token, rule)
    if lemma in rule.duties and token.upos in ("AUX", "VERB"):
        yield from by_duty(telling, token, rule)
    if lemma in rule.conjunctions and token.upos in ("SCONJ", "ADP", "ADV"):
        yield from by_condition(telling, token, rule)
