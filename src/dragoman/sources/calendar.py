"""Dates as a line at the head of a report writes them, in the languages that reports are translated from.

Only what is a date and nothing else counts: a day inside running text is never the report's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from .names import named

# What parts the pieces of a line: signs, and a point that ends no number ("7. Mai") but may end a year.
_PARTED = re.compile(r"\s*[|•·()\[\]]\s*|\s+[—–-]\s+|\s*/\s+|(?:(?<!\d)|(?<=\d{4}))\.\s+")
_CLOCK = r"(?:,?\s*[^\W\d_]{0,3}\s*\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?(?:\s*[^\W\d_]{1,5}\.?){0,3}(?:\s*[+-]\d{1,4})?)?"
_NUMBERS = re.compile(
    r"(?P<d>\d{1,2})(?P<sign>[.-])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4})"
    r"|(?P<y5>\d{4})年(?P<m5>\d{1,2})月(?P<d5>\d{1,2})日"
    r"|(?P<y2>\d{4})(?P<sign2>[./-])(?P<m2>\d{1,2})(?P=sign2)(?P<d2>\d{1,2})"
    r"|(?P<d3>1[3-9]|2\d|3[01])/(?P<m3>\d{1,2})/(?P<y3>\d{4})"
    r"|(?P<m4>\d{1,2})/(?P<d4>1[3-9]|2\d|3[01])/(?P<y4>\d{4})"
)
# The date and time of a cable: day, hour and minute with the letter of its zone, month, year.
_GROUP = re.compile(r"\b(?P<d>\d{2})(?:[01]\d|2[0-3])[0-5]\d[A-Z]\s*(?P<m>[A-Z]{3})\s*(?P<y>\d{4}|\d{2})\b")
_CENTURY, _PIVOT_YEAR = 2000, 40
_SOLAR = 100
"""Added to the number of a month of the Solar Hijri year."""
_LUNAR = 200
"""The same for the Hijri year of twelve moons."""
_BUDDHIST = 543
"""Years by which Thailand's calendar is ahead."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Months and the words around dates, in the languages that are known (data: sources/calendar.toml)."""

    months: Mapping[str, int]
    """Number of a month by its folded name."""
    written: re.Pattern[str]
    """A date and all that may belong to it."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Calendar:
        """The shipped names with a user's own added. Raises BadSettings when a file is broken."""
        names = named("sources/calendar.toml", folders)
        months = {_folded(name): number for number in range(1, 13) for name in names[str(number)]}
        months |= {_folded(name): _SOLAR + number for number in range(1, 13) for name in names[f"solar-{number}"]}
        months |= {_folded(name): _LUNAR + number for number in range(1, 13) for name in names[f"lunar-{number}"]}
        return cls(months, _written(months, names))

    def day_of_line(self, line: str) -> date | None:
        """The one date that stands by itself in a line, between its signs or after its last comma; else None."""
        group = _GROUP.search(line)
        if group:
            return _day(group["d"], self.months.get(group["m"].lower(), 0), group["y"])
        return next(filter(None, map(self.day_of_words, _pieces(line))), None)

    def day_of_words(self, words: str) -> date | None:
        """The calendar date that some words are, with its weekday and clock time or not; None for anything more."""
        found = self.written.fullmatch(_folded(words))
        if found is None:
            return None
        if found["month"]:
            return _day(found["day"], self.months[found["month"]], found["year"])
        if found["month_middle"]:
            return _day(found["day_last"], self.months[found["month_middle"]], found["year_first"])
        if found["month_first"]:
            return _day(found["day_after"], self.months[found["month_first"]], found["year_after"])
        numbers = _NUMBERS.fullmatch(found["numbers"])
        if numbers is None:
            return _by_weekday(words, found["numbers"])
        day, month_number, year = (
            next(filter(None, (numbers[k + n] for n in ("", "2", "3", "4", "5")))) for k in "dmy"
        )
        return _day(day, int(month_number), year)


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    """The shipped names alone, read once: for a caller that has no folders of its own."""
    return Calendar.load()


