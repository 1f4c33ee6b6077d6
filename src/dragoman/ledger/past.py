"""The ledger as it was known at a moment: temporary tables and views laid over the recorded ones.

SQLite looks a bare table name up among temporary tables first, so the queries of `read.py` see the past unchanged.
What was known at a moment: the reports recorded by then, each by the reading it had then, the corrections made by then.
Sentences are the report's own text, cut as the present reader cuts it; they come with their report, whatever read it.

Where the views had caught up with all that was recorded by then they are laid as they stood, from `history.py`: what
that costs grows with what has changed since. At a moment in the midst of a run they are reconciled anew, in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..model import Disagreement, Incident, Link, Reading, Rule, from_record
from .history import KEPT, changed_since, stood
from .rows import READING_TABLES, Row, report_row, rows_of
from .views import VIEW_TABLES, disagreement_rows, incident_rows, link_rows, reconciled, view_rows
from .write import insert

# The views whose rows follow from the records of another one's.
_HANGING = {"incident": ("incident_mention", "incident_actor"), "disagreement": ("disagreement_side",)}
_PAST_TABLES = ("report", "reading", *(table for table in READING_TABLES if table != "sentence"))


def lay_past(db: sqlite3.Connection, until: str) -> None:
    """Hide from this connection what was recorded after the stamp `until`, and bring back the readings of then."""
    db.execute("CREATE TEMP TABLE hidden (report_id TEXT PRIMARY KEY NOT NULL)")
    db.execute(
        """INSERT INTO temp.hidden SELECT report_id FROM main.report WHERE recorded_at > :until
        UNION SELECT report_id FROM main.reading WHERE recorded_at > :until""",
        {"until": until},
    )
    for table in _PAST_TABLES:
        db.execute(f"CREATE TEMP TABLE past_{table} AS SELECT * FROM main.{table} WHERE 0")
    _bring_back(db, until)
    for table in _PAST_TABLES:
        db.execute(f"CREATE TEMP VIEW {table} AS {_present_rows(table)} UNION ALL SELECT * FROM temp.past_{table}")
    for table in ("correction", "skipped", "run"):
        db.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE recorded_at <= ?", (until,))
    reports = "SELECT report_id FROM temp.past_report"
    db.execute(
        f"""CREATE TEMP VIEW sentence AS SELECT * FROM main.sentence
        WHERE report_id NOT IN temp.hidden OR report_id IN ({reports})"""
    )


def lay_stood(db: sqlite3.Connection, moment: str) -> None:
    """Lay the views as they stood at a moment at which they had caught up."""
    for table, key in KEPT.items():
        db.execute(f"CREATE TEMP TABLE changed_{table} ({key} TEXT PRIMARY KEY NOT NULL)")
        changed = ((one,) for one in changed_since(db, table, moment))
        db.executemany(f"INSERT INTO temp.changed_{table} VALUES (?)", changed)
        for one in (table, *_HANGING.get(table, ())):
            db.execute(f"CREATE TEMP TABLE past_{one} AS SELECT * FROM main.{one} WHERE 0")
        for key_of, at, told in stood(db, table, moment):
            for one, rows in _rows_of(table, key, key_of, told).items():
                insert(db, f"temp.past_{one}", (row | {"recorded_at": at} for row in rows))
        for one in (table, *_HANGING.get(table, ())):
            db.execute(f"CREATE INDEX temp.past_{one}_key ON past_{one} ({key})")
            db.execute(
                f"""CREATE TEMP VIEW {one} AS SELECT * FROM main.{one} WHERE {key} NOT IN temp.changed_{table}
                UNION ALL SELECT * FROM temp.past_{one}"""
            )
    db.execute("CREATE INDEX temp.past_mentions ON past_incident_mention (mention_id)")


def _rows_of(table: str, key: str, key_of: str, told: Any) -> Mapping[str, Sequence[Row]]:
    """The rows of a view, and of those that hang on it, from what is kept of one."""
    if table == "incident":
        return incident_rows([from_record(Incident, told)])
    if table == "disagreement":
        return disagreement_rows([from_record(Disagreement, told)])
    if table == "link":
        return link_rows([from_record(Link, told)])
    return {table: [{key: key_of} | told]}


def lay_views(db: sqlite3.Connection, rule: Rule, at: str, folders: Sequence[Path] = ()) -> None:
    """Reconcile everything that this connection sees, and lay the views of it over the stored ones."""
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
        report = f"(SELECT m.report_id FROM main.mention m WHERE m.mention_id = {table}.mention_id)"
        return f"SELECT * FROM main.{table} WHERE {report} NOT IN temp.hidden"
    return f"SELECT * FROM main.{table} WHERE report_id NOT IN temp.hidden"


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
