"""A person's decision about the ledger: append-only, and replayed on every rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Op = Literal["accept", "reject", "set", "merge", "keep_apart", "split", "note", "undo"]


@dataclass(frozen=True, slots=True)
class Correction:
    """Who decided what, when and why. `target` is content-addressed (evidence span, claim, incident)."""

    correction_id: str
    at: str
    by: str
    op: Op
    target: str
    from_value: str | None
    to_value: str | None
    reason: str
