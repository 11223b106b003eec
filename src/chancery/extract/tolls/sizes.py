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

from chancery.extract.tolls.claims import Claim, claims
from chancery.extract.tolls.governed import governed
from chancery.extract.tolls.links import goes_on, linked
from chancery.extract.tolls.quantities import Quantity, quantities
from chancery.extract.tolls.told import Told, by_sentence
from chancery.language.document import Doc, Sentence, Token
from chancery.records import Evidence, Quote, Size
from chancery.rules.sizes import SizeRule, SizeRules

_SPEECH = frozenset("say tell report state announce confirm add claim believe estimate put know show".split())
_REACH = 4  # How far below the main clause a toll may stand.


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
        self.trailing: set[int] = set()  # The words "dead" and the like of "with nine dead".
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
        anchors: dict[int, set[int]] = {}
        reach = sorted({near for at in self.at for near in (at, at + 1, at + 2)})
        for at in reach:
            if at >= len(self.doc.sentences):
                continue
            sentence = self.doc.sentences[at]
            numbers[at] = [q for q in quantities(self.doc, sentence, self.rules) if not self._is_marked(q)]
            if not numbers[at]:
                continue
            taken: set[int] = set()
            here = claims(self.doc, numbers[at], self.rules)
            self.anchors = anchors[at] = {claim.anchor for claim in here if claim.kind.sequel}
            for claim in here:
                taken.update(range(claim.quantity.first, claim.quantity.last))
                event = self._event_of(claim, at)
                if event is not None:
                    self._keep(out, event, claim.kind.name, claim.kind.unit, claim.quantity)
                else:
                    waiting.setdefault(at, []).append(claim)
            for quantity in numbers[at]:
                if quantity.first not in taken and (own := self._governed(quantity, at)):
                    self._keep(out, own[0], own[1].name, own[2], quantity)
        for at, these in waiting.items():
            self.anchors = anchors[at]
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
            rank = linked(self.doc, self.rules, self.anchors, claim.anchor, token)
            if rank is not None and (rank <= 1 or "toll" in claim.kind):
                best.append((rank, number))
        if not best:
            return self._trailed(claim, sentence)
        nearest = min(rank for rank, _ in best)
        numbers = {number for rank, number in best if rank == nearest}
        return numbers.pop() if len(numbers) == 1 else None

    def _trailed(self, claim: Claim, sentence: int) -> int | None:
        """The only event of the sentence, before "with nine dead and 29 injured"."""
        first = claim.quantity.first
        before = self.doc.tokens[first - 1].text.lower() if first else ""
        if before not in ("with", "leaving") and not (before in ("and", ",") and first - 2 in self.trailing):
            return None
        if claim.anchor >= claim.quantity.last:
            self.trailing.add(claim.anchor)
        else:
            return None
        numbers = {
            number
            for number, token in self.at.get(sentence, ())
            if self.events[number].event.what in claim.kind.sequel and self.events[number].firm and token < first
        }
        return numbers.pop() if len(numbers) == 1 else None

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
        if not self._is_said(verb) or not goes_on(doc, self.rules, verb, -1) or self._is_rest(claim):
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
            if dep not in ("conj", "ccomp", "parataxis", "nsubj", "obj", "obl"):
                return False
            if dep in ("conj", "parataxis") and word.head not in self.anchors and not _is_speech(doc.tokens[word.head]):
                return False  # "Four rockets land but nobody is hurt"
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

    def _governed(self, quantity: Quantity, sentence: int) -> tuple[int, SizeRule, str] | None:
        here = self.at.get(sentence)
        return governed(self.doc, self.rules, self.events, here, quantity) if here else None
