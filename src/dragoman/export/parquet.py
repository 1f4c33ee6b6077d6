"""Parquet: the flat columns with their types, in row groups, so that a large ledger never stands in memory whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from ..ledger.arrow import batches_of, schema_of
from ..ledger.flat import Column
from .formats import ATTRIBUTION, PLOVER_ATTRIBUTION

# Parquet's own advice is row groups of 128 MB and more; records with their evidence run to a few kilobytes, and what is
# not yet written stands in memory.
ROWS_A_GROUP = 5_000


def write_parquet(columns: Sequence[Column], records: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """Write records as one Parquet file, with the gazetteer's attribution in its metadata."""
    import pyarrow.parquet

    schema = schema_of(columns, {"attribution": f"{ATTRIBUTION}; {PLOVER_ATTRIBUTION}"})
    with pyarrow.parquet.ParquetWriter(out, schema) as writer:
        for table in batches_of(columns, records, schema, ROWS_A_GROUP):
            writer.write_table(table)
