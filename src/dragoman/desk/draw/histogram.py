"""The timeline of many incidents: bars of counts by day, week, month or year, a row for each group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from markupsafe import Markup

from ...brief.axis import Axis, span
from . import lanes
from .marks import DayCount, Mark
from .svg import figure, many, num, safe, slug, svg

_LANE = 64.0
_BAR_ROOM = 44.0
# Bins are as fine as leaves each some pixels.
_MOST_BINS = 160


def counted(marks: Iterable[Mark]) -> tuple[list[DayCount], int]:
    """Incidents counted by day and group, and how many have no date.

    One whose date is uncertain is counted once, in the middle of its days.
    """
    numbers: Counter[tuple[date, str]] = Counter()
    uncertain: Counter[tuple[date, str]] = Counter()
    disputed: Counter[tuple[date, str]] = Counter()
    undated = 0
    for mark in marks:
        day = _middle(mark.first, mark.last)
        if day is None:
            undated += 1
            continue
        numbers[day, mark.group] += 1
        if mark.first != mark.last:
            uncertain[day, mark.group] += 1
        if mark.disputed:
            disputed[day, mark.group] += 1
    return [DayCount(*key, number, uncertain[key], disputed[key]) for key, number in sorted(numbers.items())], undated


def _middle(first: date | None, last: date | None) -> date | None:
    return first + (last - first) // 2 if first and last else first or last


def histogram(
    counts: Iterable[DayCount],
    undated: int = 0,
    since: date | None = None,
    until: date | None = None,
    *,
    whole: bool = False,
    other: str = "",
) -> Markup:
    """Counts of incidents over their days; the pale part of a bar are those whose day is uncertain.

    `whole` and `other` as of `timeline`.
    """
    given = list(counts)
    total = sum(count.number for count in given)
    if not given:
        return figure("timeline", "", [f"Nothing to draw: {many(undated, 'incident')} without a date."])
    weights = [count.day for count in given for _ in range(min(3, count.number))]
    axis = Axis(*span(weights, since, until, whole=whole), lanes.LEFT, lanes.WIDTH - lanes.LEFT - lanes.RIGHT)
    size = next((s for s in ("day", "week", "month", "year") if axis.days / _DAYS[s] <= _MOST_BINS), "year")
    bins: dict[str, dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    beyond = [0, 0]
    for count in given:
        if not axis.first <= count.day <= axis.last:
            beyond[count.day > axis.last] += count.number
            continue
        cell = bins[count.group][_floor(count.day, size)]
        for at, number in enumerate((count.number, count.uncertain, count.disputed)):
            cell[at] += number
    outside = sum(beyond)
    title = f"{many(total - outside, 'incident')} by {size}, {axis.first.isoformat()} to {axis.last.isoformat()}"
    picture = _picture(bins, axis, size, title, lambda height: lanes.beyond(axis, beyond[0], beyond[1], height, other))
    notes = [
        f"{total - outside:,} incidents, counted by {size}, each row on its own scale. "
        "Pale: the day is uncertain, counted in the middle of the days it may have been.",
        (f"{many(outside, 'incident')} outside these days." if outside else "")
        + lanes.turned(weights, since, until, whole, other),
        f"{many(undated, 'incident')} without a date." if undated else "",
    ]
    return figure("timeline", picture, notes)


_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}


def _floor(day: date, size: str) -> date:
    if size == "week":
        return day - timedelta(days=min(day.weekday(), (day - date.min).days))
    return day.replace(month=1, day=1) if size == "year" else day.replace(day=1) if size == "month" else day


def _after(day: date, size: str) -> date:
    """The first day of the next bin."""
    if size == "year":
        return date(min(day.year + 1, date.max.year), 1, 1)
    if size == "month":
        return _floor(min(day, date(date.max.year, 11, 1)) + timedelta(days=31), size)
    return day + timedelta(days=7 if size == "week" else 1)


def _picture(
    bins: dict[str, dict[date, list[int]]], axis: Axis, size: str, title: str, ends: Callable[[float], str]
) -> str:
    body, frames = [], []
    for row, group in enumerate(lanes.ordered(bins)):
        top = row * _LANE
        frames.append((group, top, _LANE))
        most = max(cell[0] for cell in bins[group].values())
        bars = "".join(_bar(day, cell, most, top + _LANE - 4, axis, size) for day, cell in sorted(bins[group].items()))
        note = f'<text x="8" y="{num(top + 34)}" class="tick">most {most:,} a {size}</text>'
        body.append(f'<g class="group-{slug(group)}">{bars}</g>{note}')
    height = len(frames) * _LANE + lanes.AXIS_HEIGHT
    beyond = ends(height)
    inside = lanes.frame(axis, frames, height) + "".join(body) + beyond
    return svg("timeline", lanes.WIDTH, height, title, inside, lanes.data(axis), links="<a " in beyond)


def _bar(day: date, cell: list[int], most: int, bottom: float, axis: Axis, size: str) -> str:
    """One bin: those of a known day below, those of an uncertain day pale above."""
    number, uncertain, disputed = cell
    x = axis.x(max(day, axis.first))
    wide = max(1.0, min(axis.x(_after(day, size)), axis.left + axis.width) - x - 0.6)
    tall = max(1.0, number / most * _BAR_ROOM)
    sure = (number - uncertain) / number * tall
    title = f"{_named(day, size)}: {number:,}" + (f", {uncertain:,} of uncertain day" if uncertain else "")
    title += f", {disputed:,} disputed" if disputed else ""
    shape = f"<title>{safe(title)}</title>"
    if uncertain:
        shape += _rect("unsure", x, bottom - tall, wide, tall - sure)
    return f"<g>{shape}{_rect('count', x, bottom - sure, wide, sure) if sure else ''}</g>"


def _rect(name: str, x: float, y: float, wide: float, tall: float) -> str:
    return f'<rect class="{name}" x="{num(x)}" y="{num(y)}" width="{num(wide)}" height="{num(tall)}"/>'


def _named(day: date, size: str) -> str:
    words = {"day": f"{day.day} {day:%b} {day.year}", "week": f"week of {day.day} {day:%b} {day.year}"}
    return words.get(size) or (f"{day:%b} {day.year}" if size == "month" else f"{day.year}")
