"""The command line: data on stdout, everything else on stderr.

One file a family of commands: ``read`` (read, rejects, verify, doctor, demo), ``recode``, ``show`` (show, layers, relations),
``ask`` (timeline, search, actors, quotes, silences, positions), ``events``, ``export``, ``rules`` (rules, codebook), ``explain``. Exit codes: 0 done, 1 error, 2 wrong usage,
3 done with rejects, 5 the record is not whole.
"""

from __future__ import annotations

import io
import sqlite3
import sys
from typing import Any

import click

from chancery.cli.ask import actors, positions, quotes, search, silences, timeline
from chancery.cli.check import demo, doctor, rejects, verify
from chancery.cli.events import events
from chancery.cli.explain import explain
from chancery.cli.export import export
from chancery.cli.layers import layers
from chancery.cli.output import Told, safe
from chancery.cli.read import read
from chancery.cli.recode import recode
from chancery.cli.relations import relations
from chancery.cli.rules import codebook, rules
from chancery.cli.show import show
from chancery.errors import ChanceryError


class Chancery(click.Group):
    """The group of all commands; turns what we know can go wrong into its text and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; known trouble is told in its own words, without a traceback."""
        try:
            return super().invoke(ctx)
        except ChanceryError as problem:
            raise Told(safe(str(problem), lines=True)) from problem
        except sqlite3.Error as problem:
            raise Told(f"the database cannot be used: {problem}\n  is the disk full, or the file damaged?") from problem
        except (FileNotFoundError, PermissionError, IsADirectoryError) as problem:
            raise Told(safe(f"{problem.filename or 'a file'}: {problem.strerror}")) from problem


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        import chancery

        click.echo(f"chancery {chancery.__version__}")
        ctx.exit()


@click.group(cls=Chancery, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
def main() -> None:
    """Read the news and keep the record: who did what to whom, who said what, who wants what.

    Start with: chancery demo
    """
    # Records are UTF-8 whatever the terminal's locale says.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


for _command in (
    actors, codebook, demo, doctor, events, explain, export, layers, positions, quotes, read, recode, rejects, relations, rules, search, show,
    silences, timeline, verify,
):  # fmt: skip
    main.add_command(_command)
