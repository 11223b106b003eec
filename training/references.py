"""Train the reference head on the finished reading model: a scorer of pairs of mentions over its word vectors.

The encoder stays as it is, so this takes minutes: its vectors of every document are made once and kept in ``cache/``. Documents
in which names have been replaced by pronouns are added, because the sets have too few of them.

    training/references.py prepare --data ../shared/data
    training/references.py build
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import time
from collections.abc import Iterator, Mapping, Sequence
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
from chancery.language.engine import Engine, Floats, Words
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
    """A document as the head sees it: a vector for each mention, pairs, and the answers."""

    source: str
    key: str
    vectors: NDArray[np.float16]
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

    def scores(self, words: Words, first: int, last: int) -> Mapping[str, Floats]:
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
            return next(
                (i for i, m in enumerate(mentions) if m.key != "&" and place[0] <= head_spans[i][0] < place[1]), None
            )

        def same(place: tuple[int, int]) -> set[int]:
            last = document.text[place[0] : place[1]].lower().split()[-1]
            out = {i for i, m in enumerate(mentions) if references.is_name(m) and last in m.words}
            own = at_place(place)
            return out | ({own} if own is not None else set())

        of_a, of_b = same(a), same(b)
        own_a, own_b = at_place(a), at_place(b)
        question = Question(
            at_place(pronoun),
            of_a - of_b | ({own_a} - {None}),
            of_b - of_a | ({own_b} - {None}),
            means_a,
            means_b,
            a,
            b,  # type: ignore[arg-type]
        )
    rows = np.zeros((len(doc.tokens), 384), dtype=np.float16)
    for first, vectors in seen:
        rows[first : first + len(vectors)] = vectors  # A sentence that a window cuts is read again by the next.
    return Item(
        source=document.source.split("-")[0],
        key=document.key,
        vectors=rows[[m.head for m in mentions]],
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
        if document.source == "gum-train":
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


def load_items() -> list[Item]:
    """The items that ``prepare`` has made."""
    items: list[Item] = pickle.loads((CACHE / "references.pickle").read_bytes())
    return items


# ---- the head ------------------------------------------------------------------------------------------------------


class Head(nn.Module):
    """What a mention is told by, from its word's vector and by looking, and a score for every pair of mentions."""

    def __init__(self, size: int = 96, hidden: int = 128) -> None:
        super().__init__()
        self.word = nn.Linear(384, size)
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

    def pair_scores(self, words: Tensor, pairs: Pairs, source: int) -> tuple[Tensor, Tensor]:
        """Of a row for each mention: the score of every pair, and of every mention's standing alone."""
        p = self.norm(F.silu(words + self.alone(torch.from_numpy(pairs.alone))))
        p = F.dropout(p, 0.15, self.training)
        later, earlier = torch.from_numpy(pairs.later), torch.from_numpy(pairs.earlier)
        hidden = self.later(p)[later] + self.earlier(p)[earlier] + self.both(p[later] * p[earlier])
        hidden = hidden + self.told(torch.from_numpy(pairs.told))
        scores = self.score(F.dropout(F.relu(hidden), 0.2, self.training)).squeeze(-1)
        return scores, self.new(p).squeeze(-1) + self.source[source]

    def forward(self, item: Item) -> tuple[Tensor, Tensor]:
        """Both scores of an item."""
        vectors = F.dropout(torch.from_numpy(item.vectors.astype(np.float32)), 0.2, self.training)
        return self.pair_scores(self.word(vectors), item.pairs, SOURCES[item.source.split("-")[0]])


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


def groups_of(head: Head, items: Sequence[Item], bias: float) -> Iterator[tuple[Item, list[list[int]]]]:
    """Each item with its groups of mentions."""
    head.eval()
    with torch.no_grad():
        for item in items:
            scores, new = head(item)
            yield item, references.join(item.pairs, scores.numpy(), new.numpy() - bias)


def answers(head: Head, items: Sequence[Item], bias: float) -> tuple[int, int, int]:
    """Of GAP's passages: how many names are rightly said to be meant, how many wrongly, and how many are missed."""
    right = wrong = missed = 0
    for item, groups in groups_of(head, items, bias):
        asked = item.question
        assert asked is not None
        mine = next((group for group in groups if asked.pronoun in group), [])
        for place, meant in ((asked.place_a, asked.means_a), (asked.place_b, asked.means_b)):
            named = any(place[0] <= item.head_spans[i][0] < place[1] for i in mine)
            right, wrong, missed = (
                right + (named and meant),
                wrong + (named and not meant),
                missed + (meant and not named),
            )
    return right, wrong, missed


