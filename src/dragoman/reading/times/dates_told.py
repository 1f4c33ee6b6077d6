"""Which tense each time of a text is told in, and the dating words of the knowledge file: what `dating` solves with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...knowledge.tables import tables
from ...model import Timex
from ..parse import Sentence
from .tense import Tense, TenseReader
from .tokens import Tokens


@dataclass(frozen=True, slots=True)
class DatingWords:
    """Phrases of republication notes, and words that may stand beside a date at the top of a report."""

    notes: tuple[str, ...]
    header: frozenset[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> DatingWords:
        """Read them from the knowledge files."""
        notes: list[str] = []
        header: set[str] = set()
        for table in tables("times.toml", folders):
            dating = table.get("dating", {})
            notes += dating.get("notes", [])
            header.update(dating.get("header_words", []))
        return cls(tuple(notes), frozenset(header))


def tenses(
    tokens: Tokens, sentences: Sequence[Sentence], words: dict[str, frozenset[str]], times: Sequence[Timex]
) -> list[Tense | None]:
    """Tense around each time expression."""
    reader = TenseReader(tokens, sentences, words)
    found: list[Tense | None] = []
    for timex in times:
        first = max(0, bisect_right(tokens.starts, timex.start) - 1)
        last = bisect_right(tokens.starts, timex.end - 1)
        found.append(reader.of(first, last) if tokens.words else None)
    return found
