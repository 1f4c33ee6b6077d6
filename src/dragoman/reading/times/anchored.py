"""Makers of times counted from another time of the text: the next day, two days before that, the same month."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from .context import Context
from .days import days_of, unit_value
from .lexicon import Unit
from .relative import SMALL, UNKNOWN, moved_day, off, vague_window
from .slots import Slots, Told
from .spans import duration_value


def text_part(slots: Slots, ctx: Context) -> Told:
    """The next morning, the following night: counted from the last day told."""
    moved = {"next": 1, "following": 1, "previous": -1}.get(slots.word("rel"), 0)
    day = ctx.last_day + timedelta(days=moved) if ctx.last_day else None
    part = slots.lexicon.daypart[slots.word("part")]
    return slots.told("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}")


def text_shift(slots: Slots, ctx: Context) -> Told | None:
    """Two days before that, a year earlier, the next day: counted from the last time told in the text."""
    unit = slots.unit()
    count = slots.quantity() if slots.has("q") else Fraction(1)
    word = slots.word("dir") or slots.word("shift")
    direction = -1 if word in ("before", "earlier", "previous", "preceding", "beforehand", "previously") else 1
    approx = slots.approx()
    mod = approx.mod if approx else None
    if unit.code in SMALL:
        return slots.trimmed(slots.told("DURATION", duration_value(count, unit), mod))
    anchor = _anchor(ctx, unit)
    if anchor is None or isinstance(count, tuple):
        ref = "PAST_REF" if direction < 0 else "FUTURE_REF"
        value = ref if isinstance(count, tuple) else UNKNOWN.get(unit.code, "XXXX")
        days = vague_window(anchor, count, unit, direction) if anchor and isinstance(count, tuple) else None
        return slots.trimmed(slots.told("DATE", value, mod, days))
    moved = moved_day(anchor, direction * float(count), unit)
    if moved is None:
        return None
    code = _granularity(ctx, unit) if slots.has("q") else unit.code
    told = slots.told("DATE", unit_value(moved, code), mod)
    if slots.has("q") and unit.code in ("M", "Y") and code == "D":
        told.days = off(slots, moved, unit, direction)
        told.value = unit_value(moved, unit.code)
    return slots.trimmed(told)


def _anchor(ctx: Context, unit: Unit) -> date | None:
    """What a time of the text is counted from: the last single day for days and weeks, else the last time told."""
    if unit.code in ("D", "W", "WE"):
        return ctx.last_day
    days = ctx.last_days()
    return days[0] if days else ctx.day


def _granularity(ctx: Context, unit: Unit) -> str:
    """The coarser of the unit and the time counted from: a year after March 2003 is a month."""
    value = ctx.last.value if ctx.last else ""
    if unit.code in ("D", "WE"):
        return "D"
    if unit.code == "W":
        return "D"
    if len(value) == 7 and "-" in value and unit.code in ("Y", "E"):
        return "Q" if "Q" in value else "M"
    return {"E": "Y"}.get(unit.code, unit.code)


def same_unit(slots: Slots, ctx: Context) -> Told | None:
    """The same day, that year: the unit that the last time told lies in."""
    unit = slots.unit()
    if unit.code in SMALL:
        return None
    days = ctx.last_days()
    anchor = ctx.last_day if unit.code in ("D", "W", "WE") else (days[0] if days else None)
    value = unit_value(anchor, unit.code) if anchor else UNKNOWN.get(unit.code, "XXXX")
    return slots.told("DATE", value)


def same_period(slots: Slots, ctx: Context) -> Told:
    """The same month a year ago, the same period last year: the last time told, moved by years."""
    count = slots.quantity() if slots.has("q") else Fraction(1)
    years = -int(count) if isinstance(count, Fraction) else -1
    if slots.has("sy"):
        years = slots.shift("sy") or 0
    value = ctx.last.value if ctx.last else (ctx.day.isoformat()[:7] if ctx.day else "")
    if value[:4].isdigit() and len(value) >= 4 and "/" not in value:
        moved = f"{int(value[:4]) + years:04d}{value[4:]}"
        return slots.told("DATE", moved, None, days_of(moved))
    return slots.told("DATE", "XXXX")


def edge_unit(slots: Slots, ctx: Context) -> Told | None:
    """The end of the year, the start of the day."""
    unit = slots.unit()
    if unit.code in SMALL:
        return None
    day = ctx.last_day or ctx.day if unit.code == "D" else ctx.day
    return slots.told("DATE", unit_value(day, unit.code) if day else UNKNOWN.get(unit.code, "XXXX"), slots.edge())


def shift_part(slots: Slots, ctx: Context) -> Told | None:
    """This morning, last night, that evening."""
    word = slots.word("shift")
    part = slots.lexicon.daypart[slots.word("part")]
    if word in ("that", "same"):
        day = ctx.last_day
    else:
        day = ctx.day - timedelta(days=1 if word == "last" else 0) if ctx.day else None
    return slots.told("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}")


def part_alone(slots: Slots, ctx: Context) -> Told | None:
    """Overnight, at dawn, in the early hours: a part of a day that stands elsewhere or is left to the reader."""
    if ctx.tense(slots) == "future":
        return None
    clock = "T" + slots.lexicon.daypart.get(slots.word("part"), "MO")
    told = slots.told("TIME", f"XXXX-XX-XX{clock}")
    told.clock, told.loose = clock, True
    return told


def night_pair(slots: Slots, ctx: Context) -> Told | None:
    """The night from Friday to Saturday: both days, the second of which decides."""
    first, second = slots.weekday("wd"), slots.weekday("wd2")
    if first is None or second is None or second != first % 7 + 1:
        return None
    day = ctx.weekday(slots, second)
    if day is None:
        return slots.told("TIME", f"XXXX-WXX-{first}TNI")
    before = day - timedelta(days=1)
    return slots.told("TIME", f"{before.isoformat()}TNI", None, (before, day, "day"))
