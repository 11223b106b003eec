"""Marked words and what stands around them: who is taken to have said them, by which cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chancery.extract.clauses import (
    CLOSERS,
    Phrase,
    actor_at,
    ancestors,
    clause_of,
    first_verb,
    modal_of,
    negated,
    noun_phrase,
    preposition_of,
    split_clauses,
    stems_of,
    subject_of,
    trimmed,
    without_case,
)
from chancery.extract.quoting.carried import carried, share_chains
from chancery.extract.quoting.content import is_finite, opened_clause
from chancery.extract.quoting.frames import frame_after, frame_before
from chancery.extract.quoting.headlines import headlined, labelled
from chancery.extract.quoting.prompts import answered, prompt_of, taking_turns
from chancery.extract.quoting.reading import SET_OFF, TERMINAL, Attribution, Piece, Reading
from chancery.extract.quoting.records import quote_of
from chancery.extract.quoting.speakers import according, chain_above, is_source, speaker_of, who_speaks
from chancery.extract.quoting.titles import is_gloss, is_title
from chancery.extract.quoting.utterances import utterances_of
from chancery.language.document import Doc
from chancery.records import Doubt, Evidence, Form, Quote, Span, identified
from chancery.rules.speech import SpeechRule

_DASHES = frozenset({"-", "–", "—", "--"})
_OPENING = "[](… .'‘’\"“"
_PASSING_ON = frozenset({"read", "cite", "quote", "release", "publish", "share"})
_CLAIMS = frozenset(
    "objection claim argument assertion allegation complaint contention suggestion warning statement comment remark pledge promise vow "
    "insistence accusation charge assurance view conclusion finding announcement declaration admission".split()
)
_MARKED_AS = frozenset({"mark", "stamp", "inscribe", "head"})
_STANDING = frozenset(
    "mourn welcome reject condemn deplore demand thank praise denounce salute commend applaud".split()
)
_VOICING = frozenset({"chant", "shout", "yell", "cry", "scream", "roar", "bellow", "holler"})
_MINDING = frozenset({"regard", "consider", "deem", "view", "see"})
_CLOSING = "])’'"


def find_marked(reading: Reading) -> Iterator[Quote | Doubt]:
    """Yield the direct and mixed quotes, and a doubt for each lone mark."""
    for mark in reading.lone:
        where = Span(mark.start, mark.end)
        evidence = (Evidence.of(reading.doc.story, mark.start, mark.end, "where"),)
        doubt = Doubt(reading.doc.story.id, where, "a quotation mark without a partner", evidence, "quotes.pairing")
        yield identified(doubt)
    attributions = [attribute(reading, piece) for piece in reading.pieces]
    reading.claimed = tuple(
        Phrase(piece.first, piece.left, piece.right)
        for piece, attribution in zip(reading.pieces, attributions, strict=True)
        if attribution is not None
    )
    reading.direct_cues = {one.cue.head for one in attributions if one and one.cue and one.form == "direct"}
    share_chains(reading, attributions)
    said: list[tuple[Piece, Attribution]] = []
    for number, piece in enumerate(reading.pieces):
        attribution = attributions[number] or _run_on(piece, said) or carried(reading, piece, said)
        if attribution is not None:
            said.append((piece, attribution))
    said = taking_turns(reading, said)
    said = answered(reading, [*headlined(reading, said), *said])
    for (piece, attribution), utterance in zip(said, utterances_of(reading, said), strict=True):
        yield quote_of(reading, piece, attribution, utterance)


def _run_on(piece: Piece, said: Sequence[tuple[Piece, Attribution]]) -> Attribution | None:
    """The next paragraph of a quotation that runs over paragraphs: whoever has spoken goes on."""
    if not (piece.marks.continues and said and said[-1][0].marks.goes_on):
        return None
    known = said[-1][1]
    return Attribution("direct", "speech.continued", max(0.5, round(known.confidence - 0.05, 2)), None, known.speaker)


def attribute(reading: Reading, piece: Piece) -> Attribution | None:
    """The attribution of marked words by what stands around them."""
    if is_gloss(reading, piece):
        return None
    before, after = frame_before(reading, piece), frame_after(reading, piece)
    led = bool(before) and reading.doc.tokens[before[-1]].text not in (",", ":", ";")
    return (
        labelled(reading, piece, before, after)
        or _cue_before(reading, piece, before)
        or _in_claim_of(reading, piece)
        or (led and _argument_around(reading, piece, before, after, ahead=True))
        or _cue_after(reading, piece, before, after)
        or _argument_around(reading, piece, before, after)
        or _clause_around(reading, piece, before, after)
        or _gap_before(reading, piece, before)
        or _in_words_of(reading, piece, before)
        or None
    )


def _cue_before(reading: Reading, piece: Piece, frame: range) -> Attribution | None:
    """ "Ruiz told reporters: ", "he then added, ", "Ruiz said ": the nearest verb before the marks is one of speech."""
    tokens = reading.doc.tokens
    if not frame:
        return None
    if is_title(reading, piece) and not any(stem in _VOICING for stem in stems_of(tokens[frame[-1]])):
        return None  # but: chanted "Death to America"
    last = tokens[frame[-1]]
    text = reading.doc.story.text
    colon = last.text == ":"
    cue = _colon_cue(reading, frame) if colon else _nearest_cue(reading, frame)
    if cue is None or (rule := reading.any_cue(cue)) is None or negated(reading.doc, cue):
        if not colon:
            return None
        return _label(reading, piece, frame) or _after_colon(reading, piece, frame)
    words = text[piece.marks.first : piece.marks.last]
    middle = last.text in (",", ";", *_DASHES) and any(reading.quoted[at] for at in range(max(0, cue - 8), cue))
    starts_upper = words.lstrip(_OPENING)[:1].isupper() or words[:1] == "["
    adjacent = all(tokens[at].text.lower() in (",", "it", "that") for at in range(cue + 1, frame[-1] + 1))
    pauses = last.text in (",", *_DASHES)
    whole = bool(TERMINAL.search(words)) or words.endswith(",")
    if not (
        colon
        or adjacent
        or middle
        or (pauses and starts_upper)
        or (starts_upper and whole and piece.last - piece.first > 3)
    ):
        return None
    if _names_only(reading, cue):
        return None
    if rule.complements == ("that",) and not any(is_finite(tokens[at]) for at in range(piece.first, piece.last)):
        return None  # call on both sides to find "acceptable solutions"
    form: Form = "direct" if (colon or middle or starts_upper) and last.lemma != "that" else "mixed"
    if form not in rule.forms:
        return None
    return _by_cue(reading, piece, cue, rule, form, "before", frame)


def _nearest_cue(reading: Reading, frame: range) -> int | None:
    """The nearest verb before the marks, where it is one of speech; what stands between two dashes is stepped over."""
    tokens = reading.doc.tokens
    start = frame[-1]
    if tokens[start].text in _DASHES:
        start = next((at for at in range(start - 1, frame[0], -1) if tokens[at].text in _DASHES), start)
    for at in range(start, frame[0] - 1, -1):
        if reading.quoted[at] or start - at > 24:
            return None
        token = tokens[at]
        if token.upos not in ("VERB", "AUX"):
            continue
        if reading.any_cue(at):
            return at
        if not token.dep.startswith("acl") and token.dep not in ("amod", "compound"):
            return None
    return None


def _colon_cue(reading: Reading, frame: range) -> int | None:
    """The verb of speech that a colon belongs to: the last one that does not stand inside of what another says.

    Forms that it reads:

        Ruiz told reporters:                Lee wrote that it was over, adding:
        Ruiz tweeted he would see it anyway:            (not "see")
        Lee told Wikinews the pattern suggested a cause:      (not "suggested")
    """
    tokens = reading.doc.tokens
    for at in reversed(frame):
        if reading.quoted[at] or frame[-1] - at > 60:
            return None
        if tokens[at].upos not in ("VERB", "AUX") or not reading.any_cue(at) or _is_participle(reading, at):
            continue
        top, below = at, at
        for above in ancestors(reading.doc, at, 12):
            relation = tokens[below].dep.split(":")[0]
            if above in frame and relation in ("ccomp", "xcomp", "acl", "csubj", "nsubj") and frame[-1] - at > 2:
                top = next(
                    (n for n in (above, *ancestors(reading.doc, above, 12)) if n in frame and reading.any_cue(n)), top
                )
                break
            below = above
        return top
    return None


def _is_participle(reading: Reading, at: int) -> bool:
    """Whether the verb only tells of what was done to something: "the manifesto, if written by the suspect"."""
    token = reading.doc.tokens[at]
    helped = any(child.dep == "aux" for child in reading.doc.dependents(at))
    return token.tag == "VBN" and token.dep.split(":")[0] in ("advcl", "acl") and not helped


def _names_only(reading: Reading, cue: int) -> bool:
    """Whether the cue gives a name and nobody is said to give it: "a pattern called ...", "is known as ..."."""
    doc, token = reading.doc, reading.doc.tokens[cue]
    if not any(stem in reading.rules.naming for stem in stems_of(token)):
        return False
    if doc.tokens[cue - 1].text == "-" and doc.tokens[cue - 2].text.lower() == "so":
        return True  # so-called
    if token.tag != "VBN":
        return False
    passive = token.dep in ("acl", "advcl")
    passive |= any(child.dep in ("aux:pass", "nsubj:pass") for child in doc.dependents(cue))
    return passive and not any(preposition_of(doc, child.index) == "by" for child in doc.dependents(cue, "obl"))


def _label(reading: Reading, piece: Piece, frame: range) -> Attribution | None:
    """ "Ruiz: "We leave."": a name and a colon."""
    if len(frame) > 7 or frame[0] != reading.doc.sentence_of(frame[0]).first:
        return None
    phrase = trimmed(reading.doc, frame[0], frame[0], frame[-1] + 1)
    phrase = Phrase(reading.doc.head_of(phrase.first, phrase.last), phrase.first, phrase.last)
    if reading.doc.tokens[phrase.head].upos != "PROPN" or actor_at(reading.cast, phrase) is None:
        return None
    return Attribution("direct", "speech.label", 0.8, None, phrase)


def _after_colon(reading: Reading, piece: Piece, frame: range) -> Attribution | None:
    """Whole sentences after a colon, where no verb of speech leads to it.

    Forms that it reads:

        The palace issued a statement from the king: "..."       who issued what is said
        Governor Edwards addressed the public: "..."             the actor that the clause is about
    """
    doc, tokens = reading.doc, reading.doc.tokens
    if not _is_whole(reading, piece):
        return None
    sentence = doc.sentence_of(frame[-1])
    root = next((at for at in frame if tokens[at].head == at or tokens[at].head not in frame), None)
    subject = subject_of(doc, root) if root is not None and tokens[root].upos in ("VERB", "AUX", "ADJ") else None
    for at in range(frame[-1] - 1, max(frame[0], frame[-1] - 14) - 1, -1):
        if tokens[at].upos == "NOUN" and tokens[at].lemma.lower() in reading.rules.writings and not reading.quoted[at]:
            speaker = _whose(reading, at) or (_from(reading, root) if root is not None else None) or subject
            if speaker is not None:
                return Attribution("direct", "speech.colon.statement", 0.75, Phrase(at, at, at + 1), speaker)
    for at in frame:
        if not reading.quoted[at] and (source := according(reading, at, piece)) is not None:
            return replace(source, form="direct", content=None)
    if subject is None or sentence.part != "body" or subject.first not in frame:
        return None
    another = tokens[subject.head].lemma.lower() in ("another", "one", "other", "some")
    if negated(doc, root or 0) or (who_speaks(reading, subject) is None and not another):
        return None
    return Attribution("direct", "speech.colon.clause", 0.7, None, subject)


def _whose(reading: Reading, noun: int) -> Phrase | None:
    """Whose statement it is: "a statement from the family", "her words"."""
    doc = reading.doc
    for child in doc.dependents(noun, "nmod"):
        if child.dep == "nmod:poss" or preposition_of(doc, child.index) in ("from", "by", "of"):
            phrase = noun_phrase(doc, child.index)
            first = without_case(doc, phrase).first
            last = phrase.last
            while last - 1 > phrase.head and doc.tokens[last - 1].dep == "case":
                last -= 1
            own = doc.tokens[noun].lemma.lower() in ("word", "phrase")
            if actor_at(reading.cast, phrase) is not None or child.upos in ("PROPN", "NOUN") or own:
                return Phrase(phrase.head, first, last)
    return None


def _from(reading: Reading, verb: int) -> Phrase | None:
    """From whom what is issued comes: "issued the following statement from the king"."""
    for child in reading.doc.dependents(verb, "obl"):
        if preposition_of(reading.doc, child.index) in ("from", "by"):
            phrase = noun_phrase(reading.doc, child.index)
            first = next(
                (at for at in range(phrase.first, child.index) if reading.doc.tokens[at].dep != "case"), child.index
            )
            if not reading.times_at[phrase.head] and not reading.quoted[phrase.head]:
                return Phrase(phrase.head, first, phrase.last)
    return None


def _in_words_of(reading: Reading, piece: Piece, frame: range) -> Attribution | None:
    """ "It was, in his words, "a mistake"", "the tweet included the statement, "when it starts ..."": whose words they are."""
    tokens = reading.doc.tokens
    if len(frame) < 3 or tokens[frame[-1]].text not in (",", ":", *_DASHES) or is_title(reading, piece):
        return None
    for at in range(frame[-1] - 1, max(frame[0], frame[-1] - 8) - 1, -1):
        if reading.quoted[at] or tokens[at].text in (",", ";"):
            return None
        lemma = tokens[at].lemma.lower()
        beside = at == frame[-1] - 1 and lemma in reading.rules.writings
        if tokens[at].upos == "NOUN" and (beside or lemma in ("word", "phrase", "statement", "comment", "remark")):
            if (speaker := _whose(reading, at)) is None:
                verb = tokens[tokens[at].head]
                speaker = subject_of(reading.doc, verb.index) if verb.upos == "VERB" and verb.index < at else None
            if speaker is None:
                return None
            form: Form = "direct" if _is_whole(reading, piece) else "mixed"
            return Attribution(form, "speech.words_of", 0.75, Phrase(at, at, at + 1), speaker)
    return None


def _in_claim_of(reading: Reading, piece: Piece) -> Attribution | None:
    """ "rejecting Hattingh's objection that ... "in the eye"": whose claim the words belong to."""
    doc, tokens = reading.doc, reading.doc.tokens
    if is_title(reading, piece):
        return None
    below = doc.head_of(piece.first, piece.last)
    for at in ancestors(doc, below, 8):
        if reading.quoted[at] or tokens[at].sentence != tokens[piece.first].sentence or reading.any_cue(at):
            return None
        if (
            tokens[at].upos == "NOUN"
            and tokens[at].lemma.lower() in _CLAIMS
            and tokens[below].dep.startswith("acl")
            and at < piece.left
        ):
            speaker = _whose(reading, at)
            if speaker is None:
                return None
            content = clause_of(doc, below)
            return Attribution("mixed", "speech.claim_of", 0.7, Phrase(at, at, at + 1), speaker, content)
        below = at
    return None


def _is_whole(reading: Reading, piece: Piece) -> bool:
    """Whether the marked words are a sentence: a capital, a verb, an end."""
    text, tokens = reading.doc.story.text, reading.doc.tokens[piece.first : piece.last]
    words = text[piece.marks.first : piece.marks.last]
    ends = bool(TERMINAL.search(words)) or text[piece.marks.end : piece.marks.end + 1] in (".", "?", "!")
    starts = words.lstrip(_OPENING)[:1].isupper() or words[:1] == "["
    return starts and ends and len(tokens) >= 4 and any(token.upos in ("VERB", "AUX") for token in tokens)


def _cue_after(reading: Reading, piece: Piece, before: range, after: range) -> Attribution | None:
    """ "...," Ruiz said; "...?" asked the mayor: the first verb after the marks is one of speech."""
    if not after:
        return None
    tokens, text = reading.doc.tokens, reading.doc.story.text
    words = text[piece.marks.first : piece.marks.last].rstrip(_CLOSING)
    start = after[0]
    set_off = words.endswith(SET_OFF)
    if tokens[start].text == "," and start + 1 < after.stop:
        start, set_off = start + 1, True
    opens = not before or all(reading.quoted[n] or tokens[n].text in CLOSERS for n in before)
    close = not set_off and opens and piece.last - piece.first >= 3  # "It was turned off" Smith told reporters
    if (
        not (set_off or close or words.endswith((".", ";")))
        or tokens[start].dep == "cc"
        or tokens[start].lemma in ("which", "that", "but", "and")
    ):
        return None
    label = tokens[piece.left - 1] if piece.left else None
    if label is not None and label.tag in ("VBN", "VBD") and not opens:
        stems = set(stems_of(label))
        if stems & _MARKED_AS or (label.tag == "VBN" and stems & reading.rules.naming):
            return None  # "the line marked "Place of referral," she said"
    any_verb = opens and words.endswith(",") and not is_title(reading, piece)
    for at in range(start, min(after.stop, start + (8 if close else 30))):
        token = tokens[at]
        if reading.quoted[at] or token.text in (".", ";", ":"):
            return None
        if (
            token.upos not in ("VERB", "AUX")
            or token.dep.startswith("acl")
            or token.dep in ("amod", "compound", "aux", "aux:pass", "cop")
        ):
            continue
        if _inside_relative(reading, at, start):
            continue
        rule = reading.any_cue(at) or (
            reading.rules.by_name("tagged") if any_verb and _tags(reading, at, start) else None
        )
        if rule is None or negated(reading.doc, at) or at - start > 18:
            return None
        if token.tag == "VBG" and (at == start or tokens[at - 1].text == ","):
            return None  # "..., adding that": what follows is said, not what stands before.
        subject = next(reading.doc.dependents(at, "nsubj"), None)
        if subject is not None and not opens and _covers(reading.doc, subject.index, piece):
            return None  # An executive known as "Employee 4," said
        if is_title(reading, piece) and not (opens and _speaks_beside(reading, at, start, piece)):
            return None  # "The Salt Road," was rejected
        if opens or tokens[before[-1]].text in (":", ",", ";", *_DASHES):
            if "direct" not in rule.forms or (close and not _speaks_beside(reading, at, start, piece)):
                return None
            return _by_cue(reading, piece, at, rule, "direct", "after", after)
        if "mixed" not in rule.forms:
            return None
        content = trimmed(reading.doc, piece.first, before[0], piece.right)
        return _with_content(_by_cue(reading, piece, at, rule, "mixed", "after", after), content)
    return None


def _tags(reading: Reading, verb: int, start: int) -> bool:
    """Whether any verb at all stands beside the person who speaks: "...," she chortled."""
    token = reading.doc.tokens[verb]
    if token.tag not in ("VBD", "VBZ") or verb - start > 8:
        return False
    subject = next((child for child in reading.doc.dependents(verb, "nsubj") if child.dep == "nsubj"), None)
    if subject is None or reading.quoted[subject.index] or subject.index < start:
        return False
    if subject.text.lower() in ("he", "she", "they", "i", "we"):
        return True
    actor = reading.actor_of(noun_phrase(reading.doc, subject.index))
    return actor is not None and reading.cast.record(actor).type == "person"


def _speaks_beside(reading: Reading, cue: int, start: int, piece: Piece) -> bool:
    """Whether who speaks stands right beside the cue, so that the marked words are not its subject."""
    speaker = speaker_of(reading, cue, range(start, cue + 12))
    if speaker is None or speaker.first < start:
        return False
    return is_source(reading, speaker) or reading.doc.tokens[speaker.head].upos == "PRON"


def _inside_relative(reading: Reading, at: int, start: int) -> bool:
    for above in ancestors(reading.doc, at, 6):
        if above < start:
            return False
        if reading.doc.tokens[above].dep.startswith("acl"):
            return True
    return False


def _clause_around(reading: Reading, piece: Piece, before: range, after: range) -> Attribution | None:
    """The words stand in the clause of a verb of speech: "said the talks had been "productive"."""
    if is_title(reading, piece):
        return None
    doc, tokens = reading.doc, reading.doc.tokens
    sentence = doc.sentence_of(piece.first)
    heads = [
        at
        for at in range(piece.first, piece.last)
        if not piece.first <= tokens[at].head < piece.last or tokens[at].head == at
    ]
    for head in heads[:3]:
        path = [head, *ancestors(doc, head)]
        for step, at in enumerate(path):
            if (by := according(reading, at, piece)) is not None:
                return by
            for child in doc.dependents(at, "parataxis", "ccomp"):
                rule = reading.cue(child.index)
                if (
                    rule
                    and child.index >= before.start
                    and not reading.quoted[child.index]
                    and child.dep == "parataxis"
                    and "mixed" in rule.forms
                ):
                    if not negated(doc, child.index) and subject_of(doc, child.index):
                        content = clause_of(doc, at, {child.index})
                        return _with_content(
                            _by_cue(reading, piece, child.index, rule, "mixed", "within", after), content
                        )
            if step == 0 or reading.quoted[at] or tokens[at].sentence != sentence.index:
                continue
            rule = reading.any_cue(at)
            if rule is None or "mixed" not in rule.forms or at < before.start or _names_only(reading, at):
                continue
            below = tokens[path[step - 1]]
            if not _carries(reading, rule, below.index) or negated(doc, at):
                if below.dep.startswith(("nsubj", "csubj")):
                    break
                continue
            frame = before if before and before[0] <= at < piece.left else after
            bare = below.dep == "obj" and "indirect" in rule.forms
            if rule.complements == ("that",) and below.dep.split(":")[0] != "ccomp":
                continue
            around = _by_cue(reading, piece, at, rule, "mixed", "within", frame)
            return _with_content(around, None if bare else clause_of(doc, below.index))
    return None


