"""Chronologies: dates without a year take it from the entry before, and an entry's day is that of what it tells."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Report
from dragoman.reading import Reader
from dragoman.sources.dates import from_header

TIMELINE = """How the missions left

23 December 2021 – Rockets hit the airport of Zarn. The embassy of Norland was closed.

4 January – Gunmen stormed the radio station.

11 January – Norland ordered its staff to leave the country. It had warned of danger on 8 January.
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def days(reader: Reader, text: str) -> dict[str, date | None]:
    """The first day of each event, by its kind."""
    reading = reader.read(Report(text=text, external_id="t"))
    return {mention.kind: mention.time.first if mention.time else None for mention in reading.mentions}


def test_years_run_on_from_entry_to_entry(reader: Reader) -> None:
    reading = reader.read(Report(text=TIMELINE, external_id="t"))
    assert [time.first for time in reading.times] == [
        date(2021, 12, 23),
        date(2022, 1, 4),
        date(2022, 1, 11),
        date(2022, 1, 8),
    ]


def test_what_an_entry_tells_was_on_its_day(reader: Reader) -> None:
    found = days(reader, TIMELINE)
    assert found["closure"] == date(2021, 12, 23)
    assert found["storming"] == date(2022, 1, 4)
    assert found["ordered_departure"] == date(2022, 1, 11)


def test_two_dated_paragraphs_or_dates_that_go_back_are_no_chronology(reader: Reader) -> None:
    two = "4 January 2022 – Rockets hit the airport.\n\nThe embassy of Norland was closed.\n"
    assert days(reader, two)["closure"] is None
    back = TIMELINE.replace("4 January –", "4 March 2020 –").replace("11 January –", "11 June 2019 –")
    assert days(reader, back)["closure"] is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Zarn Post / Follow-ups — Published 12-02-2015", date(2015, 2, 12)),
        ("LIVE: as it happened — Wednesday 2 August 2023", date(2023, 8, 2)),
        ("Sahel Notes | 6 January 2016 | By a fellow", date(2016, 1, 6)),
        ("Policy Brief No. 14, Horn Project, 29 July 2016", date(2016, 7, 29)),
        ("WASHINGTON, Feb 28 (2022) - The embassy was closed.", date(2022, 2, 28)),
        ("The war that began on 6 January 2016 goes on", None),
        ("What the raid of 29 July 2016 tells us", None),
    ],
)
def test_a_date_set_off_in_a_header_line_is_the_reports_own(line: str, day: date | None) -> None:
    assert from_header(f"A headline\n{line}\nThe embassy was closed on Monday.").start == day


def test_bylines_and_last_lines_give_dates(reader: Reader) -> None:
    byline = from_header("A headline\nby Rosa Acht, The Review, August 2022\nA year ago they left.")
    assert (byline.start, byline.end, byline.precision) == (date(2022, 8, 1), date(2022, 8, 31), "month")
    foot = from_header("A headline\nThey left.\nPublished in The Zarn Times, December 27th, 2022")
    assert foot.start == date(2022, 12, 27)
