"""What a statement is about: the dictionary forms of its nouns, verbs and names."""

from __future__ import annotations

from collections.abc import Sequence

from .tree import Page, Range

# Verbs and nouns that stand in any sentence and tell nothing of its matter.
_EMPTY = frozenset({
    "be", "have", "do", "say", "go", "get", "make", "take", "come", "tell", "thing", "people",
    "time", "way", "year", "day", "lot", "one",
    "know", "think", "see", "want", "let", "look", "become", "seem", "kind", "part", "'s", "'m", "'re", "'ve", "'d",
})  # fmt: skip


def topic_of(page: Page, spans: Sequence[Range]) -> tuple[str, ...]:
    """Lemmas of the content's nouns, verbs and adjectives, each once, in text order."""
    found: dict[str, None] = {}
    for start, end in spans:
        for tree in page.trees_between(start, end):
            for i, at in enumerate(tree.start):
                if (
                    start <= at < end
                    and tree.tag[i][:2] in ("NN", "VB", "JJ")
                    and tree.dep[i] not in ("aux", "auxpass")
                ):
                    word = tree.lemma[i]
                    if word not in _EMPTY and any(char.isalpha() for char in word):
                        found.setdefault(word)
    return tuple(found)
