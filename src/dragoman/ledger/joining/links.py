"""Links between incidents that were told anew, and of those to others, lifted once more from what reports state."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...model import Incident
from ...reconcile.links import build_links
from .. import read
from ..views import link_rows
from .decided import Decided
from .stock import Stock, chunks
from .swap import swap

# So many incidents are linked in one go.
_TOGETHER = 200


class Links:
    """The ties between incidents, as reports state them."""

    def __init__(self, stock: Stock, decided: Decided, at: str) -> None:
        self._stock, self._db, self._decided, self._at = stock, stock.db, decided, at

    def update(self, incidents: Collection[str]) -> None:
        """Make anew the links from and to some incidents; some of these may be no more."""
        for chunk in chunks(sorted(incidents), _TOGETHER):
            self._link(chunk)

    def _link(self, incidents: Sequence[str]) -> None:
        query = "SELECT mention_id FROM incident_mention WHERE incident_id IN"
        told = dict.fromkeys(read.told_links_of(self._db, sorted(row[0] for row in self._stock.rows(query, incidents))))
        mentions = {one for link in told for one in (link.from_mention, link.to_mention)}
        counted = self._counted(mentions)
        query = "SELECT DISTINCT report_id FROM mention WHERE mention_id IN"
        reports = sorted({row[0] for row in self._stock.rows(query, sorted(mentions))})
        world = self._stock.world(reports, [m for report in reports for m in self._decided.of(report)[0]])
        found = build_links(told, counted, world)
        before = {
            row[0]
            for end in ("from_incident", "to_incident")
            for row in self._stock.rows(f"SELECT link_id FROM link WHERE {end} IN", incidents)
        }
        scope = {"link": ("link_id", sorted(before | {one.link_id for one in found}))}
        swap(self._db, scope, link_rows(found), self._at)

    def _counted(self, mentions: Collection[str]) -> list[Incident]:
        """The incidents of some mentions, but for those that a person rejected."""
        query = """SELECT DISTINCT i.incident_id FROM incident_mention i
            JOIN incident x ON x.incident_id = i.incident_id WHERE +x.rejected = 0 AND mention_id IN"""
        ids = sorted({row[0] for row in self._stock.rows(query, sorted(mentions))})
        return [read.incident_of(self._db, one) for one in ids]
