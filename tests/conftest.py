"""The reader that ships, loaded once for all tests; and what it is known to read wrong: strict expected failures, so that a better model tells us."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shipped():
    """The reader and rules that ship, loaded once; whoever needs them is skipped where the model is not in the checkout."""
    from chancery.errors import ModelError
    from chancery.language.reader import Reader
    from chancery.rules.load import load_rules

    try:
        return Reader.load(), load_rules()
    except ModelError as error:
        pytest.skip(str(error))


MISREAD = Path(__file__).with_name("misread.txt")


def pytest_collection_modifyitems(items):
    """Mark each test named in ``misread.txt`` as an expected failure of the shipped model."""
    lines = MISREAD.read_text(encoding="utf-8").splitlines() if MISREAD.is_file() else []
    known = {line for line in lines if line and not line.startswith("# ")}
    for item in items:
        if item.nodeid in known:
            item.add_marker(pytest.mark.xfail(strict=True, reason="the shipped model misreads this sentence"))
