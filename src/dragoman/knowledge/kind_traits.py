"""What kinds of event are like, beyond their group (data: kind_traits.toml, which says what each trait means)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from ..errors import BadSettings
from .kinds import load_kinds
from .tables import tables

_FILE = "kind_traits.toml"


@dataclass(frozen=True, slots=True)
class KindTraits:
    """The kinds that have each trait of the file, under the trait's name."""

    lasting: frozenset[str]
    told_by_object: frozenset[str]
    harmful: frozenset[str]
    harmless: frozenset[str]
    of_a_crowd: frozenset[str]
    gatherings: frozenset[str]
    explosive: frozenset[str]
    threats: frozenset[str]
    retold_bare: frozenset[str]
    leaving: frozenset[str]
    orders: frozenset[str]
    sharper: frozenset[str]
    means_of_assault: frozenset[str]
    in_force: frozenset[str]
    standing: frozenset[str]
    deeds_of_words: frozenset[str]
    named_by_object: frozenset[str]
    with_another: frozenset[str]
    between: frozenset[str]
    inside: frozenset[str]
    consent: frozenset[str]
    nobodys_answer: frozenset[str]
    killings: frozenset[str]
    captures: frozenset[str]
    alarms: frozenset[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> KindTraits:
        """Read the shipped file and a user's own, which adds kinds. Raises BadSettings for an unknown trait or kind."""
        kinds = load_kinds(folders)
        found: dict[str, set[str]] = {field.name: set() for field in fields(cls)}
        for table in tables(_FILE, folders):
            for trait, entry in table.items():
                if trait not in found:
                    raise BadSettings(f"{_FILE}: the unknown trait {trait!r}; the traits are {', '.join(found)}")
                unknown = [kind for kind in entry.get("kinds", ()) if kind not in kinds]
                if unknown:
                    raise BadSettings(f"{_FILE}: the unknown kind {unknown[0]!r} in [{trait}]; kinds.csv has all kinds")
                found[trait].update(entry.get("kinds", ()))
        return cls(**{trait: frozenset(kinds) for trait, kinds in found.items()})
