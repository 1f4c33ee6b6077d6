"""A ledger laid over itself: the views of a moment, or of another rule, in temporary tables on one connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from ..model import Rule
from . import read, views
from .history import state_at
from .past import lay_past, lay_stood, lay_views
from .under import lay_rule


def lay(db: sqlite3.Connection, until: str | None, rule: Rule, at: str, folders: Sequence[Path]) -> None:
    """Lay the views as they stood where they had caught up, else made anew.

    `until` is the stamp of a moment, None for the present; `at` the present stamp, which views made anew carry;
    `folders` hold a user's own knowledge.
    """
    stood = state_at(db, until) if until else None if views.stale(db) else ("", read.rule(db))
    if until:
        lay_past(db, until)
    decided = next(read.corrections(db), None) is not None
    if stood is None or (until and decided and stood[1] not in (None, rule)):
        # What persons decided is kept by the tellings of the present: of the past by another rule it is worked out.
        lay_views(db, rule, until or at, folders)
        return
    moment, own = stood
    if until:
        lay_stood(db, moment)
    if own and own != rule:
        lay_rule(db, rule, folders, past=until is not None)
