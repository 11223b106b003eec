"""Questions to the record: ``timeline``, ``search``, ``actors``, ``quotes``, ``silences``, ``positions``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chancery.cli.output import (
    STYLES,
    confidence_option,
    console,
    database_option,
    format_option,
    line,
    note,
    print_rows,
    told,
)

if TYPE_CHECKING:
    from chancery.store.ask import Database
    from chancery.store.lines import Stand

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


def as_of_option(what: str) -> Callable[[F], F]:
    """``--as-of DAY``."""
    return click.option("--as-of", metavar="DAY", help=f"As known on this day: only what was {what}.")


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
        print_rows(database.timeline(status=status, **in_store_words(options)).dicts(), TIMELINE, form)


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
@click.option("--speaker", metavar="NAME|ISO3", help="Only what this one said.")
@click.option("--to-whom", metavar="NAME|ISO3", help="Only what was said to this one.")
@click.option("--form", "quote_form", metavar="FORM", help="Only direct, mixed or indirect.")
@click.option("--venue", metavar="WORDS", help="Only said in such a setting: interview, briefing, tweet ...")
@as_of_option("published by then")
@click.option("--each", is_flag=True, help="Every record by itself, the same saying in several stories not joined.")
@confidence_option
@format_option
def quotes(db: str, form: str, each: bool, quote_form: str | None, **options: Any) -> None:
    """List who said what, by day: each saying once, with the outlets and the wordings that give it.

    Where no story tells the day on which it was said, it stands at the day on which it was reported.
    """
    options["form"] = quote_form
    columns = (("day", "said"), ("reported", "reported"), ("speaker_name", "speaker"), ("words", "words"))
    more: tuple[str, ...] = ("form", "given_id", "source", "to_name", "venue", "prompt", "sentence")
    with opened(db) as database:
        asked = in_store_words(options)
        if each:
            rows = database.told("quote", **asked).dicts()
        else:
            rows = database.sayings(**asked).dicts()
            more = (*more, "outlets", "variants")
        print_rows((_spoken(row) for row in rows), columns, form, more, _below_quote)


@click.command()
@database_option
@_filters()
@click.option("--who", metavar="NAME|ISO3", help="Only what this one would not say.")
@click.option("--about", metavar="WORDS", help="Only about something with these words.")
@as_of_option("published by then")
@confidence_option
@format_option
def silences(db: str, form: str, **options: Any) -> None:
    """List who would not say what, and how they put it, by day."""
    columns = (("day", "asked"), ("reported", "reported"), ("who_name", "who"), ("how", "how"), ("about", "about"))
    with opened(db) as database:
        rows = (_named(row) for row in database.told("silence", **in_store_words(options)).dicts())
        print_rows(rows, columns, form, ("given_id", "source", "asked_by_name", "sentence"), _below_silence)


@click.command()
@database_option
@_filters("stance: demand, seek, offer, accept, refuse ...")
@click.option("--holder", metavar="NAME|ISO3", help="Only what this one wants.")
@click.option("--target", metavar="NAME|ISO3", help="Only what is wanted of this one.")
@click.option("--issue", metavar="ISSUE", help="Only on this issue: sanctions, ceasefire ...")
@as_of_option("published by then, and of each party and issue the latest stance alone")
@confidence_option
@format_option
def positions(db: str, form: str, **options: Any) -> None:
    """Show what each party wants on each issue over time: what changed, and the sentence that says so.

    A position without a day of its own stands at the day on which it was reported, marked with an r.
    """
    columns = (
        ("party", "holder"), ("issue", "issue"), ("day", "day"), ("reported", "reported"), ("stance", "stance"),
        ("changed", "changed"), ("target_name", "of"), ("content", "what"), ("given_id", "story"), ("sentence", "sentence"),
    )  # fmt: skip
    with opened(db) as database:
        stands = database.stances(**in_store_words(options))
        if form == "table":
            _print_stances(stands)
        else:
            print_rows(
                (_named(row) for row in stands.dicts()), columns, form, ("on_behalf_of_name", "condition", "source")
            )


def opened(db: str) -> Database:
    """The database, with what joins quotes."""
    from chancery.merge.quotes import join_quotes
    from chancery.store.ask import Database

    return Database(db, join_quotes)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """A line in whose columns whoever is no actor stands with the words of the story."""
    for role in ("who", "holder", "asked_by"):
        if row.get(f"{role}_name") == []:
            words = [piece["text"] for piece in row["evidence"] if piece["field"] == role]
            row[f"{role}_name"] = words[:1]
    return row


def _spoken(row: dict[str, Any]) -> dict[str, Any]:
    """The line of a quote with its speaker, as the story calls him where he is no actor, and in how many it stands."""
    if not row["speaker_name"]:
        row["speaker_name"] = [row["speaker_as"]] if row["speaker_as"] else []
    return row


def _below_quote(row: Mapping[str, Any]) -> str:
    """The form, the outlets or the story, and how many wordings there are."""
    outlets, variants = row.get("outlets", []), row.get("variants", [])
    where = told(row["given_id"], "given_id")
    if len(outlets) > 1:
        where = f"{len(outlets)} sources: {', '.join(outlets)}; {where}"
    wordings = len({variant["words"] for variant in variants})
    also = f"; {wordings} variant{'s' if wordings > 1 else ''}: {variants[0]['words']}" if wordings else ""
    return f"{row['form']}; {where}{also}"


def _below_silence(row: Mapping[str, Any]) -> str:
    """The story, and who asked."""
    asked_by = told(row["asked_by_name"], "asked_by_name")
    return told(row["given_id"], "given_id") + (f"; asked by {asked_by}" if asked_by else "")


def _print_stances(stands: Iterable[Stand]) -> None:
    """Print a block for each party and issue, a stance a line, with the sentence below it."""
    from itertools import groupby

    from rich.table import Table
    from rich.text import Text

    out, any_at_all = console(), False
    for (party, issue), group in groupby(stands, key=lambda stand: (stand.party, stand.issue)):
        if any_at_all:
            out.print()
        any_at_all = True
        out.print(Text.assemble((line(party) or "somebody", "bold"), " on ", (line(issue or "other things"), "bold")))
        table = Table.grid(padding=(0, 2), expand=True)
        # The same widths in every block, so that the eye can run down them.
        table.add_column(width=14, no_wrap=True, style=STYLES["day"])
        table.add_column(width=9, no_wrap=True, style=STYLES["stance"])
        table.add_column(width=12)
        table.add_column(ratio=1, overflow="fold")
        for stand in group:
            row = stand.told.flat()
            day = stand.told.day or f"{stand.told.reported or 'no day'} r"
            of = told(row["target_name"], "target_name")
            behalf = told(row["on_behalf_of_name"], "on_behalf_of_name")
            what = Text(line(row["content"]), "bold")
            what.append(f"  of {line(of)}" if of else "", "not bold")
            what.append(f"  for {line(behalf)}" if behalf else "", "not bold")
            what.append(f"\n{line(stand.told.sentence)}", "not bold dim")
            what.append(f"  {line(told(stand.told.given_id, 'given_id'))}", "not bold italic")
            table.add_row(f"  {line(day)}", stand.told.record.stance, stand.change, what)  # type: ignore[union-attr]
        out.print(table)
    if not any_at_all:
        note("nothing found")


def _listing(question: str, db: str, form: str, columns: tuple[tuple[str, str], ...], options: dict[str, Any]) -> None:
    from chancery.store.ask import Database

    with Database(db) as database:
        rows = getattr(database, question)(**in_store_words(options)).dicts()
        print_rows((_placed(row, database) for row in rows), columns, form)


def _placed(row: dict[str, Any], database: Any) -> dict[str, Any]:
    """The line of an actor with his titles and what the input called his story."""
    titles = list(dict.fromkeys(role["title"] for role in row["roles"]))
    given = database.db.execute("SELECT given_id FROM story WHERE id = ?", (row["story"],)).fetchone()
    return {**row, "titles": titles, "given_id": given[0] if given else None}


def in_store_words(options: dict[str, Any]) -> dict[str, Any]:
    """Options in the words of the store: ``--from`` and ``--to`` are ``between``."""
    from chancery.store.ask import day_range

    first, last = options.pop("first", None), options.pop("last", None)
    asked = {name: value for name, value in options.items() if value is not None}
    if first or last:
        try:
            asked["between"] = day_range((first, last))
        except ValueError as problem:
            raise click.BadParameter(str(problem), param_hint="--from/--to") from problem
    if "as_of" in asked:
        try:
            day_range(asked["as_of"])
        except ValueError as problem:
            raise click.BadParameter(str(problem), param_hint="--as-of") from problem
    return asked


def rows_of(entries: Iterator[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """The first *most* of *entries*."""
    return [entry for entry, _ in zip(entries, range(most), strict=False)]
