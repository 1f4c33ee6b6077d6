"""GeoJSON (RFC 7946): incidents as points. Consumers draw points, so the uncertainty stands in the properties.

An incident whose place is unknown is a feature without geometry, which the format allows: it is not dropped.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from ..model import Incident
from .coding import joined, names, parties, urls
from .formats import ATTRIBUTION
from .job import Job


def write_geojson(job: Job, out: BinaryIO) -> None:
    """Write incidents as one FeatureCollection, a feature a line; properties say where the evidence stands."""
    head = {"type": "FeatureCollection", "attribution": ATTRIBUTION}
    out.write(json.dumps(head)[:-1].encode("utf8") + b', "features": [')
    between = b"\n"
    for incident in job.incidents():
        job.account.written += 1
        feature = feature_of(job, incident)
        if feature["geometry"] is None:
            job.account.lose(
                incident.incident_id, "its place is unknown or has no coordinates: a feature without geometry"
            )
        out.write(between + json.dumps(feature, ensure_ascii=False).encode("utf8"))
        between = b",\n"
    out.write(b"\n]}\n")


def feature_of(job: Job, incident: Incident) -> dict[str, Any]:
    """One incident as a feature."""
    place = incident.place
    known = place is not None and place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": incident.incident_id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and known else None,
        "properties": _properties(job, incident),
    }


def _properties(job: Job, incident: Incident) -> dict[str, Any]:
    time, place = incident.time, incident.place
    addresses = (address for report_id in incident.reports for address in urls([job.head(report_id)]))
    return {
        "id": incident.incident_id,
        "date": time.start.isoformat() if time.start else None,
        "date_end": time.end.isoformat() if time.end else None,
        "time_precision": time.precision,
        "type": job.kinds[incident.kind].group,
        "subtype": incident.kind,
        "summary": incident.summary,
        "actors": joined(names(parties(incident, "actor"))),
        "blamed": joined(names(parties(incident, "blamed"))),
        "targets": joined(names(parties(incident, "recipient", "victim"))),
        "weapon": joined(weapon.text for weapon in incident.weapons),
        **_counts(incident),
        "place": (place.name or place.text) if place else None,
        "country": place.country if place else None,
        "geo_precision": place.precision if place else None,
        "radius_km": place.radius_km if place else None,
        "n_reports": len(incident.reports),
        "n_independent": incident.origins,
        "n_disagreements": len(incident.disagreements),
        "status": incident.status,
        "series": incident.series,
        "background": incident.background,
        "evidence_url": next(addresses, None),
    }


def _counts(incident: Incident) -> dict[str, int | None]:
    """Tolls with their ends; unknown is null."""
    tolls = {"killed": incident.killed, "injured": incident.injured}
    ends = ("low", "best", "high")
    return {f"{what}_{end}": getattr(count, end) if count else None for what, count in tolls.items() for end in ends}
