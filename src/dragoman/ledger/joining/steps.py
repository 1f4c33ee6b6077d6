"""Catching up: what was recorded since the views were made finds its place in them, a few hundred reports at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from ...model import Rule
from ...reconcile import Lore
from ..history import KEPT, keep, note_caught_up
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
# Who comes after older ones is compared with the oldest holders of its words, and displaces none of them.
_OLDEST_FIRST = """SELECT t.report_id FROM todo_report t JOIN report r ON r.report_id = t.report_id
    ORDER BY r.published_start IS NULL, r.published_start, t.report_id LIMIT ?"""


def new_stock(db: sqlite3.Connection, folders: Sequence[Path] = ()) -> Stock:
    """What joining keeps in memory from one batch to the next. After a batch that failed it is no longer of use."""
    return Stock(db, Lore.load(tuple(folders)))


def forget_new(stock: Stock) -> None:
    """Forget what was recorded since the last batch."""
    stock.forget(row[0] for row in stock.db.execute("SELECT report_id FROM todo_report"))


def catch_up(stock: Stock, rule: Rule, at: str) -> bool:
    """Bring the views up to date with a batch of what is new, in the caller's transaction; True when some is left."""
    db = stock.db
    reports = [row[0] for row in db.execute(_OLDEST_FIRST, (BATCH,))]
    decided = Decided(stock)
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
    note_caught_up(db, at, rule)
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
    stock = new_stock(db, folders)
    while catch_up(stock, rule, at):
        pass
    for table in VIEW_TABLES:
        _give_back_moments(db, table)
        if table in KEPT:
            _keep_superseded(db, table, at)
        db.execute(f"DROP TABLE temp.before_{table}")


def _keep_superseded(db: sqlite3.Connection, table: str, at: str) -> None:
    """Put away the rows of before that are not what they were."""
    key = KEPT[table]
    rows = db.execute(
        f"""SELECT b.* FROM temp.before_{table} b LEFT JOIN {table} n ON n.{key} = b.{key}
        WHERE n.{key} IS NULL OR n.recorded_at <> b.recorded_at"""
    )
    names = [one[0] for one in rows.description]
    keep(db, table, (dict(zip(names, row, strict=True)) for row in rows.fetchall()), at)


def _give_back_moments(db: sqlite3.Connection, table: str) -> None:
    """Give the rows that are what they were the moments at which they were recorded."""
    key = KEYS[table]
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "recorded_at"]
    db.execute(f"CREATE INDEX temp.before_{table}_key ON before_{table} ({', '.join(key)})")
    same = " AND ".join(f"b.{one} = {table}.{one}" if one in key else f"b.{one} IS {table}.{one}" for one in columns)
    db.execute(f"UPDATE {table} SET recorded_at = b.recorded_at FROM temp.before_{table} b WHERE {same}")
