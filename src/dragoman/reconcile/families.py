"""Which kinds may tell of one event (data: kind_families.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from ..knowledge.kind_traits import KindTraits
from ..knowledge.kinds import Kind, load_kinds
from ..knowledge.tables import tables
from .lands import Lands
from .matching.retold import RetoldPatterns
from .words import stem, words

_ROOTS = ("common_parties", "posts", "deeds", "reactions", "night")
"""Lists of words in the file that are held by their stems."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """How well two kinds go together, and what they must share besides ("victim", "party" or nothing)."""

    weight: float
    needs: str | None = None


@dataclass(frozen=True)
class Families:
    """The kinds, the pairs of them that may meet, and the kinds that say little."""

    kinds: Mapping[str, Kind]
    pairs: Mapping[tuple[str, str], tuple[Meeting, ...]] = field(default_factory=dict)
    unspecific: frozenset[str] = frozenset()
    finer: Mapping[str, str] = field(default_factory=dict)
    """Kinds to the finer kind that, where any telling has it, is meant by both ("air strike" of a drone)."""
    common_parties: frozenset[str] = frozenset()
    """Stems of words for parties ("militia", "troops") that are too common to tell events apart."""

    posts: frozenset[str] = frozenset()
    """Stems of sorts of post ("embassy", "consulate") to which orders are given."""

    deeds: frozenset[str] = frozenset()
    """Stems of nouns that name a deed ("attack", "bombing")."""

    reactions: frozenset[str] = frozenset()
    """Stems of words that take a deed already known as their object ("condemn", "victim")."""

    night: frozenset[str] = frozenset()
    """Stems of words for the hours that two reports count to two days ("overnight", "dawn")."""

    traits: KindTraits = field(default_factory=KindTraits.load)
    """What kinds are like beyond their group."""

    retold: RetoldPatterns = field(default_factory=RetoldPatterns.load)
    """Words by which one report tells again of what another told."""

    lands: Lands = field(default_factory=Lands)
    """Names of countries, for the places that a sentence lists."""

    posts_of_towns: frozenset[str] = frozenset()
    """Sorts of post that are told apart by their town, as they are written."""

    sites: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Stems of sorts of site ("market") to the groups of words that may name one of them; empty for any site."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Families:
        """Read the families; raises BadSettings when a file does not parse."""
        pairs: dict[tuple[str, str], list[Meeting]] = {}
        roots: dict[str, set[str]] = {name: set() for name in _ROOTS}
        unspecific: set[str] = set()
        of_towns: set[str] = set()
        finer: dict[str, str] = {}
        sites: dict[str, set[int]] = {}
        for table in tables("kind_families.toml", folders):
            finer.update(table.get("finer", {}))
            unspecific.update(table.get("unspecific", ()))
            of_towns.update(str(table.get("posts_of_towns", "")).split())
            for name, found in roots.items():
                found.update(stem(word) for word in str(table.get(name, "")).split())
            _add_sites(sites, table)
            for family in table.get("family", ()):
                meeting = Meeting(float(family["weight"]), family.get("needs"))
                for a, b in combinations(sorted(set(family["kinds"])), 2):
                    pairs.setdefault((a, b), []).append(meeting)
        return cls(
            kinds=load_kinds(folders),
            pairs={pair: tuple(sorted(ways, key=lambda m: -m.weight)) for pair, ways in pairs.items()},
            unspecific=frozenset(unspecific),
            finer=finer,
            posts_of_towns=frozenset(of_towns),
            traits=KindTraits.load(folders),
            retold=RetoldPatterns.load(folders),
            lands=Lands.load(folders),
            sites={word: frozenset(groups) for word, groups in sites.items()},
            **{name: frozenset(found) for name, found in roots.items()},
        )

    def meet(self, a: str, b: str) -> tuple[Meeting, ...]:
        """The ways in which two kinds may be one event, best first; empty when they may not."""
        if a == b:
            return (Meeting(1.0),)
        return self.pairs.get((min(a, b), max(a, b)), ())

    def sites_in(self, text: str) -> frozenset[str]:
        """The sorts of site that some words name."""
        return frozenset(root for word in words(text) if (root := stem(word)) in self.sites)

    def one_site(self, xs: frozenset[str], ys: frozenset[str]) -> bool:
        """True unless two sets of sorts of site are of different ones: a market and a police station."""
        return any(not self.sites[x] or not self.sites[y] or self.sites[x] & self.sites[y] for x in xs for y in ys)

    def may_meet(self, xs: frozenset[str], ys: frozenset[str]) -> bool:
        """True when some kind of one unit may meet some kind of another."""
        return bool(xs & ys) or any(self.meet(x, y) for x in xs for y in ys)

    def group(self, kind: str) -> str:
        """The group of a kind in the contract: violence, coercion, protest, posture, words or other."""
        known = self.kinds.get(kind)
        return known.group if known else "other"

    def label(self, kind: str) -> str:
        """What a kind is called in a brief."""
        known = self.kinds.get(kind)
        return known.label if known else kind.replace("_", " ").capitalize()


def _add_sites(sites: dict[str, set[int]], table: Mapping[str, Any]) -> None:
    """Add the sorts of site of one file: the words of a line are one more group, those of any site are of none."""
    for line in table.get("sites", ()):
        group = len({number for numbers in sites.values() for number in numbers})
        for word in line.split():
            sites.setdefault(stem(word), set()).add(group)
    for word in str(table.get("any_site", "")).split():
        sites[stem(word)] = set()
