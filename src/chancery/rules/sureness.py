"""The trained weights that tell how sure an event is, learned from events that people have read beside their sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chancery.rules.toml import read_tables

TABLES = ("unasked", "asked", "careful")
"""The logistic functions, by how many relation heads were asked: none, one, more."""
KEYS = ("version", *TABLES)


@dataclass(frozen=True)
class Sureness:
    """Three logistic functions over named features of an event: where the relation head was asked what it says of it, where the larger one
    was, too, and where none was (a model without a head, an event of nobody).
    """

    version: str = ""
    asked: Mapping[str, float] = field(default_factory=dict)
    unasked: Mapping[str, float] = field(default_factory=dict)
    careful: Mapping[str, float] = field(default_factory=dict)

    def weights(self, heads: int) -> Mapping[str, float]:
        """Those of the function for so many heads; with several, those of one where nothing else was learned."""
        if heads == 0:
            return self.unasked
        return self.careful if heads > 1 and self.careful else self.asked

    def share(self, features: Mapping[str, float], heads: int) -> float:
        """Of events with these features, the share that is right: between 0 and 1, a half where nothing was learned.

        >>> Sureness("test", asked={"both sides": 2.0, "nothing": -1.0}).share({"both sides": 1.0, "nothing": 0.0}, 1)
        0.8807970779778823
        """
        weights = self.weights(heads)
        return 1.0 / (1.0 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in features.items())))


UNKNOWN = Sureness()
"""Nothing was learned."""


def load_sureness(paths: Sequence[Path]) -> Sureness:
    """The weights of the last of *paths*. Raises ``RuleError``."""
    found = Sureness()
    for table in read_tables(paths):
        table.refuse_unknown(KEYS)
        for key in TABLES:
            weights = table.values.get(key, {})
            if not isinstance(weights, dict) or not all(isinstance(value, int | float) for value in weights.values()):
                raise table.error(f"'{key}' must give each feature a number", '"both sides" = 0.9', key=key)
        version = str(table.values.get("version", table.name))
        unasked, asked, careful = (
            {name: float(value) for name, value in table.values.get(key, {}).items()} for key in TABLES
        )
        found = Sureness(version, asked, unasked, careful)
    return found
