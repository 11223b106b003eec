"""What the shipped model is known to read wrong: strict expected failures, so that a better model tells us."""

from pathlib import Path

import pytest

MISREAD = Path(__file__).with_name("misread.txt")


def pytest_collection_modifyitems(items):
    """Mark each test named in ``misread.txt`` as an expected failure of the shipped model."""
    lines = MISREAD.read_text(encoding="utf-8").splitlines() if MISREAD.is_file() else []
    known = {line for line in lines if line and not line.startswith("# ")}
    for item in items:
        if item.nodeid in known:
            item.add_marker(pytest.mark.xfail(strict=True, reason="the shipped model misreads this sentence"))
