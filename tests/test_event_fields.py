"""Where, when, with what and how many: fields of an event, from its own words or a link that is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import (
    UNPUBLISHED,
    Count,
    Mention,
    MentionActor,
    Plover,
    Published,
    Reading,
    Report,
    Span,
    TextSpan,
)
from dragoman.reading import Reader
from dragoman.reconcile.headline.values import with_named_dead


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def read(reader: Reader, text: str, day: str | None = "2023-05-17") -> Reading:
    """A reading of a text published on a day."""
    known = date.fromisoformat(day) if day else None
    published = Published(known, known, "day", "given") if known else UNPUBLISHED
    return reader.read(Report(text, "x", published=published))


def told(reader: Reader, text: str, trigger: str) -> Mention:
    """The first event that a word tells."""
    return next(m for m in read(reader, text).mentions if m.trigger.text == trigger)


def place(reader: Reader, text: str, trigger: str) -> str | None:
    """The name of an event's place."""
    found = told(reader, text, trigger).place
    if found is None:
        return None
    assert found.text == text[found.start : found.end]
    return found.name


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("U.S. officials said Iran-backed militias fired rockets at American troops.", "fired"),
        ("A U.S. airstrike killed three fighters.", "airstrike"),
        ("Officials in Washington said the attack killed three soldiers.", "attack"),
        ("The crowd that attacked the consulate alarmed lawmakers in Rome.", "attacked"),
        ("A senator from Texas condemned the attack, which wounded two guards.", "attack"),
    ],
)
def test_a_place_that_names_a_party_or_a_speaker_is_no_place_of_the_deed(
    reader: Reader, text: str, trigger: str
) -> None:
    assert place(reader, text, trigger) is None


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Rockets hit the U.S. embassy in Baghdad on Monday.", "hit", "Baghdad"),
        ("The group launched rockets at a base near Kirkuk, Iraq, killing a contractor.", "launched", "Kirkuk"),
        ("Militants based in Libya attacked a gas plant in Algeria.", "attacked", "Algeria"),
        ("Iran fired missiles at Israel on Sunday.", "fired", "Israel"),
        ("Turkish planes bombed the group in the mountains of northern Iraq.", "bombed", "Iraq"),
        ("The army shelled Kharkiv on Friday.", "shelled", "Kharkiv"),
        ("In Somalia, gunmen stormed a hotel on Friday.", "stormed", "Somalia"),
        ("The Israeli army bombed a depot along the Syria-Lebanon border.", "bombed", "Syria-Lebanon border"),
        ("The Nairobi bombing killed nine people.", "bombing", "Nairobi"),
        ("MOGADISHU protesters stormed the compound on Tuesday.", "stormed", "Mogadishu"),
        ("A bomb hit a bus in Dar es Salaam on Monday.", "hit", "Dar es Salaam"),
    ],
)
def test_the_place_stands_in_the_phrases_of_the_deed_or_of_what_was_hit(
    reader: Reader, text: str, trigger: str, name: str
) -> None:
    assert place(reader, text, trigger) == name


def test_near_the_main_airport_is_near_that_airport(reader: Reader) -> None:
    found = told(reader, "Mortars landed near Kabul's main airport, killing a guard.", "landed").place
    assert found is not None
    assert (found.name, found.kind, found.precision) == ("Hamid Karzai International Airport", "airport", 2)


def test_two_countries_joined_give_the_first_and_the_words_of_both(reader: Reader) -> None:
    text = "Turkey launched a strike against the group in Iraq and Syria on Sunday, killing 24 people."
    found = told(reader, text, "strike").place
    assert found is not None
    assert (found.country, found.text) == ("IQ", "Iraq and Syria")


def test_a_building_stands_where_the_report_says_and_the_link_says_so(reader: Reader) -> None:
    text = (
        "The French embassy in Niamey has been closed to visitors. "
        "A mob stormed the embassy on Sunday and burned two cars."
    )
    found = told(reader, text, "stormed").place
    assert found is not None and found.link is not None
    assert found.name == "Niamey"
    assert text[slice(*found.link)].startswith("The French embassy in Niamey")


def test_the_country_of_the_report_is_given_with_its_words_and_no_more_exactly(reader: Reader) -> None:
    text = (
        "Unrest in Nigeria has grown, and officials in Abuja are worried.\n\nIn March, a senator survived an "
        "assassination attempt."
    )
    found = told(reader, text, "assassination").place
    assert found is not None and found.link is not None
    assert (found.name, found.precision, found.country) == ("Nigeria", 4, "NG")
    assert text[slice(*found.link)] == found.text


def test_one_building_among_many_targets_does_not_place_a_series(reader: Reader) -> None:
    one = "The French embassy in Niamey is closed. {} including the French embassy, the paper said."
    series, single = one.format("A dozen attacks hit banks,"), one.format("Gunmen attacked the bank,")
    assert place(reader, series, "attacks") != "Niamey"
    found = told(reader, "The embassy in Niamey is closed. Gunmen attacked the embassy again.", "attacked").place
    assert found is not None and found.name == "Niamey"
    assert place(reader, single, "attacked") == "Niamey"


def test_a_report_that_points_two_ways_gives_no_country(reader: Reader) -> None:
    text = "Unrest in Nigeria and in Ghana has grown.\n\nIn March, a senator survived an assassination attempt."
    assert told(reader, text, "assassination").place is None


