"""Who does what a verb says."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.clauses import finite_head, foremost_of, preposition_of, subject_of
from chancery.extract.deeds.mention import Party
from chancery.extract.deeds.parties import distinct, parties_at, parties_in, two_sides
from chancery.extract.deeds.phrases import above_comma, is_of_words
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Token
from chancery.records import Actor

# Verbs whose passive tells how its subject stands to something: "is opposed to the plan".
_FEELING = frozenset({
    "commit", "dedicate", "oppose", "concern", "alarm", "outrage", "anger", "disappoint", "dismay", "disturb", "trouble", "worry", "appal",
    "appall", "shock", "sadden",
})  # fmt: skip
# Verbs whose object is told to have done what stands behind "of" or "for".
_BLAMES = frozenset({
    "accuse", "suspect", "blame", "criticize", "criticise", "condemn", "denounce", "praise", "thank", "commend", "fault", "rebuke", "slam", "blast",
    "charge", "convict", "sue", "fine", "congratulate", "chide", "lambaste", "censure", "punish", "arrest", "detain", "jail", "sentence",
})  # fmt: skip
_TEXTS = frozenset({
    "resolution", "statement", "letter", "declaration", "bill", "law", "report", "petition", "message", "motion", "communique", "communiqué",
    "decree", "order", "speech", "leaflet", "slogan", "banner", "editorial", "document", "note", "ruling", "remark", "comment", "article",
})  # fmt: skip


_TOLD_OFF = frozenset({
    "demand", "protest", "condemn", "complain", "express", "convey", "lodge", "criticize", "criticise", "denounce", "object", "warn", "urge", "request",
    "register", "voice", "call",
})  # fmt: skip
"""What who summons an envoy does to him."""
_PAPERS = frozenset(
    {
        "resolution",
        "statement",
        "letter",
        "petition",
        "report",
        "communique",
        "communiqué",
        "message",
        "motion",
        "note",
        "editorial",
        "tweet",
    }
)
"""Papers that speak: "the resolution calls on"."""
_OF_OFFICE = frozenset(
    {"national", "security", "foreign", "vice", "deputy", "defense", "defence", "prime", "finance", "trade", "first"}
)
_TOGETHER = frozenset({"with", "between", "among", "alongside", "together with", "along with"})
_ALONGSIDE = ("together with ", "along with ", "alongside ", "joined by ", "as well ")
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}


def _behind_noun(sheet: Sheet, noun: Token) -> tuple[Party, ...]:
    """ "workers demanding better pay": the workers; "adopted a resolution condemning it": whoever adopted it."""
    doc = sheet.doc
    if noun.lemma.lower() not in _TEXTS:
        return tuple(parties_at(sheet, noun.index))
    for child in doc.dependents(noun.index, "nmod", "compound", "amod"):
        if (
            child.dep == "nmod:poss" or child.index < noun.index or preposition_of(doc, child.index) in ("by", "from")
        ) and (owners := parties_at(sheet, child.index)):
            return tuple(owners)
    above = doc.tokens[noun.head]
    if noun.dep in ("appos", "parataxis") and above.upos in ("NOUN", "PROPN") and above.index < noun.index:
        noun = above  # "passes Resolution 63, a resolution criticising it"
    verb = doc.tokens[noun.head]
    return doers_of(sheet, verb) if noun.dep == "obj" and verb.upos == "VERB" and verb.index != noun.index else ()


def of_told(sheet: Sheet, token: Token) -> tuple[Party, ...] | None:
    """Who does what a participle says that is not its subject's above; None for any other word.

    Forms that it reads:

        Chile accused Peru of backing the rebels        Peru; so does "Peru was accused of backing them"
        police fired at students protesting there       the students, where no comma parts them
    """
    doc, head = sheet.doc, sheet.doc.tokens[token.head]
    if token.tag != "VBG" or token.dep not in ("advcl", "xcomp", "ccomp"):
        return None
    if any(child.index < token.index for child in doc.dependents(token.index, "nsubj")):
        return None
    marks = {c.lemma.lower() for c in doc.dependents(token.index, "mark", "case")}
    if marks & {"of", "for"} and any(form in _BLAMES for form in sheet.forms(head)):
        passive = next((c for c in doc.dependents(head.index, "nsubj") if c.dep == "nsubj:pass"), None)
        held = passive or next(doc.dependents(head.index, "obj"), None)
        return tuple(parties_at(sheet, held.index)) if held is not None else ()
    rules = (rule for form in sheet.forms(token) for rule in sheet.rules.by_verb.get(form, ()))
    demands = {rule.what for rule in rules if not rule.objects} & {"PROTEST", "REJECT", "REQUEST"}
    if marks or token.dep != "advcl" or not (demands or token.lemma.lower() == "call"):
        return None
    for at in range(token.index - 1, head.index, -1):
        word = doc.tokens[at]
        if word.upos in ("VERB", "AUX", "PUNCT", "SCONJ"):
            return None
        if word.lemma.lower() in (sheet.words.crowds | sheet.words.people) and not word.dep.startswith("nsubj"):
            return tuple(parties_at(sheet, at))
    return None


def marchers(sheet: Sheet, near: Token) -> tuple[Party, ...]:
    """Whoever protests in the story, where it speaks of one such group: protests are the protesters'."""
    groups = [
        actor
        for actor in sheet.cast.records
        if isinstance(actor, Actor)
        and actor.type == "people"
        and any(word in actor.name.lower() for word in ("protester", "demonstrator", "marcher"))
    ]
    if len(groups) != 1:
        return ()
    nearest = min(groups[0].mentions, key=lambda span: abs(span.start - near.start))
    at = next((t.index for t in reversed(sheet.doc.tokens) if nearest.start <= t.start < nearest.end), None)
    return (Party(groups[0].id, at),) if at is not None else ()


