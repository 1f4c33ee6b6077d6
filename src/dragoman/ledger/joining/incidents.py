"""Incidents told anew: those that a new unit or decision touches, with all that is tied to them, and no others.

Invariant: what is told together is closed under the pairs that join and under decisions: it is told as among all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...model import Incident, Mention, Rule, Standing
from ...reconcile.accounts import Account, account
from ...reconcile.decisions.bonds import Bonds
from ...reconcile.decisions.corrections import Decisions
from ...reconcile.matching.compare import SAME_WORDS, Comparison
from ...reconcile.matching.join import Judge, cluster
from ...reconcile.matching.units import Unit
from ..views import disagreement_rows, incident_rows, standing_rows
from .decided import NOTHING, Decided
from .groups import group_of
from .stock import Stock
from .swap import swap
from .units import Units

# So many units are told in one go, to share the reports that they stand in.
_TOGETHER = 300


@dataclass
class Changed:
    """What came of telling incidents anew."""

    incidents: set[str] = field(default_factory=set)
    """Every incident that was told anew, or is no more."""
    told: set[str] = field(default_factory=set)
    """Of these, those that are."""
    moved: set[str] = field(default_factory=set)
    """Mentions that are of another incident now."""
    reports: set[str] = field(default_factory=set)
    """Reports with evidence in what is said to be meant in earnest, or was; see `Quarrels`."""
    settled: set[str] = field(default_factory=set)
    """Decisions whose standing was settled with the incidents that they are about."""


class Incidents:
    """The incidents that touched units tell of."""

    def __init__(self, stock: Stock, decided: Decided, units: Units, rule: Rule, at: str) -> None:
        self._stock, self._db, self._decided, self._units = stock, stock.db, decided, units
        self._rule, self._at = rule, at

    def update(self, touched: Collection[int], orphaned: Collection[str]) -> Changed:
        """Tell anew what the touched units tell of; `orphaned` are incidents that lost a unit."""
        changed = Changed()
        rows = self._stock.rows("SELECT number FROM unit WHERE incident_id IN", sorted(orphaned))
        groups: list[list[int]] = []
        done: set[int] = set()
        for number in sorted({*touched, *(row[0] for row in rows)}):
            if number not in done:
                group = self._tied(number)
                done |= group
                groups.append(sorted(group))
        for together in _together(groups):
            self._tell(together, changed)
        # What lost all of its units is told by no group.
        self._swap(sorted(set(orphaned) - changed.incidents), None, changed)
        return changed

    def _tied(self, number: int) -> set[int]:
        """The units that joins, decisions and present incidents tie to one, itself among them."""
        homes = set[str]()

        def ties(one: int) -> set[int]:
            more = self._units.ties.neighbours(one) | self._by_decision(one)
            (home,) = self._db.execute("SELECT incident_id FROM unit WHERE number = ?", (one,)).fetchone()
            if home and home not in homes:
                homes.add(home)
                more |= {row[0] for row in self._db.execute("SELECT number FROM unit WHERE incident_id = ?", (home,))}
            return more

        return group_of(number, ties)

    def _by_decision(self, number: int) -> set[int]:
        if not self._decided.any:
            return set()
        corrections = self._decided.on_tellings(self._units.seen[number].unit.ids)
        told = self._decided.tellings_of(corrections)
        query = "SELECT u.number FROM mention m JOIN unit u ON u.report_id = m.report_id WHERE m.mention_id IN"
        units = {row[0] for row in self._stock.rows(query, sorted(told))}
        return {one for one in units if not told.isdisjoint(self._units.seen[one].unit.ids)}

    def _tell(self, groups: Sequence[Sequence[int]], changed: Changed) -> None:
        numbers = [number for group in groups for number in group]
        rows = self._stock.rows("SELECT incident_id FROM unit WHERE incident_id IS NOT NULL AND number IN", numbers)
        # An id that another group has just taken over is no longer that of these units.
        before = {row[0] for row in rows} - changed.told
        units = [self._units.seen[number].unit for number in numbers]
        reports = sorted({unit.report_id for unit in units})
        told = {report: self._decided.of(report) for report in reports}
        mentions = {m.mention_id: m for report in reports for m in told[report][0]}
        rejected = {m for report in reports for m in told[report][1]}
        decisions = self._decisions({m for unit in units for m in unit.ids})
        world = self._stock.world(reports, mentions.values())
        clusters = [found for group in groups for found in self._clusters(group, mentions, decisions.bonds)]
        here = {m for found in clusters for unit in found for m in unit.ids}
        elsewhere = mentions.keys() - here - rejected
        views = self._stock.views(reports)
        found = account(clusters, world, views, decisions, self._stock.lore, self._rule, elsewhere)
        self._note(clusters, found.incidents, changed)
        self._swap(sorted(before | {one.incident_id for one in found.incidents}), found, changed)
        stand(self._db, found.standings, self._at)
        changed.settled |= set(found.standings)

    def _decisions(self, mentions: Collection[str]) -> Decisions:
        if not self._decided.any:
            return NOTHING
        return self._decided.decisions(self._decided.closure(self._decided.on_tellings(mentions)))

    def _clusters(self, group: Sequence[int], mentions: Mapping[str, Mention], bonds: Bonds) -> Iterator[list[Unit]]:
        """The clusters of a group, each unit with its mentions."""
        seen = sorted((self._units.seen[number] for number in group), key=lambda one: one.unit.key)
        ties = self._units.ties.among(group)
        for side in (False, True):
            some = [one for one in seen if one.rejected is side]
            units = [replace(one.unit, mentions=tuple(mentions[m] for m in one.unit.ids)) for one in some]
            place = {one.number: n for n, one in enumerate(some)}
            joins = {
                _pair(place[a], place[b]): Comparison(score, None, SAME_WORDS if copies else ())
                for (a, b), (score, copies) in ties.items()
                if a in place
            }
            yield from cluster(units, joins, Judge(units, self._stock.lore.families, bonds))

    def _note(self, clusters: Sequence[Sequence[Unit]], incidents: Sequence[Incident], changed: Changed) -> None:
        """Write down for each unit which incident it is of, and which mentions have come to another one."""
        for units, incident in zip(clusters, incidents, strict=True):
            for unit in units:
                values = (incident.incident_id, unit.report_id, unit.event_id, int(incident.rejected))
                where = "report_id = ? AND event_id = ? AND rejected = ?"
                row = self._db.execute(f"SELECT incident_id FROM unit WHERE {where}", values[1:]).fetchone()
                if row is None or row[0] != incident.incident_id:
                    changed.moved |= set(unit.ids)
                    self._db.execute(f"UPDATE unit SET incident_id = ? WHERE {where}", values)

    def _swap(self, scope: Sequence[str], found: Account | None, changed: Changed) -> None:
        """Put the incidents into the views in the place of those within a scope."""
        changed.incidents |= set(scope)
        changed.reports |= self._earnest(scope)
        incidents = sorted(found.incidents, key=lambda one: one.incident_id) if found else []
        disagreements = found.disagreements if found else ()
        present = "SELECT disagreement_id FROM disagreement WHERE incident_id IN"
        sides = [row[0] for row in self._stock.rows(present, scope)]
        swap(
            self._db,
            {
                "incident": ("incident_id", scope),
                "incident_mention": ("incident_id", scope),
                "incident_actor": ("incident_id", scope),
                "disagreement": ("incident_id", scope),
                "disagreement_side": (
                    "disagreement_id",
                    sorted({*sides, *(one.disagreement_id for one in disagreements)}),
                ),
            },
            incident_rows(incidents) | disagreement_rows(disagreements),
            self._at,
        )
        changed.reports |= self._earnest(scope)
        changed.told |= {one.incident_id for one in incidents}

    def _earnest(self, incidents: Sequence[str]) -> set[str]:
        """The reports of what is disputed to be meant, on some incidents: no two statements dispute it once more."""
        query = """SELECT DISTINCT m.report_id FROM disagreement d
            JOIN incident_mention i ON i.incident_id = d.incident_id JOIN mention m ON m.mention_id = i.mention_id
            WHERE d.field = 'earnest' AND d.incident_id IN"""
        return {row[0] for row in self._stock.rows(query, incidents)}


def stand(db: sqlite3.Connection, standings: Mapping[str, Standing], at: str) -> None:
    """Write down what became of some decisions."""
    swap(db, {"correction_state": ("correction_id", sorted(standings))}, standing_rows(standings), at)


def _pair(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)


def _together(groups: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """Groups in batches of some hundred units."""
    batch: list[list[int]] = []
    for group in groups:
        if batch and sum(map(len, batch)) + len(group) > _TOGETHER:
            yield batch
            batch = []
        batch.append(group)
    if batch:
        yield batch
