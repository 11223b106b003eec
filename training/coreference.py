"""The sets with references: each becomes documents of text with groups of spans, read by the product's own reader."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Document:
    """A text with groups of spans that mean the same; of GAP one pronoun, two names and which of them it means."""

    source: str
    key: str
    text: str
    groups: list[list[tuple[int, int]]] = field(default_factory=list)
    question: tuple[tuple[int, int], tuple[int, int], tuple[int, int], bool, bool] | None = None
    singles: bool = False
    """Whether groups of one are annotated too."""


class _Text:
    """Words put together to a text, with the place of each."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.places: list[tuple[int, int]] = []

    def add(self, word: str, before: str) -> None:
        if self.places:
            self.parts.append(before)
            self.size += len(before)
        self.places.append((self.size, self.size + len(word)))
        self.parts.append(word)
        self.size += len(word)

    def text(self) -> str:
        return "".join(self.parts)


_ENTITY = re.compile(r"\((\d+)[^()|]*\)|\((\d+)[^()|]*|(\d+)\)")


def read_gum(folder: Path) -> Iterator[Document]:
    """OntoGUM documents (OntoNotes' scheme: no groups of one); every paragraph of GUM is one of the text."""
    for path in sorted(folder.glob("*.conllu")):
        text = _Text()
        open_: dict[str, list[int]] = defaultdict(list)
        groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
        gap = "\n\n"
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newpar"):
                gap = "\n\n"
            columns = line.split("\t")
            if len(columns) != 10 or not columns[0].isdigit():
                continue
            text.add(columns[1], gap)
            at = len(text.places) - 1
            gap = "" if "SpaceAfter=No" in columns[9] else " "
            found = re.search(r"Entity=([^|]*)", columns[9])
            if not found:
                continue
            for whole, start, end in _ENTITY.findall(found.group(1)):
                if whole:
                    groups[whole].append((at, at))
                elif start:
                    open_[start].append(at)
                elif open_[end]:
                    groups[end].append((open_[end].pop(), at))
        spans = [
            sorted((text.places[a][0], text.places[b][1]) for a, b in group)
            for group in groups.values()
            if len(group) > 1
        ]
        yield Document("gum", path.stem, text.text(), spans)


_NO_SPACE_BEFORE = re.compile(r"^[,.;:?!)\]’”%]|^'(s|ll|re|ve|d|m|t)?$|^n't$|^''$")


def _conll(rows: Iterator[list[str]], source: str, key: str, singles: bool, paragraphs: bool) -> Document:
    text = _Text()
    open_: dict[str, list[int]] = defaultdict(list)
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    gap, before, quote = "", "", False
    sentence = ""
    for row in rows:
        word, marks, number = row[0], row[1], row[2]
        word = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}.get(word, word)
        gap = " "
        if word == '"':
            quote = not quote
            gap = " " if quote else ""
        elif _NO_SPACE_BEFORE.match(word) or before in ("(", "[", "“", "‘", "$") or (before == '"' and quote):
            gap = ""
        if number != sentence and paragraphs and sentence != "":
            gap = "\n\n"
        sentence = number
        text.add(word, gap)
        before = word
        at = len(text.places) - 1
        for mark in marks.split("|"):
            mark = mark.strip()
            name = mark.strip("()")
            if mark.startswith("(") and mark.endswith(")"):
                groups[name].append((at, at))
            elif mark.startswith("("):
                open_[name].append(at)
            elif mark.endswith(")") and open_[name]:
                groups[name].append((open_[name].pop(), at))
    spans = [sorted((text.places[a][0], text.places[b][1]) for a, b in g) for g in groups.values()]
    if not singles:
        spans = [g for g in spans if len(g) > 1]
    return Document(source, key, text.text(), spans, singles=singles)


def read_litbank(folder: Path) -> Iterator[Document]:
    """LitBank's novels: persons, places, organizations and the like, groups of one included."""
    for path in sorted(folder.glob("*.conll")):
        rows = []
        sentence = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) < 12:
                sentence += not line.startswith("#")
                continue
            rows.append([columns[3], columns[12] if len(columns) > 12 else columns[-1], str(sentence)])
        yield _conll(iter(rows), "litbank", path.stem, True, False)


def read_meantime(path: Path) -> Iterator[Document]:
    """MEANTIME's reports, entities only; each sentence is a paragraph."""
    rows: dict[str, list[list[str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) < 5 or line.startswith("#"):
            continue
        rows[columns[0]].append([columns[3], columns[4], columns[1]])
    for key, found in sorted(rows.items()):
        yield _conll(iter(found), "meantime", key, True, True)


def read_gap(path: Path) -> Iterator[Document]:
    """GAP's passages: a pronoun, two names, and which of them it means, if one."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            spans = []
            for name in ("Pronoun", "A", "B"):
                at = int(row[f"{name}-offset"])
                spans.append((at, at + len(row[name])))
            yield Document(
                "gap",
                row["ID"],
                row["Text"],
                question=(spans[0], spans[1], spans[2], row["A-coref"] == "TRUE", row["B-coref"] == "TRUE"),
            )


def read_all(data: Path) -> list[Document]:
    """Every set below *data*, in a fixed order."""
    coref = data / "coref"
    out: list[Document] = []
    for part in ("train", "dev"):
        for document in read_gum(coref / "gum/ontogum" / part):
            document.source = f"gum-{part}"
            out.append(document)
    out += read_litbank(coref / "litbank/coref-conll")
    out += read_meantime(coref / "meantime/output_data/en/meantime.conll")
    for name in ("development", "validation"):
        out += read_gap(coref / f"gap/gap-{name}.tsv")
    return out
