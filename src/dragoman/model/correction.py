"""A person's decision about the ledger: append-only, and replayed on every rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from .ids import content_id

Op = Literal["accept", "reject", "set", "merge", "keep_apart", "split", "note", "undo"]

State = Literal["in force", "superseded", "undone", "stale"]
"""`superseded`: a later decision about the same thing holds. `stale`: what it rests on is no longer read."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Who decided what, when and why. `target` is content-addressed (see `model/target.py`); of an undo, an id.

    `to_value`: `field=value` of a set, the other target of a merge or keep_apart. `from_value`: what a set replaced;
    the tellings that stayed behind in a split or a rejection of a part.
    """

    correction_id: str
    at: str
    by: str
    op: Op
    target: str
    from_value: str | None
    to_value: str | None
    reason: str

    @classmethod
    def made(
        cls, at: str, by: str, op: Op, target: str, from_value: str | None, to_value: str | None, reason: str
    ) -> Self:
        """A correction with the id that its parts give it."""
        identity = content_id("cor", at, by, op, target, from_value, to_value, reason)
        return cls(identity, at, by, op, target, from_value, to_value, reason)


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision as it stands on an incident: which one, what it does, to which field, and who made it."""

    correction_id: str
    op: Op
    field: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a decision, and why where it is not in force."""

    state: State
    why: str = ""
