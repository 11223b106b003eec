"""POLECAT's columns, an event a row (``docs/exports.md`` says of each column what stands in it)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chancery.records import Actor
from chancery.rules.plover import QUADS
from chancery.store.ask import DEFAULT_CONFIDENCE, Database
from chancery.store.export.csv import csv_line
from chancery.store.export.events import FIRM, Whole, code_of, sector_of, whole_events

_PARTY = (
    "{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title", "{0} Name Raw", "Wikipedia {0} ID",
)  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in _PARTY), *(name.format("Recipient") for name in _PARTY),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
EMPTY = ("Actor COW", "Recipient COW", "Wikipedia Actor ID", "Wikipedia Recipient ID", "GeoNames ID")
"""Columns that are there and always empty."""
_LEVELS = {"city": "City", "site": "City", "admin2": "District", "admin1": "Province"}


def export_polecat(
    database: Database,
    *,
    status: Sequence[str] | None = FIRM,
    min_confidence: float = DEFAULT_CONFIDENCE,
    **filters: Any,
) -> Iterator[str]:
    """Yield the header, then a line for each event, by story and place."""
    yield csv_line(COLUMNS)
    for whole in whole_events(database, status=status, min_confidence=min_confidence, **filters):
        row = polecat_row(whole)
        yield csv_line([row.get(name) for name in COLUMNS])


def polecat_row(whole: Whole) -> dict[str, Any]:
    """The cells of an event; several values in one are parted by semicolons."""
    event, where, place = whole.event, whole.event.where, whole.evidence("where")
    who, whom = whole.who, whole.whom
    if event.what == "CONSULT" and whole.mode != "visit":
        sides = {"Actor": [*who, *whom], "Recipient": []}
    else:
        sides = (
            {"Actor": [*whom], "Recipient": [*who]}
            if whole.is_hosted and whom
            else {"Actor": [*who], "Recipient": [*whom]}
        )
    row: dict[str, Any] = {
        "Event ID": event.id,
        "Event Date": whole.days[0],
        "Event Type": event.what,
        "Event Mode": whole.mode,
        "Intensity": whole.score,
        "Quad Code": QUADS[whole.quad].upper(),
        "Contexts": _joined([*event.context, *whole.auxiliary]),
        "Source": whole.story.source,
        "Publication Date": whole.published,
        "Story People": _joined(actor.name for actor in whole.actors.values() if actor.type == "person"),
        "Story Organizations": _joined(actor.name for actor in whole.actors.values() if actor.type in _BODIES),
        "Story Locations": _joined(actor.name for actor in whole.actors.values() if actor.type == "state"),
        "Language": whole.story.lang,
        "Version": f"Chancery {whole.version}",
    }
    for side, actors in sides.items():
        row |= _party(whole, side, actors)
    if where is not None:
        row |= {
            "Placename": where.name,
            "Country": where.country,
            "Latitude": where.lat,
            "Longitude": where.lon,
            "Raw Placename": place.text if place else None,
            "Feature Type": where.precision,
        }
        if level := _LEVELS.get(where.precision or ""):
            row[level] = where.name
    return row


def _party(whole: Whole, side: str, actors: Sequence[Actor]) -> dict[str, Any]:
    sectors = list(dict.fromkeys(sector for actor in actors if (sector := sector_of(actor))))
    titles = [actor.roles[0].title for actor in actors if actor.roles]
    raw = [whole.words_for(actor, "who" if actor.id in whole.event.who else "whom") for actor in actors]
    return {
        f"{side} Name": _joined(actor.name for actor in actors),
        f"{side} Country": _joined(dict.fromkeys(code for actor in actors if (code := code_of(actor)))),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _joined(sectors),
        f"{side} Title": _joined(titles),
        f"{side} Name Raw": _joined(raw),
    }


_BODIES = ("government", "organization", "igo", "armed_group", "media")


def _joined(values: Any) -> str | None:
    return "; ".join(values) or None
