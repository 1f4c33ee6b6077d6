"""Makers of calendar times: dates, months, years, quarters, seasons, decades, feasts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .context import Context
from .days import days_of, holiday_of, months_span, nth_weekday, unit_value
from .lexicon import Unit
from .slots import Slots, Told, precision_of

_PLACED = frozenset(
    "in since by until till from of during between through throughout over for and to before after mid early late".split()
)
_MEASURED = frozenset(
    "people troops soldiers men women dead wounded dollars euros pounds miles kilometers kilometres km feet metres meters "
    "percent tons tonnes barrels jobs votes rpm calories points square cubic hp cc kg gmt utc hours hrs".split()
)
_COUNTING = frozenset("than about nearly over least some only almost around approximately roughly $ £ € # no".split())
_TITLES = frozenset("mr mrs ms miss theresa robert brian karl dr sir lady".split())
_YEARS_AHEAD = 60
_FEW_WORDS = 3


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


def _year_for(slots: Slots, ctx: Context, month: int, dom: int | None = None) -> int | None:
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
    return slots.told("DATE", _day_value(_year_for(slots, ctx, month, dom), month, dom))


def _day_value(year: int | None, month: int, dom: int) -> str:
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
    year = _year_for(slots, ctx, month, low)
    first = _date(year, month, low) if year else None
    last = _date(year, month, high) if year else None
    if high <= low:
        last = first
    if first is None or last is None:
        return slots.told("DATE", _day_value(None, month, low)) if high > low else None
    return slots.told("DATE", f"{first}/{last}", None, (first, last, precision_of(first, last)))


def week_of(slots: Slots, ctx: Context) -> Told | None:
    """The week of March 6."""
    month, dom = slots.month(), slots.day()
    year = _year_for(slots, ctx, month, dom) if month and dom else None
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
        year = _year_for(slots, ctx, number)
    value = f"{year:04d}-{number:02d}" if year else f"XXXX-{number:02d}"
    return slots.told("DATE", value, mod)


def _is_name(slots: Slots) -> bool:
    """April Glaspie, Mrs. May, Theresa May: a month's name as a person's."""
    before = slots.around(-1)
    if before in _TITLES or (before == "." and slots.around(-2) in _TITLES):
        return True
    bare = slots.match.last - slots.match.first == 1
    word = slots.words("m")[0]
    if bare and len(word) <= _FEW_WORDS and word != "may" and slots.around(1) != "." and slots.tokens.mixed:
        # "Jan Kubis", "Dec": an abbreviation without its stop.
        return True
    return bare and slots.capital(1) and before not in _PLACED and before not in ("the", "last", "this", "next", "s")


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
    if after in _MEASURED or before in _COUNTING or (after and slots.lexicon.unit.get(after)):
        return False
    placed = before in _PLACED
    limit = (ctx.day.year if ctx.day else 2040) + _YEARS_AHEAD
    if not 1700 <= found <= limit:
        return placed and found <= limit
    plural = after.endswith("s") and len(after) > _FEW_WORDS and not slots.capital(1)
    settled = placed or before in ("the", "s", "'", "(", ",") or slots.capital(-1)
    return settled or not plural


def fiscal(slots: Slots, ctx: Context) -> Told:
    """Fiscal 2010."""
    return slots.told("DATE", f"FY{slots.year():04d}")


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
        return slots.has("edge") or before in _PLACED or slots.word("season") in ("summer", "winter", "autumn")
    return before in ("in", "by", "since", "until", "during", "of", "this")


def holiday(slots: Slots, ctx: Context) -> Told | None:
    """Christmas Eve, last Thanksgiving, Easter week."""
    feast = slots.lexicon.holiday.get(slots.joined("holiday"))
    if feast is None:
        return None
    year = slots.year()
    if slots.has("sy") and ctx.day:
        year = ctx.day.year + (slots.shift("sy") or 0)
    found = _feast(slots, ctx, feast, year) if year else _nearest_feast(slots, ctx, feast)
    if found is None:
        if feast.kind != "on":
            return slots.told("DATE", "XXXX-XX-XX")
        return slots.told("DATE", _day_value(None, *feast.args))
    first, last = found
    if slots.has("hw"):
        return slots.told("DATE", unit_value(first, "WE" if slots.word("hw") == "weekend" else "W"))
    return slots.told("DATE", first.isoformat(), None, (first, last, precision_of(first, last)))


def _feast(slots: Slots, ctx: Context, feast: object, year: int) -> tuple[date, date] | None:
    """Days of a feast in a year, or None."""
    from .lexicon import Holiday

    try:
        return holiday_of(feast, year) if isinstance(feast, Holiday) else None
    except (ValueError, OverflowError):
        return None


def _nearest_feast(slots: Slots, ctx: Context, feast: object) -> tuple[date, date] | None:
    """The feast before or after the report's day, as the tense has it."""
    if ctx.day is None:
        year = ctx.year_of_sentence(slots)
        return _feast(slots, ctx, feast, year) if year else None
    years = range(max(1900, ctx.day.year - 1), min(2099, ctx.day.year + 1) + 1)
    found = [days for year in years if (days := _feast(slots, ctx, feast, year))]
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
        value = f"P{amount}{_letter(unit)}" if kind_is_stretch else {"W": "XXXX-WXX", "D": "XXXX-XX-XX"}.get(unit.code, "XXXX")
        return slots.told("DURATION" if kind_is_stretch else "DATE", value)
    days = _part_of(base, unit, place, amount)
    if days is None:
        return None
    first, last = days
    if kind_is_stretch:
        return slots.told("DURATION", f"P{amount}{_letter(unit)}", None, (first, last, precision_of(first, last)))
    middle = first + (last - first) / 2
    return slots.told("DATE", unit_value(middle, unit.code), None, (first, last, precision_of(first, last)))


def _letter(unit: Unit) -> str:
    """TIMEX3 letter of a unit of at least a day."""
    return {"E": "E", "C": "C"}.get(unit.code, unit.code)


def _base(slots: Slots, ctx: Context) -> tuple[date, date] | None:
    """The month, season, year or shifted unit that the counted units lie in."""
    number, year = slots.month(), slots.year()
    if number is not None:
        year = year or _year_for(slots, ctx, number)
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
    from .days import add_units

    outer = slots.unit("u2")
    moved = add_units(ctx.day, slots.shift() or 0, outer)
    found = days_of(unit_value(moved, outer.code))
    return found[:2] if found else None


def _part_of(base: tuple[date, date], unit: Unit, place: int, amount: int) -> tuple[date, date] | None:
    """Days of `amount` units at a place (1 first, -1 last) in a stretch."""
    from .days import add_units

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
    year = _year_for(slots, ctx, number)
    if year is None:
        return slots.told("DATE", f"XXXX-{number:02d}-XX")
    try:
        return slots.told("DATE", nth_weekday(year, number, weekday, place).isoformat())
    except ValueError:
        return None
