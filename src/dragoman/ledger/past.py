"""The ledger as it was known at a moment, or under another rule: temporary tables laid over the recorded ones.

SQLite looks a bare table name up among temporary tables first, so the queries of `read.py` see the past unchanged.
What was known at a moment: the reports recorded by then, each by the reading it had then, the corrections made by then.
Sentences are the report's own text, cut as the present reader cuts it; they come with their report, whatever read it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from ..model import Reading, Rule, from_record
from .rows import READING_TABLES, report_row, rows_of
from .views import VIEW_TABLES, reconciled, view_rows
from .write import insert

_PAST_TABLES = ("report", "reading", *(table for table in READING_TABLES if table != "sentence"))


def lay_past(db: sqlite3.Connection, until: str) -> None:
    """Hide from this connection what was recorded after the stamp `until`, and bring back the readings of then."""
    db.execute(
        """CREATE TEMP TABLE seen AS
        SELECT r.report_id FROM main.report r JOIN main.reading g ON g.report_id = r.report_id
        WHERE r.recorded_at <= :until AND g.recorded_at <= :until""",
        {"until": until},
    )
    db.execute("CREATE UNIQUE INDEX temp.seen_report ON seen (report_id)")
    for table in _PAST_TABLES:
        db.execute(f"CREATE TEMP TABLE past_{table} AS SELECT * FROM main.{table} WHERE 0")
    _bring_back(db, until)
    for table in _PAST_TABLES:
        db.execute(f"CREATE TEMP VIEW {table} AS {_present_rows(table)} UNION ALL SELECT * FROM temp.past_{table}")
    for table in ("correction", "skipped", "run"):
        db.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE recorded_at <= ?", (until,))
    reports = "SELECT report_id FROM temp.report"
    db.execute(f"CREATE TEMP VIEW sentence AS SELECT * FROM main.sentence WHERE report_id IN ({reports})")


def lay_views(db: sqlite3.Connection, rule: Rule, at: str, folders: Sequence[Path] = ()) -> None:
    """Lay freshly reconciled views over the stored ones, for this connection alone."""
    for table in VIEW_TABLES:
        db.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE 0")
    for table, rows in view_rows(reconciled(db, rule, folders)).items():
        insert(db, f"temp.{table}", (row | {"recorded_at": at} for row in rows))
    # Exports ask for the tellings and disagreements of one incident after the other.
    for table in ("incident_mention", "disagreement"):
        db.execute(f"CREATE INDEX temp.{table}_laid ON {table} (incident_id)")


def _present_rows(table: str) -> str:
    """The recorded rows that had been seen; the parties of a mention belong to a report through it."""
    if table == "mention_actor":
        known = "mention_id IN (SELECT m.mention_id FROM main.mention m JOIN temp.seen s ON s.report_id = m.report_id)"
    else:
        known = "report_id IN (SELECT report_id FROM temp.seen)"
    return f"SELECT * FROM main.{table} WHERE {known}"


def _bring_back(db: sqlite3.Connection, until: str) -> None:
    """Fill the past tables with the readings that were replaced since."""
    rows = db.execute(
        """SELECT old.report_id, old.record, old.reader, old.reader_version, old.recorded_at,
            r.text, r.version, r.run_id, r.recorded_at
        FROM main.replaced_reading old JOIN main.report r ON r.report_id = old.report_id
        WHERE old.recorded_at <= :until AND old.replaced_at > :until""",
        {"until": until},
    ).fetchall()
    for report_id, record, reader, reader_version, read_at, text, version, run_id, recorded_at in rows:
        plain = json.loads(record)
        plain["report"]["text"] = text
        reading = from_record(Reading, plain)
        kept = {"version": version, "run_id": run_id, "recorded_at": recorded_at}
        insert(db, "temp.past_report", [report_row(reading.report) | kept])
        by = {"reader": reader, "reader_version": reader_version, "run_id": run_id, "recorded_at": read_at}
        insert(db, "temp.past_reading", [{"report_id": report_id} | by])
        tables = rows_of(reading)
        del tables["sentence"]
        for table, items in tables.items():
            insert(db, f"temp.past_{table}", [item | {"recorded_at": read_at} for item in items])
