"""Deeds that nouns tell, deeds of nobody known, and parties by their description, over sentences read by the model that ships."""

import pytest

SIDES = [
    # The noun of a verb, with what it is done to.
    ("Germany's delivery of tanks to Ukraine began in March.", "AID Germany > Ukraine"),
    ("The delivery of tanks to Ukraine by Germany began in March.", "AID Germany > Ukraine"),
    ("The suspension of aid to Niger by the European Union took effect on Monday.", "SANCTION European Union > Niger"),
    ("The signing of a defence pact by France and Mali drew protests.", "SUPPORT France > Mali"),
    ("The exchange of prisoners between Russia and Ukraine took place on Monday.", "RETREAT Russia > Ukraine"),
    ("Poland's closure of the border with Belarus angered the farmers.", "COERCE Poland > Belarus"),
    # One side without a name.
    ("The abduction of schoolgirls by Boko Haram outraged Nigeria.", "ASSAULT Boko Haram > "),
    ("The arrest of opposition leader Alexei Navalny sparked outrage.", "COERCE  > Alexei Navalny"),
    # Who is struck by what a noun does, and with what.
    ("Israeli airstrikes left 22 Palestinians dead on Monday.", "ASSAULT Israel > Palestinians"),
    ("Six people were killed in clashes between protesters and police in Srinagar.", "ASSAULT protesters, police > "),
    ("A man was killed in a gun battle with police on Monday.", "ASSAULT police > "),
    ("Fourteen people were arrested in a raid by police on Monday.", "COERCE police > "),
    ("The Islamic State claimed responsibility on Monday for the truck attack in Berlin.", "ASSAULT Islamic State > "),
    ("United States aircraft bomb a convoy belonging to a Syrian militia.", "ASSAULT United States > Syrian militia"),
    # Who expels, accuses, agrees, where the verb's own subject does not tell.
    ("Ten Russian diplomats were expelled from Poland on Monday.", "SANCTION Poland > Russia"),
    ("Senator Ted Cruz faces accusations by President Trump of fraud.", "ACCUSE Trump > Ted Cruz"),
    ("An agreement was reached between Mongolia and Japan on Monday.", "AGREE Mongolia, Japan > "),
    ("A letter from German senators was sent to President Macron criticising the law.", "ACCUSE Germany > "),
    # Laws and whom they hit.
    ("Youssef Chahed, the Prime Minister of Tunisia, signed a decree banning the niqab.", "COERCE Youssef Chahed > "),
    ("The Georgian parliament adopted a law that bars Russian citizens from owning property.", "COERCE Georgian parliament > Russian citizens"),
    # Whom only the noun tells.
    ("The impeachment of President Yoon Suk-yeol divided the country.", "SANCTION  > Yoon Suk-yeol"),
    ("The White House announced a visit to Hawaii by Prime Minister Shinzo Abe.", "CONSULT Shinzo Abe > "),
    ("India's Supreme Court cleared the way for the execution of Lee Chong, a militant, rejecting his appeal.", "REJECT Supreme Court > Lee Chong"),
    ("The United States condemned yesterday's attacks on the Shifaa Hospital in Afrin, Syria.", "ASSAULT  > Shifaa Hospital"),
    # Those who have no name but a description.
    ("Police arrested two suspects in Jakarta on Monday.", "COERCE Police > suspects"),
]  # fmt: skip
TOLD = [
    ("A car bombing killed 12 people and injured another 100 in Kabul.", "ASSAULT"),
    ("At least eight people were killed and another 22 were injured by a roadside bomb in Farah Province.", "ASSAULT"),
    ("Heavy fighting continued in Misrata.", "ASSAULT"),
    ("There were weeks of protests in Lima.", "PROTEST"),
    ("The May 18 raid on the offices of a news site was condemned by Germany.", "COERCE"),
    ("Martial law was declared in Myanmar in February.", "COERCE"),
    ("The curfew was lifted in Kabul on Monday.", "CONCEDE"),
    ("Arrests were made in Australia and Brazil.", "COERCE"),
    ("Clashes occurred between the Russian forces and militants in Grozny.", "ASSAULT"),
]
NOTHING = [
    ("Germany opposed the delivery of tanks to Ukraine by France.", "AID"),
    ("Poland may consider the closure of the border with Belarus.", "COERCE"),
    ("The Georgian parliament rejected a law that bars Russian citizens from owning property.", "COERCE"),
    ("A curfew may be lifted in Kabul on Monday.", "CONCEDE"),
    (
        "Prime Minister Theresa May appointed Lee Foreign Secretary, who served until 2018, resigning in protest.",
        "RETREAT",
    ),
    ("Germany halted the delivery of tanks to Ukraine by its army.", "AID"),
    ("The country was struck by Cyclone Gita in February.", "ASSAULT"),
    ("Heavy fighting would be a disaster for Misrata.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "expected"), SIDES, ids=[text for text, _ in SIDES])
def test_who_and_whom(lines, text, expected):
    assert expected in lines(text)


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text for text, _ in TOLD])
def test_told_of_nobody_known(lines, text, expected):
    assert expected in [line.split()[0] for line in lines(text)]


@pytest.mark.parametrize(("text", "never"), NOTHING, ids=[text for text, _ in NOTHING])
def test_no_event_of_the_class(lines, text, never):
    assert never not in [line.split()[0] for line in lines(text)]


def test_instruments_suffer_nothing(lines):
    assert "ASSAULT Israeli Military > " in lines(
        "The Israeli Military attacked targets in Gaza with jets and ground forces."
    )


def test_the_accused_is_who_was_charged(lines):
    text = "Brenton Tarrant appeared in a court in Christchurch, charged with murder. Police arrested the accused in the street."
    assert "COERCE Police > Brenton Tarrant" in lines(text)
