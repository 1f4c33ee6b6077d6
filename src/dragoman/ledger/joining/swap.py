"""Swapping rows of the views: those of some incidents go, new ones come; one that came out the same stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from ..history import KEPT, keep
from ..rows import Row

KEYS = {
    "origin": ("report_id",),
    "incident": ("incident_id",),
    "incident_mention": ("incident_id", "mention_id"),
    "incident_actor": ("incident_id", "number"),
    "disagreement": ("disagreement_id",),
    "disagreement_side": ("disagreement_id", "number"),
    "link": ("link_id",),
    "correction_state": ("correction_id",),
}
"""What a row of each table of the views is known by, parents before children."""
_MOST_VALUES = 900

Scope = Mapping[str, tuple[str, Sequence[str]]]
"""For each table a column and the values of it whose rows are swapped."""


def swap(db: sqlite3.Connection, scope: Scope, rows: Mapping[str, Sequence[Row]], at: str) -> None:
    """Put `rows` in the place of all rows within `scope`; a row that stays the same keeps its moment."""
    before: dict[str, dict[tuple[object, ...], Row]] = {}
    moments: dict[str, dict[tuple[object, ...], str]] = {}
    for table, within in scope.items():
        before[table], moments[table] = _rows(db, table, *within)
    after = {table: {_key(table, row): row for row in rows.get(table, ())} for table in scope}
    tables = [table for table in KEYS if table in scope]
    for table in KEPT.keys() & before.keys():
        old = before[table]
        superseded = [key for key, row in old.items() if after[table].get(key) != row]
        keep(db, table, [old[key] | {"recorded_at": moments[table][key]} for key in superseded], at)
        if table == "incident":
            keep(db, "link", _links_of(db, [str(key[0]) for key in superseded if key not in after[table]]), at)
    for table in reversed(tables):
        gone = [key for key in before[table] if key not in after[table]]
        condition = " AND ".join(f"{column} = ?" for column in KEYS[table])
        db.executemany(f"DELETE FROM {table} WHERE {condition}", gone)
    for table in tables:
        changed = [row | {"recorded_at": at} for key, row in after[table].items() if before[table].get(key) != row]
        if changed:
            columns = list(changed[0])
            new = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in KEYS[table])
            db.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{one}' for one in columns)})"
                # Replacing the row would take its children with it.
                f" ON CONFLICT ({', '.join(KEYS[table])}) DO UPDATE SET {new}",
                changed,
            )


def _links_of(db: sqlite3.Connection, gone: Sequence[str]) -> list[Row]:
    """The ties of incidents that are no more: these go with them."""
    found: list[Row] = []
    for incident in gone:
        rows = db.execute("SELECT * FROM link WHERE from_incident = :me OR to_incident = :me", {"me": incident})
        names = [one[0] for one in rows.description]
        found += [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    return found


def _key(table: str, row: Row) -> tuple[object, ...]:
    return tuple(row[column] for column in KEYS[table])


def _rows(
    db: sqlite3.Connection, table: str, column: str, values: Sequence[str]
) -> tuple[dict[tuple[object, ...], Row], dict[tuple[object, ...], str]]:
    """The present rows within a scope, by key, and their moments apart."""
    found: dict[tuple[object, ...], Row] = {}
    moments: dict[tuple[object, ...], str] = {}
    for start in range(0, len(values), _MOST_VALUES):
        chunk = values[start : start + _MOST_VALUES]
        rows = db.execute(f"SELECT * FROM {table} WHERE {column} IN ({', '.join('?' * len(chunk))})", chunk)
        names = [one[0] for one in rows.description]
        for row in rows.fetchall():
            plain: Row = dict(zip(names, row, strict=True))
            at = plain.pop("recorded_at")
            key = _key(table, plain)
            found[key], moments[key] = plain, at
    return found, moments
