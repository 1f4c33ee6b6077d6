"""The dateline that opens a report: "KADUNA, Nigeria, March 12 (Wire) - ". Where the reporter sits."""

from __future__ import annotations

import re

_CAPITALS = r"(?=[A-Z .'’-]{3})[A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’-]+){0,3}"
_NO_TOWN = r"(?!(?:On|In|At|By|Since|From|Until|Till|The|A|An|Last|This|After|Before|Between|During|As|It|He|She)\b)"
_NAME = r"[A-Z][\w.'’-]+(?:[ /-](?:[A-Z][\w.'’-]+|de|of|the|and|al|el|la|les|sur)){0,5}"
_DAY = r"(?:[A-Z][A-Za-z]{2,8}\.? \d{1,2}(?:,? ?\d{4})?|\d{1,2} [A-Z][A-Za-z]{2,8}\.?(?:,? \d{2,4})?)"
_AGENCY = r",? ?\([^()\n]{2,50}\)"
_END = r"(?:\s*(?:—|–|--)\s*|\s+[-_]\s+|:\s+)(?:\[[^\[\]]{2,80}\]\s*)*(?=\S)"
_DATELINE = re.compile(
    rf"(?<!\w){_CAPITALS}(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*){{0,2}}?){{0,2}}?"
    rf"(?P<day>,? ?{_DAY})?(?P<agency>{_AGENCY})?(?:,? ?{_DAY})?{_END}"
)
_SURE = re.compile(
    rf"(?<!\w){_NO_TOWN}(?:{_CAPITALS}|{_NAME})(?:, ?{_NAME}){{0,2}}?"
    rf"(?:(?P<day>,? ?{_DAY})(?P<agency>{_AGENCY})?|(?P<wire>{_AGENCY})(?:,? ?{_DAY})?){_END}"
)
"""A town in ordinary letters is one only where a day or an agency stands beside it."""
_LONGEST = 120


def dateline(text: str, start: int, end: int | None = None) -> re.Match[str] | None:
    """The dateline at offset `start` of `text`, its dash included; None where none stands there."""
    stop = min(len(text) if end is None else end, start + _LONGEST)
    return _SURE.match(text, start, stop) or _DATELINE.match(text, start, stop)


def is_sure(found: re.Match[str]) -> bool:
    """True for a dateline with a day or an agency, which nothing else looks like."""
    return found.re is _SURE or bool(found["day"] or found["agency"])


def in_dateline(text: str, start: int, end: int) -> bool:
    """True for words that stand in the dateline of their line."""
    line = text.rfind("\n", 0, start) + 1
    while line < start and text[line].isspace():
        line += 1
    found = dateline(text, line)
    return found is not None and end <= found.end()
