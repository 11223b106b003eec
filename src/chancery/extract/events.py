"""Events: who did what to whom, when and where, and whether it happened.

A rule of the codebook (``rules/en/events.toml``) names the words; the tree says who and whom; the clause says whether it
happened, is going on, is planned, alleged or denied. What cannot be settled is left out: an event that nobody is known to have
had a part in (but for deeds of force and protests whose day or place is told), one that was not, one that is only wished for.
Mentions of one event in a story become one record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chancery.extract.actors import Cast
from chancery.extract.clauses import (
    RELATIVE,
    ancestors,
    evidence_of,
    modal_of,
    negated,
    preposition_of,
    subject_of,
    when_of,
)
from chancery.language.document import Doc, Place, Predicate, Time, Token
from chancery.records import Actor, Doubt, Event, Evidence, Quote, Status, Where, identified
from chancery.rules.events import EventRule, EventRules
from chancery.rules.load import Rules

_OFFICE = frozenset({"GOV", "MIL", "IGO", "LEG", "JUD", "REB", "OPP", "SPY", "COP", "PTY", "UAF", "NGO", "ELI"})
_WEAPONS = frozenset(
    "missile missiles rocket rockets nuclear ballistic icbm icbms satellite warhead torpedo drone drones weapon weapons military naval "
    "army troop troops artillery live-fire".split()
)
_ARSENAL = _WEAPONS | {"arsenal", "stockpile", "arms", "gun", "rifle", "mine", "centrifuge"}
_FORCE = frozenset({"MIL", "REB", "COP", "UAF", "SPY", "GOV", "LEG", "JUD", "IGO"})
_ARMS = frozenset({"MIL", "REB", "COP", "UAF"})
_ACTING = frozenset({"person", "state", "government", "organization", "igo", "armed_group", "people"})
_COMMON_DEPS = ("nmod:poss", "compound", "amod", "nmod", "flat", "appos")
_PLURAL = frozenset({"they", "their", "them", "theirs", "both", "side", "sides", "leaders", "leader", "two"})
_VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
_FIRM = ("happened", "ongoing")
_SITES = frozenset(
    "city capital town village ministry palace airport base office hotel headquarters resort province region embassy island port "
    "border parliament building area district house house residence villa camp center centre north south east west state suburb".split()
)
_NAMED = frozenset(
    "city town village state province district region port capital suburb island county governorate".split()
)
_SEQUEL = frozenset(
    {"later", "then", "afterwards", "afterward", "subsequently", "earlier", "previously", "before", "ago", "ever"}
)
_CROWDS = ("protester", "demonstrator", "rioter", "settler", "marcher", "protestor")
_AGAINST = frozenset(
    "condemnation criticism audit investigation probe removal sanction ban punishment invasion war attack arrest trial impeachment defeat "
    "isolation expulsion rejection opposition boycott".split()
)
_UNMAKE = frozenset({"blow", "destroy", "demolish", "detonate", "dismantle", "explode", "collapse"})
_SILENT = frozenset(
    "comment say answer elaborate discuss respond speculate confirm speak talk describe name identify specify disclose reveal detail "
    "characterize characterise explain predict reply".split()
)
_BODIES = ("council", "cabinet", "assembly", "parliament", "committee", "commission", "senate", "politburo")
_TROOPS = frozenset(
    {
        "troop",
        "soldier",
        "force",
        "army",
        "unit",
        "fighter",
        "marine",
        "contingent",
        "military",
        "navy",
        "warship",
        "jet",
    }
)
_BLOWS = frozenset({"kill", "injure", "wound", "hit", "strike", "destroy", "damage", "leave", "claim"})
_DAYS = frozenset({"day", "night", "evening", "weekend", "week", "month", "year", "time", "anniversary", "date"})
_SPEECH = frozenset(
    "say tell add report write announce state note think know see show reveal confirm reiterate".split()
)


@dataclass(frozen=True)
class _Party:
    """An actor at a token."""

    actor: str
    token: int


@dataclass(frozen=True)
class _Mention:
    """One place in the story that says an event."""

    rule: EventRule
    token: int
    what: tuple[int, int]
    status: Status
    who: tuple[_Party, ...]
    whom: tuple[_Party, ...]
    time: Time | None
    place: Place | None
    reach: tuple[int, ...]
    noun: bool
    definite: bool = False
    confidence: float = 0.7
    lands: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(party.actor for party in (*self.who, *self.whom))


def find_events(doc: Doc, cast: Cast, quotes: Iterable[Quote | Doubt], rules: Rules) -> Iterator[Event | Doubt]:
    """Yield each event that the story tells, in text order.

    Forms that it reads:

        Biegun met Kim in Pyongyang on Monday.       met by Kim; Kim, who met Biegun; talks between Biegun and Kim
        Biegun held talks with Kim.                  launched an attack on; imposed sanctions on
        Biegun agreed to meet Kim.                   AGREE, Kim as whom
        the Feb. 27-28 summit                        planned, when the day lies ahead
        reports that the two sides met               alleged; denied under "deny"; nothing under "did not meet"

    Words between quotation marks tell no events: they are the speaker's, and are found as quotes.
    """
    finder = _Finder(doc, cast, [quote for quote in quotes if isinstance(quote, Quote)], rules.events)
    for mention in merged(finder.numbered(list(finder.mentions())), doc):
        event = finder.event(mention)
        if event is not None:
            yield event


class _Finder:
    def __init__(self, doc: Doc, cast: Cast, quotes: Sequence[Quote], rules: EventRules) -> None:
        self.doc, self.cast, self.quotes, self.rules = doc, cast, quotes, rules
        self.consumed: set[int] = set()
        self.published = (doc.story.published or "")[:10]
        self.quoted = [
            (piece.start, piece.end)
            for quote in self.quotes
            if quote.form in ("direct", "mixed")
            for piece in quote.evidence
            if piece.field == "words"
        ]
        self.present = self._tells_in_present()
        self.days = self._at_tokens(doc.times)
        self.spots = self._at_tokens(doc.places)
        self.predicates: dict[int, list[Predicate]] = {}
        for predicate in doc.predicates:
            self.predicates.setdefault(doc.tokens[predicate.token].sentence, []).append(predicate)
        self.starts: dict[int, int] = {}  # Where "since" stands before a time, by the time's number.
        self.dated = self._owned()

    # ---- 1. mentions

    def mentions(self) -> Iterator[_Mention]:
        """Every place that says an event, verbs before the nouns that they take up."""
        found = []
        for token in self.doc.tokens:
            if token.upos == "VERB" and token.dep not in ("amod", "compound") and not self._is_quoted(token):
                if mention := self._verb(token):
                    found.append(mention)
        for token in self.doc.tokens:
            if token.upos in ("NOUN", "PROPN") and token.index not in self.consumed and not self._is_quoted(token):
                if token.text == "March" and self._is_month(token):
                    continue
                if token.dep not in ("compound", "flat") and (mention := self._noun(token)):
                    found.append(mention)
        found.sort(key=lambda mention: mention.token)
        for mention in self._claimed(found):
            if mention.rule.what == "CONSULT":
                people = frozenset(actor for actor in mention.parties if self.cast.record(actor).type == "person")
                yield replace(mention, lands=self._lands(mention), people=people)
            else:
                yield mention

    def _lands(self, mention: _Mention) -> frozenset[str]:
        """The countries of those who take part."""
        return frozenset(land for actor in mention.parties if (land := self.cast.record(actor).country))

    def _claimed(self, mentions: Sequence[_Mention]) -> list[_Mention]:
        """ "The Taliban claimed responsibility": the attack that is told last before it, where nobody is told to have done that."""
        out, doc = list(mentions), self.doc
        for token in doc.tokens:
            if token.lemma.lower() not in ("responsibility", "credit") or token.dep != "obj":
                continue
            verb = doc.tokens[token.head]
            if verb.lemma.lower() not in ("claim", "take", "assume") or self.status(verb.index, None) not in (
                "happened",
                "ongoing",
            ):
                continue
            who = tuple(party for party in self._subject(verb) if self._bears(party.actor, _FORCE))
            place = next(
                (n for n in range(len(out) - 1, -1, -1) if out[n].rule.what == "ASSAULT" and out[n].token < verb.index),
                None,
            )
            if place is None or not who or out[place].who:
                continue
            told = doc.sentence_of(out[place].token)
            if told.index <= 4 or verb.sentence - told.index <= 6:
                out[place] = replace(out[place], who=who)
        return out

    def _is_month(self, token: Token) -> bool:
        return token.index in self.days or not any(
            child.index < token.index for child in self.doc.dependents(token.index, "det", "amod", "compound", "nmod")
        )

    def _tells_in_present(self) -> bool:
        """Whether the body tells what happened in the present tense, as briefs and chronologies do: "Iran frees a student"."""
        present = past = 0
        for sentence in self.doc.sentences:
            if sentence.part != "body":
                continue
            for token in self.doc.tokens[sentence.first : sentence.last]:
                if token.upos != "VERB" or token.dep not in ("root", "ccomp", "conj") or self._is_quoted(token):
                    continue
                helpers = {child.tag for child in self.doc.dependents(token.index, "aux", "aux:pass", "cop")}
                if token.tag == "VBD" or "VBD" in helpers:
                    past += 1
                elif (token.tag in ("VBZ", "VBP") and token.lemma.lower() not in ("have", "say")) or (
                    token.tag == "VBN" and helpers & {"VBZ", "VBP"}
                ):
                    present += 1
        return present > past

    def numbered(self, mentions: list[_Mention]) -> list[_Mention]:
        """Those of one series share their parties: before "a second summit" of Trump and Kim, "a first meeting" was theirs."""

        def ordinal(mention: _Mention) -> bool:
            return mention.noun and bool(self._before(self.doc.tokens[mention.token])[0] & {"first", "second", "third"})

        known = next((m for m in mentions if ordinal(m) and m.rule.what == "CONSULT" and len(m.parties) == 2), None)
        if known is None:
            return mentions
        return [
            replace(m, who=known.who, whom=known.whom) if m.rule == known.rule and not m.parties and ordinal(m) else m
            for m in mentions
        ]

    def _is_quoted(self, token: Token) -> bool:
        return any(start <= token.start < end for start, end in self.quoted)

    def _verb(self, token: Token) -> _Mention | None:
        doc = self.doc
        particle = next(
            (child.lemma.lower() for child in doc.dependents(token.index, "compound") if child.dep == "compound:prt"),
            "",
        )
        after = doc.tokens[token.index + 1].text.lower() if token.index + 1 < len(doc.tokens) else ""
        if not particle and any(f"{lemma} {after}" in self.rules.by_verb for lemma in forms(token)):
            particle = after  # "called on China to", "stepped down", "voted against"
        objects = [child for child in doc.dependents(token.index, "obj", "nsubj") if child.dep in ("obj", "nsubj:pass")]
        if token.dep == "acl:relcl":
            # "a plan which they rejected", "those who were arrested": what the pronoun stands for.
            stands = doc.tokens[token.head]
            objects = [stands if c.lemma.lower() in RELATIVE and c.upos in ("PRON", "DET") else c for c in objects]
        if any(c.dep == "nsubj" and c.index < token.index for c in doc.dependents(token.index)):
            # "Ukraine accused Russia": a second subject behind the verb is what it is done to.
            objects += [c for c in doc.dependents(token.index, "nsubj") if c.index > token.index and c.dep == "nsubj"]
        if token.dep == "acl" and token.tag == "VBN":
            objects.append(doc.tokens[token.head])
        objects += [
            doc.tokens[at] for child in objects for at in doc.children[child.index] if doc.tokens[at].dep == "conj"
        ]
        lemmas = {child.lemma.lower() for child in objects} | {child.text.lower() for child in objects}
        for child in doc.dependents(token.index, "obl"):
            lemmas.add(f"{preposition_of(doc, child.index)} {child.lemma.lower()}")  # "to list", "into custody"
        subjects = (child for child in doc.dependents(token.index, "nsubj") if child.dep == "nsubj")
        lemmas.update(f"by {child.lemma.lower()}" for child in subjects)  # "a bomb exploded"
        names = [child for child in doc.dependents(token.index, "xcomp") if child.upos in ("ADJ", "NOUN")]
        if len(names) > 1 and not objects and names[0].upos == "NOUN":
            objects = names[:1]
        for child in names:
            if child not in objects:
                lemmas.add(f"as {child.lemma.lower()}")  # "called the vote illegal"
        predicate = doc.predicate_at.get(token.index)
        roleset = predicate.roleset if predicate and not particle else None
        if (
            token.lemma.lower() == "ask"
            and token.tag == "VBN"
            and not any(doc.dependents(token.index, "aux", "nsubj:pass"))
        ):
            return None  # "Asked whether there would be a summit, Trump ...": a reporter asks.
        fitting = (self.rules.of_verb(lemma, particle, roleset, lemmas) for lemma in forms(token))
        for rule in next(filter(None, fitting), ()):
            if mention := self._by_rule(rule, token, particle, objects):
                return mention
        return None

    def _by_rule(self, rule: EventRule, token: Token, particle: str, objects: Sequence[Token]) -> _Mention | None:
        """The mention that the verb at *token* is by *rule*, where the clause and its parties allow it."""
        doc = self.doc
        status = self.status(token.index, rule)
        if status is None:
            if rule.objects:
                self.consumed.update(child.index for child in objects)
            return None
        who = self._subject(token)
        if "crowd" in rule and not self._has_crowd(token, who):
            return None
        if "troops" in rule and not any(
            doc.tokens[party.token].lemma.lower() in _TROOPS or self.cast.record(party.actor).sector in _ARMS
            for party in who
        ):
            return None
        if not who and rule.what == "PROTEST":
            who = self._marchers(token)
        whom = self._whom(token, rule, objects)
        whom = tuple(party for party in whom if party.actor not in {other.actor for other in who})
        if "complement" in rule and self._speech_only(token, rule):
            return None
        if rule.what == "REQUEST" and token.lemma.lower() == "call" and not particle:
            if objects and not any(child.tag == "VB" for child in doc.dependents(token.index, "xcomp", "advcl")):
                return None  # "called the remarks ignorant"
        if rule.what == "PROTEST" and not rule.objects and token.lemma.lower() in ("rally", "march") and objects:
            return None  # "rallies the Ukrainian people"
        if rule.what == "PROTEST" and token.lemma.lower() == "demonstrate":
            subjects = [child for child in doc.dependents(token.index, "nsubj") if child.lemma.lower() not in RELATIVE]
            if (
                objects
                or (token.dep == "acl:relcl" and subjects)
                or (token.tag == "VBN" and not any(doc.dependents(token.index, "nsubj")))
            ):
                return None  # "the leadership that it has demonstrated", "as demonstrated by"
        if rule.what == "PROTEST" and any(self._is_campaign(child, who, whom) for child in objects):
            self.consumed.update(child.index for child in objects)
            return None
        place = self._place(token.index, rule)
        time = self._time(token.index)
        if "clause_whom" in rule and not whom:
            whom = self._clause_parties(token, {party.actor for party in who})
        if "armed" in rule and not any(
            child.lemma.lower() in _ARSENAL or self._is_armed(child)
            for child in (*objects, *doc.dependents(token.index, "obl"))
        ):
            return None
        if rule.what == "ASSAULT" and not who and self._is_of_nature(token):
            return None
        nobody = (
            "anonymous" in rule
            and not who
            and not whom
            and (
                self._strikes_people(objects, place, time)
                or ("weapon" in rule and (place is not None or time is not None))
            )
        )
        if not nobody and (
            not self._enough(rule, who, whom, place, objects) or not self._is_political(rule, who, whom)
        ):
            return None
        if "needs_clause" in rule and not whom and not self._has_clause(token):
            return None
        if rule.objects:
            self.consumed.update(child.index for child in objects)
        if rule.what == "ASSAULT" and not who and not rule.objects:
            # "the rebels' attack killed nine": the attack is no second event, and its doers did it.
            for child in doc.dependents(token.index, "nsubj"):
                noun_rule = self.rules.of_noun(child.lemma.lower()) if child.dep == "nsubj" else None
                if noun_rule is not None and noun_rule.what == rule.what:
                    self.consumed.add(child.index)
                    who = self._noun_parties(child, noun_rule)[0] or self._agent_of(child)
                    whom = tuple(party for party in whom if party.actor not in {other.actor for other in who})
                    time, place = time or self._time(child.index), place or self._place(child.index, noun_rule)
        if ("own" in rule or rule.what == "ASSAULT") and ("own" in rule) != self._is_own(token, objects, who):
            return None
        status = self._dated(status, time)
        if status is None:
            return None
        what = self._what(token, particle, rule, objects)
        reach = [child.index for child in objects]
        reach += [
            child.index
            for child in doc.dependents(token.index, "xcomp", "ccomp", "obl")
            if child.index - token.index < 25
        ]
        return _Mention(rule, token.index, what, status, who, whom, time, place, tuple(reach), False, True,
                        self._confidence(rule, token, who, whom, time))  # fmt: skip

    def _what(self, token: Token, particle: str, rule: EventRule, objects: Sequence[Token]) -> tuple[int, int]:
        first, last = token.index, token.index + 1
        if particle and self.doc.tokens[token.index + 1].text.lower() == particle:
            last = token.index + 2
        elif particle:
            last = max(
                last, *(c.index + 1 for c in self.doc.dependents(token.index, "compound") if c.index - token.index <= 2)
            )
        if rule.objects:
            for child in objects:
                if {child.lemma.lower(), child.text.lower()} & rule.objects and abs(child.index - token.index) <= 6:
                    first, last = min(first, child.index), max(last, child.index + 1)
        return first, last

    def _is_own(self, verb: Token, objects: Sequence[Token], who: Sequence[_Party]) -> bool:
        """Whether the thing that it is done to is the doer's own: "blew up its test site"; people are nobody's thing."""
        doc, doers = self.doc, {party.actor for party in who}
        for site in doc.dependents(verb.index, "obl"):
            words = {child.text.lower() for child in doc.dependents(site.index, "amod", "nmod")}
            if doers and ("own" in words or (words & {"its", "their"} and verb.lemma.lower() in _UNMAKE)):
                return True
        for thing in objects:
            if self.rules.word("people", thing.lemma.lower()) or self.rules.word("followers", thing.lemma.lower()):
                continue
            holders = [thing, *(child for child in doc.dependents(thing.index, "nmod") if child.dep == "nmod")]
            for child in (child for holder in holders for child in doc.dependents(holder.index, "nmod", "amod")):
                its = child.dep == "nmod:poss" and child.text.lower() in ("its", "their")
                if its or child.text.lower() == "own" or self.cast.at(child.index) in doers:
                    return bool(doers)
        return False

    def _is_of_nature(self, token: Token) -> bool:
        """Whether a storm, a disease or an accident does it: that is nobody's deed."""
        doc = self.doc
        subject = subject_of(doc, token.index)
        causes = [child.index for child in doc.dependents(token.index, "obl", "nsubj")]
        if subject is not None:
            causes += range(subject.first, min(subject.last, subject.first + 8))
        return any(self.rules.word("nature", doc.tokens[at].lemma.lower()) for at in causes)

    def _speech_only(self, token: Token, rule: EventRule) -> bool:
        """ "declined to comment", "refused to say": a silence, no event. "vowed to return": a clause is needed."""
        if any(child.lemma.lower() == "anonymity" for child in self.doc.dependents(token.index, "obl", "obj")):
            return True
        for child in self.doc.dependents(token.index, "xcomp", "ccomp"):
            if child.lemma.lower() in _SILENT:
                return rule.what == "REJECT"
        return False

    # ---- 2. nouns

    def _noun(self, token: Token) -> _Mention | None:
        doc = self.doc
        lemma = token.lemma.lower()
        rule = self.rules.of_noun(lemma) or self.rules.of_noun(token.text.lower())
        if rule is None:
            return None
        if lemma == "call" and not self._is_conversation(token):
            return None
        governor, status = self._governor(token, rule)
        if status is None:
            return None
        who, whom = self._noun_parties(token, rule)
        if not who and "mutual" not in rule:
            who = self._agent_of(token)
        if governor is not None and token.dep in ("obj", "nsubj:pass", "obl"):
            taken = {party.actor for party in (*who, *whom)}
            subject = tuple(party for party in self._subject(doc.tokens[governor]) if party.actor not in taken)
            whom = (*who, *whom) if "mutual" in rule else whom
            who = subject if "mutual" in rule else (who or subject)
            if governor is not None and "mutual" in rule:
                seen = {party.actor for party in (*who, *whom)}
                whom += tuple(p for p in self._obliques(governor, frozenset({"with"})) if p.actor not in seen)
            predicate = self.doc.predicate_at.get(governor)
            if "mutual" in rule and predicate is not None and len({p.actor for p in (*who, *whom)}) == 1:
                seen = {party.actor for party in (*who, *whom)}
                whom += tuple(p for p in self._by_roles(predicate, rule) if p.actor not in seen)
            if "mutual" in rule and not who:
                who, whom = whom[:1], whom[1:]
        time = self._time(token.index) or (self._time(governor) if governor is not None else None)
        place = self._place(token.index, rule) or (self._place(governor, rule) if governor is not None else None)
        if rule.what == "PROTEST" and self._is_campaign(token, who, whom):
            return None
        if place is None:
            # "the attack that struck an airport in Abha"
            for clause in doc.dependents(token.index, "acl"):
                if clause.upos == "VERB" and any(
                    self.rules.word("phases", form) for form in (*forms(clause), clause.lemma)
                ):
                    place = place or self._place(clause.index, rule)
        if "armed" in rule and not self._is_armed(token):
            return None
        if not who and rule.what == "PROTEST":
            who = self._marchers(token)
        if "mutual" in rule and not who and not whom and token.dep == "obl":
            who, whom = self._speakers_in(token)
        if "mutual" in rule and not who and not whom and self._shared(token):
            who, whom = self._shared_parties(token)
        if status == "?":
            status = self._undated(token, time, rule) or self._told_of(token, rule, who, whom)
            if status is None:
                return None
        firm = self._dated(status, time)
        if firm is None:
            return None
        if (rule.needs == "both" and not (who and whom)) or (rule.needs == "who" and not who):
            return None
        if rule.needs == "force" and not self._has_force(who, whom):
            if token.lemma.lower() == "assassination" and any(
                self.cast.record(party.actor).type == "person" for party in whom
            ):
                pass
            elif who or whom or not self._strikes(token, rule, governor, place, time):
                return None
        if (who or whom) and not self._is_political(rule, who, whom):
            return None
        definite = any(
            c.lemma.lower() in ("the", "this", "that", "these", "those") for c in doc.dependents(token.index, "det")
        ) or any(c.dep == "nmod:poss" for c in doc.dependents(token.index))
        return _Mention(rule, token.index, (token.index, token.index + 1), firm, who, whom, time, place,
                        (governor,) if governor is not None else (), True, definite,
                        self._confidence(rule, token, who, whom, time) - (0.1 if governor is None else 0.0))  # fmt: skip

    def _is_conversation(self, token: Token) -> bool:
        """ "a telephone call", "a call between Biden and Xi", "his call to King Salman"; not "a call for peace"."""
        for child in self.doc.dependents(token.index):
            if child.lemma.lower() in ("phone", "telephone", "video", "conference", "trilateral", "bilateral"):
                return True
            if child.dep == "nmod" and preposition_of(self.doc, child.index) in ("between", "with", "to"):
                actor = self.cast.at(child.index)
                if actor is not None and self.cast.record(actor).type == "person":
                    return True
        return False

    def _governor(self, token: Token, rule: EventRule) -> tuple[int | None, str | None]:
        """The light or phase verb that the noun hangs on, and the status that it gives; ``?`` when the day must tell."""
        doc = self.doc
        head = doc.tokens[token.head] if token.head != token.index else None
        lemma = head.lemma.lower() if head else ""
        if head and head.upos == "VERB":
            particle = next(
                (c.lemma.lower() for c in doc.dependents(head.index, "compound") if c.dep == "compound:prt"), ""
            )
            phrases = [f"{form} {particle}" if particle else form for form in forms(head)]
            if token.dep in ("obj", "nsubj:pass") and any(self.rules.word("cancels", phrase) for phrase in phrases):
                return head.index, "called_off" if self.status(head.index, rule) in (*_FIRM, "planned") else None
            light = token.dep in ("obj", "nsubj:pass") and any(self.rules.word("light", phrase) for phrase in phrases)
            if token.dep == "obl" and preposition_of(doc, token.index) in ("in", "at"):
                part = any(c.lemma.lower() == "part" for c in doc.dependents(head.index, "obj"))
                if lemma == "participate" or (lemma == "take" and part):
                    return head.index, self.status(head.index, rule)
            phase = token.dep == "nsubj" and any(self.rules.word("phases", form) for form in forms(head))
            if light or phase:
                if (
                    lemma == "have"
                    and not any(c.dep == "obl" for c in doc.dependents(head.index))
                    and not self._noun_parties(token, rule)[1]
                ):
                    return head.index, self.status(head.index, rule)
                planned = (
                    lemma in ("plan", "schedule", "arrange", "set", "announce", "prepare") and rule.what != "SUPPORT"
                )
                if planned and light:
                    return head.index, "planned" if self.status(head.index, rule) in _FIRM else None
                return head.index, self.status(head.index, rule)
        if "bare" not in rule:
            return None, None
        if "armed" in rule and head is not None and head.upos == "VERB" and token.dep in ("obj", "nsubj", "nsubj:pass"):
            above = self.status(head.index, rule)
            return None, "happened" if above in _FIRM else "?"
        if any(c.lemma.lower() in ("no", "any", "every", "such") for c in doc.dependents(token.index, "det")):
            return None, None
        return None, "?"

    def _undated(self, token: Token, time: Time | None, rule: EventRule | None = None) -> Status | None:
        """The status of a noun that no verb carries: by its day, its adjective, its preposition, its clause."""
        doc = self.doc
        if time is not None and time.earliest and time.latest and self.published:
            if time.latest[:10] < self.published:
                return "happened"
            if time.earliest[:10] > self.published:
                return "planned"
        before, preposition = self._before(token)
        modifiers = {c.lemma.lower() for c in doc.dependents(token.index, "amod", "compound", "nummod")} | before
        if any(self.rules.word("upcoming", word) for word in modifiers):
            return None if modifiers & {"possible", "potential", "further"} else "planned"
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
        if any(self.rules.word("bygone", word) for word in modifiers):
            return "happened"
        for clause in doc.dependents(token.index, "acl"):
            past = clause.tag == "VBD" if clause.dep == "acl:relcl" else clause.tag == "VBN"
            known = any(self.rules.word(table, form) for table in ("phases", "light") for form in forms(clause))
            if past and known and not negated(doc, clause.index) and modal_of(doc, clause.index) is None:
                if not any(self.rules.word("plans", form) for form in forms(clause)):
                    return "happened"  # "an attack that killed nine", "talks held in Oslo"
        verb = next((at for at in ancestors(doc, token.index) if doc.tokens[at].upos in ("VERB", "ADJ", "AUX")), None)
        if preposition in ("during", "at", "in") and verb is not None and token.dep == "obl":
            status = self.status(verb, None)
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
        if second and verb is not None and self.status(verb, None) != "happened":
            return "planned"
        if second and preposition == "for":
            return "planned"
        return None

    def _told_of(self, token: Token, rule: EventRule, who: Sequence[_Party], whom: Sequence[_Party]) -> Status | None:
        """ "condemned Russia's war against Ukraine": a deed of force with both its parties, or one under a verb that takes it
        for done, is told of as done.
        """
        doc = self.doc
        if rule.what not in ("ASSAULT", "COERCE", "MOBILIZE", "SUPPORT") or not (who or whom):
            return None
        both = bool(who and whom)
        if rule.what == "SUPPORT":
            verb = next((at for at in ancestors(doc, token.index, 4) if doc.tokens[at].upos in ("VERB", "AUX")), None)
            wished = (
                verb is not None
                and any(
                    self.rules.word(table, form) for table in ("wishes", "plans") for form in forms(doc.tokens[verb])
                )
                and doc.tokens[verb].lemma.lower() != "discuss"
            )
            unsure = verb is not None and (negated(doc, verb) or modal_of(doc, verb) is not None)
            return "happened" if both and not wished and not unsure else None
        if rule.what == "MOBILIZE" and not who:
            return None
        if not both and not self._has_force(who, whom):
            return None
        for at in ancestors(doc, token.index, 4):
            if doc.tokens[at].upos in ("VERB", "AUX"):
                lemma = doc.tokens[at].lemma.lower()
                unreal = (
                    modal_of(doc, at) is not None
                    or self.rules.word("plans", lemma)
                    or lemma in ("prevent", "avoid", "fear")
                )
                if unreal or negated(doc, at):
                    return None
                factive = any(self.rules.word("factives", form) for form in forms(doc.tokens[at]))
                return "happened" if factive or (both and rule.what != "MOBILIZE") else None
        return "happened" if both and rule.what != "MOBILIZE" else None

    def _agent_of(self, token: Token) -> tuple[_Party, ...]:
        """ "an attack carried out by Chile"; "Chile's seizure of the ship and arrest of its crew": who does the second."""
        doc = self.doc
        for verb in doc.dependents(token.index, "acl"):
            if verb.dep == "acl" and verb.tag == "VBN":
                for child in doc.dependents(verb.index, "obl"):
                    if preposition_of(doc, child.index) == "by" and (found := self._parties(child.index)):
                        return tuple(found)
        if token.dep == "conj" and not any(doc.dependents(token.index, "det")):
            shared = doc.dependents(token.head, "nmod")
            owners = [c for c in shared if c.dep == "nmod:poss" and c.index < token.head]
            if owners and not any(c.dep == "nmod:poss" for c in doc.dependents(token.index, "nmod")):
                return tuple(self._parties(owners[0].index))
        return ()

    def _strikes(
        self, token: Token, rule: EventRule, governor: int | None, place: Place | None, time: Time | None
    ) -> bool:
        """Whether an attack of nobody known is told with its place and day, or with those that it struck and one of the two."""
        doc = self.doc
        if "anonymous" not in rule or (place is None and time is None) or token.lemma.lower() in ("strike", "fighting"):
            return False
        if any(
            self.rules.word("nature", c.lemma.lower()) for c in doc.dependents(token.index, "compound", "amod", "nmod")
        ):
            return False
        if place is not None and time is not None:
            return True
        verbs = [governor] if governor is not None else []
        verbs += [c.index for c in doc.dependents(token.index, "acl") if c.dep == "acl:relcl"]
        return any(form in _BLOWS for verb in verbs for form in forms(doc.tokens[verb]))

    def _noun_parties(self, token: Token, rule: EventRule) -> tuple[tuple[_Party, ...], tuple[_Party, ...]]:
        """Whose it is, and with or on whom: "X's attack on Y", "the Trump-Kim summit", "talks between X and Y"."""
        doc = self.doc
        who: list[_Party] = []
        whom: list[_Party] = []
        first = min(
            [
                token.index,
                *(c.index for c in doc.dependents(token.index, "nmod", "compound", "amod") if c.index < token.index),
            ]
        )
        for child in doc.dependents(token.index):
            if child.index in self.days or (child.dep.split(":")[0] not in ("nmod", "compound", "amod")):
                continue
            before = child.index < token.index
            if before and child.dep != "nmod:poss" and self._is_city(child.index):
                continue
            if before:
                start, _ = doc.subtree(child.index)
                who += (
                    self._parties_in(min(start, first), token.index) if "mutual" in rule else self._parties(child.index)
                )
                continue
            case = preposition_of(doc, child.index)
            parties = self._parties(child.index)
            if "mutual" in rule and (case in rule.prepositions or (case == "to" and token.lemma.lower() == "call")):
                (
                    whom
                    if who and case in ("with", "to")
                    else who
                    if case in ("between", "of", "by", "among")
                    else whom
                ).extend(parties)
            elif case in rule.after_who:
                who += parties
            elif case in rule.after_whom:
                whom += parties
        if "mutual" in rule and not who:
            who, whom = whom[:1], whom[1:]
        who = self._distinct(who)
        return tuple(who), tuple(p for p in self._distinct(whom) if p.actor not in {x.actor for x in who})

    def _before(self, token: Token) -> tuple[frozenset[str], str]:
        """The words of the noun's phrase that stand before it, and the preposition before them; read off the line."""
        doc, sentence, at, words = self.doc, self.doc.sentence_of(token.index), token.index - 1, set()
        while at >= sentence.first and (
            doc.tokens[at].upos in ("ADJ", "DET", "NUM", "PROPN", "NOUN", "PART") or doc.tokens[at].text == "-"
        ):
            words.add(doc.tokens[at].text.lower())
            at -= 1
        if at < sentence.first or doc.tokens[at].upos not in ("ADP", "SCONJ"):
            return frozenset(words), ""
        if (
            at > sentence.first
            and doc.tokens[at].text.lower() == "of"
            and doc.tokens[at - 1].text.lower() in ("ahead", "because", "instead")
        ):
            return frozenset(words), f"{doc.tokens[at - 1].text.lower()} of"
        return frozenset(words), doc.tokens[at].text.lower()

    def _behind(self, index: int) -> Iterator[int]:
        """The tokens of the phrases "in ...", "with ...", "on ..." that follow a noun without a break."""
        doc, sentence = self.doc, self.doc.sentence_of(index)
        for at in range(index + 1, sentence.last):
            token = doc.tokens[at]
            if token.upos == "ADP" and token.text.lower() in ("in", "on", "at", "with", "from", "between", "of"):
                continue
            if (
                at in self.days
                or at in self.spots
                or token.text in (",", "-", "and")
                or (
                    token.upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART")
                    and not self.rules.of_noun(token.lemma.lower())
                )
            ):
                yield at
            else:
                return

    def _is_city(self, index: int) -> bool:
        number = self.spots.get(index)
        return number is not None and self.doc.places[number].precision == "city"

    def _speakers_in(self, token: Token) -> tuple[tuple[_Party, ...], tuple[_Party, ...]]:
        """ "In a call on Monday, Ruiz urged Lee to ...": Ruiz and Lee, where both are persons of office or more than one speaks."""
        verb = self.doc.tokens[token.head]
        if verb.upos != "VERB" or preposition_of(self.doc, token.index) not in ("in", "during"):
            return (), ()
        who = self._subject(verb)
        whom = tuple(
            party
            for child in self.doc.dependents(verb.index, "obj", "iobj")
            for party in self._parties(child.index)
            if self.cast.record(party.actor).type == "person" and party.actor not in {one.actor for one in who}
        )
        people = [party for party in who if self.cast.record(party.actor).type == "person"]
        return (who, whom) if people and len({p.actor for p in (*who, *whom)}) > 1 else ((), ())

    def _shared(self, token: Token) -> bool:
        return any(c.dep == "nmod:poss" and c.text.lower() == "their" for c in self.doc.dependents(token.index))

    def _shared_parties(self, token: Token) -> tuple[tuple[_Party, ...], tuple[_Party, ...]]:
        """ "X listens to Y during their meeting": X and Y, the only two persons named before."""
        sentence = self.doc.sentence_of(token.index)
        people = [
            p for p in self._parties_in(sentence.first, token.index) if self.cast.record(p.actor).type == "person"
        ]
        return (tuple(people[:1]), tuple(people[1:])) if len(people) == 2 else ((), ())

    def _marchers(self, near: Token) -> tuple[_Party, ...]:
        """Whoever protests in the story, where it speaks of one such group: protests are the protesters'."""
        groups = [
            actor
            for actor in self.cast.records
            if isinstance(actor, Actor)
            and actor.type == "people"
            and any(word in actor.name.lower() for word in ("protester", "demonstrator", "marcher"))
        ]
        if len(groups) != 1:
            return ()
        nearest = min(groups[0].mentions, key=lambda span: abs(span.start - near.start))
        at = next((t.index for t in reversed(self.doc.tokens) if nearest.start <= t.start < nearest.end), None)
        return (_Party(groups[0].id, at),) if at is not None else ()

    # ---- 3. who and whom

    def _party(self, index: int) -> _Party | None:
        """The actor at the token or, for "Russian forces", at the word that says whose they are."""
        actor = self.cast.at(index)
        if index in self.spots and index >= 2 and self.doc.tokens[index - 1].text == "," and index - 2 in self.spots:
            if self.doc.places[self.spots[index - 2]].precision != "country":
                return None  # "in Tamil Nadu, India"
        if actor is not None and self._acts(actor):
            return _Party(actor, index)
        if index in self.spots and (state := self._state(index)):
            return state
        token = self.doc.tokens[index]
        if self.rules.word("followers", token.lemma.lower()) or self.rules.word("followers", token.text.lower()):
            for child in self.doc.dependents(index, *_COMMON_DEPS):
                if child.dep == "nmod:poss" and token.lemma.lower() == "counterpart":
                    continue
                if child.dep == "nmod" and preposition_of(self.doc, child.index) not in ("of", "from"):
                    continue
                actor = self.cast.at(child.index)
                if actor is not None and self._acts(actor):
                    return _Party(actor, index)
        return None

    def _state(self, index: int) -> _Party | None:
        """The state whose name stands here as a place that something is done to: "sent aid to Pakistan"."""
        place = self.doc.places[self.spots[index]]
        if place.precision != "country" or preposition_of(self.doc, index) not in (
            "to",
            "into",
            "at",
            "on",
            "against",
            "with",
            "for",
        ):
            return None
        for record in self.cast.records:
            if isinstance(record, Actor) and record.type == "state" and record.country == place.country:
                return _Party(record.id, index)
        return None

    def _acts(self, actor: str) -> bool:
        return self.cast.record(actor).type in _ACTING

    def _parties(self, index: int) -> list[_Party]:
        """The actors of a phrase and of what "and" joins to it."""
        heads = [index, *(c.index for c in self.doc.dependents(index, "conj") if c.upos in ("NOUN", "PROPN", "PRON"))]
        return self._distinct(party for head in heads if (party := self._party(head)))

    def _parties_in(self, first: int, last: int) -> list[_Party]:
        return self._distinct(
            _Party(actor, at)
            for at in range(first, last)
            if (actor := self.cast.at(at)) and self._acts(actor) and at not in self.days
        )

    @staticmethod
    def _distinct(parties: Iterable[_Party]) -> list[_Party]:
        return list({party.actor: party for party in reversed(list(parties))}.values())[::-1]

    def _subject(self, token: Token) -> tuple[_Party, ...]:
        doc = self.doc
        head = doc.tokens[token.head]
        if (
            token.dep == "xcomp"
            and head.index != token.index
            and (obj := next(doc.dependents(head.index, "obj"), None))
        ):
            return tuple(self._parties(obj.index))
        helpers = {c.lemma.lower() for c in doc.dependents(token.index, "aux")}
        agents = [c for c in doc.dependents(token.index, "obl") if preposition_of(doc, c.index) == "by"]
        passive = any(c.dep in ("nsubj:pass", "aux:pass") for c in doc.dependents(token.index))
        if passive and not agents and token.lemma.lower() in ("commit", "dedicate"):
            return tuple(p for c in doc.dependents(token.index, "nsubj") for p in self._parties(c.index))
        if token.dep == "conj" and token.tag == "VBN" and not passive and "have" not in helpers:
            # "is arrested and accused": the second is passive as the first is.
            passive = any(c.dep in ("nsubj:pass", "aux:pass") for c in doc.dependents(token.head))
        if passive or (token.tag == "VBN" and "have" not in helpers and token.dep not in ("conj", "root")):
            return tuple(self._parties(agents[0].index)) if agents else ()
        before = [c for c in doc.dependents(token.index, "nsubj") if c.index < token.index and c.upos != "PRON"]
        if len(before) > 1:
            # "South Korea and the United States held": two subjects where the parser missed the "and".
            return tuple(self._distinct(p for c in before for p in self._parties(c.index)))
        phrase = subject_of(doc, token.index)
        predicate = doc.predicate_at.get(token.index)
        argument = predicate.argument("ARG0") if predicate else None
        if argument is not None and (pair := self._two_sides(argument.first, argument.last)):
            return pair
        if phrase is not None:
            sides = self._two_sides(phrase.first, phrase.last) or tuple(self._parties(phrase.head))
            if sides or doc.tokens[phrase.head].upos != "PROPN":
                return sides
            inside = self._parties_in(phrase.first, min(phrase.last, token.index))
            return tuple(inside) if len(inside) == 1 else ()
        return ()

    def _two_sides(self, first: int, last: int) -> tuple[_Party, ...]:
        """ "the two sides": the two states that the story is about, where there are two that it names most."""
        words = [token.text.lower() for token in self.doc.tokens[first:last]]
        if (
            last - first > 4
            or not {"two", "both"} & set(words)
            or words[-1] not in ("sides", "countries", "nations", "governments")
        ):
            return ()
        states = [actor for actor in self.cast.records if isinstance(actor, Actor) and actor.type == "state"]
        states.sort(key=lambda actor: -len(actor.mentions))
        if len(states) < 2 or (len(states) > 2 and len(states[2].mentions) * 2 > len(states[1].mentions)):
            return ()
        return tuple(_Party(actor.id, last - 1) for actor in states[:2])

    def _whom(self, token: Token, rule: EventRule, objects: Sequence[Token]) -> tuple[_Party, ...]:
        doc, found = self.doc, []
        if "only_prepositions" not in rule:
            for child in objects:
                if child.dep == "conj":
                    continue
                if not rule.objects or "phrases" in rule:
                    found += self._parties(child.index)
                if rule.objects or (not found and "whom_inside" in rule):
                    found += self._inside(child.index, rule)
            found += [p for c in doc.dependents(token.index, "iobj") for p in self._parties(c.index)]
        found += self._obliques(token.index, rule.prepositions)
        predicate = doc.predicate_at.get(token.index)
        if not found and predicate is not None:
            found += self._by_roles(predicate, rule)
        if not found and rule.needs == "two" and "with" in rule.prepositions:
            # "clashed in front of parliament with the police": the "with" hangs on the wrong word.
            for at in range(token.index + 1, min(token.index + 9, doc.sentence_of(token.index).last)):
                word = doc.tokens[at]
                if word.upos in ("VERB", "PUNCT", "CCONJ", "SCONJ"):
                    break
                if word.text.lower() == "with" and word.dep == "case" and word.head > at:
                    found += self._parties(word.head)
                    break
        if not found and "complement" in rule and rule.what == "REQUEST":
            # "demanded that North Korea give up its weapons": asked of North Korea.
            for child in doc.dependents(token.index, "ccomp"):
                found += [p for c in doc.dependents(child.index, "nsubj") for p in self._parties(c.index)]
        return tuple(self._distinct(found))

    def _by_roles(self, predicate: Predicate, rule: EventRule) -> list[_Party]:
        """Whom the roles name, read along the line: the phrase that an argument begins with, or one behind a preposition."""
        found: list[_Party] = []
        for argument in predicate.arguments:
            if (
                argument.role not in ("ARG1", "ARG2", "ARG3", "ARGM-GOL", "ARGM-COM")
                or argument.first < predicate.token
            ):
                continue
            wanted = not rule.objects and "only_prepositions" not in rule
            last: _Party | None = None
            for at in range(argument.first, min(argument.last, argument.first + 14)):
                token = self.doc.tokens[at]
                if token.upos in ("ADP", "SCONJ", "VERB", "PUNCT", "CCONJ", "AUX", "PART"):
                    if last is not None and not (token.text in ("'s", "’s") and "whom_inside" not in rule):
                        return [*found, last]
                    last = None
                    wanted = token.text.lower() in rule.prepositions
                    if token.upos == "VERB":
                        break
                elif wanted and at not in self.days:
                    last = (self._party(at) if token.upos in ("NOUN", "PROPN") else None) or (
                        None if token.upos == "NOUN" else last
                    )
            if last is not None:
                found.append(last)
                return found
        return found

    def _inside(self, index: int, rule: EventRule) -> list[_Party]:
        """Whose the object is or what it is against: "Russia's decision", "sanctions on Iran"."""
        found: list[_Party] = []
        if rule.what == "SUPPORT" and self.doc.tokens[index].lemma.lower() in _AGAINST:
            return found  # "endorsed an audit of the bank"
        for child in self.doc.dependents(index, "nmod", "amod", "compound"):
            case = preposition_of(self.doc, child.index)
            if child.dep == "nmod" and child.index > index:
                if case in rule.prepositions or ("whom_inside" in rule and case in ("of", "by", "against", "from")):
                    found += self._parties(child.index)
                if rule.what == "SUPPORT" and case in rule.prepositions and not found:
                    found += self._owners_of(child.index)
            elif ("whom_inside" in rule and child.dep == "nmod:poss" and not rule.prepositions) or rule.what not in (
                "SANCTION",
                "CONCEDE",
                "AID",
                "MOBILIZE",
                "COOPERATE",
                "THREATEN",
                "SUPPORT",
            ):
                found += self._parties(child.index)
        return found

    def _owners_of(self, index: int) -> list[_Party]:
        """ "the defense of Japan and Korea", "Ukraine's sovereignty": whose the thing is."""
        found: list[_Party] = []
        for child in self.doc.dependents(index, "nmod"):
            if child.upos != "PRON" and (
                child.dep == "nmod:poss" or preposition_of(self.doc, child.index) in ("of", "with")
            ):
                found += self._parties(child.index)
        return found

    def _obliques(self, verb: int, prepositions: frozenset[str]) -> list[_Party]:
        found: list[_Party] = []
        for child in self.doc.dependents(verb, "obl"):
            if preposition_of(self.doc, child.index) in prepositions and child.index not in self.days:
                found += self._parties(child.index)
        return found

    def _clause_parties(self, token: Token, without: set[str]) -> tuple[_Party, ...]:
        """ "agreed to hold further meetings with Kim": Kim."""
        for child in self.doc.dependents(token.index, "xcomp", "ccomp"):
            first, last = self.doc.subtree(child.index)
            for at in range(first, last):
                case = preposition_of(self.doc, at)
                verb = self.doc.tokens[self.doc.tokens[at].head]
                if case == "with" or (
                    self.doc.tokens[at].dep == "obj" and verb.lemma.lower() in ("meet", "visit", "help", "support")
                ):
                    parties = [party for party in self._parties(at) if party.actor not in without]
                    if parties:
                        return tuple(parties)
        return ()

    def _enough(
        self,
        rule: EventRule,
        who: Sequence[_Party],
        whom: Sequence[_Party],
        place: Place | None,
        objects: Sequence[Token],
    ) -> bool:
        count = len({party.actor for party in (*who, *whom)})
        if rule.place == "target" and who and place is not None:
            return True
        if "traveller" in rule and not any(self._of_office(party.actor) for party in who):
            return False
        if (
            rule.what in ("ASSAULT", "COERCE")
            and who
            and all(
                self.cast.record(p.actor).type == "organization" and self.cast.record(p.actor).sector not in _OFFICE
                for p in who
            )
        ):
            return False  # "Typhoon Phanfone strikes Philippines"
        if "persons" in rule and not all(self.cast.record(p.actor).type == "person" for p in (*who[:1], *whom[:1])):
            return False
        if "body" in rule and not (
            len(who) == 1
            and not whom
            and any(word in self.cast.record(who[0].actor).name.lower() for word in _BODIES)
            and not objects
        ):
            return False
        if "civil" in rule and any(
            self._bears(p.actor, _ARMS) or self.cast.record(p.actor).name[:1].islower() for p in (*who, *whom)
        ):
            return False
        if rule.place == "object" and place is None and not whom:
            return False
        if rule.place in ("destination", "needed") and place is None:
            return False
        if "soldiers" in rule and not any(self._bears(party.actor, _ARMS) for party in who):
            return False
        match rule.needs:
            case "force":
                return self._has_force(who, whom)
            case "who" if "anonymous" in rule:
                return bool(who) or place is not None  # "Thousands marched in London."
            case "who":
                return bool(who)
            case "whom":
                return bool(whom)
            case "both":
                return bool(who and whom)
            case "two":
                return bool(who) and count >= 2
        return count >= 1

    def _strikes_people(self, objects: Sequence[Token], place: Place | None, time: Time | None) -> bool:
        """Whether people without a name suffered it, at a place or on a day that the story tells: "four people were killed in"."""
        if place is None and time is None:
            return False
        return any(self.rules.word("people", child.lemma.lower()) for child in objects)

    def _has_force(self, who: Sequence[_Party], whom: Sequence[_Party]) -> bool:
        """Whether both sides are known, or one that bears arms or governs, or whom alone is of public life."""
        if (who and whom) or any(self._bears(party.actor, _FORCE) for party in (*who, *whom)):
            return True
        if any(self._is_crowd(party.actor) for party in who):
            return True
        return not who and any(self._is_of_note(party.actor) for party in whom)

    def _is_campaign(self, noun: Token, who: Sequence[_Party], whom: Sequence[_Party]) -> bool:
        """ "Trump held a rally in Tulsa": a candidate's rally is no protest, unless it is against somebody."""
        if noun.lemma.lower() not in ("rally", "march") or whom or not who:
            return False
        against = any(preposition_of(self.doc, c.index) == "against" for c in self.doc.dependents(noun.index, "nmod"))
        return not against and all(self.cast.record(party.actor).type == "person" for party in who)

    def _is_crowd(self, actor: str) -> bool:
        name = self.cast.record(actor).name.lower()
        return any(word in name for word in _CROWDS)

    def _has_crowd(self, token: Token, who: Sequence[_Party]) -> bool:
        """Whether protesters do it: "hundreds of protesters gathered"."""
        if any(self._is_crowd(party.actor) for party in who):
            return True
        subject = subject_of(self.doc, token.index)
        return subject is not None and any(
            self.doc.tokens[at].lemma.lower() in _CROWDS
            for at in range(subject.first, min(subject.last, subject.first + 12))
        )

    def _is_of_note(self, actor: str) -> bool:
        """Whether what is done to the actor alone makes news: of public life, a people, or a person with a name and a calling."""
        record = self.cast.record(actor)
        named = record.type == "person" and record.name[:1].isupper() and record.sector is not None
        return named or record.sector in _OFFICE or record.type == "people"

    def _is_armed(self, token: Token) -> bool:
        """Whether a weapon stands in the noun's phrase: "ballistic missile launch", "launch of a rocket"."""
        return any(
            child.lemma.lower() in _WEAPONS
            or any(self.doc.tokens[at].lemma.lower() in _WEAPONS for at in self.doc.children[child.index])
            for child in self.doc.dependents(token.index, "compound", "amod", "nmod")
        )

    def _bears(self, actor: str, sectors: frozenset[str]) -> bool:
        """Whether the actor is a state or of one of the sectors."""
        record = self.cast.record(actor)
        return record.type in ("state", "armed_group") or record.sector in sectors

    def _has_clause(self, token: Token) -> bool:
        if token.index + 1 < len(self.doc.tokens) and self.doc.tokens[token.index + 1].text == ",":
            return False  # "Hataman agreed, saying ..."
        for child in self.doc.dependents(token.index, "xcomp", "ccomp", "advcl"):
            if child.dep == "advcl" and not (child.tag == "VB" and child.index - token.index <= 3):
                continue
            if child.tag != "VBG" and child.index > token.index and child.lemma.lower() != "say":
                return True
        for child in self.doc.dependents(token.index, "obj"):
            if child.index > token.index and child.index in self.doc.predicate_at:
                return True  # "demanded an explanation", "urged restraint"
        return any(
            preposition_of(self.doc, c.index) in ("to", "on", "for") for c in self.doc.dependents(token.index, "obl")
        )

    def _is_political(self, rule: EventRule, who: Sequence[_Party], whom: Sequence[_Party]) -> bool:
        """Whether somebody of public life has a part: a coach who praises a player makes no event."""
        if rule.what == "PROTEST":
            return True
        if rule.needs == "force" and any(self._is_of_note(party.actor) for party in (*who, *whom)):
            return True
        for party in (*who, *whom):
            record = self.cast.record(party.actor)
            if record.type == "person" and record.name[:1].islower() and len(who) + len(whom) == 1:
                if not (rule.what in _VERBAL and record.country and record.sector in ("GOV", "MIL", "IGO", "LEG")):
                    continue
            if record.type == "people" and record.country:
                return True
            if record.type in ("state", "government", "igo", "armed_group") or record.sector in _OFFICE:
                return True
        return False

    def _of_office(self, actor: str) -> bool:
        record = self.cast.record(actor)
        return record.type == "person" and (record.sector in _OFFICE or bool(record.roles))

    # ---- 4. whether it happened

    def status(self, index: int, rule: EventRule | None, depth: int = 0) -> Status | None:
        """What the clause says of its verb; None for what did not happen, is only wished, asked or supposed."""
        doc, token = self.doc, self.doc.tokens[index]
        if depth > 6 or self._is_question(token):
            return None
        if self._reported(token) and token.tag in ("VBD", "VBG", "VBN", "VBZ", "VBP"):
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
        own = self._tense(token, rule, depth)
        if own is None:
            return None
        if own == "planned" and any(
            mark.lemma.lower() in ("if", "unless")
            for child in doc.dependents(index, "advcl")
            for mark in doc.dependents(child.index, "mark")
        ):
            return "conditional"
        if {"reportedly", "allegedly", "apparently", "purportedly"} & {
            c.lemma.lower() for c in doc.dependents(index, "advmod")
        }:
            return "alleged"
        return self._context(token, own)

    def _reported(self, token: Token) -> bool:
        """ "reports that the two sides were discussing": what stands right behind "reports that"."""
        doc, sentence = self.doc, self.doc.sentence_of(token.index)
        for at in range(token.index - 1, max(sentence.first, token.index - 8), -1):
            if doc.tokens[at].text.lower() == "that":
                return (
                    self.rules.word("report_nouns", doc.tokens[at - 1].text.lower())
                    and doc.tokens[at - 1].upos == "NOUN"
                )
            if doc.tokens[at].upos == "VERB":
                return False
        return False

    def _is_question(self, token: Token) -> bool:
        sentence = self.doc.sentence_of(token.index)
        return self.doc.tokens[sentence.last - 1].text == "?"

    def _tense(self, token: Token, rule: EventRule | None, depth: int) -> Status | None:
        doc = self.doc
        helpers = list(doc.dependents(token.index, "aux", "cop"))
        lemmas = {c.lemma.lower() for c in helpers}
        present = any(c.tag in ("VBZ", "VBP") for c in helpers)
        modal = modal_of(doc, token.index)
        sentence = doc.sentence_of(token.index)
        headline = sentence.part in ("headline", "caption")
        if modal in ("will", "'ll", "’ll", "shall", "wo"):
            return "planned"
        if modal == "would":
            return (
                "planned" if self._reported_past(token) and not (rule and rule.what in ("ASSAULT", "COERCE")) else None
            )
        if modal is not None:
            return None
        to = any(c.lemma.lower() == "to" and c.dep in ("mark", "aux") for c in doc.dependents(token.index))
        head = doc.tokens[token.head]
        if to:
            if headline and token.dep == "root":
                return "planned"
            if head.index == token.index:
                return "planned" if lemmas & {"be"} else None
            lemma = head.lemma.lower()
            if self.rules.word("plans", lemma) and token.dep in ("xcomp", "acl", "ccomp", "advcl"):
                if lemma in {"agree", "invite", "propose"}:
                    return None
                above = self.status(head.index, rule, depth + 1)
                return "planned" if above in (*_FIRM, "planned") else None
            if lemma in ("begin", "start", "continue", "resume", "proceed", "manage", "go", "vote", "help") and (
                token.dep == "xcomp" or (lemma == "vote" and token.dep == "advcl")
            ):
                return self.status(head.index, rule, depth + 1)
            if lemma == "deny":
                return "denied"
            if token.dep == "acl" and lemma in ("decision", "move") and head.dep == "obj":
                # "condemned the decision to launch a missile"
                governor = doc.tokens[head.head]
                known = any(self.rules.word("factives", form) for form in forms(governor))
                return "happened" if known and not negated(doc, governor.index) else None
            return None
        if (
            token.tag == "VBD"
            or (token.tag == "VBN" and lemmas & {"have"})
            or (token.tag == "VBN" and any(c.tag == "VBD" for c in helpers))
        ):
            return "happened"
        if token.tag == "VBG" and lemmas & {"be", "have"}:
            # "said that it was consulting": the past is that of saying.
            told = token.dep == "ccomp" and self._reported_past(token)
            return "ongoing" if present or lemmas & {"have"} or told else "happened"
        if token.tag == "VBN" and present:
            if lemmas & {"be"} and any(c.text.lower() == "being" for c in helpers):
                return "ongoing"
            return "happened"
        if token.tag == "VBN":
            if token.dep == "conj" and head.index != token.index:
                return self.status(head.index, rule, depth + 1)
            if token.dep.startswith("acl") or token.dep in ("advcl", "root") or headline:
                return "happened"
            return None
        if token.tag == "VBG":
            if token.dep == "conj" and head.index != token.index:
                return self.status(head.index, rule, depth + 1)
            marks = {c.lemma.lower() for c in doc.dependents(token.index, "mark", "case")}
            if marks & {"after", "since", "by"} and token.dep == "advcl":
                return "happened"
            if marks & {"before"}:
                return None
            if marks & {"of", "for"} and self.rules.word("reports", head.lemma.lower()):
                return "alleged"
            if token.dep == "advcl" and not marks and head.index != token.index:
                above = self.status(head.index, rule, depth + 1)
                follows = token.index > head.index and doc.tokens[token.index - 1].text == ","
                return above if above == "happened" and rule is not None and (rule.what in _VERBAL or follows) else None
            return "ongoing" if headline and token.dep == "root" else None
        if token.tag in ("VBZ", "VBP"):
            if headline or (self.present and not token.dep.startswith(("acl", "advcl"))):
                return "happened"
            if rule is not None and rule.what in _VERBAL and (sentence.paragraph <= 1 or token.tag == "VBZ"):
                return "happened" if not token.dep.startswith(("acl", "advcl")) else None
            if self._time(token.index) is not None:
                time = self._time(token.index)
                if time is not None and self.published and time.earliest and time.earliest[:10] >= self.published:
                    return "planned"
            return None
        if token.tag == "VB" and token.dep == "xcomp" and head.lemma.lower() == "help":
            return self.status(head.index, rule, depth + 1)
        if token.tag == "VB" and token.dep == "conj" and head.index != token.index:
            return self.status(head.index, rule, depth + 1)
        return None

    def _reported_past(self, token: Token) -> bool:
        for at in ancestors(self.doc, token.index, 3):
            above = self.doc.tokens[at]
            if above.upos == "VERB":
                return (
                    above.tag in ("VBD", "VBN")
                    and above.lemma.lower() in _SPEECH
                    and not any(c.lemma.lower() == "if" for c in self.doc.dependents(token.index, "mark"))
                )
        return False

    def _context(self, token: Token, own: Status) -> Status | None:
        """What the clauses above make of it: reported, denied, wished for, conditional."""
        doc, at = self.doc, token
        for _ in range(8):
            if at.head == at.index:
                return own
            head, dep = doc.tokens[at.head], at.dep.split(":")[0]
            lemma = head.lemma.lower()
            if (
                any(c.lemma.lower() in ("if", "unless", "whether") for c in doc.dependents(at.index, "mark"))
                and at.index != token.index
            ):
                return None
            if dep in ("ccomp", "acl", "advcl", "xcomp", "csubj") or (dep == "obl" and at.upos == "VERB"):
                if dep == "acl" and at.dep == "acl" and self.rules.word("report_nouns", lemma):
                    return self._under_noun(head, own)
                if dep in ("ccomp", "xcomp", "csubj") or (dep == "advcl" and self._is_of(at)):
                    if self.rules.word("denials", lemma):
                        return "denied"
                    if lemma in ("dismiss", "reject") and dep == "ccomp":
                        return "denied"
                    if self.rules.word("reports", lemma):
                        own = "alleged"
                    elif self.rules.word("wishes", lemma) and dep in ("ccomp", "xcomp") and own != "alleged":
                        if not (
                            lemma in ("say", "tell", "warn", "insist", "suggest")
                            and dep == "ccomp"
                            and own in _FIRM
                            and at.tag == "VBD"
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

    def _under_noun(self, noun: Token, own: Status) -> Status:
        """ "denied reports that", "reports that"."""
        verb = self.doc.tokens[noun.head]
        return (
            "denied"
            if self.rules.word("denials", verb.lemma.lower()) or verb.lemma.lower() in ("reject", "dismiss")
            else "alleged"
        )

    def _is_of(self, token: Token) -> bool:
        return any(c.lemma.lower() in ("of", "for", "that") for c in self.doc.dependents(token.index, "mark", "case"))

    def _dated(self, status: str | None, time: Time | None) -> Status | None:
        """The status beside the day: what lies ahead is planned, what is past is not."""
        if time is not None and time.earliest and time.latest and self.published:
            if time.earliest[:10] > self.published and status in _FIRM:
                return "planned"
            if time.latest[:10] < self.published and status in ("planned", "ongoing"):
                return "happened" if status == "ongoing" else None
        return status  # type: ignore[return-value]

    # ---- 5. when and where

    def _at_tokens(self, layer: Sequence[Time | Place]) -> dict[int, int]:
        """For each token inside of a time or place, its number in the layer."""
        out: dict[int, int] = {}
        numbered = iter(enumerate(layer))
        current = next(numbered, None)
        for token in self.doc.tokens:
            while current is not None and current[1].end <= token.start:
                current = next(numbered, None)
            if current is not None and current[1].start < token.end and token.start < current[1].end:
                out[token.index] = current[0]
        return out

    def _attached(self, index: int, spans: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Numbers in a layer, with the token that hangs it, of what stands in the phrase of *index* and in no other clause."""
        doc, todo, seen = self.doc, [index], set()
        while todo:
            at = todo.pop(0)
            for child in doc.children[at]:
                token = doc.tokens[child]
                number = spans.get(child)
                if number is not None and number not in seen:
                    seen.add(number)
                    yield number, child
                relation = token.dep.split(":")[0]
                verbal = token.upos in ("VERB", "AUX") and relation not in ("aux", "cop")
                blocked = (
                    relation in ("ccomp", "xcomp", "advcl", "acl", "conj", "parataxis", "csubj", "nsubj", "appos")
                    or verbal
                )
                if relation == "obj" and at == index:
                    blocked = False
                if (not blocked or number is not None) and not (
                    token.upos == "NOUN"
                    and self.rules.of_noun(token.lemma.lower())
                    and (at != index or (doc.tokens[index].upos == "NOUN" and relation == "nmod"))
                    and relation != "obj"
                ):
                    todo.append(child)

    def _time(self, index: int, depth: int = 0) -> Time | None:
        """The resolved day that belongs to the word; the nearest of several, else the one that its clause shares."""
        owned = self.dated.get(index, ())
        best = min(owned, key=lambda n: abs(self.doc.times[n].start - self.doc.tokens[index].start), default=None)
        if best is not None:
            return self._since(index, best)
        return self._shared_time(index, depth) if depth < 3 and self.dated else None

    def _since(self, index: int, number: int) -> Time | None:
        """ "have been protesting since early June": open at its end; under any other verb "since" dates nothing."""
        doc, time = self.doc, self.doc.times[number]
        since = self.starts.get(number)
        if since is None:
            return time
        helpers = {child.lemma.lower() for child in doc.dependents(index, "aux")}
        began = (time.earliest or "")[:10]
        if "have" not in helpers or doc.tokens[index].upos != "VERB" or (self.published and began > self.published):
            return None
        opens = (time.edtf or time.earliest or "").split("/")[0]
        return replace(time, start=since, latest=None, edtf=f"{opens}/..", parts=())

    def _shared_time(self, index: int, depth: int) -> Time | None:
        """The day of the clause that this verb's clause goes with, where the language says that it is the same day.

        Forms that it reads:

            On Monday, Ruiz met Lee and signed a pact.         the day stands before all that "and" joins
            Chile attacked and occupied Peru in 2014.          one object, one day
            Crowds clashed on Friday when Lee spoke.           "when", either way round
            Ruiz flew to Lima on Friday, where he met Lee.     the same person, at the end of the way
            On Friday Ruiz spoke, accusing Peru of theft.      speech that goes with the deed
            Members protested by shouting during the talks.    the deed and how it is done
            During a 2018 trip to Peru, Ruiz refused a visit.  the day of what it happened during
            The talks scheduled for Friday were called off.    the day that the plan names
        """
        doc, token = self.doc, self.doc.tokens[index]
        if token.upos not in ("VERB", "AUX"):
            verbs = (child for child in doc.dependents(index, "acl") if child.dep == "acl" and child.tag == "VBN")
            return next(
                (
                    self._time(verb.index, depth + 2)
                    for verb in verbs
                    if any(self.rules.word(table, form) for table in ("plans", "light") for form in forms(verb))
                ),
                None,
            )
        sequel = any(child.lemma.lower() in _SEQUEL for child in doc.dependents(index, "advmod"))
        head, relation = doc.tokens[token.head], token.dep.split(":")[0]
        mark = next((child.lemma.lower() for child in doc.dependents(index, "advmod", "mark")), "")
        if head.index == index or sequel:
            pass
        elif relation == "conj" and head.upos == "VERB":
            time = self._time(head.index, depth + 1)
            if time is not None and self._leads(time, head) and not self._has_own_subject(token):
                return time
        elif relation == "advcl" and head.upos == "VERB" and token.tag in ("VBD", "VBG", "VBN"):
            if mark in ("when", "as") and token.tag == "VBD" and head.tag in ("VBD", "VBN"):
                return self._time(head.index, depth + 1)
            if token.tag == "VBG" and not mark and index > head.index:
                return self._time(head.index, depth + 1)
        elif (
            token.dep == "acl:relcl"
            and mark == "where"
            and any(child.lemma.lower() in ("he", "she", "they") for child in doc.dependents(index, "nsubj"))
        ):
            verb = next((at for at in ancestors(doc, head.index, 3) if doc.tokens[at].upos == "VERB"), None)
            return self._time(verb, depth + 1) if verb is not None and verb < index else None
        for child in doc.dependents(index, "obl", "advcl", "conj"):
            if child.dep == "obl" and preposition_of(doc, child.index) in ("during", "at") and self._is_event(child):
                if (numbers := self.dated.get(child.index)) and (found := doc.times[min(numbers)]).earliest:
                    return found
            if child.dep == "advcl" and child.upos == "VERB" and token.tag in ("VBD", "VBN"):
                when = {word.lemma.lower() for word in doc.dependents(child.index, "advmod", "mark")}
                if ("when" in when and child.tag in ("VBD", "VBG", "VBN")) or ("by" in when and child.tag == "VBG"):
                    return self._time(child.index, depth + 2)
            if child.dep == "conj" and child.index - index <= 3 and child.upos == "VERB":
                if not any(word.index < child.index for word in doc.dependents(index, "obj", "obl")):
                    return self._time(child.index, 3)
        return None

    def _is_event(self, token: Token) -> bool:
        return self.rules.of_noun(token.lemma.lower()) is not None

    def _leads(self, time: Time, verb: Token) -> bool:
        """Whether the day stands before the verb and its subject."""
        subjects = [child.start for child in self.doc.dependents(verb.index, "nsubj")]
        return time.start < min([verb.start, *subjects])

    def _has_own_subject(self, verb: Token) -> bool:
        return any(True for _ in self.doc.dependents(verb.index, "nsubj"))

    def _owned(self) -> dict[int, list[int]]:
        """For each word the numbers of the times that date it."""
        tokens: list[list[int]] = [[] for _ in self.doc.times]
        for at, number in self.days.items():
            tokens[number].append(at)
        out: dict[int, list[int]] = {}
        for number, (time, inside) in enumerate(zip(self.doc.times, tokens, strict=True)):
            for at in self._owner(number, time, inside):
                out.setdefault(at, []).append(number)
        return out

    def _owner(self, number: int, time: Time, inside: Sequence[int]) -> frozenset[int]:
        doc = self.doc
        if time.type not in ("DATE", "TIME") or time.earliest is None or not inside:
            return frozenset()
        first, last = inside[0], inside[-1] + 1
        before = doc.tokens[first - 1] if first else None
        after = next(
            (
                doc.tokens[at]
                for at in range(last, min(last + 4, len(doc.tokens)))
                if doc.tokens[at].upos in ("NOUN", "PROPN")
            ),
            None,
        )
        next_word = doc.tokens[last] if last < len(doc.tokens) else None
        if (
            after is not None
            and next_word is not None
            and (
                next_word.text in ("'s", "’s")
                or (next_word.upos in ("NOUN", "ADJ") and before is not None and before.upos in ("DET", "ADJ", "PRON"))
            )
        ):
            # "the Feb. 27-28 summit", "Tuesday's talks": the day is the noun's, and of what happens "during Tuesday's session".
            if not self._is_event(after) and preposition_of(doc, after.index) in ("in", "during", "at", "on"):
                return frozenset({after.index, after.head} if doc.tokens[after.head].upos == "VERB" else {after.index})
            return frozenset({after.index})
        at = doc.head_of(first, last)
        holder = doc.tokens[doc.tokens[at].head]
        if holder.index >= last and holder.upos in ("NOUN", "PROPN") and doc.tokens[at].dep in (
            "compound", "nmod:desc", "nmod:unmarked", "nmod", "nummod", "amod", "nmod:poss"
        ):  # fmt: skip
            return frozenset({holder.index})  # "in 2020 United States elections"
        case = before.text.lower() if before is not None else ""
        if case == "of" and holder.index < first and holder.upos in ("NOUN", "PROPN") and not self._is_event(holder):
            return frozenset()  # "the Magnitsky Act of 2012"
        if case == "since" and before is not None:
            self.starts[number] = before.start
        if case in ("until", "before", "by", "after", "than", "till"):
            return frozenset()
        owners = set()
        for predicate in self.predicates.get(doc.tokens[first].sentence, ()):
            for argument in predicate.arguments:
                if (
                    argument.role == "ARGM-TMP"
                    and argument.first <= first < argument.last
                    and argument.last - argument.first <= last - first + 4
                    and not any(doc.tokens[n].upos == "VERB" for n in range(argument.first, first))
                ):
                    owners.add(predicate.token)
        noun = first - 1
        while (
            noun >= 0
            and doc.tokens[noun].upos not in ("VERB", "AUX")
            and doc.tokens[noun].sentence == doc.tokens[first].sentence
            and self.rules.of_noun(doc.tokens[noun].lemma.lower()) is None
        ):
            noun -= 1
        if noun >= 0 and self.rules.of_noun(doc.tokens[noun].lemma.lower()) is not None and first in self._behind(noun):
            # A verb further off, with another between, loses to the noun right before the day.
            owners = {at for at in owners if not any(t.upos == "VERB" for t in doc.tokens[at + 1 : noun])}
            owners.add(noun)
        if doc.tokens[at].dep == "nsubj" and holder.lemma.lower() in _DAYS and any(doc.dependents(holder.index, "cop")):
            # "Friday was the third night that they marched": the day is that of the clause.
            near = [holder.index, *(child.index for child in doc.dependents(holder.index, "nmod"))]
            return frozenset(
                child.index for above in near for child in doc.dependents(above, "acl") if child.upos == "VERB"
            )
        if owners and all(doc.tokens[n].upos == "NOUN" and not self._is_event(doc.tokens[n]) for n in owners):
            return frozenset(owners)  # "Ruiz's determination in March": the roles give the day to the noun alone.
        for above in ancestors(doc, at, 6):
            token = doc.tokens[above]
            event_noun = token.upos in ("NOUN", "PROPN") and self._is_event(token)
            if token.upos in ("VERB", "AUX", "ADJ") or event_noun:
                if not self._has_verb_between(above, first):
                    owners.add(above)
                break
            if token.dep == "obj" and any(child.dep == "nmod:poss" for child in doc.dependents(above, "nmod")):
                break  # "the trip follows Ruiz's decision in March": the day of the decision.
            if token.upos == "NOUN" and preposition_of(doc, above) not in (
                "",
                "in",
                "at",
                "to",
                "with",
                "near",
                "from",
                "on",
                "during",
            ):
                break
        return frozenset(owners)

    def _has_verb_between(self, index: int, other: int) -> bool:
        """Whether another clause's verb stands between the word and what follows it."""
        return any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in self.doc.tokens[index + 1 : other])

    def _case_above(self, index: int, child: int) -> str:
        at = child
        for _ in range(5):
            head = self.doc.tokens[self.doc.tokens[at].head]
            case = preposition_of(self.doc, at)
            if case and not (case == "of" and head.lemma.lower() in _NAMED):  # "in the city of Jos"
                return case
            at = head.index
            if at == index:
                break
        if self.doc.tokens[child].head != index or self.doc.tokens[child].dep != "obl":
            return ""
        first = child
        while first > index + 1 and first - 1 in self.spots and self.spots[first - 1] == self.spots.get(child):
            first -= 1
        before = self.doc.tokens[first - 1]  # "at Tel Aviv", where the tree hangs "at" on "Aviv".
        return before.text.lower() if before.upos == "ADP" and before.index > index else ""

    def _place(self, index: int, rule: EventRule) -> Place | None:
        """Where it is: after "in", "at", "near"; after "to" for a journey; the object of a visit."""
        doc = self.doc
        cases = {"in", "at", "near", "outside", "inside", "across", "on"}
        if rule.place == "destination" and doc.tokens[index].lemma.lower() not in ("arrive", "land"):
            cases = set()
        cases |= (
            {"to", "for", "into"}
            if rule.place == "destination"
            or rule.what == "MOBILIZE"
            or doc.tokens[index].lemma.lower() in ("visit", "trip")
            else set()
        )
        if rule.place == "target":
            cases |= {"at", "on", "into", "onto", "toward", "towards", "against"}
        if rule.what == "MOBILIZE" and doc.tokens[index].lemma.lower() in ("fire", "launch", "test", "test-fire"):
            cases |= {"from"}
        found: list[tuple[bool, int, Place]] = []
        for number, child in self._attached(index, self.spots):
            place = doc.places[number]
            case = self._case_above(index, child)
            holder = doc.tokens[doc.tokens[child].head]
            if (
                holder.index != index
                and holder.upos == "NOUN"
                and holder.lemma.lower() not in _SITES
                and not self.rules.of_noun(holder.lemma.lower())
                and holder.text.lower() not in rule.objects
                and preposition_of(doc, holder.index) != "without"
            ):
                continue
            if child > index and self._has_verb_between(index, child):
                continue
            if place.precision == "country" and doc.tokens[child].dep.split(":")[0] in ("compound", "amod"):
                continue  # "in a US drone strike", "in the U.S. state of Ohio"
            direct = doc.tokens[child].dep == "obj" or doc.tokens[doc.tokens[child].head].dep == "obj"
            if place.precision is None and place.country is None and rule.place != "object":
                if case not in ("in", "at", "to"):
                    continue
            struck = rule.what == "ASSAULT" and doc.tokens[child].dep == "obj" and doc.tokens[child].head == index
            visited = rule.place == "object" and direct and case in ("", "of")
            if (case in cases and (case != "on" or rule.place == "target")) or visited or struck:
                found.append((case not in cases and not visited, child, place))
        if not found and doc.tokens[index].upos == "NOUN":
            for word in doc.dependents(index, "compound"):
                if word.index < index and self._is_city(word.index):
                    return doc.places[self.spots[word.index]]  # "the Nairobi attack"
            for at in self._behind(index):
                if at in self.spots and preposition_of(doc, at) in ("in", "at") and doc.places[self.spots[at]].country:
                    return doc.places[self.spots[at]]
        if not found and rule.what == "CONSULT" and not rule.place and doc.tokens[index].upos == "VERB":
            # "met with Khalilzad, a US peace envoy, in Qatar"
            for at in range(index + 1, doc.sentence_of(index).last):
                if (
                    at in self.spots
                    and doc.tokens[at - 1].text.lower() in ("in", "at")
                    and not self._has_verb_between(index, at)
                ):
                    if (
                        doc.tokens[at - 2].upos in ("PROPN", "PUNCT", "PRON", "NUM")
                        or doc.tokens[at - 2].index == index
                        or at - 2 in self.days
                    ):
                        return doc.places[self.spots[at]]
        if not found:
            return None
        return min(found, key=lambda item: (item[0], item[1]))[2]

    # ---- 6. the record

    def _confidence(
        self, rule: EventRule, token: Token, who: Sequence[_Party], whom: Sequence[_Party], time: Time | None
    ) -> float:
        value = rule.confidence - 0.1
        value += 0.08 * bool(who and whom) + 0.04 * (time is not None)
        predicate = self.doc.predicate_at.get(token.index)
        if predicate is not None and predicate.confidence < 0.5:
            value -= 0.05
        return round(min(0.95, max(0.3, value)), 2)

    def event(self, mention: _Mention) -> Event | None:
        """The record of a mention; None when nobody has a part in it and nothing places it."""
        rule, doc = mention.rule, self.doc
        if not mention.parties and not (
            "anonymous" in rule and mention.status in _FIRM and (mention.place is not None or mention.time is not None)
        ):
            return None
        if mention.noun and rule.needs == "any" and "anonymous" not in rule:
            settled = (mention.time is not None) + (mention.place is not None) + (len(mention.parties) > 1)
            if not settled:
                return None
        at = doc.tokens[mention.token].start
        holder = next(
            (q for q in self.quotes for e in q.evidence if e.field in ("content", "words") and e.start <= at < e.end),
            None,
        )
        speaker = (holder.speaker,) if holder is not None and holder.speaker else ()
        evidence = [evidence_of(doc, "what", *mention.what), self._clause(mention)]
        evidence += [self._named("who", party) for party in mention.who]
        evidence += [self._named("whom", party) for party in mention.whom]
        if mention.time is not None:
            evidence.append(Evidence.of(doc.story, mention.time.start, mention.time.end, "when"))
        where = None
        if mention.place is not None:
            place = mention.place
            evidence.append(Evidence.of(doc.story, place.start, place.end, "where"))
            where = Where(place.name, place.country, place.lat, place.lon, place.precision)
        return identified(
            Event(
                story=doc.story.id,
                what=rule.what,
                mode=rule.mode,
                status=mention.status,
                evidence=tuple(evidence),
                by=rule.id,
                confidence=mention.confidence,
                who=tuple(party.actor for party in mention.who),
                whom=tuple(party.actor for party in mention.whom),
                when=when_of(doc, mention.time),
                where=where,
                according_to=speaker,
                within=holder.id if holder is not None else None,
            )
        )

    def _named(self, field: str, party: _Party) -> Evidence:
        """The words of the mention that the party stands in."""
        token = self.doc.tokens[party.token]
        for span in self.cast.record(party.actor).mentions:
            if span.start <= token.start and token.end <= span.end:
                return Evidence.of(self.doc.story, span.start, span.end, field)
        return evidence_of(self.doc, field, party.token, party.token + 1)

    def _clause(self, mention: _Mention) -> Evidence:
        """The stretch of the sentence from the first to the last word that says a part of the event."""
        doc = self.doc
        sentence = doc.sentence_of(mention.token)
        spots = [mention.token, *mention.reach, *(p.token for p in (*mention.who, *mention.whom))]
        first, last = mention.what
        for at in spots:
            if sentence.first <= at < sentence.last:
                first, last = min(first, at), max(last, at + 1)
        for at in mention.reach:
            if at > mention.token:
                last = max(last, min(doc.subtree(at)[1], sentence.last, mention.token + 40))
        start, end = doc.characters(first, last)
        for part in (mention.time, mention.place):
            if part is not None and sentence.start <= part.start < sentence.end:
                start, end = min(start, part.start), max(end, part.end)
        text = doc.story.text
        while end > start + 1 and text[end - 1] in " \n,.;:":
            end -= 1
        return Evidence.of(doc.story, start, end, "event")


_ENDINGS = (
    ("ied", "y"),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("d", ""),
)


_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "withdrew:withdraw withdrawn:withdraw met:meet held:hold sent:send struck:strike fought:fight broke:break broken:break "
        "spoke:speak spoken:speak flew:fly flown:fly shot:shoot went:go gone:go gave:give given:give made:make paid:pay led:lead "
        "left:leave began:begin begun:begin sought:seek froze:freeze frozen:freeze shook:shake shaken:shake spent:spend drew:draw "
        "built:build blew:blow blown:blow laid:lay sat:sit stood:stand took:take taken:take forgave:forgive"
    ).split()
)


