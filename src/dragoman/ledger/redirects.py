"""Ids of incidents that are no more, each led to the incident that holds its tellings now.

An incident is called after its first telling, so an old id names a telling; where a newer reader made other mentions,
the words at which that telling stood lead on. Nothing is stored for this but the readings and the corrections.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from ..model import Anchor, Incident, Span, Target, Tellings, content_id
from . import read


def present_id(db: sqlite3.Connection, wanted: str) -> str | None:
    """The id under which an incident stands at present; None when nothing of it is left."""
    if db.execute("SELECT 1 FROM incident WHERE incident_id = ?", (wanted,)).fetchone():
        return wanted
    for anchors in _traces(db, wanted):
        found = _holding(db, anchors)
        if found:
            return found
    return None


def _traces(db: sqlite3.Connection, wanted: str) -> Iterator[list[Anchor]]:
    """What is known of the tellings of an id, the surest first."""
    columns = "SELECT report_id, trigger_start, trigger_end, kind, mention_id FROM mention"
    yield [anchor_of(row) for row in db.execute(columns) if names(row[4], wanted)]
    for correction in read.corrections(db):
        for text in (correction.target, correction.from_value, correction.to_value):
            if text and text.startswith(f"{wanted} "):
                yield list(Target.parse(text).anchors)
    for (record,) in db.execute("SELECT record FROM replaced_reading ORDER BY replaced_at DESC, report_id"):
        for mention in json.loads(record)["mentions"]:
            if names(mention["mention_id"], wanted):
                trigger = mention["trigger"]
                row = (mention["report_id"], trigger["start"], trigger["end"], mention["kind"], mention["mention_id"])
                yield [anchor_of(row)]


def past_ids(incident: Incident, most: int = 400) -> Iterator[str]:
    """Ids under which an incident may have stood: it is called after one of its tellings, of which `most` are tried."""
    for mention in incident.mentions[:most]:
        yield content_id("inc", mention)
        yield content_id("inc", mention, "split")


def names(mention_id: str, incident_id: str) -> bool:
    """True when an incident of that id was called after the mention, before or after a split."""
    return incident_id in (content_id("inc", mention_id), content_id("inc", mention_id, "split"))


def anchor_of(row: tuple[str, int, int, str, str]) -> Anchor:
    """An anchor from (report_id, trigger_start, trigger_end, kind, mention_id)."""
    return Anchor(row[0], Span(row[1], row[2]), row[3], row[4])


def tellings_of(db: sqlite3.Connection, reports: Iterable[str]) -> Tellings:
    """The mentions of some reports, to look anchors up in."""
    return Tellings(m for report in sorted(set(reports)) for m in read.mentions_of(db, report))


def _holding(db: sqlite3.Connection, anchors: list[Anchor]) -> str | None:
    """The incident that holds most of what some anchors mean; the first by id on a tie."""
    told = tellings_of(db, (anchor.report_id for anchor in anchors))
    found: Counter[str] = Counter()
    for mention in told.of(Target(tuple(anchors))):
        rows = db.execute("SELECT incident_id FROM incident_mention WHERE mention_id = ?", (mention,))
        found.update(row[0] for row in rows)
    return min(found, key=lambda incident: (-found[incident], incident)) if found else None
