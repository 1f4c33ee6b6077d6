"""Words that tie one event to another (data: links.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ..errors import BadSettings
from .tables import tables

_LISTS = ("modifier", "verb", "react", "revenge", "cause", "include", "answering", "deeds", "answer", "sequence")
LinkRelation = Literal["response_to", "part_of", "follow_up", "cancels"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase between two events, the tie that it states, and whether it needs a deed that answers deeds."""

    words: str
    relation: LinkRelation
    weak: bool


@dataclass(frozen=True, slots=True)
class LinkCues:
    """Cues by sort; phrases longest first."""

    phrases: tuple[Phrase, ...]
    modifiers: frozenset[str]
    verbs: frozenset[str]
    reactions: frozenset[str]
    revenge: tuple[str, ...]
    again: frozenset[str]
    """Words of a revenge that say it is not the first."""
    causes: frozenset[str]
    weak_causes: frozenset[str]
    includes: tuple[str, ...]
    answering: frozenset[str]
    deeds: frozenset[str]
    answers: frozenset[str]
    """Nouns of answering: what stands behind their "to" or "for" came before."""
    sequence: frozenset[str]
    """Verbs between two deeds, whose object has a time and a place of its own."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> LinkCues:
        """Read the shipped cues and a user's own. Raises BadSettings for an unknown relation."""
        phrases: dict[str, Phrase] = {}
        words: dict[str, set[str]] = {name: set() for name in _LISTS}
        again: set[str] = set()
        weak_causes: set[str] = set()
        for table in tables("links.toml", folders):
            again.update(table.get("revenge", {}).get("again", ()))
            weak_causes.update(table.get("cause", {}).get("weak", ()))
            for entry in table.get("phrase", ()):
                weak = set(entry.get("weak", ()))
                for phrase in entry["words"]:
                    phrases[phrase] = Phrase(phrase, _relation(entry["relation"]), phrase in weak)
            for name, found in words.items():
                found.update(table.get(name, {}).get("words", ()))
        return cls(
            tuple(sorted(phrases.values(), key=lambda phrase: (-len(phrase.words), phrase.words))),
            frozenset(words["modifier"]),
            frozenset(words["verb"]),
            frozenset(words["react"]),
            tuple(sorted(words["revenge"], key=lambda phrase: (-len(phrase), phrase))),
            frozenset(again),
            frozenset(words["cause"]),
            frozenset(weak_causes),
            tuple(sorted(words["include"], key=lambda phrase: (-len(phrase), phrase))),
            frozenset(words["answering"]),
            frozenset(words["deeds"]),
            frozenset(words["answer"]),
            frozenset(words["sequence"]),
        )


def _relation(value: Any) -> LinkRelation:
    """A relation of the contract. Raises BadSettings for anything else."""
    if value not in get_args(LinkRelation):
        raise BadSettings(f"links.toml: {value!r} is no relation")
    return cast(LinkRelation, value)
