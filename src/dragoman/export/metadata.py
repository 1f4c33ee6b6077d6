"""What a browser of SQLite files needs to know of a ledger: descriptions, facets, labels, and an analyst's questions.

`metadata.json` for Datasette; the questions run in sqlite3 too, and in a second wording in DuckDB over Parquet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ..knowledge.tables import tables
from ..ledger import Ledger
from .formats import ATTRIBUTION

_FILE = "ledger_file.toml"


@dataclass(frozen=True, slots=True)
class Query:
    """One question: in SQL over the ledger file, and in DuckDB's over the exported Parquet files."""

    name: str
    title: str
    sql: str
    duckdb: str


def queries() -> list[Query]:
    """The questions that ship with Dragoman."""
    return [Query(**{key: str(value).strip() for key, value in row.items()}) for row in _known()["query"]]


def write_metadata(ledger: Ledger, out: BinaryIO) -> None:
    """Write the metadata of a ledger's file as JSON."""
    out.write(json.dumps(metadata(ledger), ensure_ascii=False, indent=2).encode("utf8") + b"\n")


def metadata(ledger: Ledger) -> dict[str, Any]:
    """Datasette's metadata; the database is called after the ledger's file, as Datasette calls it."""
    known = _known()
    held = ledger.columns()
    return {
        "title": "Dragoman ledger",
        "description": known["description"],
        "license": ATTRIBUTION,
        "databases": {
            Path(ledger.path).stem: {
                "description": known["description"],
                "tables": {name: _table(name, columns, known) for name, columns in held.items()},
                "queries": {query.name: {"title": query.title, "sql": query.sql} for query in queries()},
            }
        },
    }


def _known() -> dict[str, Any]:
    """The shipped file. A user's own questions belong into Datasette's own metadata."""
    return next(iter(tables(_FILE)))


def _table(name: str, columns: list[str], known: dict[str, Any]) -> dict[str, Any]:
    """One table: what it holds, its columns, its facets, the column that names a row. Inner tables are hidden."""
    if name not in known["tables"]:
        return {"hidden": True}
    told = known["columns"]
    found: dict[str, Any] = {
        "description": known["tables"][name],
        "columns": {column: told[column] for column in columns if column in told},
        "facets": known["facets"].get(name, []),
    }
    return found | ({"label_column": known["labels"][name]} if name in known["labels"] else {})
