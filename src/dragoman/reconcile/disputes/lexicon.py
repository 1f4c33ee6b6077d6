"""How the files of polarity are read: axes, names of states, and how common a word is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ...knowledge.tables import rows, tables
from ..words import root, words

# "Threat" and "combat" keep their -at; "coordinat", "negotiat" do not.
_LEAST_AT = 7
# Words weigh by their inverse frequency among so many sentences.
_SENTENCES = 1000
# Shorter names of states and capitals are words of other sorts as well: "Male", "Chad".
_LEAST_NAME = 5


def bare(stemmed: str) -> str:
    """A stem without the -at of verbs: "coordinated" is about what "coordination" is about."""
    return stemmed[:-2] if stemmed.endswith("at") and len(stemmed) >= _LEAST_AT else stemmed


def rooted(entry: str) -> str:
    """A word of the lexicon by its root; of two words, both."""
    return "_".join(root(part) for part in entry.split("_"))


def add_axis(axes: dict[str, list[tuple[str, int]]], axis: Mapping[str, Any]) -> None:
    """Put the words of one axis to those of the others, by their roots."""
    for name, sign in (("positive", 1), ("negative", -1)):
        for word in axis[name].split():
            axes.setdefault(rooted(word), []).append((axis["name"], sign))


def add_nations(same: dict[str, str], nations: set[str], folders: Sequence[Path]) -> None:
    """The names of every state, its people and its capital as one word each, where the lexicon does not say else."""
    plain = {row["alpha3"]: row["name"] for row in rows("places/countries.csv", folders)}
    for row in rows("actors/countries.csv", folders):
        names = (
            ";".join((row["name"] or plain.get(row["alpha3"], ""), row["demonyms"], row["adjectives"], row["capital"]))
            .lower()
            .split(";")
        )
        # "The Congo River" and "Male" are no names of states in small letters; a word of five letters is safe.
        roots = [root(name) for name in names if name.isalpha() and len(name) >= _LEAST_NAME]
        if roots:
            one = next((same[word] for word in roots if same.get(word) in nations), roots[0])
            nations.add(one)
            for word in roots:
                same.setdefault(word, one)


def weights(folders: Sequence[Path]) -> dict[str, float]:
    """Inverse document frequency of each common stem, between 0 and 1."""
    found: dict[str, float] = {}
    for table in tables("rarity.toml", folders):
        for group in table.get("class", ()):
            share = float(group["share"])
            weight = math.log((_SENTENCES + 1) / (share * _SENTENCES + 0.5)) / math.log(_SENTENCES + 1)
            found.update(dict.fromkeys(map(bare, str(group["stems"]).split()), weight))
    return found


@lru_cache(maxsize=10_000)
def roots_and_pairs(text: str) -> frozenset[str]:
    """The roots of a text's words, and of each two that stand together."""
    roots = [root(word) for word in words(text)]
    return frozenset((*roots, *(f"{first}_{second}" for first, second in pairwise(roots))))
