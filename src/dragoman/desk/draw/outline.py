"""The ground of the map: countries, a graticule, the scale bar, and names where there is room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .atlas import Country, Floats, countries, towns
from .projection import Projection
from .room import Room
from .sheet import HEIGHT, WIDTH
from .svg import num, shortened, text

# Outlines are drawn on a grid of this many user units: points that fall together are one, and numbers stay short.
_GRAIN = 0.5
_GRAIN_WORLD = 0.8
# A ring smaller than this both ways is left out, unless it is all there is of a country.
_LEAST_RING = 3
# Outlines reach this far around the picture, in pictures, so that it can be moved a little.
_AROUND = 0.6
_STEPS = (0.5, 1, 2, 5, 10, 20, 30, 45)
# Names of countries: at most so many, and none for one that is smaller than this (square user units).
_MOST_NAMES, _LEAST_NAMED = 60, 900.0
_MOST_TOWNS = 28
_TOWN_CHARS = 22
_TOWN = '<circle class="town" r="2"/>'
_CAPITAL = '<rect class="town" x="-2.5" y="-2.5" width="5" height="5"/>'
# Where the middle of a country is taken, its name stands this far above or below.
_NAME_OFF = (0.0, -16.0, 16.0, -26.0, 26.0)
# Where in the picture a name may stand: a grid of points.
_SPOT_PX = 28
_SPOTS = np.array(
    [(x, y) for x in range(40, int(WIDTH) - 30, _SPOT_PX) for y in range(16, int(HEIGHT) - 8, _SPOT_PX)], dtype=float
)
Namer = Callable[[float, float, str], bool]


def ground(projection: Projection, filled: Collection[str] = ()) -> str:
    """Graticule and outlines. Those of the countries in `filled` are left to the caller."""
    land = "".join(shape for country, shape in outlines(projection) if country.name not in filled)
    return graticule(projection) + path("land", land, projection)


def path(classes: str, outlines: str, projection: Projection, inside: str = "") -> str:
    """Outlines as a shape; empty when there are none."""
    if not outlines:
        return ""
    return f'<path class="{classes}" transform="scale({_grain(projection)})" d="{outlines}">{inside}</path>'


def _grain(projection: Projection) -> float:
    return _GRAIN if projection.flat else _GRAIN_WORLD


@lru_cache(maxsize=16)
def outlines(projection: Projection) -> tuple[tuple[Country, str], ...]:
    """The countries that lie in or near the picture, each with its outline in steps of the grid; see `path`."""
    drawn = ((country, _outline(country, projection)) for country in countries())
    return tuple((country, shape) for country, shape in drawn if shape)


def _outline(country: Country, projection: Projection) -> str:
    grain = _grain(projection)
    edges = (
        -_AROUND * WIDTH / grain,
        -_AROUND * HEIGHT / grain,
        (1 + _AROUND) * WIDTH / grain,
        (1 + _AROUND) * HEIGHT / grain,
    )
    drawn = []
    for ring, (west, south, east, north) in zip(country.rings, country.boxes, strict=True):
        if projection.flat and not _meets(projection, west, south, east, north):
            continue
        for lon, lat in _turns(ring, projection):
            x, y = projection.xy(lon, lat)
            drawn.append(_ring(x / grain, y / grain, edges, len(country.rings) == 1))
    return "".join(drawn)


def _meets(projection: Projection, west: float, south: float, east: float, north: float) -> bool:
    """True when a box of degrees may lie in or near the picture: a quick look before its points are projected."""
    tall = (0.5 + _AROUND) * HEIGHT / projection.scale
    wide = (0.5 + _AROUND) * WIDTH / projection.per_degree_east
    if north < projection.lat - tall or south > projection.lat + tall:
        return False
    return any(west + turn <= projection.lon + wide and east + turn >= projection.lon - wide for turn in (-360, 0, 360))


def _turns(ring: Floats, projection: Projection) -> list[tuple[Floats, Floats]]:
    """A ring without a tear, once for each side of the map that it reaches; cut at the edges of a map of the world."""
    lon, lat = projection.near(ring[:, 0]), ring[:, 1]
    if abs(float(lon[-1] - lon[0])) > 180.0:
        # A ring around a pole is closed over it.
        pole = np.full(2, 90.0 if float(lat.mean()) > 0 else -90.0)
        lon, lat = np.append(lon, [lon[-1], lon[0]]), np.append(lat, pole)
    if projection.flat:
        return [(lon, lat)]
    west, east = projection.lon - 180.0, projection.lon + 180.0
    shifted = [lon + turn for turn in (-360.0, 0.0, 360.0) if lon.max() + turn > west and lon.min() + turn < east]
    return [(np.clip(turned, west, east), lat) for turned in shifted]


def _ring(x: Floats, y: Floats, edges: tuple[float, ...], needed: bool) -> str:
    left, top, right, low = edges
    if x.max() < left or x.min() > right or y.max() < top or y.min() > low:
        return ""
    if max(float(np.ptp(x)), float(np.ptp(y))) < _LEAST_RING and not needed:
        return ""
    # What lies beyond the edges is laid on them: the ring stays closed, and long coasts far away cost nothing.
    grid = np.round(np.stack([np.clip(x, left, right), np.clip(y, top, low)], axis=1)).astype(np.int64)
    kept = grid[np.any(grid != np.roll(grid, 1, axis=0), axis=1)]
    if len(kept) < 3:
        return ""
    steps = np.diff(kept, axis=0).tolist()
    return f"M{kept[0][0]} {kept[0][1]}l" + " ".join(f"{dx} {dy}" for dx, dy in steps) + "z"


def graticule(projection: Projection) -> str:
    """Meridians and parallels, five to ten of each."""
    step = next((s for s in _STEPS if WIDTH / _degree(projection) / s <= 9), _STEPS[-1])
    lines = []
    spread = min(180.0, WIDTH / _degree(projection) * 1.2) if projection.flat else 180.0
    along = np.linspace(-90, 90, 61)
    for lon in np.arange(np.ceil((projection.lon - spread) / step) * step, projection.lon + spread + 1e-9, step):
        lines.append(_line(*projection.xy(np.full(61, lon), along)))
    across = np.linspace(projection.lon - spread, projection.lon + spread, 61)
    for lat in np.arange(np.ceil(-90 / step) * step, 90 + 1e-9, step):
        lines.append(_line(*projection.xy(across, np.full(61, lat))))
    return f'<path class="graticule" d="{"".join(lines)}"/>'


def _degree(projection: Projection) -> float:
    """User units of a degree of latitude."""
    return projection.scale if projection.flat else projection.scale * np.pi / 180


def _line(x: Floats, y: Floats) -> str:
    inside = (x > -WIDTH) & (x < 2 * WIDTH) & (y > -HEIGHT) & (y < 2 * HEIGHT)
    points = [f"{num(px)} {num(py)}" for px, py in zip(x[inside].tolist(), y[inside].tolist(), strict=True)]
    if _straight(x[inside], y[inside]) and len(points) > 2:
        points = [points[0], points[-1]]
    return "M" + "L".join(points) if len(points) > 1 else ""


def _straight(x: Floats, y: Floats) -> bool:
    """True when a line runs along the picture's own directions."""
    return len(x) > 0 and (float(np.ptp(x)) < 0.05 or float(np.ptp(y)) < 0.05)


