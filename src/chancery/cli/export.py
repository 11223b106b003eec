"""``chancery export``: the whole record, for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from chancery.cli.output import database_option
from chancery.records import KINDS

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


@export.command()
@database_option
@_choices
def csv(db: str, kind: str | None, min_confidence: float) -> None:
    """CSV: one table a kind, with a blank line between tables; --kind gives one table alone.

    Cells that a spreadsheet would take for a formula begin with an apostrophe.
    """
    from chancery.store.ask import Database
    from chancery.store.export.csv import export_csv

    with Database(db) as database:
        for number, one in enumerate([kind] if kind else KINDS):
            if number:
                sys.stdout.write("\r\n")
            sys.stdout.writelines(export_csv(database, kind=one, min_confidence=min_confidence))
