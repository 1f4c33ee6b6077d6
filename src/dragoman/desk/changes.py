"""What changed since a moment, and what people decided.

The present is set against the ledger as it was known then: an incident is new, gone, or tells something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.responses import Response

from ..errors import BadSettings
from ..ledger import Ledger
from ..ledger.moment import moment_of
from ..model import Incident, Standing
from .incident import headline_value
from .incidents import conditions, incidents_of
from .overview import facets
from .pages import Row
from .visit import Visit

FIELDS = ("kind", "status", "time", "place", "actor", "recipient", "victim", "killed", "injured", "arrested", "quantity")
"""What is compared, in words: a change that a reader of the page would not see is none."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One incident that is new, or changed: each field with what was known then and what is known now."""

    incident: Incident
    new: bool
    fields: tuple[tuple[str, str, str], ...]
    origins: tuple[int, int]


def view(visit: Visit) -> Response:
    """What changed since a moment that the visitor names; without one, the moments there are to choose from."""
    asked = visit.question.get("moment")
    found = since(visit, asked) if asked else None
    return visit.page("changes.html", found=found, moment=asked, runs=runs(visit.ledger), **facets(visit))


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed since a moment."""

    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    reports: tuple[Row, ...]
    total: int


def since(visit: Visit, moment: str) -> Changes:
    """The changes between a moment and what the visitor looks at. Raises BadSettings."""
    stamp = moment_of(moment)
    present = _recorded_after(visit, stamp)
    then = _then(visit.ledger, stamp, [one.incident_id for one in present])
    changes = [_change(visit, one, then.get(one.incident_id)) for one in present]
    reports = """SELECT report_id, coalesce(title, external_id) AS title, publisher, published_start, published_end,
        recorded_at FROM report WHERE recorded_at > ? ORDER BY recorded_at DESC, report_id LIMIT ?"""
    return Changes(
        tuple(change for change in changes if change.new),
        tuple(change for change in changes if not change.new and (change.fields or change.origins[0] != change.origins[1])),
        tuple(visit.ledger.rows(reports, (stamp, _MOST))),
        len(present),
    )


def _recorded_after(visit: Visit, stamp: str) -> list[Incident]:
    """Incidents whose row was written after a moment: a row that came out the same keeps its moment."""
    where = conditions(visit.question)
    query = f"""SELECT i.record FROM incident i WHERE i.recorded_at > ? AND {where.sql}
        ORDER BY i.time_start DESC, i.incident_id LIMIT ?"""
    return incidents_of(visit.ledger.rows(query, (stamp, *where.values, _MOST)))


def _then(ledger: Ledger, stamp: str, keys: list[str]) -> Mapping[str, Incident]:
    """Those incidents as they were known then; nothing where the ledger was not there yet."""
    from ..errors import NotFound

    if not keys or not _older(ledger, stamp):
        return {}
    found: dict[str, Incident] = {}
    past = ledger.as_of(stamp)
    try:
        for key in keys:
            try:
                found[key] = past.incident(key)
            except NotFound:
                continue
    finally:
        past.close()
    return found


def _older(ledger: Ledger, stamp: str) -> bool:
    return next(ledger.rows("SELECT 1 AS one FROM report WHERE recorded_at <= ? LIMIT 1", (stamp,)), None) is not None


def _change(visit: Visit, now: Incident, then: Incident | None) -> Change:
    if then is None:
        return Change(now, True, (), (0, now.origins))
    return Change(now, False, tuple(_differences(visit, then, now)), (then.origins, now.origins))


def _differences(visit: Visit, then: Incident, now: Incident) -> Iterator[tuple[str, str, str]]:
    for field in FIELDS:
        before, after = (headline_value(one, field, visit) for one in (then, now))
        if before != after:
            yield field, before, after


def runs(ledger: Ledger, most: int = 30) -> list[Row]:
    """The latest readings of reports into the ledger, as moments to look back to."""
    query = "SELECT run_id, recorded_at, read, recorded, skipped FROM run ORDER BY run_id DESC LIMIT ?"
    return list(ledger.rows(query, (most,)))


def decisions(visit: Visit) -> Response:
    """Every decision of a person, the newest first, with what became of it."""
    standings = visit.ledger.standings()
    rows = list(visit.ledger.corrections())[::-1][:500]
    told = [(one, standings.get(one.correction_id, Standing("in force"))) for one in rows]
    if visit.question.get("page"):
        raise BadSettings("this list has one page")
    return visit.page("corrections.html", decisions=told)
