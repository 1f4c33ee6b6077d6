"""Quarrels as the ledger keeps them: what each chain or report disputes, and what the views show of it, each once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from ...model import Disagreement, as_record, from_record
from ...reconcile.disputes.dispute import each_once, in_the_same_words
from ..rows import dumps
from ..views import disagreement_rows
from .stock import Stock, number_of
from .swap import swap


class KeptQuarrels:
    """The table of disputes by what they belong to; what came or went is shown at once, by `show`."""

    def __init__(self, stock: Stock, at: str) -> None:
        self._stock, self._db, self._at = stock, stock.db, at
        self._words: set[int] = set()
        """Disputes in the same words of which one came or went."""
        self._shown: set[str] = set()
        """What was shown of those that went."""

    def drop(self, owners: Sequence[str]) -> None:
        """Drop what is kept under some owners."""
        self._words |= {row[0] for row in self._stock.rows("SELECT words FROM quarrel WHERE owner IN", owners)}
        shown = {row[0] for row in self._stock.rows("SELECT shown FROM quarrel WHERE owner IN", owners)}
        self._shown |= shown - {None}
        self._db.executemany("DELETE FROM quarrel WHERE owner = ?", [(owner,) for owner in owners])

    def drop_all(self, number: int) -> None:
        """Drop the disputes of all chains that a voice is the first of."""
        query = "SELECT DISTINCT owner FROM quarrel WHERE owner >= ? AND owner < ?"
        # "!" is the character after the space.
        self.drop([row[0] for row in self._db.execute(query, (f"voice {number} ", f"voice {number}!")).fetchall()])

    def keep(self, owner: str, found: Iterable[Disagreement]) -> None:
        """Keep the disputes that were found for an owner, each with the number of its words."""
        for one in found:
            alike = one.disagreement_id if owner.startswith("dates") else in_the_same_words(one)
            words = number_of(alike)
            self._words.add(words)
            values = (one.disagreement_id, owner, words, dumps(as_record(one)))
            self._db.execute(
                "INSERT OR REPLACE INTO quarrel (quarrel_id, owner, words, record) VALUES (?, ?, ?, ?)", values
            )

    def show(self) -> None:
        """Put the disputes into the views, those in the same words as one."""
        scope, shown = set(self._shown), list[Disagreement]()
        for words in sorted(self._words):
            rows = self._db.execute("SELECT record, shown FROM quarrel WHERE words = ?", (words,)).fetchall()
            group = [from_record(Disagreement, json.loads(record)) for record, _ in rows]
            scope |= {before for _, before in rows if before}
            reports = {e.report_id for one in group for side in one.sides for e in side.evidence}
            found = each_once(group, self._stock.world_of_origins(sorted(reports)))
            shown += found
            for one in found:
                self._db.execute("UPDATE quarrel SET shown = ? WHERE words = ?", (one.disagreement_id, words))
        ids = sorted(scope | {one.disagreement_id for one in shown})
        columns = {"disagreement": ("disagreement_id", ids), "disagreement_side": ("disagreement_id", ids)}
        swap(self._db, columns, disagreement_rows(shown), self._at)
        self._words, self._shown = set(), set()
