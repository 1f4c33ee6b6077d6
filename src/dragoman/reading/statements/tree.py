"""The parse of a sentence as plain lists, and a report as a row of them: what the frames of attribution look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..columns import edges_of
from ..parse import Sentence

Range = tuple[int, int]
"""First and last token of a stretch, both included."""


@dataclass(slots=True)
class Tree:
    """One sentence: for each token its report offsets, words, tag, dependency, head, dependants and subtree edges."""

    index: int
    paragraph: int
    heading: bool
    span: Range
    """Report offsets of the sentence, end excluded."""
    start: list[int]
    end: list[int]
    lower: list[str]
    lemma: list[str]
    """Dictionary forms of verbs and nouns; other words as they stand, in small letters."""
    tag: list[str]
    dep: list[str]
    head: list[int]
    shape: list[str]
    """The words with their own capitals."""
    quoted: list[bool]
    """True where the token stands inside quotation marks (the marks themselves do not)."""
    quotes: bool = False
    """True when any of it stands in a quotation."""
    kids: list[list[int]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    """Semicolons between two speakers (`clauses.py`)."""
    mended: list[int] = field(default_factory=list)
    """Verbs of saying that were hung anew (`inverted.py`)."""
    _plain: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Derive dependants and subtree edges from the heads."""
        size = len(self.head)
        self.quotes = any(self.quoted)
        if not self.kids:
            self.kids = [[] for _ in range(size)]
            for i, above in enumerate(self.head):
                if above != i:
                    self.kids[above].append(i)
        if not self.left:
            self.left, self.right = edges_of(self.head, self.kids)

    def __len__(self) -> int:
        """How many tokens it has."""
        return len(self.head)

    def kid(self, i: int, *deps: str) -> int | None:
        """The first dependant of token `i` with one of these dependencies, or None."""
        dep = self.dep
        for k in self.kids[i]:
            if dep[k] in deps:
                return k
        return None

    def is_verb(self, i: int) -> bool:
        """True for any form of a verb."""
        return self.tag[i][:2] == "VB"

    def is_noun(self, i: int) -> bool:
        """True for common and proper nouns."""
        return self.tag[i][:2] == "NN"

    def plain(self, i: int) -> str:
        """The word of a token for the model; any name is NAME, because a weight must not be about one person."""
        return (self._plain or self._read_plain())[i]

    def plain_lemma(self, i: int) -> str:
        """The dictionary form of a token for the model; any name is NAME."""
        return "NAME" if (self._plain or self._read_plain())[i] == "NAME" else self.lemma[i]

    def _read_plain(self) -> list[str]:
        """Every word for the model, worked out when the first is asked for."""
        self._plain = ["NAME" if self._is_name(i) else word for i, word in enumerate(self.lower)]
        return self._plain

    def _is_name(self, i: int) -> bool:
        """True for what is tagged as a name, or has a capital inside a sentence."""
        return self.tag[i].startswith("NNP") or (
            i > 0 and self.shape[i][0].isupper() and self.tag[i][:2] in _OPEN_CLASS
        )

    def count_quoted(self, tokens: Range) -> int:
        """How many tokens of a stretch stand inside quotation marks."""
        return sum(self.quoted[tokens[0] : tokens[1] + 1]) if self.quotes else 0

    def count_marks(self, tokens: Range) -> int:
        """How many tokens of a stretch are quotation marks."""
        return sum(word in _MARKS for word in self.lower[tokens[0] : tokens[1] + 1]) if self.quotes else 0

    def is_mark(self, i: int) -> bool:
        """True for a double quotation mark, however it is written."""
        return self.lower[i] in _MARKS

    def chars(self, tokens: Range) -> Range:
        """Report offsets of a stretch of tokens, end excluded."""
        return self.start[tokens[0]], self.end[tokens[1]]


_OPEN_CLASS = frozenset({"NN", "JJ", "VB", "RB"})
_MARKS = frozenset({'"', "''", "``", "“", "”", "«", "»"})


def tree_of(sentence: Sentence) -> Tree:
    """The parse of one sentence."""
    read, base = sentence.columns, sentence.span.start
    lower, tag, start = read.lower, read.tags, read.starts
    quotes = sentence.segment.quoted
    return Tree(
        sentence.index,
        sentence.segment.paragraph,
        sentence.segment.heading,
        (base, sentence.span.end),
        start,
        read.ends,
        lower,
        read.lemmas,
        tag,
        read.deps,
        read.heads,
        read.words,
        [any(q.start <= first < q.end for q in quotes) for first in start] if quotes else [False] * len(lower),
        kids=read.kids,
        left=read.left,
        right=read.right,
    )


@dataclass(slots=True)
class Page:
    """A report for attribution: its text, its sentences and its quotations over sentence borders."""

    text: str
    trees: list[Tree]
    quotes: list[Range]
    """Quotations, marks included where they are there, merged over the sentences of a paragraph (report offsets)."""
    carried: list[bool]
    """For each quotation, True when it goes on in the next one: left open at a paragraph's end."""

    def trees_between(self, start: int, end: int) -> list[Tree]:
        """Sentences that share a code point with a stretch of the report."""
        low, high = 0, len(self.trees)
        while low < high:
            middle = (low + high) // 2
            if self.trees[middle].span[1] <= start:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < len(self.trees) and self.trees[low].span[0] < end:
            found.append(self.trees[low])
            low += 1
        return found

    def quote_at(self, offset: int) -> int | None:
        """Number of the quotation that covers a report offset, or None."""
        low, high = 0, len(self.quotes)
        while low < high:
            middle = (low + high) // 2
            if self.quotes[middle][1] <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.quotes) and self.quotes[low][0] <= offset else None


def page_of(text: str, sentences: Sequence[Sentence]) -> Page:
    """Trees of all sentences, and the quotations of the whole report."""
    spans = [(s.segment.paragraph, q.start, q.end) for s in sentences for q in s.segment.quoted]
    return build_page(text, [tree_of(sentence) for sentence in sentences], spans)


def build_page(text: str, trees: list[Tree], quoted: Sequence[tuple[int, int, int]]) -> Page:
    """A page from trees and quoted stretches (paragraph, start, end), joined where only white space parts them."""
    joined: list[tuple[int, int, int]] = []
    for paragraph, start, end in quoted:
        if joined and joined[-1][0] == paragraph and not text[joined[-1][2] : start].strip():
            joined[-1] = (paragraph, joined[-1][1], end)
        else:
            joined.append((paragraph, start, end))
    quotes: list[Range] = []
    closed: list[bool] = []
    for _, start, end in joined:
        shut = end < len(text) and text[end] in _ANY_MARK
        opened = start > 0 and text[start - 1] in _ANY_MARK
        quotes.append((start - opened, end + shut))
        closed.append(shut)
    carried = [
        not closed[i]
        and i + 1 < len(joined)
        and joined[i + 1][0] == joined[i][0] + 1
        and _between_paragraphs(text, a, b)
        for i, (a, b) in enumerate(zip(quotes, [*quotes[1:], (0, 0)], strict=False))
    ]
    return Page(text, trees, quotes, carried)


_ANY_MARK = '"“”„«»'


def _between_paragraphs(text: str, before: Range, after: Range) -> bool:
    """True when nothing but white space lies between two quotations."""
    return not text[before[1] : after[0]].strip()
