"""Settling: what persons set on incidents, the ids that splits leave standing, and what became of each decision.

Ids. An incident is called after its first telling. When a person takes that telling out of it, the incident keeps its
id, and what was taken out gets one of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ...model import Applied, Incident, Mention, Standing, content_id
from ..families import Families
from ..fields import summed_up, with_field
from .corrections import Case, Decisions

Order = Callable[[str], tuple[object, ...]]
"""Which of two mentions is told first."""


def settle(
    incidents: Sequence[Incident], decisions: Decisions, families: Families, order: Order
) -> tuple[list[Incident], dict[str, Standing]]:
    """The incidents with what persons decided on them, in the same order, and what became of every correction."""
    if not decisions.standings:
        return list(incidents), {}
    home = {mention: n for n, incident in enumerate(incidents) for mention in incident.mentions}
    standings = dict(decisions.standings)
    settled = _renamed(incidents, decisions, home, order)
    marks: dict[int, list[Applied]] = defaultdict(list)
    for case in decisions.cases:
        if case.correction.op in ("merge", "keep_apart", "split") and not _holds(case, home):
            standings[case.id] = Standing("superseded", "a later decision about the same tellings holds")
    chosen = _settings(decisions.cases, home, standings)
    for number, field in sorted(chosen):
        settled[number] = with_field(settled[number], field, _value(chosen[number, field]), families)
    for case in decisions.cases:
        if standings[case.id].state == "in force":
            for number in _places(case, home):
                marks[number].append(_mark(case))
    changed = {number for number, _ in chosen}
    return [
        _marked(summed_up(one, families) if n in changed else one, marks.get(n, [])) for n, one in enumerate(settled)
    ], standings


def _marked(incident: Incident, marks: Sequence[Applied]) -> Incident:
    return replace(incident, corrections=tuple(marks)) if marks else incident


def _mark(case: Case) -> Applied:
    one = case.correction
    field = _field(case) if one.op == "set" else case.claim.field if case.claim else None
    return Applied(one.correction_id, one.op, field, one.by)


def _field(case: Case) -> str:
    return (case.correction.to_value or "").partition("=")[0]


def _value(case: Case) -> str:
    return (case.correction.to_value or "").partition("=")[2]


def _holds(case: Case, home: Mapping[str, int]) -> bool:
    """Whether a merge or a parting came true."""
    here = {home[m] for m in case.here}
    there = {home[m] for m in set(case.there) - set(case.here)}
    return bool(here & there) if case.correction.op == "merge" else not here & there


def _settings(
    cases: Sequence[Case], home: Mapping[str, int], standings: dict[str, Standing]
) -> dict[tuple[int, str], Case]:
    """The decision that sets each field of each incident: the last one."""
    chosen: dict[tuple[int, str], Case] = {}
    for case in cases:
        if case.correction.op == "set":
            key = (_places(case, home)[0], _field(case))
            if key in chosen:
                standings[chosen[key].id] = Standing("superseded", f"set again by {case.correction.by} ({case.id})")
            chosen[key] = case
    return chosen


def _places(case: Case, home: Mapping[str, int]) -> list[int]:
    """The incidents that a decision is shown on. A setting is of one: that which holds most of its tellings."""
    found = Counter(home[m] for m in case.here if m in home)
    if case.correction.op == "set":
        return [_most(found)]
    if case.correction.op in ("merge", "keep_apart", "split"):
        found.update(home[m] for m in case.there if m in home)
    return sorted(found)


def _most(found: Counter[int]) -> int:
    """The incident most often named; the one named first on a tie."""
    return max(found, key=lambda number: found[number])


def _renamed(
    incidents: Sequence[Incident], decisions: Decisions, home: Mapping[str, int], order: Order
) -> list[Incident]:
    """Incidents that lost their first telling to a split or a rejection keep the id that it gave them."""
    kept: dict[int, list[str]] = defaultdict(list)
    gone: set[str] = set()
    for case in decisions.cases:
        if case.correction.op in ("split", "reject") and case.there:
            rest = _most(Counter(home[m] for m in case.there))
            leavers = [m for m in case.here if home[m] != rest and m not in gone]
            kept[rest] += leavers
            gone.update(leavers)
    named: dict[int, str] = {}
    for number, leavers in kept.items():
        first = min([*leavers, *incidents[number].mentions], key=order)
        if first in leavers:
            named[number] = first
    taken = set(named.values())
    found = []
    for number, incident in enumerate(incidents):
        first = named.get(number) or min(incident.mentions, key=order)
        if first in taken:
            after = () if number in named else ("split",)
            incident = replace(incident, incident_id=content_id("inc", first, *after))
        found.append(incident)
    return found


def order_of(mentions: Sequence[Mention], published: Callable[[str], object]) -> Order:
    """The order in which mentions found an incident: the earliest report first, then by content."""
    by_id = {m.mention_id: m for m in mentions}

    def order(mention: str) -> tuple[object, ...]:
        m = by_id[mention]
        return (published(m.report_id), m.report_id, m.sentence.start, m.trigger.start, m.mention_id)

    return order
