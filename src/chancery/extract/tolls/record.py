"""The record with what it is told with beside who, whom, when and where; nothing that it held is changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chancery.extract.tolls.contexts import Contexts
from chancery.extract.tolls.modes import modes_of
from chancery.extract.tolls.sizes import sizes_of
from chancery.extract.tolls.told import told
from chancery.language.document import Doc
from chancery.records import Event, Quote, identified

if TYPE_CHECKING:
    from chancery.rules.load import Rules

_BY_MODE = {"cyber": "cyber", "misinformation": "misinformation"}  # PLOVER: the mode adds the context.


def with_tolls(
    doc: Doc, quotes: Sequence[Quote], events: Sequence[tuple[Event, Collection[int]]], rules: Rules
) -> list[Event]:
    """The events with their sizes, modes and contexts, each with its evidence, and the ids that go with that.

    Each event comes with the tokens of the mentions that say it.
    """
    known = [told(doc, event, tokens) for event, tokens in events]
    sizes = sizes_of(doc, quotes, known, rules.sizes)
    contexts = Contexts(doc, rules.contexts)
    all_tokens = sorted({token for one in known for token in one.tokens})
    out = []
    for number, one in enumerate(known):
        event = one.event
        modes, said = modes_of(doc, one, all_tokens, rules.modes)
        domains, words = [], []
        for name, evidence in contexts.of(doc.tokens[one.lead(doc)].sentence) if one.tokens else ():
            domains.append(name)
            words.append(evidence)
        domains += [_BY_MODE[mode] for mode in modes if mode in _BY_MODE and _BY_MODE[mode] not in domains]
        counted = sizes.get(number, [])
        out.append(
            identified(
                replace(
                    event,
                    mode=modes[0] if modes else event.mode,
                    modes=modes,
                    context=tuple(domains),
                    sizes=tuple(size for size, _ in counted),
                    evidence=(*event.evidence, *(piece for _, piece in counted), *said, *words),
                )
            )
        )
    return out
