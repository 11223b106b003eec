"""Events in the columns of others: PLOVER's JSON, POLECAT, GDELT. ``docs/exports.md`` says what stands where."""

import csv
import gc
import io
import json
import re
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from fake_reading import found_in, news
from hypothesis import given
from hypothesis import strategies as st

from chancery.records import Actor, Event, Evidence, Size, When, Where, identified
from chancery.store.ask import Database
from chancery.store.export import gdelt, polecat
from chancery.store.export.csv import csv_line, export_csv
from chancery.store.export.gdelt import export_gdelt
from chancery.store.export.plover import export_plover
from chancery.store.export.polecat import export_polecat
from chancery.store.write import Writer

PAGE = Path(__file__).resolve().parents[2] / "docs" / "exports.md"


def told(path, text="Trump met Kim on Thursday.", *, export=export_plover, asked=None, given_id="wire.txt", **changes):
    """
    The exported events of a story whose events have these *changes*, as dictionaries.
    """
    story = news(given_id, text, published="2019-03-01", source="The Wire", url="https://wire.example/1")
    records = [identified(replace(one, id="", **changes)) if isinstance(one, Event) else one for one in found_in(story)]
    path.unlink(missing_ok=True)
    with Writer(path, version="1.2") as writer:
        assert writer.admit(story)
        writer.write_story(story, records, [(0, 26)])
    with Database(path) as database:
        lines = list(export(database, **(asked or {})))
    if export is export_plover:
        return [json.loads(line) for line in lines]
    rows = csv.DictReader(io.StringIO("".join(lines), newline=""))
    return [{name: value for name, value in row.items() if value} for row in rows]


@pytest.fixture
def path(tmp_path):
    """
    Where a database may stand.
    """
    return tmp_path / "x.db"


def test_plover_has_the_manuals_fields(path):
    """
    Two who meet are both actors; the spans point into the story.
    """
    (event,) = told(path)
    assert (event["date"], event["event"], event["quad_code"], event["event_scale"]) == (
        "2019-02-28",
        ["CONSULT"],
        1,
        2.5,
    )
    assert event["actor"] == [
        {"code": "USA", "entity_text": "Trump", "identifier_text": "Trump"},
        {"code": "PRK", "entity_text": "Kim", "identifier_text": "Kim"},
    ]
    assert (event["recipient"], event["mode"], event["context"]) == ([], [], [])
    assert event["event_loc"] == {"resolved_place": "Hanoi", "country_code": "VNM"}
    assert event["text_info"]["sequence"] == 0
    assert {"field": "whom", "start": 10, "end": 13} in event["text_info"]["spans"]
    assert event["cite_info"]["publication"] == "The Wire"
    assert event["coder"] == "fake.met"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", event["coded_date"])
    assert "enddate" not in event
    assert event["comment"] == "status happened; confidence 0.90; CAMEO 040"


def test_plover_puts_the_visitor_first(path):
    """
    Whatever our rule has as who.
    """
    (visited,) = told(path, mode="visit")
    (hosted,) = told(path, mode="visit", by="events.consult.host")
    first = [event["actor"][0]["identifier_text"] for event in (visited, hosted)]
    second = [event["recipient"][0]["identifier_text"] for event in (visited, hosted)]
    assert (first, second) == (["Trump", "Kim"], ["Kim", "Trump"])


@pytest.mark.parametrize(
    ("changes", "auxiliary"),
    [
        ({"status": "planned"}, ["future"]),
        ({"status": "conditional"}, ["hypothetical"]),
        ({"status": "denied"}, ["negation"]),
        ({"status": "called_off"}, ["negation"]),
        ({"status": "alleged"}, []),
        ({"when": When("2018-06-12", "2018-06-12", "2018-06-12")}, ["historical"]),
        ({"when": When("2018-06", None)}, []),
        ({"when": None}, []),
    ],
)
def test_our_status_is_plovers_auxiliary_mode(path, changes, auxiliary):
    """
    It stands among the contexts, as the manual has it. What ended three months before its story is historical.
    """
    if changes.get("when") and not changes["when"].latest:
        changes = {"when": When("2018-06-12", None, "2018-06-12/..")}
        auxiliary = ["historical"]
    (event,) = told(path, asked={"status": None}, **changes)
    assert event["context"] == auxiliary
    (row,) = told(path, export=export_polecat, asked={"status": None}, **changes)
    assert row.get("Contexts", "") == "".join(auxiliary)


