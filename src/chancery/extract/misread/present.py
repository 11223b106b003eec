"""Verbs in the present that the reader took for plural nouns, as news in brief has them: "The Senate votes to expel Ruiz"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from chancery.language.document import Doc, Name, Token

_BEHIND = frozenset({"on", "for", "upon", "to"})
_NEVER = frozenset({"cop", "aux", "aux:pass"})


def with_verbs_in_s(doc: Doc, verbs: Collection[str]) -> Doc:
    """The story with those words as verbs, for which *verbs* (lemmas, some with a particle) have them; the story itself where there are none.

    Forms that it reads:

        The High Court sentences Ruiz to nine years         two subjects and no verb: the second is the object
        The Brazilian Senate votes to charge Ruiz           a noun at the root, a name before it, a clause behind it
        Oman dissolves parliament and calls for a vote      joined to a verb in the present, "for" or "on" behind it
        War in Oman: The Arab League calls on Peru to act   a plural name in lower case
        A court in Sur jails Ruiz for nine years            a noun with an object, hung on its subject
        A court in Sur, Oman, sentences Ruiz to death       a verb joined to its own subject, which is made the root
    """
    said = [token for token in doc.tokens if _is_verb(doc, token, verbs)]
    parted = [
        token for token in doc.tokens if _is_parted(doc, token) or (token in said and _is_behind_place(doc, token))
    ]
    if not said and not parted:
        return doc
    tokens = list(doc.tokens)
    for token in said:
        _mend(doc, tokens, token, verbs)
    for token in parted:
        subject = doc.tokens[token.head]
        for at in doc.children[subject.index]:
            if at > token.index:
                tokens[at] = replace(tokens[at], head=token.index)
        for child in doc.dependents(token.index, "compound"):
            if child.index < token.index and any(doc.dependents(child.index, "case")):
                tokens[child.index] = replace(child, dep="nmod", head=subject.index)
        tokens[token.index] = replace(tokens[token.index], dep="root", head=token.index)
        tokens[subject.index] = replace(subject, dep="nsubj", head=token.index)
    ends = {token.index for token in said}
    names = tuple(_without(name, ends) for name in doc.names if name.last - name.first > 1 or name.first not in ends)
    return replace(doc, tokens=tuple(tokens), names=names)


def _without(name: Name, ends: Collection[int]) -> Name:
    """The name up to the verb that it has taken in."""
    return replace(name, last=name.last - 1) if name.last - 1 in ends else name


def _lemma(token: Token, verbs: Collection[str], after: str) -> str | None:
    """The verb that the word in "-s" may be, with the word *after* it where the verbs have only both."""
    low = token.text.lower()
    stems = [low[:-1]]
    if low.endswith("es"):
        stems.append(low[:-2])
    if low.endswith("ies"):
        stems.append(f"{low[:-3]}y")
    return next((stem for stem in stems if stem in verbs or f"{stem} {after}" in verbs), None)


def _is_verb(doc: Doc, token: Token, verbs: Collection[str]) -> bool:
    at, word = token.index, token.text
    if token.upos not in ("NOUN", "PROPN", "VERB") or not word.islower() or not word.endswith("s") or len(word) < 4:
        return False
    sentence = doc.sentence_of(at)
    if at == sentence.first or at + 2 >= sentence.last:
        return False
    before, behind = doc.tokens[at - 1], doc.tokens[at + 1]
    if _lemma(token, verbs, behind.text.lower()) is None:
        return False
    below = list(doc.dependents(at))
    if token.upos == "VERB" and token.tag == "NNS" and token.dep == "root":
        return before.upos in ("PROPN", "NOUN") and before.head == at
    if token.upos == "VERB" or any(child.dep in _NEVER and child.index < at for child in below):
        return False
    if token.dep == "root":
        if token.tag == "VBZ":
            return True
        clause = any(
            child.dep in ("advcl", "acl", "xcomp")
            and child.tag == "VB"
            and any(mark.text.lower() == "to" for mark in doc.dependents(child.index, "mark"))
            for child in below
        )
        sides = any(child.dep in ("nsubj", "obj", "ccomp") for child in below)
        low = behind.text.lower()
        after = low in ("the", "a", "an", "its", "their") or (
            low == "at" and doc.tokens[at + 2].text.lower() == "least"
        )
        named = before.upos == "PROPN" or before.text[:1].isupper()
        voted = clause and token.text == "votes"
        return before.head == at and (
            (named and (clause or sides or after)) or (before.upos == "NOUN" and (sides or voted))
        )
    above = doc.tokens[token.head]
    if _is_behind_place(doc, token):
        return True
    low = f"{_lemma(token, verbs, behind.text.lower())} {behind.text.lower()}"
    if token.dep == "conj" and token.tag in ("NNS", "VBZ") and behind.text.lower() in _BEHIND and low in verbs:
        return above.upos == "VERB" and above.tag == "VBZ" and before.text.lower() == "and"
    if token.upos == "PROPN" and token.tag == "NNPS" and behind.text.lower() in _BEHIND and low in verbs:
        return before.upos == "PROPN" and before.head == at and token.dep in ("appos", "parataxis", "root")
    return False


def _is_behind_place(doc: Doc, token: Token) -> bool:
    """ "A court in Somaliland jails Ruiz": a plural noun with an object behind a place, which the tree hangs on the subject."""
    above, before = doc.tokens[token.head], doc.tokens[token.index - 1]
    return (
        token.dep == "acl"
        and token.tag in ("NNS", "VBZ")
        and above.dep == "root"
        and above.upos in ("NOUN", "PROPN")
        and above.index < token.index
        and before.upos == "PROPN"
        and any(child.index > token.index for child in doc.dependents(token.index, "obj"))
        and not any(doc.dependents(above.index, "cop", "aux", "nsubj"))
    )


def _is_parted(doc: Doc, token: Token) -> bool:
    """Whether the tree joins a finite verb to a noun at the root as if "and" stood between: the commas of a place part it from its subject."""
    above = doc.tokens[token.head]
    if (
        token.upos != "VERB"
        or token.tag not in ("VBZ", "VBD")
        or token.dep not in ("conj", "parataxis")
        or above.dep != "root"
    ):
        return False
    if above.upos not in ("NOUN", "PROPN") or above.index > token.index or doc.tokens[token.index - 1].text != ",":
        return False
    if any(doc.dependents(token.index, "nsubj", "cc", "expl", "mark")) or any(
        doc.dependents(above.index, "cop", "nsubj", "aux")
    ):
        return False
    between = doc.tokens[above.index + 1 : token.index]
    return len(between) < 12 and not any(word.upos in ("VERB", "AUX", "CCONJ") for word in between)


def _mend(doc: Doc, tokens: list[Token], token: Token, verbs: Collection[str]) -> None:
    """Write the verb and its subject, object and clause into *tokens*."""
    at = token.index
    lemma = _lemma(token, verbs, doc.tokens[at + 1].text.lower()) or token.lemma
    dep = "parataxis" if token.dep == "appos" else token.dep
    tokens[at] = replace(token, upos="VERB", tag="VBZ", lemma=lemma, dep=dep)
    left = [child for child in doc.dependents(at, "compound", "nsubj") if child.index < at]
    if left and not any(child.dep == "nsubj" for child in left) and not _is_behind_place(doc, token):
        upos = left[-1].upos if left[-1].upos in ("NOUN", "PROPN") else "PROPN"
        tokens[left[-1].index] = replace(left[-1], dep="nsubj", upos=upos)
        for child in doc.dependents(at, "det", "amod", "compound", "nmod"):
            if child.index < left[-1].index:
                tokens[child.index] = replace(child, head=left[-1].index)
    for child in doc.dependents(at):
        if child.index < at:
            continue
        marks = {mark.text.lower() for mark in doc.dependents(child.index, "mark")}
        case = {word.text.lower() for word in doc.dependents(child.index, "case")}
        if child.dep == "nsubj" and not any(doc.dependents(at, "obj")):
            tokens[child.index] = replace(child, dep="obj")
        elif child.dep in ("advcl", "acl") and child.tag == "VB" and "to" in marks:
            tokens[child.index] = replace(child, dep="xcomp")
        elif child.dep == "nmod" and case:
            tokens[child.index] = replace(child, dep="obl")
        elif (
            child.dep in ("parataxis", "dep", "appos", "nmod:unmarked") and child.upos in ("NOUN", "PROPN") and not case
        ):
            if (
                child.index - at < 9
                and not any(doc.dependents(at, "obj", "nsubj"))
                and doc.tokens[child.index - 1].text != "("
            ):
                tokens[child.index] = replace(child, dep="obj")  # "bombs at least ten targets"
