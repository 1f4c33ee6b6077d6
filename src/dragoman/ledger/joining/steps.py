"""Catching up: what was recorded since the views were made finds its place in them, a few hundred reports at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from ...model import Rule
from ...reconcile import Lore
from ..views import VIEW_TABLES
from .decided import Decided
from .incidents import Incidents, stand
from .kin import Kin
from .links import Links
from .quarrels import Quarrels
from .stock import Stock
from .swap import KEYS
from .units import Units

MEMORY_TABLES = (
    "kin",
    "kin_sample",
    "kin_tie",
    "unit",
    "unit_block",
    "unit_crowd",
    "unit_tie",
    "correction_report",
    "correction_telling",
    "voice",
    "voice_block",
    "voice_crowd",
    "voice_tie",
    "quarrel",
)
"""What joining keeps for itself; see migration 0003."""

BATCH = 500


def catch_up(db: sqlite3.Connection, rule: Rule, at: str, folders: Sequence[Path] = ()) -> bool:
    """Bring the views up to date with a batch of what is new, in the caller's transaction; True when some is left."""
    stock = Stock(db, Lore.load(tuple(folders)))
    decided = Decided(stock)
    reports = [row[0] for row in db.execute("SELECT report_id FROM todo_report LIMIT ?", (BATCH,))]
    corrections = [row[0] for row in db.execute("SELECT correction_id FROM todo_correction")]
    moved = Kin(stock, at).update(reports)
    fresh = {*reports, *moved}
    weighed, about = decided.update(reports, corrections)
    units = Units(stock, decided)
    units.update(fresh, about, decided.tellings_of(weighed) if weighed else ())
    changed = Incidents(stock, decided, units, rule, at).update(units.touched, units.orphaned)
    rest = weighed - changed.settled
    stand(db, {key: standing for key, standing in decided.standings(rest).items() if key in rest}, at)
    Quarrels(stock, decided, at).update({*fresh, *about}, changed.moved, changed.reports)
    Links(stock, decided, at).update(changed.incidents)
    db.executemany("DELETE FROM todo_report WHERE report_id = ?", [(one,) for one in reports])
    db.executemany("DELETE FROM todo_correction WHERE correction_id = ?", [(one,) for one in corrections])
    if db.execute("SELECT 1 FROM todo_report LIMIT 1").fetchone():
        return True
    db.execute("UPDATE state SET changes_seen = changes, rule = ?, recorded_at = ?", (rule, at))
    return False


def rebuild(db: sqlite3.Connection, rule: Rule, at: str, folders: Sequence[Path] = ()) -> None:
    """Make all views anew inside the caller's transaction; a row that came out the same keeps its moment."""
    for table in VIEW_TABLES:
        db.execute(f"DROP TABLE IF EXISTS temp.before_{table}")
        db.execute(f"CREATE TEMP TABLE before_{table} AS SELECT * FROM main.{table}")
    for table in (*reversed(VIEW_TABLES), *MEMORY_TABLES):
        db.execute(f"DELETE FROM {table}")
    db.execute("INSERT OR IGNORE INTO todo_report SELECT report_id FROM report")
    db.execute("INSERT OR IGNORE INTO todo_correction SELECT correction_id FROM correction")
    while catch_up(db, rule, at, folders):
        pass
    for table in VIEW_TABLES:
        _give_back_moments(db, table)
        db.execute(f"DROP TABLE temp.before_{table}")


def _give_back_moments(db: sqlite3.Connection, table: str) -> None:
    """Give the rows that are what they were the moments at which they were recorded."""
    key = KEYS[table]
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "recorded_at"]
    db.execute(f"CREATE INDEX temp.before_{table}_key ON before_{table} ({', '.join(key)})")
    same = " AND ".join(f"b.{one} = {table}.{one}" if one in key else f"b.{one} IS {table}.{one}" for one in columns)
    db.execute(f"UPDATE {table} SET recorded_at = b.recorded_at FROM temp.before_{table} b WHERE {same}")
