"""From a TIMEX3 value to the days that it can mean, and calendar arithmetic."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from ...model.interval import Precision
from .lexicon import Holiday, Unit

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month; a winter runs into the next year."""
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", "day"),
        (r"(\d{4})-(\d\d)", "month"),
        (r"(\d{4})", "year"),
        (r"(\d{4})-W(\d\d)", "week"),
        (r"(\d{4})-W(\d\d)-WE", "weekend"),
        (r"(\d{4})-Q([1-4])", "quarter"),
        (r"(\d{4})-H([12])", "half"),
        (r"(\d{4})-(SP|SU|FA|WI)", "season"),
        (r"(\d{3})", "decade"),
        (r"(\d\d)", "century"),
    )
)
_PRECISION: dict[str, Precision] = {
    "day": "day", "month": "month", "year": "year", "week": "week", "weekend": "day", "quarter": "season",
    "half": "year", "season": "season", "decade": "unknown", "century": "unknown",
}  # fmt: skip
_FINER: dict[str, Precision] = {
    "month": "week", "year": "season", "season": "month", "quarter": "month", "week": "day", "half": "season"
}  # fmt: skip
Days = tuple[date, date, Precision]


def days_of(value: str, mod: str | None = None) -> Days | None:
    """First and last day and precision of a TIMEX3 value; None for durations and for values with unknown parts.

    `mod` START, MID or END takes the first, middle or last third.
    """
    for pattern, form in _FORMS:
        match = pattern.fullmatch(value)
        if match:
            try:
                first, last = _span(form, match.groups())
            except (ValueError, OverflowError):
                return None
            if mod in ("START", "MID", "END") and form != "day":
                first, last = _third(first, last, mod)
                return first, last, _FINER.get(form, _PRECISION[form])
            return first, last, _PRECISION[form]
    return None


def _span(form: str, parts: tuple[str, ...]) -> tuple[date, date]:
    """First and last day of one calendar unit. Raises ValueError when there is no such unit."""
    year = int(parts[0])
    if form == "day":
        day = date(year, int(parts[1]), int(parts[2]))
        return day, day
    if form == "month":
        return months_span(year, int(parts[1]), int(parts[1]))
    if form in ("week", "weekend"):
        first = date.fromisocalendar(year, int(parts[1]), 6 if form == "weekend" else 1)
        return first, first + timedelta(days=1 if form == "weekend" else 6)
    if form == "quarter":
        return months_span(year, 3 * int(parts[1]) - 2, 3 * int(parts[1]))
    if form == "half":
        return months_span(year, 6 * int(parts[1]) - 5, 6 * int(parts[1]))
    if form == "season":
        low, high = SEASON_MONTHS[parts[1]]
        return date(year, low, 1), months_span(year + (high < low), high, high)[1]
    years = {"year": 1, "decade": 10, "century": 100}[form]
    return date(year * years, 1, 1), date(year * years + years - 1, 12, 31)


def months_span(year: int, low: int, high: int) -> tuple[date, date]:
    """First day of month `low` to the last day of month `high` of a year."""
    return date(year, low, 1), date(year, high, monthrange(year, high)[1])


def _third(first: date, last: date, mod: str) -> tuple[date, date]:
    """The first, middle or last third of a stretch of days."""
    days = (last - first).days + 1
    cut = max(1, round(days / 3))
    low = {"START": 0, "MID": cut, "END": days - cut}[mod]
    high = {"START": cut - 1, "MID": days - cut - 1, "END": days - 1}[mod]
    return first + timedelta(days=low), first + timedelta(days=max(low, high))


def add_months(day: date, months: int) -> date:
    """The same day of the month some months on; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_units(day: date, count: float, unit: Unit) -> date:
    """A day moved by so many units. Raises ValueError or OverflowError beyond the calendar."""
    if unit.code in ("D", "WE"):
        return day + timedelta(days=round(count * (7 if unit.code == "WE" else 1)))
    if unit.code == "W":
        return day + timedelta(days=round(count * unit.days))
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit.code, 0)
    return add_months(day, round(count * months))


def unit_value(day: date, code: str) -> str:
    """Value of the calendar unit that a day lies in."""
    year, week, _ = day.isocalendar()
    forms = {
        "D": day.isoformat(),
        "W": f"{year:04d}-W{week:02d}",
        "WE": f"{year:04d}-W{week:02d}-WE",
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "H": f"{day.year:04d}-H{(day.month + 5) // 6}",
        "Y": f"{day.year:04d}",
        "E": f"{day.year // 10:03d}",
        "C": f"{day.year // 100:02d}",
    }
    return forms.get(code, day.isoformat())


def holiday_of(holiday: Holiday, year: int) -> tuple[date, date]:
    """First and last day of a feast in a year. Raises ValueError when the year has none."""
    found = _feast(holiday, year)
    moved = timedelta(days=holiday.shift)
    return found[0] + moved, found[1] + moved


def _feast(holiday: Holiday, year: int) -> tuple[date, date]:
    """The days of a feast before its shift."""
    if holiday.kind == "on":
        day = date(year, *holiday.args)
        return day, day
    if holiday.kind == "nth":
        day = nth_weekday(year, *holiday.args)
        return day, day
    if holiday.kind == "islamic":
        return _islamic(year, *holiday.args)
    day = (_easter(year) if holiday.kind == "easter" else _orthodox_easter(year)) + timedelta(days=holiday.args[0])
    return day, day


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (1 Monday) of a month; -1 the last; 0 the first one after the month's first Monday."""
    first, last = months_span(year, month, month)
    if nth == -1:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    if nth == 0:
        monday = first + timedelta(days=(1 - first.isoweekday()) % 7)
        return monday + timedelta(days=(weekday - 1) % 7)
    found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    if found.month != month:
        raise ValueError("no such weekday in this month")
    return found


def _easter(year: int) -> date:
    """Western Easter (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """Easter of the Julian calendar as a Gregorian date, for 1900 to 2099 (Meeus)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _islamic(year: int, month: int, day: int, length: int) -> tuple[date, date]:
    """Days of a feast of the tabular Islamic calendar that begins in a Gregorian year; may be a day off."""
    guess = int((year - 622) * 33 / 32)
    for hijri in (guess - 1, guess, guess + 1, guess + 2):
        # Julian day number of the tabular calendar (epoch 1948439.5), turned into an ordinal of `date`.
        days = day + -(-59 * (month - 1) // 2) + (hijri - 1) * 354 + (3 + 11 * hijri) // 30
        first = date.fromordinal(days + 227014)
        if first.year == year:
            return first, first + timedelta(days=length - 1)
    raise ValueError("no such feast in this year")
