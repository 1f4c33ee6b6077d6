"""Runs of capitalised words, cut into pieces: titles, known names, other words, and what joins them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ...knowledge.actor_words import Title
from .draft import Scene, Unit

_NAME_TAGS = frozenset({"NNP", "NNPS"})
_INNER = frozenset({"-", "–", "‐", "‑"})
_COMMON_TAGS = frozenset({"NN", "NNS", "FW"})
_JOINING = frozenset({"of", "for", "on", "and"})

PieceKind = Literal["title", "known", "word", "glue", "join", "poss"]
"""`glue` is a hyphen, `join` stands for "of" and "for", `poss` for "'s"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a run: tokens `first` to `last`."""

    kind: PieceKind
    first: int
    last: int
    unit: Unit | None = None
    title: Title | None = None


class Runs:
    """Finds the runs of one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.view, self.base = scene, scene.view, scene.base
        words = scene.base.words
        self.particles = words.role("names", "particles")
        self.openers = words.role("names", "opening_particles")
        self.articles = words.role("names", "articles")
        self.heads = words.role("names", "organisation_heads")
        self.calendar = words.role("names", "calendar")

    def read(self) -> Iterator[list[Piece]]:
        """Every run, from left to right."""
        at, size = 0, len(self.view)
        units, tags, words = self.scene.unit_at, self.view.tags, self.view.words
        titles = self.base.words.title_starts
        while at < size:
            # Most words can begin no name: small letters, no title, no particle.
            if (
                tags[at] not in _NAME_TAGS
                and at not in units
                and not words[at][:1].isupper()
                and self.scene.folded[at] not in titles
                and self.view.lower[at] not in self.particles
            ):
                at += 1
                continue
            run = self._run(at)
            if run is None:
                at += 1
                continue
            yield run
            at = run[-1].last + 1

    def _run(self, at: int) -> list[Piece] | None:
        """Pieces that stand side by side from token `at` on: titles, known names and other capitalised words."""
        pieces: list[Piece] = []
        while at < len(self.view):
            piece = self._piece(at, bool(pieces))
            if piece is None:
                break
            pieces.append(piece)
            at = piece.last + 1
        while pieces and pieces[-1].kind in ("glue", "poss"):
            pieces.pop()
        return pieces or None

    def _piece(self, at: int, inside: bool) -> Piece | None:
        """The piece that begins at token `at`, or None."""
        unit = self.scene.unit_at.get(at)
        title = self._title(at)
        if unit is not None and unit.first == at and (title is None or unit.last >= title[1]):
            return Piece("known", at, unit.last, unit)
        if title is not None:
            return Piece("title", at, title[1], None, title[0])
        view = self.view
        if self._is_word(at) and view.words[at][:1].isalnum() and view.lower[at].rstrip(".") not in self.calendar:
            return Piece("word", at, at)
        if inside and view.tags[at] == "POS" and at + 1 < len(view):
            # "Iraq's Foreign Minister": the possessor belongs to the title.
            return Piece("poss", at, at) if at - 1 in self.scene.unit_at and self._title(at + 1) else None
        if inside and at + 1 < len(view):
            joined = view.ends[at - 1] == view.starts[at] and view.ends[at] == view.starts[at + 1]
            if view.words[at] in _INNER and joined and (view.is_name(at + 1) or view.words[at + 1][:1].isupper()):
                return Piece("glue", at, at)
            if view.lower[at] in self.particles and view.is_name(at + 1):
                return Piece("word", at, at)
            if view.lower[at] in _JOINING and self._joins(at):
                return Piece("join", at, at)
            if view.lower[at] == "the" and view.lower[at - 1] in ("of", "for") and view.is_name(at + 1):
                return Piece("join", at, at)
        if view.lower[at] in self.particles and at + 1 < len(view) and self._particle_opens(at):
            return Piece("word", at, at)
        return None

    def _is_word(self, at: int) -> bool:
        """True for a proper noun, and for a capitalised word before one that the tagger took for a common noun."""
        view = self.view
        if view.is_name(at):
            return True
        if view.tags[at] not in _COMMON_TAGS or not view.words[at][:1].isupper() or at + 1 >= len(view):
            return False
        joined = view.deps[at] == "compound" and view.is_name(view.heads[at]) and view.is_name(at + 1)
        return joined and view.lower[at] not in self.base.words.agents and view.lemma(at) not in self.base.words.agents

    def _particle_opens(self, at: int) -> bool:
        """True for "al-Khazali" or "bin Laden" at the start of a name."""
        view = self.view
        if view.lower[at] in self.openers and view.is_name(at + 1):
            return True
        return view.lower[at] in self.articles and at + 2 < len(view) and view.words[at + 1] == "-"

    def _joins(self, at: int) -> bool:
        """True when "of", "for", "on" or "and" stands inside an organisation's name."""
        view = self.view
        after = at + 2 if view.lower[at + 1] == "the" else at + 1
        if (
            after >= len(view)
            or view.lower[after] in self.calendar
            or not (view.is_name(after) and view.words[after][:1].isupper())
        ):
            return False
        if view.lower[at] == "and":
            # "Ministry of Interior and Health", not "Barham Salih and Mustafa Kadhimi".
            return any(view.lower[i] in ("of", "for") for i in range(max(0, at - 3), at)) and (
                view.lower[max(0, at - 3)] in self.heads
            )
        return any(view.lower[i] in self.heads and view.words[i][:1].isupper() for i in (at - 1, at - 2) if i >= 0)

    def _title(self, at: int) -> tuple[Title, int] | None:
        """The longest title that begins at token `at`, and its last token."""
        view, words = self.view, self.base.words
        if self.scene.folded[at] not in words.title_starts:
            return None
        best: tuple[Title, int] | None = None
        key: list[str] = []
        stop = at
        while stop < len(view) and len(key) < words.longest_title:
            word = view.lower[stop]
            if word not in _INNER and word != ".":
                if not word[:1].isalnum():
                    break
                key.append(self.scene.folded[stop])
                title = words.titles.get(tuple(key))
                if title is not None:
                    best = (title, stop)
            elif not key:
                break
            stop += 1
        return best
