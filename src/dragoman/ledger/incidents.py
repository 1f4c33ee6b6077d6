"""Incidents as a person holds them: a sequence, and a table for pandas or polars on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from ..errors import BadSettings
from ..model import Incident, as_record

if TYPE_CHECKING:
    import pandas
    import polars


class Incidents(Sequence[Incident]):
    """The incidents that a question selected, in the order of their days."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._incidents = tuple(incidents)

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
        return found if isinstance(found, Incident) else Incidents(found)

    def __repr__(self) -> str:
        return f"<Incidents: {len(self)}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """One flat dict an incident, with the columns of the CSV and Parquet exports."""
        from .flat import flatten

        return [flatten("incidents", as_record(incident)) for incident in self]

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame, one row an incident. Raises BadSettings when pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise BadSettings("pandas is not installed: `pip install pandas`, or use .to_dicts()") from error
        from .flat import COLUMNS

        frame = pandas.DataFrame(self.to_dicts(), columns=[column.name for column in COLUMNS["incidents"]])
        whole = [column.name for column in COLUMNS["incidents"] if column.type == "integer"]
        # Int64 keeps an unknown count unknown; the plain integer type has no place for it.
        return frame.astype(dict.fromkeys(whole, "Int64"))

    def to_polars(self) -> polars.DataFrame:
        """A polars DataFrame, one row an incident. Raises BadSettings when polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise BadSettings("polars is not installed: `pip install polars`, or use .to_dicts()") from error
        from .flat import COLUMNS

        types: dict[str, Any] = {
            "text": polars.String,
            "list": polars.List(polars.String),
            "json": polars.String,
            "integer": polars.Int64,
            "number": polars.Float64,
            "boolean": polars.Boolean,
        }
        return polars.DataFrame(self.to_dicts(), schema={c.name: types[c.type] for c in COLUMNS["incidents"]})