def forms(token: Token) -> tuple[str, ...]:
    """The lemma as read, and those that the word's ending allows: a rare verb's lemma is sometimes read wrong.

    >>> "deplore" in forms(Token(0, 0, 8, "deplores", "deplor", "VERB", "VBZ", "", "root", 0, 0))
    True
    """
    word = token.text.lower()
    out = [token.lemma.lower(), word]
    if word in _IRREGULAR:
        out.append(_IRREGULAR[word])
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            out.append(stem + instead)
            if not instead and stem[-1:] == stem[-2:-1]:
                out.append(stem[:-1])
    return tuple(dict.fromkeys(out))


def _length(time: Time) -> int:
    """About how many days the time covers."""
    if not time.earliest or not time.latest:
        return 10**6
    years = int(time.latest[:4]) - int(time.earliest[:4])
    return (
        years * 372
        + (int(time.latest[5:7]) - int(time.earliest[5:7])) * 31
        + int(time.latest[8:10])
        - int(time.earliest[8:10])
    )


# ---- 7. one event, several mentions


def merged(mentions: Sequence[_Mention], doc: Doc) -> list[_Mention]:
    """The mentions with those of one event put together, the best of them leading, in text order."""
    out: list[_Mention] = []
    for mention in mentions:
        for place, other in enumerate(out):
            if _same(other, mention, doc):
                out[place] = _joined(other, mention, doc)
                break
        else:
            out.append(mention)
    return sorted(out, key=lambda mention: mention.token)


