"""Who acts in a story: persons, states, bodies and groups, each once, with every mention that can be settled.

The order is that of certainty: the lexicon and the names that reading marked; then who is who among the persons, their
titles and countries; then bodies and states; then groups without a name; then "the envoy" and "he". What cannot be
settled is left alone: a mention missing does less harm than a mention of somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chancery.extract.casting.bodies import cast_bodies
from chancery.extract.casting.countries import settle_countries
from chancery.extract.casting.described import cast_described
from chancery.extract.casting.names import find_names
from chancery.extract.casting.nouns import cast_nouns
from chancery.extract.casting.offices import settle_counterparts, take_terms_of_service
from chancery.extract.casting.people import cast_people
from chancery.extract.casting.pronouns import settle_pronouns
from chancery.extract.casting.records import records_of
from chancery.extract.casting.references import settle_references
from chancery.extract.casting.states import cast_states
from chancery.extract.casting.work import Work
from chancery.language.document import Doc
from chancery.records import Actor, Doubt
from chancery.rules.load import Rules


@dataclass(frozen=True)
class Cast:
    """The actors of one story, and which words mean which of them."""

    records: tuple[Actor | Doubt, ...]
    _doc: Doc
    _at: Mapping[int, str]
    _several: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    _sexes: Mapping[str, str] = field(default_factory=dict)

    def of(self, first: int, last: int) -> tuple[str, ...]:
        """The ids of the actors that the noun phrase over tokens *first:last* denotes, joined ones each.

        "the two sides" and "they" give everybody whom they mean; what is not settled gives none.
        """
        if not 0 <= first < last <= len(self._doc.tokens):
            return ()
        found: list[str] = []
        todo, seen = [self._doc.head_of(first, last)], set()
        while todo:
            head = todo.pop(0)
            seen.add(head)
            actor = self._at.get(head) or self._named_beside(head, first, last)
            found += [one for one in ((actor,) if actor else self.several_at(head)) if one not in found]
            todo += [
                t.index for t in self._doc.dependents(head, "conj") if first <= t.index < last and t.index not in seen
            ]
        return tuple(found)

    def at(self, token: int) -> str | None:
        """The id of the actor that the token is a mention of, or part of one."""
        return self._at.get(token)

    def several_at(self, token: int) -> tuple[str, ...]:
        """The ids of the actors that the token means together: "the two leaders", "they"; empty where it means one or none."""
        return self._several.get(token, ())

    def sex(self, id: str) -> str:  # noqa: A002
        """``m`` or ``f`` where the story or the name tells whether the person is "he" or "she", else nothing."""
        return self._sexes.get(id, "")

    def record(self, id: str) -> Actor:  # noqa: A002 - it is called id everywhere
        """The actor with this id; ``KeyError`` when the story has none."""
        for record in self.records:
            if record.id == id and isinstance(record, Actor):
                return record
        raise KeyError(id)

    def label(self, id: str) -> str:  # noqa: A002
        """The name of the actor with this id."""
        return self.record(id).name

    def _named_beside(self, head: int, first: int, last: int) -> str | None:
        """The person whose name hangs on a title: "Secretary Pompeo", parsed with "Secretary" as head."""
        for token in self._doc.dependents(head, "flat", "appos", "nmod:desc", "nmod:unmarked"):
            if first <= token.index < last and token.index in self._at:
                return self._at[token.index]
        return None


def find_actors(doc: Doc, rules: Rules) -> Cast:
    """The cast of the story, its records in text order, ids made from content; two runs give the same.

    Forms that it reads:

        U.S. Secretary of State Mike Pompeo said ...       (person, country, sector, role)
        Ana Ruiz, the foreign minister of Chile, ...
        his counterpart Kim Hyok Chol
        Trump, Kim                                          (office-holders of the day whose country is named)
        Pyongyang has insisted on ...                       (the state; "to Pyongyang" is a place)
        the Trump administration, Chile's foreign ministry
        two U.S. officials said ...                         (a group without a name)
        the envoy, he, her                                  (where only one actor fits)

    A bare surname that two persons bear becomes a Doubt when nothing nearer decides.
    """
    work = Work(doc, rules)
    find_names(work)
    cast_people(work)
    take_terms_of_service(work)
    cast_bodies(work)
    cast_nouns(work)
    cast_states(work)
    cast_described(work)
    settle_references(work)
    settle_pronouns(work)
    settle_counterparts(work)
    settle_countries(work)
    records, at, several, sexes = records_of(work)
    return Cast(records, doc, at, several, sexes)
