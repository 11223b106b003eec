from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.language.document import Doc, Name, Sentence, Token
from chancery.language.references import OFFSETS, SLOTS, Pairs, find_mentions, is_name, is_pronoun, join, pairs_of
from chancery.records import Story
from chancery.rules.load import load_rules


def doc(*rows, starts=(0,)):
    """A Doc from rows "word upos tag dep head"; sentences start at *starts*."""
    text, tokens = "", []
    for index, row in enumerate(rows):
        word, upos, tag, dep, head = row.split()
        if text and word not in (".", ",", "'s"):
            text += " "
        sentence = sum(1 for start in starts if start <= index) - 1
        tokens.append(
            Token(index, len(text), len(text) + len(word), word, word, upos, tag, "", dep, int(head), sentence)
        )
        text += word
    edges = [*starts, len(rows)]
    sentences = tuple(
        Sentence(i, first, last, tokens[first].start, tokens[last - 1].end, "body", 0)
        for i, (first, last) in enumerate(pairwise(edges))
    )
    return Doc(Story(id="x", given_id="x", text=text), tokens=tuple(tokens), sentences=sentences)


VISIT = doc(
    "The DET DT det 1",
    "envoy NOUN NN nsubj 2",
    "met VERB VBD root 2",
    "Ana PROPN NNP obj 2",
    "Ruiz PROPN NNP flat 3",
    "and CCONJ CC cc 7",
    "her PRON PRP$ nmod:poss 7",
    "deputy NOUN NN conj 3",
    ". PUNCT . punct 2",
    "They PRON PRP nsubj 10",
    "agreed VERB VBD root 10",
    ". PUNCT . punct 10",
    starts=(0, 9),
)


def spans(document):
    """The words of every mention."""
    return [document.words(one.first, one.last) for one in find_mentions(document)]


def test_every_noun_phrase_is_a_mention_and_a_list_is_one_more():
    """
    Names without their conjuncts, pronouns alone, and the whole of "Ana Ruiz and her deputy" beside its parts.
    """
    assert spans(VISIT) == ["The envoy", "Ana Ruiz", "Ana Ruiz and her deputy", "her", "her deputy", "They"]


def test_a_mention_leaves_out_what_hangs_on_it_as_a_predicate():
    """
    In "Ruiz is the minister of Chile" the minister's phrase has no "Ruiz is" in it.
    """
    said = doc(
        "Ruiz PROPN NNP nsubj 3",
        "is AUX VBZ cop 3",
        "the DET DT det 3",
        "minister NOUN NN root 3",
        "of ADP IN case 5",
        "Chile PROPN NNP nmod 3",
        ". PUNCT . punct 3",
    )
    assert spans(said) == ["Ruiz", "the minister of Chile", "Chile"]


def test_names_and_pronouns_are_told_apart():
    """
    "Ana Ruiz" is a name, "They" a pronoun, "The envoy" neither.
    """
    kinds = {VISIT.words(m.first, m.last): (is_name(m), is_pronoun(m)) for m in find_mentions(VISIT)}
    assert kinds["Ana Ruiz"] == (True, False)
    assert kinds["They"] == (False, True)
    assert kinds["The envoy"] == (False, False)


def test_a_forename_tells_the_sex():
    """
    "Ana" is a woman's name, so "he" is told to differ from her and "she" is not.
    """
    sexes = load_rules().countries
    by_words = {VISIT.words(m.first, m.last): m for m in find_mentions(VISIT, sexes)}
    assert by_words["Ana Ruiz"].sex == by_words["her"].sex == 1
    assert by_words["The envoy"].sex == 0


