"""What sort of report this is: machine-translated, opinion, official, aggregate; told by weighted signs in data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..knowledge.tables import tables
from .hints import Hinted


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
                verdicts[name] = (float(entry["threshold"]), old + signs)
        return cls(verdicts)

    def reached(self, verdict: str, text: str) -> bool:
        """True when the signs of a verdict add up to its threshold."""
        threshold, signs = self.verdicts[verdict]
        total, lower = 0.0, text.lower()
        for sign in signs:
            matches = 0
            for _ in sign.pattern.finditer(text, lower):
                matches += 1
                if matches == sign.most:
                    break
            total += matches * sign.weight
        return total >= threshold
