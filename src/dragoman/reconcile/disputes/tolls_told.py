"""Disagreements on numbers: tolls that cannot both be true, and tolls that rose or were revised."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations

from ...model import Count, Disagreement, Incident
from ...model.wording import number
from ..headline.told import Told, World, told_counts
from ..matching.retold import RetoldPatterns
from ..matching.units import Unit
from ..versions import replaces
from .claims import count_claim
from .polarity import Polarity
from .sides import Kind, make_disagreement, side_from

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
        self.published, self.words = item.published, number(item.value, thousands="")
        self.kind = (self.low, self.high, self.number, self.nobody, self.speaker, self.published, self.words)
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


_Apart = tuple[Sequence[_Item], Sequence[_Item]]
"""Smaller numbers, and greater ones that they stand against."""


def _conflict(a: _Item, b: _Item) -> bool:
    return a.high < b.low or b.high < a.low


def _speak_of_the_same(a: _Item, b: _Item, own: frozenset[str], one_report: bool) -> bool:
    """False for "no Americans" against one wounded Iraqi, and for a post's own "no injuries" against somebody else's.

    People named in one report are part of the number that another voice of it gives. `own` are those whom it struck.
    """
    # Whom a sentence names is a floor; against "nobody" it is more often another event's victim.
    if not (a.number and b.number) and (one_report or a.nobody or b.nobody):
        return False
    none, some = (a, b) if a.nobody else (b, a)
    if not none.nobody:
        # "Three policemen were beaten to death ... five pupils were shot": of one report, two groups of people.
        return a.report_id != b.report_id or not (a.people and b.people) or bool(a.people & b.people)
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
    rising, quarrel = _set_apart([_Item(item, world, polarity) for item in told], own)
    found = _by_number(incident, field, quarrel, "value", world)
    disputed = {side.value for one in found for side in one.sides}
    new = [
        (some, others)
        for some, others in rising
        if some[0].number and others[0].number and not {some[0].words, others[0].words} <= disputed
    ]
    return found + (_by_number(incident, field, new, "updated", world) if field != "quantity" else [])


def _set_apart(items: Sequence[_Item], own: frozenset[str]) -> tuple[list[_Apart], list[_Apart]]:
    """Numbers of which one rose from the other, and numbers that quarrel.

    Whether two do turns on little: a thousand papers tell a few numbers on a few days. What is alike in this is judged
    once; only two numbers of one article are a matter of the two.
    """
    rising, quarrel = list[_Apart](), list[_Apart]()

    def judge(a: _Item, b: _Item, apart: _Apart, revised: bool = False, one_report: bool = False) -> None:
        if not _speak_of_the_same(a, b, own, one_report):
            return
        if revised or (a.published or date.max) < (b.published or date.min):
            rising.append(apart)
        elif _conflict(a, b):
            quarrel.append(apart)

    nobody = any(item.nobody for item in items)
    alike: dict[Hashable, _Alike] = defaultdict(_Alike)
    articles: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        alike[item.kind, item.people if nobody else None].add(item)
        articles[item.report.article_id].append(item)
    groups = sorted(alike.values(), key=lambda group: group.items[0].low)
    for mine, its in combinations(groups, 2):
        a, b = mine.items[0], its.items[0]
        if a.low < b.low and (apart := mine.against(its)):
            judge(a, b, apart)
    for same in articles.values():
        for a, b in combinations(sorted(same, key=lambda item: item.low), 2):
            revised = a.low < b.low and _replaces(a, b)
            if a.low < b.low and (revised or a.voice != b.voice):
                judge(a, b, ([a], [b]), revised, a.report_id == b.report_id)
    return rising, quarrel


class _Alike:
    """Numbers that are alike in all that a pair is judged by, but for whose they are."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self._voices = Counter[Hashable]()
        self._articles = Counter[str]()
        self._both = Counter[Hashable]()

    def add(self, item: _Item) -> None:
        """One more."""
        article = item.report.article_id
        self.items.append(item)
        self._voices[item.voice] += 1
        self._articles[article] += 1
        self._both[item.voice, article] += 1

    def against(self, other: _Alike) -> _Apart | None:
        """Those of the two that some of the other stand against, of another voice and another article."""
        some = [item for item in self.items if other._has_another(item)]
        return (some, [item for item in other.items if self._has_another(item)]) if some else None

    def _has_another(self, item: _Item) -> bool:
        article = item.report.article_id
        own = self._voices[item.voice] + self._articles[article] - self._both[item.voice, article]
        return own < len(self.items)


def _is_partial(item: Told[Count], field: str) -> bool:
    """True where a count was told of a part, and is taken as a floor of the whole."""
    return bool(item.value != getattr(item.mention, field))


def _by_number(incident: Incident, field: str, apart: Sequence[_Apart], kind: Kind, world: World) -> list[Disagreement]:
    """One disagreement of all numbers that stand apart; none where there are none."""
    groups: dict[str, dict[str, Told[Count]]] = defaultdict(dict)
    for one in (one for pair in apart for side in pair for one in side):
        groups[one.words][one.item.mention.mention_id] = one.item
    if len(groups) < 2:
        return []
    sides = [
        side_from(value, list(told.values()), (count_claim(i.mention, field, i.value) for i in told.values()), world)
        for value, told in groups.items()
    ]
    return [make_disagreement(incident, field, sides, kind, f"{field}: {incident.summary}")]
