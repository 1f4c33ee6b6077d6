"""The timeline of the page: one bar an incident, as long as its date is uncertain, drawn as inline SVG coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .outline import Line

_WIDTH = 1000.0
_ROW_PX = 14
# Room above a lane for its name, and below the lanes for the days.
_NAME_PX = 18
_AXIS_PX = 20
# Lanes grow with what happens at once, up to this many rows; past it bars share the last row.
_MOST_ROWS = 40
# A single day still has to be seen and hit with a pointer.
_LEAST_PX = 8.0
# Labels of days need about this much room each.
_MOST_TICKS = 9
# Steps of the axis in months; below a month it is drawn in weeks or days.
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
_DAYS = (1, 2, 7, 14)


@dataclass(frozen=True, slots=True)
class Bar:
    """One incident on the timeline; x and width in user units of a picture 1000 wide."""

    id: str
    label: str
    x: float
    y: int
    width: float
    status: str
    series: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled day on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one section of the brief, under its name."""

    name: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes and ticks of one picture."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: int
    undated: int
    """Lines that cannot be drawn, because nobody tells their date."""


_Dated = tuple[Line, date, date]


def timeline(sections: Sequence[tuple[str, Sequence[Line]]]) -> Timeline | None:
    """Lay the dated lines of named sections out over their common span of days; None when nothing is dated."""
    drawn = [(name, list(_dated(lines))) for name, lines in sections]
    spans = [item for _, found in drawn for item in found]
    if not spans:
        return None
    first = min(start for _, start, _ in spans)
    last = max(end for _, _, end in spans)
    scale = _WIDTH / ((last - first).days + 1)
    lanes = []
    y = 0
    for name, found in drawn:
        if found:
            bars, rows = _bars(found, first, scale, y + _NAME_PX)
            lanes.append(Lane(name, y, bars))
            y += _NAME_PX + rows * _ROW_PX + 4
    undated = sum(len(lines) for _, lines in sections) - len(spans)
    return Timeline(tuple(lanes), _ticks(first, last, scale), y + _AXIS_PX, undated)


def _dated(lines: Sequence[Line]) -> Iterator[_Dated]:
    """The lines whose time has both ends."""
    for line in lines:
        time = line.incident.time if line.incident else None
        if time and time.start is not None and time.end is not None:
            yield line, time.start, time.end


def _bars(found: Sequence[_Dated], first: date, scale: float, top: int) -> tuple[tuple[Bar, ...], int]:
    """Bars in as few rows as let none hide another, and how many rows those are."""
    bars = []
    rows: list[float] = []
    for line, start, end in sorted(found, key=lambda item: (item[1], item[2], item[0].id)):
        width = max(_LEAST_PX, ((end - start).days + 1) * scale)
        x = min((start - first).days * scale, _WIDTH - width)
        row = next((n for n, free in enumerate(rows) if free <= x), min(len(rows), _MOST_ROWS - 1))
        rows[row : row + 1] = [x + width + 2]
        label = ", ".join(part for part in (line.when, line.what, line.who, line.where, line.toll) if part)
        bars.append(Bar(line.id, label, round(x, 1), top + row * _ROW_PX, round(width, 1), line.status, line.series))
    return tuple(bars), len(rows)


def _ticks(first: date, last: date, scale: float) -> tuple[Tick, ...]:
    """Days where a month, week or year begins, as many as have room."""
    days = (last - first).days + 1
    step = next((step for step in _MONTHS if days / (30.4 * step) <= _MOST_TICKS), _MONTHS[-1])
    if days <= 30 * 3:
        every = next((step for step in _DAYS if days / step <= _MOST_TICKS), _DAYS[-1])
        marks = [first + timedelta(days=offset) for offset in range(0, days, every)]
        form = "%-d %b %Y"
    else:
        marks = list(_month_starts(first, last, step))
        form = "%Y" if step >= 12 else "%b %Y"
    return tuple(Tick(round((day - first).days * scale, 1), day.strftime(form)) for day in marks)


def _month_starts(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of every `step`th month, counted from a January, between two days."""
    month = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // step) * step
    while date(month // 12, month % 12 + 1, 1) <= last:
        yield date(month // 12, month % 12 + 1, 1)
        month += step
