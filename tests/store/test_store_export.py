import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from fake_reading import news, write

import chancery
from chancery.records import KINDS, from_json
from chancery.store.ask import Database
from chancery.store.export.csv import columns, csv_line, export_csv
from chancery.store.export.jsonl import export_jsonl, json_line

SCHEMA = json.loads((Path(chancery.__file__).parent / "records.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture
def record(db):
    """
    Three stories, written in another order than that of their publication.
    """
    write(db, news("late", "Kim met Trump on Monday.", published="2019-03-02"), news("undated", "Trump met Kim."))
    with Database(db) as database:
        yield database


def test_the_schema_is_a_schema():
    """
    Draft 2020-12, and it knows exactly the fields that we write.
    """
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for kind, cls in KINDS.items():
        names = set(cls.__dataclass_fields__) | {"kind"}
        assert set(SCHEMA["$defs"][kind]["properties"]) == names


def test_every_line_is_valid_and_comes_back_equal(record):
    """
    Records of every kind, stories first.
    """
    lines = list(export_jsonl(record))
    kinds = [json.loads(line)["kind"] for line in lines]
    for line in lines:
        VALIDATOR.validate(json.loads(line))
        assert json_line(json.loads(line)) == line
        from_json(json.loads(line))
    assert set(kinds) == set(KINDS)
    assert kinds[:3] == ["story"] * 3
    assert "story" not in kinds[3:]


def test_the_order_is_stable(record):
    """
    Stories by publication; records by story, kind and place.
    """
    rows = [json.loads(line) for line in export_jsonl(record)]
    stories = [row for row in rows if row["kind"] == "story"]
    assert [story["given_id"] for story in stories] == ["undated", "wire.txt", "late"]
    place = {story["id"]: number for number, story in enumerate(stories)}
    keys = [(place[row["story"]], row["kind"], row["evidence"][0]["start"]) for row in rows[3:]]
    assert keys == sorted(keys)


def test_everything_is_exported_unless_told(record):
    """
    Low confidence too.
    """
    assert len(list(export_jsonl(record, kind="event"))) == 5
    assert len(list(export_jsonl(record, kind="event", min_confidence=0.5))) == 4
    with pytest.raises(ValueError, match="unknown kind"):
        list(export_jsonl(record, kind="rumour"))


@pytest.mark.parametrize("kind", KINDS)
def test_csv_has_a_table_for_each_kind(record, kind):
    """
    As many columns in each row as in the header; actors by name.
    """
    rows = list(csv.DictReader(io.StringIO("".join(export_csv(record, kind=kind)), newline="")))
    assert rows
    assert all(list(row) == columns(kind) and None not in row.values() for row in rows)
    if kind == "event":
        assert rows[0]["who"] == "Trump"
        assert rows[0]["who_id"].startswith("actor-")
        assert rows[0]["where_country"] == "VNM"


def test_hostile_cells():
    """
    A cell never becomes a formula, and never breaks out of its line.
    """
    assert (
        csv_line(["=HYPERLINK(1)", "+1", "-1", "@x", -1, 'a"b\nc']) == "'=HYPERLINK(1),'+1,'-1,'@x,-1,\"a\"\"b\nc\"\r\n"
    )


def test_a_line_is_one_line_to_every_reader():
    """
    Unicode's other line ends, terminal controls and turned directions are escaped.
    """
    value = {"text": "a\u2028b\x85c\x1bd\u202ee\nf\ud800"}
    line = json_line(value)
    assert line.splitlines(keepends=True) == [line]
    assert "\x1b" not in line
    assert "\u202e" not in line
    assert json.loads(line) == value