def _by_weekday(words: str, numbers: str) -> date | None:
    """Day and month of "Thursday 09/05/2024" in the one order in which that weekday fits."""
    parts = _STROKES.fullmatch(numbers)
    name = _WEEKDAY.search(words)
    if parts is None or name is None:
        return None
    both = (_day(parts[1], int(parts[2]), parts[3]), _day(parts[2], int(parts[1]), parts[3]))
    number = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name[1].lower())
    fitting = {day for day in both if day is not None and day.weekday() == number}
    return fitting.pop() if len(fitting) == 1 else None


_STROKES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)


def _pieces(line: str) -> Iterator[str]:
    """Parts of a line, and what is left of each after each of its commas."""
    for part in _PARTED.split(line):
        while part:
            yield part
            part = part.partition(",")[2].strip()


def _day(day: str, month: int, year: str) -> date | None:
    """A calendar date of parts as written; None where there is no such day, or none of a report."""
    full = int(year)
    if month > _LUNAR:
        return lunar_day(full, month - _LUNAR, int(day))
    if month > _SOLAR:
        return solar_day(full, month - _SOLAR, int(day))
    if len(year) == 2:
        full += _CENTURY if full <= _PIVOT_YEAR else _CENTURY - 100
    full -= _BUDDHIST if _BUDDHIST + 1900 <= full <= _BUDDHIST + 2100 else 0
    try:
        return date(full, month, int(day)) if 1900 <= full <= 2100 else None
    except ValueError:
        return None


def solar_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a Solar Hijri one of 1300 to 1500; None where there is no such day.

    Method: six months of 31 days and five of 30 from Nowruz; leap years by the 33-year cycle, right from 1244 to 1531.
    """
    if not (1300 <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    if (month, day) == (12, 30) and year % 33 not in _LEAP:
        return None
    leaps = sum(each % 33 in _LEAP for each in range(_NEW_YEAR.year - 621, year))
    first = _NEW_YEAR.toordinal() + 365 * (year - (_NEW_YEAR.year - 621)) + leaps
    return date.fromordinal(first + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a Hijri one of 1300 to 1500, right to a day or two: months begin where the moon is seen.

    Method: the tabular calendar, months of 30 and 29 days in turn and eleven leap years in thirty.
    """
    if not (1300 <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    leaps = (3 + 11 * year) // 30
    return date.fromordinal(_HIJRA + day + 29 * (month - 1) + month // 2 + 354 * (year - 1) + leaps)


_HIJRA = 227014
"""The day before 1 Muharram 1, as a proleptic Gregorian ordinal."""
_NEW_YEAR = date(1921, 3, 21)
"""1 Farvardin 1300."""
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def _folded(words: str) -> str:
    """Words in small letters without the marks over them; Turkish letters without a point count as those with one."""
    plain = unicodedata.normalize("NFKD", words.replace("ı", "i").replace("İ", "i"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold().strip(" .,")


def _written(months: Iterable[str], names: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """The pattern of a date and all that may belong to it."""
    month = _any(months)
    between = rf"(?:[\s.,'’-]+(?:{_any(map(_folded, names['between']))})(?![^\W_]))?[\s.,'’/-]*"
    weekday = rf"(?:{_any(map(_folded, names['weekday']))})"
    before = rf"(?:(?:{_any(map(_folded, names['before']))})[\s:]+){{0,3}}(?:{weekday}[\s,.]+)?"
    before += rf"(?:(?:{_any(map(_folded, names['before']))})\s+)?"
    after = rf"(?:[\s,]+(?:{_any(map(_folded, names['after']))})(?![^\W_])\.?)?"
    ordinal = r"(?:st|nd|rd|th|er|e|o|a|-го|-е)?"
    written = (
        rf"(?P<day>\d{{1,2}}){ordinal}{between}(?P<month>{month})(?:\s*/\s*(?:{month}))?(?![^\W\d_]){between}(?P<year>\d{{4}})"
        rf"|(?P<month_first>{month})\.?\s+(?P<day_after>\d{{1,2}}){ordinal}[\s,.]+(?P<year_after>\d{{4}})"
        rf"|(?P<year_first>\d{{4}})[\s,.]+(?P<month_middle>{month})[\s,.]+(?P<day_last>\d{{1,2}}){ordinal}"
        rf"|(?P<numbers>\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)"
    )
    return re.compile(rf"{before}(?:{written}){after}(?:[\s,]+{weekday})?{_CLOCK}")


def _any(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
