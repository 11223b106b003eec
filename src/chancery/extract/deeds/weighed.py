"""How sure an event is: the share of events like it that were right when people read them beside their sentences.

What counts is which class it is, whether both sides are known, what told it (a rule of the codebook, a position, the relation head), and what
the relation head says of the same words: its share of the event's class, and of none. The weights are a rule file
(``rules/en/sureness.toml``, written by ``training/sureness.py``). What no analyst would write down (``newsworthy``) stays below what is shown.
"""

from __future__ import annotations

import math
from dataclasses import replace

from chancery.extract.deeds.mention import Mention
from chancery.extract.deeds.newsworthy import is_news
from chancery.extract.deeds.settled import around
from chancery.extract.deeds.sheet import Sheet
from chancery.language.document import Doc
from chancery.language.pairs import BY_HEAD, NONE, Pair, PairHead, Stretch, Verdict, apart

LEAST = 0.02
"""Added to a share before its logarithm is taken."""
USUAL = 0.8
"""The confidence of a rule that says none."""
UNLIKELY = 0.4
"""The highest confidence of what no analyst would write down: it stands in the store, and is not shown unless it is asked for."""
LOWEST, HIGHEST = 0.05, 0.95
PLANNED = frozenset({"planned", "conditional"})
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})


def weighed(sheet: Sheet, mention: Mention, head: PairHead | None) -> Mention:
    """The mention with its confidence."""
    verdict = mention.verdict or _verdict(sheet, mention, head)
    features = features_of(
        mention.rule.what,
        told_by(mention.rule.id),
        bool(mention.who),
        bool(mention.whom),
        mention.noun,
        verdict,
        mention.status,
    )
    share = sheet.sureness.share(features, verdict.heads if verdict is not None else 0)
    if told_by(mention.rule.id) == "codebook":
        share = _moved(share, mention.rule.confidence)
    if not is_news(sheet, mention):
        share = min(share, UNLIKELY)
    return replace(mention, confidence=round(min(HIGHEST, max(LOWEST, share)), 2))


def _verdict(sheet: Sheet, mention: Mention, head: PairHead | None) -> Verdict | None:
    """What the head says of the first of either side that the sentence names; None without a head or with neither."""
    doc = sheet.doc
    if head is None or doc.states is None:
        return None
    sentence = doc.tokens[mention.token].sentence
    who, whom = (
        next((party.token for party in side if doc.tokens[party.token].sentence == sentence), None)
        for side in (mention.who, mention.whom)
    )
    pair = pair_of(doc, who, whom, mention.what)
    return head.verdicts(doc, [pair])[0] if pair is not None else None


def told_by(rule: str) -> str:
    """What kind of thing decided, by the id of its rule: ``head``, ``position`` or ``codebook``."""
    if rule.startswith(BY_HEAD):
        return "head"
    return "position" if rule.startswith("positions.") else "codebook"


def pair_of(doc: Doc, who: int | None, whom: int | None, what: Stretch) -> Pair | None:
    """What the head is asked: the phrases about the tokens *who* and *whom*, where known, and the words that say it; None with neither."""
    source, target = (around(doc, at) if at is not None else None for at in (who, whom))
    if source is not None and target is not None and not apart(source, target):
        target = None
    return Pair(source, target, what) if source is not None or target is not None else None


def features_of(
    what: str, told: str, who: bool, whom: bool, noun: bool, verdict: Verdict | None, status: str = ""
) -> dict[str, float]:
    """The features of an event of the class *what* by their names; logarithms of the head's shares where it was asked.

    What is only planned a head may take for what it is called until then: help for an agreement, sanctions for a threat.
    """
    sides = "both sides" if who and whom else "who alone" if who else "whom alone" if whom else "nobody"
    features = {"any": 1.0, sides: 1.0, what: 1.0, f"by {told}": 1.0, "noun": float(noun)}
    if verdict is not None:
        names = {what, "AGREE" if what in FRIENDLY else "THREATEN"} if status in PLANNED else {what}
        features["share"] = math.log(sum(verdict.of(name) for name in names) + LEAST)
        features["nothing"] = math.log(verdict.of(NONE) + LEAST)
    return features


def _moved(share: float, confidence: float) -> float:
    """The share, higher or lower as far as the rule's own confidence is than the usual one."""
    if confidence == USUAL:
        return share
    odds = _odds(share) * _odds(confidence) / _odds(USUAL)
    return odds / (1.0 + odds)


def _odds(share: float) -> float:
    held = min(0.999, max(0.001, share))
    return held / (1.0 - held)
