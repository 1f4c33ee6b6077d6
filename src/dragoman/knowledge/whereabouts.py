"""Which words say where an event was (data: whereabouts.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .tables import tables


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of the file: kinds by what their place is, prepositions that place, nouns of parts of places."""

    moves: frozenset[str]
    leaves: frozenset[str]
    addressed: frozenset[str]
    crowds: frozenset[str]
    held: frozenset[str]
    at: frozenset[str]
    over: frozenset[str]
    parts: frozenset[str]
    missions: frozenset[str]
    country: frozenset[str]
    town: frozenset[str]
    sites: frozenset[str]
    inside: frozenset[str]
    not_places: frozenset[str]
    entered: frozenset[str]
    front: frozenset[str]
    ways: frozenset[str]
    belonging: frozenset[str]
    senders: frozenset[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> PlaceWords:
        """Read the shipped file and a user's own, which adds words. Raises BadSettings for a wrong file."""
        found: dict[str, set[str]] = {}
        for table in tables("whereabouts.toml", folders):
            for section in table.values():
                for name, words in section.items():
                    if isinstance(words, list):
                        found.setdefault(name, set()).update(str(word) for word in words)
        return cls(**{name: frozenset(found.get(name, ())) for name in cls.__dataclass_fields__})
