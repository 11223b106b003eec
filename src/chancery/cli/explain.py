"""``chancery explain``: why a record is what it is: its sentence, the tree, what decided, and what else could have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.output import STYLES, console, database_option, line, safe
from chancery.language.pairs import BY_HEAD
from chancery.store.changes import main_evidence

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from chancery.language.document import Doc, Token
    from chancery.language.pairs import PairHead
    from chancery.reading import Kit, Reading
    from chancery.records import Record, Story
    from chancery.rules.events import EventRule, EventRules

DEPTH = 3
"""So many levels of the tree are spread out; what hangs below is given as words."""


@click.command()
@click.argument("record")
@database_option
@click.option("--rules", "folders", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="A folder of your own rules (may be repeated): those with which the story was read.")  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print."
)
@click.pass_context
def explain(ctx: click.Context, record: str, db: str, folders: tuple[str, ...], form: str) -> None:
    """Explain one record: the sentence, the tree, the rule or head that decided, and the alternatives.

    RECORD is an id or the start of one, as `chancery events`, `chancery show` and the exports give it. The story is read
    anew, so that its tree can be shown; nothing is written.
    """
    from chancery.cli.read import kit_maker
    from chancery.store.ask import Database
    from chancery.store.export.jsonl import json_line

    with Database(db) as database:
        found = database.record(record)
        story = database.story(found.story)
        sentences = database.sentences(story.id)
        parties = {name: database.names([name])[0] for name in _ids_in(found)}
    told = explained(found, story, sentences, parties, kit_maker(ctx)(folders), folders)
    if form == "json":
        click.echo(json_line(told), nl=False)
    else:
        _print(told)


def explained(
    record: Record, story: Story, sentences: Sequence[tuple[int, int]], parties: Mapping[str, str], kit: Kit, folders: Sequence[str]
) -> dict[str, Any]:  # fmt: skip
    """Everything that is told of a record, as the JSON form gives it."""
    from chancery.reading import Failed, read_alone
    from chancery.records import to_json

    reading = read_alone(story, kit)
    out: dict[str, Any] = {
        "record": to_json(record),
        "parties": dict(parties),
        "given_id": story.given_id,
        "sentences": [_marked(record, story, start, end) for start, end in _around(record, sentences)],
        "decided": _decided(record, folders),
        "tree": None,
        "predicates": [],
        "alternatives": [],
        "scores": [],
        "today": "its story cannot be read anew",
    }
    if isinstance(reading, Failed):
        return out
    out["today"] = _today(record, reading)
    doc = reading.doc
    inside = _tokens_in(doc, record)
    if inside:
        top = _clause(doc, inside[0])
        out["tree"] = _node(doc, top, {token.index for token in inside}, DEPTH)
        out["under"] = _under(doc, top)
        out["predicates"] = list(_predicates(doc, {top, *(token.index for token in inside)}))
    rules = _event_rules(folders)
    if record.kind == "event":
        out["alternatives"] = list(_alternatives(doc, inside, record.by, rules))
        out["head"] = kit.head.name if kit.head is not None else None
        shares = head_scores(kit.head, doc, record)
        out["scores"] = [{"class": what, "score": score} for what, score in shares]
        out["sureness"] = _sureness(folders, doc, record, shares)
    return out


def _sureness(folders: Sequence[str], doc: Doc, record: Record, shares: Sequence[tuple[str, float]]) -> dict[str, Any]:
    """What speaks for and against an event, by the weights that its confidence was learned with, the weightiest first."""
    from chancery.extract.deeds.weighed import features_of, told_by
    from chancery.language.pairs import Verdict
    from chancery.records import Event
    from chancery.rules.load import SHIPPED
    from chancery.rules.sureness import load_sureness

    assert isinstance(record, Event)
    files = (folder / "sureness.toml" for folder in (SHIPPED, *map(Path, folders)))
    sureness = load_sureness([path for path in files if path.is_file()])
    noun = any(token.upos == "NOUN" for token in _tokens_in(doc, record)[:1])
    verdict = Verdict(tuple(shares)) if shares else None
    features = features_of(
        record.what, told_by(record.by), bool(record.who), bool(record.whom), noun, verdict, record.status
    )
    weights = sureness.weights(verdict.heads if verdict is not None else 0)
    parts = [(name, round(weights.get(name, 0.0) * value, 2)) for name, value in features.items() if value]
    told = sorted(parts, key=lambda part: -abs(part[1]))
    return {"by": sureness.version, "parts": [{"feature": name, "adds": adds} for name, adds in told]}


def head_scores(head: PairHead | None, doc: Doc, record: Record) -> Sequence[tuple[str, float]]:
    """What the trained head gives each class between who and whom at the word, best first; empty where it cannot be asked."""
    from chancery.language.pairs import Pair

    def stretch(field: str) -> tuple[int, int] | None:
        piece = next((piece for piece in record.evidence if piece.field == field), None)
        inside = doc.tokens_in(piece.start, piece.end) if piece is not None else []
        return (inside[0], inside[-1] + 1) if inside else None

    who, says = stretch("who"), stretch("what")
    if head is None or doc.states is None or who is None or says is None:
        return ()
    return head.verdicts(doc, [Pair(who, stretch("whom"), says)])[0].shares


# ---- the sentence ----------------------------------------------------------------------------------------------------


def _around(record: Record, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences that the evidence stands in; of actors those of the first three mentions."""
    places = [(piece.start, piece.end) for piece in record.evidence]
    if mentions := getattr(record, "mentions", ()):
        places += [(mention.start, mention.end) for mention in mentions[:3]]
    found = [pair for pair in sorted(sentences) if any(pair[0] < end and start < pair[1] for start, end in places)]
    return found or [(min(start for start, _ in places), max(end for _, end in places))]