def test_a_country_told_once_holds_for_the_next_sentence_only(reader: Reader) -> None:
    near = "Unrest in Nigeria has grown. In March, a senator survived an assassination attempt."
    far = "Unrest in Nigeria has grown.\n\nIn March, a senator survived an assassination attempt."
    assert place(reader, near, "assassination") == "Nigeria"
    assert place(reader, far, "assassination") is None


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("The rally took place after the police raided a mosque on Sunday.", "rally", None),
        ("The rally took place after the police raided a mosque on Sunday.", "raided", "Sunday"),
        ("Police said on Wednesday that a bomb had killed three people.", "killed", None),
        ("Rebels launched drone and rocket assaults against army posts throughout 2022.", "assaults", "2022"),
    ],
)
def test_a_time_belongs_to_its_own_clause(reader: Reader, text: str, trigger: str, words: str | None) -> None:
    time = told(reader, text, trigger).time
    assert (time.text if time else None) == words


def test_the_noun_of_an_order_dates_it_in_the_next_sentence(reader: Reader) -> None:
    told_before = "The ministry has ordered its staff to leave Haiti. Nobody knew what led to the order on Monday."
    found = told(reader, told_before, "ordered").time
    assert found is not None and found.value == "2023-05-15" and found.text == "Monday"
    # Dated by its own sentence, or by a noun that is no retelling, an event keeps what it has.
    own = "The ministry ordered its staff on Tuesday to leave Haiti. Nobody knew what led to the order on Monday."
    assert (time := told(reader, own, "ordered").time) is not None and time.value == "2023-05-16"
    other = "The ministry has ordered its staff to leave Haiti. Nobody knew of an order on Monday."
    assert (stands := told(reader, other, "ordered").time) is not None and stands.as_of


def test_a_day_counted_from_another_event_goes_on_with_the_story(reader: Reader) -> None:
    text = "On Sunday, jets bombed a depot. Two days before that, the army said the group fired rockets at a base."
    found = told(reader, text, "fired").time
    assert found is not None and found.value == "2023-05-12"
    telling = "Earlier this month, the army said the group fired rockets at a base in 2021."
    assert (time := told(reader, telling, "fired").time) is not None and time.value == "2021"


def test_a_series_has_the_weeks_and_its_part_the_day(reader: Reader) -> None:
    text = (
        "The first three weeks of 2021 saw the rebels launch at least five attacks on army posts, including a car "
        "bombing Thursday in Mosul."
    )
    series, part = told(reader, text, "attacks"), told(reader, text, "bombing")
    assert series.time is not None and series.time.last == date(2021, 1, 21)
    assert part.time is not None and part.time.text == "Thursday"


@pytest.mark.parametrize(
    ("text", "trigger", "classes"),
    [
        ("Turkey ordered retaliatory airstrikes on at least two occasions.", "airstrikes", ["aircraft_bomb"]),
        ("Rebels launched drone and rocket assaults against army posts.", "assaults", ["drone", "rocket"]),
        ("Police arrested nine men in response to rocket attacks on the base.", "arrested", []),
        ("Police arrested nine men in response to rocket attacks on the base.", "attacks", ["rocket"]),
    ],
)
def test_weapons_are_those_of_the_deed(reader: Reader, text: str, trigger: str, classes: list[str]) -> None:
    assert [weapon.class_ for weapon in told(reader, text, trigger).weapons] == classes


def test_a_number_before_a_comma_is_read(reader: Reader) -> None:
    text = "Turkey launched a strike on Sunday, killing 24 people and injuring 50, according to the group."
    mention = told(reader, text, "strike")
    assert mention.killed is not None and mention.killed.best == 24
    assert mention.injured is not None and mention.injured.best == 50


def test_people_killed_by_name_are_added_up_in_a_sentence(reader: Reader) -> None:
    text = "The strike that killed Omar Said also killed Ahmed Karim."
    mention = told(reader, text, "strike")
    assert mention.killed is not None
    assert (mention.killed.low, mention.killed.best, mention.killed.high) == (2, 2, None)


def test_the_dead_of_one_clause_are_not_those_of_the_deed_before_it(reader: Reader) -> None:
    text = "Clashes in Khartoum killed 12 people after the army shelled Omdurman on Friday."
    assert told(reader, text, "shelled").killed is None


def _killing(name: str, at: int, actor_id: str | None = None) -> Mention:
    """A telling in which one named person was killed."""
    end = at + len(name)
    victim = MentionActor("victim", "person", at, end, name, actor_id, name)
    return Mention(
        f"men-{at}", "rep-1", "evt-1", Span(0, 500), TextSpan(at, at + 1, "x"), "air_strike", Plover("ASSAULT"),
        "occurred", actors=(victim,), killed=Count(1, 1, None, at, end, name),
    )  # fmt: skip


def test_named_dead_count_once_each_over_the_tellings() -> None:
    toll = Count(1, 1, None, 10, 20, "Omar Said")
    twice = [_killing("Omar Said", 10), _killing("Gen. Omar Saied", 50)]
    assert with_named_dead(toll, twice) == toll
    both = [*twice, _killing("Ahmed Karim", 90)]
    united = with_named_dead(toll, both)
    assert united is not None and (united.low, united.best, united.high) == (1, 2, None)


def test_an_exact_toll_is_not_raised_by_names() -> None:
    toll = Count(1, 1, 1, 10, 20, "one man")
    assert with_named_dead(toll, [_killing("Omar Said", 10), _killing("Ahmed Karim", 50)]) == toll
    assert with_named_dead(None, [_killing("Omar Said", 10)]) is None


def test_a_known_name_keeps_its_second_surname(reader: Reader) -> None:
    killed = told(reader, "Alan Garcia Perez was killed by rebels in May.", "killed")
    assert [(party.text, party.name) for party in killed.actors if party.role == "victim"] == [
        ("Alan Garcia Perez", "Alan Garcia")
    ]
