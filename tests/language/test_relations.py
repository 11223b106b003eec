"""The relation head around its graph: which words it is shown, how shares are added up, what a damaged file says."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import ModelError
from chancery.language.document import Doc, Sentence, Token
from chancery.language.pairs import NONE, SAYS, SOURCE, TARGET, Pair
from chancery.language.relations import WIDEST, RelationHead
from chancery.source.text import story_from_text

CLASSES = ("NONE", "AGREE", "CONCEDE", "CONCEDE.promise")


class Graph:
    """
    Stands for ONNX Runtime: keeps what it was asked and answers with fixed scores.
    """

    def __init__(self, scores=(0.0, 1.0, 2.0, 2.0)):
        self.scores = np.array([scores], dtype=np.float32)
        self.asked = []

    def run(self, outputs, given):
        self.asked.append(given)
        return [self.scores]


def doc_of(words, edges=None):
    """
    A document of so many words, with states; *edges* are the first words of its sentences.
    """
    edges = [*(edges or [0]), words]
    sentence_of = [n for n, (first, last) in enumerate(pairwise(edges)) for _ in range(first, last)]
    text = "a " * words
    tokens = tuple(
        Token(at, 2 * at, 2 * at + 1, "a", "a", "NOUN", "NN", "", "root", at, sentence_of[at]) for at in range(words)
    )
    sentences = tuple(
        Sentence(n, first, last, 2 * first, 2 * last - 1, "body", 0) for n, (first, last) in enumerate(pairwise(edges))
    )
    return Doc(story_from_text(text, given_id="a"), tokens, sentences, states=np.zeros((words, 8), dtype=np.float16))


def head_of(graph, table=None):
    return RelationHead(graph, CLASSES, "test-1", 1.0, table)


def test_it_is_shown_the_sentence_with_its_marks():
    """
    Of two sentences the one that the two stand in.
    """
    graph = Graph()
    head_of(graph).verdicts(doc_of(9, [0, 4]), [Pair((4, 6), (7, 9), (6, 7))])
    assert graph.asked[0]["roles"].tolist() == [[SOURCE, SOURCE, SAYS, TARGET, TARGET]]
    assert graph.asked[0]["states"].shape == graph.asked[0]["vectors"].shape == (1, 5, 4)


def test_a_pair_across_sentences_is_shown_both():
    """
    "KABUL -- Police ...": a dateline may be a sentence of its own.
    """
    graph = Graph()
    head_of(graph).verdicts(doc_of(9, [0, 4]), [Pair((0, 1), (8, 9))])
    assert graph.asked[0]["roles"].shape == (1, 9)


@given(st.integers(200, 900), st.data())
def test_a_long_sentence_is_cut_around_its_marks(size, data):
    """
    Never more than the widest, and what is near stays in sight.
    """
    at = data.draw(st.integers(0, size - 4))
    graph = Graph()
    head_of(graph).verdicts(doc_of(size), [Pair((at, at + 1), (at + 2, at + 3), (at + 1, at + 2))])
    roles = graph.asked[0]["roles"][0]
    assert len(roles) <= WIDEST
    assert {SOURCE, TARGET, SAYS} <= set(roles.tolist())


def test_manual_and_table_part_over_promises_to_yield():
    """
    CONCEDE by the manual, AGREE by the table; shares of one class are one share.
    """
    verdict = head_of(Graph(), {"CONCEDE.promise": "AGREE"}).verdicts(doc_of(3), [Pair((0, 1), (2, 3))])[0]
    assert verdict.what == "CONCEDE"
    assert verdict.by_table[0][0] == "AGREE"
    assert sum(share for _, share in verdict.shares) == pytest.approx(1.0, abs=0.001)
    assert NONE not in dict(verdict.asked())
    assert sum(share for _, share in verdict.asked()) == pytest.approx(1.0, abs=0.001)


def test_a_party_that_the_sentence_does_not_name():
    """
    "Two papers were banned": by whom is not said.
    """
    graph = Graph()
    head_of(graph).verdicts(doc_of(4), [Pair(None, (0, 2))])
    assert graph.asked[0]["roles"].tolist() == [[TARGET, TARGET, 0, 0]]
    with pytest.raises(ValueError, match="nobody"):
        Pair(None, None)


def test_without_states_it_cannot_tell():
    """
    The reader lets them go with the story.
    """
    doc = Doc(story_from_text("a", given_id="a"))
    with pytest.raises(ValueError, match="states"):
        head_of(Graph()).verdicts(doc, [Pair((0, 1), (1, 2))])


def test_a_model_without_the_head_has_none(tmp_path):
    """
    And a damaged one is told by file.
    """
    assert RelationHead.load(tmp_path) is None
    (tmp_path / "relations.json").write_text(json.dumps({"classes": ["NONE"]}))
    with pytest.raises(ModelError, match=r"relations\.json"):
        RelationHead.load(tmp_path)
