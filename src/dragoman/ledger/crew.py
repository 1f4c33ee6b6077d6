"""Several processes that read: reports are handed out ahead, and their readings come back in the order given.

Reading is a pure function of one report, so that it makes no difference to the ledger who reads what.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from .. import errors
from ..deadline import deadline
from ..errors import SkipReport, StopRun
from ..model import Reading, Report
from ..settings import Settings

if TYPE_CHECKING:
    from ..reading import Reader
    from .intake import ReportReader

Item = TypeVar("Item")
Alone = TypeVar("Alone", bound="ReportReader")
Failure = tuple[str, str, str]
"""What went wrong in a worker: the error's type, what it is about (of a skipped report), and its words."""

# Reports handed out for each process: enough that none waits, few enough that memory stays flat.
_AHEAD = 4
_worker: list[tuple[Reader, Settings]] = []
"""What a worker process reads with; empty in the process that hands out."""


class Crew:
    """A reader that has others read. Use it in a `with` block; `read` gives what was handed out, or reads itself."""

    def __init__(self, reader: ReportReader, settings: Settings, jobs: int) -> None:
        self._reader = reader
        self.most = jobs * _AHEAD
        """How many items are handed out ahead."""
        self._waiting: dict[str, Future[Reading | Failure]] = {}
        # A fresh process knows nothing of this one's connections and threads.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(settings,))

    @property
    def name(self) -> str:
        """What the reader is called."""
        return self._reader.name

    @property
    def version(self) -> str:
        """The version of the reader, the same in every process."""
        return self._reader.version

    def ahead(self, items: Iterable[Item], report_of: Callable[[Item], Report | None]) -> Iterator[Item]:
        """The items in their order, while reports of the next ones are read. `report_of`: what to read, if anything."""
        queue: deque[Item] = deque()
        for item in items:
            report = report_of(item)
            self.take([report] if report else [])
            queue.append(item)
            if len(queue) > self.most:
                yield queue.popleft()
        yield from queue

    def take(self, reports: Iterable[Report]) -> None:
        """Hand out reports that will be asked for; one that is handed out already is not read twice."""
        for report in reports:
            if report.report_id not in self._waiting:
                self._waiting[report.report_id] = self._pool.submit(_read, report)

    def read(self, report: Report) -> Reading:
        """The reading of a report. Raises StopRun when a process was ended from outside."""
        waiting = self._waiting.pop(report.report_id, None)
        if waiting is None:
            return self._reader.read(report)
        try:
            found = waiting.result()
        except BrokenProcessPool as error:
            raise StopRun(
                "a reading process was ended (out of memory?): go on with the same command and fewer --jobs"
            ) from error
        if isinstance(found, tuple):
            raise _failure(found)
        return found

    def processes(self) -> list[int]:
        """The process numbers of those who read."""
        return [process.pid for process in multiprocessing.active_children() if process.pid]

    def close(self, at_once: bool = False) -> None:
        """Let the processes go; what was handed out and not asked for is dropped.

        `at_once` ends them in the middle of a report: they hold nothing but what they read.
        """
        if at_once:
            for process in self.processes():
                # One that has ended by itself is gone.
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGTERM)
        self._pool.shutdown(wait=at_once, cancel_futures=True)
        # What it holds of the system is given back when nobody holds it.
        del self._pool


@contextmanager
def reading_crew(reader: Alone, settings: Settings, jobs: int) -> Iterator[Alone | Crew]:
    """A crew of `jobs` processes, or for one job the reader itself."""
    if jobs < 2:
        yield reader
        return
    crew = Crew(reader, settings, jobs)
    try:
        yield crew
    except BaseException:
        crew.close(at_once=True)
        raise
    crew.close()


def _begin(settings: Settings) -> None:
    """Make a worker ready. Ctrl-C is for the process that hands out, which then lets its workers go."""
    from ..reading import Reader

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker.append((Reader.load(settings, by_sentence=True), settings))


def _read(report: Report) -> Reading | Failure:
    """Read in a worker. Errors go back in words: not every one can be sent between processes."""
    reader, settings = _worker[0]
    try:
        with deadline(report.external_id, settings.limits):
            return reader.read(report)
    except SkipReport as skipped:
        return type(skipped).__name__, skipped.source, skipped.reason
    except Exception as error:
        return type(error).__name__, "", str(error)


class _Elsewhere(Exception):
    """An error that came up in a worker: its type and its words."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(f"{kind}: {words}")


def _failure(found: Failure) -> Exception:
    """An error of a worker as one of the same name, so that the run says of it what it would say of its own."""
    kind, source, words = found
    skipped = getattr(errors, kind, None)
    if isinstance(skipped, type) and issubclass(skipped, SkipReport):
        return skipped(source, words)
    return _Elsewhere(kind, words)
