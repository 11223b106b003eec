import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.language.tokens import MAX_WORD, Tokenizer

TOKENIZER = Tokenizer()


def words_of(text):
    starts, ends = TOKENIZER(text)
    return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S.-led talks weren't over.", "The U.S. - led talks were n't over ."),
        ("Kim Jong-un’s envoy cannot come.", "Kim Jong - un ’s envoy can not come ."),
        ("non-nuclear and/or mid-August e-mail", "non-nuclear and / or mid-August e-mail"),
        ("North-South F-16 COVID-19 1990-1995", "North - South F - 16 COVID - 19 1990 - 1995"),
        ("on 9/11, 11/28/2000 or 2019-02-28", "on 9/11 , 11/28/2000 or 2019-02-28"),
        (
            "Lt. Gen. Ri et al. met No. 2 official, Dr. Oh, etc.",
            "Lt. Gen. Ri et al. met No. 2 official , Dr. Oh , etc.",
        ),
        ('"No," he said -- "never!!!"', '" No , " he said -- " never !!! "'),
        ("SEOUL (Reuters) - The North", "SEOUL ( Reuters ) - The North"),
        ("$5.3bn, 40m people, 10 a.m.", "$ 5.3 bn , 40 m people , 10 a.m."),
        ("the U.S.’ and allies' drills", "the U.S. ’ and allies ' drills"),
        ("(AP)—The “summit”—called off…", "( AP ) — The “ summit ” — called off …"),
        ("see http://kcna.kp/en/a-b?c=d.", "see http://kcna.kp/en/a-b?c=d ."),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text, words):
    """
    Each text is cut as UD EWT and GUM would cut it.
    """
    assert words_of(text) == words.split()


@given(st.text(max_size=300))
def test_every_character_but_white_space_is_in_one_word(text):
    """
    Words stand in text order, do not touch white space, and leave nothing out.
    """
    starts, ends = TOKENIZER(text)
    seen = [at for start, end in zip(starts.tolist(), ends.tolist(), strict=True) for at in range(start, end)]
    assert len(seen) == len(set(seen)) and seen == sorted(seen)
    assert {at for at, char in enumerate(text) if not char.isspace()} <= set(seen)


@pytest.mark.parametrize("stretch", ["a", ".", "-", "(", "!?", "a-", "'s", "1,", "http://a.", "=", "x." * 3 + '"'])
def test_a_word_without_end_costs_little(stretch):
    """
    Garbage of a hundred thousand characters is cut up, and the time it takes grows no faster than its length.
    """
    text = (stretch * 100_000)[:100_000]
    began = time.perf_counter()
    starts, ends = TOKENIZER(text)
    assert time.perf_counter() - began < 10
    assert (ends - starts).max() <= MAX_WORD
    assert sum((ends - starts).tolist()) == len(text)
