"""Train the reference head on the finished reading model: a small layer over its word vectors, and a scorer of pairs.

The encoder stays as it is, so this takes minutes: its vectors of every document are made once and kept in ``cache/``. Documents
in which names have been replaced by pronouns are added, because the sets have too few of them.

    training/references.py prepare --data ../shared/data
    training/references.py train [--hold-out K]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import coreference
import numpy as np
import torch
from coreference import Document
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from chancery.language import references
from chancery.language.document import Doc
from chancery.language.engine import Engine
from chancery.language.reader import Reader
from chancery.language.references import Mention, Pairs
from chancery.records import Part, Story
from chancery.rules.countries import Countries

HERE = Path(__file__).parent
CACHE = HERE / "cache"
SOURCES = {"gum": 0, "litbank": 1, "meantime": 2, "gap": 3}
WEIGHTS = {"gum": 1.0, "litbank": 0.5, "meantime": 0.7}


# ---- documents -----------------------------------------------------------------------------------------------------


@dataclass
class Item:
    """A document as the head sees it: vectors window by window, mentions, pairs, and the answers."""

    source: str
    key: str
    windows: list[NDArray[np.float16]]
    kept: list[int]
    heads: NDArray[np.int64]
    pairs: Pairs
    spans: list[tuple[int, int]]
    head_spans: list[tuple[int, int]]
    pronoun: NDArray[np.bool_]
    group: NDArray[np.int64]
    gold: list[list[tuple[int, int]]]
    question: Question | None
    made: bool


@dataclass
class Question:
    """GAP's: the pronoun's mention, the mentions of either name, whether each is meant, the places of the names."""

    pronoun: int | None
    a: set[int]
    b: set[int]
    means_a: bool
    means_b: bool
    place_a: tuple[int, int]
    place_b: tuple[int, int]


class _Tap:
    """An engine that remembers the vectors that it gave."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.references = None
        self.labels = engine.labels
        self.words = engine.words
        self.roles = engine.roles
        self.seen: list[tuple[int, NDArray[np.float16]]] = []

    def scores(self, words, first, last):  # type: ignore[no-untyped-def]
        """As the engine's."""
        out = self._engine.scores(words, first, last)
        self.seen.append((first, out["vector"].astype(np.float16)))
        return out


def story_of(document: Document) -> Story:
    """The document as a story without parts: its text is left as it is."""
    return Story(
        id=document.key, given_id=document.key, text=document.text,
        parts=(Part("body", 0, len(document.text)),), sha256=hashlib.sha256(document.text.encode()).hexdigest(),
    )  # fmt: skip


def with_pronouns(document: Document, doc: Doc, mentions: Sequence[Mention], rng: random.Random) -> Document | None:
    """The document with a third of the repeated names of persons replaced by "he", "she", "him", "her", "his"."""
    by_span = {doc.characters(m.first, m.last): m for m in mentions if m.key != "&"}
    swaps: list[tuple[int, int, str]] = []
    for group in document.groups:
        found = [(span, by_span.get(span)) for span in sorted(group)]
        sexes = {m.sex for _, m in found if m and references.is_personal(m) and m.sex in (1, 2)}
        if len(sexes) != 1:
            continue
        female = sexes == {1}
        before: Mention | None = None
        for span, m in found:
            if m and references.is_name(m) and before and m.sentence - before.sentence <= 3 and rng.random() < 0.35:
                token = doc.tokens[m.head]
                owns = doc.tokens[m.last - 1].tag == "POS" or (
                    m.last < len(doc.tokens) and doc.tokens[m.last].tag == "POS"
                )
                end = span[1]
                if owns and doc.tokens[m.last - 1].tag != "POS":
                    end = doc.tokens[m.last].end
                if owns:
                    word = "her" if female else "his"
                elif token.dep.startswith(("nsubj", "conj", "root")):
                    word = "she" if female else "he"
                else:
                    word = "her" if female else "him"
                first = doc.tokens[m.first]
                if first.index == doc.sentences[first.sentence].first:
                    word = word.capitalize()
                swaps.append((span[0], end, word))
            if m:
                before = m
    swaps.sort()
    clean: list[tuple[int, int, str]] = []
    for swap in swaps:
        if not clean or swap[0] >= clean[-1][1]:
            clean.append(swap)
    if not clean:
        return None
    text, moved, at, shift = [], np.zeros(len(document.text) + 1, dtype=np.int64), 0, 0
    for start, end, word in clean:
        text += [document.text[at:start], word]
        moved[at : start + 1] = np.arange(at, start + 1) + shift
        shift += len(word) - (end - start)
        moved[start + 1 : end + 1] = end + shift
        at = end
    text.append(document.text[at:])
    moved[at:] = np.arange(at, len(document.text) + 1) + shift
    groups = [[(int(moved[a]), int(moved[b])) for a, b in group] for group in document.groups]
    return replace(document, text="".join(text), groups=groups, key=document.key + "+")


