"""The layers of a Doc in the shapes that others know: JSON for people and measuring, a spaCy Doc for every spaCy tool."""

from __future__ import annotations

from functools import cache
from typing import Any

import spacy
from spacy.tokens import Doc as SpacyDoc
from spacy.tokens import Span as SpacySpan
from spacy.vocab import Vocab

from chancery.language.document import Doc


def layers_json(doc: Doc) -> dict[str, Any]:
    """What the reader sees of a story, as ``chancery layers`` prints it. Positions count characters of ``text``."""
    tokens = doc.tokens
    return {
        "id": doc.story.given_id,
        "text": doc.story.text,
        "sentences": [{"start": sentence.start, "end": sentence.end} for sentence in doc.sentences],
        "tokens": [
            {
                "start": token.start,
                "end": token.end,
                "lemma": token.lemma,
                "upos": token.upos,
                "tag": token.tag,
                "head": token.head,
                "dep": token.dep,
            }
            for token in tokens
        ],
        "predicates": [
            {
                "token": predicate.token,
                "roleset": predicate.roleset,
                "arguments": [
                    {"start": tokens[one.first].start, "end": tokens[one.last - 1].end, "role": one.role}
                    for one in predicate.arguments
                ],
            }
            for predicate in doc.predicates
        ],
        "names": [
            {"start": tokens[name.first].start, "end": tokens[name.last - 1].end, "type": name.type}
            for name in doc.names
        ],
        "times": [
            {
                "start": time.start,
                "end": time.end,
                "type": time.type,
                "value": time.value,
                "earliest": time.earliest,
                "latest": time.latest,
                "edtf": time.edtf,
                "granularity": time.granularity,
                "basis": time.basis,
                "readings": [{"earliest": earliest, "latest": latest} for earliest, latest in time.readings],
            }
            for whole in doc.times
            for time in whole.parts or (whole,)
        ],
        "places": [
            {
                "start": place.start,
                "end": place.end,
                "name": place.name,
                "country": place.country,
                "lat": place.lat,
                "lon": place.lon,
                "precision": place.precision,
            }
            for place in doc.places
        ],
        "references": [
            [{"start": tokens[one.first].start, "end": tokens[one.last - 1].end} for one in chain]
            for chain in doc.references
        ],
    }


def to_spacy(doc: Doc, vocab: Vocab | None = None) -> SpacyDoc:
    """The Doc as spaCy's: tags, lemmas, tree, sentences, names. Words only, so white space longer than a blank is lost.

    displaCy, the matchers and everything else that takes a spaCy Doc works on it. Times, places, predicates and
    references have no home there and stay here; word *i* there is token *i* here.
    """
    tokens, text = doc.tokens, doc.story.text
    spaces = [text[token.end : token.end + 1].isspace() for token in tokens]
    # spaCy finds the sentences in the trees.
    made = SpacyDoc(
        vocab or _vocab(),
        words=[token.text for token in tokens],
        spaces=spaces,
        tags=[token.tag for token in tokens],
        pos=[token.upos for token in tokens],
        morphs=[token.morph for token in tokens],
        lemmas=[token.lemma for token in tokens],
        heads=[token.head for token in tokens],
        deps=[token.dep if token.head != token.index else "ROOT" for token in tokens],
    )
    made.set_ents([SpacySpan(made, name.first, name.last, label=name.type) for name in doc.names])
    return made


@cache
def _vocab() -> Vocab:
    return spacy.blank("en").vocab
