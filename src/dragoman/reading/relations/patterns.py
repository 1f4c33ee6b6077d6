"""The words that tell of relations (data: knowledge/relations.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from ...errors import BadSettings
from ...knowledge.tables import tables
from ...model import RelationName

_WORD_LISTS = (
    "support_things", "follower_nouns", "unit_nouns", "taking_verbs", "ending_verbs", "denial_verbs", "blame_verbs",
)  # fmt: skip
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
    needs: tuple[str, ...] = ()
    """Particles without which the verb has another sense: made up of."""
    under: tuple[str, ...] = ()
    """Prepositions with which a party bears a noun: "under the umbrella of"."""


@dataclass(slots=True)
class Patterns:
    """Every pattern, by the word that tells it."""

    ties: dict[str, Pattern] = field(default_factory=dict)
    verbs: dict[str, list[Pattern]] = field(default_factory=dict)
    nouns: dict[str, Pattern] = field(default_factory=dict)
    bonds: dict[str, Pattern] = field(default_factory=dict)
    holds: dict[str, Pattern] = field(default_factory=dict)
    gifts: dict[str, Pattern] = field(default_factory=dict)
    backing: dict[str, Pattern] = field(default_factory=dict)
    between: dict[str, Pattern] = field(default_factory=dict)
    adjectives: dict[str, Pattern] = field(default_factory=dict)
    bodies: dict[str, Pattern] = field(default_factory=dict)
    support_things: frozenset[str] = frozenset()
    follower_nouns: frozenset[str] = frozenset()
    unit_nouns: frozenset[str] = frozenset()
    taking_verbs: frozenset[str] = frozenset()
    ending_verbs: frozenset[str] = frozenset()
    denial_verbs: frozenset[str] = frozenset()
    blame_verbs: frozenset[str] = frozenset()
    doubt_verbs: frozenset[str] = frozenset()
    doubt_phrases: tuple[str, ...] = ()
    past: frozenset[str] = frozenset()
    office_joiners: frozenset[str] = frozenset()
    office_nouns: frozenset[str] = frozenset()
    entering: dict[str, str] = field(default_factory=dict)
    """Verbs of taking an office, and who takes it: its "subject" or its "object"."""
    alias_words: frozenset[str] = frozenset()
    calendar: frozenset[str] = frozenset()


def load_patterns(folders: Sequence[Path] = ()) -> Patterns:
    """Read relations.toml, the shipped one and the user's own. Raises BadSettings for an unknown relation."""
    found = Patterns()
    for table in tables("relations.toml", folders):
        for row in table.get("tie", ()):
            found.ties.update(dict.fromkeys(row["words"], _pattern(row)))
        for row in table.get("verb", ()):
            for word in row["lemmas"]:
                found.verbs.setdefault(word, []).append(_pattern(row))
        for name, into in (
            ("noun", found.nouns), ("bond", found.bonds), ("hold", found.holds),
            ("gift", found.gifts), ("backing", found.backing), ("between", found.between),
            ("adjective", found.adjectives), ("body", found.bodies),
        ):  # fmt: skip
            for row in table.get(name, ()):
                for word in row["lemmas"]:
                    into.setdefault(word, _pattern(row))
        doubt, past, offices = (table.get(name, {}) for name in ("doubt", "past", "offices"))
        found.doubt_verbs |= frozenset(doubt.get("verbs", ()))
        found.doubt_phrases += tuple(doubt.get("phrases", ()))
        found.past |= frozenset(past.get("words", ()))
        found.office_joiners |= frozenset(offices.get("joiners", ()))
        found.office_nouns |= frozenset(offices.get("nouns", ()))
        found.alias_words |= frozenset(offices.get("aliases", ()))
        found.calendar |= frozenset(offices.get("never", ()))
        words = table.get("words", {})
        for name in _WORD_LISTS:
            setattr(found, name, getattr(found, name) | frozenset(words.get(name, ())))
        for whose in ("subject", "object"):
            found.entering.update(dict.fromkeys(offices.get(f"entering_{whose}", ()), whose))
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
        tuple(row.get("needs", ())),
        tuple(row.get("under", ())),
    )
