import petrarch

from chancery.records import Actor, Event

CODING = '<EventCoding sourcecode="{}" targetcode="{}" eventcode="{}"></EventCoding>\n'
RECORD = """<Sentence date="19950106" id="X-1" category="{}" sentence="true">
<!-- <EventCoding sourcecode="MOR" targetcode="MOR" eventcode="999"> -->
{}<Text>
The Calenardhon government condemned an attack by Osgiliath
soldiers. </Text><Parse>(ROOT)</Parse></Sentence>"""


def asked(*events, category="DEMO"):
    """The record as it is asked for."""
    record = RECORD.format(category, "".join(CODING.format(*one) for one in events))
    return next(petrarch.sentences(record, petrarch.ROOTS))


def actor(name, country):
    return Actor("s", name, "state", (), "test", 1.0, country=country, id=name)


def test_a_record_with_real_states():
    """
    Codes of agents (CALGOV) are those of their states; comments and trees are left aside.
    """
    one = asked(("CALGOV", "OSGMIL", "122"))
    assert one.text == "The Moroccan government condemned an attack by Syrian soldiers."
    assert one.events == ((("MAR", "SYR"), ("ACCUSE",)),)


def test_a_code_that_means_nothing_leaves_the_root_open():
    """
    The pair is asked for, the class is not.
    """
    assert asked(("CAL", "OSG", "345")).events == ((("MAR", "SYR"), ()),)


def test_what_cannot_be_asked():
    """
    Persons of the books, bodies and errors are left out; a remark to nobody is nothing, a deed to nobody has no whom.
    """
    assert asked(("HOB", "GON", "064")) is None
    assert asked(("CAL", "OSG", "122"), category="ERROR") is None
    assert asked(("---GOV", "---", "023")).events == ()
    assert asked(("CAL", "---", "222")).events == ((("MAR", ""), ("ASSAULT", "COERCE")),)


def test_articles_go_with_the_new_names():
    """
    An article suits the state that stands behind it now, and no other article is touched.
    """
    assert petrarch.real("An Arnorian ship, an 800-man crew.") == "A Turkish ship, an 800-man crew."
    assert petrarch.real("A Mordor official and a Eriadori envoy") == "An Iranian official and an Iraqi envoy"


def test_countries_of_events():
    """
    A meeting with all on one side is one of each with each; what was called off did not happen.
    """
    actors = [actor("Chile", "CHL"), actor("Peru", "PER"), actor("UN", None)]
    talks = Event("s", "CONSULT", "happened", (), "test", 1.0, who=("Chile", "Peru"), mutual=True)
    blame = Event("s", "ACCUSE", "happened", (), "test", 1.0, who=("Chile",), whom=("Peru", "UN"))
    off = Event("s", "AID", "called_off", (), "test", 1.0, who=("Chile",), whom=("Peru",))
    both = {("CHL", "PER", "CONSULT"), ("PER", "CHL", "CONSULT")}
    assert petrarch.found_in(actors, [talks, blame, off]) == both | {("CHL", "PER", "ACCUSE"), ("CHL", "", "ACCUSE")}


def test_the_score_of_triples_pairs_and_roots():
    """
    A class that the code allows is right; of a pair whose root is open nothing is wrong but another pair.
    """
    rows = [
        (asked(("CAL", "OSG", "122")), {("MAR", "", "ACCUSE"), ("SYR", "LBN", "ASSAULT")}),
        (asked(("CAL", "OSG", "345")), {("MAR", "SYR", "SANCTION")}),
        (asked(("CAL", "OSG", "050")), {("MAR", "SYR", "AID")}),
    ]
    found = petrarch.score(rows)
    assert found["all three"] == petrarch.Score(asked=2, given=2, right_asked=1, right_given=1)
    assert found["pair"] == petrarch.Score(asked=3, given=3, right_asked=2, right_given=2)
    assert found["who, root"] == petrarch.Score(asked=2, given=3, right_asked=2, right_given=2)
    assert found["root"] == petrarch.Score(asked=2, given=3, right_asked=2, right_given=2)


def test_the_published_table_reads_closer_codes_as_those_they_make_closer():
    """
    1711 is read as 171; a code of no such beginning has no class.
    """
    roots = {"171": ("COERCE",), "08": ("CONCEDE", "RETREAT")}
    assert petrarch.roots_of("1711", roots) == ("COERCE",)
    assert petrarch.roots_of("081", roots) == ("CONCEDE", "RETREAT")
    assert petrarch.roots_of("345", roots) == ()
