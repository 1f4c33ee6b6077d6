"""Whether the places of two tellings can be one, as far as the coarser one tells."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from ...model import PlaceMention
from .comparison import Comparison
from .units import Unit

_EARTH_KM = 6371.0
CITY = 2.0
_REGION, _COUNTRY = 1.2, 0.7
# Reports differ on "Baghdad" and "outside Baghdad"; the next town is farther.
_SLACK_KM, _DEFAULT_RADIUS_KM = 15.0, 10.0
_REGIONAL, _LARGE_CITY_KM = 3, 60.0


def distance_km(a: PlaceMention, b: PlaceMention) -> float | None:
    """Great-circle distance by the haversine formula; None when a point is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))


def _lands(unit: Unit) -> frozenset[str]:
    """The countries that a unit tells of: those that a sentence lists, else that of its place."""
    country = unit.place.country if unit.place else None
    return unit.lands or frozenset([country] if country else [])


def _radius(place: PlaceMention) -> float:
    return place.radius_km if place.radius_km is not None else _DEFAULT_RADIUS_KM


def is_point(place: PlaceMention) -> bool:
    """True for a place that is known to a point, or near one."""
    return place.precision is not None and place.precision <= 2


def is_large_city(place: PlaceMention) -> bool:
    """True for a city that is a province of its own, and is listed as one."""
    return place.precision == _REGIONAL and _radius(place) <= _LARGE_CITY_KM


def _in_large_city(city: PlaceMention, point: PlaceMention) -> bool:
    """True for a point inside such a city."""
    if not (is_large_city(city) and is_point(point)):
        return False
    apart = distance_km(city, point)
    return apart is not None and apart <= _radius(city)


def places_conflict(a: PlaceMention, b: PlaceMention) -> bool:
    """True when two places cannot be one: other countries, or points farther apart than their uncertainty."""
    if a.country and b.country and a.country != b.country:
        return True
    if not (is_point(a) and is_point(b)) or (a.place_id and a.place_id == b.place_id):
        return False
    apart = distance_km(a, b)
    return apart is not None and apart > _radius(a) + _radius(b) + _SLACK_KM


def where(place: PlaceMention) -> tuple[object, ...]:
    """What `places_conflict` looks at."""
    return place.country, place.precision, place.place_id, place.lat, place.lon, place.radius_km


def compare_places(a: Unit, b: Unit) -> Comparison:
    """Places agree as far as the coarser one tells; two different cities forbid, but not for orders to many posts.

    Where not both are known to a point, one name for where it happened is as good as one town.
    """
    known = _compare_places(a, b)
    shared = a.names & b.names
    if known.score >= CITY or (known.veto and not _misplaced(a, b, shared)):
        return known
    if not shared:
        # A report that tells of one town alone does not name it again.
        scene = (a.names | a.scene) & (b.names | b.scene)
        return Comparison(max(known.score, _REGION), None, ("same scene",)) if scene else known
    further = a.names > shared and b.names > shared
    return Comparison(max(known.score, _REGION if further else CITY), None, ("same name",))


def _misplaced(a: Unit, b: Unit, shared: frozenset[str]) -> bool:
    """True where two places cannot be one, yet the texts give them one name: a country that only the report gave, or
    names of a town and its province that were taken for two places.
    """
    setting = any(unit.place and unit.place.precision == 4 and unit.place.link is not None for unit in (a, b))
    return len(shared) > 1 or (bool(shared) and setting)


def _compare_places(a: Unit, b: Unit) -> Comparison:
    if len(a.lands) > 1 and a.lands == b.lands:
        return Comparison(CITY, None, ("same places",))
    if a.place is None or b.place is None:
        return Comparison(0.0, None)
    if places_conflict(a.place, b.place) and not (_lands(a) & _lands(b) and max(len(a.lands), len(b.lands)) > 1):
        same_country = a.place.country == b.place.country and a.place.country is not None
        if a.group == b.group == "posture" and same_country:
            return Comparison(0.0, None, ("other post",))
        return Comparison(0.0, "different places")
    if any(place.precision == 4 and place.link is not None for place in (a.place, b.place)):
        # The setting of a whole report: all its events share it, so that it tells none from another.
        return Comparison(0.0, None)
    if a.place.place_id and a.place.place_id == b.place.place_id and not is_point(a.place):
        if is_large_city(a.place):
            return Comparison(CITY, None, ("same city",))
        return Comparison(_COUNTRY if a.place.precision == 4 else _REGION, None, ("same region",))
    if is_point(a.place) and is_point(b.place):
        near = distance_km(a.place, b.place) is not None or a.place.place_id == b.place.place_id
        return Comparison(CITY, None, ("same city",)) if near else Comparison(0.0, None)
    if _in_large_city(a.place, b.place) or _in_large_city(b.place, a.place):
        return Comparison(CITY, None, ("same city",))
    if a.place.country and a.place.country == b.place.country:
        if a.place.admin1 and a.place.admin1 == b.place.admin1:
            return Comparison(_REGION, None, ("same region",))
        return Comparison(_COUNTRY, None, ("same country",))
    return Comparison(0.0, None)
