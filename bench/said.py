"""Measure what is said, not said and wanted, beside keys made by hand: marked words and their speakers, reported clauses, silences, positions.

    python bench/said.py --shared ../shared [--sets press,speech,thirty] [--unseen]

``press`` are newspaper articles that we wrote, ``speech`` and ``thirty`` public stories; of each there is a part that no rule has seen
(``--unseen``: read its totals only). ``../shared/acceptance/score.py`` matches lines of the keys with records. For each set:
marked words (direct and mixed) found of those asked and the speaker right of those found; reported clauses (indirect) found of those asked,
wrong ones, F1; silences and positions found of asked, wrong, precision and recall.
"""

from __future__ import annotations

import importlib.util
import json
import runpy
import subprocess
import sys
import tempfile
import tomllib
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"


def main() -> None:
    """Measure each set and print a line a kind."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds acceptance/ and data/")
    parser.add_argument("--sets", default="press,speech,thirty")
    parser.add_argument("--unseen", action="store_true", help="the parts that no rule has seen")
    options = parser.parse_args()
    for name in options.sets.split(","):
        folder = GOLD if name == "thirty" else GOLD / name
        _show(name, measure(folder / "unseen" if options.unseen else folder, options.shared))


def measure(folder: Path, shared: Path) -> Counter[str]:
    """Counts over the keys in *folder*: ``marked asked``, ``marked found``, ``marked speaker`` and so on."""
    score = _scorer(shared / "acceptance" / "score.py")
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        written = sorted(folder.glob("*.txt"))
        if not written:
            stories = runpy.run_path(str(GOLD / "stories.py"))["stories"]
            lines = (json.dumps(one) for one in stories(news=shared / "data" / "news", keys=folder))
            written = [place / "stories.jsonl"]
            written[0].write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "chancery"]
        database = ["--db", str(place / "said.db")]
        subprocess.run([*command, "read", *map(str, written), *database], check=True, capture_output=True)
        export = subprocess.run([*command, "export", "jsonl", *database], check=True, capture_output=True).stdout
        (place / "said.jsonl").write_bytes(export)
        stories, records = score.load(place / "said.jsonl")
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.toml")):
        key = tomllib.loads(path.read_text(encoding="utf-8"))
        of = next(one for one, story in stories.items() if Path(str(story["given_id"])).stem == path.stem)
        _count(counts, score.Scorer(key, score.Story(stories[of], records[of])))
    return counts


def _count(counts: Counter[str], scorer: Any) -> None:
    for kind in ("quote", "silence", "position"):
        lines, wrong, _ = scorer.score(kind)
        for line, got in lines:
            name = kind if kind != "quote" else "reported" if line["form"] == "indirect" else "marked"
            if line.get("optional"):
                counts[f"{name} optional"] += got is not None
                continue
            counts[f"{name} asked"] += 1
            counts[f"{name} found"] += got is not None
            if got is not None and "speaker" in got:
                counts[f"{name} named"] += 1
                counts[f"{name} speaker"] += got["speaker"]
        for record in wrong:
            name = kind if kind != "quote" else "reported" if record["form"] == "indirect" else "marked"
            counts[f"{name} wrong"] += 1


def _show(name: str, counts: Counter[str]) -> None:
    for kind in ("marked", "reported", "silence", "position"):
        asked, found, wrong = (counts[f"{kind} {what}"] for what in ("asked", "found", "wrong"))
        if not asked:
            continue
        right = found + counts[f"{kind} optional"]
        recall, precision = found / asked, right / (right + wrong) if right + wrong else 0.0
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        speaker = ""
        if counts[f"{kind} named"]:
            speaker = f", speaker right {counts[f'{kind} speaker']} of {counts[f'{kind} named']}"
        print(
            f"{name:8} {kind:9} {found} of {asked}, {wrong} wrong: recall {recall:.3f} precision {precision:.3f} F1 {f1:.3f}{speaker}"
        )


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: cannot be loaded as a module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