def _marked(record: Record, story: Story, start: int, end: int) -> list[dict[str, str | None]]:
    """The sentence in pieces, each with the fields that it says; the whole clause of an event is no mark."""
    pieces = [(piece.start, piece.end, piece.field) for piece in record.evidence if piece.field != "event"]
    if record.kind == "actor":
        pieces += [(mention.start, mention.end, "mention") for mention in getattr(record, "mentions", ())]
    cuts = sorted({start, end, *(at for piece in pieces for at in piece[:2] if start < at < end)})
    out: list[dict[str, str | None]] = []
    for first, last in pairwise(cuts):
        names = dict.fromkeys(name for low, high, name in pieces if low <= first and last <= high)
        field = "+".join(names) or None
        text = story.text[first:last]
        if out and out[-1]["field"] == field:
            out[-1]["text"] = f"{out[-1]['text']}{text}"
        else:
            out.append({"text": text, "field": field})
    return out


# ---- the tree --------------------------------------------------------------------------------------------------------


def _tokens_in(doc: Doc, record: Record) -> list[Token]:
    """The words of the record's main evidence."""
    piece = main_evidence(record)
    return [doc.tokens[at] for at in doc.tokens_in(piece.start, piece.end)]


def _clause(doc: Doc, token: Token) -> int:
    """The verb of the clause that the word stands in; the word's root where there is none."""
    at = token
    while at.upos != "VERB" and at.head != at.index:
        at = doc.tokens[at.head]
    return at.index


def _node(doc: Doc, index: int, marked: set[int], depth: int) -> dict[str, Any]:
    token = doc.tokens[index]
    first, last = doc.subtree(index)
    node: dict[str, Any] = {
        "text": token.text, "lemma": token.lemma, "upos": token.upos, "dep": token.dep, "marked": index in marked,
    }  # fmt: skip
    children = [child for child in doc.children[index] if doc.tokens[child].upos != "PUNCT"]
    if depth == 0 and children:
        node["phrase"] = doc.words(first, last)
    else:
        node["children"] = [_node(doc, child, marked, depth - 1) for child in children]
    return node


def _under(doc: Doc, index: int) -> list[str]:
    """The words above the clause, up to the root: what governs it."""
    out: list[str] = []
    at = doc.tokens[index]
    while at.head != at.index and len(out) < 8:
        dep = at.dep
        at = doc.tokens[at.head]
        out.append(f"{dep} of {at.text} ({at.lemma}, {at.upos})")
    return out