def who_met(sheet: Sheet, index: int) -> tuple[Party, ...]:
    """ "They", "both", "the two ministers", "the leaders", where the sentences before tell of persons who met or spoke: they; nobody for any other word.

    Forms that it reads:

        Ruiz spoke with Lee. They condemned the raid.          Ruiz and Lee
        Ruiz held talks with Lee and May. The three officials agreed to ...
    """
    doc, token = sheet.doc, sheet.doc.tokens[index]
    low, known = token.text.lower(), sheet.cast.at(index)
    if known is not None and (
        sheet.cast.record(known).type not in ("unknown", "people", "person")
        or sheet.cast.record(known).country is not None
    ):
        return ()
    lemma = low.removesuffix("s") if token.tag == "NNPS" else token.lemma.lower()
    below = [c for c in doc.dependents(index) if c.index < index and c.dep != "punct"]
    words = {c.text.lower() for c in below}
    office = (
        token.tag in ("NNS", "NNPS")
        and lemma in sheet.words.met
        and bool(words & {"the", "both", "two", "three", "four"})
    )
    office = office and not words - {"the", "both", "two", "three", "four", "all", "these", *_OF_OFFICE}
    if low not in ("they", "both") and not (office and not any(doc.dependents(index, "nmod", "acl"))):
        return ()
    number = next(
        (n for word, n in _NUMBERS.items() if any(c.text.lower() == word for c in below)), 2 if low == "both" else 0
    )
    here = doc.sentence_of(index).index
    for back in range(here - 1, max(-1, here - 7), -1):
        sentence = doc.sentences[back]
        found = _met_in(sheet, sentence.first, sentence.last)
        if len(found) > 1:
            return tuple(Party(party.actor, index) for party in found) if number in (0, len(found)) else ()
        for other in doc.tokens[sentence.first : sentence.last]:
            others = (
                other.dep.startswith("nsubj")
                and other.tag in ("NNS", "NNPS")
                and other.lemma.lower() not in sheet.words.met
            )
            if low in ("they", "both") and others and sheet.cast.at(other.index) is not None:
                return ()  # "Protesters marched. They ..."
    return ()


