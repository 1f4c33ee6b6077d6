"""How numbers are rounded in words, and which words count people (data: quantities.toml, casualties.csv)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .tables import rows, tables


@dataclass(frozen=True, slots=True)
class Quantities:
    """Rounding phrases, vague words, collective nouns, and casualty words by (word, part of speech)."""

    before: Mapping[str, frozenset[str]]
    after: Mapping[str, frozenset[str]]
    vague: Mapping[str, Mapping[str, int]]
    collective: frozenset[str]
    single: frozenset[str]
    things: frozenset[str]
    """Craft and weapons, which are brought down but never killed."""
    tolls: frozenset[str]
    """Nouns of an outcome that a number before them counts."""
    casualties: Mapping[tuple[str, str], tuple[str, str]]
    """(word, part of speech) to (outcome, where the victim stands)."""
    openers: frozenset[str] = field(init=False, repr=False)
    """First words of the vague phrases."""
    dying: frozenset[str] = field(init=False, repr=False)
    """Verbs whose subject is who died."""

    def __post_init__(self) -> None:
        """Take the first word of each vague phrase, and the verbs whose subject is the victim."""
        object.__setattr__(self, "openers", frozenset(phrase.split(" ")[0] for phrase in self.vague))
        told = self.casualties.items()
        dying = frozenset(word for (word, pos), (_, victim) in told if pos == "verb" and victim == "subject")
        object.__setattr__(self, "dying", dying)

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Quantities:
        """Read the shipped files and a user's own."""
        before: dict[str, frozenset[str]] = {}
        after: dict[str, frozenset[str]] = {}
        vague: dict[str, Mapping[str, int]] = {}
        people: dict[str, set[str]] = {"collective": set(), "single": set(), "things": set(), "tolls": set()}
        for table in tables("quantities.toml", folders):
            before.update({phrase: frozenset(ends) for phrase, ends in table.get("before", {}).items()})
            after.update({phrase: frozenset(ends) for phrase, ends in table.get("after", {}).items()})
            vague.update(table.get("vague", {}))
            for name, words in table.get("people", {}).items():
                people.setdefault(name, set()).update(words)
        casualties = {
            (row["word"], row["pos"]): (row["outcome"], row["victim"]) for row in rows("casualties.csv", folders)
        }
        return cls(
            before,
            after,
            vague,
            collective=frozenset(people["collective"]),
            single=frozenset(people["single"]),
            things=frozenset(people["things"]),
            tolls=frozenset(people["tolls"]),
            casualties=casualties,
        )
