"""The timeline of the page: one bar an incident, as long as its date is uncertain, drawn as inline SVG coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .outline import Line

_WIDTH = 1000.0
_ROW_PX = 16
_MOST_ROWS = 14
# A single day still has to be seen and hit with a pointer.
_LEAST_PX = 7.0


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
class Timeline:
    """Bars and ticks of one picture."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int


def timeline(lines: Sequence[Line]) -> Timeline | None:
    """Lay the dated lines out over their common span of days; None when nothing is dated."""
    dated = [(line, line.incident.time) for line in lines if line.incident is not None]
    spans = [(line, time.start, time.end) for line, time in dated if time.start is not None and time.end is not None]
    if not spans:
        return None
    first = min(start for _, start, _ in spans)
    last = max(end for _, _, end in spans)
    days = max(1, (last - first).days + 1)
    scale = _WIDTH / days
    bars: list[Bar] = []
    rows: list[float] = []
    for line, start, end in sorted(spans, key=lambda item: (item[1], item[2], item[0].id)):
        x = (start - first).days * scale
        width = max(_LEAST_PX, ((end - start).days + 1) * scale)
        row = next((n for n, free in enumerate(rows) if free <= x), len(rows))
        row = min(row, _MOST_ROWS - 1)
        rows[row : row + 1] = [x + width + 3]
        label = ", ".join(part for part in (line.when, line.what, line.who, line.where) if part)
        bars.append(
            Bar(
                line.id,
                label,
                round(min(x, _WIDTH - width), 1),
                row * _ROW_PX,
                round(width, 1),
                line.status,
                line.series,
            )
        )
    return Timeline(tuple(bars), _ticks(first, days, scale), (len(rows) + 1) * _ROW_PX + 12)


def _ticks(first: date, days: int, scale: float) -> tuple[Tick, ...]:
    """About seven evenly spaced days, labelled as fits the span."""
    step = max(1, days // 7)
    form = "%Y" if days > 3000 else "%b %Y" if days > 150 else "%-d %b %Y"
    offsets = range(0, days, step)
    return tuple(Tick(round(o * scale, 1), date.fromordinal(first.toordinal() + o).strftime(form)) for o in offsets)
