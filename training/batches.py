"""Windows of sentences to tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from data import IGNORE, Sentence
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from chancery.language import decode, features

Ints = NDArray[np.int64]
INPUTS = ("pieces", "marks", "piece_mask", "first", "last", "shape", "prefix", "suffix", "word_mask")


class Pieces:
    """WordPiece ids of words, remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """The ids of *word*: at least one, at most ``MAX_WORD_PIECES``."""
        found = self._known.get(word)
        if found is None:
            found = self._tokenizer.encode(word, add_special_tokens=False).ids[: features.MAX_WORD_PIECES] or [100]
            self._known[word] = found
        return found


@dataclass
class Classes:
    """Numbers of the classes of every head."""

    at: dict[str, dict[str, int]]
    lexicon: dict[str, list[int]]

    @staticmethod
    def of(vocabularies: dict[str, object]) -> Classes:
        """From the lists of ``data.vocabularies``."""
        at: dict[str, dict[str, int]] = {}
        for head in ("tag", "upos", "morph", "lemma", "deprel", "name", "role", "roleset"):
            listed = vocabularies[head]
            assert isinstance(listed, list)
            at[head] = {name: i for i, name in enumerate(listed)}
        lexicon = vocabularies["lexicon"]
        assert isinstance(lexicon, dict)
        return Classes(at, lexicon)


@dataclass
class Batch:
    """Inputs and answers of windows of sentences."""

    windows: list[list[Sentence]]
    inputs: dict[str, Tensor]
    answers: dict[str, Tensor]
    role_inputs: dict[str, Tensor] = field(default_factory=dict)
    roles: Tensor | None = None
    predicates: Tensor | None = None
    senses: tuple[Tensor, Tensor, Tensor, Tensor] | None = None


def pack(windows: Sequence[Sequence[str]], gaps: Sequence[Sequence[int]], pieces: Pieces) -> dict[str, Ints]:
    """The inputs of ``encoder.onnx`` for windows of words; *gaps* tell what stands before each word."""
    ids = [[pieces(word) for word in window] for window in windows]
    most_words = max(len(window) for window in windows)
    most_pieces = max(sum(map(len, row)) for row in ids) + 2
    out = {name: np.zeros((len(windows), most_words), dtype=np.int64) for name in INPUTS}
    out["pieces"] = np.zeros((len(windows), most_pieces), dtype=np.int64)
    out["marks"] = np.zeros((len(windows), most_pieces), dtype=np.int64)
    out["piece_mask"] = np.zeros((len(windows), most_pieces), dtype=np.int64)
    for b, window in enumerate(windows):
        row = [101]
        for w, (word, gap) in enumerate(zip(window, gaps[b], strict=True)):
            out["first"][b, w] = len(row)
            row.extend(ids[b][w])
            how = features.case(word)
            out["marks"][b, out["first"][b, w]] = features.mark(how, gap)
            out["marks"][b, out["first"][b, w] + 1 : len(row)] = features.mark(how, 0)
            out["last"][b, w] = len(row) - 1
            out["shape"][b, w], out["prefix"][b, w], out["suffix"][b, w] = features.features(word)
        row.append(102)
        out["pieces"][b, : len(row)] = row
        out["piece_mask"][b, : len(row)] = 1
        out["word_mask"][b, : len(window)] = 1
    return out


def words_of(windows: Sequence[Sequence[Sentence]]) -> tuple[list[list[str]], list[list[int]]]:
    """The words of windows of sentences, and what stands before each."""
    words = [[word for s in window for word in s.words] for window in windows]
    return words, [[gap for s in window for gap in s.gaps] for window in windows]


def role_slice(size: int, predicate: int) -> tuple[int, int]:
    """Which words of a sentence of *size* words the argument finder looks at."""
    if size <= features.MAX_ROLE_WORDS:
        return 0, size
    half = features.MAX_ROLE_WORDS // 2
    return max(0, predicate - half), min(size, predicate + half)


