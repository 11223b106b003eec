"""PLOVER as data: what its classes and modes mean, their quad codes, scores and CAMEO codes (``en/plover.toml``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from chancery.records import PLOVER_CLASSES
from chancery.rules.toml import Table, read_tables

FILE = Path(__file__).with_name("en") / "plover.toml"
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
CONTEXTS = "contexts"


@dataclass(frozen=True)
class Coded:
    """A class or mode: what it means, how far it cooperates (10) or conflicts (-10), and its CAMEO codes.

    ``contexts`` gives closer CAMEO codes where an event has such a context, ``by`` where such a rule found it. A mode that
    the manual does not score has its class's ``score``.
    """

    name: str
    definition: str
    score: float
    cameo: str
    contexts: Mapping[str, str] = field(default_factory=dict)
    by: Mapping[str, str] = field(default_factory=dict)
    scored: bool = True


@dataclass(frozen=True)
class PloverClass(Coded):
    """A class with its modes. ``recipient`` says whether PLOVER asks for a whom."""

    quad: int = 1
    recipient: bool = False
    modes: Mapping[str, Coded] = field(default_factory=dict)


@dataclass(frozen=True)
class Plover:
    """The classes in the codebook's order, and the contexts with what they mean."""

    classes: Mapping[str, PloverClass]
    contexts: Mapping[str, str]

    def quad(self, what: str) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return self.classes[what].quad

    def of_quad(self, quad: int) -> tuple[str, ...]:
        """The classes with this quad code."""
        return tuple(name for name, coded in self.classes.items() if coded.quad == quad)

    def mode(self, what: str, mode: str | None) -> Coded | None:
        """The mode of this class, None where the class has no such mode."""
        return self.classes[what].modes.get(mode or "")

    def score(self, what: str, mode: str | None = None) -> float:
        """How far an event cooperates or conflicts; a mode that is not PLOVER's has its class's score.

        >>> load_plover().score("CONSULT", "visit"), load_plover().score("ACCUSE")
        (4.0, -3.0)
        """
        return (self.mode(what, mode) or self.classes[what]).score

    def cameo(self, what: str, mode: str | None = None, contexts: Collection[str] = (), by: str = "") -> str:
        """The CAMEO code of an event: by its rule, else the first of its *contexts* that has one, else by its mode or class.

        >>> plover = load_plover()
        >>> plover.cameo("CONSULT", "phone"), plover.cameo("AID", contexts=["health", "military"]), plover.cameo("REJECT")
        ('041', '072', '120')
        """
        coded = self.mode(what, mode) or self.classes[what]
        closer = next((coded.contexts[name] for name in contexts if name in coded.contexts), coded.cameo)
        return coded.by.get(by, closer)


@cache
def load_plover(path: Path = FILE) -> Plover:
    """PLOVER's classes and contexts. Raises ``RuleError`` for a class, key or value that cannot be."""
    classes: dict[str, PloverClass] = {}
    contexts: dict[str, str] = {}
    for table in read_tables([path]):
        if table.name == CONTEXTS:
            contexts = {name: table.string(name) for name in table.values}
        elif table.name in PLOVER_CLASSES:
            classes[table.name] = _class(table)
        else:
            raise table.error("no class of PLOVER", f"known: {', '.join(PLOVER_CLASSES)}")
    if missing := [name for name in PLOVER_CLASSES if name not in classes]:
        raise Table(str(path), missing[0], {}).error("it is missing", f"[{missing[0]}]")
    return Plover({name: classes[name] for name in PLOVER_CLASSES}, contexts)


def _class(table: Table) -> PloverClass:
    table.refuse_unknown(["definition", "quad", "score", "recipient", "cameo", "contexts", "modes"])
    quad, modes = table.values.get("quad"), table.values.get("modes", {})
    if quad not in QUADS:
        raise table.error(f"quad {quad!r} is none", "quad = 1, 2, 3 or 4")
    score = _score(table, None)
    return PloverClass(
        name=table.name,
        definition=table.string("definition"),
        score=score,
        cameo=_code(table, table.values.get("cameo")),
        contexts=_codes(table, "contexts"),
        quad=quad,
        recipient=table.flag("recipient"),
        modes={
            name: _mode(Table(table.file, f"{table.name}.modes.{name}", value), name, score)
            for name, value in modes.items()
        },
    )


def _mode(table: Table, name: str, score: float) -> Coded:
    table.refuse_unknown(["definition", "score", "cameo", "contexts", "by"])
    return Coded(
        name=name,
        definition=table.string("definition"),
        score=_score(table, score),
        cameo=_code(table, table.values.get("cameo")),
        contexts=_codes(table, "contexts"),
        by=_codes(table, "by"),
        scored="score" in table.values,
    )


def _score(table: Table, default: float | None) -> float:
    value = table.values.get("score", default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -10 <= value <= 10:
        raise table.error("'score' is not a number from -10 to 10", "score = -3.5")
    return float(value)


def _codes(table: Table, key: str) -> Mapping[str, str]:
    values = table.values.get(key, {})
    if not isinstance(values, dict):
        raise table.error(f"'{key}' is not a table", f'{key} = {{ name = "040" }}')
    return {name: _code(table, value) for name, value in values.items()}


def _code(table: Table, value: object) -> str:
    if not isinstance(value, str) or not (value.isdecimal() and 3 <= len(value) <= 4):
        raise table.error(f"CAMEO code {value!r} is none", 'three or four digits: cameo = "040"')
    return value
