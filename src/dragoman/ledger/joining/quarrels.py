"""Quarrels: statements that are set against each other, and what a report disputes by itself, kept up with the ledger.

Invariant: the disputes of no incident are those that `reconcile.disputes.dispute` would find among all statements.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from ...model import Disagreement, from_record
from ...reconcile.accounts import ELSEWHERE
from ...reconcile.disputes.dates import conflicting_dates
from ...reconcile.disputes.dispute import (
    CROWD,
    CROWDING,
    Block,
    Opposition,
    blocks_of,
    disputes_of,
    find_told,
    month_of,
    oppose,
)
from ...reconcile.disputes.matters import season_of
from ...reconcile.disputes.unite import covered
from ...reconcile.disputes.views import View
from ..rows import dumps
from .decided import Decided
from .groups import groups_of
from .kept import KeptQuarrels
from .stock import Recent, Stock, number_of

# So many voices are a few dozen megabytes.
_VOICES = 10_000


Cell = tuple[str, int]
"""Within which statements form chains: an axis, and a season (`season_of`)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement that leans some way, the incidents of its mentions, and its blocks with the way it leans in each."""

    view: View
    joined: dict[str, str]
    blocks: frozenset[tuple[int, int]]


class Quarrels:
    """The statements that lean some way, and the disputes between them."""

    def __init__(self, stock: Stock, decided: Decided, at: str) -> None:
        self._stock, self._db, self._decided = stock, stock.db, decided
        self._polarity = stock.lore.polarity
        self._crowds = {row[0] for row in self._db.execute("SELECT block FROM voice_crowd")}
        self._anew: set[int] = set()
        """Voices whose opposites are to be looked for."""
        self._again: set[tuple[int, int]] = set()
        """Pairs that may have lost the block that brought them together."""
        self._seen: Recent[int, Voice] = Recent(self._load, _VOICES)
        self._touched: set[int] = set()
        """Voices whose disputes are to be made anew."""
        self._gone: set[int] = set()
        self._kept = KeptQuarrels(stock, at)

    def update(self, reports: Collection[str], moved: Collection[str], earnest: Collection[str]) -> None:
        """Bring the disputes up to date.

        `reports` were read anew, have another origin, or persons decided on them; the mentions `moved` are of another
        incident; in the reports `earnest` an incident came to a dispute about what is meant, or lost it.
        """
        for report_id in sorted(reports):
            self._enter(report_id)
        query = "SELECT DISTINCT report_id FROM mention WHERE mention_id IN"
        others = {row[0] for row in self._stock.rows(query, sorted(moved))} - set(reports)
        for report_id in sorted(others):
            self._move(report_id)
        voices = self._stock.rows("SELECT number FROM voice WHERE report_id IN", sorted(set(earnest) - set(reports)))
        self._touched |= {row[0] for row in voices}
        for number in sorted(self._anew):
            self._touched |= self._partners(number)
            self._db.execute("DELETE FROM voice_tie WHERE plus = :me OR minus = :me", {"me": number})
        for number in sorted(self._anew):
            self._oppose(number)
        for plus, minus in sorted(self._again):
            if not self._anew & {plus, minus} and not self._still_meet(plus, minus):
                self._db.execute("DELETE FROM voice_tie WHERE plus = ? AND minus = ?", (plus, minus))
                self._touched |= {plus, minus}
        self._touched |= self._anew
        self._dispute()
        for report_id in sorted(reports):
            self._alone(report_id)
        self._kept.show()
        self._anew, self._again, self._touched, self._gone = set(), set(), set(), set()

    # Voices

    def _enter(self, report_id: str) -> None:
        """All voices of a report, in the place of those it had."""
        for (number,) in self._db.execute("SELECT number FROM voice WHERE report_id = ?", (report_id,)).fetchall():
            self._remove(number)
            self._gone.add(number)
        incidents = self._incidents(report_id)
        for view in self._stock.views([report_id]).all:
            if view.leanings:
                self._insert(view, _joined(view, incidents))

    def _move(self, report_id: str) -> None:
        """The voices of a report that speak of another incident now."""
        incidents = self._incidents(report_id)
        views = {view.statement.statement_id: view for view in self._stock.views([report_id]).all}
        query = "SELECT number, statement_id, incidents FROM voice WHERE report_id = ?"
        for number, statement_id, before in self._db.execute(query, (report_id,)).fetchall():
            joined = _joined(views[statement_id], incidents)
            if dumps(joined) != before:
                self._remove(number)
                self._insert(views[statement_id], joined, number)

    def _incidents(self, report_id: str) -> dict[str, str]:
        """The incident of each mention of a report that counts."""
        query = """SELECT m.mention_id, i.incident_id FROM mention m
            JOIN incident_mention i ON i.mention_id = m.mention_id JOIN incident x ON x.incident_id = i.incident_id
            WHERE m.report_id = ? AND +x.rejected = 0"""
        return dict(self._db.execute(query, (report_id,)).fetchall())

    def _remove(self, number: int) -> None:
        self._touched |= self._partners(number)
        self._db.execute("DELETE FROM voice_tie WHERE plus = :me OR minus = :me", {"me": number})
        blocks = {row[0] for row in self._db.execute("SELECT block FROM voice_block WHERE voice = ?", (number,))}
        self._db.execute("DELETE FROM voice_block WHERE voice = ?", (number,))
        self._db.execute("DELETE FROM voice WHERE number = ?", (number,))
        for block in blocks & self._crowds:
            if len(self._members(block)) <= CROWD:
                self._db.execute("DELETE FROM voice_crowd WHERE block = ?", (block,))
                self._crowds.discard(block)
                self._anew |= self._members(block)
        self._seen.drop(number)
        self._anew.discard(number)
        self._touched.discard(number)
        self._again = {pair for pair in self._again if number not in pair}

    def _insert(self, view: View, joined: dict[str, str], number: int | None = None) -> None:
        said = view.statement
        number = int(
            self._db.execute(
                "INSERT INTO voice (number, statement_id, report_id, incidents) VALUES (?, ?, ?, ?)",
                (number, said.statement_id, said.report_id, dumps(joined)),
            ).lastrowid
            or 0
        )
        self._seen[number] = voice = self._voice(view, joined)
        rows = sorted((block, sign, number) for block, sign in voice.blocks)
        self._db.executemany("INSERT INTO voice_block VALUES (?, ?, ?)", rows)
        crowding = {_number(block) for _, block in blocks_of(view, self._polarity, joined) if block[1] in CROWDING}
        for one in sorted(crowding - self._crowds):
            self._crowd(one)
        self._anew.add(number)

    def _crowd(self, block: int) -> None:
        """Close a block that has become crowded; the pairs within it need another one."""
        members = self._members(block)
        if len(members) > CROWD:
            self._db.execute("INSERT INTO voice_crowd VALUES (?)", (block,))
            self._crowds.add(block)
            ties = self._stock.rows("SELECT plus, minus FROM voice_tie WHERE plus IN", sorted(members))
            self._again |= {(plus, minus) for plus, minus in ties if minus in members}

    def _members(self, block: int) -> set[int]:
        return {row[0] for row in self._db.execute("SELECT voice FROM voice_block WHERE block = ?", (block,))}

    def _partners(self, number: int) -> set[int]:
        query = "SELECT minus FROM voice_tie WHERE plus = :me UNION SELECT plus FROM voice_tie WHERE minus = :me"
        return {row[0] for row in self._db.execute(query, {"me": number})}

    def _load(self, number: int) -> Voice:
        statement_id, report_id, incidents = self._db.execute(
            "SELECT statement_id, report_id, incidents FROM voice WHERE number = ?", (number,)
        ).fetchone()
        views = self._stock.views([report_id]).all
        view = next(view for view in views if view.statement.statement_id == statement_id)
        return self._voice(view, json.loads(incidents))

    def _voice(self, view: View, joined: dict[str, str]) -> Voice:
        blocks = frozenset((_number(block), sign) for sign, block in blocks_of(view, self._polarity, joined))
        return Voice(view, joined, blocks)

    def _oppose(self, number: int) -> None:
        """Find the opposites of a voice."""
        me = self._seen[number]
        found: set[int] = set()
        for block, sign in me.blocks:
            if block not in self._crowds:
                rows = self._db.execute("SELECT voice FROM voice_block WHERE block = ? AND sign = ?", (block, -sign))
                found.update(row[0] for row in rows)
        for other in sorted(found - {number}):
            if other in self._anew and other > number:
                continue
            one = self._opposition(number, other)
            if one is not None:
                ends = (number, other) if one.plus is me.view else (other, number)
                values = (*ends, one.axis, season_of(one))
                self._db.execute("INSERT OR REPLACE INTO voice_tie VALUES (?, ?, ?, ?)", values)
                self._touched |= {number, other}

    def _opposition(self, number: int, other: int) -> Opposition | None:
        first, second = sorted((self._seen[number], self._seen[other]), key=lambda voice: voice.view.order)
        return oppose(first.view, second.view, self._polarity, first.joined | second.joined)

    def _still_meet(self, number: int, other: int) -> bool:
        mine, its = self._seen[number].blocks, self._seen[other].blocks
        return any((block, -sign) in its and block not in self._crowds for block, sign in mine)

    # Disputes

    def _dispute(self) -> None:
        """Make the disputes of all touched voices anew."""
        for number in sorted(self._gone | self._touched):
            self._kept.drop_all(number)
        there: dict[Cell, set[int]] = {}
        for number in self._touched:
            for cell in self._cells(number):
                there.setdefault(cell, set()).add(number)
        for cell, numbers in sorted(there.items()):
            for group in groups_of(numbers, partial(self._partners_in, cell=cell)):
                self._dispute_group(group, cell)

    def _cells(self, number: int) -> list[Cell]:
        query = """SELECT axis, season FROM voice_tie WHERE plus = :me
            UNION SELECT axis, season FROM voice_tie WHERE minus = :me"""
        return self._db.execute(query, {"me": number}).fetchall()

    def _partners_in(self, number: int, cell: Cell) -> set[int]:
        """Whom a voice opposes on one axis, in one season."""
        query = """SELECT minus FROM voice_tie WHERE plus = ?1 AND axis = ?2 AND season = ?3
            UNION SELECT plus FROM voice_tie WHERE minus = ?1 AND axis = ?2 AND season = ?3"""
        return {row[0] for row in self._db.execute(query, (number, *cell))}

    def _dispute_group(self, group: Sequence[int], cell: Cell) -> None:
        self._kept.drop([_owner(number, cell) for number in group])
        ties = self._stock.rows("SELECT plus, minus, axis, season FROM voice_tie WHERE plus IN", group)
        pairs = [(plus, minus) for plus, minus, *of in ties if tuple(of) == cell]
        opposed = [one for pair in pairs if (one := self._opposition(*pair)) is not None]
        query = "SELECT DISTINCT report_id FROM voice WHERE number IN"
        reports = sorted({row[0] for row in self._stock.rows(query, group)})
        world = self._stock.world(reports, ())
        found = disputes_of(opposed, self._stock.views(reports), world, self._polarity)
        about = self._about_incidents(reports, {one.field for one in found})
        self._kept.keep(_owner(group[0], cell), [one for one in found if not covered(one, about)])

    def _about_incidents(self, reports: Sequence[str], fields: Collection[str]) -> list[Disagreement]:
        """The disagreements on incidents that some reports tell of, on some fields."""
        query = """SELECT DISTINCT d.record, d.field FROM mention m
            JOIN incident_mention i ON i.mention_id = m.mention_id
            JOIN disagreement d ON d.incident_id = i.incident_id WHERE m.report_id IN"""
        rows = self._stock.rows(query, reports)
        return [from_record(Disagreement, json.loads(record)) for record, field in rows if field in fields]

    def _alone(self, report_id: str) -> None:
        """What a report disputes by itself."""
        self._kept.drop([f"report {report_id}", f"dates {report_id}"])
        mentions, rejected, _ = self._decided.of(report_id)
        joined = {m.mention_id: ELSEWHERE for m in mentions if m.mention_id not in rejected}
        world, views = self._stock.world([report_id], mentions), self._stock.views([report_id])
        found = find_told(views, world, self._polarity, self._stock.lore.families, joined)
        self._kept.keep(f"report {report_id}", [one for one in found if one.incident_id is None])
        self._kept.keep(f"dates {report_id}", conflicting_dates(world, self._polarity))


def _joined(view: View, incidents: dict[str, str]) -> dict[str, str]:
    """The incidents of the mentions of a statement."""
    return {m: incidents[m] for m in sorted(view.statement.mentions) if m in incidents}


def _owner(number: int, cell: Cell) -> str:
    """What the disputes of a chain are kept under: its first voice, and its cell."""
    return f"voice {number} {cell[0]} {cell[1]}"


def _number(block: Block) -> int:
    return number_of(*block, month=month_of(block))
