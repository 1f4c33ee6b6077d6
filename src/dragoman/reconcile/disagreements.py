"""Disagreements on one field of one incident: claims that cannot all be true, side by side.

Silence is no side. Two claims of one voice in one report are none either; a toll that rises from one day's reports to
the next is `updated`, not a quarrel.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

from ..model import Count, Disagreement, Incident, Interval, MentionActor, MentionTime, Side, content_id
from .claims import actor_claim, count_claim, place_claim, status_claim, time_claim
from .families import Families
from .incidents import evidence_of
from .places_met import places_conflict
from .polarity import Polarity
from .posts import posts_that_differ
from .summary import count_words, time_words
from .told import Told, World, told, told_counts, told_places
from .units import DOERS, Unit, standing_of
from .versions import current, replaces

Kind = Literal["value", "attribution", "occurrence", "updated"]
_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|dozens?|scores?|pair|couple|several|both)\b",
    re.IGNORECASE,
)
_US = re.compile(r"\bU\.?S\b\.?")
# The noun that a number counts stands within so many words.
_NOUN_WORDS = 4
_INFINITE = 10**12
_POINTS = (1, 2)


def find_disagreements(
    incident: Incident, units: Sequence[Unit], world: World, polarity: Polarity, families: Families
) -> list[Disagreement]:
    """Every disagreement on the fields of one incident, in a fixed order of fields."""
    found: list[Disagreement | None] = []
    for field in ("killed", "injured", "arrested", "quantity"):
        found += _on_count(incident, units, field, world, polarity)
    # Of a number that was revised both versions are told, as updated; of all else the newest version alone counts.
    units = current(units, world.reports)
    found += [_on_place(incident, units, world, families), _on_time(incident, units, world)]
    found += [_on_attribution(incident, units, world), _on_occurrence(incident, units, world)]
    return [one for one in found if one is not None]


def make_disagreement(
    incident: Incident | None, field: str, sides: Iterable[Side], kind: Kind, about: str
) -> Disagreement:
    """A disagreement with its id, sides in order of support. The id does not depend on who supports what."""
    ordered = tuple(sorted(sides, key=lambda side: (-side.origins, side.value, side.evidence)))
    incident_id = incident.incident_id if incident else None
    anchor = [incident_id, field, *sorted(side.value for side in ordered)]
    if incident is None:
        anchor += sorted(f"{e.report_id} {e.start} {e.end}" for side in ordered for e in side.evidence)
    return Disagreement(content_id("dis", *anchor), incident_id, field, ordered, kind, about)


def _side(value: str, items: Sequence[Told[Any]], claims: Iterable[str], world: World) -> Side:
    return Side(
        value=value,
        origins=len({item.origin for item in items}),
        claims=tuple(sorted(set(claims))),
        evidence=evidence_of([item.mention for item in items], world),
        speakers=tuple(sorted({item.speaker for item in items if item.speaker})),
    )


def _independent(a: Told[Any], b: Told[Any]) -> bool:
    """True when two claims come from different origins, or from different voices of one report."""
    return a.origin != b.origin or a.speaker != b.speaker


def _of_two_origins(a: Told[Any], b: Told[Any]) -> bool:
    """True when two claims come from different origins: one report's places and days are the parts of one account."""
    return a.origin != b.origin


def _opposed(
    items: Sequence[Told[Any]],
    name: Callable[[Told[Any]], str],
    conflict: Callable[[Any, Any], bool],
    apart: Callable[[Told[Any], Told[Any]], bool] = _independent,
) -> dict[str, list[Told[Any]]]:
    """Items by value, only those values that some independent claim contradicts."""
    groups: dict[str, list[Told[Any]]] = defaultdict(list)
    for item in items:
        if any(conflict(item.value, other.value) and apart(item, other) for other in items):
            groups[name(item)].append(item)
    return groups if len(groups) > 1 else {}


# Tolls


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


def _on_count(
    incident: Incident, units: Sequence[Unit], field: str, world: World, polarity: Polarity
) -> list[Disagreement]:
    """The numbers of one field that quarrel, and those that only rose from one day's reports to the next."""
    items = [item for item in told_counts(units, field, world) if not _is_partial(item, field)]
    pairs = [
        (a, b)
        for a in items
        for b in items
        if _floor(a) < _floor(b) and (_independent(a, b) or _replaces(a, b, world, polarity))
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
        _side(value, list(told.values()), (count_claim(i.mention, field, i.value) for i in told.values()), world)
        for value, told in groups.items()
    ]
    return [make_disagreement(incident, field, sides, kind, f"{field}: {incident.summary}")]


