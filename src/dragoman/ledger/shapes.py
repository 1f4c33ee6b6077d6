"""Incidents as tables of three shapes: a row an incident, a row a party, a row a claim. Nothing is lost by lengthening:
an incident without parties, or whose claims are not at hand, still has its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, get_args

from ..errors import BadSettings
from ..model import Claim, Incident, as_record
from .flat import COLUMNS, Column, columns_at

Shape = Literal["wide", "actors", "claims"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
ClaimsOf = Callable[[str], Iterable[Claim]]

_WIDE = COLUMNS["incidents"]
# What a long table repeats of each incident: enough to filter and count by, without the lists that it spreads out.
_REPEATED = (
    "incident_id",
    "kind",
    "status",
    "series",
    "background",
    "time_start",
    "time_end",
    "time_precision",
    "place",
    "country",
    "admin1",
    "lat",
    "lon",
    "geo_precision",
    "radius_km",
    "killed_low",
    "killed_best",
    "killed_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "origins",
)
_HEAD = [column for name in _REPEATED for column in _WIDE if column.name == name]

COLUMNS_OF: dict[Shape, list[Column]] = {
    "wide": _WIDE,
    "actors": [
        *_HEAD,
        *columns_at("text", role="party.role", actor="party.name", actor_id="party.actor_id", actor_type="party.type"),
        *columns_at("text", sector="party.sector", actor_country="party.country"),
        *columns_at("list", texts="party.texts"),
    ],
    "claims": [
        *_HEAD,
        *columns_at("text", claim_id="claim.claim_id", mention_id="claim.mention_id", report_id="claim.report_id"),
        *columns_at("text", field="claim.field", value="claim.value", raw="claim.raw"),
        *columns_at("integer", start="claim.start", end="claim.end"),
        *columns_at("text", speaker_id="claim.speaker_id", speaker="claim.speaker", claim_status="claim.status"),
        *columns_at("text", reader="claim.reader", reader_version="claim.reader_version"),
    ],
}
"""The columns of each shape, in order."""


def shape_of(name: str) -> Shape:
    """A shape by its name. Raises BadSettings for one that does not exist."""
    for shape in SHAPES:
        if shape == name:
            return shape
    raise BadSettings(f"there is no shape {name!r}: choose one of {', '.join(SHAPES)}")


def records_in(shape: Shape, incidents: Iterable[Incident], claims_of: ClaimsOf) -> Iterator[Mapping[str, Any]]:
    """What the columns of a shape are taken from, one record a row, in the order of the incidents."""
    for incident in incidents:
        record = as_record(incident)
        if shape == "wide":
            yield record
        elif shape == "actors":
            for party in record["actors"] or [None]:
                yield record | {"party": party}
        else:
            claims = [as_record(claim) for claim in claims_of(incident.incident_id)]
            for claim in claims or [None]:
                yield record | {"claim": claim}
