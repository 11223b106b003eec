"""The larger relation head around its graph, and heads that answer together."""

import json

import numpy as np
import pytest
import tokenizers

from chancery.errors import ModelError
from chancery.language.document import Doc, Sentence, Token
from chancery.language.engine import SHIPPED
from chancery.language.larger import PIECES, WIDEST, LargerHead
from chancery.language.pairs import NONE, SAYS, SOURCE, TARGET, Pair, Panel, Verdict
from chancery.source.text import story_from_text

CLASSES = ("NONE", "AGREE", "ACCUSE")


class Graph:
    """
    Stands for ONNX Runtime: keeps what it was asked and answers with fixed scores.
    """

    def __init__(self):
        self.asked = []

    def run(self, outputs, given):
        self.asked.append(given)
        return [np.array([[0.0, 1.0, 3.0]], dtype=np.float32)]


class Says:
    """
    A head that always says the same.
    """

    def __init__(self, version, *shares):
        self.version, self.name = version, f"heads.relation.{version}"
        self.verdict = Verdict(shares, shares)

    def verdicts(self, doc, pairs):
        return [self.verdict for _ in pairs]


def doc_of(*sentences):
    """
    A document of sentences of words with a space between.
    """
    tokens, edges, at = [], [], 0
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        for word in sentence.split():
            index = len(tokens)
            tokens.append(Token(index, at, at + len(word), word, word, "NOUN", "NN", "", "root", index, number))
            at += len(word) + 1
        edges.append(Sentence(number, first, len(tokens), tokens[first].start, tokens[-1].end, "body", 0))
    return Doc(story_from_text(" ".join(sentences), given_id="a"), tuple(tokens), tuple(edges))


@pytest.fixture
def graph():
    return Graph()


@pytest.fixture
def head(graph):
    tokenizer = tokenizers.Tokenizer.from_file(str(SHIPPED / PIECES))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return LargerHead(graph, tokenizer, CLASSES, "test-1", 1.0, {})


def test_it_reads_the_sentence_with_the_pieces_of_the_marks(head, graph):
    """
    Of two sentences the one that the two stand in; every piece of a marked word, and none of its neighbours.
    """
    doc = doc_of("It rained .", "Kyrgyzstan chided Oslo")
    verdict = head.verdicts(doc, [Pair((3, 4), (5, 6), (4, 5))])[0]
    roles = graph.asked[0]["roles"][0].tolist()
    assert [role for at, role in enumerate(roles) if at == 0 or role != roles[at - 1]] == [0, SOURCE, SAYS, TARGET, 0]
    assert verdict.what == "ACCUSE"
    assert verdict.share == pytest.approx(0.8438, abs=1e-4)


def test_of_a_long_sentence_it_reads_what_is_about_the_marks(head, graph):
    doc = doc_of(" ".join(["town"] * 400))
    head.verdicts(doc, [Pair((300, 301), (310, 311))])
    assert graph.asked[0]["pieces"].shape == (1, WIDEST)
    assert sorted(set(graph.asked[0]["roles"][0].tolist())) == [0, SOURCE, TARGET]


def test_the_shipped_one_reads():
    """
    A plain sentence of each side of the field, told apart by a margin.
    """
    head = LargerHead.load(SHIPPED)
    accused = head.verdicts(doc_of("Norway condemned Sweden over the raid ."), [Pair((0, 1), (2, 3))])[0]
    helped = head.verdicts(doc_of("Norway sent rice and tents to Sweden ."), [Pair((0, 1), (6, 7))])[0]
    assert (accused.what, helped.what) == ("ACCUSE", "AID")
    assert min(accused.share, helped.share) > 0.6
    assert head.name.startswith("heads.relation.larger-en-")


def test_a_model_without_it_and_a_damaged_one(tmp_path):
    assert LargerHead.load(tmp_path) is None
    (tmp_path / "larger.json").write_text(json.dumps({"version": "x"}))
    with pytest.raises(ModelError, match="damaged"):
        LargerHead.load(tmp_path)


def test_heads_that_answer_together():
    """
    The mean of their shares, under both their names.
    """
    panel = Panel(Says("a", ("AGREE", 0.6), (NONE, 0.4)), Says("b", ("ACCUSE", 0.9), ("AGREE", 0.1)))
    verdict = panel.verdicts(doc_of("a b"), [Pair((0, 1), (1, 2))])[0]
    assert verdict.shares == (("ACCUSE", 0.45), ("AGREE", 0.35), (NONE, 0.2))
    assert panel.name == "heads.relation.a+b"
    assert verdict.heads == 2