def item_of(document: Document, doc: Doc, seen: Sequence[tuple[int, NDArray[np.float16]]], sexes: Countries) -> Item:
    """Lay the document's answers over what the reader sees."""
    mentions = references.find_mentions(doc, sexes)
    spans = [doc.characters(m.first, m.last) for m in mentions]
    by_span: dict[tuple[int, int], int] = {}
    by_head: dict[int, int] = {}
    for at, (m, span) in enumerate(zip(mentions, spans, strict=True)):
        by_span.setdefault(span, at)
        if m.key != "&":
            by_head.setdefault(m.head, at)
    starts = [token.start for token in doc.tokens]
    ends = [token.end for token in doc.tokens]
    group = np.full(len(mentions), -1, dtype=np.int64)
    for number, found in enumerate(document.groups):
        for start, end in found:
            at = by_span.get((start, end))
            if at is None:
                first = int(np.searchsorted(starts, start))
                last = int(np.searchsorted(ends, end, side="right"))
                if first < last:
                    at = by_head.get(doc.head_of(first, last))
            if at is not None and group[at] < 0:
                group[at] = number
    head_spans = [(doc.tokens[m.head].start, doc.tokens[m.head].end) for m in mentions]
    question = None
    if document.question:
        pronoun, a, b, means_a, means_b = document.question

        def at_place(place: tuple[int, int]) -> int | None:
            return next((i for i, m in enumerate(mentions) if m.key != "&" and place[0] <= head_spans[i][0] < place[1]), None)

        def same(place: tuple[int, int]) -> set[int]:
            last = document.text[place[0] : place[1]].lower().split()[-1]
            out = {i for i, m in enumerate(mentions) if references.is_name(m) and last in m.words}
            own = at_place(place)
            return out | ({own} if own is not None else set())

        of_a, of_b = same(a), same(b)
        own_a, own_b = at_place(a), at_place(b)
        question = Question(
            at_place(pronoun), of_a - of_b | ({own_a} - {None}), of_b - of_a | ({own_b} - {None}), means_a, means_b, a, b  # type: ignore[arg-type]
        )
    firsts = [first for first, _ in seen] + [len(doc.tokens)]
    return Item(
        source=document.source.split("-")[0],
        key=document.key,
        windows=[rows for _, rows in seen],
        kept=[firsts[i + 1] - firsts[i] for i in range(len(seen))],
        heads=np.array([m.head for m in mentions], dtype=np.int64),
        pairs=references.pairs_of(doc, mentions),
        spans=spans,
        head_spans=head_spans,
        pronoun=np.array([references.is_pronoun(m) for m in mentions], dtype=np.bool_),
        group=group,
        gold=document.groups,
        question=question,
        made=document.key.endswith("+"),
    )


