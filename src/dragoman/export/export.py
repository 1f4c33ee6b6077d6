"""One table, or all of them, out of a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from ..errors import NotFound
from ..ledger import TABLES, Filters, Ledger
from ..ledger.flat import COLUMNS
from .formats import ATTRIBUTION, FORMATS, TABLES_OF
from .geojson import write_geojson
from .jsonl import write_jsonl
from .parquet import write_parquet
from .sheet import write_csv


def export_table(
    ledger: Ledger,
    table: str,
    format: str,
    out: BinaryIO,
    filters: Filters | None = None,
    full_text: bool = False,
    raw: bool = False,
) -> None:
    """Write one table to a binary stream.

    `filters` narrow incidents; `full_text` adds the text to reports, which is their publishers' and stays in the ledger
    otherwise; `raw` leaves CSV text as it is. Raises NotFound for a table or format that does not exist or do not meet.
    """
    check(table, format)
    records = ledger.table(table, filters, full_text)
    columns = [column for column in COLUMNS[table] if full_text or (table, column.name) != ("reports", "text")]
    if format == "jsonl":
        write_jsonl(records, out)
    elif format == "csv":
        write_csv(columns, records, out, raw)
    elif format == "parquet":
        write_parquet(columns, records, out)
    else:
        write_geojson(records, {report.report_id: report.url for report in ledger.reports()}, out)


def export_all(
    ledger: Ledger, folder: Path, format: str = "jsonl", full_text: bool = False, raw: bool = False
) -> list[Path]:
    """Write every table that the format takes into a folder, one file each, and the attribution beside them."""
    check("incidents", format)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in TABLES_OF[format]:
        path = folder / f"{table}.{format}"
        with path.open("wb") as out:
            export_table(ledger, table, format, out, full_text=full_text, raw=raw)
        written.append(path)
    (folder / "ATTRIBUTION.txt").write_text(ATTRIBUTION + "\n", encoding="utf8")
    return written


def check(table: str, format: str) -> None:
    """Raise NotFound unless the table can leave in the format."""
    if table not in TABLES:
        raise NotFound(f"there is no table {table!r}: choose one of {', '.join(TABLES)}")
    if format not in FORMATS:
        raise NotFound(f"there is no format {format!r}: choose one of {', '.join(FORMATS)}")
    if table not in TABLES_OF[format]:
        raise NotFound(f"{format} takes only {', '.join(TABLES_OF[format])}, not {table}")
