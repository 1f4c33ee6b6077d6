"""The reader's version: it changes whenever the same report could be read differently.

A ledger reads a report again when this has changed, so it holds the program's version, the bytes of every knowledge
file, shipped and own, and the parser's name and version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from .. import __version__
from ..settings import Settings

_KNOWLEDGE = (".csv", ".toml", ".json")
_APART = ("/houses", "/ledger_file.toml")
"""What says how the ledger leaves, not how a report is read: a changed export does not read everything again."""
_DIGITS = 10
"""Hex digits of the digest that are shown: enough to tell 100,000 states of knowledge apart."""


def reader_version(settings: Settings) -> str:
    """Program version, then a digest of knowledge, parser and the caps on reading: `0.1.0+3f9c2a77d0`."""
    digest = hashlib.sha256(_shipped())
    for folder in settings.knowledge:
        digest.update(_digest(Path(folder)))
    digest.update(f"{settings.model} {_installed(settings.model)}".encode())
    # The other caps are on input: a report that passed them reads the same.
    digest.update(f"{settings.limits.mentions_per_report} {settings.limits.sentence_chars}".encode())
    return f"{__version__}+{digest.hexdigest()[:_DIGITS]}"


@lru_cache(maxsize=1)
def _shipped() -> bytes:
    """Digest of the shipped knowledge, taken once: it does not change while the program runs."""
    return _digest(files("dragoman.knowledge"))


def _digest(folder: Traversable) -> bytes:
    """Digest of the names and bytes of a folder's knowledge files, in the order of their names."""
    digest = hashlib.sha256()
    for name, file in _files(folder, ""):
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode("utf8", "surrogateescape"))
        digest.update(content)
    return digest.digest()


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    """Knowledge files under a folder with their names from there on."""
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{above}/{entry.name}"
        if name in _APART:
            continue
        if entry.is_dir():
            yield from _files(entry, name)
        elif entry.name.endswith(_KNOWLEDGE):
            yield name, entry


def _installed(model: str) -> str:
    """Version of the parser's package; a model given as a folder has none."""
    try:
        return version(model)
    except (PackageNotFoundError, ValueError):
        return "?"
