"""The schema and its history: `migrations/NNNN_name.sql`, run in order, each in one transaction.

A migration that has been released is never edited; a change of the schema is a new file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ..errors import LedgerDamaged
from .moment import Clock, stamp
from .store import APPLICATION_ID, told, transaction, use_wal

_SCHEMA_VERSION = """CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, recorded_at TEXT NOT NULL
)"""


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """Every migration as (number, name, SQL), in order."""
    folder = files("dragoman.ledger").joinpath("migrations")
    found = sorted(
        (file.name, file.read_text(encoding="utf8")) for file in folder.iterdir() if file.name.endswith(".sql")
    )
    return tuple((int(name.split("_")[0]), name.removesuffix(".sql"), sql) for name, sql in found)


def newest() -> int:
    """The schema version that this Dragoman writes."""
    return migrations()[-1][0]


def version_of(db: sqlite3.Connection) -> int:
    """The schema version of an open file; 0 for an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection, path: str, clock: Clock) -> None:
    """Bring the file to the newest schema. Raises LedgerDamaged when a newer Dragoman wrote it."""
    with told(path):
        check_version(db, path)
        if version_of(db) == newest():
            return
        use_wal(db, path)
    with transaction(db, path):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(_SCHEMA_VERSION)
        # Read again under the lock: another process may have migrated while this one waited.
        for number, name, sql in migrations():
            if number > version_of(db):
                for statement in statements_of(sql):
                    db.execute(statement)
                db.execute("INSERT INTO schema_version VALUES (?, ?, ?)", (number, name, stamp(clock())))
                db.execute(f"PRAGMA user_version = {number}")


def check_version(db: sqlite3.Connection, path: str) -> None:
    """Raise LedgerDamaged when the file is of a newer schema than this program knows."""
    if version_of(db) > newest():
        raise LedgerDamaged(
            f"{path} was written by a newer Dragoman (schema {version_of(db)}, this one knows {newest()}): open it with"
            " that one"
        )


def check_current(db: sqlite3.Connection, path: str) -> None:
    """As `check_version`, for a file that will not be migrated: an older schema is refused too."""
    check_version(db, path)
    if version_of(db) < newest():
        raise LedgerDamaged(
            f"{path} is of an older schema: `dragoman serve --review --ledger {path}`, or any command that writes, "
            "brings it up to date"
        )


def statements_of(script: str) -> Iterator[str]:
    """The single statements of an SQL script: `executescript` would commit between them."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
