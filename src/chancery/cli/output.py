"""What every command prints with: tables and data on stdout, notes on stderr, hostile characters made harmless."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

F = TypeVar("F", bound=Callable[..., Any])

# Everything that moves a cursor, starts an escape sequence or turns the direction of writing.
_HOSTILE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


class Told(click.ClickException):
    """Trouble told in its own words, alone on stderr."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message, and nothing else."""
        click.echo(self.message, err=True)


def safe(text: str, *, lines: bool = False) -> str:
    r"""*text* with control characters written out, so that a story cannot steer the reader's terminal.

    >>> safe("\x1b[2Jgone")
    '\\x1b[2Jgone'
    """

    def written(match: re.Match[str]) -> str:
        if lines and match[0] == "\n":
            return "\n"
        code = ord(match[0])
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"

    return _HOSTILE.sub(written, text)


def line(text: str) -> str:
    """*text* on one line: white space folded, then made safe."""
    return safe(" ".join(text.split()))


def note(text: str, *, lines: bool = False) -> None:
    """A line for the person, on stderr."""
    click.echo(safe(text, lines=lines), err=True)


def console(*, err: bool = False) -> Console:
    """A rich console: colours and the terminal's width on a terminal, plain and wide otherwise."""
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else 160
    return Console(stderr=err, highlight=False, markup=False, emoji=False, soft_wrap=False, width=width)


def database_option(function: F) -> F:
    """``--db FILE``, asked of every command that needs a database."""
    return click.option(
        "--db", "db", required=True, type=click.Path(dir_okay=False), help="The database.", metavar="FILE"
    )(function)


def format_option(function: F) -> F:
    """``--format table|json|jsonl|csv``."""
    choice = click.Choice(["table", "json", "jsonl", "csv"])
    return click.option("--format", "form", type=choice, default="table", show_default=True, help="How to print.")(
        function
    )


def confidence_from(least: float) -> Callable[[F], F]:
    """``--all``: given to the command as ``min_confidence``, which is *least* without it."""

    def decorated(function: F) -> F:
        @click.option(
            "--all", "everything", is_flag=True, help=f"Also what is below the default confidence of {least}."
        )
        @wraps(function)
        def with_confidence(*args: Any, everything: bool, **options: Any) -> Any:
            return function(*args, min_confidence=0.0 if everything else least, **options)

        return with_confidence  # type: ignore[return-value]

    return decorated


confidence_option = confidence_from(0.5)


def print_rows(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[tuple[str, str]],
    form: str,
    more: Sequence[str] = (),
    below: Callable[[Mapping[str, Any]], str] | None = None,
) -> int:
    """Print *rows* and return how many; *columns* are the (field, heading) pairs that a table shows.

    JSON gives the whole rows, tables the columns, CSV the columns and *more* fields. *below* gives what stands under
    the last column of a table.
    """
    from chancery.store.export.csv import csv_line
    from chancery.store.export.jsonl import json_line

    count = 0
    if form == "table":
        return _print_table(list(rows), columns, below)
    if form == "csv":
        click.echo(csv_line([*(name for name, _ in columns), *more]), nl=False)
    if form == "json":
        click.echo("[", nl=False)
    for row in rows:
        if form == "csv":
            names = [*(name for name, _ in columns), *more]
            click.echo(csv_line([_joined(row.get(name)) for name in names]), nl=False)
        elif form == "json":
            click.echo((",\n " if count else "") + json_line(dict(row)).rstrip("\n"), nl=False)
        else:
            click.echo(json_line(dict(row)), nl=False)
        count += 1
    if form == "json":
        click.echo("]")
    return count


def _print_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[tuple[str, str]],
    below: Callable[[Mapping[str, Any]], str] | None = None,
) -> int:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    if not rows:
        note("nothing found")
        return 0
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name, heading in columns:
        # Where the line is too short, the widest column gives way first: what is said, not who and when.
        width = None if name in _WIDE else 26
        table.add_column(heading, overflow="fold", max_width=width, style=STYLES.get(name, ""), no_wrap=name in STYLES)
    for row in rows:
        cells = [Text(line(told(row.get(name), name))) for name, _ in columns]
        if below is not None:
            cells[-1].append(("\n" if cells[-1] else "") + line(below(row)), "dim")
        table.add_row(*cells)
    console().print(table)
    return len(rows)


_WIDE = ("words", "sentence", "content", "snippet", "about", "aliases", "remedy")
STYLES = {"day": "cyan", "what": "bold yellow", "stance": "bold yellow", "form": "green", "status": "magenta"}


def _joined(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return " | ".join(str(item["words"] if isinstance(item, Mapping) else item) for item in value)
    return value


def told(value: Any, name: str) -> str:
    """The value of the field *name* as a table shows it."""
    if value is None:
        return ""
    if name == "given_id":
        # A path is long and mostly the same in every line; `show` takes the stem, and JSON and CSV give it whole.
        return re.sub(r"\.(txt|html?)$", "", str(value).rstrip("/").rpartition("/")[2])
    if isinstance(value, float):
        return f"{value:.2f}"
    return ", ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else str(value)
