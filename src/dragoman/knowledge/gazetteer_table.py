"""The table of places while the gazetteer is built, and the file it is written to (see `gazetteer`)."""

from __future__ import annotations

import json
import math
from array import array
from collections import defaultdict
from pathlib import Path
from typing import Any

from .gazetteer import MAGIC, name_hash
from .toponyms import fold


class PlaceTable:
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


def is_code(name: str) -> bool:
    """An abbreviation that only counts in capitals: U.S., UAE, DRC."""
    letters = name.replace(".", "").replace(" ", "")
    return letters.isupper() and len(letters) <= 4


def flat_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance on a flat map, good enough inside one area."""
    across = ((other_lon - lon + 180) % 360 - 180) * math.cos(math.radians(lat))
    return 111.2 * math.hypot(other_lat - lat, across)


def write(table: PlaceTable, path: Path) -> None:
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
