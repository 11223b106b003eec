"""Kind deeds: who is the first to do them, whose country does them, what is let go, over sentences read by the model that ships.

Each sentence is read as published on Tuesday, 19 February 2019.
"""

import pytest

SIDES = [
    # The first to do it, and the last.
    ("President Macron became the first French president to visit Rwanda.", "CONSULT Emmanuel Macron >"),
    ("Chile was the first country to recognise Kosovo.", "SUPPORT Chile > Kosovo"),
    # The country of whoever speaks.
    ("U.S. National Security Advisor Jake Sullivan announces that the country will send medical aid to India.",
     "AID Jake Sullivan > India"),
    # Those of whom only the number stands as the object.
    ("Saudi Arabia withdrew all of its troops from Aden.", "RETREAT Saudi Arabia >"),
    # Two halves of a name, two chiefs in one list.
    ("North and South Korea conduct high-level talks to resolve a border dispute.", "CONSULT North Korea, South Korea >"),
    # Forces of two words.
    ("Japan's coast guard rescued nine Russian fishermen.", "AID Japan's coast guard > Russia"),
    # Gifts: to him who gets them, or to people in another country.
    ("Zambia receives a shipment of 119,200 doses of a vaccine donated by the United Kingdom.",
     "AID United Kingdom > Zambia"),
    ("President Aleksandar Vučić delivers 10,000 doses of vaccine to hospitals in Bosnia and Herzegovina.",
     "AID Aleksandar Vučić >"),
    # Decisions, and what the government says will be lifted.
    ("After the decision of the Philippines to withdraw all 51 soldiers from Iraq, militants attacked Peru.",
     "RETREAT Philippines > Iraq"),
    ("The government of Peru announces that the curfew will be lifted on Friday.", "CONCEDE government of Peru >"),
    # Whoever is let go.
    ("Taliban rebels release five more South Koreans.", "RETREAT Taliban rebels > South Koreans"),
    ("Russian troops left Georgia on Monday.", "RETREAT Russia >"),
    # A clause behind a comma; a word beside another.
    ("North Korea agrees, for the first time in six years, to let the United States search for the remains.",
     "AGREE North Korea >"),
    ("Officials from the United States said that Russia is open to talks with Ukraine.", "AGREE Russia > Ukraine"),
    ("U.S. officials travel to Havana for talks.", "CONSULT U.S. officials >"),
]  # fmt: skip
NOTHING = [
    ("President Macron could become the first French president to visit Rwanda.", "CONSULT"),
    ("President Donald Trump called Mexican President Claudia Sheinbaum a liar.", "CONSULT"),
    ("Peru allowed police to search homes on Monday.", "CONCEDE"),
    ("Tourists travelled to Havana.", "CONSULT"),
]


@pytest.mark.parametrize(("text", "expected"), SIDES, ids=[text for text, _ in SIDES])
def test_who_does_a_kind_deed_and_to_whom(lines, text, expected):
    assert expected in [line.strip() for line in lines(text)]


@pytest.mark.parametrize(("text", "never"), NOTHING, ids=[text for text, _ in NOTHING])
def test_no_kind_deed(lines, text, never):
    assert never not in [line.partition(" ")[0] for line in lines(text)]
