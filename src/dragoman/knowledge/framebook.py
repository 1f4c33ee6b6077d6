"""Frames: the words that tell of events, with what must stand beside them (data: frames/*.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .frame import Frame, Light, Setting, Tie
from .frametables import (
    add_frames,
    add_light,
    load_classes,
    load_means,
    load_modifiers,
    load_settings,
)
from .kinds import Kind, load_kinds
from .tables import tables

FILES = ("violence", "coercion", "protest", "precautions", "measures", "posture", "words")
"""Frame files in the order they are read; a user's folder may hold files of the same names that add to them."""


@dataclass(frozen=True)
class FrameBook:
    """Every frame, class of nouns, modifier and setting, ready for look-up."""

    kinds: Mapping[str, Kind]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    modals: Mapping[str, tuple[Frame, ...]]
    light: Mapping[str, tuple[Light, ...]]
    classes: Mapping[str, frozenset[str]]
    """Word to the classes it belongs to."""
    modifiers: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Word before a noun of attack to its rank (0 tells most) and kind."""
    outer: Mapping[str, str] = field(default_factory=dict)
    """Noun above a noun of event to the status it gives, or the empty string."""
    ties: tuple[Tie, ...] = ()
    settings: tuple[Setting, ...] = ()
    harmless: frozenset[str] = frozenset()
    """Words before a trigger that make it no violence ("heart attack")."""
    contents: frozenset[str] = frozenset()
    """Words in an of- or with-phrase that make a trigger no violence ("explosion of interest")."""
    aims: frozenset[str] = frozenset()
    """The same behind "on" and "against" ("an attack on democracy")."""
    idioms: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    """Kinds of violence that do not tell how it was done, from the one that says least."""
    means: frozenset[str] = frozenset()
    """Kinds that tell how a general kind's deed was done."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> FrameBook:
        """Read the shipped files and the user's own. Raises BadSettings for an unknown kind, class or key."""
        kinds = load_kinds(folders)
        classes = load_classes(folders)
        verbs: dict[str, list[Frame]] = {}
        nouns: dict[str, list[Frame]] = {}
        modals: dict[str, list[Frame]] = {}
        light: dict[str, list[Light]] = {}
        for name in FILES:
            for table in tables(f"frames/{name}.toml", folders):
                add_frames(verbs, table.get("verbs", ()), kinds, name)
                add_frames(nouns, table.get("nouns", ()), kinds, name)
                add_frames(modals, table.get("modals", ()), kinds, name)
                add_light(light, table.get("light", ()), name)
        settings, (harmless, contents, aims), idioms = load_settings(folders)
        modifiers, outer, ties = load_modifiers(folders)
        return cls(
            kinds, _ordered(verbs), _ordered(nouns), _ordered(modals),
            {word: tuple(found) for word, found in light.items()}, classes, modifiers, outer, ties,
            settings, harmless, contents, aims, idioms, *load_means(folders, kinds),
        )  # fmt: skip


def _ordered(frames: Mapping[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
    """Frames of each word, the most demanding first; file order decides among equals."""
    return {word: tuple(sorted(found, key=lambda frame: -frame.weight)) for word, found in frames.items()}
