"""Dev scores of exported graphs, through ONNX Runtime and the package's own decoders.

Trees are scored on gold tokens; tags, arcs and arguments on gold sentences, arguments on gold predicates too; sentence
starts on running windows of gold tokens; names over PER, LOC and ORG (a facility counts as a place) on each set's held-out part.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import batches
import data
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from chancery.language import decode, features, graph

HERE = Path(__file__).parent


class Reading:
    """The exported graphs of one folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.encoder, self.roles = (
            onnxruntime.InferenceSession(
                str(folder / name), options, ["CPUExecutionProvider"], disabled_optimizers=graph.SLOW_FUSIONS
            )
            for name in ("encoder.onnx", "roles.onnx")
        )
        self.labels: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.weights = dict(np.load(folder / "weights.npz"))
        self.pieces = batches.Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))
        self.outputs = [o.name for o in self.encoder.get_outputs()]
        self.name_moves = decode.bio_transitions(self.labels["name"])
        self.role_moves = decode.bio_transitions(self.labels["role"])
        self.root = self.labels["deprel"].index("root")

    def encode(self, windows: list[list[data.Sentence]]) -> dict[str, Any]:
        """All scores over windows of sentences."""
        out = self.encoder.run(None, batches.pack(*batches.words_of(windows), self.pieces))
        return dict(zip(self.outputs, out, strict=True))

    def arguments(self, words: Any, predicates: list[int]) -> list[list[tuple[int, int, str, float]]]:
        """The arguments of the predicates of one sentence; *words* are its ``role_words``."""
        if not predicates:
            return []
        cuts = [batches.role_slice(len(words), p) for p in predicates]
        most = max(high - low for low, high in cuts)
        rows = np.zeros((len(predicates), most, words.shape[1]), dtype=np.float32)
        distance = np.zeros((len(predicates), most), dtype=np.int64)
        mask = np.zeros((len(predicates), most), dtype=np.int64)
        for i, (p, (low, high)) in enumerate(zip(predicates, cuts, strict=True)):
            rows[i, : high - low] = words[low:high]
            distance[i, : high - low] = [features.distance(w, p) for w in range(low, high)]
            mask[i, : high - low] = 1
        (scores,) = self.roles.run(None, {"role_words": rows, "distance": distance, "mask": mask})
        found = []
        for i, (p, (low, high)) in enumerate(zip(predicates, cuts, strict=True)):
            spans = decode.arguments(scores[i, : high - low], self.labels["role"], self.role_moves, p - low)
            found.append([(a + low, b + low, role, sure) for a, b, role, sure in spans])
        return found


class Count:
    """Right, given and wanted, for precision and recall."""

    def __init__(self) -> None:
        self.right = self.given = self.wanted = 0

    def add(self, given: set[Any], wanted: set[Any]) -> None:
        """Compare two sets."""
        self.right += len(given & wanted)
        self.given += len(given)
        self.wanted += len(wanted)

    def join(self, other: Count) -> None:
        """Count what another counted, too."""
        self.right += other.right
        self.given += other.given
        self.wanted += other.wanted

    @property
    def f1(self) -> float:
        """F1 in percent."""
        return 200.0 * self.right / max(1, self.given + self.wanted)


def grouped(sentences: list[data.Sentence], seed: int) -> Iterator[list[list[data.Sentence]]]:
    """Batches of eight windows."""
    rng = random.Random(seed)
    docs: dict[str, list[data.Sentence]] = defaultdict(list)
    for s in sentences:
        docs[s.doc].append(s)
    found = [w for doc in docs.values() for w in data.windows(doc, rng, 60, 110, 150)]
    found.sort(key=lambda w: sum(len(s.words) for s in w))
    for i in range(0, len(found), 8):
        yield found[i : i + 8]


