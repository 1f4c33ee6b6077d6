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

from ..model import Count, Disagreement, Incident, Interval, MentionActor, MentionTime, Side, Statement, content_id
from .claims import actor_claim, count_claim, place_claim, status_claim, time_claim
from .compare import places_conflict
from .families import Families
from .incidents import evidence_of
from .polarity import Polarity
from .posts import posts_that_differ
from .summary import count_words, time_words
from .told import Told, World, told, told_counts, told_places
from .units import DOERS, Unit, standing_of

Kind = Literal["value", "attribution", "occurrence", "updated"]
_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|dozens?|scores?|pair|couple|several|both)\b",
    re.IGNORECASE,
)
_INFINITE = 10**12
_POINTS = (1, 2)


def find_disagreements(
    incident: Incident, units: Sequence[Unit], world: World, polarity: Polarity, families: Families
) -> list[Disagreement]:
    """Every disagreement on the fields of one incident, in a fixed order of fields."""
    found: list[Disagreement | None] = [
        _on_count(incident, units, field, world) for field in ("killed", "injured", "arrested", "quantity")
    ]
    found += [_on_place(incident, units, world, families), _on_time(incident, units, world)]
    found += [_on_attribution(incident, units, world, polarity), _on_occurrence(incident, units, world)]
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
    if not _NUMBER.search(count.text or ""):
        high = None
    return (low if low is not None else 0, high if high is not None else _INFINITE)


def _counts_conflict(a: Count, b: Count) -> bool:
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    return high_a < low_b or high_b < low_a


def _on_count(incident: Incident, units: Sequence[Unit], field: str, world: World) -> Disagreement | None:
    items = told_counts(units, field, world)
    groups = _opposed(items, lambda item: count_words(item.value), _counts_conflict)
    if not groups:
        return None

    def claim(item: Told[Count]) -> str:
        return count_claim(item.mention, field, item.value)

    sides = [_side(value, group, map(claim, group), world) for value, group in groups.items()]
    kind: Kind = "updated" if _only_rises([item for group in groups.values() for item in group]) else "value"
    return make_disagreement(incident, field, sides, kind, f"{field}: {incident.summary}")


def _only_rises(items: Sequence[Told[Count]]) -> bool:
    """True when of any two contradicting counts the higher one stands in the later report."""
    for a in items:
        for b in items:
            if _counts_conflict(a.value, b.value) and _bounds(a.value)[0] < _bounds(b.value)[0]:
                first, second = a.published or date.max, b.published or date.min
                if not first < second:
                    return False
    return True


# Place and time


def _on_place(incident: Incident, units: Sequence[Unit], world: World, families: Families) -> Disagreement | None:
    items = [item for item in told_places(units, world) if item.value.precision in _POINTS]
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
        if m.time is not None and m.time.first is not None and m.time.last is not None
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


def _on_attribution(incident: Incident, units: Sequence[Unit], world: World, polarity: Polarity) -> Disagreement | None:
    named = [
        told(actor, m, world)
        for unit in units
        for m in unit.mentions
        for actor in m.actors
        if actor.role in DOERS and _identified(actor) and standing_of(m.status) != "denied"
    ]
    denied = _denied_involvement(units, world, polarity)
    groups: dict[str, list[Told[Any]]] = {}
    if units[0].group == "violence" and units[0].standing == "happened" and not units[0].series:
        groups = _opposed(named, lambda item: item.value.name or item.value.text, _other_culprit)
    if denied and not groups:
        for item in named:
            groups.setdefault(item.value.name or item.value.text, []).append(item)
    if not groups:
        return None

    def claim(item: Told[MentionActor]) -> str:
        return actor_claim(item.mention, item.value)

    sides = [_side(value, group, map(claim, group), world) for value, group in groups.items()]
    sides += [_denial_side(statement, world) for statement in denied]
    sides = _without_own_words(sides)
    if len(sides) < 2:
        return None
    return make_disagreement(incident, "actor", sides, "attribution", f"who did it: {incident.summary}")


def _without_own_words(sides: Sequence[Side]) -> list[Side]:
    """Leave out a side that rests on nothing but the sentences of a denial."""
    denials = {e for side in sides if side.value.startswith("not ") for e in side.evidence}
    return [side for side in sides if side.value.startswith("not ") or set(side.evidence) - denials]


def _identified(actor: MentionActor) -> bool:
    return actor.actor_id is not None or (actor.type in ("organisation", "group", "country") and bool(actor.name))


def _other_culprit(a: MentionActor, b: MentionActor) -> bool:
    """Two known parties, neither acting for the other's state, as far as identity tells."""
    if a.actor_id is None or b.actor_id is None or a.actor_id == b.actor_id:
        return False
    return not (a.country and a.country == b.country)


def _denied_involvement(units: Sequence[Unit], world: World, polarity: Polarity) -> list[Statement]:
    """Statements that deny a part in what the units tell, by mention or by sentence."""
    ids = {m.mention_id for unit in units for m in unit.mentions}
    spots = {(m.report_id, m.sentence) for unit in units for m in unit.mentions}
    return [
        statement
        for report_id in sorted({unit.report_id for unit in units})
        for statement in world.denials.get(report_id, ())
        if (ids & set(statement.mentions) or (report_id, statement.sentence) in spots)
        and polarity.about_involvement(statement.text)
    ]


def _denial_side(statement: Statement, world: World) -> Side:
    speaker = (statement.source.name or statement.source.text) if statement.source else None
    return Side(
        value=f"not {speaker or 'so, it is said'}",
        origins=1,
        claims=(statement.statement_id,),
        evidence=(world.evidence(statement.report_id, statement.sentence),),
        speakers=(speaker,) if speaker else (),
    )


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
