"""Measure who is meant: GAP's pronouns, through the references layer and through the actors, and OntoGUM's groups.

    .venv/bin/python bench/references.py --data ../shared/data [--limit 500]

GAP (Webster et al. 2018): F1 over pairs of a pronoun and a name; a pair is said to be the same where one group, or one actor,
has both. OntoGUM's development documents (open genres): CoNLL F1, the mean of MUC, B-cubed and CEAF-e, with predicted mentions, exact
spans, groups of one left out.
"""

from __future__ import annotations

import csv
import re
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from chancery.extract.actors import find_actors
from chancery.language.document import Doc
from chancery.language.reader import Reader
from chancery.pipeline import read_stories
from chancery.records import Actor, Part, Story
from chancery.rules.load import load_rules

Span = tuple[int, int]
Group = list[Span]
_MARK = re.compile(r"\((\d+)[^()|]*\)|\((\d+)[^()|]*|(\d+)\)")


def _story(name: str, text: str) -> Story:
    return Story(id=name, given_id=name, text=text, parts=(Part("body", 0, len(text)),))


def gap(path: Path) -> Iterator[tuple[Story, Span, tuple[tuple[Span, bool], tuple[Span, bool]]]]:
    """Each passage, its pronoun, and the two names with whether the pronoun means them."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):

            def place(name: str, row: dict[str, str] = row) -> Span:
                at = int(row[f"{name}-offset"])
                return at, at + len(row[name])

            yield (
                _story(row["ID"], row["Text"]),
                place("Pronoun"),
                ((place("A"), row["A-coref"] == "TRUE"), (place("B"), row["B-coref"] == "TRUE")),
            )


def ontogum(folder: Path) -> Iterator[tuple[Story, list[Group]]]:
    """Each document with its groups of two or more spans."""
    for path in sorted(folder.glob("*.conllu")):
        text, places, gap_before = "", [], ""
        open_: dict[str, list[int]] = defaultdict(list)
        groups: dict[str, Group] = defaultdict(list)
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newpar") and text:
                gap_before = "\n\n"
            columns = line.split("\t")
            if len(columns) != 10 or not columns[0].isdigit():
                continue
            text += gap_before
            places.append((len(text), len(text) + len(columns[1])))
            text += columns[1]
            gap_before = "" if "SpaceAfter=No" in columns[9] else " "
            marks = re.search(r"Entity=([^|]*)", columns[9])
            for whole, first, last in _MARK.findall(marks.group(1)) if marks else ():
                if whole:
                    groups[whole].append(places[-1])
                elif first:
                    open_[first].append(len(places) - 1)
                elif open_[last]:
                    groups[last].append((places[open_[last].pop()][0], places[-1][1]))
        yield _story(path.stem, text), [group for group in groups.values() if len(group) > 1]


def conll(found: Sequence[tuple[list[Group], list[Group]]]) -> dict[str, float]:
    """MUC, B-cubed and CEAF-e F1 over (gold, predicted) groups, and their mean."""
    sums = [[0.0] * 4 for _ in range(3)]

    def add(row: int, values: tuple[float, float, float, float]) -> None:
        sums[row] = [a + b for a, b in zip(sums[row], values, strict=True)]

    for gold_groups, told_groups in found:
        gold = [set(g) for g in gold_groups if len(set(g)) > 1]
        told = [set(g) for g in told_groups if len(set(g)) > 1]
        muc, cubed = [], []
        for one, other in ((gold, told), (told, gold)):
            of = {span: i for i, g in enumerate(other) for span in g}
            links = [len(g) - len({of[s] for s in g if s in of}) - sum(s not in of for s in g) for g in one]
            muc += [sum(links), sum(len(g) - 1 for g in one)]
            cubed += [
                sum(len(g & other[of[s]]) / len(g) for g in one for s in g if s in of),
                sum(map(len, one)),
            ]
        add(0, (muc[0], muc[1], muc[2], muc[3]))
        add(1, (cubed[0], cubed[1], cubed[2], cubed[3]))
        best = _assigned([[2 * len(g & t) / (len(g) + len(t)) for t in told] for g in gold])
        add(2, (best, len(gold), best, len(told)))
    out = {}
    for name, (right, asked, right_too, given) in zip(("muc", "b3", "ceafe"), sums, strict=True):
        recall, precision = right / max(asked, 1e-9), right_too / max(given, 1e-9)
        out[name] = 200 * precision * recall / max(precision + recall, 1e-9)
    out["conll"] = sum(out.values()) / 3
    return out


def _assigned(alike: list[list[float]]) -> float:
    """The largest sum of one-to-one choices (Kuhn and Munkres), by rows and columns with potentials."""
    if not alike or not alike[0]:
        return 0.0
    if len(alike) > len(alike[0]):
        alike = [list(column) for column in zip(*alike, strict=True)]
    rows, columns = len(alike), len(alike[0])
    up, across = [0.0] * (rows + 1), [0.0] * (columns + 1)
    match, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0], at = row, 0
        least, used = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while True:
            used[at] = True
            here, delta, following = match[at], float("inf"), 0
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                cost = -alike[here - 1][column - 1] - up[here] - across[column]
                if cost < least[column]:
                    least[column], way[column] = cost, at
                if least[column] < delta:
                    delta, following = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    up[match[column]] += delta
                    across[column] -= delta
                else:
                    least[column] -= delta
            at = following
            if match[at] == 0:
                break
        while at:
            match[at] = match[way[at]]
            at = way[at]
    return sum(alike[match[column] - 1][column - 1] for column in range(1, columns + 1) if match[column])


def _layer_groups(doc: Doc) -> list[Group]:
    return [[doc.characters(one.first, one.last) for one in chain] for chain in doc.references]


class Tally:
    """Right, wrong and missed pairs."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0

    def add(self, groups: Sequence[Sequence[Span]], pronoun: Span, names: Sequence[tuple[Span, bool]]) -> None:
        """One passage: what its groups say of the pronoun and each name."""
        mine = [span for group in groups if pronoun in group for span in group]
        for place, meant in names:
            said = any(
                start < place[1] and place[0] < end and end - start < 60
                for start, end in mine
                if (start, end) != pronoun
            )
            self.right += said and meant
            self.wrong += said and not meant
            self.missed += meant and not said

    def __str__(self) -> str:
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"F1 {100 * f1:.1f} (precision {100 * precision:.1f}, recall {100 * recall:.1f})"