def trees(reading: Reading, sentences: list[data.Sentence], scores: dict[str, float], prefix: str, every: Count) -> int:
    """Tags, trees, lemmas, starts, predicates and arguments; gives the number of words. *every* counts the starts too."""
    right: Counter[str] = Counter()
    total = 0
    starts, inside, predicates, arguments = Count(), Count(), Count(), Count()
    by_role: dict[str, Count] = defaultdict(Count)
    senses: Counter[bool] = Counter()
    labels = reading.labels
    for group in grouped(sentences, 3):
        out = reading.encode(group)
        for b, window in enumerate(group):
            size = sum(len(s.words) for s in window)
            gold, told = set(), set()
            first = 0
            for s in window:
                gold.add(first)
                if first == 0 or s.gaps[0] == features.BROKEN:
                    told.add(first)
                first += len(s.words)
            # Where a paragraph begins, the page says so: only the starts inside of paragraphs are the model's.
            begun = set(decode.sentence_starts(out["start"][b, :size]))
            inside.add(begun - told, gold - told)
            starts.add((begun | told) - {0}, gold - {0})
            first = 0
            for s in window:
                assert s.tags and s.upos and s.morph and s.lemmas and s.heads is not None and s.deprels
                last = first + len(s.words)
                span = slice(first, last)
                total += len(s.words)
                for layer, wanted in (("tag", s.tags), ("upos", s.upos), ("morph", s.morph)):
                    given = [labels[layer][i] for i in out[layer][b, span].argmax(-1)]
                    right[layer] += sum(x == y for x, y in zip(given, wanted, strict=True))
                lemmas = [
                    decode.apply_lemma_rule(f, labels["lemma"][i])
                    for f, i in zip(s.words, out["lemma"][b, span].argmax(-1), strict=True)
                ]
                right["lemma"] += sum(x.lower() == y.lower() for x, y in zip(lemmas, s.lemmas, strict=True))
                heads = decode.tree(out["arc"][b, span, span])
                label = decode.label_scores(
                    out["label_dep"][b, span],
                    out["label_head"][b, span][heads],
                    reading.weights["label_weight"],
                    reading.weights["label_bias"],
                )
                deprels = [labels["deprel"][i] for i in decode.labels(label, heads, reading.root)]
                for h, g, d, e in zip(heads, s.heads, deprels, s.deprels, strict=True):
                    right["uas"] += h == g
                    right["las"] += h == g and d == e
                    right["las-plain"] += h == g and d.split(":")[0] == e.split(":")[0]
                if s.predicates is not None:
                    places = [p[0] for p in s.predicates]
                    predicates.add({i for i in range(len(s.words)) if out["predicate"][b, first + i] > 0}, set(places))
                    given_arguments = reading.arguments(out["role_words"][b, span], places)
                    for (at, roleset, wanted_arguments), found in zip(s.predicates, given_arguments, strict=True):
                        have = {(a, z, r) for a, z, r, _ in found}
                        want = set(wanted_arguments)
                        arguments.add(have, want)
                        for role in ("ARG0", "ARG1", "ARG2", "ARGM-TMP", "ARGM-LOC"):
                            by_role[role].add({x for x in have if x[2] == role}, {x for x in want if x[2] == role})
                        chosen, _ = decode.roleset(
                            out["sense"][b, first + at],
                            lemmas[at],
                            labels["lexicon"],
                            labels["roleset"],
                            reading.weights["roleset_weight"],
                            reading.weights["roleset_bias"],
                        )
                        senses[chosen == roleset] += 1
                first = last
    for layer, count in right.items():
        scores[f"{prefix} {layer}"] = 100.0 * count / total
    every.join(starts)
    scores[f"{prefix} starts F1"] = starts.f1
    scores[f"{prefix} starts inside paragraphs F1"] = inside.f1
    if senses:
        scores[f"{prefix} predicates F1"] = predicates.f1
        scores[f"{prefix} rolesets"] = 100.0 * senses[True] / sum(senses.values())
        scores[f"{prefix} arguments F1"] = arguments.f1
        for role, counted in by_role.items():
            scores[f"{prefix} {role} F1"] = counted.f1
    return total


def gold_names(masks: list[int]) -> tuple[set[tuple[int, int, str]], set[int]]:
    """The sure PER, LOC and ORG spans of a sentence, and the words about which its set says nothing."""
    spans: list[tuple[int, int, str]] = []
    unsure = set()
    for i, mask in enumerate(masks):
        allowed = [data.NAME_TAGS[j] for j in range(len(data.NAME_TAGS)) if mask >> j & 1]
        if len(allowed) > 1:
            if any(tag[2:] in ("PER", "LOC", "ORG") for tag in allowed):
                unsure.add(i)
            continue
        tag = allowed[0]
        if tag == "O":
            continue
        if tag[0] == "I" and spans and spans[-1][1] == i and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], i + 1, tag[2:])
        else:
            spans.append((i, i + 1, tag[2:]))
    return {(a, b, "LOC" if k == "FAC" else k) for a, b, k in spans}, unsure


