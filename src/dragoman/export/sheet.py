"""CSV for spreadsheets: flat columns, and no text that a spreadsheet would run.

Reports are hostile input: a text cell that begins like a formula is prefixed with an apostrophe. Numbers are left.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from ..ledger.flat import Column

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with when Excel, LibreOffice or Sheets may take it for a formula (OWASP, CSV injection)."""

SEPARATOR = "; "
"""Between the items of a list in one cell."""


def write_csv(
    columns: Sequence[Column], records: Iterable[Mapping[str, Any]], out: BinaryIO, raw: bool = False
) -> None:
    """Write records as flat columns; `raw` leaves text as it is, for programs that are no spreadsheet."""
    text = io.TextIOWrapper(out, encoding="utf8", newline="", write_through=True)
    try:
        # The line end of RFC 4180; with a bare \n, Python would leave a \r inside a cell unquoted, and split the row.
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in columns])
        for record in records:
            writer.writerow([_cell(column, column.take(record), raw) for column in columns])
    finally:
        # The stream belongs to the caller.
        text.detach()


def defused(text: str) -> str:
    """A text cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _cell(column: Column, value: Any, raw: bool) -> Any:
    """One cell: empty for unknown, numbers as they are, truth as true and false, lists joined."""
    if value is None:
        return ""
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type in ("integer", "number"):
        return value
    text = SEPARATOR.join(value) if column.type == "list" else str(value)
    return text if raw else defused(text)
