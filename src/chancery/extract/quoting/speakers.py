"""Who speaks: the subject of a verb of speech, the name beside it, the source after "according to", who issued a statement."""

from __future__ import annotations

from chancery.extract.clauses import (
    Phrase,
    actor_at,
    ancestors,
    clause_of,
    noun_phrase,
    preposition_of,
    stems_of,
    subject_of,
    without_case,
)
from chancery.extract.quoting.pronouns import can_be, subject_before
from chancery.extract.quoting.reading import Attribution, Piece, Reading
from chancery.rules.speech import SpeechRule

_QUOTING = frozenset({"quote", "cite", "report"})
_PART = frozenset({"some", "many", "several", "most", "both", "all", "one", "two", "part", "member", "none", "each"})
_RELATED = frozenset(
    "aide adviser advisor lawyer attorney solicitor counsel spokesman spokeswoman spokesperson friend brother sister mother father wife widow "
    "husband son daughter cousin relative deputy assistant colleague ally supporter critic successor predecessor rival".split()
)
"""Who is somebody's: "a former aide to Mayor Calloway"."""
_ISSUING = frozenset(
    {
        "hold",
        "carry",
        "wave",
        "bear",
        "display",
        "fire",
        "file",
        "sign",
        "put",
        "tweet",
        "email",
        "e-mail",
        "mail",
        "text",
        "hand",
        "share",
        "distribute",
    }
) | frozenset({"issue", "release", "publish", "post", "make", "give", "send", "write", "read", "deliver", "circulate"})


def speaker_of(reading: Reading, cue: int, frame: range | None = None) -> Phrase | None:
    """Who speaks: the cue's subject, else the name that stands right beside the cue; the whole phrase that names him.

    Forms that it reads:

        ..., said Ana Ruiz, a spokeswoman        his father, Abdullah Kurdi, said ...
        the official, who asked not to be named, said ...
        Yonhap quoted an official as saying      a pattern described by Lee as ...
    """
    found = (
        _absolute(reading, cue)
        or quoted_as_saying(reading, cue)
        or _agent(reading, cue)
        or _quoted_subject(reading, cue)
        or _cited(reading, cue)
    )
    if found is None:
        found = subject_of(reading.doc, cue)
        own = _own_subject(reading, cue)
        apart = own is not None and (found is None or found.last <= own.first or own.last <= found.first)
        beside = own is not None and own.last == cue
        if apart and (beside or reading.doc.tokens[cue].dep.split(":")[0] == "parataxis"):
            found = own
        if found is not None and all(reading.quoted[at] for at in range(found.first, found.last)):
            found = None
    if found is None and frame is not None:
        found = _loose_subject(reading, cue, frame) or _beside(reading, cue, frame)
    if found is not None and found.last < cue:
        found = _after_aside(reading, found, cue)
    return named_whole(reading, found) if found else None


def _own_subject(reading: Reading, cue: int) -> Phrase | None:
    """The name that the tree gives the cue for its subject: "The president trusts him, officer Bong Escudero said"."""
    doc = reading.doc
    for child in doc.dependents(cue, "nsubj"):
        token = doc.tokens[child.index]
        if child.dep == "nsubj" and token.upos == "PROPN" and not reading.quoted[child.index] and child.index < cue:
            return noun_phrase(doc, child.index)
    return None


def _absolute(reading: Reading, cue: int) -> Phrase | None:
    """Who speaks beside the main clause: "..., with France's president, Emmanuel Macron, warning of ..."."""
    doc, tokens = reading.doc, reading.doc.tokens
    predicate = doc.predicate_at.get(cue)
    argument = predicate.argument("ARG0") if predicate and tokens[cue].tag == "VBG" and cue else None
    if argument is None or argument.last != cue - 1 or tokens[cue - 1].text != ",":
        return None
    if not any(tokens[at].text == "," for at in range(argument.first, argument.last)):
        return None
    names = _persons(reading, argument.first, argument.last)
    first = noun_phrase(
        doc, next((at for at in range(argument.first, argument.last) if tokens[at].upos == "NOUN"), argument.first)
    ).first
    while first < argument.last and (tokens[first].dep in ("case", "cc") or tokens[first].upos in ("ADP", "CCONJ")):
        first += 1
    leads = tokens[first - 1].text.lower() if first else ""
    if not names or names[-1][1] != argument.last or leads not in ("with", "and"):
        return None
    return Phrase(names[-1][1] - 1, first, argument.last)