def _same(a: _Mention, b: _Mention, doc: Doc) -> bool:
    headline = doc.sentence_of(a.token).part == "headline" and doc.sentence_of(b.token).part != "headline"
    if a.rule.what != b.rule.what or not _compatible(a, b, loose=headline):
        return False
    same_parties = a.parties == b.parties or (
        bool(a.parties & b.parties) and (a.parties <= b.parties or b.parties <= a.parties)
    )
    word_a, word_b = doc.tokens[a.token].lemma.lower(), doc.tokens[b.token].lemma.lower()
    if (
        a.time is not None
        and b.time is not None
        and (a.time.earliest, a.time.latest) == (b.time.earliest, b.time.latest)
    ):
        return bool(same_parties or not a.parties or not b.parties)
    if a.rule.what == "ASSAULT" and _is_toll(a, b, doc):
        return True
    if headline:
        # A headline says what the story tells.
        if (
            not a.parties
            or a.rule.what == "PROTEST"
            or (a.parties & b.parties and (word_a == word_b or a.parties == b.parties))
        ):
            return True
    together = (a.lands == b.lands and len(a.lands) > 1) or (a.parties == b.parties and len(a.parties) > 1)
    if word_b in ("discuss", "discussion", "talk") and together and b.time is None:
        return b.place is None and (
            not b.people or bool(a.people & b.people)
        )  # Two ministers met; "the two sides discussed".
    if not b.parties or not a.parties:
        return b.noun and b.definite and (word_a == word_b or (a.noun and b.time is None))
    if a.rule.mode == b.rule.mode == "visit" and (a.place is None) != (b.place is None):
        return same_parties and b.noun and b.definite  # One journey and another, unless "the trip" takes it up.
    if same_parties and a.rule.what in ("CONSULT", "AGREE", "COOPERATE"):
        return (a.place is not None and b.place is not None) or word_a == word_b or (b.definite and b.noun)
    return a.parties == b.parties and word_a == word_b


