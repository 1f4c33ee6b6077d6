"""Reading inputs into the ledger: one transaction a report, so that a killed run keeps every report it had finished."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ..deadline import deadline
from ..errors import Malformed, NotText, SkipReport, StopRun
from ..model import Reading, Report
from ..settings import Limits, Settings
from . import inputs, write
from .added import Added, Progress
from .check import problems
from .crew import Crew
from .inputs import Mark
from .moment import Clock, stamp
from .store import transaction

if TYPE_CHECKING:
    import sqlite3

    from ..sources import Desk, Input
    from ..sources.files import Item

    Scouted = tuple[Input, Mark | None, list[Item] | None]

_log = logging.getLogger("dragoman")
# Files up to this size are opened ahead of their turn when several processes read.
_SMALL_BYTES = 1_000_000
_SAVE_SECONDS = 1.0
"""How often it is written down how far a file has been read: as much work may be done again after a kill."""


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

    def __init__(
        self, db: sqlite3.Connection, path: str, reader: ReportReader, clock: Clock, limits: Limits | None = None
    ) -> None:
        self._db, self._path, self._reader, self._clock = db, path, reader, clock
        self._limits = limits or Limits()
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

    def take_inputs(
        self, given: Iterable[Input], settings: Settings, total: int | None, progress: Progress | None
    ) -> None:
        """As `take`, for files and standard input: finished files are passed over, half read ones taken up again.

        `total` and what `progress` is told are bytes.
        """
        from ..sources import Desk

        desk, done = Desk(settings), 0
        read_by = f"{self._reader.name} {self._reader.version} {settings.limits} {settings.columns}"
        try:
            for one, mark, items in self._scouted(given, desk, read_by):
                if mark:
                    self.added.unchanged += mark.reports
                    self.added.skipped += mark.skipped
                if not (mark and mark.finished):
                    found = items if items is not None else one.items(desk, mark.entries if mark else 0)
                    self._take_items(one, self._ahead(found), mark, done, total, progress)
                done += one.bytes
                if progress:
                    progress(done, total, one.source)
        finally:
            self._end()

    def _take_items(
        self,
        given: Input,
        items: Iterable[Item],
        mark: Mark | None,
        done: int,
        total: int | None,
        progress: Progress | None,
    ) -> None:
        """Read one input from where `mark` says, and keep how far it went however the run ends."""
        if mark:
            with transaction(self._db, self._path):
                inputs.begin(self._db, mark)
        entry, reports, saved = mark.entries if mark else 0, 0, time.monotonic()
        try:
            for item in items:
                if item.entry != entry:
                    # The entries before this one are finished.
                    if mark:
                        mark.entries, mark.reports, reports = item.entry - 1, mark.reports + reports, 0
                        if time.monotonic() > saved + _SAVE_SECONDS:
                            self._save(mark)
                            saved = time.monotonic()
                    entry = item.entry
                skipped = item.found if isinstance(item.found, SkipReport) else self._take_report(item.found)
                if skipped:
                    self._note_skipped(skipped, mark, item.entry)
                else:
                    reports += 1
                if progress:
                    progress(done + given.position, total, given.source)
            if mark:
                mark.entries, mark.reports, mark.finished = entry, mark.reports + reports, True
        finally:
            if mark:
                self._save(mark)

    def _scouted(self, given: Iterable[Input], desk: Desk, read_by: str) -> Iterator[Scouted]:
        """Each input with how far it was read; a crew is given the reports of small ones ahead of their turn."""
        crew = self._reader if isinstance(self._reader, Crew) else None
        queue: deque[Scouted] = deque()
        for one in given:
            mark, items = inputs.mark_of(self._db, one, read_by, time.time_ns()), None
            if crew and one.bytes <= _SMALL_BYTES and not (mark and mark.finished):
                items = list(one.items(desk, mark.entries if mark else 0))
                crew.take([report for item in items if (report := self._fresh(item))])
            queue.append((one, mark, items))
            if crew is None or len(queue) > crew.most:
                yield queue.popleft()
        yield from queue

    def _ahead(self, items: Iterable[Item]) -> Iterable[Item]:
        """The items, while a crew, where there is one, reads the reports of the next ones that are new."""
        return self._reader.ahead(items, self._fresh) if isinstance(self._reader, Crew) else items

    def _fresh(self, item: Item) -> Report | None:
        """The report of an item, where it has one that was not read yet."""
        report = item.found if isinstance(item.found, Report) else None
        by = (self._reader.name, self._reader.version)
        return None if report is None or write.known_version(self._db, report.report_id) == by else report

    def _save(self, mark: Mark) -> None:
        with transaction(self._db, self._path):
            inputs.save(self._db, mark, self._run_id, stamp(self._clock()))

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
        if "unsupported_language" in report.flags:
            self.added.other_languages[report.language] += 1
        else:
            self.added.recorded += 1
        return None

    def _read(self, report: Report) -> Reading:
        """The reading of one report, checked. A reader that fails costs this report, not the run. Raises SkipReport."""
        try:
            with deadline(report.external_id, self._limits):
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

    def _note_skipped(self, skipped: SkipReport, mark: Mark | None = None, entry: int = 0) -> None:
        self.added.skipped.append(skipped)
        row, at = (printable(skipped.source), type(skipped).__name__, printable(skipped.reason)), stamp(self._clock())
        with transaction(self._db, self._path):
            self._db.execute(
                "INSERT INTO skipped (run_id, source, error, reason, recorded_at) VALUES (?, ?, ?, ?, ?)",
                (self._run_id, *row, at),
            )
            if mark:
                mark.skipped.append(skipped)
                inputs.note_skipped(self._db, mark, entry, row, at)

    def _end(self) -> None:
        """Write the sums, and settle the numbers of the versions that this run recorded."""
        added = self.added
        sums = (added.read, added.recorded, added.unchanged, len(added.skipped), added.other_languages.total())
        with transaction(self._db, self._path):
            self._db.execute(
                """UPDATE run SET read = ?, recorded = ?, unchanged = ?, skipped = ?, other_language = ?,
                finished_at = ? WHERE run_id = ?""",
                (*sums, stamp(self._clock()), self._run_id),
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