def prepare(data: Path) -> Path:
    """Read every document with the shipped model, once; gives the file of items."""
    from chancery.rules.load import load_rules

    sexes = load_rules().countries
    tap = _Tap(Engine.load())
    reader = Reader(tap)  # type: ignore[arg-type]
    rng = random.Random(7)
    items: list[Item] = []

    def read(document: Document) -> tuple[Doc, list[tuple[int, NDArray[np.float16]]]]:
        tap.seen = []
        return next(reader.read([story_of(document)])), tap.seen

    begun = time.time()
    documents = coreference.read_all(data)
    for number, document in enumerate(documents):
        doc, seen = read(document)
        items.append(item_of(document, doc, seen, sexes))
        if document.source in ("gum-train", "litbank", "meantime"):
            made = with_pronouns(document, doc, references.find_mentions(doc, sexes), rng)
            if made is not None:
                items.append(item_of(made, *read(made), sexes))
        if document.source == "gum-dev":
            items[-1].source = "gum-dev"
        if number % 200 == 0:
            print(f"{number}/{len(documents)} {time.time() - begun:.0f} s", flush=True)
    CACHE.mkdir(exist_ok=True)
    path = CACHE / "references.pickle"
    path.write_bytes(pickle.dumps(items, protocol=5))
    return path


# ---- the head ------------------------------------------------------------------------------------------------------


class Head(nn.Module):
    """Word vectors through a small layer or two over their window, then a score for every pair of mentions."""

    def __init__(self, width: int = 192, layers: int = 2, size: int = 96, hidden: int = 64) -> None:
        super().__init__()
        import network

        self.take = nn.Linear(384, width)
        self.take_norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(network.Layer(width, 6, 2 * width, 0.1) for _ in range(layers))
        self.give = nn.Linear(width + 384 if layers else 384, size)
        self.alone = nn.EmbeddingBag(int(references.ALONE_OFFSETS[-1]), size, mode="sum")
        self.norm = nn.LayerNorm(size)
        self.later = nn.Linear(size, hidden)
        self.earlier = nn.Linear(size, hidden, bias=False)
        self.both = nn.Linear(size, hidden, bias=False)
        self.told = nn.EmbeddingBag(int(references.OFFSETS[-1]), hidden, mode="sum")
        self.score = nn.Linear(hidden, 1)
        self.new = nn.Sequential(nn.Linear(size, 64), nn.ReLU(), nn.Linear(64, 1))
        self.source = nn.Parameter(torch.zeros(len(SOURCES)))
        nn.init.normal_(self.alone.weight, std=0.1)
        nn.init.normal_(self.told.weight, std=0.1)

    def words(self, vector: Tensor, mask: Tensor) -> Tensor:
        """Vectors ``[B, W, 384]`` with *mask* ``[B, W]`` to what a mention is told by, ``[B, W, size]``."""
        if self.training:
            vector = F.dropout(vector, 0.2)
        if not self.layers:
            plain: Tensor = self.give(vector)
            return plain
        x = self.take_norm(self.take(vector))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        out: Tensor = self.give(torch.cat([x, vector], dim=-1))
        return out

    def pair_scores(self, words: Tensor, pairs: Pairs, source: int) -> tuple[Tensor, Tensor]:
        """Of mentions' rows of ``words``: the score of every pair, and of every mention's standing alone."""
        p = self.norm(F.silu(words + self.alone(torch.from_numpy(pairs.alone))))
        p = F.dropout(p, 0.15, self.training)
        later, earlier = torch.from_numpy(pairs.later), torch.from_numpy(pairs.earlier)
        hidden = self.later(p)[later] + self.earlier(p)[earlier] + self.both(p[later] * p[earlier])
        hidden = hidden + self.told(torch.from_numpy(pairs.told))
        scores = self.score(F.dropout(F.relu(hidden), 0.2, self.training)).squeeze(-1)
        return scores, self.new(p).squeeze(-1) + self.source[source]

    def forward(self, items: Sequence[Item]) -> Iterator[tuple[Tensor, Tensor]]:
        """Both scores of each item."""
        windows = [torch.from_numpy(w.astype(np.float32)) for item in items for w in item.windows]
        rows: list[Tensor] = [torch.empty(0)] * len(windows)
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        for start in range(0, len(order), 32):
            several = order[start : start + 32]
            padded = nn.utils.rnn.pad_sequence([windows[i] for i in several], batch_first=True)
            mask = torch.zeros(padded.shape[:2])
            for row, i in enumerate(several):
                mask[row, : len(windows[i])] = 1
            out = self.words(padded, mask)
            for row, i in enumerate(several):
                rows[i] = out[row]
        at = 0
        for item in items:
            kept = torch.cat([rows[at + i][: item.kept[i]] for i in range(len(item.windows))])
            at += len(item.windows)
            source = SOURCES[item.source.split("-")[0]]
            yield self.pair_scores(kept[torch.from_numpy(item.heads)], item.pairs, source)