def _predicates(doc: Doc, tokens: set[int]) -> Iterator[dict[str, Any]]:
    for predicate in doc.predicates:
        if predicate.token in tokens:
            yield {
                "word": doc.tokens[predicate.token].text,
                "roleset": predicate.roleset,
                "confidence": round(predicate.confidence, 3),
                "arguments": [
                    {"role": one.role, "text": doc.words(one.first, one.last)} for one in predicate.arguments
                ],
            }


# ---- what decided ----------------------------------------------------------------------------------------------------


def _decided(record: Record, folders: Sequence[str]) -> dict[str, Any]:
    """The rule with its file, line and text, or what else decided."""
    from chancery.rules.events import event_files
    from chancery.rules.load import SHIPPED
    from chancery.rules.toml import table_text

    by = record.by
    out: dict[str, Any] = {"by": by, "confidence": record.confidence}
    if by.startswith(BY_HEAD):
        return out | {"how": "a trained head of the model"}
    family, _, rest = by.partition(".")
    # The rules of events are named by their class, too; those of speech say behind their name how the words stand.
    names = [rest.rpartition(".")[2]] if family == "events" else [rest.partition(".")[0]]
    for folder in (*map(Path, reversed(folders)), SHIPPED):
        paths = event_files(folder) if family == "events" else (folder / f"{family}.toml",)
        for path in paths:
            for name in names:
                found = table_text(path, name)
                if found is not None:
                    shown = path.relative_to(SHIPPED.parents[1]) if SHIPPED in path.parents else path
                    return out | {"how": "a rule", "rule": name, "file": str(shown), "line": found[0], "text": found[1]}
    if family == "events":
        return out | {"how": "a rule that is neither shipped nor in a folder given with --rules"}
    return out | {"how": "the program itself; no rule file names it"}


def _today(record: Record, reading: Reading) -> str:
    """Whether the story gives the same record when it is read today."""
    if any(one.id == record.id for one in reading.records):
        return "read anew, the story gives the same record"
    place = main_evidence(record)
    for one in reading.records:
        if one.kind == record.kind and any((e.start, e.field) == (place.start, place.field) for e in one.evidence):
            return f"read anew, the story gives another record here ({one.id}, by {one.by}); see `chancery recode`"
    return "read anew, the story does not give this record; see `chancery recode`"


def _event_rules(folders: Sequence[str]) -> EventRules:
    from chancery.rules.events import event_files, load_events
    from chancery.rules.load import SHIPPED

    return load_events([path for folder in (SHIPPED, *map(Path, folders)) for path in event_files(folder)])


def _alternatives(doc: Doc, inside: Sequence[Token], by: str, rules: EventRules) -> Iterator[dict[str, Any]]:
    """Other rules that have one of the words, each with why it was not taken, the likeliest first."""
    seen = {by}
    if not inside:
        return
    sentence = doc.sentence_of(inside[0].index)
    around = {
        word.lower() for token in doc.tokens[sentence.first : sentence.last] for word in (token.lemma, token.text)
    }
    for token in inside:
        predicate = doc.predicate_at.get(token.index)
        roleset = predicate.roleset if predicate else ""
        lemma = token.lemma.lower()
        keys = [key for key in rules.by_verb if key == lemma or key.startswith((f"{lemma} ", f"{lemma}."))]
        named = [(rule, key) for key in sorted(keys) for rule in rules.by_verb[key]]
        if (noun := rules.of_noun(lemma)) is not None:
            named.append((noun, lemma))
        for rule, key in named:
            if rule.id not in seen:
                seen.add(rule.id)
                why = _why_not(rule, key, roleset, around)
                yield {"rule": rule.id, "class": rule.what, "word": key, "confidence": rule.confidence, "why": why}


def _why_not(rule: EventRule, key: str, roleset: str, around: set[str]) -> str:
    """The first thing that speaks against a rule that has the word."""
    if "." in key and key != roleset:
        return f"another sense: {key}, here {roleset or 'none'}"
    if " " in key and not set(key.split()) <= around:
        return f"only as “{key}”"
    if rule.objects and not any(set(words.split()) <= around for words in rule.objects):
        some = ", ".join(sorted(rule.objects)[:6])
        return f"only with one of these: {some}{' ...' if len(rule.objects) > 6 else ''}"
    return (
        f"its words fit; it asks for {rule.needs}{''.join(f', {flag}' for flag in sorted(rule.flags))}, or stands later"
    )


