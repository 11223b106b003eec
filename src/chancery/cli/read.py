"""``chancery read``: stories in, records out, however many processes do the reading."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.output import note

if TYPE_CHECKING:
    from chancery.reading import MakeKit
    from chancery.records import Story
    from chancery.source.reject import Reject
    from chancery.store.write import Balance, Writer


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="PATH...")
@click.option("--db", required=True, type=click.Path(dir_okay=False), metavar="FILE", help="The database; made if new.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), metavar="N", help="Processes that read.")
@click.option("--rules", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="A folder of your own rules (may be repeated).")  # fmt: skip
@click.option("--map", "mapping", multiple=True, metavar="OURS=THEIRS",
              help="Where JSON Lines call a field otherwise: --map text=body_text (may be repeated).")  # fmt: skip
@click.option("--again", is_flag=True, help="Read stories anew that are already in, and replace their records.")
@click.option(
    "--careful", is_flag=True, help="Ask the larger relation head, too: surer events, in about twice the time."
)
@click.pass_context
def read(
    ctx: click.Context, paths: tuple[str, ...], db: str, jobs: int, rules: tuple[str, ...], mapping: tuple[str, ...],
    again: bool, careful: bool,
) -> None:  # fmt: skip
    """Read stories (files, folders, JSON Lines) into a database.

    Run it again after an interruption and it goes on where it stopped: what is in is not read twice. Exit code 3 says
    that some inputs did not become stories; `chancery rejects` lists them.
    """
    balance = read_into(
        paths, Path(db), jobs=jobs, rules=rules, mapping=mapped(mapping), again=again, make=kit_maker(ctx, careful)
    )
    if balance.rejected:
        ctx.exit(3)


def read_into(
    paths: Sequence[str],
    db: Path,
    *,
    jobs: int = 1,
    rules: tuple[str, ...] = (),
    mapping: dict[str, str] | None = None,
    again: bool = False,
    make: MakeKit | None = None,
) -> Balance:
    """Read everything under *paths* into *db*, telling rejects and the closing balance on stderr."""
    from chancery import __version__
    from chancery.cli.workers import readings
    from chancery.reading import Failed, make_kit
    from chancery.source.paths import stories_from
    from chancery.store.write import Writer

    began, words = time.monotonic(), 0
    with Writer(db, command=sys.argv, version=str(__version__), again=again) as writer, progress() as advance:
        new = _admitted(stories_from(paths, mapping or {}), writer)
        for reading in readings(new, make or make_kit, tuple(rules), jobs):
            if isinstance(reading, Failed):
                failed(reading, writer)
            else:
                sentences = [(sentence.start, sentence.end) for sentence in reading.doc.sentences]
                writer.write_story(reading.story, reading.records, sentences)
                words += len(reading.story.text.split())
            advance(writer.balance.taken_in, words)
        balance = writer.finish()
    seconds = time.monotonic() - began
    note(f"{balance} in {seconds:.1f} s ({words / max(seconds, 0.001):,.0f} words/s)")
    return balance


def failed(failure: Any, writer: Writer) -> None:
    """Log a story whose reading crashed."""
    from chancery.source.reject import Reject

    story = failure.story
    remedy = "please report it with the story; the other stories are read"
    reject = Reject(story.given_id, story.given_id, failure.reason, remedy, story.sha256)
    writer.write_reject(reject, admitted=True)
    tell(reject)


def tell(reject: Reject) -> None:
    """A reject for the person: where, what, and what would help."""
    note(f"{reject.place}: {reject.reason}" + (f"; {reject.remedy}" if reject.remedy else ""))


def mapped(pairs: Iterable[str]) -> dict[str, str]:
    """``OURS=THEIRS`` options as a mapping."""
    out = {}
    for pair in pairs:
        ours, mark, theirs = pair.partition("=")
        if not (ours and mark and theirs):
            raise click.BadParameter(f"{pair!r} is not OURS=THEIRS", param_hint="--map")
        out[ours] = theirs
    return out


def kit_maker(ctx: click.Context, careful: bool = False) -> MakeKit:
    """What makes the reader: the model, *careful* with the larger head, unless the caller of ``main`` gave another as ``obj``."""
    from chancery.reading import make_careful_kit, make_kit

    given: MakeKit | None = (ctx.find_root().obj or {}).get("make_kit")
    return given or (make_careful_kit if careful else make_kit)


def _admitted(stories: Iterable[Story | Reject], writer: Writer) -> Iterator[Story]:
    # Deciding here, before the costly reading, is what makes a second run of the same command quick.
    from chancery.records import Story

    for story in stories:
        if not isinstance(story, Story):
            writer.write_reject(story)
            tell(story)
        elif writer.admit(story):
            yield story


@contextmanager
def progress() -> Iterator[Any]:
    """A function that shows how far reading has come; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda *_counts: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from chancery.cli.output import console

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(24), TimeElapsedColumn())
    with Progress(*columns, console=console(err=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda stories, words: bar.update(task, description=f"{stories:,} stories, {words:,} words")
