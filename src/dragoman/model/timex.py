"""Time expressions of a report, as TimeML's TIMEX3 has them, with the days they can mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .interval import Precision

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression. `value` is a TIMEX3 value; `first` and `last` are the days it can mean, else None."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    precision: Precision = "unknown"
    mod: str | None = None
    """TIMEX3 modifier: APPROX, BEFORE, AFTER, START, MID, END, ..."""


@dataclass(frozen=True, slots=True)
class MentionTime:
    """The time of one event: the words that give it, their value and the days."""

    start: int | None
    end: int | None
    text: str | None
    value: str | None
    first: date | None = None
    last: date | None = None
    precision: Precision = "unknown"

    @property
    def as_of(self) -> bool:
        """True where no words tell it: the event stood so on the day of the report, and when it began is unknown."""
        return self.value == "PRESENT_REF" and self.start is None
