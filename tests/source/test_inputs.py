"""``chancery.source``: files, folders, globs, JSON Lines; each input is a story or a reject."""

import hashlib
import io
import json
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.records import Story
from chancery.source import Reject, stories_from, stories_from_jsonl

BODY = "The talks went on until the evening, officials said. They will meet again in May."


def lines(*records, mapping=None):
    """What becomes of JSON Lines; a record that is a string stands as it is."""
    data = b"\n".join(record if isinstance(record, bytes) else json.dumps(record).encode() for record in records)
    return list(stories_from_jsonl(io.BytesIO(data), place="wire.jsonl", mapping=mapping or {}))


def test_json_lines():
    """
    Each line is a story with what stands beside its text; blank lines are none.
    """
    first, second = lines(
        {"id": "a1", "text": BODY, "headline": "Talks go on", "byline": "Jane Roe", "published": "2019-02-19",
         "source": "X", "url": "https://x.example/1", "other": [1]},
        b"",
        {"text": BODY, "id": None, "url": ""},
    )  # fmt: skip

    assert (first.given_id, first.headline, first.byline) == ("a1", "Talks go on", "Jane Roe")
    assert (first.published, first.source, first.url) == ("2019-02-19", "X", "https://x.example/1")
    assert first.text == f"Talks go on\n\n{BODY}"
    assert first.sha256 == hashlib.sha256(first.text.encode()).hexdigest()
    assert (second.given_id, second.headline, second.url) == ("wire.jsonl:3", None, None)


def test_mapping_renames():
    """
    Our field is read from their key, and from no other.
    """
    record = {"body": BODY, "title": "Talks go on", "date": "2019-02-19T17:07:00-08:00", "n": 7}
    (story,) = lines(record, mapping={"text": "body", "headline": "title", "published": "date", "id": "n"})
    (unmapped,) = lines({"text": BODY, "title": "Talks go on"})

    assert (story.headline, story.published, story.given_id) == ("Talks go on", "2019-02-19T17:07:00-08:00", "7")
    assert unmapped.headline is None


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"{broken", "not JSON"),
        (b"[1]", "not a JSON object but a list"),
        (b"null", "not a JSON object but null"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b"\xff\xfe{\x00", "not UTF-8"),
        (b'{"text": ' + b"9" * 5000 + b"}", "not JSON"),
        ({"title": BODY}, "no text under 'text'"),
        ({"text": "  \n\u200b"}, "the text is empty"),
        ({"text": ""}, "the text is empty"),
        ({"text": 7}, "'text' is a number"),
        ({"text": [BODY]}, "'text' is a list"),
        ({"text": BODY, "headline": {"en": "x"}}, "'headline' is an object"),
        ({"text": BODY, "published": 1550624820}, "'published' is a number"),
        ({"text": BODY, "published": "yesterday"}, "'published' is no date"),
        ({"text": BODY, "id": True}, "'id' is true or false"),
    ],
)
def test_a_line_that_is_no_story(record, reason):
    """
    A bad line is a reject that says where, what and what would help; the lines around it are read.
    """
    before, reject, after = lines({"text": BODY}, record, {"text": BODY})

    assert isinstance(before, Story) and isinstance(after, Story)
    assert reject.place == "wire.jsonl:2"
    assert reject.reason.startswith(reason)
    assert reject.remedy
    assert len(reject.sha256) == 64