# ---- print -----------------------------------------------------------------------------------------------------------


def _print(told: Mapping[str, Any]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from chancery.cli.show import told as on_a_line
    from chancery.records import from_json

    out, record = console(), from_json(told["record"])
    name = f"{line(told['record']['name'])}  " if record.kind == "actor" else ""
    out.print(Text.assemble((name, "bold"), on_a_line(record, told["parties"])))
    out.print(Text(f"{line(told['given_id'])} · {record.id}", "dim"))

    def part(title: str, *bodies: Any) -> None:
        out.print(Text(f"\n{title}", "bold"))
        for body in bodies:
            out.print(Padding(body, (0, 0, 0, 2)))

    part("the words", *(_sentence(pieces) for pieces in told["sentences"]))
    if told["tree"]:
        above = [Text(line(" ← ".join(told["under"])), "dim")] if told["under"] else []
        part("the clause", *above, _tree(told["tree"]))
    if told["predicates"]:
        part("predicates", *(_predicate(one) for one in told["predicates"]))
    decided = told["decided"]
    where = f" ({line(decided['file'])}, line {decided['line']})" if "file" in decided else ""
    by = Text.assemble(
        (line(decided["by"]), "bold"), f", {decided['how']}{where}; confidence {decided['confidence']:.2f}"
    )
    part("decided by", by, *([Text(safe(decided["text"], lines=True), "dim")] if "text" in decided else []))
    if told["scores"]:
        best = [one for one in told["scores"][:6] if one["score"] >= 0.001]
        scores = (Text(f"{one['score']:.3f}  {one['class']}") for one in best)
        part("what the trained head gives", Text(line(told["head"]), "dim"), *scores)
    if told.get("sureness"):
        pieces = ", ".join(f"{one['feature']} {one['adds']:+.2f}" for one in told["sureness"]["parts"])
        part("how sure", Text(line(told["sureness"]["by"]), "dim"), Text(pieces))
    if record.kind == "event":
        rules = [
            Text.assemble((one["rule"], "bold"), f"  {one['confidence']:.2f}  {line(one['word'])}: {line(one['why'])}")
            for one in told["alternatives"]
        ]
        part("alternatives", *(rules or [Text("no other rule has these words")]))
    part("today", Text(told["today"]))


def _sentence(pieces: Sequence[Mapping[str, str | None]]) -> Text:
    from rich.text import Text

    out = Text()
    for piece in pieces:
        words = safe(" ".join(str(piece["text"]).split("\n")))
        if piece["field"] is None:
            out.append(words)
        else:
            # In brackets, too: a pipe has no colours.
            style = STYLES.get(str(piece["field"]).split("+", maxsplit=1)[0], "bold green")
            out.append(f"[{piece['field']}: ", "dim").append(words, style).append("]", "dim")
    return out


def _tree(node: Mapping[str, Any]) -> Tree:
    from rich.tree import Tree

    tree = Tree(_label(node), guide_style="dim")

    def grow(tree: Tree, node: Mapping[str, Any]) -> None:
        for child in node.get("children", ()):
            grow(tree.add(_label(child)), child)

    grow(tree, node)
    return tree


def _label(node: Mapping[str, Any]) -> Text:
    from rich.text import Text

    words = line(node.get("phrase") or node["text"])
    facts = f"{node['dep']} {node['lemma']} {node['upos']}"
    return Text.assemble((words, STYLES["what"] if node["marked"] else ""), (f"  {line(facts)}", "dim"))


def _predicate(one: Mapping[str, Any]) -> Text:
    from rich.text import Text

    out = Text.assemble((line(one["roleset"]), "bold"), f"  {one['confidence']:.2f}")
    for argument in one["arguments"]:
        out.append(f"\n  {argument['role']:<9}", "dim").append(line(argument["text"]))
    return out


def _ids_in(record: Record) -> Iterator[str]:
    from chancery.store.write import parties_of

    yield from (actor for _, actor in parties_of(record))