@pytest.mark.parametrize("export", [export_plover, export_polecat, export_gdelt])
def test_only_what_happened_is_exported(path, export):
    """
    Unless somebody asks for more.
    """
    assert len(told(path, export=export, status="ongoing")) == 1
    assert told(path, export=export, status="planned") == []
    assert told(path, export=export, confidence=0.4) == []
    assert len(told(path, export=export, confidence=0.4, asked={"min_confidence": 0})) == 1


def test_a_day_that_no_story_tells_is_the_days_of_the_story(path):
    """
    And the comment says so.
    """
    (event,) = told(path, when=None)
    assert event["date"] == "2019-03-01"
    assert event["comment"].endswith("the date is that of the story")
    (span,) = told(path, when=When("2019-02-27", "2019-02-28", "2019-02-27/2019-02-28"))
    assert (span["date"], span["enddate"]) == ("2019-02-27", "2019-02-28")


def test_a_mode_of_ones_own_stays_out_of_plovers_fields(path):
    """
    The comment keeps it, the score is the class's.
    """
    (event,) = told(path, mode="banquet")
    assert (event["mode"], event["event_scale"]) == ([], 2.5)
    assert "mode banquet, which is not of PLOVER" in event["comment"]


def test_sizes(path):
    """
    A number where the story is exact, else an interval; the rest stays in our own exports.
    """
    sizes = (
        Size("killed", 24, None, "persons", "at least 24"),
        Size("wounded", 9, 9, "persons", "nine"),
        Size("arrested", None, 40, "persons", "up to 40"),
        Size("money", 5e6, 5e6, "USD", "$5 million"),
    )
    text = "Trump met Kim on Thursday. At least 24 died, at least 24, nine, up to 40, $5 million."
    story = news("wire.txt", text, published="2019-03-01", source="The Wire", url="https://wire.example/1")
    pieces = tuple(
        Evidence.of(story, text.index(one.words), text.index(one.words) + len(one.words), "size") for one in sizes
    )
    (event,) = (one for one in found_in(story) if isinstance(one, Event))
    (row,) = told(path, text, evidence=(*event.evidence, *pieces), sizes=sizes)
    assert row["size"] == {"dead": "24/..", "injured": 9, "arrested": "../40"}
    with Database(path) as database:
        table = "".join(export_csv(database, kind="event"))
    (cells,) = csv.DictReader(io.StringIO(table, newline=""))
    assert cells["sizes"].startswith("killed 24.. persons | wounded 9..9 persons | ")


def test_polecat_columns(path):
    """
    The forty columns in their order; an event a row.
    """
    (row,) = told(path, "North Korea threatened United States on Monday.", export=export_polecat, mode="violence")
    assert row["Event Type"] == "THREATEN"
    assert (row["Event Mode"], row["Intensity"], row["Quad Code"]) == ("violence", "-3.5", "VERBAL CONFLICT")
    assert (row["Actor Name"], row["Actor Country"], row["Recipient Country"]) == ("North Korea", "PRK", "USA")
    assert (row["Placename"], row["Country"]) == ("Hanoi", "VNM")
    assert row["Story Locations"] == "North Korea; United States"
    assert len(polecat.COLUMNS) == len(set(polecat.COLUMNS)) == 40


