"""What a ledger holds at one moment, gathered for comparing it with another."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from ..changes import Known
from ..model import Mention, from_record

if TYPE_CHECKING:
    from .ledger import Ledger

_PRESENT = "now"


def known_at(ledger: Ledger, moment: str | date | datetime | Ledger) -> Known:
    """What `ledger` held at a moment, or what another ledger holds. Raises BadSettings (no moment)."""
    if not isinstance(moment, (str, date)):
        return _known(moment, moment.path)
    if isinstance(moment, str) and moment.strip().lower() == _PRESENT:
        return _known(ledger, _PRESENT)
    name = moment.isoformat() if isinstance(moment, date) else moment
    return _known(ledger.as_of(moment), name)


def _known(ledger: Ledger, name: str) -> Known:
    db = ledger._db
    read_by = db.execute("SELECT report_id, reader_version, recorded_at FROM reading").fetchall()

    @lru_cache(maxsize=100_000)
    def mention(mention_id: str) -> Mention | None:
        row = db.execute("SELECT record FROM mention WHERE mention_id = ?", (mention_id,)).fetchone()
        return from_record(Mention, json.loads(row[0])) if row else None

    standings = ledger.standings()
    return Known(
        name=name,
        rule=ledger.rule,
        incidents={one.incident_id: one for one in ledger.incidents()},
        rejected={one.incident_id: one for one in ledger.rejected()},
        disagreements={one.disagreement_id: one for one in ledger.disagreements()},
        links={one.link_id: one for one in ledger.links()},
        reports={one.report_id: one for one in ledger.reports()},
        readers={report: version for report, version, _ in read_by},
        recorded={report: at for report, _, at in read_by},
        corrections={one.correction_id: one for one in ledger.corrections() if one.correction_id in standings},
        mention=mention,
    )
