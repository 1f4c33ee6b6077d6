"""Ledgers at hand: the present one for every worker, one that may write, and a few views of the past.

Invariant: a SQLite connection is used by the thread that opened it. Reading never waits for writing (write-ahead log).
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from ..ledger import Ledger
from ..settings import Settings
from .question import Look

_T = TypeVar("_T")
# Readers of the present at one time; SQLite reads in parallel, Python mostly does not.
_READERS = 4
# Views of the past or under another rule that are kept; each holds its own tables in memory.
_MOST_VIEWS = 3


class Looks:
    """Runs work on the ledger that a visitor looks at. Close it, or its threads stay."""

    def __init__(self, path: Path, settings: Settings, review: bool) -> None:
        self._path, self._settings = path, settings
        self._local = threading.local()
        self._readers = ThreadPoolExecutor(_READERS, "desk-read")
        self._writer = ThreadPoolExecutor(1, "desk-write") if review else None
        self._views: OrderedDict[tuple[Look, int], _View] = OrderedDict()

    async def read(self, look: Look, work: Callable[[Ledger], _T]) -> _T:
        """What `work` makes of the ledger as it is looked at; errors are those of `Ledger.open` and of `work`."""
        loop = asyncio.get_running_loop()
        if look == (None, None):
            return await loop.run_in_executor(self._readers, lambda: work(self._present()))
        # A view is of one state of the ledger: once something was recorded, it is laid anew.
        changes, last = await loop.run_in_executor(self._readers, lambda: state_at(self._present(), look[0]))
        view = self._view((last, look[1]), changes)
        return await loop.run_in_executor(view.thread, lambda: work(view.ledger()))

    async def write(self, work: Callable[[Ledger], _T]) -> _T:
        """What `work` makes of the ledger opened for writing, one work after the other."""
        if self._writer is None:
            raise PermissionError("the desk is open for reading only")
        return await asyncio.get_running_loop().run_in_executor(self._writer, lambda: work(self._writable()))

    def close(self) -> None:
        """Wait for running work, then close every connection: the file then holds all that was decided, without a log.

        Whoever copies the file alone must not lose the last decisions, so the one that may write is closed last.
        """
        for view in self._views.values():
            view.close()
            view.thread.shutdown(wait=True)
        # A connection is closed by its own thread: none takes a second of these before all have one.
        everyone = threading.Barrier(_READERS)
        for _ in range(_READERS):
            self._readers.submit(self._shut_reader, everyone)
        self._readers.shutdown(wait=True)
        if self._writer:
            self._writer.submit(lambda: self._writable().close()).result()
            self._writer.shutdown(wait=True)

    def _shut_reader(self, everyone: threading.Barrier) -> None:
        everyone.wait()
        if found := getattr(self._local, "reader", None):
            found.close()

    def _present(self) -> Ledger:
        """This thread's own ledger, open for reading only."""
        return self._of_thread("reader", True)

    def _writable(self) -> Ledger:
        return self._of_thread("writer", False)

    def _of_thread(self, name: str, readonly: bool) -> Ledger:
        found: Ledger | None = getattr(self._local, name, None)
        if found is None:
            found = Ledger.open(self._path, self._settings, readonly=readonly)
            setattr(self._local, name, found)
        return found

    def _view(self, look: Look, changes: int) -> _View:
        key = (look, changes)
        if key not in self._views:
            self._views[key] = _View(self._path, self._settings, look)
            while len(self._views) > _MOST_VIEWS:
                _, oldest = self._views.popitem(last=False)
                oldest.close()
        self._views.move_to_end(key)
        return self._views[key]


class _View:
    """The ledger as known at a moment, or under a rule, on a thread of its own."""

    def __init__(self, path: Path, settings: Settings, look: Look) -> None:
        self.thread = ThreadPoolExecutor(1, "desk-view")
        self._path, self._settings, self._look = path, settings, look
        self._ledger: Ledger | None = None
        self._base: Ledger | None = None

    def ledger(self) -> Ledger:
        """The view, laid when it is first asked for."""
        if self._ledger is None:
            moment, rule = self._look
            self._base = Ledger.open(self._path, self._settings, readonly=True)
            if moment:
                self._ledger = self._base.as_of(moment, rule)
            else:
                self._ledger = self._base.under(rule) if rule else self._base
        return self._ledger

    def close(self) -> None:
        """Close once the work that is running is done."""

        def shut() -> None:
            if self._base:
                self._base.close()

        self.thread.submit(shut)
        self.thread.shutdown(wait=False)


# Everything that tells one moment of the ledger from another.
_RECORDED = (("report", "recorded_at"), ("reading", "recorded_at"), ("correction", "recorded_at"),
             ("replaced_reading", "replaced_at"))  # fmt: skip


def state_at(ledger: Ledger, moment: str | None) -> tuple[int, str | None]:
    """A number that grows whenever something is recorded, and when that last happened up to a moment.

    What was known at two moments is the same where nothing was recorded between them: `24h` ago is laid once, and not
    again for each page that asks for it a little later.
    """
    changes = int(next(ledger.rows("SELECT changes FROM state"), {"changes": 0})["changes"])
    if moment is None:
        return changes, None
    latest = (
        next(ledger.rows(f"SELECT max({column}) AS at FROM {table} WHERE {column} <= ?", (moment,)))["at"]
        for table, column in _RECORDED
    )
    return changes, max((at for at in latest if at), default=moment)
