"""`chancery relations`: which PLOVER class stands between two phrases of a sentence that somebody has marked."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.output import note
from chancery.errors import SourceError
from chancery.language.pairs import BY_HEAD, NONE, Pair, apart

if TYPE_CHECKING:
    from chancery.language.document import Doc
    from chancery.language.pairs import PairHead
    from chancery.reading import Kit
    from chancery.records import Actor, Record

YIELD = ("CONCEDE", "RETREAT")
"""Classes that are one root of CAMEO's: whether somebody yields is settled before how."""

BY_RULE = 0.2
"""What a rule of the codebook adds to the heads' share of the class that it gives: it decides where they waver."""
NOTHING = 0.97
"""The share of NONE from which the command says that nothing is done: who asks has marked the two for a reason."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="FILE.tsv")
@click.option("--rules", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="A folder of your own rules (may be repeated).")  # fmt: skip
@click.pass_context
def relations(ctx: click.Context, file: str, rules: tuple[str, ...]) -> None:
    """Tell the PLOVER class of what a source does to a target in a sentence.

    Both relation heads are asked, the larger one takes a twentieth of a second a sentence.

    FILE.tsv has tab-separated columns `id sentence source target`, with that header. Printed: id, class or NONE,
    confidence.
    """
    from chancery.cli.read import kit_maker

    kit = kit_maker(ctx, careful=True)(rules)
    for line in pairs(Path(file)):
        what, confidence = _answer(kit, line)
        click.echo(f"{line['id']}\t{what}\t{confidence:.4f}")


def _answer(kit: Kit, line: dict[str, str]) -> tuple[str, float]:
    from chancery.reading import Failed, read_alone
    from chancery.source.text import story_from_text

    reading = read_alone(story_from_text(line["sentence"], given_id=line["id"]), kit)
    if isinstance(reading, Failed):
        note(f"{line['id']}: {reading.reason}")
        return NONE, 0.0
    return relation(reading.doc, reading.records, kit.head, line["source"], line["target"])


def pairs(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a file of pairs; ``SourceError`` when a column is missing."""
    wanted = ("id", "sentence", "source", "target")
    remedy = f"tab-separated columns {' '.join(wanted)}, with that header"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = [name.strip() for name in next(rows, [])]
        missing = [name for name in wanted if name not in header]
        if missing:
            raise SourceError(f"{path}:1", f"no column {', '.join(missing)}", remedy)
        for number, row in enumerate(rows, start=2):
            if not row:
                continue
            if len(row) < len(header):
                raise SourceError(f"{path}:{number}", f"{len(row)} columns, not {len(header)}", remedy)
            yield dict(zip(header, row, strict=False))


def relation(doc: Doc, records: Sequence[Record], head: PairHead | None, source: str, target: str) -> tuple[str, float]:
    """The likeliest class with its share, of the head's shares and of what the codebook's rules say of the two."""
    by_rule, sure = rule_between(doc, records, source, target)
    pair = marked(doc, source, target)
    if head is None or pair is None:
        return by_rule, sure
    verdict = head.verdicts(doc, [pair])[0]
    if verdict.of(NONE) >= NOTHING and by_rule == NONE:
        return NONE, verdict.of(NONE)
    shares = dict(verdict.asked())
    if by_rule != NONE:
        shares[by_rule] = shares.get(by_rule, 0.0) + BY_RULE
    total = sum(shares.values())
    what = max(shares, key=lambda name: (_with_kin(shares, name), shares[name], name))
    return what, _with_kin(shares, what) / total


def _with_kin(shares: Mapping[str, float], what: str) -> float:
    """The share of a class; of the two that CAMEO has as one, to yield, the share of both."""
    return sum(shares.get(name, 0.0) for name in (YIELD if what in YIELD else (what,)))


def marked(doc: Doc, source: str, target: str) -> Pair | None:
    """Where the words of the two stand: the places nearest to each other that do not overlap; None where neither is there.

    A party that the sentence does not name ("the opposition has been banned": by whom?) is left out.
    """
    sources, targets = _stretches(doc, source), _stretches(doc, target)
    found = [(one, other) for one in sources for other in targets if apart(one, other)]
    if not found:
        one, other = next(iter(sources), None), next(iter(targets), None)
        return Pair(one, None if one else other) if one or other else None
    one, other = min(found, key=lambda both: (max(both[0][0], both[1][0]) - min(both[0][1], both[1][1]), both))
    return Pair(one, other)


def _stretches(doc: Doc, words: str) -> list[tuple[int, int]]:
    """Tokens ``first:last`` of every place where the words stand."""
    inside = (doc.tokens_in(*place) for place in _places(doc, words))
    return [(tokens[0], tokens[-1] + 1) for tokens in inside if tokens]


def _places(doc: Doc, words: str) -> list[tuple[int, int]]:
    """The characters of every place where the words stand."""
    wanted = words.strip()
    return [found.span() for found in re.finditer(re.escape(wanted), doc.story.text)] if wanted else []


def rule_between(doc: Doc, records: Sequence[Record], source: str, target: str) -> tuple[str, float]:
    """Class and confidence of the surest event of the codebook from *source* to *target*; NONE and 0.0 without one."""
    from chancery.records import MUTUAL, Actor, Event

    actors = [record for record in records if isinstance(record, Actor)]
    sources, targets = _actors_at(doc, actors, source), _actors_at(doc, actors, target)
    best = (NONE, 0.0)
    for event in (record for record in records if isinstance(record, Event) and not record.by.startswith(BY_HEAD)):
        forward = bool(sources.intersection(event.who) and targets.intersection(event.whom))
        back = event.what in MUTUAL and bool(sources.intersection(event.whom) and targets.intersection(event.who))
        # Two who agree or meet together stand in `who` side by side.
        together = event.mutual and bool(sources.intersection(event.who) and targets.intersection(event.who))
        if (forward or back or (together and sources != targets)) and event.confidence > best[1]:
            best = (event.what, event.confidence)
    return best


def _actors_at(doc: Doc, actors: Sequence[Actor], words: str) -> set[str]:
    """Ids of the actors that a sentence mentions within *words*, or by them."""
    places, wanted = _places(doc, words), words.strip()
    found = set()
    for actor in actors:
        inside = any(start < mention.end and mention.start < end for start, end in places for mention in actor.mentions)
        if inside or wanted.casefold() in {actor.name.casefold(), *(alias.casefold() for alias in actor.aliases)}:
            found.add(actor.id)
    return found
