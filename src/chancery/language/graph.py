"""A graph of the model in ONNX Runtime, opened in the one way that all of them need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnxruntime as ort

from chancery.errors import ModelError

SLOW_FUSIONS = ["SkipLayerNormFusion"]
"""ONNX Runtime's fused skip-and-norm takes twenty times as long as its two parts on a processor."""
REMEDY = "reinstall chancery, or give the folder of a model made for this version"
"""What helps against a damaged model."""


def graph_session(path: Path, threads: int, outputs: Sequence[str]) -> ort.InferenceSession:
    """The graph in *path*, ready to run; ``ModelError`` where it is damaged or gives not all of *outputs*."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Windows differ in length: patterns of memory kept for each of them would only grow.
    options.enable_mem_pattern = False
    # Waiting threads sleep, so that several workers share a machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Without this, processors that lack VNNI add up pairs of products in 16 bits, which overflow: the same story would be read worse there.
    options.add_session_config_entry("session.x64quantprecision", "1")
    try:
        session = ort.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
        )
    except Exception as error:  # ONNX Runtime's own exceptions have no common public base.
        raise ModelError(str(path), f"damaged: {error}", REMEDY) from error
    missing = set(outputs) - {output.name for output in session.get_outputs()}
    if missing:
        raise ModelError(str(path), f"gives no {', '.join(sorted(missing))}", REMEDY)
    return session