def _after_aside(reading: Reading, phrase: Phrase, cue: int) -> Phrase:
    """Who is named between the phrase and the cue, where the phrase is no speaker: "... the sale, a spokesman, Wang Wei, told"."""
    tokens = reading.doc.tokens
    names = _persons(reading, phrase.last, cue)
    aside = tokens[min(phrase.last + 1, len(tokens) - 1)].text.lower() == "whose"
    if aside and names and names[-1][1] in (cue, cue - 1):
        return Phrase(names[-1][1] - 1, *names[-1])  # "the union, whose president, Dominic Falco, tweeted"
    if who_speaks(reading, phrase) is not None or tokens[phrase.head].lemma.lower() in reading.rules.sources:
        return phrase
    if len(names) != 1 or tokens[phrase.last].text != "," or tokens[names[0][1]].text != ",":
        return phrase
    between = range(phrase.last + 1, names[0][0])
    if not all(tokens[at].upos in ("DET", "NOUN", "ADJ", "PROPN", "PUNCT", "ADP") for at in between):
        return phrase
    if not any(tokens[at].upos == "NOUN" for at in between):
        return phrase
    return Phrase(names[0][1] - 1, phrase.last + 1, names[0][1])


def quoted_as_saying(reading: Reading, cue: int) -> Phrase | None:
    """Whose words a paper quotes: "quoted Lee as saying", "Lee was quoted by state media as saying"."""
    doc = reading.doc
    token = doc.tokens[cue]
    if token.tag != "VBG" or doc.tokens[cue - 1].lemma.lower() != "as":
        return None
    governor = _quoting(reading, cue)
    if governor is None:
        return None
    passive = any(child.dep in ("nsubj:pass", "aux:pass") for child in doc.dependents(governor))
    said = next((child for child in doc.dependents(governor, *(("nsubj",) if passive else ("obj",)))), None)
    if said is None and (doc.tokens[governor].dep.startswith("acl") and doc.tokens[governor].tag == "VBN"):
        said = doc.tokens[doc.tokens[governor].head]
    return noun_phrase(doc, said.index) if said is not None else None


def _quoted_subject(reading: Reading, cue: int) -> Phrase | None:
    """Who "was quoted by state television as saying" what stands before."""
    doc = reading.doc
    if not any(stem in _QUOTING for stem in stems_of(doc.tokens[cue])):
        return None
    subject = next((child for child in doc.dependents(cue, "nsubj") if child.dep == "nsubj:pass"), None)
    return noun_phrase(doc, subject.index) if subject is not None else None


def _cited(reading: Reading, cue: int) -> Phrase | None:
    """Whom a paper cites for what it reports: "Yonhap, citing a military official, reported that ..."."""
    doc = reading.doc
    verbs = [cue, *(child.index for child in doc.dependents(cue, "nsubj"))]
    for verb in verbs:
        for child in doc.dependents(verb, "acl", "advcl"):
            if (
                child.tag == "VBG"
                and not reading.quoted[child.index]
                and any(stem in ("cite", "quote") for stem in stems_of(child))
            ):
                cited = next((one for one in doc.dependents(child.index, "obj")), None)
                if cited is not None and is_source(reading, noun_phrase(doc, cited.index)):
                    return noun_phrase(doc, cited.index)
    return None


def _loose_subject(reading: Reading, cue: int, frame: range) -> Phrase | None:
    """The subject before the cue that was read as one of the marked words: "The opinion of the court, released on Friday, read: ..."."""
    for at in range(cue - 1, frame[0] - 1, -1):
        token = reading.doc.tokens[at]
        if token.dep.startswith("nsubj") and not reading.quoted[at] and reading.quoted[token.head]:
            return noun_phrase(reading.doc, at)
    return None


def _quoting(reading: Reading, cue: int) -> int | None:
    """The verb of quoting above "as saying"."""
    doc = reading.doc
    return next(
        (
            at
            for at in ancestors(doc, cue, 3)
            if doc.tokens[at].upos == "VERB" and any(stem in _QUOTING for stem in stems_of(doc.tokens[at]))
        ),
        None,
    )


def _agent(reading: Reading, cue: int) -> Phrase | None:
    """Who is named after "by" behind a participle: "a pattern described by Lee as ..."."""
    doc, token = reading.doc, reading.doc.tokens[cue]
    if token.tag != "VBN" or not token.dep.startswith("acl"):
        return None
    for child in doc.dependents(cue, "obl"):
        if preposition_of(doc, child.index) == "by":
            return without_case(doc, noun_phrase(doc, child.index))
    return None


def _beside(reading: Reading, cue: int, frame: range) -> Phrase | None:
    doc, tokens = reading.doc, reading.doc.tokens
    for at in (cue + 1, cue - 1):
        if at not in frame or reading.quoted[at]:
            continue
        if tokens[at].upos in ("PROPN", "PRON", "NOUN", "DET", "ADJ", "NUM") and tokens[at].lemma not in ("that", "it"):
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


