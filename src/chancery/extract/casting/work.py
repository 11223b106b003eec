"""What the steps share: the story, the rules, and what has been found so far."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from chancery.extract.casting.drafts import Draft, Found
from chancery.language.document import Doc, Time
from chancery.records import Doubt, Evidence
from chancery.rules.countries import Leader
from chancery.rules.load import Rules

_NO_ACTORS = {"credit", "byline", "masthead", "signoff", "dateline"}


class Work:
    """The work on one story: each step reads what the steps before it have left here, and adds to it."""

    def __init__(self, doc: Doc, rules: Rules) -> None:
        self.doc, self.tokens = doc, doc.tokens
        self.countries, self.titles, self.deeds = rules.countries, rules.titles, rules.events
        self.gazetteer = rules.places
        self.day = (doc.story.published or "")[:10] or None
        self.quoted = _quoted(doc)
        self.open = [s.part not in _NO_ACTORS or self._is_signed(s.first, s.last) for s in doc.sentences]
        # Names: in text order, by each token of one, and those of the lexicon wherever they stand, in longer names too.
        self.names: list[Found] = []
        self.found: dict[int, Found] = {}
        self.inside: dict[int, Found] = {}
        self.hints: Counter[str] = Counter()  # how often the story speaks of a country, an alliance, a group
        # Actors: all, the persons, and those that are no persons by kind and name.
        self.drafts: list[Draft] = []
        self.people: list[Draft] = []
        self.by_name: dict[tuple[str, str], Draft] = {}
        # Tokens: whom one means, whom one means together, and which are heads of a title that has its person.
        self.at: dict[int, Draft] = {}
        self.several: dict[int, list[Draft]] = {}
        self.heads: dict[int, Draft] = {}
        self.doubts: list[Doubt] = []

    def words(self, first: int, last: int) -> str:
        """The story's text over tokens ``first:last`` on one line."""
        return " ".join(self.doc.words(first, last).split())

    def evidence(self, first: int, last: int, field: str) -> Evidence:
        """Tokens ``first:last`` as what says a *field* of a record."""
        return Evidence.of(self.doc.story, *self.doc.characters(first, last), field)

    def add(self, draft: Draft, kind: str, name: str) -> None:
        """Take up an actor that is found again by its kind and name."""
        self.by_name[kind, name] = draft
        self.drafts.append(draft)

    def mention(self, draft: Draft, first: int, last: int) -> None:
        """Count tokens ``first:last`` as a mention of the actor; a token that already means somebody goes on to."""
        if (first, last) not in draft.mentions:
            draft.mentions.append((first, last))
        for at in range(first, last):
            self.at.setdefault(at, draft)

    def actor_at(self, at: int) -> Draft | None:
        """Whom the token means, or the name that hangs on it: "Secretary Pompeo", parsed with "Secretary" as head."""
        draft = self.at.get(at)
        if draft is None:
            for token in self.doc.dependents(at, "flat", "appos", "nmod:desc"):
                draft = draft or self.at.get(token.index)
        return draft

    def person_at(self, at: int) -> Draft | None:
        """The person whom the token means."""
        draft = self.actor_at(at)
        return draft if draft and draft.type == "person" else None

    def is_person(self, at: int) -> bool:
        """Whether the token is part of a person's name."""
        return at in self.found and self.found[at].kind == "PER"

    def is_open(self, at: int) -> bool:
        """Whether the token stands where actors are: in the story, not in a picture's credit."""
        return self.open[self.tokens[at].sentence]

    def is_shouted(self, at: int) -> bool:
        """Whether the sentence is all in capitals, where "IS" and "WHO" may be words."""
        sentence = self.doc.sentence_of(at)
        letters = [c for c in self.doc.story.text[sentence.start : sentence.end] if c.isalpha()]
        return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)

    def leader_named(self, words: str) -> Leader | None:
        """The office-holder of this full name, on the story's day and in its countries."""
        return self.countries.leader_named(words, self.day, self.hints)

    def leader_called(self, surname: str) -> Leader | None:
        """The office-holder whom a story of this day and these countries calls by the surname alone."""
        return self.countries.leader(surname, self.day, self.hints)

    @cached_property
    def home(self) -> str | None:
        """The country of the government that issued the story, where its source is one: the State Department's is USA."""
        source = self.doc.story.source
        if not source:
            return None
        entry = self.countries.entry(source)
        if entry is None:
            return self.countries.seat(source)
        return entry.country if entry.sector in {"GOV", "MIL"} else None

    @cached_property
    def time_at(self) -> dict[int, Time]:
        """The expressions of time by the character that they begin at."""
        return {time.start: time for time in self.doc.times}

    @cached_property
    def first_i(self) -> int:
        """The first word outside of quotation marks by which the writer speaks of himself; where none is, the story's end."""
        own = (t.index for t in self.tokens if t.text in {"I", "my", "My"} and not self.quoted[t.index])
        return next(own, len(self.tokens))

    def _is_signed(self, first: int, last: int) -> bool:
        """Whether a masthead or byline names an official with his office: "Antony J. Blinken, Secretary of State"."""
        if self.doc.sentence_of(first).part == "credit":
            return False
        for name in self.doc.names:
            if name.type == "PER" and first <= name.first < last:
                end = name.last - (self.tokens[name.last - 1].text == ",")
                if end < last and self.tokens[end].text == ",":
                    title = " ".join(t.text for t in self.tokens[end + 1 : last])
                    if self.titles.sector(title) in {"GOV", "MIL", "LEG", "JUD"}:
                        return True
        return False


def _quoted(doc: Doc) -> list[bool]:
    """For each token whether it stands between quotation marks; a mark left open ends with its paragraph."""
    out, inside, paragraph = [], False, -1
    for token in doc.tokens:
        here = doc.sentences[token.sentence].paragraph if doc.sentences else 0
        if here != paragraph:
            inside, paragraph = False, here
        if token.text in {"“", "``", "«"}:
            inside = True
            out.append(False)
        elif token.text in {"”", "''", "»"}:
            inside = False
            out.append(False)
        elif token.text == '"':
            inside = not inside
            out.append(False)
        else:
            out.append(inside)
    return out
