"""Headline values by a named rule. Every origin has one vote; unknown stays None; a range keeps every side.

Rules: `best_supported` (most origins, then most exact, then official, then latest, then lowest) · `acled_lowest`
(ACLED codebook: the most conservative estimate) · `ucdp_range` (UCDP GED: low, best and high) · `latest_official`
(the newest official figure, else the newest).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from ..model import UNKNOWN_TIME, Count, Interval, PlaceMention, Rule
from .compare import places_conflict
from .told import Told

Range = tuple[int | None, int | None, int | None]


def count_by_rule(counts: Sequence[Told[Count]], rule: Rule) -> Count | None:
    """The headline count, or None when nobody gives one. Its span is that of the claim that won."""
    votes = _votes(counts)
    if not votes:
        return None
    if rule == "acled_lowest":
        lowest = min(votes, key=lambda item: (_floor(item.value), item.order))
        number = _floor(lowest.value)
        return Count(number, number, number, lowest.value.start, lowest.value.end, lowest.value.text)
    winner = _latest_official(votes) if rule == "latest_official" else _best_supported(votes)
    low, high = _ends(votes)
    best = winner.value.best if winner.value.best is not None else _floor(winner.value)
    return Count(low, best, high, winner.value.start, winner.value.end, winner.value.text)


def _range(count: Count) -> Range:
    return (count.low, count.best, count.high)


def _floor(count: Count) -> int:
    """The least number that a count allows; a count with only a ceiling allows none at all."""
    known = [number for number in _range(count)[:2] if number is not None]
    return min(known) if known else 0


def _ends(votes: Sequence[Told[Count]]) -> tuple[int | None, int | None]:
    lows = [_floor(item.value) for item in votes if item.value.low is not None or item.value.best is not None]
    highs = [max(n for n in _range(item.value) if n is not None) for item in votes if not _is_floor(item.value)]
    return (min(lows) if lows else None, max([*highs, *lows]) if highs else None)


def _is_floor(count: Count) -> bool:
    """True for "at least 4": nothing is said of the upper end."""
    return count.high is None and count.low is not None and count.best in (None, count.low)


def _votes(counts: Sequence[Told[Count]]) -> list[Told[Count]]:
    """One claim for each origin."""
    by_origin: dict[str, list[Told[Count]]] = defaultdict(list)
    for item in counts:
        by_origin[item.origin].append(item)
    return [_carried(items) for _, items in sorted(by_origin.items())]


def _carried(items: Sequence[Told[Count]]) -> Told[Count]:
    """The claim that most copies of one origin carry; on a tie the more exact, the later, the lower."""
    copies: dict[Range, set[str]] = defaultdict(set)
    for item in items:
        copies[_range(item.value)].add(item.mention.report_id)

    def weight(item: Told[Count]) -> tuple[object, ...]:
        carried = len(copies[_range(item.value)])
        return (-carried, -_exactness(item.value), -_day(item), _floor(item.value), item.order)

    return min(items, key=weight)


def _day(item: Told[Any]) -> int:
    return (item.published or date.min).toordinal()


def _exactness(count: Count) -> int:
    """2 for one number, 1 for a closed range, 0 for an open one."""
    if count.best is not None and count.low in (None, count.best) and count.high in (None, count.best):
        return 1 if _is_floor(count) else 2
    return 1 if count.low is not None and count.high is not None else 0


def _best_supported(votes: Sequence[Told[Count]]) -> Told[Count]:
    support: dict[Range, int] = defaultdict(int)
    for item in votes:
        support[_range(item.value)] += 1
    return min(
        votes,
        key=lambda item: (
            -support[_range(item.value)],
            -_exactness(item.value),
            not item.official,
            -item.mention.confidence,
            -_day(item),
            _floor(item.value),
            item.order,
        ),
    )


def _latest_official(votes: Sequence[Told[Count]]) -> Told[Count]:
    return min(votes, key=lambda item: (not item.official, -_day(item), _floor(item.value), item.order))


def place_by_support(places: Sequence[Told[PlaceMention]]) -> PlaceMention | None:
    """The place that most origins can agree with, the most exact of those; None when none is told."""
    resolved = [item for item in places if item.value.precision is not None] or list(places)
    if not resolved:
        return None

    def weight(item: Told[PlaceMention]) -> tuple[object, ...]:
        agreeing = {other.origin for other in resolved if not places_conflict(item.value, other.value)}
        exact = (item.value.precision or 9, item.value.radius_km or 0.0)
        return (-len(agreeing), *exact, item.order)

    return min(resolved, key=weight).value


def time_by_support(times: Sequence[Told[Interval]]) -> Interval:
    """The time that most origins can agree with, the shortest of those; unknown when none is told."""
    known = [item for item in times if item.value.known]
    if not known:
        return times[0].value if times else UNKNOWN_TIME

    def weight(item: Told[Interval]) -> tuple[object, ...]:
        agreeing = {other.origin for other in known if item.value.touches(other.value)}
        return (-len(agreeing), item.value.days or 0, item.order)

    return min(known, key=weight).value
