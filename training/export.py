"""Export a checkpoint: two ONNX graphs in int8, the vocabularies, the weights used outside of the graphs, a tokenizer.

``encoder.onnx`` takes pieces, marks, piece_mask [B,P]; first, last, shape, prefix, suffix, word_mask [B,W] (int64) and gives start,
predicate [B,W]; tag, upos, morph, lemma, name [B,W,classes]; arc [B,W,W]; label_dep, label_head, role_words [B,W,192];
sense [B,W,128]; vector [B,W,384]; states [B,P,384]. ``roles.onnx`` takes role_words [N,S,192], distance, mask [N,S] and gives role [N,S,R].
``training/CONTRACT.md`` says what each means.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import batches
import network
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from chancery.language import features

HERE = Path(__file__).parent
VERSION = "chancery-en-0.2"
OUTPUTS = (
    "start",
    "tag",
    "upos",
    "morph",
    "lemma",
    "arc",
    "label_dep",
    "label_head",
    "name",
    "predicate",
    "sense",
    "role_words",
    "vector",
    "states",
)


class _Plain(torch.nn.Module):
    """The reader with a tuple of outputs."""

    def __init__(self, reader: network.Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        out = self.reader(*inputs)
        return tuple(out[name] for name in OUTPUTS)


def load(checkpoint: Path) -> tuple[network.Model, dict[str, Any]]:
    """The averaged model of a checkpoint, ready to evaluate, and the checkpoint."""
    state: dict[str, Any] = torch.load(checkpoint, weights_only=False)
    model = network.Model(network.Sizes(**state["sizes"]))
    model.load_state_dict(state["average"])
    model.eval()
    return model, state


def _export(
    module: torch.nn.Module, inputs: tuple[torch.Tensor, ...], path: Path, ins: list[str], outs: list[str]
) -> None:
    axes = {name: {0: "batch", 1: "words"} for name in ins + outs}
    for name in ("pieces", "marks", "piece_mask", "states") if "pieces" in axes else ():
        if name in axes:
            axes[name][1] = "pieces"
    if "arc" in axes:
        axes["arc"][2] = "words"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            inputs,
            str(path),
            input_names=ins,
            output_names=outs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def export_fp32(model: network.Model, folder: Path) -> None:
    """Both graphs in fp32."""
    inputs = batches.pack(
        [["President", "Bush", "demanded"], ["Seoul"]],
        [[3, 2, 2], [2]],
        lambda word: [2343, 5747][: len(word) // 4 + 1],  # type: ignore[arg-type]
    )
    tensors = tuple(torch.from_numpy(inputs[name]) for name in batches.INPUTS)
    with torch.no_grad():
        _export(_Plain(model.reader), tensors, folder / "encoder.onnx", list(batches.INPUTS), list(OUTPUTS))
        width = model.reader.sizes.role_width
        words, ones = torch.randn(2, 5, width), torch.ones(2, 5, dtype=torch.long)
        distance = torch.arange(5)[None].repeat(2, 1) + features.DISTANCE_CLIP - 2
        _export(
            model.roles, (words, distance, ones), folder / "roles.onnx", ["role_words", "distance", "mask"], ["role"]
        )


def _shrink_embedding(graph: onnx.GraphProto) -> None:
    """Large embedding tables as int8 with one scale a row: gather, then multiply."""
    large = {t.name: t for t in graph.initializer if t.data_type == TensorProto.FLOAT and t.dims and t.dims[0] > 5000}
    for node in list(graph.node):
        if node.op_type != "Gather" or node.input[0] not in large:
            continue
        table = numpy_helper.to_array(large[node.input[0]])
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127.0, 1e-8).astype(np.float32)
        name = node.input[0]
        graph.initializer.remove(large[name])
        graph.initializer.append(numpy_helper.from_array(np.rint(table / scale).astype(np.int8), name + "_int8"))
        graph.initializer.append(numpy_helper.from_array(scale, name + "_scale"))
        place = list(graph.node).index(node)
        ids, out = node.input[1], node.output[0]
        graph.node.remove(node)
        new = [
            helper.make_node("Gather", [name + "_int8", ids], [out + "_int8"], name=out + "_g1"),
            helper.make_node("Cast", [out + "_int8"], [out + "_float"], to=TensorProto.FLOAT, name=out + "_c"),
            helper.make_node("Gather", [name + "_scale", ids], [out + "_scale"], name=out + "_g2"),
            helper.make_node("Mul", [out + "_float", out + "_scale"], [out], name=out + "_m"),
        ]
        for offset, made in enumerate(new):
            graph.node.insert(place + offset, made)


def _fuse(source: Path, target: Path, heads: int, width: int) -> bool:
    """ONNX Runtime's own fusions (attention, skip-norm, GELU), where they apply."""
    try:
        from onnxruntime.transformers import optimizer
        from onnxruntime.transformers.fusion_options import FusionOptions

        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        # ONNX Runtime's fused skip-and-norm takes twenty times as long as its two parts on a processor.
        options.enable_skip_layer_norm = False
        options.enable_bias_skip_layer_norm = False
        fused = optimizer.optimize_model(
            str(source),
            model_type="bert",
            num_heads=heads,
            hidden_size=width,
            optimization_options=options,
            opt_level=0,
        )
        print(source.name, "fused:", {k: v for k, v in fused.get_fused_operator_statistics().items() if v})
        fused.save_model_to_file(str(target))
        return True
    except Exception as error:  # the fusions only make it faster
        print(f"not fused: {error}")
        shutil.copy(source, target)
        return False


