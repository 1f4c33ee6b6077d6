"""Units as they are kept: their profiles, and the blocks in which they stand.

Invariant: as long as a stock lives these are the units of the ledger, for `Units` alone writes them, and here too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from ...model import from_record
from ...reconcile.matching.blocks import Key, Signs, crew_of, keys_of, month_of, rank_of
from ...reconcile.matching.units import Unit
from .stock import Recent, Stock, number_of

# So many profiles are some hundred megabytes, so many places sixty.
_UNITS, _PLACES = 16_000, 10_000


@dataclass(frozen=True, slots=True)
class Block:
    """A block that a unit stands in: its number, and among whom the unit may lead there."""

    number: int
    key: Key
    crew: int


@dataclass(frozen=True, slots=True)
class Place:
    """How a unit stands in time, where in line to lead, and in which blocks."""

    signs: Signs
    rank: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A unit as it is kept: without its mentions."""

    number: int
    rejected: bool
    unit: Unit


class SeenUnits:
    """The units last looked at, by number."""

    def __init__(self, stock: Stock) -> None:
        self._db = stock.db
        self.seen: Recent[int, Seen] = Recent(self._load, _UNITS)
        self.place: Recent[int, Place] = Recent(self._place, _PLACES)

    def _load(self, number: int) -> Seen:
        profile, rejected = self._db.execute(
            "SELECT profile, rejected FROM unit WHERE number = ?", (number,)
        ).fetchone()
        return Seen(number, bool(rejected), from_record(Unit, json.loads(profile)))

    def _place(self, number: int) -> Place:
        seen = self.seen[number]
        unit, signs = seen.unit, Signs.of(seen.unit)
        keys = dict.fromkeys(keys_of(unit))
        crews = {sort: crew_of(sort, unit, signs) for sort in {key[0] for key in keys}}
        blocks = tuple(Block(number_of(*key, seen.rejected, month=month_of(key)), key, crews[key[0]]) for key in keys)
        return Place(signs, rank_of(unit), blocks)
