"""How well running text is read: words, sentences, tags, lemmas and trees against the UD treebanks, from raw text on.

    python bench/layers_ud.py --data ../shared/data [--model FOLDER] [--words-only]

Each document of EWT dev and GUM-open dev is given as it was written, paragraphs apart by a blank line (where the treebank
marks them), and read from characters to trees. A word counts as found when its first and last character are right;
tags, heads and relations count over found words, as in the CoNLL 2018 shared task: F1, so a word cut wrongly is a loss.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chancery.language.reader import Reader
from chancery.language.tokens import Tokenizer
from chancery.records import Part, Story

SETS = {"ewt-dev": "ud/ewt/en_ewt-ud-dev.conllu", "gum-open-dev": "ud/gum-open/open-dev.conllu"}


@dataclass
class Gold:
    """A document: its text and, per word, span, tags, lemma, head (place in the list) and relation."""

    name: str
    text: str = ""
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)


def main() -> None:
    """Measure both sets and print a JSON line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds ud/")
    parser.add_argument("--model", type=Path, help="a model's folder, the shipped one by default")
    parser.add_argument("--words-only", action="store_true", help="measure the tokenizer alone, without a model")
    options = parser.parse_args()
    reader = None if options.words_only else Reader.load(options.model)
    for name, path in SETS.items():
        golds = list(documents(options.data / path))
        scores = words_alone(golds) if reader is None else whole(golds, reader)
        print(json.dumps({"set": name, "documents": len(golds), **scores}))


def documents(path: Path) -> Iterator[Gold]:
    """The documents of a CoNLL-U file with their running text."""
    gold: Gold | None = None
    fresh = True
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line[9:].strip() for line in lines if line.startswith("# text = ")), None)
        for line in lines:
            if line.startswith("# newdoc"):
                if gold is not None and gold.spans:
                    yield gold
                gold = Gold(line.partition("=")[2].strip())
            fresh = fresh or line.startswith(("# newpar", "# newdoc"))
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        if gold is None or text is None or not rows:
            continue
        _add(gold, text, [row for row in rows if row[0].isdigit()], fresh=fresh)
        fresh = False
    if gold is not None and gold.spans:
        yield gold


def _add(gold: Gold, text: str, rows: list[list[str]], *, fresh: bool) -> None:
    if gold.text:
        gold.text += "\n\n" if fresh else " "
    base, at, first = len(gold.text), 0, len(gold.spans)
    for row in rows:
        start = text.index(row[1], at)
        at = start + len(row[1])
        gold.spans.append((base + start, base + at))
        gold.lemma.append(row[2])
        gold.upos.append(row[3])
        gold.tag.append(row[4])
        head = int(row[6])
        gold.head.append(first + head - 1 if head else len(gold.spans) - 1)
        gold.dep.append(row[7])
    gold.sentences.append((gold.spans[first][0], gold.spans[-1][1]))
    gold.text += text
    if fresh or not gold.paragraphs:
        gold.paragraphs.append((base, len(gold.text)))
    else:
        gold.paragraphs[-1] = (gold.paragraphs[-1][0], len(gold.text))


def words_alone(golds: list[Gold]) -> dict[str, float]:
    """The tokenizer's F1."""
    tokenizer = Tokenizer()
    right = said = known = 0
    for gold in golds:
        starts, ends = tokenizer(gold.text)
        mine = set(zip(starts.tolist(), ends.tolist(), strict=True))
        right += len(mine & set(gold.spans))
        said += len(mine)
        known += len(gold.spans)
    return {"words_f1": _f1(right, said, known)}


def whole(golds: list[Gold], reader: Reader) -> dict[str, float]:
    """F1 of everything, from raw text."""
    names = ("words", "sentences", "upos", "tag", "lemma", "uas", "las", "uas_without_marks", "las_without_marks")
    right = dict.fromkeys(names, 0)
    said = known = said_sentences = known_sentences = said_plain = known_plain = 0
    for gold, doc in zip(golds, reader.read(_story(gold) for gold in golds), strict=True):
        place = {span: at for at, span in enumerate(gold.spans)}
        # A word's place in the treebank, None where the treebank has no such word.
        aligned = [place.get((token.start, token.end)) for token in doc.tokens]
        said += len(aligned)
        known += len(gold.spans)
        said_plain += sum(token.upos != "PUNCT" for token in doc.tokens)
        known_plain += sum(upos != "PUNCT" for upos in gold.upos)
        mine = {(sentence.start, sentence.end) for sentence in doc.sentences}
        right["sentences"] += len(mine & set(gold.sentences))
        said_sentences += len(mine)
        known_sentences += len(gold.sentences)
        for token, at in zip(doc.tokens, aligned, strict=True):
            if at is None:
                continue
            governed = aligned[token.head] == gold.head[at]
            labelled = governed and token.dep.split(":")[0] == gold.dep[at].split(":")[0]
            plain = gold.upos[at] != "PUNCT"
            right["words"] += 1
            right["upos"] += token.upos == gold.upos[at]
            right["tag"] += token.tag == gold.tag[at]
            right["lemma"] += token.lemma == gold.lemma[at]
            right["uas"] += governed
            right["las"] += labelled
            right["uas_without_marks"] += governed and plain
            right["las_without_marks"] += labelled and plain
    sizes = dict.fromkeys(names, (said, known))
    sizes["sentences"] = (said_sentences, known_sentences)
    sizes["uas_without_marks"] = sizes["las_without_marks"] = (said_plain, known_plain)
    return {name: _f1(right[name], *sizes[name]) for name in names}


def _story(gold: Gold) -> Story:
    parts = tuple(Part("body", start, end) for start, end in gold.paragraphs)
    return Story(id=gold.name, given_id=gold.name, text=gold.text, parts=parts)


def _f1(right: int, said: int, known: int) -> float:
    return round(200 * right / (said + known), 2) if said + known else 0.0


if __name__ == "__main__":
    main()
