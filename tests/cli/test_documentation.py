"""``docs/cli.md`` holds the help text of every command; run this file to write it anew."""

import re
from dataclasses import fields
from pathlib import Path

import click
from click.testing import CliRunner

from chancery.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
START, END = "<!-- help: written by tests/cli/test_documentation.py -->", "<!-- end of help -->"
COMMON = ("id", "story", "evidence", "by", "confidence")


def commands(group=main, words=()):
    """
    Each command's words, groups before what they hold.
    """
    for name in sorted(group.commands):
        yield (*words, name)
        if isinstance(group.commands[name], click.Group):
            yield from commands(group.commands[name], (*words, name))


def helps():
    """
    The generated part of the page.
    """
    for words in commands():
        out = CliRunner(env={"COLUMNS": "80"}).invoke(main, [*words, "--help"], prog_name="chancery").output
        yield f"### chancery {' '.join(words)}\n\n```text\n{out.rstrip()}\n```\n"


def test_every_command_is_documented_as_it_is():
    """
    The page gives each command's help, word for word.
    """
    page = PAGE.read_text(encoding="utf-8")
    told = page.split(START)[1].split(END)[0].strip()
    assert told == "\n".join(helps()).strip(), "run: python tests/cli/test_documentation.py"


def test_every_option_says_what_it_does():
    """
    No option without help.
    """
    for words in commands():
        command = main
        for word in words:
            command = command.commands[word]
        for option in command.params:
            assert isinstance(option, click.Argument) or option.help, (words, option.name)


def test_every_field_is_documented():
    """
    ``docs/records.md`` names each field of each kind.
    """
    from chancery.records import KINDS

    page = (PAGE.parent / "records.md").read_text(encoding="utf-8")
    for kind, cls in KINDS.items():
        section = re.split(r"^## ", page.split(f"\n## {kind}\n")[1], flags=re.MULTILINE)[0]
        for entry in fields(cls):
            if entry.name not in COMMON:
                assert f"`{entry.name}`" in section, (kind, entry.name)


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(START)[0], page.split(END)[1]
    PAGE.write_text(before + START + "\n\n" + "\n".join(helps()) + "\n" + END + after, encoding="utf-8")
