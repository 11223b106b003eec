"""The stored stories read anew: what is added, changed and withdrawn."""

import csv
import io
import json
import sqlite3
from dataclasses import replace

import pytest
from fake_reading import FakeKit, make_fake

from chancery.records import identified


class Changed(FakeKit):
    """
    A reader with other rules: who threatens accuses, "maybe" is no event any more, a silence is a position, too.
    """

    def read(self, stories):
        for doc, records in super().read(stories):
            yield doc, list(self.other(records))

    def other(self, records):
        for record in records:
            if record.kind == "event" and record.what == "THREATEN":
                yield identified(replace(record, id="", what="ACCUSE", mode="allege"))
            elif record.kind == "silence":
                yield record
                yield identified(replace(record, id="", how="declined", evidence=record.evidence[:1], confidence=0.6))
            elif record.confidence != 0.3:
                yield record


def make_changed(rules):
    """
    The other reader.
    """
    return Changed()


def records(desk):
    """
    The export, a line a record.
    """
    return set(desk.run("export", "jsonl", "--db", "DB").stdout.splitlines())


def counted(answer):
    """
    The table of counts.
    """
    return {
        row["kind"]: [row[name] for name in ("same", "added", "changed", "withdrawn")]
        for row in json.loads(answer.stdout)
    }


def test_the_same_rules_change_nothing(read_desk):
    """
    Not a byte, and the record is whole.
    """
    before = records(read_desk)
    answer = read_desk.run("recode", "--db", "DB")
    assert answer.exit_code == 0
    assert "1 stories read anew in" in answer.stderr
    assert "in 0 of them records changed" in answer.stderr
    assert records(read_desk) == before
    assert read_desk.run("verify", "--db", "DB").exit_code == 0


def test_other_rules(read_desk):
    """
    The counts by kind; what stays keeps its id.
    """
    before = records(read_desk)
    answer = read_desk.run("recode", "--db", "DB", "--format", "json", make=make_changed)
    assert counted(answer) == {
        "actor": [4, 0, 0, 0], "event": [1, 0, 1, 1], "quote": [1, 0, 0, 0], "silence": [1, 1, 0, 0],
        "position": [1, 0, 0, 0], "doubt": [1, 0, 0, 0],
    }  # fmt: skip
    after = records(read_desk)
    assert len(before & after) == len(before) - 2
    assert read_desk.run("verify", "--db", "DB").exit_code == 0
    assert [row["what"] for row in map(json.loads, after) if row["kind"] == "event" and row["mode"]] == ["ACCUSE"]
    # Parties follow: the changed event is found by who acts.
    assert "ACCUSE" in read_desk.run("events", "--db", "DB", "--who", "PRK").stdout
    again = read_desk.run("recode", "--db", "DB", "--format", "json", make=make_changed)
    assert all(row[1:] == [0, 0, 0] for row in counted(again).values())


def test_a_line_for_each_record(read_desk):
    """
    + added, ~ changed, - withdrawn; below what differs; the counts after them.
    """
    answer = read_desk.run("recode", "--db", "DB", "--dry-run", "--lines", make=make_changed)
    lines = answer.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:5] if line[0] in "+~-"] == [
        ["~", "event"],
        ["-", "event"],
        ["+", "silence"],
    ]
    assert lines[0].startswith("~ event    ACCUSE (allege)  North Korea -> United States") or lines[0].startswith(
        "~ event    ACCUSE (allege) North Korea -> United States"
    )
    assert lines[1] == "    what: THREATEN -> ACCUSE; mode: none -> allege"
    assert "kind" in answer.stdout
    rows = [json.loads(line) for line in read_desk.run(
        "recode", "--db", "DB", "--dry-run", "--lines", "--format", "jsonl", make=make_changed
    ).stdout.splitlines()]  # fmt: skip
    assert [(row["change"], row["kind"]) for row in rows] == [
        ("changed", "event"),
        ("withdrawn", "event"),
        ("added", "silence"),
    ]
    assert rows[0]["fields"] == {"what": ["THREATEN", "ACCUSE"], "mode": [None, "allege"]}
    assert rows[0]["before"] != rows[0]["id"]
    table = read_desk.run("recode", "--db", "DB", "--dry-run", "--lines", "--format", "csv", make=make_changed).stdout
    assert [row["change"] for row in csv.DictReader(io.StringIO(table, newline=""))] == [
        "changed",
        "withdrawn",
        "added",
    ]


