"""Patterns that are tried only where they can match: most time went into patterns of which no word is in the text.

Invariant: a pattern is found where it would be found without hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_ODD = re.compile(r"[^\w\s,.'’“”\"-]")


@dataclass(frozen=True, slots=True)
class Hinted:
    """A pattern, and pieces of text in small letters of which every match holds one; no pieces where none are known."""

    pattern: re.Pattern[str]
    hints: tuple[str, ...]

    @classmethod
    def of(cls, pattern: str, flags: int = 0) -> Hinted:
        """Compile a pattern and work out its hints."""
        return cls(re.compile(pattern, flags), needed(pattern, flags))

    def can_match(self, lower: str) -> bool:
        """Whether the pattern could match in a text, given in small letters."""
        return not self.hints or any(hint in lower for hint in self.hints)

    def finditer(self, text: str, lower: str) -> Iterator[re.Match[str]]:
        """The matches in a text."""
        return self.pattern.finditer(text) if self.can_match(lower) else iter(())

    def search(self, text: str, lower: str) -> re.Match[str] | None:
        """The first match in a text."""
        return self.pattern.search(text) if self.can_match(lower) else None


def needed(pattern: str, flags: int = 0) -> tuple[str, ...]:
    """Pieces of which every match of a pattern holds at least one; none where the pattern has no such pieces.

    Letters whose small form is another letter's (the long s) are left aside: no sign or debris is written with them.
    """
    try:
        # Python has no public way to look into a pattern; without this one, patterns are only slower.
        from re import _parser  # type: ignore[attr-defined]

        found = _needed(_parser.parse(pattern, flags))
    except (ImportError, AttributeError, TypeError, ValueError, IndexError):
        return ()
    return tuple(sorted(found)) if found and _rarity(found) > 1 else ()


def _needed(parts: Iterable[Any]) -> frozenset[str] | None:
    """The best pieces of a sequence: the rarest."""
    choices: list[frozenset[str] | None] = []
    run = ""
    for operator, value in parts:
        name = str(operator)
        if name == "LITERAL":
            run += chr(value).lower()
            continue
        choices, run = [*choices, frozenset([run]) if run else None], ""
        if name == "SUBPATTERN":
            choices.append(_needed(value[-1]))
        elif name == "BRANCH":
            alternatives = [_needed(alternative) for alternative in value[1]]
            whole = frozenset().union(*(found for found in alternatives if found))
            choices.append(whole if all(alternatives) else None)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
            choices.append(_needed(value[2]))
        elif name == "ATOMIC_GROUP":
            choices.append(_needed(value))
    choices.append(frozenset([run]) if run else None)
    return max((found for found in choices if found), key=_rarity, default=None)


def _rarity(pieces: frozenset[str]) -> int:
    """How rarely the commonest of some pieces stands in a text, at a guess: long ones, and odd signs."""
    return min(len(piece) + 2 * bool(_ODD.search(piece)) for piece in pieces)
