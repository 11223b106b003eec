"""The trained model behind one call: words in, every layer's scores out. ``training/CONTRACT.md`` says what it takes.

One window of words is one run. Nothing is padded and nothing is batched across stories: the int8 kernels choose their
scale from everything in a batch, so a neighbour in the batch would change what a story says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Protocol
from zipfile import BadZipFile

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer as WordPieces

from chancery.errors import ModelError
from chancery.language.features import (
    DISTANCE_CLIP,
    MARKS,
    MAX_WINDOW_PIECES,
    MAX_WINDOW_WORDS,
    MAX_WORD_PIECES,
    PREFIX_BUCKETS,
    SHAPE_BUCKETS,
    SUFFIX_BUCKETS,
    case,
    features,
    mark,
)
from chancery.language.graph import REMEDY, graph_session
from chancery.language.references import ReferenceHead
from chancery.language.relations import RelationHead

SHIPPED = Path(__file__).with_name("model")
FILES = ("encoder.onnx", "roles.onnx", "labels.json", "weights.npz", "tokenizer.json")

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_SCORES = (
    "start", "tag", "upos", "morph", "lemma", "arc", "label_dep", "label_head", "name", "predicate", "sense",
    "role_words", "vector",
)  # fmt: skip
STATES = "states"
"""What the encoder's third layer gave of each piece; the relation head reads on from there."""
_LISTS = ("tag", "upos", "morph", "lemma", "deprel", "name", "role", "roleset")
_WEIGHTS = ("label_weight", "label_bias", "roleset_weight", "roleset_bias")
_BUCKETS = {"shape": SHAPE_BUCKETS, "prefix": PREFIX_BUCKETS, "suffix": SUFFIX_BUCKETS, "mark": MARKS}
_CLS, _UNK, _SEP = 101, 100, 102
_KEPT_WORDS = 200_000


@dataclass(frozen=True)
class Words:
    """The words of a story as the encoder takes them; word *i* has ``pieces[edges[i]:edges[i + 1]]``."""

    pieces: Ints
    marks: Ints
    """One a piece."""
    edges: Ints
    features: Ints
    """``[3, words]``: shape, prefix, suffix."""

    def fit(self, first: int, stop: int) -> int:
        """How far a window from word *first* may reach, at most to *stop* (exclusive)."""
        by_pieces = int(np.searchsorted(self.edges, self.edges[first] + MAX_WINDOW_PIECES, side="right")) - 1
        return min(stop, first + MAX_WINDOW_WORDS, by_pieces)


@dataclass(frozen=True)
class Labels:
    """What the scores are scores of, and the weights that stand outside of the graphs."""

    version: str
    tag: Sequence[str]
    upos: Sequence[str]
    morph: Sequence[str]
    lemma: Sequence[str]
    deprel: Sequence[str]
    name: Sequence[str]
    role: Sequence[str]
    roleset: Sequence[str]
    lexicon: Mapping[str, Sequence[int]]
    label_weight: Floats
    label_bias: Floats
    roleset_weight: Floats
    roleset_bias: Floats


class Scorer(Protocol):
    """What the reader needs of a model; ``Engine`` is the real one."""

    references: ReferenceHead | None
    """Scores which mentions mean the same; None where the model has no such head."""

    relations: RelationHead | None
    """Tells which class of event stands between two phrases; None where the model has no such head."""

    @property
    def labels(self) -> Labels:
        """What the scores are scores of."""
        ...

    def words(self, words: Sequence[str], gaps: Ints) -> Words:
        """The words as the encoder takes them; *gaps* say what stands before each."""
        ...

    def scores(self, words: Words, first: int, last: int) -> Mapping[str, Floats]:
        """Every layer's scores for words ``first:last``, one row a word."""
        ...

    def roles(self, words: Floats, places: Sequence[int]) -> Floats:
        """The role scores ``[predicates, words, roles]`` of the predicates at *places* of one sentence."""
        ...


