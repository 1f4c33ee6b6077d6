"""Feeds: RSS, Atom and JSON Feed. Bytes in, items out; nothing is ever fetched here.

An item is an article when it holds enough text, else a pointer to one, whose page `watch` fetches. `read`, which has
no page, takes the brief that a pointer tells itself; one that tells nothing is counted as skipped.
"""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import Malformed, OnlyLink, SkipReport
from ..settings import Limits
from .decode import decode
from .documents import Desk, Raw
from .entry import Entry
from .guards import check_markup
from .plain import plain_text

_BROKEN_OFF = re.compile(
    r"(?:\.\.\.|…|\[(?:…|\.\.\.|&#8230;)\]|\b(?:read (?:more|the full (?:story|article))|continue reading|more)\W*)$",
    re.IGNORECASE,
)
_APPEARED = re.compile(r"\n*The post .{1,300} (?:first )?appeared (?:first )?on .{1,200}\.?\s*$", re.DOTALL)
# Where a sentence ends, with what closes a quotation after it; scripts without spaces end theirs with a full circle.
_SENTENCE_END = re.compile(r"[.!?؟।](?=[\"'”’»)\]]{0,3}\s)[\"'”’»)\]]{0,3}|[。！？]")
# With fewer words nobody tells what happened: "Full story inside".
_LEAST_WORDS = 4
_XML_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed. `text` is the article where the item holds it; None where it only points to one.

    `brief` is then what the item tells by itself, in whole sentences; None where it has nothing but a link or a title.
    """

    external_id: str
    url: str | None
    title: str | None
    text: str | None
    summary: str
    """What the item itself says, whole or not; may be empty."""
    brief: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, the address of its site, its items in their order."""

    title: str | None
    url: str | None
    items: tuple[FeedItem, ...]


def is_feed(data: bytes) -> bool:
    """Whether bytes begin like RSS, Atom or JSON Feed."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return b"jsonfeed.org/version" in head.replace(b"\\/", b"/")
    return head.startswith(b"<") and b"<html" not in head.lower() and bool(_XML_FEED.search(head))


def parse_feed(data: bytes, source: str, limits: Limits, url: str | None = None) -> Feed:
    """The items of a feed. `url`: where it was fetched, for relative links. Raises EmptyReport, Malformed, TooLarge."""
    text = decode(data, source)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _json_feed(text, source, limits)
    check_markup(text, source, limits)
    return _xml_feed(data, source, limits, url)


def read_feed(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """The articles and briefs of a feed; an item that holds neither is skipped as a link only."""
    source = entry.source
    feed = parse_feed(entry.data, source, desk.limits, entry.url)
    for number, item in enumerate(feed.items, start=1):
        raw = raw_of_item(item, feed, briefs=True)
        if raw is None:
            yield only_link(item, f"{source}, item {number}")
        else:
            yield raw


def raw_of_item(item: FeedItem, feed: Feed, *, briefs: bool = False) -> Raw | None:
    """The document of an item; None for one that is only a pointer. `briefs`: what it tells is a document too."""
    text = item.text or (item.brief if briefs else None)
    if text is None:
        return None
    return Raw(
        text=text,
        external_id=item.external_id,
        url=item.url,
        title=item.title,
        publisher=item.publisher or feed.title,
        author=item.author,
        published=item.published,
        modified=item.modified,
    )


def only_link(item: FeedItem, source: str) -> SkipReport:
    """Why a pointer is skipped; an item with neither text nor link is broken."""
    if not item.url:
        return Malformed(source, "the item holds neither text nor a link")
    return OnlyLink(source, f"only a link; `dragoman watch` fetches it ({item.url})")


def _xml_feed(data: bytes, source: str, limits: Limits, url: str | None) -> Feed:
    """RSS or Atom through feedparser, which is given a stream: a name or an address it would open."""
    import feedparser

    headers = {"content-location": url} if url else {}
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError, AssertionError) as error:
        raise Malformed(source, f"not a feed that can be read ({type(error).__name__})") from error
    if not found.entries and not found.version:
        raise Malformed(source, "XML of a kind that is no feed")
    title = _word(found.feed, "title")
    items = tuple(_xml_item(entry, number, source, limits) for number, entry in enumerate(found.entries, start=1))
    return Feed(_plain(title, source, limits) if title else None, _word(found.feed, "link"), items)


def _xml_item(entry: dict[str, Any], number: int, source: str, limits: Limits) -> FeedItem:
    """One entry as feedparser gives it: Atom's content and RSS's content:encoded are both `content`."""
    link = _word(entry, "link")
    bodies = [_plain(part.get("value") or "", source, limits) for part in entry.get("content") or ()]
    summary = _plain(_word(entry, "summary") or "", source, limits)
    origin = entry.get("source")
    return _item(
        external_id=_word(entry, "id") or link or f"{source}-{number}",
        url=link,
        title=_plain(_word(entry, "title") or "", source, limits) or None,
        bodies=[*bodies, summary],
        author=_word(entry, "author"),
        publisher=_word(origin, "title") if isinstance(origin, Mapping) else None,
        published=_when(entry, "published") or _when(entry, "created"),
        modified=_when(entry, "updated"),
        limits=limits,
    )


def _json_feed(text: str, source: str, limits: Limits) -> Feed:
    """JSON Feed 1 and 1.1 (jsonfeed.org)."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed(source, f"not valid JSON ({str(error)[:80]})") from error
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        raise Malformed(source, "JSON of a kind that is no feed")
    made = [
        _json_item(item, number, source, limits)
        if isinstance(item, dict)
        else FeedItem(str(number), None, None, None, "")
        for number, item in enumerate(items, start=1)
    ]
    return Feed(_word(found, "title"), _word(found, "home_page_url"), tuple(made))


