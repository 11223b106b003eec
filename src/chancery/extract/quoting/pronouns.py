"""Whom "he" means where he speaks: who acts in the sentence right before."""

from __future__ import annotations

from chancery.extract.clauses import Phrase, noun_phrase
from chancery.extract.quoting.reading import Reading
from chancery.language.document import Sentence

_HIS = frozenset("mr sir lord king prince father brother monsignor pope imam duke emperor sheikh".split())
_HERS = frozenset("ms mrs miss dame lady queen princess baroness sister mother madam madame mme duchess".split())


def subject_before(reading: Reading, pronoun: int) -> Phrase | None:
    """Who acts in the sentences before the one in which "he" or "she" speaks, where a noun names a person who can be meant.

    A writer who lets somebody act and then opens a quotation lets him say it:

        Brandt grinned. "Any time," he answered.                                   Brandt
        De Wael wants more. She was scathing. "Every year they forget," she said.   De Wael: "she" goes on
        Among them was Arpine Sahakyan, a teacher.¶ "Nobody asked us," she said.    the only person of the sentence before
        A shopkeeper admitted it. "They would have bought more," she said.          A shopkeeper, who has spoken
    """
    doc = reading.doc
    here = doc.sentence_of(pronoun)
    first = next(
        (
            at + 1
            for at in range(pronoun - 1, here.first, -1)
            if doc.tokens[at].text in (".", "?", "!") and not reading.quoted[at]
        ),
        here.first,
    )
    if any(not reading.quoted[at] and doc.tokens[at].upos in ("NOUN", "PROPN", "PRON") for at in range(first, pronoun)):
        return None  # "Biegun spent three days there, a trip he said was ..."
    word = doc.tokens[pronoun].text.lower()
    paragraph: int | None = None
    described: Phrase | None = None
    for sentence in reversed(doc.sentences[max(0, here.index - 12) : here.index]):
        if sentence.part != here.part or here.paragraph - sentence.paragraph > 1:
            return described
        if all(reading.quoted[at] for at in range(sentence.first, sentence.last)):
            continue
        if paragraph is not None and sentence.paragraph != paragraph:
            return described
        paragraph = sentence.paragraph
        verb, subject = _main(reading, sentence)
        if subject is not None and doc.tokens[subject].text.lower() in ("he", "she", "they", "i", "we", "who"):
            continue  # "She was scathing.": whoever that is goes on.
        if subject is not None and doc.tokens[subject].upos != "PRON":
            phrase = noun_phrase(doc, subject)
            actor = reading.actor_of(phrase)
            if actor is None and (named := _named_in(reading, subject)) is not None:
                phrase, actor = named, reading.actor_of(named)
            if actor is not None and can_be(reading, actor, word):
                return phrase
            somebody = doc.tokens[subject].lemma.lower() in reading.rules.people | reading.rules.sources
            speaks = verb is not None and reading.cue(verb) is not None
            if actor is None and (speaks or somebody) and _is_somebody(reading, subject):
                if doc.tokens[phrase.first].text.lower() != "the":
                    return described or phrase
                described = described or phrase  # "the premier": somebody who has been named, if anybody has.
                continue
        if (person := _only_person(reading, sentence, word)) is not None:
            return person
    return described


def _named_in(reading: Reading, subject: int) -> Phrase | None:
    """The one person named in the subject with all that hangs on it: "One of the authors, herpetologist David Blackburn,"."""
    doc = reading.doc
    first, last = doc.subtree(subject)
    found = [
        Phrase(name.last - 1, name.first, name.last)
        for name in doc.names
        if name.type == "PER"
        and first <= name.first
        and name.last <= last
        and doc.tokens[doc.head_of(name.first, name.last)].dep in ("appos", "conj", "flat", "nsubj", "nmod:desc")
    ]
    return found[0] if len(found) == 1 else None


def _is_somebody(reading: Reading, noun: int) -> bool:
    """Whether the noun can be one person who is only described: no report, no study, no crowd."""
    token, rules = reading.doc.tokens[noun], reading.rules
    lemma = token.lemma.lower()
    return (
        token.tag in ("NN", "CD", "NNP")
        and lemma not in rules.writings
        and lemma not in rules.things
        and lemma not in rules.venues
    )


def _main(reading: Reading, sentence: Sentence) -> tuple[int | None, int | None]:
    """The sentence's main verb (its verb of speech where the main verb is marked words) and that one's subject."""
    doc = reading.doc
    root = next((at for at in range(sentence.first, sentence.last) if doc.tokens[at].head == at), None)
    if root is None:
        return None, None
    says = [child.index for child in doc.dependents(root, "parataxis") if reading.cue(child.index)]
    for verb in (*([] if reading.quoted[root] else [root]), *says):
        for child in doc.dependents(verb, "nsubj"):
            if not reading.quoted[child.index]:
                return verb, child.index
    return root, None


def _only_person(reading: Reading, sentence: Sentence, word: str) -> Phrase | None:
    """The one person whom the sentence names, where it names one: "It fell to Halima Guyo to reply."."""
    found: dict[str, Phrase] = {}
    for name in reading.doc.names:
        if name.type != "PER" or not sentence.first <= name.first < sentence.last or reading.quoted[name.first]:
            continue
        phrase = Phrase(name.last - 1, name.first, name.last)
        actor = reading.actor_of(phrase)
        if actor is None or reading.doc.tokens[name.first].dep in ("nmod:poss", "compound"):
            return None
        found[actor] = phrase
    actors = list(found)
    return found[actors[0]] if len(actors) == 1 and can_be(reading, actors[0], word) else None


def can_be(reading: Reading, actor: str, pronoun: str) -> bool:
    """Whether the actor is a person, and nothing that the story calls him speaks against the pronoun."""
    record = reading.cast.record(actor)
    if record.type != "person":
        return False
    sex = reading.cast.sex(actor) or _sex_of(reading, actor)
    return not sex or sex == ("m" if pronoun.lower() == "he" else "f")


def _sex_of(reading: Reading, actor: str) -> str:
    """What the words before the name and the roles say: "Mr. Lee", "Dame Ruth", "a spokeswoman"."""
    record, tokens = reading.cast.record(actor), reading.doc.tokens
    words = [word for role in record.roles for word in role.title.lower().split()]
    for mention in record.mentions:
        first = reading.token(mention.start)
        words += [tokens[at].text.lower().rstrip(".") for at in (first - 1, first) if 0 <= at < len(tokens)]
    women = sum(word in _HERS or word.endswith("woman") for word in words)
    men = sum(word in _HIS or (word.endswith("man") and not word.endswith(("woman", "german"))) for word in words)
    return "f" if women > men else "m" if men > women else ""
