"""Places told in a row: two that one stretch of words covers, and towns of several countries that are no one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...model import PlaceMention
from ..parse import Sentence

_COUNTRY = 4
"""Precision of a place that is known to its country only."""
_LISTED = re.compile(r"(?:,| and|, and| or|, or)(?: also)?(?: in)? |,? but(?: also)?(?: in)? |, as well as(?: in)? ")
"""What stands between places of one list."""


def covering(sentence: Sentence, best: PlaceMention, places: Sequence[PlaceMention]) -> PlaceMention:
    """The place with the words of the places joined to it: "Iraq and Syria"."""
    end = best.end
    base = sentence.span.start
    for place in sorted(places, key=lambda item: item.start):
        between = sentence.text[end - base : max(end, place.start) - base]
        if place.start >= end and place.kind != "demonym" and between in (" and ", " and in ", " and neighboring "):
            end = place.end
    return best if end == best.end else replace(best, end=end, text=sentence.text[best.start - base : end - base])


def listed_abroad(sentence: Sentence, best: PlaceMention, places: Sequence[PlaceMention]) -> bool:
    """True for the first of three towns or more in other countries: "in Amman, Beirut and Cairo" is no one place."""
    base, end, found = sentence.span.start, best.end, 1
    lands = {best.country}
    for place in sorted(places, key=lambda item: item.start):
        if place.start < end or place.kind == "demonym":
            continue
        if _LISTED.fullmatch(sentence.text[end - base : place.start - base]):
            end, found = place.end, found + 1
            lands.add(place.country)
    return best.precision != _COUNTRY and found > 2 and len(lands) > 2
