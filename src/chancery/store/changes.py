"""What a new reading of a story changes in its records: added, changed, withdrawn. Pure functions over records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from chancery.records import Actor, Evidence, Quote, Record, to_json
from chancery.store.write import PARTIES

Sort: TypeAlias = Literal["same", "added", "changed", "withdrawn"]
SORTS: tuple[Sort, ...] = ("same", "added", "changed", "withdrawn")
_MAIN = ("what", "words", "how", "stance", "content", "name", "where")
_ALWAYS_NEW = ("id", "kind", "story")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record: ``before`` is the old one, ``after`` the new one, ``fields`` what differs (old, new).

    A record that is the same has both; its id may differ, where it names an actor or quote that has changed.
    """

    sort: Sort
    before: Record | None
    after: Record | None
    fields: Mapping[str, tuple[Any, Any]]

    @property
    def record(self) -> Record:
        """The new record, or the old one that was withdrawn."""
        record = self.after or self.before
        assert record is not None
        return record


def changes(old: Sequence[Record], new: Sequence[Record]) -> Iterator[Change]:
    """Yield what became of each record of a story, each old and each new one once, in the order of their kinds and places.

    Records are the same when they say the same of the same words, whatever ids they have. Of the others of a kind those are
    one record, changed, that stand at the same word (actors: that have the same name, or a mention in common).
    """
    ours, theirs = {record.id: record for record in old}, {record.id: record for record in new}
    found = [Change("same", record, record, {}) for name, record in ours.items() if name in theirs]
    gone = [record for name, record in ours.items() if name not in theirs]
    come = [record for name, record in theirs.items() if name not in ours]
    before, after = view_of(old), view_of(new)
    for alike in (_is_same, _is_at_one_place, _overlaps):
        for record in list(gone):
            other = next((one for one in come if alike(record, one, before[record.id], after[one.id])), None)
            if other is not None:
                gone.remove(record)
                come.remove(other)
                fields = _differences(before[record.id], after[other.id])
                found.append(Change("changed" if fields else "same", record, other, fields))
    found += [Change("withdrawn", record, None, {}) for record in gone]
    found += [Change("added", None, record, {}) for record in come]
    yield from sorted(found, key=lambda one: (one.record.kind, one.record.evidence[0].start, one.record.id))


def view_of(records: Iterable[Record]) -> dict[str, dict[str, Any]]:
    """By id what each record says, without ids: actors by name, quotes by their words."""
    records = tuple(records)
    names = {record.id: record.name for record in records if isinstance(record, Actor)}
    names |= {record.id: record.words for record in records if isinstance(record, Quote)}
    return {record.id: _view(record, names) for record in records}


def _view(record: Record, names: Mapping[str, str]) -> dict[str, Any]:
    def named(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, list):
            return [named(item) for item in value]
        if isinstance(value, dict):
            return {key: named(item) for key, item in value.items()}
        return value

    roles = (*PARTIES.get(record.kind, ()), "within", "sources", "sizes")
    body = {name: value for name, value in to_json(record).items() if name not in _ALWAYS_NEW}
    return {name: named(value) if name in roles else value for name, value in body.items()}


def _is_same(one: Record, other: Record, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return one.kind == other.kind and before == after


def _is_at_one_place(one: Record, other: Record, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    if one.kind != other.kind:
        return False
    if isinstance(one, Actor) and isinstance(other, Actor):
        return one.name == other.name
    first, second = main_evidence(one), main_evidence(other)
    return (first.start, first.field) == (second.start, second.field)


def _overlaps(one: Record, other: Record, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    if one.kind != other.kind:
        return False
    if isinstance(one, Actor) and isinstance(other, Actor):
        return bool(set(one.mentions) & set(other.mentions))
    first, second = main_evidence(one), main_evidence(other)
    return first.start < second.end and second.start < first.end


def main_evidence(record: Record) -> Evidence:
    """The words that the record stands on."""
    for field in _MAIN:
        for piece in record.evidence:
            if piece.field == field:
                return piece
    return record.evidence[0]


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = dict.fromkeys((*before, *after))
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
