"""``chancery codebook`` and ``chancery rules check``: what the rules say, and whether they do what their examples say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.events import class_option
from chancery.cli.output import note, safe
from chancery.errors import RuleError

if TYPE_CHECKING:
    from chancery.reading import Kit, Reading
    from chancery.rules.events import EventRule
    from chancery.rules.toml import Example

DAY = "2019-02-19"
"""The Tuesday on which examples are published, here as in the suite."""


@click.command()
@click.option("--rules", "folders", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="With a folder of your own rules (may be repeated).")  # fmt: skip
@class_option("Only this PLOVER class (may be repeated).")
def codebook(folders: tuple[str, ...], what: tuple[str, ...]) -> None:
    """Print the codebook of events in Markdown: classes, modes, scores, CAMEO codes, every rule with its examples."""
    from chancery.rules.codebook import codebook_page
    from chancery.rules.events import event_files, load_events
    from chancery.rules.load import SHIPPED
    from chancery.rules.plover import load_plover

    paths = [path for folder in (SHIPPED, *map(Path, folders)) for path in event_files(folder)]
    click.echo(codebook_page(load_events(paths), load_plover(), what), nl=False)


@click.group()
def rules() -> None:
    """Work on rules of your own."""


@rules.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False), metavar="DIR")
@click.pass_context
def check(ctx: click.Context, folder: str) -> None:
    """Check the rules in DIR: their files, keys and values, and each example of its rules for events.

    A line on stdout for each thing that is wrong: file, line, what is wrong, and below it what would be right. Exit code
    1 when something is.
    """
    from chancery.cli.read import kit_maker

    problems = list(file_errors(Path(folder)))
    examples = 0
    if not problems:
        from chancery.rules.events import event_files, load_events

        own = load_events(event_files(Path(folder))).rules
        examples = sum(len(rule.match) + len(rule.no_match) for rule in own)
        if examples:
            problems = list(example_errors(kit_maker(ctx)((folder,)), own))
    for problem in problems:
        click.echo(safe(str(problem), lines=True))
    if problems:
        note(f"{len(problems)} wrong in {folder}")
        ctx.exit(1)
    files = len(rule_files(Path(folder)))
    note(f"right: {files} file{'s' * (files != 1)}, {examples} examples of events read")


def rule_files(folder: Path) -> list[Path]:
    """The rule files in *folder*, those of its ``events/`` last."""
    return [*sorted(folder.glob("*.toml")), *sorted((folder / "events").glob("*.toml"))]


def file_errors(folder: Path) -> Iterator[RuleError]:
    """What keeps the files of *folder* from being used: of events all of it, of other families the first thing each."""
    from chancery.rules.events import event_files, table_errors
    from chancery.rules.load import FAMILIES, load_rules
    from chancery.rules.toml import nearest, read_tables

    if not rule_files(folder):
        yield RuleError(str(folder), "no rules in it", f"files of these names, or events/*.toml: {', '.join(FAMILIES)}")
    of_events = event_files(folder)
    problems: list[RuleError] = []
    for path in rule_files(folder):
        try:
            if path in of_events:
                read_tables([path])
                problems += table_errors(path)
            elif path.name not in FAMILIES:
                raise RuleError(
                    str(path), "no family of rules has this name", nearest(path.name, tuple(FAMILIES), "known")
                )
            else:
                FAMILIES[path.name]([path])
        except RuleError as problem:
            problems.append(problem)
    yield from problems
    if not problems:
        try:
            load_rules(folder)
        except RuleError as problem:
            yield problem


@dataclass(frozen=True, slots=True)
class _Case:
    rule: EventRule
    example: Example
    key: str
    number: int

    def error(self, problem: str, remedy: str) -> RuleError:
        from chancery.rules.toml import place_of

        place = place_of(self.rule.file, f"{self.rule.name}.{self.key}", number=self.number)
        return RuleError(place, f"rule '{self.rule.name}': {problem}", remedy)


def example_errors(kit: Kit, own: Sequence[EventRule]) -> Iterator[RuleError]:
    """Each example that the rules do not bear out, with what was read instead."""
    from chancery.reading import Failed, read_all
    from chancery.source.text import story_from_text

    cases = [
        _Case(rule, example, key, number)
        for rule in own
        for key in ("match", "no_match")
        for number, example in enumerate(getattr(rule, key))
    ]
    stories = [story_from_text(case.example.text, given_id=case.example.text, published=DAY) for case in cases]
    for case, reading in zip(cases, read_all(stories, kit), strict=True):
        if isinstance(reading, Failed):
            yield case.error(f'its example cannot be read: "{case.example.text}"', reading.reason)
        elif problem := _wrong(case, reading):
            yield case.error(problem, _read_as(reading))


def _wrong(case: _Case, reading: Reading) -> str:
    """What is wrong with an example; empty where it is as its rule says."""
    rule, example = case.rule, case.example
    found = [event for event in reading.events if event.what == rule.what]
    if case.key == "no_match":
        return f'its counter-example is found: "{example.text}"' if any(one.by == rule.id for one in found) else ""
    if not found:
        return f'its example is not found: "{example.text}" gives no {rule.what}'
    for field, words in example.expects:
        ids = {name for event in found for name in (*event.who, *event.whom)} if "mutual" in rule else {
            name for event in found for name in getattr(event, field)
        }  # fmt: skip
        seen = [actor for actor in reading.actors if actor.id in ids]
        names = " ".join(name for actor in seen for name in (actor.name, *actor.aliases))
        if words.split()[-1].lower() not in names.lower():
            told = ", ".join(actor.name for actor in seen) or "nobody"
            return f'{field} of its example is {told}, not {words}: "{example.text}"'
    return ""


def _read_as(reading: Reading) -> str:
    """What was read in a sentence: its events, or else its predicates and actors."""
    doc, names = reading.doc, {actor.id: actor.name for actor in reading.actors}
    events = [
        f"{event.what} by {event.by} ({', '.join(names[n] for n in event.who) or '?'} -> {', '.join(names[n] for n in event.whom) or '?'}, {event.status})"
        for event in reading.events
    ]
    verbs = [f"{doc.tokens[one.token].lemma} ({one.roleset})" for one in doc.predicates]
    return (
        f"read: {'; '.join(events) or 'no event'}; predicates: {', '.join(verbs) or 'none'};"
        f" actors: {', '.join(names.values()) or 'none'}"
    )
