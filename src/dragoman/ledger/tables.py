"""The contract's tables as plain dicts, in the contract's order of names and a fixed order of rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors import NotFound
from ..model import Report, as_record
from .filters import Filters

if TYPE_CHECKING:
    from .asking import Asked

TABLES = {
    "reports": "every version of every article, with its date and how that is known",
    "mentions": "every telling of an event, in its sentence",
    "claims": "every field of every mention: what each cell of a view traces back to",
    "statements": "who says what, and in what stance",
    "incidents": "what happened, over all reports that tell of it",
    "links": "ties between incidents, as a source states or a party claims them",
    "disagreements": "claims that cannot all be true, side by side",
    "relations": "who backs, commands, belongs to or fights whom, with dates",
    "actors": "every party that a report names, with its names, offices and country",
    "places": "every place that a report names, with its coordinates",
}
"""The tables of the contract, with what each holds."""

_REPORT_ORDER = (
    "report_id",
    "article_id",
    "version",
    "external_id",
    "url",
    "title",
    "publisher",
    "published",
    "retrieved",
    "language",
    "kind",
    "flags",
    "origin_id",
    "sha256",
    "author",
    "modified",
    "text",
)


def records(
    ledger: Asked, table: str, filters: Filters | None = None, full_text: bool = False
) -> Iterator[dict[str, Any]]:
    """The records of one table; `filters` narrow incidents only. Raises NotFound for a table that does not exist."""
    if table not in TABLES:
        raise NotFound(f"there is no table {table!r}: choose one of {', '.join(TABLES)}")
    if table == "reports":
        return (_report(report, full_text) for report in ledger.reports())
    if table == "incidents":
        return (as_record(incident) for incident in ledger.select(filters or Filters()))
    items: Iterator[Any] = getattr(ledger, table)()
    return (as_record(item) for item in items)


def _report(report: Report, full_text: bool) -> dict[str, Any]:
    """A report without its text: the text is its publisher's, and leaves the ledger only when asked for."""
    record = as_record(report)
    return {name: record[name] for name in _REPORT_ORDER if full_text or name != "text"}
