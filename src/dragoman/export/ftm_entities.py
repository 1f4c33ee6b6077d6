"""The entities of the FollowTheMoney export, one function each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import HAPPENED, Count, Incident, Party, PlaceMention, Relation, Report, content_id
from .coding import cited_once, urls
from .job import Job
from .spill import Spill

DATASET = "dragoman"
"""What every statement says it is of."""

Properties = dict[str, list[str]]

TYPES = {
    "id": "id",
    "addressEntity": "entity",
    "author": "string",
    "country": "country",
    "date": "date",
    "endDate": "date",
    "full": "address",
    "involved": "entity",
    "keywords": "string",
    "language": "language",
    "latitude": "number",
    "location": "address",
    "longitude": "number",
    "member": "entity",
    "name": "name",
    "namesMentioned": "name",
    "notes": "text",
    "object": "entity",
    "organization": "entity",
    "proof": "entity",
    "publishedAt": "date",
    "publisher": "string",
    "recordId": "string",
    "region": "string",
    "role": "string",
    "sourceUrl": "url",
    "startDate": "date",
    "subject": "entity",
    "summary": "text",
    "title": "string",
}
"""Every property that the export uses, with FollowTheMoney's type of it."""

ORGANISATIONS = ("Organization", "PublicBody", "Company")
"""Schemata that a person can be a member of."""

_LANGUAGES = {"en": "eng"}
_MEMBERSHIPS = ("member_of", "part_of")


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its schema, and its properties with their values as text."""

    id: str
    schema: str
    properties: Properties


def _of(id_: str, schema: str, **properties: str | Sequence[str | None] | None) -> Entity:
    """An entity of what is known: empty values are left out, each value stands once."""
    held: Properties = {}
    for name, given in properties.items():
        values = [given] if isinstance(given, str) or given is None else given
        known = list(dict.fromkeys(value for value in values if value))
        if known:
            held[name] = known
    return Entity(id_, schema, held)


def event_of(incident: Incident, heads: Sequence[Report], address: Entity | None, involved: Sequence[str]) -> Entity:
    """An incident. Whether it happened stands among the keywords, and in the name where it did not."""
    place, time = incident.place, incident.time
    happened = incident.status in HAPPENED
    return _of(
        incident.incident_id,
        "Event",
        name=incident.summary if happened else f"[{incident.status}] {incident.summary}",
        summary=cited_once(incident.evidence),
        date=time.start.isoformat() if time.start and time.start == time.end else None,
        startDate=time.start.isoformat() if time.start else None,
        endDate=time.end.isoformat() if time.end else None,
        location=(place.name or place.text) if place else None,
        country=place.country.lower() if place and place.country else None,
        addressEntity=address.id if address else None,
        involved=involved,
        namesMentioned=[p.name for p in incident.actors if p.type in ("unnamed", "facility")],
        recordId=incident.incident_id,
        proof=[head.report_id for head in heads],
        sourceUrl=urls(heads),
        publisher=[head.publisher for head in heads],
        keywords=[incident.kind, incident.status, *(weapon.class_ for weapon in incident.weapons)],
        notes=[_told(what, getattr(incident, what)) for what in ("killed", "injured", "arrested")],
    )


def _told(what: str, count: Count | None) -> str | None:
    """A count with its ends: "killed: 3 to 5, best 4"; an open end is named so."""
    if count is None:
        return None
    low, best, high = ("open" if number is None else str(number) for number in (count.low, count.best, count.high))
    return f"{what}: {low} to {high}, best {best}"


def article_of(head: Report) -> Entity:
    """A report, which is the proof of events."""
    return _of(
        head.report_id,
        "Article",
        title=head.title or head.external_id,
        publishedAt=head.published.start.isoformat() if head.published.start else None,
        publisher=head.publisher,
        author=head.author,
        sourceUrl=urls([head]),
        language=_LANGUAGES.get(head.language),
    )


def address_of(place: PlaceMention) -> Entity | None:
    """A place with coordinates."""
    if place.lat is None or place.lon is None:
        return None
    name = place.name or place.text
    return _of(
        content_id("plc", place.place_id or name, place.lat, place.lon),
        "Address",
        full=", ".join(dict.fromkeys(part for part in (name, place.admin1, place.country_name) if part)),
        region=place.admin1,
        country=place.country.lower() if place.country else None,
        latitude=str(place.lat),
        longitude=str(place.lon),
        keywords=place.place_id,
    )


def party_id(actor_id: str | None, kind: str, name: str) -> str:
    """The id of a party's entity: FollowTheMoney's ids hold no slashes."""
    return content_id("act", actor_id) if actor_id else content_id("nam", kind, name.casefold())


def party_of(job: Job, party: Party) -> Entity | None:
    """A named party; None for "gunmen", a building, a vehicle. `keywords` holds the ledger's own id of the actor."""
    if party.type in ("unnamed", "facility"):
        return None
    country = job.codes.country(party.country)
    return _of(
        party_id(party.actor_id, party.type, party.name),
        _schema(job, party),
        name=party.name,
        country=country.alpha2.lower() if country else None,
        keywords=[party.actor_id, party.sector],
    )


def _schema(job: Job, party: Party) -> str:
    if party.type == "person":
        return "Person"
    if party.type == "country":
        return "PublicBody"
    codes = job.codes.sectors.get(party.sector or "")
    return (codes.ftm if codes else None) or "Organization"


def role_of(incident: Incident, party: Party, entity: Entity) -> Entity:
    """What a party was in an incident: FollowTheMoney's event knows only who was involved."""
    time = incident.time
    return _of(
        content_id("rol", incident.incident_id, party.role, entity.id),
        "UnknownLink",
        subject=incident.incident_id,
        object=entity.id,
        role=party.role,
        startDate=time.start.isoformat() if time.start else None,
        endDate=time.end.isoformat() if time.end else None,
        proof=list(incident.reports),
    )


def relation_of(job: Job, relation: Relation, spill: Spill) -> Entity | None:
    """A relation between two parties of exported incidents, with the days it is known to have held."""
    if not relation.a_id or not relation.b_id or relation.a_id == relation.b_id:
        return None
    a, b = party_id(relation.a_id, "", ""), party_id(relation.b_id, "", "")
    if not (spill.has(a) and spill.has(b)):
        return None
    member = relation.relation in _MEMBERSHIPS and spill.has(f"organization:{b}")
    ends = {"member": a, "organization": b} if member else {"subject": a, "object": b}
    head = job.head(relation.report_id)
    return _of(
        relation.relation_id,
        "Membership" if member else "UnknownLink",
        role=relation.office or relation.relation.replace("_", " "),
        startDate=relation.since.last.isoformat() if relation.since.last else None,
        endDate=relation.until.first.isoformat() if relation.until.first else None,
        proof=head.report_id if spill.has(head.report_id) else None,
        recordId=relation.relation_id,
        summary=f"{relation.text} [{relation.report_id}:{relation.start}-{relation.end}]",
        **ends,
    )
