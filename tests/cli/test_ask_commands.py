import csv
import io
import json
import re
import sqlite3
import subprocess
import sys

import pytest
from fake_reading import NEWS

from chancery.cli.output import line, safe
from chancery.cli.relations import marked, relation
from chancery.language.document import Doc, Token
from chancery.language.pairs import Pair, Verdict
from chancery.source.text import story_from_text

FORMATS = ("table", "json", "jsonl", "csv")


def test_timeline_as_a_table(read_desk):
    """
    Day, what, who, whom, where, status, story, words.
    """
    answer = read_desk.run("timeline", "--db", "DB")
    rows = [row.split() for row in answer.stdout.splitlines()[2:]]

    assert rows[0][:6] == ["2019-02-25", "THREATEN", "North", "Korea", "United", "States"]
    assert "North Korea threatened United States on Monday" in answer.stdout
    assert [row[0] for row in rows] == ["2019-02-25", "2019-02-28"]


def test_timeline_filters(read_desk):
    """
    The same words as in Python.
    """

    def days(*options):
        lines = read_desk.run("timeline", "--db", "DB", "--format", "jsonl", *options).stdout.splitlines()
        return [json.loads(one)["day"] for one in lines]

    assert days() == ["2019-02-25", "2019-02-28"]
    assert days("--from", "2019-02-26") == ["2019-02-28"]
    assert days("--to", "2019-02-26") == ["2019-02-25"]
    assert days("--actor", "korea") == ["2019-02-25"]
    assert days("--what", "consult", "--all") == ["2019-02-28", None]
    assert read_desk.run("timeline", "--db", "DB", "--from", "soon").exit_code == 2


@pytest.mark.parametrize("command", ("timeline", "actors", "quotes", "silences", "positions"))
def test_every_listing_in_every_format(read_desk, command):
    """
    The same number of rows, whatever the form.
    """
    outs = {form: read_desk.run(command, "--db", "DB", "--format", form) for form in FORMATS}
    assert all(out.exit_code == 0 for out in outs.values())
    rows = json.loads(outs["json"].stdout)
    assert rows
    assert [json.loads(one) for one in outs["jsonl"].stdout.splitlines()] == rows
    assert len(list(csv.DictReader(io.StringIO(outs["csv"].stdout, newline="")))) == len(rows)


def test_nothing_found_is_said_on_stderr(read_desk):
    """
    Standard output stays data.
    """
    answer = read_desk.run("timeline", "--db", "DB", "--actor", "Nobody")
    assert (answer.exit_code, answer.stdout, answer.stderr) == (0, "", "nothing found\n")
    assert json.loads(read_desk.run("quotes", "--db", "DB", "--actor", "Nobody", "--format", "json").stdout) == []


def test_search(read_desk):
    """
    The found words stand in brackets.
    """
    assert "[Trump met]" in read_desk.run("search", "trump met", "--db", "DB").stdout
    assert "[threat]ened" in read_desk.run("search", "threat", "--db", "DB").stdout
    assert read_desk.run("search", "*", "--db", "DB").exit_code == 2


def test_show_from_the_database(read_desk):
    """
    Who is who first; each record below the sentence that it comes from; what is below 0.5 only with --all.
    """
    answer = read_desk.run("show", "wire", "--db", "DB")
    lines = answer.stdout.splitlines()

    assert lines[3:8] == [
        "who is who",
        "  Trump  person, USA",
        "  Kim  person, PRK",
        "  North Korea  state, PRK",
        "  United States  state, USA",
    ]
    at = lines.index("  Trump met Kim on Thursday.")
    assert lines[at + 1] == "      event    CONSULT  Trump -> Kim  2019-02-28  in Hanoi  happened  0.90 fake.met"
    at = lines.index("  “It was good,” Trump said.")
    assert lines[at + 1] == "      quote    Trump: “It was good,”  (direct)  0.90 fake.said"
    assert "      silence  Kim: declined to comment  0.70 fake.declined" in lines
    assert "      position Kim  demand: sanctions  0.70 fake.demand" in lines
    assert "      doubt    a puzzle  1.00 fake.puzzle" in lines
    assert lines[-1] == "1 below the default confidence left out; --all shows them"
    assert "Kim -> Trump" not in answer.stdout
    assert "Kim -> Trump" in read_desk.run("show", "wire", "--db", "DB", "--all").stdout


def test_show_a_file_without_a_database(desk):
    """
    It prints the same and stores nothing.
    """
    path = desk.story("wire.txt")
    from_file = desk.run("show", path)
    desk.run("read", path, "--db", "DB")
    assert from_file.exit_code == 0
    assert from_file.stdout == desk.run("show", "wire", "--db", "DB").stdout


