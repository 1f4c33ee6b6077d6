"""The article of a web page, through trafilatura, on a tree that was parsed once and has lost what it would not read.

Invariant: the text is what trafilatura finds in the whole page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree, html

from ..errors import EmptyReport

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

# Elements without words to read. Data of a page in JSON-LD stays: the extractor falls back on it.
_WORDLESS = (
    "style",
    "svg",
    "canvas",
    "iframe",
    "source",
    "track",
    "audio",
    "video",
    "object",
    "embed",
    "link",
    "template",
)
_SCRIPTS = etree.XPath("//script[not(contains(@type, 'ld+json'))]")
_PARAGRAPHS = etree.XPath(
    "//p[not(ancestor::nav or ancestor::aside or ancestor::footer or ancestor::header or ancestor::form)]//text()"
)
# What XHTML may declare before its first element, where bombs of entities lie.
_SUBSET = re.compile(r"[^<]{0,100}(?:<\?xml[^>]{0,200}>\s*)?<!DOCTYPE[^\[>]{0,300}\[([^\]]*)\]\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)")
_REFERENCE = re.compile(r"&([\w.-]+);")
# With so many letters in its paragraphs a page's article will be found by the first of the extractor's ways, which
# throws furniture away at once; its other ways, which look at all of the page, are for articles of under 2,500.
_LONG, _FOUND = 5_000, 2_500


def tree_of(page: str, source: str) -> html.HtmlElement:
    """The tree of a page, as deep as it may be: by itself the parser leaves out all that is over 256 deep.

    Raises EmptyReport where nothing is left.
    """
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=True,
    )
    # The library of pages asks Python for the class of each element that is looked at: a tenth of all time.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        tree = html.document_fromstring(_without_entities(page).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise EmptyReport(source, "no article text was found in the page") from error
    return tree


def _without_entities(page: str) -> str:
    """A page without entities that it declares itself, and without references to them: none is ever expanded."""
    found = _SUBSET.match(page)
    if not found:
        return page
    own = set(_ENTITY.findall(found[1]))
    return _REFERENCE.sub(lambda named: "" if named[1] in own else named[0], page[found.end() :])


def article_text(tree: html.HtmlElement, page: str) -> str:
    """The words of the article on a page, empty where there is none. Spends the tree; `page` is what it was made of."""
    for script in _SCRIPTS(tree):
        script.drop_tree()
    etree.strip_elements(tree, *_WORDLESS, with_tail=False)
    if sum(map(len, _PARAGRAPHS(tree))) > _LONG:
        etree.strip_elements(tree, *_furniture(), with_tail=False)
        text = _extracted(tree)
        if len(text) >= _FOUND:
            return text
        tree = tree_of(page, "")
    return _extracted(tree)


def _extracted(tree: html.HtmlElement) -> str:
    # Takes a second to load, and many runs read no page.
    import trafilatura

    document = trafilatura.bare_extraction(tree, options=_options())
    return getattr(document, "text", None) or ""


@lru_cache(maxsize=1)
def _options() -> Extractor:
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", comments=False, tables=False, recall=True)


@lru_cache(maxsize=1)
def _furniture() -> tuple[str, ...]:
    """What the extractor discards first of all; forms it looks at, for some hold the whole page."""
    from trafilatura.settings import MANUALLY_CLEANED

    return tuple(name for name in MANUALLY_CLEANED if name not in ("form", "script"))