# ---- the loss ------------------------------------------------------------------------------------------------------


def _sums(scores: Tensor, later: Tensor, mask: Tensor, new: Tensor, use_new: Tensor) -> Tensor:
    """For each mention, the logarithm of the sum of the exponentials of its masked pairs, and of standing alone where used."""
    low = torch.full_like(new, -1e4)
    inside = torch.where(mask, scores, torch.full_like(scores, -1e4))
    most = torch.where(use_new, new, low).detach()
    most = most.scatter_reduce(0, later, inside.detach(), reduce="amax", include_self=True)
    total = torch.zeros_like(new).index_add(0, later, torch.exp(inside - most[later]) * mask)
    total = total + torch.exp(torch.where(use_new, new, low) - most) * use_new
    return most + torch.log(total + 1e-30)


def loss_of(item: Item, scores: Tensor, new: Tensor) -> tuple[Tensor, float] | None:
    """The loss summed over what the item asks, and how much that is; None where it asks nothing."""
    later, earlier = torch.from_numpy(item.pairs.later), torch.from_numpy(item.pairs.earlier)
    every = torch.ones_like(new, dtype=torch.bool)
    if item.question is None:
        group = torch.from_numpy(item.group)
        right = (group[later] == group[earlier]) & (group[later] >= 0)
        has = torch.zeros_like(every)
        has[later[right]] = True
        # LitBank and MEANTIME mark some kinds of things only: what they leave unmarked teaches nothing.
        wanted = every if item.source == "gum" else group >= 0
        loss = _sums(scores, later, torch.ones_like(right), new, every) - _sums(scores, later, right, new, ~has)
        weight = WEIGHTS[item.source] * (0.5 if item.made else 1.0)
        return weight * loss[wanted].sum(), float(wanted.sum())
    asked, total, count = item.question, torch.zeros(()), 0.0
    if asked.pronoun is None:
        return None
    mine = later == asked.pronoun
    if mine.any():
        candidates, own = earlier[mine].tolist(), scores[mine]
        is_a = torch.tensor([k in asked.a for k in candidates])
        is_b = torch.tensor([k in asked.b for k in candidates])
        rest = ~is_a & ~is_b
        open_ = torch.from_numpy(item.pronoun[candidates]) & rest
        alone = new[asked.pronoun][None]
        meant = is_a if asked.means_a else is_b
        if (asked.means_a or asked.means_b) and meant.any():
            # Other pronouns may mean either: they are left out.
            total = total + 3 * (torch.logsumexp(torch.cat([own[~open_], alone]), 0) - torch.logsumexp(own[meant], 0))
            count += 1
        elif not (asked.means_a or asked.means_b) and (is_a | is_b).any():
            total = total + 3 * (
                torch.logsumexp(torch.cat([own, alone]), 0) - torch.logsumexp(torch.cat([own[rest], alone]), 0)
            )
            count += 1
    for names, meant_too in ((asked.a, asked.means_a), (asked.b, asked.means_b)):
        behind = [k for k in names if k > asked.pronoun]
        if behind and len(behind) == len(names):
            at = (later == min(behind)) & (earlier == asked.pronoun)
            if at.any():
                margin = scores[at][0] - new[min(behind)]
                total = total + 1.5 * F.softplus(-margin if meant_too else margin)
                count += 1
    return (total, count) if count else None


# ---- measuring -----------------------------------------------------------------------------------------------------


