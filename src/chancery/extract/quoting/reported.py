"""Reported speech without marks of its own: "Ruiz said on Monday that she would leave"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chancery.extract.clauses import (
    CLOSERS,
    RELATIVE,
    Phrase,
    actor_at,
    ancestors,
    argument_of,
    clause_of,
    evidence_of,
    first_verb,
    modal_of,
    negated,
    noun_phrase,
    preposition_of,
    split_clauses,
    stems_of,
    subject_of,
    trimmed,
)
from chancery.extract.quoting.content import is_finite, opened_clause, timed
from chancery.extract.quoting.prompts import prompt_of
from chancery.extract.quoting.reading import Attribution, Reading
from chancery.extract.quoting.records import record_of
from chancery.extract.quoting.speakers import according, is_source, is_unfit
from chancery.language.document import Sentence, Token
from chancery.records import Evidence, Quote
from chancery.rules.speech import SpeechRule

_UNREPORTED = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who", "which"})
_SUBORDINATE = frozenset(
    "after when if as while although though because since but hour day before once".split()
)  # fmt: skip
_HANGING = frozenset(
    {"what", "if", "when", "had", "were", "should", "unless", "while", "although", "because", "since", "once", "until"}
)
"""What opens a part of a sentence that is none without the rest."""
_UNSETTLED = frozenset({"unclear", "clear", "unknown", "uncertain", "see", "doubtful", "question", "matter"})
"""What ends a sentence of its own that a question opens."""
_LONGEST_NAME = 9
"""So many words may name the speaker in a headline ("Bridge to stay closed: foreign ministry spokesman")."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a cue reports: the clause, and the part before the cue where the cue stands in its midst."""

    content: Phrase
    before: Phrase | None = None


def find_reported(reading: Reading) -> Iterator[Quote]:
    """Yield the reported clauses that hold no marked words of their own.

    Forms that it reads:

        Ruiz said on Monday that she would leave and that Lee would stay.     two records
        The bridge is shut, officials said.          The bridge, officials said, is shut.
        According to two aides, the bridge is shut.  The bridge is shut, said an aide close to the mayor.
        Lee accused the mayor of lying.              Lee denied lying.
        Lee's claim that the mayor lied ...          Lee issued a warning that ...
        Yonhap quoted an aide as saying the bridge was shut.
        Bridge to stay shut: mayor                   (a headline)
    """
    doc = reading.doc
    plain = reading.rules.by_name("made_clear")
    nouns = [rule for rule in reading.rules.rules if rule.nouns]
    for sentence in doc.sentences:
        if sentence.part == "headline":
            yield from _headline(reading, sentence)
    for token in doc.tokens:
        if reading.quoted[token.index]:
            continue
        opens = token.text == "Per" and token.index == doc.sentence_of(token.index).first
        if (opens or token.text.lower() == "according") and token.index + 1 < len(doc.tokens):
            yield from _indirect_according(reading, token.index)
        if token.upos == "NOUN":
            # "his claim that ..."
            named = next((rule for rule in nouns if token.lemma.lower() in rule.nouns), None)
            if named is not None:
                yield from _by_noun(reading, token, named)
        if token.upos == "VERB" and plain is not None:
            yield from _made_clear(reading, token, plain)
        rule = reading.cue(token.index)
        if rule is None or token.index in reading.direct_cues or "indirect" not in rule.forms:
            continue
        yield from _by_verb(reading, token, rule)


def _by_verb(reading: Reading, token: Token, rule: SpeechRule) -> Iterator[Quote]:
    """What the verb of speech at *token* reports."""
    doc = reading.doc
    if not _asserts(reading, token.index):
        return
    speaker = _speaker(reading, token.index)
    told = _told(reading, token.index, rule, speaker)
    if told is None:
        told = _as_told(reading, token)
    if told is None or speaker is None or is_unfit(reading, speaker, rule):
        return
    content = _without_sequel(reading, told.content)
    if speaker.first < content.last and content.first < speaker.last and token.dep != "parataxis":
        return
    parts = split_clauses(doc, content, only_that=True)
    holds = _holds_quote(reading, content)
    kept = [part for part in parts if part.last - part.first >= 3 and not (holds and _holds_quote(reading, part))]
    if len(parts) > 1:
        kept = [part for part in kept if first_verb(doc, part.first, part.last) is not None]
    if not kept and not holds and len(parts) == 1 and first_verb(doc, content.first, content.last) is not None:
        kept = [content]  # "Ruiz said she left."
    for part in kept:
        more = [evidence_of(doc, "words", told.before.first, told.before.last)] if told.before else []
        yield _quote(reading, rule, token.index, speaker, part, [content], more)


