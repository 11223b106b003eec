"""Events: who did what to whom, over sentences whose trees are written here."""

from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import chancery.rules.events
from chancery.extract.deeds.forms import forms
from chancery.extract.events import find_events
from chancery.language.times import add_times
from chancery.records import Actor, Event, Evidence, Span, evidence_errors
from chancery.rules.contexts import load_contexts
from chancery.rules.events import event_files, load_events
from chancery.rules.modes import load_modes
from chancery.rules.positions import PositionRules
from chancery.rules.sizes import load_sizes
from chancery.rules.sureness import Sureness
from chancery.rules.times import load_times
from tests.extract.build import built

FOLDER = Path(chancery.rules.events.__file__).with_name("en")
EVENTS = load_events(event_files(FOLDER))
TIMES = load_times([FOLDER / "times.toml"])
RULES = SimpleNamespace(
    events=EVENTS,
    sizes=load_sizes([FOLDER / "sizes.toml"]),
    modes=load_modes([FOLDER / "modes.toml"]),
    contexts=load_contexts([FOLDER / "contexts.toml"]),
    positions=PositionRules(),
    sureness=Sureness(),
)


@dataclass
class Cast:
    """Whoever is named by one of these words."""

    doc: object
    names: tuple

    @property
    def records(self):
        return [self.record(name) for name in self.names]

    def record(self, name):
        kind = "person" if name in ("Ruiz", "Lee") else "state"
        spans = tuple(Span(t.start, t.end) for t in self.doc.tokens if t.text == name)
        evidence = tuple(Evidence.of(self.doc.story, s.start, s.end, "name") for s in spans[:1])
        return Actor(self.doc.story.id, name, kind, evidence, "test", 0.9, sector="GOV", mentions=spans, id=name)

    def at(self, token):
        return self.doc.tokens[token].text if self.doc.tokens[token].text in self.names else None

    def several_at(self, token):
        return ()

    def of(self, first, last):
        return tuple(name for at in range(first, last) if (name := self.at(at)))


def told(table, names=("Ruiz", "Lee", "Chile", "Peru")):
    """What the system tells of the sentences, one line an event."""
    doc = add_times(built(table), TIMES)
    events = find_events(doc, Cast(doc, names), (), RULES)
    lines = []
    for event in events:
        assert isinstance(event, Event)
        assert not evidence_errors(doc.story, event)
        when = f" {event.when.edtf}" if event.when else ""
        lines.append(f"{event.what} {event.status}: {' '.join(event.who)} > {' '.join(event.whom)}{when}")
    return lines


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Ruiz/NNP/2/nsubj met/VBD/0/root Lee/NNP/2/obj on/IN/5/case Monday/NNP/2/obl ././2/punct",
         ["CONSULT happened: Ruiz > Lee 2019-02-18"]),
        ("Ruiz/NNP/3/nsubj will/MD/3/aux meet/VB/0/root Lee/NNP/3/obj on/IN/6/case Friday/NNP/3/obl ././3/punct",
         ["CONSULT planned: Ruiz > Lee 2019-02-22"]),
        ("Ruiz/NNP/4/nsubj did/VBD/4/aux not/RB/4/advmod meet/VB/0/root Lee/NNP/4/obj ././4/punct", []),
        ("Ruiz/NNP/3/nsubj may/MD/3/aux meet/VB/0/root Lee/NNP/3/obj ././3/punct", []),
        ("Chile/NNP/3/nsubj:pass was/VBD/3/aux:pass condemned/VBN/0/root by/IN/5/case Peru/NNP/3/obl ././3/punct",
         ["ACCUSE happened: Peru > Chile"]),
        ("Chile/NNP/2/nsubj imposed/VBD/0/root sanctions/NNS/2/obj on/IN/5/case Peru/NNP/3/nmod ././2/punct",
         ["SANCTION happened: Chile > Peru"]),
        ("Ruiz/NNP/2/nsubj held/VBD/0/root talks/NNS/2/obj with/IN/5/case Lee/NNP/3/nmod on/IN/7/case Monday/NNP/2/obl ././2/punct",
         ["CONSULT happened: Ruiz > Lee 2019-02-18"]),
        ("Chile/NNP/2/nsubj cancelled/VBD/0/root talks/NNS/2/obj with/IN/5/case Peru/NNP/3/nmod ././2/punct",
         ["REJECT happened: Chile > Peru"]),
    ],
    ids=["met", "will meet", "did not meet", "may meet", "passive", "sanctions", "held talks", "cancelled"],
)  # fmt: skip
def test_one_sentence(table, expected):
    assert told(table) == expected


def test_one_event_told_twice_is_one_record():
    table = """
        Ruiz/NNP/2/nsubj met/VBD/0/root Lee/NNP/2/obj on/IN/5/case Monday/NNP/2/obl ././2/punct
        Ruiz/NNP/2/nsubj met/VBD/0/root Lee/NNP/2/obj ././2/punct
    """
    assert told(table) == ["CONSULT happened: Ruiz > Lee 2019-02-18"]


def test_nobody_known_no_event():
    assert told("Ruiz/NNP/2/nsubj met/VBD/0/root Lee/NNP/2/obj ././2/punct", names=()) == []


def test_a_lemma_read_wrongly_is_found_by_its_ending():
    doc = built("Chile/NNP/2/nsubj withdrew/VBD/0/root troops/NNS/2/obj ././2/punct")
    token = replace(doc.tokens[1], lemma="withdre")

    assert "withdraw" in forms(token, EVENTS.words.irregular)
