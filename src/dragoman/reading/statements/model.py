"""The linear model: named weights from a knowledge file, added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path
from typing import Any

from ...knowledge.tables import rows

_MOST = 200_000
"""Sums that are kept: a report of random words must not fill the memory."""
PARTS = ("gate", "accept", "source", "content", "cue")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the five parts: pass a cue word, accept an attribution; choose its source, its content, its cue."""

    gate: dict[str, float]
    accept: dict[str, float]
    source: dict[str, float]
    content: dict[str, float]
    cue: dict[str, float]
    memos: dict[str, dict[tuple[Any, ...], float]] = field(default_factory=lambda: {part: {} for part in PARTS})
    """For each part, groups of features whose weights were added up before."""

    def score(self, part: str, groups: Iterable[tuple[Any, ...]]) -> float:
        """Sum of a part's weights over groups of features (see `features.Group`)."""
        memo, added = self.memos[part], 0.0
        for group in groups:
            found = memo.get(group)
            if found is None:
                if len(memo) > _MOST:
                    memo.clear()
                found = memo[group] = total(getattr(self, part), group[0](*group[1:]))
            added += found
        return added

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Weights:
        """Read `attribution.csv` (part, feature, weight)."""
        parts: dict[str, dict[str, float]] = {part: {} for part in PARTS}
        for row in rows("attribution.csv", folders):
            parts[row["part"]][row["feature"]] = float(row["weight"])
        return cls(parts["gate"], parts["accept"], parts["source"], parts["content"], parts["cue"])


def total(weights: dict[str, float], features: Iterable[str]) -> float:
    """Sum of the weights of the features that are present."""
    # Without a loop in Python: this is asked for every way to draw every span.
    return sum(filter(None, map(weights.get, features)), 0.0)


def probability(score: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-score)) if score > -700 else 0.0
