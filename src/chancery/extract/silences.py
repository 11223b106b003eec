"""Silences: what somebody would not say, how he put it, and about what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chancery.extract.clauses import (
    CLOSERS,
    Phrase,
    actor_at,
    actors_at,
    ancestors,
    evidence_of,
    noun_phrase,
    preposition_of,
    stems_of,
    subject_of,
    times_in,
    trimmed,
    when_of,
)
from chancery.extract.quoting.prompts import question_of
from chancery.language.document import Doc, Sentence, Time
from chancery.records import Actor, Doubt, Evidence, Quote, Silence, identified
from chancery.rules.silences import Item, SilenceRule, SilenceRules

if TYPE_CHECKING:
    from chancery.extract.actors import Cast
    from chancery.rules.load import Rules

_ASKED = frozenset({"asked", "pressed", "questioned", "quizzed", "queried"})
_REQUESTS = frozenset(
    {"request", "requests", "question", "questions", "query", "queries", "inquiry", "inquiries", "enquiry", "enquiries", "call",
     "calls", "email", "emails", "e-mail", "e-mails", "message", "messages", "letter", "interview", "comment"}
)  # fmt: skip
_MATTERS = frozenset(
    {"on", "about", "of", "for", "regarding", "concerning", "over", "as", "to", "into", "beyond", "upon", "around"}
)
_QUESTION_WORDS = frozenset({"whether", "if", "when", "where", "who", "whom", "whose", "what", "which", "how", "why"})
_CLAUSE_ENDS = frozenset({".", "?", "!", ",", ";", ":", "—", "–", "--", "”", '"', ")", "’", "'"})
_MARKS = frozenset({"“", '"', "‘", "``", "«"})
_APOSTROPHES = frozenset({"'", "’"})
_TURNS = frozenset(
    {"but", "saying", "citing", "adding", "noting", "although", "though", "while", "because", "instead", "who", "which", "when",
     "except", "only", "nor", "insisting", "telling", "arguing", "according", "so", "as", "and"}
)  # fmt: skip
_NOT_ABOUT = frozenset(
    {"because", "until", "after", "before", "while", "since", "unless", "citing", "saying", "but", "and", "or", "nor", "although",
     "though", "when", "by", "during", "pending", "through", "despite", "without", "at", "in", "from", "with", "under", "amid"}
)  # fmt: skip
_LOOSE_MODALS = frozenset({"may", "might", "should", "must", "let"})
_WILLING = frozenset({"continue", "choose", "opt", "prefer", "decide", "vow", "go", "appear", "seem"})
_UNNAMED = frozenset(
    {"it", "that", "which", "there", "this", "what", "you", "one", "anyone", "somebody", "people", "nothing", "those", "these"}
)  # fmt: skip
_THINGS = frozenset(
    {"statement", "statements", "report", "reports", "article", "announcement", "document", "documents", "audit", "study", "account", "video",
     "recording", "letter", "book", "story", "stories", "text", "communique", "communiqué", "release", "figures", "data", "website", "site",
     "posting", "post", "transcript", "portions", "documentary", "results", "test", "tests", "message", "tape", "law", "bill", "treaty",
     "agreement", "resolution", "deal", "plan", "proposal", "speech", "remarks", "accord", "draft", "details", "reasons", "authenticity",
     "survey", "poll", "evidence", "map", "list", "order", "ruling", "verdict", "film", "photo", "photos", "images", "system", "guns", "streets",
     "note", "notes", "memo", "filing", "indictment", "notice", "complaint", "email", "e-mail", "emails", "records", "page", "press"}
)  # fmt: skip
_DOCUMENTS = frozenset(
    {"report", "reports", "study", "audit", "survey", "poll", "article", "document", "documents", "lawsuit", "suit", "indictment",
     "complaint", "filing", "book", "records", "data", "figures", "law", "bill"}
)  # fmt: skip
_OFFICES = frozenset(
    {"ministry", "embassy", "officials", "official", "spokesman", "spokeswoman", "government", "authorities", "police", "military", "army",
     "department", "office", "administration", "company", "lawyer", "lawyers", "commission", "board", "regime", "party", "council", "agency",
     "university", "union", "club", "family", "palace", "regulator", "junta"}
)  # fmt: skip
_FIRMS = frozenset(
    {"company", "firm", "group", "bank", "airline", "carrier", "manufacturer", "maker", "business", "corporation", "retailer", "lender",
     "operator", "supplier", "brewer", "insurer", "carmaker", "automaker", "chain", "publisher", "developer", "miner", "giant"}
)  # fmt: skip
_SENT = frozenset(
    {
        "officials",
        "official",
        "representatives",
        "representative",
        "spokespeople",
        "spokespersons",
        "spokesmen",
        "staff",
    }
)
"""Who answers for the body in which they are: "officials at the ministry"."""
_SPEAKS_FOR = frozenset({"office", "campaign", "camp", "team", "administration", "staff", "aides"})
"""Whose silence is his who stands before them: "Ruiz's office"."""
_CALLED_AT = frozenset({"business", "home", "house", "phone", "number", "residence", "cellphone", "mobile", "account"})
"""Where somebody is called who does not answer: "Messages left at his business were not returned"."""
_TELLING = frozenset(
    {"say", "tell", "announce", "report", "confirm", "add", "state", "reveal", "warn", "claim", "note", "promise", "acknowledge"}
)  # fmt: skip
_SPEAKERS = frozenset(
    {"reporter", "reporters", "journalist", "journalists", "correspondent", "correspondents", "lawmakers", "newspaper"}
)


_NOBODY = 0.45
"""How sure a silence is of which the story does not say who keeps it: kept, and not shown by default."""
_BACK = 3
"""How many sentences back "the official" who did not answer may have spoken."""


def find_silences(doc: Doc, cast: Cast, quotes: Sequence[Quote | Doubt], rules: Rules) -> Iterator[Silence]:
    """Yield each refusal or failure to say something, in text order.

    Forms that it reads:

        Palladino did not respond directly when asked about reports that ...
        He had no details of the meetings.          The ministry declined to comment.
        Asked whether ..., she sidestepped the question.
        There was no immediate comment from the ministry.      Calls to the ministry were not returned.
        Neither Ruiz nor Lee would say ...                     (two)
        "I am not going to get ahead of the president," he said.

    One that stands inside of a quote names that quote; where it is the speaker's own words, he is the silent one.
    """
    yield from find_unsaid(doc, cast, quotes, rules.silences)


def find_unsaid(doc: Doc, cast: Cast, quotes: Sequence[Quote | Doubt], rules: SilenceRules) -> Iterator[Silence]:
    """What ``find_silences`` yields, from the rules of silence alone."""
    spans = [
        (piece.start, piece.end, quote)
        for quote in quotes
        if isinstance(quote, Quote) and (piece := piece_of(quote, "words"))
    ]
    last: tuple[int, Phrase | None] = (-2, None)
    heard = [(end, quote.speaker, quote.speaker_as or "") for _, end, quote in spans if quote.speaker is not None]
    """Who spoke or would not, where, and the words that name him."""
    for sentence in doc.sentences:
        matches = list(_matches(doc, sentence, rules, spans))
        for number, match in enumerate(matches):
            start = doc.tokens[match.first].start
            within = [quote for first, end, quote in spans if first <= start < end]
            own = _quoted(spans, start)
            if match.rule.own:
                if own is not None and own.speaker is not None and not _supposed(doc, sentence, match):
                    yield _own_words(doc, match, own)
                continue
            if match.rule.spoke and not _spoke_before(doc, heard, start):
                continue
            limit = matches[number + 1].first if number + 1 < len(matches) else sentence.last
            told = _Told(doc, cast, match, limit, _spoke_before(doc, heard, start))
            if match.rule.asked and (told.asked is None or told.asked > match.first):
                continue
            if (
                own is not None
                and not told.of_speaker(own)
                and not told.opened_outside(own)
                and not _resumed(doc, own, start)
            ):
                continue
            about = told.about()
            if about is None and last[0] >= sentence.index - _BACK and told.goes_on(last[0] == sentence.index):
                about = last[1]
            last = (sentence.index, about)
            for silence in told.silences(about, within[0] if within else None):
                who = piece_of(silence, "who")
                if silence.who is not None and who is not None:
                    heard.append((who.end, silence.who, who.text))
                yield silence


def _supposed(doc: Doc, sentence: Sentence, match: _Match) -> bool:
    """ "If I did, I wouldn't discuss it": only supposed."""
    words = {doc.tokens[at].text.lower() for at in range(match.first, match.last)}
    before = {doc.tokens[at].text.lower() for at in range(max(sentence.first, match.first - 7), match.first)}
    return bool(words & {"would", "could"}) and "if" in before


def _quoted(spans: Sequence[tuple[int, int, Quote]], at: int) -> Quote | None:
    """The quote between whose marks the character stands."""
    return next((quote for start, end, quote in spans if start <= at < end and quote.form != "indirect"), None)


def _resumed(doc: Doc, quote: Quote, at: int) -> bool:
    """Whether the narrator has taken over again where a turn without a speaker seems to go on over the paragraph."""
    words = piece_of(quote, "words")
    return quote.speaker is None and words is not None and "\n" in doc.story.text[words.start : at]


def _spoke_before(doc: Doc, heard: Sequence[tuple[int, str, str]], at: int) -> Sequence[tuple[int, str, str]]:
    """Who spoke in the sentences right before and in this one, nearest first: where, the actor, the words that name him."""
    sentence = next((one for one in doc.sentences if one.start <= at < one.end), None)
    if sentence is None:
        return ()
    first = doc.sentences[max(sentence.index - _BACK, 0)].start
    return sorted((one for one in heard if first < one[0] <= sentence.end), key=lambda one: abs(one[0] - at))


def piece_of(record: Quote | Silence, field: str) -> Evidence | None:
    """The evidence of one field of a quote or silence."""
    return next((piece for piece in record.evidence if piece.field == field), None)


# ---- the words -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Match:
    """Tokens ``first:last`` that a template fits; ``who`` is where the silent one stands in it, if it does."""

    rule: SilenceRule
    first: int
    last: int
    who: int | None = None


def _matches(
    doc: Doc, sentence: Sentence, rules: SilenceRules, spans: Sequence[tuple[int, int, Quote]]
) -> Iterator[_Match]:
    """Yield the templates that fit in the sentence, in text order; of two that overlap the earlier, then the longer."""
    words = [doc.tokens[at].text.lower() for at in range(sentence.first, sentence.last)]
    found: list[_Match] = []
    for at, word in enumerate(words):
        for rule, template in rules.starts.get(word, ()):
            if rule.own and _quoted(spans, doc.tokens[sentence.first + at].start) is None:
                continue
            fit = _fit(doc, sentence, words, template, 0, at, None)
            if fit is not None and fit[0] > at:
                who = fit[1]
                found.append(_Match(rule, sentence.first + at, sentence.first + fit[0], who))
    end = sentence.first
    for match in sorted(found, key=lambda one: (one.first, -one.last)):
        if match.first >= end:
            yield match
            end = match.last


def _fit(
    doc: Doc, sentence: Sentence, words: Sequence[str], template: Sequence[Item], item: int, at: int, who: int | None
) -> tuple[int, int | None] | None:
    """Where the template from *item* on ends, if it fits at *at*, and where the silent one stands."""
    if item == len(template):
        return at, who
    place = template[item]
    if item and at < len(words) and words[at] in _MARKS and not place.looks and _one(words, place, at) is None:
        # had “nothing to add”
        if (fit := _fit(doc, sentence, words, template, item, at + 1, who)) is not None:
            return fit
    if place.who:
        start = sentence.first + at
        if at >= len(words) or doc.tokens[start].upos in ("PUNCT", "VERB", "AUX", "ADP"):
            return None
        end = _noun_end(doc, start) - sentence.first
        return _fit(doc, sentence, words, template, item + 1, end, start)
    if place.looks:
        here = _one(words, place, at) is not None or (place.ends and _at_end(words, at))
        return None if here == place.barred else _fit(doc, sentence, words, template, item + 1, at, who)
    if not place.words and not place.phrases:  # any words
        for end in range(at, min(at + place.most, len(words)) + 1):
            if end > at and words[end - 1] in _CLAUSE_ENDS - _APOSTROPHES:
                break
            if (fit := _fit(doc, sentence, words, template, item + 1, end, who)) is not None:
                return fit
        return None
    ends = [at]
    while len(ends) <= place.most and (after := _one(words, place, ends[-1])) is not None:
        ends.append(after)
    for taken in range(len(ends) - 1, place.least - 1, -1):
        if (fit := _fit(doc, sentence, words, template, item + 1, ends[taken], who)) is not None:
            return fit
    return None


def _one(words: Sequence[str], place: Item, at: int) -> int | None:
    """Where the item ends that stands once at *at*."""
    for phrase in place.phrases:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return at + 1 if at < len(words) and words[at] in place.words else None


def _at_end(words: Sequence[str], at: int) -> bool:
    return at >= len(words) or words[at] in _CLAUSE_ENDS or words[at] in ("but", "and", "when", "as", "or")


def _noun_end(doc: Doc, start: int) -> int:
    """The end of the noun phrase that starts at the token."""
    tokens, sentence = doc.tokens, doc.sentence_of(start)
    head = start
    while head < tokens[head].head < sentence.last and tokens[head].upos not in ("NOUN", "PROPN"):
        head = tokens[head].head
    while (
        start <= tokens[head].head < sentence.last
        and tokens[head].head > head
        and tokens[tokens[head].head].upos in ("NOUN", "PROPN")
        and tokens[head].dep.split(":")[0] in ("compound", "nmod", "flat", "amod", "det", "nummod")
    ):
        head = tokens[head].head
    last = noun_phrase(doc, head).last
    for at in range(start, last):
        if tokens[at].upos in ("VERB", "AUX") or tokens[at].text in _CLAUSE_ENDS:
            return max(at, start + 1)
        if at > start and tokens[at].upos == "ADP" and tokens[at].text.lower() not in ("of", "in", "at", "for"):
            last = at
            break
    while last - 1 > start and tokens[last - 1].upos in ("ADP", "DET"):
        last -= 1
    return max(last, start + 1)


# ---- who and about what ----------------------------------------------------------------------------------------------


class _Told:
    """A silence that the narrator tells."""

    def __init__(self, doc: Doc, cast: Cast, match: _Match, limit: int, spoke: Sequence[tuple[int, str, str]]) -> None:
        before = doc.sentences[max(doc.sentence_of(match.first).index - 1, 0)].start
        self.spoke = [(actor, named) for _, actor, named in spoke]
        self.spoke_near = sum(end > before for end, _, _ in spoke)
        """How many of them spoke in this sentence or in the one before."""
        self.limit = limit
        """Where the next silence of the sentence begins, else the sentence's end."""
        self.doc, self.cast, self.rule = doc, cast, match.rule
        self.first, self.last, self.after = match.first, match.last, match.last
        self.who_at = match.who
        self.sentence = doc.sentence_of(match.first)
        self.asked = next(
            (
                at
                for at in range(self.sentence.first, self.sentence.last)
                if doc.tokens[at].text.lower() in _ASKED and not match.first <= at < match.last
            ),
            None,
        )
        self.who = self._who()
        self._settle_edges()

    def silences(self, about: Phrase | None, within: Quote | None) -> Iterator[Silence]:
        """The silence, once for each who keeps it; none where nobody does."""
        doc, cast, who = self.doc, self.cast, self.who
        if who is None or self._only_possible() or (self.rule.teller and self._over(self._head()) is None):
            return
        word = doc.tokens[who.head].text.lower()
        actors = actors_at(doc, cast, who) or ((actor,) if (actor := actor_at(cast, who)) else ())
        named: list[str] = []
        if self.rule.neither:
            named = [actor for at in range(who.first, who.last) if (actor := cast.at(at) or self._bodies_at(at, who))]
            actors = tuple(dict.fromkeys(named)) if len(set(named)) > 1 else actors
        asker = self._asker()
        asking = actor_at(cast, asker) if asker is not None else None
        if doc.tokens[who.head].upos == "PRON" and asking is not None:
            actors = tuple(actor for actor in actors if actor != asking)  # "Asked by Mr. Frome how ..., he"
        other = {"he": "she", "she": "he"}.get(word)
        actors = tuple(actor for actor in actors if (actor, other) not in self._pronouns())
        teller = self._teller(who.first) if word in ("he", "she", "it", "they") else None
        if teller is not None and (told := actor_at(cast, teller)) is not None and teller.head != who.head:
            actors = (told,)  # "A spokesman said the president met Ruiz, but he gave no details."
        speaker = tuple(actor for actor in self._speaker(who, within) if actor != asking)
        if word in ("he", "she") and speaker and teller is None and not self._named_before(who, asking):
            actors = speaker  # Whoever spoke right before is the one who says no more.
        actors = actors or speaker or self._named_by(who)
        said_by = self._said_by(who) if word in ("he", "she", "it") else None
        alone = False
        if said_by is not None:
            same = actor_at(cast, said_by)
            if not self._agrees(said_by, word):
                actors = tuple(actor for actor in actors if actor != same)  # "A spokeswoman said he ..."
            elif same is None:
                actors, alone, who = (), True, said_by  # "A fifth director said she could not discuss it."
            else:
                actors = (same,)
        if word in _DOCUMENTS and doc.tokens[who.head].upos == "NOUN":
            return  # "The report does not say who was at fault."
        if not actors and word == "it" and (teller := self._teller(who.first, anyhow=True)) is not None:
            actors = tuple(filter(None, [actor_at(cast, teller)]))  # "Whitlock said it was premature to discuss"
        if (
            not actors
            and not alone
            and (
                word in _UNNAMED
                or (word in _THINGS and doc.tokens[who.head].upos == "NOUN")
                or doc.tokens[who.head].upos not in ("NOUN", "PROPN")
                or (self.rule.official and not (doc.tokens[who.head].upos == "PROPN" or word in _OFFICES))
            )
        ):
            return
        if (
            about is not None
            and about.first >= self.last
            and self.rule.not_about
            & {doc.tokens[at].text.lower() for at in range(about.first, min(about.last + 1, self.sentence.last))}
        ):
            return
        if self.rule.neither and len(set(named)) == 1:
            actors = tuple(named[:1])  # "Neither Airbus nor the carrier": the one who is known
        elif (self._quantified(who) or self.rule.neither) and len(actors) < 2:
            return  # "neither man": nobody certain.
        time = self._time(about)
        evidence = [
            evidence_of(doc, "how", self.first, self.last),
            evidence_of(doc, "who", who.first, who.last),
        ]
        if about is not None:
            evidence.append(evidence_of(doc, "about", about.first, about.last))
        if time is not None:
            evidence.append(Evidence.of(doc.story, time.start, time.end, "asked_at"))
        if asker is not None:
            evidence.append(evidence_of(doc, "asked_by", asker.first, asker.last))
        for actor in actors[:4] or (None,):
            yield identified(
                Silence(
                    story=doc.story.id,
                    how=doc.words(self.first, self.last),
                    evidence=tuple(evidence),
                    by=f"silences.{self.rule.name}",
                    confidence=self.rule.confidence if actor else min(self.rule.confidence, _NOBODY),
                    who=actor,
                    about=doc.words(about.first, about.last) if about else None,
                    asked_by=asking,
                    asked_at=when_of(doc, time),
                    within=within.id if within else None,
                )
            )

    def _said_by(self, who: Phrase) -> Phrase | None:
        """Who is described and says it of himself: "her spokesman said he would not ..."."""
        tokens, at = self.doc.tokens, who.first - 1
        while at > self.sentence.first and who.first - at < 4 and tokens[at].upos not in ("VERB", "PUNCT", "NOUN"):
            at -= 1
        if tokens[at].upos != "VERB" or not set(stems_of(tokens[at])) & _TELLING:
            return None
        subject = subject_of(self.doc, at)
        if subject is None or subject.last > at or self.doc.tokens[subject.head].upos not in ("NOUN", "ADJ", "NUM"):
            return None
        return subject

    def _agrees(self, somebody: Phrase, pronoun: str) -> bool:
        """Whether the described one can be "he", "she"."""
        noun = self.doc.tokens[somebody.head].text.lower()
        if pronoun == "it":
            return noun not in _SENT and not noun.endswith(("man", "woman", "person"))
        woman = noun.endswith("woman") or noun in ("mother", "wife", "sister", "daughter", "widow")
        man = not woman and (noun.endswith("man") or noun in ("father", "husband", "brother", "son"))
        body = noun in _FIRMS or noun in _OFFICES - {"official", "spokesman", "spokeswoman", "lawyer"}
        return not body and not (woman if pronoun == "he" else man)

    def _bodies_at(self, at: int, who: Phrase) -> str | None:
        """Whom "the airline" means among those who are silent."""
        tokens = self.doc.tokens
        if tokens[at].upos != "NOUN" or at == who.first or tokens[at - 1].text.lower() != "the":
            return None
        return next(iter(self._body(tokens[at].text.lower())), None)

    def _named_by(self, who: Phrase) -> tuple[str, ...]:
        """Who is named before the comma: "Fahrettin Demir, the president's communications director, brushed aside ..."."""
        tokens, at = self.doc.tokens, who.first - 1
        if tokens[at].text.lower() in ("himself", "herself", "itself"):
            at -= 1
        if at <= self.sentence.first or tokens[at].text != "," or tokens[who.last].text != ",":
            return ()
        if tokens[who.head].upos != "NOUN":
            return ()
        if not any(name.last == at for name in self.doc.names):
            return ()
        actor = self.cast.at(at - 1)
        return (actor,) if actor else ()

    def of_speaker(self, quote: Quote) -> bool:
        """Whether words that seem to stand in a quote are the narrator's: its speaker is named as who is silent."""
        who = self.who
        return (
            who is not None
            and quote.speaker is not None
            and self.doc.tokens[who.head].upos == "PROPN"
            and actor_at(self.cast, who) == quote.speaker
        )

    def opened_outside(self, quote: Quote) -> bool:
        """Whether the narrator names who is silent right before the marks: said he "had nothing to add"."""
        words, who = piece_of(quote, "words"), self.who
        return (
            words is not None
            and quote.form == "mixed"
            and who is not None
            and who.last <= self.first
            and self.doc.tokens[who.last - 1].end < words.start <= self.doc.tokens[self.first].start
            and who.first >= self.sentence.first
            and self.first - who.last <= 3
        )

    def _speaker(self, who: Phrase, within: Quote | None) -> tuple[str, ...]:
        """Whom "he" or "the official" means, where the cast does not know: he who just spoke."""
        word = self.doc.tokens[who.head].text.lower()
        if self.doc.tokens[who.head].upos == "PRON":
            if word not in ("he", "she", "they", "it", "i", "we"):
                return ()
            if within is not None and within.speaker:
                return (within.speaker,)
            other = {"he": "she", "she": "he"}.get(word)
            near = [actor for actor, named in self.spoke[: self.spoke_near][:1] if named.lower() != other]
            if word == "it":
                near = [actor for actor in near if self._is_body(actor)]
            return tuple(near)
        first = self.doc.tokens[who.first].text.lower()
        if first == "the" and word in _THINGS and self.spoke and self._is_theirs(word):
            return (self.spoke[0][0],)
        if first in ("the", "that") and self.doc.tokens[who.head].upos == "NOUN":
            same = [actor for actor, named in self.spoke if word in named.lower().split()]
            return (same[0],) if same else self._body(word)
        if word in _SENT:
            for child in self.doc.dependents(who.head, "nmod"):
                if preposition_of(self.doc, child.index) in ("in", "at", "of", "for", "from", "with"):
                    actor = actor_at(self.cast, noun_phrase(self.doc, child.index))
                    if actor is not None and self._is_body(actor):
                        return (actor,)  # "Officials in the ministry"
        owner = next((token for token in self.doc.dependents(who.head, "nmod:poss")), None)
        called = self.who_at is not None and word in _CALLED_AT and owner is not None and owner.upos == "PROPN"
        if owner is not None and (word in _SPEAKS_FOR or called):
            actor = actor_at(self.cast, noun_phrase(self.doc, owner.index))  # "Ruiz's office", "her campaign"
            return (actor,) if actor else ()
        return ()

    def _is_theirs(self, word: str) -> bool:
        """Whether who spoke in the sentence before did so in the paper that is silent: "said in a note ... The note does not say"."""
        if not self.sentence.index:
            return False
        before = self.doc.sentences[self.sentence.index - 1]
        for at in range(before.first + 1, before.last):
            if self.doc.tokens[at].text.lower() == word:
                return any(t.text.lower() in ("a", "an", "its", "his", "her", "their") for t in self.doc.dependents(at))
        return False

    def _is_body(self, actor: str) -> bool:
        return any(
            record.id == actor and isinstance(record, Actor) and record.type != "person" for record in self.cast.records
        )

    def _named_before(self, who: Phrase, asking: str | None) -> bool:
        """Whether the sentence itself names a person before "he", other than the one who asked."""
        start, end = self.sentence.start, self.doc.tokens[who.first].start
        return any(
            isinstance(record, Actor)
            and record.type == "person"
            and record.id != asking
            and any(
                start <= mention.start < end and mention.of(self.doc.story.text)[:1].isupper()
                for mention in record.mentions
            )
            for record in self.cast.records
        )

    def _pronouns(self) -> set[tuple[str, str | None]]:
        """How those who spoke are called: "she" who spoke right before is not "he"."""
        return {(actor, named.lower()) for actor, named in self.spoke}

    def _body(self, word: str) -> tuple[str, ...]:
        """Who was last named so before "the company", "the ministry", "the official"."""
        first = self.doc.sentences[max(self.sentence.index - _BACK, 0)].start
        here = self.doc.tokens[self.first].start
        near: list[tuple[int, str]] = []
        called: list[tuple[int, str]] = []
        for record in self.cast.records:
            if not isinstance(record, Actor):
                continue
            if record.type == "person" and record.name.split()[-1] == word:  # "a senior official"
                near += [(mention.start, record.id) for mention in record.mentions if first <= mention.start < here]
            if record.type not in ("organization", "media", "government"):
                continue
            names = {part for name in (record.name, *record.aliases) for part in name.lower().split()}
            if word in names:
                called += [(mention.start, record.id) for mention in record.mentions if mention.start < here]
            if word in names or (word in _FIRMS and record.type == "organization" and not names & _OFFICES):
                near += [(mention.start, record.id) for mention in record.mentions if first <= mention.start < here]
        return (max(near or called)[1],) if near or called else ()

    def about(self) -> Phrase | None:
        """What is not said: what follows the words, else the question that was asked."""
        at = self._skipped(max(self.after, self.last))
        put_off = (self.rule.teller or self.rule.asked) and self.asked is not None and self.asked < self.first
        found = self._thing(at) if at is not None and not put_off else None
        if found is None and self.asked is not None:
            question = question_of(self.doc, self.asked, self._head(), self.who)
            found = without_preposition(self.doc, question, ("about", "on", "for", "of")) if question else None
            if found is not None and self.doc.tokens[found.first].text.lower() in ("it", "this", "that", "them"):
                found = None  # "The press asked Trump about it that same day."
        if found is not None and found.first < self.last and found.last > self.first:
            return None
        return found or self._fronted()

    def _fronted(self) -> Phrase | None:
        """ "Whether she will remain she would not say": the question stands before."""
        tokens, first = self.doc.tokens, self.sentence.first
        if self.who is None or self.asked is not None or tokens[first].text.lower() not in _QUESTION_WORDS - {"when"}:
            return None
        last = self.who.first
        while last - 1 > first and tokens[last - 1].upos == "PUNCT":
            last -= 1
        return Phrase(first, first, last) if last - first > 2 and self.who.last <= self.first else None

    def goes_on(self, same: bool) -> bool:
        """Whether it is silent about what was not said right before: "..., and the embassy also declined to comment"."""
        words = {self.doc.tokens[at].text.lower() for at in range(max(self.sentence.first, self.first - 6), self.last)}
        return self.asked is None and (same or bool(words & {"also", "either", "too", "likewise"}))

    # -- who

    def _who(self) -> Phrase | None:
        doc = self.doc
        if self.who_at is not None:
            end = min(_noun_end(doc, self.who_at), self.sentence.last)
            return Phrase(doc.head_of(self.who_at, end), self.who_at, end)
        start = self._start()
        head = self._head()
        if self.rule.neither:
            return self._neither()
        if self.rule.teller and (teller := self._over(head)) is not None:
            return teller
        apart = self.doc.tokens[self.first].text.lower() == "without"
        beside = None if apart else self._beside(start)  # "left the hall without taking questions"
        subject = self._subject(head)
        if beside is not None and (subject is None or not subject.first <= beside.head < subject.last):
            return beside
        return self._without_time(self._teller(start) or subject)

    def _over(self, head: int) -> Phrase | None:
        """Who says what the words are part of: "[the premier] said the matter was before the court"."""
        for above in ancestors(self.doc, head, 4):
            if set(stems_of(self.doc.tokens[above])) & (
                _TELLING | {"reply", "answer", "indicate", "insist", "explain"}
            ):
                return subject_of(self.doc, above)
        return None

    def _without_time(self, who: Phrase | None) -> Phrase | None:
        """ "the ministry Monday" is the ministry."""
        if who is None:
            return None
        last = who.last
        while last - 1 > who.first and any(
            time.start <= self.doc.tokens[last - 1].start < time.end for time in self.doc.times
        ):
            last -= 1
        return Phrase(min(who.head, last - 1), who.first, last)

    def _teller(self, start: int, *, anyhow: bool = False) -> Phrase | None:
        """Who says what stands before "but": "NATO says two soldiers died, but did not say where"."""
        doc, tokens = self.doc, self.doc.tokens
        before = tokens[start - 1].text.lower() if start > self.sentence.first else ""
        if tokens[start].text.lower() == "had":
            return None  # "said Moscow had offered to stop but had refused to ..."
        if not anyhow and before not in ("but", "though", "although") and tokens[self.first].text.lower() != "without":
            return None
        for at in range(self.sentence.first, start):
            if tokens[at].upos == "VERB" and set(stems_of(tokens[at])) & _TELLING:
                subject = next(
                    (child for child in doc.dependents(at, "nsubj") if child.index < at and child.dep != "nsubj:pass"),
                    None,
                )
                if subject is not None and tokens[at].dep != "acl:relcl":
                    return noun_phrase(doc, subject.index)
        return None

    def _neither(self) -> Phrase | None:
        """Those between "neither" and the verb."""
        tokens = self.doc.tokens
        last = next((at for at in range(self.first + 1, self.last) if tokens[at].upos in ("VERB", "AUX")), self.last)
        while last - 1 > self.first and tokens[last - 1].upos in ("ADV", "PUNCT"):
            last -= 1
        if last <= self.first + 1:
            return None
        return Phrase(self.doc.head_of(self.first + 1, last), self.first + 1, last)

    def _head(self) -> int:
        """The verb or adjective that says it, else the head of the words."""
        doc = self.doc
        head = doc.head_of(self.first, self.last)
        if doc.tokens[head].upos in ("VERB", "AUX", "ADJ") and doc.tokens[head].dep not in ("aux", "aux:pass"):
            return head
        return next(
            (
                at
                for at in range(self.first, self.last)
                if doc.tokens[at].upos in ("VERB", "AUX") and doc.tokens[at].dep not in ("aux", "aux:pass", "cop")
            ),
            head,
        )

    def _start(self) -> int:
        """The first of the auxiliaries before the words."""
        start, tokens = self.first, self.doc.tokens
        while start - 1 >= self.sentence.first and (
            tokens[start - 1].upos in ("AUX", "PART", "ADV")
            or tokens[start - 1].text.lower() in ("yet", "far", "repeatedly", "not", "n't")
        ):
            start -= 1
        return start

    def _subject(self, head: int) -> Phrase | None:
        """The subject of the clause; the passive subject too ("could not be reached")."""
        doc = self.doc
        passive = next(doc.dependents(head, "nsubj:pass"), None)
        if passive is not None and passive.index < self.first:
            phrase = noun_phrase(doc, passive.index)
            if doc.tokens[passive.index].lemma.lower() in ("who", "that", "which"):
                return noun_phrase(doc, doc.tokens[head].head) if doc.tokens[head].dep == "acl:relcl" else None
            return phrase
        for at in (head, *(at for at in range(self.first, self.last) if doc.tokens[at].upos in ("VERB", "AUX"))):
            subject = subject_of(doc, at)
            if subject is not None and (subject.last <= self.first or subject.first >= self.last):
                if doc.tokens[subject.head].upos in ("NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"):
                    return subject
        for above in ancestors(doc, head, 4):
            if doc.tokens[above].upos == "VERB" and (subject := subject_of(doc, above)) is not None:
                if subject.last <= self.first:
                    return subject
        return None

    def _beside(self, first: int) -> Phrase | None:
        """The noun phrase that ends right before the token *first*: "..., the official did not answer"."""
        doc, tokens, at = self.doc, self.doc.tokens, first - 1
        while at > self.sentence.first and (tokens[at].text == "," or tokens[at].upos == "ADV") and first - at < 5:
            at -= 1  # "Musharraf, so far, has ..."
        if at < self.sentence.first or tokens[at].upos not in ("NOUN", "PROPN", "PRON"):
            return None
        if tokens[at].lemma.lower() in ("who", "which", "that", "whom"):
            return None
        if any(time.start <= tokens[at].start < time.end for time in doc.times):
            return None
        start = at
        while (
            start - 1 >= self.sentence.first
            and tokens[at].upos != "PRON"
            and (
                tokens[start - 1].upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM")
                or (tokens[start - 1].upos == "PART" and tokens[start - 1].tag == "POS")
            )
        ):
            start -= 1
        if start - 1 >= self.sentence.first and tokens[start - 1].tag == "VBG" and tokens[at + 1].text == ",":
            return None  # "The agency, citing privacy rules, would not say ..."
        if start - 1 >= self.sentence.first and tokens[start - 1].upos in ("ADP", "PART", "SCONJ", "CCONJ"):
            if tokens[start - 1].text.lower() not in (
                "but",
                "while",
                "although",
                "though",
                "as",
                "because",
                "that",
                "so",
            ) and (tokens[start - 1].upos != "CCONJ" or tokens[start - 2].text != ","):
                return None
        return Phrase(at, start, at + 1)

    def _quantified(self, who: Phrase) -> bool:
        """ "neither man", "both sides", "no official"."""
        words = {
            self.doc.tokens[at].text.lower() for at in range(max(who.first - 1, self.sentence.first), who.head + 1)
        }
        return bool(
            words & {"neither", "both", "no", "none", "nobody", "each", "many", "few", "most", "some", "several"}
        )

    def _only_possible(self) -> bool:
        """ "He may decline to comment", "if they refuse to say", "did not decline to comment"."""
        doc, tokens, head = self.doc, self.doc.tokens, self._head()
        before = [tokens[at].text.lower() for at in range(self.start, self.first)]
        if any(word in ("not", "n't", "n’t", "never") for word in before):
            return True
        modal = {tokens[at].text.lower() for at in range(self.start, self.last) if tokens[at].upos == "AUX"}
        if modal & _LOOSE_MODALS and not self.rule.teller:
            return True
        if tokens[self.first].text.lower() == "had" and tokens[self.last - 1].text.lower() == "discuss":
            return True  # "Moscow had refused to discuss the port": told of talks.
        if "to" in before and not any(tokens[at].lemma.lower() in _WILLING for at in ancestors(doc, head, 2)):
            return True
        if any(
            child.lemma.lower() in ("if", "unless") and child.index < self.first
            for child in doc.dependents(head, "mark")
        ):
            return True
        return tokens[self.sentence.last - 1].text == "?"

    def _settle_edges(self) -> None:
        """Take in the auxiliaries and what goes with the words; leave "from" out before who is silent."""
        tokens = self.doc.tokens
        self.start = self._start()
        for at in range(self.first, self.last - 1):
            if tokens[at].text.lower() in ("address", "addressed"):
                self.last = self.after = at + 1  # "has not addressed | the new claims"
        if self.who_at is not None:
            if self.who is not None and self.last == self.who.last:
                self.last = self.who_at
                while self.last - 1 > self.first and tokens[self.last - 1].upos == "ADP":
                    self.last -= 1
        elif self.who is not None and self.who.last <= self.first:
            at = self.first
            while at - 1 >= max(self.start, self.who.last) and tokens[at - 1].upos in ("AUX", "ADV", "PART"):
                at -= 1
                if tokens[at].upos == "AUX":
                    self.first = at
        if self.rule.through and self.last < self.sentence.last and tokens[self.last].text.lower() in self.rule.through:
            head = tokens[self.last].head
            if head > self.last:
                end = _noun_end(self.doc, self.last + 1)
                self.last = min(max(end, self.last + 1), self.sentence.last)
        if (
            self.last < self.sentence.last
            and tokens[self.last].upos == "ADV"
            and tokens[self.last].text.endswith("ly")
            and tokens[self.last].text.lower() != "only"
        ):
            self.last += 1

    # -- about

    def _skipped(self, at: int) -> int | None:
        """The first token after the words that may say what it is about; None where another clause begins."""
        doc, tokens = self.doc, self.doc.tokens
        while at < self.sentence.last:
            word = tokens[at].text.lower()
            if self.asked is not None and self.first < self.asked <= at:
                return None
            time = next((time for time in doc.times if time.start <= tokens[at].start < time.end), None)
            if time is not None:
                while at < self.sentence.last and tokens[at].start < time.end:
                    at += 1
                continue
            if word in ("on", "in", "at", "by", "as", "late") and any(
                time.start - tokens[at].end <= 1 and time.start >= tokens[at].end for time in doc.times
            ):
                at += 1
                continue
            if word in ("to", "with", "by", "from", "for", "seeking") and self._addressee(at + 1):
                at = _noun_end(doc, at + 1)
                continue
            if tokens[at].upos == "ADV" and word not in _QUESTION_WORDS and word not in _NOT_ABOUT:
                at += 1
                continue
            if word in ("at", "in", "on", "by", "during") and (question := self._question_after(at)) is not None:
                return question  # "did not disclose at the time whether ..."
            if word in ("left", "sent", "placed", "emailed", "mailed") and tokens[at].tag in ("VBN", "VBD"):
                return None  # "did not return messages left on Friday"
            if word in ("seeking", "for", "further") and at + 1 < self.sentence.last and self._request(at + 1):
                at += 2
                continue
            return at
        return None

    def _question_after(self, at: int) -> int | None:
        """Where a question begins within the next words, no verb between."""
        for i in range(at + 1, min(at + 6, self.sentence.last)):
            if self.doc.tokens[i].text.lower() in _QUESTION_WORDS:
                return i
            if self.doc.tokens[i].upos in ("VERB", "AUX", "PUNCT"):
                return None
        return None

    def _request(self, at: int) -> bool:
        return self.doc.tokens[at].text.lower() in (
            "comment",
            "comments",
            "an",
            "interview",
            "confirmation",
            "clarification",
        )

    def _addressee(self, at: int) -> bool:
        """Whether those who asked stand at the token: "to reporters", "from Reuters"."""
        if at >= self.sentence.last:
            return False
        head = _noun_end(self.doc, at) - 1
        actor = self.cast.at(at) or self.cast.at(head)
        if any(self.doc.tokens[i].text.lower() in _SPEAKERS | {"press", "media"} for i in range(at, head + 1)):
            return True
        return actor is not None and any(
            record.id == actor and getattr(record, "type", None) == "media" for record in self.cast.records
        )

    def _thing(self, at: int) -> Phrase | None:
        """The phrase or clause at the token, to its end."""
        doc, tokens = self.doc, self.doc.tokens
        word = tokens[at].text.lower()
        if tokens[at].text in _CLAUSE_ENDS or (
            tokens[at].upos == "PUNCT" and tokens[at].text not in ("“", "`", "‘", "``")
        ):
            return None
        asks = at + 1 < self.sentence.last and tokens[at + 1].text.lower() in _QUESTION_WORDS  # "by how many"
        if word in _NOT_ABOUT and word not in _QUESTION_WORDS and not asks:
            return None
        if word == "when" and self._is_asking(at):
            return None
        if word == "as" and (at + 1 >= self.sentence.last or tokens[at + 1].text.lower() != "to"):
            return None  # "have not responded as of this writing"
        if (
            tokens[at].upos in ("ADP", "SCONJ", "PART")
            and word not in _MATTERS
            and word not in _QUESTION_WORDS | {"that"}
            and not asks
        ):
            return None
        clause = word in _QUESTION_WORDS or word == "that" or tokens[at - 1].tag == "VBG"
        end = self._end(at, clause)
        if at < self.limit < end:
            end = self.limit
            while end - 1 > at and tokens[end - 1].upos in ("AUX", "CCONJ", "PUNCT", "PART", "ADV"):
                end -= 1
        phrase = trimmed(doc, at, at, end)
        phrase = without_preposition(doc, phrase, tuple(_MATTERS))
        while phrase.last - 1 > phrase.first and tokens[phrase.last - 1].text.lower() in ("that", "who", "which"):
            phrase = Phrase(min(phrase.head, phrase.last - 2), phrase.first, phrase.last - 1)
        if word not in _QUESTION_WORDS and all(
            tokens[i].upos in ("PUNCT", "ADP", "PART", "SCONJ", "ADV") for i in range(phrase.first, phrase.last)
        ):
            return None
        if phrase.last - phrase.first == 1 and tokens[phrase.first].text.lower() in (
            "comment",
            "anything",
            "more",
            "further",
            "much",
        ):
            return None
        return phrase

    def _is_asking(self, at: int) -> bool:
        return any(
            self.doc.tokens[i].text.lower() in _ASKED | {"contacted", "reached", "approached"}
            for i in range(at + 1, min(at + 4, self.sentence.last))
        )

    def _end(self, at: int, clause: bool) -> int:
        """Where the phrase that starts at the token ends: with what hangs on it, and not beyond where a new clause turns."""
        doc, tokens = self.doc, self.doc.tokens
        end, node, steps = at + 1, at, 0
        while steps < 40:
            steps += 1
            end = max(end, *(i + 1 for i in _below(doc, node, at)))
            above = tokens[node].head
            if above == node or not at <= above < self.sentence.last:
                break
            node = above
        for i in range(at + 1, end):
            word = tokens[i].text.lower()
            following = tokens[i + 1].text.lower() if i + 1 < end else ""
            if tokens[i].text in (";", "—", "–", "--", ":"):
                return i
            if tokens[i].text in (".", "?", "!") and i + 1 < end and tokens[i + 1].text[:1].isupper():
                return i
            if tokens[i].text == "," and (following in _TURNS or not clause) and not self._listed(i):
                return i
            if word in self.rule.through or (word in ("when", "as") and self._is_asking(i)):
                return i
            if not clause and word in ("but", "saying", "citing", "while", "although", "because", "until"):
                return i
            if (
                word == "and"
                and not clause
                and tokens[i + 1].upos in ("AUX", "VERB")
                and tokens[i + 1].tag in ("VBD", "VBZ", "MD", "VBP")
            ):
                return i
        return end

    def _listed(self, comma: int) -> bool:
        """Whether the comma joins a list, a day or a place: "the date, place and agenda"."""
        tokens = self.doc.tokens
        end = min(comma + 12, self.sentence.last)
        if tokens[comma + 1].upos == "NUM" or tokens[comma - 1].upos == "NUM":
            return True
        if tokens[comma - 1].upos == tokens[comma + 1].upos == "ADJ":
            return True
        if tokens[comma + 1].text.lower() == "and":
            return tokens[comma + 2].upos in ("DET", "NOUN", "PROPN", "ADJ") and not any(
                tokens[at].upos in ("VERB", "AUX") for at in range(comma + 2, min(comma + 6, end))
            )
        for at in range(comma + 1, end):
            if tokens[at].upos in ("VERB", "AUX"):
                return False
            if tokens[at].text.lower() in ("and", "or"):
                return tokens[at - 1].upos in ("NOUN", "PROPN") or tokens[at - 1].text == ","
        return False

    # -- asked

    def _time(self, about: Phrase | None) -> Time | None:
        """When it was asked."""
        if self.asked is None:
            return None
        end = (
            about.first if about is not None and about.first > self.asked else min(self.asked + 4, len(self.doc.tokens))
        )
        return next((one for one in times_in(self.doc, self.asked, end) if one.earliest), None)

    def _asker(self) -> Phrase | None:
        """Who asked: "asked by a reporter", "a request for comment from Reuters", "Reuters' request"."""
        tokens = self.doc.tokens
        if self.asked is not None:
            for at in range(self.asked + 1, min(self.asked + 4, self.sentence.last - 1)):
                if tokens[at].text.lower() == "by" and tokens[at + 1].upos in ("NOUN", "PROPN", "DET", "ADJ"):
                    return self._named(at + 1)
        for at in range(self.first, self.sentence.last):
            word = tokens[at].text.lower()
            if at > self.last + 12:
                break
            if (word in _REQUESTS and at < self.last + 3) or word in ("contacted", "reached", "approached"):
                if at > self.first + 1 and tokens[at - 1].tag == "POS":
                    return self._before(at - 1)
                if tokens[at - 1].upos == "PROPN" and self._addressee(at - 1):
                    return self._before(at)
                after = at + 1
                while after < min(at + 5, self.sentence.last - 1) and tokens[after].text.lower() in (
                    "for",
                    "seeking",
                    "a",
                    "an",
                    "comment",
                    "interview",
                    "sent",
                ):
                    after += 1
                if after < self.sentence.last - 1 and tokens[after].text.lower() in ("from", "by"):
                    phrase = self._named(after + 1)
                    if phrase is not None and (self.who is None or phrase.head != self.who.head):
                        return phrase
            elif word == "to" and at in (self.last, self.last + 1) and self._addressee(at + 1):
                return self._named(at + 1)
        return None

    def _named(self, at: int) -> Phrase | None:
        doc = self.doc
        if doc.tokens[at].upos not in ("NOUN", "PROPN", "DET", "ADJ", "NUM"):
            return None
        if any(time.start <= doc.tokens[at].start < time.end for time in doc.times):
            return None
        end = min(_noun_end(doc, at), self.sentence.last)
        return Phrase(doc.head_of(at, end), at, end)

    def _before(self, end: int) -> Phrase:
        """The names that end before the token."""
        tokens, start = self.doc.tokens, end - 1
        while start - 1 > self.first and tokens[start - 1].upos == "PROPN":
            start -= 1
        if tokens[start - 1].upos == "DET" and tokens[start - 1].text.lower() != "a":
            start -= 1
        return Phrase(end - 1, start, end)


