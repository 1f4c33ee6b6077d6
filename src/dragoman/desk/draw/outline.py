"""The ground of the map: countries, a graticule, the scale bar, and names where there is room."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from .atlas import Country, Floats, countries
from .projection import Projection
from .svg import num, text

# Points closer than this many user units are drawn as one.
_GRAIN = 0.4
# Outlines reach this far around the picture, in pictures, so that it can be moved a little.
_AROUND = 0.6
_STEPS = (0.5, 1, 2, 5, 10, 20, 30, 45)
# Names of countries: at most so many, and none for one that is smaller than this (square user units).
_MOST_NAMES, _LEAST_NAMED = 60, 900.0
Namer = Callable[[float, float, str], bool]


def ground(
    projection: Projection, width: float, height: float, filled: Collection[str] = ()
) -> tuple[str, list[Country]]:
    """Graticule and outlines, and the countries that are drawn. Those in `filled` are left to the caller."""
    parts = [graticule(projection, width, height)]
    drawn = []
    for country in countries():
        path = outline(country, projection, width, height)
        if path:
            drawn.append(country)
            if country.name not in filled:
                parts.append(path)
    paths = "".join(parts[1:])
    return parts[0] + (f'<path class="land" d="{paths}"/>' if paths else ""), drawn


def outline(country: Country, projection: Projection, width: float, height: float) -> str:
    """The path of a country as far as it lies in or near the picture; empty when it does not."""
    edges = (-_AROUND * width, -_AROUND * height, (1 + _AROUND) * width, (1 + _AROUND) * height)
    return "".join(_ring(ring, projection, edges) for ring in country.rings)


def _ring(ring: Floats, projection: Projection, edges: tuple[float, float, float, float]) -> str:
    lon = projection.near(ring[:, 0]) if projection.flat else ring[:, 0]
    x, y = projection.xy(lon, ring[:, 1])
    left, top, right, low = edges
    if x.max() < left or x.min() > right or y.max() < top or y.min() > low:
        return ""
    # What lies beyond the edges is laid on them: the ring stays closed, and long coasts far away cost nothing.
    grid = np.round(np.stack([np.clip(x, left, right), np.clip(y, top, low)], axis=1) / _GRAIN)
    keep = np.any(grid != np.roll(grid, 1, axis=0), axis=1)
    kept = grid[keep] * _GRAIN
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{num(px)} {num(py)}" for px, py in kept.tolist()) + "Z"


def graticule(projection: Projection, width: float, height: float) -> str:
    """Meridians and parallels, five to ten of each."""
    step = next((s for s in _STEPS if width / _degree(projection) / s <= 9), _STEPS[-1])
    lines = []
    spread = min(180.0, width / _degree(projection) * 1.2) if projection.flat else 180.0
    along = np.linspace(-90, 90, 61)
    for lon in np.arange(np.ceil((projection.lon - spread) / step) * step, projection.lon + spread + 1e-9, step):
        lines.append(_line(*projection.xy(np.full(61, lon), along), width, height))
    across = np.linspace(projection.lon - spread, projection.lon + spread, 61)
    for lat in np.arange(np.ceil(-90 / step) * step, 90 + 1e-9, step):
        lines.append(_line(*projection.xy(across, np.full(61, lat)), width, height))
    return f'<path class="graticule" d="{"".join(lines)}"/>'


def _degree(projection: Projection) -> float:
    """User units of a degree of latitude."""
    return projection.scale if projection.flat else projection.scale * np.pi / 180


def _line(x: Floats, y: Floats, width: float, height: float) -> str:
    inside = (x > -width) & (x < 2 * width) & (y > -height) & (y < 2 * height)
    points = [f"{num(px)} {num(py)}" for px, py in zip(x[inside].tolist(), y[inside].tolist(), strict=True)]
    if _straight(x[inside], y[inside]) and len(points) > 2:
        points = [points[0], points[-1]]
    return "M" + "L".join(points) if len(points) > 1 else ""


def _straight(x: Floats, y: Floats) -> bool:
    """True when a line runs along the picture's own directions."""
    return len(x) > 0 and (float(np.ptp(x)) < 0.05 or float(np.ptp(y)) < 0.05)


def names(drawn: Collection[Country], projection: Projection, place: Namer) -> str:
    """Names of the larger countries in the picture; `place` says whether there is room for words at a point."""
    sized = sorted((_extent(country, projection) for country in drawn), reverse=True)
    return "".join(
        text(x, y + 4, name, "country", "middle")
        for size, name, x, y in sized[:_MOST_NAMES]
        if size > _LEAST_NAMED and place(x, y, name)
    )


def _extent(country: Country, projection: Projection) -> tuple[float, str, float, float]:
    """How large a country is in the picture, its name, and the middle of its largest ring."""
    ring = max(country.rings, key=lambda r: float(np.ptp(r[:, 0]) * np.ptp(r[:, 1])))
    x, y = projection.xy(projection.near(ring[:, 0]) if projection.flat else ring[:, 0], ring[:, 1])
    return float(np.ptp(x) * np.ptp(y)), country.name, float(x.mean()), float(y.mean())


def scale_bar(projection: Projection, height: float) -> str:
    """A bar of a round number of kilometres, true at the middle of a region and for areas of the world."""
    unit = projection.per_km(projection.lat)[0]
    km = max(
        (base * 10**power for power in range(5) for base in (1, 2, 5) if base * 10**power * unit <= 170), default=1
    )
    wide, y = km * unit, height - 14
    bar = f'<path class="bar" d="M14 {num(y - 5)}V{num(y)}H{num(14 + wide)}V{num(y - 5)}"/>'
    words = text(14 + wide / 2, y - 8, f"{km:,} km", "tick", "middle")
    return f'<g class="scale" data-per-km="{unit:.6f}">{bar}{words}</g>'