def names(
    reading: Reading, sentences: list[data.Sentence], scores: dict[str, float], source: str, every: Count
) -> None:
    """Names of one set."""
    counted = Count()
    by_type: dict[str, Count] = defaultdict(Count)
    for group in grouped([s for s in sentences if s.names is not None], 5):
        out = reading.encode(group)
        for b, window in enumerate(group):
            first = 0
            for s in window:
                last = first + len(s.words)
                assert s.names is not None
                wanted, unsure = gold_names(s.names)
                given = {
                    (a, z, "LOC" if kind == "FAC" else kind)
                    for a, z, kind, _ in decode.names(
                        out["name"][b, first:last], reading.labels["name"], reading.name_moves
                    )
                    if not unsure & set(range(a, z))
                }
                for kind in ("PER", "LOC", "ORG", "NORP", "TITLE", "EVENT"):
                    x, y = {n for n in given if n[2] == kind}, {n for n in wanted if n[2] == kind}
                    by_type[kind].add(x, y)
                    if kind in ("PER", "LOC", "ORG"):
                        counted.add(x, y)
                        every.add(x, y)
                first = last
    scores[f"{source} names F1"] = counted.f1
    for kind, found in by_type.items():
        if found.wanted > 20:
            scores[f"{source} {kind} F1"] = found.f1


def measure(folder: Path, corpus: data.Corpus, limit: int) -> dict[str, float]:
    """All scores; with *limit*, over about so many sentences of each set."""
    reading = Reading(folder)

    def some(listed: list[data.Sentence]) -> list[data.Sentence]:
        return listed[:limit] if limit else listed

    scores: dict[str, float] = {}
    starts = Count()
    words = {source: trees(reading, some(corpus.dev[source]), scores, source, starts) for source in ("ewt", "gum")}
    for layer in ("tag", "upos", "uas", "las"):
        share = sum(scores[f"{source} {layer}"] * count for source, count in words.items())
        scores[f"ewt+gum {layer}"] = share / sum(words.values())
    scores["ewt+gum starts F1"] = starts.f1
    every = Count()
    for source in ("ewt", "wikigold", "crossner", "re3d", "gmb"):
        listed = some(corpus.dev[source])
        names(reading, listed[:1500] if source == "gmb" else listed, scores, source, every)
        if source == "re3d":
            scores["names F1, the four sets by hand"] = every.f1
    scores["names F1, all sets"] = every.f1
    return scores


def speed(folder: Path, corpus: data.Corpus) -> float:
    """Words a second on one core, with decoding of trees, names and arguments, on wire text."""
    reading = Reading(folder)
    listed = [s for s in corpus.dev["gmb"] if s.names is not None][:400]
    groups = list(grouped(listed, 9))
    total = 0
    begun = time.process_time()
    for group in groups:
        out = reading.encode(group)
        for b, window in enumerate(group):
            first = 0
            for s in window:
                last = first + len(s.words)
                total += len(s.words)
                span = slice(first, last)
                heads = decode.tree(out["arc"][b, span, span])
                decode.label_scores(
                    out["label_dep"][b, span],
                    out["label_head"][b, span][heads],
                    reading.weights["label_weight"],
                    reading.weights["label_bias"],
                )
                decode.names(out["name"][b, span], reading.labels["name"], reading.name_moves)
                places = [i for i in range(len(s.words)) if out["predicate"][b, first + i] > 0]
                reading.arguments(out["role_words"][b, span], places)
                first = last
    return total / (time.process_time() - begun)


def main() -> None:
    """Parse the options, measure, print and write the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--int8", type=Path, default=HERE.parent / "src/chancery/language/model")
    parser.add_argument("--fp32", type=Path, default=HERE / "checkpoints/fp32")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--only-int8", action="store_true")
    parser.add_argument("--scores", type=Path, default=HERE / "checkpoints/scores.json")
    options = parser.parse_args()
    corpus = data.load(options.data, HERE / "cache")
    found = {"int8": measure(options.int8, corpus, options.limit)}
    if not options.only_int8:
        found["fp32"] = measure(options.fp32, corpus, options.limit)
    for name, value in found["int8"].items():
        other = found.get("fp32", {}).get(name)
        print(f"{name:32} {value:6.2f}" + (f"   fp32 {other:6.2f}" if other is not None else ""))
    rate = speed(options.int8, corpus)
    found["int8"]["words a second, one core"] = rate
    print(f"{rate:.0f} words a second on one core, decoding included")
    options.scores.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
