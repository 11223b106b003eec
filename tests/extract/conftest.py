"""Sentences read by the model that ships, and the events that are found in them."""

import pytest


@pytest.fixture(scope="session")
def told(shipped):
    """For a sentence its events, and the names of actors."""
    from chancery.pipeline import find, read_stories
    from chancery.records import Actor, Event
    from chancery.source.text import story_from_text

    reader, rules = shipped

    def events(text):
        stories = [story_from_text(text, given_id=text, published="2019-02-19")]
        records = [record for doc in read_stories(stories, reader, rules) for record in find(doc, rules)]
        names = {record.id: record.name for record in records if isinstance(record, Actor)}
        return [record for record in records if isinstance(record, Event)], names

    return events


@pytest.fixture(scope="session")
def lines(told):
    """For a sentence its events as "CLASS who > whom"."""

    def of_events(text):
        events, names = told(text)
        return [
            f"{event.what} {', '.join(names[one] for one in event.who)} > {', '.join(names[one] for one in event.whom)}"
            for event in events
        ]

    return of_events
