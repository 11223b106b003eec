"""Events: who did what to whom, when and where, and whether it happened.

A rule of the codebook (``rules/en/events/``) names the words; the tree says who and whom; the clause says whether it
happened, is going on, is planned, alleged or denied. What cannot be settled is left out: an event that nobody is known to have
had a part in (but for deeds of force and protests whose day or place is told), one that was not, one that is only wished for.
Mentions of one event in a story become one record.

The steps stand in ``deeds/``: what is looked up once a story (``sheet``, ``dates``), the words that say an event (``mentions``:
``verbs``, ``nouns``), who and whom (``parties``, ``who``, ``whom``, ``holders``) and whether they suffice (``needs``), whether it
happened (``status``, ``nounstatus``), when and where (``times``, ``places``), what is one event (``merging``), the ``records``.
Who takes a position may by that do something (``stances``), as may who is quoted (``voices``). Where no rule speaks, ``settled`` asks the relation head. ``targets`` tells whom
an event is about, ``completed`` asks the head where that is still open, ``weighed`` how sure it all is and
``newsworthy`` whether an analyst would write it down, and ``tolls/`` how many, in what mode and context.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from chancery.extract.deeds.completed import completed
from chancery.extract.deeds.dates import with_days
from chancery.extract.deeds.mentions import mentions_of, numbered
from chancery.extract.deeds.merging import merged
from chancery.extract.deeds.records import record_of
from chancery.extract.deeds.settled import settled
from chancery.extract.deeds.sheet import sheet_of
from chancery.extract.deeds.stances import acts_of
from chancery.extract.deeds.targets import with_doer, with_whom, without_own
from chancery.extract.deeds.times import when_said
from chancery.extract.deeds.weighed import weighed
from chancery.extract.stances.telling import Telling
from chancery.extract.tolls.record import with_tolls
from chancery.language.document import Doc
from chancery.language.pairs import PairHead
from chancery.records import Doubt, Event, Position, Quote

if TYPE_CHECKING:
    from chancery.extract.actors import Cast
    from chancery.rules.load import Rules


def find_events(
    doc: Doc,
    cast: Cast,
    quotes: Iterable[Quote | Doubt],
    rules: Rules,
    *,
    positions: Iterable[Position] = (),
    head: PairHead | None = None,
) -> Iterator[Event | Doubt]:
    """Yield each event that the story tells, in text order.

    Forms that it reads:

        Biegun met Kim in Pyongyang on Monday.       met by Kim; Kim, who met Biegun; talks between Biegun and Kim
        Biegun held talks with Kim.                  launched an attack on; imposed sanctions on
        Biegun agreed to meet Kim.                   AGREE, Kim as whom
        the Feb. 27-28 summit                        planned, when the day lies ahead
        reports that the two sides met               alleged; denied under "deny"; nothing under "did not meet"

    Words between quotation marks are the speaker's and tell no events, but for what he does by them ("We condemn the raid", ``deeds/voices``).
    """
    sheet = sheet_of(doc, cast, [quote for quote in quotes if isinstance(quote, Quote)], rules.events, rules.sureness)
    sheet = replace(with_days(sheet), voice=Telling(doc, cast, sheet.quotes, rules.positions).voice)
    said = list(mentions_of(sheet))
    said += acts_of(sheet, said, positions, rules.positions)
    said += settled(sheet, said, head)
    said = [without_own(sheet, completed(sheet, with_whom(sheet, mention), head)) for mention in said]
    said = [with_doer(sheet, mention, sorted(said, key=lambda other: other.token)) for mention in said]
    said = [when_said(sheet, mention) for mention in said]
    said = [weighed(sheet, mention, head) for mention in said]
    mentions = numbered(sheet, sorted(said, key=lambda mention: mention.token))
    told = [
        (event, (mention.token, *mention.also))
        for mention in merged(sheet, mentions)
        if (event := record_of(sheet, mention)) is not None
    ]
    yield from with_tolls(doc, sheet.quotes, told, rules)
