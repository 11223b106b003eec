"""Questions to the record: ``timeline``, ``search``, ``actors``, ``quotes``, ``silences``, ``positions``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import click

from chancery.cli.output import confidence_option, database_option, format_option, print_rows

F = TypeVar("F", bound=Callable[..., Any])

TIMELINE = (
    ("day", "day"), ("what", "what"), ("who", "who"), ("whom", "whom"), ("where", "where"), ("status", "status"),
    ("given_id", "story"), ("words", "words"),
)  # fmt: skip


def _filters(what: str | None = None) -> Callable[[F], F]:
    """``--from``, ``--to``, ``--actor`` and, where *what* says what it chooses, ``--what``."""

    def add(function: F) -> F:
        if what:
            function = click.option("--what", metavar="WHAT", help=f"Only this {what}.")(function)
        actor = "Only where this actor takes part: a name, a part of one, or a country as ISO3."
        function = click.option("--actor", metavar="NAME|ISO3", help=actor)(function)
        function = click.option("--to", "last", metavar="DAY", help="Up to this day, month or year.")(function)
        return click.option("--from", "first", metavar="DAY", help="From this day, month or year (2019, 2019-02).")(
            function
        )

    return add


@click.command()
@database_option
@_filters("PLOVER class (CONSULT, THREATEN ...)")
@click.option(
    "--status", metavar="STATUS", help="Only happened, ongoing, planned, called_off, alleged, denied or conditional."
)
@confidence_option
@format_option
def timeline(db: str, form: str, status: str | None, **options: Any) -> None:
    """Print what happened, by day: who did what to whom, where, and the words that say so.

    Events whose day no story tells come last.
    """
    from chancery.store.ask import Database

    with Database(db) as database:
        print_rows(database.timeline(status=status, **_asked(options)).dicts(), TIMELINE, form)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@database_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), metavar="N", help="Stories at most.")
@format_option
def search(words: tuple[str, ...], db: str, limit: int, form: str) -> None:
    """Search the text of the stories: all WORDS, or a "phrase in quotes"; the best first.

    Where no word fits, parts of words are looked for.
    """
    from chancery.store.ask import FOUND_END, FOUND_START, Database

    # A shell takes the quotation marks from 'nuclear test' typed as one argument; it still means a phrase.
    query = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with Database(db) as database:
        try:
            found = database.search(query, limit=limit)
        except ValueError as problem:
            raise click.BadParameter(str(problem), param_hint="WORDS") from problem
        rows = (
            {**row, "snippet": row["snippet"].replace(FOUND_START, "[").replace(FOUND_END, "]")}
            for row in found.dicts()
        )
        columns = (("published", "published"), ("source", "source"), ("given_id", "story"), ("snippet", "words"))
        print_rows(rows, columns, form)


@click.command()
@database_option
@click.option("--actor", metavar="NAME|ISO3", help="Only this one: a name, a part of one, or a country as ISO3.")
@click.option("--what", metavar="TYPE", help="Only this type: person, state, government ...")
@confidence_option
@format_option
def actors(db: str, form: str, **options: Any) -> None:
    """List who acts and is acted on, a line for each story that names them."""
    columns = (
        ("name", "name"), ("type", "type"), ("country", "country"), ("sector", "sector"), ("titles", "roles"),
        ("aliases", "also"), ("given_id", "story"),
    )  # fmt: skip
    _listing("actors", db, form, columns, options)


@click.command()
@database_option
@_filters("form: direct, mixed or indirect")
@confidence_option
@format_option
def quotes(db: str, form: str, **options: Any) -> None:
    """List who said what, by day."""
    columns = (
        ("day", "said"),
        ("speaker_name", "speaker"),
        ("form", "form"),
        ("given_id", "story"),
        ("words", "words"),
    )
    _listing("quotes", db, form, columns, options)


@click.command()
@database_option
@_filters()
@confidence_option
@format_option
def silences(db: str, form: str, **options: Any) -> None:
    """List who would not say what, and how they put it."""
    columns = (("day", "asked"), ("who_name", "who"), ("how", "how"), ("about", "about"), ("given_id", "story"))
    _listing("silences", db, form, columns, options)


@click.command()
@database_option
@_filters("stance: demand, seek, offer, accept, refuse ...")
@confidence_option
@format_option
def positions(db: str, form: str, **options: Any) -> None:
    """List who demands, seeks, offers, accepts or refuses what, and of whom."""
    columns = (
        ("day", "day"), ("holder_name", "holder"), ("stance", "stance"), ("target_name", "of"), ("given_id", "story"),
        ("content", "what"),
    )  # fmt: skip
    _listing("positions", db, form, columns, options)


def _listing(question: str, db: str, form: str, columns: tuple[tuple[str, str], ...], options: dict[str, Any]) -> None:
    from chancery.store.ask import Database

    with Database(db) as database:
        rows = getattr(database, question)(**_asked(options)).dicts()
        print_rows((_named(row, database) for row in rows), columns, form)


def _named(row: dict[str, Any], database: Any) -> dict[str, Any]:
    """*row* with the day, the actors' names and what the input called its story."""
    from chancery.store.write import PARTIES

    when: Mapping[str, Any] = next((row[name] for name in ("when", "said_at", "asked_at") if row.get(name)), {})
    more: dict[str, Any] = {"day": when.get("edtf") or when.get("earliest")}
    for role in PARTIES.get(row["kind"], ()):
        ids = [row[role]] if isinstance(row[role], str) else row[role] or []
        more[f"{role}_name"] = list(database.names(ids))
    if row["kind"] == "quote" and not more["speaker_name"]:
        more["speaker_name"] = [row["speaker_as"]] if row["speaker_as"] else []
    if row["kind"] == "actor":
        more["titles"] = list(dict.fromkeys(role["title"] for role in row["roles"]))
    given = database.db.execute("SELECT given_id FROM story WHERE id = ?", (row["story"],)).fetchone()
    return {**row, **more, "given_id": given[0] if given else None}


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    """Options in the words of the store: ``--from`` and ``--to`` are ``between``."""
    from chancery.store.ask import day_range

    first, last = options.pop("first", None), options.pop("last", None)
    asked = {name: value for name, value in options.items() if value is not None}
    if first or last:
        try:
            asked["between"] = day_range((first, last))
        except ValueError as problem:
            raise click.BadParameter(str(problem), param_hint="--from/--to") from problem
    return asked


def rows_of(entries: Iterator[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """The first *most* of *entries*."""
    return [entry for entry, _ in zip(entries, range(most), strict=False)]
