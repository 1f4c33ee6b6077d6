"""Pages of long tables by key: the next page begins after the last row of this one, whatever was added meanwhile.

A page costs the same wherever it lies, since an index leads to its first row; nothing is counted off from the start.
Rows without a value of the sort column come last, in either direction.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import BadSettings
from ..ledger import Ledger

Row = dict[str, Any]
PAGE_ROWS = 50
"""Rows of a page of a table on the desk."""


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL condition with its values; conditions are joined by `&`."""

    sql: str = "1"
    values: tuple[Any, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        if other.sql == "1":
            return self
        if self.sql == "1":
            return other
        return Condition(f"{self.sql} AND {other.sql}", (*self.values, *other.values))


@dataclass(frozen=True, slots=True)
class Source:
    """What to page through: columns and tables of a SELECT, the unique key, and what it is sorted by."""

    columns: str
    tables: str
    key: str
    sort: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a page, and the word that leads to the next one; None on the last."""

    rows: list[Row]
    next: str | None


def page(ledger: Ledger, source: Source, where: Condition, after: str = "", size: int = PAGE_ROWS) -> Page:
    """One page of the rows that meet a condition. Raises BadSettings for an `after` that no page gave out."""
    value, key = _place(after)
    found: list[Row] = []
    if not after or value is not None:
        found = _told(ledger, source, where, value, key, size + 1)
    if len(found) <= size:
        start = key if after and value is None else None
        found += _untold(ledger, source, where, start, size + 1 - len(found))
    more = len(found) > size
    return Page(found[:size], _word(found[size - 1]) if more else None)


def _told(ledger: Ledger, source: Source, where: Condition, value: Any, key: str | None, size: int) -> list[Row]:
    """Rows that have a value of the sort column, after a value and key."""
    return _rows(ledger, source, *_in_order(source, where, value, key), size)


def _in_order(source: Source, where: Condition, value: Any, key: str | None) -> tuple[Condition, str]:
    """The condition for rows that have a value of the sort column, after a value and key; and their order."""
    sign, order = ("<", "DESC") if source.descending else (">", "ASC")
    where = where & Condition(f"{source.sort} IS NOT NULL")
    if key is not None:
        where = where & Condition(f"({source.sort}, {source.key}) {sign} (?, ?)", (value, key))
    return where, f"{source.sort} {order}, {source.key} {order}"


def _untold(ledger: Ledger, source: Source, where: Condition, key: str | None, size: int) -> list[Row]:
    """Rows without a value of the sort column, after a key."""
    where = where & Condition(f"{source.sort} IS NULL")
    if key is not None:
        where = where & Condition(f"{source.key} > ?", (key,))
    return _rows(ledger, source, where, source.key, size)


def _rows(ledger: Ledger, source: Source, where: Condition, order: str, size: int) -> list[Row]:
    return list(ledger.rows(*_query(source, where, order, size)))


def query_of(source: Source, where: Condition, size: int) -> tuple[str, tuple[Any, ...]]:
    """The query of a first page and its values, to look at its plan."""
    where, order = _in_order(source, where, None, None)
    return _query(source, where, order, size)


def _query(source: Source, where: Condition, order: str, size: int) -> tuple[str, tuple[Any, ...]]:
    query = (
        f"SELECT {source.columns}, {source.sort} AS sorted_by, {source.key} AS keyed_by "
        f"FROM {source.tables} WHERE {where.sql} ORDER BY {order} LIMIT ?"
    )
    return query, (*where.values, size)


def count(ledger: Ledger, tables: str, where: Condition) -> int:
    """How many rows meet a condition."""
    row = next(ledger.rows(f"SELECT count(*) AS n FROM {tables} WHERE {where.sql}", where.values))
    return int(row["n"])


def sorted_as(source: Source, wanted: str, known: dict[str, str], usual: str) -> tuple[Source, str]:
    """The source sorted as a visitor wants: a name of `known`, with `-` before it for descending; and that word.

    Raises BadSettings for another name.
    """
    word = wanted or usual
    column = known.get(word.removeprefix("-"))
    if column is None:
        raise BadSettings(f"nothing can be sorted by {word!r}: choose one of {', '.join(known)}")
    return replace(source, sort=column, descending=word.startswith("-")), word


def any_of(column: str, chosen: Sequence[object]) -> Condition:
    """The column is one of some values; without any, every row passes."""
    if not chosen:
        return Condition()
    return Condition(f"{column} IN ({', '.join('?' * len(chosen))})", tuple(chosen))


def _word(row: Row) -> str:
    told = json.dumps([row["sorted_by"], row["keyed_by"]], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode("utf8", "surrogatepass")).decode().rstrip("=")


def _place(word: str) -> tuple[Any, str | None]:
    """Value and key of the row that a page begins after."""
    if not word:
        return None, None
    try:
        value, key = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode("utf8", "surrogatepass"))
    except ValueError as error:
        raise BadSettings("the address of this page is broken: go back to the first page") from error
    if not isinstance(key, str) or not isinstance(value, (str, int, float, type(None))):
        raise BadSettings("the address of this page is broken: go back to the first page")
    return value, key


def offset(word: str) -> int:
    """Where a page starts, as its word says; 0 for a word that says nothing."""
    return int(word) if word.isdecimal() and len(word) < 8 else 0
