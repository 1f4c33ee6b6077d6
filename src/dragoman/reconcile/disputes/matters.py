"""Matters: which opposed statements are one dispute, so that none grows for as long as news goes on.

Statements that oppose each other in chains, month after month, would all be one. So a dispute is of one axis and one
season, that of its later statements; and one of more statements than a person reads is parted by what its pairs are
about, word by word. Where no words tell them apart, those speak to each other that speak in one week, or on one day.

Invariant: local to the pairs that a chain ties together within one axis and season.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .dispute import Opposition

# A dispute of more statements than this is parted.
_MOST = 24
# A word that fewer pairs than this share makes no matter of its own.
_LEAST_PAIRS = 3


def matters(opposed: Iterable[Opposition]) -> list[list[Opposition]]:
    """Pairs of opposed statements, dispute by dispute."""
    cells: dict[tuple[str, int], list[Opposition]] = defaultdict(list)
    for one in opposed:
        cells[one.axis, season_of(one)].append(one)
    chained = [group for _, cell in sorted(cells.items()) for group in _components(cell)]
    return [part for group in chained for part in _parted(group)]


def season_of(one: Opposition) -> int:
    """The season of a pair, by its later statement: December to February is one. 0 where no date is known."""
    day = _later(one)
    return (day.year * 12 + day.month) // 3 if day else 0


def _later(one: Opposition) -> date | None:
    return max((view.published.start for view in (one.plus, one.minus) if view.published.start), default=None)


def _components(group: Sequence[Opposition]) -> list[list[Opposition]]:
    """Oppositions that share a statement are one dispute."""
    root: dict[str, str] = {}

    def find(one: str) -> str:
        root.setdefault(one, one)
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for one in group:
        root[find(one.minus.statement.statement_id)] = find(one.plus.statement.statement_id)
    found: dict[str, list[Opposition]] = defaultdict(list)
    for one in sorted(group, key=lambda one: (one.plus.order, one.minus.order)):
        found[find(one.plus.statement.statement_id)].append(one)
    return list(found.values())


def _parted(group: list[Opposition]) -> list[list[Opposition]]:
    """A dispute that a person can read, or the parts of one that is too large."""
    if _size(group) <= _MOST:
        return [group]
    for way in (_by_word, _by_week, _by_day):
        parts = way(group)
        if sum(map(len, parts)) < len(group) or len(parts) > 1:
            return [part for some in parts for chain in _components(some) for part in _parted(chain)]
    return [group]


def _size(group: Sequence[Opposition]) -> int:
    return len({view.statement.statement_id for one in group for view in (one.plus, one.minus)})


def _by_word(group: Sequence[Opposition]) -> list[list[Opposition]]:
    """Pairs by the words that many of them share and not most, the one that most share first; the others together."""
    parts: list[list[Opposition]] = []
    left = list(group)
    count = Counter(word for one in left for word in one.shared)
    while _size(left) > _MOST:
        telling = ((n, word) for word, n in count.items() if _LEAST_PAIRS <= n <= len(left) // 2)
        _, chosen = max(telling, default=(0, ""))
        if not chosen:
            break
        parts.append([one for one in left if chosen in one.shared])
        left = [one for one in left if chosen not in one.shared]
        count.subtract(word for one in parts[-1] for word in one.shared)
    return [*parts, left]


def _by_week(group: Sequence[Opposition]) -> list[list[Opposition]]:
    return _by_time(group, lambda day: day.isocalendar()[:2])


def _by_day(group: Sequence[Opposition]) -> list[list[Opposition]]:
    return _by_time(group, lambda day: day)


def _by_time(group: Sequence[Opposition], time: Callable[[date], Hashable]) -> list[list[Opposition]]:
    """Pairs by the time that both statements are of: where so many speak, what was said at another is no answer."""
    found: dict[Hashable, list[Opposition]] = defaultdict(list)
    for one in group:
        days = {time(view.published.start) for view in (one.plus, one.minus) if view.published.start}
        if len(days) < 2:
            found[next(iter(days), None)].append(one)
    return list(found.values())