def _argument_around(
    reading: Reading, piece: Piece, before: range, after: range, *, ahead: bool = False
) -> Attribution | None:
    """The words stand in what a predicate of speech says: the nearest such predicate; *ahead*: one that stands before them."""
    if is_title(reading, piece):
        return None
    doc = reading.doc
    sentence = doc.sentence_of(piece.first)
    best: tuple[int, int, SpeechRule, Phrase] | None = None
    for at in range(sentence.first, piece.left if ahead else sentence.last):
        predicate = doc.predicate_at.get(at)
        if (
            before.start > at
            or predicate is None
            or reading.quoted[at]
            or (rule := reading.any_cue(at)) is None
            or "mixed" not in rule.forms
            or _names_only(reading, at)
        ):
            continue
        for argument in predicate.arguments:
            if argument.role not in ("ARG1", "ARG2", "ARG3", "C-ARG1") or argument.last - argument.first < 2:
                continue
            inside = argument.first <= piece.first and piece.last <= argument.last + 1
            inside = inside and not _is_place(reading, piece, at)
            asks = any(stem in reading.rules.prompts for stem in stems_of(doc.tokens[at]))
            if "indirect" not in rule.forms and not asks and first_verb(doc, argument.first, piece.left) is not None:
                continue
            if inside and not negated(doc, at) and (best is None or argument.last - argument.first < best[0]):
                best = (
                    argument.last - argument.first,
                    at,
                    rule,
                    Phrase(argument.first, argument.first, argument.last),
                )
    if best is None:
        return None
    _, cue, rule, said = best
    frame = before if before and before[0] <= cue < piece.left else after
    opened = opened_clause(reading, cue, trimmed(doc, said.first, said.first, max(said.last, piece.right)))
    content = next(
        (part for part in split_clauses(doc, opened) if part.first <= piece.first and piece.last <= part.last),
        opened,
    )
    finite = any(is_finite(doc.tokens[at]) for at in range(content.first, content.last))
    if rule.complements == ("that",) and (not finite or doc.tokens[content.first].lemma.lower() == "to"):
        return None  # found a "hidden valley"
    return _with_content(_by_cue(reading, piece, cue, rule, "mixed", "within", frame), content)


