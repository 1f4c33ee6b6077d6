"""Reconciliation: from what many reports tell to incidents, disagreements and links.

Invariant: a pure function of its inputs as sets. Any order of reports, mentions and statements gives the same result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..model import Correction, Disagreement, Incident, Link, Mention, Report, Rule, Statement, ToldLink
from .dates import conflicting_dates
from .disagreements import find_disagreements
from .dispute import find_disputes
from .families import Families
from .incidents import build_incident
from .join import join_units
from .links import build_links
from .origins import Agencies, find_origins
from .polarity import Polarity
from .told import World
from .units import make_units


@dataclass(frozen=True)
class Reconciled:
    """What many reports come to. `origin_reasons` says why each group of copies is one origin."""

    origins: Mapping[str, str]
    origin_reasons: Mapping[str, tuple[str, ...]]
    incidents: tuple[Incident, ...]
    disagreements: tuple[Disagreement, ...]
    links: tuple[Link, ...]


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
    """Reconcile the readings of any number of reports; headline values by `rule`.

    `corrections` are taken and not applied yet: the argument is there so that callers need not change.
    """
    lore = lore or Lore.load()
    origins = find_origins(reports, lore.agencies)
    world = World.of(reports, mentions, statements, origins.of)
    units = make_units(mentions, statements, world.reports, origins.of, lore.families)
    found: list[Incident] = []
    disagreements: list[Disagreement] = []
    for cluster in join_units(units, lore.families):
        incident = build_incident(cluster, world, lore.families, rule)
        about = find_disagreements(incident, cluster, world, lore.polarity)
        found.append(replace(incident, disagreements=tuple(one.disagreement_id for one in about)))
        disagreements += about
    joined = {mention: incident.incident_id for incident in found for mention in incident.mentions}
    disagreements += find_disputes(world, lore.polarity, joined)
    disagreements += conflicting_dates(world, lore.polarity)
    return Reconciled(
        origins=origins.of,
        origin_reasons=origins.reasons,
        incidents=tuple(sorted(found, key=lambda incident: incident.incident_id)),
        disagreements=tuple(sorted(disagreements, key=lambda one: one.disagreement_id)),
        links=build_links(told, found, world),
    )
