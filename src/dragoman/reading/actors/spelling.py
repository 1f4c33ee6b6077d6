"""Misspelt surnames: when two spellings are one name, and when they are two people's.

Invariant: short names, and names that differ in their consonants, are never one by themselves: "Hassan" is not
"Hussein", "Rahmani" not "Rahmati", "Karimova" not "Karimov". A first name that agrees allows one slip of any sort.
"""

from __future__ import annotations

import re

_SHORTEST = 7
"""Letters; shorter surnames have too many neighbours."""
_LONG = 8
"""From so many letters on, vowels may differ freely: transliterations and hurried typing."""
_LEAST_CONSONANTS = 4
_MOST_EDITS = 3
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1")


def is_misspelt(written: str, known: str, same_first: bool = False) -> bool:
    """True when a folded surname is most likely a slip for a known one; `same_first`: the first names agree."""
    if written == known or min(len(written), len(known)) < _SHORTEST or written[0] != known[0]:
        return False
    if _is_gendered(written, known):
        return False
    if _is_swapped(written, known) or (same_first and edits(written, known, 1) <= 1):
        return True
    frame = _frame(written)
    same = len(frame) >= _LEAST_CONSONANTS and frame == _frame(known)
    most = _MOST_EDITS if min(len(written), len(known)) >= _LONG else 1
    return same and edits(written, known, most) <= most


def edits(one: str, other: str, most: int) -> int:
    """Letters to insert, drop or change to make one word the other (Levenshtein, 1966), up to `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, letter in enumerate(other, 1):
            before, row[j] = row[j], min(before + (char != letter), row[j] + 1, row[j - 1] + 1)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _frame(name: str) -> str:
    """Consonants in order, doubled ones once."""
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", name))


def _is_swapped(one: str, other: str) -> bool:
    """True when two neighbouring letters have changed places."""
    if len(one) != len(other):
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and (one[apart[1]] == other[apart[0]])
    )


def _is_gendered(one: str, other: str) -> bool:
    """True for a man's and a woman's form of one surname."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    turned = (one[-1] + other[-1]) in ("ya", "ay") and one[:-1] == other[:-1]
    return turned or longer in (shorter + "a", shorter + "na")
