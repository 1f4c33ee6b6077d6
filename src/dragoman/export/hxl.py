"""HXL: a CSV file whose second row holds the tags, as OCHA's own data sets have them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from ..knowledge.house_rules import load_columns
from ..model import Count, Incident
from .coding import cited, decimal, did_not_happen, joined, names, parties, sources, urls
from .job import Job
from .sheet import heads_of, write_rows

FORMAT = "hxl"
Cell = str | int | float | Decimal | None


def write_hxl(job: Job, out: BinaryIO) -> None:
    """Write incidents with their tags in the second row."""
    tags = [column.tag for column in load_columns(FORMAT)]
    write_rows([heads_of(FORMAT), tags], _rows(job), out, job.raw)


def _rows(job: Job) -> Iterator[list[Cell]]:
    for incident in job.incidents():
        reason = did_not_happen(incident)
        if reason:
            job.account.leave_out(incident.incident_id, reason)
            continue
        job.account.written += 1
        if incident.disagreements:
            job.account.lose(incident.incident_id, "disagreements are counted only: `dragoman show` has them")
        if len(incident.evidence) > 1:
            job.account.lose(incident.incident_id, "only the first sentence stands there: `dragoman show` has all")
        yield _row(job, incident)


def _row(job: Job, incident: Incident) -> list[Cell]:
    place, time, country = incident.place, incident.time, job.country(incident)
    heads = job.heads(incident)
    return [
        incident.incident_id,
        time.start.isoformat() if time.start else None,
        time.end.isoformat() if time.end else None,
        time.precision,
        incident.kind,
        job.kinds[incident.kind].group,
        incident.status,
        joined(names(parties(incident, "actor"))),
        joined(names(parties(incident, "claimant"))),
        joined(names(parties(incident, "blamed"))),
        joined(names(parties(incident, "recipient", "victim"))),
        (place.country_name or (country.name if country else None)) if place else None,
        country.alpha3 if country else None,
        place.admin1 if place else None,
        (place.name or place.text) if place else None,
        decimal(place.lat, 6) if place else None,
        decimal(place.lon, 6) if place else None,
        place.precision if place else None,
        place.radius_km if place else None,
        *_toll(incident.killed),
        *_toll(incident.injured),
        _toll(incident.arrested)[0],
        joined(weapon.text for weapon in incident.weapons),
        "true" if incident.series else "false",
        len(incident.reports),
        incident.origins,
        len(incident.disagreements),
        sources(heads),
        joined(urls(heads)),
        incident.summary,
        cited(incident.evidence[0]) if incident.evidence else None,
    ]


def _toll(count: Count | None) -> list[int | None]:
    """Best, low and high."""
    return [count.best, count.low, count.high] if count else [None, None, None]