def names(projection: Projection, place: Namer, counts: Mapping[str, int]) -> str:
    """Names of the larger countries in the picture, with their counts; `place` says whether there is room for words."""
    sized = sorted((_extent(country, projection) for country, _ in outlines(projection)), reverse=True)
    found = []
    for size, name, x, y in sized[:_MOST_NAMES]:
        words = f"{name}: {counts[name]:,} somewhere in it" if name in counts else name
        if size > _LEAST_NAMED or name in counts:
            spot = next((y + off for off in _NAME_OFF if place(x, y + off, words)), None)
            found.append(text(x, spot + 4, words, "country", "middle") if spot is not None else "")
    return "".join(found)


def landmarks(projection: Projection, room: Room) -> str:
    """Towns to find one's way by, where there is room: on a map of a region, beside what is drawn of incidents."""
    if not projection.flat:
        return ""
    found: list[str] = []
    xs, ys = projection.points([town.lon for town in towns()], [town.lat for town in towns()])
    for town, x, y in zip(towns(), xs, ys, strict=True):
        if len(found) >= _MOST_TOWNS:
            break
        if not (0 < x < WIDTH and 0 < y < HEIGHT and room.free(x - 8, y - 8, x + 8, y + 8)):
            continue
        name = shortened(town.name, _TOWN_CHARS)
        spot = room.beside(x, y, 6.0, name)
        if spot:
            room.take(x - 4, y - 4, x + 4, y + 4)
            shape = _CAPITAL if town.capital else _TOWN
            words = text(spot[0] - x, spot[1] - y, name, "town")
            found.append(f'<g class="stays" transform="translate({num(x)} {num(y)})">{shape}{words}</g>')
    return f'<g aria-hidden="true">{"".join(found)}</g>' if found else ""


@lru_cache(maxsize=2048)
def _extent(country: Country, projection: Projection) -> tuple[float, str, float, float]:
    """How large a country is in the picture, its name, and a point well inside what is seen of it."""
    ring = max(country.rings, key=lambda r: float(np.ptp(r[:, 0]) * np.ptp(r[:, 1])))
    x, y = projection.xy(projection.near(ring[:, 0]) if projection.flat else ring[:, 0], ring[:, 1])
    if not projection.flat:
        return float(np.ptp(x) * np.ptp(y)), country.name, float(x.mean()), float(y.mean())
    seen = _SPOTS[_within(_SPOTS, x, y)]
    if not len(seen):
        return 0.0, country.name, 0.0, 0.0
    middle = seen.mean(axis=0)
    spot = seen[int(((seen - middle) ** 2).sum(axis=1).argmin())].tolist()
    return len(seen) * _SPOT_PX**2, country.name, spot[0], spot[1]


def _within(spots: Floats, x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Which of some points lie inside a ring: a ray to the right crosses it an odd number of times."""
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    near = (np.maximum(y, y2) >= 0) & (np.minimum(y, y2) <= HEIGHT)
    x, y, x2, y2 = x[near], y[near], x2[near], y2[near]
    px, py = spots[:, :1], spots[:, 1:]
    across = (y > py) != (y2 > py)
    at = x + (py - y) / np.where(across, y2 - y, 1.0) * (x2 - x)
    return np.asarray(np.count_nonzero(across & (at > px), axis=1) % 2 == 1)


def scale_bar(projection: Projection) -> str:
    """A bar of a round number of kilometres, true at the middle of a region and for areas of the world."""
    unit = projection.per_km(projection.lat)[0]
    km = max(
        (base * 10**power for power in range(5) for base in (1, 2, 5) if base * 10**power * unit <= 170), default=1
    )
    wide, y = km * unit, HEIGHT - 14
    bar = f'<path class="bar" d="M14 {num(y - 5)}V{num(y)}H{num(14 + wide)}V{num(y - 5)}"/>'
    words = text(14 + wide / 2, y - 8, f"{km:,} km", "tick", "middle")
    return f'<g class="scale" data-per-km="{unit:.6f}">{bar}{words}</g>'
