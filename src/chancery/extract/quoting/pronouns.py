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
    if any(
        not reading.quoted[at] and doc.tokens[at].upos in ("NOUN", "PROPN", "PRON") for at in range(here.first, pronoun)
    ):
        return None  # "Biegun spent three days there, a trip he said was ..."
    word = doc.tokens[pronoun].text.lower()
    paragraph: int | None = None
    for sentence in reversed(doc.sentences[max(0, here.index - 12) : here.index]):
        if sentence.part != here.part or here.paragraph - sentence.paragraph > 1:
            return None
        if all(reading.quoted[at] for at in range(sentence.first, sentence.last)):
            continue
        if paragraph is not None and sentence.paragraph != paragraph:
            return None
        paragraph = sentence.paragraph
        verb, subject = _main(reading, sentence)
        if subject is not None and doc.tokens[subject].upos == "PRON":
            continue  # "She was scathing.": whoever that is goes on.
        if subject is not None:
            phrase = noun_phrase(doc, subject)
            actor = reading.actor_of(phrase)
            if actor is not None and can_be(reading, actor, word):
                return phrase
            if actor is None and verb is not None and reading.cue(verb) and doc.tokens[subject].tag in ("NN", "CD"):
                return phrase
        if (person := _only_person(reading, sentence, word)) is not None:
            return person
    return None


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
