"""Which countries a story speaks of, and whose its officials are where no word nearer says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from chancery.extract.casting.drafts import Found
from chancery.extract.casting.work import Work

_WIRES = {"Reuters", "Thomson Reuters", "AP", "Associated Press", "AFP", "Agence France-Presse", "UPI", "dpa", "DPA"}
_HOME = 0.6
"""A country that makes up this share of a story's countries is the one that the story is about."""
_OFFICIAL = {"GOV", "LEG", "MIL", "COP", "JUD", "SPY", "OPP", "PTY", "ELI"}


def count_countries(work: Work, spans: Iterable[Found]) -> None:
    """Count what the story's words say of countries: by that "Senate", "PAN" and "Kim" are told apart."""
    names = set(work.names)
    work.hints.update(
        found.country
        for found in spans
        if found.country
        and not (found.kind == "entry" and (found not in names or _is_bound(work, found) or _is_wire(work, found)))
    )
    if work.home:
        work.hints[work.home] += 1


def settle_countries(work: Work) -> None:
    """Give officials and bodies that no word nearer places the country that the story is about, where there is one.

    "Police Director Vladimir Rebic" in a story that names Serbia and hardly another country is Serbia's.
    """
    home = work.home
    named = Counter(
        found.country
        for found in work.names
        if found.country
        and found.kind in {"state", "demonym", "seat", "entry"}
        and not _is_wire(work, found)
        and not (found.entry and _is_bound(work, found))
    )
    if not named:
        return
    country, count = named.most_common(1)[0]
    if home is not None:
        country = home  # In a ministry's release the officials whom no word places are its own.
    elif count < 2 or count < _HOME * named.total():
        return
    if country not in named:
        return
    first = next(found for found in work.names if found.country == country)
    plain = {"actors.name"} if home else {"actors.name", "actors.body", "actors.described"}
    for draft in work.drafts:
        if home and (draft.type != "person" or not draft.roles or draft.sector != "GOV"):
            continue  # "As soldiers were razing villages": a ministry tells of others' soldiers.
        if draft.country is None and draft.sector in _OFFICIAL and draft.by in plain and draft.type != "igo":
            draft.country = country
            draft.because = draft.because or work.evidence(first.first, first.last, "country")
            draft.confidence = round(draft.confidence - 0.1, 2)


def _is_bound(work: Work, found: Found) -> bool:
    """Whether the name is a body's only in a story of its country: "Senate", "PAN"."""
    return work.countries.is_bound(work.doc.words(found.first, found.last))


def _is_wire(work: Work, found: Found) -> bool:
    """Whether it is an agency that reports from everywhere: its home is no hint of what the story is about."""
    return work.doc.words(found.first, found.last).removeprefix("The ") in _WIRES
