"""Marked-up text to plain text, block by block: for what is an article already (a feed's item, a mail), not a page."""

from __future__ import annotations

import re

from lxml import etree, html

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_UNREAD = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "figcaption",
        "button",
        "select",
    ]
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u200b]+")


def plain_text(markup: str) -> str:
    """The words of a piece of HTML, a blank line between blocks; text without markup comes back as it is.

    The caller has counted its elements (`guards.check_markup`). Raises ValueError for what no parser takes.
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        tree = html.document_fromstring(f"<div>{_without_controls(markup)}</div>")
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError("no text is left") from error
    parts: list[str] = []
    # iterwalk and not recursion: how deep the tree is does not matter.
    skipping = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            parts.append("" if skipping else _words(element.tail))
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            skipping += tag in _UNREAD
            if not skipping:
                parts.append("\n\n" if tag in _BLOCKS else "\n" if tag == "br" else "")
                parts.append(_words(element.text))
        else:
            skipping -= tag in _UNREAD
            if not skipping:
                parts.append("\n\n" if tag in _BLOCKS else " " if tag in ("td", "th") else "")
                parts.append(_words(element.tail))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _words(text: str | None) -> str:
    """Text of the markup, whose line ends are only spaces."""
    return _SPACE.sub(" ", text) if text else ""


def _without_controls(markup: str) -> str:
    """Control characters, which lxml refuses in text, taken out."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]|^\s*<\?xml[^>]*\?>", "", markup)
