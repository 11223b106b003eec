"""What the reader sees: ``layers``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from chancery.cli.output import note

if TYPE_CHECKING:
    from chancery.records import Story


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
