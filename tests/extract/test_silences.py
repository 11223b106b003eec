"""
Silences, from built docs: who would not say, how, about what, and who had asked.
"""

import pytest

from chancery.errors import RuleError
from chancery.extract.silences import find_unsaid
from chancery.records import Actor, Evidence, Quote, evidence_errors
from chancery.rules.silences import forms_of, load_silences
from tests.extract.build import built

RULES = """
[words]
aux = ["did", "would", "has"]
not = ["not", "n't"]
say = ["comment", "say"]
own = ["get ahead of", "discuss"]

[declined]
how = ["~decline to <say>", "<aux> <not> say"]
[[declined.match]]
text = "x"

[neither]
neither = true
how = ["neither .. nor .. would comment", "neither .. would comment"]
[[neither.match]]
text = "x"

[confirmed]
how = ["<aux> <not> confirm"]
not_about = ["nominee"]
[[confirmed.match]]
text = "x"

[had_no]
how = ["~have no .. details", "no comment from @who"]
[[had_no.match]]
text = "x"

[asked]
how = ["did not respond to .. request"]
[[asked.match]]
text = "x"

[put_off]
teller = true
how = ["matter was before the court"]
[[put_off.match]]
text = "x"

[unknown]
spoke = true
how = ["did not know"]
[[unknown.match]]
text = "x"

[own]
own = true
how = ["i will not <own>"]
[[own.match]]
text = "x"
"""


@pytest.fixture
def rules(tmp_path):
    file = tmp_path / "silences.toml"
    file.write_text(RULES)
    return load_silences([file])


class Cast:
    """
    A cast in which every proper noun is an actor of its name.
    """

    def __init__(self, doc):
        self.tokens = doc.tokens
        self.records = tuple(
            Actor("s1", token.text, "person", (), "test", 1.0, id=token.text)
            for token in doc.tokens
            if token.upos == "PROPN"
        )

    def at(self, token):
        return self.tokens[token].text if self.tokens[token].upos == "PROPN" else None

    def several_at(self, token):
        return ()

    def of(self, first, last):
        return tuple(self.tokens[at].text for at in range(first, last) if self.tokens[at].upos == "PROPN")


def told(table, rules, quotes=()):
    doc = built(table)
    for silence in find_unsaid(doc, Cast(doc), [quote(doc) for quote in quotes], rules):
        assert not evidence_errors(doc.story, silence)
        yield {piece.field: piece.text for piece in silence.evidence} | {"actor": silence.who}


def test_declined_to_comment(rules):
    """
    The embassy declined to comment.
    """
    table = "The/DT/2/det embassy/NN/3/nsubj declined/VBD/0/root to/TO/5/mark comment/VB/3/xcomp ././3/punct"

    assert list(told(table, rules)) == [{"who": "The embassy", "how": "declined to comment", "actor": None}]


def test_would_not_say(rules):
    """
    Ruiz would not say whether they met.
    """
    table = (
        "Ruiz/NNP/4/nsubj would/MD/4/aux not/RB/4/advmod say/VB/0/root whether/IN/7/mark "
        "they/PRP/7/nsubj met/VBD/4/ccomp ././4/punct"
    )

    assert list(told(table, rules)) == [
        {"who": "Ruiz", "how": "would not say", "about": "whether they met", "actor": "Ruiz"}
    ]


def test_had_no_details(rules):
    """
    Ruiz had no details.
    """
    table = "Ruiz/NNP/2/nsubj had/VBD/0/root no/DT/4/det details/NNS/2/obj ././2/punct"

    assert list(told(table, rules)) == [{"who": "Ruiz", "how": "had no details", "actor": "Ruiz"}]


def test_what_was_said_is_no_silence(rules):
    """
    Ruiz had details.
    """
    assert list(told("Ruiz/NNP/2/nsubj had/VBD/0/root details/NNS/2/obj ././2/punct", rules)) == []


def test_what_may_be_is_no_silence(rules):
    """
    Ruiz may decline to comment.
    """
    table = "Ruiz/NNP/3/nsubj may/MD/3/aux decline/VB/0/root to/TO/5/mark comment/VB/3/xcomp ././3/punct"

    assert list(told(table, rules)) == []


def test_who_stands_behind_the_words(rules):
    """
    There was no comment from Ruiz.
    """
    table = "There/EX/2/expl was/VBD/0/root no/DT/4/det comment/NN/2/nsubj from/IN/6/case Ruiz/NNP/4/nmod ././2/punct"

    assert list(told(table, rules)) == [{"who": "Ruiz", "how": "no comment", "actor": "Ruiz"}]


def test_neither_of_two_is_two_silences(rules):
    """
    Neither Ruiz nor Lee would comment: one record each.
    """
    table = "Neither/CC/2/cc Ruiz/NNP/6/nsubj nor/CC/4/cc Lee/NNP/2/conj would/MD/6/aux comment/VB/0/root ././6/punct"

    assert [silence["actor"] for silence in told(table, rules)] == ["Ruiz", "Lee"]


def test_neither_man_is_nobody_certain(rules):
    """
    Neither man would comment.
    """
    table = "Neither/DT/2/det man/NN/4/nsubj would/MD/4/aux comment/VB/0/root ././4/punct"

    assert list(told(table, rules)) == []


def test_a_word_in_what_follows_makes_it_no_silence(rules):
    """
    The house did not confirm the nominee.
    """
    table = (
        "The/DT/2/det house/NN/5/nsubj did/VBD/5/aux not/RB/5/advmod confirm/VB/0/root the/DT/7/det "
        "{}/NN/5/obj ././5/punct"
    )

    assert list(told(table.format("nominee"), rules)) == []
    assert [silence["about"] for silence in told(table.format("report"), rules)] == ["the report"]


