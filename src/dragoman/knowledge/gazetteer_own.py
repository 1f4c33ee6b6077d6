"""Airports, Dragoman's own supplement, land borders and abbreviations, put into the table of places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from .gazetteer import CODE, MAIN, OTHER, SHORT, name_hash
from .gazetteer_table import PlaceTable, flat_km, is_code
from .tables import rows, split
from .toponyms import fold

# A supplement place of these kinds may be one that GeoNames has too.
_AREA_KINDS = frozenset({"region", "territory", "island", "islands"})
_TOWN_KINDS = frozenset({"city", "town", "village", "district", "camp"})
_FIELDS = ("airport", "air_base")
# Two sources put the same airfield at most this far apart.
_SAME_FIELD_KM = 4.0


def add_airports(table: PlaceTable) -> None:
    """Airports with an IATA code and air bases, under their names with and without "international"."""
    import airportsdata

    field_kinds = {table.kinds[kind] for kind in _FIELDS if kind in table.kinds}
    fields = [row for row, kind in enumerate(table.kind) if kind in field_kinds]
    for code, airport in airportsdata.load("ICAO").items():
        name = airport["name"]
        known = _known_near(table, fields, airport["lat"], airport["lon"])
        if known is not None:
            for told in (name, *_airport_names(name, airport["city"], "Air Base" in name)):
                table.name(known, told, OTHER)
            continue
        if not name or not (airport["iata"] or "Air Base" in name or "Air Force" in name):
            continue
        base = "Air Base" in name or "Air Force" in name
        kind = "air_base" if base else "airport"
        slug = f"dragoman:airport-{code.lower()}"
        row = table.add(slug, name, kind, airport["lat"], airport["lon"], airport["country"], radius_km=3.0)
        table.name(row, name, MAIN)
        for short in _airport_names(name, airport["city"], base):
            table.name(row, short, OTHER)


def _known_near(table: PlaceTable, fields: Sequence[int], lat: float, lon: float) -> int | None:
    """An airport or base of the supplement at this point, or None."""
    close = [row for row in fields if abs(table.lat[row] - lat) < 0.06 and abs(table.lon[row] - lon) < 0.12]
    far = {row: flat_km(lat, lon, table.lat[row], table.lon[row]) for row in close}
    nearest = min(far, key=far.__getitem__, default=None)
    return nearest if nearest is not None and far[nearest] < _SAME_FIELD_KM else None


def _airport_names(name: str, city: str, base: bool) -> Iterator[str]:
    """Other names of an airport: "Beirut airport", "Balad airbase"."""
    yield name.replace("Air Base", "Airbase").replace("International Airport", "Airport")
    if base:
        yield name.replace("Air Base", "base")
    elif "International" in name and city:
        yield f"{city} International Airport"
        yield f"{city} Airport"
        for kind in ("", "main ", "international "):
            yield f"{city}'s {kind}airport"


def add_supplement(table: PlaceTable, knowledge: Sequence[Path]) -> None:
    """Dragoman's own places; one that GeoNames knows too only adds its names and point to that row."""
    for entry in rows("places/supplement.csv", knowledge):
        place_id, kind = entry["id"], entry["kind"]
        lat, lon, radius_km = float(entry["lat"]), float(entry["lon"]), float(entry["radius_km"] or 1)
        row = _same_place(table, entry["name"], kind, entry["country"], lat, lon)
        if row is None:
            area = row_of_area(table, entry["admin1"], entry["country"])
            row = table.add(place_id, entry["name"], kind, lat, lon, entry["country"], area, radius_km=radius_km)
        else:
            # The supplement gives the name that English news uses.
            table.names[row] = entry["name"]
        if kind in _AREA_KINDS:
            table.lat[row], table.lon[row], table.radius[row] = lat, lon, radius_km
        table.ids[place_id] = row
        table.name(row, entry["name"], MAIN)
        for alias in split(entry["aliases"]):
            table.name(row, alias, CODE if is_code(alias) else OTHER)


def _same_place(table: PlaceTable, name: str, kind: str, country: str, lat: float, lon: float) -> int | None:
    """The row of GeoNames that a supplement place is the same as, or None."""
    kinds, within_km = (_AREA_KINDS, 200.0) if kind in _AREA_KINDS else (_TOWN_KINDS, 20.0)
    if kind not in kinds or not country:
        return None
    wanted = {"admin1", "admin2"} if kinds is _AREA_KINDS else {"city", "capital"}
    numbers = {table.kinds[each] for each in wanted if each in table.kinds}
    code = (ord(country[0]) << 8) + ord(country[1])
    found = [
        (table.kind[row], -table.population[row], row)
        for row, how in table.postings.get(name_hash(fold(name)), {}).items()
        if table.kind[row] in numbers
        and table.country[row] == code
        and (how != SHORT or kinds is _TOWN_KINDS)
        and flat_km(lat, lon, table.lat[row], table.lon[row]) < within_km
    ]
    return min(found)[2] if found else None


def add_borders(table: PlaceTable, countries: dict[str, int], knowledge: Sequence[Path]) -> None:
    """Land borders under every way to name them: "Iraq-Syria border", "Syrian border with Iraq"."""
    called = {
        entry["alpha2"]: (
            [entry["name"], *(alias for alias in split(entry["aliases"]) if len(alias) <= 24)],
            list(split(entry["demonyms"])[:1]),
        )
        for entry in rows("places/countries.csv", knowledge)
    }
    for entry in rows("places/borders.csv", knowledge):
        one, other = entry["a"], entry["b"]
        slug = f"dragoman:border-{one.lower()}-{other.lower()}"
        length_km = float(entry["length_km"])
        point = float(entry["lat"]), float(entry["lon"])
        row = table.add(slug, entry["name"], "border", *point, radius_km=max(5.0, length_km / 2))
        table.ids[slug] = row
        table.name(row, entry["name"], MAIN)
        for first, second in ((called[one], called[other]), (called[other], called[one])):
            for name in _border_names(first, second):
                table.name(row, name, OTHER)


def _border_names(one: tuple[list[str], list[str]], other: tuple[list[str], list[str]]) -> Iterator[str]:
    """Ways to name the border of two countries, the first one first; each is given as names and demonyms."""
    for noun in ("border", "frontier"):
        for left in (*one[0], *one[1]):
            for right in (*other[0], *other[1]):
                yield f"{left} {right} {noun}"
        for right in other[0]:
            for left in (*one[1], *(f"{name}s" for name in one[0]), *one[0]):
                yield f"{left} {noun} with {right}"
            for left in one[0]:
                yield f"{noun} between {left} and {right}"
                yield f"{noun} of {left} and {right}"


def row_of_area(table: PlaceTable, name: str, country: str) -> int:
    """The first-level area of that name in a country, or -1."""
    if not name:
        return -1
    code = (ord(country[0]) << 8) + ord(country[1]) if country else 0
    kind = table.kinds.get("admin1", -1)
    found = [
        row
        for row in table.postings.get(name_hash(fold(name)), {})
        if table.kind[row] == kind and table.country[row] == code
    ]
    return found[0] if found else -1


def add_abbreviations(table: PlaceTable, knowledge: Sequence[Path]) -> None:
    """Abbreviations of areas: "Calif.", "Ont.", postal codes."""
    for entry in rows("places/abbreviations.csv", knowledge):
        row = table.ids.get(entry["geonames_id"])
        if row is not None:
            table.name(row, entry["text"], CODE)
