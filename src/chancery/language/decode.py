"""From the reading model's scores to sentences, trees, lemmas, names, predicates and arguments.

Pure NumPy; every function takes the scores of one window, one sentence or one predicate without padding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_LOW = -1e9
_FAR = 9.0
"""A tag whose chance is everywhere below exp(-this) of the best one's is on no best path worth the name."""


def sentence_starts(scores: Floats, threshold: float = 0.0) -> list[int]:
    """Where sentences start in a window; its first word always does. *scores* are logits, one a word."""
    return [i for i in range(len(scores)) if i == 0 or float(scores[i]) > threshold]


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    top = scores - scores.max(axis=-1, keepdims=True)
    out: Floats = top - np.log(np.exp(top).sum(axis=-1, keepdims=True))
    return out


def _cycle(heads: Sequence[int]) -> list[int] | None:
    """A cycle among *heads*, where node 0 is the root, or None."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _spanning_tree(scores: NDArray[np.float64]) -> list[int]:
    """Chu-Liu/Edmonds. ``scores[d, h]`` is the score of head h for d; node 0 is the root. Heads, 0 for node 0."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = [int(h) for h in scores.argmax(axis=1)]
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    rest = [node for node in range(len(heads)) if node not in inside]
    size = len(rest)
    cycle_scores = scores[cycle, [heads[node] for node in cycle]]
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, cycle)]
    smaller[:size, size] = leaving.max(axis=1)
    entering = scores[np.ix_(cycle, rest)] - cycle_scores[:, None]
    smaller[size, :size] = entering.max(axis=0)
    solved = _spanning_tree(smaller)
    out = list(heads)
    for i in range(1, size):
        head = solved[i]
        out[rest[i]] = cycle[int(leaving[i].argmax())] if head == size else rest[head]
    broken = cycle[int(entering[:, solved[size]].argmax())]
    out[broken] = rest[solved[size]]
    return out


def tree(arcs: Floats) -> list[int]:
    """The heads of a sentence's words, with one root that is its own head, and no cycle.

    ``arcs[d, h]`` scores h as the head of d, ``arcs[d, d]`` d as the root. Greedy where that gives a tree; else the
    maximum spanning tree over the three likeliest roots.
    """
    size = len(arcs)
    if size == 1:
        return [0]
    greedy = [int(h) for h in arcs.argmax(axis=1)]
    roots = [i for i, head in enumerate(greedy) if head == i]
    if len(roots) == 1:
        shifted = [0] + [0 if head == i else head + 1 for i, head in enumerate(greedy)]
        if _cycle(shifted) is None:
            return greedy
    wide = np.asarray(log_softmax(arcs), dtype=np.float64)
    best: list[int] = greedy
    best_score = -np.inf
    for root in np.argsort(-np.diag(wide))[:3]:
        graph = np.full((size + 1, size + 1), -np.inf)
        graph[1:, 1:] = wide
        graph[root + 1, 1:] = -np.inf
        graph[root + 1, 0] = wide[root, root]
        np.fill_diagonal(graph, -np.inf)
        solved = _spanning_tree(graph)
        score = sum(float(graph[d, solved[d]]) for d in range(1, size + 1))
        if score > best_score:
            best_score = score
            best = [int(root) if solved[d + 1] == 0 else solved[d + 1] - 1 for d in range(size)]
    return best


def label_scores(dependents: Floats, heads: Floats, weight: Floats, bias: Floats) -> Floats:
    """Scores of each word's relation to its head: ``[n, labels]``.

    *dependents* are rows of ``label_dep``, *heads* the rows of ``label_head`` at each word's head.
    """
    joined = np.concatenate([np.maximum(dependents + heads, 0.0), dependents * heads], axis=-1)
    out: Floats = joined @ weight.T + bias
    return out


def labels(scores: Floats, heads: Sequence[int], root: int) -> list[int]:
    """The best label of each word: *root* (a label's index) for the root and for no other."""
    scores = scores.copy()
    scores[:, root] = _LOW
    out = [int(i) for i in scores.argmax(axis=-1)]
    return [root if heads[i] == i else label for i, label in enumerate(out)]


def lemma_rule(form: str, lemma: str) -> str:
    """The edit rule that makes *lemma* of *form*: ``case|strip|add``, with L lower, K keep, T title-case first."""
    best: tuple[int, str] | None = None
    for case, base in (("L", form.lower()), ("K", form), ("T", form[:1].upper() + form[1:].lower())):
        same = 0
        while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
            same += 1
        cost = len(base) + len(lemma) - 2 * same
        if best is None or cost < best[0]:
            best = (cost, f"{case}|{len(base) - same}|{lemma[same:]}")
    assert best is not None
    return best[1]


def apply_lemma_rule(form: str, rule: str) -> str:
    """The lemma that *rule* makes of *form*; the form itself where the rule would leave nothing."""
    case, strip, add = rule.split("|", 2)
    base = form.lower() if case == "L" else form if case == "K" else form[:1].upper() + form[1:].lower()
    cut = int(strip)
    if cut > len(base):
        return form.lower()
    return (base[: len(base) - cut] if cut else base) + add or form


