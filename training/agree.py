"""Find the words of the silver set whose labels a first model denies; a second training run learns nothing from them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import data
import measure

HERE = Path(__file__).parent


def main() -> None:
    """Read part of the silver set with an exported model and write the doubtful places by sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--model", type=Path, default=HERE.parent / "src/chancery/language/model")
    parser.add_argument("--out", type=Path, default=HERE / "cache/doubt.json")
    parser.add_argument("--sentences", type=int, default=18000)
    options = parser.parse_args()
    reading = measure.Reading(options.model)
    corpus = data.load(options.data, HERE / "cache")
    listed = sorted(corpus.train["gmb"], key=lambda s: s.key)[:: max(1, len(corpus.train["gmb"]) // options.sentences)]
    doubt: dict[str, list[int]] = {}
    words = denied = 0
    for group in measure.grouped(listed, 11):
        out = reading.encode([[w for s in window for w in s.words] for window in group])
        for b, window in enumerate(group):
            first = 0
            for s in window:
                last = first + len(s.words)
                assert s.names is not None
                given = [0] * len(s.words)
                for begin, end, kind, _ in measure.decode.names(
                    out["name"][b, first:last], reading.labels["name"], reading.name_moves
                ):
                    given[begin] = reading.labels["name"].index(f"B-{kind}")
                    for i in range(begin + 1, end):
                        given[i] = reading.labels["name"].index(f"I-{kind}")
                wrong = [i for i, tag in enumerate(given) if not s.names[i] >> tag & 1]
                words += len(s.words)
                denied += len(wrong)
                doubt[s.key] = wrong
                first = last
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(doubt), encoding="utf-8")
    print(f"{len(doubt)} sentences, {words} words, {denied} denied")


if __name__ == "__main__":
    main()
