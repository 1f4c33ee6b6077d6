"""What sort of report this is: machine-translated, opinion, official, aggregate; told by weighted signs in data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..knowledge.tables import tables
from .hints import Hinted, Words

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its pattern, the weight of a match, and how many matches count."""

    pattern: Hinted
    weight: float
    most: int


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs by verdict, with the threshold at which each verdict is reached."""

    verdicts: Mapping[str, tuple[float, tuple[Sign, ...]]]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Signs:
        """Read `sources/signs.toml`, shipped and the user's own."""
        verdicts: dict[str, tuple[float, tuple[Sign, ...]]] = {}
        for table in tables("sources/signs.toml", folders):
            for name, entry in table.items():
                old = verdicts.get(name, (0.0, ()))[1]
                signs = tuple(
                    Sign(
                        Hinted.of(row["pattern"], re.MULTILINE | (0 if row.get("case") else re.IGNORECASE)),
                        float(row["weight"]),
                        int(row.get("most", 1)),
                    )
                    for row in entry["signs"]
                )
                heaviest = sorted(old + signs, key=lambda sign: -sign.most * sign.weight)
                verdicts[name] = (float(entry["threshold"]), tuple(heaviest))
        return cls(verdicts)

    def reached(self, verdict: str, text: str, words: Words) -> bool:
        """True when the signs of a verdict add up to its threshold; `words` are those of the text, or of more."""
        threshold, signs = self.verdicts[verdict]
        possible = [sign for sign in signs if sign.pattern.can_match(words)]
        # What they may still add up to: a text that cannot reach the threshold is looked through for no more of them.
        left = sum(sign.most * sign.weight for sign in possible)
        for sign in possible:
            if left < threshold - _ROUNDING:
                return False
            matches = sum(1 for _ in islice(sign.pattern.pattern.finditer(text), sign.most))
            left -= (sign.most - matches) * sign.weight
        return left >= threshold - _ROUNDING
