"""Accounts: what clusters of tellings come to: incidents with what persons decided on them, and their disagreements.

Invariant: local. The clusters that go in may be any that no decision of a person ties to one left out, and the world
must hold the reports that they stand in; what comes out for them is what would come out among all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..model import UNKNOWN_TIME, Disagreement, Incident, Rule, Standing
from .decisions.corrections import Decisions
from .decisions.settle import order_of, settle
from .disputes.disagreements import find_disagreements
from .disputes.dispute import find_told, joined_of
from .disputes.polarity import Polarity
from .disputes.unite import unite
from .disputes.views import Views
from .families import Families
from .headline.incidents import build_incident
from .headline.told import World
from .matching.units import Unit
from .origins import Agencies


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


@dataclass(frozen=True)
class Account:
    """Incidents in the order of their clusters, the disagreements on them, and what became of each decision."""

    incidents: tuple[Incident, ...]
    disagreements: tuple[Disagreement, ...]
    standings: Mapping[str, Standing]
    loose: tuple[Disagreement, ...] = ()
    """What the reports dispute by themselves on no incident."""


def account(
    clusters: Sequence[Sequence[Unit]],
    world: World,
    views: Views,
    decisions: Decisions,
    lore: Lore,
    rule: Rule,
    elsewhere: Collection[str] = (),
) -> Account:
    """The incidents that some clusters tell of, headline values by `rule`, and what is disputed about them.

    `elsewhere` are the mentions of the world's reports that count and belong to other incidents.
    """
    built = [build_incident(cluster, world, lore.families, rule) for cluster in clusters]
    flagged = [replace(one, rejected=decisions.rejected.issuperset(one.mentions)) for one in built]
    told = [mention for mentions in world.mentions.values() for mention in mentions]
    order = order_of(told, lambda report: world.published(report).start or date.max)
    settled, standings = settle(flagged, decisions, lore.families, order)
    joined = dict.fromkeys(elsewhere, ELSEWHERE) | joined_of(settled)
    spoken: dict[str | None, list[Disagreement]] = defaultdict(list)
    for one in find_told(views, world, lore.polarity, lore.families, joined):
        spoken[one.incident_id].append(one)
    incidents, disagreements = [], []
    for incident, cluster in zip(settled, clusters, strict=True):
        found = [*_about(incident, cluster, world, lore), *spoken[incident.incident_id]]
        about = unite(found, incident, world)
        incidents.append(replace(incident, disagreements=tuple(one.disagreement_id for one in about)))
        disagreements += about
    return Account(tuple(incidents), tuple(disagreements), standings, tuple(spoken[None]))


def _about(incident: Incident, cluster: Sequence[Unit], world: World, lore: Lore) -> list[Disagreement]:
    """The disagreements on an incident; about what a person rejected nobody needs to agree."""
    return [] if incident.rejected else find_disagreements(incident, cluster, world, lore.polarity, lore.families)


ELSEWHERE = Incident(
    incident_id="",
    kind="other",
    plover=None,
    status="occurred",
    series=False,
    background=False,
    actors=(),
    place=None,
    time=UNKNOWN_TIME,
    killed=None,
    injured=None,
    arrested=None,
    quantity=None,
    weapons=(),
    summary="",
    reports=(),
    origins=0,
    evidence=(),
    disagreements=(),
    rule="best_supported",
    mentions=(),
)
"""Stands for the incidents that others work out: of these, nothing matters here but that they are other ones."""
