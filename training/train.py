"""Train the reading model for a number of steps; started again after a stop, it goes on from its last checkpoint."""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import batches
import data
import network
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from chancery.language import features

HERE = Path(__file__).parent
WEIGHTS = {
    "start": 0.5,
    "tag": 1.0,
    "upos": 0.5,
    "morph": 0.5,
    "lemma": 0.5,
    "arc": 1.5,
    "deprel": 1.0,
    "name": 1.0,
    "predicate": 0.5,
    "sense": 0.3,
    "role": 1.5,
}


STEPS = 7500

_CITIES = (
    "Washington Seoul Beijing Moscow London Paris Tokyo Geneva Brussels Kyiv Cairo Jerusalem Tehran Baghdad Islamabad "
    "Singapore Vienna Nairobi Ankara Berlin Hanoi Pyongyang Caracas Damascus Beirut Kabul Delhi Manila Rome Madrid"
).split()
_AGENCIES = ("AP", "Reuters", "AFP", "Xinhua", "TASS", "Yonhap", "Kyodo", "UPI")


def curly(words: list[str]) -> list[str]:
    """Typographic quotation marks, apostrophes and dashes, as papers print them."""
    out = []
    inside = False
    for word in words:
        if word == '"':
            word = "”" if inside else "“"
            inside = not inside
        elif word == "--":
            word = "—"
        elif "'" in word:
            word = word.replace("'", "’")
        out.append(word)
    return out


def dateline(rng: random.Random) -> tuple[list[str], list[int]]:
    """A wire story's dateline, and what its words may be called."""
    at = {tag: 1 << i for i, tag in enumerate(data.NAME_TAGS)}
    city = rng.choice(_CITIES)
    words, masks = [city.upper() if rng.random() < 0.7 else city], [at["B-LOC"]]
    if rng.random() < 0.4:
        words += [",", rng.choice(["May", "June", "Jan.", "March", "Sept."]), str(rng.randint(1, 30))]
        masks += [at["O"]] * 3
    if rng.random() < 0.7:
        words += ["(", rng.choice(_AGENCIES), ")"]
        masks += [at["O"], at["B-ORG"], at["O"]]
    return [*words, rng.choice(["-", "—", "--", "–"])], [*masks, at["O"]]


def augment(s: data.Sentence, rng: random.Random) -> data.Sentence:
    """Now and then a headline's look: no final mark, capitals on every word, or capitals only."""
    if rng.random() < 0.3:
        s = replace(s, words=curly(s.words))
    roll = rng.random()
    if s.source == "gmb" and roll < 0.05 and s.names is not None:
        front, masks = dateline(rng)
        gaps = data.guess_gaps(front)
        gaps[-1] = features.SPACED
        return replace(s, words=front + s.words, names=masks + s.names, gaps=gaps + s.gaps)
    if roll < 0.06 and s.heads is not None and s.upos is not None and len(s.words) > 3:
        end = len(s.words) - 1
        if s.upos[end] == "PUNCT" and s.words[end] in ".!?" and end not in s.heads[:end]:
            assert s.tags and s.morph and s.lemmas and s.deprels
            return replace(
                s,
                words=s.words[:end],
                tags=s.tags[:end],
                upos=s.upos[:end],
                morph=s.morph[:end],
                lemmas=s.lemmas[:end],
                heads=s.heads[:end],
                deprels=s.deprels[:end],
                names=s.names[:end] if s.names is not None else None,
                gaps=s.gaps[:end],
                predicates=None
                if s.predicates is None
                else [(at, r, [(a, min(b, end), c) for a, b, c in args if a < end]) for at, r, args in s.predicates],
            )
    elif roll < 0.08:
        return replace(s, words=[w.upper() for w in s.words])
    elif roll < 0.11:
        small = {"a", "an", "the", "of", "in", "on", "to", "for", "and", "at", "by", "'s", "n't", "as", "with"}
        return replace(s, words=[w if w in small and i else w[:1].upper() + w[1:] for i, w in enumerate(s.words)])
    return s


def plan(corpus: data.Corpus, rng: random.Random, words: int, gmb: int) -> list[list[list[data.Sentence]]]:
    """An epoch: batches of windows of sentences."""
    found: list[list[data.Sentence]] = []
    for source in ("ewt", "gum"):
        docs: dict[str, list[data.Sentence]] = defaultdict(list)
        for s in corpus.train[source]:
            docs[s.doc].append(s)
        for doc in docs.values():
            found.extend(data.windows(doc, rng, 32, 144, 150))
    for source in ("wikigold", "crossner", "re3d", "gmb"):
        listed = list(corpus.train[source])
        if source == "gmb":
            listed = rng.sample(listed, min(gmb, len(listed)))
        elif source != "re3d":
            rng.shuffle(listed)
        found.extend(data.windows(listed, rng, 32, 120, 120))
    found.sort(key=lambda w: sum(len(s.words) for s in w) + rng.random() * 12)
    out: list[list[list[data.Sentence]]] = []
    held: list[list[data.Sentence]] = []
    for window in found:
        size = sum(len(s.words) for s in window)
        if held and (len(held) + 1) * size > words:
            out.append(held)
            held = []
        held.append(gapped([augment(s, rng) for s in window], rng))
    if held:
        out.append(held)
    # mix long and short, trees and names: batches are drawn in random order
    rng.shuffle(out)
    return out


