"""Sizes, modes and contexts: which number and which word belongs to which event, as the shipped model reads it."""

from types import SimpleNamespace

import pytest

from chancery.records import Event, Evidence, Size
from chancery.store.write import event_errors


@pytest.fixture(scope="module")
def events_of(shipped):
    """What a text tells, one event a line: "ASSAULT attacked: killed 9..9, wounded 12..12"."""
    from chancery.pipeline import find, read_stories
    from chancery.source.text import story_from_text

    reader, rules = shipped

    def read(text, headline=None):
        story = story_from_text(text, given_id="s", published="2019-02-19", headline=headline)
        (doc,) = read_stories([story], reader, rules)
        return [record for record in find(doc, rules) if isinstance(record, Event)]

    return read


def sizes(events):
    end = lambda value: "" if value is None else value  # noqa: E731
    return [
        f"{event.what}: {', '.join(f'{s.what} {end(s.low)}..{end(s.high)}' for s in event.sizes)}"
        for event in events
        if event.sizes
    ]


def test_an_attack_has_its_toll_clause(events_of):
    text = "The Taliban attacked a checkpoint in Kunduz on Monday, killing nine soldiers and wounding 12 others."
    assert sizes(events_of(text)) == ["ASSAULT: killed 9..9, wounded 12..12"]


def test_the_toll_may_come_first(events_of):
    text = "At least 17 people were killed and dozens injured when the Taliban attacked a hotel in Kabul on Monday."
    (line,) = sizes(events_of(text))
    assert line == "ASSAULT: killed 17.., wounded 24..99"


def test_the_next_sentence_tells_the_toll_of_one_attack(events_of):
    text = "The Taliban attacked a hotel in Kabul on Monday. Eleven people were killed and 30 wounded, police said."
    (line,) = sizes(events_of(text))
    assert line == "ASSAULT: killed 11..11, wounded 30..30"


def test_another_incident_keeps_its_own_toll(events_of):
    text = "The Taliban attacked a hotel in Kabul on Monday. Forty people were killed in a crash in Herat last year."
    assert sizes(events_of(text)) == []


def test_two_attacks_before_leave_it_open(events_of):
    text = (
        "The Taliban attacked a hotel in Kabul and Islamic State fighters attacked a mosque in Herat on Monday. "
        "Eleven people were killed."
    )
    assert not any("killed" in line for line in sizes(events_of(text)))


def test_some_of_them_are_no_second_toll(events_of):
    text = "The Taliban killed nine people, including three children, in Kabul on Monday."
    assert sizes(events_of(text)) == ["ASSAULT: killed 9..9"]


def test_what_and_joins_is_one_number(events_of):
    (event,) = events_of(
        "The Taliban killed nine soldiers, at least four policemen and two civilians in Kunduz on Monday."
    )
    (size,) = event.sizes
    assert (size.low, size.high, size.words) == (15, None, "nine soldiers, at least four policemen and two civilians")


def test_different_numbers_stand_side_by_side_with_who_says_so(events_of):
    text = (
        "The Taliban attacked an army base in Kunduz on Monday. Afghan officials said nine soldiers were killed. "
        "The Taliban said 40 soldiers were killed."
    )
    killed = {size.low: size.according_to for event in events_of(text) for size in event.sizes if size.what == "killed"}
    assert 9 in killed
    assert killed[9]


def test_a_plan_has_troops_but_no_dead(events_of):
    text = "The United States will send 5,000 troops to Kuwait next week."
    lines = sizes(events_of(text))
    assert all("killed" not in line for line in lines)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("two dozen", 24, 24), ("at least 24", 24, None), ("as many as 30", None, 30), ("between 30 and 40", 30, 40),
        ("30 to 40", 30, 40), ("30-40", 30, 40), ("about 300", 270, 330), ("nearly 300", 270, 300), ("dozens of", 24, 99),
        ("several hundred", 300, 999), ("more than a thousand", 1000, None), ("twenty-five", 25, 25), ("1,200", 1200, 1200),
        ("nine or ten", 9, 10), ("half a dozen", 6, 6), ("tens of thousands of", 20_000, 99_999), ("2.5 million", 2_500_000, 2_500_000),
    ],
)  # fmt: skip
def test_numbers_are_intervals(events_of, words, low, high):
    found = [
        s for e in events_of(f"Russian police arrested {words} protesters in Moscow on Saturday.") for s in e.sizes
    ]
    assert [(s.what, s.low, s.high, s.unit) for s in found] == [("arrested", low, high, "persons")]


@pytest.mark.parametrize(
    ("words", "amount", "unit"),
    [
        ("$20 million", 20_000_000, "USD"), ("US$20m", 20_000_000, "USD"), ("€1.5 bn", 1_500_000_000, "EUR"), ("A$300,000", 300_000, "AUD"),
        ("20 million euros", 20_000_000, "EUR"), ("300 billion yen", 300_000_000_000, "JPY"),
    ],
)  # fmt: skip
def test_money_has_its_currency(events_of, words, amount, unit):
    found = [s for e in events_of(f"Germany pledged {words} to Ukraine on Monday.") for s in e.sizes]
    assert [(s.what, s.low, s.high, s.unit) for s in found] == [("money", amount, amount, unit)]


def test_ages_shares_and_names_are_no_sizes(events_of):
    text = (
        "Russian police arrested a 45-year-old near the G20 venue in Moscow on Saturday, and 12 percent of voters applauded "
        "COVID-19 measures."
    )
    assert {(s.low, s.high) for e in events_of(text) for s in e.sizes} <= {(1, 1)}


def test_the_own_word_decides_the_mode_before_the_rule(events_of):
    (event,) = events_of("Russia expelled two German diplomats on Monday.")
    assert (event.mode, event.modes) == ("expel", ("expel",))
    assert any(piece.field == "mode" and piece.text.startswith("expelled") for piece in event.evidence)


def test_a_context_of_the_headline_and_the_paragraph_counts(events_of):
    body = "Germany criticized Italy on Monday. The new tariffs will be paid by both."
    with_headline = events_of(body, headline="Germany and Italy quarrel over tariffs")
    assert "economic" in [event for event in with_headline if event.what == "ACCUSE"][-1].context
    assert "economic" not in events_of(body)[0].context


def test_a_size_that_no_evidence_says_is_found_out():
    evidence = (Evidence(0, 4, "nine", "size"),)
    size = Size("killed", 9, 9, "persons", "nine")
    event = SimpleNamespace(id="e", sizes=(size,), evidence=evidence, context=(), modes=(), mode=None)
    assert not list(event_errors(event))
    event.sizes = (Size("killed", 9, 8, "persons", "nine"),)
    assert "runs backwards" in next(event_errors(event))
    event.sizes, event.evidence = (size,), ()
    assert "no evidence says 'nine'" in next(event_errors(event))
    event.sizes, event.context = (), ("economic",)
    assert "1 contexts, 0 evidences" in next(event_errors(event))
    event.context, event.modes, event.mode = (), ("drone",), "aerial"
    assert "its first mode is drone" in next(event_errors(event))
