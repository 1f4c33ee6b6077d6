"""Two speakers who were named together, and how later words point at them: "both", "the former", "the latter"."""

from __future__ import annotations

from ...model import Source
from .speaker_words import linked
from .tree import Page, Range, Tree

ORDINAL = {"former": 0, "latter": 1}
"""Words that point at one of two, and which."""
_BEFORE = 2
"""Sentences in which the two may stand."""


def pair_before(page: Page, tree: Tree, source: Source) -> Source | None:
    """The last two that were joined by "and" in the sentence before "both"."""
    for before in reversed(page.trees[max(0, tree.index - 1) : tree.index]):
        pair = _pair(before)
        if pair is not None:
            start, end = before.start[pair[0][0]], before.end[pair[1][1]]
            return linked(source, Source(start, end, page.text[start:end]))
    return None


def one_of_two(page: Page, tree: Tree, word: str) -> tuple[Tree, Range] | None:
    """Which of the last two joined by "and" is "the former" or "the latter": its sentence and tokens."""
    for before in reversed(page.trees[max(0, tree.index - _BEFORE) : tree.index]):
        pair = _pair(before)
        if pair is not None:
            return before, pair[ORDINAL[word]]
    return None


def _pair(tree: Tree) -> tuple[Range, Range] | None:
    """The last two nouns that are joined and no more than two."""
    for i in range(len(tree) - 1, -1, -1):
        other = tree.kid(i, "conj")
        if other is None or not (tree.is_noun(i) and tree.is_noun(other)) or tree.kid(other, "conj"):
            continue
        return (tree.left[i], i), (tree.left[other], tree.right[other])
    return None
