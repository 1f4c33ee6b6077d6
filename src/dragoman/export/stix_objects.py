"""The objects of the STIX bundle, one function each: plain dicts with the properties of the STIX 2.1 specification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha1
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ..model import Count, Disagreement, Incident, Party, PlaceMention, Report
from .coding import OUR_OWN, cited_once, told_sides, urls
from .formats import ATTRIBUTION, PLOVER_ATTRIBUTION
from .job import Job

Object = dict[str, Any]

_SPACE = uuid5(NAMESPACE_OID, "dragoman:stix")
UNDATED = "1970-01-01T00:00:00.000Z"
"""`created` of what nobody can date: STIX requires one, and the moment of the export would change with every run."""
EVIDENCE_SHOWN = 5
"""Different sentences that a description quotes; the rest are counted, and `dragoman show` has them."""

_CLASSES = {"person": "individual", "group": "group", "organisation": "organization", "country": "organization"}


def key(kind: str, *parts: str) -> str:
    """The id of an object: its type, and a UUID made of what the ledger calls it (version 5, RFC 9562).

    Python's own `uuid5` gives the same; this spares the object, which a bundle needs a dozen of for every incident.
    """
    name = chr(31).join((kind, *parts)).encode()
    digest = bytearray(sha1(_SPACE.bytes + name, usedforsecurity=False).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x50, digest[8] & 0x3F | 0x80
    hex_ = digest.hex()
    return f"{kind}--{hex_[:8]}-{hex_[8:12]}-{hex_[12:16]}-{hex_[16:20]}-{hex_[20:]}"


def moment(day: date | None) -> str:
    """The first moment of a day (UTC); of an unknown day, UNDATED."""
    return f"{day.isoformat()}T00:00:00.000Z" if day else UNDATED


EXTENSION = key("extension-definition", "incident")
DRAGOMAN = key("identity", "dragoman")
MARKING = key("marking-definition", "attribution")

_OWN: Object = {"spec_version": "2.1", "created_by_ref": DRAGOMAN, "created": UNDATED, "modified": UNDATED}

EXTENSION_PROPERTIES = {
    "incident_id": "the ledger's id: `dragoman show ID` prints every claim behind it",
    "kind": "what an analyst calls it; `dragoman ref kinds` lists them",
    "status": "occurred, ongoing or attempted: nothing else is exported as an incident",
    "series": "true for an aggregate of several events",
    "background": "true where it is told as history",
    "date_first": "first day on which it may have happened",
    "date_last": "last day on which it may have happened",
    "date_precision": "day, week, month, season, year or unknown",
    "killed_low": "fewest dead told; absent is unknown, never 0",
    "killed_best": "dead, by the rule named in `rule`",
    "killed_high": "most dead told",
    "injured_low": "fewest injured told",
    "injured_best": "injured, by the rule",
    "injured_high": "most injured told",
    "arrested_low": "fewest arrested told",
    "arrested_best": "arrested, by the rule",
    "arrested_high": "most arrested told",
    "weapons": "weapons as told",
    "plover": "PLOVER type and mode",
    "origins": "independent originators: copies of one story count once",
    "rule": "how headline values were chosen",
}
"""The properties of the declared extension, with what each says."""

HEAD: tuple[Object, ...] = (
    {
        "type": "identity",
        "id": DRAGOMAN,
        **_OWN,
        "name": "Dragoman",
        "identity_class": "system",
        "description": f"{OUR_OWN}: what is reported, by whom, how independently; not what is true.",
    },
    {
        "type": "extension-definition",
        "id": EXTENSION,
        **_OWN,
        "name": "Dragoman incident",
        "description": "; ".join(f"{name}: {what}" for name, what in EXTENSION_PROPERTIES.items()),
        "schema": "properties of `incident`, each named with its meaning in the description",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    },
    {
        "type": "marking-definition",
        "id": MARKING,
        "spec_version": "2.1",
        "created_by_ref": DRAGOMAN,
        "created": UNDATED,
        "definition_type": "statement",
        "definition": {
            "statement": f"{OUR_OWN}: what is reported, not what is true. {ATTRIBUTION}; {PLOVER_ATTRIBUTION}"
        },
    },
)
"""What stands at the beginning of every bundle: who made it, the extension, the attribution of the places."""


def _common(type_: str, id_: str, created: str) -> Object:
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": id_,
        "created_by_ref": DRAGOMAN,
        "created": created,
        "modified": created,
        "object_marking_refs": [MARKING],
    }


def created_of(incident: Incident, heads: Sequence[Report]) -> str:
    """When an incident was first told of, as far as the reports' dates say."""
    return moment(min((head.published.start for head in heads if head.published.start), default=incident.time.start))


def incident_object(incident: Incident, heads: Sequence[Report], created: str) -> Object:
    """An incident with its extension, its sentences and its reports."""
    sentences = cited_once(incident.evidence)
    told = sentences[:EVIDENCE_SHOWN]
    more = len(sentences) - len(told)
    if more:
        told.append(f"… and {more} more sentences")
    return {
        **_common("incident", key("incident", incident.incident_id), created),
        "name": incident.summary,
        "description": "\n".join(told),
        "labels": [incident.kind, incident.status],
        "confidence": round(incident.confidence * 100),
        "external_references": [
            {"source_name": "dragoman", "external_id": incident.incident_id},
            *({"source_name": _publisher(head), **_address(head), "external_id": head.report_id} for head in heads),
        ],
        "extensions": {EXTENSION: {"extension_type": "property-extension", **_extension(incident)}},
    }


