"""Units of new reports among those that are there: the blocks that they stand in, and the pairs that join.

Invariant: the ties are the pairs that `reconcile.join` would join among all units; see `reconcile.blocks` for what a
pair may depend on. What changes for units that were there (who is first of a block, whether it is crowded) is seen to.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ...model import as_record, from_record
from ...reconcile.blocks import CROWD, CROWDING, FIRST_ONLY, Key, Signs, keys_of, may_pair, still_meet
from ...reconcile.compare import SAME_WORDS
from ...reconcile.join import Judge
from ...reconcile.profiles import make_units
from ...reconcile.units import Unit
from ..rows import dumps
from .decided import Decided
from .sorts import place_of, query_of, sort_of, sorts_met
from .stock import Recent, Stock, number_of

# So many profiles are some fifty megabytes.
_UNITS = 8000
Name = tuple[str, bool]
"""Event and whether it is rejected: what a unit is called within its report."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block that a unit stands in: its number, its sort, and what the unit is let into pairs by."""

    number: int
    key: Key
    sort: int
    place: str
    country: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A unit as it is kept: without its mentions."""

    number: int
    rejected: bool
    unit: Unit


class Units:
    """The units of a ledger, and the pairs of them that join."""

    def __init__(self, stock: Stock, decided: Decided) -> None:
        self._stock, self._db, self._decided = stock, stock.db, decided
        self._families = stock.lore.families
        self.seen: Recent[int, Seen] = Recent(self._load, _UNITS)
        self._crowds = {row[0] for row in self._db.execute("SELECT block FROM unit_crowd")}
        self._anew: set[int] = set()
        """Units whose partners are to be looked for."""
        self._again: set[tuple[int, int]] = set()
        """Pairs that may have lost the block that brought them together."""
        self._filled: dict[int, Key] = {}
        """Blocks that got a member, and may be crowded now."""
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
        self._crowd()
        for number in sorted(self._anew):
            self._untie(number)
        for number in sorted(self._anew):
            self._find_partners(self.seen[number])
        for a, b in sorted(self._again):
            if a not in self._anew and b not in self._anew and not self._still_meet(self.seen[a], self.seen[b]):
                self._db.execute("DELETE FROM unit_tie WHERE a = ? AND b = ?", (a, b))
                self.touched |= {a, b}
        self.touched |= self._anew
        self._anew, self._again, self._filled = set(), set(), {}

    def _changes(self, report_id: str, whole: bool, told: Collection[str]) -> tuple[list[int], dict[Name, Unit]]:
        """The units of a report that are no more, and those that are new; one that changed is both."""
        rows = self._db.execute("SELECT number FROM unit WHERE report_id = ?", (report_id,)).fetchall()
        before = {(seen.unit.event_id, seen.rejected): seen for seen in (self.seen[row[0]] for row in rows)}
        after = self._make(report_id)
        same = {name: seen for name, seen in before.items() if name in after and after[name].bare == seen.unit}
        on = {seen.number for seen in same.values() if not set(told).isdisjoint(seen.unit.ids)}
        # What persons say of a pair changes how it compares, though neither unit changed.
        self._anew |= on
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

    def _load(self, number: int) -> Seen:
        profile, rejected = self._db.execute(
            "SELECT profile, rejected FROM unit WHERE number = ?", (number,)
        ).fetchone()
        return Seen(number, bool(rejected), from_record(Unit, json.loads(profile)))

    # Blocks

    def _blocks(self, unit: Unit, rejected: bool) -> list[Block]:
        signs = Signs.of(unit)
        country, sort, place = signs.country or "", sort_of(signs), place_of(unit)
        found = []
        for key in keys_of(unit):
            first_only = key[0] in FIRST_ONLY
            found.append(
                Block(
                    number_of(*key, rejected),
                    key,
                    0 if first_only else sort,
                    place if first_only else "",
                    "" if first_only else country,
                )
            )
        return found

    def _remove(self, number: int) -> None:
        seen = self.seen[number]
        row = self._db.execute("SELECT incident_id FROM unit WHERE number = ?", (number,)).fetchone()
        self.orphaned |= {row[0]} if row[0] else set()
        self._untie(number)
        for block in self._blocks(seen.unit, seen.rejected):
            was_first = block.key[0] in FIRST_ONLY and self._first(block.number) == number
            self._db.execute(
                "DELETE FROM unit_block WHERE block = ? AND sort = ? AND place = ? AND country = ? AND unit = ?",
                (block.number, block.sort, block.place, block.country, number),
            )
            first = self._first(block.number) if was_first else None
            if first is not None:
                self._anew.add(first)
            if block.number in self._crowds and len(self._members(block.number, CROWD + 1)) <= CROWD:
                self._db.execute("DELETE FROM unit_crowd WHERE block = ?", (block.number,))
                self._crowds.discard(block.number)
                self._anew |= set(self._members(block.number))
                self._filled[block.number] = block.key
        self._db.execute("DELETE FROM unit WHERE number = ?", (number,))
        self.seen.drop(number)
        self._anew.discard(number)
        self.touched.discard(number)

    def _insert(self, unit: Unit, rejected: bool) -> None:
        bare = unit.bare
        row = (unit.report_id, unit.event_id, int(rejected), place_of(unit), dumps(as_record(bare)))
        number = int(
            self._db.execute(
                "INSERT INTO unit (report_id, event_id, rejected, place, profile) VALUES (?, ?, ?, ?, ?)", row
            ).lastrowid
            or 0
        )
        self.seen[number] = Seen(number, rejected, bare)
        blocks = {block.number: block for block in self._blocks(bare, rejected)}
        for block in blocks.values():
            if block.key[0] in FIRST_ONLY:
                self._displace(block, number)
            elif block.key[0] in CROWDING and block.number not in self._crowds:
                self._filled[block.number] = block.key
        self._db.executemany(
            "INSERT INTO unit_block VALUES (?, ?, ?, ?, ?)",
            sorted((block.number, block.sort, block.place, block.country, number) for block in blocks.values()),
        )
        self._anew.add(number)

    def _displace(self, block: Block, number: int) -> None:
        """Where a new unit comes before the first of a block, the old first no longer meets the others there."""
        row = self._db.execute(
            "SELECT place, unit FROM unit_block WHERE block = ? ORDER BY sort, place LIMIT 1", (block.number,)
        ).fetchone()
        if row and block.place < row[0]:
            self._again |= set(self._ties(row[1]))

    def _crowd(self) -> None:
        """Close the blocks that have become crowded; the pairs within them need another block."""
        for block in sorted(self._filled):
            members = self._members(block, CROWD + 1)
            if len(members) > CROWD:
                self._db.execute("INSERT OR IGNORE INTO unit_crowd VALUES (?)", (block,))
                self._crowds.add(block)
                inside = set(self._members(block))
                self._again |= {tie for one in inside for tie in self._ties(one) if inside.issuperset(tie)}

    def _members(self, block: int, limit: int = -1) -> list[int]:
        rows = self._db.execute("SELECT unit FROM unit_block WHERE block = ? LIMIT ?", (block, limit))
        return [row[0] for row in rows]

    def _first(self, block: int) -> int | None:
        query = "SELECT unit FROM unit_block WHERE block = ? ORDER BY sort, place LIMIT 1"
        row = self._db.execute(query, (block,)).fetchone()
        return row[0] if row else None

    def _still_meet(self, a: Seen, b: Seen) -> bool:
        if a.rejected is not b.rejected:
            return False

        def first(key: Key) -> bool:
            return self._first(number_of(*key, a.rejected)) in (a.number, b.number)

        return still_meet(a.unit, b.unit, lambda key: number_of(*key, a.rejected) in self._crowds, first)

    # Pairs

    def _ties(self, number: int) -> list[tuple[int, int]]:
        return self._db.execute("SELECT a, b FROM unit_tie WHERE a = :me OR b = :me", {"me": number}).fetchall()

    def neighbours(self, number: int) -> set[int]:
        """The units that a unit joins."""
        return {one for tie in self._ties(number) for one in tie if one != number}

    def _untie(self, number: int) -> None:
        self.touched |= self.neighbours(number)
        self._db.execute("DELETE FROM unit_tie WHERE a = :me OR b = :me", {"me": number})

    def _find_partners(self, me: Seen) -> None:
        """Compare a unit with those it meets, and tie it to those it joins."""
        bonds = self._decided.of(me.unit.report_id)[2]
        for number in sorted(self._partners(me)):
            other = self.seen[number]
            # Of two that are looked at anew the second one finds the first: each pair is compared once.
            if (number in self._anew and number > me.number) or not may_pair(me.unit, other.unit, self._families):
                continue
            x, y = sorted((me, other), key=lambda one: one.unit.key)
            verdict = Judge((x.unit, y.unit), self._families, bonds).compare(0, 1)
            if verdict.joins:
                a, b = sorted((me.number, number))
                self._db.execute(
                    "INSERT OR REPLACE INTO unit_tie VALUES (?, ?, ?, ?)",
                    (a, b, verdict.score, int(verdict.reasons == SAME_WORDS)),
                )
                self.touched |= {a, b}

    def _partners(self, me: Seen) -> set[int]:
        signs = Signs.of(me.unit)
        sort = sort_of(signs)
        found: set[int] = set()
        wanted: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for block in self._blocks(me.unit, me.rejected):
            if block.key[0] in FIRST_ONLY:
                first = self._first(block.number)
                found |= set(self._members(block.number)) if first == me.number else {first} if first else set()
                continue
            sorts = sorts_met(block.key[0], sort, block.number in self._crowds)
            if sorts:
                wanted[sorts].append(block.number)
        for sorts, blocks in wanted.items():
            query, values = query_of(sorts, signs.country)
            for number in blocks:
                found.update(row[0] for row in self._db.execute(query, (number, *values)))
        found.discard(me.number)
        return found

    def ties_among(self, numbers: Collection[int]) -> Mapping[tuple[int, int], tuple[float, bool]]:
        """Score, and whether the two are copies, of every pair among some units that joins."""
        rows = self._stock.rows("SELECT a, b, score, copies FROM unit_tie WHERE a IN", sorted(numbers))
        return {(a, b): (score, bool(copies)) for a, b, score, copies in rows}
