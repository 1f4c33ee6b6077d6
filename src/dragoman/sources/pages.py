"""Web pages: the article through trafilatura, and what the page says of itself in JSON-LD, OpenGraph and its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from ..errors import EmptyReport, SkipReport
from .article import article_text, tree_of
from .decode import decode
from .documents import Desk, Raw
from .entry import Entry
from .guards import check_depth, check_elements
from .names import PageNames

# Objects of JSON-LD that are looked through: a page has a handful.
_MOST_OBJECTS = 200
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.:-]{2,40})", re.I
)
# How a site's name stands behind a headline in the `title` element.
_SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,60}$")


@dataclass(slots=True)
class PageFacts:
    """What a page says of itself; a field it does not tell is missing."""

    told: dict[str, str] = field(default_factory=dict)
    url: str | None = None


def read_page(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """A web page: one article. Raises EmptyReport for a page without one."""
    page = decode(entry.data, entry.source, entry.charset or declared_charset(entry.data))
    check_elements(page, entry.source, desk.limits)
    tree = tree_of(page, entry.source)
    check_depth(tree, entry.source, desk.limits)
    facts = page_facts(tree, desk.page_names)
    published = facts.told.get("published") or _marked_date(tree)
    # The facts have been taken: from here on the tree is the extractor's.
    text = article_text(tree, page)
    if not text.strip():
        raise EmptyReport(entry.source, "no article text was found in the page")
    yield Raw(
        text=text,
        external_id=entry.stem,
        url=_address(entry.url, facts.url),
        title=facts.told.get("title"),
        publisher=facts.told.get("publisher"),
        author=facts.told.get("author"),
        published=published,
        modified=facts.told.get("modified"),
        retrieved=entry.retrieved,
    )


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page names in its first lines."""
    found = _DECLARED.search(data[:2048])
    return (found[1] or found[2]).decode("ascii") if found else None


def page_facts(tree: html.HtmlElement, names: PageNames) -> PageFacts:
    """JSON-LD first, then `meta` elements, then the headings: the first that tells a field is believed."""
    facts = PageFacts()
    articles: list[Mapping[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            articles += _articles(script.text or "", names.article)
    # What calls itself an article tells more of it than the page that it stands on.
    for found in sorted(articles, key=lambda found: _rank(found, names.article)):
        _take_article(found, facts)
    best: dict[str, tuple[int, str]] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            held = names.meta.get((meta.get(key) or "").strip().lower())
            value = " ".join((meta.get("content") or "").split())
            if held and value and (held[0] not in best or held[1] < best[held[0]][0]):
                best[held[0]] = (held[1], value)
        if (meta.get("property") or "").lower() == "og:url" and not facts.url:
            facts.url = meta.get("content")
    for name, (_, value) in best.items():
        # `article:author` often holds the address of a profile, which names nobody.
        if not (name in ("author", "publisher") and value.startswith(("http://", "https://"))):
            facts.told.setdefault(name, value)
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            facts.url = link.get("href")
    _take_headings(tree, facts)
    return facts


def _articles(text: str, sorts: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD script that describe an article, in their order."""
    try:
        waiting: list[Any] = [json.loads(text.strip().removesuffix(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while waiting and seen < _MOST_OBJECTS:
        seen += 1
        found = waiting.pop(0)
        if isinstance(found, list):
            waiting = [*found[:_MOST_OBJECTS], *waiting]
        elif isinstance(found, dict):
            if any(str(sort).lower().endswith(sorts) for sort in _list(found.get("@type"))):
                yield found
            waiting += [*_list(found.get("@graph")), *_list(found.get("mainEntity"))]


def _rank(found: Mapping[str, Any], sorts: tuple[str, ...]) -> int:
    """How good a description of an article an object is by its type; 0 is best."""
    types = [str(sort).lower() for sort in _list(found.get("@type"))]
    return min(rank for rank, sort in enumerate(sorts) if any(name.endswith(sort) for name in types))


def _take_article(found: Mapping[str, Any], facts: PageFacts) -> None:
    """The fields of one JSON-LD article."""
    authors = [_name(author) for author in _list(found.get("author"))[:10]]
    told = {
        "title": _word(found.get("headline")) or _word(found.get("name")),
        "publisher": next(filter(None, map(_name, _list(found.get("publisher")))), None),
        "author": ", ".join(author for author in authors if author) or None,
        "published": _word(found.get("datePublished")) or _word(found.get("dateCreated")),
        "modified": _word(found.get("dateModified")),
    }
    for name, value in told.items():
        if value:
            facts.told.setdefault(name, value)
    facts.url = facts.url or _word(found.get("url"))


def _take_headings(tree: html.HtmlElement, facts: PageFacts) -> None:
    """The title from the one `h1` or the `title` element, the dates from `time` elements that say what they are."""
    if "title" not in facts.told:
        heads = [text for head in tree.iter("h1") if 8 <= len(text := _text(head)) <= 300]
        titles = [_SITE.sub("", _text(title)) for title in tree.iter("title")]
        for found in [*(heads if len(heads) == 1 else []), *titles]:
            if found:
                facts.told["title"] = found
                break
    for time in tree.iter("time"):
        sort = f"{time.get('itemprop') or ''} {time.get('class') or ''} {'pubdate' if 'pubdate' in time.attrib else ''}"
        value = time.get("datetime")
        for name, marks in (("modified", ("modif", "updat")), ("published", ("publi", "pubdate", "entry-date"))):
            if value and any(mark in sort.lower() for mark in marks):
                facts.told.setdefault(name, value)
                break


def _marked_date(tree: html.HtmlElement) -> str | None:
    """A date that the page marks as its own; guessing one from its body is the reading's work."""
    from htmldate import find_date

    try:
        return find_date(tree, extensive_search=False, original_date=True)
    except (ValueError, TypeError, AttributeError, OverflowError, etree.LxmlError):
        return None


def _address(fetched: str | None, claimed: str | None) -> str | None:
    """The article's address: what the page claims, if it was fetched from that host. No page speaks for another."""
    try:
        claimed = urljoin(fetched or "", (claimed or "").strip()) or None
        if not claimed or urlsplit(claimed).scheme not in ("http", "https"):
            return fetched
        hosts = {(urlsplit(url).hostname or "").removeprefix("www.") for url in (claimed, fetched or claimed)}
    except ValueError:
        return fetched
    return claimed if len(hosts) == 1 else fetched


def _name(found: Any) -> str | None:
    """The name of a person or outlet, which JSON-LD gives as words or as an object."""
    return _word(found.get("name")) if isinstance(found, dict) else None if _is_url(found) else _word(found)


def _is_url(found: Any) -> bool:
    return isinstance(found, str) and found.startswith(("http://", "https://"))


def _word(found: Any) -> str | None:
    """Words, their white space settled; None for anything else."""
    return (" ".join(found.split())[:500] or None) if isinstance(found, str) else None


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]


def _text(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
