"""What an export must remember while it streams, kept on disk: which objects it wrote, which go together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from types import TracebackType
from typing import Self


class Spill:
    """Ids that were seen, and pairs of ids, on disk: a hundred thousand incidents take no memory here."""

    def __init__(self) -> None:
        # An empty name is SQLite's temporary file, which goes away with the connection.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            """PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000;
            CREATE TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID;
            CREATE TABLE pair (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
            BEGIN"""
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def first(self, id_: str) -> bool:
        """True the first time that an id is asked about."""
        return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (id_,)).rowcount == 1

    def has(self, id_: str) -> bool:
        """True for an id that was seen."""
        return self._db.execute("SELECT 1 FROM seen WHERE id = ?", (id_,)).fetchone() is not None

    def pair(self, a: str, b: str) -> None:
        """Remember that `b` belongs to `a`."""
        self._db.execute("INSERT OR IGNORE INTO pair VALUES (?, ?)", (a, b))

    def pairs(self) -> Iterator[tuple[str, list[str]]]:
        """Every `a` with all its `b`, in order."""
        rows = self._db.execute("SELECT a, b FROM pair ORDER BY a, b")
        for a, group in groupby(rows, key=lambda row: row[0]):
            yield a, [row[1] for row in group]
