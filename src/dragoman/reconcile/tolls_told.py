"""Disagreements on numbers: tolls that cannot both be true, and tolls that rose or were revised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from ..model import Count, Disagreement, Incident
from .claims import count_claim
from .polarity import Polarity
from .retold import RetoldPatterns
from .sides import Kind, make_disagreement, side_from
from .summary import count_words
from .told import Told, World, told_counts
from .units import Unit
from .versions import replaces

_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|dozens?|scores?|pair|couple|several|both)\b",
    re.IGNORECASE,
)
_US = re.compile(r"\bU\.?S\b\.?")
# The noun that a number counts stands within so many words.
_NOUN_WORDS = 4
_INFINITE = 10**12


def _bounds(count: Count) -> tuple[int, int]:
    """The numbers a count allows. One read from named victims and not from a number is only a floor."""
    low = count.low if count.low is not None else count.best
    high = count.high if count.high is not None else count.best
    if count.high is None and count.low is not None and count.best in (None, count.low):
        high = None
    if not _is_number(count):
        high = None
    return (low if low is not None else 0, high if high is not None else _INFINITE)


def _is_number(count: Count) -> bool:
    """True when a count was read from a number or from "nobody", and not from the people whom a sentence names."""
    return count.best == 0 or _NUMBER.search(count.text or "") is not None


class _Item:
    """A number as it is told, with what it is compared by worked out once: a thousand papers make a million pairs."""

    def __init__(self, item: Told[Count], world: World, polarity: Polarity) -> None:
        self.item, self.report_id, self.speaker = item, item.mention.report_id, item.speaker
        self.voice = (item.origin, item.speaker)
        self.low, self.high = _bounds(item.value)
        self.number, self.nobody = _is_number(item.value), item.value.best == 0
        self.published = item.published
        self.report = world.reports[self.report_id]
        self._world, self._polarity = world, polarity

    @cached_property
    def people(self) -> frozenset[str]:
        """Words that tell whose people are counted."""
        return _people(self.item, self._world, self._polarity)

    @cached_property
    def earlier(self) -> bool:
        """True when its sentence says that the number is of an earlier day."""
        sentence = self.item.mention.sentence
        return self._polarity.has("earlier", self.report.text[sentence.start : sentence.end])


def _conflict(a: _Item, b: _Item) -> bool:
    return a.high < b.low or b.high < a.low


def _speak_of_the_same(a: _Item, b: _Item, own: frozenset[str]) -> bool:
    """False for "no Americans" against one wounded Iraqi, and for a post's own "no injuries" against somebody else's.

    People named in one report are part of the number that another voice of it gives. `own` are those whom it struck.
    """
    # Whom a sentence names is a floor; against "nobody" it is more often another event's victim.
    if not (a.number and b.number) and (a.report_id == b.report_id or a.nobody or b.nobody):
        return False
    none, some = (a, b) if a.nobody else (b, a)
    if not none.nobody:
        return True
    return bool(none.people & some.people) if none.people else none.speaker not in own


def _people(item: Told[Count], world: World, polarity: Polarity) -> frozenset[str]:
    """Words that tell whose people are counted: "no Americans", "no casualties among guards", "80 U.S. soldiers"."""
    victims = (f"{actor.text} {actor.name or ''}" for actor in item.mention.actors if actor.role == "victim")
    text, end = world.reports[item.mention.report_id].text, item.value.end or 0
    after = " ".join(text[end : item.mention.sentence.end].split()[:_NOUN_WORDS])
    if item.value.best == 0:
        told = [item.value.text or "", after if after.startswith("among ") else ""]
    else:
        told = [item.value.text or "", after, *victims]
    return polarity.matter(_NUMBER.sub(" ", _US.sub("American", " ".join(told)))) - polarity.sets["anybody"]


def _replaces(a: _Item, b: _Item) -> bool:
    """True for two versions of one article, or where one report says that one of its numbers is of an earlier day."""
    if a.report_id == b.report_id:
        return a.earlier or b.earlier
    return replaces(a.report, b.report)


def on_count(
    incident: Incident,
    units: Sequence[Unit],
    field: str,
    world: World,
    polarity: Polarity,
    patterns: RetoldPatterns,
) -> list[Disagreement]:
    """The numbers of one field that quarrel, and those that only rose from one day's reports to the next."""
    told = [item for item in told_counts(units, field, world, patterns) if not _is_partial(item, field)]
    if len({_bounds(item.value)[0] for item in told}) < 2:
        return []
    own = frozenset(party.name for party in incident.actors if party.role in ("recipient", "victim"))
    items = [_Item(item, world, polarity) for item in told]
    rising, quarrel = [], []
    for a, b in _unlike(items):
        revised = _replaces(a, b)
        if not (revised or a.voice != b.voice) or not _speak_of_the_same(a, b, own):
            continue
        if revised or (a.published or date.max) < (b.published or date.min):
            rising.append((a.item, b.item))
        elif _conflict(a, b):
            quarrel.append((a.item, b.item))
    found = _by_number(incident, field, quarrel, "value", world)
    disputed = {side.value for one in found for side in one.sides}
    new = [
        pair
        for pair in rising
        if all(_is_number(item.value) for item in pair)
        and not {count_words(pair[0].value), count_words(pair[1].value)} <= disputed
    ]
    return found + (_by_number(incident, field, new, "updated", world) if field != "quantity" else [])


def _unlike(items: Sequence[_Item]) -> Iterator[tuple[_Item, _Item]]:
    """Every two numbers of which the first is the smaller."""
    by_floor: dict[int, list[_Item]] = defaultdict(list)
    for one in items:
        by_floor[one.low].append(one)
    floors = sorted(by_floor)
    for n, low in enumerate(floors):
        for high in floors[n + 1 :]:
            yield from ((a, b) for a in by_floor[low] for b in by_floor[high])


def _is_partial(item: Told[Count], field: str) -> bool:
    """True where a count was told of a part, and is taken as a floor of the whole."""
    return bool(item.value != getattr(item.mention, field))


def _by_number(
    incident: Incident, field: str, pairs: Sequence[tuple[Told[Count], Told[Count]]], kind: Kind, world: World
) -> list[Disagreement]:
    """One disagreement of all numbers in some pairs; none where there are no pairs."""
    groups: dict[str, dict[str, Told[Count]]] = defaultdict(dict)
    for item in (one for pair in pairs for one in pair):
        groups[count_words(item.value)][item.mention.mention_id] = item
    if len(groups) < 2:
        return []
    sides = [
        side_from(value, list(told.values()), (count_claim(i.mention, field, i.value) for i in told.values()), world)
        for value, told in groups.items()
    ]
    return [make_disagreement(incident, field, sides, kind, f"{field}: {incident.summary}")]
