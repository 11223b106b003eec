"""Events drawn by chance for a person to judge, and how often they are right.

    bench/events_drawn.py news.db --count 160 --seed 7 > drawn.tsv
    bench/events_drawn.py stories.jsonl --count 160 > drawn.tsv
    bench/events_drawn.py --marked drawn.tsv

The first draws from a store that `chancery read` made, the second reads the news first. Every class has the same share of the draw, or all that it
has where it has fewer; --like-store draws from all alike instead. One event a line, an empty column `right` first: write 1 where who, whom, class and status are as
the sentence says, 0 where one is not, ? where you cannot tell; what is wrong (who, whom, class, status, nothing) may stand in `note`. In the sentence
the words of the fields stand in marks: <who>, <whom>, <what>; the other columns are the record's fields. The third form prints the
precision of each class and of each family of rules with a 95 % Wilson interval, and over all, each class weighing as much as it has events in the store (`events` in the line).
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from click.testing import CliRunner

from chancery.cli import main as chancery
from chancery.records import PLOVER_CLASSES, Event
from chancery.store.ask import Database
from chancery.store.lines import Told

COLUMNS = (
    "right", "note", "what", "mode", "status", "who", "whom", "when", "where", "sentence", "context", "confidence", "by", "story", "id", "events",
)  # fmt: skip
SHOWN = ("who", "whom", "what")
YES, NO = frozenset("1 y yes right".split()), frozenset("0 n no wrong".split())


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927).

    >>> tuple(round(end, 3) for end in wilson(9, 10))
    (0.596, 0.982)
    >>> wilson(0, 0)
    (0.0, 1.0)
    """
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def shares(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """How many of each class to draw, so that each has the same share and no more than it has.

    >>> shares({"AID": 2, "CONSULT": 50, "ACCUSE": 50}, 12)
    {'AID': 2, 'CONSULT': 5, 'ACCUSE': 5}
    """
    out = dict.fromkeys(sizes, 0)
    left = min(count, sum(sizes.values()))
    while left:
        for name, size in sizes.items():
            if left and out[name] < size:
                out[name] += 1
                left -= 1
    return out


def drawn(told: Iterable[Told], count: int, seed: int, *, alike: bool = False) -> Iterator[tuple[Told, int]]:
    """Events drawn by chance, class by class, each with how many its class has; *alike* draws from all classes together."""
    every: dict[str, list[Told]] = {name: [] for name in PLOVER_CLASSES}
    for one in told:
        assert isinstance(one.record, Event)
        every[one.record.what].append(one)
    for group in every.values():
        group.sort(key=lambda one: one.record.id)
    chance = random.Random(seed)
    if alike:
        whole = [one for group in every.values() for one in group]
        chosen = {one.record.id for one in chance.sample(whole, min(count, len(whole)))}
        picked = {name: [one for one in group if one.record.id in chosen] for name, group in every.items()}
    else:
        sizes = shares({name: len(group) for name, group in every.items() if group}, count)
        picked = {name: chance.sample(every[name], size) for name, size in sizes.items()}
    for name, some in picked.items():
        yield from ((one, len(every[name])) for one in some)


def marked(text: str, start: int, event: Event) -> str:
    """The sentences *text*, which begin at *start* of the story, with the words of who, whom and what in marks."""
    ends: list[tuple[int, int, int, int, str]] = []
    # Two actors may stand in one word: "both countries".
    pieces = dict.fromkeys((piece.field, piece.start - start, piece.end - start) for piece in event.evidence)
    for number, (name, first, last) in enumerate(pieces):
        if name in SHOWN and first >= 0 and last <= len(text):
            # Longer spans open first and close last, so that the marks lie inside one another where they can.
            ends.append((first, 1, first - last, number, f"<{name}>"))
            ends.append((last, 0, last - first, -number, f"</{name}>"))
    out, place = "", 0
    for at, *_, mark in sorted(ends):
        out += text[place:at] + mark
        place = at
    return " ".join((out + text[place:]).split())


def line(one: Told, start: int, text: str, size: int) -> list[str]:
    """The columns of an event."""
    event = one.record
    assert isinstance(event, Event)
    return [
        "", "", event.what, ", ".join(event.modes or ([event.mode] if event.mode else [])), event.status, "; ".join(one.names.get("who", ())),
        "; ".join(one.names.get("whom", ())), one.day or "", event.where.name if event.where else "", marked(text, start, event),
        ", ".join(event.context), f"{event.confidence:.2f}", event.by, one.given_id, event.id, str(size),
    ]  # fmt: skip


def sentences_of(database: Database, event: Event) -> tuple[int, str]:
    """Where the sentences begin that hold the words of who, whom and what, and what they say."""
    spans = database.sentences(event.story)
    pieces = [piece for piece in event.evidence if piece.field in SHOWN] or list(event.evidence)
    whats = [piece for piece in pieces if piece.field == "what"] or pieces
    # The sentence of the deed; a name that another sentence gave is told by its column.
    first = max((start for start, _ in spans if start <= whats[0].start), default=0)
    last = min((end for _, end in spans if end >= whats[-1].end), default=whats[-1].end)
    return first, database.story(event.story).text[first:last]


def precision(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """A line for each class and one over all, from lines that somebody has marked."""
    asked, right, sizes = Counter[str](), Counter[str](), dict[str, int]()
    families = dict[str, list[bool]]()
    unsure = unmarked = 0
    for row in rows:
        mark = row["right"].strip().lower()
        if mark not in YES | NO:
            unsure, unmarked = unsure + (mark != ""), unmarked + (mark == "")
            continue
        asked[row["what"]] += 1
        right[row["what"]] += mark in YES
        sizes[row["what"]] = int(row["events"] or 1)
        families.setdefault(row["by"].split(".")[0] or "?", []).append(mark in YES)
    for name in (name for name in PLOVER_CLASSES if asked[name]):
        yield _share(name, right[name], asked[name], f"  {sizes[name]} in the store")
    for family, marks in sorted(families.items()):
        yield _share(f"by {family}", sum(marks), len(marks), "")
    yield _share("all marked", right.total(), asked.total(), "")
    if asked:
        weighed = sum(sizes[name] * right[name] / asked[name] for name in asked) / sum(sizes.values())
        spread = sum(
            (sizes[name] / sum(sizes.values())) ** 2 * _variance(right[name], asked[name], sizes[name])
            for name in asked
        )
        half = 1.96 * math.sqrt(spread)
        yield f"{'as in store':12} {weighed:.3f} ({max(0.0, weighed - half):.3f} to {min(1.0, weighed + half):.3f}), classes weighed by their events"
    yield f"{unsure} that nobody could tell, {unmarked} not marked"


def _variance(right: int, of: int, size: int) -> float:
    # Agresti and Coull's share, so that a class without an error is not taken for a sure one; none where the whole class was drawn.
    share = (right + 2) / (of + 4)
    return share * (1 - share) / of * max(0.0, (size - of) / max(1, size - 1))


def _share(name: str, right: int, of: int, more: str) -> str:
    low, high = wilson(right, of)
    return f"{name:12} {right / max(1, of):.3f} ({low:.3f} to {high:.3f})  {right} of {of}{more}"


def read(path: Path, folder: str) -> Path:
    """The store itself, or one made of the stories at *path*."""
    with path.open("rb") if path.is_file() else ExitStack() as file:
        if path.is_file() and file.read(15) == b"SQLite format 3":  # type: ignore[union-attr]
            return path
    made = Path(folder) / "drawn.db"
    result = CliRunner().invoke(chancery, ["read", str(path), "--db", str(made)])
    if result.exit_code not in (0, 3):
        sys.exit(result.output)
    return made


def main() -> None:
    """Draw, or count what was marked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="?", type=Path, help="a store, or stories to read")
    parser.add_argument("--count", type=int, default=160)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--min-confidence", type=float, default=0.5)
    parser.add_argument("--like-store", action="store_true", help="draw from all classes together")
    parser.add_argument("--marked", type=Path, help="lines that somebody has marked")
    options = parser.parse_args()
    if options.marked:
        with options.marked.open(encoding="utf-8", newline="") as file:
            for found in precision(list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))):
                print(found)
        return
    if options.news is None:
        parser.error("a store, stories, or --marked FILE")
    with tempfile.TemporaryDirectory() as folder, Database(read(options.news, folder)) as database:
        print("\t".join(COLUMNS))
        told = database.told("event", min_confidence=options.min_confidence)
        for one, size in drawn(told, options.count, options.seed, alike=options.like_store):
            assert isinstance(one.record, Event)
            cells = line(one, *sentences_of(database, one.record), size)
            print("\t".join(" ".join(cell.split()) for cell in cells))


if __name__ == "__main__":
    main()
