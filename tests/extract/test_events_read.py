"""Days, places and status of events, over sentences read by the model that ships.

Each sentence is read as published on Tuesday, 19 February 2019.
"""

import pytest

DAYS = [
    # The day is the verb's.
    ("German Chancellor Angela Merkel visited Turkey on Monday.", "CONSULT happened 2019-02-18"),
    ("Kenyan police arrested the opposition leader Raila Odinga at 7 p.m. on Friday.", "COERCE happened 2019-02-15"),
    ("Tuesday's talks between President Macron and Chancellor Merkel ended without a deal.", "CONSULT happened 2019-02-19"),
    ("President Macron is to meet Chancellor Merkel next week.", "CONSULT planned 2019-02-25/2019-03-03"),
    # The day is that of saying, or of something else: nothing.
    ("Kenyan President Uhuru Kenyatta said on Tuesday that Uganda had attacked Kenya.", "ASSAULT happened"),
    ("The United States sanctioned Iran under the Magnitsky Act of 2012.", "SANCTION happened"),
    # Clauses that share a day.
    ("On Monday, Germany expelled a Russian diplomat and accused Russia of murder.", "ACCUSE happened 2019-02-18"),
    ("Russia attacked and occupied Georgia in 2008.", "ASSAULT happened 2008"),
    ("Iran seized a British tanker on Friday when Boris Johnson, the British prime minister, met President Macron.",
     "CONSULT happened 2019-02-15"),
    ("President Kenyatta flew to Kampala on Friday, where he met President Museveni.", "CONSULT happened 2019-02-15"),
    ("Friday night was the fourth night in a row that Serbians protested.", "PROTEST happened 2019-02-15"),
    ("Members of the Senate protested by shouting during Monday's final session.", "PROTEST happened 2019-02-18"),
    # Clauses that do not.
    ("President Macron, after meeting Chancellor Merkel on Monday, condemned Russia.", "ACCUSE happened"),
    ("President Macron condemned Russia after he met Chancellor Merkel on Monday.", "ACCUSE happened"),
    # A noun's day goes with the noun.
    ("Iran issued a warrant over the assassination of General Qasem Soleimani last month.", "ASSAULT happened 2019-01"),
    ("The talks between President Macron and Chancellor Merkel scheduled for November were called off.",
     "CONSULT called_off 2019-11"),
    # Open at its end.
    ("Peruvians have been protesting since last October.", "PROTEST ongoing 2018-10/.."),
]  # fmt: skip
STATUS = [
    ("If Russia invades Ukraine, the United States will impose sanctions on Russia.", "SANCTION conditional"),
    ("Turkish officials said that Washington was consulting South Korea and Japan.", "CONSULT ongoing"),
    ("The embassy closed before Russia's invasion of Ukraine.", "ASSAULT happened"),
    ("Russia denied having attacked Ukraine on Monday.", "ASSAULT denied 2019-02-18"),
    ("Turkey reportedly bombed Kurdish fighters in Iraq on Sunday.", "ASSAULT alleged 2019-02-17"),
    ("A meeting between President Trump and President Putin was called off.", "CONSULT called_off"),
    ("The Government of Japan submits a report to the United Nations calling for a truce.", "REQUEST happened"),
    ("Pakistan announces a successful test of its ballistic missile.", "MOBILIZE happened"),
]
NOTHING = [
    "He was seen in March of this year in Madrid, Spain.",
    "Typhoon Haiyan killed over 6,000 people in the Philippines in 2013.",
    "The U.S. government is fighting corruption in Peru.",
    "President Donald Trump held a rally in Tulsa on Saturday.",
    "The resolve that Norway has demonstrated in Oslo is known.",
    # Accidents, whose soldiers are nobody's victims.
    "Nine soldiers are killed when their truck plunges into a ravine in Azad Kashmir, Pakistan.",
    "Seven people are killed in a fire burning migrant workers' residence in Dijon, France.",
    # What one says of one's own, of others' plans, of what somebody did.
    "Donald Trump defended his record on the pandemic on Monday.",
    "Russia had warned the United States that Saddam Hussein was planning attacks.",
    "She had been warned by police about her conduct.",
    # Private people, firms, buildings.
    "A United States doctor was sentenced to 40 years.",
    "Sweden's TeliaSonera AB announces cash offers for shares.",
    "The US consulate in Berlin, Germany, is briefly evacuated over an envelope.",
    "The MLBPA rejects an offer by the Major League Baseball.",
    "The European Space Agency lands the Philae probe on the comet.",
    "President Pierre Nkurunziza suffered a cardiac arrest on Monday.",
    # Opinions and states of things.
    "A judge agreed the book may have contained classified materials.",
    "U.S. Secretary of State Antony Blinken warns Israel lacks a credible plan to protect civilians.",
    # What is in danger, broken, or for nobody's good.
    "The UN Security Council is aware of violations of Yemen's ceasefire.",
    "We know that the measures that the United States is prepared to put in place could have impacts.",
]
PLACES = [
    ("Hamas fired rockets at Tel Aviv on Thursday.", "Tel Aviv"),
    ("North Korea fired two missiles from Wonsan into the sea on Thursday.", "Wonsan"),
    ("Israel bombed Damascus on Friday.", "Damascus"),
]


