"""One function for each file format: bytes in, raw documents out. `READERS` is the only registration."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import trafilatura

from ..errors import EmptyReport, Malformed, SkipReport, TooLarge
from ..settings import Limits
from .decode import decode
from .documents import Raw, raw_of_record
from .feeds import is_feed, read_feed
from .guards import check_markup

Found = Raw | SkipReport
FormatReader = Callable[[bytes, str, str, Limits], Iterator[Found]]

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


def read_text(data: bytes, source: str, stem: str, limits: Limits) -> Iterator[Found]:
    """A plain text file: one document."""
    yield Raw(decode(data, source), stem)


def read_markdown(data: bytes, source: str, stem: str, limits: Limits) -> Iterator[Found]:
    """A Markdown file: front matter as metadata, markup taken off."""
    text = decode(data, source)
    head: dict[str, str] = {}
    found = _FRONT_MATTER.match(text)
    if found:
        pairs = (line.partition(":") for line in found["head"].split("\n"))
        head = {key.strip().lower(): value.strip().strip("\"'") for key, colon, value in pairs if colon}
        text = text[found.end() :]
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    yield raw_of_record({**head, "text": text, "id": head.get("id") or stem}, stem)


def read_html(data: bytes, source: str, stem: str, limits: Limits) -> Iterator[Found]:
    """A web page: the article's text and metadata as trafilatura finds them."""
    page = decode(data, source)
    check_markup(page, source, limits)
    try:
        document = trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            favor_recall=True,
            date_extraction_params=_DATES,
        )
    except (
        Exception
    ) as error:  # the parser below trafilatura raises many kinds on broken pages; each is one skipped page
        raise Malformed(source, f"not a page that can be read ({type(error).__name__})") from error
    if document is None or isinstance(document, dict) or not (document.text or "").strip():
        raise EmptyReport(source, "no article text was found in the page")
    yield Raw(
        text=document.text or "",
        external_id=stem,
        url=document.url,
        title=document.title,
        publisher=document.sitename,
        author=document.author,
        published=document.date,
    )


# Only dates that the page itself marks as its own; guessing one from the body is the reading's work.
_DATES = {"extensive_search": False, "original_date": True}


def read_jsonl(data: bytes, source: str, stem: str, limits: Limits) -> Iterator[Found]:
    """JSON lines: one document a line; a bad line is skipped with its number, the rest is read."""
    if not data.strip():
        raise EmptyReport(source, "the file is empty")
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield _record(line, f"{source}, line {number}", f"{stem}-{number}", limits)


def _record(line: bytes, source: str, fallback: str, limits: Limits) -> Found:
    """The document of one JSON line, or why there is none."""
    if len(line) > limits.line_bytes:
        return TooLarge(source, f"a line of {len(line):,} bytes; the cap is {limits.line_bytes:,}")
    try:
        record = json.loads(decode(line, source))
    except SkipReport as error:
        return error
    except (ValueError, RecursionError) as error:
        return Malformed(source, f"not valid JSON ({str(error)[:80]})")
    if not isinstance(record, dict):
        return Malformed(source, "the line is not a JSON object")
    if not isinstance(record.get("text"), str):
        return Malformed(source, "the object has no `text`")
    return raw_of_record(record, fallback)


READERS: dict[str, FormatReader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".rss": read_feed,
    ".atom": read_feed,
}
"""File endings and their readers."""


def sniff(data: bytes) -> FormatReader:
    """The reader for data without a telling name: a page, JSON lines, or text."""
    if is_feed(data):
        return read_feed
    head = data[:2048].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<body" in head:
        return read_html
    if head.startswith(b"{"):
        return read_jsonl
    return read_text