def test_a_line_of_fifty_megabytes(tmp_path):
    """
    A line beyond all measure is digested, not held, and the next is read.
    """
    path = tmp_path / "long.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n' + json.dumps({"text": BODY}).encode())
    tracemalloc.start()
    reject, story = stories_from([str(path)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert reject.place == f"{path}:1"
    assert reject.sha256 == hashlib.sha256(path.read_bytes().split(b"\n")[0] + b"\n").hexdigest()
    assert story.text == BODY
    assert peak < 40_000_000


def test_folders_and_globs(tmp_path):
    """
    A folder is read all the way down in the order of its names, a glob in the order of what it finds.
    """
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/a.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text(f"{name}: {BODY}")
    (tmp_path / "table.csv").write_text("a,b")

    assert [Path(found.given_id).name for found in stories_from([str(tmp_path)])] == [
        "a.txt", "c.txt", "table.csv", "a.txt",
    ]  # fmt: skip
    assert [found.given_id for found in stories_from([f"{tmp_path}/*.txt"])] == [
        f"{tmp_path}/a.txt", f"{tmp_path}/c.txt",
    ]  # fmt: skip
    assert len([*stories_from([f"{tmp_path}/**/*.txt"])]) == 3


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n", "the file is empty"),
        ("invisible.txt", b"\xef\xbb\xbf\xe2\x80\x8b", "no words in the file"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary data"),
        ("zeros.txt", bytes(1000), "binary data"),
        ("odd.txt", b"\xff\xfea", "not utf-16"),
        ("table.csv", b"a,b", "no reader for .csv"),
        ("page.html", b"<html><body></body></html>", "no article"),
        ("page.html", b"\x00\x01\x02" * 99, "binary data"),
    ],
)
def test_a_file_that_is_no_story(tmp_path, name, data, reason):
    """
    What cannot be read is a reject with a reason, under the path as it was given.
    """
    path = tmp_path / name
    path.write_bytes(data)
    (reject,) = stories_from([str(path)])

    assert isinstance(reject, Reject)
    assert reject.given_id == str(path)
    assert reject.reason.startswith(reason)
    assert reject.remedy


def test_what_is_not_there(tmp_path):
    """
    A path that leads nowhere is a reject, and the next is read.
    """
    (tmp_path / "a.txt").write_text(BODY)
    missing, empty, story = stories_from([f"{tmp_path}/none.txt", f"{tmp_path}/*.html", f"{tmp_path}/a.txt"])

    assert "No such file" in missing.reason and "No such file" in empty.reason
    assert isinstance(story, Story)


def test_a_wrong_mapping_is_a_wrong_call():
    """
    A field that we do not have cannot be mapped.
    """
    with pytest.raises(ValueError, match="unknown field 'titel'"):
        stories_from([], {"titel": "x"})


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"])
def test_charsets(tmp_path, charset):
    """
    The same words come out of every encoding that news is kept in.
    """
    text = f"“We’ve been clear,” the café’s owner said in Genève. {BODY}"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(charset))
    (story,) = stories_from([str(path)])

    assert story.text == text


def test_content_is_known_by_how_it_begins(tmp_path):
    """
    A page is a page, and JSON Lines are JSON Lines, whatever the file is called.
    """
    (tmp_path / "page.txt").write_text(
        f"<!DOCTYPE html><html><body><article><p>{BODY}</p><p>{BODY} More.</p></article>"
    )
    (tmp_path / "lines").write_text(json.dumps({"text": BODY, "id": "a1"}))

    assert "<" not in next(stories_from([str(tmp_path / "page.txt")])).text
    assert next(stories_from([str(tmp_path / "lines")])).given_id == "a1"


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(lambda t: f'{{"text": "{t}"}}\n[{t}'.encode("utf-8", "replace")),
    ),
    st.sampled_from(["a.txt", "a.html", "a.jsonl", "a"]),
)
def test_any_bytes_are_a_story_or_a_reject(data, name):
    """
    Nothing in a file raises, and two runs give the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        found = list(stories_from([str(path)]))

        assert all(isinstance(one, (Story, Reject)) for one in found)
        assert found == list(stories_from([str(path)]))


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000, "[", "\udcff.txt"])
def test_a_path_that_no_file_can_have(path):
    """
    Whatever stands on the command line, it is a reject and no traceback.
    """
    (reject,) = stories_from([path])

    assert isinstance(reject, Reject)
    assert reject.given_id.encode() is not None
