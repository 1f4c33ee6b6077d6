"""What two voices can call one thing where only one of them is right (data: opposites.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .tables import tables


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ways to call one thing, and the question that they answer otherwise."""

    question: str
    one: re.Pattern[str]
    other: re.Pattern[str]
    across: bool = True
    """Whether voices of two reports on one incident exclude each other so: its people need not share one fate."""
    changes: bool = False
    """Whether the one can be so today and the other tomorrow: "left", "still there"."""
    next: bool = False
    """Whether two voices of which one speaks right after the other exclude each other so, whatever else they say."""


@dataclass(frozen=True, slots=True)
class Opposites:
    """All pairs, in the order of the file."""

    pairs: tuple[Pair, ...] = ()
    any: re.Pattern[str] = re.compile(r"(?!)")
    """Matches where any side of any pair does: asked first, as most texts lean no way."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Opposites:
        """Read the shipped file and a user's own, which adds pairs."""
        told = [row for table in tables("opposites.toml", folders) for row in table.get("pair", ())]
        pairs = tuple(
            Pair(
                str(row["question"]),
                _any(row["one"]),
                _any(row["other"]),
                bool(row.get("across", True)),
                bool(row.get("changes", False)),
                bool(row.get("next", False)),
            )
            for row in told
        )
        return cls(pairs, _any([word for row in told for side in ("one", "other") for word in row[side]]))


def _any(told: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(told)})", re.IGNORECASE)
