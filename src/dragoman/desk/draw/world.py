"""The map. What is uncertain is drawn as large as the uncertainty: a circle for a region, an area for a country.

A dot is drawn only for a place known to within a town; places that would overlap are drawn together and counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from markupsafe import Markup, escape

from . import density as dense
from .atlas import Country
from .marks import Mark, PlaceCount
from .outline import ground, landmarks, names, outlines, path, scale_bar
from .projection import Box, Projection, fit
from .room import Room
from .sheet import HEIGHT, WIDTH, attribution, box_around, country_of, data, on_earth
from .svg import figure, folded, link, linkable, many, num, safe, shortened, slug, svg, text

_MOST_MARKS = 2000
# Dots closer than this many user units are drawn as one, with their number.
_NEAR = 24.0
_MOST_LISTED = 40
# Places that are named on the map, where there is room.
_MOST_LABELS = 120
_COUNTRY, _REGION = 4, 3
# An ocean or a part of the world is no circle: it would lie over all else. It is named where it lies, and says no more.
_VAST_KM = 1000.0
# A region's circle is never so small that it would be taken for a dot.
_LEAST_REGION = 10.0


@dataclass(slots=True)
class _Pin:
    """Marks drawn together at a point of the picture."""

    x: float
    y: float
    marks: list[Mark]


def world(marks: Iterable[Mark]) -> Markup:
    """Marks on the earth, zoomed to where they are; what has no place, or lies far off, is counted and listed."""
    stream = iter(marks)
    some = list(islice(stream, _MOST_MARKS + 1))
    if len(some) > _MOST_MARKS:
        return dense.density(*dense.placed(chain(some, stream)))
    some.sort(key=lambda m: m.incident_id)
    placed = [m for m in some if on_earth(m.lat, m.lon)]
    nowhere = [m for m in some if not on_earth(m.lat, m.lon)]
    box = _box(placed)
    projection = fit(box, WIDTH, HEIGHT)
    areas = _areas(placed)
    taken = {mark.incident_id for _, held in areas for mark in held}
    points = [m for m in placed if m.incident_id not in taken]
    inside: list[Mark] = []
    outside: list[Mark] = []
    for mark in points:
        (inside if _in_picture(mark, projection) else outside).append(mark)
    entries: list[tuple[str, list[Mark]]] = []
    body = _draw(areas, inside, projection, entries)
    title = f"Map of {many(len(placed), 'incident')}"
    picture = svg("world", WIDTH, HEIGHT, title, body, data(projection))
    notes = [
        _key(placed),
        f"{many(len(outside), 'incident')} outside this map, in the list below." if outside else "",
        f"{many(len(nowhere), 'incident')} without a place." if nowhere else "",
        attribution(),
    ]
    if outside:
        entries.append(("Outside this map", outside))
    if nowhere:
        entries.append(("Without a place", nowhere))
    return figure("map", picture, notes, _list(entries))


def density(cells: Iterable[PlaceCount], nowhere: int = 0, linked: dense.Linked | None = None) -> Markup:
    """Counts of incidents on the earth, in cells of equal size; country-precise ones as the shade of the country.

    `linked` gives the address of what lies in an area (west, south, east, north).
    """
    return dense.density(list(cells), nowhere, linked)


def _box(marks: Sequence[Mark]) -> Box:
    """Around the marks that are known better than to a country, if there are some; a few far ones are left outside."""
    near = [m for m in marks if m.precision != _COUNTRY and not _vast(m)]
    near = near if near else list(marks)
    return box_around([(m.lon or 0.0, m.lat or 0.0) for m in near])


def _vast(mark: Mark) -> bool:
    """Whether a place is an ocean, a continent or the like."""
    return mark.precision not in (1, 2) and (mark.radius_km or 0.0) >= _VAST_KM


def _in_picture(mark: Mark, projection: Projection) -> bool:
    x, y = projection.point(mark.lon or 0.0, mark.lat or 0.0)
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def _areas(marks: Sequence[Mark]) -> list[tuple[Country, list[Mark]]]:
    """Marks that are known to a country only, under the country's outline."""
    found: dict[str, tuple[Country, list[Mark]]] = {}
    for mark in marks:
        if mark.precision == _COUNTRY:
            country = country_of(mark.country, mark.lon or 0.0, mark.lat or 0.0)
            if country:
                found.setdefault(country.name, (country, []))[1].append(mark)
    return sorted(found.values(), key=lambda item: (-len(item[1]), item[0].name))


