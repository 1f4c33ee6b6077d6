"""What is to be sent and what was: a small SQLite file beside the ledger.

A change goes on it once for each alert and sink, and is struck off after the sink took it: killed in between, a run
sends at worst one alert twice and loses none.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from ..sidecar import open_sidecar

_TABLES = """
CREATE TABLE IF NOT EXISTS asked (alert TEXT PRIMARY KEY, moment TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY, alert TEXT NOT NULL, sink TEXT NOT NULL, change_id TEXT NOT NULL, record TEXT NOT NULL,
    queued_at TEXT NOT NULL, sent_at TEXT, tries INTEGER NOT NULL DEFAULT 0, said TEXT, UNIQUE (alert, sink, change_id)
);
CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (number) WHERE sent_at IS NULL;
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """One alert to one sink: the alert's name and the change, as plain data."""

    alert: str
    sink: str
    change_id: str
    record: dict[str, Any]
    queued_at: str


class Outbox:
    """The file. Every change is its own transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @classmethod
    def beside(cls, ledger: str | Path) -> Self:
        """Open `LEDGER.alerts`, making it where there is none. Raises LedgerDamaged."""
        return cls(open_sidecar(f"{ledger}.alerts", _TABLES, "delete it to begin anew from now"))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def moment(self, alert: str) -> str | None:
        """Up to which moment the ledger's changes were looked through for an alert; None for one not begun."""
        row = self._db.execute("SELECT moment FROM asked WHERE alert = ?", (alert,)).fetchone()
        return str(row[0]) if row else None

    def queue(self, alert: str, letters: Iterable[Letter], moment: str) -> int:
        """Put letters on the box and note how far was looked; how many were new."""
        before = self._db.total_changes
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.executemany(
                "INSERT OR IGNORE INTO outbox (alert, sink, change_id, record, queued_at) VALUES (?, ?, ?, ?, ?)",
                [(one.alert, one.sink, one.change_id, _dumped(one.record), one.queued_at) for one in letters],
            )
            new = self._db.total_changes - before
            self._db.execute("INSERT OR REPLACE INTO asked VALUES (?, ?)", (alert, moment))
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        return new

    def waiting(self) -> list[tuple[int, Letter]]:
        """Letters not yet sent, oldest first, each with its number."""
        rows = self._db.execute(
            "SELECT number, alert, sink, change_id, record, queued_at FROM outbox WHERE sent_at IS NULL ORDER BY number"
        )
        return [(number, Letter(a, s, c, json.loads(record), at)) for number, a, s, c, record, at in rows]

    def sent(self, numbers: Iterable[int], at: str) -> None:
        """Strike letters off."""
        self._db.executemany("UPDATE outbox SET sent_at = ?, said = NULL WHERE number = ?", [(at, n) for n in numbers])

    def failed(self, numbers: Iterable[int], said: str) -> None:
        """Note why letters could not be sent; they stay on the box."""
        rows = [(said, n) for n in numbers]
        self._db.executemany("UPDATE outbox SET tries = tries + 1, said = ? WHERE number = ?", rows)


def _dumped(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)
