"""Rows for spreadsheets: CSV and its kin, and no text that a spreadsheet would run.

Reports are hostile input: a text cell that begins like a formula is prefixed with an apostrophe. Numbers are left.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from ..knowledge.house_rules import load_columns
from ..ledger.flat import Column

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with when Excel, LibreOffice or Sheets may take it for a formula (OWASP, CSV injection)."""

SEPARATOR = "; "
"""Between the items of a list in one cell."""


def write_csv(
    columns: Sequence[Column], records: Iterable[Mapping[str, Any]], out: BinaryIO, raw: bool = False
) -> None:
    """Write records as flat columns; `raw` leaves text as it is, for programs that are no spreadsheet."""
    head = [column.name for column in columns]
    write_rows([head], ([_cell(column, column.take(record)) for column in columns] for record in records), out, raw)


def write_rows(
    heads: Iterable[Sequence[str]],
    rows: Iterable[Sequence[Any]],
    out: BinaryIO,
    raw: bool = False,
    delimiter: str = ",",
) -> None:
    """Write heading rows as they are, then rows of cells: text defused unless `raw`, None empty, numbers untouched."""
    text = io.TextIOWrapper(out, encoding="utf8", newline="")
    try:
        # The line end of RFC 4180; with a bare \n, Python would leave a \r inside a cell unquoted, and split the row.
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerows(heads)
        if raw:
            writer.writerows(rows)
        else:
            writer.writerows([_safe(cell) for cell in row] for row in rows)
    finally:
        # The stream belongs to the caller.
        text.detach()


def heads_of(format: str) -> list[str]:
    """The heading row of a house format."""
    return [column.name for column in load_columns(format)]


def defused(text: str) -> str:
    """A text cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _safe(cell: Any) -> Any:
    return defused(cell) if isinstance(cell, str) else cell


def _cell(column: Column, value: Any) -> Any:
    """One cell: empty for unknown, numbers as they are, truth as true and false, lists joined."""
    if value is None:
        return ""
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type in ("integer", "number"):
        return value
    return SEPARATOR.join(value) if column.type == "list" else str(value)
