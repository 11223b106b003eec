"""Reading: a story becomes a Doc with its words, sentences, tree, names, and predicates with their arguments."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chancery.language import decode
from chancery.language.document import Argument, Doc, Name, Predicate, Sentence, Token
from chancery.language.engine import STATES, Engine, Floats, Ints, Labels, Scorer, Words
from chancery.language.features import BROKEN, GLUED, MAX_ROLE_WORDS, SPACED
from chancery.language.threads import one_thread
from chancery.language.tokens import Tokenizer
from chancery.records import Part, PartRole, Story

ONE_SENTENCE: frozenset[PartRole] = frozenset({"masthead", "headline", "credit", "byline", "dateline"})
"""Each of these parts is one sentence, whatever its marks."""

WITHOUT_PREDICATES: frozenset[PartRole] = frozenset({"masthead", "credit", "byline", "signoff"})
"""Nothing in these parts is told of the world."""

WINDOW_WORDS = 130
"""Paragraphs are joined to windows of about this many words, as in training."""

_LIKELY_LEMMAS = 8
"""Of a verb's lemmas so many, the likeliest, are looked up."""
_TO_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "s", "re", "m", "ai"})

_ENDS = frozenset(".?!:;…\"”'’)]")
_UNMARKED_START = 0.7
"""Costs nothing on the treebanks, and keeps "Special Representative for North Korea" and "Stephen Biegun" together."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")

Bools = NDArray[np.bool_]


class Reader:
    """Reads stories, one after the other; what one says never depends on another."""

    def __init__(self, engine: Scorer, tokenizer: Tokenizer | None = None) -> None:
        self._engine = engine
        self._tokenizer = tokenizer or Tokenizer()
        labels = engine.labels
        self._verbs = np.array([tag == "VERB" for tag in labels.upos], dtype=np.bool_)
        self.references = engine.references
        self.relations = engine.relations
        self._name_moves = decode.bio_transitions(labels.name)
        self._role_moves = decode.bio_transitions(labels.role)

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 1) -> Reader:
        """A reader with the model in *folder* (the shipped one by default); ``ModelError`` where it cannot be used."""
        return cls(Engine.load(folder, threads))

    @property
    def version(self) -> str:
        """The model's version, for a record's ``by``."""
        return self._engine.labels.version

    def read(self, stories: Iterable[Story]) -> Iterator[Doc]:
        """Each story as a Doc, in the order given, one at a time."""
        for story in stories:
            with one_thread():
                doc = self._read(story)
            yield doc

    def _read(self, story: Story) -> Doc:
        text = _lay_out(story, self._tokenizer)
        if not text.words:
            return Doc(story)
        words = self._engine.words(text.words, text.gaps)
        page = Page.of(len(text.words))
        first = 0
        while first < len(text.words):
            last = plan_window(text, words, first)
            first = self._read_window(text, words, page, first, last)
        return self._doc(story, text, page)

    # ---- one window ------------------------------------------------------------------------------------------------

    def _read_window(self, text: Layout, words: Words, page: Page, first: int, last: int) -> int:
        """Write what words ``first:last`` say on the page; gives the word at which the next window starts."""
        labels = self._engine.labels
        scores = self._engine.scores(words, first, last)
        begins = (scores["start"] > text.doubt_of_start[first:last]) & ~text.is_one_sentence[
            first:last
        ] | text.is_paragraph_start[first:last]
        begins[0] = True
        size = last - first
        if last < len(text.words) and not text.is_paragraph_start[last]:
            # The window ends inside a paragraph: its last sentence may go on, and is left to the next window. A
            # sentence that fills a window alone is cut.
            size = int(np.flatnonzero(begins)[-1]) or size
            begins = begins[:size]
        here = slice(first, first + size)
        edges = [*np.flatnonzero(begins).tolist(), size]

        page.begins[here] = begins
        for name in ("tag", "upos", "morph", "lemma"):
            getattr(page, name)[here] = scores[name][:size].argmax(axis=1)
        self._mend_lemmas(text, page, scores, first, size)
        heads = trees(scores["arc"][:size, :size], begins, edges)
        page.head[here] = heads + first
        page.dep[here] = relations(scores["label_dep"][:size], scores["label_head"][heads], heads, labels)
        if self.references is not None:
            page.keep(here, self.references.rows(scores["vector"][:size]))
        if self.relations is not None:
            page.keep_states(here, scores[STATES][:size], scores["vector"][:size])
        page.names.extend(self._names(scores["name"][:size], edges, first))
        page.predicates.extend(self._predicates(text, page, scores, edges, first))
        return first + size

    def _mend_lemmas(self, text: Layout, page: Page, scores: Mapping[str, Floats], first: int, size: int) -> None:
        """Give a verb whose lemma no codebook knows ("expresse") the likeliest lemma that one does, if a likely one does."""
        labels = self._engine.labels
        verbs = self._verbs[page.upos[first : first + size]]
        for at in np.flatnonzero(verbs).tolist():
            word = text.words[first + at]
            if is_lemma(word, lemma_of(word, labels.lemma[page.lemma[first + at]]).lower(), labels.lexicon):
                continue
            row = scores["lemma"][at]
            for rule in np.argsort(-row)[1:_LIKELY_LEMMAS].tolist():
                if is_lemma(word, lemma_of(word, labels.lemma[rule]).lower(), labels.lexicon):
                    page.lemma[first + at] = rule
                    break

    def _names(self, scores: Floats, edges: Sequence[int], first: int) -> Iterator[Name]:
        tags = self._engine.labels.name
        outside = tags.index("O")
        named = scores.argmax(axis=1) != outside
        for start, end in pairwise(edges):
            if named[start:end].any():
                for one, last, kind, sure in decode.names(scores[start:end], tags, self._name_moves):
                    yield Name(first + start + one, first + start + last, kind, round(sure, 4))

    def _predicates(
        self, text: Layout, page: Page, scores: Mapping[str, Floats], edges: Sequence[int], first: int
    ) -> Iterator[Predicate]:
        labels = self._engine.labels
        logits = scores["predicate"][: edges[-1]]
        told = (logits > 0.0) & text.tells[first : first + edges[-1]]
        for start, end in pairwise(edges):
            places = (start + np.flatnonzero(told[start:end])).tolist()
            found = self._arguments(scores["role_words"], places, start, end)
            for place, arguments in zip(places, found, strict=True):
                roleset, sure = decode.roleset(
                    scores["sense"][place],
                    lemma_of(text.words[first + place], labels.lemma[page.lemma[first + place]]),
                    labels.lexicon,
                    labels.roleset,
                    labels.roleset_weight,
                    labels.roleset_bias,
                )
                sure *= 1.0 / (1.0 + float(np.exp(-logits[place])))
                moved = tuple(Argument(first + one, first + last, role) for one, last, role in arguments)
                yield Predicate(first + place, roleset, round(sure, 4), moved)

    def _arguments(
        self, role_words: Floats, places: Sequence[int], start: int, end: int
    ) -> Iterator[list[tuple[int, int, str]]]:
        """The arguments of each predicate at *places* in the sentence ``start:end``."""
        if not places:
            return
        if end - start > MAX_ROLE_WORDS and len(places) > 1:
            for place in places:
                yield from self._arguments(role_words, [place], start, end)
            return
        if end - start > MAX_ROLE_WORDS:
            half = MAX_ROLE_WORDS // 2
            start, end = max(start, places[0] - half), min(end, places[0] + half)
        tags = self._engine.labels.role
        scores = self._engine.roles(role_words[start:end], [place - start for place in places])
        for place, likeliest, its_scores in zip(places, scores.argmax(axis=2), scores, strict=True):
            likeliest[place - start] = tags.index("O")
            found = decode.spans(likeliest.tolist(), tags)
            numbered = [role for _, _, role in found if role.startswith("ARG") and not role.startswith("ARGM")]
            if not _may_follow(likeliest, self._role_moves) or len(set(numbered)) < len(numbered):
                found = [
                    (one, last, role)
                    for one, last, role, _ in decode.arguments(its_scores, tags, self._role_moves, place - start)
                ]
            yield [(start + one, start + last, role) for one, last, role in found]

    # ---- the whole story -------------------------------------------------------------------------------------------

    def _doc(self, story: Story, text: Layout, page: Page) -> Doc:
        labels = self._engine.labels
        starts, ends = text.starts.tolist(), text.ends.tolist()
        sentence_of = (np.cumsum(page.begins) - 1).tolist()
        tokens = tuple(
            Token(
                index,
                start,
                end,
                word,
                lemma_of(word, labels.lemma[lemma]),
                labels.upos[upos],
                labels.tag[tag],
                "" if labels.morph[morph] == "_" else labels.morph[morph],
                labels.deprel[dep],
                head,
                sentence,
            )
            for index, (start, end, word, lemma, upos, tag, morph, dep, head, sentence) in enumerate(
                zip(
                    starts,
                    ends,
                    text.words,
                    page.lemma.tolist(),
                    page.upos.tolist(),
                    page.tag.tolist(),
                    page.morph.tolist(),
                    page.dep.tolist(),
                    page.head.tolist(),
                    sentence_of,
                    strict=True,
                )
            )
        )
        edges = [*np.flatnonzero(page.begins).tolist(), len(tokens)]
        paragraph_of = text.paragraph.tolist()
        sentences = tuple(
            Sentence(
                index,
                first,
                last,
                starts[first],
                ends[last - 1],
                text.roles[paragraph_of[first]],
                paragraph_of[first],
            )
            for index, (first, last) in enumerate(pairwise(edges))
        )
        return Doc(
            story,
            tokens=tokens,
            sentences=sentences,
            predicates=tuple(page.predicates),
            names=tuple(page.names),
            vectors=page.vectors,
            states=page.states,
        )


# ---- words and paragraphs ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """A story's words with the paragraph, and so the part, that each stands in."""

    words: list[str]
    starts: Ints
    ends: Ints
    gaps: Ints
    """What stands before each word: ``GLUED``, ``SPACED`` or ``BROKEN``."""
    paragraph: Ints
    roles: list[PartRole]
    """Of each paragraph, the role of its part."""
    is_paragraph_start: Bools
    is_one_sentence: Bools
    doubt_of_start: Floats
    """The score above which a word begins a sentence: higher where nothing before it ends one."""
    tells: Bools


