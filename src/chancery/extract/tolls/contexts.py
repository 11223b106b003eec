"""Contexts: what domain of politics an event is in, by the words of its sentence, or of its paragraph and the headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.language.document import Doc, Sentence
from chancery.records import Evidence
from chancery.rules.contexts import ContextRules
from chancery.rules.phrases import Word, words_of

Said = dict[str, tuple[int, int]]
"""For each context the tokens ``first:last`` that say it first."""


class Contexts:
    """The contexts of a story's sentences, looked up once each."""

    def __init__(self, doc: Doc, rules: ContextRules) -> None:
        self.doc, self.rules = doc, rules
        self.known: dict[int, Said] = {}
        self.headline = [s.index for s in doc.sentences if s.part == "headline"]

    def of(self, sentence: int) -> Iterator[tuple[str, Evidence]]:
        """The contexts of an event told in the sentence, in PLOVER's order, each with the words that say it.

        A sentence of the headline has its own only.
        """
        said = dict(self._said(sentence))
        here = self.doc.sentences[sentence]
        if here.part == "body":
            around = self._joined(
                other.index
                for other in self.doc.sentences[max(0, sentence - 12) : sentence + 13]
                if other.paragraph == here.paragraph and other.part == "body" and other.index != sentence
            )
            above = self._joined(iter(self.headline))
            said = {name: above[name] for name in above if name in around} | said
        for rule in self.rules.contexts:
            if rule.name in said:
                first, last = said[rule.name]
                yield rule.name, Evidence.of(self.doc.story, *self.doc.characters(first, last), "context")

    def _joined(self, sentences: Iterator[int]) -> Said:
        out: Said = {}
        for sentence in sentences:
            out = self._said(sentence) | out
        return out

    def _said(self, sentence: int) -> Said:
        if sentence not in self.known:
            self.known[sentence] = said_in(self.doc, self.doc.sentences[sentence], self.rules)
        return self.known[sentence]


def said_in(doc: Doc, sentence: Sentence, rules: ContextRules) -> Said:
    """The contexts that the words of one sentence say."""
    words = words_in(doc, range(sentence.first, sentence.last))
    masked = {(at, name) for first, last, name in rules.unless.found(words) for at in range(first, last)}
    out: Said = {}
    for first, last, name in sorted(rules.words.found(words), key=lambda hit: (hit[0], -hit[1])):
        if name not in out and not any((at, name) in masked for at in range(first, last)):
            out[name] = (words[first].at, words[last - 1].at + 1)
    return out


def words_in(doc: Doc, tokens: Sequence[int]) -> list[Word]:
    """The words of these tokens, as phrases see them."""
    return words_of((doc.tokens[at].text, doc.tokens[at].lemma, at) for at in tokens)
