"""Another rule of values: each incident is told anew by it when somebody asks for it, and no other.

A rule chooses numbers, and the words that hold them; which tellings belong together, where and when, follows from no
rule. So the incidents stay as they are but for those cells, and SQLite asks for these row by row (`lay_rule`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..model import Disagreement, Incident, Rule, from_record
from ..reconcile import Lore
from ..reconcile.accounts import Account, account
from ..reconcile.matching.profiles import make_units
from ..reconcile.matching.units import Unit
from . import read
from .joining.decided import NOTHING, Decided
from .joining.stock import Recent, Stock
from .rows import Row
from .views import disagreement_rows, incident_rows

# The cells of so many incidents are kept: a few dozen megabytes; and the records of so many, which may be long.
_CELLS, _TOLD = 50_000, 300
_COLUMNS = (
    *(f"{count}_{end}" for count in ("killed", "injured", "arrested", "quantity") for end in ("low", "best", "high")),
    "summary",
    "rule",
)


def lay_rule(db: sqlite3.Connection, rule: Rule, folders: Sequence[Path] = (), past: bool = False) -> None:
    """Lay views over the stored ones, or over those of the past, in which headline values follow another rule."""
    under = Under(db, rule, folders)
    db.create_function("cell_under", 2, under.cell, deterministic=True)
    db.create_function("record_under", 1, under.record, deterministic=True)
    db.create_function("dispute_under", 4, under.dispute, deterministic=True)
    for table, told in (("incident", (*_COLUMNS, "record")), ("disagreement", ("about", "record"))):
        if past:
            (sql,) = db.execute("SELECT sql FROM temp.sqlite_master WHERE name = ?", (table,)).fetchone()
            db.execute(sql.replace(f"VIEW {table} AS", f"TEMP VIEW {table}_by_rule AS", 1))
            db.execute(f"DROP VIEW temp.{table}")
        base = f"temp.{table}_by_rule" if past else f"main.{table}"
        names = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})")]
        cells = [_asked(table, name) if name in told else name for name in names]
        db.execute(f"CREATE TEMP VIEW {table} AS SELECT {', '.join(cells)} FROM {base}")
    under.base = "temp.incident_by_rule" if past else "main.incident"


def _asked(table: str, name: str) -> str:
    if table == "disagreement":
        return f"dispute_under(incident_id, disagreement_id, {name}, '{name}') AS {name}"
    asked = "record_under(incident_id)" if name == "record" else f"cell_under(incident_id, '{name}')"
    return f"{asked} AS {name}"


class Under:
    """Incidents by another rule, each worked out when first asked for."""

    base = "main.incident"
    """Where they stand by their own rule."""

    def __init__(self, db: sqlite3.Connection, rule: Rule, folders: Sequence[Path] = ()) -> None:
        self._db, self._rule = db, rule
        self._stock = Stock(db, Lore.load(tuple(folders)))
        self._decided = Decided(self._stock)
        self._told: Recent[str, tuple[Row, Mapping[str, Row]]] = Recent(self._tell, _TOLD)
        self._cells: Recent[str, Row] = Recent(self._cells_of, _CELLS)

    def cell(self, incident_id: str, name: str) -> str | int | None:
        """A cell of the row of an incident."""
        found: str | int | None = self._cells[incident_id][name]
        return found

    def record(self, incident_id: str) -> str:
        """The record of an incident."""
        return str(self._told[incident_id][0]["record"])

    def dispute(self, incident_id: str | None, disagreement_id: str, now: str, name: str) -> str:
        """What a disagreement is about, or its record: these name the incident in one line, with its numbers."""
        return now if incident_id is None else str(self._told[incident_id][1][disagreement_id][name])

    def _cells_of(self, incident_id: str) -> Row:
        row = self._told[incident_id][0]
        return {name: row[name] for name in _COLUMNS}

    def _tell(self, incident_id: str) -> tuple[Row, Mapping[str, Row]]:
        stored = read.incident_of(self._db, incident_id, self.base)
        if stored.mentions:
            found = self._account(incident_id)
            incident = next(one for one in found.incidents if one.incident_id == incident_id)
            disputes = [one for one in found.disagreements if one.incident_id == incident_id]
        else:
            # Nobody tells of it (a ledger made by hand): no rule has anything to choose from.
            incident, disputes = replace(stored, rule=self._rule), self._stored_disputes(incident_id)
        rows = disagreement_rows(disputes)["disagreement"]
        return incident_rows([incident])["incident"][0], {row["disagreement_id"]: row for row in rows}

    def _stored_disputes(self, incident_id: str) -> list[Disagreement]:
        query = "SELECT record FROM main.disagreement WHERE incident_id = ?"
        return [from_record(Disagreement, json.loads(row[0])) for row in self._db.execute(query, (incident_id,))]

    def _account(self, incident_id: str) -> Account:
        """An incident, with those that decisions of persons tie to it, told anew."""
        incidents = [read.incident_of(self._db, one, self.base) for one in self._tied(incident_id)]
        reports = sorted({report for one in incidents for report in one.reports})
        told = {report: self._decided.of(report) for report in reports}
        mentions = [m for report in reports for m in told[report][0]]
        rejected = {m for report in reports for m in told[report][1]}
        own = {m for one in incidents for m in one.mentions}
        decisions = NOTHING
        if self._decided.any:
            decisions = self._decided.decisions(self._decided.closure(self._decided.on_tellings(own)))
        clusters = [self._cluster(one) for one in incidents]
        elsewhere = {m.mention_id for m in mentions} - own - rejected
        world, views = self._stock.world(reports, mentions), self._stock.views(reports)
        return account(clusters, world, views, decisions, self._stock.lore, self._rule, elsewhere)

    def _tied(self, incident_id: str) -> list[str]:
        """An incident and all that decisions tie to it."""
        found, reached = set[str](), {incident_id}
        while reached:
            found |= reached
            more = self._by_decision(sorted(reached)) if self._decided.any else set()
            reached = more - found
        return sorted(found)

    def _by_decision(self, incidents: Sequence[str]) -> set[str]:
        query = "SELECT mention_id FROM incident_mention WHERE incident_id IN"
        own = [row[0] for row in self._stock.rows(query, incidents)]
        tellings = self._decided.tellings_of(self._decided.closure(self._decided.on_tellings(own)))
        query = "SELECT incident_id FROM incident_mention WHERE mention_id IN"
        return {row[0] for row in self._stock.rows(query, sorted(tellings))}

    def _cluster(self, incident: Incident) -> list[Unit]:
        """The tellings of an incident as the units that they were joined by."""
        own = set(incident.mentions)
        units: list[Unit] = []
        for report_id in incident.reports:
            mentions, _, bonds = self._decided.of(report_id)
            told = [m for m in bonds.cut(mentions) if m.mention_id in own]
            reports, origins = {report_id: self._stock.report[report_id]}, self._stock.origins([report_id])
            units += make_units(told, self._stock.statements[report_id], reports, origins, self._stock.lore.families)
        return sorted(units, key=lambda unit: unit.key)
