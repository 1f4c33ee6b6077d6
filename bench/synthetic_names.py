"""Made-up names for synthetic news: words of syllables, and towns in countries, the same for every run."""

from __future__ import annotations

import random
from functools import lru_cache

from dragoman.model import PlaceMention

_ONSETS = ("b", "d", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "sh", "kh", "tr", "br")
_VOWELS = ("a", "e", "i", "o", "u", "aa", "ei")
_COUNTRIES = (
    "AF",
    "BI",
    "CD",
    "CO",
    "ET",
    "HT",
    "IQ",
    "KE",
    "LB",
    "LY",
    "ML",
    "MM",
    "MZ",
    "NE",
    "NG",
    "PK",
    "SD",
    "SO",
)


@lru_cache(maxsize=200_000)
def made_up(kind: str, number: int) -> str:
    """A made-up name, the same for the same number."""
    chance = random.Random(f"{kind} {number}")
    return "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(3)).title()


@lru_cache(maxsize=1)
def towns(number: int = 400) -> dict[str, PlaceMention]:
    """Made-up towns of real countries, by name."""
    found: dict[str, PlaceMention] = {}
    for n in range(number):
        chance = random.Random(f"town {n}")
        name = made_up("town", n)
        found[name] = PlaceMention(
            0,
            0,
            name,
            place_id=f"made-up:{n}",
            name=name,
            kind="city",
            lat=round(chance.uniform(-30, 45), 3),
            lon=round(chance.uniform(-20, 90), 3),
            country=_COUNTRIES[n % len(_COUNTRIES)],
            country_name=_COUNTRIES[n % len(_COUNTRIES)],
            precision=1,
            radius_km=5.0,
        )
    return found
