"""The last step: the drafts that are kept, as records."""

from __future__ import annotations

from collections.abc import Mapping

from chancery.extract.casting.drafts import Draft
from chancery.extract.casting.work import Work
from chancery.records import Actor, Doubt, Span, identified


def records_of(
    work: Work,
) -> tuple[tuple[Actor | Doubt, ...], Mapping[int, str], Mapping[int, tuple[str, ...]], Mapping[str, str]]:
    """The records in text order; the actor's id by each token that means one, the ids by each that means several together; the
    sex of each person whose it is known.
    """
    records: list[tuple[int, Actor | Doubt]] = []
    ids: dict[Draft, str] = {}
    weak: dict[int, str] = {}
    for draft in work.drafts:
        if not draft.kept or not draft.mentions or draft.named is None:
            continue
        record = _record(work, draft, draft.named)
        records.append((record.mentions[0].start, record))
        ids[draft] = record.id
        for first, last in [*draft.weak, *draft.adjectives]:
            weak.update(dict.fromkeys(range(first, last), record.id))
    at = {token: ids[owner] for token, owner in work.at.items() if owner in ids}
    several = {token: tuple(ids[one] for one in owners if one in ids) for token, owners in work.several.items()}
    records += [(doubt.where.start, doubt) for doubt in work.doubts]
    records.sort(key=lambda pair: (pair[0], pair[1].id))
    sexes = {id_: draft.sex for draft, id_ in ids.items() if draft.sex}
    return tuple(record for _, record in records), {**weak, **at}, several, sexes


def _record(work: Work, draft: Draft, named: tuple[int, int]) -> Actor:
    evidence = [work.evidence(*named, "name")]
    if draft.because:
        evidence.append(draft.because)
    spans = sorted({work.doc.characters(first, last) for first, last in [*draft.mentions, *draft.weak]})
    return identified(
        Actor(
            story=work.doc.story.id,
            name=draft.name,
            type=draft.type,
            evidence=tuple(evidence),
            by=draft.by,
            confidence=draft.confidence,
            country=draft.country,
            sector=draft.sector,
            aliases=tuple(form for form in draft.forms if form != draft.name),
            roles=tuple(draft.roles),
            mentions=tuple(Span(start, end) for start, end in spans),
        )
    )
