"""All the rules that finding uses, loaded once: data in TOML, one file a family, each rule with its own examples.

A folder of the user's own (``--rules DIR``) holds files of the same names (for events ``events.toml``, a folder ``events``, or both); its rules are added to the shipped ones,
and a rule of the same name takes the shipped one's place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chancery.rules.contexts import ContextRules, load_contexts
from chancery.rules.countries import REGISTRY, Countries, load_countries
from chancery.rules.events import EventRules, event_files, load_events
from chancery.rules.modes import ModeRules, load_modes
from chancery.rules.places import Gazetteer, load_places
from chancery.rules.positions import PositionRules, load_positions
from chancery.rules.silences import SilenceRules, load_silences
from chancery.rules.sizes import SizeRules, load_sizes
from chancery.rules.speakers import SpeakerHead, load_speakers
from chancery.rules.speech import SpeechRules, load_speech
from chancery.rules.sureness import Sureness, load_sureness
from chancery.rules.times import TimeRules, load_times
from chancery.rules.titles import Titles, load_titles

SHIPPED = Path(__file__).with_name("en")


@dataclass(frozen=True)
class Rules:
    """Every family of rules, as the finders take them."""

    countries: Countries
    titles: Titles
    times: TimeRules
    places: Gazetteer
    speech: SpeechRules
    speakers: SpeakerHead
    sureness: Sureness
    events: EventRules
    silences: SilenceRules
    positions: PositionRules
    sizes: SizeRules
    modes: ModeRules
    contexts: ContextRules


def load_rules(*folders: Path) -> Rules:
    """The shipped rules and those of *folders*, later folders winning.

    Raises ``RuleError`` naming the file, the rule, the problem and the remedy.
    """

    def files(*names: str) -> Sequence[Path]:
        return [path for folder in (SHIPPED, *folders) for name in names if (path := folder / name).is_file()]

    return Rules(
        countries=load_countries(files(*REGISTRY)),
        titles=load_titles(files("titles.toml")),
        times=load_times(files("times.toml")),
        places=load_places(files("places.toml")),
        speech=load_speech(files("speech.toml")),
        speakers=load_speakers(files("speakers.toml")),
        sureness=load_sureness(files("sureness.toml")),
        events=load_events([path for folder in (SHIPPED, *folders) for path in event_files(folder)]),
        silences=load_silences(files("silences.toml")),
        positions=load_positions(files("positions.toml")),
        sizes=load_sizes(files("sizes.toml")),
        modes=load_modes(files("modes.toml")),
        contexts=load_contexts(files("contexts.toml")),
    )


FAMILIES: Mapping[str, Callable[[Sequence[Path]], object]] = {
    **dict.fromkeys(REGISTRY, load_countries),
    "titles.toml": load_titles,
    "times.toml": load_times,
    "places.toml": load_places,
    "speech.toml": load_speech,
    "speakers.toml": load_speakers,
    "sureness.toml": load_sureness,
    "events.toml": load_events,
    "silences.toml": load_silences,
    "positions.toml": load_positions,
    "sizes.toml": load_sizes,
    "modes.toml": load_modes,
    "contexts.toml": load_contexts,
}
"""What loads each file; a user's folder may hold any of them."""
