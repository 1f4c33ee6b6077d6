"""The author of an opinion piece as a speaker: claims in the author's own voice that nobody else is made to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ...knowledge.tables import tables
from ...model import Report, Source
from .tree import Page, Range, Tree


def opinion_marks(folders: Sequence[Path] = ()) -> frozenset[str]:
    """Words that mark the author's own voice (data: stances.toml, `opinion`)."""
    return frozenset(
        word for table in tables("stances.toml", folders) for word in table.get("opinion", {}).get("marks", ())
    )


def author_claims(page: Page, said: Sequence[Range], marks: frozenset[str], first: int) -> list[Tree]:
    """Sentences after number `first` that claim something in the author's voice and stand in nobody's statement."""
    found = []
    for tree in page.trees[first:]:
        if tree.heading or len(tree) < 6 or tree.lower[-1] in ("?", ":"):
            continue
        start, end = tree.span
        if any(a < end and start < b for a, b in said):
            continue
        plain = {word for word, quoted in zip(tree.lower, tree.quoted, strict=True) if not quoted}
        finite = any(tag in ("VBZ", "VBD", "VBP", "MD") for tag in tree.tag)
        if finite and plain & marks:
            found.append(tree)
    return found


def author_of(report: Report) -> Source | None:
    """The byline as a source when it stands in the text; else a source without words of its own, named "author"."""
    if report.author:
        at = report.text.find(report.author)
        if at >= 0:
            return Source(at, at + len(report.author), report.author, name=report.author)
    found = re.search(r"^\s*(?:by|By|BY)\s+((?:[A-Z][\w.'’-]+\s?){2,4})\s*$", report.text[:1500], re.MULTILINE)
    if found:
        name = found.group(1).rstrip()
        return Source(found.start(1), found.start(1) + len(name), name, name=name)
    return None
