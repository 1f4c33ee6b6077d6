"""From degrees to the picture. A region is drawn equirectangular, true to scale at its middle; the world Equal Earth.

Equal Earth: Savric, Patterson, Jenny (2018), The Equal Earth map projection; areas can be compared with the eye.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np

from .atlas import Floats

KM_PER_DEGREE = 111.195
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = 3**0.5 / 2
# A map is this much larger than the box of what is on it.
_MARGIN = 1.4


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the earth in degrees; `west` may lie below -180 or `east` above 180, where it crosses that line."""

    west: float
    south: float
    east: float
    north: float

    @property
    def lon(self) -> float:
        """The middle longitude."""
        return (self.west + self.east) / 2

    @property
    def lat(self) -> float:
        """The middle latitude."""
        return (self.south + self.north) / 2

    @property
    def area(self) -> float:
        """In square degrees: good enough to compare boxes around one middle."""
        return (self.east - self.west) * (self.north - self.south)

    @property
    def whole(self) -> bool:
        """True when the box is too large to be drawn flat without great distortion."""
        return self.east - self.west > 110 or self.north - self.south > 75


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to user units, y downwards: `scale` units a degree (flat) or a radian (Equal Earth) from (`x0`, `y0`)."""

    flat: bool
    lon: float
    lat: float
    scale: float
    x0: float
    y0: float

    def xy(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Coordinates of points. Longitudes are taken as they are: see `near`."""
        x, y = _flat(lon - self.lon, lat - self.lat, self.lat) if self.flat else _equal_earth(lon - self.lon, lat)
        return self.x0 + self.scale * x, self.y0 - self.scale * y

    def points(self, lons: Sequence[float], lats: Sequence[float]) -> tuple[list[float], list[float]]:
        """Coordinates of points, each on the side of the earth that is drawn."""
        here = np.array(lons, dtype=np.float64)
        x, y = self.xy(here - 360.0 * np.round((here - self.lon) / 360.0), np.array(lats, dtype=np.float64))
        return x.tolist(), y.tolist()

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Coordinates of one point."""
        (x,), (y,) = self.points([lon], [lat])
        return x, y

    def near(self, lon: Floats) -> Floats:
        """Longitudes of a ring moved by full turns to within half a turn of the middle, without a tear in the ring."""
        whole = np.unwrap(lon, period=360.0)
        turns = 360.0 * round((float(whole.mean()) - self.lon) / 360.0)
        return np.asarray(whole - turns, dtype=np.float64)

    @property
    def per_degree_east(self) -> float:
        """User units a degree of longitude on a flat map."""
        return self.scale * cos(radians(self.lat))

    def per_km(self, lat: float) -> tuple[float, float]:
        """User units a kilometre at a latitude, to the east and to the north."""
        if self.flat:
            north = self.scale / KM_PER_DEGREE
            return north * cos(radians(self.lat)) / max(0.05, cos(radians(lat))), north
        # Areas are true, so that a circle of the same area is an honest one.
        unit = self.scale / (KM_PER_DEGREE * 180 / np.pi)
        return unit, unit


def _flat(lon: Floats, lat: Floats, middle: float) -> tuple[Floats, Floats]:
    return lon * cos(radians(middle)), lat


def _equal_earth(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    t = np.arcsin(_M * np.sin(np.radians(lat)))
    t2 = t * t
    t6 = t2 * t2 * t2
    x = np.radians(lon) * np.cos(t) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    return x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))


def fit(box: Box, width: float, height: float) -> Projection:
    """The projection that shows a box as large as the picture allows."""
    if not box.whole:
        wide = (box.east - box.west) * cos(radians(box.lat))
        scale = min(width / wide, height / (box.north - box.south))
        return Projection(True, box.lon, box.lat, scale, width / 2, height / 2)
    unit = Projection(False, 0.0, 0.0, 1.0, 0.0, 0.0)
    edge = np.linspace(0, 1, 40)
    lons = np.clip(box.west + edge * (box.east - box.west), -180, 180)
    lats = np.clip(box.south + edge * (box.north - box.south), -90, 90)
    x = np.concatenate([unit.xy(np.full(40, lon), lats)[0] for lon in (lons[0], lons[-1])])
    y = unit.xy(lons, np.full(40, lats[0]))[1], unit.xy(lons, np.full(40, lats[-1]))[1]
    left, right, top, low = x.min(), x.max(), y[1].min(), y[0].max()
    scale = min(width / (right - left), height / (low - top))
    return Projection(
        False, 0.0, 0.0, scale, width / 2 - scale * (left + right) / 2, height / 2 - scale * (top + low) / 2
    )


def box_of(lons: Floats, lats: Floats, aspect: float, least_km: float) -> Box:
    """The box around points with a margin, at least so high, widened to the picture's aspect (width by height)."""
    west, east = _turn(lons)
    south, north = float(lats.min()), float(lats.max())
    least = least_km / KM_PER_DEGREE
    tall = max((north - south) * _MARGIN, least)
    middle = (north + south) / 2
    stretch = max(0.15, cos(radians(middle)))
    wide = max((east - west) * _MARGIN, tall * aspect / stretch)
    tall = max(tall, wide * stretch / aspect)
    centre = (west + east) / 2
    box = Box(centre - wide / 2, middle - tall / 2, centre + wide / 2, middle + tall / 2)
    if box.whole:
        # A map of the world ends at the 180th meridian: what reaches over it is all the way round.
        over = box.west < -180.0 or box.east > 180.0
        west, east = (-180.0, 180.0) if over else (box.west, box.east)
        return Box(west, max(-60.0, min(box.south, south)), east, min(85.0, max(box.north, north)))
    return box


def _turn(lons: Floats) -> tuple[float, float]:
    """The shortest stretch of longitudes that holds all: east of the widest gap."""
    ring = np.unique(np.mod(lons, 360.0))
    gaps = np.diff(np.append(ring, ring[0] + 360.0))
    at = int(gaps.argmax())
    west = float(ring[(at + 1) % len(ring)])
    east = float(ring[at])
    east += 360.0 if east < west else 0.0
    turns = 360.0 * round((west + east) / 720.0)
    return west - turns, east - turns