def _quote(
    reading: Reading,
    rule: SpeechRule,
    cue: int,
    speaker: Phrase,
    part: Phrase,
    bars: Sequence[Phrase],
    more: Sequence[Evidence] = (),
) -> Quote:
    attribution = Attribution(
        "indirect",
        f"speech.{rule.name}.clause",
        round(rule.confidence - (0.0 if actor_at(reading.cast, speaker) else 0.15), 2),
        Phrase(cue, cue, cue + 1),
        speaker,
        None,
        prompt_of(reading, cue, speaker),
    )
    return record_of(reading, attribution, evidence_of(reading.doc, "words", part.first, part.last), bars, more=more)


# ---- without a verb of its own


def _indirect_according(reading: Reading, at: int) -> Iterator[Quote]:
    head = reading.doc.tokens[reading.doc.tokens[at].head].head
    if reading.doc.tokens[head].dep == "acl:relcl":
        return
    attribution = according(reading, head, None)
    if attribution is None or attribution.content is None or _holds_quote(reading, attribution.content):
        return
    content = attribution.content
    if content.last - content.first >= 3:
        bare = replace(attribution, form="indirect", content=None)
        told, rest = _around_source(reading, content, attribution)
        more = [evidence_of(reading.doc, "words", rest.first, rest.last)] if rest is not None else []
        yield record_of(reading, bare, evidence_of(reading.doc, "words", told.first, told.last), [content], more=more)


def _made_clear(reading: Reading, token: Token, rule: SpeechRule) -> Iterator[Quote]:
    """ "Baku made clear (that) it would not sign", "the diocese let it be known that ..."."""
    doc = reading.doc
    stems = stems_of(token)
    if not {"make", "let"} & set(stems) or not _asserts(reading, token.index):
        return
    words = [child.index for child in doc.dependents(token.index, "xcomp", "ccomp", "obj", "advmod", "amod")]
    pivot = next((at for at in words if doc.tokens[at].text.lower() in rule.phrases), None)
    if pivot is None:
        return
    for holder in (token.index, pivot):
        for child in doc.dependents(holder, "ccomp", "csubj", "advcl", "acl", "xcomp", "parataxis"):
            if child.index <= pivot or reading.quoted[child.index]:
                continue
            clause = clause_of(doc, child.index)
            speaker = subject_of(doc, token.index)
            if clause.first <= pivot or speaker is None or is_unfit(reading, speaker, rule):
                continue
            if any(is_finite(doc.tokens[at]) for at in range(clause.first, clause.last)) and not _holds_quote(
                reading, clause
            ):
                yield _quote(reading, rule, token.index, speaker, clause, [clause])
                return


def _around_source(reading: Reading, content: Phrase, attribution: Attribution) -> tuple[Phrase, Phrase | None]:
    """What is told where the source stands in its midst, and the shorter part: "On Sunday, according to police, a man fell"."""
    doc, tokens, cue = reading.doc, reading.doc.tokens, attribution.cue
    if cue is None or not content.first < cue.first < content.last:
        return content, None
    source = doc.subtree(attribution.speaker.head) if attribution.speaker is not None else (cue.first, cue.last)
    first, last = min(source[0], cue.first), max(source[1], cue.last)
    parts = []
    for start, end in ((content.first, first), (last, content.last)):
        while start < end and tokens[end - 1].upos == "PUNCT":
            end -= 1
        while start < end and tokens[start].upos == "PUNCT":
            start += 1
        if start < end:
            parts.append(Phrase(start, start, end))
    parts.sort(key=lambda part: part.first - part.last)
    return (parts[0], parts[1] if len(parts) > 1 else None) if parts else (content, None)


