"""Sides of a disagreement: claims put next to each other, with who holds each and where it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Literal

from ...model import Disagreement, Incident, Side, content_id
from ..headline.incidents import evidence_of
from ..headline.told import Told, World

Kind = Literal["value", "attribution", "occurrence", "updated"]


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


def side_from(value: str, items: Sequence[Told[Any]], claims: Iterable[str], world: World) -> Side:
    """The side of some claims that hold one value."""
    return Side(
        value=value,
        origins=len({item.origin for item in items}),
        claims=tuple(sorted(set(claims))),
        evidence=evidence_of([item.mention for item in items], world),
        speakers=tuple(sorted({item.speaker for item in items if item.speaker})),
    )


def voice_of(item: Told[Any]) -> Hashable:
    """Claims are independent when they come from different origins, or from different voices of one report."""
    return item.origin, item.speaker


def origin_of(item: Told[Any]) -> Hashable:
    """Where only claims of different origins oppose each other: one report's places and days are of one account."""
    return item.origin


def opposed(
    items: Sequence[Told[Any]],
    name: Callable[[Told[Any]], str],
    like: Callable[[Any], Hashable],
    conflict: Callable[[Any, Any], bool],
    apart: Callable[[Told[Any]], Hashable] = voice_of,
) -> dict[str, list[Told[Any]]]:
    """Items by value, only those values that some independent claim contradicts.

    `like`: what `conflict` looks at in a value, so that of a thousand that are alike one is asked.
    """
    values: dict[Hashable, Any] = {}
    voices: dict[Hashable, set[Hashable]] = defaultdict(set)
    for item in items:
        key = like(item.value)
        values.setdefault(key, item.value)
        voices[key].add(apart(item))
    against = {key: [other for other, one in values.items() if conflict(value, one)] for key, value in values.items()}
    groups: dict[str, list[Told[Any]]] = defaultdict(list)
    for item in items:
        mine = {apart(item)}
        if any(voices[other] - mine for other in against[like(item.value)]):
            groups[name(item)].append(item)
    return groups if len(groups) > 1 else {}
