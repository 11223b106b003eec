"""A stance that a word takes, before the record is written."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.extract.clauses import Phrase
from chancery.extract.stances.contents import Content
from chancery.records import Quote
from chancery.rules.positions import PositionRule


@dataclass(frozen=True, slots=True)
class Taken:
    """Who takes it, the word that says so, and what it is about; ``named`` is where the holder stands, if he does."""

    rule: PositionRule
    word: int
    holder: str
    named: Phrase | None
    content: Content
    condition: Phrase | None = None
    within: Quote | None = None