class Engine:
    """The encoder and the role scorer in ONNX Runtime, and the reference head."""

    def __init__(
        self,
        labels: Labels,
        encoder: ort.InferenceSession,
        roles: ort.InferenceSession,
        pieces: WordPieces,
        references: ReferenceHead | None = None,
        relations: RelationHead | None = None,
    ) -> None:
        self.labels = labels
        self.references = references
        self.relations = relations
        self._outputs = (*_SCORES, STATES) if relations is not None else _SCORES
        self._encoder = encoder
        self._roles = roles
        self._pieces = pieces
        self._known: dict[str, tuple[list[int], tuple[int, int, int, int]]] = {}

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 1) -> Engine:
        """The model in *folder*, the shipped one by default; ``ModelError`` where it cannot be used."""
        folder = folder or SHIPPED
        for name in FILES:
            if not (folder / name).is_file():
                raise ModelError(str(folder / name), "the model's file is missing", REMEDY)
        labels = _load_labels(folder)
        try:
            pieces = WordPieces.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # The library raises bare Exception.
            raise ModelError(str(folder / "tokenizer.json"), f"damaged: {error}", REMEDY) from error
        pieces.no_padding()
        pieces.no_truncation()
        # The heads below are trained on a model that has none yet.
        relations = RelationHead.load(folder, threads)
        encoder = graph_session(folder / "encoder.onnx", threads, _SCORES if relations is None else (*_SCORES, STATES))
        roles = graph_session(folder / "roles.onnx", threads, ("role",))
        references = ReferenceHead.load(path) if (path := folder / "references.npz").is_file() else None
        return cls(labels, encoder, roles, pieces, references, relations)

    def words(self, words: Sequence[str], gaps: Ints) -> Words:
        """The words as the encoder takes them. What a word becomes is remembered, so this is mostly look-up."""
        known = self._known
        if len(known) > _KEPT_WORDS:
            known.clear()
        for word in words:
            if word not in known:
                ids = self._pieces.encode(word, add_special_tokens=False).ids[:MAX_WORD_PIECES] or [_UNK]
                known[word] = (ids, (*features(word), case(word)))
        found = [known[word] for word in words]
        edges = np.zeros(len(found) + 1, dtype=np.int64)
        sizes = [len(ids) for ids, _ in found]
        np.cumsum(sizes, out=edges[1:])
        pieces = np.fromiter(chain.from_iterable(ids for ids, _ in found), dtype=np.int64, count=int(edges[-1]))
        table = np.array([row for _, row in found], dtype=np.int64).reshape(-1, 4)
        marks = np.repeat(mark(table[:, 3], 0), sizes)
        marks[edges[:-1]] = mark(table[:, 3], gaps)
        return Words(pieces, marks, edges, np.ascontiguousarray(table[:, :3].T))

    def scores(self, words: Words, first: int, last: int) -> Mapping[str, Floats]:
        """Every layer's scores for words ``first:last``, one row a word."""
        edges = words.edges[first : last + 1]
        row = np.empty((1, int(edges[-1] - edges[0]) + 2), dtype=np.int64)
        row[0, 0], row[0, -1] = _CLS, _SEP
        row[0, 1:-1] = words.pieces[edges[0] : edges[-1]]
        marks = np.zeros_like(row)
        marks[0, 1:-1] = words.marks[edges[0] : edges[-1]]
        places = edges - edges[0] + 1
        shape, prefix, suffix = words.features[:, first:last]
        given = {
            "pieces": row,
            "marks": marks,
            "piece_mask": np.ones_like(row),
            "first": places[None, :-1],
            "last": places[None, 1:] - 1,
            "shape": shape[None],
            "prefix": prefix[None],
            "suffix": suffix[None],
            "word_mask": np.ones((1, last - first), dtype=np.int64),
        }
        found = self._encoder.run(self._outputs, given)
        out = {name: scores[0] for name, scores in zip(self._outputs, found, strict=True)}
        if STATES in out:
            # A word's state is the mean of its first and its last piece's, as the model's own word vectors are.
            pieces_of = out[STATES]
            out[STATES] = (pieces_of[places[:-1]] + pieces_of[places[1:] - 1]) * np.float32(0.5)
        return out

    def roles(self, words: Floats, places: Sequence[int]) -> Floats:
        """The role scores ``[predicates, words, roles]`` of the predicates at *places* of one sentence.

        *words* are the sentence's rows of ``role_words``. A sentence a run: nothing is padded here either.
        """
        size = len(words)
        apart = np.arange(size) - np.asarray(places)[:, None]
        given = {
            "role_words": np.repeat(words[None], len(places), axis=0),
            "distance": np.clip(apart, -DISTANCE_CLIP, DISTANCE_CLIP).astype(np.int64) + DISTANCE_CLIP,
            "mask": np.ones((len(places), size), dtype=np.int64),
        }
        found: Floats = self._roles.run(("role",), given)[0]
        return found


def _load_labels(folder: Path) -> Labels:
    path = folder / "labels.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        lists = {name: tuple(map(str, found[name])) for name in _LISTS}
        lexicon: dict[str, Sequence[int]] = found["lexicon"]
        buckets = {name: int(found["buckets"].get(name, 0)) for name in _BUCKETS}
        version = str(found["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(str(path), f"damaged: {error!r}", REMEDY) from error
    if buckets != _BUCKETS:
        raise ModelError(str(path), f"made for other word features: {buckets}", REMEDY)
    try:
        with (folder / "weights.npz").open("rb") as file, np.load(file) as stored:
            weights = {name: stored[name].astype(np.float32) for name in _WEIGHTS}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(str(folder / "weights.npz"), f"damaged: {error!r}", REMEDY) from error
    if len(weights["label_weight"]) != len(lists["deprel"]) or len(weights["roleset_weight"]) != len(lists["roleset"]):
        raise ModelError(str(folder), "weights.npz and labels.json are of two different models", REMEDY)
    return Labels(
        version=version,
        tag=lists["tag"],
        upos=lists["upos"],
        morph=lists["morph"],
        lemma=lists["lemma"],
        deprel=lists["deprel"],
        name=lists["name"],
        role=lists["role"],
        roleset=lists["roleset"],
        lexicon=lexicon,
        label_weight=weights["label_weight"],
        label_bias=weights["label_bias"],
        roleset_weight=weights["roleset_weight"],
        roleset_bias=weights["roleset_bias"],
    )
