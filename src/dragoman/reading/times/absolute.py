"""Makers of calendar times: dates, months, years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .context import Context
from .days import add_months, days_of, unit_value
from .slots import Slots, Told, precision_of

_YEARS_AHEAD = 60
"""A bare figure further ahead of the report than this is no year."""
_FEW_LETTERS = 3
_MONTH_DAYS = 31
_YEARLESS = re.compile(r"XXXX-(\d\d)")


def iso(slots: Slots, ctx: Context) -> Told | None:
    """2020-01-02, with or without a time."""
    value = slots.word("iso").upper()
    if days_of(value) is None:
        return None
    return slots.told("TIME" if "T" in value else "DATE", value)


def numeric(slots: Slots, ctx: Context) -> Told | None:
    """12/31/2019 and its kin; where both orders can be, the one nearer to the report, else month first for slashes."""
    first, second, third = re.split(r"[/.-]", slots.word("numeric"))
    if len(first) == 4:
        orders = [(first, second, third)]
    else:
        year = third if len(third) == 4 else str((2000 if int(third) <= 40 else 1900) + int(third))
        orders = [(year, first, second), (year, second, first)]
        if "." in slots.word("numeric"):
            orders.reverse()
    found = [day for y, m, d in orders if (day := _date(int(y), int(m), int(d)))]
    if not found:
        return None
    best = found[0]
    if ctx.day and len(found) > 1 and abs((found[0] - ctx.day).days) > 31 >= abs((found[1] - ctx.day).days):
        best = found[1]
    return slots.told("DATE", best.isoformat())


def _date(year: int, month: int, day: int) -> date | None:
    """A date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_for(slots: Slots, ctx: Context, month: int, dom: int | None = None) -> int | None:
    """The year of a month or date: the one told, the one a shift word tells, else by the report and the tense."""
    year = slots.year()
    if year is not None:
        return year
    if slots.has("sy"):
        return ctx.day.year + (slots.shift("sy") or 0) if ctx.day else None
    if slots.tokens.words[slots.match.last - 1] == "year" and ctx.day:
        return ctx.day.year
    return ctx.year_for_month(slots, month) if dom is None else ctx.year_for_date(slots, month, dom)


def full_date(slots: Slots, ctx: Context) -> Told | None:
    """A day of a month, with its year told or found."""
    month, dom = slots.month(), slots.day()
    if month is None or dom is None or _date(2000, month, dom) is None:
        return None
    if not slots.has("y") and not slots.has("wd") and slots.around(-1) == "in" and slots.words("m")[0] != "sept":
        # "in May 20 people were killed": the figure counts something else.
        told = slots.part(slots.match.first, slots.match.slots["m"][1], "DATE", "")
        year = ctx.year_for_month(slots, month)
        told.value = f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"
        return told if slots.match.slots["m"][0] == slots.match.first else None
    return slots.told("DATE", day_value(year_for(slots, ctx, month, dom), month, dom))


def day_alone(slots: Slots, ctx: Context) -> Told | None:
    """ "On the 8th": the nearest such day to the time told last, else to the report's; never ahead of a past tense."""
    dom, last = slots.day(), ctx.last_days()
    if dom is not None and ctx.told and (yearless := _YEARLESS.match(ctx.told[-1].value)):
        return slots.told("DATE", day_value(None, int(yearless[1]), dom))
    anchor = last[0] if last else ctx.day
    if dom is None or anchor is None or (last is not None and (last[1] - last[0]).days > _MONTH_DAYS):
        return None
    months = (add_months(anchor.replace(day=1), shift) for shift in (-1, 0, 1))
    days = [day for month in months if (day := _date(month.year, month.month, dom))]
    if ctx.day is not None and ctx.tense(slots) == "past":
        days = [day for day in days if day <= ctx.day]
    nearest = min(days, key=lambda day: abs((day - anchor).days), default=None)
    return slots.told("DATE", nearest.isoformat()) if nearest else None


def day_value(year: int | None, month: int, dom: int) -> str:
    """Value of a day whose year may be unknown."""
    return f"{year:04d}-{month:02d}-{dom:02d}" if year else f"XXXX-{month:02d}-{dom:02d}"


def date_pair(slots: Slots, ctx: Context) -> list[Told]:
    """April 24 and 25: two expressions of one month."""
    first = full_date(slots, ctx)
    second = slots.day("d2")
    month = slots.month()
    if first is None or second is None or month is None:
        return []
    start, end = slots.match.slots["d2"]
    first.last = slots.match.slots["d"][1]
    if _date(2000, month, second) is None:
        return [first]
    return [first, slots.part(start, end, "DATE", first.value[:-2] + f"{second:02d}")]


def day_range(slots: Slots, ctx: Context) -> Told | None:
    """March 3-5, 2019: one expression over all its days."""
    month, low, high = slots.month(), slots.day(), slots.day("d2")
    if month is None or low is None or high is None:
        return None
    year = year_for(slots, ctx, month, low)
    first = _date(year, month, low) if year else None
    last = _date(year, month, high) if year else None
    if high <= low:
        last = first
    if first is None or last is None:
        return slots.told("DATE", day_value(None, month, low)) if high > low else None
    return slots.told("DATE", f"{first}/{last}", None, (first, last, precision_of(first, last)))


