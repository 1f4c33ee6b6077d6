"""Guards that look before a parser does: nothing here trusts what an input says of itself."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from ..errors import TooLarge
from ..settings import Limits

# HTML closes these by itself or lets them stand open; XML feeds have none of them in numbers. They add no depth.
_FLAT = (
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    "|p|li|dt|dd|tr|td|th|option|thead|tbody|tfoot|colgroup"
)
_TAG = re.compile(rf"<(?!/?(?:{_FLAT})[\s/>])(/?)[A-Za-z](?:[^<>]*?(/)(?=>))?", re.IGNORECASE)


def check_markup(page: str, source: str, limits: Limits) -> None:
    """Count elements and their depth before any parser builds a tree. Raises TooLarge."""
    if page.count("<") <= limits.markup_depth:
        return
    check_elements(page, source, limits)
    depth = deepest = 0
    for closing, empty in _TAG.findall(page):
        if closing:
            depth -= depth > 0
        elif not empty:
            depth += 1
            if depth > deepest:
                deepest = depth
    if deepest > limits.markup_depth:
        raise TooLarge(source, f"elements {deepest:,} deep; the cap markup_depth is {limits.markup_depth:,}")


def check_elements(page: str, source: str, limits: Limits) -> None:
    """Count elements before a parser builds a tree. Raises TooLarge."""
    elements = page.count("<") - page.count("</")
    if elements > limits.markup_elements:
        raise TooLarge(source, f"{elements:,} elements; the cap markup_elements is {limits.markup_elements:,}")


def check_depth(tree: etree._Element, source: str, limits: Limits) -> None:
    """Look how deep a tree is that a parser with a limit of its own has built. Raises TooLarge."""
    if _deeper(limits.markup_depth)(tree):
        raise TooLarge(
            source, f"elements over {limits.markup_depth:,} deep; the cap markup_depth is {limits.markup_depth:,}"
        )


@lru_cache(maxsize=4)
def _deeper(depth: int) -> etree.XPath:
    """Whether elements are deeper than so many: level by level, in the library's own code, each element once."""
    return etree.XPath(f"boolean({'/*' * (depth + 1)})")