def test_who_asked_is_kept(rules):
    """
    The embassy did not respond to a request from Reuters.
    """
    table = (
        "The/DT/2/det embassy/NN/5/nsubj did/VBD/5/aux not/RB/5/advmod respond/VB/0/root to/IN/8/case a/DT/8/det "
        "request/NN/5/obl from/IN/10/case Reuters/NNP/8/nmod ././5/punct"
    )

    assert [silence["asked_by"] for silence in told(table, rules)] == ["Reuters"]


def test_the_speakers_own_words_are_his_silence(rules):
    """
    “I will not discuss the talks,” Ruiz said: his, inside of the quote; without a quote nobody's.
    """
    table = (
        "“/``/5/punct I/PRP/5/nsubj will/MD/5/aux not/RB/5/advmod discuss/VB/10/ccomp the/DT/7/det talks/NNS/5/obj "
        "”/''/5/punct Ruiz/NNP/10/nsubj said/VBD/0/root ././10/punct"
    )

    def quote(doc):
        start = doc.tokens[1].start
        end = doc.tokens[6].end
        words = Evidence.of(doc.story, start, end, "words")
        speaker = Evidence.of(doc.story, doc.tokens[8].start, doc.tokens[8].end, "speaker")
        return Quote("s1", "direct", words.text, (words, speaker), "test", 0.9, speaker="Ruiz", id="q1")

    assert list(told(table, rules, [quote])) == [
        {"how": "I will not discuss", "who": "Ruiz", "about": "the talks", "actor": "Ruiz"}
    ]
    assert list(told(table, rules)) == []


def test_nobody_known_is_kept_and_not_shown(rules):
    """
    The embassy is no actor here: the silence stays below one half.
    """
    doc = built("The/DT/2/det embassy/NN/3/nsubj declined/VBD/0/root to/TO/5/mark comment/VB/3/xcomp ././3/punct")
    found = find_unsaid(doc, Cast(doc), (), rules)

    assert [(silence.who, silence.confidence < 0.5) for silence in found] == [(None, True)]


def test_who_says_that_the_matter_is_not_his(rules):
    """
    Ruiz said the matter was before the court; where nobody says it, nobody is silent.
    """
    table = "Ruiz/NNP/2/nsubj said/VBD/0/root the/DT/4/det matter/NN/8/nsubj was/VBD/8/cop before/IN/8/case the/DT/8/det court/NN/2/ccomp ././2/punct"
    bare = "The/DT/2/det matter/NN/6/nsubj was/VBD/6/cop before/IN/6/case the/DT/6/det court/NN/0/root ././6/punct"

    assert list(told(table, rules)) == [{"who": "Ruiz", "how": "matter was before the court", "actor": "Ruiz"}]
    assert list(told(bare, rules)) == []


def test_only_who_spoke_did_not_know(rules):
    """
    Ruiz did not know: a silence where he has just been quoted, else a story's aside.
    """
    table = """
        Ruiz/NNP/2/nsubj said/VBD/0/root so/RB/2/advmod ././2/punct
        Ruiz/NNP/4/nsubj did/VBD/4/aux not/RB/4/advmod know/VB/0/root ././4/punct
    """

    def quote(doc):
        words = Evidence.of(doc.story, doc.tokens[2].start, doc.tokens[2].end, "words")
        return Quote("s1", "indirect", words.text, (words,), "test", 0.9, speaker="Ruiz", speaker_as="Ruiz", id="q1")

    assert [silence["how"] for silence in told(table, rules, [quote])] == ["did not know"]
    assert list(told(table, rules)) == []


def test_a_question_that_opens_the_sentence(rules):
    """
    Whether she would stay Ruiz would not say.
    """
    table = "Whether/IN/4/mark she/PRP/4/nsubj would/MD/4/aux stay/VB/8/ccomp Ruiz/NNP/8/nsubj would/MD/8/aux not/RB/8/advmod say/VB/0/root ././8/punct"

    assert [silence["about"] for silence in told(table, rules)] == ["Whether she would stay"]


def test_what_a_note_does_not_say_its_writer_does_not(rules):
    """
    Ruiz said so in a note; the note would not say more.
    """
    table = """
        Ruiz/NNP/2/nsubj said/VBD/0/root so/RB/2/advmod in/IN/6/case a/DT/6/det note/NN/2/obl ././2/punct
        The/DT/2/det note/NN/5/nsubj would/MD/5/aux not/RB/5/advmod say/VB/0/root ././5/punct
    """

    def quote(doc):
        words = Evidence.of(doc.story, doc.tokens[2].start, doc.tokens[2].end, "words")
        return Quote("s1", "indirect", words.text, (words,), "test", 0.9, speaker="Ruiz", speaker_as="Ruiz", id="q1")

    assert [(silence["who"], silence["actor"]) for silence in told(table, rules, [quote])] == [("The note", "Ruiz")]
    assert list(told(table, rules)) == []


def test_the_forms_of_a_verb():
    """
    Regular endings, and what the rules' irregular verbs do.
    """
    assert list(forms_of("deny")) == ["deny", "denies", "denied", "denying"]
    assert list(forms_of("decline")) == ["decline", "declines", "declined", "declining"]
    assert list(forms_of("say")) == ["say", "says", "said", "saying"]


def test_a_template_with_an_unknown_list_is_refused(tmp_path):
    """
    The message names the list.
    """
    file = tmp_path / "silences.toml"
    file.write_text('[declined]\nhow = ["~decline to <talk>"]\n[[declined.match]]\ntext = "x"')

    with pytest.raises(RuleError, match="names the list <talk>"):
        load_silences([file])
