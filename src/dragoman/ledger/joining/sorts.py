"""Sorts of units by how they stand in time: what SQLite narrows the partners of a unit by, in a block."""

from __future__ import annotations

from functools import cache

from ...reconcile.matching.blocks import DATED, DAY, LONG, LOST, NEWS, Signs, meet

_SORTS = (DAY, DATED, LONG, NEWS, LOST)


@cache
def sorts_met(block: str, sort: int, crowded: bool) -> tuple[int, ...]:
    """The sorts of units that one of a sort may meet in a sort of block, as far as countries do not forbid it."""
    return tuple(other for other in _SORTS if meet(block, _signs(sort), _signs(other), crowded))


def _signs(sort: int) -> Signs:
    """The signs of a sort, of no known country."""
    return Signs(None, sort == DAY, sort in (LONG, LOST), sort in (DAY, DATED, LONG))


def query_of(sorts: tuple[int, ...], country: str | None, me: int, leading: bool) -> tuple[str, list[object]]:
    """What asks for block and number of the members of blocks that may meet a unit, and for the unit itself.

    Of those that lead in the block, or of the others; no `sorts` stand for all of them, of any country.
    """
    query, values = f"SELECT block, unit FROM unit_block WHERE leads = {int(leading)}", list[object]()
    if not sorts:
        return query, values
    fits = []
    if len(sorts) < len(_SORTS):
        fits.append(f"sort IN ({', '.join(map(str, sorts))})")
    if country:
        fits.append("country IN ('', ?)")
        values.append(country)
    return (f"{query} AND ({' AND '.join(fits)} OR unit = ?)", [*values, me]) if fits else (query, values)
