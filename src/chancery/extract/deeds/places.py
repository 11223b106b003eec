"""Where: the place that belongs to a word."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.clauses import preposition_of
from chancery.extract.deeds.phrases import has_verb_between, is_city, words_behind
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Place
from chancery.rules.events import EventRule


def _attached(sheet: Sheet, index: int) -> Iterator[tuple[int, int]]:
    """The numbers of the places, with the token that hangs each, that stand in the phrase of *index* and in no other clause."""
    doc, todo, seen = sheet.doc, [index], set()
    while todo:
        at = todo.pop(0)
        for child in doc.children[at]:
            token = doc.tokens[child]
            number = sheet.spots.get(child)
            if number is not None and number not in seen:
                seen.add(number)
                yield number, child
            relation = token.dep.split(":")[0]
            verbal = token.upos in ("VERB", "AUX") and relation not in ("aux", "cop")
            blocked = (
                relation in ("ccomp", "xcomp", "advcl", "acl", "conj", "parataxis", "csubj", "nsubj", "appos") or verbal
            )
            if relation == "obj" and at == index:
                blocked = False
            if (not blocked or number is not None) and not (
                token.upos == "NOUN"
                and sheet.rules.of_noun(token.lemma.lower())
                and (at != index or (doc.tokens[index].upos == "NOUN" and relation == "nmod"))
                and relation != "obj"
            ):
                todo.append(child)


def _case_above(sheet: Sheet, index: int, child: int) -> str:
    """The preposition under which the place hangs on the word: "in the city of Jos" says "in"."""
    at = child
    for _ in range(5):
        head = sheet.doc.tokens[sheet.doc.tokens[at].head]
        case = preposition_of(sheet.doc, at)
        if case and not (case == "of" and head.lemma.lower() in sheet.words.named_sites):  # "in the city of Jos"
            return case
        at = head.index
        if at == index:
            break
    if sheet.doc.tokens[child].head != index or sheet.doc.tokens[child].dep != "obl":
        return ""
    first = child
    while first > index + 1 and first - 1 in sheet.spots and sheet.spots[first - 1] == sheet.spots.get(child):
        first -= 1
    before = sheet.doc.tokens[first - 1]  # "at Tel Aviv", where the tree hangs "at" on "Aviv".
    return before.text.lower() if before.upos == "ADP" and before.index > index else ""


def place_of(sheet: Sheet, index: int, rule: EventRule) -> Place | None:
    """Where it is: after "in", "at", "near"; after "to" for a journey; the object of a visit."""
    doc = sheet.doc
    cases = {"in", "at", "near", "outside", "inside", "across", "on"}
    if rule.place == "destination" and doc.tokens[index].lemma.lower() not in ("arrive", "land"):
        cases = set()
    cases |= (
        {"to", "for", "into"}
        if rule.place == "destination"
        or rule.what == "MOBILIZE"
        or doc.tokens[index].lemma.lower() in ("visit", "trip")
        else set()
    )
    if rule.place == "target":
        cases |= {"at", "on", "into", "onto", "toward", "towards", "against"}
    if rule.what == "MOBILIZE" and doc.tokens[index].lemma.lower() in ("fire", "launch", "test", "test-fire"):
        cases |= {"from"}
    if rule.what == "PROTEST":
        cases |= {"to", "through"}  # "took to the streets of Baghdad"
    found: list[tuple[bool, int, Place]] = []
    for number, child in _attached(sheet, index):
        place = doc.places[number]
        case = _case_above(sheet, index, child)
        holder = doc.tokens[doc.tokens[child].head]
        if (
            holder.index != index
            and holder.upos == "NOUN"
            and holder.lemma.lower() not in sheet.words.sites
            and not sheet.rules.of_noun(holder.lemma.lower())
            and holder.text.lower() not in rule.objects
            and preposition_of(doc, holder.index) != "without"
        ):
            continue
        if child > index and has_verb_between(sheet, index, child):
            continue
        if place.precision == "country" and doc.tokens[child].dep.split(":")[0] in ("compound", "amod"):
            continue  # "in a US drone strike", "in the U.S. state of Ohio"
        direct = doc.tokens[child].dep == "obj" or doc.tokens[doc.tokens[child].head].dep == "obj"
        if place.precision is None and place.country is None and rule.place != "object":
            if case not in ("in", "at", "to"):
                continue
        struck = rule.what == "ASSAULT" and doc.tokens[child].dep == "obj" and doc.tokens[child].head == index
        visited = rule.place == "object" and direct and case in ("", "of")
        if (case in cases and (case != "on" or rule.place == "target")) or visited or struck:
            found.append((case not in cases and not visited, child, place))
    if not found and doc.tokens[index].upos == "NOUN":
        for word in doc.dependents(index, "compound"):
            if word.index < index and is_city(sheet, word.index):
                return doc.places[sheet.spots[word.index]]  # "the Nairobi attack"
        for at in words_behind(sheet, index):
            if at in sheet.spots and preposition_of(doc, at) in ("in", "at") and doc.places[sheet.spots[at]].country:
                return doc.places[sheet.spots[at]]
    if not found and rule.what == "CONSULT" and not rule.place and doc.tokens[index].upos == "VERB":
        # "met with Khalilzad, a US peace envoy, in Qatar"
        for at in range(index + 1, doc.sentence_of(index).last):
            if (
                at in sheet.spots
                and doc.tokens[at - 1].text.lower() in ("in", "at")
                and not has_verb_between(sheet, index, at)
            ):
                if (
                    doc.tokens[at - 2].upos in ("PROPN", "PUNCT", "PRON", "NUM")
                    or doc.tokens[at - 2].index == index
                    or at - 2 in sheet.days
                ):
                    return doc.places[sheet.spots[at]]
    if not found:
        return None
    return min(found, key=lambda item: (item[0], item[1]))[2]


def place_near(sheet: Sheet, index: int, rule: EventRule | None = None) -> Place | None:
    """Where a deed of nobody known is, however deep in its own clause the place stands: "a bomb at a market in Lahore killed nine"."""
    doc, todo = sheet.doc, [index]
    # "nine are killed and twenty injured by a bomb in Lahore"
    todo += [c.index for c in doc.dependents(index, "conj") if c.upos == "VERB" and c.tag == doc.tokens[index].tag]
    while todo:
        at = todo.pop(0)
        for child in doc.children[at]:
            token = doc.tokens[child]
            relation = token.dep.split(":")[0]
            number = sheet.spots.get(child)
            if number is not None and preposition_of(doc, child) in ("in", "at", "near", "outside", "inside"):
                if doc.places[number].country is not None:
                    return doc.places[number]
            beside = token.dep in ("appos", "nmod:poss", "flat") and rule is not None and rule.what == "PROTEST"
            if number is not None and beside and doc.places[number].country is not None:
                if preposition_of(doc, token.head) in ("in", "at", "near", "outside"):
                    return doc.places[number]  # "in Montenegro's capital Podgorica"
            if relation not in ("ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp") and (
                relation != "conj" or token.upos != "VERB"
            ):
                todo.append(child)
    return None
