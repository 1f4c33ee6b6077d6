"""GDELT 2.0's 61 event columns: tabs, no heading, our own data in their order. Codes: knowledge/houses/cameo.csv."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from ..model import Incident, Party, PlaceMention, Report
from .coding import decimal, parties, urls
from .job import Job
from .plover import dated
from .polecat import flat
from .sheet import defused

Cell = str | int | Decimal | None
_NOWHERE: list[Cell] = [None] * 8
_AREAS = ("province", "state", "governorate", "region", "admin1")


def write_gdelt(job: Job, out: BinaryIO) -> None:
    """Write incidents as GDELT writes events: the format has no quoting, so no cell has a tab, line end or quote."""
    for row in _rows(job):
        cells = [_plain(cell, job.raw) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row]
        out.write("\t".join(cells).encode("utf8") + b"\n")


def _plain(text: str, raw: bool) -> str:
    plain = flat(text).replace('"', "'")
    return plain if raw else defused(plain)


def _rows(job: Job) -> Iterator[list[Cell]]:
    rules = job.house("plover")
    for incident in job.incidents():
        day = dated(job, incident, rules)
        cameo = job.codes.cameo_of(incident.kind, incident.status)
        reason = refusal(incident, day, cameo)
        if reason or day is None:
            job.account.leave_out(incident.incident_id, reason or "its time is unknown")
            continue
        job.account.written += 1
        _count_losses(job, incident)
        yield _row(job, incident, day)


def refusal(incident: Incident, day: date | None, cameo: object) -> str | None:
    """Why an incident has no GDELT row; None where it has one."""
    if incident.status in ("possible", "negated"):
        return f"it is told as {incident.status}: CAMEO codes deeds and words only"
    if cameo is None:
        return "CAMEO has no code for it"
    return None if day else "its time is unknown, and GDELT requires a day"


def _count_losses(job: Job, incident: Incident) -> None:
    held: list[tuple[object, str]] = [
        ((incident.killed, incident.injured, incident.arrested) != (None, None, None), "tolls have no column"),
        (incident.disagreements, "disagreements have no column: `dragoman show` has them"),
        (parties(incident, "blamed", "claimant"), "blame and claims of responsibility have no column"),
        (len(parties(incident, "actor")) > 1 or len(parties(incident, "recipient", "victim")) > 1, "one party a side"),
        (incident.time.end != incident.time.start, "its time is an interval: the first day stands for it"),
        (incident.time.start is None, "its time is unknown: the day of publication stands, as GDELT has it"),
    ]
    for value, reason in held:
        if value:
            job.account.lose(incident.incident_id, reason)


def _row(job: Job, incident: Incident, day: date) -> list[Cell]:
    cameo = job.codes.cameo_of(incident.kind, incident.status)
    assert cameo
    heads = job.heads(incident)
    root = any(job.ledger.sentence_number(e.report_id, e.start) == 0 for e in incident.evidence)
    addresses = urls(heads)
    return [
        incident.incident_id,
        day.strftime("%Y%m%d"),
        day.strftime("%Y%m"),
        day.year,
        Decimal(f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}"),
        *_party(job, parties(incident, "actor")),
        *_party(job, sorted(parties(incident, "recipient", "victim"), key=lambda party: party.type == "facility")),
        int(root),
        cameo.code,
        cameo.code[:3],
        cameo.code[:2],
        quad_class(cameo.code),
        None if cameo.goldstein is None else Decimal(str(cameo.goldstein)),
        len(incident.mentions) or len(incident.evidence),
        incident.origins,
        len(incident.reports),
        None,
        *_NOWHERE,
        *_NOWHERE,
        *_place(job, incident.place),
        _added(heads),
        addresses[0] if addresses else None,
    ]


def quad_class(code: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by the root of a code."""
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def _party(job: Job, side: list[Party]) -> list[Cell]:
    """The ten cells of the first party of a side."""
    if not side:
        return [None] * 10
    party = side[0]
    country = job.codes.country(party.country)
    sector = job.codes.sectors.get(party.sector or "")
    land = country.alpha3 if country else ""
    # A state acts under its country's code alone; its organs add theirs.
    kind = (sector.cameo or "") if sector and party.type != "country" else ""
    return [land + kind or None, party.name.upper(), land or None, *([None] * 4), kind or None, None, None]


def _place(job: Job, place: PlaceMention | None) -> list[Any]:
    """The eight cells of the place of the event."""
    if place is None:
        return _NOWHERE
    country = job.codes.country(place.country)
    name = place.name or place.text
    named = ", ".join(dict.fromkeys(part for part in (name, place.admin1, place.country_name) if part))
    return [
        _type_of(place),
        named,
        country.fips if country else None,
        None,
        None,
        decimal(place.lat),
        decimal(place.lon),
        place.place_id,
    ]


def _type_of(place: PlaceMention) -> int:
    if place.precision == 4:
        return 1
    area, home = place.kind in _AREAS, place.country == "US"
    return (2 if home else 5) if area else (3 if home else 4)


def _added(heads: list[Report]) -> str | None:
    moments = [datetime.fromisoformat(head.retrieved) for head in heads if head.retrieved]
    return max(moments).strftime("%Y%m%d%H%M%S") if moments else None
