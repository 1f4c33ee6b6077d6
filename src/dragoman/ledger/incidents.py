"""Incidents as a person holds them: a sequence, and a table for any data frame library on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from ..errors import BadSettings
from ..model import Claim, Incident

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from .shapes import ClaimsOf


def _no_claims(incident_id: str) -> Iterable[Claim]:
    raise BadSettings("these incidents came without their ledger: ask `ledger.incidents()` for the shape `claims`")


class Incidents(Sequence[Incident]):
    """The incidents that a question selected, in the order of their days.

    Every table comes in three shapes: `wide` (a row an incident, as in the CSV and Parquet exports), `actors` (a row a
    party of an incident), `claims` (a row a claim). The object itself is an Arrow stream (PyCapsule interface,
    `__arrow_c_stream__`), so that pandas, polars, DuckDB and others take it as it is.
    """

    def __init__(self, incidents: Iterable[Incident], claims_of: ClaimsOf = _no_claims) -> None:
        self._incidents = tuple(incidents)
        self._claims_of = claims_of

    def __len__(self) -> int:
        return len(self._incidents)

    def __iter__(self) -> Iterator[Incident]:
        return iter(self._incidents)

    @overload
    def __getitem__(self, index: int) -> Incident: ...
    @overload
    def __getitem__(self, index: slice) -> Incidents: ...
    def __getitem__(self, index: int | slice) -> Incident | Incidents:
        found = self._incidents[index]
        return found if isinstance(found, Incident) else Incidents(found, self._claims_of)

    def __repr__(self) -> str:
        return f"<Incidents: {len(self)}>"

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The wide table as an Arrow stream in a capsule (the Arrow PyCapsule interface)."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _records(self, shape: str) -> Iterator[Mapping[str, Any]]:
        from .shapes import records_in, shape_of

        return records_in(shape_of(shape), self, self._claims_of)

    def to_dicts(self, shape: str = "wide") -> list[dict[str, Any]]:
        """One flat dict a row, None where it is unknown. Raises BadSettings for a shape that does not exist."""
        from .shapes import COLUMNS_OF, shape_of

        columns = COLUMNS_OF[shape_of(shape)]
        return [{column.name: column.take(record) for column in columns} for record in self._records(shape)]

    def to_arrow(self, shape: str = "wide") -> pyarrow.Table:
        """An Arrow table; unknown cells are null."""
        from .arrow import table_of
        from .shapes import COLUMNS_OF, shape_of

        return table_of(COLUMNS_OF[shape_of(shape)], self._records(shape))

    def to_pandas(self, shape: str = "wide") -> pandas.DataFrame:
        """A pandas DataFrame; whole numbers as `Int64`. Raises BadSettings when pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise BadSettings("pandas is not installed: `pip install pandas`, or use .to_arrow()") from error
        from .shapes import COLUMNS_OF, shape_of

        columns = COLUMNS_OF[shape_of(shape)]
        frame = pandas.DataFrame(self.to_dicts(shape), columns=[column.name for column in columns])
        whole = [column.name for column in columns if column.type == "integer"]
        # Int64 keeps an unknown count unknown; the plain integer type has no place for it.
        return frame.astype(dict.fromkeys(whole, "Int64"))

    def to_polars(self, shape: str = "wide") -> polars.DataFrame:
        """A polars DataFrame; unknown cells are null. Raises BadSettings when polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise BadSettings("polars is not installed: `pip install polars`, or use .to_arrow()") from error
        frame = polars.from_arrow(self.to_arrow(shape))
        assert isinstance(frame, polars.DataFrame)
        return frame
