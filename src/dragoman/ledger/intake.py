"""Reading inputs into the ledger: one transaction a report, so that a killed run keeps every report it had finished."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ..errors import Malformed, NotText, SkipReport, StopRun
from ..model import Reading, Report
from . import write
from .added import Added, Progress
from .check import problems
from .moment import Clock, stamp
from .store import transaction

if TYPE_CHECKING:
    import sqlite3

_log = logging.getLogger("dragoman")


class ReportReader(Protocol):
    """What the ledger needs of a reader: its name, its version, and a reading for a report."""

    @property
    def name(self) -> str:
        """What the reader is called."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same report could be read differently."""
        ...

    def read(self, report: Report) -> Reading:
        """Read one report."""
        ...


class Intake:
    """One run of reading: its number, its sums, and what it writes."""

    def __init__(self, db: sqlite3.Connection, path: str, reader: ReportReader, clock: Clock) -> None:
        self._db, self._path, self._reader, self._clock = db, path, reader, clock
        self.added = Added()
        self._run_id = self._begin()

    def take(self, inputs: Iterable[Report | SkipReport], total: int | None, progress: Progress | None) -> None:
        """Read and record every input; each ends as recorded, unchanged, or skipped with its reason."""
        try:
            for item in inputs:
                skipped = item if isinstance(item, SkipReport) else self._take_report(item)
                if skipped:
                    self._note_skipped(skipped)
                if progress:
                    progress(self.added.read, total, item.source if isinstance(item, SkipReport) else item.external_id)
        finally:
            self._end()

    def _take_report(self, report: Report) -> SkipReport | None:
        """Record one report; what it was skipped for, or None."""
        by = (self._reader.name, self._reader.version)
        try:
            if write.known_version(self._db, report.report_id) == by:
                self.added.unchanged += 1
                return None
            reading = self._read(report)
            with transaction(self._db, self._path):
                write.record(self._db, reading, by, self._run_id, stamp(self._clock()))
        except SkipReport as skipped:
            return skipped
        except UnicodeEncodeError:
            return NotText(report.external_id, "its text holds half of a surrogate pair, which no encoding can write")
        self.added.recorded += 1
        return None

    def _read(self, report: Report) -> Reading:
        """The reading of one report, checked. A reader that fails costs this report, not the run. Raises SkipReport."""
        try:
            reading = self._reader.read(report)
        except (SkipReport, StopRun, MemoryError):
            raise
        except Exception as error:
            _log.debug("reading %s failed", report.external_id, exc_info=True)
            raise Malformed(report.external_id, f"the reader failed on it ({type(error).__name__}: {error})") from error
        if (reading.report.report_id, reading.report.text) != (report.report_id, report.text):
            raise Malformed(report.external_id, "the reading of it is not sound: it is of another text")
        reading = _with_claims(reading, self._reader)
        for problem in problems(reading):
            raise Malformed(report.external_id, f"the reading of it is not sound: {problem}")
        return reading

    def _begin(self) -> int:
        from .. import __version__

        with transaction(self._db, self._path):
            row = (__version__, self._reader.name, self._reader.version, stamp(self._clock()))
            found = self._db.execute(
                "INSERT INTO run (program_version, reader, reader_version, recorded_at) VALUES (?, ?, ?, ?)", row
            )
            return int(found.lastrowid or 0)

    def _note_skipped(self, skipped: SkipReport) -> None:
        self.added.skipped.append(skipped)
        row = (self._run_id, printable(skipped.source), type(skipped).__name__, printable(skipped.reason))
        with transaction(self._db, self._path):
            self._db.execute(
                "INSERT INTO skipped (run_id, source, error, reason, recorded_at) VALUES (?, ?, ?, ?, ?)",
                (*row, stamp(self._clock())),
            )

    def _end(self) -> None:
        """Write the sums, and settle the numbers of the versions that this run recorded."""
        added = self.added
        sums = (added.read, added.recorded, added.unchanged, len(added.skipped), stamp(self._clock()), self._run_id)
        with transaction(self._db, self._path):
            self._db.execute(
                "UPDATE run SET read = ?, recorded = ?, unchanged = ?, skipped = ?, finished_at = ? WHERE run_id = ?",
                sums,
            )
            write.settle_versions(self._db, self._run_id)


def printable(text: str) -> str:
    """A name as it can be stored and shown: bytes of a file name that are no UTF-8 become `\\udcff` and the like."""
    return text.encode("utf8", "backslashreplace").decode("utf8")


def _with_claims(reading: Reading, reader: ReportReader) -> Reading:
    """The reading with its claims, where the reader left them to be derived."""
    if reading.claims or not reading.mentions:
        return reading
    from ..reading.claims import claims_of_reading

    return replace(reading, claims=claims_of_reading(reading, reader.name, reader.version))
