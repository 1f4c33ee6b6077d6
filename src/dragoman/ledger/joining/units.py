"""Units of new reports among those that are there: which are no more, which are new, and the pairs that join.

Invariant: the ties are the pairs that `reconcile.matching.join` would join among all units; see
`reconcile.matching.blocks` for what a pair may depend on. What changes for units that were there, which `blocks.py`
notes, is seen to.
"""

from __future__ import annotations

from collections.abc import Collection

from ...model import as_record
from ...reconcile.matching.blocks import may_pair
from ...reconcile.matching.compare import SAME_WORDS
from ...reconcile.matching.join import Judge
from ...reconcile.matching.profiles import make_units
from ...reconcile.matching.units import Unit
from ..rows import dumps
from .blocks import Blocks
from .decided import Decided
from .seen import Seen, SeenUnits
from .stock import Stock
from .ties import Ties

Name = tuple[str, bool]
"""Event and whether it is rejected: what a unit is called within its report."""


class Units:
    """The units of a ledger, and the pairs of them that join."""

    def __init__(self, stock: Stock, decided: Decided) -> None:
        self._stock, self._db, self._decided = stock, stock.db, decided
        self._families = stock.lore.families
        kept = stock.part(SeenUnits)
        self.seen, self._place = kept.seen, kept.place
        self.ties = Ties(stock)
        self._blocks = Blocks(stock, self.ties)
        self.touched: set[int] = set()
        """Units whose incidents are to be told anew."""
        self.orphaned: set[str] = set()
        """Incidents that lost a unit."""

    def update(self, reports: Collection[str], decided: Collection[str], told: Collection[str]) -> None:
        """Bring the units of some reports up to date, and the pairs that join.

        `reports` were read anew or have another origin; in the reports `decided` only the tellings `told` are touched.
        """
        changes = [self._changes(report_id, report_id in reports, told) for report_id in sorted({*reports, *decided})]
        for gone, _ in changes:
            for number in gone:
                self._remove(number)
        for _, come in changes:
            for name, unit in come.items():
                self._insert(unit, name[1])
        self._blocks.settle()
        anew = self._blocks.anew
        for number in sorted(anew):
            self.touched |= self.ties.cut(number)
        for number in sorted(anew):
            self._find_partners(self.seen[number])
        for a, b in sorted(self._blocks.again):
            if a not in anew and b not in anew and not self._still_meet(a, b):
                self.ties.untie((a, b))
                self.touched |= {a, b}
        self.touched |= anew
        # What a newer version does not tell any more is told otherwise for that.
        query = """SELECT u.number FROM report r JOIN report o ON o.article_id = r.article_id
            JOIN unit u ON u.report_id = o.report_id WHERE o.report_id <> r.report_id AND r.report_id IN"""
        self.touched |= {row[0] for row in self._stock.rows(query, sorted(reports))}
        self._blocks.anew, self._blocks.again = set(), set()

    def _changes(self, report_id: str, whole: bool, told: Collection[str]) -> tuple[list[int], dict[Name, Unit]]:
        """The units of a report that are no more, and those that are new; one that changed is both."""
        rows = self._db.execute("SELECT number FROM unit WHERE report_id = ?", (report_id,)).fetchall()
        before = {(seen.unit.event_id, seen.rejected): seen for seen in (self.seen[row[0]] for row in rows)}
        after = self._make(report_id)
        same = {name: seen for name, seen in before.items() if name in after and after[name].bare == seen.unit}
        on = {seen.number for seen in same.values() if not set(told).isdisjoint(seen.unit.ids)}
        # What persons say of a pair changes how it compares, though neither unit changed.
        self._blocks.anew |= on
        self.touched |= {seen.number for seen in same.values()} if whole else on
        gone = [seen.number for name, seen in before.items() if name not in same]
        return gone, {name: unit for name, unit in after.items() if name not in same}

    def _make(self, report_id: str) -> dict[Name, Unit]:
        mentions, rejected, bonds = self._decided.of(report_id)
        reports = {report_id: self._stock.report[report_id]}
        origins = self._stock.origins([report_id])
        found: dict[Name, Unit] = {}
        told = bonds.cut(mentions)
        for side in (False, True):
            chosen = [m for m in told if (m.mention_id in rejected) is side]
            statements = self._stock.statements[report_id]
            for unit in make_units(chosen, statements, reports, origins, self._families):
                found[unit.event_id, side] = unit
        return found

    def _remove(self, number: int) -> None:
        row = self._db.execute("SELECT incident_id FROM unit WHERE number = ?", (number,)).fetchone()
        self.orphaned |= {row[0]} if row[0] else set()
        self.touched |= self.ties.cut(number)
        self._blocks.leave(number, self._place[number])
        self._db.execute("DELETE FROM unit WHERE number = ?", (number,))
        self.seen.drop(number)
        self._place.drop(number)
        self._blocks.anew.discard(number)
        self.touched.discard(number)

    def _insert(self, unit: Unit, rejected: bool) -> None:
        bare = unit.bare
        row = (unit.report_id, unit.event_id, int(rejected), dumps(as_record(bare)))
        number = int(
            self._db.execute(
                "INSERT INTO unit (report_id, event_id, rejected, profile) VALUES (?, ?, ?, ?)", row
            ).lastrowid
            or 0
        )
        self.seen[number] = Seen(number, rejected, bare)
        self._blocks.enter(number, self._place[number])

    def _still_meet(self, a: int, b: int) -> bool:
        same_side = self.seen[a].rejected is self.seen[b].rejected
        return same_side and self._blocks.meet(a, self._place[a], b, self._place[b])

    def _find_partners(self, me: Seen) -> None:
        """Compare a unit with those it meets, and tie it to those it joins."""
        bonds = self._decided.of(me.unit.report_id)[2]
        for number in sorted(self._blocks.partners(me.number, self._place[me.number])):
            other = self.seen[number]
            # Of two that are looked at anew the second one finds the first: each pair is compared once.
            known = number in self._blocks.anew and number > me.number
            if known or not may_pair(me.unit, other.unit, self._families):
                continue
            x, y = sorted((me, other), key=lambda one: one.unit.key)
            verdict = Judge((x.unit, y.unit), self._families, bonds).compare(0, 1)
            if verdict.joins:
                self.ties.tie(
                    (min(me.number, number), max(me.number, number)), verdict.score, verdict.reasons == SAME_WORDS
                )
                self.touched |= {me.number, number}
