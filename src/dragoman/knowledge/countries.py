"""Countries: as land, with codes and names (data: places/countries.csv), and as parties (data: actors/countries.csv).

The first file is the one source of codes and names. The second says which of them act as states, and by which words: a
report says "England" or "Delhi" of a state that acts and of ground that is not all its land.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import BadSettings
from .tables import rows, split

_STATES = "actors/countries.csv"


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory as a place; its point is the one that GeoNames gives, its radius that of its land."""

    alpha2: str
    alpha3: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    place_id: str
    lat: float
    lon: float
    radius_km: float

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that a person may write for it: codes, name, other names; small letters, no article."""
        told = (self.alpha2, self.alpha3, self.name, *self.aliases)
        return tuple(word.casefold().removeprefix("the ") for word in told if word)


@dataclass(frozen=True, slots=True)
class State:
    """One country as a party, with the names, adjectives, people and capitals by which reports tell of it."""

    alpha3: str
    alpha2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]


def load_countries(folders: Sequence[Path] = ()) -> tuple[Country, ...]:
    """Every country in the order of the file, a user's own last. Raises BadSettings for a broken file."""
    return tuple(
        Country(
            row["alpha2"], row["alpha3"], row["name"], split(row["aliases"]), split(row["demonyms"]), row["capital"],
            row["geonames_id"], float(row["lat"]), float(row["lon"]), float(row["radius_km"]),
        )
        for row in rows("places/countries.csv", folders)
    )  # fmt: skip


def load_states(folders: Sequence[Path] = ()) -> tuple[State, ...]:
    """Every state, a user's own last. Its name and short code are its country's, unless its own row gives others.

    Raises BadSettings for a state that is no country of places/countries.csv and gives no name and code itself.
    """
    lands = {country.alpha3: country for country in load_countries(folders)}
    found = []
    for row in rows(_STATES, folders):
        code, land = row["alpha3"], lands.get(row["alpha3"])
        alpha2 = row.get("alpha2") or (land.alpha2 if land else "")
        name = row.get("name") or (land.name if land else "")
        if not alpha2 or not name:
            raise BadSettings(f"{_STATES}: places/countries.csv has no {code!r}: add it there, or give alpha2 and name")
        words = (split(row[column]) for column in ("aliases", "demonyms", "adjectives", "capital"))
        found.append(State(code, alpha2, name, *words))
    return tuple(found)


def codes_by_word(folders: Sequence[Path] = ()) -> dict[str, str]:
    """Words for countries (see `Country.words`) to ISO 3166 alpha-2; of two with one word the first stays."""
    return dict(_shipped_codes()) if not folders else _codes(tuple(folders))


@lru_cache(maxsize=1)
def _shipped_codes() -> dict[str, str]:
    """The shipped words, read once: every question to a ledger asks for them."""
    return _codes(())


def _codes(folders: tuple[Path, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for country in load_countries(folders):
        for word in country.words:
            found.setdefault(word, country.alpha2)
    return found
