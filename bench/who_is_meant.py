"""Measure who is meant, with the product as it ships: GAP's pronouns, through the references layer and through the actors, and OntoGUM's groups.

    PYTHONPATH=src:training .venv-training/bin/python bench/who_is_meant.py --data ../shared/data [--limit 500]

GAP (Webster et al. 2018): F1 over pairs of a pronoun and a name; a pair is said to be the same where one group, or one actor,
has both. GAP's development passages teach the shipped head: for the figure of a head that has not seen them see the model card.
OntoGUM's development documents (open genres): CoNLL F1, the mean of MUC, B-cubed and CEAF-e, with predicted mentions, exact
spans, groups of one left out.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from coreference import read_gap, read_gum
from references import conll, f1_of, story_of

from chancery.extract.actors import find_actors
from chancery.language.document import Doc
from chancery.language.reader import Reader
from chancery.pipeline import read_stories
from chancery.records import Actor
from chancery.rules.load import load_rules

Span = tuple[int, int]


def layer_groups(doc: Doc) -> list[list[Span]]:
    """The references layer's groups, as characters."""
    return [[doc.characters(one.first, one.last) for one in chain] for chain in doc.references]


class Tally:
    """Right, wrong and missed pairs of a pronoun and a name."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0]

    def add(self, groups: Sequence[Sequence[Span]], pronoun: Span, names: Sequence[tuple[Span, bool]]) -> None:
        """One passage: what its groups say of the pronoun and each name."""
        mine = [span for group in groups if pronoun in group for span in group if span != pronoun]
        for (start, end), meant in names:
            # A long phrase with the name inside is not the name: "Ana's brother".
            said = any(first < end and start < last and last - first < 60 for first, last in mine)
            self.counts[0] += said and meant
            self.counts[1] += said and not meant
            self.counts[2] += meant and not said

    def __str__(self) -> str:
        return ", ".join(f"{name} {value:.1f}" for name, value in f1_of(*self.counts).items())


def main() -> None:
    """Parse the options, measure, print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=None, help="only so many passages of GAP")
    options = parser.parse_args()
    reader, rules = Reader.load(), load_rules()
    layer, actors = Tally(), Tally()
    passages = list(read_gap(options.data / "coref/gap/gap-development.tsv"))[: options.limit]
    for passage, doc in zip(passages, read_stories(map(story_of, passages), reader, rules), strict=True):
        assert passage.question is not None
        pronoun, a, b, means_a, means_b = passage.question
        names = ((a, means_a), (b, means_b))
        layer.add(layer_groups(doc), pronoun, names)
        cast = [record for record in find_actors(doc, rules).records if isinstance(record, Actor)]
        actors.add([[(m.start, m.end) for m in actor.mentions] for actor in cast], pronoun, names)
    print(f"GAP development, {len(passages)} passages, references layer: {layer}")
    print(f"GAP development, {len(passages)} passages, actors: {actors}")
    documents = list(read_gum(options.data / "coref/gum/ontogum/dev"))
    docs = read_stories(map(story_of, documents), reader, rules)
    found = [(document.groups, layer_groups(doc)) for document, doc in zip(documents, docs, strict=True)]
    print(f"OntoGUM dev, {len(documents)} documents:", ", ".join(f"{k} {v:.1f}" for k, v in conll(found).items()))


if __name__ == "__main__":
    sys.exit(main())
