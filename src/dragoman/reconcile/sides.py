"""Sides of a disagreement: claims put next to each other, with who holds each and where it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from ..model import Disagreement, Incident, Side, content_id
from .incidents import evidence_of
from .told import Told, World

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


def independent(a: Told[Any], b: Told[Any]) -> bool:
    """True when two claims come from different origins, or from different voices of one report."""
    return a.origin != b.origin or a.speaker != b.speaker


def of_two_origins(a: Told[Any], b: Told[Any]) -> bool:
    """True when two claims come from different origins: one report's places and days are the parts of one account."""
    return a.origin != b.origin


def opposed(
    items: Sequence[Told[Any]],
    name: Callable[[Told[Any]], str],
    conflict: Callable[[Any, Any], bool],
    apart: Callable[[Told[Any], Told[Any]], bool] = independent,
) -> dict[str, list[Told[Any]]]:
    """Items by value, only those values that some independent claim contradicts."""
    groups: dict[str, list[Told[Any]]] = defaultdict(list)
    for item in items:
        if any(conflict(item.value, other.value) and apart(item, other) for other in items):
            groups[name(item)].append(item)
    return groups if len(groups) > 1 else {}
