"""The network of the larger relation head and how it is trained; needs torch and numpy alone, so that it runs on a machine with a GPU and nothing else.

MPNet (Song et al. 2020) reads a sentence's pieces with who is source, target and the word that says it added; a class is told from what stands at
these three and at the beginning. ``larger.py`` makes what it reads and exports what it leaves; ``build-larger`` has every recipe.

    training/mpnet.py train --recipe '{"seed": 11, "left_out": 1}' --out training/checkpoints/teacher-1-11
    training/mpnet.py teach --from training/checkpoints/teacher-?-??.npz --out training/checkpoints/taught.npz
    training/mpnet.py train --recipe '{"few_bits": true, ...}' --taught training/checkpoints/taught.npz --out training/checkpoints/larger
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

LAYERS, WIDTH, HEADS, INNER = 12, 768, 12, 3072
EMBEDDINGS = ("words.", "places.")
PIECES, PLACES, DISTANCES = 30527, 514, 32
WIDEST = 128
"""So many pieces of a sentence are read."""
ROLES_AT = 6
"""Before this layer the roles are added; those below read the sentence as it is. (At 0, the marks seen by all twelve, the examples kept aside come out a point lower.)"""
SAYS = 4
UNKNOWN = -1
"""The class of a row without a label."""
BLOCK, LEVELS = 32, 15
"""Weights in four bits: blocks of 32 along what goes in, each with a scale and a zero point, as ONNX Runtime's MatMulNBits has them."""


