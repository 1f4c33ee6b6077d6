"""What the knowledge holds: every file, how many entries it has shipped and how many of a user's own."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from typing import Any

from .tables import texts

_ABOUT_CHARS = 100


@dataclass(frozen=True, slots=True)
class Holding:
    """One knowledge file: how many entries are shipped, how many a user's folders add, and what it says of itself."""

    name: str
    shipped: int
    own: int
    about: str


def inventory(folders: Sequence[Path] = ()) -> Iterator[Holding]:
    """Every knowledge file in the order of names, those that only a user's folder holds among them."""
    for name in sorted({*_shipped(files("dragoman.knowledge")), *_own(folders)}):
        counts = {True: 0, False: 0}
        about = ""
        for where, text in texts(name, folders):
            counts[where.startswith("dragoman.knowledge/")] += _entries(name, text)
            about = about or _about(name, text)
        yield Holding(name, counts[True], counts[False], about)


def _shipped(folder: Traversable, prefix: str = "") -> Iterator[str]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _shipped(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".csv", ".toml")):
            yield prefix + item.name


def _own(folders: Sequence[Path]) -> Iterator[str]:
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.suffix in (".csv", ".toml") and path.is_file():
                yield path.relative_to(folder).as_posix()


def _entries(name: str, text: str) -> int:
    """Rows of a table, or entries of all lists and sections of a TOML file."""
    if name.endswith(".csv"):
        filled = (row for row in csv.reader(StringIO(text)) if row and not row[0].startswith("#"))
        return max(0, sum(1 for _ in filled) - 1)
    return _leaves(tomllib.loads(text))


def _leaves(value: Any) -> int:
    """Entries below a value: a list of sections counts each, a section the entries in it, all else counts one."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, dict):
        return sum(_leaves(inner) for inner in value.values())
    return 1


def _about(name: str, text: str) -> str:
    """The first words of a file about itself: its first comment, or the names of its columns."""
    first = text.split("\n", 1)[0]
    told = ", ".join(first.split(",")) if name.endswith(".csv") else first.lstrip("# ")
    return told if len(told) <= _ABOUT_CHARS else told[:_ABOUT_CHARS].rsplit(" ", 1)[0] + " …"
