"""Decided: what persons decided on the tellings of a report, with all other decisions that these turn on and no more.

Two decisions turn on each other when they are about one telling, or about tellings of one event of one report, or when
one undoes the other. Invariant: for any report this is what `Decisions.of` makes of it among all corrections.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ...model import Correction, Mention, Standing, Target, Tellings
from ...reconcile.decisions.bonds import Bonds
from ...reconcile.decisions.corrections import Decisions
from .. import read
from .stock import Stock

NOTHING = Decisions((), (), frozenset(), Bonds(), {})

Told = tuple[tuple[Mention, ...], frozenset[str], Bonds]
"""The mentions of a report without rejected claims, which of them are rejected, and what is joined and kept apart."""


class Decided:
    """The corrections of a ledger, by the reports and tellings that they are about."""

    def __init__(self, stock: Stock) -> None:
        self._stock, self._db = stock, stock.db
        self._closed: dict[frozenset[str], Decisions] = {}
        self._told: dict[frozenset[str], dict[str, list[Mention]]] = {}
        self.any = self._db.execute("SELECT 1 FROM correction LIMIT 1").fetchone() is not None

    # What decisions are about

    def update(self, reports: Iterable[str], corrections: Iterable[str]) -> tuple[set[str], set[str]]:
        """Find the tellings of new decisions, and of those on reports that were read anew.

        Gives the decisions that may stand otherwise now, and the reports that they are or were about.
        """
        if not self.any:
            return set(), set()
        new = set(corrections)
        for one in self._load(new):
            for anchor in _anchors(one):
                row = (anchor, one.correction_id)
                self._db.execute("INSERT OR IGNORE INTO correction_report VALUES (?, ?)", row)
        new |= self.on_reports(reports)
        before = self.closure(new)
        for one in self._load(new):
            self._db.execute("DELETE FROM correction_telling WHERE correction_id = ?", (one.correction_id,))
            rows = ((mention, one.correction_id) for mention in self._tellings(one))
            self._db.executemany("INSERT INTO correction_telling VALUES (?, ?)", rows)
        changed = before | self.closure(new)
        return changed, self.reports_of(changed)

    def on_reports(self, reports: Iterable[str]) -> set[str]:
        """The decisions that name some reports."""
        query = "SELECT correction_id FROM correction_report WHERE report_id IN"
        return {row[0] for row in self._stock.rows(query, sorted(set(reports)))}

    def reports_of(self, corrections: Iterable[str]) -> set[str]:
        """The reports that some decisions name, as far as they are here."""
        query = """SELECT c.report_id FROM correction_report c JOIN report r ON r.report_id = c.report_id
            WHERE correction_id IN"""
        return {row[0] for row in self._stock.rows(query, sorted(corrections))}

    def tellings_of(self, corrections: Iterable[str]) -> set[str]:
        """The tellings that some decisions are about, with the others of the same events."""
        query = "SELECT mention_id FROM correction_telling WHERE correction_id IN"
        return {row[0] for row in self._stock.rows(query, sorted(corrections))}

    def on_tellings(self, mentions: Iterable[str]) -> set[str]:
        """The decisions that are about some tellings."""
        query = "SELECT correction_id FROM correction_telling WHERE mention_id IN"
        return {row[0] for row in self._stock.rows(query, sorted(mentions))}

    def closure(self, corrections: Iterable[str]) -> set[str]:
        """Some decisions with all that turn on them."""
        found: set[str] = set()
        reached = set(corrections)
        while reached:
            found |= reached
            more = self.on_tellings(self.tellings_of(reached))
            for one, other in (("correction_id", "target"), ("target", "correction_id")):
                query = f"SELECT {other} FROM correction WHERE op = 'undo' AND {one} IN"
                more |= {row[0] for row in self._stock.rows(query, sorted(reached))}
            reached = more - found
        return found

    def _tellings(self, one: Correction) -> list[str]:
        """The tellings that a decision is about, with the others of the same events: these stand and fall together."""
        reports = self.reports_of([one.correction_id])
        told = [m for report in sorted(reports) for m in self._stock.mentions[report]]
        at = Tellings(told)
        named = {m for text in _targets(one) for m in at.of(_parsed(text))}
        events: dict[tuple[str, str], list[str]] = defaultdict(list)
        for m in told:
            events[m.report_id, m.event_id or m.mention_id].append(m.mention_id)
        return sorted(m for event in events.values() if not named.isdisjoint(event) for m in event)

    def _load(self, corrections: Iterable[str]) -> list[Correction]:
        return list(read.corrections_of(self._db, sorted(corrections)))

    # What they come to

    def decisions(self, corrections: Iterable[str]) -> Decisions:
        """What some decisions, closed under what turns on them, come to."""
        key = frozenset(corrections)
        if not key:
            return NOTHING
        if key not in self._closed:
            reports = [self._stock.report[one] for one in sorted(self.reports_of(key))]
            mentions = [m for report in reports for m in self._stock.mentions[report.report_id]]
            found = self._closed[key] = Decisions.of(self._load(key), mentions, reports)
            told: dict[str, list[Mention]] = defaultdict(list)
            # What is told in one event is joined here, too; see `Bonds.cut`.
            found.bonds.cut(found.mentions)
            for mention in found.mentions:
                told[mention.report_id].append(mention)
            self._told[key] = told
        return self._closed[key]

    def of(self, report_id: str) -> Told:
        """The tellings of a report with what persons decided on them."""
        corrections = self.on_reports([report_id]) if self.any else set()
        if not corrections:
            return self._stock.mentions[report_id], frozenset(), NOTHING.bonds
        key = frozenset(self.closure(corrections))
        found = self.decisions(key)
        return tuple(self._told[key][report_id]), found.rejected, found.bonds

    def standings(self, corrections: Iterable[str]) -> dict[str, Standing]:
        """What became of some decisions, but for what turns on incidents."""
        found: dict[str, Standing] = {}
        left = set(corrections)
        while left:
            closed = self.closure([min(left)])
            found |= self.decisions(closed).standings
            left -= closed
        return found


def _targets(one: Correction) -> list[str]:
    """What a decision names: its target, and its other side."""
    if one.op == "undo":
        return []
    other = {"merge": one.to_value, "keep_apart": one.to_value, "split": one.from_value, "reject": one.from_value}
    return [one.target, other.get(one.op) or ""]


def _parsed(text: str) -> Target:
    try:
        return Target.parse(text)
    except ValueError:
        return Target(())


def _anchors(one: Correction) -> set[str]:
    return {anchor.report_id for text in _targets(one) for anchor in _parsed(text).anchors}
