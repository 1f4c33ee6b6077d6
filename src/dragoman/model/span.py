"""Stretches of a report's text. Offsets are code points, `start` inclusive, `end` exclusive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text by its offsets alone."""

    start: int
    end: int

    def overlaps(self, other: Span | TextSpan) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span | TextSpan) -> bool:
        """True when `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> TextSpan:
        """The same stretch together with its words."""
        return TextSpan(self.start, self.end, text[self.start : self.end])


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """A stretch of text with its words; `text` always equals the report's text at the offsets."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The offsets alone."""
        return Span(self.start, self.end)
