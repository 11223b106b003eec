"""Marked words without a cue of their own: they go on from those before them, or nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chancery.extract.clauses import Phrase, negated, stems_of, subject_of
from chancery.extract.quoting.frames import frame_before
from chancery.extract.quoting.prompts import asked_before
from chancery.extract.quoting.reading import TERMINAL, Attribution, Piece, Reading
from chancery.extract.quoting.speakers import named_whole, who_speaks
from chancery.extract.quoting.titles import is_title
from chancery.language.document import Sentence


def share_chains(reading: Reading, attributions: list[Attribution | None]) -> None:
    """Give every piece of a quotation that goes on through paragraphs the speaker that one of them has."""
    first = 0
    while first < len(reading.pieces):
        last = first
        while (
            last + 1 < len(reading.pieces)
            and reading.pieces[last].marks.goes_on
            and reading.pieces[last + 1].marks.continues
        ):
            last += 1
        if last > first:
            known = next((a for n in (*range(first, last + 1),) if (a := attributions[n]) and a.speaker), None)
            for n in range(first, last + 1):
                if attributions[n] is None and known is not None:
                    attributions[n] = Attribution(
                        "direct", "speech.continued", round(known.confidence - 0.05, 2), None, known.speaker
                    )
        first = last + 1


_WORDS = frozenset(
    {
        "word",
        "line",
        "speaker",
        "verdict",
        "voice",
        "view",
        "sentiment",
        "quote",
        "author",
        "message",
        "remark",
        "comment",
    }
)
_SHORT = 14
"""So many words and marks a question may have that somebody puts in between."""
Said = Sequence[tuple[Piece, Attribution]]
"""The marked words before, each with its attribution."""


def carried(reading: Reading, piece: Piece, said: Said) -> Attribution | None:
    """A whole sentence between marks without a cue: its paragraph's last speaker goes on, else nobody is named.

    Forms that it reads:

        "We leave," Ruiz said. "It is over."                     what follows at once
        Ruiz said that she would leave. "It is over."            after the clause of a verb of speech
        Ruiz was blunt. "It is over."                            after what somebody did
        Ruiz said that she would leave.¶ "It is over. We ..."    a paragraph that is a quotation alone
        Will you leave?¶ "It is over."                           an interview: whom most of the story quotes
        "It is over."¶ The speaker was Ana Ruiz.
    """
    doc, text = reading.doc, reading.doc.story.text
    words = text[piece.marks.first : piece.marks.last]
    tokens = doc.tokens[piece.first : piece.last]
    ends = TERMINAL.search(words) or text[piece.marks.end : piece.marks.end + 1] in (".", "?", "!")
    before = frame_before(reading, piece)
    if (goes_on := _split(reading, before, said)) is not None:
        return goes_on
    if not ends or not words.lstrip("[(… .'‘")[:1].isupper() or is_title(reading, piece):
        return None
    sentence = doc.sentence_of(piece.left)
    if before and [doc.tokens[at].text for at in before] in (["A", ":"], ["A."], ["Answer", ":"]):
        return _interviewed(reading, sentence, said)
    if before:
        return _after_a_while(reading, before, said)
    previous = said[-1] if said else None
    if previous is not None and previous[1].speaker is not None:
        earlier = doc.sentence_of(previous[0].left)
        nearby = doc.sentence_of(previous[0].right - 1).index >= sentence.index - 1
        if earlier.paragraph == sentence.paragraph and nearby:
            return Attribution("direct", "speech.carried.quote", 0.8, None, previous[1].speaker)
    if words.endswith("?") and previous is not None:
        apart = sentence.paragraph - doc.sentence_of(previous[0].right - 1).paragraph
        if apart == 1 and (other := _asks_back(reading, sentence, said)) is not None:
            return Attribution("direct", "speech.carried.asks", 0.6, None, other)
    words_in = sum(token.text[0].isalpha() for token in tokens)
    if words_in < 2 or not any(token.upos in ("VERB", "AUX") for token in tokens):
        return None
    if (after := _after_clause(reading, sentence)) is not None or words_in < 4:
        return after
    return (
        _next_paragraph(reading, sentence, previous)
        or _interviewed(reading, sentence, said)
        or _named_after(reading, piece)
        or (None if piece.marks.unclosed else Attribution("direct", "speech.alone", 0.55))
    )


def _split(reading: Reading, before: range, said: Said) -> Attribution | None:
    """ "I have one here," she said, and held up a photograph, "in Station Road.": the same cue stands between."""
    if not before or reading.doc.tokens[before[-1]].text != "," or not said:
        return None
    known = said[-1][1]
    if known.cue is None or known.cue.head not in before or not known.by.endswith(".after"):
        return None
    return Attribution("direct", "speech.carried.split", 0.75, known.cue, known.speaker)


def _after_a_while(reading: Reading, before: range, said: Said) -> Attribution | None:
    """ "An hour later: "Check the tape."": words of time alone stand before the colon, and the last speaker goes on."""
    tokens = reading.doc.tokens
    if tokens[before[-1]].text != ":" or not said or said[-1][1].speaker is None:
        return None
    then = tokens[before[0]].lemma.lower() in ("then", "later", "and", "after", "again")
    if any((tokens[at].upos in ("VERB", "AUX", "PROPN") and not then) or reading.quoted[at] for at in before):
        return None
    timed = then or any(
        reading.times_at[at] or tokens[at].lemma.lower() in ("later", "then", "and", "again", "finally")
        for at in before
    )
    near = reading.doc.sentence_of(before[0]).paragraph - reading.doc.sentence_of(said[-1][0].left).paragraph <= 1
    return Attribution("direct", "speech.carried.later", 0.7, None, said[-1][1].speaker) if timed and near else None


def _after_clause(reading: Reading, sentence: Sentence) -> Attribution | None:
    """After the clause of a verb of speech in the same paragraph, or after what a person did there."""
    if not sentence.index or (before := reading.doc.sentences[sentence.index - 1]).paragraph != sentence.paragraph:
        return None
    if _asks(reading, before):
        return None
    if (speaker := _told_in(reading, before)) is not None:
        return Attribution("direct", "speech.carried.clause", 0.7, None, speaker)
    if (person := _acts_in(reading, before)) is not None:
        return Attribution("direct", "speech.carried.subject", 0.65, None, person, None, asked_before(reading, before))
    return None


def _next_paragraph(
    reading: Reading, sentence: Sentence, previous: tuple[Piece, Attribution] | None
) -> Attribution | None:
    """A paragraph that is a quotation alone, after one that a quotation leads or that ends with what somebody said or did."""
    doc = reading.doc
    if previous is not None and previous[1].speaker is not None and previous[1].form == "direct":
        earlier = doc.sentence_of(previous[0].right - 1)
        led = next(
            (
                one
                for one in doc.sentences[max(0, earlier.index - 12) : earlier.index + 1]
                if one.paragraph == earlier.paragraph
            ),
            earlier,
        )
        last = (
            earlier.index + 1 >= len(doc.sentences) or doc.sentences[earlier.index + 1].paragraph != earlier.paragraph
        )
        if sentence.paragraph == earlier.paragraph + 1 and (reading.quoted[led.first] or last):
            return Attribution("direct", "speech.carried.paragraph", 0.7, None, previous[1].speaker)
    if not sentence.index or (before := doc.sentences[sentence.index - 1]).paragraph != sentence.paragraph - 1:
        return None
    if before.part != sentence.part or doc.story.text[before.start : before.end].rstrip().endswith("?"):
        return None
    if _asks(reading, before):
        return None
    if (speaker := _told_in(reading, before)) is not None:
        return Attribution("direct", "speech.carried.paragraph", 0.65, None, speaker)
    if (person := _acts_in(reading, before)) is not None and doc.tokens[person.head].upos == "PROPN":
        return Attribution("direct", "speech.carried.subject", 0.55, None, person)
    return None


def _asks_back(reading: Reading, sentence: Sentence, said: Said) -> Phrase | None:
    """Who asks a short question in a paragraph of its own: whoever asked or spoke before the one who has just answered.

    "Where is it?" Simms asked.¶ "I can't say," Tate replied.¶ "Can't or won't?"     Simms
    """
    doc = reading.doc
    text = doc.story.text[sentence.start : sentence.end].rstrip(" ”\"'’")
    if not text.endswith("?") or sentence.last - sentence.first > _SHORT:
        return None
    after = doc.sentences[sentence.index + 1] if sentence.index + 1 < len(doc.sentences) else None
    if after is not None and after.paragraph == sentence.paragraph:
        return None
    answers = who_speaks(reading, said[-1][1].speaker) if said[-1][1].speaker is not None else None
    here = sentence.paragraph
    for one in reversed(doc.sentences[max(0, sentence.index - 12) : sentence.index]):
        if one.part != sentence.part or here - one.paragraph > 2:
            break
        phrases = [
            attribution.speaker
            for piece, attribution in said
            if attribution.speaker is not None and one.first <= piece.left < one.last
        ]
        told = _told_in(reading, one)
        for phrase in (*phrases, *([told] if told is not None else [])):
            actor = who_speaks(reading, named_whole(reading, phrase))
            if answers is not None and actor is not None and actor != answers:
                return phrase
    return None


def _interviewed(reading: Reading, sentence: Sentence, said: Said) -> Attribution | None:
    """The answers of an interview: paragraphs that are quotations alone, each after a short one of the interviewer's."""
    doc = reading.doc
    asked = [
        one
        for one in doc.sentences[max(0, sentence.index - 4) : sentence.index]
        if one.paragraph == sentence.paragraph - 1
    ]
    if not asked or any(reading.quoted[at] for one in asked for at in range(one.first, one.last)):
        return None
    if sum(one.last - one.first for one in asked) > 40:
        return None
    first = asked[0].first + (
        2 if doc.tokens[asked[0].first].text == "Q" and doc.tokens[asked[0].first + 1].text == ":" else 0
    )
    question = Phrase(first, first, asked[-1].last)
    goes_on = (
        bool(said) and said[-1][1].by == "speech.interview" and _paragraph(reading, said[-1]) >= sentence.paragraph - 2
    )
    asks = any(doc.story.text[one.start : one.end].rstrip().endswith("?") for one in asked)
    if not (goes_on or asks or _second_person(reading, asked)):
        return None
    speakers = [attribution.speaker for _, attribution in said if attribution.speaker is not None]
    actors = Counter(actor for phrase in speakers if (actor := who_speaks(reading, phrase)) is not None)
    labelled = doc.tokens[asked[0].first].text == "Q"
    if not actors:
        return Attribution("direct", "speech.interview", 0.55, None, None, None, question) if labelled else None
    most = max(actors, key=lambda actor: (len(reading.cast.record(actor).mentions), actors[actor], actor))
    speaker = next(phrase for phrase in reversed(speakers) if who_speaks(reading, phrase) == most)
    return Attribution("direct", "speech.interview", 0.6, None, speaker, None, question)


