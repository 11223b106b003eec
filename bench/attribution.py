"""Measure who says what beside GUM's attribution relations (Zeldes 2017; open genres), which others annotated and no rule was made with.

    python bench/attribution.py --data ../shared/data [--genres news,interview,speech]

A relation of attribution joins the unit that names the source ("officials said") to what is said. For each whose unit holds a word that a
rule of speech or a roleset of saying names: is there a quote whose cue or speaker stands in that unit, and does the source's words overlap the
quote's speaker? For each quote of ours: does its cue stand in a unit of attribution? Units of thinking and knowing are left aside.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chancery.language.reader import Reader
from chancery.pipeline import find, read_stories
from chancery.records import Part, Quote, Story, identified
from chancery.rules.load import load_rules

_THINKING = frozenset(
    "think know see believe mean remember feel assume suppose guess realize realise notice wonder decide hope imagine expect understand hear "
    "suspect learn want seem find show suggest make ensure determine establish demonstrate prove consider recognize be have take read".split()
)
Stretch = tuple[int, int]


@dataclass
class Unit:
    """An elementary unit of discourse: its place, its relation, the place of its source, the lemmas of its verbs."""

    start: int
    end: int
    relation: str
    sources: list[int] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)


def documents(path: Path) -> Iterator[tuple[str, str, list[Unit], list[Stretch]]]:
    """Each document of a CoNLL-U file: its name, text, units of discourse and places of words."""
    for block in re.split(r"(?=^# newdoc id)", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        name = re.match(r"# newdoc id = (\S+)", block)
        if name is None:
            continue
        text, places, units = "", list[Stretch](), list[Unit]()
        for line in block.splitlines():
            if line.startswith("# newpar") and text:
                text = text.rstrip() + "\n\n"
            columns = line.split("\t")
            if len(columns) != 10 or not columns[0].isdigit():
                continue
            places.append((len(text), len(text) + len(columns[1])))
            text += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
            begun = re.search(r"Discourse=([^|]+)", columns[9])
            if begun:
                found = re.search(r"sem-atsrc-([\d,-]+)", begun.group(1))
                sources = []
                for piece in found.group(1).split(",") if found else ():
                    ends = [int(number) for number in piece.split("-") if number]
                    sources += range(ends[0], ends[-1] + 1) if ends else ()
                units.append(Unit(*places[-1], begun.group(1).split(":")[0], sources))
            if units:
                units[-1].end = places[-1][1]
                if columns[3] == "VERB":
                    units[-1].verbs.append(columns[2])
        yield name.group(1), text, units, places


def main() -> None:
    """Print recall and precision over the documents of the genres."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--genres", default="news,interview,speech")
    options = parser.parse_args()
    rules, reader, counts = load_rules(), Reader.load(), Counter[str]()
    for part in ("train", "dev"):
        for name, text, units, places in documents(options.data / "ud" / "gum-open" / f"open-{part}.conllu"):
            if name.split("_")[1] not in options.genres.split(","):
                continue
            story = identified(Story("", name, text, (Part("body", 0, len(text)),)))
            doc = next(iter(read_stories([story], reader, rules)))
            quotes = [record for record in find(doc, rules) if isinstance(record, Quote)]
            _count(counts, units, places, quotes)
    asked, found = counts["asked"], counts["found"]
    print(f"{asked} attributions of speech: {found} found (recall {found / asked:.3f}), "
          f"the source is the speaker's words in {counts['source']} of {counts['with source']}")  # fmt: skip
    ours, right = counts["quotes"], counts["right"]
    print(f"{ours} quotes with a cue: {right} in a unit of attribution (precision {right / ours:.3f})")


def _count(counts: Counter[str], units: list[Unit], places: list[Stretch], quotes: list[Quote]) -> None:
    told = [
        (
            [(p.start, p.end) for p in quote.evidence if p.field in ("cue", "speaker")],
            [(p.start, p.end) for p in quote.evidence if p.field == "speaker"],
            [(p.start, p.end) for p in quote.evidence if p.field == "cue"],
        )
        for quote in quotes
    ]
    attributions = [unit for unit in units if unit.relation.startswith("attribution")]
    for unit in attributions:
        if unit.relation != "attribution-positive" or not unit.verbs or all(verb in _THINKING for verb in unit.verbs):
            continue
        counts["asked"] += 1
        mine = [one for one in told if any(_touch(piece, (unit.start, unit.end)) for piece in one[0])]
        counts["found"] += bool(mine)
        words = [places[at - 1] for at in unit.sources if 0 < at <= len(places)]
        if mine and words:
            counts["with source"] += 1
            counts["source"] += any(_touch(piece, word) for one in mine for piece in one[1] for word in words)
    for _, _, cues in told:
        if cues:
            counts["quotes"] += 1
            counts["right"] += any(_touch(cue, (unit.start, unit.end)) for cue in cues for unit in attributions)


def _touch(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main()
