"""Polarity: which way a sentence leans on which matter (data: polarity.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ...knowledge.account_ways import AccountWays
from ...knowledge.opposites import Opposites
from ...knowledge.tables import tables
from ...knowledge.tolls import TollWords
from ..words import FUNCTION_WORDS, root, stem, words
from .lexicon import add_axis, add_nations, bare, rooted, roots_and_pairs, weights

# A negator reaches this many words ahead, as far as the next comma.
_REACH = 4
# A leaning is about the words this near it.
_WINDOW = 10
_CLAIM = root("claim")
# A word in no class of rarity.toml weighs this much.
_RARE = 0.95
# "Not only in Tehran" negates nothing.
_ONLY = frozenset({"only", "just", "merely", "simply", "necessarily", "least"})
_PHRASES = (
    "untrue",
    "soothing",
    "alarming",
    "unlikely",
    "other_version",
    "both_versions",
    "taken",
    "still_held",
    "disbelief",
    "disclaimed",
    "people_safe",
    "counters",
    "waved_away",
    "rebuff",
    "of_the_kind",
    "falsified",
    "not_as_told",
    "which_is_denied",
    "contrary_to",
)
_PIECE = re.compile(r"[,;:—–()]|\w+(?:[.'’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Leaning:
    """One word that leans: on which axis, which way after negation, and what stands around it."""

    axis: str
    sign: int
    word: str
    around: frozenset[str]


@dataclass(frozen=True)
class Polarity:
    """The lexicon, by roots: derived words are listed, so that "department" is not read as "depart"."""

    axes: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Root to the axes it leans on, and which way."""
    spans: Mapping[str, int] = field(default_factory=dict)
    """Axes of states of things that change: within so many days two reports speak of one."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Root to the first root of its set of words for one matter."""
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Named sets of roots: negators, contrast, debunk, admit, deny, accuse, involvement, ..."""
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Phrases by which two accounts are told apart, by name."""
    republished: re.Pattern[str] | None = None
    tolls: TollWords = field(default_factory=TollWords)
    """How sentences give numbers of the dead."""
    opposites: Opposites = field(default_factory=Opposites)
    """What two voices can call one thing where only one is right."""
    accounts: AccountWays = field(default_factory=AccountWays)
    """What two reports can say of one incident where only one is right."""
    common: Mapping[str, float] = field(default_factory=dict)
    """How much it tells that two statements share a common word, by its stem (data: rarity.toml)."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Polarity:
        """Read the lexicon; raises BadSettings when a file does not parse."""
        axes: dict[str, list[tuple[str, int]]] = {}
        spans: dict[str, int] = {}
        same: dict[str, str] = {}
        sets: dict[str, set[str]] = {}
        notes: list[str] = []
        phrases: dict[str, list[str]] = {name: [] for name in _PHRASES}
        for table in tables("polarity.toml", folders):
            for axis in table.get("axis", ()):
                add_axis(axes, axis)
                spans |= {axis["name"]: axis["days"]} if "days" in axis else {}
            for name in ("same", "nations"):
                for group in table.get(name, ()):
                    roots = [root(word) for word in group.split()]
                    same.update(dict.fromkeys(roots, roots[0]))
                    sets.setdefault(name, set()).add(roots[0])
            for name in (
                "contrast",
                "debunk",
                "admit",
                "deny",
                "accuse",
                "involvement",
                "disclaim",
                "claim",
                "threat",
                "earlier",
                "belie",
                "gainsay",
                "spurn",
                "accord",
                "reassure",
                "endure",
                "retort",
                "label",
                "proof",
                "insist",
                "complain",
                "peril",
                "mock",
                "approve",
                "grant",
                "reply",
                "lay",
                "ascribe",
                "hold",
            ):
                sets.setdefault(name, set()).update(map(rooted, table.get(name, "").split()))
            for name in ("negators", "supposing", "anybody", "pointers", "idle"):
                sets.setdefault(name, set()).update(table.get(name, "").split())
            notes += table.get("republished", ())
            for name in _PHRASES:
                phrases[name] += table.get(name, ())
        add_nations(same, sets.setdefault("nations", set()), folders)
        sets["anybody"] = {same.get(root(word)) or bare(stem(word)) for word in sets["anybody"]}
        return cls(
            {word: tuple(sorted(set(ways))) for word, ways in axes.items()},
            spans,
            same,
            {name: frozenset(members) for name, members in sets.items()},
            {name: re.compile("|".join(told), re.IGNORECASE) for name, told in phrases.items() if told},
            re.compile("|".join(notes), re.IGNORECASE) if notes else None,
            TollWords.load(folders),
            Opposites.load(folders),
            AccountWays.load(folders),
            weights(folders),
        )

    @property
    def pointers(self) -> frozenset[str]:
        """Words that point to what was said before, as they stand."""
        return self.sets["pointers"]

    @property
    def nations(self) -> frozenset[str]:
        """What `matter` makes of the name of a state, its people or its capital."""
        return self.sets["nations"]

    def weight(self, word: str) -> float:
        """How much it tells that two statements share a word, from 0 to 1: the rarer, the more."""
        return self.common.get(word, _RARE)

    def matter(self, text: str) -> frozenset[str]:
        """What a text is about: its content stems, words for one matter made one, leaning words included."""
        text = text.replace("U.S.", "American") if "U.S." in text else text
        return frozenset(self._one(word) for word in words(text) if word not in FUNCTION_WORDS and len(word) > 1)

    def _one(self, word: str) -> str:
        return self.same.get(root(word)) or bare(stem(word))

    def leanings(self, text: str, flipped: bool = False) -> list[Leaning]:
        """Every leaning word of a text with its sign, negation counted; all signs turned when `flipped`."""
        pieces = [piece.lower().replace("’", "'") for piece in _PIECE.findall(text)]
        found = []
        for position, piece in enumerate(pieces):
            if pieces[position + 1 : position + 3] == ["or", "not"] or self._supposed(pieces, position):
                continue
            pair = f"{root(piece)}_{root(pieces[position + 1])}" if position + 1 < len(pieces) else ""
            for axis, sign in (*self.axes.get(root(piece), ()), *self.axes.get(pair, ())):
                turned = self._negated(pieces, position) != flipped
                around = self._around(pieces, position)
                found.append(Leaning(axis, -sign if turned else sign, root(piece), around))
        return found

    def negated_words(self, text: str) -> frozenset[str]:
        """What a text says not: its content words after a negator, as `matter` has them."""
        pieces = [piece.lower().replace("’", "'") for piece in _PIECE.findall(text)]
        return frozenset(
            self._one(piece)
            for position, piece in enumerate(pieces)
            if piece[0].isalnum() and piece not in FUNCTION_WORDS and self._negated(pieces, position)
        )

    def negates(self, word: str, text: str) -> bool:
        """True where a word of a text stands shortly after a negator: "no such threat"."""
        pieces = [piece.lower().replace("’", "'") for piece in _PIECE.findall(text)]
        return any(piece == word and self._negated(pieces, i) for i, piece in enumerate(pieces))

    def negated(self, text: str) -> bool:
        """True when a text holds a negator."""
        return any(self._is_negator(piece.lower()) for piece in _PIECE.findall(text))

    def _is_negator(self, piece: str) -> bool:
        return piece in self.sets["negators"] or piece.replace("’", "'").endswith("n't")

    def _negated(self, pieces: Sequence[str], position: int) -> bool:
        """True when an odd number of negators stands shortly before, with no comma between."""
        count = 0
        for at in range(position - 1, max(-1, position - _REACH - 1), -1):
            if not pieces[at][0].isalnum():
                break
            count += self._is_negator(pieces[at]) and pieces[at + 1] not in _ONLY
        return count % 2 == 1

    def _supposed(self, pieces: Sequence[str], position: int) -> bool:
        """True when a word of supposing stands shortly before: "could grow" leans no way."""
        return any(piece in self.sets["supposing"] for piece in pieces[max(0, position - _REACH) : position])

    def _around(self, pieces: Sequence[str], position: int) -> frozenset[str]:
        near = [*pieces[max(0, position - _WINDOW) : position], *pieces[position + 1 : position + 1 + _WINDOW]]
        named = (word[:-2] if word.endswith("'s") else word for word in near if word[0].isalnum())
        return frozenset(
            self._one(word)
            for word in named
            if word not in FUNCTION_WORDS and len(word) > 1 and not self._is_negator(word)
        )

    def has(self, name: str, text: str) -> bool:
        """True when a text holds a word of a named set, or two that stand there as one ("rule_out")."""
        return not self.sets[name].isdisjoint(roots_and_pairs(text))

    def affirms(self, name: str, text: str) -> bool:
        """True when a text holds a word of a named set that is not negated: "it was nonsense, she never fled"."""
        pieces = [piece.lower().replace("’", "'") for piece in _PIECE.findall(text)]
        roots = [root(piece) for piece in pieces]
        return any(
            (one in self.sets[name] or f"{one}_{after}" in self.sets[name]) and not self._negated(pieces, i)
            for i, (one, after) in enumerate(zip(roots, [*roots[1:], ""], strict=True))
        )

    def about_involvement(self, text: str) -> bool:
        """True when a text speaks of having a part in a deed."""
        return self.has("involvement", text)

    def reassures(self, text: str) -> bool:
        """True when a text says that there is nothing to fear: "under control", "no specific threat"."""
        for match in self.phrases("people_safe", text):
            # "Their ambassador is safe" says nothing of the danger to others.
            text = text.replace(match.group(), " ")
        pieces = [piece.lower().replace("’", "'") for piece in _PIECE.findall(text)]
        pairs = [f"{root(first)}_{root(second)}" for first, second in pairwise(pieces)]
        soothing = [i for i, pair in enumerate(pairs) if pair in self.sets["reassure"]]
        soothing += [i for i, piece in enumerate(pieces) if root(piece) in self.sets["reassure"]]
        if any(not self._negated(pieces, i) and not self._supposed(pieces, i) for i in soothing):
            return True
        if any(self.phrases("soothing", text)):
            return True
        # "Will not tolerate threats" comforts nobody.
        perils = (
            i
            for i, piece in enumerate(pieces)
            if root(piece) in self.sets["peril"] and self.sets["endure"].isdisjoint(map(root, pieces[i - _REACH : i]))
        )
        return any(self._negated(pieces, i) and not self._supposed(pieces, i) for i in perils)

    def alarms(self, text: str) -> bool:
        """True when a text says that danger is great or near: "a credible threat", "planning an attack"."""
        return any(self.phrases("alarming", text)) and not self.reassures(text)

    def disclaims(self, text: str) -> bool:
        """True when a text says that somebody had no part in a deed: "was not involved", "no hand in it"."""
        if self.has("disclaim", text) or any(self.phrases("disclaimed", text)):
            return True
        pieces = [piece.lower().replace("’", "'") for piece in _PIECE.findall(text)]
        if any(root(piece) == _CLAIM for piece in pieces):
            # "No group claimed responsibility" says nothing of who did it.
            return False
        return any(
            root(piece) in self.sets["involvement"] and self._negated(pieces, i) and not self._supposed(pieces, i)
            for i, piece in enumerate(pieces)
        )

    def phrases(self, name: str, text: str) -> Iterator[re.Match[str]]:
        """Where a text holds a phrase of a named list."""
        if name in self.patterns:
            yield from self.patterns[name].finditer(text)

    def notes(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of the lines in which a text says that it was published before."""
        if self.republished is not None:
            for match in self.republished.finditer(text):
                yield match.span()