def _second_person(reading: Reading, asked: Sequence[Sentence]) -> bool:
    """Whether the sentences speak to somebody: "You have been called a dictator."."""
    return any(
        reading.doc.tokens[at].text.lower() in ("you", "your") for one in asked for at in range(one.first, one.last)
    )


def _named_after(reading: Reading, piece: Piece) -> Attribution | None:
    """ "It is over."¶ The speaker was Ana Ruiz." or what the person does who has spoken: "No." She smiled."""
    doc = reading.doc
    if piece.right >= len(doc.tokens):
        return None
    here, following = doc.sentence_of(piece.right - 1), doc.sentence_of(piece.right)
    if following.index == here.index or following.part != here.part or following.paragraph - here.paragraph > 1:
        return None
    if following.paragraph == here.paragraph:
        person = _acts_in(reading, following)
        return Attribution("direct", "speech.named_after", 0.55, None, person) if person is not None else None
    opening = [token.lemma.lower() for token in doc.tokens[following.first : min(following.last, following.first + 12)]]
    if not (any(lemma in _WORDS for lemma in opening) and any(lemma in ("be", "come", "belong") for lemma in opening)):
        return None
    names = [name for name in doc.names if name.type == "PER" and following.first <= name.first < following.last]
    if not names:
        return None
    phrase = Phrase(names[0].last - 1, names[0].first, names[0].last)
    return Attribution("direct", "speech.named_after", 0.65, None, phrase)


