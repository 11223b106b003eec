"""Verbs in the present that the reader takes for plural nouns, over sentences read by the model that ships."""

import pytest

BRIEFS = [
    ("The Stuttgart Higher Regional Court sentences Afghan national Sulaiman Ataee to life in prison.", "SANCTION", "Sulaiman Ataee"),
    ("The Brazilian Senate votes to charge President Jair Bolsonaro over his controversial handling of the COVID-19 pandemic.", "ACCUSE", "Jair Bolsonaro"),
    ("The International Criminal Court issues arrest warrants for Israeli Prime Minister Benjamin Netanyahu.", "ACCUSE", "Benjamin Netanyahu"),
    ("A court in Phnom Penh, Cambodia, sentences opposition figure Kem Sokha to 27 years in prison.", "SANCTION", "Kem Sokha"),
    ("The Israel Air Force bombs at least ten Houthi targets near Hudaydah Port in Yemen.", "ASSAULT", "Houthis"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "whom"), BRIEFS)
def test_the_verb_is_found(find, text, what, whom):
    assert (what, whom) in find(text)


@pytest.mark.parametrize("text", ["Howard University students met on Monday."])
def test_a_noun_stays_a_noun(find, text):
    assert not [what for what, _ in find(text) if what in ("SANCTION", "COERCE")]


@pytest.fixture(scope="module")
def find():
    chancery = pytest.importorskip("chancery")

    def found(text):
        reading = chancery.read(text, published="2019-10-11")
        names = {actor.id: actor.name for actor in reading.actors}
        return {(event.what, names[whom]) for event in reading.events for whom in event.whom}

    return found
