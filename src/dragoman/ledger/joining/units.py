"""Units of new reports among those that are there: the blocks that they stand in, and the pairs that join.

Invariant: the ties are the pairs that `reconcile.join` would join among all units; see `reconcile.blocks` for what a
pair may depend on. What changes for units that were there (who leads in a block, whether it is crowded) is seen to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from ...model import as_record
from ...reconcile.matching.blocks import (
    ANY_COUNTRY,
    CROWD,
    CROWDING,
    Key,
    leaders_in,
    may_pair,
    meet,
)
from ...reconcile.matching.compare import SAME_WORDS
from ...reconcile.matching.join import Judge
from ...reconcile.matching.profiles import make_units
from ...reconcile.matching.units import Unit
from ..rows import dumps
from .decided import Decided
from .seen import Block, Place, Seen, SeenUnits
from .sorts import query_of, sorts_met
from .stock import Stock, chunks

# So many blocks are asked about in one query.
_BLOCKS = 500
Name = tuple[str, bool]
"""Event and whether it is rejected: what a unit is called within its report."""


class Units:
    """The units of a ledger, and the pairs of them that join."""

    def __init__(self, stock: Stock, decided: Decided) -> None:
        self._stock, self._db, self._decided = stock, stock.db, decided
        self._families = stock.lore.families
        kept = stock.part(SeenUnits)
        self.seen, self._place = kept.seen, kept.place
        self._crowds = {row[0] for row in self._db.execute("SELECT block FROM unit_crowd")}
        self._anew: set[int] = set()
        """Units whose partners are to be looked for."""
        self._again: set[tuple[int, int]] = set()
        """Pairs that may have lost the block that brought them together."""
        self._filled: dict[int, Key] = {}
        """Blocks that got a member, and may be crowded now."""
        self._emptied: dict[int, Key] = {}
        """Crowded blocks that lost a member, and may be crowded no more."""
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
        # What a newer version does not tell any more is told otherwise for that.
        query = """SELECT u.number FROM report r JOIN report o ON o.article_id = r.article_id
            JOIN unit u ON u.report_id = o.report_id WHERE o.report_id <> r.report_id AND r.report_id IN"""
        self.touched |= {row[0] for row in self._stock.rows(query, sorted(reports))}
        self._anew, self._again, self._filled, self._emptied = set(), set(), {}, {}

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

    # Blocks

    def _remove(self, number: int) -> None:
        row = self._db.execute("SELECT incident_id FROM unit WHERE number = ?", (number,)).fetchone()
        self.orphaned |= {row[0]} if row[0] else set()
        self._untie(number)
        place = self._place[number]
        rank = place.rank
        for block in place.blocks:
            gone = "DELETE FROM unit_block WHERE block = ? AND leads = ? AND crew = ? AND rank = ? AND unit = ?"
            if self._db.execute(gone, (block.number, 1, block.crew, rank, number)).rowcount:
                self._promote(block)
            else:
                self._db.execute(gone, (block.number, 0, block.crew, rank, number))
            if block.number in self._crowds:
                self._emptied[block.number] = block.key
        self._db.execute("DELETE FROM unit WHERE number = ?", (number,))
        self.seen.drop(number)
        self._place.drop(number)
        self._anew.discard(number)
        self.touched.discard(number)

    def _promote(self, block: Block) -> None:
        """The next of a crew leads in the place of one that left; it meets all others of the block."""
        following = """SELECT rank, unit FROM unit_block WHERE block = ? AND leads = 0 AND crew = ?
            ORDER BY rank, unit LIMIT 1"""
        for rank, number in self._db.execute(following, (block.number, block.crew)).fetchall():
            self._lead(block, rank, number, leads=True)
            self._anew.add(number)

    def _lead(self, block: Block, rank: int, number: int, leads: bool) -> None:
        self._db.execute(
            "UPDATE unit_block SET leads = ? WHERE block = ? AND leads = ? AND crew = ? AND rank = ? AND unit = ?",
            (int(leads), block.number, int(not leads), block.crew, rank, number),
        )

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
        place = self._place[number]
        signs, rank = place.signs, place.rank
        last = self._last_leaders(place.blocks)
        rows = []
        for block in place.blocks:
            count, lowest = last.get((block.number, block.crew), (0, -1))
            full = count >= leaders_in(block.key[0])
            if full and rank < lowest:
                self._displace(block, lowest)
            leads = not full or rank < lowest
            rows.append((block.number, int(leads), block.crew, rank, number, signs.sort, signs.country or ""))
            if block.key[0] in CROWDING and block.number not in self._crowds:
                self._filled[block.number] = block.key
        self._db.executemany("INSERT INTO unit_block VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(rows))
        self._anew.add(number)

    def _last_leaders(self, blocks: Collection[Block]) -> dict[tuple[int, int], tuple[int, int]]:
        """How many lead in some blocks, and the rank of the last of them, by block and crew."""
        crews = sorted({block.crew for block in blocks})
        query = f"""SELECT block, crew, count(*), max(rank) FROM unit_block
            WHERE leads = 1 AND crew IN ({", ".join(map(str, crews))}) AND block IN"""
        rows = self._stock.rows(query, sorted(block.number for block in blocks), "GROUP BY block, crew")
        return {(block, crew): (count, last) for block, crew, count, last in rows}

    def _displace(self, block: Block, rank: int) -> None:
        """Where a new unit leads in the place of another, that one no longer meets all others there."""
        query = """SELECT unit, sort FROM unit_block WHERE block = ? AND leads = 1 AND crew = ? AND rank = ?
            ORDER BY unit DESC"""
        number, sort = self._db.execute(query, (block.number, block.crew, rank)).fetchone()
        # Those it did not meet by this block it has not lost, and with those that lead themselves it meets as before.
        met = ", ".join(map(str, sorts_met(block.key[0], sort, block.number in self._crowds)))
        query = f"SELECT unit FROM unit_block WHERE block = ? AND leads = 0 AND sort IN ({met})"
        led = {row[0] for row in self._db.execute(query, (block.number,))}
        self._lead(block, rank, number, leads=False)
        self._again |= {tie for tie in self._ties(number) if not led.isdisjoint(tie)} if led else set()

    def _crowd(self) -> None:
        """Close the blocks that have become crowded, and open those that are no more.

        Only now, when all units have come that take the place of others: most blocks hold as many as before.
        """
        for block, key in sorted(self._emptied.items()):
            if len(self._members(block, CROWD + 1)) <= CROWD:
                self._db.execute("DELETE FROM unit_crowd WHERE block = ?", (block,))
                self._crowds.discard(block)
                sorts, parted = self._sorts(block, key[0])
                self._anew |= {number for number, sort in sorts.items() if sort in parted[sort]}
        for block, key in sorted(self._filled.items()):
            if len(self._members(block, CROWD + 1)) > CROWD:
                # The pairs within need another block.
                self._db.execute("INSERT OR IGNORE INTO unit_crowd VALUES (?)", (block,))
                self._crowds.add(block)
                sorts, parted = self._sorts(block, key[0])
                some = [number for number, sort in sorts.items() if sort in parted[sort]]
                ties = (tie for number in some for tie in self._ties(number))
                self._again |= {(a, b) for a, b in ties if a in sorts and sorts.get(b) in parted[sorts[a]]}

    def _sorts(self, block: int, kind: str) -> tuple[dict[int, int], dict[int, set[int]]]:
        """The sorts of a block's members, and those that each sort meets by it only as long as it is not crowded.

        Of two that meet only so, one at least is of a sort that meets its own only so.
        """
        rows = self._db.execute("SELECT unit, sort FROM unit_block WHERE block = ?", (block,))
        sorts: dict[int, int] = dict(rows.fetchall())
        every = set(sorts.values())
        return sorts, {one: {*sorts_met(kind, one, False)} - {*sorts_met(kind, one, True)} for one in every}

    def _members(self, block: int, limit: int = -1) -> list[int]:
        rows = self._db.execute("SELECT unit FROM unit_block WHERE block = ? LIMIT ?", (block, limit))
        return [row[0] for row in rows]

    def _still_meet(self, a: Seen, b: Seen) -> bool:
        if a.rejected is not b.rejected:
            return False

        mine, its = self._place[a.number], self._place[b.number]
        others = {block.number: block for block in its.blocks}
        return any(
            meet(block.key[0], mine.signs, its.signs, block.number in self._crowds)
            and (self._leads(block, mine, a.number) or self._leads(others[block.number], its, b.number))
            for block in mine.blocks
            if block.number in others
        )

    def _leads(self, block: Block, place: Place, number: int) -> bool:
        row = (block.number, block.crew, place.rank, number)
        query = "SELECT 1 FROM unit_block WHERE block = ? AND leads = 1 AND crew = ? AND rank = ? AND unit = ?"
        return self._db.execute(query, row).fetchone() is not None

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
        place = self._place[me.number]
        signs = place.signs
        found: set[int] = set()
        wanted: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for block in place.blocks:
            sorts = sorts_met(block.key[0], signs.sort, block.number in self._crowds)
            if sorts:
                # What needs no country to be the same goes apart.
                wanted[() if block.key[0] in ANY_COUNTRY else sorts].append(block.number)
        for sorts, blocks in wanted.items():
            rows = self._meeting(blocks, sorts, signs.country, me.number, leading=True)
            found.update(number for _, number in rows)
            led = [one for one, number in rows if number == me.number]
            if led:
                rows = self._meeting(led, sorts, signs.country, me.number, leading=False)
                found.update(number for _, number in rows)
        found.discard(me.number)
        return found

    def _meeting(
        self, blocks: Sequence[int], sorts: tuple[int, ...], country: str | None, me: int, leading: bool
    ) -> list[tuple[int, int]]:
        """The members of some blocks that may meet a unit, those that lead there or the others, and the unit itself."""
        query, values = query_of(sorts, country, me, leading)
        found: list[tuple[int, int]] = []
        for chunk in chunks(blocks, _BLOCKS):
            marks = ", ".join("?" * len(chunk))
            found += self._db.execute(f"{query} AND block IN ({marks})", (*values, *chunk)).fetchall()
        return found

    def ties_among(self, numbers: Collection[int]) -> Mapping[tuple[int, int], tuple[float, bool]]:
        """Score, and whether the two are copies, of every pair among some units that joins."""
        rows = self._stock.rows("SELECT a, b, score, copies FROM unit_tie WHERE a IN", sorted(numbers))
        return {(a, b): (score, bool(copies)) for a, b, score, copies in rows}