def collate(
    windows: list[list[Sentence]], pieces: Pieces, classes: Classes, rng: random.Random, role_cells: int
) -> Batch:
    """A batch with every answer that its sentences have; at most *role_cells* cells of predicates times words."""
    inputs = pack(*words_of(windows), pieces)
    count, width = inputs["first"].shape
    answers = {
        name: np.full((count, width), IGNORE, dtype=np.int64)
        for name in ("start", "tag", "upos", "morph", "lemma", "head", "deprel", "predicate")
    }
    answers["name"] = np.zeros((count, width), dtype=np.int64)
    answers["sentence"] = np.full((count, width), -1, dtype=np.int64)
    frames: list[tuple[int, int, int, Sentence, tuple[int, str, list[tuple[int, int, str]]]]] = []
    at = classes.at
    for b, window in enumerate(windows):
        first = 0
        for number, s in enumerate(window):
            last = first + len(s.words)
            span = slice(first, last)
            answers["sentence"][b, span] = number
            if s.running or len(window) > 1:
                answers["start"][b, span] = 0
                answers["start"][b, first] = 1
            if s.tags is not None:
                assert s.upos and s.morph and s.lemmas and s.heads is not None and s.deprels
                if "tag" in s.trusted:
                    answers["tag"][b, span] = [at["tag"].get(t, IGNORE) for t in s.tags]
                answers["upos"][b, span] = [at["upos"].get(t, IGNORE) for t in s.upos]
                answers["morph"][b, span] = [at["morph"].get(t, IGNORE) for t in s.morph]
                answers["lemma"][b, span] = [
                    at["lemma"].get(decode.lemma_rule(f, l), IGNORE) for f, l in zip(s.words, s.lemmas, strict=True)
                ]
                answers["head"][b, span] = [first + h for h in s.heads]
                answers["deprel"][b, span] = [at["deprel"].get(t, IGNORE) for t in s.deprels]
            if s.names is not None:
                answers["name"][b, span] = s.names
            if s.predicates is not None:
                answers["predicate"][b, span] = 0
                for frame in s.predicates:
                    answers["predicate"][b, first + frame[0]] = 1
                    frames.append((b, first, len(s.words), s, frame))
            first = last
    batch = Batch(
        windows,
        {name: torch.from_numpy(value) for name, value in inputs.items()},
        {name: torch.from_numpy(value) for name, value in answers.items()},
    )
    _add_senses(batch, frames, classes)
    if role_cells:
        rng.shuffle(frames)
        frames.sort(key=lambda f: f[2] + rng.random() * 12)
        while frames and len(frames) * min(features.MAX_ROLE_WORDS, max(f[2] for f in frames)) > role_cells:
            frames.pop(rng.randrange(len(frames)))
        _add_roles(batch, frames, classes)
    return batch


def _add_senses(
    batch: Batch,
    frames: list[tuple[int, int, int, Sentence, tuple[int, str, list[tuple[int, int, str]]]]],
    classes: Classes,
) -> None:
    rows = []
    for b, first, _, s, (word, roleset, _arguments) in frames:
        assert s.lemmas is not None
        options = classes.lexicon.get(s.lemmas[word].lower(), [])
        gold = classes.at["roleset"].get(roleset)
        if len(options) > 1 and gold in options:
            rows.append((b, first + word, options, options.index(gold)))
    if not rows:
        return
    most = max(len(row[2]) for row in rows)
    options_of = np.full((len(rows), most), -1, dtype=np.int64)
    for i, row in enumerate(rows):
        options_of[i, : len(row[2])] = row[2]
    batch.senses = (
        torch.tensor([row[0] for row in rows]),
        torch.tensor([row[1] for row in rows]),
        torch.from_numpy(options_of),
        torch.tensor([row[3] for row in rows]),
    )


def _add_roles(
    batch: Batch,
    frames: list[tuple[int, int, int, Sentence, tuple[int, str, list[tuple[int, int, str]]]]],
    classes: Classes,
) -> None:
    if not frames:
        return
    cuts = [role_slice(f[2], f[4][0]) for f in frames]
    most = max(high - low for low, high in cuts)
    shape = (len(frames), most)
    window = np.zeros((len(frames), 1), dtype=np.int64)
    words = np.zeros(shape, dtype=np.int64)
    distance = np.zeros(shape, dtype=np.int64)
    mask = np.zeros(shape, dtype=np.int64)
    roles = np.full(shape, IGNORE, dtype=np.int64)
    at = classes.at["role"]
    for i, ((b, first, _, _s, (predicate, _roleset, arguments)), (low, high)) in enumerate(
        zip(frames, cuts, strict=True)
    ):
        size = high - low
        window[i] = b
        words[i, :size] = np.arange(first + low, first + high)
        distance[i, :size] = [features.distance(w, predicate) for w in range(low, high)]
        mask[i, :size] = 1
        roles[i, :size] = 0
        for begin, end, role in arguments:
            begin, end = max(begin, low) - low, min(end, high) - low
            if begin < end and f"B-{role}" in at:
                roles[i, begin] = at[f"B-{role}"]
                roles[i, begin + 1 : end] = at[f"I-{role}"]
    batch.predicates = torch.from_numpy(window)
    batch.role_inputs = {
        "words": torch.from_numpy(words),
        "distance": torch.from_numpy(distance),
        "mask": torch.from_numpy(mask),
    }
    batch.roles = torch.from_numpy(roles)
