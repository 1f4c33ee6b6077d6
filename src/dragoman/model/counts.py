"""Counted people: a range whose ends may be open, with the words it was read from. Unknown is None, never 0."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many: `low`, `best` and `high`, each None where the text does not say; the span is the number's own."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None

    @property
    def known(self) -> bool:
        """True when at least one end is known."""
        return self.low is not None or self.best is not None or self.high is not None
