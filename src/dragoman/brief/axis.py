"""The axis of days: which days a picture spans, where a day lies on it, and which days are labelled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

# Steps of the axis in months; below three months it is drawn in days.
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_DAYS = (1, 2, 7, 14)
_MOST_TICKS = 10
# A picture is cut to where nearly all lies, if the rest would squeeze it to less than a half. Of few days the two of
# one incident may lie outside, so that a single wrong date stretches no picture.
_MOST_OUTSIDE = 0.1
_ONE_INCIDENT = 2
_LEAST_DAYS = 8
_SQUEEZE = 2.0
# One day in so many, and this share of the span of all others away from them, is a stray.
_STRAY_OF = 100
_STRAY_GAP = 0.1
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, both included, drawn from `left` over `width` user units."""

    first: date
    last: date
    left: float
    width: float

    @property
    def days(self) -> int:
        """Number of days on the axis."""
        return (self.last - self.first).days + 1

    @property
    def day_width(self) -> float:
        """Width of a day in user units."""
        return self.width / self.days

    def x(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.first).days * self.day_width

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return self.x(day) + self.day_width / 2

    def ticks(self) -> list[tuple[float, str]]:
        """Labelled days: where a year, month or week begins, as many as have room."""
        if self.days <= 92:
            return [(self.x(day), f"{day.day} {day:%b %Y}") for day in self._every_days()]
        step = next((step for step in _MONTHS if self.days / (30.4 * step) <= _MOST_TICKS), _MONTHS[-1])
        form = "%Y" if step >= 12 else "%b %Y"
        return [(self.x(day), day.strftime(form).lstrip("0")) for day in self._month_starts(step)]

    def _every_days(self) -> Iterator[date]:
        step = next((step for step in _DAYS if self.days / step <= _MOST_TICKS), _DAYS[-1])
        for offset in range(0, self.days, step):
            yield self.first + timedelta(days=offset)

    def _month_starts(self, step: int) -> Iterator[date]:
        """The first days of every `step`th month, counted from a January."""
        month = -(-(self.first.year * 12 + self.first.month - 1 + (self.first.day > 1)) // step) * step
        while month // 12 <= date.max.year and date(month // 12, month % 12 + 1, 1) <= self.last:
            yield date(month // 12, month % 12 + 1, 1)
            month += step


def span(days: Sequence[date], since: date | None, until: date | None, *, whole: bool = False) -> tuple[date, date]:
    """The days to draw: those asked for, else where nearly all of `days` (not empty) lie, with some room around.

    One event of long ago, or one wrong date, would squeeze all others into a corner; it is left outside and said by
    the picture. `whole`: every day is drawn.
    """
    days = sorted(days)
    first, last = (days[0], days[-1]) if whole else _close(days)
    days = [day for day in days if first <= day <= last]
    room = timedelta(days=max(1, round((days[-1] - days[0]).days * 0.03)))
    return _sane(since or _plus(days[0], -room), until or _plus(days[-1], room))


def _close(days: Sequence[date]) -> tuple[date, date]:
    """The whole span but for strays, or the shortest one that holds nine tenths if that is far shorter."""
    days = _without_strays(_without_strays(days, last=True), last=False)
    if len(days) < _LEAST_DAYS:
        return days[0], days[-1]
    need = len(days) - max(_ONE_INCIDENT, int(len(days) * _MOST_OUTSIDE))
    windows = [(days[at + need - 1] - days[at], days[at], days[at + need - 1]) for at in range(len(days) - need + 1)]
    length, first, last = min(windows)
    if (days[-1] - days[0]) < max(length, timedelta(days=30)) * _SQUEEZE:
        return days[0], days[-1]
    # What lies near the window belongs to it.
    near = max(length, timedelta(days=30)) / 2
    return _reach(days, first, -1, near), _reach(days, last, 1, near)


def _without_strays(days: Sequence[date], *, last: bool) -> Sequence[date]:
    """Days without the few at one end that lie off all others: of years of news, one incident of a year to come."""
    for few in range(1, len(days) // _STRAY_OF + 1):
        kept = days[:-few] if last else days[few:]
        gap = days[-few] - kept[-1] if last else kept[0] - days[few - 1]
        if gap > max(kept[-1] - kept[0], timedelta(days=30)) * _STRAY_GAP:
            return kept
    return days


def _reach(days: Sequence[date], edge: date, way: int, near: timedelta) -> date:
    """The edge moved over neighbours that follow one another closely."""
    beyond = days[: bisect_left(days, edge)][::-1] if way < 0 else days[bisect_right(days, edge) :]
    for before, after in pairwise([edge, *beyond]):
        if abs(after - before) > near:
            break
        edge = after
    return edge


def _plus(day: date, room: timedelta) -> date:
    try:
        return day + room
    except OverflowError:
        return day


def _sane(first: date, last: date) -> tuple[date, date]:
    return (first, last) if first <= last else (last, first)
