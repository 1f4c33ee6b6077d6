"""The parse of a sentence as plain lists, copied out of spaCy once: its attributes are slow to read one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .ceilings import mend_ceilings
from .lemma import kept
from .listing import mend_lists, mend_passives, mend_verbs

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
    lemmas: list[str]
    """Dictionary forms of verbs and nouns; other words as they stand, in small letters."""
    parts: list[str]
    """Coarse parts of speech."""


def columns_of(doc: Doc, text: str, base: int) -> Columns:
    """The columns of one parse: `text` is what the parser saw, `base` the report offset of its first character."""
    table = kept(doc.vocab)
    # An empty parse has no columns.
    rows = doc.to_array(_COLUMNS).astype("int64").T.tolist() if len(doc) else [[], [], [], [], []]
    begins, sizes, tags, deps, ways = rows
    words = [text[at : at + size] for at, size in zip(begins, sizes, strict=True)]
    heads = [i + way for i, way in enumerate(ways)]
    names, parts, lemma_of = table.names, table.parts, table.lemma_of
    lower = [word.lower() for word in words]
    named = [names[key] for key in tags]
    labels = [names[key] for key in deps]
    mend_verbs(lower, named, labels, heads)
    mend_passives(named, labels, heads)
    mend_lists(lower, named, labels, heads)
    mend_ceilings(lower, named, labels, heads)
    kids: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
    return Columns(
        words,
        lower,
        named,
        labels,
        heads,
        [base + at for at in begins],
        [base + at + size for at, size in zip(begins, sizes, strict=True)],
        kids,
        *edges_of(heads, kids),
        [lemma_of[pair] for pair in zip(lower, named, strict=True)],
        [parts[tag] for tag in named],
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
