"""Words by which somebody says, thinks, orders or denies something (data: cues.csv)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .tables import rows, split, tables


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
class Idiom:
    """A verb and the words that must stand behind it, in order ("pour scorn on"); verbs alone have none."""

    words: tuple[str, ...]
    cue: Cue
    of: str
    """What its object must be: `words`, `deed`, or anything (empty)."""


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cues by dictionary form, one map for each part of speech."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    adverbs: dict[str, Cue]
    phrases: dict[str, Cue]
    idioms: dict[str, list[Idiom]] = field(default_factory=dict)
    """By the verb that opens them: more words that are one cue (data: cue_families.toml)."""
    deeds: set[str] = field(default_factory=set)
    """Nouns of deeds that somebody may claim (data: stances.toml)."""

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
    for table in tables("stances.toml", folders):
        book.deeds.update(table.get("stance", {}).get("claimed", ()))
    for table in tables("cue_families.toml", folders):
        for family in table.get("family", ()):
            _add_family(book, family)
    return book


# What a listed word of a family adds to the model's score: it was never met in the training text.
_FAMILY_WEIGHT = 2.5


def _add_family(book: CueBook, family: dict[str, Any]) -> None:
    """The verbs and phrases of one family. A verb that has a cue already keeps it."""
    stance, of, description = family["stance"], family.get("of", ""), family["description"]
    for text in (*family.get("verbs", ()), *family.get("phrases", ())):
        verb, *words = text.split()
        cue = Cue(text, "verb", ("np", "clause"), stance, _FAMILY_WEIGHT, description)
        if words or of or verb not in book.verbs:
            book.idioms.setdefault(verb, []).append(Idiom(tuple(words), cue, of))
    for listed in book.idioms.values():
        listed.sort(key=lambda idiom: -len(idiom.words))
