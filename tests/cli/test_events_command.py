import csv
import io
import json

import pytest

MET = ("2019-02-28", "CONSULT")
THREATENED = ("2019-02-25", "THREATEN")


def told(desk, *options):
    """
    Day and class of each event that the options choose.
    """
    answer = desk.run("events", "--db", "DB", "--format", "jsonl", *options)
    assert answer.exit_code == 0, answer.output
    return [(row["day"], row["what"]) for row in map(json.loads, answer.stdout.splitlines())]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), [THREATENED, MET]),
        (("--all",), [THREATENED, MET, (None, "CONSULT")]),
        (("--actor", "PRK"), [THREATENED, MET]),
        (("--who", "Trump"), [MET]),
        (("--whom", "Trump"), []),
        (("--whom", "USA"), [THREATENED]),
        (("--country", "VNM", "--where", "han"), [THREATENED, MET]),
        (("--where", "Seoul"), []),
        (("--class", "consult", "--what", "AID"), [MET]),
        (("--quad", "3"), [THREATENED]),
        (("--quad", "1", "--quad", "3", "--class", "CONSULT"), [MET]),
        (("--mode", "visit"), []),
        (("--context", "military"), []),
        (("--status", "happened", "--status", "planned"), [THREATENED, MET]),
        (("--status", "denied"), []),
        (("--between", "2019-02-26/2019-03"), [MET]),
        (("--since", "2019-02-26"), [MET]),
        (("--until", "2019-02-26"), [THREATENED]),
        (("--story", "wire"), [THREATENED, MET]),
        (("--limit", "1"), [THREATENED]),
        (("--as-of", "2019-01"), []),
    ],
)
def test_events_are_chosen_by_what_they_have(read_desk, options, expected):
    """
    Each filter alone; those that may be repeated mean one of several.
    """
    assert told(read_desk, *options) == expected


def test_a_line_has_the_record_its_words_and_its_codes(read_desk):
    """
    JSON gives all of it, CSV a choice.
    """
    answer = read_desk.run("events", "--db", "DB", "--format", "json", "--who", "Trump")
    (row,) = json.loads(answer.stdout)
    assert row["sentence"] == "Trump met Kim on Thursday."
    assert (row["quad"], row["score"], row["cameo"]) == (1, 2.5, "040")
    assert (row["who_name"], row["whom_name"], row["place"], row["country"]) == (["Trump"], ["Kim"], "Hanoi", "VNM")
    table = read_desk.run("events", "--db", "DB", "--format", "csv", "--who", "Trump").stdout
    (cells,) = csv.DictReader(io.StringIO(table, newline=""))
    assert (cells["day"], cells["who_name"], cells["score"], cells["id"]) == ("2019-02-28", "Trump", "2.5", row["id"])


@pytest.mark.parametrize("columns", ["80", "120"])
def test_a_table_fits_its_terminal(read_desk, columns):
    """
    Day, class and parties first, the sentence below them, then the rest.
    """
    answer = read_desk.run("events", "--db", "DB", COLUMNS=columns)
    lines = [line.rstrip() for line in answer.stdout.splitlines()]
    assert max(map(len, lines)) <= int(columns)
    assert lines[0].split() == ["2019-02-25", "THREATEN", "North", "Korea", "->", "United", "States"]
    assert lines[1].strip() == "North Korea threatened United States on Monday."
    assert lines[2].strip().startswith("happened · Hanoi (VNM) · wire · event-")


def test_nothing_found_is_said_on_stderr(read_desk):
    """
    As everywhere.
    """
    answer = read_desk.run("events", "--db", "DB", "--mode", "hum")
    assert (answer.stdout, answer.stderr) == ("", "nothing found\n")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--class", "CONSLT"), "'CONSLT' is no class of PLOVER; did you mean CONSULT?"),
        (("--class", "xyzzy"), "'xyzzy' is no class of PLOVER; known: AGREE, CONSULT"),
        (("--quad", "5"), "5 is not in the range 1<=x<=4"),
        (("--between", "soon"), "a day is YYYY, YYYY-MM or YYYY-MM-DD, got 'soon'"),
        (("--between", "2019", "--from", "2019"), "--between goes without --from and --to"),
        (("--status", "maybe"), "'maybe' is not one of"),
    ],
)
def test_wrong_usage_says_what_would_be_right(read_desk, options, problem):
    """
    Exit code 2.
    """
    answer = read_desk.run("events", "--db", "DB", *options)
    assert answer.exit_code == 2
    assert problem in " ".join(answer.stderr.split())
