"""The verdict on a pair of tellings: how much speaks for their being one event, and what forbids it."""

from __future__ import annotations

from dataclasses import dataclass

# A pair needs its kind, its time and one of parties or place to reach the bar.
JOIN_SCORE = 4.0
VAGUE_JOIN_SCORE = 4.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on a pair: its score, what forbids it (else None), and what spoke for it."""

    score: float
    veto: str | None
    reasons: tuple[str, ...] = ()

    @property
    def joins(self) -> bool:
        """True when nothing forbids the pair and it reaches the bar."""
        return self.veto is None and self.score >= JOIN_SCORE
