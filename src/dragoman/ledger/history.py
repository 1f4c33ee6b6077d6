"""History: rows of the views that others took the place of, kept with the moments between which they stood.

Invariant: the rows of a view that stood at a moment are those present with `recorded_at` up to it, and those kept here
with `recorded_at` up to it and `superseded_at` after it. What joining wrote and wrote over at one moment never stood.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .rows import Row, dumps

KEPT: Mapping[str, str] = {
    "origin": "report_id",
    "incident": "incident_id",
    "disagreement": "disagreement_id",
    "link": "link_id",
    "correction_state": "correction_id",
}
"""The views of which history is kept, with their keys; the others hang on these, and follow from their records."""

# Fast, and a third of the size: a record is mostly sentences and ids.
_LEVEL = 1


def keep(db: sqlite3.Connection, table: str, rows: Iterable[Row], at: str) -> None:
    """Put rows away that are no more what they were from the moment `at` on."""
    values = [
        (table, row[KEPT[table]], row["recorded_at"], at, _packed(row))
        for row in rows
        # What was written at this very moment was never seen.
        if row["recorded_at"] < at
    ]
    db.executemany("INSERT OR IGNORE INTO past_view VALUES (?, ?, ?, ?, ?)", values)


def stood(db: sqlite3.Connection, table: str, moment: str) -> Iterator[tuple[str, str, Any]]:
    """Key, moment of recording and content of the rows kept here that stood at a moment."""
    rows = db.execute(
        """SELECT key, recorded_at, record FROM main.past_view
        WHERE sort = ? AND superseded_at > ? AND recorded_at <= ? ORDER BY key""",
        (table, moment, moment),
    )
    return ((key, at, json.loads(zlib.decompress(record))) for key, at, record in rows)


def stood_of(db: sqlite3.Connection, table: str, keys: Iterable[str], moment: str) -> Iterator[tuple[str, Any]]:
    """Key and content of some rows as they stood at a moment, of those that others have taken the place of since."""
    rows = db.execute(
        """SELECT key, record FROM main.past_view WHERE sort = ? AND superseded_at > ? AND recorded_at <= ?
        AND key IN (SELECT value FROM json_each(?)) ORDER BY key""",
        (table, moment, moment, json.dumps(sorted(keys))),
    )
    return ((key, json.loads(zlib.decompress(record))) for key, record in rows)


def changed_since(db: sqlite3.Connection, table: str, moment: str) -> Iterator[str]:
    """The keys of the rows of a view that came, changed or went after a moment."""
    key = KEPT[table]
    query = f"""SELECT {key} FROM main.{table} WHERE recorded_at > :at
        UNION SELECT key FROM main.past_view WHERE sort = :table AND superseded_at > :at ORDER BY 1"""
    return (row[0] for row in db.execute(query, {"at": moment, "table": table}))


def note_caught_up(db: sqlite3.Connection, at: str, rule: str) -> None:
    """Note that the views hold all that was recorded by a moment."""
    db.execute("INSERT OR REPLACE INTO caught_up VALUES (?, ?)", (at, rule))


def state_at(db: sqlite3.Connection, moment: str) -> tuple[str, str | None] | None:
    """The last moment, up to another, at which the views held all that had been recorded by that other, and the rule.

    An empty moment where nothing had been recorded; None where the views had not caught up then.
    """
    last = db.execute(
        """SELECT max(at) FROM (
            SELECT max(recorded_at) AS at FROM main.reading WHERE recorded_at <= :at
            UNION ALL SELECT max(recorded_at) FROM main.replaced_reading WHERE recorded_at <= :at
            UNION ALL SELECT max(recorded_at) FROM main.correction WHERE recorded_at <= :at)""",
        {"at": moment},
    ).fetchone()[0]
    if last is None:
        return "", None
    row = db.execute(
        """SELECT recorded_at, rule FROM main.caught_up WHERE recorded_at <= ? AND recorded_at >= ?
        ORDER BY recorded_at DESC LIMIT 1""",
        (moment, last),
    ).fetchone()
    return (row[0], row[1]) if row else None


def _packed(row: Row) -> bytes:
    text = row["record"] if "record" in row else dumps({k: v for k, v in row.items() if k != "recorded_at"})
    return zlib.compress(text.encode("utf8"), _LEVEL)
