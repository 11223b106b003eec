"""Is it whole, is it here, how does it look: ``verify``, ``rejects``, ``doctor``, ``demo``."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

import click

from chancery.cli.ask import TIMELINE, rows_of
from chancery.cli.output import database_option, format_option, note, print_rows, safe

PACKAGE = Path(__file__).resolve().parents[1]
DEMO_ROWS = 25


@click.command()
@database_option
@click.pass_context
def verify(ctx: click.Context, db: str) -> None:
    """Check every span of every record against the story's text, and that all still holds together.

    Exit code 0 when the record is whole; else 5, with a line on stdout for each thing that is wrong.
    """
    from chancery.store.ask import Database
    from chancery.store.verify import verify as verified

    wrong = 0
    with Database(db) as database:
        for problem in verified(database):
            click.echo(safe(problem))
            wrong += 1
        (stories,) = database.db.execute("SELECT count(*) FROM story").fetchone()
        (records,) = database.db.execute("SELECT count(*) FROM record").fetchone()
    if wrong:
        note(f"{wrong} wrong, in {stories} stories with {records} records")
        ctx.exit(5)
    note(f"whole: {stories} stories, {records} records, every span exact")


@click.command()
@database_option
@format_option
def rejects(db: str, form: str) -> None:
    """List what came in and did not become a story, and what would help."""
    from chancery.store.ask import Database

    columns = (("given_id", "input"), ("place", "place"), ("reason", "reason"), ("remedy", "what would help"))
    with Database(db) as database:
        print_rows(database.rejects(), columns, form)


@click.command()
def doctor() -> None:
    """Check that everything Chancery needs is here; exit code 1 when something is missing."""
    from importlib.metadata import PackageNotFoundError, version

    import chancery

    missing = []
    click.echo(f"chancery      {chancery.__version__}")
    click.echo(f"python        {sys.version.split()[0]}")
    for name in ("onnxruntime", "spacy", "numpy", "click", "rich"):
        try:
            click.echo(f"{name:<13} {version(name)}")
        except PackageNotFoundError:
            click.echo(f"{name:<13} missing")
            missing.append(name)
    fts5 = _has_fts5()
    click.echo(f"sqlite        {sqlite3.sqlite_version}, full-text search (FTS5) {'present' if fts5 else 'MISSING'}")
    models = sorted(PACKAGE.rglob("encoder.onnx"))
    size = sum(file.stat().st_size for file in models) / 1e6
    click.echo(f"model         {f'present ({size:.0f} MB)' if models else 'MISSING'}")
    if missing or not (fts5 and models):
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--db", type=click.Path(dir_okay=False), metavar="FILE", help="Keep the database here.")
@click.pass_context
def demo(ctx: click.Context, db: str | None) -> None:
    """Read the stories that come with Chancery, and show what the record of them looks like."""
    from chancery.cli.read import kit_maker, read_into
    from chancery.cli.show import print_story
    from chancery.store.ask import DEFAULT_CONFIDENCE, Database

    folder = PACKAGE / "demo_corpus"
    paths = sorted(str(path) for path in folder.iterdir() if path.suffix in (".txt", ".html"))
    path = Path(db) if db else Path(tempfile.mkdtemp(prefix="chancery-")) / "demo.db"
    note(f"reading {len(paths)} invented stories about the summits of 2018 ...")
    read_into(paths, path, make=kit_maker(ctx))
    with Database(path) as database:
        note(f"\nthe first lines of the chronology (chancery timeline --db {path}):\n", lines=True)
        print_rows(rows_of(database.timeline().dicts(), DEMO_ROWS), TIMELINE, "table")
        stories = database.stories().list()
        if stories:
            story = next((one for one in stories if "2018-05-24-called-off" in one.given_id), stories[0])
            note(f"\none story (chancery show {story.id[:14]} --db {path}):\n", lines=True)
            records = database.records(story=story.id, min_confidence=0.0).list()
            print_story(story, records, database.sentences(story.id), DEFAULT_CONFIDENCE)
    note(
        f"\nnext, type:\n"
        f"  chancery timeline --db {path} --actor PRK --from 2018-05 --to 2018-06\n"
        f"  chancery quotes --db {path} --actor Trump\n"
        f"  chancery search --db {path} nuclear test\n"
        f"  chancery read YOUR-STORIES/ --db my.db",
        lines=True,
    )


def _has_fts5() -> bool:
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'trigram')")
    except sqlite3.OperationalError:
        return False
    finally:
        db.close()
    return True