def whose_paper(sheet: Sheet, index: int) -> tuple[Party, ...]:
    """ "The resolution calls on": whoever is told before to have passed, sent or issued it, or whose it is; nobody for any other word."""
    doc, token = sheet.doc, sheet.doc.tokens[index]
    lemma = token.lemma.lower()
    if lemma not in _PAPERS or token.upos != "NOUN" or not token.dep.startswith("nsubj"):
        return ()
    if own := _behind_noun(sheet, token):
        return own
    if not any(c.text.lower() in ("the", "this", "its", "their") for c in doc.dependents(index)):
        return ()
    here = doc.sentence_of(index)
    first = doc.sentences[max(0, here.index - 3)].first
    for at in range(here.first - 1, first - 1, -1):
        other = doc.tokens[at]
        if other.lemma.lower() != lemma or other.upos != "NOUN" or sheet.is_quoted(other):
            continue
        above = doc.tokens[other.head]
        if found := _behind_noun(sheet, other):
            return found
        if above.upos == "VERB" and preposition_of(doc, at) in ("", "in", "with"):
            return doers_of(sheet, above) if other.dep in ("obj", "obl") else ()
        return ()
    return ()


def _met_in(sheet: Sheet, first: int, last: int) -> list[Party]:
    """The persons of whom the sentence tells that they met or spoke."""
    doc = sheet.doc
    for token in doc.tokens[first:last]:
        if token.upos != "VERB" or sheet.is_quoted(token):
            continue
        nouns = [c for c in doc.dependents(token.index, "obj") if _is_talk(sheet, c)]
        if not nouns and not any(
            rule.what == "CONSULT" and not rule.objects
            for form in sheet.forms(token)
            for after in ("", f" {doc.tokens[token.index + 1].text.lower()}" if token.index + 1 < last else "")
            for rule in sheet.rules.by_verb.get(form + after, ())
        ):
            continue
        sides = list(doers_of(sheet, token))
        if len(sides) < 2 and doc.tokens[token.index - 1].upos == "PROPN":
            sides += _named_in(
                sheet, first, token.index
            )  # "Ruiz, Lee and May discussed", whose list the tree has broken
        for at, relation in ((token.index, "obl"), *((noun.index, "nmod") for noun in nouns)):
            for child in doc.dependents(at, relation):
                if preposition_of(doc, child.index) in _TOGETHER and child.index not in sheet.days:
                    sides += _named_in(sheet, *doc.subtree(child.index)) or parties_at(sheet, child.index)
        if not nouns:
            sides += [p for c in doc.dependents(token.index, "obj") for p in parties_at(sheet, c.index)]
        people = distinct(party for party in sides if sheet.cast.record(party.actor).type == "person")
        if len(people) > 1:
            return people
    return []


def _named_in(sheet: Sheet, first: int, last: int) -> list[Party]:
    """The persons that are named between two tokens up to the next verb, but for those whose something is."""
    doc = sheet.doc
    stop = next((at for at in range(first, last) if doc.tokens[at].upos in ("VERB", "AUX", "SCONJ")), last)
    return [
        party
        for party in parties_in(sheet, first, stop)
        if doc.tokens[party.token].upos == "PROPN" and doc.tokens[party.token].dep not in ("nmod:poss", "obj")
    ]


def _is_talk(sheet: Sheet, noun: Token) -> bool:
    rule = sheet.rules.of_noun(noun.lemma.lower())
    return (rule is not None and rule.what == "CONSULT") or noun.lemma.lower() in sheet.words.conversation


