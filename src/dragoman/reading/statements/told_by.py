"""The rumour that nobody stands behind, as its own nameless speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import Source, Statement
from ..composition.rumours import Rumour, RumourWords, rumours_of
from ..parse import Sentence
from .tree import Page, Range, Tree


def rumoured(
    page: Page, sentences: Sequence[Sentence], found: Sequence[Statement], words: RumourWords
) -> tuple[list[Statement], list[tuple[Tree, Source, Range]]]:
    """Statements with the rumour as speaker of those that had none, and what rumours tell that is no statement yet."""
    kept, more = list(found), []
    for sentence, tree in zip(sentences, page.trees, strict=True):
        for rumour in rumours_of(sentence, words):
            place = _places(sentence, rumour)
            if place is None:
                continue
            noun, (first, last) = place
            if tree.lower[first] in ("of", "about", "showing"):
                # "footage of the bridge": a thing, and no clause that anybody claims.
                continue
            source = _source(page, tree, noun, first)
            told = (tree.start[first], tree.end[last])
            over = [k for k, one in enumerate(kept) if any(a.start < told[1] and told[0] < a.end for a in one.content)]
            if any(kept[k].source is not None for k in over):
                continue
            for k in over:
                kept[k] = replace(kept[k], source=source)
            if not over and told[0] < told[1]:
                more.append((tree, source, told))
    return kept, more


def _places(sentence: Sentence, rumour: Rumour) -> tuple[int, Range] | None:
    """Tokens of a rumour within its sentence: the noun, the first and the last of what it tells."""
    base = sentence.tokens[0].i
    if rumour.noun is None or rumour.last <= rumour.first:
        return None
    return rumour.noun - base, (rumour.first - base, rumour.last - base)


def _source(page: Page, tree: Tree, noun: int, first: int) -> Source:
    """The words of a rumour: its noun with what stands before it and, before its "that", behind it."""
    start, end = tree.start[min(tree.left[noun], noun)], tree.end[max(noun, first - 1)]
    words = page.text[start:end].rstrip(" ,")
    return Source(start, start + len(words), words)
