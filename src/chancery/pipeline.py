r"""The order of the stages, and nothing else. Start reading here.

    bytes --source--> Story --read--> Doc --find--> records --merge--> chronicle --ask--> answers
                                                        \------- store -------/

``read_stories`` and ``find`` see one story at a time and open no file; that is what makes many machines easy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancery.extract.actors import find_actors
from chancery.extract.events import find_events
from chancery.extract.misread import mended
from chancery.extract.positions import find_positions
from chancery.extract.quotes import find_quotes
from chancery.extract.silences import find_silences
from chancery.language.document import Doc
from chancery.language.pairs import PairHead
from chancery.language.places import add_places
from chancery.language.reader import Reader
from chancery.language.references import add_references
from chancery.language.times import add_times
from chancery.records import Quote, Record, Story
from chancery.rules.load import Rules


def read_stories(stories: Iterable[Story], reader: Reader, rules: Rules) -> Iterator[Doc]:
    """Mark what each text shows on its face: sentences, words, predicates, names, references, times,
    places. In the order given.
    """
    for doc in reader.read(stories):
        doc = add_references(doc, reader.references, rules.countries)
        yield add_places(add_times(doc, rules.times), rules.countries, rules.places)


def find(doc: Doc, rules: Rules, head: PairHead | None = None) -> Iterator[Record]:
    """Yield every record that this one story supports, each kind in text order.

    The relation *head* decides about events where no rule of the codebook speaks; without it nothing does.
    """
    doc = mended(doc, rules.events.by_verb)
    actors = find_actors(doc, rules)
    yield from actors.records
    said = tuple(find_quotes(doc, actors, rules))
    yield from said
    quotes = tuple(record for record in said if isinstance(record, Quote))
    positions = tuple(find_positions(doc, actors, quotes, rules))
    yield from find_events(doc, actors, quotes, rules, positions=positions, head=head)
    yield from find_silences(doc, actors, quotes, rules)
    yield from positions
