"""Bodies that only a noun tells: "the aqueduct company of Soacha", then "the company"; and what is no person."""

from dataclasses import replace

import pytest

from chancery.language.document import Reference
from tests.extract.build import built
from tests.extract.test_actors import told

AQUEDUCT = """
    The/DT/3/det aqueduct/NN/3/compound company/NN/6/nsubj of/IN/5/case Soacha/NNP/3/nmod cut/VBD/0/root the/DT/8/det water/NN/6/obj ././6/punct

    The/DT/2/det company/NN/3/nsubj said/VBD/0/root it/PRP/3/obj ././3/punct
"""
NOUNS = [
    (
        "a company by its own words, where the company speaks",
        AQUEDUCT,
        [],
        [[(2, 0, 5), (10, 9, 11)]],
        ["aqueduct company of Soacha | organization None BUS |  | aqueduct company of Soacha, company"],
    ),
    (
        "whose campaign it is",
        """
        Pell/NNP/3/nmod:poss 's/POS/1/case campaign/NN/4/nsubj hit/VBD/0/root back/RB/4/advmod ././4/punct

        The/DT/2/det campaign/NN/3/nsubj says/VBZ/0/root so/RB/3/advmod ././3/punct
        """,
        [("Pell", "PER")],
        [[(2, 0, 3), (7, 6, 8)]],
        ["Pell's campaign | organization None PTY |  | Pell's campaign, campaign", "Pell | person None None |  | Pell"],
    ),
    (
        "a noun that the name has before its of",
        """
        The/DT/2/det Ministry/NNP/5/nsubj of/IN/4/case Mines/NNPS/2/nmod left/VBD/0/root ././5/punct

        The/DT/2/det Ministry/NNP/5/nsubj did/VBD/5/aux not/RB/5/advmod specify/VB/0/root a/DT/7/det date/NN/5/obj ././5/punct
        """,
        [("Ministry of Mines", "ORG"), ("Ministry", "ORG")],
        [],
        ["Ministry of Mines | organization None GOV |  | Ministry of Mines, Ministry"],
    ),
    (
        "the only firm before",
        """
        Ferrovia/NNP/2/nsubj left/VBD/0/root Lima/NNP/2/obj ././2/punct

        The/DT/2/det company/NN/3/nsubj says/VBZ/0/root so/RB/3/advmod ././3/punct
        """,
        [("Ferrovia", "ORG")],
        [],
        ["Ferrovia | organization None None |  | Ferrovia, company"],
    ),
    (
        "of two firms neither",
        """
        They/PRP/2/nsubj asked/VBD/0/root Ferrovia/NNP/2/obj and/CC/5/cc Tractel/NNP/3/conj ././2/punct

        The/DT/2/det company/NN/3/nsubj says/VBZ/0/root so/RB/3/advmod ././3/punct
        """,
        [("Ferrovia", "ORG"), ("Tractel", "ORG")],
        [],
        ["Ferrovia | organization None None |  | Ferrovia", "Tractel | organization None None |  | Tractel"],
    ),
    (
        "what the story goes on to call a company is no man",
        """
        Halvorsen/NNP/3/nsubj Staal/NNP/1/flat left/VBD/0/root ././3/punct

        The/DT/2/det company/NN/3/nsubj says/VBZ/0/root so/RB/3/advmod ././3/punct
        """,
        [("Halvorsen Staal", "PER")],
        [[(0, 0, 2), (5, 4, 6)]],
        ["Halvorsen Staal | organization None None |  | Halvorsen Staal, company"],
    ),
    (
        "a name is taken to its noun",
        "Officials/NNS/2/nsubj met/VBD/0/root the/DT/7/det Union/NNP/7/compound Jal/NNP/7/compound Shakti/NNP/5/flat ministry/NN/2/obj ././2/punct",
        [("Union Jal Shakti", "ORG")],
        [],
        ["Officials | unknown None None |  | Officials", "Union Jal Shakti ministry | organization None GOV |  | Union Jal Shakti ministry"],
    ),
    (
        "and on behind of and on",
        "The/DT/2/det Commission/NN/6/nsubj on/IN/5/case Presidential/JJ/5/amod Debates/NNS/2/nmod met/VBD/0/root him/PRP/6/obj ././6/punct",
        [],
        [],
        ["Commission on Presidential Debates | organization None GOV |  | Commission on Presidential Debates"],
    ),
    (
        "a firm to its last word",
        "Ferrovia/NNP/3/compound Technical/JJ/3/amod Services/NNS/4/nsubj left/VBD/0/root ././4/punct",
        [("Ferrovia", "ORG")],
        [],
        ["Ferrovia Technical Services | organization None None |  | Ferrovia Technical Services"],
    ),
    (
        "who a survey is by",
        "A/DT/2/det survey/NN/7/nsubj by/IN/6/case the/DT/6/det oceanographic/NN/6/compound institute/NN/2/nmod said/VBD/0/root fish/NNS/7/obj ././7/punct",
        [],
        [],
        ["oceanographic institute | organization None EDU |  | oceanographic institute"],
    ),
    (
        "a bombing campaign says nothing",
        "The/DT/3/det bombing/NN/3/compound campaign/NN/4/nsubj killed/VBD/0/root him/PRP/4/obj ././4/punct",
        [],
        [],
        [],
    ),
    (
        "adjectives alone tell no body",
        "An/DT/3/det international/JJ/3/amod tribunal/NN/4/nsubj opened/VBD/0/root ././4/punct",
        [],
        [],
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "table", "names", "chains", "lines"), NOUNS, ids=[case[0] for case in NOUNS])
def test_bodies_that_a_noun_tells(why, table, names, chains, lines):
    """
    A body has its own words the first time and "the" the next; where two fit, the noun means neither.
    """
    doc = built(table, names)
    doc = replace(doc, references=tuple(tuple(Reference(*one) for one in chain) for chain in chains))

    assert sorted(told(doc)) == sorted(lines)


