"""Headline values by a named rule. Every origin has one vote; unknown stays None; a range keeps every side.

Rules: `best_supported` (most origins that can agree with it, then official, then latest, then most exact, then lowest;
"at least 20" agrees with 22, and never with 1) · `acled_lowest`
(ACLED codebook: the most conservative estimate) · `ucdp_range` (UCDP GED: low, best and high) · `latest_official`
(the newest official figure, else the newest).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from ...model import UNKNOWN_TIME, Count, Interval, Mention, MentionActor, PlaceMention, Rule
from ..matching.places_met import places_conflict, where
from .told import Told

Range = tuple[int | None, int | None, int | None]
_NEAR, _NEAR_KM = 2, 20.0
"""The precision of "near", and what the reading of places adds for it to a place's own radius."""
SUPERSEDED = 0.1
"""The confidence of a number that its own report says has been replaced; a newer one of that origin goes before it."""
_ONE_NUMBER = 2
"""How exact a claim of one number is: see `_exactness`."""
_ONE_SPELLING = 0.75
"""Likeness from which two surnames of victims of one event are one name: "Solemani" and "Suleimani" are, at 0.82."""


def count_by_rule(counts: Sequence[Told[Count]], rule: Rule) -> Count | None:
    """The headline count, or None when nobody gives one. Its span is that of the claim that won."""
    votes = _votes(counts)
    if not votes:
        return None
    if rule == "acled_lowest":
        lowest = min(votes, key=lambda item: (_floor(item.value), item.order))
        if lowest.value.low is None and lowest.value.best is None:
            # "Up to 30" has no least number: 0 is only ever what a text says.
            return lowest.value
        number = _floor(lowest.value)
        return Count(number, number, number, lowest.value.start, lowest.value.end, lowest.value.text)
    winner = _latest_official(votes) if rule == "latest_official" else _best_supported(votes)
    low, high = _ends([*votes, *_other_voices(counts, votes)])
    best = winner.value.best
    if best is None and winner.value.low is not None and winner.value.high is not None:
        best = winner.value.low
    # "Dozens" has a floor and no best, "up to 30" no floor: neither is ever shown as one number.
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
    """The claim that most copies of one origin carry; on a tie the word of those who did not do it, what most of its
    voices can agree with, the later, what is told first.

    "No one was hurt" yields to whom another voice of the same origin counts, and what was corrected to the correction.
    """
    items = [item for item in items if item.value.best != 0] or items
    items = [item for item in items if item.mention.confidence > SUPERSEDED] or items
    copies: dict[Range, set[str]] = defaultdict(set)
    for item in items:
        copies[_range(item.value)].add(item.mention.report_id)
    voices = {(_range(item.value), item.speaker): item for item in items}.values()
    agree = {range_: sum(_allows(voice.value, item.value) for voice in voices) for range_, item in _each(items)}

    def weight(item: Told[Count]) -> tuple[object, ...]:
        own = _range(item.value)
        return (-len(copies[own]), item.by_doer, _is_vague(item.value), -agree[own], -_day(item), item.order)

    return min(items, key=weight)


def _each(items: Sequence[Told[Count]]) -> Iterator[tuple[Range, Told[Count]]]:
    """One claim for each number."""
    yield from {_range(item.value): item for item in items}.items()


def _other_voices(counts: Sequence[Told[Count]], votes: Sequence[Told[Count]]) -> list[Told[Count]]:
    """The numbers that other voices of an origin give than the one that speaks for it: the range keeps them too.

    A floor is left out: it may be of a part.
    """
    chosen = {vote.origin: vote for vote in votes}
    return [
        item
        for item in counts
        if item.speaker != chosen[item.origin].speaker
        and item.mention.confidence > SUPERSEDED
        and item.value.best != 0
        and not _is_vague(item.value)
        and not _is_floor(item.value)
    ]


def _day(item: Told[Any]) -> int:
    return (item.published or date.min).toordinal()


def _exactness(count: Count) -> int:
    """2 for one number, 1 for a closed range, 0 for an open one."""
    if count.best is not None and count.low in (None, count.best) and count.high in (None, count.best):
        return 1 if _is_floor(count) else _ONE_NUMBER
    return 1 if count.low is not None and count.high is not None else 0


def _is_vague(count: Count) -> bool:
    """True for "dozens": a floor, and no number."""
    return _exactness(count) == 0


def _best_supported(votes: Sequence[Told[Count]]) -> Told[Count]:
    support = {range_: sum(_allows(vote.value, item.value) for vote in votes) for range_, item in _each(votes)}
    return min(
        votes,
        key=lambda item: (
            -support[_range(item.value)],
            item.by_doer,
            _is_vague(item.value),
            not item.official,
            -_day(item),
            -_exactness(item.value),
            -item.mention.confidence,
            _least(item.value),
            item.order,
        ),
    )