def test_a_surname_alone_has_the_sex_of_its_bearer():
    """
    "Thomas" is a man's name, but here it is Clara's.
    """
    story = doc(
        "Clara PROPN NNP nsubj 2", "Thomas PROPN NNP flat 0", "left VERB VBD root 2", ". PUNCT . punct 2",
        "Thomas PROPN NNP nsubj 5", "spoke VERB VBD root 5", ". PUNCT . punct 5",
        starts=(0, 4),
    )  # fmt: skip
    sexes = load_rules().countries
    named = replace(story, names=(Name(0, 2, "PER", 0.9), Name(4, 5, "PER", 0.9)))

    assert [m.known for m in find_mentions(story, sexes)] == [1, 2]
    assert [m.known for m in find_mentions(named, sexes)] == [1, 1]


def test_a_rarer_name_only_tells_who_cannot_be_meant():
    """
    The head learned from common names: "Lorraine" is not "he", and "she" is no surer than for "Smith".
    """
    story = doc("Lorraine PROPN NNP nsubj 1", "left VERB VBD root 1", ". PUNCT . punct 1")
    (mention,) = find_mentions(story, load_rules().countries)

    assert (mention.sex, mention.known) == (0, 1)


def test_pairs_look_back_and_every_feature_has_its_own_numbers():
    """
    A pair's earlier mention stands before the later one, and what is told of it stays within its slot.
    """
    pairs = pairs_of(VISIT, find_mentions(VISIT))
    assert (pairs.earlier < pairs.later).all()
    assert pairs.told.shape == (len(pairs.later), len(SLOTS))
    for slot in range(len(SLOTS)):
        assert (pairs.told[:, slot] >= OFFSETS[slot]).all() and (pairs.told[:, slot] < OFFSETS[slot + 1]).all()


@given(st.integers(0, 400), st.randoms(use_true_random=False))
def test_a_story_of_any_length_gives_pairs_in_order(count, chance):
    """
    However many mentions, pairs come sorted by their later mention, and their number grows with the mentions only.
    """
    words = [chance.choice(["Kim PROPN NNP", "envoy NOUN NN", "she PRON PRP", "talks NOUN NNS"]) for _ in range(count)]
    document = doc(*(f"{word} root {at}" for at, word in enumerate(words))) if words else Doc(Story("x", "x", ""))
    mentions = find_mentions(document)
    pairs = pairs_of(document, mentions)
    assert (np.diff(pairs.later) >= 0).all()
    assert len(set(zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True))) == len(pairs.later)
    assert len(pairs.later) <= 70 * len(mentions)


def made(*scored):
    """Pairs (later, earlier) and their scores."""
    later, earlier, scores = (np.array(column) for column in zip(*scored, strict=True))
    nothing = np.zeros((0, 0), dtype=np.int64)
    return Pairs(later, earlier, nothing, nothing), scores.astype(np.float32)


def test_a_mention_joins_the_group_whose_members_together_speak_for_it():
    """
    Two members at 1.0 outweigh a single rival at 1.5, and one that reaches its bar with nobody begins a group.
    """
    pairs, scores = made((1, 0, 2.0), (2, 0, -3.0), (2, 1, -3.0), (3, 0, 1.0), (3, 1, 1.0), (3, 2, 1.5))
    assert join(pairs, scores, np.zeros(4, dtype=np.float32)) == [[0, 1, 3], [2]]


@given(st.lists(st.floats(-5, 5), min_size=6, max_size=6), st.lists(st.floats(-5, 5), min_size=4, max_size=4))
def test_every_mention_is_in_one_group(scores, alone):
    """
    Whatever the scores, the groups part the mentions.
    """
    pairs, _ = made(*((at, k, 0.0) for at in range(4) for k in range(at)))
    groups = join(pairs, np.array(scores, dtype=np.float32), np.array(alone, dtype=np.float32))
    assert sorted(at for group in groups for at in group) == [0, 1, 2, 3]
    assert all(group == sorted(group) for group in groups)


@pytest.mark.parametrize("left", ["vectors", "head"])
def test_without_vectors_or_a_head_there_are_no_references(left):
    """
    A model without a reference head reads as before.
    """
    from chancery.language.references import add_references

    assert add_references(VISIT, None, load_rules().countries).references == (), left
