"""The relation head: which PLOVER class stands between a source and a target of one sentence.

It is a branch of the shared encoder. Of each word it takes the state that the encoder's third layer gave and the vector that the
finished model gave, adds who is source, target and the word that says it, and reads on with three layers of its own.
``training/relations.py`` makes it; ``relations.json`` beside it holds the classes and the measure that makes its shares
calibrated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from chancery.errors import ModelError
from chancery.language.document import Doc
from chancery.language.graph import REMEDY, graph_session
from chancery.language.pairs import BY_HEAD, Pair, Verdict, summed

GRAPH, ABOUT = "relations.onnx", "relations.json"
WIDEST = 160
"""Of a longer sentence the words around source, target and verb are read."""

Floats = NDArray[np.float32]


class TrainedHead:
    """What trained heads have in common: their classes under both schemes, and how scores become calibrated shares."""

    def __init__(self, classes: Sequence[str], version: str, warmth: float, table: Mapping[str, str]) -> None:
        self._classes = tuple(name.partition(".")[0] for name in classes)
        self._by_table = tuple(table.get(name, name) for name in classes)
        self.version = version
        self._warmth = warmth

    @property
    def name(self) -> str:
        """What the ``by`` of its records says: ``heads.relation.relations-en-0.1``."""
        return f"{BY_HEAD}relation.{self.version}"

    def _told(self, scores: Floats) -> Verdict:
        """The verdict that a graph's *scores* of one pair give."""
        warm = scores.astype(np.float64) / self._warmth
        shares = np.exp(warm - warm.max())
        shares /= shares.sum()
        return Verdict(summed(self._classes, shares.tolist()), summed(self._by_table, shares.tolist()))


class RelationHead(TrainedHead):
    """The trained head in ONNX Runtime."""

    def __init__(
        self,
        session: ort.InferenceSession,
        classes: Sequence[str],
        version: str,
        warmth: float,
        table: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(classes, version, warmth, table or {})
        self._session = session

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> RelationHead | None:
        """The head in the model's *folder*; None where the model has none, ``ModelError`` where it is damaged."""
        path = folder / ABOUT
        if not path.is_file():
            return None
        try:
            about = json.loads(path.read_text(encoding="utf-8"))
            classes = tuple(map(str, about["classes"]))
            version, warmth = str(about["version"]), float(about["warmth"])
            table = {str(name): str(what) for name, what in about.get("by_table", {}).items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(str(path), f"damaged: {error!r}", REMEDY) from error
        return cls(graph_session(folder / GRAPH, threads, ("scores",)), classes, version, warmth, table)

    def verdicts(self, doc: Doc, pairs: Sequence[Pair]) -> list[Verdict]:
        """What stands between the source and the target of each pair; *doc* must still have its states.

        The pairs are asked one at a time: the int8 kernels take their scale from all of a batch, and what one pair gives must
        not depend on its neighbours.
        """
        if doc.states is None:
            raise ValueError("the document's states have been let go")
        return [self._verdict(doc, pair) for pair in pairs]

    def _verdict(self, doc: Doc, pair: Pair) -> Verdict:
        marked = [stretch for stretch, _ in pair.marked]
        first = min(doc.sentence_of(start).first for start, _ in marked)
        last = max(doc.sentence_of(end - 1).last for _, end in marked)
        if last - first > WIDEST:
            middle = (min(start for start, _ in marked) + max(end for _, end in marked)) // 2
            first = max(first, middle - WIDEST // 2)
            last = min(last, first + WIDEST)
        roles = np.zeros(last - first, dtype=np.int64)
        for stretch, role in pair.marked:
            roles[max(0, stretch[0] - first) : max(0, stretch[1] - first)] |= role
        assert doc.states is not None
        rows = doc.states[first:last].astype(np.float32)[None]
        width = rows.shape[2] // 2
        given = {"states": rows[:, :, :width], "vectors": rows[:, :, width:], "roles": roles[None]}
        return self._told(self._session.run(("scores",), given)[0][0])