def _by_noun(reading: Reading, noun: Token, rule: SpeechRule) -> Iterator[Quote]:
    """ "Ruto's claim that ...", "a warning from Lee that ...", "the mayor gave assurances that ..."."""
    doc = reading.doc
    clause = None
    for child in doc.dependents(noun.index, "acl", "ccomp"):
        opener = next((one.index for one in doc.dependents(child.index, "mark") if one.lemma.lower() == "that"), None)
        if opener is not None and opener > noun.index and not reading.quoted[child.index]:
            clause = clause_of(doc, child.index)
            break
    if clause is None or _holds_quote(reading, clause):
        return
    if first_verb(doc, clause.first, clause.last) is None or clause.last - clause.first < 3:
        return
    speaker = _owner(reading, noun)
    if speaker is None or not (is_source(reading, speaker) or doc.tokens[speaker.head].upos == "PRON"):
        return
    yield _quote(reading, rule, noun.index, speaker, clause, [clause])


def _owner(reading: Reading, noun: Token) -> Phrase | None:
    """Whose word it is: the possessor, who stands after "by" or "from", or who brings the word forth."""
    doc = reading.doc
    for child in doc.dependents(noun.index, "nmod:poss"):
        return noun_phrase(doc, child.index)
    for child in doc.dependents(noun.index, "nmod"):
        if preposition_of(doc, child.index) in ("by", "from"):
            return noun_phrase(doc, child.index)
    for child in doc.dependents(noun.index, "acl"):
        # "the claim that riders were safe, made by Castellanos"
        agents = doc.dependents(child.index, "obl", "obl:agent") if child.tag == "VBN" else ()
        agent = next((one for one in agents if preposition_of(doc, one.index) == "by"), None)
        if agent is not None:
            return noun_phrase(doc, agent.index)
    verb = doc.tokens[noun.head]
    relation = noun.dep.split(":")[0]
    if relation in ("obj", "obl") and verb.upos == "VERB" and verb.index < noun.index and not negated(doc, verb.index):
        if any(stem in reading.rules.carriers for stem in stems_of(verb)) and _asserts(reading, verb.index):
            return subject_of(doc, verb.index)
    return None


def _headline(reading: Reading, sentence: Sentence) -> Iterator[Quote]:
    """ "Bridge to stay shut: mayor", "Mayor: Bridge to stay shut"."""
    doc, tokens = reading.doc, reading.doc.tokens
    rule = reading.rules.by_name("headline")
    colon = next((at for at in range(sentence.first + 1, sentence.last - 1) if tokens[at].text == ":"), None)
    if rule is None or colon is None or any(reading.quoted[at] for at in range(sentence.first, sentence.last)):
        return
    before = Phrase(doc.head_of(sentence.first, colon), sentence.first, colon)
    after = trimmed(doc, colon + 1, colon + 1, sentence.last)
    after = Phrase(doc.head_of(after.first, after.last), after.first, after.last)
    for speaker, told in ((after, before), (before, after)):
        if speaker.last - speaker.first > _LONGEST_NAME or told.last - told.first < 3:
            continue
        if any(tokens[at].upos in ("VERB", "AUX", "PUNCT", "NUM") for at in range(speaker.first, speaker.last)):
            continue
        if not any(tokens[at].upos in ("VERB", "AUX") for at in range(told.first, told.last)):
            continue
        head = tokens[speaker.head]
        last_word = tokens[speaker.last - 1].lemma.lower()
        if actor_at(reading.cast, speaker) is None and not ({head.lemma.lower(), last_word} & reading.rules.sources):
            continue
        attribution = Attribution("indirect", "speech.headline", rule.confidence, None, speaker)
        yield record_of(reading, attribution, evidence_of(doc, "words", told.first, told.last), [told])
        return


# ---- who says it


