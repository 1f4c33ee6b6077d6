"""What a statement is about: the dictionary forms of its nouns, verbs and names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from .tree import Page, Range

# Verbs and nouns that stand in any sentence and tell nothing of its matter.
_EMPTY = frozenset({
    "be", "have", "do", "say", "go", "get", "make", "take", "come", "tell", "thing", "people",
    "time", "way", "year", "day", "lot", "one",
    "know", "think", "see", "want", "let", "look", "become", "seem", "kind", "part", "'s", "'m", "'re", "'ve", "'d",
})  # fmt: skip

_TELLING = frozenset({"NN", "VB", "JJ"})


def topic_of(page: Page, spans: Sequence[Range]) -> tuple[str, ...]:
    """Lemmas of the content's nouns, verbs and adjectives, each once, in text order."""
    found: dict[str, None] = {}
    for start, end in spans:
        for tree in page.trees_between(start, end):
            for i in range(bisect_left(tree.start, start), bisect_left(tree.start, end)):
                if tree.tag[i][:2] in _TELLING and tree.dep[i] not in ("aux", "auxpass"):
                    word = tree.lemma[i]
                    if word not in _EMPTY and (word.isalpha() or any(map(str.isalpha, word))):
                        found.setdefault(word)
    return tuple(found)
