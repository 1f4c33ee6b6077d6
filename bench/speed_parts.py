"""What each part of a reading costs, in processor time, and what ledger, reconcile and brief cost after it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dragoman.brief import outline, render
from dragoman.ledger import Ledger
from dragoman.model import Reading, Report
from dragoman.reading import Reader

AFTER = ("ledger", "reconcile", "brief")
"""What comes after the reading."""
_PARTS = {
    "case": "case repair",
    "parser": "parse",
    "times": "times and the report's own date",
    "places": "places",
    "actors": "actors",
    "statements": "statements",
    "events": "events, status, counts, identity",
    "linker": "linking",
    "relations": "relations",
}
_REST = "sentences, told links and tolls, claims, the rest"


class Timed:
    """Stands in for a part of the reader and adds up the processor time of its methods."""

    def __init__(self, part: Any, name: str, spent: dict[str, float]) -> None:
        self._part, self._name, self._spent = part, name, spent

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        return self._clocked(found) if callable(found) else found

    def _clocked(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return method(*args, **named)
            finally:
                self._spent[self._name] = self._spent.get(self._name, 0.0) + time.process_time() - began

        return run


@dataclass(slots=True)
class Read:
    """A reader that gives readings made before: what is left is what the ledger costs."""

    readings: dict[str, Reading]
    name: str
    version: str

    def read(self, report: Report) -> Reading:
        """The reading of a report."""
        return self.readings[report.report_id]


def parts(reports: Sequence[Report], reader: Reader, rounds: int) -> dict[str, float]:
    """Processor seconds of each part of the reading of all reports, over `rounds` of them; then of what comes after."""
    spent: dict[str, float] = {}
    timed = replace(reader, **{name: Timed(getattr(reader, name), name, spent) for name in _PARTS})
    began = time.process_time()
    for _ in range(rounds):
        done = {reading.report.report_id: reading for reading in map(timed.read, reports)}
    whole = time.process_time() - began
    found = {shown: spent.get(name, 0.0) / rounds for name, shown in _PARTS.items()}
    found[_REST] = (whole - sum(spent.values())) / rounds
    return found | _after(reports, Read(done, reader.name, reader.version))


def _after(reports: Sequence[Report], reader: Read) -> dict[str, float]:
    """Processor seconds of storing, reconciling and the brief."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "speed.ledger", reader=reader) as ledger:
        began = time.process_time()
        ledger.add_reports(reports)
        added = time.process_time()
        ledger.rebuild()
        rebuilt = time.process_time()
        render(outline(ledger), "text")
        told = time.process_time()
    reconcile = rebuilt - added
    return {"ledger": max(0.0, added - began - reconcile), "reconcile": reconcile, "brief": told - rebuilt}
