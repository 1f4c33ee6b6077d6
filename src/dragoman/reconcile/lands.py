"""Lands: the countries in which a sentence says that something happened, several where it lists several.

One mention has one place; "the bombings in Kenya and Tanzania" have two, and two reports that list the same ones tell
of one event more surely than two that name one capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..knowledge.countries import load_countries

# What follows one of these is where something is, and not whose it is.
_WHERE = re.compile(r"\b(?:in|near|outside|across|inside|throughout)\s+(?:the\s+)?(?=[A-Z])")
# A list of names: capitals, the small words inside names, commas and "and".
_LIST = re.compile(
    r"[A-Z][\w'’-]*(?:\.[A-Z]\.?)*(?:(?:,?\s+(?:and|of|the|es|al|de|la)\s+(?:the\s+)?|,?\s+)[A-Z][\w'’.-]*)*"
)
_WORD = re.compile(r"[\w'’.-]+")
# "in the Kenyan and Tanzanian capitals": a people's name tells where only before one of these.
_SITE = re.compile(r"\s+(?:capitals?|cit(?:y|ies)|towns?|provinces?|borders?|territory|soil|coasts?|waters|ports?)\b")
# "9 people in Kenya and 2 in Tanzania" is a list as well.
_GOES_ON = re.compile(r",?\s+and\s+(?:[\w,-]+\s+){0,4}in\s+(?:the\s+)?")
_LONGEST_NAME = 3


@dataclass(frozen=True)
class Lands:
    """Countries by name and capital, and by the name of their people; small letters to ISO 3166 alpha-2."""

    names: Mapping[str, str] = field(default_factory=dict)
    peoples: Mapping[str, str] = field(default_factory=dict)
    states: frozenset[str] = frozenset()
    """Names of countries alone, without those of their capitals."""
    alpha3: Mapping[str, str] = field(default_factory=dict)
    """ISO 3166 alpha-2, by which places go, to alpha-3, by which parties go."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Lands:
        """Read the countries that places are read by; raises BadSettings when a file does not parse."""
        names: dict[str, str] = {}
        peoples: dict[str, str] = {}
        states: set[str] = set()
        codes: dict[str, str] = {}
        for country in load_countries(folders):
            codes[country.alpha2] = country.alpha3
            states.update(name.lower().removeprefix("the ") for name in (country.name, *country.aliases))
            for name in (country.name, country.capital, *country.aliases):
                # Where two states claim one name (a capital named after its state), the first row stays.
                names.setdefault(name.lower().removeprefix("the "), country.alpha2)
            for people in country.demonyms:
                peoples.setdefault(people.lower(), country.alpha2)
        names.pop("", None)
        return cls(names, peoples, frozenset(states), codes)

    def of(self, text: str) -> frozenset[str]:
        """The countries of the longest list of places in a text, as ISO 3166 alpha-2."""
        found: list[set[str]] = []
        end = -1
        for match in _WHERE.finditer(text):
            listed = set(self._listed(text, match.end()))
            if found and end >= 0 and _GOES_ON.fullmatch(text, end, match.end()):
                found[-1] |= listed
            else:
                found.append(listed)
            more = _LIST.match(text, match.end())
            end = more.end() if more else -1
        return frozenset(max(found, key=len, default=()))

    def _listed(self, text: str, start: int) -> Iterator[str]:
        match = _LIST.match(text, start)
        if match is None:
            return
        at_site = _SITE.match(text, match.end()) is not None
        if not at_site and _owns(match.group(), text[match.end() :]):
            return
        known = {**self.names, **self.peoples} if at_site else self.names
        words = [word.strip(".,'’") if word.count(".") < 2 else word for word in _WORD.findall(match.group())]
        lowered = [word.lower() for word in words]
        for size in range(1, _LONGEST_NAME + 1):
            for first in range(len(lowered) - size + 1):
                land = known.get(" ".join(lowered[first : first + size]))
                if land is not None:
                    yield land


def _owns(name: str, rest: str) -> bool:
    """True for "in U.S. custody": an abbreviation before a small word says whose, and not where."""
    return (
        name.replace(".", "").isupper()
        and re.match(r"\s+(?!and\b|or\b|on\b|in\b|last\b|this\b)[a-z]", rest) is not None
    )