def doers_of(sheet: Sheet, token: Token) -> tuple[Party, ...]:
    """Who does what the verb says.

    Forms that it reads:

        Ruiz met Lee; Ruiz and Lee met; Ruiz, who met Lee
        Chile was condemned by Peru                     Peru; nobody where no "by" tells
        Chile asked Peru to release them                Peru releases
        The two sides agreed                            the two states that the story is about
    """
    doc = sheet.doc
    head = doc.tokens[token.head]
    if (
        token.dep in ("xcomp", "ccomp")
        and head.lemma.lower() == "find"
        and any(doc.dependents(token.index, "xcomp"))
        and any(c.index > head.index for c in doc.dependents(token.index, "nsubj"))
    ):
        return ()  # "officers found all of them shot dead"
    if token.dep in ("xcomp", "advcl") and head.lemma.lower() == "summon" and token.lemma.lower() in _TOLD_OFF:
        return doers_of(sheet, head)  # "summoned the envoy to protest"
    if (first := foremost_of(doc, token)) is not None:
        return tuple(parties_at(sheet, first[0].index))  # "Ruiz became the first president to visit Peru"
    if token.dep == "xcomp" and head.index != token.index and (obj := next(doc.dependents(head.index, "obj"), None)):
        return tuple(parties_at(sheet, obj.index))
    if token.dep == "advcl" and token.tag == "VBG" and head.index != token.index:
        # "accused Peru of arming rebels", "thanked Peru for backing it"
        marks = {c.lemma.lower() for c in doc.dependents(token.index, "mark")}
        if "with" in marks and head.lemma.lower() in ("charge", "indict"):
            stands = next((c for c in doc.dependents(head.index, "nsubj") if c.dep == "nsubj:pass"), None)
            held = stands or next(doc.dependents(head.index, "obj"), None)
            return tuple(parties_at(sheet, held.index)) if held is not None else ()
        if marks & {"for", "to"} and any(
            c.lemma.lower() in ("responsibility", "credit") for c in doc.dependents(head.index, "obj")
        ):
            return doers_of(sheet, head)  # "claimed responsibility for kidnapping the workers"
        if marks & {"of", "for"} and (
            obj := next((c for c in doc.dependents(head.index, "obj") if c.index < token.index), None)
        ):
            return tuple(parties_at(sheet, obj.index))
    if token.dep == "acl:relcl" and token.tag == "VBZ" and head.lemma.lower() in sheet.words.laws:
        return _behind_noun(sheet, head)  # "passed a law that bars them"
    if token.dep == "advcl" and token.tag == "VBG" and not any(doc.dependents(token.index, "mark", "nsubj")):
        texts = [c for c in doc.dependents(head.index, "nsubj") if c.dep == "nsubj:pass" and c.lemma.lower() in _TEXTS]
        if texts:
            return _behind_noun(sheet, texts[0])  # "a letter from Lee is sent to Ruiz criticising the law"
    if (true_head := finite_head(doc, token)) is not None:
        return doers_of(sheet, true_head)  # "Peru claims to have shot down a Chilean jet and vows revenge"
    if token.dep == "acl" and token.tag == "VB" and head.upos == "NOUN":
        # "Peru's decision to expel him"; "announced plans to expel him"
        for child in doc.dependents(head.index, "nmod"):
            his = child.dep == "nmod:poss" and child.upos != "PRON"
            his = his or (
                head.lemma.lower() == "decision"
                and child.index < token.index
                and preposition_of(doc, child.index) in ("of", "by")
            )  # "the decision of Peru to expel him"
            if his and (owners := parties_at(sheet, child.index)):
                return tuple(owners)
        if head.dep == "obj" and any(form in sheet.words.announces for form in sheet.forms(doc.tokens[head.head])):
            return doers_of(sheet, doc.tokens[head.head])
    if token.dep == "acl" and token.tag == "VBG" and not any(doc.dependents(token.index, "nsubj")):
        verb = doc.tokens[head.head]
        if (
            doc.tokens[token.index - 1].text == ","
            and (head.dep == "obj" or (head.dep == "obl" and is_of_words(sheet, token)))
            and verb.upos == "VERB"
            and head.lemma.lower() not in sheet.words.people
            and not parties_at(sheet, head.index)
        ):
            return doers_of(sheet, verb)  # "raided the office of the agency, alleging"
        return _behind_noun(sheet, head)
    if token.dep == "ccomp" and token.tag == "VBG" and not any(doc.dependents(token.index, "nsubj", "aux")):
        if not any(doc.dependents(head.index, "obj")) and head.index != token.index:
            return doers_of(sheet, head)  # "the police report arresting nine members"
    if (told := of_told(sheet, token)) is not None:
        return told
    if _goes_on(sheet, token):
        return doers_of(sheet, head)
    if (over := above_comma(sheet, token)) is not head:
        return doers_of(sheet, over)
    if token.dep == "advcl" and token.tag == "VBG" and head.lemma.lower() == "join":
        if any(c.text.lower() == "in" for c in doc.dependents(token.index, "mark", "case")):
            joined = (p for c in doc.dependents(head.index, "obj") for p in parties_at(sheet, c.index))
            return tuple(distinct([*doers_of(sheet, head), *joined]))  # "Peru joined Chile in condemning it"
    helpers = {c.lemma.lower() for c in doc.dependents(token.index, "aux")}
    agents = [c for c in doc.dependents(token.index, "obl") if preposition_of(doc, c.index) == "by"]
    passive = any(c.dep in ("nsubj:pass", "aux:pass") for c in doc.dependents(token.index))
    if token.dep == "acl" and token.lemma.lower() in ("oppose", "opposed"):
        return tuple(parties_at(sheet, head.index))  # "tribesmen opposed to the president"
    feels = any(form in _FEELING for form in sheet.forms(token)) and (passive or token.upos == "ADJ")
    if token.upos == "ADJ" or (feels and not (agents and token.lemma.lower() in ("commit", "dedicate", "oppose"))):
        return tuple(p for c in doc.dependents(token.index, "nsubj") for p in parties_at(sheet, c.index))
    if token.dep == "conj" and token.tag == "VBN" and not passive and "have" not in helpers:
        # "is arrested and accused": the second is passive as the first is.
        passive = any(c.dep in ("nsubj:pass", "aux:pass") for c in doc.dependents(token.head))
    if set(sheet.forms(token)) & sheet.words.active and not agents:
        if passive and (sufferer := next((c for c in doc.dependents(token.head, "nsubj")), None)):
            return tuple(parties_at(sheet, sufferer.index))  # "Israel was attacked and retaliated"
    elif passive or (token.tag == "VBN" and "have" not in helpers and token.dep not in ("conj", "root")):
        agents = agents or _agents_behind(sheet, token)
        return tuple(parties_at(sheet, agents[0].index)) if agents else ()
    before = [c for c in doc.dependents(token.index, "nsubj") if c.index < token.index and c.upos != "PRON"]
    plain = [c for c in before if doc.tokens[c.index + 1].tag != "POS"]
    if len(before) > len(plain) == 1:
        return tuple(parties_at(sheet, plain[0].index))  # "China's government", where the tree makes both subjects
    if len(before) > 1:
        # "South Korea and the United States held": two subjects where the parser missed the "and"; without one it is the nearer.
        both = before if _is_list(sheet, before[0].index, before[-1].index) else before[-1:]
        return tuple(distinct(p for c in both for p in parties_at(sheet, c.index)))
    phrase = subject_of(doc, token.index)
    predicate = doc.predicate_at.get(token.index)
    argument = predicate.argument("ARG0") if predicate else None
    if argument is not None and (pair := two_sides(sheet, argument.first, argument.last)):
        return pair
    if phrase is not None and (said := _of_themselves(sheet, token, phrase.head)):
        return said
    if phrase is not None and (met := who_met(sheet, phrase.head) or whose_paper(sheet, phrase.head)):
        return met
    if phrase is not None:
        sides = two_sides(sheet, phrase.first, phrase.last) or tuple(parties_at(sheet, phrase.head))
        if sides:
            return (*sides, *_beside(sheet, token, phrase.head, {party.actor for party in sides}))
        if doc.tokens[phrase.head].upos != "PROPN":
            return sides
        inside = parties_in(sheet, phrase.first, min(phrase.last, token.index))
        return tuple(inside) if len(inside) == 1 else ()
    outer = [c for c in doc.dependents(token.index, "nsubj") if c.dep == "nsubj:outer"]
    if outer and any(doc.dependents(token.index, "cop")):
        return tuple(parties_at(sheet, outer[0].index))  # "Ruiz is to hold talks"
    return ()


