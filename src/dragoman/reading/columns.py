"""The parse of a sentence as plain lists, copied out of spaCy once: its attributes are slow to read one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .lemma import kept

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["IDX", "LENGTH", "TAG", "DEP", "HEAD"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Token `i` of a sentence: its word as the parser saw it, tag, dependency, head and report offsets."""

    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    """Report offset of each token's first character."""
    ends: list[int]
    kids: list[list[int]]
    """Dependants of each token, in order."""
    left: list[int]
    """First token of each token's subtree."""
    right: list[int]
    """Last token of each token's subtree."""
    lemma_of: Callable[[str, str], str]
    """Dictionary form of a word in small letters with its tag."""
    parts: Mapping[str, str]
    """Coarse part of speech by tag."""

    def lemma(self, i: int) -> str:
        """Dictionary form of token `i`."""
        return self.lemma_of(self.lower[i], self.tags[i])


def columns_of(doc: Doc, text: str, base: int) -> Columns:
    """The columns of one parse: `text` is what the parser saw, `base` the report offset of its first character."""
    table = kept(doc.vocab)
    # An empty parse has no columns.
    rows = doc.to_array(_COLUMNS).astype("int64").T.tolist() if len(doc) else [[], [], [], [], []]
    begins, sizes, tags, deps, ways = rows
    words = [text[at : at + size] for at, size in zip(begins, sizes, strict=True)]
    heads = [i + way for i, way in enumerate(ways)]
    kids: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
    names = table.names
    return Columns(
        words,
        [word.lower() for word in words],
        [names[key] for key in tags],
        [names[key] for key in deps],
        heads,
        [base + at for at in begins],
        [base + at + size for at, size in zip(begins, sizes, strict=True)],
        kids,
        *edges_of(heads, kids),
        table.lemma_of,
        table.parts,
    )


def edges_of(heads: list[int], kids: list[list[int]]) -> tuple[list[int], list[int]]:
    """First and last token of each token's subtree."""
    size = len(heads)
    left, right = list(range(size)), list(range(size))
    # From the roots down, then edges from the leaves up: each token hands its edges to its head once.
    order = [i for i, above in enumerate(heads) if above == i]
    for i in order:
        order += kids[i]
    for i in reversed(order):
        above = heads[i]
        if left[i] < left[above]:
            left[above] = left[i]
        if right[i] > right[above]:
            right[above] = right[i]
    return left, right