def _is_place(reading: Reading, piece: Piece, cue: int) -> bool:
    """Whether the marked words name where it was said: "said so at a "listening session""."""
    doc = reading.doc
    token = doc.tokens[doc.head_of(piece.first, piece.last)]
    return (
        token.dep.startswith("obl") and token.head == cue and preposition_of(doc, token.index) in ("at", "during", "in")
    )


def _gap_before(reading: Reading, piece: Piece, frame: range) -> Attribution | None:
    """ "a trip he said was aimed at "...": a verb of speech with its subject before it and the rest of its clause behind it."""
    if is_title(reading, piece):
        return None
    tokens = reading.doc.tokens
    for at in reversed(frame[1:-1]):
        follows = tokens[at + 1]
        if tokens[at - 1].upos not in ("PRON", "PROPN", "NOUN") or not is_finite(follows) or reading.quoted[at + 1]:
            continue
        rule = reading.cue(at)
        if rule is None or "indirect" not in rule.forms or negated(reading.doc, at):
            continue
        last = max(piece.right, reading.doc.sentence_of(at).last)
        content = trimmed(reading.doc, at + 1, at + 1, last)
        return _with_content(_by_cue(reading, piece, at, rule, "mixed", "within", frame), content)
    return None


def _carries(reading: Reading, rule: SpeechRule, below: int) -> bool:
    """Whether the cue's dependent at *below* is what is said, not who says it or where."""
    token = reading.doc.tokens[below]
    relation = token.dep.split(":")[0]
    if relation in ("ccomp", "xcomp", "obj", "parataxis", "dep"):
        return True
    if relation == "conj":
        return False
    if "indirect" in rule.forms and "charge" not in rule.complements:
        return False
    return relation == "obl" and preposition_of(reading.doc, below) in (
        "of",
        "as",
        "about",
        "to",
        "for",
        "over",
        "against",
        "with",
    )


