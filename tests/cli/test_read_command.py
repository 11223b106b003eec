import random
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_reading import NEWS, make_slow, news

from chancery.cli.workers import readings
from chancery.errors import ModelError
from chancery.reading import Failed

TESTS = Path(__file__).resolve().parents[1]

RUN = """
import sys
sys.path[:0] = {path!r}
from chancery.cli import main
from fake_reading import make_slow
if __name__ == "__main__":
    main(obj={{"make_kit": make_slow}}, prog_name="chancery")
"""


def broken_model(rules):
    """
    A reader whose model is not there.
    """
    raise ModelError("model", "missing", "install it")


def fill(desk):
    """
    Every kind of input: new, twice, crashing, empty, not JSON.
    """
    desk.story("a.txt")
    desk.story("b.txt")
    desk.story("c.txt", "A CRASH of Trump.\n")
    desk.story("d.txt", "Kim met Trump on Monday.\n")
    desk.story("e.txt", "")
    desk.story("f.jsonl", '{"id": "j1", "text": "Trump met Kim.", "published": "2019-02-01"}\n{bad\n')


def test_the_balance_and_the_rejects(desk):
    """
    In = accepted + duplicate + rejected; a reject is a line with place and remedy; exit code 3.
    """
    fill(desk)
    answer = desk.run("read", desk.folder / "stories", "--db", "DB")

    assert answer.exit_code == 3
    assert answer.stdout == ""
    assert re.search(
        r"^read 7 = 3 accepted \+ 1 duplicate \+ 3 rejected in \d+\.\d s \([\d,]+ words/s\)$",
        answer.stderr,
        re.MULTILINE,
    )
    assert "c.txt: reading it crashed: KeyError: 'crash'; please report it" in answer.stderr
    assert "f.jsonl:2: not JSON" in answer.stderr
    listed = desk.run("rejects", "--db", "DB", "--format", "jsonl")
    assert listed.stdout.count("\n") == 3


def test_reading_again_goes_on_where_it_stopped(desk):
    """
    What is in is skipped before the reader sees it.
    """
    fill(desk)
    desk.run("read", desk.folder / "stories", "--db", "DB")
    before = desk.run("export", "jsonl", "--db", "DB").stdout

    seen = []

    class Watching:
        def read(self, stories):
            seen.extend(story.given_id for story in stories)
            raise KeyError("crash")

    answer = desk.run("read", desk.folder / "stories", "--db", "DB", make=lambda _: Watching())

    assert "read 7 = 3 accepted (3 of them already in) + 1 duplicate + 3 rejected" in answer.stderr
    assert {Path(name).name for name in seen} == {"c.txt"}
    assert desk.run("export", "jsonl", "--db", "DB").stdout == before


def test_many_processes_give_the_same_record(desk):
    """
    One process or three, a crash included: the same bytes.
    """
    fill(desk)
    for number in range(40):
        desk.story(f"n{number}.txt", f"{NEWS}\nIt is number {number}.\n")
    one = desk.run("read", desk.folder / "stories", "--db", "DB")
    many = desk.run("read", desk.folder / "stories", "--db", desk.folder / "many.db", "--jobs", "3")

    assert many.exit_code == one.exit_code == 3
    assert "read 47 = 43 accepted + 1 duplicate + 3 rejected" in many.stderr
    exports = [desk.run("export", "jsonl", "--db", db).stdout for db in ("DB", desk.folder / "many.db")]
    assert exports[0] == exports[1]


def test_a_story_that_kills_its_process_is_the_only_one_lost():
    """
    Native code may crash, memory may run out.
    """
    from fake_reading import make_fake

    stories = [news(f"{number}", "Trump DIEs." if number == 5 else f"Kim met Trump {number}.") for number in range(9)]
    results = list(readings(stories, make_fake, (), jobs=2, chunk=2))

    assert [result.story.given_id for result in results] == [story.given_id for story in stories]
    failures = [result for result in results if isinstance(result, Failed)]
    assert [(failure.story.given_id, failure.reason[:29]) for failure in failures] == [
        ("5", "reading it killed the process")
    ]


