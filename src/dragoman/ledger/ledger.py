"""The ledger as a caller holds it: read reports in, ask for what they tell, look back in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from ..errors import LedgerBusy, StopRun
from ..model import Correction, Op, Rule, Standing
from ..settings import Settings
from . import decisions, read, views
from .added import Added, Progress
from .asking import Asked
from .crew import reading_crew
from .decide import Decider
from .filters import Filters
from .intake import Intake, ReportReader
from .laid import lay
from .migrate import check_current, migrate
from .moment import Clock, moment_of, now, stamp
from .store import MEMORY, connect, told, transaction

if TYPE_CHECKING:
    from ..changes import Change
    from .joining.stock import Stock


class Ledger(Asked):
    """One SQLite file of readings and what follows from them. Close it, or use it in a `with` block.

    Invariant: a pure function of the reports, the reader's version, the settings and the corrections recorded in it.
    """

    def __init__(self, db: sqlite3.Connection, path: str, settings: Settings, readonly: bool, clock: Clock) -> None:
        self._db, self.path, self.settings, self.readonly, self._clock = db, path, settings, readonly, clock
        self._reader: ReportReader | None = None
        # Set on a view of the past or of another rule.
        self._base: Self | None = None
        self._views: list[Self] = []
        self._until: str | None = None
        self._rule: Rule | None = None
        self._stock: Stock | None = None

    @classmethod
    def open(
        cls,
        path: str | Path = "dragoman.ledger",
        settings: Settings | None = None,
        readonly: bool = False,
        reader: ReportReader | None = None,
        clock: Clock = now,
    ) -> Self:
        """Open a ledger, making it where there is none (`:memory:` keeps it in memory).

        `reader` replaces the reader that `settings` would load; `clock` says when something is recorded.
        Raises NotFound (read-only and no file), LedgerDamaged (no ledger, or a newer one), LedgerBusy.
        """
        path = str(path)
        db = connect(path, readonly)
        try:
            if readonly:
                with told(path):
                    check_current(db, path)
            else:
                migrate(db, path, clock)
                _first_state(db, path, clock)
        except BaseException:
            db.close()
            raise
        ledger = cls(db, path, settings or Settings(), readonly, clock)
        ledger._reader = reader
        return ledger

    def close(self) -> None:
        """Close the file, and the views of the past on it. Nothing is lost: every report was written as it was read."""
        for view in self._views:
            view.close()
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading in

    def add(
        self,
        paths: Sequence[str | Path],
        progress: Progress | None = None,
        stdin: BinaryIO | None = None,
        jobs: int = 1,
    ) -> Added:
        """Read files, folders and `-` (standard input) into the ledger; what cannot be read is skipped and named.

        `jobs`: how many processes read (each takes some 300 MB); the ledger is the same for any number.
        Raises StopRun: MissingModel, LedgerBusy, a full disk.
        """
        from ..sources import inputs, sum_bytes

        self._check_writable()
        total = sum_bytes(paths) if progress else None
        with reading_crew(self._loaded_reader(), self.settings, jobs) as reader:
            intake = Intake(self._db, self.path, reader, self._clock, self.settings.limits)
            intake.take_inputs(inputs(paths, stdin), self.settings, total, progress)
        self._catch_up()
        return intake.added

    def add_reports(self, reports: Iterable[Any], progress: Progress | None = None, total: int | None = None) -> Added:
        """Read `Report`s (and count `SkipReport`s) into the ledger, then bring the views up to date."""
        self._check_writable()
        intake = Intake(self._db, self.path, self._loaded_reader(), self._clock, self.settings.limits)
        intake.take(reports, total, progress)
        self._catch_up()
        return intake.added

    def rebuild(self, rule: Rule | None = None) -> None:
        """Make incidents, disagreements and links anew from what is recorded; `rule` also sets the ledger's rule."""
        from .joining import rebuild

        self._check_writable()
        self._stock = None
        with transaction(self._db, self.path):
            rebuild(self._db, rule or self.rule, stamp(self._clock()), self.settings.knowledge)

    # Correcting

    def correct(self, op: Op, target: str, value: str | None = None, *, by: str, reason: str = "") -> Correction:
        """Record a person's decision and bring the views up to date.

        `target`: the id of an incident, mention or claim (or its beginning), or `REPORT:START-END`; for `undo` the id
        of a correction. `value`: `FIELD=VALUE` for `set`, the other target for `merge` and `keep_apart`. `reason` is
        needed but for `undo`; of a `note` it is the words. See docs/corrections.md.
        Raises NotFound (no such target), BadSettings (no sense in it), StopRun (open for reading only), LedgerBusy.
        """
        self._check_writable()
        self._catch_up()
        at = stamp(self._clock())
        decided = Decider(self._db, self.settings).decide(op, target, value, by, reason, at)
        self._record([decided], at)
        return decided

    def add_corrections(self, corrections: Iterable[Correction]) -> int:
        """Record corrections made elsewhere, and bring the views up to date; how many were new to this ledger."""
        self._check_writable()
        return self._record(corrections, stamp(self._clock()))

    def _record(self, corrections: Iterable[Correction], at: str) -> int:
        with transaction(self._db, self.path):
            new = decisions.record(self._db, corrections, at)
        self._catch_up()
        return new

    def corrections(self) -> Iterator[Correction]:
        """Every decision of a person, oldest first, in force or not."""
        return read.corrections(self._db)

    def standings(self) -> dict[str, Standing]:
        """What became of each correction, by its id: in force, superseded, undone or stale, and why."""
        self._catch_up_if_free()
        return read.standings(self._db)

    def stale_corrections(self) -> list[Correction]:
        """The corrections whose evidence is gone: kept, listed, applied to nothing, in force again when it is back."""
        standings = self.standings()
        return [one for one in self.corrections() if standings[one.correction_id].state == "stale"]

    # Looking back

    def as_of(self, moment: str | date | datetime, rule: Rule | None = None) -> Self:
        """The ledger as it was known then (a bare day: at its end, UTC), to be read only. Raises BadSettings.

        `rule` also chooses the headline values by another rule.
        """
        return self._view(moment_of(moment, self._clock()), rule or self.rule)

    def under(self, rule: Rule) -> Self:
        """The ledger with its headline values chosen by another rule, to be read only."""
        return self._view(self._until, rule)

    def _view(self, until: str | None, rule: Rule) -> Self:
        """A connection of its own to the same rows, with temporary tables laid over them."""
        base = self._base or self
        if self.path == MEMORY:
            db = sqlite3.connect(MEMORY, isolation_level=None)
            base._db.backup(db)
        else:
            db = connect(self.path, readonly=True)
        view = type(self)(db, self.path, self.settings, True, self._clock)
        view._base, view._until, view._rule = base, until, rule
        base._views.append(view)
        with told(self.path):
            lay(db, until, rule, stamp(self._clock()), self.settings.knowledge)
        return view

    def diff(
        self,
        before: str | date | datetime | Ledger,
        after: str | date | datetime | Ledger = "now",
        filters: Filters | None = None,
    ) -> tuple[Change, ...]:
        """Every change of knowledge between two moments of this ledger, or between two ledgers, with why.

        A moment is written as for `as_of`; another `Ledger` stands for all it holds. `filters` narrow it to incidents
        that pass as they were or as they are. Raises BadSettings.
        """
        from ..changes import changes_between
        from ..knowledge.kinds import load_kinds
        from .known import known_between

        chosen = filters if filters and filters.any else None
        return changes_between(
            *known_between(self, before, after),
            chosen.accepts if chosen else None,
            load_kinds(self.settings.knowledge),
        )

    # Keeping the views up to date

    def _check_writable(self) -> None:
        if self.readonly:
            raise StopRun(f"{self.path} is open for reading only: check the rights of the file and its folder")

    def _catch_up(self) -> None:
        left = views.stale(self._db)
        at = stamp(self._clock()) if left else ""
        if left and self._stock:
            from .joining import forget_new

            forget_new(self._stock)
        while left:
            from .joining import catch_up

            with transaction(self._db, self.path):
                # After a batch that failed what is kept of it in memory is not what the file holds.
                stock, self._stock = self._kept_stock(), None
                left = catch_up(stock, self.rule, at)
            self._stock = stock

    def _kept_stock(self) -> Stock:
        """What joining keeps in memory, as long as no other process writes to the file."""
        from .joining import new_stock
        from .joining.stock import version_of

        if self._stock and self._stock.version == version_of(self._db):
            return self._stock
        return new_stock(self._db, self.settings.knowledge)

    def _catch_up_if_free(self) -> None:
        """Bring up to date what a killed run left behind; while another process writes, the last views are shown."""
        if self.readonly or not views.stale(self._db):
            return
        self._db.execute("PRAGMA busy_timeout = 0")
        try:
            self._catch_up()
        except LedgerBusy:
            pass
        finally:
            self._db.execute("PRAGMA busy_timeout = 10000")

    def _loaded_reader(self) -> ReportReader:
        if self._reader is None:
            from ..reading import Reader

            self._reader = Reader.load(self.settings, by_sentence=True)
        return self._reader


def _first_state(db: sqlite3.Connection, path: str, clock: Clock) -> None:
    """Give a new ledger its one row of state."""
    if db.execute("SELECT 1 FROM state").fetchone() is None:
        with transaction(db, path):
            row = (0, 0, views.DEFAULT_RULE, stamp(clock()))
            db.execute("INSERT OR IGNORE INTO state VALUES (1, ?, ?, ?, ?)", row)
