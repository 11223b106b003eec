"""What becomes of an input that is not a story: a line that says where, why, and what would help."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that did not become a story; in = accepted + duplicate + rejected, always.

    ``place`` is ``file:line`` or the file; ``sha256`` is the digest of the offending bytes (as many as were read).
    """

    given_id: str
    place: str
    reason: str
    remedy: str
    sha256: str

    @classmethod
    def of(cls, offending: bytes, *, given_id: str, place: str, reason: str, remedy: str) -> Reject:
        """A reject that carries the digest of *offending*."""
        return cls(given_id, place, reason, remedy, hashlib.sha256(offending).hexdigest())

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}\n  {self.remedy}"
