"""From clusters of units to incidents: every cell by the named rule, every line with its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ...model import HAPPENED, Count, Evidence, Incident, Mention, Plover, Rule, Status, content_id
from ..families import Families
from ..matching.units import Unit, headline_kind, mention_order, standing_of, that_assert
from ..summary import write_summary
from ..versions import current, withdrawn
from .billing import list_weapons, merge_parties
from .told import World, told_counts, told_places, told_times
from .values import count_by_rule, place_by_support, time_by_support, with_named_dead

# Which status a headline takes where tellings differ and none is more frequent.
_STATUS_ORDER: tuple[Status, ...] = (
    "attempted", "occurred", "ongoing", "announced", "threatened", "demanded", "possible", "denied", "negated",
)  # fmt: skip
_SURE = 0.99


def incident_id(units: Sequence[Unit], world: World) -> str:
    """The id of an incident: that of its first telling in its earliest report.

    A later report that joins does not change it. One that turns out to be older does, and so can a merge or a split
    by a person: the ledger keeps redirects from ids that went away.
    """
    founder = min(
        (m for unit in units for m in unit.mentions),
        key=lambda m: (world.published(m.report_id).start or date.max, *mention_order(m)),
    )
    return content_id("inc", founder.mention_id)


def build_incident(units: Sequence[Unit], world: World, families: Families, rule: Rule) -> Incident:
    """One incident from the units that tell of it, headline values by `rule`; disagreements are added later."""
    told_in, units = units, current(units, world.reports)
    mentions = sorted((m for unit in units for m in unit.mentions), key=mention_order)
    kind = headline_kind([unit.kind for unit in units], families)
    status = headline_status(that_assert(mentions, kind, families), kind)
    series = all(unit.series for unit in units)
    counts = {
        field: count_by_rule(told_counts(units, field, world, families.retold), rule)
        for field in ("killed", "injured", "arrested", "quantity")
    }
    counts["killed"] = with_named_dead(counts["killed"], mentions) if not series else counts["killed"]
    place = place_by_support(told_places(units, world), series)
    time = time_by_support(told_times(units, world))
    parties = merge_parties(mentions)
    dropped = withdrawn(units, world.reports, world.newest)
    tolls: list[tuple[str, Count | None]] = [(name, counts[name]) for name in ("killed", "injured", "arrested")]
    return Incident(
        incident_id=incident_id(told_in, world),
        kind=kind,
        plover=_plover(mentions, kind, status),
        status=status,
        series=series,
        background=all(unit.background for unit in units),
        actors=parties,
        place=place,
        time=time,
        killed=counts["killed"],
        injured=counts["injured"],
        arrested=counts["arrested"],
        quantity=counts["quantity"],
        weapons=list_weapons(mentions),
        summary=write_summary(families.label(kind), status, series, parties, place, time, tolls, bool(dropped)),
        reports=_reports(told_in, world),
        origins=len({unit.origin for unit in told_in}),
        evidence=evidence_of(mentions, world),
        disagreements=(),
        rule=rule,
        mentions=tuple(m.mention_id for m in sorted((m for u in told_in for m in u.mentions), key=mention_order)),
        confidence=_confidence(units),
        withdrawn=dropped,
    )


def headline_status(mentions: Sequence[Mention], kind: str) -> Status:
    """Happened if any telling asserts it; then the status most often told, of the headline kind where there is one."""
    for name in ("happened", "announced", "open", "denied"):
        standing = [m for m in mentions if standing_of(m.status) == name]
        if standing:
            telling = [m.status for m in standing if m.kind == kind] or [m.status for m in standing]
            counts = Counter(telling)
            return max(counts, key=lambda status: (counts[status], -_STATUS_ORDER.index(status)))
    raise ValueError("an incident needs a mention")


def happened(status: str) -> bool:
    """True for the statuses that count as having happened."""
    return status in HAPPENED


def _plover(mentions: Sequence[Mention], kind: str, status: Status) -> Plover | None:
    same = [m.plover for m in mentions if m.kind == kind and m.status == status and m.plover is not None]
    return same[0] if same else next((m.plover for m in mentions if m.status == status and m.plover), None)


def _reports(units: Sequence[Unit], world: World) -> tuple[str, ...]:
    reports = {unit.report_id for unit in units}
    return tuple(sorted(reports, key=lambda one: (world.published(one).start or date.max, one)))


def evidence_of(mentions: Sequence[Mention], world: World) -> tuple[Evidence, ...]:
    """The sentences of some mentions, each once, in order."""
    return tuple(sorted({world.evidence(m.report_id, m.sentence) for m in mentions}))


def _confidence(units: Sequence[Unit]) -> float:
    """How sure that it is told at all: one minus the chance that every origin was misread."""
    best: dict[str, float] = {}
    for unit in units:
        sure = max(m.confidence for m in unit.mentions)
        best[unit.origin] = max(sure, best.get(unit.origin, 0.0))
    doubt = 1.0
    for _, sure in sorted(best.items()):
        doubt *= 1.0 - sure
    return round(min(_SURE, 1.0 - doubt), 4)