def _allows(vote: Count, value: Count) -> bool:
    """True where a claim can agree with a number: it is the same, or leaves room for it ("at least 20" for 22)."""
    if _range(vote) == _range(value):
        return True
    if _is_floor(vote):
        return _floor(vote) <= _floor(value)
    exact = _exactness(value) == _ONE_NUMBER
    return exact and vote.low is not None and vote.high is not None and vote.low <= _floor(value) <= vote.high


def _least(count: Count) -> int:
    """What decides last: the lower of two numbers; of two floors the higher, for both are true."""
    return -_floor(count) if _is_floor(count) else _floor(count)


def _latest_official(votes: Sequence[Told[Count]]) -> Told[Count]:
    return min(votes, key=lambda item: (not item.official, -_day(item), _floor(item.value), item.order))


def with_named_dead(killed: Count | None, mentions: Sequence[Mention]) -> Count | None:
    """The toll raised to the number of people whose killing any telling names; only a floor can be raised.

    One telling may name one of the dead and another the next: each counts once, by id or surname (spelling aside).
    """
    if killed is None or killed.best is None or not _is_floor(killed):
        return killed
    named: list[MentionActor] = []
    for mention in mentions:
        for actor in mention.actors:
            if _is_named_dead(mention, actor) and not any(_same_person(actor, other) for other in named):
                named.append(actor)
    best = max(len(named), killed.best or 0)
    return killed if best == killed.best else replace(killed, best=best)


def _is_named_dead(mention: Mention, actor: MentionActor) -> bool:
    """True for a named person inside the words that a telling's toll was read from."""
    toll = mention.killed
    if toll is None or not _is_floor(toll) or toll.start is None or toll.end is None:
        return False
    if actor.role != "victim" or actor.type != "person" or not (actor.actor_id or actor.text[:1].isupper()):
        return False
    start, end = actor.link or (actor.start, actor.end)
    return toll.start < end and start < toll.end


def _same_person(one: MentionActor, other: MentionActor) -> bool:
    """True for one id, or surnames that differ by a misspelling at most."""
    if one.actor_id and other.actor_id:
        return one.actor_id == other.actor_id
    first, second = ((actor.name or actor.text).split()[-1].casefold() for actor in (one, other))
    return SequenceMatcher(None, first, second).ratio() >= _ONE_SPELLING


def place_by_support(places: Sequence[Told[PlaceMention]], series: bool = False) -> PlaceMention | None:
    """The place that most origins can agree with, the most exact of those; None when none is told.

    Of a series the place most often told comes before a more exact one: that may be the place of one of its events.
    """
    resolved = [item for item in places if item.value.precision is not None] or list(places)
    if not resolved:
        return None
    often = Counter(item.value.place_id for item in resolved) if series else Counter()

    support = _support(resolved, where, lambda a, b: not places_conflict(a, b))

    def weight(item: Told[PlaceMention]) -> tuple[object, ...]:
        most = -support[where(item.value)]
        return (most, -often[item.value.place_id], *_exactness_of_place(item.value), item.order)

    return min(resolved, key=weight).value


def _exactness_of_place(place: PlaceMention) -> tuple[int, float, int]:
    """Points before regions and countries; of points the smaller: "near the airport" says more than the city does."""
    precision = place.precision or 9
    near = _NEAR_KM if precision == _NEAR else 0.0
    return (max(precision, _NEAR), max(0.0, (place.radius_km or 0.0) - near), precision)


def time_by_support(times: Sequence[Told[Interval]]) -> Interval:
    """The time that most origins can agree with, the shortest of those; unknown when none is told."""
    known = [item for item in times if item.value.known]
    if not known:
        return times[0].value if times else UNKNOWN_TIME

    support = _support(known, lambda time: time, lambda a, b: bool(a.touches(b)))
    return min(known, key=lambda item: (-support[item.value], item.value.days or 0, item.order)).value


def _support(
    items: Sequence[Told[Any]], like: Callable[[Any], Hashable], agree: Callable[[Any, Any], bool]
) -> dict[Hashable, int]:
    """How many origins can agree with each value; `like` is what `agree` looks at, so that each is asked once."""
    values: dict[Hashable, Any] = {}
    origins: dict[Hashable, set[str]] = defaultdict(set)
    for item in items:
        key = like(item.value)
        values.setdefault(key, item.value)
        origins[key].add(item.origin)
    return {
        key: len(set().union(*(origins[other] for other, one in values.items() if agree(value, one))))
        for key, value in values.items()
    }
