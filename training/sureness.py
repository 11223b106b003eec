"""Learn how sure an event is from events that were read beside their sentences, and write ``src/chancery/rules/en/sureness.toml``.

``training/sureness.jsonl`` holds what the readers said: where the sentence lies in the public news, the characters of who, whom and the words that
say the event, its class, what had told it, and whether it was right in all of it. The events were drawn by ``bench/events_drawn.py``.
Three logistic functions with a ridge (le Cessie and van Houwelingen 1992) over the features of ``extract/deeds/weighed.py`` are fitted: without a head,
with the small one, with both; marks of the last draws count in full, those before, of a codebook that has changed since, half.

    training/sureness.py --data ../shared/data
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from relations import sentences_of

from chancery.extract.deeds.weighed import features_of, pair_of
from chancery.language.document import Doc
from chancery.language.reader import Reader
from chancery.reading import make_careful_kit
from chancery.records import Part, Story
from chancery.rules.sureness import TABLES, Sureness

HERE = Path(__file__).parent
MARKS = HERE / "sureness.jsonl"
TARGET = HERE.parent / "src/chancery/rules/en/sureness.toml"
VERSION = "sureness-en-0.2"
RIDGE = 2.0
FOLDS = 10


@dataclass(frozen=True)
class Marked:
    """An event that somebody read: its features by how many heads were asked, and whether it was right."""

    key: str
    features: Mapping[str, Mapping[str, float]]
    right: bool
    weight: float


def marks(data: Path) -> Iterator[Marked]:
    """The marks with the features that the event has today."""
    rows = [json.loads(line) for line in MARKS.read_text(encoding="utf-8").splitlines()]
    texts = sentences_of(data, {row["id"] for row in rows})
    reader, kit = Reader.load(), make_careful_kit()
    assert reader.relations is not None and kit.head is not None
    for row in rows:
        start, end = row["sentence"]
        text = texts[row["id"]][start:end]
        story = Story(id="x", given_id="x", text=text, parts=(Part("body", 0, len(text)),), sha256="")
        doc = next(iter(reader.read([story])))
        spots = {name: _token(doc, row, name) for name in ("who", "whom", "what")}
        what = doc.tokens_in(*(at - start for at in row["what"]))
        pair = pair_of(doc, spots["who"], spots["whom"], (what[0], what[-1] + 1))
        heads = {"asked": reader.relations, "careful": kit.head}
        verdicts = {name: head.verdicts(doc, [pair])[0] if pair is not None else None for name, head in heads.items()}
        noun = doc.tokens[spots["what"] or 0].upos == "NOUN"
        given = (
            row["class"],
            row["by"],
            row.get("who_known", "who" in row),
            row.get("whom_known", "whom" in row),
            noun,
        )
        features = {
            name: features_of(*given, verdict, row["status"])
            for name, verdict in ({"unasked": None} | verdicts).items()
            if name == "unasked" or verdict is not None
        }
        yield Marked(row["id"], features, row["right"], row["weight"])


def _token(doc: Doc, row: Mapping[str, list[int]], name: str) -> int | None:
    """The head word of the stretch *name*; None where the event has none."""
    if name not in row:
        return None
    inside = doc.tokens_in(*(at - row["sentence"][0] for at in row[name]))
    return doc.head_of(inside[0], inside[-1] + 1)


def fitted(
    rows: Sequence[Mapping[str, float]], right: NDArray[np.float64], weight: NDArray[np.float64], names: Sequence[str]
) -> dict[str, float]:
    """The weights of the logistic function that tells *right* from the features, by Newton's steps."""
    given = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    ridge = np.array([0.01 if name == "any" else RIDGE for name in names])
    weights = np.zeros(len(names))
    for _ in range(40):
        share = 1.0 / (1.0 + np.exp(-given @ weights))
        slope = given.T @ (weight * (share - right)) + ridge * weights
        bend = (given * (weight * share * (1.0 - share))[:, None]).T @ given + np.diag(ridge)
        weights -= np.linalg.solve(bend, slope)
    return {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}


def told(shares: NDArray[np.float64], right: NDArray[np.float64]) -> Iterator[str]:
    """Lines about the shares that marks got from functions that had not seen them: how many of those at or above are right."""
    for least in (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        here = shares >= least
        if here.any():
            yield f"#   from {least:.2f}: {here.sum()} of {len(right)}, right {right[here].mean():.2f}, mean share {shares[here].mean():.2f}"


def main() -> None:
    """Fit, tell how right it is on marks that it has not seen, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    options = parser.parse_args()
    found = list(marks(options.data))
    right, weight = np.array([mark.right for mark in found], dtype=float), np.array([mark.weight for mark in found])
    fold = np.array([int(hashlib.sha256(mark.key.encode()).hexdigest(), 16) % FOLDS for mark in found])
    lines = [
        "# How sure an event is: weights of three logistic functions. Trained; training/sureness.py wrote this file.",
        f"# {len(found)} events read beside their sentences, {int(right.sum())} right; training/sureness.jsonl: sha256 "
        f"{hashlib.sha256(MARKS.read_bytes()).hexdigest()[:16]}...",
        "# By functions that had not seen the mark (ten parts by story), of the last draws:",
    ]
    written = []
    for kind in TABLES:
        rows = [mark.features.get(kind, mark.features["unasked"]) for mark in found]
        names = sorted({name for row in rows for name in row})
        shares = np.zeros(len(rows))
        for part in range(FOLDS):
            learned = fold != part
            weights = fitted(
                [row for row, yes in zip(rows, learned, strict=True) if yes], right[learned], weight[learned], names
            )
            for at in np.flatnonzero(~learned):
                shares[at] = Sureness(asked=weights).share(rows[at], 1)
        lines += [f"# {kind}:", *told(shares[weight == 1.0], right[weight == 1.0])]
        weights = fitted(rows, right, weight, names)
        written += ["", f"[head.{kind}]", *(f'"{name}" = {value}' for name, value in weights.items())]
    TARGET.write_text("\n".join([*lines, "", "[head]", f'version = "{VERSION}"', *written]) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