def gapped(window: list[data.Sentence], rng: random.Random) -> list[data.Sentence]:
    """The window, often begun as a paragraph begins, now and then with its paragraphs run together."""
    joined = rng.random() < 0.1
    first = rng.random() < 0.5
    out = []
    for number, s in enumerate(window):
        gap = s.gaps[0]
        if joined and gap == features.BROKEN:
            gap = features.SPACED
        if number == 0 and first:
            gap = features.BROKEN
        out.append(s if gap == s.gaps[0] else replace(s, gaps=[gap, *s.gaps[1:]]))
    return out


SILVER = frozenset({"gmb"})
DENIED = 3.5
"""A silver label to which the model, past a fifth of its training, gives less than exp(-this) teaches nothing."""


def losses(model: network.Model, batch: batches.Batch, autocast: bool, doubting: bool = False) -> dict[str, Tensor]:
    """The loss of every head that has answers in the batch; *doubting*, silver names that the model denies are left out."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=autocast):
        out = model.reader(**batch.inputs)
        answers = batch.answers
        result: dict[str, Tensor] = {}
        heads = answers["head"].clamp(min=0)
        chosen = torch.gather(out["label_head"], 1, heads[:, :, None].expand(-1, -1, out["label_head"].shape[2]))
        labels = model.reader.labels(out["label_dep"], chosen)
        roles: Tensor | None = None
        if batch.roles is not None and batch.predicates is not None:
            words = out["role_words"][batch.predicates, batch.role_inputs["words"]]
            roles = model.roles(words, batch.role_inputs["distance"], batch.role_inputs["mask"])
    for name, scores in (
        ("tag", out["tag"]),
        ("upos", out["upos"]),
        ("morph", out["morph"]),
        ("lemma", out["lemma"]),
        ("deprel", labels),
    ):
        if bool((answers[name] >= 0).any()):
            result[name] = F.cross_entropy(
                scores.float().flatten(0, 1), answers[name].flatten(), ignore_index=data.IGNORE
            )
    for name in ("start", "predicate"):
        known = answers[name] >= 0
        if bool(known.any()):
            result[name] = F.binary_cross_entropy_with_logits(out[name].float()[known], answers[name][known].float())
    if bool((answers["head"] >= 0).any()):
        same = answers["sentence"][:, :, None] == answers["sentence"][:, None, :]
        arcs = out["arc"].float().masked_fill(~same, -1e4)
        result["arc"] = F.cross_entropy(arcs.flatten(0, 1), answers["head"].flatten(), ignore_index=data.IGNORE)
    masks = answers["name"]
    if bool((masks > 0).any()):
        known = (masks > 0) & (masks != data.ALL_NAMES)
        scores = torch.log_softmax(out["name"].float()[known], dim=-1)
        allowed = (masks[known][:, None] >> torch.arange(scores.shape[1])[None]) & 1
        missed = -torch.logsumexp(scores.masked_fill(allowed == 0, -1e4), dim=-1)
        if doubting:
            silver = torch.tensor([window[0].source in SILVER for window in batch.windows])
            missed = missed[~(silver[:, None].expand_as(known)[known] & (missed.detach() > DENIED))]
        result["name"] = missed.mean()
    if batch.senses is not None:
        windows, words_at, options, gold = batch.senses
        table = model.reader.roleset(options.clamp(min=0))
        sense = out["sense"].float()[windows, words_at]
        scores = (table * sense[:, None, :]).sum(-1) + model.reader.roleset_bias(options.clamp(min=0)).squeeze(-1)
        result["sense"] = F.cross_entropy(scores.masked_fill(options < 0, -1e4), gold)
    if roles is not None and batch.roles is not None:
        result["role"] = F.cross_entropy(roles.float().flatten(0, 1), batch.roles.flatten(), ignore_index=data.IGNORE)
    return result


def groups(model: network.Model, rate: float, head_rate: float, decay: float) -> list[dict[str, object]]:
    """Parameter groups: layer-wise decay in the encoder; its word embeddings stay as they are."""
    out: list[dict[str, object]] = []
    encoder = model.reader.encoder
    encoder.words.weight.requires_grad_(False)
    inside = set()
    parts: list[tuple[list[tuple[str, torch.nn.Parameter]], float]] = [
        (list(layer.named_parameters()), rate * decay ** (len(encoder.layers) - 1 - i))
        for i, layer in enumerate(encoder.layers)
    ]
    low = rate * decay ** len(encoder.layers)
    parts.append((list(encoder.places.named_parameters()) + list(encoder.norm.named_parameters()), low))
    for named, _ in parts:
        inside |= {id(p) for _, p in named}
    inside.add(id(encoder.words.weight))
    parts.append(([(n, p) for n, p in model.named_parameters() if id(p) not in inside], head_rate))
    for named, value in parts:
        out.append({"params": [p for _, p in named if p.ndim > 1], "lr": value, "peak": value, "weight_decay": 0.02})
        out.append({"params": [p for _, p in named if p.ndim <= 1], "lr": value, "peak": value, "weight_decay": 0.0})
    return out


def main() -> None:
    """Parse the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--out", type=Path, default=HERE / "checkpoints/model.pt")
    parser.add_argument("--steps", type=int, default=STEPS, help="length of the whole run; the schedule ends with it")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--words", type=int, default=1000, help="words in a batch, padding counted")
    parser.add_argument("--role-cells", type=int, default=4500)
    parser.add_argument("--gmb", type=int, default=2500, help="sentences of the silver set in an epoch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--save-seconds", type=float, default=150.0)
    parser.add_argument("--limit", type=int, default=0, help="only so many sentences of each set (a smoke test)")
    parser.add_argument("--fp32", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)
    corpus = data.load(options.data, HERE / "cache")
    vocabularies = data.vocabularies(corpus)
    if options.limit:
        corpus.train = {name: listed[: options.limit] for name, listed in corpus.train.items()}
    classes = batches.Classes.of(vocabularies)
    sizes = network.sizes_of(vocabularies)  # type: ignore[arg-type]
    pieces = batches.Pieces(Tokenizer.from_file(str(network.base_folder() / "tokenizer.json")))
    model = network.Model(sizes)
    model.reader.encoder.load_base(network.base_folder())
    optimizer = torch.optim.AdamW(
        groups(model, options.rate, options.head_rate, options.decay), betas=(0.9, 0.98), fused=True
    )
    average = {name: p.detach().clone() for name, p in model.state_dict().items()}
    spent, step, epoch = 0.0, 0, 0
    position = 0
    options.out.parent.mkdir(parents=True, exist_ok=True)
    if options.out.exists():
        state = torch.load(options.out, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average = state["average"]
        spent, step, epoch, position = state["spent"], state["step"], state["epoch"], state["position"]
        torch.set_rng_state(state["rng"])
        print(f"goes on from step {step}, {spent / 60:.1f} minutes", flush=True)
    model.train()
    trainable = [p for p in model.parameters() if p.requires_grad]
    sums: dict[str, list[float]] = defaultdict(list)
    last_save = last_log = before = time.monotonic()

    def save() -> None:
        state = {
            "model": model.state_dict(),
            "average": average,
            "optimizer": optimizer.state_dict(),
            "sizes": sizes.as_dict(),
            "vocabularies": vocabularies,
            "digests": corpus.digests,
            "options": {k: str(v) for k, v in vars(options).items()},
            "spent": spent,
            "step": step,
            "epoch": epoch,
            "position": position,
            "rng": torch.get_rng_state(),
        }
        partial = options.out.with_suffix(".part")
        torch.save(state, partial)
        partial.replace(options.out)

    while step < options.steps:
        rng = random.Random(options.seed * 1000 + epoch)
        planned = plan(corpus, rng, options.words, options.gmb)
        print(f"epoch {epoch}: {len(planned)} batches", flush=True)
        for number, listed in enumerate(planned):
            if number < position:
                continue
            progress = min(1.0, step / options.steps)
            warm = min(1.0, (step + 1) / 300)
            factor = warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            batch = batches.collate(listed, pieces, classes, random.Random(step), options.role_cells)
            found = losses(model, batch, not options.fp32, progress > 0.2)
            loss = sum((WEIGHTS[name] * value for name, value in found.items()), torch.zeros(()))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(trainable, 2.0)
            optimizer.step()
            step += 1
            position = number + 1
            keep = min(0.9985, (step + 1) / (step + 10))
            with torch.no_grad():
                state = model.state_dict()
                moved = [
                    name
                    for name, p in state.items()
                    if p.dtype.is_floating_point and name != "reader.encoder.words.weight"
                ]
                torch._foreach_lerp_([average[n] for n in moved], [state[n] for n in moved], 1.0 - keep)
            for name, value in found.items():
                sums[name].append(float(value.detach()))
            now = time.monotonic()
            spent += now - before
            before = now
            if now - last_log > 60 or (options.limit and step % 5 == 0):
                text = " ".join(f"{name} {np.mean(v):.3f}" for name, v in sorted(sums.items()))
                print(f"{time.strftime('%H:%M:%S')} {spent / 60:.1f}m e{epoch} s{step} {text}", flush=True)
                sums.clear()
                last_log = now
            if now - last_save > options.save_seconds:
                save()
                last_save = time.monotonic()
            if step >= options.steps:
                break
        else:
            epoch, position = epoch + 1, 0
    save()
    print(f"done: {step} steps, {epoch} epochs and {position} batches, {spent / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
