"""``chancery.source.text``: a text becomes a story with parts."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.source.text import settle, story_from_text

ACCEPTANCE = Path(__file__).parents[3] / "shared" / "acceptance"
BODY = "The talks went on until the evening, officials said. They will meet again in May."


def told(text, **known):
    """The parts of *text*, one ``role: words`` a line, so that a test reads like the story."""
    story = story_from_text(text, given_id="s1", **known)
    return [f"{part.role}: {' '.join(story.text[part.start : part.end].split())}" for part in story.parts]


def covered(story):
    """Whether the parts stand in order and hold every character that is not blank."""
    at = 0
    for part in story.parts:
        if not at <= part.start < part.end or story.text[at : part.start].strip():
            return False
        at = part.end
    return not story.text[at:].strip()


FULL = """UPDATE 1-Envoy heads to Hanoi for talks

(Adds quote, paragraphs 2-4)

By Jane Roe and John Doe | Agency X

February 19, 2019 | 05:07 pm PT

The envoy leaves the ministry in Seoul on February 9, 2019. Photo by Reuters/Ed Jones

HANOI, Feb 20 (Agency X) - The envoy arrived in Hanoi.

He said nothing.

(Reporting by Jane Roe; Editing by Jim Poe)

Our Standards: The Agency X Principles."""


def test_every_part_in_its_place():
    """
    A full wire story gives all the roles, in order.
    """
    assert told(FULL) == [
        "masthead: UPDATE 1-",
        "headline: Envoy heads to Hanoi for talks",
        "masthead: (Adds quote, paragraphs 2-4)",
        "byline: By Jane Roe and John Doe | Agency X",
        "masthead: February 19, 2019 | 05:07 pm PT",
        "caption: The envoy leaves the ministry in Seoul on February 9, 2019.",
        "credit: Photo by Reuters/Ed Jones",
        "dateline: HANOI, Feb 20 (Agency X) -",
        "body: The envoy arrived in Hanoi.",
        "body: He said nothing.",
        "signoff: (Reporting by Jane Roe; Editing by Jim Poe)",
        "signoff: Our Standards: The Agency X Principles.",
    ]


def test_story_says_what_its_parts_say():
    """
    Headline, byline, credit, dateline and instant are read off the parts.
    """
    story = story_from_text(FULL, given_id="wire/1")

    assert story.headline == "Envoy heads to Hanoi for talks"
    assert story.byline == "Jane Roe and John Doe"
    assert story.credit == "Reuters/Ed Jones"
    assert story.dateline == "HANOI, Feb 20"
    assert story.published == "2019-02-19T17:07:00-08:00"
    assert story.given_id == "wire/1"


@pytest.mark.skipif(not ACCEPTANCE.exists(), reason="the acceptance stories lie beside the project, not in it")
def test_summit_story():
    """
    The first acceptance story: a masthead, a headline that stands twice, a caption with its credit.
    """
    gold = tomllib.loads((ACCEPTANCE / "summit-story.toml").read_text())["story"]
    story = story_from_text((ACCEPTANCE / "summit-story.txt").read_text(), given_id="summit-story")

    (headline,), (caption,) = story.parts_of("headline"), story.parts_of("caption")
    assert story.headline == story.text[headline.start : headline.end] == gold["headline"]
    assert story.text[caption.start : caption.end] == gold["caption"]
    assert story.credit == gold["credit"]
    assert story.published == gold["published"]
    assert story.text[story.parts_of("body")[0].start :].startswith(gold["body_starts"])
    assert [part.role for part in story.parts][:6] == ["masthead", "headline", "masthead", "caption", "credit", "body"]


DATELINES = {
    "HANOI, Feb 20 (Reuters) - The envoy": "HANOI, Feb 20",
    "HANOI (Reuters) - The envoy": "HANOI",
    "Hanoi, Feb. 20 (Yonhap) -- The envoy": "Hanoi, Feb. 20",
    "WASHINGTON, Feb. 3 /PRNewswire/ -- The company": "WASHINGTON, Feb. 3",
    "BEIJING — The ministry": "BEIJING",
    "BEIJING/GENEVA (Meridian Post) – The leader": "BEIJING/GENEVA",
    "GENEVA, 3 May (Agence X) – The talks": "GENEVA, 3 May",
    "SEOUL, South Korea (AP) — The South": "SEOUL, South Korea",
    "OSAN AIR BASE, South Korea, July 27 (Wire) - The North": "OSAN AIR BASE, South Korea, July 27",
    "UNITED NATIONS (Reuters) - The council": "UNITED NATIONS",
    "ST. PETERSBURG, Russia (AP) — The president": "ST. PETERSBURG, Russia",
    "WASHINGTON The United States": "WASHINGTON",
    "UNITED NATIONS The council": "UNITED NATIONS",
    "SEOUL “We wait,” the minister": "SEOUL",
    "NEW YORK President Trump": "NEW YORK",
    "NATO The alliance": None,
    "NATO — The alliance": None,
    "OPEC A meeting": None,
    "EXCLUSIVE - The envoy": None,
    "UPDATE — The envoy": None,
    "Kim Jong Un (right) - the leader": None,
    "The minister (Labour) - a former teacher": None,
    "He resigned - the third to do so": None,
    "In Geneva – and only there": None,
    "SECRETARY BLINKEN: The talks": None,
    "PARIS": None,
}


@pytest.mark.parametrize("opening", DATELINES)
def test_datelines(opening):
    """
    Place and day are the dateline, with or without agency and dash; an acronym or a slug is no place.
    """
    story = story_from_text(f"{opening} went on with the talks that began on Monday.", given_id="s1")

    assert story.dateline == DATELINES[opening]
    assert [part.role for part in story.parts] == (["dateline", "body"] if DATELINES[opening] else ["body"])


def test_dateline_with_a_year_dates_the_story():
    """
    Where nothing else says the day, a dateline with its year does; one without a year does not.
    """
    assert story_from_text(f"GENEVA, 3 May 2019 (Wire) – {BODY}", given_id="s1").published == "2019-05-03"
    assert story_from_text(f"GENEVA, 3 May (Wire) – {BODY}", given_id="s1").published is None


CAPTIONS = {
    "Kang and Biegun meet on February 9, 2019. Photo by Reuters/Ed Jones": "Reuters/Ed Jones",
    "Kang and Biegun meet in Seoul. REUTERS/Ed Jones": "REUTERS/Ed Jones",
    "FILE PHOTO: Kang and Biegun meet in Seoul. REUTERS/Ed Jones/File Photo": "REUTERS/Ed Jones/File Photo",
    "Kang and Biegun meet in Seoul. (AP Photo/Ahn Young-joon)": "AP Photo/Ahn Young-joon",
    "Kang meets Biegun in Seoul. (Ed Jones/Pool via AP)": "Ed Jones/Pool via AP",
    "Kang meets Biegun. Photograph: Tomas Vidal/Meridian Post": "Tomas Vidal/Meridian Post",
    "Kang meets Biegun. Image: Paul Budd (flickr).": "Paul Budd (flickr)",
    "Kang meets Biegun. Ed Jones/AFP via Getty Images": "Ed Jones/AFP via Getty Images",
    "FILE - Kang and Biegun meet in Seoul.": None,
}


@pytest.mark.parametrize("caption", CAPTIONS)
def test_captions(caption):
    """
    A caption is known by its credit or by "FILE PHOTO"; the credit is a part of its own.
    """
    story = story_from_text(f"Envoys meet in Seoul\n\n{caption}\n\n{BODY}", given_id="s1")

    roles = ["headline", "caption", *(["credit"] if CAPTIONS[caption] else []), "body"]
    assert [part.role for part in story.parts] == roles
    assert story.credit == CAPTIONS[caption]


def test_caption_between_paragraphs():
    """
    A caption in the middle of the body is a caption; a body that speaks of photographs is body.
    """
    assert told(f"{BODY}\n\nA flag. (AP Photo/Jane Roe)\n\nThe photo by Roe was shown to reporters.") == [
        f"body: {BODY}",
        "caption: A flag.",
        "credit: (AP Photo/Jane Roe)",
        "body: The photo by Roe was shown to reporters.",
    ]


BYLINES = {
    "By Jane Roe": "Jane Roe",
    "By JANE ROE": "JANE ROE",
    "By Jane Roe and John Doe": "Jane Roe and John Doe",
    "By Jane Roe and John Doe | Agency X": "Jane Roe and John Doe",
    "By Jane Roe in Geneva": "Jane Roe in Geneva",
    "By Han Seo-yun, Jane van Roe and J. R. Doe": "Han Seo-yun, Jane van Roe and J. R. Doe",
}


@pytest.mark.parametrize("line", BYLINES)
def test_bylines(line):
    """
    "By" and names are a byline.
    """
    story = story_from_text(f"Envoys meet in Seoul\n\n{line}\n\n{BODY}", given_id="s1")

    assert [part.role for part in story.parts] == ["headline", "byline", "body"]
    assert story.byline == BYLINES[line]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY} And again.",
        "The envoy arrived",
        f"QUESTION: Can you say where the talks are?\n\n{BODY}",
        f"MR. PALLADINO: Yes, of course\n\n{BODY}",
        f"“Will it hold?” the minister asked, and then he said this:\n\n{BODY}",
        f"2:15 p.m. EDT\n\n{BODY}",
        f"Office of the Spokesperson\n\n{BODY}",
        f"Paris, France\n\n{BODY}",
    ],
)
def test_no_headline_is_made_up(text):
    """
    A sentence of the body, a question of a transcript, an office or a place is no headline.
    """
    assert story_from_text(text, given_id="s1").headline is None


@pytest.mark.parametrize(
    "headline",
    [
        "Will Kim come to Seoul?",
        "Trump walks away: ‘Sometimes you have to’",
        "Envoy tells U.S.",
        "Sanctions stay, says U.S.",
        "North Korea’s Kim: ‘no more tests!’",
    ],
)
def test_headline_is_a_short_line_without_full_stop(headline):
    """
    A short line before the body is its headline, on a line of its own or with a blank line after it.
    """
    assert story_from_text(f"{headline}\n\n{BODY}", given_id="s1").headline == headline
    assert story_from_text(f"{headline}\nSEOUL (X) - {BODY}", given_id="s1").headline == headline


def test_headline_beside_the_text():
    """
    A given headline becomes the first part, unless the text begins with it.
    """
    assert told(BODY, headline="Talks  go on.") == ["headline: Talks go on.", f"body: {BODY}"]
    assert told(f"Talks go on\n\n{BODY}", headline="Talks go on") == ["headline: Talks go on", f"body: {BODY}"]


def test_text_says_more_than_a_given_day():
    """
    What is given goes before what is found; but the instant of that same day is the better day.
    """
    text = f"May 24, 2018 / 2:47 PM EDT\n\n{BODY}"
    assert story_from_text(text, given_id="s1", published="2018-05-24").published == "2018-05-24T14:47:00-04:00"
    assert story_from_text(text, given_id="s1", published="2018-05-26").published == "2018-05-26"


def test_wrapped_lines_are_one_paragraph():
    """
    Lines that a typewriter wrapped are put together; lines that stand alone are not.
    """
    wrapped = (
        "Envoy heads to Hanoi\n\nThe envoy of the United States went to Hanoi on Tuesday to go on with\n"
        "the talks that began in Seoul a week ago, the State Department said on\nMonday.\n\nHe said nothing.\n"
    )
    assert [line.split(":")[0] for line in told(wrapped)] == ["headline", "body", "body"]
    assert [line.split(":")[0] for line in told(f"{BODY} {BODY}\n{BODY} {BODY}")] == ["body", "body"]


@pytest.mark.parametrize(
    "signoff",
    [
        "(Reporting by Jane Roe; Editing by John Doe)",
        "(Additional reporting by Wu Lan in Beijing)",
        "Additional reporting by Wu Lan in Beijing",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "For Harbour World Service, this is Ines Okafor in Seoul.",
        "Elena Marsh, Harbour World Service, Washington.",
        "Associated Press writer Jane Roe in Seoul contributed to this report.",
        "###",
    ],
)
def test_signoffs(signoff):
    """
    Who reported and edited, and house notes, stand after the body.
    """
    assert told(f"{BODY}\n\n{signoff}") == [f"body: {BODY}", f"signoff: {signoff}"]


def test_signoff_behind_the_last_sentence():
    """
    A sign-off at the end of the last paragraph is cut off from it.
    """
    assert told(f"{BODY} (Reporting by Jane Roe; Editing by John Doe)") == [
        f"body: {BODY}",
        "signoff: (Reporting by Jane Roe; Editing by John Doe)",
    ]


def test_reporting_by_somebody_is_body():
    """
    "Reporting by state media" begins a sentence.
    """
    text = "Reporting by state media suggests that the envoy has left."
    assert told(f"{BODY}\n\n{text}") == [f"body: {BODY}", f"body: {text}"]


@pytest.mark.parametrize(
    ("raw", "settled"),
    [
        ("\ufeffone\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("na\x00me so\u00adft ze\u200bro", "name soft zero"),
        ("\ud800", "\ufffd"),
        ("tab\tnbsp\u00a0é", "tab\tnbsp\u00a0é"),
    ],
)
def test_settle(raw, settled):
    """
    One kind of line end, nothing invisible, nothing that UTF-8 cannot write; all else as it was.
    """
    assert settle(raw) == settled
    assert settle(settled) == settled


LINES = st.lists(
    st.one_of(st.text(max_size=80), st.sampled_from([*FULL.split("\n"), *DATELINES, *CAPTIONS])), max_size=12
)


@given(st.one_of(st.text(), LINES.map("\n".join)), st.one_of(st.none(), st.text(max_size=40)))
def test_parts_hold_every_character(text, headline):
    """
    Whatever the text, its parts are in order, do not overlap, and leave out nothing but blanks; twice the same.
    """
    story = story_from_text(text, given_id="s1", headline=headline)

    assert covered(story)
    assert story == story_from_text(text, given_id="s1", headline=headline)
    assert settle(story.text) == story.text


def test_a_long_headline_does_not_hide_that_the_text_was_wrapped():
    """
    A headline of more than a hundred characters stands above a statement wrapped at seventy columns.
    """
    text = (
        "The Foreign Ministry strongly condemns the decision of the neighbouring\n"
        "country to launch a long-range ballistic missile over the strait. This\n"
        "action is destabilizing and shows disregard for the resolutions of the\n"
        "Security Council and for the norms of safety at sea.\n\n"
        "The minister spoke with her counterparts in the evening and consulted on\n"
        "the appropriate answer with partners of the alliance in the region."
    )
    headline = "Statement by the spokesperson of the Foreign Ministry on the neighbouring country's launch of a missile on Monday"

    story = story_from_text(text, given_id="s", headline=headline)

    bodies = [story.text[part.start : part.end] for part in story.parts if part.role == "body"]
    assert [len(body.split()) for body in bodies] == [len(part.split()) for part in text.split("\n\n")]
