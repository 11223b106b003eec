"""Where in a file a rule stands, and what stands above it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.rules.toml import comment_above, line_of, nearest

TEXT = """# One.
# Two.
[a]
verbs = ["x"]
"needs" = "who"

[[a.match]]
text = "[b]"
[[ a.match ]]
text = "b"

# Not above.

["b c"] # said
text = "t"
"""


@pytest.fixture
def file(tmp_path):
    """
    A file of rules.
    """
    path = tmp_path / "rules.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (("a",), 3),
        (("a", "verbs"), 4),
        (("a", "needs"), 5),
        (("a", "text"), 3),
        (("a.match", "text", 1), 10),
        (("a.match", "", 2), None),
        (("bc",), 14),
        (("x",), None),
    ],
)
def test_lines(file, asked, line):
    """
    Of a table, of a key in it, of the second of several; the table's where the key is not in it.
    """
    assert line_of(file, *asked) == line


def test_comments(file):
    """
    Right above, or none.
    """
    assert comment_above(file, 3) == "One. Two."
    assert comment_above(file, 14) == ""


def test_no_file_has_no_line(tmp_path):
    """
    The error is told without.
    """
    assert line_of(tmp_path / "none.toml", "a") is None


@given(st.lists(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), min_size=1, max_size=6, unique=True), st.data())
def test_every_table_and_key_is_found(tmp_path_factory, names, data):
    """
    Whatever they are called and whatever stands between them.
    """
    blank = st.sampled_from(["", "# a = 1", "\n"])
    lines, places = [], {}
    for name in names:
        lines.append(data.draw(blank).replace("\n", ""))
        lines.append(f"[{name}]")
        places[name] = len(lines)
        lines.append(f"{name}_key = 1")
    path = tmp_path_factory.mktemp("t") / "x.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert {name: line_of(path, name) for name in names} == places
    assert {name: line_of(path, name, f"{name}_key") for name in names} == {n: at + 1 for n, at in places.items()}


@given(st.text(max_size=10), st.lists(st.text(min_size=1, max_size=6), max_size=4))
def test_the_nearest_is_one_that_is_known(word, known):
    """
    And all that is known is always told.
    """
    told = nearest(word, known)
    assert told.endswith(f"known keys: {', '.join(known)}")
    if told.startswith("did you mean"):
        assert any(told.startswith(f"did you mean '{name}'?") for name in known)
