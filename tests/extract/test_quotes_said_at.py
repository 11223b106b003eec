"""The day on which words were said, over sentences read by the model that ships, as published on Tuesday, 19 February 2019."""

import pytest

SAID = [
    ("Kenyan President Uhuru Kenyatta said on Monday that Uganda had attacked.", ["2019-02-18"]),
    ("Vice President Mike Pence said in an interview on Monday that Iran could end like Libya.", ["2019-02-18"]),
    ("The fire killed nobody, according to Indian officials on Saturday.", ["2019-02-16"]),
    ("On Friday, President Macron released a statement saying that the attack was unacceptable.", ["2019-02-15"]),
    # Who goes on in the same paragraph goes on on the same day.
    ('President Macron told a news conference on Friday that the plan had failed. "We are in no hurry," he said.',
     ["2019-02-15", "2019-02-15"]),
    ("President Macron said on Friday that the plan had failed. He has said that he wants peace.", ["2019-02-15", None]),
    ("President Macron said on Friday that the plan had failed.\n\nChancellor Merkel said that it was good.",
     ["2019-02-15", None]),
    # What was said when they met.
    (("Secretary of State Antony Blinken spoke on Monday with Kenyan President Uhuru Kenyatta. The Secretary reaffirmed that the "
     "United States stands with Kenya."), ["2019-02-18"]),
    # What the words of the occasion tell.
    ('"I think we can do it," Vice President Mike Pence told CNN in an interview that aired Sunday.', ["2019-02-17"]),
    # A briefing of the day that the story tells right before; not one of an older day, and not what is said elsewhere.
    ("A ferry sank off Oslo on Tuesday.\n\nPolice chief Ane Holm told a news briefing that nobody had died.", ["2019-02-19"]),
    ("A ferry sank off Oslo on Feb. 3.\n\nPolice chief Ane Holm told a news briefing that nobody had died.", [None]),
    ("A ferry sank off Oslo on Tuesday.\n\nPolice chief Ane Holm said that nobody had died.", [None]),
    # What somebody answers is said where he has just spoken.
    (("Police chief Ane Holm told reporters on Monday that nobody had died.\n\nThe ferry was old.\n\nAsked whether it would be "
      'raised, Holm said: "We do not know."'), ["2019-02-18", "2019-02-18"]),
    # A statement speaks on the day on which it was released.
    ('On Friday, the Israeli army released a statement saying that the raid had failed.\n\n"We regret it," the statement said.',
     ["2019-02-15", "2019-02-15"]),
    # The day of what is told is not the day of telling.
    ("President Macron said that Iran had attacked on Sunday.", [None]),
]  # fmt: skip


@pytest.fixture(scope="module")
def said(shipped):
    """For a text the days on which its quotes were said."""
    from chancery.pipeline import find, read_stories
    from chancery.records import Quote, evidence_errors
    from chancery.source.text import story_from_text

    reader, rules = shipped

    def days(text):
        stories = [story_from_text(text, given_id=text, published="2019-02-19")]
        quotes = [
            record
            for doc in read_stories(stories, reader, rules)
            for record in find(doc, rules)
            if isinstance(record, Quote) and not evidence_errors(doc.story, record)
        ]
        return [quote.said_at.edtf if quote.said_at else None for quote in quotes]

    return days


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_said_at(said, text, expected):
    assert said(text) == expected
