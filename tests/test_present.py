"""Measures told in the present or the perfect stand on the day of their report; when they began stays unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman import Ledger
from dragoman.model import Interval, Mention, Published, Report
from dragoman.reading import Reader
from dragoman.reconcile.summary import time_words

DAY = date(2021, 11, 5)
FRIDAY = Published(DAY, DAY, "day", "given")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def posture(reader: Reader, text: str, published: Published = FRIDAY) -> Mention:
    """The last measure that a text tells."""
    return [m for m in reader.read(Report(text, "t", published=published)).mentions if m.kind != "storming"][-1]


@pytest.mark.parametrize(
    "text",
    [
        "The Portuguese consulate in Maputo is closed.",
        "Norway has suspended visa services in Bamako.",
        "Ghana advises against all travel to the north of the country.",
        "Air Baltic suspended its flights to Tirana.",
        "The army is sending 300 soldiers to the frontier.",
    ],
)
def test_a_measure_in_force_has_the_day_of_its_report(reader: Reader, text: str) -> None:
    time = posture(reader, text).time
    assert time is not None and time.as_of and time.text is None and (time.first, time.last) == (DAY, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "Finland had closed its consulate in Lviv.",
        "Oslo said it would close its embassy in Juba.",
        "Peru flew out 30 diplomats.",
        "On 3 March 2019 gunmen stormed the consulate. Belgium suspended its flights to the city.",
    ],
)
def test_what_was_done_some_day_keeps_an_unknown_one(reader: Reader, text: str) -> None:
    assert posture(reader, text).time is None


def test_without_a_day_of_the_report_nothing_is_dated(reader: Reader) -> None:
    assert posture(reader, "The Portuguese consulate in Maputo is closed.", Published()).time is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The flights have been suspended since 22 October, when a plane turned back because of air strikes.", 22),
        ("The ministry announced on 12 October that it had shut its embassy in Lima.", 12),
        ("The ministry said on Tuesday that the embassy had been closed on 14 October.", 14),
    ],
)
def test_told_days_come_first(reader: Reader, text: str, day: int) -> None:
    time = posture(reader, text).time
    assert time is not None and not time.as_of and time.first == date(2021, 10, day)


def test_stamps_of_a_live_report_are_of_its_own_day(reader: Reader) -> None:
    text = "2.10pm: The ministry had warned on Wednesday of raids.\n\n1.05pm: Jets bombed the port of Zarn."
    struck = next(m for m in reader.read(Report(text, "t", published=FRIDAY)).mentions if m.kind == "air_strike")
    assert struck.time is not None and struck.time.first == DAY


def test_a_ledger_says_as_of_until_a_report_tells_the_day(tmp_path: Path, reader: Reader) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("5 November 2021\n\nNorway has closed its embassy in Bamako, the capital of Mali.\n")
    second.write_text("6 November 2021\n\nNorway closed its embassy in Bamako, the capital of Mali, on 3 November.\n")
    with Ledger.open(tmp_path / "x.ledger", reader=reader) as ledger:
        ledger.add([first])
        [closure] = ledger.incidents(kind="closure")
        assert closure.time == Interval(DAY, DAY, "day", as_of=True) and "as of 5 Nov 2021" in closure.summary
        ledger.add([second])
        [closure] = ledger.incidents(kind="closure")
        assert time_words(closure.time) == "3 Nov 2021" and not closure.disagreements


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Clashes began on 8 October. Kenya Airways cancelled its flights on the 10th.", ["2021-10-08", "2021-10-10"]),
        ("The road has been shut since the 3rd, the army said.", ["2021-11-03"]),
        ("The road was shut on the 30th.", ["2021-10-30"]),
        ("She lives on the 5th floor, and her shop is in the 7th district.", []),
        ("In 1914, on the 28th, it began.", ["1914"]),
    ],
)
def test_a_day_without_its_month_is_near_the_time_told_last(reader: Reader, text: str, days: list[str]) -> None:
    reading = reader.read(Report(text, "t", published=FRIDAY))
    assert [time.value for time in reading.times] == days


def test_by_monday_is_no_day_of_what_was_counted(reader: Reader) -> None:
    text = "Gunmen stormed the market. By Monday doctors had counted 40 wounded."
    assert not [
        m for m in reader.read(Report(text, "t", published=FRIDAY)).mentions if m.time and m.time.text == "Monday"
    ]


def test_bare_weekdays_put_a_report_in_the_week_of_its_dated_one(reader: Reader) -> None:
    text = (
        "Soldiers seized the airport early on Sunday, April 23. Prime Minister Rishi Sunak said on Monday that Britain"
        " would fly out its people. On Tuesday the port was shelled."
    )
    published = reader.read(Report(text, "t")).report.published
    assert (published.start, published.end, published.precision) == (date(2023, 4, 23), date(2023, 4, 29), "week")
    alone = reader.read(Report(text.replace("on Monday ", "").replace("On Tuesday t", "T"), "t")).report.published
    assert alone.precision != "week"
