"""Outlines of the world's countries: Natural Earth 1:50m (public domain), built in by `outlines.py`.

Without the file the map draws a graticule alone and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FILE = Path(__file__).parent / "atlas.npz"
# A point this far off every outline (a pier, a rounded coast) still belongs to the nearest country.
_NEAR_DEG = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A country: ISO 3166 alpha-2 ("" where it has none), name, and its rings as arrays of (longitude, latitude).

    `boxes` has the west, south, east and north of each ring.
    """

    code: str
    name: str
    rings: tuple[Floats, ...]
    boxes: tuple[tuple[float, float, float, float], ...]

    def holds(self, lon: float, lat: float) -> bool:
        """True when the point lies inside; holes are outside (even-odd rule)."""
        near = [r for r, (_, s, e, n) in zip(self.rings, self.boxes, strict=True) if s <= lat <= n and lon <= e]
        return sum(_crossings(ring, lon, lat) for ring in near) % 2 == 1

    def away(self, lon: float, lat: float) -> float:
        """Degrees to the nearest point of its outline."""
        return min(float(np.hypot(ring[:, 0] - lon, ring[:, 1] - lat).min()) for ring in self.rings)


def _crossings(ring: Floats, lon: float, lat: float) -> int:
    """How many edges a ray to the east crosses."""
    x, y = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    across = (y > lat) != (y2 > lat)
    rise = np.where(across, y2 - y, 1.0)
    return int(np.count_nonzero(across & (x + (lat - y) / rise * (x2 - x) > lon)))


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries; none when the file was not built."""
    if not FILE.exists():
        return ()
    with np.load(FILE, allow_pickle=False) as kept:
        points = kept["points"].astype(np.float64) / 100.0
        ends, owners = kept["ends"], kept["owners"]
        codes, names = kept["codes"].tolist(), kept["names"].tolist()
    rings: list[list[Floats]] = [[] for _ in codes]
    for start, end, owner in zip([0, *ends[:-1].tolist()], ends.tolist(), owners.tolist(), strict=True):
        rings[owner].append(points[start:end])
    return tuple(
        Country(code, name, tuple(held), tuple(map(_box, held)))
        for code, name, held in zip(codes, names, rings, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Town:
    """A town to find one's way by; `capital` of its country."""

    name: str
    lon: float
    lat: float
    capital: bool


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """The best known town of each first-level area of the world, capitals first, then by their people."""
    if not FILE.exists():
        return ()
    with np.load(FILE, allow_pickle=False) as kept:
        if "town_names" not in kept:
            return ()
        names, points, capitals = (kept[key].tolist() for key in ("town_names", "town_points", "town_capitals"))
    return tuple(
        Town(name, lon, lat, capital) for name, (lon, lat), capital in zip(names, points, capitals, strict=True)
    )


def _box(ring: Floats) -> tuple[float, float, float, float]:
    (west, south), (east, north) = ring.min(axis=0).tolist(), ring.max(axis=0).tolist()
    return west, south, east, north


@lru_cache(maxsize=20_000)
def country_at(lon: float, lat: float) -> Country | None:
    """The country that a point lies in, or the nearest within a degree."""
    around = [country for number, country in enumerate(countries()) if _in_bounds(number, lon, lat)]
    for country in around:
        if country.holds(lon, lat):
            return country
    near = [(country.away(lon, lat), country.name, country) for country in around]
    return min(near)[2] if near and min(near)[0] <= _NEAR_DEG else None


def _in_bounds(number: int, lon: float, lat: float) -> bool:
    west, south, east, north = bounds()[number]
    return west - _NEAR_DEG <= lon <= east + _NEAR_DEG and south - _NEAR_DEG <= lat <= north + _NEAR_DEG


@lru_cache(maxsize=1)
def bounds() -> tuple[tuple[float, float, float, float], ...]:
    """West, south, east, north of each country."""
    return tuple(_box(np.concatenate(country.rings)) for country in countries())


def country_named(code: str) -> Country | None:
    """The country of an ISO 3166 alpha-2 code."""
    return next((country for country in countries() if country.code == code.upper()), None) if code else None
