"""A report's date bounded by what the world knows: office holders, known events, weekdays of dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.knowledge.actor_base import ActorBase, load_actors
from dragoman.knowledge.known_events import KnownEvent, KnownEvents
from dragoman.model import UNPUBLISHED, Interval, Published, Timex
from dragoman.reading.dating import DatingWorld, anchored, infer_published
from dragoman.reading.dating.bounds import precision_of_window
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment
from dragoman.reading.times import TimeTagger
from dragoman.settings import Settings

TAGGER = TimeTagger.load()
EVENTS = KnownEvents.load()


@pytest.fixture(scope="module")
def base() -> ActorBase:
    return load_actors()


@pytest.fixture(scope="module")
def world(base: ActorBase) -> DatingWorld:
    return DatingWorld.load(base)


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    yield Parser.load(Settings().model)


@pytest.fixture
def infer(world: DatingWorld, parser: Parser):  # type: ignore[no-untyped-def]
    def found(text: str, known: Published = UNPUBLISHED) -> Published:
        return infer_published(text, parser.parse(text, segment(text)), TAGGER, known, world)

    return found


def times(text: str, world: DatingWorld, parser: Parser, published: Interval) -> dict[str, Timex]:
    sentences = parser.parse(text, segment(text))
    told = TAGGER.tag(text, sentences, published)
    return {timex.text: timex for timex in anchored(text, sentences, told, published, world)}


# -------------------------------------------------------------------------------------------------- office holders


def test_two_office_holders_leave_the_days_on_which_both_held_office(infer) -> None:  # type: ignore[no-untyped-def]
    found = infer(
        "Secretary of State Mike Pompeo has called Iraqi Prime Minister Mustafa al-Kadhimi. "
        "Prime Minister Kadhimi says that the port is safe."
    )
    assert found.start == date(2020, 5, 7)
    # A week's grace: papers go on calling somebody by an office just left.
    assert found.end == date(2021, 1, 27)
    assert (found.precision, found.basis) == ("year", "inferred")
    assert "Kadhimi" in found.reason and "Pompeo" in found.reason and "2020-05-07" in found.reason


def test_an_office_in_apposition_counts(infer) -> None:  # type: ignore[no-untyped-def]
    found = infer("The plan of John R. Bolton, the national security adviser, has angered President Trump.")
    assert (found.start, found.end) == (date(2018, 4, 9), date(2019, 9, 17))


@pytest.mark.parametrize(
    "text",
    [
        "Former national security adviser John Bolton says that the port is safe.",
        "The then-national security adviser, John Bolton, says that the port is safe.",
        '"National security adviser John Bolton says that the port is safe," the paper wrote.',
        "In 2018 national security adviser John Bolton visited the port.",
        "The deputy national security adviser John Bolton visits the port.",
        "John Bolton says that the port is safe.",
        "Reporters would like to see a national security adviser John Bolton.",
        "Vice Admiral John Bolton says that the port is safe.",
    ],
)
def test_a_use_that_is_not_of_now_gives_no_window(text: str, infer) -> None:  # type: ignore[no-untyped-def]
    assert infer(text) == UNPUBLISHED


def test_a_long_tenure_alone_is_no_date(infer) -> None:  # type: ignore[no-untyped-def]
    assert infer("President Barack Obama says that the port is safe.") == UNPUBLISHED


def test_an_earlier_holder_is_history_and_does_not_contradict_the_later_one(infer) -> None:  # type: ignore[no-untyped-def]
    found = infer(
        "Defense Secretary Mark Esper says that the port is safe. "
        "Defense Secretary Donald Rumsfeld said the same of the harbor."
    )
    assert (found.start, found.end) == (date(2019, 7, 23), date(2020, 11, 16))


def test_of_two_governments_the_earlier_is_history(infer) -> None:  # type: ignore[no-untyped-def]
    text = "The Reagan administration told the port one thing. The Bush administration tells it another."
    assert infer(text + " Defense Secretary Dick Cheney says so, and Secretary of State James Baker.").start != date(
        1988, 11, 1
    )
    assert infer(text).end != date(1989, 1, 27)


def test_a_title_of_another_body_or_country_bounds_nothing(infer) -> None:  # type: ignore[no-untyped-def]
    assert infer("Teamsters President Ford says that the port is safe.") == UNPUBLISHED
    assert infer("Peruvian national security adviser John Bolton says that the port is safe.") == UNPUBLISHED


# ---------------------------------------------------------------------------------------------------- known events


def test_a_known_event_told_as_past_is_a_floor(infer) -> None:  # type: ignore[no-untyped-def]
    text = "Secretary of State Mike Pompeo says that the port is safe."
    assert infer(text) == UNPUBLISHED or infer(text).start == date(2018, 4, 26)
    found = infer(text + " He praised the killing of Qassem Soleimani.")
    assert (found.start, found.end) == (date(2020, 1, 3), date(2021, 1, 27))
    assert "2020-01-03" in found.reason


def test_an_event_that_has_not_happened_is_no_floor(infer) -> None:  # type: ignore[no-untyped-def]
    with_threat = infer("National security adviser John Bolton warns of a plot for the killing of Qassem Soleimani.")
    assert with_threat.start == date(2018, 4, 9)


def test_the_bare_month_of_a_known_event_is_the_latest_such_month(infer, world, parser) -> None:  # type: ignore[no-untyped-def]
    text = "The militias are angry about the January strike against Soleimani. They attacked again in January."
    found = infer(text)
    assert (found.start, found.end) == (date(2020, 1, 3), date(2020, 12, 31))
    told = times(text, world, parser, found.interval)
    assert told["January"].value == "2020-01"


def test_a_month_that_another_event_has_is_not_anchored(world: DatingWorld, parser: Parser) -> None:
    text = "The militias are angry about the strike against Soleimani. They attacked again in July."
    told = times(text, world, parser, Interval())
    assert told["July"].first is None


def test_a_report_with_its_own_day_is_not_touched(world: DatingWorld, parser: Parser) -> None:
    text = "They remembered the strike against Soleimani in January."
    day = Interval(date(2023, 3, 1), date(2023, 3, 1), "day")
    assert times(text, world, parser, day)["January"].value == "2023-01"


# ---------------------------------------------------------------------------------------- weekdays, datelines, width


def test_a_weekday_with_its_date_picks_the_year(infer) -> None:  # type: ignore[no-untyped-def]
    text = "National security adviser John Bolton says that the port was shelled on Wednesday, May 15."
    # 15 May is a Wednesday in 2019, not in 2018.
    found = infer(text)
    assert (found.start, found.end) == (date(2019, 5, 15), date(2019, 9, 17))


def test_a_dateline_without_year_is_the_day_where_the_window_holds_one(infer) -> None:  # type: ignore[no-untyped-def]
    text = "BASRA, Feb. 3 (News) -- National security adviser John Bolton says that the port is safe."
    found = infer(text)
    assert (found.start, found.end, found.precision, found.basis) == (
        date(2019, 2, 3),
        date(2019, 2, 3),
        "day",
        "header",
    )


def test_a_dateline_without_year_refines_a_known_year() -> None:
    known = Published(date(2019, 1, 1), date(2019, 12, 31), "year", "metadata", "the record")
    found = infer_published("BASRA, Dec. 31 (News) -- Rebels shelled the port.", [], TAGGER, known)
    assert (found.start, found.end) == (date(2019, 12, 31), date(2019, 12, 31))


def test_a_wide_window_resolves_only_what_all_its_days_agree_on(world: DatingWorld, parser: Parser) -> None:
    window = Interval(date(2018, 4, 9), date(2019, 9, 17), "year")
    text = (
        "It happened last week. The port was shelled in July. The order came on Wednesday. He left yesterday. "
        "They met last year. The war of March 2003 was long."
    )
    told = times(text, world, parser, window)
    for unsettled in ("last week", "July", "Wednesday", "yesterday", "last year"):
        assert told[unsettled].first is None, told[unsettled]
    assert told["March 2003"].value == "2003-03"


def test_a_month_told_as_past_resolves_where_every_day_of_the_window_agrees(world: DatingWorld, parser: Parser) -> None:
    window = Interval(date(2020, 5, 7), date(2020, 12, 31), "year")
    told = times("The port was shelled in January. It was shelled again in August.", world, parser, window)
    assert told["January"].value == "2020-01"
    assert told["August"].first is None


def test_what_only_some_days_make_a_time_does_not_break_the_tagger() -> None:
    window = Interval(date(2019, 12, 1), date(2020, 2, 1), "season")
    assert [t.text for t in TAGGER.tag("It ends with 2080.", [], window)] in ([], ["2080"])


def test_the_precision_of_a_window_is_by_its_length() -> None:
    day = date(2020, 1, 1)
    assert precision_of_window(day, day) == "day"
    assert precision_of_window(day, date(2020, 1, 31)) == "month"
    assert precision_of_window(day, date(2021, 12, 1)) == "year"
    assert precision_of_window(day, date(2022, 12, 1)) == "unknown"


# ------------------------------------------------------------------------------------------------------- the file


def test_every_known_event_compiles_and_lies_in_order() -> None:
    listed = {event.name: event for events in EVENTS.by_word.values() for event in events}
    assert len(listed) >= 300
    for event in listed.values():
        assert event.pattern.search("") is None, event.name
        assert event.first <= event.last and event.place and event.description


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the killing of Iranian Gen. Qassem Soleimani", "Killing of Qassem Soleimani"),
        ("the Abbottabad raid", "Killing of Osama bin Laden"),
        ("after the Sept. 11 attacks", "September 11 attacks"),
        ("the U.S.-led invasion of Iraq", "Invasion of Iraq"),
        ("the blast at the port of Beirut", "Beirut port explosion"),
        ("the Camp Speicher massacre", "Camp Speicher massacre"),
        ("attack on the U.S. consulate in Benghazi", "Benghazi attack"),
        ("the Arab Spring", "Arab Spring"),
        ("the Oct. 7 Hamas attack", "October 7 attack"),
        ("Russia's full-scale invasion of Ukraine", "Full-scale invasion of Ukraine"),
        ("the murder of the six Jesuits", "Murder of the Jesuits in El Salvador"),
    ],
)
def test_events_are_found_by_their_names(text: str, name: str) -> None:
    words = {word.strip(".,'").lower() for part in text.split() for word in part.replace("'", " ").split()}
    assert name in {event.name for event, _ in EVENTS.named(text, words | {"u"})}


@pytest.mark.parametrize("text", ["a nice attack", "attacks in Madrid", "an all-out war", "Hugo shot Jorge Chavez"])
def test_common_words_name_no_event(text: str) -> None:
    found: list[KnownEvent] = [event for event, _ in EVENTS.named(text, set(text.lower().split()))]
    assert found == []


PIECES = st.sampled_from(
    [
        "President Trump says so.", "Former President Obama, the senator, left.", "In 2031", "on Wednesday, May 15",
        "the January strike against Soleimani", "Prime Minister", "President", ", the national security adviser,",
        "John Bolton", "Kadhimi's government", "\n\n", "BASRA, Feb. 30 (News) --", "«Bush administration»",
        "U.N. chief",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=8))
def test_any_text_gives_an_ordered_reasoned_window_or_none(world: DatingWorld, pieces: list[str]) -> None:
    found = infer_published(" ".join(pieces), [], TAGGER, UNPUBLISHED, world)
    assert (found.start is None) == (found.end is None) == (found.basis == "unknown")
    if found.start and found.end:
        assert found.start <= found.end and found.reason
