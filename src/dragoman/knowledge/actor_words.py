"""Words that tell of parties: agent nouns, facilities, titles and the grammar of roles (data: knowledge/actors)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .actor_names import Folder
from .tables import rows, tables


@dataclass(frozen=True, slots=True)
class AgentNoun:
    """A noun for people who act: what sort of party it tells of, and its PLOVER sector."""

    noun: str
    class_: str
    sector: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name. `office` is a key of offices.csv; `country` the only one that has it, if so."""

    words: tuple[str, ...]
    text: str
    kind: str
    office: str | None
    sector: str | None
    country: str | None
    gender: str | None


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Every word list of the actor reader."""

    agents: dict[str, AgentNoun]
    facilities: dict[str, str]
    titles: dict[tuple[str, ...], Title]
    longest_title: int
    title_starts: frozenset[str]
    roles: dict[str, dict[str, frozenset[str]]]

    def role(self, table: str, key: str) -> frozenset[str]:
        """One word list of roles.toml; empty where a user's file lacks it."""
        return self.roles.get(table, {}).get(key, frozenset())


def load_words(folder: Folder, folders: Sequence[Path] = ()) -> ActorWords:
    """Read agents.csv, facilities.csv, titles.csv and roles.toml. Raises BadSettings for a broken file."""
    agents = {
        row["noun"]: AgentNoun(row["noun"], row["class"], row["sector"]) for row in rows("actors/agents.csv", folders)
    }
    facilities = {row["noun"]: row["class"] for row in rows("actors/facilities.csv", folders)}
    titles: dict[tuple[str, ...], Title] = {}
    for row in rows("actors/titles.csv", folders):
        words = tuple(word.folded for word in folder.words(row["title"]))
        cells = (row[name] or None for name in ("office", "sector", "country", "gender"))
        titles[words] = Title(words, row["title"], row["kind"], *cells)
    starts = frozenset(key[0] for key in titles)
    return ActorWords(agents, facilities, titles, max(map(len, titles), default=0), starts, _roles(folders))


def _roles(folders: Sequence[Path]) -> dict[str, dict[str, frozenset[str]]]:
    """Word lists of every roles.toml, added up."""
    merged: dict[str, dict[str, frozenset[str]]] = {}
    for table in tables("actors/roles.toml", folders):
        for name, lists in table.items():
            _merge(merged.setdefault(name, {}), lists)
    return merged


def _merge(into: dict[str, frozenset[str]], lists: dict[str, Any]) -> None:
    """Add the word lists of one table to those read before."""
    for key, words in lists.items():
        if isinstance(words, list):
            into[key] = into.get(key, frozenset()) | frozenset(str(word) for word in words)
