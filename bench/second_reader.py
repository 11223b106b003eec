"""How far a second careful reader agrees with the first: the second one's keys, taken as if a program had found them.

    bench/second_reader.py tests/gold tests/gold/second [--score ../shared/acceptance/score.py] [--lines]

Both folders hold one TOML file a story (``tests/gold/README.md``); stories that only one of them has are left out. Printed is what the scorer
prints of an export: recall is the share of the first reader's lines that the second has as well, precision the share of the second's lines
(those not marked optional, unless ``--optional``) that the first has, too.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def as_records(key: dict[str, Any], story: dict[str, Any], with_optional: bool) -> Iterator[dict[str, Any]]:
    """The story, its actors and the events of *key*, in the shape of an export."""
    name = story["id"]
    yield {"kind": "story", "id": name, "given_id": name, "text": story["text"]}
    for actor in key.get("actor", []):
        yield {"kind": "actor", "id": f"{name} {actor['name']}", "story": name, **actor}
    for number, event in enumerate(key.get("event", [])):
        if event.get("optional") and not with_optional:
            continue
        clauses = [event[field] for field in ("clause", "evidence_has") if field in event] + event.get(
            "more_clauses", []
        )
        yield {
            "kind": "event",
            "id": f"{name} event {number}",
            "story": name,
            "what": event["what"][0],
            **{side: [f"{name} {party}" for party in flat(event.get(side, []))] for side in ("who", "whom")},
            "status": event.get("status", [None])[0],
            "when": event.get("when"),
            "where": {"name": event["where"]} if "where" in event else None,
            "evidence": [
                {"field": "event", "start": start, "end": end}
                for clause in clauses
                for start, end in places(story["text"], clause)
            ],
        }


def flat(parties: list[Any]) -> list[str]:
    """Of a party for which several are accepted the first."""
    return [party[0] if isinstance(party, list) else party for party in parties]


def places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand, white space aside.

    >>> list(places("They  met. They met.", "They met"))
    [(0, 9), (11, 19)]
    """
    for found in re.finditer(r"\s+".join(map(re.escape, words.split())), text):
        yield found.span()


def main() -> None:
    """Write the second reader's lines as an export and score it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--score", type=Path, default=HERE.parents[1] / "shared/acceptance/score.py")
    parser.add_argument("--optional", action="store_true", help="count the second reader's optional lines, too")
    parser.add_argument("--lines", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(HERE.parent / "tests/gold"))
    import stories

    keys = [path for path in sorted(options.first.glob("*.toml")) if (options.second / path.name).is_file()]
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "second.jsonl"
        with export.open("w", encoding="utf-8") as file:
            for path in keys:
                key = tomllib.loads((options.second / path.name).read_text(encoding="utf-8"))
                for record in as_records(key, stories.story(path.stem), options.optional):
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
        more = ["--lines"] if options.lines else []
        subprocess.run(
            [sys.executable, str(options.score), *map(str, keys), "--export", str(export), *more], check=True
        )


if __name__ == "__main__":
    main()
