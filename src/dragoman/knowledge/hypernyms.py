"""Kinds that can be two words for one deed (data: hypernyms.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .tables import tables

_LISTS = (
    "deictic",
    "carry_on",
    "general_words",
    "naming",
    "allegations",
    "anew",
    "another",
    "then",
    "phases",
    "victims",
    "night",
)
"""Tables of the file that hold one list of words each."""


@dataclass(frozen=True, slots=True)
class Hypernyms:
    """Pairs of kinds that one event may be told by, kinds that say little, and words that tell little."""

    pairs: Mapping[tuple[str, str], frozenset[str]]
    """(kind, other kind) to the statuses for which they may be one; empty where any will do."""
    general: frozenset[str]
    deictic: frozenset[str]
    carry_on: frozenset[str]
    general_words: frozenset[str]
    naming: frozenset[str]
    allegations: frozenset[str]
    anew: frozenset[str] = frozenset()
    """What opens a sentence about another deed: "separately", "in a second attack"."""
    another: frozenset[str] = frozenset()
    """Words before a noun that make it another deed: "a second", "a separate"."""
    then: frozenset[str] = frozenset()
    """What opens a sentence about one more deed of the same day: "the same evening"."""
    phases: frozenset[str] = frozenset()
    """Verbs that tell how a deed began or ended."""
    victims: frozenset[str] = frozenset()
    """Nouns for those who came to harm in a deed already told: "two of the dead"."""
    night: frozenset[str] = frozenset()
    """Parts of words for a time that may run into the next day."""
    loose: frozenset[tuple[str, str]] = frozenset()
    """Pairs of kinds that may be one event, though two events are as likely: they must share more."""
    means: Mapping[str, str] = field(default_factory=dict)
    """Weapon class or kind to how such a deed is done: planted, or sent from afar."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Hypernyms:
        """Read the shipped families and a user's own."""
        pairs: dict[tuple[str, str], frozenset[str]] = {}
        words: dict[str, set[str]] = {}
        means: dict[str, str] = {}
        loose: set[tuple[str, str]] = set()
        for table in tables("hypernyms.toml", folders):
            for family in table.get("family", {}).values():
                only = frozenset(family.get("only", ()))
                if family.get("loose", False):
                    loose.update((a, b) for a in family["kinds"] for b in family["kinds"])
                    continue
                for a in family["kinds"]:
                    for b in family["kinds"]:
                        known = pairs.get((a, b))
                        pairs[a, b] = only if known is None else known | only if known and only else frozenset()
            for name, group in table.get("means", {}).items():
                means.update(dict.fromkeys((*group["weapons"], *group["kinds"]), name))
            words.setdefault("general", set()).update(table.get("general", {}).get("kinds", ()))
            for name in _LISTS:
                words.setdefault(name, set()).update(table.get(name, {}).get("words", ()))
        return cls(
            pairs,
            frozenset(words.get("general", ())),
            **{name: frozenset(words.get(name, ())) for name in _LISTS},
            loose=frozenset(loose - pairs.keys()),
            means=means,
        )

    def compatible(self, kind: str, other: str, status: str) -> bool:
        """True when the two kinds may be one event of this status."""
        if kind == other or (kind, other) in self.loose:
            return True
        only = self.pairs.get((kind, other))
        return only is not None and (not only or status in only)
