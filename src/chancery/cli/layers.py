"""What the reader sees (``layers``) and what it makes of a pair in a sentence (``relations``)."""

from __future__ import annotations

import csv
import itertools
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.output import note
from chancery.errors import SourceError

if TYPE_CHECKING:
    from chancery.reading import Reading
    from chancery.records import Story

MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
"""Classes in which either side may stand first."""


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="How to print."
)
@click.option("--rules", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="A folder of your own rules (may be repeated).")  # fmt: skip
@click.pass_context
def layers(ctx: click.Context, paths: tuple[str, ...], form: str, rules: tuple[str, ...]) -> None:
    """Print what the reader sees in each story: sentences, words, predicates, names, times, places, references.

    One JSON object a story and line; places in the text count characters, `head` and `token` count tokens.
    """
    from chancery.cli.read import kit_maker, tell
    from chancery.cli.workers import CHUNK, chunks
    from chancery.language.layers import layers_json
    from chancery.reading import Failed, read_all
    from chancery.records import Story
    from chancery.source.paths import stories_from
    from chancery.store.export.jsonl import json_line

    kit, rejects = kit_maker(ctx)(rules), 0

    def stories() -> Iterator[Story]:
        nonlocal rejects
        for story in stories_from(paths):
            if isinstance(story, Story):
                yield story
            else:
                rejects += 1
                tell(story)

    for several in chunks(stories(), CHUNK):
        for reading in read_all(several, kit):
            if isinstance(reading, Failed):
                rejects += 1
                note(f"{reading.story.given_id}: {reading.reason}")
            else:
                sys.stdout.write(json_line(layers_json(reading.doc)))
        sys.stdout.flush()
    if rejects:
        ctx.exit(3)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="FILE.tsv")
@click.option("--rules", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="A folder of your own rules (may be repeated).")  # fmt: skip
@click.pass_context
def relations(ctx: click.Context, file: str, rules: tuple[str, ...]) -> None:
    """Tell the PLOVER class of what a source does to a target in a sentence.

    FILE.tsv has tab-separated columns `id sentence source target`, with that header. Printed: id, class or NONE,
    confidence.
    """
    from chancery.cli.read import kit_maker
    from chancery.cli.workers import CHUNK
    from chancery.reading import Failed, read_all
    from chancery.source.text import story_from_text

    kit = kit_maker(ctx)(rules)
    lines = pairs(Path(file))
    while several := list(itertools.islice(lines, CHUNK)):
        stories = [story_from_text(line["sentence"], given_id=line["id"]) for line in several]
        for line, reading in zip(several, read_all(stories, kit), strict=True):
            what, confidence = "NONE", 0.0
            if not isinstance(reading, Failed):
                what, confidence = relation(reading, line["source"], line["target"])
            click.echo(f"{line['id']}\t{what}\t{confidence:.4f}")


def pairs(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a file of pairs; ``SourceError`` when a column is missing."""
    wanted = ("id", "sentence", "source", "target")
    remedy = f"tab-separated columns {' '.join(wanted)}, with that header"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = [name.strip() for name in next(rows, [])]
        missing = [name for name in wanted if name not in header]
        if missing:
            raise SourceError(f"{path}:1", f"no column {', '.join(missing)}", remedy)
        for number, row in enumerate(rows, start=2):
            if not row:
                continue
            if len(row) < len(header):
                raise SourceError(f"{path}:{number}", f"{len(row)} columns, not {len(header)}", remedy)
            yield dict(zip(header, row, strict=False))


def relation(reading: Reading, source: str, target: str) -> tuple[str, float]:
    """Class and confidence of the surest event from *source* to *target*; NONE and 0.0 without one."""
    sources, targets = _actors_at(reading, source), _actors_at(reading, target)
    best = ("NONE", 0.0)
    for event in reading.events:
        forward = bool(sources.intersection(event.who) and targets.intersection(event.whom))
        back = event.what in MUTUAL and bool(sources.intersection(event.whom) and targets.intersection(event.who))
        # Two who agree or meet together stand in `who` side by side.
        together = event.what in MUTUAL and bool(sources.intersection(event.who) and targets.intersection(event.who))
        if (forward or back or (together and sources != targets)) and event.confidence > best[1]:
            best = (event.what, event.confidence)
    return best


def _actors_at(reading: Reading, words: str) -> set[str]:
    """Ids of the actors that a sentence mentions within *words*, or by them."""
    text, wanted = reading.story.text, words.strip()
    stretches = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        stretches.append((at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    found = set()
    for actor in reading.actors:
        mentions: Sequence[tuple[int, int]] = [(mention.start, mention.end) for mention in actor.mentions]
        inside = any(start < last and first < end for start, end in stretches for first, last in mentions)
        if inside or wanted.casefold() in {actor.name.casefold(), *(alias.casefold() for alias in actor.aliases)}:
            found.add(actor.id)
    return found
