"""The sentences of one report in order, paragraph by paragraph: where a denial stands, and what stands before it.

Sentences that hold an event or a statement are those of the reading; what lies between is cut at full stops, so that
what a report tells in its own voice can be answered too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ...model import Span

# A full stop, but not that of "U.S.", "Gen." or an initial.
_STOP = re.compile(
    r"(?<!\bMR)(?<!\bMS)(?<!\bDR)(?<!\bMRS)(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…][”\"’')»\]]*\s+(?=[A-Z“\"‘'«\d(@])"
)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_LINE = re.compile(r"\n\s*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
# "Police spokesman:" before an answer: who speaks is no sentence.
_LABEL_CHARS = 60
_ENDS = ".!?…”\"’')»]:"


# Reports whose sentences are kept: several rules ask for those of one report.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence: its number in the report, the number of its paragraph, where it stands, and its words."""

    number: int
    paragraph: int
    span: Span
    text: str


@dataclass(frozen=True)
class Page:
    """All sentences of a report."""

    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, text: str, known: Iterable[Span]) -> Page:
        """Cut a text; `known` are sentences that were cut before."""
        return cls._cut(text, frozenset(known))

    @classmethod
    @lru_cache(maxsize=_KEPT)
    def _cut(cls, text: str, known: frozenset[Span]) -> Page:
        starts = [0, *(match.end() for match in _breaks(text))]
        found: list[Passage] = []
        for span in _cut(text, known, starts):
            words = text[span.start : span.end]
            label = words.endswith(":") and len(words) <= _LABEL_CHARS
            if not label and _LETTERS.search(words):
                found.append(Passage(len(found), bisect_right(starts, span.start), span, words))
        return cls(tuple(found))

    def at(self, place: int) -> Passage | None:
        """The sentence around a place, else the last one before it."""
        number = bisect_right([one.span.start for one in self.passages], place) - 1
        return self.passages[number] if number >= 0 else None

    def before(self, passage: Passage, chars: int) -> Iterator[Passage]:
        """The sentences shortly before, the nearest first."""
        for one in reversed(self.passages[: passage.number]):
            if passage.span.start - one.span.end > chars:
                return
            yield one


def _breaks(text: str) -> list[re.Match[str]]:
    """Where paragraphs end: at blank lines; at a line's end too, where the line ends a sentence."""
    blank = list(_BLANK.finditer(text))
    lines = (match for match in _LINE.finditer(text) if text[: match.start()].rstrip(" ")[-1:] in _ENDS or not blank)
    return sorted({match.end(): match for match in (*lines, *blank)}.values(), key=lambda match: match.end())


def _cut(text: str, known: Iterable[Span], starts: list[int]) -> Iterator[Span]:
    """The known sentences, of which none overlap, and what stands between them."""
    at = 0
    for span in sorted(set(known), key=lambda span: (span.start, -span.end)):
        if span.start >= at:
            yield from _between(text, at, span.start, starts)
            yield span
            at = span.end
    yield from _between(text, at, len(text), starts)


def _between(text: str, start: int, end: int, starts: list[int]) -> Iterator[Span]:
    """The sentences of a stretch, cut at full stops and between paragraphs."""
    cuts = {match.end() for match in _STOP.finditer(text, start, end)} | {one for one in starts if start < one < end}
    ends = [start, *sorted(cuts), end]
    for first, last in pairwise(ends):
        words = text[first:last]
        first += len(words) - len(words.lstrip())
        last -= len(words) - len(words.rstrip())
        if first < last:
            yield Span(first, last)
