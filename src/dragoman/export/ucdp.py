"""UCDP GED's 49 columns, coded by UCDP's rules: our own data in their order, never theirs.

Rules: knowledge/houses/ucdp.toml. Columns that hold UCDP's own numbers (of conflicts, dyads, actors) stay empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import Any, BinaryIO

from ..knowledge.house_rules import step_of
from ..model import Count, Incident, Party, Report
from .coding import AS_OF, decimal, did_not_happen, joined, parties, sources, spread, urls
from .job import Job
from .sheet import heads_of, write_rows

FORMAT = "ucdp-columns"

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Dyad:
    """Who fights whom: one party a side, what each is, and the type of violence that makes."""

    a: Party
    b: Party
    side_a: str
    side_b: str
    type: int


def write_ucdp(job: Job, out: BinaryIO) -> None:
    """Write incidents as UCDP would code them."""
    write_rows([heads_of(FORMAT)], _rows(job), out, job.raw)


def _rows(job: Job) -> Iterator[list[Cell]]:
    rules = job.house("ucdp")
    for incident in job.incidents():
        reason = refusal(job, incident, rules)
        dyad = None if reason else dyad_of(job, incident, rules)
        if reason or dyad is None:
            job.account.leave_out(incident.incident_id, reason or "no dyad is told: UCDP codes organised actors only")
            continue
        job.account.written += 1
        yield _row(job, incident, dyad, rules)


def refusal(job: Job, incident: Incident, rules: Any) -> str | None:
    """Why UCDP would not code an incident, its parties aside; None where it would."""
    unhappened = did_not_happen(incident)
    if unhappened:
        return unhappened
    force, kind = rules["force"], job.kinds[incident.kind]
    if incident.kind in force["not_kinds"] or (
        kind.group not in force["groups"] and incident.kind not in force["kinds"]
    ):
        return "it is no use of armed force"
    if incident.killed is None:
        return "no death toll is told"
    if not any(number for number in (incident.killed.low, incident.killed.best, incident.killed.high)):
        return "nobody died"
    days = incident.time.days
    if days is None:
        return "its time is unknown"
    if step_of(rules["date"], days) is None:
        return "its time is known less well than to a year"
    if incident.place is None or incident.place.lat is None or incident.place.lon is None:
        return "its place is unknown or has no coordinates"
    return None


def dyad_of(job: Job, incident: Incident, rules: Any) -> Dyad | None:
    """The first pair of parties that makes a type of violence; the government is side a, civilians are side b."""
    first = [p for p in parties(incident, "actor", "claimant") if p.type != "facility"]
    hit = [p for p in parties(incident, "recipient", "victim") if p.type != "facility"]
    for one in first:
        for other in hit:
            sides = [(one, side_of(job, one)), (other, side_of(job, other))]
            for type_ in rules["type"]:
                wanted = type_["sides"]
                for (a, side_a), (b, side_b) in (sides, sides[::-1]):
                    # The side that acts may stand second in a pair of equals only by the order of telling.
                    if [side_a, side_b] == wanted and (side_b != "civilians" or b is other):
                        return Dyad(a, b, side_a or "", side_b or "", type_["code"])
    return None


def side_of(job: Job, party: Party) -> str | None:
    """`government`, `organised` or `civilians`; None where nobody can tell."""
    codes = job.codes.sectors.get("GOV" if party.type == "country" else party.sector or "")
    return codes.ucdp if codes else None


def _row(job: Job, incident: Incident, dyad: Dyad, rules: Any) -> list[Cell]:
    place, start, end = incident.place, incident.time.start, incident.time.end
    assert place and start and end and incident.killed and place.lat is not None and place.lon is not None
    heads, country = job.heads(incident), job.country(incident)
    low, best, high = _range(job, incident, incident.killed)
    _count_losses(job, incident)
    latitude, longitude = decimal(place.lat, 6), decimal(place.lon, 6)
    return [
        incident.incident_id,
        None,
        start.year,
        None,
        None,
        dyad.type,
        *([None] * 5),
        f"{dyad.a.name} - {dyad.b.name if dyad.side_b != 'civilians' else 'Civilians'}",
        None,
        None,
        dyad.a.name,
        None,
        None,
        "Civilians" if dyad.side_b == "civilians" else dyad.b.name,
        incident.origins,
        joined(map(_article, heads)),
        sources(heads),
        joined(head.published.start.isoformat() for head in heads if head.published.start),
        joined(head.title for head in heads),
        joined(claim.speaker for claim in job.claims(incident) if claim.field == "killed"),
        where_precision(incident, rules),
        place.name or place.text,
        place.text,
        place.admin1,
        None,
        latitude,
        longitude,
        f"POINT ({longitude} {latitude})",
        priogrid(place.lat, place.lon),
        place.country_name or (country.name if country else None),
        country.gw if country else None,
        country.ucdp_region if country else None,
        rules["clarity"]["series" if incident.series else "single"],
        step_of(rules["date"], spread(incident.time)),
        start.isoformat(),
        end.isoformat(),
        *_by_side(incident, dyad, best),
        best,
        high,
        low,
        _state(job, dyad.a, dyad.side_a),
        _state(job, dyad.b, dyad.side_b),
    ]


def _article(head: Report) -> str:
    """A report as UCDP cites one, with the id that `dragoman show` finds and the address where it has one."""
    day = head.published.start.isoformat() if head.published.start else "undated"
    cell = f"{head.publisher or head.external_id}, {day}, {head.title or 'untitled'} [{head.report_id}]"
    address = urls([head])
    return f"{cell} {address[0]}" if address else cell


def _range(job: Job, incident: Incident, killed: Count) -> tuple[int, int, int]:
    """Low, best and high. UCDP leaves none open: an end that nobody told is the nearest number that somebody told."""
    known = [number for number in (killed.low, killed.best, killed.high) if number is not None]
    if len(known) < 3:
        job.account.lose(incident.incident_id, "an end of its toll is open: the nearest number told stands there")
    best = killed.best if killed.best is not None else min(known)
    low = killed.low if killed.low is not None else min(known)
    return low, best, killed.high if killed.high is not None else max(known)


def _by_side(incident: Incident, dyad: Dyad, best: int) -> tuple[int, int, int, int]:
    """The dead of side a, of side b, civilian, unknown: of one side only where every victim told is of that side."""
    victims = {party.name for party in parties(incident, "victim")}
    if victims and victims <= {dyad.b.name}:
        return (0, 0, best, 0) if dyad.side_b == "civilians" else (0, best, 0, 0)
    if victims and victims <= {dyad.a.name}:
        return best, 0, 0, 0
    return 0, 0, 0, best


def _state(job: Job, party: Party, side: str) -> int | None:
    """Gleditsch and Ward's number of a government that is a side."""
    country = job.codes.country(party.country) if side == "government" else None
    return country.gw if country else None


def where_precision(incident: Incident, rules: Any) -> int:
    """UCDP's precision of the place, from 1 (exact) to 7 (no country's)."""
    place = incident.place
    assert place
    by_kind = rules["place_kinds"].get(place.kind or "")
    if by_kind and (place.precision or 4) >= 3:
        return int(by_kind)
    return int(rules["place"][str(place.precision or 4)])


def priogrid(lat: float, lon: float) -> int | None:
    """The number of the PRIO-GRID cell (half a degree, counted from the south west) that holds a point."""
    row, column = floor((lat + 90) * 2), floor((lon + 180) * 2)
    return min(row, 359) * 720 + min(column, 719) + 1


def _count_losses(job: Job, incident: Incident) -> None:
    held: list[tuple[object, str]] = [
        (parties(incident, "blamed"), "blame has no column"),
        (incident.injured, "the injured have no column"),
        (incident.time.as_of, AS_OF),
        (incident.weapons, "weapons have no column"),
        (incident.disagreements, "disagreements have no column: `dragoman show` has them"),
        (len([p for p in incident.actors if p.type != "facility"]) > 2, "only one party a side has a column"),
    ]
    for value, reason in held:
        if value:
            job.account.lose(incident.incident_id, reason)
