"""Quotations that stand without a cue of their own: they belong to the speaker before them, else to the one after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...model import Source, Statement
from .extend import is_bare
from .tree import Page, Range, Tree

Opener = Callable[[Tree], Source | None]
"""Who does a sentence, where that is a person or body that can speak."""


def loose_quotations(
    page: Page, found: Sequence[Statement], opener: Opener
) -> Iterator[tuple[Tree, list[Range], Source]]:
    """Wholly quoted sentences in nobody's statement, joined where they follow one another, each with its speaker."""
    taken = [(span.start, span.end) for statement in found for span in statement.content]
    direct = sorted((s for s in found if s.source is not None and s.direct), key=lambda s: s.content[0].start)
    run: list[Tree] = []
    for tree in [*page.trees, None]:
        bare = tree is not None and not tree.heading and is_bare(tree) and not _inside(tree, taken)
        if bare and tree is not None and (not run or tree.index == run[-1].index + 1):
            run.append(tree)
            continue
        if run and (source := _speaker(page, run, direct, found, opener)) is not None:
            yield run[0], [_extent(page, each) for each in _paragraphs(run)], source
        run = [tree] if bare and tree is not None else []


def _inside(tree: Tree, taken: Sequence[Range]) -> bool:
    """True when at least half of a sentence stands in a content already."""
    start, end = tree.span
    return sum(max(0, min(b, end) - max(a, start)) for a, b in taken) * 2 > end - start


def _paragraphs(run: Sequence[Tree]) -> list[list[Tree]]:
    """A run of sentences by paragraph."""
    parts: list[list[Tree]] = []
    for tree in run:
        if parts and parts[-1][0].paragraph == tree.paragraph:
            parts[-1].append(tree)
        else:
            parts.append([tree])
    return parts


def _extent(page: Page, trees: Sequence[Tree]) -> Range:
    """From the first to the last sentence."""
    return trees[0].span[0], trees[-1].span[1]


def _speaker(
    page: Page, run: Sequence[Tree], direct: Sequence[Statement], found: Sequence[Statement], opener: Opener
) -> Source | None:
    """Who speaks or acts in the sentence right before, else the last direct speaker at most two paragraphs before.

    A quotation that opens its paragraph is whose name opens the next sentence; else the first speaker after it.
    """
    start, end = run[0].span[0], run[-1].span[1]
    number = page.quote_at(start)
    opened = page.quotes[number][0] if number is not None else start
    if opened < start:
        # "The minister accuses the neighbours: "They sold us. They lied."": the quotation began in his sentence.
        by = [
            s for s in found if s.source and s.sentence.start <= opened < s.sentence.end and s.content[0].start < opened
        ]
        if by:
            return by[-1].source
    before_it = page.trees[run[0].index - 1] if run[0].index else None
    if before_it is not None and before_it.paragraph == run[0].paragraph and not before_it.heading:
        said = [s for s in found if s.source and s.cue and before_it.span[0] <= s.cue.start < before_it.span[1]]
        opened_by = said[-1].source if said else opener(before_it)
        if opened_by is not None:
            return opened_by
    after_it = page.trees[run[-1].index + 1] if run[-1].index + 1 < len(page.trees) else None
    first = before_it is None or before_it.paragraph != run[0].paragraph
    if first and after_it is not None and after_it.paragraph == run[-1].paragraph:
        said = [s for s in found if s.source and s.cue and after_it.span[0] <= s.cue.start < after_it.span[1]]
        named = opener(after_it) if not said and after_it.tag[0] == "NNP" else None
        if named is not None:
            return named
    paragraph = {s.statement_id: _paragraph_at(page, s.sentence.start) for s in direct}
    before = [s for s in direct if s.content[0].start < start and run[0].paragraph - paragraph[s.statement_id] <= 2]
    if before:
        return before[-1].source
    after = [s for s in direct if s.content[0].start >= end and paragraph[s.statement_id] - run[-1].paragraph <= 1]
    return after[0].source if after else None


def _paragraph_at(page: Page, offset: int) -> int:
    """Number of the paragraph of a sentence that begins at an offset."""
    return next((tree.paragraph for tree in page.trees if tree.span[0] <= offset < tree.span[1]), -1)
