"""The composition table: how words above, before and beside a deed change its status (data: composition.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from ..errors import BadSettings
from ..model import Status
from .tables import tables

_FILE = "composition.toml"
_STATUSES = frozenset(get_args(Status))
PLACES = frozenset(
    {"complement", "object", "subject", "modifier", "light", "light subject", "carrier", "role", "marker",
     "preposition", "modal", "claim", "saying", "said", "purpose", "noun", "judgement"}
)  # fmt: skip
"""Where a deed can stand to a governing word."""


@dataclass(frozen=True, slots=True)
class Governor:
    """One word in one place: its effect, that on violent deeds, on deeds an order itself is, on others' deeds."""

    word: str
    place: str
    effect: str
    hostile: str | None
    act: str | None
    other: str | None
    plover: str | None


@dataclass(frozen=True, slots=True)
class CompositionTable:
    """Effects, governing words by (word, place), and the words that start from a status of their own."""

    effects: Mapping[str, Mapping[str, Status]]
    governors: Mapping[tuple[str, str], Governor]
    own: Mapping[str, Status]
    completed: frozenset[str]
    proving: frozenset[str]
    """Verbs of outcome: a deed "that killed nine" was done, whatever is said of its planning."""
    hostile: frozenset[str]
    plans: frozenset[str]
    """Nouns of planning: "no plans to attack" is no denial of an attack."""
    leaving_open: frozenset[str]
    """Verbs that leave a deed open where they are negated: "a closure is not ruled out"."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> CompositionTable:
        """Read the shipped table and a user's own. Raises BadSettings for an unknown effect, place or status."""
        effects: dict[str, dict[str, Status]] = {}
        governors: dict[tuple[str, str], Governor] = {}
        own: dict[str, Status] = {}
        completed: set[str] = set()
        proving: set[str] = set()
        hostile: set[str] = set()
        plans: set[str] = set()
        leaving_open: set[str] = set()
        for table in tables(_FILE, folders):
            for name, mapping in table.get("effect", {}).items():
                effects[name] = {key: _status(value) for key, value in mapping.items() if key != "description"}
            own.update({word: _status(value) for word, value in table.get("self", {}).items()})
            completed.update(table.get("completed", {}).get("words", ()))
            proving.update(table.get("proving", {}).get("words", ()))
            hostile.update(table.get("hostile", {}).get("words", ()))
            plans.update(table.get("plans", {}).get("words", ()))
            leaving_open.update(table.get("leaving_open", {}).get("words", ()))
            for entry in table.get("governor", ()):
                governors.update(_governors(entry, effects))
        return cls(
            effects,
            governors,
            own,
            frozenset(completed),
            frozenset(proving),
            frozenset(hostile),
            frozenset(plans),
            frozenset(leaving_open),
        )

    def find(self, place: str, *words: str) -> Governor | None:
        """The first of `words` that governs from `place`."""
        found = (self.governors.get((word, place)) for word in words)
        return next((governor for governor in found if governor), None)

    def apply(self, effect: str, status: Status) -> Status:
        """What becomes of a status under an effect."""
        return self.effects[effect].get(status, status)


def _status(value: Any) -> Status:
    """A status as the contract names it. Raises BadSettings for anything else."""
    if value not in _STATUSES:
        raise BadSettings(f"{_FILE}: {value!r} is no status")
    status: Status = value
    return status


def _governors(entry: Mapping[str, Any], effects: Mapping[str, Any]) -> dict[tuple[str, str], Governor]:
    """One entry of the file as (word, place) pairs; of two entries for a pair the later counts."""
    effect, hostile, act, other = entry["effect"], entry.get("hostile"), entry.get("act"), entry.get("other")
    for name in (effect, hostile, act, other):
        if name is not None and name not in effects:
            raise BadSettings(f"{_FILE}: {name!r} is no effect (governor {entry['words'][:3]})")
    if unknown := set(entry["places"]) - PLACES:
        raise BadSettings(f"{_FILE}: no such place: {', '.join(sorted(unknown))}")
    return {
        (word, place): Governor(word, place, effect, hostile, act, other, entry.get("plover"))
        for word in entry["words"]
        for place in entry["places"]
    }