def _lay_out(story: Story, tokenizer: Tokenizer) -> Layout:
    roles: list[PartRole] = []
    starts, ends, numbers = [_NONE], [_NONE], [_NONE]
    for part in _stretches(story):
        for start, end in _paragraphs(story.text, part):
            first, last = tokenizer(story.text[start:end])
            if len(first):
                starts.append(first + start)
                ends.append(last + start)
                numbers.append(np.full(len(first), len(roles), dtype=np.int64))
                roles.append(part.role)
    all_starts, all_ends, number = np.concatenate(starts), np.concatenate(ends), np.concatenate(numbers)
    text = story.text
    breaks = np.diff(number, prepend=-1) != 0
    gaps = np.where(all_starts == np.concatenate([[-1], all_ends[:-1]]), GLUED, SPACED)
    return Layout(
        words=[text[start:end] for start, end in zip(all_starts.tolist(), all_ends.tolist(), strict=True)],
        starts=all_starts,
        ends=all_ends,
        gaps=np.where(breaks, BROKEN, gaps),
        paragraph=number,
        roles=roles,
        is_paragraph_start=breaks,
        doubt_of_start=np.array(
            [0.0, *(0.0 if text[end - 1] in _ENDS else _UNMARKED_START for end in all_ends[:-1].tolist())],
            dtype=np.float32,
        )[: len(all_ends)],
        is_one_sentence=np.array([role in ONE_SENTENCE for role in roles], dtype=np.bool_)[number],
        tells=np.array([role not in WITHOUT_PREDICATES for role in roles], dtype=np.bool_)[number],
    )