def _json_item(item: Mapping[str, Any], number: int, source: str, limits: Limits) -> FeedItem:
    """One item: `content_text` as it is, `content_html` stripped."""
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_word(author, "name") for author in authors or () if isinstance(author, dict)]
    link = _word(item, "url", "external_url")
    return _item(
        external_id=_word(item, "id") or link or f"{source}-{number}",
        url=link,
        title=_word(item, "title"),
        bodies=[
            _word(item, "content_text") or "",
            _plain(_word(item, "content_html") or "", source, limits),
            _word(item, "summary") or "",
        ],
        author=", ".join(name for name in names if name) or None,
        publisher=None,
        published=_word(item, "date_published"),
        modified=_word(item, "date_modified"),
        limits=limits,
    )


def _item(
    *,
    external_id: str,
    url: str | None,
    title: str | None,
    bodies: list[str],
    author: str | None,
    publisher: str | None,
    published: str | None,
    modified: str | None,
    limits: Limits,
) -> FeedItem:
    """An item with its longest body; it is an article when that is long enough, or when there is nothing to follow."""
    body = _APPEARED.sub("", max(bodies, key=len, default="")).strip()
    long_enough = len(body) >= limits.feed_item_chars and not _BROKEN_OFF.search(body)
    whole = bool(body) and (long_enough or not url)
    return FeedItem(
        external_id=external_id,
        url=url,
        title=title,
        text=body if whole else None,
        summary=body,
        brief=None if whole else _brief(body, title),
        author=author,
        publisher=publisher,
        published=published,
        modified=modified,
    )


def _brief(body: str, title: str | None) -> str | None:
    """What a teaser tells by itself; where it breaks off, its whole sentences and a mark. None for only its title."""
    broken = _BROKEN_OFF.search(body)
    if broken:
        ends = [end.end() for end in _SENTENCE_END.finditer(body, 0, broken.start())]
        body = body[: ends[-1]].strip() if ends else ""
    if _letters(body) == _letters(title or ""):
        return None
    if len(body.split()) < _LEAST_WORDS and not re.search("[。！？]", body):
        return None
    return f"{body} […]" if broken else body


def _letters(text: str) -> str:
    """A text without what sets a headline apart from the same words below it."""
    return "".join(filter(str.isalnum, text.casefold()))


def _plain(markup: str, source: str, limits: Limits) -> str:
    """The words of a field that may hold HTML."""
    check_markup(markup, source, limits)
    try:
        return plain_text(markup)
    except ValueError:
        return ""


def _when(entry: dict[str, Any], name: str) -> str | None:
    """A date as the feed writes it, so that its day is the publisher's; else as feedparser understood it."""
    # Asked as a plain dict: feedparser's own `get` gives the date of publication for one of change that is not there.
    written, parsed = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    if written and re.search(r"\d{4}", written):
        return str(written).strip()
    return time.strftime("%Y-%m-%d", parsed) if parsed else None


def _word(found: Mapping[str, Any] | None, *names: str) -> str | None:
    """The first field that holds words."""
    values = (found.get(name) for name in names) if found else ()
    return next((str(value).strip() for value in values if isinstance(value, (str, int)) and str(value).strip()), None)
