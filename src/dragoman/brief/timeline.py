"""The timeline of the page: one bar an incident, as long as its date is uncertain, drawn as inline SVG coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .axis import Axis, span
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
    outside: int
    """Lines of days so far from nearly all others that they would squeeze these into a corner."""


_Dated = tuple[Line, date, date]


def timeline(sections: Sequence[tuple[str, Sequence[Line]]]) -> Timeline | None:
    """Lay the dated lines of named sections out over the days where nearly all lie; None when nothing is dated."""
    dated = [(name, list(_dated(lines))) for name, lines in sections]
    spans = [item for _, found in dated for item in found]
    if not spans:
        return None
    axis = Axis(*span([day for _, start, end in spans for day in (start, end)], None, None), 0, _WIDTH)
    lanes = []
    y = drawn = 0
    for name, found in dated:
        inside = [item for item in found if item[1] <= axis.last and item[2] >= axis.first]
        drawn += len(inside)
        if inside:
            bars, rows = _bars(inside, axis, y + _NAME_PX)
            lanes.append(Lane(name, y, bars))
            y += _NAME_PX + rows * _ROW_PX + 4
    ticks = tuple(Tick(round(x, 1), label) for x, label in axis.ticks())
    undated = sum(len(lines) for _, lines in sections) - len(spans)
    return Timeline(tuple(lanes), ticks, y + _AXIS_PX, undated, len(spans) - drawn)


def _dated(lines: Sequence[Line]) -> Iterator[_Dated]:
    """The lines whose time has both ends."""
    for line in lines:
        time = line.incident.time if line.incident else None
        if time and time.start is not None and time.end is not None:
            yield line, time.start, time.end


def _bars(found: Sequence[_Dated], axis: Axis, top: int) -> tuple[tuple[Bar, ...], int]:
    """Bars, cut to the days drawn, in as few rows as let none hide another, and how many rows those are."""
    bars = []
    rows: list[float] = []
    for line, start, end in sorted(found, key=lambda item: (item[1], item[2], item[0].id)):
        begins, ends = max(start, axis.first), min(end, axis.last)
        width = max(_LEAST_PX, ((ends - begins).days + 1) * axis.day_width)
        x = min(axis.x(begins), _WIDTH - width)
        row = next((n for n, free in enumerate(rows) if free <= x), min(len(rows), _MOST_ROWS - 1))
        rows[row : row + 1] = [x + width + 2]
        label = ", ".join(part for part in (line.when, line.what, line.who, line.where, line.toll) if part)
        bars.append(Bar(line.id, label, round(x, 1), top + row * _ROW_PX, round(width, 1), line.status, line.series))
    return tuple(bars), len(rows)