def four_bits(weight: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """*weight* [out, in] in blocks of levels from 0 to 15 [out, blocks, 32], with the scale and the zero point of each (ONNX Runtime's rounding, asymmetric)."""
    blocks = weight.reshape(weight.shape[0], -1, BLOCK)
    low = blocks.amin(dim=-1, keepdim=True).clamp(max=0.0)
    high = blocks.amax(dim=-1, keepdim=True).clamp(min=0.0)
    scale = ((high - low) / LEVELS).clamp(min=1e-8)
    zero = torch.round(-low / scale).clamp(0, LEVELS)
    return torch.round(blocks / scale + zero).clamp(0, LEVELS), scale, zero


def in_four_bits(weight: Tensor) -> Tensor:
    """*weight* as it is after it has been kept in four bits."""
    kept, scale, zero = four_bits(weight)
    return ((kept - zero) * scale).view_as(weight)


class Matrix(nn.Linear):
    """A linear layer that, in training for four bits, answers as if its weights were kept so (the gradient goes straight through)."""

    few_bits = False

    def forward(self, x: Tensor) -> Tensor:
        """As a linear layer."""
        if not self.few_bits:
            return F.linear(x, self.weight, self.bias)
        return F.linear(x, self.weight + (in_four_bits(self.weight) - self.weight).detach(), self.bias)


class Dropout(nn.Module):
    """Dropout in training."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """*x* with a share of its values set to 0 and the others made larger, in training only."""
        return F.dropout(x, self.share) if self.training else x


class MpLayer(nn.Module):
    """A layer of MPNet: norm after each part; the attention takes a bias by distance."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (Matrix(WIDTH, WIDTH) for _ in range(4))
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up = Matrix(WIDTH, INNER)
        self.down = Matrix(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """*x* [B,P,768]; *bias* [B,12,P,P]."""
        split = (x.shape[0], -1, HEADS, WIDTH // HEADS)
        q, k, v = (part(x).view(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(x.shape))))
        out: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return out


class Larger(nn.Module):
    """MPNet with roles, and a class from what stands at source, target, verb and the whole."""

    def __init__(self, classes: int, hidden: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.far = nn.Embedding(DISTANCES, HEADS)
        self.layers = nn.ModuleList(MpLayer() for _ in range(LAYERS))
        self.role = nn.Embedding(8, WIDTH)
        self.role_norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = Dropout(0.1)
        self.hidden = Matrix(4 * WIDTH, hidden)
        self.tell = Matrix(hidden, classes)
        nn.init.normal_(self.role.weight, std=0.1)
        with torch.no_grad():
            self.role.weight[0] = 0.0

    def bias(self, mask: Tensor) -> Tensor:
        """[B,12,P,P]: what distance adds, and padding hidden."""
        at = torch.arange(mask.shape[1], device=mask.device)
        far = at[None, :] - at[:, None]
        n = far.abs()
        big = 8 + (torch.log(n.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
        bucket = (far > 0).long() * 16 + torch.where(n < 8, n, big.clamp(max=15))
        # T5's buckets take the sign of memory minus context turned round: positive where the word comes later.
        out: Tensor = self.far(bucket).permute(2, 0, 1)[None] + (1.0 - mask)[:, None, None, :] * -10000.0
        return out

    def forward(self, pieces: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """Scores [B, classes]; *pieces*, *roles* (bits) and *mask* [B,P]."""
        places = torch.arange(pieces.shape[1], device=pieces.device) + 2
        x = self.norm(self.words(pieces) + self.places(places)[None])
        bias = self.bias(mask)
        for at, layer in enumerate(self.layers):
            if at == ROLES_AT:
                x = self.role_norm(x + self.role(roles))
            x = layer(x, bias)
        pooled = [x[:, 0]]
        for bit in (1, 2, 4):
            here = ((torch.div(roles, bit, rounding_mode="floor") % 2) == 1).to(x.dtype)[:, :, None]
            pooled.append((x * here).sum(dim=1) / here.sum(dim=1).clamp(min=1.0))
        out: Tensor = self.tell(self.dropout(F.gelu(self.hidden(self.dropout(torch.cat(pooled, dim=-1))))))
        return out


# ---- what it reads -------------------------------------------------------------------------------------------------


@dataclass
class Readings:
    """Sentences with their marks, padded to ``WIDEST`` pieces."""

    pieces: Tensor
    roles: Tensor
    sizes: Tensor
    what: Tensor
    part: NDArray[np.str_]
    """Of each: ``learn``, ``held`` or another name."""

    @classmethod
    def load(cls, path: Path, device: torch.device) -> Readings:
        """What ``larger.py prepare`` has left."""
        with np.load(path) as rows:
            ends = rows["ends"]
            starts = np.concatenate([[0], ends[:-1]])
            pieces = np.ones((len(ends), WIDEST), dtype=np.int64)
            roles = np.zeros((len(ends), WIDEST), dtype=np.int64)
            flat_pieces, flat_roles = rows["pieces"], rows["roles"]
            for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
                pieces[row, : end - start] = flat_pieces[start:end]
                roles[row, : end - start] = flat_roles[start:end]
            tensors = (pieces, roles, ends - starts, rows["what"].astype(np.int64))
            return cls(*(torch.from_numpy(each).to(device) for each in tensors), part=rows["part"])

    def batch(self, at: Tensor, longest: int) -> tuple[Tensor, Tensor, Tensor]:
        """Pieces, roles, mask of those rows; the width is a multiple of eight."""
        width = min(WIDEST, -(-longest // 8) * 8)
        mask = (torch.arange(width, device=at.device)[None] < self.sizes[at][:, None]).float()
        return self.pieces[at, :width], self.roles[at, :width], mask


def batches_of(sizes: NDArray[np.int64], most: int, rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Places of all rows in batches of *most*, by chance, but those of like size together, in pools of fifty batches."""
    order = rng.permutation(len(sizes))
    groups = []
    for at in range(0, len(order), 50 * most):
        pool = order[at : at + 50 * most]
        pool = pool[np.argsort(sizes[pool], kind="stable")]
        groups += [pool[i : i + most] for i in range(0, len(pool), most)]
    for group in rng.permutation(len(groups)):
        yield groups[group]


def scores_of(head: Larger, rows: Readings, which: NDArray[np.int64], verbless: bool) -> NDArray[np.float32]:
    """Scores [rows, classes] of those rows, the mark of the verb left out where *verbless*."""
    head.eval()
    sizes = rows.sizes.cpu().numpy()
    order = which[np.argsort(sizes[which], kind="stable")]
    out = {}
    with torch.no_grad():
        for at in range(0, len(order), 64):
            some = torch.from_numpy(order[at : at + 64]).to(rows.what.device)
            pieces, roles, mask = rows.batch(some, int(sizes[order[at : at + 64]].max()))
            seen = roles & 3 if verbless else roles
            for row, scores in zip(order[at : at + 64], head(pieces, seen, mask).float().cpu().numpy(), strict=True):
                out[int(row)] = scores
    return np.stack([out[int(row)] for row in which])


# ---- training ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recipe:
    """How a head is trained."""

    seed: int = 1
    epochs: float = 3.0
    rate: float = 5e-5
    size: int = 64
    smoothing: float = 0.1
    few_bits: bool = False
    """Whether the matrices are read as they will be kept; the embeddings then stay as they are."""
    parts: tuple[str, ...] = ("learn", "spare")
    """Of which rows it learns."""
    left_out: int = -1
    """The fold that it does not learn from, of ``folds``; -1: none."""
    folds: int = 4
    trust: float = 0.0
    """How much the teachers' shares count beside the label; of rows without a label they are all there is."""
    keep: float = 0.99
    """How much of the running mean of the weights stays, every four steps."""


def weights_of(what: NDArray[np.int64], classes: int) -> NDArray[np.float32]:
    """Of each class, how much an example of it counts: rare ones more."""
    counts = np.bincount(what, minlength=classes)
    mean = counts.sum() / max(1, (counts > 0).sum())
    return np.minimum(2.5, np.sqrt(mean / np.maximum(1, counts))).astype(np.float32)


def train(head: Larger, rows: Readings, recipe: Recipe, taught: NDArray[np.float32] | None, classes: int) -> Larger:
    """The running mean of a head that learns by the *recipe*; *taught* [rows, 2, classes] are teachers' shares, with the verb's mark and without."""
    device = rows.what.device
    rng = np.random.default_rng(recipe.seed)
    torch.manual_seed(recipe.seed)
    which = np.flatnonzero(
        np.isin(rows.part, recipe.parts) & (np.arange(len(rows.part)) % recipe.folds != recipe.left_out)
    )
    what, sizes = rows.what.cpu().numpy(), rows.sizes.cpu().numpy()
    told = what[which] >= 0
    counted = torch.from_numpy(weights_of(what[which][told], classes)).to(device)
    hard = torch.full((classes, classes), recipe.smoothing / classes, device=device) + torch.eye(
        classes, device=device
    ) * (1 - recipe.smoothing)
    soft = None if taught is None else torch.from_numpy(taught).to(device)
    head.far.weight.requires_grad_(False)
    if recipe.few_bits:
        for name, weights in head.named_parameters():
            if name.startswith(EMBEDDINGS):
                weights.requires_grad_(False)
    for module in head.modules():
        if isinstance(module, Matrix):
            module.few_bits = recipe.few_bits
    new = ("role", "hidden", "tell")
    fresh = [p for name, p in head.named_parameters() if name.startswith(new) and p.requires_grad]
    old = [p for name, p in head.named_parameters() if not name.startswith(new) and p.requires_grad]
    groups = [{"params": old, "lr": recipe.rate}, {"params": fresh, "lr": 8 * recipe.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=device.type == "cuda")
    steps = math.ceil(recipe.epochs * len(which) / recipe.size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    mean = copy.deepcopy(head).eval()
    begun, step, total = time.time(), 0, torch.zeros((), device=device)
    while step < steps:
        for places in batches_of(sizes[which], recipe.size, rng):
            if step == steps:
                break
            head.train()
            at = torch.from_numpy(which[places]).to(device)
            pieces, roles, mask = rows.batch(at, int(sizes[which[places]].max()))
            chance = torch.rand(3, len(at), device=device)
            verbless = chance[0] < 0.5
            lost = (chance[1] < 0.04).long() * (1 + (chance[2] < 0.5).long())
            roles = roles & (7 - SAYS * verbless.long() - lost)[:, None]
            labels = rows.what[at]
            target = hard[labels.clamp(min=0)]
            weight = torch.where(labels >= 0, counted[labels.clamp(min=0)], 1.0)
            if soft is not None:
                trust = torch.where(labels >= 0, recipe.trust, 1.0)[:, None]
                target = (1 - trust) * target + trust * soft[at, verbless.long()]
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                scores = head(pieces, roles, mask)
            loss = (-(target * F.log_softmax(scores.float(), dim=-1)).sum(dim=-1) * weight).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            total += loss.detach()
            if step % 4 == 0:
                keep = min(recipe.keep, step / (step + 40))
                with torch.no_grad():
                    torch._foreach_lerp_(list(mean.parameters()), list(head.parameters()), 1.0 - keep)
            if step % 200 == 0 or step == steps:
                print(f"step {step}/{steps} loss {float(total) / 200:.3f} {time.time() - begun:.0f} s", flush=True)
                total.zero_()
    return mean


def macro(gold: NDArray[np.int64], found: NDArray[np.int64]) -> float:
    """Macro-F1 over the classes of *gold*."""
    each = []
    for what in np.unique(gold):
        hits = float(((gold == what) & (found == what)).sum())
        each.append(2 * hits / max(1.0, float((gold == what).sum() + (found == what).sum())))
    return float(np.mean(each))


def shares_of(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Softmax."""
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: NDArray[np.float32] = shares / shares.sum(axis=-1, keepdims=True)
    return out


# ---- weights in files ----------------------------------------------------------------------------------------------


def packed(weights: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """Matrices in eight bits, blocks of 64 with a scale each, all else as it is: what MPNet's weights begin from elsewhere."""
    out: dict[str, NDArray[Any]] = {}
    for name, value in weights.items():
        if value.ndim == 2 and value.shape[1] % 64 == 0 and value.size > 100_000:
            blocks = value.reshape(value.shape[0], -1, 64)
            scale = np.maximum(np.abs(blocks).max(axis=-1, keepdims=True) / 127, 1e-6).astype(np.float16)
            out[name + "|scale"] = scale
            out[name] = np.rint(blocks / scale.astype(np.float32)).clip(-127, 127).astype(np.int8)
        else:
            out[name] = value.astype(np.float16)
    return out


def unpacked(rows: Mapping[str, NDArray[Any]]) -> dict[str, Tensor]:
    """The other way."""
    out = {}
    for name in rows:
        if name.endswith("|scale"):
            continue
        value = rows[name].astype(np.float32)
        if name + "|scale" in rows:
            value = (value * rows[name + "|scale"].astype(np.float32)).reshape(value.shape[0], -1)
        out[name] = torch.from_numpy(value)
    return out


def closed(head: Larger, path: Path) -> None:
    """Keep a head that was trained for four bits: its matrices so, all else but the embeddings as it is (fifty megabytes)."""
    matrices = {f"{name}.weight" for name, module in head.named_modules() if isinstance(module, Matrix)}
    out: dict[str, NDArray[Any]] = {}
    for name, value in head.state_dict().items():
        if name in matrices:
            kept, scale, zero = (each.cpu() for each in four_bits(value))
            flat = kept.to(torch.uint8).numpy().reshape(-1)
            out[name + "|q"] = flat[0::2] | (flat[1::2] << 4)
            out[name + "|s"], out[name + "|z"] = scale.numpy().astype(np.float16), zero.to(torch.uint8).numpy()
            out[name + "|n"] = np.array(value.shape)
        elif not name.startswith(EMBEDDINGS):
            out[name] = value.cpu().numpy()
    np.savez_compressed(path, **out)


def opened(path: Path) -> dict[str, Tensor]:
    """The weights that ``closed`` has left, each as it is read."""
    out = {}
    with np.load(path) as rows:
        for name in rows.files:
            if "|" not in name:
                out[name] = torch.from_numpy(rows[name])
            elif name.endswith("|q"):
                name, flat = name[:-2], rows[name]
                kept = np.stack([flat & 15, flat >> 4], axis=-1).reshape(len(rows[name + "|z"]), -1, BLOCK)
                value = (kept.astype(np.float32) - rows[name + "|z"]) * rows[name + "|s"].astype(np.float32)
                out[name] = torch.from_numpy(value.reshape(tuple(rows[name + "|n"])))
    return out


# ---- the steps -----------------------------------------------------------------------------------------------------


def run_train(options: argparse.Namespace, device: torch.device) -> None:
    """A head; leaves its weights (in four bits, where it was trained for them) or its shares of every row with both views."""
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in options.recipe.items()}
    recipe = Recipe(**given)
    rows = Readings.load(options.rows, device)
    torch.manual_seed(recipe.seed)
    head = Larger(options.classes)
    with np.load(options.base) as base:
        unknown = head.load_state_dict(unpacked(dict(base)), strict=False).unexpected_keys
    if unknown:
        raise SystemExit(f"{options.base}: no such weights: {', '.join(unknown)}")
    taught = np.load(options.taught)["shares"].astype(np.float32) if options.taught else None
    mean = train(head.to(device), rows, recipe, taught, options.classes)
    what = rows.what.cpu().numpy()
    held = np.flatnonzero(rows.part == "held")
    every = held if recipe.few_bits else np.arange(len(what))
    shares = np.stack([shares_of(scores_of(mean, rows, every, verbless)) for verbless in (False, True)], axis=1)
    found = shares[np.isin(every, held)].argmax(axis=-1)
    print("held out", [round(macro(what[held], found[:, view]), 3) for view in (0, 1)], flush=True)
    if recipe.few_bits:
        closed(mean, options.out.with_suffix(".npz"))
    else:
        left_out = np.full(1, recipe.left_out)
        np.savez_compressed(options.out.with_suffix(".npz"), shares=shares.astype(np.float16), left_out=left_out)


def run_teach(options: argparse.Namespace) -> None:
    """What the teachers say together: of a row that some have not learned from, these; of one that none or all have, all."""
    told = [(int(rows["left_out"][0]), rows["shares"].astype(np.float32)) for rows in map(np.load, options.teachers)]
    with np.load(options.rows) as rows:
        part = rows["part"]
    out = np.mean([shares for _, shares in told], axis=0)
    learned = np.isin(part, Recipe.parts)
    for fold in {left_out for left_out, _ in told}:
        unseen = learned & (np.arange(len(part)) % Recipe.folds == fold)
        out[unseen] = np.mean([shares[unseen] for left_out, shares in told if left_out == fold], axis=0)
    np.savez_compressed(options.out, shares=out.astype(np.float16))


def main() -> None:
    """Parse the options and do what they say."""
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("train", "teach"))
    parser.add_argument("--rows", type=Path, default=here / "cache/larger.npz")
    parser.add_argument("--base", type=Path, default=here / "cache/larger-base.npz")
    parser.add_argument("--recipe", type=json.loads, default={})
    parser.add_argument("--taught", type=Path)
    parser.add_argument("--from", dest="teachers", type=Path, nargs="+", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--classes", type=int, default=21)
    options = parser.parse_args()
    if options.step == "teach":
        run_teach(options)
    else:
        run_train(options, torch.device("cuda" if torch.cuda.is_available() else "cpu"))


if __name__ == "__main__":
    main()
