"""Sizes: which number belongs to which event.

Forms that it reads:

    killed nine soldiers; arrested 1,000 people               the event's own verb
    attacked a checkpoint, killing nine and wounding 12       its toll clause
    an attack that killed nine; nine died in the attack       the attack as subject, place or head of it
    nine were killed when gunmen attacked                     the attack in a clause of time
    A bomb exploded. Nine people were killed.                 the next sentence, where the event is one and done
    sent 5,000 troops; pledged $20 million in aid             what the event's own verb or noun governs

A number that may as well be another event's is left out. Different numbers for one event are kept side by side.
"""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import preposition_of, stems_of
from chancery.extract.tolls.claims import Claim, claims, counts_persons
from chancery.extract.tolls.quantities import Quantity, forms_of, holder_of, quantities
from chancery.extract.tolls.told import Told, by_sentence
from chancery.language.document import Doc, Sentence, Token
from chancery.records import Evidence, Quote, Size
from chancery.rules.sizes import SizeRule, SizeRules

_NOT_ITS = frozenset({"before", "since", "until", "till", "without", "unlike", "despite"})
_OF = frozenset({"", "of", "worth", "by", "in", "with"})
_MONEY = frozenset({"with", "of", "by", "in", "worth", "to", "for"})
_ACTIVE = frozenset({"VB", "VBD", "VBG", "VBP", "VBZ"})
_SPEECH = frozenset("say tell report state announce confirm add claim believe estimate put know show".split())
_REACH = 4  # How many governors lie at most between a number and its event.


def sizes_of(
    doc: Doc, quotes: Sequence[Quote], events: Sequence[Told], rules: SizeRules
) -> dict[int, list[tuple[Size, Evidence]]]:
    """The sizes of each event by its number in *events*, in text order, each with its evidence."""
    return _Sizes(doc, quotes, events, rules).found()


def _is_speech(token: Token) -> bool:
    return token.lemma.lower() in _SPEECH


