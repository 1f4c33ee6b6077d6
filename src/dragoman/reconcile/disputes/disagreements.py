"""Disagreements on one field of one incident: claims that cannot all be true, side by side.

Silence is no side. Two claims of one voice in one report are none either; a toll that rises from one day's reports to
the next is `updated`, not a quarrel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from ...model import DOERS, Disagreement, Incident, Interval, Mention, MentionActor, MentionTime
from ...model.wording import days
from ..families import Families
from ..headline.told import Told, World, told, told_places
from ..matching.places_met import places_conflict, where
from ..matching.units import Unit, standing_of
from ..versions import current
from .claims import actor_claim, place_claim, status_claim, time_claim
from .polarity import Polarity
from .posts import posts_that_differ
from .sides import make_disagreement, opposed, origin_of, side_from
from .tolls_told import on_count

Kind = Literal["value", "attribution", "occurrence", "updated"]
_POINTS = (1, 2)
# What people say of each other is not said to have happened or not.
_WORDS = frozenset({"support", "accusation", "rejection", "demand", "warning", "threat"})


def find_disagreements(
    incident: Incident, units: Sequence[Unit], world: World, polarity: Polarity, families: Families
) -> list[Disagreement]:
    """Every disagreement on the fields of one incident, in a fixed order of fields."""
    found: list[Disagreement | None] = []
    for field in ("killed", "injured", "arrested", "quantity"):
        found += on_count(incident, units, field, world, polarity, families.retold)
    # Of a number that was revised both versions are told, as updated; of all else the newest version alone counts.
    units = current(units, world.reports)
    found += [_on_place(incident, units, world, families), _on_time(incident, units, world)]
    found += [_on_attribution(incident, units, world), _on_occurrence(incident, units, world, polarity)]
    return [one for one in found if one is not None]


# Place and time


def _on_place(incident: Incident, units: Sequence[Unit], world: World, families: Families) -> Disagreement | None:
    # Where a sentence lists several places, the one that was taken is no claim against another.
    single = [unit for unit in units if len(unit.lands) < 2]
    items = [item for item in told_places(single, world) if item.value.precision in _POINTS]
    groups = opposed(items, lambda item: item.value.name or item.value.text, where, places_conflict, origin_of)
    if not groups:
        return posts_that_differ(incident, units, world, families, make_disagreement)

    def claim(item: Told[Any]) -> str:
        return place_claim(item.mention, item.value)

    sides = [side_from(value, group, map(claim, group), world) for value, group in groups.items()]
    return make_disagreement(incident, "place", sides, "value", f"place: {incident.summary}")


def _on_time(incident: Incident, units: Sequence[Unit], world: World) -> Disagreement | None:
    items = [
        told(m.time, m, world)
        for unit in units
        for m in unit.mentions
        if not unit.loose and m.time and not m.time.as_of and m.time.first is not None and m.time.last is not None
    ]
    groups = opposed(items, lambda item: _days(item.value), _span, _times_conflict, origin_of)
    if not groups or units[0].series:
        return None

    def claim(item: Told[Any]) -> str:
        return time_claim(item.mention, item.value)

    sides = [side_from(value, group, map(claim, group), world) for value, group in groups.items()]
    return make_disagreement(incident, "time", sides, "value", f"time: {incident.summary}")


def _times_conflict(a: MentionTime, b: MentionTime) -> bool:
    """True when two known times have no day in common."""
    return bool(a.first and a.last and b.first and b.last and (a.first > b.last or b.first > a.last))


def _span(time: MentionTime) -> tuple[object, ...]:
    """What `_times_conflict` looks at."""
    return time.first, time.last


def _days(time: MentionTime) -> str:
    return days(Interval(time.first, time.last, time.precision))


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
    groups = opposed(named, lambda item: item.value.name or item.value.text, _identity, _other_culprit)
    if not groups:
        return None

    def claim(item: Told[MentionActor]) -> str:
        return actor_claim(item.mention, item.value)

    sides = [side_from(value, group, map(claim, group), world) for value, group in groups.items()]
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


def _identity(actor: MentionActor) -> tuple[object, ...]:
    """What `_other_culprit` looks at."""
    return actor.actor_id, actor.type, actor.role, actor.country


# Whether it happened


def _on_occurrence(incident: Incident, units: Sequence[Unit], world: World, polarity: Polarity) -> Disagreement | None:
    items = [
        told(standing, m, world)
        for unit in units
        for m in unit.mentions
        if (standing := standing_of(m.status)) == "happened"
        or (standing == "denied" and _is_denial(m, world, polarity))
    ]
    denied = [_nations(item.mention, polarity) for item in items if item.value == "denied"]
    items = [
        item
        for item in items
        if item.value == "denied" or not all(_of_other_nations(item.mention, its, polarity) for its in denied)
    ]
    names = {"happened": "happened", "denied": "did not happen"}
    groups = opposed(items, lambda item: names[item.value], str, lambda a, b: bool(a != b))
    if not groups or len({(i.mention.report_id, i.mention.sentence) for g in groups.values() for i in g}) < 2:
        return None

    def claim(item: Told[str]) -> str:
        return status_claim(item.mention)

    sides = [side_from(value, group, map(claim, group), world) for value, group in groups.items()]
    return make_disagreement(incident, "occurrence", sides, "occurrence", f"whether it happened: {incident.summary}")


def _is_denial(mention: Mention, world: World, polarity: Polarity) -> bool:
    """True where the sentence says so: "banned all marches" denies no march, and "denied any role" no attack."""
    text = world.evidence(mention.report_id, mention.sentence).text
    if polarity.disclaims(text) or (polarity.about_involvement(text) and polarity.has("deny", text)):
        return False
    return polarity.negated(text) or any(polarity.has(name, text) for name in ("deny", "gainsay", "belie", "disclaim"))


def _nations(mention: Mention, polarity: Polarity) -> frozenset[str]:
    """The nations by which a telling says whom it struck."""
    struck = " ".join(party.text for party in mention.actors if party.role in ("recipient", "victim"))
    return polarity.matter(struck) & polarity.nations


def _of_other_nations(mention: Mention, nations: frozenset[str], polarity: Polarity) -> bool:
    """True where what is denied of a French convoy is told of an American one."""
    mine = _nations(mention, polarity)
    return bool(mine and nations and mine.isdisjoint(nations))