def _extension(incident: Incident) -> Object:
    """The properties that STIX's incident has no place for; the unknown ones are absent."""
    plover = incident.plover
    found: Object = {
        "incident_id": incident.incident_id,
        "kind": incident.kind,
        "status": incident.status,
        "series": incident.series,
        "background": incident.background,
        "date_first": incident.time.start.isoformat() if incident.time.start else None,
        "date_last": incident.time.end.isoformat() if incident.time.end else None,
        "date_precision": incident.time.precision,
        **_ends("killed", incident.killed),
        **_ends("injured", incident.injured),
        **_ends("arrested", incident.arrested),
        "weapons": [weapon.text for weapon in incident.weapons] or None,
        "plover": " ".join(filter(None, (plover.type, plover.mode))) if plover else None,
        "origins": incident.origins,
        "rule": incident.rule,
    }
    return {name: value for name, value in found.items() if value is not None}


def _ends(what: str, count: Count | None) -> dict[str, int | None]:
    return {f"{what}_{end}": getattr(count, end) if count else None for end in ("low", "best", "high")}


def _publisher(head: Report) -> str:
    return head.publisher or "unknown publisher"


def _address(head: Report) -> Object:
    address = urls([head])
    return {"url": address[0]} if address else {}


def party_key(job: Job, party: Party) -> tuple[str, str, str]:
    """The type of a party's object, and what its id is made of: the actor's id where it has one, else its name."""
    codes = job.codes.sectors.get(party.sector or "")
    # A party is called a threat actor for what it is (an armed group, a gang), never for what one report says it did.
    kind = "threat-actor" if codes and codes.threat and party.type in ("group", "organisation") else "identity"
    return (
        (kind, "actor", party.actor_id) if party.actor_id else (kind, "name", f"{party.type}:{party.name.casefold()}")
    )


def party_object(job: Job, party: Party) -> Object:
    """A party as an identity, or as a threat actor where it is an armed group or a gang."""
    kind, *_ = parts = party_key(job, party)
    codes = job.codes.sectors.get(party.sector or "")
    made = _common(kind, key(*parts), UNDATED) | {"name": party.name}
    if kind == "threat-actor":
        made["threat_actor_types"] = [codes.threat] if codes else ["unknown"]
    else:
        # "Americans", "a woman", "protesters": who is not known by name may be one or many.
        known = party.actor_id or party.type != "person"
        made["identity_class"] = _CLASSES.get(party.type, "unknown") if known else "unknown"
        if codes and codes.stix:
            made["sectors"] = [codes.stix]
    if party.actor_id:
        made["external_references"] = [{"source_name": "dragoman", "external_id": party.actor_id}]
    return made


def publisher_object(head: Report) -> Object | None:
    """Who published a report; None where nobody knows: the name of a file is no publisher."""
    if not head.publisher:
        return None
    name = head.publisher
    made = _common("identity", key("identity", "publisher", name), UNDATED)
    return made | {"name": name, "identity_class": "organization", "sectors": ["communications"]}


def location_object(place: PlaceMention, created: str) -> Object | None:
    """A place, with its uncertainty in metres; None where STIX would have nothing to locate it by."""
    located = place.lat is not None and place.lon is not None
    if not located and not place.country:
        return None
    made = _common("location", key("location", place.place_id or place.text.casefold()), UNDATED)
    made |= {"name": place.name or place.text}
    if located:
        made |= {"latitude": place.lat, "longitude": place.lon}
        if place.radius_km is not None:
            made["precision"] = float(place.radius_km * 1000)
    if place.country:
        made["country"] = place.country
    if place.admin1:
        made["administrative_area"] = place.admin1
    return made


def relationship(
    source: str, kind: str, target: str, created: str, since: date | None, until: date | None, name: str = ""
) -> Object:
    """A tie with the time it held; `stop_time` is the end of the last day, and never stands without a later start."""
    made = _common("relationship", key("relationship", source, kind, target, name), created)
    made |= {"relationship_type": kind, "source_ref": source, "target_ref": target}
    if since:
        made["start_time"] = moment(since)
    if until and (since is None or until >= since):
        made["stop_time"] = moment(until + timedelta(days=1))
    return made


def opinion_object(dispute: Disagreement, incident: str, created: str) -> Object:
    """A disagreement: every side with its value, its voices and how many independent origins hold it."""
    return {
        **_common("opinion", key("opinion", dispute.disagreement_id), created),
        "explanation": told_sides(dispute),
        # A toll that rose from one day to the next is news, no quarrel.
        "opinion": "neutral" if dispute.kind == "updated" else "disagree",
        "object_refs": [incident],
        "labels": [dispute.kind],
        "external_references": [{"source_name": "dragoman", "external_id": dispute.disagreement_id}],
    }


def sighting_object(
    incident: Incident, heads: Sequence[Report], id_: str, publishers: Sequence[Object], created: str
) -> Object:
    """That reports told of an incident: from when to when, how many, and who published them."""
    days = sorted(head.published.start for head in heads if head.published.start)
    made = _common("sighting", key("sighting", incident.incident_id), created)
    made |= {"count": len(incident.reports), "sighting_of_ref": id_, "summary": True}
    if publishers:
        made["where_sighted_refs"] = sorted({publisher["id"] for publisher in publishers})
    return made | ({"first_seen": moment(days[0]), "last_seen": moment(days[-1])} if days else {})


def report_object(head: Report, incidents: Sequence[str]) -> Object | None:
    """A report and the incidents that it tells of; None where it has no date, which STIX requires."""
    if head.published.start is None:
        return None
    day = moment(head.published.start)
    return {
        **_common("report", key("report", head.report_id), day),
        "name": head.title or head.external_id,
        "published": day,
        "report_types": ["threat-report"],
        "object_refs": list(incidents),
        "external_references": [
            {"source_name": _publisher(head), **_address(head), "external_id": head.report_id},
        ],
    }