def conll(found: Sequence[tuple[list[list[tuple[int, int]]], list[list[tuple[int, int]]]]]) -> dict[str, float]:
    """CoNLL 2012 F1: the mean of MUC, B-cubed and CEAF-e over (gold, predicted) groups of spans, groups of one left out."""
    from scipy.optimize import linear_sum_assignment

    sums = np.zeros((3, 4))
    for gold_groups, predicted_groups in found:
        gold = [set(g) for g in gold_groups if len(set(g)) > 1]
        predicted = [set(g) for g in predicted_groups if len(set(g)) > 1]
        for side, (one, other) in enumerate(((gold, predicted), (predicted, gold))):
            of = {span: i for i, g in enumerate(other) for span in g}
            for g in one:
                parts = len({of[s] for s in g if s in of}) + sum(s not in of for s in g)
                sums[0, 2 * side : 2 * side + 2] += (len(g) - parts, len(g) - 1)
                shared = sum(len(g & other[of[s]]) / len(g) for s in g if s in of)
                sums[1, 2 * side : 2 * side + 2] += (shared, len(g))
        if gold and predicted:
            alike = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold])
            best = alike[linear_sum_assignment(-alike)].sum()
            sums[2] += (best, 0, best, 0)
        sums[2] += (0, len(gold), 0, len(predicted))
    recall, precision = sums[:, 0] / np.maximum(sums[:, 1], 1), sums[:, 2] / np.maximum(sums[:, 3], 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return {
        "conll": round(100 * float(f1.mean()), 2),
        **{name: round(100 * float(f1[i]), 1) for i, name in enumerate(("muc", "b3", "ceafe"))},
        "precision": round(100 * float(precision.mean()), 1),
        "recall": round(100 * float(recall.mean()), 1),
    }


def measure(head: Head, items: Sequence[Item], bias: float = 0.0) -> dict[str, float]:
    """GAP's F1, or CoNLL F1 with predicted mentions."""
    head.eval()
    groups_of: list[tuple[list[list[tuple[int, int]]], list[list[tuple[int, int]]]]] = []
    hit = wrong = missed = 0
    with torch.no_grad():
        for start in range(0, len(items), 16):
            several = items[start : start + 16]
            for item, (scores, new) in zip(several, head(several), strict=True):
                groups = references.join(item.pairs, scores.numpy(), new.numpy() - bias)
                if item.question is None:
                    groups_of.append((item.gold, [[item.spans[i] for i in g] for g in groups]))
                    continue
                asked = item.question
                mine = next((g for g in groups if asked.pronoun in g), [])
                for place, meant in ((asked.place_a, asked.means_a), (asked.place_b, asked.means_b)):
                    named = any(place[0] <= item.head_spans[i][0] < place[1] for i in mine)
                    hit, wrong, missed = hit + (named and meant), wrong + (named and not meant), missed + (meant and not named)
    if groups_of:
        return conll(groups_of)
    return {
        "gap": round(200 * hit / max(2 * hit + wrong + missed, 1), 2),
        "precision": round(100 * hit / max(hit + wrong, 1), 1),
        "recall": round(100 * hit / max(hit + missed, 1), 1),
    }


# ---- training ------------------------------------------------------------------------------------------------------


def train(
    items: Sequence[Item], watch: dict[str, Sequence[Item]], epochs: int, seed: int, rate: float = 1.5e-3, **sizes: int
) -> Head:
    """Train a head on *items*; says how it does on *watch* after every round."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = Head(**sizes)
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=1e-2)
    gap = [item for item in items if item.question is not None] * GAP
    rest = [item for item in items if item.question is None and not (item.made and item.source != "gum")]
    rest += 2 * [item for item in rest if item.source == "gum" and not item.made]
    steps, total = 0, epochs * (len(rest) + -(-len(gap) // 16))
    average = {name: value.detach().clone() for name, value in head.state_dict().items()}
    for epoch in range(epochs):
        begun, lost = time.time(), 0.0
        rng.shuffle(gap)
        rng.shuffle(rest)
        batches = [[item] for item in rest] + [gap[i : i + 16] for i in range(0, len(gap), 16)]
        rng.shuffle(batches)
        head.train()
        for batch in batches:
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, (steps + 1) / 100) * max(0.02, 1.0 - steps / total)
            found = [loss_of(item, *scores) for item, scores in zip(batch, head(batch), strict=True)]
            asked = [one for one in found if one is not None]
            steps += 1
            if not asked:
                continue
            loss = torch.stack([one[0] for one in asked]).sum() / max(sum(one[1] for one in asked), 1.0)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            lost += float(loss)
            keep = min(0.998, (steps + 1) / (steps + 10))
            for name, value in head.state_dict().items():
                average[name].lerp_(value, 1 - keep) if value.is_floating_point() else average[name].copy_(value)
        own = {name: value.detach().clone() for name, value in head.state_dict().items()}
        head.load_state_dict(average)
        print(f"round {epoch}: loss {lost / len(batches):.3f}", {k: measure(head, v) for k, v in watch.items()},
              f"{time.time() - begun:.0f} s", flush=True)  # fmt: skip
        if epoch < epochs - 1:
            head.load_state_dict(own)
    return head


# ---- export --------------------------------------------------------------------------------------------------------


class _Words(nn.Module):
    """The layer over words, for one window without padding."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head

    def forward(self, vector: Tensor) -> Tensor:
        return self.head.words(vector, torch.ones_like(vector[:, :, 0]))


def export(head: Head, folder: Path, bias: float) -> None:
    """Write ``references.onnx`` (int8) and ``references.npz``; *bias* is taken off what a mention alone scores."""
    import export as exporting

    head.eval()
    source = CACHE / "references.onnx"
    exporting._export(_Words(head), (torch.randn(1, 7, 384),), source, ["vector"], ["meaning"])
    exporting.quantise(source, folder / "references.onnx", fuse=(6, head.take.out_features))
    state = {name: value.numpy() for name, value in head.state_dict().items()}
    np.savez_compressed(
        folder / "references.npz",
        alone=state["alone.weight"].astype(np.float16),
        norm_weight=state["norm.weight"],
        norm_bias=state["norm.bias"],
        later=state["later.weight"].T,
        later_bias=state["later.bias"],
        earlier=state["earlier.weight"].T,
        both=state["both.weight"].T,
        told=state["told.weight"].astype(np.float16),
        score=state["score.weight"][0],
        score_bias=state["score.bias"][0],
        new_hidden=state["new.0.weight"].T,
        new_hidden_bias=state["new.0.bias"],
        new=state["new.2.weight"][0],
        new_bias=state["new.2.bias"][0] + state["source"][SOURCES["gum"]] - bias,
    )


def main() -> None:
    """Parse the options and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["prepare", "try", "train"])
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layers", type=int, default=0)
    parser.add_argument("--gap", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--without-made", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    global GAP
    GAP = options.gap
    if options.what == "prepare":
        prepare(options.data)
        return
    items: list[Item] = pickle.loads((CACHE / "references.pickle").read_bytes())
    for item in items:
        p = item.pairs
        far = ~item.pronoun[p.later] & (p.later - p.earlier > 16) & (p.told[:, 8] == references.OFFSETS[8])
        item.pairs = Pairs(p.later[~far], p.earlier[~far], p.told[~far], p.alone)
    if options.without_made:
        items = [item for item in items if not item.made]
    development = [item for item in items if item.key.startswith("development")]
    held = development[1::2]
    ids = {id(item) for item in held}
    training = [item for item in items if item.source != "gum-dev" and id(item) not in ids]
    watch = {"gum": [item for item in items if item.source == "gum-dev"], "gap": held}
    head = train(training, watch, options.epochs, options.seed, options.rate, layers=options.layers, hidden=options.hidden, size=options.size)
    for bias in (0.0, 0.3, 0.6, 1.0, 1.5):
        print("bias", bias, {name: measure(head, several, bias) for name, several in watch.items()})
    torch.save(head.state_dict(), CACHE / "head.pt")


if __name__ == "__main__":
    main()
