"""Makers of times counted from the report: weekdays, yesterday, two days ago, last week."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from .absolute import full_date
from .clock import clock_of
from .context import Context
from .days import Days, add_units, unit_value
from .lexicon import Unit
from .slots import Slots, Told, window
from .spans import duration_value

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
"""Values of units whose place in the calendar is unknown."""
SMALL = frozenset({"H", "m", "S"})
"""Units shorter than a day."""


def moved_day(day: date, count: float, unit: Unit) -> date | None:
    """A day some units on, or None beyond the calendar."""
    try:
        return add_units(day, count, unit)
    except (ValueError, OverflowError):
        return None


def weekday(slots: Slots, ctx: Context) -> Told | None:
    """Thursday, last Friday, Monday morning, Friday of this week, a week ago Sunday."""
    number = slots.weekday()
    if number is None:
        return None
    day = _weekday_of(slots, ctx, number)
    value = day.isoformat() if day else f"XXXX-WXX-{number}"
    time = clock_of(slots)
    if time:
        return slots.told("TIME", f"{value}{time}")
    if slots.has("part"):
        return slots.told("TIME", f"{value}T{slots.lexicon.daypart[slots.word('part')]}")
    return slots.told("DATE", value)


def _weekday_of(slots: Slots, ctx: Context, number: int) -> date | None:
    """The day that a weekday with its shift words means."""
    if slots.has("shift") and slots.word("shift") in ("previous", "following", "preceding"):
        anchor = ctx.last_day or ctx.day
        return _beside(anchor, number, 1 if slots.word("shift") == "following" else -1) if anchor else None
    if ctx.day is None:
        return None
    monday = ctx.day - timedelta(days=ctx.day.isoweekday() - 1)
    if slots.has("sw"):
        return monday + timedelta(days=number - 1 + 7 * (slots.shift("sw") or 0))
    if slots.has("unit"):
        count = slots.quantity()
        back = moved_day(ctx.day, -float(count), slots.unit()) if isinstance(count, Fraction) else None
        return back - timedelta(days=(back.isoweekday() - number) % 7) if back else None
    shift = slots.shift() if slots.has("shift") else None
    if shift:
        return _beside(ctx.day, number, shift)
    if shift == 0:
        inside = monday + timedelta(days=number - 1)
        return inside if inside >= ctx.day or ctx.tense(slots) == "past" else inside + timedelta(days=7)
    return ctx.weekday(slots, number)


def _beside(day: date, number: int, direction: int) -> date:
    """The nearest such weekday strictly before or after a day."""
    if direction > 0:
        return day + timedelta(days=(number - day.isoweekday() - 1) % 7 + 1)
    return day - timedelta(days=(day.isoweekday() - number - 1) % 7 + 1)


def deictic(slots: Slots, ctx: Context) -> Told:
    """Today, yesterday morning, the day before yesterday, tonight."""
    word = slots.word("deictic")
    moved = slots.lexicon.deictic[word]
    if slots.has("dir"):
        moved += 1 if slots.word("dir") == "after" else -1
    day = ctx.day + timedelta(days=moved) if ctx.day else None
    value = day.isoformat() if day else "XXXX-XX-XX"
    part = slots.lexicon.daypart.get(slots.word("part"), "NI" if word == "tonight" else "")
    if slots.has("cw"):
        return slots.told("TIME", f"{value}T{slots.lexicon.clockword[slots.word('cw')]}")
    return slots.told("TIME" if part else "DATE", f"{value}T{part}" if part else value)


def ago(slots: Slots, ctx: Context) -> Told | None:
    """Two days ago, almost a month ago, months ago: a value, and the window of days that the words allow."""
    return _from_report(slots, ctx, -1)


def from_now(slots: Slots, ctx: Context) -> Told | None:
    """Two weeks from now."""
    return _from_report(slots, ctx, 1)


def _from_report(slots: Slots, ctx: Context, direction: int) -> Told | None:
    """A quantity of units before or after the report."""
    unit, count, approx = slots.unit(), slots.quantity(), slots.approx()
    mod = approx.mod if approx else None
    if isinstance(count, tuple):
        days = vague_window(ctx.day, count, unit, direction) if ctx.day else None
        return slots.trimmed(slots.told("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", mod, days))
    if ctx.day is None:
        return slots.trimmed(slots.told("DATE", UNKNOWN.get(unit.code, "XXXX"), mod))
    if unit.code in SMALL:
        hours = float(count) * {"H": 1.0, "m": 1 / 60, "S": 1 / 3600}[unit.code]
        day = moved_day(ctx.day, direction * (hours // 24), Unit("day", "D", 1))
        early = day - timedelta(days=1) if day else None
        told = slots.told("DATE", day.isoformat() if day else "XXXX-XX-XX", mod)
        told.days = window(early, day) if day and early and direction < 0 else None
        return slots.trimmed(told)
    centre = moved_day(ctx.day, direction * float(count), unit)
    if centre is None:
        return None
    # A week ago is a day; two weeks ago, a week; a decade ago, a year.
    exact = unit.code == "W" and count == 1 and approx is None
    code = "D" if exact else {"E": "Y"}.get(unit.code, unit.code)
    return slots.trimmed(slots.told("DATE", unit_value(centre, code), mod, off(slots, centre, unit, direction)))


def off(slots: Slots, centre: date, unit: Unit, direction: int) -> Days:
    """The days around a computed one that the words allow."""
    approx = slots.approx()
    before, after = (approx.before, approx.after) if approx else (0.5, 0.5)
    if direction > 0:
        before, after = after, before
    if unit.code == "D" and approx is None:
        before = after = 0.0
    length = max(unit.days, 1)
    if unit.code == "W":
        length = 7
    reach = [int(share * length) for share in (before, after)]
    return window(centre - timedelta(days=reach[0]), centre + timedelta(days=reach[1]))


def vague_window(day: date, count: tuple[int, int], unit: Unit, direction: int) -> Days | None:
    """The days that "a few weeks ago" can mean."""
    if unit.code in SMALL or unit.code == "C":
        return window(day - timedelta(days=1), day) if direction < 0 and unit.code != "C" else None
    ends = [moved_day(day, direction * n, unit) for n in count]
    if ends[0] is None or ends[1] is None:
        return None
    return window(min(ends[0], ends[1]), max(ends[0], ends[1]))


def last_units(slots: Slots, ctx: Context) -> Told | None:
    """The past two months, the next four years, recent weeks: a stretch that ends or begins at the report."""
    unit, shift = slots.unit(), slots.shift()
    if shift is None:
        return None
    words = slots.tokens.words[slots.match.first : slots.match.last]
    vague = next((slots.lexicon.vague[word] for word in reversed(words) if word in slots.lexicon.vague), None)
    number = slots.number("n")
    plural = slots.word("unit") in slots.lexicon.classes["plural"]
    count: Fraction | tuple[int, int]
    if number is not None and vague is None:
        count = number
    else:
        count = vague or (slots.lexicon.vague["bare"] if plural else Fraction(1))
    if unit.code == "WE" and not plural:
        return weekend(slots, ctx)
    value = duration_value(count, unit)
    days = None
    if ctx.day and unit.code not in SMALL and shift:
        far = moved_day(ctx.day, shift * float(count[1] if isinstance(count, tuple) else count), unit)
        days = window(min(far, ctx.day), max(far, ctx.day)) if far else None
    elif ctx.day and unit.code in SMALL and shift < 0:
        hours = float(count[1] if isinstance(count, tuple) else count) * (1 if unit.code == "H" else 0)
        days = window(ctx.day - timedelta(days=1 + int(min(hours, 2400) // 24)), ctx.day)
    return slots.told("DURATION", value, None, days)


def shift_unit(slots: Slots, ctx: Context) -> Told | None:
    """Last week, earlier this month, the end of next year: a calendar unit counted from the report."""
    unit, shift = slots.unit(), slots.shift()
    if unit.code in SMALL or shift is None:
        return None
    word = slots.word("shift")
    if unit.code == "D" and word != "this":
        return None
    if unit.code == "WE":
        return weekend(slots, ctx)
    first_word = slots.tokens.words[slots.match.first]
    mod = slots.edge() or slots.lexicon.edge.get(first_word)
    if ctx.day is None:
        return slots.told("DATE", UNKNOWN.get(unit.code, "XX"), mod)
    moved = moved_day(ctx.day, shift, unit)
    if moved is None:
        return None
    told = slots.told("DATE", unit_value(moved, unit.code), mod)
    days = told.span_of_days()
    if days and shift == 0 and first_word in ("earlier", "later"):
        told.days = window(days[0], ctx.day) if first_word == "earlier" else window(ctx.day, days[1])
    elif days and shift == 0 and first_word == "early" and days[0] <= ctx.day:
        told.days = window(days[0], max(days[0], min(days[1], ctx.day)))
    return told


def weekend(slots: Slots, ctx: Context) -> Told | None:
    """The weekend, last weekend: its Saturday and Sunday."""
    if ctx.day is None:
        return slots.told("DATE", "XXXX-WXX-WE")
    words = slots.tokens.words[slots.match.first : slots.match.last]
    saturday = ctx.day - timedelta(days=(ctx.day.isoweekday() - 6) % 7)
    today_is_in = ctx.day.isoweekday() >= 6
    if "last" in words or "past" in words:
        saturday -= timedelta(days=7 if today_is_in and "last" in words else 0)
    elif "next" in words or "coming" in words or (not today_is_in and ctx.tense(slots) == "future"):
        saturday += timedelta(days=7)
    return slots.told("DATE", unit_value(saturday, "WE"))


def clock(slots: Slots, ctx: Context) -> Told | None:
    """10:35 a.m., 9 a.m. EST Tuesday, noon: a time whose day may have to be found around it."""
    time = clock_of(slots)
    if time is None:
        return None
    if slots.has("deictic"):
        return slots.told("TIME", deictic(slots, ctx).value[:10] + time)
    told = full_date(slots, ctx) if slots.has("m") else None
    if told is None and slots.has("wd"):
        number = slots.weekday()
        day: date | None = ctx.weekday(slots, number) if number else None
        return slots.told("TIME", (day.isoformat() if day else f"XXXX-WXX-{number}") + time)
    if told is not None:
        return slots.told("TIME", told.value[:10] + time)
    found = slots.told("TIME", f"XXXX-XX-XX{time}")
    found.clock = time
    return found
