"""Positions: what a party demands, seeks, offers, accepts or refuses, and of whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chancery.extract.clauses import (
    Phrase,
    actor_at,
    actors_at,
    ancestors,
    clause_of,
    evidence_of,
    modal_of,
    negated,
    noun_phrase,
    preposition_of,
    roleset_of,
    subject_of,
    time_of,
    trimmed,
    when_of,
)
from chancery.extract.silences import piece_of
from chancery.language.document import Doc, Token
from chancery.records import Actor, Doubt, Evidence, Position, Quote, When, identified
from chancery.rules.positions import PositionRule, PositionRules

if TYPE_CHECKING:
    from chancery.extract.actors import Cast
    from chancery.rules.load import Rules

_PARTIES = frozenset({"state", "government", "igo", "armed_group"})
_OFFICES = frozenset({"GOV", "MIL", "REB", "OPP", "IGO", "LEG", "SPY", "COP", "PTY", "JUD"})
_FIRST_PERSONS = frozenset({"i", "we"})
_SILENT = frozenset({"comment", "say", "answer", "discuss", "elaborate", "respond", "confirm", "speculate", "disclose", "identify", "name", "specify"})
_RELATIVE_DEPS = ("acl:relcl",)


@dataclass(frozen=True, slots=True)
class _Content:
    """One thing that is demanded, offered ...: its stretch, and the clause's own subject."""

    phrase: Phrase
    subject: Phrase | None = None
    is_clause: bool = False


def find_positions(doc: Doc, cast: Cast, quotes: Sequence[Quote | Doubt], rules: Rules) -> Iterator[Position]:
    """Yield each position in text order.

    Forms that it reads:

        Washington demands that Pyongyang give up ...      North Korea has been seeking A, B and C (three positions)
        the approach Pyongyang has insisted on             it has moved away from demands that ...
        its demand that ...                                "Sanctions will be maintained until ..."

    Only states, governments, organizations, armed groups and people with an office hold positions. A negated verb is
    not its stance. What a speaker says inside of a quote as "we" is the position of the country whose office he holds.
    """
    yield from find_stances(doc, cast, quotes, rules.positions)


def find_stances(doc: Doc, cast: Cast, quotes: Sequence[Quote | Doubt], rules: PositionRules) -> Iterator[Position]:
    """What ``find_positions`` yields, from the rules of positions alone."""
    reading = _Reading(doc, cast, [quote for quote in quotes if isinstance(quote, Quote)], rules)
    seen: set[tuple[str, str | None, int]] = set()
    for token in doc.tokens:
        for position in reading.at(token):
            content = piece_start(position, "content")
            key = (position.stance, position.holder, content)
            if key not in seen:
                seen.add(key)
                yield position


def piece_start(position: Position, field: str) -> int:
    """Where the evidence of a field starts."""
    return next((piece.start for piece in position.evidence if piece.field == field), 0)


