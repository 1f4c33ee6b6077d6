"""Writing: a reading is one transaction's worth of rows, and reading the same report again replaces them whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ..model import Reading, as_record
from .read import reading_of
from .rows import READING_TABLES, Row, dumps, report_row, rows_of


def known_version(db: sqlite3.Connection, report_id: str) -> tuple[str, str] | None:
    """Name and version of the reader that last read a report; None for a report the ledger does not hold."""
    row = db.execute("SELECT reader, reader_version FROM reading WHERE report_id = ?", (report_id,)).fetchone()
    return (row[0], row[1]) if row else None


def record(db: sqlite3.Connection, reading: Reading, reader: tuple[str, str], run_id: int, at: str) -> None:
    """Write a reading inside the caller's transaction. A report already there keeps its row's place in history."""
    report = reading.report
    written = {"recorded_at": at}
    if known_version(db, report.report_id):
        _replace(db, report.report_id, at)
        # What identifies the report, its version and its first recording stand; what a reader can improve is renewed.
        row = {key: value for key, value in report_row(report).items() if key not in ("report_id", "version")}
        changes = ", ".join(f"{column} = :{column}" for column in row)
        db.execute(f"UPDATE report SET {changes} WHERE report_id = :report_id", row | {"report_id": report.report_id})
    else:
        version = _next_version(db, report.article_id)
        insert(db, "report", [report_row(report) | {"version": version, "run_id": run_id} | written])
    name, number = reader
    read_by = {"reader": name, "reader_version": number, "run_id": run_id}
    insert(db, "reading", [{"report_id": report.report_id, **read_by, **written}])
    for table, rows in rows_of(reading).items():
        insert(db, table, [row | written for row in rows])
    db.execute("INSERT OR IGNORE INTO todo_report VALUES (?)", (report.report_id,))
    db.execute("UPDATE state SET changes = changes + 1, recorded_at = ?", (at,))


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows that all have the same columns."""
    rows = list(rows)
    if rows:
        columns = ", ".join(rows[0])
        values = ", ".join(f":{column}" for column in rows[0])
        db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", rows)


def settle_versions(db: sqlite3.Connection, run_id: int) -> None:
    """Number the versions of the articles of this run by date, then digest: the order of its files must not show.

    Versions of earlier runs keep their numbers; what came later is a later version whatever its date says.
    """
    db.execute(
        """
        UPDATE report SET version = settled.number FROM (
            SELECT report_id, row_number() OVER (
                PARTITION BY article_id ORDER BY run_id, published_start IS NULL, published_start, published_end,
                    modified IS NOT NULL, modified, sha256
            ) AS number
            FROM report WHERE article_id IN (SELECT article_id FROM report WHERE run_id = :run)
        ) AS settled
        WHERE settled.report_id = report.report_id AND report.run_id = :run AND report.version <> settled.number
        """,
        {"run": run_id},
    )


def _next_version(db: sqlite3.Connection, article_id: str) -> int:
    row = db.execute("SELECT max(version) FROM report WHERE article_id = ?", (article_id,)).fetchone()
    return int(row[0] or 0) + 1


def _replace(db: sqlite3.Connection, report_id: str, at: str) -> None:
    """Put the present reading away, whole, and take its rows out of the tables."""
    old = as_record(reading_of(db, report_id))
    del old["report"]["text"]
    given = db.execute("SELECT origin_given FROM report WHERE report_id = ?", (report_id,)).fetchone()
    old["report"]["origin_id"] = given[0]
    db.execute(
        """INSERT INTO replaced_reading
        SELECT report_id, reader, reader_version, recorded_at, ?, ? FROM reading WHERE report_id = ?""",
        (at, dumps(old), report_id),
    )
    # Tables without a report's own id (the parties of a mention) go with their mention.
    for table in reversed([name for name in READING_TABLES if name != "mention_actor"]):
        db.execute(f"DELETE FROM {table} WHERE report_id = ?", (report_id,))
    db.execute("DELETE FROM reading WHERE report_id = ?", (report_id,))
