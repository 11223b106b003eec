"""Quantities: the numbers of a sentence as intervals, with what they count.

    at least 24 people           24 and more
    30 to 40, between 30 and 40  30..40
    dozens of civilians          24..99
    about 300                    270..330: a tenth either way
    no one                       0..0
    $20 million, €1.5 bn         USD, EUR

Numbers in times, ages, shares, ranks, distances and names count nothing here and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from chancery.language.document import Doc, Sentence, Token
from chancery.rules.sizes import SizeRules

MARGIN = 0.1  # How far "about", "nearly" and the like reach from the number that they stand before.
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GLUED = re.compile(r"(\d+(?:\.\d+)?)(k|m|mn|mln|b|bn|tn)", re.IGNORECASE)
_DASHES = frozenset("-–—‑") | {"--"}
_NO_COUNT = frozenset(
    "percent percentage % pct point kilometer kilometre km mile meter metre foot inch degree acre hectare mph kph caliber calibre mm cm "
    "third quarter half fifth majority minority hour minute second day week decade century o'clock p.m. a.m. pm am time fold magnitude".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number over tokens ``first:last`` (its qualifiers and noun with it), as an interval.

    ``noun`` is the token of what is counted, if a noun says it; ``top`` is the token by which all of it hangs in the sentence;
    ``unit`` is the currency of an amount of money.
    """

    first: int
    last: int
    low: float | None
    high: float | None
    noun: int | None
    top: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number without its qualifiers, over tokens ``first:last``."""

    first: int
    last: int
    low: float
    high: float


def quantities(doc: Doc, sentence: Sentence, rules: SizeRules) -> list[Quantity]:
    """The quantities of a sentence in text order."""
    reader = _Reader(doc, sentence, rules)
    out, at = [], sentence.first
    while at < sentence.last:
        found = reader.at(at)
        if found is not None:
            if (quantity := reader.quantity(found)) is not None:
                out.append(quantity)
            at = max(found.last, at + 1)
        else:
            at += 1
    return out


class _Reader:
    def __init__(self, doc: Doc, sentence: Sentence, rules: SizeRules) -> None:
        self.doc, self.sentence, self.rules = doc, sentence, rules
        self.words = [token.text.lower() for token in doc.tokens[sentence.first : sentence.last]]
        self.busy = {
            at
            for time in doc.times
            if time.start < sentence.end and sentence.start < time.end
            for at in range(sentence.first, sentence.last)
            if time.start <= doc.tokens[at].start < time.end
        }

    def word(self, at: int) -> str:
        """The word at a place of the story, lower case; empty outside of the sentence."""
        place = at - self.sentence.first
        return self.words[place] if 0 <= place < len(self.words) else ""

    def at(self, at: int) -> _Number | None:
        """The number that begins here: "30 to 40", "two dozen", "tens of thousands"."""
        first = self._one(at)
        if first is None:
            return None
        joint = self.word(first.last)
        if joint in ("to", "or") or joint in _DASHES or (joint == "and" and self.word(at - 1) == "between"):
            second = self._one(first.last + 1)
            if second is not None and second.low > first.high and self.word(at - 1) != "from":
                low = first.low
                if second.low >= 1000 and low < 1000 and second.last - second.first > first.last - first.first:
                    low *= self._scale_of(second)  # "two to three million"
                if low < second.high:
                    return _Number(at, second.last, low, second.high)
        return first

    def _scale_of(self, number: _Number) -> float:
        last = self.word(number.last - 1)
        return self.rules.scales.get(last) or self.rules.short_scales.get(last) or 1

    def _one(self, at: int) -> _Number | None:
        vague = _longest(self.words, at - self.sentence.first, self.rules.vague)
        number = self._plain(at)
        if vague and (number is None or number.last <= at + vague):
            low, high = self.rules.vague[tuple(self.words[at - self.sentence.first :][:vague])]
            last = at + vague
            if (scale := self._scale(last)) is not None:
                # "several hundred" is from three hundred to what is below a thousand.
                high = high * scale + (scale - 1 if high > low and scale > 1 else 0)
                return _Number(at, last + 1, _whole(low * scale), _whole(high))
            return _Number(at, last, low, high)
        return number

    def _scale(self, at: int) -> float | None:
        return self.rules.scales.get(self.word(at))

    def _plain(self, at: int) -> _Number | None:
        """Digits or words for one number, with what multiplies it."""
        value, last = self._digits(at)
        if value is None:
            value, last = self._spelled(at)
        if value is None:
            return None
        while True:
            following = self.word(last)
            scale = self.rules.scales.get(following)
            if scale is None and last == at + 1 and self.doc.tokens[at].text[0].isdigit():
                scale = self.rules.short_scales.get(following)
            if scale is None and following in _DASHES:
                # "a $5-million grant"
                scale = self.rules.scales.get(self.word(last + 1))
                last += scale is not None
            if scale is None:
                break
            value, last = value * scale, last + 1
            rest, end = self._spelled(last + 1) if self.word(last) == "and" else self._spelled(last)
            if rest is not None and rest < scale and scale in (100, 1000):
                value, last = value + rest, end
        return _Number(at, last, _whole(value), _whole(value))

    def _digits(self, at: int) -> tuple[float | None, int]:
        word = self.word(at)
        if _DIGITS.fullmatch(word):
            return float(word.replace(",", "")), at + 1
        if glued := _GLUED.fullmatch(word):
            return float(glued.group(1)) * self.rules.short_scales[glued.group(2).lower()], at + 1
        return None, at

    def _spelled(self, at: int) -> tuple[float | None, int]:
        value = self.rules.values.get(self.word(at))
        if value is None:
            return None, at
        follows = at + 2 if self.word(at + 1) in _DASHES else at + 1
        unit = self.rules.values.get(self.word(follows))
        if 20 <= value < 100 and unit is not None and unit < 10:
            return value + unit, follows + 1  # "twenty-five"
        return value, at + 1

    # ---- what it counts

    def quantity(self, number: _Number) -> Quantity | None:
        """The number with its qualifiers and what it counts; None where it is no count of anything."""
        doc = self.doc
        core = doc.tokens[number.last - 1]
        first, unit = number.first, ""
        article = number.last == first + 1 and self.word(first) in ("a", "an", "no")
        if article and (self.doc.tokens[first].dep not in ("det", "nummod") or core.text.isupper()):
            return None
        if article:
            pass
        elif money := self._sign_before(number.first):
            first, unit = money[0], money[1]
        elif money := self._currency_after(number.last):
            unit = money[1]
        elif any(at in self.busy for at in range(number.first, number.last)) and not self._is_term(number):
            return None
        low: float | None = number.low
        high: float | None = number.high
        last = number.last
        if not article:  # "over a disagreement" says nothing of how many.
            low, high, first, last = self._bounded(number, first, money=bool(unit))
        if unit:
            last = max(last, money[0] if money and money[0] > last else last)
            top = self._top(first, last, core.index)
            return Quantity(first, last, low, high, None, top, unit)
        if self._is_no_count(number, last):
            return None
        noun = self._noun(number, last)
        if noun is not None and forms_of(doc.tokens[noun]) & _NO_COUNT:
            return None
        if number.low == number.high == 1 and self.word(number.first) in ("a", "an", "one") and noun is None:
            return None
        if article and (noun is None or (self.doc.tokens[noun].tag != "NN" and low != 0)):
            return None
        end = last
        if noun is not None and noun >= end:
            end = noun + 1
        top = self._top(first, end, noun if noun is not None else core.index)
        return Quantity(first, end, low, high, noun, top)

    def _bounded(self, number: _Number, first: int, *, money: bool) -> tuple[float | None, float | None, int, int]:
        """The interval that the words before and behind the number make of it, and the tokens with these words."""
        low: float | None = number.low
        high: float | None = number.high
        last, bound = number.last, "plain"
        while (size := _longest_before(self.words, first - self.sentence.first, self.rules.bounds)) and (
            first - size >= self.sentence.first
        ):
            words = tuple(self.words[first - size - self.sentence.first : first - self.sentence.first])
            said = self.rules.bounds[words]
            if bound == "plain":
                bound = said
            elif said != "plain":
                break
            first -= size
        if bound == "plain" and (size := _longest(self.words, last - self.sentence.first, self.rules.after)):
            bound = self.rules.after[tuple(self.words[last - self.sentence.first :][:size])]
            last += size
        if number.first > self.sentence.first and self.word(first - 1) == "between" and number.low < number.high:
            first -= 1
        if bound == "at_least":
            high = None
        elif bound == "at_most":
            low = None
        elif bound == "nearly":
            low = _whole(number.low * (1 - MARGIN), whole=not money)
        elif bound == "about" and number.low == number.high:
            low = _whole(number.low * (1 - MARGIN), whole=not money)
            high = _whole(number.high * (1 + MARGIN), whole=not money)
        return low, high, first, last

    def _sign_before(self, first: int) -> tuple[int, str] | None:
        word = self.word(first - 1)
        if word and (unit := self.rules.currencies.get((word,))) and not word.isalpha():
            return first - 1, unit
        if word in ("usd", "eur", "gbp", "rs", "rs."):
            return first - 1, self.rules.currencies[(word,)]
        return None

    def _currency_after(self, last: int) -> tuple[int, str] | None:
        """Where the word for the money ends that stands behind the number, and the currency."""
        lemmas = [token.lemma.lower() for token in self.doc.tokens[last : min(last + 3, self.sentence.last)]]
        if lemmas and lemmas[0] in _DASHES:
            lemmas, last = lemmas[1:], last + 1
        for size in (3, 2, 1):
            unit = self.rules.currencies.get(tuple(lemmas[:size])) if len(lemmas) >= size else None
            if unit and lemmas[0] != "won":
                return last + size, unit
            if unit and self.doc.tokens[last].upos == "NOUN":
                return last + size, unit
        return None

    def _is_term(self, number: _Number) -> bool:
        """Whether the number counts years or months: those stand in times, too ("a 12-year sentence")."""
        follows = number.last + 1 if self.word(number.last) in _DASHES else number.last
        return self.word(follows) in ("year", "years", "month", "months")

    def _is_no_count(self, number: _Number, last: int) -> bool:
        """An age, a share, a year, a score, a part of a name or a number."""
        doc, token = self.doc, self.doc.tokens[number.last - 1]
        before, behind = self.word(number.first - 1), self.word(last)
        if behind in ("%", "percent", "per") or before in (
            "aged",
            "age",
            "no.",
            "number",
            "article",
            "section",
            "flight",
            "chapter",
            "page",
            "#",
        ):
            return True
        if before in _DASHES and number.first - 2 >= self.sentence.first:
            # "COVID-19", "F-16"
            dash, word = doc.tokens[number.first - 1], doc.tokens[number.first - 2]
            if word.end == dash.start and dash.end == doc.tokens[number.first].start:
                return True
        if behind in _DASHES and self.word(last + 1) == "year" and self.word(last + 2) in _DASHES:
            return True  # "a 12-year-old"
        if behind == "year" and self.word(last + 1) == "old":
            return True
        if number.last - number.first == 1 and re.fullmatch(r"(?:1[89]|20)\d\d", token.text) and token.dep != "nummod":
            return True
        if token.text[:1].isdigit() and (behind in (":", "/") or before in (":", "/", ".")):
            return True
        if behind in ("of", "out") and self.word(last + 1) in ("them", "whom", "which", "those", "these", "of"):
            return True
        name = next((n for n in doc.names if n.first <= token.index < n.last), None)
        return name is not None and name.last - name.first > 1 and name.type != "NORP"

    def _noun(self, number: _Number, last: int) -> int | None:
        """What the number counts: its governor, what hangs on it with "of", or the next noun behind it."""
        doc, sentence = self.doc, self.sentence
        core = doc.tokens[number.last - 1]
        if self.word(last) in _DASHES and self.word(last + 1) == "strong":
            return self._behind(last + 2)
        if core.lemma.lower() in ("nobody", "none") or (
            self.word(number.first) == "no" and self.word(number.first + 1) == "one"
        ):
            return None
        if self.word(last) == "of":
            inner = next(
                (
                    child.index
                    for child in doc.dependents(core.index, "nmod", "obl")
                    if child.index > last and child.upos in ("NOUN", "PROPN")
                ),
                None,
            )
            if inner is None:
                inner = self._behind(last + 1)
            return inner
        head = doc.tokens[core.head]
        if number.last == number.first + 1 and self.word(number.first) in ("a", "an"):
            return head.index if head.upos == "NOUN" and 0 < head.index - core.index <= 4 else None
        if (
            core.dep in ("nummod", "amod", "det", "compound")
            and head.upos in ("NOUN", "PROPN", "ADJ")
            and head.index >= last
        ):
            if head.upos != "ADJ" and head.index - last <= 5 and head.index < sentence.last:
                return head.index
        return self._behind(last)

    def _behind(self, at: int) -> int | None:
        """The last noun of the nouns and adjectives that stand here."""
        doc, found = self.doc, None
        for index in range(at, min(at + 5, self.sentence.last)):
            token = doc.tokens[index]
            if token.upos in ("NOUN", "PROPN"):
                found = index
            elif found is not None or not (token.upos == "ADJ" or (token.text in _DASHES and index > at)):
                break
        return found

    def _top(self, first: int, last: int, at: int) -> int:
        """The token by which the stretch hangs: upwards from *at*, as long as the governor stands in it or only shapes it."""
        doc, token = self.doc, self.doc.tokens[at]
        for _ in range(6):
            head = doc.tokens[token.head]
            if head.index == token.index:
                break
            inside = first <= head.index < last
            shapes = token.dep.split(":")[0] in ("nummod", "compound", "det", "advmod") and head.upos in (
                "NOUN", "PROPN", "SYM", "NUM",
            )  # fmt: skip
            if not inside and not shapes:
                break
            token = head
        return token.index


def _longest(words: Sequence[str], at: int, phrases: Collection[tuple[str, ...]]) -> int:
    """How many words the longest of the *phrases* that begins here has; 0 where none does."""
    return next(
        (size for size in (4, 3, 2, 1) if tuple(words[at : at + size]) in phrases and at + size <= len(words)), 0
    )


def _longest_before(words: Sequence[str], at: int, phrases: Mapping[tuple[str, ...], str]) -> int:
    """The same for phrases that end here."""
    return next((size for size in (4, 3, 2, 1) if at - size >= 0 and tuple(words[at - size : at]) in phrases), 0)


def _whole(value: float, *, whole: bool = False) -> float:
    """The number as an integer where it is one, or shall be."""
    return round(value) if whole or value == int(value) else round(value, 6)


def forms_of(token: Token) -> frozenset[str]:
    """The lemma of a noun, and its singular by the look of it where the lemma was read wrongly ("troops")."""
    word = token.text.lower()
    return frozenset({token.lemma.lower(), word, word.removesuffix("s")})


def holder_of(doc: Doc, top: int) -> Token:
    """Where the stretch at *top* stands among those that it is joined to: the first of "nine soldiers and two civilians"."""
    token = doc.tokens[top]
    for _ in range(4):
        if token.dep != "conj" or doc.tokens[token.head].upos not in ("NOUN", "PROPN", "NUM", "SYM", "PRON"):
            break
        token = doc.tokens[token.head]
    return token


def is_object(doc: Doc, quantity: Quantity, holder: Token) -> bool:
    """Whether the stretch is its verb's object; "up to" and "over" before a number are no prepositions of the verb."""
    if holder.dep == "obj":
        return True
    cases = [child.index for child in doc.dependents(holder.index, "case", "advmod") if child.index < holder.index]
    return holder.dep == "obl" and bool(cases) and quantity.first <= min(cases) and cases[-1] < quantity.last
