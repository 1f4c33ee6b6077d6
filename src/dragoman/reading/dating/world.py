"""What the world knows that dates a report: who held which office when, and when known events happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...knowledge.actor_base import ActorBase, Tenure
from ...knowledge.known_events import KnownEvents
from ...knowledge.tables import tables


@dataclass(frozen=True, slots=True)
class DatingWorld:
    """Offices with their holders, and events with their days. Build it with `DatingWorld.load`."""

    base: ActorBase
    events: KnownEvents
    titles: dict[tuple[str, ...], str | None]
    """Folded words of a title, and the office that bounds a date; None for a title that bounds nothing."""
    starts: frozenset[str]
    gate: frozenset[str]
    """Words without one of which a sentence names no office."""
    longest: int
    held: dict[str, dict[str, tuple[Tenure, ...]]]
    """Tenures by office, then by person."""
    words: dict[str, frozenset[str]]
    """Word lists of dating.toml: `former`, `then`, `other`, `eras`, `now`, `unreal`, `governments`, `courtesy`."""

    @classmethod
    def load(cls, base: ActorBase, folders: Sequence[Path] = ()) -> DatingWorld:
        """Read dating.toml and known_events.csv, and index the offices of `base`. Raises BadSettings."""
        offices: set[str] = set()
        phrases: dict[str, str] = {}
        words: dict[str, set[str]] = {}
        for table in tables("dating.toml", folders):
            offices.update(table.get("offices", {}).get("bounding", ()))
            phrases |= table.get("offices", {}).get("phrases", {})
            for name, listed in [*table.get("uses", {}).items(), *table.get("offices", {}).items()]:
                if isinstance(listed, list):
                    words.setdefault(name, set()).update(listed)
        titles = {key: title.office for key, title in base.words.titles.items() if title.kind == "office"}
        titles |= {base.index.folder.key(phrase): office for phrase, office in phrases.items()}
        held: dict[str, dict[str, tuple[Tenure, ...]]] = {}
        for tenure in base.tenures:
            people = held.setdefault(tenure.office, {})
            people[tenure.person] = (*people.get(tenure.person, ()), tenure)
        bounding = {key: office if office in offices and office in held else None for key, office in titles.items()}
        return cls(
            base,
            KnownEvents.load(folders),
            bounding,
            frozenset(key[0] for key in bounding if key),
            # "U.N. chief" begins with a word that only folding makes.
            frozenset(key[-1] if len(key[0]) == 2 else key[0] for key, office in bounding.items() if office)
            | frozenset(words.get("governments", ())),
            max(map(len, bounding), default=0),
            held,
            {name: frozenset(listed) for name, listed in words.items()},
        )

    def listed(self, name: str) -> frozenset[str]:
        """One word list of dating.toml; empty where a user's file lacks it."""
        return self.words.get(name, frozenset())
