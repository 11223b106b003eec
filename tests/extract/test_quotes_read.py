"""
Marked words and who says them, over newspaper sentences of our own read by the model that ships.
"""

import pytest

READ = [
    # Who speaks is named far away, behind the words, or by a description with his name behind it.
    ('"The border will stay closed," said Maria Ortega, a spokeswoman for the interior ministry of Peru.',
     ["Maria Ortega: The border will stay closed,"]),
    ('"We are not in a hurry," the official, who asked not to be named, told reporters in Ankara.',
     ["the official: We are not in a hurry,"]),
    ('"This day is very hard for me," said his father, Abdullah Kurdi. "So my boy\'s name stands for something good."',
     ["his father, Abdullah Kurdi: This day is very hard for me,",
      "his father, Abdullah Kurdi: So my boy's name stands for something good."]),
    ("The company “takes these allegations very seriously,” a spokeswoman, Dana Frye, wrote in an email.",
     ["a spokeswoman, Dana Frye: takes these allegations very seriously,"]),
    ('"Stripes may dazzle flies in some way[,]" said study co-author Martin How.',
     ["study co-author Martin How: Stripes may dazzle flies in some way[,]"]),
    ("The foreign ministry in Beijing “strongly deplores” the sale, a spokesman, Wang Wei, told a news briefing on Tuesday.",
     ["a spokesman, Wang Wei: strongly deplores"]),
    # Any verb beside a person, no comma, a verb with its little word.
    ('"I\'d have been tested," he chortled.', ["he: I'd have been tested,"]),
    ('"It is plausible that the signal was turned off" Smith told reporters.',
     ["Smith: It is plausible that the signal was turned off"]),
    ("It is, as Ms. Chen put it, “a marathon run in the dark.”", ["Ms. Chen: a marathon run in the dark."]),
    # Words that go on: split around the cue, after what somebody did, over paragraphs, a paragraph alone.
    ('"The plan," the diplomat said, "is dead on arrival."', ["the diplomat: The plan,", "the diplomat: is dead on arrival."]),
    ("Mr. Bauer did not mince words. “This is theft.”", ["Mr. Bauer: This is theft."]),
    ("President Paul Biya said on Monday: “We have waited.\n\n“We will wait no longer.”",
     ["President Paul Biya: We have waited.", "President Paul Biya: We will wait no longer."]),
    ("Cameroon votes in May.\n\nThe campaign has begun in the capital.\n\n‘We have waited long enough.\n\n‘The time has come to vote,’ President Paul Biya said.",
     ["President Paul Biya: We have waited long enough.", "President Paul Biya: The time has come to vote,"]),
    ("Mayor Ann Lee said that the shelter would close.\n\n“There is no money left in the city.”",
     ["Mayor Ann Lee: There is no money left in the city."]),
    # A colon after what somebody did or issued; a statement that somebody reads out.
    ('Trump tweeted he was not aware of the event but would go to see it anyway: "Wow! Thousands of people are forming."',
     ["Trump: Wow! Thousands of people are forming."]),
    ('The palace issued the following statement from the king: "She still keeps her status."', ["the king: She still keeps her status."]),
    ('A spokesman read a statement from the family: "We thank everyone who searched for Anna."',
     ["the family: We thank everyone who searched for Anna."]),
    # Mixed words: the nearest who says them, beside the main clause, in whose words they are.
    ("European leaders called the strike “a dangerous escalation,” with France’s president, Emmanuel Macron, warning of “the worst crisis in decades”.",
     ["European leaders: a dangerous escalation,", "France’s president, Emmanuel Macron: the worst crisis in decades"]),
    ('In a meeting he was told by Emergencies Minister Yevgeny Zinichev of "presumably 36 people under the rubble", while Deputy Governor Oleg Klimov indicated 68 people were missing.',
     ["Emergencies Minister Yevgeny Zinichev: presumably 36 people under the rubble"]),
    ("Officials at the ministry said they had been told “to keep quiet.”", ["Officials at the ministry: to keep quiet."]),
    ('Former president Jimmy Carter said the embargo was, in his words, "a great mistake".', ["Former president Jimmy Carter: a great mistake"]),
    ("«We will not sign», declared President Paul Biya on Monday.", ["President Paul Biya: We will not sign"]),
    # Nobody's speech: names, titles, glosses, what things are called.
    ('The novel "War and Peace" and the film "The Long Road" were shown. Operation "Iron Fist" began.', []),
    ("Ms. Park’s first novel, “The Salt Road,” was rejected 31 times.", []),
    ('The march was an anti-Brexit ("British exit") march, the organisers said.', []),
    ('Hurricanes of category 3 are considered to be "major" hurricanes.', []),
    ('The so-called "experts" were wrong. A pattern called a "glider" moves on.', []),
    ("On the line marked “Place of referral,” she had written the name of a station.", []),
]  # fmt: skip


