"""The sheet of a map: its size, where on earth it lies, and what is said under it."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np

from .atlas import Country, countries, country_at, country_named
from .projection import Box, Projection, box_of

WIDTH, HEIGHT = 1000.0, 500.0
_LEAST_KM = 400.0
# So many of the marks may be left outside, if the map becomes much closer by it.
_MOST_OUTSIDE = 0.1
_CLOSER = 6.0


def on_earth(lat: float | None, lon: float | None) -> bool:
    """True when both are numbers of degrees that exist."""
    return (
        lat is not None and lon is not None and isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 360
    )


def box_around(points: Sequence[tuple[float, float]]) -> Box:
    """The box of (longitude, latitude) points, a few far ones left outside; without any, the world."""
    if not points:
        return Box(-180.0, -60.0, 180.0, 85.0)
    lons, lats = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    whole = box_of(lons, lats, WIDTH / HEIGHT, _LEAST_KM)
    if len(points) < 5:
        return whole
    away = np.hypot(np.mod(lons - np.median(lons) + 180, 360) - 180, lats - np.median(lats))
    close = away <= np.quantile(away, 1 - _MOST_OUTSIDE)
    core = box_of(lons[close], lats[close], WIDTH / HEIGHT, _LEAST_KM)
    return core if core.area * _CLOSER < whole.area else whole


def country_of(code: str | None, lon: float, lat: float) -> Country | None:
    """The country of an ISO code, else of a point."""
    return country_named(code or "") or country_at(lon, lat)


def data(projection: Projection) -> str:
    """What a script needs to zoom, and on a flat map to turn a place on the picture into degrees."""
    if not projection.flat:
        return ' data-zoom="1"'
    at = (("lon", projection.lon), ("lat", projection.lat), ("east", projection.per_degree_east))
    numbers = "".join(f' data-{name}="{value:.5f}"' for name, value in (*at, ("north", projection.scale)))
    return f' data-zoom="1"{numbers}'


def attribution() -> str:
    """Whose data the map is made of, or that it has no outlines."""
    if countries():
        return "Outlines: Natural Earth (public domain). Places: GeoNames (CC BY 4.0)."
    return "No outlines: <code>make desk</code> builds them in. Places: GeoNames (CC BY 4.0)."
