#!/usr/bin/env python3
"""F1 of the places layer on stories whose place names somebody listed by hand, `tests/gold/places/`.

    bench/places.py --data ../shared/data [--set wikinews] [--lines]

found: the layer has a place over exactly the annotated words ("the " before them left out). right: its country is the annotated one and its
point, where there is one, lies near: 161 km for a town, a site or a county, further for a state, a region, a sea.
Optional places may be found or not. `--lines` prints what was missed, wrong, or no place at all.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import news

from chancery.language.document import Doc
from chancery.language.places import add_places
from chancery.language.reader import Reader
from chancery.rules.load import Rules, load_rules
from chancery.source.jsonl import story_from_object

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "places"
NEAR = {"city": 161, "site": 161, "county": 161, "admin1": 300, "region": 600, "water": 600}
"""How many kilometres from the annotated point a right one may lie."""


@dataclass(frozen=True)
class Score:
    """How many places were annotated, given and found, how many of the found are right, and a line for each that is not."""

    annotated: int
    given: int
    found: int
    right: int
    lines: tuple[str, ...] = ()

    @property
    def detection(self) -> float:
        """F1 of the words alone."""
        return 2 * self.found / (self.annotated + self.given)

    @property
    def resolution(self) -> float:
        """The share of the found that are right."""
        return self.right / self.found

    @property
    def whole(self) -> float:
        """F1 of words with the right place behind them."""
        return 2 * self.right / (self.annotated + self.given)

    def __str__(self) -> str:
        return (
            f"annotated {self.annotated}  given {self.given}  found {self.found}  right {self.right}  "
            f"detection F1 {self.detection:.3f}  resolution {self.resolution:.3f}  end to end F1 {self.whole:.3f}"
        )


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points on the globe."""
    a, b, c, d = map(math.radians, (*one, *other))
    return 6371 * math.acos(min(1.0, math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)))


def is_right(place: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    """Whether a place of the layer is the annotated one."""
    if gold["country"] and place["country"] != gold["country"]:
        return False
    if gold["kind"] == "country":
        return place["lat"] is None and place["precision"] == "country"
    if "lat" not in gold:
        return True
    if place["lat"] is None:
        return False
    return kilometres((place["lat"], place["lon"]), (gold["lat"], gold["lon"])) <= NEAR[gold["kind"]]


def score(pairs: Sequence[tuple[str, Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]]) -> Score:
    """The score of stories, each a text with its annotated places and its layer, as `chancery layers` prints it."""
    count: Counter[str] = Counter()
    lines = []

    def note(what: str, text: str, place: Mapping[str, Any], more: object = "") -> None:
        start, end = place["start"], place["end"]
        around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}"
        lines.append("\t".join((what, around.replace("\n", " "), str(more))))

    for text, gold, given in pairs:
        for place in gold:
            if text[place["start"] : place["end"]] != place["name"]:
                raise ValueError(f"not {place['name']!r} at {place['start']}: {text[:60]!r}")
        layer = {}
        for place in given:
            the = 4 if text[place["start"] : place["start"] + 4].lower() == "the " else 0
            layer[place["start"] + the, place["end"]] = place
        for place in gold:
            got = layer.pop((place["start"], place["end"]), None)
            if place.get("optional"):
                continue
            count["annotated"] += 1
            if got is None:
                note("missed", text, place)
                continue
            count["given"] += 1
            count["found"] += 1
            if is_right(got, place):
                count["right"] += 1
            else:
                note("wrong", text, place, [got["name"], got["country"], got["lat"], got["lon"], got["precision"]])
        optional = [place for place in gold if place.get("optional")]
        for (start, end), place in layer.items():
            if any(start < other["end"] and other["start"] < end for other in optional):
                continue
            count["given"] += 1
            note("no place", text, place, [place["name"], place["country"], place["precision"]])
    return Score(count["annotated"], count["given"], count["found"], count["right"], tuple(lines))


def annotated(name: str, data: Path) -> Iterator[tuple[dict[str, str], list[dict[str, Any]]]]:
    """The stories of a set that have been annotated, as JSON objects with their places."""
    lines = map(json.loads, (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    gold = {line["id"]: line["places"] for line in lines}
    for story in news.SETS[name](data):
        if story["id"] in gold:
            yield story, gold[story["id"]]


def docs(objects: Sequence[Mapping[str, Any]], reader: Reader) -> list[Doc]:
    """The stories as read, before their places are marked."""
    stories = [story_from_object(story, given_id=story["id"], place=story["id"]) for story in objects]
    return list(reader.read(stories))


def layer(doc: Doc, rules: Rules) -> list[dict[str, Any]]:
    """The places of *doc* as `chancery layers` prints them."""
    places = add_places(doc, rules.countries, rules.places).places
    return [{name: getattr(place, name) for name in place.__slots__} for place in places]


def main() -> None:
    """Read, mark the places, compare, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", action="append", choices=sorted(path.stem for path in GOLD.glob("*.jsonl")))
    parser.add_argument("--lines", action="store_true", help="show what was missed, wrong, or no place")
    options = parser.parse_args()
    rules, reader = load_rules(), Reader.load()
    for name in options.set or ("wikinews", "current-events"):
        objects, gold = zip(*annotated(name, options.data), strict=True)
        read = docs(objects, reader)
        layer(read[0], rules)  # The gazetteer is read when first asked.
        begun = time.process_time()
        layers = [layer(doc, rules) for doc in read]
        took = time.process_time() - begun
        whole = score([(doc.story.text, want, got) for doc, want, got in zip(read, gold, layers, strict=True)])
        if options.lines:
            print(*whole.lines, sep="\n")
        words = sum(len(doc.tokens) for doc in read)
        print(f"{name}: {len(read)} stories  {whole}  {words / took:,.0f} words/s")


if __name__ == "__main__":
    main()