def f1_of(right: int, wrong: int, missed: int) -> dict[str, float]:
    """F1, precision and recall, in per cent."""
    return {
        "f1": round(200 * right / max(2 * right + wrong + missed, 1), 2),
        "precision": round(100 * right / max(right + wrong, 1), 1),
        "recall": round(100 * right / max(right + missed, 1), 1),
    }


def measure(head: Head, items: Sequence[Item], bias: float = 0.0) -> dict[str, float]:
    """GAP's F1, or CoNLL F1 with predicted mentions."""
    if items[0].question is not None:
        return f1_of(*answers(head, items, bias))
    found = groups_of(head, items, bias)
    return conll([(item.gold, [[item.spans[i] for i in group] for group in groups]) for item, groups in found])


# ---- training ------------------------------------------------------------------------------------------------------


def train(
    items: Sequence[Item], watch: dict[str, Sequence[Item]], epochs: int, seed: int, rate: float = 1.5e-3
) -> Head:
    """Train a head on *items*; says how it does on *watch* after every round."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = Head()
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=1e-2)
    gap = 3 * [item for item in items if item.question is not None]
    rest = [item for item in items if item.question is None]
    rest += 2 * [item for item in rest if item.source == "gum" and not item.made]  # The scheme that is wanted.
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
            found = [loss_of(item, *head(item)) for item in batch]
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


def export(head: Head, folder: Path, bias: float) -> None:
    """Write ``references.npz``; *bias* is taken off what a mention alone scores."""
    state = {name: value.numpy() for name, value in head.state_dict().items()}
    np.savez_compressed(
        folder / "references.npz",
        word=state["word.weight"].T.astype(np.float16),
        word_bias=state["word.bias"],
        alone=state["alone.weight"].astype(np.float16),
        norm_weight=state["norm.weight"],
        norm_bias=state["norm.bias"],
        later=state["later.weight"].T.astype(np.float16),
        later_bias=state["later.bias"],
        earlier=state["earlier.weight"].T.astype(np.float16),
        both=state["both.weight"].T.astype(np.float16),
        told=state["told.weight"].astype(np.float16),
        score=state["score.weight"][0],
        score_bias=state["score.bias"][0],
        new_hidden=state["new.0.weight"].T.astype(np.float16),
        new_hidden_bias=state["new.0.bias"],
        new=state["new.2.weight"][0],
        new_bias=state["new.2.bias"][0] + state["source"][SOURCES["gum"]] - bias,
    )


EPOCHS, SEED, BIAS = 10, 1, 0.0


def build(epochs: int, folder: Path, scores: Path) -> None:
    """Train and write the head that ships, on everything but OntoGUM's development documents; measure honestly.

    GAP's development passages teach the shipped head, so its own score on them would flatter: two more heads are trained, each
    without every other passage, and every passage is answered by the head that has not seen it.
    """
    items = load_items()
    watch = [item for item in items if item.source == "gum-dev"]
    rest = [item for item in items if item.source != "gum-dev"]
    development = [item for item in rest if item.key.startswith("development")]
    answered: list[tuple[int, int, int]] = []
    for fold in range(2):
        held = development[fold::2]
        apart = {id(item) for item in held}
        head = train([item for item in rest if id(item) not in apart], {}, epochs, SEED)
        answered.append(answers(head, held, BIAS))
    head = train(rest, {"gum": watch}, epochs, SEED)
    export(head, folder, BIAS)
    found = {"gap": f1_of(*np.sum(answered, axis=0).tolist()), "ontogum": measure(head, watch, BIAS)}
    print(found)
    scores.write_text(json.dumps({"seed": SEED, "epochs": epochs, **found}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the options and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["prepare", "build", "try"])
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=HERE.parent / "src/chancery/language/model")
    parser.add_argument("--scores", type=Path, default=HERE / "checkpoints/references.json")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.what == "prepare":
        prepare(options.data)
    elif options.what == "build":
        build(options.epochs, options.out, options.scores)
    else:
        items = load_items()
        held = [item for item in items if item.key.startswith("development")][1::2]
        apart = {id(item) for item in held}
        training = [item for item in items if item.source != "gum-dev" and id(item) not in apart]
        train(training, {"gum": [i for i in items if i.source == "gum-dev"], "gap": held}, options.epochs, SEED)


if __name__ == "__main__":
    import references as itself  # So that what is pickled here is found again under the module's own name.

    itself.main()
