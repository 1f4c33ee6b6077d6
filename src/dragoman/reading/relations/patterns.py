"""The words that tell of relations (data: knowledge/relations.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from ...errors import BadSettings
from ...knowledge.tables import tables
from ...model import RelationName

NAMES = frozenset({"backs", "finances", "commands", "member_of", "part_of", "holds_office", "allied_with", "fights"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to tell a relation. `joiners`: prepositions of the other end ("" is the direct object)."""

    relation: RelationName
    joiners: tuple[str, ...] = ("",)
    reverse: bool = False
    organisation_only: bool = False
    unless: tuple[str, ...] = ()
    """Prepositions and particles that give the verb another sense: back into, run out."""


@dataclass(slots=True)
class Patterns:
    """Every pattern, by the word that tells it."""

    ties: dict[str, Pattern] = field(default_factory=dict)
    verbs: dict[str, Pattern] = field(default_factory=dict)
    nouns: dict[str, Pattern] = field(default_factory=dict)
    bonds: dict[str, Pattern] = field(default_factory=dict)
    holds: dict[str, Pattern] = field(default_factory=dict)
    doubt_verbs: frozenset[str] = frozenset()
    doubt_phrases: tuple[str, ...] = ()
    past: frozenset[str] = frozenset()
    office_joiners: frozenset[str] = frozenset()


def load_patterns(folders: Sequence[Path] = ()) -> Patterns:
    """Read relations.toml, the shipped one and the user's own. Raises BadSettings for an unknown relation."""
    found = Patterns()
    for table in tables("relations.toml", folders):
        for row in table.get("tie", ()):
            found.ties.update(dict.fromkeys(row["words"], _pattern(row)))
        for name, into in (
            ("verb", found.verbs), ("noun", found.nouns), ("bond", found.bonds), ("hold", found.holds),
        ):  # fmt: skip
            for row in table.get(name, ()):
                for word in row["lemmas"]:
                    into.setdefault(word, _pattern(row))
        doubt, past, offices = (table.get(name, {}) for name in ("doubt", "past", "offices"))
        found.doubt_verbs |= frozenset(doubt.get("verbs", ()))
        found.doubt_phrases += tuple(doubt.get("phrases", ()))
        found.past |= frozenset(past.get("words", ()))
        found.office_joiners |= frozenset(offices.get("joiners", ()))
    return found


def _pattern(row: dict[str, Any]) -> Pattern:
    """One table of relations.toml."""
    relation = row["relation"]
    if relation not in NAMES:
        raise BadSettings(f"relations.toml: {relation!r} is no relation; one of {', '.join(sorted(NAMES))} is")
    joiners = tuple(row.get("prepositions") or row.get("owner") or ("",))
    return Pattern(
        cast(RelationName, relation),
        joiners,
        bool(row.get("reverse")),
        bool(row.get("organisation_only")),
        tuple(row.get("unless", ())),
    )
