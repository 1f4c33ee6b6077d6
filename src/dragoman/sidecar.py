"""Small SQLite files beside the ledger: what was asked of feeds, which alerts are to be sent. They hold no facts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .errors import LedgerDamaged

_WAIT_SECONDS = 30.0


def open_sidecar(path: str, tables: str, remedy: str) -> sqlite3.Connection:
    """Open a file, making it and its `tables` where there are none; for its owner only (mode 0600).

    Every statement is its own transaction. Raises LedgerDamaged, with the `remedy` that helps.
    """
    db = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(tables)
    except sqlite3.DatabaseError as error:
        db.close()
        raise LedgerDamaged(f"{path} is damaged ({error}): {remedy}") from error
    Path(path).chmod(0o600)
    return db