def test_gdelt_columns(path):
    """
    The 58 columns in their order; what we do not know stays empty.
    """
    where = Where("Hanoi", "VNM", 21.0, 105.8, "city")
    (row,) = told(path, export=export_gdelt, where=where, mode="visit")
    assert len(gdelt.COLUMNS) == len(set(gdelt.COLUMNS)) == 58
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20190228", "201902", "2019", "2019.2411",
    )  # fmt: skip
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor2CountryCode"]) == ("USA", "Trump", "PRK")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("042", "042", "04")
    assert (row["QuadClass"], row["GoldsteinScale"], row["NumMentions"]) == ("1", "4.0", "1")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"], row["ActionGeo_Lat"]) == ("4", "VM", "21.0")
    assert (row["IsRootEvent"], row["SOURCEURL"]) == ("1", "https://wire.example/1")
    assert row["GLOBALEVENTID"].isdecimal()
    assert not set(gdelt.EMPTY) & set(row)


def test_gdelt_has_a_row_for_each_pair(path):
    """
    Who times whom; several who meet and have no whom are pairs both ways.
    """
    story = news(
        "wire.txt",
        "Trump met Kim on Thursday.",
        published="2019-03-01",
        source="The Wire",
        url="https://wire.example/1",
    )
    actors = [one.id for one in found_in(story) if isinstance(one, Actor)]
    together = told(path, export=export_gdelt, who=tuple(actors), whom=(), mutual=True)
    assert sorted((row["Actor1Name"], row["Actor2Name"]) for row in together) == [("Kim", "Trump"), ("Trump", "Kim")]
    assert len({row["GLOBALEVENTID"] for row in together}) == 2
    alone = told(path, export=export_gdelt, what="ASSAULT", who=(), whom=tuple(actors))
    assert [("Actor1Name" in row, row["Actor2Name"]) for row in alone] == [(False, "Trump"), (False, "Kim")]


def test_gdelt_cannot_hold_what_did_not_happen(path):
    """
    It has no column that would say so.
    """
    for status in (None, ("planned",), ("happened", "alleged")):
        with pytest.raises(ValueError, match="can only hold what is happened or ongoing"):
            told(path, export=export_gdelt, asked={"status": status})


@pytest.mark.parametrize("module", [polecat, gdelt])
def test_every_column_is_documented(module):
    """
    With what stands in it, or that it is empty.
    """
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in module.COLUMNS if f"`{name}`" not in page and f"`{short(name)}`" not in page] == []
    assert set(module.EMPTY) <= set(module.COLUMNS)


def short(name):
    """
    As the page groups what both parties have: ``{side} Name``, ``Actor{n}Code``.
    """
    name = name.replace("Recipient", "{side}").replace("Actor", "{side}") if " " in name else name
    return re.sub(r"Actor[12]", "Actor{n}", name)


@given(st.text(max_size=20))
def test_no_cell_becomes_a_formula(text):
    """
    Whatever a story is called.
    """
    (cell,) = next(csv.reader(io.StringIO(csv_line([text]), newline=""))) or [""]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_hostile_names_are_harmless(path):
    """
    In every table.
    """
    where = Where('=HYPERLINK("x")', "VNM")
    assert told(path, export=export_polecat, where=where)[0]["Placename"] == '\'=HYPERLINK("x")'
    assert told(path, export=export_gdelt, where=where)[0]["ActionGeo_FullName"] == '\'=HYPERLINK("x")'


def test_memory_does_not_grow_with_the_store(path):
    """
    One event at a time.
    """

    def peak(stories):
        path.unlink(missing_ok=True)
        with Writer(path) as writer:
            for number in range(stories):
                story = news(f"{number}", f"Trump met Kim on Thursday. Number {number}.", published="2019-03-01")
                assert writer.admit(story)
                writer.write_story(story, list(found_in(story)), [(0, 26)])
        with Database(path) as database:
            next(export_plover(database))
            tracemalloc.start()
            count = 0
            for count, _ in enumerate(export_plover(database), start=1):
                if count % 20 == 0:
                    gc.collect()
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert count == stories
        return most

    assert peak(400) < 2 * peak(40)


def test_twice_the_same_bytes(path):
    """
    No clock, no order of arrival.
    """
    for export in (export_plover, export_polecat, export_gdelt):
        told(path, export=export)
        with Database(path) as database:
            assert list(export(database)) == list(export(database))
