"""Words by which a sentence tells again of an event told before (data: retold.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .tables import tables

_NUMBER = r"(?P<n>[\w,.]+(?:[ -][\w,.]+){0,2}?)"
"""What a number of a phrase may look like; whether it is one is asked of `numbers`."""


@dataclass(frozen=True, slots=True)
class RetoldWords:
    """Verbs and nouns of tolls and of claims, and patterns made of the file's phrases."""

    put: frozenset[str]
    stand: frozenset[str]
    tell: frozenset[str]
    """Verbs of one who counts the dead: count, confirm, acknowledge."""
    speak: frozenset[str]
    """Verbs of one who speaks of so many."""
    nouns: frozenset[str]
    earlier: re.Pattern[str]
    """Matches where a number is told as an older one."""
    outcomes: Mapping[str, re.Pattern[str]]
    """Field of a mention to what in a sentence names it."""
    claim_verbs: frozenset[str]
    claim_nouns: frozenset[str]
    behind: frozenset[str]
    blame: frozenset[str]
    ascribe: frozenset[str]
    """Verbs that lay a deed at a door: "ascribed it to"."""
    victims: frozenset[str]
    """Words for those who came to harm."""
    victims_are: frozenset[str]
    dying: frozenset[str]
    losing: frozenset[str]
    lives: frozenset[str]
    wounds: frozenset[str]
    """What one dies of whom a deed killed."""
    deathbeds: frozenset[str]
    """Where and when such a one dies: "in hospital", "after an hour"."""
    victims_named: frozenset[str]
    """Verbs by which victims are given their names."""
    harmed: frozenset[str]
    """Words before a noun of people that make a victim of it."""
    damage: frozenset[str]
    damaging: frozenset[str]
    """Kinds of deeds that damage things."""
    phrases: tuple[tuple[str, re.Pattern[str]], ...] = ()
    """Patterns that count the dead or hurt (group `n`), each with its field, or "total" for the number of all."""
    phrase_words: tuple[str, ...] = ()
    """Parts of words one of which every such sentence has: a gate."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> RetoldWords:
        """Read the shipped file and a user's own, which adds words. Raises BadSettings for a wrong file."""
        lists: dict[str, list[str]] = {}
        for table in tables("retold.toml", folders):
            sections = {"tolls": table.get("tolls", {}), "claims": table.get("claims", {})}
            sections |= {name: table.get(name, {}) for name in ("victims", "deaths", "damage", "phrases")}
            sections["outcomes"] = sections["tolls"].get("outcomes", {})
            for section, entries in sections.items():
                for name, words in entries.items():
                    if isinstance(words, list):
                        lists.setdefault(f"{section} {name}", []).extend(str(word) for word in words)

        def listed(name: str) -> frozenset[str]:
            return frozenset(lists.get(name, ()))

        outcomes = {
            name.split()[1]: _pattern(words, r"\b(?:{})")
            for name, words in lists.items()
            if name.startswith("outcomes")
        }
        return cls(
            put=listed("tolls put"),
            stand=listed("tolls stand"),
            tell=listed("tolls tell"),
            speak=listed("tolls speak"),
            nouns=listed("tolls nouns"),
            earlier=_pattern(lists.get("tolls earlier", []), r"\b(?:{})\b"),
            outcomes=outcomes,
            claim_verbs=listed("claims verbs"),
            claim_nouns=listed("claims nouns"),
            behind=listed("claims behind"),
            blame=listed("claims blame"),
            ascribe=listed("claims ascribe"),
            victims=listed("victims those"),
            victims_are=listed("victims are"),
            dying=listed("deaths verbs"),
            losing=listed("deaths lose"),
            lives=listed("deaths lives"),
            wounds=listed("deaths wounds"),
            deathbeds=listed("deaths where"),
            victims_named=listed("victims named"),
            harmed=listed("victims harmed"),
            damage=listed("damage verbs"),
            damaging=listed("damage kinds"),
            phrases=tuple(
                (name, re.compile(r"(?<![\w'’])" + phrase.replace("N", _NUMBER, 1)))
                for name in ("total", "killed", "injured")
                for phrase in lists.get(f"phrases {name}", [])
            ),
            phrase_words=tuple(lists.get("phrases gate", [])),
        )


def _pattern(words: Sequence[str], frame: str) -> re.Pattern[str]:
    """A pattern of any of the words, in any case; one that never matches for none."""
    inner = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
    return re.compile(frame.format(inner), re.IGNORECASE)