class _Reading:
    """One story while its positions are found."""

    def __init__(self, doc: Doc, cast: Cast, quotes: Sequence[Quote], rules: PositionRules) -> None:
        self.doc, self.cast, self.rules = doc, cast, rules
        self.actors: Mapping[str, Actor] = {record.id: record for record in cast.records if isinstance(record, Actor)}
        self.spans = [(piece.start, piece.end, quote) for quote in quotes if (piece := piece_of(quote, "words"))]
        self.contents = [(piece.start, piece.end, quote) for quote in quotes if (piece := piece_of(quote, "content"))]

    def at(self, token: Token) -> Iterator[Position]:
        """Yield the positions that the word at *token* says."""
        lemma = token.lemma.lower()
        roleset = roleset_of(self.doc, token.index)
        for rule in self.rules.rules:
            if token.upos == "VERB" and rule.verbs and rule.names(lemma, roleset):
                found = list(self._by_verb(token, rule))
            elif token.upos == "NOUN" and lemma in rule.nouns:
                found = list(self._by_noun(token, rule))
            elif rule.conjunctions and lemma in rule.conjunctions and token.dep == "mark":
                found = list(self._by_condition(token, rule))
            else:
                continue
            if found:
                yield from found
                return

    # ---- the three ways

    def _by_verb(self, token: Token, rule: PositionRule) -> Iterator[Position]:
        """ "Washington demands that ...": the verb says the stance and its subject holds it."""
        doc, verb = self.doc, token.index
        if negated(doc, verb) != rule.negated or self._unreal(verb, rule):
            return
        holder_phrase = subject_of(doc, verb)
        holder = self._holder(holder_phrase, verb)
        if holder is None or holder_phrase is None:
            return
        contents = list(self._dropped(verb, rule) if rule.objects else self._contents(verb, rule))
        if not contents:
            return
        asked = self._asked(verb, rule)
        for content in contents:
            if rule.issue_only and not content.is_clause and self._issue(content.phrase) is None:
                continue
            targets = asked or (actors_at(doc, self.cast, content.subject) if content.subject else ())
            yield self._position(rule, verb, holder, holder_phrase, content, targets)

    def _by_noun(self, token: Token, rule: PositionRule) -> Iterator[Position]:
        """ "its demand that ...": the noun says the stance and its possessor holds it."""
        doc = self.doc
        owner = next((child for child in doc.dependents(token.index) if child.dep in ("nmod:poss", "amod", "compound") and self.cast.at(child.index)), None)
        if owner is None:
            owner = next((child for child in doc.dependents(token.index, "nmod") if preposition_of(doc, child.index) in ("by", "from")), None)
        if owner is None or doc.tokens[token.head].lemma.lower() in ("drop", "abandon", "withdraw", "reject", "meet", "move", "soften", "back"):
            return
        phrase = noun_phrase(doc, owner.index)
        phrase = phrase if owner.dep != "amod" else Phrase(owner.index, owner.index, owner.index + 1)
        holder = self._holder(phrase, token.index)
        if holder is None:
            return
        for content in self._noun_contents(token.index, rule):
            targets = actors_at(doc, self.cast, content.subject) if content.subject else ()
            yield self._position(rule, token.index, holder, phrase, content, targets)

    def _by_condition(self, token: Token, rule: PositionRule) -> Iterator[Position]:
        """ "We will maintain sanctions until ...": the main clause with its condition is the content."""
        doc, below = self.doc, token.head
        main = doc.tokens[below].head
        if doc.tokens[below].dep.split(":")[0] not in ("advcl", "ccomp") or main == below or doc.tokens[main].upos not in ("VERB", "ADJ", "NOUN", "AUX"):
            return
        if doc.tokens[below].upos not in ("VERB", "ADJ", "AUX", "NOUN") or not any(True for _ in doc.dependents(below, "nsubj")):
            return
        verb = main
        if modal_of(doc, verb) not in rule.modals:
            # "will continue to be maintained until": the condition hangs on the lower verb.
            verb = next((at for at in ancestors(doc, main, 2) if modal_of(doc, at) in rule.modals), -1)
            if verb < 0 or doc.tokens[main].dep != "xcomp":
                return
        if token.lemma.lower() == "once" and not negated(doc, verb):
            return
        subject = subject_of(doc, verb)
        quote = self._within(token.index, marked=True)
        holder: str | None
        holder_phrase: Phrase | None
        if quote is not None:
            holder, holder_phrase = self._country_of(quote.speaker), None
            sentence = doc.sentence_of(verb)
            piece = piece_of(quote, "words")
            first, last = sentence.first, sentence.last
            while piece is not None and first < verb and doc.tokens[first].start < piece.start:
                first += 1
            while piece is not None and last > below and doc.tokens[last - 1].end > piece.end:
                last -= 1
            phrase = trimmed(doc, verb, first, last)
        else:
            holder, holder_phrase = self._holder(subject, verb), subject
            phrase = clause_of(doc, verb)
        if holder is None or not self._issue(phrase):
            return
        yield self._position(rule, verb, holder, holder_phrase, _Content(phrase), (), quote)

    # ---- who holds it

    def _holder(self, phrase: Phrase | None, at: int) -> str | None:
        """The political actor that a phrase names; a speaker's "we" is his country."""
        if phrase is None:
            return None
        lemma = self.doc.tokens[phrase.head].lemma.lower()
        quote = self._within(at, marked=True)
        if quote is not None and lemma in _FIRST_PERSONS:
            return self._country_of(quote.speaker) if lemma == "we" else self._party(quote.speaker)
        actor = self._party(actor_at(self.cast, phrase))
        if actor is None and lemma in ("he", "she", "it", "they") and (reported := self._within(at, marked=False)):
            return self._party(reported.speaker) if lemma in ("he", "she") else None
        return actor

    def _party(self, actor: str | None) -> str | None:
        """The actor, if it can hold a position."""
        record = self.actors.get(actor) if actor is not None else None
        if record is None:
            return None
        official = record.sector in _OFFICES or (record.type == "person" and bool(record.roles) and record.sector in (None, "GOV"))
        return actor if record.type in _PARTIES or (official and record.type in ("person", "organization")) or (
            record.type == "organization" and record.sector is None
        ) else None

    def _country_of(self, speaker: str | None) -> str | None:
        """The state for which a speaker with an office speaks, or the speaker's own organization."""
        record = self.actors.get(speaker) if speaker is not None else None
        if record is None:
            return None
        if record.type in _PARTIES or record.type == "organization" and record.country is None:
            return speaker
        if record.sector not in _OFFICES and not record.roles:
            return None
        for kind in ("state", "government"):
            for other in self.actors.values():
                if other.type == kind and other.country is not None and other.country == record.country:
                    return other.id
        return self._party(speaker)

    # ---- what it is

    def _unreal(self, verb: int, rule: PositionRule) -> bool:
        """Whether the verb is only possible or asked for: "if Iran refused", "could reject", "to demand"."""
        doc, token = self.doc, self.doc.tokens[verb]
        modal = modal_of(doc, verb)
        if rule.modals:
            return modal not in rule.modals
        if modal in ("could", "might", "may", "can", "should", "must"):
            return True
        if any(child.lemma.lower() in ("if", "whether", "unless") for child in doc.dependents(verb, "mark")):
            return True
        if any(child.lemma.lower() == "to" and child.dep == "mark" for child in doc.dependents(verb)):
            return doc.tokens[token.head].lemma.lower() not in ("continue", "go", "begin", "start")
        return any(child.dep == "aux:pass" for child in doc.dependents(verb)) and not any(
            preposition_of(doc, child.index) == "by" for child in doc.dependents(verb, "obl")
        )

    def _asked(self, verb: int, rule: PositionRule) -> tuple[str, ...]:
        """Of whom it is demanded, or to whom it is offered."""
        doc = self.doc
        has_clause = any(child.dep in ("xcomp", "ccomp") for child in doc.dependents(verb))
        for child in doc.dependents(verb, "obj", "iobj", "obl"):
            preposition = preposition_of(doc, child.index)
            addressed = (child.dep == "iobj") or (child.dep == "obj" and has_clause and not preposition)
            if addressed or preposition in rule.target or (preposition in ("on", "upon") and has_clause):
                if found := actors_at(doc, self.cast, noun_phrase(doc, child.index)):
                    return found
        return ()

    def _contents(self, verb: int, rule: PositionRule) -> Iterator[_Content]:
        """What the verb governs: clauses first, then objects and what follows a preposition, each joined part apart."""
        doc, token = self.doc, self.doc.tokens[verb]
        clauses = [child for child in doc.dependents(verb, "ccomp", "xcomp") if child.index > verb and self._wanted(child, rule)]
        if clauses:
            for child in clauses[:1]:
                yield from self._clause(child.index)
            return
        things = []
        for child in doc.dependents(verb, "obj", "obl", "nsubj"):
            preposition = preposition_of(doc, child.index)
            passive = child.dep == "nsubj:pass"
            if ((child.dep == "obj" or passive) and "object" in rule.contents) or (child.dep == "obl" and preposition in rule.prepositions):
                things.append(child)
        if preposition_free(things, doc, self.cast):
            yield from self._things(things)
            return
        if things:
            # "called on Russia for ...": the party is the target, not the content.
            others = [thing for thing in things if not preposition_free([thing], doc, self.cast)]
            yield from self._things([thing for thing in things if thing not in others])
            return
        if token.dep == "acl:relcl" and not any(child.dep == "obj" for child in doc.dependents(verb)):
            # "a more gradual approach Pyongyang has insisted on": the thing is the noun above.
            noun = token.head
            stranded = any(child.lemma.lower() in rule.prepositions for child in doc.dependents(verb) if child.index > verb)
            subject = next(doc.dependents(verb, "nsubj"), None)
            relative = subject is not None and subject.lemma.lower() in ("who", "which", "that")
            if ("object" in rule.contents or stranded) and not relative and doc.tokens[noun].upos in ("NOUN", "PROPN"):
                phrase = noun_phrase(doc, noun)
                yield _Content(self._bare(phrase))

    def _wanted(self, child: Token, rule: PositionRule) -> bool:
        doc = self.doc
        if child.lemma.lower() in _SILENT and rule.stance == "refuse":
            return False
        if child.dep == "xcomp" and child.upos not in ("VERB", "AUX", "ADJ", "NOUN"):
            return False
        if any(mark.lemma.lower() in ("if", "whether") for mark in doc.dependents(child.index, "mark")):
            return False
        return ("clause" if child.dep == "ccomp" else "infinitive") in rule.contents or bool(rule.prepositions)

    def _clause(self, head: int) -> Iterator[_Content]:
        """The clause at *head*; what is joined to it by "and" with a verb of its own stays in it."""
        doc = self.doc
        subject = next(doc.dependents(head, "nsubj"), None)
        phrase = clause_of(doc, head)
        yield _Content(phrase, noun_phrase(doc, subject.index) if subject else None, is_clause=True)

    def _things(self, things: Sequence[Token]) -> Iterator[_Content]:
        """Each thing and each that is joined to it: "a lifting of sanctions, an end to the war and guarantees"."""
        doc = self.doc
        for thing in things[:1]:
            heads = [thing.index, *(child.index for child in doc.dependents(thing.index, "conj"))]
            for head in heads:
                apart = [child for child in doc.children[head] if doc.tokens[child].dep in ("conj", "cc", "punct", "case", "appos", "parataxis")]
                conjoined = [other for other in heads if other != head]
                phrase = clause_of(doc, head, [*apart, *conjoined])
                yield _Content(self._bare(phrase))

    def _bare(self, phrase: Phrase) -> Phrase:
        first = phrase.first
        while first < phrase.head and self.doc.tokens[first].dep in ("case", "fixed", "cc"):
            first += 1
        return Phrase(phrase.head, first, phrase.last)

    def _dropped(self, verb: int, rule: PositionRule) -> Iterator[_Content]:
        """The content of the demand that is given up: "moved away from demands that ..."."""
        doc = self.doc
        for child in doc.dependents(verb, "obj", "obl"):
            if child.lemma.lower() not in rule.objects:
                continue
            if child.dep == "obl" and preposition_of(doc, child.index) not in rule.prepositions:
                continue
            found = list(self._noun_contents(child.index, rule))
            yield from found
            if not found:
                yield _Content(self._bare(noun_phrase(doc, child.index)))

    def _noun_contents(self, noun: int, rule: PositionRule) -> Iterator[_Content]:
        """What a noun of demanding demands: its clause, or what follows "for"."""
        doc = self.doc
        for child in doc.dependents(noun, "acl", "ccomp", "nmod", "advcl"):
            if child.index < noun:
                continue
            if child.dep.startswith("nmod"):
                if preposition_of(doc, child.index) in ("for", "on") and "for" in (*rule.prepositions, "for"):
                    yield from self._things([child])
                    return
            elif child.dep != "acl:relcl" or any(mark.lemma.lower() == "that" for mark in doc.dependents(child.index, "mark")):
                yield from self._clause(child.index)
                return

    def _issue(self, phrase: Phrase) -> str | None:
        """The first issue of the vocabulary that the content names."""
        tokens = self.doc.tokens[phrase.first : phrase.last]
        words = " " + " ".join(token.lemma.lower() for token in tokens) + " "
        text = " " + " ".join(token.text.lower() for token in tokens) + " "
        for issue, names in self.rules.issues:
            if any(f" {name} " in words or f" {name} " in text for name in names):
                return issue
        return None

    # ---- the record

    def _within(self, index: int, *, marked: bool) -> Quote | None:
        """The quote in whose words (or around whose words) the token stands; *marked*: between marks only."""
        at = self.doc.tokens[index].start
        for start, end, quote in self.spans:
            if start <= at < end and (quote.form == "direct" or quote.form == "mixed" or not marked):
                return quote
        if not marked:
            return next((quote for start, end, quote in self.contents if start <= at < end), None)
        return None

    def _position(
        self,
        rule: PositionRule,
        word: int,
        holder: str,
        holder_phrase: Phrase | None,
        content: _Content,
        targets: Sequence[str],
        quote: Quote | None = None,
    ) -> Position:
        doc = self.doc
        within = quote or self._within(word, marked=False)
        evidence = [
            evidence_of(doc, "content", content.phrase.first, content.phrase.last),
            evidence_of(doc, "stance", word, word + 1),
        ]
        if holder_phrase is not None:
            evidence.append(evidence_of(doc, "holder", holder_phrase.first, holder_phrase.last))
        elif within is not None and (speaker := piece_of(within, "speaker")):
            evidence.append(Evidence(speaker.start, speaker.end, speaker.text, "holder"))
        if content.subject is not None and targets:
            evidence.append(evidence_of(doc, "target", content.subject.first, content.subject.last))
        time = time_of(doc, word, [content.phrase])
        when: When | None = when_of(doc, time)
        if time is not None:
            evidence.append(Evidence.of(doc.story, time.start, time.end, "when"))
        elif within is not None and within.said_at is not None and (said := piece_of(within, "said_at")):
            when = within.said_at
            evidence.append(Evidence(said.start, said.end, said.text, "when"))
        target = tuple(actor for actor in targets if actor != holder)
        issue = self._issue(content.phrase)
        confidence = rule.confidence + (0.05 if issue else -0.05)
        return identified(
            Position(
                story=doc.story.id,
                stance=rule.stance,
                content=doc.words(content.phrase.first, content.phrase.last),
                evidence=tuple(evidence),
                by=f"positions.{rule.name}",
                confidence=round(confidence, 2),
                holder=holder,
                target=target,
                issue=issue,
                when=when,
                within=within.id if within else None,
            )
        )


def preposition_free(things: Sequence[Token], doc: Doc, cast: Cast) -> bool:
    """Whether the first thing is no party that is asked ("called on Russia"), so that it can be a content."""
    if not things:
        return False
    return not (preposition_of(doc, things[0].index) in ("on", "upon") and cast.at(things[0].index) is not None)
