"""Whom "he" means where he speaks: who acts in the sentence right before."""

from __future__ import annotations

from chancery.extract.clauses import Phrase, noun_phrase
from chancery.extract.quoting.reading import Reading
from chancery.language.document import Sentence

_HIS = frozenset(
    {
        "mr",
        "sir",
        "lord",
        "king",
        "prince",
        "father",
        "brother",
        "monsignor",
        "pope",
        "imam",
        "duke",
        "emperor",
        "sheikh",
    }
)
_HERS = frozenset(
    {
        "ms",
        "mrs",
        "miss",
        "dame",
        "lady",
        "queen",
        "princess",
        "baroness",
        "sister",
        "mother",
        "madam",
        "madame",
        "mme",
        "duchess",
    }
)


def subject_before(reading: Reading, pronoun: int) -> Phrase | None:
    """Who acts in the sentence before the one in which "he" or "she" speaks, where a noun names a person who can be meant.

    A writer who lets somebody act and then opens a quotation lets him say it:

        Brandt grinned. "Any time," he answered.            Brandt
        Lyle, who followed her, smiled. "I like Dana," he said.
        She denies it. "I have 61 cousins," she joked.      None: whom that "she" means is for the cast to say
    """
    doc = reading.doc
    here = doc.sentence_of(pronoun)
    if any(
        not reading.quoted[at] and doc.tokens[at].upos in ("NOUN", "PROPN", "PRON", "VERB")
        for at in range(here.first, pronoun)
    ):
        return None  # "Biegun spent three days there, a trip he said was ..."
    for sentence in reversed(doc.sentences[max(0, here.index - 10) : here.index]):
        if sentence.part != here.part or here.paragraph - sentence.paragraph > 1:
            return None
        if all(reading.quoted[at] for at in range(sentence.first, sentence.last)):
            continue
        subject = _subject(reading, sentence)
        if subject is None or doc.tokens[subject].upos == "PRON":
            return None
        return noun_phrase(doc, subject)
    return None


def _subject(reading: Reading, sentence: Sentence) -> int | None:
    """The subject of the sentence's main verb, of its verb of speech where the main verb is marked words."""
    doc = reading.doc
    root = next((at for at in range(sentence.first, sentence.last) if doc.tokens[at].head == at), None)
    if root is None:
        return None
    says = [child.index for child in doc.dependents(root, "parataxis") if reading.cue(child.index)]
    for verb in (*([] if reading.quoted[root] else [root]), *says):
        for child in doc.dependents(verb, "nsubj"):
            if not reading.quoted[child.index]:
                return child.index
    return None


def can_be(reading: Reading, actor: str, pronoun: str) -> bool:
    """Whether the actor is a person, and nothing that the story calls him speaks against the pronoun."""
    record = reading.cast.record(actor)
    if record.type != "person":
        return False
    sex = _sex_of(reading, actor)
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
