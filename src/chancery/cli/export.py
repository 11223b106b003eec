"""``chancery export``: the whole record, for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chancery.cli.events import asked_of_events, event_filters, status_option
from chancery.cli.output import database_option
from chancery.records import KINDS

if TYPE_CHECKING:
    from chancery.store.ask import Database

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def export() -> None:
    """Write the whole record to stdout, for other programs."""


def _choices(function: F) -> F:
    """``--kind`` and ``--min-confidence``."""
    least = "Leave out records below; everything is exported by default."
    choice = click.FloatRange(0, 1)
    function = click.option("--min-confidence", default=0.0, type=choice, metavar="P", help=least)(function)
    return click.option("--kind", type=click.Choice(list(KINDS)), help="Only this kind.")(function)


@export.command()
@database_option
@_choices
def jsonl(db: str, kind: str | None, min_confidence: float) -> None:
    """JSON Lines: the stories first, then the records, one object a line (docs/records.md)."""
    from chancery.store.ask import Database
    from chancery.store.export.jsonl import export_jsonl

    with Database(db) as database:
        sys.stdout.writelines(export_jsonl(database, kind=kind, min_confidence=min_confidence))


_FIRM = "Only events of this status (may be repeated), or `any`; happened and ongoing where none is given."
_LEAST = "Leave out events below; 0.5 where none is given."


@export.command()
@database_option
@event_filters
@status_option(_FIRM, "any")
@click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P", help=_LEAST)
def plover(db: str, **options: Any) -> None:
    """PLOVER's JSON: an event a line, in the fields of its manual (docs/exports.md)."""
    from chancery.store.ask import Database
    from chancery.store.export.plover import export_plover

    with Database(db) as database:
        sys.stdout.writelines(export_plover(database, **_asked(database, options)))


@export.command()
@database_option
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only this kind.")
@click.option("--columns", type=click.Choice(["polecat", "gdelt"]),
              help="Events alone, in the columns of POLECAT or of GDELT 1.0 (docs/exports.md); what follows below chooses them.")  # fmt: skip
@event_filters
@status_option(_FIRM, "any")
@click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P",
              help="Leave out records below; everything is exported by default, with --columns what is at 0.5.")  # fmt: skip
def csv(db: str, kind: str | None, columns: str | None, min_confidence: float | None, **options: Any) -> None:
    """CSV: one table a kind, with a blank line between tables; --kind gives one table alone.

    Cells that a spreadsheet would take for a formula begin with an apostrophe.
    """
    from chancery.store.ask import Database
    from chancery.store.export.csv import export_csv
    from chancery.store.export.gdelt import export_gdelt
    from chancery.store.export.polecat import export_polecat

    if columns is None and (given := [name for name, value in options.items() if value not in (None, ())]):
        raise click.UsageError(f"--{ {'first': 'from', 'last': 'to'}.get(given[0], given[0]) } goes with --columns")
    if columns and kind not in (None, "event"):
        raise click.UsageError("--columns are those of events; leave --kind out")
    with Database(db) as database:
        if columns:
            write = {"gdelt": export_gdelt, "polecat": export_polecat}[columns]
            asked = _asked(database, {**options, "min_confidence": min_confidence})
            try:
                sys.stdout.writelines(write(database, **asked))
            except ValueError as problem:
                raise click.BadParameter(f"{problem}; take --columns polecat", param_hint="--status") from problem
            return
        for number, one in enumerate([kind] if kind else KINDS):
            if number:
                sys.stdout.write("\r\n")
            sys.stdout.writelines(export_csv(database, kind=one, min_confidence=min_confidence or 0.0))


def _asked(database: Database, options: dict[str, Any]) -> dict[str, Any]:
    """The options in the words of the exports of events; no status means what is firm, `any` all."""
    asked = asked_of_events(database, options)
    if "any" in asked.get("status", ()):
        asked["status"] = None
    return asked