def test_show_says_what_is_wrong(read_desk):
    """
    No such file, no such story, a crash, several stories in one file.
    """
    assert "no such file\n  for a story in a database, add: --db FILE" in read_desk.run("show", "nix").stderr
    assert "no story 'nix'" in read_desk.run("show", "nix", "--db", "DB").stderr
    crash = read_desk.run("show", read_desk.story("crash.txt", "A CRASH of Trump."))
    assert (crash.exit_code, "reading it crashed" in crash.stderr) == (1, True)
    two = read_desk.story("two.jsonl", '{"id": "1", "text": "Kim met Trump."}\n{"id": "2", "text": "Trump met Kim."}\n')
    assert "holds several stories" in read_desk.run("show", two).stderr


def test_a_hostile_story_cannot_steer_the_terminal(desk):
    """
    Escape sequences and turned directions are written out, wherever the text is shown.
    """
    hostile = "Trump \u202emet\u202c Kim. “Gone \x9b2J\u2066now” Kim said. Kim met Trump on Monday."
    path = desk.story("x\x1b[31m.jsonl", json.dumps({"text": hostile, "id": "\x1b[2Jid", "headline": "a\x1b]0;b\x07"}))
    outs = [desk.run("show", path), desk.run("read", path, "--db", "DB"), desk.run("quotes", "--db", "DB")]
    outs += [
        desk.run("timeline", "--db", "DB"),
        desk.run("search", "Kim", "--db", "DB"),
        desk.run("verify", "--db", "DB"),
    ]
    outs += [desk.run("export", "jsonl", "--db", "DB")]
    for out in outs:
        assert out.exit_code == 0, out.output
        assert not set(out.output) & set("\x1b\x9b\x07\u202e\u202c\u2066")


def test_safe_and_line():
    """
    Lines keep their ends only when asked.
    """
    assert safe("a\nb\x00") == "a\\x0ab\\x00"
    assert safe("a\nb", lines=True) == "a\nb"
    assert line(" a \n b\u202e") == "a b\\u202e"


def test_positions_as_a_person_reads_them(read_desk):
    """
    A block for each party and issue, with what changed, the sentence and the story.
    """
    table = read_desk.run("positions", "--db", "DB", COLUMNS="100").stdout
    assert "Kim on other things" in table
    assert re.search(r"no day r +demand +new +sanctions +\n +Kim demanded sanctions\. +wire", table)
    assert read_desk.run("positions", "--db", "DB", "--holder", "Trump").stderr == "nothing found\n"
    row = json.loads(read_desk.run("positions", "--db", "DB", "--holder", "PRK", "--format", "jsonl").stdout)
    assert (row["party"], row["changed"], row["sentence"]) == ("Kim", "new", "Kim demanded sanctions.")


def test_quotes_joined_and_each(read_desk):
    """
    The same words in two outlets are one line, or a line for each.
    """
    words = "“It was really very good indeed,” Trump said."
    for source in ("Wire", "Post"):
        story = json.dumps({"id": source, "text": words, "source": source, "published": "2019-03-01"})
        read_desk.run("read", read_desk.story(f"{source}.jsonl", story), "--db", "DB")
    joined = read_desk.run("quotes", "--db", "DB", "--speaker", "USA", "--from", "2019-03").stdout
    assert joined.count("It was really") == 1
    assert "2 sources: Post, Wire" in joined
    each = read_desk.run("quotes", "--db", "DB", "--each", "--form", "direct", "--format", "jsonl").stdout
    assert sum("It was really" in one for one in each.splitlines()) == 2
    csv_rows = list(csv.DictReader(io.StringIO(read_desk.run("quotes", "--db", "DB", "--format", "csv").stdout)))
    assert [row["outlets"] for row in csv_rows if row["outlets"].count("|")] == ["Post | Wire"]


def test_silences_about_something(read_desk):
    """
    Who, how, and what stands in the words.
    """
    assert "declined to comment" in read_desk.run("silences", "--db", "DB", "--who", "Kim", "--about", "comment").stdout
    assert read_desk.run("silences", "--db", "DB", "--about", "missiles").stderr == "nothing found\n"
    wrong = read_desk.run("silences", "--db", "DB", "--as-of", "soon")
    assert (wrong.exit_code, "a day is YYYY" in wrong.stderr) == (2, True)


def test_verify_finds_a_tampered_span(read_desk):
    """
    Exit code 0 when whole, else 5 and a line for each.
    """
    assert read_desk.run("verify", "--db", "DB").exit_code == 0
    raw = sqlite3.connect(read_desk.folder / "x.db")
    raw.execute("""UPDATE record SET json = replace(json, '"text":"met"', '"text":"bet"')""")
    raw.commit()
    raw.close()
    answer = read_desk.run("verify", "--db", "DB")
    assert answer.exit_code == 5
    assert "what at 6..9 says 'bet', the story says 'met'" in answer.stdout


