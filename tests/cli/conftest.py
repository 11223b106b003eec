import pytest
from click.testing import CliRunner
from fake_reading import NEWS, make_fake

from chancery.cli import main


class Desk:
    """
    A folder of stories and the command line, with the fake reader behind it.
    """

    def __init__(self, folder):
        self.folder = folder

    def story(self, name, text=NEWS):
        """
        Put a story into the folder.
        """
        path = self.folder / "stories" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run(self, *words, make=make_fake, **environment):
        """
        Run a command; the answer has exit_code, stdout and stderr.
        """
        words = [str(self.folder / "x.db") if word == "DB" else str(word) for word in words]
        return CliRunner(env=environment).invoke(main, words, obj={"make_kit": make}, catch_exceptions=False)


@pytest.fixture
def desk(tmp_path):
    """
    An empty desk.
    """
    return Desk(tmp_path)


@pytest.fixture
def read_desk(desk):
    """
    A desk with one story read.
    """
    desk.story("wire.txt")
    assert desk.run("read", desk.folder / "stories", "--db", "DB").exit_code == 0
    return desk