def _below(doc: Doc, node: int, least: int) -> Iterator[int]:
    """The tokens that hang on *node*, and itself, as far as they stand at *least* or after."""
    todo, seen = [node], {node}
    while todo:
        at = todo.pop()
        if at >= least:
            yield at
        for child in doc.children[at]:
            if child >= least and child not in seen:
                seen.add(child)
                todo.append(child)


def without_preposition(doc: Doc, phrase: Phrase, prepositions: Sequence[str]) -> Phrase:
    """The phrase without the preposition that joins it."""
    first = phrase.first
    while (
        first < phrase.last - 1
        and doc.tokens[first].upos in ("ADP", "SCONJ", "ADV", "PART")
        and doc.tokens[first].text.lower() in prepositions
    ):
        first += 1
    return Phrase(max(phrase.head, first), first, phrase.last)


# ---- in their own words ----------------------------------------------------------------------------------------------


def _own_words(doc: Doc, match: _Match, quote: Quote) -> Silence:
    """The silence that a speaker puts in his own words, between marks."""
    words, who, prompt = piece_of(quote, "words"), piece_of(quote, "speaker"), piece_of(quote, "prompt")
    end, last = words.end if words else len(doc.story.text), match.last
    if (
        doc.tokens[last - 1].text.lower() in _YOU
        and last + 1 < len(doc.tokens)
        and doc.tokens[last].text.lower() == "to"
    ):
        last = max(last, _noun_end(doc, last + 1))  # "I would refer you to the Pentagon."
        if doc.tokens[last - 1].end > end:
            last = match.last
    evidence = [evidence_of(doc, "how", match.first, last)]
    if who is not None:
        evidence.append(Evidence(who.start, who.end, who.text, "who"))
    about = _rest_of_clause(doc, last, end)
    piece: Evidence | None
    if about is not None:
        piece = evidence_of(doc, "about", *about)
    else:
        piece = _question(doc, prompt) if prompt is not None else None
    if piece is not None:
        evidence.append(piece)
    return identified(
        Silence(
            story=doc.story.id,
            how=doc.words(match.first, last),
            evidence=tuple(evidence),
            by=f"silences.{match.rule.name}",
            confidence=match.rule.confidence,
            who=quote.speaker,
            about=piece.text if piece else None,
            within=quote.id,
        )
    )


