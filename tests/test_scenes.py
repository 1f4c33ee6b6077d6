"""Tellings of one deed within a report are one event; a second deed, an anchor of time and another post are not."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Published, Report
from dragoman.reading import Reader

_DAY = date(2023, 5, 19)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def events(reader: Reader, text: str) -> dict[str, str]:
    """Event id by the trigger's word; the first mention of a word counts."""
    report = Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))
    return {m.trigger.text: m.event_id for m in reversed(reader.read(report).mentions)}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Gunmen attacked a farm college in Ituri and kidnapped 12 pupils, officials said.", "attacked", "kidnapped"),
        ("At least four people were killed on Friday as police fired tear gas at a crowd.", "killed", "fired"),
        ("The death toll from a shooting at a theatre has risen to 40, officials said.", "toll", "shooting"),
        ("The attack on the lodge began with a loud explosion followed by gunfire.", "attack", "explosion"),
        ("The attack on the lodge began with a loud explosion followed by gunfire.", "attack", "gunfire"),
        ("An ambush killed six people near Gedo. Two of the dead were shot in the yard.", "ambush", "shot"),
        ("The last assault was on May 2, when gunmen killed 37 people at a hotel.", "assault", "killed"),
        ("An Omani airstrike hit a depot, medics said. Oman's army said it had struck a post.", "airstrike", "struck"),
    ],
)
def test_one_deed(reader: Reader, text: str, first: str, second: str) -> None:
    found = events(reader, text)
    assert found[first] == found[second]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Gangs stormed a prison in Jacmel. In a second attack, gunmen overran a prison in Hinche.",
            "stormed",
            "overran",
        ),
        ("An airstrike in Hama killed ten people. Separately, a strike in Idlib killed two.", "airstrike", "strike"),
        ("It was the deadliest ambush since soldiers toppled the president in April.", "ambush", "toppled"),
        ("Three men were killed two days after gunmen stormed a bank in Gedo.", "killed", "stormed"),
        ("Schools have closed. The Swiss embassy in Juba shut on Friday.", "closed", "shut"),
        ("Rebels attacked the port of Goma and seized the airport of Bukavu.", "attacked", "seized"),
    ],
)
def test_two_deeds(reader: Reader, text: str, first: str, second: str) -> None:
    found = events(reader, text)
    assert found[first] != found[second]


def test_the_attack_is_the_news_and_not_what_came_before(reader: Reader) -> None:
    text = (
        "Gunmen kidnapped 30 pupils from a school in Zamfara late on Thursday. "
        "Three weeks ago 90 pupils were freed after another gang seized them in Niger State. "
        "The governor condemned the abduction."
    )
    found = events(reader, text)
    assert found["abduction"] == found["kidnapped"] != found["seized"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KADUNA, Nigeria, March 12, 2021 - Gunmen stormed a hotel.", date(2021, 3, 12)),
        ("Port-au-Prince, Haiti, 3 March 2024 — Gangs stormed a hotel.", date(2024, 3, 3)),
        ("Addis Ababa, May 4, 2022 (Highland Wire) -- Troops stormed a hotel.", date(2022, 5, 4)),
    ],
)
def test_datelines(reader: Reader, text: str, day: date) -> None:
    """The day of a dateline is the report's, and not by itself that of the deed."""
    read = reader.read(Report(text, "x"))
    assert read.report.published.start == day
    assert [m.time for m in read.mentions] == [None]


def test_a_day_in_running_text_is_no_dateline(reader: Reader) -> None:
    read = reader.read(Report("On Monday, Jan. 4, 2021 -- a day of rain -- rebels shot a farmer.", "x"))
    assert [m.time.first for m in read.mentions if m.time] == [date(2021, 1, 4)]


def test_what_is_answered_came_before(reader: Reader) -> None:
    """The day of an answer is not that of what it answers, and "the attack" after both is the news."""
    text = (
        "Kenya carried out airstrikes near Dhobley on Thursday, in response to rocket attacks on its posts. "
        "Somalia condemned the attack."
    )
    report = Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))
    found = {m.trigger.text: m for m in reader.read(report).mentions}
    assert found["airstrikes"].time and found["airstrikes"].time.first == date(2023, 5, 18)
    assert found["attacks"].time is None
    assert found["attack"].event_id == found["airstrikes"].event_id != found["attacks"].event_id


def test_rockets_aimed_were_fired(reader: Reader) -> None:
    mentions = reader.read(Report("A salvo of rockets was aimed at the Danish Embassy, officials said.", "x")).mentions
    assert {m.status for m in mentions if m.kind == "shelling"} == {"occurred"}


def test_to_close_ones_own_embassy_is_no_threat(reader: Reader) -> None:
    said = reader.read(Report("Norway said it would close its embassy in Juba at the end of March.", "x")).statements
    assert {statement.stance for statement in said} == {"asserts"}


def test_words_that_only_point_back_are_no_further_event(reader: Reader) -> None:
    text = (
        "A car bomb killed nine people in Mardin on Monday. Gunmen shot dead a judge in Siirt on Tuesday. "
        "A separatist group was behind both attacks, officials said. These attacks are unacceptable, the mayor said."
    )
    report = Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))
    found = [m for m in reader.read(report).mentions if m.trigger.text == "attacks"]
    assert found and all(m.background for m in found)
