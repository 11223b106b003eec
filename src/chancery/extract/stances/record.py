"""The record of a stance: its evidence, of whom, since when, for whom, on what condition, and how it changed."""

from __future__ import annotations

from chancery.extract.clauses import Phrase, ancestors, evidence_of, noun_phrase, time_of, trimmed, when_of
from chancery.extract.silences import piece_of
from chancery.extract.stances.contents import Content
from chancery.extract.stances.issues import issue_of, known_issue
from chancery.extract.stances.taken import Taken
from chancery.extract.stances.telling import Telling
from chancery.extract.stances.words import only_party
from chancery.records import Change, Evidence, Position, When, identified

_ADDRESSED = frozenset({"demand", "seek", "offer", "threaten", "oppose"})
_ENDS = frozenset({"end", "halt", "stop", "cessation", "suspension", "release", "close"})
_OPENERS = frozenset({"until", "unless", "if", "once", "provided", "till"})
_EXCHANGE = (
    ("in", "exchange", "for"),
    ("in", "return", "for"),
    ("on", "condition", "that"),
    ("as", "long", "as"),
    ("so", "long", "as"),
)


def record_of(telling: Telling, taken: Taken) -> Position | None:
    """The position, or None where its content says nothing once it is clipped to its quote."""
    doc, rule = telling.doc, taken.rule
    content = clipped(telling, taken)
    if content is None:
        return None
    stance = rule.stance
    if (stance not in ("support", "oppose") or rule.things_only) and only_party(telling, content.phrase):
        return None  # "urged Oman": to do what, nobody says.
    opening = [token.lemma.lower() for token in doc.tokens[content.phrase.first : content.phrase.first + 2]]
    if stance == "seek" and (opening[0] in ("not", "never") or opening in (["to", "not"], ["to", "never"])):
        stance = "refuse"  # "his intent is not to seek an extension"
    known = known_issue(doc, content.phrase, telling.rules)
    if (
        rule.issue_only
        and known is None
        and not (rule.infinitives and doc.tokens[content.phrase.first].text.lower() == "to")
    ):
        return None
    if known is not None and known in rule.not_issues:
        return None
    within = taken.within or telling.quote_at(taken.word)
    evidence = [
        evidence_of(doc, "content", content.phrase.first, content.phrase.last),
        evidence_of(doc, "stance", taken.word, taken.word + 1),
    ]
    holder = None
    if taken.named is not None:
        holder = evidence_of(doc, "holder", taken.named.first, taken.named.last)
    elif within is not None and (speaker := piece_of(within, "speaker")):
        holder = Evidence(speaker.start, speaker.end, speaker.text, "holder")
    if holder is not None:
        evidence.append(holder)
    target: tuple[str, ...] = ()
    for phrase in (content.asked, content.subject):
        if phrase is not None and phrase is content.subject and doc.tokens[phrase.head].dep == "nsubj:pass":
            continue  # "demands that the prisoners be freed": they are not the ones who are asked
        if phrase is not None and not target and (target := telling.targets(phrase, taken.holder)):
            evidence.append(evidence_of(doc, "target", phrase.first, phrase.last))
    asks_another = stance == "demand" and (
        content.asked is not None or content.subject is not None or doc.tokens[content.phrase.head].upos == "VERB"
    )
    if (
        not target
        and stance in _ADDRESSED
        and not asks_another  # "called on all nations to condemn Oman": Oman is not asked
        and (implied := implied_target(telling, content)) is not None
    ):
        target = telling.targets(implied, taken.holder)
        evidence += [evidence_of(doc, "target", implied.first, implied.last)] if target else []
    time = time_of(doc, taken.word, [content.phrase])
    when: When | None = when_of(doc, time)
    if time is not None:
        evidence.append(Evidence.of(doc.story, time.start, time.end, "when"))
    elif within is not None and within.said_at is not None and (said := piece_of(within, "said_at")):
        when = within.said_at
        evidence.append(Evidence(said.start, said.end, said.text, "when"))
    behind = telling.behind(taken.holder)
    behind = behind if behind != taken.holder else None
    if behind is not None and holder is not None:
        evidence.append(Evidence(holder.start, holder.end, holder.text, "on_behalf_of"))
    else:
        behind = None
    condition = taken.condition or condition_in(telling, taken, content)
    if condition is not None:
        evidence.append(evidence_of(doc, "condition", condition.first, condition.last))
    change = change_at(telling, taken)
    if change is not None:
        evidence.append(evidence_of(doc, "change", change[1], change[1] + 1))
    return identified(
        Position(
            story=doc.story.id,
            stance=stance,
            content=doc.words(content.phrase.first, content.phrase.last),
            evidence=tuple(evidence),
            by=f"positions.{rule.name}",
            confidence=round(rule.confidence + (0.05 if known else -0.05), 2),
            holder=taken.holder,
            target=target,
            issue=known or issue_of(doc, content.phrase, telling.rules),
            when=when,
            within=within.id if within else None,
            on_behalf_of=behind,
            condition=doc.words(condition.first, condition.last) if condition is not None else None,
            change=change[0] if change is not None else None,
        )
    )