def _draw(
    areas: Sequence[tuple[Country, list[Mark]]],
    points: Sequence[Mark],
    projection: Projection,
    entries: list[tuple[str, list[Mark]]],
) -> str:
    """Everything from the ground up; `entries` of the list below are added in the order of their numbers."""
    room = Room(WIDTH, HEIGHT)
    room.take(0, HEIGHT - 34, 200, HEIGHT)
    base = ground(projection, [country.name for country, _ in areas])
    shapes = {country.name: shape for country, shape in outlines(projection)}
    parts = [f'<rect class="sea" x="-600" y="-600" width="{num(WIDTH + 1200)}" height="{num(HEIGHT + 1200)}"/>', base]
    for country, held in areas:
        shape = path("area", shapes.get(country.name, ""), projection)
        title = f"{country.name}: {many(len(held), 'incident')}, no place told but the country"
        entries.append((f"{country.name}, the country as a whole", held))
        parts.append(_linked(held, title, shape, len(entries), "area-mark") if shape else "")
    dots = [m for m in points if m.precision in (1, 2)]
    regions = [m for m in points if m.precision not in (1, 2)]
    near = [m for m in regions if not _vast(m)]
    parts.extend(_circle(pin, projection) for pin in _together(near, projection, 0.5))
    parts.extend(_circle(pin, projection) for pin in _together(dots, projection, 0.5))
    vast = [m for m in regions if _vast(m)]
    pins = [(pin, True) for some in (near, vast) for pin in _together(some, projection, 0.5)]
    pins += [(pin, False) for pin in _together(dots, projection, _NEAR)]
    symbols = []
    for pin, region in pins:
        entries.append((_place(pin.marks), pin.marks))
        symbols.append(_pin(pin, region, len(entries), room))
    for pin, region in sorted(pins, key=lambda item: -len(item[0].marks))[:_MOST_LABELS]:
        parts.append(_label(pin, region, room))
    counts = {country.name: len(held) for country, held in areas}
    parts.append(names(projection, room.take_middle, counts))
    parts.append(landmarks(projection, room))
    return "".join(parts) + "".join(symbols) + scale_bar(projection)


