"""Parquet: the flat columns with their types, in row groups, so that a large ledger never stands in memory whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from ..ledger.flat import Column
from .formats import ATTRIBUTION

if TYPE_CHECKING:
    import pyarrow

# Parquet's own advice is row groups of 128 MB and more; records with their evidence run to a few kilobytes.
ROWS_A_GROUP = 20_000


def write_parquet(columns: Sequence[Column], records: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """Write records as one Parquet file; the schema depends on the table alone, not on what is in it."""
    import pyarrow
    import pyarrow.parquet

    schema = schema_of(columns)
    with pyarrow.parquet.ParquetWriter(out, schema) as writer:
        for group in _groups(iter(records)):
            arrays = {column.name: [column.take(record) for record in group] for column in columns}
            writer.write_table(pyarrow.table(arrays, schema=schema))


def schema_of(columns: Sequence[Column]) -> pyarrow.Schema:
    """The Arrow schema of flat columns, with the gazetteer's attribution in its metadata."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "json": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    fields = [pyarrow.field(column.name, types[column.type]) for column in columns]
    return pyarrow.schema(fields, metadata={"attribution": ATTRIBUTION})


def _groups(records: Iterator[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    while group := list(islice(records, ROWS_A_GROUP)):
        yield group
