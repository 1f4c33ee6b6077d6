"""What can be drawn: an incident as a mark, counts of many incidents, actors and their ties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Mark:
    """One incident. `first` and `last` are the days it may lie between; None where that end is open or unknown.

    `precision` and `radius_km` are the place's (1 exact, 2 near, 3 region, 4 country); `killed` None is unknown.
    `country` is ISO 3166 alpha-2: without it the country of a country-precise mark is found by its point.
    """

    incident_id: str
    label: str
    href: str
    group: str
    first: date | None
    last: date | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: int | None
    origins: int
    killed: int | None
    disputed: bool
    country: str | None = None
    place: str | None = None
    told: date | None = None
    """The day of the first report that tells of it: all that is known of the time of one without a date."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many incidents of a group lie on a day (the first of a month or year, where counted so).

    `uncertain` of them have a date that is longer than a day; `disputed` are those that reports disagree about.
    """

    day: date
    group: str
    number: int
    uncertain: int = 0
    disputed: int = 0


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many incidents were placed at one point. A country-precise count (4) is drawn as the country's area."""

    lat: float
    lon: float
    number: int
    precision: int | None = None
    country: str | None = None
    disputed: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """An actor. `kind` is its type: person, organisation, group, country, facility, unnamed."""

    id: str
    label: str
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tie:
    """`a` stands in `relation` to `b` (ids of nodes); `label` says so in words, with its dates."""

    a: str
    b: str
    relation: str
    label: str
    href: str
