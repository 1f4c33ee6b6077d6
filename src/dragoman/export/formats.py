"""The formats that a table can leave in, and which tables each takes."""

from __future__ import annotations

from ..ledger import TABLES
from ..model import Rule

FORMATS = {
    "jsonl": "one JSON object a line, the contract's names and nesting; the same ledger always gives the same bytes",
    "csv": "flat columns, UTF-8; text cells that a spreadsheet would run as a formula are defused",
    "parquet": "the same flat columns with their types, for pandas, polars, DuckDB and R",
    "geojson": "incidents as points (RFC 7946), with precision and radius in their properties",
    "acled-columns": "our incidents in ACLED's 31 columns, coded by ACLED's rules (CSV); not ACLED data",
    "ucdp-columns": "our incidents in UCDP GED's 49 columns, coded by UCDP's rules (CSV); not UCDP data",
    "plover": "PLOVER records (JSON lines) with the offsets of their sentences",
    "polecat": "our incidents in POLECAT's 40 columns (tab-separated)",
    "gdelt-columns": "our incidents in GDELT 2.0's 61 event columns (tab-separated, no heading); not GDELT data",
    "hxl": "CSV with HXL tags in the second row, as humanitarian data sets have them",
    "kml": "placemarks with time spans and circles of uncertainty, for globes and maps",
    "ftm": "FollowTheMoney statements (CSV): events, parties, roles, articles",
    "ftm-entities": "the same as FollowTheMoney entities (JSON lines), as Aleph loads them",
    "xlsx": "an Excel workbook: incidents, claims, statements, disagreements, actors, reports, typed and frozen",
    "stix": "one STIX 2.1 bundle: incidents, parties, places, dated relationships, disagreements, reports",
}
"""Every export format, with what it is for."""

TABLES_OF = {format: tuple(TABLES) if format in ("jsonl", "csv", "parquet") else ("incidents",) for format in FORMATS}
"""Which tables a format takes."""

RULE_OF: dict[str, Rule] = {"acled-columns": "acled_lowest", "ucdp-columns": "ucdp_range"}
"""The rule by which a house chooses headline values, where it has one."""

ATTRIBUTION = "Places: GeoNames (geonames.org), CC BY 4.0"
"""What the gazetteer's licence asks to be said wherever its coordinates go."""

PLOVER_ATTRIBUTION = "Event types: PLOVER ontology (Open Event Data Alliance), CC BY-SA 4.0"
"""What PLOVER's licence asks to be said where its codes go."""

_WITH_PLOVER = ("jsonl", "csv", "parquet", "plover", "polecat", "stix", "xlsx")
"""The formats that hold PLOVER's codes."""

_THEIRS = {"acled-columns": "ACLED", "ucdp-columns": "UCDP", "polecat": "POLECAT", "gdelt-columns": "GDELT"}
"""Whose columns a format has."""


def said_of(format: str, table: str = "incidents") -> list[str]:
    """What must be said beside an export: whose data it is, and whom the licences ask to be named."""
    lines = [f"Columns of {_THEIRS[format]}, data of our own: not {_THEIRS[format]} data"] if format in _THEIRS else []
    if table in ("incidents", "mentions", "places"):
        lines.append(ATTRIBUTION)
    if table in ("incidents", "mentions") and format in _WITH_PLOVER:
        lines.append(PLOVER_ATTRIBUTION)
    return lines