def _paragraph(reading: Reading, one: tuple[Piece, Attribution]) -> int:
    return reading.doc.sentence_of(one[0].left).paragraph


def _asks(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence says that somebody asked something: the words after it are another's."""
    doc = reading.doc
    root = next((at for at in range(sentence.first, sentence.last) if doc.tokens[at].head == at), None)
    if (
        root is None
        or reading.quoted[root]
        or not any(stem in reading.rules.prompts for stem in stems_of(doc.tokens[root]))
    ):
        return False
    return not any(child.dep in ("aux:pass", "nsubj:pass") for child in doc.dependents(root))


def _told_in(reading: Reading, sentence: Sentence) -> Phrase | None:
    """Who speaks in a sentence whose main verb is one of speech with a clause of what is said."""
    doc = reading.doc
    root = next((at for at in range(sentence.first, sentence.last) if doc.tokens[at].head == at), None)
    if root is None or reading.quoted[root] or negated(doc, root):
        return None
    rule = reading.cue(root)
    return subject_of(doc, root) if rule is not None and "indirect" in rule.forms else None


def _acts_in(reading: Reading, sentence: Sentence) -> Phrase | None:
    """The person who is the subject of the sentence's main clause, where nobody else is said to speak in it."""
    doc = reading.doc
    root = next((at for at in range(sentence.first, sentence.last) if doc.tokens[at].head == at), None)
    if root is None or reading.quoted[root]:
        return None
    subject = next((child.index for child in doc.dependents(root, "nsubj") if not reading.quoted[child.index]), None)
    if subject is None or (phrase := subject_of(doc, root)) is None or not phrase.first <= subject < phrase.last:
        return None
    phrase = named_whole(reading, phrase)
    actor = who_speaks(reading, phrase)
    return phrase if actor is not None and reading.cast.record(actor).type == "person" else None
