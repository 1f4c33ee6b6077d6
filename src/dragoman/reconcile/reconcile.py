"""Reconciliation: from what many reports tell to incidents, disagreements and links.

Invariant: a pure function of its inputs as sets. Any order of reports, mentions and statements gives the same result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..model import Correction, Disagreement, Incident, Link, Mention, Report, Rule, Standing, Statement, ToldLink
from .corrections import Decisions
from .dates import conflicting_dates
from .disagreements import find_disagreements
from .dispute import find_disputes
from .families import Families
from .incidents import build_incident
from .join import join_units
from .links import build_links
from .origins import Agencies, find_origins
from .polarity import Polarity
from .settle import order_of, settle
from .told import World
from .unite import unite
from .units import Unit, make_units


@dataclass(frozen=True)
class Reconciled:
    """What many reports come to. `origin_reasons` says why each group of copies is one origin."""

    origins: Mapping[str, str]
    origin_reasons: Mapping[str, tuple[str, ...]]
    incidents: tuple[Incident, ...]
    disagreements: tuple[Disagreement, ...]
    links: tuple[Link, ...]
    corrections: Mapping[str, Standing] = field(default_factory=dict)
    """What became of each correction, by its id."""


@dataclass(frozen=True)
class Lore:
    """The knowledge that reconciliation rests on."""

    families: Families
    polarity: Polarity
    agencies: Agencies

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, folders: tuple[Path, ...] = ()) -> Lore:
        """Load it once for each set of user folders."""
        return cls(Families.load(folders), Polarity.load(folders), Agencies.load(folders))


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
    clusters = _clusters(decisions, world, lore.families)
    built = [build_incident(cluster, world, lore.families, rule) for cluster in clusters]
    flagged = [replace(one, rejected=decisions.rejected.issuperset(one.mentions)) for one in built]
    order = order_of(decisions.mentions, lambda report: world.published(report).start or date.max)
    settled, standings = settle(flagged, decisions, lore.families, order)
    disputes = find_disputes(world, lore.polarity, lore.families, settled)
    found: list[Incident] = []
    disagreements = [one for one in disputes if one.incident_id is None]
    for incident, cluster in zip(settled, clusters, strict=True):
        spoken = [one for one in disputes if one.incident_id == incident.incident_id]
        about = unite([*_about(incident, cluster, world, lore), *spoken], incident, world)
        found.append(replace(incident, disagreements=tuple(one.disagreement_id for one in about)))
        disagreements += about
    counted = [incident for incident in found if not incident.rejected]
    disagreements += conflicting_dates(world, lore.polarity)
    return Reconciled(
        origins=origins.of,
        origin_reasons=origins.reasons,
        incidents=tuple(sorted(found, key=lambda incident: incident.incident_id)),
        disagreements=tuple(sorted(disagreements, key=lambda one: one.disagreement_id)),
        links=build_links(told, counted, world),
        corrections=standings,
    )


def _about(incident: Incident, cluster: Sequence[Unit], world: World, lore: Lore) -> list[Disagreement]:
    """The disagreements on an incident; about what a person rejected nobody needs to agree."""
    return [] if incident.rejected else find_disagreements(incident, cluster, world, lore.polarity, lore.families)


def _clusters(decisions: Decisions, world: World, families: Families) -> list[list[Unit]]:
    """The tellings of each incident: what a person rejected is joined apart from what counts."""
    mentions = decisions.bonds.cut(decisions.mentions)
    found: list[list[Unit]] = []
    for rejected in (False, True):
        told = [m for m in mentions if (m.mention_id in decisions.rejected) is rejected]
        units = make_units(told, world.statements.values(), world.reports, world.origins, families)
        found += join_units(units, families, decisions.bonds)
    return found
