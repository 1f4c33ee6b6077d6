"""What changed since a moment, and what people decided."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from ..brief import Changes
from ..errors import BadSettings
from ..ledger import Filters, Ledger
from ..ledger.known import touched_since
from ..ledger.moment import moment_of
from ..model import Standing
from .looks import state_at
from .pages import Row
from .visit import Visit

_MOST_DECISIONS = 500
# What changed is held in memory and shown on one page; for more, `dragoman diff` has the time.
_MOST_CHANGED = 20_000


def view(visit: Visit) -> Response:
    """What changed since a moment that the visitor names; without one, the moments there are to choose from."""
    asked = visit.question.get("moment")
    found = since(visit, asked) if asked else None
    at = moment_of(asked) if asked else ""
    return visit.page("changes.html", found=found, asked=asked, at=at, runs=runs(visit.ledger))


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
