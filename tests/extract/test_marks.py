"""
Quotation marks and their partners, from the characters alone.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.extract.marks import Lone, pair_marks


def paired(text, *more):
    """The words between marks in paragraphs, a lone mark as its place."""
    whole = "\n\n".join((text, *more))
    starts, at = [], 0
    for paragraph in (text, *more):
        starts.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return [
        piece.start if isinstance(piece, Lone) else whole[piece.first : piece.last]
        for piece in pair_marks(whole, starts)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"We leave," he said.', ["We leave,"]),
        ("“We leave,” he said.", ["We leave,"]),
        ("„We leave“, he said.", ["We leave"]),
        ("«We leave», he said.", ["We leave"]),
        ("»We leave«, he said.", ["We leave"]),
        ("‘We leave,’ he said.", ["We leave,"]),
        ("'We can't leave,' he said.", ["We can't leave,"]),
        ("“He said 'no' to us,” she said.", ["He said 'no' to us,"]),
        ("He's in the '90s and the dogs' house.", []),
        ("The 'leaders' meeting' failed.", ["leaders' meeting"]),
        ('One "a" and "b" here.', ["a", "b"]),
        ('He is 5\'10" tall and "fine".', ["fine"]),
        ('"[It] was ... over," he said.', ["[It] was ... over,"]),
        ('"Open and never closed.', [0, "Open and never closed."]),
        ('He said "so and never closed it.', [8]),
        ("Closed” and never opened.", [6]),
    ],
)
def test_marks_are_paired(text, words):
    """
    Every kind of mark finds its partner, and apostrophes are none.
    """
    assert paired(text) == words


def test_a_quotation_goes_on_in_the_next_paragraph():
    """
    The opening mark is repeated and the closing one stands at the end only.
    """
    assert paired("“One.", "“Two.", "“Three,” he said.") == ["One.", "Two.", "Three,"]
    assert paired("He said: ‘It’s one.", "‘Two.", "‘Three,’ he said.") == ["It’s one.", "Two.", "Three,"]


def test_an_unclosed_mark_loses_only_itself():
    """
    One typing error costs one quotation, and the next paragraph is read.
    """
    assert paired("“Two is open.", "He left “today”.") == [0, "today"]
    assert paired("“One,” he said. “Two was never closed.", "He left “today”.") == [
        "One,",
        16,
        "Two was never closed.",
        "today",
    ]


def test_what_says_who_speaks_does_not_belong_to_words_that_are_never_closed():
    """
    The reporting clause behind the comma shows that the mark is missing before it, so no words are taken.
    """
    text = '"Two is still open, said Al.'

    assert [type(piece) for piece in pair_marks(text, [(0, len(text))], lambda start, end: True)] == [Lone]


@given(st.text(alphabet="ab .,\"'“”‘’«»„\n", max_size=60))
def test_pairs_stand_in_order_and_inside_of_the_text(text):
    """
    Whatever the text, the pieces are in order, do not overlap, and two runs agree.
    """
    pieces = list(pair_marks(text, [(0, len(text))]))

    assert pieces == list(pair_marks(text, [(0, len(text))]))
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