def test_a_dry_run_writes_nothing(read_desk):
    """
    Not even that it ran.
    """
    before = (read_desk.folder / "x.db").read_bytes()
    answer = read_desk.run("recode", "--db", "DB", "--dry-run", "--format", "json", make=make_changed)
    assert counted(answer)["event"] == [1, 0, 1, 1]
    assert "records would be changed" in answer.stderr
    assert (read_desk.folder / "x.db").read_bytes() == before


def test_a_recoding_that_is_cut_short_goes_on(desk):
    """
    What was written stays, what was done is not done twice.
    """
    for number in range(40):
        desk.story(f"{number}.txt", f"Trump met Kim on Thursday. Number {number}.")
    assert desk.run("read", desk.folder / "stories", "--db", "DB").exit_code == 0
    db = sqlite3.connect(desk.folder / "x.db")

    class Short(FakeKit):
        seen = 0

        def read(self, stories):
            Short.seen += len(stories)
            if Short.seen > 16:
                raise KeyboardInterrupt
            yield from super().read(stories)

    answer = desk.run("recode", "--db", "DB", make=lambda rules: Short())
    assert answer.exit_code == 1
    done = "SELECT count(*) FROM story WHERE run = (SELECT max(number) FROM read_run)"
    assert db.execute(done).fetchone() == (16,)
    assert desk.run("verify", "--db", "DB").exit_code == 0

    answer = desk.run("recode", "--db", "DB")
    assert "going on with a recoding that was cut short: 16 stories are done" in answer.stderr
    assert "24 stories read anew" in answer.stderr
    assert db.execute(done).fetchone() == (40,)
    assert db.execute("SELECT taken_in, accepted, finished IS NULL FROM read_run ORDER BY number").fetchall() == [
        (40, 40, 0), (40, 40, 0),
    ]  # fmt: skip
    # It is finished: the next begins anew.
    assert "40 stories read anew" in desk.run("recode", "--db", "DB").stderr


def test_restart_begins_with_the_first_story(read_desk):
    """
    Though a recoding was cut short.
    """
    db = sqlite3.connect(read_desk.folder / "x.db", isolation_level=None)
    read_desk.run("recode", "--db", "DB")
    db.execute("UPDATE read_run SET finished = NULL WHERE number = 2")
    assert "0 stories read anew" in read_desk.run("recode", "--db", "DB").stderr
    db.execute("UPDATE read_run SET finished = NULL WHERE number = 2")
    assert "1 stories read anew" in read_desk.run("recode", "--db", "DB", "--restart").stderr


def test_a_story_that_crashes_keeps_its_records(read_desk):
    """
    It is told, and the exit code says so.
    """

    class Crash(FakeKit):
        def read(self, stories):
            raise KeyError

    before = records(read_desk)
    answer = read_desk.run("recode", "--db", "DB", make=lambda rules: Crash())
    assert answer.exit_code == 3
    assert "its records stay as they are" in answer.stderr
    assert "1 could not be read" in answer.stderr
    assert records(read_desk) == before
    assert read_desk.run("verify", "--db", "DB").exit_code == 0


def test_no_database_is_made(desk):
    """
    There is nothing to recode.
    """
    answer = desk.run("recode", "--db", "DB")
    assert answer.exit_code == 1
    assert "no such database" in answer.stderr
    assert not (desk.folder / "x.db").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_does_not_depend_on_the_number_of_processes(desk, jobs):
    """
    The same record, whoever reads.
    """
    for number in range(3):
        desk.story(f"{number}.txt", f"Trump met Kim on Thursday. Number {number}.")
    desk.run("read", desk.folder / "stories", "--db", "DB")
    before = records(desk)
    assert desk.run("recode", "--db", "DB", "--jobs", jobs, make=make_fake).exit_code == 0
    assert records(desk) == before
