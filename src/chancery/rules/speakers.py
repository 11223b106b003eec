"""The trained weights that tell who speaks where no name does: "he said", or words that no cue leads."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chancery.rules.toml import read_tables

KEYS = ("version", "sure", "weights")


@dataclass(frozen=True)
class SpeakerHead:
    """A log-linear model over named features of a candidate: the more its weights sum to, the likelier he speaks.

    ``version`` names it in records (``speakers-en-1``), ``sure`` is the least probability at which it decides.
    """

    version: str = ""
    sure: float = 1.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def probabilities(self, candidates: Sequence[Sequence[str]]) -> list[float]:
        """How likely each candidate is, given the features of all; they sum to one.

        >>> head = SpeakerHead("test", 0.5, {"near": 1.0})
        >>> [round(one, 2) for one in head.probabilities([("near",), ("far",)])]
        [0.73, 0.27]
        """
        scores = [sum(self.weights.get(feature, 0.0) for feature in features) for features in candidates]
        most = max(scores, default=0.0)
        likely = [math.exp(score - most) for score in scores]
        total = sum(likely)
        return [one / total for one in likely]


def load_speakers(paths: Sequence[Path]) -> SpeakerHead:
    """The head of the last of *paths*. Raises ``RuleError``."""
    head = SpeakerHead()
    for table in read_tables(paths):
        table.refuse_unknown(KEYS)
        weights = table.values.get("weights", {})
        if not isinstance(weights, dict) or not all(isinstance(value, int | float) for value in weights.values()):
            raise table.error("'weights' must give each feature a number", '"sentence:0" = 1.5')
        version = str(table.values.get("version", table.name))
        head = SpeakerHead(version, table.number("sure", 0.5), {name: float(value) for name, value in weights.items()})
    return head
