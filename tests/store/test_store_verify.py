import json
import sqlite3

import pytest

from chancery.store.ask import Database
from chancery.store.verify import verify


def problems(path, *statements):
    """
    What verify says after somebody has changed the file by hand.
    """
    raw = sqlite3.connect(path)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()
    with Database(path) as database:
        return list(verify(database))


def test_an_untouched_record_is_whole(db):
    """
    Nothing to say.
    """
    assert problems(db) == []


@pytest.mark.parametrize(
    "statement, said",
    (
        (
            'UPDATE record SET json = replace(json, \'"text":"met"\', \'"text":"bet"\')',
            "what at 6..9 says 'bet', the story says 'met'",
        ),
        ("UPDATE story SET text = replace(text, 'Trump met', 'Trump hit')", "is not the text that was read"),
        ("UPDATE story SET text = replace(text, 'Trump met', 'Trump hit')", "says 'met', the story says 'hit'"),
        ("UPDATE record SET confidence = 1.0 WHERE kind = 'quote'", "its columns and its published object differ"),
        ("DELETE FROM record WHERE kind = 'actor'", "is no actor of its story"),
        (
            "UPDATE record SET json = replace(json, 'CONSULT', 'ASSAULT') WHERE kind = 'event'",
            "its id does not belong to its content",
        ),
        ("UPDATE story SET json = 'nonsense'", "cannot be read back"),
        ("UPDATE record SET story = 'story-x' WHERE kind = 'quote'", "its story is not in the database"),
    ),
)
def test_tampering_is_found(db, statement, said):
    """
    Whatever is changed, by whatever tool.
    """
    assert any(said in problem for problem in problems(db, "PRAGMA foreign_keys = OFF", statement))


def test_a_negative_place_is_not_exact(db):
    """
    Python would read text[-4:-1] without complaint.
    """
    raw = sqlite3.connect(db)
    record_id, text = raw.execute("SELECT id, json FROM record WHERE kind = 'silence'").fetchone()
    length = len(raw.execute("SELECT text FROM story").fetchone()[0])
    record = json.loads(text)
    record["evidence"][0]["start"] -= length
    record["evidence"][0]["end"] -= length
    raw.execute("UPDATE record SET json = ? WHERE id = ?", (json.dumps(record), record_id))
    raw.commit()
    raw.close()
    assert any("lies outside of the text" in problem for problem in problems(db))
