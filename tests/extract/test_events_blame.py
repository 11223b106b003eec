"""Blame, refusals, penalties and threats in constructions of the news, over sentences read by the model that ships."""

import pytest

TOLD = [
    # Who tells of another that he broke his word, or did a crime.
    ("NATO says Russia is not honoring cease-fire terms.", "ACCUSE NATO -> Russia"),
    ("Human rights groups say that the killings were perpetrated by Hezbollah.", "ACCUSE Human rights groups -> Hezbollah"),
    ("President Edgar Lungu declares that Thursday's elections were \"not free or fair\".", "ACCUSE Edgar Lungu -> "),
    ('Russian President Vladimir Putin says that the list is an "unfriendly act".', "ACCUSE Vladimir Putin -> "),
    # Whose the clause is.
    ("The United Kingdom and the United States join Israel in blaming Iran for the strike.",
     "ACCUSE Israel, United Kingdom, United States -> Iran"),
    ("President Volodymyr Zelenskyy condemns NATO for rejecting his appeal.", "REJECT NATO -> Volodymyr Zelenskyy"),
    ("The Foreign Ministry of Syria announces that the country is suspending diplomatic relations with Ukraine.",
     "SANCTION Foreign Ministry of Syria -> Ukraine"),
    ("In Bolivia, Congress refuses to accept the resignation of President Carlos Mesa.", "REJECT Congress -> Carlos Mesa"),
    ("Italy summons Iran's ambassador to demand the release of a reporter.", "REQUEST Italy -> "),
    # What is shut out, voted down, called off.
    ("China banned imports of Australian coal on Monday.", "SANCTION China -> Australia"),
    ("Norway's Storting votes to lower the country's financial assistance package to the Palestinian National Authority.", "SANCTION Norway -> Palestinian Authority"),
    ("French President François Hollande vows to wage war against the Islamic State.", "THREATEN François Hollande -> Islamic State"),
    ("The call for a ceasefire is blocked by the United States.", "REJECT United States -> "),
    ("The Gambia announces that they have submitted a lawsuit against Myanmar at the International Court of Justice.",
     "ACCUSE Gambia -> Myanmar"),
    ("The Sudanese government cancels plans to attend peace talks with rebels.", "REJECT Sudanese government -> rebels"),
    ("Indonesian police suspect Islamic State militants are responsible for the attacks.", "ACCUSE Indonesian police -> Islamic State"),
    ("The United States House of Representatives passes Resolution 63; a resolution criticising President George W. Bush.",
     "ACCUSE United States House of Representatives -> George W. Bush"),
    ("The general manager of Abu Dhabi Media, Ali bin Tamim, attributed the bombing to Houthi rebels.", "ASSAULT Houthis -> "),
]  # fmt: skip
NOTHING = [
    ("NATO says Russia is honoring cease-fire terms.", "ACCUSE"),
    ("President Edgar Lungu declares that Thursday's elections were not a surprise.", "ACCUSE"),
    ("A senator was charged with drafting a new law by the president.", "ACCUSE"),
    ("North Korea did not hold elections with Japan.", "REJECT"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_who_does_what_to_whom(find, text, told):
    assert told in find(text)


@pytest.mark.parametrize(("text", "what"), NOTHING)
def test_nothing_is_made_of_it(find, text, what):
    assert not [one for one in find(text) if one.startswith(what)]


@pytest.fixture(scope="module")
def find():
    chancery = pytest.importorskip("chancery")

    def found(text):
        reading = chancery.read(text, published="2019-10-11")
        names = {actor.id: actor.name for actor in reading.actors}

        def side(ids):
            return ", ".join(sorted(names[one] for one in ids))

        return [f"{event.what} {side(event.who)} -> {side(event.whom)}" for event in reading.events]

    return found
