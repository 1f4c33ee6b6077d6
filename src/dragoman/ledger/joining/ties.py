"""The pairs of units that join, as they are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from .stock import Stock

Tie = tuple[int, int]
"""Two units that join, by number, the smaller first."""


class Ties:
    """The table `unit_tie`."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._db: sqlite3.Connection = stock.db

    def of(self, number: int) -> list[Tie]:
        """The pairs that a unit is one of."""
        return self._db.execute("SELECT a, b FROM unit_tie WHERE a = :me OR b = :me", {"me": number}).fetchall()

    def neighbours(self, number: int) -> set[int]:
        """The units that a unit joins."""
        return {one for tie in self.of(number) for one in tie if one != number}

    def tie(self, pair: Tie, score: float, copies: bool) -> None:
        """Two units join, with this score; `copies` where they have the same words."""
        self._db.execute("INSERT OR REPLACE INTO unit_tie VALUES (?, ?, ?, ?)", (*pair, score, int(copies)))

    def untie(self, pair: Tie) -> None:
        """Two units join no more."""
        self._db.execute("DELETE FROM unit_tie WHERE a = ? AND b = ?", pair)

    def cut(self, number: int) -> set[int]:
        """A unit joins none any more; those that it joined."""
        neighbours = self.neighbours(number)
        self._db.execute("DELETE FROM unit_tie WHERE a = :me OR b = :me", {"me": number})
        return neighbours

    def among(self, numbers: Collection[int]) -> Mapping[Tie, tuple[float, bool]]:
        """Score, and whether the two are copies, of every pair among some units."""
        rows = self._stock.rows("SELECT a, b, score, copies FROM unit_tie WHERE a IN", sorted(numbers))
        return {(a, b): (score, bool(copies)) for a, b, score, copies in rows}
