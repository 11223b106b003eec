"""Where: which words are places, which places they are, and which words look like places and are none."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news"

# A sentence, and its places: the words, country, and for what is no country a point (whole degrees) with the precision.
PLACES = [
    # A country has no pin.
    ("Uruguay and Paraguay opened the bridge on Thursday.", [("Uruguay", "URY"), ("Paraguay", "PRY")]),
    ("The minister flew home from the United States.", [("United States", "USA")]),
    # A town lies in the state or country that stands beside it.
    ("A fire broke out in Paris, Texas, on Sunday.", [("Paris", "USA", 34, -96, "city"), ("Texas", "USA", 31, -99, "admin1")]),
    ("He was born in Hamilton, New Zealand.", [("Hamilton", "NZL", -38, 175, "city"), ("New Zealand", "NZL")]),
    ("Two men drowned near Sunbury, Pa., on Friday.", [("Sunbury", "USA", 41, -77, "city"), ("Pa.", "USA", 41, -78, "admin1")]),
    ("The ferry from Sydney, Nova Scotia, was late.", [("Sydney", "CAN", 46, -60, "city"), ("Nova Scotia", "CAN", 45, -63, "admin1")]),
    # A larger place need not be named after a comma.
    ("A bomb went off in the Pakistani city of Hyderabad.", [("Hyderabad", "PAK", 25, 68, "city")]),
    ("A bomb went off in the Indian city of Hyderabad.", [("Hyderabad", "IND", 17, 78, "city")]),
    ("A plane crashed near Tripoli in northern Lebanon.", [("Tripoli", "LBN", 34, 36, "city"), ("Lebanon", "LBN")]),
    ("Police in Cambridge, a British force said, found him.", [("Cambridge", "GBR", 52, 0, "city")]),
    ("They drove from Perth to Fremantle.", [("Perth", "AUS", -32, 116, "city"), ("Fremantle", "AUS", -32, 116, "city")]),
    ("Egyptian police closed the harbour of Alexandria.", [("Alexandria", "EGY", 31, 30, "city")]),
    ("The trial opened in Alexandria, Virginia.", [("Alexandria", "USA", 39, -77, "city"), ("Virginia", "USA", 38, -79, "admin1")]),
    # The smaller towns around a larger one.
    (
        "The council in Marshfield, Wisconsin, closed the bridge. Residents of Spencer and Stratford will drive through Auburndale.",
        [("Marshfield", "USA", 45, -90, "city"), ("Wisconsin", "USA", 45, -90, "admin1"), ("Spencer", "USA", 45, -90, "city"),
         ("Stratford", "USA", 45, -90, "city"), ("Auburndale", "USA", 45, -90, "city")],
    ),
    (
        "Health officials in Kinshasa said the outbreak had spread from Beni to Butembo and Goma.",
        [("Kinshasa", "COD", -4, 15, "city"), ("Beni", "COD", 0, 29, "city"), ("Butembo", "COD", 0, 29, "city"), ("Goma", "COD", -2, 29, "city")],
    ),
    # Georgia, New York and Washington.
    ("Georgia accused Russia of moving a fence near South Ossetia.", [("Georgia", "GEO"), ("Russia", "RUS"), ("South Ossetia", "GEO", 42, 44, "admin1")]),
    ("Voters in Georgia and Alabama go to the polls.", [("Georgia", "USA", 33, -84, "admin1"), ("Alabama", "USA", 33, -87, "admin1")]),
    ("Rome, Georgia, has a statue of a wolf.", [("Rome", "USA", 34, -85, "city"), ("Georgia", "USA", 33, -84, "admin1")]),
    ("She lives in New York.", [("New York", "USA", 41, -74, "city")]),
    ("She studied in Ithaca, New York.", [("Ithaca", "USA", 42, -76, "city"), ("New York", "USA", 43, -76, "admin1")]),
    ("The envoy flew to Washington on Monday.", [("Washington", "USA", 39, -77, "city")]),
    ("Floods hit Washington, Oregon and Idaho.", [("Washington", "USA", 47, -120, "admin1"), ("Oregon", "USA", 44, -120, "admin1"), ("Idaho", "USA", 44, -115, "admin1")]),
    ("They marched in Washington, D.C., on Sunday.", [("Washington, D.C.", "USA", 39, -77, "city")]),
    # Provinces, counties, regions, waters, sites.
    ("At least twelve miners died in Heilongjiang province.", [("Heilongjiang", "CHN", 48, 128, "admin1")]),
    ("Residents of Kunduz province fled.", [("Kunduz", "AFG", 37, 69, "admin1")]),
    ("Rebels hold the town of Bunagana in North Kivu, in eastern Congo.", [("Bunagana", "COD", -1, 29, "admin1"), ("North Kivu", "COD", -1, 29, "admin1"), ("Congo", "COD")]),
    ("A farmer from Cumbria sued.", [("Cumbria", "GBR", 55, -3, "admin2")]),
    ("Tankers avoid the Strait of Hormuz.", [("Strait of Hormuz", None, 27, 56, "water")]),
    ("They met at the DMZ and again at Camp David.", [("DMZ", None, 38, 127, "site"), ("Camp David", "USA", 40, -77, "site")]),
    ("The crew was taken to Ramstein Air Base in Germany.", [("Ramstein Air Base", "DEU", 49, 8, "site"), ("Germany", "DEU")]),
    ("A crowd stood outside the Kremlin.", [("Kremlin", "RUS", 56, 38, "site")]),
    ("Talks continue in the Sahel and in southern Europe.", [("Sahel", None, 15, 5, "region"), ("Europe", None, 50, 15, "region")]),
    # A building lies in the town beside it.
    ("The concert in London's Hyde Park was called off.", [("London", "GBR", 52, 0, "city"), ("Hyde Park", "GBR", 52, 0, "site")]),
    # Nouns before nouns and hyphens.
    ("A Nairobi-based charity sent tents.", [("Nairobi", "KEN", -1, 37, "city")]),
    ("A former Prime Minister of Tunisia spoke.", [("Tunisia", "TUN")]),
]  # fmt: skip

NO_PLACES = [
    # A capital or seat of power that acts is an actor.
    "Seoul said on Monday that it would send envoys.",
    "Washington urged Ankara to release the pastor.",
    "Talks with Tehran collapsed after two days.",
    "The Kremlin denied the report.",
    "The White House declined to comment.",
    # Names inside of names, peoples, persons, storms, money.
    "The University of Texas hired two French and three Brazilian chemists.",
    "The Samoa Observer and the New York Times reported it.",
    "Chad Brown and Paris Hilton came late.",
    "Hurricane Florence weakened overnight.",
    "The plant cost nine billion US dollars.",
]


@pytest.fixture(scope="module")
def read(shipped):
    """The places of a text, as the layer has them."""
    from chancery.language.places import add_places
    from chancery.source.text import story_from_text

    reader, rules = shipped

    def places(text):
        (doc,) = reader.read([story_from_text(text, given_id="text")])
        return add_places(doc, rules.countries, rules.places).places

    return places


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[text for text, _ in PLACES])
def test_a_story_says_where(read, text, expected):
    found = read(text)
    assert [text[place.start : place.end] for place in found] == [words for words, *_ in expected]
    for place, (_, country, *point) in zip(found, expected, strict=True):
        assert place.country == country
        if point:
            lat, lon, precision = point
            assert abs(place.lat - lat) < 1.1
            assert abs(place.lon - lon) < 1.1
            assert place.precision == precision
        else:
            assert (place.lat, place.lon, place.precision) == (None, None, "country")


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_only_looks_like_a_place(read, text):
    assert [text[place.start : place.end] for place in read(text)] == []


def test_the_same_name_twice_may_be_two_places(read):
    """
    What stands beside each decides for each.
    """
    first, _, second, _ = read("He was born in Hamilton, Ontario, and raised in Hamilton, New Zealand.")
    assert (first.country, second.country) == ("CAN", "NZL")


def test_a_name_that_fits_nothing_keeps_its_words(read):
    """
    No town of the name is known: the words stay, and where the story says a country, that.
    """
    one, _ = read("He was born in Zzyxborough, Zimbabwe.")
    assert (one.name, one.country, one.lat, one.precision) == ("Zzyxborough", "ZWE", None, None)


FLOORS = {"wikinews": 0.95, "current-events": 0.91}


@pytest.mark.skipif(not NEWS.is_dir(), reason="the folder of news beside this checkout is absent")
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_places_of_public_stories(name, monkeypatch, shipped):
    """
    End to end F1 on the stories whose places somebody listed by hand; the floors only rise.
    """
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import places as bench

    reader, rules = shipped
    objects, gold = zip(*bench.annotated(name, NEWS.parent), strict=True)
    read = bench.docs(objects, reader)
    score = bench.score([(doc.story.text, want, bench.layer(doc, rules)) for doc, want in zip(read, gold, strict=True)])
    assert score.whole >= FLOORS[name], score
    sys.modules.pop("places", None)
    sys.modules.pop("news", None)


@pytest.mark.parametrize(
    "text, name, country",
    [
        ("A senior militant was killed in a US drone attack in Helmand province.", "Helmand", "AFG"),
        ("Four people were shot dead in the U.S. state of New York.", "New York", "USA"),
        ("Rebels seized the port town of Kismayo in Lower Juba on Sunday.", "Kismayo", "SOM"),
        ("Four aid workers were killed in the city of Arusha on Monday.", "Arusha", "TZA"),
    ],
)
def test_an_event_lies_where_its_own_words_say(text, name, country):
    """
    The drone is American, the place is not; a town of a name is that town, before the province around it.
    """
    import chancery
    from chancery.errors import ModelError

    try:
        reading = chancery.read(text, published="2019-06-05")
    except ModelError as error:
        pytest.skip(str(error))
    places = {(event.where.name, event.where.country) for event in reading.events if event.where is not None}
    assert places == {(name, country)}
