"""The timeline: a dot for an incident of one day, a bar without ends for one whose day is uncertain, lanes by group.

What is said by a shape: a diamond is disputed, a ring rests on a single origin. Size grows with the dead, where known.
What has no date stands in a lane of its own, as a square at the day it was first told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from math import log2

from markupsafe import Markup, escape

from ...brief.axis import Axis, span
from . import lanes
from .histogram import counted, histogram
from .marks import Mark
from .svg import figure, link, linkable, many, num, safe, shortened, slug, svg, visible
from .svg import text as words

# Above this many marks, or rows in a lane, nobody can tell one mark from another: they are counted instead.
_MOST_MARKS = 2000
_MOST_ROWS = 30
# With so few marks each has its name beside it.
_MOST_NAMED = 60
_ROW = 18.0
# Half the height of a bar that has its name within.
_WITHIN = 8.0
_NAME_CHARS = 32
# With fewer still, names may be longer.
_FEW, _NAME_CHARS_FEW = 30, 68
# About how wide a character of 11 px is.
_CHAR = 6.0
# Half the side of a square.
_SQUARE = 3.5
# Squares above each other.
_HEAP = 4
_MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class _Laid:
    """A mark with its place: from `x` to `until` in user units, in a row of its lane."""

    mark: Mark
    x: float
    until: float
    row: int
    name: str = ""
    side: str = "right"
    """Where its name stands: right or left of it, or within a bar that leaves no room beside it."""
    opens: tuple[bool, bool] = (False, False)
    """True for a side that is open, or goes on beyond the picture."""


def timeline(
    marks: Iterable[Mark],
    since: date | None = None,
    until: date | None = None,
    *,
    whole: bool = False,
    other: str = "",
) -> Markup:
    """Marks over their days. Without bounds, the days where nearly all of them lie; what lies outside is listed.

    `whole`: the days of all of them. `other` is the address of the picture with `whole` the other way.
    """
    stream = iter(marks)
    some = list(islice(stream, _MOST_MARKS + 1))
    if len(some) > _MOST_MARKS:
        return histogram(*counted(chain(some, stream)), since, until, whole=whole, other=other)
    dated = sorted((m for m in some if m.first or m.last), key=lambda m: (_start(m), m.last or date.max, m.incident_id))
    undated = sorted((m for m in some if not (m.first or m.last)), key=lambda m: (m.told or date.max, m.incident_id))
    days = [day for m in dated for day in (m.first, m.last) if day] or [m.told for m in undated if m.told]
    if not days:
        return figure("timeline", "", [_empty(len(undated))])
    axis = Axis(
        *span(days, since, until, whole=whole),
        lanes.LEFT,
        lanes.WIDTH - lanes.LEFT - lanes.RIGHT,
    )
    inside = [m for m in dated if (m.first or date.min) <= axis.last and (m.last or date.max) >= axis.first]
    laid = {group: _laid(inside, group, axis) for group in lanes.ordered(m.group for m in inside)}
    if told := _told(undated, axis):
        laid[lanes.UNDATED] = told
    if any(item.row >= _MOST_ROWS for items in laid.values() for item in items):
        return histogram(*counted(some), since, until, whole=whole, other=other)
    before, after = _before(dated, axis), _after(dated, axis)
    picture = _picture(laid, axis, (len(before), len(after)), other)
    drawn = {item.mark.incident_id for item in told}
    rest = [mark for mark in undated if mark.incident_id not in drawn]
    outside = _outside(before, after, axis)
    outside += lanes.turned(days, since, until, whole, other)
    return figure("timeline", picture, [_key(inside, bool(told)), outside, _undated(rest)])


def _start(mark: Mark) -> date:
    day = mark.first or mark.last
    assert day is not None
    return day


def _laid(marks: Sequence[Mark], group: str, axis: Axis) -> list[_Laid]:
    """Marks of one group in as few rows as let none hide another or its name."""
    most = _NAME_CHARS_FEW if len(marks) <= _FEW else _NAME_CHARS if len(marks) <= _MOST_NAMED else 0
    rows: list[float] = []
    found = []
    for mark in (m for m in marks if m.group == group):
        x, until = _extent(mark, axis)
        name = shortened(visible(mark.label), most) if most else ""
        room = len(name) * _CHAR + 8 if name else 3.0
        side = "right" if until + room <= lanes.WIDTH else "left" if x - room > axis.left else "within"
        from_x = x - room if side == "left" else x
        to_x = until + (room if side == "right" else 3.0)
        row = next((n for n, free in enumerate(rows) if free <= from_x), len(rows))
        rows[row : row + 1] = [to_x]
        found.append(_Laid(mark, x, until, row, name, side, _opens(mark, axis)))
    return found


def _told(undated: Sequence[Mark], axis: Axis) -> list[_Laid]:
    """Marks without a date at the days they were first told, where those are on the axis; a heap of them is broad."""
    rows = [0.0] * _HEAP
    found = []
    for mark in undated:
        if mark.told and axis.first <= mark.told <= axis.last:
            day = axis.middle(mark.told) - _SQUARE
            row = min(range(_HEAP), key=lambda n: (max(rows[n], day), n))
            x = max(rows[row], day)
            rows[row] = x + 2 * _SQUARE + 2
            if rows[row] <= lanes.WIDTH:
                found.append(_Laid(mark, x, x + 2 * _SQUARE, row))
    return found


def _extent(mark: Mark, axis: Axis) -> tuple[float, float]:
    """From where to where a mark is drawn: its days as far as they are on the axis; a single day is a dot within it."""
    left = axis.x(max(mark.first, axis.first)) if mark.first else axis.left
    right = axis.x(min(mark.last, axis.last)) + axis.day_width if mark.last else axis.left + axis.width
    middle, radius = (left + right) / 2, _radius(mark)
    if mark.first == mark.last or right - left < 2 * radius:
        return middle - radius, middle + radius
    return left, right


def _opens(mark: Mark, axis: Axis) -> tuple[bool, bool]:
    return mark.first is None or mark.first < axis.first, mark.last is None or mark.last > axis.last


def _picture(laid: dict[str, list[_Laid]], axis: Axis, beyond: tuple[int, int], other: str) -> str:
    number = sum(map(len, laid.values()))
    top = 0.0
    body, frames = [], []
    for group, items in laid.items():
        row = _ROW if group != lanes.UNDATED else 3 * _SQUARE
        tall = max(max(item.row for item in items) * row + row + 8, _ROW + 8)
        frames.append((group, top, tall))
        for item in items:
            shape = _shape(item, top + 4 + item.row * row + row / 2)
            body.append(f'<g class="group-{slug(item.mark.group)}">{shape}</g>')
        top += tall
    height = top + lanes.AXIS_HEIGHT
    title = f"Timeline of {many(number, 'incident')}, {_day(axis.first)} to {_day(axis.last)}"
    inside = lanes.frame(axis, frames, height) + "".join(body) + lanes.beyond(axis, *beyond, height, other)
    return svg("timeline", lanes.WIDTH, height, title, inside, lanes.data(axis))


def _shape(item: _Laid, y: float) -> str:
    """A mark, linked: dot, diamond or bar, and its name where there is room."""
    mark, radius = item.mark, _radius(item.mark)
    middle = (item.x + item.until) / 2
    if not (mark.first or mark.last):
        side = num(2 * _SQUARE)
        shape = f'<rect class="sign" x="{num(item.x)}" y="{num(y - _SQUARE)}" width="{side}" height="{side}"/>'
    elif mark.first is not None and mark.first == mark.last:
        shape = (
            _diamond(middle, y, radius)
            if mark.disputed
            else f'<circle cx="{num(middle)}" cy="{num(y)}" r="{num(radius)}"/>'
        )
    else:
        shape = _bar(item, y, radius)
    if item.name:
        at = {"left": item.x - 5, "right": item.until + 5, "within": item.x + 8}[item.side]
        shape += words(
            at,
            y + 4,
            item.name,
            "name" if item.side != "within" else "name within",
            "end" if item.side == "left" else "start",
        )
    origin = "single" if mark.origins <= 1 else "several"
    return link(mark.href, _title(mark), shape, f"mark {origin}{' disputed' if mark.disputed else ''}")


def _bar(item: _Laid, y: float, radius: float) -> str:
    """Days it may have been: no ends are drawn, since none is known. What goes on beyond ends in an arrow head."""
    x, until, half = item.x, item.until, _WITHIN if item.side == "within" else min(radius, 5.0)
    top, low = num(y - half), num(y + half)
    shape = f'<rect class="span" x="{num(x)}" y="{top}" width="{num(until - x)}" height="{num(2 * half)}"/>'
    shape += f'<path class="edge" d="M{num(x)} {top}H{num(until)}M{num(x)} {low}H{num(until)}"/>'
    if item.opens[0]:
        shape += f'<path class="open" d="M{num(x + 6)} {top}L{num(x)} {num(y)}L{num(x + 6)} {low}"/>'
    if item.opens[1]:
        shape += f'<path class="open" d="M{num(until - 6)} {top}L{num(until)} {num(y)}L{num(until - 6)} {low}"/>'
    if item.mark.disputed:
        shape += _diamond((x + until) / 2, y, half + 1)
    return shape


def _diamond(x: float, y: float, radius: float) -> str:
    r = radius + 1
    up, down = num(r), num(-r)
    return f'<path class="sign" d="M{num(x)} {num(y - r)}l{up} {up}l{down} {up}l{down} {down}Z"/>'


def _radius(mark: Mark) -> float:
    """4 without known dead, then growing with the logarithm, so that a massacre does not hide its week."""
    return 4.0 + min(4.0, log2(1 + mark.killed) / 2) if mark.killed and mark.killed > 0 else 4.0


def _title(mark: Mark) -> str:
    when = _when(mark)
    toll = "" if mark.killed is None else f" · {mark.killed:,} killed"
    return f"{when} · {mark.label}{toll} · {many(mark.origins, 'origin')}{' · disputed' if mark.disputed else ''}"


def _when(mark: Mark) -> str:
    if mark.first and mark.last:
        return _day(mark.first) if mark.first == mark.last else f"between {_day(mark.first)} and {_day(mark.last)}"
    if mark.first:
        return f"on or after {_day(mark.first)}"
    if mark.last:
        return f"on or before {_day(mark.last)}"
    return "no date told" + (f", first reported {_day(mark.told)}" if mark.told else "")


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _key(marks: Sequence[Mark], undated: bool) -> str:
    """What the shapes mean: only of those that are drawn."""
    parts = ["a square: no date is told, it stands at the day of the first report"] if undated else []
    if any(m.first != m.last for m in marks):
        parts.append("a bar: some day within it")
    if any(m.origins <= 1 for m in marks):
        parts.append("hollow: a single origin")
    if any(m.disputed for m in marks):
        parts.append("diamond: reports disagree")
    if any(m.killed for m in marks):
        parts.append("size: people killed, where known")
    return escape("; ".join(parts).capitalize()) if parts else ""


def _before(marks: Sequence[Mark], axis: Axis) -> list[Mark]:
    return [m for m in marks if (m.last or date.max) < axis.first]


def _after(marks: Sequence[Mark], axis: Axis) -> list[Mark]:
    return [m for m in marks if (m.first or date.min) > axis.last]


def _outside(before: Sequence[Mark], after: Sequence[Mark], axis: Axis) -> str:
    return " ".join(
        f"{number} not drawn: {_listed(items)}"
        for number, items in (
            (f"{many(len(before), 'incident')} before {_day(axis.first)}", before),
            (f"{many(len(after), 'incident')} after {_day(axis.last)}", after),
        )
        if items
    )


def _undated(marks: Sequence[Mark]) -> str:
    return f"{many(len(marks), 'incident')} without a date: {_listed(marks)}" if marks else ""


def _listed(marks: Sequence[Mark]) -> str:
    """Links to the first few, and how many more."""
    links = [
        f'<a href="{escape(m.href)}">{safe(shortened(m.label, 60))}</a>' if linkable(m.href) else safe(m.label)
        for m in marks[:_MOST_LISTED]
    ]
    more = len(marks) - len(links)
    return ", ".join(links) + (f" and {more:,} more." if more else ".")


def _empty(undated: int) -> str:
    return (
        f"Nothing to draw: {many(undated, 'incident')} without a date." if undated else "Nothing to draw: no incident."
    )
