"""``chancery events``: who did what to whom, chosen by everything that an event has; the filters serve the exports, too."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from chancery.cli.ask import as_of_option, in_store_words, opened
from chancery.cli.output import (
    STYLES,
    confidence_from,
    console,
    database_option,
    format_option,
    line,
    note,
    print_rows,
    told,
)
from chancery.records import PLOVER_CLASSES, Status

if TYPE_CHECKING:
    from chancery.store.ask import Database

F = TypeVar("F", bound=Callable[..., Any])
STATUSES = get_args(Status)
SURE = 0.9
"""From this confidence on events are listed: of those that were read beside their sentences, nine in ten were right (docs/quality.md)."""


def _classes(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Classes of PLOVER in capitals; what is none is refused, with the nearest that is."""
    for value in values:
        if value.upper() not in PLOVER_CLASSES:
            near = difflib.get_close_matches(value.upper(), PLOVER_CLASSES, 1, 0.5)
            meant = f"did you mean {near[0]}?" if near else f"known: {', '.join(PLOVER_CLASSES)}"
            raise click.BadParameter(f"{value!r} is no class of PLOVER; {meant}")
    return tuple(value.upper() for value in values)


def class_option(help_text: str) -> Callable[[F], F]:
    """``--class`` or ``--what``, which may be repeated."""
    names = ("--what", "--class", "what")
    return click.option(*names, multiple=True, metavar="CLASS", callback=_classes, help=help_text)


def event_filters(function: F) -> F:
    """Every filter that chooses events, for ``events`` and the exports of events."""
    for option in reversed(
        (
            click.option("--from", "--since", "first", metavar="DAY", help="From this day, month or year (2019, 2019-02)."),
            click.option("--to", "--until", "last", metavar="DAY", help="Up to this day, month or year."),
            click.option("--between", metavar="A/B", help="A day, month or year, or two: 2019-02, 2019-02-01/2019-02-14."),
            click.option("--actor", metavar="NAME|ISO3", help="Only where this actor takes part, on either side."),
            click.option("--who", metavar="NAME|ISO3", help="Only what this one did."),
            click.option("--whom", metavar="NAME|ISO3", help="Only what was done to or with this one."),
            click.option("--country", metavar="ISO3", help="Only what took place in this country."),
            click.option("--where", metavar="WORDS", help="Only at a place with these words in its name."),
            class_option("Only this PLOVER class: CONSULT, THREATEN ... (may be repeated)."),
            click.option("--quad", multiple=True, type=click.IntRange(1, 4), metavar="1-4",
                         help="Only 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict (may be repeated)."),
            click.option("--mode", metavar="MODE", help="Only this mode of the class: visit, arrest ..."),
            click.option("--context", metavar="CONTEXT", help="Only in this context: military, economic ..."),
            click.option("--story", metavar="STORY", help="Only from this story: an id, the start of one, or a file name."),
        )
    ):  # fmt: skip
        function = option(function)
    return function


def status_option(help_text: str, *others: str) -> Callable[[F], F]:
    """``--status``, which may be repeated."""
    choice = click.Choice([*STATUSES, *others])
    return click.option("--status", multiple=True, type=choice, metavar="STATUS", help=help_text)


@click.command()
@database_option
@event_filters
@status_option("Only happened, ongoing, planned, called_off, alleged, denied or conditional (may be repeated).")
@as_of_option("published by then")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="So many at most.")
@confidence_from(SURE)
@format_option
def events(db: str, form: str, **options: Any) -> None:
    """List who did what to whom, by day, with the sentence that says so: what is surest, or with --all everything.

    Each record of each story is a line. An event whose day no story tells stands at the day on which it was reported,
    marked with an r; --from, --to and --between leave it out. `chancery explain` tells of each why it is one.
    """
    columns = (("day", "day"), ("what", "what"), ("who_name", "who"), ("whom_name", "whom"), ("sentence", "sentence"))
    more = (
        "reported", "mode", "context", "quad", "score", "cameo", "status", "place", "country", "size", "according_to_name",
        "confidence", "by", "given_id", "source", "story", "id",
    )  # fmt: skip
    with opened(db) as database:
        rows = map(_placed, database.told("event", **asked_of_events(database, options)).dicts())
        if form == "table":
            _print_events(rows)
        else:
            print_rows(rows, columns, form, more)


def asked_of_events(database: Database, options: dict[str, Any]) -> dict[str, Any]:
    """The options of ``event_filters`` in the words of the store."""
    between = options.pop("between", None)
    asked = {name: value for name, value in in_store_words(options).items() if value != ()}
    if between:
        if "between" in asked:
            raise click.UsageError("--between goes without --from and --to")
        from chancery.store.ask import day_range

        try:
            asked["between"] = day_range(between)
        except ValueError as problem:
            raise click.BadParameter(str(problem), param_hint="--between") from problem
    if "story" in asked:
        asked["story"] = database.story(asked["story"]).id
    return asked


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    """The line of an event with the name and country of its place beside it."""
    where = row["where"] or {}
    sizes = [f"{size['what']} {size['words']}" for size in row["sizes"]]
    return row | {"place": where.get("name"), "country": where.get("country"), "size": sizes}


def _print_events(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print an event a block: day, class, parties, with the sentence and the rest of the facts below."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(width=12, no_wrap=True, style=STYLES["day"])
    table.add_column(width=9, no_wrap=True, style=STYLES["what"])
    table.add_column(ratio=1, overflow="fold")
    for row in rows:
        who, whom = (line(told(row[name], name)) or "?" for name in ("who_name", "whom_name"))
        text = Text(who if whom == "?" else f"{who} -> {whom}", "bold")
        text.append(f"\n{line(row['sentence'])}", "not bold")
        text.append(f"\n{line(_facts(row))}", "not bold dim")
        day = line(row["day"] or f"{row['reported'] or 'no day'} r")
        table.add_row(day.replace("/", "/\n"), row["what"], text)
    if table.row_count:
        console().print(table)
    else:
        note("nothing found")


def _facts(row: Mapping[str, Any]) -> str:
    """Mode, status, contexts, place, who says so, the story, and what `chancery explain` takes."""
    place = row["place"] + (f" ({row['country']})" if row["country"] else "") if row["place"] else ""
    says = told(row["according_to_name"], "according_to_name")
    facts = (
        row["mode"], row["status"], *row["context"], *row["size"], place, f"according to {says}" if says else "",
        told(row["given_id"], "given_id"), row["id"][:14],
    )  # fmt: skip
    return " · ".join(fact for fact in facts if fact)
