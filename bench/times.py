#!/usr/bin/env python3
"""Interval accuracy of the times layer on dates annotated by hand.

    bench/times.py GUM_DATES.jsonl [--only GUM_news,GUM_interview,GUM_speech] [--wrong N] [--missed N] [--spurious N]
    bench/times.py GUM_DATES.jsonl --stories > stories.jsonl; chancery layers stories.jsonl > layers.jsonl
    bench/times.py GUM_DATES.jsonl --layers layers.jsonl

The first form runs the tagger alone, which judges tense by the words; the last measures what the whole reader printed.

GUM_DATES.jsonl: {"doc", "created", "text", "dates": [{"start", "end", "type", "when" | "from","to" | "notBefore","notAfter"}]}.
found: an annotated date that a time overlaps. right: its interval is the annotated one day for day (months and years whole).
Not every time in the data is annotated, so what is not annotated is counted and shown, not held against the tagger.
"""

import argparse
import calendar
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import chancery.rules.times
from chancery.language.document import Time
from chancery.language.times import tag_times
from chancery.rules.times import load_times

RULES = Path(chancery.rules.times.__file__).with_name("en") / "times.toml"


def days(value: str, last: bool) -> str:
    """The first or last day of a TEI date value."""
    parts = [int(part) for part in value.partition("T")[0].split("-")]
    month = parts[1] if len(parts) > 1 else 12 if last else 1
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1] if last else 1
    return f"{parts[0]:04d}-{month:02d}-{day:02d}"


def interval(gold: dict[str, Any]) -> tuple[str, str] | None:
    """The annotated days; None where the annotation has no whole interval."""
    first = gold.get("when") or gold.get("from")
    last = gold.get("when") or gold.get("to")
    if not first or not last or first.startswith("-") or last.startswith("-") or ":" in first.partition("T")[0]:
        return None
    try:
        return days(first, False), days(last, True)
    except (ValueError, calendar.IllegalMonthError):
        return None


def told(time: dict[str, Any]) -> Time:
    """A time as the layers print it."""
    return Time(
        time["start"], time["end"], time["type"], time["value"], time["earliest"], time["latest"], time["edtf"], None
    )


def main() -> None:
    """Read the file, tag every sentence, compare, and print the share that is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong intervals")
    parser.add_argument("--missed", type=int, default=0, help="show so many dates not found")
    parser.add_argument("--spurious", type=int, default=0, help="show so many times that are not annotated")
    parser.add_argument(
        "--only", default="", help="documents whose name has this, or one of these with commas between, in it"
    )
    parser.add_argument("--stories", action="store_true", help="print the documents as input for `chancery layers`")
    parser.add_argument("--layers", type=Path, help="measure these layers instead of the tagger")
    args = parser.parse_args()
    rules = load_times([RULES])
    count, words = Counter(), 0
    read = {}
    if args.layers:
        read = {one["id"]: one for one in map(json.loads, args.layers.read_text().splitlines())}
    shown = Counter()

    def show(what: str, limit: int, *line: object) -> None:
        if shown[what] < limit:
            shown[what] += 1
            print(what, *line, sep="\t")

    for line in args.file.read_text().splitlines():
        doc = json.loads(line)
        if not any(name in doc["doc"] for name in args.only.split(",")):
            continue
        text = doc["text"]
        if args.stories:
            print(json.dumps({"id": doc["doc"], "text": text, "published": doc["created"]}))
            continue
        words += len(text.split())
        if args.layers:
            assert read[doc["doc"]]["text"] == text, doc["doc"]
            times = [told(time) for time in read[doc["doc"]]["times"]]
        else:
            whole = tag_times(text, rules, date.fromisoformat(doc["created"]))
            times = [part for time in whole for part in (time.parts or (time,))]
        used = set()
        for gold in doc["dates"]:
            if gold["type"] != "date":
                continue
            over = [t for t in times if t.start < gold["end"] and t.end > gold["start"]]
            used.update(over)
            around = text[max(0, gold["start"] - 40) : gold["end"] + 30].replace("\n", " ")
            want = interval(gold)
            count["annotated"] += 1
            count["found"] += bool(over)
            if not over:
                show("missed", args.missed, gold["text"], around)
            if want is None or not over:
                count["resolvable"] += want is not None
                continue
            count["resolvable"] += 1
            count["found resolvable"] += 1
            if any((t.earliest, t.latest) == want for t in over):
                count["right"] += 1
            else:
                show(
                    "wrong",
                    args.wrong,
                    gold["text"],
                    want,
                    [(text[t.start : t.end], t.earliest, t.latest) for t in over],
                    around,
                )
        for time in times:
            if time not in used and time.type == "DATE":
                count["not annotated"] += 1
                show(
                    "spurious",
                    args.spurious,
                    text[time.start : time.end],
                    text[max(0, time.start - 40) : time.end + 30].replace("\n", " "),
                )
    if args.stories:
        return
    print(f"found {count['found']} of {count['annotated']} annotated dates")
    print(
        f"right {count['right']} of {count['found resolvable']} found with a whole interval ({count['resolvable']} annotated so)"
    )
    print(f"dates not annotated: {count['not annotated']} in {words} words")


if __name__ == "__main__":
    main()