NOBODY = [
    (
        "his party",
        "Ana/NNP/9/nsubj Ruiz/NNP/1/flat (/-LRB-/4/punct Lab/NNP/1/appos ,/,/6/punct Mersey/NNP/4/nmod )/-RRB-/4/punct then/RB/9/advmod left/VBD/0/root ././9/punct",
        [("Ana Ruiz", "PER"), ("Lab", "PER")],
    ),
    (
        "what her office is for",
        "The/DT/2/det Secretary/NNP/9/nsubj for/IN/4/case Agriculture/NNP/2/nmod ,/,/6/punct Ana/NNP/2/appos Ruiz/NNP/6/flat ,/,/2/punct left/VBD/0/root ././9/punct",
        [("Agriculture", "PER"), ("Ana Ruiz", "PER")],
    ),
    ("whom one calls on", "God/NNP/2/nsubj helped/VBD/0/root Ana/NNP/2/obj Ruiz/NNP/3/flat ././2/punct", [("God", "PER"), ("Ana Ruiz", "PER")]),
    (
        "where it is",
        "In/IN/2/case Runda/NNP/5/obl Ana/NNP/5/nsubj Ruiz/NNP/3/flat asked/VBD/0/root Runda/NNP/5/obj ././5/punct",
        [("Runda", "LOC"), ("Runda", "PER"), ("Ana Ruiz", "PER")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "table", "names"), NOBODY, ids=[case[0] for case in NOBODY])
def test_words_read_as_persons_that_are_none(why, table, names):
    """
    The story has one person in each.
    """
    assert [line.split(" | ")[0] for line in told(built(table, names))] == ["Ana Ruiz"]


def test_a_man_of_one_name_whom_the_reader_once_took_for_a_town():
    """
    "Wiranto ... to see Wiranto": read as a person more often than not, and no town is called so.
    """
    doc = built(
        "Wiranto/NNP/2/nsubj left/VBD/0/root ././2/punct\n\n"
        "Wiranto/NNP/2/nsubj called/VBD/0/root ././2/punct\n\n"
        "Ana/NNP/3/nsubj Ruiz/NNP/1/flat saw/VBD/0/root Wiranto/NNP/3/obj ././3/punct",
        [("Wiranto", "PER"), ("Wiranto", "PER"), ("Ana Ruiz", "PER"), ("Wiranto", "LOC")],
    )
    assert [line.split(" | ")[0] for line in told(doc)] == ["Wiranto", "Ana Ruiz"]
