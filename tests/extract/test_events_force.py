"""Force, arrests, protests and troops as briefs and wires tell of them: who stands behind a weapon, what the tree misreads, over sentences read by the model that ships."""

import pytest

SIDES = [
    # Who stands behind an attack or a weapon.
    ("Chilean air strikes on the city destroy several buildings.", "ASSAULT Chile > "),
    ("The office was completely destroyed by a Russian missile strike.", "ASSAULT Russia > "),
    ("Shells fired by Yemeni forces kill at least three people.", "ASSAULT Yemeni forces > "),
    ("About 80 people were killed during U.S. strikes into Pakistan on Monday.", "ASSAULT United States > "),
    # What is fired at has no name.
    ("Russian forces launched eight cruise missiles at the dam of a reservoir.", "ASSAULT Russian forces > "),
    ("Two rockets were fired by Palestinian militants from the Gaza Strip.", "ASSAULT Palestinian militants > "),
    ("Pakistan formally launched a military operation against the insurgents.", "ASSAULT Pakistan > "),
    # A past read as a participle, a clause behind "when", "with".
    (
        "The military announces that American airstrikes in Syria killed as many as 35 Islamic State members.",
        "ASSAULT United States > Islamic State",
    ),
    ("Fifteen killed when JEM rebels ambush a government convoy in west Darfur.", "ASSAULT JEM rebels > "),
    (
        "Despite the ceasefire, Israel and Hezbollah exchange fire, with Israel killing at least eleven people.",
        "ASSAULT Israel, Hezbollah > ",
    ),
    # Verbs read as nouns.
    (
        "British anti-terrorism police arrest five people in London and one in Luton for alleged breaches of the Terrorism Act.",
        "COERCE British anti-terrorism police > ",
    ),
    (
        "Authorities in the U.S. arrest Paul Konigsberg, an accountant, charging him with complicity in the Ponzi scheme.",
        "COERCE United States > Paul Konigsberg",
    ),
    ("An Islamic militant group beheads Kim Sun-il, a South Korean contractor.", "ASSAULT militant group > Kim Sun-il"),
    # Bodies that bear arms by their name.
    ("The Royal Thai Air Force launches airstrikes on targets inside Cambodia.", "ASSAULT Royal Thai Air Force > "),
    # What is claimed, tried, owned up to, judged.
    (
        "Nigerian militants claimed responsibility for kidnapping British workers.",
        "ASSAULT Nigerian militants > British workers",
    ),
    (
        "Lebanese protesters attempt to block a confidence vote, and 400 people are injured.",
        "PROTEST Lebanese protesters > ",
    ),
    (
        "Former Israeli sergeant Taysir Hayb is sentenced to eight years in prison for shooting and killing Tom Hurndall.",
        "ASSAULT Taysir Hayb > Tom Hurndall",
    ),
    # What is said of somebody by himself.
    (
        "The government of Pedro Castillo announces that they have deployed the army to highways.",
        "MOBILIZE government of Pedro Castillo > ",
    ),
    (
        "The Japanese government announces the extension of its state of emergency in 19 prefectures.",
        "COERCE Japanese government > ",
    ),
]
CLASSES = [
    (
        "A large crowd of people gathers on the streets of Belgrade to protest against President Aleksandar Vučić.",
        "PROTEST",
    ),
    (
        "Thousands of airline passengers are stranded at Ninoy Aquino International Airport in Manila after Philippine Airlines staff stage a walkout.",
        "PROTEST",
    ),
    ("A tanker truck bomb in Baghdad kills nine Iraqis and wounds another 60.", "ASSAULT"),
    ("Pakistani soldiers seal off an area of South Waziristan.", "COERCE"),
]
NOTHING = [
    ("Iran launched two drones at a target on the range during an exercise.", "ASSAULT"),
    ("North Korea fired two missiles into the Sea of Japan on Thursday.", "ASSAULT"),
    ("Iranian truck owners start striking in seven provinces to protest poor working conditions.", "ASSAULT"),
    ("At least 21 people are killed in an outburst at a colliery in Puding County, Anshun.", "ASSAULT"),
    ("A banker was jailed for killing his wife on Monday.", "ASSAULT"),
    ("The firm launched an operation against the clock.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "expected"), SIDES, ids=[text for text, _ in SIDES])
def test_who_and_whom(lines, text, expected):
    assert expected in lines(text)


@pytest.mark.parametrize(("text", "expected"), CLASSES, ids=[text for text, _ in CLASSES])
def test_class(told, text, expected):
    assert expected in [event.what for event in told(text)[0]]


@pytest.mark.parametrize(("text", "never"), NOTHING, ids=[text for text, _ in NOTHING])
def test_no_event_of_the_class(told, text, never):
    assert never not in [event.what for event in told(text)[0]]
