"""PLOVER's JSON, an event a line (``docs/exports.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chancery.records import Actor
from chancery.store.ask import DEFAULT_CONFIDENCE, Database
from chancery.store.export.events import FIRM, Whole, code_of, sector_of, whole_events
from chancery.store.export.jsonl import json_line

RESOLUTION = {"site": 5, "city": 4, "admin2": 3, "admin1": 2, "country": 1}
SIZES = {"killed": "dead", "wounded": "injured", "arrested": "arrested"}


def export_plover(
    database: Database,
    *,
    status: Sequence[str] | None = FIRM,
    min_confidence: float = DEFAULT_CONFIDENCE,
    **filters: Any,
) -> Iterator[str]:
    """Yield a line of PLOVER's JSON for each event, by story and place."""
    for whole in whole_events(database, status=status, min_confidence=min_confidence, **filters):
        yield json_line(plover_object(whole))


def plover_object(whole: Whole) -> dict[str, Any]:
    """An event in PLOVER's fields; a field of which nothing is known is left out, but for the lists."""
    event, story = whole.event, whole.story
    first, last, told = whole.days
    actor, recipient = sides(whole)
    told_in = whole.evidence("event") or whole.evidence("what") or event.evidence[0]
    out: dict[str, Any] = {
        "id": event.id,
        "date": first,
        "enddate": last if last != first else None,
        "actor": actor,
        "recipient": recipient,
        "event": [event.what],
        "mode": list(whole.modes),
        "context": [*event.context, *whole.auxiliary],
        "quad_code": whole.quad,
        "event_scale": whole.score,
        "event_loc": _place(whole),
        "size": _sizes(whole),
        "event_text": [told_in.text],
        "text_info": {
            "story": story.id,
            "sequence": whole.sentence,
            "start": told_in.start,
            "end": told_in.end,
            "spans": [{"field": piece.field, "start": piece.start, "end": piece.end} for piece in event.evidence],
        },
        "cite_info": _known(
            {
                "corpus": story.given_id,
                "url": story.url,
                "title": story.headline,
                "language": story.lang,
                "publication": story.source,
                "coder": f"Chancery {whole.version}",
                "codebook": "PLOVER 2.0",
            }
        ),
        "coder": event.by,
        "coded_date": whole.coded,
        "comment": comment(whole, told=told),
    }
    return _known(out)


def sides(whole: Whole) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Actors and recipients. Those who meet are all actors, but that a visitor has a host as recipient."""
    who = [_entity(whole, actor, "who") for actor in whole.who]
    whom = [_entity(whole, actor, "whom") for actor in whole.whom]
    if whole.event.what == "CONSULT" and whole.mode != "visit":
        return who + whom, []
    return (whom, who) if whole.is_hosted and whom else (who, whom)


def comment(whole: Whole, *, told: bool) -> str:
    """What PLOVER has no field for: status, who says so, how sure it is, a day that is the story's."""
    event = whole.event
    says = ", ".join(actor.name for actor in whole.according_to)
    parts = (
        f"status {event.status}",
        f"confidence {event.confidence:.2f}",
        f"CAMEO {whole.cameo}",
        f"according to {says}" if says else "",
        "" if told else "the date is that of the story",
        f"mode {event.mode}, which is not of PLOVER" if event.mode and not whole.mode else "",
    )
    return "; ".join(part for part in parts if part)


def _entity(whole: Whole, actor: Actor, field: str) -> dict[str, Any]:
    return _known(
        {
            "code": code_of(actor),
            "sector": sector_of(actor),
            "entity_text": whole.words_for(actor, field),
            "identifier_text": actor.name,
            "office": actor.roles[0].title if actor.roles else None,
        }
    )


def _place(whole: Whole) -> dict[str, Any] | None:
    where, words = whole.event.where, whole.evidence("where")
    if where is None:
        return None
    return _known(
        {
            "extracted_place": words.text if words else None,
            "resolved_place": where.name,
            "lat": where.lat,
            "lon": where.lon,
            "country_code": where.country,
            "resolution": RESOLUTION.get(where.precision or ""),
        }
    )


def _sizes(whole: Whole) -> dict[str, Any] | None:
    """Dead, injured, arrested: a number where the story is exact, else an interval as EDTF writes one ("24/..")."""
    out: dict[str, Any] = {}
    for size in whole.event.sizes:
        name = SIZES.get(size.what)
        if name and name not in out:
            ends = ["..." if end is None else f"{end:g}" for end in (size.low, size.high)]
            out[name] = size.low if size.low == size.high else "/".join(ends).replace("...", "..")
    return out or None


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
