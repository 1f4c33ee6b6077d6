"""One readable line for an incident: what, who to whom, where, when, how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..model import Count, Interval, Party, PlaceMention

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PREFIX = {
    "threatened": "threatened", "announced": "announced", "demanded": "demanded", "possible": "possible",
    "denied": "denied", "negated": "did not happen", "attempted": "attempted",
}  # fmt: skip


def write_summary(
    label: str,
    status: str,
    series: bool,
    parties: Sequence[Party],
    place: PlaceMention | None,
    time: Interval,
    counts: Sequence[tuple[str, Count | None]],
    withdrawn: bool = False,
) -> str:
    """The line; parts that nobody told are left out."""
    marks = [_PREFIX.get(status, ""), "series" if series else "", "withdrawn by its source" if withdrawn else ""]
    marks = [mark for mark in marks if mark]
    head = label + (f" ({', '.join(marks)})" if marks else "")
    tolls = [f"{count_words(count)} {name}" for name, count in counts if count is not None and count.known]
    parts = [_who(parties), (place.name or place.text) if place else "", time_words(time), *tolls]
    told = [part for part in parts if part]
    return f"{head}: {', '.join(told)}" if told else head


def _who(parties: Sequence[Party]) -> str:
    doers = _names(parties, ("actor",)) or _names(parties, ("blamed", "claimant"))
    targets = _names(parties, ("recipient", "victim"))
    if doers and targets:
        return f"{doers} → {targets}"
    return f"{doers} →" if doers else f"→ {targets}" if targets else ""


def _names(parties: Sequence[Party], roles: tuple[str, ...]) -> str:
    here = [party for party in parties if party.role in roles]
    # "Swedish Embassy and Sweden": the post says whose it is.
    bodies = {party.country for party in here if party.type != "country"}
    here = [party for party in here if party.type != "country" or party.actor_id not in bodies]
    names = list(dict.fromkeys(party.name for party in here))
    shown = " and ".join(names[:2])
    return f"{shown} and {len(names) - 2} more" if len(names) > 2 else shown


def count_words(count: Count) -> str:
    """`24`, `20–30`, `at least 4` or `at most 9`."""
    low, best, high = count.low, count.best, count.high
    if low is not None and high is not None and low != high:
        return f"{low}–{high}"
    if low is not None and high is None and best in (None, low):
        return f"at least {low}"
    if low is None and best is None:
        return f"at most {high}"
    return str(best if best is not None else low)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def time_words(time: Interval) -> str:
    """`27 Dec 2019`, `1–14 Jan 2022`, `Jan 2020`, `2021`, `as of 3 May 2022`; empty when unknown."""
    if time.as_of:
        return f"as of {time_words(replace(time, as_of=False))}"
    start, end = time.start, time.end
    if start is None or end is None:
        return f"from {_day(start)}" if start else f"until {_day(end)}" if end else ""
    if start == end:
        return _day(start)
    if time.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{_MONTHS[start.month - 1]} {start.year}"
    if time.precision == "year" and start.year == end.year:
        return str(start.year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    return f"{_day(start)} – {_day(end)}"
