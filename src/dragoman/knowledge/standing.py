"""What tells a series from one deed and history from news (data: standing.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .tables import tables


@dataclass(frozen=True, slots=True)
class StandingTable:
    """Word lists of the file by section and name, and its numbers."""

    series: Mapping[str, frozenset[str]]
    background: Mapping[str, frozenset[str]]
    old_days: int
    years_ago_at_least: int

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> StandingTable:
        """Read the shipped file and a user's own, which adds words and overrides numbers."""
        lists: dict[str, dict[str, set[str]]] = {"series": {}, "background": {}}
        numbers = {"old_days": 913, "years_ago_at_least": 3}
        for table in tables("standing.toml", folders):
            for section, words in lists.items():
                for name, value in table.get(section, {}).items():
                    if isinstance(value, list):
                        words.setdefault(name, set()).update(str(item) for item in value)
                    elif isinstance(value, int):
                        numbers[name] = value
        frozen = {
            section: {name: frozenset(items) for name, items in words.items()} for section, words in lists.items()
        }
        return cls(frozen["series"], frozen["background"], numbers["old_days"], numbers["years_ago_at_least"])
