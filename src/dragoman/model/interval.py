"""Time as the ledger keeps it: closed intervals of days, with an honest precision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "week", "month", "season", "year", "unknown"]
Basis = Literal["metadata", "header", "text", "inferred", "given", "unknown"]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, both days included; None where that end is open or unknown."""

    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    as_of: bool = False
    """True for the day of a report on which something stood: when it began is unknown."""

    @property
    def known(self) -> bool:
        """True when both ends are known."""
        return self.start is not None and self.end is not None

    @property
    def days(self) -> int | None:
        """Length in days, both ends counted; None when an end is unknown."""
        return (self.end - self.start).days + 1 if self.start and self.end else None

    def touches(self, other: Interval, slack_days: int = 0) -> bool | None:
        """True when the two come within `slack_days` of each other; None when either is unknown."""
        if not (self.start and self.end and other.start and other.end):
            return None
        return (other.start - self.end).days <= slack_days and (self.start - other.end).days <= slack_days


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published, how exactly that is known, and from where."""

    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    basis: Basis = "unknown"
    reason: str = ""
    """How the date was found, in words a person can check."""

    @property
    def interval(self) -> Interval:
        """The days alone."""
        return Interval(self.start, self.end, self.precision)


UNKNOWN_TIME = Interval()
UNPUBLISHED = Published()