@pytest.mark.parametrize("jobs", ("1", "2"))
def test_a_missing_model_ends_the_run_in_its_own_words(desk, jobs):
    """
    No traceback, exit code 1, and nothing is a reject that is not.
    """
    desk.story("a.txt")
    answer = desk.run("read", desk.folder / "stories", "--db", "DB", "--jobs", jobs, make=broken_model)

    assert answer.exit_code == 1
    assert answer.stderr == "model: missing\n  install it\n"
    assert desk.run("rejects", "--db", "DB", "--format", "jsonl").stdout == ""


def test_mapped_fields(desk):
    """
    JSON Lines of others call their fields otherwise.
    """
    path = desk.story("x.jsonl", '{"body_text": "Kim met Trump.", "nr": "7"}\n')
    answer = desk.run("read", path, "--db", "DB", "--map", "text=body_text", "--map", "id=nr")
    assert answer.exit_code == 0, answer.stderr
    assert desk.run("show", "7", "--db", "DB").exit_code == 0
    assert desk.run("read", path, "--db", "DB", "--map", "text").exit_code == 2


def test_wrong_usage_is_told(desk):
    """
    Exit code 2 for a path that is not there, 1 for a database that is not ours.
    """
    assert desk.run("read", desk.folder / "absent", "--db", "DB").exit_code == 2
    story = desk.story("a.txt", NEWS * 20)
    answer = desk.run("read", story, "--db", story)
    assert answer.exit_code == 1
    assert "not a SQLite database" in answer.stderr


def test_nothing_is_lost_or_doubled_when_the_run_is_killed(desk):
    """
    SIGKILL at random moments, again and again; then the same command completes, with an exact balance.
    """
    number = 150
    for one in range(number):
        desk.story(f"n{one:03}.txt", f"{NEWS}\nIt is number {one}.\n")
    desk.story("z-twice.txt", f"{NEWS}\nIt is number 7.\n")
    script = desk.folder / "run.py"
    script.write_text(RUN.format(path=[str(TESTS), *sys.path]), encoding="utf-8")
    db = desk.folder / "killed.db"
    command = [sys.executable, str(script), "read", str(desk.folder / "stories"), "--db", str(db)]
    chance, stopped = random.Random(7), []
    for jobs in ("1", "1", "2", "1", "2"):
        process = subprocess.Popen([*command, "--jobs", jobs], stderr=subprocess.DEVNULL)
        began, wanted = time.monotonic(), chance.randint(5, 25) + (stopped[-1] if stopped else 0)
        # Let it get somewhere, then strike without warning at a moment that it does not choose.
        while process.poll() is None and time.monotonic() - began < 30 and written(db) < wanted:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.01)
        process.kill()
        process.wait()
        stopped.append(written(db))

    assert 0 < stopped[0] < number
    last = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")

    assert last.returncode == 0, last.stderr
    assert f"read {number + 1} = {number} accepted (" in last.stderr
    assert "+ 1 duplicate + 0 rejected" in last.stderr
    assert desk.run("verify", "--db", db).exit_code == 0
    desk.run("read", desk.folder / "stories", "--db", "DB", make=make_slow)
    exports = [desk.run("export", "jsonl", "--db", one).stdout for one in ("DB", db)]
    assert exports[0] == exports[1]
    raw = sqlite3.connect(db)
    assert raw.execute("SELECT count(*) FROM read_run WHERE finished IS NULL").fetchone()[0] >= 1
    assert raw.execute("SELECT sum(accepted - already_in) FROM read_run").fetchone() == (number,)
    raw.close()


def written(db):
    """
    How many stories are in a database that another process may be making.
    """
    if not db.exists():
        return 0
    raw = sqlite3.connect(db, timeout=10)
    try:
        return raw.execute("SELECT count(*) FROM story").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        raw.close()