def main() -> None:
    """Parse the options, measure, print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=None, help="only so many passages of GAP")
    options = parser.parse_args()
    reader, rules = Reader.load(), load_rules()
    layer, actors = Tally(), Tally()
    passages = list(gap(options.data / "coref/gap/gap-development.tsv"))[: options.limit]
    docs = read_stories((story for story, *_ in passages), reader, rules)
    for (_, pronoun, names), doc in zip(passages, docs, strict=True):
        layer.add(_layer_groups(doc), pronoun, names)
        cast = [record for record in find_actors(doc, rules).records if isinstance(record, Actor)]
        actors.add([[(m.start, m.end) for m in actor.mentions] for actor in cast], pronoun, names)
    print(f"GAP development, {len(passages)} passages, references layer: {layer}")
    print(f"GAP development, {len(passages)} passages, actors: {actors}")
    documents = list(ontogum(options.data / "coref/gum/ontogum/dev"))
    docs = read_stories((story for story, _ in documents), reader, rules)
    found = [(gold, _layer_groups(doc)) for (_, gold), doc in zip(documents, docs, strict=True)]
    scores = conll(found)
    print(f"OntoGUM dev, {len(documents)} documents:", ", ".join(f"{k} {v:.1f}" for k, v in scores.items()))


if __name__ == "__main__":
    sys.exit(main())
