"""Sorts of units by how they stand in time: what SQLite narrows the partners of a unit by, in a block."""

from __future__ import annotations

from functools import cache

from ...reconcile.blocks import Signs, meet
from ...reconcile.units import Unit

_DAY, _DATED, _LONG, _NEWS, _LOST = range(5)
_SORTS = (_DAY, _DATED, _LONG, _NEWS, _LOST)


def sort_of(signs: Signs) -> int:
    """How a unit stands in time, as one number: what SQLite narrows partners by."""
    if signs.dated:
        return _LONG if signs.lost else _DAY if signs.of_a_day else _DATED
    return _LOST if signs.lost else _NEWS


@cache
def sorts_met(block: str, sort: int, crowded: bool) -> tuple[int, ...]:
    """The sorts of units that one of a sort may meet in a sort of block, as far as countries do not forbid it."""
    return tuple(other for other in _SORTS if meet(block, _signs(sort), _signs(other), crowded))


def _signs(sort: int) -> Signs:
    """The signs that `sort_of` came from, of no known country."""
    return Signs(None, sort == _DAY, sort in (_LONG, _LOST), sort in (_DAY, _DATED, _LONG))


def place_of(unit: Unit) -> str:
    """The order of units as a text: that of `Unit.key`."""
    return f"{unit.report_id} {unit.at[0]:010d} {unit.at[1]:010d} {unit.event_id}"


def query_of(sorts: tuple[int, ...], country: str | None) -> tuple[str, list[object]]:
    """What asks for the members of a block that may meet a unit."""
    query, values = "SELECT unit FROM unit_block WHERE block = ?", list[object]()
    if len(sorts) < len(_SORTS):
        query += f" AND sort IN ({', '.join('?' * len(sorts))})"
        values += sorts
    if country:
        query += " AND country IN ('', ?)"
        values.append(country)
    return query, values
