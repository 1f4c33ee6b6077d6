"""Places as they are told in a report and as the gazetteer knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words of a report that name a place. Unresolved places keep their words and have None for the rest.

    `precision`: 1 exact, 2 near, 3 region, 4 country. `radius_km`: how far the truth may lie from the point.
    """

    start: int
    end: int
    text: str
    place_id: str | None = None
    name: str | None = None
    kind: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    country_name: str | None = None
    admin1: str | None = None
    precision: int | None = None
    radius_km: float | None = None
    link: tuple[int, int] | None = None
    """Span of the other sentence that gave an event its place, where it was an explicit link."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that reports name, once for all of them; a place the gazetteer lacks has None but for its name."""

    place_id: str | None
    name: str
    kind: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    country_name: str | None = None
    admin1: str | None = None
    precision: int | None = None
    radius_km: float | None = None
