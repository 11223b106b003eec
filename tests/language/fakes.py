"""A model that guesses, for tests of everything around the real one."""

import numpy as np

from chancery.language.engine import Labels, Words
from chancery.language.features import features

WIDTH = 8
TAG = ("NN", "VB", "IN")
LABELS = Labels(
    version="guess-1",
    tag=TAG,
    upos=("NOUN", "VERB", "ADP"),
    morph=("_", "Number=Sing"),
    lemma=("L|0|", "K|0|", "L|1|", "L|3|y"),
    deprel=("root", "nsubj", "obj", "punct"),
    name=("O", "B-PER", "I-PER", "B-LOC", "I-LOC"),
    role=("O", "B-ARG0", "I-ARG0", "B-ARG1", "I-ARG1", "B-ARGM-TMP", "I-ARGM-TMP"),
    roleset=("say.01", "say.02", "meet.03"),
    lexicon={"say": [0, 1], "meet": [2]},
    label_weight=np.random.default_rng(1).normal(size=(4, 2 * WIDTH)).astype(np.float32),
    label_bias=np.zeros(4, dtype=np.float32),
    roleset_weight=np.random.default_rng(2).normal(size=(3, WIDTH)).astype(np.float32),
    roleset_bias=np.zeros(3, dtype=np.float32),
)


class Guesser:
    """Scores drawn by lot, the lot fixed by the window's words. Sentences start where *start* says."""

    labels = LABELS
    references = None
    relations = None

    def __init__(self, start=-1.0):
        self.start = start
        self.windows = []

    def words(self, words, gaps):
        seen = np.array([features(word) for word in words], dtype=np.int64).reshape(-1, 3).T
        sizes = [min(8, 1 + len(word) // 4) for word in words]
        edges = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        ones = np.ones(int(edges[-1]), dtype=np.int64)
        return Words(ones, np.repeat(np.asarray(gaps), sizes), edges, np.ascontiguousarray(seen))

    def scores(self, words, first, last):
        self.windows.append((first, last, int(words.edges[last] - words.edges[first])))
        draw = np.random.default_rng(int(words.features[:, first:last].sum()))
        size = last - first
        widths = {
            "tag": 3, "upos": 3, "morph": 2, "lemma": 4, "arc": size, "label_dep": WIDTH, "label_head": WIDTH,
            "name": 5, "sense": WIDTH, "role_words": WIDTH,
        }  # fmt: skip
        out = {name: draw.normal(size=(size, width)).astype(np.float32) for name, width in widths.items()}
        out["start"] = (draw.normal(size=size) + self.start).astype(np.float32)
        out["predicate"] = (draw.normal(size=size) - 1).astype(np.float32)
        return out

    def roles(self, words, places):
        draw = np.random.default_rng(sum(places))
        return draw.normal(size=(len(places), len(words), 7)).astype(np.float32)
