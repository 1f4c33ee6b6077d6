"""Makers of durations, sets, clock times and vague references."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from .context import Context
from .lexicon import Unit
from .slots import Slots, Told, window

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
    if slots.word("unit") == "quarter" and count == 1:
        # "less than a quarter of them" is a share.
        return None
    approx = slots.approx()
    told = slots.trimmed(slots.told("DURATION", duration_value(count, unit), approx.mod if approx else None))
    told.first += slots.has("lead")
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
