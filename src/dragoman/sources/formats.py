"""Which format an input has, by its first bytes and its name, and what reads it. `FORMATS` is the only registration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..errors import Malformed, SkipReport
from .archives import split_tar, split_zip
from .decode import decode
from .documents import Desk, Raw
from .entry import Entry, Origin
from .feeds import is_feed, read_feed
from .mail import read_mail, split_mailbox
from .pages import read_page
from .pdf import read_pdf
from .records import raw_of_record, read_json, read_record, split_lines, split_rows
from .warc import split_warc

Reader = Callable[[Entry, Desk], Iterator[Raw | SkipReport | Entry]]
"""Makes raw documents of one entry; an entry in it (an attachment) is read in its turn."""
Splitter = Callable[[Origin, Desk], Iterator[Entry | SkipReport]]
"""Cuts a stream into entries."""

_FRONT_MATTER = re.compile(r"\A---\s*\n(?P<head>.*?)\n---\s*\n", re.DOTALL)
_MARKDOWN = (
    (re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"^>\s?", re.MULTILINE), ""),
    (re.compile(r"^(?:-{3,}|\*{3,})\s*$", re.MULTILINE), ""),
)


def read_text(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """A plain text file: one document."""
    text = decode(entry.data, entry.source, entry.charset)
    yield Raw(text, entry.stem, url=entry.url, retrieved=entry.retrieved)


def read_markdown(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """A Markdown file: front matter as metadata, markup taken off."""
    text = decode(entry.data, entry.source, entry.charset)
    head: dict[str, str] = {}
    found = _FRONT_MATTER.match(text)
    if found:
        pairs = (line.partition(":") for line in found["head"].split("\n"))
        head = {key.strip().lower(): value.strip().strip("\"'") for key, colon, value in pairs if colon}
        text = text[found.end() :]
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    yield raw_of_record({**head, "text": text}, entry, desk)


def read_unknown_xml(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """XML that is neither a page nor a feed."""
    raise Malformed(entry.source, "XML of a kind that is no feed and no page")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its names, and what reads it whole or cuts it into entries."""

    name: str
    endings: tuple[str, ...]
    media: tuple[str, ...] = ()
    read: Reader | None = None
    split: Splitter | None = None


TEXT = Format("text", (".txt", ".text"), ("text/plain",), read=read_text)
MARKDOWN = Format("Markdown", (".md", ".markdown"), ("text/markdown",), read=read_markdown)
PAGE = Format("web page", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), read=read_page)
FEED = Format(
    "feed (RSS, Atom, JSON Feed)",
    (".rss", ".atom"),
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
    read=read_feed,
)
XML = Format("XML", (".xml", ".rdf"), ("text/xml", "application/xml"), read=read_unknown_xml)
JSON = Format("JSON", (".json",), ("application/json",), read=read_json)
LINES = Format("JSON lines", (".jsonl", ".ndjson"), ("application/jsonl", "application/x-ndjson"), split=split_lines)
TABLE = Format("table", (".csv", ".tsv", ".tab"), ("text/csv", "text/tab-separated-values"), split=split_rows)
MAIL = Format("mail", (".eml",), ("message/rfc822",), read=read_mail)
MAILBOX = Format("mailbox", (".mbox",), ("application/mbox",), split=split_mailbox)
PDF = Format("PDF", (".pdf",), ("application/pdf",), read=read_pdf)
WARC = Format("web archive", (".warc",), ("application/warc",), split=split_warc)
ZIP = Format("ZIP archive", (".zip",), ("application/zip", "application/x-zip-compressed"), split=split_zip)
TAR = Format("TAR archive", (".tar",), ("application/x-tar",), split=split_tar)
FORMATS = (TEXT, MARKDOWN, PAGE, FEED, XML, JSON, LINES, TABLE, MAIL, MAILBOX, PDF, WARC, ZIP, TAR)
"""Every format that is read."""

_RECORD = Format("record", (), read=read_record)
_PRESETS = {"record": _RECORD, "mail": MAIL}
_ENDINGS = {ending: form for form in FORMATS for ending in form.endings}
_MEDIA = {media: form for form in FORMATS for media in form.media}
# Bytes that no text begins with: whatever the name says, this is what it is.
_MAGIC = ((b"%PDF-", PDF), (b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP), (b"WARC/", WARC))
_TAR_MAGIC = (257, b"ustar")
_MAIL_HEAD = re.compile(rb"\A(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_SIGNS = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_MAILBOX_HEAD = re.compile(rb"From \S+.{0,80}\d{4}\r?\n(?:>?[A-Za-z][\w-]*:)")


def format_of(name: str, head: bytes, media: str | None = None) -> Format:
    """The format of an input: by bytes that leave no doubt, then by its name, its media type, and its beginning."""
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    at, mark = _TAR_MAGIC
    if head[at : at + len(mark)] == mark:
        return TAR
    known = _ENDINGS.get(PurePosixPath(name).suffix.lower())
    if known is None and media:
        known = _MEDIA.get(media.partition(";")[0].strip().lower())
        # Servers call anything they do not know plain text or XML.
        known = None if known is TEXT else known
    # Feeds go by the name of pages, XML and JSON; pages by the name of XML.
    if known in (None, XML, PAGE) and is_feed(head):
        return FEED
    if known is None or known is XML:
        return _sniffed(head, known)
    return known


def _sniffed(head: bytes, known: Format | None) -> Format:
    """The format by the beginning alone: a page, JSON, mail, or text."""
    begin = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = begin.lower()
    # Mail first: pages lie in it.
    if _MAILBOX_HEAD.match(begin):
        return MAILBOX
    if _MAIL_HEAD.match(begin) and _MAIL_SIGNS.search(begin):
        return MAIL
    if lower.startswith((b"<!doctype html", b"<html")) or b"<html" in lower or b"<body" in lower:
        return PAGE
    if known is XML or lower.startswith(b"<?xml"):
        return XML
    if begin.startswith(b"{") and not begin.startswith(b"{\\rtf"):
        return LINES if b"\n{" in begin or b"\n" not in begin.rstrip() else JSON
    if begin.startswith(b"["):
        return JSON if begin[1:].lstrip().startswith((b"{", b"]")) else TEXT
    return TEXT


def format_of_entry(entry: Entry) -> Format:
    """The format of an entry: what its container settles, else by its bytes and name."""
    if entry.preset:
        return _PRESETS[entry.preset]
    return format_of(entry.name, entry.data[:65_536], entry.media)
