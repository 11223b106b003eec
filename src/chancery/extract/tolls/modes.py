"""Modes: PLOVER's closer description of an event, by its own word, the words of its clause, or what it asks or threatens."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.clauses import stems_of
from chancery.extract.tolls.told import Told
from chancery.language.document import Doc, Token
from chancery.records import Evidence
from chancery.rules.modes import ModeRules
from chancery.rules.phrases import Word, words_of

_APART = frozenset({"parataxis", "list", "acl:relcl"})
_CLAUSES = frozenset({"ccomp", "advcl", "conj"})
_ASIDE = frozenset({"while", "whereas", "although", "though", "before", "whilst"})
_CONTENT = frozenset({"REQUEST", "REJECT", "THREATEN"})


def modes_of(
    doc: Doc, told: Told, others: Sequence[int], rules: ModeRules
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The modes that words say of the event, the closest first, and for each that the rule did not give its evidence.

    The event's own word goes before the mode that its rule gave, and that before what else its clause says. *others* are the
    tokens of other events, whose words are theirs.
    """
    what = told.event.what
    known = rules.known.get(what, ())
    given = told.event.mode if told.event.mode in known else None
    if not known:
        return (), ()
    clause = clause_of(doc, told, others)
    words = _words(doc, clause)
    masked = {(words[at].at, name) for first, last, name in rules.exceptions.found(words) for at in range(first, last)}
    found: dict[str, tuple[int, int]] = {}
    for first, last, name in rules.words.found(words):
        _add(found, name, words[first].at, words[last - 1].at + 1, masked)
    for token in told.tokens:
        after = [at for at in clause if token < at <= token + 2]
        for first, last, name in rules.acts.found(_words(doc, [token, *after])):
            if first == 0:
                _add(found, name, token, [token, *after][min(last, len(after) + 1) - 1] + 1, masked)
    if what in _CONTENT:
        start = min(told.tokens, default=0)
        behind = [word for word in words if word.at > start]
        deeds = (hit for hit in rules.deeds.found(behind) if doc.tokens[behind[hit[0]].at].upos == "VERB")
        hits = sorted((*rules.content.found(behind), *deeds), key=lambda hit: (hit[0], -hit[1], hit[2]))
        classes = {rule.name: rule.what for rule in rules.modes}
        for first, last, name in hits:
            if what in classes[name] and not _is_masked(behind[first].at, behind[last - 1].at + 1, name, masked):
                _add(found, name, behind[first].at, behind[last - 1].at + 1, masked)
                break  # What is named first is what is asked: "to resume talks on ending the war".
    rules_found = [rule for rule in rules.modes if rule.name in found and what in rule.what and rule.mode in known]
    own = [rule for rule in rules_found if found[rule.name][0] in told.tokens]
    if given and not own:
        modes, rest = [given], rules_found if what == "ASSAULT" else []
    else:
        modes, rest = [], rules_found if what == "ASSAULT" or not given else own
    evidence = []
    for rule in rest:
        if rule.mode not in modes and not rule.unless.intersection(modes):
            modes.append(rule.mode)
            evidence.append(Evidence.of(doc.story, *doc.characters(*found[rule.name]), "mode"))
    return tuple(modes), tuple(evidence)


def _add(found: dict[str, tuple[int, int]], name: str, first: int, last: int, masked: set[tuple[int, str]]) -> None:
    """Note the words for a mode, the earliest and longest first."""
    if _is_masked(first, last, name, masked):
        return
    before = found.get(name)
    if before is None or (first, -last) < (before[0], -before[1]):
        found[name] = (first, last)


def _is_masked(first: int, last: int, name: str, masked: set[tuple[int, str]]) -> bool:
    return any((at, name) in masked for at in range(first, last))


def _words(doc: Doc, tokens: Sequence[int]) -> list[Word]:
    """The words of these tokens with all the stems that a wrongly read verb may have."""
    out = []
    for at in tokens:
        token = doc.tokens[at]
        for word in words_of(((token.text, token.lemma, at),)):
            stems = frozenset(stems_of(token)) if token.upos in ("VERB", "NOUN") else frozenset[str]()
            out.append(Word(word.text, word.forms | stems, at))
    return out


def clause_of(doc: Doc, told: Told, others: Sequence[int]) -> list[int]:
    """The tokens of the event's clause: what hangs on its words, without clauses of their own and what tells other events."""
    apart = set(others) - set(told.tokens)
    content, force = told.event.what in _CONTENT, told.event.what == "ASSAULT"
    if not told.tokens:
        return []
    home = doc.tokens[told.lead(doc)].sentence
    own = [at for at in told.tokens if doc.tokens[at].sentence == home]
    seen = {*own, *_doers(doc, own)}
    todo = list(seen)
    while todo:
        at = todo.pop()
        for child in doc.children[at]:
            if child in seen or (child in apart and not content):
                continue
            if _is_apart(doc, doc.tokens[child], at in own, content=content, force=force):
                continue
            seen.add(child)
            todo.append(child)
    return sorted(seen)


def _doers(doc: Doc, own: Sequence[int]) -> list[int]:
    """Who the clause leaves to another: "the bombers who killed ten", "a jet missed its target and killed"."""
    out = []
    for at in own:
        token = doc.tokens[at]
        if token.dep == "acl:relcl":
            out.append(token.head)
        elif token.dep == "conj" and token.upos == "VERB" and not any(doc.dependents(at, "nsubj")):
            out += [child.index for child in doc.dependents(token.head, "nsubj")]
    return out


def _is_apart(doc: Doc, token: Token, is_own: bool, *, content: bool, force: bool) -> bool:
    """Whether a word opens a clause that tells something else than the event (*is_own*: it hangs on the event's own word)."""
    dep = token.dep
    if dep in _APART:
        return not (dep == "acl:relcl" and is_own)
    if dep == "acl" and not is_own:
        return token.tag != "VBN"
    if token.upos not in ("VERB", "AUX", "ADJ") or dep not in _CLAUSES:
        return False
    if content:
        return is_own and dep != "ccomp" and not (dep == "advcl" and any(doc.dependents(token.index, "mark")))
    if dep == "advcl":
        return any(mark.text.lower() in _ASIDE for mark in doc.dependents(token.index, "mark", "advmod"))
    subjects = [child.dep for child in doc.dependents(token.index, "nsubj")]
    if dep == "conj" and is_own and token.upos == "VERB" and not force:
        return True  # Another deed.
    return bool(subjects) and not (dep == "conj" and subjects == ["nsubj:pass"])
