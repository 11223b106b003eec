"""Who acts: every story here is written as a table, so that no model is needed to test the finding."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from chancery.extract.actors import find_actors
from chancery.language.document import Doc, Reference, Time
from chancery.records import Actor, Doubt, Story, evidence_errors
from chancery.rules.countries import REGISTRY, load_countries
from chancery.rules.events import EventRules
from chancery.rules.places import load_places
from chancery.rules.titles import load_titles
from tests.extract.build import built

EN = Path(__file__).parents[2] / "src/chancery/rules/en"


@cache
def rules():
    return SimpleNamespace(
        places=load_places([EN / "places.toml"]),
        countries=load_countries([EN / name for name in REGISTRY]),
        titles=load_titles([EN / "titles.toml"]),
        events=EventRules(),
    )


def told(doc):
    """The actors, one line each: name, type, country, sector, titles, and what mentions them."""
    cast = find_actors(doc, rules())
    for record in cast.records:
        if isinstance(record, Doubt):
            yield f"doubt: {record.reason}"
            continue
        roles = "; ".join(role.title for role in record.roles)
        mentions = ", ".join(mention.of(doc.story.text) for mention in record.mentions)
        yield f"{record.name} | {record.type} {record.country} {record.sector} | {roles} | {mentions}"


ENVOY = built(
    """
    U.S./NNP/3/compound Special/JJ/3/amod Representative/NNP/7/nmod:desc for/IN/6/case North/NNP/6/compound Korea/NNP/3/nmod Stephen/NNP/9/nsubj Biegun/NNP/7/flat met/VBD/0/root South/NNP/11/compound Korea/NNP/14/nmod:poss 's/POS/11/case Foreign/NNP/14/compound Minister/NNP/15/nmod:desc Kang/NNP/9/obj Kyung/NNP/15/flat -/HYPH/18/punct wha/NNP/15/flat in/IN/20/case Seoul/NNP/9/obl ././9/punct

    The/DT/2/det envoy/NN/3/nsubj said/VBD/0/root he/PRP/5/nsubj left/VBD/3/ccomp ././3/punct

    He/PRP/2/nsubj met/VBD/0/root his/PRP$/4/nmod:poss counterpart/NN/5/nmod:desc Kim/NNP/2/obj Hyok/NNP/5/flat Chol/NNP/5/flat before/IN/9/case talks/NNS/2/obl between/IN/13/case Trump/NNP/9/nmod and/CC/13/cc Kim/NNP/11/conj ././2/punct
    """,
    [("Stephen Biegun", "PER"), ("Kang Kyung", "PER"), ("Kim Hyok Chol", "PER")],
)


def test_titles_countries_and_offices_make_the_cast_of_a_story():
    """
    Country and sector come from titles, from the counterpart's partner, and for "Trump" and "Kim" from the day.
    """
    assert list(told(ENVOY)) == [
        "Stephen Biegun | person USA GOV | Special Representative for North Korea | Stephen Biegun, envoy, he, He, his",
        "Kang Kyung-wha | person KOR GOV | Foreign Minister | Kang Kyung-wha",
        "Kim Hyok Chol | person PRK GOV | counterpart | Kim Hyok Chol",
        "Donald Trump | person USA GOV |  | Trump",
        "Kim Jong Un | person PRK GOV |  | Kim",
    ]


def test_every_span_of_an_actor_is_in_the_text():
    """
    Evidence and mentions say what the story says, character for character.
    """
    for record in find_actors(ENVOY, rules()).records:
        assert evidence_errors(ENVOY.story, record) == []


def test_two_runs_give_equal_records():
    """
    Ids are made from content.
    """
    assert find_actors(ENVOY, rules()).records == find_actors(ENVOY, rules()).records


def test_a_joined_phrase_denotes_each_of_its_actors():
    """
    "Trump and Kim" are two, "talks" nobody.
    """
    cast = find_actors(ENVOY, rules())
    trump = next(t.index for t in ENVOY.tokens if t.text == "Trump")

    assert [cast.label(actor) for actor in cast.of(trump, trump + 3)] == ["Donald Trump", "Kim Jong Un"]
    assert cast.of(trump - 2, trump - 1) == ()
    assert cast.of(5, 5) == ()


def test_the_whole_phrase_denotes_the_person_it_ends_in():
    """
    Whether the parser hangs the name on the title or the title on the name.
    """
    cast = find_actors(ENVOY, rules())

    assert [cast.label(actor) for actor in cast.of(0, 8)] == ["Stephen Biegun"]
    assert cast.record(cast.at(6)).name == "Stephen Biegun"
    with pytest.raises(KeyError):
        cast.record("actor-nobody")


@pytest.mark.parametrize("found", ["Moon Jae", "Moon Jae-", "Moon Jae-in"])
def test_a_hyphened_name_is_whole_wherever_the_model_cut_it(found):
    """
    The "in" of "Moon Jae-in" is tagged as a preposition, but it belongs to the name.
    """
    doc = built(
        "Trump/NNP/2/nsubj thanked/VBD/0/root Moon/NNP/2/obj Jae/NNP/3/flat -/HYPH/6/punct in/IN/3/case ././2/punct",
        [(found, "PER")],
    )

    assert list(told(doc)) == ["Moon Jae-in | person KOR GOV |  | Moon Jae-in"]


def test_a_leader_needs_the_country_in_the_story():
    """
    Kim alone is anybody.
    """
    doc = built("Kim/NNP/2/nsubj left/VBD/0/root ././2/punct", [("Kim", "PER")])

    assert list(told(doc)) == ["Kim | person None None |  | Kim"]


@pytest.mark.parametrize(
    ("day", "name"),
    [("2010-05-01", "Kim Jong Il"), ("1993-05-01", "Kim Il Sung"), ("2019-02-19", "Kim Jong Un")],
)
def test_the_day_of_the_story_says_which_leader(day, name):
    """
    Kim of North Korea is another man in 1993, 2010 and 2019.
    """
    doc = built(
        "North/NNP/2/compound Korea/NNP/4/nmod:poss 's/POS/2/case Kim/NNP/5/nsubj left/VBD/0/root ././5/punct",
        [("Kim", "PER")],
        published=day,
    )

    assert name in [line.split(" | ")[0] for line in told(doc)]


OFFICE = "The/DT/2/det president/NN/5/nsubj of/IN/4/case France/NNP/2/nmod left/VBD/0/root ././5/punct"


@pytest.mark.parametrize(
    ("day", "name"),
    [("2008-05-01", "Nicolas Sarkozy"), ("2019-02-19", "Emmanuel Macron"), (None, "president of France")],
)
def test_the_president_is_who_holds_the_office_on_the_day_of_the_story(day, name):
    """
    A story of no known day leaves him without a name.
    """
    assert next(told(built(OFFICE, published=day))).split(" | ")[0] == name


def test_a_sentence_about_another_year_tells_of_another_president():
    """
    "The president of France left in 1995" is not who holds the office today.
    """
    doc = built(OFFICE)
    doc = replace(doc, times=(Time(0, 3, "DATE", "1995", "1995-01-01", "1995-12-31", "1995", "absolute"),))
    assert next(told(doc)).split(" | ")[0] == "president of France"


STATES = [
    (
        "a capital that insists is its government",
        "Pyongyang/NNP/2/nsubj insisted/VBD/0/root on/IN/4/case it/PRP/2/obl ././2/punct",
        ["North Korea | state PRK GOV |  | Pyongyang"],
    ),
    (
        "a capital that one travels to is a place",
        "They/PRP/2/nsubj traveled/VBD/0/root to/IN/4/case Hanoi/NNP/2/obl ././2/punct",
        [],
    ),
    (
        "a country that something happens in is a place",
        "They/PRP/2/nsubj met/VBD/0/root in/IN/4/case Vietnam/NNP/2/obl ././2/punct",
        [],
    ),
    (
        "Chile's ministry is Chile's",
        "Chile/NNP/4/nmod:poss 's/POS/1/case foreign/JJ/4/amod ministry/NN/5/nsubj protested/VBD/0/root ././5/punct",
        ["Chile 's foreign ministry | organization CHL GOV |  | foreign ministry".replace(" 's", "'s")],
    ),
    (
        "an administration is named for who leads it",
        "The/DT/3/det Trump/NNP/3/compound administration/NN/4/nsubj met/VBD/0/root the/DT/6/det Americans/NNPS/4/obj ././4/punct",
        ["Donald Trump | person USA GOV |  | Trump", "Trump administration | government USA GOV |  | administration"],
    ),
    (
        "officials who speak are a group",
        "Two/CD/3/nummod U.S./NNP/3/compound officials/NNS/4/nsubj said/VBD/0/root so/RB/4/advmod ././4/punct",
        ["U.S. officials | government USA GOV |  | U.S. officials"],
    ),
    (
        "a body of the lexicon needs no reader",
        "The/DT/3/det State/NNP/3/compound Department/NNP/4/nsubj said/VBD/0/root so/RB/4/advmod ././4/punct",
        ["State Department | organization USA GOV |  | State Department"],
    ),
    (
        "a spokeswoman without a name",
        "A/DT/4/det State/NNP/3/compound Department/NNP/4/compound spokeswoman/NN/5/nsubj said/VBD/0/root so/RB/5/advmod ././5/punct",
        ["State Department spokeswoman | person USA GOV | State Department spokeswoman | State Department spokeswoman"],
    ),
    (
        "an apposition gives office and country",
        "Ana/NNP/10/nsubj Ruiz/NNP/1/flat ,/,/6/punct the/DT/6/det foreign/JJ/6/amod minister/NN/1/appos of/IN/8/case Chile/NNP/6/nmod ,/,/6/punct left/VBD/0/root ././10/punct",
        ["Ana Ruiz | person CHL GOV | foreign minister of Chile | Ana Ruiz"],
    ),
    (
        "governments in a list are states",
        "The/DT/2/det Governments/NNPS/7/nsubj of/IN/4/case Chile/NNP/2/nmod and/CC/6/cc Peru/NNP/4/conj agreed/VBD/0/root ././7/punct",
        ["Chile | state CHL GOV |  | Chile", "Peru | state PER GOV |  | Peru"],
    ),
    (
        "a state that a sentence is about is an actor though it does nothing",
        "He/PRP/2/nsubj stood/VBD/0/root as/IN/5/case protecting/VBG/5/amod power/NN/2/obl for/IN/7/case Chile/NNP/5/nmod ././2/punct",
        ["Chile | state CHL GOV |  | Chile"],
    ),
    (
        "any leader is nobody",
        "Any/DT/2/det minister/NN/3/nsubj resigns/VBZ/0/root then/RB/3/advmod ././3/punct",
        [],
    ),
    (
        "the three officials have been named before",
        "The/DT/3/det three/CD/3/nummod officials/NNS/4/nsubj agreed/VBD/0/root ././4/punct",
        [],
    ),
    (
        "where somebody is of is his country",
        "Ana/NNP/5/nsubj Ruiz/NNP/1/flat of/IN/4/case Chile/NNP/1/nmod left/VBD/0/root ././5/punct",
        ["Ana Ruiz | person CHL None |  | Ana Ruiz"],
    ),
    (
        "a governor is of the country that his state lies in",
        "Ana/NNP/8/nsubj Ruiz/NNP/1/flat ,/,/4/punct governor/NN/1/appos of/IN/6/case Wisconsin/NNP/4/nmod ,/,/4/punct left/VBD/0/root ././8/punct",
        ["Ana Ruiz | person USA GOV | governor of Wisconsin | Ana Ruiz"],
    ),
    (
        "a state of that name lies in two countries",
        "Ana/NNP/8/nsubj Ruiz/NNP/1/flat ,/,/4/punct governor/NN/1/appos of/IN/6/case Punjab/NNP/4/nmod ,/,/4/punct left/VBD/0/root ././8/punct",
        ["Ana Ruiz | person None GOV | governor of Punjab | Ana Ruiz"],
    ),
    (
        "who took a picture is not in the story",
        "Image/NN/0/root :/:/1/punct Ana/NNP/1/appos Ruiz/NNP/3/flat ././1/punct",
        [],
    ),
    (
        "a telescope called after somebody is not she",
        "The/DT/4/det Ana/NNP/4/compound Ruiz/NNP/2/flat Telescope/NNP/5/nsubj turned/VBD/0/root ././5/punct",
        [],
    ),
    (
        "a company is no man",
        "The/DT/2/det company/NN/5/nsubj Ana/NNP/2/appos Ruiz/NNP/3/flat protested/VBD/0/root ././5/punct",
        ["Ana Ruiz | organization None None |  | Ana Ruiz"],
    ),
    (
        "a baker is a baker",
        "baker/NN/2/nmod:desc Ana/NNP/4/nsubj Ruiz/NNP/2/flat left/VBD/0/root ././4/punct",
        ["Ana Ruiz | person None None | baker | Ana Ruiz"],
    ),
]


@pytest.mark.parametrize(("why", "table", "lines"), STATES, ids=[case[0] for case in STATES])
def test_one_sentence(why, table, lines):
    """
    One sentence, one lesson.
    """
    assert list(told(built(table, [("Ana Ruiz", "PER")]))) == lines


def test_initials_of_plain_words_are_no_body():
    """
    After "intercontinental ballistic missile (ICBM)" an ICBM is a thing, whatever the reader calls it.
    """
    table = """
    Chile/NNP/2/nsubj tested/VBD/0/root an/DT/6/det intercontinental/JJ/6/amod ballistic/JJ/6/amod missile/NN/2/obj (/-LRB-/8/punct ICBM/NN/6/appos )/-RRB-/8/punct ././2/punct

    The/DT/2/det ICBM/NN/3/nsubj failed/VBD/0/root ././3/punct
    """
    assert list(told(built(table, [("ICBM", "ORG")]))) == ["Chile | state CHL GOV |  | Chile"]


TALKS = built(
    """
    Chile/NNP/4/nsubj and/CC/3/cc Peru/NNP/1/conj met/VBD/0/root ././4/punct

    The/DT/2/det country/NN/3/nsubj said/VBD/0/root they/PRP/5/nsubj agreed/VBD/3/ccomp ././3/punct
    """,
    [],
)


def test_a_reference_is_a_mention_of_whom_it_means():
    """
    "The country" is Chile where the reading model says so; "they", both states, is a mention of neither alone.
    """
    doc = replace(
        TALKS, references=((Reference(0, 0, 1), Reference(6, 5, 7)), (Reference(0, 0, 3), Reference(8, 8, 9)))
    )
    cast = find_actors(doc, rules())
    chile, peru = cast.records
    assert [mention.of(doc.story.text) for mention in chile.mentions] == ["Chile", "The country"]
    assert cast.of(8, 9) == cast.several_at(8) == (chile.id, peru.id)
    assert cast.at(8) is None


def test_a_reference_that_fits_nobody_is_left_alone():
    """
    "He" is no state, whatever the reading model says.
    """
    doc = built("Chile/NNP/2/nsubj acted/VBD/0/root ././2/punct\n\nHe/PRP/2/nsubj left/VBD/0/root ././2/punct", [])
    doc = replace(doc, references=((Reference(0, 0, 1), Reference(3, 3, 4)),))
    assert list(told(doc)) == ["Chile | state CHL GOV |  | Chile"]


@pytest.mark.parametrize(
    ("words", "edtf", "since", "until"),
    [
        ("until/IN/6/case 2017/CD/4/nmod", "2017", None, "2017"),
        ("since/IN/6/case 2017/CD/4/nmod", "2017", "2017", None),
        ("from/IN/6/case 2013-2017/CD/4/nmod", "2013/2017", "2013", "2017"),
        ("in/IN/6/case 2017/CD/4/nmod", "2017", None, None),
    ],
)
def test_a_role_keeps_the_term_that_the_words_give_it(words, edtf, since, until):
    """
    "Ana Ruiz, minister until 2017": the end of the office, with the characters that say it.
    """
    doc = built(f"Ana/NNP/8/nsubj Ruiz/NNP/1/flat ,/,/4/punct minister/NN/1/appos {words} ,/,/4/punct left/VBD/0/root ././8/punct", [("Ana Ruiz", "PER")])  # fmt: skip
    year = doc.tokens[5]
    doc = replace(doc, times=(Time(year.start, year.end, "DATE", edtf, None, None, edtf, "absolute"),))
    role = find_actors(doc, rules()).records[0].roles[0]
    assert (role.title, role.since, role.until) == ("minister", since, until)
    assert [e.text for e in role.evidence if e.field in ("from", "to")] == ([year.text] if since or until else [])


SHARED = [
    (
        "a senate is that of the country in the story",
        "The/DT/3/det Philippine/JJ/3/amod envoy/NN/4/nsubj left/VBD/0/root ././4/punct\n\nThe/DT/2/det Senate/NNP/3/nsubj objected/VBD/0/root ././3/punct",
        "Senate | organization PHL LEG |  | Senate",
    ),
    (
        "letters that a party bears abroad are nobody's here",
        "The/DT/2/det PAN/NNP/3/nsubj objected/VBD/0/root in/IN/5/case Norway/NNP/3/obl ././3/punct",
        None,
    ),
    (
        "that an agency tells it makes no story one of its home",
        "Police/NNS/2/nsubj told/VBD/0/root Reuters/NNP/2/iobj of/IN/5/case Bush/NNP/2/obl ././2/punct",
        "Reuters | media GBR MED |  | Reuters",
    ),
    (
        "times are no newspaper without their article",
        "Times/NNPS/2/nsubj changed/VBD/0/root in/IN/4/case Britain/NNP/2/obl ././2/punct",
        None,
    ),
    (
        "the Times is one",
        "The/DT/2/det Times/NNPS/3/nsubj asked/VBD/0/root ././3/punct",
        "The Times | media GBR MED |  | Times",
    ),
    (
        "New Jersey is not Jersey's",
        "New/NNP/2/compound Jersey/NNP/3/nsubj objected/VBD/0/root ././3/punct",
        None,
    ),
    (
        "a secretary of defense is called by title and surname",
        "U.S./NNP/2/compound Secretary/NNP/5/nmod:desc of/IN/4/case Defense/NNP/2/nmod Shanahan/NNP/6/nsubj left/VBD/0/root ././6/punct",
        "Patrick Shanahan | person USA GOV | Secretary of Defense | Shanahan",
    ),
    (
        "a health minister is no prime minister",
        "Norway/NNP/4/nmod:poss 's/POS/1/case health/NN/4/compound minister/NN/5/nmod:desc Solberg/NNP/6/nsubj left/VBD/0/root ././6/punct",
        "Solberg | person NOR GOV | health minister | Solberg",
    ),
]


@pytest.mark.parametrize(("why", "table", "line"), SHARED, ids=[case[0] for case in SHARED])
def test_names_that_several_bear(why, table, line):
    """
    The story says whose they are, or they are nobody's.
    """
    names = [("Shanahan", "PER"), ("Solberg", "PER")]
    found = list(told(built(table, names)))

    assert line in found if line else not [x for x in found if x.split(" | ")[0] not in {"Norway", "United Kingdom"}]


def test_credits_make_no_actors():
    """
    The photographer took the picture; he is not in it.
    """
    doc = built("# credit\nPhoto/NN/0/root by/IN/3/case Ed/NNP/1/nmod Jones/NNP/3/flat", [("Ed Jones", "PER")])

    assert find_actors(doc, rules()).records == ()


def test_a_surname_of_two_is_a_doubt():
    """
    Which Ruiz? The record does not guess.
    """
    doc = built(
        """
        Ana/NNP/3/nsubj Ruiz/NNP/1/flat met/VBD/0/root Luz/NNP/3/obj Ruiz/NNP/4/flat ././3/punct

        Ruiz/NNP/2/nsubj left/VBD/0/root ././2/punct
        """,
        [("Ana Ruiz", "PER"), ("Luz Ruiz", "PER"), ("Ruiz", "PER")],
    )

    assert [line for line in told(doc) if line.startswith("doubt")] == ["doubt: Ruiz may be Ana Ruiz or Luz Ruiz"]


def test_she_is_not_he():
    """
    The title tells the sex, and the pronoun follows it.
    """
    doc = built(
        """
        Spokeswoman/NNP/2/nmod:desc Kim/NNP/4/nsubj Roe/NNP/2/flat met/VBD/0/root Senator/NNP/6/nmod:desc Bob/NNP/4/obj Lee/NNP/6/flat ././4/punct

        She/PRP/2/nsubj left/VBD/0/root ././2/punct
        """,
        [("Kim Roe", "PER"), ("Bob Lee", "PER")],
    )

    assert [line.split(" | ")[-1] for line in told(doc)] == ["Kim Roe, She", "Bob Lee"]


def test_he_is_rather_the_one_who_speaks_in_the_paragraph():
    """
    The reading model ties "he" to somebody of the paragraph before; who speaks right before it is nearer.
    """
    doc = built(
        """
        Bob/NNP/3/nsubj Lee/NNP/1/flat left/VBD/0/root ././3/punct

        Ed/NNP/3/nsubj Roe/NNP/1/flat said/VBD/0/root so/RB/3/advmod ././3/punct
        He/PRP/2/nsubj left/VBD/0/root ././2/punct
        """,
        [("Bob Lee", "PER"), ("Ed Roe", "PER")],
    )
    doc = replace(doc, references=((Reference(0, 0, 2), Reference(9, 9, 10)),))

    assert [line.split(" | ")[-1] for line in told(doc)] == ["Bob Lee", "Ed Roe, He"]


@pytest.mark.parametrize("text", ["", "x", '"', "the", "’s"])
def test_odd_stories_give_an_empty_cast(text):
    """
    No words, no actors, no error.
    """
    doc = built(f"{text}/NN/0/root") if text else Doc(Story("s", "s", ""))

    assert [record for record in find_actors(doc, rules()).records if isinstance(record, Actor)] == []
