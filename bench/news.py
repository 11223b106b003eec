"""The public news beside this checkout as JSON Lines for `chancery read`.

python bench/news.py wikinews --data ../shared/data > wikinews.jsonl
python bench/news.py state-department --data ../shared/data --count 1000 > releases.jsonl
python bench/news.py current-events --data ../shared/data --count 2000 > briefs.jsonl
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
from collections.abc import Iterator
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


SETS = {"wikinews": wikinews, "state-department": state_department, "current-events": current_events}


def main() -> None:
    """Print the set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=sorted(SETS))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=None)
    options = parser.parse_args()
    for story in itertools.islice(SETS[options.set](options.data), options.count):
        print(json.dumps(story, ensure_ascii=False))


if __name__ == "__main__":
    main()
