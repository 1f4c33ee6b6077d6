"""Disagreements on numbers: tolls that cannot both be true, and tolls that rose or were revised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ..model import Count, Disagreement, Incident
from .claims import count_claim
from .polarity import Polarity
from .sides import Kind, independent, make_disagreement, side_from
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


def _counts_conflict(a: Count, b: Count) -> bool:
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    return high_a < low_b or high_b < low_a


def _speak_of_the_same(a: Told[Count], b: Told[Count], incident: Incident, world: World, polarity: Polarity) -> bool:
    """False for "no Americans" against one wounded Iraqi, and for a post's own "no injuries" against somebody else's.

    People named in one report are part of the number that another voice of it gives.
    """
    # Whom a sentence names is a floor; against "nobody" it is more often another event's victim.
    named = not (_is_number(a.value) and _is_number(b.value))
    if named and (a.mention.report_id == b.mention.report_id or 0 in (a.value.best, b.value.best)):
        return False
    none, some = (a, b) if a.value.best == 0 else (b, a)
    if none.value.best != 0:
        return True
    whose, others = _people(none, world, polarity), _people(some, world, polarity)
    if whose:
        return bool(whose & others)
    own = {party.name for party in incident.actors if party.role in ("recipient", "victim")}
    return none.speaker not in own


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


def _replaces(a: Told[Count], b: Told[Count], world: World, polarity: Polarity) -> bool:
    """True for two versions of one article, or where one report says that one of its numbers is of an earlier day."""
    if replaces(world.reports[a.mention.report_id], world.reports[b.mention.report_id]):
        return True
    if a.mention.report_id != b.mention.report_id:
        return False
    return any(
        polarity.has("earlier", world.reports[m.report_id].text[m.sentence.start : m.sentence.end])
        for m in (a.mention, b.mention)
    )


def on_count(
    incident: Incident, units: Sequence[Unit], field: str, world: World, polarity: Polarity
) -> list[Disagreement]:
    """The numbers of one field that quarrel, and those that only rose from one day's reports to the next."""
    items = [item for item in told_counts(units, field, world) if not _is_partial(item, field)]
    pairs = [
        (a, b)
        for a in items
        for b in items
        if _floor(a) < _floor(b) and (independent(a, b) or _replaces(a, b, world, polarity))
    ]
    pairs = [(a, b) for a, b in pairs if _speak_of_the_same(a, b, incident, world, polarity)]
    rising = [
        (a, b)
        for a, b in pairs
        if (a.published or date.max) < (b.published or date.min) or _replaces(a, b, world, polarity)
    ]
    quarrel = [(a, b) for a, b in pairs if _counts_conflict(a.value, b.value) and (a, b) not in rising]
    found = _by_number(incident, field, quarrel, "value", world)
    disputed = {side.value for one in found for side in one.sides}
    new = [
        pair
        for pair in rising
        if not {count_words(item.value) for item in pair} <= disputed and all(_is_number(item.value) for item in pair)
    ]
    return found + (_by_number(incident, field, new, "updated", world) if field != "quantity" else [])


def _is_partial(item: Told[Count], field: str) -> bool:
    """True where a count was told of a part, and is taken as a floor of the whole."""
    return bool(item.value != getattr(item.mention, field))


def _floor(item: Told[Count]) -> int:
    return _bounds(item.value)[0]


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
