"""Places of a report, on sentences of our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model import PlaceMention
from dragoman.reading.case import CaseRepair
from dragoman.reading.parse import Parser
from dragoman.reading.places import PlaceReader
from dragoman.reading.places.home import find_home
from dragoman.reading.places.lexicon import Lexicon
from dragoman.reading.segment import segment
from dragoman.settings import Settings


class Reading:
    """Parser and place reader together."""

    def __init__(self, parser: Parser, reader: PlaceReader) -> None:
        self.parser, self.reader = parser, reader
        self.case = CaseRepair.load(parser.nlp, (), reader.gazetteer)

    def __call__(self, text: str, home: str | None = None, demonyms: bool = False) -> list[PlaceMention]:
        sentences = self.parser.parse(text, segment(text, repaired=self.case.repair(text)))
        return self.reader.read(text, sentences, home, demonyms=demonyms)

    def ids(self, text: str, home: str | None = None) -> dict[str, str | None]:
        return {place.text: place.place_id for place in self(text, home)}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    # The same folder as in test_gazetteer, so that one run builds once.
    return Settings(cache=tmp_path_factory.getbasetemp() / "gazetteer-cache")


@pytest.fixture(scope="session")
def read(cache: Settings) -> Reading:
    return Reading(Parser.load(cache.model), PlaceReader.load(cache))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two rockets landed near Mosul, Iraq, on Sunday.", {"Mosul": "99072", "Iraq": "99237"}),
        ("A mayor in Paris, Texas, resigned.", {"Paris": "4717560", "Texas": "4736286"}),
        ("Shops reopened in Paris after the strike.", {"Paris": "2988507"}),
        ("Crowds marched in Tehran, Beirut and Basra.", {"Tehran": "112931", "Beirut": "276781", "Basra": "99532"}),
        ("Fighting spread across Anbar province.", {"Anbar province": "99592"}),
        ("KABUL, Afghanistan (AP) -- A bomb went off.", {"KABUL": "1138958", "Afghanistan": "1149361"}),
        ("The U.S. and the U.K. closed their missions.", {"U.S.": "6252001", "U.K.": "2635167"}),
        ("Two officers died in Mobile, Ala., on Monday.", {"Mobile": "4076598", "Ala.": "4829764"}),
    ],
)
def test_names_are_resolved(read: Reading, text: str, expected: dict[str, str]) -> None:
    assert read.ids(text) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "place_id"),
    [
        ("Drones struck the Ain al-Asad air base at dawn.", "Ain al-Asad", "dragoman:al-asad-air-base"),
        ("A mortar shell fell inside the Green Zone.", "Green Zone", "dragoman:green-zone"),
        ("He died outside Baghdad's airport.", "Baghdad's airport", "dragoman:baghdad-international-airport"),
        ("Jets hit trucks along the Iraq-Syria border.", "Iraq-Syria border", "dragoman:border-iq-sy"),
        ("A tanker was seized in the Strait of Hormuz.", "Strait of Hormuz", "dragoman:strait-of-hormuz"),
    ],
)
def test_the_supplement_is_read(read: Reading, text: str, phrase: str, place_id: str) -> None:
    assert read.ids(text).get(phrase) == place_id


def test_an_embassy_in_a_town_names_the_town(read: Reading) -> None:
    assert read.ids("Staff left the U.S. embassy in Baghdad.")["Baghdad"] == "98182"


def test_the_middle_east_is_a_region_and_the_gulf_is_water(read: Reading) -> None:
    east, gulf = read("The Middle East watched as ships burned in the Gulf.")
    assert (east.kind, east.precision) == ("region", 3)
    assert gulf.kind == "gulf"


@pytest.mark.parametrize(
    ("text", "precision", "low", "high"),
    [
        ("Rebels took Kirkuk.", 1, 1, 40),
        ("Rebels camped near Kirkuk.", 2, 15, 60),
        ("Rebels camped 50 km north of Kirkuk.", 2, 50, 90),
        ("Rebels camped 50 miles from Kirkuk.", 2, 80, 120),
        ("Rebels hold much of Darfur.", 3, 200, 500),
        ("Rebels hold much of Sudan.", 4, 500, 1200),
    ],
)
def test_precision_is_honest(read: Reading, text: str, precision: int, low: float, high: float) -> None:
    (place,) = read(text)
    assert place.precision == precision
    assert place.radius_km is not None
    assert low <= place.radius_km <= high


@pytest.mark.parametrize(
    "text",
    [
        "President Lincoln spoke first, and Lincoln said no.",
        "Senator Jordan Houston said he would vote.",
        "The minister, Ahmed Basra, resigned.",
        "They met in March and again in May.",
        "She reads the Houston Chronicle every day.",
        "The Dallas Cowboys lost again.",
        "Iraqi soldiers fired at Turkish jets.",
        "In Dar Sabil and Umm Kalthum the army said so.",
        "Nobody came.",
    ],
)
def test_what_is_no_place(read: Reading, text: str) -> None:
    assert read.ids(text) == {}


def test_demonyms_on_request(read: Reading) -> None:
    (place,) = read("Iraqi soldiers fired.", demonyms=True)
    assert (place.text, place.kind, place.place_id) == ("Iraqi", "demonym", "99237")


def test_one_sense_in_a_report(read: Reading) -> None:
    text = "The fire began in Athens, Georgia. Officials in Athens said nobody was hurt."
    places = [place.place_id for place in read(text) if place.text == "Athens"]
    assert places == ["4180386", "4180386"]


def test_the_publisher_decides_between_namesakes(read: Reading) -> None:
    text = "A man from London was arrested on Friday."
    assert read.ids(text)["London"] == "2643743"
    assert read.ids(text, "https://www.lfpress.ca/news/1")["London"] == "6058560"


def test_text_in_capitals(read: Reading) -> None:
    text = "A CAR BOMB EXPLODED IN DOWNTOWN BOGOTA ON TUESDAY. POLICE IN COLOMBIA SAID THE SAME GROUP HIT MEDELLIN."
    assert read.ids(text) == {"BOGOTA": "3688689", "COLOMBIA": "3686110", "MEDELLIN": "3674962"}


def test_text_in_small_letters(read: Reading) -> None:
    text = "police fired tear gas at a crowd in ahmedabad on friday, and curfew was imposed in parts of gujarat."
    assert read.ids(text) == {"ahmedabad": "1279233", "gujarat": "1270770"}


def test_country_is_filled(read: Reading) -> None:
    (place,) = read("Rebels took Goma.")
    assert (place.country, place.country_name) == ("CD", "Democratic Republic of the Congo")


def test_home_of_publishers(cache: Settings) -> None:
    gazetteer = Gazetteer.load(cache)
    lexicon = Lexicon.load(gazetteer)
    assert find_home("https://www.rudaw.net/english/1", lexicon, gazetteer).country == "IQ"
    assert find_home("http://unheard-of.iq/1", lexicon, gazetteer).country == "IQ"
    assert find_home("http://unheard-of.com/1", lexicon, gazetteer).country == ""
    assert find_home(None, lexicon, gazetteer).country == ""
    homeless = [
        p.domain for p in lexicon.publishers.values() if p.city and not find_home(p.domain, lexicon, gazetteer).local
    ]
    assert homeless == []


_WORDS = st.sampled_from(
    [
        "in",
        "near",
        "of",
        "the",
        "said",
        "Paris",
        "Baghdad",
        "Iraq",
        "Gen.",
        "Ahmed",
        "U.S.",
        ",",
        ".",
        "—",
        "’s",
        "(AP)",
        "al-Qaim",
        "50",
        "km",
        "Kurdish",
        "border",
        "between",
        "and\n",
        "“",
        "”",
        "é",
    ]
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=120))
def test_spans_always_hold_their_words(read: Reading, text: str) -> None:
    places = read(text, demonyms=True)
    assert all(text[place.start : place.end] == place.text for place in places)
    assert all(one.end <= other.start for one, other in pairwise(places))
    assert all((place.lat is None) == (place.place_id is None) for place in places)


def test_a_village_that_the_gazetteer_lacks_is_no_namesake_of_another_land(read: Reading) -> None:
    """A place stays unknown rather than lying where nothing in the report is."""
    about = "Mali's army left the north. Malian troops returned to Mali's capital, Bamako, the government of Mali said."
    countries = {place.text: place.country for place in read(f"{about} Villagers at Moura fled. Some reached Moscow.")}
    assert (countries["Moura"], countries["Bamako"], countries["Moscow"]) == (None, "ML", "RU")
    told = {place.text: place.country for place in read(f"{about} Talks were held in Moura, Portugal.")}
    assert told["Moura"] == "PT"
    alone = {place.text: place.country for place in read("The mayor of Moura resigned.")}
    assert alone["Moura"] == "PT"