def _of_themselves(sheet: Sheet, token: Token, subject: int) -> tuple[Party, ...]:
    """ "The government announces that they have deployed the army": a body that says so of itself."""
    doc, above = sheet.doc, sheet.doc.tokens[token.head]
    if doc.tokens[subject].text.lower() != "they" or sheet.cast.at(subject) is not None or token.dep != "ccomp":
        return ()
    if not set(sheet.forms(above)) & (sheet.words.speech | {"announce", "confirm", "report", "claim"}):
        return ()
    said = doers_of(sheet, above)
    kinds = {sheet.cast.record(p.actor).type for p in said}
    return said if len(said) == 1 and kinds <= {"government", "organization", "armed_group", "state"} else ()


def _goes_on(sheet: Sheet, token: Token) -> bool:
    """ "the court cleared the way for the execution of Lee, rejecting his appeal": the participle's doer is the verb's above."""
    doc, head = sheet.doc, sheet.doc.tokens[token.head]
    if token.tag != "VBG" or token.dep != "advcl" or token.index < head.index or head.upos != "VERB":
        return False
    if doc.tokens[token.index - 1].text != "," or any(doc.dependents(token.index, "mark", "nsubj")):
        return False
    if any(word.tag in ("VBD", "VBZ", "VBP", "MD") for word in doc.tokens[head.index + 1 : token.index]):
        return False  # "appointed Lee, who served until May, resigning in protest"
    active = [c for c in doc.dependents(head.index, "nsubj") if c.dep == "nsubj" and c.index < head.index]
    return bool(active) and not any(doc.dependents(head.index, "aux:pass"))