def _speaker(reading: Reading, cue: int) -> Phrase | None:
    """Who says it; where the reader took him for the verb's object ("..., said a source close to the talks"), that one."""
    doc, tokens = reading.doc, reading.doc.tokens
    above = tokens[tokens[cue].head]
    if tokens[cue].tag == "VBG" and any(child.lemma.lower() == "as" for child in doc.dependents(cue, "mark", "case")):
        # "Yonhap quoted an official as saying": the one who is quoted, not the one who quotes.
        passive = any(child.dep in ("nsubj:pass", "aux:pass") for child in doc.dependents(above.index))
        quoted = next(doc.dependents(above.index, "obj"), None) if not passive else None
        if quoted is not None and quoted.index < cue:
            return noun_phrase(doc, quoted.index)
        if passive and (subject := next(doc.dependents(above.index, "nsubj:pass", "nsubj"), None)) is not None:
            return noun_phrase(doc, subject.index)
    if cue and tokens[cue - 1].text == "," and tokens[cue].tag in ("VBD", "VBZ", "VBP"):
        if not any(child.index < cue for child in doc.dependents(cue, "nsubj")):
            first = cue + 1 + any(child.index == cue + 1 for child in doc.dependents(cue, "compound:prt"))
            behind = next(
                (
                    child
                    for child in doc.dependents(cue, "obj", "nsubj", "vocative", "obl:unmarked", "xcomp")
                    if child.upos in ("NOUN", "PROPN")
                    and doc.subtree(child.index)[0] == first
                    and not reading.times_at[child.index]
                ),
                None,
            )
            if behind is not None:
                phrase = noun_phrase(doc, behind.index)
                return Phrase(phrase.head, max(phrase.first, first), phrase.last)
    return subject_of(doc, cue)


def _asserts(reading: Reading, cue: int) -> bool:
    """Whether the cue says that something was said: not denied, not merely possible, not an order."""
    doc, token = reading.doc, reading.doc.tokens[cue]
    if negated(doc, cue) or modal_of(doc, cue) is not None or token.morph.find("Mood=Imp") >= 0:
        return False
    if any(child.lemma.lower() in ("if", "unless", "whether") for child in doc.dependents(cue, "mark")):
        return False
    if any(child.lemma.lower() == "to" for child in doc.dependents(cue, "mark")):
        return doc.tokens[token.head].lemma.lower() in ("go", "continue")
    passive = any(child.dep in ("aux:pass", "nsubj:pass") for child in doc.dependents(cue))
    return not passive or any(preposition_of(doc, child.index) == "by" for child in doc.dependents(cue, "obl"))


# ---- what is said


def _without_sequel(reading: Reading, content: Phrase) -> Phrase:
    """ "said the line was shut, adding that ...": what is added is another utterance."""
    tokens = reading.doc.tokens
    for at in range(content.first + 2, content.last):
        if tokens[at].tag == "VBG" and tokens[at - 1].text == "," and not reading.quoted[at] and reading.any_cue(at):
            return trimmed(reading.doc, min(content.head, at - 2), content.first, at - 1)
    return content


def _told(reading: Reading, cue: int, rule: SpeechRule, speaker: Phrase | None) -> _Told | None:
    """What the cue reports, by what the rule lets it govern."""
    doc = reading.doc
    clauses = {"clause", "that"} & set(rule.complements)
    if clauses:
        if "clause" in clauses:
            if (inserted := _inserted(reading, cue, speaker)) is not None:
                return inserted
            if (fronted := _fronted(reading, cue, speaker)) is not None:
                return _Told(fronted)
        elif (fronted := _fronted(reading, cue, speaker)) is not None and doc.tokens[cue + 1].text in (",", "."):
            return _Told(fronted)  # "The line was safe, the inspectors found."
        if (content := _clause(reading, cue)) is not None and (
            "clause" in clauses or _opened_by_that(reading, content)
        ):
            return _Told(content)
    if "charge" in rule.complements and (charge := _charge(reading, cue)) is not None:
        return _Told(charge)
    if "infinitive" in rule.complements or "gerund" in rule.complements:
        return _without_subject(reading, cue, rule)
    return None


def _as_told(reading: Reading, token: Token) -> _Told | None:
    """ "As Heald told the paper, the air is cleaner": the main clause is what is told."""
    doc, tokens = reading.doc, reading.doc.tokens
    opener = next((one for one in doc.dependents(token.index, "mark", "advmod") if one.lemma.lower() == "as"), None)
    head = tokens[token.head]
    if (
        opener is None
        or token.dep.split(":")[0] != "advcl"
        or head.index < token.index
        or any(doc.dependents(token.index, "xcomp"))
    ):
        return None
    if opener.index != doc.sentence_of(token.index).first or head.upos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    last = doc.subtree(token.index)[1]
    while last - 1 > token.index and tokens[last - 1].upos == "PUNCT":
        last -= 1
    if (
        last >= len(tokens)
        or tokens[last].text != ","
        or token.lemma.lower() not in ("say", "tell", "note", "put", "explain", "report", "write")
    ):
        return None
    clause = clause_of(doc, head.index, {token.index})
    if clause.first <= token.index or not any(is_finite(tokens[at]) for at in range(clause.first, clause.last)):
        return None
    return _Told(clause)


