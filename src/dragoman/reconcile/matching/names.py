"""Names that a sentence gives for where something happened, whether a gazetteer knows them or not.

A village that no gazetteer has, a town in the words for a target ("the Logoumani camp"), a place that syntax ties to
another verb: the name itself is the same in two reports. Names of countries and peoples tell no event from another.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ...knowledge.toponyms import fold
from ...model import PlaceMention, Report
from ..families import Families
from ..words import FUNCTION_WORDS, stem, words

_ONE = r"[A-Z][\w'’]*+(?:-\w[\w'’]*+)*+"
_NAME = rf"{_ONE}(?:\s(?:(?:al|el|de|da|do|bin|ibn)[\s-])?{_ONE}){{0,3}}"
_WHERE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]round|[Oo]ff|[Oo]ver|[Ff]rom|[Ii]nto|[Tt]owards?|(?<!ccording\s)to)\s"
    rf"(?:(?:the|a|an|its)\s)?(?:[a-z][a-z-]*\s){{0,3}}?({_NAME})"
)
_OF = re.compile(rf"\b([a-z]+)\sof\s(?:the\s)?({_NAME})")
_BEFORE = re.compile(rf"\b({_NAME})\s([a-z]+)(?:\s([a-z]+))?")
_LONGEST_LETTERS = 5
"""What is all capitals and no longer is an organisation rather than a place."""
_TIMES = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name)
_POINT = 2
_LEAD = 400
"""Letters of a report in which it says where it is."""
_MOST = 6
"""So many names are enough to be found by."""


def names_in(sentence: str, families: Families) -> Iterator[str]:
    """The names of places in a sentence, folded: behind "in" or "near", behind and before the word for a site."""
    if sentence.isupper():
        return
    for match in _WHERE.finditer(sentence):
        yield from _named(match.group(1), families)
    for match in _OF.finditer(sentence):
        if _is_site(match.group(1), families):
            yield from _named(match.group(2), families)
    for match in _BEFORE.finditer(sentence):
        if any(_is_site(word, families) for word in match.groups()[1:] if word):
            yield from _named(match.group(1), families)


def names_of(sentences: list[str], place: PlaceMention | None, families: Families) -> frozenset[str]:
    """The names by which the place of a telling goes: those of its sentences and, where it is known, its own."""
    found = list(dict.fromkeys(name for one in sentences for name in names_in(one, families)))[:_MOST]
    if place is not None and (place.precision or 9) <= 3:
        found += [name for text in (place.name, place.text) for name in _named(text or "", families)]
    return frozenset(found)


def scene_of(report: Report, places: Iterable[PlaceMention], families: Families) -> frozenset[str]:
    """The names of the one town of which a report tells: that of half of its deeds or more, else the first it names."""
    towns = [place for place in places if (place.precision or 9) <= _POINT]
    counted = Counter(place.place_id or place.name for place in towns)
    if counted:
        town, often = min(counted.items(), key=lambda one: (-one[1], str(one[0])))
        mine = [place for place in towns if (place.place_id or place.name) == town]
        if often * 2 < len(towns):
            return frozenset()
        return frozenset(
            name for place in mine for text in (place.name, place.text) for name in _named(text or "", families)
        )
    lead = f"{report.title or ''}. {report.text[:_LEAD]}"
    return frozenset([name] if (name := next(names_in(lead, families), None)) else [])


def _is_site(word: str, families: Families) -> bool:
    root = stem(word)
    return root in families.sites or root in families.posts


def _named(text: str, families: Families) -> Iterator[str]:
    """A name in the form in which two reports share it; nothing for what is no place, or a country."""
    if text.isupper() and len(text) <= _LONGEST_LETTERS:
        return
    parts = words(text)
    while parts and (parts[0] in FUNCTION_WORDS or parts[0] in _TIMES):
        text, parts = text.partition(" ")[2], parts[1:]
    name = _folded(text)
    if len(name) < 3 or name in families.lands.states or name in families.lands.peoples:
        return
    if not all(one in _TIMES or one in FUNCTION_WORDS or stem(one) in families.common_parties for one in parts):
        yield name


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text.removesuffix("'s").removesuffix("’s")).replace("-", " ").strip()
