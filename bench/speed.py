"""How fast and in how much memory stories are read, where the time goes, and how both grow with the number of stories.

    python bench/speed.py --data ../shared/data [--stories 100] [--threads 1] [--model FOLDER] [--find]
    python bench/speed.py --data ../shared/data --growth 1,4,16

Reading is all that ``pipeline.read_stories`` does: words, trees, arguments, names, references, times and places. Each measurement is a process of its own, so that memory is its own too.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from chancery.language import decode, reader
from chancery.language.document import Doc
from chancery.language.engine import Engine
from chancery.language.places import add_places
from chancery.language.reader import Reader
from chancery.language.references import add_references
from chancery.language.times import add_times
from chancery.pipeline import find, read_stories
from chancery.records import Story
from chancery.rules.load import load_rules
from chancery.source.text import story_from_text


def main() -> None:
    """Measure what the command line asks for and print it."""
    options = _options()
    if options.one:
        print(json.dumps(_measure(options)))
        return
    for times in options.growth:
        command = [sys.executable, *sys.argv, "--one", "--stories", str(options.stories * times)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        _show(json.loads(done.stdout), options.threads)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds news/wikinews")
    parser.add_argument("--stories", type=int, default=100, help="how many stories (they repeat when they run out)")
    parser.add_argument("--threads", type=int, default=1, help="threads of the encoder")
    parser.add_argument("--model", type=Path, help="a model's folder, the shipped one by default")
    parser.add_argument("--find", action="store_true", help="find records too")
    parser.add_argument(
        "--growth", type=lambda text: [int(one) for one in text.split(",")], default=[1], help="multiples of --stories"
    )
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _stories(data: Path, count: int) -> Iterator[Story]:
    given: list[dict[str, str]] = []
    for path in sorted((data / "news" / "wikinews" / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            given.extend(csv.DictReader(file))
    for number, row in enumerate(itertools.islice(itertools.cycle(given), count)):
        yield story_from_text(row["text"], given_id=str(number), headline=row["title"], published=row["date"])


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    """Read (and find in) the stories once; time and memory of this process."""
    spent: dict[str, float] = defaultdict(float)
    engine = Engine.load(options.model, options.threads)
    one = Reader(engine)
    rules = load_rules()
    layers: list[tuple[str, Callable[[Doc], Doc]]] = [
        ("references", lambda doc: add_references(doc, one.references, rules.countries)),
        ("times", lambda doc: add_times(doc, rules.times)),
        ("places", lambda doc: add_places(doc, rules.countries, rules.places)),
    ]
    for doc in read_stories(_stories(options.data, 3), one, rules):
        if options.find:
            records = sum(1 for _ in find(doc, rules))
    _clock(reader, "_lay_out", "tokenise", spent)
    _clock(engine, "words", "word pieces", spent)
    _clock(engine, "scores", "encoder", spent)
    _clock(engine, "roles", "roles", spent)
    for name in ("arguments", "roleset", "names"):
        _clock(decode, name, f"decode {name}", spent)
    _clock(reader, "trees", "decode trees", spent)
    _clock(one, "_doc", "make tokens", spent)
    stories = _timed(_stories(options.data, options.stories), "source", spent)
    words = count = predicates = records = 0
    began, worked = time.perf_counter(), time.process_time()
    for doc in one.read(stories):
        count += 1
        words += len(doc.tokens)
        predicates += len(doc.predicates)
        for name, add in layers:
            at = time.perf_counter()
            doc = add(doc)
            spent[name] += time.perf_counter() - at
        if options.find:
            at = time.perf_counter()
            records += sum(1 for _ in find(doc, rules))
            spent["find"] += time.perf_counter() - at
    whole, worked = time.perf_counter() - began, time.process_time() - worked
    spent["everything else"] = whole - sum(spent.values())
    return {
        "stories": count,
        "words": words,
        "predicates": predicates,
        "records": records,
        "seconds": whole - spent.pop("source"),
        "processor_seconds": worked,
        "spent": spent,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _clock(owner: Any, name: str, kind: str, spent: dict[str, float]) -> None:
    """Count the time spent in *owner*'s function *name* as *kind*."""
    function = getattr(owner, name)

    @wraps(function)
    def clocked(*given: Any, **more: Any) -> Any:
        at = time.perf_counter()
        try:
            return function(*given, **more)
        finally:
            spent[kind] += time.perf_counter() - at

    setattr(owner, name, clocked)


def _timed(stories: Iterator[Story], kind: str, spent: dict[str, float]) -> Iterator[Story]:
    while True:
        at = time.perf_counter()
        story = next(stories, None)
        spent[kind] += time.perf_counter() - at
        if story is None:
            return
        yield story


def _show(found: dict[str, Any], threads: int) -> None:
    seconds = found["seconds"]
    print(
        f"{found['stories']} stories, {found['words']} words, {found['predicates']} predicates, "
        f"{found['records']} records in {seconds:.1f} s on {threads} thread(s): "
        f"{found['words'] / seconds:.0f} words/s, {found['stories'] / seconds:.1f} stories/s, "
        f"{found['mb']:.0f} MB at most; {found['words'] / found['processor_seconds']:.0f} words per processor second"
    )
    for kind, took in sorted(found["spent"].items(), key=lambda item: -item[1]):
        print(f"  {kind:20} {took:7.2f} s  {100 * took / seconds:5.1f} %")


if __name__ == "__main__":
    main()
