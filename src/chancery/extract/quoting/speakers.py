"""Who speaks: the subject of a verb of speech, the name beside it, the source after "according to"."""

from __future__ import annotations

from chancery.extract.clauses import Phrase, actor_at, clause_of, noun_phrase, preposition_of, subject_of
from chancery.extract.quoting.reading import Attribution, Piece, Reading
from chancery.rules.speech import SpeechRule


def according(reading: Reading, at: int, piece: Piece | None) -> Attribution | None:
    """ "..., according to the governor"."""
    rule = reading.rules.by_name("according")
    if rule is None:
        return None
    for child in reading.doc.dependents(at, "obl", "nmod", "advcl"):
        if piece is not None and piece.left <= child.index < piece.right:
            continue
        speaker = noun_phrase(reading.doc, child.index)
        if preposition_of(reading.doc, child.index) in rule.phrases and is_source(reading, speaker):
            case = next(reading.doc.dependents(child.index, "case")).index
            content = clause_of(reading.doc, at, {child.index})
            return Attribution(
                "mixed", "speech.according", rule.confidence, Phrase(case, case, case + 2), speaker, content
            )
    return None


def is_source(reading: Reading, phrase: Phrase) -> bool:
    """Whether the phrase can be asked: an actor, a name, or people who know."""
    token = reading.doc.tokens[phrase.head]
    return (
        actor_at(reading.cast, phrase) is not None
        or token.upos == "PROPN"
        or token.lemma.lower() in reading.rules.sources
    )


def speaker_of(reading: Reading, cue: int, frame: range | None = None) -> Phrase | None:
    """Who speaks: the cue's subject, else the name that stands right beside the cue."""
    doc, tokens = reading.doc, reading.doc.tokens
    subject = subject_of(doc, cue)
    if subject is not None and not all(reading.quoted[at] for at in range(subject.first, subject.last)):
        return subject
    for at in (cue + 1, cue - 1):
        if frame is None or at not in frame or reading.quoted[at]:
            continue
        if tokens[at].upos in ("PROPN", "PRON", "NOUN", "DET", "ADJ") and tokens[at].lemma not in ("that", "it"):
            step = 1 if at > cue else -1
            end = at
            while (
                end + step in frame
                and tokens[end + step].upos in ("PROPN", "NOUN", "DET", "ADJ", "ADP")
                and not reading.quoted[end + step]
            ):
                end += step
            first, last = min(at, end), max(at, end) + 1
            while first < last and tokens[first].upos == "ADP":
                first += 1
            return Phrase(doc.head_of(first, last), first, last) if first < last else None
    return None


def is_unfit(reading: Reading, speaker: Phrase, rule: SpeechRule) -> bool:
    """Whether the subject is no speaker: "it was announced", "the results suggest"."""
    token = reading.doc.tokens[speaker.head]
    if rule.name != "said" and token.lemma.lower() in reading.rules.things:
        return True
    if (
        token.lemma.lower() in ("there", "i", "we", "you", "one", "what", "which", "this", "that")
        and actor_at(reading.cast, speaker) is None
    ):
        return True
    return rule.actor and not is_source(reading, speaker)
