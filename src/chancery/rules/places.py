"""Places that no list of towns has: sites, regions and waters, from ``places.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chancery.errors import RuleError
from chancery.rules.toml import read_toml

PRECISIONS = ("site", "region", "water")
_KEYS = frozenset({"country", "lat", "lon", "names"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with a point inside of it; ``country`` is None for waters and for what lies in several states."""

    name: str
    country: str | None
    lat: float
    lon: float
    precision: str


def load_places(paths: Sequence[Path]) -> Mapping[str, Spot]:
    """The places of *paths* by each of their names in lower case, later files winning. Raises ``RuleError``."""
    spots: dict[str, Spot] = {}
    for path in paths:
        for precision, table in read_toml(path).items():
            if precision not in PRECISIONS:
                raise RuleError(
                    f"{path.name}: [{precision}]", "unknown precision", f"known precisions: {', '.join(PRECISIONS)}"
                )
            for name, about in table.items():
                spot = _spot(path, name, about, precision)
                for form in (name, *about.get("names", ())):
                    spots[form.lower()] = spot
    return spots


def _spot(path: Path, name: str, about: Mapping[str, Any], precision: str) -> Spot:
    place = f"{path.name}: place '{name}'"
    if not isinstance(about, Mapping) or not set(about) <= _KEYS:
        raise RuleError(place, "not understood", "write { country = ..., lat = ..., lon = ..., names = [...] }")
    try:
        lat, lon = float(about["lat"]), float(about["lon"])
    except (KeyError, TypeError, ValueError) as error:
        raise RuleError(place, "no point", "give lat and lon in degrees") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise RuleError(place, f"no point on earth: {lat}, {lon}", "lat is -90 to 90, lon -180 to 180")
    return Spot(name, about.get("country"), lat, lon, precision)
