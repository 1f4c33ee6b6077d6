"""Patterns that are tried only where they can match: most time went into patterns of which no word is in the text.

Invariant: a pattern is found where it would be found without hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# A text that has the rarest of what a pattern needs seldom lacks the rest.
_MOST_NEEDS = 3
# In a run of words a word of more letters is looked up before the whole run is; a run of no more is spelt out with all
# that may follow it.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Words:
    """A text in small letters, and its different words once each: a third of a report's length to look a word up in."""

    lower: str
    once: str

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text, with the signs that stand at them."""
        lower = text.lower()
        return cls(lower, " ".join(dict.fromkeys(lower.split())))

    def and_of(self, other: str) -> Words:
        """The words of this text, and of another before it."""
        more = Words.of(other)
        return Words(f"{more.lower}\n{self.lower}", f"{more.once} {self.once}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text in small letters that every match holds."""

    word: str
    """The longest word of it; empty where looking it up first saves nothing."""
    whole: str
    """The piece where it has several words; empty for one, and for lines, since cleaning takes lines out."""

    @classmethod
    def of(cls, text: str) -> Piece:
        """The piece of a run of letters and signs."""
        word = max(text.split(), key=len, default="")
        whole = "" if text == word or "\n" in text else text
        return cls(word if not whole or len(word) > _SHORT else "", whole)

    def within(self, words: Words) -> bool:
        """Whether a text has the piece."""
        return self.word in words.once and self.whole in words.lower

    @property
    def rarity(self) -> int:
        """How rarely it stands in a text, at a guess."""
        return len(self.whole or self.word)


@dataclass(frozen=True, slots=True)
class Each:
    """Every match holds each of these."""

    needs: tuple[Need, ...]

    def within(self, words: Words) -> bool:
        """Whether a text has them all."""
        for need in self.needs:  # noqa: SIM110 (a generator takes longer than the search)
            if not need.within(words):
                return False
        return True

    @property
    def rarity(self) -> int:
        """As rare as its rarest."""
        return max(need.rarity for need in self.needs)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Every match holds one of these."""

    pieces: tuple[tuple[str, tuple[str, ...]], ...]
    """Words, and the pieces that each is the longest word of: without a call for each, since there are hundreds."""
    groups: tuple[Each, ...]

    def within(self, words: Words) -> bool:
        """Whether a text has any of them."""
        once, lower = words.once, words.lower
        for word, wholes in self.pieces:
            if word in once:
                for whole in wholes:
                    if whole in lower:
                        return True
        for group in self.groups:  # noqa: SIM110 (as above)
            if group.within(words):
                return True
        return False

    @property
    def rarity(self) -> int:
        """As common as its commonest."""
        pieces = (len(whole or word) for word, wholes in self.pieces for whole in wholes)
        return min([*pieces, *(group.rarity for group in self.groups)])


Need = Piece | Each | OneOf


@dataclass(frozen=True, slots=True)
class Hinted:
    """A pattern, and what every match of it holds; None where nothing is known."""

    pattern: re.Pattern[str]
    need: Need | None

    @classmethod
    def of(cls, pattern: str, flags: int = 0) -> Hinted:
        """Compile a pattern and work out what it needs."""
        return cls(re.compile(pattern, flags), needed(pattern, flags))

    def can_match(self, words: Words) -> bool:
        """Whether the pattern could match in a text that has these words."""
        return self.need is None or self.need.within(words)

    def search(self, text: str, words: Words) -> re.Match[str] | None:
        """The first match in a text, whose words the caller has."""
        return self.pattern.search(text) if self.can_match(words) else None


def needed(pattern: str, flags: int = 0) -> Need | None:
    """What every match of a pattern holds; None where that cannot be told.

    Letters whose small form is another letter's (the long s) are left aside: no sign or debris is written with them.
    """
    try:
        # Python has no public way to look into a pattern; without this one, patterns are only slower.
        from re import _parser  # type: ignore[attr-defined]

        return _needed(list(_parser.parse(pattern, flags)))
    except (ImportError, AttributeError, TypeError, ValueError, IndexError):
        return None


def _needed(parts: Sequence[Any]) -> Need | None:
    """What a sequence needs: its runs of letters, spelt out with the choices in them, and what its groups need."""
    needs: list[Need | None] = []
    runs = [""]
    for operator, value in parts:
        name = str(operator)
        if name == "LITERAL":
            runs = [run + chr(value).lower() for run in runs]
            continue
        alternatives = _alternatives(name, value)
        heads = [_head(alternative) for alternative in alternatives]
        whole = all(len(head) == len(alternative) for head, alternative in zip(heads, alternatives, strict=True))
        if heads and all(heads) and len(runs) == 1 and (whole or len(runs[0]) <= _SHORT):
            runs = [runs[0] + head for head in heads]
            if whole:
                continue
        needs.append(_one_of(map(_piece, runs)))
        runs = [""]
        if alternatives:
            needs.append(_one_of([_needed(alternative) for alternative in alternatives]))
    return _each([*needs, _one_of(map(_piece, runs))])


def _alternatives(name: str, value: Any) -> list[list[Any]]:
    """The choices of a group or repeat of which one must stand there; none for what may be missing."""
    if name == "SUBPATTERN":
        inner = list(value[-1])
    elif name == "ATOMIC_GROUP":
        inner = list(value)
    elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        inner = list(value[2])
    elif name == "BRANCH":
        return [list(alternative) for alternative in value[1]]
    else:
        return []
    return _alternatives(str(inner[0][0]), inner[0][1]) if _is_branch(inner) else [inner]


def _is_branch(parts: list[Any]) -> bool:
    return len(parts) == 1 and str(parts[0][0]) == "BRANCH"


def _head(parts: Sequence[Any]) -> str:
    """The letters that a sequence begins with."""
    head = ""
    for operator, value in parts:
        if str(operator) != "LITERAL":
            break
        head += chr(value).lower()
    return head


def _piece(run: str) -> Need | None:
    """A run of letters; None for one that stands in every text."""
    piece = Piece.of(run)
    return piece if piece.rarity > 1 else None


def _one_of(needs: Iterable[Need | None]) -> Need | None:
    """Any of some needs, those of choices among choices with them; None where one of them is not known."""
    pieces: list[tuple[str, str]] = []
    groups: list[Each] = []
    for need in needs:
        match need:
            case None:
                return None
            case Piece():
                pieces.append((need.word, need.whole))
            case OneOf():
                pieces += [(word, whole) for word, wholes in need.pieces for whole in wholes]
                groups += need.groups
            case Each():
                groups.append(need)
    least = [pair for pair in dict.fromkeys(pieces) if not any(_holds(pair, other) for other in pieces)]
    if len(least) == 1 and not groups:
        return Piece(*least[0])
    by_word: dict[str, tuple[str, ...]] = {}
    for word, whole in least:
        by_word[word] = (*by_word.get(word, ()), whole)
    return OneOf(tuple(by_word.items()), tuple(dict.fromkeys(groups))) if least or groups else None


def _holds(pair: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a text with one piece always has the other, so that only the other need be looked for."""
    word, whole = other
    return pair != other and (not whole or whole in pair[1]) and (not word or word in pair[0])


def _each(needs: Iterable[Need | None]) -> Need | None:
    """The rarest of them, the very rarest first: a text that lacks it is told at once."""
    known = sorted(dict.fromkeys(need for need in needs if need), key=lambda need: -need.rarity)
    return None if not known else known[0] if len(known) == 1 else Each(tuple(known[:_MOST_NEEDS]))
