"""POLECAT's 40 columns, separated by tabs: our own data in their order. Codes as in the PLOVER export."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

from ..model import Incident, Party
from .coding import decimal, joined, names, parties, sources
from .job import Job
from .plover import codable, dated
from .sheet import heads_of, write_rows

FORMAT = "polecat"

Cell = str | int | Decimal | None
_CITIES = ("city", "town", "village", "capital")


def write_polecat(job: Job, out: BinaryIO) -> None:
    """Write incidents in POLECAT's columns, separated by tabs."""
    write_rows([heads_of(FORMAT)], _rows(job), out, job.raw, delimiter="\t")


def _rows(job: Job) -> Iterator[list[Cell]]:
    rules = job.house("plover")
    for incident in codable(job, rules):
        if any((incident.killed, incident.injured, incident.arrested)):
            job.account.lose(incident.incident_id, "tolls have no column")
        if incident.time.end != incident.time.start:
            job.account.lose(incident.incident_id, "its time is an interval: the first day stands for it")
        yield [flat(cell) if isinstance(cell, str) else cell for cell in _row(job, incident, rules)]


def flat(text: str) -> str:
    """Text without tabs and line ends, which readers of tab-separated files take for new cells and rows."""
    return " ".join(text.split()) if any(c in text for c in "\t\r\n") else text


def _row(job: Job, incident: Incident, rules: Any) -> list[Cell]:
    plover, place, start = incident.plover, incident.place, dated(job, incident, rules)
    assert plover and start
    heads = job.heads(incident)
    published = max((head.published.start for head in heads if head.published.start), default=None)
    quad = rules["quad"].get(plover.type)
    city = place.name if place and place.kind in _CITIES else None
    return [
        incident.incident_id,
        start.isoformat(),
        plover.type,
        plover.mode,
        None,
        rules["quad_name"].get(str(quad)),
        joined(plover.context),
        *_party(job, parties(incident, "actor")),
        *_party(job, parties(incident, "recipient", "victim")),
        place.name or place.text if place else None,
        city,
        None,
        place.admin1 if place else None,
        place.country_name if place else None,
        decimal(place.lat) if place else None,
        decimal(place.lon) if place else None,
        place.place_id if place and (place.place_id or "").isdigit() else None,
        place.text if place else None,
        place.kind if place else None,
        sources(heads),
        published.isoformat() if published else None,
        joined(names(p for p in incident.actors if p.type == "person")),
        joined(names(p for p in incident.actors if p.type in ("organisation", "group"))),
        place.name or place.text if place else None,
        joined(head.language for head in heads),
        "dragoman",
    ]


def _party(job: Job, side: list[Party]) -> list[Cell]:
    """The eight cells of a side: every party, the first one's sector as the primary one."""
    codes = [job.codes.country(party.country) for party in side]
    sectors = [party.sector for party in side if party.sector]
    return [
        joined(names(side)),
        joined(code.alpha3 for code in codes if code),
        joined(str(code.cow) for code in codes if code and code.cow),
        sectors[0] if sectors else None,
        joined(sectors),
        None,
        joined(text for party in side for text in party.texts),
        None,
    ]