@pytest.fixture(scope="module")
def quotes(shipped):
    """For a text its marked quotes."""
    from chancery.pipeline import find, read_stories
    from chancery.records import Quote, evidence_errors
    from chancery.source.text import story_from_text

    reader, rules = shipped

    def found(text):
        stories = [story_from_text(text, given_id="story", published="2019-02-19")]
        return [
            record
            for doc in read_stories(stories, reader, rules)
            for record in find(doc, rules)
            if isinstance(record, Quote) and record.form != "indirect" and not evidence_errors(doc.story, record)
        ]

    return found


@pytest.mark.parametrize(("text", "told"), READ, ids=[text for text, _ in READ])
def test_who_says_what(quotes, text, told):
    assert [f"{quote.speaker_as}: {quote.words}" for quote in quotes(text)] == told


def test_pieces_of_one_utterance_share_its_id(quotes):
    """
    Split around the cue, joined by "and", or run on; a piece that stands alone has none.
    """
    text = '"The plan," Lee said, "is dead." He called it "sad" and "a shame". The mayor, Ann Ruiz, said: "No."'
    plan, dead, sad, shame, no = (quote.utterance for quote in quotes(text))

    assert plan == dead is not None
    assert sad == shame not in (None, plan)
    assert no is None


def test_those_who_pass_words_on_are_its_sources(quotes):
    """
    The speaker is who said it, the sources who pass it on, outermost first.
    """
    text = 'The Yonhap news agency quoted an unidentified official as saying the launch was "a clear provocation".'
    (quote,) = quotes(text)

    assert quote.speaker_as == "an unidentified official"
    assert [source.words for source in quote.sources] == ["The Yonhap news agency"]
    assert quote.sources[0].actor is not None


def test_a_quotation_inside_of_another_names_it(quotes):
    """
    It has a speaker of its own; words without one belong to the outer quotation alone.
    """
    outer, inner = quotes(
        "\"I was ill and the general told me 'never again', and the 'zone' was shut,\" Rosa Lind said."
    )

    assert (outer.speaker_as, outer.within) == ("Rosa Lind", None)
    assert (inner.words, inner.speaker_as, inner.within) == ("never again", "the general", outer.id)


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ('Asked whether the army would leave, General Omar Haddad replied: "Not yet."', "whether the army would leave"),
        ("Asked whether he had spoken with the governor, the mayor paused. “We talk,” he said.", "whether he had spoken with the governor"),
        ("“Did he know?” asked the prosecutor, Jerome Tsang.\n\n“He explained it to me,” Marisol Dunleavy replied.", "Did he know?"),
        ("Mayor Ann Lee took questions.\n\nQ: Will you stand again?\n\nA: “I have not been asked that before.”", "Will you stand again?"),
    ],
)  # fmt: skip
def test_the_question_is_the_prompt(quotes, text, prompt):
    assert quotes(text)[-1].prompt == prompt


def test_words_whose_mark_is_never_closed_are_kept_and_doubted(quotes):
    """
    They end with their paragraph, and are less sure than others.
    """
    first, second = quotes('"Every single one," Mayor Ann Lee said. "And I will drive them out myself.\n\nShe left.')

    assert second.words == "And I will drive them out myself."
    assert second.confidence < first.confidence


def test_the_occasion_has_who_hears_it(quotes):
    """
    The venue with its words, and whom the words are said to.
    """
    (quote,) = quotes(
        '"I think we can do it," Vice President Mike Pence told the BBC in an interview that aired Sunday.'
    )

    assert len(quote.to) == 1
    assert quote.venue == "an interview"
    assert quote.said_at.edtf == "2019-02-17"


def test_calling_a_statement_false_is_no_venue(quotes):
    """
    A statement that is called something is no place where it is said.
    """
    (quote,) = quotes('The campaign of Mayor Ann Lee called the statement "absolutely false".')

    assert quote.venue is None


def test_turns_of_a_transcript_with_hard_spaces(quotes):
    """
    White House transcripts set hard spaces after their labels, and a bare Q before what reporters ask.
    """
    text = (
        "Press Secretary Jen Psaki spoke to reporters on Thursday.\n\n"
        "MS. PSAKI:\xa0 Hi everyone. We have a long day.\n\n"
        "Q\xa0\xa0\xa0 Will the talks go on?\n\n"
        "MS. PSAKI:\xa0 They will.\n\n"
        "Q\xa0\xa0\xa0 When?\n\n"
        "MS. PSAKI:\xa0 Soon."
    )
    turns = [quote for quote in quotes(text) if quote.by == "speech.transcript"]

    assert [quote.words for quote in turns if quote.prompt] == ["They will.", "Soon."]
    assert {quote.speaker_as for quote in turns} == {"MS. PSAKI", "Q"}
    assert all((quote.speaker is not None) == (quote.speaker_as == "MS. PSAKI") for quote in turns)
