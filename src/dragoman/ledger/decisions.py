"""Keeping decisions: written once, never changed, and carried from ledger to ledger as lines of JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import get_args

from ..errors import BadSettings
from ..model import Correction, Op, Target, as_record
from .moment import moment_of
from .rows import dumps

_FIELDS = ("correction_id", "at", "by", "op", "target", "from", "to", "reason")
_OPTIONAL = ("from", "to")


def record(db: sqlite3.Connection, corrections: Iterable[Correction], at: str) -> int:
    """Record corrections inside the caller's transaction; how many were new. One that is there stays as it is."""
    columns = "correction_id, at, by, op, target, from_value, to_value, reason, recorded_at"
    new = 0
    for one in corrections:
        row = (
            one.correction_id, one.at, one.by, one.op, one.target, one.from_value, one.to_value, one.reason, at,
        )  # fmt: skip
        added = db.execute(f"INSERT OR IGNORE INTO correction ({columns}) VALUES ({', '.join('?' * 9)})", row).rowcount
        if added:
            db.execute("INSERT OR IGNORE INTO todo_correction VALUES (?)", (one.correction_id,))
        new += added
    if new:
        db.execute("UPDATE state SET changes = changes + 1, recorded_at = ?", (at,))
    return new


def lines_of(corrections: Iterable[Correction]) -> Iterator[str]:
    """Corrections as lines of JSON with the contract's names."""
    return (dumps(as_record(one)) + "\n" for one in corrections)


def corrections_of(lines: Iterable[str]) -> Iterator[Correction]:
    """What `lines_of` wrote. Raises BadSettings, with the number of the line, for what is no correction."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _correction(json.loads(line))
            except json.JSONDecodeError as error:
                raise BadSettings(f"line {number} is no correction: it is not valid JSON") from error
            except (ValueError, BadSettings) as error:
                raise BadSettings(f"line {number} is no correction: {error}") from error


def _correction(record: object) -> Correction:
    """A correction from its record, its id checked against its parts. Raises ValueError, BadSettings."""
    if not isinstance(record, dict) or set(record) != set(_FIELDS):
        raise ValueError(f"it needs the fields {', '.join(_FIELDS)}")
    for name in _FIELDS:
        if not isinstance(record[name], str) and not (name in _OPTIONAL and record[name] is None):
            raise ValueError(f"its {name} is no text")
    op: Op = next((known for known in get_args(Op) if known == record["op"]), "note")
    if op != record["op"]:
        raise ValueError(f"there is no decision {record['op']!r}")
    if not record["by"].strip():
        raise ValueError("nobody has made it")
    if moment_of(record["at"]) != record["at"]:
        raise ValueError("its moment is not written as 2020-01-31T18:00:00.000000Z")
    if op != "undo":
        Target.parse(record["target"])
    parts = (record["at"], record["by"], op, record["target"], record["from"], record["to"], record["reason"])
    found = Correction.made(*parts)
    if found.correction_id != record["correction_id"]:
        raise ValueError("its id does not fit its parts: it was changed after it was made")
    return found