def _together(marks: Sequence[Mark], projection: Projection, near: float) -> list[_Pin]:
    """Marks at points closer than `near`, joined to the nearest; the order of the marks does not show."""
    spots: dict[tuple[float, float], list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda m: m.incident_id):
        spots[projection.point(mark.lon or 0.0, mark.lat or 0.0)].append(mark)
    pins: dict[tuple[int, int], list[_Pin]] = defaultdict(list)
    for (x, y), held in sorted(spots.items(), key=lambda item: (-len(item[1]), item[0])):
        column, row = int(x // near), int(y // near)
        around = (pin for dx in (-1, 0, 1) for dy in (-1, 0, 1) for pin in pins.get((column + dx, row + dy), ()))
        close = min((((pin.x - x) ** 2 + (pin.y - y) ** 2, pin.x, pin.y, pin) for pin in around), default=None)
        if close and close[0] < near * near:
            close[3].marks.extend(held)
        else:
            pins[column, row].append(_Pin(x, y, list(held)))
    return [pin for held in pins.values() for pin in held]


def _circle(pin: _Pin, projection: Projection) -> str:
    """How far the truth may lie from the point: an ellipse where the projection stretches."""
    mark = max(pin.marks, key=lambda m: m.radius_km or 0.0)
    region = mark.precision not in (1, 2)
    east, north = (unit * (mark.radius_km or 0.0) for unit in projection.per_km(mark.lat or 0.0))
    if region:
        east, north = max(east, _LEAST_REGION), max(north, _LEAST_REGION)
    elif north < 5:
        return ""
    shape = f'cx="{num(pin.x)}" cy="{num(pin.y)}" rx="{num(east)}" ry="{num(north)}"'
    return f'<ellipse class="{"region" if region else "around"} group-{_group(pin.marks)}" {shape}/>'


def _group(marks: Sequence[Mark]) -> str:
    groups = {mark.group for mark in marks}
    return slug(groups.pop()) if len(groups) == 1 else "mixed"


def _place(marks: Sequence[Mark]) -> str:
    """What the place of marks is called: the name most of them have."""
    named = Counter(mark.place for mark in marks if mark.place)
    if not named:
        return f"{marks[0].lat or 0.0:.1f}°, {marks[0].lon or 0.0:.1f}°"
    name, _ = min(named.items(), key=lambda item: (-item[1], item[0]))
    return name if len(named) == 1 else f"{name} and {len(named) - 1} near"


def _pin(pin: _Pin, region: bool, number: int, room: Room) -> str:
    """A dot, a number for several, or for a region a number or nothing but a place to click."""
    count = len(pin.marks)
    radius = _dot_radius(count)
    if region:
        shape = (
            f'<rect class="plate" x="-11" y="-9" width="22" height="18"/>{text(0, 4, str(count), "number", "middle")}'
        )
    elif count == 1:
        mark = pin.marks[0]
        shape = (
            '<path class="dot" d="M0 -6L6 0L0 6L-6 0Z"/>'
            if mark.disputed
            else f'<circle class="dot" r="{num(radius)}"/>'
        )
    else:
        shape = f'<circle class="dot" r="{num(radius)}"/>{text(0, 4, str(count), "number", "middle")}'
    if count > 1 and any(m.disputed for m in pin.marks):
        shape += f'<path class="sign" d="M{num(radius)} {num(-radius - 4)}l4 4l-4 4l-4 -4Z"/>'
    room.take(pin.x - radius, pin.y - radius, pin.x + radius, pin.y + radius)
    title = _pin_title(pin.marks, region)
    body = _linked(
        pin.marks, title, shape, number, f"pin group-{_group(pin.marks)}{' single' if _single(pin.marks) else ''}"
    )
    return f'<g class="stays" transform="translate({num(pin.x)} {num(pin.y)})">{body}</g>'


def _dot_radius(count: int) -> float:
    return 4.5 if count == 1 else min(18.0, 8.0 + 1.2 * count**0.5)


def _single(marks: Sequence[Mark]) -> bool:
    return all(mark.origins <= 1 for mark in marks)


def _pin_title(marks: Sequence[Mark], region: bool) -> str:
    disputed = sum(mark.disputed for mark in marks)
    rough = "; no closer place is told" if all(map(_vast, marks)) else "; somewhere in the circle" if region else ""
    if len(marks) == 1:
        return f"{marks[0].label}{' · disputed' if disputed else ''}{rough}"
    return f"{_place(marks)}: {many(len(marks), 'incident')}{f', {disputed} disputed' if disputed else ''}{rough}"


def _linked(marks: Sequence[Mark], title: str, shape: str, number: int, classes: str) -> str:
    """One incident is linked itself; of several, their lines in the list below."""
    return link(marks[0].href if len(marks) == 1 else f"#map-place-{number}", title, shape, classes)


def _label(pin: _Pin, region: bool, room: Room) -> str:
    name = shortened(_place(pin.marks), 26)
    spot = room.beside(pin.x, pin.y, 14.0 if region else _dot_radius(len(pin.marks)) + 6.0, name)
    if not spot:
        return ""
    # Hung on the pin, so that it stays beside it when a script zooms.
    words = text(spot[0] - pin.x, spot[1] - pin.y, name, "place")
    return f'<g class="stays" transform="translate({num(pin.x)} {num(pin.y)})">{words}</g>'


def _key(marks: Sequence[Mark]) -> str:
    parts = []
    if any(m.precision == _COUNTRY for m in marks):
        parts.append("a shaded country: nothing closer is told")
    if any(m.precision not in (1, 2, _COUNTRY) and not _vast(m) for m in marks):
        parts.append("a dashed circle: somewhere in that region")
    if any(map(_vast, marks)):
        parts.append("a number without one: an ocean or a part of the world, no closer place is told")
    if any(m.precision in (1, 2) for m in marks):
        parts.append("a dot: a place known to within a town")
    if any(m.disputed for m in marks):
        parts.append("diamond: reports disagree")
    if any(m.origins <= 1 for m in marks):
        parts.append("hollow: a single origin")
    return escape("; ".join(parts).capitalize() + ".") if parts else ""


def _list(entries: Sequence[tuple[str, list[Mark]]]) -> str:
    """Every place with its incidents, for those who do not see the map and for links of a number on it."""
    if not entries:
        return ""
    rows = "".join(
        f'<li id="map-place-{number}"><b>{safe(name)}</b> ({len(marks):,}): {_links(marks)}</li>'
        for number, (name, marks) in enumerate(entries, 1)
    )
    return folded(f"Places on the map ({len(entries):,})", f"<ol>{rows}</ol>")


def _links(marks: Sequence[Mark]) -> str:
    some = [
        f'<a href="{escape(m.href)}">{safe(m.label)}</a>' if linkable(m.href) else safe(m.label)
        for m in marks[:_MOST_LISTED]
    ]
    more = len(marks) - len(some)
    return " · ".join(some) + (f" · and {more:,} more" if more else "")
