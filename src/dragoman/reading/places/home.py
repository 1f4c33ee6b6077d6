"""Where a report's publisher sits, from its name or address: what is near home is named without its state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp

from ...knowledge.gazetteer import TOWNS, Gazetteer, Place, great_circle_km
from .lexicon import Lexicon, Publisher

_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})")
# Within about this distance, a local paper leaves the state out.
_NEAR_KM = 80.0
_GENERIC_SUFFIX = frozenset(
    {"com", "org", "net", "info", "news", "tv", "co", "edu", "gov", "mil", "int", "media", "io", "me", "ly"}
)
_SUFFIX_COUNTRY = {"uk": "GB", "su": "RU"}


@dataclass(frozen=True, slots=True)
class Home:
    """The publisher's home. Every field may be empty; `local` is true when the town is known."""

    country: str = ""
    admin1: int = -1
    lat: float = 0.0
    lon: float = 0.0
    local: bool = False
    row: int = -1

    def nearness(self, place: Place) -> float:
        """From 0 (far or unknown) to about 2.5 (the home itself)."""
        if not self.local:
            return 0.4 if self.country and place.country == self.country else 0.0
        if place.row == self.row:
            return 2.5
        km = great_circle_km(self.lat, self.lon, place.lat, place.lon)
        same = 0.3 if self.country and place.country == self.country else 0.0
        same += 0.3 if self.admin1 >= 0 and place.admin1 == self.admin1 else 0.0
        return 1.6 * exp(-km / _NEAR_KM) + same


NOWHERE = Home()


def find_home(home: str | None, lexicon: Lexicon, gazetteer: Gazetteer) -> Home:
    """The home told by a publisher's name or address, or `NOWHERE`."""
    if not home:
        return NOWHERE
    match = _DOMAIN.search(home.lower())
    if match is None:
        publisher = lexicon.publishers.get(home.strip().lower())
        return _at(publisher, gazetteer) if publisher else NOWHERE
    parts = match.group(1).split(".")
    for start in range(len(parts) - 1):
        publisher = lexicon.publishers.get(".".join(parts[start:]))
        if publisher is not None:
            return _at(publisher, gazetteer)
    return Home(country=_suffix_country(parts[-1], lexicon))


def _suffix_country(suffix: str, lexicon: Lexicon) -> str:
    """Country of a top-level domain ("iq"), or ""."""
    if suffix in _GENERIC_SUFFIX:
        return ""
    code = _SUFFIX_COUNTRY.get(suffix, suffix.upper())
    return code if code in lexicon.country_names else ""


def _at(publisher: Publisher, gazetteer: Gazetteer) -> Home:
    """The home of a known publisher."""
    areas = {
        candidate.place.row
        for candidate in gazetteer.look_up(publisher.admin1)
        if candidate.place.kind == "admin1" and candidate.place.country == publisher.country
    }
    area = min(areas, default=-1)
    towns = [
        candidate.place
        for candidate in gazetteer.look_up(publisher.city)
        if candidate.place.kind in TOWNS
        and candidate.place.country == publisher.country
        and (not areas or candidate.place.admin1 in areas)
    ]
    if not towns:
        return Home(publisher.country, area)
    town = max(towns, key=lambda place: place.population)
    return Home(town.country, town.admin1, town.lat, town.lon, True, town.row)
