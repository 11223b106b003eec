"""Titles of persons, nouns of groups and of bodies: the lexicon ``titles.toml``.

A title is known by its last noun ("special representative") or as a phrase ("secretary of state"); what stands before it
may decide its sector ("rebel leader").
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chancery.errors import RuleError

TABLES = ("heads", "phrases", "before", "alike", "sex", "groups", "bodies", "speaking", "firms")


@dataclass(frozen=True)
class Titles:
    """The lexicon of titles.

    >>> titles = load_titles([Path(__file__).with_name("en") / "titles.toml"])
    >>> titles.sector("Foreign Minister"), titles.sector("rebel leader"), titles.sector("former president")
    ('GOV', 'REB', 'ELI')
    >>> titles.fits("envoy", "Special Representative for North Korea")
    True
    """

    heads: Mapping[str, str]
    phrases: Mapping[str, str]
    before: Mapping[str, str]
    alike: Mapping[str, frozenset[str]]
    sexes: Mapping[str, str]
    groups: Mapping[str, str]
    bodies: Mapping[str, str]
    speaking: Mapping[str, str]
    firms: Mapping[str, str]

    def is_head(self, noun: str) -> bool:
        """Whether *noun* (its lemma) can be the last noun of a title."""
        return noun.lower() in self.heads

    def phrase(self, words: Sequence[str]) -> int:
        """How many of *words* (from the first) make a title that goes on after its head, 0 if none does."""
        low = [word.lower() for word in words]
        for length in range(min(len(low), 8), 1, -1):
            if " ".join(low[:length]) in self.phrases:
                return length
        return 0

    def head_of(self, title: str) -> str:
        """The noun that *title* turns on, lower case: "Special Representative for North Korea" gives "representative"."""
        words = title.lower().replace("’", "'").split()
        for at, word in enumerate(words):
            if at and word in {"of", "for", "to", "at", "in", "on", "from"}:
                words = words[:at]
                break
        for word in reversed(words):
            noun = word.strip(",.")
            if noun in self.heads:
                return noun
            # "co-founder", "vice-president": the part after the mark is a title too.
            if noun.rpartition("-")[2] in self.heads:
                return noun.rpartition("-")[2]
        return words[-1] if words else ""

    def sector(self, title: str) -> str | None:
        """The sector that the words of a title give, None when they leave it open."""
        words = title.lower().split()
        for word in words:
            if self.before.get(word) == "ELI":
                return "ELI"
        for phrase, sector in self.phrases.items():
            if phrase in " ".join(words):
                return sector
        for word in words[:-1]:
            if word in self.before:
                return self.before[word]
        return self.heads.get(self.head_of(title)) or None

    def sex(self, title: str) -> str:
        """``f`` or ``m`` when the title is given to one sex only, else nothing."""
        return next((self.sexes[word] for word in title.lower().replace(".", "").split() if word in self.sexes), "")

    def fits(self, description: str, title: str) -> bool:
        """Whether "the *description*" may mean somebody whose title is *title*."""
        said, held = self.head_of(description), self.head_of(title)
        return said == held or said in self.alike.get(held, frozenset())

    def group(self, noun: str) -> str | None:
        """The sector of a group noun's lemma ("" when open), None when the noun names no group."""
        return self.groups.get(noun.lower())

    def body(self, noun: str) -> str | None:
        """The sector (or "government") of a body's noun, None when the noun names no body."""
        return self.bodies.get(noun.lower())

    def speaks(self, noun: str) -> str | None:
        """The sector of the lemma of a noun that means a body only where it speaks ("campaign"), else None."""
        return self.speaking.get(noun.lower())

    def is_firm(self, word: str) -> bool:
        """Whether a firm's name may end in the *word*: "Services", "Holdings"."""
        return word.lower() in self.firms


def load_titles(paths: Sequence[Path]) -> Titles:
    """The lexicon in *paths*, later files adding to and overruling the earlier."""
    tables: dict[str, dict[str, str]] = {name: {} for name in TABLES}
    alike: dict[str, set[str]] = {}
    for path in paths:
        data = _read(path)
        here: set[tuple[str, str]] = set()
        for name, table in data.items():
            if name not in TABLES:
                raise RuleError(f"{path.name}: {name}", "unknown table", f"known: {', '.join(TABLES)}")
            if name == "alike":
                for line in table.get("lines", []):
                    held, *said = (word.strip() for word in line.split(","))
                    alike.setdefault(held, set()).update(said)
                continue
            for sector, words in table.items():
                if not isinstance(words, str):
                    raise RuleError(f"{path.name}: {name}.{sector}", "not a text", "words in one text, blanks between")
                pieces = words.split(",") if name == "phrases" else words.split()
                for word in pieces:
                    if name == "sex":
                        tables["sex"][word] = sector
                    elif (name, noun := " ".join(word.lower().split())) not in here and noun:
                        # Within a file the first line has the word; a later file overrules.
                        here.add((name, noun))
                        tables[name][noun] = sector
    return Titles(
        heads=tables["heads"],
        phrases=dict(sorted(tables["phrases"].items(), key=lambda pair: -len(pair[0]))),
        before=tables["before"],
        alike={held: frozenset(said) for held, said in alike.items()},
        sexes=tables["sex"],
        groups=tables["groups"],
        bodies=tables["bodies"],
        speaking=tables["speaking"],
        firms=tables["firms"],
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(path.name, str(error), "write it as TOML, in UTF-8") from error