def bio_transitions(tags: Sequence[str]) -> tuple[Floats, Floats]:
    """What may follow what in a BIO sequence: (``[tags, tags]`` from-to, ``[tags]`` at the start); 0 or -1e9."""
    follow = np.zeros((len(tags), len(tags)), dtype=np.float32)
    start = np.zeros(len(tags), dtype=np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            start[j] = _LOW
            for i, before in enumerate(tags):
                if before[2:] != tag[2:] or before == "O":
                    follow[i, j] = _LOW
    return follow, start


def viterbi(scores: Floats, follow: Floats, start: Floats) -> list[int]:
    """The best sequence of tags under the transitions, which only forbid: where nothing forbidden is best, it is that."""
    size = len(scores)
    if size == 0:
        return []
    greedy = scores.argmax(axis=-1)
    if start[greedy[0]] == 0.0 and not follow[greedy[:-1], greedy[1:]].any():
        return [int(i) for i in greedy]
    # Most of some ninety tags are nowhere near the best at any word; without them the search is ten times as fast.
    close = (scores > scores.max(axis=-1, keepdims=True) - _FAR).any(axis=0)
    # The first tag is O, which may stand anywhere: some path always remains.
    close[0] = True
    near = np.flatnonzero(close)
    if len(near) < scores.shape[1]:
        path = viterbi(np.ascontiguousarray(scores[:, near]), follow[np.ix_(near, near)], start[near])
        return [int(near[i]) for i in path]
    best = scores[0] + start
    back = np.zeros((size, scores.shape[1]), dtype=np.int64)
    for i in range(1, size):
        reached = best[:, None] + follow
        back[i] = reached.argmax(axis=0)
        best = reached.max(axis=0) + scores[i]
    path = [int(best.argmax())]
    for i in range(size - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def spans(path: Sequence[int], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """The (first, last exclusive, label) spans of a BIO sequence of tag numbers."""
    out: list[tuple[int, int, str]] = []
    for i, number in enumerate(path):
        tag = tags[number]
        if tag == "O":
            continue
        label = tag[2:]
        if tag[0] == "I" and out and out[-1][1] == i and out[-1][2] == label:
            out[-1] = (out[-1][0], i + 1, label)
        else:
            out.append((i, i + 1, label))
    return out


def names(scores: Floats, tags: Sequence[str], transitions: tuple[Floats, Floats]) -> list[tuple[int, int, str, float]]:
    """The names of a window or sentence: (first, last exclusive, type, confidence)."""
    if len(scores) == 0:
        return []
    chances = log_softmax(scores)
    path = viterbi(chances, *transitions)
    return [
        (first, last, label, float(np.exp(np.mean([chances[i, path[i]] for i in range(first, last)]))))
        for first, last, label in spans(path, tags)
    ]


def arguments(
    scores: Floats, tags: Sequence[str], transitions: tuple[Floats, Floats], predicate: int
) -> list[tuple[int, int, str, float]]:
    """The arguments of one predicate: (first, last exclusive, role, confidence), in text order.

    The predicate's own word is no argument. Of two spans with the same numbered role the surer one stays.
    """
    chances = log_softmax(scores)
    outside = tags.index("O")
    chances[predicate] = _LOW
    chances[predicate, outside] = 0.0
    path = viterbi(chances, *transitions)
    found: list[tuple[int, int, str, float]] = []
    for first, last, role in spans(path, tags):
        sure = float(np.exp(np.mean([chances[i, path[i]] for i in range(first, last)])))
        found.append((first, last, role, sure))
    kept: dict[str, tuple[int, int, str, float]] = {}
    out: list[tuple[int, int, str, float]] = []
    for span in found:
        role = span[2]
        if role.startswith("ARG") and not role.startswith("ARGM"):
            if role in kept:
                if kept[role][3] >= span[3]:
                    continue
                out.remove(kept[role])
            kept[role] = span
        out.append(span)
    return out


def roleset(
    sense: Floats,
    lemma: str,
    lexicon: Mapping[str, Sequence[int]],
    names_of: Sequence[str],
    weight: Floats,
    bias: Floats,
) -> tuple[str, float]:
    """The roleset of a predicate and its confidence, among those that the lexicon knows for its lemma.

    A lemma that the lexicon lacks gives ``lemma.01`` with confidence 0.5.
    """
    key = lemma.lower()
    candidates = lexicon.get(key)
    if not candidates:
        return f"{key.replace(' ', '_').replace('-', '_')}.01", 0.5
    if len(candidates) == 1:
        return names_of[candidates[0]], 1.0
    rows = list(candidates)
    scores = log_softmax((weight[rows].astype(np.float32) @ sense + bias[rows].astype(np.float32))[None, :])[0]
    best = int(scores.argmax())
    return names_of[rows[best]], float(np.exp(scores[best]))