# Place and time


def _on_place(incident: Incident, units: Sequence[Unit], world: World, families: Families) -> Disagreement | None:
    # Where a sentence lists several places, the one that was taken is no claim against another.
    single = [unit for unit in units if len(unit.lands) < 2]
    items = [item for item in told_places(single, world) if item.value.precision in _POINTS]
    groups = _opposed(items, lambda item: item.value.name or item.value.text, places_conflict, _of_two_origins)
    if not groups:
        return posts_that_differ(incident, units, world, families, make_disagreement)

    def claim(item: Told[Any]) -> str:
        return place_claim(item.mention, item.value)

    sides = [_side(value, group, map(claim, group), world) for value, group in groups.items()]
    return make_disagreement(incident, "place", sides, "value", f"place: {incident.summary}")


def _on_time(incident: Incident, units: Sequence[Unit], world: World) -> Disagreement | None:
    items = [
        told(m.time, m, world)
        for unit in units
        for m in unit.mentions
        if not unit.loose and m.time is not None and m.time.first is not None and m.time.last is not None
    ]
    groups = _opposed(items, lambda item: _days(item.value), _times_conflict, _of_two_origins)
    if not groups or units[0].series:
        return None

    def claim(item: Told[Any]) -> str:
        return time_claim(item.mention, item.value)

    sides = [_side(value, group, map(claim, group), world) for value, group in groups.items()]
    return make_disagreement(incident, "time", sides, "value", f"time: {incident.summary}")


def _times_conflict(a: MentionTime, b: MentionTime) -> bool:
    """True when two known times have no day in common."""
    return bool(a.first and a.last and b.first and b.last and (a.first > b.last or b.first > a.last))


def _days(time: MentionTime) -> str:
    return time_words(Interval(time.first, time.last, time.precision))


# Who did it


def _on_attribution(incident: Incident, units: Sequence[Unit], world: World) -> Disagreement | None:
    """Two culprits for one deed. Who denies a part in it is `blame.py`'s to find."""
    if units[0].group != "violence" or units[0].standing != "happened" or units[0].series:
        return None
    named = [
        told(actor, m, world)
        for unit in units
        for m in unit.mentions
        for actor in m.actors
        if actor.role in DOERS and identified(actor) and standing_of(m.status) != "denied"
    ]
    groups = _opposed(named, lambda item: item.value.name or item.value.text, _other_culprit)
    if not groups:
        return None

    def claim(item: Told[MentionActor]) -> str:
        return actor_claim(item.mention, item.value)

    sides = [_side(value, group, map(claim, group), world) for value, group in groups.items()]
    return make_disagreement(incident, "actor", sides, "attribution", f"who did it: {incident.summary}")


def identified(actor: MentionActor) -> bool:
    """True for a party that is named or told by a name: "Iran-backed militias", and not "an outlaw group"."""
    if actor.actor_id is not None or actor.country is not None:
        return True
    first, *others = actor.text.split() or [""]
    proper = any(word[:1].isupper() for word in others) or ("-" in first and first[:1].isupper())
    return actor.type in ("organisation", "group", "country") and proper


def _other_culprit(a: MentionActor, b: MentionActor) -> bool:
    """Two known parties, neither acting for the other's state, as far as identity tells.

    Who leads excludes nobody, and a state no group that may be its own, unless one of the two claims the deed.
    """
    if a.actor_id is None or b.actor_id is None or a.actor_id == b.actor_id or "person" in (a.type, b.type):
        return False
    if a.type != b.type and "country" in (a.type, b.type) and "claimant" not in (a.role, b.role):
        return False
    return not (a.country and a.country == b.country)


# Whether it happened


def _on_occurrence(incident: Incident, units: Sequence[Unit], world: World) -> Disagreement | None:
    items = [
        told(standing, m, world)
        for unit in units
        for m in unit.mentions
        if (standing := standing_of(m.status)) in ("happened", "denied")
    ]
    names = {"happened": "happened", "denied": "did not happen"}
    groups = _opposed(items, lambda item: names[item.value], lambda a, b: bool(a != b))
    if not groups or len({(i.mention.report_id, i.mention.sentence) for g in groups.values() for i in g}) < 2:
        return None

    def claim(item: Told[str]) -> str:
        return status_claim(item.mention)

    sides = [_side(value, group, map(claim, group), world) for value, group in groups.items()]
    return make_disagreement(incident, "occurrence", sides, "occurrence", f"whether it happened: {incident.summary}")
