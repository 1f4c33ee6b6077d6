"""How far each file has been read: what is finished is not opened again, what a stopped run left is taken up there.

Invariant: a file's reports and skipped items of its finished entries are accounted for in every run that is given it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .. import errors
from ..errors import SkipReport, Unreadable
from ..model import content_id

if TYPE_CHECKING:
    from ..sources import Input

_TRUSTED_AFTER_NS = 2_000_000_000
"""File systems keep the moment of a change to within two seconds: what changed later than that before it was opened
may have changed again."""


@dataclass(slots=True)
class Mark:
    """How far one file has been read, and what came of it so far."""

    input_id: str
    given: Input
    read_by: str
    opened_ns: int
    entries: int = 0
    reports: int = 0
    finished: bool = False
    skipped: list[SkipReport] = field(default_factory=list)


def mark_of(db: sqlite3.Connection, given: Input, read_by: str, opened_ns: int) -> Mark | None:
    """Where to begin with a file: at its start, unless it is known and unchanged; None for what is no file.

    `read_by` names the reader and the settings of intake; under others a file is read again from its start.
    """
    if given.path is None:
        return None
    mark = Mark(content_id("inp", str(given.path)), given, read_by, opened_ns)
    row = db.execute(
        "SELECT bytes, changed_ns, opened_ns, read_by, entries, reports, finished FROM input WHERE input_id = ?",
        (mark.input_id,),
    ).fetchone()
    if row is None:
        return mark
    size, changed_ns, then_ns, by, entries, reports, finished = row
    same = (size, changed_ns, by) == (given.bytes, given.changed_ns, read_by)
    if same and changed_ns + _TRUSTED_AFTER_NS < then_ns:
        mark.opened_ns, mark.entries, mark.reports, mark.finished = then_ns, entries, reports, bool(finished)
        rows = db.execute(
            "SELECT error, source, reason FROM input_skipped WHERE input_id = ? AND entry <= ? ORDER BY rowid",
            (mark.input_id, entries),
        )
        mark.skipped = [_error(name)(source, reason) for name, source, reason in rows]
    return mark


def begin(db: sqlite3.Connection, mark: Mark) -> None:
    """Forget, inside the caller's transaction, what was skipped in entries that will be read again."""
    db.execute("DELETE FROM input_skipped WHERE input_id = ? AND entry > ?", (mark.input_id, mark.entries))


def note_skipped(db: sqlite3.Connection, mark: Mark, entry: int, skipped: tuple[str, str, str], at: str) -> None:
    """Keep, inside the caller's transaction, that an item of a file was skipped: its source, error and reason."""
    db.execute("INSERT INTO input_skipped VALUES (?, ?, ?, ?, ?, ?)", (mark.input_id, entry, *skipped, at))


def save(db: sqlite3.Connection, mark: Mark, run_id: int, at: str) -> None:
    """Write, inside the caller's transaction, how far a file has been read."""
    if any(isinstance(item, Unreadable) for item in mark.skipped):
        # What was refused (no rights, a library not installed) may be let in the next time: begin at the start.
        db.execute("DELETE FROM input WHERE input_id = ?", (mark.input_id,))
        db.execute("DELETE FROM input_skipped WHERE input_id = ?", (mark.input_id,))
        return
    db.execute(
        "INSERT OR REPLACE INTO input VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            mark.input_id,
            mark.given.bytes,
            mark.given.changed_ns,
            mark.opened_ns,
            mark.read_by,
            mark.entries,
            int(mark.finished),
            mark.reports,
            run_id,
            at,
        ),
    )


def _error(name: str) -> type[SkipReport]:
    """The error that an input was skipped with."""
    found = getattr(errors, name, SkipReport)
    return found if isinstance(found, type) and issubclass(found, SkipReport) else SkipReport