def quantise(source: Path, target: Path, keep: list[str] | None = None, fuse: tuple[int, int] | None = None) -> None:
    """Dynamic int8, weights per channel; *keep* names nodes that stay fp32."""
    with tempfile.TemporaryDirectory() as scratch:
        ready = Path(scratch) / "ready.onnx"
        if fuse is not None:
            _fuse(source, ready, *fuse)
        else:
            quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(target),
            op_types_to_quantize=["MatMul", "Gemm", "Attention"],
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=keep or [],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )
    model = onnx.load(str(target))
    _shrink_embedding(model.graph)
    model.producer_name = VERSION
    onnx.save(model, str(target))


def write_extras(model: network.Model, state: dict[str, Any], folder: Path) -> None:
    """labels.json, weights.npz and tokenizer.json."""
    lists = state["vocabularies"]
    labels: dict[str, object] = {"version": VERSION}
    for name in ("tag", "upos", "morph", "lemma", "deprel", "name", "role", "roleset", "lexicon"):
        labels[name] = lists[name]
    labels["buckets"] = {
        "shape": features.SHAPE_BUCKETS,
        "prefix": features.PREFIX_BUCKETS,
        "suffix": features.SUFFIX_BUCKETS,
        "mark": features.MARKS,
    }
    labels["limits"] = {
        "word_pieces": features.MAX_WORD_PIECES,
        "window_words": features.MAX_WINDOW_WORDS,
        "window_pieces": features.MAX_WINDOW_PIECES,
        "role_words": features.MAX_ROLE_WORDS,
        "distance": features.DISTANCE_CLIP,
    }
    network.save_json(folder / "labels.json", labels)
    reader = model.reader
    np.savez_compressed(
        folder / "weights.npz",
        label_weight=reader.label.weight.detach().numpy(),
        label_bias=reader.label.bias.detach().numpy(),
        roleset_weight=reader.roleset.weight.detach().numpy().astype(np.float16),
        roleset_bias=reader.roleset_bias.weight.detach().numpy()[:, 0].astype(np.float32),
    )
    shutil.copy(network.base_folder() / "tokenizer.json", folder / "tokenizer.json")


def export(checkpoint: Path, folder: Path, fp32: Path) -> None:
    """Write everything: fp32 graphs to *fp32*, the shipped files to *folder*."""
    model, state = load(checkpoint)
    folder.mkdir(parents=True, exist_ok=True)
    fp32.mkdir(parents=True, exist_ok=True)
    export_fp32(model, fp32)
    sizes = model.reader.sizes
    quantise(fp32 / "encoder.onnx", folder / "encoder.onnx", fuse=(sizes.heads, sizes.width))
    quantise(fp32 / "roles.onnx", folder / "roles.onnx", fuse=(sizes.role_heads, sizes.role_width))
    write_extras(model, state, folder)
    write_extras(model, state, fp32)
    total = sum(path.stat().st_size for path in folder.iterdir())
    print(
        f"{folder}: {total / 1e6:.1f} MB", {p.name: round(p.stat().st_size / 1e6, 2) for p in sorted(folder.iterdir())}
    )


def main() -> None:
    """Parse the options and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=HERE / "checkpoints/model.pt")
    parser.add_argument("--out", type=Path, default=HERE.parent / "src/chancery/language/model")
    parser.add_argument("--fp32", type=Path, default=HERE / "checkpoints/fp32")
    options = parser.parse_args()
    export(options.checkpoint, options.out, options.fp32)


if __name__ == "__main__":
    main()
