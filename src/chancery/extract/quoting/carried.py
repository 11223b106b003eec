"""Marked words without a cue of their own: they go on from those before them, or nobody is named."""

from __future__ import annotations

from chancery.extract.clauses import Phrase, negated, subject_of
from chancery.extract.quoting.frames import frame_before
from chancery.extract.quoting.reading import TERMINAL, Attribution, Piece, Reading
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
                elif attributions[n] is None:
                    attributions[n] = Attribution("direct", "speech.continued", 0.6)
        first = last + 1


def carried(reading: Reading, piece: Piece, previous: tuple[Piece, Attribution] | None) -> Attribution | None:
    """A whole sentence between marks without a cue: its paragraph's last speaker goes on, else nobody is named.

    Forms that it reads:

        "We leave," Ruiz said. "It is over."                     what follows at once
        Ruiz said that she would leave. "It is over."            after the clause of a verb of speech
        Ruiz said that she would leave.¶ "It is over. We ..."    a paragraph that is a quotation alone
    """
    doc, text = reading.doc, reading.doc.story.text
    words = text[piece.marks.first : piece.marks.last]
    tokens = doc.tokens[piece.first : piece.last]
    ends = TERMINAL.search(words) or text[piece.marks.end : piece.marks.end + 1] in (".", "?", "!")
    if (
        not ends
        or not words.lstrip("[(… .'‘")[:1].isupper()
        or frame_before(reading, piece)
        or is_title(reading, piece)
    ):
        return None
    sentence = doc.sentence_of(piece.left)
    if previous is not None and previous[1].speaker is not None:
        earlier = doc.sentence_of(previous[0].left)
        nearby = doc.sentence_of(previous[0].right - 1).index >= sentence.index - 1
        if earlier.paragraph == sentence.paragraph and nearby:
            return Attribution("direct", "speech.carried.quote", 0.8, None, previous[1].speaker)
    if sum(token.text[0].isalpha() for token in tokens) < 4 or not any(
        token.upos in ("VERB", "AUX") for token in tokens
    ):
        return None
    if sentence.index and (before := doc.sentences[sentence.index - 1]).paragraph == sentence.paragraph:
        if (speaker := _told_in(reading, before)) is not None:
            return Attribution("direct", "speech.carried.clause", 0.7, None, speaker)
    if previous is not None and previous[1].speaker is not None and previous[1].form == "direct":
        # A paragraph that is a quotation alone, after one that a quotation leads: the speaker goes on.
        earlier = doc.sentence_of(previous[0].right - 1)
        led = next(
            (
                one
                for one in doc.sentences[max(0, earlier.index - 12) : earlier.index + 1]
                if one.paragraph == earlier.paragraph
            ),
            earlier,
        )
        if sentence.paragraph == earlier.paragraph + 1 and reading.quoted[led.first]:
            return Attribution("direct", "speech.carried.paragraph", 0.7, None, previous[1].speaker)
    return Attribution("direct", "speech.alone", 0.55)


def _told_in(reading: Reading, sentence: Sentence) -> Phrase | None:
    """Who speaks in a sentence whose main verb is one of speech with a clause of what is said."""
    doc = reading.doc
    root = next((at for at in range(sentence.first, sentence.last) if doc.tokens[at].head == at), None)
    if root is None or reading.quoted[root] or negated(doc, root):
        return None
    rule = reading.cue(root)
    return subject_of(doc, root) if rule is not None and "indirect" in rule.forms else None