@pytest.fixture(scope="module")
def told(told):
    """For a sentence its events."""
    return lambda text: told(text)[0]


@pytest.mark.parametrize(("text", "expected"), [*DAYS, *STATUS], ids=[text for text, _ in (*DAYS, *STATUS)])
def test_day_and_status(told, text, expected):
    lines = [
        f"{event.what} {event.status}{f' {event.when.edtf}' if event.when and event.when.edtf else ''}"
        for event in told(text)
    ]
    assert expected in lines


ONE = [
    # What it cost is no second event.
    ("Taliban fighters attacked a checkpoint in Kabul on Monday, killing nine policemen and wounding seven.", "attacked"),
    ("Gunmen killed nine soldiers and injured five in Mali on Monday.", "killed"),
    # Two ministers met; what "the two" discussed there is the same meeting.
    ("Secretary of State Antony Blinken met German Foreign Minister Heiko Maas in Berlin on Monday. Blinken and Maas discussed trade.",
     "met"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), ONE, ids=[text for text, _ in ONE])
def test_one_event(told, text, words):
    assert [event.evidence[0].text for event in told(text)] == [words]


def test_who_claims_an_attack_did_it(told):
    text = "A bomb exploded in Kabul on Monday, killing nine people. The Taliban claimed responsibility for the attack."
    attacks = [event for event in told(text) if event.what == "ASSAULT"]
    assert len(attacks) == 1
    assert attacks[0].who
    assert {piece.text for piece in attacks[0].evidence if piece.field == "who"} == {"Taliban"}


@pytest.mark.parametrize("text", NOTHING)
def test_no_event(told, text):
    assert told(text) == []


@pytest.mark.parametrize(("text", "place"), PLACES, ids=[text for text, _ in PLACES])
def test_where(told, text, place):
    assert place in {event.where.name for event in told(text) if event.where}


@pytest.mark.parametrize(
    ("text", "what", "who"),
    [
        ("Bolivia protested over Peru's decision to expel its ambassador.", "SANCTION", "Peru"),
        ("Ethiopia announced plans to withdraw its troops from Somalia.", "RETREAT", "Ethiopia"),
        ("Pakistan carried out a series of airstrikes on Afghanistan on Monday.", "ASSAULT", "Pakistan"),
        ("Angola began deporting Congolese migrants on Monday.", "COERCE", "Angola"),
        ("Syrian rebels claim to have captured the town of Saraqib.", "ASSAULT", "Syrian rebels"),
        (
            "President Emmanuel Macron is to hold talks with Chancellor Angela Merkel in Berlin.",
            "CONSULT",
            "Emmanuel Macron",
        ),
        ("The Iranian court released imprisoned journalist Roxana Saberi on Monday.", "RETREAT", "court"),
    ],
)
def test_who_does_it_through_other_words(told, text, what, who):
    events = [event for event in told(text) if event.what == what]
    assert events
    assert who in {piece.text for piece in events[0].evidence if piece.field == "who"}