def week_of(slots: Slots, ctx: Context) -> Told | None:
    """The week of March 6."""
    month, dom = slots.month(), slots.day()
    year = year_for(slots, ctx, month, dom) if month and dom else None
    day = _date(year, month, dom) if year and month and dom else None
    return slots.told("DATE", unit_value(day, "W") if day else "XXXX-WXX")


def month(slots: Slots, ctx: Context) -> Told | None:
    """A month, perhaps a part of it, with its year told or found."""
    number = slots.month()
    if number is None or (not slots.has("y") and _is_name(slots)):
        return None
    mod = slots.edge()
    shift = slots.shift() if slots.has("shift") else None
    if shift is not None and ctx.day:
        ahead = (number - ctx.day.month) % 12
        if shift == 0:
            year: int | None = ctx.day.year
        elif shift < 0:
            year = ctx.day.year - (1 if number >= ctx.day.month else 0)
        else:
            year = (ctx.day.replace(day=1) + timedelta(days=ahead * 31)).year if ahead else ctx.day.year + 1
    else:
        year = year_for(slots, ctx, number)
    value = f"{year:04d}-{number:02d}" if year else f"XXXX-{number:02d}"
    return slots.told("DATE", value, mod)


def _is_name(slots: Slots) -> bool:
    """April Glaspie, Mrs. May, Theresa May: a month's name as a person's."""
    before = slots.around(-1)
    if before in slots.lexicon.beside["titles"] or (
        before == "." and slots.around(-2) in slots.lexicon.beside["titles"]
    ):
        return True
    bare = slots.match.last - slots.match.first == 1
    doubtful = slots.words("m")[0] in slots.lexicon.classes["month_doubtful"]
    if bare and doubtful and not slots.tokens.mixed:
        # Without capitals, "and may", "to march" are verbs.
        return before not in slots.lexicon.beside["months"] or before in ("the", "this")
    word = slots.words("m")[0]
    if bare and len(word) <= _FEW_LETTERS and word != "may" and slots.around(1) != "." and slots.tokens.mixed:
        # "Jan Kubis", "Dec": an abbreviation without its stop.
        return True
    return bare and slots.capital(1) and before not in slots.lexicon.beside["months"]


def month_pair(slots: Slots, ctx: Context) -> list[Told]:
    """From June to August 2019; between April and June: two expressions that share a year."""
    low, high = slots.month(), slots.month("m2")
    if low is None or high is None:
        return []
    year = slots.year() or (ctx.day.year + (slots.shift("sy") or 0) if slots.has("sy") and ctx.day else None)
    later = year if year else ctx.year_for_month(slots, high)
    earlier = later - 1 if later and low > high else later
    ranges = slots.match.slots
    cut = ranges["m"][1] if "edge" not in ranges else max(ranges["edge"][1], ranges["m"][1])
    first = slots.part(slots.match.first, cut, "DATE", _month_value(earlier, low))
    first.mod = slots.edge()
    start = ranges["edge2"][0] if "edge2" in ranges else ranges["m2"][0]
    second = slots.part(start, slots.match.last, "DATE", _month_value(later, high))
    second.mod = slots.edge("edge2")
    return [first, second]


def _month_value(year: int | None, number: int) -> str:
    """Value of a month whose year may be unknown."""
    return f"{year:04d}-{number:02d}" if year else f"XXXX-{number:02d}"


def year(slots: Slots, ctx: Context) -> Told | None:
    """2018, early 2009, the end of 2021, post-1959."""
    found = slots.year()
    if found is None or (not slots.has("edge") and not _is_year(slots, ctx, found)):
        return None
    word = slots.word("edge")
    mod = {"post": "AFTER", "pre": "BEFORE"}.get(word) or slots.edge()
    return slots.told("DATE", f"{found:04d}", mod)


def _is_year(slots: Slots, ctx: Context, found: int) -> bool:
    """A bare figure between 1000 and 2100 is a year where the words around it let it be one."""
    before, after = slots.around(-1), slots.around(1)
    if (
        after in slots.lexicon.beside["measured"]
        or before in slots.lexicon.beside["counting"]
        or (after and slots.lexicon.unit.get(after))
    ):
        return False
    placed = before in slots.lexicon.beside["placed"]
    limit = (ctx.day.year if ctx.day else 2040) + _YEARS_AHEAD
    if not 1700 <= found <= limit:
        return placed and found <= limit
    plural = after.endswith("s") and len(after) > _FEW_LETTERS and not slots.capital(1)
    settled = placed or before in ("the", "s", "'", "(", ",") or slots.capital(-1)
    return settled or not plural


def fiscal(slots: Slots, ctx: Context) -> Told:
    """Fiscal 2010."""
    return slots.told("DATE", f"FY{slots.year():04d}")