def test_export(read_desk):
    """
    JSON Lines and CSV on standard output.
    """
    lines = [json.loads(one) for one in read_desk.run("export", "jsonl", "--db", "DB").stdout.splitlines()]
    assert lines[0]["kind"] == "story"
    assert lines[0]["text"] == NEWS
    events = read_desk.run("export", "csv", "--db", "DB", "--kind", "event").stdout
    assert len(list(csv.DictReader(io.StringIO(events, newline="")))) == 3
    whole = read_desk.run("export", "csv", "--db", "DB").stdout_bytes
    assert whole.count(b"\r\n\r\n") == 6


def test_layers_have_the_published_shape(desk):
    """
    One object a story, rejects on stderr with exit code 3.
    """
    path = desk.story("a.txt")
    answer = desk.run("layers", "--format", "jsonl", path)
    assert answer.exit_code == 0
    layers = json.loads(answer.stdout)
    assert list(layers) == [
        "id", "text", "sentences", "tokens", "predicates", "names", "times", "places", "references",
    ]  # fmt: skip
    assert layers["text"] == NEWS
    crashed = desk.run("layers", path, desk.story("b.txt", "A CRASH of Trump."))
    assert (crashed.exit_code, crashed.stdout.count("\n")) == (3, 1)


def test_relations(desk):
    """
    The class of the event between the two; NONE without one; who meets is mutual, who threatens is not.
    """
    rows = [
        ("1", "North Korea threatened United States on Monday.", "North Korea", "United States"),
        ("2", "North Korea threatened United States on Monday.", "United States", "North Korea"),
        ("3", "Trump met Kim.", "Kim", "Trump"),
        ("4", "Nobody moved.", "Kim", "Trump"),
        ("5", "A CRASH.", "Kim", "Trump"),
    ]
    text = "\n".join("\t".join(row) for row in (("id", "sentence", "source", "target"), *rows))
    answer = desk.run("relations", desk.story("pairs.tsv", text + "\n"))
    assert (
        answer.stdout == "1\tTHREATEN\t0.9000\n2\tNONE\t0.0000\n3\tCONSULT\t0.9000\n4\tNONE\t0.0000\n5\tNONE\t0.0000\n"
    )
    wrong = desk.run("relations", desk.story("wrong.tsv", "id\tsentence\n1\tx\n"))
    assert (wrong.exit_code, "no column source, target" in wrong.stderr) == (1, True)


def doc_of(text):
    """
    Nothing but words.
    """
    tokens = (
        Token(at, *one.span(), one[0], one[0], "PROPN", "NNP", "", "dep", at, 0)
        for at, one in enumerate(re.finditer(r"\w+", text))
    )
    return Doc(story_from_text(text, given_id="a"), tuple(tokens))


def test_whether_somebody_yields_is_settled_before_how():
    """
    CONCEDE and RETREAT are one root of CAMEO's; together they outweigh what is likelier than either.
    """

    class Head:
        def verdicts(self, doc, pairs):
            return [Verdict((("REJECT", 0.4), ("CONCEDE", 0.3), ("RETREAT", 0.2), ("NONE", 0.1)))]

    what, share = relation(doc_of("Iran freed Iraq"), (), Head(), "Iran", "Iraq")
    assert (what, round(share, 3)) == ("CONCEDE", 0.556)


def test_where_a_marked_party_stands():
    """
    The two places that are nearest to each other; a party that the sentence does not name is left out.
    """
    doc = doc_of("Iran met Iraq and Iran left")
    assert marked(doc, "Iran", "Iraq") == Pair((0, 1), (2, 3))
    assert marked(doc, "An actor", "Iraq") == Pair(None, (2, 3))
    assert marked(doc, "Iraq", "a recipient") == Pair((2, 3), None)
    assert marked(doc, "An actor", "a recipient") is None
    assert marked(doc, "Iraq", "") == Pair((2, 3), None)


def test_demo(desk):
    """
    The stories that come with the package, a chronology, one story, and what to type next.
    """
    answer = desk.run("demo", "--db", "DB")
    assert answer.exit_code == 0
    assert "who is who" in answer.stdout
    assert "next, type:" in answer.stderr
    assert desk.run("verify", "--db", "DB").exit_code == 0


def test_doctor(desk):
    """
    What is here, and exit code 1 when something is missing.
    """
    answer = desk.run("doctor")
    assert "full-text search (FTS5) present" in answer.stdout
    assert answer.exit_code == int("MISSING" in answer.stdout)


def test_help_is_quick():
    """
    Nobody waits for a model to read a help text: none of the heavy modules is loaded.
    """
    code = "import sys, chancery, chancery.cli; print(sorted({'rich', 'spacy', 'numpy', 'onnxruntime', 'pandas'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "[]\n"


def test_a_broken_pipe_is_quiet(read_desk):
    """
    ``chancery export ... | head -1``.
    """
    command = f"{sys.executable} -m chancery export jsonl --db {read_desk.folder / 'x.db'} | head -c 5"
    out = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (out.stdout, out.stderr) == ('{"kin', "")
