"""How much of marked sentences the whole program finds without the marks: source country, target country, PLOVER root.

    bench/marked_sentences.py ../shared/data/measure/plv-dev.tsv
    bench/marked_sentences.py training/relations/aside/coded-6.tsv [--lines]

Each sentence says one event between a source and a target that somebody marked; here it is read like a story, as in real use, and the events that
come out are compared with the one that is marked. The country of a marked party is that of the actor found between its marks, "" where there is none:
so this measures what happened to whom, and the finding of actors only as far as one whole stretch of words is somebody. Of a sentence that says more
than the marked event, the others count as wrong: precision is a lower bound, and that of the events between the marked pair stands beside it.

Files are PLV's (`sentence_id gold_root source target sentence`) or ours under `training/relations` (CAMEO code or class, mode, sentence with marks).
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from petrarch import found_in, table
from relations import FOLDED

from chancery.reading import Failed, ModelKit, Reading, read_all
from chancery.records import PLOVER_CLASSES
from chancery.source.text import story_from_text

_MARK = re.compile(r"</?[stv]>")


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, where they stood, and the root."""

    id: str
    text: str
    source: tuple[int, int]
    target: tuple[int, int] | None
    root: str


def unmarked(key: str, text: str, root: str) -> Marked | None:
    """The sentence without marks; None where nobody is marked as source.

    >>> unmarked("1", "<s>Peru</s> sued <t>Chile</t>.", "ACCUSE")
    Marked(id='1', text='Peru sued Chile.', source=(0, 4), target=(10, 15), root='ACCUSE')
    """
    plain, marks, last = "", dict[str, int](), 0
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        marks[mark[0]] = len(plain)
        last = mark.end()
    plain += text[last:]
    if "<s>" not in marks:
        return None
    target = (marks["<t>"], marks["</t>"]) if "<t>" in marks else None
    return Marked(key, plain, (marks["<s>"], marks["</s>"]), target, FOLDED.get(root, root))


def marked_in(path: Path, codes: Path) -> Iterator[Marked]:
    """The sentences of a file of either form."""
    with path.open(encoding="utf-8", newline="") as file:
        if file.readline().startswith("sentence_id"):
            file.seek(0)
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                text = row["marked_sentence"]
                if (one := unmarked(row["sentence_id"], text, row["gold_root"])) is not None:
                    yield one
            return
        file.seek(0)
        classes = table(codes)
        for number, line in enumerate(file, start=1):
            code, _, text = line.rstrip("\n").split("\t")
            root = code if code in PLOVER_CLASSES else classes[code][0]
            if (one := unmarked(str(number), text, root)) is not None:
                yield one


def country_at(reading: Reading, start: int, end: int) -> str:
    """The country of the actor with the first mention between two marks that has one, "" for none."""
    inside = sorted(
        (span, actor.country)
        for actor in reading.actors
        for span in actor.mentions
        if actor.country and span.start < end and span.end > start
    )
    return inside[0][1] if inside else ""


def score(rows: Sequence[tuple[tuple[str, str, str], Iterable[tuple[str, str, str]]]]) -> Iterator[str]:
    """Precision, recall and F1 of the triple, the pair, the source with the root and the root."""
    for name, some, need in (
        ("all three", lambda one: one, (0, 1)), ("pair", lambda one: one[:2], (0, 1)),
        ("who, root", lambda one: (one[0], one[2]), (0,)), ("root", lambda one: one[2], ()),
    ):  # fmt: skip
        counts = Counter[str]()
        for want, got in rows:
            if all(want[at] for at in need):
                told = {some(one) for one in got if all(one[at] for at in need)}
                counts.update(asked=1, given=len(told), right=some(want) in told)
        precision, recall = counts["right"] / max(1, counts["given"]), counts["right"] / max(1, counts["asked"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        yield f"{name:10} precision {precision:.3f} ({counts['right']}/{counts['given']})  recall {recall:.3f} (of {counts['asked']})  F1 {f1:.3f}"


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--lines", action="store_true", help="each sentence between two countries with what was found")
    options = parser.parse_args()
    every = list(marked_in(options.file, options.data / "events" / "plover" / "CAMEO2PLOVER-2021.txt"))
    stories = [story_from_text(one.text, given_id=one.id, published="2020-06-15") for one in every]
    rows = []
    between = Counter[str]()
    by_root: dict[str, Counter[str]] = {}
    for one, reading in zip(every, read_all(stories, ModelKit()), strict=True):
        if isinstance(reading, Failed):
            continue
        want = (country_at(reading, *one.source), country_at(reading, *one.target) if one.target else "", one.root)
        got = {(*pair, FOLDED.get(what, what)) for *pair, what in found_in(reading.actors, reading.events)}
        rows.append((want, got))
        here = by_root.setdefault(one.root, Counter())
        if want[0] and want[1]:
            same = {what for *pair, what in got if tuple(pair) == want[:2]}
            between.update(given=len(same), right=one.root in same)
            here.update(asked=1, pair=bool(same), right=one.root in same)
            if options.lines:
                state = "found" if one.root in same else "other" if same else "missed"
                told = ", ".join(
                    " > ".join(part or "-" for part in (*got_one[:2], got_one[2])) for got_one in sorted(got)
                )
                print(f"{state}\t{' > '.join(want)}\t{told}\t{one.text}")
    print(f"{len(every)} sentences, {sum(bool(want[0] and want[1]) for want, _ in rows)} between two countries")
    for line in score(rows):
        print(line)
    print(f"of events found between the marked pair {between['right']} of {between['given']} have its root")
    for root, here in sorted(by_root.items()):
        print(f"{root:10} asked {here['asked']:4}  pair {here['pair']:4}  right {here['right']:4}")


if __name__ == "__main__":
    main()
