"""The larger relation head: which PLOVER class stands between two phrases, by an encoder of its own.

It is MPNet (Song et al. 2020; the weights of all-mpnet-base-v2, Apache-2.0), twelve layers of 768: the lower six read the sentence as it is, then who
is source, target and the word that says it are added. Its weights are kept in four bits, for which it was trained. It takes a twentieth of a second a pair, so that it answers only
where somebody asks for it: ``chancery relations``, ``chancery read --careful``, always together with the small head. ``training/build-larger`` makes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
import tokenizers

from chancery.errors import ModelError
from chancery.language.document import Doc
from chancery.language.graph import REMEDY, graph_session
from chancery.language.pairs import Pair, Verdict
from chancery.language.relations import TrainedHead

GRAPH, ABOUT, PIECES = "larger.onnx", "larger.json", "larger-tokenizer.json"
WIDEST = 128
"""So many pieces of a sentence are read; of a longer one those around source and target."""
THREADS = 4


class LargerHead(TrainedHead):
    """The trained head in ONNX Runtime."""

    def __init__(
        self,
        session: ort.InferenceSession,
        tokenizer: tokenizers.Tokenizer,
        classes: Sequence[str],
        version: str,
        warmth: float,
        table: Mapping[str, str],
    ) -> None:
        super().__init__(classes, version, warmth, table)
        self._session, self._tokenizer = session, tokenizer

    @classmethod
    def load(cls, folder: Path, threads: int = 0) -> LargerHead | None:
        """The head in the model's *folder*; None where the model has none, ``ModelError`` where it is damaged."""
        path = folder / ABOUT
        if not path.is_file():
            return None
        try:
            about = json.loads(path.read_text(encoding="utf-8"))
            classes = tuple(map(str, about["classes"]))
            version, warmth = str(about["version"]), float(about["warmth"])
            table = {str(name): str(what) for name, what in about["by_table"].items()}
            tokenizer = tokenizers.Tokenizer.from_file(str(folder / PIECES))
        except Exception as error:  # the tokenizers package raises bare Exception
            raise ModelError(str(path), f"damaged: {error!r}", REMEDY) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        session = graph_session(folder / GRAPH, threads or min(THREADS, os.cpu_count() or 1), ("scores",))
        return cls(session, tokenizer, classes, version, warmth, table)

    def verdicts(self, doc: Doc, pairs: Sequence[Pair]) -> list[Verdict]:
        """What stands between the source and the target of each pair, one at a time."""
        return [self._verdict(doc, pair) for pair in pairs]

    def _verdict(self, doc: Doc, pair: Pair) -> Verdict:
        stretches = [stretch for stretch, _ in pair.marked]
        start = min(doc.sentence_of(first).start for first, _ in stretches)
        end = max(doc.sentence_of(last - 1).end for _, last in stretches)
        encoded = self._tokenizer.encode(doc.story.text[start:end])
        roles = np.zeros(len(encoded.ids), dtype=np.int64)
        for stretch, role in pair.marked:
            first, last = (at - start for at in doc.characters(*stretch))
            for at, (low, high) in enumerate(encoded.offsets):
                if low < last and high > first and high > low:
                    roles[at] |= role
        kept = _around(roles)
        ids = np.array(encoded.ids, dtype=np.int64)[kept]
        given = {"pieces": ids[None], "roles": roles[kept][None]}
        return self._told(self._session.run(("scores",), given)[0][0])


def _around(roles: np.ndarray[tuple[int], np.dtype[np.int64]]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """The places of the pieces that are read: all, or of a long sentence its two ends and what is nearest to the middle of the marks."""
    size = len(roles)
    if size <= WIDEST:
        return np.arange(size)
    marked = np.flatnonzero(roles)
    middle = int(marked[0] + marked[-1]) // 2 if len(marked) else 0
    first = min(max(1, middle - (WIDEST - 2) // 2), size - 1 - (WIDEST - 2))
    return np.concatenate([[0], np.arange(first, first + WIDEST - 2), [size - 1]])
