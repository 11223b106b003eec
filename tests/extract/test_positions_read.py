"""Who wants what, over sentences read by the model that ships: the holder, the stance and the content of each position."""

import pytest

from chancery.extract.actors import find_actors
from chancery.extract.positions import find_positions
from chancery.extract.quotes import find_quotes
from chancery.records import Part, Story, evidence_errors, identified

TAKEN = [
    # Several contents are several positions.
    ("Turkey urged Russia to leave Syria and return to the talks.",
     ["Turkey demand: to leave Syria", "Turkey demand: return to the talks"]),
    ("Germany called for an end to the bombing and for the release of all hostages.",
     ["Germany demand: an end to the bombing", "Germany demand: the release of all hostages"]),
    ("Egypt rejected the plan and a new border.", ["Egypt refuse: the plan", "Egypt refuse: a new border"]),
    ("France and Germany opposed the tax.", ["France oppose: the tax", "Germany oppose: the tax"]),
    # The thing stands before.
    ("The plan, which Serbia rejected, was new.", ["Serbia refuse: The plan"]),
    ("The truce was backed by China.", ["China support: The truce"]),
    # Whose words they are.
    ('"We will not recognise the vote," Iranian Foreign Minister Reza Karimi said.',
     ["Reza Karimi refuse: the vote"]),
    ("Iran has said that it will never accept the sanctions.", ["Iran refuse: the sanctions"]),
    ('"Germany must lift the sanctions," Iranian Foreign Minister Reza Karimi said.',
     ["Reza Karimi demand: Germany must lift the sanctions"]),
    ("China issued a statement condemning the attack on its embassy.", ["China oppose: the attack on its embassy"]),
    # Nouns, adjectives, roles and sides.
    ("Japan voiced support for new sanctions on North Korea.", ["Japan support: new sanctions on North Korea"]),
    ("Iran has no intention of closing the reactor.", ["Iran refuse: closing the reactor"]),
    ("Ukraine is ready to talk to Russia about a truce.", ["Ukraine offer: to talk to Russia about a truce"]),
    ("Poland is against the new pipeline.", ["Poland oppose: the new pipeline"]),
    # Apart where each is asked; a day is no part of it.
    ("The opposition party demanded that Germany withdraw the plan and apologize.",
     ["opposition party demand: Germany withdraw the plan", "opposition party demand: apologize"]),
    ("Turkey agreed Thursday in Brussels to reopen the border.", ["Turkey accept: to reopen the border"]),
    # Three who hold it, read one beside the other.
    ("Prime Minister John Howard, Foreign Secretary Jack Straw and President Hu Jintao condemned the attacks.",
     ["John Howard oppose: the attacks", "Hu Jintao oppose: the attacks", "Jack Straw oppose: the attacks"]),
    # A promise of a stance is the stance.
    ("Hungary promised to veto the budget.", ["Hungary refuse: the budget"]),
]  # fmt: skip
NOTHING = [
    # Not done, asked about, supposed, said to be possible.
    "Iran did not demand an apology.",
    "A reporter asked whether Germany would support the sanctions.",
    "If Serbia rejected the plan, the talks would end.",
    "Serbia could reject the plan.",
    "Iran denied that it was seeking nuclear weapons.",
    # Nobody who holds positions, or nothing held.
    "The roof supports a garden.",
    "Police are seeking two men.",
    "The Pentagon refused to comment.",
    "Germany insisted that it was never told.",
    "Did Germany reject the plan?",
    "Germany is to meet the officials for any news they want to share on the border.",
    "Citizens of Oman voted to elect a new parliament.",
    "Israel launched strikes against senior Iranian generals.",
    "Germany will welcome the guests to Berlin.",
    "The Treasury imposed blocking sanctions on the fund.",
    '"We have to be guided by the science," Health Minister Ana Ruiz of Chile said.',
]


@pytest.fixture(scope="module")
def positions(shipped):
    """For a text, its positions with the names of its actors."""
    from chancery.pipeline import read_stories

    reader, rules = shipped

    def found(text):
        story = identified(Story("", "example", text, (Part("body", 0, len(text)),), published="2019-02-19"))
        doc = next(iter(read_stories([story], reader, rules)))
        cast = find_actors(doc, rules)
        records = list(find_positions(doc, cast, tuple(find_quotes(doc, cast, rules)), rules))
        assert not [error for record in records for error in evidence_errors(doc.story, record)]
        return [(record, cast) for record in records]

    return found


