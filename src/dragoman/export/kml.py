"""KML: incidents on a globe, each with the span of its time and, round its point, the circle where it may lie."""

from __future__ import annotations

import re
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from ..model import Count, Incident, PlaceMention
from .coding import OUR_OWN, cited, did_not_happen
from .formats import ATTRIBUTION
from .job import Job
from .sheet import heads_of

FORMAT = "kml"
CORNERS = 36
"""Corners of a circle: ten degrees apart nobody sees them."""
_EARTH_KM = 6371.0
# What XML 1.0 does not allow, however it is escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>Dragoman</name>
<description>{OUR_OWN}. {ATTRIBUTION}. A circle is where it may have happened, not what was hit.</description>
<Style id="incident"><LineStyle><color>ff2244cc</color><width>1</width></LineStyle>
<PolyStyle><color>332244cc</color></PolyStyle></Style>
<Style id="country"><IconStyle><color>88aaaaaa</color><scale>0.5</scale></IconStyle>
<LabelStyle><scale>0</scale></LabelStyle>
<LineStyle><color>88aaaaaa</color><width>1</width></LineStyle><PolyStyle><fill>0</fill></PolyStyle></Style>
"""


def write_kml(job: Job, out: BinaryIO) -> None:
    """Write incidents as placemarks, one after the other."""
    out.write(_HEAD.encode("utf8"))
    for incident in job.incidents():
        reason = did_not_happen(incident)
        if reason:
            job.account.leave_out(incident.incident_id, reason)
            continue
        job.account.written += 1
        _count_losses(job, incident)
        out.write(placemark(incident).encode("utf8"))
    out.write(b"</Document>\n</kml>\n")


def _count_losses(job: Job, incident: Incident) -> None:
    place = incident.place
    held: list[tuple[object, str]] = [
        (place is None or place.lat is None, "its place is unknown or has no coordinates: it has no point"),
        (
            place and place.lat is not None and not _ring(place),
            "its circle passes a pole or the date line, or is unknown",
        ),
        (incident.disagreements, "disagreements have no element: `dragoman show` has them"),
        (len(incident.evidence) > 1, "only the first sentence stands there: `dragoman show` has all"),
    ]
    for value, reason in held:
        if value:
            job.account.lose(incident.incident_id, reason)


def placemark(incident: Incident) -> str:
    """One incident."""
    told = cited(incident.evidence[0]) if incident.evidence else ""
    parts = [
        f"<Placemark id={quoteattr(incident.incident_id)}>",
        f"<name>{_text(incident.summary)}</name>",
        f"<description>{_text(told)}</description>",
        _span(incident),
        f"<styleUrl>#{_style(incident.place)}</styleUrl>",
        "<ExtendedData>",
        *(f"<Data name={quoteattr(name)}><value>{_text(value)}</value></Data>" for name, value in _data(incident)),
        "</ExtendedData>",
        _geometry(incident.place) if incident.place else "",
        "</Placemark>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _span(incident: Incident) -> str:
    """The days within which it happened; an unknown end is open."""
    begin = f"<begin>{incident.time.start.isoformat()}</begin>" if incident.time.start else ""
    end = f"<end>{incident.time.end.isoformat()}</end>" if incident.time.end else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>" if begin or end else ""


def _style(place: PlaceMention | None) -> str:
    """What is known only to a country is grey and without a filling: a pile of them in its middle is no hot spot."""
    return "country" if place and place.precision == 4 else "incident"


def _data(incident: Incident) -> list[tuple[str, str]]:
    """What is known, under the names of houses/columns.csv."""
    place = incident.place
    values = {
        "incident_id": incident.incident_id,
        "kind": incident.kind,
        "status": incident.status,
        "killed": _range(incident.killed),
        "injured": _range(incident.injured),
        "radius_km": str(place.radius_km) if place and place.radius_km is not None else None,
        "geo_precision": str(place.precision) if place and place.precision is not None else None,
        "origins": str(incident.origins),
        "reports": "; ".join(incident.reports),
    }
    return [(name, value) for name in heads_of(FORMAT) if (value := values[name]) is not None]


def _range(count: Count | None) -> str | None:
    """A count in words: 4, 3–5, at least 3."""
    if count is None or not count.known:
        return None
    low, high = count.low, count.high
    if low is None:
        return f"at most {high}" if high is not None else str(count.best)
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"


def _geometry(place: PlaceMention) -> str:
    """The point, and the circle of its uncertainty."""
    if place.lat is None or place.lon is None:
        return ""
    point = f"<Point><coordinates>{place.lon:.6f},{place.lat:.6f}</coordinates></Point>"
    ring = _ring(place)
    if not ring:
        return point
    corners = " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in ring)
    circle = f"<outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs>"
    return f"<MultiGeometry>{point}<Polygon>{circle}</Polygon></MultiGeometry>"


def _ring(place: PlaceMention) -> list[tuple[float, float]]:
    """Corners of the circle, counter-clockwise and closed; none where it would pass a pole or the date line."""
    if place.lat is None or place.lon is None or not place.radius_km:
        return []
    reach, lat, lon = place.radius_km / _EARTH_KM, radians(place.lat), radians(place.lon)
    if abs(place.lat) + degrees(reach) >= 90:
        return []
    found = []
    for number in range(CORNERS):
        bearing = -2 * pi * number / CORNERS
        north = asin(sin(lat) * cos(reach) + cos(lat) * sin(reach) * cos(bearing))
        east = lon + atan2(sin(bearing) * sin(reach) * cos(lat), cos(reach) - sin(lat) * sin(north))
        found.append((degrees(east), degrees(north)))
    if any(abs(east) > 180 for east, _ in found):
        return []
    return [*found, found[0]]
