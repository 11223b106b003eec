"""``chancery recode``: the stored stories read anew with the rules of today, and what that adds, changes and withdraws."""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import click

from chancery.cli.output import console, database_option, format_option, line, note, print_rows
from chancery.cli.output import told as short
from chancery.cli.read import kit_maker, progress

if TYPE_CHECKING:
    from chancery.records import Actor, Record, Story
    from chancery.store.changes import Change

PACKAGE = Path(__file__).resolve().parents[1]
_SIGNS = {"added": ("+", "green"), "changed": ("~", "yellow"), "withdrawn": ("-", "red")}


@click.command()
@database_option
@click.option("--rules", "folders", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="A folder of your own rules (may be repeated).")  # fmt: skip
@click.option("--dry-run", "dry", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--lines", is_flag=True, help="A line for each record that is added, changed or withdrawn.")
@click.option("--restart", is_flag=True, help="Begin with the first story, though a recoding was cut short.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), metavar="N", help="Processes that read.")
@format_option
@click.pass_context
def recode(
    ctx: click.Context, db: str, folders: tuple[str, ...], dry: bool, lines: bool, restart: bool, jobs: int, form: str
) -> None:
    """Read the stored stories anew with the rules of today, and say what that adds, changes and withdraws.

    The stories are taken from the database: their files are not needed. Records that stay the same keep their ids. Each
    story is one transaction; a recoding that is cut short goes on where it stopped when it is run again with the same
    rules. Exit code 3 says that some stories could not be read anew; their records stay as they are.
    """
    from chancery import __version__
    from chancery.cli.workers import readings
    from chancery.reading import Failed
    from chancery.store.recode import Recoder

    counts: Counter[tuple[str, str]] = Counter()
    stories, renumbered, touched, failures, began = 0, 0, 0, 0, time.monotonic()
    mark = mark_of(folders)
    with Recoder(Path(db), mark=mark, command=sys.argv, version=str(__version__), dry=dry, restart=restart) as recoder:
        if recoder.done:
            note(f"going on with a recoding that was cut short: {recoder.done} stories are done")

        def rows() -> Iterator[dict[str, Any]]:
            nonlocal stories, renumbered, touched, failures
            words = 0
            read = readings(recoder.stories(), kit_maker(ctx), folders, jobs)
            with closing(read), progress() as advance:  # type: ignore[type-var]
                for reading in read:
                    if isinstance(reading, Failed):
                        failures += 1
                        note(f"{reading.story.given_id}: {reading.reason}; its records stay as they are")
                        continue
                    spans = [(sentence.start, sentence.end) for sentence in reading.doc.sentences]
                    found = recoder.recode(reading.story, reading.records, spans)
                    stories += 1
                    words += len(reading.story.text.split())
                    counts.update((change.record.kind, change.sort) for change in found)
                    renumbered += sum(one.sort == "same" and one.before != one.after for one in found)
                    touched += any(change.sort != "same" for change in found)
                    yield from (_row(change, reading.story, found) for change in found if change.sort != "same")
                    advance(stories, words)

        if not lines:
            for _ in rows():
                pass
        elif form == "table":
            for row in rows():
                _print_line(row)
        else:
            names = ("change", "kind", "told", "fields", "given_id", "story", "id", "before", "by")
            print_rows(map(_plain, rows()) if form == "csv" else rows(), [(name, name) for name in names], form)
    if not lines or form == "table":
        _print_counts(counts, form)
    also = f"; {renumbered} the same under a new id" if renumbered else ""
    would = "would be " if dry else ""
    note(
        f"{stories} stories read anew in {time.monotonic() - began:.1f} s, in {touched} of them records {would}changed{also}"
        + (f"; {failures} could not be read" if failures else "")
    )
    if failures:
        ctx.exit(3)


def mark_of(folders: Sequence[str]) -> str:
    """A digest of everything that decides what a story gives: the rules, the model, the program's version."""
    from chancery import __version__

    digest = hashlib.sha256(str(__version__).encode())
    for folder in (PACKAGE / "rules", PACKAGE / "language" / "model", *map(Path, folders)):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(folder)).encode("utf-8", "surrogateescape"))
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:20]


def _row(change: Change, story: Story, found: Sequence[Change]) -> dict[str, Any]:
    """A change as a line."""
    from chancery.cli.show import told

    record = change.record
    names = {actor.id: actor.name for one in found for actor in (one.before, one.after) if _is_actor(actor)}
    name = f"{record.name}  {record.type}" if _is_actor(record) else ""  # `show` has another form for actors.
    return {
        "change": change.sort,
        "kind": record.kind,
        "told": line(name or told(record, names).plain.removeprefix(f"{record.kind:<9}")),
        "fields": {name: list(pair) for name, pair in change.fields.items()},
        "given_id": story.given_id,
        "story": story.id,
        "id": change.after.id if change.after else None,
        "before": change.before.id if change.before else None,
        "by": record.by,
    }


def _is_actor(record: Record | None) -> TypeGuard[Actor]:
    return record is not None and record.kind == "actor"


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "fields": _differing(row["fields"])}


def _differing(fields: Mapping[str, Sequence[Any]]) -> str:
    """What differs, in words; of evidence only that it does."""
    out = []
    for name, (old, new) in fields.items():
        if name in ("evidence", "mentions"):
            out.append(f"{name} differ" if name == "mentions" else "evidence differs")
        else:
            out.append(f"{name}: {_short(old)} -> {_short(new)}")
    return "; ".join(out)


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("edtf") or value.get("name") or value.get("words") or "something"
    if isinstance(value, (list, tuple)):
        return ", ".join(_short(item) for item in value) or "none"
    text = "none" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _print_line(row: Mapping[str, Any]) -> None:
    from rich.text import Text

    sign, style = _SIGNS[row["change"]]
    text = Text.assemble(
        (f"{sign} {row['kind']:<9}", style), row["told"], (f"  {line(short(row['given_id'], 'given_id'))}", "dim")
    )
    if row["fields"]:
        text.append(f"\n    {line(_differing(row['fields']))}", "dim")
    out = console()
    # In a pipe a record is a line, so that grep finds it whole.
    out.print(text, soft_wrap=not out.is_terminal)


def _print_counts(counts: Counter[tuple[str, str]], form: str) -> None:
    from chancery.records import KINDS
    from chancery.store.changes import SORTS

    rows = []
    for kind in KINDS:
        row: dict[str, str | int] = {"kind": kind}
        row.update((sort, counts[kind, sort]) for sort in SORTS)
        if any(counts[kind, sort] for sort in SORTS):
            rows.append(row)
    print_rows(rows, [(name, name) for name in ("kind", *SORTS)], form)
