"""One table, or all of them, out of a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from ..ledger import Filters, Ledger
from ..ledger.flat import COLUMNS
from ..ledger.shapes import COLUMNS_OF, records_in, shape_of
from ..model import Rule
from .account import Account
from .acled import write_acled
from .formats import RULE_OF, TABLES_OF, said_of
from .ftm import write_entities, write_statements
from .gdelt import write_gdelt
from .geojson import write_geojson
from .hxl import write_hxl
from .job import Job
from .jsonl import write_jsonl
from .kml import write_kml
from .options import check, check_options
from .parquet import write_parquet
from .plover import write_plover
from .polecat import write_polecat
from .sheet import write_csv
from .stix import write_stix
from .ucdp import write_ucdp
from .workbook import write_xlsx

HOUSES: dict[str, Callable[[Job, BinaryIO], None]] = {
    "acled-columns": write_acled,
    "ftm": write_statements,
    "ftm-entities": write_entities,
    "gdelt-columns": write_gdelt,
    "geojson": write_geojson,
    "hxl": write_hxl,
    "kml": write_kml,
    "plover": write_plover,
    "polecat": write_polecat,
    "stix": write_stix,
    "ucdp-columns": write_ucdp,
    "xlsx": write_xlsx,
}
"""The writers of incidents, one a format. A new format is one writer, one line here and one in `formats.py`."""


def export_table(
    ledger: Ledger,
    table: str,
    format: str,
    out: BinaryIO,
    filters: Filters | None = None,
    full_text: bool = False,
    raw: bool = False,
    account: Account | None = None,
    ruled: bool = False,
    shape: str = "wide",
) -> None:
    """Write one table to a binary stream.

    `filters` narrow incidents; `full_text` adds the text to reports, which is their publishers' and stays in the ledger
    otherwise; `raw` leaves text cells as they are; `account` is told what the format could not carry;
    `ruled` says that a person chose the ledger's rule, which then goes before the house's own;
    `shape` (`wide`, `actors`, `claims`) is that of incidents in flat columns, as `Incidents.to_pandas` has them.
    Raises NotFound for a table or format that does not exist or do not meet, and BadSettings for an option that can do
    nothing there.
    """
    check(table, format)
    narrowed = filters is not None and filters.any
    check_options(table, format, filtered=narrowed, full_text=full_text, raw=raw, ruled=ruled, shape=shape)
    if format in HOUSES:
        of = ledger if ruled else of_house(ledger, format)
        HOUSES[format](Job(of, filters or Filters(), raw, account or Account(), ruled), out)
        return
    shaped = shape_of(shape)
    if shaped == "wide":
        records: Iterator[Mapping[str, Any]] = ledger.table(table, filters, full_text)
        columns = [column for column in COLUMNS[table] if full_text or (table, column.name) != ("reports", "text")]
    else:
        records = records_in(shaped, ledger.select(filters or Filters()), ledger.claims_of)
        columns = COLUMNS_OF[shaped]
    if format == "jsonl" and shaped == "wide":
        write_jsonl(records, out)
    elif format == "jsonl":
        write_jsonl(({column.name: column.take(record) for column in columns} for record in records), out)
    elif format == "csv":
        write_csv(columns, records, out, raw)
    else:
        write_parquet(columns, records, out)


def of_house(ledger: Ledger, format: str) -> Ledger:
    """The ledger with values as a house needs them, without joining everything anew where that can be spared.

    A range holds what every house takes: its low end is `acled_lowest`, its ends and best are `ucdp_range`. Only a
    ledger that already reduced its ranges (`acled_lowest`) must be valued again for a house that wants them.
    """
    wanted: Rule | None = RULE_OF.get(format)
    return ledger.under(wanted) if wanted == "ucdp_range" and ledger.rule == "acled_lowest" else ledger


def export_all(
    ledger: Ledger, folder: Path, format: str = "jsonl", full_text: bool = False, raw: bool = False
) -> list[Path]:
    """Write every table that the format takes into a folder, one file each, and the attribution beside them."""
    check("incidents", format)
    check_options(None, format, full_text=full_text, raw=raw)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in TABLES_OF[format]:
        path = folder / f"{table}.{format}"
        with path.open("wb") as out:
            export_table(ledger, table, format, out, full_text=full_text and table == "reports", raw=raw)
        written.append(path)
    credits = "".join(f"{line}\n" for line in said_of(format))
    (folder / "ATTRIBUTION.txt").write_text(credits, encoding="utf8")
    return written
