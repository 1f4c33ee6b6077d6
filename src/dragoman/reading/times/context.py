"""What a time expression is counted from: the report's day, the tense around it, the times told before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from .days import SEASON_MONTHS, add_months
from .slots import Slots, Told
from .tense import Tense

# A past reading this old gives way to a near future one: a writer would have named the year.
_STALE_DAYS, _NEAR_DAYS = 290, 62


@dataclass(slots=True)
class Context:
    """One pass over a text, counted from `day` (None when the report's day is unknown)."""

    day: date | None
    tense_of: Callable[[int, int], Tense | None]
    sentence_of: Callable[[int], int]
    """Number of the sentence that a token stands in."""
    last_day: date | None = None
    """The last single day told."""
    last: Told | None = None
    """The last time told that has days, of any length."""
    told: list[Told] = field(default_factory=list)
    wide: bool = False
    """True when `day` is one of many that the report can be of: then nearness to it says nothing."""

    def remember(self, told: Told) -> None:
        """Keep a time as what later ones can be counted from."""
        self.told.append(told)
        if told.type in ("DURATION", "SET") or told.value.endswith("_REF"):
            return
        days = told.span_of_days()
        if days is None:
            return
        self.last = told
        if days[0] == days[1]:
            self.last_day = days[0]

    def tense(self, slots: Slots) -> Tense | None:
        """Tense around a match."""
        return self.tense_of(slots.match.first, slots.match.last)

    def last_days(self) -> tuple[date, date] | None:
        """Days of the last time told."""
        days = self.last.span_of_days() if self.last else None
        return days[:2] if days else None

    def year_of_sentence(self, slots: Slots) -> int | None:
        """The year of a time told before in the same sentence, for reports without a date."""
        found = self.last_days()
        if found is None or self.last is None or found[0].year != found[1].year:
            return None
        same = self.sentence_of(self.last.first) == self.sentence_of(slots.match.first)
        return found[0].year if same else None

    def choose(self, slots: Slots, before: date, after: date) -> date:
        """Of two readings around the report's day, the one that tense, then nearness, prefers."""
        day = self.day or before
        back, ahead = (day - before).days, (after - day).days
        tense = self.tense(slots)
        if tense == "future":
            return before if back == 0 or (ahead > _STALE_DAYS and back < _NEAR_DAYS) else after
        if tense == "past":
            return after if not self.wide and back > _STALE_DAYS and ahead < _NEAR_DAYS else before
        return before if back <= 2 * ahead else after

    def year_for_month(self, slots: Slots, month: int) -> int | None:
        """The year of a month that stands without one."""
        if self.day is None:
            return self.year_of_sentence(slots)
        here = self.day.replace(day=1)
        if month == here.month:
            return here.year
        before = add_months(here, -((here.month - month) % 12))
        return self.choose(slots, before, add_months(before, 12)).year

    def year_for_date(self, slots: Slots, month: int, dom: int) -> int | None:
        """The year of a day and month that stand without one."""
        if self.day is None:
            return self.year_of_sentence(slots)
        found = [day for year in range(self.day.year - 4, self.day.year + 5) if (day := _day(year, month, dom))]
        before = max((day for day in found if day <= self.day), default=None)
        after = min((day for day in found if day > self.day), default=None)
        if before is None or after is None:
            return None
        return self.choose(slots, before, after).year

    def weekday(self, slots: Slots, number: int) -> date | None:
        """The day that a bare weekday means: ahead when the verb points ahead, else the latest one."""
        if self.day is None:
            return None
        before = self.day - timedelta(days=(self.day.isoweekday() - number) % 7)
        if before != self.day and self.tense(slots) == "future":
            return before + timedelta(days=7)
        return before

    def season_year(self, slots: Slots, code: str, shift: int | None) -> int | None:
        """The year of a season that stands without one; a winter is named by the year it begins in."""
        if self.day is None:
            return self.year_of_sentence(slots)
        low, high = SEASON_MONTHS[code]
        month = self.day.month
        begun = self.day.year if month >= low else self.day.year - 1
        running = (month - low) % 12 <= (high - low) % 12
        if shift == -1:
            return begun - 1 if running else begun
        if shift == 1:
            return begun + 1
        if running:
            return begun
        start = date(begun, low, 1)
        if shift == 0:
            # "this summer" said in May looks ahead, said in October back.
            return begun if self.tense(slots) == "past" and month > high else self.day.year
        return self.choose(slots, start, start.replace(year=begun + 1)).year


def _day(year: int, month: int, dom: int) -> date | None:
    """A date, or None when there is no such day."""
    try:
        return date(year, month, dom)
    except ValueError:
        return None
