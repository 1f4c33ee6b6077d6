"""Asking: what a ledger answers about what it holds, the views brought up to date first where they can be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ..errors import LedgerDamaged, NotFound
from ..model import (
    Actor,
    Claim,
    Disagreement,
    Evidence,
    Incident,
    Link,
    Mention,
    Place,
    Reading,
    Relation,
    Report,
    Rule,
    Statement,
    from_record,
)
from ..settings import Settings
from . import gather, history, read, redirects, tables, views
from .filters import Filters
from .incidents import Incidents
from .page import Page
from .search import search
from .store import told

if TYPE_CHECKING:
    from ..reconcile.matching.why_joined import Joined


class Asked:
    """The questions that a `Ledger` answers."""

    _db: sqlite3.Connection
    path: str
    settings: Settings
    _rule: Rule | None

    def _catch_up_if_free(self) -> None:
        raise NotImplementedError

    @property
    def rule(self) -> Rule:
        """The rule that chose the headline values."""
        if self._rule:
            return self._rule
        return read.rule(self._db)

    def incidents(
        self,
        since: str | date | None = None,
        until: str | date | None = None,
        kind: str | None = None,
        country: str | None = None,
        about: str | None = None,
        status: str | None = None,
    ) -> Incidents:
        """The incidents that meet every condition given; see `Filters`."""
        filters = Filters.of(since, until, kind, country, about, status, knowledge=self.settings.knowledge)
        return Incidents(self.select(filters), self.claims_of)

    def select(self, filters: Filters) -> Iterator[Incident]:
        """The incidents that pass the filters, one at a time."""
        self._catch_up_if_free()
        return read.incidents(self._db, filters)

    def page(
        self, filters: Filters | None = None, after: str | None = None, limit: int = 50, newest: bool = False
    ) -> Page:
        """At most `limit` incidents that pass the filters, in the order of their days (or the newest first).

        `after` is a page's own `after`: the next page begins behind it. A page costs the same anywhere in the list.
        """
        self._catch_up_if_free()
        return read.page(self._db, filters or Filters(), after, max(1, limit), newest)

    def count(self, filters: Filters | None = None) -> int:
        """How many incidents pass the filters; those with `about` are read one by one for it."""
        self._catch_up_if_free()
        return read.count(self._db, filters or Filters())

    def rejected(self) -> Iterator[Incident]:
        """The incidents that a person rejected: kept for the record, counting for nothing."""
        self._catch_up_if_free()
        return read.incidents(self._db, Filters(), rejected=True)

    def incident(self, incident_id: str) -> Incident:
        """One incident, rejected or not, by its id or by one it had before a merge or split. Raises NotFound."""
        self._catch_up_if_free()
        present = redirects.present_id(self._db, incident_id)
        if present is None:
            raise NotFound(f"no incident has the id {incident_id}, nor had it")
        return read.incident_of(self._db, present)

    def stood(self, incidents: Iterable[Incident], moment: str) -> dict[str, Incident]:
        """Those of some incidents that were known otherwise at a moment, a stamp: as they stood then, by present id."""
        called = {old: one for one in incidents for old in redirects.past_ids(one)}
        rows = history.stood_of(self._db, "incident", called, moment)
        stood = sorted(
            ((from_record(Incident, record), called[key]) for key, record in rows),
            key=lambda pair: (len({*pair[0].mentions} & {*pair[1].mentions}), pair[0].incident_id),
        )
        # Of several that were joined since, the one with most of the tellings.
        return {now.incident_id: then for then, now in stood if {*then.mentions} & {*now.mentions}}

    def joined(self, incident_id: str) -> tuple[Joined, ...]:
        """Why the tellings of an incident were put together, report by report. Raises NotFound."""
        from .joined import joined

        return joined(self._db, self.incident(incident_id), self.settings.knowledge)

    def reports(self) -> Iterator[Report]:
        """Every version of every article, with its text."""
        self._catch_up_if_free()
        return read.reports(self._db)

    def report(self, report_id: str) -> Report:
        """One report. Raises NotFound."""
        return read.report_of(self._db, report_id)

    def head(self, report_id: str) -> Report:
        """One report without its text. Raises NotFound."""
        return read.head_of(self._db, report_id)

    def tellings(self, incident_id: str) -> Iterator[Mention]:
        """The mentions of one incident."""
        return read.tellings_of(self._db, incident_id)

    def claims_of(self, incident_id: str) -> Iterator[Claim]:
        """The claims behind one incident."""
        return read.claims_of(self._db, incident_id)

    def disagreements_of(self, incident_id: str) -> Iterator[Disagreement]:
        """Where the tellings of one incident disagree."""
        return read.disagreements_of(self._db, incident_id)

    def sentence_number(self, report_id: str, start: int) -> int | None:
        """The number, from 0, of the sentence of a report that holds an offset; None when none does."""
        return read.sentence_number(self._db, report_id, start)

    def origin_reasons(self, origin_id: str) -> tuple[str, ...]:
        """Why the reports of an origin are held to be one piece; empty for one that stands alone."""
        self._catch_up_if_free()
        rows = self._db.execute("SELECT reasons FROM origin WHERE origin_id = ?", (origin_id,))
        return tuple(sorted({why for row in rows for why in row[0].split("; ") if why}))

    def reading(self, report_id: str) -> Reading:
        """Everything that was read in one report. Raises NotFound."""
        return read.reading_of(self._db, report_id)

    def mentions(self) -> Iterator[Mention]:
        """Every telling of an event."""
        return read.mentions(self._db)

    def claims(self) -> Iterator[Claim]:
        """Every field of every mention."""
        return read.claims(self._db)

    def statements(self) -> Iterator[Statement]:
        """Who says what."""
        return read.statements(self._db)

    def relations(self) -> Iterator[Relation]:
        """Who stands in what relation to whom, as told."""
        return read.relations(self._db)

    def disagreements(self) -> Iterator[Disagreement]:
        """Claims that cannot all be true."""
        self._catch_up_if_free()
        return read.disagreements(self._db)

    def links(self) -> Iterator[Link]:
        """Ties between incidents, as stated or claimed."""
        self._catch_up_if_free()
        return read.links(self._db)

    def actors(self) -> Iterator[Actor]:
        """Every actor that reports name, with the offices and other names that the knowledge base has for it."""
        from ..knowledge.actor_base import load_actors

        return gather.actors(self._db, load_actors(self.settings.knowledge).get)

    def places(self) -> Iterator[Place]:
        """Every place that reports name."""
        return gather.places(self._db)

    def skipped(self) -> list[tuple[str, str]]:
        """Every input that was ever skipped, as (source, reason)."""
        rows = self._db.execute("SELECT DISTINCT source, reason FROM skipped ORDER BY source, reason")
        return [(source, reason) for source, reason in rows]

    def table(self, name: str, filters: Filters | None = None, full_text: bool = False) -> Iterator[dict[str, Any]]:
        """The records of a contract table as plain dicts; `filters` narrow incidents. Raises NotFound."""
        return tables.records(self, name, filters, full_text)

    def columns(self) -> dict[str, list[str]]:
        """Tables and views of the file, each with its columns: for browsers of SQLite files."""
        return read.columns(self._db)

    def search(self, words: str) -> Iterator[Evidence]:
        """Sentences that hold all of the words (or "phrases in quotes"), best match first."""
        return search(self._db, words)

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Rows of a SELECT over the tables of docs/ledger.md, as this ledger or view of the past has them.

        For views that page through more than fits in memory; name tables without a schema. Raises LedgerDamaged.
        """
        with told(self.path):
            cursor = self._db.execute(query, values)
            names = [column[0] for column in cursor.description]
            yield from (dict(zip(names, row, strict=True)) for row in cursor)

    def checked(self) -> str:
        """Check the file through and through; its sums in words. Raises LedgerDamaged."""
        with told(self.path):
            faults = [row[0] for row in self._db.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
            faults += [f"a row of {row[0]} points nowhere" for row in self._db.execute("PRAGMA foreign_key_check")]
        if faults:
            raise LedgerDamaged(f"{self.path} is damaged ({faults[0]}): save what is left with `sqlite3 … .recover`")
        reports, mentions, incidents = (
            self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("report", "mention", "incident")
        )
        behind = ", views to be caught up by the next run" if views.stale(self._db) else ""
        sums = ((reports, "report"), (mentions, "mention"), (incidents, "incident"))
        return ", ".join(f"{number} {word if number == 1 else word + 's'}" for number, word in sums) + behind
