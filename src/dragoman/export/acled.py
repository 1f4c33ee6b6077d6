"""ACLED's 31 columns, coded by ACLED's rules: our own data in their order, never theirs.

Rules: knowledge/houses/acled.toml. What ACLED would not code is left out and counted; what has no column is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

from ..knowledge.house_rules import step_of
from ..model import Incident, Report
from .acled_actors import ActorCells, actor_cells, interaction
from .acled_tolls import toll_of
from .coding import OUR_OWN, cited, decimal, did_not_happen, joined, middle, names, parties, sources
from .job import Job
from .sheet import heads_of, write_rows

FORMAT = "acled-columns"
_OF_THE_WEEK = 2
"""The precision of a day that may be off by some days."""

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an event: which, how exactly known, and its share of the toll."""

    day: date
    precision: int
    fatalities: int
    number: int | None = None
    """Which day of several, counted from 1."""


def write_acled(job: Job, out: BinaryIO) -> None:
    """Write incidents as ACLED would code them."""
    write_rows([heads_of(FORMAT)], _rows(job), out, job.raw)


def _rows(job: Job) -> Iterator[list[Cell]]:
    rules = job.house("acled")
    for incident in job.incidents():
        reason = refusal(incident, rules)
        if reason:
            job.account.leave_out(incident.incident_id, reason)
            continue
        job.account.written += 1
        yield from _coded(job, incident, rules)


def refusal(incident: Incident, rules: Any) -> str | None:
    """Why ACLED would not code an incident; None where it would."""
    unhappened = did_not_happen(incident)
    if unhappened:
        return unhappened
    if incident.series:
        return "it is an aggregate of several events"
    for reason, kinds in rules["not_coded"].items():
        if incident.kind in kinds:
            return str(reason)
    days = incident.time.days
    if days is None:
        return "its time is unknown"
    if step_of(rules["time"], days) is None:
        return "its time is known less well than to a month"
    place = incident.place
    if place is None or place.lat is None or place.lon is None:
        return "its place is unknown or has no coordinates"
    if str(place.precision) not in rules["place"]:
        return "its place is known only to a country"
    return None


def _coded(job: Job, incident: Incident, rules: Any) -> Iterator[list[Cell]]:
    """The rows of one incident: one, or one a day where it is told to have lasted."""
    country = job.country(incident)
    event, sub_event = event_types(job, incident, rules)
    where = country.name if country else None
    first = actor_cells(job, incident, parties(incident, "actor", "claimant"), (event, sub_event), where, "acled_actor")
    hit = [p for p in parties(incident, "recipient", "victim") if p.type != "facility"]
    second = actor_cells(job, incident, hit, (event, sub_event), where, "acled_target")
    event, sub_event = _by_target(rules, event, sub_event, first, second)
    place = incident.place
    assert place is not None
    heads = job.heads(incident)
    _count_losses(job, incident)
    for day in _days(job, incident, sub_event, rules):
        yield [
            incident.incident_id if day.number is None else f"{incident.incident_id}/{day.number}",
            day.day.isoformat(),
            day.day.year,
            day.precision,
            rules["disorder_of_sub_event"].get(sub_event) or rules["disorder"].get(event),
            event,
            sub_event,
            first.name,
            first.associates,
            first.inter,
            second.name,
            second.associates,
            second.inter,
            interaction(first.inter, second.inter, rules),
            _civilians(rules, event, sub_event, second),
            country.numeric if country else None,
            country.acled_region if country else None,
            place.country_name or where,
            place.admin1,
            None,
            None,
            place.name or place.text,
            decimal(place.lat),
            decimal(place.lon),
            rules["place"][str(place.precision)],
            sources(heads),
            None,
            _notes(incident),
            day.fatalities,
            _tags(incident),
            _timestamp(heads),
        ]


def event_types(job: Job, incident: Incident, rules: Any) -> tuple[str, str]:
    """Event and sub-event by the kind, its status, and the weapons that settle the sub-event."""
    kind = job.kinds[incident.kind]
    attempted = rules["attempted"]
    if incident.status == "attempted" and incident.kind in attempted["kinds"]:
        return attempted["event"], attempted["sub_event"]
    if kind.acled_event == "Explosions/Remote violence":
        for weapon in incident.weapons:
            if weapon.class_ in rules["weapons"]:
                return kind.acled_event, rules["weapons"][weapon.class_]
    return kind.acled_event, kind.acled_sub_event


