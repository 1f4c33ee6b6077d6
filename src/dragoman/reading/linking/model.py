"""The linear model of parties: named weights from a knowledge file, added up (docs/linking.md is its card)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from ...knowledge.tables import rows

PARTS = ("doer", "group", "target", "victim", "weapon")
"""What a phrase can be to a deed: people who did it, the body they did it for, what was hit, who was hit, with what."""
BIAS = "(always)"
"""The part that chooses how much of a phrase names the party."""


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """For each feature its weight in every part, and the weights that choose a wording."""

    parts: dict[str, tuple[float, ...]]
    words: dict[str, float]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> LinkWeights:
        """Read `linking.csv` (feature, one column for each part) and `linking_words.csv` (feature, weight)."""
        parts = {row["feature"]: tuple(float(row[part] or 0) for part in PARTS) for row in rows("linking.csv", folders)}
        words = {row["feature"]: float(row["weight"]) for row in rows("linking_words.csv", folders)}
        return cls(parts, words)

    def knows(self, noun: str) -> bool:
        """True for a noun, in its dictionary form, that the model met often enough to weigh it."""
        return f"word {noun}" in self.parts

    def chances(self, features: Iterable[str]) -> tuple[float, ...]:
        """How likely a phrase with these features is each of the five parts."""
        get = self.parts.get
        found = [weights for weights in map(get, features) if weights is not None]
        scores = map(sum, zip(self.parts.get(BIAS, (0.0,) * len(PARTS)), *found, strict=True))
        return tuple(1 / (1 + exp(-score)) if score > -700 else 0.0 for score in scores)

    def worth(self, features: Iterable[str]) -> float:
        """How well a wording stands for its phrase: only the order of such figures means anything."""
        return sum(self.words.get(name, 0.0) for name in features)
