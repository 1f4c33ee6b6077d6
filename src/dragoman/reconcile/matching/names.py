"""Names that a sentence gives for where something happened, whether a gazetteer knows them or not.

A village that no gazetteer has, a town in the words for a target ("the Logoumani camp"), a place that syntax ties to
another verb: the name itself is the same in two reports. Names of countries and peoples tell no event from another.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import lru_cache

from ...knowledge.toponyms import fold
from ...model import PlaceMention
from ..families import Families
from ..words import FUNCTION_WORDS, stem, words

_NAME = r"(?:[A-Z][\w'’]*+(?:-\w[\w'’]*+)*+)(?:\s(?:(?:al|el|de|da|do|bin|ibn)[\s-])?[A-Z][\w'’]*+(?:-\w[\w'’]*+)*+){0,3}"
_WHERE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]round|[Oo]ff|[Oo]ver|[Ff]rom|[Ii]nto|[Tt]owards?|(?<!ccording\s)to)\s"
    rf"(?:(?:the|a|an|its)\s)?(?:[a-z][a-z-]*\s){{0,3}}?({_NAME})"
)
_OF = re.compile(rf"\b([a-z]+)\sof\s(?:the\s)?({_NAME})")
_BEFORE = re.compile(rf"\b({_NAME})\s([a-z]+)(?:\s([a-z]+))?")
_LONGEST_LETTERS = 5
"""What is all capitals and no longer is an organisation rather than a place."""
_TIMES = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name)
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


def _is_site(word: str, families: Families) -> bool:
    root = stem(word)
    return root in families.sites or root in families.posts


def _named(text: str, families: Families) -> Iterator[str]:
    """A name in the form in which two reports share it; nothing for what is no place, or a country."""
    if text.isupper() and len(text) <= _LONGEST_LETTERS:
        return
    name = _folded(text)
    parts = words(text)
    if len(name) < 3 or name in families.lands.states or name in families.lands.peoples:
        return
    if all(one in _TIMES or one in FUNCTION_WORDS or stem(one) in families.common_parties for one in parts):
        return
    if parts[0] in _TIMES:
        return
    yield name


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text.removesuffix("'s").removesuffix("’s")).replace("-", " ").strip()