def named_whole(reading: Reading, phrase: Phrase) -> Phrase:
    """The phrase with the name that belongs to it and without what does not: "study co-author Ted Scambos", "his father, Abdullah
    Kurdi"; not "the latter yesterday", "he too".
    """
    doc, tokens = reading.doc, reading.doc.tokens
    first, last = phrase.first, phrase.last
    head = min(max(phrase.head, first), last - 1)
    while last - 1 > max(first, head) and (
        tokens[last - 1].upos in ("ADV", "ADP", "PUNCT") or reading.times_at[last - 1]
    ):
        last -= 1
    while first < head and tokens[first].upos in ("ADV", "PUNCT", "CCONJ") and tokens[first].lemma.lower() != "then":
        first += 1
    end = len(tokens)
    if last < end and tokens[last].text.lower() == "of":
        for child in doc.dependents(head, "nmod"):
            if child.index > last and preposition_of(doc, child.index) == "of" and doc.subtree(child.index)[0] == last:
                last = noun_phrase(doc, child.index).last  # "one of the officials, who ...": what the noun is a part of
    while (
        last < end
        and tokens[last].upos == "PROPN"
        and tokens[last - 1].upos in ("PROPN", "NOUN")
        and tokens[last].sentence == tokens[head].sentence
        and not reading.quoted[last]
        and not reading.times_at[last]
    ):
        last += 1
    while (
        last + 1 < end
        and tokens[last].text == "-"
        and tokens[last].start == tokens[last - 1].end
        and (tokens[last + 1].start == tokens[last].end and tokens[last + 1].text[:1].isalpha())
    ):
        last += 2  # Renata Okafor-Hill
    if tokens[head].upos == "NOUN" and not _persons(reading, first, last):
        for name in doc.names:
            if not (name.type == "PER" and last < name.first <= last + 5 and tokens[last].text == ","):
                continue
            between = range(last + 1, name.first)
            closed = (
                name.last >= end
                or tokens[name.last].text == "-"
                or tokens[name.last].upos in ("PUNCT", "VERB", "AUX")
                or tokens[name.last].text == ","
            )
            if (
                closed
                and tokens[name.first].sentence == tokens[head].sentence
                and all(tokens[at].upos in ("NOUN", "ADJ", "PROPN", "DET") and not reading.quoted[at] for at in between)
            ):
                # "his father, Abdullah Kurdi,", "one of the authors, herpetologist David Blackburn,"
                return named_whole(reading, Phrase(name.last - 1, first, name.last))
    return Phrase(min(head, last - 1), first, last)


def _persons(reading: Reading, first: int, last: int) -> list[tuple[int, int]]:
    """The persons' names that stand wholly inside of the stretch."""
    return [
        (name.first, name.last)
        for name in reading.doc.names
        if name.type == "PER" and first <= name.first and name.last <= last
    ]


def who_speaks(reading: Reading, phrase: Phrase | None) -> str | None:
    """The actor who speaks where the phrase names the speaker: the person at its end, who issued the statement, the actor at its head."""
    if phrase is None:
        return None
    doc, tokens, cast = reading.doc, reading.doc.tokens, reading.cast
    if tokens[phrase.head].text.lower() in ("he", "she") and reading.bounds[1] == len(tokens):
        before = subject_before(reading, phrase.head)
        if before is not None:
            actor = who_speaks(reading, named_whole(reading, before))
            if actor is None or can_be(reading, actor, tokens[phrase.head].text):
                reading.sure.add(phrase.head)
                return actor
    persons = _persons(reading, phrase.first, phrase.last)
    if (
        len(persons) == 1
        and persons[0][1] == phrase.last
        and phrase.last - phrase.first > 1
        and not _belongs_to(reading, phrase, persons[0][0])
    ):
        for at in range(phrase.last - 1, persons[0][0] - 1, -1):
            if (actor := cast.at(at)) is not None:
                return actor
    head = tokens[phrase.head]
    if head.lemma.lower() in reading.rules.writings and head.upos == "NOUN":
        return issuer_of(reading, phrase.head)
    if head.lemma.lower() in _PART and cast.at(phrase.head) is None:
        for child in doc.dependents(phrase.head, "nmod"):
            if preposition_of(doc, child.index) != "of":
                continue
            if head.lemma.lower() == "member" and head.tag == "NNS" and (body := cast.at(child.index)) is not None:
                return body  # "members of the House shouted"
            if child.tag in ("NNS", "NNPS"):
                return cast.at(child.index) if head.lemma.lower() not in ("one", "member") else None
    return actor_at(cast, phrase)


