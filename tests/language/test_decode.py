"""From scores to tags, trees and spans, on scores drawn by lot."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from chancery.language import decode

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
MOVES = decode.bio_transitions(TAGS)


def allowed(path):
    """Does every I- follow its own kind?"""
    names = [TAGS[i] for i in path]
    return all(
        tag[0] != "I" or (before != "O" and before[2:] == tag[2:])
        for before, tag in zip(["O", *names], names, strict=False)
    )


@given(st.integers(0, 10_000), st.integers(1, 5), st.sampled_from([1.0, 30.0]))
def test_the_best_path_breaks_no_rule_and_no_other_is_better(seed, size, spread):
    """
    A search among all paths finds none better, unless by tags that are hopeless.
    """
    scores = decode.log_softmax(np.random.default_rng(seed).normal(size=(size, len(TAGS))).astype(np.float32) * spread)
    path = decode.viterbi(scores, *MOVES)

    assert allowed(path)
    best = max(
        sum(scores[i, tag] for i, tag in enumerate(other))
        for other in product(range(len(TAGS)), repeat=size)
        if allowed(other)
    )
    if spread == 1.0:
        assert np.isclose(sum(scores[i, tag] for i, tag in enumerate(path)), best, atol=1e-4)


def test_a_name_cannot_begin_in_the_middle():
    """
    Scores that say I-PER first are read as a name that begins there, or as none.
    """
    scores = np.full((2, 5), -50.0, dtype=np.float32)
    scores[:, 2] = 0.0

    assert allowed(decode.viterbi(scores, *MOVES))


@given(st.integers(0, 10_000), st.integers(1, 9))
def test_heads_are_a_tree(seed, size):
    """
    One root, its own head, and from every word a way to it.
    """
    heads = decode.tree(np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32))

    roots = [i for i, head in enumerate(heads) if head == i]
    assert len(roots) == 1
    for word in range(size):
        for _ in range(size):
            word = heads[word]
        assert word == roots[0]


def test_a_lemma_rule_gives_back_its_lemma():
    """
    The rule made of a form and its lemma makes that lemma of that form.
    """
    for form, lemma in (("talks", "talk"), ("met", "meet"), ("Seoul", "Seoul"), ("NATO", "NATO"), ("was", "be")):
        assert decode.apply_lemma_rule(form, decode.lemma_rule(form, lemma)) == lemma
