"""What changed since a moment, and what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from ..brief import Changes
from ..changes import Change
from ..errors import BadSettings
from ..ledger import Filters, Ledger
from ..ledger.known import touched_since
from ..ledger.moment import moment_of
from ..model import Standing
from .draw.svg import slug
from .looks import state_at
from .pages import PAGE_ROWS, Row, offset
from .visit import Visit

_MOST_DECISIONS = 500
# What changed is held in memory; for more, `dragoman diff` has the time.
_MOST_CHANGED = 20_000
# Of each sort so many incidents stand on the page of all sorts.
_FIRST = 10


@dataclass(frozen=True, slots=True)
class Part:
    """The incidents of one sort of change that stand on the page, and how many there are in all."""

    name: str
    heading: str
    incidents: Sequence[tuple[str, list[Change]]]
    total: int


def view(visit: Visit) -> Response:
    """What changed since a moment that the visitor names; without one, the moments there are to choose from.

    The first of each sort of change; with `part` all of one sort, in pages.
    """
    asked = visit.question.get("moment")
    found = since(visit, asked) if asked else None
    at = moment_of(asked) if asked else ""
    parts, following = _parts(visit, found) if found else ([], None)
    return visit.page(
        "changes.html", found=found, parts=parts, next=following, asked=asked, at=at, runs=runs(visit.ledger)
    )


def _parts(visit: Visit, found: Changes) -> tuple[list[Part], str | None]:
    """Every sort of change with what the page shows of it (nothing of those not asked for); the next page of one."""
    chosen, start = visit.question.get("part"), offset(visit.question.get("page"))
    parts, following = [], None
    for heading, incidents in found.sections():
        name = slug(heading)
        shown = incidents[:_FIRST] if not chosen else incidents[start : start + PAGE_ROWS] if name == chosen else []
        if name == chosen and start + PAGE_ROWS < len(incidents):
            following = str(start + PAGE_ROWS)
        parts.append(Part(name, heading, shown, len(incidents)))
    return parts, following


def since(visit: Visit, moment: str) -> Changes:
    """The changes from a moment to what the visitor looks at. Raises BadSettings."""
    stamp = moment_of(moment)
    if touched_since(visit.ledger, stamp) > _MOST_CHANGED:
        raise BadSettings(
            f"more than {_MOST_CHANGED:,} incidents changed since then: choose a later moment, or let "
            f"`dragoman diff {moment} --ledger {visit.desk.path.name}` compare them"
        )
    filters = visit.question.filters
    country = visit.question.countries[0] if visit.question.countries else None
    narrowed = Filters(filters.since, filters.until, filters.kinds, country, filters.about, filters.statuses)
    until = visit.question.look[0] or "now"

    def compared() -> Changes:
        # A ledger of its own, so that the views of the past that this lays are closed with it.
        with Ledger.open(visit.desk.path, visit.desk.settings, readonly=True) as fresh:
            return Changes(moment, until, fresh.diff(stamp, until, narrowed))

    found = visit.desk.compared.get((state_at(visit.ledger, stamp), visit.question.look, narrowed), compared)
    return replace(found, before=moment)


def runs(ledger: Ledger, most: int = 30) -> list[Row]:
    """The latest readings of reports into the ledger, as moments to look back to."""
    query = "SELECT run_id, recorded_at, read, recorded, skipped FROM run ORDER BY run_id DESC LIMIT ?"
    return list(ledger.rows(query, (most,)))


def decisions(visit: Visit) -> Response:
    """Every decision of a person, the newest first, with what became of it."""
    standings = visit.ledger.standings()
    rows = list(visit.ledger.corrections())[::-1][:_MOST_DECISIONS]
    told = [(one, standings.get(one.correction_id, Standing("in force"))) for one in rows]
    return visit.page("corrections.html", decisions=told)
