"""Blocks: which units are compared at all, so that the cost grows with the work and not with its square.

A pair joins only when it shares something of its own (see `compare`): a party, a word for its target, a post or a town.
So units meet by that, within a day where both days are known, else within a month; news without a time is looked for in
the weeks before its report; what has no window at all, and what names its victim, meets by that alone.

When a thousand papers tell of one deed they all stand in the same blocks. There each is compared with a few that lead,
and through these comes to all others: of each crew (`crew_of`) those that the hash of their place puts first, a sample
that no order of reports shows in, and that hardly ever changes as the block grows.

Invariant: whether two units meet depends on the two, and on two facts about each block that they share: which of its
members lead, and whether it is crowded. So a ledger can find the partners of a new unit in an index of blocks
(`ledger/joining/units.py`), and comes to what `candidate_pairs` finds among all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from math import floor, log

from ..families import Families
from .compare import great_toll
from .places_met import is_large_city, is_point
from .units import Unit

# A unit whose interval is longer than this is looked up by its parties and not by its months.
_LONGEST_DAYS = 400
# News told without a time is of the months before its report; older matter is told with one, or names its victim.
_NEWS_REACH = timedelta(days=75)
CROWD = 300
"""Beyond this size a block of names ("militia") tells nothing; its units still meet by day or month."""
_DAY, _MONTH, _NAME, _VICTIM, _LINE, _ARTICLE = "day", "month", "name", "victim", "line", "article"
CROWDING = frozenset({_MONTH, _NAME, _VICTIM})
"""The sorts of blocks that can be crowded."""
LEADERS = 24
"""So many of a crew lead it: enough that a telling finds its like among them, in a tenth of a second."""
_ONE_LEADS = frozenset({_LINE})
"""The sorts of blocks in which all meet one alone: of a mass of copies, each joins it."""
ANY_COUNTRY = frozenset({_LINE, _ARTICLE})
"""The sorts of blocks in which units of different countries may meet."""
# News without a day of its own is looked for among the last days before its report, retellings in the last weeks.
_FRESH, _RETOLD = timedelta(days=2), timedelta(days=14)

# The ladder on which tolls meet.
_RUNG = 1.2

DAY, DATED, LONG, NEWS, LOST = range(5)
"""How units stand in time: of a day, dated, of a long time, news without a time of its own, without any."""

Key = tuple[str, str, str, str, bool]
"""A block: its sort first."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a unit is let into a pair by, beside its blocks."""

    country: str | None
    """None where it is unknown or that of the whole report, or where its sentence lists several, of which one is it."""
    of_a_day: bool
    lost: bool
    """No days are known among which it is looked for."""
    dated: bool
    """It has a time, and surely its own."""

    @property
    def sort(self) -> int:
        """How it stands in time, as one number."""
        if self.dated:
            return LONG if self.lost else DAY if self.of_a_day else DATED
        return LOST if self.lost else NEWS

    @classmethod
    def of(cls, unit: Unit) -> Signs:
        """The signs of a unit."""
        place = unit.place
        # The setting of a whole report is not told of the event: those of two sides of a border are of two countries.
        told = place is not None and not (place.precision == 4 and place.link is not None)
        country = place.country if place and told and len(unit.lands) < 2 else None
        return cls(country or None, unit.of_a_day, _window(unit) is None, unit.time.known and not unit.loose)


def meet(sort: str, a: Signs, b: Signs, crowded: bool) -> bool:
    """True when two units that share a block of a sort may meet by it; a pair is left to the finest block it shares.

    In a block where only the first meets the others, one of the two must be that one: that is for the caller to see.
    """
    if sort not in ANY_COUNTRY and a.country and b.country and a.country != b.country:
        return False
    if sort == _NAME:
        # By name alone meet only those that no month can bring together.
        return not crowded and (a.lost or b.lost)
    if sort == _MONTH:
        return not (a.of_a_day and b.of_a_day) and (not crowded or (a.dated and b.dated))
    if sort == _VICTIM:
        return not crowded and not (a.of_a_day and b.of_a_day)
    return True


def may_pair(a: Unit, b: Unit, families: Families) -> bool:
    """True when nothing but their blocks could keep two units from being compared."""
    return a.report_id != b.report_id and families.may_meet(a.kinds, b.kinds)


def leaders_in(sort: str) -> int:
    """How many units of each crew lead in a block of a sort."""
    return 1 if sort in _ONE_LEADS else LEADERS


def crew_of(sort: str, unit: Unit, signs: Signs) -> int:
    """Among whom a unit may lead in a block of a sort: units of one kind that stand alike in time, as a small number.

    What a mass of papers tells must not keep the few tellings of another deed of that day and town from each other.
    """
    return 0 if sort in _ONE_LEADS else _hash(f"{unit.kind} {signs.sort}", 2)


def rank_of(unit: Unit) -> int:
    """Where a unit stands in line to lead: by the hash of its place, which says nothing of when it came."""
    return _hash(" ".join(map(str, unit.key)), 8) >> 1


def _hash(text: str, size: int) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=size).digest(), "big")


