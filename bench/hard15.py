"""Fifteen hard places and dates of the seeds: each right, left open, or wrong; `--misses` shows those not right.

A case is a quotation of a seed with the place and the date of what it tells. The answer is that of the event told
there (its trigger, or the words of its time, lie in the quotation), from any telling of it; where the quotation tells
no event that the reader takes up, the resolved time and places of its own words. A wrong place or date makes the case
wrong; one that is not told leaves it open.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from dragoman.model import Interval, Mention, PlaceMention, Reading, Report
from dragoman.reading.times.days import days_of
from dragoman.sources import read_paths

from .common import Figure, Figures, Record, asking, reader, records, shown, there

Answer = Literal["right", "open", "wrong"]
_FILE = "data/hard15.jsonl"
_SLACK = timedelta(days=1)
_TOLD_OUTSIDE = {1: date(2019, 5, 16)}
"""Cases whose note says that the text alone cannot tell the date, with the day that metadata would give the report.

Right is to leave the date open without it, in a window that holds the true day, and to tell it with it.
"""


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """How many of the fifteen are right, left open and wrong; `limit` changes nothing, they are few."""
    if not there(data, _FILE, "seeds"):
        return None
    told = [whole(places, dates) for _, places, dates in answers(data)]
    dated = [dates for _, _, dates in answers(data)]
    size = f"{len(told)} cases"
    return {
        "hard15.right": Figure("hard15", size, "place and date right", told.count("right"), _others(told)),
        "hard15.dates": Figure("hard15", size, "dates right", dated.count("right"), _others(dated)),
        "hard15.wrong": Figure("hard15", size, "place or date wrong (lower is better)", told.count("wrong")),
    }


def _others(told: Sequence[Answer]) -> str:
    return f"{told.count('open')} left open, {told.count('wrong')} wrong"


def whole(places: Answer, dates: Answer) -> Answer:
    """The answer to a case from those to its place and its date."""
    return "wrong" if "wrong" in (places, dates) else "open" if "open" in (places, dates) else "right"


def answers(data: Path) -> Iterator[tuple[Record, Answer, Answer]]:
    """Each case with the answers on its place and its date."""
    found = [one for one in read_paths(sorted((data / "seeds").glob("0*.txt"))) if isinstance(one, Report)]
    readings = {str(report.external_id): reader().read(report) for report in found}
    for case in records(data / _FILE):
        reading = readings[Path(case["seed"]).stem]
        outside = _TOLD_OUTSIDE.get(case["case"])
        with_date = _published(reading.report, outside) if outside else reading
        dates = _date(case, with_date)
        if outside and not _is_open(case, reading):
            dates = "wrong"
        yield case, _place(case, with_date), dates


def _published(report: Report, day: date) -> Reading:
    """The report read again with its date given."""
    published = replace(report.published, start=day, end=day, precision="day", basis="given")
    return reader().read(replace(report, published=published))


def _quoted(case: Record, reading: Reading) -> tuple[int, int]:
    """Where the case's quotation stands in the report as it was cleaned."""
    start = reading.report.text.index(case["quote"])
    return start, start + len(case["quote"])


def _told(case: Record, reading: Reading) -> list[Mention]:
    """Mentions that the quotation tells or dates, without history."""
    start, end = _quoted(case, reading)
    inside = [m for m in reading.mentions if start <= m.trigger.start < end]
    return inside or [m for m in reading.mentions if m.time and m.time.start and start <= m.time.start < end]


# ---------------------------------------------------------------- dates
def _date(case: Record, reading: Reading) -> Answer:
    """The answer on the date."""
    gold: str | None = case["date"]
    if gold and gold.startswith("DCT"):
        asked = days(gold)
        published = reading.report.published.interval
        return "right" if asked and (published.start, published.end) == asked else "wrong"
    given = [(m.time.first, m.time.last) for m in _told(case, reading) if m.time and m.time.first and m.time.last]
    if gold is None:
        return "wrong" if given else "right"
    asked = days(gold)
    if not _told(case, reading):
        given = list(_expressed(case, reading))
    if asked is None or not given:
        return "open"
    return "right" if all(asked[0] - _SLACK <= a and b <= asked[1] + _SLACK for a, b in given) else "wrong"


def _expressed(case: Record, reading: Reading) -> Iterator[tuple[date, date]]:
    """Days of the time expressions of a quotation that tells no event."""
    start, end = _quoted(case, reading)
    for timex in reading.times:
        if start <= timex.start < end and timex.first and timex.last:
            yield timex.first, timex.last


def _is_open(case: Record, reading: Reading) -> bool:
    """True where nothing dates what the quotation tells, and the report's window holds the true day."""
    asked, window = days(case["date"]), reading.report.published.interval
    inside = asked is not None and window.touches(Interval(*asked)) is not False
    return inside and not any(m.time and m.time.first for m in _told(case, reading))


def days(gold: str) -> tuple[date, date] | None:
    """First and last day of a gold date: a TIMEX3 value, two with a slash, or one inside words."""
    values = re.findall(r"\d{4}(?:-(?:\d\d(?:-\d\d)?|SP|SU|FA|WI))?", gold)
    spans = [span for value in values if (span := days_of(value)) is not None]
    return (spans[0][0], spans[-1][1]) if spans else None


# ---------------------------------------------------------------- places
def _place(case: Record, reading: Reading) -> Answer:
    """The answer on the place: of the event's tellings, or where none is told, of the words of the quotation."""
    wanted: list[dict[str, Any]] = case["places"]
    told = _told(case, reading)
    if not wanted:
        return "right"
    events = {m.event_id for m in told}
    own = [m.place for m in told if m.place]
    given = own or [m.place for m in reading.mentions if m.event_id in events and m.place]
    if len(wanted) > 2:
        # A list of places: each must be found in it, and the event be at one of them or at none.
        named = _named(case, reading)
        if not all(any(_is_at(one, place) for place in named) for one in wanted):
            return "open"
        if not given:
            # The gold's note: a record for each place or for none, never one incident in all of them.
            return "right"
    elif not told:
        given = _named(case, reading)
    if not given:
        return "open"
    return "right" if any(_is_at(one, place) for one in wanted for place in given) else "wrong"


def _named(case: Record, reading: Reading) -> list[PlaceMention]:
    """Places that the quotation names."""
    start, end = _quoted(case, reading)
    return [place for place in reading.places if start <= place.start < end]


def _is_at(gold: Record, place: PlaceMention) -> bool:
    """True for the same place: by id, by all the words of its name, or by an id that the gold's words give."""
    if gold.get("id") and place.place_id == str(gold["id"]):
        return True
    ids = re.findall(r"\b\d{5,8}\b", gold["name"])
    return place.place_id in ids or (not gold.get("id") and _words(place.name) <= _words(gold["name"]))


def _words(name: str | None) -> set[str]:
    return set(re.findall(r"\w+", (name or "?").lower()))


def main() -> int:
    """The command line."""
    parser = asking(__doc__, limit=False)
    parser.add_argument("--misses", action="store_true", help="show the cases that are not right")
    given = parser.parse_args()
    if not shown(measure(given.data), given.data):
        return 0
    for case, places, dates in answers(given.data) if given.misses else ():
        if whole(places, dates) != "right":
            print(f"case {case['case']}: place {places}, date {dates} (gold {case['date']}): {case['quote']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