def _belongs_to(reading: Reading, phrase: Phrase, name: int) -> bool:
    """Whether the phrase is somebody else of his whom it ends with: "a former aide to Mayor Denise Calloway"."""
    tokens = reading.doc.tokens
    if tokens[phrase.head].lemma.lower() not in _RELATED or phrase.head >= name:
        return False
    before = name - 1
    while before > phrase.head and tokens[before].text[:1].isupper():
        before -= 1
    return before > phrase.head and tokens[before].text.lower() in ("to", "for", "of", "with")


def described(reading: Reading, phrase: Phrase) -> Phrase:
    """The phrase, or for a "he" whom the story only describes, that description: "A shopkeeper ... she reflected"."""
    if reading.doc.tokens[phrase.head].text.lower() not in ("he", "she") or reading.bounds[1] != len(
        reading.doc.tokens
    ):
        return phrase
    before = subject_before(reading, phrase.head)
    if before is None:
        return phrase
    whole = named_whole(reading, before)
    return phrase if who_speaks(reading, whole) is not None else whole


def issuer_of(reading: Reading, noun: int, *, back: bool = True) -> str | None:
    """Whose statement, letter or tweet the noun names.

    Forms that it reads:

        Trump's tweet     a statement from the family     Facebook released a statement which read ...
        On Friday the army released a statement saying ... "...," read the statement.
    """
    doc, tokens, cast = reading.doc, reading.doc.tokens, reading.cast
    for child in doc.dependents(noun, "nmod"):
        if child.dep == "nmod:poss" or preposition_of(doc, child.index) in ("from", "by", "of"):
            if (actor := actor_at(cast, noun_phrase(doc, child.index))) is not None:
                return actor
    for child in doc.dependents(noun, "acl"):
        if (agent := _agent(reading, child.index)) is not None and (actor := actor_at(cast, agent)) is not None:
            return actor
    for child in doc.dependents(noun, "compound", "nmod:desc"):
        if (actor := cast.at(child.index)) is not None:
            return actor
    token = tokens[noun]
    verb = tokens[token.head]
    if preposition_of(doc, noun) in ("in", "via", "on") and verb.upos == "NOUN":
        # "disputed the reading of the documents in a letter": what the letter hangs on is the deed.
        verb = next((tokens[at] for at in ancestors(doc, noun, 4) if tokens[at].upos == "VERB"), verb)
        subject = subject_of(doc, verb.index) if verb.upos == "VERB" else None
        if subject is not None and not subject.first <= noun < subject.last:
            return who_speaks(reading, named_whole(reading, subject))
    if token.head != noun and verb.upos == "VERB":
        issues = token.dep == "obj" and any(stem in _ISSUING for stem in stems_of(verb))
        says_in = (
            token.dep.startswith("obl") and preposition_of(doc, noun) in ("in", "via", "on") and reading.cue(verb.index)
        )
        if issues or says_in:
            subject = subject_of(doc, verb.index)
            if subject is not None and not subject.first <= noun < subject.last:
                return who_speaks(reading, named_whole(reading, subject))
    if not back:
        return None
    sentence = doc.sentence_of(noun)
    for before in reversed(doc.sentences[max(0, sentence.index - 4) : sentence.index]):
        if before.paragraph < sentence.paragraph - 1:
            break
        for at in range(before.last - 1, before.first - 1, -1):
            if (
                tokens[at].upos == "NOUN"
                and tokens[at].lemma.lower() == token.lemma.lower()
                and not reading.quoted[at]
                and (actor := issuer_of(reading, at, back=False)) is not None
            ):
                return actor
    return None


