"""What is done by speaking: deeds of words between quotation marks, judgements, duties, days on which they were said; read by the model that ships.

Each sentence is read as published on Tuesday, 19 February 2019.
"""

import pytest

SAID = [
    # What "I" and "we" do by saying it.
    ('"We strongly condemn this attack on Japan," U.S. Secretary of State Marco Rubio said on Monday.', "ACCUSE Rubio 2019-02-18"),
    ('"I urge Prime Minister Theresa May to resign," Labour leader Jeremy Corbyn said.', "REQUEST Corbyn -> May"),
    ('"I would like to thank Norway for its help," Ukrainian President Volodymyr Zelensky said.', "SUPPORT Zelensky -> Norway"),
    ('"We oppose any unilateral action," Chinese Foreign Minister Wang Yi said.', "REJECT Wang"),
    ('"We don\'t support this resolution," Russian Foreign Minister Sergei Lavrov said.', "REJECT Lavrov"),
    ('"Turkey rejects this decision," Turkish Foreign Minister Mevlut Cavusoglu wrote.', "REJECT Turkey"),
    # The story's own verb between marks.
    ('Turkish President Recep Tayyip Erdogan "strongly condemned" the attack by Israeli forces.', "ACCUSE Erdogan -> Israel"),
    ('Chilean President Gabriel Boric said Hungary "stands with" Georgia.', "SUPPORT Hungary -> Georgia"),
    # Judgements.
    ('"This is unacceptable," Brazilian President Jair Bolsonaro said of the French offer.', "ACCUSE Bolsonaro"),
    ('"The French offer is an insult to Brazil," Brazilian President Jair Bolsonaro said.', "ACCUSE Bolsonaro -> France"),
    # Duties of another.
    ("Iranian President Hassan Rouhani told reporters that Turkey must withdraw its troops from Syria.", "REQUEST Rouhani -> Turkey"),
    ('French President Emmanuel Macron said Russia "must stop" its attacks.', "REQUEST Macron -> Russia"),
    # They who met before.
    ("U.S. Secretary of State Antony Blinken spoke with South Korean Foreign Minister Park Jin. They condemned Russia.",
     "ACCUSE Blinken Jin -> Russia"),
    ("U.S. President Joe Biden held talks with Chinese President Xi Jinping. The two leaders condemned Russia.",
     "ACCUSE Biden Xi -> Russia"),
    # Whose paper it is; all who do it by one word.
    ("The European Parliament passed a resolution on Hong Kong. The resolution calls on China to free the students.",
     "REQUEST Parliament -> China"),
    # Who did what is blamed; who was asked.
    ("North Korea launched a ballistic missile. Japanese Prime Minister Shinzo Abe condemned the launch.",
     "ACCUSE Abe -> Korea"),
    ("President Joe Biden rejected the request of Russian President Vladimir Putin for a meeting.", "REQUEST Putin -> Biden"),
    # The day of saying, where the tree gives it to what is said.
    ("Iran said on Monday it would not negotiate with the United States.", "REJECT Iran -> States happened"),
]  # fmt: skip
NOTHING = [
    # What the speaker tells of others or of the past, asks, supposes, thinks.
    ('"If we condemn this, they will attack Japan," Prime Minister Theresa May said.', "ACCUSE"),
    ('"Do we condemn the attack?" Prime Minister Theresa May asked.', "ACCUSE"),
    ('"We agree that no one country can do it alone," Secretary of State Antony Blinken said.', "AGREE"),
    ('"I want to thank all the volunteers," Senator Bernie Sanders said.', "SUPPORT"),
    ("President Joe Biden argued that Donald Trump did not want the election to take place.", "REJECT"),
    # One's own country, and what is no deed.
    ("British Prime Minister Boris Johnson said Britain must leave the European Union.", "REQUEST"),
    ("German Chancellor Angela Merkel said Turkey should be proud.", "REQUEST"),
    ("German Chancellor Angela Merkel said the talks should go on.", "REQUEST"),
    ("U.S. President Joe Biden met Chinese President Xi Jinping. Protesters marched in Lima. They condemned Chile.",
     "ACCUSE Joe"),
    ("German officials call the beheading an accident.", "REQUEST"),
    ("The ministers discussed the threat posed by Iran.", "THREATEN"),
    ("Victims said the police would hit them with sticks.", "THREATEN"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(shipped):
    """What each sentence tells: class, who, whom, status and day, a line an event."""
    from chancery import pipeline
    from chancery.records import Event
    from chancery.source.text import story_from_text

    reader, rules = shipped
    texts = [text for text, _ in (*SAID, *NOTHING)]
    stories = [story_from_text(text, given_id=text, published="2019-02-19") for text in texts]
    found = {}
    for text, doc in zip(texts, pipeline.read_stories(stories, reader, rules), strict=True):
        records = list(pipeline.find(doc, rules))
        names = {one.id: one.name for one in records if one.kind == "actor"}
        found[text] = [
            f"{one.what} {' '.join(names[a] for a in one.who)} -> {' '.join(names[a] for a in one.whom)} {one.status}"
            f" {one.when.edtf if one.when else ''}"
            for one in records
            if isinstance(one, Event)
        ]
    return found


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_somebody_does_by_saying_it(told, text, expected):
    what, *words = expected.replace("->", "").split()
    assert any(line.startswith(what) and all(word in line for word in words) for line in told[text]), told[text]


@pytest.mark.parametrize(("text", "what"), NOTHING)
def test_what_nobody_does_by_it(told, text, what):
    assert not [line for line in told[text] if line.startswith(what)]
