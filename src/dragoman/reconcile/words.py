"""Words, stems and shingles: how texts are compared here, with no parser."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_VOWELS = "aeiou"

# A table reads better than a list of 170 quoted words: SIM905.
FUNCTION_WORDS = frozenset(
    """a about after again against all almost also although am along among an and another any
    are around as at away be because been
    before being between both but by can could did do does doing done down during each either else ever every few for
    from further get gets got had has have having he her here hers him his how however i if in into is it its itself
    just last later least less like made make many may me might more most much must my near neither never next no nor
    not now of off on once one only or other our out over own per said same say says several shall she should since so
    some still such than that the their them then there these they this those though through thus to too toward
    towards under until up upon us very via was we were what when where whether which while who whom whose why will
    with within without would yet you your told according mr mrs ms dr""".split()  # noqa: SIM905
)
"""Closed-class words, and the few verbs of speech that stand in every report: they say nothing about a topic."""


def words(text: str) -> list[str]:
    """Words of a text in small letters, straight apostrophes, possessive endings dropped."""
    return list(_words(text))


# A sentence is asked for its words by every rule that looks at it.
@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    found = [word.lower() for word in _WORD.findall(text)]
    if "'" not in text and "’" not in text:
        return tuple(found)
    straight = (word.replace("’", "'") for word in found)
    return tuple(word[:-2] if word.endswith("'s") else word for word in straight)


def content_words(text: str) -> list[str]:
    """Words of a text that are not function words."""
    return [word for word in words(text) if word not in FUNCTION_WORDS]


def stems(text: str) -> list[str]:
    """Stems of the content words of a text, in order."""
    return [stem(word) for word in content_words(text)]


def shingles(tokens: list[str], size: int) -> set[str]:
    """All runs of `size` words, joined; a shorter text is one shingle."""
    if len(tokens) <= size:
        return {" ".join(tokens)} if tokens else set()
    return {" ".join(tokens[i : i + size]) for i in range(len(tokens) - size + 1)}


def _has_vowel(word: str) -> bool:
    return any(letter in _VOWELS or letter == "y" for letter in word)


def _cut_plural(word: str) -> str:
    """Step 1: plural endings."""
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + ("y" if len(word) > 4 else "ie")
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _cut_tense(word: str) -> str:
    """Step 2: -ied, -ed and -ing, with the y, the doubled consonant or the silent e put right."""
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) > 2 and _has_vowel(root):
            if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
                return root[:-1]
            return root
    return word


_ENDINGS = (
    "ational", "ization", "fulness", "iveness", "ousness", "ations", "ation", "ement", "ments", "ment", "ness",
    "ously", "ively", "ingly", "edly", "ator", "ence", "ance", "ency", "ancy", "able", "ible", "ions", "ion", "ives",
    "ive", "ous", "ally", "ial", "al", "ers", "er", "ors", "or", "ly", "ity", "ic", "ise", "ize", "ist", "y", "e",
)  # fmt: skip
"""Endings of derivation, longest first; cut only where at least four letters stay (a light form of Porter, 1980)."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its inflection and derivation: `killed`, `killing`, `killer` all give `kill`."""
    if len(word) < 4 or not word.isalpha():
        return word
    root = _cut_tense(_cut_plural(word))
    for ending in _ENDINGS:
        if root.endswith(ending) and len(root) - len(ending) >= 4:
            return root[: -len(ending)]
    return root[:-1] if root.endswith("e") and len(root) > 3 else root


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """A word without its inflection alone: `department` and `depart` stay two words, as `stem` may not leave them."""
    if len(word) < 4:
        return word
    short = _cut_tense(_cut_plural(word))
    return short[:-1] if short.endswith("e") and len(short) > 3 else short