def _opened_by_that(reading: Reading, content: Phrase) -> bool:
    return content.first > 0 and reading.doc.tokens[content.first - 1].lemma.lower() == "that"


def _without_subject(reading: Reading, cue: int, rule: SpeechRule) -> _Told | None:
    """ "claimed to have left", "denied firing": what has no subject of its own."""
    doc = reading.doc
    for child in doc.dependents(cue, "xcomp", "ccomp"):
        if reading.quoted[child.index] or child.upos not in ("VERB", "AUX", "ADJ", "NOUN") or child.index <= cue:
            continue
        clause = clause_of(doc, child.index)
        opener = doc.tokens[clause.first]
        wanted = "infinitive" if opener.lemma.lower() == "to" else "gerund" if opener.tag == "VBG" else ""
        if wanted in rule.complements:
            return _Told(clause)
    return None


def _charge(reading: Reading, cue: int) -> Phrase | None:
    """ "accused the army of shelling the town", "blamed Lee for the delay": what comes after "of" or "for"."""
    doc, tokens = reading.doc, reading.doc.tokens
    blamed = next((child for child in doc.dependents(cue, "obj") if child.index > cue), None)
    passive = any(child.dep == "nsubj:pass" for child in doc.dependents(cue))
    if blamed is None and not passive:
        return None
    for holder in (cue, *([blamed.index] if blamed else [])):
        for child in doc.dependents(holder, "advcl", "obl", "acl", "nmod", "ccomp", "xcomp"):
            opener = next(
                (one for one in doc.dependents(child.index, "mark", "case") if one.lemma.lower() in ("of", "for")), None
            )
            if opener is None or opener.index < cue or reading.quoted[child.index]:
                continue
            if child.dep.startswith("nmod") and (holder == cue or opener.lemma.lower() == "of"):
                continue  # "blamed the anger of the crowd"
            clause = clause_of(doc, child.index)
            first = max(clause.first, opener.index + 1)
            if clause.last - first >= 2 and (tokens[first].tag == "VBG" or child.upos == "NOUN"):
                return trimmed(doc, max(child.index, first), first, clause.last)
    return None


def _clause(reading: Reading, cue: int) -> Phrase | None:
    """The clause behind the cue, or the one that it interrupts."""
    doc, token = reading.doc, reading.doc.tokens[cue]
    said = argument_of(doc, cue, "ARG1")
    if said is not None and not said.first <= cue < said.last and not reading.quoted[said.first]:
        opened = opened_clause(reading, cue, said)
        verb = first_verb(doc, opened.first, opened.last)
        finite = (
            verb is not None
            and verb > opened.first
            and not any(doc.tokens[at].tag in ("WP", "WDT", "WP$") for at in range(opened.first + 1, verb))
            and doc.tokens[verb - 1].lemma.lower() != "to"
            and not _participle(reading, opened, verb)
        )
        if finite and doc.tokens[said.first].lemma.lower() not in _UNREPORTED and not _asks(reading, opened):
            return opened
        if doc.tokens[said.first].lemma.lower() in _UNREPORTED:
            return None
    for child in doc.dependents(cue, "ccomp"):
        led = any(one.lemma.lower() == "that" for one in doc.dependents(child.index, "mark"))
        if reading.quoted[child.index] or (
            not led and any(doc.tokens[at].text.lower() == "whom" for at in range(cue + 1, child.index))
        ):
            continue  # "warned spectators, some of whom had groaned"
        clause = clause_of(doc, child.index, [at for at in doc.children[child.index] if at == cue])
        if (
            clause.first <= cue < clause.last
            or _asks(reading, clause)
            or (
                doc.tokens[child.index].upos not in ("VERB", "AUX", "ADJ")
                and first_verb(doc, clause.first, clause.last) is None
            )
        ):
            continue
        if any(one.lemma.lower() == "to" for one in doc.dependents(child.index, "mark")):
            continue
        clause = opened_clause(reading, cue, clause)
        opener = doc.tokens[clause.first]
        if opener.lemma.lower() in _UNREPORTED:
            continue
        return clause
    for child in doc.dependents(cue, "acl", "acl:relcl", "advcl", "obj", "parataxis"):
        # Where the reader took the clause for something else, "that" right behind the cue still opens it.
        mark = next((one for one in doc.dependents(child.index, "mark") if one.lemma.lower() == "that"), None)
        if mark is not None and mark.index == cue + 1 and not reading.quoted[child.index]:
            return clause_of(doc, child.index)
    if _opens_gap(reading, cue):
        return trimmed(doc, cue + 1, cue + 1, doc.subtree(cue)[1])
    if token.dep.split(":")[0] == "parataxis" and token.head != cue and not reading.quoted[token.head]:
        above = doc.tokens[token.head]
        first, _ = doc.subtree(cue)
        bounded = first > 0 and (doc.tokens[first - 1].text in CLOSERS or doc.tokens[first].text == ",")
        if above.index < cue and bounded and above.sentence == token.sentence:
            return clause_of(doc, above.index, {cue})
    return None


