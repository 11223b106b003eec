"""What the relation head is asked and answers: a source and a target in a sentence, and the share of every PLOVER class."""

from __future__ import annotations

from dataclasses import dataclass

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
