"""What lies between a file and a report: one document's bytes with what its container knows of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Literal

Preset = Literal["record", "mail"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as found: a file, a member of an archive, an answer in a web archive, a line of records."""

    data: bytes
    source: str
    """What it is called to the user: `crawl.warc.gz, record 12`."""
    stem: str
    """Its external id where it says none itself."""
    name: str = ""
    """A file name, for its ending; empty where there is none."""
    media: str | None = None
    """The media type that came with it, parameters included."""
    url: str | None = None
    retrieved: str | None = None
    preset: Preset | None = None
    """What it is, where its container settles that."""
    record: Mapping[str, object] | None = None
    """The fields of a row; `data` is empty then."""
    depth: int = 0
    """How many archives it lies in."""

    @property
    def charset(self) -> str | None:
        """The encoding that the media type names."""
        found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", self.media or "", re.IGNORECASE)
        return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Origin:
    """A stream to be split into entries: a file, standard input, or an archive in an archive."""

    stream: BinaryIO
    source: str
    stem: str
    name: str
    size: int | None = None
    """Bytes of the file as it lies on the disk; None where nobody knows."""
    depth: int = 0
