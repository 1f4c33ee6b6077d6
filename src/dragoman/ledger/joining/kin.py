"""Kin: the origins of new reports, found among the reports that share sampled runs of words with them.

Invariant: the ties are those that `reconcile.origins.find_origins` would find among all reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...reconcile.origins import LEAST_SHARED, OLDEST, Kept, kinship, named
from ..rows import Row, dumps
from .groups import groups_of
from .stock import Stock
from .swap import swap

# The oldest holders of each of some samples, in one question: most of what a report holds nobody else does.
_OLDEST_OF = """SELECT s.value, (
        SELECT group_concat(number || ' ' || age) FROM (
            SELECT number, age FROM kin_sample WHERE sample = s.value ORDER BY age, number LIMIT ?
        )
    ) FROM json_each(?) s"""
Holders = dict[int, list[tuple[int, int]]]
"""For samples, who holds them, the oldest first: number and age."""


class Kin:
    """The groups of reports of one origin."""

    def __init__(self, stock: Stock, at: str) -> None:
        self._stock, self._db, self._at = stock, stock.db, at
        self._fresh: set[int] = set()
        """Reports whose ties are to be found anew."""

    def update(self, reports: Iterable[str]) -> set[str]:
        """Give new and changed reports their origins; the reports whose origin is another one now."""
        for report_id in reports:
            self._enter(report_id)
        touched = set(self._fresh)
        for number in sorted(self._fresh):
            touched |= self._partners(number)
            self._db.execute("DELETE FROM kin_tie WHERE older = ? OR younger = ?", (number, number))
        for number in sorted(self._fresh):
            self._tie(number)
            touched |= self._partners(number)
        self._fresh = set()
        return self._name(touched)

    def _enter(self, report_id: str) -> None:
        """Put a report among the holders of what is sampled of it."""
        one = self._stock.print[report_id]
        kept = Kept.of(one.report)
        row = (kept.article_id, kept.external_id, kept.sha256, one.age)
        known = self._db.execute(
            "SELECT number, article_id, external_id, sha256, age FROM kin WHERE report_id = ?", (report_id,)
        ).fetchone()
        if known and known[1:] == row:
            return
        if known:
            # A new reading dates it otherwise. Who stood next after the oldest holders may take its place.
            number = known[0]
            self._leave(number, known[4], one.samples)
            self._db.execute(
                "UPDATE kin SET article_id = ?, external_id = ?, sha256 = ?, age = ? WHERE number = ?", (*row, number)
            )
        else:
            number = self._db.execute(
                "INSERT INTO kin (report_id, article_id, external_id, sha256, age) VALUES (?, ?, ?, ?, ?)",
                (report_id, *row),
            ).lastrowid
        self._fresh.add(number)
        for oldest in self._oldest(one.samples, OLDEST).values():
            if len(oldest) == OLDEST and one.age < oldest[-1][1]:
                self._fresh.add(oldest[-1][0])
        rows = [(sample, one.age, number) for sample in sorted(one.samples)]
        self._db.executemany("INSERT INTO kin_sample VALUES (?, ?, ?)", rows)

    def _oldest(self, samples: Iterable[int], most: int) -> Holders:
        """The oldest holders of those samples that anybody holds."""
        found: Holders = {}
        for sample, holders in self._db.execute(_OLDEST_OF, (most, dumps(sorted(samples)))):
            if holders:
                pairs = (one.split(" ") for one in holders.split(","))
                found[sample] = sorted(((int(number), int(age)) for number, age in pairs), key=_by_age)
        return found

    def _leave(self, number: int, age: int, samples: Iterable[int]) -> None:
        held = self._oldest(samples, OLDEST + 1)
        for sample, oldest in held.items():
            if len(oldest) > OLDEST and any(holder == number for holder, _ in oldest[:OLDEST]):
                self._fresh.add(oldest[OLDEST][0])
            row = (sample, age, number)
            self._db.execute("DELETE FROM kin_sample WHERE sample = ? AND age = ? AND number = ?", row)

    def _tie(self, number: int) -> None:
        """Find the ties of a report with older ones, and with younger ones where it is among the oldest holders."""
        me = self._stock.print[self._id(number)]
        older: Counter[int] = Counter()
        younger: Counter[int] = Counter()
        for sample, oldest in self._oldest(me.samples, OLDEST).items():
            older.update(holder for holder, age in oldest if age < me.age)
            if any(holder == number for holder, _ in oldest):
                rows = self._db.execute("SELECT number FROM kin_sample WHERE sample = ? AND age > ?", (sample, me.age))
                younger.update(row[0] for row in rows.fetchall())
        for other, count in sorted(older.items()):
            if count >= LEAST_SHARED:
                self._compare(other, number)
        for other, count in sorted(younger.items()):
            # What is fresh itself looks for its older kin.
            if count >= LEAST_SHARED and other not in self._fresh:
                self._compare(number, other)

    def _compare(self, older: int, younger: int) -> None:
        why = kinship(self._stock.print[self._id(older)], self._stock.print[self._id(younger)])
        if why:
            self._db.execute("INSERT OR IGNORE INTO kin_tie VALUES (?, ?, ?)", (older, younger, why))

    def _id(self, number: int) -> str:
        return str(self._db.execute("SELECT report_id FROM kin WHERE number = ?", (number,)).fetchone()[0])

    def _partners(self, number: int) -> set[int]:
        query = """SELECT younger FROM kin_tie WHERE older = :me UNION SELECT older FROM kin_tie WHERE younger = :me
            UNION SELECT b.number FROM kin a JOIN kin b ON b.article_id = a.article_id WHERE a.number = :me"""
        return {row[0] for row in self._db.execute(query, {"me": number})}

    def _name(self, touched: set[int]) -> set[str]:
        """Name the groups that were touched; the reports that came to another origin."""
        changed: set[str] = set()
        for group in groups_of(touched, self._partners):
            changed |= self._name_group(group)
        return changed

    def _name_group(self, group: list[int]) -> set[str]:
        query = "SELECT age, number, report_id, article_id, external_id, sha256 FROM kin WHERE number IN"
        members = sorted(self._stock.rows(query, group))
        ids = {number: report_id for _, number, report_id, *_ in members}
        ties = [
            (ids[older], ids[younger], why)
            for older, younger, why in self._stock.rows("SELECT older, younger, why FROM kin_tie WHERE older IN", group)
        ]
        found = named([Kept(*member[2:]) for member in members], ties)
        before = self._stock.origins(ids.values())
        rows: list[Row] = [
            {"report_id": report, "origin_id": origin, "reasons": "; ".join(found.reasons.get(report, ()))}
            for report, origin in found.of.items()
        ]
        swap(self._db, {"origin": ("report_id", sorted(found.of))}, {"origin": rows}, self._at)
        return {report for report, origin in found.of.items() if before.get(report) != origin}


def _by_age(holder: tuple[int, int]) -> tuple[int, int]:
    return holder[1], holder[0]
