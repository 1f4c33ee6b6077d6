"""The first page as data: /api/situation says what /situation shows, under the same filters, since the same moment."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from ..model import Incident, as_record
from .situation import Section, Situation, gathered
from .visit import Visit


def situation_record(visit: Visit) -> Response:
    """What the first page shows, as data. What no report tells is null."""
    found = gathered(visit)
    fresh, reported, deaths = found.fresh, found.reported, found.deaths
    return visit.data(
        {
            "since": fresh.since,
            "all_new": fresh.all_new,
            "reports": reported.reports,
            "origins": reported.origins,
            "amiss": [{"told": told, "address": address} for told, address in reported.amiss],
            "sections": [_section(section, found) for section in found.sections],
            "disagreements": {
                "total": found.quarrel_total,
                "new": None if fresh.all_new else found.quarrel_new,
                "items": [as_record(item) for item, _ in found.quarrels],
            },
            "killed": {
                "low": deaths.low if deaths.incidents else None,
                "high": deaths.high if deaths.incidents and not deaths.open else None,
                "incidents": deaths.incidents,
            },
        }
    )


def _section(section: Section, found: Situation) -> dict[str, Any]:
    return {
        "name": section.name,
        "heading": section.heading,
        "total": section.total,
        "new": None if found.fresh.all_new else section.new,
        "links": [{"told": told, "address": address} for told, address in section.links.items()],
        "items": [_line(item, found) for item in section.items],
    }


def _line(item: Incident, found: Situation) -> dict[str, Any]:
    key, fresh = item.incident_id, found.fresh
    quote = found.quotes.get(key)
    return {
        "incident": as_record(item),
        "came": "new" if fresh.all_new or key in fresh.new else "again" if key in fresh.again else None,
        "disputed": key in found.disputed,
        "was": [{"field": name, "before": before} for name, before in found.was.get(key, ())],
        "sentence": as_record(quote.evidence) | {"paper": quote.paper, "day": as_record(quote.day)} if quote else None,
    }