@pytest.mark.parametrize(
    "text",
    [
        "Nine workers were killed in an explosion at a mill in Lahore on Monday.",
        "A bus and a van collided in Texas on Monday in a head-on crash. Six students were killed in the van.",
        "A plane crashed in Port Sudan on Monday, killing 116 passengers.",
    ],
)
def test_mishaps_are_nobodys_deed(told, text):
    assert not [event for event in told(text) if event.what == "ASSAULT"]


ABOUT = [
    ("The Moroccan government condemned an attack by Syrian soldiers on Thursday.", {"soldiers"}),
    ("Germany expelled two Russian diplomats on Tuesday.", {"diplomats"}),
    ("Russia rejected the U.S. proposal on Monday.", {"U.S."}),
    ("Kenya demanded that Uganda withdraw its troops.", {"Uganda"}),
]


@pytest.mark.parametrize(("text", "whom"), ABOUT, ids=[text for text, _ in ABOUT])
def test_whom_it_is_about(told, text, whom):
    """Whose the thing is that it is done to, and the state for what is its own."""
    found = [{piece.text for piece in event.evidence if piece.field == "whom"} for event in told(text)]
    assert whom in found


GROUPS = [
    ("Thousands of Moroccans protested in Rabat against the government on Sunday.", "PROTEST", {"Moroccans"}),
    ("Opposition parties of Georgia accused the government of fraud.", "ACCUSE", {"Opposition parties of Georgia"}),
    ("Authorities in the Maldives arrested three opposition leaders on Monday.", "COERCE", {"Authorities"}),
    ("Iraqi and Moroccan leaders met in Rabat on Monday.", "CONSULT", {"Iraqi", "Moroccan leaders"}),
    ("Unions called a strike against the government on Monday.", "PROTEST", {"Unions"}),
    ("A gunman attacked a wedding party in Herat on Monday.", "ASSAULT", {"gunman"}),
    ("North Korean media warned Japanese Prime Minister Shinzo Abe on Monday.", "THREATEN", {"media"}),
    ("Thousands of people across Peru demonstrated on Monday.", "PROTEST", set()),
]


@pytest.mark.parametrize(("text", "what", "who"), GROUPS, ids=[text for text, _, _ in GROUPS])
def test_groups_without_a_name_do_it(told, text, what, who):
    events = [event for event in told(text) if event.what == what]
    assert len(events) == 1
    assert {piece.text for piece in events[0].evidence if piece.field == "who"} == who


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Russia detained two journalists on Monday.", {"journalists"}),
        ("Gunmen abducted hundreds of students in Nigeria on Monday.", {"students"}),
    ],
)
def test_groups_without_a_name_undergo_it(told, text, whom):
    assert [{piece.text for piece in event.evidence if piece.field == "whom"} for event in told(text)] == [whom]


UNDERGONE = [
    ("A car bomb blast in Baghdad killed at least three people.", "ASSAULT", "Baghdad"),
    ("At least 60 people were killed by a suicide bombing in the Pakistani city of Lahore.", "ASSAULT", "Lahore"),
    ("Thirteen people were arrested in Lahore.", "COERCE", "Lahore"),
]


@pytest.mark.parametrize(("text", "what", "place"), UNDERGONE, ids=[text for text, _, _ in UNDERGONE])
def test_what_nobody_is_said_to_do_has_its_place(told, text, what, place):
    assert [(event.what, event.where and event.where.name) for event in told(text)] == [(what, place)]


