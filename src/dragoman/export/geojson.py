"""GeoJSON (RFC 7946): incidents as points. Consumers draw points, so the uncertainty stands in the properties.

An incident whose place is unknown is a feature without geometry, which the format allows: it is not dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from ..knowledge.kinds import load_kinds
from .formats import ATTRIBUTION

Record = Mapping[str, Any]


def write_geojson(incidents: Iterable[Record], urls: Mapping[str, str | None], out: BinaryIO) -> None:
    """Write incidents as one FeatureCollection, a feature a line; `urls` by report id say where the evidence stands."""
    groups = {name: kind.group for name, kind in load_kinds().items()}
    head = {"type": "FeatureCollection", "attribution": ATTRIBUTION}
    out.write(json.dumps(head)[:-1].encode("utf8") + b', "features": [')
    between = b"\n"
    for incident in incidents:
        feature = feature_of(incident, groups, urls)
        out.write(between + json.dumps(feature, ensure_ascii=False).encode("utf8"))
        between = b",\n"
    out.write(b"\n]}\n")


def feature_of(incident: Record, groups: Mapping[str, str], urls: Mapping[str, str | None]) -> dict[str, Any]:
    """One incident as a feature."""
    place = incident["place"] or {}
    known = place.get("lat") is not None and place.get("lon") is not None
    return {
        "type": "Feature",
        "id": incident["incident_id"],
        "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if known else None,
        "properties": _properties(incident, place, groups, urls),
    }


def _properties(
    incident: Record, place: Record, groups: Mapping[str, str], urls: Mapping[str, str | None]
) -> dict[str, Any]:
    time = incident["time"]
    return {
        "id": incident["incident_id"],
        "date": time["start"],
        "date_end": time["end"],
        "time_precision": time["precision"],
        "type": groups.get(incident["kind"]),
        "subtype": incident["kind"],
        "summary": incident["summary"],
        "actors": _names(incident, "actor"),
        "blamed": _names(incident, "blamed"),
        "targets": _names(incident, "recipient", "victim"),
        "weapon": "; ".join(dict.fromkeys(weapon["text"] for weapon in incident["weapons"])) or None,
        **_counts(incident),
        "place": place.get("name") or place.get("text"),
        "country": place.get("country"),
        "geo_precision": place.get("precision"),
        "radius_km": place.get("radius_km"),
        "n_reports": len(incident["reports"]),
        "n_independent": incident["origins"],
        "n_disagreements": len(incident["disagreements"]),
        "status": incident["status"],
        "series": incident["series"],
        "background": incident["background"],
        "evidence_url": next((urls[e["report_id"]] for e in incident["evidence"] if urls.get(e["report_id"])), None),
    }


def _names(incident: Record, *roles: str) -> str | None:
    return "; ".join(party["name"] for party in incident["actors"] if party["role"] in roles) or None


def _counts(incident: Record) -> dict[str, int | None]:
    """Tolls with their ends; unknown is null."""
    ends = ("low", "best", "high")
    return {f"{what}_{end}": (incident[what] or {}).get(end) for what in ("killed", "injured") for end in ends}