def _is_toll(a: _Mention, b: _Mention, doc: Doc) -> bool:
    """Whether the second says what the first cost: "attacked a checkpoint, killing nine", "nine were killed and five injured"."""
    verb, below = doc.tokens[b.token], doc.tokens[a.token]
    if b.noun or verb.sentence != below.sentence or not any(form in _BLOWS for form in forms(verb)):
        return False
    if a.who and b.who and a.who[0].actor != b.who[0].actor:
        return False
    chain = verb
    while chain.dep == "conj" and chain.head not in (a.token, chain.index):
        chain = doc.tokens[chain.head]
    if chain.dep == "conj":
        return chain.head == a.token and any(form in _BLOWS for form in forms(below))
    if chain.dep == "advcl":
        return chain.tag == "VBG" and a.token in tuple(ancestors(doc, chain.index, 3))
    return chain.dep == "acl:relcl" and a.noun and chain.head == a.token


def _compatible(a: _Mention, b: _Mention, *, loose: bool = False) -> bool:
    if (a.status in _FIRM) != (b.status in _FIRM) or (a.status != b.status and a.status not in _FIRM):
        return False
    if a.time is not None and b.time is not None:
        if (a.time.earliest or "")[:10] > (b.time.latest or "9") or (b.time.earliest or "") > (a.time.latest or "9"):
            return False
    if a.place is not None and b.place is not None and a.place.name != b.place.name:
        if loose and a.place.country == b.place.country:
            return True  # A headline names the province, the story the town.
        return a.place.country == b.place.country and "country" in (a.place.precision, b.place.precision)
    return True


def _joined(a: _Mention, b: _Mention, doc: Doc) -> _Mention:
    """One mention with what the other adds; the fuller one, in the body before the headline, leads."""

    def rank(mention: _Mention) -> tuple[int, bool, float]:
        fields = (mention.time is not None) + (mention.place is not None) + min(2, len(mention.parties))
        return fields, doc.sentence_of(mention.token).part == "body", mention.confidence

    first = rank(a) >= rank(b) or (a.rule.what == "ASSAULT" and _is_toll(a, b, doc))
    lead, other = (a, b) if first else (b, a)
    narrow = lead.time
    if narrow is None or (other.time is not None and _length(other.time) < _length(narrow)):
        narrow = other.time
    place = lead.place
    if place is None or (other.place is not None and place.precision == "country" and other.place.precision == "city"):
        place = other.place
    who, whom = (lead.who, lead.whom) if len(lead.parties) >= len(other.parties) else (other.who, other.whom)
    confidence = round(min(0.95, max(lead.confidence, other.confidence) + 0.03), 2)
    return replace(lead, time=narrow, place=place, who=who, whom=whom, confidence=confidence)
