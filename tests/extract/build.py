"""Build a Doc by hand from a compact table, so that a finder's test needs no model.

One word a token, ``word/TAG/head/dep``, with heads counted from 1 in the sentence and 0 for the root; a line is a
sentence, an empty line a new paragraph, ``# caption`` before a line its part. Names are given as words and type.

    U.S./NNP/2/compound envoy/NN/3/nsubj left/VBD/0/root ././3/punct
"""

from __future__ import annotations

from chancery.language.document import Argument, Doc, Name, Predicate, Sentence, Token
from chancery.records import Part, Story

UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV",
    "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBG": "VERB", "VBN": "VERB", "MD": "AUX", "IN": "ADP",
    "TO": "PART", "DT": "DET", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON", "CD": "NUM", "CC": "CCONJ",
    "POS": "PART",
}  # fmt: skip
BE = {"is", "was", "are", "were", "be", "been", "being", "am", "’s"}
GLUED = {"'s", "’s", ",", ".", ":", "”", ")", "?", "'", "’", "-"}


def built(table, names=(), published="2019-02-19", glue_after=("“", "(", "-")):
    """The Doc of a *table*; *names* are pairs of words and type, each marked wherever it stands."""
    text, tokens, sentences, parts, predicates = "", [], [], [], []
    part, paragraph = "body", 0
    for line in table.strip().splitlines():
        line = line.strip()
        if not line:
            paragraph, text = paragraph + 1, text + "\n\n"
            continue
        if line.startswith("# "):
            part = line[2:]
            continue
        first, begin = len(tokens), None
        for piece in line.split():
            word, tag, head, dep = piece.rsplit("/", 3)
            if text and not text[-1].isspace() and word not in GLUED and text[-1] not in glue_after:
                text += " "
            start = len(text)
            begin = start if begin is None else begin
            text += word
            upos = "AUX" if dep in {"aux", "cop", "aux:pass"} else UPOS.get(tag, "PUNCT")
            at = len(tokens)
            governor = at if head == "0" else first + int(head) - 1
            tokens.append(
                Token(at, start, len(text), word, lemma(word, tag), upos, tag, "", dep, governor, len(sentences))
            )
        sentences.append(Sentence(len(sentences), first, len(tokens), begin, len(text), part, paragraph))
        parts.append(Part(part, begin, len(text)))
        part = "body"
    for token in tokens:
        if token.upos == "VERB":
            arguments = [
                Argument(other.index, other.index + 1, {"nsubj": "ARG0", "obj": "ARG1"}[other.dep])
                for other in tokens
                if other.head == token.index and other.dep in {"nsubj", "obj"}
            ]
            predicates.append(Predicate(token.index, f"{token.lemma}.01", 0.9, tuple(arguments)))
    story = Story("s1", "s1", text, tuple(parts), published=published)
    doc = Doc(story, tuple(tokens), tuple(sentences), tuple(predicates))
    return Doc(story, doc.tokens, doc.sentences, doc.predicates, tuple(_names(doc, names)))


def lemma(word, tag):
    """A dictionary form, near enough for tests."""
    low = word.lower()
    if low in BE:
        return "be"
    if low in {"had", "has"}:
        return "have"
    if low in {"said", "told", "met", "left", "spent", "gave", "went"}:
        return {
            "said": "say",
            "told": "tell",
            "met": "meet",
            "left": "leave",
            "spent": "spend",
            "gave": "give",
            "went": "go",
        }[low]
    if tag == "NNS" and low.endswith("s"):
        return low[:-1]
    if tag == "VBZ" and low.endswith("s"):
        return low[:-1]
    if tag in {"VBD", "VBN"} and low.endswith("ed"):
        return low[:-1] if low.endswith(("ged", "ced")) else low[:-2]
    if tag == "VBG" and low.endswith("ing"):
        return low[:-3]
    return word if tag in {"NNP", "NNPS"} else low


def _names(doc, names):
    for words, kind in names:
        for first in range(len(doc.tokens)):
            for last in range(first + 1, min(first + 8, len(doc.tokens) + 1)):
                if doc.words(first, last) == words:
                    yield Name(first, last, kind, 0.9)
