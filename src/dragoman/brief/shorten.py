"""A brief of a few screens from one of a thousand lines: each section cut to its first lines, and what is left counted.

Sections stand newest first, so what is cut is oldest or undated. Reports, gaps and skipped inputs stay whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .outline import Outline

SECTIONS = (
    "happened", "posture", "threats", "disputes", "chains", "said", "not_happened", "diplomacy", "background",
)  # fmt: skip
"""What can be cut, by the names of `Outline`."""


def shortened(brief: Outline, most: int) -> Outline:
    """The brief with at most `most` lines a section (0: all), and in `left` how many each had more."""
    if most <= 0:
        return brief
    long = {name: len(lines) for name in SECTIONS if len(lines := getattr(brief, name)) > most}
    cut: dict[str, Any] = {name: getattr(brief, name)[:most] for name in long}
    return replace(brief, **cut, left={name: number - most for name, number in long.items()})


def told_left(brief: Outline, section: str) -> str:
    """How many lines of a section were left out and how to see them; empty where none was."""
    left = brief.left.get(section, 0)
    return f"… and {left:,} more: --most 0 prints all; --since, --about, --kind or --country narrow" if left else ""


def total(brief: Outline, section: str) -> int:
    """How many lines a section has, those left out among them."""
    return len(getattr(brief, section)) + brief.left.get(section, 0)
