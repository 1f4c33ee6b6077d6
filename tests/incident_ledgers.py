"""Ledgers of incidents made by hand: for tests of what leaves a ledger, whatever was read into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ledger_builders import HandReader

from dragoman.ledger import Ledger
from dragoman.ledger.views import disagreement_rows, incident_rows
from dragoman.ledger.write import insert
from dragoman.model import (
    Count,
    Disagreement,
    Evidence,
    Incident,
    Interval,
    Party,
    PlaceMention,
    Plover,
    Published,
    Report,
    Side,
    Weapon,
)

SENTENCE = "Rockets hit the depot in Karsa."
KARSA = PlaceMention(25, 30, "Karsa", "9001", "Karsa", "city", 33.5, -44.25, "IQ", "Iraq", "Diyala", 1, 2.0)
DAY = date(2021, 3, 4)


def a_report(number: int = 0, **fields: Any) -> Report:
    published = Published(date(2021, 3, 5), date(2021, 3, 5), "day", "header", "a dateline")
    given = {"title": f"Title {number}", "publisher": f"Paper {number}", "published": published}
    return Report(**{"text": f"{SENTENCE} Report {number}.", "external_id": f"r{number}", **given, **fields})


def an_incident(report: Report | Sequence[Report], number: int = 0, **fields: Any) -> Incident:
    """One shelling in Karsa on 4 March 2021, 3 to 5 dead, told by every report given; any field may be another."""
    reports = [report] if isinstance(report, Report) else list(report)
    whole: dict[str, Any] = {
        "incident_id": f"inc-{number:016x}",
        "kind": "shelling",
        "plover": Plover("ASSAULT", "heavy-weapons"),
        "status": "occurred",
        "series": False,
        "background": False,
        "actors": (
            Party("actor", "Grey Wolves", "group", "grey-wolves", ("the Wolves",), "REB", "IRQ"),
            Party("victim", "guards", "unnamed", None, ("three guards",), "MIL", "IRQ"),
        ),
        "place": KARSA,
        "time": Interval(DAY, DAY, "day"),
        "killed": Count(3, 4, 5, 0, 1, "3"),
        "injured": None,
        "arrested": None,
        "quantity": None,
        "weapons": (Weapon(0, 7, "Rockets", "rocket"),),
        "summary": f"Rocket fire on Karsa ({number})",
        "reports": tuple(one.report_id for one in reports),
        "origins": len(reports),
        "evidence": tuple(Evidence(one.report_id, 0, len(SENTENCE), SENTENCE) for one in reports),
        "disagreements": (),
        "rule": "best_supported",
    }
    return Incident(**whole | fields)


def a_disagreement(incident: Incident, number: int = 0) -> Disagreement:
    sides = tuple(
        Side(value, 1, (), incident.evidence, (who,)) for value, who in (("3", "the army"), ("5", "a doctor"))
    )
    return Disagreement(f"dis-{number:016x}", incident.incident_id, "killed", sides, "value", "how many died")


def a_ledger(
    path: Path, incidents: Iterable[Incident], reports: Iterable[Report], disagreements: Iterable[Disagreement] = ()
) -> Ledger:
    """A ledger that holds these incidents as they are, as if they had been reconciled."""
    ledger = Ledger.open(path, reader=HandReader())
    ledger.add_reports(reports)
    disputes = tuple(disagreements)
    held = tuple(
        replace(one, disagreements=tuple(d.disagreement_id for d in disputes if d.incident_id == one.incident_id))
        for one in incidents
    )
    for table, rows in (incident_rows(held) | disagreement_rows(disputes)).items():
        if rows and table != "incident_mention":
            insert(ledger._db, table, (row | {"recorded_at": "2021-03-06T12:00:00Z"} for row in rows))
    return ledger
