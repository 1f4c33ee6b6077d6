"""The SQLite file: opening, its settings, transactions, and what its errors mean to a user.

Invariant: whatever kills the process, the file holds whole transactions only (WAL), and opening it again goes on.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from ..errors import LedgerBusy, LedgerDamaged, NotFound, StopRun

APPLICATION_ID = 0x44524147
"""`DRAG` in ASCII: how `file` and SQLite's own tools tell a Dragoman ledger."""

BUSY_SECONDS = 10.0
"""How long a second writer waits for the first."""

MEMORY = ":memory:"
_MAGIC = b"SQLite format 3\x00"


def connect(path: str, readonly: bool = False, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the file at `path` (or `:memory:`); a new one is private to its owner. Migrating it is the next step.

    Raises NotFound (no such file or folder), LedgerDamaged (no ledger), LedgerBusy.
    """
    if path != MEMORY:
        _check_file(Path(path), readonly)
    with told(path):
        db = _open(path, readonly, busy_seconds)
        _check_application(db, path)
        db.execute("PRAGMA foreign_keys = ON")
        # Large exports and views of the past are sorted and laid out on disk, never in memory.
        db.execute("PRAGMA temp_store = FILE")
        if not readonly:
            # Joining looks up and enters rows in many places: 128 MiB of the file are kept at hand (SQLite keeps 2).
            db.execute("PRAGMA cache_size = -131072")
            # A lost last transaction after a power cut is read again by the next run; a torn file never happens in WAL.
            db.execute("PRAGMA synchronous = NORMAL")
    return db


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turn what SQLite raises into an error that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise LedgerDamaged(
            f"{path} is damaged ({error}): save what is left with `sqlite3 {path} .recover`, or read the reports again"
        ) from error


@contextmanager
def transaction(db: sqlite3.Connection, path: str) -> Iterator[None]:
    """One write transaction: all of it, or nothing. Raises LedgerBusy when another writer holds the file too long."""
    with told(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def use_wal(db: sqlite3.Connection, path: str) -> None:
    """Write-ahead log: readers never wait. The mode is kept in the file, so this is done once."""
    if path != MEMORY and db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        db.execute("PRAGMA journal_mode = WAL")


def _operational(path: str, error: sqlite3.OperationalError) -> StopRun:
    words = str(error)
    if "locked" in words or "busy" in words:
        return LedgerBusy(f"another process is writing to {path}: wait for it to end, then run this again")
    if "full" in words:
        return StopRun(f"the disk that holds {path} is full: make room and run this again; what was recorded is kept")
    if "disk I/O" in words:
        return StopRun(
            f"{path} cannot be read or written ({words}): see that its disk has room and is sound, then run this again;"
            " what was recorded is kept"
        )
    if "readonly" in words or "unable to open" in words:
        return StopRun(f"{path} cannot be opened for this ({words}): check the rights of the file and its folder")
    return LedgerDamaged(f"{path}: {words}: run `dragoman doctor --ledger {path}`")


def _check_file(path: Path, readonly: bool) -> None:
    """Create a private file where there is none; refuse a folder and what is no SQLite file."""
    if path.is_dir():
        raise LedgerDamaged(f"{path} is a folder, not a ledger: name a file with --ledger")
    if not path.exists():
        _create(path, readonly)
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise StopRun(f"{path} cannot be read: {error.strerror}") from error
    if head and head != _MAGIC:
        raise LedgerDamaged(f"{path} is not a Dragoman ledger: name another file with --ledger")


def _create(path: Path, readonly: bool) -> None:
    if readonly:
        raise NotFound(f"there is no ledger at {path}: make one with `dragoman read PATH… --ledger {path}`")
    if not path.parent.is_dir():
        raise NotFound(f"there is no folder {path.parent}: make it first, or name another file with --ledger")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return  # Another process made it just now; its mode is the same.
    except OSError as error:
        raise StopRun(f"{path} cannot be made: {error.strerror}") from error


def _open(path: str, readonly: bool, busy_seconds: float) -> sqlite3.Connection:
    if path == MEMORY:
        return sqlite3.connect(path, isolation_level=None)
    uri = f"file:{quote(str(Path(path).absolute()))}"
    if not readonly:
        return sqlite3.connect(f"{uri}?mode=rw", uri=True, isolation_level=None, timeout=busy_seconds)
    db = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, timeout=busy_seconds)
    try:
        db.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        # A folder without write rights (an archive, a read-only disk): no log can be made there, nor can one be in use.
        log = Path(f"{path}-wal")
        if log.exists() and log.stat().st_size:
            raise
        db.close()
        db = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None)
    return db


def _check_application(db: sqlite3.Connection, path: str) -> None:
    """Refuse the SQLite file of another program."""
    try:
        found = db.execute("PRAGMA application_id").fetchone()[0]
        empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError:
        db.close()
        raise
    if found != APPLICATION_ID and not (empty and found == 0):
        db.close()
        raise LedgerDamaged(f"{path} is another program's SQLite file, not a ledger: name another file with --ledger")
