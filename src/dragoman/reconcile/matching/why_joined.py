"""Why the tellings of one incident were joined: for each, the telling before it that most speaks for it, and what does.

Invariant: local to the incident. What is shown is the comparison that joining made, made again; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..families import Families
from .compare import compare
from .comparison import JOIN_SCORE
from .units import Unit


@dataclass(frozen=True, slots=True)
class Joined:
    """One report's telling of an incident, held against the one of another report that it fits best."""

    report_id: str
    other_id: str
    score: float
    """What speaks for it, summed; a pair joins by itself from `JOIN_SCORE` up."""
    reasons: tuple[str, ...]
    doubt: str | None
    """What would keep the two apart by themselves, where something else joined them: a third telling, or a person."""

    @property
    def by_itself(self) -> bool:
        """True when the pair joins without a third telling or a person."""
        return self.doubt is None and self.score >= JOIN_SCORE


def why_joined(units: Sequence[Unit], families: Families) -> tuple[Joined, ...]:
    """For each telling after the first, in the order of reports, what ties it to the tellings before it."""
    found = []
    for number, unit in enumerate(units):
        others = [other for other in units[:number] if other.report_id != unit.report_id]
        if others:
            found.append(min((_held(unit, other, families) for other in others), key=_best))
    return tuple(found)


def _held(unit: Unit, other: Unit, families: Families) -> Joined:
    verdict = compare(other, unit, families)
    return Joined(unit.report_id, other.report_id, verdict.score, verdict.reasons, verdict.veto)


def _best(one: Joined) -> tuple[object, ...]:
    return (one.doubt is not None, -one.score, one.other_id)
