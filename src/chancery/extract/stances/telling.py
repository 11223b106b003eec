"""One story while its positions are found: who may hold one, and in whose words a sentence stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from chancery.extract.clauses import Phrase, actor_at, actors_at, ancestors, noun_phrase, preposition_of, subject_of
from chancery.extract.silences import piece_of
from chancery.language.document import Doc, Token
from chancery.records import Actor, Quote
from chancery.rules.positions import PositionRules

if TYPE_CHECKING:
    from chancery.extract.actors import Cast

_PARTIES = frozenset({"state", "government", "igo", "armed_group", "people"})
_PRIVATE = frozenset({None, "MED", "EDU", "BUS", "CVL"})
_SPEAKERS = frozenset({"i", "we", "my", "our", "us", "me"})
_THIRD = frozenset({"he", "she", "his", "her", "they", "their", "it", "its"})


class Telling:
    """The doc with its cast and quotes, and what the finders ask of them."""

    def __init__(self, doc: Doc, cast: Cast, quotes: Sequence[Quote], rules: PositionRules) -> None:
        self.doc, self.cast, self.rules = doc, cast, rules
        self.actors: Mapping[str, Actor] = {record.id: record for record in cast.records if isinstance(record, Actor)}
        self.words = [(piece.start, piece.end, quote) for quote in quotes if (piece := piece_of(quote, "words"))]
        self.around = [(piece.start, piece.end, quote) for quote in quotes if (piece := piece_of(quote, "content"))]

    # ---- in whose words

    def quote_at(self, index: int, *, marked: bool = False) -> Quote | None:
        """The innermost quote in whose words the token stands, else the one whose clause it is; *marked*: between marks only."""
        at = self.doc.tokens[index].start
        inside = [
            (end - start, n) for n, (start, end, quote) in enumerate(self.words)
            if start <= at < end and (quote.form != "indirect" or not marked)
        ]  # fmt: skip
        if inside:
            return self.words[min(inside)[1]][2]
        if not marked:
            return next((quote for start, end, quote in self.around if start <= at < end), None)
        return None

    def edges_at(self, index: int) -> tuple[int, int]:
        """First and last token that a content at *index* may reach: its sentence, and its quote where it stands in one."""
        doc, sentence = self.doc, self.doc.sentence_of(index)
        first, last = sentence.first, sentence.last
        quote = self.quote_at(index)
        field = "content" if quote is not None and quote.form == "mixed" else "words"
        piece = piece_of(quote, field) if quote is not None else None
        if piece is None or not piece.start <= doc.tokens[index].start < piece.end:
            return first, last
        while first < index and doc.tokens[first].start < piece.start:
            first += 1
        end = last
        while end - 1 > index and doc.tokens[end - 1].end > piece.end:
            end -= 1
        cut = end < last and quote is not None and quote.form == "indirect" and doc.tokens[end].upos != "PUNCT"
        return first, last if cut else end

    @cached_property
    def voice(self) -> str | None:
        """Whose statement the story is: the actor that its own "we" and "our" mean; None for a reporter's story."""
        told = Counter(
            actor
            for token in self.doc.tokens
            if token.text.lower() in ("we", "our") and self.quote_at(token.index, marked=True) is None
            if (actor := self.cast.at(token.index)) is not None
        )
        if told:
            return self.party(told.most_common(1)[0][0])
        ours = any(
            token.text.lower() in ("we", "our") and self.quote_at(token.index, marked=True) is None
            for token in self.doc.tokens
        )
        if ours and (signed := self._signed()) is not None:
            return self.behind(signed) or self.party(signed)
        return self._signatory() if self._is_statement() else None

    def _signed(self) -> str | None:
        """The person in office whose name stands over a statement: "Ana Ruiz, Secretary of State"."""
        opening = self.doc.story.text[:400].find("\n\n")
        for sentence in self.doc.sentences[:4]:
            if sentence.start > max(opening, 0) + 200:
                break
            verbs = [token for token in self.doc.tokens[sentence.first : sentence.last] if token.upos == "VERB"]
            for at in range(sentence.first, sentence.last):
                record = self.actors.get(self.cast.at(at) or "")
                if record is not None and record.type == "person" and record.sector == "GOV" and not verbs:
                    return record.id
        return None

    def _is_statement(self) -> bool:
        """Whether the story gives somebody's statement: its headline or its first lines say so."""
        text = self.doc.story.text
        opening = f"{self.doc.story.headline or ''} {text[:600]}".lower()
        return any(words in opening for words in self.rules.words("statements"))

    def _signatory(self) -> str | None:
        """Who speaks in a statement without "we": the one party that is the subject of most of its sentences."""
        doc = self.doc
        told = Counter(
            actor
            for token in doc.tokens
            if token.head == token.index and token.upos == "VERB" and self.quote_at(token.index, marked=True) is None
            for subject in doc.dependents(token.index, "nsubj")
            if (actor := self.party(self.cast.at(subject.index))) is not None
        )
        most = told.most_common(2)
        if not most or (len(most) > 1 and most[0][1] == most[1][1]):
            return None
        return most[0][0]

    # ---- who holds

    def holder(self, phrase: Phrase | None, at: int, depth: int = 0) -> str | None:
        """The party that a phrase names; a speaker's "we" is the state or body for which he speaks."""
        if phrase is None:
            return None
        head = self.doc.tokens[phrase.head]
        lemma = head.text.lower() if head.upos == "PRON" else head.lemma.lower()
        quote = self.quote_at(at, marked=True)
        if lemma in _SPEAKERS and quote is not None:
            if lemma in ("i", "my", "me"):
                return self.party(quote.speaker)
            return self.behind(quote.speaker) or self.party(quote.speaker)
        if lemma in ("nobody", "none", "everyone", "anyone"):
            return None
        if lemma in ("we", "our", "us") and self.cast.at(phrase.head) is None and quote is None:
            return self.voice
        if head.upos == "PRON" or self.cast.at(phrase.head) is not None or self.cast.several_at(phrase.head):
            found = self.party(self.cast.at(phrase.head))
            if found is None and lemma in ("he", "she", "his", "her"):
                reported = self.quote_at(at)
                return self.party(reported.speaker) if reported is not None and reported.form == "indirect" else None
            if found is None and lemma in ("it", "its") and (reported := self.quote_at(at)) is not None:
                speaker = self.actors.get(reported.speaker or "")
                return self.party(reported.speaker) if speaker is not None and speaker.type != "person" else None
            if found is None and lemma in _THIRD and depth < 1 and (told := self._who_tells(phrase.head)) is not None:
                return told
            if found is None and lemma in ("they", "their") and not self.cast.several_at(phrase.head):
                return self._group_before(phrase.head)
            return found
        group = self._group_named(lemma) if head.tag == "NNS" else None
        if group is not None:
            return group
        named = (self.cast.at(one.index) for one in self.doc.dependents(phrase.head, "flat", "appos", "nmod:desc"))
        if (beside := next((actor for actor in named if actor is not None), None)) is not None:
            return self.party(beside)  # "Secretary Pompeo", read with "Secretary" as its head.
        if lemma in self.rules.words("parts"):
            owner = next(self.doc.dependents(phrase.head, "nmod:poss"), None)
            if owner is not None and owner.upos == "PRON" and depth < 2:
                his = self.holder(Phrase(owner.index, owner.index, owner.index + 1), at, depth + 1)
                return self.behind(his) or his  # "his government", in the mouth of its minister
            belongs = (
                one.index
                for one in self.doc.dependents(phrase.head, "nmod", "compound", "amod")
                if one.index < phrase.head or preposition_of(self.doc, one.index) in ("of", "for", "from")
            )
            inside = (actor for one in belongs if (actor := self.cast.at(one)) is not None)
            return self.party(next(inside, None))
        if lemma in self.rules.words("papers") and depth < 2:
            return self.author(phrase, depth)
        return None

    def _who_tells(self, pronoun: int) -> str | None:
        """Who is meant by an unsettled "it" or "they" in a clause that somebody tells: "Oman has made clear that it ..."."""
        doc = self.doc
        clause = doc.tokens[doc.tokens[pronoun].head]
        if clause.dep != "ccomp" or doc.tokens[pronoun].dep.split(":")[0] != "nsubj":
            return None
        above = next((at for at in ancestors(doc, clause.index, 2) if doc.tokens[at].upos == "VERB"), None)
        subject = subject_of(doc, above) if above is not None else None
        if subject is None or doc.tokens[subject.head].upos == "PRON":
            return None
        actor = self.holder(subject, subject.head, 1)
        word = doc.tokens[pronoun].text.lower()
        if word == "they" and actor is not None and self.actors[actor].type == "person":
            actor = self.behind(actor)  # "A spokesperson said they would not ..."
        person = actor is not None and self.actors[actor].type == "person"
        return actor if actor is not None and person == (word in ("he", "she")) else None

    def _group_named(self, lemma: str) -> str | None:
        """The one group without a name that bears this noun: "protesters" further down the story."""
        groups = [
            record for record in self.actors.values() if record.type == "people" and record.sector in ("CVL", None)
        ]
        plain = {record.id for record in groups if record.name.lower() in (lemma, f"{lemma}s")}
        if plain:
            return next(iter(plain))
        named = [record for record in groups if record.name.lower().endswith(f" {lemma}s")]
        named.sort(key=lambda record: -len(record.mentions))
        return named[0].id if len(named) == 1 or (named and lemma.startswith("protest")) else None

    def protesters(self) -> str | None:
        """The group of the story that protests: whose the "protests against ..." are."""
        for lemma in ("protester", "demonstrator", "protestor"):
            if (group := self._group_named(lemma)) is not None:
                return group
        return None

    def _group_before(self, pronoun: int) -> str | None:
        """The group that is the subject of the sentence before, for "they" that nothing else settles."""
        doc = self.doc
        sentence = doc.sentence_of(pronoun)
        if sentence.index == 0:
            return None
        before = doc.sentences[sentence.index - 1]
        root = next((token for token in doc.tokens[before.first : before.last] if token.head == token.index), None)
        subject = next(doc.dependents(root.index, "nsubj"), None) if root is not None else None
        if subject is None or before.paragraph != sentence.paragraph:
            return None
        owner = next(doc.dependents(subject.index, "nmod:poss"), subject)
        if owner.tag != "NNS":
            return None
        actor = self.party(self.cast.at(owner.index)) or self._group_named(owner.lemma.lower())
        return actor if actor is not None and self.actors[actor].type == "people" else None

    def holders(self, phrase: Phrase | None, at: int) -> tuple[str, ...]:
        """The parties that a phrase names, joined ones each; one at most where its head is a pronoun of one."""
        if phrase is None or any(
            child.lemma.lower() in ("any", "every", "each", "no", "whichever")
            for child in self.doc.dependents(phrase.head, "det")
        ):
            return ()
        if pair := self._both(phrase.head):
            return pair
        found = [holder] if (holder := self.holder(phrase, at)) is not None else []
        found += [one for actor in self.cast.several_at(phrase.head) if (one := self.party(actor)) is not None]
        if self.doc.tokens[phrase.head].upos != "PRON":
            for child in self.doc.dependents(phrase.head, "conj"):
                near = child.index < phrase.head + (12 if self.cast.at(child.index) is not None else 8)
                other = self.holder(noun_phrase(self.doc, child.index), at) if near else None
                found += [other] if other is not None else []
            for child in self.doc.dependents(phrase.head, "appos"):
                other = self.party(self.cast.at(child.index))
                listed = any(self.doc.dependents(phrase.head, "conj")) and found
                if listed and other is not None and self.actors[other].type == "person":
                    found.append(other)  # "Howard, Secretary Straw and President Hu", the second read beside the first.
        return tuple(dict.fromkeys(found))

    def _both(self, head: int) -> tuple[str, ...]:
        """Whom "both leaders", "the two sides" mean: the two persons, or states, of which the story tells most."""
        token = self.doc.tokens[head]
        words = {
            child.lemma.lower()
            for child in self.doc.dependents(head, "det", "nummod", "amod", "cc:preconj", "det:predet")
        }
        if not words & {"both", "two"} or token.tag != "NNS":
            return ()
        settled = self.cast.several_at(head)
        if len(settled) == 2:
            return tuple(one for actor in settled if (one := self.party(actor)) is not None)
        lemma = token.lemma.lower()
        persons = lemma in ("leader", "president", "minister", "secretary", "official", "counterpart", "man", "side")
        if not persons and lemma not in ("country", "nation", "government", "state", "party"):
            return ()
        for kinds in (("person",), ("state", "government")) if persons else (("state", "government"), ("person",)):
            known: dict[str, tuple[int, str]] = {}
            for record in self.actors.values():
                times = sum(1 for mention in record.mentions if mention.start < token.start)
                if record.type in kinds and record.country is not None and times and self.party(record.id):
                    known[record.country] = max(known.get(record.country, (0, "")), (times, record.id))
            if len(known) == 2:
                return tuple(actor for _, actor in sorted(known.values(), reverse=True))
        return ()

    def author(self, phrase: Phrase, depth: int = 0) -> str | None:
        """Whose paper it is: "its statement", "a letter from Oman", "carrying signs", "the lawsuit that Ohio filed"."""
        doc = self.doc
        for child in doc.dependents(phrase.head, "nmod", "compound", "amod"):
            ours = child.dep in ("nmod:poss", "compound", "amod") or preposition_of(doc, child.index) in (
                "by",
                "from",
                "of",
            )
            if ours and (actor := self.party(self.cast.at(child.index))) is not None:
                return actor
        token = doc.tokens[phrase.head]
        governor = doc.tokens[token.head]
        made = governor.upos == "VERB" and governor.lemma.lower() in self.rules.words("producing")
        if made and token.dep.split(":")[0] in ("obj", "obl", "conj", "xcomp"):
            return self.holder(subject_of(doc, token.head), token.head, depth + 1)
        return None

    def speaker(self, at: int) -> str | None:
        """The party in whose mouth the word stands: the quote's speaker, else the one whose statement the story is."""
        quote = self.quote_at(at)
        if quote is not None:
            return self.party(quote.speaker)
        return self.voice

    def party(self, actor: str | None) -> str | None:
        """The actor, if it can hold a position: a state, a body, a group, or a person in public life."""
        record = self.actors.get(actor) if actor is not None else None
        if record is None:
            return None
        if record.type in _PARTIES or (record.type == "organization" and record.sector not in ("MED", "EDU")):
            return actor
        words = {word.strip(".,").lower() for role in record.roles for word in role.title.split()}
        words |= {word.lower().removesuffix("s") for word in record.name.split() if record.type == "unknown"}
        public = bool(words & self.rules.words("offices"))
        if record.type == "person" and record.sector not in _PRIVATE:
            return actor
        if record.type in ("person", "unknown") and record.sector in (None, "BUS", "CVL") and public:
            return actor
        if record.type == "unknown" and record.sector in ("IGO", "GOV", "LEG") and public:
            return actor  # "Leaders of the European Union"
        return None

    def known_person(self, actor: str | None) -> str | None:
        """Somebody without an office of whom the story tells much: a candidate, a campaigner."""
        record = self.actors.get(actor) if actor is not None else None
        if record is None or record.type != "person" or len(record.mentions) < 4 or " " not in record.name:
            return None
        return actor if (record.sector is None and not record.roles) or record.sector == "EDU" else None

    def is_named(self, actor: str) -> bool:
        """Whether it is a person with a forename and a surname, and no outlet's."""
        record = self.actors.get(actor)
        return record is not None and record.type == "person" and " " in record.name and record.sector is None

    def behind(self, actor: str | None) -> str | None:
        """The state or body for which a person in office speaks; a party other than a person speaks for itself."""
        record = self.actors.get(actor) if actor is not None else None
        if record is None or record.type != "person":
            return self.party(actor)
        titles = " ".join(role.title.lower() for role in record.roles).split()
        national = not self.rules.words("local") & set(titles)
        if national and (record.sector in ("GOV", "MIL", "SPY") or (record.roles and record.sector is None)):
            for kind in ("state", "government"):
                for other in self.actors.values():
                    if other.type == kind and other.country is not None and other.country == record.country:
                        return other.id
        held = f" {record.name} {' '.join(role.title for role in record.roles)} ".lower()
        for other in self.actors.values():
            if other.type in ("organization", "igo", "armed_group") and f" {other.name.lower()} " in held:
                return other.id  # "an Interpol spokesperson"
        return None

    def targets(self, phrase: Phrase | None, holder: str) -> tuple[str, ...]:
        """The actors that a phrase names, without the holder."""
        if phrase is None:
            return ()
        return tuple(actor for actor in actors_at(self.doc, self.cast, phrase) if actor != holder)

    def is_own(self, subject: Phrase | None, at: int) -> bool:
        """Whether who speaks tells of himself: "we will leave", "he said he would leave", "Oman said Oman would leave"."""
        quote = self.quote_at(at)
        if subject is None or (quote is None and self.voice is None):
            return False
        word = self.doc.tokens[subject.head].text.lower()
        if word in ("we", "i"):
            return quote is None or self.quote_at(at, marked=True) is not None
        holder = self.holder(subject, at)
        if holder is None or (self.doc.tokens[subject.head].upos == "NOUN" and self.actors[holder].type == "person"):
            return False
        if quote is None:
            return holder == self.voice and self.actors[holder].type in ("state", "government")
        return holder in (quote.speaker, self.behind(quote.speaker))

    # ---- what is not meant

    def is_unreal(self, at: int) -> bool:
        """Whether the word says nothing that holds: asked about, supposed, denied by somebody, or told with "without"."""
        doc = self.doc
        sentence = doc.sentence_of(at)
        if doc.tokens[sentence.last - 1].text == "?" or (
            sentence.last - 2 >= sentence.first and doc.tokens[sentence.last - 2].text == "?"
        ):
            return True
        below = at
        for above in (at, *ancestors(doc, at)):
            token = doc.tokens[above]
            openers = {mark.lemma.lower() for mark in doc.dependents(above, "mark") if mark.index < at}
            if openers & self.rules.words("not_really") or (
                above != at and token.text.lower() in ("provided", "providing", "supposing") and token.dep != "root"
            ):
                return True
            if above != at:
                clause = doc.tokens[below].dep.split(":")[0]
                if clause in ("ccomp", "xcomp", "csubj") and (
                    token.lemma.lower() in self.rules.words("doubting")
                    or (self._is_negated(above) and token.lemma.lower() != "go")
                ):
                    return True
                report = doc.tokens[below]
                if clause == "obj" and report.upos == "NOUN" and token.lemma.lower() in ("deny", "dismiss", "dispute"):
                    return True  # "denied a report that it is urging ..."
            if token.dep.split(":")[0] in ("conj", "parataxis") and token.upos in ("VERB", "AUX"):
                below = above
                if not openers and any(doc.dependents(above, "nsubj")):
                    break
            else:
                below = above
        return False

    def _is_negated(self, verb: int) -> bool:
        return any(
            child.lemma.lower() in ("not", "n't", "n’t", "never") for child in self.doc.dependents(verb, "advmod")
        )

    def is_told_by_another(self, token: Token) -> bool:
        """Whether the clause is what the speaker says that somebody else says or knows: "The court says it is unlawful"."""
        doc, above = self.doc, self.doc.tokens[token.head]
        quote = self.quote_at(token.index, marked=True)
        first = self.edges_at(token.index)[0]
        if quote is None or token.dep != "ccomp" or not first <= above.index < token.index:
            return False
        subject = next(doc.dependents(above.index, "nsubj"), None)
        return above.upos == "VERB" and subject is not None and subject.text.lower() not in ("i", "we")

    def owner_of(self, noun: Token) -> Phrase | None:
        """Whose it is: "its demand", "the U.S. demand", "a demand by Oman"."""
        doc = self.doc
        for child in doc.dependents(noun.index):
            if child.dep == "nmod:poss":
                return noun_phrase(doc, child.index)
        for child in doc.dependents(noun.index):
            if (
                child.index < noun.index
                and child.dep in ("amod", "compound", "nmod:desc")
                and self.cast.at(child.index)
            ):
                return Phrase(child.index, child.index, child.index + 1)
        for child in doc.dependents(noun.index, "nmod"):
            if child.index > noun.index and preposition_of(doc, child.index) in ("by", "from", "of"):
                phrase = noun_phrase(doc, child.index)
                if actor_at(self.cast, phrase) is not None and self.holder(phrase, noun.index) is not None:
                    return phrase
        return None
