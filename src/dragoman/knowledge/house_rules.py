"""How other projects code what the ledger holds: tables of their codes and coding rules (data: houses/).

One loader a house. A user's own folder of the same names is read after the shipped files, later lines over earlier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .tables import rows, tables


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """One country as the houses number and group it. `cow`: Correlates of War, `gw`: Gleditsch and Ward."""

    alpha2: str
    alpha3: str
    numeric: int | None
    fips: str | None
    cow: int | None
    gw: int | None
    acled_region: str | None
    ucdp_region: str | None
    name: str


@dataclass(frozen=True, slots=True)
class SectorCodes:
    """One PLOVER sector as the houses call it; None where a house has no such thing."""

    sector: str
    acled_actor: str | None
    acled_target: str | None
    ucdp: str | None
    cameo: str | None
    stix: str | None
    ftm: str | None
    threat: str | None


@dataclass(frozen=True, slots=True)
class Cameo:
    """One CAMEO event code and its place on Goldstein's scale (-10 to 10); None where the scale has none."""

    code: str
    goldstein: float | None


@dataclass(frozen=True)
class Codes:
    """The crosswalk tables that several houses share."""

    countries: Mapping[str, CountryCodes]
    """By alpha-2 and by alpha-3."""
    sectors: Mapping[str, SectorCodes]
    cameo: Mapping[tuple[str, str], Cameo]
    """By kind and status; an empty kind or status stands for any."""

    def country(self, code: str | None) -> CountryCodes | None:
        """A country by either of its codes."""
        return self.countries.get(code or "")

    def cameo_of(self, kind: str, status: str) -> Cameo | None:
        """The code of a deed of a kind in a status: of both, else of the status alone, else of the kind."""
        return self.cameo.get((kind, status)) or self.cameo.get(("", status)) or self.cameo.get((kind, ""))


@lru_cache(maxsize=4)
def load_codes(folders: tuple[Path, ...] = ()) -> Codes:
    """The shared crosswalks."""
    countries: dict[str, CountryCodes] = {}
    for row in rows("houses/countries.csv", folders):
        country = CountryCodes(
            row["alpha2"],
            row["alpha3"],
            _whole(row["numeric"]),
            row["fips"] or None,
            _whole(row["cow"]),
            _whole(row["gw"]),
            row["acled_region"] or None,
            row["ucdp_region"] or None,
            row["description"],
        )
        countries |= {country.alpha2: country, country.alpha3: country}
    sectors = {
        row["sector"]: SectorCodes(*(value or None for name, value in row.items() if name != "description"))  # type: ignore[arg-type]
        for row in rows("houses/sectors.csv", folders)
    }
    cameo = {
        (row["kind"], row["status"]): Cameo(row["code"], float(row["goldstein"]) if row["goldstein"] else None)
        for row in rows("houses/cameo.csv", folders)
    }
    return Codes(countries, sectors, cameo)


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


@lru_cache(maxsize=16)
def load_house(house: str, folders: tuple[Path, ...] = ()) -> Mapping[str, Any]:
    """The rules of one house (`acled`, `ucdp`, `plover`) as its file has them; a user's own tables go before."""
    found: dict[str, Any] = {}
    for table in tables(f"houses/{house}.toml", folders):
        found |= table
    return found


@dataclass(frozen=True, slots=True)
class HouseColumn:
    """One column of a house format: its name, its HXL tag where the format has tags, and what we put there."""

    name: str
    tag: str
    description: str


@lru_cache(maxsize=16)
def load_columns(format: str) -> tuple[HouseColumn, ...]:
    """The columns of a house format, in its order (data: houses/columns.csv)."""
    return tuple(
        HouseColumn(row["column"], row["tag"], row["description"])
        for row in rows("houses/columns.csv")
        if row["format"] == format
    )


def step_of(steps: Sequence[Mapping[str, int]], days: int) -> int | None:
    """The precision of something known to within so many days; None when no step is that wide."""
    return next((step["precision"] for step in steps if days <= step["days"]), None)
