"""The report's own date: found where the text settles it, left open where it does not."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import UNPUBLISHED, Interval, Published
from dragoman.reading.dating import date_conflict, infer_published
from dragoman.reading.times import TimeTagger

TAGGER = TimeTagger.load()
HEADER = Published(date(2019, 11, 20), date(2019, 11, 20), "day", "header", "the header")


def infer(text: str, known: Published = UNPUBLISHED) -> Published:
    return infer_published(text, [], TAGGER, known)


def test_a_known_date_is_kept() -> None:
    assert infer("Rebels attacked on March 3, 2021, police said.", HEADER) == HEADER


def test_counted_weeks_a_weekday_in_them_and_a_date_without_year_settle_the_week() -> None:
    found = infer(
        "The first three weeks of 2018 brought six raids, including one Friday on the port. "
        "The minister said in a Jan. 16 letter that the raids would be answered. The war began in 2011."
    )
    # 19 January 2018 is the Friday of the third week.
    assert (found.start, found.end) == (date(2018, 1, 21), date(2018, 1, 25))
    assert (found.precision, found.basis) == ("week", "inferred")
    assert "2018-01-19" in found.reason and "Jan. 16" in found.reason


def test_a_weekday_alone_tells_no_date() -> None:
    assert infer("Police said Thursday that three men were shot in the port.") == UNPUBLISHED


def test_history_alone_tells_no_date() -> None:
    text = "The treaty was torn up in 2018. In January 2020 a strike killed the general. Troops came in 2003."
    assert infer(text) == UNPUBLISHED


def test_one_dated_day_alone_tells_no_date() -> None:
    assert infer("On Friday, Nov. 22, 1963, the president was shot. He is remembered still.") == UNPUBLISHED


def test_a_later_time_told_in_the_past_forbids_an_earlier_date() -> None:
    text = (
        "The first two weeks of 2018 brought six raids, including one Thursday on the port. "
        "They ended when a truce was signed in June 2021."
    )
    assert infer(text) == UNPUBLISHED


def test_a_date_line_is_the_date() -> None:
    found = infer("Rebels Attack Port\n\nPublished: November 4, 2019\n\nRebels attacked the port on Sunday.")
    assert (found.start, found.end, found.basis) == (date(2019, 11, 4), date(2019, 11, 4), "header")
    found = infer("BAGHDAD, Nov. 4, 2019 (News) -- Rebels attacked the port on Sunday.")
    assert found.start == date(2019, 11, 4)


def test_a_date_in_running_text_is_no_date_line() -> None:
    assert infer("Rebels attacked the port on November 4, 2019, and left.\n\nNothing else is known.") == UNPUBLISHED


def test_a_note_dates_a_report_that_tells_nothing_later() -> None:
    found = infer("The port is old. It burned in 2010.\n\nThis article was originally published in May 2014.")
    assert (found.start, found.end, found.precision, found.basis) == (
        date(2014, 5, 1),
        date(2014, 5, 31),
        "month",
        "text",
    )


def test_a_note_contradicted_by_the_text_dates_nothing() -> None:
    text = "The port is old. It burned in June 2016.\n\nThis article was originally published in May 2014."
    assert infer(text) == UNPUBLISHED


def test_a_note_against_a_header_is_a_conflict_and_the_header_stays() -> None:
    text = (
        "The general threatened to leave almost a month ago. Six men were shot last July, and two in September. "
        "The piece originally appeared in March 2018 and is shown again."
    )
    assert infer(text, HEADER) == HEADER
    reason = date_conflict(text, HEADER.interval, TAGGER.tag(text, [], HEADER.interval), TAGGER.dating.notes)
    assert reason is not None and "March 2018" in reason and "2019-11-20" in reason


def test_no_conflict_without_a_note_or_without_a_date() -> None:
    text = "The general threatened to leave almost a month ago. Six men were shot in March 2018."
    assert date_conflict(text, HEADER.interval, TAGGER.tag(text, [], HEADER.interval), TAGGER.dating.notes) is None
    noted = "It was originally published in March 2018. He left last week."
    assert date_conflict(noted, Interval(), TAGGER.tag(noted, [], Interval()), TAGGER.dating.notes) is None


def test_a_date_taken_from_a_note_gives_way_to_a_later_date_line() -> None:
    note = Published(date(2018, 3, 1), date(2018, 3, 31), "month", "text", "the note")
    text = "Nov. 20, 2019\n\nHe left last week. The piece originally appeared in March 2018."
    found = infer(text, note)
    assert (found.start, found.basis) == (date(2019, 11, 20), "header")


PIECES = st.sampled_from(
    [
        "The first two weeks of 2022 saw raids.", "A raid Thursday failed.", "In a Jan. 9 letter he spoke.", "In 2018",
        "It was originally published in August 2019.", "\n\n", "March 3, 2021", "on Monday, March 1, 2021", "last week",
        "He will leave in 2023.", "He left in December 2024.",
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=8))
def test_any_report_gives_a_known_ordered_reasoned_date_or_none(pieces: list[str]) -> None:
    found = infer(" ".join(pieces))
    assert (found.start is None) == (found.end is None) == (found.basis == "unknown")
    if found.start and found.end:
        assert found.start <= found.end and found.reason