def _agents_behind(sheet: Sheet, token: Token) -> list[Token]:
    """ "was pressed to send coal by Moldova's premier": a "by" that the tree hangs on the infinitive."""
    doc = sheet.doc
    clauses = (c for c in doc.dependents(token.index, "xcomp") if c.tag == "VB")
    behind = [
        c for clause in clauses for c in doc.dependents(clause.index, "obl") if preposition_of(doc, c.index) == "by"
    ]
    return [c for c in behind if c.index not in sheet.days and parties_at(sheet, c.index)]


def _beside(sheet: Sheet, verb: Token, subject: int, known: set[str]) -> Iterator[Party]:
    """ "Ruiz, together with Lee, called for it", "Chile, along with Peru, condemned it": those beside the subject."""
    tokens = sheet.doc.tokens
    for at in range(subject + 1, verb.index - 2):
        words = f"{tokens[at].text} {tokens[at + 1].text} ".lower()
        if tokens[at - 1].text != "," or not words.startswith(_ALONGSIDE):
            continue
        stop = next((n for n in range(at + 1, verb.index) if tokens[n].text in (",", ";")), verb.index)
        named = parties_in(sheet, at + 1, stop)
        yield from (
            p for p in named if p.actor not in known and tokens[p.token].dep not in ("nmod:poss", "amod", "compound")
        )
        return


def _is_list(sheet: Sheet, first: int, last: int) -> bool:
    """Whether "and" or a comma stands between the two words."""
    return any(token.text.lower() in ("and", "&", ",", "or") for token in sheet.doc.tokens[first:last])


def doers_beside(sheet: Sheet, token: Token) -> tuple[Party, ...]:
    """Who does it by what is told beside it: "Two villagers are killed when Chilean soldiers storm a camp", "after gunmen opened fire"."""
    doc = sheet.doc
    verbs = (token, *doc.dependents(token.index, "conj"))
    for clause in (clause for verb in verbs for clause in doc.dependents(verb.index, "advcl")):
        marks = {c.text.lower() for c in doc.dependents(clause.index, "mark", "advmod")}
        if clause.index < token.index or not marks & {"when", "after", "as"}:
            continue
        forces = any(
            rule.what == "ASSAULT" for form in sheet.forms(clause) for rule in sheet.rules.by_verb.get(form, ())
        )
        if not forces or any(c.dep == "nsubj:pass" for c in doc.dependents(clause.index, "nsubj")):
            continue
        if found := doers_of(sheet, clause):
            return found
    return ()
