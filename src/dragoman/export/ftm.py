"""FollowTheMoney: incidents as events, parties, roles and articles; as statements (CSV) or as entities (JSON lines).

Ids of events and articles are the ledger's own. Schemata and properties: FollowTheMoney's default model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import BinaryIO

from ..model import Incident, Report
from .ftm_entities import (
    DATASET,
    ORGANISATIONS,
    TYPES,
    Entity,
    address_of,
    article_of,
    event_of,
    party_of,
    relation_of,
    role_of,
)
from .job import Job
from .sheet import defused
from .spill import Spill

STATEMENT_COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
"""The columns of a file of statements, the canonical id first, so that a plain sort puts an entity together."""

Seen = tuple[str | None, str | None]


def write_statements(job: Job, out: BinaryIO) -> None:
    """Write a statement a line: one value of one property, when it was first and last reported, and its id."""
    # The dialect that FollowTheMoney reads: everything quoted, bare line ends.
    out.write((",".join(f'"{column}"' for column in STATEMENT_COLUMNS) + "\n").encode("utf8"))
    for entity, seen in _entities(job):
        out.write("".join(_statements(entity, seen, job.raw)).encode("utf8"))


def _statements(entity: Entity, seen: Seen, raw: bool) -> Iterator[str]:
    """The lines of one entity. Of its cells only values can hold a quotation mark, which is doubled."""
    id_, schema, days = entity.id, entity.schema, f'"{seen[0] or ""}","{seen[1] or ""}"'
    for prop, values in {"id": [id_], **entity.properties}.items():
        head = f'"{id_}","{id_}","{prop}","{TYPES[prop]}","{schema}"'
        for value in values:
            safe = value if raw else defused(value)
            # FollowTheMoney's own key of a statement, which it checks nothing against but merges by.
            key = hashlib.sha1(f"{DATASET}.{id_}.{prop}.{safe}".encode(), usedforsecurity=False).hexdigest()
            cell = safe.replace('"', '""')
            yield f'{head},"{cell}","{DATASET}","","","","f",{days},"{key}"\n'


def write_entities(job: Job, out: BinaryIO) -> None:
    """Write an entity a line, as `ftm` and Aleph load them."""
    for entity, _ in _entities(job):
        record = {"id": entity.id, "schema": entity.schema, "properties": entity.properties}
        out.write(json.dumps(record, ensure_ascii=False).encode("utf8") + b"\n")


def _entities(job: Job) -> Iterator[tuple[Entity, Seen]]:
    """Every entity once, an event after what it points at; then the relations between parties that were met."""
    with Spill() as spill:
        for incident in job.incidents():
            job.account.written += 1
            _count_losses(job, incident)
            yield from _of_incident(job, incident, spill)
        for relation in job.ledger.relations():
            entity = relation_of(job, relation, spill)
            if entity and spill.first(entity.id):
                yield entity, _seen([job.head(relation.report_id)])


def _of_incident(job: Job, incident: Incident, spill: Spill) -> Iterator[tuple[Entity, Seen]]:
    heads = job.heads(incident)
    seen = _seen(heads)
    for head in heads:
        if spill.first(head.report_id):
            yield article_of(head), _seen([head])
    address = address_of(incident.place) if incident.place else None
    if address and spill.first(address.id):
        yield address, (None, None)
    roles = []
    for party in incident.actors:
        entity = party_of(job, party)
        if entity is None:
            continue
        if spill.first(entity.id):
            if entity.schema in ORGANISATIONS:
                spill.first(f"organization:{entity.id}")
            yield entity, seen
        roles.append(role_of(incident, party, entity))
    yield event_of(incident, heads, address, [role.properties["object"][0] for role in roles]), seen
    for role in {role.id: role for role in roles}.values():
        yield role, seen


def _seen(heads: list[Report]) -> Seen:
    """The first and the last day on which reports told it."""
    days = sorted(head.published.start for head in heads if head.published.start)
    return (days[0].isoformat(), days[-1].isoformat()) if days else (None, None)


def _count_losses(job: Job, incident: Incident) -> None:
    held: list[tuple[object, str]] = [
        (incident.killed or incident.injured or incident.arrested, "tolls have no property: they stand in `notes`"),
        (incident.disagreements, "disagreements have no schema: `dragoman show` has them"),
        (
            any(p.type in ("unnamed", "facility") for p in incident.actors),
            "who has no name is a name mentioned, no entity",
        ),
        (incident.place and incident.place.radius_km, "the radius of the place has no property"),
    ]
    for value, reason in held:
        if value:
            job.account.lose(incident.incident_id, reason)
