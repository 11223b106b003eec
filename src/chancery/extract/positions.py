"""Positions: what a party demands, seeks, offers, accepts or refuses, and of whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from chancery.extract.clauses import (
    Phrase,
    actor_at,
    actors_at,
    argument_of,
    clause_of,
    evidence_of,
    first_verb,
    modal_of,
    negated,
    noun_phrase,
    preposition_of,
    senses_of,
    split_clauses,
    split_things,
    stems_of,
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

_PARTIES = frozenset({"state", "government", "igo", "armed_group", "people"})
_OFFICES = frozenset({"GOV", "MIL", "REB", "OPP", "IGO", "LEG", "SPY", "COP", "PTY", "JUD", "NGO", "ELI"})
_FIRST_PERSONS = frozenset({"i", "we"})
_ALL_SIDES = frozenset({"both", "all", "two", "the", "side", "party", "country"})
_SILENT = frozenset(
    {
        "comment",
        "say",
        "answer",
        "discuss",
        "elaborate",
        "respond",
        "confirm",
        "speculate",
        "disclose",
        "identify",
        "name",
        "specify",
        "draw",
        "question",
    }
)


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
        if token.upos not in ("VERB", "NOUN", "SCONJ", "ADP", "AUX"):
            return
        lemma = token.lemma.lower()
        senses = senses_of(self.doc, token.index) if token.upos == "VERB" else ()
        for rule in self.rules.rules:
            if token.upos == "VERB" and rule.verbs and any(rule.names(stem, roleset) for stem, roleset in senses):
                found = list(self._by_verb(token, rule))
            elif token.upos == "NOUN" and lemma in rule.nouns:
                found = list(self._by_noun(token, rule))
            elif rule.conjunctions and lemma in rule.conjunctions and token.upos in ("SCONJ", "ADP"):
                found = list(self._by_condition(token, rule))
            elif rule.duties and lemma in rule.duties and token.upos == "AUX":
                found = list(self._by_duty(token, rule))
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
        for whole in contents:
            content = self._clipped(whole, verb)
            issue = self._issue(content.phrase)
            if rule.issue_only and (
                issue in rule.not_issues
                or (
                    issue is None
                    and (
                        rule.not_issues
                        or content.subject is None
                        or not actors_at(self.doc, self.cast, content.subject)
                    )
                    and not (rule.infinitives and self._is_infinitive(content.phrase))
                )
            ):
                continue
            targets = (
                asked
                or self._addressed(verb, rule)
                or (actors_at(doc, self.cast, content.subject) if content.subject else ())
            )
            yield self._position(rule, verb, holder, holder_phrase, content, targets)

    def _is_infinitive(self, phrase: Phrase) -> bool:
        first = self.doc.tokens[phrase.first]
        return first.lemma.lower() == "to" and self.doc.tokens[min(phrase.first + 1, phrase.last - 1)].upos == "VERB"

    def _clipped(self, content: _Content, verb: int) -> _Content:
        """The content inside of the quote in which its verb stands: '..., ministry spokeswoman Kwon says' does not belong to it."""
        quote = self._within(verb, marked=False)
        piece = piece_of(quote, "words") if quote is not None else None
        phrase, at = content.phrase, self.doc.tokens[verb].start
        if piece is None or not piece.start <= at < piece.end:
            return content
        last = phrase.last
        while last - 1 > phrase.first and self.doc.tokens[last - 1].end > piece.end:
            last -= 1
        return _Content(trimmed(self.doc, phrase.head, phrase.first, last), content.subject, content.is_clause)

    def _by_noun(self, token: Token, rule: PositionRule) -> Iterator[Position]:
        """ "its demand that ...": the noun says the stance and its possessor holds it."""
        doc = self.doc
        owner = next(
            (
                child
                for child in doc.dependents(token.index)
                if child.dep == "nmod:poss" or (child.dep in ("amod", "compound") and self.cast.at(child.index))
            ),
            None,
        )
        if owner is None:
            owner = next(
                (
                    child
                    for child in doc.dependents(token.index, "nmod")
                    if preposition_of(doc, child.index) in ("by", "from")
                ),
                None,
            )
        if owner is None or doc.tokens[token.head].lemma.lower() in (
            "drop",
            "abandon",
            "withdraw",
            "reject",
            "meet",
            "move",
            "soften",
            "back",
        ):
            return
        phrase = noun_phrase(doc, owner.index)
        phrase = phrase if owner.dep != "amod" else Phrase(owner.index, owner.index, owner.index + 1)
        holder = self._holder(phrase, token.index)
        if holder is None and doc.tokens[owner.index].upos == "PRON":
            # "North Korea repeated its demand": the one who repeats it.
            holder = self._holder(subject_of(doc, token.head), token.head)
        if holder is None:
            return
        contents = list(self._list(token) if self._listed(token) else self._noun_contents(token.index, rule))
        if contents and all(self._only_party(content.phrase) for content in contents):
            # "commitments to Japan and Korea": without the noun nothing is said.
            last = contents[-1].phrase.last
            contents = [_Content(Phrase(token.index, noun_phrase(doc, token.index).head, last))]
        for content in contents:
            targets = actors_at(doc, self.cast, content.subject) if content.subject else ()
            yield self._position(rule, token.index, holder, phrase, content, targets)

    def _listed(self, noun: Token) -> bool:
        """ "Protesters' demands include ...": the verb behind the noun lists what it holds."""
        verb = self.doc.tokens[noun.head]
        return noun.dep == "nsubj" and verb.lemma.lower() in ("include", "expand", "comprise", "grow", "cover", "range")

    def _list(self, noun: Token) -> Iterator[_Content]:
        """Each thing that stands in such a list, gerunds and clauses among them."""
        doc, verb = self.doc, noun.head
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
        things = split_things(doc, self._bare(clause_of(doc, first.index)))
        if len(things) > 1:
            yield from (_Content(thing) for thing in things)
            return
        heads = [first.index, *(child.index for child in doc.dependents(first.index, "conj"))]
        for head in heads:
            apart = [at for at in doc.children[head] if doc.tokens[at].dep in ("conj", "cc", "punct", "case")]
            yield _Content(self._bare(clause_of(doc, head, apart)))

    def _by_condition(self, token: Token, rule: PositionRule) -> Iterator[Position]:
        """ "We will maintain sanctions until ...": the main clause with its condition is the content."""
        doc, tokens = self.doc, self.doc.tokens
        sentence = doc.sentence_of(token.index)
        will = next(
            (
                at
                for at in range(token.index - 1, sentence.first - 1, -1)
                if tokens[at].text.lower() in rule.modals and tokens[at].upos == "AUX"
            ),
            None,
        )
        finite = next(
            (at for at in range(token.index + 1, min(token.index + 9, sentence.last)) if _is_finite(tokens[at])), None
        )
        if will is None or finite is None or finite - token.index < 2:
            return
        verb = first_verb(doc, will + 1, token.index)
        if verb is None or (token.lemma.lower() == "once" and not negated(doc, verb)):
            return
        quote = self._within(token.index, marked=True)
        holder: str | None
        holder_phrase: Phrase | None
        first, last = sentence.first, sentence.last
        if quote is not None:
            holder, holder_phrase = self._country_of(quote.speaker), None
            piece = piece_of(quote, "words")
            while piece is not None and first < will and tokens[first].start < piece.start:
                first += 1
            while piece is not None and last > finite and tokens[last - 1].end > piece.end:
                last -= 1
        else:
            reported = self._within(token.index, marked=False)
            words = piece_of(reported, "words") if reported else None
            while words is not None and first < will and tokens[first].start < words.start:
                first += 1
            holder_phrase = subject_of(doc, verb)
            if holder_phrase is None or holder_phrase.last > will:
                holder_phrase = next(
                    (noun_phrase(doc, child.index) for child in doc.dependents(verb, "nsubj") if child.index < will),
                    None,
                )
            holder = self._holder(holder_phrase, verb)
            if holder_phrase is not None and first <= holder_phrase.first <= will:
                first = holder_phrase.first
        phrase = trimmed(doc, verb, first, last)
        if holder is None or not self._issue(phrase):
            return
        yield self._position(rule, verb, holder, holder_phrase, _Content(phrase), (), quote)

    def _by_duty(self, token: Token, rule: PositionRule) -> Iterator[Position]:
        """ "Parliament must be recalled", said by somebody who holds positions: the clause is what he demands."""
        doc, verb = self.doc, token.head
        quote = self._within(token.index, marked=False)
        head = doc.tokens[verb]
        subject = next((child for child in doc.dependents(verb, "nsubj") if child.index < token.index), None)
        if quote is None or quote.speaker is None or head.upos not in ("VERB", "ADJ", "NOUN") or subject is None:
            return
        if head.dep.split(":")[0] not in ("root", "ccomp", "conj", "parataxis"):
            return  # "as everything must be manufactured" tells why, and demands nothing.
        if negated(doc, verb) or any(c.lemma.lower() in ("if", "whether") for c in doc.dependents(verb, "mark")):
            return
        if any(child.lemma.lower() == "have" for child in doc.dependents(verb, "aux")):
            return  # "must have known"
        holder = self._party(quote.speaker)
        piece = piece_of(quote, "words")
        if holder is None or piece is None:
            return
        above = doc.tokens[head.head]
        if head.dep == "ccomp" and above.start >= piece.start:
            knowers = [at.index for at in doc.dependents(above.index, "nsubj")]
            if knowers and self._party(self.cast.at(knowers[0])) != holder:
                return  # "He said Kim understood that drills must continue": what another knows is nobody's demand.
        others = [at.index for at in doc.dependents(verb, "conj", "parataxis", "advcl", "ccomp") if at.index > verb]
        phrase = clause_of(doc, verb, others)
        first, last = phrase.first, phrase.last
        while first < verb and doc.tokens[first].start < piece.start:
            first += 1
        while last > verb + 1 and doc.tokens[last - 1].end > piece.end:
            last -= 1
        while first < verb and doc.tokens[first].upos in ("ADV", "CCONJ", "SCONJ", "PUNCT"):
            first += 1
        content = _Content(trimmed(doc, verb, first, last), noun_phrase(doc, subject.index), is_clause=True)
        targets = actors_at(doc, self.cast, content.subject) if content.subject else ()
        yield self._position(
            rule, token.index, holder, None, content, tuple(actor for actor in targets if actor != holder), quote
        )

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
        official = record.sector in _OFFICES or (
            record.type == "person" and bool(record.roles) and record.sector in (None, "GOV")
        )
        return (
            actor
            if record.type in _PARTIES
            or (official and record.type in ("person", "organization"))
            or (record.type == "organization" and record.sector is None)
            else None
        )

    def _country_of(self, speaker: str | None) -> str | None:
        """The state for which a speaker with an office speaks, or the speaker's own organization."""
        record = self.actors.get(speaker) if speaker is not None else None
        if record is None:
            return None
        if record.type in _PARTIES or (record.type == "organization" and record.country is None):
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
        if token.lemma.lower() in ("commit", "dedicate", "determine"):
            return False  # "The United States is committed to ..."
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

    def _addressed(self, verb: int, rule: PositionRule) -> tuple[str, ...]:
        """The party after "called on"."""
        if "object" in rule.contents or "on" not in rule.prepositions:
            return ()
        for child in self.doc.dependents(verb, "obl"):
            if preposition_of(self.doc, child.index) in ("on", "upon") and (
                found := actors_at(self.doc, self.cast, noun_phrase(self.doc, child.index))
            ):
                return found
        return ()

    def _contents(self, verb: int, rule: PositionRule) -> Iterator[_Content]:
        """What the verb governs: what the predicate's roles say, else its clauses, its objects, what follows a preposition."""
        doc = self.doc
        if rule.prepositions and "object" not in rule.contents and "clause" not in rule.contents:
            # "called for", "called on", not "called the outcome regrettable".
            following = [token.lemma.lower() for token in doc.tokens[verb + 1 : verb + 4]]
            if not any(word in rule.prepositions for word in following):
                return
            for child in doc.dependents(verb, "advcl", "xcomp"):
                opener = next((mark for mark in doc.dependents(child.index, "mark")), None)
                if opener is not None and opener.lemma.lower() == "to" and child.index > verb:
                    yield _Content(clause_of(doc, child.index), None, is_clause=True)
                    return
        said = argument_of(doc, verb, "ARG1", "ARG2")
        if said is not None and said.first > verb:
            opener = doc.tokens[said.first]
            lemma = opener.lemma.lower()
            verbal = next((at for at in range(said.first, said.last) if doc.tokens[at].upos in ("VERB", "AUX")), None)
            if lemma in ("whether", "if", "how", "what") or self._is_silence(said, rule):
                return
            governed = doc.tokens[verb + 1].lemma.lower() if verb + 1 < len(doc.tokens) else ""
            preposed = opener.upos == "ADP" or (governed in rule.prepositions and said.first == verb + 2)
            if preposed and not rule.prepositions:
                return
            if preposed and opener.upos == "ADP" and lemma not in rule.prepositions and lemma != "to":
                return
            if lemma == "to" and verbal == said.first + 1:
                party = self._addressee(verb, said)
                parts = self._infinitives(said, verbal)
                whole = Phrase(parts[0].head, party.first, parts[0].last) if party is not None else parts[0]
                yield _Content(whole, party, is_clause=True)
                for part in parts[1:]:
                    yield _Content(part, party, is_clause=True)
                return
            if verbal is not None and self._clausal(said, verbal):
                part = split_clauses(doc, said)[0]
                yield _Content(part, self._opening(part, verbal), is_clause=True)
                return
            if (done := self._to_do(verb, said)) is not None and not preposed:
                yield _Content(done, said, is_clause=True)
                return
            if "object" in rule.contents or preposed:
                bare = self._bare(said)
                if preposed and bare.first == said.first and opener.upos == "ADP":
                    bare = Phrase(max(said.head, said.first + 1), said.first + 1, said.last)
                if bare.last > bare.first and not self._only_party(bare):
                    for part in split_things(doc, bare):
                        yield _Content(part)
                    return
        stranded = self._stranded(verb, rule)
        if stranded is not None:
            yield _Content(stranded)
            return
        clauses = [
            child
            for child in doc.dependents(verb, "ccomp", "xcomp")
            if child.index > verb and self._wanted(child, rule)
        ]
        if clauses:
            yield from self._clause(clauses[0].index)
            return
        if said is not None and said.first > verb and not self._only_party(said):
            return
        things = []
        for child in doc.dependents(verb, "obj", "obl"):
            preposition = preposition_of(doc, child.index)
            direct = child.dep == "obj" and "object" in rule.contents and not preposition
            if (
                child.index > verb
                and (direct or (preposition in rule.prepositions))
                and self.cast.at(child.index) is None
            ):
                things.append(child)
        yield from self._things(things)

    def _to_do(self, verb: int, said: Phrase) -> Phrase | None:
        """ "ordered all broadcasters" "to cease": the party with what it is to do, where the roles give the party alone."""
        doc = self.doc
        if said.last >= doc.sentence_of(verb).last or doc.tokens[said.last].text.lower() != "to":
            return None
        for child in doc.dependents(verb, "xcomp", "ccomp", "advcl"):
            if child.index == said.last + 1 and child.tag == "VB":
                return trimmed(doc, child.index, said.first, max(child.index + 1, doc.subtree(child.index)[1]))
        return None

    def _infinitives(self, said: Phrase, verbal: int) -> list[Phrase]:
        """The things to do that "and" joins, each apart: "to refrain from provocations" "and" "engage in dialogue"."""
        doc, edges = self.doc, [said.first]
        for child in doc.dependents(verbal, "conj"):
            joins = [at.index for at in doc.dependents(child.index, "cc") if at.index < child.index]
            plain = child.tag == "VB" and child.index < said.last and said.first < child.index
            if plain and joins and joins[0] > edges[-1] + 1 and not any(doc.dependents(child.index, "nsubj")):
                edges.append(joins[0])
        parts = []
        for first, last in pairwise([*edges, said.last]):
            while first < last - 1 and doc.tokens[first].dep in ("cc", "punct"):
                first += 1
            parts.append(trimmed(doc, min(max(verbal, first), last - 1), first, last))
        return parts

    def _is_silence(self, said: Phrase, rule: PositionRule) -> bool:
        """Whether it is refused to say something, which is a silence and no position."""
        stems = [
            stem for at in range(said.first, min(said.first + 4, said.last)) for stem in stems_of(self.doc.tokens[at])
        ]
        return rule.stance == "refuse" and any(stem in _SILENT for stem in stems)

    def _clausal(self, said: Phrase, verbal: int) -> bool:
        """Whether the content is a clause with a subject, not a noun with a relative clause behind it."""
        tokens = self.doc.tokens
        if tokens[verbal].dep.startswith("acl") or tokens[verbal].dep == "amod":
            return False
        before = tokens[said.first : verbal]
        if any(token.lemma.lower() in ("which", "who", "that") and token.upos in ("PRON", "SCONJ") for token in before):
            return False
        return any(token.upos in ("NOUN", "PROPN", "PRON") for token in before)

    def _opening(self, part: Phrase, verbal: int) -> Phrase | None:
        """The subject at the clause's start: whoever is to do it."""
        end = min(verbal, part.last)
        if end > part.first and self.doc.tokens[end - 1].lemma.lower() == "to":
            end -= 1
        return Phrase(self.doc.head_of(part.first, end), part.first, end) if end > part.first else None

    def _addressee(self, verb: int, said: Phrase) -> Phrase | None:
        """Whoever stands between the verb and the infinitive: "urged Ukraine to accept"."""
        first = verb + 1
        while first < said.first and self.doc.tokens[first].upos in ("ADP", "ADV"):
            first += 1
        return Phrase(self.doc.head_of(first, said.first), first, said.first) if first < said.first else None

    def _only_party(self, phrase: Phrase) -> bool:
        """Whether the phrase is nothing but the name of a party ("called on Russia")."""
        bare = self._bare(phrase)
        if {token.lemma.lower() for token in self.doc.tokens[bare.first : bare.last]} <= _ALL_SIDES:
            return True
        return bare.last - bare.first <= 6 and self.cast.at(bare.last - 1) is not None and self._issue(bare) is None

    def _stranded(self, verb: int, rule: PositionRule) -> Phrase | None:
        """ "a more gradual approach Pyongyang has insisted on": the thing stands before the clause that tells its party."""
        doc, tokens = self.doc, self.doc.tokens
        after = verb + 1
        if after >= len(tokens) or tokens[after].lemma.lower() not in rule.prepositions:
            return None
        if after + 1 < len(tokens) and tokens[after + 1].upos not in ("PUNCT", "CCONJ"):
            return None
        subject = subject_of(doc, verb)
        if subject is None:
            return None
        at = subject.first - 1
        if at >= 0 and tokens[at].lemma.lower() in ("that", "which"):
            at -= 1
        head = at
        if at < 0 or tokens[head].upos != "NOUN":
            return None
        while (
            at - 1 >= 0
            and tokens[at - 1].sentence == tokens[head].sentence
            and (
                tokens[at - 1].upos in ("ADJ", "NOUN", "PROPN", "ADV", "NUM", "DET")
                or (tokens[at - 1].text == "," and tokens[at - 2].upos == "ADJ")
            )
        ):
            at -= 1
            if tokens[at].upos == "DET":
                break
        return Phrase(head, at, head + 1)

    def _wanted(self, child: Token, rule: PositionRule) -> bool:
        doc = self.doc
        if child.lemma.lower() in _SILENT and rule.stance == "refuse":
            return False
        if child.dep == "xcomp" and child.upos not in ("VERB", "AUX", "ADJ", "NOUN"):
            return False
        if any(mark.lemma.lower() in ("if", "whether") for mark in doc.dependents(child.index, "mark")):
            return False
        return ("clause" if child.dep == "ccomp" else "infinitive") in rule.contents

    def _clause(self, head: int) -> Iterator[_Content]:
        """The clause at *head*; what is joined to it by "and" with a verb of its own stays in it."""
        doc = self.doc
        subject = next(doc.dependents(head, "nsubj"), None)
        phrase = clause_of(doc, head)
        if doc.tokens[phrase.first].text == "that" and phrase.first < head:
            phrase = Phrase(phrase.head, phrase.first + 1, phrase.last)
        yield _Content(phrase, noun_phrase(doc, subject.index) if subject else None, is_clause=True)

    def _things(self, things: Sequence[Token]) -> Iterator[_Content]:
        """Each thing and each that is joined to it: "a lifting of sanctions, an end to the war and guarantees"."""
        doc = self.doc
        for thing in things[:1]:
            heads = [thing.index, *(child.index for child in doc.dependents(thing.index, "conj"))]
            for head in heads:
                apart = [
                    child
                    for child in doc.children[head]
                    if doc.tokens[child].dep in ("conj", "cc", "punct", "case", "appos", "parataxis")
                ]
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
        for child in doc.tokens[verb + 1 : min(verb + 7, doc.sentence_of(verb).last)]:
            if child.lemma.lower() not in rule.objects or child.upos != "NOUN":
                continue
            between = " ".join(
                token.text.lower()
                for token in doc.tokens[verb + 1 : child.index]
                if token.upos in ("ADP", "ADV", "SCONJ")
            )
            if between and between not in rule.prepositions:
                continue
            found = list(self._noun_contents(child.index, rule))
            yield from found
            if not found:
                yield _Content(self._bare(noun_phrase(doc, child.index)))

    def _noun_contents(self, noun: int, rule: PositionRule) -> Iterator[_Content]:
        """What a noun of demanding demands: its clause, or what follows "for"."""
        doc = self.doc
        said = next(
            (
                said
                for role in ("ARG1", "ARG2")
                if (said := argument_of(doc, noun, role)) is not None and said.first > noun
            ),
            None,
        )
        if said is not None and doc.tokens[said.first].text == "that" and said.last - said.first > 2:
            said = Phrase(said.head if said.head > said.first else said.first + 1, said.first + 1, said.last)
        if said is not None:
            verbal = first_verb(doc, said.first, said.last)
            if verbal is not None and (self._clausal(said, verbal) or verbal == said.first + 1):
                part = split_clauses(doc, said)[0]
                yield _Content(part, self._opening(part, verbal) if verbal > part.first + 1 else None, is_clause=True)
            elif rule.stance in ("support", "oppose", "offer"):
                yield _Content(self._bare(said))  # "commitment to the defense of its allies, Korea and Japan" is one.
            else:
                for part in split_things(doc, self._bare(said)):
                    yield _Content(part)
            return
        for child in doc.dependents(noun, "acl", "ccomp", "nmod", "advcl"):
            if child.index < noun:
                continue
            if child.dep.startswith("nmod"):
                if preposition_of(doc, child.index) in ("for", "on", *rule.prepositions):
                    yield from self._things([child])
                    return
            elif (
                child.dep != "acl:relcl"
                or any(mark.lemma.lower() == "that" for mark in doc.dependents(child.index, "mark"))
                # "its demand that Ukraine disarm" is read as a relative clause now and then; its "that" is none.
                or (doc.tokens[noun + 1].text == "that" and doc.tokens[noun + 1].tag == "IN")
            ):
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
            if start <= at < end and (quote.form != "indirect" or not marked):
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


def _is_finite(token: Token) -> bool:
    return token.upos == "AUX" or token.tag in ("VBD", "VBZ", "VBP", "MD")
