"""The formats that a table can leave in, and which tables each takes."""

from __future__ import annotations

from ..ledger import TABLES

FORMATS = {
    "jsonl": "one JSON object a line, the contract's names and nesting; the same ledger always gives the same bytes",
    "csv": "flat columns, UTF-8; text cells that a spreadsheet would run as a formula are defused",
    "parquet": "the same flat columns with their types, for pandas, polars, DuckDB and R",
    "geojson": "incidents as points (RFC 7946), with precision and radius in their properties",
}
"""Every export format, with what it is for."""

TABLES_OF = {"jsonl": tuple(TABLES), "csv": tuple(TABLES), "parquet": tuple(TABLES), "geojson": ("incidents",)}
"""Which tables a format takes."""

ATTRIBUTION = "Places: GeoNames (geonames.org), CC BY 4.0"
"""What the gazetteer's licence asks to be said wherever its coordinates go."""
