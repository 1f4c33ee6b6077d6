"""Every error that Dragoman raises on purpose.

DragomanError
├── SkipReport            this input cannot be read; the run goes on and counts it
│   ├── EmptyReport       nothing but white space
│   ├── NotText           binary, or in an encoding that cannot be told
│   ├── TooLarge          over a cap of `settings.Limits`
│   ├── TooSlow           took longer than `Limits.report_seconds`
│   ├── OnlyLink          a feed's item that points to an article without holding it
│   ├── Unreadable        the file system refused it
│   ├── Malformed         a record, page or archive that breaks its format
│   ├── Refused           an address that must not or should not be fetched
│   └── Unreachable       a server that gave no whole answer
└── StopRun               nothing sensible can follow; the message says what to do
    ├── BadSettings       a setting, folder or knowledge file is wrong
    ├── MissingModel      the parser or the gazetteer is not installed
    ├── LedgerBusy        another process is writing to the ledger
    ├── LedgerDamaged     the file is no ledger, or of a newer schema
    ├── AlertFailed       an alert could not be handed over; it stays queued
    └── NotFound          an id, table, field or kind that does not exist
"""

from __future__ import annotations


class DragomanError(Exception):
    """Root of the tree; `str()` of it is a sentence for the user."""


class SkipReport(DragomanError):
    """One input cannot be read. `source` names it, `reason` says why."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class EmptyReport(SkipReport):
    """The input holds no text."""


class NotText(SkipReport):
    """The input is binary or its encoding cannot be told."""


class TooLarge(SkipReport):
    """The input is over one of the caps in `settings.Limits`."""


class TooSlow(SkipReport):
    """Making a report of the input took longer than the cap."""


class OnlyLink(SkipReport):
    """The input points to an article and does not hold it."""


class Unreadable(SkipReport):
    """The file system refused the input (missing, no rights, a broken link)."""


class Malformed(SkipReport):
    """The input breaks its own format (JSON, HTML, archive)."""


class Refused(SkipReport):
    """The address leads inside, is of another scheme, or its site asks not to be read."""


class Unreachable(SkipReport):
    """The server gave no answer, an error, or not the whole of it."""


class StopRun(DragomanError):
    """The run cannot go on; the message says what to do about it."""


class BadSettings(StopRun):
    """A setting, a folder or a knowledge file is wrong."""


class MissingModel(StopRun):
    """The parser model or the gazetteer is not there."""


class LedgerBusy(StopRun):
    """Another process is writing to the ledger."""


class LedgerDamaged(StopRun):
    """The file is no ledger, or was written by a newer Dragoman."""


class AlertFailed(StopRun):
    """A sink did not take an alert."""


class NotFound(StopRun):
    """No such id, table, field or kind."""