def _by_cue(
    reading: Reading, piece: Piece, cue: int, rule: SpeechRule, form: Form, way: str, frame: range
) -> Attribution | None:
    """The attribution to the subject of a verb of speech; None where the rule asks for an actor and the subject is none."""
    speaker = speaker_of(reading, cue, frame)
    if rule.actor and (speaker is None or not _can_judge(reading, speaker)):
        return None
    passing = chain_above(reading, cue, speaker)
    sources = tuple(one for one in passing if reading.doc.tokens[one.head].upos != "PRON")
    if any(stem in _PASSING_ON for stem in stems_of(reading.doc.tokens[cue])):
        for child in reading.doc.dependents(cue, "obj"):
            author = _whose(reading, child.index) or _from(reading, cue)
            if child.lemma.lower() in reading.rules.writings and author is not None:
                # "A spokesman read a statement from the family": the family speaks, the spokesman passes it on.
                sources, speaker = (*sources, *((speaker,) if speaker else ())), author
    token = reading.doc.tokens[cue]
    aim = token.dep.startswith(("advcl", "acl")) and any(
        child.lemma.lower() == "to" for child in reading.doc.dependents(cue, "mark")
    )
    stands = token.tag in ("VBZ", "VBP") and any(stem in _STANDING for stem in stems_of(token))
    hypothetical = modal_of(reading.doc, cue) is not None
    if passing and (aim or stands or hypothetical or any(stem in _MINDING for stem in stems_of(token))):
        # "A friend said that she regarded it as "a shop"", "she announced that it will call him to explain "who governs"".
        speaker = None
    if speaker is None and passing:
        # "Officials said they had been told "to keep quiet"": who told them is not said, so it is what the officials say.
        speaker, sources = passing[-1], tuple(one for one in sources if one != passing[-1])
    confidence = rule.confidence if speaker else rule.confidence - 0.2
    if way == "within":
        confidence -= 0.05
    content = None
    if form == "mixed":
        below = next(
            (child.index for child in reading.doc.dependents(cue, "ccomp", "xcomp") if not child.index < cue - 30),
            None,
        )
        if below is not None and _covers(reading.doc, below, piece):
            content = clause_of(reading.doc, below)
    prompt = prompt_of(reading, cue, speaker)
    phrase = Phrase(cue, cue, cue + 1)
    stretch = (frame[0], frame[-1] + 1) if frame else None
    return Attribution(
        form, f"speech.{rule.name}.{way}", round(confidence, 2), phrase, speaker, content, prompt, sources, stretch
    )


def _with_content(attribution: Attribution | None, content: Phrase | None) -> Attribution | None:
    return attribution and replace(attribution, content=content)


def _can_judge(reading: Reading, speaker: Phrase) -> bool:
    """Whether the phrase names an actor, people who know, or what somebody wrote."""
    token = reading.doc.tokens[speaker.head]
    return is_source(reading, speaker) or token.upos == "PRON" or token.lemma.lower() in reading.rules.writings


def _covers(doc: Doc, head: int, piece: Piece) -> bool:
    """Whether the subtree at *head* reaches over the marked words."""
    first, last = doc.subtree(head)
    return first <= piece.first and piece.last <= last
