"""Cleaning, once: what crawlers and aggregators left is taken out, and from then on the text never changes.

Invariant: cleaning a clean text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..knowledge.tables import tables
from .decode import repair
from .hints import Hinted, Words


@dataclass(frozen=True, slots=True)
class Debris:
    """Patterns of debris, compiled; each with the flag it sets and the kind of report it betrays."""

    lines: tuple[tuple[Hinted, str, str | None], ...]
    fragments: tuple[tuple[Hinted, str], ...]
    notes: tuple[tuple[Hinted, str], ...]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Debris:
        """Read `sources/debris.toml`, shipped and the user's own."""
        lines: list[tuple[Hinted, str, str | None]] = []
        fragments: list[tuple[Hinted, str]] = []
        notes: list[tuple[Hinted, str]] = []
        for table in tables("sources/debris.toml", folders):
            lines += [(_compiled(row["pattern"]), row["flag"], row.get("kind")) for row in table.get("line", [])]
            fragments += [(_compiled(row["pattern"]), row["flag"]) for row in table.get("fragment", [])]
            notes += [(_compiled(row["pattern"]), row["flag"]) for row in table.get("note", [])]
        return cls(tuple(lines), tuple(fragments), tuple(notes))


def _compiled(pattern: str) -> Hinted:
    return Hinted.of(pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text with what cleaning learned: flags, a kind betrayed by debris, and a date a crawler left."""

    text: str
    flags: tuple[str, ...]
    kind: str | None
    crawler_date: str | None
    words: Words
    """The words of the text, and of lines that were taken out."""
    whole_words: bool
    """Whether these are also the words of the text before cleaning: no character of it was changed."""


_SPACES = " \t\xa0\u2007\u202f"
_BLANK = re.compile(r"\n{3,}")
# A line of debris is shorter.
_LONGEST_DEBRIS = 400
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")


def clean(raw: str, debris: Debris) -> Cleaned:
    """Clean a text once."""
    text, repaired = repair(raw)
    flags = {"mojibake_repaired"} if repaired else set()
    text = _INVISIBLE.sub("", text)
    whole_words = text == raw
    words = Words.of(text)
    crawler_date: str | None = None
    for pattern, flag in debris.fragments:
        found = pattern.search(text, words)
        if found:
            flags.add(flag)
            crawler_date = crawler_date or found.groupdict().get("date")
            text = pattern.pattern.sub("", text)
            # What stood on both sides of a fragment may have become one word.
            words, whole_words = Words.of(text), False
    text, line_flags, kind = _clean_lines(text, words, debris)
    flags |= line_flags
    text = "\n".join(line.rstrip(_SPACES) for line in text.split("\n"))
    text = _BLANK.sub("\n\n", text).strip() if "\n\n\n" in text else text.strip()
    flags |= {flag for pattern, flag in debris.notes if pattern.search(text, words)}
    return Cleaned(text, tuple(sorted(flags)), kind, crawler_date, words, whole_words)


def _clean_lines(text: str, words: Words, debris: Debris) -> tuple[str, set[str], str | None]:
    """Drop lines that are debris as a whole, and a headline that stands twice in a row."""
    kept: list[str] = []
    flags: set[str] = set()
    kind: str | None = None
    headings: set[str] = set()
    patterns = [row for row in debris.lines if row[0].can_match(words)]
    for line in text.split("\n"):
        bare = line.strip()
        hit = _debris(bare, patterns) if 0 < len(bare) < _LONGEST_DEBRIS else None
        if hit is not None:
            flags.add(hit[1])
            kind = kind or hit[2]
            continue
        if bare and bare in headings and bare[-1] not in ".!?":
            flags.add("boilerplate_removed")
            continue
        if len(kept) < 12 and 20 <= len(bare) <= 160:
            headings.add(bare)
        kept.append(line)
    return "\n".join(kept), flags, kind


def _debris(line: str, patterns: Sequence[tuple[Hinted, str, str | None]]) -> tuple[Hinted, str, str | None] | None:
    """The first pattern that a line is debris by."""
    for row in patterns:
        if row[0].pattern.fullmatch(line):
            return row
    return None