def implied_target(telling: Telling, content: Content) -> Phrase | None:
    """Whose act is wanted or offered to: "Russian de-escalation", "an end to its crackdown", "invite Mr Kim"."""
    doc, head = telling.doc, telling.doc.tokens[content.phrase.head]
    things = [head]
    if head.upos == "VERB":
        things = list(doc.dependents(head.index, "obj"))[:1]
        if things and telling.party(telling.cast.at(things[0].index)) is not None:
            return noun_phrase(doc, things[0].index)
    elif head.lemma.lower() in _ENDS:
        things += list(doc.dependents(head.index, "nmod"))[:1]
    for thing in things:
        for child in doc.dependents(thing.index, "nmod:poss", "amod", "compound"):
            if child.index < thing.index and telling.party(telling.cast.at(child.index)) is not None:
                return Phrase(child.index, child.index, child.index + 1)
    return None


def clipped(telling: Telling, taken: Taken) -> Content | None:
    """The content inside of the sentence and the quote in which its word stands."""
    doc, content = telling.doc, taken.content
    phrase = content.phrase
    low, high = telling.edges_at(taken.word)
    first, last = phrase.first, phrase.last
    if first >= taken.word:
        last = min(last, high)
    if first < low <= phrase.last and taken.word >= low and phrase.last > low and last > taken.word:
        first = low
    bare = taken.rule.holder == "self" or "*" in taken.rule.verbs
    if (
        last <= first
        or (bare and last - first == 1 and known_issue(doc, phrase, telling.rules) is None)
        or (last - first == 1 and doc.tokens[first].tag in ("VBG", "RB", "JJ"))
    ):
        return None
    whole = trimmed(doc, min(max(phrase.head, first), last - 1), first, last)
    head = doc.tokens[whole.head]
    things = [head, *(child for child in doc.dependents(head.index, "obj") if whole.first <= child.index < whole.last)]
    conditional = any(
        token.dep == "mark" and token.text.lower() in _OPENERS for token in doc.tokens[whole.first : whole.last]
    )
    things += [] if conditional else [doc.tokens[whole.last - 1]]
    if any(token.lemma.lower() in taken.rule.not_contents for token in things if token.upos != "PROPN"):
        return None
    if taken.rule.bodies_only and telling.actors[taken.holder].type == "person" and not _with_party(telling, whole):
        return None
    if taken.rule.deeds_only and head.upos not in ("VERB", "AUX"):
        return None
    if taken.rule.things_only:
        actor = telling.cast.at(whole.head)
        if actor is not None and telling.actors[actor].type == "person":
            return None
    if (
        taken.rule.of_contents
        and not (
            {token.lemma.lower() for token in doc.tokens[whole.first : min(whole.last, whole.first + 4)]}
            | {head.lemma.lower()}
        )
        & taken.rule.of_contents
    ):
        return None
    return Content(whole, content.subject, content.asked)


def _with_party(telling: Telling, phrase: Phrase) -> bool:
    """Whether it is done with another party: "to discuss the border with Oman"; to speak with the press is no talk."""
    doc = telling.doc
    return any(
        doc.tokens[at].text.lower() == "with" and telling.party(telling.cast.at(doc.tokens[at].head)) is not None
        for at in range(phrase.first, phrase.last)
    )


def condition_in(telling: Telling, taken: Taken, content: Content) -> Phrase | None:
    """Until, unless or if what, where such a clause hangs on the stance or stands inside of its content."""
    doc = telling.doc
    low, high = telling.edges_at(taken.word)
    first, last = min(taken.word, content.phrase.first), min(high, max(content.phrase.last + 12, taken.word + 1))
    for at in range(max(low, first), last):
        token = doc.tokens[at]
        words = tuple(one.text.lower() for one in doc.tokens[at : at + 3])
        governed = {taken.word, content.phrase.head}
        if words in _EXCHANGE and at + 3 < high:
            end = doc.subtree(doc.tokens[at + 3].head if doc.tokens[at + 3].head > at + 2 else at + 3)[1]
            return trimmed(doc, at, at, min(max(end, at + 4), high), keep=(at,))
        if token.text.lower() in _OPENERS and token.dep == "mark" and doc.tokens[token.head].dep == "advcl":
            clause = doc.tokens[token.head]
            if clause.head in governed or content.phrase.first <= clause.head < content.phrase.last:
                start, end = doc.subtree(clause.index)
                begin = max(low, start, min(at, start) if start >= at else start)
                return trimmed(doc, clause.index, begin, min(end, high), keep=(begin,))
    return None


def change_at(telling: Telling, taken: Taken) -> tuple[Change, int] | None:
    """How the position differs from an earlier one, with the word that says so: "reiterated", "no longer", "softened"."""
    doc = telling.doc
    near = [taken.word, *(child.index for child in doc.dependents(taken.word, "advmod", "amod", "aux"))]
    for above in ancestors(doc, taken.word, 3):
        if doc.tokens[above].upos not in ("VERB", "AUX", "ADJ"):
            break
        near += [above, *(child.index for child in doc.dependents(above, "advmod") if abs(child.index - above) < 3)]
    for change, words in telling.rules.changes:
        for at in near:
            if doc.tokens[at].lemma.lower() in words or doc.tokens[at].text.lower() in words:
                return change, at
    return ("withdrawn", taken.word) if taken.rule.stance == "withdraw" else None
