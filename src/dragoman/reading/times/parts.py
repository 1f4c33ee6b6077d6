"""Makers of parts of the calendar: decades, quarters, seasons, feasts, and counted parts of a year or month."""

from __future__ import annotations

from datetime import date, timedelta

from .absolute import day_value, year_for
from .context import Context
from .days import add_units, days_of, holiday_of, months_span, nth_weekday, unit_value
from .lexicon import Holiday, Unit
from .slots import Slots, Told, precision_of


def quarter(slots: Slots, ctx: Context) -> Told | None:
    """The third quarter of 2019, Q3, the second half of last year."""
    word = slots.word("qw")
    letter = word[:1].upper() if word else {"quarter": "Q", "half": "H"}[slots.word("unit")]
    number = int(word[1:]) if word else slots.ordinal()
    dated = slots.has("y") or slots.has("sy") or slots.tokens.words[slots.match.last - 1] == "year"
    size = 4 if letter == "Q" else 2
    if number is None or number > size or (letter == "H" and not dated):
        return None
    if number == -1 and not dated:
        if letter == "H" or ctx.day is None:
            return slots.told("DATE", f"XXXX-{letter}X")
        return slots.told("DATE", unit_value(ctx.day.replace(day=1) - timedelta(days=80), "Q"))
    number = size if number == -1 else number
    when = slots.year() or (ctx.day.year + (slots.shift("sy") or 0) if ctx.day and dated else None)
    if when is None and ctx.day is not None:
        low, high = (12 // size) * (number - 1) + 1, (12 // size) * number
        done = ctx.day > months_span(ctx.day.year, low, high)[1]
        before = ctx.day.year if done else ctx.day.year - 1
        when = ctx.choose(slots, months_span(before, low, high)[1], months_span(before + 1, low, high)[1]).year
    return slots.told("DATE", f"{when:04d}-{letter}{number}" if when else f"XXXX-{letter}{number}")


def season(slots: Slots, ctx: Context) -> Told | None:
    """Last summer, over the summer, early spring 2019."""
    code = slots.lexicon.season[slots.word("season")]
    shift = slots.shift() if slots.has("shift") else None
    if slots.has("shift") and slots.word("shift") not in ("last", "past", "this", "next", "coming", "previous"):
        return None
    year = slots.year()
    if slots.has("sy"):
        year = ctx.day.year + (slots.shift("sy") or 0) if ctx.day else None
    if year is None and shift is None and not _is_season(slots):
        return None
    if year is None and not slots.has("sy"):
        year = ctx.season_year(slots, code, shift)
    return slots.told("DATE", f"{year:04d}-{code}" if year else f"XXXX-{code}", slots.edge())


def _is_season(slots: Slots) -> bool:
    """Fall and spring are other words too; and a summer in a name ("Summer Olympics") is no time of the year."""
    place = slots.match.first
    words = slots.tokens.words
    before = slots.around(-1)
    starts_with_the = words[place] == "the" and slots.match.last - place > 1
    if slots.around(1) == "of" or (slots.capital(1) and slots.tokens.text[slots.tokens.starts[place]].isupper()):
        return False
    if starts_with_the or slots.has("edge"):
        return (
            slots.has("edge")
            or before in slots.lexicon.beside["placed"]
            or slots.word("season") in ("summer", "winter", "autumn")
        )
    return before in ("in", "by", "since", "until", "during", "of", "this")


def holiday(slots: Slots, ctx: Context) -> Told | None:
    """Christmas Eve, last Thanksgiving, Easter week."""
    feast = slots.lexicon.holiday.get(slots.joined("holiday"))
    if feast is None:
        return None
    year = slots.year()
    if slots.has("sy") and ctx.day:
        year = ctx.day.year + (slots.shift("sy") or 0)
    found = _feast(feast, year) if year else _nearest_feast(slots, ctx, feast)
    if found is None:
        if feast.kind != "on":
            return slots.told("DATE", "XXXX-XX-XX")
        return slots.told("DATE", day_value(None, *feast.args))
    first, last = found
    if slots.has("hw"):
        return slots.told("DATE", unit_value(first, "WE" if slots.word("hw") == "weekend" else "W"))
    return slots.told("DATE", first.isoformat(), None, (first, last, precision_of(first, last)))


def _feast(feast: Holiday, year: int) -> tuple[date, date] | None:
    """Days of a feast in a year, or None."""
    try:
        return holiday_of(feast, year)
    except (ValueError, OverflowError):
        return None


def _nearest_feast(slots: Slots, ctx: Context, feast: Holiday) -> tuple[date, date] | None:
    """The feast before or after the report's day, as the tense has it."""
    if ctx.day is None:
        year = ctx.year_of_sentence(slots)
        return _feast(feast, year) if year else None
    years = range(max(1900, ctx.day.year - 1), min(2099, ctx.day.year + 1) + 1)
    found = [days for year in years if (days := _feast(feast, year))]
    before = max((days for days in found if days[0] <= ctx.day), default=None)
    after = min((days for days in found if days[0] > ctx.day), default=None)
    if before is None or after is None:
        return before or after
    shift = slots.shift() if slots.has("shift") else None
    if shift:
        return before if shift < 0 else after
    return before if ctx.choose(slots, before[0], after[0]) == before[0] else after


def nine_eleven(slots: Slots, ctx: Context) -> Told:
    """The attacks of 11 September 2001."""
    return slots.told("DATE", "2001-09-11")


def first_units(slots: Slots, ctx: Context) -> Told | None:
    """The first two weeks of 2022, the last week of March, the third day of May: one expression with its own days."""
    unit, place = slots.unit(), slots.ordinal()
    count = slots.number("n")
    base = _base(slots, ctx)
    if place is None or unit.code in ("H", "m", "S"):
        return None
    amount = int(count) if count is not None and count >= 1 else 1
    kind_is_stretch = slots.has("n")
    if base is None:
        value = (
            f"P{amount}{unit.code}" if kind_is_stretch else {"W": "XXXX-WXX", "D": "XXXX-XX-XX"}.get(unit.code, "XXXX")
        )
        return slots.told("DURATION" if kind_is_stretch else "DATE", value)
    days = _part_of(base, unit, place, amount)
    if days is None:
        return None
    first, last = days
    if kind_is_stretch:
        return slots.told("DURATION", f"P{amount}{unit.code}", None, (first, last, precision_of(first, last)))
    middle = first + (last - first) / 2
    return slots.told("DATE", unit_value(middle, unit.code), None, (first, last, precision_of(first, last)))


def _base(slots: Slots, ctx: Context) -> tuple[date, date] | None:
    """The month, season, year or shifted unit that the counted units lie in."""
    number, year = slots.month(), slots.year()
    if number is not None:
        year = year or year_for(slots, ctx, number)
        return months_span(year, number, number) if year else None
    if slots.has("season"):
        code = slots.lexicon.season[slots.word("season")]
        year = year or ctx.season_year(slots, code, slots.shift())
        found = days_of(f"{year:04d}-{code}") if year else None
        return found[:2] if found else None
    if year is not None:
        return months_span(year, 1, 12)
    if ctx.day is None or not slots.has("u2"):
        return None
    outer = slots.unit("u2")
    moved = add_units(ctx.day, slots.shift() or 0, outer)
    found = days_of(unit_value(moved, outer.code))
    return found[:2] if found else None


def _part_of(base: tuple[date, date], unit: Unit, place: int, amount: int) -> tuple[date, date] | None:
    """Days of `amount` units at a place (1 first, -1 last) in a stretch."""
    try:
        if place == -1:
            last = base[1]
            start = add_units(last + timedelta(days=1), -amount, unit)
            return max(base[0], start), last
        start = add_units(base[0], place - 1, unit)
        end = add_units(start, amount, unit) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return (start, min(end, base[1])) if start <= base[1] else None


def weekday_of_month(slots: Slots, ctx: Context) -> Told | None:
    """The last Friday of March 2003."""
    number, weekday, place = slots.month(), slots.weekday(), slots.ordinal()
    if number is None or weekday is None or place is None:
        return None
    year = year_for(slots, ctx, number)
    if year is None:
        return slots.told("DATE", f"XXXX-{number:02d}-XX")
    try:
        return slots.told("DATE", nth_weekday(year, number, weekday, place).isoformat())
    except ValueError:
        return None


def decade(slots: Slots, ctx: Context) -> Told | None:
    """The 1990s, the eighties."""
    word = slots.word("dec").strip("'").removesuffix("s").rstrip("'")
    if slots.around(-1) in ("his", "her", "their", "my", "your"):
        return None
    if word.isdigit():
        digits = int(word)
        ten = digits // 10 if digits >= 1000 else (190 if digits >= 30 else 200) + digits // 10
    else:
        ten = 190 + slots.lexicon.decade[slots.word("dec")]
        if slots.around(-1) != "the" and not slots.has("edge"):
            return None
    return slots.told("DATE", f"{ten:03d}", slots.edge())


def century(slots: Slots, ctx: Context) -> Told | None:
    """The 19th century."""
    number = slots.ordinal()
    if number is None or not 1 <= number <= 21:
        return None
    return slots.told("DATE", f"{number - 1:02d}", slots.edge())
