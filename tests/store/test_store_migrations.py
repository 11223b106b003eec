import sqlite3

import pytest
from fake_reading import news, write

from chancery.errors import StoreError
from chancery.store.ask import Database
from chancery.store.migrations import APPLICATION_ID, VERSION, open_to_ask, open_to_write, statements


def test_a_new_file_gets_every_migration(tmp_path):
    """
    The header says whose it is and how far it has come.
    """
    db = open_to_write(tmp_path / "x.db")
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()


@pytest.mark.parametrize("opened", (open_to_ask, open_to_write))
def test_a_newer_database_is_left_alone(db, opened):
    """
    The message says what would help.
    """
    raw = sqlite3.connect(db)
    raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    raw.close()
    with pytest.raises(StoreError, match="written by a newer Chancery") as caught:
        opened(db)
    assert "upgrade Chancery" in str(caught.value)


@pytest.mark.parametrize("opened", (open_to_ask, open_to_write))
def test_a_database_of_another_program_is_left_alone(tmp_path, opened):
    """
    Not one byte is written to it.
    """
    path = tmp_path / "x.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE photos (name)")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="of another program"):
        opened(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("opened", (open_to_ask, open_to_write))
def test_a_file_that_is_no_database(tmp_path, opened):
    """
    Somebody gave a story's name to --db.
    """
    path = tmp_path / "story.txt"
    path.write_text("Trump met Kim on Thursday. " * 60, encoding="utf-8")
    with pytest.raises(StoreError, match="not a SQLite database"):
        opened(path)
    assert path.read_text(encoding="utf-8").startswith("Trump met")


def test_asking_a_file_that_is_not_there(tmp_path):
    """
    It is not made by asking.
    """
    with pytest.raises(StoreError, match="no such database") as caught:
        Database(tmp_path / "x.db")
    assert "chancery read" in caught.value.remedy
    assert not (tmp_path / "x.db").exists()


def test_an_empty_file_is_no_record(tmp_path):
    """
    An empty file is a valid SQLite database of nobody.
    """
    (tmp_path / "x.db").touch()
    with pytest.raises(StoreError, match="empty file"):
        Database(tmp_path / "x.db")


def test_a_folder_that_does_not_exist(tmp_path):
    """
    SQLite makes files, not folders.
    """
    with pytest.raises(StoreError, match="cannot be opened"):
        open_to_write(tmp_path / "no" / "x.db")


def test_asking_while_another_writes(db):
    """
    Readers and the writer do not wait for each other.
    """
    writing = open_to_write(db)
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("DELETE FROM party")
    with Database(db) as database:
        assert len(database.events().list()) == 2
    writing.execute("ROLLBACK")
    writing.close()


def test_two_writers_take_turns(tmp_path):
    """
    A second run beside the first neither loses nor doubles.
    """
    from chancery.store.write import Balance, Writer

    path = tmp_path / "x.db"
    with Writer(path) as one, Writer(path) as two:
        assert one.admit(news())
        assert two.admit(news())
        one.write_story(news(), ())
        two.write_story(news(), ())
    assert one.balance == Balance(accepted=1)
    assert two.balance == Balance(accepted=1, already_in=1)
    assert write(path, news()).accepted == 1


def test_statements_of_a_trigger_stay_together():
    """
    A semicolon inside BEGIN ... END does not end the statement.
    """
    script = "CREATE TABLE a (b);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\nEND;\n"
    assert len(statements(script)) == 2
