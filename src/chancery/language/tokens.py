"""Words: where each word and mark of a text starts and ends, cut as the English treebanks (UD EWT, GUM) cut them.

spaCy's tokenizer does the work; the patterns here move it from its own habits to the treebanks': hyphens are words of
their own ("U.S. - led", "COVID - 19") but not after a prefix ("non-nuclear", "mid-August"), runs of one mark are one
word ("!!!", "===="), dates and fractions stay whole ("9/11").
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import IDX, IS_SPACE, LENGTH
from spacy.tokenizer import Tokenizer as SpacyTokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

Ints = NDArray[np.int64]

MAX_WORD = 400
"""Characters without white space that are looked at as one; garbage is cut into stretches of this length."""

_KEPT_STRINGS = 400_000
# spaCy remembers every word that it has ever seen. On a stream without end we begin again at this many.

_LETTER = r"A-Za-zÀ-ÖØ-öø-ɏΑ-ωА-я"

# Half of a treebank's hyphens are compounds, which it cuts, half stand after these, where it does not.
_PREFIX_WORD = (
    r"(?i:non|e|mid|anti|re|co|pre|pro|cross|post|over|semi|multi|ex|sub|counter|mini|socio|psycho|inter|intra|neo|"
    r"ultra|un|vice|trans|quasi|pseudo|micro|macro|bi|tri|de|under|hyper|super|uh|mm|hm)"
)
_WHOLE = re.compile(
    rf"{_PREFIX_WORD}-[{_LETTER}][{_LETTER}]+"
    r"|\d{4}-\d\d-\d\d"  # a day
    r"|(?:\+?\d{1,2}-)?\d{3}-\d{3}-\d{4}|\d{3}-\d{4}"  # a telephone number
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?"  # 9/11, 1/2, 11/28/2000
    r"|['’]\d\ds"  # '90s
)

_RUNS = [r"[!?]{2,}", r"([-=_*+~#$])\1+", r"<{2,}", r">{2,}", r"''", r"``"]
_PREFIXES = [*_RUNS, "-", "/", "~", r"\|"]
_SUFFIXES = [
    *_RUNS,
    r"(?<=\w)-",
    "/",
    r"\|",
    rf"(?<=[{_LETTER}])['’](?:ll|re|ve|d|m|LL|RE|VE|D|M)",
    r"(?<=[0-9])(?:bn|tn|mn|k|K|M|B|am|pm|AM|PM|mins?|hrs?|sq)",
]
_INFIXES = [
    r"([-=_*+~])\1+",
    r"[!?]{2,}",
    r"[–—]",
    rf"(?<=[{_LETTER}0-9.'’])-(?=[{_LETTER}0-9])",
    rf"(?<=[{_LETTER}])/(?=[{_LETTER}0-9])",
    rf"(?<=[0-9])/(?=[{_LETTER}])",
    rf"(?<=[{_LETTER}0-9.,!?\"”)\]–—])[(\[](?!s\))",
    rf"(?<!\(s)[)\]](?=[{_LETTER}0-9(\[–—.:-])",
    r"[\"“”](?=\S)",
    rf"(?<=[{_LETTER}]),(?=[0-9])",
    rf"(?<=[{_LETTER}])[:;!?](?=[{_LETTER}0-9])",
]

_ABBREVIATIONS = (
    "etc. al. Lt. Col. Maj. Capt. Sgt. Cmdr. Brig. Cpl. Pvt. Pres. Amb. Hon. Sens. Reps. Govs. Gens. Sr. Ft. Ave. "
    "Blvd. Attn. Vol. vol. Para. para. approx. Thurs. Tues. Wed. Fri. Mon. Fr. Sgts. Dept. dept. Op. Assn. "
    "Inc. Pty. Plc. Mme. Mlle. Que. Ont. Alta. Esq. ca. ed. eds. pp. viz. cf. Univ. Insp. Supt. Det. Cdr. Adml. "
    "Sept. Oct. Nov. Dec. Jan. Feb. Aug. U.S. U.N. U.K. E.U. D.C. a.k.a."
)
_CONTRACTIONS = {"wanna": "wan na", "dunno": "du n no", "outta": "out ta", "lotta": "lot ta", "lemme": "lem me"}
_UNWANTED = ("and/or",)

# "No. 2" is one word and a number, "No." at the end of an answer two words.
_NUMBER = re.compile(r"\b(?:Nos?|nos?)\.(?=\s?\d)")
_LONG = re.compile(rf"\S{{{MAX_WORD}}}(?=\S)")


class Tokenizer:
    """Cuts a text into words.

    >>> text = "The U.S.-led talks weren't over."
    >>> starts, ends = Tokenizer()(text)
    >>> [text[start:end] for start, end in zip(starts.tolist(), ends.tolist())]
    ['The', 'U.S.', '-', 'led', 'talks', 'were', "n't", 'over', '.']
    """

    def __init__(self) -> None:
        self._spacy = _spacy_tokenizer()

    def __call__(self, text: str) -> tuple[Ints, Ints]:
        """The first and last (exclusive) character of each word; every character but white space is in one."""
        cuts = [match.end() for match in _LONG.finditer(text)]
        if not cuts:
            return self._words(text)
        # The cost of spaCy's affix rules grows with the square of a word's length.
        edges = [0, *cuts, len(text)]
        pieces = [(edge, self._words(text[edge:after])) for edge, after in pairwise(edges)]
        return (
            np.concatenate([starts + edge for edge, (starts, _) in pieces]),
            np.concatenate([ends + edge for edge, (_, ends) in pieces]),
        )

    def _words(self, text: str) -> tuple[Ints, Ints]:
        if len(self._spacy.vocab.strings) > _KEPT_STRINGS:
            self._spacy = _spacy_tokenizer()
        table = self._spacy(text).to_array([IDX, LENGTH, IS_SPACE]).astype(np.int64)
        table = table[table[:, 2] == 0]
        starts, ends = table[:, 0], table[:, 0] + table[:, 1]
        for match in _NUMBER.finditer(text):
            at = int(np.searchsorted(ends, match.end()))
            if at and ends[at] == match.end() and starts[at] == ends[at - 1] == match.end() - 1:
                ends = np.delete(ends, at - 1)
                starts = np.delete(starts, at)
        return starts, ends


def _spacy_tokenizer() -> SpacyTokenizer:
    nlp = spacy.blank("en")
    defaults: Any = nlp.Defaults
    exceptions = {text: cut for text, cut in defaults.tokenizer_exceptions.items() if text not in _UNWANTED}
    for text in _ABBREVIATIONS.split():
        exceptions[text] = [{"ORTH": text}]
    for text, cut in _CONTRACTIONS.items():
        for shown in (text, text.title()):
            words = cut.split()
            if shown != text:
                words[0] = words[0].title()
            exceptions[shown] = [{"ORTH": word} for word in words]
    return SpacyTokenizer(
        nlp.vocab,
        rules=exceptions,
        prefix_search=compile_prefix_regex([*_PREFIXES, *defaults.prefixes]).search,
        suffix_search=compile_suffix_regex([*_SUFFIXES, *defaults.suffixes]).search,
        infix_finditer=compile_infix_regex([*_INFIXES, *defaults.infixes]).finditer,
        token_match=_WHOLE.fullmatch,
        url_match=defaults.url_match,
    )
