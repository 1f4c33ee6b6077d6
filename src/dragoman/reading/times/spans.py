"""Makers of durations, sets, clock times and vague references."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from .context import Context
from .lexicon import Unit
from .slots import Slots, Told, window

_INSIDE = frozenset({"almost", "nearly", "over", "more", "less", "least", "most", "fewer", "well", "under"})
_NOON = 12


def skip(slots: Slots, ctx: Context) -> None:
    """No time at all (an age, a newspaper's name)."""


def duration_value(count: Fraction | tuple[int, int], unit: Unit) -> str:
    """TIMEX3 value of so many units: P3D, PT5H30M, PXM."""
    timed = "T" if unit.code in ("H", "m", "S") else ""
    letter = {"m": "M", "E": "Y", "C": "Y"}.get(unit.code, unit.code)
    if isinstance(count, tuple):
        return f"P{timed}X{letter}"
    count *= {"E": 10, "C": 100}.get(unit.code, 1) * (2 if unit.days == 14 else 1)
    if unit.code == "H" and count.denominator > 1:
        hours, minutes = divmod(round(count * 60), 60)
        return f"PT{hours}H{minutes}M" if hours else f"PT{minutes}M"
    return f"P{timed}{_plain(count)}{letter}"


def _plain(count: Fraction) -> str:
    """A number without needless decimals."""
    return str(count.numerator) if count.denominator == 1 else f"{float(count):g}"


def duration(slots: Slots, ctx: Context) -> Told | None:
    """Three days, a 16-hour flight, more than a week."""
    unit = slots.unit()
    count: Fraction | tuple[int, int]
    if slots.has("q") or slots.has("n"):
        count = slots.quantity()
    elif slots.has("half"):
        count = Fraction(1)
    else:
        plural = slots.word("unit").endswith("s")
        count = slots.lexicon.vague["bare"] if plural else Fraction(1)
    if slots.has("half") and isinstance(count, Fraction):
        count += Fraction(1, 2) if slots.word("half") == "half" else Fraction(1, 4)
    if isinstance(count, Fraction) and (count <= 0 or count > 100_000):
        return None
    approx = slots.approx()
    told = slots.told("DURATION", duration_value(count, unit), approx.mod if approx else None)
    words = slots.words("approx")
    if words and not _INSIDE & set(words):
        told.first = slots.match.slots["approx"][1]
    return told


def vague_duration(slots: Slots, ctx: Context) -> Told:
    """For weeks, over the years."""
    return slots.told("DURATION", duration_value(slots.lexicon.vague["bare"], slots.unit()))


def every_unit(slots: Slots, ctx: Context) -> Told:
    """Every day, every two months, every other year, every morning."""
    if slots.has("part"):
        return slots.told("SET", f"XXXX-XX-XXT{slots.lexicon.daypart[slots.word('part')]}")
    count = slots.number("n") or Fraction(2 if slots.word("other") in ("other", "second", "alternate") else 1)
    count = {"third": Fraction(3), "fourth": Fraction(4)}.get(slots.word("other"), count)
    told = slots.told("SET", duration_value(count, slots.unit()))
    if slots.tokens.words[told.first] in ("almost", "nearly"):
        told.first += 1
    return told


def every_weekday(slots: Slots, ctx: Context) -> Told:
    """Every Friday."""
    part = slots.word("part")
    tail = f"T{slots.lexicon.daypart[part]}" if part else ""
    return slots.told("SET", f"XXXX-WXX-{slots.weekday()}{tail}")


def times_a_unit(slots: Slots, ctx: Context) -> Told:
    """Several times a week, twice a month."""
    return slots.told("SET", duration_value(slots.number("n") or Fraction(1), slots.unit()))


def frequency(slots: Slots, ctx: Context) -> Told | None:
    """Daily, annual; not in a name (the Daily Mail)."""
    if slots.capital(1) and slots.tokens.text[slots.tokens.starts[slots.match.first]].isupper():
        return None
    return slots.told("SET", slots.lexicon.frequency[slots.word("frequency")])


def per_unit(slots: Slots, ctx: Context) -> Told:
    """15 a year."""
    return slots.told("SET", duration_value(Fraction(1), slots.unit()))


def reference(slots: Slots, ctx: Context) -> Told:
    """Now, recently."""
    return refer(slots, ctx, slots.word("ref"))


def refer(slots: Slots, ctx: Context, word: str) -> Told:
    """A vague reference, with the window of days that the knowledge file gives it."""
    value, low, high = slots.lexicon.reference[word]
    days = None
    if ctx.day and value != "FUTURE_REF":
        days = window(ctx.day - timedelta(days=high), ctx.day - timedelta(days=low))
    return slots.told("DATE", value, None, days)


def present(slots: Slots, ctx: Context) -> Told:
    """At the moment, these days."""
    return slots.told("DATE", "PRESENT_REF", None, window(ctx.day, ctx.day) if ctx.day else None)


def past(slots: Slots, ctx: Context) -> Told:
    """The past."""
    return slots.told("DATE", "PAST_REF")


def future(slots: Slots, ctx: Context) -> Told:
    """The future."""
    return slots.told("DATE", "FUTURE_REF")


def clock_of(slots: Slots) -> str | None:
    """Time of day of a match as TIMEX3 has it ("T10:35Z"); None when it has none or an impossible one."""
    if slots.has("cw"):
        return f"T{slots.lexicon.clockword[slots.word('cw')]}"
    written = slots.word("t").replace(".", ":")
    if written and ":" not in written:
        written = f"{written[:-2]}:{written[-2:]}"
    if not written and slots.has("h"):
        written = f"{slots.word('h')}:00"
    if not written and slots.has("hw"):
        number = slots.number("hw")
        written = f"{int(number)}:00" if number is not None and number.denominator == 1 else ""
    if not written:
        return None
    hour, *rest = written.split(":")
    turned = _turn(int(hour), slots)
    return f"T{turned:02d}:{rest[0]}{_zone(slots)}" if turned is not None else None


def _turn(hour: int, slots: Slots) -> int | None:
    """The hour of 24, by a.m., p.m. or the part of the day."""
    half = slots.word("ap").replace(".", "").strip()
    part = slots.word("part")
    if half and not 1 <= hour <= _NOON:
        return None
    late = half == "pm" or (part in ("afternoon", "evening") and hour < _NOON)
    if half == "am" and hour == _NOON:
        return 0
    turned = hour + _NOON if late and hour < _NOON else hour
    return turned if 0 <= turned <= 24 else None


def _zone(slots: Slots) -> str:
    """Z for Universal Time, else nothing."""
    return "Z" if any(slots.lexicon.zone.get(word) == "Z" for word in slots.words("z")) else ""


def clock(slots: Slots, ctx: Context) -> Told | None:
    """10:35 a.m., 9 a.m. EST Tuesday, noon: a time whose day may have to be found around it."""
    from .absolute import full_date
    from .relative import deictic, weekday

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
    del weekday
    found = slots.told("TIME", f"XXXX-XX-XX{time}")
    found.clock = time
    return found
