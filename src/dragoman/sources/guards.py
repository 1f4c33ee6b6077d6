"""Guards that look before a parser does: nothing here trusts what an input says of itself."""

from __future__ import annotations

import re

from ..errors import TooLarge
from ..settings import Limits

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)(?:[^<>]*?(/))?")
# HTML closes these by itself or lets them stand open; XML feeds have none of them in numbers.
_UNCOUNTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
    ]
)


def check_markup(page: str, source: str, limits: Limits) -> None:
    """Count elements and their depth before any parser builds a tree. Raises TooLarge."""
    if page.count("<") <= limits.markup_depth:
        return
    elements = depth = deepest = 0
    for found in _TAG.finditer(page):
        closing, name, empty = found.groups()
        if closing:
            depth -= depth > 0 and name.lower() not in _UNCOUNTED
            continue
        elements += 1
        if not empty and name.lower() not in _UNCOUNTED:
            depth += 1
            deepest = max(deepest, depth)
    if elements > limits.markup_elements:
        raise TooLarge(source, f"{elements:,} elements; the cap markup_elements is {limits.markup_elements:,}")
    if deepest > limits.markup_depth:
        raise TooLarge(source, f"elements {deepest:,} deep; the cap markup_depth is {limits.markup_depth:,}")
