"""Words by which somebody says, thinks, orders or denies something (data: cues.csv)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .tables import rows, split


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its dictionary form, part of speech, frames, the stance it gives, and its learned weight."""

    lemma: str
    pos: str
    frames: tuple[str, ...]
    stance: str
    weight: float
    description: str


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cues by dictionary form, one map for each part of speech."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    adverbs: dict[str, Cue]
    phrases: dict[str, Cue]

    def find(self, pos: str, lemma: str) -> Cue | None:
        """The cue of this part of speech ("verb", "noun", "adjective", "adverb", "phrase"), or None."""
        shelf: dict[str, Cue] = getattr(self, f"{pos}s")
        return shelf.get(lemma)


def load_cues(folders: Sequence[Path] = ()) -> CueBook:
    """All cues, a user's own over the shipped ones."""
    book = CueBook({}, {}, {}, {}, {})
    for row in rows("cues.csv", folders):
        cue = Cue(
            row["lemma"], row["pos"], split(row["frames"]), row["stance"], float(row["weight"] or 0), row["description"]
        )
        getattr(book, f"{cue.pos}s")[cue.lemma] = cue
    return book
