"""The whole way with the real reader; skipped where its model is not installed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import chancery
from chancery.cli import main

MODEL = list(Path(chancery.__file__).parent.rglob("encoder.onnx"))
pytestmark = pytest.mark.skipif(not MODEL, reason="the model folder has no encoder.onnx")

STORY = "SEOUL, March 1 - President Moon Jae-in met Chinese President Xi Jinping in Seoul on Thursday.\n"


def test_one_story_in_memory():
    """
    ``chancery.read`` gives the story, its records and its layers.
    """
    reading = chancery.read(STORY, published="2018-03-01")
    assert reading.doc.tokens
    assert "CHN" in {actor.country for actor in reading.actors}
    assert "CONSULT" in {event.what for event in reading.events}


def test_read_export_and_verify(tmp_path):
    """
    The demo's stories: every span exact, the layers whole.
    """
    folder, db = Path(chancery.__file__).parent / "demo_corpus", str(tmp_path / "x.db")
    stories = sorted(str(path) for path in folder.glob("*.txt"))[:6]

    def run(*words):
        return CliRunner().invoke(main, words, catch_exceptions=False)

    read = run("read", *stories, "--db", db)
    assert read.exit_code == 0, read.stderr
    assert run("verify", "--db", db).exit_code == 0
    kinds = [json.loads(line)["kind"] for line in run("export", "jsonl", "--db", db).stdout.splitlines()]
    assert kinds[:6] == ["story"] * 6
    assert {"actor", "event", "quote"} <= set(kinds)
    event = next(line for line in run("export", "jsonl", "--db", db, "--kind", "event").stdout.splitlines())
    told = json.loads(run("explain", json.loads(event)["id"], "--db", db, "--format", "json").stdout)
    assert sum(one["score"] for one in told["scores"]) == pytest.approx(1.0, abs=0.01), "the head's shares are shown"
    layers = json.loads(run("layers", "--format", "jsonl", stories[0]).stdout)
    assert all(0 <= token["head"] < len(layers["tokens"]) for token in layers["tokens"])


def test_the_larger_head_answers_where_it_is_asked_for():
    """
    Plain reading does not load it; careful reading and `relations` have both heads.
    """
    from chancery.reading import make_careful_kit, make_kit

    assert "larger" not in make_kit(()).head.version
    assert make_careful_kit(()).head.version.startswith("relations-en-")
    assert "+larger-en-" in make_careful_kit(()).head.version
