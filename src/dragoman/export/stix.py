"""STIX 2.1: one bundle of incidents, parties, locations, time-bounded relationships, disagreements and reports.

Invariant: ids are version-5 UUIDs of the ledger's own ids, so that the same ledger gives the same bundle, byte for
byte, and a platform that imports it twice holds it once. What STIX cannot hold stands in a declared extension.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..model import Incident, Relation
from .coding import did_not_happen
from .job import Job
from .spill import Spill
from .stix_objects import (
    HEAD,
    created_of,
    incident_object,
    key,
    location_object,
    moment,
    opinion_object,
    party_key,
    party_object,
    publisher_object,
    relationship,
    report_object,
    sighting_object,
)

Object = dict[str, Any]

ROLES = {
    "actor": "attributed-to",
    "claimant": "claimed-by",
    "blamed": "blamed-on",
    "recipient": "targets",
    "victim": "targets",
}
"""The relationship from an incident to a party, by the party's role."""


def write_stix(job: Job, out: BinaryIO) -> None:
    """Write incidents, and what belongs to them, as one bundle, an object a line."""
    bundle = key("bundle", "dragoman")
    out.write(f'{{"type": "bundle", "id": "{bundle}", "objects": [\n'.encode())
    between = b""
    with Spill() as spill:
        for item in _objects(job, spill):
            out.write(between + json.dumps(item, ensure_ascii=False).encode("utf8"))
            between = b",\n"
    out.write(b"\n]}\n")


def _objects(job: Job, spill: Spill) -> Iterator[Object]:
    """Every object once: an incident after the parties and the place that it names, the reports last."""
    yield from HEAD
    for incident in job.incidents():
        reason = did_not_happen(incident)
        if reason:
            job.account.leave_out(incident.incident_id, reason)
            continue
        job.account.written += 1
        yield from _of_incident(job, incident, spill)
    yield from _between_parties(job, spill)
    for report_id, incidents in spill.pairs():
        head = job.head(report_id)
        found = report_object(head, incidents)
        if found is None:
            job.account.lose(incidents[0], "its report has no date, which a STIX report must have: it is cited only")
        else:
            yield found


def _of_incident(job: Job, incident: Incident, spill: Spill) -> Iterator[Object]:
    heads = job.heads(incident)
    created = created_of(incident, heads)
    made = incident_object(incident, heads, created)
    ties: list[Object] = []
    for party in incident.actors:
        yield from _new(party_object(job, party), spill)
        target = key(*party_key(job, party))
        ties.append(
            relationship(made["id"], ROLES[party.role], target, created, incident.time.start, incident.time.end)
        )
    place = location_object(incident.place, created) if incident.place else None
    if place:
        yield from _new(place, spill)
        ties.append(
            relationship(made["id"], "located-at", place["id"], created, incident.time.start, incident.time.end)
        )
    elif incident.place:
        job.account.lose(
            incident.incident_id, "its place has neither country nor coordinates, which a STIX location must"
        )
    yield made
    # Two wordings of one party in two roles that STIX calls one: the tie stands once.
    yield from {tie["id"]: tie for tie in ties}.values()
    for dispute in job.disagreements(incident):
        yield opinion_object(dispute, made["id"], created)
    publishers = [found for head in heads if (found := publisher_object(head))]
    for publisher in publishers:
        yield from _new(publisher, spill)
    yield sighting_object(incident, heads, made["id"], publishers, created)
    for report_id in incident.reports:
        spill.pair(report_id, made["id"])
    if incident.series:
        job.account.lose(
            incident.incident_id, "it is an aggregate of several events: only the extension says so (`series`)"
        )


def _new(item: Object, spill: Spill) -> Iterator[Object]:
    if spill.first(item["id"]):
        yield item


def _between_parties(job: Job, spill: Spill) -> Iterator[Object]:
    """The relations that reports tell of between parties of the bundle, with the days they are known to have held."""
    for relation in job.ledger.relations():
        ends = [_end(actor_id, spill) for actor_id in (relation.a_id, relation.b_id)]
        if ends[0] and ends[1] and ends[0] != ends[1]:
            yield from _new(_relation(job, relation, ends[0], ends[1]), spill)


def _end(actor_id: str | None, spill: Spill) -> str | None:
    """The object that a party has in this bundle, whichever kind it is of."""
    if actor_id is None:
        return None
    return next((id_ for kind in ("identity", "threat-actor") if spill.has(id_ := key(kind, "actor", actor_id))), None)


def _relation(job: Job, relation: Relation, source: str, target: str) -> Object:
    head = job.head(relation.report_id)
    created = moment(head.published.start)
    # What is certain of a four-ended date: it held from the latest start to the earliest end.
    made = relationship(
        source,
        relation.relation.replace("_", "-"),
        target,
        created,
        relation.since.last,
        relation.until.first,
        relation.relation_id,
    )
    made["description"] = f"{relation.text} [{relation.report_id}:{relation.start}-{relation.end}]"
    return made | {"labels": ["disputed"]} if relation.disputed else made
