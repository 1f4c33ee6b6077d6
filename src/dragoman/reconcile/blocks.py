"""Blocks: which units are compared at all, so that the cost grows with the work and not with its square."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from .families import Families
from .units import Unit

# A unit whose interval is longer than this is looked up by its parties and not by its months.
_LONGEST_DAYS = 400
_ANYWHERE = "*"
# Beyond this size a block of names ("militia") tells nothing; its units still meet by day or month.
_LARGE_BLOCK = 400
_MONTH, _DAY, _NAME = "month", "day", "name"

Key = tuple[str, ...]


def candidate_pairs(units: Sequence[Unit], families: Families) -> list[tuple[int, int]]:
    """Pairs of indices of units that share a block, each once, in order. Units of one report never meet."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for key in _keys(unit, families):
            blocks[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if key[0] == _NAME and len(members) > _LARGE_BLOCK:
            continue
        coarse = {i for i in members if _day_of(units[i]) is None}
        for position, i in enumerate(members):
            for j in members[position + 1 :]:
                if units[i].report_id == units[j].report_id:
                    continue
                # Two units of known days meet in the block of that day, not in that of the month.
                if key[0] != _MONTH or i in coarse or j in coarse:
                    pairs.add((i, j))
    return sorted(pairs)


def _day_of(unit: Unit) -> date | None:
    days = unit.time.days
    return unit.time.start if days is not None and days <= 2 else None


def _families_of(unit: Unit, families: Families) -> frozenset[str]:
    """The smallest kind of each pair of kinds that may meet: two compatible units share at least one."""
    return frozenset(min(unit.kind, other) + "~" + max(unit.kind, other) for other in families.compatible(unit.kind))


def _countries(unit: Unit) -> tuple[str, ...]:
    country = unit.place.country if unit.place else None
    return (country,) if country else (_ANYWHERE,)


def _months(start: date, end: date) -> Iterator[str]:
    month = start.replace(day=1)
    while month <= end:
        yield month.isoformat()[:7]
        month = (month + timedelta(days=32)).replace(day=1)


def _names(unit: Unit) -> Iterator[str]:
    for actor in (*unit.targets, *unit.doers):
        if actor.actor_id:
            yield actor.actor_id
        elif actor.name or actor.type != "unnamed":
            yield (actor.name or actor.text).lower()
        if actor.country:
            yield f"country {actor.country}"


def _keys(unit: Unit, families: Families) -> Iterator[Key]:
    """The blocks a unit belongs to: by day, by month, and by who was in it."""
    pairs = sorted(_families_of(unit, families))
    standing = "series" if unit.series else "single"
    days = unit.time.days
    when: list[Key] = []
    if unit.time.start and unit.time.end and days is not None and days <= _LONGEST_DAYS:
        first, last = unit.time.start - timedelta(days=1), unit.time.end + timedelta(days=1)
        if days <= 2:
            when += [(_DAY, (first + timedelta(days=n)).isoformat()) for n in range((last - first).days + 1)]
        when += [(_MONTH, month) for month in _months(first, last)]
    who = [(_NAME, name) for name in sorted(set(_names(unit)))]
    for pair in pairs:
        for kind, value in (*when, *who):
            yield (kind, value, pair, standing)
