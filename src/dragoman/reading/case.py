"""Case repair for texts that are in capitals or small letters throughout, letter for letter, so that offsets hold."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def case_of(text: str) -> str:
    """`upper` or `lower` when nearly all letters of a longer text are so, else `mixed`."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 40:
        return "mixed"
    capitals = sum(char.isupper() for char in letters) / len(letters)
    return "upper" if capitals > 0.85 else "lower" if capitals < 0.004 else "mixed"


def repair_case(text: str) -> str:
    """The text with plausible case, of the same length; unchanged when its case is already mixed."""
    case = case_of(text)
    if case == "mixed":
        return text
    return _WORD.sub(lambda match: _recase(match.group()), text)


def _recase(word: str) -> str:
    """Placeholder rule: small letters everywhere (names are restored by knowledge in `reading.names`)."""
    lowered = word.lower()
    return lowered if len(lowered) == len(word) else word
