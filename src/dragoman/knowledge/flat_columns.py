"""What the flat columns of exports and data frames hold (data: flat_columns.csv)."""

from __future__ import annotations

from functools import lru_cache

from .tables import rows


@lru_cache(maxsize=1)
def _told() -> dict[tuple[str, str], str]:
    return {(row["table"], row["column"]): row["description"] for row in rows("flat_columns.csv")}


def meaning_of(table: str, column: str) -> str:
    """What stands in a column of a table, in words. Raises KeyError for one that nobody described."""
    told = _told()
    return told.get((table, column)) or told["", column]


def described() -> frozenset[tuple[str, str]]:
    """The (table, column) pairs that are described; an empty table stands for any."""
    return frozenset(_told())
