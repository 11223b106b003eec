"""``chancery show``: one story, sentence by sentence, with what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.output import confidence_option, console, line, safe
from chancery.errors import SourceError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from chancery.records import Actor, Record, Story, When

_MOST_CALLED = 8
"""So many of the words that a story has for an actor are shown beside his names."""
_KINDS = {"event": "yellow", "quote": "green", "silence": "magenta", "position": "cyan", "doubt": "red"}


@click.command()
@click.argument("story")
@click.option("--db", type=click.Path(dir_okay=False), metavar="FILE", help="The database; without it STORY is a file.")
@click.option("--rules", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="With a file: a folder of your own rules (may be repeated).")  # fmt: skip
@confidence_option
@click.pass_context
def show(ctx: click.Context, story: str, db: str | None, rules: tuple[str, ...], min_confidence: float) -> None:
    """Show one story with its records beside the sentences that they come from.

    STORY is an id, the start of one, what the input called it, or its file name. Without --db it is a file, read in
    memory and not stored.
    """
    from chancery.store.ask import Database

    if db is None:
        print_story(*_read_file(ctx, story, rules), min_confidence)
        return
    with Database(db) as database:
        found = database.story(story)
        records = database.records(story=found.id, min_confidence=0.0).list()
        print_story(found, records, database.sentences(found.id), min_confidence)


def print_story(
    story: Story, records: Sequence[Record], sentences: Sequence[tuple[int, int]], min_confidence: float
) -> None:
    """Print *story*: what it is, who is who, then part by part and sentence by sentence with the records."""
    from rich.text import Text

    from chancery.records import Actor

    out = console()
    names = {record.id: record.name for record in records if isinstance(record, Actor)}
    shown = [record for record in records if record.confidence >= min_confidence]
    out.print(Text(line(story.headline or story.given_id), style="bold"))
    about = (story.source, story.published, story.url, story.given_id, story.id)
    out.print(Text(" · ".join(line(item) for item in about if item), style="dim"))
    actors = sorted(
        (record for record in shown if isinstance(record, Actor)), key=lambda actor: (_main(actor), actor.id)
    )
    if actors:
        out.print(Text("\nwho is who", style="bold"))
    for actor in actors:
        _print_indented(out, _who_is(actor, story.text), 2)
    rest = [record for record in shown if not isinstance(record, Actor)]
    placed = _placed(rest, pieces := list(_pieces(story, sentences)))
    role = None
    for number, (part, start, end) in enumerate(pieces):
        if part != role:
            out.print(Text(f"\n{part}", style="bold"))
            role = part
        _print_indented(out, _marked(story.text, start, end, placed[number]), 2)
        for record in placed[number]:
            _print_indented(out, told(record, names), 6)
    below = len(records) - len(shown)
    if below:
        out.print(Text(f"\n{below} below the default confidence left out; --all shows them", style="dim"))


def told(record: Record, names: Mapping[str, str]) -> Text:
    """One record on a line: its kind, what it says, its confidence and what decided it."""
    from rich.text import Text

    from chancery.records import Doubt, Event, Position, Quote, Silence

    out = Text().append(f"{record.kind:<9}", _KINDS.get(record.kind, ""))

    def who(ids: Sequence[str]) -> str:
        return ", ".join(line(names.get(name, name)) for name in ids)

    match record:
        case Event():
            out.append(record.what + (f" ({record.mode})" if record.mode else ""), "bold")
            out.append(f"  {who(record.who) or '?'} -> {who(record.whom) or '?'}")
            out.append(_day(record.when, "  "))
            out.append(f"  in {line(record.where.name)}" if record.where else "")
            out.append(f"  {record.status}")
            out.append(
                f"  {', '.join(f'{size.what}: {line(size.words)}' for size in record.sizes)}" if record.sizes else ""
            )
            out.append(f"  according to {who(record.according_to)}" if record.according_to else "")
        case Quote():
            speaker = who([record.speaker]) if record.speaker else line(record.speaker_as or "?")
            words = line(record.words)
            out.append(speaker, "bold")
            out.append(f": {words}" if record.form == "indirect" else f": “{words}”")
            out.append(f"  ({record.form}{_day(record.said_at, ', ')})")
        case Silence():
            out.append(who([record.who]) if record.who else "?", "bold")
            out.append(f": {line(record.how)}" + (f", about {line(record.about)}" if record.about else ""))
        case Position():
            out.append(who([record.holder]) if record.holder else "?", "bold")
            out.append(f"  {record.stance}" + (f" (of {who(record.target)})" if record.target else ""))
            out.append(f": {line(record.content)}")
            out.append(_day(record.when, "  "))
        case Doubt():
            out.append(line(record.reason))
        case _:
            pass
    out.append(f"  {record.confidence:.2f} {line(record.by)}", "dim")
    return out


def _print_indented(out: Console, text: Text, width: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if out.is_terminal:
        out.print(Padding(text, (0, 0, 0, width)))
    else:
        # In a pipe a sentence is a line, so that grep finds it whole.
        out.print(Text(" " * width).append_text(text), soft_wrap=True)


def _read_file(ctx: click.Context, path: str, rules: tuple[str, ...]) -> tuple[Any, Any, Any]:
    from chancery.cli.read import kit_maker, tell
    from chancery.reading import Failed, read_all
    from chancery.records import Story
    from chancery.source.paths import stories_from

    if not Path(path).is_file():
        raise SourceError(path, "no such file", "for a story in a database, add: --db FILE")
    stories = []
    for one in stories_from([path]):
        if isinstance(one, Story):
            stories.append(one)
        else:
            tell(one)
        if len(stories) > 1:
            raise SourceError(
                path, "holds several stories", "read it into a database and show one: chancery read ... --db"
            )
    if not stories:
        raise SourceError(path, "holds no story that can be read")
    reading = next(read_all(stories, kit_maker(ctx)(rules)))
    if isinstance(reading, Failed):
        raise SourceError(path, reading.reason, "please report it with the story")
    return reading.story, reading.records, [(sentence.start, sentence.end) for sentence in reading.doc.sentences]


def _who_is(actor: Actor, text: str) -> Text:
    from rich.text import Text

    out = Text().append(line(actor.name), "bold")
    facts = ", ".join(fact for fact in (actor.type, actor.country, actor.sector) if fact)
    out.append(f"  {facts}")
    if actor.roles:
        out.append("; " + "; ".join(dict.fromkeys(line(role.title) for role in actor.roles)))
    others = [alias for alias in actor.aliases if alias != actor.name]
    if others:
        out.append("  also: " + ", ".join(line(alias) for alias in others), "dim")
    named = {name.casefold() for name in (actor.name, *actor.aliases)}
    called = Counter(text[mention.start : mention.end].casefold() for mention in actor.mentions)
    words = [
        line(word) + (f" ×{count}" if count > 1 else "") for word, count in called.most_common() if word not in named
    ]
    if words:
        out.append(
            "  called: " + ", ".join(words[:_MOST_CALLED]) + (" ..." if len(words) > _MOST_CALLED else ""), "dim"
        )
    return out


def _pieces(story: Story, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Part and place of everything to print: a part's sentences, and what no sentence covers, in text order."""
    text = story.text
    parts = [(part.role, part.start, part.end) for part in story.parts] or [("body", 0, len(text))]
    for role, first, last in parts:
        at = first
        for sentence in (*sorted(sentences), (last, last)):
            start, end = max(sentence[0], first), min(sentence[1], last)
            if start > last or end < at:
                continue
            # Anything between two sentences (a byline, a photo credit) stays visible, paragraph by paragraph.
            yield from ((role, *gap) for gap in _paragraphs(text, at, start))
            if start < end:
                yield role, start, end
            at = max(at, end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for paragraph in text[start:end].split("\n"):
        body = paragraph.strip()
        if body:
            first = at + paragraph.index(body)
            yield first, first + len(body)
        at += len(paragraph) + 1


def _placed(records: Sequence[Record], pieces: Sequence[tuple[str, int, int]]) -> list[list[Record]]:
    out: list[list[Record]] = [[] for _ in pieces]
    if not pieces:
        return out
    for record in records:
        start = _main(record)[0]
        # The last piece that starts at or before the record; the first one where none does.
        place = max((number for number, piece in enumerate(pieces) if piece[1] <= start), default=0)
        out[place].append(record)
    return [sorted(several, key=lambda record: (_main(record), record.kind, record.id)) for several in out]


def _main(record: Record) -> tuple[int, int]:
    chosen = next(
        (piece for piece in record.evidence if piece.field in ("what", "words", "how", "stance", "content")), None
    )
    piece = chosen or record.evidence[0]
    return piece.start, piece.end


def _marked(text: str, start: int, end: int, records: Sequence[Record]) -> Text:
    """The sentence with its records' main words in their kind's colour."""
    from rich.text import Text

    styles = [""] * (end - start)
    for record in sorted(records, key=lambda record: -(_main(record)[1] - _main(record)[0])):
        first, last = _main(record)
        for place in range(max(first, start), min(last, end)):
            styles[place - start] = _KINDS.get(record.kind, "")
    out, at = Text(), start
    while at < end:
        stop = at
        while stop < end and styles[stop - start] == styles[at - start]:
            stop += 1
        out.append(safe(" ".join(text[at:stop].split("\n"))), styles[at - start])
        at = stop
    return out


def _day(when: When | None, before: str) -> str:
    if when is None or not (when.edtf or when.earliest or when.words):
        return ""
    return before + line(when.edtf or when.earliest or f"“{when.words}”")
