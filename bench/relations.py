"""How right `chancery relations` is on sentences whose source and target somebody has marked.

    bench/relations.py ../shared/data/measure/plv-dev.tsv

The file has columns `sentence_id gold_root source target sentence` (PLV's): fifteen roots, YIELD standing for CONCEDE and RETREAT. Printed: precision,
recall and F1 of each root and quad class, the mean of their F1 (macro), and the same on two halves of the file, parted by the sentence's id: of
the first half some errors were read while the training sentences were written, of the second none.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

QUAD = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "COOPERATE": "2", "AID": "2", "YIELD": "2", "REQUEST": "3", "ACCUSE": "3", "REJECT": "3",
    "THREATEN": "3", "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4", "NONE": "0",
}  # fmt: skip
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def answers(rows: Sequence[dict[str, str]]) -> dict[str, tuple[str, float]]:
    """For each sentence's id what the command says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.tsv"
        lines = ["id\tsentence\tsource\ttarget"]
        lines += ["\t".join((row["sentence_id"], row["sentence"], row["source"], row["target"])) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "chancery", "relations", str(path)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = (line.split("\t") for line in out.splitlines())
    return {key: (FOLDED.get(what, what), float(sure)) for key, what, sure in found}


def table(pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float, float, int]]:
    """For each class of the key: precision, recall, F1, how many."""
    out = {}
    for name in sorted({gold for gold, _ in pairs}):
        hits = sum(gold == found == name for gold, found in pairs)
        given, asked = sum(found == name for _, found in pairs), sum(gold == name for gold, _ in pairs)
        precision, recall = hits / max(1, given), hits / max(1, asked)
        out[name] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall), asked)
    return out


def macro(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean of the classes' F1."""
    rows = table(pairs)
    return sum(f1 for _, _, f1, _ in rows.values()) / max(1, len(rows))


def quads(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same with the four quad classes."""
    return [(QUAD[gold], QUAD[found]) for gold, found in pairs]


def is_read(key: str) -> bool:
    """Whether the sentence is of the half whose errors were read."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    with options.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = answers(rows)
    pairs = [(row["gold_root"], found[row["sentence_id"]][0]) for row in rows]
    for name, (precision, recall, f1, asked) in (table(pairs) | table(quads(pairs))).items():
        print(f"{name:10} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  of {asked}")
    for name, kept in (("all", None), ("read", True), ("unread", False)):
        some = [
            pair for row, pair in zip(rows, pairs, strict=True) if kept is None or is_read(row["sentence_id"]) == kept
        ]
        print(f"{name:7} {len(some):5} sentences  macro-F1 root {macro(some):.3f}  quad {macro(quads(some)):.3f}")
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        some = [
            gold == found[row["sentence_id"]][0]
            for row, (gold, _) in zip(rows, pairs, strict=True)
            if low <= found[row["sentence_id"]][1] < high
        ]
        print(
            f"confidence {low:.1f} to {min(high, 1.0):.1f}: {len(some):5} answers, {sum(some) / max(1, len(some)):.3f} right"
        )


if __name__ == "__main__":
    main()
