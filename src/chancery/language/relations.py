"""The relation head: which PLOVER class stands between a source and a target of one sentence.

It is a branch of the shared encoder. Of each word it takes the state that the encoder's third layer gave and the vector that the
finished model gave, adds who is source, target and the word that says it, and reads on with three layers of its own.
``training/relations.py`` makes it; ``relations.json`` beside it holds the classes and the measure that makes its shares
calibrated.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from chancery.errors import ModelError
from chancery.language.document import Doc

GRAPH, ABOUT = "relations.onnx", "relations.json"
NONE = "NONE"
SOURCE, TARGET, SAYS = 1, 2, 4
WIDEST = 160
"""Of a longer sentence the words around source, target and verb are read."""

Stretch = tuple[int, int]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Pair:
    """Who does something to whom, as tokens ``first:last`` of one sentence, and the word that says it where one is known."""

    source: Stretch
    target: Stretch | None
    says: Stretch | None = None


@dataclass(frozen=True)
class Verdict:
    """The share of every class, the likeliest first; they add up to 1."""

    shares: tuple[tuple[str, float], ...]

    @property
    def what(self) -> str:
        """The likeliest class; ``NONE`` where nothing is done."""
        return self.shares[0][0]

    @property
    def share(self) -> float:
        """Its share."""
        return self.shares[0][1]

    def of(self, what: str) -> float:
        """The share of the class *what*."""
        return dict(self.shares).get(what, 0.0)

    def asked(self) -> tuple[tuple[str, float], ...]:
        """The shares where it is known that something is done."""
        rest = [(what, share) for what, share in self.shares if what != NONE]
        total = sum(share for _, share in rest) or 1.0
        return tuple((what, share / total) for what, share in rest)


class RelationHead:
    """The trained head in ONNX Runtime."""

    def __init__(self, session: ort.InferenceSession, classes: Sequence[str], version: str, warmth: float) -> None:
        self._session = session
        self.classes = tuple(classes)
        self.version = version
        self._warmth = warmth

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> RelationHead | None:
        """The head in the model's *folder*; None where the model has none, ``ModelError`` where it is damaged."""
        from chancery.language.engine import graph_session

        path = folder / ABOUT
        if not path.is_file():
            return None
        try:
            about = json.loads(path.read_text(encoding="utf-8"))
            classes = tuple(map(str, about["classes"]))
            version, warmth = str(about["version"]), float(about["warmth"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            remedy = "reinstall chancery, or give the folder of a model made for this version"
            raise ModelError(str(path), f"damaged: {error!r}", remedy) from error
        return cls(graph_session(folder / GRAPH, threads, ("scores",)), classes, version, warmth)

    def verdicts(self, doc: Doc, pairs: Sequence[Pair]) -> list[Verdict]:
        """What stands between the source and the target of each pair; *doc* must still have its states.

        The pairs are asked one at a time: the int8 kernels take their scale from all of a batch, and what one pair gives must
        not depend on its neighbours.
        """
        if doc.states is None:
            raise ValueError("the document's states have been let go")
        return [self._verdict(doc, pair) for pair in pairs]

    def _verdict(self, doc: Doc, pair: Pair) -> Verdict:
        sentence = doc.sentence_of(pair.source[0])
        first, last = sentence.first, sentence.last
        marked = [stretch for stretch in (pair.source, pair.target, pair.says) if stretch is not None]
        if last - first > WIDEST:
            middle = (min(start for start, _ in marked) + max(end for _, end in marked)) // 2
            first = max(first, middle - WIDEST // 2)
            last = min(last, first + WIDEST)
        roles = np.zeros(last - first, dtype=np.int64)
        for stretch, bit in ((pair.source, SOURCE), (pair.target, TARGET), (pair.says, SAYS)):
            if stretch is not None:
                roles[max(0, stretch[0] - first) : max(0, stretch[1] - first)] |= bit
        assert doc.states is not None
        rows = doc.states[first:last].astype(np.float32)[None]
        width = rows.shape[2] // 2
        given = {"states": rows[:, :, :width], "vectors": rows[:, :, width:], "roles": roles[None]}
        scores = self._session.run(("scores",), given)[0][0].astype(np.float64) / self._warmth
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable").tolist()
        return Verdict(tuple((self.classes[at], round(float(shares[at]), 4)) for at in order))
