"""The exceptions of Chancery, all of them.

    ChanceryError
    ├── SourceError   bytes that do not become a story (kept on record as a reject)
    ├── RuleError     a rule file that cannot be used
    ├── ModelError    a model that is missing or does not fit this version
    └── StoreError    a database that cannot be opened or does not hold together

A wrong call raises ``ValueError``. A puzzling text raises nothing: it becomes a ``Doubt``.
"""

from __future__ import annotations


class ChanceryError(Exception):
    """Something outside of the program is wrong; the message says where, what, and the remedy.

    >>> print(ChanceryError("wire.jsonl:4", "not JSON", "one JSON object a line"))
    wire.jsonl:4: not JSON
      one JSON object a line
    """

    def __init__(self, place: str, problem: str, remedy: str = "") -> None:
        super().__init__(place, problem, remedy)
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.place}: {self.problem}"
        return f"{line}\n  {self.remedy}" if self.remedy else line


class SourceError(ChanceryError):
    """Bytes that do not become a story."""


class RuleError(ChanceryError):
    """A rule file that cannot be used: the place names the file and the rule."""


class ModelError(ChanceryError):
    """The model's files are missing, damaged, or of another version."""


class StoreError(ChanceryError):
    """The database cannot be opened, is not ours, or is of a newer version."""
