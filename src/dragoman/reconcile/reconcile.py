"""Reconciliation: from what many reports tell to incidents, disagreements and links.

Invariant: a pure function of its inputs as sets. Any order of reports, mentions and statements gives the same result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Correction, Disagreement, Incident, Link, Mention, Report, Rule, Standing, Statement, ToldLink
from .accounts import Lore, account
from .decisions.corrections import Decisions
from .disputes.dates import conflicting_dates
from .disputes.dispute import each_once, find_opposed, joined_of
from .disputes.views import Views
from .families import Families
from .headline.told import World
from .links import build_links
from .matching.join import join_units
from .matching.profiles import make_units
from .matching.units import Unit
from .origins import find_origins


@dataclass(frozen=True)
class Reconciled:
    """What many reports come to. `origin_reasons` says, by report, why it is of one origin with an older one."""

    origins: Mapping[str, str]
    origin_reasons: Mapping[str, tuple[str, ...]]
    incidents: tuple[Incident, ...]
    disagreements: tuple[Disagreement, ...]
    links: tuple[Link, ...]
    corrections: Mapping[str, Standing] = field(default_factory=dict)
    """What became of each correction, by its id."""


def reconcile(
    reports: Sequence[Report],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    told: Sequence[ToldLink],
    corrections: Sequence[Correction] = (),
    rule: Rule = "best_supported",
    *,
    lore: Lore | None = None,
) -> Reconciled:
    """Reconcile the readings of any number of reports; headline values by `rule`, and over all of it the corrections.

    What a person rejected is kept as incidents of its own, marked so; nothing else is derived from these.
    """
    lore = lore or Lore.load()
    origins = find_origins(reports, lore.agencies)
    decisions = Decisions.of(corrections, mentions, reports)
    world = World.of(reports, decisions.mentions, statements, origins.of)
    views = Views.of(world, lore.polarity)
    told_of = account(_clusters(decisions, world, lore.families), world, views, decisions, lore, rule)
    joined = joined_of(told_of.incidents)
    of = {mention: incident.incident_id for mention, incident in joined.items()}
    disputes = find_opposed(views, world, lore.polarity, of, told_of.disagreements)
    disputes += told_of.loose
    disagreements = [*told_of.disagreements, *each_once(disputes, world), *conflicting_dates(world, lore.polarity)]
    counted = [incident for incident in told_of.incidents if not incident.rejected]
    return Reconciled(
        origins=origins.of,
        origin_reasons=origins.reasons,
        incidents=tuple(sorted(told_of.incidents, key=lambda incident: incident.incident_id)),
        disagreements=tuple(sorted(disagreements, key=lambda one: one.disagreement_id)),
        links=build_links(told, counted, world),
        corrections=told_of.standings,
    )


def _clusters(decisions: Decisions, world: World, families: Families) -> list[list[Unit]]:
    """The tellings of each incident: what a person rejected is joined apart from what counts."""
    mentions = decisions.bonds.cut(decisions.mentions)
    found: list[list[Unit]] = []
    for rejected in (False, True):
        told = [m for m in mentions if (m.mention_id in decisions.rejected) is rejected]
        units = make_units(told, world.statements.values(), world.reports, world.origins, families)
        found += join_units(units, families, decisions.bonds)
    return found
