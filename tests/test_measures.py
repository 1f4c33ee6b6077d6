"""Security measures in many wordings: shut, opened again, told to leave, sent, called up; and words that tell of none.

Every sentence of data/measures.csv and data/measure_traps.csv was made up for them, most before any frame was written.
A sentence that tells a measure is read under its kind, or under one that an analyst would take for it; and with a
status that fits: done, to come, considered, demanded, denied.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dragoman.model import HAPPENED, Mention, Published, Report
from dragoman.reading import Reader

_DAY = date(2024, 5, 15)
_DATA = Path(__file__).parent / "data"
_TABLE = list(csv.DictReader((_DATA / "measures.csv").open(encoding="utf8")))
_TRAPS = list(csv.DictReader((_DATA / "measure_traps.csv").open(encoding="utf8")))
_STATUSES = {
    "done": {"occurred", "ongoing"},
    "announced": {"announced", "possible", "threatened", "occurred", "ongoing"},
    "possible": {"possible", "announced"},
    "threatened": {"threatened", "possible", "announced"},
    "demanded": {"demanded"},
    "denied": {"denied", "negated"},
}
_NEAR = {
    "ordered_departure": "evacuation",
    "authorized_departure": "ordered_departure evacuation",
    "evacuation": "ordered_departure authorized_departure withdrawal",
    "closure": "service_suspension",
    "service_suspension": "closure withdrawal",
    "advisory": "security_alert",
    "security_alert": "advisory restriction",
    "curfew": "restriction",
    "restriction": "security_alert service_suspension closure curfew",
    "deployment": "mobilization",
    "mobilization": "deployment",
    "withdrawal": "evacuation",
}
"""Kinds that an analyst may take for the one on the left."""
_MEASURES = frozenset(_NEAR) | {"reopening", "troop_level", "mission_change", "expulsion", "sanction", "ceasefire"}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def _mentions(reader: Reader, text: str) -> tuple[Mention, ...]:
    return tuple(reader.read(Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))).mentions)


@pytest.mark.parametrize("kinds", sorted({row["kinds"] for row in _TABLE}))
def test_a_measure_is_told_in_many_words(reader: Reader, kinds: str) -> None:
    wanted = {near for kind in kinds.split() for near in (kind, *_NEAR.get(kind, "").split())}
    missed = [
        row["text"]
        for row in _TABLE
        if row["kinds"] == kinds
        and not any(
            m.kind in wanted and m.status in _STATUSES[row["status"]] and not m.background
            for m in _mentions(reader, row["text"])
        )
    ]
    assert missed == []


@pytest.mark.parametrize("sort", sorted({row["sort"] for row in _TRAPS}))
def test_no_measure_where_the_words_tell_of_none(reader: Reader, sort: str) -> None:
    told = {*HAPPENED, "announced", "threatened", "demanded"}
    alarms = {
        row["text"]: [
            (m.kind, m.trigger.text)
            for m in _mentions(reader, row["text"])
            if m.kind in _MEASURES and m.status in told and not m.background
        ]
        for row in _TRAPS
        if row["sort"] == sort
    }
    assert {text: found for text, found in alarms.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Swiss citizens should leave Bangui by commercial flight, the ministry says.", "advisory", "occurred"),
        ("Avoid travel to the province of Manabi.", "advisory", "occurred"),
        ("Do not travel to the border districts.", "advisory", "occurred"),
        ("TAP will no longer fly to Bissau.", "service_suspension", "occurred"),
        ("Peacekeepers may not leave the camp after dark.", "restriction", "occurred"),
    ],
)
def test_advice_and_refusals_are_the_measure_itself(reader: Reader, text: str, kind: str, status: str) -> None:
    assert (kind, status) in {(m.kind, m.status) for m in _mentions(reader, text)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The rebels shot dead two officers in the operation.", True),
        ("The tenor shot the baron dead in the opera.", False),
    ],
)
def test_a_setting_is_named_in_whole_words(reader: Reader, text: str, told: bool) -> None:
    assert any(m.status in HAPPENED for m in _mentions(reader, text)) is told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Schools were closed because of heavy snow.", None),
        ("Schools were closed because of the fighting.", "closure"),
        ("The ferry was cancelled after shelling of the port in heavy fog.", "service_suspension"),
        ("The museum is closed on Mondays.", None),
        ("The embassy will be closed on Monday after the attack.", "closure"),
    ],
)
def test_weather_and_the_calendar_shut_places_too(reader: Reader, text: str, kind: str | None) -> None:
    found = {m.kind for m in _mentions(reader, text)} & {"closure", "service_suspension"}
    assert found == ({kind} if kind else set())
