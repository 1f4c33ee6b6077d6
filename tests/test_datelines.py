"""Days of publication at the head of made-up reports, in the forms of many papers, agencies and languages."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.sources.calendar import shipped_calendar, solar_day
from dragoman.sources.dates import from_header

_TABLE = list(
    csv.DictReader((Path(__file__).parent / "data" / "datelines.tsv").open(encoding="utf8", newline=""), delimiter="\t")
)
_BODY = "\n\nSecond paragraph of this report, which tells of the river and the hills. A crowd stood there.\n"


def test_most_heads_date_their_report() -> None:
    told = [from_header(row["head"].replace("\\n", "\n") + _BODY).start for row in _TABLE]
    right = [day for day, row in zip(told, _TABLE, strict=True) if day == date.fromisoformat(row["day"])]
    assert len(right) >= 51
    assert [day for day, row in zip(told, _TABLE, strict=True) if day and day != date.fromisoformat(row["day"])] == []


def test_a_day_inside_running_text_is_not_the_reports() -> None:
    for text in (
        "The film was shot in Paris on 1 February 2003 and shown a year later.",
        "She left Lagos, 5 May 2010 being her last day there, and never came back.",
        "He was born on 12 Mordad 1350 in a village that no longer stands.",
    ):
        assert from_header(text + _BODY).start is None


@settings(max_examples=30)
@given(st.dates(date(1922, 3, 22), date(2100, 3, 19)))
def test_the_solar_year_counts_every_day_once(day: date) -> None:
    year = day.year - 621 - ((day.month, day.day) < (3, 23))
    told = [
        found
        for each in (year - 1, year, year + 1)
        for month in range(1, 13)
        for number in range(1, 32)
        if (found := solar_day(each, month, number)) is not None
    ]
    assert told.count(day) == 1


def test_one_day_in_three_calendars() -> None:
    calendar = shipped_calendar()
    assert calendar.day_of_words("22 Esfand 1400") == date(2022, 3, 13)
    assert calendar.day_of_words("24 July 2568") == date(2025, 7, 24)
    assert calendar.day_of_words("2025 December 12, Friday") == date(2025, 12, 12)
