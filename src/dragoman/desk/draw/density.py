"""The map of many incidents: six-cornered cells shaded by their count, countries by what is told of them as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from markupsafe import Markup

from .marks import Mark, PlaceCount
from .outline import ground, names, outlines, path, scale_bar
from .projection import Projection, fit
from .room import Room
from .sheet import HEIGHT, WIDTH, attribution, box_around, country_of, on_earth
from .svg import figure, many, num, safe, svg

# Half the width of a cell, in user units.
_CELL = 13.0
_SHADES = 5
_COUNTRY = 4
_MOST_LISTED = 30

Cell = tuple[int, int]


def placed(marks: Iterable[Mark]) -> tuple[list[PlaceCount], int]:
    """Incidents counted by point, precision and country, and how many have no place."""
    counts: Counter[tuple[float, float, int | None, str | None]] = Counter()
    disputed: Counter[tuple[float, float, int | None, str | None]] = Counter()
    nowhere = 0
    for mark in marks:
        if mark.lat is None or mark.lon is None or not on_earth(mark.lat, mark.lon):
            nowhere += 1
            continue
        key = (mark.lat, mark.lon, mark.precision, mark.country)
        counts[key] += 1
        disputed[key] += mark.disputed
    ordered = sorted(counts, key=lambda key: (key[0], key[1], key[2] or 0, key[3] or ""))
    return [
        PlaceCount(lat, lon, counts[k], prec, land, disputed[k]) for k in ordered for lat, lon, prec, land in [k]
    ], nowhere


def density(cells: Sequence[PlaceCount], nowhere: int = 0) -> Markup:
    """Counts on the earth; see `world.density`."""
    good = [cell for cell in cells if on_earth(cell.lat, cell.lon)]
    nowhere += sum(cell.number for cell in cells) - sum(cell.number for cell in good)
    near = [cell for cell in good if cell.precision != _COUNTRY] or good
    projection = fit(box_around([(cell.lon, cell.lat) for cell in near]), WIDTH, HEIGHT)
    areas: Counter[str] = Counter()
    hexes: Counter[Cell] = Counter()
    outside = 0
    xs, ys = projection.points([cell.lon for cell in good], [cell.lat for cell in good])
    for cell, x, y in zip(good, xs, ys, strict=True):
        country = country_of(cell.country, cell.lon, cell.lat) if cell.precision == _COUNTRY else None
        if country:
            areas[country.name] += cell.number
            continue
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            hexes[_hex(x, y)] += cell.number
        else:
            outside += cell.number
    body = _draw(areas, hexes, projection)
    total = sum(cell.number for cell in good)
    most = max(hexes.values(), default=0)
    notes = [
        f"{total:,} incidents, too many to draw each: counted in cells, up to {most:,} in one; "
        "a shaded country stands for those told of no place but the country.",
        f"{many(outside, 'incident')} outside this map." if outside else "",
        f"{many(nowhere, 'incident')} without a place." if nowhere else "",
        attribution(),
    ]
    picture = svg(
        "world", WIDTH, HEIGHT, f"Map of {total:,} incidents, counted in cells", body, ' data-zoom="1"', links=False
    )
    return figure("map", picture, notes)


def _draw(areas: Counter[str], hexes: Counter[Cell], projection: Projection) -> str:
    base = ground(projection, areas)
    shapes = {country.name: shape for country, shape in outlines(projection)}
    parts = [f'<rect class="sea" x="-600" y="-600" width="{num(WIDTH + 1200)}" height="{num(HEIGHT + 1200)}"/>', base]
    most = max(areas.values(), default=1)
    for name, number in areas.items():
        title = f"<title>{safe(f'{name}, the country as a whole: {number:,}')}</title>"
        shape = shapes.get(name, "")
        parts.append(path(f"area shade-{_shade(number, most)}", shape, projection, title))
    most = max(hexes.values(), default=1)
    for cell, number in sorted(hexes.items()):
        title = f"<title>{safe(many(number, 'incident'))}</title>"
        parts.append(f'<path class="cell shade-{_shade(number, most)}" d="{_corners(cell)}">{title}</path>')
    room = Room(WIDTH, HEIGHT)
    room.take(0, HEIGHT - 34, 200, HEIGHT)
    parts.append(names(projection, room.take_middle, areas))
    return "".join(parts) + scale_bar(projection)


def _shade(number: int, most: int) -> int:
    """1 to 5 by the logarithm: counts of places run over orders of magnitude."""
    return 1 + min(_SHADES - 1, int(_SHADES * log(number) / log(most))) if most > 1 and number > 0 else 1


def _hex(x: float, y: float) -> Cell:
    """The cell that a point lies in: the nearer of the two candidate centres of a hexagonal grid."""
    wide, tall = 2 * _CELL, _CELL * 3**0.5
    even = (round(y / (2 * tall)) * 2, round(x / wide))
    odd = (round((y - tall) / (2 * tall)) * 2 + 1, round((x - _CELL) / wide))
    return min(even, odd, key=lambda cell: (_centre(cell)[0] - x) ** 2 + (_centre(cell)[1] - y) ** 2)


def _centre(cell: Cell) -> tuple[float, float]:
    row, column = cell
    return column * 2 * _CELL + (_CELL if row % 2 else 0.0), row * _CELL * 3**0.5


def _corners(cell: Cell) -> str:
    x, y = _centre(cell)
    side = 2 * _CELL / 3**0.5
    at = ((0, -side), (_CELL, -side / 2), (_CELL, side / 2), (0, side), (-_CELL, side / 2), (-_CELL, -side / 2))
    return "M" + "L".join(f"{num(x + dx)} {num(y + dy)}" for dx, dy in at) + "Z"