@pytest.mark.parametrize(("text", "expected"), TAKEN, ids=[text for text, _ in TAKEN])
def test_positions_taken(positions, text, expected):
    """
    Every position in text order, and no other.
    """
    told = [f"{cast.label(record.holder)} {record.stance}: {record.content}" for record, cast in positions(text)]

    assert told == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_position(positions, text):
    """
    Denied, asked, supposed or possible: nobody's position.
    """
    assert [record.content for record, _ in positions(text)] == []


def test_a_persons_words_are_also_his_states(positions):
    """
    "... Iranian Foreign Minister Reza Karimi said." in a story that names Iran.
    """
    text = 'Iran answered on Monday. "I reject the plan," Iranian Foreign Minister Reza Karimi said.'
    ((record, cast),) = positions(text)

    assert cast.label(record.holder) == "Reza Karimi"
    assert cast.label(record.on_behalf_of) == "Iran"


def test_we_is_the_state_of_who_speaks(positions):
    """
    "We reject the plan", said by a minister of Iran.
    """
    text = 'Iran answered on Monday. "We reject the plan," Iranian Foreign Minister Reza Karimi said.'
    ((record, cast),) = positions(text)

    assert cast.label(record.holder) == "Iran"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Iran will not stop the enrichment of uranium until the United States lifts sanctions.",
         "until the United States lifts sanctions"),
        ("North Korea offered to close the reactor in exchange for aid.", "in exchange for aid"),
        ("China threatened to use force if Taiwan declared independence.", "if Taiwan declared independence"),
    ],
)  # fmt: skip
def test_both_halves_of_a_condition(positions, text, condition):
    """
    What will be done, and until, unless, if or in exchange for what.
    """
    assert positions(text)[0][0].condition == condition


def test_what_another_is_to_do_first_is_demanded(positions):
    """
    "... until the United States lifts sanctions": a condition of Iran's, and a demand.
    """
    text = "Iran will not stop the enrichment of uranium until the United States lifts sanctions."
    told = [
        (record.stance, record.content, [cast.label(one) for one in record.target]) for record, cast in positions(text)
    ]

    assert told[1:] == [("demand", "the United States lifts sanctions", ["United States"])]


@pytest.mark.parametrize(
    ("text", "stance", "change"),
    [
        ("Russia dropped its demand that Ukraine disarm.", "withdraw", "withdrawn"),
        ("Japan no longer insists on an apology from Korea.", "withdraw", "withdrawn"),
        ("France reiterated its opposition to the tax.", "oppose", "reiterated"),
        ("France opposes the tax.", "oppose", None),
    ],
)
def test_what_words_say_of_a_change(positions, text, stance, change):
    """
    Dropped, no longer, reiterated; and nothing where nothing is said.
    """
    ((record, _),) = positions(text)

    assert (record.stance, record.change) == (stance, change)


def test_an_issue_without_a_name_bears_its_noun(positions):
    """
    The vocabulary first, else the noun that the content turns on.
    """
    ((known, _),) = positions("Turkey opposes the sanctions on Iran.")
    ((unknown, _),) = positions("Turkey opposes the new dam on the Tigris.")

    assert (known.issue, unknown.issue) == ("sanctions", "dam")


def test_a_headline_is_not_told_twice(positions, shipped):
    """
    The body says in full what the headline says in short.
    """
    from chancery.pipeline import find, read_stories

    reader, rules = shipped
    headline, body = "Serbia rejects plan for Kosovo", "Serbia on Monday rejected the new plan for Kosovo."
    parts = (Part("headline", 0, len(headline)), Part("body", len(headline) + 2, len(headline) + 2 + len(body)))
    story = identified(Story("", "example", f"{headline}\n\n{body}", parts, headline=headline, published="2019-02-19"))
    doc = next(iter(read_stories([story], reader, rules)))

    assert [record.content for record in find(doc, rules) if record.kind == "position"] == ["the new plan for Kosovo"]
