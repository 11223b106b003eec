"""The public news beside this checkout as JSON Lines for `chancery read`.

python bench/news.py wikinews --data ../shared/data > wikinews.jsonl
python bench/news.py state-department --data ../shared/data --count 1000 > releases.jsonl
python bench/news.py current-events --data ../shared/data --count 2000 > briefs.jsonl
python bench/news.py wikinews --data ../shared/data --without tests/gold > fresh.jsonl
python bench/news.py current-events --data ../shared/data --count 1000 --seed 1 > briefs.jsonl

``--seed`` draws the stories from the whole set by chance; without it the first are given. ``--without`` leaves out every story that has a key in the folder (``ID.toml``, or a line of a JSON Lines file with its ``id``), and every story
whose text a line of such a file has.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path


def wikinews(data: Path) -> Iterator[dict[str, str]]:
    """Articles, by year and row."""
    for path in sorted((data / "news/wikinews/data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file)):
                yield {
                    "id": f"{path.stem}-{number}",
                    "headline": row["title"],
                    "text": row["text"],
                    "published": row["date"],
                    "source": "Wikinews",
                }


def state_department(data: Path) -> Iterator[dict[str, str]]:
    """Releases and briefings."""
    with gzip.open(data / "news/state-department/press_releases.jsonl.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            row = json.loads(line)
            yield {
                "id": f"state-{number}",
                "headline": row["title"],
                "text": row["text"],
                "published": row["date"],
                "source": "State Department",
                "url": row["url"],
            }


def current_events(data: Path) -> Iterator[dict[str, str]]:
    """Reports of a sentence or two, those of conflicts and of international relations, a spread over the years."""
    with gzip.open(data / "news/current-events/items.jsonl.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            row = json.loads(line)
            wanted = row["category"] in ("International relations", "Armed conflicts and attacks")
            if wanted and number % 7 == 0 and row["text"].strip():
                yield {
                    "id": f"brief-{number}",
                    "text": row["text"],
                    "published": row["date"],
                    "source": "Wikipedia",
                }


def read_by_hand(folder: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the stories that have a key in *folder*, and the texts that its JSON Lines files hold."""
    ids, texts = {path.stem for path in folder.rglob("*.toml")}, set()
    for path in folder.rglob("*.jsonl"):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            ids.add(str(row.get("id", "")).replace("_", "-"))
            texts.add(row.get("text", ""))
    return frozenset(ids), frozenset(texts - {""})


def fresh(stories: Iterable[dict[str, str]], folder: Path | None) -> Iterator[dict[str, str]]:
    """The stories without those that have a key in *folder*."""
    ids, texts = read_by_hand(folder) if folder else (frozenset(), frozenset())
    for story in stories:
        if story["id"].replace("_", "-") not in ids and story["text"] not in texts:
            yield story


SETS = {"wikinews": wikinews, "state-department": state_department, "current-events": current_events}


def main() -> None:
    """Print the set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=sorted(SETS))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=None)
    parser.add_argument("--seed", type=int, help="draw by chance, not from the top")
    parser.add_argument("--without", type=Path, help="a folder of keys, whose stories are left out")
    options = parser.parse_args()
    stories = fresh(SETS[options.set](options.data), options.without)
    if options.seed is not None:
        every = list(stories)
        stories = iter(random.Random(options.seed).sample(every, min(len(every), options.count or len(every))))
    for story in itertools.islice(stories, options.count):
        print(json.dumps(story, ensure_ascii=False))


if __name__ == "__main__":
    main()