def chain_above(reading: Reading, cue: int, speaker: Phrase | None) -> tuple[Phrase, ...]:
    """Who passes on what the speaker said, outermost first.

    Forms that it reads:

        Yonhap quoted an official as saying ...       according to ISNA, the prosecutor said ...
        Fars reported that the prosecutor said ...    the official was quoted by Yonhap as saying ...
    """
    doc, tokens = reading.doc, reading.doc.tokens
    found: list[Phrase] = []
    if quoted_as_saying(reading, cue) is not None and (governor := _quoting(reading, cue)) is not None:
        agents = [child for child in doc.dependents(governor, "obl") if preposition_of(doc, child.index) == "by"]
        subject = noun_phrase(doc, agents[0].index) if agents else None
        if subject is None and not any(child.dep in ("nsubj:pass", "aux:pass") for child in doc.dependents(governor)):
            subject = subject_of(doc, governor)
        if subject is not None:
            found.append(without_case(doc, subject))
        below = governor
    else:
        below = cue
        if _cited(reading, cue) is not None and (paper := subject_of(doc, cue)) is not None:
            found.append(paper)
    for at in ancestors(doc, below, 8):
        relation = tokens[below].dep.split(":")[0]
        if any(min(at, below) < stop <= max(at, below) for stop in reading.stops):
            break  # Marked words end a sentence between the two.
        if not reading.quoted[at] and relation == "ccomp" and (rule := reading.cue(at)) and "indirect" in rule.forms:
            subject = subject_of(doc, at)
            if subject is not None and (
                is_source(reading, subject) or tokens[subject.head].text.lower() in ("he", "she", "they", "it")
            ):
                found.append(subject)
        elif relation not in ("ccomp", "conj", "advcl", "xcomp", "parataxis"):
            break
        below = at
    rule = reading.rules.by_name("according")
    if rule is not None:
        tops = {cue, *(at for at in ancestors(doc, cue, 4) if tokens[at].sentence == tokens[cue].sentence)}
        for at in sorted(tops):
            for child in doc.dependents(at, "obl", "nmod", "advcl"):
                source = noun_phrase(doc, child.index)
                if preposition_of(doc, child.index) in rule.phrases and is_source(reading, source):
                    found.append(_after_preposition(reading, source))
    whole = [named_whole(reading, phrase) for phrase in found]
    return tuple(
        phrase
        for n, phrase in enumerate(reversed(whole))
        if not (speaker is not None and phrase.first < speaker.last and speaker.first < phrase.last)
        and phrase not in list(reversed(whole))[:n]
    )


def _after_preposition(reading: Reading, phrase: Phrase) -> Phrase:
    first = phrase.first
    while first < phrase.head and (
        reading.doc.tokens[first].dep in ("case", "fixed")
        or reading.doc.tokens[first].lemma.lower() in ("according", "to")
    ):
        first += 1
    return Phrase(phrase.head, first, phrase.last)


def according(reading: Reading, at: int, piece: Piece | None) -> Attribution | None:
    """ "..., according to the governor"."""
    rule = reading.rules.by_name("according")
    if rule is None:
        return None
    for child in reading.doc.dependents(at, "obl", "nmod", "advcl"):
        if piece is not None and piece.left <= child.index < piece.right:
            continue
        speaker = noun_phrase(reading.doc, child.index)
        fit = child.upos in ("NOUN", "PROPN", "PRON", "NUM") and child.lemma.lower() not in reading.rules.measures
        opener = next(reading.doc.dependents(child.index, "case"), None)
        if opener is not None and opener.lemma.lower() == "per" and opener.index != reading.doc.sentence_of(at).first:
            continue  # "ten per month"
        if preposition_of(reading.doc, child.index) in rule.phrases and fit:
            case = next(reading.doc.dependents(child.index, "case")).index
            content = clause_of(reading.doc, at, {child.index})
            cue = Phrase(case, case, case + (1 if reading.doc.tokens[case].lemma.lower() == "per" else 2))
            if piece is not None:
                speaker = named_whole(reading, speaker)
            return Attribution("mixed", "speech.according", rule.confidence, cue, speaker, content)
    return None


def is_source(reading: Reading, phrase: Phrase) -> bool:
    """Whether the phrase can be asked: an actor, a name, or people who know."""
    token = reading.doc.tokens[phrase.head]
    return (
        actor_at(reading.cast, phrase) is not None
        or token.upos == "PROPN"
        or token.lemma.lower() in reading.rules.sources
    )


def is_unfit(reading: Reading, speaker: Phrase, rule: SpeechRule) -> bool:
    """Whether the subject is no speaker: "it was announced", "the results suggest"."""
    token = reading.doc.tokens[speaker.head]
    if rule.name != "said" and token.lemma.lower() in reading.rules.things:
        return True
    if token.text == "One" and token.tag == "CD" and is_past(reading, speaker):
        return False  # "Two lawmakers were undecided. One said ..."
    if (
        token.lemma.lower() in ("there", "i", "we", "you", "one", "what", "which", "this", "that")
        and actor_at(reading.cast, speaker) is None
    ):
        return True
    if token.lemma.lower() in ("he", "she", "they"):
        return False
    return rule.actor and not is_source(reading, speaker)


def is_past(reading: Reading, speaker: Phrase) -> bool:
    """Whether a verb in the past stands right after the phrase."""
    tokens = reading.doc.tokens
    return speaker.last < len(tokens) and tokens[speaker.last].tag == "VBD"
