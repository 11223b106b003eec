"""What the relation head is asked and answers: a source and a target in a sentence, and the share of every PLOVER class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chancery.language.document import Doc

NONE = "NONE"
BY_HEAD = "heads."
"""The ``by`` of a record that a trained head has decided begins so."""
SOURCE, TARGET, SAYS = 1, 2, 4
Stretch = tuple[int, int]


def apart(one: Stretch, other: Stretch) -> bool:
    """Whether the two have no word in common.

    >>> apart((0, 2), (2, 3)), apart((0, 3), (2, 4))
    (True, False)
    """
    return one[1] <= other[0] or other[1] <= one[0]


@dataclass(frozen=True)
class Pair:
    """Who does something to whom, as tokens ``first:last`` of one sentence, and the word that says it: each where it is known."""

    source: Stretch | None
    target: Stretch | None
    says: Stretch | None = None

    def __post_init__(self) -> None:
        if not self.marked:
            raise ValueError("a pair of nobody")

    @property
    def marked(self) -> tuple[tuple[Stretch, int], ...]:
        """The stretches that are known, each with its role."""
        all_three = ((self.source, SOURCE), (self.target, TARGET), (self.says, SAYS))
        return tuple((stretch, role) for stretch, role in all_three if stretch is not None)


@dataclass(frozen=True)
class Verdict:
    """The share of every PLOVER class, the likeliest first; they add up to 1."""

    shares: tuple[tuple[str, float], ...]
    by_table: tuple[tuple[str, float], ...] = ()
    """The same by the published table from CAMEO to PLOVER, by which sets of coded sentences were made: it puts promises to
    yield under AGREE, apologies under SUPPORT, embargoes under COERCE and convictions under ACCUSE, where the manual says
    CONCEDE and SANCTION."""
    heads: int = 1
    """How many heads stand behind it."""

    @property
    def what(self) -> str:
        """The likeliest class; ``NONE`` where nothing is done."""
        return self.shares[0][0]

    @property
    def share(self) -> float:
        """Its share."""
        return self.shares[0][1]

    def of(self, what: str) -> float:
        """The share of the class *what*."""
        return dict(self.shares).get(what, 0.0)

    def asked(self) -> tuple[tuple[str, float], ...]:
        """The shares by the table, where it is known that something is done."""
        rest = [(what, share) for what, share in self.by_table or self.shares if what != NONE]
        total = sum(share for _, share in rest) or 1.0
        return tuple((what, share / total) for what, share in rest)


def summed(names: Iterable[str], shares: Iterable[float]) -> tuple[tuple[str, float], ...]:
    """The shares of one name together, the largest first.

    >>> summed(["AGREE", "CONCEDE", "AGREE"], [0.2, 0.3, 0.5])
    (('AGREE', 0.7), ('CONCEDE', 0.3))
    """
    out: dict[str, float] = {}
    for name, share in zip(names, shares, strict=True):
        out[name] = out.get(name, 0.0) + share
    return tuple(sorted(((name, round(share, 4)) for name, share in out.items()), key=lambda one: (-one[1], one[0])))


class PairHead(Protocol):
    """Whatever tells what stands between a source and a target."""

    version: str

    @property
    def name(self) -> str:
        """What the ``by`` of its records says."""
        ...

    def verdicts(self, doc: Doc, pairs: Sequence[Pair]) -> list[Verdict]:
        """What stands between the source and the target of each pair; *doc* must still have its states."""
        ...


class Panel:
    """Several heads that answer together: the mean of their shares, each with its weight (Lakshminarayanan et al. 2017)."""

    def __init__(self, *heads: PairHead, weights: Sequence[float] = ()) -> None:
        self._heads = heads
        self._weights = tuple(weights) or (1.0 / len(heads),) * len(heads)
        self.version = "+".join(head.version for head in heads)

    @property
    def name(self) -> str:
        """``heads.relation.relations-en-0.2+larger-en-0.1``."""
        return f"{BY_HEAD}relation.{self.version}"

    def verdicts(self, doc: Doc, pairs: Sequence[Pair]) -> list[Verdict]:
        """As each of them."""
        told = zip(*(head.verdicts(doc, pairs) for head in self._heads), strict=True)
        return [
            Verdict(
                self._mean([one.shares for one in each]),
                self._mean([one.by_table for one in each]),
                sum(one.heads for one in each),
            )
            for each in told
        ]

    def _mean(self, all_shares: Sequence[Sequence[tuple[str, float]]]) -> tuple[tuple[str, float], ...]:
        """The mean of the heads' shares of each name."""
        pieces = [
            (name, share * weight)
            for shares, weight in zip(all_shares, self._weights, strict=True)
            for name, share in shares
        ]
        return summed([name for name, _ in pieces], [share for _, share in pieces])
