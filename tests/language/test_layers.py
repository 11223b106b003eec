import json
from dataclasses import replace

from fakes import Guesser
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.language.document import Argument, Doc, Name, Place, Predicate, Reference, Sentence, Time, Token
from chancery.language.layers import layers_json, to_spacy
from chancery.language.reader import Reader
from chancery.language.tokens import Tokenizer
from chancery.records import Story

TOKENIZER = Tokenizer()
TEXT = "Kim met Trump."
DOC = Doc(
    Story(id="id", given_id="wire-1", text=TEXT),
    tokens=(
        Token(0, 0, 3, "Kim", "Kim", "PROPN", "NNP", "Number=Sing", "nsubj", 1, 0),
        Token(1, 4, 7, "met", "meet", "VERB", "VBD", "Tense=Past", "root", 1, 0),
        Token(2, 8, 13, "Trump", "Trump", "PROPN", "NNP", "Number=Sing", "obj", 1, 0),
        Token(3, 13, 14, ".", ".", "PUNCT", ".", "", "punct", 1, 0),
    ),
    sentences=(Sentence(0, 0, 4, 0, 14, "body", 0),),
    predicates=(Predicate(1, "meet.03", 0.9, (Argument(0, 1, "ARG0"), Argument(2, 3, "ARG1"))),),
    names=(Name(0, 1, "PER", 0.9), Name(2, 3, "PER", 0.9)),
)


def test_layers_are_what_the_contract_says():
    """
    Exactly the names and shapes of the design, character offsets for spans and list places for heads.
    """
    doc = replace(
        DOC,
        times=(Time(4, 7, "DATE", "2019-02-27", "2019-02-27", "2019-02-27", "2019-02-27", "publication"),),
        places=(Place(8, 13, "Hanoi", "VNM", 21.0, 105.8, "city"),),
        references=((Reference(0, 0, 1), Reference(2, 2, 3)),),
    )
    assert layers_json(doc) == {
        "id": "wire-1",
        "text": TEXT,
        "sentences": [{"start": 0, "end": 14}],
        "tokens": [
            {"start": 0, "end": 3, "lemma": "Kim", "upos": "PROPN", "tag": "NNP", "head": 1, "dep": "nsubj"},
            {"start": 4, "end": 7, "lemma": "meet", "upos": "VERB", "tag": "VBD", "head": 1, "dep": "root"},
            {"start": 8, "end": 13, "lemma": "Trump", "upos": "PROPN", "tag": "NNP", "head": 1, "dep": "obj"},
            {"start": 13, "end": 14, "lemma": ".", "upos": "PUNCT", "tag": ".", "head": 1, "dep": "punct"},
        ],
        "predicates": [
            {
                "token": 1,
                "roleset": "meet.03",
                "arguments": [{"start": 0, "end": 3, "role": "ARG0"}, {"start": 8, "end": 13, "role": "ARG1"}],
            }
        ],
        "names": [{"start": 0, "end": 3, "type": "PER"}, {"start": 8, "end": 13, "type": "PER"}],
        "times": [
            {
                "start": 4,
                "end": 7,
                "type": "DATE",
                "value": "2019-02-27",
                "earliest": "2019-02-27",
                "latest": "2019-02-27",
                "edtf": "2019-02-27",
                "granularity": "day",
                "basis": "publication",
                "readings": [],
            }
        ],
        "places": [
            {
                "start": 8,
                "end": 13,
                "name": "Hanoi",
                "country": "VNM",
                "lat": 21.0,
                "lon": 105.8,
                "precision": "city",
            }
        ],
        "references": [[{"start": 0, "end": 3}, {"start": 8, "end": 13}]],
    }


def test_a_spacy_doc_says_the_same():
    """
    Tags, lemmas, tree, sentences and names are where spaCy's tools look for them.
    """
    made = to_spacy(DOC)
    assert made.text == TEXT
    assert [(word.tag_, word.pos_, word.lemma_, word.dep_, word.head.i) for word in made] == [
        ("NNP", "PROPN", "Kim", "nsubj", 1),
        ("VBD", "VERB", "meet", "ROOT", 1),
        ("NNP", "PROPN", "Trump", "obj", 1),
        (".", "PUNCT", ".", "punct", 1),
    ]
    assert [(name.text, name.label_) for name in made.ents] == [("Kim", "PER"), ("Trump", "PER")]
    assert [(sentence.start, sentence.end) for sentence in made.sents] == [(0, 4)]


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("Kim met Trump. Oh! \n"), max_size=300), st.sampled_from([-9.0, -1.0]))
def test_any_doc_becomes_json_and_a_spacy_doc(text, start):
    """
    Any tree that the reader makes, crossing or not, spaCy takes; sentences and heads stay.
    """
    (doc,) = Reader(Guesser(start), TOKENIZER).read([Story(id="s", given_id="s", text=text)])
    assert json.loads(json.dumps(layers_json(doc)))["text"] == text
    made = to_spacy(doc)
    assert [word.head.i for word in made] == [token.head for token in doc.tokens]
    if doc.tokens:
        assert [sentence.start for sentence in made.sents] == [sentence.first for sentence in doc.sentences]


def test_an_empty_doc_is_empty_everywhere():
    """
    A story without words has layers without entries.
    """
    doc = Doc(Story(id="s", given_id="s", text=""))
    assert len(to_spacy(doc)) == 0
    assert layers_json(doc)["tokens"] == []
