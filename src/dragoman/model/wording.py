"""How values are said to people: days with their precision, numbers with their ends, names and parties in a list.

One place for all of it, so that a line of the brief, the summary of an incident and a change say the same thing alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .counts import Count
from .incident import Party
from .interval import Interval

_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def day(value: date) -> str:
    """A day as people write it: 27 Dec 2019."""
    return f"{value.day} {value:%b %Y}"


def days(time: Interval) -> str:
    """An interval with its precision; empty when nothing is known."""
    if time.as_of:
        return f"as of {days(replace(time, as_of=False))}"
    start, end = time.start, time.end
    if start is None and end is None:
        return ""
    if start is None or end is None:
        return f"from {day(start)}" if start else f"until {day(end)}" if end else ""
    if start == end:
        return day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.day == 1 and (end.toordinal() + 1) == _next_month(end).toordinal():
        return _months(start, end, time.precision)
    left = (
        f"{start.day}"
        if (start.year, start.month) == (end.year, end.month)
        else day(start)
        if start.year != end.year
        else f"{start.day} {start:%b}"
    )
    return f"{left}–{day(end)}"


def _months(start: date, end: date, precision: str) -> str:
    """Whole months, or a season when the words said so."""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%b %Y}"
    if precision == "season" and start.month in _SEASONS:
        return f"{_SEASONS[start.month]} {start.year}"
    left = f"{start:%b}" if start.year == end.year else f"{start:%b %Y}"
    return f"{left}–{end:%b %Y}"


def _next_month(value: date) -> date:
    """The first day of the month after a day's."""
    return date(value.year + value.month // 12, value.month % 12 + 1, 1)


def number(count: Count | None, thousands: str = ",") -> str:
    """A count as a person would say it: 24, at least 3, 2–5, at most 10; empty when unknown.

    `thousands`: what stands between groups of digits; empty where the words are also a value that programs read.
    """
    if count is None or not count.known:
        return ""
    low, best, high = count.low, count.best, count.high
    if low is not None and high is not None and low != high:
        return f"{_digits(low, thousands)}–{_digits(high, thousands)}"
    if low is not None and high is None and best in (None, low):
        return f"at least {_digits(low, thousands)}"
    if low is None and best is None and high is not None:
        return f"at most {_digits(high, thousands)}"
    told = next(value for value in (best, low, high) if value is not None)
    return _digits(told, thousands)


def _digits(value: int, thousands: str) -> str:
    return f"{value:,}".replace(",", thousands)


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names as people list them: `a`, `a and b`, `a, b, c and 2 more`."""
    if len(names) > most + 1:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def sides(parties: Sequence[Party]) -> str:
    """Actor → recipient, with claimants and those blamed marked as such; empty where nobody is named."""
    by, claimed, blamed = (_names(parties, role) for role in ("actor", "claimant", "blamed"))
    left = (
        listed(by)
        or (f"claimed by {listed(claimed)}" if claimed else "")
        or (f"{listed(blamed)} blamed" if blamed else "")
    )
    if by and blamed:
        left += f" ({listed(blamed)} blamed)"
    # A post that shuts itself is told once.
    right = listed([name for name in _names(parties, "recipient", "victim") if name not in by])
    if left and right:
        return f"{left} → {right}"
    return left or (f"→ {right}" if right else "")


def _names(parties: Sequence[Party], *roles: str) -> list[str]:
    """Names in some roles, each once; a state is not named beside its own post or body."""
    here = [party for party in parties if party.role in roles and party.name]
    bodies = {party.country for party in here if party.type != "country"}
    return list(dict.fromkeys(p.name for p in here if p.type != "country" or p.actor_id not in bodies))
