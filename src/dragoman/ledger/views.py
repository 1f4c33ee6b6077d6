"""The views over what is recorded: origins, incidents, disagreements and links, rebuilt by `reconcile`.

Invariant: the views are a pure function of the recorded rows, the corrections and the rule; `state` says whether they
have caught up. A killed run leaves them behind, and the next one that may write catches them up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import Disagreement, Incident, Link, Rule, Standing, as_record
from . import read
from .rows import Row, counts, dumps, joined

if TYPE_CHECKING:
    from ..reconcile import Reconciled

VIEW_TABLES = (
    "origin",
    "incident",
    "incident_mention",
    "incident_actor",
    "disagreement",
    "disagreement_side",
    "link",
    "correction_state",
)
"""The tables that `rebuild` writes, parents before children."""

DEFAULT_RULE: Rule = "best_supported"


def stale(db: sqlite3.Connection) -> bool:
    """True when rows were recorded since the views were built."""
    row = db.execute("SELECT changes <> changes_seen FROM state").fetchone()
    return bool(row and row[0])


def reconciled(db: sqlite3.Connection, rule: Rule, folders: Sequence[Path]) -> Reconciled:
    """What `reconcile` makes of everything recorded, with a user's own knowledge: the only place that calls it."""
    from ..reconcile import Lore, reconcile

    return reconcile(
        reports=tuple(read.reports(db)),
        mentions=tuple(read.mentions(db)),
        statements=tuple(read.statements(db)),
        told=tuple(read.told_links(db)),
        corrections=tuple(read.corrections(db)),
        rule=rule,
        lore=Lore.load(tuple(folders)),
    )


def view_rows(result: Reconciled) -> dict[str, list[Row]]:
    """The rows of the views by table, parents before children."""
    return {
        "origin": _origins(result),
        **incident_rows(result.incidents),
        **disagreement_rows(result.disagreements),
        **link_rows(result.links),
        **standing_rows(result.corrections),
    }


def incident_rows(incidents: Sequence[Incident]) -> dict[str, list[Row]]:
    """The rows of some incidents, by table."""
    return {
        "incident": [_incident(incident) for incident in incidents],
        "incident_mention": [
            {"incident_id": i.incident_id, "mention_id": mention}
            for i in incidents
            for mention in dict.fromkeys(i.mentions)
        ],
        "incident_actor": [row for incident in incidents for row in _parties(incident)],
    }


def disagreement_rows(disagreements: Sequence[Disagreement]) -> dict[str, list[Row]]:
    """The rows of some disagreements, by table."""
    return {
        "disagreement": [_disagreement(item) for item in disagreements],
        "disagreement_side": [row for item in disagreements for row in _sides(item)],
    }


def link_rows(links: Sequence[Link]) -> dict[str, list[Row]]:
    """The rows of some links."""
    return {"link": [_link(link) for link in links]}


def standing_rows(standings: Mapping[str, Standing]) -> dict[str, list[Row]]:
    """The rows of what became of some corrections."""
    return {
        "correction_state": [
            {"correction_id": key, "state": standing.state, "why": standing.why}
            for key, standing in sorted(standings.items())
        ]
    }


def _origins(result: Reconciled) -> list[Row]:
    """Whose report each one originally is, and why copies are held to be copies."""
    reasons = result.origin_reasons
    return [
        {"report_id": report, "origin_id": origin, "reasons": "; ".join(reasons.get(report, ()))}
        for report, origin in sorted(result.origins.items())
    ]


def _incident(incident: Incident) -> Row:
    place = incident.place
    return {
        "incident_id": incident.incident_id,
        "kind": incident.kind,
        "status": incident.status,
        "plover_type": incident.plover.type if incident.plover else None,
        "plover_mode": incident.plover.mode if incident.plover else None,
        # Whole numbers, so that a row read back is the row written.
        "series": int(incident.series),
        "background": int(incident.background),
        "time_start": incident.time.start.isoformat() if incident.time.start else None,
        "time_end": incident.time.end.isoformat() if incident.time.end else None,
        "time_precision": incident.time.precision,
        "place": (place.name or place.text) if place else None,
        "place_id": place.place_id if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "country": place.country if place else None,
        "country_name": place.country_name if place else None,
        **counts(incident),
        "weapons": joined([weapon.class_ for weapon in incident.weapons]),
        "summary": incident.summary,
        "origins": incident.origins,
        "rule": incident.rule,
        "confidence": incident.confidence,
        "rejected": int(incident.rejected),
        "record": dumps(as_record(incident)),
    }


def _parties(incident: Incident) -> Iterable[Row]:
    for number, party in enumerate(incident.actors):
        row: dict[str, Any] = {"incident_id": incident.incident_id, "number": number}
        yield row | {"role": party.role, "type": party.type, "name": party.name, "actor_id": party.actor_id}


def _disagreement(item: Disagreement) -> Row:
    columns: Row = {key: getattr(item, key) for key in ("disagreement_id", "incident_id", "field", "kind", "about")}
    return columns | {"record": dumps(as_record(item))}


def _sides(item: Disagreement) -> Iterable[Row]:
    for number, side in enumerate(item.sides):
        row: dict[str, Any] = {"disagreement_id": item.disagreement_id, "number": number}
        yield row | {"value": side.value, "origins": side.origins, "speakers": "; ".join(side.speakers)}


def _link(link: Link) -> Row:
    ends = {"link_id": link.link_id, "from_incident": link.from_id, "to_incident": link.to_id}
    said = {"relation": link.relation, "basis": link.basis, "speaker_id": link.speaker_id}
    return {**ends, **said, "record": dumps(as_record(link))}