def test_a_second_passive_is_done_to_the_first_ones_subject(told):
    """ "but was arrested" has no subject of its own."""
    event = told("Mugabe led the party, but was arrested in 1963 and was imprisoned until 1974.")[0]
    assert event.what == "COERCE"
    assert {piece.text for piece in event.evidence if piece.field == "whom"} == {"Mugabe"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("President Mugabe fired his vice president on Monday.", "SANCTION"),
        ("President Macron praised the soldiers on Monday.", "SUPPORT"),
    ],
)
def test_those_of_office_without_a_name_undergo_it(told, text, what):
    assert [event.what for event in told(text)] == [what]


THROUGH = [
    ("The attack was blamed on Al-Shabab.", "ASSAULT alleged", {"Al-Shabab"}),
    (
        "Last week a car bombing in Kabul killed five, another attack ascribed to the Taliban.",
        "ASSAULT happened",
        {"Taliban"},
    ),
    (
        "Several countries, including France and Peru, condemned Russia on Monday.",
        "ACCUSE happened",
        {"Several countries", "France", "Peru"},
    ),
    (
        "Members of opposition parties accused President Vucic of fraud on Monday.",
        "ACCUSE happened",
        {"Members of opposition parties"},
    ),
]


@pytest.mark.parametrize(("text", "what", "who"), THROUGH, ids=[text for text, _, _ in THROUGH])
def test_who_stands_behind_other_words(told, text, what, who):
    events = [event for event in told(text) if f"{event.what} {event.status}" == what]
    assert [{piece.text for piece in event.evidence if piece.field == "who"} for event in events] == [who]


def test_the_two_countries_are_no_group(told):
    assert told("The two countries agreed to a ceasefire on Monday.") == []


PASSIVE = [
    ("Senator Ted Cruz was charged with fraud on Monday.", ["ACCUSE"]),
    ("President Macron was criticized for his remarks.", ["ACCUSE"]),
    ("An attack by several gunmen on a police checkpoint in El-Arish left 13 dead.", ["ASSAULT"]),
    ("The violent clashes took place in eastern Bangalore, India.", ["ASSAULT"]),
    ("British counter-terrorism officers arrested another man on Monday.", ["COERCE"]),
    ("Russia and Cuba agreed on reopening the base.", ["AGREE"]),
    ("The legislature is elected every four years.", []),
    # What somebody says that another or a deed of another is.
    ("NATO chief Jens Stoltenberg said Russia's buildup was a threat to peace.", ["ACCUSE"]),
    ("Interior Minister Joachim Brudzinski called the move an act of aggression.", ["ACCUSE"]),
    ("President Donald Trump attacked the inquiry as a witch hunt.", ["ACCUSE"]),
    ("Rights groups criticised the law on Monday.", ["ACCUSE"]),
    # Nouns whose doer stands behind "by", however deep.
    ("The killing of journalist Jamal Khashoggi by Saudi agents shocked the world.", ["ASSAULT"]),
    ("The release of the Iranian tanker by Germany came after talks.", ["RETREAT"]),
    # Into the sea nothing is struck.
    ("North Korea fired two missiles into the Sea of Japan on Monday.", ["MOBILIZE"]),
    ("The president resigned on Monday.", ["RETREAT"]),
    ("Police confirmed that two suspects were arrested.", ["COERCE"]),
    ("The authorities seized these firearms.", ["COERCE"]),
    ("Andrew Johnson was impeached over perceived violations of an act.", ["ACCUSE"]),
    ("Parliament approved the bill on Monday.", ["SUPPORT"]),
    ("The Supreme Court later ruled the act to be unconstitutional.", ["REJECT"]),
    ("A Canadian court overturned President Macron's decision.", ["REJECT"]),
    ("President Macron wrote that it would be inappropriate to travel.", []),
]


@pytest.mark.parametrize(("text", "what"), PASSIVE, ids=[text for text, _ in PASSIVE])
def test_one_side_is_enough(told, text, what):
    assert [event.what for event in told(text)] == what
