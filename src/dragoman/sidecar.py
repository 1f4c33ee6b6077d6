"""Small SQLite files beside the ledger: what was asked of feeds, which alerts are to be sent. They hold no facts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .errors import LedgerDamaged, StopRun

_WAIT_SECONDS = 30.0


def open_sidecar(path: str, tables: str, remedy: str) -> sqlite3.Connection:
    """Open a file, making it and its `tables` where there are none; for its owner only (mode 0600).

    Every statement is its own transaction. Raises LedgerDamaged, with the `remedy` that helps, and StopRun where the
    file cannot be opened: nothing is wrong with it then, and it must not be deleted.
    """
    try:
        db = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
    except sqlite3.OperationalError as error:
        raise _shut(path, error) from error
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(tables)
    except sqlite3.OperationalError as error:
        db.close()
        raise _shut(path, error) from error
    except sqlite3.DatabaseError as error:
        db.close()
        raise LedgerDamaged(f"{path} is damaged ({error}): {remedy}") from error
    Path(path).chmod(0o600)
    return db


def _shut(path: str, error: sqlite3.OperationalError) -> StopRun:
    return StopRun(f"{path} cannot be opened ({error}): check the rights of the file and its folder")