def _by_target(rules: Any, event: str, sub_event: str, first: ActorCells, second: ActorCells) -> tuple[str, str]:
    """What the parties make of an event: an attack on armed people is a battle; fighters who break in are no mob."""
    armed, no_mob = rules["armed_target"], rules["not_a_mob"]
    if sub_event in armed["sub_events"] and second.inter in armed["targets"]:
        return armed["event"], armed["sub_event"]
    if sub_event == "Mob violence" and first.inter in no_mob["actors"]:
        return no_mob["event"], no_mob["sub_event"]
    return event, sub_event


def _civilians(rules: Any, event: str, sub_event: str, hit: ActorCells) -> str | None:
    wanted = rules["civilian_targeting"]
    counts = event in wanted["events"] or sub_event in wanted["sub_events"]
    return "Civilians targeted" if counts and hit.inter in wanted["targets"] else None


def _days(job: Job, incident: Incident, sub_event: str, rules: Any) -> Iterator[Day]:
    """The middle day of the interval, or every day where the reports tell of a range of days and the kind lasts."""
    start, end = incident.time.start, incident.time.end
    assert start and end
    count = (end - start).days + 1
    tellings = job.tellings(incident)
    dead = toll_of(incident, tellings, sub_event, rules, job.ruled)
    if dead.assumed:
        job.account.lose(incident.incident_id, dead.assumed)
    daily = rules["daily"]
    ranged = any(m.time and m.time.value and "/" in m.time.value for m in tellings)
    if count > 1 and ranged and incident.kind in daily["kinds"] and count <= daily["up_to_days"]:
        share, rest = divmod(dead.number, count)
        job.account.lose(incident.incident_id, "it lasted for days: a row a day, the toll divided among them")
        for number in range(count):
            yield Day(start + timedelta(days=number), 1, share + (rest if number == 0 else 0), number + 1)
        return
    precision = step_of(rules["time"], count)
    assert precision
    if incident.time.as_of:
        precision = max(precision, _OF_THE_WEEK)
        job.account.lose(incident.incident_id, "no day is told: the day of the report on which it stood so is here")
    if count > 1:
        job.account.lose(incident.incident_id, "its time is an interval: the middle day stands for it")
    yield Day(middle(start, end), precision, dead.number)


def _count_losses(job: Job, incident: Incident) -> None:
    """What an incident has that these columns cannot hold."""
    held: list[tuple[object, str]] = [
        (parties(incident, "blamed"), "blame has no column: it stands among the tags"),
        (incident.injured, "the injured have no column"),
        (incident.arrested, "the arrested have no column"),
        (
            [p for p in incident.actors if p.type == "facility"],
            "a building or vehicle is no actor: it stands in the notes",
        ),
        (incident.disagreements, "disagreements have no column: `dragoman show` has them"),
        (incident.place and incident.place.precision == 3, "a region stands at its own point, not at its capital"),
    ]
    for value, reason in held:
        if value:
            job.account.lose(incident.incident_id, reason)


def _notes(incident: Incident) -> str:
    told = cited(incident.evidence[0]) if incident.evidence else ""
    return f"{incident.summary}. {told}".strip()


def _tags(incident: Incident) -> str | None:
    """What an analyst must know of the row: whose data, whose blame, whether a toll was told at all."""
    blamed = names(parties(incident, "blamed"))
    return joined(
        [
            f"{OUR_OWN}, not ACLED data",
            f"incident={incident.incident_id}",
            f"blamed={', '.join(blamed)}" if blamed else None,
            None if incident.killed else "no death toll reported",
            f"origins={incident.origins}",
            f"status={incident.status}",
            "told as background" if incident.background else None,
        ]
    )


def _timestamp(heads: list[Report]) -> int | None:
    """When the newest of the reports was retrieved, in Unix seconds; unknown where none says."""
    moments = [datetime.fromisoformat(head.retrieved) for head in heads if head.retrieved]
    return int(max(moment.timestamp() for moment in moments)) if moments else None