def _opens_gap(reading: Reading, cue: int) -> bool:
    """Whether the cue stands in a relative clause whose own verb follows: "a vote which he claims cost 14,000 jobs"."""
    tokens = reading.doc.tokens
    if cue < 2 or cue + 1 >= len(tokens) or not is_finite(tokens[cue + 1]):
        return False
    opener = tokens[cue - 2]
    return opener.tag in ("WDT", "WP") and tokens[cue - 1].upos in ("PRON", "PROPN", "NOUN")


def _inserted(reading: Reading, cue: int, speaker: Phrase | None) -> _Told | None:
    """What is said where the cue stands in its midst.

    Forms that it reads:

        Moscow, Lavrov added, was ready for talks.
        Had they been told, Lavrov said on Monday, they would have come.
        She locks the gate, because, she says, the last man sold the key.
        Recipients, said Lee, are required to exhibit the works.
    """
    doc, tokens = reading.doc, reading.doc.tokens
    sentence = doc.sentence_of(cue)
    if speaker is None:
        return None
    inverted = speaker.first == cue + 1 and cue > 0 and tokens[cue - 1].text == ","
    if not inverted and (speaker.last > cue or cue - speaker.last > 2):
        return None
    comma = cue - 1 if inverted else speaker.first - 1
    first = _sentence_start(reading, sentence.first, comma)
    behind = speaker.last if inverted else cue + 1
    after = next((at for at in range(behind, min(behind + 6, sentence.last - 1)) if tokens[at].text == ","), None)
    if after is None or comma <= first or tokens[comma].text != "," or reading.quoted[comma] or reading.quoted[after]:
        return None
    if any(tokens[at].upos in ("VERB", "AUX") or reading.quoted[at] for at in range(behind, after)):
        return None
    joined = tokens[comma - 1].upos == "SCONJ" or tokens[comma - 1].tag in ("WDT", "WP")
    hanging = tokens[first].lemma.lower() in _HANGING or tokens[first].upos in ("SCONJ", "AUX")
    if (
        not joined
        and not hanging
        and any(is_finite(tokens[at]) and not tokens[at].dep.startswith("acl") for at in range(first, comma))
    ):
        return None  # What is said stands before: "The bridge is shut, officials said, and ..."
    if tokens[after + 1].upos in ("CCONJ", "SCONJ") or tokens[after + 1].tag in ("VBG", "WDT", "WP"):
        return None
    rest = trimmed(doc, after + 1, after + 1, sentence.last)
    finite = next((at for at in range(rest.first, rest.last) if is_finite(tokens[at])), None)
    if finite is None or rest.last - rest.first < 3:
        return None
    bare = tokens[first].upos in ("NOUN", "PROPN", "DET", "PRON", "ADJ", "NUM") or hanging
    if not joined and not hanging and bare and finite - rest.first > 2:
        return None  # "Lee, the envoy said, the man from Lyon, ...": no clause goes on.
    return _Told(rest, trimmed(doc, first, first, comma) if bare and not joined else None)


