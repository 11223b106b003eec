"""
The same saying in several outlets: whole, trimmed, under another mark, translated anew.
"""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.merge.quotes import join_quotes
from chancery.records import Quote, When, identified
from chancery.store.lines import Report

WHOLE = "We will keep the sanctions until we have achieved a final and fully verified denuclearization"


def report(words, speaker=None, source="Wire", day="2019-02-19", said=None, form="direct", **about):
    """
    A quote as *source* gave it on *day*.
    """
    quote = Quote(
        f"{source}-{day}", form, words, (), "test", 1.0, speaker=speaker, said_at=When(said, said) if said else None
    )
    names = (speaker,) if speaker else ()
    return Report(identified(quote), names, about.pop("type", "person"), source=source, published=day, **about)


def told(*reports):
    """
    The sayings, each as its head's words and the outlets of its reports.
    """
    return [(saying.head.quote.words, saying.sources) for saying in join_quotes(reports)]


def test_a_trimmed_quote_is_the_same_saying():
    """
    One outlet prints the half of it.
    """
    half = "until we have achieved a final and fully verified denuclearization,"

    assert told(report(WHOLE, "Robert Palladino"), report(half, "Palladino", "Post")) == [(WHOLE, ("Post", "Wire"))]


def test_marks_brackets_and_dots_are_no_difference():
    """
    "[the] sanctions ... until", with curly marks.
    """
    other = "We’ll keep [up] the sanctions ... until we HAVE achieved a final and fully “verified” denuclearization."

    assert len(told(report(WHOLE), report(other, source="Post"))) == 1


def test_british_and_american_spelling_is_no_difference():
    """
    Two outlets translate the same five words.
    """
    one, two = "complete denuclearization of the peninsula", "complete denuclearisation of the peninsula"

    assert len(told(report(one, "Kim Jong Un"), report(two, "Kim Jong Un", "Post"))) == 1


def test_a_new_translation_is_the_same_saying_of_the_same_speaker_in_the_same_week():
    """
    Two outlets translate for themselves; another speaker or another month is another saying.
    """
    one = "Our republic shall never give up even one nuclear weapon under threats and pressure"
    two = "Our republic will never give up one nuclear weapon under pressure and threats"

    assert len(told(report(one, "Ri Yong Ho"), report(two, "Ri Yong Ho", "Post"))) == 1
    assert len(told(report(one, "Ri Yong Ho"), report(two, "Choe Son Hui", "Post"))) == 2
    assert len(told(report(one, "Ri Yong Ho"), report(two, "Ri Yong Ho", "Post", day="2019-04-19"))) == 2
    assert len(told(report(one, "Ri Yong Ho"), report(two, None, "Post"))) == 2


def test_speakers_must_not_contradict():
    """
    Pompeo is Mike Pompeo; an official may be anybody; Bolton is somebody else.
    """
    assert len(told(report(WHOLE, "Mike Pompeo"), report(WHOLE, "Pompeo", "Post"))) == 1
    assert len(told(report(WHOLE, "Mike Pompeo"), report(WHOLE, "senior official", "Post"))) == 1
    assert len(told(report(WHOLE, "Mike Pompeo"), report(WHOLE, "John Bolton", "Post"))) == 2


def test_a_ministry_speaks_through_its_spokesman():
    """
    Unless they are of different countries.
    """
    ministry = report(WHOLE, "Foreign Ministry", "Post", type="organization", country="PRK")

    assert len(told(report(WHOLE, "Ri Song Ok", country="PRK"), ministry)) == 1
    assert len(told(report(WHOLE, "Robert Palladino", country="USA"), ministry)) == 2


def test_said_on_another_day_is_another_saying():
    """
    The same formula in March and in May.
    """
    assert len(told(report(WHOLE, said="2019-03-01"), report(WHOLE, source="Post", said="2019-05-01"))) == 2
    assert len(told(report(WHOLE), report(WHOLE, source="Post", day="2019-05-01"))) == 2


def test_a_few_words_are_nobodys_alone():
    """
    "We will see" is said every day; reported speech is in the reporter's words.
    """
    assert len(told(report("We will see"), report("We will see", source="Post"))) == 2
    assert len(told(report(WHOLE, form="indirect"), report(WHOLE, source="Post", form="indirect"))) == 2


def test_a_scrap_does_not_make_one_of_two_sayings():
    """
    Two speeches hold the same five words; a third outlet quotes only those.
    """
    one = "Maximum pressure on the regime will remain until every warhead is gone from the country"
    two = "Nobody in this administration doubts it, maximum pressure on the regime will remain in place all year"
    scrap = "maximum pressure on the regime"

    assert sorted(len(saying.reports) for saying in join_quotes([report(one), report(two), report(scrap)])) == [1, 2]


def test_the_wording_of_most_sources_is_the_head():
    """
    One has it whole, three have the half: the half is the head, the whole a variant.
    """
    half = "we have achieved a final and fully verified denuclearization"
    saying = join_quotes([report(WHOLE), *(report(half, source=name) for name in ("A", "B", "C"))])[0]

    assert saying.head.quote.words == half
    assert [variant.quote.words for variant in saying.variants] == [WHOLE]
    assert saying.sources == ("A", "B", "C", "Wire")


ON_A_BUSY_MACHINE = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.lists(st.sampled_from("we will keep the pressure until they give up every last weapon".split()), max_size=14)
REPORTS = st.lists(
    st.builds(
        lambda words, speaker, source, day: report(" ".join(words), speaker, source, f"2019-02-{day:02d}"),
        WORDS,
        st.sampled_from([None, "Mike Pompeo", "Pompeo", "John Bolton", "official"]),
        st.sampled_from("ABC"),
        st.integers(1, 28),
    ),
    max_size=12,
)


@ON_A_BUSY_MACHINE
@given(REPORTS, st.randoms())
def test_the_order_of_arrival_does_not_matter(reports, random):
    """
    Shuffled, and each report twice, they give the same sayings.
    """
    shuffled = [*reports, *reports]
    random.shuffle(shuffled)

    assert join_quotes(shuffled) == join_quotes(reports)


@ON_A_BUSY_MACHINE
@given(REPORTS)
def test_every_report_is_in_one_saying(reports):
    """
    Nothing is lost, nothing is told twice, and the head is one of the reports.
    """
    sayings = join_quotes(reports)

    assert sorted(one.quote.id for saying in sayings for one in saying.reports) == sorted(
        {one.quote.id for one in reports}
    )
    assert all(saying.head in saying.reports for saying in sayings)


@ON_A_BUSY_MACHINE
@given(REPORTS)
def test_joining_again_changes_nothing(reports):
    """
    What was joined stays joined, and what stayed apart stays apart.
    """
    sayings = join_quotes(reports)

    assert join_quotes(one for saying in sayings for one in saying.reports) == sayings
    for saying in sayings:
        assert join_quotes(saying.reports) == (saying,)
