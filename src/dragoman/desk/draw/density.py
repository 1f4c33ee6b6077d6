"""The map of many incidents: six-cornered cells shaded by their count, countries by what is told of them as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log

from markupsafe import Markup

from .marks import Mark, PlaceCount
from .outline import ground, landmarks, names, outlines, path, scale_bar
from .projection import Projection, fit
from .room import Room
from .sheet import HEIGHT, WIDTH, attribution, box_around, country_of, data, on_earth
from .svg import figure, link, many, num, safe, svg, text

# Half the width of a cell, in user units.
_CELL = 13.0
_SHADES = 5
# From the next shade on, a number is written in the colour of the paper.
_PALE = 3
_COUNTRY = 4
# More cells than these are not numbered: one sees the pattern.
_MOST_NUMBERED = 150

Cell = tuple[int, int]
Area = tuple[float, float, float, float]
"""West, south, east and north in degrees."""
Linked = Callable[[Area], str]


@dataclass(slots=True)
class _Heap:
    """What is counted in a cell, and the points it lies at."""

    number: int = 0
    lons: list[float] = field(default_factory=list)
    lats: list[float] = field(default_factory=list)

    @property
    def area(self) -> Area:
        """The points' box, a little wider, to a hundredth of a degree."""
        return (
            max(-180.0, floor(min(self.lons) * 100) / 100), max(-90.0, floor(min(self.lats) * 100) / 100),
            min(180.0, ceil(max(self.lons) * 100) / 100), min(90.0, ceil(max(self.lats) * 100) / 100),
        )  # fmt: skip


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


def density(cells: Sequence[PlaceCount], nowhere: int = 0, linked: Linked | None = None) -> Markup:
    """Counts on the earth; see `world.density`."""
    good = [cell for cell in cells if on_earth(cell.lat, cell.lon)]
    nowhere += sum(cell.number for cell in cells) - sum(cell.number for cell in good)
    near = [cell for cell in good if cell.precision != _COUNTRY] or good
    projection = fit(box_around([(cell.lon, cell.lat) for cell in near]), WIDTH, HEIGHT)
    areas: Counter[str] = Counter()
    hexes: dict[Cell, _Heap] = {}
    outside = 0
    xs, ys = projection.points([cell.lon for cell in good], [cell.lat for cell in good])
    for cell, x, y in zip(good, xs, ys, strict=True):
        country = country_of(cell.country, cell.lon, cell.lat) if cell.precision == _COUNTRY else None
        if country:
            areas[country.name] += cell.number
            continue
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            heap = hexes.setdefault(_hex(x, y), _Heap())
            heap.number += cell.number
            heap.lons.append(cell.lon)
            heap.lats.append(cell.lat)
        else:
            outside += cell.number
    body = _draw(areas, hexes, projection, linked)
    total = sum(cell.number for cell in good)
    notes = [
        f"{total:,} incidents, too many to draw each: counted in cells"
        f"{', which lead to what lies in them' if linked else ''}. "
        + ("A shaded country stands for those told of no place but the country." if areas else ""),
        f"{many(outside, 'incident')} outside this map." if outside else "",
        f"{many(nowhere, 'incident')} without a place." if nowhere else "",
        attribution(),
    ]
    title = f"Map of {total:,} incidents, counted in cells"
    picture = svg("world", WIDTH, HEIGHT, title, body, data(projection), links=linked is not None)
    return figure("map", picture, notes)


def _draw(areas: Mapping[str, int], hexes: Mapping[Cell, _Heap], projection: Projection, linked: Linked | None) -> str:
    base = ground(projection, areas)
    shapes = {country.name: shape for country, shape in outlines(projection)}
    parts = [f'<rect class="sea" x="-600" y="-600" width="{num(WIDTH + 1200)}" height="{num(HEIGHT + 1200)}"/>', base]
    most = max(areas.values(), default=1)
    for name, number in areas.items():
        title = f"<title>{safe(f'{name}, the country as a whole: {number:,}')}</title>"
        shape = shapes.get(name, "")
        parts.append(path(f"area shade-{_shade(number, most)}", shape, projection, title))
    most = max((heap.number for heap in hexes.values()), default=1)
    room = Room(WIDTH, HEIGHT)
    room.take(0, HEIGHT - 34, 200, HEIGHT)
    room.take(WIDTH - 190, HEIGHT - 46, WIDTH, HEIGHT)
    for cell, heap in sorted(hexes.items()):
        x, y = _centre(cell)
        room.take(x - _CELL, y - _CELL, x + _CELL, y + _CELL)
        shade = _shade(heap.number, most)
        shape = f'<path class="cell shade-{shade}" d="{_corners(cell)}"/>'
        if len(hexes) <= _MOST_NUMBERED:
            shape += text(x, y + 3.5, _short(heap.number), f"amount{' dark' if shade > _PALE else ''}", "middle")
        parts.append(link(linked(heap.area) if linked else "", many(heap.number, "incident"), shape, "cell-mark"))
    parts.append(names(projection, room.take_middle, areas))
    parts.append(landmarks(projection, room))
    return "".join(parts) + scale_bar(projection) + _legend(most)


def _short(number: int) -> str:
    """A count of at most four characters: 999, 1.2k, 25k, 1.2M."""
    for unit, sign in ((1_000_000, "M"), (1_000, "k")):
        if number >= unit:
            amount = number / unit
            return f"{amount:.1f}{sign}" if amount < 9.95 else f"{amount:.0f}{sign}"
    return str(number)


def _legend(most: int) -> str:
    """What the shades mean: the least count of each."""
    least: dict[int, int] = {}
    for number in range(1, 11):
        least.setdefault(_shade(number, most), number)
    for shade in range(1, _SHADES + 1):
        least.setdefault(shade, ceil(most ** ((shade - 1) / _SHADES)))
    parts = [text(WIDTH - 180, HEIGHT - 32, "incidents in a cell, from", "tick")]
    for shade in sorted(least):
        if shade == 1 or least[shade] <= most:
            x = WIDTH - 180 + (shade - 1) * 34
            parts.append(
                f'<rect class="cell shade-{shade}" x="{num(x)}" y="{num(HEIGHT - 26)}" width="34" height="8"/>'
            )
            parts.append(text(x, HEIGHT - 8, _short(least[shade]), "tick"))
    return f'<g class="legend-cells" aria-hidden="true">{"".join(parts)}</g>'


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
