"""Flat columns as Arrow: the types of each, and tables whole or in batches, for any data frame library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from .flat import Column

if TYPE_CHECKING:
    import pyarrow

Record = Mapping[str, Any]


def schema_of(columns: Sequence[Column], metadata: Mapping[str, str] | None = None) -> pyarrow.Schema:
    """The Arrow schema of flat columns: it depends on the columns alone, not on what is in them."""
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
    return pyarrow.schema(fields, metadata=dict(metadata) if metadata else None)


def batches_of(
    columns: Sequence[Column], records: Iterable[Record], schema: pyarrow.Schema, rows: int
) -> Iterator[pyarrow.Table]:
    """Records as Arrow tables of so many rows; unknown cells are null."""
    import pyarrow

    rest = iter(records)
    while group := list(islice(rest, rows)):
        arrays = {column.name: [column.take(record) for record in group] for column in columns}
        yield pyarrow.table(arrays, schema=schema)


def table_of(columns: Sequence[Column], records: Iterable[Record]) -> pyarrow.Table:
    """All records as one Arrow table."""
    import pyarrow

    schema = schema_of(columns)
    parts = list(batches_of(columns, records, schema, rows=20_000))
    return pyarrow.concat_tables(parts) if parts else schema.empty_table()