class _Sizes:
    def __init__(self, doc: Doc, quotes: Sequence[Quote], events: Sequence[Told], rules: SizeRules) -> None:
        self.doc, self.quotes, self.events, self.rules = doc, quotes, events, rules
        self.at = by_sentence(doc, events)
        self.anchors: set[int] = set()  # Of the claims of the sentence at hand.
        self.marked = [
            (piece.start, piece.end)
            for quote in quotes
            if quote.form == "direct"
            for piece in quote.evidence
            if piece.field == "words"
        ]

    def found(self) -> dict[int, list[tuple[Size, Evidence]]]:
        out: dict[int, list[tuple[Size, Evidence]]] = {}
        numbers: dict[int, list[Quantity]] = {}
        waiting: dict[int, list[Claim]] = {}
        reach = sorted({near for at in self.at for near in (at, at + 1, at + 2)})
        for at in reach:
            if at >= len(self.doc.sentences):
                continue
            sentence = self.doc.sentences[at]
            numbers[at] = [q for q in quantities(self.doc, sentence, self.rules) if not self._is_marked(q)]
            if not numbers[at]:
                continue
            taken = set()
            here = list(claims(self.doc, numbers[at], self.rules))
            self.anchors = {claim.anchor for claim in here if claim.kind.sequel}
            for claim in here:
                taken.add(claim.quantity)
                event = self._event_of(claim, at)
                if event is not None:
                    self._keep(out, event, claim.kind.name, claim.kind.unit, claim.quantity)
                else:
                    waiting.setdefault(at, []).append(claim)
            for quantity in numbers[at]:
                if quantity not in taken and (own := self._own(quantity, at)):
                    self._keep(out, own[0], own[1].name, own[2], quantity)
        for at, these in waiting.items():
            for claim in these:
                event = self._sequel(claim, at)
                if event is not None:
                    self._keep(out, event, claim.kind.name, claim.kind.unit, claim.quantity)
        return out

    def _keep(
        self, out: dict[int, list[tuple[Size, Evidence]]], event: int, what: str, unit: str, quantity: Quantity
    ) -> None:
        start, end = self.doc.characters(quantity.first, quantity.last)
        evidence = Evidence.of(self.doc.story, start, end, "size")
        speakers = self._speakers(start)
        size = Size(what, quantity.low, quantity.high, unit, evidence.text, speakers)
        kept = out.setdefault(event, [])
        same = (size.what, size.low, size.high, size.unit)
        for place, (other, _) in enumerate(kept):
            if (other.what, other.low, other.high, other.unit) == same:
                if speakers and not other.according_to:
                    kept[place] = (size, evidence)
                return
        kept.append((size, evidence))

    def _is_marked(self, quantity: Quantity) -> bool:
        start = self.doc.tokens[quantity.first].start
        return any(first <= start < last for first, last in self.marked)

    def _speakers(self, start: int) -> tuple[str, ...]:
        """Who says it, where words that the story puts in someone's mouth hold the number."""
        for quote in self.quotes:
            if quote.speaker and any(
                piece.field in ("words", "content") and piece.start <= start < piece.end for piece in quote.evidence
            ):
                return (quote.speaker,)
        return ()

    # ---- a toll

    def _event_of(self, claim: Claim, sentence: int) -> int | None:
        """The event of the sentence that the claim's word is, hangs on, or governs; None where two are as near."""
        best: list[tuple[int, int]] = []
        for number, token in self.at.get(sentence, ()):
            event = self.events[number]
            if event.event.what not in claim.kind.events or ("toll" in claim.kind and not event.firm):
                continue
            rank = self._linked(claim.anchor, token)
            if rank is not None and (rank <= 1 or "toll" in claim.kind):
                best.append((rank, number))
        if not best:
            return None
        nearest = min(rank for rank, _ in best)
        numbers = {number for rank, number in best if rank == nearest}
        return numbers.pop() if len(numbers) == 1 else None

    def _linked(self, anchor: int, token: int, depth: int = 0) -> int | None:
        """How near the word *anchor* of a toll is to the word *token* of an event: 0 the same, then by the tree; None for not."""
        doc = self.doc
        if anchor == token:
            return 0
        at, head = doc.tokens[anchor], doc.tokens[doc.tokens[anchor].head]
        dep = at.dep.split(":")[0]
        if dep == "xcomp" and head.index == token:
            return 1
        for child in doc.dependents(anchor, "nsubj", "obl", "nmod", "advcl"):
            # "the attack killed nine", "died in the attack", "died when gunmen attacked"
            if self._is_or_holds(child, token):
                return 2
        for joined in doc.dependents(anchor, "conj"):
            # "Nine were injured and ten arrested after gunmen attacked"
            if joined.upos in ("VERB", "ADJ") and any(
                self._is_or_holds(child, token) for child in doc.dependents(joined.index, "obl", "advcl")
            ):
                return 3
        if dep in ("advcl", "acl") and at.tag == "VBG":
            if head.index == token:
                return 2
            if dep == "advcl" and any(child.index == token for child in doc.dependents(head.index, "nsubj", "obj")):
                return 3  # "The attack hit a market, killing nine"
        if dep == "acl" and at.dep != "acl:relcl" and at.tag == "VBG" and doc.tokens[anchor - 1].text == ",":
            # ", killing nine" that was read as the last noun's
            over = head
            for _ in range(3):
                if over.index == token:
                    return 3
                over = doc.tokens[over.head]
        if at.dep == "acl:relcl" and head.index == token:
            return 2
        if dep in ("conj", "parataxis") and depth < 2:
            if head.index == token:
                return 3 if token in self.anchors or self._goes_on(at, token) else None
            if head.upos in ("VERB", "ADJ", "NOUN") and self._goes_on(at, token):
                above = self._linked(head.index, token, depth + 1)
                return None if above is None else above + 1
        if dep in ("obj", "obl", "nmod", "nsubj") and at.upos == "NOUN" and depth < 2:
            # "caused 12 deaths", "resulted in 12 deaths", "12 deaths were reported in the attack"
            above = self._linked(head.index, token, depth + 1)
            return None if above is None else above + 1
        return None

    def _is_or_holds(self, child: Token, token: int) -> bool:
        """Whether the word is the event's, or names it one noun further: "in a series of attacks", "when gunmen opened fire"."""
        doc = self.doc
        marks = {mark.text.lower() for mark in doc.dependents(child.index, "mark", "advmod", "case")}
        if marks & _NOT_ITS:
            return False
        if child.index == token:
            return True
        if child.upos in ("NOUN", "PROPN"):
            return any(
                inner.index == token
                for inner in doc.dependents(child.index, "nmod", "conj", "acl")
                if child.dep != "nsubj:pass"
            )
        return child.dep == "advcl" and any(
            inner.index == token for inner in doc.dependents(child.index, "obj", "conj", "nsubj")
        )

    def _goes_on(self, verb: Token, token: int) -> bool:
        """Whether a verb joined to another tells of the same: with no doer of its own, and of nothing else that happened."""
        doc = self.doc
        for child in doc.dependents(verb.index, "nsubj", "obl", "nmod", "advcl"):
            if child.dep == "nsubj" and verb.tag in _ACTIVE and not self._is_act(verb):
                if child.upos == "PRON" or self.doc.tokens[child.index].lemma.lower() in (
                    "attack",
                    "blast",
                    "explosion",
                ):
                    continue
                return False
            if child.dep.split(":")[0] in ("obl", "nmod") and preposition_of(doc, child.index) in (
                "in",
                "by",
                "during",
                "from",
                "after",
            ):
                if not self._is_known(child, token):
                    return False
        return True

    def _is_act(self, verb: Token) -> bool:
        return any(stem in self.rules.of_act for stem in stems_of(verb))

    def _is_known(self, noun: Token, token: int) -> bool:
        """A place, a time, the event itself, or "the attack" that was just told."""
        doc = self.doc
        if noun.index == token or noun.upos in ("PROPN", "PRON"):
            return True
        if any(time.start <= noun.start < time.end for time in doc.times):
            return True
        return any(child.lemma.lower() in ("the", "this", "that") for child in doc.dependents(noun.index, "det"))

    def _sequel(self, claim: Claim, at: int) -> int | None:
        """The event of the sentence before, where it is the only one and nothing says that the toll is of another."""
        doc, sentence = self.doc, self.doc.sentences[at]
        if not claim.kind.sequel or any(
            self.events[number].event.what in claim.kind.events for number, _ in self.at.get(at, ())
        ):
            return None
        if sentence.part != "body" or self._is_elsewhere(sentence):
            return None
        verb = doc.tokens[claim.anchor]
        if not self._is_said(verb) or not self._goes_on(verb, -1) or self._is_rest(claim):
            return None
        for back in (1, 2):
            if at < back:
                return None
            before = doc.sentences[at - back]
            if before.part != "body" or (back == 2 and before.paragraph != sentence.paragraph):
                return None
            numbers = {
                number
                for number, _ in self.at.get(before.index, ())
                if self.events[number].event.what in claim.kind.sequel and self.events[number].firm
            }
            if len(numbers) == 1:
                number = numbers.pop()
                return number if self._may_go_on(number, sentence) else None
            if numbers or self.at.get(before.index):
                return None
        return None

    def _is_said(self, word: Token) -> bool:
        """Whether the sentence states it in its main clause, or as what somebody said."""
        doc = self.doc
        for _ in range(_REACH):
            dep = word.dep.split(":")[0]
            if dep == "root":
                return True
            if dep not in ("conj", "ccomp", "parataxis", "nsubj", "obj", "obl") or word.dep == "acl:relcl":
                return False
            if dep == "ccomp" and not _is_speech(doc.tokens[word.head]):
                return False
            word = doc.tokens[word.head]
        return False

    def _is_rest(self, claim: Claim) -> bool:
        """ "No other victims were reported": some are told that this does not count."""
        words = self.doc.words(claim.quantity.first, claim.quantity.last).lower()
        return claim.quantity.high == 0 and "other" in words

    def _is_elsewhere(self, sentence: Sentence) -> bool:
        words = [token.text.lower() for token in self.doc.tokens[sentence.first : sentence.last]]
        return any(tuple(words[at : at + size]) in self.rules.elsewhere for at in range(len(words)) for size in (1, 2))

    def _may_go_on(self, number: int, sentence: Sentence) -> bool:
        """Whether the sentence names no day or place but the event's."""
        event, doc = self.events[number].event, self.doc
        for time in doc.times:
            if sentence.start <= time.start < sentence.end and time.earliest:
                when = event.when
                if when is None or not when.earliest or time.earliest[:10] > (when.latest or "9")[:10]:
                    return False
                if (time.latest or "9")[:10] < when.earliest[:10]:
                    return False
        for place in doc.places:
            if sentence.start <= place.start < sentence.end and place.precision not in (None, "country"):
                if event.where is None or event.where.name != place.name:
                    return False
        return True

    # ---- what the event's own word governs

    def _own(self, quantity: Quantity, sentence: int) -> tuple[int, SizeRule, str] | None:
        here = self.at.get(sentence)
        if not here:
            return None
        doc = self.doc
        noun = doc.tokens[quantity.noun] if quantity.noun is not None else None
        if preposition_of(doc, quantity.top) in ("including", "among", "amongst"):
            return None
        for kind in self.rules.kinds:
            if "toll" in kind:
                continue
            if "currency" in kind:
                if not quantity.unit:
                    continue
            elif quantity.unit or not self._is_thing(quantity, noun, kind):
                continue
            if quantity.low == quantity.high == 1 and doc.tokens[quantity.first].text.lower() in ("a", "an"):
                continue
            unit = quantity.unit or kind.unit or (f"{noun.lemma.lower().removesuffix('s')}s" if noun else "")
            numbers = {
                number
                for number, token in here
                if self.events[number].event.what in kind.events and self._governs(token, quantity, kind, here)
            }
            if len(numbers) == 1:
                return numbers.pop(), kind, unit
        return None

    def _is_thing(self, quantity: Quantity, noun: Token | None, kind: SizeRule) -> bool:
        if "plain" in kind and (noun is None or counts_persons(self.doc, quantity, self.rules)):
            return True
        return noun is not None and not kind.things.isdisjoint(forms_of(noun))

    def _governs(self, token: int, quantity: Quantity, kind: SizeRule, here: Sequence[tuple[int, int]]) -> bool:
        """Whether the event's word has the number as its object (or subject), or in a noun that it has so."""
        doc, others = self.doc, {at for _, at in here if at != token}
        holder = holder_of(doc, quantity.top)
        if kind.with_verbs:
            return self._is_term_of(token, quantity, kind)
        if holder.dep == "nsubj" and holder.head == token:
            return "doers" in kind and not any(doc.dependents(token, "aux:pass"))
        if "plain" in kind and holder.head != token and doc.tokens[token].upos == "VERB":
            return False
        at = holder
        for step in range(_REACH):
            head, dep = doc.tokens[at.head], at.dep.split(":")[0]
            if at.index == token:
                return step > 0
            if at.index in others and step:
                return False
            case = preposition_of(doc, at.index)
            if dep == "obj" or at.dep == "nsubj:pass" or dep == "iobj":
                pass
            elif dep in ("nmod", "compound", "amod", "nummod", "appos") and head.upos in ("NOUN", "PROPN", "SYM"):
                if case not in _OF or (head.upos == "PROPN" and step):
                    return False
                if case and not step and "currency" not in kind and not self._is_group(head, token):
                    return False
            elif dep == "obl":
                if case == "in" or case not in (_MONEY if "currency" in kind else _OF):
                    return False
            elif dep != "xcomp" or not step or head.index != token:
                return False
            at = head
        return at.index == token

    def _is_group(self, noun: Token, token: int) -> bool:
        """Whether "of" behind the noun says how many there are: "a deployment of", "a fleet of"; not "a village of"."""
        return noun.index == token or not self.rules.groups.isdisjoint(forms_of(noun))

    def _is_term_of(self, token: int, quantity: Quantity, kind: SizeRule) -> bool:
        """ "sentenced to 12 years", "a 12-year sentence", "jailed for five years"."""
        doc = self.doc
        verb = any(stem in kind.with_verbs for stem in stems_of(doc.tokens[token]))
        around = {doc.tokens[at].lemma.lower() for at in range(quantity.first, min(quantity.last + 4, len(doc.tokens)))}
        around.add(doc.tokens[quantity.top].lemma.lower())
        if not verb and not around & kind.beside:
            return False
        at, case = holder_of(doc, quantity.top), preposition_of(doc, quantity.top)
        if case in ("after", "in", "over", "of", "since", "within", "during") and at.dep != "obj":
            return False
        if case == "for" and not verb:
            return False
        for _ in range(_REACH):
            if at.index == token:
                return True
            if at.dep.split(":")[0] not in ("obj", "obl", "nmod", "compound", "amod", "nummod", "xcomp", "nsubj"):
                return False
            at = doc.tokens[at.head]
        return at.index == token
