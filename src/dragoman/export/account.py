"""What a format could not carry: incidents left out and things lost, each by reason, so that nothing goes silently."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

REPORT_COLUMNS = ("what", "reason", "incident_id")
"""The columns of the report that `--report` writes: one line for every incident and reason."""


class Account:
    """Counts while an export runs. `to` takes one CSV line for every incident and reason, as they come."""

    def __init__(self, to: TextIO | None = None) -> None:
        self.written = 0
        """Incidents that the output holds."""
        self.left_out: Counter[str] = Counter()
        """Reason and number of the incidents that the output lacks."""
        self.lost: Counter[str] = Counter()
        """What the output lacks or had to change of incidents that it holds, and in how many."""
        self._lines = csv.writer(to, lineterminator="\n") if to else None
        if self._lines:
            self._lines.writerow(REPORT_COLUMNS)

    def leave_out(self, incident_id: str, reason: str) -> None:
        """An incident does not stand in the output."""
        self.left_out[reason] += 1
        self._line("left out", reason, incident_id)

    def lose(self, incident_id: str, reason: str) -> None:
        """An incident stands in the output without something, or with something changed."""
        self.lost[reason] += 1
        self._line("changed", reason, incident_id)

    def _line(self, what: str, reason: str, incident_id: str) -> None:
        if self._lines:
            self._lines.writerow((what, reason, incident_id))

    def summary(self, format: str) -> Iterator[str]:
        """Lines for a person: the sums, then every reason with its count, most first."""
        missing = self.left_out.total()
        if not missing and not self.lost:
            return
        yield f"{format}: {self.written} incidents written, {missing} left out"
        for label, reasons in (("left out", self.left_out), ("changed", self.lost)):
            for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
                yield f"  {count:>6} {label}: {reason}"