def _question(doc: Doc, prompt: Evidence) -> Evidence | None:
    """The last question of what was asked; the whole of it where it is short."""
    if prompt.end - prompt.start <= 200:
        joined = re.match(r"(?:about|on) (?=\w)", prompt.text)
        cut = joined.end() if joined else 0
        return Evidence(prompt.start + cut, prompt.end, prompt.text[cut:], "about")
    asked = [
        sentence
        for sentence in doc.sentences
        if prompt.start <= sentence.start and sentence.end <= prompt.end and doc.tokens[sentence.last - 1].text == "?"
    ]
    return evidence_of(doc, "about", asked[-1].first, asked[-1].last) if asked else None


def _rest_of_clause(doc: Doc, first: int, end: int) -> tuple[int, int] | None:
    """The tokens from *first* to the end of the clause, inside of the quotation; None where they say nothing of the matter."""
    tokens, last = doc.tokens, first
    while (
        last < len(tokens) and tokens[last].end <= end and tokens[last].text not in (".", "?", "!", ";", "--", "—", "–")
    ):
        if tokens[last].text == "," and tokens[min(last + 1, len(tokens) - 1)].text.lower() in (
            "but",
            "so",
            "and",
            "because",
            "except",
        ):
            break
        last += 1
    while first < last:
        word = tokens[first].text.lower()
        following = tokens[first + 1].text.lower() if first + 1 < last else ""
        if (word in ("for", "to", "with") and following in _YOU) or (word == "to" and following in _SHARED):
            first += 2
        elif word in ("at", "from", "right") and following in _NOW:
            first += 2
            while first < last and tokens[first].text.lower() in _NOW:
                first += 1
        elif (
            word in (_NOW - {"this", "the", "time", "point", "moment", "at"})
            or word in _MATTERS
            or tokens[first].text in ("...", "…", ",", "-")
        ):
            first += 1
        else:
            break
    while last > first and tokens[last - 1].text in CLOSERS:
        last -= 1
    if first + 1 < last and tokens[first].text.lower() == "other" and tokens[first + 1].text.lower() == "than":
        return None
    if all(token.upos in ("ADV", "PUNCT", "ADP", "PRON", "DET") for token in tokens[first:last]):
        return None
    return (first, last) if last > first else None


_YOU = frozenset({"you", "everyone", "everybody", "folks", "anyone", "today"})
_SHARED = frozenset({"read", "share", "make", "announce", "preview", "provide", "offer", "add", "give", "report"})
_NOW = frozenset(
    {"today", "now", "here", "this", "the", "moment", "time", "point", "at", "right", "yet", "further", "else"}
)
