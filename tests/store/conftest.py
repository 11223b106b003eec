import pytest
from fake_reading import news, write


@pytest.fixture
def db(tmp_path):
    """
    A database with one story in it.
    """
    path = tmp_path / "record.db"
    write(path, news(published="2019-03-01", source="The Wire"))
    return path
