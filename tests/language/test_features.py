"""What the model sees of a word beside its pieces."""

from hypothesis import given
from hypothesis import strategies as st

from chancery.language.features import BROKEN, CASES, GLUED, MARKS, SPACED, case, mark
from chancery.language.reader import _lay_out
from chancery.language.tokens import Tokenizer
from chancery.source.text import story_from_text


@given(st.text(min_size=1, max_size=30), st.sampled_from([0, GLUED, SPACED, BROKEN]))
def test_every_word_has_a_mark_of_its_own_kind(word, gap):
    """
    A mark says how a word is written and what stands before it, and neither is lost.
    """
    number = mark(case(word), gap)

    assert 0 < number < MARKS
    assert divmod(number - 1, CASES) == (gap, case(word))


def test_the_page_tells_glued_spaced_and_broken_words_apart():
    """
    "U.S.-led" is glued, words are spaced, a paragraph begins.
    """
    story = story_from_text("The U.S.-led talks failed.\n\nThey met again.", given_id="s")

    page = _lay_out(story, Tokenizer())

    kinds = {GLUED: "+", SPACED: " ", BROKEN: "¶"}
    told = "".join(kinds[gap] + word for gap, word in zip(page.gaps.tolist(), page.words, strict=True))
    assert told == "¶The U.S.+-+led talks failed+.¶They met again+."