_NONE: Ints = np.zeros(0, dtype=np.int64)


def _stretches(story: Story) -> Iterator[Part]:
    """The story's parts in text order; what lies in no part is body."""
    at = 0
    for part in sorted(story.parts, key=lambda part: (part.start, part.end)):
        if story.text[at : part.start].strip():
            yield Part("body", at, part.start)
        if part.end > at:
            yield Part(part.role, max(at, part.start), part.end)
            at = part.end
    if story.text[at:].strip():
        yield Part("body", at, len(story.text))


def _paragraphs(text: str, part: Part) -> Iterator[tuple[int, int]]:
    start = part.start
    for blank in _BLANK_LINE.finditer(text, part.start, part.end):
        yield start, blank.start()
        start = blank.end()
    yield start, part.end


def plan_window(text: Layout, words: Words, first: int) -> int:
    """Where the window that begins at word *first* ends: whole paragraphs where they fit, about equally long."""
    total = len(text.words)
    limit = words.fit(first, total)
    left = total - first
    wanted = first + -(-left // max(1, round(left / WINDOW_WORDS)))
    if limit == total and wanted >= total:
        return total
    breaks = first + 1 + np.flatnonzero(text.is_paragraph_start[first + 1 : limit + 1])
    if limit == total:
        breaks = np.append(breaks, total)
    if not len(breaks):
        return limit
    best = int(breaks[np.abs(breaks - wanted).argmin()])
    # A paragraph too long for what is left of the window: read into it rather than leave half the window empty.
    return best if 2 * (best - first) >= min(wanted, limit) - first else limit


# ---- scores to trees -----------------------------------------------------------------------------------------------


def trees(arcs: Floats, begins: Bools, edges: Sequence[int]) -> Ints:
    """The heads of a window's words; each sentence is a tree with one root that is its own head."""
    sentence = np.cumsum(begins)
    heads: Ints = np.where(sentence[:, None] == sentence[None, :], arcs, -np.inf).argmax(axis=1)
    is_root = heads == np.arange(len(heads))
    top = heads
    for _ in range(len(heads).bit_length()):
        top = top[top]
    # Where all likeliest heads together make a tree with one root, they are the answer; most sentences are so.
    roots = np.add.reduceat(is_root.astype(np.int64), edges[:-1])
    grounded = np.logical_and.reduceat(is_root[top], edges[:-1])
    for at in np.flatnonzero((roots != 1) | ~grounded).tolist():
        start, end = edges[at], edges[at + 1]
        heads[start:end] = start + np.array(decode.tree(arcs[start:end, start:end]), dtype=np.int64)
    return heads


def _may_follow(path: Ints, moves: tuple[Floats, Floats]) -> bool:
    """Whether the likeliest labels, each word's alone, already are a sequence that may be: then it is the best one."""
    follow, start = moves
    return bool(start[path[0]] == 0.0 and not follow[path[:-1], path[1:]].any())


def relations(dependents: Floats, governors: Floats, heads: Ints, labels: Labels) -> Ints:
    """The best relation of each word to its head: "root" for the roots and for no other."""
    found = np.empty((len(heads), len(labels.deprel)), dtype=np.float32)
    for at in range(0, len(heads), _FEW):
        few = slice(at, at + _FEW)
        found[few] = decode.label_scores(dependents[few], governors[few], labels.label_weight, labels.label_bias)
    root = labels.deprel.index("root")
    found[:, root] = -np.inf
    best: Ints = found.argmax(axis=1)
    best[heads == np.arange(len(heads))] = root
    return best


# NumPy's BLAS sets all cores to work on a product of more than some 262,144 steps, and loses more than it wins.
_FEW = 12


def is_lemma(word: str, lemma: str, lexicon: Container[str]) -> bool:
    """Whether *lemma* is a verb that the codebook knows, and may be that of *word*: "be" belongs to its own forms alone.

    >>> is_lemma("beat", "be", {"be", "beat"}), is_lemma("was", "be", {"be"}), is_lemma("beat", "beat", {"beat"})
    (False, True, True)
    """
    return lemma in lexicon and (lemma != "be" or word.lower().strip("'’") in _TO_BE)


@lru_cache(maxsize=100_000)
def lemma_of(word: str, rule: str) -> str:
    """The lemma that *rule* makes of *word*."""
    return decode.apply_lemma_rule(word, rule)


@dataclass
class Page:
    """What has been read of a story so far, one class number a word."""

    begins: Bools
    tag: Ints
    upos: Ints
    morph: Ints
    lemma: Ints
    dep: Ints
    head: Ints
    names: list[Name]
    predicates: list[Predicate]
    vectors: Floats | None = None
    states: NDArray[np.float16] | None = None

    def keep_states(self, here: slice, states: Floats, vectors: Floats) -> None:
        """Write what the relation head will need, in half precision: side by side a word's state and its vector."""
        width = states.shape[1]
        if self.states is None:
            self.states = np.zeros((len(self.tag), 2 * width), dtype=np.float16)
        self.states[here, :width], self.states[here, width:] = states, vectors

    def keep(self, here: slice, rows: Floats) -> None:
        """Write the rows that the reference head will need."""
        if self.vectors is None:
            self.vectors = np.zeros((len(self.tag), rows.shape[1]), dtype=np.float32)
        self.vectors[here] = rows

    @classmethod
    def of(cls, size: int) -> Page:
        """An empty page for *size* words."""
        tag, upos, morph, lemma, dep, head = np.zeros((6, size), dtype=np.int64)
        return cls(np.zeros(size, dtype=np.bool_), tag, upos, morph, lemma, dep, head, [], [])