def _sentence_start(reading: Reading, first: int, comma: int) -> int:
    """Where what is said may begin: behind another sentence's end and behind a dateline."""
    tokens = reading.doc.tokens
    begin = next((at + 1 for at in range(comma - 1, first, -1) if tokens[at].text in (".", "?", "!", ";")), first)
    if tokens[begin].text.isupper():
        # "SEOUL (Pacific Ledger) - North Korea is ...": the dateline is not what was said.
        dashes = (at for at in range(begin, min(begin + 12, comma)) if tokens[at].text in ("-", "–", "—", "--"))
        begin = next((at + 1 for at in dashes if tokens[at - 1].end < tokens[at].start), begin)
    return begin


def _fronted(reading: Reading, cue: int, speaker: Phrase | None) -> Phrase | None:
    """ "The bridge was destroyed, officials said on Monday.": the sentence up to the comma before who says it."""
    doc, tokens = reading.doc, reading.doc.tokens
    sentence = doc.sentence_of(cue)
    if speaker is None or tokens[speaker.head].lemma.lower() in RELATIVE:
        return None
    inverted = speaker.first > cue
    comma = cue - 1 if inverted else speaker.first - 1
    if comma <= sentence.first or (not inverted and not 0 <= cue - speaker.last <= 12):
        return None
    if tokens[comma].text != "," or reading.quoted[comma] or reading.quoted[comma - 1]:
        return None
    first = _sentence_start(reading, sentence.first, comma)
    opener = tokens[first]
    if opener.tag in ("WP", "WRB"):
        return None
    if opener.lemma.lower() == "whether":
        # "Whether it will dent exports is unclear, Lee said."
        open_end = any(tokens[at].lemma.lower() in _UNSETTLED for at in range(max(first, comma - 3), comma))
        return trimmed(doc, first, first, comma) if open_end else None
    if _asks(reading, Phrase(first, first, comma)) or opener.upos == "SCONJ" or opener.lemma.lower() in _SUBORDINATE:
        return None
    if (
        opener.upos in ("ADP", "VERB")
        and opener.tag != "NNP"
        and not any(tokens[at].text == "," for at in range(first, comma))
    ):
        return None
    if not any(is_finite(tokens[at]) and not tokens[at].dep.startswith("acl") for at in range(first, comma)):
        return None
    if inverted:
        return trimmed(doc, first, first, comma)
    rest = range(cue + 1, sentence.last)
    pause = next((at for at in rest if tokens[at].text == ","), sentence.last)
    if pause - cue <= 6 and not any(is_finite(tokens[at]) for at in range(cue + 1, pause)):
        rest = range(cue + 1, pause)
    starts = tokens[cue + 1] if cue + 1 < sentence.last else None
    if starts is not None and (
        starts.lemma.lower() == "that"
        or (
            starts.text not in (",", ".")
            and starts.upos not in ("ADP", "PUNCT", "ADV")
            and not timed(reading, cue + 1)
            and any(is_finite(tokens[at]) for at in rest)
        )
    ):
        return None
    if (
        starts is not None
        and starts.upos == "ADP"
        and any(tokens[at].lemma.lower() == "that" and tokens[at].upos == "SCONJ" for at in rest[:6])
    ):
        return None
    if any(reading.quoted[at] for at in range(first, comma)) and first_verb(doc, first, comma) is None:
        return None
    return trimmed(doc, first, first, comma)


def _asks(reading: Reading, clause: Phrase) -> bool:
    """Whether the clause is the question that was put: "Asked whether ..."."""
    return any(stem in reading.rules.prompts for stem in stems_of(reading.doc.tokens[clause.first]))


def _participle(reading: Reading, clause: Phrase, verb: int) -> bool:
    """Whether there is no finite verb: a noun with what hangs on it ("the closure of ...")."""
    doc, tokens = reading.doc, reading.doc.tokens

    def hangs_on_noun(at: int) -> bool:
        path = [at, *ancestors(doc, at, 6)]
        inside = [one for one in path if clause.first <= one < clause.last]
        return any(tokens[one].dep in ("acl", "acl:relcl") and tokens[one].head in inside for one in inside)

    return not any(
        (tokens[at].upos == "AUX" or tokens[at].tag in ("VBD", "VBZ", "VBP", "MD")) and not hangs_on_noun(at)
        for at in range(verb, clause.last)
    )


def _holds_quote(reading: Reading, phrase: Phrase) -> bool:
    return any(reading.quoted[at] for at in range(phrase.first, phrase.last)) and any(
        claim.first < phrase.last and phrase.first < claim.last for claim in reading.claimed
    )
