"""The public stories that somebody read by hand, taken from the folder of news beside this checkout.

    python tests/gold/stories.py > stories.jsonl

gives the thirty as JSON Lines for `chancery read`, and with ``unseen`` behind it the fourteen whose keys lie in that folder. A story's id is its
source and its place there; its key is ``ID.toml``.
"""

import csv
import gzip
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEWS = HERE.parents[2] / "shared" / "data" / "news"


def stories(news=NEWS, keys=HERE):
    """Every story that has a key in the folder *keys*, as the JSON object that `chancery read` takes."""
    return [story(path.stem, news) for path in sorted(keys.glob("*.toml"))]


def story(given_id, news=NEWS):
    """The story called *given_id*: ``wikinews-2019-145`` is row 145 of that year's file."""
    source, _, place = given_id.partition("-")
    if source == "wikinews":
        year, _, row = place.partition("-")
        with (news / "wikinews" / "data" / f"wikinews_{year}.csv").open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))[int(row)]
        return {
            "id": given_id,
            "source": "Wikinews",
            "headline": found["title"],
            "published": found["date"],
            "text": found["text"],
        }
    path = {"state": "state-department/press_releases.jsonl.gz", "house": "white-house-korea/wh.jsonl.gz"}[source]
    with gzip.open(news / path, "rt", encoding="utf-8") as file:
        found = json.loads(list(file)[int(place)])
    return {
        "id": given_id,
        "source": {"state": "State Department", "house": "White House"}[source],
        "headline": found["title"],
        "published": (found.get("published") or found["date"]).replace(" ", "T"),
        "text": found["text"],
    }


if __name__ == "__main__":
    for one in stories(keys=HERE.joinpath(*sys.argv[1:])):
        print(json.dumps(one, ensure_ascii=False))
