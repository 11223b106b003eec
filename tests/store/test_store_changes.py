"""What a new reading changes, record by record."""

from dataclasses import replace

import pytest
from fake_reading import found_in, news
from hypothesis import given
from hypothesis import strategies as st

from chancery.records import Actor, Evidence, When, identified
from chancery.store.changes import changes, view_of

STORY = news(published="2019-03-01")
RECORDS = tuple(found_in(STORY))


def told(old, new):
    """
    Each change as a line, what is the same left out.
    """
    return [
        f"{one.sort} {one.record.kind} {', '.join(f'{name}: {a} -> {b}' for name, (a, b) in one.fields.items())}".rstrip()
        for one in changes(old, new)
        if one.sort != "same"
    ]


def with_changed(kind, **fields):
    """
    The records with the first of a kind changed, and everybody who names it.
    """
    first = next(record for record in RECORDS if record.kind == kind)
    other = identified(replace(first, id="", **fields))
    out = []
    for record in RECORDS:
        if record is first:
            out.append(other)
            continue
        linked = {
            role: tuple(other.id if name == first.id else name for name in getattr(record, role))
            for role in ("who", "whom")
            if record.kind == "event"
        }
        out.append(identified(replace(record, id="", **linked)) if linked else record)
    return out


def test_nothing_changes():
    """
    Every record is the same.
    """
    assert told(RECORDS, RECORDS) == []
    assert [one.sort for one in changes(RECORDS, RECORDS)] == ["same"] * len(RECORDS)


def test_a_field_changes():
    """
    At the same word it is the same record, changed.
    """
    assert told(RECORDS, with_changed("event", what="AGREE")) == ["changed event what: CONSULT -> AGREE"]
    (line,) = told(RECORDS, with_changed("event", when=When("2019-03", None)))
    assert line.startswith("changed event when: {'earliest': '2019-02-28'")


def test_an_actor_that_changes_takes_nobody_along():
    """
    Those who name it have a new id and say the same.
    """
    new = with_changed("actor", country="CHN")
    assert told(RECORDS, new) == ["changed actor country: PRK -> CHN"] or told(RECORDS, new)[0].startswith(
        "changed actor"
    )
    assert len(told(RECORDS, new)) == 1
    renumbered = [one for one in changes(RECORDS, new) if one.sort == "same" and one.before != one.after]
    assert {one.record.kind for one in renumbered} == {"event"}


def test_records_come_and_go():
    """
    Elsewhere in the story.
    """
    event = next(record for record in RECORDS if record.kind == "event")
    others = [record for record in RECORDS if record is not event]
    assert told(RECORDS, others) == ["withdrawn event"]
    assert told(others, RECORDS) == ["added event"]
    moved = identified(
        replace(event, id="", evidence=(Evidence.of(STORY, 0, 5, "what"), *event.evidence[1:]), what="AID")
    )
    assert told(RECORDS, [*others, moved]) == ["added event", "withdrawn event"]


def test_an_actor_with_another_name_is_known_by_its_mentions():
    """
    What he did is told under his new name.
    """
    first, *others = told(RECORDS, with_changed("actor", name="Kim Jong Un"))
    assert first.startswith("changed actor name: ")
    assert {line.split(":")[0] for line in others} <= {"changed event who", "changed event whom"}


def test_views_have_no_ids():
    """
    Actors stand by name.
    """
    event = next(record for record in RECORDS if record.kind == "event")
    assert view_of(RECORDS)[event.id]["who"] == ["Trump"]


@pytest.mark.filterwarnings("error")
@given(
    st.lists(st.integers(0, len(RECORDS) - 1), unique=True),
    st.lists(st.integers(0, len(RECORDS) - 1), unique=True),
    st.sets(st.integers(0, len(RECORDS) - 1)),
)
def test_every_record_is_told_of_once(first, second, touched):
    """
    Whatever is left out and whatever is touched: no record twice, none forgotten.
    """
    old = [RECORDS[at] for at in first]
    new = [identified(replace(RECORDS[at], id="", confidence=0.123)) if at in touched else RECORDS[at] for at in second]
    found = list(changes(old, new))
    assert sorted(one.before.id for one in found if one.before) == sorted(record.id for record in old)
    assert sorted(one.after.id for one in found if one.after) == sorted(record.id for record in new)
    for one in found:
        assert (one.before is None) == (one.sort == "added")
        assert (one.after is None) == (one.sort == "withdrawn")
        assert bool(one.fields) == (one.sort == "changed")
        if one.before and one.after:
            assert one.before.kind == one.after.kind


def test_actors_are_never_taken_for_events():
    """
    Though they stand at one place.
    """
    actor = next(record for record in RECORDS if isinstance(record, Actor))
    event = next(record for record in RECORDS if record.kind == "event")
    assert sorted(told([actor], [event])) == ["added event", "withdrawn actor"]