def candidate_pairs(units: Sequence[Unit], families: Families) -> list[tuple[int, int]]:
    """Pairs of indices of units that share a block, each once, in order. Units of one report never meet."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for key in keys_of(unit):
            blocks[key].append(index)
    signs = [Signs.of(unit) for unit in units]
    ranks = [rank_of(unit) for unit in units]
    pairs: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        crowded = key[0] in CROWDING and len(members) > CROWD
        for i, j in ((i, j) for i in _leading(key[0], members, units, signs, ranks) for j in members if i != j):
            if meet(key[0], signs[i], signs[j], crowded) and may_pair(units[i], units[j], families):
                pairs.add((min(i, j), max(i, j)))
    return sorted(pairs)


def _leading(
    sort: str, members: Sequence[int], units: Sequence[Unit], signs: Sequence[Signs], ranks: Sequence[int]
) -> Sequence[int]:
    """The members of a block that lead in it."""
    most = leaders_in(sort)
    if len(members) <= most:
        return members
    crews: dict[int, list[int]] = defaultdict(list)
    for index in sorted(members, key=ranks.__getitem__):
        crews[crew_of(sort, units[index], signs[index])].append(index)
    return [index for crew in crews.values() for index in crew[:most]]


def _window(unit: Unit) -> tuple[date, date] | None:
    """The days among which a unit is looked for: its time, else the weeks before its report; None when unknown."""
    days = unit.time.days
    if unit.time.start and unit.time.end and days is not None and not unit.loose:
        return (unit.time.start, unit.time.end) if days <= _LONGEST_DAYS else None
    if unit.background or unit.published.start is None or unit.published.end is None:
        return None
    if (unit.published.days or 0) > _LONGEST_DAYS:
        # A report that is dated to within years says hardly more than one without a date.
        return None
    return unit.published.start - _NEWS_REACH, unit.published.end


def _bucket(unit: Unit) -> str:
    """Deeds, or orders and words: kinds of the one never meet those of the other."""
    return "words" if unit.group in ("posture", "words", "other") else "deeds"


def _months(start: date, end: date) -> Iterator[str]:
    month = start.replace(day=1)
    while month <= end:
        yield month.isoformat()[:7]
        month = (month + timedelta(days=32)).replace(day=1)


def _names(unit: Unit) -> Iterator[str]:
    """What a unit has of its own, by which others can find it. Without a time, a town or a word is not enough."""
    yield from unit.target.ids | unit.doer.ids | unit.target.people
    yield from unit.target.stems if unit.series else ()
    yield from unit.posts if unit.group == "posture" else ()
    if len(unit.lands) > 1:
        yield " ".join(sorted(unit.lands))
    if unit.time.known or unit.retold:
        yield from unit.target.own
        yield from _corners(unit)
        yield from _called(unit)


def _days(unit: Unit) -> Iterator[tuple[date, date]]:
    """The days on which a unit is looked for one by one: its own, else, or where they may not be, the last before."""
    own = unit.time.days is not None and unit.time.days <= 2
    if unit.time.start and unit.time.end and own:
        # Reports of one event differ by a day where the world is already in the next one.
        yield unit.time.start - timedelta(days=1), unit.time.end + timedelta(days=1)
    if unit.background or (unit.time.known and not unit.loose) or not (unit.published.start and unit.published.end):
        return
    yield unit.published.start - (_RETOLD if unit.retold else _FRESH), unit.published.end


def _corners(unit: Unit) -> Iterator[str]:
    """Corners of the degree in which a town lies: two points less than a degree apart share one."""
    place = unit.place
    if place and place.lat is not None and place.lon is not None and (is_point(place) or is_large_city(place)):
        for lat in (floor(place.lat), floor(place.lat) + 1):
            yield from (f"{lat} {lon}" for lon in (floor(place.lon), floor(place.lon) + 1))


def _called(unit: Unit) -> Iterator[str]:
    """The names for where it happened, for tellings of which one has no point on the map."""
    yield from (f"at {name}" for name in unit.names | unit.scene)


def _toll(unit: Unit) -> Iterator[str]:
    """Rungs of a ladder of tolls: two great tolls that differ by a tenth stand on one."""
    if great_toll(unit.killed) and unit.killed and unit.killed.best:
        rung = floor(log(unit.killed.best) / log(_RUNG))
        yield from (f"toll {rung}", f"toll {rung + 1}")


def keys_of(unit: Unit) -> Iterator[Key]:
    """The blocks a unit belongs to: by what it has of its own, in its days and months, or at any time."""
    bucket, window, names = _bucket(unit), _window(unit), sorted(set(_names(unit)))
    when: list[tuple[str, str]] = [(_NAME, "")]
    struck = {f"of {country}" for country in unit.foreign}
    by_day = sorted({*names, *unit.target.own, *_corners(unit), *_toll(unit), *_called(unit), *struck})
    days = {first + timedelta(days=n) for first, last in _days(unit) for n in range((last - first).days + 1)}
    when += [(_DAY, str(one)) for one in sorted(days)]
    if window is not None:
        when += [(_MONTH, month) for month in _months(window[0] - timedelta(days=1), window[1] + timedelta(days=1))]
    for series in _sides(unit):
        for kind, value in when:
            yield from ((kind, value, name, bucket, series) for name in (by_day if kind == _DAY else names))
        for name in sorted(unit.target.people):
            yield (_VICTIM, "", name, bucket, series)
    yield from ((_LINE, unit.origin, line, "", False) for line in sorted(unit.lines))
    if unit.article:
        yield (_ARTICLE, unit.article, "", bucket, unit.series)


def month_of(key: Key) -> int | None:
    """The month that a block is of, counted from year 0; None for one of any time."""
    if key[0] not in (_DAY, _MONTH):
        return None
    year, month = key[1].split("-")[:2]
    return int(year) * 12 + int(month) - 1


def _sides(unit: Unit) -> tuple[bool, ...]:
    """Among series, among single events, or among both: a double attack is told as either."""
    return (True, False) if unit.several else (unit.series,)
