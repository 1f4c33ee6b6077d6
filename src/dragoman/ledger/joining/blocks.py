"""The blocks in which units stand: who leads in each, which are crowded, and whom a unit meets there.

Invariant: after `settle` the tables hold what `reconcile.matching.blocks` would make of all units; what that changes
for units that were there (one leads now, or leads no more; a block became crowded, or is so no more) is noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from ...reconcile.matching.blocks import ANY_COUNTRY, CROWD, CROWDING, Key, leaders_in, meet
from .seen import Block, Place
from .sorts import query_of, sorts_met
from .stock import Stock, chunks
from .ties import Tie, Ties

# So many blocks are asked about in one query.
_BLOCKS = 500


class Blocks:
    """The tables `unit_block` and `unit_crowd`."""

    def __init__(self, stock: Stock, ties: Ties) -> None:
        self._stock, self._db, self._ties = stock, stock.db, ties
        self._crowds = {row[0] for row in self._db.execute("SELECT block FROM unit_crowd")}
        self._filled: dict[int, Key] = {}
        """Blocks that got a member, and may be crowded now."""
        self._emptied: dict[int, Key] = {}
        """Crowded blocks that lost a member, and may be crowded no more."""
        self.anew: set[int] = set()
        """Units that meet others than before: their partners are to be looked for."""
        self.again: set[Tie] = set()
        """Pairs that may have lost the block that brought them together."""

    # Who stands in them

    def leave(self, number: int, place: Place) -> None:
        """A unit is no more."""
        for block in place.blocks:
            gone = "DELETE FROM unit_block WHERE block = ? AND leads = ? AND crew = ? AND rank = ? AND unit = ?"
            if self._db.execute(gone, (block.number, 1, block.crew, place.rank, number)).rowcount:
                self._promote(block)
            else:
                self._db.execute(gone, (block.number, 0, block.crew, place.rank, number))
            if block.number in self._crowds:
                self._emptied[block.number] = block.key

    def _promote(self, block: Block) -> None:
        """The next of a crew leads in the place of one that left; it meets all others of the block."""
        following = """SELECT rank, unit FROM unit_block WHERE block = ? AND leads = 0 AND crew = ?
            ORDER BY rank, unit LIMIT 1"""
        for rank, number in self._db.execute(following, (block.number, block.crew)).fetchall():
            self._lead(block, rank, number, leads=True)
            self.anew.add(number)

    def enter(self, number: int, place: Place) -> None:
        """A unit is new."""
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
        self.anew.add(number)

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
        self.again |= {tie for tie in self._ties.of(number) if not led.isdisjoint(tie)} if led else set()

    def _lead(self, block: Block, rank: int, number: int, leads: bool) -> None:
        self._db.execute(
            "UPDATE unit_block SET leads = ? WHERE block = ? AND leads = ? AND crew = ? AND rank = ? AND unit = ?",
            (int(leads), block.number, int(not leads), block.crew, rank, number),
        )

    # Which are crowded

    def settle(self) -> None:
        """Close the blocks that have become crowded, and open those that are no more.

        Only when all units have come that take the place of others: most blocks hold as many as before.
        """
        for block, key in sorted(self._emptied.items()):
            if not self._is_crowded(block):
                self._db.execute("DELETE FROM unit_crowd WHERE block = ?", (block,))
                self._crowds.discard(block)
                sorts, parted = self._sorts(block, key[0])
                self.anew |= {number for number, sort in sorts.items() if sort in parted[sort]}
        for block, key in sorted(self._filled.items()):
            if self._is_crowded(block):
                # The pairs within need another block.
                self._db.execute("INSERT OR IGNORE INTO unit_crowd VALUES (?)", (block,))
                self._crowds.add(block)
                sorts, parted = self._sorts(block, key[0])
                some = [number for number, sort in sorts.items() if sort in parted[sort]]
                ties = (tie for number in some for tie in self._ties.of(number))
                self.again |= {(a, b) for a, b in ties if a in sorts and sorts.get(b) in parted[sorts[a]]}
        self._filled, self._emptied = {}, {}

    def _is_crowded(self, block: int) -> bool:
        members = self._db.execute("SELECT unit FROM unit_block WHERE block = ? LIMIT ?", (block, CROWD + 1))
        return len(members.fetchall()) > CROWD

    def _sorts(self, block: int, kind: str) -> tuple[dict[int, int], dict[int, set[int]]]:
        """The sorts of a block's members, and those that each sort meets by it only as long as it is not crowded.

        Of two that meet only so, one at least is of a sort that meets its own only so.
        """
        rows = self._db.execute("SELECT unit, sort FROM unit_block WHERE block = ?", (block,))
        sorts: dict[int, int] = dict(rows.fetchall())
        every = set(sorts.values())
        return sorts, {one: {*sorts_met(kind, one, False)} - {*sorts_met(kind, one, True)} for one in every}

    # Who meets whom

    def meet(self, a: int, mine: Place, b: int, its: Place) -> bool:
        """True when a block brings two units together."""
        others = {block.number: block for block in its.blocks}
        return any(
            meet(block.key[0], mine.signs, its.signs, block.number in self._crowds)
            and (self._leads(block, mine, a) or self._leads(others[block.number], its, b))
            for block in mine.blocks
            if block.number in others
        )

    def _leads(self, block: Block, place: Place, number: int) -> bool:
        row = (block.number, block.crew, place.rank, number)
        query = "SELECT 1 FROM unit_block WHERE block = ? AND leads = 1 AND crew = ? AND rank = ? AND unit = ?"
        return self._db.execute(query, row).fetchone() is not None

    def partners(self, number: int, place: Place) -> set[int]:
        """The units that a unit meets."""
        signs = place.signs
        found: set[int] = set()
        wanted: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for block in place.blocks:
            sorts = sorts_met(block.key[0], signs.sort, block.number in self._crowds)
            if sorts:
                # What needs no country to be the same goes apart.
                wanted[() if block.key[0] in ANY_COUNTRY else sorts].append(block.number)
        for sorts, blocks in wanted.items():
            rows = self._meeting(blocks, sorts, signs.country, number, leading=True)
            found.update(one for _, one in rows)
            led = [block for block, one in rows if one == number]
            if led:
                rows = self._meeting(led, sorts, signs.country, number, leading=False)
                found.update(one for _, one in rows)
        found.discard(number)
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
